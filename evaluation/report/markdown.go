package report

import (
	"io"
	"strings"

	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/internal/layout"
)

// Markdown writes the report as Markdown with tables (GitLab and GitHub flavour).
// Texts of the documents are escaped, so that no title can become markup. The
// error is that of the writer.
func Markdown(out io.Writer, result *evaluation.Result, options Options) error {
	v := viewOf(result, options)
	w := &writer{w: out}
	v.markdownHead(w)
	if s := v.plan.Source().String(); s != "" {
		w.print(v.in("Quelle: ", "Source: "), escape(s), "  \n")
	}
	w.print(escape(v.counts()), "\n\n")

	w.print("## ", v.in("Ziele", "Goals"), "\n\n")
	if v.plan.Len() == 0 {
		w.print(v.noGoals(), "\n")
	} else {
		table(w, "lllrr", v.in("Ziel", "Goal"), v.in("Ebene", "Level"), v.stateHeading(), v.in("Erreicht", "Attained"), v.in("Abdeckung", "Coverage"))
	}
	for goal, score := range v.result.Goals() {
		indent := strings.Repeat("&emsp;", goal.Depth())
		state := v.state(score)
		if r := score.Status(); r.CappedBy != "" {
			state += ", " + r.Why.In(v.language)
		}
		row(w, indent+escape(v.label(goal)), escape(goal.Level()), escape(state), v.score(score), v.coverage(score))
	}

	first := true
	for a := range v.result.Assessments() {
		if first {
			w.print("\n## ", v.in("Kennzahlen", "Indicators"), "\n\n")
			table(w, "lrrrlll", v.in("Kennzahl", "Indicator"), v.in("Wert", "Value"), v.in("Zielwert", "Target"), v.in("Erwartet", "Expected"),
				v.in("Zielerreichung", "Attainment"), v.in("Status", "Status"), v.in("Quelle", "Source"))
			first = false
		}
		source := v.source(a)
		if n := v.note(a); n != "" {
			source += " (" + n + ")"
		}
		row(w, escape(a.Title()+" ["+v.key(a)+"]"), escape(v.value(a)), escape(v.target(a)), v.expected(a), escape(v.attainment(a)), escape(v.status(a)), escape(source))
	}
	v.markdownProcess(w)
	for _, kind := range v.plan.ThemeKinds() {
		w.print("\n## ", escape(capital(v.plan.Plural(kind.Name))), "\n\n")
		for _, t := range v.plan.Themes() {
			if t.Kind == kind.Name {
				w.print("- ", escape(t.ID+" "+t.Title), "\n")
			}
		}
	}
	for _, section := range []struct {
		title string
		items []string
	}{
		{v.in("Annahmen", "Assumptions"), v.assumptions()},
		{v.in("Rechenregeln", "Rules"), v.rules()},
		{v.in("Hinweise", "Notes"), v.warnings()},
	} {
		if len(section.items) == 0 {
			continue
		}
		w.print("\n## ", section.title, "\n\n")
		for _, item := range section.items {
			w.print("- ", escape(item), "\n")
		}
	}
	w.print("\n## ", v.in("Lesehilfe", "How to read this"), "\n")
	for _, line := range v.legend() {
		w.print("\n", line, "\n")
	}
	return w.err
}

func (v view) markdownHead(w *writer) {
	w.print("# ", escape(v.plan.Title()), "\n\n")
	if b := v.banner(); b != "" {
		w.print("> **", b, "**\n\n")
	}
	w.print(escape(v.origin()), "  \n", escape(v.dates()), "  \n")
}

func table(w *writer, align string, headings ...string) {
	row(w, headings...)
	for _, a := range align {
		if a == 'r' {
			w.print("| ---: ")
		} else {
			w.print("| --- ")
		}
	}
	w.print("|\n")
}

func row(w *writer, cells ...string) {
	for _, c := range cells {
		w.print("| ", c, " ")
	}
	w.print("|\n")
}

// escape keeps a text from becoming markup or breaking a table.
func escape(s string) string {
	var b strings.Builder
	for _, r := range layout.Plain(s) {
		switch r {
		case '\\', '`', '*', '_', '[', ']', '|', '~', '#', '$':
			b.WriteByte('\\')
			b.WriteRune(r)
		case '<':
			b.WriteString("&lt;")
		case '>':
			b.WriteString("&gt;")
		case '&':
			b.WriteString("&amp;")
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
