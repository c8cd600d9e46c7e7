package report

import (
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/internal/module"
)

// Goals are all goals in the adopted wording: a heading for every goal that has goals
// or indicators beneath, with the table from which its figure is formed and, at its
// foot, the rule in words with its result. Goals without anything to measure beneath
// are listed by their wording.
func (r *Report) Goals() Section {
	r, s := r.begin("goals", "Ziele", "Goals")
	if r.plan.Len() == 0 {
		return s
	}
	s.Blocks = append(s.Blocks, Paragraph{Text: Say(r.say(
		"Ziele stehen im Wortlaut der Strategie (auf der Seite in Serifenschrift). „Soll %d“ ist dieselbe Rechnung mit dem Zielpfad an Stelle der Messwerte; Teile ohne Zielpfad gehen ein, wie sie sind.",
		"Goals stand in the wording of the strategy (on the page in serif type). “Plan %d” is the same calculation with the path in place of the values; parts without a path enter as they are.",
		r.result.Options().AsOf.Year()))})
	if said := r.ofAllGoals(); said != "" {
		s.Blocks = append(s.Blocks, Note(Say(said)))
	}
	var pages []*standing
	for goal := range r.plan.Goals() {
		if r.hasPage(goal) {
			pages = append(pages, r.goals[goal.ID()])
		}
	}
	s.Blocks = append(s.Blocks, Long{
		parts: len(pages), kinds: []Table{r.goalTable("", nil, nil)},
		make: func(on *paper) func(int) []Block {
			r := r.writes(on)
			return func(i int) []Block { return r.goal(pages[i]) }
		},
		ids: func(yield func(string) bool) {
			for goal := range r.plan.Goals() {
				if !r.inList(goal) && !yield(r.goalID(goal)) {
					return
				}
			}
		},
	})
	return s
}

// inList reports whether a goal stands in a list beneath the one above, and has no id.
func (r *Report) inList(goal goals.Node) bool {
	above, below := goal.Parent()
	if !below || r.hasPage(goal) {
		return false
	}
	s := r.goals[above.ID()]
	return len(s.parts) == 0 || !r.somethingIn(s) || r.bare(r.goals[goal.ID()])
}

// ofAllGoals says once what holds for all goals: where the weights come from, that all
// links are assumed, and that nobody answers for any of them.
func (r *Report) ofAllGoals() string {
	var parts []string
	if r.weights != "" {
		parts = append(parts, r.in("Gewichte, wo bei einem Ziel nichts anderes steht: ", "Weights, where nothing else is said of a goal: ")+r.weights+".")
	}
	if r.assumed {
		parts = append(parts, r.in("Welche Kennzahl zu welchem Ziel gehört, ist überall angenommen.", "Which indicator belongs to which goal is assumed everywhere."))
	}
	for goal := range r.plan.Goals() {
		if goal.Responsible() != "" {
			return strings.Join(parts, " ")
		}
	}
	return strings.Join(append(parts, r.in("Wer für ein Ziel zuständig ist, ist nirgends erfasst.", "Who answers for a goal is nowhere on record.")), " ")
}

// goal is one goal with its parts.
func (r *Report) goal(s *standing) []Block {
	title := r.on.and(r.level(s.goal, ": "), r.on.run(Run{Text: r.official(s.goal.Number(), s.goal.Title()), Adopted: true}))
	blocks := append(take(r.on, &r.on.blocks, 8), Heading{ID: r.goalID(s.goal), Title: title, Minor: s.goal.Depth() > 1})
	if text := s.goal.Statement(); text != "" {
		blocks = append(blocks, Paragraph{Text: r.on.run(Run{Text: text, Adopted: true})})
	}
	if words := r.reachedInWords(s); len(words) > 0 {
		blocks = append(blocks, Paragraph{Text: words})
	}
	if about := r.aboutGoal(s.goal); len(about) > 0 {
		blocks = append(blocks, Note(about))
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
	rows := take(r.on, &r.on.rows, len(s.parts))
	var bare []Phrase
	weights := map[string]bool{}
	for k := range s.parts {
		if p := &s.parts[k]; p.goal != nil && r.bare(p.goal) {
			weights[r.weight(s, p)] = true
		}
	}
	for k := range s.parts {
		p := &s.parts[k]
		if p.goal != nil && r.bare(p.goal) {
			item := r.wording(p.goal.goal)
			if len(weights) > 1 {
				item = item.And(Say(r.in(" – Gewicht ", " – weight ") + r.weight(s, p)))
			}
			bare = append(bare, item)
			continue
		}
		if p.goal != nil {
			row := r.goalRow(p.goal, r.weight(s, p), len(p.goal.parts) == 0)
			if !r.hasPage(p.goal.goal) { // it has no heading to lead to: the row is where it stands
				row.ID = r.goalID(p.goal.goal)
				row.Cells[0].Lines[0][0].To = ""
				if len(p.goal.parts) == 1 && p.goal.score.State() != evaluation.NotApplicable {
					row.Cells[0].Lines = append(row.Cells[0].Lines, r.onlyIndicator(&p.goal.parts[0]))
				}
				if about := r.aboutGoal(p.goal.goal); len(about) > 0 {
					row.Cells[0].Lines = append(row.Cells[0].Lines, about)
				}
			}
			rows = append(rows, row)
			continue
		}
		rows = append(rows, r.indicatorRow(s, *p))
	}
	blocks = append(blocks, r.partsTable(s, rows))
	if note := r.rollUp(s); len(note) > 0 {
		blocks = append(blocks, note)
	}
	if len(bare) > 0 {
		said := Phrase{{Text: r.in("ohne Kennzahl", "without an indicator"), Mark: MarkEmpty}}
		switch {
		case len(weights) > 1:
		case len(bare) == 1:
			said = said.And(Say(r.in(", Gewicht ", ", weight ") + only(weights)))
		default:
			said = said.And(Say(r.in(", Gewicht je ", ", weight of each ") + only(weights)))
		}
		blocks = append(blocks, Note(said.And(Say(":"))), List{Items: bare})
	}
	return blocks
}

// level is the level of a goal, to go before its title; nothing where the title begins
// with it, as in "Vision 2030".
func (r *Report) level(goal goals.Node, between string) Phrase {
	if strings.HasPrefix(goal.Title(), goal.Level()+" ") {
		return nil
	}
	return r.on.run(Run{Text: r.on.join(goal.Level(), between), Quoted: true})
}

// only is the one key of a set.
func only(set map[string]bool) string {
	for key := range set {
		return key
	}
	return ""
}

// bare reports whether a goal has nothing to show in a row: no goals beneath and no
// indicator.
func (r *Report) bare(s *standing) bool {
	return s.score.State() == evaluation.Unmeasured && !r.hasPage(s.goal)
}

// aboutGoal says who answers for a goal, what is to be known of it, and where it stands,
// if elsewhere than the strategy.
func (r *Report) aboutGoal(goal goals.Node) Phrase {
	var parts []Phrase
	if text := goal.Responsible(); text != "" {
		parts = append(parts, Say(r.in("Zuständig: ", "Responsible: ")).And(quoted(stop(text))))
	}
	if text := r.note(goal); text != "" {
		parts = append(parts, quoted(stop(text)))
	}
	if source := goal.Source(); source.String() != "" && source != r.plan.Source() {
		parts = append(parts, Say(r.in("Quelle: ", "Source: ")).And(r.cite(source)))
		if source.Note != "" {
			parts = append(parts, quoted(stop(source.Note)))
		}
	}
	return joined(parts, " ")
}

// partsTable is the table from which the figure of a goal or a theme is formed. Its
// result stands at the foot, where there is one.
func (r *Report) partsTable(s *standing, rows []Row) Table {
	t := r.goalTable("", rows, r.foot(s))
	below, measured := false, false
	for _, p := range s.parts {
		below, measured = below || p.goal != nil, measured || p.goal == nil
	}
	switch {
	case below && measured:
		t.Columns[0].Title = r.in("Ziel oder Kennzahl", "Goal or indicator")
	case measured:
		t.Columns[0].Title = r.in("Kennzahl", "Indicator")
	}
	return t
}

// hasPage reports whether a goal has a heading of its own in the section: one at the
// top, one with goals beneath, and one that several indicators measure. All others
// stand wholly in their row.
func (r *Report) hasPage(goal goals.Node) bool {
	_, below := goal.Parent()
	return !leaf(goal) || !below || len(goal.Links(module.Reader{})) > 1 && goal.NotApplicable() == ""
}

// onlyIndicator names the one indicator that a goal stands for.
func (r *Report) onlyIndicator(p *part) Phrase {
	m := r.byHandle[p.a]
	if m == nil {
		return nil
	}
	text := r.on.and(r.on.say(r.in("Kennzahl: ", "Indicator: ")), r.link(m))
	if last := r.last(m); last != "" {
		text = text.And(Say(", " + last))
	}
	if p.assumed && !r.assumed {
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
	items := each(s.parts, func(p part) Phrase { return r.wording(p.goal.goal) })
	text := either(len(items) == 1, r.in("Dieses Ziel hat keine Kennzahl:", "This goal has no indicator:"), r.say("Keines dieser %d Ziele hat eine Kennzahl:", "None of these %d goals has an indicator:", len(items)))
	return []Block{Note(Say(text)), List{Items: items}}
}

// wording is title and statement of a goal as adopted.
func (r *Report) wording(goal goals.Node) Phrase {
	p := adopted(r.official(goal.Number(), goal.Title()))
	if text := goal.Statement(); text != "" && text != goal.Title() {
		p = p.And(Say(" – "), adopted(text))
	}
	if text := goal.NotApplicable(); text != "" {
		p = p.And(Say(" "), Phrase{{Text: r.in("entfällt", "does not apply"), Mark: MarkNone}}, Say(": "), quoted(stop(text)))
	}
	if r.hasPage(goal) {
		return p
	}
	return p.And(with(" ", r.aboutGoal(goal)))
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
		if way := m.Way; !way.IsZero() {
			plan = r.percent(way, r.places)
			bar = append(bar, stroke(Plan, tenths(way), tenths(way)))
		}
		if !m.Attainment.Equal(p.entered) {
			lines = append(lines, Say(r.say("Anteil am Weg %s, zählt als %s", "share of the way %s, counts as %s", r.percent(m.Attainment, r.places), reached)))
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
	if p.assumed && !r.assumed {
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
	if s.score.State() != evaluation.Scored {
		return nil
	}
	reached, plan := r.percent(s.score.Attainment(), r.places), r.percent(s.plan, r.places)
	if !r.spoken(s) { // to be recomputed, and no statement
		reached, plan = "("+reached+")", "("+plan+")"
	}
	return append(take(r.on, &r.on.rows, 1),
		r.on.row(r.on.cell(r.on.say(r.aggregated(s.rolled.Rule.Aggregator))), Cell{}, r.on.cell(r.on.say(reached)), r.on.cell(r.on.say(plan)), Cell{}))
}

// aggregated names the rule by which parts are put together.
func (r *Report) aggregated(a evaluation.Aggregator) string {
	return a.Text(r.language) + r.in(" der bewerteten Teile", " of the scored parts")
}

// rollUp says beneath the table where the weights come from, and whether the figure
// of the foot may be said; nothing where all of that stands elsewhere.
func (r *Report) rollUp(s *standing) Note {
	var parts []string
	if r.text(s.rolled.Weights) != r.weights && len(s.parts) > 1 {
		parts = append(parts, r.in("Gewichte: ", "Weights: ")+r.text(s.rolled.Weights)+".")
	}
	if c := s.score.Coverage(); c.Sign() > 0 && c.Compare(zielkette.Int(1).Figure()) < 0 {
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
	if parts == nil {
		return nil
	}
	return Note(Say(strings.Join(parts, " ")))
}
