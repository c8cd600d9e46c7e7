package report

import (
	"bytes"
	"io"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"
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
		m.line("> **", Say(p.Banner), "**\n")
	}
	if p.Over != "" {
		m.line("", Say(p.Over), "\n")
	}
	m.line("# ", Say(p.Title))
	if p.Under != "" {
		m.line("\n", Say(p.Under))
	}
	m.facts(p.Facts)
	sections := p.filled()
	m.out.inParts(len(sections), blocksAtOnce, func(out *pen, from, to int) {
		part := &markdownWriter{out: out}
		for _, s := range sections[from:to] {
			part.line("\n## ", Say(s.Title))
			part.blocks(s.Blocks)
		}
	})
	return m.out.flush()
}

type markdownWriter struct {
	out *pen
	one aLine
	two [2]aLine
}

func (m *markdownWriter) print(parts ...string) {
	for _, p := range parts {
		m.out.WriteString(p)
	}
}

// apart keeps two characters from being read as one sign, such as a mention or an
// address, and prints nothing: an empty comment, which code hosts leave out.
const apart = "<!-- -->"

// escape appends a text by the one escape of Markdown, without white space around it;
// start tells that it stands at the start of a line. Signs of CommonMark get a backslash.
// What code hosts read only after that (mentions, references, addresses, short names of
// pictures) is cut apart, for a backslash does not stop them.
func escape(to []byte, text string, start bool) []byte {
	text = strings.TrimSpace(clean(text))
	number := start // nothing but digits so far
	for at := 0; at < len(text); {
		if !start && !number {
			from := at
			for at < len(text) && !isSign[text[at]] {
				at++
			}
			if to = append(to, text[from:at]...); at == len(text) {
				break
			}
		}
		r, size := utf8.DecodeRuneInString(text[at:])
		next := ' '
		if at+size < len(text) {
			next, _ = utf8.DecodeRuneInString(text[at+size:])
		}
		word := unicode.IsLetter(next) || unicode.IsDigit(next)
		switch r {
		case '\\', '`', '*', '_', '[', ']', '{', '}', '|', '~', '#', '$', '^':
			to = append(to, '\\', byte(r))
		case '<':
			to = append(to, "&lt;"...)
		case '>':
			to = append(to, "&gt;"...)
		case '&':
			to = append(to, "&amp;"...)
		case '-', '+', '=':
			if start {
				to = append(to, '\\')
			}
			to = append(to, byte(r))
		case '.', ')': // behind digits at the start it would begin a list
			if number && at > 0 && unicode.IsSpace(next) {
				to = append(to, '\\')
			}
			if at >= 3 && strings.EqualFold(text[at-3:at], "www") {
				to = append(to, apart...)
			}
			to = append(to, byte(r))
		default:
			to = append(to, text[at:at+size]...)
		}
		if strings.ContainsRune("#~$^&!%@", r) && (word || next == '"') || r == ':' && (word || strings.ContainsRune("/+-_", next)) {
			to = append(to, apart...)
		}
		number = number && r >= '0' && r <= '9'
		start = start && unicode.IsSpace(r)
		at += size
	}
	return to
}

// isSign are the characters of ASCII that are more than themselves in Markdown.
var isSign = func() (is [256]bool) {
	for _, c := range []byte("\\`*_[]{}|~#$^<>&-+=.)!%@:") {
		is[c] = true
	}
	return is
}()

// phrase appends a phrase, without white space around it; start tells that it stands at
// the start of a line. White space between its pieces is kept outside of the signs.
func (m *markdownWriter) phrase(to []byte, p Phrase, start bool) []byte {
	from := len(to)
	for i := range p {
		r := &p[i]
		text := clean(r.Text)
		core := strings.TrimSpace(text)
		if core == "" {
			if len(to) > from {
				to = append(to, text...)
			}
			continue
		}
		before, after, _ := strings.Cut(text, core)
		if len(to) > from {
			to = append(to, before...)
		}
		begins := start && len(to) == from
		u := address(r.To)
		if u != "" {
			to = append(to, '[')
		}
		if r.Strong {
			to = append(to, "**"...)
		}
		to = escape(to, core, begins)
		if r.Strong {
			to = append(to, "**"...)
		}
		if u != "" {
			to = append(append(append(to, "](<"...), u...), ">)"...)
		}
		to = append(to, after...)
	}
	return append(to[:from], bytes.TrimRightFunc(to[from:], unicode.IsSpace)...)
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
		b, from := m.out.b, len(m.out.b)
		if first {
			b = append(b, '\n')
		}
		b = append(escape(append(b, "- "...), f.Label, true), ": "...)
		value := len(b)
		if b = m.phrase(b, f.Value, true); len(b) == value {
			m.out.b = b[:from]
			continue
		}
		first, m.out.b = false, append(b, '\n')
		m.out.wrote()
	}
}

func (m *markdownWriter) blocks(blocks []Block) {
	m.out.inParts(len(blocks), blocksAtOnce, func(out *pen, from, to int) {
		part := &markdownWriter{out: out}
		for _, b := range blocks[from:to] {
			part.block(b)
		}
	})
}

func (m *markdownWriter) block(block Block) {
	switch b := block.(type) {
	case Heading:
		level := "\n### "
		if b.Minor {
			level = "\n#### "
		}
		m.line(level, b.Title)
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
			m.line(bullet, item)
		}
	case Facts:
		m.facts(b)
	case Entry:
		m.line("\n**", Say(b.Label), "**")
		m.blocks(b.Blocks)
		m.paragraph(Say(b.Hint))
	case Card:
		m.line("\n#### ", b.Title)
		m.blocks(b.Blocks)
	case Fold:
		m.blocks(b.Blocks)
	case Table:
		m.table(&b)
	case Drawing:
		m.table(&b.Table)
	case Long:
		m.out.inParts(b.parts, partsAtOnce, func(out *pen, from, to int) {
			part := &markdownWriter{out: out}
			b.write(from, to, false, part.blocks)
		})
	}
}

// line writes a line between what stands before and behind a phrase.
func (m *markdownWriter) line(before string, p Phrase, behind ...string) {
	m.out.b = m.phrase(append(m.out.b, before...), p, true)
	m.print(behind...)
	m.print("\n")
}

func (m *markdownWriter) paragraph(p Phrase) {
	from := len(m.out.b)
	b := m.phrase(append(m.out.b, '\n'), p, true)
	if len(b) == from+1 {
		m.out.b = b[:from]
		return
	}
	m.out.b = append(b, '\n')
	m.out.wrote()
}

func (m *markdownWriter) table(t *Table) {
	columns := t.ofWords()
	if len(columns) == 0 {
		return
	}
	m.paragraph(Say(t.Caption))
	m.print("\n")
	if t.Brief {
		for _, i := range columns[1:] {
			from := len(m.out.b)
			b := append(m.out.b, "- "...)
			sentence := len(b)
			if b = t.sentence(b, i, "\u00a0", &m.two, m.phrase); len(b) == sentence {
				m.out.b = b[:from]
				continue
			}
			m.out.b = append(b, '\n')
		}
		m.out.wrote()
		return
	}
	row := func(r *Row, strong bool) {
		b := m.out.b
		for i, c := range columns {
			b = append(b, map[bool]string{true: "| ", false: " | "}[i == 0]...)
			from := len(b)
			if strong {
				b = append(b, "**"...)
			}
			start, empty := len(b), true
			for _, line := range r.lines(c, &m.one) {
				before := len(b)
				if !empty {
					b = append(b, " · "...)
				}
				text := len(b)
				if b = m.phrase(b, line, true); len(b) == text {
					b = b[:before]
					continue
				}
				empty = false
			}
			switch {
			case !strong:
			case empty:
				b = b[:from]
			case bytes.Contains(b[start:], []byte("**")):
				b = append(b[:from], b[start:]...)
			default:
				b = append(b, "**"...)
			}
		}
		m.out.b = append(b, " |\n"...)
		m.out.wrote()
	}
	head := t.head()
	row(&head, false)
	rule := append(m.out.b, '|')
	for _, c := range columns {
		if t.Columns[c].Right {
			rule = append(rule, " ---: |"...)
		} else {
			rule = append(rule, " --- |"...)
		}
	}
	m.out.b = append(rule, '\n')
	for i := range t.Groups {
		g := &t.Groups[i]
		if len(g.Title) > 0 {
			row(&Row{Cells: []Cell{cellOf(g.Title)}}, true)
		}
		for k := range g.Rows {
			row(&g.Rows[k], false)
		}
	}
	for i := range t.Foot {
		row(&t.Foot[i], true)
	}
}
