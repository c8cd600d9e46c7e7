package evaluation

import (
	"strconv"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/problems"
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
	if r.changes != nil {
		for s := range r.changes.strays {
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
	if from := r.model.plan.Edition().From; !from.IsZero() && !from.First().By(r.options.AsOf) {
		warn(CodeBeforeEdition, zielkette.Text{
			DE: "Der Stichtag liegt vor der Laufzeit dieser Fassung, die " + from.Text(zielkette.German) + " beginnt.",
			EN: "The as-of date lies before the term of this edition, which starts " + from.Text(zielkette.English) + ".",
		})
	}
	return list.All()
}

// undated tells what a known-on date hides for want of a day, and what it cannot
// hide.
func (r *Result) undated(observations int, warn func(zielkette.Code, zielkette.Text)) {
	targets, baselines := 0, 0
	for i := range r.model.indicators {
		for _, t := range r.model.indicators[i].Targets {
			baselines += flag(!t.Baseline.IsZero())
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
			DE: "Zielwerte, zu denen nicht erfasst ist, wann sie bekannt wurden, sind zu diesem Kenntnisstand ausgeblendet: " + strconv.Itoa(targets) + ".",
			EN: "Targets of which it is not recorded when they became known are hidden at this known-on date: " + strconv.Itoa(targets) + ".",
		})
	}
	if baselines > 0 {
		warn(CodeUndated, zielkette.Text{
			DE: "Ausgangswerte tragen keinen Tag, an dem sie bekannt wurden; sie stehen hier unabhängig vom Kenntnisstand.",
			EN: "Baselines carry no day on which they became known; they stand here whatever the known-on date.",
		})
	}
}
