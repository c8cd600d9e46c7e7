package spreadsheet

import (
	"fmt"
	"slices"
	"strings"

	"gitlab.opencode.de/zielkette/zielkette/indicators/tables"
)

// scan takes the cells of one sheet and hands on its rows.
type scan struct {
	book   *Book
	yield  func(tables.Row, error) bool
	ended  bool // nobody asks for more rows
	found  map[RemarkKind]*Remark
	hidden [tables.MaxColumns + 2]bool // columns that are, and of which no cell was seen

	line     int // of the row that is taken
	cells    []tables.Cell
	own      bool     // the row has a cell with a text
	waiting  []merged // merged cells that begin further down, the topmost first
	merged   []merged // those that reach over the row
	count    int      // of all of them
	covered  int      // cells that may still lie under merged ones
	repeated int      // cells that may still be repetitions
}

func newScan(b *Book) *scan { return &scan{book: b, covered: maxCovered, repeated: maxRepeated} }

// merged is a merged cell, with the rows and columns that it reaches over.
type merged struct {
	top, bottom, left, right int
	cell                     tables.Cell
}

func (s *scan) remark(kind RemarkKind, text func() string) {
	if s.found == nil {
		s.found = map[RemarkKind]*Remark{}
	}
	r := s.found[kind]
	if r == nil {
		r = &Remark{Kind: kind}
		s.found[kind] = r
	}
	r.Count++
	if len(r.First) < tables.MaxPassed {
		r.First = append(r.First, clip(text()))
	}
}

func (s *scan) remarks() (out []Remark) {
	for _, k := range remarkKinds {
		if r := s.found[k.kind]; r != nil {
			out = append(out, *r)
		}
	}
	return out
}

// begin begins a row.
func (s *scan) begin(line int) {
	s.line, s.cells, s.own = line, s.cells[:0], false
}

// add puts a cell into the row, in its column from 1 on. A column beyond what a
// table may have makes the row too wide, which the reader of the rows reports.
func (s *scan) add(column int, c tables.Cell) {
	if strings.TrimSpace(c.Text) == "" {
		return
	}
	column = min(column, tables.MaxColumns+1)
	if s.hidden[column] {
		s.hidden[column] = false
		s.remark(HiddenColumns, func() string { return columnName(column) })
	}
	for len(s.cells) < column {
		s.cells = append(s.cells, tables.Cell{})
	}
	s.cells[column-1], s.own = c, true
}

// stored is a cell as the file has it.
type stored struct {
	text     string
	number   bool
	date     bool   // the text is that of a date, shown of what the format says
	raw      string // of a date: what is stored
	formula  string // with its "="; "" is none
	computed bool   // the formula has a stored value
	format   format
}

// cell says what a stored cell says to people, and puts it into the row.
func (s *scan) cell(column int, c stored) {
	out := tables.Cell{Text: c.text, Number: c.number}
	name := func(more string) func() string {
		return func() string { return cellName(s.line, column) + " " + more }
	}
	if c.formula != "" {
		if !c.computed {
			out.Text = c.formula
			s.remark(Uncomputed, name(c.formula))
		} else {
			s.remark(Formulas, name(c.formula))
		}
	}
	switch {
	case c.date:
		s.remark(Dates, name(fmt.Sprintf("%s: %s", c.raw, c.text)))
	case c.number:
		text, cut := shown(c.text)
		if cut {
			s.remark(Shortened, name(c.text))
		}
		switch out.Text = text; c.format.kind {
		case percent, clock:
			s.remark(Scaled, name(text))
		case zeros:
			out.Text = c.format.padded(text)
		}
	}
	s.add(column, out)
}

// hide notes hidden columns.
func (s *scan) hide(from, to int) {
	for column := max(from, 1); column <= min(to, tables.MaxColumns); column++ {
		s.hidden[column] = true
	}
}

// merge takes note of a merged cell, at the latest in its first row, in the order of
// the rows.
func (s *scan) merge(m merged) error {
	if m.top == m.bottom && m.left == m.right {
		return nil
	}
	if s.count++; s.count > maxMerged {
		return s.book.tooLarge("", fmt.Sprintf("mehr als %d verbundene Zellen", maxMerged), fmt.Sprintf("more than %d merged cells", maxMerged))
	}
	s.remark(Merged, func() string { return cellName(m.top, m.left) + ":" + cellName(m.bottom, m.right) })
	m.right = min(m.right, tables.MaxColumns)
	s.waiting = append(s.waiting, m)
	return nil
}

// end hands on the row, as often as it is repeated. ok is false when nobody asks for
// more rows.
func (s *scan) end(repeated int, hidden bool) (ok bool, err error) {
	if !s.own {
		return true, nil // a blank row; the number of the next tells of it
	}
	for range repeated {
		if hidden {
			s.remark(HiddenRows, func() string { return fmt.Sprint(s.line) })
		}
		width := len(s.cells)
		if err := s.cover(); err != nil {
			return false, err
		}
		if !s.yield(tables.Row{Line: s.line, Cells: s.cells}, nil) {
			s.ended = true
			return false, nil
		}
		s.line++
		s.cells = s.cells[:width]
		if repeated > 1 {
			if err := s.repeat(width); err != nil {
				return false, err
			}
		}
	}
	return true, nil
}

// repeat counts cells that stand in the file once and in the sheet several times.
func (s *scan) repeat(cells int) error {
	if s.repeated -= cells; s.repeated < 0 {
		return s.book.tooLarge("", fmt.Sprintf("mehr als %d wiederholte Zellen", maxRepeated), fmt.Sprintf("more than %d repeated cells", maxRepeated))
	}
	return nil
}

// cover marks the cells of the row that lie under merged ones.
func (s *scan) cover() error {
	for len(s.waiting) > 0 && s.waiting[0].top <= s.line {
		s.merged, s.waiting = append(s.merged, s.waiting[0]), s.waiting[1:]
	}
	s.merged = slices.DeleteFunc(s.merged, func(m merged) bool { return m.bottom < s.line })
	for i := range s.merged {
		m := &s.merged[i]
		from := m.left
		if m.top == s.line {
			if from++; m.left <= len(s.cells) {
				m.cell = s.cells[m.left-1]
			}
		}
		if s.covered -= max(m.right-from, 0) + 1; s.covered < 0 {
			return s.book.tooLarge("", fmt.Sprintf("mehr als %d Zellen unter verbundenen", maxCovered), fmt.Sprintf("more than %d cells under merged ones", maxCovered))
		}
		for column := from; column <= m.right; column++ {
			for len(s.cells) < column {
				s.cells = append(s.cells, tables.Cell{})
			}
			c := tables.Cell{Covered: true}
			if column == m.left {
				c.Text, c.Number = m.cell.Text, m.cell.Number
			}
			s.cells[column-1] = c
		}
	}
	return nil
}
