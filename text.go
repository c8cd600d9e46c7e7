package zielkette

import (
	"strings"

	"github.com/shopspring/decimal"
)

// Language selects the language of printed labels and messages. The zero value
// is German.
type Language string

// The languages the library prints.
const (
	German  Language = "de"
	English Language = "en"
)

// ParseLanguage reads "de" or "en"; the empty text is German. ok is false for
// anything else.
func ParseLanguage(text string) (language Language, ok bool) {
	switch Language(text) {
	case "", German:
		return German, true
	case English:
		return English, true
	}
	return "", false
}

// Digits writes digits with a decimal point, as the numbers of this library print
// themselves, the way a reader of the language expects: in German with a comma. It
// sets no thousands apart, so that what is printed can be typed into a calculator.
// A text that is no number, such as the label of a rating, stays as it is.
func (l Language) Digits(digits string) string {
	if l == English || strings.Trim(digits, "-0123456789.") != "" {
		return digits
	}
	return strings.Replace(digits, ".", ",", 1)
}

// Number writes d as [FormatDecimal] does, in the language: 20.5 as "20,5".
func (l Language) Number(d decimal.Decimal, places int) string {
	return l.Digits(FormatDecimal(d, places))
}

// Percent writes a share as a percentage: 0.3067 with one place as "30,7 %", in
// English "30.7%".
func (l Language) Percent(share decimal.Decimal, places int) string {
	s := l.Number(share.Shift(2), places)
	if l == English {
		return s + "%"
	}
	return s + " %"
}

// Amount writes an amount of money to the cent, rounded half away from zero, with
// thousands set apart: 1234567.5 as "1.234.567,50", in English "1,234,567.50". The
// currency is left to the caller.
func (l Language) Amount(d decimal.Decimal) string {
	text := FormatDecimal(d, 2)
	point := strings.IndexByte(text, '.')
	if point < 0 {
		return text // beyond what FormatDecimal spells out
	}
	whole, cents := text[:point], text[point+1:]
	comma, dot := ",", "."
	if l == English {
		comma, dot = dot, comma
	}
	sign := ""
	if whole[0] == '-' {
		sign, whole = "-", whole[1:]
	}
	for at := len(whole) - 3; at > 0; at -= 3 {
		whole = whole[:at] + dot + whole[at:]
	}
	return sign + whole + comma + cents
}

// Text is a label or a message in the languages the library prints.
type Text struct {
	DE string `json:"de"`
	EN string `json:"en"`
}

// In returns the text in the given language; where it has none, in the other.
func (t Text) In(language Language) string {
	if language == English && t.EN != "" || t.DE == "" {
		return t.EN
	}
	return t.DE
}

// IsZero reports whether the text is empty in both languages.
func (t Text) IsZero() bool { return t == Text{} }
