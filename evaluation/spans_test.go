package evaluation_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/weighting"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

// weightsFor is a weighting of the indicators a and b in a span of years.
func weightsFor(a, b string, from, to int) weighting.Spec {
	s := weighting.Spec{Method: "explicit", IDs: []string{"a", "b"}, FromYear: from, ToYear: to}
	s.Values = append(s.Values, number(a), number(b))
	return s
}

func pair() (goals.Strategy, []indicators.Indicator) {
	a, b := reach("0", "1"), reach("0", "1")
	a.ID, b.ID = "a", "b"
	a.Targets[0].Baseline.Period, b.Targets[0].Baseline.Period = period("2005"), period("2005")
	return goals.Strategy{ID: "s", Title: "s", Levels: levels, Goals: []goals.Goal{{
		ID: "g", Title: "g", Level: levels[0], Indicators: []goals.Link{{ID: "a"}, {ID: "b"}},
	}}}, []indicators.Indicator{a, b}
}

// The weights of the year of the as-of date count, both ends of a span included;
// in years without any, those of the strategy.
func TestWeightsOfTheYear(t *testing.T) {
	s, catalogue := pair()
	model := modelOf(t, s, evaluation.Rules{Weightings: map[string][]weighting.Spec{
		"g": {weightsFor("9", "1", 2022, 0), weightsFor("3", "1", 2015, 2019), weightsFor("0", "1", 0, 2012)},
	}}, catalogue...)
	for day, want := range map[string]string{
		"2011": "0", "2012-12-31": "0", "2013-01-01": "0.5", "2014-12-31": "0.5", "2015-01-01": "0.75", "2017": "0.75",
		"2019-12-31": "0.75", "2020-01-01": "0.5", "2021-12-31": "0.5", "2022-01-01": "0.9", "2099": "0.9",
	} {
		score, _ := evaluate(t, model, asOf(day), observe("2010 1 of:a", "2010 0 of:b")...).Goal("g")
		if got := score.Attainment().String(); got != want {
			t.Errorf("as of %s: %s, want %s", day, got, want)
		}
	}
}

// A goal without weights of its own in the year does not keep another from having
// them.
func TestWeightsBesideNone(t *testing.T) {
	s, catalogue := pair()
	other := s.Goals[0]
	other.ID = "h"
	s.Goals = append(s.Goals, other)
	model := modelOf(t, s, evaluation.Rules{Weightings: map[string][]weighting.Spec{
		"g": {weightsFor("9", "1", 2022, 0)}, "h": {weightsFor("3", "1", 2015, 2019)},
	}}, catalogue...)
	for day, want := range map[string][2]string{"2014": {"0.5", "0.5"}, "2017": {"0.5", "0.75"}, "2022": {"0.9", "0.5"}} {
		result := evaluate(t, model, asOf(day), observe("2010 1 of:a", "2010 0 of:b")...)
		for i, id := range []string{"g", "h"} {
			score, _ := result.Goal(id)
			if got := score.Attainment().String(); got != want[i] {
				t.Errorf("%s as of %s: %s, want %s", id, day, got, want[i])
			}
		}
	}
}

// Two weightings of a goal must not claim the same year, in whichever order they
// stand.
func TestOverlappingWeightings(t *testing.T) {
	for _, c := range []struct {
		first, second [2]int
		overlap       bool
	}{
		{[2]int{2015, 2019}, [2]int{2020, 2024}, false},
		{[2]int{2015, 2019}, [2]int{2019, 2024}, true},
		{[2]int{2015, 2024}, [2]int{2018, 2019}, true},
		{[2]int{2015, 2019}, [2]int{2015, 2019}, true},
		{[2]int{2015, 0}, [2]int{2010, 2014}, false},
		{[2]int{2015, 0}, [2]int{2010, 2015}, true},
		{[2]int{0, 2015}, [2]int{2016, 2020}, false},
		{[2]int{0, 2015}, [2]int{2015, 2020}, true},
		{[2]int{0, 2015}, [2]int{2016, 0}, false},
		{[2]int{0, 0}, [2]int{2016, 2016}, true},
		{[2]int{0, 0}, [2]int{0, 0}, true},
		{[2]int{2015, 0}, [2]int{2020, 0}, true},
		{[2]int{0, 2015}, [2]int{0, 2020}, true},
	} {
		for _, spans := range [][2][2]int{{c.first, c.second}, {c.second, c.first}} {
			s, catalogue := pair()
			rules := evaluation.Rules{Weightings: map[string][]weighting.Spec{
				"g": {weightsFor("1", "2", spans[0][0], spans[0][1]), weightsFor("1", "2", spans[1][0], spans[1][1])},
			}}
			_, err := evaluation.City{Strategy: s, Catalogue: indicators.Catalogue{Indicators: catalogue}, Rules: rules}.Compile()
			var want []string
			if c.overlap {
				want = []string{string(zielkette.CodeOverlap) + " /rules/weightings/g/1/fromYear"}
			}
			if d := cmp.Diff(want, codes(t, err)); d != "" {
				t.Errorf("%v: %s", spans, d)
			}
		}
	}
}
