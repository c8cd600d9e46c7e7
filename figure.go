package zielkette

import (
	"bytes"
	"database/sql/driver"
	"fmt"
	"math"
	"math/big"
	"strings"

	"github.com/shopspring/decimal"

	"gitlab.opencode.de/zielkette/zielkette/internal/round"

	"gitlab.opencode.de/zielkette/zielkette/internal/module"
)

// Places is the number of digits after the point to which every computed figure
// is rounded: once, commercially (kaufmännisch), half away from zero, as DIN 1333
// states it.
const Places = 12

// Figure (Zahlenangabe) is a computed number, or none: a score, a share, a
// coverage, an expected value. Where a [Number] is what a document states, a
// Figure is what the library computed from it, and may have any number of digits
// before the point.
//
// The zero value is no figure. It is never equal to 0, is the empty text and null in
// JSON and SQL, and prints as a dash. [Figure.Decimal] gives the digits to compute
// with; [Figure.Text] and [Figure.Percent] give them as a report prints them, and can
// be called in a template. A Figure is immutable and safe for concurrent use.
type Figure struct{ n Number }

// Round returns an exact fraction as a figure of [Places] digits after the point,
// rounded half away from zero. nil gives no figure.
func Round(r *big.Rat) Figure {
	if r == nil {
		return Figure{}
	}
	return NewFigure(round.Units(r, Places), Places)
}

// NewFigure returns coefficient / 10^places as a figure. nil, and places outside
// 0..[MaxPlaces], give none. The coefficient is kept and must not be changed.
func NewFigure(coefficient *big.Int, places int) Figure {
	switch {
	case coefficient == nil || places < 0 || places > MaxPlaces:
		return Figure{}
	case coefficient.IsInt64():
		return Figure{Number{coef: coefficient.Int64(), scale: uint8(places), set: true}}
	}
	return Figure{Number{wide: coefficient, scale: uint8(places), set: true}}
}

// Figure returns the number as a figure; none for no number.
func (n Number) Figure() Figure { return Figure{n} }

// Number returns the figure as a number without zeros at the end. There is none
// where there is no figure, or where the figure has more digits than a [Number] may
// have.
func (f Figure) Number() Number {
	if f.n.IsZero() {
		return Number{}
	}
	n, err := ParseNumber(f.String())
	if err != nil {
		return Number{}
	}
	return n
}

// IsZero reports whether there is no figure. Ask [Figure.Sign] whether it is 0.
func (f Figure) IsZero() bool { return f.n.IsZero() }

// Sign returns -1, 0 or 1 by the sign of the figure, and 0 when there is none.
func (f Figure) Sign() int { return f.n.Sign() }

// Decimal returns the figure to compute with; ok is false when there is none.
func (f Figure) Decimal() (value decimal.Decimal, ok bool) { return f.n.Decimal() }

// Rat returns the figure as a fraction; ok is false when there is none.
func (f Figure) Rat() (value *big.Rat, ok bool) { return f.n.Rat() }

// Small returns the figure as coefficient / 10^places where the coefficient fits an
// int64: the allocation-free way into integer arithmetic. ok is false for a wide figure
// and for none.
func (f Figure) Small() (coefficient int64, places int, ok bool) { return f.n.Small() }

// Compare orders two figures by value. No figure sorts before every figure and
// equals no figure.
func (f Figure) Compare(g Figure) int { return f.n.Compare(g.n) }

// Equal reports whether both are the same value, or both are none.
func (f Figure) Equal(g Figure) bool { return f.n.Equal(g.n) }

// String returns the digits without zeros at the end, as they stand in JSON:
// "0.306666666667", "1"; "" when there is none.
func (f Figure) String() string {
	var room [32]byte
	return string(f.AppendJSON(room[:0]))
}

// AppendJSON appends the digits as [Figure.String] gives them; nothing when there is
// none.
func (f Figure) AppendJSON(b []byte) []byte {
	if f.n.wide == nil {
		return f.n.trimmed().appendText(b)
	}
	b = f.n.appendText(b)
	if f.n.scale == 0 || f.n.IsZero() {
		return b
	}
	end := len(b)
	for b[end-1] == '0' {
		end--
	}
	if b[end-1] == '.' {
		end--
	}
	return b[:end]
}

// Fixed returns the digits with a decimal point and exactly the given number of places,
// at most 1000, rounded half away from zero: cents as "12.50". With places < 0 it is
// [Figure.String]. Without a figure it is the empty text.
func (f Figure) Fixed(places int) string {
	if f.n.IsZero() {
		return ""
	}
	coefficient, scale := f.n.Unscaled()
	return formatUnscaled(coefficient, scale, places)
}

// Text returns the figure as people of the language read it: rounded to the given
// number of digits after the point, with thousands set apart, "1.234,5" in German,
// "1,234.5" in English. With places < 0 it has all its digits and no zeros at the
// end. Without a figure it is a dash.
func (f Figure) Text(language Language, places int) string { return f.n.text(language, places) }

// Percent returns a share as people of the language read it: 0.3067 with one place
// as "30,7 %", in English "30.7%". Without a figure it is a dash.
func (f Figure) Percent(language Language, places int) string { return f.n.percent(language, places) }

// MarshalText returns [Figure.String].
func (f Figure) MarshalText() ([]byte, error) { return f.AppendJSON(nil), nil }

// UnmarshalText reads what [Figure.MarshalText] writes; the empty text is no figure.
// Errors are those of [ParseNumber].
func (f *Figure) UnmarshalText(text []byte) error {
	var n Number
	if err := n.UnmarshalText(text); err != nil {
		return err
	}
	return put(f, Figure{n})
}

// MarshalJSON returns the digits as a JSON text, or null when there is none. A bare
// JSON number would be read as a float64 by other programs.
func (f Figure) MarshalJSON() ([]byte, error) {
	if f.IsZero() {
		return []byte("null"), nil
	}
	return append(f.AppendJSON([]byte{'"'}), '"'), nil
}

// Value returns the digits for a database, nil when there is none. It implements
// [driver.Valuer].
func (f Figure) Value() (driver.Value, error) { return textOrNull(f.String()) }

// Scan reads a figure from a database, as [Number.Scan] does.
func (f *Figure) Scan(source any) error {
	var n Number
	if err := n.Scan(source); err != nil {
		return err
	}
	return put(f, Figure{n})
}

// Text returns the number as people of the language read it; see [Figure.Text]. With
// places < 0 it keeps the digits as they were written.
func (n Number) Text(language Language, places int) string {
	if places < 0 {
		places = int(n.scale)
	}
	return n.text(language, places)
}

// Percent returns a share as people of the language read it; see [Figure.Percent].
func (n Number) Percent(language Language, places int) string { return n.percent(language, places) }

// Value returns the digits for a database, nil when there is no number. It
// implements [driver.Valuer].
func (n Number) Value() (driver.Value, error) { return textOrNull(n.String()) }

// Scan reads a number from a column of text or of whole numbers, and of decimals where
// the database hands them over as text, as PostgreSQL and MariaDB do; NULL is no
// number. SQLite hands over a NUMERIC, DECIMAL or REAL column as binary fractions, whose
// digits are not those that were stored; they are refused with the code [CodeColumn].
// Make the column TEXT there.
func (n *Number) Scan(source any) error {
	if v, ok := source.(int64); ok {
		return put(n, Int(v))
	}
	return scanText(source, n)
}

// dash is printed where there is no number.
const dash = "–"

func (n Number) text(language Language, places int) string {
	var room [80]byte
	return string(n.appendIn(room[:0], language, places))
}

// AppendIn appends what [Number.Text] returns, for the packages of this module.
func (n Number) AppendIn(_ module.Reader, to []byte, language Language, places int) []byte {
	if places < 0 {
		places = int(n.scale)
	}
	return n.appendIn(to, language, places)
}

// AppendIn appends what [Figure.Text] returns, for the packages of this module.
func (f Figure) AppendIn(_ module.Reader, to []byte, language Language, places int) []byte {
	return f.n.appendIn(to, language, places)
}

// AppendPercentIn appends what [Figure.Percent] returns, with a blank that no line is broken
// at, for the packages of this module.
func (f Figure) AppendPercentIn(_ module.Reader, to []byte, language Language, places int) []byte {
	return f.n.appendPercent(to, language, places, "\u00a0")
}

func (n Number) appendIn(to []byte, language Language, places int) []byte {
	if !n.set {
		return append(to, dash...)
	}
	if small, ok := n.rounded(places); ok {
		return language.appendSmall(to, small.coef, int(small.scale))
	}
	coefficient, scale := n.Unscaled()
	return language.appendDigits(to, []byte(formatUnscaled(coefficient, scale, places)))
}

// appendSmall appends a number of so many places as appendDigits does, in one pass from its
// end: reports print hundreds of thousands of them.
func (l Language) appendSmall(to []byte, coefficient int64, places int) []byte {
	point, thousands := l.signs()
	var room [48]byte // 19 digits, at most 18 places and 6 thousands
	at, u := len(room), uint64(coefficient)
	if coefficient < 0 {
		to, u = append(to, "−"...), -u
	}
	put := func(c byte) {
		at--
		room[at] = c
	}
	for range places {
		put(byte('0' + u%10))
		u /= 10
	}
	if places > 0 {
		put(point)
	}
	for k := 0; k == 0 || u > 0; k++ {
		if k > 0 && k%3 == 0 {
			put(thousands)
		}
		put(byte('0' + u%10))
		u /= 10
	}
	return append(to, room[at:]...)
}

// rounded is a number of digits that fit a word with so many places, or without zeros at the
// end; ok is false where they do not fit. Reports print hundreds of thousands of these, and
// they need no fractions of any length.
func (n Number) rounded(places int) (out Number, ok bool) {
	out = n
	switch {
	case n.wide != nil || places > MaxPlaces:
		return out, false
	case places < 0:
		out = n.trimmed()
	case places > int(n.scale):
		for int(out.scale) < places {
			if out.coef > math.MaxInt64/10 || out.coef < math.MinInt64/10 {
				return out, false
			}
			out.coef *= 10
			out.scale++
		}
	default:
		unit := int64(1)
		for ; int(out.scale) > places; out.scale-- {
			unit *= 10
		}
		rest := n.coef % unit
		out.coef = n.coef / unit
		if rest = max(rest, -rest); unit-rest <= rest {
			out.coef += int64(n.Sign())
		}
	}
	return out, true
}

// trimmed is a number of digits that fit a word, without zeros at the end: figures have
// twelve places, and most of them end in ten zeros.
func (n Number) trimmed() Number {
	for n.scale > 0 && n.coef%10 == 0 {
		if n.scale > 4 && n.coef%10_000 == 0 {
			n.coef /= 10_000
			n.scale -= 4
		} else {
			n.coef /= 10
			n.scale--
		}
	}
	return n
}

func (n Number) percent(language Language, places int) string {
	var room [80]byte
	return string(n.appendPercent(room[:0], language, places, " "))
}

// appendPercent appends a share in per cent, in German with a blank before the sign.
func (n Number) appendPercent(to []byte, language Language, places int, blank string) []byte {
	if !n.set {
		return append(to, dash...)
	}
	hundred := Number{coef: n.coef * 100, scale: n.scale, set: true}
	if n.wide != nil || n.coef > math.MaxInt64/100 || n.coef < math.MinInt64/100 {
		coefficient, scale := n.Unscaled()
		hundred = NewFigure(coefficient.Mul(coefficient, big.NewInt(100)), scale).n
	}
	to = hundred.appendIn(to, language, places)
	if language != English {
		to = append(to, blank...)
	}
	return append(to, '%')
}

// textOrNull is what a database gets: a text, or NULL for the empty one.
func textOrNull(text string) (driver.Value, error) {
	if text == "" {
		return nil, nil //nolint:nilnil // SQL's NULL
	}
	return text, nil
}

// put sets a value. A database would be told to scan into nil otherwise.
func put[T any](into *T, v T) error {
	if into == nil {
		return fault(CodeRequired, clip(fmt.Sprintf("%T", into)),
			"hier wurde nil übergeben; einen Zeiger auf einen Wert übergeben",
			"nil was passed here; pass a pointer to a value")
	}
	*into = v
	return nil
}

// scanText reads a text from a database into a value that reads texts.
func scanText(source any, into interface{ UnmarshalText(text []byte) error }) error {
	switch v := source.(type) {
	case nil:
		return into.UnmarshalText(nil)
	case string:
		return into.UnmarshalText([]byte(strings.TrimRight(v, " "))) // CHAR columns fill up with blanks
	case []byte:
		return into.UnmarshalText(bytes.TrimRight(v, " "))
	}
	return fault(CodeColumn, clip(fmt.Sprintf("%T", source)),
		"diese Spalte der Datenbank als Text anlegen",
		"make this column of the database a column of text")
}
