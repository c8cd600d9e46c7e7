package status

import (
	"math/big"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
)

// Kind is the kind of a target, after the letters that Destatis uses.
type Kind string

// The kinds of targets.
const (
	ByYear    Kind = "by-year"    // K: reach a value by a year
	EveryYear Kind = "every-year" // J: keep a target or a limit every year
	Direction Kind = "direction"  // R: move the right way, without a value
)

// Way is the direction of improvement.
type Way string

// The directions of improvement.
const (
	Up   Way = "up"   // more is better
	Down Way = "down" // less is better
)

// sign returns +1 for Up, -1 for Down, 0 where no direction is stated.
func (w Way) sign() int {
	switch w {
	case Up:
		return 1
	case Down:
		return -1
	}
	return 0
}

// Target is one demand on a series. Two demands at once are two targets.
type Target struct {
	Kind    Kind
	Way     Way
	Demands []Demand // none for [Direction]; more than one where the value changes over the years
}

// Demand is the value of a target. For [ByYear] it is to be reached by the year; of
// several the nearest that has not passed in the last year of the series counts, or
// the last when all have; of two for one year the first stated. For [EveryYear] it
// holds from the year on, 0 meaning always; of several the one that came into force
// last counts, and the progress rules, which need a year to reach it by, take that
// of the rule.
type Demand struct {
	Year  int // for [ByYear], 0 is the default of the progress rules; [Weather] has none and gives no rating
	Value zielkette.Number
	Other zielkette.Number // the other end, where an interval is demanded: the weaker end counts
}

// demand returns the demand that counts in a year. Of several years to reach a
// value by it is the nearest that has not passed, or the last when all have; of
// several limits the one that came into force last. ok is false when there is none.
func (t Target) demand(year int) (d Demand, ok bool) {
	if t.Kind != ByYear && t.Kind != EveryYear {
		return Demand{}, false
	}
	for _, next := range t.Demands {
		if next.Value.IsZero() && next.Other.IsZero() || t.Kind == EveryYear && next.Year > year {
			continue
		}
		if !ok || t.nearer(next.Year, d.Year, year) {
			d, ok = next, true
		}
	}
	return d, ok
}

// nearer reports whether a demand for the year a counts before one for the year b.
func (t Target) nearer(a, b, year int) bool {
	if t.Kind == ByYear && (a >= year) != (b >= year) {
		return a >= year
	}
	if t.Kind == ByYear && a >= year {
		return a < b
	}
	return a > b
}

// value returns the weakest demand: the lower end of an interval where more is
// better, the upper where less is.
func (d Demand) value(sign int) *big.Rat {
	value, other := d.Value, d.Other
	if value.IsZero() || !other.IsZero() && other.Compare(value) == -sign {
		value = other
	}
	r, _ := value.Rat()
	return r
}

// met reports whether a value reaches a target in the direction of sign.
func met(value, target *big.Rat, sign int) bool { return value.Cmp(target)*sign >= 0 }
