package tables

import (
	"errors"
	"io"
	"io/fs"
	"strings"
	"unicode/utf8"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators"

	"gitlab.opencode.de/zielkette/zielkette/internal/document"
	"gitlab.opencode.de/zielkette/zielkette/internal/module"
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
	names, err := fs.Glob(document.Files(fsys), pattern)
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
		if b.Full(module.Reader{}) {
			break
		}
		if err := loadOne(fsys, name, b); err != nil {
			return nil, err
		}
	}
	return b.Record()
}

func loadOne(fsys fs.FS, name string, b *indicators.Builder) error {
	file, err := document.Files(fsys).Open(name)
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
	file     *tableFile
	sink     sink
	position [columnCount]int // of each column in the rows, or -1
	order    []column         // the columns as they stand in the rows
	memo     [columnCount]memo[cell]
	handing  handing             // the observations of plainRow
	about    func(cell int) Cell // tells numbers and covered cells, nil: all are texts
}

// cell is what a cell other than a number was read as, by its column.
type cell struct {
	text   string
	period zielkette.Period
	status indicators.Status
	known  zielkette.Date
}

// parsers read the cells of the columns; value and denominator are read by
// [numbers].
var parsers = [columnCount]func(string) (cell, error){
	indicatorColumn: parseID,
	areaColumn:      parseID,
	periodColumn: func(text string) (c cell, err error) {
		c.period, err = parsePeriod(text)
		return c, err
	},
	labelColumn: plainText,
	statusColumn: func(text string) (c cell, err error) {
		c.status, err = indicators.ParseStatus(text)
		return c, err
	},
	definitionColumn: plainText,
	knownColumn: func(text string) (c cell, err error) {
		c.known, err = parseDate(text)
		return c, err
	},
	sourceColumn: plainText,
	noteColumn:   plainText,
}

// guardedColumns are those whose cells are texts, which a CSV file guards.
var guardedColumns = [...]column{indicatorColumn, areaColumn, labelColumn, definitionColumn, sourceColumn, noteColumn}

// put puts what a cell was read as into its place in the observation.
func (c *cell) put(at column, o *indicators.Observation) {
	switch at {
	case indicatorColumn:
		o.Indicator = c.text
	case areaColumn:
		o.Area = c.text
	case periodColumn:
		o.Period = c.period
	case labelColumn:
		o.Label = c.text
	case statusColumn:
		o.Status = c.status
	case definitionColumn:
		o.Definition = c.text
	case knownColumn:
		o.Known = c.known
	case sourceColumn:
		o.Source = c.text
	case noteColumn:
		o.Note = c.text
	}
}

func newTidy(r io.Reader, f *tableFile) *tidy {
	t := &tidy{scanner: newScanner(r, &f.options, f.builder.Report), file: f}
	t.sink = sink{builder: f.builder, numbers: &t.numbers}
	t.handing.file = f
	t.numbers.rounded = func(text string) {
		f.builder.Report(roundedWarning(t.placeOf(max(t.position[valueColumn], 0)), text))
	}
	return t
}

func readTidy(r io.Reader, f *tableFile) error {
	t := newTidy(r, f)
	defer t.handing.end()
	if t.header() && t.columns() {
		for {
			if t.plainRow() {
				continue
			}
			t.handing.wait()
			if f.full() || !t.next() {
				break
			}
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
			t.order = append(t.order, c)
			if c == valueColumn && german && t.numbers.found == 0 {
				t.numbers.found = DecimalComma
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
	if len(t.cells) != len(t.order) {
		t.file.faulty++
		t.wrongWidth(len(t.order))
		return
	}
	var h held
	o := &h.o
	ok := true
	for i, c := range t.order {
		if c == valueColumn || c == denominatorColumn {
			continue
		}
		text := t.cell(c)
		if len(text) == 0 {
			continue
		}
		read, err := t.memo[c].get(text, parsers[c])
		if err != nil {
			ok = false
			t.wrong(i, err)
			continue
		}
		read.put(c, o)
	}
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
	h.at = t.placeOf(t.position[at])
	t.add(&h)
}

func (t *tidy) add(h *held) {
	if t.sink.add(h) {
		t.file.taken++
	} else {
		t.file.faulty++
	}
}

// plainRow reads the next row where it is like nearly all rows: no quotation marks,
// a number for a value, texts that were read before or can be. It returns false
// where the row is anything else and has then used up nothing, so that [scanner.next]
// reads it. One pass over the bytes, and none over a cell that is like the one above
// it or the one that followed that last, make reading a million rows more than twice
// as fast.
func (t *tidy) plainRow() bool {
	t.fill(MaxRow)
	row, separator := t.buffer[t.at:t.end], t.separator()
	if len(row) > MaxRow {
		row = row[:MaxRow]
	}
	if t.err != nil || len(row) == 0 || t.rows-t.heading >= t.maxRows {
		return false
	}
	next := t.handing.next()
	o := &next.o
	at, valueAt, found := 0, 0, t.numbers.found
	for i, c := range t.order {
		last := i == len(t.order)-1
		switch {
		case at == len(row):
			if !last {
				return false
			}
			continue
		case last && (row[at] == '\n' || row[at] == '\r'):
			continue
		case row[at] == separator && !last:
			at++
			continue
		}
		end := at
		if c == valueColumn || c == denominatorColumn {
			for end < len(row) && row[end] != separator && row[end] > ' ' {
				end++
			}
			if end == at { // a blank before the number
				return false
			}
			n, evidence, err := parseNumber(row[at:end], found)
			if err != nil {
				return false
			}
			if evidence != 0 {
				found = evidence
			}
			if c == valueColumn {
				o.Value, valueAt = n, at
			} else {
				o.Denominator = n
			}
		} else {
			m := &t.memo[c]
			r := m.above
			if r == nil || !r.starts(row[at:], separator) {
				if r != nil {
					r = r.next
				}
				if r == nil || !r.starts(row[at:], separator) {
					if r = t.seek(m, c, row[at:], separator); r == nil {
						return false
					}
				}
				m.above = r
			}
			r.value.put(c, o)
			end = at + len(r.text)
		}
		if at = end; last {
			break
		}
		if at == len(row) || row[at] != separator {
			return false
		}
		at++
	}
	switch rest := row[at:]; {
	case len(rest) > 0 && rest[0] == '\n':
		at++
	case len(rest) > 1 && rest[0] == '\r' && rest[1] == '\n':
		at += 2
	case len(rest) > 0 || len(row) == MaxRow: // or the row may go on
		return false
	}
	if o.Indicator == "" || o.Period.IsZero() || o.Value.IsZero() {
		return false
	}
	t.numbers.found = found
	t.line = t.nextLine
	t.nextLine++
	t.at += at
	t.rows++
	t.file.rows++
	next.at = zielkette.Place{File: t.scanner.file, Line: t.line, Column: valueAt + 1}
	if len(t.sink.held) > 0 {
		t.add(&held{o: *o, at: next.at})
	} else {
		t.handing.add()
	}
	return true
}

// starts reports whether a row goes on with this text as a cell.
func (r *reading[T]) starts(row []byte, separator byte) bool {
	n := len(r.text)
	return r.plain && len(row) > n && (row[n] == separator || row[n] <= '\r') && string(row[:n]) == r.text
}

// seek reads the cell that a row goes on with, nil where it is not plain.
func (t *tidy) seek(m *memo[cell], c column, row []byte, separator byte) *reading[cell] {
	end, ascii := 0, true
	for ; end < len(row); end++ {
		b := row[end]
		if b == separator || b == '\n' || b == '\r' {
			break
		}
		if b == '"' {
			return nil
		}
		ascii = ascii && b < utf8.RuneSelf
	}
	text := row[:end]
	if end == 0 || !ascii && (t.dialect.Encoding != UTF8 || !utf8.Valid(text)) ||
		len(trim(text)) != end {
		return nil
	}
	if _, err := m.get(text, parsers[c]); err != nil {
		return nil
	}
	m.above.plain = true
	return m.above
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
		n, status, err := t.stored(valueColumn, text, t.numbers.value)
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
		n, _, err := t.stored(denominatorColumn, text, func(text []byte) (zielkette.Number, indicators.Status, error) {
			n, err := t.numbers.number(text)
			return n, 0, err
		})
		if err != nil && t.undecided(err) {
			h.denominator, h.second, err = string(text), t.placeOf(t.position[denominatorColumn]), nil
		}
		fail(denominatorColumn, err)
		o.Denominator = n
	}
}

// stored reads the number of a cell: one that is stored as a number is read as such,
// a text as the file writes numbers.
func (t *tidy) stored(c column, text []byte, written func([]byte) (zielkette.Number, indicators.Status, error)) (n zielkette.Number, status indicators.Status, err error) {
	if t.about == nil {
		return written(text)
	}
	switch cell := t.about(t.position[c]); {
	case cell.Covered:
		return n, 0, coveredValue()
	case cell.Number:
		n, err = t.numbers.exact(text)
		return n, 0, err
	}
	return written(text)
}

// undecided reports whether an error says that a number can be read in two ways, and
// the file may still tell which it is.
func (t *tidy) undecided(err error) bool {
	return asProblem(err).Code == CodeAmbiguous && t.sink.mayHold()
}

func parseID(text string) (cell, error) {
	text = unguard(text)
	return cell{text: text}, zielkette.CheckID(text)
}

func plainText(text string) (cell, error) { return cell{text: unguard(text)}, nil }
