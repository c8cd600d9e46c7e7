package report

import (
	"bytes"
	"io"
	"math"
	"strings"
	"unicode/utf8"

	"gitlab.opencode.de/zielkette/zielkette/internal/layout"
)

// TextWidth is the width that fits a sheet of A4 in ten-point type.
const TextWidth = 80

// Text writes the page as plain text within a width in characters, which counts as
// at least 40 and at most 1,000. Bars and pictures are left out; the table of a picture stands for it.
// The error is that of the writer.
func (p Page) Text(w io.Writer, width int) error {
	if err := p.Err(); err != nil {
		return err
	}
	t := &textWriter{out: penTo(w), width: min(max(40, width), 1000)}
	if p.Banner != "" {
		rule := strings.Repeat("!", t.width) + "\n"
		t.out.WriteString(rule)
		t.line("", "", Say(p.Banner))
		t.out.WriteString(rule + "\n")
	}
	for _, line := range []string{p.Over, p.Title, p.Under} {
		t.line("", "  ", Say(line))
	}
	t.facts(p.Facts, "")
	sections := p.filled()
	t.out.inParts(len(sections), blocksAtOnce, func(out *pen, from, to int) {
		part := t.part(out)
		for _, s := range sections[from:to] {
			part.out.WriteString("\n")
			part.line("", "", Say(s.Title))
			part.out.WriteString(strings.Repeat("═", min(t.width, layout.Width(clean(s.Title)))) + "\n")
			part.blocks(s.Blocks, "")
		}
	})
	return t.out.flush()
}

type textWriter struct {
	out   *pen
	width int
	room  []byte // for what is being written: a text, or the cells of a row
	ends  []int  // of the cells in it
	lines []byte // for the lines of the cells of a row
	above []int  // of each line in it, where it ends
	upTo  []int  // of each cell, how many lines there are with it
	one   aLine
	two   [2]aLine
}

// loose appends a phrase by the one escape of text, see [printed]: a blank that holds words
// together is [layout.Held] until lines are broken.
func loose(to []byte, p Phrase) []byte {
	for i := range p {
		to = printed(to, p[i].Text, false)
	}
	return to
}

// release makes blanks of those that held words together.
func release(text []byte) {
	for {
		at := bytes.IndexByte(text, layout.Held)
		if at < 0 {
			return
		}
		text[at] = ' '
		text = text[at+1:]
	}
}

// line writes a text of several phrases, broken into lines; nothing where it has no words.
func (t *textWriter) line(first, rest string, phrases ...Phrase) {
	t.room = t.room[:0]
	for _, p := range phrases {
		t.room = loose(t.room, p)
	}
	t.wrap(first, rest)
}

// wrap writes what is in the room.
func (t *textWriter) wrap(first, rest string) {
	if len(bytes.TrimSpace(t.room)) == 0 {
		return
	}
	from := len(t.out.b)
	t.out.b = layout.Wrap(t.out.b, t.room, t.width, first, rest)
	release(t.out.b[from:])
	t.out.wrote()
}

func (t *textWriter) blocks(blocks []Block, indent string) {
	t.out.inParts(len(blocks), blocksAtOnce, func(out *pen, from, to int) {
		part := t.part(out)
		for i := from; i < to; i++ {
			part.block(blocks[i], indent, i > 0)
		}
	})
}

// block writes a block; apart tells that another stands before it.
func (t *textWriter) block(block Block, indent string, apart bool) {
	switch b := block.(type) {
	case Heading:
		t.out.WriteString("\n")
		t.line(indent, indent, b.Title)
		if !b.Minor {
			t.room = loose(t.room[:0], b.Title)
			t.out.WriteString(indent)
			t.out.WriteString(strings.Repeat("─", min(t.width-len(indent), layout.Width(t.room))))
			t.out.WriteString("\n")
		}
	case Paragraph:
		t.line(indent, indent, b.Text)
	case Note:
		t.line(indent, indent, Phrase(b))
	case List:
		for n, item := range b.Items {
			bullet := "• "
			if b.Numbered {
				bullet = itoa(n+1) + ". "
			}
			t.line(indent+bullet, indent+blanks(layout.Width(bullet)), item)
		}
	case Facts:
		t.facts(b, indent)
	case Entry:
		t.entry(b, indent, apart)
	case Card:
		t.out.WriteString("\n")
		t.line(indent, indent, b.Title)
		t.blocks(b.Blocks, indent+"  ")
	case Fold:
		t.blocks(b.Blocks, indent)
	case Table:
		t.table(b, indent)
	case Drawing:
		t.table(b.Table, indent)
	case Long:
		t.out.inParts(b.parts, partsAtOnce, func(out *pen, from, to int) {
			part := t.part(out)
			b.write(from, to, false, func(blocks []Block) { part.blocks(blocks, indent) })
		})
	}
}

// part is what writes a part of a page with a pen.
func (t *textWriter) part(out *pen) *textWriter {
	if out == t.out {
		return t
	}
	return &textWriter{out: out, width: t.width}
}

func (t *textWriter) facts(facts []Fact, indent string) {
	rest := indent + "  "
	for _, f := range facts {
		t.room = append(loose(t.room[:0], Say(f.Label)), ": "...)
		label := len(t.room)
		if t.room = loose(t.room, f.Value); len(bytes.TrimSpace(t.room[label:])) > 0 {
			t.wrap(indent, rest)
		}
	}
}

// blanks is so many blanks; none for less than one.
func blanks(n int) string {
	const many = "                                                                                "
	if n <= len(many) {
		return many[:max(0, n)]
	}
	return strings.Repeat(" ", n)
}

// entryWidth is the width of the questions beside their answers.
const entryWidth = 15

// entry writes an answer beside its question. What is written of it is indented, and
// the question takes the place of the indent of its first line.
func (t *textWriter) entry(e Entry, indent string, apart bool) {
	inner := &textWriter{out: new(pen), width: t.width}
	beside := indent + blanks(entryWidth)
	inner.blocks(e.Blocks, beside)
	text := bytes.TrimLeft(inner.out.b, "\n")
	if apart {
		t.out.WriteString("\n")
	}
	t.out.WriteString(indent)
	t.room = loose(t.room[:0], Say(e.Label))
	release(t.room)
	if rest, ok := bytes.CutPrefix(text, []byte(beside)); ok {
		t.out.b = append(left(t.out.b, t.room, entryWidth-1), ' ')
		text = rest
	} else {
		t.out.b = append(bytes.TrimRight(left(t.out.b, t.room, entryWidth-1), " "), '\n')
	}
	t.out.b = append(t.out.b, text...)
	t.out.wrote()
	t.line(beside, beside, Say(e.Hint))
}

// left appends a text with blanks up to a width, or cut there with an ellipsis.
func left(to, text []byte, width int) []byte {
	n := layout.Width(text)
	if n <= width {
		return append(append(to, text...), blanks(width-n)...)
	}
	cut := 0
	for range max(0, width-1) {
		_, size := utf8.DecodeRune(text[cut:])
		cut += size
	}
	kept := bytes.TrimRight(text[:cut], " ")
	to = append(append(to, kept...), "…"...)
	return append(to, blanks(width-1-layout.Width(kept))...)
}

// table writes a table. Figures are never cut; texts are wrapped in their columns. A
// heading of a column that is wider than its figures is wrapped as well.
func (t *textWriter) table(table Table, indent string) {
	columns := table.ofWords()
	if len(columns) == 0 {
		return
	}
	if table.Brief {
		t.line(indent, indent, Say(table.Caption))
		for _, i := range columns[1:] {
			t.room = table.sentence(t.room[:0], i, string(layout.Held), &t.two, func(to []byte, p Phrase, _ bool) []byte { return loose(to, p) })
			t.wrap(indent, indent+"  ")
		}
		return
	}
	if t.out.any {
		t.out.WriteString("\n")
	}
	t.line(indent, indent, Say(table.Caption))
	widths, least := make([]int, len(columns)), make([]int, len(columns))
	words := func(i, most int) {
		for word := range bytes.FieldsSeq(t.room) {
			least[i] = max(least[i], min(most, layout.Width(word)))
		}
	}
	head := table.head()
	for i, c := range columns {
		t.room = loose(t.room[:0], head.lines(c, &t.one)[0])
		words(i, math.MaxInt)
		widths[i] = least[i]
		if !table.Columns[c].Right {
			widths[i] = layout.Width(t.room)
		}
	}
	for r := range table.rows {
		for i, c := range columns {
			for n, line := range r.lines(c, &t.one) {
				t.room = loose(t.room[:0], line)
				width := layout.Width(t.room)
				if words(i, 16); table.Columns[c].Right {
					least[i] = max(least[i], width)
				}
				if n > 0 && i == 0 {
					width += 2
				}
				widths[i] = max(widths[i], width)
			}
		}
	}
	total := len(indent) + 2*(len(widths)-1)
	for _, w := range widths {
		total += w
	}
	for ; total > t.width; total-- { // the widest text gives way
		widest := -1
		for i, w := range widths {
			if w > least[i] && (widest < 0 || w > widths[widest]) {
				widest = i
			}
		}
		if widest < 0 {
			break
		}
		widths[widest]--
	}
	row := func(r *Row) { t.row(table.Columns, columns, widths, r, indent) }
	row(&head)
	rule := indent + strings.Repeat("─", min(t.width-len(indent), total-len(indent))) + "\n"
	t.out.WriteString(rule)
	for i := range table.Groups {
		g := &table.Groups[i]
		t.line(indent, indent+"  ", g.Title)
		for k := range g.Rows {
			row(&g.Rows[k])
		}
	}
	if len(table.Foot) > 0 {
		t.out.WriteString(rule)
	}
	for i := range table.Foot {
		row(&table.Foot[i])
	}
}

// row writes a row: each of the columns in its width.
func (t *textWriter) row(columns []Column, shown, widths []int, r *Row, indent string) {
	t.room, t.ends = t.room[:0], t.ends[:0]
	fits := true // as figures do
	for i, c := range shown {
		from := len(t.room)
		for n, line := range r.lines(c, &t.one) {
			if n > 0 {
				t.room, fits = append(t.room, '\n'), false
			}
			t.room = loose(t.room, line)
		}
		t.ends = append(t.ends, len(t.room))
		fits = fits && layout.Width(t.room[from:]) <= widths[i]
	}
	cell := func(i int) []byte {
		if i == 0 {
			return t.room[:t.ends[0]]
		}
		return t.room[t.ends[i-1]:t.ends[i]]
	}
	start := len(t.out.b)
	if fits {
		t.columns(columns, shown, widths, indent, func(i int) []byte { return bytes.TrimSpace(cell(i)) })
	} else {
		t.lines, t.above, t.upTo = t.lines[:0], t.above[:0], t.upTo[:0]
		height := 1
		for i := range shown {
			before := len(t.above)
			n := 0
			for part := range bytes.SplitSeq(cell(i), []byte("\n")) {
				first := ""
				if n > 0 && i == 0 {
					first = "  "
				}
				from := len(t.lines)
				t.lines = layout.Wrap(t.lines, part, widths[i], first, blanks(min(2, widths[i]-12)))
				for at, b := range t.lines[from:] {
					if b == '\n' {
						t.above = append(t.above, from+at+1)
					}
				}
				n++
			}
			t.upTo = append(t.upTo, len(t.above))
			height = max(height, len(t.above)-before)
		}
		for n := range height {
			t.columns(columns, shown, widths, indent, func(i int) []byte {
				first := 0
				if i > 0 {
					first = t.upTo[i-1]
				}
				if first+n >= t.upTo[i] {
					return nil
				}
				from := 0
				if first+n > 0 {
					from = t.above[first+n-1]
				}
				return t.lines[from : t.above[first+n]-1]
			})
		}
	}
	release(t.out.b[start:])
	t.out.wrote()
}

// columns writes a line of a row, without blanks at its end.
func (t *textWriter) columns(columns []Column, shown, widths []int, indent string, text func(i int) []byte) {
	b := append(t.out.b, indent...)
	for i, c := range shown {
		if i > 0 {
			b = append(b, "  "...)
		}
		cell := text(i)
		if columns[c].Right {
			cell = bytes.TrimSpace(cell)
			b = append(append(b, blanks(widths[i]-layout.Width(cell))...), cell...)
		} else {
			b = left(b, cell, widths[i])
		}
	}
	for len(b) > len(t.out.b) && b[len(b)-1] == ' ' {
		b = b[:len(b)-1]
	}
	t.out.b = append(b, '\n')
}

// ofWords returns the columns that hold words and figures: not those of bars.
func (t *Table) ofWords() []int {
	var out []int
	for i, c := range t.Columns {
		if !c.Bars {
			out = append(out, i)
		}
	}
	return out
}

// head is the row of the titles of the columns.
func (t *Table) head() Row {
	titles := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		titles[i] = c.Title
	}
	return Row{Texts: titles}
}

// rows yields the rows of all groups and of the foot.
func (t *Table) rows(yield func(*Row) bool) {
	for i := range t.Groups {
		for k := range t.Groups[i].Rows {
			if !yield(&t.Groups[i].Rows[k]) {
				return
			}
		}
	}
	for i := range t.Foot {
		if !yield(&t.Foot[i]) {
			return
		}
	}
}
