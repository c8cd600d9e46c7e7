package evaluation

import (
	"fmt"
	"maps"
	"slices"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/weighting"
	"gitlab.opencode.de/zielkette/zielkette/internal/document"
	"gitlab.opencode.de/zielkette/zielkette/internal/years"
)

// span is the weights of a pool in some years, made by a method.
type span struct {
	held    years.Span
	weights []zielkette.Number
	scaled  []int64 // as in items
	wide    *pool
	origin  zielkette.Text
}

// spanOf returns the span that holds for a goal at the evaluation, nil for none.
func (e *evaluator) spanOf(goal int32) *span {
	spans := e.model.spans[goal]
	for i := range spans {
		if spans[i].held.Holds(e.options.AsOf.Year()) {
			return &spans[i]
		}
	}
	return nil
}

// weigh takes the weights that hold at the as-of date: those of the model, or
// where a goal has others in this year, a copy with these.
func (e *evaluator) weigh() {
	e.items, e.pools = e.model.items, e.model.goals
	if len(e.model.spans) == 0 {
		return
	}
	copied := false
	for _, goal := range slices.Sorted(maps.Keys(e.model.spans)) {
		s := e.spanOf(goal)
		if s == nil {
			continue
		}
		if !copied {
			e.items, e.pools, copied = slices.Clone(e.items), slices.Clone(e.pools), true
		}
		g := &e.pools[goal]
		g.wide = s.wide
		for k, w := range s.scaled {
			e.items[int(g.first)+k].weight = w
		}
	}
}

// weightings gives the parts of goals the weights that methods make.
func (c *modeller) weightings() {
	m := c.model
	for _, id := range slices.Sorted(maps.Keys(c.rules.rules.Weightings)) {
		node, ok := m.plan.Goal(id)
		if !ok {
			c.ofRules.At("/weightings/"+document.Escape(id), zielkette.CodeReference, id,
				"die Strategie hat kein Ziel mit dieser Kennung",
				"the strategy has no goal of this id")
			continue
		}
		goal := int32(node.Position())
		parts := m.partIDs(goal)
		times := map[string]int{}
		for _, part := range parts {
			times[part]++
		}
		for _, w := range c.rules.weightings[id] {
			s, ok := c.span(w.at, parts, times, w.spec, w.weights)
			if !ok {
				continue
			}
			m.spans[goal] = append(m.spans[goal], s)
		}
	}
}

// span fits the weights of a method to the pool of a goal, of which times counts how
// often each part stands in it.
func (c *modeller) span(at string, parts []string, times map[string]int, spec weighting.Spec, w weighting.Weights) (s span, ok bool) {
	s = span{held: years.Span{From: spec.FromYear, To: spec.ToYear}, origin: w.Origin}
	if source := spec.Source.String(); source != "" {
		s.origin.DE += ", " + source
		s.origin.EN += ", " + source
	}
	if held := s.held.Text(); !held.IsZero() {
		s.origin.DE += ", gilt " + held.DE
		s.origin.EN += ", holds " + held.EN
	}
	for i, id := range spec.IDs {
		if n := times[id]; n != 1 {
			c.ofRules.At(fmt.Sprintf("%s/ids/%d", at, i), zielkette.CodeReference, id,
				fmt.Sprintf("das Ziel hat %d Teile mit dieser Kennung, nicht einen", n),
				fmt.Sprintf("the pool of the goal has %d parts of this id, not one", n))
			return s, false
		}
	}
	weights := make(map[string]zielkette.Number, len(w.Items))
	for _, item := range w.Items {
		weights[item.ID] = item.Weight.Number() // stated as a number, or at 12 places and far below the largest
	}
	for _, id := range parts {
		weight, ok := weights[id]
		if !ok {
			c.ofRules.At(at+"/ids", zielkette.CodeReference, id,
				"dieser Teil des Ziels ist nicht gewichtet; jeden Teil gewichten, auch was nicht anwendbar ist",
				"this part of the goal's pool is not weighed; weigh each of them, also what does not apply")
			return s, false
		}
		s.weights = append(s.weights, weight)
	}
	items := make([]item, len(parts))
	s.wide = scale(items, slices.Clone(s.weights))
	for _, it := range items {
		s.scaled = append(s.scaled, it.weight)
	}
	return s, true
}
