package weighting

import (
	"fmt"
	"math/big"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/problems"
)

// Explicit is the method of points as stated in the values, for example those in a
// strategy. They need not sum to 1 or to 100.
const Explicit = "explicit"

// Budget is the method that weighs each item by the money planned for it, stated in the
// values.
const Budget = "budget"

// Equal is the method that gives each item the weight 1.
const Equal = "equal"

func stated(s Spec, list *problems.List) (w Weights, sum zielkette.Figure, _ zielkette.Text) {
	if len(s.Values) != len(s.IDs) {
		list.At("/values", CodeShape, fmt.Sprint(len(s.Values)),
			fmt.Sprintf("Kennungen sind %d angegeben; zu jeder einen Wert angeben", len(s.IDs)),
			fmt.Sprintf("there are %d ids; give a value for each", len(s.IDs)))
		return w, sum, zielkette.Text{}
	}
	zero := true
	exact := make([]*big.Rat, len(s.Values))
	for i, n := range s.Values {
		switch pointer := fmt.Sprintf("/values/%d", i); {
		case n.IsZero():
			list.At(pointer, zielkette.CodeRequired, s.IDs[i],
				"ein Gewicht angeben oder den Eintrag weglassen; 0 schreiben, wenn er nichts wiegen soll",
				"state a weight, or leave the item out; write 0 when it shall weigh nothing")
		case n.Sign() < 0:
			list.At(pointer, zielkette.CodeRange, s.IDs[i], "ein Gewicht ist 0 oder größer", "a weight is 0 or more")
		}
		zero = zero && n.Sign() == 0
		exact[i], _ = n.Rat()
	}
	if zero && !list.Touched("/values") {
		list.At("/values", zielkette.CodeWeightsZero, "",
			"mindestens einem der Einträge ein Gewicht über 0 geben",
			"give at least one of the items a weight above 0")
	}
	if list.Touched("/values") {
		return w, sum, zielkette.Text{}
	}
	w = build(s, common(exact))
	for i, n := range s.Values {
		w.Items[i].Weight = n.Figure() // as written, with more than 12 places where it has them
	}
	return w, w.Sum(), zielkette.Text{}
}

// equal returns the weight 1 for each of n items.
func equal(n int) over {
	w := over{make([]*big.Int, n), big.NewInt(1)}
	for i := range w.parts {
		w.parts[i] = w.whole
	}
	return w
}
