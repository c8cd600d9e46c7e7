package indicators

import (
	"fmt"
	"maps"
	"math/big"
	"slices"
	"strconv"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/problems"
	"gitlab.opencode.de/zielkette/zielkette/internal/round"
)

// AreaQuery asks for the sum of an indicator over areas. Only indicators that
// count something add up: persons, tonnes, euros, or shares kept as numerator and
// denominator; a rate per head does not.
type AreaQuery struct {
	Indicator string
	Whole     string         // the area that should be the sum; "" is the whole municipality
	Parts     []string       // the areas to add; nil is every area of the indicator but the whole
	KnownOn   zielkette.Date // none: everything counts

	// Rounded is the unit that the figures were rounded to, for [Record.CheckAreas]:
	// 5 of figures rounded to fives, 0 of figures that are exact. None stands for the
	// last place that each figure is written with.
	Rounded zielkette.Number
}

// AreaSum is the sum over areas in one period, and what the whole is stated to be.
type AreaSum struct {
	Period      zielkette.Period `json:"period"`
	Value       zielkette.Figure `json:"value"`                // none when no part has a value
	Denominator zielkette.Figure `json:"denominator,omitzero"` // of shares: the denominators added
	Definition  string           `json:"definition,omitzero"`  // version of the definition that was added
	Counted     int              `json:"counted"`              // parts with a value
	Missing     []string         `json:"missing,omitzero"`     // parts without a value that counts
	Total       Observation      `json:"total,omitzero"`       // of the whole; its Value is none when nothing is stated

	units *big.Rat // the units that the counted parts were rounded to, added
	mixed bool     // shares among counts
}

// Difference returns the sum minus the total stated for the whole. There is none
// when there is no total that counts and follows the same definition, no sum, or
// a part is missing.
func (s AreaSum) Difference() zielkette.Figure {
	value, stated := s.Value.Rat()
	total, ok := s.Total.Value.Rat()
	if !stated || !ok || len(s.Missing) > 0 || !s.Total.Status.Counts() || s.Total.Definition != s.Definition {
		return zielkette.Figure{}
	}
	return zielkette.NewFigure(round.Units(value.Sub(value, total), zielkette.MaxPlaces), zielkette.MaxPlaces)
}

// SumAreas adds up an indicator over areas, period by period, in the order of the
// periods. A period is listed when a part has an observation in it. Forecasts,
// values of a differing definition, values of another definition version than
// the rest of the period's, and shares among counts are not added: their areas are
// missing.
//
// The error is a [zielkette.Problems] when the query names an indicator or an area
// that the record does not have, or an area twice. Cost: linear in the observations of
// the parts.
func (r *Record) SumAreas(q AreaQuery) ([]AreaSum, error) {
	if err := r.checkQuery(q); err != nil {
		return nil, err
	}
	parts := q.Parts
	if parts == nil {
		for s := range r.AllSeries() {
			if s.Indicator() == q.Indicator && s.Area() != q.Whole {
				parts = append(parts, s.Area())
			}
		}
	}
	found := map[zielkette.Period]map[string]Observation{}
	for _, area := range parts {
		for o := range r.Series(q.Indicator, area).Known(q.KnownOn) {
			if found[o.Period] == nil {
				found[o.Period] = map[string]Observation{}
			}
			found[o.Period][area] = o
		}
	}
	whole := map[zielkette.Period]Observation{}
	for o := range r.Series(q.Indicator, q.Whole).Known(q.KnownOn) {
		whole[o.Period] = o
	}
	var out []AreaSum
	for _, period := range slices.SortedFunc(maps.Keys(found), zielkette.Period.Compare) {
		sum := addAreas(parts, found[period], q.Rounded)
		sum.Period, sum.Total = period, whole[period]
		out = append(out, sum)
	}
	return out, nil
}

// checkQuery reports what a query names that the record does not have.
func (r *Record) checkQuery(q AreaQuery) error {
	var list problems.List
	areas := map[string]bool{}
	for s := range r.AllSeries() {
		if s.Indicator() == q.Indicator {
			areas[s.Area()] = true
		}
	}
	if len(areas) == 0 {
		list.At("/indicator", zielkette.CodeReference, q.Indicator,
			"zu dieser Kennzahl gibt es keine Messwerte",
			"there are no observations of this indicator")
		return list.All().Err()
	}
	if q.Whole != "" && !areas[q.Whole] {
		list.At("/whole", zielkette.CodeReference, q.Whole,
			"zu diesem Gebiet gibt es keine Messwerte der Kennzahl",
			"there are no observations of the indicator for this area")
	}
	seen := map[string]bool{}
	for i, area := range q.Parts {
		at := "/parts/" + strconv.Itoa(i)
		switch {
		case area == q.Whole:
			list.At(at, zielkette.CodeDuplicateID, area,
				"das Ganze kann nicht zugleich einer seiner Teile sein",
				"the whole cannot be one of its parts")
		case seen[area]:
			list.At(at, zielkette.CodeDuplicateID, area,
				"dieses Gebiet ist zweimal genannt und würde doppelt gezählt",
				"this area is named twice and would be counted twice")
		case !areas[area]:
			list.At(at, zielkette.CodeReference, area,
				"zu diesem Gebiet gibt es keine Messwerte der Kennzahl",
				"there are no observations of the indicator for this area")
		}
		seen[area] = true
	}
	return list.All().Err()
}

// total adds numbers exactly.
type total struct {
	sum    big.Int
	places int
}

func (t *total) add(n zielkette.Number) {
	coefficient, places := n.Unscaled()
	if places > t.places {
		t.sum.Mul(&t.sum, round.Pow10(places-t.places))
		t.places = places
	}
	t.sum.Add(&t.sum, coefficient.Mul(coefficient, round.Pow10(t.places-places)))
}

func (t *total) figure() zielkette.Figure { return zielkette.NewFigure(&t.sum, t.places) }

// addAreas adds the observations of one period.
func addAreas(parts []string, found map[string]Observation, rounded zielkette.Number) (sum AreaSum) {
	sum.units = new(big.Rat)
	var value, denominator total
	share := false
	for _, area := range parts {
		o := found[area]
		if sum.Counted == 0 {
			sum.Definition, share = o.Definition, !o.Denominator.IsZero()
		}
		if o.Value.IsZero() || !o.Status.Counts() || o.Definition != sum.Definition || share == o.Denominator.IsZero() {
			sum.Missing = append(sum.Missing, area)
			sum.mixed = sum.mixed || !o.Value.IsZero() && share == o.Denominator.IsZero()
			continue
		}
		sum.Counted++
		sum.units.Add(sum.units, unitOf(o.Value, rounded))
		value.add(o.Value)
		if share {
			denominator.add(o.Denominator)
		}
	}
	if sum.Counted > 0 {
		sum.Value = value.figure()
		if share {
			sum.Denominator = denominator.figure()
		}
	}
	return sum
}

// unitOf returns the unit that a figure was rounded to: the stated one, else its last
// place.
func unitOf(figure, rounded zielkette.Number) *big.Rat {
	if unit, ok := rounded.Rat(); ok {
		return unit.Abs(unit)
	}
	_, places := figure.Unscaled()
	return new(big.Rat).SetFrac(big.NewInt(1), round.Pow10(places))
}

// CheckAreas reports every period in which the parts do not add up to the whole and
// rounding does not explain it, with the difference, as a warning of the code
// [CodeAreaSum]. Each figure stands for an interval of half its last place, or half
// the unit stated in [AreaQuery.Rounded], ends included; the parts agree with the
// whole where the intervals meet (XBRL International, Calculations 1.1, 2023). Periods
// without a total or with a missing part are not judged; shares among counts are a
// warning of the code [CodeAreaShares]. Errors are as for [Record.SumAreas].
func (r *Record) CheckAreas(q AreaQuery) (zielkette.Problems, error) {
	sums, err := r.SumAreas(q)
	if err != nil {
		return nil, err
	}
	var out zielkette.Problems
	for _, s := range sums {
		if s.mixed {
			out = append(out, zielkette.Problem{
				Code: CodeAreaShares, Severity: zielkette.Warning, Subject: q.Indicator + " " + s.Period.String(),
				Message: zielkette.Text{
					DE: "einige Teile sind Anteile mit einem Nenner und andere Zahlen ohne; zusammenzählen lassen sich nur gleiche",
					EN: "some parts are shares with a denominator and others numbers without; only like adds up",
				},
			})
		}
		difference := s.Difference()
		apart, ok := difference.Rat()
		if !ok {
			continue
		}
		most := new(big.Rat).Add(s.units, unitOf(s.Total.Value, q.Rounded))
		most.Quo(most, big.NewRat(2, 1)) // what rounding explains
		if apart.Abs(apart).Cmp(most) <= 0 {
			continue
		}
		explained := zielkette.NewFigure(round.Units(most, zielkette.MaxPlaces), zielkette.MaxPlaces)
		say := func(format string, l zielkette.Language) string {
			return fmt.Sprintf(format, s.Counted, s.Value.Text(l, -1), s.Total.Value.Text(l, -1), difference.Text(l, -1), explained.Text(l, -1))
		}
		out = append(out, zielkette.Problem{
			Code: CodeAreaSum, Severity: zielkette.Warning, Subject: q.Indicator + " " + s.Period.String(),
			Message: zielkette.Text{
				DE: say("%d Gebiete ergeben zusammen %s, angegeben ist insgesamt %s (Differenz %s, durch Rundung erklärbar %s)", zielkette.German),
				EN: say("%d areas add up to %s, the stated total is %s (difference %s, of which rounding explains %s)", zielkette.English),
			},
		})
	}
	return out, nil
}
