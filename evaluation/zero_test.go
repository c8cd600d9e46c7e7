package evaluation_test

import (
	"encoding/json"
	"testing"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
)

// The answers of the zero handles say nothing.
func TestZeroHandlesSayNothing(t *testing.T) {
	var s evaluation.Score
	var a evaluation.Assessment
	var p evaluation.Part
	for what, text := range map[string]string{
		"score": s.Attainment().String() + s.Coverage().String() + s.State().String() + s.Reason().String() + s.ReasonText(zielkette.German) + s.Status().Class,
		"assessment": a.ID() + a.Title() + a.Unit() + a.Area() + a.Attainment().String() + a.Value().String() + a.ValueText() + a.TargetText(zielkette.German) +
			a.State().String() + a.Reason().String() + a.Status().Class + a.Expected().String() + a.OnTrack().String(),
		"part": p.ID() + p.Title() + p.Indicator.Title(),
	} {
		if text != "" {
			t.Errorf("%s: %q", what, text)
		}
	}
	if !s.IsZero() || !a.IsZero() || !s.Goal().IsZero() || s.PercentPlaces() != 1 || a.PercentPlaces() != 1 {
		t.Error("a zero handle takes itself for another")
	}
	if _, ok := a.Target(); ok {
		t.Error("a target of nothing")
	}
	if _, ok := (*evaluation.Result)(nil).Goal("g"); ok {
		t.Error("a goal of nothing")
	}
	if _, err := (*evaluation.Model)(nil).Evaluate(nil, asOf("2020")); err == nil {
		t.Error("no model is evaluated")
	}
}

// Values that are no documents are not written as empty objects.
func TestNothingIsWrittenAsEmptyObject(t *testing.T) {
	result := plant(t, "[ 0.5 ]", evaluation.Rules{})
	score, _ := result.Goal("1")
	a, _ := result.Assessment("a", "", "")
	for _, v := range []any{result, result.Model(), score, a, evaluation.Score{}, evaluation.Assessment{}, result.Model().Plan(), result.Model().Set(), result.Record()} {
		data, err := json.Marshal(v)
		if err == nil && (string(data) == "{}" || len(data) < 4) {
			t.Errorf("%T is written as %s", v, data)
		}
	}
	var e evaluation.Explanation
	data, err := json.Marshal(score)
	if err != nil || json.Unmarshal(data, &struct{ ID *string }{&e.ID}) != nil || e.ID != "1" {
		t.Errorf("%s %v", data, err)
	}
	var part struct {
		Goal      json.RawMessage
		Indicator *struct{ ID string }
	}
	for p := range score.Parts() {
		data, err := json.Marshal(p)
		if err != nil || json.Unmarshal(data, &part) != nil || part.Indicator.ID != "a" {
			t.Errorf("%s %v", data, err)
		}
	}
}
