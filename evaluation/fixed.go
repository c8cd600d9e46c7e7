package evaluation

import (
	"math/big"

	"github.com/shopspring/decimal"
	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/round"
)

const unit = 1_000_000_000_000 // 1 at 12 places

var bigUnit = big.NewInt(unit)

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

// figureOfDecimal returns a computed decimal as a figure.
func figureOfDecimal(d decimal.Decimal) zielkette.Figure {
	coefficient, places := d.Coefficient(), -int(d.Exponent())
	if places < 0 {
		coefficient, places = coefficient.Mul(coefficient, round.Pow10(-places)), 0
	}
	return zielkette.NewFigure(coefficient, places)
}
