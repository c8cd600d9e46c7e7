package evaluation

import (
	"math/big"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/round"
	"gitlab.opencode.de/zielkette/zielkette/internal/years"
)

// goal is what the roll-up needs to know of a goal.
type goal struct {
	first, end    int32 // its pool is items[first:end]
	parent        int32
	rule          int32
	wide          *pool // weights that do not fit the fast tier, else nil
	notApplicable bool
}

// item is a part of a pool: an indicator or a goal beneath.
type item struct {
	weight        int64 // scaled by a power of ten common to the pool
	ref           int32 // >= 0: index into measured; < 0: the goal at ^ref
	notApplicable bool
}

// pool holds the weights of a pool that need more than an int64.
type pool struct{ weights []*big.Int }

// scale writes the weights into the items as whole numbers of a scale common to
// the pool; a missing weight is 1. Weights whose sum does not fit the fast tier
// are returned as a wide pool.
func scale(items []item, weights []zielkette.Number) *pool {
	if scaleSmall(items, weights) {
		return nil
	}
	places, fits := 0, true
	for i := range weights {
		if weights[i].IsZero() {
			weights[i] = zielkette.Int(1)
		}
		_, p := weights[i].Unscaled()
		places = max(places, p)
	}
	sum := new(big.Int)
	wide := &pool{weights: make([]*big.Int, len(weights))}
	for i := range weights {
		coef, p := weights[i].Unscaled()
		coef.Mul(coef, round.Pow10(places-p))
		wide.weights[i] = coef
		sum.Add(sum, coef)
		fits = fits && coef.IsInt64()
		if fits {
			items[i].weight = coef.Int64()
		}
	}
	if fits && sum.IsInt64() {
		return nil
	}
	return wide
}

// scaleSmall is scale where all weights and their sum are small, as nearly always.
func scaleSmall(items []item, weights []zielkette.Number) bool {
	places := 0
	for i := range weights {
		_, p, ok := weights[i].Small()
		if !ok && !weights[i].IsZero() {
			return false
		}
		places = max(places, p)
	}
	sum := int64(0)
	for i := range weights {
		coef, p, ok := weights[i].Small()
		if !ok {
			coef, p = 1, 0
		}
		coef, ok = rescale(coef, places-p)
		if sum += coef; !ok || sum > 1<<62-1 {
			return false
		}
		items[i].weight = coef
	}
	return true
}

// span is the weights of a pool in some years, made by a method.
type span struct {
	held    years.Span
	weights []zielkette.Number
	scaled  []int64 // as in items
	wide    *pool
	origin  zielkette.Text
}
