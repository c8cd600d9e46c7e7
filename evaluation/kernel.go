package evaluation

// The kernel is the arithmetic of an evaluation over flat arrays, without any
// allocation. It computes every goal from its pool, from the last position to the
// first, so that the goals beneath come before the goal above. Numbers are int64 at 12
// places, and sums of products have 128 bits. What does not fit, or is not a mean, is
// computed by the general tier in rollup.go, to the same digits.

// kernel fills in the standings.
func (e *evaluator) kernel() {
	for i := len(e.pools) - 1; i >= 0; i-- {
		e.rollUp(i)
	}
}

// rollUp forms the standing of the goal at position i from its pool.
func (e *evaluator) rollUp(i int) {
	g := &e.pools[i]
	r := &e.model.rules[g.rule]
	if g.notApplicable || g.first == g.end || g.wide != nil || !r.fast {
		e.rollUpAny(int32(i))
		return
	}
	var scores, coverages wide128
	var scored, applicable, full int64 // sums of weights; full: with a coverage of 1
	worst := Unmeasured
	anyApplicable := false
	items := e.items[g.first:g.end]
	for k := range items {
		it := &items[k]
		var state State
		var score int64
		coverage := int64(unit)
		if it.ref >= 0 {
			f := &e.findings[it.ref]
			state, score = f.state, f.attained
			if it.notApplicable {
				state = NotApplicable
			}
		} else {
			s := &e.goals[^it.ref]
			state, score, coverage = s.state, s.score, s.coverage
		}
		if state == Scored {
			if score == isWide {
				e.rollUpAny(int32(i))
				return
			}
			if it.ref >= 0 {
				score = min(max(score, r.lower), r.upper)
			}
			scores.add(it.weight, score)
			scored += it.weight
			if coverage == unit {
				full += it.weight
			} else {
				coverages.add(it.weight, coverage)
			}
		} else if state == NotApplicable {
			continue
		} else if it.weight > 0 {
			worst = graver(worst, state)
		}
		anyApplicable = true
		applicable += it.weight
	}
	s := standing{coverage: noCoverage}
	switch {
	case applicable == 0:
	case full == applicable:
		s.coverage = unit
	default:
		coverages.add(full, unit)
		s.coverage = coverages.over(applicable)
	}
	if scored > 0 {
		s.score = scores.over(scored)
	}
	e.goals[i] = s.settle(r, anyApplicable, scored > 0, worst)
}
