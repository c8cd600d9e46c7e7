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
func ranked(exact func(n int) []*big.Rat) func(Spec, *problems.List) (Weights, zielkette.Figure, zielkette.Text) {
	return func(s Spec, _ *problems.List) (Weights, zielkette.Figure, zielkette.Text) {
		n := len(s.IDs)
		return build(s, exact(n)), zielkette.Int(int64(n)).Figure(), zielkette.Text{}
	}
}

func rankOrderCentroid(n int) []*big.Rat {
	exact := make([]*big.Rat, n)
	tail := new(big.Rat)
	for r := n; r >= 1; r-- {
		tail.Add(tail, big.NewRat(1, int64(r)))
		exact[r-1] = new(big.Rat).Quo(tail, big.NewRat(int64(n), 1))
	}
	return exact
}

func rankSum(n int) []*big.Rat {
	exact := make([]*big.Rat, n)
	for i := range exact {
		exact[i] = big.NewRat(2*int64(n-i), int64(n)*int64(n+1))
	}
	return exact
}

func rankReciprocal(n int) []*big.Rat {
	exact := make([]*big.Rat, n)
	sum := new(big.Rat)
	for i := range exact {
		exact[i] = big.NewRat(1, int64(i)+1)
		sum.Add(sum, exact[i])
	}
	for _, x := range exact {
		x.Quo(x, sum)
	}
	return exact
}
