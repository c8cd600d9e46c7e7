package evaluation

import (
	"slices"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/document"
)

func (a Assessment) measured() *measured { return &a.in().model.measured[a.i] }

func (a Assessment) finding() finding { return a.in().finding(a.i) }

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

// Indicator returns a copy of the definition of the indicator, with all its targets.
// Cost: linear in its size.
func (a Assessment) Indicator() indicators.Indicator {
	ind, _ := a.in().model.set.Indicator(a.ID())
	return ind
}

// Target returns a copy of the target; ok is false when the indicator has none. Cost:
// linear in the size of the target, however many the indicator has.
func (a Assessment) Target() (target indicators.Target, ok bool) {
	if t := a.measured().target; t != nil {
		return document.Clone(*t), true
	}
	return indicators.Target{}, false
}

// Revision returns a copy of the revision of the target that counted, in which a point
// stated as a change has the value that it comes to, too; ok is false when none did.
func (a Assessment) Revision() (revision indicators.Revision, ok bool) {
	if h := a.held(); h.revision != nil {
		return h.resolved(), true
	}
	return indicators.Revision{}, false
}

// resolved is a copy of the revision in force in which points have the values that they
// come to.
func (h *held) resolved() indicators.Revision {
	revision := *h.revision
	revision.Points = slices.Clone(revision.Points)
	for i := range revision.Points {
		if p := &revision.Points[i]; !p.Change.IsZero() && !h.from.isZero() {
			p.Value = h.point(p).rounded().Number()
		}
	}
	return revision
}

// held holds the indicator against its target, with what the evaluation found out.
func (a Assessment) held() *held {
	m, h := a.measured(), new(held)
	q := a.in().options.question()
	a.hold(h, a.in().recordOf(a.i).Series(m.id, m.area), &q)
	return h
}

// hold fills in what held returns, from the series on record.
func (a Assessment) hold(h *held, series indicators.Series, q *indicators.Query) {
	m := a.measured()
	*h = held{Options: a.in().options, indicator: m.indicator, target: m.target, shape: m.shape, attained: a.Attainment()}
	if !a.IsZero() {
		m.hold(h, series, q)
	}
}

// State tells what can be said of the indicator. Where every goal that is linked to it
// says that it does not apply, it is [NotApplicable].
func (a Assessment) State() State {
	if a.in().model.declared[a.i] != "" {
		return NotApplicable
	}
	return a.finding().state
}

// Reason tells why there is no score, the zero Reason when there is one.
func (a Assessment) Reason() indicators.Reason {
	if a.in().model.declared[a.i] != "" {
		return indicators.DeclaredSo
	}
	return a.finding().reason
}

// ReasonText returns the reason as it is printed: the author's own words where the
// author withholds the judgement or says that the indicator does not apply.
func (a Assessment) ReasonText(language zielkette.Language) string {
	switch reason := a.Reason(); reason {
	case indicators.ByAuthor:
		return a.measured().target.Withheld
	case indicators.DeclaredSo:
		return a.in().model.declared[a.i]
	default:
		return reason.Text(language)
	}
}

// Attainment (Zielerreichungsgrad) returns how far the value is from the baseline
// to the target, unbounded: below 0 after a regress, above 1 beyond the target.
// It is rounded once to [zielkette.Places] digits, half away from zero. There is none in
// any state but [Scored].
func (a Assessment) Attainment() zielkette.Figure {
	if a.State() != Scored {
		return zielkette.Figure{}
	}
	return a.in().attainment(a.i).figure()
}

// calculated reports whether there is an attainment that comes from what is on record.
func (a Assessment) calculated() bool { return a.State() == Scored && !a.in().assumed(a.i) }

// Observation returns the observation that counted, or what several come to together,
// see [indicators.Total.Observation]; ok is false when none did.
func (a Assessment) Observation() (o indicators.Observation, ok bool) {
	if a.finding().observation < 0 {
		return indicators.Observation{}, false
	}
	if total := a.total(); total != nil {
		return total.Observation(), true
	}
	return a.in().recordOf(a.i).At(int(a.finding().observation)), true
}

// Value returns the value that counted: as recorded, or of a share the numerator
// times "per" over the denominator, rounded to [zielkette.Places] digits. There is none
// when no observation counted, or when it is a label.
func (a Assessment) Value() zielkette.Figure { return a.held().figure() }

// TargetText returns what the target asks for in one line, with unit and tolerance:
// "4 t (2025), 2 t (2030)", "höchstens 10 % ab 2020, höchstens 5 % ab 2030, ohne
// Toleranz", "2 bis 4 Stunden, Toleranz 1 Stunden", "fallend"; a dash where no
// revision is in force, "" without a target.
func (a Assessment) TargetText(language zielkette.Language) string { return a.held().asks(language) }

// Printed returns the value that counted with its unit, as people of the language read
// it: "5,02 t je Einwohner", the digits as recorded, of a share those of
// [Assessment.Value]; the label of a rating; a dash when no observation counted.
func (a Assessment) Printed(language zielkette.Language) string {
	o, ok := a.Observation()
	switch {
	case !ok:
		return zielkette.Figure{}.Text(language, 0)
	case o.Label != "":
		return o.Label
	}
	text := o.Value.Text(language, -1)
	if !o.Denominator.IsZero() {
		text = a.Value().Text(language, -1)
	}
	if unit := a.Unit(); unit != "" {
		text += " " + unit
	}
	return text
}

// Period returns the period of the observation that counted, none when none did.
func (a Assessment) Period() zielkette.Period {
	o, _ := a.Observation()
	return o.Period
}

// ValueText returns the value that counted as it stands in JSON: the digits as
// recorded, those of a share, or the label of a rating; "" when none did.
func (a Assessment) ValueText() string {
	o, ok := a.Observation()
	if !ok {
		return ""
	}
	return valueText(o, a.Value())
}

func valueText(o indicators.Observation, value zielkette.Figure) string {
	switch {
	case o.Label != "":
		return o.Label
	case o.Denominator.IsZero():
		return o.Value.String()
	}
	return value.String()
}

// Expected returns the value the path of a reach target asks for at the end of
// the observed period, rounded to [zielkette.Places] digits: the baseline's until the
// end of its period, then between the points, linear in days or in steps, and the
// last point's from then on. Without an observation it is the value asked for at
// the as-of date. There is none for targets of other shapes and where no revision
// counted.
func (a Assessment) Expected() zielkette.Figure {
	if e := a.held().path(); e != nil {
		return zielkette.Round(e.exact())
	}
	return zielkette.Figure{}
}

// OnTrack returns attainment / expected attainment, from exact fractions and
// rounded once to [zielkette.Places] digits: 1 is on the path, more is ahead. There is
// none while the expected attainment is 0 and where there is no attainment or no path.
func (a Assessment) OnTrack() zielkette.Figure {
	f, _ := a.held().onTrack()
	return f
}

// ExpectedAttainment returns the attainment that the expected value stands for,
// rounded to [zielkette.Places] digits: 0 at the baseline, 1 at the target. There is
// none where no value is expected.
func (a Assessment) ExpectedAttainment() zielkette.Figure { return zielkette.Round(a.held().way()) }

// Parts returns the observations that were put together to be held against the target:
// those of a flow or an average whose target is stated for a longer period, or for a
// span; and the periods of which none counts, for want of which there is no total. nil
// where a single observation counts.
func (a Assessment) Parts() (parts []indicators.Observation, missing []zielkette.Period) {
	if total := a.total(); total != nil {
		return total.Parts, total.Missing
	}
	return nil, nil
}

func (a Assessment) total() *indicators.Total {
	switch a.measured().indicator.Time {
	case indicators.Flow, indicators.Average:
		return a.held().total
	}
	return nil
}

// Overdue reports whether the last point of a reach target has passed and nothing later
// was decided and known at the dates of the evaluation. On the last day of its period it
// has not passed yet, as with [zielkette.Milestone.Overdue].
func (a Assessment) Overdue() bool { return a.held().overdue() }

func (h *held) overdue() bool {
	return h.target != nil && h.target.Shape == indicators.ReachShape && !h.pointPeriod().IsZero() && h.AsOf.Days(h.pointPeriod().End()) > 0
}

// Kept tells how often the limit in force was kept, and when it was not, as known at the
// dates of the evaluation. It is zero for targets of other shapes and where no revision
// counts. Cost: linear in the series.
func (a Assessment) Kept() Kept { return a.keeps(a.held()) }

// keeps is Kept for whoever holds the indicator against its target already.
func (a Assessment) keeps(h *held) Kept {
	if h.target == nil || h.target.Shape != indicators.LimitShape || h.revision == nil || h.revision.Withdrawn {
		return Kept{}
	}
	m := a.measured()
	q := a.in().options.question()
	m.ask(&q, m.indicator.Breaks)
	return h.keeps(a.in().recordOf(a.i).Series(m.id, m.area), &q)
}
