package goals

import (
	"fmt"
	"slices"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
)

// Demand (Vorgabe im Gegenstromprinzip) is a quantity asked of a goal as a whole, to be
// broken down to the goals beneath it, and what their bearers hold to be feasible. Package
// chain breaks it down and sums the answers up.
type Demand struct {
	Goal    string           `json:"goal"`  // id of the goal it is asked of
	Title   string           `json:"title"` // what is asked: "geförderte Wohnungen bis 2027"
	Unit    string           `json:"unit,omitzero"`
	Target  zielkette.Number `json:"target"`          // of a quantity that adds up over the goals beneath: tonnes, dwellings, euros
	Places  int              `json:"places,omitzero"` // digits after the point of the parts, from 0 to 12
	Answers []Answer         `json:"answers,omitzero"`
	Known   zielkette.Date   `json:"known,omitzero"` // when it was asked; reports of an earlier date do not know it
	Source  zielkette.Source `json:"source,omitzero"`
}

// Answer is what the bearer of a goal holds to be feasible. Several answers for one goal
// became known on different days; the last one known holds.
type Answer struct {
	Goal     string           `json:"goal"` // id of the goal, or of one beneath it
	Feasible zielkette.Number `json:"feasible"`
	Known    zielkette.Date   `json:"known,omitzero"`
	Note     string           `json:"note,omitzero"`
}

func (d *Demand) unshare() { d.Answers = slices.Clone(d.Answers) }

// Demands returns copies of the demands in the order of the document.
func (p *Plan) Demands() []Demand { return clones(p.document().Demands) }

// FeasibleAt returns what the bearers of goals held to be feasible at the end of a date as
// known at the end of another, by the id of the goal; the answer that became known last.
// Without an as-of date every answer holds; without a known-on date nothing is hidden, with
// one an answer without a day is. Nothing is returned for a goal that has not answered.
func (d Demand) FeasibleAt(asOf, knownOn zielkette.Date) map[string]zielkette.Number {
	out, when := map[string]zielkette.Number{}, map[string]zielkette.Date{}
	for _, a := range d.Answers {
		if !holds(a.Known, asOf, knownOn) {
			continue
		}
		if _, ok := out[a.Goal]; !ok || a.Known.Compare(when[a.Goal]) > 0 {
			out[a.Goal], when[a.Goal] = a.Feasible, a.Known
		}
	}
	return out
}

// AskedBy reports whether the demand was asked by the end of a date as known at the end of
// another; one without a day was from the start.
func (d Demand) AskedBy(asOf, knownOn zielkette.Date) bool {
	return d.Known.IsZero() || holds(d.Known, asOf, knownOn)
}

// holds reports whether something known since a day holds at two dates.
func holds(known, asOf, knownOn zielkette.Date) bool {
	return (knownOn.IsZero() || known.By(knownOn)) && (asOf.IsZero() || known.IsZero() || known.By(asOf))
}

func (c *compiler) demand(i int, d *Demand) {
	here := at(aDemand, i)
	c.require(here.at("title"), d.Title, d.Goal, "sagen, was verlangt ist", "say what is asked")
	top, ok := c.refer(here.at("goal"), d.Goal, noGoal, aGoal)
	switch {
	case d.Target.IsZero():
		c.fail(here.at("target"), zielkette.CodeRequired, d.Goal, "die verlangte Menge angeben", "state the quantity asked")
	case d.Places < 0 || d.Places > zielkette.Places:
		c.fail(here.at("places"), zielkette.CodeRange, fmt.Sprint(d.Places), "0 bis 12 Nachkommastellen angeben", "state 0 to 12 places")
	case places(d.Target) > d.Places:
		c.fail(here.at("target"), zielkette.CodeRange, d.Target.String(),
			`die verlangte Menge hat höchstens so viele Nachkommastellen wie ihre Teile ("places")`,
			"the quantity has no more places than its parts")
	}
	type key struct {
		goal  string
		known zielkette.Date
	}
	var seen set[key]
	for k := range c.list.Each(len(d.Answers)) {
		a, there := &d.Answers[k], here.in("answers", k)
		goal, found := c.refer(there.at("goal"), a.Goal, noGoal, aGoal)
		switch {
		case a.Feasible.IsZero():
			c.fail(there.at("feasible"), zielkette.CodeRequired, a.Goal, "angeben, was machbar ist", "state what is feasible")
		case seen.add(key{a.Goal, a.Known}):
			c.fail(there.at("goal"), zielkette.CodeDuplicateID, a.Goal,
				"dieses Ziel hat am selben Tag schon geantwortet; eine Antwort behalten oder angeben, wann jede bekannt wurde",
				"this goal has answered on the same day already; keep one answer, or state when each became known")
		}
		if ok && found && !c.within(goal.i, top.i) {
			c.fail(there.at("goal"), zielkette.CodeReference, a.Goal,
				"die Antwort gilt einem Ziel, das nicht unter dem verlangten steht",
				"the answer is of a goal that does not stand beneath the one asked")
		}
	}
}

// within reports whether a goal is another or stands beneath it.
func (c *compiler) within(goal, top int32) bool {
	for ; goal >= 0; goal = c.plan.nodes[goal].parent {
		if goal == top {
			return true
		}
	}
	return false
}

// places returns how many digits a number has after the point, without closing zeros.
func places(n zielkette.Number) int {
	_, places, _ := n.Figure().Number().Small()
	return places
}
