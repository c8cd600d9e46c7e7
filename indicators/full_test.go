package indicators_test

import (
	"fmt"
	"testing"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/problems"
)

// Compiling ends where the list of problems is full: in every list of a catalogue, with
// one fault in each element, and whatever stands behind it.
func TestCompilingEndsWhenProblemsAreFull(t *testing.T) {
	const many = 10 * problems.Max
	one := func(fill func(i *indicators.Indicator, t *indicators.Target)) indicators.Catalogue {
		i := indicators.Indicator{ID: "i", Title: "I", Direction: indicators.Up}
		target := indicators.Target{
			Shape: indicators.ReachShape, Baseline: indicators.Baseline{Period: zielkette.MustParsePeriod("2015"), Value: zielkette.Int(1)},
			Revisions: []indicators.Revision{{Points: []indicators.Point{{Period: zielkette.MustParsePeriod("2030"), Value: zielkette.Int(2)}}}},
		}
		fill(&i, &target)
		if i.Targets == nil {
			i.Targets = []indicators.Target{target}
		}
		return indicators.Catalogue{Indicators: []indicators.Indicator{i, {}}}
	}
	for name, c := range map[string]indicators.Catalogue{
		"indicators": {Indicators: make([]indicators.Indicator, many)},
		"targets":    one(func(i *indicators.Indicator, _ *indicators.Target) { i.Targets = make([]indicators.Target, many) }),
		"breaks":     one(func(i *indicators.Indicator, _ *indicators.Target) { i.Breaks = make([]indicators.Break, many) }),
		"revisions":  one(func(_ *indicators.Indicator, t *indicators.Target) { t.Revisions = make([]indicators.Revision, many) }),
		"baselines": one(func(_ *indicators.Indicator, t *indicators.Target) {
			t.BaselineRevisions = make([]indicators.Baseline, many)
		}),
		"points": one(func(_ *indicators.Indicator, t *indicators.Target) {
			t.Revisions[0].Points = make([]indicators.Point, many)
		}),
		"bounds": one(func(_ *indicators.Indicator, t *indicators.Target) {
			*t = indicators.Target{Shape: indicators.LimitShape, Revisions: []indicators.Revision{{Points: make([]indicators.Point, many)}}}
		}),
		"labels": one(func(_ *indicators.Indicator, t *indicators.Target) {
			*t = indicators.Target{Shape: indicators.OrdinalShape, Labels: make([]indicators.Label, many)}
		}),
		"milestones": one(func(_ *indicators.Indicator, t *indicators.Target) {
			*t = indicators.Target{Shape: indicators.MilestonesShape, Milestones: make([]zielkette.Milestone, many)}
		}),
	} {
		set, found := c.Inspect()
		counted := -1
		for _, p := range found {
			if p.Code == zielkette.CodeMore {
				if _, err := fmt.Sscanf(p.Message.EN, "and at least %d more", &counted); err != nil {
					t.Errorf("%s: %v", name, p)
				}
			}
		}
		if set != nil || len(found) != problems.Max+1 || counted < 0 || counted > 10 {
			t.Errorf("%s: %d problems and %d more, a set: %v\n%.500v", name, len(found), counted, set != nil, found)
		}
	}
}
