package tables

import "strings"

// A spreadsheet runs a text cell that starts with = + - @ or a control character
// as a formula (OWASP, CSV Injection). The writers put an apostrophe before such
// a text, and one more before a text that has apostrophes there already; the
// readers take one away. Every other text, 's-Hertogenbosch among them, stays as
// it is, and so do numbers.

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
// apostrophes.
func guarded(text string) bool {
	text = strings.TrimLeft(text, "'")
	for _, r := range text {
		return strings.ContainsRune("=+-@\t\r\n＝＋－＠", r)
	}
	return false
}
