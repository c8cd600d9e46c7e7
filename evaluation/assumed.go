package evaluation

import (
	"math/big"
	"slices"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/module"
	"gitlab.opencode.de/zielkette/zielkette/internal/words"
)

// Series returns the observations that the assessment looked at, of all periods and
// dates; of an overlay with what was added.
func (a Assessment) Series() indicators.Series {
	if a.IsZero() {
		return indicators.Series{}
	}
	return a.in().recordOf(a.i).Series(a.measured().id, a.measured().area)
}

// ValuesFor returns the values of the indicator that have a certain attainment, rounded
// to [zielkette.Places] digits: of a target to reach one, of a corridor one on either
// side of it, of its inside both ends. nil where no single value tells: of a rating,
// of which the target lists the labels, of milestones, of a limit of which the periods
// count, and where there is no target in force. exactly is false where the attainment
// begins only beyond the value, as of a limit that allows no tolerance.
func (a Assessment) ValuesFor(attainment *big.Rat) (values []zielkette.Figure, exactly bool) {
	h := a.held()
	if attainment == nil || h.shape == nil || h.revision == nil || h.revision.Withdrawn {
		return nil, false
	}
	row := inverses.Row(h.target.Shape)
	if row == nil || row.Does == nil {
		return nil, false
	}
	exact, exactly := row.Does(h, attainment)
	for _, v := range exact {
		values = append(values, zielkette.Round(v))
	}
	return values, exactly
}

// inverses leads from an attainment back to values; nil where no single value has it.
var inverses = words.Set[indicators.Shape, func(h *held, attainment *big.Rat) (values []*big.Rat, exactly bool)]{
	{Word: indicators.ReachShape, Does: func(h *held, attainment *big.Rat) ([]*big.Rat, bool) {
		b, t := h.from.exact(), h.goal().exact()
		if b == nil || t == nil {
			return nil, false
		}
		way := t.Sub(t, b)
		return []*big.Rat{way.Add(b, way.Mul(way, attainment))}, true
	}},
	{Word: indicators.CorridorShape, Does: func(h *held, attainment *big.Rat) ([]*big.Rat, bool) {
		return h.outsideBy(attainment, &h.revision.Lower, &h.revision.Upper)
	}},
	{Word: indicators.LimitShape, Does: func(h *held, attainment *big.Rat) ([]*big.Rat, bool) {
		if !h.revision.KeptSince.IsZero() {
			return nil, false
		}
		lower, upper := h.bounds()
		return h.outsideBy(attainment, lower, upper)
	}},
	{Word: indicators.DirectionShape},
	{Word: indicators.OrdinalShape},
	{Word: indicators.MilestonesShape},
}

// outsideBy returns the values so far outside the bounds, of which one may be nil, that
// they have the attainment.
func (h *held) outsideBy(attainment *big.Rat, lower, upper *zielkette.Number) (values []*big.Rat, exactly bool) {
	inside := attainment.Cmp(big.NewRat(1, 1)) >= 0
	tolerance, graded := h.revision.Tolerance.Rat()
	distance := new(big.Rat)
	if graded && !inside {
		distance.Mul(tolerance, distance.Sub(big.NewRat(1, 1), attainment))
	}
	for _, bound := range []struct {
		at   *zielkette.Number
		sign int64
	}{{lower, -1}, {upper, 1}} {
		if bound.at == nil {
			continue
		}
		if value, ok := bound.at.Rat(); ok {
			values = append(values, value.Add(value, new(big.Rat).Mul(distance, big.NewRat(bound.sign, 1))))
		}
	}
	return values, graded || inside != h.revision.Strict
}

// Attainable returns which attainments the target knows. Of a rating, and of a limit or a
// corridor without tolerance, only holds all there are, from the lowest. Of others it is
// nil, and every attainment from low to high is possible; without a figure there is no
// end on that side. Without a target in force there is none of this.
func (a Assessment) Attainable() (low, high zielkette.Figure, only []zielkette.Figure) {
	h := a.held()
	if h.shape == nil || h.shape.measures && h.revision == nil {
		return low, high, nil
	}
	none, whole := zielkette.Int(0).Figure(), zielkette.Int(1).Figure()
	switch h.target.Shape {
	case indicators.OrdinalShape:
		for _, l := range h.target.Labels {
			score, _ := l.Score.Rat()
			only = append(only, roundRat(score).figure())
		}
		slices.SortFunc(only, zielkette.Figure.Compare)
		return low, high, slices.CompactFunc(only, zielkette.Figure.Equal)
	case indicators.LimitShape, indicators.CorridorShape:
		if h.revision.Tolerance.IsZero() && h.revision.KeptSince.IsZero() {
			return low, high, []zielkette.Figure{none, whole}
		}
		return none, whole, nil
	case indicators.MilestonesShape:
		return none, whole, nil
	}
	return low, high, nil
}

// Steps returns how many parts of goals that are no arithmetic means are looked at, at most,
// where the attainment is assumed to be another ([Result.Assuming]), for the packages of this
// module.
func (a Assessment) Steps(module.Reader) (parts int) {
	m := a.in().model
	for _, item := range m.uses(a.i) {
		for i := m.holding(item); i >= 0; i = m.goals[i].parent {
			if g := &m.goals[i]; !m.rules[g.rule].aggregate.linear {
				parts += int(g.end - g.first)
			}
		}
	}
	return parts
}

// Aim returns the exact value that a target to reach asks for in the end, the period by
// which it does, and the direction that leads there from the baseline or that the
// indicator states: 1 for more, -1 for less. ok is false for targets of other shapes,
// where no revision is in force, and where a change has no baseline to start from.
// Strict is true where the value itself is not enough.
func (a Assessment) Aim() (value *big.Rat, by zielkette.Period, sign int, strict, ok bool) {
	h := a.held()
	if h.target == nil || h.target.Shape != indicators.ReachShape || h.revision == nil || h.revision.Withdrawn || len(h.revision.Points) == 0 {
		return nil, by, 0, false, false
	}
	point := h.revision.Points[len(h.revision.Points)-1]
	if !point.Change.IsZero() && h.from.isZero() {
		return nil, by, 0, false, false
	}
	aim := h.goal()
	if sign = h.indicator.Direction.Sign(); sign == 0 && !h.from.isZero() {
		sign = aim.compare(h.from)
	}
	return aim.exact(), point.Period, sign, h.revision.Strict, sign != 0
}
