package zielkette

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
