package robustness

import "math/big"

// fine is how closely what has no exact solution is searched.
var fine = new(big.Rat).SetFrac(big.NewInt(1), new(big.Int).Exp(big.NewInt(10), big.NewInt(18), nil))

// crossing is a search for the argument at which a score leaves its class.
type crossing struct {
	classes *classes
	region  int                       // of the score as it stands
	score   func(x *big.Rat) *big.Rat // monotone; nil where there is none
}

// landing is where a search ended: the first argument with another class, or the last
// one without, beyond which it lies.
type landing struct {
	x       *big.Rat
	reached bool   // the other class is there at x; else only beyond
	class   string // the other class
	bound   *big.Rat
	down    bool // it was found going down
}

// crossed returns which region beyond the class a score has left to, upwards or
// downwards; ok is false while it keeps the class.
func (c *crossing) crossed(score *big.Rat) (first int, ok bool) {
	if score == nil {
		return 0, false
	}
	region, step := c.classes.region(score), 1
	if region < c.region {
		step = -1
	}
	first, ok = c.classes.next(c.region, step)
	return first, ok && (region-first)*step >= 0
}

// between searches from an argument with the class to one without it, between which the
// score is continuous. It draws a line through the ends, which solves a mean at once,
// and halves the way where that is not exact.
func (c *crossing) between(from, to *big.Rat) landing {
	score := c.score(to)
	first, _ := c.crossed(score)
	found := landing{class: c.classes.ids[first], reached: first%2 == 1, down: to.Cmp(from) < 0}
	found.bound = c.classes.edge(first, c.region)
	low, high, atLow, atHigh := from, to, c.score(from), score
	step := new(big.Rat).Set(fine)
	if to.Cmp(from) < 0 {
		step.Neg(step)
	}
	take := func(x *big.Rat) (exact bool) {
		if x = coarse(x); !inside(x, low, high) {
			return false
		}
		at := c.score(x)
		_, over := c.crossed(at)
		if over {
			high, atHigh = x, coarse(at)
		} else {
			low, atLow = x, coarse(at)
		}
		if at == nil || at.Cmp(found.bound) != 0 {
			return false
		}
		// On the bound. It is the edge where a step back keeps the class, or a step on does not.
		var edge bool
		if over {
			_, before := c.crossed(c.score(new(big.Rat).Sub(x, step)))
			edge = !before
		} else {
			_, edge = c.crossed(c.score(new(big.Rat).Add(x, step)))
		}
		found.x = x
		return edge
	}
	for range 200 {
		distance := new(big.Rat).Sub(high, low)
		if distance.Abs(distance).Cmp(fine) <= 0 {
			break
		}
		if atLow != nil && atHigh != nil && atLow.Cmp(atHigh) != 0 {
			// Where the line meets the bound, and as far again beyond, so that both ends close in.
			slope := new(big.Rat).Quo(new(big.Rat).Sub(atHigh, atLow), new(big.Rat).Sub(high, low))
			x := new(big.Rat).Sub(found.bound, atLow)
			x.Add(low, x.Quo(x, slope))
			if take(x) {
				return found
			}
			rest := new(big.Rat).Sub(found.bound, c.scoreOr(x, found.bound))
			if rest.Quo(rest, slope); take(rest.Add(x, rest.Add(rest, rest))) {
				return found
			}
		}
		middle := new(big.Rat).Add(low, high)
		if take(middle.Quo(middle, big.NewRat(2, 1))) {
			return found
		}
	}
	found.x = high
	if !found.reached {
		found.x = low
	}
	return found
}

// scoreOr returns the score at x, or another figure where there is none.
func (c *crossing) scoreOr(x, other *big.Rat) *big.Rat {
	if score := c.score(coarse(x)); score != nil {
		return score
	}
	return other
}

// inside reports whether x lies between two others.
func inside(x, a, b *big.Rat) bool { return x.Cmp(a)*x.Cmp(b) < 0 }

// coarse rounds a fraction that has grown long.
func coarse(x *big.Rat) *big.Rat {
	const long, places = 256, 30
	if x == nil || x.Denom().BitLen() < long {
		return x
	}
	out, _ := new(big.Rat).SetString(x.FloatString(places))
	return out
}

// outward searches from an argument with the class along places at which the score may
// jump, ever further away, and is continuous between them.
func (c *crossing) outward(from *big.Rat, places []*big.Rat) (found landing, ok bool) {
	down := len(places) > 0 && places[0].Cmp(from) < 0
	at := func(x *big.Rat, score *big.Rat, reached bool) (landing, bool) {
		first, ok := c.crossed(score)
		if !ok {
			return landing{}, false
		}
		return landing{x, reached, c.classes.at(score), c.classes.edge(first, c.region), down}, true
	}
	if l, ok := at(from, c.score(from), true); ok { // the score itself lies on a bound, rounded
		return l, true
	}
	step := new(big.Rat).Set(fine)
	if down {
		step.Neg(step)
	}
	if len(places) > 0 { // what is can be a place where the score jumps, too
		next := new(big.Rat).Add(from, step)
		if l, ok := at(from, c.score(next), false); ok {
			return l, true
		}
		from = next
	}
	for _, place := range places {
		before := new(big.Rat).Sub(place, step)
		if _, ok := c.crossed(c.score(before)); ok && inside(before, from, place) {
			return c.between(from, before), true
		}
		if l, ok := at(place, c.score(place), true); ok {
			return l, true
		}
		from = new(big.Rat).Add(place, step)
		if l, ok := at(place, c.score(from), false); ok {
			return l, true
		}
	}
	return landing{}, false
}
