package evaluation_test

import (
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/folder"
)

// TestRange compares the ends of the range with what can be worked out by hand.
func TestRange(t *testing.T) {
	unbounded := []zielkette.Number{{}, zielkette.Int(1)}
	for name, c := range map[string]struct {
		tree string
		rule evaluation.Rule
		want [2]string
	}{
		"everything is known":                     {"[ 0.2 0.6 ]", evaluation.Rule{}, [2]string{"0.4", "0.4"}},
		"one of two is unknown":                   {"[ 0.2 - ]", evaluation.Rule{}, [2]string{"0.1", "0.6"}},
		"withheld is unknown":                     {"[ 0.2 wh ]", evaluation.Rule{}, [2]string{"0.1", "0.6"}},
		"what does not apply is left out":         {"[ 0.2 na ]", evaluation.Rule{}, [2]string{"0.2", "0.2"}},
		"a goal with nothing beneath":             {"[ 0.2 [ ] ]", evaluation.Rule{}, [2]string{"0.1", "0.6"}},
		"nothing at all":                          {"[ ]", evaluation.Rule{}, [2]string{"0", "1"}},
		"deeper down it is not score x coverage":  {"[ [ 0.5 - ] 0.5 ]", evaluation.Rule{}, [2]string{"0.375", "0.625"}},
		"the minimum coverage plays no role":      {"[ 0.2 - ]", evaluation.Rule{MinCoverage: zielkette.Int(1)}, [2]string{"0.1", "0.6"}},
		"no bound below":                          {"[ 0.2 - ]", evaluation.Rule{Bounds: unbounded}, [2]string{"", "0.6"}},
		"weight 0 decides nothing":                {"[ 0.2 0*- ]", evaluation.Rule{}, [2]string{"0.2", "0.2"}},
		"geometric":                               {"[ 0.25 - ]", evaluation.Rule{Aggregator: evaluation.Geometric}, [2]string{"0", "0.5"}},
		"the smallest":                            {"[ 0.25 - ]", evaluation.Rule{Aggregator: evaluation.Minimum}, [2]string{"0", "0.25"}},
		"a negative end that the mean has not":    {"[ 0.25 - ]", evaluation.Rule{Aggregator: evaluation.Harmonic, Bounds: []zielkette.Number{zielkette.Int(-1), zielkette.Int(1)}}, [2]string{"", "0.4"}},
		"a goal that does not apply has no range": {"[ na ]", evaluation.Rule{}, [2]string{"", ""}},
		"bounds of the rule, not 0 and 1":         {"[ 0.2 - ]", evaluation.Rule{Bounds: []zielkette.Number{number("-1"), number("2")}}, [2]string{"-0.4", "1.1"}},
	} {
		t.Run(name, func(t *testing.T) {
			score, _ := plant(t, c.tree, evaluation.Rules{Default: c.rule}).Goal("1")
			low, high := score.Range().Low, score.Range().High
			if diff := cmp.Diff(c.want, [2]string{low.String(), high.String()}); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// A score can lie outside its range: what is known of an insufficient part tells what the
// whole can still become, but is too little for the score.
func TestScoreOutsideItsRange(t *testing.T) {
	result := plant(t, "[ [ 0 0 - - - ] 0.9 ]", evaluation.Rules{Default: evaluation.Rule{MinCoverage: number("0.5")}})
	whole, _ := result.Goal("1")
	part, _ := result.Goal("1.1")
	if part.State() != evaluation.Insufficient || part.Range().Text(zielkette.English, 0) != "0% to 60%" {
		t.Errorf("the part is %v, %v", part.State(), part.Range())
	}
	if got := whole.Attainment().String(); got != "0.9" {
		t.Errorf("the score is %s", got)
	}
	if diff := cmp.Diff([2]string{"0.45", "0.75"}, [2]string{whole.Range().Low.String(), whole.Range().High.String()}); diff != "" {
		t.Error(diff)
	}
	// Whatever the three turn out to be, the score comes to lie in the range.
	for _, rest := range []string{"0 0 0", "1 1 1", "0 0.5 1"} {
		known, _ := plant(t, "[ [ 0 0 "+rest+" ] 0.9 ]", evaluation.Rules{Default: evaluation.Rule{MinCoverage: number("0.5")}}).Goal("1")
		if a := known.Attainment(); a.Compare(whole.Range().Low) < 0 || a.Compare(whole.Range().High) > 0 {
			t.Errorf("with %s the score is %v", rest, a)
		}
	}
}

// TestRangeOfCities: what is known of the shipped cities leaves this much open.
func TestRangeOfCities(t *testing.T) {
	for _, c := range []struct{ city, asOf, goal, low, high string }{
		{"soest", "2020-12-31", "V", "0,0 %", "99,0 %"},
		{"leipzig", "2023-12-31", "LM", "2,5 %", "95,2 %"},
		{"leipzig", "2023-12-31", "Z1", "9,9 %", "80,7 %"},
	} {
		city, err := folder.Load(os.DirFS("../examples/" + c.city + "/data"))
		if err != nil {
			t.Fatal(err)
		}
		model, err := city.Compile()
		if err != nil {
			t.Fatal(err)
		}
		result, err := model.Evaluate(city.Record, asOf(c.asOf))
		if err != nil {
			t.Fatal(err)
		}
		score, ok := result.Goal(c.goal)
		if !ok {
			t.Errorf("%s has no goal %s", c.city, c.goal)
		}
		low, high := score.Range().Low, score.Range().High
		if l, h := low.Percent(zielkette.German, 1), high.Percent(zielkette.German, 1); l != c.low || h != c.high {
			t.Errorf("%s, %s: %s to %s, want %s to %s (%s %s)", c.city, c.goal, l, h, c.low, c.high, low, high)
		}
	}
}
