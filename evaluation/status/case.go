package status

import (
	"slices"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

// Case is what is judged. Each method says which fields it reads; the others may be
// left empty. [CaseOf] makes one of a series and its target.
type Case struct {
	Value    zielkette.Number `json:"value,omitzero"`    // the figure to judge: a score, an attainment, points, or the value that counts
	Coverage zielkette.Number `json:"coverage,omitzero"` // of a goal, the share of the weight beneath that is scored; the built-in methods do not read it
	Series   []DataPoint      `json:"series,omitzero"`   // the values over time, in any order
	Demands  []Demand         `json:"demands,omitzero"`  // what is demanded of the series; of several at once the worst rating counts
	Year     int              `json:"year,omitzero"`     // the year that is asked about: later values of the series do not count, and rules that hold for a span of years are those of this year; 0 is the latest year of the series
}

// DataPoint (Datenpunkt) is a value of a series. A point without a value says that the
// value is missing; it may still mark a break.
type DataPoint struct {
	Period zielkette.Period `json:"period"`
	Value  zielkette.Number `json:"value"`
	Break  bool             `json:"break,omitzero"` // the series breaks here (Bruch): earlier values do not compare with this one and later ones
}

// Demand is what a target demands of a series. Two demands at once, such as the two ends
// of a corridor to be kept, are two values.
type Demand struct {
	// Shape is [indicators.ReachShape] to reach a value by a period,
	// [indicators.LimitShape] to keep a value from a period on, or
	// [indicators.DirectionShape] to move the right way. Destatis calls them K, J and R.
	// Any other shape demands nothing and gives no rating.
	Shape indicators.Shape `json:"shape"`

	Direction indicators.Direction `json:"direction,omitzero"`

	// Points has the values, none for a direction. Of values to reach the nearest that
	// has not passed in the last year of the series counts, or the last when all have;
	// of limits the one that came into force last before the last value began. A limit
	// without a period has always been in force. Two values for one period are the ends
	// of an interval, of which the weaker counts.
	Points []indicators.Point `json:"points,omitzero"`

	// Strict demands more than the value itself: above it where more is better, below
	// it where less is.
	Strict bool `json:"strict,omitzero"`
}

// CaseOf returns the case of a series: what was on record at the as-of date and known by
// the known-on date, of the indicator's version of the definition, and what the target
// demanded at these dates. Its year is that of the as-of date.
//
// A target to reach becomes a demand in the direction from its baseline, a limit a demand
// in the direction of the indicator, a corridor two limits; other targets demand nothing,
// and nil is no target. Of a nil indicator nothing is stated. Without a known-on date
// everything counts that is on record; without an as-of date the last day of the latest
// period is meant. Shares are computed from their parts and rounded to
// [zielkette.Places] digits. Breaks are those of the indicator and of the observations.
//
// A flow that is recorded by half-years, quarters, months or days is added up to calendar
// years, unless its target is stated for periods of the same kind; a year without all of
// its parts, or with a break inside, has no value. Shares become the ratio of the sums.
//
// The cost is linear in the length of the series and in the breaks stated between its
// values. To rate many series, make the rule once and loop over them.
func CaseOf(series indicators.Series, indicator *indicators.Indicator, target *indicators.Target, asOf, knownOn zielkette.Date) Case {
	if indicator == nil {
		indicator = new(indicators.Indicator)
	}
	if asOf.IsZero() {
		for o := range series.All() {
			if end := o.Period.End(); asOf.IsZero() || end.Compare(asOf) > 0 {
				asOf = end
			}
		}
	}
	c := Case{Year: asOf.Year()}
	query := indicators.Query{AsOf: asOf, KnownOn: knownOn, Definition: indicator.Definition, Breaks: indicator.Breaks}
	if target != nil {
		c.Demands = demandsOf(indicator, target, asOf, knownOn)
	}
	var yearly *year // which is added up; nil where values stand alone
	var before zielkette.Period
	for o := range series.Counting(&query) {
		value, ok := valueOf(indicator, o)
		if !ok {
			continue
		}
		p := DataPoint{Period: o.Period, Value: value}
		p.Break = !before.IsZero() && series.BreakBetween(before, o.Period, &query)
		if before.IsZero() && addsUp(indicator, c.Demands, o.Period.Kind()) {
			yearly = new(year)
		}
		before = o.Period
		if yearly == nil {
			c.Series = append(c.Series, p)
		} else if p, ok := yearly.add(p, o, indicator); ok {
			c.Series = append(c.Series, p)
		}
	}
	return c
}

// valueOf returns the number an observation counts with: of a share the numerator times
// per over the denominator.
func valueOf(indicator *indicators.Indicator, o indicators.Observation) (value zielkette.Number, ok bool) {
	numerator, hasValue := o.Value.Rat()
	denominator, hasDenominator := o.Denominator.Rat()
	per, isShare := indicator.Per.Rat()
	switch {
	case !hasValue || isShare != hasDenominator:
		return zielkette.Number{}, false
	case !isShare:
		return o.Value, true
	}
	share := numerator.Mul(numerator, per)
	value = zielkette.Round(share.Quo(share, denominator)).Number() // no record has a denominator of 0
	return value, !value.IsZero()
}

// demandsOf returns what a target demands at the two dates.
func demandsOf(indicator *indicators.Indicator, target *indicators.Target, asOf, knownOn zielkette.Date) []Demand {
	if target.Shape == indicators.DirectionShape {
		return []Demand{{Shape: indicators.DirectionShape, Direction: indicator.Direction}}
	}
	r := target.InForce(asOf, knownOn)
	if r == nil || r.Withdrawn {
		return nil
	}
	switch target.Shape {
	case indicators.CorridorShape:
		return []Demand{
			{Shape: indicators.LimitShape, Direction: indicators.Up, Points: []indicators.Point{{Value: r.Lower}}},
			{Shape: indicators.LimitShape, Direction: indicators.Down, Points: []indicators.Point{{Value: r.Upper}}},
		}
	case indicators.LimitShape:
		return []Demand{{Shape: indicators.LimitShape, Direction: indicator.Direction, Points: slices.Clone(r.Points), Strict: r.Strict}}
	case indicators.ReachShape:
		d := Demand{Shape: indicators.ReachShape, Direction: indicator.Direction, Points: slices.Clone(r.Points), Strict: r.Strict}
		if n := len(r.Points); n > 0 && !target.Baseline.Value.IsZero() {
			d.Direction = indicators.Up
			if r.Points[n-1].Value.Compare(target.Baseline.Value) < 0 {
				d.Direction = indicators.Down
			}
		}
		return []Demand{d}
	}
	return nil
}

// goal is the value that counts of a demand.
type goal struct {
	number zielkette.Number
	year   int // to reach it by; 0 where there is none
}

// at returns the value that counts for the last reading of a series; ok is false when
// there is none.
func (d Demand) at(last reading) (g goal, ok bool) {
	var best indicators.Point
	for _, p := range d.Points {
		switch {
		case p.Value.IsZero() || !d.inForce(p, last):
		case !ok, p.Period.Equal(best.Period) && p.Value.Compare(best.Value) == -d.Direction.Sign(), d.nearer(p.Period, best.Period, last.year):
			best, ok = p, true
		}
	}
	if !ok {
		return goal{}, false
	}
	g.number = best.Value
	if d.Shape == indicators.ReachShape && !best.Period.IsZero() {
		g.year = best.Period.Year()
	}
	return g, true
}

// inForce reports whether a point counts for a reading at all: a value to reach always,
// a limit for every period that begins with it or later.
func (d Demand) inForce(p indicators.Point, last reading) bool {
	switch d.Shape {
	case indicators.ReachShape:
		return true
	case indicators.LimitShape:
		return p.Period.IsZero() || p.Period.Start().Compare(last.period.Start()) <= 0
	}
	return false
}

// nearer reports whether a point for the period p counts before one for q.
func (d Demand) nearer(p, q zielkette.Period, year int) bool {
	if d.Shape == indicators.LimitShape {
		return q.IsZero() && !p.IsZero() || !p.IsZero() && p.Start().Compare(q.Start()) > 0
	}
	ahead, behind := yearOf(p) >= year, yearOf(q) >= year
	switch {
	case ahead != behind:
		return ahead
	case ahead && yearOf(p) != yearOf(q):
		return yearOf(p) < yearOf(q)
	}
	return p.Compare(q) > 0
}

func yearOf(p zielkette.Period) int {
	if p.IsZero() {
		return 0
	}
	return p.Year()
}

// met reports whether a value that compares with the one demanded as order says
// satisfies the demand.
func (d Demand) met(order int) bool {
	order *= d.Direction.Sign()
	return order > 0 || order == 0 && !d.Strict
}
