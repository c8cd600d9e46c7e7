package indicators

import (
	"fmt"
	"maps"
	"slices"

	"github.com/shopspring/decimal"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
)

// CodeAreaSum is the code of the warning that parts do not add up to the whole.
const CodeAreaSum zielkette.Code = "area-sum"

// AreaQuery asks for the sum of an indicator over areas. Only indicators that
// count something add up: persons, tonnes, euros, or shares kept as numerator and
// denominator; a rate per head does not.
type AreaQuery struct {
	Indicator string
	Whole     string         // the area that should be the sum; "" is the whole municipality
	Parts     []string       // the areas to add; nil is every area of the indicator but the whole
	KnownOn   zielkette.Date // none: everything counts
}

// AreaSum is the sum over areas in one period, and what the whole is stated to be.
type AreaSum struct {
	Period      zielkette.Period
	Value       zielkette.Number // none when no part has a value
	Denominator zielkette.Number // of shares: the denominators added
	Definition  string           // version of the definition that was added
	Counted     int              // parts with a value
	Missing     []string         // parts without a value that counts
	Total       Observation      // of the whole; its Value is none when nothing is stated
}

// Difference returns the sum minus the total stated for the whole; ok is false
// when there is no total that counts and follows the same definition, no sum, or
// a part is missing.
func (s AreaSum) Difference() (difference decimal.Decimal, ok bool) {
	sum, hasSum := s.Value.Decimal()
	total, hasTotal := s.Total.Value.Decimal()
	if !hasSum || !hasTotal || len(s.Missing) > 0 || !s.Total.Status.Counts() || s.Total.Definition != s.Definition {
		return decimal.Decimal{}, false
	}
	return sum.Sub(total), true
}

// SumAreas adds up an indicator over areas, period by period, in the order of the
// periods. A period is listed when a part has an observation in it. Forecasts,
// values of a differing definition and values of another definition version than
// the rest of the period's are not added: their areas are missing. The error is a
// [zielkette.Problem] when a sum has more digits than a number may have.
//
// The cost is linear in the observations of the parts.
func (r *Record) SumAreas(q AreaQuery) ([]AreaSum, error) {
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
		sum, err := addAreas(parts, found[period])
		if err != nil {
			return nil, err
		}
		sum.Period, sum.Total = period, whole[period]
		out = append(out, sum)
	}
	return out, nil
}

// addAreas adds the observations of one period.
func addAreas(parts []string, found map[string]Observation) (sum AreaSum, err error) {
	var value, denominator decimal.Decimal
	shares := 0
	for _, area := range parts {
		o, ok := found[area]
		v, hasValue := o.Value.Decimal()
		d, hasDenominator := o.Denominator.Decimal()
		if sum.Counted == 0 {
			sum.Definition = o.Definition
		}
		if !ok || !hasValue || !o.Status.Counts() || o.Definition != sum.Definition {
			sum.Missing = append(sum.Missing, area)
			continue
		}
		value = value.Add(v)
		sum.Counted++
		if hasDenominator {
			denominator = denominator.Add(d)
			shares++
		}
	}
	if sum.Counted > 0 {
		sum.Value, err = zielkette.NumberOf(value)
	}
	if err == nil && shares == sum.Counted && shares > 0 {
		sum.Denominator, err = zielkette.NumberOf(denominator)
	}
	return sum, err
}

// CheckAreas reports every period in which the parts do not add up to the whole,
// with the difference, as a warning of the code [CodeAreaSum]. Periods without a
// total or with a missing part are not judged. Errors are as for
// [Record.SumAreas].
func (r *Record) CheckAreas(q AreaQuery) (zielkette.Problems, error) {
	sums, err := r.SumAreas(q)
	if err != nil {
		return nil, err
	}
	var out zielkette.Problems
	for _, s := range sums {
		difference, ok := s.Difference()
		if !ok || difference.IsZero() {
			continue
		}
		text := zielkette.FormatDecimal(difference, -1)
		out = append(out, zielkette.Problem{
			Code: CodeAreaSum, Severity: zielkette.Warning, Subject: q.Indicator + " " + s.Period.String(),
			Message: zielkette.Text{
				DE: fmt.Sprintf("%d Gebiete ergeben zusammen %s, angegeben ist insgesamt %s (Differenz %s)", s.Counted, s.Value, s.Total.Value, text),
				EN: fmt.Sprintf("%d areas add up to %s, the stated total is %s (difference %s)", s.Counted, s.Value, s.Total.Value, text),
			},
		})
	}
	return out, nil
}
