package testkit

import (
	"os"
	"strconv"
)

// Cases returns how many of the random cases of a test to run, or how large to make
// one case: all where the environment variable ZIELKETTE_FULL is set, as .ci/run
// does, and a tenth elsewhere. Cases are numbered by their seeds, so the tenth is
// the beginning of the whole. A number above 1 runs that many times as many, by hand.
func Cases(full int) int {
	if text := os.Getenv("ZIELKETTE_FULL"); text != "" {
		times, _ := strconv.Atoi(text)
		return max(1, times) * full
	}
	return max(1, full/10)
}
