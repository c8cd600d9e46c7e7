package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/folder"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/indicators/tables"
	"gitlab.opencode.de/zielkette/zielkette/indicators/tables/spreadsheet"
)

const (
	maxRows     = 100_000 // of an uploaded table
	maxProblems = 200     // that are told of it
)

// kinds are the documents of a city, by the names of their files.
var kinds = []string{"strategy.json", "indicators.json", "rules.json"}

// city is everything the service knows at one moment. It never changes: a writer makes
// the next one and puts it in its place, so that readers never wait.
type city struct {
	versions []version // at least one, in the order in which they became known
	record   *indicators.Record
	latest   zielkette.Date // the as-of date where none is asked for
	pages    *cache
}

// version is one state of the documents.
type version struct {
	documents
	model *evaluation.Model
}

// open reads the store. Where files are given and their documents differ from those in
// the store, they become its next version, known from the day of now on; the
// observations of the files are taken on the first start only.
func open(s *store, files fs.FS, now time.Time) (*city, error) {
	stored, observations, err := s.load()
	if err != nil {
		return nil, err
	}
	record, err := indicators.NewRecord(observations...)
	if err != nil {
		return nil, err
	}
	var next *documents
	before := record.Len()
	if files != nil {
		docs := documents{texts: map[string]string{}}
		for _, kind := range kinds {
			text, err := fs.ReadFile(files, kind)
			if err == nil {
				docs.texts[kind] = string(text)
			} else if !errors.Is(err, fs.ErrNotExist) {
				return nil, err
			}
		}
		switch {
		case len(stored) == 0:
			loaded, err := folder.Load(files)
			if err != nil {
				return nil, err
			}
			next, record = &docs, loaded.Record
		case !maps.Equal(stored[len(stored)-1].texts, docs.texts):
			docs.known = zielkette.DateOf(now)
			next = &docs
		}
		if next != nil {
			stored = append(stored, *next)
		}
	}
	if len(stored) == 0 {
		return nil, errors.New("the store is empty; name the folder of a city with -city, or try -demo")
	}
	c := &city{latest: zielkette.DateOf(now)}
	for i, docs := range stored {
		model, err := compile(docs, record, i == len(stored)-1)
		if err != nil {
			return nil, err
		}
		c.versions = append(c.versions, version{docs, model})
	}
	if next != nil {
		if err := s.add(len(stored)-1, next, record, before, now); err != nil {
			return nil, err
		}
	}
	return c.with(record)
}

// compile puts a version of the documents together. The newest is held against the
// record; an older one need not know what was observed since.
func compile(docs documents, record *indicators.Record, newest bool) (*evaluation.Model, error) {
	var all evaluation.City
	var errs [3]error
	all.Strategy, errs[0] = goals.Read(strings.NewReader(docs.texts[kinds[0]]), kinds[0])
	if text, ok := docs.texts[kinds[1]]; ok {
		all.Catalogue, errs[1] = indicators.Read(strings.NewReader(text), kinds[1])
	}
	if text, ok := docs.texts[kinds[2]]; ok {
		all.Rules, errs[2] = evaluation.ReadRules(strings.NewReader(text), kinds[2])
	}
	if err := errors.Join(errs[:]...); err != nil {
		return nil, err
	}
	if newest {
		all.Record = record
	}
	return all.Compile()
}

// with returns the city with another record, which forgets the lines where its
// observations stood: after a start they are gone as well.
func (c *city) with(record *indicators.Record) (*city, error) {
	record, err := indicators.NewRecord(slices.Collect(record.All())...)
	if err != nil {
		return nil, err
	}
	next := &city{versions: c.versions, record: record, pages: &cache{answers: map[query]func() ([]byte, error){}}}
	for o := range record.All() {
		if end := o.Period.End(); o.Status.Counts() && end.Compare(next.latest) > 0 {
			next.latest = end
		}
	}
	if next.latest.IsZero() {
		next.latest = c.model(zielkette.Date{}).Plan().Edition().To
	}
	if next.latest.IsZero() {
		next.latest = c.latest // the day of the start
	}
	return next, nil
}

// model is that of the documents as they were known on a day; no date is today.
func (c *city) model(knownOn zielkette.Date) *evaluation.Model {
	for i := len(c.versions) - 1; i > 0; i-- {
		if knownOn.IsZero() || c.versions[i].known.By(knownOn) {
			return c.versions[i].model
		}
	}
	return c.versions[0].model
}

func (c *city) evaluate(asOf, knownOn zielkette.Date) (*evaluation.Result, error) {
	return c.model(knownOn).Evaluate(c.record, evaluation.Options{AsOf: asOf, KnownOn: knownOn})
}

// Codes of what this service asks of an upload beyond the library.
const (
	codeFuture  zielkette.Code = "known-later"  // an observation that says it became known after today
	codeControl zielkette.Code = "text-control" // a text with control characters, which somebody could be misled by
)

// read holds an uploaded table, tidy CSV or a spreadsheet with one tidy sheet, against
// everything that is known, and returns the record with it, and everything wrong or worth
// knowing at its line.
func (c *city) read(name string, data []byte, today zielkette.Date) (*indicators.Record, zielkette.Problems) {
	reading, err := readTable(data, &tables.Options{File: name, MaxRows: maxRows, Lax: true, Onto: c.record})
	if problems := zielkette.ProblemsOf(err); problems != nil {
		return nil, problems
	} else if err != nil { // an error of reading memory, which has none
		return nil, zielkette.Problems{{Code: zielkette.CodeForeign, Place: zielkette.Place{File: name}, Message: zielkette.Text{DE: err.Error(), EN: err.Error()}}}
	}
	set := c.model(zielkette.Date{}).Set()
	problems := append(reading.Problems, set.CheckRecord(reading.Record).Errors()...)
	named := map[string]bool{}
	for i := c.record.Len(); i < reading.Record.Len(); i++ {
		o := reading.Record.At(i)
		refuse := func(code zielkette.Code, subject, de, en string) {
			problems = append(problems, zielkette.Problem{
				Code: code, Severity: zielkette.Error, Place: reading.Record.Place(i), Subject: subject, Message: zielkette.Text{DE: de, EN: en},
			})
		}
		named[o.Indicator] = true
		if _, ok := set.Indicator(o.Indicator); !ok {
			refuse(zielkette.CodeReference, o.Indicator, "diese Kennzahl steht nicht im Katalog der Stadt (indicators.json); ist sie anders geschrieben?",
				"the catalogue of the city (indicators.json) does not have this indicator; is it spelt otherwise?")
		}
		if strings.ContainsFunc(o.Area+o.Label+o.Definition+o.Source+o.Note, unicode.IsControl) {
			refuse(codeControl, o.Indicator, "die Zeile hat Steuerzeichen oder Zeilenumbrüche in einem Text", "the row has control characters or line breaks in a text")
		}
		if o.Known.IsZero() {
			refuse(zielkette.CodeRequired, "known_on", "es fehlt, wann der Wert bekannt wurde; ohne den Tag ließe sich kein früherer Bericht wieder drucken",
				"it is not stated when the value became known; without the day no earlier report could be printed again")
		} else if !o.Known.By(today) {
			refuse(codeFuture, o.Known.String(), "der Wert kann nicht erst nach heute bekannt geworden sein", "the value cannot have become known after today")
		}
	}
	// Whether an indicator is new or misspelt, the catalogue has told.
	problems = slices.DeleteFunc(problems, func(p zielkette.Problem) bool { return p.Code == tables.CodeNew && named[p.Subject] })
	problems.Sort()
	if rest := len(problems) - maxProblems; rest > 0 {
		problems = append(problems[:maxProblems], zielkette.Problem{Code: zielkette.CodeMore, Severity: problems[maxProblems].Severity, Place: zielkette.Place{File: name}, Message: zielkette.Text{
			DE: fmt.Sprintf("mindestens %d weitere", rest), EN: fmt.Sprintf("at least %d more", rest),
		}})
	}
	if problems.Err() != nil {
		return nil, problems
	}
	return reading.Record, problems
}

func readTable(data []byte, options *tables.Options) (*tables.Reading, error) {
	if !bytes.HasPrefix(data, []byte("PK\x03\x04")) { // how every XLSX and ODS file begins
		return tables.Read(bytes.NewReader(data), options)
	}
	book, err := spreadsheet.Open(bytes.NewReader(data), options.File)
	if err != nil {
		return nil, err
	}
	sheet, err := book.ReadTidy("", options)
	if err != nil {
		return nil, err
	}
	return sheet.Reading, nil
}
