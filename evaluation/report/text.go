package report

import (
	"fmt"
	"io"
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/layout"
)

// width is the width of the text report in characters.
const width = 100

// Widths of the columns beside the goals.
const (
	stateWidth    = 17
	scoreWidth    = 10
	coverageWidth = 11
	goalWidth     = width - stateWidth - scoreWidth - coverageWidth - 2
)

// Text writes the report as plain text of at most 100 columns: header, the tree of
// goals with state, score and coverage, the indicators with their sources, what is
// assumed and what is worth knowing. The error is that of the writer.
func Text(out io.Writer, result *evaluation.Result, options Options) error {
	v := viewOf(result, options)
	w := &writer{w: out}
	v.textHead(w)
	if s := v.plan.Source().String(); s != "" {
		w.print(layout.Wrap(v.in("Quelle: ", "Source: ")+s, width, "", "  "))
	}
	w.print(layout.Wrap(v.counts(), width, "", "  "), "\n")
	v.tree(w)
	v.indicators(w)
	v.textProcess(w)
	v.themes(w)
	v.list(w, v.in("Annahmen", "Assumptions"), v.assumptions())
	v.list(w, v.in("Rechenregeln", "Rules"), v.rules())
	v.list(w, v.in("Hinweise", "Notes"), v.warnings())
	v.list(w, v.in("Lesehilfe", "How to read this"), v.legend())
	return w.err
}

// textHead is what every printed sheet needs: whether it is invented, whose
// strategy it is, and the dates.
func (v view) textHead(w *writer) {
	if b := v.banner(); b != "" {
		rule := strings.Repeat("!", width) + "\n"
		w.print(rule, layout.Wrap(b, width, "", ""), rule, "\n")
	}
	w.print(layout.Wrap(v.plan.Title(), width, "", ""))
	w.print(layout.Wrap(v.origin(), width, "", "  "))
	w.print(v.dates(), "\n")
}

func (v view) row(goal, state, score, coverage string) string {
	row := layout.Left(goal, goalWidth) + "  " + layout.Left(state, stateWidth) +
		layout.Right(score, scoreWidth) + layout.Right(coverage, coverageWidth)
	return strings.TrimRight(row, " ") + "\n"
}

func (v view) tree(w *writer) {
	if v.plan.Len() == 0 {
		w.print(v.noGoals(), "\n")
		return
	}
	w.print(v.row(v.in("Ziele", "Goals"), v.stateHeading(), v.in("Erreicht", "Attained"), v.in("Abdeckung", "Coverage")))
	w.print(strings.Repeat("─", width), "\n")
	for goal, score := range v.result.Goals() {
		indent := strings.Repeat("  ", goal.Depth())
		lines := strings.Split(strings.TrimRight(layout.Wrap(v.label(goal), goalWidth, indent, indent+"    "), "\n"), "\n")
		w.print(v.row(lines[0], v.state(score), v.score(score), v.coverage(score)))
		for _, line := range lines[1:] {
			w.print(line, "\n")
		}
		if r := score.Status(); r.CappedBy != "" {
			w.print(layout.Wrap(r.Why.In(v.language), width, indent+"    ", indent+"    "))
		}
	}
}

func (v view) heading(w *writer, title string) {
	title = layout.Cut(strings.TrimSpace(layout.Plain(capital(title))), width)
	w.print("\n", title, "\n", strings.Repeat("─", layout.Width(title)), "\n")
}

func (v view) indicators(w *writer) {
	first := true
	for a := range v.result.Assessments() {
		if first {
			v.heading(w, v.in("Kennzahlen", "Indicators"))
			first = false
		}
		w.print(layout.Wrap(a.Title()+" ["+v.key(a)+"]", width, "", "    "))
		line := func(label, text string) {
			if text != "" {
				w.print(layout.Wrap(label+": "+text, width, "  ", "    "))
			}
		}
		line(v.in("Wert", "Value"), v.value(a))
		t, _ := a.Target()
		line(v.in("Zielwert", "Target"), v.target(a))
		attainment := v.attainment(a)
		if e := v.expected(a); e != "" && a.State() == evaluation.Scored {
			o, _ := a.Observation()
			attainment += fmt.Sprintf(v.in("; für %s auf dem Zielpfad erwartet %s", "; expected on the path for %s: %s"), o.Period.Text(v.language), v.figure(e, a.Unit()))
		}
		line(v.in("Zielerreichung", "Attainment"), attainment)
		line(v.in("Status", "Status"), v.status(a))
		if t.Shape != indicators.MilestonesShape {
			line(v.in("Höchstalter", "Maximum age"), a.Indicator().MaxAge.Text(v.language))
		}
		line(v.sourceLabel(a), v.source(a))
		line(v.in("Anmerkung", "Note"), v.note(a))
	}
}

// target is what the target asks for, and from where.
func (v view) target(a evaluation.Assessment) string {
	text := a.TargetText(v.language)
	if t, _ := a.Target(); !t.Baseline.IsZero() {
		text += v.in(", Ausgangswert ", ", baseline ") + v.figure(t.Baseline.Value.String(), a.Unit()) + " (" + t.Baseline.Period.Text(v.language) + ")"
	}
	return text
}

func (v view) themes(w *writer) {
	kind := ""
	for _, t := range v.plan.Themes() {
		if t.Kind != kind {
			kind = t.Kind
			v.heading(w, v.plan.Plural(kind))
		}
		title := t.ID + " " + t.Title
		if t.Edition != "" {
			title += " (" + t.Edition + ")"
		}
		w.print(layout.Wrap(title, width, "", "    "))
	}
	areas := v.plan.Areas()
	if len(areas) > 0 {
		v.heading(w, v.in("Räume", "Areas"))
	}
	for _, a := range areas {
		title := a.Title
		if a.Kind != "" {
			title += " (" + a.Kind + ")"
		}
		w.print(layout.Wrap(title, width, "", "    "))
	}
}

func (v view) list(w *writer, title string, items []string) {
	if len(items) == 0 {
		return
	}
	v.heading(w, title)
	for _, item := range items {
		w.print(layout.Wrap(item, width, "• ", "  "))
	}
}

func (v view) assumptions() []string { return v.all(v.result.Assumptions()) }

func (v view) rules() []string { return v.all(v.result.Rules()) }

func (v view) all(texts []zielkette.Text) []string {
	out := []string{}
	for _, t := range texts {
		out = append(out, t.In(v.language))
	}
	return out
}

func (v view) warnings() []string {
	var out []string
	for _, p := range v.result.Warnings() {
		s := p.Message.In(v.language)
		if p.Subject != "" {
			s = p.Subject + ": " + s
		}
		out = append(out, s)
	}
	return out
}
