package evaluation

import (
	"math"
	"math/big"
	"math/bits"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/round"
)

const unit = 1_000_000_000_000 // 1 at 12 places

var bigUnit = big.NewInt(unit)

// isWide marks a number that does not fit an int64; it stands in the wide map.
const isWide = math.MinInt64

// powers of ten that fit an int64.
var powers = [...]int64{
	1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
}

// fixed is a number at 12 places ([zielkette.Places]): n / 10^12, or wide / 10^12 where
// it does not fit. The wide value is never changed.
type fixed struct {
	n    int64
	wide *big.Int
}

func (f fixed) big() *big.Int {
	if f.wide != nil {
		return f.wide
	}
	return big.NewInt(f.n)
}

// into is big in the place of n, where the number is not wide.
func (f fixed) into(n *big.Int) *big.Int {
	if f.wide != nil {
		return f.wide
	}
	return n.SetInt64(f.n)
}

func (f fixed) sign() int {
	switch {
	case f.wide != nil:
		return f.wide.Sign()
	case f.n < 0:
		return -1
	case f.n > 0:
		return 1
	}
	return 0
}

func (f fixed) cmp(g fixed) int {
	if f.wide == nil && g.wide == nil {
		switch {
		case f.n < g.n:
			return -1
		case f.n > g.n:
			return 1
		}
		return 0
	}
	return f.big().Cmp(g.big())
}

func (f fixed) figure() zielkette.Figure {
	if f.wide != nil {
		return zielkette.NewFigure(f.wide, zielkette.Places)
	}
	n, _ := zielkette.NewNumber(f.n, zielkette.Places) // every int64 is a number of 12 places
	return n.Figure()
}

func fixedOf(b *big.Int) fixed {
	if b.IsInt64() {
		return fixed{n: b.Int64()}
	}
	return fixed{wide: b}
}

// bigRatio is [ratio] for numbers of any size.
func bigRatio(num, den *big.Int) fixed {
	return fixedOf(round.Quo(new(big.Int).Mul(num, bigUnit), den))
}

// roundRat returns r rounded to 12 places, half away from zero.
func roundRat(r *big.Rat) fixed { return bigRatio(r.Num(), r.Denom()) }

// ratio returns num/den rounded to 12 places, half away from zero; ok is false where it
// does not fit. den is not 0.
func ratio(num, den int64) (rounded int64, ok bool) {
	a, d := magnitude(num), magnitude(den)
	hi, lo := bits.Mul64(a, unit)
	if hi >= d {
		return 0, false
	}
	q, rest := bits.Div64(hi, lo, d)
	q = round.Up(q, rest, d)
	if q > math.MaxInt64 {
		return 0, false
	}
	if (num < 0) != (den < 0) {
		return -int64(q), true
	}
	return int64(q), true
}

func magnitude(n int64) uint64 {
	if n < 0 {
		return -uint64(n)
	}
	return uint64(n)
}

// wide128 is a signed sum of products. The weights of a pool sum to an int64 and
// the scores are int64, so that it cannot overflow.
type wide128 struct {
	hi int64
	lo uint64
}

// add adds w*s; w is not negative.
func (a *wide128) add(w, s int64) {
	hi, lo := bits.Mul64(uint64(w), magnitude(s))
	var carry uint64
	if s < 0 {
		a.lo, carry = bits.Sub64(a.lo, lo, 0)
		a.hi -= int64(hi) + int64(carry)
	} else {
		a.lo, carry = bits.Add64(a.lo, lo, 0)
		a.hi += int64(hi) + int64(carry)
	}
}

// over returns the sum divided by d, rounded half away from zero; d is above 0 and not
// below the sum of the weights, so that the quotient fits.
func (a wide128) over(d int64) int64 {
	negative := a.hi < 0
	hi, lo := uint64(a.hi), a.lo
	if negative {
		var borrow uint64
		lo, borrow = bits.Sub64(0, lo, 0)
		hi, _ = bits.Sub64(0, hi, borrow)
	}
	q, rest := bits.Div64(hi, lo, uint64(d))
	q = round.Up(q, rest, uint64(d))
	if negative {
		return -int64(q)
	}
	return int64(q)
}

func flag(b bool) int {
	if b {
		return 1
	}
	return 0
}

// end is an end of a range or an expected figure; none where it is open or undefined.
type end struct {
	fixed
	is bool
}
