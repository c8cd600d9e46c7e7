package report_test

import (
	"strings"
	"testing"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/report"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

// What an indicator has come to over time stands in the report and in its explanation, in
// both languages: how often a limit was kept, a target whose points have all passed, what
// a total lacks, and the baseline in force.
func TestOverTime(t *testing.T) {
	values := func(list ...string) (out []indicators.Observation) {
		for _, text := range list {
			p, value, _ := strings.Cut(text, " ")
			out = append(out, indicators.Observation{Indicator: "i", Period: period(p), Value: number(value)})
		}
		return out
	}
	limit := indicators.Target{Shape: indicators.LimitShape, Revisions: []indicators.Revision{{Points: []indicators.Point{{Period: period("2020"), Value: number("5")}, {Period: period("2022"), Value: number("3")}}}}}
	strict := limit
	strict.Revisions = []indicators.Revision{{Strict: true, Points: []indicators.Point{{Period: period("2020"), Value: number("5")}}}}
	reach := indicators.Target{
		Shape: indicators.ReachShape, Baseline: indicators.Baseline{Period: period("2015"), Value: number("10")},
		BaselineRevisions: []indicators.Baseline{{Period: period("2016"), FromRecord: true, Decided: date("2018")}},
		Revisions:         []indicators.Revision{{Points: []indicators.Point{{Period: period("2020"), Value: number("2")}}}},
	}
	yearly := reach
	yearly.BaselineRevisions = nil
	for name, test := range map[string]struct {
		time   indicators.Time
		target indicators.Target
		list   []indicators.Observation
		de, en []string
	}{
		"a limit of a longer kind": {
			"", limit, values("2019-Q4 50", "2020-Q1 50", "2020-Q2 4", "2020-Q3 6", "2020-Q4 5"),
			[]string{"in 2 von 4 Zeiträumen eingehalten, zuletzt nicht: 3. Quartal 2020", "Eingehalten: in 2 von 4 Zeiträumen, nicht: 1. Quartal 2020, 3. Quartal 2020", "höchstens\u00a05"},
			[]string{"kept in 2 of 4 periods, last broken: third quarter of 2020", "Kept: in 2 of 4 periods, not: first quarter of 2020, third quarter of 2020", "at most\u00a05"},
		},
		"the bound of the value": {
			"", limit, values("2022-Q1 4"), []string{"nicht eingehalten: 4 t (1. Quartal 2022), höchstens\u00a03"}, []string{"not kept: 4 t (first quarter of 2022), at most\u00a03"},
		},
		"a strict limit": {
			"", strict, values("2020 5"), []string{"nicht eingehalten: 5 t (2020), unter\u00a05"}, []string{"not kept: 5 t (2020), below\u00a05"},
		},
		"no later target, and a baseline from the record": {
			"", reach, values("2016 8", "2021 5"),
			[]string{"Frist 2020 verstrichen, kein späterer Zielwert beschlossen", "Frist: 2020 verstrichen", "Ausgangswert: 8 t (2016, aus den Messwerten)"},
			[]string{"due 2020, which has passed, and no later target is decided", "Baseline: 8 t (2016, from the record)"},
		},
		"a total that lacks parts": {
			indicators.Flow, yearly, values("2019-H1 3", "2019-H2 4", "2021-H2 4"), []string{"Es fehlen: 1. Halbjahr 2021"}, []string{"Missing: first half of 2021"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			c := &city{
				strategy: goals.Strategy{ID: "s", Title: "S", Levels: []string{"Ziel"}, Goals: []goals.Goal{{ID: "g", Level: "Ziel", Title: "G", Indicators: []goals.Link{{ID: "i"}}}}},
				catalogue: indicators.Catalogue{Indicators: []indicators.Indicator{
					{ID: "i", Title: "I", Unit: "t", Time: test.time, Direction: indicators.Down, Targets: []indicators.Target{test.target}},
				}},
				record: test.list, options: evaluation.Options{AsOf: date("2022-06-30")},
			}
			result := c.evaluate(t)
			for l, wants := range map[zielkette.Language][]string{zielkette.German: test.de, zielkette.English: test.en} {
				var sheet strings.Builder
				if err := report.Write(&sheet, report.Explanation(result, result.Explain("i"), report.Options{Language: l}), "text"); err != nil {
					t.Fatal(err)
				}
				plain := func(s string) string { return strings.Join(strings.Fields(strings.ReplaceAll(s, "\u00a0", " ")), " ") }
				text, explained := plain(printed(t, "text", result, l)), plain(sheet.String())
				for _, want := range wants {
					if !strings.Contains(text, plain(want)) && !strings.Contains(explained, plain(want)) {
						t.Errorf("%s: %q is not in\n%s\n%s", l, want, printed(t, "text", result, l), sheet.String())
					}
				}
			}
		})
	}
}
