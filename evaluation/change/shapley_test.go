package change_test

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"gitlab.opencode.de/zielkette/zielkette/evaluation/change"
	"gitlab.opencode.de/zielkette/zielkette/internal/testkit"
)

// The effects on a product are those of Das Gupta, Standardization and Decomposition of
// Rates, US Bureau of the Census P23-186, 1993, tables 2.1 and 2.3, to all digits printed
// there.
func TestDasGupta(t *testing.T) {
	for _, c := range []struct {
		table     string
		then, now []string // the factors
		places    int
		want      []string
	}{
		{"2.1", []string{"10930", ".717892"}, []string{"16591", ".825974"}, 6, []string{"4369.912713", "1487.262361"}},
		{"2.3", []string{"25.3", ".214", ".279", ".949"}, []string{"32.7", ".290", ".473", ".986"}, 7, []string{".6889411", ".8125381", "1.3829055", ".1047547"}},
	} {
		var units [64]*big.Int
		n := len(c.then)
		for mask := range 1 << n {
			product := big.NewRat(1_000_000_000_000, 1)
			for i := range n {
				factor := c.then[i]
				if mask&(1<<i) != 0 {
					factor = c.now[i]
				}
				r, _ := new(big.Rat).SetString(factor)
				product.Mul(product, r)
			}
			units[mask] = new(big.Int).Quo(product.Num(), product.Denom())
		}
		effects, _ := change.Decompose(&units, uint8(1<<n-1))
		sum := new(big.Rat)
		for i, want := range c.want {
			got, _ := effects[i].Effect.Rat()
			sum.Add(sum, got)
			w, _ := new(big.Rat).SetString(want)
			if got.FloatString(c.places) != w.FloatString(c.places) {
				t.Errorf("table %s: the effect of factor %d is %s, not %s", c.table, i+1, got.FloatString(c.places), want)
			}
		}
		whole := new(big.Rat).SetFrac(new(big.Int).Sub(units[1<<n-1], units[0]), big.NewInt(1_000_000_000_000))
		if sum.Cmp(whole) != 0 {
			t.Errorf("table %s: the effects sum to %v, not to %v", c.table, sum, whole)
		}
	}
}

// Whatever mixed cases have a score, the effects are those of all orders, and numbers of
// any size are exact.
func TestPatterns(t *testing.T) {
	joined := map[int]bool{}
	for seed := range uint64(max(2000, testkit.Cases(2000))) {
		rng := rand.New(rand.NewPCG(seed, 6))
		var units [64]*big.Int
		keep, together := rng.IntN(11), rng.IntN(6) // in a third of the cases no score tells two causes apart
		for m := range units {
			apart := seed%3 == 0 && m>>together&1 != m>>((together+1)%6)&1
			if m == 0 || m == 63 || !apart && rng.IntN(10) < keep {
				units[m] = big.NewInt(rng.Int64N(2e12) - 5e11)
				if seed%5 == 0 {
					units[m].Lsh(units[m], uint(rng.IntN(90)))
				}
			}
		}
		effects, orders := change.Decompose(&units, 63)
		want, count := brute(&units)
		got := map[int]string{}
		for _, e := range effects {
			got[maskOf(e.Causes)] = e.Effect.String()
		}
		if d := cmp.Diff(want, got); d != "" || orders != count {
			t.Fatalf("seed %d: %d orders, not %d\n%s", seed, orders, count, d)
		}
		joined[len(want)] = true
	}
	for n := 1; n <= 6; n++ {
		if !joined[n] {
			t.Errorf("no grouping into %d", n)
		}
	}
}

// A cause that changes nothing has the effect 0, also where it was looked at.
func TestIdleCauses(t *testing.T) {
	for seed := range uint64(1_000) {
		rng := rand.New(rand.NewPCG(seed, 7))
		lazy := rng.IntN(6)
		var units [64]*big.Int
		for m := range units {
			if m&(1<<lazy) == 0 && (m == 0 || m == 63^1<<lazy || rng.IntN(8) > 0) {
				units[m] = big.NewInt(rng.Int64N(1e12))
				units[m|1<<lazy] = units[m]
			}
		}
		units[63] = units[63^1<<lazy]
		effects, _ := change.Decompose(&units, 63)
		found := false
		for _, e := range effects {
			if maskOf(e.Causes) == 1<<lazy {
				found = e.Effect.Sign() == 0 && !e.Effect.IsZero()
			}
		}
		if !found {
			t.Errorf("seed %d: the cause %s changes nothing and has an effect: %v", seed, change.Causes()[lazy], effects)
		}
	}
}

// Effects of equal remainders go by the id of the cause: data before edition.
func TestTies(t *testing.T) {
	var units [64]*big.Int
	for m := range units {
		units[m] = new(big.Int)
		if m&(1|32) == 1|32 {
			units[m].SetInt64(1) // one unit for both together, half for each
		}
	}
	effects, orders := change.Decompose(&units, 63)
	var got []string
	for _, e := range effects {
		got = append(got, fmt.Sprint(e.Causes[0], " ", e.Effect))
	}
	want := []string{"edition 0", "weights 0", "rules 0", "targets 0", "restated 0", "data 0.000000000001"}
	if d := cmp.Diff(want, got); d != "" || orders != 720 {
		t.Error(orders, d)
	}
}
