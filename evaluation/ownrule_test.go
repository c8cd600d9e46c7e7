package evaluation_test

import (
	"fmt"
	"testing"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/status"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

// halfway is a status rule as a city would write it: it names a class and leaves
// everything else to the library.
func halfway(c status.Case) status.Rating {
	if c.Value.Compare(zielkette.MustParseNumber("0.5")) >= 0 {
		return status.Rating{Class: "auf-kurs", Rank: 1}
	}
	return status.Rating{Class: "zu-langsam", Rank: 2}
}

func ownRules() evaluation.Rules {
	return evaluation.Rules{
		Default: evaluation.Rule{Status: status.Spec{Method: "halbzeit"}},
		Methods: map[string]status.Rule{"halbzeit": status.RuleFunc(halfway)},
	}
}

// A rule of a city's own is printed like the built-in ones, and never asked about
// a goal without a score: missing must not turn red.
func TestOwnRule(t *testing.T) {
	result := plant(t, "[ 0.75 - [ 0.25 ] [ - ] [ ] ]", ownRules())
	classes := map[string]string{}
	for goal, score := range result.Goals() {
		r := score.Status()
		classes[score.State().String()] = r.Class
		if r.Method != "halbzeit" || r.Title.IsZero() {
			t.Errorf("%s: %+v", goal.ID(), r)
		}
		if r.Rated() != (score.State() == evaluation.Scored) || r.Rated() && r.Label.DE != r.Class {
			t.Errorf("%s, %s: %+v", goal.ID(), score.State(), r)
		}
		if !r.Rated() && (r.Why.DE != score.State().Text(zielkette.German) || r.Rank != 0) {
			t.Errorf("%s, %s: %+v", goal.ID(), score.State(), r)
		}
	}
	if len(classes) < 3 {
		t.Errorf("states seen: %v", classes)
	}
}

func TestStatusRuleProblems(t *testing.T) {
	rules := ownRules()
	rules.Default.Status.Window = status.SixYears
	rules.Goals = map[string]evaluation.Rule{
		"F": {Status: status.Spec{Method: "dns-weather"}},
		"A": {Status: status.Spec{Method: "ampel"}},
		"X": {},
	}
	rules.Indicators = map[string]evaluation.IndicatorRule{"nothing": {}, "iA": {Status: status.Spec{Method: "ampel"}}}
	model, _, err := three(t, rules)
	if model != nil || err == nil {
		t.Fatal("the rules were taken")
	}
	got := map[string]bool{}
	for _, p := range problemList(t, err) {
		got[p.Place.Pointer+" "+string(p.Code)] = true
	}
	for _, want := range []string{
		"/rules/default/status parameter",     // parameters for a method of one's own
		"/rules/goals/F/status/method choice", // a rule for series at a goal
		"/rules/goals/A/status/method choice", // unknown
		"/rules/goals/X reference",            // unknown goal
		"/rules/indicators/nothing reference", // unknown indicator
		"/rules/indicators/iA/status/method choice",
	} {
		if !got[want] {
			t.Errorf("%s is missing among %v", want, got)
		}
	}
	if len(got) != 6 {
		t.Errorf("%d problems: %v", len(got), got)
	}
}

// Observations that no indicator of the catalogue claims are told, not dropped in
// silence: a misspelt id looks like missing data otherwise.
func TestUnknownIndicatorOnRecord(t *testing.T) {
	model, record, err := three(t, evaluation.Rules{})
	if err != nil {
		t.Fatal(err)
	}
	record, err = record.With(
		indicators.Observation{Indicator: "misspelt", Period: zielkette.MustParsePeriod("2020"), Value: zielkette.Int(1)},
		indicators.Observation{Indicator: "misspelt", Area: "nord", Period: zielkette.MustParsePeriod("2020"), Value: zielkette.Int(1)},
	)
	if err != nil {
		t.Fatal(err)
	}
	result, err := model.Evaluate(record, evaluation.Options{AsOf: zielkette.MustParseDate("2020")})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range result.Warnings() {
		if p.Code == evaluation.CodeUnknownIndicator {
			got = append(got, p.Subject)
		}
	}
	if len(got) != 1 || got[0] != "misspelt" {
		t.Errorf("warned of %q", got)
	}
}

// An observation without a known date stands in for what is on record, whatever
// its date, and also where a known-on date hides what has none.
func TestUndatedOverlay(t *testing.T) {
	model, record, err := three(t, evaluation.Rules{})
	if err != nil {
		t.Fatal(err)
	}
	record, err = record.With(indicators.Observation{
		Indicator: "iA", Period: zielkette.MustParsePeriod("2020"), Value: zielkette.Int(1), Known: zielkette.MustParseDate("2021"),
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, knownOn := range []string{"", "2022"} {
		options := evaluation.Options{AsOf: zielkette.MustParseDate("2020")}
		if knownOn != "" {
			options.KnownOn = zielkette.MustParseDate(knownOn)
		}
		result, err := model.Evaluate(record, options)
		if err != nil {
			t.Fatal(err)
		}
		over, err := result.With(indicators.Observation{Indicator: "iA", Period: zielkette.MustParsePeriod("2020"), Value: zielkette.Int(2)})
		if err != nil {
			t.Fatal(err)
		}
		for want, r := range map[string]*evaluation.Result{"0.5": result, "0": over} {
			a, _ := r.Assessment("iA", "", "")
			if value := a.Attainment(); value.String() != want {
				t.Errorf("known on %q: %v, want %s", knownOn, value, want)
			}
		}
	}
}

// A city judges by a rule of its own in a few lines; reports print it like the
// built-in ones.
func ExampleRules() {
	onCourse := status.RuleFunc(func(c status.Case) status.Rating {
		if c.Value.Compare(zielkette.MustParseNumber("0.5")) >= 0 {
			return status.Rating{Class: "auf Kurs", Rank: 1}
		}
		return status.Rating{Class: "zu langsam", Rank: 2}
	})
	rules := evaluation.Rules{
		Default: evaluation.Rule{Status: status.Spec{Method: "halbzeit"}},
		Methods: map[string]status.Rule{"halbzeit": onCourse},
	}
	plan, _ := goals.Strategy{
		ID: "s", Title: "Strategie", Levels: []string{"Ziel"},
		Goals: []goals.Goal{
			{ID: "Z1", Level: "Ziel", Title: "Radverkehr", Indicators: []goals.Link{{ID: "rad"}}},
			{ID: "Z2", Level: "Ziel", Title: "Fußverkehr"},
		},
	}.Compile()
	set, _ := indicators.Catalogue{Indicators: []indicators.Indicator{{ID: "rad", Title: "Wege mit dem Rad", Targets: []indicators.Target{{
		Shape:     indicators.ReachShape,
		Baseline:  indicators.Baseline{Period: zielkette.MustParsePeriod("2018"), Value: zielkette.MustParseNumber("18.7")},
		Revisions: []indicators.Revision{{Points: []indicators.Point{{Period: zielkette.MustParsePeriod("2030"), Value: zielkette.Int(23)}}}},
	}}}}}.Compile()
	record, _ := indicators.NewRecord(indicators.Observation{Indicator: "rad", Period: zielkette.MustParsePeriod("2023"), Value: zielkette.Int(20)})
	compiled, _ := rules.Compile()
	model, _ := evaluation.New(plan, set, compiled)
	result, _ := model.Evaluate(record, evaluation.Options{AsOf: zielkette.MustParseDate("2023-12-31")})
	for goal, score := range result.Goals() {
		if rating := score.Status(); rating.Rated() {
			fmt.Println(goal.Title(), rating.Label.DE)
		} else {
			fmt.Println(goal.Title(), rating.Why.DE)
		}
	}
	// Output:
	// Radverkehr zu langsam
	// Fußverkehr ohne Kennzahl
}
