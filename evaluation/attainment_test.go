package evaluation_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

func corridor(lower, upper, tolerance string) indicators.Indicator {
	r := indicators.Revision{Lower: number(lower), Upper: number(upper)}
	if tolerance != "" {
		r.Tolerance = number(tolerance)
	}
	return with(indicators.Target{Shape: indicators.CorridorShape, Revisions: []indicators.Revision{r}})
}

func limit(d indicators.Direction, points, tolerance string) indicators.Indicator {
	r := revision("", "", points)
	if tolerance != "" {
		r.Tolerance = number(tolerance)
	}
	ind := with(indicators.Target{Shape: indicators.LimitShape, Revisions: []indicators.Revision{r}})
	ind.Direction = d
	return ind
}

func ordinal() indicators.Indicator {
	return with(indicators.Target{Shape: indicators.OrdinalShape, Labels: []indicators.Label{
		{Label: "verbessert", Score: number("1")},
		{Label: "gesichert", Score: number("0.5")},
		{Label: "verschlechtert", Score: number("0")},
	}})
}

func milestones(list ...zielkette.Milestone) indicators.Indicator {
	return with(indicators.Target{Shape: indicators.MilestonesShape, Milestones: list})
}

// Every shape, with the cases that go wrong elsewhere.
func TestAttainmentByShape(t *testing.T) {
	share := func(ind indicators.Indicator) indicators.Indicator {
		ind.Per = number("100")
		return ind
	}
	directed := func(ind indicators.Indicator, d indicators.Direction) indicators.Indicator {
		ind.Direction = d
		return ind
	}
	scored := func(value, attainment string) outcome {
		return outcome{State: "scored", Value: value, Attainment: attainment}
	}
	steps := []zielkette.Milestone{
		{Title: "a", Done: date("2019"), Weight: number("2")},
		{Title: "b", Done: date("2020-12-31")},
		{Title: "c", Due: date("2020-01-01"), Weight: number("0.5")},
		{Title: "d", Done: date("2021-01-01")},
	}
	for _, c := range []struct {
		name  string
		ind   indicators.Indicator
		value string // in the year 2020
		want  outcome
	}{
		{"rising, half the way", reach("10", "20"), "15", scored("15", "0.5")},
		{"falling, half the way", reach("20", "10"), "15", scored("15", "0.5")},
		{"at the target", reach("20", "10"), "10", scored("10", "1")},
		{"at the baseline is a measured 0", reach("20", "10"), "20", scored("20", "0")},
		{"falling to 0", reach("8", "0"), "2", scored("2", "0.75")},
		{"rising from 0", reach("0", "8"), "2", scored("2", "0.25")},
		{"a measured 0", reach("8", "4"), "0", scored("0", "2")},
		{"negative values", reach("-8", "-4"), "-5", scored("-5", "0.75")},
		{"across 0", reach("-5", "5"), "2.5", scored("2.5", "0.75")},
		{"regress, Leipzig's public transport", reach("17.5", "23"), "16", scored("16", "-0.272727272727")},
		{"regress, Soest's greenhouse gas", reach("7.2", "2"), "7.4", scored("7.4", "-0.038461538462")},
		{"beyond the target", reach("10", "20"), "40", scored("40", "3")},
		{"half of the last place", reach("0", "2000000000000"), "1", scored("1", "0.000000000001")},
		{"one and a half of the last place", reach("0", "2000000000000"), "3", scored("3", "0.000000000002")},
		{"one and a half of the last place, below 0", reach("0", "2000000000000"), "-3", scored("-3", "-0.000000000002")},
		{"digits as recorded", reach("7.20", "2.0"), "4.60", scored("4.60", "0.5")},
		{"wide numbers", reach("0", "9999999999999999999.5"), "9999999999999999999.5", scored("9999999999999999999.5", "1")},
		{"many places", reach("0", "0.000000000000000003"), "0.000000000000000001", scored("0.000000000000000001", "0.333333333333")},
		{"huge attainment", reach("0", "0.000000000000000001"), "9999999999999999999", scored("9999999999999999999", "9999999999999999999000000000000000000")},
		{"wider than a word, with a quotient of one word more", reach("0", "1"), "20000000", scored("20000000", "20000000")},
		{"the lowest int64 at 12 places", reach("0", "1"), "-9223372.036854775808", scored("-9223372.036854775808", "-9223372.036854775808")},
		{"beyond int64 at 12 places", reach("0", "1"), "9223372.036854775808", scored("9223372.036854775808", "9223372.036854775808")},

		{"with the direction", directed(reach("20", "10"), indicators.Down), "15", scored("15", "0.5")},
		{"against the direction", directed(reach("20", "10"), indicators.Up), "15", outcome{State: "withheld", Reason: "against-direction", Value: "15"}},

		{"share as the pair", share(reach("50", "100")), "3 den:4", scored("75", "0.5")},
		{"share that does not end", share(reach("0", "100")), "1 den:3", scored("33.333333333333", "0.333333333333")},
		{"share without its parts", share(reach("50", "100")), "75", outcome{State: "withheld", Reason: "share-without-parts", Value: "75"}},
		{"parts where no share is asked for", reach("50", "100"), "3 den:4", outcome{State: "withheld", Reason: "no-share-expected", Value: "3"}},

		{"inside the corridor", corridor("10", "20", "5"), "12", scored("12", "1")},
		{"on the lower bound", corridor("10", "20", "5"), "10", scored("10", "1")},
		{"on the upper bound", corridor("10", "20", "5"), "20", scored("20", "1")},
		{"below, within the tolerance", corridor("10", "20", "5"), "9", scored("9", "0.8")},
		{"above, within the tolerance", corridor("10", "20", "3"), "21", scored("21", "0.666666666667")},
		{"at the tolerance", corridor("10", "20", "5"), "25", scored("25", "0")},
		{"beyond the tolerance", corridor("10", "20", "5"), "-100", scored("-100", "0")},
		{"outside without tolerance", corridor("10", "20", ""), "20.1", scored("20.1", "0")},
		{"a corridor of one value", corridor("0", "0", "1"), "0.25", scored("0.25", "0.75")},
		{"a corridor for a share", share(corridor("10", "20", "5")), "1 den:4", scored("25", "0")},

		{"at most, kept", limit(indicators.Down, "40", ""), "40", scored("40", "1")},
		{"at most, not kept", limit(indicators.Down, "40", ""), "40.001", scored("40.001", "0")},
		{"at most, graded", limit(indicators.Down, "40", "10"), "42.5", scored("42.5", "0.75")},
		{"at least, kept", limit(indicators.Up, "40", ""), "41", scored("41", "1")},
		{"at least, graded to the end", limit(indicators.Up, "40", "10"), "30", scored("30", "0")},
		{"at least, graded", limit(indicators.Up, "40", "10"), "39", scored("39", "0.9")},
		{"limit 0", limit(indicators.Down, "0", ""), "0", scored("0", "1")},
		{"the bound of the year, not a later one", limit(indicators.Down, "2018 50, 2021 40", ""), "45", scored("45", "1")},
		{"the bound from this year on", limit(indicators.Down, "2018 50, 2020 40", ""), "45", scored("45", "0")},
		{"before the first bound", limit(indicators.Down, "2021 40", ""), "45", outcome{State: "withheld", Reason: "before-limit", Value: "45"}},

		{"direction only", directed(with(indicators.Target{Shape: indicators.DirectionShape}), indicators.Up), "5", outcome{State: "withheld", Reason: "direction-only", Value: "5"}},
		{"no target", with(), "5", outcome{State: "withheld", Reason: "no-target", Value: "5"}},

		{"the best label", ordinal(), "- label:verbessert", scored("verbessert", "1")},
		{"a middle label", ordinal(), "- label:gesichert", scored("gesichert", "0.5")},
		{"the worst label is a measured 0", ordinal(), "- label:verschlechtert", scored("verschlechtert", "0")},
		{"an unknown label", ordinal(), "- label:egal", outcome{State: "withheld", Reason: "unknown-label", Value: "egal"}},
		{"a number in place of a label", ordinal(), "3", outcome{State: "withheld", Reason: "unknown-label", Value: "3"}},

		{"milestones need no observation", milestones(steps...), "7", scored("", "0.666666666667")},
		{"no milestone done", milestones(zielkette.Milestone{Title: "a", Due: date("2019")}), "7", scored("", "0")},
		{"a milestone reported as done, nobody says when", milestones(zielkette.Milestone{Title: "a", Reported: date("2020")}, zielkette.Milestone{Title: "b", Reported: date("2021")}), "7", scored("", "0.5")},
		{"all milestones done", milestones(steps[:2]...), "7", scored("", "1")},
		{"a milestone done in a year counts from its last day", milestones(
			zielkette.Milestone{Title: "a", Done: date("2020")}, zielkette.Milestone{Title: "b", Done: date("2020-winter")}), "7", scored("", "0.5")},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := outcomeOf(assess(t, c.ind, asOf("2020-12-31"), observe("2020 "+c.value)...))
			got.Expected, got.OnTrack = "", ""
			if d := cmp.Diff(c.want, got); d != "" {
				t.Error(d)
			}
		})
	}
}

// The label of an ordinal rating in place of the number that a shape needs gives
// no score, and no panic.
func TestLabelInPlaceOfNumber(t *testing.T) {
	for _, ind := range []indicators.Indicator{reach("1", "2"), corridor("1", "2", ""), limit(indicators.Up, "1", "")} {
		a := assess(t, ind, asOf("2020"), observe("2020 - label:gut")...)
		if a.State() == evaluation.Scored {
			t.Errorf("%s: a label is scored with %s", ind.Targets[0].Shape, a.Attainment().String())
		}
	}
}

// A withheld judgement shows the value and says why, in the author's words, for
// every shape. Leipzig's target for walking lies on the wrong side of the baseline.
func TestWithheldByTheAuthor(t *testing.T) {
	const why = "Der Planwert liegt unter dem Ausgangswert."
	for _, ind := range []indicators.Indicator{
		reach("27.3", "24"), corridor("10", "20", ""), limit(indicators.Up, "10", ""),
		milestones(zielkette.Milestone{Title: "a", Done: date("2019")}), ordinal(),
		with(indicators.Target{
			Shape: indicators.ReachShape, Baseline: indicators.Baseline{Period: period("2018"), Value: number("1")},
			Revisions: []indicators.Revision{revision("2035", "", "2040 2")},
		}), // not yet decided
	} {
		ind.Targets[0].Withheld = why
		a := assess(t, ind, asOf("2020"), observe("2020 33")...)
		if a.State() != evaluation.Withheld || a.Reason() != indicators.ByAuthor || a.ReasonText(zielkette.English) != why {
			t.Errorf("%s: %v, %v, %q", ind.Targets[0].Shape, a.State(), a.Reason(), a.ReasonText(zielkette.English))
		}
		if v := a.Attainment(); !v.IsZero() {
			t.Errorf("%s: attainment %s", ind.Targets[0].Shape, v)
		}
		if _, ok := a.Observation(); !ok && ind.Targets[0].Shape != indicators.MilestonesShape {
			t.Errorf("%s: the value is hidden", ind.Targets[0].Shape)
		}
	}
}

// The observation that counts, and why none does.
func TestWhichObservationCounts(t *testing.T) {
	plain := reaching(indicators.Baseline{Period: period("2015"), Value: number("0")}, revision("2010", "2010", "2035 100"))
	aged := but(plain, func(i *indicators.Indicator) { i.MaxAge = zielkette.MustParseSpan("P2Y") })
	carried := but(plain, func(i *indicators.Indicator) { i.Carry = zielkette.MustParseSpan("P1Y") })
	broken := but(plain, func(i *indicators.Indicator) { i.Breaks = []indicators.Break{{Period: period("2018")}} })
	defined := but(plain, func(i *indicators.Indicator) { i.Definition = "2" })
	missing := func(reason string) outcome { return outcome{State: "not-reported", Reason: reason} }
	withheld := func(value, reason string) outcome { return outcome{State: "withheld", Reason: reason, Value: value} }
	scored := func(value, attainment string) outcome {
		return outcome{State: "scored", Value: value, Attainment: attainment}
	}
	for _, c := range []struct {
		name    string
		ind     indicators.Indicator
		options evaluation.Options
		record  []indicators.Observation
		want    outcome
	}{
		{"nothing on record", plain, asOf("2020"), nil, missing("no-observation")},
		{"nothing of this indicator", plain, asOf("2020"), observe("2020 5 of:other"), missing("no-observation")},
		{"nothing of the whole city", plain, asOf("2020"), observe("2020 5 area:a"), missing("no-observation")},
		{"the latest period", plain, asOf("2020-12-31"), observe("2019 1", "2018 2", "2020 3"), scored("3", "0.03")},
		{"the period ends on the day", plain, asOf("2020-12-31"), observe("2020 3"), scored("3", "0.03")},
		{"the period ends a day later", plain, asOf("2020-12-30"), observe("2020 3"), missing("no-observation")},
		{"an imprecise as-of date is its last day", plain, asOf("2020"), observe("2020 3"), scored("3", "0.03")},
		{"the school year has not ended", plain, asOf("2020-07-31"), observe("2019/20 3"), scored("3", "0.03")},
		{"a measured 0 counts", plain, asOf("2020"), observe("2019 5", "2020 0"), scored("0", "0")},

		{"stated as missing", plain, asOf("2020"), observe("2019 5", "2020 - status:O"), missing("stated-absent")},
		{"secret", plain, asOf("2020"), observe("2019 5", "2020 - status:Q"), missing("stated-absent")},
		{"not meaningful", plain, asOf("2020"), observe("2019 5", "2020 - status:M"), missing("stated-absent")},
		{"never inferred as not applicable", plain, asOf("2020"), observe("2020 - status:M"), missing("stated-absent")},
		{"carried forward", carried, asOf("2020"), observe("2019 5", "2020 - status:O"), scored("5", "0.05")},
		{"carried forward to the last day", carried, asOf("2020-12-31"), observe("2019 5", "2020 - status:O"), scored("5", "0.05")},
		{"carried forward no further", carried, asOf("2021-01-01"), observe("2019 5", "2020 - status:O"), missing("stated-absent")},
		{"nothing to carry forward", carried, asOf("2020"), observe("2020 - status:O"), missing("stated-absent")},
		{"forecasts are shown elsewhere", plain, asOf("2020"), observe("2019 5", "2020 9 status:F"), scored("5", "0.05")},
		{"only a forecast", plain, asOf("2020"), observe("2020 9 status:F"), missing("other-definition")},
		{"provisional values count", plain, asOf("2020"), observe("2020 9 status:P"), scored("9", "0.09")},
		{"unreliable values count", plain, asOf("2020"), observe("2020 9 status:U"), scored("9", "0.09")},

		{"at the maximum age", aged, asOf("2020-12-31"), observe("2018 5"), scored("5", "0.05")},
		{"a day older", aged, asOf("2021-01-01"), observe("2018 5"), missing("too-old")},
		{"a leap day older by years", aged, asOf("2018-02-28"), observe("2016-02-29 5"), scored("5", "0.05")},
		{"a leap day, one day later", aged, asOf("2018-03-01"), observe("2016-02-29 5"), missing("too-old")},

		{"the value known last", plain, asOf("2020"), observe("2019 1 known:2020-01", "2019 2 known:2020-03", "2019 3 known:2020-02"), scored("2", "0.02")},
		{"as known on a day", plain, knownOn("2020", "2020-02-15"), observe("2019 1 known:2020-01", "2019 2 known:2020-03"), scored("1", "0.01")},
		{"known on the day", plain, knownOn("2020", "2020-01-31"), observe("2019 1 known:2020-01"), scored("1", "0.01")},
		{"known a day later", plain, knownOn("2020", "2020-01-30"), observe("2019 1 known:2020-01"), missing("no-observation")},
		{"undated is hidden", plain, knownOn("2020", "2030"), observe("2019 1"), missing("no-observation")},
		{"undated does not hide what is dated", plain, knownOn("2020", "2030"), observe("2018 7 known:2019", "2019 1"), scored("7", "0.07")},
		{"undated counts without a known-on date", plain, asOf("2020"), observe("2018 7 known:2019", "2019 1"), scored("1", "0.01")},
		{"a correction to missing", plain, asOf("2020"), observe("2019 1 known:2020-01", "2019 - status:O known:2020-03"), missing("stated-absent")},
		{"before the correction", plain, knownOn("2020", "2020-02"), observe("2019 1 known:2020-01", "2019 - status:O known:2020-03"), scored("1", "0.01")},

		{"another definition", plain, asOf("2020"), observe("2019 1 def:1"), missing("other-definition")},
		{"the definition of the indicator", defined, asOf("2020"), observe("2019 1 def:2", "2020 9 def:1"), scored("1", "0.01")},
		{"undefined is of the indicator's", defined, asOf("2020"), observe("2019 1"), scored("1", "0.01")},
		{"stated to differ", plain, asOf("2020"), observe("2019 1 status:D"), missing("other-definition")},

		{"before a break", broken, asOf("2020"), observe("2017 1"), missing("before-break")},
		{"before a break that has not come", broken, asOf("2017-12-31"), observe("2017 1"), scored("1", "0.01")},
		{"the break has come by its end", broken, asOf("2018-12-30"), observe("2017 1"), scored("1", "0.01")},
		{"after a break", broken, asOf("2020"), observe("2018 1"), withheld("1", "baseline-before-break")},
		{"a break marked by the value", plain, asOf("2020"), observe("2018 1 status:B", "2019 2"), withheld("2", "baseline-before-break")},
		{"a break marked but not yet known", plain, knownOn("2020", "2020"), observe("2018 1 status:B known:2021", "2019 2 known:2020"), scored("2", "0.02")},
		{"a break marked in another definition", defined, asOf("2020"), observe("2018 1 status:B def:1", "2019 2"), scored("2", "0.02")},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := outcomeOf(assess(t, c.ind, c.options, c.record...))
			got.Expected, got.OnTrack = "", ""
			if d := cmp.Diff(c.want, got); d != "" {
				t.Error(d)
			}
		})
	}
}

// A break strictly between baseline and value forbids the comparison; a break up
// to and including the baseline's period does not.
func TestBreakAndBaseline(t *testing.T) {
	for _, c := range []struct{ at, want string }{
		{"2014", "scored"}, {"2015", "scored"}, {"2016", "withheld"}, {"2020", "withheld"}, {"2021", "scored"},
	} {
		ind := but(reach("0", "10"), func(i *indicators.Indicator) { i.Breaks = []indicators.Break{{Period: period(c.at)}} })
		if a := assess(t, ind, asOf("2020"), observe("2020 5")...); a.State().String() != c.want {
			t.Errorf("break in %s: %v, want %s", c.at, a.State(), c.want)
		}
	}
	// A baseline of another version of the definition compares as little.
	ind := but(reach("0", "10"), func(i *indicators.Indicator) { i.Definition = "2" })
	for definition, want := range map[string]evaluation.State{"": evaluation.Scored, "2": evaluation.Scored, "1": evaluation.Withheld} {
		ind.Targets[0].Baseline.Definition = definition
		if a := assess(t, ind, asOf("2020"), observe("2020 5")...); a.State() != want {
			t.Errorf("baseline of definition %q: %v, want %v", definition, a.State(), want)
		}
	}
}

// The breaks of an indicator are its own: one evaluated after it, of the same
// periods and as little of the common case, is not broken by them.
func TestBreaksOfAnother(t *testing.T) {
	broken, share := reach("0", "10"), reach("0", "10")
	broken.ID, broken.Breaks = "a", []indicators.Break{{Period: period("2018")}}
	share.ID, share.Per = "b", number("1")
	result := evaluate(t, modelOf(t, goals.Strategy{}, evaluation.Rules{}, broken, share), asOf("2020"), observe("2020 5 of:a", "2020 5 den:1 of:b")...)
	for id, want := range map[string]evaluation.State{"a": evaluation.Withheld, "b": evaluation.Scored} {
		if a, _ := result.Assessment(id, "", ""); a.State() != want {
			t.Errorf("%s: %v, %v, want %v", id, a.State(), a.Reason(), want)
		}
	}
}

// Leipzig's 2011 reads 6.61 t CO2 as reported in 2015 and 6.40 t of greenhouse gas
// as reported in 2022. Either is read by the day it became known; neither is taken
// for a change of the other.
func TestRestatement(t *testing.T) {
	ind := reaching(indicators.Baseline{Period: period("2005"), Value: number("8")}, revision("", "2010", "2030 2"))
	record := observe("2011 6.61 known:2015", "2011 6.40 known:2022-02")
	for _, c := range []struct {
		known, value string
	}{
		{"2014-12-31", ""}, {"2015-12-30", ""}, {"2015-12-31", "6.61"}, {"2022-02-27", "6.61"}, {"2022-02-28", "6.40"}, {"2030", "6.40"},
	} {
		if got := assess(t, ind, knownOn("2022", c.known), record...).ValueText(); got != c.value {
			t.Errorf("known on %s: %q, want %q", c.known, got, c.value)
		}
	}
	if got := assess(t, ind, asOf("2022"), record...).ValueText(); got != "6.40" {
		t.Errorf("today: %q", got)
	}
	// With definitions of their own, CO2 is not read in place of greenhouse gas.
	ind.Definition = "thg"
	record = observe("2011 6.61 known:2015 def:co2", "2011 6.40 known:2022-02 def:thg")
	if got := outcomeOf(assess(t, ind, knownOn("2022", "2016"), record...)); got.State != "not-reported" || got.Reason != "other-definition" {
		t.Errorf("known on 2016: %+v", got)
	}
}

// The path between baseline and points: linear in days, or in steps.
func TestExpected(t *testing.T) {
	base := indicators.Baseline{Period: period("2015"), Value: number("10")}
	linear := reaching(base, revision("", "", "2020 20, 2025 50"))
	step := but(reaching(base, revision("", "", "2020 20, 2025 50")), func(i *indicators.Indicator) { i.Targets[0].Path = indicators.Step })
	for _, c := range []struct {
		name                          string
		ind                           indicators.Indicator
		record                        string
		attainment, expected, onTrack string
	}{
		{"before the baseline", linear, "2010 15", "", "10", ""},
		{"at the baseline", linear, "2015 15", "", "10", ""},
		{"on plan in a leap year, too", linear, "2016 12", "0.05", "12", "1"},
		{"at a point", linear, "2020 30", "0.5", "20", "2"},
		{"behind", linear, "2020 15", "0.125", "20", "0.5"},
		{"between the points", linear, "2022 20", "0.25", "32", "0.454545454545"},
		{"at the end", linear, "2025 50", "1", "50", "1"},
		{"after the end", linear, "2031 30", "0.5", "50", "0.5"},
		{"by the day", linear, "2020-06-30 20", "0.25", "18.992884510126", "1.111990261716"},
		{"step: the baseline holds", step, "2019 15", "0.125", "10", ""},
		{"step: at the point", step, "2020 15", "0.125", "20", "0.5"},
		{"step: the point holds", step, "2024 15", "0.125", "20", "0.5"},
		{"step: at the end", step, "2025 15", "0.125", "50", "0.125"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := outcomeOf(assess(t, c.ind, asOf("2040"), observe(c.record)...))
			if d := cmp.Diff([]string{c.attainment, c.expected, c.onTrack}, []string{got.Attainment, got.Expected, got.OnTrack}); d != "" {
				t.Error(d)
			}
		})
	}
	// Without an observation the path is asked at the as-of date, and after a
	// withdrawal or for other shapes there is none.
	if a := assess(t, linear, asOf("2020")); a.Expected().String() != "20" || a.State() != evaluation.NotReported {
		t.Errorf("without an observation: %s, %v", a.Expected().String(), a.State())
	}
	for _, ind := range []indicators.Indicator{corridor("1", "2", ""), limit(indicators.Up, "1", ""), ordinal(), with(), milestones(zielkette.Milestone{Title: "a"})} {
		if e := assess(t, ind, asOf("2020"), observe("2020 1")...).Expected(); !e.IsZero() {
			t.Errorf("a path of %s: %s", ind.Title, e)
		}
	}
}

// Soest moved climate neutrality from 2035 to 2030. The baseline and the value to
// reach stayed, so the attainment stays; what the path asks for changes, and only
// for evaluations after the decision.
func TestMovedTarget(t *testing.T) {
	ind := reaching(indicators.Baseline{Period: period("2015"), Value: number("7.2")},
		revision("2019", "2019", "2035 2"), revision("2021-10-06", "2021-10-06", "2030 2"))
	once := reaching(ind.Targets[0].Baseline, ind.Targets[0].Revisions[0])
	record := observe("2018 6.7 known:2019", "2020 6.2 known:2021-02", "2021 6 known:2022")
	type standing struct{ Attainment, Expected, OnTrack string }
	at := func(ind indicators.Indicator, o evaluation.Options) standing {
		got := outcomeOf(assess(t, ind, o, record...))
		return standing{got.Attainment, got.Expected, got.OnTrack}
	}
	for _, o := range []evaluation.Options{asOf("2020-12-31"), asOf("2021-10-05"), knownOn("2022", "2021-10-05")} {
		if d := cmp.Diff(at(once, o), at(ind, o)); d != "" {
			t.Errorf("as of %s, known on %s: the decision counts already: %s", o.AsOf, o.KnownOn, d)
		}
	}
	before, after := at(ind, asOf("2021-10-05")), at(ind, asOf("2021-10-06"))
	if before.Attainment != after.Attainment || before.Expected == after.Expected || before.OnTrack == after.OnTrack {
		t.Errorf("before %+v, after %+v", before, after)
	}
	if d := cmp.Diff(standing{"0.192307692308", "5.466666666667", "0.576923076923"}, after); d != "" {
		t.Error(d)
	}
	// What is reported for 2020 stands, evaluated as of then.
	if got := at(ind, knownOn("2020-12-31", "2023")); got != at(once, knownOn("2020-12-31", "2023")) {
		t.Errorf("the report of 2020 changed: %+v", got)
	}
}

// Which revision counts: decided by the as-of date, known by the known-on date,
// the one decided last.
func TestWhichRevisionCounts(t *testing.T) {
	base := indicators.Baseline{Period: period("2010"), Value: number("0")}
	withdrawn := indicators.Revision{Decided: date("2019-06"), Known: date("2019-06"), Withdrawn: true}
	for _, c := range []struct {
		name      string
		revisions []indicators.Revision
		options   evaluation.Options
		want      string // attainment of 10: 10 over the target; or the reason
	}{
		{"undated counts from the start", []indicators.Revision{revision("", "", "2030 20")}, asOf("2018"), "0.5"},
		{"undated is hidden by a known-on date", []indicators.Revision{revision("", "", "2030 20")}, knownOn("2018", "2030"), "not-in-force"},
		{"not yet decided", []indicators.Revision{revision("2019-01-01", "", "2030 20")}, asOf("2018-12-31"), "not-in-force"},
		{"decided on the day", []indicators.Revision{revision("2019-01-01", "", "2030 20")}, asOf("2019-01-01"), "0.5"},
		{"decided some day of the year", []indicators.Revision{revision("2019", "", "2030 20")}, asOf("2019-12-30"), "not-in-force"},
		{"decided by the last day of the year", []indicators.Revision{revision("2019", "", "2030 20")}, asOf("2019-12-31"), "0.5"},
		{"decided in spring", []indicators.Revision{revision("2019-spring", "", "2030 20")}, asOf("2019-05-31"), "0.5"},
		{"known later than decided", []indicators.Revision{revision("2018", "2019-03", "2030 20")}, knownOn("2019", "2019-03-30"), "not-in-force"},
		{"known on the day", []indicators.Revision{revision("2018", "2019-03", "2030 20")}, knownOn("2019", "2019-03-31"), "0.5"},
		{"the one decided last", []indicators.Revision{revision("2012", "", "2030 40"), revision("2015", "", "2030 20")}, asOf("2019"), "0.5"},
		{"whatever the order of the list", []indicators.Revision{revision("2015", "", "2030 20"), revision("2012", "", "2030 40")}, asOf("2019"), "0.5"},
		{"of one day, the last on the list", []indicators.Revision{revision("2015", "", "2030 40"), revision("2015", "", "2030 20")}, asOf("2019"), "0.5"},
		{"dated goes before undated", []indicators.Revision{revision("2015", "", "2030 20"), revision("", "", "2030 40")}, asOf("2019"), "0.5"},
		{"whatever stands before it on the list", []indicators.Revision{revision("2035", "", "2030 40"), revision("2015", "", "2030 20")}, asOf("2019"), "0.5"},
		{"the last point is the target", []indicators.Revision{revision("", "", "2015 5, 2030 20")}, asOf("2019"), "0.5"},
		{"withdrawn", []indicators.Revision{revision("2015", "2015", "2030 20"), withdrawn}, asOf("2019"), "withdrawn"},
		{"before it was withdrawn", []indicators.Revision{revision("2015", "2015", "2030 20"), withdrawn}, asOf("2019-06-29"), "0.5"},
		{"before the withdrawal was known", []indicators.Revision{revision("2015", "2015", "2030 20"), withdrawn}, knownOn("2019", "2019-05"), "0.5"},
		{"taken up again", []indicators.Revision{revision("2015", "2015", "2030 20"), withdrawn, revision("2019-08", "", "2030 40")}, asOf("2019"), "0.25"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := outcomeOf(assess(t, reaching(base, c.revisions...), c.options, observe("2018 10 known:2018")...))
			if got.Attainment+got.Reason != c.want {
				t.Errorf("%+v, want %s", got, c.want)
			}
			if got.Reason == "withdrawn" && got.Expected != "" {
				t.Errorf("a withdrawn target expects %s", got.Expected)
			}
		})
	}
}

// Several targets on one indicator are told apart by id, and areas by theirs.
func TestTargetsAndAreas(t *testing.T) {
	ind := reach("0", "10")
	ind.Targets[0].ID = "near"
	far := reach("0", "100").Targets[0]
	far.ID = "far"
	ind.Targets = append(ind.Targets, far)
	s := goals.Strategy{
		ID: "s", Title: "Strategy", Levels: levels[:1], Areas: []goals.Area{{ID: "altstadt", Title: "Altstadt"}},
		Goals: []goals.Goal{{ID: "g", Title: "g", Level: levels[0], Indicators: []goals.Link{{ID: "i", Target: "far", Area: "altstadt"}, {ID: "i", Target: "near"}}}},
	}
	result := evaluate(t, modelOf(t, s, evaluation.Rules{}, ind), asOf("2020"), observe("2020 5", "2020 30 area:altstadt")...)
	for _, c := range []struct{ target, area, want string }{
		{"", "", "0.5"}, {"near", "", "0.5"}, {"far", "", "0.05"}, {"far", "altstadt", "0.3"}, {"", "altstadt", "0.3"},
	} {
		a, ok := result.Assessment("i", c.target, c.area)
		if !ok || a.Attainment().String() != c.want || a.Area() != c.area {
			t.Errorf("%+v: %s %v", c, a.Attainment().String(), ok)
		}
	}
	for _, c := range [][3]string{{"j", "", ""}, {"i", "none", ""}, {"i", "near", "altstadt"}, {"i", "", "nowhere"}} {
		if _, ok := result.Assessment(c[0], c[1], c[2]); ok {
			t.Errorf("%v is assessed", c)
		}
	}
	var order []string
	for a := range result.Assessments() {
		target, _ := a.Target()
		order = append(order, a.ID()+" "+target.ID+" "+a.Area())
	}
	if d := cmp.Diff([]string{"i near ", "i far ", "i far altstadt"}, order); d != "" {
		t.Error(d)
	}
	if score, _ := result.Goal("g"); score.Attainment().String() != "0.4" {
		t.Errorf("the goal: %s", score.Attainment().String())
	}
}

// The handles answer with what the documents say.
func TestAssessmentHandle(t *testing.T) {
	ind := but(reach("7.2", "2"), func(i *indicators.Indicator) {
		i.Title, i.Unit = "Treibhausgase je Einwohner", "t/Einwohner"
		i.Targets[0].Revisions[0].Decision = "Ratsbeschluss"
	})
	a := assess(t, ind, asOf("2020"), observe("2020 7.4 known:2021-02")...)
	if (evaluation.Assessment{}).IsZero() != true || a.IsZero() {
		t.Error("IsZero")
	}
	if a.Title() != ind.Title || a.Unit() != ind.Unit || a.ID() != "i" {
		t.Errorf("%q %q %q", a.Title(), a.Unit(), a.ID())
	}
	if d := cmp.Diff(ind, a.Indicator()); d != "" {
		t.Error(d)
	}
	if target, ok := a.Target(); !ok || target.Shape != indicators.ReachShape {
		t.Errorf("%+v %v", target, ok)
	}
	if r, ok := a.Revision(); !ok || r.Decision != "Ratsbeschluss" {
		t.Errorf("%+v %v", r, ok)
	}
	if o, ok := a.Observation(); !ok || !o.Known.Equal(date("2021-02")) {
		t.Errorf("%+v %v", o, ok)
	}
	if v := a.Value(); v.String() != "7.4" {
		t.Errorf("%v", v)
	}
	a = assess(t, with(), asOf("2020"))
	if _, ok := a.Target(); ok {
		t.Error("a target where there is none")
	}
	if _, ok := a.Revision(); ok {
		t.Error("a revision where there is none")
	}
	if !a.Value().IsZero() {
		t.Error("a value where there is none")
	}
	if a.ReasonText(zielkette.German) == "" || a.ReasonText(zielkette.English) == a.ReasonText(zielkette.German) {
		t.Error("the reason is not said in both languages")
	}
	if !assess(t, ordinal(), asOf("2020"), observe("2020 - label:gesichert")...).Value().IsZero() {
		t.Error("a label is no number")
	}
}

// Every state has an id of its own and a text in both languages.
func TestNames(t *testing.T) {
	ids := map[string]bool{}
	for s := evaluation.Scored; s <= evaluation.Unmeasured; s++ {
		text, err := s.MarshalText()
		if err != nil || string(text) != s.String() || ids[s.String()] || s.String() == "" ||
			s.Text(zielkette.German) == "" || s.Text(zielkette.English) == "" {
			t.Errorf("state %d: %q", s, s)
		}
		ids[s.String()] = true
	}
	for _, text := range []string{
		evaluation.State(0).String(), evaluation.State(99).String(), evaluation.State(99).Text(zielkette.German),
	} {
		if text != "" {
			t.Errorf("no state is called %q", text)
		}
	}
}

// What a target asks for, in one line.
func TestTargetText(t *testing.T) {
	withdrawn := indicators.Revision{Decided: date("2019"), Withdrawn: true}
	for _, tt := range []struct {
		ind    indicators.Indicator
		de, en string
	}{
		{with(), "", ""},
		{reaching(indicators.Baseline{Period: period("2015"), Value: number("7.20")}, revision("", "", "2025 4.5, 2035 2.0")), "4,5 (2025), 2,0 (2035)", "4.5 (2025), 2.0 (2035)"},
		{reaching(indicators.Baseline{Period: period("2015"), Value: number("7")}, revision("2021", "", "2035 2")), "–", "–"},
		{reaching(indicators.Baseline{Period: period("2015"), Value: number("7")}, revision("2018", "", "2035 2"), withdrawn), "–", "–"},
		{limit(indicators.Down, "2019 10.5, 2030 5", ""), "höchstens 10,5 ab 2019, höchstens 5 ab 2030, ohne Toleranz", "at most 10.5 from 2019, at most 5 from 2030, no tolerance"},
		{but(limit(indicators.Up, "2019 150", "20"), func(i *indicators.Indicator) { i.Unit = "Bäume" }), "mindestens 150 Bäume ab 2019, Toleranz 20 Bäume", "at least 150 Bäume from 2019, tolerance 20 Bäume"},
		{corridor("1.5", "3", ""), "1,5 bis 3, ohne Toleranz", "1.5 to 3, no tolerance"},
		{ordinal(), "Einstufung, beste Stufe „verbessert“", "rating, best “verbessert”"},
		{milestones(zielkette.Milestone{Title: "a"}, zielkette.Milestone{Title: "b"}), "2 Meilensteine", "2 milestones"},
		{milestones(zielkette.Milestone{Title: "a"}), "1 Meilenstein", "1 milestone"},
		{but(with(indicators.Target{Shape: indicators.DirectionShape}), func(i *indicators.Indicator) { i.Direction = indicators.Up }), "steigend", "rising"},
		{but(with(indicators.Target{Shape: indicators.DirectionShape}), func(i *indicators.Indicator) { i.Direction = indicators.Down }), "fallend", "falling"},
	} {
		a := assess(t, tt.ind, asOf("2020"))
		if de, en := a.TargetText(zielkette.German), a.TargetText(zielkette.English); de != tt.de || en != tt.en {
			t.Errorf("%q, %q, want %q, %q", de, en, tt.de, tt.en)
		}
	}
}

// A limit and a break hold from the first day of their period.
func TestFromTheFirstDay(t *testing.T) {
	limit := but(with(indicators.Target{Shape: indicators.LimitShape, Revisions: []indicators.Revision{revision("", "", "2010 100, 2020 5")}}),
		func(ind *indicators.Indicator) { ind.Direction = indicators.Down })
	for value, want := range map[string]string{"2020-Q1 50": "0", "2020-Q1 5": "1", "2019-Q4 50": "1"} {
		if got := assess(t, limit, asOf("2020-12-31"), observe(value)...).Attainment().String(); got != want {
			t.Errorf("%s: %s, want %s", value, got, want)
		}
	}
	broken := reaching(indicators.Baseline{Period: period("2019-Q4"), Value: number("0")}, revision("", "", "2030-Q4 100"))
	broken.Breaks = []indicators.Break{{Period: period("2020")}}
	for _, day := range []string{"2020-12-30", "2020-12-31"} {
		if got := assess(t, broken, asOf(day), observe("2020-Q3 50")...).Reason(); got != indicators.BaselineBeforeBreak {
			t.Errorf("a break from 2020 on, a value of 2020-Q3, as of %s: %v", day, got)
		}
	}
	restated := assess(t, reach("0", "100"), asOf("2020-12-31"), observe("2017 5 status:B known:2018", "2017 5 status:A known:2019", "2020 50")...)
	if got := restated.Attainment().String(); got != "0.5" {
		t.Errorf("a break that was restated: %s, %v", got, restated.Reason())
	}
}

// How values are held against points, for each time behaviour and kind of point.
func TestTimeBehaviour(t *testing.T) {
	base := func(p, v string) indicators.Baseline { return indicators.Baseline{Period: period(p), Value: number(v)} }
	timed := func(time indicators.Time, ind indicators.Indicator, change ...func(*indicators.Indicator)) indicators.Indicator {
		ind.Time = time
		for _, c := range change {
			c(&ind)
		}
		return ind
	}
	percent := func(ind *indicators.Indicator) { ind.Per = number("100") }
	old := func(ind *indicators.Indicator) { ind.MaxAge = zielkette.MustParseSpan("P6M") }
	total := timed(indicators.Flow, reaching(base("2020", "0"), revision("", "", "2021/2025 1500")))
	yearly := timed(indicators.Flow, reaching(base("2020", "0"), revision("", "", "2025 100")))
	for _, c := range []struct {
		name   string
		ind    indicators.Indicator
		asOf   string
		record []indicators.Observation
		want   outcome
		period string
	}{
		{
			"a single year against the total of five", timed(indicators.Flow, reaching(base("2020", "0"), revision("", "", "2025 1500"))), "2024-06-30",
			observe("2021 300", "2022 300", "2023 300"),
			outcome{"scored", "", "300", "0.2", "900", "0.333333333333"},
			"2023",
		},
		{
			"the total so far", total, "2024-06-30",
			observe("2021 300", "2022 300", "2023 300"),
			outcome{"scored", "", "900", "0.6", "900", "1"},
			"2021/2023",
		},
		{
			"the total by quarters", total, "2021-09-30",
			observe("2021-Q1 100", "2021-Q2 50", "2021-Q3 75"),
			outcome{"scored", "", "225", "0.15", "225", "1"},
			"2021/P9M",
		},
		{
			"a total without a baseline", timed(indicators.Flow, reaching(indicators.Baseline{}, revision("", "", "2021/2025 1500"))), "2024-06-30",
			observe("2021 300", "2022 300", "2023 300"),
			outcome{"scored", "", "900", "0.6", "900", "1"},
			"2021/2023",
		},
		{
			"after the span", total, "2030", observe("2021 300", "2022 300", "2023 300", "2024 300", "2025 300", "2026 900"),
			outcome{"scored", "", "1500", "1", "1500", "1"},
			"2021/2025",
		},
		{
			"a year that nobody has reported yet", total, "2025-06-30", observe("2021 300", "2022 300", "2023 300"),
			outcome{"scored", "", "900", "0.6", "900", "1"},
			"2021/2023",
		},
		{"a year that is stated as missing", total, "2025-06-30", observe("2021 300", "2022 300", "2023 300", "2024 -  status:O"), outcome{"not-reported", "gap", "", "", "1350", ""}, ""},
		{
			"a total that is too old", timed(indicators.Flow, total, old), "2025-06-30", observe("2021 300", "2022 300", "2023 300"),
			outcome{"not-reported", "too-old", "", "", "1350", ""},
			"",
		},
		{"before the span", total, "2020", observe("2019 300", "2020 300"), outcome{"not-reported", "no-observation", "", "", "0", ""}, ""},
		{"a gap", total, "2024-06-30", observe("2021 300", "2023 300"), outcome{"not-reported", "gap", "", "", "1050", ""}, ""},
		{"stated as missing", total, "2024-06-30", observe("2021 300", "2022 -  status:O", "2023 300"), outcome{"not-reported", "gap", "", "", "1050", ""}, ""},
		{"a restated part", total, "2022", observe("2021 300 known:2022", "2021 600 known:2023", "2022 300"), outcome{"scored", "", "900", "0.6", "600", "1.5"}, "2021/P2Y"},
		{
			"quarters to years", yearly, "2024-09-30", observe("2022-Q4 9", "2023-Q1 10", "2023-Q2 10", "2023-Q3 10", "2023-Q4 20", "2024-Q1 99"),
			outcome{"scored", "", "50", "0.5", "60", "0.833333333333"},
			"2023",
		},
		{"months to years, one missing", yearly, "2024-01-31", observe("2023-01 1", "2023-02 1", "2023-12 1"), outcome{"not-reported", "gap", "", "", "60", ""}, ""},
		{
			"a break inside", timed(indicators.Flow, yearly, func(ind *indicators.Indicator) { ind.Breaks = []indicators.Break{{Period: period("2023-Q3")}} }), "2023-12-31",
			observe("2023-Q1 10", "2023-Q2 10", "2023-Q3 10", "2023-Q4 20"),
			outcome{"not-reported", "before-break", "", "", "60", ""},
			"",
		},
		{
			"too old", timed(indicators.Flow, yearly, old), "2024-09-30", observe("2023-Q1 10", "2023-Q2 10", "2023-Q3 10", "2023-Q4 20"),
			outcome{"not-reported", "too-old", "", "", "60", ""},
			"",
		},
		{
			"a mean weighted by days", timed(indicators.Average, reaching(base("2020", "0"), revision("", "", "2025 100"))), "2023",
			observe("2023-H1 10", "2023-H2 20"),
			outcome{"scored", "", "15.041095890411", "0.150410958904", "60", "0.250684931507"},
			"2023",
		},
		{
			"a mean of shares", timed(indicators.Average, reaching(base("2020", "0"), revision("", "", "2025 100")), percent), "2023",
			observe("2023-H1 1 den:2", "2023-H2 1 den:8"),
			outcome{"scored", "", "20", "0.2", "60", "0.333333333333"},
			"2023",
		},
		{
			"a mean over three years", timed(indicators.Average, reaching(base("2017/2019", "0"), revision("", "", "2027/2029 100"))), "2023",
			observe("2020 90", "2021 10", "2022 20", "2023 30"),
			outcome{"scored", "", "20", "0.2", "40", "0.5"},
			"2021/2023",
		},
		{
			"stocks stand alone", timed(indicators.Stock, reaching(base("2020", "0"), revision("", "", "2025 100"))), "2023-12-31",
			observe("2023-Q3 40", "2023-Q4 60"),
			outcome{"scored", "", "60", "0.6", "59.967141292442", "1.000547945205"},
			"2023-Q4",
		},
		{"of a kind with the points", yearly, "2023-12-31", observe("2022 40", "2023 60"), outcome{"scored", "", "60", "0.6", "60", "1"}, "2023"},
		{"before the baseline", reaching(base("2020", "100"), revision("", "", "2030 50")), "2025-06-30", observe("2015 50"), outcome{"withheld", "before-baseline", "50", "", "100", ""}, "2015"},
		{"exactly on plan", reaching(base("2020", "0"), revision("", "", "2030 10")), "2024", observe("2024 4"), outcome{"scored", "", "4", "0.4", "4", "1"}, "2024"},
		{"exactly on plan in 2028", reaching(base("2020", "0"), revision("", "", "2030 10")), "2028", observe("2028 8"), outcome{"scored", "", "8", "0.8", "8", "1"}, "2028"},
		{"no value, expected at the latest complete period", reaching(base("2020", "0"), revision("", "", "2030 10")), "2024-06-30", nil, outcome{"not-reported", "no-observation", "", "", "3", ""}, ""},
		{
			"a change in percent", reaching(base("2014", "200"), indicators.Revision{Points: []indicators.Point{{Period: period("2024"), Change: number("-87")}}}), "2019",
			observe("2019 113"),
			outcome{"scored", "", "113", "0.5", "113", "1"},
			"2019",
		},
		{
			"a change of nothing", reaching(indicators.Baseline{Period: period("2014"), FromRecord: true}, indicators.Revision{Points: []indicators.Point{{Period: period("2024"), Change: number("50")}}}), "2019",
			observe("2014 0", "2019 5"),
			outcome{"withheld", "target-is-baseline", "5", "", "0", ""},
			"2019",
		},
		{
			"a baseline from the record", reaching(indicators.Baseline{Period: period("2014"), FromRecord: true}, revision("", "", "2024 10")), "2019",
			observe("2014 30 known:2015", "2014 20 known:2018", "2019 15"),
			outcome{"scored", "", "15", "0.5", "15", "1"},
			"2019",
		},
		{
			"a baseline that the record has not", reaching(indicators.Baseline{Period: period("2014"), FromRecord: true}, revision("", "", "2024 10")), "2019",
			observe("2019 15"),
			outcome{"withheld", "no-baseline", "15", "", "", ""},
			"2019",
		},
		{"a revised baseline", but(reaching(base("2014", "20"), revision("", "", "2024 10")), func(ind *indicators.Indicator) {
			ind.Targets[0].BaselineRevisions = []indicators.Baseline{{Period: period("2014"), Value: number("25"), Decided: date("2018")}, {Period: period("2014"), Value: number("99"), Decided: date("2020")}}
		}), "2019", observe("2019 17.5"), outcome{"scored", "", "17.5", "0.5", "17.5", "1"}, "2019"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := assess(t, c.ind, asOf(c.asOf), c.record...)
			o, _ := a.Observation()
			if d := cmp.Diff(c.want, outcomeOf(a)); d != "" || o.Period.String() != c.period {
				t.Error(d, "period ", o.Period)
			}
		})
	}
}

// A limit tells how often it was kept, and can be scored by the share of the periods.
func TestKept(t *testing.T) {
	since := revision("", "", "10, 2020 5")
	since.KeptSince = period("2019")
	lim := func(r indicators.Revision, time indicators.Time) indicators.Indicator {
		return but(with(indicators.Target{Shape: indicators.LimitShape, Revisions: []indicators.Revision{r}}), func(ind *indicators.Indicator) {
			ind.Direction, ind.Time = indicators.Down, time
		})
	}
	years := observe("2018 20", "2019 8", "2020 8", "2021 4", "2022 5")
	quarters := observe("2020-Q1 1", "2020-Q2 1", "2020-Q3 1", "2020-Q4 1", "2021-Q1 2", "2021-Q2 2", "2021-Q3 2", "2021-Q4 2")
	for _, c := range []struct {
		name   string
		ind    indicators.Indicator
		record []indicators.Observation
		score  string
		kept   evaluation.Kept
	}{
		{"the latest period counts", lim(revision("", "", "10, 2020 5"), ""), years, "1", evaluation.Kept{Kept: 3, Of: 5, Broken: []zielkette.Period{period("2018"), period("2020")}}},
		{"the share of the periods", lim(since, ""), years, "0.75", evaluation.Kept{Kept: 3, Of: 4, Broken: []zielkette.Period{period("2020")}}},
		{"a flow by years", lim(revision("", "", "2020 5"), indicators.Flow), quarters, "0", evaluation.Kept{Kept: 1, Of: 2, Broken: []zielkette.Period{period("2021")}}},
		{"a stock by quarters", lim(revision("", "", "2020 1"), indicators.Stock), quarters[3:5], "0", evaluation.Kept{Kept: 1, Of: 2, Broken: []zielkette.Period{period("2021-Q1")}}},
	} {
		a := assess(t, c.ind, asOf("2022"), c.record...)
		if d := cmp.Diff(c.kept, a.Kept()); d != "" || a.Attainment().String() != c.score {
			t.Errorf("%s: %s %s %s", c.name, a.Attainment(), a.Reason(), d)
		}
	}
}
