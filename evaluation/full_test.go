package evaluation_test

import (
	"fmt"
	"strings"
	"testing"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/weighting"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/problems"
)

// Compiling rules and putting a city together end where the list of problems is full.
func TestCompilingEndsWhenProblemsAreFull(t *testing.T) {
	const many = 10 * problems.Max
	named := func(set func(name string)) {
		for i := range many {
			set(fmt.Sprint("none", i))
		}
	}
	bad := evaluation.Rule{Aggregator: "?"}
	linked := linked(goals.Link{ID: "i"})
	sound := indicators.Catalogue{Indicators: []indicators.Indicator{reach("0", "1")}}
	for name, fill := range map[string]func(c *evaluation.City){
		"levels": func(c *evaluation.City) {
			c.Rules.Levels = map[string]evaluation.Rule{}
			named(func(name string) { c.Rules.Levels[name] = bad })
		},
		"goals": func(c *evaluation.City) {
			c.Rules.Goals = map[string]evaluation.Rule{}
			named(func(name string) { c.Rules.Goals[name] = bad })
		},
		"indicators": func(c *evaluation.City) {
			c.Rules.Indicators = map[string]evaluation.IndicatorRule{}
			named(func(name string) { c.Rules.Indicators[name] = evaluation.IndicatorRule{Of: "?"} })
		},
		"floors": func(c *evaluation.City) { c.Rules.Default.Floors = make([]evaluation.Floor, many) },
		"weightings": func(c *evaluation.City) {
			c.Rules.Weightings = map[string][]weighting.Spec{"1": make([]weighting.Spec, many)}
		},
		"no such goals": func(c *evaluation.City) {
			c.Rules.Goals = map[string]evaluation.Rule{}
			named(func(name string) { c.Rules.Goals[name] = evaluation.Rule{} })
		},
		"links": func(c *evaluation.City) {
			named(func(name string) {
				c.Strategy.Goals[0].Indicators = append(c.Strategy.Goals[0].Indicators, goals.Link{ID: name})
			})
		},
	} {
		city := evaluation.City{Strategy: linked.Clone(), Catalogue: sound}
		fill(&city)
		model, found := city.Inspect()
		counted := -1
		for _, p := range found {
			if p.Code == zielkette.CodeMore && strings.HasPrefix(p.Message.EN, "and at least") {
				_, _ = fmt.Sscanf(p.Message.EN, "and at least %d more", &counted)
			}
		}
		if model != nil || len(found) != problems.Max+1 || counted < 1 || counted > 10 {
			t.Errorf("%s: %d problems and %d more, a model: %v\n%.300v", name, len(found), counted, model != nil, found)
		}
	}
}
