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

// aggregate puts scores together and rounds once to 12 places. There is at least
// one part. ok is false where a negative score rules the aggregator out.
func aggregate(a Aggregator, parts []weighted) (score fixed, ok bool) {
	switch a {
	case Geometric, Harmonic:
		lowest := minimum(parts).sign()
		if lowest <= 0 {
			return fixed{}, lowest == 0
		}
		if a == Geometric {
			return roundRat(geometric(parts)), true
		}
		return roundRat(harmonic(parts)), true
	case Minimum:
		return minimum(parts), true
	case Median:
		return median(parts), true
	}
	return mean(parts), true
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

// harmonic returns W / sum(w / s), exactly. All scores are above 0.
func harmonic(parts []weighted) *big.Rat {
	sum := new(big.Rat)
	for _, p := range parts {
		w := new(big.Rat).SetInt(p.weight)
		sum.Add(sum, w.Quo(w, p.score.rat()))
	}
	return sum.Quo(new(big.Rat).SetInt(total(parts)), sum)
}

// geometric returns exp(sum(w ln s) / W), computed to more than 40 significant
// digits. All scores are above 0.
func geometric(parts []weighted) *big.Rat {
	sum := new(big.Float).SetPrec(real.Prec)
	for _, p := range parts {
		ln := real.Ln(real.Float(p.score.rat()))
		w := new(big.Float).SetPrec(real.Prec).SetInt(p.weight)
		sum.Add(sum, w.Mul(w, ln))
	}
	sum.Quo(sum, new(big.Float).SetPrec(real.Prec).SetInt(total(parts)))
	return real.Fine(real.Exp(sum), zielkette.Places)
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
