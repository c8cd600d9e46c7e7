package report

import (
	_ "embed"
	"html"
	"io"
	"strconv"
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
)

//go:embed style.css
var style string

// HTML writes the page as one file that needs nothing else: no script, no network,
// system fonts. It fits a phone and, printed, a sheet of A4; colours follow the
// light or dark setting of the reader. The error is that of the writer.
func (p Page) HTML(w io.Writer) error {
	language := p.Language
	if language == "" {
		language = zielkette.German
	}
	if err := p.check(); err != nil {
		return err
	}
	var used [101]bool
	for _, s := range p.Sections {
		widthsIn(s.Blocks, &used)
	}
	var widths strings.Builder
	for n, used := range used {
		if used {
			widths.WriteString(".w" + itoa(n) + "{width:" + itoa(n) + "%}")
		}
	}
	h := &htmlWriter{out: penTo(w), language: language, german: language == zielkette.German}
	h.print("<!DOCTYPE html>\n<html lang=\"", ident(string(language)), "\">\n<head>\n<meta charset=\"utf-8\">\n",
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>", esc(p.Title), "</title>\n<style>\n", strings.Replace(style, widthsHere, widths.String(), 1), h.footer(p), "</style>\n</head>\n<body>\n", symbols)
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
	for i, s := range sections {
		if i == 1 { // on a phone nothing stands before the summary
			h.contents(sections)
		}
		h.print("<section id=\"", ident(s.ID), "\" aria-labelledby=\"", ident(s.ID), "-title\">\n<h2 id=\"", ident(s.ID), "-title\">", esc(s.Title), "</h2>\n")
		h.blocks(s.Blocks, 3)
		h.print("</section>\n")
	}
	h.print("</main>\n</body>\n</html>\n")
	return h.out.flush()
}

func (h *htmlWriter) contents(sections []Section) {
	h.print("<nav id=\"contents\" aria-labelledby=\"contents-title\">\n<h2 id=\"contents-title\">", h.in("Inhalt", "Contents"), "</h2>\n<ul>\n")
	for _, s := range sections {
		h.print("<li><a href=\"#", ident(s.ID), "\">", esc(s.Title), "</a></li>\n")
	}
	h.print("</ul>\n</nav>\n")
}

// widthsHere is where the style sheet takes the widths of the columns that are used.
const widthsHere = "/* widths */"

type htmlWriter struct {
	out      pen
	language zielkette.Language
	german   bool
	ids      map[string]int
}

func (h *htmlWriter) in(de, en string) string {
	if h.german {
		return de
	}
	return en
}

func (h *htmlWriter) print(parts ...string) {
	for _, p := range parts {
		h.out.WriteString(p)
	}
}

// esc is the one escape of HTML, for texts and for attributes in double quotes.
func esc(text string) string { return html.EscapeString(clean(text)) }

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

// once returns the attribute for an id, "" where an earlier element has it already.
func (h *htmlWriter) once(id string) string {
	if id == "" {
		return ""
	}
	if h.ids == nil {
		h.ids = map[string]int{}
	}
	id = ident(id)
	if h.ids[id]++; h.ids[id] > 1 {
		return ""
	}
	return " id=\"" + id + "\""
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

func (h *htmlWriter) phrase(p Phrase) string {
	var b strings.Builder
	for _, r := range p {
		text := esc(r.Text)
		if r.Mark != "" {
			text = `<span class="mark ` + ident(string(r.Mark)) + `"><svg class="shape" viewBox="0 0 16 10" aria-hidden="true"><use href="#mark-` + ident(string(r.Mark)) + `"/></svg> ` + text + `</span>`
		}
		language := ""
		if r.Language != "" && r.Language != h.language {
			language = ` lang="` + ident(string(r.Language)) + `"`
		}
		switch {
		case r.Adopted:
			text = `<span class="adopted"` + language + `>` + text + `</span>`
		case language != "":
			text = `<span` + language + `>` + text + `</span>`
		}
		if r.Strong {
			text = "<strong>" + text + "</strong>"
		}
		switch u := address(r.URL); {
		case u != "":
			text = `<a href="` + esc(u) + `" rel="noopener">` + text + `</a>`
		case r.To != "":
			text = `<a href="#` + ident(r.To) + `">` + text + `</a>`
		}
		b.WriteString(text)
	}
	return b.String()
}

func (h *htmlWriter) blocks(blocks []Block, level int) {
	cards := false
	for _, b := range blocks {
		if _, ok := b.(Card); ok != cards {
			h.print(map[bool]string{true: "<div class=\"cards\">\n", false: "</div>\n"}[ok])
			cards = ok
		}
		switch b := b.(type) {
		case Heading:
			tag := "h" + itoa(min(6, level))
			if b.Minor {
				tag = "h" + itoa(min(6, level+1))
			}
			h.print("<", tag, h.once(b.ID), ">", h.phrase(b.Title), "</", tag, ">\n")
		case Paragraph:
			class := ""
			if b.Large {
				class = ` class="large"`
			}
			h.print("<p", class, ">", h.phrase(b.Text), "</p>\n")
		case Note:
			h.print("<p class=\"note\">", h.phrase(Phrase(b)), "</p>\n")
		case List:
			tag := "ul"
			if b.Numbered {
				tag = "ol"
			}
			h.print("<", tag, ">\n")
			for _, item := range b.Items {
				h.print("<li>", h.phrase(item), "</li>\n")
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
			h.print("<article", h.once(b.ID), " class=\"card\">\n<", tag, ">", h.phrase(b.Title), "</", tag, ">\n")
			h.blocks(b.Blocks, level+1)
			h.print("</article>\n")
		case Fold:
			h.print("<details><summary>", esc(b.Summary), "</summary>\n<div>\n")
			h.blocks(b.Blocks, level+1)
			h.print("</div>\n</details>\n")
		case Table:
			h.table(b, "")
		case Drawing:
			h.figure(b)
		}
	}
	if cards {
		h.print("</div>\n")
	}
}

func (h *htmlWriter) facts(facts []Fact, class string) {
	if len(facts) == 0 {
		return
	}
	h.print("<dl class=\"", class, "\">\n")
	for _, f := range facts {
		if len(f.Value) > 0 {
			h.print("<div><dt>", esc(f.Label), "</dt><dd>", h.phrase(f.Value), "</dd></div>\n")
		}
	}
	h.print("</dl>\n")
}

// widths returns how many percent of the width of the table each column takes.
func (t Table) widths() []int {
	widths, rest, open := make([]int, len(t.Columns)), 100, 0
	for i, c := range t.Columns {
		widths[i] = min(max(c.Width, 0), 100)
		rest -= widths[i]
		if widths[i] == 0 {
			open++
		}
	}
	for i := range widths {
		if widths[i] == 0 {
			widths[i] = max(1, rest/open)
		}
	}
	return widths
}

// widthsIn notes the widths of all columns in blocks.
func widthsIn(blocks []Block, used *[101]bool) {
	note := func(t Table) {
		for _, width := range t.widths() {
			used[width] = true
		}
	}
	for _, b := range blocks {
		switch b := b.(type) {
		case Table:
			note(b)
		case Drawing:
			note(b.Table)
		case Entry:
			widthsIn(b.Blocks, used)
		case Card:
			widthsIn(b.Blocks, used)
		case Fold:
			widthsIn(b.Blocks, used)
		}
	}
}

func (h *htmlWriter) table(t Table, class string) {
	if len(t.Columns) == 0 {
		return
	}
	h.print("<table", class, ">\n")
	if t.Caption != "" {
		h.print("<caption>", esc(t.Caption), "</caption>\n")
	}
	h.print("<colgroup>")
	for i, width := range t.widths() {
		class := ""
		if t.Columns[i].Bars {
			class = " bars"
		}
		h.print("<col class=\"w", itoa(width), class, "\">")
	}
	h.print("</colgroup>\n<thead>\n<tr>")
	for _, c := range t.Columns {
		switch {
		case c.Bars && len(c.Scale) > 0:
			h.print("<th scope=\"col\" class=\"bars\"><span class=\"hidden\">", esc(c.Title), "</span><span class=\"scale\">")
			for _, s := range c.Scale {
				h.print("<span>", esc(s), "</span>")
			}
			h.print("</span></th>")
		default:
			h.print("<th scope=\"col\"", column(c), ">", esc(c.Title), "</th>")
		}
	}
	h.print("</tr>\n</thead>\n")
	row := func(r Row) {
		h.print("<tr", h.once(r.ID), ">")
		for i, c := range t.Columns {
			var cell Cell
			if i < len(r.Cells) {
				cell = r.Cells[i]
			}
			open, end := "<td"+column(c)+">", "</td>"
			if i == 0 {
				open, end = "<th scope=\"row\""+column(c)+">", "</th>"
			}
			h.print(open, h.cell(cell), end)
		}
		h.print("</tr>\n")
	}
	for _, g := range t.Groups {
		h.print("<tbody>\n")
		if len(g.Title) > 0 {
			h.print("<tr class=\"group\"><th scope=\"rowgroup\" colspan=\"", itoa(len(t.Columns)), "\">", h.phrase(g.Title), "</th></tr>\n")
		}
		for _, r := range g.Rows {
			row(r)
		}
		h.print("</tbody>\n")
	}
	if len(t.Foot) > 0 {
		h.print("<tfoot>\n")
		for _, r := range t.Foot {
			row(r)
		}
		h.print("</tfoot>\n")
	}
	h.print("</table>\n")
}

func column(c Column) string {
	switch {
	case c.Bars:
		return ` class="bars"`
	case c.Right:
		return ` class="right"`
	}
	return ""
}

func (h *htmlWriter) cell(c Cell) string {
	var b strings.Builder
	for i, l := range c.Lines {
		switch text := h.phrase(l); {
		case text == "":
		case i == 0:
			b.WriteString(text)
		default:
			b.WriteString(`<span class="line">` + text + `</span>`)
		}
	}
	if len(c.Bar) > 0 {
		b.WriteString(strip(c.Bar))
	}
	return b.String()
}

// strokes are the place from above and the height of every kind of stroke, in pixels
// of a strip of 22, and the least width.
var strokes = map[StrokeKind]struct{ top, height, least int }{
	Track: {6, 10, 0}, Tick: {4, 14, 1}, Span: {3, 16, 2}, Filled: {7, 8, 2}, Frame: {6, 10, 2}, Plan: {0, 22, 2}, Late: {6, 10, 2}, Behind: {7, 8, 2}, Ahead: {7, 8, 2},
}

// strip draws a bar. It has no view box, so that it is sharp at every width.
func strip(bar Bar) string {
	var b strings.Builder
	b.WriteString(`<svg class="strip" width="100%" height="22" aria-hidden="true">`)
	for _, s := range bar {
		shape, ok := strokes[s.Kind]
		if !ok {
			continue
		}
		from, to := min(max(s.From, 0), 1000), min(max(s.To, 0), 1000)
		width := percent(to - from)
		if to-from <= 0 {
			width = itoa(max(1, shape.least))
		}
		b.WriteString(`<rect class="s-` + string(s.Kind) + `" x="` + percent(from) + `" y="` + itoa(shape.top) + `" width="` + width + `" height="` + itoa(shape.height) + `"/>`)
	}
	b.WriteString("</svg>")
	return b.String()
}

// percent writes thousandths as a percentage of CSS and SVG.
func percent(thousandths int) string {
	return strings.TrimSuffix(itoa(thousandths/10)+"."+itoa(thousandths%10), ".0") + "%"
}

func (h *htmlWriter) figure(f Drawing) {
	if len(f.Shapes) > 0 {
		id := ident(f.ID)
		open := "<figure>"
		if f.Width > chartWidth { // it scrolls on a phone, so that its letters stay legible
			open = `<figure class="wide" tabindex="0">`
		}
		h.print(open, "\n<svg role=\"img\" viewBox=\"0 0 ", itoa(f.Width), " ", itoa(f.Height), "\" aria-labelledby=\"", id, "-t ", id, "-d\">",
			"<title id=\"", id, "-t\">", esc(f.Title), "</title><desc id=\"", id, "-d\">", esc(f.Desc), "</desc>")
		for _, s := range f.Shapes {
			h.print(s.svg())
		}
		h.print("</svg>\n</figure>\n")
	}
	if len(f.Table.Columns) > 0 {
		h.print("<details><summary>", h.in("Tabelle zum Bild", "Table of the picture"), "</summary>\n<div>\n")
		h.table(f.Table, "")
		h.print("</div>\n</details>\n")
	}
}

// svg writes a shape.
func (s Shape) svg() string {
	if len(s.At) == 0 {
		return ""
	}
	class := ` class="` + ident(s.Style) + `"`
	x, y := tenth(s.At[0].X), tenth(s.At[0].Y)
	switch s.Kind {
	case Circle:
		return `<circle` + class + ` cx="` + x + `" cy="` + y + `" r="3.5"/>`
	case Diamond:
		d := s.At[0]
		return Shape{Kind: Area, Style: s.Style, At: []Dot{{d.X, d.Y - 50}, {d.X + 50, d.Y}, {d.X, d.Y + 50}, {d.X - 50, d.Y}}}.svg()
	case Words:
		anchor := ""
		if s.Anchor == "middle" || s.Anchor == "end" {
			anchor = ` text-anchor="` + s.Anchor + `"`
		}
		return `<text` + class + ` x="` + x + `" y="` + y + `"` + anchor + `>` + esc(s.Text) + `</text>`
	}
	var points []string
	for _, d := range s.At {
		points = append(points, tenth(d.X)+","+tenth(d.Y))
	}
	tag := "polyline"
	if s.Kind == Area {
		tag = "polygon"
	}
	return `<` + tag + class + ` points="` + strings.Join(points, " ") + `"/>`
}

// tenth writes tenths as a number of SVG.
func tenth(n int) string {
	sign := ""
	if n < 0 {
		sign, n = "-", -n
	}
	return strings.TrimSuffix(sign+itoa(n/10)+"."+itoa(n%10), ".0")
}

func itoa(n int) string { return strconv.Itoa(n) }

// symbols are the shapes of the marks and the hatching, once for a page.
const symbols = `<svg width="0" height="0" aria-hidden="true" class="symbols"><defs>` +
	`<pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><line x1="0" y1="0" x2="0" y2="5" class="hatching"/></pattern>` +
	`<pattern id="hatch-late" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><line x1="0" y1="0" x2="0" y2="4" class="hatching-late"/></pattern>` +
	`<symbol id="mark-ahead" viewBox="0 0 16 10"><path d="M1 3h14v4H1z" fill="currentColor"/><path d="M9 0h2v10H9z" class="cut"/></symbol>` +
	`<symbol id="mark-on" viewBox="0 0 16 10"><path d="M1 3h9v4H1zM10 0h2v10h-2z" fill="currentColor"/></symbol>` +
	`<symbol id="mark-behind" viewBox="0 0 16 10"><path d="M1 3h6v4H1zM12 0h2v10h-2z" fill="currentColor"/></symbol>` +
	`<symbol id="mark-green" viewBox="0 0 16 10"><circle cx="8" cy="5" r="4.5" fill="currentColor"/></symbol>` +
	`<symbol id="mark-yellow" viewBox="0 0 16 10"><path d="M8 .8 13 9.2H3z" class="yellow-fill" stroke="currentColor"/></symbol>` +
	`<symbol id="mark-red" viewBox="0 0 16 10"><path d="M4 1h8v8H4z" fill="currentColor"/></symbol>` +
	`<symbol id="mark-unknown" viewBox="0 0 16 10"><circle cx="8" cy="5" r="4" fill="none" stroke="currentColor" stroke-dasharray="2.2 1.4"/></symbol>` +
	`<symbol id="mark-none" viewBox="0 0 16 10"><path d="M4 4h8v2H4z" fill="currentColor"/></symbol>` +
	`<symbol id="mark-full" viewBox="0 0 16 10"><circle cx="8" cy="5" r="4.5" fill="currentColor"/></symbol>` +
	`<symbol id="mark-half" viewBox="0 0 16 10"><circle cx="8" cy="5" r="4" fill="none" stroke="currentColor"/><path d="M8 1a4 4 0 0 0 0 8z" fill="currentColor"/></symbol>` +
	`<symbol id="mark-empty" viewBox="0 0 16 10"><circle cx="8" cy="5" r="4" fill="none" stroke="currentColor"/></symbol>` +
	"</defs></svg>\n"
