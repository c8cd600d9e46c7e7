package chain

import (
	"maps"
	"slices"

	"gitlab.opencode.de/zielkette/zielkette/goals"
)

// Side is one side of a conflict.
type Side struct {
	Goal     Node   `json:"goal"`
	Amount   Amount `json:"amount"`   // the money behind the goal and those beneath it
	Measures []Node `json:"measures"` // that serve them or lead to them
}

// Conflict is a conflict of goals with what stands on either side.
type Conflict struct {
	Conflict goals.Conflict `json:"conflict"`
	Sides    []Side         `json:"sides"`            // in the order of the document
	Both     []Node         `json:"both,omitzero"`    // measures on more than one side
	Opposed  []Node         `json:"opposed,omitzero"` // measures that help one side and hinder another, by the sign of a path
}

// Conflicts returns the conflicts of the plan, in its order, with the money and
// the measures on their sides. An open question has none. Money is that of [Chain.Money], which the caller
// passes in. Cost: linear in the part of the chain above each goal.
func (c *Chain) Conflicts(money *Money) []Conflict {
	c = c.or()
	var out []Conflict
	for _, conflict := range c.plan.Conflicts() {
		found := Conflict{Conflict: conflict, Sides: make([]Side, len(conflict.Between))}
		tied := make([]map[int32]signs, len(conflict.Between))
		on := map[int32]bool{} // measures, and whether they are on more than one side
		for i, id := range conflict.Between {
			v := c.index[id]
			tied[i] = c.tied(v)
			side := Side{Goal: c.node(v)}
			side.Amount, _ = money.Goal(id)
			for _, m := range c.measuresOf(tied[i]) {
				_, met := on[m]
				on[m] = met
				side.Measures = append(side.Measures, c.node(m))
			}
			found.Sides[i] = side
		}
		for _, m := range slices.Sorted(maps.Keys(on)) {
			if !on[m] {
				continue
			}
			found.Both = append(found.Both, c.node(m))
			if opposed(tied, m) {
				found.Opposed = append(found.Opposed, c.node(m))
			}
		}
		out = append(out, found)
	}
	return out
}

// opposed reports whether a measure helps one side and hinders another.
func opposed(tied []map[int32]signs, measure int32) bool {
	for i := range tied {
		for k := range tied {
			if i != k && tied[i][measure].helps && tied[k][measure].hinders {
				return true
			}
		}
	}
	return false
}

// measuresOf returns the measures among what was met, in the order of the document.
func (c *Chain) measuresOf(met map[int32]signs) (measures []int32) {
	for v := range met {
		if c.isMeasure(v) {
			measures = append(measures, v)
		}
	}
	slices.Sort(measures)
	return measures
}

// signs tells in which ways something acts on a goal.
type signs struct{ helps, hinders bool }

// tied returns what leads to a goal or one beneath it, over contributions of
// either sign, or by serving it.
func (c *Chain) tied(goal int32) map[int32]signs {
	first, last := c.subtree(goal)
	met := map[int32]signs{}
	type arrival struct {
		v int32
		s signs
	}
	var open []arrival
	add := func(v int32, s signs) {
		before, seen := met[v]
		after := signs{before.helps || s.helps, before.hinders || s.hinders}
		if !seen || after != before {
			met[v] = after
			open = append(open, arrival{v, after})
		}
	}
	for v := first; v < last; v++ {
		add(v, signs{helps: true})
	}
	for len(open) > 0 {
		at := open[len(open)-1]
		open = open[:len(open)-1]
		for k, end := c.in.Out(at.v); k < end; k++ {
			s := at.s
			if c.in.kind[k]&hinders != 0 {
				s = signs{s.hinders, s.helps}
			}
			add(c.in.To(k), s)
		}
	}
	for v := first; v < last; v++ {
		for _, m := range c.servedBy.Next(v) {
			if _, ok := met[m]; !ok {
				met[m] = signs{helps: true}
			}
		}
	}
	return met
}
