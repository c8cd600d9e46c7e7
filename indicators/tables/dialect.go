package tables

import (
	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
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
	if d.Encoding != "" {
		add(zielkette.Text{DE: string(d.Encoding)})
	}
	return out
}

// String returns the dialect in English words.
func (d Dialect) String() string { return d.Text(zielkette.English) }

// Options say how to read a table. Nil and the zero value are the defaults:
// everything is detected, and a file is whole or not read at all.
type Options struct {
	File    string  // name of the file in problems
	Dialect Dialect // what is declared; a declared part is not detected
	Lax     bool    // keep the good rows of a faulty file; the problems are in the Reading
	MaxRows int     // most rows of a file; 0 is MaxRows
}

// Reading is what a reader made of a file.
type Reading struct {
	Record   *indicators.Record // never nil
	Dialect  Dialect            // declared or detected
	Problems zielkette.Problems // what was wrong; errors only when read with Lax
}
