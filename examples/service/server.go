package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"mime"
	"mime/multipart"
	"net/http"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
)

// Limits of what a client may ask for at once. Time limits are those of the server.
const (
	maxBody    = 8 << 20 // bytes of an upload
	maxToken   = 256     // bytes of a token in a form
	maxAtOnce  = 256     // requests
	maxUploads = 4       // uploads, which hold their body in memory
)

// service answers requests from the city that stands, and replaces it.
type service struct {
	store     *store
	token     string // "" is none: nothing can be written
	now       func() time.Time
	log       *slog.Logger
	standing  atomic.Pointer[city]
	writing   sync.Mutex // held from the check of an upload until the new city stands
	requests  slots
	uploads   slots
	computing slots
}

func newService(s *store, c *city, token string, now func() time.Time, log *slog.Logger) *service {
	v := &service{
		store: s, token: token, now: now, log: log,
		requests: make(slots, maxAtOnce), uploads: make(slots, maxUploads), computing: make(slots, 2*runtime.GOMAXPROCS(0)),
	}
	v.standing.Store(c)
	return v
}

// slots are places of which each is taken by one at a time.
type slots chan struct{}

func (s slots) take(ctx context.Context) error {
	select {
	case s <- struct{}{}:
		return nil
	case <-ctx.Done():
		return errBusy
	}
}

func (s slots) free() { <-s }

// failure is an answer that is no success.
type failure struct {
	status   int
	text     zielkette.Text
	problems zielkette.Problems
}

func (f failure) Error() string { return f.text.EN }

func fail(status int, de, en string) failure {
	return failure{status: status, text: zielkette.Text{DE: de, EN: en}}
}

var (
	errBusy    = fail(http.StatusServiceUnavailable, "Gerade fragen zu viele. Bitte gleich noch einmal versuchen.", "Too many are asking right now. Please try again in a moment.")
	errUnknown = fail(http.StatusNotFound, "Hier ist nichts.", "There is nothing here.")
	errToken   = fail(http.StatusUnauthorized, "Der Schlüssel fehlt oder ist falsch. Nichts wurde gespeichert.", "The token is missing or wrong. Nothing was stored.")
)

// failureOf is what a client is told of an error: the problems of its input in full, of
// a fault of our own nothing but that there was one.
func failureOf(err error) failure {
	var f failure
	var tooLarge *http.MaxBytesError
	switch problems := zielkette.ProblemsOf(err); {
	case errors.As(err, &f):
		return f
	case errors.As(err, &tooLarge):
		return fail(http.StatusRequestEntityTooLarge, "Die Datei ist zu groß. Nichts wurde gespeichert.", "The file is too large. Nothing was stored.")
	case problems != nil:
		f = fail(http.StatusBadRequest, "Die Anfrage ist nicht zu verstehen.", "The request cannot be understood.")
		f.problems = problems
		return f
	}
	return fail(http.StatusInternalServerError, "Das ist ein Fehler des Dienstes.", "This is a fault of the service.")
}

// ServeHTTP implements http.Handler: what holds for every request, then the routes.
func (s *service) handler() http.Handler {
	mux := http.NewServeMux()
	for _, r := range s.routes() {
		mux.HandleFunc(r.method+" "+r.path, r.serve)
	}
	origin := http.NewCrossOriginProtection()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began, out := s.now(), &counted{ResponseWriter: w, status: http.StatusOK}
		_, pattern := mux.Handler(r)
		defer func() {
			if fault := recover(); fault != nil { // a fault of ours ends one request, not the service
				s.log.Error("panic", "route", pattern, "fault", fault)
				s.refuse(out, r, errors.New("panic"))
			}
			// The address, the query and the headers may tell who asked for what.
			s.log.Info("request", "route", pattern, "status", out.status, "bytes", out.bytes, "took", s.now().Sub(began))
		}()
		for name, value := range headers {
			w.Header().Set(name, value)
		}
		r.Body = http.MaxBytesReader(w, r.Body, maxBody)
		select {
		case s.requests <- struct{}{}:
			defer s.requests.free()
		default:
			s.refuse(out, r, errBusy)
			return
		}
		switch err := origin.Check(r); {
		case err != nil:
			s.refuse(out, r, fail(http.StatusForbidden, "Die Anfrage kommt von einer fremden Seite.", "The request comes from a foreign page."))
		case pattern == "":
			s.refuse(out, r, s.unrouted(mux, out, r))
		default:
			mux.ServeHTTP(out, r)
		}
	})
}

// headers stand on every answer. What a page may load is said where it is written.
var headers = map[string]string{
	"Cache-Control":                "no-store",
	"Content-Security-Policy":      "default-src 'none'; frame-ancestors 'none'",
	"Cross-Origin-Opener-Policy":   "same-origin",
	"Cross-Origin-Resource-Policy": "same-origin",
	"Permissions-Policy":           "camera=(), geolocation=(), microphone=()",
	"Referrer-Policy":              "same-origin",
	"X-Content-Type-Options":       "nosniff",
	"X-Frame-Options":              "DENY",
}

// unrouted tells a wrong method from a wrong path, and keeps the header Allow.
func (s *service) unrouted(mux *http.ServeMux, w http.ResponseWriter, r *http.Request) error {
	told := &silent{header: http.Header{}}
	mux.ServeHTTP(told, r)
	if told.status != http.StatusMethodNotAllowed {
		return errUnknown
	}
	w.Header().Set("Allow", told.header.Get("Allow"))
	return fail(told.status, "So kann diese Adresse nicht angesprochen werden.", "This address cannot be asked in this way.")
}

type silent struct {
	header http.Header
	status int
}

func (s *silent) Header() http.Header         { return s.header }
func (s *silent) Write(b []byte) (int, error) { return len(b), nil }
func (s *silent) WriteHeader(status int)      { s.status = status }

type counted struct {
	http.ResponseWriter
	status, bytes int
}

func (c *counted) WriteHeader(status int) {
	c.status = status
	c.ResponseWriter.WriteHeader(status)
}

func (c *counted) Write(b []byte) (int, error) {
	n, err := c.ResponseWriter.Write(b)
	c.bytes += n
	return n, err
}

// refuse answers with a failure: programs with a problem of RFC 9457 (Problem Details
// for HTTP APIs, 2023), whose member "problems" lists ours, people with a page.
func (s *service) refuse(w http.ResponseWriter, r *http.Request, err error) {
	f := failureOf(err)
	if f.status == http.StatusInternalServerError {
		s.log.Error("fault", "error", err)
	}
	language, _ := zielkette.ParseLanguage(r.URL.Query().Get("lang"))
	switch f.status {
	case http.StatusServiceUnavailable:
		w.Header().Set("Retry-After", "5")
	case http.StatusUnauthorized:
		w.Header().Set("WWW-Authenticate", `Bearer realm="observations"`)
	}
	if !strings.HasPrefix(r.URL.Path, "/api/") {
		page, err := failurePage(language, f, r.URL.Path == "/upload")
		if err == nil {
			writePage(w, f.status, page)
			return
		}
	}
	body, err := json.Marshal(map[string]any{
		"type": "about:blank", "title": http.StatusText(f.status), "status": f.status, "detail": f.text.In(language), "problems": f.problems,
	})
	if err != nil { // does not happen: the map holds nothing that JSON does not know
		body = []byte("{}")
	}
	write(w, f.status, "application/problem+json", append(body, '\n'))
}

func write(w http.ResponseWriter, status int, media string, body []byte) {
	w.Header().Set("Content-Type", media)
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	_, _ = w.Write(body) // a client that went away is no fault
}

// writePage writes HTML and allows it its one style element, and nothing else.
func writePage(w http.ResponseWriter, status int, page []byte) {
	_, style, _ := bytes.Cut(page, []byte("<style>"))
	style, _, _ = bytes.Cut(style, []byte("</style>"))
	sum := sha256.Sum256(style)
	w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'sha256-"+base64.StdEncoding.EncodeToString(sum[:])+
		"'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'")
	write(w, status, mediaHTML, page)
}

// mayWrite compares tokens without telling by the time it takes how much is right.
func (s *service) mayWrite(token string) error {
	if s.token == "" {
		return fail(http.StatusForbidden, "Dieser Dienst nimmt nichts an; er wurde ohne Schlüssel gestartet.", "This service takes nothing; it was started without a token.")
	}
	got, want := sha256.Sum256([]byte(token)), sha256.Sum256([]byte(s.token))
	if subtle.ConstantTimeCompare(got[:], want[:]) != 1 {
		return errToken
	}
	return nil
}

// uploaded is what an upload did.
type uploaded struct {
	Added    int                `json:"added"`
	Warnings zielkette.Problems `json:"warnings"`
}

// upload checks a table, stores it and lets the city with it stand, or none of these.
func (s *service) upload(r *http.Request, name string, body io.Reader) (uploaded, error) {
	if err := s.uploads.take(r.Context()); err != nil {
		return uploaded{}, err
	}
	defer s.uploads.free()
	data, err := io.ReadAll(body)
	if err != nil {
		return uploaded{}, unread(err)
	}
	s.writing.Lock()
	defer s.writing.Unlock()
	before := s.standing.Load()
	record, added, problems := before.read(name, data, zielkette.DateOf(s.now()))
	if problems.Err() != nil {
		f := fail(http.StatusUnprocessableEntity, "Die Tabelle hat Fehler. Nichts wurde gespeichert.", "The table is faulty. Nothing was stored.")
		f.problems = problems
		return uploaded{}, f
	}
	if added > 0 {
		if err := s.store.add(0, nil, record, before.record.Len(), s.now()); err != nil {
			return uploaded{}, err
		}
		s.standing.Store(before.with(record))
	}
	return uploaded{added, problems}, nil
}

// unread is the failure of a body that did not come whole.
func unread(err error) error {
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return err
	}
	return fail(http.StatusBadRequest, "Die Datei kam nicht vollständig an. Nichts wurde gespeichert.", "The file did not arrive whole. Nothing was stored.")
}

// postTable is POST /api/observations: the table is the body.
func (s *service) postTable(w http.ResponseWriter, r *http.Request) {
	token, _ := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	err := s.mayWrite(token)
	var done uploaded
	if err == nil {
		media, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")) // one that cannot be read is none of ours
		switch media {
		case "text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/vnd.oasis.opendocument.spreadsheet":
			done, err = s.upload(r, "", r.Body)
		default:
			err = fail(http.StatusUnsupportedMediaType, "Angenommen werden text/csv, XLSX und ODS.", "Taken are text/csv, XLSX and ODS.")
		}
	}
	var body []byte
	if err == nil {
		body, err = json.Marshal(done)
	}
	if err != nil {
		s.refuse(w, r, err)
		return
	}
	write(w, http.StatusCreated, mediaJSON, body)
}

// postForm is POST /upload: first the token, so that nothing is read for those who may
// not write, then the file.
func (s *service) postForm(w http.ResponseWriter, r *http.Request) {
	done, err := s.form(r)
	if err == nil {
		language, _ := zielkette.ParseLanguage(r.URL.Query().Get("lang"))
		var page []byte
		if page, err = uploadedPage(language, done); err == nil {
			writePage(w, http.StatusCreated, page)
			return
		}
	}
	s.refuse(w, r, err)
}

func (s *service) form(r *http.Request) (uploaded, error) {
	parts, err := r.MultipartReader()
	if err != nil {
		return uploaded{}, fail(http.StatusUnsupportedMediaType, "Das ist nicht das Formular dieser Seite.", "This is not the form of this page.")
	}
	part, err := next(parts, "token")
	if err != nil {
		return uploaded{}, err
	}
	token, err := io.ReadAll(io.LimitReader(part, maxToken))
	if err != nil {
		return uploaded{}, unread(err)
	}
	if err := s.mayWrite(string(token)); err != nil {
		return uploaded{}, err
	}
	if part, err = next(parts, "table"); err != nil {
		return uploaded{}, err
	}
	return s.upload(r, part.FileName(), part)
}

// next is the next part of a form, which must have the name; without one the error is
// that of a missing token or file.
func next(parts *multipart.Reader, name string) (*multipart.Part, error) {
	part, err := parts.NextPart()
	switch {
	case err != nil && !errors.Is(err, io.EOF):
		return nil, unread(err)
	case err == nil && part.FormName() == name:
		return part, nil
	case name == "token":
		return nil, errToken
	}
	return nil, fail(http.StatusBadRequest, "Es ist keine Datei gewählt. Nichts wurde gespeichert.", "No file is chosen. Nothing was stored.")
}
