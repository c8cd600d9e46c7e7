package indicators_test

import (
	"testing"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

// Every reason has an id of its own and a text in both languages.
func TestReasons(t *testing.T) {
	ids := map[string]bool{}
	last := indicators.BelowGoalpost
	for r := indicators.NoObservation; r <= last; r++ {
		id, err := r.MarshalText()
		if err != nil || string(id) != r.String() || ids[r.String()] || zielkette.CheckID(r.String()) != nil {
			t.Errorf("reason %d: id %q", r, r)
		}
		ids[r.String()] = true
		if de := r.Text(zielkette.German); de == "" || de == r.Text(zielkette.English) || r.Words().DE != de {
			t.Errorf("reason %q: text %q", r, de)
		}
	}
	for _, none := range []indicators.Reason{0, last + 1, 255} {
		if none.String() != "" || !none.Words().IsZero() || none.Text(zielkette.English) != "" {
			t.Errorf("reason %d has words: %q", none, none)
		}
	}
}
