package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/folder"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/report"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/indicators/tables/spreadsheet"
)

const (
	demo  = "../leipzig/data/fictional"
	token = "a token for tests only"
)

func today() time.Time { return time.Date(2026, 5, 4, 10, 0, 0, 0, time.UTC) }

// leipzig is the service of the fictional Leipzig on a fresh store.
func leipzig(t testing.TB) *service {
	t.Helper()
	return reopened(t, filepath.Join(t.TempDir(), "leipzig.db"))
}

func reopened(t testing.TB, file string) *service {
	t.Helper()
	s, err := openStore(file)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.close() })
	c, err := open(s, os.DirFS(demo), today())
	if err != nil {
		t.Fatal(err)
	}
	return newService(s, c, token, today, slog.New(slog.DiscardHandler))
}

// ask sends a request and returns the answer; the lines of header are "Name: value".
func ask(h http.Handler, method, target, body string, header ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, target, strings.NewReader(body))
	for _, line := range header {
		name, value, _ := strings.Cut(line, ": ")
		r.Header.Set(name, value)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

const bearer = "Authorization: Bearer " + token

func post(h http.Handler, table string) *httptest.ResponseRecorder {
	return ask(h, "POST", "/api/observations", table, bearer, "Content-Type: text/csv")
}

// form is a body of the form of the page, and its Content-Type.
func form(fields ...string) (body, header string) {
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	for i := 0; i < len(fields); i += 3 {
		var w io.Writer
		if fields[i+1] == "" {
			w, _ = m.CreateFormField(fields[i])
		} else {
			w, _ = m.CreateFormFile(fields[i], fields[i+1])
		}
		_, _ = io.WriteString(w, fields[i+2]) // into memory
	}
	_ = m.Close()
	return b.String(), "Content-Type: " + m.FormDataContentType()
}

const heading = "indicator;period;value;known_on;source\n"

const (
	good = heading + "fiktiv-gruenflaeche;2024;43.5;2025-06-01;Test\nfiktiv-dichte;2024;78;2025-06-01;Test\n"
	bad  = heading + "fiktiv-gruenflaeche;2024;vierzig;2025-06-01;Test\nfiktiv-nirgends;2024;1;2025-06-01;Test\n" +
		"fiktiv-dichte;2024;78;;Test\nfiktiv-dichte;2025;79;2027-01-01;Test\nfiktiv-dichte;2O24;79;2025-06-01;Test\n"
)

func TestViews(t *testing.T) {
	s := leipzig(t)
	h := s.handler()
	for target, want := range map[string]string{
		"/report":     "Balance zwischen Verdichtung und Freiraum",
		"/goals":      `href="/goals/Z1.1?as_of=2023-12-31`,
		"/goals/Z1.1": "Balance zwischen Verdichtung und Freiraum",
		"/change":     "2022",
		"/upload":     `enctype="multipart/form-data"`,
		"/report?as_of=2021-12-31&known_on=2022-01-01&lang=en": "31 December 2021",
		"/change?since=2020-12-31&known_on=2023-12-31":         "2020",
		"/goals/fiktiv-dichte?lang=en":                         "2023",
	} {
		w := ask(h, "GET", target, "")
		if w.Code != 200 || !strings.Contains(w.Body.String(), want) {
			t.Errorf("%s: %d, without %q", target, w.Code, want)
		}
		csp := w.Header().Get("Content-Security-Policy")
		if strings.Contains(csp, "unsafe") || strings.Contains(csp, "script") || !strings.HasPrefix(csp, "default-src 'none'; style-src 'sha256-") {
			t.Errorf("%s: %s", target, csp)
		}
		if strings.Contains(w.Body.String(), "<script") || strings.Contains(w.Body.String(), " style=") || strings.Count(w.Body.String(), "<style>") != 1 {
			t.Errorf("%s: has what its policy does not allow", target)
		}
	}
	if w := ask(h, "GET", "/", ""); w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/report" {
		t.Errorf("/: %d", w.Code)
	}
	if w := ask(h, "GET", "/api/observations.csv", ""); strings.Count(w.Body.String(), "\n") != 1+s.standing.Load().record.Len() || !strings.Contains(w.Header().Get("Content-Disposition"), "attachment") {
		t.Errorf("CSV: %d lines", strings.Count(w.Body.String(), "\n"))
	}
}

// What the service says is what the folder says, to the byte.
func TestSameAsFolder(t *testing.T) {
	s := leipzig(t)
	city, err := folder.Load(os.DirFS(demo))
	if err != nil {
		t.Fatal(err)
	}
	model, err := city.Compile()
	if err != nil {
		t.Fatal(err)
	}
	for _, known := range []string{"", "2022-06-30"} {
		options := evaluation.Options{AsOf: zielkette.MustParseDate("2022-12-31")}
		if known != "" {
			options.KnownOn = zielkette.MustParseDate(known)
		}
		result, err := model.Evaluate(city.Record, options)
		if err != nil {
			t.Fatal(err)
		}
		var want bytes.Buffer
		if err := report.Of(result, report.Options{}).JSON(&want); err != nil {
			t.Fatal(err)
		}
		got := ask(s.handler(), "GET", "/api/report?as_of=2022-12-31&known_on="+known, "").Body.String()
		if diff := cmp.Diff(want.String(), got); diff != "" {
			t.Error(diff)
		}
	}
}

// The description has every route and no other, and what is answered is what it says.
func TestOpenAPI(t *testing.T) {
	s := leipzig(t)
	h := s.handler()
	var doc struct {
		Paths map[string]map[string]struct {
			Parameters []struct {
				Ref string `json:"$ref"`
			}
			Responses map[string]struct {
				Content map[string]struct{ Schema any }
			}
		}
	}
	if err := json.Unmarshal(description, &doc); err != nil {
		t.Fatal(err)
	}
	var described, served []string
	for path, methods := range doc.Paths {
		for method := range methods {
			described = append(described, strings.ToUpper(method)+" "+path)
		}
	}
	for _, r := range s.routes() {
		served = append(served, r.method+" "+strings.TrimSuffix(r.path, "{$}"))
	}
	slices.Sort(described)
	slices.Sort(served)
	if diff := cmp.Diff(served, described); diff != "" {
		t.Errorf("served and described:\n%s", diff)
	}
	for _, v := range views {
		want := strings.Fields(v.parameters)
		if strings.Contains(v.path, "{id}") && !strings.Contains(v.path, "schemas") {
			want = append([]string{"id"}, want...)
		}
		var got []string
		for _, p := range doc.Paths[v.path]["get"].Parameters {
			if p.Ref != "" {
				got = append(got, strings.TrimPrefix(p.Ref, "#/components/parameters/"))
			}
		}
		if diff := cmp.Diff(want, got); diff != "" && (len(want) > 0 || len(got) > 0) {
			t.Errorf("%s: parameters: %s", v.path, diff)
		}
	}

	compiler := jsonschema.NewCompiler()
	compiler.DefaultDraft(jsonschema.Draft2020)
	add := func(url string, text []byte) {
		t.Helper()
		value, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
		if err == nil {
			err = compiler.AddResource(url, value)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	const base = "http://service.invalid/api/"
	add(base+"openapi.json", description)
	for _, kind := range []string{"report", "explanation", "change", "problems"} {
		w := ask(h, "GET", "/api/schemas/"+kind, "")
		add(base+"schemas/"+kind, w.Body.Bytes())
	}
	faulty, good := post(h, bad), post(h, good)
	for _, c := range []struct {
		path, method, status, media string
		got                         *httptest.ResponseRecorder
	}{
		{"/api/report", "get", "200", "application/json", ask(h, "GET", "/api/report", "")},
		{"/api/report", "get", "200", "application/json", ask(h, "GET", "/api/report?lang=en&as_of=2019&known_on=2019", "")},
		{"/api/goals", "get", "200", "application/json", ask(h, "GET", "/api/goals", "")},
		{"/api/goals", "get", "200", "application/json", ask(h, "GET", "/api/goals?as_of=2001-01-01", "")},
		{"/api/goals/{id}/explanation", "get", "200", "application/json", ask(h, "GET", "/api/goals/Z1.1/explanation", "")},
		{"/api/goals/{id}/explanation", "get", "200", "application/json", ask(h, "GET", "/api/goals/fiktiv-dichte/explanation", "")},
		{"/api/change", "get", "200", "application/json", ask(h, "GET", "/api/change", "")},
		{"/api/observations", "get", "200", "application/json", ask(h, "GET", "/api/observations", "")},
		{"/api/observations", "get", "200", "application/json", ask(h, "GET", "/api/observations?known_on=1999", "")},
		{"/api/observations", "post", "201", "application/json", good},
		{"/api/observations", "post", "422", "application/problem+json", faulty},
		{"/api/report", "get", "default", "application/problem+json", ask(h, "GET", "/api/report?as_of=never", "")},
	} {
		if got := c.got.Header().Get("Content-Type"); got != c.media {
			t.Errorf("%s %s: Content-Type %s", c.method, c.path, got)
		}
		pointer := "#/paths/" + strings.NewReplacer("~", "~0", "/", "~1", "{", "%7B", "}", "%7D").Replace(c.path) + "/" + c.method + "/responses/" + c.status + "/content/" + strings.ReplaceAll(c.media, "/", "~1") + "/schema"
		if c.status == "default" {
			pointer = "#/components/responses/problem/content/application~1problem+json/schema"
		}
		schema, err := compiler.Compile(base + "openapi.json" + pointer)
		if err != nil {
			t.Fatal(err)
		}
		value, err := jsonschema.UnmarshalJSON(c.got.Body)
		if err == nil {
			err = schema.Validate(value)
		}
		if err != nil {
			t.Errorf("%s %s: %v", c.method, c.path, err)
		}
	}
}

func TestBadUpload(t *testing.T) {
	s := leipzig(t)
	before := s.standing.Load()
	w := post(s.handler(), bad)
	var got struct{ Problems zielkette.Problems }
	if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil || w.Code != http.StatusUnprocessableEntity {
		t.Fatal(w.Code, err)
	}
	var lines []string
	for _, p := range got.Problems.Errors() {
		lines = append(lines, fmt.Sprint(p.Place.Line, " ", p.Code))
	}
	if diff := cmp.Diff([]string{"2 number-text", "3 reference", "4 required", "5 known-later", "6 period"}, lines); diff != "" {
		t.Error(diff)
	}
	body, header := form("token", "", token, "table", "werte.csv", bad)
	page := ask(s.handler(), "POST", "/upload", body, header)
	for _, want := range []string{"number-text", "fiktiv-nirgends", "known-later", "Nichts wurde gespeichert"} {
		if page.Code != http.StatusUnprocessableEntity || !strings.Contains(page.Body.String(), want) {
			t.Errorf("the page: %d, without %q", page.Code, want)
		}
	}
	if s.standing.Load() != before {
		t.Error("another city stands")
	}
	if _, stored, err := s.store.load(); err != nil || len(stored) != before.record.Len() {
		t.Error(len(stored), err)
	}
}

func TestGoodUpload(t *testing.T) {
	file := filepath.Join(t.TempDir(), "leipzig.db")
	s := reopened(t, file)
	h := s.handler()
	const then = "/api/report?as_of=2024-12-31&known_on=2025-05-31"
	before := ask(h, "GET", then, "").Body.String()

	body, header := form("token", "", token, "table", "werte.csv", good)
	if w := ask(h, "POST", "/upload", body, header); w.Code != http.StatusCreated || !strings.Contains(w.Body.String(), "Neue Messwerte: 2") {
		t.Fatal(w.Code, w.Body)
	}
	if got := ask(h, "GET", "/report", "").Body.String(); !strings.Contains(got, "43,5") {
		t.Error("the report does not have the new value")
	}
	if got := ask(h, "GET", then, "").Body.String(); got != before {
		t.Error("the report known before the upload is another one")
	}
	if got := ask(h, "GET", "/api/observations?known_on=2025-05-31", "").Body.String(); strings.Contains(got, `"43.5"`) {
		t.Error("an observation is known before its day")
	}
	if w := post(h, good); w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), `"duplicate"`) {
		t.Error("the same table twice:", w.Code, w.Body)
	}

	record := s.standing.Load().record
	added, err := indicators.NewRecord(record.At(record.Len()-2), record.At(record.Len()-1))
	if err != nil {
		t.Fatal(err)
	}
	var sheet bytes.Buffer
	if err := spreadsheet.WriteTidy(&sheet, added, zielkette.German); err != nil {
		t.Fatal(err)
	}
	const xlsx = "Content-Type: application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	if w := ask(leipzig(t).handler(), "POST", "/api/observations", sheet.String(), bearer, xlsx); w.Code != http.StatusCreated || !strings.Contains(w.Body.String(), `"added":2`) {
		t.Error("XLSX: ", w.Code, w.Body)
	}
	if w := ask(h, "POST", "/api/observations", sheet.String(), bearer, xlsx); w.Code != http.StatusUnprocessableEntity || strings.Count(w.Body.String(), `"duplicate"`) != 2 {
		t.Error("XLSX again: ", w.Code, w.Body)
	}
	report := ask(h, "GET", "/api/report", "").Body.String()
	if err := s.store.close(); err != nil {
		t.Fatal(err)
	}
	if got := ask(reopened(t, file).handler(), "GET", "/api/report", "").Body.String(); got != report {
		t.Error("after a restart the report is another one")
	}
}

// A report known on a day before the documents changed prints as it did.
func TestChangedDocuments(t *testing.T) {
	file, city := filepath.Join(t.TempDir(), "city.db"), t.TempDir()
	if err := os.CopyFS(city, os.DirFS(demo)); err != nil {
		t.Fatal(err)
	}
	start := func(day string) (*service, error) {
		s, err := openStore(file)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = s.close() })
		at, _ := time.Parse(time.DateOnly, day)
		c, err := open(s, os.DirFS(city), at)
		if err != nil {
			return nil, err
		}
		return newService(s, c, "", today, slog.New(slog.DiscardHandler)), nil
	}
	s, err := start("2026-01-01")
	if err != nil {
		t.Fatal(err)
	}
	const then = "/api/report?known_on=2026-01-31"
	before := ask(s.handler(), "GET", then, "").Body.String()
	if err := s.store.close(); err != nil {
		t.Fatal(err)
	}
	edit := func(old, text string) {
		t.Helper()
		name := filepath.Join(city, "strategy.json")
		data, err := os.ReadFile(name)
		if err != nil || !bytes.Contains(data, []byte(old)) {
			t.Fatal("nothing to edit", err)
		}
		if err := os.WriteFile(name, bytes.Replace(data, []byte(old), []byte(text), 1), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	edit("Balance zwischen", "Gleichgewicht zwischen")
	if s, err = start("2026-02-01"); err != nil {
		t.Fatal(err)
	}
	if got := ask(s.handler(), "GET", then, "").Body.String(); got != before {
		t.Error("the report known before the documents changed is another one")
	}
	if got := ask(s.handler(), "GET", "/goals/Z1.1", "").Body.String(); !strings.Contains(got, "Gleichgewicht zwischen") {
		t.Error("the new wording does not count")
	}
	if err := s.store.close(); err != nil {
		t.Fatal(err)
	}
	edit(`"formatVersion"`, `"formatVersions"`)
	if _, err = start("2026-03-01"); zielkette.ProblemsOf(err) == nil {
		t.Error("faulty documents:", err)
	}
}

// Nothing that is stored can be changed or deleted, not even by another program, and what
// is acknowledged is on the disk.
func TestOnlyAdded(t *testing.T) {
	s := leipzig(t)
	var journal, synchronous string
	if err := errors.Join(s.store.db.QueryRow("PRAGMA journal_mode").Scan(&journal), s.store.db.QueryRow("PRAGMA synchronous").Scan(&synchronous)); err != nil || journal != "wal" || synchronous != "2" {
		t.Error(journal, synchronous, err)
	}
	for _, statement := range []string{
		"UPDATE observations SET value = '1'", "DELETE FROM observations", "UPDATE documents SET text = ''", "DELETE FROM documents",
	} {
		if _, err := s.store.db.Exec(statement); err == nil {
			t.Error(statement)
		}
	}
	// Another writer has taken the next places of the record.
	if _, err := s.store.db.Exec("INSERT INTO observations SELECT id + 1, stored_at, indicator, area, period, value, denominator, label, status, definition, known_on, source, note FROM observations ORDER BY id DESC LIMIT 1"); err != nil {
		t.Fatal(err)
	}
	if w := post(s.handler(), good); w.Code != http.StatusInternalServerError || strings.Contains(w.Body.String(), "SQL") {
		t.Error(w.Code, w.Body)
	}
}

// Readers see the city before an upload or after it, and nothing between.
func TestReadersWhileWriting(t *testing.T) {
	s := leipzig(t)
	h, before := s.handler(), s.standing.Load().record.Len()
	stop := make(chan struct{})
	var readers sync.WaitGroup
	for i := range 64 {
		readers.Go(func() {
			for n := 0; ; n++ {
				select {
				case <-stop:
					return
				default:
				}
				target := []string{"/api/observations", "/api/report", "/api/goals/Z1.1/explanation", "/goals"}[(i+n)%4]
				w := ask(h, "GET", target, "")
				if w.Code != 200 {
					t.Errorf("%s: %d", target, w.Code)
				}
				if target == "/api/observations" && (strings.Count(w.Body.String(), `"indicator"`)-before)%3 != 0 {
					t.Errorf("half an upload: %d observations", strings.Count(w.Body.String(), `"indicator"`))
				}
			}
		})
	}
	for n := range 8 {
		if w := post(h, three(n)); w.Code != http.StatusCreated {
			t.Error(w.Code, w.Body)
		}
	}
	close(stop)
	readers.Wait()
	if got := strings.Count(ask(h, "GET", "/api/observations", "").Body.String(), `"indicator"`); got != before+3*8 {
		t.Error(got)
	}
}

// three is the n-th of tables with three rows, which all add to the record.
func three(n int) string {
	table := heading
	for i := range 3 {
		table += fmt.Sprintf("fiktiv-gruenflaeche;%d;43.%d;2026-01-01;upload %d\n", 3000+3*n+i, n%10, n)
	}
	return table
}

// What is logged does not tell who asked for what.
func TestLog(t *testing.T) {
	s := leipzig(t)
	var log bytes.Buffer
	s.log = slog.New(slog.NewTextHandler(&log, nil))
	ask(s.handler(), "GET", "/goals/Z1.1?as_of=2022-12-31", "", "User-Agent: somebody", "X-Forwarded-For: 192.0.2.7")
	ask(s.handler(), "somebody", "/goals/somebody", "")
	body, header := form("token", "", token, "table", "somebody.csv", bad)
	ask(s.handler(), "POST", "/upload", body, header)
	for _, word := range []string{"somebody", "192.0.2", "Z1.1", "2022-12-31", "as_of", token} {
		if strings.Contains(log.String(), word) {
			t.Errorf("the log has %q:\n%s", word, &log)
		}
	}
	if strings.Count(log.String(), "\n") != 3 || !strings.Contains(log.String(), `route="GET /goals/{id}" status=200`) {
		t.Errorf("the log:\n%s", &log)
	}
}

// A strategy by itself is a start: with nothing measured and no term, the day of the start
// is the as-of date.
func TestStrategyAlone(t *testing.T) {
	city, file := t.TempDir(), filepath.Join(t.TempDir(), "city.db")
	const strategy = `{"formatVersion": 1, "id": "x", "title": "Nur Ziele", "levels": ["Ziel"], "goals": [{"id": "A", "level": "Ziel", "title": "Mehr Grün"}]}`
	if err := os.WriteFile(filepath.Join(city, "strategy.json"), []byte(strategy), 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := openStore(file)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.close() })
	c, err := open(s, os.DirFS(city), today())
	if err != nil {
		t.Fatal(err)
	}
	h := newService(s, c, token, today, slog.New(slog.DiscardHandler)).handler()
	for _, target := range []string{"/report", "/goals", "/goals/A", "/change", "/api/report"} {
		if w := ask(h, "GET", target, ""); w.Code != http.StatusOK || target == "/report" && !strings.Contains(w.Body.String(), "Stichtag 04.05.2026") {
			t.Errorf("%s: %d %.300s", target, w.Code, w.Body)
		}
	}
}

// The service says the same of an upload whether it has run on or was started anew.
func TestSameAfterStart(t *testing.T) {
	file := filepath.Join(t.TempDir(), "city.db")
	s := reopened(t, file)
	post(s.handler(), good)
	if got := post(s.handler(), heading+"fiktiv-gruenflaeche;2023;42.4;2024-06;Test\n").Body.String(); strings.Contains(got, ".csv") {
		t.Error("the lines of the first start:", got)
	}
	if diff := cmp.Diff(post(s.handler(), good).Body.String(), post(reopened(t, file).handler(), good).Body.String()); diff != "" {
		t.Error(diff)
	}
}

// A form without a file sends an empty part in its place.
func TestNoFileChosen(t *testing.T) {
	body, header := form("token", "", token)
	body = strings.Replace(body, "\r\n--", "\r\n--"+header[strings.Index(header, "boundary=")+9:]+"\r\nContent-Disposition: form-data; name=\"table\"; filename=\"\"\r\n\r\n\r\n--", 1)
	if w := ask(leipzig(t).handler(), "POST", "/upload", body, header); w.Code != http.StatusBadRequest || !strings.Contains(w.Body.String(), "keine Datei gewählt") {
		t.Errorf("%d %.300s", w.Code, w.Body)
	}
}

// What is wrong with the command line says what to do, before anything is listened to.
func TestCommandLine(t *testing.T) {
	file := filepath.Join(t.TempDir(), "city.db")
	for _, c := range []struct {
		args        []string
		token, want string
	}{
		{[]string{"-store", file}, "", "name the folder of a city with -city"},
		{[]string{"-store", file, "-city", "nowhere"}, "", "the folder nowhere: "},
		{[]string{"-store", file, demo}, "", `"../leipzig/data/fictional" belongs to no flag`},
		{[]string{"-store", file, "-city", demo}, "short", "fewer than 16 characters"},
		{[]string{"-h"}, "", ""},
	} {
		err := run(t.Context(), c.args, c.token, io.Discard)
		if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%q: %v", c.args, err)
		}
	}
}

// A fault of ours ends one request, and tells the client nothing of itself.
func TestPanic(t *testing.T) {
	s := leipzig(t)
	var log bytes.Buffer
	s.log = slog.New(slog.NewTextHandler(&log, nil))
	for _, path := range []string{"/report", "/api/report"} {
		w := httptest.NewRecorder()
		s.serve(w, httptest.NewRequest("GET", path, nil), func(http.Header, *http.Request) (answer, error) { panic("secret") })
		if w.Code != http.StatusInternalServerError || strings.Contains(w.Body.String(), "secret") || !strings.Contains(log.String(), "secret") {
			t.Errorf("%s: %d %.300s", path, w.Code, w.Body)
		}
	}
	if w := ask(s.handler(), "GET", "/", ""); w.Code != http.StatusSeeOther || w.Header().Values("Content-Type") != nil {
		t.Error(w.Code, w.Header())
	}
}
