package robustness_test

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"testing"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/robustness"
	"gitlab.opencode.de/zielkette/zielkette/internal/testkit"
)

var number = zielkette.MustParseNumber

// pool is parts with the given scores.
func pool(scores ...string) (p robustness.Pool) {
	for i, s := range scores {
		p.Parts = append(p.Parts, robustness.Part{ID: fmt.Sprint("p", i), Title: fmt.Sprint("part ", i), Weight: zielkette.Int(1), Score: number(s).Figure()})
	}
	return p
}

func rat(t testing.TB, f zielkette.Figure) *big.Rat {
	t.Helper()
	r, ok := f.Rat()
	if !ok {
		t.Fatal("there is no figure")
	}
	return r
}

func TestShare(t *testing.T) {
	huge := "9000000000000000000"
	for _, c := range []struct {
		pool  robustness.Pool
		bound string
		want  string
	}{
		{pool("0.9", "0.4", "0.75", "0.1"), "0.5", "0.608791208791"}, // 277/455
		{pool("0.5"), "0.5", "1"},
		{pool("0.5", "0.5"), "0.5", "1"},
		{pool("0.5", "0.4"), "0.5", "0"}, // a single weighting reaches it
		{pool("0.5", "0.6"), "0.5", "1"},
		{pool("1", "0"), "0.25", "0.75"},
		{pool("1", "1", "0"), "0.5", "0.75"},
		{pool("1", "0", "0"), "0.5", "0.25"},
		{pool("0.2", "0.1"), "0.5", "0"},
		{pool("1", "0", "0.5"), "0.5", "0.5"},
		{pool("-1", "1.4"), "0", "0.583333333333"},
		{pool(huge, "-"+huge), "0", "0.5"},
		{pool("0.000000000001", "0"), "0.0000000000005", "0.5"},
		{pool("0.000000000001", "0"), "0.000000000000000001", "0.999999"},
	} {
		if got := c.pool.Share(number(c.bound)); got.String() != c.want {
			t.Errorf("%v from %s: %s, not %s", c.pool.Parts, c.bound, got, c.want)
		}
	}
	weightless := pool("1", "0")
	weightless.Parts[1].Weight = zielkette.Int(0)
	if got := weightless.Share(number("0.5")); got.String() != "1" {
		t.Errorf("a part without weight counts: %s", got)
	}
	weightless.Parts[0].Weight, weightless.Parts[1].Weight = zielkette.Number{}, zielkette.Number{}
	if got := weightless.Share(number("0.5")); got.String() != "0.5" {
		t.Errorf("parts that state no weight give %s", got)
	}
	geometric := pool("1", "0")
	geometric.Aggregator = evaluation.Geometric
	for _, none := range []zielkette.Figure{
		geometric.Share(number("0.5")), robustness.Pool{}.Share(number("0.5")), pool("1").Share(zielkette.Number{}),
		pool("1", "0").ShareInOrder([]int{0}, number("0.5")), pool("1", "0").ShareInOrder([]int{0, 0}, number("0.5")), pool("1", "0").ShareInOrder([]int{0, 2}, number("0.5")),
	} {
		if !none.IsZero() {
			t.Errorf("there is a share of nothing: %s", none)
		}
	}
}

func TestShareInOrder(t *testing.T) {
	for _, c := range []struct {
		pool  robustness.Pool
		order []int
		bound string
		want  string
	}{
		{pool("1", "0"), []int{0, 1}, "0.5", "1"},
		{pool("1", "0"), []int{1, 0}, "0.5", "0"},
		{pool("1", "0"), []int{0, 1}, "0.75", "0.5"},
		{pool("0", "1"), []int{1, 0}, "0.75", "0.5"},
		{pool("0.9", "0.4", "0.75", "0.1"), []int{0, 1, 2, 3}, "0.5", "1"},
		{pool("0.1", "0.9", "0.4"), []int{0, 1, 2}, "0.4", "0.386363636364"}, // means 0.1, 0.5, 7/15: 1 - (3/4)(9/11)
	} {
		if got := c.pool.ShareInOrder(c.order, number(c.bound)); got.String() != c.want {
			t.Errorf("%v in %v from %s: %s, not %s", c.pool.Parts, c.order, c.bound, got, c.want)
		}
	}
}

// shareOracle is the share by the formula of Dempster and Curry-Schoenberg for scores
// that all differ: sum over s_i > t of (s_i - t)^(n-1) / prod (s_i - s_j).
func shareOracle(scores []*big.Rat, t *big.Rat) *big.Rat {
	sum := new(big.Rat)
	for i, s := range scores {
		if s.Cmp(t) <= 0 {
			continue
		}
		term := big.NewRat(1, 1)
		for j, other := range scores {
			if i != j {
				term.Mul(term, new(big.Rat).Quo(new(big.Rat).Sub(s, t), new(big.Rat).Sub(s, other)))
			}
		}
		sum.Add(sum, term)
	}
	return sum
}

// means are those of the first k.
func means(scores []*big.Rat) []*big.Rat {
	sum, out := new(big.Rat), make([]*big.Rat, len(scores))
	for k, s := range scores {
		sum.Add(sum, s)
		out[k] = new(big.Rat).Quo(sum, big.NewRat(int64(k+1), 1))
	}
	return out
}

func distinct(numbers []*big.Rat) bool {
	for i := range numbers {
		for j := range i {
			if numbers[i].Cmp(numbers[j]) == 0 {
				return false
			}
		}
	}
	return true
}

// The table agrees with another formula on every digit, where that one is defined, and
// all its tiers agree with each other.
func TestShareOracle(t *testing.T) {
	compared := 0
	for seed := range testkit.Cases(5000) {
		r := rand.New(rand.NewPCG(uint64(seed), 7))
		n := 1 + r.IntN(9)
		var p robustness.Pool
		var exact []*big.Rat
		places := r.IntN(13)
		scale := int64(1)
		for range places {
			scale *= 10
		}
		for i := range n {
			score, _ := zielkette.NewNumber(r.Int64N(scale+1), places)
			p.Parts = append(p.Parts, robustness.Part{ID: fmt.Sprint(i), Score: score.Figure()})
			exact = append(exact, rat(t, score.Figure()))
		}
		bound, _ := zielkette.NewNumber(r.Int64N(scale+1), places)
		b, _ := bound.Rat()
		order := r.Perm(n)
		var ordered []*big.Rat
		for _, i := range order {
			ordered = append(ordered, exact[i])
		}
		for _, c := range []struct {
			got     zielkette.Figure
			numbers []*big.Rat
		}{{p.Share(bound), exact}, {p.ShareInOrder(order, bound), means(ordered)}} {
			if got := robustness.TiersDiffer(c.numbers, b, c.got); got != "" {
				t.Fatalf("seed %d: %s", seed, got)
			}
			if !distinct(c.numbers) {
				continue
			}
			compared++
			if n == 1 {
				continue // the formula does not see a score that is the bound
			}
			if want := zielkette.Round(shareOracle(c.numbers, b)); !want.Equal(c.got) {
				t.Fatalf("seed %d: %s, not %s, of %v from %s", seed, c.got, want, c.numbers, bound)
			}
		}
	}
	if compared == 0 {
		t.Error("nothing was compared")
	}
}

// A share of many parts is found in time and lies between those of fewer and more.
func TestShareOfMany(t *testing.T) {
	for _, n := range []int{65, 300, 2000} {
		var p robustness.Pool
		for i := range n {
			p.Parts = append(p.Parts, robustness.Part{Score: zielkette.Round(big.NewRat(int64(i), int64(n-1)))})
		}
		low, middle := rat(t, p.Share(number("0.52"))), rat(t, p.Share(number("0.5")))
		if low.Cmp(middle) >= 0 || middle.Cmp(big.NewRat(49, 100)) < 0 || middle.Cmp(big.NewRat(51, 100)) > 0 {
			t.Errorf("%d parts: %s and %s", n, low.FloatString(12), middle.FloatString(12))
		}
	}
}

func BenchmarkShare(b *testing.B) {
	for _, n := range []int{5, 30, 300} {
		b.Run(fmt.Sprint("parts=", n), func(b *testing.B) {
			r := rand.New(rand.NewPCG(1, 2))
			var p robustness.Pool
			for range n {
				score, _ := zielkette.NewNumber(r.Int64N(1e12), 12)
				p.Parts = append(p.Parts, robustness.Part{Score: score.Figure()})
			}
			bound := number("0.5")
			for b.Loop() {
				p.Share(bound)
			}
		})
	}
}
