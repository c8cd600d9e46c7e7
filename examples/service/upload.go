package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"slices"
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
)

// maxToken is how many bytes of a token in a form are read.
const maxToken = 256

// uploaded is what an upload did.
type uploaded struct {
	Added    int                `json:"added"`
	Warnings zielkette.Problems `json:"warnings"`
}

// upload checks a table, stores it and lets the city with it stand, or none of these.
func (s *service) upload(ctx context.Context, name string, body io.Reader) (done uploaded, err error) {
	if err := s.uploads.take(ctx); err != nil {
		return done, err
	}
	defer s.uploads.free()
	data, err := io.ReadAll(body)
	if err != nil {
		return done, errors.Join(errCut, err)
	}
	s.writing.Lock()
	defer s.writing.Unlock()
	before := s.standing.Load()
	record, problems := before.read(name, data, zielkette.DateOf(s.now()))
	if problems.Err() != nil {
		f := fail(http.StatusUnprocessableEntity, "Die Tabelle hat Fehler. Nichts wurde gespeichert.", "The table is faulty. Nothing was stored.")
		f.problems = problems
		return done, f
	}
	if done = (uploaded{record.Len() - before.record.Len(), problems}); done.Added == 0 {
		return done, nil
	}
	after, err := before.with(record)
	if err == nil {
		err = s.store.add(0, nil, record, before.record.Len(), s.now())
	}
	if err == nil {
		s.standing.Store(after)
	}
	return done, err
}

// taken are the media types of what can be uploaded; which one it is, its bytes tell.
var taken = []string{
	"text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/vnd.oasis.opendocument.spreadsheet",
}

// postTable is POST /api/observations: the table is the body.
func (s *service) postTable(_ http.Header, r *http.Request) (answer, error) {
	token, _ := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if err := s.mayWrite(token); err != nil {
		return answer{}, err
	}
	media, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")) // one that cannot be read is none of ours
	if !slices.Contains(taken, media) {
		return answer{}, fail(http.StatusUnsupportedMediaType, "Schreiben Sie als Content-Type, was es ist: "+strings.Join(taken, ", ")+".", "State as Content-Type what it is: "+strings.Join(taken, ", ")+".")
	}
	done, err := s.upload(r.Context(), "", r.Body)
	if err != nil {
		return answer{}, err
	}
	return jsonAnswer(http.StatusCreated, done)
}

// postForm is POST /upload: first the token, so that nothing is read for those who may
// not write, then the file.
func (s *service) postForm(_ http.Header, r *http.Request) (answer, error) {
	parts, err := r.MultipartReader()
	if err != nil {
		return answer{}, fail(http.StatusUnsupportedMediaType, "Das ist nicht das Formular dieser Seite.", "This is not the form of this page.")
	}
	part, err := next(parts, "token", errToken)
	if err != nil {
		return answer{}, err
	}
	token, err := io.ReadAll(io.LimitReader(part, maxToken))
	if err != nil {
		return answer{}, errors.Join(errCut, err)
	}
	if err := s.mayWrite(string(token)); err != nil {
		return answer{}, err
	}
	if part, err = next(parts, "table", fail(http.StatusBadRequest, "Es ist keine Datei gewählt. Nichts wurde gespeichert.", "No file is chosen. Nothing was stored.")); err != nil {
		return answer{}, err
	}
	done, err := s.upload(r.Context(), part.FileName(), part)
	if err != nil {
		return answer{}, err
	}
	language, _ := zielkette.ParseLanguage(r.URL.Query().Get("lang"))
	f := frame{query: query{Path: "/upload", Language: language}, Main: "upload.html", Uploaded: &done, Problems: done.Warnings}
	var page bytes.Buffer
	err = f.titled(&page, "Gespeichert", "Stored")
	return answer{http.StatusCreated, mediaHTML, page.Bytes()}, err
}

// next is the next part of a form, which must have the name.
func next(parts *multipart.Reader, name string, missing error) (*multipart.Part, error) {
	part, err := parts.NextPart()
	switch {
	case err != nil && !errors.Is(err, io.EOF):
		return nil, errors.Join(errCut, err)
	case err != nil || part.FormName() != name || name == "table" && part.FileName() == "": // so a form sends no file
		return nil, missing
	}
	return part, nil
}
