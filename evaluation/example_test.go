package evaluation_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing/fstest"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/status"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

// leipzig is what the examples evaluate: two goals of the INSEK Leipzig 2030 and
// four indicators with figures from the press.
func leipzig(rules evaluation.Rules) *evaluation.Model {
	planned := func(id, title, from, to string) indicators.Indicator {
		return indicators.Indicator{
			ID: id, Title: title, Unit: "%",
			Targets: []indicators.Target{{
				Shape:    indicators.ReachShape,
				Baseline: indicators.Baseline{Period: zielkette.MustParsePeriod("2018"), Value: zielkette.MustParseNumber(from)},
				Revisions: []indicators.Revision{{
					Known:  zielkette.MustParseDate("2020-11"),
					Points: []indicators.Point{{Period: zielkette.MustParsePeriod("2030"), Value: zielkette.MustParseNumber(to)}},
				}},
			}},
		}
	}
	walking := planned("fuss", "Wege zu Fuß", "27.3", "24")
	walking.Targets[0].Withheld = "Der Planwert liegt unter dem Ausgangswert."
	catalogue := indicators.Catalogue{Indicators: []indicators.Indicator{
		planned("rad", "Wege mit dem Fahrrad", "18.7", "23"), planned("oepnv", "Wege mit Bus und Bahn", "17.5", "23"),
		planned("miv", "Wege mit dem Auto", "36.5", "30"), walking,
	}}
	strategy := goals.Strategy{
		ID: "insek-2018", Title: "INSEK Leipzig 2030", Levels: []string{"Ziel", "Handlungsschwerpunkt"},
		Goals: []goals.Goal{{ID: "Z1", Level: "Ziel", Title: "Leipzig setzt auf Lebensqualität", Goals: []goals.Goal{
			{ID: "Z1.2", Level: "Handlungsschwerpunkt", Title: "Qualität im öffentlichen Raum und in der Baukultur"},
			{ID: "Z1.3", Level: "Handlungsschwerpunkt", Title: "Nachhaltige Mobilität", Indicators: []goals.Link{
				{ID: "rad", Assumed: true}, {ID: "oepnv", Assumed: true}, {ID: "miv", Assumed: true}, {ID: "fuss", Assumed: true},
			}},
		}}},
	}
	model, err := evaluation.City{Strategy: strategy, Catalogue: catalogue, Rules: rules}.Compile()
	must(err)
	return model
}

// observed is the record of the examples.
func observed() *indicators.Record {
	seen := func(id, value string) indicators.Observation {
		return indicators.Observation{
			Indicator: id, Period: zielkette.MustParsePeriod("2023"), Value: zielkette.MustParseNumber(value),
			Known: zielkette.MustParseDate("2025-03-25"), Source: "Mobilitätsbefragung 2023",
		}
	}
	record, err := indicators.NewRecord(seen("rad", "20"), seen("oepnv", "16"), seen("miv", "31"), seen("fuss", "33"))
	must(err)
	return record
}

func evaluated() *evaluation.Result {
	result, err := leipzig(evaluation.Rules{}).Evaluate(observed(), evaluation.Options{AsOf: zielkette.MustParseDate("2023-12-31")})
	must(err)
	return result
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

// Every goal with what can be said of it: a score only where there are data, and
// beside it the share of the weight that is scored.
func Example() {
	for goal, score := range evaluated().Goals() {
		if score.State() == evaluation.Scored {
			fmt.Printf("%s: %s, coverage %s\n", goal.Title(), score.Attainment(), score.Coverage())
		} else {
			fmt.Printf("%s: %s\n", goal.Title(), score.State())
		}
	}
	// Output:
	// Leipzig setzt auf Lebensqualität: 0.38282647585, coverage 0.375
	// Qualität im öffentlichen Raum und in der Baukultur: unmeasured
	// Nachhaltige Mobilität: 0.38282647585, coverage 0.75
}

// All that does not fit together comes at once, each problem with code and place.
func ExampleCity_Compile() {
	_, err := evaluation.City{
		Strategy: goals.Strategy{
			ID: "s", Title: "Strategie", Levels: []string{"Ziel"},
			Goals: []goals.Goal{{ID: "Z1", Level: "Ziel", Title: "Klima", Indicators: []goals.Link{{ID: "co2"}}}},
		},
		Rules: evaluation.Rules{Goals: map[string]evaluation.Rule{"Z9": {}}},
	}.Compile()
	fmt.Println(err)
	// Output:
	// /strategy/goals/0/indicators/0/id: "co2": there is no indicator of this id [reference]
	// /rules/goals/Z9: "Z9": the strategy has no goal of this id [reference]
}

// Two cities share one catalogue and one set of rules, each compiled once.
func ExampleNew() {
	set, err := indicators.Catalogue{Indicators: []indicators.Indicator{{ID: "rad", Title: "Wege mit dem Fahrrad"}}}.Compile()
	must(err)
	rules, err := evaluation.Rules{Default: evaluation.Rule{Aggregator: evaluation.Median}}.Compile()
	must(err)
	for _, city := range []string{"Soest", "Leipzig"} {
		plan, err := goals.Strategy{ID: "s", Title: city, Levels: []string{"Ziel"}}.Compile()
		must(err)
		model, err := evaluation.New(plan, set, rules)
		must(err)
		fmt.Println(model.Plan().Title(), model.Set().Len())
	}
	// Output:
	// Soest 1
	// Leipzig 1
}

// The known-on date hides what was published later: before March 2025 nobody knew
// the figures of 2023.
func ExampleModel_Evaluate() {
	model, record := leipzig(evaluation.Rules{}), observed()
	for _, known := range []string{"2025-03-24", "2025-03-25"} {
		result, err := model.Evaluate(record, evaluation.Options{
			AsOf: zielkette.MustParseDate("2023-12-31"), KnownOn: zielkette.MustParseDate(known),
		})
		must(err)
		score, _ := result.Goal("Z1.3")
		fmt.Println(known, score.State())
	}
	// Output:
	// 2025-03-24 not-reported
	// 2025-03-25 scored
}

func ExampleResult_Assessments() {
	for a := range evaluated().Assessments() {
		if a.State() == evaluation.Scored {
			fmt.Println(a.Title(), a.ValueText(), a.Unit(), a.Attainment())
		} else {
			fmt.Println(a.Title(), a.ValueText(), a.Unit(), a.State(), "-", a.ReasonText(zielkette.German))
		}
	}
	// Output:
	// Wege mit dem Fahrrad 20 % 0.302325581395
	// Wege mit Bus und Bahn 16 % -0.272727272727
	// Wege mit dem Auto 31 % 0.846153846154
	// Wege zu Fuß 33 % withheld - Der Planwert liegt unter dem Ausgangswert.
}

// Attained as far as expected by now? The path from baseline to target says what
// was to be expected; on-track compares.
func ExampleResult_Assessment() {
	a, _ := evaluated().Assessment("rad", "", "")
	fmt.Println("expected", a.Expected(), "on track", a.OnTrack())
	// Output:
	// expected 20.491666666667 on track 0.725581395349
}

func ExampleResult_Goal() {
	score, ok := evaluated().Goal("Z1.3")
	fmt.Println(ok, score.Attainment(), score.State().Text(zielkette.German))
	_, ok = evaluated().Goal("Z9")
	fmt.Println(ok)
	// Output:
	// true 0.38282647585 bewertet
	// false
}

// The contributions of the parts sum to the score, to the last digit. A regress
// enters as 0 unless the rules set other bounds.
func ExampleScore_Parts() {
	score, _ := evaluated().Goal("Z1.3")
	for p := range score.Parts() {
		fmt.Printf("%s: weight %s, enters with %q, contributes %q\n", p.Link.ID, p.Weight, p.Score, p.Contribution)
	}
	// Output:
	// rad: weight 1, enters with "0.302325581395", contributes "0.100775193798"
	// oepnv: weight 1, enters with "0", contributes "0"
	// miv: weight 1, enters with "0.846153846154", contributes "0.282051282052"
	// fuss: weight 1, enters with "", contributes ""
}

func ExampleResult_Explain() {
	e := evaluated().Explain("rad")
	m := e.Measured
	fmt.Println(e.Title, e.Score)
	fmt.Println("observed:", m.Observation.Value, m.Unit, m.Observation.Source, "known since", m.Observation.Known)
	fmt.Println("target:", m.Asks.EN, "known since", m.Revision.Known)
	fmt.Println(m.Formula.EN)
	fmt.Println("expected:", m.Path.EN)
	// Output:
	// Wege mit dem Fahrrad 0.302325581395
	// observed: 20 % Mobilitätsbefragung 2023 known since 2025-03-25
	// target: 23 % (2030) known since 2020-11
	// (20 − 18.7) / (23 − 18.7) = 0.302325581395
	// expected: 18.7 + (23 − 18.7) × 5 / 12 years = 20.491666666667
}

// An explanation is data as well: here the steps of a goal, for a report of one's
// own.
func ExampleExplanation() {
	e := evaluated().Explain("Z1.3")
	for _, step := range e.RollUp.Parts {
		fmt.Printf("%s %s %q\n", step.Of.ID, step.Of.State, step.Share)
	}
	data, err := json.Marshal(e.Score)
	must(err)
	fmt.Println(e.RollUp.Weights.EN, string(data))
	// Output:
	// rad scored "0.333333333333"
	// oepnv scored "0.333333333333"
	// miv scored "0.333333333334"
	// fuss withheld ""
	// none stated, so taken as equal (assumption) "0.38282647585"
}

func ExampleResult_Assumptions() {
	for _, text := range evaluated().Assumptions() {
		fmt.Println(text.EN)
	}
	// Output:
	// For 2 goals no weights are stated; what lies beneath counts in equal parts: “Leipzig setzt auf Lebensqualität”, “Nachhaltige Mobilität”.
	// Not from the document but assumed are all links from indicators to goals.
}

func ExampleReadRules() {
	rules, err := evaluation.ReadRules(strings.NewReader(`{
		"formatVersion": 1,
		"default": {"minCoverage": "0.5"},
		"goals": {"Z1.3": {"aggregator": "minimum", "bounds": [null, null]}}
	}`), "")
	must(err)
	result, err := leipzig(rules).Evaluate(observed(), evaluation.Options{AsOf: zielkette.MustParseDate("2023-12-31")})
	must(err)
	for goal, score := range result.Goals() {
		if value := score.Attainment(); !value.IsZero() {
			fmt.Println(goal.ID(), value)
		} else {
			fmt.Println(goal.ID(), score.State())
		}
	}
	// Output:
	// Z1 insufficient
	// Z1.2 unmeasured
	// Z1.3 -0.272727272727
}

func ExampleLoadRules() {
	rules, err := evaluation.LoadRules(fstest.MapFS{
		"rules.json": {Data: []byte(`{"formatVersion": 1, "default": {"aggregator": "sum", "minCoverage": "25"}}`)},
	}, "rules.json")
	must(err)
	_, err = rules.Compile()
	fmt.Println(err)
	// Output:
	// rules.json:1:48 /default/aggregator: "sum": write "mean", "geometric", "harmonic", "minimum" or "median" [choice]
	// rules.json:1:70 /default/minCoverage: "25": a minimum coverage lies between 0 and 1 [range]
}

func ExampleSchema() {
	var schema struct{ Title string }
	must(json.Unmarshal(evaluation.Schema(), &schema))
	fmt.Println(schema.Title)
	// Output:
	// Rules (Regeln)
}

// Scores are judged by the rule of the goal, its level or the default.
func ExampleScore_Status() {
	rules := evaluation.Rules{Default: evaluation.Rule{Status: status.Spec{Method: "thresholds", Classes: []status.Class{
		{ID: "green", Label: zielkette.Text{DE: "grün", EN: "green"}, From: zielkette.MustParseNumber("0.75")},
		{ID: "yellow", Label: zielkette.Text{DE: "gelb", EN: "yellow"}, From: zielkette.MustParseNumber("0.35")},
		{ID: "red", Label: zielkette.Text{DE: "rot", EN: "red"}},
	}}}}
	result, err := leipzig(rules).Evaluate(observed(), evaluation.Options{AsOf: zielkette.MustParseDate("2023-12-31")})
	must(err)
	for goal, score := range result.Goals() {
		if rating := score.Status(); rating.Rated() {
			fmt.Println(goal.ID(), rating.Class, rating.Label.DE)
		} else {
			fmt.Println(goal.ID(), "not rated:", rating.Why.EN)
		}
	}
	// Output:
	// Z1 yellow gelb
	// Z1.2 not rated: without an indicator
	// Z1.3 yellow gelb
}

// The rules in words are printed with every result.
func ExampleResult_Rules() {
	rules, err := evaluation.ReadRules(strings.NewReader(`{"formatVersion": 1,
		"goals": {"Z1.3": {"aggregator": "minimum", "minCoverage": "0.5"}},
		"indicators": {"rad": {"status": {"method": "dns-weather"}}}}`), "")
	must(err)
	result, err := leipzig(rules).Evaluate(observed(), evaluation.Options{AsOf: zielkette.MustParseDate("2023-12-31")})
	must(err)
	for _, rule := range result.Rules() {
		fmt.Println(rule.DE)
	}
	// Output:
	// Ziel „Nachhaltige Mobilität“: kleinster Wert der bewerteten Teile; Kennzahlen begrenzt auf 0 % bis 100 %; Mindestabdeckung 50 %; Gewichte wie in der Strategiedatei angegeben, wo keine stehen, gleich; kein Status.
	// Alle anderen Ziele: gewichtetes arithmetisches Mittel der bewerteten Teile; Kennzahlen begrenzt auf 0 % bis 100 %; keine Mindestabdeckung; Gewichte wie in der Strategiedatei angegeben, wo keine stehen, gleich; kein Status.
	// Kennzahl „Wege mit dem Fahrrad“: Wettersymbol der Deutschen Nachhaltigkeitsstrategie (Destatis, Methodik 2024) – Verlauf über die letzten sechs Werte, Verfehlung bis 5 % / 20 %, mindestens 4 Werte.
}

// What a target asks for and what came of it, for a report of one's own.
func ExampleAssessment_TargetText() {
	result, err := leipzig(evaluation.Rules{}).Evaluate(observed(), evaluation.Options{AsOf: zielkette.MustParseDate("2023-12-31")})
	must(err)
	for a := range result.Assessments() {
		fmt.Printf("%s: %s %s, Zielwert %s\n", a.Title(), zielkette.German.Digits(a.ValueText()), a.Unit(), a.TargetText(zielkette.German))
	}
	// Output:
	// Wege mit dem Fahrrad: 20 %, Zielwert 23 % (2030)
	// Wege mit Bus und Bahn: 16 %, Zielwert 23 % (2030)
	// Wege mit dem Auto: 31 %, Zielwert 30 % (2030)
	// Wege zu Fuß: 33 %, Zielwert 24 % (2030)
}

// The attainment of one value by itself: Leipzig's bus and train trips went from
// 17.5 to about 16 of 100, where 23 is the target.
func ExampleReach() {
	n := zielkette.MustParseNumber
	share := evaluation.Reach(n("17.5"), n("23"), n("16"))
	fmt.Println(share, share.Percent(zielkette.German, 1))
	fmt.Println(evaluation.Reach(n("17.5"), n("17.5"), n("16")).IsZero())
	// Output:
	// -0.272727272727 −27,3 %
	// true
}

// A whole country, a few municipalities at a time. Of each result only a line is kept.
func ExampleEvaluateAll() {
	stream := evaluation.Stream{Options: evaluation.Options{AsOf: zielkette.MustParseDate("2024-12-31")}}
	coverage := func(id string, r *evaluation.Result) string {
		score, _ := r.Goal("V")
		return id + " " + score.Coverage().Text(zielkette.English, 2)
	}
	for text, err := range evaluation.EvaluateAll(country(3), stream, coverage) {
		fmt.Println(text, err)
	}
	// Output:
	// 00000000 0.95 <nil>
	// 00000001 0.97 <nil>
	// 00000002 0.97 <nil>
}

// What the unknown leaves open: one indicator of four has no value, and half of what
// lies beneath the vision is not measured at all.
func ExampleScore_Range() {
	for goal, score := range evaluated().Goals() {
		fmt.Printf("%s: %s\n", goal.Title(), score.Range().Text(zielkette.English, 0))
	}
	// Output:
	// Leipzig setzt auf Lebensqualität: 14% to 77%
	// Qualität im öffentlichen Raum und in der Baukultur: 0% to 100%
	// Nachhaltige Mobilität: 29% to 54%
}

// The same roll-up of what the paths expect by now tells whether a goal is on course.
func ExampleScore_Course() {
	score, _ := evaluated().Goal("Z1.3")
	fmt.Println(score.Attainment(), score.Expected(), score.Course(), score.Course().Text(zielkette.German))
	// Output:
	// 0.38282647585 0.416666666667 behind hinter dem Soll
}

// A score on little of the weight says little: print the range instead.
func ExampleScore_EnoughKnown() {
	for goal, score := range evaluated().Goals() {
		text := "no statement, " + score.Range().Text(zielkette.English, 0)
		if score.EnoughKnown(zielkette.Number{}) {
			text = score.Attainment().Percent(zielkette.English, 1)
		}
		fmt.Printf("%s: %s\n", goal.ID(), text)
	}
	// Output:
	// Z1: no statement, 14% to 77%
	// Z1.2: no statement, 0% to 100%
	// Z1.3: 38.3%
}

// A theme lies across the goals. Its own indicators are put together for it alone: the
// goals that carry it, and the indicators that it shares with them, score as before.
func ExampleResult_Themes() {
	city := evaluation.City{Record: observed()}
	city.Strategy = goals.Strategy{
		ID: "insek-2018", Title: "INSEK Leipzig 2030", Levels: []string{"Ziel"},
		Goals: []goals.Goal{{ID: "Z1", Level: "Ziel", Title: "Leipzig setzt auf Lebensqualität", Themes: []string{"Q1"}, Indicators: []goals.Link{{ID: "rad"}}}},
		Themes: []goals.Theme{
			{ID: "Q1", Kind: "Querschnittsthema", Title: "Umgang mit dem Wachstum", Responsible: "Stadtplanungsamt", Indicators: []goals.Link{{ID: "rad"}, {ID: "oepnv"}, {ID: "fuss"}}},
			{ID: "Q2", Kind: "Querschnittsthema", Title: "Beteiligung"},
		},
	}
	for ind := range leipzig(evaluation.Rules{}).Set().All() {
		city.Catalogue.Indicators = append(city.Catalogue.Indicators, ind)
	}
	model, err := city.Compile()
	must(err)
	result, err := model.Evaluate(city.Record, evaluation.Options{AsOf: zielkette.MustParseDate("2023-12-31")})
	must(err)
	for theme, score := range result.Themes() {
		fmt.Println(theme.Title+":", score.State(), score.Attainment().Percent("en", 1), "coverage", score.Coverage().Percent("en", 1))
	}
	q1, _ := result.Theme("Q1")
	theme, _ := q1.Theme()
	fmt.Println(q1.ID(), q1.Title(), "by", theme.Responsible)
	z1, _ := result.Goal("Z1")
	fmt.Println(z1.ID(), z1.Title(), z1.Attainment().Percent("en", 1))
	// Output:
	// Umgang mit dem Wachstum: scored 15.1% coverage 66.7%
	// Beteiligung: unmeasured – coverage –
	// Q1 Umgang mit dem Wachstum by Stadtplanungsamt
	// Z1 Leipzig setzt auf Lebensqualität 30.2%
}
