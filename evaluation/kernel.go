package evaluation

import (
	"math"
	"math/big"
	"math/bits"

	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/round"
)

// The kernel is the arithmetic of an evaluation, over flat arrays and without any
// allocation: the ratio that is the attainment of a measured indicator, and every
// goal from its pool, from the last position to the first, so that the goals
// beneath come before the goal above. Numbers are int64 at 12 places, sums
// of products have 128 bits. Whatever does not fit, or is not a mean, is done by
// the general tier in rollup.go, to the same digits.

// isWide marks a number that does not fit an int64; it stands in the wide map.
const isWide = math.MinInt64

// noCoverage marks a goal beneath which nothing could have data.
const noCoverage = -1

// figures are the arrays of an evaluation.
type figures struct {
	findings []finding // by index of Model.measured
	goals    []standing
	wide     map[int32]*big.Int // attainments that do not fit, by index
	tall     map[int32]*big.Int // scores of goals that do not fit, by position
	changes  *changes           // of an overlay, which reads the arrays of another result
}

// finding is what an evaluation found out about one measured indicator.
type finding struct {
	attained    int64 // at 12 places, unbounded; meaningful while the state is Scored
	observation int32 // position in the record, -1 for none
	state       State
	reason      indicators.Reason
}

// standing is where a goal stands.
type standing struct {
	score    int64 // at 12 places; meaningful while the state is Scored
	coverage int64 // at 12 places, or noCoverage
	state    State
	reason   indicators.Reason
}

// kernel fills in the standings.
func (e *evaluator) kernel() {
	for i := len(e.pools) - 1; i >= 0; i-- {
		e.rollUp(i)
	}
}

// ratio returns num/den rounded to 12 places, half away from zero; ok is false where it
// does not fit. den is not 0.
func ratio(num, den int64) (rounded int64, ok bool) {
	a, d := magnitude(num), magnitude(den)
	hi, lo := bits.Mul64(a, unit)
	if hi >= d {
		return 0, false
	}
	q, rest := bits.Div64(hi, lo, d)
	q = round.Up(q, rest, d)
	if q > math.MaxInt64 {
		return 0, false
	}
	if (num < 0) != (den < 0) {
		return -int64(q), true
	}
	return int64(q), true
}

func magnitude(n int64) uint64 {
	if n < 0 {
		return -uint64(n)
	}
	return uint64(n)
}

// wide128 is a signed sum of products. The weights of a pool sum to an int64 and
// the scores are int64, so that it cannot overflow.
type wide128 struct {
	hi int64
	lo uint64
}

// add adds w*s; w is not negative.
func (a *wide128) add(w, s int64) {
	hi, lo := bits.Mul64(uint64(w), magnitude(s))
	var carry uint64
	if s < 0 {
		a.lo, carry = bits.Sub64(a.lo, lo, 0)
		a.hi -= int64(hi) + int64(carry)
	} else {
		a.lo, carry = bits.Add64(a.lo, lo, 0)
		a.hi += int64(hi) + int64(carry)
	}
}

// over returns the sum divided by d, rounded half away from zero; d is above 0 and not
// below the sum of the weights, so that the quotient fits.
func (a wide128) over(d int64) int64 {
	negative := a.hi < 0
	hi, lo := uint64(a.hi), a.lo
	if negative {
		var borrow uint64
		lo, borrow = bits.Sub64(0, lo, 0)
		hi, _ = bits.Sub64(0, hi, borrow)
	}
	q, rest := bits.Div64(hi, lo, uint64(d))
	q = round.Up(q, rest, uint64(d))
	if negative {
		return -int64(q)
	}
	return int64(q)
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
	case r.minCoverage != nil && (fixed{n: s.coverage}).rat().Cmp(r.minCoverage) < 0:
		s.state, s.reason = Insufficient, indicators.LowCoverage
	default:
		s.state = Scored
	}
	return s
}
