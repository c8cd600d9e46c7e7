package tables

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"path"
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
// and besides: a column, a selection or an area that the mapping names and the file
// does not have, an area that the file has and the mapping does not, and a heading
// that looks like a period and cannot be read are problems, so that nobody takes a
// misspelt name for missing data. An empty cell is a value that is not reported
// ([indicators.Missing]). What else was passed over stands in [Reading.Left].
//
// A CSV file is read row by row, a JSON file of at most 64 MiB as a whole.
func (r *Reader) Read(in io.Reader, opts *Options) (*Reading, error) {
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
	leaveOut   [][]condition
	selections []selection
	areas      map[string]bool // names of areas that the file has
	blanks     int             // blank cells less those with a value
	sentinel   bool            // a code for missing values was warned of

	// Of the row that is read.
	cells  [][]byte
	place  func(cell int) zielkette.Place
	exact  func(cell int) bool // nil: no cell is
	added  int
	failed bool
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
	seen distinct
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
	names := map[string]bool{r.layout.area: true, r.layout.quality: true}
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

// header finds the columns and reports those that are missing.
func (m *mapper) header(names []string, place func(cell int) zielkette.Place) bool {
	h := &heading{mapper: m, names: names, place: place, ok: true, twice: map[string]bool{}, used: map[int]bool{}}
	m.names, m.columns = names, make(map[string]int, len(names))
	for i, name := range names {
		name = squeeze(name)
		names[i] = name
		if _, found := m.columns[name]; found {
			h.twice[name] = true
			continue
		}
		m.columns[name] = i
	}
	h.filePeriod()
	m.area = h.find(m.layout.area, m.mapping.Area != "")
	m.quality = h.qualityColumn()
	m.period = -1
	if !m.layout.wide && m.whole == nil && m.mapping.FilePeriod == "" {
		m.period = h.find(m.layout.period, m.mapping.Period != "")
	}
	for _, c := range m.mapping.LeaveOut {
		m.leaveOut = append(m.leaveOut, h.conditions(c.Where))
	}
	for _, name := range m.mapping.Attributes {
		h.find(name, true)
	}
	m.selections = make([]selection, len(m.mapping.Rows))
	for i := range m.selections {
		m.selections[i] = h.selection(&m.mapping.Rows[i])
	}
	if m.layout.monthAndQuarterInRow {
		m.findVariables()
	}
	if m.layout.wide {
		h.wide()
	}
	if h.ok {
		for i, name := range names {
			if !h.used[i] && m.mapping.Format != WegweiserJSON {
				m.pass(LeftColumns, func() zielkette.Place { return place(i) }, func() string { return name })
			}
		}
	}
	return h.ok
}

// heading is what is needed while the columns are found.
type heading struct {
	*mapper
	names []string
	place func(cell int) zielkette.Place
	twice map[string]bool
	used  map[int]bool
	ok    bool
}

func (h *heading) wrongAt(at zielkette.Place, code zielkette.Code, subject, de, en string) {
	h.ok = false
	h.fault(at, code, subject, de, en)
}

// find returns the place of a column, -1 for no name; stated tells whether the
// mapping names it, or its format does.
func (h *heading) find(name string, stated bool) int {
	if name == "" {
		return -1
	}
	name = squeeze(name)
	i, found := h.columns[name]
	if !found {
		var n int
		if k, err := fmt.Sscanf(name, "#%d", &n); k == 1 && err == nil && name == fmt.Sprintf("#%d", n) && n >= 1 && n <= len(h.names) {
			i, found = n-1, true
		}
	}
	if found && !h.twice[name] {
		h.used[i] = true
		return i
	}
	if found {
		h.wrongAt(h.place(i), CodeHeader, name,
			`diese Spalte steht zweimal da, und die Zuordnung lässt offen, welche gemeint ist; sie mit ihrem Platz nennen, zum Beispiel "#1"`,
			`this column stands twice, and the mapping cannot tell which is meant; name it by its place, such as "#1"`)
		return i
	}
	has := some(h.names)
	if stated {
		h.wrongAt(h.place(0), CodeHeader, name,
			"die Zuordnung nennt diese Spalte, und die Datei hat sie nicht; sie hat "+has.DE,
			"the mapping names this column and the file does not have it; it has "+has.EN)
	} else {
		h.wrongAt(h.place(0), CodeHeader, name,
			fmt.Sprintf("das Format %q hat diese Spalte, und die Datei hat sie nicht; in der Zuordnung eine andere nennen, sie hat %s", h.mapping.Format, has.DE),
			fmt.Sprintf("the format %q has this column and the file does not; name another in the mapping, it has %s", h.mapping.Format, has.EN))
	}
	return 0
}

// qualityColumn returns the column of flags: that of the mapping, or that of the
// format where the file has one.
func (h *heading) qualityColumn() int {
	if h.mapping.Quality != "" {
		return h.find(h.mapping.Quality, true)
	}
	for i, name := range h.names {
		if name == h.layout.quality && name != "" || h.layout.headline && attributeKind(name) == "status" {
			h.used[i] = true
			return i
		}
	}
	return -1
}

func (h *heading) conditions(where map[string]string) (out []condition) {
	for _, name := range slices.Sorted(maps.Keys(where)) {
		out = append(out, condition{cell: h.find(name, true), name: name, text: strings.TrimSpace(where[name])})
	}
	return out
}

// attributeKind tells which of the columns of Open SDG a heading names that
// describe a value and do not divide it; "" is none.
func attributeKind(name string) string {
	switch strings.ReplaceAll(strings.ToLower(name), "_", " ") {
	case "units", "unit", "unit measure", "unit of measure":
		return "unit"
	case "unit multiplier", "unit mult":
		return "multiplier"
	case "series":
		return "series"
	case "observation status", "obs status":
		return "status"
	}
	return ""
}

// selection finds the columns of a selection.
func (h *heading) selection(of *Selection) selection {
	s := selection{Selection: of, value: -1, multiply: -1, rows: map[string]int{}, blocked: map[int]bool{}, where: h.conditions(of.Where)}
	if s.factor = of.Factor; s.factor.IsZero() {
		s.factor = h.mapping.Factor
	}
	if rounded := of.Rounded; !rounded.IsZero() || !h.mapping.Rounded.IsZero() {
		if rounded.IsZero() {
			rounded = h.mapping.Rounded
		}
		if h.rounded == nil {
			h.rounded = map[string]zielkette.Number{}
		}
		h.rounded[of.Indicator] = rounded
	}
	for _, missing := range []map[string]indicators.Status{of.Missing, h.mapping.Missing} {
		for _, text := range slices.Sorted(maps.Keys(missing)) {
			if n, err := zielkette.ParseNumber(strings.Replace(text, ",", ".", 1)); err == nil {
				s.numeric = append(s.numeric, code{n, missing[text]})
			}
		}
	}
	if !h.layout.wide {
		s.value = h.find(of.value(h.layout), of.Value != "" || h.mapping.Value != "")
	} else if s.pattern = squeeze(of.Value); s.pattern == "" {
		s.pattern = squeeze(h.mapping.Value)
	}
	if !h.layout.headline {
		return s
	}
	for j, name := range h.names {
		asked := slices.ContainsFunc(s.where, func(c condition) bool { return c.cell == j })
		if asked || j == h.area || j == h.period || j == s.value || j == h.quality || slices.Contains(h.mapping.Attributes, name) {
			continue
		}
		switch kind := attributeKind(name); kind {
		case "":
			s.blank = append(s.blank, j)
			h.used[j] = true
		case "multiplier":
			s.multiply = j
			fallthrough
		default:
			s.same = append(s.same, attribute{cell: j, name: name})
			h.used[j] = true
		}
	}
	return s
}

// filePeriod reads the period of the whole file, as it is stated or as it stands
// in the name of the file.
func (h *heading) filePeriod() {
	pattern := h.mapping.FilePeriod
	if pattern == "" {
		return
	}
	before, after, inName := strings.Cut(pattern, placeholder)
	text := pattern
	if inName {
		name := path.Base(strings.ReplaceAll(h.options.File, `\`, "/"))
		rest, ok := strings.CutPrefix(name, before)
		rest, ok2 := strings.CutSuffix(rest, after)
		if !ok || !ok2 || h.options.File == "" {
			h.wrongAt(zielkette.Place{File: h.options.File, Pointer: "/filePeriod"}, zielkette.CodePeriod, name,
				fmt.Sprintf("der Zeitraum steht im Namen der Datei, und dieser ist nicht wie %q", pattern),
				fmt.Sprintf("the period stands in the name of the file, which is not like %q", pattern))
			return
		}
		text = rest
	}
	l, err := h.labels.get([]byte(text))
	if err == nil && l.ambiguous() {
		err = twoYears(text)
	}
	if err != nil {
		h.ok = false
		p := asProblem(err)
		p.Place = zielkette.Place{File: h.options.File, Pointer: "/filePeriod"}
		h.builder.Report(p)
		return
	}
	h.whole = &l
}

// wide finds the columns that are named after periods.
func (h *heading) wide() {
	var patterns []string // of the selections, the longest first
	for i := range h.selections {
		p := h.selections[i].pattern
		if p == "" {
			p = placeholder
		}
		if !slices.Contains(patterns, p) {
			patterns = append(patterns, p)
		}
	}
	longest := func(a, b string) int {
		if len(a) != len(b) {
			return len(b) - len(a)
		}
		return strings.Compare(a, b)
	}
	slices.SortFunc(patterns, longest)
	kinds := slices.SortedFunc(maps.Keys(h.mapping.Columns), longest)
	var flagged []slot
	for i, name := range h.names {
		if h.used[i] {
			continue
		}
		s := slot{cell: i, heading: name, flags: -1}
		kind, ok := "", false
		for _, pattern := range kinds {
			if s.label, ok = h.match(name, pattern); ok {
				kind = h.mapping.Columns[pattern]
				break
			}
		}
		for j := 0; j < len(patterns) && !ok; j++ {
			if s.label, ok = h.match(name, patterns[j]); ok {
				kind = ColumnActual
				if s.pattern = patterns[j]; s.pattern == placeholder {
					s.pattern = ""
				}
			}
		}
		switch {
		case ok && (kind == ColumnNone || s.label.skip):
			h.used[i] = true
			h.pass(LeftNotToRead, func() zielkette.Place { return h.place(i) }, func() string { return name })
		case ok && s.label.period.IsZero():
			h.wrongAt(h.place(i), CodeHeader, name,
				`die Zuordnung nennt keinen Zeitraum dieser Spalte; ihn unter "periods" angeben`,
				`the mapping states no period of this column; give it under "periods"`)
		case ok && kind == ColumnFlags:
			h.used[i] = true
			flagged = append(flagged, s)
		case ok:
			h.used[i] = true
			s.plan = kind == ColumnPlan
			h.slots = append(h.slots, s)
		case looksLikePeriod(name):
			h.wrongAt(h.place(i), CodeHeader, name,
				`diese Überschrift nennt ein Jahr und ist nicht als Zeitraum lesbar; unter "periods" den Zeitraum, unter "columns" die Art der Spalte angeben (none, wenn sie nicht gelesen werden soll)`,
				`this heading names a year and cannot be read as a period; state the period under "periods", or the kind of the column under "columns" (none if it is not to be read)`)
		}
	}
	h.settle(flagged)
	for _, pattern := range patterns {
		if pattern == placeholder {
			pattern = ""
		}
		if !slices.ContainsFunc(h.slots, func(s slot) bool { return s.pattern == pattern }) && h.ok {
			has := some(h.names)
			h.wrongAt(h.place(0), CodeHeader, pattern,
				`keine Spalte ist nach einem Zeitraum benannt, zum Beispiel "2003" oder "1.Qu. 2003"; die Datei hat `+has.DE,
				`no column is named after a period, such as "2003" or "1.Qu. 2003"; the file has `+has.EN)
		}
	}
	for _, pattern := range kinds {
		if !slices.ContainsFunc(h.names, func(name string) bool { _, ok := h.match(name, pattern); return ok }) {
			h.wrongAt(zielkette.Place{File: h.options.File, Pointer: "/columns/" + document.Escape(pattern)}, CodeUnmatched, pattern,
				"die Datei hat keine solche Überschrift; die Schreibweise prüfen oder sie aus der Zuordnung entfernen",
				"the file has no such heading; check its spelling or remove it from the mapping")
		}
	}
}

// match reads a heading by a pattern. A pattern without the placeholder is the
// heading itself; its period may stand in it or be stated by the mapping.
func (h *heading) match(name, pattern string) (label, bool) {
	before, after, any := strings.Cut(squeeze(pattern), placeholder)
	if !any {
		if name != before {
			return label{}, false
		}
		l, err := h.labels.get([]byte(name))
		if err != nil {
			l = label{}
		}
		return l, true
	}
	if l, ok := h.labels.texts[name]; ok && pattern == placeholder {
		return h.stated(name, l)
	}
	rest, ok := strings.CutPrefix(name, before)
	if !ok {
		return label{}, false
	}
	if rest, ok = strings.CutSuffix(rest, after); !ok {
		return label{}, false
	}
	l, err := h.labels.get([]byte(rest))
	return l, err == nil
}

func (h *heading) stated(name, _ string) (label, bool) {
	l, err := h.labels.get([]byte(name))
	return l, err == nil
}

// settle decides what ambiguous headings are, joins the columns of flags to those
// of values, and reports periods that stand twice.
func (h *heading) settle(flagged []slot) {
	decide := func(s *slot) bool {
		p, ok := h.labels.settled(&s.label)
		if !ok {
			h.ok = false
			h.wrong(h.place(s.cell), twoYears(s.heading))
		}
		s.label.period, s.label.years = p, zielkette.Period{}
		return ok
	}
	type key struct {
		period  zielkette.Period
		pattern string
		plan    bool
	}
	seen := map[key]string{}
	for i := range h.slots {
		s := &h.slots[i]
		if !decide(s) {
			continue
		}
		k := key{s.label.period, s.pattern, s.plan}
		if other, found := seen[k]; found {
			h.wrongAt(h.place(s.cell), CodeHeader, s.heading,
				fmt.Sprintf("diese Spalte und %q sind derselbe Zeitraum; unter \"columns\" der Zuordnung angeben, welche nicht gelesen wird", other),
				fmt.Sprintf("this column and %q are the same period; state under \"columns\" of the mapping which one is not to be read", other))
		}
		seen[k] = s.heading
	}
	for i := range flagged {
		f := &flagged[i]
		if !decide(f) {
			continue
		}
		joined := false
		for j := range h.slots {
			if s := &h.slots[j]; s.label.period == f.label.period && !s.plan {
				s.flags, joined = f.cell, true
			}
		}
		if !joined {
			h.wrongAt(h.place(f.cell), CodeHeader, f.heading,
				"zu dieser Spalte mit Zeichen gibt es keine Spalte mit Werten desselben Zeitraums",
				"there is no column of values of the same period for this column of flags")
		}
	}
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
func (m *mapper) row(cells [][]byte, place func(cell int) zielkette.Place, exact func(cell int) bool) {
	m.rows++
	m.cells, m.place, m.exact, m.added, m.failed = cells, place, exact, 0, false
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
	for i := range m.selections {
		s := &m.selections[i]
		if !m.matches(s) {
			continue
		}
		s.matched = true
		name := ""
		if m.area >= 0 {
			name = string(trim(m.cells[m.area]))
		}
		s.rows[name]++
		if s.Nth > 0 && s.rows[name] != s.Nth {
			why = LeftNth
			continue
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

// meets returns the first of the conditions that the row does not meet, -1 when
// it meets all.
func (m *mapper) meets(conditions []condition) int {
	for i := range conditions {
		c := &conditions[i]
		if text := trim(m.cells[c.cell]); string(text) != c.text {
			c.seen.add(text)
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
func (m *mapper) areaNamed(name string) (id string, ok bool) {
	if m.area < 0 {
		return "", true
	}
	if m.mapping.Areas != nil {
		m.areas[name] = true
		id, ok = m.mapping.Areas[name]
		if !ok {
			m.fault(m.place(m.area), CodeUnmapped, name,
				`die Zuordnung nennt dieses Gebiet nicht; es unter "areas" aufnehmen, mit "-", wenn es nicht gelesen werden soll`,
				`the mapping does not name this area; add it to "areas", with "-" if it is not to be read`)
		}
		return id, ok && id != "-"
	}
	if name != "" {
		if err := zielkette.CheckID(name); err != nil {
			m.fault(m.place(m.area), zielkette.CodeID, name,
				`dieser Name kann keine Kennung sein; dem Gebiet unter "areas" der Zuordnung eine geben`,
				`this name cannot be an id; give the area one under "areas" of the mapping`)
			return "", false
		}
	}
	return name, true
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
	return m.labels.get(text)
}

// observation reads one value.
func (m *mapper) observation(s *selection, area string, l label, cell int, in *slot) {
	h := held{label: l, selection: s, at: m.place(cell), o: indicators.Observation{
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
	sign, err := m.value(&h, text, cell)
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
	if _, word := markWords[l.mark]; l.mark != "" && !word {
		mark := l.mark
		if in != nil {
			mark = in.heading
		} else if m.period >= 0 {
			mark = string(trim(m.cells[m.period]))
		}
		o.Note = join(o.Note, mark)
	}
	if m.sink.add(&h) {
		m.added++
	} else {
		m.failed = true
	}
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
	for _, missing := range []map[string]indicators.Status{h.selection.Missing, m.mapping.Missing} {
		if s, ok := missing[string(text)]; ok {
			return s, nil
		}
	}
	if m.layout.vocabulary == SDMX && string(text) == "NaN" {
		return indicators.Missing, nil
	}
	if m.exact != nil && m.exact(cell) {
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
		if len(c.seen.texts) > 0 {
			has := some(c.seen.texts)
			more := ""
			if c.seen.more {
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
