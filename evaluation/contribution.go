package evaluation

import (
	"math/big"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/apportion"
)

// apportion divides the weight and the score of a goal among its scored parts. A
// contribution is s * dF/ds of the part's score s and the goal's score F. Contributions
// and shares are cut to 12 places so that they sum exactly to the whole.
func (r *Result) apportion(g *goal, a *aggregator, parts []Part, fixed []fixed, score fixed) {
	var at []int
	var ids []string
	var scored []weighted
	for k := range parts {
		if w := r.weight(g, k); parts[k].State == Scored {
			at = append(at, k)
			ids = append(ids, parts[k].id())
			scored = append(scored, weighted{w, fixed[k]})
		}
	}
	all := new(big.Rat).SetInt(total(scored))
	shares := make([]*big.Rat, len(scored))
	for i, p := range scored {
		shares[i] = new(big.Rat).SetInt(p.weight)
		shares[i].Quo(shares[i], all)
	}
	for i, d := range apportion.To(big.NewRat(1, 1), shares, ids, zielkette.Places) {
		parts[at[i]].Share = figureOfDecimal(d)
	}
	for i, d := range apportion.To(score.rat(), a.contribute(scored, shares, score), ids, zielkette.Places) {
		parts[at[i]].Contribution = figureOfDecimal(d)
	}
}

// contribute returns the exact contributions of scored parts. Parts without weight
// contribute nothing.
func (a *aggregator) contribute(scored []weighted, shares []*big.Rat, score fixed) []*big.Rat {
	if a.aboveZero && minimum(positive(scored)).sign() == 0 {
		return nothing(len(scored)) // the score is 0, and so is what every part brings
	}
	return a.contributions(scored, shares, score)
}

func nothing(n int) []*big.Rat {
	out := make([]*big.Rat, n)
	for i := range out {
		out[i] = new(big.Rat)
	}
	return out
}

// byScore returns the contributions to the arithmetic mean, w s / W.
func byScore(scored []weighted, shares []*big.Rat, _ fixed) []*big.Rat {
	out := nothing(len(scored))
	for i, p := range scored {
		out[i].Mul(shares[i], p.score.rat())
	}
	return out
}

// byWeight returns the contributions to the geometric mean F, (w / W) F.
func byWeight(scored []weighted, shares []*big.Rat, _ fixed) []*big.Rat {
	out := nothing(len(scored))
	mean := geometric(positive(scored))
	for i := range out {
		out[i].Mul(shares[i], mean)
	}
	return out
}

// byInverse returns the contributions to the harmonic mean F, (w / W) F^2 / s.
func byInverse(scored []weighted, shares []*big.Rat, _ fixed) []*big.Rat {
	out := nothing(len(scored))
	exact := harmonic(positive(scored))
	exact.Mul(exact, exact)
	for i, p := range scored {
		if p.weight.Sign() > 0 {
			out[i].Quo(out[i].Mul(shares[i], exact), p.score.rat())
		}
	}
	return out
}

// bySmallest returns the contributions to the smallest score.
func bySmallest(scored []weighted, _ []*big.Rat, score fixed) []*big.Rat {
	least := minimum(positive(scored))
	return byDeciding(scored, least, least, score)
}

// byMedian returns the contributions to the median.
func byMedian(scored []weighted, _ []*big.Rat, score fixed) []*big.Rat {
	low, high := deciders(positive(scored))
	return byDeciding(scored, low, high, score)
}

// byDeciding divides the score in equal parts among those whose scores decide it.
func byDeciding(scored []weighted, low, high, score fixed) []*big.Rat {
	out := nothing(len(scored))
	var at []int
	for i, p := range scored {
		if p.weight.Sign() > 0 && (p.score.cmp(low) == 0 || p.score.cmp(high) == 0) {
			at = append(at, i)
		}
	}
	for _, i := range at {
		out[i].Quo(score.rat(), big.NewRat(int64(len(at)), 1))
	}
	return out
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

// id returns the id of the goal or indicator; parts are told apart by it where
// nothing else decides.
func (p Part) id() string {
	if p.Goal.IsZero() {
		return p.Link.ID + " " + p.Link.Target + " " + p.Link.Area
	}
	return p.Goal.ID()
}
