package evaluation

import (
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

// question is what an evaluation asks every series: the dates are the same for
// all, the rest is filled in for each.
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

// assess finds the observation and the revision of the target that count, and
// the attainment. q is the question of the evaluation; what it says of the
// indicator is overwritten.
func (m *measured) assess(series indicators.Series, q *indicators.Query) (o outcome) {
	if !m.plainly(series, q, &o.finding) {
		return m.thoroughly(series, q)
	}
	return o
}

// thoroughly is assess for every case.
func (m *measured) thoroughly(series indicators.Series, q *indicators.Query) outcome {
	m.ask(q, m.indicator.Breaks)
	out := outcome{finding: finding{observation: -1}}
	h := held{Options: Options{q.AsOf, q.KnownOn}, indicator: m.indicator, target: m.target, shape: m.shape}
	if m.shape == nil || !m.shape.alone {
		counts, reason := series.Counted(q)
		if reason != 0 {
			out.state, out.reason = NotReported, reason
			return out
		}
		out.observation = int32(counts.Position())
		h.observed(counts.Observation())
	}
	switch {
	case m.target == nil:
		return out.withheld(indicators.NoTarget)
	case m.target.Withheld != "":
		return out.withheld(indicators.ByAuthor)
	case m.shape.measures:
		h.revision = m.target.InForce(q.AsOf, q.KnownOn)
		_, reason := h.number()
		switch {
		case h.revision == nil:
			return out.withheld(indicators.NotInForce)
		case h.revision.Withdrawn:
			return out.withheld(indicators.Withdrawn)
		case reason != 0:
			return out.withheld(reason)
		}
		h.broken = series.BreakBetween(m.target.Baseline.Period, h.period, q)
	}
	score, reason := m.shape.score(&h)
	if reason != 0 {
		return out.withheld(reason)
	}
	return out.scored(score)
}

// plainly is assess for the common case; ok is false, and the finding means
// nothing, where the case is another or the value turns out to need the long way.
// The finding is filled in where it stands, field by field: copying one costs as
// much as the arithmetic.
func (m *measured) plainly(series indicators.Series, q *indicators.Query, f *finding) (ok bool) {
	p := &m.reach
	if !m.plain || !p.decided.IsZero() && !p.decided.By(q.AsOf) || !indicators.KnownBy(p.known, q.KnownOn) {
		return false
	}
	m.ask(q, nil)
	counts, none := series.Counted(q)
	f.observation, f.state = int32(counts.Position()), Scored
	if none != 0 {
		f.state, f.reason = NotReported, none
		return true
	}
	v, places, small := counts.Small()
	if !small || series.BreakBetween(p.baseline, counts.Period(), q) {
		return false
	}
	f.attained, ok = reach(v, places, p.from, p.to, int(p.places))
	return ok
}
