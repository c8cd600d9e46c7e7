package evaluation

import (
	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

// question returns the query of an evaluation with its two dates, which are the same for
// all series. [measured.ask] fills in the rest for each.
func (o *Options) question() indicators.Query {
	return indicators.Query{AsOf: o.AsOf, KnownOn: o.KnownOn}
}

func (m *measured) ask(q *indicators.Query, breaks []indicators.Break) {
	q.MaxAge, q.Carry = m.maxAge, m.carry
	if q.Definition != m.definition { // mostly there is none, and writing a pointer is dear
		q.Definition = m.definition
	}
	if len(q.Breaks) > 0 || len(breaks) > 0 {
		q.Breaks = breaks
	}
}

// assess finds the observation and the revision of the target that count, and computes
// the attainment. q is the query of the evaluation; its fields that belong to a single
// indicator are overwritten.
func (m *measured) assess(series indicators.Series, q *indicators.Query) (o outcome) {
	if !m.plainly(series, q, &o.finding) {
		return m.thoroughly(series, q, Options{q.AsOf, q.KnownOn})
	}
	return o
}

// thoroughly is assess for every case. The target is taken as it is in force at dates
// that are those of the question but in a mixed case, see [Held].
func (m *measured) thoroughly(series indicators.Series, q *indicators.Query, inForce Options) outcome {
	h := &held{Options: inForce, indicator: m.indicator, target: m.target, shape: m.shape}
	position, reason := m.hold(h, series, q)
	out := outcome{finding: finding{observation: position}}
	switch {
	case reason != 0:
		out.state, out.reason = NotReported, reason
		return out
	case m.target == nil:
		return out.withheld(indicators.NoTarget)
	case m.target.Withheld != "":
		return out.withheld(indicators.ByAuthor)
	case m.shape.measures:
		_, reason := h.number()
		switch {
		case h.revision == nil:
			return out.withheld(indicators.NotInForce)
		case h.revision.Withdrawn:
			return out.withheld(indicators.Withdrawn)
		case reason != 0:
			return out.withheld(reason)
		}
	}
	score, reason := m.shape.score(h)
	if reason != 0 {
		return out.withheld(reason)
	}
	return out.scored(score)
}

// hold finds what is held against the target and fills it in: the revision and the
// baseline in force, and the observation or the total that counts. It returns the
// position of the observation, of a total that of its last part, -1 for none, and why
// there is none. Where a total lacks parts, they are filled in although it does not
// count.
func (m *measured) hold(h *held, series indicators.Series, q *indicators.Query) (position int32, none indicators.Reason) {
	m.ask(q, m.indicator.Breaks)
	if m.target != nil {
		h.revision = m.target.InForce(h.AsOf, h.KnownOn)
	}
	if m.shape != nil && m.shape.alone {
		return -1, 0
	}
	point := h.pointPeriod()
	if part := series.Last(q); m.indicator.Time.Totals(part, point) {
		total, reason := series.Total(m.indicator.Time, point, q)
		h.total = &total
		if reason != 0 {
			h.start(series, q)
			return -1, reason
		}
		h.observed(total.Observation())
		position = int32(total.Last)
	} else {
		counts, reason := series.Counted(q)
		if reason != 0 {
			h.start(series, q)
			return -1, reason
		}
		h.observed(counts.Observation())
		position = int32(counts.Position())
	}
	h.start(series, q)
	if r := h.revision; r != nil && !r.KeptSince.IsZero() {
		h.kept = h.keeps(series, q)
	}
	if h.baseline != nil {
		h.broken = series.BreakBetween(h.baseline.Period, h.period, q)
	}
	return position, 0
}

// start fills in the baseline in force and its value. A total over a span starts from 0
// and has no baseline; where another is stated, it has no value.
func (h *held) start(series indicators.Series, q *indicators.Query) {
	if h.target == nil || h.target.Shape != indicators.ReachShape || h.revision == nil {
		return
	}
	h.baseline = h.target.BaselineInForce(h.AsOf, h.KnownOn)
	switch b := h.baseline; {
	case h.overSpan() && (b == nil || b.Value.Sign() == 0 && !b.FromRecord):
		h.baseline, h.from = nil, number{plain: zielkette.Int(0)}
	case b == nil || h.overSpan():
	case b.FromRecord:
		h.from, _ = recorded(h.indicator, b.Period, series, q)
	default:
		h.from = number{plain: b.Value}
	}
}

// recorded returns what the record holds of an indicator for a period, as counted at the
// dates of the question: one observation, or what those of shorter periods come to.
func recorded(ind *indicators.Indicator, period zielkette.Period, series indicators.Series, q *indicators.Query) (number, indicators.Reason) {
	total, reason := series.TotalOf(ind.Time, period, q)
	switch {
	case reason != 0:
		return number{}, reason
	case len(total.Parts) == 1:
		return valued(ind, total.Parts[0].Value, total.Parts[0].Denominator)
	}
	return totalled(ind, total)
}

// plainly is assess for the common case. ok is false where the case is another one or
// the numbers are too large; the finding is then undefined, and [measured.thoroughly]
// serves. The finding is filled in field by field, because copying one costs as much as
// the arithmetic.
func (m *measured) plainly(series indicators.Series, q *indicators.Query, f *finding) (ok bool) {
	if !m.plain {
		return false
	}
	p := m.inForce(q.AsOf, q.KnownOn)
	return p != nil && m.fits(p, series, q, f)
}

// fits is plainly with the revision that counts.
func (m *measured) fits(p *plainReach, series indicators.Series, q *indicators.Query, f *finding) (ok bool) {
	m.ask(q, nil)
	counts, none := series.Counted(q)
	f.observation, f.state = int32(counts.Position()), Scored
	if none != 0 {
		f.state, f.reason = NotReported, none
		return true
	}
	v, places, small := counts.Small()
	if !small || counts.Period().End().By(p.baseline.End()) || series.BreakBetween(p.baseline, counts.Period(), q) {
		return false
	}
	f.attained, ok = reach(v, places, p.from, p.to, int(p.places))
	return ok
}
