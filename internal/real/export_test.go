package real

import (
	"math/big"

	"github.com/shopspring/decimal"
)

// The functions in any number of bits, and those in two words, for the tests.
var (
	Ln  = ln
	Exp = exp
)

// Round returns x rounded to the given number of places.
func Round(x *big.Float, places int) decimal.Decimal {
	return decimal.NewFromBigInt(rounded(x, places), -int32(places))
}

// LnPair returns the logarithm of (hi*2^64 + lo) * 2^(exp-127) in units of 2^-120.
func LnPair(hi, lo uint64, exp int) *big.Float {
	y := lnPair(pair{hi, lo}, exp)
	x := y.magnitude().float(0)
	if negative(y) {
		x.Neg(x)
	}
	return x
}

// ExpPair returns e^y for y = (hi*2^64 + lo) * 2^-120, or the same below 0.
func ExpPair(hi, lo uint64, below bool) (m *big.Float, exp int) {
	y := pair{hi, lo}
	if below {
		y = pair{}.sub(y)
	}
	p, exp := expPair(y)
	return p.float(-127), exp
}

// Over returns floor(a * 2^128 / d) for two numbers of two words.
func Over(a, d [2]uint64) [2]uint64 {
	q := pair{a[0], a[1]}.over(pair{d[0], d[1]})
	return [2]uint64{q.hi, q.lo}
}

// Tables returns the logarithms and exponentials that are written out.
func Tables() (ln2 *big.Float, lnCentres, expSixteenths []*big.Float) {
	for _, c := range lnCentre {
		lnCentres = append(lnCentres, c.float(-128))
	}
	for _, e := range expSixteenth {
		expSixteenths = append(expSixteenths, e.float(-127))
	}
	return ln2Pair.float(-128), lnCentres, expSixteenths
}

// Ln2 returns ln 2 in prec bits.
func Ln2(prec uint) *big.Float { return ln2(prec) }

// Runs counts the runs that a computation takes.
func Runs(compute func(*Context)) (n int) {
	Decide(func(c *Context) int {
		compute(c)
		n++
		return n
	})
	return n
}
