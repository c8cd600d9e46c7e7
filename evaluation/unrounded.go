package evaluation

import (
	"math/big"
	"slices"

	"gitlab.opencode.de/zielkette/zielkette/internal/real"
	"gitlab.opencode.de/zielkette/zielkette/internal/round"
)

// What lies between two printed figures: the score before it is rounded, which a search
// for a bound needs, and how much each part moves it.

// pooled is a scored part in exact fractions; its weight is above 0.
type pooled struct{ weight, score *big.Rat }

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
