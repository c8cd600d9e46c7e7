package round_test

import (
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/shopspring/decimal"

	"gitlab.opencode.de/zielkette/zielkette/internal/round"
)

func TestQuo(t *testing.T) {
	for _, test := range []struct{ a, b, want int64 }{
		{0, 7, 0},
		{1, 2, 1},
		{-1, 2, -1},
		{1, -2, -1},
		{-1, -2, 1},
		{3, 2, 2},
		{-3, 2, -2},
		{5, 2, 3},
		{1, 3, 0},
		{2, 3, 1},
		{-1, 3, 0},
		{-2, 3, -1},
		{7, 7, 1},
		{49, 100, 0},
		{50, 100, 1},
		{-50, 100, -1},
		{-49, 100, 0},
	} {
		if got := round.Quo(big.NewInt(test.a), big.NewInt(test.b)); got.Int64() != test.want {
			t.Errorf("%d/%d = %s, want %d", test.a, test.b, got, test.want)
		}
	}
}

// The result of Quo is at most half away; at exactly half it is the further from 0.
func TestNearest(t *testing.T) {
	half := big.NewRat(1, 2)
	for a := int64(-25); a <= 25; a++ {
		for b := int64(-10); b <= 10; b++ {
			if b == 0 {
				continue
			}
			exact, got := big.NewRat(a, b), round.Quo(big.NewInt(a), big.NewInt(b))
			away := new(big.Rat).Sub(exact, new(big.Rat).SetInt(got))
			if c := new(big.Rat).Abs(away).Cmp(half); c > 0 || c == 0 && away.Sign() == exact.Sign() {
				t.Errorf("Quo(%d, %d) = %s", a, b, got)
			}
		}
	}
}

// Up agrees with Quo on the magnitudes that the kernel divides.
func TestUp(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 100_000 {
		d := r.Uint64N(1<<uint(1+r.IntN(63))) + 1
		a := r.Uint64()
		if r.IntN(4) == 0 {
			a = d/2 + d*r.Uint64N(3)
		}
		want := round.Quo(new(big.Int).SetUint64(a), new(big.Int).SetUint64(d))
		if got := round.Up(a/d, a%d, d); new(big.Int).SetUint64(got).Cmp(want) != 0 {
			t.Fatalf("%d/%d = %d, want %s", a, d, got, want)
		}
	}
}

func TestRat(t *testing.T) {
	for _, test := range []struct {
		r      *big.Rat
		places int
		want   string
	}{
		{big.NewRat(1, 8192), 12, "0.000122070313"},
		{big.NewRat(-1, 8192), 12, "-0.000122070313"},
		{big.NewRat(1, 8), 2, "0.13"},
		{big.NewRat(-1, 8), 2, "-0.13"},
		{big.NewRat(2, 3), 0, "1"},
	} {
		if got := round.Rat(test.r, test.places); !got.Equal(decimal.RequireFromString(test.want)) {
			t.Errorf("%s at %d places = %s, want %s", test.r, test.places, got, test.want)
		}
	}
}
