package evaluation

import (
	"math/big"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/apportion"
)

// apportion divides the weight and the score F of a goal among its scored parts.
// The contribution of a part is s * dF/ds: of the mean w s / W, of the geometric
// mean (w / W) F, of the harmonic mean (w / W) F^2 / s; minimum and median are
// contributed by the deciding parts in equal shares. Contributions and shares are
// cut to 12 places so that they sum exactly to the whole.
func (r *Result) apportion(g *goal, a Aggregator, parts []Part, fixed []fixed, score fixed) {
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
	for i, d := range apportion.To(score.rat(), contributions(a, scored, shares, score), ids, zielkette.Places) {
		parts[at[i]].Contribution = figureOfDecimal(d)
	}
}

// contributions returns the exact contributions of scored parts. Parts without
// weight contribute nothing.
func contributions(a Aggregator, scored []weighted, shares []*big.Rat, score fixed) []*big.Rat {
	out := make([]*big.Rat, len(scored))
	for i := range out {
		out[i] = new(big.Rat)
	}
	switch a {
	case Geometric, Harmonic:
		deciding := positive(scored)
		if minimum(deciding).sign() == 0 {
			break // the score is 0, and so is what every part brings
		}
		if a == Geometric {
			mean := geometric(deciding)
			for i := range out {
				out[i].Mul(shares[i], mean)
			}
			break
		}
		exact := harmonic(deciding)
		exact.Mul(exact, exact)
		for i, p := range scored {
			if p.weight.Sign() > 0 {
				out[i].Quo(out[i].Mul(shares[i], exact), p.score.rat())
			}
		}
	case Minimum, Median:
		deciding := positive(scored)
		low, high := minimum(deciding), minimum(deciding)
		if a == Median {
			low, high = deciders(deciding)
		}
		var at []int
		for i, p := range scored {
			if p.weight.Sign() > 0 && (p.score.cmp(low) == 0 || p.score.cmp(high) == 0) {
				at = append(at, i)
			}
		}
		for _, i := range at {
			out[i].Quo(score.rat(), big.NewRat(int64(len(at)), 1))
		}
	default:
		for i, p := range scored {
			out[i].Mul(shares[i], p.score.rat())
		}
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
