package change_test

import (
	"encoding/json"
	"fmt"
	"os"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/change"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

// emissions is a city with one goal, measured by its emissions and by the share of
// cycling.
func emissions() evaluation.City {
	target := func(from, to int64) []indicators.Target {
		return []indicators.Target{{
			Shape:     indicators.ReachShape,
			Baseline:  indicators.Baseline{Period: zielkette.MustParsePeriod("2018"), Value: zielkette.Int(from)},
			Revisions: []indicators.Revision{{Points: []indicators.Point{{Period: zielkette.MustParsePeriod("2030"), Value: zielkette.Int(to)}}}},
		}}
	}
	city := evaluation.City{
		Strategy: goals.Strategy{ID: "s", Title: "Klimaplan", Levels: []string{"Ziel"}, Goals: []goals.Goal{{
			ID: "klima", Level: "Ziel", Title: "Klimaneutrale Stadt",
			Indicators: []goals.Link{{ID: "thg", Weight: zielkette.Int(60)}, {ID: "rad", Weight: zielkette.Int(40)}},
		}}},
		Catalogue: indicators.Catalogue{Indicators: []indicators.Indicator{
			{ID: "thg", Title: "Treibhausgase", Unit: "t", Targets: target(8, 2)},
			{ID: "rad", Title: "Radverkehr", Unit: "%", Targets: target(10, 30)},
		}},
	}
	for _, o := range []struct {
		id    string
		year  string
		value int64
	}{{"thg", "2020", 7}, {"thg", "2022", 5}, {"rad", "2020", 15}, {"rad", "2022", 16}} {
		record, err := city.Record.With(indicators.Observation{Indicator: o.id, Period: zielkette.MustParsePeriod(o.year), Value: zielkette.Int(o.value)})
		if err != nil {
			panic(err)
		}
		city.Record = record
	}
	return city
}

func result(city evaluation.City, asOf string) *evaluation.Result {
	model, err := city.Compile()
	if err != nil {
		panic(err)
	}
	r, err := model.Evaluate(city.Record, evaluation.Options{AsOf: zielkette.MustParseDate(asOf)})
	if err != nil {
		panic(err)
	}
	return r
}

func show(item change.Item) {
	fmt.Println(item.Title, item.Before.Score.Percent("en", 1), "→", item.After.Score.Percent("en", 1))
	for _, e := range item.Effects {
		if e.Effect.Sign() != 0 {
			for _, cause := range e.Causes {
				fmt.Print(cause.Text("en"), " ")
			}
			fmt.Println(e.Effect.Percent("en", 1))
		}
	}
}

// Two years of one city: the values are others, and the council moved a weight.
func ExampleBetween() {
	then := emissions()
	now := then.Clone()
	now.Strategy.Goal("klima").Indicators[0].Weight = zielkette.Int(80)
	c, err := change.Between(result(then, "2020-12-31"), result(now, "2022-12-31"))
	if err != nil {
		fmt.Println(err)
		return
	}
	for item := range c.Goals() {
		show(item)
	}
	// Output:
	// Klimaneutrale Stadt 20.0% → 43.3%
	// other weights 0.4%
	// new data 22.9%
}

// A scenario is an edited copy of the documents at the same date: what would the
// council's two proposals change, and what does each of them?
func ExampleBetween_scenario() {
	city := emissions()
	scenario := city.Clone()
	scenario.Catalogue.Indicator("thg").Target("").Revisions[0].Points[0].Value = zielkette.Int(0)
	scenario.Rules.Default.Aggregator = evaluation.Minimum
	c, err := change.Between(result(city, "2022-12-31"), result(scenario, "2022-12-31"))
	if err != nil {
		fmt.Println(err)
		return
	}
	for item := range c.Goals() {
		show(item)
	}
	// Output:
	// Klimaneutrale Stadt 42.0% → 30.0%
	// other rules −8.3%
	// other targets −3.8%
}

// Which indicator moved the goal: the differences add up to the change.
func ExampleChange_ByIndicator() {
	city := emissions()
	c, err := change.Between(result(city, "2020-12-31"), result(city, "2022-12-31"))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, s := range c.ByIndicator("klima") {
		fmt.Println(s.Title, s.Before.Percent("en", 1), "→", s.After.Percent("en", 1), "difference", s.Difference.Percent("en", 1))
	}
	// Output:
	// Radverkehr 10.0% → 12.0% difference 2.0%
	// Treibhausgase 10.0% → 30.0% difference 20.0%
}

// The mixed cases that the effects are averaged over, so that anybody can recompute them.
func ExampleChange_Cases() {
	then := emissions()
	now := then.Clone()
	now.Strategy.Goal("klima").Indicators[0].Weight = zielkette.Int(80)
	c, err := change.Between(result(then, "2020-12-31"), result(now, "2022-12-31"))
	if err != nil {
		fmt.Println(err)
		return
	}
	item, _ := c.Goal("klima")
	for _, m := range c.Cases(item) {
		fmt.Println(m.Now, m.Score)
	}
	// Output:
	// [] 0.2
	// [weights] 0.194444444445
	// [data] 0.42
	// [weights data] 0.433333333333
}

// What was corrected, which target moved, and what became of the measures.
func ExampleChange_Corrections() {
	then := emissions()
	now := then.Clone()
	target := now.Catalogue.Indicator("rad").Target("")
	target.Revisions = append(target.Revisions, indicators.Revision{
		Decided: zielkette.MustParseDate("2021-06-30"), Decision: "Ratsbeschluss vom 30. Juni 2021",
		Points: []indicators.Point{{Period: zielkette.MustParsePeriod("2030"), Value: zielkette.Int(35)}},
	})
	var list []indicators.Observation
	for o := range then.Record.All() {
		if o.Indicator == "thg" && o.Period.String() == "2020" {
			o.Value = zielkette.MustParseNumber("6.8")
		}
		list = append(list, o)
	}
	var err error
	if now.Record, err = indicators.NewRecord(list...); err != nil {
		fmt.Println(err)
		return
	}
	c, err := change.Between(result(then, "2020-12-31"), result(now, "2022-12-31"))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, k := range c.Corrections() {
		fmt.Println(k.Title, k.Period, k.Kind.Text("en"), k.Before.Value, "→", k.After.Value)
	}
	for _, m := range c.Moves() {
		fmt.Println(m.Title, m.Before.Text.EN, "→", m.After.Text.EN, "by", m.After.Decision)
	}
	// Output:
	// Treibhausgase 2020 corrected 7 → 6.8
	// Radverkehr 30 % (2030) → 35 % (2030) by Ratsbeschluss vom 30. Juni 2021
}

// Three reports chained: the effects of the years add up.
func ExampleChain() {
	city := emissions()
	later := city.Clone()
	later.Strategy.Goal("klima").Indicators[0].Weight = zielkette.Int(80)
	years, err := change.Chain(result(city, "2020-12-31"), result(later, "2021-12-31"), result(later, "2022-12-31"))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, item := range years.Goals() {
		show(item)
	}
	fmt.Println(years.Note().EN)
	// Output:
	// Klimaneutrale Stadt 20.0% → 43.3%
	// other weights −0.6%
	// new data 23.9%
	// The effects are computed from each result to the next and added up. Dividing the whole time at once would give other shares with the same sum.
}

// A measure that is cut moves no score. What it stands for in the chain is told where the
// strategy states how strong it is.
func ExampleChange_Measures() {
	then := emissions()
	then.Strategy.Measures = []goals.Measure{{ID: "m", Title: "Radschnellweg"}}
	then.Strategy.Effects = []goals.Effect{{From: "m", To: "klima", Sign: goals.Plus, Evidence: goals.Expert, Strength: zielkette.MustParseNumber("0.2")}}
	now := then.Clone()
	now.Strategy.Measures, now.Strategy.Effects = nil, nil
	c, err := change.Between(result(then, "2022-12-31"), result(now, "2022-12-31"))
	if err != nil {
		fmt.Println(err)
		return
	}
	item, _ := c.Goal("klima")
	fmt.Println("difference", item.Difference)
	measures, err := c.Measures()
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, m := range measures {
		for _, l := range m.Lost {
			fmt.Println(m.Title, m.Kind.Text("en"), "-", l.Node.Title, "loses", l.Lost.Percent("en", 0), "of what its chain stands for")
		}
	}
	// Output:
	// difference 0
	// Radschnellweg cut - Klimaneutrale Stadt loses 20% of what its chain stands for
}

func ExampleChange_MarshalJSON() {
	city := emissions()
	c, err := change.Between(result(city, "2020-12-31"), result(city, "2022-12-31"))
	if err != nil {
		fmt.Println(err)
		return
	}
	e := json.NewEncoder(os.Stdout)
	for item := range c.Goals() {
		if err := e.Encode(item); err != nil {
			fmt.Println(err)
		}
	}
	// Output:
	// {"id":"klima","kind":"goal","before":{"state":"scored","score":"0.2"},"after":{"state":"scored","score":"0.42"},"causes":[{"cause":"edition","effect":"0"},{"cause":"weights","effect":"0"},{"cause":"rules","effect":"0"},{"cause":"targets","effect":"0"},{"cause":"restated","effect":"0"},{"cause":"data","effect":"0.22"}]}
}
