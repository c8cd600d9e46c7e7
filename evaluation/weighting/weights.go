package weighting

import (
	"math/big"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/apportion"
	"gitlab.opencode.de/zielkette/zielkette/internal/round"
)

// Weights is the result of every method: what each item weighs and where that
// came from. The zero value weighs nothing.
type Weights struct {
	Method      string             `json:"method"`               // name of the method
	Origin      zielkette.Text     `json:"origin"`               // where the weights came from, a clause that an explanation can print
	Items       []Item             `json:"items"`                // in the order given
	Spreads     []Spread           `json:"spreads,omitzero"`     // of [Points], in the order of the items
	Consistency Consistency        `json:"consistency,omitzero"` // of [AHP]
	Warnings    zielkette.Problems `json:"warnings,omitzero"`    // worth knowing; the weights are usable all the same
}

// Item is one weighted thing.
type Item struct {
	ID     string           `json:"id"`
	Weight zielkette.Figure `json:"weight"` // never negative; exact as stated, or rounded half away from zero to [zielkette.Places] digits
	Share  zielkette.Figure `json:"share"`  // weight / sum of the weights, both before rounding, rounded half away from zero to [zielkette.Places] digits
}

// Spread (Streuung) tells how far the points given to one item lie apart.
type Spread struct {
	ID        string           `json:"id"`
	Voices    int              `json:"voices"`    // how many gave points to this item, 0 included
	Min       zielkette.Number `json:"min"`       // the fewest points given
	Max       zielkette.Number `json:"max"`       // the most points given
	Deviation zielkette.Figure `json:"deviation"` // standard deviation of the sample (divisor n-1), rounded half away from zero to [zielkette.Places] digits; none for a single voice
}

// Consistency (Konsistenz) tells how well comparisons in pairs fit together. The zero
// value belongs to other methods.
type Consistency struct {
	Lambda      zielkette.Figure `json:"lambda"`      // principal eigenvalue; equal to the number of criteria when all judgements fit
	Index       zielkette.Figure `json:"index"`       // consistency index (lambda - n) / (n - 1); 0 for one or two criteria
	Ratio       zielkette.Figure `json:"ratio"`       // consistency ratio, index / random index; 0 for one or two criteria, none when the table has no index for this size
	RandomIndex string           `json:"randomIndex"` // word of the table
}

// Sum returns the sum of the weights, exactly. It need not be 1. The zero Weights has
// none.
func (w Weights) Sum() zielkette.Figure {
	sum := w.sum()
	if sum == nil {
		return zielkette.Figure{}
	}
	return zielkette.NewFigure(round.Units(sum, zielkette.MaxPlaces), zielkette.MaxPlaces)
}

func (w Weights) sum() *big.Rat {
	if len(w.Items) == 0 {
		return nil
	}
	sum := new(big.Rat)
	for _, item := range w.Items {
		if weight, ok := item.Weight.Rat(); ok {
			sum.Add(sum, weight)
		}
	}
	return sum
}

// Apportion divides a total by weight so that the parts, each with the given
// number of places (0 to 18; values outside are moved to the nearest end), sum
// exactly to the total rounded half away from zero to those places: percentages with
// total 100, money with places 2, seats with places 0. It is the method of the
// largest remainder (Hare/Niemeyer), equal remainders decided by id; a total with
// more digits than the places is divided as it stands, and only the parts are cut. The parts
// come in the order of the items. Without a total, and for the zero Weights, the
// result is nil.
func (w Weights) Apportion(total zielkette.Number, places int) []zielkette.Figure {
	whole, ok := total.Rat()
	sum := w.sum()
	if !ok || sum == nil || sum.Sign() == 0 {
		return nil
	}
	places = min(max(places, 0), zielkette.MaxPlaces)
	perUnit := new(big.Rat).Quo(whole, sum)
	parts, ids := make([]*big.Rat, len(w.Items)), make([]string, len(w.Items))
	for i, item := range w.Items {
		parts[i], _ = item.Weight.Rat()
		parts[i].Mul(parts[i], perUnit)
		ids[i] = item.ID
	}
	out := make([]zielkette.Figure, len(parts))
	for i, d := range apportion.To(whole, parts, ids, places) {
		out[i] = zielkette.NewFigure(d.Coefficient(), places)
	}
	return out
}
