package indicators_test

import (
	"fmt"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

// dwellings is an invented series of dwellings finished, by quarters.
func dwellings() indicators.Series {
	var list []indicators.Observation
	for _, o := range [][2]string{{"2022-Q3", "60"}, {"2022-Q4", "80"}, {"2023-Q1", "70"}, {"2023-Q2", "90"}, {"2023-Q3", "75"}, {"2023-Q4", "65"}, {"2024-Q1", "85"}} {
		list = append(list, indicators.Observation{
			Indicator: "dwellings", Period: zielkette.MustParsePeriod(o[0]), Value: zielkette.MustParseNumber(o[1]), Source: "Bauamt",
		})
	}
	record, err := indicators.NewRecord(list...)
	if err != nil {
		panic(err)
	}
	return record.Series("dwellings", "")
}

var spring = indicators.Query{AsOf: zielkette.MustParseDate("2024-04-30")}

// Quarters are held against a target for years as the sum of the latest year that has
// ended, and against a span as the sum from its start on.
func ExampleSeries_Total() {
	for _, point := range []string{"2030", "2022-07/P5Y", "2022/P5Y"} {
		total, reason := dwellings().Total(indicators.Flow, zielkette.MustParsePeriod(point), &spring)
		fmt.Println(point, "|", total.Period, total.Observation().Value, reason, total.Missing)
	}
	// Output:
	// 2030 | 2023 300  []
	// 2022-07/P5Y | 2022-07/P1Y9M 525  []
	// 2022/P5Y | 2022/P2Y3M 525 gap [2022-Q1 2022-Q2]
}

// What is on record of a certain stretch of time.
func ExampleSeries_TotalOf() {
	for _, period := range []string{"2023-H2", "2023-Q3", "2022"} {
		total, reason := dwellings().TotalOf(indicators.Flow, zielkette.MustParsePeriod(period), &spring)
		fmt.Printf("%s %d %q\n", period, len(total.Parts), reason)
	}
	// Output:
	// 2023-H2 2 ""
	// 2023-Q3 1 ""
	// 2022 2 "gap"
}

// Every half-year that is whole.
func ExampleSeries_Totalling() {
	for total := range dwellings().Totalling(indicators.Flow, zielkette.MustParsePeriod("2030-H1"), &spring) {
		value, _, _ := total.Rat()
		fmt.Println(total.Period, value.RatString())
	}
	// Output:
	// 2022-H2 140
	// 2023-H1 160
	// 2023-H2 140
}

// The shares of a total are the ratio of the sums, and its mean is weighted by days.
func ExampleTotal_Rat() {
	total, _ := dwellings().Total(indicators.Average, zielkette.MustParsePeriod("2030-H1"), &spring)
	value, _, ok := total.Rat()
	fmt.Println(total.Period, value.RatString(), ok)
	// Output:
	// 2023-H2 70 true
}

func ExampleSeries_CountedAt() {
	for _, period := range []string{"2023-Q4", "2024-Q2"} {
		entry, reason := dwellings().CountedAt(zielkette.MustParsePeriod(period), &spring)
		fmt.Printf("%v %q\n", entry.Observation().Value, reason)
	}
	// Output:
	// 65 ""
	//  "no-observation"
}

// Every value that counts, period by period.
func ExampleSeries_Counting() {
	early := indicators.Query{AsOf: zielkette.MustParseDate("2023-03-31")}
	for o := range dwellings().Counting(&early) {
		fmt.Println(o.Period, o.Value)
	}
	fmt.Println(dwellings().Last(&early))
	// Output:
	// 2022-Q3 60
	// 2022-Q4 80
	// 2023-Q1 70
	// 2023-Q1
}

func ExampleTime_Totals() {
	quarter, year := zielkette.MustParsePeriod("2023-Q1"), zielkette.MustParsePeriod("2030")
	fmt.Println(indicators.Flow.Totals(quarter, year), indicators.Stock.Totals(quarter, year), indicators.Flow.Totals(year, quarter))
	// Output:
	// true false false
}

// A moved target and a moved baseline stand beside what was decided first.
func ExampleTarget_InForce() {
	day, year := zielkette.MustParseDate, zielkette.MustParsePeriod
	target := indicators.Target{
		Shape:             indicators.ReachShape,
		Baseline:          indicators.Baseline{Period: year("2015"), Value: zielkette.Int(7)},
		BaselineRevisions: []indicators.Baseline{{Period: year("2015"), Value: zielkette.Int(8), Decided: day("2022"), Known: day("2022")}},
		Revisions: []indicators.Revision{
			{Decision: "Rat 2016", Decided: day("2016"), Known: day("2016"), Points: []indicators.Point{{Period: year("2035"), Value: zielkette.Int(2)}}},
			{Decision: "Rat 2021", Decided: day("2021-10-06"), Known: day("2021-11"), Points: []indicators.Point{{Period: year("2030"), Value: zielkette.Int(2)}}},
		},
	}
	for _, dates := range [][2]string{{"2020-12-31", "2030"}, {"2021-12-31", "2021-10-31"}, {"2022-12-31", "2030"}} {
		asOf, knownOn := day(dates[0]), day(dates[1])
		fmt.Println(asOf, knownOn, target.InForce(asOf, knownOn).Decision, target.BaselineInForce(asOf, knownOn).Value)
	}
	// Output:
	// 2020-12-31 2030 Rat 2016 7
	// 2021-12-31 2021-10-31 Rat 2016 7
	// 2022-12-31 2030 Rat 2021 8
}

// One fact has one key: a definition that is not written is the current one.
func ExampleSet_CheckRecord() {
	set, err := indicators.Catalogue{Indicators: []indicators.Indicator{{ID: "co2", Title: "CO2", Definition: "v1"}}}.Compile()
	if err != nil {
		fmt.Println(err)
		return
	}
	year := zielkette.MustParsePeriod("2020")
	record, err := indicators.NewRecord(
		indicators.Observation{Indicator: "co2", Period: year, Value: zielkette.Int(10)},
		indicators.Observation{Indicator: "co2", Period: year, Value: zielkette.Int(90), Definition: "v1"},
	)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, p := range set.CheckRecord(record) {
		fmt.Println(p.Code, p.Place)
	}
	// Output:
	// duplicate /observations/1
}
