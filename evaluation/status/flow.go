package status

import (
	"math/big"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

// addsUp reports whether the values of an indicator are added up to years: those of a
// flow whose periods are parts of a year, unless a target is stated for such a part.
func addsUp(indicator *indicators.Indicator, demands []Demand, kind zielkette.PeriodKind) bool {
	if indicator.Time != indicators.Flow || partsOf(kind, 1) == 0 {
		return false
	}
	for _, d := range demands {
		for _, p := range d.Points {
			if p.Period.Kind() == kind {
				return false
			}
		}
	}
	return true
}

// partsOf returns how many periods of a kind make up a calendar year, 0 for a kind that
// is no part of it.
func partsOf(kind zielkette.PeriodKind, year int) int {
	switch kind {
	case zielkette.HalfYear:
		return 2
	case zielkette.Quarter:
		return 4
	case zielkette.Month:
		return 12
	case zielkette.Day:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 366
		}
		return 365
	}
	return 0
}

// year adds up the parts of one calendar year after the other.
type year struct {
	year        int
	parts       int
	numerator   *big.Rat
	denominator *big.Rat // nil where the indicator is no share
	broken      bool     // a break lies before this year and after the last one that was complete
	inside      bool     // a break lies between its parts
}

// add takes the next part and returns the year where that is its last; ok is false until
// then, and for a year that lacks a part or breaks.
func (y *year) add(p DataPoint, o indicators.Observation, indicator *indicators.Indicator) (sum DataPoint, ok bool) {
	if y.year != p.Period.Year() {
		*y = year{year: p.Period.Year(), numerator: new(big.Rat), broken: y.broken || y.inside || p.Break}
	} else {
		y.inside = y.inside || p.Break
	}
	y.parts++
	value, _ := o.Value.Rat()
	y.numerator.Add(y.numerator, value)
	if denominator, isShare := o.Denominator.Rat(); isShare {
		if y.denominator == nil {
			y.denominator = new(big.Rat)
		}
		y.denominator.Add(y.denominator, denominator)
	}
	period, err := zielkette.NewYear(y.year)
	if err != nil || y.inside || y.parts != partsOf(p.Period.Kind(), y.year) {
		return DataPoint{}, false
	}
	if y.denominator != nil {
		if y.denominator.Sign() == 0 {
			return DataPoint{}, false
		}
		per, _ := indicator.Per.Rat()
		y.numerator.Mul(y.numerator, per)
		y.numerator.Quo(y.numerator, y.denominator)
	}
	sum = DataPoint{Period: period, Value: zielkette.Round(y.numerator).Number(), Break: y.broken}
	y.broken = false
	return sum, !sum.Value.IsZero()
}
