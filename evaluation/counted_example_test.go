package evaluation_test

import (
	"fmt"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

// housing evaluates two invented indicators of a city: dwellings to be finished from 2021
// to 2025, and nitrogen dioxide, of which a limit is to be kept.
func housing() *evaluation.Result {
	year, n := zielkette.MustParsePeriod, zielkette.MustParseNumber
	city := evaluation.City{
		Strategy: goals.Strategy{
			ID: "s", Title: "Wohnen", Levels: []string{"Ziel"},
			Goals: []goals.Goal{{ID: "Z", Level: "Ziel", Title: "Wohnen", Indicators: []goals.Link{{ID: "dwellings"}, {ID: "no2"}}}},
		},
		Catalogue: indicators.Catalogue{Indicators: []indicators.Indicator{
			{ID: "dwellings", Title: "Fertige Wohnungen", Time: indicators.Flow, Targets: []indicators.Target{{
				Shape: indicators.ReachShape, Revisions: []indicators.Revision{{Points: []indicators.Point{{Period: year("2021/2025"), Value: n("1500")}}}},
			}}},
			{ID: "no2", Title: "Stickstoffdioxid", Direction: indicators.Down, Targets: []indicators.Target{{
				Shape: indicators.LimitShape, Revisions: []indicators.Revision{{Points: []indicators.Point{{Period: year("2021"), Value: n("40")}}}},
			}}},
		}},
	}
	var list []indicators.Observation
	for _, o := range [][3]string{
		{"dwellings", "2021", "300"},
		{"dwellings", "2022", "320"},
		{"dwellings", "2023", "250"},
		{"no2", "2021", "41"},
		{"no2", "2022", "38"},
		{"no2", "2023", "36"},
	} {
		list = append(list, indicators.Observation{Indicator: o[0], Period: year(o[1]), Value: n(o[2])})
	}
	var err error
	if city.Record, err = indicators.NewRecord(list...); err != nil {
		panic(err)
	}
	model, err := city.Compile()
	if err != nil {
		panic(err)
	}
	result, err := model.Evaluate(city.Record, evaluation.Options{AsOf: zielkette.MustParseDate("2024-06-30")})
	if err != nil {
		panic(err)
	}
	return result
}

// A total shows what it is put together of.
func ExampleAssessment_Parts() {
	a, _ := housing().Assessment("dwellings", "", "")
	parts, missing := a.Parts()
	for _, o := range parts {
		fmt.Println(o.Period, o.Value)
	}
	fmt.Println(a.Period().Text(zielkette.German), a.Value(), a.Attainment(), missing)
	// Output:
	// 2021 300
	// 2022 320
	// 2023 250
	// 2021 bis 2023 870 0.58 []
}

// An indicator is on course by the difference of value and expected value.
func ExampleAssessment_Course() {
	a, _ := housing().Assessment("dwellings", "", "")
	fmt.Println(a.Expected(), a.Planned(), a.OnTrack(), a.Course())
	// Output:
	// 900 0.6 0.966666666667 behind
}

// How often a limit was kept, and when it was broken.
func ExampleAssessment_Kept() {
	a, _ := housing().Assessment("no2", "", "")
	kept := a.Kept()
	fmt.Println(kept.Kept, "of", kept.Of, "broken", kept.Broken)
	// Output:
	// 2 of 3 broken [2021]
}

// The last point of a target has passed, and none is ahead.
func ExampleAssessment_Overdue() {
	a, _ := housing().Assessment("dwellings", "", "")
	later, err := housing().Model().Evaluate(housing().Record(), evaluation.Options{AsOf: zielkette.MustParseDate("2026-06-30")})
	if err != nil {
		fmt.Println(err)
		return
	}
	b, _ := later.Assessment("dwellings", "", "")
	fmt.Println(a.Overdue(), b.Overdue())
	// Output:
	// false true
}
