package robustness

import (
	"fmt"
	"math/big"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
)

// TiersDiffer computes the share of numbers of at least a bound by every tier and says
// where one of them differs from what was found.
func TiersDiffer(numbers []*big.Rat, bound *big.Rat, found zielkette.Figure) string {
	less := make([]*big.Rat, len(numbers))
	for i, n := range numbers {
		less[i] = new(big.Rat).Sub(n, bound)
	}
	if got := wideShare(less); !got.Equal(found) {
		return fmt.Sprintf("as a fraction %s, found %s", got, found)
	}
	if got := fixedShare(less); !got.Equal(found) {
		return fmt.Sprintf("in many bits %s, found %s", got, found)
	}
	return ""
}

// ReasonWords are the words of the closed set, in order.
var ReasonWords = reasons.Words
