package status

import (
	"iter"
	"math/big"
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
	// of limits the one that came into force last for the period of the last value. A limit
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
// The values are those that are held against the target, see package evaluation: a flow or
// an average whose target is stated for longer periods is put together to these, and a
// flow whose target is stated for a span counts from its start up to each period on
// record. Without a target, and where it states a direction only, they are put together
// to calendar years. A stretch of time that lacks a part, or with a break inside, has no
// value. Shares become the ratio of the sums. The baseline is the one in force at the two
// dates; a point that is stated as a change has the value that it comes to, and none while
// the baseline is not known.
//
// The cost is n log n in the length of the series, and the breaks stated in it for each
// value. To rate many series, make the rule once and loop over them.
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
	query := indicators.Query{AsOf: asOf, KnownOn: knownOn, Definition: indicator.Definition, Breaks: indicator.Breaks}
	c := Case{Year: asOf.Year()}
	if target != nil {
		c.Demands = demandsOf(series, indicator, target, &query)
	}
	var before zielkette.Period
	for total := range totalsOf(series, indicator, c.Demands, &query) {
		value := valueOf(indicator, total)
		if value.IsZero() {
			continue
		}
		last := total.Parts[len(total.Parts)-1].Period
		p := DataPoint{Period: total.Period, Value: value, Break: !before.IsZero() && series.BreakBetween(before, last, &query)}
		if indicator.Time == indicators.Flow && total.Period.Kind() == zielkette.Months {
			p.Period = last // up to which it was summed, so that no two points start together
		}
		before = last
		c.Series = append(c.Series, p)
	}
	return c
}

// totalsOf yields what is held against the demands, period by period: single observations,
// or what those of a longer period come to.
func totalsOf(series indicators.Series, indicator *indicators.Indicator, demands []Demand, q *indicators.Query) iter.Seq[indicators.Total] {
	point, _ := zielkette.NewYear(1) // any year
	if len(demands) > 0 && demands[0].Shape != indicators.DirectionShape {
		point = zielkette.Period{}
		if points := demands[0].Points; len(points) > 0 {
			point = points[len(points)-1].Period
		}
		if demands[0].Shape == indicators.LimitShape && point.Kind() == zielkette.Months {
			point = zielkette.Period{} // a bound that holds from a day on
		}
	}
	if indicator.Time.Totals(series.Last(q), point) {
		return series.Totalling(indicator.Time, point, q)
	}
	return func(yield func(indicators.Total) bool) {
		for o := range series.Counting(q) {
			if !yield(indicators.Total{Period: o.Period, Parts: []indicators.Observation{o}, Time: indicator.Time}) {
				return
			}
		}
	}
}

// amountOf returns what observations come to, one or several: of shares the numerator
// times per over the denominator. It is nil where they are no shares but should be, or the
// reverse.
func amountOf(indicator *indicators.Indicator, total indicators.Total) *big.Rat {
	value, denominator, ok := total.Rat()
	per, isShare := indicator.Per.Rat()
	switch {
	case !ok || isShare != (denominator != nil):
		return nil
	case isShare:
		return value.Quo(value.Mul(value, per), denominator)
	}
	return value
}

// valueOf returns the number that observations count with: one as it stands, and rounded
// where it is computed. There is none where it would have too many digits.
func valueOf(indicator *indicators.Indicator, total indicators.Total) zielkette.Number {
	amount := amountOf(indicator, total)
	if amount != nil && len(total.Parts) == 1 && indicator.Per.IsZero() {
		return total.Parts[0].Value
	}
	return zielkette.Round(amount).Number()
}

// demandsOf returns what a target demands at the two dates.
func demandsOf(series indicators.Series, indicator *indicators.Indicator, target *indicators.Target, q *indicators.Query) []Demand {
	if target.Shape == indicators.DirectionShape {
		return []Demand{{Shape: indicators.DirectionShape, Direction: indicator.Direction}}
	}
	r := target.InForce(q.AsOf, q.KnownOn)
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
		return []Demand{toReach(series, indicator, target, r, q)}
	}
	return nil
}

// toReach returns the demand to reach the points of a revision, in the direction from the
// baseline in force.
func toReach(series indicators.Series, indicator *indicators.Indicator, target *indicators.Target, r *indicators.Revision, q *indicators.Query) Demand {
	d := Demand{Shape: indicators.ReachShape, Direction: indicator.Direction, Points: slices.Clone(r.Points), Strict: r.Strict}
	baseline := target.BaselineInForce(q.AsOf, q.KnownOn)
	b := startOf(series, indicator, baseline, q)
	if n := len(d.Points); baseline == nil && n > 0 && indicator.Time == indicators.Flow && d.Points[n-1].Period.Kind() == zielkette.Months {
		b = new(big.Rat) // a total over a span starts from 0
	}
	for i, p := range d.Points {
		change, relative := p.Change.Rat()
		if !relative || b == nil {
			continue
		}
		change.Mul(change.Add(change.Quo(change, big.NewRat(100, 1)), big.NewRat(1, 1)), b)
		d.Points[i] = indicators.Point{Period: p.Period, Value: zielkette.Round(change).Number()}
	}
	if n := len(d.Points); n > 0 && b != nil {
		if last, ok := d.Points[n-1].Value.Rat(); ok {
			d.Direction = indicators.Up
			if last.Cmp(b) < 0 {
				d.Direction = indicators.Down
			}
		}
	}
	return d
}

// startOf returns the value of a baseline, nil where there is none: as it is stated, or
// what the record holds for its period.
func startOf(series indicators.Series, indicator *indicators.Indicator, b *indicators.Baseline, q *indicators.Query) *big.Rat {
	switch {
	case b == nil:
		return nil
	case !b.FromRecord:
		value, _ := b.Value.Rat()
		return value
	}
	total, reason := series.TotalOf(indicator.Time, b.Period, q)
	if reason != 0 {
		return nil
	}
	return amountOf(indicator, total)
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
// a limit from the first day of its period on.
func (d Demand) inForce(p indicators.Point, last reading) bool {
	switch d.Shape {
	case indicators.ReachShape:
		return true
	case indicators.LimitShape:
		return last.period.Since(p.Period)
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
