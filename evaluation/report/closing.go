package report

import (
	"cmp"
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
)

// Legend (Lesehilfe) explains the marks and words that the report uses.
func (r *Report) Legend() Section {
	r, s := r.begin("legend", "So ist der Bericht zu lesen", "How to read this report")
	say := func(mark Mark, label, de, en string) Fact {
		return Fact{label, Phrase{{Text: label, Mark: mark}}.And(Say(" – " + r.in(de, en)))}
	}
	var used [256]bool // by state
	rated, course := false, false
	for _, st := range r.goals {
		used[st.score.State()] = true
		rated = rated || st.score.Status().Rated()
	}
	for _, m := range r.measured {
		course = course || m.course != 0
		used[m.a.State()] = true
	}
	var items []Phrase
	add := func(f Fact) { items = append(items, f.Value) }
	if course {
		add(say(MarkAhead, r.in("vor", "ahead"), "vor dem Zielpfad oder dem Soll: auf Kurs", "beyond the path or the plan: on course"))
		add(say(MarkBehind, r.in("hinter", "behind"), "hinter dem Zielpfad, Vorgabe verfehlt oder Schritt überfällig: im Rückstand. „Punkte“ sind Prozentpunkte des Wegs vom Ausgangswert zum Ziel",
			"short of the path, a rule broken or a step overdue. “Points” are percentage points of the way from baseline to target"))
	}
	if rated {
		add(say(0, r.in("Ampel", "light"), "der Status nach der Regel der Stadt; er misst am Endwert, nicht am Pfad. Ein Ziel kann gelb sein und vor dem Soll liegen", "the status by the city's own rule; it measures against the final value, not the path. A goal can be yellow and ahead of plan"))
	}
	if r.plan.Len() > 0 {
		least := r.percent(r.minimum.Figure(), 0) + r.in(" des Gewichts", " of the weight")
		for _, s := range r.goals {
			if s.rolled.Rule != nil && s.rolled.Rule.MinCoverage.Sign() > 0 {
				least = r.in("die Mindestabdeckung der Rechenregeln, wo sie keine nennen, ", "the minimum coverage of the rules, where they name none, ") + least
				break
			}
		}
		items = append(items, Phrase{{Text: r.in("keine Aussage", "no statement"), Mark: MarkUnknown}}.And(Say(r.say(
			" – zu wenig bekannt: bewertet ist weniger als %s. Dann steht statt einer Zahl die Spanne „möglich“: alles Unbekannte einmal ganz verfehlt, einmal ganz erreicht. Fehlendes zählt nie als 0",
			" – too little is known: less is scored than %s. Then the range “possible” stands instead of a figure: everything unknown missed entirely, or met entirely. What is missing never counts as 0", least))))
	}
	if beside := r.outside(); beside != nil {
		items = append(items, Say(r.in("außerhalb der Spanne – ", "outside the range – ")).And(beside, Say(r.in(
			": Ein Teil unter seiner Mindestabdeckung zählt in der Spanne mit allem, was von ihm bekannt und noch möglich ist, in der Zielerreichung nicht. Wird alles bekannt, liegt sie in der Spanne",
			": a part below its minimum coverage counts in the range with all that is known of it and may still come, in the score not at all. Once everything is known, the score lies in the range"))))
	}
	if used[evaluation.Unmeasured] {
		add(say(MarkEmpty, r.in("ohne Kennzahl", "without an indicator"), "nichts misst dieses Ziel", "nothing measures this goal"))
	}
	if used[evaluation.NotApplicable] {
		add(say(MarkNone, r.in("entfällt", "does not apply"), "laut Verfasser nicht anwendbar; das Gewicht geht an die Nachbarn", "declared so by the author; the weight goes to the siblings"))
	}
	items = append(items, Say(r.in("Ein Gedankenstrich (–) heißt: kein Wert", "A dash (–) means: no value")))
	s.Blocks = []Block{List{Items: items}}
	if r.plan.Len() > 0 {
		thin := either(rated, r.in(", dünne Striche die Schwellen der Ampel", ", thin lines are the thresholds of the light"), "")
		s.Blocks = append(s.Blocks, Legend(r.say(
			"Balken: gefüllt ist erreicht, schraffiert die Spanne „möglich“, der senkrechte Strich das Soll%s. Linien: mit Punkten gemessen; gestrichelt der Zielpfad vom Ausgangswert (Kreis) zum Zielwert (Raute); ein dicker Strich ist der Abstand zum Pfad, ein hohler Punkt ein Wert unter Vorbehalt, der helle Grund die Zeit nach dem Stichtag.",
			"Bars: filled is reached, hatched is the range “possible”, the vertical line is the plan%s. Lines: with dots measured; dashed the path from the baseline (circle) to the target (diamond); a thick stroke is the distance to the path, a hollow dot a value with reservations, the light ground the time after the as-of date.", thin)))
		s.Blocks = append(s.Blocks, Note(Say(r.in(
			"Prozentwerte sind kaufmännisch gerundet: in der Kurzfassung auf ganze Prozent, in Tabellen und bei Zielen mit Status auf eine Stelle oder mehr; alle Stellen einer Kennzahl stehen unter „Rechnung“. In ein Ziel gehen Kennzahlen so begrenzt ein, wie die Rechenregeln es sagen. Gewicht „1 von 3“: ein Drittel dessen, was für das Ziel zählt.",
			"Percentages are rounded half away from zero: to whole per cent in the summary, to one place or more in tables and of goals with a status; all digits of an indicator stand under “Calculation”. Indicators enter a goal bounded as the rules say. Weight “1 of 3”: a third of what counts for the goal."))))
	}
	return s
}

// outside names the goals whose printed score lies outside their range, the first five of
// them; nil where there are none.
func (r *Report) outside() Phrase {
	const most = 5
	var names []Phrase
	more := 0
	for goal := range r.plan.Goals() {
		s := r.goals[goal.ID()]
		reached := s.score.Attainment()
		if !r.spoken(s) || s.low.IsZero() || s.high.IsZero() || s.low.Compare(reached) <= 0 && reached.Compare(s.high) <= 0 {
			continue
		}
		if len(names) == most {
			more++
			continue
		}
		names = append(names, r.name(s.goal))
	}
	if more > 0 {
		names = append(names, Say(r.say("%d weitere", "%d more", more)))
	}
	return joined(names, ", ")
}

// Origin (Woher kommt eine Zahl?) follows one measured value to the top, each step
// with what it takes to recompute it.
func (r *Report) Origin() Section {
	r, s := r.begin("origin", "Woher kommt eine Zahl?", "Where does a figure come from?")
	var path []*standing
	var m *measurement
	for goal := range r.plan.Roots() {
		if path, m = r.trace(r.goals[goal.ID()]); m != nil {
			break
		}
	}
	if m == nil {
		return s
	}
	first := Strong(r.in("Gemessen: ", "Measured: ")).And(r.link(m), Say(" "+r.value(m)))
	if o, ok := m.observed(); ok {
		first = first.And(with(" ", r.cite(m.source)))
		first = first.And(with(r.in(", bekannt seit ", ", known since "), Say(o.Known.Text(r.language))))
	}
	items := []Phrase{first.And(Say("."))}
	if formula := m.Formula(r.language); formula != "" {
		items = append(items, Strong(r.in("Anteil am Weg: ", "Share of the way: ")).And(Say(r.percent(m.Attainment, r.places)+". "+r.in("Rechnung: ", "Calculation: ")+formula)))
	}
	for i := len(path) - 1; i >= 0; i-- {
		st := path[i]
		places := -1 // four at most: nobody reads more
		if placesOf(st.rolled.WeightScored) > 4 {
			places = 4
		}
		terms := each(st.parts, func(p part) term { return term{p.weight, p.entered} })
		text := r.level(st.goal, " ").And(r.name(st.goal), Say(": "+r.percent(st.score.Attainment(), r.places)+". "+r.calculation(st.rolled.Rule.Aggregator, terms, st.rolled.WeightScored, places, func(f zielkette.Figure) string { return r.percent(f, r.places) })))
		if !r.spoken(st) {
			text = text.And(Say(r.in(". Für eine Aussage ist zu wenig bekannt.", ". Too little is known for a statement.")))
		}
		items = append(items, text)
	}
	s.Blocks = []Block{
		Paragraph{Text: Say(r.in("Am Beispiel einer Kennzahl: vom gemessenen Wert nach oben. Jeder Schritt lässt sich mit dem nachrechnen, was in seiner Zeile steht; mit gerundeten Werten weicht höchstens die letzte Stelle ab.",
			"By the example of one indicator: from the measured value upwards. Each step can be recomputed from its own line; with rounded figures at most the last digit differs."))},
		List{Numbered: true, Items: items},
	}
	return s
}

// trace is the way down from a goal along the part that contributes most.
func (r *Report) trace(s *standing) ([]*standing, *measurement) {
	if s.score.State() != evaluation.Scored {
		return nil, nil
	}
	var best *part
	var most zielkette.Figure
	k := 0
	for p := range s.score.Parts() {
		if p.State == evaluation.Scored && (best == nil || p.Contribution.Compare(most) > 0) {
			best, most = &s.parts[k], p.Contribution
		}
		k++
	}
	switch {
	case best == nil:
		return nil, nil
	case best.goal == nil:
		return []*standing{s}, r.byHandle[best.a]
	}
	path, m := r.trace(best.goal)
	return append([]*standing{s}, path...), m
}

// term is a part of a calculation.
type term struct {
	weight  zielkette.Number
	entered zielkette.Figure
}

// calculation writes a roll-up in figures of its parts, with so many places of weights;
// -1 is all.
func (r *Report) calculation(of evaluation.Aggregator, terms []term, sum zielkette.Figure, places int, figure func(zielkette.Figure) string) string {
	var weights, scores []string
	for _, s := range terms {
		if s.entered.IsZero() || s.weight.Sign() == 0 {
			continue
		}
		if s.entered.Sign() == 0 && of.Vetoes() {
			return r.in("ein Teil ist 0, das Mittel damit", "one part is 0, and so the mean")
		}
		weights, scores = append(weights, s.weight.Text(r.language, places)), append(scores, figure(s.entered))
	}
	return of.Formula(weights, scores, sum.Text(r.language, places), r.language)
}

// Assumptions are what the documents and the rules take for granted.
func (r *Report) Assumptions() Section {
	r = r.or()
	r.look()
	return r.texts("assumptions", r.in("Annahmen", "Assumptions"), r.result.Assumptions())
}

// Rules (Rechenregeln) are the rules in words that hold at the as-of date.
func (r *Report) Rules() Section {
	r = r.or()
	r.look()
	return r.texts("rules", r.in("Rechenregeln", "Rules"), r.result.Rules())
}

func (r *Report) texts(id, title string, texts []zielkette.Text) Section {
	s := Section{ID: id, Title: title}
	s.list(each(texts, func(t zielkette.Text) Phrase { return either(t.EN == t.DE, quoted(t.DE), Say(r.text(t))) }))
	return s
}

// Remarks (Hinweise) are the warnings of the evaluation.
func (r *Report) Remarks() Section {
	r, s := r.begin("remarks", "Hinweise", "Notes")
	var items []Phrase
	if note := r.plan.Edition().Note; note != "" {
		items = append(items, Strong(r.in("Neu in dieser Fassung: ", "New in this edition: ")).And(quoted(stop(note))))
	}
	for _, p := range r.result.Warnings() {
		text := p.Message.In(r.language)
		if p.Subject != "" {
			text = r.nameOf(p.Subject) + ": " + text
		}
		item := Say(text)
		if at := p.Place; at.File != "" && at.Line > 0 { // for those who keep the files
			item = item.And(Say(r.say(" (%s, Zeile %d)", " (%s, line %d)", at.File, at.Line)))
		}
		items = append(items, item)
	}
	s.list(items)
	return s
}

// Sources are all sources that the report cites, by their numbers.
func (r *Report) Sources() Section {
	r, s := r.begin("sources", "Quellen", "Sources")
	t := Table{Columns: []Column{{Title: r.in("Nr.", "No."), Width: 7}, {Title: r.in("Quelle", "Source")}}}
	for i, source := range r.sources {
		title := cmp.Or(source.Title, source.URL)
		text := quoted(title)
		if !source.Date.IsZero() && !strings.Contains(title, source.Date.Text(zielkette.German)) {
			text = text.And(Say(", " + source.Date.Text(r.language)))
		}
		lines := []Phrase{text}
		if source.URL != "" && source.Title != "" {
			lines = append(lines, Phrase{{Text: source.URL, To: source.URL}})
		} else if source.URL != "" {
			lines[0][0].To = source.URL
		}
		if source.Note != "" {
			lines = append(lines, quoted(stop(source.Note)))
		}
		t.add(Row{ID: "source-" + itoa(i+1), Cells: []Cell{cellOf(Say(itoa(i + 1))), {Lines: lines}}})
	}
	if len(r.sources) > 0 {
		s.Blocks = []Block{t}
	}
	return s
}
