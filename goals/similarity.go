package goals

import (
	"slices"
	"strings"
	"unicode"
)

// maxWording is how much of a wording is compared, in letters.
const maxWording = 2000

// trigrams returns the different sequences of three letters in the wording of an
// element, sorted. Words are bounded by blanks, so that short ones count as well;
// case and signs do not.
func trigrams(e Element) []uint64 {
	words := strings.FieldsFunc(strings.ToLower(e.Title+" "+e.Statement), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
	letters := []rune(" " + strings.Join(words, " ") + " ")
	letters = letters[:min(len(letters), maxWording)]
	var out []uint64
	for i := 2; i < len(letters); i++ {
		out = append(out, uint64(letters[i-2])<<42|uint64(letters[i-1])<<21|uint64(letters[i]))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// dice returns twice the common entries over all, in whole percent.
func dice(a, b []uint64) int {
	if len(a)+len(b) == 0 {
		return 0
	}
	common := 0
	for i, k := 0, 0; i < len(a) && k < len(b); {
		switch {
		case a[i] < b[k]:
			i++
		case a[i] > b[k]:
			k++
		default:
			common++
			i++
			k++
		}
	}
	return 200 * common / (len(a) + len(b))
}
