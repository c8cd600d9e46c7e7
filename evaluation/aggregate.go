package evaluation

import (
	"math/big"
	"slices"
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/real"
	"gitlab.opencode.de/zielkette/zielkette/internal/round"
	"gitlab.opencode.de/zielkette/zielkette/internal/words"
)

// weighted is a scored part with a weight above 0.
type weighted struct {
	weight *big.Int
	score  fixed
}

// aggregator is what makes one way of putting scores together differ from another.
type aggregator struct {
	// aboveZero says that the scores must not be negative, and that a single 0 makes
	// the whole 0.
	aboveZero bool

	// score puts the scores of at least one part together and rounds once to 12
	// places. Where the scores must be above 0, they are.
	score func(parts []weighted) fixed

	// contributions returns what each part brings to the score, in units of 10^-12, as
	// fractions of one denominator.
	contributions func(parts []weighted, score fixed) (numerators []*big.Int, denominator *big.Int)

	// term and formula write the calculation: term a part by its weight and score,
	// formula the whole by the terms and the sum of the weights.
	term    func(weight, score string, language zielkette.Language) string
	formula func(terms []string, weights string, language zielkette.Language) string
}

// aggregators is the one table of the ways to put scores together. What a document may
// write, what is computed, printed and explained all come from it.
var aggregators = words.Set[Aggregator, aggregator]{
	{Word: Mean, Text: zielkette.Text{DE: "gewichtetes arithmetisches Mittel", EN: "weighted arithmetic mean"}, Does: aggregator{
		score: mean, contributions: byScore,
		term: func(weight, score string, _ zielkette.Language) string { return weight + " × " + score },
		formula: func(terms []string, weights string, _ zielkette.Language) string {
			return "(" + strings.Join(terms, " + ") + ") / " + weights
		},
	}},
	{Word: Geometric, Text: zielkette.Text{DE: "gewichtetes geometrisches Mittel", EN: "weighted geometric mean"}, Does: aggregator{
		aboveZero: true, score: geometric, contributions: byWeight,
		term: func(weight, score string, _ zielkette.Language) string { return weight + " × ln " + score },
		formula: func(terms []string, weights string, _ zielkette.Language) string {
			return "exp((" + strings.Join(terms, " + ") + ") / " + weights + ")"
		},
	}},
	{Word: Harmonic, Text: zielkette.Text{DE: "gewichtetes harmonisches Mittel", EN: "weighted harmonic mean"}, Does: aggregator{
		aboveZero: true, score: harmonic, contributions: byInverse,
		term: func(weight, score string, _ zielkette.Language) string { return weight + " / " + score },
		formula: func(terms []string, weights string, _ zielkette.Language) string {
			return weights + " / (" + strings.Join(terms, " + ") + ")"
		},
	}},
	{Word: Minimum, Text: zielkette.Text{DE: "kleinster Wert", EN: "smallest score"}, Does: aggregator{
		score: minimum, contributions: bySmallest, term: scoreWithWeight,
		formula: func(terms []string, _ string, language zielkette.Language) string {
			return zielkette.Text{DE: "kleinster von ", EN: "smallest of "}.In(language) + strings.Join(terms, "; ")
		},
	}},
	{Word: Median, Text: zielkette.Text{DE: "gewichteter Median", EN: "weighted median"}, Does: aggregator{
		score: median, contributions: byMedian, term: scoreWithWeight,
		formula: func(terms []string, _ string, language zielkette.Language) string {
			return zielkette.Text{DE: "Median von ", EN: "median of "}.In(language) + strings.Join(terms, "; ")
		},
	}},
}

func scoreWithWeight(weight, score string, language zielkette.Language) string {
	return score + " (" + zielkette.Text{DE: "Gewicht", EN: "weight"}.In(language) + " " + weight + ")"
}

// aggregate puts scores together. There is at least one part. ok is false where a
// negative score rules the aggregator out.
func (a *aggregator) aggregate(parts []weighted) (score fixed, ok bool) {
	if a.aboveZero {
		if lowest := minimum(parts).sign(); lowest <= 0 {
			return fixed{}, lowest == 0
		}
	}
	return a.score(parts), true
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
