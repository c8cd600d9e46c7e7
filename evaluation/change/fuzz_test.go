package change_test

import (
	"math/big"
	"testing"

	"gitlab.opencode.de/zielkette/zielkette/evaluation/change"
)

// Whatever becomes of a city, the later result stands in the change as it is, the effects
// sum to the difference, and between a result and itself nothing has an effect. The input
// is the seed of a random pair, whose size is bounded.
func FuzzBetween(f *testing.F) {
	for seed := range uint64(12) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, seed uint64) {
		p := randomPair(seed)
		r := p.evaluate()
		c, err := change.Between(r[0], r[1])
		if err != nil {
			t.Fatal(err)
		}
		for item := range c.Goals() {
			if now, ok := r[1].Goal(item.ID); ok && item.After.State != 0 && (now.State() != item.After.State || !now.Attainment().Equal(item.After.Score)) {
				t.Errorf("%s stands at %v, in the change at %v", item.ID, now.Attainment(), item.After.Score)
			}
			checkSum(t, item)
		}
		for item := range c.Indicators() {
			checkSum(t, item)
		}
		same, err := change.Between(r[0], r[0])
		if err != nil {
			t.Fatal(err)
		}
		for item := range same.Goals() {
			for _, e := range item.Effects {
				if e.Effect.Sign() != 0 {
					t.Errorf("%s: nothing changed, and %v has the effect %v", item.ID, e.Causes, e.Effect)
				}
			}
		}
		c.Corrections()
		c.Moves()
		c.StatusChanges()
		if _, err := c.Measures(); err != nil {
			t.Error(err)
		}
	})
}

func checkSum(t *testing.T, item change.Item) {
	t.Helper()
	if item.Effects == nil {
		if !item.Before.Score.IsZero() && !item.After.Score.IsZero() {
			t.Errorf("%s went from %v to %v without effects", item.ID, item.Before.Score, item.After.Score)
		}
		return
	}
	sum, members := new(big.Rat), 0
	for _, e := range item.Effects {
		r, _ := e.Effect.Rat()
		sum.Add(sum, r)
		members += len(e.Causes)
	}
	if want, _ := item.Difference.Rat(); want.Cmp(sum) != 0 || members != 6 {
		t.Errorf("%s: the effects of %d causes sum to %v, not to %v", item.ID, members, sum, want)
	}
}
