package status

import (
	"math/big"
	"slices"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
)

// Point is a value of a series. A point without a number says that the value is
// missing; it may still mark a break. Rules count in calendar years: a period that
// spans two, such as a school year, counts for the last, with [StatCan] for the
// first. Of several values of a year the latest counts.
type Point struct {
	Period zielkette.Period
	Value  zielkette.Number
	Break  bool // the series breaks here (Bruch): earlier values do not compare with this one and later ones
}

// reading is a usable yearly value.
type reading struct {
	year   int
	value  *big.Rat
	number zielkette.Number
}

// The year that stands for a period: for a school year 2015/16, or for any period
// that spans two years, Destatis publishes under the last, Open SDG under the first.
func endYear(p zielkette.Period) int   { return p.Year() }
func startYear(p zielkette.Period) int { return p.Start().Year() }

// yearly returns the usable values in the order of their years: behind the last
// break, with a number, and of several in one year the last. Of two points for the
// same period the later one in the series counts.
func yearly(series []Point, year func(zielkette.Period) int) []reading {
	sorted := slices.Clone(series)
	slices.SortStableFunc(sorted, func(a, b Point) int { return a.Period.Compare(b.Period) })
	for i, p := range slices.Backward(sorted) {
		if p.Break {
			first, _ := slices.BinarySearchFunc(sorted[:i+1], p, func(a, b Point) int { return a.Period.Compare(b.Period) })
			sorted = sorted[first:]
			break
		}
	}
	var out []reading
	for _, p := range sorted {
		value, ok := p.Value.Rat()
		if !ok || p.Period.IsZero() {
			continue
		}
		r := reading{year(p.Period), value, p.Value}
		if n := len(out); n > 0 && out[n-1].year == r.year {
			out[n-1] = r
		} else {
			out = append(out, r)
		}
	}
	return out
}
