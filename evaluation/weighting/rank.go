package weighting

import (
	"math/big"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/problems"
)

// RankOrderCentroid is a method for items in their order of importance, most
// important first: w_r = (1/n) * sum over k = r..n of 1/k. It is the mean of all
// weights that agree with the order (Barron and Barrett, Decision Quality Using
// Ranked Attribute Weights, Management Science 42, 1996). The weights sum to 1
// before rounding.
const RankOrderCentroid = "rank-order-centroid"

// RankSum is a method for items in their order of importance, most important
// first: w_r = 2 (n + 1 - r) / (n (n + 1)), after Stillwell, Seaver and Edwards, A
// comparison of weight approximation techniques, 1981.
const RankSum = "rank-sum"

// RankReciprocal is a method for items in their order of importance, most
// important first: w_r = (1/r) / (sum over k = 1..n of 1/k), after Stillwell,
// Seaver and Edwards, 1981.
const RankReciprocal = "rank-reciprocal"

// ranked weighs items by their number alone.
func ranked(exact func(n int) over) func(Spec, *problems.List) (Weights, zielkette.Figure, zielkette.Text) {
	return func(s Spec, _ *problems.List) (Weights, zielkette.Figure, zielkette.Text) {
		n := len(s.IDs)
		return build(s, exact(n)), zielkette.Int(int64(n)).Figure(), zielkette.Text{}
	}
}

func rankOrderCentroid(n int) over {
	w := reciprocals(n)
	for r := n - 2; r >= 0; r-- {
		w.parts[r].Add(w.parts[r], w.parts[r+1])
	}
	w.whole.Mul(w.whole, big.NewInt(int64(n)))
	return w
}

func rankSum(n int) over {
	w := over{make([]*big.Int, n), new(big.Int).Mul(big.NewInt(int64(n)), big.NewInt(int64(n)+1))}
	for i := range w.parts {
		w.parts[i] = big.NewInt(2 * int64(n-i))
	}
	return w
}

func rankReciprocal(n int) over {
	w := reciprocals(n)
	w.whole = w.sum()
	return w
}

// reciprocals are 1/1 to 1/n.
func reciprocals(n int) over {
	exact := make([]*big.Rat, n)
	for i := range exact {
		exact[i] = big.NewRat(1, int64(i)+1)
	}
	return common(exact)
}
