package testkit

import "os"

// Cases returns how many of the random cases of a test to run, or how large to make
// one case: all where the environment variable ZIELKETTE_FULL is set, as .ci/run
// does, and a tenth elsewhere. Cases are numbered by their seeds, so the tenth is
// the beginning of the whole.
func Cases(full int) int {
	if os.Getenv("ZIELKETTE_FULL") != "" {
		return full
	}
	return max(1, full/10)
}
