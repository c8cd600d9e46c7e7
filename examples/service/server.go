package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
)

// Limits of what clients may ask for at once. Time limits are those of the server.
const (
	maxBody    = 8 << 20 // bytes of an upload
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
	origin    *http.CrossOriginProtection
}

func newService(s *store, c *city, token string, now func() time.Time, log *slog.Logger) *service {
	v := &service{
		store: s, token: token, now: now, log: log, origin: http.NewCrossOriginProtection(),
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

// answer is what a client gets, beside the header.
type answer struct {
	status int
	media  string
	body   []byte
}

func jsonAnswer(status int, value any) (answer, error) {
	body, err := json.Marshal(value)
	return answer{status, mediaJSON, body}, err
}

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
	errUnknown = fail(http.StatusNotFound, "Unter dieser Adresse gibt es nichts. Alle Ziele mit ihren Kennungen stehen unter /goals.", "There is nothing at this address. All goals and their ids stand at /goals.")
	errCut     = fail(http.StatusBadRequest, "Die Datei kam nicht vollständig an. Nichts wurde gespeichert.", "The file did not arrive whole. Nothing was stored.")
	errToken   = fail(http.StatusUnauthorized, "Der Schlüssel fehlt oder ist falsch. Nichts wurde gespeichert.", "The token is missing or wrong. Nothing was stored.")
)

// failureOf is what a client is told of an error: the problems of its input in full, of
// a fault of our own nothing but that there was one.
func failureOf(err error) failure {
	var f failure
	var tooLarge *http.MaxBytesError
	switch problems := zielkette.ProblemsOf(err); {
	case errors.As(err, &tooLarge):
		return fail(http.StatusRequestEntityTooLarge, "Die Datei ist größer als 8 MiB. Nichts wurde gespeichert; teilen Sie sie auf.", "The file is larger than 8 MiB. Nothing was stored; divide it.")
	case errors.As(err, &f):
		return f
	case problems != nil:
		f = fail(http.StatusBadRequest, "Die Anfrage ist nicht zu verstehen.", "The request cannot be understood.")
		f.problems = problems
		return f
	}
	return fail(http.StatusInternalServerError, "Das ist ein Fehler des Dienstes.", "This is a fault of the service.")
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

// handler answers every request, also those of no route.
func (s *service) handler() http.Handler {
	mux := http.NewServeMux()
	for _, r := range s.routes() {
		mux.HandleFunc(r.method+" "+r.path, func(w http.ResponseWriter, req *http.Request) { s.serve(w, req, r.answer) })
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for name, value := range headers {
			w.Header().Set(name, value)
		}
		if _, pattern := mux.Handler(r); pattern != "" {
			mux.ServeHTTP(w, r)
			return
		}
		s.serve(w, r, func(h http.Header, r *http.Request) (answer, error) {
			var allowed []string
			for _, method := range []string{http.MethodGet, http.MethodHead, http.MethodPost} {
				if _, pattern := mux.Handler(&http.Request{Method: method, URL: r.URL, Host: r.Host}); pattern != "" {
					allowed = append(allowed, method)
				}
			}
			if allowed == nil {
				return answer{}, errUnknown
			}
			h.Set("Allow", strings.Join(allowed, ", "))
			return answer{}, fail(http.StatusMethodNotAllowed, "So kann diese Adresse nicht angesprochen werden.", "This address cannot be asked in this way.")
		})
	})
}

// responder makes the answer to a request, and may set headers.
type responder func(http.Header, *http.Request) (answer, error)

// serve is what holds for every request: its limits, its one answer, its line in the log.
func (s *service) serve(w http.ResponseWriter, r *http.Request, of responder) {
	began := s.now()
	r.Body = http.MaxBytesReader(w, r.Body, maxBody)
	var a answer
	var err error = errBusy
	select {
	case s.requests <- struct{}{}:
		defer s.requests.free()
		a, err = s.try(w.Header(), r, of)
	default:
	}
	if err != nil {
		a = s.refuse(w.Header(), r, err)
	}
	if a.media == mediaHTML { // it may have its one style element, and nothing else
		_, style, _ := bytes.Cut(a.body, []byte("<style>"))
		style, _, _ = bytes.Cut(style, []byte("</style>"))
		sum := sha256.Sum256(style)
		w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'sha256-"+base64.StdEncoding.EncodeToString(sum[:])+
			"'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'")
	}
	if a.media != "" {
		w.Header().Set("Content-Type", a.media)
	}
	w.Header().Set("Content-Length", fmt.Sprint(len(a.body)))
	w.WriteHeader(a.status)
	_, _ = w.Write(a.body) // a client that went away is no fault
	// The address, the query and the headers may tell who asked for what.
	s.log.Info("request", "route", r.Pattern, "status", a.status, "bytes", len(a.body), "took", s.now().Sub(began))
}

// try makes the answer. A fault of ours ends one request, not the service.
func (s *service) try(h http.Header, r *http.Request, of responder) (a answer, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("panic: %v", fault)
		}
	}()
	if err := s.origin.Check(r); err != nil {
		return answer{}, fail(http.StatusForbidden, "Die Anfrage kommt von einer fremden Seite.", "The request comes from a foreign page.")
	}
	return of(h, r)
}

// refuse answers with a failure: programs with a problem of RFC 9457 (Problem Details
// for HTTP APIs, 2023), whose member "problems" lists ours, people with a page, which has
// the form of the upload where that was used.
func (s *service) refuse(h http.Header, r *http.Request, err error) answer {
	f := failureOf(err)
	language, _ := zielkette.ParseLanguage(r.URL.Query().Get("lang"))
	switch f.status {
	case http.StatusInternalServerError:
		s.log.Error("fault", "error", err)
	case http.StatusServiceUnavailable:
		h.Set("Retry-After", "5")
	case http.StatusUnauthorized:
		h.Set("WWW-Authenticate", `Bearer realm="observations"`)
	}
	if !strings.HasPrefix(r.URL.Path, "/api/") {
		page := frame{query: query{Language: language}, Main: "failed.html", Failed: f.text.In(language), Problems: f.problems}
		if r.URL.Path == "/upload" {
			page.Path, page.Main = r.URL.Path, "upload.html"
		}
		var out bytes.Buffer
		if err := page.titled(&out, "Das ging nicht", "That did not work"); err == nil {
			return answer{f.status, mediaHTML, out.Bytes()}
		}
	}
	a, _ := jsonAnswer(f.status, map[string]any{ // nothing that JSON does not know
		"type": "about:blank", "title": http.StatusText(f.status), "status": f.status, "detail": f.text.In(language), "problems": f.problems,
	})
	a.media = "application/problem+json"
	return a
}

// mayWrite compares tokens without telling by the time it takes how much is right.
func (s *service) mayWrite(token string) error {
	if s.token == "" {
		return fail(http.StatusForbidden, "Dieser Dienst nimmt nichts an; er wurde ohne Schlüssel (ZIELKETTE_TOKEN) gestartet.", "This service takes nothing; it was started without a token (ZIELKETTE_TOKEN).")
	}
	got, want := sha256.Sum256([]byte(token)), sha256.Sum256([]byte(s.token))
	if subtle.ConstantTimeCompare(got[:], want[:]) != 1 {
		return errToken
	}
	return nil
}
