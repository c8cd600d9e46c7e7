package report

import (
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/goals"
)

// Goals are all goals in the adopted wording: a heading for every goal that has goals
// or indicators beneath, with the table from which its figure is formed and, at its
// foot, the rule in words with its result. Goals without anything to measure beneath
// are listed by their wording.
func (r *Report) Goals() Section {
	r = r.or()
	r.look()
	s := Section{ID: "goals", Title: r.in("Ziele", "Goals")}
	if r.plan.Len() == 0 {
		return s
	}
	s.Blocks = append(s.Blocks, Paragraph{Text: Say(r.say(
		"Ziele stehen im Wortlaut der Strategie (auf der Seite in Serifenschrift). „Soll %d“ ist dieselbe Rechnung mit dem Zielpfad an Stelle der Messwerte; Teile ohne Zielpfad gehen ein, wie sie sind.",
		"Goals stand in the wording of the strategy (on the page in serif type). “Plan %d” is the same calculation with the path in place of the values; parts without a path enter as they are.",
		r.result.Options().AsOf.Year()))})
	for goal := range r.plan.Goals() {
		if r.hasPage(goal) {
			s.Blocks = append(s.Blocks, r.goal(r.goals[goal.ID()])...)
		}
	}
	return s
}

// goal is one goal with its parts.
func (r *Report) goal(s *standing) []Block {
	title := adopted(official(s.goal.Number()) + s.goal.Title())
	blocks := []Block{
		Heading{ID: goalID(s.goal.ID()), Title: quoted(s.goal.Level() + ": ").And(title), Minor: s.goal.Depth() > 1},
	}
	if text := s.goal.Statement(); text != "" {
		blocks = append(blocks, Paragraph{Text: adopted(text)})
	}
	if len(r.inWords(s)) > 0 {
		blocks = append(blocks, Paragraph{Text: r.reachedInWords(s)})
	}
	var about []string
	if text := s.goal.Responsible(); text != "" {
		about = append(about, r.in("Zuständig: ", "Responsible: ")+stop(text))
	}
	if text := s.goal.Note(); text != "" {
		about = append(about, stop(text))
	}
	if len(about) > 0 {
		blocks = append(blocks, Note(quoted(strings.Join(about, " "))))
	}
	if source := s.goal.Source(); source.String() != "" && source != r.plan.Source() {
		note := Say(r.in("Quelle: ", "Source: ")).And(r.cite(source))
		if source.Note != "" {
			note = note.And(Say(" "), quoted(stop(source.Note)))
		}
		blocks = append(blocks, Note(note))
	}
	if len(s.parts) == 0 {
		var list []Phrase
		for child := range s.goal.Children() {
			list = append(list, r.wording(child))
		}
		if list != nil {
			blocks = append(blocks, List{Items: list})
		}
		return blocks
	}
	if !r.somethingIn(s) {
		return append(blocks, r.unmeasuredParts(s)...)
	}
	var rows []Row
	for _, p := range s.parts {
		if p.goal != nil {
			row := r.goalRow(p.goal, r.weight(s, &p), len(p.goal.parts) == 0)
			if !r.hasPage(p.goal.goal) { // it has no heading to lead to: the row is where it stands
				row.ID = goalID(p.goal.goal.ID())
				row.Cells[0].Lines[0][0].To = ""
				if len(p.goal.parts) == 1 && p.goal.score.State() != evaluation.NotApplicable {
					row.Cells[0].Lines = append(row.Cells[0].Lines, r.onlyIndicator(p.goal.parts[0]))
				}
			}
			rows = append(rows, row)
			continue
		}
		rows = append(rows, r.indicatorRow(s, p))
	}
	return append(blocks, r.goalTable("", rows, r.foot(s)), r.rollUp(s))
}

// hasPage reports whether a goal has a heading of its own in the section: one at the
// top, one with goals beneath, and one that several indicators measure. All others
// stand wholly in their row.
func (r *Report) hasPage(goal goals.Node) bool {
	for range goal.Children() {
		return true
	}
	_, below := goal.Parent()
	return !below || len(goal.Indicators()) > 1 && goal.NotApplicable() == ""
}

// onlyIndicator names the one indicator that a goal stands for.
func (r *Report) onlyIndicator(p part) Phrase {
	m := r.byHandle[p.a]
	if m == nil {
		return nil
	}
	text := Say(r.in("Kennzahl: ", "Indicator: ")).And(r.link(m))
	if last := r.last(m); last != "" {
		text = text.And(Say(", " + last))
	}
	if p.assumed {
		text = text.And(Say(r.in(", Zuordnung angenommen", ", link assumed")))
	}
	return text
}

// somethingIn reports whether anything beneath a goal has an indicator.
func (r *Report) somethingIn(s *standing) bool {
	for _, p := range s.parts {
		if p.goal == nil || p.goal.score.State() != evaluation.Unmeasured || len(p.goal.parts) > 0 {
			return true
		}
	}
	return false
}

// unmeasuredParts lists the adopted sentences of goals that nothing measures, and says
// so once.
func (r *Report) unmeasuredParts(s *standing) []Block {
	var items []Phrase
	for _, p := range s.parts {
		items = append(items, r.wording(p.goal.goal))
	}
	text := r.say("Keines dieser %d Ziele hat eine Kennzahl:", "None of these %d goals has an indicator:", len(items))
	if len(items) == 1 {
		text = r.in("Dieses Ziel hat keine Kennzahl:", "This goal has no indicator:")
	}
	return []Block{Note(Say(text)), List{Items: items}}
}

// wording is title and statement of a goal as adopted.
func (r *Report) wording(goal goals.Node) Phrase {
	p := adopted(official(goal.Number()) + goal.Title())
	if text := goal.Statement(); text != "" && text != goal.Title() {
		p = p.And(Say(" – "), adopted(text))
	}
	if text := goal.NotApplicable(); text != "" {
		p = p.And(Say(" "), Phrase{{Text: r.in("entfällt", "does not apply"), Mark: MarkNone}}, Say(": "), quoted(stop(text)))
	}
	return p
}

// indicatorRow is an indicator among the parts of a goal.
func (r *Report) indicatorRow(s *standing, p part) Row {
	m := r.byHandle[p.a]
	lines := []Phrase{r.link(m)}
	verdict := r.verdict(m)
	reached, plan := "–", "–"
	bar := Bar{stroke(Track, 0, 1000)}
	switch {
	case p.state == evaluation.NotApplicable:
		verdict = Phrase{{Text: r.in("entfällt", "does not apply"), Mark: MarkNone}}.And(Say(": "), quoted(p.notApplicable))
		bar = nil
	case !p.entered.IsZero():
		reached = r.percent(p.entered, r.places)
		bar = append(bar, stroke(Filled, 0, tenths(p.entered)))
		if way := p.a.ExpectedAttainment(); !way.IsZero() {
			plan = r.percent(way, r.places)
			bar = append(bar, stroke(Plan, tenths(way), tenths(way)))
		}
		if !p.a.Attainment().Equal(p.entered) {
			lines = append(lines, Say(r.say("unbegrenzt %s", "unbounded %s", r.percent(p.a.Attainment(), r.places))))
		}
	default:
		bar = append(bar, stroke(Span, 0, 1000))
	}
	if len(verdict) > 0 {
		if last := r.last(m); last != "" && p.state == evaluation.NotReported {
			verdict = verdict.And(Say("; " + last))
		}
		lines = append(lines, verdict)
	}
	if p.assumed {
		lines = append(lines, Say(r.in("Zuordnung angenommen", "link assumed")))
	}
	if len(r.measured) > mostBars {
		bar = nil
	}
	return Row{Cells: []Cell{{Lines: lines}, {Bar: bar}, cellOf(Strong(reached)), cellOf(Say(plan)), cellOf(Say(r.weight(s, &p)))}}
}

// what is the word for a goal or a theme.
func (r *Report) what(s *standing) string {
	if s.theme {
		return r.in("Thema", "theme")
	}
	return r.in("Ziel", "goal")
}

// foot is the result of a goal under its parts.
func (r *Report) foot(s *standing) []Row {
	reached, plan := "–", "–"
	if s.score.State() == evaluation.Scored {
		reached = r.percent(s.score.Attainment(), r.places)
		plan = r.percent(s.plan, r.places)
		if !r.spoken(s) { // to be recomputed, and no statement
			reached, plan = "("+reached+")", "("+plan+")"
		}
	}
	return []Row{{Cells: []Cell{cellOf(Say(r.aggregated(s.rolled.Rule.Aggregator))), {}, cellOf(Say(reached)), cellOf(Say(plan)), {}}}}
}

// aggregated names the rule by which parts are put together.
func (r *Report) aggregated(a evaluation.Aggregator) string {
	return a.Text(r.language) + r.in(" der bewerteten Teile", " of the scored parts")
}

// rollUp says beneath the table where the weights come from, and whether the figure
// of the foot may be said.
func (r *Report) rollUp(s *standing) Block {
	parts := []string{r.in("Gewichte: ", "Weights: ") + r.text(s.rolled.Weights) + "."}
	if c := s.score.Coverage(); !c.IsZero() && c.Compare(zielkette.Int(1).Figure()) < 0 {
		parts = append(parts, r.say("Bewertet sind %s des Gewichts.", "%s of the weight is scored.", r.percent(c, s.score.CoveragePlaces(r.minimum))))
	}
	if s.score.State() == evaluation.Scored && !r.spoken(s) {
		parts = append(parts, r.say("Das ist weniger als %s; das Ergebnis der Rechnung steht hier zum Nachrechnen und ist keine Aussage über das %s.",
			"That is less than %s; the result of the calculation stands here to be recomputed and says nothing of the %s.", r.percent(r.minimum.Figure(), 0), r.what(s)))
	}
	if s.score.State() == evaluation.Scored && s.score.Attainment().Sign() == 0 {
		for _, p := range s.parts {
			if f := p.entered; f.Sign() > 0 && s.rolled.Rule.Aggregator.Vetoes() {
				parts = append(parts, r.in("Das Ergebnis ist 0, obwohl andere Teile darüber liegen: Dieses Mittel lässt keinen Ausgleich zu.", "The result is 0 although other parts lie above: this mean allows no compensation."))
				break
			}
		}
	}
	return Note(Say(strings.Join(parts, " ")))
}
