package real_test

import (
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"gitlab.opencode.de/zielkette/zielkette/internal/real"
	"gitlab.opencode.de/zielkette/zielkette/internal/round"
	"gitlab.opencode.de/zielkette/zielkette/internal/testkit"
)

func rat(s string) *big.Rat {
	r, ok := new(big.Rat).SetString(s)
	if !ok {
		panic(s)
	}
	return r
}

// prec is the precision at which functions are compared with themselves at twice as
// many bits.
const prec = 384

func float(r *big.Rat) *big.Float { return new(big.Float).SetPrec(prec).SetRat(r) }

// double is a value at twice the precision.
func double(r *big.Rat) *big.Float { return new(big.Float).SetPrec(2 * prec).SetRat(r) }

// value is what a computation comes to at so many places.
func value(places int, compute func(c *real.Context) real.Value) decimal.Decimal {
	return real.Decide(func(c *real.Context) decimal.Decimal {
		return decimal.NewFromBigInt(compute(c).Units(places), -int32(places))
	})
}

// powerWide is x^exponent at twice the precision.
func powerWide(x, exponent *big.Rat) *big.Float {
	y := real.Ln(double(x))
	return real.Exp(y.Mul(y, double(exponent)))
}

// power is x^exponent.
func power(x, exponent *big.Rat) func(c *real.Context) real.Value {
	return func(c *real.Context) real.Value {
		y, _ := c.Rat(x).Pow(exponent)
		return y
	}
}

// agree fails unless got is the wanted value in its first digits significant digits.
func agree(t *testing.T, what string, got, want *big.Float, digits int64) {
	t.Helper()
	if got == nil || want == nil {
		t.Fatalf("%s: no result", what)
	}
	distance := new(big.Float).Sub(want, got)
	distance.Abs(distance)
	limit := new(big.Float).SetRat(new(big.Rat).SetFrac(big.NewInt(1), new(big.Int).Exp(big.NewInt(10), big.NewInt(digits), nil)))
	limit.Mul(limit, new(big.Float).Abs(want))
	if distance.Cmp(limit) > 0 {
		t.Errorf("%s = %s, want %s: less than %d digits agree", what, got.Text('g', 60), want.Text('g', 60), digits)
	}
}

func TestKnownConstants(t *testing.T) {
	// OEIS A002162, A002392, A001113, A002193.
	for _, c := range []struct {
		name, want string
		compute    func(c *real.Context) real.Value
	}{
		{"ln 2", "0.693147180559945309417232121458176568075500134360255254120680009493393621969694715605863326996418687", func(c *real.Context) real.Value { return c.Int(2).Ln() }},
		{"ln 10", "2.30258509299404568401799145468436420760110148862877297603332790096757260967735248023599720508959829834", func(c *real.Context) real.Value { return c.Int(10).Ln() }},
		{"ln 0.1", "-2.30258509299404568401799145468436420760110148862877297603332790096757260967735248023599720508959829834", func(c *real.Context) real.Value { return c.Rat(rat("0.1")).Ln() }},
		{"e", "2.71828182845904523536028747135266249775724709369995957496696762772407663035354759457138217852516642743", func(c *real.Context) real.Value { e, _ := c.Int(1).Exp(); return e }},
		{"root 2", "1.41421356237309504880168872420969807856967187537694807317667973799073247846210703885038753432764157", func(c *real.Context) real.Value { return c.Int(2).Sqrt() }},
		{"root 2 as a power", "1.41421356237309504880168872420969807856967187537694807317667973799073247846210703885038753432764157", power(rat("2"), rat("1/2"))},
		{"root 2 as a root", "1.41421356237309504880168872420969807856967187537694807317667973799073247846210703885038753432764157", func(c *real.Context) real.Value { return c.Int(2).Root(2) }},
		{"e^70", "2515438670919167006265781174252.1129614074129733831405138218402", func(c *real.Context) real.Value { e, _ := c.Int(70).Exp(); return e }},
	} {
		want := decimal.RequireFromString(c.want)
		for _, places := range []int{0, 3, 12, 18, 28} {
			if got := value(places, c.compute); !got.Equal(want.Round(int32(places))) {
				t.Errorf("%s at %d places = %s", c.name, places, got)
			}
		}
		if places := -int(want.Exponent()) - 1; places > 28 {
			if got := value(places, c.compute); got.Sub(want).Abs().GreaterThan(decimal.New(1, -int32(places))) {
				t.Errorf("%s = %s", c.name, got)
			}
		}
	}
}

func TestOutsideTheDomain(t *testing.T) {
	for _, x := range []string{"0", "-1"} {
		if got := real.Ln(float(rat(x))); got != nil {
			t.Errorf("Ln(%s) = %s, want none", x, got)
		}
	}
	if got := real.Exp(float(rat("1e9"))); got != nil {
		t.Errorf("Exp(1e9) = %s, want none", got)
	}
	for _, x := range []string{"1048575", "-1048575"} { // 2^20 is the first beyond
		if got := real.Exp(float(rat(x))); got == nil {
			t.Errorf("Exp(%s) gives none", x)
		}
	}
	for _, x := range []string{"1048576", "-1048576"} {
		if got := real.Exp(float(rat(x))); got != nil {
			t.Errorf("Exp(%s) = %s, want none", x, got)
		}
	}
	for exponent, want := range map[string]bool{"1e9": false, "-1e9": false, "1e5": true, "20": true, "1/1000000": true} {
		if runs := real.Runs(func(c *real.Context) {
			if _, ok := c.Int(10).Pow(rat(exponent)); ok != want {
				t.Errorf("10^%s: %t, want %t", exponent, ok, want)
			}
		}); runs != 1 {
			t.Errorf("%d runs", runs)
		}
	}
}

func TestExactWhereItMustBe(t *testing.T) {
	for _, c := range []struct{ x, exponent, want string }{
		{"0.25", "1/2", "0.5"}, {"1.61051", "1/5", "1.1"}, {"8", "-2/3", "0.25"}, {"1e-36", "1/3", "1e-12"}, {"1", "17/3", "1"}, {"7", "0", "1"},
	} {
		if got := value(12, power(rat(c.x), rat(c.exponent))); !got.Equal(round.Rat(rat(c.want), 12)) {
			t.Errorf("%s ^ %s = %s, want %s", c.x, c.exponent, got, c.want)
		}
		real.Decide(func(run *real.Context) any {
			y, _ := run.Rat(rat(c.x)).Pow(rat(c.exponent))
			if got := y.Cmp(rat(c.want)); got != 0 {
				t.Errorf("%s ^ %s compares with %s: %d", c.x, c.exponent, c.want, got)
			}
			return nil
		})
	}
	// What is exact is decided at once.
	if runs := real.Runs(func(c *real.Context) {
		rate := c.Ratio(big.NewInt(730), big.NewInt(730)).Root(15).Sub(c.Int(1))
		if rate.Sign() != 0 || rate.Cmp(new(big.Rat)) != 0 || rate.CmpThousandths(0) != 0 || rate.Units(12).Sign() != 0 {
			t.Errorf("no growth is %s", rate.Units(12))
		}
	}); runs != 1 {
		t.Errorf("no growth takes %d runs", runs)
	}
}

// TestOracle compares with the same functions at double precision, and with the
// decimal library as an independent implementation.
func TestOracle(t *testing.T) {
	random := rand.New(rand.NewPCG(4, 2))
	for range testkit.Cases(300) {
		digits := int32(random.IntN(36))
		d := decimal.New(random.Int64N(1e18)+1, -digits)
		x := d.Rat()
		agree(t, "ln "+d.String(), real.Ln(float(x)), real.Ln(double(x)), 100)
		independent, err := d.Ln(60)
		if err != nil {
			t.Fatal(err)
		}
		if got := real.Round(real.Ln(float(x)), 60); !got.Equal(independent) {
			t.Errorf("ln %s = %s, want %s", d, got, independent)
		}
		y := new(big.Rat).SetFrac64(random.Int64N(200_000)-100_000, random.Int64N(10_000)+1)
		agree(t, "exp "+y.String(), real.Exp(float(y)), real.Exp(double(y)), 100)
		exponent := new(big.Rat).SetFrac64(random.Int64N(60)-30, random.Int64N(30)+1)
		if got, want := value(12, power(x, exponent)), real.Round(powerWide(x, exponent), 12); !got.Equal(want) {
			t.Errorf("%s^%s = %s, want %s", d, exponent, got, want)
		}
	}
	for _, text := range []string{"-0.7", "0.3", "5.25", "-30"} {
		d := decimal.RequireFromString(text)
		independent, err := d.ExpTaylor(60)
		if err != nil {
			t.Fatal(err)
		}
		if got := real.Round(real.Exp(float(d.Rat())), 60); !got.Sub(independent).Abs().LessThan(decimal.New(2, -60)) {
			t.Errorf("exp %s = %s, want %s", text, got, independent)
		}
	}
}

// TestCancellation asks for the growth rate of two values that agree in 36 digits,
// rising and falling, and for its ratio to another, and for the logarithm of what is
// next to 1.
func TestCancellation(t *testing.T) {
	for _, text := range []string{
		"1.000000000000000000000000000000000001", "0.999999999999999999999999999999999999",
		"1.000000000000000000000000001", "0.999999999999999999999999999",
	} {
		rate := func(c *real.Context) real.Value { return c.Rat(rat(text)).Root(15).Sub(c.Int(1)) }
		tenth := func(c *real.Context) real.Value { return c.Rat(rat(text)).Root(150).Sub(c.Int(1)) }
		// (1+h)^(1/15) - 1 = h/15 - 7h^2/225 + ...
		h := new(big.Rat).Sub(rat(text), big.NewRat(1, 1))
		want := new(big.Rat).Quo(h, big.NewRat(15, 1))
		square := new(big.Rat).Mul(h, h)
		want.Sub(want, square.Mul(square, big.NewRat(7, 225)))
		if got := value(80, rate); !got.Equal(round.Rat(want, 80)) {
			t.Errorf("rate %s, want %s", got, want.FloatString(80))
		}
		if got := value(12, func(c *real.Context) real.Value { return rate(c).Quo(tenth(c)) }); !got.Equal(decimal.New(10, 0)) {
			t.Errorf("ratio %s", got)
		}
		step := new(big.Rat).SetFrac(big.NewInt(1), new(big.Int).Lsh(big.NewInt(1), 126))
		if h.Sign() < 0 {
			step.Neg(step)
		}
		near := step.Add(step, big.NewRat(1, 1))
		if sign := real.Decide(func(c *real.Context) int { return c.Rat(near).Ln().Sign() }); sign != h.Sign() {
			t.Errorf("ln %s has the sign %d", near, sign)
		}
		agree(t, "ln", real.Ln(float(near)), real.Ln(double(near)), 95)
	}
}

// TestGrowth compares growth rates with an oracle in whole numbers: with r the
// rounded rate, (1+r -+ half a unit)^n lies on either side of value/base.
func TestGrowth(t *testing.T) {
	random := rand.New(rand.NewPCG(9, 10))
	unit := round.Pow10(12)
	twice := new(big.Int).Lsh(unit, 1)
	for range testkit.Cases(100_000) {
		base, last := 1+random.Int64N(1e9), 1+random.Int64N(1e9)
		if random.IntN(2) == 0 {
			last = base + random.Int64N(2*(base/50)+1) - base/50
		}
		years := int64(1 + random.IntN(16))
		got := value(12, func(c *real.Context) real.Value {
			return c.Ratio(big.NewInt(last), big.NewInt(base)).Root(int(years)).Sub(c.Int(1))
		})
		factor := new(big.Int).Add(got.Coefficient(), unit)
		factor.Lsh(factor, 1)
		// base (factor -+ 1)^years against last (2 * 10^12)^years
		want := new(big.Int).Exp(twice, big.NewInt(years), nil)
		want.Mul(want, big.NewInt(last))
		side := func(n int64) int {
			x := new(big.Int).Add(factor, big.NewInt(n))
			x.Exp(x, big.NewInt(years), nil)
			return x.Mul(x, big.NewInt(base)).Cmp(want)
		}
		// Half away from zero: a tie belongs to the result further from 0.
		low, high := side(-1), side(1)
		if low > 0 || low == 0 && got.Sign() <= 0 || high < 0 || high == 0 && got.Sign() >= 0 {
			t.Fatalf("from %d to %d in %d years: %s", base, last, years, got)
		}
	}
}

// TestGrowthTies constructs rates that lie exactly in the middle between two printed
// results, and so close to it that only more bits tell.
func TestGrowthTies(t *testing.T) {
	for _, c := range []struct {
		root, off, want string
		runs            int
	}{
		{"1.0500000000005", "0", "0.050000000001", 2},
		{"0.9500000000005", "0", "-0.05", 2},
		{"0.9499999999995", "0", "-0.050000000001", 2},
		{"1.0500000000005", "1e-44", "0.050000000001", 2},
		{"1.0500000000005", "-1e-44", "0.050000000001", 2}, // within 10^-30 of the last place
		{"1.0500000000005", "-1e-40", "0.05", 2},
		{"1.0500000000005", "1e-40", "0.050000000001", 2},
		{"1.0500000000005", "-1e-30", "0.05", 1},
		{"1.0500000000005", "1e-30", "0.050000000001", 1},
	} {
		root := new(big.Rat).Add(rat(c.root), rat(c.off))
		cube := new(big.Rat).Mul(root, root)
		cube.Mul(cube, root)
		var got decimal.Decimal
		runs := real.Runs(func(run *real.Context) {
			got = decimal.NewFromBigInt(run.Rat(cube).Root(3).Sub(run.Int(1)).Units(12), -12)
		})
		if !got.Equal(decimal.RequireFromString(c.want)) || runs != c.runs {
			t.Errorf("(%s + %s)^3: %s in %d runs, want %s in %d", c.root, c.off, got, runs, c.want, c.runs)
		}
	}
}

// TestRatios compares ratios of growth rates, and what is made of them, with the same
// in 500 bits.
func TestRatios(t *testing.T) {
	random := rand.New(rand.NewPCG(11, 12))
	growth := func(x *big.Rat, n int64) *big.Float {
		y := new(big.Float).SetPrec(500).SetRat(x)
		y = real.Ln(y)
		y = real.Exp(y.Quo(y, big.NewFloat(float64(n))))
		return y.Sub(y, big.NewFloat(1))
	}
	for range testkit.Cases(10_000) {
		base := big.NewRat(1+random.Int64N(1e6), 100)
		x := new(big.Rat).Quo(big.NewRat(1+random.Int64N(1e6), 100), base)
		y := new(big.Rat).Quo(big.NewRat(1+random.Int64N(1e6), 100), base)
		if y.Cmp(big.NewRat(1, 1)) == 0 {
			continue
		}
		m, n := 1+random.Int64N(15), 1+random.Int64N(30)
		ratio := func(c *real.Context) real.Value {
			a, b := c.Rat(x).Root(int(m)).Sub(c.Int(1)), c.Rat(y).Root(int(n)).Sub(c.Int(1))
			return a.Signed(-1).Quo(b.Abs())
		}
		a, b := growth(x, m), growth(y, n)
		want := a.Neg(a).Quo(a, b.Abs(b))
		got := value(12, ratio)
		if !got.Equal(real.Round(want, 12)) {
			t.Fatalf("%s in %d to %s in %d: %s, want %s", x, m, y, n, got, want)
		}
		bound := random.Int64N(4000) - 2000
		sign := real.Decide(func(c *real.Context) int { return ratio(c).CmpThousandths(bound) })
		if exact := want.Cmp(new(big.Float).SetPrec(500).SetRat(big.NewRat(bound, 1000))); sign != exact {
			t.Fatalf("%s against %d/1000: %d, want %d", want, bound, sign, exact)
		}
	}
}

func TestRound(t *testing.T) {
	for _, c := range []struct {
		in     string
		places int
		want   string
	}{
		{"0.5", 0, "1"},
		{"1.5", 0, "2"},
		{"2.5", 0, "3"},
		{"-0.5", 0, "-1"},
		{"-1.5", 0, "-2"},
		{"-2.5", 0, "-3"},
		{"0.25", 1, "0.3"},
		{"0.35", 1, "0.4"},
		{"0.251", 1, "0.3"},
		{"-0.251", 1, "-0.3"},
		{"1/3", 3, "0.333"},
		{"2/3", 3, "0.667"},
		{"-2/3", 3, "-0.667"},
		{"7", 2, "7"},
		{"-7", 2, "-7"},
		{"0", 2, "0"},
		{"0.0000000000005", 12, "0.000000000001"},
		{"0.0000000000004999999999999999999999999999999999999999999", 12, "0.000000000001"},
		{"0.00000000000049999999999", 12, "0"},
		{"0.0000000000015", 12, "0.000000000002"},
		{"1e-40", 12, "0"},
		{"99999999999999999999999999999999.5", 0, "100000000000000000000000000000000"},
		{"123456789012345678901234567890.1234567890125", 12, "123456789012345678901234567890.123456789013"},
		{"9223372.0368547758064", 12, "9223372.036854775806"},
		{"-9223372.0368547758081", 12, "-9223372.036854775808"},
	} {
		want := decimal.RequireFromString(c.want)
		if diff := cmp.Diff(want, round.Rat(rat(c.in), c.places)); diff != "" && len(c.in) < 40 {
			t.Errorf("Round(%s, %d) (-want +got):\n%s", c.in, c.places, diff)
		}
		got := value(c.places, func(run *real.Context) real.Value { return run.Rat(rat(c.in)) })
		if diff := cmp.Diff(want, got); diff != "" || int(-got.Exponent()) != c.places {
			t.Errorf("Round(%s, %d) = %s (-want +got):\n%s", c.in, c.places, got, diff)
		}
	}
}

func TestCmp(t *testing.T) {
	for _, c := range []struct {
		bound string
		want  int
	}{
		{"1/3", 0}, {"0.3333333333333333333333333333333333333", 0}, // 37 digits: within 10^-30
		{"0.33333333333333333333333333333", 1}, {"0.33333333333333333333333333334", -1}, {"-1/3", 1}, {"1", -1},
	} {
		if got := real.Decide(func(run *real.Context) int { return run.Rat(big.NewRat(1, 3)).Cmp(rat(c.bound)) }); got != c.want {
			t.Errorf("Cmp(1/3, %s) = %d, want %d", c.bound, got, c.want)
		}
	}
	// So close to 10^-30 away that only more bits tell on which side.
	root := rat("1.41421356237309504880168872420969807856967187537694807317667973799073247846210703885")
	for _, c := range []struct {
		off        string
		want, runs int
	}{
		{"1.00000000001e-30", -1, 2},
		{"0.99999999999e-30", 0, 2},
		{"-0.99999999999e-30", 0, 2},
		{"-1.00000000001e-30", 1, 2},
		{"1.001e-30", -1, 1},
		{"0.999e-30", 0, 1},
		{"0", 0, 1},
		{"1e-20", -1, 1},
	} {
		var got int
		runs := real.Runs(func(run *real.Context) { got = run.Int(2).Sqrt().Cmp(new(big.Rat).Add(root, rat(c.off))) })
		if got != c.want || runs != c.runs {
			t.Errorf("root 2 against root 2 + %s: %d in %d runs, want %d in %d", c.off, got, runs, c.want, c.runs)
		}
	}
	for _, c := range []struct {
		x    string
		n    int64
		want int
	}{
		{"0.95", 950, 0},
		{"0.9500000000000000000000000000000001", 950, 0},
		{"0.949999999999", 950, -1},
		{"0.950000000001", 950, 1},
		{"-0.01", -10, 0},
		{"-0.0100000001", -10, -1},
		{"1e30", 950, 1},
		{"-1e30", 950, -1},
		{"1e12", 950, 1},
		{"-1e12", 950, -1},
		{"127.5", 950, 1},
		{"128", 950, 1},
		{"-200", -950, -1},
		{"0", 0, 0},
		{"1e-29", 0, 1},
		{"-1e-29", 0, -1},
		{"1e-31", 0, 0},
	} {
		if got := real.Decide(func(run *real.Context) int { return run.Rat(rat(c.x)).CmpThousandths(c.n) }); got != c.want {
			t.Errorf("%s against %d/1000: %d, want %d", c.x, c.n, got, c.want)
		}
	}
}

// TestUnknown asks for what no number of bits tells: the rule takes it as it stands,
// in the last run, without end or panic.
func TestUnknown(t *testing.T) {
	zero := func(c *real.Context) real.Value { // 0, but for the last bits
		return c.Int(2).Sqrt().Mul(c.Int(3).Sqrt()).Sub(c.Int(6).Sqrt())
	}
	if runs := real.Runs(func(c *real.Context) { zero(c).Sign() }); runs != 3 {
		t.Errorf("%d runs for a sign", runs)
	}
	if runs := real.Runs(func(c *real.Context) { c.Int(1).Quo(zero(c)).CmpThousandths(950) }); runs != 3 {
		t.Errorf("%d runs for a comparison", runs)
	}
	if runs := real.Runs(func(c *real.Context) { c.Int(0).Mul(c.Int(1).Quo(zero(c))).Units(12) }); runs != 1 {
		t.Errorf("%d runs for 0 times anything", runs)
	}
	for _, compute := range []func(c *real.Context) real.Value{
		func(c *real.Context) real.Value { return c.Int(1).Quo(zero(c)) },
		func(c *real.Context) real.Value { return zero(c).Ln() },
		func(c *real.Context) real.Value { return zero(c).Sqrt() },
		func(c *real.Context) real.Value { return zero(c).Ln().Quo(c.Int(7)) },
		func(c *real.Context) real.Value { x, _ := zero(c).Ln().Exp(); return x },
	} {
		value(12, compute)
	}
	if got := value(12, zero); !got.IsZero() {
		t.Errorf("root 2 root 3 - root 6 = %s", got)
	}
	if got := value(12, func(c *real.Context) real.Value { return c.Int(0).Mul(zero(c)).Quo(c.Int(3)) }); !got.IsZero() {
		t.Errorf("0 times anything = %s", got)
	}
}

// FuzzLaws states exp(ln x) = x and ln(xy) = ln x + ln y.
func FuzzLaws(f *testing.F) {
	f.Add(int64(1), uint8(0), int64(7), uint8(3))
	f.Add(int64(999999999999999999), uint8(18), int64(1), uint8(36))
	f.Fuzz(func(t *testing.T, a int64, p uint8, b int64, q uint8) {
		if a <= 0 || b <= 0 {
			return // only positive numbers have a logarithm
		}
		x, y := decimal.New(a, -int32(p%37)).Rat(), decimal.New(b, -int32(q%37)).Rat()
		agree(t, "exp(ln x)", real.Exp(real.Ln(float(x))), float(x), 100)
		sum := new(big.Float).Add(real.Ln(float(x)), real.Ln(float(y)))
		product := real.Ln(float(new(big.Rat).Mul(x, y)))
		distance := sum.Sub(sum, product)
		if distance.Sign() != 0 && distance.MantExp(nil) > -prec+16 {
			t.Errorf("ln %s + ln %s differs from the ln of the product by %s", x, y, distance)
		}
		back := value(12, func(c *real.Context) real.Value { e, _ := c.Rat(x).Ln().Add(c.Rat(y).Ln()).Exp(); return e })
		if want := round.Rat(new(big.Rat).Mul(x, y), 12); !back.Equal(want) {
			t.Errorf("exp(ln %s + ln %s) = %s, want %s", x, y, back, want)
		}
	})
}

func BenchmarkGrowth(b *testing.B) {
	base, last := big.NewInt(781), big.NewInt(664)
	for b.Loop() {
		value(12, func(c *real.Context) real.Value { return c.Ratio(last, base).Root(8).Sub(c.Int(1)) })
	}
}

func BenchmarkLnWide(b *testing.B) {
	x := float(rat("0.912345678901"))
	for b.Loop() {
		real.Ln(x)
	}
}

func BenchmarkExpWide(b *testing.B) {
	x := float(rat("-0.0912345678901"))
	for b.Loop() {
		real.Exp(x)
	}
}
