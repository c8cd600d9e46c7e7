// Package real computes what fractions cannot: logarithms, exponentials and
// powers, to far more digits than are ever printed, without float64.
//
// Values are big.Floats. A function works at the precision of its argument and
// loses at most a few of its last bits, so that computing again at double the
// precision is an oracle. [Prec] leaves more than 70 correct digits even for the
// growth rate of two values that agree in their first 37 digits.
//
// The decimal library has Ln and Exp too, but counts digits after the point, not
// significant ones, and has no square root; they serve as a second opinion in
// the tests.
package real

import (
	"math/big"

	"github.com/shopspring/decimal"

	"gitlab.opencode.de/zielkette/zielkette/internal/round"
)

// Prec is the precision, in bits, at which results are computed: 115 digits.
const Prec = 384

// guard is the number of additional bits carried inside a function.
const guard = 64

// slack is the number of digits by which a computed value may differ from a
// bound, or from the middle between two roundings, and still be taken for it.
// Without it a geometric mean that is exactly 0.5 would fall on either side of
// 0.5 by chance of its last bit.
const slack = 30

// Float returns r at [Prec].
func Float(r *big.Rat) *big.Float { return new(big.Float).SetPrec(Prec).SetRat(r) }

// Ln returns the natural logarithm of x. Of what is not positive there is none:
// the result is nil.
func Ln(x *big.Float) *big.Float {
	if x.Sign() <= 0 {
		return nil
	}
	// x = m * 2^e with m near 1, then ln m = 2^k * 2 * artanh(z) with
	// z = (y-1)/(y+1) and y the k-th repeated square root of m.
	const roots = 8
	prec := x.Prec() + guard
	m := fresh(prec).Set(x)
	e := m.MantExp(m)
	if m.Cmp(big.NewFloat(0.7)) < 0 {
		m.SetMantExp(m, 1)
		e--
	}
	for range roots {
		m.Sqrt(m)
	}
	one := big.NewFloat(1)
	z := fresh(prec).Sub(m, one)
	z.Quo(z, m.Add(m, one))
	square := fresh(prec).Mul(z, z)
	sum, power, term := fresh(prec).Set(z), fresh(prec).Set(z), fresh(prec)
	for n := int64(3); power.Sign() != 0; n += 2 {
		power.Mul(power, square)
		term.Quo(power, fresh(prec).SetInt64(n))
		if negligible(term, sum) {
			break
		}
		sum.Add(sum, term)
	}
	sum.SetMantExp(sum, roots+1)
	if e != 0 {
		log := ln2(prec)
		sum.Add(sum, log.Mul(log, fresh(prec).SetInt64(int64(e))))
	}
	return sum.SetPrec(x.Prec())
}

// Exp returns e to the power of x. Arguments beyond 2^20 in either direction,
// which no rule of this library comes to, give nil.
func Exp(x *big.Float) *big.Float {
	if x.MantExp(nil) > 20 {
		return nil
	}
	// x = k ln 2 + r, and e^r is the Taylor series of r/2^halvings, squared again.
	const halvings = 16
	prec := x.Prec() + guard
	log := ln2(prec)
	quotient, _ := new(big.Float).Quo(x, log).Int64()
	r := fresh(prec).Sub(x, fresh(prec).Mul(log, fresh(prec).SetInt64(quotient)))
	r.SetMantExp(r, -halvings)
	sum, term := fresh(prec).SetInt64(1), fresh(prec).SetInt64(1)
	for n := int64(1); r.Sign() != 0; n++ {
		term.Mul(term, r)
		term.Quo(term, fresh(prec).SetInt64(n))
		if negligible(term, sum) {
			break
		}
		sum.Add(sum, term)
	}
	for range halvings {
		sum.Mul(sum, sum)
	}
	return sum.SetMantExp(sum, int(quotient)).SetPrec(x.Prec())
}

// Pow returns x to the power of a fraction, for x > 0; otherwise, and where the
// result is out of the range of [Exp], nil.
func Pow(x *big.Float, exponent *big.Rat) *big.Float {
	log := Ln(fresh(x.Prec() + guard).Set(x))
	if log == nil {
		return nil
	}
	y := Exp(log.Mul(log, fresh(log.Prec()).SetRat(exponent)))
	if y == nil {
		return nil
	}
	return y.SetPrec(x.Prec())
}

func fresh(prec uint) *big.Float { return new(big.Float).SetPrec(prec) }

// negligible reports whether a term no longer changes the sum.
func negligible(term, sum *big.Float) bool {
	return term.Sign() == 0 || term.MantExp(nil) < sum.MantExp(nil)-int(sum.Prec())-1
}

// ln2 computes ln 2 = 18 artanh(1/26) - 2 artanh(1/4801) + 8 artanh(1/8749).
func ln2(prec uint) *big.Float {
	bits := prec + 32
	sum := new(big.Int)
	for _, p := range [...]struct{ factor, x int64 }{{18, 26}, {-2, 4801}, {8, 8749}} {
		power := new(big.Int).Lsh(big.NewInt(p.factor), bits)
		power.Quo(power, big.NewInt(p.x))
		square := big.NewInt(p.x * p.x)
		for n := int64(1); power.Sign() != 0; n += 2 {
			sum.Add(sum, new(big.Int).Quo(power, big.NewInt(n)))
			power.Quo(power, square)
		}
	}
	x := fresh(prec).SetInt(sum)
	return x.SetMantExp(x, -int(bits))
}

// Cmp compares a computed value with an exact bound. A value within 10^-30 of
// the bound is on it.
func Cmp(x *big.Float, bound *big.Rat) int {
	distance := fresh(x.Prec()).SetRat(bound)
	distance.Sub(x, distance)
	if new(big.Float).Abs(distance).Cmp(tiny) < 0 {
		return 0
	}
	return distance.Sign()
}

var tiny = Float(new(big.Rat).SetFrac(big.NewInt(1), round.Pow10(slack)))

// RoundFloat returns x rounded half away from zero to the given number of places. A
// value closer to the middle between two results than 10^-30 of the last place
// is taken for the middle.
func RoundFloat(x *big.Float, places int) decimal.Decimal { return round.Rat(Fine(x, places), places) }

// Fine returns x as a fraction with 30 digits more than the places that are
// printed, so that what is a plain number but for the last bits becomes it.
func Fine(x *big.Float, places int) *big.Rat {
	fine, _ := x.Rat(nil)
	return fine.SetFrac(round.Units(fine, places+slack), round.Pow10(places+slack))
}
