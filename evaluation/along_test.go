package evaluation_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/module"
	"gitlab.opencode.de/zielkette/zielkette/internal/testkit"
)

// What a report prints of an indicator in one glance, by whole numbers where they are
// small, is what the methods tell that compute with fractions.
func TestGlance(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	number := func() zielkette.Number {
		text := fmt.Sprint(r.IntN(40) - 10)
		switch r.IntN(4) {
		case 0:
			text += fmt.Sprintf(".%0*d", 1+r.IntN(3), 0)
		case 1:
			text += fmt.Sprintf(".%d", r.IntN(10000))
		case 2:
			if r.IntN(10) == 0 {
				text += fmt.Sprintf("%012d", r.Int64N(1e12))
			}
		}
		return zielkette.MustParseNumber(text)
	}
	period := func(from int) zielkette.Period {
		year := from + r.IntN(6)
		return zielkette.MustParsePeriod([]string{fmt.Sprint(year), fmt.Sprint(year), fmt.Sprint(year), fmt.Sprintf("%d-Q2", year), fmt.Sprintf("%d-07", year)}[r.IntN(5)])
	}
	seen := map[string]int{}
	for range testkit.Cases(30000) {
		target := indicators.Target{Shape: indicators.ReachShape, Baseline: indicators.Baseline{Period: period(2005), Value: number()}}
		if r.IntN(3) == 0 {
			target.Path = indicators.Step
		}
		for range 1 + r.IntN(2) {
			revision := indicators.Revision{}
			for at := 2012; at < 2030; at += 6 {
				if r.IntN(2) == 0 || at == 2024 {
					revision.Points = append(revision.Points, indicators.Point{Period: period(at), Value: number()})
				}
			}
			target.Revisions = append(target.Revisions, revision)
		}
		city := evaluation.City{
			Strategy:  goals.Strategy{ID: "s", Title: "S", Levels: []string{"Z"}, Goals: []goals.Goal{{ID: "z", Level: "Z", Title: "Z", Indicators: []goals.Link{{ID: "k"}}}}},
			Catalogue: indicators.Catalogue{Indicators: []indicators.Indicator{{ID: "k", Title: "K", Targets: []indicators.Target{target}}}},
		}
		if r.IntN(8) > 0 {
			o := indicators.Observation{Indicator: "k", Period: period(2003 + r.IntN(20)), Value: number()}
			city.Record, _ = indicators.NewRecord(o)
		}
		model, err := city.Compile()
		if err != nil {
			seen["refused"]++
			continue
		}
		result, err := model.Evaluate(city.Record, evaluation.Options{AsOf: zielkette.MustParseDate(fmt.Sprint(2008 + r.IntN(25)))})
		if err != nil {
			t.Fatal(err)
		}
		for a := range result.Assessments() {
			g := a.Glance(module.Reader{})
			got := []string{g.Attainment.String(), g.Value.String(), g.Expected.String(), g.OnTrack.String(), string(g.Course), g.Asks("de"), g.Observation.Period.String()}
			want := []string{a.Attainment().String(), a.Value().String(), a.Expected().String(), a.OnTrack().String(), string(a.Course()), a.TargetText("de"), a.Period().String()}
			if fmt.Sprint(got) != fmt.Sprint(want) {
				t.Fatalf("%v\n%v\n%+v", got, want, city)
			}
			score, _ := result.Goal("z")
			if planned := a.Planned(); a.State() == evaluation.Scored && planned.Sign() >= 0 && planned.Compare(zielkette.Int(1).Figure()) <= 0 && !score.Expected().Equal(planned) {
				t.Fatalf("a goal expects %s, its indicator %s: %+v", score.Expected(), planned, city)
			}
			seen["course "+string(g.Course)]++
			if !g.OnTrack.IsZero() {
				seen["on track"]++
			}
			seen["small"] += g.Small()
		}
	}
	t.Log(seen)
	for _, kind := range []string{"refused", "course ahead", "course on", "course behind", "course ", "on track", "small"} {
		if seen[kind] == 0 {
			t.Errorf("there was no %q: %v", kind, seen)
		}
	}
}
