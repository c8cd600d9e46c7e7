package evaluation

import (
	"math/big"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/module"
)

// Reach: a value is to be reached by a date, rising or falling.
var reachShape = shape{
	measures: true,
	score: func(h *held) (fixed, indicators.Reason) {
		switch {
		case h.baseline != nil && h.overSpan():
			return fixed{}, indicators.TotalFromBaseline
		case h.from.isZero():
			return fixed{}, indicators.NoBaseline
		}
		target := h.goal()
		way := target.compare(h.from)
		switch d := h.indicator.Direction.Sign(); {
		case way == 0:
			return fixed{}, indicators.TargetIsBaseline
		case d != 0 && d != way:
			return fixed{}, indicators.AgainstDirection
		case h.baseline == nil: // a total over a span, which starts from 0
		case h.period.End().By(h.baseline.Period.End()):
			return fixed{}, indicators.BeforeBaseline
		case h.broken || h.baseline.Definition != "" && h.baseline.Definition != h.indicator.Definition:
			return fixed{}, indicators.BaselineBeforeBreak
		}
		v, _ := h.number()
		return v.reach(h.from, target), 0
	},
	asks: func(h *held, language zielkette.Language) string {
		side := ""
		if h.revision.Strict {
			side = beyond(h.goal().compare(h.from) > 0).In(language)
		}
		var room [128]byte // reports say it of every indicator
		out := room[:0]
		for i := range h.revision.Points {
			if i > 0 {
				out = append(out, ", "...)
			}
			p := &h.revision.Points[i]
			out = h.asked(append(out, side...), p, language)
			out = append(append(append(out, " ("...), p.Period.Text(language)...), ')')
		}
		return string(out)
	},
	formula: func(h *held, language zielkette.Language) string {
		goal := h.goal()
		return h.reaches(language, func(to []byte) []byte { return goal.write(to, language) }, h.attained)
	},
	path: pathOf,
}

// asked appends what a point asks for, a change with the value that it comes to.
func (h *held) asked(to []byte, p *indicators.Point, language zielkette.Language) []byte {
	unit := func(to []byte) []byte {
		if h.indicator.Unit == "" {
			return to
		}
		return append(append(to, ' '), h.indicator.Unit...)
	}
	if p.Change.IsZero() {
		return unit(p.Value.AppendIn(module.Reader{}, to, language, -1))
	}
	if p.Change.Sign() > 0 {
		to = append(to, '+')
	}
	to = append(p.Change.AppendIn(module.Reader{}, to, language, -1), " %"...)
	if h.from.isZero() {
		return to
	}
	to = append(to, zielkette.Text{DE: " gegenüber dem Ausgangswert, also ", EN: " against the baseline, so "}.In(language)...)
	return unit(h.point(p).rounded().AppendIn(module.Reader{}, to, language, -1))
}

// Reach returns the attainment (Zielerreichungsgrad) of a value that is to get from
// a baseline b to a target T, by itself and without a strategy: (v - b) / (T - b),
// rising or falling, unbounded, rounded once to [zielkette.Places] digits, half away
// from zero. There is none where one of the three is none, and where the target is the
// baseline.
func Reach(baseline, target, value zielkette.Number) zielkette.Figure {
	if baseline.IsZero() || target.IsZero() || value.IsZero() || target.Equal(baseline) {
		return zielkette.Figure{}
	}
	return number{plain: value}.reach(number{plain: baseline}, number{plain: target}).figure()
}

// reach returns (v - b) / (T - b) at 12 places.
func (n number) reach(baseline, target number) fixed {
	v, vp, ok1 := n.plain.Small()
	b, t, places, ok2 := alike(baseline.plain, target.plain)
	if ok1 && ok2 {
		if f, ok := reach(v, vp, b, t, places); ok {
			return fixed{n: f}
		}
	}
	from, to := baseline.exact(), target.exact()
	return roundRat(new(big.Rat).Quo(new(big.Rat).Sub(n.exact(), from), to.Sub(to, from)))
}

// reach returns (v - from) / (to - from) at 12 places, where v has places of its
// own; from and to come from [alike]. ok is false where the numbers are too large.
func reach(v int64, valuePlaces int, from, to int64, places int) (attained int64, ok bool) {
	scale := max(valuePlaces, places)
	v, ok = rescale(v, scale-valuePlaces)
	if scale > places {
		var ok1, ok2 bool
		from, ok1 = rescale(from, scale-places)
		to, ok2 = rescale(to, scale-places)
		ok = ok && ok1 && ok2
	}
	if !ok {
		return 0, false
	}
	return ratio(v-from, to-from)
}

// alike returns two numbers as whole numbers of a common scale; ok is false where
// they are too large to subtract.
func alike(a, b zielkette.Number) (m, n int64, places int, ok bool) {
	m, mp, ok1 := a.Small()
	n, np, ok2 := b.Small()
	if !ok1 || !ok2 {
		return 0, 0, 0, false
	}
	places = max(mp, np)
	m, ok1 = rescale(m, places-mp)
	n, ok2 = rescale(n, places-np)
	return m, n, places, ok1 && ok2
}

// rescale returns n * 10^places; ok is false when it is too large to subtract
// without overflow.
func rescale(n int64, places int) (scaled int64, ok bool) {
	const limit = 1<<62 - 1 // so that the difference of two fits an int64
	if places == 0 {        // without the division, as most figures of a series have the places of their target
		return n, n <= limit && n >= -limit
	}
	p := powers[places]
	if n > limit/p || n < -limit/p {
		return 0, false
	}
	return n * p, true
}

// axis counts the steps of a path: periods where baseline, value and all points are of
// one kind, so that whoever is exactly on plan is so in a leap year, too; months of the
// span where a total is to be reached; days where kinds differ.
type axis struct {
	at    func(p zielkette.Period) int
	start int // of the baseline
	today int // of the value or, where there is none, of the as-of date
	steps zielkette.Text
}

// stepNames are the steps in which a path is counted.
var stepNames = [...]zielkette.Text{
	zielkette.Year:       {DE: "Jahre", EN: "years"},
	zielkette.HalfYear:   {DE: "Halbjahre", EN: "half-years"},
	zielkette.Quarter:    {DE: "Quartale", EN: "quarters"},
	zielkette.Month:      {DE: "Monate", EN: "months"},
	zielkette.Months:     {DE: "Monate", EN: "months"},
	zielkette.SchoolYear: {DE: "Schuljahre", EN: "school years"},
}

// monthsTo returns the whole months from the year 0 to the first day of a month.
func monthsTo(day zielkette.Date) int { return day.Year()*12 + day.Month() - 1 }

// completeMonths returns how many whole months have ended by a day.
func completeMonths(day zielkette.Date) int {
	last, _ := zielkette.MustParsePeriod("0001-01-01").Starting(day.Last())
	next, _ := last.Next()
	return monthsTo(next.Start())
}

func (h *held) axis() axis {
	points := h.revision.Points
	last := points[len(points)-1].Period
	if h.baseline == nil { // a total over a span
		start := monthsTo(last.Start())
		x := axis{at: func(p zielkette.Period) int { return p.Length().Months() }, steps: stepNames[zielkette.Months], today: 0}
		switch {
		case h.counts && h.period.Start().Equal(last.Start()) && h.period.Kind() == zielkette.Months:
			x.today = h.period.Length().Months()
		case h.counts:
			x.today = completeMonths(h.period.End()) - start
		default:
			x.today = completeMonths(h.AsOf) - start
		}
		return x
	}
	base := h.baseline.Period
	alike := base.Kind() != zielkette.Day && (!h.counts || h.period.Alike(base))
	for i := range points {
		alike = alike && points[i].Period.Alike(base)
	}
	if !alike {
		x := axis{at: func(p zielkette.Period) int { return p.End().Days(base.End()) }, steps: zielkette.Text{DE: "Tage", EN: "days"}}
		if x.today = h.AsOf.Days(base.End()); h.counts {
			x.today = x.at(h.period)
		}
		return x
	}
	length := base.Length().Months()
	unit := length
	if base.Kind() == zielkette.Months {
		unit = 1
	}
	start := monthsTo(base.Start())
	x := axis{at: func(p zielkette.Period) int { return (monthsTo(p.Start()) - start) / unit }, steps: stepNames[base.Kind()]}
	if h.counts {
		x.today = x.at(h.period)
	} else if done := completeMonths(h.AsOf) - length - start; done > 0 { // the latest complete period
		x.today = done / unit
	}
	return x
}

// pathOf returns where on the path the observation should be: at the end of its period,
// without an observation at the end of the latest complete one, or where kinds of period
// differ at the as-of date.
func pathOf(h *held) *expectation {
	if h.from.isZero() {
		return nil
	}
	x := h.axis()
	e, at := &expectation{from: h.from, steps: x.steps}, x.start
	for i := range h.revision.Points {
		p := &h.revision.Points[i]
		if x.today <= x.start {
			break // until the end of its period, the baseline's value is expected
		}
		end := x.at(p.Period)
		if end <= x.today {
			e.from, at = h.point(p), end
			continue
		}
		if passed := x.today - at; passed > 0 && h.target.Path != indicators.Step {
			e.to, e.passed, e.days = h.point(p), passed, end-at
		}
		break
	}
	return e
}
