package evaluation_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

// A definition that is not written is the current one: two values of one period are one
// fact stated twice, whatever their order, unless one became known later.
func TestOneFact(t *testing.T) {
	ind := but(reach("0", "100"), func(ind *indicators.Indicator) { ind.Definition = "v1" })
	for name, c := range map[string]struct {
		record []indicators.Observation
		want   []string // problems
		counts string   // attainment where nothing is asked of the city
	}{
		"twice":                     {observe("2020 10", "2020 90 def:v1"), []string{"duplicate /record/observations/1"}, ""},
		"known later":               {observe("2020 10 known:2021", "2020 90 def:v1 known:2022"), nil, "0.9"},
		"known earlier":             {observe("2020 10 known:2022", "2020 90 def:v1 known:2021"), nil, "0.1"},
		"another version":           {observe("2020 10", "2020 90 def:v0"), nil, "0.1"},
		"one may not be scored":     {observe("2020 10 status:D", "2020 90 def:v1"), nil, "0.9"},
		"one states an absence":     {observe("2020 -  status:O", "2020 90 def:v1"), []string{"duplicate /record/observations/1"}, ""},
		"periods of several kinds":  {observe("2020 10", "2020-Q4 33 def:v1"), []string{"mixed-periods /record/observations/1"}, "0.33"},
		"kinds by their definition": {observe("2020 10 def:v0", "2020-Q4 33 def:v1"), nil, "0.33"},
	} {
		for range 2 {
			record, err := indicators.NewRecord(c.record...)
			if err != nil {
				t.Fatal(err)
			}
			city := evaluation.City{
				Strategy: goals.Strategy{ID: "s", Title: "Strategy"}, Record: record,
				Catalogue: indicators.Catalogue{Indicators: []indicators.Indicator{ind}},
			}
			_, err = city.Compile()
			if d := cmp.Diff(c.want, codes(t, err)); d != "" {
				t.Errorf("%s: %s", name, d)
			}
			a := assess(t, ind, asOf("2020"), c.record...)
			if got := a.Attainment().String(); got != c.counts || got == "" && a.Reason() != indicators.Contradicting {
				t.Errorf("%s: %q, %v, want %q", name, got, a.Reason(), c.counts)
			}
			slices.Reverse(c.record)
		}
	}
}
