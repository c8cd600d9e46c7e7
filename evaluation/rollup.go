package evaluation

import (
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/round"
)

// The general tier of the roll-up: numbers of any size and every aggregator.

// rollUpAny forms the standing of the goal at position i.
func (e *evaluator) rollUpAny(i int32) { e.conclude(i, e.tally(i)) }

// tally sums up the pool of the goal at position i.
func (e *evaluator) tally(i int32) *tally {
	t := new(tally)
	for k := e.pools[i].first; k < e.pools[i].end; k++ {
		e.note(t, i, k, 1)
	}
	return t
}

// note adds item k to the tally of the goal at position i, or with -1 for times takes it
// out.
func (e *evaluator) note(t *tally, i, k int32, times int) {
	g := &e.pools[i]
	r := &e.model.rules[g.rule]
	score, coverage, state := e.look(&e.items[k], r)
	t.note(times, e.weightInto(&t.weight, g, int(k-g.first)), score, coverage, state, r.aggregate.linear)
}

// conclude forms the standing of the goal at position i from the tally of its pool.
func (e *evaluator) conclude(i int32, t *tally) {
	g := &e.pools[i]
	r := &e.model.rules[g.rule]
	switch {
	case g.notApplicable:
		e.settleGoal(i, standing{state: NotApplicable, reason: indicators.DeclaredSo, coverage: noCoverage}, fixed{}, t)
		return
	case g.first == g.end:
		e.settleGoal(i, standing{state: Unmeasured, reason: indicators.NothingBeneath, coverage: noCoverage}, fixed{}, t)
		return
	}
	s := standing{coverage: noCoverage}
	if t.applicable.Sign() > 0 {
		s.coverage = round.Quo(&t.coverages, &t.applicable).Int64()
	}
	var score fixed
	s = s.settle(r, t.applies, t.scored.Sign() > 0, t.worst())
	switch {
	case s.state != Scored:
	case r.aggregate.linear:
		score = fixedOf(round.Quo(&t.scores, &t.scored))
	default:
		var ok bool
		if score, ok = r.aggregate.aggregate(e.scored(i)); !ok {
			s.state, s.reason = Withheld, indicators.NegativeScore
		}
	}
	e.settleGoal(i, s, score, t)
}

// scored returns the scored parts of the goal at position i that have a weight.
func (e *evaluator) scored(i int32) (parts []weighted) {
	g := &e.pools[i]
	for k := g.first; k < g.end; k++ {
		score, _, state := e.look(&e.items[k], &e.model.rules[g.rule])
		if w := e.weight(g, int(k-g.first)); state == Scored && w.Sign() > 0 {
			parts = append(parts, weighted{w, score})
		}
	}
	return parts
}

// graver returns the state that a goal without any score takes from two parts:
// missing data before insufficient data before a withheld judgement before
// nothing to measure.
func graver(a, b State) State {
	for _, s := range [...]State{NotReported, Insufficient, Withheld} {
		if a == s || b == s {
			return s
		}
	}
	return Unmeasured
}

// settle gives the standing its state.
func (s standing) settle(r *rule, anyApplicable, anyScored bool, worst State) standing {
	switch {
	case !anyApplicable:
		s.state, s.reason = NotApplicable, indicators.NothingApplies
	case s.coverage == noCoverage:
		s.state, s.reason = worst, indicators.NoWeight
	case !anyScored:
		s.state, s.reason = worst, indicators.NothingScored
	case s.coverage < r.minCoverage:
		s.state, s.reason = Insufficient, indicators.LowCoverage
	default:
		s.state = Scored
	}
	return s
}
