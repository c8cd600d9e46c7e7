package evaluation_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/testkit"
)

// What is handed out shares nothing with the documents, with the model or with what was
// handed out before, whatever fields it has.
func TestHandedOutIsApart(t *testing.T) {
	rules := evaluation.Rules{
		Default: evaluation.Rule{Bounds: []zielkette.Number{number("0"), number("2")}, Status: ampel(), Floors: []evaluation.Floor{{Below: number("0.1"), AtMost: "red"}}},
		Goals:   map[string]evaluation.Rule{"g": {Status: ampel(), Floors: []evaluation.Floor{{Below: number("0.1"), AtMost: "red"}}}},
	}
	rules.Default.Floors[0].AtMost, rules.Goals["g"].Floors[0].AtMost = ampel().Classes[len(ampel().Classes)-1].ID, ampel().Classes[len(ampel().Classes)-1].ID
	ind := but(reach("0", "10"), func(i *indicators.Indicator) {
		i.Codes, i.Breaks = map[string]string{"sdg": "13"}, []indicators.Break{{Period: period("2010")}}
	})
	stepped := milestones(zielkette.Milestone{Title: "m", Done: date("2019")}, zielkette.Milestone{Title: "n"})
	stepped.ID = "stepped"
	city := evaluation.City{
		Strategy: goals.Strategy{ID: "s", Title: "s", Levels: []string{"Ziel"}, Goals: []goals.Goal{{
			ID: "g", Title: "g", Level: "Ziel", Indicators: []goals.Link{{ID: "i", Weight: number("2")}, {ID: "stepped", Weight: number("1")}},
		}}},
		Catalogue: indicators.Catalogue{Indicators: []indicators.Indicator{ind, stepped}}, Rules: rules,
	}
	model, err := city.Compile()
	if err != nil {
		t.Fatal(err)
	}
	result := evaluate(t, model, asOf("2020"), observe("2020 5")...)
	handed := func() []any {
		score, _ := result.Goal("g")
		out := []any{result.Explain("g"), score.Explain(), result.Rules(), score.Status()}
		for a := range result.Assessments() {
			target, _ := a.Target()
			revision, _ := a.Revision()
			out = append(out, a.Explain(), a.Indicator(), target, revision, a.Status())
		}
		return out
	}
	testkit.Apart(t, city, handed())
	testkit.Apart(t, handed(), handed())
	set, err := rules.Compile()
	if err != nil {
		t.Fatal(err)
	}
	testkit.Apart(t, rules, set)
	testkit.Apart(t, set, set.Rules())
}

// A strategy whose goals all name an indicator that nobody knows is refused in a time
// that grows with its length: finding the places of problems walks no list again.
func TestManyUnknownIndicators(t *testing.T) {
	const n = 60_000
	var b strings.Builder
	b.WriteString(`{"formatVersion":1,"id":"x","title":"t","levels":["L"],"goals":[`)
	for i := range n {
		fmt.Fprintf(&b, `{"id":"g%d","level":"L","title":"t","indicators":[{"id":"q"}]},`, i)
	}
	text := strings.TrimSuffix(b.String(), ",") + `]}`
	testkit.InTime(t, 20*time.Second, func() {
		strategy, err := goals.Read(strings.NewReader(text), "")
		if err != nil {
			t.Error(err)
			return
		}
		_, err = evaluation.City{Strategy: strategy}.Compile()
		found := zielkette.ProblemsOf(err)
		if len(found) == 0 || len(found) > 101 || found[0].Code != zielkette.CodeReference || found[0].Place.Pointer != "/strategy/goals/0/indicators/0/id" || found[0].Place.Line != 1 {
			t.Errorf("%d problems: %.200v", len(found), err)
		}
	})
}

// Lists that contain themselves are problems of the city, too.
func TestCityOfItself(t *testing.T) {
	loop := make([]goals.Goal, 1)
	loop[0] = goals.Goal{ID: "g", Level: "L", Title: "t", Goals: loop}
	city := evaluation.City{Strategy: goals.Strategy{ID: "s", Title: "s", Levels: []string{"L"}, Goals: loop}}
	for _, c := range []evaluation.City{city, city.Clone()} {
		if model, err := c.Compile(); model != nil || len(zielkette.ProblemsOf(err)) == 0 {
			t.Errorf("%v", err)
		}
	}
}
