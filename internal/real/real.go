// Package real computes what fractions cannot: roots, logarithms and exponentials,
// rounded as if they were known to all their digits, without float64.
//
// A computation is written once, on values of a [Context], and [Decide] runs it in 128
// bits and again in more while a digit that it rounds, or a comparison that it makes,
// is open. In 128 bits logarithm and exponential work in fixed point on two machine
// words; beyond, on numbers of any length.
//
// No precision decides what lies exactly between two results. What is closer to the
// middle, or to a bound, than 10^-30 is taken for it: without that, a growth rate that
// is exactly 0.5 % would fall on either side of 0.5 % by chance of its last bit.
//
// The decimal library has a logarithm and an exponential, too, but counts digits after
// the point, not significant ones; they serve as a second opinion in the tests.
package real

import (
	"math/big"

	"gitlab.opencode.de/zielkette/zielkette/internal/round"
)

// guard is the number of additional bits carried inside a function.
const guard = 64

// slack is the number of digits by which a computed value may differ from a
// bound, or from the middle between two roundings, and still be taken for it.
const slack = 30

// ln returns the natural logarithm of x. Of what is not positive there is none:
// the result is nil.
func ln(x *big.Float) *big.Float {
	if x.Sign() <= 0 {
		return nil
	}
	// With y the logarithm in 118 bits: ln x = y + 2 artanh z, z = (x - e^y)/(x + e^y), and
	// artanh z = z + z^3/3 + z^5/5 + z^7/7 + ..., each term 236 bits after the one before.
	prec := x.Prec() + 2*guard
	m := new(big.Float)
	e := x.MantExp(m) - 1
	top := fresh(128).Set(m)
	bits, _ := mantissa(top)
	approximate := fresh(prec).Set(lnPair(bits, 0).float(-fraction))
	m.SetMantExp(m, 1)
	if m.Cmp(big.NewFloat(1.4)) > 0 { // keep the logarithm of what is just below 1 near 0
		e++
		m.SetMantExp(m, -1)
		approximate.Sub(approximate, ln2(prec))
	}
	power := exp(approximate)
	z := fresh(prec).Sub(m, power)
	z.Quo(z, power.Add(m, power))
	square, sum := fresh(prec).Mul(z, z), fresh(prec).Set(approximate)
	z.SetMantExp(z, 1)
	for n := int64(1); n <= 7; n += 2 {
		sum.Add(sum, fresh(prec).Quo(z, fresh(prec).SetInt64(n)))
		z.Mul(z, square)
	}
	if e != 0 {
		log := ln2(prec)
		sum.Add(sum, log.Mul(log, fresh(prec).SetInt64(int64(e))))
	}
	return sum.SetPrec(x.Prec())
}

// exp returns e to the power of x. Arguments beyond 2^20 in either direction,
// which no rule of this library comes to, give nil.
func exp(x *big.Float) *big.Float {
	if x.MantExp(nil) > 20 {
		return nil
	}
	// x = k ln 2 + r, and e^r is the Taylor series of r/2^halvings, squared again, all in
	// units of 2^-prec.
	const halvings = 16
	prec := x.Prec() + guard
	log := ln2(prec)
	k, _ := fresh(prec).Quo(x, log).Int64()
	log.Mul(log, fresh(prec).SetInt64(k))
	log.Sub(fresh(prec).Set(x), log)
	r, _ := log.SetMantExp(log, int(prec)-halvings).Int(nil)
	term := new(big.Int).Lsh(big.NewInt(1), prec)
	sum, product, divisor := new(big.Int).Set(term), new(big.Int), new(big.Int)
	for n := int64(1); term.Sign() != 0; n++ {
		product.Mul(term, r)
		term.Quo(product.Rsh(product, prec), divisor.SetInt64(n))
		sum.Add(sum, term)
	}
	for range halvings {
		product.Mul(sum, sum)
		sum.Rsh(product, prec)
	}
	power := new(big.Float).SetPrec(x.Prec()).SetInt(sum)
	return power.SetMantExp(power, int(k)-int(prec))
}

func fresh(prec uint) *big.Float { return new(big.Float).SetPrec(prec) }

// ln2Digits is ln 2 in 1152 bits after the point, in hexadecimal digits.
const ln2Digits = "b17217f7d1cf79abc9e3b39803f2f6af40f343267298b62d8a0d175b8baafa2be7b876206debac98559552fb4afa1b10" +
	"ed2eae35c138214427573b291169b8253e96ca16224ae8c51acbda11317c387eb9ea9bc3b136603b256fa0ec7657f74b" +
	"72ce87b19d6548caf5dfa6bd38303248655fa1872f20e3a2da2d97c50f3fd5c607f4ca11fb5bfb90610d30f88fe551a2"

// ln2 returns ln 2 in prec bits, a multiple of 4 up to 1152.
func ln2(prec uint) *big.Float {
	digits, _ := new(big.Int).SetString(ln2Digits[:prec/4], 16)
	x := fresh(prec).SetInt(digits)
	return x.SetMantExp(x, -int(prec))
}

// tiny is 10^-30.
var tiny = fresh(256).SetRat(new(big.Rat).SetFrac(big.NewInt(1), round.Pow10(slack)))

// rounded returns x in units of 10^-places, rounded half away from zero. A value closer
// to the middle between two results than 10^-30 of a unit is taken for the middle.
func rounded(x *big.Float, places int) *big.Int {
	fine, _ := x.Rat(nil)
	return round.Quo(round.Units(fine, places+slack), round.Pow10(slack))
}
