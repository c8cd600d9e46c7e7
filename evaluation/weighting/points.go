package weighting

import (
	"fmt"
	"math/big"

	"github.com/shopspring/decimal"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/problems"
	"gitlab.opencode.de/zielkette/zielkette/internal/real"
)

// Poll is the result of [Points]: the weights and how far opinions lie apart.
type Poll struct {
	Weights
	Spreads []Spread // in the order of the items
}

// Spread (Streuung) tells how far the points given to one item lie apart.
type Spread struct {
	ID        string
	Voices    int              // how many gave points to this item, 0 included
	Min, Max  decimal.Decimal  // the fewest and the most points given
	Deviation zielkette.Number // standard deviation of the sample (divisor n-1), 12 places; none for a single voice
}

// Points weighs items by the points that several people gave them: a row of
// ballots holds one person's points in the order of the ids. The weight is the
// mean. A cell without a number is a person who did not judge the item and does
// not count there; whoever could give points and gave none has the number 0.
// Points are taken as they are: where some people hand out more points than
// others, they have more say. Every item needs at least one voice.
func Points(ids []string, ballots [][]zielkette.Number) (Poll, error) {
	var list problems.List
	checkIDs(ids, "", &list)
	if len(ballots) == 0 {
		list.At("/ballots", CodeEmpty, "",
			"mindestens eine Person muss Punkte vergeben",
			"at least one person has to give points")
	}
	for v, row := range ballots {
		pointer := fmt.Sprintf("/ballots/%d", v)
		if len(row) != len(ids) {
			list.At(pointer, CodeShape, fmt.Sprint(len(row)),
				"eine Stimme hat für jeden Eintrag eine Zelle",
				"a ballot has one cell for each item")
			continue
		}
		for i, n := range row {
			if n.Sign() < 0 {
				list.At(fmt.Sprintf("%s/%d", pointer, i), CodeNegative, ids[i],
					"Punkte sind 0 oder größer",
					"points are 0 or more")
			}
		}
	}
	if err := list.All().Err(); err != nil {
		return Poll{}, err
	}
	means, spreads, zero := make([]*big.Rat, len(ids)), make([]Spread, len(ids)), true
	for i, id := range ids {
		means[i], spreads[i] = spread(id, ballots, i)
		if spreads[i].Voices == 0 {
			list.At(fmt.Sprintf("/%d", i), CodeMissing, id,
				"niemand hat diesem Eintrag Punkte gegeben; ihn weglassen oder 0 schreiben",
				"nobody gave points to this item; leave it out or write 0")
			continue
		}
		zero = zero && means[i].Sign() == 0
	}
	if zero && !list.Failed() {
		list.At("/ballots", zielkette.CodeWeightsZero, "",
			"mindestens ein Eintrag muss Punkte über 0 haben",
			"at least one item has to have points above 0")
	}
	if err := list.All().Err(); err != nil {
		return Poll{}, err
	}
	poll := Poll{build("points", ids, means), spreads}
	poll.Origin = zielkette.Text{
		DE: fmt.Sprintf("Mittel der Punkte aus %d Stimmen", len(ballots)),
		EN: fmt.Sprintf("mean of the points from %d ballots", len(ballots)),
	}
	return poll, nil
}

// spread returns the exact mean of one column and how far it spreads.
func spread(id string, ballots [][]zielkette.Number, column int) (*big.Rat, Spread) {
	s := Spread{ID: id}
	sum, squares := new(big.Rat), new(big.Rat)
	for _, row := range ballots {
		x, ok := row[column].Rat()
		if !ok {
			continue
		}
		d, _ := row[column].Decimal()
		if s.Voices == 0 || d.LessThan(s.Min) {
			s.Min = d
		}
		if s.Voices == 0 || d.GreaterThan(s.Max) {
			s.Max = d
		}
		s.Voices++
		sum.Add(sum, x)
		squares.Add(squares, x.Mul(x, x))
	}
	if s.Voices == 0 {
		return nil, s
	}
	n := big.NewRat(int64(s.Voices), 1)
	mean := new(big.Rat).Quo(sum, n)
	if s.Voices > 1 {
		variance := squares.Sub(squares, sum.Mul(sum, mean))
		variance.Quo(variance, n.Sub(n, big.NewRat(1, 1)))
		root := real.Float(variance)
		// The deviation of numbers within the range of a Number is within it.
		s.Deviation, _ = zielkette.NumberOf(real.RoundFloat(root.Sqrt(root), Places))
	}
	return mean, s
}
