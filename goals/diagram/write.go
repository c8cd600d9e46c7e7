package diagram

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"gitlab.opencode.de/zielkette/zielkette/goals"

	"gitlab.opencode.de/zielkette/zielkette/internal/document"
)

// Mermaid writes a flowchart for Mermaid (version 10 or newer). A fictional
// strategy is called so in a comment on top and in a box. The error is that of the
// writer, or a problem with the code [zielkette.CodeReference] for a root that the
// drawing does not have, or [zielkette.CodeChoice] for an unknown view.
func Mermaid(w io.Writer, plan *goals.Plan, o Options) error {
	if plan == nil {
		plan = new(goals.Plan)
	}
	d, err := draw(plan, o)
	if err != nil {
		return err
	}
	out := new(strings.Builder)
	title := plain(d.title)
	fmt.Fprintf(out, "---\ntitle: \"%s\"\n---\n", title)
	if plan.Fictional() {
		fmt.Fprintf(out, "%%%% %s\n", fictional.In(o.Language))
	}
	fmt.Fprintf(out, "flowchart LR\n  accTitle: %s\n  accDescr: %s\n", title, plain(d.desc))
	shapes := [...][3]string{
		goalBox: {"[", "]", "goal"}, resultBox: {"(", ")", "result"}, measureBox: {"([", "])", "measure"}, noteBox: {"[", "]", "note"},
	}
	for i, b := range d.boxes {
		s, text := shapes[b.kind], mermaidText(label(b))
		for _, more := range b.under {
			text += "<br/>" + mermaidText(more)
		}
		fmt.Fprintf(out, "  n%d%s\"%s\"%s:::%s\n", i, s[0], text, s[1], s[2])
	}
	arrows := [...]string{beneath: "---", serves: "==>", helps: "-->", hinders: "-.->", conflict: "x--x"}
	looks := map[string][]string{}
	for i, l := range d.lines {
		text := ""
		if l.label != "" {
			text = "|\"" + mermaidText(l.label) + "\"|"
		}
		arrow, look := arrows[l.style], linkLooks[l.style].mermaid
		if l.assumed {
			arrow, look = "-.->", linkLooks[l.style].assumed
		}
		if look != "" {
			looks[look] = append(looks[look], strconv.Itoa(i))
		}
		fmt.Fprintf(out, "  n%d %s%s n%d\n", l.from, arrow, text, l.to)
	}
	if d.noteLast() {
		fmt.Fprintf(out, "  n%d ~~~ n%d\n", d.lines[len(d.lines)-1].from, len(d.boxes)-1)
	}
	for _, look := range slices.Sorted(maps.Keys(looks)) {
		fmt.Fprintf(out, "  linkStyle %s %s\n", strings.Join(looks[look], ","), look)
	}
	for _, class := range []string{
		"goal fill:#e8f0fe,stroke:#1a4a8a,color:#111", "result fill:#eef7e8,stroke:#3a6b1f,color:#111",
		"measure fill:#fff4dc,stroke:#8a5a00,color:#111", "note fill:#ffffff,stroke:#777777,color:#111,stroke-dasharray:4,text-align:left",
	} {
		fmt.Fprintf(out, "  classDef %s\n", class)
	}
	_, err = io.WriteString(document.Output(w), out.String())
	return err
}

// linkLooks are the colours and dashes of the links, the same in both formats: in Mermaid,
// in Mermaid where a link is assumed, and in DOT.
var linkLooks = [...]struct{ mermaid, assumed, dot string }{
	beneath:  {"", "", `arrowhead=none`},
	serves:   {"", "", `penwidth=2`},
	helps:    {"stroke:#1a4a8a", "stroke:#1a4a8a,stroke-dasharray:1 4", `color="#1a4a8a"`},
	hinders:  {"stroke:#a02020,stroke-dasharray:8 4", "stroke:#a02020,stroke-dasharray:1 4", `color="#a02020"`},
	conflict: {"stroke:#a02020", "", `dir=both, arrowhead=tee, arrowtail=tee, color="#a02020", constraint=false`},
}

// DOT writes a digraph for Graphviz. The note on a fictional strategy and the errors
// are as for [Mermaid].
func DOT(w io.Writer, plan *goals.Plan, o Options) error {
	if plan == nil {
		plan = new(goals.Plan)
	}
	d, err := draw(plan, o)
	if err != nil {
		return err
	}
	out := new(strings.Builder)
	if plan.Fictional() {
		fmt.Fprintf(out, "// %s\n", fictional.In(o.Language))
	}
	order := "in"
	if d.down {
		order = "out"
	}
	title := dotText(d.title)
	fmt.Fprintf(out, "digraph \"%s\" {\n  rankdir=LR;\n  graph [label=\"%s\", labelloc=t, labeljust=l, fontname=\"Helvetica\", fontsize=14, tooltip=\"%s\", ordering=%s];\n", title, title, dotText(d.desc), order)
	fmt.Fprintf(out, "  node [fontname=\"Helvetica\", fontsize=11, style=filled];\n  edge [fontname=\"Helvetica\", fontsize=9];\n")
	shapes := [...]string{
		goalBox: `shape=box, fillcolor="#e8f0fe"`, resultBox: `shape=box, style="rounded,filled", fillcolor="#eef7e8"`,
		measureBox: `shape=ellipse, fillcolor="#fff4dc"`, noteBox: `shape=note, fillcolor="#ffffff"`,
	}
	for i, b := range d.boxes {
		text := wrap(label(b), 32)
		for _, more := range b.under {
			text += "\n" + wrap(more, 48)
		}
		fmt.Fprintf(out, "  n%d [label=\"%s\", %s];\n", i, dotText(text), shapes[b.kind])
	}
	for _, l := range d.lines {
		fmt.Fprintf(out, "  n%d -> n%d [label=\"%s\", %s];\n", l.from, l.to, dotText(l.label), linkLooks[l.style].dot+dashes(l))
	}
	if d.noteLast() {
		fmt.Fprintf(out, "  n%d -> n%d [style=invis];\n", d.lines[len(d.lines)-1].from, len(d.boxes)-1)
	}
	fmt.Fprintf(out, "}\n")
	_, err = io.WriteString(document.Output(w), out.String())
	return err
}

// noteLast reports whether an unseen link holds the note beneath the last goals of a tree,
// where no line runs behind it.
func (d drawing) noteLast() bool {
	return d.down && len(d.lines) > 0 && d.boxes[len(d.boxes)-1].kind == noteBox
}

// dashes are the dots of an effect that is assumed, and the dashes of another that hinders.
func dashes(l line) string {
	switch {
	case l.assumed:
		return ", style=dotted"
	case l.style == hinders:
		return ", style=dashed"
	}
	return ""
}

// label returns id and title of a box in one line. An id has no more than 128
// bytes, and the title has been cut.
func label(b box) string { return strings.TrimSpace(b.id + " " + b.title) }

// noBreak holds a number and its unit together.
const noBreak = '\u00a0'

// shorten makes a text one line of at most so many characters, without control
// and format characters.
func shorten(s string, limit int) string {
	if len(s) > 16*limit { // enough for any text that is worth reading
		s = strings.ToValidUTF8(s[:16*limit], "") + "…"
	}
	s = strings.Join(strings.FieldsFunc(strings.ToValidUTF8(s, "\ufffd"), func(r rune) bool {
		return r != noBreak && unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r)
	}), " ")
	if utf8.RuneCountInString(s) <= limit {
		return s
	}
	runes := []rune(s)
	end := max(limit-2, 0)
	for end > 0 && runes[end] != ' ' { // no word is cut
		end--
	}
	if end == 0 {
		return string(runes[:limit-1]) + "…"
	}
	return strings.TrimRight(string(runes[:end]), " ,;:–-") + string(noBreak) + "…"
}

// wrap breaks a line to lines of so many characters, between words where it can.
func wrap(s string, width int) string {
	var b strings.Builder
	at := 0
	for i, word := range strings.Split(s, " ") {
		n := utf8.RuneCountInString(word)
		switch {
		case i == 0:
		case at+1+n > width:
			b.WriteByte('\n')
			at = 0
		default:
			b.WriteByte(' ')
			at++
		}
		for _, r := range word {
			if at == width {
				b.WriteByte('\n')
				at = 0
			}
			b.WriteRune(r)
			at++
		}
	}
	return b.String()
}

// mermaidText writes every character that could mean something to Mermaid, to
// Markdown in its labels or to HTML as a character code.
func mermaidText(s string) string {
	var b strings.Builder
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune(" ,/%…×–", r) || unicode.IsMark(r) {
			b.WriteRune(r)
		} else {
			fmt.Fprintf(&b, "#%d;", r)
		}
	}
	return b.String()
}

// plain is a text without what could mean something to Mermaid outside of a label: other
// characters become blanks.
func plain(s string) string {
	return strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || strings.ContainsRune(".,:()/%…×–-!?", r) {
			return r
		}
		return ' '
	}, s)), " ")
}

// dotText escapes what Graphviz reads in a quoted label: quotes, its escapes, and
// character entities.
func dotText(s string) string {
	return strings.NewReplacer(`\`, `\\`, `"`, `\"`, "&", "&amp;", "<", "&lt;", ">", "&gt;", "\n", `\n`).Replace(s)
}
