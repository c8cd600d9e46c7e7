package report_test

import (
	"fmt"
	"strings"
	"testing"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/report"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

// Where a score lies outside its range, the page says of which goals and why; elsewhere it
// does not speak of it.
func TestScoreOutsideItsRange(t *testing.T) {
	for _, test := range []struct {
		whole int // goals with a part of which too little is known
		least string
		want  string
	}{
		{1, "0.5", "outside the range – W0: a part below its minimum coverage"},
		{7, "0.5", "outside the range – W0, W1, W2, W3, W4, 2 more: a part"},
		{1, "0.25", ""},
	} {
		s := goals.Strategy{ID: "s", Title: "S", Levels: []string{"A", "B"}}
		var catalogue indicators.Catalogue
		var record []indicators.Observation
		link := func(name, value string) goals.Link {
			catalogue.Indicators = append(catalogue.Indicators, indicators.Indicator{ID: name, Title: name, Targets: []indicators.Target{{
				Shape: indicators.ReachShape, Baseline: indicators.Baseline{Period: period("2015"), Value: number("0")},
				Revisions: []indicators.Revision{{Points: []indicators.Point{{Period: period("2030"), Value: number("1")}}}},
			}}})
			if value != "" {
				record = append(record, indicators.Observation{Indicator: name, Period: period("2020"), Value: number(value)})
			}
			return goals.Link{ID: name}
		}
		for i := range test.whole {
			part := goals.Goal{ID: fmt.Sprint("p", i), Level: "B", Title: fmt.Sprint("P", i)}
			for k, value := range []string{"0", "0", "", "", ""} {
				part.Indicators = append(part.Indicators, link(fmt.Sprint("i", i, ".", k), value))
			}
			s.Goals = append(s.Goals, goals.Goal{ID: fmt.Sprint("w", i), Level: "A", Title: fmt.Sprint("W", i), Indicators: []goals.Link{link(fmt.Sprint("b", i), "0.9")}, Goals: []goals.Goal{part}})
		}
		model, err := evaluation.City{Strategy: s, Catalogue: catalogue, Rules: evaluation.Rules{Default: evaluation.Rule{MinCoverage: number(test.least)}}}.Compile()
		if err != nil {
			t.Fatal(err)
		}
		r, err := model.Evaluate(recorded(record), evaluation.Options{AsOf: date("2020-12-31")})
		if err != nil {
			t.Fatal(err)
		}
		var out strings.Builder
		if err := report.Of(r, report.Options{Language: zielkette.English}).Page().Text(&out, 1000); err != nil {
			t.Fatal(err)
		}
		if got := out.String(); test.want == "" && strings.Contains(got, "outside the range") || !strings.Contains(got, test.want) {
			t.Errorf("%d goals, at least %s: %q is not there", test.whole, test.least, test.want)
		}
	}
}
