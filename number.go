package zielkette

import (
	"cmp"
	"math"
	"math/big"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"gitlab.opencode.de/zielkette/zielkette/internal/round"
)

// Limits of a [Number]. They hold at every boundary, for parsed text and for
// constructed values alike, so that no document can make the library compute
// with a million digits.
const (
	// MaxNumberText is the longest text of a number in bytes.
	MaxNumberText = 64
	// MaxPlaces is the largest number of digits after the decimal point.
	MaxPlaces = 18
	// MaxWhole is the largest number of digits before the decimal point.
	MaxWhole = 19
	// maxExponent bounds the exponent of "1e18" in either direction.
	maxExponent = 18
	// maxFormat bounds the places that are printed.
	maxFormat = 1000
)

// Number is an exact decimal number, or no number at all.
//
// The zero value is "no number" (keine Angabe). It is never equal to 0, prints
// as the empty text and is null in JSON; a caller gets digits only through
// [Number.Decimal], which says whether there are any. A Number keeps the digits
// after the point as written, so 6.40 prints as 6.40, but compares equal to 6.4.
//
// A Number has at most [MaxWhole] digits before and [MaxPlaces] digits after the
// point. It is immutable, 24 bytes long and safe for concurrent use.
type Number struct {
	coef  int64    // value = coef / 10^scale, while wide is nil
	wide  *big.Int // the coefficient where it does not fit int64; never changed
	scale uint8
	set   bool
}

// NewNumber returns coefficient / 10^places, for example NewNumber(640, 2) for
// 6.40. The error has the code [CodeNumberRange] when places is outside
// 0..[MaxPlaces].
func NewNumber(coefficient int64, places int) (Number, error) {
	if places < 0 || places > MaxPlaces {
		return Number{}, fault(CodeNumberRange, strconv.Itoa(places),
			"eine Zahl hat 0 bis 18 Stellen nach dem Komma",
			"a number has 0 to 18 digits after the point")
	}
	return Number{coef: coefficient, scale: uint8(places), set: true}, nil
}

// Int returns the whole number n.
func Int(n int64) Number { return Number{coef: n, set: true} }

// NumberOf returns d as a Number. The error has the code [CodeNumberRange] when
// d has more digits than a Number may have. The exponent of d is checked before
// anything is computed, so a hostile decimal.New(1, 1e8) costs nothing.
func NumberOf(d decimal.Decimal) (Number, error) {
	exp := d.Exponent()
	coef := d.Coefficient()
	if exp > maxExponent || exp < -MaxPlaces || coef.BitLen() > 128 {
		return Number{}, fault(CodeNumberRange, "",
			"die Dezimalzahl liegt außerhalb dessen, was eine Zahl fasst (19 Stellen vor, 18 nach dem Komma)",
			"the decimal is outside the range of a number (19 digits before, 18 after the point)")
	}
	if exp > 0 {
		coef.Mul(coef, round.Pow10(int(exp)))
		exp = 0
	}
	return numberFromBig(coef, uint8(-exp), "")
}

func numberFromBig(coef *big.Int, scale uint8, text string) (Number, error) {
	limit := round.Pow10(MaxWhole + int(scale))
	if coef.CmpAbs(limit) >= 0 {
		return Number{}, fault(CodeNumberRange, text,
			"eine Zahl hat höchstens 19 Stellen vor dem Komma",
			"a number has at most 19 digits before the point")
	}
	if coef.IsInt64() {
		return Number{coef: coef.Int64(), scale: scale, set: true}, nil
	}
	return Number{wide: coef, scale: scale, set: true}, nil
}

// ParseNumber reads a decimal number in international notation: an optional
// minus sign, digits, optionally a point with digits, optionally an exponent
// from -18 to 18, as in "6.40", "-0.5" or "25e-1". There are no thousands
// separators and no decimal comma: German notation is the business of package
// indicators/tables, which knows the dialect of a file. The empty text is an
// error here; absence is the zero Number.
//
// The error is a [Problem] with the code [CodeNumberText] (not a number),
// [CodeNumberLength] (more than [MaxNumberText] bytes) or [CodeNumberRange].
// Numbers of up to 18 digits are read without allocation.
func ParseNumber(text string) (Number, error) {
	if len(text) > MaxNumberText {
		return Number{}, fault(CodeNumberLength, clip(text),
			"eine Zahl hat höchstens 64 Zeichen",
			"a number has at most 64 characters")
	}
	bad := func() (Number, error) {
		return Number{}, fault(CodeNumberText, clip(text),
			`eine Zahl in Ziffern mit Dezimalpunkt schreiben, zum Beispiel "6.40"`,
			`write a number as digits with a decimal point, for example "6.40"`)
	}
	s, negative := text, false
	if s != "" && s[0] == '-' {
		s, negative = s[1:], true
	}
	var coef int64
	wide := false // more digits than an int64 is sure to hold
	digits, places, point := 0, 0, -1
	i := 0
	for ; i < len(s); i++ {
		c := s[i]
		if c == '.' {
			if point >= 0 || digits == 0 {
				return bad()
			}
			point = i
			continue
		}
		if c < '0' || c > '9' {
			break
		}
		if coef > (1<<63-1-9)/10 {
			wide = true
		} else {
			coef = coef*10 + int64(c-'0')
		}
		digits++
		if point >= 0 {
			places++
		}
	}
	if digits == 0 || point >= 0 && places == 0 {
		return bad()
	}
	mantissa := s[:i]
	exp := 0
	if i < len(s) {
		if s[i] != 'e' && s[i] != 'E' {
			return bad()
		}
		var ok bool
		if exp, ok = parseExponent(s[i+1:]); !ok {
			return bad()
		}
		if exp < -maxExponent || exp > maxExponent {
			return Number{}, fault(CodeNumberRange, clip(text),
				"der Exponent einer Zahl liegt zwischen -18 und 18",
				"the exponent of a number lies between -18 and 18")
		}
	}
	scale := places - exp
	if scale > MaxPlaces {
		return Number{}, fault(CodeNumberRange, clip(text),
			"eine Zahl hat höchstens 18 Stellen nach dem Komma",
			"a number has at most 18 digits after the point")
	}
	if !wide && scale >= 0 {
		if negative {
			coef = -coef
		}
		return Number{coef: coef, scale: uint8(scale), set: true}, nil
	}
	b, ok := new(big.Int).SetString(withoutPoint(mantissa, point), 10)
	if !ok {
		return bad()
	}
	if scale < 0 {
		b.Mul(b, round.Pow10(-scale))
		scale = 0
	}
	if negative {
		b.Neg(b)
	}
	return numberFromBig(b, uint8(scale), clip(text))
}

func withoutPoint(s string, point int) string {
	if point < 0 {
		return strings.Clone(s)
	}
	return s[:point] + s[point+1:]
}

// parseExponent reads a signed exponent; everything beyond three digits is far
// out of range and reported as 999.
func parseExponent(s string) (int, bool) {
	sign := 1
	if s != "" && (s[0] == '+' || s[0] == '-') {
		if s[0] == '-' {
			sign = -1
		}
		s = s[1:]
	}
	if s == "" {
		return 0, false
	}
	n := 0
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		if n < 1000 {
			n = n*10 + int(s[i]-'0')
		}
	}
	return sign * n, true
}

// MustParseNumber is [ParseNumber] for literals in programs and tests. It panics
// on a text that is not a number and must not be fed with input.
func MustParseNumber(text string) Number {
	n, err := ParseNumber(text)
	if err != nil {
		panic(err)
	}
	return n
}

// IsZero reports whether there is no number. It is named for encoding/json's
// omitzero; ask [Number.Sign] whether the number is 0.
func (n Number) IsZero() bool { return !n.set }

// Decimal returns the number, and false when there is none. The decimal is a
// copy of its own; it costs about 35 ns and two allocations.
func (n Number) Decimal() (decimal.Decimal, bool) {
	if !n.set {
		return decimal.Decimal{}, false
	}
	if n.wide != nil {
		return decimal.NewFromBigInt(n.wide, -int32(n.scale)), true
	}
	return decimal.New(n.coef, -int32(n.scale)), true
}

// Rat returns the number as an exact fraction, and false when there is none.
func (n Number) Rat() (*big.Rat, bool) {
	if !n.set {
		return nil, false
	}
	coef, places := n.Unscaled()
	if places == 0 {
		return new(big.Rat).SetInt(coef), true
	}
	return new(big.Rat).SetFrac(coef, round.Pow10(places)), true
}

// Unscaled returns the number as coefficient / 10^places. Without a number it
// returns nil and 0. The coefficient is a copy.
func (n Number) Unscaled() (coefficient *big.Int, places int) {
	switch {
	case !n.set:
		return nil, 0
	case n.wide != nil:
		return new(big.Int).Set(n.wide), int(n.scale)
	}
	return big.NewInt(n.coef), int(n.scale)
}

// Small returns the number as coefficient / 10^places when the coefficient fits
// an int64, as nearly every published figure does. It is the allocation-free
// way into integer arithmetic; ok is false for a wide number and for none.
func (n Number) Small() (coefficient int64, places int, ok bool) {
	return n.coef, int(n.scale), n.set && n.wide == nil
}

// Sign returns -1, 0 or 1 by the sign of the number, and 0 when there is none.
func (n Number) Sign() int {
	switch {
	case n.wide != nil:
		return n.wide.Sign()
	case n.coef < 0:
		return -1
	case n.coef > 0:
		return 1
	}
	return 0
}

// Compare orders two numbers by value. No number sorts before every number and
// equals no number.
func (n Number) Compare(m Number) int {
	switch {
	case !n.set && !m.set:
		return 0
	case !n.set:
		return -1
	case !m.set:
		return 1
	}
	if n.wide == nil && m.wide == nil && n.scale == m.scale {
		switch {
		case n.coef < m.coef:
			return -1
		case n.coef > m.coef:
			return 1
		}
		return 0
	}
	if n.wide == nil && m.wide == nil { // most figures fit, and need no big numbers
		if x, y, ok := alike(n.coef, n.scale, m.coef, m.scale); ok {
			return cmp.Compare(x, y)
		}
	}
	a, as := n.Unscaled()
	b, bs := m.Unscaled()
	if as < bs {
		a.Mul(a, round.Pow10(bs-as))
	} else if bs < as {
		b.Mul(b, round.Pow10(as-bs))
	}
	return a.Cmp(b)
}

// alike returns two coefficients at the larger of their scales; ok is false where that is
// too large for an int64.
func alike(a int64, aScale uint8, b int64, bScale uint8) (x, y int64, ok bool) {
	for ; aScale < bScale && a <= math.MaxInt64/10 && a >= math.MinInt64/10; aScale++ {
		a *= 10
	}
	for ; bScale < aScale && b <= math.MaxInt64/10 && b >= math.MinInt64/10; bScale++ {
		b *= 10
	}
	return a, b, aScale == bScale
}

// Equal reports whether both are the same value (6.4 equals 6.40), or both are
// no number.
func (n Number) Equal(m Number) bool { return n.Compare(m) == 0 }

// String returns the digits as written, "6.40", and "" when there is no number.
func (n Number) String() string {
	var room [32]byte
	return string(n.appendText(room[:0]))
}

// AppendText appends the digits to b; nothing when there is no number. It never
// fails.
func (n Number) AppendText(b []byte) ([]byte, error) { return n.appendText(b), nil }

func (n Number) appendText(b []byte) []byte {
	if !n.set {
		return b
	}
	var digits []byte
	var buffer [24]byte
	negative := n.Sign() < 0
	if n.wide != nil {
		digits = n.wide.Append(buffer[:0], 10)
	} else {
		digits = strconv.AppendInt(buffer[:0], n.coef, 10)
	}
	if negative {
		digits = digits[1:]
		b = append(b, '-')
	}
	return appendPoint(b, digits, int(n.scale))
}

// appendPoint appends digits with a decimal point before the last places ones.
func appendPoint(b, digits []byte, places int) []byte {
	if places == 0 {
		return append(b, digits...)
	}
	whole := len(digits) - places
	if whole > 0 {
		b = append(b, digits[:whole]...)
		digits = digits[whole:]
		whole = 0
	} else {
		b = append(b, '0')
	}
	b = append(b, '.')
	for ; whole < 0; whole++ {
		b = append(b, '0')
	}
	return append(b, digits...)
}

// MarshalText returns the digits, or the empty text when there is no number.
func (n Number) MarshalText() ([]byte, error) { return n.appendText(nil), nil }

// UnmarshalText is [ParseNumber]; the empty text is no number.
func (n *Number) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		return put(n, Number{})
	}
	said, err := ParseNumber(string(text))
	if err != nil {
		return err
	}
	return put(n, said)
}

// MarshalJSON returns the digits as a JSON text, "6.40", or null when there is
// no number. A bare JSON number would be read as a float64 by other programs.
func (n Number) MarshalJSON() ([]byte, error) {
	if !n.set {
		return []byte("null"), nil
	}
	return append(n.appendText([]byte{'"'}), '"'), nil
}

// formatUnscaled writes coef / 10^scale with exactly the given number of digits after
// the point, rounded half away from zero; with places < 0 with all digits and no zeros
// at the end. A result that rounds to 0 has no sign. coef may be changed.
func formatUnscaled(coef *big.Int, scale, places int) string {
	places = min(places, maxFormat)
	switch {
	case places < 0:
		ten, rest := big.NewInt(10), new(big.Int)
		for scale > 0 {
			quotient, _ := new(big.Int).QuoRem(coef, ten, rest)
			if rest.Sign() != 0 {
				break
			}
			coef = quotient
			scale--
		}
	case places > scale:
		coef.Mul(coef, round.Pow10(places-scale))
		scale = places
	case places < scale:
		coef = round.Quo(coef, round.Pow10(scale-places))
		scale = places
	}
	var b []byte
	if coef.Sign() < 0 {
		b = append(b, '-')
		coef.Neg(coef)
	}
	return string(appendPoint(b, coef.Append(nil, 10), scale))
}
