// Package round is the one rounding rule of the library: commercial rounding
// (kaufmännisches Runden), half away from zero, as DIN 1333 states it and as pocket
// calculators and Excel's ROUND do it. It serves for computing and for printing, so
// that a figure does not change on its way to the paper.
package round

import (
	"math/big"
	"math/bits"

	"github.com/shopspring/decimal"
)

// powers[n] is 10^n.
var powers = [...]uint64{
	1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
}

// Quo returns a/b rounded half away from zero; b is not 0.
func Quo(a, b *big.Int) *big.Int {
	quotient, rest := new(big.Int).QuoRem(a, b, new(big.Int))
	if rest.Sign() == 0 {
		return quotient
	}
	if rest.Lsh(rest, 1).CmpAbs(b) >= 0 {
		quotient.Add(quotient, big.NewInt(int64(a.Sign()*b.Sign())))
	}
	return quotient
}

// Up rounds the quotient q of two magnitudes with its rest of d: up where the rest
// is at least half of d. It has no branch, as no processor could foresee it.
func Up(q, rest, d uint64) uint64 {
	_, less := bits.Sub64(rest, d-rest, 0)
	return q + 1 - less
}

// Units returns r in units of 10^-places, rounded half away from zero.
func Units(r *big.Rat, places int) *big.Int {
	numerator := Pow10(places)
	return Quo(numerator.Mul(numerator, r.Num()), r.Denom())
}

// Rat returns r rounded half away from zero to the given number of places.
func Rat(r *big.Rat, places int) decimal.Decimal {
	return decimal.NewFromBigInt(Units(r, places), -int32(places))
}

// Pow10 returns a new 10^n; n is not negative.
func Pow10(n int) *big.Int {
	if n < len(powers) {
		return new(big.Int).SetUint64(powers[n])
	}
	return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil)
}
