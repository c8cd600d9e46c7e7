package tables

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A spreadsheet runs a text cell that starts with = + - @ or a control character
// as a formula (OWASP, CSV Injection), some also behind blanks and signs that nobody
// sees. The writers put an apostrophe before such a text, and one more before a text
// that has apostrophes there already; the readers take one away. Every other text,
// 's-Hertogenbosch among them, stays as it is, and so do numbers.

func guard(text string) string {
	if guarded(text) {
		return "'" + text
	}
	return text
}

func unguard(text string) string {
	if strings.HasPrefix(text, "'") && guarded(text) {
		return text[1:]
	}
	return text
}

// guarded reports whether a formula sign stands at the start of text, behind any
// apostrophes and what is not seen: blanks, control characters, a byte order mark.
func guarded(text string) bool {
	text = strings.TrimLeft(text, "'")
	if text != "" && strings.ContainsRune("\t\r\n", rune(text[0])) {
		return true
	}
	text = strings.TrimLeftFunc(text, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r)
	})
	r, _ := utf8.DecodeRuneInString(text)
	return strings.ContainsRune("=+-@＝＋－＠", r)
}
