package report

import (
	_ "embed"
	"html"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
)

//go:embed style.css
var style string

// HTML writes the page as one file that needs nothing else: no script, no network,
// system fonts. It fits a phone and, printed, a sheet of A4; colours follow the
// light or dark setting of the reader. The error is that of the writer.
func (p Page) HTML(w io.Writer) error {
	language := p.Language
	if language != zielkette.English { // as every text is German that is not asked for in English
		language = zielkette.German
	}
	if err := p.Err(); err != nil {
		return err
	}
	h := &htmlWriter{
		out: penTo(w), language: language, german: language == zielkette.German,
		rules: map[string]bool{}, marks: new([len(signs)]atomic.Bool), there: map[string]bool{},
	}
	for _, s := range p.filled() {
		h.note(s.ID)
		h.note(s.ID + "-title")
		h.survey(s.Blocks)
	}
	rules := strings.Join(slices.Sorted(maps.Keys(h.rules)), "\n")
	h.print("<!DOCTYPE html>\n<html lang=\"", ident(string(language)), "\">\n<head>\n<meta charset=\"utf-8\">\n",
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>", esc(p.Title), "</title>\n<style>\n", strings.Replace(style, rulesHere, rules, 1), h.footer(p), "</style>\n</head>\n<body>\n")
	if p.Banner != "" {
		h.print("<aside class=\"banner\" aria-label=\"", h.in("Warnung", "Warning"), "\"><p>", esc(p.Banner), "</p></aside>\n")
	}
	h.print("<header>\n<div>")
	if p.Over != "" {
		h.print("<p class=\"over\">", esc(p.Over), "</p>\n")
	}
	h.print("<h1>", esc(p.Title), "</h1>\n")
	if p.Under != "" {
		h.print("<p class=\"under\">", esc(p.Under), "</p>\n")
	}
	h.print("</div>\n")
	h.facts(p.Facts, "head")
	sections, frame := p.filled(), ""
	if len(sections) > 1 {
		frame = ` class="frame"`
	}
	h.print("</header>\n<main", frame, ">\n")
	h.inParts(len(sections), blocksAtOnce, func(h *htmlWriter, from, to int) {
		for i := from; i < to; i++ {
			if i == 1 { // on a phone nothing stands before the summary
				h.contents(sections)
			}
			s := &sections[i]
			id, title := h.unique(s.ID), h.unique(s.ID+"-title")
			h.print("<section id=\"", id, "\" aria-labelledby=\"", title, "\">\n<h2 id=\"", title, "\">", esc(s.Title), "</h2>\n")
			h.blocks(s.Blocks, 3)
			h.print("</section>\n")
		}
	})
	h.print("</main>\n")
	h.symbols()
	h.print("</body>\n</html>\n")
	return h.out.flush()
}

func (h *htmlWriter) contents(sections []Section) {
	h.print("<nav id=\"contents\" aria-labelledby=\"contents-title\">\n<h2 id=\"contents-title\">", h.in("Inhalt", "Contents"), "</h2>\n<ul>\n")
	for _, s := range sections {
		h.print("<li><a href=\"#", ident(s.ID), "\">", esc(s.Title), "</a></li>\n")
	}
	h.print("</ul>\n</nav>\n")
}

// rulesHere is where the style sheet takes the rules of the columns that are used.
const rulesHere = "/* columns */"

type htmlWriter struct {
	rules    map[string]bool // of the style sheet, for columns
	out      *pen
	language zielkette.Language
	german   bool
	marks    *[len(signs)]atomic.Bool // whether each is used
	ids      map[string]bool          // that are given; nil where none would be given twice
	there    map[string]bool          // the ids of the page: no link leads to another
	one      aLine
}

// survey notes the ids that links may lead to, and what the style sheet says of columns.
func (h *htmlWriter) survey(blocks []Block) {
	for _, b := range blocks {
		switch b := b.(type) {
		case Heading:
			h.note(b.ID)
		case Entry:
			h.survey(b.Blocks)
		case Card:
			h.note(b.ID)
			h.survey(b.Blocks)
		case Fold:
			h.survey(b.Blocks)
		case Drawing:
			if len(b.Shapes) > 0 {
				h.note(b.ID + "-t")
				h.note(b.ID + "-d")
			}
			h.styles(b.Table)
		case Table:
			h.styles(b)
		case Long:
			for _, t := range b.kinds {
				h.styles(t)
			}
			if b.ids != nil {
				for id := range b.ids {
					h.note(id)
				}
			}
		}
	}
}

func (h *htmlWriter) in(de, en string) string {
	if h.german {
		return de
	}
	return en
}

func (h *htmlWriter) print(parts ...string) {
	for _, p := range parts {
		h.out.b = append(h.out.b, p...)
	}
	h.out.wrote()
}

// esc is the one escape of HTML, for texts and for attributes in double quotes.
func esc(text string) string { return html.EscapeString(clean(text)) }

// text appends a text by that escape.
func (h *htmlWriter) text(text string) { h.out.b = printed(h.out.b, text, true) }

// ident makes an id of what may be one: letters, digits and hyphens.
func ident(id string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '-', r == '_':
			return r
		}
		return '-'
	}, id)
}

// classes are the names of a style, of which a shape can have several.
func classes(style string) string {
	if strings.Trim(style, "abcdefghijklmnopqrstuvwxyz-") == "" { // a single one, as nearly all
		return style
	}
	names := strings.Fields(style)
	for i, n := range names {
		names[i] = ident(n)
	}
	return strings.Join(names, " ")
}

// note notes an id that an element asks for. Once two ask for the same, it is told while
// writing which of them got it.
func (h *htmlWriter) note(id string) {
	if id = ident(id); id == "" {
		return
	}
	if h.there[id] && h.ids == nil {
		h.ids = map[string]bool{}
	}
	h.there[id] = true
}

// once returns the attribute for an id, "" where an earlier element has it already.
func (h *htmlWriter) once(id string) string {
	if id = ident(id); id == "" || h.ids[id] {
		return ""
	}
	if h.ids != nil {
		h.ids[id] = true
	}
	return " id=\"" + id + "\""
}

// unique makes an id that no earlier element has.
func (h *htmlWriter) unique(id string) string {
	for h.once(id) == "" {
		id += "-"
	}
	return ident(id)
}

// footer are the lines at the foot of a printed page.
func (h *htmlWriter) footer(p Page) string {
	quote := func(s string) string { // as a string of CSS, in which a style element cannot be closed
		return `"` + strings.NewReplacer(`\`, ``, `"`, `'`, "<", "‹", ">", "›").Replace(clean(s)) + `"`
	}
	left := p.Title
	if p.Mark != "" {
		left += " · " + p.Mark
	}
	return "@page { @bottom-left { content: " + quote(left) + "; } @bottom-right { content: " + quote(h.in("Seite ", "Page ")) + " counter(page) " + quote(h.in(" von ", " of ")) + " counter(pages); } }\n"
}

// around writes a phrase between two pieces of markup.
func (h *htmlWriter) around(before string, p Phrase, behind string) {
	h.print(before)
	h.phrase(p)
	h.print(behind)
}

// phrase appends a phrase; it hands on nothing, so that what was appended can be taken back.
func (h *htmlWriter) phrase(p Phrase) {
	add := func(parts ...string) {
		for _, part := range parts {
			h.out.b = append(h.out.b, part...)
		}
	}
	for i := range p {
		r := &p[i]
		tag := ""
		if u := address(r.To); u != "" {
			tag = "a"
			add(`<a`, r.meant(h.german), ` href="`)
			h.text(u)
			add(`">`)
		} else if to := ident(r.To); to != "" && h.there[to] {
			tag = "a"
			add(`<a`, r.meant(h.german), ` href="#`, to, `">`)
		} else if meant := r.meant(h.german); meant != "" {
			tag = "span"
			add(`<span`, meant, `>`)
		}
		if r.Strong {
			add("<strong>")
		}
		marked := r.Mark > 0 && int(r.Mark) < len(signs)
		if marked {
			if used := &h.marks[r.Mark]; !used.Load() {
				used.Store(true)
			}
			name := signs[r.Mark].name
			add(`<span class="mark `, name, `"><svg class="shape" aria-hidden="true"><use href="#mark-`, name, `"/></svg> `)
		}
		h.text(r.Text)
		if marked {
			add(`</span>`)
		}
		if r.Strong {
			add("</strong>")
		}
		if tag != "" {
			add(`</`, tag, `>`)
		}
	}
}

// meant are the attributes of how a run is meant.
func (r *Run) meant(german bool) string {
	switch {
	case r.Adopted && german:
		return ` class="adopted"`
	case r.Adopted:
		return ` class="adopted" lang="de"`
	case r.Quoted && !german:
		return ` lang="de"`
	}
	return ""
}

func (h *htmlWriter) blocks(blocks []Block, level int) {
	isCard := func(i int) bool {
		if i < 0 || i == len(blocks) {
			return false
		}
		_, ok := blocks[i].(Card)
		return ok
	}
	h.inParts(len(blocks), blocksAtOnce, func(h *htmlWriter, from, to int) {
		for i := from; i < to; i++ {
			if isCard(i) && !isCard(i-1) {
				h.print("<div class=\"cards\">\n")
			}
			h.block(blocks[i], level)
			if isCard(i) && !isCard(i+1) {
				h.print("</div>\n")
			}
		}
	})
}

// inParts writes a long list on all cores, but where two elements ask for one id: then
// whoever comes first gets it.
func (h *htmlWriter) inParts(n, least int, write func(h *htmlWriter, from, to int)) {
	if h.ids != nil {
		write(h, 0, n)
		return
	}
	h.out.inParts(n, least, func(out *pen, from, to int) {
		part := *h
		part.out = out
		write(&part, from, to)
	})
}

func (h *htmlWriter) block(block Block, level int) {
	switch b := block.(type) {
	case Heading:
		tag := "h" + itoa(min(6, level))
		if b.Minor {
			tag = "h" + itoa(min(6, level+1))
		}
		h.print("<", tag, h.once(b.ID))
		h.around(">", b.Title, "</")
		h.print(tag, ">\n")
	case Paragraph:
		open := "<p>"
		if b.Large {
			open = `<p class="large">`
		}
		h.around(open, b.Text, "</p>\n")
	case Note:
		h.around("<p class=\"note\">", Phrase(b), "</p>\n")
	case Legend:
		h.print("<p class=\"note\">", esc(string(b)), "</p>\n")
	case List:
		tag := "ul"
		if b.Numbered {
			tag = "ol"
		}
		h.print("<", tag, ">\n")
		for _, item := range b.Items {
			h.around("<li>", item, "</li>\n")
		}
		h.print("</", tag, ">\n")
	case Facts:
		h.facts(b, "facts")
	case Entry:
		h.print("<div class=\"entry\">\n<div><h3>", esc(b.Label), "</h3>\n")
		if b.Hint != "" {
			h.print("<p class=\"note\">", esc(b.Hint), "</p>\n")
		}
		h.print("</div>\n<div>\n")
		h.blocks(b.Blocks, level+1)
		h.print("</div>\n</div>\n")
	case Card:
		tag := "h" + itoa(min(6, level))
		h.print("<article", h.once(b.ID), " class=\"card\">\n<", tag)
		h.around(">", b.Title, "</")
		h.print(tag, ">\n")
		h.blocks(b.Blocks, level+1)
		h.print("</article>\n")
	case Fold:
		h.print("<details><summary>", esc(b.Summary), "</summary>\n")
		h.blocks(b.Blocks, level+1)
		h.print("</details>\n")
	case Table:
		h.table(b)
	case Drawing:
		h.figure(b)
	case Long:
		if b.cards && b.parts > 0 {
			h.print("<div class=\"cards\">\n")
		}
		h.inParts(b.parts, partsAtOnce, func(h *htmlWriter, from, to int) {
			b.write(from, to, true, func(blocks []Block) {
				for _, b := range blocks {
					h.block(b, level)
				}
			})
		})
		if b.cards && b.parts > 0 {
			h.print("</div>\n")
		}
	}
}

func (h *htmlWriter) facts(facts []Fact, class string) {
	if len(facts) == 0 {
		return
	}
	h.print("<dl class=\"", class, "\">\n")
	for _, f := range facts {
		if len(f.Value) > 0 {
			h.print("<div><dt>")
			h.text(f.Label)
			h.around("</dt><dd>", f.Value, "</dd></div>\n")
		}
	}
	h.print("</dl>\n")
}

// widths returns how many percent of the width of the table each column takes, nil where
// no column says.
func (t Table) widths() []int {
	widths, rest, open := make([]int, len(t.Columns)), 100, 0
	for i, c := range t.Columns {
		widths[i] = min(max(c.Width, 0), 100)
		rest -= widths[i]
		if widths[i] == 0 {
			open++
		}
	}
	if open == len(t.Columns) {
		return nil
	}
	for i := range widths {
		if widths[i] == 0 {
			widths[i] = max(1, rest/open)
		}
	}
	return widths
}

// styles notes what the style sheet says of the columns of a table, and the ids of its
// rows.
func (h *htmlWriter) styles(t Table) {
	for i, c := range t.Columns {
		switch n := itoa(i + 1); {
		case c.Bars:
			h.rules[bars(i+1)] = true
		case c.Right:
			h.rules[".r"+n+" tr>:nth-child("+n+"){text-align:right;white-space:var(--nowrap);hyphens:none}"] = true
		}
	}
	for _, width := range t.widths() {
		h.rules[".w"+itoa(width)+"{width:"+itoa(width)+"%}"] = true
	}
	for _, g := range t.Groups {
		for _, r := range g.Rows {
			h.note(r.ID)
		}
	}
	for _, r := range t.Foot {
		h.note(r.ID)
	}
}

// columns returns the classes of a table: how columns stand is said once, not in each
// cell. A table whose columns leave little room for the headings of its rows is folded on
// a phone: a heading stands above its row.
func (t Table) columns() (classes []string) {
	figures := 0
	for i, c := range t.Columns {
		switch {
		case c.Bars:
			classes = append(classes, "b"+itoa(i+1))
		case c.Right:
			classes = append(classes, "r"+itoa(i+1))
			figures += c.Width
		}
	}
	if head := t.Columns[0].Width; figures > 40 || len(t.Columns) > 2 && head > 0 && head <= 34 {
		classes = append(classes, "fold")
	}
	return classes
}

func (h *htmlWriter) table(t Table) {
	if len(t.Columns) == 0 {
		return
	}
	h.print("<table")
	if classes := t.columns(); len(classes) > 0 {
		h.print(" class=\"", strings.Join(classes, " "), "\"")
	}
	h.print(">\n")
	if t.Caption != "" {
		h.print("<caption>", esc(t.Caption), "</caption>\n")
	}
	if widths := t.widths(); widths != nil {
		h.print("<colgroup>")
		for _, width := range widths {
			h.print("<col class=\"w", itoa(width), "\">")
		}
		h.print("</colgroup>\n")
	}
	h.print("<thead>\n<tr>")
	for _, c := range t.Columns {
		switch {
		case c.Bars && len(c.Scale) > 0:
			h.print("<th scope=\"col\"><span class=\"hidden\">", esc(c.Title), "</span><span class=\"scale\">")
			for _, s := range c.Scale {
				h.print("<span>", esc(s), "</span>")
			}
			h.print("</span></th>")
		case c.Title == "": // a heading without a word would be read out as one
			h.print("<td></td>")
		default:
			h.print("<th scope=\"col\">", esc(c.Title), "</th>")
		}
	}
	h.print("</tr>\n</thead>\n")
	row := func(r *Row) {
		h.print("<tr", h.once(r.ID), ">")
		for i := range t.Columns {
			open, end := "<td>", "</td>"
			if i == 0 {
				open, end = "<th scope=\"row\">", "</th>"
			}
			h.print(open)
			h.lines(r.lines(i, &h.one))
			if i < len(r.Cells) && len(r.Cells[i].Bar) > 0 {
				h.strip(r.Cells[i].Bar)
			}
			h.print(end)
		}
		h.print("</tr>\n")
	}
	for i := range t.Groups {
		g := &t.Groups[i]
		h.print("<tbody>\n")
		if len(g.Title) > 0 {
			span, end := len(t.Columns), "</th></tr>\n"
			if span > 2 && t.Columns[1].Bars { // the second cell goes with the column where a phone has no room for it
				span, end = span-1, "</th><td></td></tr>\n"
			}
			h.print("<tr class=\"group\"><th scope=\"rowgroup\" colspan=\"", itoa(span))
			h.around("\">", g.Title, end)
		}
		for k := range g.Rows {
			row(&g.Rows[k])
		}
		h.print("</tbody>\n")
	}
	if len(t.Foot) > 0 {
		h.print("<tfoot>\n")
		for i := range t.Foot {
			row(&t.Foot[i])
		}
		h.print("</tfoot>\n")
	}
	h.print("</table>\n")
}

// bars are the rules for a column of bars, which a phone has no room for.
func bars(column int) string {
	of := ".b" + itoa(column)
	return of + " tr>:nth-child(" + itoa(column) + "){padding-right:1rem}@media(max-width:44rem){" + of + " tr>:nth-child(" + itoa(column) + ")," + of + " col:nth-child(" + itoa(column) + "){display:none}}"
}

// lines writes the lines of a cell.
func (h *htmlWriter) lines(lines []Phrase) {
	for i, l := range lines {
		from := len(h.out.b) // nothing is handed on before it is known that the line has words
		if i > 0 {
			h.out.b = append(h.out.b, `<span class="line">`...)
		}
		start := len(h.out.b)
		switch h.phrase(l); {
		case len(h.out.b) == start:
			h.out.b = h.out.b[:from]
		case i > 0:
			h.out.b = append(h.out.b, `</span>`...)
		}
	}
	h.out.wrote()
}

// strokes are the kinds of stroke: their names in the style sheet, which says where they
// stand and how high they are, and their least widths in pixels.
var strokes = [...]struct {
	name  string
	least int
}{
	Track: {"track", 1}, Tick: {"tick", 1}, Span: {"span", 2}, Filled: {"value", 2}, Frame: {"frame", 2}, Plan: {"plan", 2},
	Late: {"late", 2}, Behind: {"behind", 2}, Ahead: {"ahead", 2},
}

// strip draws a bar. It has no view box, so that it is sharp at every width.
func (h *htmlWriter) strip(bar Bar) {
	h.print(`<svg class="strip" aria-hidden="true">`)
	for _, s := range bar {
		if s.Kind == 0 || int(s.Kind) >= len(strokes) {
			continue
		}
		from, to := int(min(max(s.From, 0), 1000)), int(min(max(s.To, 0), 1000))
		h.print(`<rect class="s-`, strokes[s.Kind].name, `"`)
		if from > 0 {
			h.print(` x="`)
			h.percent(from)
		}
		if h.print(` width="`); from < to {
			h.percent(to - from)
		} else {
			h.print(itoa(strokes[s.Kind].least), `"`)
		}
		h.print("/>")
	}
	h.print("</svg>")
}

// percent writes thousandths as a percentage of CSS and SVG.
func (h *htmlWriter) percent(thousandths int) { h.out.b = append(tenth(h.out.b, thousandths), `%"`...) }

func (h *htmlWriter) figure(f Drawing) {
	if len(f.Shapes) > 0 {
		title, desc := h.unique(f.ID+"-t"), h.unique(f.ID+"-d")
		open := "<figure>"
		if f.Width > chartWidth { // it scrolls on a phone, so that its letters stay legible
			open = `<figure class="wide" tabindex="0">`
		}
		h.print(open, "\n<svg role=\"img\" viewBox=\"0 0 ", itoa(f.Width), " ", itoa(f.Height), "\" aria-labelledby=\"", title, " ", desc, "\">",
			"<title id=\"", title, "\">", esc(f.Title), "</title><desc id=\"", desc, "\">", esc(f.Desc), "</desc>")
		for i := range f.Shapes {
			h.shape(&f.Shapes[i])
		}
		h.print("</svg>\n</figure>\n")
	}
	if len(f.Table.Columns) > 0 {
		h.print("<details><summary>", h.in("Tabelle zum Bild", "Table of the picture"), "</summary>\n")
		h.table(f.Table)
		h.print("</details>\n")
	}
}

// shape writes a shape.
func (h *htmlWriter) shape(s *Shape) {
	if len(s.At) == 0 {
		return
	}
	tag := "<polyline"
	switch s.Kind {
	case Circle:
		tag = "<circle"
	case Words:
		tag = "<text"
	case Area, Diamond:
		tag = "<polygon"
	}
	h.print(tag)
	if s.Style != "" {
		h.print(" class=\"", classes(s.Style), "\"")
	}
	d := s.At[0]
	switch s.Kind {
	case Circle:
		h.at(" cx=\"", d.X, "\" cy=\"", d.Y, "\"/>")
	case Words:
		h.at(" x=\"", d.X, "\" y=\"", d.Y, "\"")
		if s.Anchor == "middle" || s.Anchor == "end" {
			h.print(" text-anchor=\"", s.Anchor, "\"")
		}
		h.print(">", esc(s.Text), "</text>")
	case Diamond:
		h.points([]Dot{{d.X, d.Y - 50}, {d.X + 50, d.Y}, {d.X, d.Y + 50}, {d.X - 50, d.Y}})
	default:
		h.points(s.At)
	}
}

func (h *htmlWriter) points(dots []Dot) {
	h.print(" points=\"")
	for i, d := range dots {
		if i > 0 {
			h.print(" ")
		}
		h.at("", d.X, ",", d.Y, "")
	}
	h.print("\"/>")
}

// at writes a place.
func (h *htmlWriter) at(before string, x int, between string, y int, after string) {
	b := append(tenth(append(h.out.b, before...), x), between...)
	h.out.b = append(tenth(b, y), after...)
	h.out.wrote()
}

// tenth appends tenths as a number of SVG.
func tenth(b []byte, n int) []byte {
	u := uint64(n)
	if n < 0 {
		b, u = append(b, '-'), -u
	}
	b = strconv.AppendUint(b, u/10, 10)
	if u%10 != 0 {
		b = append(b, '.', byte('0'+u%10))
	}
	return b
}

func itoa(n int) string { return strconv.Itoa(n) }

// signs are the marks: their names in the style sheet, and their shapes in a box of 16 by
// 10.
var signs = [...]struct{ name, shape string }{
	MarkAhead:   {"ahead", `<path d="M1 3h14v4H1z" fill="currentColor"/><path d="M9 0h2v10H9z" class="cut"/>`},
	MarkOn:      {"on", `<path d="M1 3h9v4H1zM10 0h2v10h-2z" fill="currentColor"/>`},
	MarkBehind:  {"behind", `<path d="M1 3h6v4H1zM12 0h2v10h-2z" fill="currentColor"/>`},
	MarkGreen:   {"green", `<circle cx="8" cy="5" r="4.5" fill="currentColor"/>`},
	MarkYellow:  {"yellow", `<path d="M8 .8 13 9.2H3z" class="yellow-fill" stroke="currentColor"/>`},
	MarkRed:     {"red", `<path d="M4 1h8v8H4z" fill="currentColor"/>`},
	MarkUnknown: {"unknown", `<circle cx="8" cy="5" r="4" fill="none" stroke="currentColor" stroke-dasharray="2.2 1.4"/>`},
	MarkNone:    {"none", `<path d="M4 4h8v2H4z" fill="currentColor"/>`},
	MarkFull:    {"full", `<circle cx="8" cy="5" r="4.5" fill="currentColor"/>`},
	MarkHalf:    {"half", `<circle cx="8" cy="5" r="4" fill="none" stroke="currentColor"/><path d="M8 1a4 4 0 0 0 0 8z" fill="currentColor"/>`},
	MarkEmpty:   {"empty", `<circle cx="8" cy="5" r="4" fill="none" stroke="currentColor"/>`},
}

// symbols are the signs that the page uses and the hatchings, once for a page.
func (h *htmlWriter) symbols() {
	h.print(`<svg width="0" height="0" aria-hidden="true" class="symbols"><defs>` +
		`<pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><line x1="0" y1="0" x2="0" y2="5" class="hatching"/></pattern>` +
		`<pattern id="hatch-late" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><line x1="0" y1="0" x2="0" y2="4" class="hatching-late"/></pattern>`)
	for i, m := range signs {
		if h.marks[i].Load() {
			h.print(`<symbol id="mark-`, m.name, `" viewBox="0 0 16 10">`, m.shape, `</symbol>`)
		}
	}
	h.print("</defs></svg>\n")
}
