package evaluation

import (
	"math/big"

	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/round"
)

// The general tier of the roll-up: numbers of any size and every aggregator.

// rollUpAny forms the standing of the goal at position i.
func (e *evaluator) rollUpAny(i int32) {
	g := &e.pools[i]
	r := &e.model.rules[g.rule]
	items := e.items[g.first:g.end]
	switch {
	case g.notApplicable:
		e.settleGoal(i, standing{state: NotApplicable, reason: indicators.DeclaredSo, coverage: noCoverage}, fixed{})
		return
	case len(items) == 0:
		e.settleGoal(i, standing{state: Unmeasured, reason: indicators.NothingBeneath, coverage: noCoverage}, fixed{})
		return
	}
	coverages, applicable := new(big.Int), new(big.Int)
	var scored []weighted
	worst := Unmeasured
	anyApplicable := false
	for k := range items {
		score, coverage, state := e.look(&items[k], r)
		if state == NotApplicable {
			continue
		}
		anyApplicable = true
		w := e.weight(g, k)
		applicable.Add(applicable, w)
		switch {
		case w.Sign() == 0:
		case state == Scored:
			scored = append(scored, weighted{w, score})
			coverages.Add(coverages, new(big.Int).Mul(w, big.NewInt(coverage)))
		default:
			worst = graver(worst, state)
		}
	}
	s := standing{coverage: noCoverage}
	if applicable.Sign() > 0 {
		s.coverage = round.Quo(coverages, applicable).Int64()
	}
	var score fixed
	if s = s.settle(r, anyApplicable, len(scored) > 0, worst); s.state == Scored {
		var ok bool
		if score, ok = r.aggregate.aggregate(scored); !ok {
			s.state, s.reason = Withheld, indicators.NegativeScore
		}
	}
	e.settleGoal(i, s, score)
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
