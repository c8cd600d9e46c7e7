package spreadsheet

import (
	"archive/zip"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators/tables"
)

// Book is an open spreadsheet file. It is immutable and safe for concurrent use.
type Book struct {
	name   string
	parts  map[string]*zip.File // by name in small letters
	sheets []Sheet
	format interface {
		// rows hands the rows of a sheet to a scan.
		rows(sheet int, s *scan) error
	}
}

// Sheet is one sheet of a book.
type Sheet struct {
	Name   string
	Hidden bool
	Blank  bool // no cell has a text or a number
}

// Open reads a spreadsheet file whole; of its sheets only which there are. The name is
// that of the file in problems. The error is that of in, or a [zielkette.Problems].
func Open(in io.Reader, name string) (*Book, error) {
	data, err := io.ReadAll(io.LimitReader(in, MaxFile+1))
	if err != nil {
		return nil, err
	}
	b := &Book{name: name}
	if len(data) > MaxFile {
		return nil, problem(b.tooLarge("", fmt.Sprintf("die Datei ist größer als %d MiB", MaxFile>>20), fmt.Sprintf("the file is larger than %d MiB", MaxFile>>20)))
	}
	if err := b.unpack(data); err != nil {
		return nil, problem(err)
	}
	switch {
	case b.has("content.xml"):
		err = b.openODS()
	case b.has("xl/workbook.bin"):
		err = b.fault(CodeFile, "", "eine XLSB-Datei; als XLSX oder ODS speichern", "an XLSB file; save it as XLSX or ODS")
	default:
		err = b.openXLSX()
	}
	if err == nil && len(b.sheets) == 0 {
		err = b.fault(CodeFile, "", "die Datei hat keine Tabellenblätter", "the file has no sheets")
	}
	if err != nil {
		return nil, problem(err)
	}
	return b, nil
}

// problem makes a list of a single problem.
func problem(err error) error {
	if p, ok := err.(zielkette.Problem); ok { //nolint:errorlint // what is wrapped stays as it is
		return zielkette.Problems{p}
	}
	return err
}

// Sheets returns the sheets in the order of the file.
func (b *Book) Sheets() []Sheet { return slices.Clone(b.sheets) }

// sheet returns the index of the sheet to be read.
func (b *Book) sheet(name string) (int, error) {
	choice, count := -1, 0
	var names []string
	for i, s := range b.sheets {
		if s.Name == name {
			return i, nil
		}
		if !s.Hidden && !s.Blank {
			choice, count = i, count+1
		}
		if len(names) < 20 {
			names = append(names, fmt.Sprintf("%q", clip(s.Name)))
		}
	}
	has := strings.Join(names, ", ")
	switch {
	case name != "":
		return 0, b.fault(CodeSheet, name, "dieses Tabellenblatt gibt es nicht; vorhanden: "+has, "there is no such sheet; there are "+has)
	case count != 1:
		return 0, b.fault(CodeSheet, "", "angeben, welches Tabellenblatt gelesen wird; vorhanden: "+has, "state which sheet is to be read; there are "+has)
	}
	return choice, nil
}

// Read reads a sheet by a mapping, "" being the one that is visible and not blank.
// The options are those of package tables; nil are the defaults, and without a File
// it is the name of the book. Where the sheets are named after periods, a mapping
// takes the period from the File of the options: give the name of the sheet there.
//
// The error is a [zielkette.Problems], as for [tables.Reader.Read].
func (b *Book) Read(r *tables.Reader, sheet string, opts *tables.Options) (*Reading, error) {
	return b.read(sheet, opts, r.ReadRows)
}

// ReadTidy reads a sheet that is a tidy table, one observation a row, as
// [tables.Read] reads a file. All else is as for [Book.Read].
func (b *Book) ReadTidy(sheet string, opts *tables.Options) (*Reading, error) {
	return b.read(sheet, opts, tables.ReadRows)
}

func (b *Book) read(sheet string, opts *tables.Options, read func(iter.Seq2[tables.Row, error], *tables.Options) (*tables.Reading, error)) (*Reading, error) {
	index, err := b.sheet(sheet)
	if err != nil {
		return nil, problem(err)
	}
	var options tables.Options
	if opts != nil {
		options = *opts
	}
	if options.File == "" {
		options.File = b.name
	}
	s := newScan(b)
	reading, err := read(b.rows(index, s), &options)
	if err != nil {
		return nil, problem(err)
	}
	for i, other := range b.sheets {
		if i != index && !other.Blank {
			s.remark(OtherSheets, func() string { return other.Name })
		}
	}
	return &Reading{Reading: reading, Sheet: b.sheets[index].Name, Remarks: s.remarks()}, nil
}

// rows yields the rows of a sheet.
func (b *Book) rows(sheet int, s *scan) iter.Seq2[tables.Row, error] {
	return func(yield func(tables.Row, error) bool) {
		s.yield = yield
		if err := b.format.rows(sheet, s); err != nil && !s.ended {
			yield(tables.Row{}, err)
		}
	}
}
