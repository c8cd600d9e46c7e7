package tables

import (
	"fmt"
	"slices"
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/problems"
)

// Options say how to read a table. Nil and the zero value are the defaults:
// everything is detected, and a file is whole or not read at all.
type Options struct {
	File    string  // name of the file in problems, and where a mapping takes the period from it
	Dialect Dialect // what is declared; a declared part is not detected, and one that does not exist is a problem
	Lax     bool    // keep the good rows of a faulty file; the problems are in the Reading
	MaxRows int     // most rows of a file; 0 is MaxRows

	// Onto is the record that the file is read onto, nil for none. The record of the
	// Reading then holds everything in it and, behind it, what the file adds. What the
	// file says otherwise than the record, without a later known date, is a problem;
	// an indicator, an area or a label of a rating that the record does not have is a
	// warning with the line where it stands first ([CodeNew]).
	Onto *indicators.Record
}

// Reading is what a reader made of a file: the record, and an account of what it
// took and what it passed over. Every row that is not blank is one of Taken,
// Faulty, or a row counted in Left.
type Reading struct {
	Record   *indicators.Record          // never nil; with Onto, everything in that and what the file adds
	Dialect  Dialect                     // declared or detected
	Problems zielkette.Problems          // what was wrong; errors only when read with Lax
	Added    int                         // observations of the file, the last of the record
	Rows     int                         // rows of the table that are not blank, without headings, titles and footers
	Taken    int                         // rows that gave at least one observation
	Faulty   int                         // rows that gave none because of a problem
	Left     []Left                      // what was passed over, by kind; nil for nothing
	Rounded  map[string]zielkette.Number // by indicator, the unit its values were rounded to, as the mapping states it; for [indicators.AreaQuery]
}

// Left is one kind of thing in a file that a reader passed over, and how often.
type Left struct {
	Kind  LeftKind
	Count int
	First []Passed // the first few, at most [MaxPassed]
}

// MaxPassed is the number of things that a [Left] lists; the rest are counted.
const MaxPassed = 5

// Passed is one thing that was passed over.
type Passed struct {
	Place zielkette.Place
	Text  string // the heading, the label, or the filled cells of the row, shortened
}

// LeftKind says what was passed over and why.
type LeftKind string

// The kinds of things that are passed over. The first five are rows of the table.
const (
	LeftRows      LeftKind = "rows"        // rows that no selection of the mapping asks for
	LeftExcluded  LeftKind = "excluded"    // rows that the mapping leaves out
	LeftNth       LeftKind = "nth"         // rows with the texts of a selection that asks for another one of them
	LeftAreas     LeftKind = "areas"       // rows of areas that the mapping says not to read
	LeftPeriods   LeftKind = "periods"     // rows of periods that the mapping says not to read
	LeftColumns   LeftKind = "columns"     // columns, or names of JSON objects, that the mapping does not use
	LeftNotToRead LeftKind = "not-to-read" // columns that the mapping says not to read
	LeftTitle     LeftKind = "title"       // lines before the heading
	LeftFooter    LeftKind = "footer"      // lines from the footer on
)

var leftKinds = []struct {
	kind LeftKind
	text zielkette.Text
}{
	{LeftTitle, zielkette.Text{DE: "Zeilen vor der Kopfzeile", EN: "lines before the heading"}},
	{LeftColumns, zielkette.Text{DE: "Spalten, nach denen die Zuordnung nicht fragt", EN: "columns that the mapping does not ask for"}},
	{LeftNotToRead, zielkette.Text{DE: "Spalten, die laut Zuordnung nicht gelesen werden", EN: "columns that the mapping says not to read"}},
	{LeftRows, zielkette.Text{DE: "Zeilen, nach denen die Zuordnung nicht fragt", EN: "rows that the mapping does not ask for"}},
	{LeftExcluded, zielkette.Text{DE: "Zeilen, die die Zuordnung auslässt", EN: "rows that the mapping leaves out"}},
	{LeftNth, zielkette.Text{DE: "gleich beschriftete Zeilen, nach denen die Zuordnung nicht fragt", EN: "rows of the same texts that the mapping does not ask for"}},
	{LeftAreas, zielkette.Text{DE: "Zeilen von Gebieten, die laut Zuordnung nicht gelesen werden", EN: "rows of areas that the mapping says not to read"}},
	{LeftPeriods, zielkette.Text{DE: "Zeilen von Zeiträumen, die laut Zuordnung nicht gelesen werden", EN: "rows of periods that the mapping says not to read"}},
	{LeftFooter, zielkette.Text{DE: "Zeilen ab der Fußzeile", EN: "lines from the footer on"}},
}

// IsRow reports whether things of this kind are rows of the table, which [Reading.Rows]
// counts.
func (k LeftKind) IsRow() bool {
	switch k {
	case LeftRows, LeftExcluded, LeftNth, LeftAreas, LeftPeriods:
		return true
	}
	return false
}

// Text returns what was passed over in words, "" for a kind that does not exist.
func (k LeftKind) Text(language zielkette.Language) string {
	for _, l := range leftKinds {
		if l.kind == k {
			return l.text.In(language)
		}
	}
	return ""
}

// Text returns the account on one line: rows that the mapping does not ask for: 12
// (3:1 "Eisen; mg/l", ...).
func (l Left) Text(language zielkette.Language) string {
	var first []string
	for _, p := range l.First {
		where := p.Place
		where.File = "" // the file is the same for all
		text := fmt.Sprintf("%q", p.Text)
		if at := where.String(); at != "" {
			text = at + " " + text
		}
		first = append(first, text)
	}
	if l.Count > len(first) {
		first = append(first, "…")
	}
	return fmt.Sprintf("%s: %d (%s)", l.Kind.Text(language), l.Count, strings.Join(first, ", "))
}

// Text returns, in lines, what was detected, taken and left; the problems are not
// in it.
func (r *Reading) Text(language zielkette.Language) string {
	if r == nil {
		return ""
	}
	head := zielkette.Text{
		DE: fmt.Sprintf("%d Messwerte aus %d von %d Zeilen", r.Added, r.Taken, r.Rows),
		EN: fmt.Sprintf("%d observations from %d of %d rows", r.Added, r.Taken, r.Rows),
	}.In(language)
	if r.Faulty > 0 {
		head += zielkette.Text{DE: fmt.Sprintf(", %d fehlerhaft", r.Faulty), EN: fmt.Sprintf(", %d faulty", r.Faulty)}.In(language)
	}
	lines := []string{head}
	if d := r.Dialect.Text(language); d != "" {
		lines = append(lines, zielkette.Text{DE: "Schreibweise: ", EN: "dialect: "}.In(language)+d)
	}
	for _, l := range r.Left {
		lines = append(lines, zielkette.Text{DE: "nicht gelesen: ", EN: "not read: "}.In(language)+l.Text(language))
	}
	return strings.Join(lines, "\n")
}

// account counts what becomes of the rows of a file.
type account struct {
	rows, taken, faulty int
	left                map[LeftKind]*Left
	rounded             map[string]zielkette.Number
}

// pass counts something that is passed over. Its text is formed only while the
// list has room.
func (a *account) pass(kind LeftKind, place func() zielkette.Place, text func() string) {
	if a.left == nil {
		a.left = map[LeftKind]*Left{}
	}
	l := a.left[kind]
	if l == nil {
		l = &Left{Kind: kind}
		a.left[kind] = l
	}
	l.Count++
	if len(l.First) < MaxPassed {
		l.First = append(l.First, Passed{place(), problems.Clip(text())})
	}
}

// reading puts the account into a reading.
func (a *account) reading(r *Reading) {
	r.Rows, r.Taken, r.Faulty, r.Rounded = a.rows, a.taken, a.faulty, a.rounded
	for _, k := range leftKinds {
		if l := a.left[k.kind]; l != nil {
			r.Left = append(r.Left, *l)
		}
	}
}

// filled joins the cells of a row that are not blank.
func filled(cells [][]byte) string {
	var out strings.Builder
	for _, cell := range cells {
		if text := trim(cell); len(text) > 0 && out.Len() < 100 {
			if out.Len() > 0 {
				out.WriteString("; ")
			}
			out.Write(text[:min(len(text), 100)])
		}
	}
	return strings.ToValidUTF8(out.String(), "")
}

// some lists the first of the texts for a message: "A", "B", "C" and 5 more.
func some(texts []string) (text zielkette.Text) {
	const most = 8
	var quoted []string
	for _, t := range texts[:min(len(texts), most)] {
		quoted = append(quoted, fmt.Sprintf("%q", problems.Clip(t)))
	}
	list := strings.Join(quoted, ", ")
	text = zielkette.Text{DE: list, EN: list}
	if more := len(texts) - most; more > 0 {
		text.DE += fmt.Sprintf(" und %d weitere", more)
		text.EN += fmt.Sprintf(" and %d more", more)
	}
	return text
}

// distinct collects the first different texts of a column for a message.
type distinct struct {
	texts []string
	more  bool // there are others; then no further row is compared
}

func (d *distinct) add(text []byte) {
	if len(text) == 0 || d.more || slices.ContainsFunc(d.texts, func(t string) bool { return t == string(text) }) {
		return
	}
	if len(d.texts) == 8 {
		d.more = true
		return
	}
	d.texts = append(d.texts, problems.Clip(string(text)))
}
