package evaluation

import (
	"math/big"

	"github.com/shopspring/decimal"

	"gitlab.opencode.de/zielkette/zielkette/internal/round"
)

// Places is the number of digits after the point to which every reported number
// is rounded, once, half away from zero.
const Places = 12

const unit = 1_000_000_000_000 // 1 at 12 places

var bigUnit = big.NewInt(unit)

// powers of ten that fit an int64.
var powers = [...]int64{
	1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
}

// fixed is a number at 12 places: n / 10^12, or wide / 10^12 where it does not
// fit. The wide value is never changed.
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

func (f fixed) decimal() decimal.Decimal {
	if f.wide != nil {
		return decimal.NewFromBigInt(f.wide, -Places)
	}
	return decimal.New(f.n, -Places)
}

func (f fixed) rat() *big.Rat { return new(big.Rat).SetFrac(f.big(), bigUnit) }

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

// ratDecimal returns a fraction whose denominator divides 10^18 as a decimal.
func ratDecimal(r *big.Rat) decimal.Decimal {
	scaled := new(big.Rat).Mul(r, new(big.Rat).SetInt64(powers[18]))
	return decimal.NewFromBigInt(scaled.Num(), -18)
}
