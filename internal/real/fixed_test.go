package real_test

import (
	"math/big"
	"math/rand/v2"
	"testing"

	"gitlab.opencode.de/zielkette/zielkette/internal/real"
	"gitlab.opencode.de/zielkette/zielkette/internal/testkit"
)

// words returns (hi*2^64 + lo) * 2^exp in many bits.
func words(hi, lo uint64, exp int) *big.Float {
	n := new(big.Int).SetUint64(hi)
	n.Lsh(n, 64)
	n.Add(n, new(big.Int).SetUint64(lo))
	x := wide().SetInt(n)
	return x.SetMantExp(x, exp)
}

func wide() *big.Float { return new(big.Float).SetPrec(500) }

// off returns by how many units of 2^-120 a differs from b.
func off(a, b *big.Float) float64 {
	distance := wide().Sub(a, b)
	distance.SetMantExp(distance.Abs(distance), 120)
	f, _ := distance.Float64()
	return f
}

// The functions of two words keep their stated errors, also close to 1, next to the
// borders of the tables and at the ends of their ranges.
func TestPairs(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for i := range testkit.Cases(20_000) {
		hi, lo, exp := r.Uint64()|1<<63, r.Uint64(), r.IntN(241)-120
		switch i % 5 {
		case 0:
			hi, lo = 1<<63, lo>>r.IntN(64)
		case 1:
			hi, lo = 1<<64-1, ^(lo >> r.IntN(64))
		case 2:
			hi, lo = uint64(16+r.IntN(16))<<59, lo>>r.IntN(64)
		case 3:
			exp = r.IntN(3) - 1
		}
		got := real.LnPair(hi, lo, exp)
		got.SetMantExp(got, -120)
		if d := off(got, real.Ln(words(hi, lo, exp-127))); d >= 4 {
			t.Fatalf("ln %x %x * 2^%d is wrong by %g units", hi, lo, exp, d)
		}
		yhi, ylo, below := r.Uint64N(80<<56), r.Uint64(), i%2 == 0
		if i%3 == 0 {
			yhi >>= r.IntN(64)
		}
		y := words(yhi, ylo, -120)
		if below {
			y.Neg(y)
		}
		m, e := real.ExpPair(yhi, ylo, below)
		want := real.Exp(y)
		if d := off(m, want.SetMantExp(want, -e)); d >= 8 || m.MantExp(nil) != 1 {
			t.Fatalf("exp %s = %s * 2^%d is wrong by %g units", y.Text('g', 40), m, e, d)
		}
	}
	if ln := real.LnPair(1<<63, 0, 0); ln.Sign() != 0 {
		t.Errorf("ln 1 = %s", ln)
	}
	if m, e := real.ExpPair(0, 0, false); m.Cmp(big.NewFloat(1)) != 0 || e != 0 {
		t.Errorf("e^0 = %s * 2^%d", m, e)
	}
}

// The division of two words is exact, also where an estimate of a digit is too high.
func TestOver(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	word := func() uint64 {
		switch r.IntN(4) {
		case 0:
			return 0
		case 1:
			return 1<<64 - 1
		case 2:
			return r.Uint64() >> r.IntN(64)
		}
		return r.Uint64()
	}
	number := func(w [2]uint64) *big.Int {
		n := new(big.Int).Lsh(new(big.Int).SetUint64(w[0]), 64)
		return n.Add(n, new(big.Int).SetUint64(w[1]))
	}
	for range testkit.Cases(200_000) {
		d := [2]uint64{word() | 1<<63, word()}
		a := [2]uint64{word(), word()}
		if r.IntN(3) == 0 {
			a = [2]uint64{d[0], word()}
		}
		if number(a).Cmp(number(d)) >= 0 {
			continue
		}
		want := number(a)
		want.Quo(want.Lsh(want, 128), number(d))
		if got := number(real.Over(a, d)); got.Cmp(want) != 0 {
			t.Fatalf("%x over %x = %x, want %x", a, d, got, want)
		}
	}
}

// What is written out agrees with what is computed: ln 2 by Machin's kind of formula,
// ln 2 = 18 artanh(1/26) - 2 artanh(1/4801) + 8 artanh(1/8749).
func TestTables(t *testing.T) {
	const bits = 1152
	sum := new(big.Int)
	for _, p := range [...]struct{ factor, x int64 }{{18, 26}, {-2, 4801}, {8, 8749}} {
		power := new(big.Int).Lsh(big.NewInt(p.factor), bits+32)
		power.Quo(power, big.NewInt(p.x))
		for n := int64(1); power.Sign() != 0; n += 2 {
			sum.Add(sum, new(big.Int).Quo(power, big.NewInt(n)))
			power.Quo(power, big.NewInt(p.x*p.x))
		}
	}
	exact := new(big.Float).SetInt(sum)
	exact.SetMantExp(exact, -bits-32)
	for _, prec := range []uint{256, 448, 1152} {
		if d := new(big.Float).Sub(exact, real.Ln2(prec)); d.Sign() < 0 || d.MantExp(nil) > -int(prec) {
			t.Errorf("ln 2 in %d bits is wrong by %s", prec, d)
		}
	}
	near := func(what string, bits int, got, want *big.Float) {
		if d := wide().Sub(got, want); d.Sign() != 0 && d.MantExp(nil) > -bits-1 { // half of the last bit
			t.Errorf("%s %v, want %v", what, got, want)
		}
	}
	ln2, centres, sixteenths := real.Tables()
	near("ln 2", 128, ln2, real.Ln2(256))
	for j, got := range centres {
		near("ln", 128, got, real.Ln(wide().SetRat(big.NewRat(int64(33+2*j), 32))))
	}
	for j, got := range sixteenths {
		near("exp", 127, got, real.Exp(wide().SetRat(big.NewRat(int64(j), 16))))
	}
}
