package evaluation

import (
	"math/big"
	"slices"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/real"
	"gitlab.opencode.de/zielkette/zielkette/internal/round"
)

// weighted is a scored part with a weight above 0.
type weighted struct {
	weight *big.Int
	score  fixed
}

func total(parts []weighted) *big.Int {
	sum := new(big.Int)
	for _, p := range parts {
		sum.Add(sum, p.weight)
	}
	return sum
}

func mean(parts []weighted) fixed {
	sum := new(big.Int)
	for _, p := range parts {
		sum.Add(sum, new(big.Int).Mul(p.weight, p.score.big()))
	}
	return fixedOf(round.Quo(sum, total(parts)))
}

func minimum(parts []weighted) fixed {
	least := parts[0].score
	for _, p := range parts[1:] {
		if p.score.cmp(least) < 0 {
			least = p.score
		}
	}
	return least
}

// harmonic returns W / sum(w / s), correctly rounded. All scores are above 0. The sum
// is formed in fixed point, in proportion to the number of parts: the denominator of
// the exact sum grows with every part. It is formed only where the error of the other
// leaves the last digit open.
func harmonic(parts []weighted) fixed {
	sum, bits := reciprocals(parts, 64)
	all := new(big.Int).Lsh(total(parts), bits)
	low := round.Quo(all, new(big.Int).Add(sum, big.NewInt(int64(len(parts)))))
	if high := round.Quo(all, sum); low.Cmp(high) == 0 {
		return fixedOf(high)
	}
	numerator, denominator := quotients(parts)
	return fixedOf(round.Quo(denominator.Mul(denominator, total(parts)), numerator))
}

// reciprocals returns sum(w / s), s in units, times 2^bits. It is too low by less than
// the number of parts, which changes their harmonic mean, in units, by less than
// 2^-accuracy.
func reciprocals(parts []weighted, accuracy int) (sum *big.Int, bits uint) {
	widest := 0
	for _, p := range parts {
		widest = max(widest, p.score.big().BitLen())
	}
	bits = uint(2*widest + big.NewInt(int64(len(parts))).BitLen() + accuracy)
	sum = new(big.Int)
	quotient, score := new(big.Int), new(big.Int)
	for _, p := range parts {
		quotient.Quo(quotient.Lsh(p.weight, bits), p.score.into(score))
		sum.Add(sum, quotient)
	}
	return sum, bits
}

// quotients returns sum(w / s), s in units, as a fraction. It adds by halves, so that
// long numbers meet only at the end.
func quotients(parts []weighted) (numerator, denominator *big.Int) {
	if len(parts) == 1 {
		r := new(big.Rat).SetFrac(parts[0].weight, parts[0].score.big())
		return r.Num(), r.Denom()
	}
	a, b := quotients(parts[:len(parts)/2])
	c, d := quotients(parts[len(parts)/2:])
	a.Mul(a, d)
	return a.Add(a, c.Mul(c, b)), b.Mul(b, d)
}

// geometric returns exp(sum(w ln s) / W), correctly rounded. All scores are above 0.
func geometric(parts []weighted) fixed {
	var g real.Geometric
	for _, p := range parts {
		if p.score.wide != nil || !p.weight.IsInt64() {
			return geometricAt(parts, zielkette.Places)
		}
		g.Add(p.weight.Int64(), p.score.n)
	}
	if mean, ok := g.Round(); ok {
		return fixed{n: mean}
	}
	return geometricAt(parts, zielkette.Places)
}

// geometricAt is [geometric] of any numbers, in units of 10^-places.
func geometricAt(parts []weighted, places int) fixed {
	return fixedOf(real.Decide(func(c *real.Context) *big.Int {
		sum := c.Int(0)
		for _, p := range parts {
			sum = sum.Add(c.Whole(p.score.big()).Ln().Mul(c.Whole(p.weight)))
		}
		mean, _ := sum.Quo(c.Whole(total(parts))).Exp() // between the scores, and so in range
		return mean.Units(places - zielkette.Places)
	}))
}

// deciders returns the scores between which the median is the mean: twice the
// same one, or at equality of the weights that one and the next.
func deciders(parts []weighted) (low, high fixed) {
	sorted := slices.Clone(parts)
	slices.SortStableFunc(sorted, func(a, b weighted) int { return a.score.cmp(b.score) })
	half, reached := total(sorted), new(big.Int)
	for i, p := range sorted {
		reached.Add(reached, p.weight)
		switch new(big.Int).Lsh(reached, 1).Cmp(half) {
		case 0:
			return p.score, sorted[i+1].score
		case 1:
			return p.score, p.score
		}
	}
	return fixed{}, fixed{} // not reached: the weights are above 0
}

func median(parts []weighted) fixed {
	low, high := deciders(parts)
	return fixedOf(round.Quo(new(big.Int).Add(low.big(), high.big()), big.NewInt(2)))
}
