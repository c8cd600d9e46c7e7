package report

import (
	"math/big"
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/internal/round"
)

// Context (Rahmenbedingungen) is under which conditions the strategy works: indicators in
// groups with their course over time, without any judgement.
func (r *Report) Context() Section {
	r, s := r.begin("context", "Rahmenbedingungen", "Context")
	groups := r.result.Context()
	if len(groups) == 0 {
		return s
	}
	s.Blocks = append(s.Blocks, Paragraph{Text: Say(r.in("Diese Kennzahlen beschreiben die Lage, in der die Strategie arbeitet. Sie werden hier nicht bewertet; was außerdem ein Ziel misst, ist dort bewertet.",
		"These indicators describe the situation in which the strategy works. They are not scored here; what measures a goal as well is scored there."))})
	for _, g := range groups {
		title := quoted(capital(g.Context.Title))
		if g.Context.Note == "" && g.Context.Source != r.plan.Source() {
			title = title.And(with(" ", r.cite(g.Context.Source)))
		}
		s.Blocks = append(s.Blocks, Heading{Title: title})
		if g.Context.Note != "" {
			s.Blocks = append(s.Blocks, Note(r.about("", "", g.Context.Note, g.Context.Source)))
		}
		t := Table{Columns: []Column{
			{Title: r.in("Kennzahl", "Indicator"), Width: 34},
			{Title: r.in("zuerst", "first"), Width: 24},
			{Title: r.in("zuletzt", "last"), Width: 24},
			{Title: r.in("Veränderung", "change"), Width: 18},
		}, Groups: []Group{{}}}
		var cards []Block
		for _, d := range g.Indicators {
			t.Groups[0].Rows = append(t.Groups[0].Rows, r.developmentRow(d))
			if m := r.conditions[d.ID]; m != nil {
				cards = append(cards, r.conditionCard(m))
			}
		}
		s.Blocks = append(append(s.Blocks, t), cards...)
	}
	return s
}

// developmentRow says from where to where an indicator went.
func (r *Report) developmentRow(d evaluation.Development) Row {
	name := quoted(d.Title)
	lines := []Phrase{name}
	if r.conditions[d.ID] == nil {
		for _, m := range r.measured {
			if m.a.ID() == d.ID && m.a.Area() == "" {
				lines[0][0].To = r.cardID(m.a)
				lines = append(lines, Say(r.in("misst auch ein Ziel oder Thema", "also measures a goal or a theme")))
				break
			}
		}
	} else {
		lines[0][0].To = conditionID(d.ID)
	}
	first, last, change := "–", "–", []Phrase{Say("–")}
	said := func(v evaluation.DevelopmentValue) string { return r.observed(&v.Observation, d.Unit, v.Value) }
	if n := len(d.Values); n > 0 {
		last = said(d.Values[n-1])
	}
	if from, to, ok := d.Comparable(); ok {
		first = said(from)
		change = r.changed(d, from, to)
	}
	for _, v := range d.Values {
		if v.Break {
			lines = append(lines, Say(r.in("Bruch der Reihe: verglichen wird nur, was danach liegt", "a break in the series: only what lies after it is compared")))
			break
		}
	}
	return Row{Cells: []Cell{{Lines: lines}, {Lines: []Phrase{Say(first)}}, {Lines: []Phrase{Say(last)}}, {Lines: change}}}
}

// changed is the difference of two values, and what it is in percent of the first.
func (r *Report) changed(d evaluation.Development, from, to evaluation.DevelopmentValue) []Phrase {
	a, okA := from.Value.Rat()
	b, okB := to.Value.Rat()
	if !okA || !okB {
		return []Phrase{Say("–")}
	}
	difference := new(big.Rat).Sub(b, a)
	_, places := from.Observation.Value.Unscaled()
	_, p := to.Observation.Value.Unscaled()
	if !to.Observation.Denominator.IsZero() {
		places, p = placesOf(from.Value), placesOf(to.Value)
	}
	places = min(max(places, p), 2)
	size := zielkette.Round(new(big.Rat).Abs(difference)).Text(r.language, places) + r.points(d.Unit)
	out := []Phrase{Say(signed(int64(difference.Sign()), size))}
	if difference.Sign() == 0 {
		out[0] = Say(r.in("unverändert", "unchanged"))
	}
	if a.Sign() > 0 && !strings.HasPrefix(strings.TrimLeft(r.unit(d.Unit), " \u00a0"), "%") {
		share := difference.Quo(difference, a)
		f := zielkette.NewFigure(round.Units(new(big.Rat).Abs(share), zielkette.Places), zielkette.Places)
		out = append(out, Say(signed(int64(share.Sign()), r.percent(f, 1))))
	}
	return out
}

func conditionID(id string) string { return "context-" + ident(id) }

// conditionCard is a context indicator with its course as a picture.
func (r *Report) conditionCard(m *measurement) Card {
	c := Card{ID: conditionID(m.a.ID()), Title: quoted(r.title(m))}
	value := r.value(m)
	if value == "–" {
		if last := r.last(m); last != "" {
			value = last
		}
	}
	c.Blocks = []Block{Paragraph{Text: Say(capital(value) + ".")}}
	if f, ok := r.chart(m, r.series(m)); ok {
		c.Blocks = append(c.Blocks, f)
	}
	c.Blocks = append(c.Blocks, Fold{r.in("Herkunft, Vorbehalte", "Origin, reservations"), []Block{Facts(r.facts(m))}})
	return c
}
