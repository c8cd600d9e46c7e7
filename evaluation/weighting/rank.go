package weighting

import (
	"fmt"
	"math/big"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
)

// RankOrderCentroid returns weights for items in their order of importance, most
// important first: w_r = (1/n) * sum over k = r..n of 1/k. It is the mean of all
// weights that agree with the order (Barron and Barrett, Decision Quality Using
// Ranked Attribute Weights, Management Science 42, 1996). The weights sum to 1
// before rounding.
func RankOrderCentroid(ranked []string) (Weights, error) {
	n := len(ranked)
	exact := make([]*big.Rat, min(n, MaxItems))
	tail := new(big.Rat)
	for r := len(exact); r >= 1; r-- {
		tail.Add(tail, big.NewRat(1, int64(r)))
		exact[r-1] = new(big.Rat).Quo(tail, big.NewRat(int64(n), 1))
	}
	return computed("rank-order-centroid", ranked, exact, zielkette.Text{
		DE: fmt.Sprintf("aus der Rangfolge von %d, Schwerpunktverfahren (rank-order centroid)", n),
		EN: fmt.Sprintf("from the order of %d, rank-order centroid", n),
	})
}

// RankSum returns weights for items in their order of importance, most important
// first: w_r = 2 (n + 1 - r) / (n (n + 1)), after Stillwell, Seaver and Edwards, A
// comparison of weight approximation techniques, 1981.
func RankSum(ranked []string) (Weights, error) {
	n := int64(len(ranked))
	exact := make([]*big.Rat, min(n, MaxItems))
	for i := range exact {
		exact[i] = big.NewRat(2*(n-int64(i)), n*(n+1))
	}
	return computed("rank-sum", ranked, exact, zielkette.Text{
		DE: fmt.Sprintf("aus der Rangfolge von %d, Rangsummenverfahren (rank sum)", n),
		EN: fmt.Sprintf("from the order of %d, rank sum", n),
	})
}

// RankReciprocal returns weights for items in their order of importance, most
// important first: w_r = (1/r) / (sum over k = 1..n of 1/k), after Stillwell,
// Seaver and Edwards, 1981.
func RankReciprocal(ranked []string) (Weights, error) {
	exact := make([]*big.Rat, min(len(ranked), MaxItems))
	sum := new(big.Rat)
	for i := range exact {
		exact[i] = big.NewRat(1, int64(i)+1)
		sum.Add(sum, exact[i])
	}
	for _, x := range exact {
		x.Quo(x, sum)
	}
	n := len(ranked)
	return computed("rank-reciprocal", ranked, exact, zielkette.Text{
		DE: fmt.Sprintf("aus der Rangfolge von %d, Kehrwerte der Ränge (rank reciprocal)", n),
		EN: fmt.Sprintf("from the order of %d, rank reciprocal", n),
	})
}
