package evaluation

import (
	"math/big"
	"math/bits"
)

// standing is where a goal stands: the result of its roll-up.
type standing struct {
	score    fixed
	coverage fixed // meaningful while covered
	state    State
	reason   Reason
	covered  bool // there is a coverage: something beneath could have data
}

// look returns score, coverage and state of an item. The score of an indicator is
// bounded; the coverage of what is not scored is 0.
func (e *evaluator) look(it *item, r *rule) (score, coverage fixed, state State) {
	switch {
	case it.ref < 0:
		s := &e.goals[^it.ref]
		if s.state == Scored {
			return s.score, s.coverage, Scored
		}
		return fixed{}, fixed{}, s.state
	case it.notApplicable:
		return fixed{}, fixed{}, NotApplicable
	}
	o := &e.outcomes[it.ref]
	if o.state == Scored {
		return r.bound(o.attainment), fixed{n: unit}, Scored
	}
	return fixed{}, fixed{}, o.state
}

// wide128 is a signed 128-bit sum of products.
type wide128 struct {
	hi int64
	lo uint64
}

// add adds w*s and reports whether the sum still fits. w is not negative.
func (a *wide128) add(w, s int64) bool {
	hi, lo := bits.Mul64(uint64(w), magnitude(s))
	var carry uint64
	if s < 0 {
		a.lo, carry = bits.Sub64(a.lo, lo, 0)
		a.hi -= int64(hi) + int64(carry)
	} else {
		a.lo, carry = bits.Add64(a.lo, lo, 0)
		a.hi += int64(hi) + int64(carry)
	}
	return a.hi < 1<<61 && a.hi > -1<<61
}

// over returns the sum divided by d, rounded half to even; the quotient of a
// weighted mean fits because the mean lies between the scores.
func (a wide128) over(d int64) int64 {
	negative := a.hi < 0
	hi, lo := uint64(a.hi), a.lo
	if negative {
		var borrow uint64
		lo, borrow = bits.Sub64(0, lo, 0)
		hi, _ = bits.Sub64(0, hi, borrow)
	}
	q, rest := bits.Div64(hi, lo, uint64(d))
	q = roundEven(q, rest, uint64(d))
	if negative {
		return -int64(q)
	}
	return int64(q)
}

// rollUp forms the standing of the goal at position i from its pool. The goals
// beneath come first: they have larger positions.
func (e *evaluator) rollUp(i int) standing {
	m := e.model
	g := &m.goals[i]
	r := &m.rules[g.rule]
	items := m.items[g.first:g.end]
	switch {
	case g.notApplicable:
		return standing{state: NotApplicable, reason: DeclaredSo}
	case len(items) == 0:
		return standing{state: Unmeasured, reason: NothingBeneath}
	case g.wide != nil || r.Aggregator != Mean:
		return e.rollUpAny(items, g, r)
	}
	var scores, coverages wide128
	var scored, applicable int64 // sums of weights
	worst := Unmeasured
	anyApplicable := false
	for k := range items {
		it := &items[k]
		score, coverage, state := e.look(it, r)
		if state == NotApplicable {
			continue
		}
		anyApplicable = true
		applicable += it.weight
		if state != Scored {
			if it.weight > 0 {
				worst = graver(worst, state)
			}
			continue
		}
		scored += it.weight
		if score.wide != nil || coverage.wide != nil || !scores.add(it.weight, score.n) || !coverages.add(it.weight, coverage.n) {
			return e.rollUpAny(items, g, r)
		}
	}
	s := standing{covered: anyApplicable && applicable > 0}
	if s.covered {
		s.coverage.n = coverages.over(applicable)
	}
	if scored > 0 {
		s.score.n = scores.over(scored)
	}
	return s.settle(r, anyApplicable, scored > 0, worst)
}

// graver returns the state that a goal without any score takes from two parts:
// missing data before insufficient data before a withheld judgement before
// nothing to measure.
func graver(a, b State) State {
	order := [...]State{NotReported, Insufficient, Withheld, Unmeasured}
	for _, s := range order {
		if a == s || b == s {
			return s
		}
	}
	return a
}

// settle gives the standing its state.
func (s standing) settle(r *rule, anyApplicable, anyScored bool, worst State) standing {
	switch {
	case !anyApplicable:
		return standing{state: NotApplicable, reason: NothingScored}
	case !anyScored:
		s.state, s.reason = worst, NothingScored
	case r.minCoverage != nil && s.coverage.rat().Cmp(r.minCoverage) < 0:
		s.state, s.reason, s.score = Insufficient, LowCoverage, fixed{}
	default:
		s.state = Scored
	}
	return s
}

// rollUpAny is rollUp with numbers of any size and every aggregator.
func (e *evaluator) rollUpAny(items []item, g *goal, r *rule) standing {
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
		w := big.NewInt(items[k].weight)
		if g.wide != nil {
			w = g.wide.weights[k]
		}
		applicable.Add(applicable, w)
		switch {
		case w.Sign() == 0:
		case state == Scored:
			scored = append(scored, weighted{w, score})
			coverages.Add(coverages, new(big.Int).Mul(w, coverage.big()))
		default:
			worst = graver(worst, state)
		}
	}
	s := standing{covered: anyApplicable && applicable.Sign() > 0}
	if s.covered {
		s.coverage = fixedOf(quoRound(coverages, applicable))
	}
	if len(scored) > 0 {
		score, ok := aggregate(r.Aggregator, scored)
		if !ok {
			s.state, s.reason = Withheld, NegativeScore
			return s
		}
		s.score = score
	}
	return s.settle(r, anyApplicable, len(scored) > 0, worst)
}
