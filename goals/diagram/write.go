package diagram

import (
	"fmt"
	"io"
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
	if plan.Fictional() {
		fmt.Fprintf(out, "%%%% %s\n", fictional.In(o.Language))
	}
	fmt.Fprintf(out, "flowchart LR\n")
	shapes := [...][3]string{
		goalBox: {"[", "]", "goal"}, resultBox: {"(", ")", "result"}, measureBox: {"([", "])", "measure"}, noteBox: {"[/", "/]", "note"},
	}
	for i, b := range d.boxes {
		s := shapes[b.kind]
		fmt.Fprintf(out, "  n%d%s\"%s\"%s:::%s\n", i, s[0], mermaidText(label(b)), s[1], s[2])
	}
	arrows := [...]string{beneath: "---", serves: "==>", helps: "-->", hinders: "-.->", conflict: "x--x"}
	for _, l := range d.lines {
		text := ""
		if l.label != "" {
			text = "|\"" + mermaidText(l.label) + "\"|"
		}
		arrow := arrows[l.style]
		if l.assumed {
			arrow = "-.->"
		}
		fmt.Fprintf(out, "  n%d %s%s n%d\n", l.from, arrow, text, l.to)
	}
	for _, class := range []string{
		"goal fill:#e8f0fe,stroke:#1a4a8a,color:#111", "result fill:#eef7e8,stroke:#3a6b1f,color:#111",
		"measure fill:#fff4dc,stroke:#8a5a00,color:#111", "note fill:#ffffff,stroke:#777777,color:#111,stroke-dasharray:4",
	} {
		fmt.Fprintf(out, "  classDef %s\n", class)
	}
	_, err = io.WriteString(document.Output(w), out.String())
	return err
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
	fmt.Fprintf(out, "digraph strategy {\n  rankdir=LR;\n  node [fontname=\"Helvetica\", fontsize=11, style=filled];\n  edge [fontname=\"Helvetica\", fontsize=9];\n")
	shapes := [...]string{
		goalBox: `shape=box, fillcolor="#e8f0fe"`, resultBox: `shape=box, style="rounded,filled", fillcolor="#eef7e8"`,
		measureBox: `shape=ellipse, fillcolor="#fff4dc"`, noteBox: `shape=note, fillcolor="#ffffff"`,
	}
	for i, b := range d.boxes {
		fmt.Fprintf(out, "  n%d [label=\"%s\", %s];\n", i, dotText(wrap(label(b), 32)), shapes[b.kind])
	}
	arrows := [...]string{
		beneath: "arrowhead=none", serves: "penwidth=2", helps: "color=\"#1a4a8a\"", hinders: "style=dashed, color=\"#a02020\"",
		conflict: "dir=both, arrowhead=tee, arrowtail=tee, color=\"#a02020\", constraint=false",
	}
	for _, l := range d.lines {
		fmt.Fprintf(out, "  n%d -> n%d [label=\"%s\", %s];\n", l.from, l.to, dotText(l.label), arrows[l.style]+dots(l))
	}
	fmt.Fprintf(out, "}\n")
	_, err = io.WriteString(document.Output(w), out.String())
	return err
}

// dots are the dots of a helping effect that is assumed; one that hinders is dashed.
func dots(l line) string {
	if l.assumed && l.style == helps {
		return ", style=dotted"
	}
	return ""
}

// label returns id and title of a box in one line. An id has no more than 128
// bytes, and the title has been cut.
func label(b box) string { return strings.TrimSpace(b.id + " " + b.title) }

// shorten makes a text one line of at most so many characters, without control
// and format characters.
func shorten(s string, limit int) string {
	if len(s) > 16*limit { // enough for any text that is worth reading
		s = strings.ToValidUTF8(s[:16*limit], "") + "…"
	}
	s = strings.Join(strings.FieldsFunc(strings.ToValidUTF8(s, "\ufffd"), func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r)
	}), " ")
	if utf8.RuneCountInString(s) <= limit {
		return s
	}
	return strings.TrimSpace(string([]rune(s)[:limit-1])) + "…"
}

// wrap breaks a line to lines of so many characters, between words where it can.
func wrap(s string, width int) string {
	var b strings.Builder
	at := 0
	for i, word := range strings.Fields(s) {
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

// dotText escapes what Graphviz reads in a quoted label: quotes, its escapes, and
// character entities.
func dotText(s string) string {
	return strings.NewReplacer(`\`, `\\`, `"`, `\"`, "&", "&amp;", "<", "&lt;", ">", "&gt;", "\n", `\n`).Replace(s)
}
