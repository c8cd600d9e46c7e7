package evaluation

import (
	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/module"
)

// ContextGroup is a group of context indicators (Rahmenbedingungen) with their courses.
type ContextGroup struct {
	Context    goals.Context
	Indicators []Development // in the order of the group
}

// Development (Verlauf) is the course of an indicator over time, without any judgement.
type Development struct {
	ID     string
	Title  string
	Unit   string
	Values []DevelopmentValue // by period
}

// DevelopmentValue is the value of a period.
type DevelopmentValue struct {
	Observation indicators.Observation
	Value       zielkette.Figure // in the unit of the indicator; none for a label
	Break       bool             // it does not compare with the value before
}

// Context returns the context indicators of the strategy by group, each with the values
// that count at the dates of the evaluation, for the whole municipality: of every period
// that has ended, as known by the known-on date and of the right version of the
// definition. They have no score. nil where the strategy names none. Cost: linear in
// their series.
func (r *Result) Context() []ContextGroup {
	r = r.of()
	var out []ContextGroup
	for _, c := range r.model.plan.Context() {
		group := ContextGroup{Context: c}
		for _, id := range c.Indicators {
			group.Indicators = append(group.Indicators, r.development(id))
		}
		out = append(out, group)
	}
	return out
}

func (r *Result) development(id string) Development {
	first := r.model.byID[id]
	m := &r.model.measured[first]
	d := Development{ID: m.id, Title: m.indicator.Title, Unit: m.indicator.Unit}
	q := r.options.question()
	q.Definition, q.Breaks = m.definition, m.indicator.Breaks
	series := r.recordOf(int32(first)).Series(m.id, "")
	for o := range series.Counting(&q) {
		v := DevelopmentValue{Observation: o}
		if n, reason := valued(m.indicator, o.Value, o.Denominator); reason == 0 {
			v.Value = n.rounded()
		} else if o.Label == "" {
			continue
		}
		if n := len(d.Values); n > 0 {
			v.Break = o.Status == indicators.BrokenSeries || series.BreakBetween(d.Values[n-1].Observation.Period, o.Period, &q)
		}
		d.Values = append(d.Values, v)
	}
	return d
}

// Comparable returns the first and the last value that compare with each other: of
// periods of one kind, with no break between them. ok is false where there are not two.
func (d Development) Comparable() (first, last DevelopmentValue, ok bool) {
	n := len(d.Values)
	if n == 0 || d.Values[n-1].Value.IsZero() {
		return first, last, false
	}
	last = d.Values[n-1]
	for i := n - 1; i > 0 && !d.Values[i].Break; i-- {
		if before := d.Values[i-1]; before.Observation.Period.Alike(last.Observation.Period) && !before.Value.IsZero() {
			first, ok = before, true
		}
	}
	return first, last, ok
}

// InContext reports whether the indicator belongs to the context of the strategy and
// nothing measures with it, for the packages of this module: then it is no indicator of a
// goal that lacks a target.
func (a Assessment) InContext(module.Reader) bool { return a.in().model.inContext[a.ID()] }
