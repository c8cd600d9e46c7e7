package weighting

import (
	"fmt"
	"math/big"
	"strconv"

	"github.com/shopspring/decimal"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/apportion"
	"gitlab.opencode.de/zielkette/zielkette/internal/problems"
	"gitlab.opencode.de/zielkette/zielkette/internal/round"
)

// Places is the number of digits after the point to which computed weights are
// rounded, once, half away from zero.
const Places = 12

// MaxItems is the largest number of things that are weighted together.
const MaxItems = 1000

// Codes of the problems found here.
const (
	CodeEmpty        zielkette.Code = "weights-empty"       // there is nothing to weight
	CodeSize         zielkette.Code = "weights-size"        // more items than a method takes
	CodeDuplicate    zielkette.Code = "weight-duplicate"    // the same id twice
	CodeMissing      zielkette.Code = "weight-missing"      // an item without a number
	CodeNegative     zielkette.Code = "weight-negative"     // a number below 0
	CodeShape        zielkette.Code = "weights-shape"       // a row or ballot with too many or too few cells
	CodeYears        zielkette.Code = "weights-years"       // spans of years that overlap or end before they start
	CodeJudgement    zielkette.Code = "ahp-judgement"       // a cell that is not a positive number or fraction
	CodeDiagonal     zielkette.Code = "ahp-diagonal"        // a cell of the diagonal that is not 1
	CodeReciprocal   zielkette.Code = "ahp-reciprocal"      // two cells that are not the inverse of each other
	CodeInconsistent zielkette.Code = "ahp-inconsistent"    // warning: consistency ratio above 0.10
	CodeNoIndex      zielkette.Code = "ahp-no-random-index" // warning: the table has no index for this size
)

// Entry is a thing to weight, with the number stated for it.
type Entry struct {
	ID    string
	Value zielkette.Number
}

// Weights is the result of every method: what each item weighs and where that
// came from. The zero value weighs nothing.
type Weights struct {
	Method   string             // "explicit", "equal", "rank-order-centroid", "rank-sum", "rank-reciprocal", "points", "budget", "ahp"; with "+normalised" once normalised
	Origin   zielkette.Text     // where the weights came from, a clause that an explanation can print
	Items    []Item             // in the order given
	Warnings zielkette.Problems // worth knowing; the weights are usable all the same
}

// Item is one weighted thing.
type Item struct {
	ID     string
	Weight decimal.Decimal // never negative; exact as stated, or rounded half away from zero to 12 places
	Share  decimal.Decimal // weight / sum of the weights, both before rounding, rounded half away from zero to 12 places
}

// Sum returns the sum of the weights, exactly. It need not be 1.
func (w Weights) Sum() decimal.Decimal {
	sum := decimal.Decimal{}
	for _, item := range w.Items {
		sum = sum.Add(item.Weight)
	}
	return sum
}

// Of returns the weight of an item; ok is false when it is not among them.
func (w Weights) Of(id string) (weight decimal.Decimal, ok bool) {
	for _, item := range w.Items {
		if item.ID == id {
			return item.Weight, true
		}
	}
	return decimal.Decimal{}, false
}

// Normalised returns the same weights scaled to the sum 1: each weight is its
// share. Rounded shares may sum to 1 with a difference in the last digit. Origin
// and method say that it was done.
func (w Weights) Normalised() Weights {
	out := Weights{Method: w.Method + "+normalised", Warnings: w.Warnings}
	out.Origin = zielkette.Text{DE: w.Origin.DE + ", auf die Summe 1 umgerechnet", EN: w.Origin.EN + ", scaled to the sum 1"}
	for _, item := range w.Items {
		out.Items = append(out.Items, Item{item.ID, item.Share, item.Share})
	}
	return out
}

// Apportion divides a total by weight so that the parts, each with the given
// number of places (0 to 18; values outside are moved to the nearest end), sum
// exactly to the total rounded half away from zero to those places: percentages with
// total 100, money with places 2, seats with places 0. It is the method of the
// largest remainder (Hare/Niemeyer), equal remainders decided by id; a total with
// more digits than the places is divided as it stands, and only the parts are cut. The parts
// come in the order of the items. Without a total, and for the zero Weights, the
// result is nil.
func (w Weights) Apportion(total zielkette.Number, places int) []decimal.Decimal {
	whole, ok := total.Rat()
	sum := w.Sum().Rat()
	if !ok || sum.Sign() == 0 {
		return nil
	}
	perUnit := new(big.Rat).Quo(whole, sum)
	parts, ids := make([]*big.Rat, len(w.Items)), make([]string, len(w.Items))
	for i, item := range w.Items {
		parts[i], ids[i] = item.Weight.Rat(), item.ID
		parts[i].Mul(parts[i], perUnit)
	}
	return apportion.To(whole, parts, ids, min(max(places, 0), zielkette.MaxPlaces))
}

// Explicit returns the weights as stated, for example the points in a strategy.
func Explicit(entries []Entry) (Weights, error) {
	return stated("explicit", entries, func(sum string) zielkette.Text {
		return zielkette.Text{
			DE: "Punkte wie angegeben, Summe " + zielkette.German.Digits(sum),
			EN: "points as stated, sum " + sum,
		}
	})
}

// ByBudget weighs each entry by the money planned for it.
func ByBudget(entries []Entry) (Weights, error) {
	return stated("budget", entries, func(sum string) zielkette.Text {
		return zielkette.Text{
			DE: "nach Mittelansatz im Haushalt, Summe " + zielkette.German.Digits(sum),
			EN: "by planned budget, sum " + sum,
		}
	})
}

func stated(method string, entries []Entry, origin func(sum string) zielkette.Text) (Weights, error) {
	var list problems.List
	ids := make([]string, len(entries))
	for i, e := range entries {
		ids[i] = e.ID
	}
	checkIDs(ids, "/id", &list)
	zero := true
	for i, e := range entries {
		checkNumber(e.Value, fmt.Sprintf("/%d/value", i), e.ID, &list)
		zero = zero && e.Value.Sign() == 0
	}
	if zero && !list.Failed() {
		list.At("", zielkette.CodeWeightsZero, "",
			"mindestens einem der Einträge ein Gewicht über 0 geben",
			"give at least one of the items a weight above 0")
	}
	if err := list.All().Err(); err != nil {
		return Weights{}, err
	}
	exact := make([]*big.Rat, len(entries))
	for i, e := range entries {
		exact[i], _ = e.Value.Rat()
	}
	w := build(method, ids, exact)
	for i, e := range entries {
		w.Items[i].Weight, _ = e.Value.Decimal() // as written, with more than 12 places where it has them
	}
	w.Origin = origin(zielkette.FormatDecimal(w.Sum(), -1))
	return w, nil
}

// Equal gives each item the weight 1.
func Equal(ids []string) (Weights, error) {
	ones := make([]*big.Rat, len(ids))
	for i := range ones {
		ones[i] = big.NewRat(1, 1)
	}
	n := strconv.Itoa(len(ids))
	return computed("equal", ids, ones, zielkette.Text{
		DE: "gleiches Gewicht für alle " + n,
		EN: "the same weight for all " + n,
	})
}

// computed checks the ids and builds weights from exact fractions.
func computed(method string, ids []string, exact []*big.Rat, origin zielkette.Text) (Weights, error) {
	var list problems.List
	checkIDs(ids, "", &list)
	if err := list.All().Err(); err != nil {
		return Weights{}, err
	}
	w := build(method, ids, exact)
	w.Origin = origin
	return w, nil
}

// build rounds weights and shares, both once and from the exact weights.
func build(method string, ids []string, exact []*big.Rat) Weights {
	sum := new(big.Rat)
	for _, x := range exact {
		sum.Add(sum, x)
	}
	w := Weights{Method: method, Items: make([]Item, len(ids))}
	for i, x := range exact {
		w.Items[i] = Item{ids[i], round.Rat(x, Places), round.Rat(new(big.Rat).Quo(x, sum), Places)}
	}
	return w
}

// checkIDs reports ids that are none or stand twice; suffix leads from the
// pointer of an item to its id.
func checkIDs(ids []string, suffix string, list *problems.List) {
	switch {
	case len(ids) == 0:
		list.At("", CodeEmpty, "", "mindestens einen Eintrag nennen, der zu gewichten ist", "name at least one item to weight")
		return
	case len(ids) > MaxItems:
		list.At("", CodeSize, strconv.Itoa(len(ids)),
			"höchstens 1000 Einträge zusammen gewichten; sie zuvor zu Gruppen zusammenfassen",
			"weight at most 1000 items together; group them first")
		return
	}
	seen := make(map[string]bool, len(ids))
	for i, id := range ids {
		pointer := "/" + strconv.Itoa(i) + suffix
		if err := zielkette.CheckID(id); err != nil {
			list.Err(pointer, err)
		} else if seen[id] {
			list.At(pointer, CodeDuplicate, id,
				"dieser Eintrag steht zweimal da; einen behalten",
				"this item stands twice; keep one")
		}
		seen[id] = true
	}
}

func checkNumber(n zielkette.Number, pointer, subject string, list *problems.List) {
	switch {
	case n.IsZero():
		list.At(pointer, CodeMissing, subject,
			"ein Gewicht angeben oder den Eintrag weglassen; 0 schreiben, wenn er nichts wiegen soll",
			"state a weight, or leave the item out; write 0 when it shall weigh nothing")
	case n.Sign() < 0:
		list.At(pointer, CodeNegative, subject, "ein Gewicht ist 0 oder größer", "a weight is 0 or more")
	}
}
