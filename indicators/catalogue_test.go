package indicators_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/testkit"
)

func load(t testing.TB, name string) *indicators.Set {
	t.Helper()
	catalogue, err := indicators.Load(os.DirFS("testdata/good"), name)
	if err != nil {
		t.Fatal(err)
	}
	set, err := catalogue.Compile()
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func codeOf(t testing.TB, err error) zielkette.Code {
	t.Helper()
	if err == nil {
		return ""
	}
	var p zielkette.Problem
	if !errors.As(err, &p) {
		t.Fatalf("the error %v is no Problem", err)
	}
	testkit.Told(t, err)
	return p.Code
}

func TestSet(t *testing.T) {
	set := load(t, "shapes.json")
	if set.Title() != "Alle Formen von Zielwerten" || !set.Fictional() || set.Len() != 8 || set.Warnings() != nil {
		t.Errorf("%q, fictional %v, %d indicators, warnings %v", set.Title(), set.Fictional(), set.Len(), set.Warnings())
	}
	var got []string
	for ind := range set.All() {
		got = append(got, ind.ID)
	}
	if d := cmp.Diff([]string{"thg-je-ew", "schulden", "neue-wohnungen", "pv", "baukultur", "modellregion", "radanteil", "fussanteil"}, got); d != "" {
		t.Error(d)
	}
	for range set.All() {
		break
	}
	ind, ok := set.Indicator("thg-je-ew")
	want := indicators.Indicator{
		ID: "thg-je-ew", Title: "Treibhausgase je Einwohner", Unit: "t/(Einwohner·a)", Definition: "thg", Time: indicators.Flow, Direction: indicators.Down,
		Codes:  map[string]string{"sdg": "13"},
		MaxAge: zielkette.MustParseSpan("P5Y"), Carry: zielkette.MustParseSpan("P1Y"),
		Breaks: []indicators.Break{{Period: zielkette.MustParsePeriod("2011"), Reason: "neue Methode"}},
		Targets: []indicators.Target{{
			ID: "eksp-2030", Title: "EKSP 2030", Shape: indicators.ReachShape, Path: indicators.Step,
			Baseline: indicators.Baseline{Period: zielkette.MustParsePeriod("2011"), Value: zielkette.MustParseNumber("6.40"), Definition: "thg"},
			Revisions: []indicators.Revision{
				{Known: zielkette.MustParseDate("2025-05"), Decision: "VII-DS-06102", Points: []indicators.Point{
					{Period: zielkette.MustParsePeriod("2026"), Value: zielkette.MustParseNumber("3.05")},
					{Period: zielkette.MustParsePeriod("2030"), Value: zielkette.MustParseNumber("1.90")},
				}},
				{Decided: zielkette.MustParseDate("2031"), Withdrawn: true},
			},
		}},
		Source: zielkette.Source{Title: "Stadt Leipzig", Date: zielkette.MustParseDate("2022-02")},
	}
	if d := cmp.Diff(want, ind); d != "" || !ok {
		t.Error(d)
	}
	if ind, ok := set.Indicator("THG-je-EW"); ok || ind.ID != "" {
		t.Errorf("%v, %v", ind, ok)
	}
}

func TestEmptyCatalogue(t *testing.T) {
	set, err := indicators.Catalogue{}.Compile()
	if err != nil || set.Len() != 0 || set.Fictional() {
		t.Errorf("%v, %v", set, err)
	}
	if _, ok := set.Indicator(""); ok {
		t.Error("no indicator has no id")
	}
}

// A target against the stated direction is a warning, for Leipzig really plans
// it: 27.3 % of the ways on foot in 2018, 24 % in 2030.
func TestTargetAgainstDirection(t *testing.T) {
	for _, test := range []struct {
		direction indicators.Direction
		withheld  string
		want      int
	}{
		{indicators.Up, "", 1},
		{indicators.Down, "", 0},
		{"", "", 0},
		{indicators.Up, "die Stadt sagt nicht, ob das gewollt ist", 0},
	} {
		set, err := indicators.Catalogue{Indicators: []indicators.Indicator{{
			ID: "modal-split-fuss", Title: "Fußverkehr", Direction: test.direction,
			Targets: []indicators.Target{{
				Shape: indicators.ReachShape, Withheld: test.withheld,
				Baseline:  indicators.Baseline{Period: zielkette.MustParsePeriod("2018"), Value: zielkette.MustParseNumber("27.3")},
				Revisions: []indicators.Revision{{Points: []indicators.Point{{Period: zielkette.MustParsePeriod("2030"), Value: zielkette.MustParseNumber("24")}}}},
			}},
		}}}.Compile()
		if err != nil {
			t.Fatal(err)
		}
		ws := set.Warnings()
		if len(ws) != test.want {
			t.Errorf("direction %q, withheld %q: %v", test.direction, test.withheld, ws)
		}
		for _, w := range ws {
			if w.Code != indicators.CodeDirection || w.Severity != zielkette.Warning || w.Place.Pointer != "/indicators/0/targets/0/revisions/0/points/0/value" || w.Message.DE == "" {
				t.Errorf("the warning %+v", w)
			}
		}
	}
}

func TestDirectionSign(t *testing.T) {
	for d, want := range map[indicators.Direction]int{indicators.Up: 1, indicators.Down: -1, "": 0, "sideways": 0} {
		if got := d.Sign(); got != want {
			t.Errorf("the sign of %q is %d", d, got)
		}
	}
}

func TestSetIsImmutable(t *testing.T) {
	var c indicators.Catalogue
	data, err := os.ReadFile("testdata/good/shapes.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &c); err != nil {
		t.Fatal(err)
	}
	set, err := c.Compile()
	if err != nil {
		t.Fatal(err)
	}
	before := dump(set)
	spoil := func(inds []indicators.Indicator) {
		for i := range inds {
			ind := &inds[i]
			ind.Title = "x"
			if ind.Codes != nil {
				ind.Codes["sdg"] = "x"
			}
			for j := range ind.Breaks {
				ind.Breaks[j].Reason = "x"
			}
			for j := range ind.Targets {
				target := &ind.Targets[j]
				for k := range target.Labels {
					target.Labels[k].Label = "x"
				}
				for k := range target.Milestones {
					target.Milestones[k].Title = "x"
				}
				for k := range target.Revisions {
					for l := range target.Revisions[k].Points {
						target.Revisions[k].Points[l].Value = zielkette.Int(7)
					}
					target.Revisions[k].Decision = "x"
				}
				target.Title = "x"
			}
		}
	}
	spoil(slices.Collect(set.All()))
	for ind := range set.All() {
		again, _ := set.Indicator(ind.ID)
		spoil([]indicators.Indicator{again})
	}
	spoil(c.Indicators)
	if d := cmp.Diff(before, dump(set)); d != "" {
		t.Error(d)
	}
}

func dump(set *indicators.Set) []string {
	out := []string{fmt.Sprint(set.Title(), set.Fictional(), set.Len(), set.Warnings())}
	for ind := range set.All() {
		out = append(out, fmt.Sprintf("%+v", ind))
	}
	return out
}

// roundTrip checks that a document that compiles does so again after it has gone
// through a Go value and JSON.
func roundTrip(t testing.TB, text string) {
	t.Helper()
	first, err := indicators.Read(strings.NewReader(text), "")
	if err != nil {
		t.Fatal(err)
	}
	var c indicators.Catalogue
	if err := json.Unmarshal([]byte(text), &c); err != nil {
		t.Fatal(err)
	}
	again, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	second, err := indicators.Read(strings.NewReader(string(again)), "")
	if err != nil {
		t.Fatalf("%s: %v", again, err)
	}
	if d := cmp.Diff(first, second); d != "" {
		t.Fatal(d)
	}
}

func TestGoodDocumentsRoundTrip(t *testing.T) {
	entries, err := os.ReadDir("testdata/good")
	if err != nil || len(entries) == 0 {
		t.Fatalf("%d files, %v", len(entries), err)
	}
	for _, entry := range entries {
		data, err := os.ReadFile(path.Join("testdata/good", entry.Name()))
		if err != nil {
			t.Fatal(err)
		}
		roundTrip(t, string(data))
	}
}

// No input panics; every problem has a place and a code; what is read compiles
// again to the same.
func FuzzReadCatalogue(f *testing.F) {
	testkit.Seed(f, "good/*.json", "bad/*.json")
	f.Fuzz(func(t *testing.T, text string) {
		catalogue, err := indicators.Read(strings.NewReader(text), "")
		if err == nil {
			_, err = catalogue.Compile()
		}
		if err == nil {
			if !strings.Contains(text, "null") { // which encoding/json enters into maps
				roundTrip(t, text)
			}
			return
		}
		var ps zielkette.Problems
		if !errors.As(err, &ps) || len(ps) == 0 || len(ps) > 101 {
			t.Fatalf("%v", err)
		}
		if set, _ := catalogue.Compile(); set != nil {
			t.Fatal("what is read with a fault compiles")
		}
		for _, problem := range ps {
			if problem.Code == "" || problem.Place.Line < 1 && problem.Code != zielkette.CodeMore {
				t.Fatalf("the problem %+v", problem)
			}
		}
		testkit.Told(t, err)
	})
}

// Literals hold what JSON cannot: nothing of it may panic or hang.
func TestHostileLiterals(t *testing.T) {
	var many []indicators.Indicator
	for range 200 {
		many = append(many, indicators.Indicator{})
	}
	for name, test := range map[string]struct {
		catalogue indicators.Catalogue
		count     int
	}{
		"version":       {indicators.Catalogue{FormatVersion: -1}, 1},
		"many faults":   {indicators.Catalogue{Indicators: many}, 101},
		"invalid UTF-8": {indicators.Catalogue{Indicators: []indicators.Indicator{{ID: "\xff", Title: "\xff", Time: "\xff", Direction: "\xff", Targets: []indicators.Target{{Shape: "\xff"}}}}}, 4},
		"long texts":    {indicators.Catalogue{Indicators: []indicators.Indicator{{ID: "k", Title: "K", Time: indicators.Time(strings.Repeat("x", 1<<20))}}}, 1},
	} {
		set, err := test.catalogue.Compile()
		var ps zielkette.Problems
		if set != nil || !errors.As(err, &ps) || len(ps) != test.count {
			t.Errorf("%s: %v, %d problems: %v", name, set, len(ps), err)
		}
		for _, p := range ps {
			if len(p.Subject) > 100 {
				t.Errorf("%s: the subject of %s has %d bytes", name, p.Code, len(p.Subject))
			}
		}
		testkit.Told(t, err)
	}
}

// Everything the compiler takes is indeed taken: limits, corridors of no width,
// bounds without a period, withdrawn targets.
func TestGoodShapes(t *testing.T) {
	set := load(t, "shapes.json")
	for id, want := range map[string]indicators.Shape{
		"schulden": indicators.CorridorShape, "neue-wohnungen": indicators.LimitShape, "pv": indicators.DirectionShape,
		"baukultur": indicators.OrdinalShape, "modellregion": indicators.MilestonesShape, "radanteil": indicators.ReachShape,
	} {
		ind, _ := set.Indicator(id)
		if len(ind.Targets) == 0 || ind.Targets[0].Shape != want {
			t.Errorf("%s: %+v", id, ind.Targets)
		}
	}
	ind, _ := set.Indicator("modellregion")
	if done := ind.Targets[0].Milestones[0].Done; done.String() != "2020-spring" {
		t.Errorf("the milestone is done %v", done)
	}
}
