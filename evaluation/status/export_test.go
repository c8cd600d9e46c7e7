package status

import "slices"

// MethodWords returns the names of the methods, in the order of the table.
func MethodWords() []string { return methods.Words() }

// WindowWords and SlopeWords return the words of these parameters.
func WindowWords() []string { return windows.Words() }

// SlopeWords returns the words of the slopes.
func SlopeWords() []string { return slopes.Words() }

// Takes returns the parameters of a method.
func Takes(method string) []string { return slices.Clone(methods.Row(method).Does.takes) }

// Incomplete returns what the tables lack, by method or word.
func Incomplete() []string {
	var out []string
	lacks := func(word, what string, complete bool) {
		if !complete {
			out = append(out, word+" lacks "+what)
		}
	}
	for _, m := range methods {
		lacks(m.Word, "a title", m.Text.DE != "" && m.Text.EN != "")
		lacks(m.Word, "what it judges", judged.Has(m.Does.judges))
		lacks(m.Word, "parameters", len(m.Does.takes) > 0)
		lacks(m.Word, "a rule", m.Does.rule != nil)
		lacks(m.Word, "words", m.Does.words != nil)
	}
	for _, j := range judged {
		lacks(string(j.Word), "a text", j.Text.DE != "" && j.Text.EN != "")
	}
	for _, w := range windows {
		lacks(string(w.Word), "a text or a function", w.Text.DE != "" && w.Text.EN != "" && w.Does != nil)
	}
	for _, s := range slopes {
		lacks(string(s.Word), "a text or a function", s.Text.DE != "" && s.Text.EN != "" && s.Does != nil)
	}
	return out
}

// JudgedWords returns what a method can judge.
func JudgedWords() []string { return judged.Words() }

// WorstOf is the rating that counts of several.
func WorstOf(ratings ...Rating) Rating { return worstOf(ratings...) }
