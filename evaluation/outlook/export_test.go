package outlook

import "slices"

// ReasonWords returns the words of the closed set, in order.
func ReasonWords() []string { w := reasons.Words(); slices.Sort(w); return w }
