package cities_test

import (
	"fmt"
	"slices"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/cities"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

// pkw is a fictional city with its cars per 1,000 inhabitants.
func pkw(name, definition, value string) cities.City {
	set, err := indicators.Catalogue{Indicators: []indicators.Indicator{{
		ID: "pkw", Title: "Pkw-Dichte", Unit: "je 1.000", Definition: definition, Direction: indicators.Down,
		Codes: map[string]string{"sdg-kommunen": "pkw-dichte"},
	}}}.Compile()
	if err != nil {
		panic(err)
	}
	record, err := indicators.NewRecord(indicators.Observation{
		Indicator: "pkw", Period: zielkette.MustParsePeriod("2023"), Value: zielkette.MustParseNumber(value),
	})
	if err != nil {
		panic(err)
	}
	return cities.City{Name: name, Set: set, Record: record}
}

func ExampleCompare() {
	c, err := cities.Compare(cities.Query{
		Code:   cities.Code{Catalogue: "sdg-kommunen", Value: "pkw-dichte"},
		Period: zielkette.MustParsePeriod("2023"),
	}, slices.Values([]cities.City{
		pkw("Musterstadt", "zulassung", "612"), pkw("Beispielhausen", "zulassung", "498.5"), pkw("Probeburg", "umfrage", "300"),
	}))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, e := range c.Entries {
		fmt.Println(e.Rank, e.Reading.City, e.Value, e.ToBest)
	}
	for _, r := range c.Refusals {
		fmt.Println(r.Cities, r.Obstacle, "-", r.Text.EN)
	}
	// Output:
	// 1 Beispielhausen 498.5 0
	// 2 Musterstadt 612 113.5
	// [Musterstadt Probeburg] definition - different definitions: “zulassung” (612, 2023) and “umfrage” (300, 2023)
}

func ExampleTrend() {
	change, ok := cities.Trend(pkw("Musterstadt", "zulassung", "612"), "pkw", zielkette.MustParsePeriod("2022"), zielkette.MustParsePeriod("2023"), zielkette.Date{})
	fmt.Println(ok, change.Difference.IsZero(), change.Refusals[0].Text.EN)
	// Output: true true there is no value for 2022
}

// A number of inhabitants without a date does not stand in a series.
func ExampleAlong() {
	page := cities.Reading{City: "Soest", Indicator: "Einwohner", Definition: "projektseite", Value: zielkette.Int(49658)}
	counted := cities.Reading{
		City: "Soest", Indicator: "Einwohner", Definition: "it-nrw", Value: zielkette.Int(48250), Period: zielkette.MustParsePeriod("2023-12-31"),
	}
	for _, r := range cities.Along(page, counted) {
		fmt.Println(r.Obstacle)
	}
	// Output:
	// definition
	// undated
}

func ExampleAcross() {
	a, _ := cities.Read(pkw("Musterstadt", "zulassung", "612"), "pkw", "zulassung", zielkette.MustParsePeriod("2023"), zielkette.Date{})
	b, _ := cities.Read(pkw("Beispielhausen", "zulassung", "498.5"), "pkw", "zulassung", zielkette.MustParsePeriod("2023"), zielkette.Date{})
	fmt.Println(cities.Across(a, b) == nil)
	// Output: true
}

func ExampleRead() {
	r, ok := cities.Read(pkw("Musterstadt", "zulassung", "612"), "pkw", "zulassung", zielkette.MustParsePeriod("2023"), zielkette.Date{})
	fmt.Println(r.City, r.Value, r.Unit, ok)
	// Output: Musterstadt 612 je 1.000 true
}
