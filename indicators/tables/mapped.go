package tables

import (
	"bytes"
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
	if err := r.missing(); err != nil {
		return nil, err
	}
	file, err := document.Files(fsys).Open(name)
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
// and besides: a column, a selection or an area that the mapping names and the file
// does not have, an area that the file has and the mapping does not, and a heading
// that looks like a period and cannot be read are problems, so that nobody takes a
// misspelt name for missing data. An empty cell is a value that is not reported
// ([indicators.Missing]). What else was passed over stands in [Reading.Left].
//
// A CSV file is read row by row, a JSON file of at most 64 MiB as a whole.
func (r *Reader) Read(in io.Reader, opts *Options) (*Reading, error) {
	if err := r.missing(); err != nil {
		return nil, err
	}
	return finish(r.declared(opts), func(f *tableFile) error {
		switch {
		case r.mapping.Format == WegweiserJSON:
			return r.readWegweiser(in, f)
		case r.layout.json:
			return r.readObjects(in, f)
		}
		s := newScanner(in, &f.options, f.builder.Report)
		err := r.readTable(s, &s.numbers, f)
		f.dialect = s.known()
		return err
	})
}

// missing is the error of a reader that was not compiled from a mapping.
func (r *Reader) missing() error {
	if r == nil || r.mapping.Format == "" {
		return document.Missing("*tables.Reader")
	}
	return nil
}

// declared completes the options by what the mapping declares.
func (r *Reader) declared(opts *Options) *Options {
	var o Options
	if opts != nil {
		o = *opts
	}
	if o.Dialect.Separator == 0 {
		o.Dialect.Separator = r.dialect.Separator
	}
	if o.Dialect.Decimal == 0 && o.Dialect.Thousands == 0 {
		o.Dialect.Decimal = r.dialect.Decimal
	}
	if o.Dialect.Encoding == "" {
		o.Dialect.Encoding = r.dialect.Encoding
	}
	if o.Dialect.Thousands == 0 && byte(r.dialect.Thousands) != byte(o.Dialect.Decimal) {
		o.Dialect.Thousands = r.dialect.Thousands
	}
	return &o
}

// mapper applies a mapping to rows of cells, wherever they come from.
type mapper struct {
	*Reader
	*tableFile
	numbers *numbers
	labels  labels
	flags   flags
	sink    sink

	names      []string       // of the columns
	columns    map[string]int // by name
	slots      []slot         // columns of values of a wide table
	whole      *label         // period of the whole file
	area       int            // column, or -1
	period     int            // column of a long table, or -1
	quality    int            // column, or -1
	variables  [][2]int       // columns of a GENESIS variable: its code, and that of its value
	part       int            // column of the month or quarter, or -1
	leaveOut   [][]condition
	selections []selection
	always     []int                    // selections without a condition
	keyed      map[int]map[string][]int // by column and text, the selections that ask for it
	keys       []int                    // the columns of keyed
	byKey      memo[[]int]              // the selections that ask for a text, where there is one column
	texts      []asked                  // those columns that selections ask for, and what stands in them
	candidates []int                    // selections that the row may match
	areas      map[string]bool          // names of areas that the file has
	ids        memo[string]             // of areas, by their names
	blanks     int                      // blank cells less those with a value
	sentinel   bool                     // a code for missing values was warned of

	// Of the row that is read.
	cells  [][]byte
	place  func(cell int) zielkette.Place
	about  func(cell int) Cell // nil: all are texts
	added  int
	failed bool
	held   held // that is put together
}

// maxBlanks bounds the blank cells of a file beyond those that have a value. A
// blank cell is one byte in the file and an observation in the record.
const maxBlanks = 1 << 17

// slot is a column of values of a wide table.
type slot struct {
	cell    int
	label   label
	heading string
	pattern string // of the selections that read it, "" for those that name none
	plan    bool
	flags   int // column, or -1
}

// selection is a [Selection] with its columns found.
type selection struct {
	*Selection
	where    []condition
	blank    []int        // columns that must be blank
	blocked  map[int]bool // those that were not, in rows with the texts of where
	same     []attribute
	value    int // column of a long table
	pattern  string
	factor   zielkette.Number
	numeric  []code // missing codes that are numbers
	matched  bool
	rows     map[string]int // rows found so far, by area
	multiply int            // column of the unit multiplier, or -1
}

type condition struct {
	cell int
	name string
	text string
}

// asked is a column that selections ask for, and the first texts that stand in it.
type asked struct {
	cell int
	distinct
}

// attribute is a column that must have one text in all rows of a selection.
type attribute struct {
	cell     int
	name     string
	text     string
	set, bad bool
}

// code is a number that stands for a missing value.
type code struct {
	number zielkette.Number
	status indicators.Status
}

func (r *Reader) newMapper(f *tableFile, n *numbers) *mapper {
	m := &mapper{
		Reader: r, tableFile: f, numbers: n,
		labels: labels{two: r.mapping.TwoYears, begins: r.mapping.YearBegins, texts: r.periods},
		flags:  flags{vocabulary: r.layout.vocabulary, own: r.mapping.Flags},
		areas:  map[string]bool{},
	}
	n.units = r.mapping.Units
	m.sink = sink{builder: f.builder, numbers: n, labels: &m.labels}
	return m
}

// needs returns the columns that the mapping asks for; others need not be there.
func (r *Reader) needs() []string {
	names := map[string]bool{r.layout.area: true, r.layout.quality: true, r.mapping.Month: true, r.mapping.Quarter: true}
	if r.mapping.FilePeriod == "" {
		names[r.layout.period] = true
	}
	add := func(where map[string]string) {
		for name := range where {
			names[squeeze(name)] = true
		}
	}
	for _, s := range r.mapping.Rows {
		names[s.value(r.layout)] = true
		add(s.Where)
	}
	for _, c := range r.mapping.LeaveOut {
		add(c.Where)
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

// row reads one row for every selection that it matches.
func (m *mapper) row(cells [][]byte, place func(cell int) zielkette.Place, about func(cell int) Cell) {
	m.rows++
	m.cells, m.place, m.about, m.added, m.failed = cells, place, about, 0, false
	why := m.read()
	switch {
	case m.added > 0:
		m.taken++
	case m.failed:
		m.faulty++
	default:
		m.pass(why, func() zielkette.Place { return place(0) }, func() string { return filled(cells) })
	}
}

// read returns why nothing of the row was read, for the case that nothing was.
func (m *mapper) read() (why LeftKind) {
	for _, conditions := range m.leaveOut {
		if m.meets(conditions) < 0 {
			return LeftExcluded
		}
	}
	why = LeftRows
	area, take, asked := "", false, false
	matches := 0
	for _, i := range m.candidatesOf() {
		s := &m.selections[i]
		if !m.matches(s) {
			continue
		}
		if matches++; matches > maxMatches {
			m.fault(m.place(0), CodeMatches, s.Indicator,
				fmt.Sprintf("mehr als %d Angaben der Zuordnung passen auf diese Zeile; genauer angeben, welche Zeile welche Kennzahl ist", maxMatches),
				fmt.Sprintf("more than %d selections of the mapping match this row; say more precisely which row is which indicator", maxMatches))
			break
		}
		s.matched = true
		var name []byte
		if m.area >= 0 {
			name = trim(m.cells[m.area])
		}
		if s.Nth > 0 {
			if s.rows[string(name)]++; s.rows[string(name)] != s.Nth {
				why = LeftNth
				continue
			}
		}
		to := s.Area
		if to == "" {
			if !asked {
				area, take = m.areaNamed(name)
				asked = true
			}
			if !take {
				why = LeftAreas
				continue
			}
			to = area
		}
		if !m.consistent(s) {
			continue
		}
		if m.layout.wide {
			for j := range m.slots {
				if slot := &m.slots[j]; slot.pattern == s.pattern || slot.pattern == "" && s.pattern == placeholder {
					m.observation(s, to, slot.label, slot.cell, slot)
				}
			}
			continue
		}
		l, err := m.periodOf()
		if err != nil {
			m.wrong(m.place(m.period), err)
			continue
		}
		if l.skip {
			why = LeftPeriods
			continue
		}
		m.observation(s, to, l, s.value, nil)
	}
	return why
}

// maxMatches bounds the selections that one row may match: each is an observation,
// or as many as there are columns of periods.
const maxMatches = 256

// candidatesOf returns the selections that the row may match, in their order: those
// without a condition and those one of whose texts stands in the row. So the rows of
// a file are not held against every selection of a long mapping.
func (m *mapper) candidatesOf() []int {
	for i := range m.texts {
		m.texts[i].add(trim(m.cells[m.texts[i].cell]))
	}
	if len(m.keys) == 1 && len(m.always) == 0 { // as in nearly all mappings
		cell := m.keys[0]
		found, _ := m.byKey.get(trim(m.cells[cell]), func(text string) ([]int, error) { return m.keyed[cell][text], nil })
		return found
	}
	m.candidates = append(m.candidates[:0], m.always...)
	for _, cell := range m.keys {
		m.candidates = append(m.candidates, m.keyed[cell][string(trim(m.cells[cell]))]...)
	}
	slices.Sort(m.candidates)
	return m.candidates
}

// index sorts the selections by the one of their texts that the fewest of them ask
// for.
func (m *mapper) index() {
	type key struct {
		cell int
		text string
	}
	count := map[key]int{}
	for i := range m.selections {
		for _, c := range m.selections[i].where {
			count[key{c.cell, c.text}]++
			if m.textsOf(c.cell) == nil {
				m.texts = append(m.texts, asked{cell: c.cell})
			}
		}
	}
	m.keyed = map[int]map[string][]int{}
	for i := range m.selections {
		where := m.selections[i].where
		if len(where) == 0 {
			m.always = append(m.always, i)
			continue
		}
		best := where[0]
		for _, c := range where {
			if count[key{c.cell, c.text}] < count[key{best.cell, best.text}] {
				best = c
			}
		}
		if m.keyed[best.cell] == nil {
			m.keyed[best.cell] = map[string][]int{}
			m.keys = append(m.keys, best.cell)
		}
		m.keyed[best.cell][best.text] = append(m.keyed[best.cell][best.text], i)
	}
}

func (m *mapper) textsOf(cell int) *distinct {
	for i := range m.texts {
		if m.texts[i].cell == cell {
			return &m.texts[i].distinct
		}
	}
	return nil
}

// meets returns the first of the conditions that the row does not meet, -1 when
// it meets all.
func (m *mapper) meets(conditions []condition) int {
	for i := range conditions {
		if c := &conditions[i]; string(trim(m.cells[c.cell])) != c.text {
			return i
		}
	}
	return -1
}

func (m *mapper) matches(s *selection) bool {
	if m.meets(s.where) >= 0 {
		return false
	}
	ok := true
	for _, i := range s.blank {
		if len(trim(m.cells[i])) > 0 {
			s.blocked[i] = true
			ok = false
		}
	}
	return ok
}

// consistent reports rows of one selection that have several units, or a unit
// multiplier that the mapping does not know of.
func (m *mapper) consistent(s *selection) bool {
	ok := true
	for i := range s.same {
		a := &s.same[i]
		text := trim(m.cells[a.cell])
		if a.cell == s.multiply && s.factor.IsZero() && !slices.Contains([]string{"", "0", "1", "units", "unit"}, strings.ToLower(string(text))) {
			ok = false
			m.fault(m.place(a.cell), CodeAttribute, string(text),
				`die Werte sind ein Vielfaches; unter "factor" der Zuordnung angeben, womit sie malgenommen werden ("1000", oder "1", wenn sie bleiben sollen)`,
				`the values are a multiple; state under "factor" of the mapping what they are multiplied by ("1000", or "1" if they are to stay)`)
			continue
		}
		if !a.set {
			a.text, a.set = string(text), true
			continue
		}
		if string(text) != a.text {
			ok = false
			if !a.bad {
				a.bad = true
				m.fault(m.place(a.cell), CodeAttribute, s.Indicator,
					fmt.Sprintf("in der Spalte %q steht bei den Zeilen dieser Kennzahl Verschiedenes, %q und %q; unter \"where\" angeben, was gelesen wird", a.name, a.text, text),
					fmt.Sprintf("the column %q differs among the rows of this indicator, %q and %q; state under \"where\" what is to be read", a.name, a.text, text))
			}
		}
	}
	m.failed = m.failed || !ok
	return ok
}

// areaNamed returns the id of the area that the file names; ok is false when it is
// not to be read.
func (m *mapper) areaNamed(name []byte) (id string, ok bool) {
	if m.area < 0 {
		return "", true
	}
	id, err := m.ids.get(name, m.areaID)
	if err != nil {
		m.wrong(m.place(m.area), err)
		return "", false
	}
	return id, id != "-"
}

// areaID returns the id of an area, "-" where it is not to be read.
func (m *mapper) areaID(name string) (id string, err error) {
	if name == "" && m.mapping.Format == WegweiserJSON { // nothing there is the whole municipality
		return "", fault(CodeHeader, m.names[m.area],
			"dieser Region fehlt die Angabe, nach der die Zuordnung das Gebiet bestimmt",
			"this region lacks what the mapping tells the area by")
	}
	if m.mapping.Areas != nil {
		m.areas[name] = true
		id, ok := m.mapping.Areas[name]
		if !ok {
			return "", fault(CodeUnmapped, name,
				`die Zuordnung nennt dieses Gebiet nicht; es unter "areas" aufnehmen, mit "-", wenn es nicht gelesen werden soll`,
				`the mapping does not name this area; add it to "areas", with "-" if it is not to be read`)
		}
		return id, nil
	}
	if name != "" && zielkette.CheckID(name) != nil {
		return "", fault(zielkette.CodeID, name,
			`dieser Name kann keine Kennung sein; dem Gebiet unter "areas" der Zuordnung eine geben`,
			`this name cannot be an id; give the area one under "areas" of the mapping`)
	}
	return name, nil
}

// periodOf returns the period of the row. GENESIS states the year and, as
// variables of their own, month (MONAT07) or quarter (QUART3).
func (m *mapper) periodOf() (label, error) {
	if m.whole != nil {
		return *m.whole, nil
	}
	text := trim(m.cells[m.period])
	for _, v := range m.variables {
		code, sign := trim(m.cells[v[1]]), ""
		switch string(trim(m.cells[v[0]])) {
		case "MONAT":
			if len(code) == len("MONAT07") {
				sign, code = "-", code[len("MONAT"):]
			}
		case "QUARTG":
			if len(code) == len("QUART3") {
				sign, code = "-Q", code[len("QUART"):]
			}
		}
		if sign != "" {
			p, err := zielkette.ParsePeriod(fmt.Sprintf("%s%s%s", text, sign, code))
			return label{period: p}, err
		}
	}
	if m.part >= 0 {
		return m.partOf(text, trim(m.cells[m.part]))
	}
	return m.labels.get(text)
}

// partOf reads a year and, from a column of its own, the month or quarter in it. A
// blank cell is the whole year.
func (m *mapper) partOf(year, part []byte) (label, error) {
	if len(part) == 0 {
		return m.labels.get(year)
	}
	text, month := squeeze(string(part)), m.mapping.Month != ""
	number := strings.TrimSuffix(text, ".0") // a program took it for a number
	switch {
	case month && len(number) <= 2 && strings.Trim(number, "0123456789") == "":
		text = "M" + strings.Repeat("0", 2-len(number)) + number
	case !month && len(number) == 1 && digit(number[0]):
		text = "Q" + number
	}
	whole := string(year) + " " + text
	if !strings.HasPrefix(text, "M") && !strings.HasPrefix(text, "Q") || len(text) > 3 {
		whole = text + " " + string(year) // Januar 2024, 1. Quartal 2024
	}
	if p, err := parsePeriod(whole); err == nil && p.Kind() != zielkette.Year {
		return label{period: p}, nil
	}
	return label{}, badLabel(whole)
}

// observation reads one value.
func (m *mapper) observation(s *selection, area string, l label, cell int, in *slot) {
	h := &m.held // not on the heap for every value
	*h = held{label: l, selection: s, at: m.place(cell), o: indicators.Observation{
		Indicator: s.Indicator, Area: area, Period: l.period, Definition: m.mapping.Definition,
		Known: m.mapping.Known, Source: m.mapping.Source, Note: m.mapping.Note,
	}}
	if l.ambiguous() {
		h.labelAt = m.place(m.period)
	}
	o := &h.o
	text := trim(m.cells[cell])
	if len(text) > 0 {
		m.blanks--
	} else if m.blanks++; m.blanks > maxBlanks {
		m.fault(h.at, CodeBlank, "",
			"fast alle Zellen dieser großen Tabelle sind leer; weniger Zeilen auswählen oder die Spalten ohne Werte entfernen",
			"nearly all cells of this large table are blank; select fewer rows or remove the columns without values")
		return
	}
	flagged, err := m.flagsOf(o, in)
	if err != nil {
		return // reported
	}
	sign, err := m.value(h, text, cell)
	if err != nil {
		m.wrong(h.at, err)
		return
	}
	empty := o.Value.IsZero() && h.value == ""
	if empty && !sign.IsAbsence() && !flagged.IsAbsence() {
		sign = indicators.Missing
	}
	o.Status = stronger(stronger(sign, flagged), l.status)
	if in != nil && in.plan && !o.Status.IsAbsence() {
		o.Status = indicators.Forecast
	}
	if in != nil && in.plan {
		o.Definition = ColumnPlan
	}
	if o.Status == 0 {
		o.Status = indicators.Normal
	}
	if o.Status.IsAbsence() && !empty {
		if h.value != "" || o.Value.Sign() != 0 {
			m.fault(h.at, CodeSign, string(text),
				"das Zeichen daneben besagt, dass es keinen Wert gibt, und hier steht einer",
				"the flag beside it says that there is no value, and here is one")
			return
		}
		o.Value = zielkette.Number{} // a 0 beside the sign of secrecy
	}
	if l.mark != "" && !isMarkWord(l.mark) {
		mark := l.mark
		if in != nil {
			mark = in.heading
		} else if m.period >= 0 {
			mark = string(trim(m.cells[m.period]))
		}
		o.Note = join(o.Note, mark)
	}
	if m.sink.add(h) {
		m.added++
	} else {
		m.failed = true
	}
}

func isMarkWord(mark string) bool {
	_, ok := markWords[mark]
	return ok
}

// join writes two notes as one.
func join(note, more string) string {
	if note == "" {
		return more
	}
	return note + "; " + more
}

// flagsOf reads the flags beside a value; what the status cannot say goes into the
// note.
func (m *mapper) flagsOf(o *indicators.Observation, in *slot) (status indicators.Status, err error) {
	for _, cell := range []int{m.quality, flagCell(in)} {
		if cell < 0 {
			continue
		}
		text := trim(m.cells[cell])
		f, err := m.flags.cells.get(text, m.flags.parse)
		if err != nil {
			m.wrong(m.place(cell), err)
			return 0, err
		}
		if status = stronger(status, f.status); f.more {
			o.Note = join(o.Note, strings.TrimPrefix(m.names[cell]+": "+string(text), ": "))
		}
	}
	return status, nil
}

func flagCell(in *slot) int {
	if in == nil {
		return -1
	}
	return in.flags
}

// value reads the cell of a value, and returns the status that a sign or a code in
// it stands for.
func (m *mapper) value(h *held, text []byte, cell int) (status indicators.Status, err error) {
	var c Cell
	if m.about != nil {
		c = m.about(cell)
	}
	if c.Covered {
		return 0, coveredValue()
	}
	for _, missing := range []map[string]indicators.Status{h.selection.Missing, m.mapping.Missing} {
		if s, ok := missing[string(text)]; ok {
			return s, nil
		}
	}
	if m.layout.vocabulary == SDMX && string(text) == "NaN" {
		return indicators.Missing, nil
	}
	if c.Number {
		h.o.Value, err = m.numbers.exact(text)
	} else {
		number, letters := m.flags.behind(text)
		var flagged flag
		if letters != nil {
			if flagged, err = m.flags.cells.get(letters, m.flags.parse); err != nil {
				return 0, err
			}
			if flagged.more {
				h.o.Note = join(h.o.Note, string(text))
			}
		}
		if m.layout.vocabulary == Eurostat && string(number) == ":" {
			return stronger(indicators.Missing, flagged.status), nil
		}
		h.o.Value, status, err = m.numbers.value(number)
		status = stronger(status, flagged.status)
		if err != nil && asProblem(err).Code == CodeAmbiguous && m.sink.mayHold() {
			h.value, err = string(number), nil
			if status, inner := signOf(number); inner != nil {
				return stronger(status, flagged.status), nil
			}
		}
	}
	if err != nil {
		return 0, err
	}
	if s, ok := h.coded(); ok {
		return s, nil
	}
	if !m.sentinel && looksLikeCode(text) {
		m.sentinel = true
		p := asProblem(fault(CodeSentinel, string(text),
			`das sieht wie ein Zeichen für einen fehlenden Wert aus und wird als Zahl gelesen; ist es eines, es unter "missing" der Zuordnung angeben`,
			`this looks like a code for a missing value and is read as a number; if it is one, state it under "missing" of the mapping`))
		p.Severity, p.Place = zielkette.Warning, h.at
		m.builder.Report(p)
	}
	return status, h.multiply()
}

// looksLikeCode reports whether a number is of the kind that programs write for
// missing values: -9999.
func looksLikeCode(text []byte) bool {
	rest, negative := bytes.CutPrefix(text, []byte("-"))
	rest = bytes.TrimSuffix(rest, []byte(".0"))
	return negative && len(rest) >= 4 && len(bytes.Trim(rest, "9")) == 0
}

// end reports what the mapping names and the file does not have.
func (m *mapper) end() {
	m.sink.end()
	for i := range m.selections {
		if s := &m.selections[i]; !s.matched {
			why := m.unmatched(s)
			m.fault(zielkette.Place{File: m.options.File, Pointer: fmt.Sprintf("/rows/%d", i)}, CodeUnmatched, s.Indicator, why.DE, why.EN)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(m.mapping.Areas)) {
		if m.area >= 0 && !m.areas[name] {
			m.fault(zielkette.Place{File: m.options.File, Pointer: "/areas/" + document.Escape(name)}, CodeUnmatched, name,
				"in den gelesenen Zeilen der Datei kommt dieses Gebiet nicht vor; die Schreibweise prüfen oder es aus der Zuordnung entfernen",
				"the file has no such area among the rows read; check its spelling or remove it from the mapping")
		}
	}
}

// unmatched says why no row was a selection's.
func (m *mapper) unmatched(s *selection) zielkette.Text {
	if m.rows == 0 {
		return zielkette.Text{DE: "die Datei hat keine Zeilen mit Werten", EN: "the file has no rows with values"}
	}
	if len(s.blocked) > 0 {
		var names []string
		for _, i := range slices.Sorted(maps.Keys(s.blocked)) {
			names = append(names, m.names[i])
		}
		has := some(names)
		return zielkette.Text{
			DE: `keine Zeile gilt für das Ganze, denn jede hat einen Text in einer dieser Spalten: ` + has.DE + `; unter "where" angeben, welche Zeilen gemeint sind, oder beschreibende Spalten unter "attributes" nennen`,
			EN: `no row is the headline, for each has a text in one of these columns: ` + has.EN + `; state under "where" which rows are meant, or name columns that describe under "attributes"`,
		}
	}
	text := zielkette.Text{
		DE: "keine Zeile der Datei hat die Texte, die die Zuordnung verlangt; die Schreibweise prüfen",
		EN: "no row of the file has the texts that the mapping asks for; check their spelling",
	}
	for _, c := range s.where {
		if seen := m.textsOf(c.cell); len(seen.texts) > 0 && !slices.Contains(seen.texts, c.text) {
			has := some(seen.texts)
			more := ""
			if seen.more {
				more = ", …"
			}
			text.DE += fmt.Sprintf("; verlangt ist in %q %q, dort steht %s%s", c.name, c.text, has.DE, more)
			text.EN += fmt.Sprintf("; asked for in %q is %q, and it has %s%s", c.name, c.text, has.EN, more)
		}
	}
	return text
}

func (m *mapper) wrong(at zielkette.Place, err error) {
	m.failed = true
	p := asProblem(err)
	p.Place = at
	m.builder.Report(p)
}

func (m *mapper) fault(at zielkette.Place, code zielkette.Code, subject, de, en string) {
	m.wrong(at, fault(code, subject, de, en))
}
