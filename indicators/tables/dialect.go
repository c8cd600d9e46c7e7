package tables

import (
	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/problems"
)

// Limits of every reader of this package, so that no file makes it use unbounded
// memory.
const (
	MaxRow     = 64 << 10   // bytes of one row, its line breaks in quoted cells included
	MaxColumns = 4096       // columns of one table
	MaxRows    = 10_000_000 // rows of one table, unless [Options] say otherwise
)

// Separator is the sign between the cells of a row. The zero value is not known:
// a reader takes the one of the three that stands most often in the header.
type Separator byte

// The separators of tables.
const (
	Semicolon Separator = ';'
	Comma     Separator = ','
	Tab       Separator = '\t'
)

// Decimal is the sign before the decimal places. The zero value is not known: a
// reader takes it from the first number that can be read in one way only.
type Decimal byte

// The decimal signs, each naming a dialect of numbers.
const (
	DecimalPoint Decimal = '.' // international: 6.40; no thousands separators
	DecimalComma Decimal = ',' // German: 6,40, with or without thousands points: 1.234,5
)

// Thousands is the sign between groups of three digits of whole numbers. The zero
// value is none, but for the points that a German file may have.
type Thousands byte

// The signs between thousands.
const (
	ThousandsBlank      Thousands = ' '  // 1 234: a blank, also a narrow one or one that does not break
	ThousandsApostrophe Thousands = '\'' // 1'234, straight or curved
	ThousandsPoint      Thousands = '.'  // 1.234: declares the decimal comma
	ThousandsComma      Thousands = ','  // 1,234: declares the decimal point
)

// Encoding is the character encoding of a file. The zero value is not known: a
// file is UTF-8 when its first bytes beyond ASCII are, else Windows-1252.
type Encoding string

// The encodings of files. UTF-8 is read with and without byte order mark.
const (
	UTF8        Encoding = "UTF-8"
	Windows1252 Encoding = "Windows-1252"
)

// Dialect is how a file writes its cells and numbers. What is zero is not
// declared and will be detected.
type Dialect struct {
	Separator Separator
	Decimal   Decimal
	Encoding  Encoding
	Thousands Thousands // never detected
}

// check reports a declared part that is none of the constants.
func (d Dialect) check(file string, report func(zielkette.Problem)) bool {
	ok := true
	wrong := func(what, text, allowed string) {
		ok = false
		report(zielkette.Problem{
			Code: zielkette.CodeChoice, Place: zielkette.Place{File: file}, Subject: problems.Clip(text),
			Message: zielkette.Text{
				DE: "für " + what + " eines von " + allowed + " festlegen oder die Angabe weglassen",
				EN: "declare one of " + allowed + " for " + what + ", or leave it out",
			},
		})
	}
	if s := d.Separator; s != 0 && s != Semicolon && s != Comma && s != Tab {
		wrong("Dialect.Separator", string(rune(s)), `";" "," "\t"`)
	}
	if s := d.Decimal; s != 0 && s != DecimalPoint && s != DecimalComma {
		wrong("Dialect.Decimal", string(rune(s)), `"." ","`)
	}
	if s := d.Encoding; s != "" && s != UTF8 && s != Windows1252 {
		wrong("Dialect.Encoding", string(s), `"UTF-8" "Windows-1252"`)
	}
	if s := d.Thousands; s != 0 && s != ThousandsBlank && s != ThousandsApostrophe && s != ThousandsPoint && s != ThousandsComma {
		wrong("Dialect.Thousands", string(rune(s)), `" " "'" "." ","`)
	}
	if t := d.Thousands; t != 0 && byte(t) == byte(d.Decimal) {
		ok = false
		report(zielkette.Problem{
			Code: zielkette.CodeChoice, Place: zielkette.Place{File: file}, Subject: string(rune(t)),
			Message: zielkette.Text{
				DE: "für Dialect.Thousands ein anderes Zeichen als für Dialect.Decimal festlegen",
				EN: "declare another sign for Dialect.Thousands than for Dialect.Decimal",
			},
		})
	}
	return ok
}

// completed adds the decimal sign that follows from the sign between thousands.
func (d Dialect) completed() Dialect {
	if d.Decimal == 0 {
		switch d.Thousands {
		case ThousandsPoint:
			d.Decimal = DecimalComma
		case ThousandsComma:
			d.Decimal = DecimalPoint
		}
	}
	return d
}

// Text returns the dialect in words, as it is reported beside the data. What
// could not be told from the file, such as the decimal sign of whole numbers, is
// left out.
func (d Dialect) Text(language zielkette.Language) string {
	var out string
	add := func(t zielkette.Text) {
		if out != "" {
			out += ", "
		}
		out += t.In(language)
	}
	switch d.Separator {
	case Semicolon:
		add(zielkette.Text{DE: "durch Semikolon getrennt", EN: "separated by semicolons"})
	case Comma:
		add(zielkette.Text{DE: "durch Komma getrennt", EN: "separated by commas"})
	case Tab:
		add(zielkette.Text{DE: "durch Tabulator getrennt", EN: "separated by tabs"})
	}
	switch d.Decimal {
	case DecimalPoint:
		add(zielkette.Text{DE: "Dezimalpunkt", EN: "decimal point"})
	case DecimalComma:
		add(zielkette.Text{DE: "Dezimalkomma", EN: "decimal comma"})
	}
	switch d.Thousands {
	case ThousandsBlank:
		add(zielkette.Text{DE: "Tausender durch Leerzeichen getrennt", EN: "thousands set apart by blanks"})
	case ThousandsApostrophe:
		add(zielkette.Text{DE: "Tausender durch Hochkomma getrennt", EN: "thousands set apart by apostrophes"})
	case ThousandsPoint:
		add(zielkette.Text{DE: "Tausenderpunkte", EN: "thousands set apart by points"})
	case ThousandsComma:
		add(zielkette.Text{DE: "Tausenderkommas", EN: "thousands set apart by commas"})
	}
	if d.Encoding != "" {
		add(zielkette.Text{DE: string(d.Encoding)})
	}
	return out
}

// String returns the dialect in English words.
func (d Dialect) String() string { return d.Text(zielkette.English) }
