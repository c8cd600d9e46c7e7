package report

import (
	"strings"

	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/goals/diagram"
)

// Diagram returns the options of a drawing of the strategy that says how every goal stands,
// such as "30,7 % · 18,0 Punkte hinter dem Soll", with the dates of the report in its title.
// [diagram.Mermaid] and [diagram.DOT] draw it from the plan of the same result; the options
// may be changed before. Cost: that of the first section of a report.
func (r *Report) Diagram(view diagram.View) diagram.Options {
	r = r.or()
	r.look()
	return diagram.Options{
		View: view, Language: r.language, State: r.standing,
		Title: capital(view.Text().In(r.language)) + ": " + r.plan.Title() + ", " + r.dates(),
	}
}

// standing says in the box of a drawing how a goal stands.
func (r *Report) standing(goal string) string {
	s, ok := r.goals[goal]
	if !ok {
		return ""
	}
	if !r.spoken(s) {
		said := r.inWords(s)[0].Text
		if text := r.rangeText(s); text != "" && s.score.State() != evaluation.Unmeasured {
			said += r.in(", möglich ", ", possible ") + text
		}
		return said
	}
	parts := []string{r.percent(s.score.Attainment(), r.places)}
	if rating := s.score.Status(); rating.Rated() {
		parts = append(parts, rating.Label.In(r.language))
	}
	if course := r.course(s); course != nil {
		parts = append(parts, course.String())
	}
	return strings.Join(parts, " · ")
}
