package zielkette

import (
	"bytes"
	"strings"
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
// themselves, the way a reader of the language expects: with a minus sign, thousands set
// apart, and in German with a comma, so "1.234,50" for "1234.50". No digit is added or
// dropped. A text that is no number, such as the label of a rating, stays as it is.
func (l Language) Digits(digits string) string {
	rest := strings.TrimPrefix(digits, "-")
	if rest == "" || strings.Trim(rest, "0123456789.") != "" {
		return digits
	}
	var space [80]byte
	return string(l.appendDigits(space[:0], []byte(digits)))
}

// signs are those before the places and between thousands.
func (l Language) signs() (point, thousands byte) {
	if l == English {
		return '.', ','
	}
	return ',', '.'
}

// appendDigits appends digits with an optional sign and decimal point.
func (l Language) appendDigits(out, digits []byte) []byte {
	point, thousands := l.signs()
	if digits[0] == '-' {
		out, digits = append(out, "−"...), digits[1:]
	}
	whole, rest, broken := bytes.Cut(digits, []byte("."))
	for i, c := range whole {
		if left := len(whole) - i; i > 0 && left%3 == 0 {
			out = append(out, thousands)
		}
		out = append(out, c)
	}
	if broken {
		out = append(append(out, point), rest...)
	}
	return out
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
