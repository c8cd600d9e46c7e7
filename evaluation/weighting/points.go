package weighting

import (
	"fmt"
	"math/big"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/problems"
	"gitlab.opencode.de/zielkette/zielkette/internal/real"
)

// Points is the method of points that several people gave: a row of ballots holds one
// person's points in the order of the ids. The weight is the mean, and the spreads of
// [Weights] tell how far opinions lie apart. A cell without a number is a person who did
// not judge the item and does not count there; whoever could give points and gave none
// has the number 0. Points are taken as they are: where some people hand out more points
// than others, they have more say. Every item needs at least one voice.
const Points = "points"

func points(s Spec, list *problems.List) (w Weights, voices zielkette.Figure, _ zielkette.Text) {
	if len(s.Ballots) == 0 {
		list.At("/ballots", zielkette.CodeRequired, "",
			"mindestens eine Person muss Punkte vergeben",
			"at least one person has to give points")
	}
	for v, row := range s.Ballots {
		pointer := fmt.Sprintf("/ballots/%d", v)
		if len(row) != len(s.IDs) {
			list.At(pointer, CodeShape, fmt.Sprint(len(row)),
				"eine Stimme hat für jeden Eintrag eine Zelle",
				"a ballot has one cell for each item")
			continue
		}
		for i, n := range row {
			if n.Sign() < 0 {
				list.At(fmt.Sprintf("%s/%d", pointer, i), zielkette.CodeRange, s.IDs[i],
					"Punkte sind 0 oder größer",
					"points are 0 or more")
			}
		}
	}
	if list.Touched("/ballots") {
		return w, voices, zielkette.Text{}
	}
	means, spreads, zero := make([]*big.Rat, len(s.IDs)), make([]Spread, len(s.IDs)), true
	missing := false
	for i, id := range s.IDs {
		means[i], spreads[i] = spread(id, s.Ballots, i)
		if spreads[i].Voices == 0 {
			missing = true
			list.At(fmt.Sprintf("/ids/%d", i), zielkette.CodeRequired, id,
				"niemand hat diesem Eintrag Punkte gegeben; ihn weglassen oder 0 schreiben",
				"nobody gave points to this item; leave it out or write 0")
			continue
		}
		zero = zero && means[i].Sign() == 0
	}
	if zero && !missing {
		list.At("/ballots", zielkette.CodeWeightsZero, "",
			"mindestens ein Eintrag muss Punkte über 0 haben",
			"at least one item has to have points above 0")
	}
	if zero || missing {
		return w, voices, zielkette.Text{}
	}
	w = build(s, common(means))
	w.Spreads = spreads
	return w, zielkette.Int(int64(len(s.Ballots))).Figure(), zielkette.Text{}
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
		if n := row[column]; s.Voices == 0 || n.Compare(s.Min) < 0 {
			s.Min = n
		}
		if n := row[column]; n.Compare(s.Max) > 0 {
			s.Max = n
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
		s.Deviation = real.Decide(func(c *real.Context) zielkette.Figure { return figure(c.Rat(variance).Sqrt()) })
	}
	return mean, s
}
