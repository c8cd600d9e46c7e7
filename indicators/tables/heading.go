package tables

import (
	"cmp"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/document"
)

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
	m.period, m.part = -1, h.find(cmp.Or(m.mapping.Month, m.mapping.Quarter), true)
	if _, found := m.columns[m.layout.period]; !found && m.mapping.Format == Genesis && m.mapping.Period == "" {
		if _, old := m.columns["Zeit"]; old { // as GENESIS called it before 2025
			m.period = h.find("Zeit", false)
		}
	}
	if m.period < 0 && !m.layout.wide && m.whole == nil && m.mapping.FilePeriod == "" {
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
	m.index()
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
	has, further := some(h.names), h.further()
	if name == squeeze(h.layout.period) && !h.layout.json {
		further.DE += `; gilt ein Zeitraum für die ganze Datei, ihn unter "filePeriod" angeben`
		further.EN += `; where one period holds for the whole file, state it under "filePeriod"`
	}
	if stated {
		h.wrongAt(h.place(0), CodeHeader, name,
			"die Zuordnung nennt diese Spalte, und die Datei hat sie nicht; sie hat "+has.DE+further.DE,
			"the mapping names this column and the file does not have it; it has "+has.EN+further.EN)
	} else {
		h.wrongAt(h.place(0), CodeHeader, name,
			fmt.Sprintf("das Format %q hat diese Spalte, und die Datei hat sie nicht; in der Zuordnung eine andere nennen, sie hat %s", h.mapping.Format, has.DE+further.DE),
			fmt.Sprintf("the format %q has this column and the file does not; name another in the mapping, it has %s", h.mapping.Format, has.EN+further.EN))
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
	if !h.layout.headline { // SDMX files of every layout state a multiplier
		for j, name := range h.names {
			if attributeKind(name) == "multiplier" && !slices.ContainsFunc(s.where, func(c condition) bool { return c.cell == j }) {
				s.multiply = j
				s.same = append(s.same, attribute{cell: j, name: name})
				h.used[j] = true
			}
		}
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

// further says what else may be wrong where the heading lacks a column: it may be
// another line, or more than one, unless the mapping says which.
func (h *heading) further() zielkette.Text {
	if h.layout.json || h.mapping.HeaderLine > 0 || h.mapping.Title != "" || h.mapping.HeaderRows > 0 {
		return zielkette.Text{}
	}
	return zielkette.Text{
		DE: `; stehen die Spaltennamen weiter unten oder in mehreren Zeilen, "headerLine" oder "headerRows" angeben`,
		EN: `; where the names of the columns stand further down or in several lines, state "headerLine" or "headerRows"`,
	}
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
			has, further := some(h.names), h.further()
			h.wrongAt(h.place(0), CodeHeader, pattern,
				`keine Spalte ist nach einem Zeitraum benannt, zum Beispiel "2003" oder "1.Qu. 2003"; die Datei hat `+has.DE+further.DE,
				`no column is named after a period, such as "2003" or "1.Qu. 2003"; the file has `+has.EN+further.EN)
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
	before, after, open := strings.Cut(squeeze(pattern), placeholder)
	if !open {
		if name != before {
			return label{}, false
		}
		l, err := h.labels.get([]byte(name))
		if err != nil {
			l = label{}
		}
		return l, true
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
