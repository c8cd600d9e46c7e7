package real_test

import (
	"fmt"
	"math"
	"math/big"
	"testing"

	"gitlab.opencode.de/zielkette/zielkette/internal/real"
)

func units12(t testing.TB, compute func(*real.Context) real.Value) string {
	t.Helper()
	n := real.Decide(func(c *real.Context) *big.Int { return compute(c).Units(12) })
	return new(big.Rat).SetFrac(n, big.NewInt(1_000_000_000_000)).FloatString(12)
}

func TestAtan(t *testing.T) {
	for _, c := range []struct {
		num, den int64
		want     string
	}{
		{0, 1, "0.000000000000"},
		{1, 1, "0.785398163397"},
		{-1, 1, "-0.785398163397"},
		{1, 239, "0.004184076002"},
		{1_000_000, 1, "1.570795326795"},
		{1, 1_000_000_000, "0.000000001000"},
	} {
		if got := units12(t, func(x *real.Context) real.Value { return x.Rat(big.NewRat(c.num, c.den)).Atan() }); got != c.want {
			t.Errorf("atan %d/%d is %s, not %s", c.num, c.den, got, c.want)
		}
	}
	if got := units12(t, (*real.Context).Pi); got != "3.141592653590" {
		t.Errorf("pi is %s", got)
	}
	// Machin 1706: pi/4 = 4 atan 1/5 - atan 1/239.
	n := real.Decide(func(c *real.Context) *big.Int {
		machin := c.Rat(big.NewRat(1, 5)).Atan().Mul(c.Int(4)).Sub(c.Rat(big.NewRat(1, 239)).Atan()).Mul(c.Int(4))
		return machin.Sub(c.Pi()).Units(60)
	})
	if n.Sign() != 0 {
		t.Errorf("Machin's formula is off by %s units of 10^-60", n)
	}
}

// The bounds of 95 % as tables print them: Abramowitz and Stegun, 1964, table 26.10, and
// their further digits.
func TestStudentBound(t *testing.T) {
	for n, want := range map[int]string{
		1: "12.706204736175", 2: "4.302652729749", 3: "3.182446305284", 4: "2.776445105198", 5: "2.570581835636", 7: "2.364624251593",
		10: "2.228138851986", 30: "2.042272456301", 120: "1.979930405082",
	} {
		got := units12(t, func(c *real.Context) real.Value { return c.StudentBound(big.NewRat(19, 20), n) })
		if got != want {
			t.Errorf("%d degrees of freedom: %s, not %s", n, got, want)
		}
	}
}

// The closed forms agree with the density, integrated by Simpson's rule in floating
// point, and bounds lead back to their probability.
func TestStudentWithin(t *testing.T) {
	for n := 1; n <= 40; n++ {
		up, _ := math.Lgamma(float64(n+1) / 2)
		down, _ := math.Lgamma(float64(n) / 2)
		f := func(x float64) float64 {
			return math.Exp(up-down) / math.Sqrt(float64(n)*math.Pi) * math.Pow(1+x*x/float64(n), -float64(n+1)/2)
		}
		for _, x := range []int64{1, 7, 23, 61} {
			limit, sum := float64(x)/10, 0.0
			const steps = 2000
			for i := range steps {
				a, b := limit*float64(i)/steps, limit*float64(i+1)/steps
				sum += (f(a) + 4*f((a+b)/2) + f(b)) * (b - a) / 6
			}
			within := func(c *real.Context) real.Value { return c.StudentWithin(c.Rat(big.NewRat(x*x, 100)), n) }
			got := units12(t, within)
			if want := fmt.Sprintf("%.9f", 2*sum); got[:11] != want[:11] && math.Abs(2*sum-parse(got)) > 1e-9 {
				t.Errorf("%d degrees of freedom within %v: %s, not %s", n, limit, got, want)
			}
			probability, _ := new(big.Rat).SetString(got)
			back := units12(t, func(c *real.Context) real.Value { return c.StudentBound(probability, n) })
			if math.Abs(parse(back)-limit) > 1e-12/f(limit)+1e-12 {
				t.Errorf("%d degrees of freedom: %s leads back to %s, not %v", n, got, back, limit)
			}
		}
	}
}

func parse(text string) float64 {
	r, _ := new(big.Rat).SetString(text)
	x, _ := r.Float64()
	return x
}

func BenchmarkStudentBound(b *testing.B) {
	for _, n := range []int{7, 8} {
		b.Run(fmt.Sprint("df=", n), func(b *testing.B) {
			for b.Loop() {
				real.Decide(func(c *real.Context) *big.Int { return c.StudentBound(big.NewRat(19, 20), n).Units(12) })
			}
		})
	}
}
