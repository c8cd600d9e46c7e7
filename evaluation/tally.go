package evaluation

import "math/big"

// tally is what the parts of a pool come to. A part can be taken out again and put in as it
// is now, so that a pool in which one part has changed is not summed up anew.
type tally struct {
	applies bool             // a part does
	states  [endOfStates]int // how many parts with a weight there are in each state

	// Sums over the parts that apply, and over those of them that are scored.
	applicable, scored big.Int // weights
	coverages, scores  big.Int // weights times coverages and scores; scores of a mean alone

	weight, product, factor big.Int // room for what is summed up
}

// note adds a part, or with -1 for times takes it out. Scores are summed up where that is
// what they come to.
func (t *tally) note(times int, weight *big.Int, score fixed, coverage int64, state State, linear bool) {
	if state == NotApplicable {
		return
	}
	t.applies = true
	if weight.Sign() == 0 {
		return
	}
	t.states[state] += times
	more := (*big.Int).Add
	if times < 0 {
		more = (*big.Int).Sub
	}
	more(&t.applicable, &t.applicable, weight)
	if state != Scored {
		return
	}
	more(&t.scored, &t.scored, weight)
	more(&t.coverages, &t.coverages, t.product.Mul(weight, t.factor.SetInt64(coverage)))
	if linear {
		more(&t.scores, &t.scores, t.product.Mul(weight, score.into(&t.factor)))
	}
}

// copy returns the tally for changes of its own.
func (t *tally) copy() *tally {
	out := &tally{applies: t.applies, states: t.states}
	out.applicable.Set(&t.applicable)
	out.scored.Set(&t.scored)
	out.coverages.Set(&t.coverages)
	out.scores.Set(&t.scores)
	return out
}

// worst is the state that a goal without any score takes from its parts: missing data
// before insufficient data before a withheld judgement before nothing to measure.
func (t *tally) worst() State {
	for _, s := range [...]State{NotReported, Insufficient, Withheld} {
		if t.states[s] > 0 {
			return s
		}
	}
	return Unmeasured
}
