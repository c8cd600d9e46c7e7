// Package words holds closed sets: the words that a document may write in a place,
// each with how it is printed and what it does. One table drives the check, the list
// of allowed words in the message, the printed words and the computation, so that
// none of them can fall behind.
package words

import (
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/problems"
)

// Row is a word of a set, how it is printed, and what it does.
type Row[W ~string, D any] struct {
	Word W
	Text zielkette.Text
	Does D
}

// Set is a closed set, in the order in which its words are listed. It is immutable.
type Set[W ~string, D any] []Row[W, D]

// Row returns the row of a word, nil where the set does not have it.
func (s Set[W, D]) Row(word W) *Row[W, D] {
	for i := range s {
		if s[i].Word == word {
			return &s[i]
		}
	}
	return nil
}

// Has reports whether the set has a word.
func (s Set[W, D]) Has(word W) bool { return s.Row(word) != nil }

// Text returns a word as it is printed, nothing where the set does not have it.
func (s Set[W, D]) Text(word W) zielkette.Text {
	if row := s.Row(word); row != nil {
		return row.Text
	}
	return zielkette.Text{}
}

// Words returns the words in order.
func (s Set[W, D]) Words() []string {
	out := make([]string, len(s))
	for i := range s {
		out[i] = string(s[i].Word)
	}
	return out
}

// Check reports a word that the set does not have, with the list of those it has. The
// empty word, which states nothing, is in order.
func (s Set[W, D]) Check(list *problems.List, at string, word W) bool {
	if word == "" || s.Has(word) {
		return true
	}
	message := OneOf(s.Words()...)
	list.At(at, zielkette.CodeChoice, string(word), message.DE, message.EN)
	return false
}

// OneOf asks for one of the words.
func OneOf(words ...string) zielkette.Text {
	return zielkette.Text{DE: join(words, " oder ") + " schreiben", EN: "write " + join(words, " or ")}
}

func join(words []string, or string) string {
	quoted := make([]string, len(words))
	for i, w := range words {
		quoted[i] = `"` + w + `"`
	}
	last := len(quoted) - 1
	if last < 1 {
		return strings.Join(quoted, "")
	}
	return strings.Join(quoted[:last], ", ") + or + quoted[last]
}
