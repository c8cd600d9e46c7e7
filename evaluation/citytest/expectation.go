package citytest

import (
	"encoding/csv"
	"errors"
	"io"
	"io/fs"
	"math/big"
	"regexp"
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/internal/document"
	"gitlab.opencode.de/zielkette/zielkette/internal/problems"
)

// File is the name of the file of expectations in the folder of a city.
const File = "expected.csv"

// MaxLines is how many expectations a file may have, and maxBytes how long it may be.
const (
	MaxLines = 100_000
	maxBytes = 32 << 20
)

// Expectation is one line of a file of expectations.
type Expectation struct {
	Place    zielkette.Place // of the line
	ID       string          // as written, with target, area or kind
	Options  evaluation.Options
	What     What
	Expected string // as written
	Note     string

	number *big.Rat // nil: a word is expected
	places int      // of the number
	none   bool     // no figure is expected
}

// header are the columns, in the order in which they are written; the others than those
// of must can be left out.
var (
	header = []string{"id", "as_of", "known_on", "what", "expected", "note"}
	must   = []string{"id", "as_of", "what", "expected"}
)

// Load reads the expectations beside the documents of a city, from [File]. The error is
// that of opening the file, or as for [Read]. Cost: linear in the file.
func Load(fsys fs.FS) ([]Expectation, error) {
	file, err := document.Files(fsys).Open(File)
	if err != nil {
		return nil, err
	}
	list, err := Read(file, File)
	return list, errors.Join(err, file.Close())
}

// Read reads a file of expectations, whose name stands in problems. The error is that of
// r, or a [zielkette.Problems] with everything wrong in it, each with line and column;
// then there are no expectations. A nil reader is an empty file.
func Read(r io.Reader, name string) ([]Expectation, error) {
	list := problems.List{File: name}
	if r == nil {
		r = strings.NewReader("")
	}
	text, err := io.ReadAll(io.LimitReader(r, maxBytes+1))
	if err != nil {
		return nil, err
	}
	if len(text) > maxBytes {
		list.Add(fault(zielkette.CodeTooMany, "", "die Datei ist länger als 32 MiB; sie aufteilen", "the file is longer than 32 MiB; divide it"))
		return nil, list.All().Err()
	}
	rows := newRows(strings.TrimPrefix(string(text), "\ufeff"))
	columns, ok := rows.header(&list)
	var out []Expectation
	for ok && !list.Stop() {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			list.Add(unreadable(err))
			break
		}
		if strings.TrimSpace(strings.Join(row, "")) == "" {
			continue
		}
		if len(out) == MaxLines {
			list.Add(fault(zielkette.CodeTooMany, "", "höchstens 100.000 Sollwerte in einer Datei; sie aufteilen", "at most 100,000 expectations in a file; divide it"))
			break
		}
		out = append(out, rows.expectation(row, columns, &list))
	}
	if found := list.All(); found.Err() != nil {
		return nil, found
	}
	return out, nil
}

// rows reads the rows of a file.
type rows struct{ *csv.Reader }

func newRows(text string) rows {
	r := csv.NewReader(strings.NewReader(text))
	first, _, _ := strings.Cut(text, "\n")
	if strings.Count(first, ";") > strings.Count(first, ",") {
		r.Comma = ';'
	}
	r.FieldsPerRecord = -1
	return rows{r}
}

func unreadable(err error) zielkette.Problem {
	p := fault(zielkette.CodeForeign, "", "die Zeile ist nicht zu lesen; stehen die Anführungszeichen richtig?", "the row cannot be read; are its quotation marks in place?")
	var at *csv.ParseError
	if errors.As(err, &at) {
		p.Place.Line, p.Place.Column = at.Line, at.Column
	}
	return p
}

// header reads the row that names the columns, and returns where each stands.
func (r rows) header(list *problems.List) (columns map[string]int, ok bool) {
	row, err := r.Read()
	if err != nil && !errors.Is(err, io.EOF) {
		list.Add(unreadable(err))
		return nil, false
	}
	columns = map[string]int{}
	for i, name := range row {
		name = strings.ToLower(strings.TrimSpace(name))
		if at, twice := columns[name]; name != "" && (twice || !knownColumn(name)) {
			_ = at
			p := fault(CodeColumn, name, "diese Spalte gibt es nicht oder sie steht zweimal da; die Spalten sind "+strings.Join(header, ", "),
				"there is no such column, or it stands twice; the columns are "+strings.Join(header, ", "))
			p.Place = r.at(i)
			list.Add(p)
			continue
		}
		columns[name] = i
	}
	for _, name := range must {
		if _, there := columns[name]; !there {
			p := fault(CodeColumn, name, "diese Spalte fehlt in der ersten Zeile", "this column is missing in the first row")
			p.Place.Line, p.Place.Column = 1, 1
			list.Add(p)
		}
	}
	return columns, !list.Failed()
}

func knownColumn(name string) bool {
	for _, h := range header {
		if h == name {
			return true
		}
	}
	return false
}

// at returns where a cell of the current row stands.
func (r rows) at(cell int) (p zielkette.Place) {
	p.Line, p.Column = r.FieldPos(cell)
	return p
}

// expectation reads a row.
func (r rows) expectation(row []string, columns map[string]int, list *problems.List) Expectation {
	cell := func(name string) (string, int) {
		if i, ok := columns[name]; ok && i < len(row) {
			return strings.TrimSpace(row[i]), i
		}
		return "", 0
	}
	report := func(at int, err error) {
		if err == nil {
			return
		}
		var p zielkette.Problem
		errors.As(err, &p)
		p.Place = r.at(at)
		list.Add(p)
	}
	e := Expectation{Place: zielkette.Place{File: list.File, Line: r.at(0).Line, Column: 1}}
	for name, to := range map[string]*zielkette.Date{"as_of": &e.Options.AsOf, "known_on": &e.Options.KnownOn} {
		if text, at := cell(name); text != "" {
			date, err := zielkette.ParseDate(text)
			*to = date
			report(at, err)
		} else if name == "as_of" {
			report(at, fault(zielkette.CodeRequired, "", "den Stichtag in der Spalte as_of angeben", "state the as-of date in the column as_of"))
		}
	}
	var at int
	if e.ID, at = cell("id"); e.ID == "" {
		report(at, fault(zielkette.CodeRequired, "", "die Kennung in der Spalte id angeben", "state the identifier in the column id"))
	}
	what, at := cell("what")
	e.What = What(strings.ToLower(what))
	known := figures.Has(e.What)
	switch {
	case e.What == "":
		report(at, fault(zielkette.CodeRequired, "", "die Angabe in der Spalte what nennen, etwa score", "name the figure in the column what, such as score"))
	case !known:
		var allowed problems.List
		figures.Check(&allowed, "", e.What)
		for _, p := range allowed.All() {
			p.Place = zielkette.Place{}
			report(at, p)
		}
	}
	e.Note, _ = cell("note")
	if e.Expected, at = cell("expected"); e.Expected == "" {
		report(at, fault(zielkette.CodeRequired, "", "den Sollwert in der Spalte expected angeben, einen Strich für keinen", "state what is expected in the column expected, a dash for none"))
	} else if known {
		report(at, e.parse())
	}
	if len(row) > len(columns) && strings.TrimSpace(strings.Join(row[len(columns):], "")) != "" {
		report(len(columns), fault(CodeColumn, "", "mehr Zellen als Spalten; einen Text mit dem Trennzeichen darin in Anführungszeichen setzen", "more cells than columns; put a text with the separator in it in quotation marks"))
	}
	return e
}

// couldBeThousands is a number whose points may stand between thousands.
var couldBeThousands = regexp.MustCompile(`^[+-]?[1-9][0-9]{0,2}(\.[0-9]{3})+$`)

// parse reads what is expected.
func (e *Expectation) parse() error {
	text := strings.ToLower(e.Expected)
	switch text {
	case "-", "–", "—", "none", "null", "keine", "keiner", "keines":
		e.none = true
		return nil
	}
	if !figures.Row(e.What).Does.number {
		return nil
	}
	percent := strings.HasSuffix(text, "%")
	text = strings.TrimSpace(strings.TrimSuffix(text, "%"))
	text = strings.TrimSpace(strings.TrimSuffix(strings.TrimSuffix(text, "eur"), "€"))
	text = strings.ReplaceAll(text, "−", "-")
	if couldBeThousands.MatchString(text) || !figures.Row(e.What).Does.label && strings.Contains(text, ",") && strings.Contains(text, ".") {
		return fault(zielkette.CodeNumberText, e.Expected,
			"der Punkt kann auch Tausender trennen; Tausender ohne Trennzeichen und Nachkommastellen mit Komma schreiben",
			"the point may also stand between thousands; write thousands without a sign and decimal places behind a comma")
	}
	number, err := zielkette.ParseNumber(strings.TrimPrefix(strings.Replace(text, ",", ".", 1), "+"))
	if err != nil && figures.Row(e.What).Does.label {
		return nil
	}
	if err != nil {
		return err
	}
	e.number, _ = number.Rat()
	_, e.places = number.Unscaled()
	if percent {
		e.number.Quo(e.number, big.NewRat(100, 1))
		e.places += 2
	}
	return nil
}

func fault(code zielkette.Code, subject, de, en string) zielkette.Problem {
	return zielkette.Problem{Code: code, Subject: problems.Clip(subject), Message: zielkette.Text{DE: de, EN: en}}
}
