package outlook_test

import (
	"fmt"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/outlook"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

func ExampleOf() {
	gas := indicators.Indicator{ID: "gas", Title: "Treibhausgase je Einwohner", Unit: "t", Targets: []indicators.Target{{
		Shape: indicators.ReachShape, Baseline: indicators.Baseline{Period: zielkette.MustParsePeriod("2011"), Value: zielkette.MustParseNumber("6.40")},
		Revisions: []indicators.Revision{{Points: []indicators.Point{{Period: zielkette.MustParsePeriod("2030"), Value: zielkette.MustParseNumber("1.90")}}}},
	}}}
	var observations []indicators.Observation
	for _, o := range [][2]string{{"2011", "6.40"}, {"2013", "6.64"}, {"2018", "5.77"}, {"2020", "5.3"}, {"2021", "5.02"}} {
		observations = append(observations, indicators.Observation{Indicator: "gas", Period: zielkette.MustParsePeriod(o[0]), Value: zielkette.MustParseNumber(o[1])})
	}
	record, err := indicators.NewRecord(observations...)
	if err != nil {
		panic(err)
	}
	city := evaluation.City{
		Strategy: goals.Strategy{ID: "muster", Title: "Musterstadt", Levels: []string{"Ziel"}, Goals: []goals.Goal{{
			ID: "Z", Title: "Klima schützen", Level: "Ziel", Indicators: []goals.Link{{ID: "gas"}},
		}}},
		Catalogue: indicators.Catalogue{Indicators: []indicators.Indicator{gas}}, Record: record,
	}
	model, err := city.Compile()
	if err != nil {
		panic(err)
	}
	result, err := model.Evaluate(record, evaluation.Options{AsOf: zielkette.MustParseDate("2023-12-31")})
	if err != nil {
		panic(err)
	}
	a, _ := result.Assessment("gas", "", "")
	o := outlook.Of(a, 2011)
	fmt.Println("so far", o.SoFar.Text("en", 3), "needed", o.Needed.Text("en", 3))
	fmt.Println("by 2030", o.Trend.Projection.Text("en", 2), "between", o.Trend.Low.Text("en", 2), "and", o.Trend.High.Text("en", 2))
	fmt.Println("probability", o.Trend.Probability.Percent("en", 1))
	fmt.Println("since 2012:", outlook.Of(a, 2012).Refused.Text("en"))
	// Output:
	// so far −0.138 needed −0.347
	// by 2030 3.82 between 2.31 and 5.33
	// probability 1.4%
	// since 2012: there is no value for the start year
}
