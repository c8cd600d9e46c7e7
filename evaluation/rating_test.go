package evaluation_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/status"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

// ampel is a traffic light: green from 0.75, yellow from 0.5, else red.
func ampel() status.Spec {
	return status.Spec{Method: "thresholds", Classes: []status.Class{
		{ID: "green", Label: zielkette.Text{DE: "grün", EN: "green"}, From: number("0.75")},
		{ID: "yellow", From: number("0.5")},
		{ID: "red"},
	}}
}

// ratingOf writes a rating in short: its class, or "-" and nothing.
func ratingOf(r status.Rating) string {
	if r.Rated() {
		return r.Class
	}
	return "-"
}

func ratings(r *evaluation.Result) map[string]string {
	out := map[string]string{}
	for goal, score := range r.Goals() {
		out[goal.ID()] = ratingOf(score.Status())
	}
	return out
}

func TestStatusOfGoals(t *testing.T) {
	const tree = "[ [ 0.9 ] [ 0.75 ] [ 0.749999999999 ] [ 0.2 ] [ - ] [ ] ![ 1 ] [ wh ] ]"
	result := plant(t, tree, evaluation.Rules{Levels: map[string]evaluation.Rule{levels[1]: {Status: ampel()}}})
	want := map[string]string{
		"1": "-", "1.1": "green", "1.2": "green", "1.3": "yellow", "1.4": "red", "1.5": "-", "1.6": "-", "1.7": "-", "1.8": "-",
	}
	if d := cmp.Diff(want, ratings(result)); d != "" {
		t.Error(d)
	}
	top, _ := result.Goal("1")
	if r := top.Status(); r.Method != "" || r.Why.DE != "" {
		t.Errorf("without a rule: %+v", r)
	}
	for id, state := range map[string]evaluation.State{"1.5": evaluation.NotReported, "1.6": evaluation.Unmeasured, "1.7": evaluation.NotApplicable, "1.8": evaluation.Withheld} {
		score, _ := result.Goal(id)
		if r := score.Status(); r.Why.DE != state.Text(zielkette.German) || r.Why.EN != state.Text(zielkette.English) || r.Rank != 0 {
			t.Errorf("%s: %+v", id, r)
		}
	}
}

// A floor caps the class of the goal while a part lies low. What is missing never
// triggers one; what weighs nothing is still seen.
func TestFloors(t *testing.T) {
	floor := func(part, below, atMost string) evaluation.Floor {
		return evaluation.Floor{Part: part, Below: number(below), AtMost: atMost}
	}
	for _, c := range []struct {
		name, tree string
		floors     []evaluation.Floor
		want       string
	}{
		{"nothing lies low", "[ 0.9 0.8 ]", []evaluation.Floor{floor("", "0.5", "red")}, "green"},
		{"a part at the floor", "[ 1 0.5 ]", []evaluation.Floor{floor("", "0.5", "red")}, "green"},
		{"any part below", "[ 1 1 1 0.4 ]", []evaluation.Floor{floor("", "0.5", "yellow")}, "yellow"},
		{"the named part below", "[ 0.4 1 1 1 ]", []evaluation.Floor{floor("a", "0.5", "red")}, "red"},
		{"another part below", "[ 0.4 1 1 1 ]", []evaluation.Floor{floor("b", "0.5", "red")}, "green"},
		{"a goal below", "[ 1 1 1 [ 0.4 ] ]", []evaluation.Floor{floor("1.1", "0.5", "yellow")}, "yellow"},
		{"several floors, the worst counts", "[ 1 1 1 0.4 ]", []evaluation.Floor{floor("", "0.5", "red"), floor("", "0.5", "yellow")}, "red"},
		{"a floor does not lift", "[ 0.1 0.1 ]", []evaluation.Floor{floor("", "0.5", "yellow")}, "red"},
		{"missing triggers nothing", "[ 1 1 - ]", []evaluation.Floor{floor("", "0.5", "red")}, "green"},
		{"withheld triggers nothing", "[ 1 1 wh ]", []evaluation.Floor{floor("", "0.99", "red")}, "green"},
		{"not applicable triggers nothing", "[ 1 1 na ]", []evaluation.Floor{floor("", "0.99", "red")}, "green"},
		{"no score, no cap", "[ - ]", []evaluation.Floor{floor("", "0.5", "red")}, "-"},
	} {
		t.Run(c.name, func(t *testing.T) {
			rules := evaluation.Rules{Default: evaluation.Rule{Status: ampel(), Floors: c.floors}}
			score, _ := plant(t, c.tree, rules).Goal("1")
			rating := score.Status()
			if got := ratingOf(rating); got != c.want {
				t.Fatalf("%s, want %s", got, c.want)
			}
			if rating.Rated() && rating.Rank != map[string]int{"green": 1, "yellow": 2, "red": 3}[c.want] {
				t.Errorf("rank %d", rating.Rank)
			}
			if rating.Rated() && rating.Label.DE == "" {
				t.Error("the class has no label")
			}
		})
	}
	// The capped rating says by which part, and the score stays.
	rules := evaluation.Rules{Default: evaluation.Rule{Status: ampel(), Floors: []evaluation.Floor{floor("", "0.5", "yellow")}}}
	score, _ := plant(t, "[ 1 1 1 0.4 ]", rules).Goal("1")
	if r := score.Status(); !strings.Contains(r.Why.DE, "„Indicator d“ mit 40,0 %") || !strings.Contains(r.Why.EN, "“Indicator d” with 40.0%") || score.Attainment().String() != "0.85" {
		t.Errorf("%+v %s", r.Reason, score.Attainment().String())
	}
	// A floor that changes nothing is not named as the reason.
	low, _ := plant(t, "[ 0.7 0.4 ]", rules).Goal("1")
	if r := low.Status(); ratingOf(r) != "yellow" || strings.Contains(r.Why.EN, "capped") {
		t.Errorf("%s: %+v", ratingOf(r), r.Reason)
	}
	text := said(score.Explain(), zielkette.German)
	if !strings.Contains(text, "Status: yellow: begrenzt, weil „Indicator d“ mit 40,0 % unter dem Mindestwert 50 % liegt") {
		t.Error(text)
	}
}

// A score of more digits than a rule can read is not rated, and no floor gives it
// a class.
func TestFloorsOfWhatIsNotRated(t *testing.T) {
	huge, low := reach("0", "0.000000000000000001"), reach("0", "1")
	huge.ID, low.ID = "a", "b"
	s := goals.Strategy{ID: "s", Title: "s", Levels: levels, Goals: []goals.Goal{{
		ID: "1", Title: "g", Level: levels[0], Indicators: []goals.Link{{ID: "a"}, {ID: "b"}},
	}}}
	rules := evaluation.Rules{Default: evaluation.Rule{
		Bounds: unbounded, Status: ampel(), Floors: []evaluation.Floor{{Part: "b", Below: number("0.5"), AtMost: "red"}},
	}}
	score, _ := evaluate(t, modelOf(t, s, rules, huge, low), asOf("2020"), observe("2020 9999999999999999999 of:a", "2020 0.1 of:b")...).Goal("1")
	if r := score.Status(); score.State() != evaluation.Scored || r.Rated() || r.Class != "" {
		t.Errorf("%v: %+v", score.State(), r)
	}
}

// Scales that hold for spans of years are chosen by the as-of date, in whichever
// order they stand.
func TestScalesByYear(t *testing.T) {
	strict := append([]status.Class{{ID: "gold", From: number("0.95")}}, ampel().Classes...)
	scales := []status.Scale{{ToYear: 2019, Classes: ampel().Classes}, {FromYear: 2020, Classes: strict}}
	floored := func(below string, scales ...status.Scale) evaluation.Rules {
		spec := status.Spec{Method: "thresholds", Scales: scales}
		return evaluation.Rules{Default: evaluation.Rule{Status: spec, Floors: []evaluation.Floor{{Below: number(below), AtMost: "yellow"}}}}
	}
	ind := reaching(indicators.Baseline{Period: period("2010"), Value: number("0")}, revision("", "", "2030 1"))
	s := goals.Strategy{ID: "s", Title: "s", Levels: levels, Goals: []goals.Goal{{ID: "1", Title: "g", Level: levels[0], Indicators: []goals.Link{{ID: "i"}}}}}
	for _, c := range []struct {
		day, below, want string
		rank             int
	}{
		{"2018-12-31", "0.1", "green", 1},
		{"2019-12-31", "0.1", "green", 1},
		{"2020-01-01", "0.1", "green", 2},
		{"2021", "0.1", "green", 2},
		// the class of a floor is found in the scale of the year
		{"2018-12-31", "0.9", "yellow", 2},
		{"2019-12-31", "0.9", "yellow", 2},
		{"2020-01-01", "0.9", "yellow", 3},
		{"2021", "0.9", "yellow", 3},
	} {
		for _, rules := range []evaluation.Rules{floored(c.below, scales[0], scales[1]), floored(c.below, scales[1], scales[0])} {
			score, _ := evaluate(t, modelOf(t, s, rules, ind), asOf(c.day), observe("2017 0.8")...).Goal("1")
			if r := score.Status(); ratingOf(r) != c.want || r.Rank != c.rank {
				t.Errorf("%+v: %s, rank %d", c, ratingOf(r), r.Rank)
			}
		}
	}
}

// A floor of a class that the scale of the year does not have caps nothing; the
// next one still does.
func TestFloorOfAnotherYear(t *testing.T) {
	strict := []status.Class{{ID: "green", From: number("0.75")}, {ID: "amber", From: number("0.5")}, {ID: "red"}}
	result := plant(t, "[ 1 1 1 0.4 ]", evaluation.Rules{Default: evaluation.Rule{
		Status: status.Spec{Method: "thresholds", Scales: []status.Scale{{ToYear: 2019, Classes: strict}, {FromYear: 2020, Classes: ampel().Classes}}},
		Floors: []evaluation.Floor{{Below: number("0.5"), AtMost: "amber"}, {Below: number("0.5"), AtMost: "yellow"}},
	}})
	score, _ := result.Goal("1")
	if got := ratingOf(score.Status()); got != "yellow" {
		t.Errorf("%s, want yellow", got)
	}
}

// What a rule of an indicator judges: attainment, on-track or the value.
func TestStatusOfIndicators(t *testing.T) {
	ind := reaching(indicators.Baseline{Period: period("2010"), Value: number("0")}, revision("", "", "2030 10"))
	index := status.Spec{Method: "sdg-index", Lower: number("0"), Optimum: number("10"), Green: number("8"), Red: number("2")}
	points := status.Spec{Method: "energy-award", Possible: number("10")}
	for _, c := range []struct {
		name  string
		rule  evaluation.IndicatorRule
		value string // of the year 2020: half of the way is expected
		want  string
	}{
		{"attainment unless stated otherwise", evaluation.IndicatorRule{Status: ampel()}, "7", "yellow"},
		{"attainment", evaluation.IndicatorRule{Status: ampel(), Of: status.OfAttainment}, "8", "green"},
		{"on-track", evaluation.IndicatorRule{Status: ampel(), Of: status.OfOnTrack}, "4", "green"},
		{"value", evaluation.IndicatorRule{Status: ampel(), Of: status.OfValue}, "0.6", "yellow"},
		{"index judges the value", evaluation.IndicatorRule{Status: index}, "9", "green"},
		{"index of the attainment if stated", evaluation.IndicatorRule{Status: index, Of: status.OfAttainment}, "9", "red"},
		{"award judges the value", evaluation.IndicatorRule{Status: points}, "6", "award"},
		{"nothing to judge", evaluation.IndicatorRule{Status: ampel()}, "", "-"},
		{"no rule", evaluation.IndicatorRule{}, "7", "-"},
	} {
		t.Run(c.name, func(t *testing.T) {
			model := modelOf(t, goals.Strategy{}, evaluation.Rules{Indicators: map[string]evaluation.IndicatorRule{"i": c.rule}}, ind)
			var record []indicators.Observation
			if c.value != "" {
				record = observe("2020 "+c.value, "2019 9.9")
			} else {
				record = observe("2020 - status:O", "2019 9.9")
			}
			a, _ := evaluate(t, model, asOf("2020"), record...).Assessment("i", "", "")
			if got := ratingOf(a.Status()); got != c.want {
				t.Errorf("%s, want %s: %+v", got, c.want, a.Status())
			}
		})
	}
}

// Why there is no figure to judge is said: no score, no path, or a path that expects
// nothing yet.
func TestNoFigureToJudge(t *testing.T) {
	onTrack := evaluation.Rules{EachIndicator: evaluation.IndicatorRule{Status: ampel(), Of: status.OfOnTrack}}
	late := reaching(indicators.Baseline{Period: period("2019"), Value: number("0")}, revision("", "", "2030 10"))
	for _, c := range []struct {
		name   string
		ind    indicators.Indicator
		record []indicators.Observation
		want   indicators.Reason
	}{
		{"no value", late, nil, indicators.NoValue},
		{"no path", limit(indicators.Up, "1", ""), observe("2019 2"), indicators.NoPath},
		{"nothing expected", but(late, func(i *indicators.Indicator) {
			i.Targets = slices.Clone(i.Targets)
			i.Targets[0].Path = indicators.Step
		}), observe("2020 2"), indicators.NothingExpected},
		{"judged", late, observe("2020 2"), 0},
	} {
		a, _ := evaluate(t, modelOf(t, goals.Strategy{}, onTrack, c.ind), asOf("2020"), c.record...).Assessment("i", "", "")
		if r := a.Status(); r.Reason != c.want || r.Rated() != (c.want == 0) || r.Why.IsZero() {
			t.Errorf("%s: %+v", c.name, r)
		}
	}
	weather := evaluation.Rules{EachIndicator: evaluation.IndicatorRule{Status: status.Spec{Method: status.Weather}, Of: status.OfValue}}
	_, err := weather.Compile()
	if d := cmp.Diff([]string{"parameter /eachIndicator/of"}, codes(t, err)); d != "" {
		t.Error(d)
	}
}

// Rules that read a series get what counts: of the version of the definition,
// known, after the break, ended by the as-of date, and of a share the quotient.
func TestWeatherReadsTheSeries(t *testing.T) {
	weather := evaluation.Rules{Indicators: map[string]evaluation.IndicatorRule{"i": {Status: status.Spec{Method: "dns-weather"}}}}
	way := func(shape indicators.Shape, d indicators.Direction, r ...indicators.Revision) indicators.Indicator {
		ind := with(indicators.Target{Shape: shape, Revisions: r})
		ind.Direction = d
		return ind
	}
	rising := reaching(indicators.Baseline{Period: period("2014"), Value: number("0")}, revision("", "", "2030 16"))
	falling := reaching(indicators.Baseline{Period: period("2014"), Value: number("16")}, revision("", "", "2030 0"))
	share := but(rising, func(i *indicators.Indicator) { i.Per = number("1") })
	up := observe("2015 1", "2016 2", "2017 3", "2018 4", "2019 5", "2020 6")
	for _, c := range []struct {
		name    string
		ind     indicators.Indicator
		record  []indicators.Observation
		options evaluation.Options
		want    string
	}{
		{"on the way", rising, up, asOf("2020"), "sun"},
		{"the wrong way", falling, up, asOf("2020"), "thunderstorm"},
		{"direction up", way(indicators.DirectionShape, indicators.Up), up, asOf("2020"), "sun"},
		{"direction down", way(indicators.DirectionShape, indicators.Down), up, asOf("2020"), "thunderstorm"},
		{"corridor, left above", way(indicators.CorridorShape, "", indicators.Revision{Lower: number("1"), Upper: number("5")}), up, asOf("2020"), "thunderstorm"},
		{"corridor, kept but drifting", way(indicators.CorridorShape, "", indicators.Revision{Lower: number("1"), Upper: number("9")}), up, asOf("2020"), "sun-and-cloud"},
		{"at least", way(indicators.LimitShape, indicators.Up, revision("", "", "5")), up, asOf("2020"), "sun"},
		{"at most", way(indicators.LimitShape, indicators.Down, revision("", "", "9")), up, asOf("2020"), "sun-and-cloud"},
		{"too few by then", rising, up, asOf("2017"), "-"},
		{"too few known", rising, observe("2015 1 known:2016", "2016 2 known:2017", "2017 3 known:2018", "2018 4 known:2020", "2019 5", "2020 6"), knownOn("2020", "2018"), "-"},
		{"not over a break", rising, observe("2015 1", "2016 2", "2017 3", "2018 4 status:B", "2019 5", "2020 6"), asOf("2020"), "-"},
		{"not of another definition", rising, observe("2015 1", "2016 2", "2017 3", "2018 4 def:x", "2019 5 def:x", "2020 6 def:x"), asOf("2020"), "-"},
		{"not forecasts", rising, observe("2015 1", "2016 2", "2017 3", "2018 4 status:F", "2019 5 status:F", "2020 6 status:F"), asOf("2020"), "-"},
		{"a share", share, observe("2015 2 den:2", "2016 4 den:2", "2017 6 den:2", "2018 12 den:3", "2019 5 den:1", "2020 12 den:2"), asOf("2020"), "sun"},
		{"a share without its parts", share, up, asOf("2020"), "-"},
		{"labels", with(ordinal().Targets[0]), observe("2019 - label:gesichert", "2020 - label:verbessert"), asOf("2020"), "-"},
		{"no target", with(), up, asOf("2020"), "-"},
		{"a target not yet decided", reaching(rising.Targets[0].Baseline, revision("2021", "", "2030 16")), up, asOf("2020"), "-"},
		{"a target given up", reaching(rising.Targets[0].Baseline, revision("2015", "", "2030 16"), indicators.Revision{Decided: date("2016"), Withdrawn: true}), up, asOf("2020"), "-"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, _ := evaluate(t, modelOf(t, goals.Strategy{}, weather, c.ind), c.options, c.record...).Assessment("i", "", "")
			rating := a.Status()
			if got := ratingOf(rating); got != c.want {
				t.Errorf("%s, want %s: %+v", got, c.want, rating)
			}
			if !rating.Rated() && (rating.Why.DE == "" || rating.Why.EN == "") {
				t.Errorf("no rating without a reason: %+v", rating)
			}
		})
	}
	a, _ := evaluate(t, modelOf(t, goals.Strategy{}, weather, rising), asOf("2020"), up...).Assessment("i", "", "")
	text := said(a.Explain(), zielkette.English)
	for _, want := range []string{"Status: Sun: If the development continued", "Status rule: Weather symbol", "Figures: "} {
		if !strings.Contains(text, want) {
			t.Errorf("not explained: %s\n%s", want, text)
		}
	}
}

// Of a share that is on record without its parts in one year, rules read the
// other years. A mark of a break stands between values that do not compare.
func TestPointsOfASeries(t *testing.T) {
	var got []status.DataPoint
	own := status.RuleFunc(func(c status.Case) status.Rating {
		got = c.Series
		return status.Rating{Class: "any", Rank: 1}
	})
	ind := but(reach("0", "1"), func(i *indicators.Indicator) {
		i.Per, i.Breaks = number("1"), []indicators.Break{{Period: period("2019")}}
	})
	rules := evaluation.Rules{
		Methods:    map[string]status.Rule{"own": own},
		Indicators: map[string]evaluation.IndicatorRule{"i": {Status: status.Spec{Method: "own"}}},
	}
	record := observe("2016 1 den:2", "2017 0.5", "2018 - label:gut", "2019 1 den:4", "2020 3 den:4")
	a, _ := evaluate(t, modelOf(t, goals.Strategy{}, rules, ind), asOf("2020"), record...).Assessment("i", "", "")
	a.Status()
	want := []status.DataPoint{
		{Period: period("2016"), Value: number("0.5")}, {Period: period("2019"), Value: number("0.25"), Break: true}, {Period: period("2020"), Value: number("0.75")},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// An indicator whose rule names no status does not keep the next from being judged.
func TestStatusBesideNone(t *testing.T) {
	rules := evaluation.Rules{Indicators: map[string]evaluation.IndicatorRule{"a": {}, "b": {Status: ampel()}}}
	result := plant(t, "[ 1 1 ]", rules)
	for id, want := range map[string]string{"a": "-", "b": "green"} {
		a, _ := result.Assessment(id, "", "")
		if got := ratingOf(a.Status()); got != want {
			t.Errorf("%s: %s, want %s", id, got, want)
		}
	}
}

// A rule of a city's own judges goals and indicators, and goes before a built-in
// rule of its name.
func TestOwnMethod(t *testing.T) {
	own := status.RuleFunc(func(c status.Case) status.Rating {
		if !c.Value.Equal(number("0.25")) {
			return status.NoRating("own", indicators.NoValue)
		}
		return status.Rating{Method: "own", Class: "own", Rank: 1, Label: zielkette.Text{DE: "eigen", EN: "own"}}
	})
	rules := evaluation.Rules{
		Default: evaluation.Rule{Status: status.Spec{Method: "hausregel"}},
		Methods: map[string]status.Rule{"hausregel": own, "thresholds": own},
		Indicators: map[string]evaluation.IndicatorRule{
			"a": {Status: status.Spec{Method: "thresholds"}},
		},
	}
	result := plant(t, "[ 0.25 ]", rules)
	score, _ := result.Goal("1")
	a, _ := result.Assessment("a", "", "")
	if score.Status().Class != "own" || a.Status().Class != "own" {
		t.Errorf("%+v %+v", score.Status(), a.Status())
	}
}

func TestStatusProblems(t *testing.T) {
	strategy := goals.Strategy{ID: "s", Title: "s", Levels: levels, Goals: []goals.Goal{{ID: "A", Title: "A", Level: levels[0]}}}
	catalogue := indicators.Catalogue{Indicators: []indicators.Indicator{reach("0", "1")}}
	for _, c := range []struct {
		name  string
		rules evaluation.Rules
		want  []string
	}{
		{"an unknown method", evaluation.Rules{Default: evaluation.Rule{Status: status.Spec{Method: "ampel"}}}, []string{string(zielkette.CodeChoice) + " /rules/default/status/method"}},
		{"an unknown method of a goal", evaluation.Rules{Goals: map[string]evaluation.Rule{"A": {Status: status.Spec{Method: "ampel"}}}}, []string{string(zielkette.CodeChoice) + " /rules/goals/A/status/method"}},
		{"rules for no indicator", evaluation.Rules{Indicators: map[string]evaluation.IndicatorRule{"x/y": {}, "z": {}}}, []string{"reference /rules/indicators/x~1y", "reference /rules/indicators/z"}},
		{"an unknown figure", evaluation.Rules{Indicators: map[string]evaluation.IndicatorRule{"i": {Status: ampel(), Of: "trend"}}}, []string{"choice /rules/indicators/i/of"}},
		{"a faulty rule of an indicator", evaluation.Rules{Indicators: map[string]evaluation.IndicatorRule{"i": {Status: status.Spec{Method: "dns-weather", Window: "ten"}}}}, []string{"choice /rules/indicators/i/status/window"}},
		{
			"floors without score or class",
			evaluation.Rules{Default: evaluation.Rule{Status: ampel(), Floors: []evaluation.Floor{{AtMost: "red"}, {Below: number("0.5"), AtMost: "blue"}, {Below: number("0.5")}}}},
			[]string{"range /rules/default/floors/0/below", "reference /rules/default/floors/1/atMost", "reference /rules/default/floors/2/atMost"},
		},
		{"a floor without a scale", evaluation.Rules{Default: evaluation.Rule{Floors: []evaluation.Floor{{Below: number("0.5"), AtMost: "red"}}}}, []string{"reference /rules/default/floors/0/atMost"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := evaluation.City{Strategy: strategy, Catalogue: catalogue, Rules: c.rules}.Compile()
			if d := cmp.Diff(c.want, codes(t, err)); d != "" {
				t.Error(d)
			}
		})
	}
}

// A floor for a part that no pool has would never be triggered, and a bound that no
// score can reach, a percentage for a share, would colour everything alike.
func TestFloorsAndBoundsThatNeverCount(t *testing.T) {
	lights := status.Spec{Method: "thresholds", Classes: []status.Class{{ID: "g", From: number("50")}, {ID: "y", Above: number("0.3"), UpTo: number("1")}, {ID: "r", Below: number("-0.1")}}}
	scales := status.Spec{Method: "thresholds", Scales: []status.Scale{{Classes: []status.Class{{ID: "g", From: number("1.2")}, {ID: "r"}}}}}
	for _, tt := range []struct {
		name     string
		rules    evaluation.Rules
		problems []string
		warnings []string
	}{
		{"nothing beneath of this id", evaluation.Rules{Goals: map[string]evaluation.Rule{
			"F": {Status: scales, Floors: []evaluation.Floor{{Part: "A", Below: number("0.1"), AtMost: "r"}, {Part: "iA", Below: number("0.1"), AtMost: "r"}}},
		}}, []string{"reference /rules/goals/F/floors/1/part", "outside /rules/goals/F/status/scales/0/classes/0/from"}, nil},
		{"in no pool of the level", evaluation.Rules{Levels: map[string]evaluation.Rule{
			"Ziel": {Status: scales, Floors: []evaluation.Floor{{Part: "iB", Below: number("0.1"), AtMost: "r"}, {Part: "A", Below: number("0.1"), AtMost: "r"}, {Below: number("0.1"), AtMost: "r"}}},
		}}, []string{"reference /rules/levels/Ziel/floors/1/part", "outside /rules/levels/Ziel/status/scales/0/classes/0/from"}, nil},
		{
			"somewhere in the default",
			evaluation.Rules{Default: evaluation.Rule{Status: scales, Floors: []evaluation.Floor{{Part: "iB", Below: number("0.1"), AtMost: "r"}}}},
			nil,
			[]string{"outside /rules/default/status/scales/0/classes/0/from"},
		},
		{
			"out of reach",
			evaluation.Rules{Default: evaluation.Rule{Status: lights}},
			nil,
			[]string{"outside /rules/default/status/classes/0/from", "outside /rules/default/status/classes/2/below"},
		},
		{"within other bounds", evaluation.Rules{Default: evaluation.Rule{Status: scales, Bounds: []zielkette.Number{number("0"), number("1.5")}}}, nil, nil},
		{"unbounded", evaluation.Rules{Default: evaluation.Rule{Status: lights, Bounds: unbounded}}, nil, nil},
		{"unbounded somewhere beneath", evaluation.Rules{Default: evaluation.Rule{Status: lights}, Goals: map[string]evaluation.Rule{"A": {Bounds: unbounded}}}, nil, nil},
		{
			"inherited, once",
			evaluation.Rules{Default: evaluation.Rule{Status: scales}, Goals: map[string]evaluation.Rule{"A": {Weights: "equal"}, "B": {Weights: "equal"}}},
			nil,
			[]string{"outside /rules/default/status/scales/0/classes/0/from"},
		},
		{"a floor in percent", evaluation.Rules{Default: evaluation.Rule{
			Status: status.Spec{Method: "thresholds", Classes: []status.Class{{ID: "r"}}}, Floors: []evaluation.Floor{{Below: number("30"), AtMost: "r"}},
		}}, nil, []string{"outside /rules/default/floors/0/below"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			model, _, err := three(t, tt.rules)
			if d := cmp.Diff(tt.problems, codes(t, err)); d != "" {
				t.Fatal(d)
			}
			if err != nil {
				return
			}
			var warnings []string
			for _, p := range model.Warnings() {
				warnings = append(warnings, string(p.Code)+" "+p.Place.Pointer)
				if p.Message.DE == "" || p.Message.EN == "" {
					t.Error(p)
				}
			}
			if d := cmp.Diff(tt.warnings, warnings); d != "" {
				t.Error(d)
			}
		})
	}
}

// A rule of a city's own sees how much lies behind a score.
func TestOwnRuleSeesCoverage(t *testing.T) {
	rules := evaluation.Rules{
		Default: evaluation.Rule{Status: status.Spec{Method: "belegt"}},
		Methods: map[string]status.Rule{"belegt": status.RuleFunc(func(c status.Case) status.Rating {
			return status.Rating{Class: c.Coverage.String(), Rank: 1}
		})},
	}
	score, _ := plant(t, "[ 0.75 - - ]", rules).Goal("1")
	if got := score.Status().Class; got != "0.333333333333" {
		t.Errorf("the rule saw a coverage of %q", got)
	}
}

// One rule for all indicators, but for those that have their own; an empty one of
// their own leaves them without.
func TestEachIndicator(t *testing.T) {
	rules, err := evaluation.ReadRules(strings.NewReader(`{"formatVersion": 1,
		"eachIndicator": {"status": {"method": "thresholds", "classes": [{"id": "g", "from": "0.5"}, {"id": "r"}]}, "of": "attainment"},
		"indicators": {"iB": {"status": {"method": "energy-award"}}, "iC": {}}}`), "")
	if err != nil {
		t.Fatal(err)
	}
	model, record, err := three(t, rules)
	if err != nil {
		t.Fatal(err)
	}
	result, err := model.Evaluate(record, asOf("2020"))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for a := range result.Assessments() {
		got = append(got, a.ID()+" "+a.Status().Method+" "+a.Status().Class)
	}
	if d := cmp.Diff([]string{"iA thresholds g", "iB energy-award gold", "iC  "}, got); d != "" {
		t.Error(d)
	}
	got = nil
	for _, rule := range result.Rules()[1:] {
		got = append(got, rule.EN)
	}
	if d := cmp.Diff([]string{
		"Indicator “A”: Thresholds – g at least 50%, else r; what counts: attainment.",
		"Indicator “B”: European Energy Award – award above 50%, gold above 75% of the points possible; what counts: value.",
	}, got); d != "" {
		t.Error(d)
	}
	rules, err = evaluation.ReadRules(strings.NewReader(`{"formatVersion": 1, "eachIndicator": {"of": "all", "status": {"method": "thresholds"}}}`), "")
	if err != nil {
		t.Fatal(err)
	}
	_, err = rules.Compile()
	if d := cmp.Diff([]string{"choice /eachIndicator/of", "required /eachIndicator/status/classes"}, codes(t, err)); d != "" {
		t.Error(d)
	}
}

// A score with more digits than a rule can be given is not said to be missing.
func TestScoreTooLongToJudge(t *testing.T) {
	lights := evaluation.Rule{Bounds: unbounded, Status: status.Spec{Method: "thresholds", Classes: []status.Class{{ID: "r"}}}}
	far := reaching(indicators.Baseline{Period: period("2015"), Value: number("0")}, revision("", "", "2035 0.000000000000000001"))
	strategy := goals.Strategy{Levels: []string{"Ziel"}, Goals: []goals.Goal{{ID: "Z", Level: "Ziel", Title: "Z", Indicators: []goals.Link{{ID: "i"}}}}}
	score, _ := evaluate(t, modelOf(t, strategy, evaluation.Rules{Default: lights}, far), asOf("2020"), observe("2020 9000000000000000000")...).Goal("Z")
	if r := score.Status(); score.State() != evaluation.Scored || r.Rated() || r.Reason != indicators.OutOfRange {
		t.Errorf("%s: %+v", score.State(), r)
	}
}

// A bound that is the mark of a wide number in the fast tier is a number like others.
func TestBoundAtTheEndOfTheFastTier(t *testing.T) {
	least := number("-9223372.036854775808")
	falling := reaching(indicators.Baseline{Period: period("2015"), Value: number("0")}, revision("", "", "2035 1"))
	strategy := goals.Strategy{Levels: []string{"Ziel"}, Goals: []goals.Goal{{ID: "Z", Level: "Ziel", Title: "Z", Indicators: []goals.Link{{ID: "i"}}}}}
	for value, bounds := range map[string][]zielkette.Number{
		"5": {{}, least}, "-9999999999": {least, {}},
	} {
		model := modelOf(t, strategy, evaluation.Rules{Default: evaluation.Rule{Bounds: bounds}}, falling)
		score, _ := evaluate(t, model, asOf("2020"), observe("2020 "+value)...).Goal("Z")
		if got := score.Attainment(); got.String() != least.String() {
			t.Errorf("%s within %v: %s", value, bounds, got)
		}
	}
}

// An evaluation from after the term of the edition says so, and that a later one holds.
func TestAfterTheEdition(t *testing.T) {
	edition := goals.Edition{From: date("2016"), To: date("2020"), Replaced: date("2021-10-06")}
	for _, test := range []struct {
		edition goals.Edition
		options evaluation.Options
		want    string
	}{
		{edition, asOf("2020-12-31"), ""},
		{edition, asOf("2021-01-01"), "The as-of date lies after the term of this edition, which ended 2020."},
		{edition, asOf("2021-10-06"), "The as-of date lies after the term of this edition, which ended 2020. A later edition has taken its place (6 October 2021)."},
		{edition, evaluation.Options{AsOf: date("2021-12-31"), KnownOn: date("2021-06-30")}, "The as-of date lies after the term of this edition, which ended 2020."},
		{goals.Edition{To: date("2030"), Replaced: date("2024-05")}, asOf("2024-05-30"), ""},
		{goals.Edition{To: date("2030"), Replaced: date("2024-05")}, asOf("2024-05-31"), "A later edition has taken its place (May 2024)."},
	} {
		model := modelOf(t, goals.Strategy{ID: "s", Title: "S", Levels: []string{"Ziel"}, Edition: test.edition}, evaluation.Rules{})
		result, err := model.Evaluate(nil, test.options)
		must(err)
		got := ""
		for _, w := range result.Warnings() {
			if w.Code == evaluation.CodeAfterEdition {
				got = w.Message.EN
			}
		}
		if got != test.want {
			t.Errorf("%v %v: %q, want %q", test.edition, test.options, got, test.want)
		}
	}
}

// An evaluation from before the term of the edition says so.
func TestBeforeTheEdition(t *testing.T) {
	from := date("2022")
	for asOfDate, want := range map[string]int{"2021-12-31": 1, "2022-01-01": 0} {
		model := modelOf(t, goals.Strategy{ID: "s", Title: "S", Levels: []string{"Ziel"}, Edition: goals.Edition{From: from}}, evaluation.Rules{})
		warnings := evaluate(t, model, asOf(asOfDate)).Warnings()
		if len(warnings) != want || want == 1 && warnings[0].Code != evaluation.CodeBeforeEdition {
			t.Errorf("%s: %v", asOfDate, warnings)
		}
	}
}
