package evaluation

import (
	"math/big"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/round"
)

func nothing(n int) []*big.Int {
	out := make([]*big.Int, n)
	for i := range out {
		out[i] = new(big.Int)
	}
	return out
}

// byScore returns the contributions to the arithmetic mean, w s / W.
func byScore(scored []weighted, _ fixed) (numerators []*big.Int, denominator *big.Int) {
	out := nothing(len(scored))
	for i, p := range scored {
		out[i].Mul(p.weight, p.score.into(out[i]))
	}
	return out, total(scored)
}

// finer is the number of digits beyond those printed to which what is no plain fraction
// is rounded before it is apportioned.
const finer = 30

// byWeight returns the contributions to the geometric mean F, (w / W) F, F with the
// finer digits.
func byWeight(scored []weighted, _ fixed) (numerators []*big.Int, denominator *big.Int) {
	out := nothing(len(scored))
	deciding := positive(scored)
	mean := geometricAt(deciding, zielkette.Places+finer).big()
	for i, p := range scored {
		out[i].Mul(p.weight, mean)
	}
	return out, new(big.Int).Mul(total(deciding), round.Pow10(finer))
}

// byInverse returns the contributions to the harmonic mean F, (w / W) F^2 / s, with the
// finer digits. With R = sum(w / s) that is w W / (R^2 s).
func byInverse(scored []weighted, _ fixed) (numerators []*big.Int, denominator *big.Int) {
	out := nothing(len(scored))
	deciding := positive(scored)
	denominator = round.Pow10(finer)
	sum, bits := reciprocals(deciding, denominator.BitLen()+64)
	over := new(big.Int).Lsh(total(deciding), 2*bits)
	over.Mul(over, denominator)
	square, under := sum.Mul(sum, sum), new(big.Int)
	for i, p := range scored {
		if p.weight.Sign() > 0 {
			under.Mul(square, p.score.into(under))
			out[i] = round.Quo(out[i].Mul(p.weight, over), under)
		}
	}
	return out, denominator
}

// bySmallest returns the contributions to the smallest score.
func bySmallest(scored []weighted, score fixed) (numerators []*big.Int, denominator *big.Int) {
	least := minimum(positive(scored))
	return byDeciding(scored, least, least, score)
}

// byMedian returns the contributions to the median.
func byMedian(scored []weighted, score fixed) (numerators []*big.Int, denominator *big.Int) {
	low, high := deciders(positive(scored))
	return byDeciding(scored, low, high, score)
}

// byDeciding divides the score in equal parts among those whose scores decide it.
func byDeciding(scored []weighted, low, high, score fixed) (numerators []*big.Int, denominator *big.Int) {
	out := nothing(len(scored))
	among := int64(0)
	for i, p := range scored {
		if p.weight.Sign() > 0 && (p.score.cmp(low) == 0 || p.score.cmp(high) == 0) {
			out[i].Set(score.big())
			among++
		}
	}
	return out, big.NewInt(among)
}

func positive(parts []weighted) []weighted {
	var out []weighted
	for _, p := range parts {
		if p.weight.Sign() > 0 {
			out = append(out, p)
		}
	}
	return out
}
