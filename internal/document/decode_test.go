package document_test

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"testing/iotest"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/document"
	"gitlab.opencode.de/zielkette/zielkette/internal/problems"
	"gitlab.opencode.de/zielkette/zielkette/internal/testkit"
)

// sample has every kind of field that the documents of the library have.
type sample struct {
	FormatVersion int              `json:"formatVersion"`
	Name          string           `json:"name,omitzero"`
	Flag          bool             `json:"flag"`
	Count         int              `json:"count"`
	Value         zielkette.Number `json:"value"`
	Counts        map[string]int   `json:"counts"`
	Word          word             `json:"word"`
	Items         []sample         `json:"items"`
	Texts         []string         `json:"texts"`
	One           *noText          `json:"-"`
}

type (
	word   string
	noText struct{}
)

// read gives the document, and line:column, pointer and code of each problem.
func read(t testing.TB, text string) (*sample, []string) {
	t.Helper()
	keep := func(s sample, _ *problems.List) *sample { return &s }
	out, err := document.Read(strings.NewReader(text), "", keep)
	var ps zielkette.Problems
	if err == nil {
		return out, nil
	}
	if !errors.As(err, &ps) {
		return out, []string{err.Error()}
	}
	testkit.Told(t, err)
	var brief []string
	for _, p := range ps {
		brief = append(brief, fmt.Sprintf("%d:%d %s %s", p.Place.Line, p.Place.Column, p.Place.Pointer, p.Code))
	}
	return out, brief
}

func TestRead(t *testing.T) {
	got, bad := read(t, " \n"+`{"formatVersion": 1, "name": "Größe", "flag": true, "count": -3, "value": "6.40",
		"counts": {"a": 1, "b": null, "": 2}, "word": "up", "items": [{"formatVersion": 2}, null, {}], "texts": [], "name2": "" }`)
	if got != nil || len(bad) != 1 {
		t.Fatalf("%v, %v", got, bad)
	}
	got, bad = read(t, " \n"+`{"formatVersion": 1, "name": "Größe \ufffd `+"\ufffd"+` \ud83c\udfaf", "flag": true, "count": -3, "value": "6.40",
		"counts": {"a": 1, "b": null, "": 2}, "word": "up", "items": [{"formatVersion": 2}, null, {}], "texts": []}`+" \r\n\t")
	if bad != nil {
		t.Fatal(bad)
	}
	want := &sample{
		FormatVersion: 1, Name: "Größe \ufffd \ufffd 🎯", Flag: true, Count: -3, Value: zielkette.MustParseNumber("6.40"),
		Counts: map[string]int{"a": 1, "": 2}, Word: "up", Items: []sample{{FormatVersion: 2}, {}, {}}, Texts: []string{},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// Tabs and line breaks are no control characters to be refused, nor is what a text hides
// on purpose.
func TestBlanksOfAllKinds(t *testing.T) {
	got, bad := read(t, `{"formatVersion": 1, "name": "a\tb\r\nc`+"\u00a0\u00ad\u200b§\u007e"+`\u00a0"}`)
	if bad != nil || got.Name != "a\tb\r\nc\u00a0\u00ad\u200b§~\u00a0" {
		t.Fatal(bad, got)
	}
}

func TestNullIsAbsent(t *testing.T) {
	got, bad := read(t, `{"formatVersion": 1, "name": null, "flag": null, "count": null, "value": null, "counts": null, "word": null, "items": null, "texts": null}`)
	if bad != nil {
		t.Fatal(bad)
	}
	if d := cmp.Diff(&sample{FormatVersion: 1}, got); d != "" {
		t.Error(d)
	}
}

func TestReadFaults(t *testing.T) {
	deep := strings.Repeat(`{"items":[`, 64)
	for _, test := range []struct {
		name, text string
		want       []string
	}{
		{"empty", "", []string{"1:1  json-empty"}},
		{"blank", " \n\t\r\n", []string{"1:1  json-empty"}},
		{"byte order mark", "\ufeff{}", []string{"1:1  json-encoding"}},
		{"invalid UTF-8", "{\n\"name\": \"M\xfcnchen\"}", []string{"2:11  json-encoding"}},
		{"UTF-16", "\xff\xfe{\x00}\x00", []string{"1:1  json-encoding"}},
		{"NUL", `{"formatVersion": 1, "name": "a\u0000"}`, []string{"1:30 /name text-control"}},
		{"escape, bell, delete and controls of a terminal", "{\"formatVersion\": 1,\n\"texts\": [\"\\u001b[31m\", \"\\u0007\", \"\x7f\", \"x\u009b31m\", \"\u0085\"]}", []string{
			"2:11 /texts/0 text-control", "2:25 /texts/1 text-control", "2:35 /texts/2 text-control", "2:40 /texts/3 text-control", "2:50 /texts/4 text-control",
		}},
		{"a control in a name", `{"formatVersion": 1, "counts": {"a\u0001": 1}}`, []string{"1:33 /counts/a\x01 text-control"}},
		{"not JSON", "strategy: Soest", []string{"1:1  json-syntax"}},
		{"HTML", "<!DOCTYPE html>", []string{"1:1  json-syntax"}},
		{"cut short", `{"name": "x",` + "\n", []string{"1:14  json-syntax"}},
		{"cut short in a text", `{"name": "x`, []string{"1:12 /name json-syntax"}},
		{"cut short in a list", `{"texts": ["x"`, []string{"1:15 /texts json-syntax"}},
		{"missing comma", `{"name": "x"` + "\n" + `  "flag": true}`, []string{"2:3  json-syntax"}},
		{"missing comma in a list", `{"texts": ["a" "b"]}`, []string{"1:16 /texts json-syntax"}},
		{"comma in excess", `{"texts": ["a",]}`, []string{"1:16 /texts json-syntax"}},
		{"comma in excess in an object", `{"name": "x",}`, []string{"1:14  json-syntax"}},
		{"missing colon", `{"name" "x"}`, []string{"1:9 /name json-syntax"}},
		{"single quotes", `{'name': "x"}`, []string{"1:2  json-syntax"}},
		{"comment", "{\n// x\n}", []string{"2:1  json-syntax"}},
		{"line break in a text", "{\"name\": \"a\nb\"}", []string{"1:12 /name json-syntax"}},
		{"bad escape", `{"items": [{}, {"name": "a\x"}]}`, []string{"1:28 /items/1/name json-syntax"}},
		{"leading zero", `{"count": 007}`, []string{"1:12  json-syntax"}},
		{"NaN", `{"count": NaN}`, []string{"1:11 /count json-syntax"}},
		{"wrong bracket", `{"texts": [}`, []string{"1:12 /texts json-syntax"}},
		{"trailing document", `{"formatVersion": 1} {"formatVersion": 1}`, []string{"1:22  json-trailing"}},
		{"trailing text", "{\"formatVersion\": 1}\n\nx", []string{"3:1  json-trailing"}},
		{"trailing bracket", `{"formatVersion": 1}}`, []string{"1:21  json-trailing"}},
		{"trailing comma", `{"formatVersion": 1},`, []string{"1:21  json-trailing"}},
		{"half a surrogate pair", `{"formatVersion": 1, "name": "\ud83c"}`, []string{"1:30 /name json-encoding"}},
		{"half a surrogate pair in a name", `{"formatVersion": 1, "\ud83c": 1}`, []string{"1:22  json-encoding", "1:22 /\ufffd json-unknown-field"}},
		{"a list", `[]`, []string{"1:1  json-type"}},
		{"a text", `"x"`, []string{"1:1  json-type"}},
		{"null", `null`, []string{"1:1  json-type"}},
		{"a number", `1`, []string{"1:1  json-type"}},

		{"no version", `{}`, []string{"1:1 /formatVersion format-version"}},
		{"unknown field", `{"formatVersion": 1, "nam": {"x": [1, {}]}}`, []string{"1:22 /nam json-unknown-field"}},
		{"other case", `{"formatVersion": 1, "Name": "x"}`, []string{"1:22 /Name json-unknown-field"}},
		{"Go names", `{"formatVersion": 1, "One": "x", "-": 1, "hidden": 2}`, []string{"1:22 /One json-unknown-field", "1:34 /- json-unknown-field", "1:42 /hidden json-unknown-field"}},
		{"escaped pointer", `{"formatVersion": 1, "a/b~c": 1}`, []string{"1:22 /a~1b~0c json-unknown-field"}},
		{"empty name", `{"formatVersion": 1, "": 1}`, []string{"1:22 / json-unknown-field"}},
		{"duplicate key", `{"formatVersion": 1, "name": "x", "name": "y"}`, []string{"1:35 /name json-duplicate-key"}},
		{"duplicate key, escaped", `{"formatVersion": 1, "name": "x", "\u006eame": "y"}`, []string{"1:35 /name json-duplicate-key"}},
		{"duplicate key in a map", `{"formatVersion": 1, "counts": {"a": 1, "a": 2}}`, []string{"1:41 /counts/a json-duplicate-key"}},
		{"duplicate key in something unknown", `{"formatVersion": 1, "x": {"a": 1, "a": 2}}`, []string{"1:22 /x json-unknown-field"}},
		{"wrong types", `{"formatVersion": 1, "name": 1, "flag": "true", "count": 1.5, "value": 6.4, "counts": [1], "word": true, "items": {}, "texts": "x"}`, []string{
			"1:30 /name json-type", "1:41 /flag json-type", "1:58 /count json-type", "1:72 /value json-type",
			"1:87 /counts json-type", "1:100 /word json-type", "1:115 /items json-type", "1:128 /texts json-type",
		}},
		{"objects and lists in place of values", `{"formatVersion": [], "name": {}, "value": {"x": 1}, "flag": [{}], "items": [[]], "texts": [{}]}`, []string{
			"1:19 /formatVersion json-type", "1:31 /name json-type", "1:44 /value json-type", "1:62 /flag json-type", "1:78 /items/0 json-type", "1:93 /texts/0 json-type",
		}},
		{"an integer out of range", `{"formatVersion": 1, "count": 2147483648, "counts": {"a": 1e1}}`, []string{"1:31 /count json-type", "1:59 /counts/a json-type"}},
		{"a bad value", "{\"formatVersion\": 1,\n \"value\": \"1e999\"}", []string{"2:11 /value number-range"}},
		{"deep, and cut short", deep, []string{"1:" + fmt.Sprint(len(deep)+1) + " " + strings.Repeat("/items/0", 63) + "/items json-syntax"}},
		{"too deep", deep + `{`, []string{"1:" + fmt.Sprint(len(deep)+1) + " " + strings.Repeat("/items/0", 64) + " json-depth"}},
		{"too deep in something unknown", `{"x":` + strings.Repeat("[", 200), []string{"1:2 /x json-unknown-field"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, bad := read(t, test.text)
			if got != nil {
				t.Error("a faulty document is returned")
			}
			if d := cmp.Diff(test.want, bad); d != "" {
				t.Error(d)
			}
		})
	}
}

// Places that the compiler names by their pointers alone get line and column,
// and what is missing takes the place of what is around it.
func TestLocate(t *testing.T) {
	text := "{\n  \"a\": [1,\n    {\"b/c\": \"x\", \"d~\": [ [], {} ]}],\n  \"\": {}\n}"
	for pointer, want := range map[string]string{
		"":               "1:1",
		"/a":             "2:8",
		"/a/0":           "2:9",
		"/a/1":           "3:5",
		"/a/1/b~1c":      "3:13",
		"/a/1/d~0":       "3:24",
		"/a/1/d~0/1":     "3:30",
		"/a/1/missing":   "3:5",
		"/a/7/missing/x": "2:8",
		"/missing":       "1:1",
		"/":              "4:7",
	} {
		list := zielkette.Problems{{Code: "x", Place: zielkette.Place{Pointer: pointer}}, {Code: zielkette.CodeMore}}
		document.Locate([]byte(text), list)
		if got := fmt.Sprintf("%d:%d", list[0].Place.Line, list[0].Place.Column); got != want {
			t.Errorf("%q is located at %s, want %s", pointer, got, want)
		}
		if list[1].Place.Line != 0 {
			t.Error("the note of a cut list has no place")
		}
	}
	known := zielkette.Problems{{Place: zielkette.Place{Line: 7, Column: 7}}}
	document.Locate([]byte(text), known)
	if known[0].Place.Line != 7 {
		t.Error("a known place is kept")
	}
}

func TestLoad(t *testing.T) {
	keep := func(s sample, list *problems.List) *sample {
		if s.Name == "" {
			list.At("/name", "required", "", "M", "m")
		}
		list.Warn("/count", "w", "", zielkette.Text{EN: "m"})
		return &s
	}
	fsys := fstest.MapFS{
		"good.json": {Data: []byte(`{"formatVersion": 1, "name": "x"}`)},
		"bad.json":  {Data: []byte("{\"formatVersion\": 1,\n\"name\": \"\", \"count\": 1}")},
	}
	if s, err := document.Load(fsys, "good.json", keep); err != nil || s.Name != "x" {
		t.Errorf("%v, %v", s, err)
	}
	s, err := document.Load(fsys, "bad.json", keep)
	var ps zielkette.Problems
	if s != nil || !errors.As(err, &ps) {
		t.Fatalf("%v, %v", s, err)
	}
	var got []string
	for _, p := range ps {
		got = append(got, p.Place.String()+" "+p.Severity.String())
	}
	if d := cmp.Diff([]string{"bad.json:2:9 /name error", "bad.json:2:22 /count warning"}, got); d != "" {
		t.Error(d)
	}
	if s, err := document.Load(fsys, "none.json", keep); s != nil || err == nil || errors.As(err, &ps) {
		t.Errorf("a file that is not there: %v, %v", s, err)
	}
	if s, err := document.Read(iotest.ErrReader(io.ErrClosedPipe), "", keep); s != nil || !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("a reader that fails: %v, %v", s, err)
	}
}

// endless never ends; a reader of documents must.
type endless struct{ read int }

func (e *endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = ' '
	}
	e.read += len(p)
	return len(p), nil
}

func TestSizeLimit(t *testing.T) {
	e := &endless{}
	_, err := document.Read(e, "", func(s sample, _ *problems.List) *sample { return &s })
	if !errors.Is(err, zielkette.Problem{Code: zielkette.CodeJSONSize}) {
		t.Error(err)
	}
	if e.read > 3*document.MaxBytes {
		t.Errorf("%d bytes were read", e.read)
	}
}

// A list of empty objects needs hundreds of times its text in memory, and so does a
// map.
func TestItemLimit(t *testing.T) {
	entry := func(i int) string { return fmt.Sprintf(`"%d":0`, i) }
	for text, want := range map[string]string{
		`{"formatVersion": 1, "texts": [` + many(document.MaxItems, always(`""`)) + `]}`:          "",
		`{"formatVersion": 1, "texts": [` + many(document.MaxItems+1, always(`""`)) + `]}`:        " /texts/1048576 json-size",
		`{"formatVersion": 1, "texts": [""], "counts": {` + many(document.MaxItems, entry) + `}}`: " /counts/1048575 json-size",
	} {
		_, bad := read(t, text)
		if want == "" && bad != nil || want != "" && (len(bad) != 1 || !strings.HasSuffix(bad[0], want)) {
			t.Errorf("%.40s: %v, want %s", text, bad, want)
		}
	}
}

// Reading ends with the first error that the list does not keep, and the note says
// that there may be more than it counts.
func TestReadingEndsWithTheList(t *testing.T) {
	for _, test := range []struct {
		faults      int
		end         string
		count, more int
		last        string
	}{
		{99, `]}`, 99, 0, "json-unknown-field"},
		{99, `]`, 100, 0, "json-syntax"},
		{100, `]}`, 100, 0, "json-unknown-field"},
		{100, `]`, 100, 1, "json-unknown-field"},
		{101, `]}`, 100, 1, "json-unknown-field"},
		{5000, `]`, 100, 1, "json-unknown-field"},
	} {
		text := `{"formatVersion": 1, "items": [` + many(test.faults, always(`{"x": 1}`)) + test.end
		_, err := document.Read(strings.NewReader(text), "", func(s sample, _ *problems.List) *sample { return &s })
		got := zielkette.ProblemsOf(err)
		if test.more > 0 {
			note := got[len(got)-1]
			got = got[:len(got)-1]
			if note.Code != zielkette.CodeMore || !strings.Contains(note.Message.EN, fmt.Sprintf("at least %d ", test.more)) {
				t.Errorf("%d faults and %q: the note is %v", test.faults, test.end, note)
			}
		}
		if len(got) != test.count || !slices.ContainsFunc(got, func(p zielkette.Problem) bool { return string(p.Code) == test.last }) {
			t.Errorf("%d faults and %q: %d problems, want %d and %s: %v", test.faults, test.end, len(got), test.count, test.last, got)
		}
	}
}

// The work for a document grows with its size, however many faults it has.
func TestManyFaultsAreLinear(t *testing.T) {
	for name, text := range map[string]string{
		"unknown fields": `{` + manyFields(200_000, "x") + `"formatVersion": 1}`,
		"lines":          "{\n" + manyFields(200_000, "\n") + `"formatVersion": 1}`,
		"long name":      `{"formatVersion": 1, "counts": {"` + strings.Repeat("n", 1<<20) + `": "x"}, "items": [` + strings.Repeat(`{"x":1},`, 100_000) + `{}]}`,
	} {
		var bad []string
		testkit.InTime(t, 30*time.Second, func() { _, bad = read(t, text) })
		if len(bad) != problems.Max+1 {
			t.Errorf("%s: %d problems", name, len(bad))
		}
	}
}

func manyFields(n int, fill string) string {
	var b strings.Builder
	for i := range n {
		if fill == "\n" {
			fmt.Fprintf(&b, "\"f%d\": 0,\n", i)
		} else {
			fmt.Fprintf(&b, "\"f%d\":0,", i)
		}
	}
	return b.String()
}

func TestEscape(t *testing.T) {
	for name, want := range map[string]string{"": "", "a": "a", "a/b": "a~1b", "~": "~0", "~1": "~01", "/~": "~1~0"} {
		if got := document.Escape(name); got != want {
			t.Errorf("Escape(%q) = %q, want %q", name, got, want)
		}
	}
}

// No input panics; what is refused has problems with places inside the input,
// what is taken is valid UTF-8 and needs no second look.
func FuzzRead(f *testing.F) {
	for _, text := range []string{
		`{"formatVersion": 1, "items": [{"value": "6.40", "counts": {"a": 1}}], "texts": ["x"]}`,
		`{"a": 1, "a": 2}`, `[`, `{} {}`, `null`, "\ufeff{}", `{"name": "\ud83c"}`, "{\n\"value\": \"1e999\"}", `{"x":` + strings.Repeat("[", 130),
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		keep := func(s sample, _ *problems.List) *sample { return &s }
		got, err := document.Read(strings.NewReader(text), "f.json", keep)
		if err == nil {
			if got == nil || got.FormatVersion == 0 || !utf8.ValidString(got.Name) {
				t.Fatalf("%q is read as %v", text, got)
			}
			return
		}
		var ps zielkette.Problems
		if got != nil || !errors.As(err, &ps) || len(ps) == 0 || len(ps) > problems.Max+1 {
			t.Fatalf("%q: %v, %v", text, got, err)
		}
		lines := strings.Split(text, "\n")
		for _, p := range ps {
			if p.Code == zielkette.CodeMore {
				continue
			}
			if p.Place.File != "f.json" || p.Place.Line < 1 || p.Place.Line > len(lines) || p.Place.Column < 1 || p.Place.Column > len(lines[p.Place.Line-1])+1 {
				t.Fatalf("%q: a problem at %v", text, p.Place)
			}
			if p.Code == "" || !utf8.ValidString(p.Place.Pointer) {
				t.Fatalf("%q: the problem %+v", text, p)
			}
		}
		testkit.Told(t, err)
	})
}
