package real

import (
	"cmp"
	"encoding/binary"
	"math"
	"math/big"

	"gitlab.opencode.de/zielkette/zielkette/internal/round"
)

// precisions are the numbers of bits in which a computation is tried.
var precisions = [...]uint{128, 384, 768}

// Context is one run of a computation in a certain number of bits. It belongs to one
// goroutine.
type Context struct {
	prec      uint
	last      bool // no run follows
	undecided bool // a digit or a comparison depends on more bits
	pi        Value
}

// Decide runs a computation in as few bits as decide all that it rounds and compares
// (Ziv, Fast Evaluation of Elementary Mathematical Functions with Correctly Rounded Last
// Bit, 1991): first in 128, nearly always enough for 12 printed places, and anew in more
// while something stayed undecided. The computation has no effect besides its result.
func Decide[T any](compute func(*Context) T) T {
	for i := 0; ; i++ {
		c := Context{prec: precisions[i], last: i == len(precisions)-1}
		if result := compute(&c); c.last || !c.undecided {
			return result
		}
	}
}

// Value is a real number, known up to an error of at most 2^err. Values are made by a
// Context and never changed.
type Value struct {
	c   *Context
	mid *big.Float
	err int
}

const (
	exact = math.MinInt // there is no error
	lost  = 1 << 30     // nothing is known
)

// Rat returns a fraction as a value.
func (c *Context) Rat(r *big.Rat) Value {
	return c.value(new(big.Float).SetPrec(c.prec).SetRat(r))
}

// Int returns a whole number as a value.
func (c *Context) Int(n int64) Value {
	return c.value(new(big.Float).SetPrec(c.prec).SetInt64(n))
}

// Whole returns a whole number as a value.
func (c *Context) Whole(n *big.Int) Value {
	return c.value(new(big.Float).SetPrec(c.prec).SetInt(n))
}

// Ratio returns a/b as a value; b is not 0.
func (c *Context) Ratio(a, b *big.Int) Value {
	x, y := new(big.Float).SetInt(a), new(big.Float).SetInt(b)
	return c.value(new(big.Float).SetPrec(c.prec).Quo(x, y))
}

// Prec returns the number of bits in which the run computes.
func (c *Context) Prec() uint { return c.prec }

// Known returns a value that was computed otherwise, |x| (1 + e) with |e| at most 2^bits.
func (c *Context) Known(x *big.Float, bits int) Value {
	return Value{c, x, x.MantExp(nil) + bits}
}

// value returns the result of one operation, whose only error is that of rounding it to
// the precision, besides errors that the operands had.
func (c *Context) value(x *big.Float, errs ...int) Value {
	top, n := exact, 0
	for _, e := range errs {
		if e != exact {
			top, n = max(top, e), n+1
		}
	}
	if x.Acc() != big.Exact {
		top, n = max(top, x.MantExp(nil)-int(c.prec)), n+1
	}
	for ; n > 1; n = (n + 1) / 2 {
		top++
	}
	return Value{c, x, top}
}

// scaled returns the error err times 2^n.
func scaled(err, n int) int {
	if err == exact || n == exact {
		return exact
	}
	return err + n
}

func (v Value) fresh() *big.Float { return new(big.Float).SetPrec(v.c.prec) }

// exp returns an e with |v| < 2^e, errors aside; |v| is at least 2^(e-1) unless it is 0.
func (v Value) exp() int { return v.mid.MantExp(nil) }

// Add returns v + w.
func (v Value) Add(w Value) Value { return v.c.value(v.fresh().Add(v.mid, w.mid), v.err, w.err) }

// Sub returns v - w.
func (v Value) Sub(w Value) Value { return v.c.value(v.fresh().Sub(v.mid, w.mid), v.err, w.err) }

// Mul returns v * w.
func (v Value) Mul(w Value) Value {
	if v.zero() || w.zero() {
		return v.c.value(v.fresh())
	}
	return v.c.value(v.fresh().Mul(v.mid, w.mid), scaled(v.err, w.exp()), scaled(w.err, v.exp()), scaled(v.err, w.err))
}

// Quo returns v / w; w is not 0.
func (v Value) Quo(w Value) Value {
	if v.zero() {
		return v.c.value(v.fresh())
	}
	if w.mid.Sign() == 0 || w.exp()-2 < w.err {
		return v.unknown()
	}
	x := v.fresh().Quo(v.mid, w.mid)
	down := 2 - w.exp() // what w is, is at least half of what it seems
	return v.c.value(x, scaled(v.err, down), scaled(w.err, x.MantExp(nil)+down))
}

// Signed returns v for a sign above 0, otherwise -v.
func (v Value) Signed(sign int) Value {
	if sign > 0 {
		return v
	}
	return Value{v.c, new(big.Float).Neg(v.mid), v.err}
}

// Abs returns |v|.
func (v Value) Abs() Value { return Value{v.c, new(big.Float).Abs(v.mid), v.err} }

// zero reports whether v is exactly 0.
func (v Value) zero() bool { return v.err == exact && v.mid.Sign() == 0 }

// unknown is a value of which nothing is known.
func (v Value) unknown() Value { return Value{v.c, v.fresh(), lost} }

// Ln returns the natural logarithm of v, which is above 0.
func (v Value) Ln() Value {
	if v.mid.Sign() <= 0 || v.exp()-2 < v.err {
		return v.unknown()
	}
	if y, ok := v.lnPair(); ok {
		x := y.magnitude().float(-fraction)
		if negative(y) {
			x.Neg(x)
		}
		return v.ofLn(x, 2-fraction)
	}
	x := ln(v.mid)
	return v.ofLn(x, max(x.MantExp(nil), -guard)-int(v.c.prec)+1)
}

// ofLn returns the computed logarithm x of v.
func (v Value) ofLn(x *big.Float, err int) Value {
	if v.mid.Cmp(unity) == 0 {
		err = exact
	}
	return v.c.value(x, err, scaled(v.err, 2-v.exp()))
}

// unity is 1.
var unity = big.NewFloat(1)

// Exp returns e^v; ok is false where it is out of all range.
func (v Value) Exp() (x Value, ok bool) {
	if v.zero() {
		return v.c.Int(1), true
	}
	if v.err > -1 {
		return v.unknown(), true
	}
	if y, ok := v.fixed(); ok {
		return v.ofExp(y, v.err), true
	}
	power := exp(v.mid)
	if power == nil {
		return v.unknown(), false
	}
	e := power.MantExp(nil)
	return v.c.value(power, e-int(v.c.prec)+1, scaled(v.err, e+1)), true
}

// ofExp returns e^y; y is wrong by at most 2^err.
func (v Value) ofExp(y pair, err int) Value {
	m, exp := expPair(y)
	return v.c.value(m.float(exp-127), exp+4-fraction, scaled(err, exp+2))
}

// Root returns the n-th root of v, which is above 0; n is above 0.
func (v Value) Root(n int) Value {
	if y, ok := v.lnPair(); ok && y != (pair{}) && v.err < v.exp()-3 {
		root := y.magnitude().by(uint64(n))
		if negative(y) {
			root = pair{}.sub(root)
		}
		if root.magnitude().hi < 64<<(fraction-64) {
			return v.ofExp(root, max(scaled(v.err, 2-v.exp()), 2-fraction)+1)
		}
	}
	x, _ := v.Ln().Quo(v.c.Int(int64(n))).Exp() // closer to 1 than v, and so in range
	return x
}

// Pow returns v to the power of a fraction, for v above 0; ok is false where it is out
// of all range.
func (v Value) Pow(exponent *big.Rat) (x Value, ok bool) {
	return v.Ln().Mul(v.c.Rat(exponent)).Exp()
}

// Sqrt returns the square root of v, which is not negative.
func (v Value) Sqrt() Value {
	if v.zero() {
		return v
	}
	if v.mid.Sign() <= 0 || v.exp()-2 < v.err {
		return v.unknown()
	}
	x := v.fresh().Sqrt(v.mid)
	exp := x.MantExp(nil)
	return v.c.value(x, exp-int(v.c.prec)+1, scaled(v.err, 1-exp)) // big.Float does not tell whether a root is exact
}

// Sign returns the sign of v.
func (v Value) Sign() int {
	if v.err != exact && (v.mid.Sign() == 0 || v.exp()-2 < v.err) {
		v.c.undecided = true
	}
	return v.mid.Sign()
}

// Cmp compares a value with an exact bound. A value within 10^-30 of the bound is on it.
func (v Value) Cmp(bound *big.Rat) int {
	if num, den := bound.Num(), bound.Denom(); num.BitLen() < 32 && den.BitLen() < 32 {
		if order := v.coarse(num.Int64(), den.Int64()); order != 0 {
			return order
		}
	}
	distance := v.Sub(v.c.Rat(bound))
	sign := distance.mid.Sign()
	if sign != 0 && distance.exp()-2 > max(distance.err, -98) { // 2^-98 > 10^-30
		return sign
	}
	from := new(big.Float).Abs(distance.mid)
	if distance.err == exact || v.c.last {
		if from.Cmp(tiny) < 0 {
			return 0
		}
		return sign
	}
	err := new(big.Float).SetMantExp(big.NewFloat(1), distance.err)
	switch {
	case new(big.Float).Add(from, err).Cmp(tiny) < 0:
		return 0
	case from.Sub(from, err).Cmp(tiny) < 0:
		v.c.undecided = true
	}
	return sign
}

// CmpThousandths compares a value with n/1000 as [Value.Cmp] does; |n| is below 2^31.
func (v Value) CmpThousandths(n int64) int {
	if order := v.coarse(n, 1000); order != 0 {
		return order
	}
	return v.Cmp(big.NewRat(n, 1000))
}

// coarse compares a value with num/den, both below 2^31, by its first digits; 0 where
// they do not tell.
func (v Value) coarse(num, den int64) int {
	const after = 24 // bits after the point
	if v.exp() > 7 || v.err > -after-2 {
		return 0
	}
	x, _ := new(big.Float).SetMantExp(v.mid, after).Int64() // wrong by less than 2
	if distance := x*den - num<<after; distance > 2*den || distance < -2*den {
		return cmp.Compare(distance, 0)
	}
	return 0
}

// Units returns v in units of 10^-places, rounded half away from zero. A value closer to
// the middle between two results than 10^-30 of a unit is taken for the middle.
func (v Value) Units(places int) *big.Int {
	const digit = 4 // bits that a digit takes at most
	if v.err == exact && v.mid.IsInt() && v.exp() < 63 {
		n, _ := v.mid.Int(nil)
		return n.Mul(n, round.Pow10(places))
	}
	err := max(scaled(v.err, 64+digit*places)+1, 1)
	if v.err == exact || err >= 63 || v.c.prec > 128 {
		return v.precise(places)
	}
	// Compare the first 64 bits after the last place with one half.
	m, exp := mantissa(v.mid)
	n, rest, ok := m.scaled(exp, places)
	const half = 1 << 63
	if margin := uint64(1) << err; !ok || rest-(half-margin) < 2*margin {
		return v.precise(places)
	}
	units := int64(n + rest>>63)
	if v.mid.Sign() < 0 {
		units = -units
	}
	return big.NewInt(units)
}

// precise rounds what is exact, or so precise that it shows whether it lies within
// 10^-30 of the middle.
func (v Value) precise(places int) *big.Int {
	if v.err != exact && scaled(v.err, 4*(places+slack)+20) > 0 {
		v.c.undecided = true
	}
	return rounded(v.mid, places)
}

// lnPair is the logarithm of v in fixed point; ok is false where more bits are asked
// for and where v is out of range.
func (v Value) lnPair() (y pair, ok bool) {
	if v.c.prec > 128 || v.mid.Sign() <= 0 {
		return pair{}, false
	}
	m, exp := mantissa(v.mid)
	if exp < -119 || exp > 121 {
		return pair{}, false
	}
	return lnPair(m, exp-1), true
}

// fixed is v in fixed point, in units of 2^-fraction; ok is false where more bits are
// asked for and where v is out of range.
func (v Value) fixed() (y pair, ok bool) {
	exp := v.exp()
	if v.c.prec > 128 || exp > 6 {
		return pair{}, false
	}
	y, exp = mantissa(v.mid)
	switch shift := uint(128 - fraction - exp); {
	case shift >= 128:
		y = pair{}
	case shift >= 64:
		y = pair{0, y.hi >> (shift - 64)}
	case shift > 0:
		y = y.right(shift)
	}
	if v.mid.Sign() < 0 {
		y = pair{}.sub(y)
	}
	return y, true
}

// mantissa returns m and exp with |x| = m * 2^(exp-128) for an x of at most 128 bits;
// the highest bit of m is set unless x is 0.
func mantissa(x *big.Float) (m pair, exp int) {
	y := new(big.Float)
	exp = x.MantExp(y)
	n, _ := y.SetMantExp(y, 128).Int(nil)
	var b [16]byte
	n.FillBytes(b[:])
	return pair{binary.BigEndian.Uint64(b[:]), binary.BigEndian.Uint64(b[8:])}, exp
}

// float returns a * 2^exp.
func (a pair) float(exp int) *big.Float {
	var b [16]byte
	binary.BigEndian.PutUint64(b[:], a.hi)
	binary.BigEndian.PutUint64(b[8:], a.lo)
	x := new(big.Float).SetPrec(128).SetInt(new(big.Int).SetBytes(b[:]))
	return x.SetMantExp(x, exp)
}
