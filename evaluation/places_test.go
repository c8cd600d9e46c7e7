package evaluation_test

import (
	"strings"
	"testing"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/status"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

// A printed percentage never crosses the threshold of its class.
func TestPercentPlaces(t *testing.T) {
	for value, want := range map[string]string{
		"0.7496": "74.96% yellow", "0.749999": "74.9999% yellow", "0.74": "74.0% yellow", "0.7494": "74.9% yellow",
		"0.75": "75.0% green", "0.7504": "75.0% green", "0.74999999999999": "75.0% green", // at 12 places it is 0.75
		"0.749999999999": "74.9999999999% yellow",
	} {
		score, _ := plant(t, "[ "+value+" ]", evaluation.Rules{Default: evaluation.Rule{Status: ampel()}}).Goal("1")
		if got := score.Attainment().Percent(zielkette.English, score.PercentPlaces()) + " " + score.Status().Class; got != want {
			t.Errorf("%s: %s, want %s", value, got, want)
		}
		if text := said(score.Explain(), zielkette.English); !strings.Contains(text, "("+strings.Fields(want)[0]) {
			t.Errorf("%s: the explanation shows another percentage:\n%s", value, text)
		}
	}
}

// Bounds that exclude the value itself, floors of the goal above, minimum coverages,
// and values that are judged themselves.
func TestPlacesBesideBounds(t *testing.T) {
	above := status.Spec{Method: "thresholds", Classes: []status.Class{{ID: "green", Above: number("0.5")}, {ID: "red"}}}
	result := plant(t, "[ [ 0.50004 ] ]", evaluation.Rules{
		Default: evaluation.Rule{Status: above}, EachIndicator: evaluation.IndicatorRule{Status: above},
	})
	score, _ := result.Goal("1")
	a, _ := result.Assessment("a", "", "")
	if score.PercentPlaces() != 3 || a.PercentPlaces() != 3 {
		t.Errorf("%d and %d places above a bound", score.PercentPlaces(), a.PercentPlaces())
	}
	result = plant(t, "[ [ 0.29999 ] 0.399999 ]", evaluation.Rules{Goals: map[string]evaluation.Rule{
		"1": {Status: above, Floors: []evaluation.Floor{{Part: "1.1", Below: number("0.3"), AtMost: "red"}, {Part: "b", Below: number("0.4"), AtMost: "red"}}},
	}})
	beneath, _ := result.Goal("1.1")
	b, _ := result.Assessment("b", "", "")
	if beneath.PercentPlaces() != 3 || b.PercentPlaces() != 4 {
		t.Errorf("%d and %d places beside floors", beneath.PercentPlaces(), b.PercentPlaces())
	}
	score, _ = plant(t, "[ 4996*0.5 5004*- ]", evaluation.Rules{Default: evaluation.Rule{MinCoverage: number("0.5")}}).Goal("1")
	if score.State() != evaluation.Insufficient || score.CoveragePlaces() != 2 {
		t.Errorf("%v with %d places", score.State(), score.CoveragePlaces())
	}
	score, _ = plant(t, "[ 4996*0.5 5004*- ]", evaluation.Rules{}).Goal("1")
	if score.CoveragePlaces() != 1 || score.CoveragePlaces(number("0.5")) != 2 || score.PercentPlaces() != 1 {
		t.Errorf("%d places beside the bound of a report", score.CoveragePlaces(number("0.5")))
	}
	share := but(reach("0", "1"), func(i *indicators.Indicator) { i.Per = number("100") })
	rules := evaluation.Rules{EachIndicator: evaluation.IndicatorRule{Of: status.OfValue, Status: status.Spec{
		Method: "thresholds", Classes: []status.Class{{ID: "green", From: number("66.7")}, {ID: "red"}},
	}}}
	a, _ = evaluate(t, modelOf(t, goals.Strategy{}, rules, share), asOf("2020"), observe("2020 2 den:3")...).Assessment("i", "", "")
	if a.ValuePlaces(0) != 2 || a.ValuePlaces(1) != 2 || a.PercentPlaces() != 1 || a.Status().Class != "red" {
		t.Errorf("%s: %d places, %s", a.Value(), a.ValuePlaces(1), a.Status().Class)
	}
}
