package robustness_test

import (
	"fmt"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/robustness"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/status"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

// musterstadt is a goal of three indicators that are judged by a traffic light.
func musterstadt() *evaluation.Result {
	var catalogue indicators.Catalogue
	var observations []indicators.Observation
	for _, i := range []struct{ id, title, baseline, target, value string }{
		{"gas", "Treibhausgase je Einwohner", "7.2", "2", "5.02"},
		{"rad", "Wege mit dem Rad", "17", "23", "21"},
		{"baum", "Neue Bäume", "0", "1000", "900"},
	} {
		catalogue.Indicators = append(catalogue.Indicators, indicators.Indicator{ID: i.id, Title: i.title, Targets: []indicators.Target{{
			Shape: indicators.ReachShape, Baseline: indicators.Baseline{Period: zielkette.MustParsePeriod("2015"), Value: zielkette.MustParseNumber(i.baseline)},
			Revisions: []indicators.Revision{{Points: []indicators.Point{{Period: zielkette.MustParsePeriod("2030"), Value: zielkette.MustParseNumber(i.target)}}}},
		}}})
		observations = append(observations, indicators.Observation{Indicator: i.id, Period: zielkette.MustParsePeriod("2022"), Value: zielkette.MustParseNumber(i.value)})
	}
	record, err := indicators.NewRecord(observations...)
	check(err)
	city := evaluation.City{
		Strategy: goals.Strategy{ID: "muster", Title: "Musterstadt", Levels: []string{"Ziel"}, Goals: []goals.Goal{{
			ID: "Z", Title: "Klima schützen", Level: "Ziel", Indicators: []goals.Link{
				{ID: "gas", Weight: zielkette.Int(3)}, {ID: "rad", Weight: zielkette.Int(2)}, {ID: "baum", Weight: zielkette.Int(1)},
			},
		}}},
		Catalogue: catalogue, Record: record,
		Rules: evaluation.Rules{Default: evaluation.Rule{Status: status.Spec{Method: status.Thresholds, Classes: []status.Class{
			{ID: "green", Label: zielkette.Text{DE: "grün", EN: "green"}, From: zielkette.MustParseNumber("0.6")},
			{ID: "red", Label: zielkette.Text{DE: "rot", EN: "red"}},
		}}}},
	}
	model, err := city.Compile()
	check(err)
	result, err := model.Evaluate(record, evaluation.Options{AsOf: zielkette.MustParseDate("2022-12-31")})
	check(err)
	return result
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}

func ExampleOf() {
	score, _ := musterstadt().Goal("Z")
	r := robustness.Of(score)
	fmt.Println(score.Attainment().Percent("de", 1), r.Label.DE, "unter", r.Kept.Percent("de", 1), "aller Gewichtungen")
	fmt.Println("in der Rangfolge der Gewichte:", r.KeptIn.Percent("de", 1))
	// Output:
	// 58,2 % rot unter 27,5 % aller Gewichtungen
	// in der Rangfolge der Gewichte: 86,7 %
}

func ExamplePartWeights() {
	score, _ := musterstadt().Goal("Z")
	for _, w := range robustness.PartWeights(score) {
		fmt.Println(w.Title, "statt", w.Now.Percent("de", 1), w.Share.Percent("de", 2), w.Label.DE, w.Reached)
	}
	// Output:
	// Treibhausgase je Einwohner statt 50,0 % 44,42 % grün true
	// Wege mit dem Rad statt 33,3 % 47,61 % grün true
	// Neue Bäume statt 16,7 % 21,42 % grün true
}

func ExampleValues() {
	score, _ := musterstadt().Goal("Z")
	for _, v := range robustness.Values(score) {
		if v.Reason != "" {
			fmt.Println(v.Indicator.Title(), "statt", v.Indicator.Printed("de")+":", v.Reason.Text("de"))
			continue
		}
		fmt.Println(v.Indicator.Title(), "statt", v.Indicator.Printed("de"), v.Value.Text("de", 2), v.Label.DE, v.Reached)
	}
	// Output:
	// Treibhausgase je Einwohner statt 5,02 4,83 grün true
	// Wege mit dem Rad statt 21 21,33 grün true
	// Neue Bäume statt 900: der Status bleibt, was immer man einsetzt
}

func ExampleLevers() {
	score, _ := musterstadt().Goal("Z")
	for _, l := range robustness.Levers(score) {
		fmt.Println(l.Indicator.Title(), "auf", l.Value.Text("de", -1), "hebt von", score.Attainment().Percent("de", 1), "auf", l.Then.Percent("de", 1))
	}
	// Output:
	// Treibhausgase je Einwohner auf 2 hebt von 58,2 % auf 87,2 %
	// Wege mit dem Rad auf 23 hebt von 58,2 % auf 69,3 %
	// Neue Bäume auf 1.000 hebt von 58,2 % auf 59,9 %
}

func ExampleWeights() {
	score, _ := musterstadt().Goal("Z")
	for _, w := range robustness.Weights(score) {
		fmt.Println(w.Title(), w.Effective)
	}
	// Output:
	// Treibhausgase je Einwohner 0.5
	// Wege mit dem Rad 0.333333333333
	// Neue Bäume 0.166666666667
}

func ExamplePool_Share() {
	var pool robustness.Pool
	for _, score := range []string{"0.9", "0.4", "0.75", "0.1"} {
		pool.Parts = append(pool.Parts, robustness.Part{Score: zielkette.MustParseNumber(score).Figure()})
	}
	half := zielkette.MustParseNumber("0.5")
	fmt.Println(pool.Share(half)) // 277/455
	fmt.Println(pool.ShareInOrder([]int{3, 1, 2, 0}, half))
	// Output:
	// 0.608791208791
	// 0.003469693725
}

func ExampleBetween() {
	today := musterstadt()
	then, err := today.With(indicators.Observation{Indicator: "gas", Period: zielkette.MustParsePeriod("2022"), Value: zielkette.MustParseNumber("4.5")},
		indicators.Observation{Indicator: "rad", Period: zielkette.MustParsePeriod("2022"), Value: zielkette.MustParseNumber("20")})
	check(err)
	a, _ := then.Goal("Z")
	b, _ := today.Goal("Z")
	differences, _ := robustness.Between(a, b)
	fmt.Println("ahead under", differences.Share(zielkette.Int(0)).Percent("en", 1), "of all weightings")
	for _, w := range differences.Lead() {
		fmt.Println(w.Title, w.Now.Percent("en", 1), w.Share.Percent("en", 1), w.To)
	}
	// Output:
	// ahead under 37.5% of all weightings
	// Treibhausgase je Einwohner 50.0% 52.6% level
	// Wege mit dem Rad 33.3% 31.0% level
	// Neue Bäume 16.7% 100.0% level
}

func ExampleSample() {
	score, _ := musterstadt().Goal("Z")
	e, err := robustness.Sample(score, robustness.Sampling{Seed: 1, Samples: 20_000, Limits: map[int]robustness.Limits{
		0: {Least: zielkette.MustParseNumber("0.3"), Most: zielkette.MustParseNumber("0.6")},
	}})
	check(err)
	fmt.Println(e.Units[0].Kept.Percent("en", 1), "±", e.Units[0].Error.Percent("en", 2), "of", e.Samples, "samples, seed", e.Seed)
	fmt.Println(e.Generator)
	// Output:
	// 34.8% ± 0.34% of 20000 samples, seed 1
	// PCG-DXSM (math/rand/v2), one per block of 1000 samples, seeded by seed and block number
}

func ExampleSampleUnits() {
	today := musterstadt()
	then, err := today.With(indicators.Observation{Indicator: "gas", Period: zielkette.MustParsePeriod("2022"), Value: zielkette.MustParseNumber("4.5")})
	check(err)
	e, err := robustness.SampleUnits("Z", robustness.Sampling{Seed: 1, Samples: 10_000}, today, then)
	check(err)
	fmt.Println(e.Units[0].Leads, e.Units[1].Leads)
	// Output:
	// 0 1
}

func ExamplePool_Sample() {
	pool := robustness.Pool{Aggregator: evaluation.Geometric}
	for _, score := range []string{"0.9", "0.4", "0.75"} {
		pool.Parts = append(pool.Parts, robustness.Part{Score: zielkette.MustParseNumber(score).Figure()})
	}
	e, err := pool.Sample(zielkette.MustParseNumber("0.5"), robustness.Sampling{Seed: 1, Samples: 10_000})
	check(err)
	fmt.Println(e.Units[0].Kept.Percent("en", 1), "±", e.Units[0].Error.Percent("en", 2))
	// Output:
	// 90.1% ± 0.30%
}
