package report_test

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/folder"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/report"
	"gitlab.opencode.de/zielkette/zielkette/goals"
)

// An explanation says whose figures it explains, at which dates, and whether they
// are invented, in every format.
func TestExplanationHead(t *testing.T) {
	strategy := process()
	strategy.Fictional = true
	strategy.Goals = []goals.Goal{{ID: "Z", Level: strategy.Levels[0], Title: "Ziel"}}
	result := resultOf(t, strategy, "2024-08-01")
	e := result.Explain("Z")
	var text, markdown, data strings.Builder
	german := report.Explanation(result, e, report.Options{})
	if err := errors.Join(
		report.Write(&text, german, "text"), report.Write(&markdown, report.Explanation(result, e, report.Options{Language: zielkette.English}), "markdown"),
		report.Write(&data, german, "json"),
	); err != nil {
		t.Fatal(err)
	}
	for out, wants := range map[string][]string{
		text.String():     {"FIKTIVE DATEN: ", "\nLeitbild\n", "Stichtag 01.08.2024", "\nZiel: Ziel\n"},
		markdown.String(): {"# Leitbild\n", "> **FICTIONAL DATA: ", "as of 1 August 2024", "## Ziel: Ziel\n"},
		data.String():     {`"fictional": true`, `"asOf": "2024-08-01"`, `"knownOn": null`, `"id": "Z"`, `"state": "unmeasured"`},
	} {
		for _, want := range wants {
			if !strings.Contains(out, want) {
				t.Errorf("lacks %q:\n%s", want, out)
			}
		}
	}
}

// Steps that do not weigh the same are counted by weight, too, and what was done
// after the known-on date is not done.
func TestProgressByWeight(t *testing.T) {
	strategy := process()
	strategy.Milestones = []zielkette.Milestone{
		{ID: "M1", Title: "Beschluss", Done: day("2021"), Weight: zielkette.Int(3)}, {ID: "M2", Title: "Bericht", Done: day("2023")}, {ID: "M3", Title: "Bilanz"},
	}
	model := modelOf(t, strategy)
	for known, want := range map[string]string{
		"": "2 von 3 Schritten erledigt, nach Gewicht 4 von 5; gleich gezählt 80,0 %", "2022": "1 von 3 Schritten erledigt, nach Gewicht 3 von 5; gleich gezählt 60,0 %",
		"2020": "0 von 3 Schritten erledigt, nach Gewicht 0 von 5; gleich gezählt 0,0 %",
	} {
		options := evaluation.Options{AsOf: day("2024")}
		if known != "" {
			options.KnownOn = day(known)
		}
		result, err := model.Evaluate(nil, options)
		if err != nil {
			t.Fatal(err)
		}
		if text := printed(t, "text", result, zielkette.German); !strings.Contains(text, want) {
			t.Errorf("known on %q: want %q in\n%s", known, want, text)
		}
	}
}

// A class that a floor keeps down is printed with the part that lies so low, and
// numbers that repeat the id of a goal are not printed.
func TestFloorIsSaid(t *testing.T) {
	files := fstest.MapFS{}
	for name, text := range map[string]string{
		"strategy.json": `{"formatVersion": 1, "id": "s", "title": "S", "levels": ["Ziel"], "goals": [
			{"id": "A1", "number": "A.1", "level": "Ziel", "title": "Klima", "indicators": [{"id": "thg"}, {"id": "pv"}]},
			{"id": "B1", "number": "2", "level": "Ziel", "title": "Verkehr", "indicators": [{"id": "pv"}]},
			{"id": "11", "number": "1.1", "level": "Ziel", "title": "Haushalt", "indicators": [{"id": "pv"}]}]}`,
		"indicators.json": `{"formatVersion": 1, "indicators": [
			{"id": "thg", "title": "T", "targets": [{"shape": "reach", "baseline": {"period": "2015", "value": "0"}, "revisions": [{"points": [{"period": "2030", "value": "1"}]}]}]},
			{"id": "pv", "title": "P", "targets": [{"shape": "reach", "baseline": {"period": "2015", "value": "0"}, "revisions": [{"points": [{"period": "2030", "value": "1"}]}]}]}]}`,
		"rules.json": `{"formatVersion": 1, "default": {"status": {"method": "thresholds", "classes": [
			{"id": "g", "label": {"de": "grün", "en": "green"}, "from": "0.5"}, {"id": "r", "label": {"de": "rot", "en": "red"}}]},
			"floors": [{"part": "thg", "below": "0.3", "atMost": "r"}]}}`,
		"observations.csv": "indicator;period;value\nthg;2020;0.2\npv;2020;1\n",
	} {
		files[name] = &fstest.MapFile{Data: []byte(text)}
	}
	city, err := folder.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	model, err := city.Compile()
	if err != nil {
		t.Fatal(err)
	}
	result, err := model.Evaluate(city.Record, evaluation.Options{AsOf: day("2020")})
	if err != nil {
		t.Fatal(err)
	}
	if score, _ := result.Goal("A1"); score.Status().CappedBy != "thg" {
		t.Errorf("capped by %q", score.Status().CappedBy)
	}
	if score, _ := result.Goal("B1"); score.Status().CappedBy != "" || score.Status().Class != "g" {
		t.Errorf("%+v", score.Status())
	}
	text, data := printed(t, "text", result, zielkette.German), printed(t, "json", result, zielkette.German)
	for _, want := range []string{"A.1 Klima", "begrenzt, weil „T“", "2. Verkehr", "1.1 Haushalt"} {
		if !strings.Contains(text, want) {
			t.Errorf("the text lacks %q:\n%s", want, text)
		}
	}
	if !strings.Contains(data, `"cappedBy": "thg"`) {
		t.Errorf("the JSON does not say what caps the status:\n%s", data)
	}
}

// What the as-of year itself planned counts as planned by its end, and where only a step
// is overdue nothing is said of indicators that are behind.
func TestMoneyAndStepsOfTheYear(t *testing.T) {
	result := resultOf(t, process(), "2024-12-31")
	var text strings.Builder
	if err := report.Write(&text, report.Of(result, report.Options{}), "text"); err != nil {
		t.Fatal(err)
	}
	out := strings.Join(strings.Fields(text.String()), " ")
	for _, want := range []string{"Bis Ende 2024 waren 24.000,50 Euro geplant", "Weitere 0,50 Euro sind für spätere Jahre geplant", "1 Schritt überfällig: Bericht"} {
		if !strings.Contains(out, want) {
			t.Errorf("lacks %q:\n%s", want, text.String())
		}
	}
	if strings.Contains(out, "Am weitesten") {
		t.Errorf("something is said to be behind:\n%s", text.String())
	}
}

// A goal with nothing to measure beneath is named in the explanation of the goal above,
// and has no section of its own.
func TestSilentGoalsAreNamedOnly(t *testing.T) {
	city := small()
	model, err := city.Compile()
	if err != nil {
		t.Fatal(err)
	}
	result, err := model.Evaluate(city.Record, evaluation.Options{AsOf: day("2020")})
	if err != nil {
		t.Fatal(err)
	}
	page := report.Explanation(result, result.Explain("g"), report.Options{}).Page()
	var titles []string
	for _, s := range page.Sections {
		titles = append(titles, s.Title)
	}
	if d := cmp.Diff([]string{"A: G", "i"}, titles); d != "" {
		t.Error(d)
	}
}
