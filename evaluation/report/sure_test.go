package report_test

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"testing"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/report"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/robustness"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/status"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/testkit"
)

// steady is a city whose goals are judged, one of them by a geometric mean, with an
// indicator of eight years, one that is not reported, a rating, milestones and a corridor.
func steady(t testing.TB) *evaluation.Result {
	t.Helper()
	reach := func(id, title, unit, baseline, target string) indicators.Indicator {
		return indicators.Indicator{ID: id, Title: title, Unit: unit, Targets: []indicators.Target{{
			Shape: indicators.ReachShape, Baseline: indicators.Baseline{Period: period("2015"), Value: number(baseline)},
			Revisions: []indicators.Revision{{Points: []indicators.Point{{Period: period("2030"), Value: number(target)}}}},
		}}}
	}
	gas := reach("gas", "Treibhausgase je Einwohner", "t", "7.2", "2")
	city := evaluation.City{
		Strategy: goals.Strategy{
			ID: "muster", Title: "Musterstadt 2030", Municipality: goals.Municipality{Name: "Musterstadt"}, Levels: []string{"Vision", "Ziel"},
			Goals: []goals.Goal{{ID: "V", Level: "Vision", Title: "Eine lebenswerte Stadt", Goals: []goals.Goal{
				{ID: "Z1", Level: "Ziel", Number: "1", Title: "Klima schützen", Weight: number("3"), Indicators: []goals.Link{{ID: "gas", Weight: number("2")}, {ID: "rail", Weight: number("1")}, {ID: "trees", Weight: number("1")}}},
				{ID: "Z2", Level: "Ziel", Number: "2", Title: "Stadt für alle", Weight: number("2"), Indicators: []goals.Link{{ID: "rating"}, {ID: "steps"}, {ID: "noise"}}},
				{ID: "Z3", Level: "Ziel", Number: "3", Title: "Noch nichts gemessen", Weight: number("1")},
			}}},
		},
		Catalogue: indicators.Catalogue{Indicators: []indicators.Indicator{
			gas, reach("rail", "Fahrgäste", "Mio.", "10", "20"), reach("trees", "Bäume", "Stück", "0", "100"),
			{ID: "rating", Title: "Zufriedenheit", Targets: []indicators.Target{{Shape: indicators.OrdinalShape, Labels: []indicators.Label{{Label: "gut", Score: number("1")}, {Label: "mittel", Score: number("0.5")}, {Label: "schlecht", Score: number("0")}}}}},
			{ID: "steps", Title: "Bau der Brücke", Targets: []indicators.Target{{Shape: indicators.MilestonesShape, Milestones: []zielkette.Milestone{
				{ID: "a", Title: "geplant", Done: date("2019")}, {ID: "b", Title: "gebaut"},
			}}}},
			{ID: "noise", Title: "Lärm", Unit: "dB", Direction: indicators.Down, Targets: []indicators.Target{{Shape: indicators.LimitShape, Revisions: []indicators.Revision{{Points: []indicators.Point{{Value: number("55")}}, Tolerance: number("10")}}}}},
		}},
		Rules: evaluation.Rules{
			Default: evaluation.Rule{Status: status.Spec{Method: status.Thresholds, Classes: []status.Class{
				{ID: "green", Label: zielkette.Text{DE: "grün", EN: "green"}, From: number("0.6")},
				{ID: "yellow", Label: zielkette.Text{DE: "gelb", EN: "yellow"}, From: number("0.4")},
				{ID: "red", Label: zielkette.Text{DE: "rot", EN: "red"}},
			}}},
			Goals: map[string]evaluation.Rule{"Z2": {Aggregator: evaluation.Geometric}},
		},
	}
	var observations []indicators.Observation
	observe := func(id, year, value, label string) {
		o := indicators.Observation{Indicator: id, Period: period(year), Label: label, Source: "Amt"}
		if value != "" {
			o.Value = number(value)
		}
		observations = append(observations, o)
	}
	for k, v := range []string{"7.20", "7.05", "6.70", "6.65", "6.30", "5.10", "5.60", "5.25"} {
		observe("gas", fmt.Sprint(2015+k), v, "")
	}
	observe("rail", "2022", "16", "")
	observe("rating", "2022", "", "mittel")
	observe("noise", "2022", "58.5", "")
	record, err := indicators.NewRecord(observations...)
	if err != nil {
		t.Fatal(err)
	}
	city.Record = record
	model, err := city.Compile()
	if err != nil {
		t.Fatal(err)
	}
	result, err := model.Evaluate(record, evaluation.Options{AsOf: date("2022-12-31")})
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// answers are what is printed of the steady city.
func answers(t testing.TB, in report.Options) map[string]report.Printable {
	t.Helper()
	result := steady(t)
	out := map[string]report.Printable{}
	add := func(name string, p report.Printable, ok bool, err error) {
		if !ok || err != nil {
			t.Fatalf("%s: %v, %v", name, ok, err)
		}
		out[name] = p
	}
	levers, ok := report.LeversOf(result, "", in)
	add("levers", levers, ok, nil)
	robust, ok, err := report.RobustOf(result, "V", robustness.Sampling{}, in)
	add("robustness", robust, ok, err)
	robust, ok, err = report.RobustOf(result, "Z2", robustness.Sampling{Seed: 7, Samples: 2000}, in)
	add("robustness-estimate", robust, ok, err)
	robust, ok, err = report.RobustOf(result, "Z3", robustness.Sampling{}, in)
	add("robustness-none", robust, ok, err)
	outlook, ok := report.OutlookOf(result, "gas", 2015, in)
	add("outlook", outlook, ok, nil)
	outlook, ok = report.OutlookOf(result, "rail", 2022, in)
	add("outlook-short", outlook, ok, nil)
	outlook, ok = report.OutlookOf(result, "noise", 2022, in)
	add("outlook-none", outlook, ok, nil)
	return out
}

func TestAnswers(t *testing.T) {
	for _, language := range languages {
		for name, p := range answers(t, report.Options{Language: language}) {
			for _, format := range report.Formats {
				var out bytes.Buffer
				if err := report.Write(&out, p, format); err != nil {
					t.Fatal(err)
				}
				if format == "html" && name != "outlook" && name != "levers" {
					continue // the pictures of these two are looked at
				}
				testkit.Golden(t, "sure/"+name+"."+string(language)+"."+format, out.String())
			}
		}
	}
}

// No sentence names a thing by its id, and none of one language stands in the other.
func TestAnswersSpeakOfNames(t *testing.T) {
	ids := regexp.MustCompile(`\b(V|Z1|Z2|Z3|gas|rail|trees|rating|steps|noise|no-mean|never|too-few)\b`)
	for _, language := range languages {
		for name, p := range answers(t, report.Options{Language: language}) {
			var out strings.Builder
			if err := p.Page().Text(&out, report.TextWidth); err != nil {
				t.Fatal(err)
			}
			for line := range strings.Lines(out.String()) {
				if found := ids.FindString(line); found != "" && (language != zielkette.English || found != "rating") {
					t.Errorf("%s, %s: %q names %s", name, language, line, found)
				}
			}
			if language == zielkette.English && regexp.MustCompile(`\b(wäre|käme|stiege|bliebe|Zielwert|Gewicht|statt)\b`).MatchString(out.String()) {
				t.Errorf("%s speaks German in English:\n%s", name, out.String())
			}
		}
	}
}

// Every answer says what was varied and what was not, and every estimate how it was drawn.
func TestAnswersSayWhatVaries(t *testing.T) {
	for name, p := range answers(t, report.Options{}) {
		var out strings.Builder
		if err := p.Page().Text(&out, report.TextWidth); err != nil {
			t.Fatal(err)
		}
		text := strings.Join(strings.Fields(out.String()), " ")
		if !strings.HasSuffix(name, "none") && !strings.Contains(text, "Verändert ist") && !strings.Contains(text, "Verändert sind") {
			t.Errorf("%s does not say what is varied: %s", name, text)
		}
		if name == "robustness-estimate" {
			for _, want := range []string{"2000 Gewichtungen", "Startwert 7", "PCG-DXSM", "Geschätzt", "±"} {
				if !strings.Contains(text, want) {
					t.Errorf("the estimate does not say %q: %s", want, text)
				}
			}
		}
	}
}

// A lever whose gain is not computed says why, and not that nothing would change.
func TestLeversWithoutGain(t *testing.T) {
	city := broad(robustness.MaxTried + 1)
	city.Rules.Default.Aggregator = evaluation.Median
	r, _, _ := evaluated(t, city)
	levers, _ := report.LeversOf(r, "g", report.Options{Language: zielkette.English})
	for format, want := range map[string]string{
		"text": "with its target (2) met, nobody can tell: a goal has too many parts to be searched, and is no arithmetic mean.",
		"json": `"reason": "too-many"`,
	} {
		var out bytes.Buffer
		if err := report.Write(&out, levers, format); err != nil {
			t.Fatal(err)
		}
		if text := strings.Join(strings.Fields(out.String()), " "); !strings.Contains(text, want) || strings.Contains(text, "would stay") {
			t.Errorf("as %s it does not say %q: %.400s", format, want, text)
		}
	}
}

func TestNoSuchThing(t *testing.T) {
	result := steady(t)
	if _, ok := report.LeversOf(result, "?", report.Options{}); ok {
		t.Error("levers of no goal")
	}
	if _, ok, err := report.RobustOf(result, "?", robustness.Sampling{}, report.Options{}); ok || err != nil {
		t.Error("robustness of no goal")
	}
	if _, ok, err := report.RobustOf(result, "Z2", robustness.Sampling{Samples: -1}, report.Options{}); !ok || err == nil {
		t.Error("an estimate of -1 samples")
	}
	if _, ok := report.OutlookOf(result, "?", 2015, report.Options{}); ok {
		t.Error("outlook of no indicator")
	}
}
