package weighting

import (
	"gitlab.opencode.de/zielkette/zielkette/internal/problems"
	"gitlab.opencode.de/zielkette/zielkette/internal/words"
)

// MethodWords returns the names of the methods, in the order of the table.
func MethodWords() []string { return methods.Words() }

// RandomIndexWords returns the names of the tables of random indices.
func RandomIndexWords() []string { return randomIndices.Words() }

// Parts returns the parts that the methods choose from.
func Parts() []string { return parts[:] }

// Needs returns the parts that a method needs.
func Needs(method string) []string { return methods.Row(method).Does.needs }

// Incomplete returns what the tables lack.
func Incomplete() []string {
	var out []string
	for _, m := range methods {
		if m.Text.DE == "" || m.Text.EN == "" || m.Does.weigh == nil {
			out = append(out, m.Word)
		}
	}
	for _, r := range randomIndices {
		if r.Text.DE == "" || r.Text.EN == "" || len(r.Does) == 0 {
			out = append(out, r.Word)
		}
	}
	return out
}

// Compare is [AHP] with random indices of a test's own, in hundredths.
func Compare(ids []string, matrix [][]string, hundredths ...int64) Weights {
	var list problems.List
	w, said := compared(ids, judgements(matrix, &list), &words.Row[string, []int64]{Word: "own", Does: hundredths})
	w.Origin = said
	return w
}
