package evaluation

import (
	"math/big"

	"github.com/shopspring/decimal"
	zielkette "gitlab.opencode.de/zielkette/zielkette"
)

// Figure is a computed number, or none. Like [zielkette.Number] it cannot be
// taken for 0 when there is none; unlike it, it may have any number of digits
// before the point. The zero value is no figure.
type Figure struct {
	value decimal.Decimal
	set   bool
}

func figureOf(f fixed) Figure { return Figure{f.decimal(), true} }

func figureOfNumber(n zielkette.Number) Figure {
	d, ok := n.Decimal()
	return Figure{d, ok}
}

func figureOfRat(r *big.Rat) Figure { return figureOf(roundRat(r)) }

// number returns the figure as a number without trailing zeros, none where it has
// more digits than a number may have.
func (f Figure) number() zielkette.Number {
	if !f.set {
		return zielkette.Number{}
	}
	n, err := zielkette.ParseNumber(f.String())
	if err != nil {
		return zielkette.Number{}
	}
	return n
}

// Decimal returns the figure; ok is false when there is none.
func (f Figure) Decimal() (value decimal.Decimal, ok bool) { return f.value, f.set }

// IsZero reports whether there is no figure.
func (f Figure) IsZero() bool { return !f.set }

// Equal reports whether both are the same value, or both are none.
func (f Figure) Equal(g Figure) bool {
	return f.set == g.set && (!f.set || f.value.Equal(g.value))
}

// String returns the digits without trailing zeros, "0.306666666667", and ""
// when there is none.
func (f Figure) String() string {
	if !f.set {
		return ""
	}
	return zielkette.FormatDecimal(f.value, -1)
}

// MarshalJSON returns the digits as a JSON text, or null when there is none.
func (f Figure) MarshalJSON() ([]byte, error) {
	if !f.set {
		return []byte("null"), nil
	}
	return []byte(`"` + f.String() + `"`), nil
}
