package evaluation_test

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/internal/apportion"
	"gitlab.opencode.de/zielkette/zielkette/internal/testkit"
)

// mix is a pool of scores above 0, in units of 10^-12.
type mix struct {
	weights, scores []*big.Int
	ids             []string
}

func (m *mix) add(weight, score int64) {
	m.weights = append(m.weights, big.NewInt(weight))
	m.scores = append(m.scores, big.NewInt(score))
	m.ids = append(m.ids, fmt.Sprint("i", len(m.ids)))
}

// random is a pool of up to six parts; some weigh nothing, some are alike.
func random(r *rand.Rand, weight, score int64) mix {
	var m mix
	for range 1 + r.IntN(6) {
		w, s := 1+r.Int64N(weight), 1+r.Int64N(score)
		switch r.IntN(8) {
		case 0:
			w = 0
		case 1:
			s = 500_000_000_000
		case 2:
			if len(m.scores) > 0 {
				w, s = m.weights[0].Int64(), m.scores[0].Int64()
			}
		case 3:
			if len(m.scores) > 0 { // as much by another weight
				w, s = 2*m.weights[0].Int64(), 2*m.scores[0].Int64()
			}
		}
		m.add(w, s)
	}
	if m.weights[0].Sign() == 0 {
		m.weights[0].SetInt64(1)
	}
	return m
}

func over(a, b *big.Int) *big.Rat { return new(big.Rat).SetFrac(a, b) }

// expect compares a pool with the exact score and contributions, in units.
func expect(t *testing.T, a evaluation.Aggregator, m mix, score *big.Rat, contributions []*big.Rat) {
	t.Helper()
	want := apportion.Sum([]*big.Rat{score}, nil, 0)[0]
	got, brought, ok := evaluation.Aggregated(a, m.weights, m.scores, m.ids)
	if !ok || got.Cmp(want.BigInt()) != 0 {
		t.Fatalf("%s of %s with weights %s: %s, %t; want %s", a, m.scores, m.weights, got, ok, want)
	}
	for i, c := range apportion.To(want.Rat(), contributions, m.ids, 0) {
		if c.BigInt().Cmp(brought[i]) != 0 {
			t.Fatalf("%s of %s with weights %s: part %d brings %s, want %s", a, m.scores, m.weights, i, brought[i], c)
		}
	}
}

// exactHarmonic is the oracle of fractions.
func exactHarmonic(m mix) (score *big.Rat, contributions []*big.Rat) {
	sum, all := new(big.Rat), new(big.Int)
	for i, w := range m.weights {
		sum.Add(sum, over(w, m.scores[i]))
		all.Add(all, w)
	}
	score = new(big.Rat).Quo(new(big.Rat).SetInt(all), sum)
	for i, w := range m.weights {
		c := over(w, all)
		c.Mul(c, score).Mul(c, score)
		contributions = append(contributions, c.Quo(c, new(big.Rat).SetInt(m.scores[i])))
	}
	return score, contributions
}

// TestHarmonic compares harmonic means and what brings them with fractions.
func TestHarmonic(t *testing.T) {
	r := rand.New(rand.NewPCG(21, 22))
	scales := []int64{5, 1000, 1_000_000_000_000, 1_000_000_000_000_000_000}
	for i := range testkit.Cases(100_000) {
		m := random(r, scales[i%3], scales[r.IntN(4)])
		score, contributions := exactHarmonic(m)
		expect(t, evaluation.Harmonic, m, score, contributions)
	}
}

// TestHarmonicTies constructs means that lie exactly between two results, and as close
// to the middle as weights of 18 digits allow: with w = s the mean is the plain mean
// of the scores.
func TestHarmonicTies(t *testing.T) {
	r := rand.New(rand.NewPCG(23, 24))
	ties := 0
	for i := range testkit.Cases(20_000) {
		var m mix
		for range 2 + 2*r.IntN(3) {
			s := 1 + r.Int64N(1_000_000_000_000)
			m.add(s*1_000_000, s)
		}
		if i%3 > 0 {
			w := m.weights[0]
			w.Add(w, big.NewInt(int64(i%3*2-3)))
		}
		score, contributions := exactHarmonic(m)
		if score.Denom().Cmp(big.NewInt(2)) == 0 {
			ties++
		}
		expect(t, evaluation.Harmonic, m, score, contributions)
	}
	if ties < testkit.Cases(500) {
		t.Errorf("only %d ties", ties)
	}
}

// TestGeometricContributions compares what brings a geometric mean with fractions of
// the mean to 30 digits more than are printed.
func TestGeometricContributions(t *testing.T) {
	r := rand.New(rand.NewPCG(25, 26))
	fine := new(big.Int).Exp(big.NewInt(10), big.NewInt(30), nil)
	for range testkit.Cases(2000) {
		m := random(r, 4, 1_000_000_000_000)
		all, product := new(big.Int), big.NewInt(1)
		for i, w := range m.weights {
			all.Add(all, w)
			product.Mul(product, new(big.Int).Exp(new(big.Int).Mul(m.scores[i], fine), w, nil))
		}
		mean := over(root(product, all), fine)
		var contributions []*big.Rat
		for _, w := range m.weights {
			contributions = append(contributions, new(big.Rat).Mul(over(w, all), mean))
		}
		expect(t, evaluation.Geometric, m, mean, contributions)
	}
}

// root returns the whole number nearest to the n-th root of x.
func root(x, n *big.Int) *big.Int {
	twice := new(big.Int).Mul(x, new(big.Int).Exp(big.NewInt(2), n, nil)) // of 2^n x: the root of that is twice the root
	low, high := big.NewInt(0), new(big.Int).Lsh(big.NewInt(1), uint(twice.BitLen())/uint(n.Int64())+1)
	for {
		middle := new(big.Int).Add(low, high)
		middle.Rsh(middle, 1)
		if middle.Cmp(low) == 0 {
			break
		}
		if new(big.Int).Exp(middle, n, nil).Cmp(twice) <= 0 {
			low = middle
		} else {
			high = middle
		}
	}
	return low.Rsh(low.Add(low, big.NewInt(1)), 1)
}

// Weights and scores beyond 64 bits take another way to the same digits.
func TestWideMeans(t *testing.T) {
	wide := func(text string) *big.Int {
		n, _ := new(big.Int).SetString(text, 10)
		return n
	}
	m := mix{
		weights: []*big.Int{wide("100000000000000000000"), wide("100000000000000000000")},
		scores:  []*big.Int{wide("9000000000000000000000000"), wide("4000000000000000000000000")},
		ids:     []string{"a", "b"},
	}
	if got, brought, _ := evaluation.Aggregated(evaluation.Geometric, m.weights, m.scores, m.ids); got.String() != "6000000000000000000000000" || brought[0].String() != "3000000000000000000000000" {
		t.Errorf("geometric: %s %s", got, brought)
	}
	score, contributions := exactHarmonic(m)
	expect(t, evaluation.Harmonic, m, score, contributions)
	// The root of q(q+1) lies 1/(8q) below the middle, here 2^-65: more than 128 bits.
	q := wide("4611686018427387901")
	m = mix{[]*big.Int{big.NewInt(1), big.NewInt(1)}, []*big.Int{q, new(big.Int).Add(q, big.NewInt(1))}, []string{"a", "b"}}
	if got, _, _ := evaluation.Aggregated(evaluation.Geometric, m.weights, m.scores, m.ids); got.Cmp(q) != 0 {
		t.Errorf("geometric near a tie: %s, want %s", got, q)
	}
}

// TestHarmonicOfMany evaluates 20,000 parts without a common divisor, also where the
// mean lies exactly in the middle and only the exact sum decides: with w = s it is the
// plain mean of the scores. By fractions alone 4,000 parts took 23 seconds.
func TestHarmonicOfMany(t *testing.T) {
	const n = 20_000
	r := rand.New(rand.NewPCG(27, 28))
	var m, tie mix
	sum := int64(0)
	for range n - 1 {
		s := 1 + r.Int64N(1_000_000_000_000)
		m.add(1+r.Int64N(7), s)
		tie.add(s, s)
		sum += s
	}
	last := n/2 + n - sum%n
	tie.add(last, last)
	testkit.InTime(t, 10*time.Second, func() {
		if _, _, ok := evaluation.Aggregated(evaluation.Harmonic, m.weights, m.scores, m.ids); !ok {
			t.Error("no mean")
		}
		want := (sum+last)/n + 1 // a half is rounded up
		if got, _, _ := evaluation.Aggregated(evaluation.Harmonic, tie.weights, tie.scores, tie.ids); got.Int64() != want || (sum+last)%n != n/2 {
			t.Errorf("mean %s, want %d", got, want)
		}
	})
}

// Splitting a part in place and reordering change no geometric or harmonic mean.
func TestMeansOfTheSame(t *testing.T) {
	r := rand.New(rand.NewPCG(29, 30))
	for range testkit.Cases(2000) {
		m := random(r, 9, 1_000_000_000_000)
		var other mix
		for i := range m.scores {
			w, s := m.weights[i].Int64(), m.scores[i].Int64()
			other.add(w, s)
			other.add(2*w, s)
		}
		slices.Reverse(other.weights)
		slices.Reverse(other.scores)
		for _, a := range []evaluation.Aggregator{evaluation.Geometric, evaluation.Harmonic} {
			x, _, _ := evaluation.Aggregated(a, m.weights, m.scores, m.ids)
			y, _, _ := evaluation.Aggregated(a, other.weights, other.scores, other.ids)
			if d := cmp.Diff(x.String(), y.String()); d != "" {
				t.Fatalf("%s: %s", a, d)
			}
		}
	}
}
