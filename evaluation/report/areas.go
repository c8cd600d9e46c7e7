package report

import (
	"cmp"
	"slices"
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/goals/chain"
)

// fewAreas is how many areas a list names that have nothing to say: more are districts of
// the statistics, not of the strategy.
const fewAreas = 30

// mostValues is how many values of one indicator a sheet lists one by one.
const mostValues = 12

// Areas are the parts of the city that the strategy names: of a focus area, and of any
// other of which more is on record, a sheet with what is wanted, measured and done there,
// without a score; of the others a list; and what lies outside all focus areas.
func (r *Report) Areas() Section {
	r, s := r.begin("areas", "Räume", "Areas")
	locals := r.result.Locals()
	if len(locals) == 0 {
		return s
	}
	outside, focused := r.result.Outside()
	money := r.byMeasure(r.money())
	var items, bare []Phrase
	plain := 0
	var note string // of the source of the area before, which is not said twice
	for _, l := range locals {
		switch {
		case l.Area.Focus && !described(l) && len(l.Goals)+len(l.Values)+len(l.Measures)+len(l.Parts) == 0:
			if l.Area.Source.Note == note {
				l.Area.Source.Note = ""
			} else {
				note = l.Area.Source.Note
			}
			bare = append(bare, r.areaLine(l))
		case l.Area.Focus || described(l) || !focused && len(l.Values) > 0:
			s.Blocks = append(s.Blocks, r.sheet(l, money)...)
		case focused: // listed with the focus area it lies in, or outside
		case len(l.Goals)+len(l.Measures) == 0 && len(locals) > fewAreas:
			plain++
		default:
			items = append(items, r.areaLine(l))
		}
	}
	if len(s.Blocks) > 0 && len(bare)+len(items) > 0 {
		s.Blocks = append(s.Blocks, Heading{Title: Say(r.in("Weitere Räume", "Further areas"))})
	}
	if len(bare) > 0 {
		s.Blocks = append(s.Blocks, Paragraph{Text: Say(r.in("Zu diesen Schwerpunkträumen sind weder Ansprechstelle noch Ziele, Messwerte oder Maßnahmen erfasst:",
			"Of these focus areas, neither a contact nor goals, values or measures are on record:"))}, List{Items: bare})
	}
	if len(items) > 0 {
		s.Blocks = append(s.Blocks, List{Items: items})
	}
	if plain > 0 {
		s.Blocks = append(s.Blocks, Note(Say(r.say("%d weitere Räume sind erfasst, ohne Ziel und ohne Maßnahme.", "%d further areas are on record, without a goal and without a measure.", plain))))
	}
	if focused {
		s.Blocks = append(s.Blocks, r.outsideOfAll(outside, money)...)
	}
	return s
}

// described reports whether the strategy says more of an area than its name.
func described(l evaluation.Local) bool {
	return l.Area.Contact != "" || l.Area.Potential != "" || l.Area.Note != "" || len(l.Area.Neighbours) > 0
}

func areaID(id string) string { return "area-" + ident(id) }

// areaLine is an area of which nothing more is on record, with what aims at it.
func (r *Report) areaLine(l evaluation.Local) Phrase {
	var parts []string
	if n := len(slices.Collect(r.plan.InArea(l.Area.ID))); n > 0 {
		parts = append(parts, r.number(n, "Ziel", "Ziele", "goal", "goals"))
	}
	for _, m := range l.Measures {
		parts = append(parts, m.Title)
	}
	return adopted(l.Area.Title).And(with(" (", quoted(l.Area.Kind), ")"), with(": ", quoted(strings.Join(parts, ", "))), r.areaSource(l.Area))
}

// areaSource is the source of an area and what is to be known of it.
func (r *Report) areaSource(a goals.Area) Phrase {
	var p Phrase
	if a.Source != r.plan.Source() {
		p = with(" ", r.cite(a.Source))
	}
	return p.And(with(". ", quoted(stop(a.Source.Note))))
}

// sheet is all that is known of an area.
func (r *Report) sheet(l evaluation.Local, money map[string]chain.Amount) []Block {
	a := l.Area
	facts := Facts{}
	facts.add(r.in("Art", "Kind"), quoted(cmp.Or(a.Kind, either(a.Focus, r.in("Schwerpunktraum", "focus area"), ""))).And(r.areaSource(a)))
	contact := quoted(a.Contact)
	if a.Contact == "" && a.Focus {
		contact = Phrase{{Text: r.in("nicht erfasst", "not on record"), Mark: MarkEmpty}}
	}
	facts.add(r.in("Ansprechstelle", "Contact"), contact)
	facts.add(r.in("Potenzial", "Potential"), quoted(stop(a.Potential)))
	facts.add(r.in("Strahlt aus auf", "Radiates to"), joined(each(a.Neighbours, r.areaName), ", "))
	facts.add(r.in("Darin", "Within it"), titlesOf(l.Parts))
	facts.add(r.in("Ziele", "Goals"), joined(each(l.Goals, r.name), ", "))
	facts.add(r.in("Anmerkung", "Note"), quoted(stop(a.Note)))
	blocks := []Block{Heading{ID: areaID(a.ID), Title: adopted(a.Title)}, facts}
	blocks = append(blocks, r.localValues(l)...)
	blocks = append(blocks, r.localMeasures(l, money)...)
	if a.Focus && len(l.Goals)+len(l.Values)+len(l.Measures) == 0 {
		blocks = append(blocks, Note(Say(r.in("Ziele, Messwerte und Maßnahmen für diesen Raum sind nicht erfasst.", "Goals, values and measures for this area are not on record."))))
	}
	return blocks
}

// outsideOfAll is what lies outside all focus areas, so that no part of the city is forgotten.
func (r *Report) outsideOfAll(l evaluation.Local, money map[string]chain.Amount) []Block {
	blocks := []Block{Heading{ID: "area-outside", Title: Say(r.in("Außerhalb der Schwerpunkträume", "Outside the focus areas"))}}
	facts := Facts{{r.in("Gebiete", "Areas"), titlesOf(l.Parts)}}
	if len(l.Parts) == 0 {
		facts[0].Value = Phrase{{Text: r.in("nicht erfasst", "not on record"), Mark: MarkEmpty}}
	}
	bound := map[string]bool{}
	for _, a := range r.read().Areas {
		for g := range r.plan.InArea(a.ID) {
			bound[g.ID()] = true
		}
	}
	if all := r.plan.Len(); all > 0 {
		facts = append(facts, Fact{r.in("Ziele", "Goals"), Say(r.say("%d von %d Zielen nennen keinen Raum und gelten für die ganze Stadt.", "%d of %d goals name no area and hold for the whole city.", all-len(bound), all))})
	}
	blocks = append(blocks, facts)
	blocks = append(blocks, r.localValues(l)...)
	blocks = append(blocks, r.localMeasures(l, money)...)
	switch {
	case len(l.Measures)+len(l.Values) == 0:
		blocks = append(blocks, Note(Say(r.in("Messwerte und Maßnahmen außerhalb der Schwerpunkträume sind nicht erfasst.", "Values and measures outside the focus areas are not on record."))))
	case len(l.Values) == 0:
		blocks = append(blocks, Note(Say(r.in("Messwerte aus Gebieten außerhalb der Schwerpunkträume sind nicht erfasst.", "Values of areas outside the focus areas are not on record."))))
	}
	return blocks
}

// areaName is the title of an area, with a link where it has a sheet.
func (r *Report) areaName(id string) Phrase {
	a, _ := r.plan.Area(id)
	p := adopted(a.Title)
	if a.Focus || described(evaluation.Local{Area: a}) {
		p[0].To = areaID(id)
	}
	return p
}

func titlesOf(areas []goals.Area) Phrase {
	return joined(each(areas, func(a goals.Area) Phrase { return adopted(a.Title) }), ", ")
}

// localValues is the table of what was measured in an area.
func (r *Report) localValues(l evaluation.Local) []Block {
	if len(l.Values) == 0 {
		return nil
	}
	t := Table{Columns: []Column{
		{Title: r.in("Kennzahl", "Indicator"), Width: 44},
		{Title: r.in("Wert", "value"), Width: 28},
		{Title: r.in("ganze Stadt", "whole city"), Right: true, Width: 14},
		{Title: r.in("erreicht", "reached"), Right: true, Width: 14},
	}, Groups: []Group{{}}}
	for rest := l.Values; len(rest) > 0; {
		n := slices.IndexFunc(rest, func(v evaluation.LocalValue) bool { return v.Indicator != rest[0].Indicator })
		if n < 0 {
			n = len(rest)
		}
		if n > mostValues {
			t.Groups[0].Rows = append(t.Groups[0].Rows, r.spread(rest[:n]))
		} else {
			for _, v := range rest[:n] {
				t.Groups[0].Rows = append(t.Groups[0].Rows, r.localRow(l, v))
			}
		}
		rest = rest[n:]
	}
	return []Block{t}
}

// localRow is the value of an indicator in an area.
func (r *Report) localRow(l evaluation.Local, v evaluation.LocalValue) Row {
	name := quoted(v.Title)
	if v.Area != l.Area.ID {
		name = name.And(with(" (", r.areaName(v.Area), ")"))
	}
	lines := []Phrase{name}
	reached := "–"
	for _, a := range v.Assessments {
		m := r.byHandle[a]
		if m == nil {
			continue
		}
		lines[0][0].To = r.cardID(a)
		lines = append(lines, r.verdict(m))
		if f := a.Attainment(); !f.IsZero() {
			reached = r.percent(f, r.places)
		}
	}
	var value string
	switch {
	case v.Observation.Period.IsZero():
		value = r.in("kein Wert", "no value")
	case v.Reason == 0:
		value = r.observed(&v.Observation, v.Unit, v.Value)
	default:
		value = r.in("zuletzt ", "last ") + r.observed(&v.Observation, v.Unit, zielkette.Figure{}) + ": " + strings.TrimSuffix(v.Reason.Text(r.language), ".")
	}
	whole := "–"
	if !v.Whole.IsZero() {
		_, places := v.Observation.Value.Unscaled()
		whole = v.Whole.Text(r.language, min(max(places, placesOf(v.Whole)), 2)) + r.percentSign(v.Unit)
	}
	return Row{Cells: []Cell{{Lines: lines}, {Lines: []Phrase{Say(value)}}, {Lines: []Phrase{Say(whole)}}, {Lines: []Phrase{Say(reached)}}}}
}

// spread says of many areas how far apart they are.
func (r *Report) spread(values []evaluation.LocalValue) Row {
	var low, high *evaluation.LocalValue
	counted := 0
	for i := range values {
		v := &values[i]
		if v.Value.IsZero() {
			continue
		}
		counted++
		if low == nil || v.Value.Compare(low.Value) < 0 {
			low = v
		}
		if high == nil || v.Value.Compare(high.Value) > 0 {
			high = v
		}
	}
	name := quoted(values[0].Title).And(Say(" (" + r.number(len(values), "Gebiet", "Gebiete", "area", "areas") + ")"))
	value := Say("–")
	if low != nil {
		value = Say(r.in("von ", "from ")+r.observed(&low.Observation, low.Unit, low.Value)+" ").And(r.areaName(low.Area),
			Say(r.in(" bis ", " to ")+r.observed(&high.Observation, high.Unit, high.Value)+" "), r.areaName(high.Area))
	}
	lines := []Phrase{value}
	if counted < len(values) {
		lines = append(lines, Say(r.say("%d ohne gültigen Wert", "%d without a valid value", len(values)-counted)))
	}
	return Row{Cells: []Cell{{Lines: []Phrase{name}}, {Lines: lines}, {Lines: []Phrase{Say("–")}}, {Lines: []Phrase{Say("–")}}}}
}

// localMeasures are the measures of an area with their money, which is not divided among
// the areas of a measure.
func (r *Report) localMeasures(l evaluation.Local, money map[string]chain.Amount) []Block {
	if len(l.Measures) == 0 {
		return nil
	}
	var rows []Row
	var items []Phrase
	parts, paid, shared := []chain.Part{}, false, false
	for _, m := range l.Measures {
		said, _, _ := r.measureState(m)
		said = said.And(with(" · ", quoted(m.Kind)))
		if len(m.Areas) == 0 {
			said = said.And(Say(r.in(" · ohne Ortsangabe", " · no place stated")))
		}
		amount, ok := money[m.ID]
		paid, shared = paid || ok, shared || len(m.Areas) > 1
		parts = append(parts, chain.Part{Amount: amount})
		title := Strong(m.Title)
		title[0].Quoted = true
		items = append(items, title.And(Say(" · "), said))
		rows = append(rows, Row{Cells: append([]Cell{{Lines: []Phrase{title, said}}}, r.euroCells(amount)...)})
	}
	if !paid {
		return []Block{Note(Say(r.in("Maßnahmen; Beträge sind nicht erfasst:", "Measures; amounts are not on record:"))), List{Items: items}}
	}
	t := Table{
		Columns: append([]Column{{Title: r.in("Maßnahme", "Measure"), Width: 40}}, r.euroColumns(20)...), Groups: []Group{{Rows: rows}},
		Foot: []Row{{Cells: append([]Cell{{Lines: []Phrase{Say(r.in("zusammen", "together"))}}}, r.euroCells(together(parts))...)}},
	}
	blocks := []Block{t}
	if shared {
		blocks = append(blocks, Note(Say(r.in("Das Geld einer Maßnahme in mehreren Räumen steht in jedem von ihnen ganz.", "The money of a measure in several areas stands in each of them in full."))))
	}
	return blocks
}
