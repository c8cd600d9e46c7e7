package tables

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"slices"
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/document"
)

// Load reads the named file. The error is that of opening or reading the file, or
// a [zielkette.Problems] with everything wrong in it.
func (r *Reader) Load(fsys fs.FS, name string) (*indicators.Record, error) {
	file, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	reading, err := r.Read(file, &Options{File: name})
	if err := errors.Join(err, file.Close()); err != nil {
		return nil, err
	}
	return reading.Record, nil
}

// Read reads a file of the layout. What the options declare of the dialect goes
// before the mapping, and the mapping before the format. Errors are as for [Read],
// and besides: a selection that no row matches, and an area that the file has and
// the mapping does not, or the reverse, are problems, so that nobody takes a
// misspelt name for missing data. An empty cell is a value that is not reported
// ([indicators.Missing]).
//
// A CSV file is read row by row, a JSON file of at most 64 MiB as a whole.
func (r *Reader) Read(in io.Reader, opts *Options) (*Reading, error) {
	var o Options
	if opts != nil {
		o = *opts
	}
	if o.Dialect.Separator == 0 {
		o.Dialect.Separator = r.dialect.Separator
	}
	if o.Dialect.Decimal == 0 {
		o.Dialect.Decimal = r.dialect.Decimal
	}
	if o.Dialect.Encoding == "" {
		o.Dialect.Encoding = r.dialect.Encoding
	}
	switch {
	case r.mapping.Format == WegweiserJSON:
		return finish(in, &o, r.readWegweiser)
	case r.layout.json:
		return finish(in, &o, r.readObjects)
	}
	return finish(in, &o, r.readCSV)
}

func (r *Reader) readCSV(in io.Reader, opts *Options, b *indicators.Builder) (Dialect, error) {
	s := newScanner(in, opts, b.Report)
	m := &mapper{Reader: r, numbers: &s.numbers, file: opts.File, builder: b}
	if s.header() && m.header(s.texts(), s.placeOf) {
		width := len(s.cells)
		for s.next() {
			switch {
			case s.blank():
			case len(s.cells) != width:
				s.wrongWidth(width)
			default:
				m.row(s.cells, s.placeOf)
			}
		}
		if s.err == nil {
			m.end()
		}
	}
	return s.known(), s.err
}

// mapper applies a mapping to rows of cells, wherever they come from.
type mapper struct {
	*Reader
	numbers *numbers
	file    string
	builder *indicators.Builder

	columns    map[string]int // by name
	periods    []periodAt     // of a wide table
	area       int            // column, or -1
	period     int            // column of a long table
	quality    int            // column, or -1
	variables  [][2]int       // columns of a GENESIS variable: its code, and that of its value
	selections []selection
	areas      map[string]bool // names of areas that the file has
	labels     memo[zielkette.Period]
	blanks     int // blank cells less those with a value
}

// maxBlanks bounds the blank cells of a file beyond those that have a value. A
// blank cell is one byte in the file and an observation in the record.
const maxBlanks = 1 << 17

type periodAt struct {
	cell   int
	period zielkette.Period
}

// selection is a [Selection] with its columns found.
type selection struct {
	*Selection
	where   []condition
	blank   []int // columns that must be blank
	value   int   // column of a long table
	matched bool
	rows    map[string]int // rows found so far, by area
}

type condition struct {
	cell int
	text string
}

// needs returns the columns that the mapping asks for; others need not be there.
func (r *Reader) needs() []string {
	names := map[string]bool{r.layout.area: true, r.layout.period: true, r.layout.quality: true}
	for _, s := range r.mapping.Rows {
		names[s.value(r.layout)] = true
		for name := range s.Where {
			names[name] = true
		}
	}
	delete(names, "")
	return slices.Sorted(maps.Keys(names))
}

func (s *Selection) value(l layout) string {
	if s.Value != "" {
		return s.Value
	}
	return l.value
}

// header finds the columns and reports those that are missing.
func (m *mapper) header(names []string, place func(cell int) zielkette.Place) bool {
	ok := true
	m.columns = make(map[string]int, len(names))
	twice := map[string]bool{}
	for i, name := range names {
		if _, found := m.columns[name]; found {
			twice[name] = true
			continue
		}
		m.columns[name] = i
		if p, err := parsePeriod(name); err == nil && m.layout.wide {
			m.periods = append(m.periods, periodAt{i, p})
		}
	}
	find := func(name string) int {
		i, found := m.columns[name]
		switch {
		case name == "":
			return -1
		case twice[name]:
			ok = false
			m.fault(place(i), CodeHeader, name,
				"diese Spalte steht zweimal da, und die Zuordnung lässt offen, welche gemeint ist",
				"this column stands twice, and the mapping cannot tell which is meant")
		case !found:
			ok = false
			m.fault(place(0), CodeHeader, name,
				"die Zuordnung nennt diese Spalte, und die Datei hat sie nicht",
				"the mapping names this column and the file does not have it")
		}
		return i
	}
	m.area, m.quality, m.period = find(m.layout.area), -1, -1
	if _, found := m.columns[m.layout.quality]; found || m.mapping.Quality != "" {
		m.quality = find(m.layout.quality)
	}
	if !m.layout.wide {
		m.period = find(m.layout.period)
	} else if len(m.periods) == 0 {
		ok = false
		m.fault(place(0), CodeHeader, "",
			`keine Spalte ist nach einem Zeitraum benannt, zum Beispiel "2003" oder "1.Qu. 2003"`,
			`no column is named after a period, such as "2003" or "1.Qu. 2003"`)
	}
	m.selections = make([]selection, len(m.mapping.Rows))
	for i := range m.selections {
		s := selection{Selection: &m.mapping.Rows[i], value: -1, rows: map[string]int{}}
		if !m.layout.wide {
			s.value = find(s.Selection.value(m.layout))
		}
		for _, name := range slices.Sorted(maps.Keys(s.Where)) {
			s.where = append(s.where, condition{find(name), strings.TrimSpace(s.Where[name])})
		}
		if m.layout.headline != nil {
			for j, name := range names {
				_, asked := s.Where[name]
				if !asked && j != m.area && j != m.period && j != s.value && j != m.quality && !slices.Contains(m.layout.headline, name) {
					s.blank = append(s.blank, j)
				}
			}
		}
		m.selections[i] = s
	}
	if m.layout.monthAndQuarterInRow {
		m.findVariables()
	}
	m.areas = map[string]bool{}
	return ok
}

// findVariables finds the columns 1_variable_code and 1_variable_attribute_code,
// up to the number that the GENESIS file has; before 2025 they were called
// 1_Merkmal_Code and 1_Auspraegung_Code.
func (m *mapper) findVariables() {
	for n := 1; ; n++ {
		code, ok := m.columns[fmt.Sprintf("%d_variable_code", n)]
		of, ok2 := m.columns[fmt.Sprintf("%d_variable_attribute_code", n)]
		if !ok || !ok2 {
			code, ok = m.columns[fmt.Sprintf("%d_Merkmal_Code", n)]
			of, ok2 = m.columns[fmt.Sprintf("%d_Auspraegung_Code", n)]
		}
		if !ok || !ok2 {
			return
		}
		m.variables = append(m.variables, [2]int{code, of})
	}
}

// row reads one row for every selection that it matches.
func (m *mapper) row(cells [][]byte, place func(cell int) zielkette.Place) {
	area, known, asked := "", false, false
	for i := range m.selections {
		s := &m.selections[i]
		if !s.matches(cells) {
			continue
		}
		s.matched = true
		name := ""
		if m.area >= 0 {
			name = string(trim(cells[m.area]))
		}
		s.rows[name]++
		if s.Nth > 0 && s.rows[name] != s.Nth {
			continue
		}
		to := s.Area
		if to == "" {
			if !asked {
				area, known = m.areaNamed(name, place)
				asked = true
			}
			if !known {
				continue
			}
			to = area
		}
		for _, p := range m.periods {
			m.observation(s, to, p.period, cells, p.cell, place)
		}
		if m.layout.wide {
			continue
		}
		p, err := m.labels.get(m.periodText(cells), parsePeriod)
		if err != nil {
			m.wrong(place(m.period), err)
			continue
		}
		m.observation(s, to, p, cells, s.value, place)
	}
}

func (s *selection) matches(cells [][]byte) bool {
	for _, c := range s.where {
		if string(trim(cells[c.cell])) != c.text {
			return false
		}
	}
	for _, i := range s.blank {
		if len(trim(cells[i])) > 0 {
			return false
		}
	}
	return true
}

// areaNamed returns the id of the area that the file names; ok is false when it is
// not to be read.
func (m *mapper) areaNamed(name string, place func(int) zielkette.Place) (id string, ok bool) {
	if m.area < 0 {
		return "", true
	}
	if m.mapping.Areas != nil {
		m.areas[name] = true
		id, ok = m.mapping.Areas[name]
		if !ok {
			m.fault(place(m.area), CodeUnmapped, name,
				`die Zuordnung nennt dieses Gebiet nicht; es unter "areas" aufnehmen, mit "-", wenn es nicht gelesen werden soll`,
				`the mapping does not name this area; add it to "areas", with "-" if it is not to be read`)
		}
		return id, ok && id != "-"
	}
	if name != "" {
		if err := zielkette.CheckID(name); err != nil {
			m.fault(place(m.area), zielkette.CodeID, name,
				`dieser Name kann keine Kennung sein; dem Gebiet unter "areas" der Zuordnung eine geben`,
				`this name cannot be an id; give the area one under "areas" of the mapping`)
			return "", false
		}
	}
	return name, true
}

// periodText returns the period of a row. GENESIS states the year and, as
// variables of their own, month (MONAT07) or quarter (QUART3).
func (m *mapper) periodText(cells [][]byte) []byte {
	text := trim(cells[m.period])
	for _, v := range m.variables {
		code := trim(cells[v[1]])
		switch string(trim(cells[v[0]])) {
		case "MONAT":
			if len(code) == len("MONAT07") {
				return fmt.Appendf(nil, "%s-%s", text, code[len("MONAT"):])
			}
		case "QUARTG":
			if len(code) == len("QUART3") {
				return fmt.Appendf(nil, "%s-Q%s", text, code[len("QUART"):])
			}
		}
	}
	return text
}

// observation reads one value.
func (m *mapper) observation(s *selection, area string, p zielkette.Period, cells [][]byte, cell int, place func(int) zielkette.Place) {
	o := indicators.Observation{
		Indicator: s.Indicator, Area: area, Period: p, Definition: m.mapping.Definition,
		Known: m.mapping.Known, Source: m.mapping.Source, Note: m.mapping.Note,
	}
	at := place(cell)
	text := trim(cells[cell])
	if len(text) > 0 {
		m.blanks--
	} else if m.blanks++; m.blanks > maxBlanks {
		m.fault(at, CodeBlank, "",
			"fast alle Zellen dieser großen Tabelle sind leer; weniger Zeilen auswählen oder die Spalten ohne Werte entfernen",
			"nearly all cells of this large table are blank; select fewer rows or remove the columns without values")
		return
	}
	var err error
	if o.Value, o.Status, err = m.numbers.value(text); err != nil {
		m.wrong(at, err)
		return
	}
	switch {
	case o.Status != 0:
	case o.Value.IsZero():
		o.Status = indicators.Missing
	case m.quality >= 0:
		status, ok := qualities[string(trim(cells[m.quality]))]
		if !ok {
			m.fault(place(m.quality), zielkette.CodeChoice, string(cells[m.quality]),
				"die Zeichen für die Qualität sind e (endgültig), p, r, s, | und ( ); bei einem endgültigen Wert die Zelle leer lassen",
				"the marks of quality are e (final), p, r, s, | and ( ); leave the cell empty for a final value")
			return
		}
		o.Status = status
	}
	m.builder.Add(o, at)
}

// qualities are the marks in the quality column of GENESIS.
var qualities = map[string]indicators.Status{
	"": indicators.Normal, "e": indicators.Normal, "r": indicators.Normal, "p": indicators.Provisional,
	"s": indicators.Estimated, "|": indicators.BrokenSeries, "()": indicators.LowReliability, "( )": indicators.LowReliability,
}

// end reports what the mapping names and the file does not have.
func (m *mapper) end() {
	for i := range m.selections {
		if s := &m.selections[i]; !s.matched {
			m.fault(zielkette.Place{File: m.file, Pointer: fmt.Sprintf("/rows/%d", i)}, CodeUnmatched, s.Indicator,
				"keine Zeile der Datei hat die Texte, die die Zuordnung verlangt; die Schreibweise prüfen",
				"no row of the file has the texts that the mapping asks for; check their spelling")
		}
	}
	for _, name := range slices.Sorted(maps.Keys(m.mapping.Areas)) {
		if m.area >= 0 && !m.areas[name] {
			m.fault(zielkette.Place{File: m.file, Pointer: "/areas/" + document.Escape(name)}, CodeUnmatched, name,
				"in den gelesenen Zeilen der Datei kommt dieses Gebiet nicht vor; die Schreibweise prüfen oder es aus der Zuordnung entfernen",
				"the file has no such area among the rows read; check its spelling or remove it from the mapping")
		}
	}
}

func (m *mapper) wrong(at zielkette.Place, err error) {
	p := asProblem(err)
	p.Place = at
	m.builder.Report(p)
}

func (m *mapper) fault(at zielkette.Place, code zielkette.Code, subject, de, en string) {
	m.wrong(at, fault(code, subject, de, en))
}
