package apportion_test

import (
	"math/big"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"gitlab.opencode.de/zielkette/zielkette/internal/apportion"
	"gitlab.opencode.de/zielkette/zielkette/internal/round"
)

func rats(texts ...string) []*big.Rat {
	out := make([]*big.Rat, len(texts))
	for i, s := range texts {
		r, ok := new(big.Rat).SetString(s)
		if !ok {
			panic(s)
		}
		out[i] = r
	}
	return out
}

func decimals(texts ...string) []decimal.Decimal {
	var out []decimal.Decimal
	for _, s := range texts {
		out = append(out, decimal.RequireFromString(s))
	}
	return out
}

func TestSum(t *testing.T) {
	for _, c := range []struct {
		name   string
		parts  []*big.Rat
		ids    []string
		places int
		want   []decimal.Decimal
	}{
		{"none", nil, nil, 1, nil},
		{"one", rats("2.25"), nil, 1, decimals("2.3")},
		{"three thirds of 100", rats("100/3", "100/3", "100/3"), nil, 1, decimals("33.4", "33.3", "33.3")},
		{"ties by id", rats("100/3", "100/3", "100/3"), []string{"c", "a", "b"}, 1, decimals("33.3", "33.4", "33.3")},
		{"ids of another length count for nothing", rats("100/3", "100/3", "100/3"), []string{"b", "a"}, 1, decimals("33.4", "33.3", "33.3")},
		{"largest remainder", rats("1.4", "1.35", "1.25"), nil, 0, decimals("2", "1", "1")},
		{"whole is a tie", rats("0.25", "0.25"), nil, 0, decimals("1", "0")},
		{"exact parts stay", rats("0.5", "1/3", "1/6"), nil, 1, decimals("0.5", "0.3", "0.2")},
		{"negative part", rats("-1/3", "2/3", "2/3"), nil, 1, decimals("-0.3", "0.7", "0.6")},
		{"all zero", rats("0", "0"), nil, 2, decimals("0", "0")},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, apportion.Sum(c.parts, c.ids, c.places)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// TestSeats divides 16 seats in the proportion of votes: quotas 7.68, 3.2, 5.12.
func TestSeats(t *testing.T) {
	var parts []*big.Rat
	for _, votes := range []int64{720, 300, 480} {
		parts = append(parts, new(big.Rat).SetFrac64(votes*16, 1500))
	}
	got := apportion.To(big.NewRat(16, 1), parts, nil, 0)
	if diff := cmp.Diff(decimals("8", "3", "5"), got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// TestTo covers wholes that were rounded before, and so lie a unit off the range.
func TestTo(t *testing.T) {
	for _, c := range []struct {
		name, total string
		parts       []*big.Rat
		want        []decimal.Decimal
	}{
		{"one less than all floors", "1.9", rats("1", "1.01"), decimals("0.9", "1.0")},
		{"more than a unit each", "2.3", rats("1", "1.01"), decimals("1.1", "1.2")},
		{"no parts", "1", nil, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, apportion.To(rats(c.total)[0], c.parts, nil, 1)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// check states the laws: the parts sum to the rounded whole, none moves by a unit
// or more, and the order of the parts changes nothing.
func check(t *testing.T, parts []*big.Rat, ids []string, places int, random *rand.Rand) {
	t.Helper()
	got := apportion.Sum(parts, ids, places)
	whole, sum := new(big.Rat), decimal.Decimal{}
	unit := decimal.New(1, -int32(places)).Rat()
	for i, p := range parts {
		whole.Add(whole, p)
		sum = sum.Add(got[i])
		moved := new(big.Rat).Sub(got[i].Rat(), p)
		if moved.Abs(moved).Cmp(unit) >= 0 {
			t.Errorf("part %s became %s at %d places", p, got[i], places)
		}
	}
	if want := round.Rat(whole, places); !sum.Equal(want) {
		t.Errorf("parts sum to %s, want %s", sum, want)
	}
	order := random.Perm(len(parts))
	shuffled, names := make([]*big.Rat, len(parts)), make([]string, len(parts))
	for to, from := range order {
		shuffled[to], names[to] = parts[from], ids[from]
	}
	again := apportion.Sum(shuffled, names, places)
	for to, from := range order {
		if !again[to].Equal(got[from]) {
			t.Errorf("part %s of %s is %s or %s by the order of the parts", parts[from], ids[from], got[from], again[to])
		}
	}
}

func TestLaws(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		n := random.IntN(12) + 1
		parts, ids := make([]*big.Rat, n), make([]string, n)
		for i := range n {
			parts[i] = new(big.Rat).SetFrac64(random.Int64N(2000)-500, random.Int64N(40)+1)
			ids[i] = string(rune('a' + i))
		}
		slices.Reverse(ids)
		check(t, parts, ids, random.IntN(4), random)
	}
}

func FuzzSum(f *testing.F) {
	f.Add(int64(100), int64(3), int64(-7), int64(9), uint8(1))
	f.Fuzz(func(t *testing.T, a, b, c, d int64, places uint8) {
		if b == 0 || d == 0 {
			return
		}
		parts := []*big.Rat{new(big.Rat).SetFrac(big.NewInt(a), big.NewInt(b)), new(big.Rat).SetFrac(big.NewInt(c), big.NewInt(d)), new(big.Rat).SetFrac(big.NewInt(a), big.NewInt(d))}
		check(t, parts, []string{"x", "z", "y"}, int(places%19), rand.New(rand.NewPCG(uint64(a), uint64(c))))
	})
}

// Small comes to the same as Units: for parts of random weights and scores, with many that
// lose the same.
func TestSmall(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 5))
	for range 20_000 {
		n := 1 + random.IntN(6)
		a, b, ids := make([]uint64, n), make([]uint64, n), make([]string, n)
		sum, products := uint64(0), new(big.Int)
		limit := []uint64{3, 1000, 1 << 60}[random.IntN(3)]
		for i := range n {
			a[i], b[i], ids[i] = 1+random.Uint64N(limit), random.Uint64N(1_000_000_000_001), string('a'+rune(random.IntN(3)))
			sum += a[i]
			products.Add(products, new(big.Int).Mul(new(big.Int).SetUint64(a[i]), new(big.Int).SetUint64(b[i])))
		}
		all := new(big.Int).SetUint64(sum)
		total := round.Quo(products, all).Int64() + int64(random.IntN(3)-1) // a score that was rounded before
		by := func(factor func(i int) uint64) (numerators []*big.Int) {
			for i := range n {
				numerators = append(numerators, new(big.Int).Mul(new(big.Int).SetUint64(a[i]), new(big.Int).SetUint64(factor(i))))
			}
			return numerators
		}
		tie := func(i, j int) int { return strings.Compare(ids[i], ids[j]) }
		for _, c := range []struct {
			total int64
			b     []uint64
			want  []*big.Int
		}{
			{total, b, apportion.Units(big.NewInt(total), by(func(i int) uint64 { return b[i] }), all, ids)},
			{1_000_000_000_000, nil, apportion.Units(big.NewInt(1_000_000_000_000), by(func(int) uint64 { return 1_000_000_000_000 }), all, ids)},
		} {
			for i, got := range apportion.Small(c.total, a, c.b, sum, tie) {
				if c.want[i].Int64() != got {
					t.Fatalf("part %d of %v, %v by %d: %d, want %v", i, a, c.b, c.total, got, c.want[i])
				}
			}
		}
	}
	if got := apportion.Small(1, nil, nil, 1, nil); len(got) != 0 {
		t.Error(got)
	}
}
