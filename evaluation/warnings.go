package evaluation

import (
	"fmt"
	"strconv"
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/module"
	"gitlab.opencode.de/zielkette/zielkette/internal/parallel"
	"gitlab.opencode.de/zielkette/zielkette/internal/problems"
	"gitlab.opencode.de/zielkette/zielkette/internal/round"
)

// Warnings returns what is worth knowing about the result: the warnings of the
// model; observations of indicators that the catalogue does not have, or for areas that
// the strategy does not have, as a misspelt id would leave them, each with the place of
// the first such observation; and how much a known-on date hides because nobody
// recorded when it became known. nil when nothing. Cost: linear in the record.
func (r *Result) Warnings() zielkette.Problems {
	r = r.of()
	var list problems.List
	for _, p := range r.model.warnings {
		list.Add(p)
	}
	hidden := 0
	stray := strays{}
	for series := range r.record.AllSeries() {
		indicator, area := series.Indicator(), series.Area()
		at := func() int { return series.First().Position() }
		switch {
		case !r.model.has(indicator):
			stray.note(CodeUnknownIndicator, indicator, at())
		case area != "" && !r.model.hasArea(area):
			stray.note(CodeUnknownArea, area, at())
		case !r.options.KnownOn.IsZero():
			for o := range series.All() {
				hidden += flag(o.Known.IsZero())
			}
		}
	}
	for c := r.changes; c != nil; c = c.beneath {
		for s := range c.strays {
			stray.note(s.code, s.id, -1)
		}
	}
	for s, at := range stray {
		p := s.problem()
		if at >= 0 {
			p.Place = r.record.Place(at)
		}
		list.Add(p)
	}
	warn := func(code zielkette.Code, message zielkette.Text) {
		list.Add(zielkette.Problem{Code: code, Severity: zielkette.Warning, Message: message})
	}
	if !r.options.KnownOn.IsZero() {
		r.undated(hidden, warn)
	}
	r.aboutSeries(&list)
	if p, ok := r.offTerm(); ok {
		list.Add(p)
	}
	return list.All()
}

// OffTerm returns the warning that the as-of date lies outside the term of the edition, for
// the packages of this module.
func (r *Result) OffTerm(module.Reader) (warning zielkette.Problem, ok bool) { return r.of().offTerm() }

func (r *Result) offTerm() (warning zielkette.Problem, ok bool) {
	e, on := r.model.plan.Edition(), r.options.AsOf
	warning = zielkette.Problem{Code: CodeAfterEdition, Severity: zielkette.Warning}
	replaced := !e.Replaced.IsZero() && e.Replaced.By(on) && indicators.KnownBy(e.Replaced, r.options.KnownOn)
	switch {
	case !e.From.IsZero() && !e.From.First().By(on):
		warning.Code = CodeBeforeEdition
		warning.Message = zielkette.Text{
			DE: "Der Stichtag liegt vor der Laufzeit dieser Fassung, die " + e.From.Text(zielkette.German) + " beginnt.",
			EN: "The as-of date lies before the term of this edition, which starts " + e.From.Text(zielkette.English) + ".",
		}
	case !e.To.IsZero() && on.Days(e.To) > 0:
		warning.Message = zielkette.Text{
			DE: "Der Stichtag liegt nach der Laufzeit dieser Fassung, die " + e.To.Text(zielkette.German) + " endete.",
			EN: "The as-of date lies after the term of this edition, which ended " + e.To.Text(zielkette.English) + ".",
		}
	case !replaced:
		return zielkette.Problem{}, false
	}
	if replaced {
		more := zielkette.Text{
			DE: "Eine spätere Fassung hat sie abgelöst (" + e.Replaced.Text(zielkette.German) + ").",
			EN: "A later edition has taken its place (" + e.Replaced.Text(zielkette.English) + ").",
		}
		warning.Message.DE = strings.TrimSpace(warning.Message.DE + " " + more.DE)
		warning.Message.EN = strings.TrimSpace(warning.Message.EN + " " + more.EN)
	}
	return warning, true
}

// undated tells what a known-on date hides for want of a day, and what it cannot
// hide.
func (r *Result) undated(observations int, warn func(zielkette.Code, zielkette.Text)) {
	targets, baselines := 0, 0
	for i := range r.model.indicators {
		for _, t := range r.model.indicators[i].Targets {
			baselines += flag(!t.Baseline.IsZero() && t.Baseline.Known.IsZero())
			for _, b := range t.BaselineRevisions {
				targets += flag(b.Known.IsZero()) // hidden as a moved target is
			}
			for _, revision := range t.Revisions {
				targets += flag(revision.Known.IsZero())
			}
		}
	}
	if observations > 0 {
		warn(CodeUndated, zielkette.Text{
			DE: "Messwerte, zu denen nicht erfasst ist, wann sie bekannt wurden, sind zu diesem Kenntnisstand ausgeblendet: " + strconv.Itoa(observations) + ".",
			EN: "Observations of which it is not recorded when they became known are hidden at this known-on date: " + strconv.Itoa(observations) + ".",
		})
	}
	if targets > 0 {
		warn(CodeUndated, zielkette.Text{
			DE: "Zielwerte und neue Ausgangswerte, zu denen nicht erfasst ist, wann sie bekannt wurden, sind zu diesem Kenntnisstand ausgeblendet: " + strconv.Itoa(targets) + ".",
			EN: "Targets and moved baselines of which it is not recorded when they became known are hidden at this known-on date: " + strconv.Itoa(targets) + ".",
		})
	}
	if baselines > 0 {
		warn(CodeUndated, zielkette.Text{
			DE: "Ausgangswerte, zu denen nicht erfasst ist, wann sie bekannt wurden, stehen hier unabhängig vom Kenntnisstand: " + strconv.Itoa(baselines) + ".",
			EN: "Baselines of which it is not recorded when they became known stand here whatever the known-on date: " + strconv.Itoa(baselines) + ".",
		})
	}
}

// aboutSeries warns of what the record and the targets say differently, at the dates of
// the evaluation.
func (r *Result) aboutSeries(list *problems.List) {
	r.looked.Do(r.lookOut)
	lists := make([]problems.List, len(r.model.measured)/looksAtOnce+1)
	parallel.Parts(len(r.model.measured), looksAtOnce, func(part, from, to int) { r.aboutSome(&lists[part], from, to) })
	for i := range lists {
		list.Join("", lists[i].All())
	}
}

// aboutSome is aboutSeries for some of what is measured.
func (r *Result) aboutSome(list *problems.List, from, to int) {
	q, i := r.options.question(), from
	warn := func(at indicators.Entry, code zielkette.Code, message zielkette.Text) {
		p := zielkette.Problem{Code: code, Severity: zielkette.Warning, Subject: problems.Clip(r.model.measured[i].id), Message: message}
		if position, record := at.Position(), r.recordOf(int32(i)); position >= 0 && record == r.record { // what an overlay holds stands nowhere
			p.Place = record.Place(position)
		}
		list.Add(p)
	}
	for ; i < to; i++ {
		m, series := &r.model.measured[i], r.looks[i].series
		if series.Len() == 0 {
			continue
		}
		m.ask(&q, m.indicator.Breaks)
		if first := m.target == nil || m.target == &m.indicator.Targets[0]; first && m.indicator.Time == indicators.Cumulative {
			warnOfFalls(series, &q, warn)
		}
		if m.target == nil || m.target.Shape != indicators.ReachShape {
			continue
		}
		revision, b := m.target.InForce(q.AsOf, q.KnownOn), m.target.BaselineInForce(q.AsOf, q.KnownOn)
		if revision == nil || revision.Withdrawn {
			continue
		}
		m.warnOfLength(revision, series, &q, warn)
		if b == nil || b.Value.IsZero() {
			continue
		}
		m.warnOfTotal(revision, b, series, &q, warn)
		m.warnOfBaseline(revision, b, series, &q, warn)
	}
}

// warnOfBaseline warns where a stated baseline is not what the record holds for its
// period. What is computed from the record is rounded as the baseline is stated.
func (m *measured) warnOfBaseline(revision *indicators.Revision, b *indicators.Baseline, series indicators.Series, q *indicators.Query, warn func(indicators.Entry, zielkette.Code, zielkette.Text)) {
	if b.Definition != "" {
		ofBaseline := *q
		ofBaseline.Definition = b.Definition
		q = &ofBaseline
	}
	point := revision.Points[len(revision.Points)-1].Period
	on, reason := recorded(m.indicator, b.Period, series, q)
	if reason != 0 || m.indicator.Time == indicators.Flow && point.Kind() == zielkette.Months && b.Value.Sign() == 0 {
		return
	}
	coefficient, places := b.Value.Unscaled()
	if on.rat == nil && on.plain.Equal(b.Value) || on.rat != nil && round.Units(on.rat, places).Cmp(coefficient) == 0 {
		return
	}
	entry, _ := series.CountedAt(b.Period, q)
	text := func(l zielkette.Language) []any {
		return []any{digits(b.Value, l), b.Period.Text(l), l.Digits(on.rounded().String())}
	}
	warn(entry, CodeBaselineDiffers, zielkette.Text{
		DE: fmt.Sprintf("Als Ausgangswert ist %s (%s) angegeben, erfasst ist für diesen Zeitraum %s. Gerechnet wird mit dem angegebenen Wert; soll er dem Messwert folgen, \"fromRecord\" schreiben.", text(zielkette.German)...),
		EN: fmt.Sprintf("The baseline is stated as %s (%s), but the record holds %s for that period. The stated value counts; write \"fromRecord\" where it is to follow the record.", text(zielkette.English)...),
	})
}

// warnOfFalls warns where a figure that is counted up falls.
func warnOfFalls(series indicators.Series, q *indicators.Query, warn func(indicators.Entry, zielkette.Code, zielkette.Text)) {
	var before indicators.Observation
	for o := range series.Counting(q) {
		numbers := !before.Value.IsZero() && !o.Value.IsZero() && before.Denominator.IsZero() && o.Denominator.IsZero()
		if numbers && o.Value.Compare(before.Value) < 0 && !series.BreakBetween(before.Period, o.Period, q) {
			entry, _ := series.CountedAt(o.Period, q)
			text := func(l zielkette.Language) []any {
				return []any{digits(before.Value, l), before.Period.Text(l), digits(o.Value, l), o.Period.Text(l)}
			}
			warn(entry, CodeFall, zielkette.Text{
				DE: fmt.Sprintf("Die Kennzahl läuft seit Beginn auf, fällt aber von %s (%s) auf %s (%s); die Werte oder die Angabe \"time\" prüfen.", text(zielkette.German)...),
				EN: fmt.Sprintf("The indicator is counted up since a start, but falls from %s (%s) to %s (%s); check the values, or what is stated as \"time\".", text(zielkette.English)...),
			})
		}
		before = o
	}
}

// warnOfTotal warns where the value of one period of a flow is held against a target that
// looks like a total of several: the baseline is 0, and the only point is of the kind of
// the record and later than its first period.
func (m *measured) warnOfTotal(revision *indicators.Revision, b *indicators.Baseline, series indicators.Series, q *indicators.Query, warn func(indicators.Entry, zielkette.Code, zielkette.Text)) {
	if m.indicator.Time != indicators.Flow || len(revision.Points) != 1 || b.Value.Sign() != 0 {
		return
	}
	point := revision.Points[0].Period
	for o := range series.Counting(q) {
		if !o.Period.Alike(point) || point.Compare(o.Period) <= 0 {
			return
		}
		span, _ := o.Period.Upto(point)
		entry, _ := series.CountedAt(o.Period, q)
		warn(entry, CodeTotalMeant, zielkette.Text{
			DE: "Ist eine Summe gemeint? Verglichen wird der Wert eines einzelnen Zeitraums mit dem Zielwert für " + point.Text(zielkette.German) +
				"; für eine Summe den Zeitraum des Zielwerts als Zeitspanne schreiben, zum Beispiel \"" + span.String() + "\".",
			EN: "Is a total meant? The value of a single period is compared with the target for " + point.Text(zielkette.English) +
				"; for a total, write the period of the target as a span, for example \"" + span.String() + "\".",
		})
		return
	}
}

// warnOfLength warns where the values of a flow are of longer periods than the target.
func (m *measured) warnOfLength(revision *indicators.Revision, series indicators.Series, q *indicators.Query, warn func(indicators.Entry, zielkette.Code, zielkette.Text)) {
	point := revision.Points[len(revision.Points)-1].Period
	part := series.Last(q)
	if m.indicator.Time != indicators.Flow || part.IsZero() || part.Length().Months() <= point.Length().Months() {
		return
	}
	entry, _ := series.CountedAt(part, q)
	text := func(l zielkette.Language) []any { return []any{part.Text(l), point.Text(l)} }
	warn(entry, indicators.CodeLengths, zielkette.Text{
		DE: fmt.Sprintf("Die Werte der Kennzahl sind Summen ihres Zeitraums: der Wert für %s wird mit einem Zielwert für einen kürzeren Zeitraum verglichen, %s.", text(zielkette.German)...),
		EN: fmt.Sprintf("The values of the indicator are sums of their period: the value for %s is compared with a target for a shorter period, %s.", text(zielkette.English)...),
	})
}
