package goals_test

import (
	"testing"

	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/internal/schematest"
	"gitlab.opencode.de/zielkette/zielkette/internal/testkit"
)

// TestWords walks the closed sets: every constant stands in its set with its words in
// both languages, and the schema allows the same words.
func TestWords(t *testing.T) {
	testkit.Words(t, goals.Meanings)
	testkit.Words(t, goals.Vocabularies)
	testkit.Words(t, goals.EffectKinds)
	testkit.Words(t, goals.EffectSigns)
	testkit.Words(t, goals.Grades)
	testkit.Words(t, goals.ChangeKinds)
	testkit.Words(t, goals.FundsSet)
	testkit.Words(t, goals.UsesSet)
	for at, want := range map[string][]string{
		"$defs/stage/properties/meaning":   goals.Meanings.Words(),
		"$defs/effect/properties/kind":     goals.EffectKinds.Words(),
		"$defs/effect/properties/sign":     goals.EffectSigns.Words(),
		"$defs/effect/properties/evidence": goals.Grades.Words(),
		"$defs/funds":                      goals.FundsSet.Words(),
		"$defs/budgetLine/properties/use":  goals.UsesSet.Words(),
	} {
		schematest.Enum(t, goals.Schema(), at, want)
	}
	for _, row := range goals.Vocabularies {
		if len(row.Does.Stages) == 0 || row.Does.Source.IsZero() {
			t.Errorf("the vocabulary %s has no stages or no source", row.Word)
		}
	}
}
