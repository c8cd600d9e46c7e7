package chain

import (
	"math/big"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/internal/apportion"
	"gitlab.opencode.de/zielkette/zielkette/internal/problems"
	"gitlab.opencode.de/zielkette/zielkette/internal/round"
)

// Demand is a target to break down.
type Demand struct {
	Goal     string                      // id of the goal the target is set for
	Target   zielkette.Number            // of a quantity that adds up over the goals beneath: tonnes, dwellings, euros
	Places   int                         // digits after the point of the parts, from 0 to 12
	Feasible map[string]zielkette.Number // what the bearers of goals hold to be feasible, by id
}

// Broken is the part of a goal in a target that was broken down.
type Broken struct {
	Depth      int              `json:"depth"`
	Goal       Node             `json:"goal"`
	Demanded   zielkette.Figure `json:"demanded"`
	Feasible   zielkette.Figure `json:"feasible"`         // what comes back up: the goal's own answer, or the sum of the answers beneath; none where nobody answered
	Difference zielkette.Figure `json:"difference"`       // feasible minus demanded; none unless every answer is in
	Missing    []string         `json:"missing,omitzero"` // ids of the lowest goals beneath (or the goal itself) that have not answered
	feasible   *big.Rat         // nil where nobody answered
}

// Cascade is the Gegenstromprinzip: a target is broken down from a goal to those
// beneath by their weights, level by level, and what each holds to be feasible is
// summed up on the way back. The parts of a goal come to the goal exactly, by
// largest remainder. A goal without a weight counts as 1, one that is not
// applicable gets nothing and its weight goes to its siblings; when nothing beneath
// can take a part, the goal is a lowest one. An answer given for
// a goal stands in place of those beneath it. The result is in pre-order and
// starts with the goal itself.
//
// The error has the code [zielkette.CodeReference] for an unknown goal, here or among the
// answers, and [zielkette.CodeRange] without a target or with places outside 0..12, or a
// target with more places than that.
func Cascade(plan *goals.Plan, d Demand) ([]Broken, error) {
	if plan == nil {
		plan = new(goals.Plan)
	}
	goal, ok := plan.Goal(d.Goal)
	if !ok {
		return nil, fault(zielkette.CodeReference, d.Goal,
			"die Strategie hat kein Ziel mit dieser Kennung",
			"the strategy has no goal of this id")
	}
	var list zielkette.Problems
	for id := range d.Feasible {
		if _, ok := plan.Goal(id); !ok {
			list = append(list, zielkette.Problem{Code: zielkette.CodeReference, Subject: problems.Clip(id), Message: zielkette.Text{
				DE: "die Strategie hat kein Ziel mit dieser Kennung",
				EN: "the strategy has no goal of this id",
			}})
		}
	}
	if list.Sort(); list != nil {
		return nil, list
	}
	target, ok := d.Target.Rat()
	if !ok || d.Places < 0 || d.Places > zielkette.Places || !new(big.Rat).Mul(target, new(big.Rat).SetInt(round.Pow10(d.Places))).IsInt() {
		return nil, fault(zielkette.CodeRange, d.Target.String(),
			"einen Zielwert mit höchstens den angegebenen Nachkommastellen nennen, 0 bis 12",
			"state a target with no more than the given places, 0 to 12")
	}
	k := cascade{d: d}
	k.down(goal, target, 0)
	return k.out, nil
}

// Cascaded is a demand of the strategy broken down, with the answers that came back.
type Cascaded struct {
	Demand goals.Demand `json:"demand"` // without its answers
	Parts  []Broken     `json:"parts"`  // of the goal asked and those beneath it, see [Cascade]
}

// Cascades breaks down the demands of the strategy that were asked by the dates of the
// chain, with the answers known then; nil where there are none.
func (c *Chain) Cascades() ([]Cascaded, error) {
	c = c.or()
	var out []Cascaded
	for _, d := range c.plan.Demands() {
		if !d.AskedBy(c.asOf, c.knownOn) {
			continue
		}
		parts, err := Cascade(c.plan, Demand{Goal: d.Goal, Target: d.Target, Places: d.Places, Feasible: d.FeasibleAt(c.asOf, c.knownOn)})
		if err != nil {
			return nil, err
		}
		d.Answers = nil
		out = append(out, Cascaded{d, parts})
	}
	return out, nil
}

type cascade struct {
	d   Demand
	out []Broken
}

// asStated returns a number of at most as many digits as a document may state.
func asStated(r *big.Rat) zielkette.Figure {
	return zielkette.NewFigure(round.Units(r, zielkette.MaxPlaces), zielkette.MaxPlaces)
}

// down adds a goal and those beneath it. The depth of goals in a plan is bounded.
func (k *cascade) down(goal goals.Node, target *big.Rat, depth int) {
	at := len(k.out)
	k.out = append(k.out, Broken{Depth: depth, Goal: nodeOf(goal), Demanded: asStated(target)})
	var children []goals.Node
	var parts []*big.Rat
	var ids []string
	sum := new(big.Rat)
	for child := range goal.Children() {
		if child.NotApplicable() != "" {
			continue
		}
		weight, ok := child.Weight().Rat()
		if !ok {
			weight = big.NewRat(1, 1)
		}
		sum.Add(sum, weight)
		children, parts, ids = append(children, child), append(parts, weight), append(ids, child.ID())
	}
	if sum.Sign() == 0 {
		children = nil
	}
	own, answered := k.d.Feasible[goal.ID()].Rat()
	var beneath *big.Rat
	missing := []string{goal.ID()}
	if len(children) > 0 {
		missing = nil
		for _, p := range parts {
			p.Mul(p, target).Quo(p, sum)
		}
		for i, part := range apportion.Sum(parts, ids, k.d.Places) {
			child := len(k.out)
			k.down(children[i], part.Rat(), depth+1)
			b := &k.out[child]
			missing = append(missing, b.Missing...)
			if b.feasible != nil {
				if beneath == nil {
					beneath = new(big.Rat)
				}
				beneath.Add(beneath, b.feasible)
			}
		}
	}
	if answered {
		beneath, missing = own, nil
	}
	b := &k.out[at]
	b.feasible, b.Missing = beneath, missing
	if beneath == nil {
		return
	}
	b.Feasible = asStated(beneath)
	if len(missing) == 0 {
		b.Difference = asStated(new(big.Rat).Sub(beneath, target))
	}
}
