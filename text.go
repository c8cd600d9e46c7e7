package zielkette

import "strings"

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
// themselves, the way a reader of the language expects: with a minus sign, and in German
// with a comma. It sets no thousands apart, so that what is printed can be typed into a
// calculator. A text that is no number, such as the label of a rating, stays as it is.
func (l Language) Digits(digits string) string {
	rest, negative := strings.CutPrefix(digits, "-")
	if rest == "" || strings.Trim(rest, "0123456789.") != "" {
		return digits
	}
	if l != English {
		rest = strings.Replace(rest, ".", ",", 1)
	}
	if negative {
		return "−" + rest
	}
	return rest
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
