package main

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/change"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/report"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/status"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/indicators/tables"
)

// query is everything that an answer depends on beside the city.
type query struct {
	Path, ID             string // of the view, and what stands in its place of {id}
	AsOf, KnownOn, Since zielkette.Date
	Language             zielkette.Language
}

// asked is a query to a city. The result is that of its dates, nil where a view has none.
type asked struct {
	query
	city   *city
	result *evaluation.Result
}

// view is an answer that only reads: what its parameters are, what it is, and how it is
// written.
type view struct {
	path, parameters, media string
	write                   func(asked, io.Writer) error
}

const (
	mediaHTML = "text/html; charset=utf-8"
	mediaJSON = "application/json"
)

var views = []view{
	{"/report", "as_of known_on lang", mediaHTML, page(reported)},
	{"/goals", "as_of known_on lang", mediaHTML, goalsPage},
	{"/goals/{id}", "as_of known_on lang", mediaHTML, page(explained)},
	{"/change", "since as_of known_on lang", mediaHTML, page(changed)},
	{"/upload", "lang", mediaHTML, uploadPage},
	{"/api/report", "as_of known_on lang", mediaJSON, data(reported)},
	{"/api/goals", "as_of known_on", mediaJSON, goalsJSON},
	{"/api/goals/{id}/explanation", "as_of known_on lang", mediaJSON, data(explained)},
	{"/api/change", "since as_of known_on lang", mediaJSON, data(changed)},
	{"/api/observations", "known_on", mediaJSON, observations(recordJSON)},
	{"/api/observations.csv", "known_on", "text/csv; charset=utf-8; header=present", observations(tables.WriteTidy)},
	{"/api/schemas/{id}", "", "application/schema+json", schemaJSON},
	{"/api/openapi.json", "", mediaJSON, openAPI},
}

type route struct {
	method, path string
	answer       responder
}

// routes are all routes of the service.
func (s *service) routes() []route {
	routes := []route{
		{http.MethodGet, "/{$}", func(h http.Header, _ *http.Request) (answer, error) {
			h.Set("Location", "/report")
			return answer{status: http.StatusSeeOther}, nil
		}},
		{http.MethodPost, "/upload", s.postForm},
		{http.MethodPost, "/api/observations", s.postTable},
	}
	for _, v := range views {
		routes = append(routes, route{http.MethodGet, v.path, func(h http.Header, r *http.Request) (answer, error) {
			a, err := s.show(v, r)
			if err == nil && strings.HasPrefix(v.media, "text/csv") {
				h.Set("Content-Disposition", `attachment; filename="observations.csv"`)
			}
			return a, err
		}})
	}
	return routes
}

// show answers from the city that stands when the request comes.
func (s *service) show(v view, r *http.Request) (answer, error) {
	c := s.standing.Load()
	q, err := v.parse(r, c)
	if err != nil {
		return answer{}, err
	}
	body, err := c.pages.get(q, func() ([]byte, error) {
		if err := s.computing.take(r.Context()); err != nil {
			return nil, err
		}
		defer s.computing.free()
		var result *evaluation.Result
		if strings.Contains(v.parameters, "as_of") {
			var err error
			if result, err = c.evaluate(q.AsOf, q.KnownOn); err != nil {
				return nil, err
			}
		}
		var out bytes.Buffer
		err := v.write(asked{q, c, result}, &out)
		return out.Bytes(), err
	})
	return answer{http.StatusOK, v.media, body}, err
}

// parse reads the parameters. One that the view does not have, that stands twice or that
// cannot be read is a problem, for an answer to another question would be believed.
func (v view) parse(r *http.Request, c *city) (query, error) {
	q := query{Path: v.path, ID: r.PathValue("id"), Language: zielkette.German}
	values, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return q, fail(http.StatusBadRequest, "Die Adresse ist nicht zu lesen.", "The address cannot be read.")
	}
	var problems zielkette.Problems
	refuse := func(code zielkette.Code, pointer, subject, de, en string) {
		problems = append(problems, zielkette.Problem{Code: code, Severity: zielkette.Error, Place: zielkette.Place{Pointer: pointer}, Subject: subject, Message: zielkette.Text{DE: de, EN: en}})
	}
	days := map[string]*zielkette.Date{"as_of": &q.AsOf, "known_on": &q.KnownOn, "since": &q.Since}
	for name, texts := range values {
		text := texts[0]
		switch {
		case !slices.Contains(strings.Fields(v.parameters), name):
			refuse(zielkette.CodeParameter, "", told(name), "diesen Parameter gibt es hier nicht; hier gibt es: "+v.parameters, "there is no such parameter here; there are: "+v.parameters)
		case len(texts) > 1:
			refuse(zielkette.CodeDuplicateID, "/"+name, name, "der Parameter steht mehrmals da", "the parameter stands there several times")
		case text == "": // as a form sends a field that was left blank
		case name == "lang":
			var ok bool
			if q.Language, ok = zielkette.ParseLanguage(text); !ok {
				refuse(zielkette.CodeChoice, "/"+name, told(text), "schreiben Sie de oder en", "write de or en")
			}
		default:
			if *days[name], err = zielkette.ParseDate(text); err != nil {
				for _, p := range zielkette.ProblemsOf(err) {
					refuse(p.Code, "/"+name, p.Subject, p.Message.DE, p.Message.EN)
				}
			}
		}
	}
	if problems != nil {
		problems.Sort()
		return q, problems
	}
	if q.AsOf.IsZero() && strings.Contains(v.parameters, "as_of") {
		q.AsOf = c.latest
	}
	if q.Since.IsZero() && strings.Contains(v.parameters, "since") {
		q.Since = q.AsOf.AddMonths(-12)
	}
	return q, nil
}

// told is a word of the client's as it is told back.
func told(word string) string { return fmt.Sprintf("%.60q", word) }

func (a asked) options() report.Options { return report.Options{Language: a.Language} }

// printed makes what a view prints, as a page or as data.
type printed func(asked) (report.Printable, error)

func reported(a asked) (report.Printable, error) { return report.Of(a.result, a.options()), nil }

func explained(a asked) (report.Printable, error) {
	e := a.result.Explain(a.ID)
	if e == nil {
		return nil, errUnknown
	}
	return report.Explanation(a.result, e, a.options()), nil
}

// changed holds the day since against the later dates. With a known-on date it is the
// report as it was known on that day, without one what is known today of both.
func changed(a asked) (report.Printable, error) {
	known := a.Since
	if a.KnownOn.IsZero() {
		known = zielkette.Date{}
	}
	then, err := a.city.evaluate(a.Since, known)
	if err != nil {
		return nil, err
	}
	c, err := change.Between(then, a.result)
	if err != nil {
		return nil, err
	}
	return report.ChangeOf(c, a.options()), nil
}

func data(of printed) func(asked, io.Writer) error {
	return func(a asked, w io.Writer) error {
		p, err := of(a)
		if err != nil {
			return err
		}
		return p.JSON(w)
	}
}

// goal is a line of the list of goals.
type goal struct {
	ID       string           `json:"id"`
	Parent   string           `json:"parent,omitzero"`
	Level    string           `json:"level"`
	Number   string           `json:"number,omitzero"`
	Title    string           `json:"title"`
	State    evaluation.State `json:"state"`
	Score    zielkette.Figure `json:"score"`
	Coverage zielkette.Figure `json:"coverage"`
	Status   status.Rating    `json:"status,omitzero"`

	Depth  int  `json:"-"` // how far to set it in, and how many places its score has
	Places int  `json:"-"`
	Enough bool `json:"-"`
}

func goalsOf(result *evaluation.Result) []goal {
	list := []goal{}
	for node, score := range result.Goals() {
		parent, _ := node.Parent()
		list = append(list, goal{
			node.ID(), parent.ID(), node.Level(), node.Number(), node.Title(), score.State(), score.Attainment(), score.Coverage(), score.Status(),
			min(node.Depth(), 6), score.PercentPlaces(), score.EnoughKnown(zielkette.Number{}),
		})
	}
	return list
}

func goalsJSON(a asked, w io.Writer) error {
	return json.NewEncoder(w).Encode(map[string]any{"asOf": a.AsOf, "knownOn": a.KnownOn, "goals": goalsOf(a.result)})
}

// observations writes what was known on a day; no date is everything.
func observations(write func(io.Writer, *indicators.Record) error) func(asked, io.Writer) error {
	return func(a asked, w io.Writer) error {
		var known []indicators.Observation
		for o := range a.city.record.All() {
			if a.KnownOn.IsZero() || o.Known.By(a.KnownOn) {
				known = append(known, o)
			}
		}
		record, err := indicators.NewRecord(known...)
		if err != nil {
			return err
		}
		return write(w, record)
	}
}

func recordJSON(w io.Writer, r *indicators.Record) error { return json.NewEncoder(w).Encode(r) }

func schemaJSON(a asked, w io.Writer) error {
	text := report.Schema(a.ID)
	if text == nil {
		return errUnknown
	}
	_, err := w.Write(text)
	return err
}

//go:embed openapi.json
var description []byte

func openAPI(_ asked, w io.Writer) error {
	_, err := w.Write(description)
	return err
}
