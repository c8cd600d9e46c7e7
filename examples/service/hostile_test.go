package main

import (
	"archive/zip"
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"
)

// listening serves and returns the address.
func listening(t *testing.T, h http.Handler, limits timeouts) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- serve(ctx, listener, h, limits) }()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Error("the end:", err)
		}
	})
	return listener.Addr().String()
}

// raw sends bytes as they are and returns the status of the answer, 0 where the
// connection was closed without one, with the whole answer.
func raw(t *testing.T, address, request string) (int, string) {
	t.Helper()
	c, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close() }()
	go func() { _, _ = io.WriteString(c, request) }()
	_ = c.SetDeadline(time.Now().Add(20 * time.Second))
	var whole bytes.Buffer
	answer, err := http.ReadResponse(bufio.NewReader(io.TeeReader(c, &whole)), nil)
	if err != nil {
		return 0, ""
	}
	defer func() { _ = answer.Body.Close() }()
	_, _ = io.Copy(io.Discard, answer.Body)
	return answer.StatusCode, whole.String()
}

func TestHostile(t *testing.T) {
	s := leipzig(t)
	short := timeouts{header: time.Second, body: 2 * time.Second, answer: 10 * time.Second, idle: time.Second}
	address, before := listening(t, s.handler(), short), s.standing.Load()
	const host = " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
	get := func(target string, header ...string) string {
		return "GET " + target + host + strings.Join(append(header, ""), "\r\n") + "\r\n"
	}
	body := func(target, text string, header ...string) string {
		header = append(header, fmt.Sprint("Content-Length: ", len(text)), "")
		return "POST " + target + host + strings.Join(header, "\r\n") + "\r\n" + text
	}
	csv := func(text string, header ...string) string {
		return body("/api/observations", text, append(header, bearer, "Content-Type: text/csv")...)
	}
	filled := func(fields ...string) string {
		text, header := form(fields...)
		return body("/upload", text, header)
	}
	row := func(note string) string {
		return "indicator;period;value;known_on;note\nfiktiv-dichte;2024;78;2025-06-01;" + note + "\n"
	}
	long := heading + strings.Repeat("fiktiv-dichte;2024;78;2025-06-01;x\n", maxRows+1)
	large := strings.Repeat("x", maxBody+1)
	var bomb bytes.Buffer
	z := zip.NewWriter(&bomb)
	for _, name := range []string{"[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/worksheets/sheet1.xml", "../../etc/passwd"} {
		w, _ := z.Create(name)
		_, _ = io.Copy(w, io.LimitReader(zeros{}, 4<<20))
	}
	_ = z.Close()

	for _, c := range []struct {
		name, request string
		want          int
		has, hasNot   string // in the answer
	}{
		{"no token", body("/api/observations", good, "Content-Type: text/csv"), 401, "", ""},
		{"wrong token", body("/api/observations", good, "Content-Type: text/csv", "Authorization: Bearer "+token+"x"), 401, "", ""},
		{"token in the query", body("/api/observations?token="+strings.ReplaceAll(token, " ", "+"), good, "Content-Type: text/csv"), 401, "", ""},
		{"wrong token in the form", filled("token", "", "wrong", "table", "a.csv", good), 401, "", ""},
		{"file before the token", filled("table", "a.csv", good, "token", "", token), 401, "", ""},
		{"form without a file", filled("token", "", token), 400, "", ""},
		{"form cut off", body("/upload", "--x\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\n"+token, "Content-Type: multipart/form-data; boundary=x"), 400, "", ""},
		{"form without a boundary", body("/upload", good, "Content-Type: multipart/form-data"), 415, "", ""},
		{"wrong content type", body("/api/observations", good, bearer, "Content-Type: application/json"), 415, "problem+json", ""},
		{"no content type", body("/api/observations", good, bearer), 415, "", ""},
		{"content type of nonsense", body("/api/observations", good, bearer, "Content-Type: ;;;="), 415, "", ""},
		{"cross-site form", body("/upload", good, "Sec-Fetch-Site: cross-site", "Content-Type: text/plain"), 403, "", ""},
		{"foreign origin", csv(good, "Origin: https://evil.example"), 403, "", ""},
		{"origin null", csv(good, "Origin: null"), 403, "", ""},
		{"huge body announced, no token", "POST /api/observations" + host + "Content-Length: 1099511627776\r\nContent-Type: text/csv\r\n\r\nx", 401, "", ""},
		{"large body", csv(large), 413, "problem+json", ""},
		{"large body in chunks", "POST /api/observations" + host + bearer + "\r\nContent-Type: text/csv\r\nTransfer-Encoding: chunked\r\n\r\n" + fmt.Sprintf("%x\r\n%s\r\n0\r\n\r\n", len(large), large), 413, "", ""},
		{"large file in the form", filled("token", "", token, "table", "a.csv", large), 413, "", ""},
		{"two lengths", "POST /api/observations" + host + bearer + "\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n", 400, "", ""},
		{"slow body", "POST /api/observations" + host + bearer + "\r\nContent-Type: text/csv\r\nContent-Length: 100\r\n\r\nindicator", 400, "", ""},
		{"slow header", "GET /report HTTP/1.1\r\nHost: x\r\nX-", 400, "", ""},
		{"huge header", get("/report", "X-Large: "+strings.Repeat("x", 64<<10)), 431, "", ""},
		{"too many rows", csv(long), 422, "table-rows", ""},
		{"archive that is none", csv("PK\x03\x04" + large[:1000]), 422, "sheet-", ""},
		{"archive that swells", csv(bomb.String()), 422, "sheet-", ""},
		{"empty table", csv(""), 422, "table-empty", ""},
		{"bytes of no text", csv("\xff\xfe\x00\x01\x02"), 422, "", ""},
		{"NUL in a text", csv(row("a\x00b")), 422, "text-control", "\x00"},
		{"control characters in a text", csv(row("a\x1b[31mb\x07")), 422, "text-control", "\x1b"},
		{"unclosed quotation mark", csv(row(`"a`)), 422, "table-quote", ""},
		{"number without end", csv(heading + "fiktiv-dichte;2024;" + strings.Repeat("9", 60000) + ";2025-06-01;x\n"), 422, "", ""},
		{"number of an exponent", csv(heading + "fiktiv-dichte;2024;1e999999999;2025-06-01;x\n"), 422, "", ""},
		{"markup as a file name", filled("token", "", token, "table", "<script>alert(1)</script>.csv", bad), 422, "", "<script"},
		{"markup as an indicator", filled("token", "", token, "table", "a.csv", heading+"<script>;2024;1;2025-06-01;x\n"), 422, "&lt;script&gt;", "<script"},
		{"unknown page", get("/admin"), 404, "", ""},
		{"unknown page of the API", get("/api/admin"), 404, "problem+json", ""},
		{"unknown goal", get("/goals/none"), 404, "", ""},
		{"unknown goal of the API", get("/api/goals/none/explanation"), 404, "problem+json", ""},
		{"unknown schema", get("/api/schemas/..%2f..%2fgo.mod"), 404, "", "module"},
		{"path upward", get("/../../etc/passwd"), 404, "", "root:"},
		{"encoded path upward", get("/goals/..%2f..%2f..%2fetc%2fpasswd"), 404, "", "root:"},
		{"doubled slashes", get("//evil.example/%2e%2e"), 404, "", "Location"},
		{"NUL in a path", get("/goals/%00"), 404, "", "\x00"},
		{"half a character in a path", get("/goals/%ff%fe"), 404, "", ""},
		{"broken escape", get("/goals/%zz"), 400, "", ""},
		{"header in a path", get("/goals/x%0d%0aSet-Cookie:%20a=b"), 404, "", "Set-Cookie:"},
		{"header in the language", get("/report?lang=de%0d%0aSet-Cookie:%20a=b"), 400, "", "\r\nSet-Cookie:"},
		{"markup in a date", get("/report?as_of=%3Cscript%3Ealert(1)%3C/script%3E"), 400, "&lt;script&gt;", "<script"},
		{"no such day", get("/api/report?as_of=2023-02-30"), 400, `"date"`, ""},
		{"day before all", get("/api/goals?as_of=0001-01-01"), 200, "", ""},
		{"day after all", get("/api/goals?as_of=9999-12-31"), 200, "", ""},
		{"change backwards", get("/api/change?since=2023-12-31&as_of=2020-12-31"), 400, "dates-reversed", ""},
		{"change with half a knowledge", get("/api/change?since=2023-12-31&known_on=2020-12-31"), 400, "dates-reversed", ""},
		{"parameter twice", get("/api/report?as_of=2023&as_of=2022"), 400, "duplicate-id", ""},
		{"parameter misspelt", get("/api/report?knownon=2023"), 400, "parameter", ""},
		{"faulty query of a download", get("/api/observations.csv?as_of=2023"), 400, "problem+json", "attachment"},
		{"semicolon in the query", get("/api/report?as_of=2023;known_on=2022"), 400, "", ""},
		{"method of no kind", "BREW /report" + host + "\r\n", 405, "Allow: GET, HEAD", ""},
		{"method not taken", "DELETE /api/observations" + host + bearer + "\r\n\r\n", 405, "Allow: GET, HEAD, POST", ""},
		{"no host", "GET /report HTTP/1.1\r\n\r\n", 400, "", ""},
		{"no HTTP", "\x16\x03\x01\x02\x00\x01\x00\r\n\r\n", 400, "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, answer := raw(t, address, c.request)
			t.Logf("%d", got)
			if got != c.want || !strings.Contains(answer, c.has) || c.hasNot != "" && strings.Contains(answer, c.hasNot) {
				t.Errorf("%d instead of %d, with %q, without %q:\n%.1500s", got, c.want, c.has, c.hasNot, answer)
			}
			if got > 200 && got != 431 && strings.Contains(answer, "Cache-Control") && !strings.Contains(answer, "X-Content-Type-Options: nosniff") {
				t.Errorf("headers are missing:\n%.1500s", answer)
			}
		})
	}
	if s.standing.Load() != before {
		t.Error("something was stored")
	}
	if code, _ := raw(t, address, get("/report")); code != 200 {
		t.Error("it no longer answers:", code)
	}
}

type zeros struct{}

func (zeros) Read(b []byte) (int, error) { clear(b); return len(b), nil }

// More clients than are answered at once are told to come again; none is left hanging.
func TestManyAtOnce(t *testing.T) {
	address := listening(t, leipzig(t).handler(), usual)
	var clients sync.WaitGroup
	for i := range 2 * maxAtOnce {
		clients.Go(func() {
			code, answer := raw(t, address, fmt.Sprintf("GET /api/report?as_of=%d-12-31 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 1900+i%200))
			if code != 200 && (code != 503 || !strings.Contains(answer, "Retry-After: 5")) {
				t.Errorf("%d: %.300s", code, answer)
			}
		})
	}
	clients.Wait()
}

// Without a token nothing is taken, whatever a client sends.
func TestReadOnly(t *testing.T) {
	s := leipzig(t)
	s.token = ""
	for _, header := range []string{"Authorization: Bearer ", bearer} {
		if w := ask(s.handler(), "POST", "/api/observations", good, header, "Content-Type: text/csv"); w.Code != http.StatusForbidden {
			t.Error(w.Code)
		}
	}
}

// A text that a spreadsheet would run comes back out guarded.
func TestFormula(t *testing.T) {
	h := leipzig(t).handler()
	if w := post(h, "indicator;period;value;known_on;note\nfiktiv-dichte;2024;78;2025-06-01;'=HYPERLINK(1)\n"); w.Code != http.StatusCreated {
		t.Fatal(w.Code, w.Body)
	}
	if got := ask(h, "GET", "/api/observations.csv", "").Body.String(); strings.Contains(got, ";=HYPERLINK") {
		t.Errorf("the download would be run:\n%s", got[len(got)-200:])
	}
}
