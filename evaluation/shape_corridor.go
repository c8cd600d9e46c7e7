package evaluation

import (
	"fmt"
	"math/big"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

// Corridor: a value is to stay between two bounds.
var corridorShape = shape{
	measures: true,
	planned:  all,
	score: func(h *held) (fixed, indicators.Reason) {
		return h.within(&h.revision.Lower, &h.revision.Upper), 0
	},
	asks: func(h *held, language zielkette.Language) string {
		return digits(h.revision.Lower, language) + zielkette.Text{DE: " bis ", EN: " to "}.In(language) +
			digits(h.revision.Upper, language) + h.unit() + h.tolerance(language)
	},
	formula: func(h *held, language zielkette.Language) string {
		return h.howFarOutside(&h.revision.Lower, &h.revision.Upper, language)
	},
}

// outside tells on which side of bounds, of which one may be nil, a value lies.
// On a bound is inside, unless it is strict.
func outside(v *big.Rat, lower, upper *zielkette.Number, strict bool) (below, above bool) {
	if lower != nil {
		l, _ := lower.Rat()
		order := v.Cmp(l)
		below = order < 0 || strict && order == 0
	}
	if upper != nil {
		u, _ := upper.Rat()
		order := v.Cmp(u)
		above = order > 0 || strict && order == 0
	}
	return below, above
}

// within scores the value against bounds, of which one may be nil: 1 within, falling
// linearly to 0 at the tolerance outside, or at once where there is none.
func (h *held) within(lower, upper *zielkette.Number) fixed {
	n, _ := h.number()
	distance, v := new(big.Rat), n.exact()
	switch below, above := outside(v, lower, upper, h.revision.Strict); {
	case below:
		l, _ := lower.Rat()
		distance.Sub(l, v)
	case above:
		u, _ := upper.Rat()
		distance.Sub(v, u)
	default:
		return fixed{n: unit}
	}
	switch t, ok := h.revision.Tolerance.Rat(); {
	case ok && distance.Cmp(t) < 0:
		return roundRat(distance.Sub(big.NewRat(1, 1), distance.Quo(distance, t)))
	}
	return fixed{}
}

// onBound reports whether the value is one of the bounds.
func (h *held) onBound(lower, upper *zielkette.Number) bool {
	n, _ := h.number()
	for _, bound := range []*zielkette.Number{lower, upper} {
		if bound == nil {
			continue
		}
		if b, _ := bound.Rat(); b.Cmp(n.exact()) == 0 {
			return true
		}
	}
	return false
}

// tolerance says how far outside the bounds a value still scores.
func (h *held) tolerance(language zielkette.Language) string {
	if h.revision.Tolerance.IsZero() {
		return zielkette.Text{DE: ", ohne Toleranz", EN: ", no tolerance"}.In(language)
	}
	return zielkette.Text{DE: ", Toleranz ", EN: ", tolerance "}.In(language) + digits(h.revision.Tolerance, language) + h.unit()
}

// howFarOutside writes how the value stands against bounds, of which one may be nil,
// with the calculation where it lies outside.
func (h *held) howFarOutside(lower, upper *zielkette.Number, language zielkette.Language) string {
	in := func(de, en string) string { return zielkette.Text{DE: de, EN: en}.In(language) }
	n, _ := h.number()
	v, tolerance := string(h.operand(nil, language)), h.revision.Tolerance
	var distance, side string
	switch below, above := outside(n.exact(), lower, upper, h.revision.Strict); {
	case below:
		distance = fmt.Sprintf("(%s − %s)", digits(*lower, language), operand(v))
		side = fmt.Sprintf(in("%s liegt unter der Grenze %s", "%s lies below the bound %s"), v, digits(*lower, language))
	case above:
		distance = fmt.Sprintf("(%s − %s)", v, operand(digits(*upper, language)))
		side = fmt.Sprintf(in("%s liegt über der Grenze %s", "%s lies above the bound %s"), v, digits(*upper, language))
	default:
		return fmt.Sprintf(in("%s hält die Vorgabe ein: 1", "%s keeps to the bounds: 1"), v)
	}
	switch {
	case h.revision.Strict && h.onBound(lower, upper):
		return fmt.Sprintf(in("%s liegt auf der Grenze, die nicht genügt: 0", "%s lies on the bound, which is not enough: 0"), v)
	case tolerance.IsZero():
		return side + in(", ohne Toleranz: 0", ", without tolerance: 0")
	case h.attained.Sign() == 0:
		return side + fmt.Sprintf(in(" um mindestens die Toleranz %s: 0", " by at least the tolerance %s: 0"), digits(tolerance, language))
	}
	return fmt.Sprintf("%s: 1 − %s / %s = %s", side, distance, digits(tolerance, language), language.Digits(h.attained.String()))
}
