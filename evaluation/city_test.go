package evaluation_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/status"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

func aCity() evaluation.City {
	return evaluation.City{
		Strategy:  linked(goals.Link{ID: "i", Weight: number("2")}),
		Catalogue: indicators.Catalogue{Indicators: []indicators.Indicator{reach("0", "10")}},
		Rules:     evaluation.Rules{Default: evaluation.Rule{Status: ampel()}},
	}
}

// No edit of a clone reaches the city it was made of.
func TestCloneCity(t *testing.T) {
	city := aCity()
	clone := city.Clone()
	clone.Strategy.Goal("g").Indicators[0].Weight = number("3")
	clone.Strategy.Areas[0].Title = "other"
	clone.Catalogue.Indicator("i").Targets[0].Revisions[0].Points[0].Value = number("9")
	clone.Rules.Default.Status.Classes[0].ID = "other"
	if d := cmp.Diff(aCity(), city); d != "" {
		t.Error(d)
	}
}

// A city is written as its documents and read again the same.
func TestCityAsJSON(t *testing.T) {
	data, err := json.Marshal(aCity())
	if err != nil {
		t.Fatal(err)
	}
	var parts struct{ Strategy, Catalogue, Rules json.RawMessage }
	if err := json.Unmarshal(data, &parts); err != nil {
		t.Fatal(err)
	}
	var again evaluation.City
	var errs [3]error
	again.Strategy, errs[0] = goals.Read(strings.NewReader(string(parts.Strategy)), "")
	again.Catalogue, errs[1] = indicators.Read(strings.NewReader(string(parts.Catalogue)), "")
	again.Rules, errs[2] = evaluation.ReadRules(strings.NewReader(string(parts.Rules)), "")
	for _, err := range errs {
		if err != nil {
			t.Fatal(err)
		}
	}
	again.Strategy.FormatVersion, again.Catalogue.FormatVersion, again.Rules.FormatVersion = 0, 0, 0
	if d := cmp.Diff(aCity(), again); d != "" {
		t.Error(d)
	}
}

// Changing an explanation changes nothing but the explanation.
func TestExplanationIsACopy(t *testing.T) {
	city := aCity()
	city.Rules.Default.Floors = []evaluation.Floor{{Below: number("0.1"), AtMost: "red"}}
	model, err := city.Compile()
	if err != nil {
		t.Fatal(err)
	}
	result := evaluate(t, model, asOf("2020"), observe("2020 5")...)
	want := said(result.Explain("g"), zielkette.German)
	city.Rules.Default.Status.Classes[0].From = number("0.2") // the caller's document, compiled already
	city.Rules.Default.Floors[0].Below = number("1")
	e := result.Explain("g")
	e.RollUp.Rule.Bounds[0], e.RollUp.Rule.Floors[0].Below = number("9"), number("9")
	e.RollUp.Rule.Status.Classes[0] = status.Class{ID: "green"}
	m := e.RollUp.Parts[0].Of.Measured
	m.Revision.Points[0].Value, m.Baseline.Value, m.Observation.Value = number("9"), number("9"), number("9")
	if d := cmp.Diff(want, said(result.Explain("g"), zielkette.German)); d != "" {
		t.Error(d)
	}
}

// A tie in the thirteenth digit goes away from zero: 1/8192 is 0.0001220703125.
func TestTieAwayFromZero(t *testing.T) {
	if got := evaluation.Reach(number("0"), number("8192"), number("1")).String(); got != "0.000122070313" {
		t.Error(got)
	}
}

// A revision without points is a problem of the catalogue, whatever else the city has.
func TestCityWithoutPoints(t *testing.T) {
	city := aCity()
	city.Catalogue.Indicators[0].Targets[0].Revisions[0].Points = nil
	_, err := city.Compile()
	if d := cmp.Diff([]string{"required /catalogue/indicators/0/targets/0/revisions/0/points"}, codes(t, err)); d != "" {
		t.Error(d)
	}
}

// A target of an unknown shape is a problem of the catalogue, whatever else the city has.
func TestCityWithUnknownShape(t *testing.T) {
	for _, shape := range []indicators.Shape{"", "reached"} {
		city := evaluation.City{Strategy: goals.Strategy{ID: "s", Title: "s"}, Catalogue: indicators.Catalogue{Indicators: []indicators.Indicator{with(indicators.Target{Shape: shape})}}}
		_, err := city.Compile()
		if d := cmp.Diff([]string{"choice /catalogue/indicators/0/targets/0/shape"}, codes(t, err)); d != "" {
			t.Error(d)
		}
	}
}

// Indicators without an id, or with the id of another, have targets of any number each: all
// is a problem, and what is entered for one takes no other's place.
func TestCityWithoutIDs(t *testing.T) {
	targets := []indicators.Target{{ID: "a", Shape: indicators.DirectionShape}, {ID: "b", Shape: indicators.DirectionShape}, {ID: "c", Shape: indicators.DirectionShape}}
	list := []indicators.Indicator{{Title: "A", Targets: targets}, {Title: "B"}, {ID: "x", Title: "C", Targets: targets}, {ID: "x", Title: "D"}, {Title: "E", Targets: targets[:2]}}
	for range 600 { // enough for several cores
		list = append(list, list[:5]...)
	}
	for _, n := range []int{2, 5, len(list)} {
		_, err := evaluation.City{
			Strategy: goals.Strategy{FormatVersion: 1, ID: "s", Title: "S", Levels: []string{"L"}, Goals: []goals.Goal{
				{ID: "g", Level: "L", Title: "G", Indicators: []goals.Link{{ID: "x", Target: "a"}}},
			}},
			Catalogue: indicators.Catalogue{Indicators: list[:n]},
		}.Compile()
		found := map[zielkette.Code]bool{}
		for _, p := range zielkette.ProblemsOf(err) {
			found[p.Code] = true
		}
		if !found[zielkette.CodeID] || found[zielkette.CodeDuplicateID] != (n > 2) {
			t.Errorf("%d indicators: %v", n, err)
		}
	}
}
