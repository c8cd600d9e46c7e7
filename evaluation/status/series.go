package status

import (
	"math/big"
	"slices"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/round"
)

// reading is a usable yearly value.
type reading struct {
	year   int
	number zielkette.Number
	period zielkette.Period
}

// The year that stands for a period that spans several, such as a school year or a mean
// of three years: Destatis publishes under the last, Open SDG under the first.
func endYear(p zielkette.Period) int   { return p.Year() }
func startYear(p zielkette.Period) int { return p.Start().Year() }

// yearly returns the usable values in the order of their years: up to the year that is
// asked about, behind the last break, with a number, and of several in one year the last.
// Of two points for the same period the later one in the series counts.
func (c Case) yearly(year func(zielkette.Period) int) []reading {
	byPeriod := func(a, b DataPoint) int { return a.Period.Compare(b.Period) }
	sorted := c.Series
	if !slices.IsSortedFunc(sorted, byPeriod) {
		sorted = slices.Clone(sorted)
		slices.SortStableFunc(sorted, byPeriod)
	}
	if c.Year != 0 {
		later, _ := slices.BinarySearchFunc(sorted, c.Year, func(p DataPoint, year int) int { return yearOf(p.Period) - year - 1 })
		sorted = sorted[:later]
	}
	for i, p := range slices.Backward(sorted) {
		if p.Break {
			first, _ := slices.BinarySearchFunc(sorted[:i+1], p, byPeriod)
			sorted = sorted[first:]
			break
		}
	}
	out := make([]reading, 0, len(sorted))
	for _, p := range sorted {
		if p.Value.IsZero() || p.Period.IsZero() {
			continue
		}
		r := reading{year(p.Period), p.Value, p.Period}
		if n := len(out); n > 0 && out[n-1].year == r.year {
			out[n-1] = r
		} else {
			out = append(out, r)
		}
	}
	return out
}

// value returns the figure to judge, or the latest of the series where none is given.
func (c Case) value() zielkette.Number {
	if c.Value.IsZero() {
		if points := c.yearly(endYear); len(points) > 0 {
			return points[len(points)-1].number
		}
	}
	return c.Value
}

// year returns the year judged, 0 when nothing tells it.
func (c Case) year() int {
	if c.Year == 0 {
		if points := c.yearly(endYear); len(points) > 0 {
			return points[len(points)-1].year
		}
	}
	return c.Year
}

// worst rates every demand and returns the worst.
func (c Case) worst(m method, rate func(Demand) Rating) Rating {
	if len(c.Demands) == 0 {
		return m.none(indicators.NoTarget)
	}
	worst := rate(c.Demands[0])
	for _, d := range c.Demands[1:] {
		worst = worstOf(worst, rate(d))
	}
	return worst
}

// alike returns numbers in units of one power of ten, 10^-places; 0 for none.
func alike(numbers ...zielkette.Number) (units []*big.Int, places int) {
	units = make([]*big.Int, len(numbers))
	for _, n := range numbers {
		_, each, _ := n.Small()
		places = max(places, each)
	}
	for i, n := range numbers {
		unit, each := n.Unscaled()
		switch {
		case unit == nil:
			unit = new(big.Int)
		case each < places:
			unit.Mul(unit, round.Pow10(places-each))
		}
		units[i] = unit
	}
	return units, places
}

// against compares numerator/denominator, which is above 0, with a bound.
func against(numerator, denominator *big.Int, bound *big.Rat) int {
	return new(big.Int).Mul(numerator, bound.Denom()).Cmp(new(big.Int).Mul(denominator, bound.Num()))
}
