package evaluation_test

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/testkit"
)

// Every row of every table has what its member needs. The words of the tables are the
// constants of the package and those of the schemas, so that nothing can be forgotten.
func TestTablesAreComplete(t *testing.T) {
	for _, missing := range evaluation.Incomplete() {
		t.Error(missing)
	}
	tables := slices.Sorted(slices.Values(slices.Concat(evaluation.AggregatorWords(), evaluation.WeightingWords(), evaluation.CourseWords())))
	if d := cmp.Diff(testkit.Constants(t), tables); d != "" {
		t.Errorf("the constants and the words of the tables (-constants +tables):\n%s", d)
	}
	type words struct{ Enum []string }
	var rules struct {
		Defs struct {
			Rule struct {
				Properties struct{ Aggregator, Weights words }
			}
			IndicatorRule struct{ Properties struct{ Of words } }
		} `json:"$defs"`
	}
	var catalogue struct {
		Defs struct {
			Target struct{ Properties struct{ Shape words } }
		} `json:"$defs"`
	}
	for into, text := range map[any][]byte{&rules: evaluation.Schema(), &catalogue: indicators.Schema()} {
		if err := json.Unmarshal(text, into); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct{ table, schema []string }{
		{evaluation.AggregatorWords(), rules.Defs.Rule.Properties.Aggregator.Enum},
		{evaluation.WeightingWords(), rules.Defs.Rule.Properties.Weights.Enum},
		{evaluation.JudgedWords(), rules.Defs.IndicatorRule.Properties.Of.Enum},
		{evaluation.ShapeWords(), catalogue.Defs.Target.Properties.Shape.Enum},
	} {
		if d := cmp.Diff(c.table, c.schema); d != "" {
			t.Errorf("a schema lists other words (-table +schema):\n%s", d)
		}
	}
}

// Every aggregator puts scores together within their range, divides its score among the
// parts, and explains itself.
func TestEveryAggregator(t *testing.T) {
	for _, word := range evaluation.AggregatorWords() {
		rules := evaluation.Rules{Default: evaluation.Rule{Aggregator: evaluation.Aggregator(word)}}
		score, _ := plant(t, "[ 2*0.25 1*0.5 3*1 ]", rules).Goal("1")
		if f := score.Attainment(); f.Compare(number("0.25").Figure()) < 0 || f.Compare(number("1").Figure()) > 0 {
			t.Errorf("%s: %s", word, f)
		}
		same, _ := plant(t, "[ 2*0.5 1*0.5 ]", rules).Goal("1")
		if got := same.Attainment().String(); got != "0.5" {
			t.Errorf("%s of equal scores is %s", word, got)
		}
	}
}
