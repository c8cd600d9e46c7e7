package tables

import (
	"errors"
	"io"
	"io/fs"
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

// column is a column of a tidy table, by its place in columns.
type column int

const (
	indicatorColumn column = iota
	areaColumn
	periodColumn
	valueColumn
	denominatorColumn
	labelColumn
	statusColumn
	definitionColumn
	knownColumn
	sourceColumn
	noteColumn
	columnCount
)

// columns are the names of the columns of a tidy table, in the order in which
// they are written.
var columns = [columnCount]zielkette.Text{
	{EN: "indicator", DE: "kennzahl"},
	{EN: "area", DE: "gebiet"},
	{EN: "period", DE: "zeitraum"},
	{EN: "value", DE: "wert"},
	{EN: "denominator", DE: "nenner"},
	{EN: "label", DE: "stufe"},
	{EN: "status", DE: "status"},
	{EN: "definition", DE: "definition"},
	{EN: "known_on", DE: "bekannt_am"},
	{EN: "source", DE: "quelle"},
	{EN: "note", DE: "anmerkung"},
}

// Load reads the tidy table in the named file. The error is that of opening or
// reading the file, or a [zielkette.Problems] with everything wrong in it. To
// learn the dialect, to declare it, or to keep the good rows of a faulty file,
// open the file and use [Read].
func Load(fsys fs.FS, name string) (*indicators.Record, error) {
	return load(fsys, []string{name})
}

// LoadAll reads every tidy table whose name matches the pattern of
// [io/fs.Glob], such as "observations*.csv", into one record, in the order of the
// names. Each file has a dialect of its own. Errors are as for [Load]; no file at
// all is a problem with the code [CodeFiles].
func LoadAll(fsys fs.FS, pattern string) (*indicators.Record, error) {
	names, err := fs.Glob(fsys, pattern)
	if err != nil {
		return nil, err
	}
	if len(names) == 0 {
		return nil, zielkette.Problems{asProblem(fault(CodeFiles, pattern,
			"es gibt keine solche Datei",
			"there is no such file"))}
	}
	return load(fsys, names)
}

func load(fsys fs.FS, names []string) (*indicators.Record, error) {
	b := indicators.NewBuilder()
	for _, name := range names {
		if err := loadOne(fsys, name, b); err != nil {
			return nil, err
		}
	}
	return b.Record()
}

func loadOne(fsys fs.FS, name string, b *indicators.Builder) error {
	file, err := fsys.Open(name)
	if err != nil {
		return err
	}
	err = readTidy(file, &tableFile{options: Options{File: name}, builder: b})
	return errors.Join(err, file.Close())
}

// Read reads a tidy table: one observation a row, its columns told apart by the
// names in the first row. Options may be nil.
//
// The error is that of r, or a [zielkette.Problems] with everything wrong in the
// file, each problem with line and column; then there is no Reading. With
// [Options.Lax] a faulty row is left out, and the problems are in the Reading.
//
// It reads row by row and needs, beyond the record, a fixed buffer.
func Read(r io.Reader, opts *Options) (*Reading, error) {
	return finish(opts, func(f *tableFile) error { return readTidy(r, f) })
}

// tidy reads the rows of a tidy table.
type tidy struct {
	*scanner
	file            *tableFile
	sink            sink
	position        [columnCount]int // of each column in the rows, or -1
	width           int              // cells of a row
	indicator, area memo[string]
	period          memo[zielkette.Period]
	status          memo[indicators.Status]
	knownOn         memo[zielkette.Date]
	texts           [columnCount]memo[string]
}

func readTidy(r io.Reader, f *tableFile) error {
	t := &tidy{scanner: newScanner(r, &f.options, f.builder.Report), file: f}
	t.sink = sink{builder: f.builder, numbers: &t.numbers}
	t.numbers.rounded = func(text string) {
		f.builder.Report(roundedWarning(t.placeOf(max(t.position[valueColumn], 0)), text))
	}
	if t.header() && t.columns() {
		t.width = len(t.cells)
		for t.next() {
			t.observation()
		}
		t.sink.end()
	}
	f.dialect = t.known()
	return t.err
}

// columns finds the columns by their names.
func (t *tidy) columns() bool {
	ok := true
	report := func(at zielkette.Place, subject, de, en string) {
		ok = false
		t.fault(at, CodeHeader, subject, de, en)
	}
	for c := range t.position {
		t.position[c] = -1
	}
	for i, cell := range t.cells {
		name := string(trim(cell))
		c, german := columnNamed(name)
		switch {
		case c == columnCount:
			report(t.placeOf(i), name,
				"diese Spalte ist nicht bekannt; die Spalten sind "+columnNames(),
				"this column is not known; the columns are "+columnNames())
		case t.position[c] >= 0:
			report(t.placeOf(i), name, "diese Spalte steht zweimal da; eine entfernen", "this column stands twice; remove one")
		default:
			t.position[c] = i
			if c == valueColumn && german && t.numbers.declared == 0 {
				t.numbers.declared, t.numbers.found = DecimalComma, DecimalComma
			}
		}
	}
	for _, c := range [...]column{indicatorColumn, periodColumn} {
		if ok && t.position[c] < 0 {
			report(t.place(0), columns[c].EN, "diese Spalte fehlt in der Kopfzeile", "this column is missing in the header")
		}
	}
	if ok && t.position[valueColumn] < 0 && t.position[labelColumn] < 0 {
		report(t.place(0), columns[valueColumn].EN, "diese Spalte fehlt in der Kopfzeile", "this column is missing in the header")
	}
	return ok
}

// columnNamed finds a column by its name, in whatever case and with blanks for
// underscores, as people type headings.
func columnNamed(name string) (c column, german bool) {
	name = strings.ReplaceAll(strings.ToLower(name), " ", "_")
	for c := range columnCount {
		if name == columns[c].EN || name == columns[c].DE {
			return c, name != columns[c].EN
		}
	}
	return columnCount, false
}

func columnNames() string {
	names := make([]string, columnCount)
	for c := range columns {
		names[c] = columns[c].EN
		if columns[c].DE != columns[c].EN {
			names[c] += " (" + columns[c].DE + ")"
		}
	}
	return strings.Join(names, ", ")
}

// observation reads the current row and adds it; a row of empty cells, as
// spreadsheets leave at the end, is none.
func (t *tidy) observation() {
	if blank(t.cells) {
		return
	}
	t.file.rows++
	if len(t.cells) != t.width {
		t.file.faulty++
		t.wrongWidth(t.width)
		return
	}
	var h held
	o := &h.o
	ok := true
	o.Indicator = read(t, &ok, indicatorColumn, &t.indicator, parseID)
	o.Area = read(t, &ok, areaColumn, &t.area, parseID)
	o.Period = read(t, &ok, periodColumn, &t.period, parsePeriod)
	o.Status = read(t, &ok, statusColumn, &t.status, indicators.ParseStatus)
	o.Definition = read(t, &ok, definitionColumn, &t.texts[definitionColumn], plainText)
	o.Known = read(t, &ok, knownColumn, &t.knownOn, parseDate)
	o.Label = read(t, &ok, labelColumn, &t.texts[labelColumn], plainText)
	o.Source = read(t, &ok, sourceColumn, &t.texts[sourceColumn], plainText)
	o.Note = read(t, &ok, noteColumn, &t.texts[noteColumn], plainText)
	t.value(&ok, &h)
	if !ok {
		t.file.faulty++
		return
	}
	at := valueColumn
	switch {
	case o.Indicator == "":
		at = indicatorColumn
	case o.Period.IsZero():
		at = periodColumn
	case t.position[at] < 0:
		at = labelColumn
	}
	if h.at = t.placeOf(t.position[at]); t.sink.add(h) {
		t.file.taken++
	} else {
		t.file.faulty++
	}
}

// cell returns a cell of the current row, nil without the column. Blanks around
// it do not count, but in free text.
func (t *tidy) cell(c column) []byte {
	i := t.position[c]
	switch {
	case i < 0:
		return nil
	case c == labelColumn || c == definitionColumn || c >= sourceColumn:
		return t.cells[i]
	}
	return trim(t.cells[i])
}

// read reads one cell of the current row; without the column, or with nothing in
// the cell, it is the zero value.
func read[T any](t *tidy, ok *bool, c column, m *memo[T], parse func(string) (T, error)) (value T) {
	text := t.cell(c)
	if len(text) == 0 {
		return value
	}
	value, err := m.get(text, parse)
	if err != nil {
		*ok = false
		t.wrong(t.position[c], err)
	}
	return value
}

// value reads value and denominator. A statistical sign stands for value and
// status at once, so it stands alone.
func (t *tidy) value(ok *bool, h *held) {
	o := &h.o
	fail := func(c column, err error) {
		if err != nil {
			*ok = false
			t.wrong(t.position[c], err)
		}
	}
	if text := t.cell(valueColumn); len(text) > 0 {
		n, status, err := t.numbers.value(text)
		if err != nil && t.undecided(err) {
			h.value, err = string(text), nil
			status, _ = signOf(text)
		}
		if err == nil && status != 0 {
			if o.Status != 0 {
				err = fault(CodeSign, string(text),
					"ein Zeichen im Wert gibt den Status schon an; die Spalte für den Status leer lassen oder eine bloße Zahl schreiben",
					"a sign in the value states the status already; leave the status column empty or write a plain number")
			}
			o.Status = status
		}
		fail(valueColumn, err)
		o.Value = n
	}
	if text := t.cell(denominatorColumn); len(text) > 0 {
		n, err := t.numbers.number(text)
		if err != nil && t.undecided(err) {
			h.denominator, h.second, err = string(text), t.placeOf(t.position[denominatorColumn]), nil
		}
		fail(denominatorColumn, err)
		o.Denominator = n
	}
}

// undecided reports whether an error says that a number can be read in two ways, and
// the file may still tell which it is.
func (t *tidy) undecided(err error) bool {
	return asProblem(err).Code == CodeAmbiguous && t.sink.mayHold()
}

func parseID(text string) (string, error) {
	text = unguard(text)
	return text, zielkette.CheckID(text)
}

func plainText(text string) (string, error) { return unguard(text), nil }
