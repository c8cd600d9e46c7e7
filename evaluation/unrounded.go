package evaluation

import (
	"math/big"
	"slices"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/status"
	"gitlab.opencode.de/zielkette/zielkette/internal/document"
	"gitlab.opencode.de/zielkette/zielkette/internal/real"
	"gitlab.opencode.de/zielkette/zielkette/internal/round"
)

// What is asked of an aggregator between two printed figures: the score before it is
// rounded, which a search for a bound needs, and how much each part moves it.

// pooled is a scored part in exact fractions; its weight is above 0.
type pooled struct{ weight, score *big.Rat }

// Unrounded returns the score that the aggregator makes of scores before it is rounded:
// an exact fraction, of the geometric mean one that is right to 18 places. Parts of
// weight 0 count for nothing. It is nil where no weight is above 0, where the aggregator
// is not defined on the scores, where the lists differ in length, and for a word that is
// no aggregator.
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
// the slope 0. The result is nil where [Aggregator.Unrounded] is.
func (a Aggregator) Slopes(weights, scores []*big.Rat, score *big.Rat) []*big.Rat {
	row, parts, ok := a.pooled(weights, scores)
	if !ok || row.aboveZero && smallest(parts).Sign() < 0 {
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
		if w.Sign() > 0 {
			parts = append(parts, pooled{w, scores[i]})
		}
	}
	return &found.Does, parts, len(parts) > 0
}

func smallest(parts []pooled) *big.Rat {
	return slices.MinFunc(parts, func(a, b pooled) int { return a.score.Cmp(b.score) }).score
}

func weightOf(parts []pooled) *big.Rat {
	sum := new(big.Rat)
	for _, p := range parts {
		sum.Add(sum, p.weight)
	}
	return sum
}

// each makes a slope of every part.
func each(parts []pooled, slope func(pooled) *big.Rat) []*big.Rat {
	out := make([]*big.Rat, len(parts))
	for i, p := range parts {
		out[i] = slope(p)
	}
	return out
}

func meanUnrounded(parts []pooled) *big.Rat {
	sum := new(big.Rat)
	for _, p := range parts {
		sum.Add(sum, new(big.Rat).Mul(p.weight, p.score))
	}
	return sum.Quo(sum, weightOf(parts))
}

// meanSlopes are w / W.
func meanSlopes(parts []pooled, _ *big.Rat) []*big.Rat {
	total := weightOf(parts)
	return each(parts, func(p pooled) *big.Rat { return new(big.Rat).Quo(p.weight, total) })
}

func geometricUnrounded(parts []pooled) *big.Rat {
	const places = 18
	units := real.Decide(func(c *real.Context) *big.Int {
		sum := c.Int(0)
		for _, p := range parts {
			sum = sum.Add(c.Rat(p.score).Ln().Mul(c.Rat(p.weight)))
		}
		mean, _ := sum.Quo(c.Rat(weightOf(parts))).Exp() // between the scores, and so in range
		return mean.Units(places)
	})
	return new(big.Rat).SetFrac(units, round.Pow10(places))
}

// geometricSlopes are (w / W) F / s.
func geometricSlopes(parts []pooled, score *big.Rat) []*big.Rat {
	slopes := meanSlopes(parts, nil)
	for i, p := range parts {
		slopes[i].Mul(slopes[i], new(big.Rat).Quo(score, p.score))
	}
	return slopes
}

// geometricAtZero are the slopes where a score is 0, and so the mean.
func geometricAtZero(parts []pooled) []*big.Rat {
	return atZero(parts, func(p pooled) *big.Rat {
		if len(parts) == 1 {
			return big.NewRat(1, 1)
		}
		return nil
	})
}

// atZero are the slopes of a mean that is 0 as a score is: 0, unless it is the only one
// of 0, whose slope alone tells.
func atZero(parts []pooled, alone func(pooled) *big.Rat) []*big.Rat {
	zeros := 0
	for _, p := range parts {
		zeros += flag(p.score.Sign() == 0)
	}
	return each(parts, func(p pooled) *big.Rat {
		if zeros == 1 && p.score.Sign() == 0 {
			return alone(p)
		}
		return new(big.Rat)
	})
}

func harmonicUnrounded(parts []pooled) *big.Rat {
	sum := new(big.Rat)
	for _, p := range parts {
		sum.Add(sum, new(big.Rat).Quo(p.weight, p.score))
	}
	return sum.Quo(weightOf(parts), sum)
}

// harmonicSlopes are (w / W) F^2 / s^2.
func harmonicSlopes(parts []pooled, score *big.Rat) []*big.Rat {
	slopes := meanSlopes(parts, nil)
	for i, p := range parts {
		ratio := new(big.Rat).Quo(score, p.score)
		slopes[i].Mul(slopes[i], ratio.Mul(ratio, ratio))
	}
	return slopes
}

// harmonicAtZero are the slopes where a score is 0: W / w of the only one.
func harmonicAtZero(parts []pooled) []*big.Rat {
	return atZero(parts, func(p pooled) *big.Rat { return new(big.Rat).Quo(weightOf(parts), p.weight) })
}

func minimumUnrounded(parts []pooled) *big.Rat { return new(big.Rat).Set(smallest(parts)) }

func minimumSlopes(parts []pooled, _ *big.Rat) []*big.Rat {
	least := smallest(parts)
	return decidingSlopes(parts, least, least)
}

func medianUnrounded(parts []pooled) *big.Rat {
	low, high := middle(parts)
	sum := new(big.Rat).Add(low, high)
	return sum.Quo(sum, big.NewRat(2, 1))
}

func medianSlopes(parts []pooled, _ *big.Rat) []*big.Rat {
	low, high := middle(parts)
	return decidingSlopes(parts, low, high)
}

// middle is [deciders] in exact fractions.
func middle(parts []pooled) (low, high *big.Rat) {
	sorted := slices.Clone(parts)
	slices.SortStableFunc(sorted, func(a, b pooled) int { return a.score.Cmp(b.score) })
	total, reached := weightOf(parts), new(big.Rat)
	for i, p := range sorted {
		reached.Add(reached, p.weight)
		switch new(big.Rat).Add(reached, reached).Cmp(total) {
		case 0:
			return p.score, sorted[i+1].score
		case 1:
			return p.score, p.score
		}
	}
	return new(big.Rat), new(big.Rat) // not reached: the weights are above 0
}

func decidingSlopes(parts []pooled, low, high *big.Rat) []*big.Rat {
	decides := func(p pooled) bool { return p.score.Cmp(low) == 0 || p.score.Cmp(high) == 0 }
	among := int64(0)
	for _, p := range parts {
		among += int64(flag(decides(p)))
	}
	return each(parts, func(p pooled) *big.Rat {
		if decides(p) {
			return big.NewRat(1, among)
		}
		return new(big.Rat)
	})
}

// Rule returns a copy of the rule that holds for the goal, with everything that it
// inherits filled in. The zero handle has the rule that holds where none is stated.
func (s Score) Rule() Rule {
	m := s.in().model
	return document.Clone(m.rules[m.goals[s.i].rule].Rule)
}

// Bounds returns the bounds between the classes by which the score of the goal is
// judged at the as-of date, in no order; ok is false where the goal is not judged, and
// where it is by a rule of the city's own, which is only asked about scores.
func (s Score) Bounds() (bounds []zielkette.Number, ok bool) {
	m := s.in().model
	j := m.rules[m.goals[s.i].rule].judge
	if j == nil || j.own {
		return nil, false
	}
	return j.spec.Cuts(s.in().options.AsOf.Year())
}

// Judged returns the judgement that the goal would have with another score, at the same
// coverage, and before floors are looked at: the zero Rating where the goal is not
// judged and for no score.
func (s Score) Judged(score zielkette.Number) status.Rating {
	m := s.in().model
	if score.IsZero() || m.rules[m.goals[s.i].rule].judge == nil {
		return status.Rating{}
	}
	return s.judged(score)
}
