package evaluation_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/module"
)

// conditions is a city with indicators that are not scored.
func conditions() evaluation.City {
	seen := func(id, in, value, known string) indicators.Observation {
		return indicators.Observation{Indicator: id, Period: period(in), Value: number(value), Known: date(known)}
	}
	share := seen("share", "2021", "1", "2022")
	share.Denominator = number("3")
	broken := seen("jobs", "2020", "60", "2021")
	broken.Status = indicators.BrokenSeries
	record, err := indicators.NewRecord(
		seen("people", "2019", "1000", "2020-02"), seen("people", "2021", "1100", "2022-02"), seen("people", "2021", "1090", "2023-02"), seen("people", "2024", "1200", "2025"),
		seen("jobs", "2018", "50", "2019"), seen("jobs", "2019", "52", "2020"), broken, seen("jobs", "2021", "66", "2022"),
		share)
	must(err)
	return evaluation.City{
		Strategy: goals.Strategy{
			ID: "s", Title: "S", Levels: []string{"Ziel"},
			Goals: []goals.Goal{{ID: "a", Level: "Ziel", Title: "A", Indicators: []goals.Link{{ID: "jobs"}}}},
			Context: []goals.Context{
				{Title: "demographisch", Indicators: []string{"people"}}, {Title: "ökonomisch", Indicators: []string{"jobs", "share", "none"}},
			},
		},
		Catalogue: indicators.Catalogue{Indicators: []indicators.Indicator{
			{ID: "people", Title: "Einwohner"}, {ID: "jobs", Title: "Beschäftigte"}, {ID: "share", Title: "Quote", Per: number("100")}, {ID: "none", Title: "Nichts"},
		}},
		Record: record,
	}
}

func TestContext(t *testing.T) {
	model, err := conditions().Compile()
	must(err)
	course := func(o evaluation.Options) map[string]string {
		result, err := model.Evaluate(conditions().Record, o)
		must(err)
		got := map[string]string{}
		for _, g := range result.Context() {
			for _, d := range g.Indicators {
				var out []string
				for _, v := range d.Values {
					text := fmt.Sprint(v.Observation.Period, " ", v.Value)
					if v.Break {
						text = "| " + text
					}
					out = append(out, text)
				}
				if from, to, ok := d.Comparable(); ok {
					out = append(out, fmt.Sprint("from ", from.Value, " to ", to.Value))
				}
				got[g.Context.Title+" "+d.ID] = strings.Join(out, ", ")
			}
		}
		return got
	}
	if diff := cmp.Diff(map[string]string{
		"demographisch people": "2019 1000, 2021 1090, from 1000 to 1090",
		"ökonomisch jobs":      "2018 50, 2019 52, | 2020 60, 2021 66, from 60 to 66",
		"ökonomisch share":     "2021 33.333333333333", "ökonomisch none": "",
	}, course(asOf("2023-12-31"))); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(map[string]string{
		"demographisch people": "2019 1000, 2021 1100, from 1000 to 1100",
		"ökonomisch jobs":      "2018 50, 2019 52, | 2020 60",
		"ökonomisch share":     "", "ökonomisch none": "",
	}, course(evaluation.Options{AsOf: date("2023-12-31"), KnownOn: date("2022-03-01")})); diff != "" {
		t.Error(diff)
	}
	result, err := model.Evaluate(nil, asOf("2023"))
	must(err)
	for a := range result.Assessments() {
		if want := a.ID() != "jobs"; a.InContext(module.Reader{}) != want {
			t.Errorf("%s: in the context alone %v", a.ID(), !want)
		}
	}
}

// What the context names must be in the catalogue.
func TestContextReference(t *testing.T) {
	city := conditions()
	city.Strategy.Context[1].Indicators[2] = "gone"
	_, err := city.Compile()
	list := zielkette.ProblemsOf(err)
	if len(list) != 1 || list[0].Code != zielkette.CodeReference || list[0].Place.Pointer != "/strategy/context/1/indicators/2" {
		t.Errorf("%v", list)
	}
}

// Context indicators have a course and no score.
func ExampleResult_Context() {
	city := conditions()
	model, err := city.Compile()
	must(err)
	result, err := model.Evaluate(city.Record, evaluation.Options{AsOf: zielkette.MustParseDate("2023-12-31")})
	must(err)
	for _, group := range result.Context() {
		for _, d := range group.Indicators {
			if first, last, ok := d.Comparable(); ok {
				fmt.Println(group.Context.Title, d.Title, first.Value, first.Observation.Period, "to", last.Value, last.Observation.Period)
			}
		}
	}
	// Output:
	// demographisch Einwohner 1000 2019 to 1090 2021
	// ökonomisch Beschäftigte 60 2020 to 66 2021
}
