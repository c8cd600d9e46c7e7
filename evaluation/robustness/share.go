package robustness

import (
	"math/big"
	"math/bits"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/round"
)

// The part of the simplex of weights on which a weighted mean of numbers is below 0.
// With u the numbers that are not below 0 and v the others,
//
//	below(S+u+v) = (u below(S+u) - v below(S+v)) / (u - v),
//
// and below is 1 of negative numbers only and 0 of no negative ones (Varsi 1973, Ali
// 1973): a table of n^2/4 entries, each a mean of two entries before it.

// term is a number num/den, den above 0, in units that the terms of a table share.
type term struct{ num, den int64 }

// share returns the part of all weightings under which the weighted mean of the terms is
// not below 0, rounded to 12 places, from a table in 63 bits; where its error could
// change a digit, from fractions.
func share(terms []term) zielkette.Figure {
	if units, ok := shareUnits(terms); ok {
		n, _ := zielkette.NewNumber(units, zielkette.Places)
		return n.Figure()
	}
	return exactShare(terms)
}

// shareUnits returns the share in units of 10^-12; ok is false where the digits are not
// decided or the numbers are too large.
func shareUnits(terms []term) (units int64, ok bool) {
	const one = 1 << 63
	var above, under []term
	largest, finest := uint64(0), uint64(1)
	for _, t := range terms {
		if t.num == -1<<63 || t.den <= 0 {
			return 0, false
		}
		finest = max(finest, uint64(t.den))
		if t.num < 0 {
			t.num = -t.num
			under = append(under, t)
		} else {
			above = append(above, t)
		}
		largest = max(largest, uint64(t.num))
	}
	if hi, lo := bits.Mul64(largest, finest); hi > 0 || lo >= 1<<62 {
		return 0, false
	}
	if len(under) == 0 || len(above) == 0 {
		return int64(boolean(len(under) == 0)) * 1e12, true
	}
	// row[j] is below of the numbers so far that are not negative and the first j+1 that
	// are, in units of 2^-63 and too low by less than one for each step to it.
	row := make([]uint64, len(under))
	for j := range row {
		row[j] = one
	}
	for _, u := range above {
		before := uint64(0)
		for j, v := range under {
			p, q := uint64(u.num)*uint64(v.den), uint64(v.num)*uint64(u.den)
			hi, lo := bits.Mul64(p, before)
			hi2, lo2 := bits.Mul64(q, row[j])
			lo, carry := bits.Add64(lo, lo2, 0)
			before, _ = bits.Div64(hi+hi2+carry, lo, p+q)
			row[j] = before
		}
	}
	high := one - row[len(row)-1]
	low := high - min(high, uint64(len(terms)))
	if a, b := roundedUnits(low), roundedUnits(high); a == b {
		return a, true
	}
	return 0, false
}

// roundedUnits returns n / 2^63 in units of 10^-12.
func roundedUnits(n uint64) int64 {
	hi, lo := bits.Mul64(n, 1e12)
	lo, carry := bits.Add64(lo, 1<<62, 0)
	return int64((hi+carry)<<1 | lo>>63)
}

func boolean(b bool) int {
	if b {
		return 1
	}
	return 0
}

// Up to so many parts a share is a fraction, whose length grows with every part. Of more
// parts it has so many bits, and what lies closer to the middle between two digits than
// 2^-450 is taken for the middle.
const (
	manyParts = 64
	manyBits  = 512
)

// exactShare is share without limits to the size of the numbers.
func exactShare(terms []term) zielkette.Figure {
	numbers := make([]*big.Rat, len(terms))
	for i, t := range terms {
		numbers[i] = big.NewRat(t.num, t.den)
	}
	return wideShare(numbers)
}

// wideShare is share of any numbers.
func wideShare(numbers []*big.Rat) zielkette.Figure {
	if len(numbers) > manyParts {
		return fixedShare(numbers)
	}
	one := big.NewRat(1, 1)
	above, under := apart(numbers)
	if len(under) == 0 || len(above) == 0 {
		return zielkette.Int(int64(boolean(len(under) == 0))).Figure()
	}
	row := make([]*big.Rat, len(under))
	for j := range row {
		row[j] = one
	}
	for _, u := range above {
		before := new(big.Rat)
		for j, v := range under { // v is below 0
			sum := new(big.Rat).Mul(u, before)
			sum.Sub(sum, new(big.Rat).Mul(v, row[j]))
			before = sum.Quo(sum, new(big.Rat).Sub(u, v))
			row[j] = before
		}
	}
	return zielkette.Round(one.Sub(one, row[len(row)-1]))
}

// fixedShare is share in so many bits that no digit stays open.
func fixedShare(numbers []*big.Rat) zielkette.Figure {
	above, under := apart(numbers)
	one := new(big.Int).Lsh(big.NewInt(1), manyBits)
	if len(under) == 0 || len(above) == 0 {
		return zielkette.Int(int64(boolean(len(under) == 0))).Figure()
	}
	row := make([]*big.Int, len(under))
	for j := range row {
		row[j] = one
	}
	for _, u := range above {
		before := new(big.Int)
		for j, v := range under {
			p := new(big.Int).Mul(u.Num(), v.Denom())
			q := new(big.Int).Mul(new(big.Int).Neg(v.Num()), u.Denom())
			sum := new(big.Int).Mul(p, before)
			sum.Add(sum, new(big.Int).Mul(q, row[j]))
			before = sum.Quo(sum, p.Add(p, q))
			row[j] = before
		}
	}
	share := new(big.Int).Sub(one, row[len(row)-1])
	fine := new(big.Int).Mul(share, round.Pow10(zielkette.Places))
	half := new(big.Int).Lsh(big.NewInt(1), manyBits-1)
	half.Sub(half, new(big.Int).Lsh(big.NewInt(1), manyBits-450))
	return zielkette.NewFigure(fine.Rsh(fine.Add(fine, half.Add(half, new(big.Int).Lsh(big.NewInt(1), manyBits-449))), manyBits), zielkette.Places)
}

// apart parts numbers by their sign.
func apart(numbers []*big.Rat) (above, under []*big.Rat) {
	for _, n := range numbers {
		if n.Sign() < 0 {
			under = append(under, n)
		} else {
			above = append(above, n)
		}
	}
	return above, under
}
