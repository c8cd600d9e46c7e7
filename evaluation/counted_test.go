package evaluation_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

// flowOf is a flow with a baseline of 2020 and a target.
func flowOf(baseline, points string) indicators.Indicator {
	return but(reaching(indicators.Baseline{Period: period("2020"), Value: number(baseline)}, revision("", "", points)),
		func(ind *indicators.Indicator) { ind.Time = indicators.Flow })
}

// A total is that of its area, as it was known: a part that became known later is missing.
func TestTotalsInAreas(t *testing.T) {
	record := observe(
		"2023-H1 10 known:2023-09", "2023-H2 20 known:2024-02", "2023-H1 15 known:2024-06",
		"2023-H1 1 area:a known:2023-09", "2023-H2 2 area:a known:2024-09",
	)
	ind := flowOf("0", "2025 100")
	ind.Targets[0].Revisions[0].Known = date("2020")
	for _, c := range []struct{ area, known, value, parts, missing string }{
		{"", "", "35", "2023-H1 15, 2023-H2 20", ""},
		{"", "2024-03", "30", "2023-H1 10, 2023-H2 20", ""},
		{"", "2023-12", "", "2023-H1 10", "2023-H2"},
		{"a", "", "3", "2023-H1 1, 2023-H2 2", ""},
		{"a", "2024-03", "", "2023-H1 1", "2023-H2"},
		{"b", "", "", "", ""},
	} {
		options := asOf("2024-06-30")
		if c.known != "" {
			options.KnownOn = date(c.known)
		}
		model := modelOf(t, linked(goals.Link{ID: "i", Area: "a"}, goals.Link{ID: "i", Area: "b"}), evaluation.Rules{}, ind)
		a, ok := evaluate(t, model, options, record...).Assessment("i", "", c.area)
		if !ok {
			t.Fatalf("area %q is not assessed", c.area)
		}
		v := verdictOf(a)
		if d := cmp.Diff([]string{c.value, c.parts, c.missing}, []string{v.Value, v.Parts, v.Missing}); d != "" {
			t.Errorf("area %q, known on %q: %s", c.area, c.known, d)
		}
	}
}

// School years run from August to July: on a path of their own, in a total over a span
// that starts in August, and not in one that starts in January.
func TestSchoolYears(t *testing.T) {
	path := reaching(indicators.Baseline{Period: period("2015/16"), Value: number("0")}, revision("", "", "2025/26 10"))
	for _, c := range []struct {
		name   string
		ind    indicators.Indicator
		asOf   string
		record []indicators.Observation
		want   outcome
	}{
		{"on the path", path, "2021-07-31", observe("2020/21 5"), outcome{"scored", "", "5", "0.5", "5", "1"}},
		{"it has not ended", path, "2021-07-30", observe("2020/21 5"), outcome{"not-reported", "no-observation", "", "", "4", ""}},
		{"a total", flowOf("0", "2021-08/P3Y 300"), "2023-12-31", observe("2020/21 9", "2021/22 80", "2022/23 120"), outcome{"scored", "", "200", "0.666666666667", "200", "1"}},
		{"none of a span of calendar years", flowOf("0", "2021/2023 300"), "2023-12-31", observe("2021/22 80", "2022/23 120"), outcome{"not-reported", "no-observation", "", "", "300", ""}},
	} {
		if d := cmp.Diff(c.want, outcomeOf(assess(t, c.ind, asOf(c.asOf), c.record...))); d != "" {
			t.Errorf("%s: %s", c.name, d)
		}
	}
}

// A goal is on course where its score is at least that of what the paths expect of the
// same parts, bounded alike; parts without a path count as they are.
func TestCourseOfGoals(t *testing.T) {
	limit := but(with(indicators.Target{Shape: indicators.LimitShape, Revisions: []indicators.Revision{revision("", "", "5")}}), func(ind *indicators.Indicator) {
		ind.Direction = indicators.Down
	})
	named := func(ind indicators.Indicator, id string) indicators.Indicator { ind.ID = id; return ind }
	path := reaching(indicators.Baseline{Period: period("2010"), Value: number("0")}, revision("", "", "2030 10")) // 5 by 2020
	late := reaching(indicators.Baseline{Period: period("2020"), Value: number("0")}, revision("", "", "2030 10"))
	for _, c := range []struct {
		name          string
		list          []indicators.Indicator
		record        []indicators.Observation
		score, should string
		course        evaluation.Course
	}{
		{"exactly on plan", []indicators.Indicator{named(path, "a"), named(path, "b")}, observe("2020 4 of:a", "2020 6 of:b"), "0.5", "0.5", evaluation.AsDue},
		{"behind", []indicators.Indicator{named(path, "a"), named(path, "b")}, observe("2020 4 of:a", "2020 5 of:b"), "0.45", "0.5", evaluation.Behind},
		{"bounded alike", []indicators.Indicator{named(path, "a"), named(path, "b")}, observe("2020 -5 of:a", "2020 20 of:b"), "0.5", "0.5", evaluation.AsDue},
		{"what is not scored is not expected", []indicators.Indicator{named(path, "a"), named(path, "b")}, observe("2020 6 of:a"), "0.6", "0.5", evaluation.Ahead},
		{"a part without a path", []indicators.Indicator{named(path, "a"), named(limit, "b")}, observe("2020 6 of:a", "2020 9 of:b"), "0.3", "0.25", evaluation.Ahead},
		{"no path at all", []indicators.Indicator{named(limit, "b")}, observe("2020 9 of:b"), "0", "", ""},
		{"a value before its baseline", []indicators.Indicator{named(path, "a"), named(late, "b")}, observe("2020 6 of:a", "2020 1 of:b"), "0.6", "0.5", evaluation.Ahead},
	} {
		var links []goals.Link
		for _, ind := range c.list {
			links = append(links, goals.Link{ID: ind.ID})
		}
		score, _ := evaluate(t, modelOf(t, linked(links...), evaluation.Rules{}, c.list...), asOf("2020"), c.record...).Goal("g")
		got := []string{score.Attainment().String(), score.Expected().String(), string(score.Course())}
		if d := cmp.Diff([]string{c.score, c.should, string(c.course)}, got); d != "" {
			t.Errorf("%s: %s", c.name, d)
		}
	}
}

// The warning of undated baselines counts only those; a moved baseline without a day is
// hidden as a moved target is.
func TestUndatedBaselines(t *testing.T) {
	dated := reaching(indicators.Baseline{Period: period("2015"), Value: number("1"), Known: date("2016")}, revision("2016", "2016", "2030 2"))
	undated := but(reaching(indicators.Baseline{Period: period("2015"), Value: number("1")}, revision("2016", "2016", "2030 2")), func(ind *indicators.Indicator) { ind.ID = "j" })
	moved := but(dated, func(ind *indicators.Indicator) {
		ind.ID, ind.Targets = "k", []indicators.Target{ind.Targets[0]}
		ind.Targets[0].BaselineRevisions = []indicators.Baseline{{Period: period("2015"), Value: number("3"), Decided: date("2018")}}
	})
	none := but(reaching(indicators.Baseline{}, revision("2016", "2016", "2030 2")), func(ind *indicators.Indicator) {
		ind.ID, ind.Direction, ind.Targets = "l", indicators.Down, []indicators.Target{ind.Targets[0]}
		ind.Targets[0].Shape = indicators.LimitShape
	})
	for name, c := range map[string]struct {
		list []indicators.Indicator
		want []string
	}{
		"dated":   {[]indicators.Indicator{dated}, nil},
		"undated": {[]indicators.Indicator{dated, undated}, []string{"Baselines of which it is not recorded when they became known stand here whatever the known-on date: 1."}},
		"none":    {[]indicators.Indicator{dated, none}, nil},
		"moved":   {[]indicators.Indicator{dated, moved}, []string{"Targets and moved baselines of which it is not recorded when they became known are hidden at this known-on date: 1."}},
	} {
		var got []string
		for _, p := range evaluate(t, modelOf(t, goals.Strategy{}, evaluation.Rules{}, c.list...), knownOn("2020", "2020")).Warnings() {
			if p.Code == evaluation.CodeUndated {
				got = append(got, p.Message.In(zielkette.English))
			}
		}
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
}

// A total over a span starts from 0: where the record shows that a target asks for one and
// another baseline is stated, the value is shown and not scored. Held against spans of its
// own length, it is no total.
func TestTotalFromBaseline(t *testing.T) {
	ind := but(reaching(indicators.Baseline{Period: period("2016/2020"), Value: number("1200")}, revision("", "", "2021/2025 1500")),
		func(ind *indicators.Indicator) { ind.Time = indicators.Flow })
	for name, c := range map[string]struct {
		asOf   string
		record []indicators.Observation
		want   outcome
	}{
		"by years": {"2023", observe("2021 300", "2022 300", "2023 300"), outcome{"withheld", "total-from-baseline", "900", "", "", ""}},
		"by spans": {"2025", observe("2016/2020 1200", "2021/2025 1425"), outcome{"scored", "", "1425", "0.75", "1500", "0.75"}},
	} {
		if d := cmp.Diff(c.want, outcomeOf(assess(t, ind, asOf(c.asOf), c.record...))); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
}

// A flow that is held against periods of another length draws a warning: from the
// catalogue alone, and where the record shows it.
func TestFlowLengths(t *testing.T) {
	based := func(p, value, points string) indicators.Indicator {
		return but(reaching(indicators.Baseline{Period: period(p), Value: number(value)}, revision("", "", points)), func(ind *indicators.Indicator) { ind.Time = indicators.Flow })
	}
	for name, c := range map[string]struct {
		ind    indicators.Indicator
		record []indicators.Observation
		want   int
	}{
		"years from a year":            {based("2020", "90", "2025 100"), observe("2022 95"), 0},
		"years from a quarter":         {based("2020-Q4", "25", "2025 100"), observe("2022-Q1 1"), 1},
		"from 0 it does not matter":    {based("2020-Q4", "0", "2025 100"), nil, 0},
		"points of two lengths":        {based("2020", "90", "2024-Q4 50, 2025 100"), nil, 1},
		"years against quarters":       {based("2020-Q4", "25", "2025-Q4 30"), observe("2022 95"), 1},
		"school years against years":   {based("2020", "90", "2025 100"), observe("2021/22 95"), 0},
		"a stock is not put together":  {but(based("2020-Q4", "25", "2025 100"), func(ind *indicators.Indicator) { ind.Time = indicators.Stock }), observe("2022-Q1 1"), 0},
		"a total that starts from 0":   {based("2020", "0", "2021/2025 100"), observe("2022-Q1 1"), 0},
		"a mean of what is as long as": {but(based("2020-Q4", "25", "2025 100"), func(ind *indicators.Indicator) { ind.Time = indicators.Average }), observe("2022-Q1 1"), 0},
	} {
		found := 0
		for _, p := range evaluate(t, modelOf(t, goals.Strategy{}, evaluation.Rules{}, c.ind), asOf("2023"), c.record...).Warnings() {
			if p.Code == indicators.CodeLengths {
				found++
			}
		}
		if found != c.want {
			t.Errorf("%s: %d warnings, want %d", name, found, c.want)
		}
	}
}

// A limit of totals is judged in every whole period, over years of which nothing is on
// record and over breaks.
func TestKeptOverGaps(t *testing.T) {
	ind := but(with(indicators.Target{Shape: indicators.LimitShape, Revisions: []indicators.Revision{revision("", "", "2010 5")}}), func(ind *indicators.Indicator) {
		ind.Direction, ind.Time = indicators.Down, indicators.Flow
	})
	record := observe("2015-H1 3", "2015-H2 3", "2017-H1 1", "2017-H2 1", "2018-H1 1", "2018-H2 9 status:B", "2019-H1 2", "2019-H2 3")
	want := evaluation.Kept{Kept: 2, Of: 3, Broken: []zielkette.Period{period("2015")}}
	if d := cmp.Diff(want, assess(t, ind, asOf("2020"), record...).Kept()); d != "" {
		t.Error(d)
	}
}
