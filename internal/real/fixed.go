package real

import "math/bits"

// Logarithm and exponential in 128 bits of fixed point, for the figures that are
// printed: a logarithm takes some 0.1 microseconds and allocates nothing, where the
// same in 384 bits of a big.Float takes hundreds of times as long. Errors are
// counted, so that a digit which they could change is computed in more bits.

// pair is an unsigned number of 128 bits, hi*2^64 + lo. Most pairs stand for a
// fraction of 2^128.
type pair struct{ hi, lo uint64 }

func (a pair) add(b pair) pair {
	lo, carry := bits.Add64(a.lo, b.lo, 0)
	hi, _ := bits.Add64(a.hi, b.hi, carry)
	return pair{hi, lo}
}

func (a pair) sub(b pair) pair {
	lo, borrow := bits.Sub64(a.lo, b.lo, 0)
	hi, _ := bits.Sub64(a.hi, b.hi, borrow)
	return pair{hi, lo}
}

func (a pair) less(b pair) bool { return a.hi < b.hi || a.hi == b.hi && a.lo < b.lo }

// right shifts by 1 to 63 bits.
func (a pair) right(n uint) pair { return pair{a.hi >> n, a.hi<<(64-n) | a.lo>>n} }

// left shifts by 1 to 63 bits.
func (a pair) left(n uint) pair { return pair{a.hi<<n | a.lo>>(64-n), a.lo << n} }

// times returns the product of two fractions, at most 3 units too low.
func (a pair) times(b pair) pair {
	hi, lo := bits.Mul64(a.hi, b.hi)
	x, _ := bits.Mul64(a.hi, b.lo)
	y, _ := bits.Mul64(a.lo, b.hi)
	var carry uint64
	lo, carry = bits.Add64(lo, x, 0)
	hi += carry
	lo, carry = bits.Add64(lo, y, 0)
	return pair{hi + carry, lo}
}

// over returns the fraction a/d, cut off; a is below d, and d has its highest bit
// set. It is Algorithm D of Knuth, The Art of Computer Programming, volume 2, 4.3.1.
func (a pair) over(d pair) pair {
	var q [2]uint64
	for i := range q {
		var rest, carry uint64
		digit := ^uint64(0)
		if a.hi < d.hi {
			digit, rest = bits.Div64(a.hi, a.lo, d.hi)
		} else {
			rest, carry = bits.Add64(a.lo, d.hi, 0)
		}
		hi, lo := bits.Mul64(digit, d.lo)
		for carry == 0 && (hi > rest || hi == rest && lo > 0) {
			digit--
			rest, carry = bits.Add64(rest, d.hi, 0)
			hi, lo = bits.Mul64(digit, d.lo)
		}
		q[i] = digit
		a = pair{rest, 0}.sub(pair{hi, lo})
	}
	return pair{q[0], q[1]}
}

// by returns a/n, cut off.
func (a pair) by(n uint64) pair {
	hi, rest := a.hi/n, a.hi%n
	lo, _ := bits.Div64(rest, a.lo, n)
	return pair{hi, lo}
}

// magnitude returns |a| for a in two's complement.
func (a pair) magnitude() pair {
	if negative(a) {
		return pair{}.sub(a)
	}
	return a
}

// scaled returns a * 2^(exp-128) * 10^places as a whole number and a fraction of 2^64,
// cut off; it is not ok where these do not fit.
func (a pair) scaled(exp, places int) (whole, rest uint64, ok bool) {
	if places < 0 || places > 18 {
		return 0, 0, false
	}
	ten := uint64(1)
	for range places {
		ten *= 10
	}
	carry, low := bits.Mul64(a.lo, ten)
	top, mid := bits.Mul64(a.hi, ten)
	mid, over := bits.Add64(mid, carry, 0)
	top += over
	// top:mid:low is the product in units of 2^(exp-128): its whole part begins at the
	// bit 128-exp, and 64 bits below is where the fraction ends.
	if exp > 64 {
		return 0, 0, false
	}
	for shift := min(64-exp, 192); shift > 0; {
		n := uint(min(shift, 63))
		low = low>>n | mid<<(64-n)
		mid = mid>>n | top<<(64-n)
		top >>= n
		shift -= int(n)
	}
	return mid, low, top == 0 && mid < 1<<63-1
}

// fraction is the number of bits after the point of a logarithm, which has 7 bits
// before it and is negative in two's complement.
const fraction = 120

// ln2Pair is ln 2 as a fraction.
var ln2Pair = pair{0xb17217f7d1cf79ab, 0xc9e3b39803f2f6af}

// lnCentre[j] is ln (33+2j)/32 as a fraction: that of the middle of the j-th of 16
// parts of 1..2.
var lnCentre = [16]pair{
	{0x07e0a6c39e0cc013, 0x3e3f04f1ef229faf},
	{0x16f0d28ae56b4b9b, 0xe499b9ed19b640ce},
	{0x252aa5f03fea4698, 0x0bb8e203edf4d10a},
	{0x32a4b539e8ad68ec, 0x8260ea71712cec4d},
	{0x3f7230dabc7c551a, 0xaa8cd86f29a59412},
	{0x4ba38aeb8474c270, 0xb3246a14206cf37b},
	{0x5746f6fd60272942, 0x36383dc7fe1159f4},
	{0x6268ce1b05096ad6, 0x9c620440f055b400},
	{0x6d13ddef323d8a32, 0xfbb6aba63878ef20},
	{0x7751a813071282fb, 0x989a927476e1fe9f},
	{0x812a952d2e87f634, 0xe34aebf73ffe346e},
	{0x8aa61e97a6af4d4c, 0x799d1cb2f14054ed},
	{0x93caf0944d88d75b, 0xc1f9edcb438ffc03},
	{0x9c9f069ab150cd4e, 0x221301b6f8c38f62},
	{0xa527c2ed81f5d811, 0x3dfa3d3761b6316e},
	{0xad6a0261acf967d9, 0x4d552f811cd40846},
}

// odd[k] is 1/(2k+3) as a fraction.
var odd = [...]pair{
	{whole / 3 >> 64, whole / 3 & low},
	{whole / 5 >> 64, whole / 5 & low},
	{whole / 7 >> 64, whole / 7 & low},
	{whole / 9 >> 64, whole / 9 & low},
	{whole / 11 >> 64, whole / 11 & low},
	{whole / 13 >> 64, whole / 13 & low},
	{whole / 15 >> 64, whole / 15 & low},
	{whole / 17 >> 64, whole / 17 & low},
	{whole / 19 >> 64, whole / 19 & low},
	{whole / 21 >> 64, whole / 21 & low},
}

const (
	whole = 1 << 128
	low   = 1<<64 - 1
)

// lnPair returns ln(m * 2^exp) for m from 1 to 2, given in units of 2^-127, and exp
// within -120..120, wrong by less than 4 units of 2^-[fraction]. ln 1 is exact.
func lnPair(m pair, exp int) pair {
	// With c the middle of the part of 1..2 in which m lies: ln m = ln c + 2 artanh z,
	// z = (m-c)/(m+c), |z| < 1/64, and artanh z = z + z^3/3 + z^5/5 + ...
	if exp == 0 && m == (pair{1 << 63, 0}) {
		return pair{}
	}
	j := m.hi >> 59 & 15
	c := pair{(33 + 2*j) << 58, 0}
	distance, below := m.sub(c), m.less(c)
	if below {
		distance = c.sub(m)
	}
	z := distance.over(m.right(1).add(c.right(1))) // 2z: the divisor is half the sum
	square := z.times(z).right(2)                  // z^2 < 2^-12
	sum := odd[len(odd)-1]
	for k := len(odd) - 2; k >= 0; k-- {
		sum = sum.times(square).add(odd[k])
	}
	sum = z.add(z.times(square).times(sum)).right(128 - fraction)
	ln := ln2Times(exp).add(lnCentre[j].right(128 - fraction))
	if below {
		return ln.sub(sum)
	}
	return ln.add(sum)
}

// ln2Times returns n ln 2 in units of 2^-[fraction], wrong by less than 1 unit.
func ln2Times(n int) pair {
	magnitude := uint64(max(n, -n))
	top, hi := bits.Mul64(ln2Pair.hi, magnitude)
	carry, lo := bits.Mul64(ln2Pair.lo, magnitude)
	hi, over := bits.Add64(hi, carry, 0)
	top += over
	product := pair{top<<(fraction-64) | hi>>(128-fraction), hi<<(fraction-64) | lo>>(128-fraction)}
	if n < 0 {
		return pair{}.sub(product)
	}
	return product
}

// expSixteenth[j] is e^(j/16) in units of 2^-127.
var expSixteenth = [12]pair{
	{0x8000000000000000, 0x0000000000000000},
	{0x88415abbe9a76bea, 0xd8d00cf112e4d4a9},
	{0x910b022db7ae67ce, 0x76b441c27035c6a1},
	{0x9a65c0b85ac1a96a, 0x7062465be33249a3},
	{0xa45af1e1f40c333b, 0x3de1db4dd55f29a7},
	{0xaef48bb022ffa9da, 0x89923298baa201e1},
	{0xba3d289edf7b5311, 0xa3c5b2cd849202e3},
	{0xc640123bd8007ee1, 0x26da076c298885f8},
	{0xd3094c70f034de4b, 0x96ff7d5b6f99fcd9},
	{0xe0a5a1892b223221, 0x955289dd211002f6},
	{0xef22aefc071e02e5, 0x44bd8397b6d52de3},
	{0xfe8ef30c17c644e9, 0x61db684632cb9121},
}

// inverseFactorial[k] is 1/(k+2)! as a fraction.
var inverseFactorial = [...]pair{
	{f2 >> 64, f2 & low},
	{f3 >> 64, f3 & low},
	{f4 >> 64, f4 & low},
	{f5 >> 64, f5 & low},
	{f6 >> 64, f6 & low},
	{f7 >> 64, f7 & low},
	{f8 >> 64, f8 & low},
	{f9 >> 64, f9 & low},
	{f10 >> 64, f10 & low},
	{f11 >> 64, f11 & low},
	{f12 >> 64, f12 & low},
	{f13 >> 64, f13 & low},
	{f14 >> 64, f14 & low},
	{f15 >> 64, f15 & low},
	{f16 >> 64, f16 & low},
	{f17 >> 64, f17 & low},
	{f18 >> 64, f18 & low},
}

const (
	f2  = whole / 2
	f3  = f2 / 3
	f4  = f3 / 4
	f5  = f4 / 5
	f6  = f5 / 6
	f7  = f6 / 7
	f8  = f7 / 8
	f9  = f8 / 9
	f10 = f9 / 10
	f11 = f10 / 11
	f12 = f11 / 12
	f13 = f12 / 13
	f14 = f13 / 14
	f15 = f14 / 15
	f16 = f15 / 16
	f17 = f16 / 17
	f18 = f17 / 18
)

// expPair returns e^y = m * 2^exp for y in units of 2^-[fraction], between -80 and 80;
// m is from 1 to 2, in units of 2^-127. An error of y aside, m is wrong by less than
// 8 units of 2^-[fraction]. e^0 is exact.
func expPair(y pair) (m pair, exp int) {
	// y = exp ln 2 + r, r = j/16 + t, and e^t is its Taylor series; t < 1/16.
	const inverse = 0xb8aa3b295c17f0bc // 1/ln 2 in units of 2^-63
	ln2 := ln2Times(1)
	estimate, _ := bits.Mul64(y.magnitude().hi, inverse)
	exp = int(estimate >> (fraction - 65)) // fraction-64 bits after the point, and one less by the product
	if negative(y) {
		exp = -exp
	}
	r := y.sub(ln2Times(exp))
	for negative(r) {
		r = r.add(ln2)
		exp--
	}
	for !r.less(ln2) {
		r = r.sub(ln2)
		exp++
	}
	t := r.left(128 - fraction)
	j := t.hi >> 60
	t.hi &= 1<<60 - 1
	sum := inverseFactorial[len(inverseFactorial)-1]
	for k := len(inverseFactorial) - 2; k >= 0; k-- {
		sum = sum.times(t).add(inverseFactorial[k])
	}
	sum = t.add(t.times(t).times(sum))
	return expSixteenth[j].add(expSixteenth[j].times(sum)), exp // below 2, as r is below ln 2
}

// negative reports the sign of a pair in two's complement.
func negative(a pair) bool { return a.hi>>63 == 1 }
