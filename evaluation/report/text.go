package report

import (
	"io"
	"slices"
	"strings"

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
	t.out.held = true
	if p.Banner != "" {
		rule := strings.Repeat("!", t.width) + "\n"
		t.out.WriteString(rule + layout.Wrap(clean(p.Banner), t.width, "", "") + rule + "\n")
	}
	for _, line := range []string{p.Over, p.Title, p.Under} {
		t.wrap(line, "", "  ")
	}
	t.facts(p.Facts, "")
	sections := p.filled()
	t.out.inParts(len(sections), func(out *pen, from, to int) {
		part := &textWriter{out: out, width: t.width}
		for _, s := range sections[from:to] {
			part.out.WriteString("\n")
			part.wrap(s.Title, "", "")
			part.out.WriteString(strings.Repeat("═", min(t.width, layout.Width(clean(s.Title)))) + "\n")
			part.blocks(s.Blocks, "")
		}
	})
	return t.out.flush()
}

type textWriter struct {
	out   *pen
	width int
}

// held stands for a no-break space while lines are broken, and is printed as a blank.
const held = "\ue000"

// A replacer is made once, for it is dear to make and cheap to use.
var released = strings.NewReplacer(held, " ", "\u00a0", held, "\u202f", held, "\u00ad", "")

// loose is the one escape of text: see [clean].
func loose(text string) string {
	text = clean(text)
	if strings.ContainsAny(text, held+"\u00a0\u202f\u00ad") {
		return released.Replace(text)
	}
	return text
}

func plain(p Phrase) string { return loose(p.String()) }

func (t *textWriter) wrap(text, first, rest string) {
	if text = loose(text); strings.TrimSpace(text) != "" {
		t.out.WriteString(layout.Wrap(text, t.width, first, rest))
	}
}

func (t *textWriter) blocks(blocks []Block, indent string) {
	t.out.inParts(len(blocks), func(out *pen, from, to int) {
		part := &textWriter{out: out, width: t.width}
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
		t.wrap(plain(b.Title), indent, indent)
		if !b.Minor {
			t.out.WriteString(indent + strings.Repeat("─", min(t.width-len(indent), layout.Width(plain(b.Title)))) + "\n")
		}
	case Paragraph:
		t.wrap(b.Text.String(), indent, indent)
	case Note:
		t.wrap(Phrase(b).String(), indent, indent)
	case List:
		for n, item := range b.Items {
			bullet := "• "
			if b.Numbered {
				bullet = itoa(n+1) + ". "
			}
			t.wrap(item.String(), indent+bullet, indent+strings.Repeat(" ", layout.Width(bullet)))
		}
	case Facts:
		t.facts(b, indent)
	case Entry:
		t.entry(b, indent, apart)
	case Card:
		t.out.WriteString("\n")
		t.wrap(plain(b.Title), indent, indent)
		t.blocks(b.Blocks, indent+"  ")
	case Fold:
		t.blocks(b.Blocks, indent)
	case Table:
		t.table(b, indent)
	case Drawing:
		t.table(b.Table, indent)
	}
}

func (t *textWriter) facts(facts []Fact, indent string) {
	for _, f := range facts {
		if value := f.Value.String(); strings.TrimSpace(value) != "" {
			t.wrap(f.Label+": "+value, indent, indent+"  ")
		}
	}
}

// entryWidth is the width of the questions beside their answers.
const entryWidth = 15

// entry writes an answer beside its question. What is written of it is indented, and
// the question takes the place of the indent of its first line.
func (t *textWriter) entry(e Entry, indent string, apart bool) {
	inner := &textWriter{out: new(pen), width: t.width}
	inner.blocks(e.Blocks, indent+strings.Repeat(" ", entryWidth))
	text := strings.TrimLeft(inner.out.String(), "\n")
	label := layout.Left(plain(Say(e.Label)), entryWidth-1) + " "
	if apart {
		t.out.WriteString("\n")
	}
	if rest, ok := strings.CutPrefix(text, indent+strings.Repeat(" ", entryWidth)); ok {
		t.out.WriteString(indent + label + rest)
	} else {
		t.out.WriteString(indent + strings.TrimRight(label, " ") + "\n" + text)
	}
	t.wrap(e.Hint, indent+strings.Repeat(" ", entryWidth), indent+strings.Repeat(" ", entryWidth))
}

// table writes a table. Figures are never cut; texts are wrapped in their columns. A
// heading of a column that is wider than its figures is wrapped as well.
func (t *textWriter) table(table Table, indent string) {
	table = table.withoutBars()
	if len(table.Columns) == 0 {
		return
	}
	if table.Brief {
		t.wrap(table.Caption, indent, indent)
		for _, s := range table.sentences() {
			t.wrap(s, indent, indent+"  ")
		}
		return
	}
	if t.out.any {
		t.out.WriteString("\n")
	}
	if table.Caption != "" {
		t.wrap(table.Caption, indent, indent)
	}
	var rows [][]string
	widths := make([]int, len(table.Columns))
	least := make([]int, len(table.Columns))
	measure := func(row Row) []string {
		cells := make([]string, len(table.Columns))
		for i := range min(len(cells), len(row.Cells)) {
			var lines []string
			for n, l := range row.Cells[i].Lines {
				line := plain(l)
				lines = append(lines, line)
				indented := 0
				if n > 0 && i == 0 {
					indented = 2
				}
				widths[i] = max(widths[i], layout.Width(line)+indented)
				for _, word := range strings.Fields(line) {
					least[i] = max(least[i], min(16, layout.Width(word)))
				}
				if table.Columns[i].Right {
					least[i] = max(least[i], layout.Width(line))
				}
			}
			cells[i] = strings.Join(lines, "\n")
		}
		return cells
	}
	head := make([]string, len(table.Columns))
	for i, c := range table.Columns {
		head[i] = plain(Say(c.Title))
		for _, word := range strings.Fields(head[i]) {
			widths[i] = max(widths[i], layout.Width(word))
			least[i] = max(least[i], layout.Width(word))
		}
		if !c.Right {
			widths[i] = max(widths[i], layout.Width(head[i]))
		}
	}
	titles := map[int]string{} // of the groups, by the row they stand above
	for _, g := range table.Groups {
		if len(g.Title) > 0 {
			titles[len(rows)] = plain(g.Title)
		}
		for _, r := range g.Rows {
			rows = append(rows, measure(r))
		}
	}
	body := len(rows)
	for _, r := range table.Foot {
		rows = append(rows, measure(r))
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
	t.row(table.Columns, widths, head, indent)
	rule := indent + strings.Repeat("─", min(t.width-len(indent), total-len(indent))) + "\n"
	t.out.WriteString(rule)
	for i, cells := range rows {
		if title, ok := titles[i]; ok {
			t.wrap(title, indent, indent+"  ")
		}
		if i == body {
			t.out.WriteString(rule)
		}
		t.row(table.Columns, widths, cells, indent)
	}
}

func (t *textWriter) row(columns []Column, widths []int, cells []string, indent string) {
	fits := true
	for i, cell := range cells {
		fits = fits && layout.Width(cell) <= widths[i] && !strings.Contains(cell, "\n")
	}
	if fits { // as figures do
		behind := len(indent) // blanks, which are written only before something
		pad := func(n int) { behind += max(0, n) }
		for i, cell := range cells {
			if i > 0 {
				pad(2)
			}
			if cell = strings.TrimSpace(cell); columns[i].Right {
				pad(widths[i] - layout.Width(cell))
			}
			if cell != "" {
				for ; behind > 0; behind-- {
					t.out.WriteString(" ")
				}
				t.out.WriteString(cell)
			}
			if !columns[i].Right {
				pad(widths[i] - layout.Width(cell))
			}
		}
		t.out.WriteString("\n")
		return
	}
	lines := make([][]string, len(cells))
	height := 1
	for i, cell := range cells {
		for n, part := range strings.Split(cell, "\n") {
			first := ""
			if n > 0 && i == 0 {
				first = "  "
			}
			lines[i] = append(lines[i], strings.Split(strings.TrimRight(layout.Wrap(part, widths[i], first, "  "[:min(2, max(0, widths[i]-12))]), "\n"), "\n")...)
		}
		height = max(height, len(lines[i]))
	}
	for n := range height {
		line := indent
		for i := range cells {
			if i > 0 {
				line += "  "
			}
			text := ""
			if n < len(lines[i]) {
				text = lines[i][n]
			}
			if columns[i].Right {
				line += layout.Right(strings.TrimSpace(text), widths[i])
			} else {
				line += layout.Left(text, widths[i])
			}
		}
		t.out.WriteString(strings.TrimRight(line, " ") + "\n")
	}
}

// withoutBars is the table without its columns of bars.
func (t Table) withoutBars() Table {
	cut := func(rows []Row) []Row {
		var out []Row
		for _, r := range rows {
			var cells []Cell
			for i, c := range r.Cells {
				if i >= len(t.Columns) || !t.Columns[i].Bars {
					cells = append(cells, c)
				}
			}
			out = append(out, Row{r.ID, cells})
		}
		return out
	}
	if !slices.ContainsFunc(t.Columns, func(c Column) bool { return c.Bars }) {
		return t
	}
	plain := Table{Caption: t.Caption, Foot: cut(t.Foot)}
	for _, c := range t.Columns {
		if !c.Bars {
			plain.Columns = append(plain.Columns, c)
		}
	}
	for _, g := range t.Groups {
		plain.Groups = append(plain.Groups, Group{g.Title, cut(g.Rows)})
	}
	return plain
}
