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

// double is a value at twice the working precision.
func double(r *big.Rat) *big.Float { return new(big.Float).SetPrec(2 * real.Prec).SetRat(r) }

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
		got        *big.Float
	}{
		{"ln 2", "0.693147180559945309417232121458176568075500134360255254120680009493393621969694715605863326996418687", real.Ln(real.Float(rat("2")))},
		{"ln 10", "2.30258509299404568401799145468436420760110148862877297603332790096757260967735248023599720508959829834", real.Ln(real.Float(rat("10")))},
		{"e", "2.71828182845904523536028747135266249775724709369995957496696762772407663035354759457138217852516642743", real.Exp(real.Float(rat("1")))},
		{"root 2", "1.41421356237309504880168872420969807856967187537694807317667973799073247846210703885038753432764157", real.Pow(real.Float(rat("2")), rat("1/2"))},
	} {
		agree(t, c.name, c.got, new(big.Float).SetPrec(real.Prec).SetMode(big.ToNearestEven).SetRat(rat(c.want)), 95)
	}
}

func TestOutsideTheDomain(t *testing.T) {
	for _, x := range []string{"0", "-1"} {
		if got := real.Ln(real.Float(rat(x))); got != nil {
			t.Errorf("Ln(%s) = %s, want none", x, got)
		}
		if got := real.Pow(real.Float(rat(x)), rat("1/2")); got != nil {
			t.Errorf("Pow(%s, 1/2) = %s, want none", x, got)
		}
	}
	if got := real.Exp(real.Float(rat("1e9"))); got != nil {
		t.Errorf("Exp(1e9) = %s, want none", got)
	}
	for _, x := range []string{"1048575", "-1048575"} { // 2^20 is the first beyond
		if got := real.Exp(real.Float(rat(x))); got == nil {
			t.Errorf("Exp(%s) gives none", x)
		}
	}
	for _, x := range []string{"1048576", "-1048576"} {
		if got := real.Exp(real.Float(rat(x))); got != nil {
			t.Errorf("Exp(%s) = %s, want none", x, got)
		}
	}
	if got := real.Pow(real.Float(rat("10")), rat("1e9")); got != nil {
		t.Errorf("Pow(10, 1e9) = %s, want none", got)
	}
}

func TestExactWhereItMustBe(t *testing.T) {
	one := real.Float(rat("1"))
	if got := real.Ln(one); got.Sign() != 0 {
		t.Errorf("Ln(1) = %s", got)
	}
	if got := real.Exp(real.Float(rat("0"))); got.Cmp(one) != 0 {
		t.Errorf("Exp(0) = %s", got)
	}
	for _, c := range []struct{ x, exponent, want string }{
		{"0.25", "1/2", "0.5"}, {"1.61051", "1/5", "1.1"}, {"8", "-2/3", "0.25"}, {"1e-36", "1/3", "1e-12"},
	} {
		got := real.Pow(real.Float(rat(c.x)), rat(c.exponent))
		if real.Cmp(got, rat(c.want)) != 0 {
			t.Errorf("%s ^ %s = %s, want %s", c.x, c.exponent, got.Text('g', 40), c.want)
		}
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
		agree(t, "ln "+d.String(), real.Ln(real.Float(x)), real.Ln(double(x)), 100)
		independent, err := d.Ln(60)
		if err != nil {
			t.Fatal(err)
		}
		if got := real.RoundFloat(real.Ln(real.Float(x)), 60); !got.Equal(independent) {
			t.Errorf("ln %s = %s, want %s", d, got, independent)
		}
		y := new(big.Rat).SetFrac64(random.Int64N(200_000)-100_000, random.Int64N(10_000)+1)
		agree(t, "exp "+y.String(), real.Exp(real.Float(y)), real.Exp(double(y)), 100)
		exponent := new(big.Rat).SetFrac64(random.Int64N(60)-30, random.Int64N(30)+1)
		agree(t, d.String()+"^"+exponent.String(), real.Pow(real.Float(x), exponent), real.Pow(double(x), exponent), 100)
	}
	for _, text := range []string{"-0.7", "0.3", "5.25", "-30"} {
		d := decimal.RequireFromString(text)
		independent, err := d.ExpTaylor(60)
		if err != nil {
			t.Fatal(err)
		}
		if got := real.RoundFloat(real.Exp(real.Float(d.Rat())), 60); !got.Sub(independent).Abs().LessThan(decimal.New(2, -60)) {
			t.Errorf("exp %s = %s, want %s", text, got, independent)
		}
	}
}

// TestCancellation asks for the growth rate of two values that agree in 36 digits,
// rising and falling, and for the logarithm of their quotient, which keeps all its
// digits on either side of 1.
func TestCancellation(t *testing.T) {
	one := big.NewFloat(1)
	exponent := rat("1/15")
	for _, text := range []string{"1.000000000000000000000000000000000001", "0.999999999999999999999999999999999999"} {
		x := rat(text)
		got, want := real.Pow(real.Float(x), exponent), real.Pow(double(x), exponent)
		agree(t, "rate", got.Sub(got, one), want.Sub(want, one), 70)
		// The argument itself is given exactly: 1 +- 2^-120.
		step := new(big.Rat).SetFrac(big.NewInt(1), new(big.Int).Lsh(big.NewInt(1), 120))
		if x.Cmp(big.NewRat(1, 1)) < 0 {
			step.Neg(step)
		}
		near := step.Add(step, big.NewRat(1, 1))
		agree(t, "ln", real.Ln(real.Float(near)), real.Ln(double(near)), 100)
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
		{"0.0000000000005", 12, "0.000000000001"},
		{"0.0000000000015", 12, "0.000000000002"},
	} {
		want := decimal.RequireFromString(c.want)
		if diff := cmp.Diff(want, round.Rat(rat(c.in), c.places)); diff != "" {
			t.Errorf("Round(%s, %d) (-want +got):\n%s", c.in, c.places, diff)
		}
		if diff := cmp.Diff(want, real.RoundFloat(real.Float(rat(c.in)), c.places)); diff != "" {
			t.Errorf("RoundFloat(%s, %d) (-want +got):\n%s", c.in, c.places, diff)
		}
	}
}

func TestCmp(t *testing.T) {
	third := real.Float(rat("1/3"))
	for _, c := range []struct {
		bound string
		want  int
	}{
		{"1/3", 0}, {"0.3333333333333333333333333333333333333", 0}, // 37 digits: within 10^-30
		{"0.33333333333333333333333333333", 1}, {"0.33333333333333333333333333334", -1},
	} {
		if got := real.Cmp(third, rat(c.bound)); got != c.want {
			t.Errorf("Cmp(1/3, %s) = %d, want %d", c.bound, got, c.want)
		}
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
		agree(t, "exp(ln x)", real.Exp(real.Ln(real.Float(x))), real.Float(x), 100)
		sum := new(big.Float).Add(real.Ln(real.Float(x)), real.Ln(real.Float(y)))
		product := real.Ln(real.Float(new(big.Rat).Mul(x, y)))
		distance := sum.Sub(sum, product)
		if distance.Sign() != 0 && distance.MantExp(nil) > -real.Prec+16 {
			t.Errorf("ln %s + ln %s differs from the ln of the product by %s", x, y, distance)
		}
	})
}

func BenchmarkLn(b *testing.B) {
	x := real.Float(rat("0.912345678901"))
	for b.Loop() {
		real.Ln(x)
	}
}

func BenchmarkExp(b *testing.B) {
	x := real.Float(rat("-0.0912345678901"))
	for b.Loop() {
		real.Exp(x)
	}
}
