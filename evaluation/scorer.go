package evaluation

import (
	"math/big"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
)

// Scorer puts the same scores together under one set of weights after another. It is made
// by [Aggregator.Scorer] and is used by one goroutine at a time.
type Scorer struct {
	aggregator *aggregator
	scores     []fixed
	parts      []weighted
	weights    []big.Int
	fast       bool
}

// Scorer returns a scorer of scores, nil for a word that is no aggregator.
func (a Aggregator) Scorer(scores ...zielkette.Figure) *Scorer {
	row := aggregators.Row(a)
	if row == nil {
		return nil
	}
	s := &Scorer{aggregator: &row.Does, fast: a == Mean, weights: make([]big.Int, len(scores))}
	for _, figure := range scores {
		exact, ok := figure.Rat()
		if !ok {
			exact = new(big.Rat)
		}
		score := roundRat(exact)
		s.fast = s.fast && score.wide == nil
		s.scores = append(s.scores, score)
	}
	return s
}

// Score returns the score under weights, one for each score, in units of 10^-12 and
// rounded as ever. ok is false where no weight is above 0, where weights are negative or
// not as many as the scores, where their sum or the score does not fit an int64, and
// where the aggregator is not defined on the scores; it is false of a nil scorer. With the
// mean it allocates nothing.
func (s *Scorer) Score(weights []int64) (units int64, ok bool) {
	sum := int64(0)
	for _, w := range weights {
		if sum += w; w < 0 || sum < 0 {
			return 0, false
		}
	}
	if s == nil || len(weights) != len(s.scores) || sum == 0 {
		return 0, false
	}
	if s.fast {
		var scores wide128
		for i, w := range weights {
			scores.add(w, s.scores[i].n)
		}
		return scores.over(sum), true
	}
	s.parts = s.parts[:0]
	for i, w := range weights {
		if w > 0 {
			s.parts = append(s.parts, weighted{s.weights[i].SetInt64(w), s.scores[i]})
		}
	}
	score, ok := s.aggregator.aggregate(s.parts)
	return score.n, ok && score.wide == nil
}

// Unrounded returns the score that the aggregator makes of scores before it is rounded:
// an exact fraction, of the geometric mean one that is right to 18 places. Parts of
// weight 0 count for nothing. It is nil where no weight is above 0, where the aggregator
// is not defined on the scores, where the lists differ in length or hold nil, and for a
// word that is no aggregator.
func (a Aggregator) Unrounded(weights, scores []*big.Rat) *big.Rat {
	row, parts, ok := a.pooled(weights, scores)
	if !ok {
		return nil
	}
	if row.aboveZero {
		switch least := smallest(parts).Sign(); {
		case least < 0:
			return nil
		case least == 0:
			return new(big.Rat)
		}
	}
	return row.unrounded(parts)
}

// Slopes returns how much the score moves with each of the scores: the partial
// derivatives of the aggregator at the given figures, of which score is what it makes of
// the scores. Minimum and median move with the parts that decide them, each in equal
// parts. A slope is nil where there is none: of the one part with a score of 0 in a
// geometric mean, whose first step upwards counts without bounds. Parts of weight 0 have
// the slope 0. The result is nil where [Aggregator.Unrounded] is, and without a score.
func (a Aggregator) Slopes(weights, scores []*big.Rat, score *big.Rat) []*big.Rat {
	row, parts, ok := a.pooled(weights, scores)
	if !ok || score == nil || row.aboveZero && smallest(parts).Sign() < 0 {
		return nil
	}
	var slopes []*big.Rat
	if row.aboveZero && smallest(parts).Sign() == 0 {
		slopes = row.atZero(parts)
	} else {
		slopes = row.slopes(parts, score)
	}
	out, next := make([]*big.Rat, len(weights)), 0
	for i, w := range weights {
		if out[i] = new(big.Rat); w.Sign() > 0 {
			out[i] = slopes[next]
			next++
		}
	}
	return out
}

func (a Aggregator) pooled(weights, scores []*big.Rat) (row *aggregator, parts []pooled, ok bool) {
	found := aggregators.Row(a)
	if found == nil || len(weights) != len(scores) {
		return nil, nil, false
	}
	for i, w := range weights {
		if w == nil || scores[i] == nil {
			return nil, nil, false
		}
		if w.Sign() > 0 {
			parts = append(parts, pooled{w, scores[i]})
		}
	}
	return &found.Does, parts, len(parts) > 0
}
