package evaluation_test

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/status"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/weighting"
	"gitlab.opencode.de/zielkette/zielkette/goals"
)

// A set of rules keeps what it was compiled from, whatever becomes of the document,
// and is written as that document.
func TestRuleSet(t *testing.T) {
	document := func() evaluation.Rules {
		return evaluation.Rules{
			Default:    evaluation.Rule{Bounds: []zielkette.Number{number("0"), number("2")}, MinCoverage: number("0.5")},
			Weightings: map[string][]weighting.Spec{"1": {{Method: "equal", IDs: []string{"a", "b"}}}},
		}
	}
	rules := document()
	set, err := rules.Compile()
	if err != nil {
		t.Fatal(err)
	}
	rules.Default.Bounds[1] = number("9")
	rules.Weightings["1"][0].IDs[0] = "z"
	handed := set.Rules()
	handed.Default.Bounds[0] = number("9")
	if d := cmp.Diff(document(), set.Rules()); d != "" {
		t.Error(d)
	}
	data, err := json.Marshal(set)
	want := `{"formatVersion":1,"default":{"bounds":["0","2"],"minCoverage":"0.5"},"weightings":{"1":[{"method":"equal","ids":["a","b"]}]}}`
	if err != nil || string(data) != want {
		t.Errorf("%s %v", data, err)
	}
	var none *evaluation.RuleSet
	if d := cmp.Diff(evaluation.Rules{}, none.Rules()); d != "" || none.Warnings() != nil {
		t.Error(d, none.Warnings())
	}
	if data, err := json.Marshal(none); err != nil || string(data) != "null" {
		t.Errorf("%s %v", data, err)
	}
}

// A method that is none is a problem, not a panic: also a nil pointer and a nil function.
func TestNilMethod(t *testing.T) {
	for _, none := range []status.Rule{nil, (*ownRule)(nil), status.RuleFunc(nil)} {
		own := evaluation.Rules{Methods: map[string]status.Rule{"ampel": none}, Default: evaluation.Rule{Status: status.Spec{Method: "ampel"}}}
		_, err := own.Compile()
		if d := cmp.Diff([]string{"required /methods/ampel"}, codes(t, err)); d != "" {
			t.Errorf("%T: %s", none, d)
		}
		_, err = evaluation.City{Strategy: goals.Strategy{ID: "s", Title: "S"}, Rules: own}.Compile()
		if d := cmp.Diff([]string{"required /rules/methods/ampel"}, codes(t, err)); d != "" {
			t.Errorf("%T: %s", none, d)
		}
	}
}

// ownRule is a rule that a city keeps behind a pointer.
type ownRule struct{ class string }

func (r *ownRule) Rate(status.Case) status.Rating { return status.Rating{Class: r.class} }

// The copy of a document of rules shares nothing that can be edited.
func TestCloneRules(t *testing.T) {
	rules := evaluation.Rules{Goals: map[string]evaluation.Rule{"Z": {Floors: []evaluation.Floor{{Part: "a"}}}}}
	clone := rules.Clone()
	clone.Goals["Z"].Floors[0].Part = "b"
	clone.Goals["Y"] = evaluation.Rule{}
	if len(rules.Goals) != 1 || rules.Goals["Z"].Floors[0].Part != "a" {
		t.Errorf("%+v", rules)
	}
}
