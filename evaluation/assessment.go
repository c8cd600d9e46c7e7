package evaluation

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

// Assessment is one indicator held against one of its targets: a small handle
// into a result. The zero value belongs to no result and must not be asked; only
// [Assessment.IsZero] may.
type Assessment struct {
	result *Result
	i      int32
}

func (a Assessment) measured() *measured { return &a.result.model.measured[a.i] }
func (a Assessment) finding() finding    { return a.result.finding(a.i) }

// IsZero reports whether the handle belongs to no result.
func (a Assessment) IsZero() bool { return a.result == nil }

// ID returns the id of the indicator.
func (a Assessment) ID() string { return a.measured().indicator.ID }

// Title returns the title of the indicator.
func (a Assessment) Title() string { return a.measured().indicator.Title }

// Unit returns the unit of the indicator as printed.
func (a Assessment) Unit() string { return a.measured().indicator.Unit }

// Area returns the id of the area measured, "" for the whole municipality.
func (a Assessment) Area() string { return a.measured().area }

// Indicator returns a copy of the definition of the indicator.
func (a Assessment) Indicator() indicators.Indicator {
	ind, _ := a.result.model.set.Indicator(a.ID())
	return ind
}

// Target returns a copy of the target; ok is false when the indicator has none.
func (a Assessment) Target() (target indicators.Target, ok bool) {
	m := a.measured()
	for i := range m.indicator.Targets {
		if m.target == &m.indicator.Targets[i] {
			return a.Indicator().Targets[i], true
		}
	}
	return indicators.Target{}, false
}

// Revision returns a copy of the revision of the target that counted; ok is false
// when none did.
func (a Assessment) Revision() (revision indicators.Revision, ok bool) {
	t := a.measured().target
	if t == nil {
		return indicators.Revision{}, false
	}
	counts := inForce(t.Revisions, a.result.options.AsOf, a.result.options.KnownOn)
	if counts == nil {
		return indicators.Revision{}, false
	}
	revision = *counts
	revision.Points = slices.Clone(revision.Points)
	return revision, true
}

// State tells what can be said of the indicator.
func (a Assessment) State() State { return a.finding().state }

// Reason tells why there is no score, the zero Reason when there is one.
func (a Assessment) Reason() indicators.Reason { return a.finding().reason }

// ReasonText returns the reason as it is printed: the author's own words where
// the author withholds the judgement.
func (a Assessment) ReasonText(language zielkette.Language) string {
	if a.Reason() == indicators.ByAuthor {
		return a.measured().target.Withheld
	}
	return a.Reason().Text(language)
}

// Attainment (Zielerreichungsgrad) returns how far the value is from the baseline
// to the target, unbounded: below 0 after a regress, above 1 beyond the target.
// It is rounded once to [zielkette.Places] digits, half away from zero. ok is false in every state
// but [Scored].
func (a Assessment) Attainment() zielkette.Figure {
	if a.State() != Scored {
		return zielkette.Figure{}
	}
	return a.result.attainment(a.i).figure()
}

// Observation returns the observation that counted; ok is false when none did.
func (a Assessment) Observation() (o indicators.Observation, ok bool) {
	if a.finding().observation < 0 {
		return indicators.Observation{}, false
	}
	return a.result.recordOf(a.i).At(int(a.finding().observation)), true
}

// Value returns the value that counted: as recorded, or of a share the numerator
// times "per" over the denominator, rounded to [zielkette.Places] digits. ok is false when
// none did, or when it is a label.
func (a Assessment) Value() zielkette.Figure {
	o, ok := a.Observation()
	if !ok || o.Value.IsZero() {
		return zielkette.Figure{}
	}
	f, reason := counted(a.measured().indicator, o.Value, o.Denominator)
	switch {
	case reason != 0:
		return o.Value.Figure()
	case f.rat != nil:
		return zielkette.Round(f.rat)
	}
	return f.number.Figure()
}

// TargetText returns what the target asks for in one line, with unit and tolerance:
// "4 t (2025), 2 t (2030)", "höchstens 10 % ab 2020, höchstens 5 % ab 2030, ohne
// Toleranz", "2 bis 4 Stunden, Toleranz 1 Stunden", "fallend"; a dash where no
// revision is in force, "" without a target.
func (a Assessment) TargetText(language zielkette.Language) string {
	t := a.measured().target
	if t == nil {
		return ""
	}
	in := func(de, en string) string { return zielkette.Text{DE: de, EN: en}.In(language) }
	up := a.measured().indicator.Direction == indicators.Up
	switch t.Shape {
	case indicators.MilestonesShape:
		if len(t.Milestones) == 1 {
			return in("1 Meilenstein", "1 milestone")
		}
		return fmt.Sprintf(in("%d Meilensteine", "%d milestones"), len(t.Milestones))
	case indicators.OrdinalShape:
		best := t.Labels[0]
		for _, l := range t.Labels {
			if l.Score.Compare(best.Score) > 0 {
				best = l
			}
		}
		return in("Einstufung, beste Stufe „", "rating, best “") + best.Label + in("“", "”")
	case indicators.DirectionShape:
		if up {
			return in("steigend", "rising")
		}
		return in("fallend", "falling")
	}
	r, ok := a.Revision()
	if !ok || r.Withdrawn {
		return "–"
	}
	unit := a.measured().indicator.Unit
	if unit != "" {
		unit = " " + unit
	}
	number := func(n zielkette.Number) string { return language.Digits(n.String()) }
	tolerance := in(", ohne Toleranz", ", no tolerance")
	if !r.Tolerance.IsZero() {
		tolerance = in(", Toleranz ", ", tolerance ") + number(r.Tolerance) + unit
	}
	if t.Shape == indicators.CorridorShape {
		return number(r.Lower) + in(" bis ", " to ") + number(r.Upper) + unit + tolerance
	}
	points := make([]string, len(r.Points))
	for i, p := range r.Points {
		points[i] = number(p.Value) + unit
		switch period := p.Period.Text(language); {
		case t.Shape == indicators.ReachShape:
			points[i] += " (" + period + ")"
			continue
		case up:
			points[i] = in("mindestens ", "at least ") + points[i]
		default:
			points[i] = in("höchstens ", "at most ") + points[i]
		}
		if !p.Period.IsZero() {
			points[i] += in(" ab ", " from ") + p.Period.Text(language)
		}
	}
	if t.Shape == indicators.ReachShape {
		tolerance = ""
	}
	return strings.Join(points, ", ") + tolerance
}

// ValueText returns the value that counted as it stands in JSON: the digits as
// recorded, those of a share, or the label of a rating; "" when none did.
func (a Assessment) ValueText() string {
	o, ok := a.Observation()
	switch {
	case !ok:
		return ""
	case o.Label != "":
		return o.Label
	case o.Denominator.IsZero():
		return o.Value.String()
	}
	return a.Value().String()
}

// Expected returns the value the path of a reach target asks for at the end of
// the observed period, rounded to [zielkette.Places] digits: the baseline's until the end
// of its period, then between the points, linear in days or in steps, and the
// last point's from then on. Without an observation it is the value asked for at
// the as-of date. ok is false for targets of other shapes and where no revision
// counted.
func (a Assessment) Expected() zielkette.Figure {
	e := a.path()
	if e == nil {
		return zielkette.Figure{}
	}
	return zielkette.Round(e.value)
}

// OnTrack returns attainment / expected attainment, from exact fractions and
// rounded once to [zielkette.Places] digits: 1 is on the path, more is ahead. ok is false
// while the expected attainment is 0 and where there is no attainment or no path.
func (a Assessment) OnTrack() zielkette.Figure {
	e := a.path()
	way, ok := a.expectedWay()
	if a.State() != Scored || !ok || way.Sign() == 0 {
		return zielkette.Figure{}
	}
	b, _ := a.measured().target.Baseline.Value.Rat()
	o, _ := a.Observation()
	f, _ := counted(a.measured().indicator, o.Value, o.Denominator)
	return zielkette.Round(new(big.Rat).Quo(new(big.Rat).Sub(f.exact(), b), e.value.Sub(e.value, b)))
}

// ExpectedAttainment returns the attainment that the expected value stands for,
// rounded to [zielkette.Places] digits: 0 at the baseline, 1 at the target. ok is false where
// there is no expected value.
func (a Assessment) ExpectedAttainment() zielkette.Figure {
	way, ok := a.expectedWay()
	if !ok {
		return zielkette.Figure{}
	}
	return zielkette.Round(way)
}

// expectedWay returns the exact expected attainment.
func (a Assessment) expectedWay() (way *big.Rat, ok bool) {
	e := a.path()
	if e == nil {
		return nil, false
	}
	r, _ := a.Revision()
	b, _ := a.measured().target.Baseline.Value.Rat()
	t, _ := r.Points[len(r.Points)-1].Value.Rat()
	return new(big.Rat).Quo(new(big.Rat).Sub(e.value, b), t.Sub(t, b)), true
}

// expectation is a place on the path of a reach target.
type expectation struct {
	value        *big.Rat // exact
	from, to     indicators.Point
	passed, days int // days since from, of those from there to the next point; 0 of 0 where the value stands still
}

// path returns where on the path the observation should be, nil where there is no
// path.
func (a Assessment) path() *expectation {
	t := a.measured().target
	revision, ok := a.Revision()
	if !ok || t.Shape != indicators.ReachShape || revision.Withdrawn {
		return nil
	}
	day := a.result.options.AsOf
	if o, ok := a.Observation(); ok {
		day = o.Period.End()
	}
	e := &expectation{from: indicators.Point{Period: t.Baseline.Period, Value: t.Baseline.Value}}
	for _, to := range revision.Points {
		if to.Period.End().By(day) {
			e.from = to
			continue
		}
		passed := day.Days(e.from.Period.End())
		if passed > 0 && t.Path != indicators.Step {
			e.to, e.passed, e.days = to, passed, to.Period.End().Days(e.from.Period.End())
		}
		break
	}
	e.value, _ = e.from.Value.Rat()
	if e.days > 0 {
		way, _ := e.to.Value.Rat()
		way.Sub(way, e.value)
		e.value.Add(e.value, way.Mul(way, big.NewRat(int64(e.passed), int64(e.days))))
	}
	return e
}
