package chain

import (
	"math/bits"
	"slices"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/internal/words"
)

// MaxCells is the largest number of cells a matrix is made with: themes times fields.
const MaxCells = 1 << 16

// Cell says whether a theme is worked on in a field.
type Cell string

// The cells of a [Matrix].
const (
	Untreated Cell = ""         // nothing on record
	Demanded  Cell = "demanded" // the document asks for it; that it happened is not on record
	Treated   Cell = "treated"
)

// cells gives each cell its sign in a table of text.
var cells = words.Set[Cell, string]{
	{Word: Treated, Text: zielkette.Text{DE: "bearbeitet", EN: "worked on"}, Does: "x"},
	{Word: Demanded, Text: zielkette.Text{DE: "gefordert, Bearbeitung nicht belegt", EN: "demanded, no work on it recorded"}, Does: "o"},
	{Word: Untreated, Text: zielkette.Text{DE: "nichts belegt", EN: "nothing on record"}, Does: "·"},
}

// Text returns the cell as it is printed in a report.
func (c Cell) Text() zielkette.Text { return cells.Text(c) }

// Matrix shows which theme is worked on in which field.
type Matrix struct {
	Themes []Node   `json:"themes"`
	Fields []Node   `json:"fields"` // goals, or themes such as a Fachkonzept
	Cells  [][]Cell `json:"cells"`  // by theme, then by field
}

// Matrix returns themes against fields. A field that is a goal treats the themes
// that it or a goal beneath it carries, and one that a goal above it carries is
// demanded of it; besides, what the treatments of the plan state. The error has the code
// [zielkette.CodeReference] for options that name a level or a kind of theme that the
// plan does not have, and [zielkette.CodeRange] for more than [MaxCells] cells. Cost: themes times fields,
// linear in the goals, and in the themes of a treatment times the fields over 64.
func (c *Chain) Matrix(options GapOptions) (Matrix, error) {
	c = c.or()
	levels := c.plan.Levels()
	fields := options.Fields
	if err := c.known(options); err != nil {
		return Matrix{}, err
	}
	if fields == "" && len(levels) > 0 {
		fields = levels[min(1, len(levels)-1)].Name
	}
	m := Matrix{Themes: []Node{}, Fields: []Node{}, Cells: [][]Cell{}}
	column, row := map[string]int{}, map[string]int{}
	field := func(n Node) {
		column[n.ID] = len(m.Fields)
		m.Fields = append(m.Fields, n)
	}
	for goal := range c.plan.AtLevel(fields) {
		field(nodeOf(goal))
	}
	for _, theme := range c.plan.Themes() {
		switch {
		case theme.Kind == fields:
			field(themeOf(&theme))
		case options.Themes == nil || slices.Contains(options.Themes, theme.Kind):
			row[theme.ID] = len(m.Themes)
			m.Themes = append(m.Themes, themeOf(&theme))
		}
	}
	if int64(len(m.Themes))*int64(len(m.Fields)) > MaxCells {
		return Matrix{}, fault(zielkette.CodeRange, fields,
			"Themen mal Felder sind mehr Zellen, als eine Matrix hat; weniger Themen oder eine höhere Zielebene wählen",
			"themes times fields are more cells than a matrix has; choose fewer themes or a higher level")
	}
	marks := newMarks(len(m.Themes), len(m.Fields))
	one := make([]uint64, marks.width) // a single column
	for goal := range c.plan.AtLevel(fields) {
		k := column[goal.ID()]
		one[k/64] = 1 << (k % 64)
		carries := func(n goals.Node, cell Cell) {
			for theme := range n.Themes() {
				if i, ok := row[theme]; ok {
					marks.mark(i, one, cell)
				}
			}
		}
		carries(goal, Treated)
		for n := range goal.Ancestors() {
			carries(n, Demanded)
		}
		for n := range goal.Descendants() {
			carries(n, Treated)
		}
		one[k/64] = 0
	}
	for _, t := range c.plan.Treatments() {
		cell := Treated
		if t.Demanded {
			cell = Demanded
		}
		in := make([]uint64, marks.width)
		for _, id := range t.In {
			if k, ok := column[id]; ok {
				in[k/64] |= 1 << (k % 64)
			}
		}
		for _, theme := range t.Themes {
			if i, ok := row[theme]; ok {
				marks.mark(i, in, cell)
			}
		}
	}
	for i := range m.Themes {
		line := make([]Cell, len(m.Fields))
		marks.read(i, Demanded, line)
		marks.read(i, Treated, line)
		m.Cells = append(m.Cells, line)
	}
	return m, nil
}

// known checks that the plan has what the options name.
func (c *Chain) known(options GapOptions) error {
	names := options.Themes
	if options.Fields != "" {
		names = append([]string{options.Fields}, names...)
	}
	had := map[string]bool{}
	for _, count := range append(c.plan.Levels(), c.plan.ThemeKinds()...) {
		had[count.Name] = true
	}
	for _, name := range names {
		if !had[name] && c.plan.Plural(name) == name {
			return fault(zielkette.CodeReference, name,
				"die Strategie hat weder eine Zielebene noch eine Art von Thema mit diesem Namen",
				"the strategy has neither a level nor a kind of theme of this name")
		}
	}
	return nil
}

// marks notes which cells of a matrix are demanded and which are treated, a bit for
// each, so that a treatment of many themes in many fields is noted 64 fields at once.
type marks struct {
	width             int // words of a row
	treated, demanded []uint64
}

func newMarks(rows, columns int) *marks {
	width := (columns + 63) / 64
	return &marks{width, make([]uint64, rows*width), make([]uint64, rows*width)}
}

func (m *marks) row(i int, cell Cell) []uint64 {
	if cell == Treated {
		return m.treated[i*m.width : (i+1)*m.width]
	}
	return m.demanded[i*m.width : (i+1)*m.width]
}

func (m *marks) mark(i int, columns []uint64, cell Cell) {
	row := m.row(i, cell)
	for w, set := range columns {
		row[w] |= set
	}
}

// read enters a mark in the cells of a row.
func (m *marks) read(i int, cell Cell, line []Cell) {
	for w, set := range m.row(i, cell) {
		for ; set != 0; set &= set - 1 {
			line[64*w+bits.TrailingZeros64(set)] = cell
		}
	}
}
