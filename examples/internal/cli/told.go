package cli

import (
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
)

// Told returns what an error says, with the problems in it told in the language.
// Everything else, such as that a file cannot be opened, is as it is.
func Told(err error, language zielkette.Language) string {
	switch e := err.(type) { //nolint:errorlint // looks at each error of the tree by itself
	case zielkette.Problem:
		return e.Text(language)
	case zielkette.Problems:
		return e.Text(language)
	case interface{ Unwrap() []error }: // of errors.Join
		var lines []string
		for _, part := range e.Unwrap() {
			lines = append(lines, Told(part, language))
		}
		return strings.Join(lines, "\n")
	case interface{ Unwrap() error }:
		if inner := e.Unwrap(); inner != nil {
			return strings.Replace(err.Error(), inner.Error(), Told(inner, language), 1)
		}
	}
	return err.Error()
}
