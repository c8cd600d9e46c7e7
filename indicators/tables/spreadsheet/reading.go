package spreadsheet

import (
	"fmt"
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators/tables"
)

// Reading is what was read of a sheet: what a table gives, and what is told of cells
// that only a spreadsheet has.
type Reading struct {
	*tables.Reading
	Sheet   string
	Remarks []Remark // in the order of the kinds; nil for none
}

// Remark is one kind of thing in a sheet that a reader must know of, and how often.
type Remark struct {
	Kind  RemarkKind
	Count int
	First []string // the first few, at most [tables.MaxPassed]: B3 "0.30000000000000004"
}

// RemarkKind says what a [Remark] is about.
type RemarkKind string

// The kinds of remarks.
const (
	Shortened     RemarkKind = "shortened"      // numbers of more than 15 digits, read with 15
	Dates         RemarkKind = "dates"          // dates, read as the text that the format shows
	Formulas      RemarkKind = "formulas"       // formulas, read as their stored value
	Uncomputed    RemarkKind = "uncomputed"     // formulas without a stored value
	Scaled        RemarkKind = "scaled"         // numbers shown as per cent or time, read as stored
	Merged        RemarkKind = "merged"         // merged cells
	HiddenRows    RemarkKind = "hidden-rows"    // rows that are hidden, and read
	HiddenColumns RemarkKind = "hidden-columns" // columns that are hidden, and read
	OtherSheets   RemarkKind = "other-sheets"   // sheets that were not read
)

var remarkKinds = []struct {
	kind RemarkKind
	text zielkette.Text
}{
	{Shortened, zielkette.Text{DE: "Zahlen mit mehr als 15 Stellen, auf 15 gerundet", EN: "numbers of more than 15 digits, rounded to 15"}},
	{Dates, zielkette.Text{DE: "Datumsangaben, gelesen wie angezeigt", EN: "dates, read as shown"}},
	{Formulas, zielkette.Text{DE: "Formeln, gelesen ist ihr gespeicherter Wert", EN: "formulas, read as their stored value"}},
	{Uncomputed, zielkette.Text{DE: "Formeln ohne gespeicherten Wert", EN: "formulas without a stored value"}},
	{Scaled, zielkette.Text{DE: "Zahlen im Prozent- oder Uhrzeitformat, gelesen wie gespeichert", EN: "numbers shown as per cent or time, read as stored"}},
	{Merged, zielkette.Text{DE: "verbundene Zellen", EN: "merged cells"}},
	{HiddenRows, zielkette.Text{DE: "ausgeblendete Zeilen, gelesen", EN: "hidden rows, read"}},
	{HiddenColumns, zielkette.Text{DE: "ausgeblendete Spalten, gelesen", EN: "hidden columns, read"}},
	{OtherSheets, zielkette.Text{DE: "Tabellenblätter, die nicht gelesen wurden", EN: "sheets that were not read"}},
}

// Text returns what the remark is about in words, "" for a kind that does not exist.
func (k RemarkKind) Text(language zielkette.Language) string {
	for _, r := range remarkKinds {
		if r.kind == k {
			return r.text.In(language)
		}
	}
	return ""
}

// Text returns the remark on one line: hidden rows, read: 2 (3, 7).
func (r Remark) Text(language zielkette.Language) string {
	first := r.First
	if r.Count > len(first) {
		first = append(first[:len(first):len(first)], "…")
	}
	return fmt.Sprintf("%s: %d (%s)", r.Kind.Text(language), r.Count, strings.Join(first, ", "))
}

// Text returns, in lines, which sheet was read, what was detected, taken and left,
// and the remarks; the problems are not in it.
func (r *Reading) Text(language zielkette.Language) string {
	lines := []string{
		zielkette.Text{DE: "Tabellenblatt: ", EN: "sheet: "}.In(language) + clip(r.Sheet),
		r.Reading.Text(language),
	}
	for _, remark := range r.Remarks {
		lines = append(lines, remark.Text(language))
	}
	return strings.Join(lines, "\n")
}
