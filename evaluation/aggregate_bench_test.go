package evaluation_test

import (
	"fmt"
	"testing"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

// BenchmarkAggregators evaluates and explains one goal with n indicators by each
// aggregator; the time is that of one part, so that a cost in proportion to n shows
// as a constant.
func BenchmarkAggregators(b *testing.B) {
	for _, aggregator := range []evaluation.Aggregator{evaluation.Mean, evaluation.Geometric, evaluation.Harmonic, evaluation.Median} {
		for _, n := range []int{60, 1000, 2000, 4000} {
			options := evaluation.Options{AsOf: zielkette.MustParseDate("2024")}
			b.Run(fmt.Sprintf("%s/evaluate/parts=%d", aggregator, n), func(b *testing.B) {
				model, record := pool(b, aggregator, n)
				for b.Loop() {
					if _, err := model.Evaluate(record, options); err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/part")
			})
			b.Run(fmt.Sprintf("%s/explain/parts=%d", aggregator, n), func(b *testing.B) {
				model, record := pool(b, aggregator, n)
				result, err := model.Evaluate(record, options)
				if err != nil {
					b.Fatal(err)
				}
				for b.Loop() {
					result.Explain("G")
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/part")
			})
		}
	}
}

// BenchmarkGeometricUnits evaluates 51 units of 61 nodes, eleven goals by the geometric
// mean, as for one set of weights of a composite indicator.
func BenchmarkGeometricUnits(b *testing.B) {
	year, deadline := zielkette.MustParsePeriod("2020"), zielkette.MustParsePeriod("2030")
	root := goals.Goal{ID: "root", Level: "L", Title: "t"}
	var catalogue indicators.Catalogue
	for g := range 10 {
		goal := goals.Goal{ID: fmt.Sprint("g", g), Level: "M", Title: "t", Weight: zielkette.Int(int64(1 + g%4))}
		for k := range 5 {
			id := fmt.Sprintf("i%d.%d", g, k)
			goal.Indicators = append(goal.Indicators, goals.Link{ID: id, Weight: zielkette.Int(int64(1 + k%3))})
			catalogue.Indicators = append(catalogue.Indicators, indicators.Indicator{ID: id, Title: "t", Targets: []indicators.Target{{
				Shape:     indicators.ReachShape,
				Baseline:  indicators.Baseline{Period: zielkette.MustParsePeriod("2010"), Value: zielkette.Int(0)},
				Revisions: []indicators.Revision{{Points: []indicators.Point{{Period: deadline, Value: zielkette.Int(997)}}}},
			}}})
		}
		root.Goals = append(root.Goals, goal)
	}
	plan, err := goals.Strategy{ID: "x", Title: "t", Levels: []string{"L", "M"}, Goals: []goals.Goal{root}}.Compile()
	if err != nil {
		b.Fatal(err)
	}
	set, err := catalogue.Compile()
	if err != nil {
		b.Fatal(err)
	}
	rules, err := evaluation.Rules{Default: evaluation.Rule{Aggregator: evaluation.Geometric}}.Compile()
	if err != nil {
		b.Fatal(err)
	}
	model, err := evaluation.New(plan, set, rules)
	if err != nil {
		b.Fatal(err)
	}
	var units []*indicators.Record
	for unit := range 51 {
		var observations []indicators.Observation
		for i, indicator := range catalogue.Indicators {
			observations = append(observations, indicators.Observation{Indicator: indicator.ID, Period: year, Value: zielkette.Int(int64(1 + (unit*101+i*37)%996))})
		}
		record, err := indicators.NewRecord(observations...)
		if err != nil {
			b.Fatal(err)
		}
		units = append(units, record)
	}
	options := evaluation.Options{AsOf: zielkette.MustParseDate("2024")}
	for b.Loop() {
		for _, record := range units {
			if _, err := model.Evaluate(record, options); err != nil {
				b.Fatal(err)
			}
		}
	}
}

// pool is a goal of n indicators whose attainments have little in common.
func pool(tb testing.TB, aggregator evaluation.Aggregator, n int) (*evaluation.Model, *indicators.Record) {
	tb.Helper()
	x := uint64(88172645463325252)
	goal := goals.Goal{ID: "G", Level: "L", Title: "t"}
	var catalogue indicators.Catalogue
	var observations []indicators.Observation
	baseline := indicators.Baseline{Period: zielkette.MustParsePeriod("2010"), Value: zielkette.Int(0)}
	target := []indicators.Revision{{Points: []indicators.Point{{Period: zielkette.MustParsePeriod("2030"), Value: zielkette.Int(1_000_000_000_039)}}}}
	for i := range n {
		x ^= x << 13
		x ^= x >> 7
		x ^= x << 17
		id := fmt.Sprint("i", i)
		goal.Indicators = append(goal.Indicators, goals.Link{ID: id, Weight: zielkette.Int(int64(1 + x%7))})
		catalogue.Indicators = append(catalogue.Indicators, indicators.Indicator{ID: id, Title: "t", Targets: []indicators.Target{
			{Shape: indicators.ReachShape, Baseline: baseline, Revisions: target},
		}})
		observations = append(observations, indicators.Observation{Indicator: id, Period: zielkette.MustParsePeriod("2020"), Value: zielkette.Int(int64(x%1_000_000_000_000 | 1))})
	}
	plan, err := goals.Strategy{ID: "x", Title: "t", Levels: []string{"L"}, Goals: []goals.Goal{goal}}.Compile()
	if err != nil {
		tb.Fatal(err)
	}
	set, err := catalogue.Compile()
	if err != nil {
		tb.Fatal(err)
	}
	rules, err := evaluation.Rules{Default: evaluation.Rule{Aggregator: aggregator}}.Compile()
	if err != nil {
		tb.Fatal(err)
	}
	model, err := evaluation.New(plan, set, rules)
	if err != nil {
		tb.Fatal(err)
	}
	record, err := indicators.NewRecord(observations...)
	if err != nil {
		tb.Fatal(err)
	}
	return model, record
}
