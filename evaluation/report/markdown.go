package report

import (
	"io"
	"net/url"
	"strings"
	"unicode"
)

// inAddress takes out of an address what could end it.
var inAddress = strings.NewReplacer("<", "%3C", ">", "%3E", "(", "%28", ")", "%29", `"`, "%22", "'", "%27", " ", "%20", "\\", "%5C", "`", "%60", "|", "%7C")

// Markdown writes the page as Markdown with tables, as GitLab and GitHub read it.
// Bars and pictures are left out; the table of a picture stands for it. The error is
// that of the writer.
func (p Page) Markdown(w io.Writer) error {
	if err := p.Err(); err != nil {
		return err
	}
	m := &markdownWriter{out: penTo(w)}
	if p.Banner != "" {
		m.print("> **", escape(p.Banner), "**\n\n")
	}
	if p.Over != "" {
		m.print(escape(p.Over), "\n\n")
	}
	m.print("# ", escape(p.Title), "\n")
	if p.Under != "" {
		m.print("\n", escape(p.Under), "\n")
	}
	m.facts(p.Facts)
	sections := p.filled()
	m.out.inParts(len(sections), func(out *pen, from, to int) {
		part := &markdownWriter{out: out}
		for _, s := range sections[from:to] {
			part.print("\n## ", escape(s.Title), "\n")
			part.blocks(s.Blocks)
		}
	})
	return m.out.flush()
}

type markdownWriter struct{ out *pen }

func (m *markdownWriter) print(parts ...string) {
	for _, p := range parts {
		m.out.WriteString(p)
	}
}

// apart keeps two characters from being read as one sign, such as a mention or an
// address, and prints nothing: an empty comment, which code hosts leave out.
const apart = "<!-- -->"

// escape is the one escape of Markdown. Signs of CommonMark get a backslash. What
// code hosts read only after that (mentions, references, addresses, short names of
// pictures) is cut apart, for a backslash does not stop them.
func escape(text string) string { return escapeAt(text, true) }

// escapeAt escapes a text that stands at the start of a line, or after other text.
func escapeAt(text string, start bool) string {
	var b strings.Builder
	runes := []rune(strings.TrimSpace(clean(text)))
	number := start // nothing but digits so far
	for i, r := range runes {
		next := ' '
		if i+1 < len(runes) {
			next = runes[i+1]
		}
		word := unicode.IsLetter(next) || unicode.IsDigit(next)
		switch r {
		case '\\', '`', '*', '_', '[', ']', '{', '}', '|', '~', '#', '$', '^':
			b.WriteByte('\\')
			b.WriteRune(r)
		case '<':
			b.WriteString("&lt;")
		case '>':
			b.WriteString("&gt;")
		case '&':
			b.WriteString("&amp;")
		case '-', '+', '=':
			if start {
				b.WriteByte('\\')
			}
			b.WriteRune(r)
		case '.', ')': // behind digits at the start it would begin a list
			if number && i > 0 && unicode.IsSpace(next) {
				b.WriteByte('\\')
			}
			if w := string(runes[max(0, i-3):i]); strings.EqualFold(w, "www") {
				b.WriteString(apart)
			}
			b.WriteRune(r)
		default:
			b.WriteRune(r)
		}
		if (strings.ContainsRune("#~$^&!%@", r) && (word || next == '"')) || r == ':' && (word || strings.ContainsRune("/+-_", next)) {
			b.WriteString(apart)
		}
		number = number && r >= '0' && r <= '9'
		if !unicode.IsSpace(r) {
			start = false
		}
	}
	return b.String()
}

// phrase writes a phrase. White space between its pieces is kept outside of the signs.
func (m *markdownWriter) phrase(p Phrase) string {
	var b strings.Builder
	for _, r := range p {
		text := clean(r.Text)
		core := strings.TrimSpace(text)
		if core == "" {
			b.WriteString(text)
			continue
		}
		before, after, _ := strings.Cut(text, core)
		core = escapeAt(core, b.Len() == 0)
		if r.Strong {
			core = "**" + core + "**"
		}
		if u := address(r.To); u != "" {
			core = "[" + core + "](<" + u + ">)"
		}
		b.WriteString(before + core + after)
	}
	return strings.TrimSpace(b.String())
}

// address returns an address that may become a link, with everything in it encoded
// that could end it; "" for one that may not.
func address(text string) string {
	if !strings.Contains(text, "://") { // as no id does
		return ""
	}
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return ""
	}
	return inAddress.Replace(clean(u.String()))
}

func (m *markdownWriter) facts(facts []Fact) {
	first := true
	for _, f := range facts {
		if value := m.phrase(f.Value); value != "" {
			if first {
				m.print("\n")
				first = false
			}
			m.print("- ", escape(f.Label), ": ", value, "\n")
		}
	}
}

func (m *markdownWriter) blocks(blocks []Block) {
	m.out.inParts(len(blocks), func(out *pen, from, to int) {
		part := &markdownWriter{out: out}
		for _, b := range blocks[from:to] {
			part.block(b)
		}
	})
}

func (m *markdownWriter) block(block Block) {
	switch b := block.(type) {
	case Heading:
		m.print("\n", map[bool]string{false: "### ", true: "#### "}[b.Minor], m.phrase(b.Title), "\n")
	case Paragraph:
		m.paragraph(b.Text)
	case Note:
		m.paragraph(Phrase(b))
	case List:
		m.print("\n")
		for i, item := range b.Items {
			bullet := "- "
			if b.Numbered {
				bullet = itoa(i+1) + ". "
			}
			m.print(bullet, m.phrase(item), "\n")
		}
	case Facts:
		m.facts(b)
	case Entry:
		m.print("\n**", escape(b.Label), "**\n")
		m.blocks(b.Blocks)
		m.paragraph(Say(b.Hint))
	case Card:
		m.print("\n#### ", m.phrase(b.Title), "\n")
		m.blocks(b.Blocks)
	case Fold:
		m.blocks(b.Blocks)
	case Table:
		m.table(b)
	case Drawing:
		m.table(b.Table)
	}
}

func (m *markdownWriter) paragraph(p Phrase) {
	if text := m.phrase(p); text != "" {
		m.print("\n", text, "\n")
	}
}

func (m *markdownWriter) table(t Table) {
	t = t.withoutBars()
	if len(t.Columns) == 0 {
		return
	}
	m.paragraph(Say(t.Caption))
	if t.Brief {
		var items []Phrase
		for _, s := range t.sentences() {
			items = append(items, Say(s))
		}
		m.blocks([]Block{List{Items: items}})
		return
	}
	m.print("\n")
	cells := make([]string, len(t.Columns))
	line := func() { m.print("| ", strings.Join(cells, " | "), " |\n") }
	for i, c := range t.Columns {
		cells[i] = escape(c.Title)
	}
	line()
	for i, c := range t.Columns {
		cells[i] = "---"
		if c.Right {
			cells[i] = "---:"
		}
	}
	line()
	row := func(r Row, strong bool) {
		for i := range cells {
			cells[i] = ""
			if i >= len(r.Cells) {
				continue
			}
			var lines []string
			for _, l := range r.Cells[i].Lines {
				if text := m.phrase(l); text != "" {
					lines = append(lines, text)
				}
			}
			cells[i] = strings.Join(lines, " · ")
			if strong && cells[i] != "" && !strings.Contains(cells[i], "**") {
				cells[i] = "**" + cells[i] + "**"
			}
		}
		line()
	}
	for _, g := range t.Groups {
		if len(g.Title) > 0 {
			row(Row{Cells: []Cell{cellOf(g.Title)}}, true)
		}
		for _, r := range g.Rows {
			row(r, false)
		}
	}
	for _, r := range t.Foot {
		row(r, true)
	}
}
