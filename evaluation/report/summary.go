package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/goals/chain"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/module"
)

// named is how many examples a summary names before it points to the full list.
const named = 3

// Summary (Kurzfassung) answers five questions: how far, what is behind, what is on
// course, what is unknown, what is to be decided.
func (r *Report) Summary() Section {
	r, s := r.begin("summary", "Kurzfassung", "Summary")
	s.Blocks = append(s.Blocks, Entry{Label: r.in("Wie weit?", "How far?"), Blocks: r.howFar()})
	for _, e := range []Entry{
		{Label: r.in("Im Rückstand", "Behind"), Blocks: r.behind()},
		{Label: r.in("Auf Kurs", "On course"), Blocks: r.onCourse()},
		{Label: r.in("Unbekannt", "Unknown"), Blocks: r.unknown()},
	} {
		s.Blocks = append(s.Blocks, e)
	}
	items, hint := r.decisions()
	decide := Entry{Label: r.in("Zu entscheiden", "To decide"), Hint: hint}
	if len(items) > 0 {
		decide.Blocks = []Block{List{Numbered: true, Items: items}}
	} else {
		decide.Blocks = []Block{Paragraph{Text: Say(r.in("Nichts Offenes ist erfasst.", "Nothing open is on record."))}}
	}
	s.Blocks = append(s.Blocks, decide)
	s.Blocks = append(s.Blocks, r.top()...)
	return s
}

// howFar is the one sentence that answers the question.
func (r *Report) howFar() []Block {
	var blocks []Block
	roots := slices.Collect(r.plan.Roots())
	if len(roots) == 0 {
		return r.processSoFar()
	}
	spoken := 0
	for _, goal := range roots {
		if r.spoken(r.goals[goal.ID()]) {
			spoken++
		}
	}
	var text Phrase
	s := r.goals[roots[0].ID()]
	year := itoa(r.result.Options().AsOf.Year())
	switch {
	case len(roots) > 1 && spoken > 0:
		text = Say(r.say("Zu %s lässt sich etwas sagen, zu den anderen ist zu wenig bekannt.", "Something can be said of %s; too little is known of the others.", r.ofAll(itoa(spoken), len(roots), roots[0].Level())))
		if spoken == len(roots) {
			text = Say(r.say("Alle %s sind bewertet; jedes steht in der Tabelle für sich.", "All %s are scored; each stands for itself in the table.", r.count(len(roots), roots[0].Level())))
		}
	case len(roots) == 1 && spoken == 1:
		places := 0
		if s.score.Status().Rated() { // whole per cent could contradict the class
			places = s.score.PercentPlaces()
		}
		text = Strong(r.percent(s.score.Attainment(), places)).And(Say(r.in(" erreicht", " reached")))
		if !s.plan.IsZero() {
			text = text.And(Say(r.say("; bis Ende %s sollten es ", "; by the end of %s it should be ", year)), Strong(r.percent(s.plan, places)))
			if r.language != zielkette.English {
				text = text.And(Say(" sein"))
			}
		}
		text = text.And(Say("."))
		if !s.low.IsZero() && !s.high.IsZero() && !s.low.Equal(s.high) {
			text = text.And(Say(r.say(" Wäre alles Unbekannte ganz verfehlt oder ganz erreicht, stünde „%s“ zwischen ", " If everything unknown were missed entirely or met entirely, “%s” would stand between ", roots[0].Title())),
				Strong(r.percent(s.low, 0)), Say(r.in(" und ", " and ")), Strong(r.percent(s.high, 0)), Say("."))
		}
	default:
		text = Strong(r.in("Keine Aussage.", "No statement.")).And(Say(" " + r.scoredCounts()))
		if len(roots) == 1 && !s.low.IsZero() && !s.high.IsZero() {
			text = text.And(Say(r.in(" Je nachdem, was das Unbekannte zeigt, stünde „", " Depending on the unknown, “")), adopted(roots[0].Title()), Say(r.in("“ zwischen ", "” would stand between ")),
				Strong(r.percent(s.low, 0)), Say(r.in(" und ", " and ")), Strong(r.percent(s.high, 0)), Say("."))
		}
	}
	blocks = append(blocks, Paragraph{Text: text, Large: true})
	return blocks
}

// scoredCounts says of how many goals of the lower levels there is a score.
func (r *Report) scoredCounts() string {
	levels := r.plan.Levels()
	scored, spoken := map[string]int{}, map[string]int{}
	for goal, score := range r.result.Goals() {
		if score.State() == evaluation.Scored {
			scored[goal.Level()]++
			if r.spoken(r.goals[goal.ID()]) {
				spoken[goal.Level()]++
			}
		}
	}
	var parts []string
	for i := len(levels) - 1; i >= 0 && len(parts) < 2; i-- {
		l := levels[i]
		if l.Recorded == 0 || i == 0 && len(parts) > 0 {
			continue
		}
		n := itoa(scored[l.Name])
		if scored[l.Name] == 0 && l.Recorded > 1 {
			n = r.in("keines", "none")
		}
		part := r.ofAll(n, l.Recorded, l.Name)
		switch spoken[l.Name] { // else the table beneath seems to contradict it
		case scored[l.Name]:
		case 0:
			part += r.in(" (zu wenig)", " (too little)")
		default:
			part += r.say(" (genug für eine Aussage bei %d)", " (enough for a statement of %d)", spoken[l.Name])
		}
		parts = append(parts, part)
	}
	if len(parts) == 0 {
		return ""
	}
	return r.in("Bewertet: ", "Scored: ") + strings.Join(parts, r.in(" und ", " and ")) + "."
}

// top is the table of the goals of the upper two levels, and of the themes. Of more than
// [mostGlances] of either it holds the first, and leads to the sections that have them all.
func (r *Report) top() []Block {
	var rows, themes []Row
	more := false
	add := func(to *[]Row, s *standing, weight string) {
		if len(*to) < mostGlances {
			*to = append(*to, r.goalRow(s, weight, false))
		} else {
			more = true
		}
	}
	for goal := range r.plan.Roots() {
		s := r.goals[goal.ID()]
		add(&rows, s, "")
		for _, p := range s.parts {
			if p.goal != nil && r.plan.Len() > 1 && !more {
				add(&rows, p.goal, r.weight(s, &p))
			}
		}
	}
	for _, t := range r.read().Themes {
		if s := r.themes[t.ID]; s != nil {
			add(&themes, s, "–")
		}
	}
	if len(rows)+len(themes) == 0 {
		return nil
	}
	t := r.goalTable(r.in("Die oberen Ebenen", "The upper levels"), rows, nil)
	if len(themes) > 0 {
		t.Groups = append(t.Groups, Group{Title: Say(r.in("Themen quer dazu; sie gehen in kein Ziel ein", "Themes across them; they enter no goal")), Rows: themes})
	}
	if !more {
		return []Block{t}
	}
	return []Block{t, Note(Say(r.say("Hier stehen die ersten %d; alle stehen unter ", "The first %d stand here; all stand in ", mostGlances)).
		And(Phrase{{Text: r.in("Ziele", "Goals"), To: "goals"}}, Say(".")))}
}

// goalTable is a table of goals. Its columns are the same everywhere, so that the bars
// of one table can be held against those of another.
func (r *Report) goalTable(caption string, rows, foot []Row) Table {
	return Table{
		Caption: caption,
		Columns: append(take(r.on, &r.on.columns, 5),
			Column{Title: r.in("Ziel", "Goal"), Width: 40},
			Column{Title: r.in("Erreicht von 0 bis 100 Prozent", "Reached from 0 to 100 per cent"), Bars: true, Scale: append(take(r.on, &r.on.words, 3), "0", "50", "100\u00a0%")},
			Column{Title: r.in("erreicht", "reached"), Right: true, Width: 12},
			Column{Title: r.on.join(r.in("Soll ", "plan "), itoa(r.result.Options().AsOf.Year())), Right: true, Width: 11},
			Column{Title: r.in("Gewicht", "weight"), Right: true, Width: 12},
		),
		Groups: append(take(r.on, &r.on.groups, 1), Group{Rows: rows}),
		Foot:   foot,
	}
}

// goalRow is a goal in a table: its adopted wording, how it stands in words, and the
// figures where enough is known to say one.
func (r *Report) goalRow(s *standing, weight string, statement bool) Row {
	lines := append(take(r.on, &r.on.phrases, 4), r.headOf(s))
	if text := s.goal.Statement(); statement && text != "" && text != s.goal.Title() {
		lines = append(lines, r.on.run(Run{Text: text, Adopted: true}))
	}
	reached, plan := "–", "–"
	var bar Bar
	if r.spoken(s) {
		reached, plan = r.percent(s.score.Attainment(), r.places), r.percent(s.plan, r.places)
	}
	bar = r.goalBar(s)
	if words := r.inWords(s); len(words) > 0 {
		lines = append(lines, words)
	}
	return r.on.row(Cell{Lines: lines}, Cell{Bar: bar}, r.on.cell(r.on.run(Run{Text: reached, Strong: true})), r.on.cell(r.on.say(plan)), r.on.cell(r.on.say(weight)))
}

// inWords says how a goal stands: status, course, range, and how much of it is known.
func (r *Report) inWords(s *standing) Phrase {
	parts := take(r.on, &r.on.phrases, 5)
	state := s.score.State()
	switch {
	case r.spoken(s):
		if rating := s.score.Status(); rating.Rated() {
			label := Phrase{{Text: rating.Label.In(r.language), Mark: light(rating.Class)}}
			if course := s.plan; !course.IsZero() && r.units(s.score.Attainment()) > r.units(course) && rating.Rank > 1 {
				label[0].Text += r.in(", gemessen am Endwert", ", measured against the final value")
			}
			parts = append(parts, label)
			if rating.CappedBy != "" {
				parts = append(parts, Say(strings.TrimSuffix(r.text(rating.Why), ".")))
			}
		}
		if course := r.course(s); course != nil {
			parts = append(parts, course)
		}
	case state == evaluation.NotApplicable:
		parts = append(parts, Phrase{{Text: r.in("entfällt", "does not apply"), Mark: MarkNone}}.And(Say(": "), quoted(strings.TrimSuffix(s.score.ReasonText(r.language), "."))))
	case state == evaluation.Unmeasured:
		parts = append(parts, Phrase{{Text: r.in("ohne Kennzahl", "without an indicator"), Mark: MarkEmpty}})
		return joined(parts, " · ")
	default:
		parts = append(parts, Phrase{{Text: r.in("keine Aussage", "no statement"), Mark: MarkUnknown}})
	}
	if text := r.rangeText(s); text != "" {
		parts = append(parts, Say(r.in("möglich ", "possible ")+text))
	}
	if c := s.score.Coverage(); !c.IsZero() && c.Compare(zielkette.Int(1).Figure()) < 0 && state != evaluation.NotApplicable {
		if c.Sign() == 0 {
			return joined(append(parts, Say(r.in("nichts bewertet", "nothing scored"))), " · ")
		}
		share := r.say("bewertet %s des Gewichts", "%s of the weight scored", r.percent(c, s.score.CoveragePlaces(r.minimum)))
		if slices.ContainsFunc(s.parts, func(p part) bool { return p.goal != nil }) {
			share += ", " + r.ofLowest(s.scored, s.leaves)
			if s.idle > 0 {
				share += r.say(" (%d entfällt)", " (%d does not apply)", s.idle)
			}
		}
		parts = append(parts, Say(share))
	}
	return joined(parts, " · ")
}

// joined puts phrases together with a sign between them.
func joined(parts []Phrase, between string) Phrase {
	var out Phrase
	if len(parts) == 1 {
		return parts[0]
	}
	for _, p := range parts {
		if len(p) == 0 {
			continue
		}
		if out != nil {
			out = append(out, Run{Text: between})
		}
		out = append(out, p...)
	}
	return out
}

// goalBar draws what stands in a row: the range, what is reached, what was planned.
func (r *Report) goalBar(s *standing) Bar {
	if s.score.State() == evaluation.NotApplicable {
		return nil
	}
	bar := append(take(r.on, &r.on.strokes, 8), stroke(Track, 0, 1000))
	if rule := s.rolled.Rule; rule != nil {
		for _, c := range rule.Status.Classes {
			if from := c.From.Figure(); from.Sign() > 0 {
				bar = append(bar, stroke(Tick, tenths(from), tenths(from)))
			}
		}
	}
	if r.rangeText(s) != "" {
		bar = append(bar, stroke(Span, tenths(s.low), tenths(s.high)))
	}
	if r.spoken(s) {
		bar = append(bar, stroke(Filled, 0, tenths(s.score.Attainment())))
		if !s.plan.IsZero() {
			bar = append(bar, stroke(Plan, tenths(s.plan), tenths(s.plan)))
		}
	}
	return bar
}

// weight is the weight of a part among the others, as it can be recomputed.
func (r *Report) weight(of *standing, p *part) string {
	if p.state == evaluation.NotApplicable || of.rolled.Rule == nil {
		return "–"
	}
	all := of.rolled.WeightAll
	if all.Equal(zielkette.Int(1).Figure()) {
		return r.percent(p.weight.Figure(), 1)
	}
	if placesOf(p.weight.Figure()) > 2 || placesOf(all) > 2 { // no number that anybody could read; the explanation has all digits
		share, _ := p.weight.Rat()
		whole, _ := all.Rat()
		return r.percent(zielkette.Round(share.Quo(share, whole)), 1)
	}
	return r.on.join(r.digits(p.weight), r.in("\u00a0von\u00a0", "\u00a0of\u00a0"), r.figure(all, -1))
}

// known are the measurements that are to be told apart in a summary.
func (r *Report) with(course ...Mark) []*measurement {
	var out []*measurement
	for _, m := range r.measured {
		if slices.Contains(course, m.course) {
			out = append(out, m)
		}
	}
	return out
}

// ofIndicators is "11 von 30 Kennzahlen".
func (r *Report) ofIndicators(n int) string {
	return r.say("%d\u00a0von\u00a0%s", "%d\u00a0of\u00a0%s", n, r.number(len(r.measured), "Kennzahl", "Kennzahlen", "indicator", "indicators"))
}

// link is the name of an indicator that leads to its card.
func (r *Report) link(m *measurement) Phrase {
	return r.on.run(Run{Text: r.title(m), To: r.cardID(m.a), Quoted: true})
}

func (r *Report) cardID(a evaluation.Assessment) string {
	target, area := "", ""
	if _, _, t, _ := a.Entry(module.Reader{}); t != nil && t.ID != "" {
		target = "-" + ident(t.ID)
	}
	if a.Area() != "" {
		area = "-" + ident(a.Area())
	}
	return r.on.join("indicator-", ident(a.ID()), target, area)
}

// title tells an indicator from others: its title, that of its target where it has
// several, and the area where it is not the whole municipality.
func (r *Report) title(m *measurement) string {
	title := m.Indicator.Title
	if t, _ := m.target(); len(m.Indicator.Targets) > 1 {
		name := t.Title
		if name == "" {
			name = t.ID
		}
		title += ", " + r.in("Zielwert ", "target ") + name
	}
	if id := m.a.Area(); id != "" {
		name := id
		if area, ok := r.plan.Area(id); ok {
			name = area.Title
		}
		title += " (" + name + ")"
	}
	return title
}

// firstOf names the first few of a list, and says where the others stand.
func (r *Report) firstOf(n, most int, name func(int) Phrase, section, title string) Phrase {
	var parts []Phrase
	for i := range min(n, most) {
		parts = append(parts, name(i))
	}
	p := joined(parts, "; ") // names have commas of their own
	if n > most {
		p = p.And(Say(r.say(" und %d weitere (", " and %d more (", n-most)), Phrase{{Text: title, To: section}}, Say(")"))
	}
	return p.And(Say("."))
}

// ofOverview names the first few of some indicators.
func (r *Report) ofOverview(list []*measurement, name func(*measurement) Phrase) Phrase {
	return r.firstOf(len(list), named, func(i int) Phrase { return name(list[i]) }, "overview", r.in("Überblick", "at a glance"))
}

// furthest counts indicators and names those furthest off, with value and path.
func (r *Report) furthest(list []*measurement, label string) Phrase {
	if len(list) == 1 {
		label = ": "
	}
	return Strong(r.ofIndicators(len(list))).And(Say(label), r.ofOverview(list, func(m *measurement) Phrase {
		value := r.value(m)
		if ask := r.asked(m); ask != "" {
			if open, ok := strings.CutSuffix(value, ")"); ok {
				value = open + "; " + ask + ")"
			} else {
				value += " (" + ask + ")"
			}
		}
		return r.link(m).And(Say(" " + value))
	}))
}

func (r *Report) behind() []Block {
	var parts []Phrase
	if list := r.with(MarkBehind); len(list) > 0 {
		slices.SortStableFunc(list, func(a, b *measurement) int { return cmp.Compare(a.distance, b.distance) })
		parts = append(parts, r.furthest(list, r.in(". Am weitesten: ", ". Furthest: ")))
	}
	asOf := r.result.Options().AsOf
	overdue := func(title, to string, due zielkette.Date, since zielkette.Text) Phrase {
		return Phrase{{Text: title, Quoted: true, To: to}}.And(Say(" (" + r.in("Termin ", "due ") + due.Text(r.language) + ", " + strings.TrimSpace(r.text(since)) + ")"))
	}
	if late := r.overdue(); len(late) > 0 {
		parts = append(parts, Strong(r.number(len(late), "Schritt überfällig:", "Schritte überfällig:", "step overdue:", "steps overdue:")).And(Say(" "), r.firstOf(len(late), named+1, func(i int) Phrase {
			return overdue(late[i].Title, late[i].anchor(), late[i].Due, late[i].OverdueText(asOf))
		}, late[0].anchor(), r.in("Ablauf", "process"))))
	}
	if late := r.lateMeasures(); len(late) > 0 {
		parts = append(parts, Strong(r.number(len(late), "Maßnahme überfällig:", "Maßnahmen überfällig:", "measure overdue:", "measures overdue:")).And(Say(" "), r.firstOf(len(late), named+1, func(i int) Phrase {
			m := late[i]
			return overdue(m.Title, "measure-"+ident(m.ID), m.End, m.Completion().AsKnown(r.knowable()).OverdueText(asOf))
		}, "measures", r.in("Maßnahmen", "measures"))))
	}
	if parts == nil {
		parts = []Phrase{Say(r.in("Nichts, soweit es sich beurteilen lässt.", "Nothing, as far as can be told."))}
	}
	return []Block{Paragraph{Text: joined(parts, " ")}}
}

func (r *Report) onCourse() []Block {
	list := r.with(MarkAhead, MarkOn)
	slices.SortStableFunc(list, func(a, b *measurement) int { return cmp.Compare(b.distance, a.distance) })
	text := Say(r.in("Keine Kennzahl, soweit es sich beurteilen lässt.", "No indicator, as far as can be told."))
	switch {
	case len(list) > 0:
		text = r.furthest(list, r.in(". Am weitesten vorn: ", ". Furthest ahead: "))
	case r.plan.Len() == 0:
		p := r.progress()
		text = Say(r.say("%d von %d Schritten sind erledigt oder als erledigt berichtet.", "%d of %d steps are done or reported as done.", p.Steps, p.Of))
	}
	return []Block{Paragraph{Text: text}}
}

// unknown tells what nothing is known of, and why.
func (r *Report) unknown() []Block {
	var text Phrase
	add := func(p Phrase) {
		if len(text) > 0 {
			text = text.And(Say(" "))
		}
		text = text.And(p)
	}
	bare, lowest := r.unmeasured()
	if len(bare) > 0 {
		add(Strong(r.ofLowest(len(bare), lowest)).And(Say(r.in(" ohne Kennzahl", " without an indicator"))))
		if n := len(r.read().Themes); n > 0 && len(bare)*2 > lowest && len(r.themes) == 0 {
			text = text.And(Say(r.say(", ebenso %s", "; nor has any of the %s", r.themeCounts())))
		}
		text = text.And(Say("."))
	}
	if n := len(r.read().Themes); len(r.themes) > 0 && n > len(r.themes) {
		verb := either(n-len(r.themes) == 1, r.in("ist", "is"), r.in("sind", "are"))
		add(Say(r.say("Von %s %s %d ohne Kennzahl.", "Of %s, %[3]d %[2]s without an indicator.", r.themesInDative(n), verb, n-len(r.themes))))
	}
	var silent, withheld []*measurement
	for _, m := range r.measured {
		switch m.a.State() {
		case evaluation.Scored:
		case evaluation.Withheld:
			withheld = append(withheld, m)
		default:
			silent = append(silent, m)
		}
	}
	if n := len(silent) + len(withheld); n > 0 {
		verb := either(n == 1, r.in(" ist nicht bewertet.", " is not scored."), r.in(" sind nicht bewertet.", " are not scored."))
		add(Strong(r.ofIndicators(n)).And(Say(verb)))
	}
	if len(silent) > 0 {
		add(Say(r.in("Ohne gültigen Wert: ", "No valid value: ")).And(r.ofOverview(silent, func(m *measurement) Phrase {
			if last := r.last(m); last != "" {
				return r.link(m).And(Say(" (" + strings.NewReplacer(" (", ", ", ")", "").Replace(last) + ")"))
			}
			return r.link(m)
		})))
	}
	if len(withheld) > 0 {
		add(Say(r.in("Mit Wert, nicht bewertet: ", "With a value, not scored: ")).And(r.ofOverview(withheld, func(m *measurement) Phrase {
			if m.a.Reason() == indicators.ByAuthor {
				return r.link(m).And(Say(r.in(" (vom Verfasser zurückgestellt)", " (set aside by the author)")))
			}
			return r.link(m).And(Say(" ("), r.reason(m), Say(")"))
		})))
	}
	for _, l := range append(r.plan.Levels(), r.plan.ThemeKinds()...) {
		if l.IsDeclared && l.Declared > l.Recorded {
			add(quoted(r.say("Laut Dokument %s, erfasst %d.", "The document says %s, %d on record.", r.count(l.Declared, l.Name), l.Recorded)))
		}
	}
	if len(text) == 0 && r.plan.Len() == 0 {
		text = Say(r.in("Ziele und Kennzahlen sind nicht erfasst; über das Ergebnis des Verfahrens lässt sich nichts sagen.", "Goals and indicators are not on record; nothing can be said of what the process results in."))
	}
	if len(text) == 0 {
		text = Say(r.in("Nichts: Zu jedem Ziel und jeder Kennzahl gibt es einen gültigen Wert.", "Nothing: there is a valid value for every goal and every indicator."))
	}
	return []Block{Paragraph{Text: text}}
}

func (r *Report) themeCounts() string {
	var parts []string
	if kinds := r.plan.ThemeKinds(); len(kinds) > 2 {
		return r.number(len(r.read().Themes), "Thema", "Themen", "theme", "themes")
	}
	for _, c := range r.plan.ThemeKinds() {
		if c.Recorded > 0 {
			parts = append(parts, r.count(c.Recorded, c.Name))
		}
	}
	return strings.Join(parts, ", ")
}

// themesInDative is "9 übergreifenden Zielen" where all are of one kind.
func (r *Report) themesInDative(n int) string {
	if kinds := r.plan.ThemeKinds(); len(kinds) == 1 && r.plan.Plural(kinds[0].Name) != kinds[0].Name {
		return fmt.Sprintf("%d\u00a0%s", n, r.dative(r.plan.Plural(kinds[0].Name), n))
	}
	return r.number(n, "Thema", "Themen", "theme", "themes")
}

// leaf reports whether a goal has no goals beneath.
func leaf(goal goals.Node) bool {
	for range goal.Children() {
		return false
	}
	return true
}

// ofLowest is "46 von 54 Handlungszielen": so many of the goals without goals beneath, by
// the word of the strategy where they are all of one level.
func (r *Report) ofLowest(n, of int) string {
	if r.lowest != "" {
		return r.ofAll(itoa(n), of, r.lowest)
	}
	return r.say("%d\u00a0von\u00a0%d untersten Zielen", "%d\u00a0of\u00a0%d lowest goals", n, of)
}

// unmeasured are the lowest goals that no indicator measures.
func (r *Report) unmeasured() (bare []goals.Node, lowest int) {
	for goal, score := range r.result.Goals() {
		if leaf(goal) {
			lowest++
			if score.State() == evaluation.Unmeasured {
				bare = append(bare, goal)
			}
		}
	}
	return bare, lowest
}

// decisions are what a council is asked for. The hint says once what holds for all.
func (r *Report) decisions() (list []Phrase, hint string) {
	items, dated := r.openConflicts()
	if n := len(r.overdue()); n > 0 {
		items = append(items, Say(r.in("Neue Termine oder Nachweise für ", "New dates or evidence for ")+r.number(n, "überfälligen Schritt.", "überfällige Schritte.", "step overdue.", "steps overdue.")))
	}
	if n := len(r.lateMeasures()); n > 0 {
		items = append(items, Say(r.in("Neue Termine oder Nachweise für ", "New dates or evidence for ")+r.number(n, "überfällige Maßnahme.", "überfällige Maßnahmen.", "measure overdue.", "measures overdue.")))
	}
	bare, lowest := r.unmeasured()
	if len(bare) > 0 {
		items = append(items, Say(r.in("Kennzahlen für ", "Indicators for ")+r.ofLowest(len(bare), lowest)+r.in(", oder der ausdrückliche Verzicht darauf (", ", or the explicit decision to go without (")).And(Phrase{{Text: r.in("Ziele", "Goals"), To: "goals"}}, Say(").")))
	}
	var aimless, doubtful []*measurement // a value is asked for only where there is a target
	for _, m := range r.measured {
		switch {
		case m.a.Reason() == indicators.NoTarget || m.a.Reason() == indicators.DirectionOnly || !r.aims(m):
			aimless = append(aimless, m)
		case m.a.State() == evaluation.NotReported:
			doubtful = append(doubtful, m)
		}
	}
	if len(aimless) > 0 {
		items = append(items, Say(r.in("Zielwerte für ", "Targets for ")+r.number(len(aimless), "Kennzahl: ", "Kennzahlen: ", "indicator: ", "indicators: ")).And(r.ofOverview(aimless, r.link)))
	}
	if len(doubtful) > 0 {
		items = append(items, Say(r.in("Gültige Messwerte zu ", "Valid values of ")+r.number(len(doubtful), "Kennzahl: ", "Kennzahlen: ", "indicator: ", "indicators: ")).And(r.ofOverview(doubtful, r.link)))
	}
	if len(r.measures()) > 0 {
		if gaps := r.gaps().gaps.Of(chain.GoalWithoutMeasure); len(gaps) > 0 {
			items = append(items, Say(r.in("Maßnahmen für ", "Measures for ")+r.number(len(gaps), "Ziel, das keine hat (", "Ziele, die keine haben (", "goal that has none (", "goals that have none (")).And(Phrase{{Text: r.in("Lücken", "Gaps"), To: "gaps"}}, Say(").")))
		}
	}
	ownerless, of := 0, 0
	owned := map[string]bool{} // who answers for a goal answers for those beneath, as in the section of the gaps
	for goal := range r.plan.Goals() {
		of++
		above, _ := goal.Parent()
		if owned[goal.ID()] = goal.Responsible() != "" || goal.NotApplicable() != "" || owned[above.ID()]; !owned[goal.ID()] {
			ownerless++
		}
	}
	orphans, measures := 0, 0
	for _, m := range r.measures() {
		if m.Kind == "" {
			measures++
		}
		if m.Kind == "" && m.Responsible == "" {
			orphans++
		}
	}
	if ownerless+orphans > 0 {
		var parts []string
		if ownerless > 0 {
			parts = append(parts, r.say("%d von %d Zielen", "%d of %d goals", ownerless, of))
		}
		if orphans > 0 {
			parts = append(parts, r.say("%d von %d Maßnahmen", "%d of %d measures", orphans, measures))
		}
		items = append(items, Say(r.in("Zuständige für ", "Owners for ")+strings.Join(parts, r.in(" und ", " and "))+"."))
	}
	if len(items) > 0 {
		hint = r.in("Gremium und Frist sind nicht erfasst.", "Deciding body and date are not on record.")
		if dated {
			hint = r.in("Wo nichts steht, sind Gremium und Frist nicht erfasst.", "Where nothing is said, deciding body and date are not on record.")
		}
	}
	return items, hint
}

// aims reports whether the indicator has a target that can be reached.
func (r *Report) aims(m *measurement) bool {
	t, ok := m.target()
	return ok && t.Shape != indicators.DirectionShape
}

// goalTitle is the title of a goal by its id, the id itself where there is none.
func (r *Report) goalTitle(id string) Phrase {
	if goal, ok := r.plan.Goal(id); ok {
		return r.name(goal)
	}
	return Say(id)
}

// progress is how far the steps of the process are.
func (r *Report) progress() zielkette.Progress {
	o := r.result.Options()
	p, _ := zielkette.ProgressOf(r.read().Milestones, o.AsOf, o.KnownOn)
	return p
}

// processSoFar answers how far a strategy is that has no goals yet.
func (r *Report) processSoFar() []Block {
	steps := r.ofProcess()
	if len(steps) == 0 {
		return []Block{Paragraph{Large: true, Text: Strong(r.in("Keine Aussage.", "No statement.")).And(Say(r.in(" Weder Ziele noch Schritte sind erfasst.", " Neither goals nor steps are on record.")))}}
	}
	p, late := r.progress(), 0
	for _, m := range r.overdue() {
		if m.measure == "" && m.Weighs().Sign() > 0 {
			late++
		}
	}
	text := Strong(r.in("Noch kein Ziel.", "No goal yet.")).And(Say(r.say(" Von %d Schritten sind %d erledigt", " Of %d steps, %d are done", p.Of, p.Steps)))
	if late > 0 {
		text = text.And(Say(r.in(" und ", " and ")), Strong(r.say("%d überfällig und nicht belegt", "%d overdue and not recorded as done", late)))
	}
	text = text.And(Say(r.in("; über das Ergebnis selbst sagt das nichts.", "; that says nothing of the result itself.")))
	if p.Beside > 0 {
		text = text.And(Say(" " + r.beside(p)))
	}
	return []Block{Paragraph{Text: text, Large: true}}
}
