package real_test

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"gitlab.opencode.de/zielkette/zielkette/internal/real"
	"gitlab.opencode.de/zielkette/zielkette/internal/testkit"
)

// nearest fails unless the whole number is the geometric mean rounded half away from
// zero, decided by whole numbers: (2m-1)^W <= 2^W n1^w1 n2^w2 ... < (2m+1)^W.
func nearest(t *testing.T, weights, numbers []int64, mean int64) {
	t.Helper()
	product, all := big.NewInt(1), int64(0)
	for i, w := range weights {
		all += w
		product.Mul(product, new(big.Int).Exp(big.NewInt(numbers[i]), big.NewInt(w), nil))
	}
	product.Lsh(product, uint(all))
	twice := new(big.Int).Lsh(big.NewInt(mean), 1)
	low := new(big.Int).Sub(twice, big.NewInt(1))
	high := twice.Add(twice, big.NewInt(1))
	if low.Exp(low, big.NewInt(all), nil).Cmp(product) > 0 || high.Exp(high, big.NewInt(all), nil).Cmp(product) <= 0 {
		t.Errorf("mean of %d with weights %d: %d", numbers, weights, mean)
	}
}

func geometric(weights, numbers []int64) (int64, bool) {
	var g real.Geometric
	for i, w := range weights {
		g.Add(w, numbers[i])
	}
	return g.Round()
}

// TestGeometric compares means of whole numbers with an oracle in whole numbers.
func TestGeometric(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range testkit.Cases(100_000) {
		n := 1 + r.IntN(5)
		weights, numbers := make([]int64, n), make([]int64, n)
		for i := range n {
			weights[i], numbers[i] = 1+r.Int64N(5), 1+r.Int64()>>r.IntN(62)
			if r.IntN(4) == 0 {
				numbers[i] = numbers[0]
			}
		}
		got, ok := geometric(weights, numbers)
		if !ok {
			t.Fatalf("mean of %d with weights %d is undecided", numbers, weights)
		}
		nearest(t, weights, numbers, got)
	}
}

// Means as close to the middle between two whole numbers as there are: the root of
// q(q+1) lies 1/(8q) below, that of qq+q+1 lies 3/(8q) above.
func TestGeometricNearTies(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	decided := 0
	for range testkit.Cases(60_000) {
		q := 1 + r.Int64()>>(1+r.IntN(62))
		pairs := [][]int64{{q, q + 1}}
		if q < 1<<31 {
			pairs = append(pairs, []int64{q*q + q + 1, 1}, []int64{q*q + q, 1})
		}
		for _, numbers := range pairs {
			got, ok := geometric([]int64{1, 1}, numbers)
			if !ok {
				continue
			}
			decided++
			nearest(t, []int64{1, 1}, numbers, got)
		}
	}
	if decided < testkit.Cases(100_000) {
		t.Errorf("only %d decided", decided)
	}
	// Where 128 bits do not decide, no answer is given.
	if got, ok := geometric([]int64{1, 1}, []int64{1<<62 - 1, 1 << 62}); ok {
		nearest(t, []int64{1, 1}, []int64{1<<62 - 1, 1 << 62}, got)
	}
}

func TestGeometricLimits(t *testing.T) {
	for _, c := range []struct {
		weights, numbers []int64
		want             int64
		ok               bool
	}{
		{nil, nil, 0, false},
		{[]int64{1}, []int64{0}, 0, false},
		{[]int64{1}, []int64{-1}, 0, false},
		{[]int64{0}, []int64{1}, 0, false},
		{[]int64{math.MaxInt64}, []int64{1}, 1, true},
		{[]int64{math.MaxInt64}, []int64{math.MaxInt64}, math.MaxInt64, true},
		{[]int64{math.MaxInt64, math.MaxInt64, 1}, []int64{5, 5, 5}, 5, true},
		{[]int64{math.MaxInt64, math.MaxInt64, 2}, []int64{5, 5, 5}, 0, false}, // 2^64
		{[]int64{1, 1}, []int64{1, 1 << 62}, 1 << 31, true},
		{[]int64{1, math.MaxInt64}, []int64{1, 999_999_999_999}, 999_999_999_999, true},
	} {
		if got, ok := geometric(c.weights, c.numbers); got != c.want || ok != c.ok {
			t.Errorf("mean of %d with weights %d = %d, %t; want %d, %t", c.numbers, c.weights, got, ok, c.want, c.ok)
		}
	}
}

func BenchmarkGeometric(b *testing.B) {
	weights, numbers := make([]int64, 60), make([]int64, 60)
	for i := range weights {
		weights[i], numbers[i] = int64(1+i%7), 912_345_678_901-int64(i)*1_234_567_890
	}
	for b.Loop() {
		if _, ok := geometric(weights, numbers); !ok {
			b.Fatal("undecided")
		}
	}
}
