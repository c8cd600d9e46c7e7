package evaluation_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/module"
)

// What an explanation says in both languages is what a glance says in each, and an
// indicator is explained with its goal as it is alone.
func TestGlanceExplains(t *testing.T) {
	same := func(name string, r *evaluation.Result) (calculations int) {
		for a := range r.Assessments() {
			g, x := a.Glance(module.Reader{}), a.Explain().Measured
			for _, language := range []zielkette.Language{zielkette.German, zielkette.English} {
				if d := cmp.Diff(g.Formula(language), x.Formula.In(language)) + cmp.Diff(g.Path(language), x.Path.In(language)); d != "" {
					t.Fatalf("%s, %s: %s", name, a.ID(), d)
				}
			}
			if d := cmp.Diff(x.ExpectedAttainment, g.Way); d != "" {
				t.Fatalf("%s, %s: %s", name, a.ID(), d)
			}
			if g.Formula(zielkette.German) != "" {
				calculations++
			}
		}
		for _, score := range r.Goals() {
			up := score.Explain().RollUp
			if up == nil {
				continue
			}
			k := 0
			for p := range score.Parts() {
				if p.Goal.IsZero() && p.State != evaluation.NotApplicable {
					if d := cmp.Diff(p.Indicator.Explain(), up.Parts[k].Of); d != "" {
						t.Fatalf("%s, %s: %s", name, p.ID(), d)
					}
				}
				k++
			}
		}
		return calculations
	}
	calculations := 0
	for seed := range uint64(200) {
		calculations += same("a tree", grow(seed).evaluate(t, evaluation.Options{AsOf: zielkette.MustParseDate("2020-12-31")}))
	}
	if calculations < 500 {
		t.Errorf("only %d calculations", calculations)
	}
	for _, c := range []struct{ change, de, en string }{
		{"-20", "1.234,5 × (1 − 20 / 100)", "1,234.5 × (1 − 20 / 100)"},
		{"20", "1.234,5 × (1 + 20 / 100)", "1,234.5 × (1 + 20 / 100)"},
	} {
		city := evaluation.City{
			Strategy: goals.Strategy{ID: "s", Title: "S", Levels: []string{"Z"}, Goals: []goals.Goal{{ID: "g", Level: "Z", Title: "G", Indicators: []goals.Link{{ID: "i"}}}}},
			Catalogue: indicators.Catalogue{Indicators: []indicators.Indicator{{ID: "i", Title: "I", Unit: "t", Targets: []indicators.Target{{
				Shape:     indicators.ReachShape,
				Baseline:  indicators.Baseline{Period: zielkette.MustParsePeriod("2014"), Value: zielkette.MustParseNumber("1234.5")},
				Revisions: []indicators.Revision{{Points: []indicators.Point{{Period: zielkette.MustParsePeriod("2024"), Change: zielkette.MustParseNumber(c.change)}}}},
			}}}}},
		}
		record, err := indicators.NewRecord(indicators.Observation{Indicator: "i", Period: zielkette.MustParsePeriod("2019"), Value: zielkette.MustParseNumber("1200")})
		if err != nil {
			t.Fatal(err)
		}
		city.Record = record
		model, err := city.Compile()
		if err != nil {
			t.Fatal(err)
		}
		r, err := model.Evaluate(record, evaluation.Options{AsOf: zielkette.MustParseDate("2019-12-31")})
		if err != nil {
			t.Fatal(err)
		}
		same("a change", r)
		a, _ := r.Assessment("i", "", "")
		g := a.Glance(module.Reader{})
		for language, want := range map[zielkette.Language]string{zielkette.German: c.de, zielkette.English: c.en} {
			if got := g.Formula(language); !strings.Contains(got, want) {
				t.Errorf("%s: %s, want %s in it", language, got, want)
			}
		}
	}
}
