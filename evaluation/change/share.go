package change

import (
	"cmp"
	"math/big"
	"slices"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/internal/apportion"
)

// Share is what one indicator brought to the score of a goal, then and now.
type Share struct {
	ID, Title, Area string
	Before, After   zielkette.Figure // its contribution; none where it brought nothing in this result
	Difference      zielkette.Figure // after less before, none as 0
}

// ByIndicator divides the change of a goal among the indicators beneath it, however deep:
// the contribution of each now less that then. A contribution is the score of the
// indicator as it enters, times the derivative of the score of the goal by it along the
// way, which is the product of those of the goals on the way at their printed figures.
// The contributions are cut to the score of the goal at [zielkette.Places] digits, ties
// by id, so that the differences sum to its change. An indicator that a goal counts
// twice stands once. They are listed in the order of their ids. nil for an id without
// difference. Cost: linear in the goals beneath, on each call.
func (c *Change) ByIndicator(goal string) []Share {
	c = c.or()
	item, ok := c.Goal(goal)
	if !ok || item.Effects == nil {
		return nil
	}
	found := map[seriesKey]*Share{}
	for side, score := range []evaluation.Score{item.then, item.now} {
		for k, units := range contributions(c.mix.sides[side], score, c.mix.measured[side]) {
			s := found[k]
			if s == nil {
				s = &Share{ID: k.indicator, Area: k.area}
				found[k] = s
			}
			figure := zielkette.NewFigure(units, zielkette.Places)
			if side == 0 {
				s.Before = figure
			} else {
				s.After = figure
			}
		}
		for _, a := range c.mix.measured[side] {
			if s := found[seriesKey{a.ID(), a.Area()}]; s != nil {
				s.Title = a.Title() // as it is called now, if it is there now
			}
		}
	}
	var out []Share
	for _, s := range found {
		difference := new(big.Rat)
		if after, ok := s.After.Rat(); ok {
			difference.Add(difference, after)
		}
		if before, ok := s.Before.Rat(); ok {
			difference.Sub(difference, before)
		}
		s.Difference = zielkette.Round(difference)
		out = append(out, *s)
	}
	slices.SortFunc(out, func(a, b Share) int { return cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(a.Area, b.Area)) })
	return out
}

// contributions returns what each indicator brings to a score, in units of 10^-12.
func contributions(r *evaluation.Result, score evaluation.Score, measured []evaluation.Assessment) map[seriesKey]*big.Int {
	brings := map[seriesKey]*big.Rat{}
	var walk func(goal int, slope *big.Rat)
	walk = func(goal int, slope *big.Rat) {
		for _, b := range r.Bearings(reader, goal) {
			if b.Number < 0 {
				if b.Slope.Sign() != 0 {
					walk(^b.Number, new(big.Rat).Mul(slope, b.Slope))
				}
				continue
			}
			if !b.Scored {
				continue
			}
			a := measured[b.Number]
			k := seriesKey{a.ID(), a.Area()}
			if brings[k] == nil {
				brings[k] = new(big.Rat)
			}
			brings[k].Add(brings[k], new(big.Rat).Mul(slope, b.Brings))
		}
	}
	walk(score.Goal().Position(), big.NewRat(1, 1))
	var keys []seriesKey
	for k := range brings {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b seriesKey) int {
		return cmp.Or(cmp.Compare(a.indicator, b.indicator), cmp.Compare(a.area, b.area))
	})
	scale := new(big.Rat).SetFrac64(1, 1_000_000_000_000)
	parts, ids := make([]*big.Rat, len(keys)), make([]string, len(keys))
	for i, k := range keys {
		parts[i], ids[i] = brings[k].Mul(brings[k], scale), k.indicator+" "+k.area
	}
	whole, _ := score.Attainment().Rat()
	out := map[seriesKey]*big.Int{}
	for i, d := range apportion.To(whole, parts, ids, zielkette.Places) {
		out[keys[i]] = d.Shift(zielkette.Places).BigInt()
	}
	return out
}
