package goals

import (
	"fmt"
	"slices"
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/graph"
	"gitlab.opencode.de/zielkette/zielkette/internal/words"
)

// Codes of the problems of effects.
const (
	CodeStageOrder zielkette.Code = "stage-order"      // a contribution that runs backwards
	CodeSelf       zielkette.Code = "effect-self"      // an effect of a thing on itself
	CodeDuplicate  zielkette.Code = "effect-duplicate" // the same effect twice
	CodeStrength   zielkette.Code = "effect-strength"  // a strength where there can be none
	CodeStrengths  zielkette.Code = "strengths-sum"    // strengths into one receiver above 1
	CodeCycle      zielkette.Code = "effect-cycle"     // contributions in a circle
	CodeDangling   zielkette.Code = "dangling"         // warning: a result that no measure or no goal is tied to
)

// Effect (Wirkungsbeziehung) is a directed link between measures, results and
// goals, named by their ids.
//
// The strength of a contribution is the share of the receiver's change it stands
// for; the strengths into one receiver are at most 1 together. A contribution
// whose strength nobody states still shows in the chain; nothing is computed
// with it.
type Effect struct {
	From      string           `json:"from"`
	To        string           `json:"to"`
	Kind      EffectKind       `json:"kind,omitzero"`
	Sign      Sign             `json:"sign"`
	Strength  zielkette.Number `json:"strength,omitzero"` // from 0 to 1; contributions only
	Ordinal   zielkette.Number `json:"ordinal,omitzero"`  // 0, 1, 2 or 3, in place of a strength; never multiplied
	Lag       zielkette.Span   `json:"lag,omitzero"`      // until it shows; none is at once
	Evidence  Evidence         `json:"evidence"`
	Rationale string           `json:"rationale,omitzero"`
	Source    zielkette.Source `json:"source,omitzero"`
}

// maxOrdinal is the highest rating of an effect by an ordinal.
const maxOrdinal = 3

// EffectKind tells the two kinds of effect apart.
type EffectKind string

// The kinds of effect. The zero value stands for [Contribution].
const (
	Contribution EffectKind = "contribution" // brings the receiver about; contributions never form a circle
	Influence    EffectKind = "influence"    // acts on the receiver (Vester); influences may form circles
)

var effectKinds = words.Set[EffectKind, struct{}]{
	{Word: Contribution, Text: zielkette.Text{DE: "Beitrag", EN: "contribution"}},
	{Word: Influence, Text: zielkette.Text{DE: "Einfluss", EN: "influence"}},
}

// Text returns the kind as it is printed in a report.
func (k EffectKind) Text() zielkette.Text { return effectKinds.Text(k) }

// Sign tells whether an effect helps or hinders.
type Sign string

// The signs of an effect.
const (
	Plus  Sign = "+" // the more, the more
	Minus Sign = "-" // the more, the less
)

var effectSigns = words.Set[Sign, struct{}]{
	{Word: Plus, Text: zielkette.Text{DE: "fördert", EN: "helps"}},
	{Word: Minus, Text: zielkette.Text{DE: "hemmt", EN: "hinders"}},
}

// Text returns the sign in a word, as it is printed in a report.
func (s Sign) Text() zielkette.Text { return effectSigns.Text(s) }

// Evidence grades what an effect rests on.
type Evidence string

// The grades of evidence, from the weakest.
const (
	Assumed  Evidence = "assumed"  // taken for granted by the author
	Expert   Evidence = "expert"   // judged by people who know the field
	Study    Evidence = "study"    // found elsewhere
	Measured Evidence = "measured" // found here
)

var grades = words.Set[Evidence, struct{}]{
	{Word: Assumed, Text: zielkette.Text{DE: "angenommen", EN: "assumed"}},
	{Word: Expert, Text: zielkette.Text{DE: "Experteneinschätzung", EN: "expert judgement"}},
	{Word: Study, Text: zielkette.Text{DE: "Studie", EN: "study"}},
	{Word: Measured, Text: zielkette.Text{DE: "gemessen", EN: "measured"}},
}

// Rank returns 1 for the weakest grade, 2, 3 and so on for stronger ones, and 0 for
// any other word.
func (e Evidence) Rank() int {
	return 1 + slices.IndexFunc(grades, func(row words.Row[Evidence, struct{}]) bool { return row.Word == e })
}

// Text returns the grade as it is printed in a report.
func (e Evidence) Text() zielkette.Text { return grades.Text(e) }

// Effects returns a copy of the effects in the order of the document. The kind is
// always set.
func (p *Plan) Effects() []Effect {
	out := slices.Clone(p.document().Effects)
	for i := range out {
		if out[i].Kind == "" {
			out[i].Kind = Contribution
		}
	}
	return out
}

// number numbers the things a chain consists of: measures, results, goals.
func (p *Plan) number(r ref) int32 {
	switch r.of {
	case aGoal:
		return int32(len(p.doc.Measures)+len(p.doc.Results)) + r.i
	case aResult:
		return int32(len(p.doc.Measures)) + r.i
	}
	return r.i
}

// numbered returns the id of a number.
func (p *Plan) numbered(number int32) string {
	i := int(number)
	if i < len(p.doc.Measures) {
		return p.doc.Measures[i].ID
	}
	if i -= len(p.doc.Measures); i < len(p.doc.Results) {
		return p.doc.Results[i].ID
	}
	return p.nodes[i-len(p.doc.Results)].ID
}

// stage returns how far along the chain something stands: 0 for a measure, 1 and more
// for the stages, one more than these for a goal.
func (c *compiler) stage(r ref) int {
	switch r.of {
	case aGoal:
		return len(c.stages) + 1
	case aResult:
		if i, ok := c.stages[c.plan.doc.Results[r.i].Stage]; ok {
			return i + 1
		}
	}
	return 0
}

func (c *compiler) effects() {
	type key struct {
		from, to  int32
		influence bool
	}
	p := c.plan
	effects := p.doc.Effects
	n := len(p.doc.Measures) + len(p.doc.Results) + len(p.nodes)
	seen := make(map[key]int, len(effects))
	sums := make([]portions, n)
	var from, to, number []int32 // the contributions
	for i := range c.list.Each(len(effects)) {
		e, here := &effects[i], at(anEffect, i)
		influence := e.Kind == Influence
		if !c.effect(here, e) {
			continue
		}
		f, okFrom := c.refer(here.at("from"), e.From, noEnd, aMeasure, aResult, aGoal)
		t, okTo := c.refer(here.at("to"), e.To, noEnd, aMeasure, aResult, aGoal)
		switch {
		case !okFrom || !okTo:
			continue
		case f == t:
			c.fail(here, CodeSelf, e.From,
				"nichts wirkt auf sich selbst; diese Verbindung entfernen",
				"nothing has an effect on itself; remove this link")
			continue
		}
		id := key{p.number(f), p.number(t), influence}
		if first, ok := seen[id]; ok {
			c.fail(here, CodeDuplicate, pair(e.From, " → ", e.To),
				fmt.Sprintf("diese Wirkung steht schon bei /effects/%d; eine behalten", first),
				fmt.Sprintf("this effect stands already at /effects/%d; keep one", first))
			continue
		}
		seen[id] = i
		if influence {
			continue
		}
		if c.stage(f) > c.stage(t) {
			c.fail(here, CodeStageOrder, pair(e.From, " → ", e.To),
				"Beiträge führen von den Maßnahmen über die Stufen zu den Zielen; dieser führt zurück",
				"contributions run from measures over the stages to the goals; this one runs backwards")
			continue
		}
		if units, ok := unitsOf(e.Strength); ok && sums[id.to].compare() <= 0 {
			sum := &sums[id.to]
			if sum.add(units); sum.compare() > 0 {
				c.fail(here.at("strength"), CodeStrengths, e.To,
					"die Stärken aller Beiträge zu einem Empfänger sind zusammen höchstens 1; hier übersteigen sie 1",
					"the strengths of all contributions to one receiver are at most 1 together; here they pass 1")
			}
		}
		from, to, number = append(from, id.from), append(to, id.to), append(number, int32(i))
	}
	g := graph.New(n, from, to)
	circles := cyclesOf(g)
	for i := range c.list.Each(len(circles)) {
		circle := circles[i]
		ids := make([]string, 0, len(circle.witness)+1)
		for _, v := range circle.witness {
			ids = append(ids, p.numbered(v))
		}
		c.fail(at(anEffect, int(number[circle.link])), CodeCycle, strings.Join(append(ids, ids[0]), " → "),
			fmt.Sprintf("Beiträge bilden keinen Kreis; %d sind hier miteinander verbunden. Eine Verbindung des Kreises entfernen oder sie als Einfluss führen", len(circle.members)),
			fmt.Sprintf("contributions do not form a circle; %d are tied together here. Remove a link of the circle, or make it an influence", len(circle.members)))
	}
	c.dangling(g)
}

// effect checks an effect by itself and reports whether its ends are worth
// looking at.
func (c *compiler) effect(here place, e *Effect) bool {
	oneOf(c, here.at("sign"), effectSigns, e.Sign)
	oneOf(c, here.at("evidence"), grades, e.Evidence)
	if _, ok := unitsOf(e.Strength); !ok && !e.Strength.IsZero() {
		c.fail(here.at("strength"), zielkette.CodeRange, e.Strength.String(),
			"eine Stärke liegt zwischen 0 und 1",
			"a strength lies between 0 and 1")
	}
	if !e.Ordinal.IsZero() {
		if _, ok := e.Rating(); !ok {
			c.fail(here.at("ordinal"), zielkette.CodeRange, e.Ordinal.String(),
				`eine Stufe ("ordinal") ist 0, 1, 2 oder 3`,
				"an ordinal is 0, 1, 2 or 3")
		}
		if !e.Strength.IsZero() {
			c.fail(here.at("ordinal"), CodeStrength, pair(e.From, " → ", e.To),
				`eine Wirkung hat eine Stärke ("strength") oder eine Stufe ("ordinal"), nicht beides`,
				"an effect has a strength or an ordinal, not both")
		}
	}
	if e.Kind != "" && !oneOf(c, here.at("kind"), effectKinds, e.Kind) {
		return false
	}
	if e.Kind == Influence && !e.Strength.IsZero() {
		c.fail(here.at("strength"), CodeStrength, pair(e.From, " → ", e.To),
			`ein Einfluss hat eine Stufe ("ordinal") von 0 bis 3; eine Stärke hat nur ein Beitrag`,
			"an influence is rated by an ordinal from 0 to 3; only a contribution has a strength")
	}
	return true
}

// Rating returns the ordinal as a whole number; ok is false where none is stated.
func (e Effect) Rating() (ordinal int, ok bool) {
	for n := range maxOrdinal + 1 {
		if e.Ordinal.Equal(zielkette.Int(int64(n))) {
			return n, true
		}
	}
	return 0, false
}

// dangling warns of results that are tied to no measure or to no goal.
func (c *compiler) dangling(g *graph.Graph) {
	results := c.plan.doc.Results
	m, r := len(c.plan.doc.Measures), len(results)
	if r == 0 {
		return
	}
	var measures, goals []int32
	for i := range int32(g.Len()) {
		if int(i) < m {
			measures = append(measures, i)
		} else if int(i) >= m+r {
			goals = append(goals, i)
		}
	}
	done, wanted := g.Reach(measures...), g.Reverse().Reach(goals...)
	for i := range c.list.Each(len(results)) {
		warn := func(de, en string) {
			c.list.Warn(c.plan.pointer(at(aResult, i)), CodeDangling, results[i].ID, zielkette.Text{DE: de, EN: en})
		}
		if !done[m+i] {
			warn("Keine Maßnahme führt zu diesem Ergebnis.", "No measure leads to this result.")
		}
		if !wanted[m+i] {
			warn("Dieses Ergebnis führt zu keinem Ziel.", "This result leads to no goal.")
		}
	}
}
