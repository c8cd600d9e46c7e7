package change_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/change"
	"gitlab.opencode.de/zielkette/zielkette/internal/testkit"
)

// Every word is printed in both languages, and the tables have every constant.
func TestWords(t *testing.T) {
	type word interface {
		Text(language zielkette.Language) string
	}
	var words []string
	for _, w := range change.Causes() {
		words = append(words, string(w))
		told(t, w)
	}
	for word, w := range map[string]word{
		"goal": change.Goal, "indicator": change.Indicator, "late": change.Late, "corrected": change.Corrected, "taken": change.Taken,
		"score": change.ByScore, "rule": change.ByRule, "both": change.ByBoth, "floor": change.ByFloor, "state": change.ByState,
		"added": change.MeasureAdded, "cut": change.MeasureCut, "delayed": change.MeasureDelayed,
	} {
		words = append(words, word)
		told(t, w)
	}
	if d := cmp.Diff(testkit.Constants(t), slices.Sorted(slices.Values(words))); d != "" {
		t.Error(d)
	}
	if change.Cause("weather").Text(zielkette.German) != "" {
		t.Error("a word that is none is printed")
	}
}

func told(t *testing.T, w interface {
	Text(language zielkette.Language) string
},
) {
	t.Helper()
	if de, en := w.Text(zielkette.German), w.Text(zielkette.English); de == "" || en == "" || de == en {
		t.Errorf("%v: %q, %q", w, de, en)
	}
}
