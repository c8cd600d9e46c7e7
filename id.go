package zielkette

import "unicode"

// MaxID is the longest identifier in bytes.
const MaxID = 128

// CheckID reports whether text can be an identifier: 1 to [MaxID] bytes of
// letters (umlauts included), digits, and the signs . - _ : + not at the start.
// The error is a [Problem] with the code [CodeID].
//
// Identifiers name goals, indicators, areas, themes and measures. They are
// chosen by the city, stay the same from edition to edition where the thing
// stays the same, and are unique within an edition.
func CheckID(text string) error {
	const (
		de = "eine Kennung hat 1 bis 128 Bytes: Buchstaben, Ziffern und . - _ : + (nicht am Anfang)"
		en = "an identifier has 1 to 128 bytes: letters, digits and . - _ : + (not at the start)"
	)
	if text == "" || len(text) > MaxID {
		return fault(CodeID, clip(text), de, en)
	}
	for i, r := range text {
		switch {
		case unicode.IsLetter(r) && r != unicode.ReplacementChar, unicode.IsDigit(r):
		case i > 0 && (r == '.' || r == '-' || r == '_' || r == ':' || r == '+'):
		default:
			return fault(CodeID, clip(text), de, en)
		}
	}
	return nil
}
