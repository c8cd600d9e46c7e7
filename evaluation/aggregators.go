package evaluation

import (
	"math/big"
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/words"
)

// Aggregator is the way scores are put together.
type Aggregator string

// The aggregators. W is the sum of the weights w of the scored parts, s a score.
// Parts without weight never decide.
const (
	Mean      Aggregator = "mean"      // arithmetic mean, sum(w s) / W
	Geometric Aggregator = "geometric" // exp(sum(w ln s) / W); any 0 gives 0, a negative score none
	Harmonic  Aggregator = "harmonic"  // W / sum(w / s); any 0 gives 0, a negative score none
	Minimum   Aggregator = "minimum"   // the smallest score
	Median    Aggregator = "median"    // the smallest s whose cumulated weight reaches W/2; at equality the mean with the next
)

// aggregator is what makes one way of putting scores together differ from another.
type aggregator struct {
	// aboveZero says that the scores must not be negative, and that a single 0 makes
	// the whole 0.
	aboveZero bool

	// score puts the scores of at least one part together and rounds once to 12
	// places. Where the scores must be above 0, they are.
	score func(parts []weighted) fixed

	// linear says that each part brings w s / W.
	linear bool

	// contributions returns what each part brings to the score, in units of 10^-12, as
	// fractions of one denominator.
	contributions func(parts []weighted, score fixed) (numerators []*big.Int, denominator *big.Int)

	// unrounded is score in exact fractions, before it is rounded; slopes are its partial
	// derivatives, and atZero these where a score is 0 that must not be negative.
	unrounded func(parts []pooled) *big.Rat
	slopes    func(parts []pooled, score *big.Rat) []*big.Rat
	atZero    func(parts []pooled) []*big.Rat

	// term and formula write the calculation: term a part by its weight and score,
	// formula the whole by the terms and the sum of the weights.
	term    func(weight, score string, language zielkette.Language) string
	formula func(terms []string, weights string, language zielkette.Language) string
}

// aggregators is the one table of the ways to put scores together. What a document may
// write, what is computed, printed and explained all come from it.
var aggregators = words.Set[Aggregator, aggregator]{
	{Word: Mean, Text: zielkette.Text{DE: "gewichtetes arithmetisches Mittel", EN: "weighted arithmetic mean"}, Does: aggregator{
		score: mean, linear: true, contributions: byScore,
		unrounded: meanUnrounded, slopes: meanSlopes,
		term: func(weight, score string, _ zielkette.Language) string { return weight + " × " + score },
		formula: func(terms []string, weights string, _ zielkette.Language) string {
			return "(" + strings.Join(terms, " + ") + ") / " + weights
		},
	}},
	{Word: Geometric, Text: zielkette.Text{DE: "gewichtetes geometrisches Mittel", EN: "weighted geometric mean"}, Does: aggregator{
		aboveZero: true, score: geometric, contributions: byWeight,
		unrounded: geometricUnrounded, slopes: geometricSlopes, atZero: geometricAtZero,
		term: func(weight, score string, _ zielkette.Language) string { return weight + " × ln " + score },
		formula: func(terms []string, weights string, _ zielkette.Language) string {
			return "exp((" + strings.Join(terms, " + ") + ") / " + weights + ")"
		},
	}},
	{Word: Harmonic, Text: zielkette.Text{DE: "gewichtetes harmonisches Mittel", EN: "weighted harmonic mean"}, Does: aggregator{
		aboveZero: true, score: harmonic, contributions: byInverse,
		unrounded: harmonicUnrounded, slopes: harmonicSlopes, atZero: harmonicAtZero,
		term: func(weight, score string, _ zielkette.Language) string { return weight + " / " + score },
		formula: func(terms []string, weights string, _ zielkette.Language) string {
			return weights + " / (" + strings.Join(terms, " + ") + ")"
		},
	}},
	{Word: Minimum, Text: zielkette.Text{DE: "kleinster Wert", EN: "smallest score"}, Does: aggregator{
		score: minimum, contributions: bySmallest, term: scoreWithWeight,
		unrounded: minimumUnrounded, slopes: minimumSlopes,
		formula: func(terms []string, _ string, language zielkette.Language) string {
			return zielkette.Text{DE: "kleinster von ", EN: "smallest of "}.In(language) + strings.Join(terms, "; ")
		},
	}},
	{Word: Median, Text: zielkette.Text{DE: "gewichteter Median", EN: "weighted median"}, Does: aggregator{
		score: median, contributions: byMedian, term: scoreWithWeight,
		unrounded: medianUnrounded, slopes: medianSlopes,
		formula: func(terms []string, _ string, language zielkette.Language) string {
			return zielkette.Text{DE: "Median von ", EN: "median of "}.In(language) + strings.Join(terms, "; ")
		},
	}},
}

func scoreWithWeight(weight, score string, language zielkette.Language) string {
	return score + " (" + zielkette.Text{DE: "Gewicht", EN: "weight"}.In(language) + " " + weight + ")"
}

// aggregate puts scores together. There is at least one part. ok is false where a
// negative score rules the aggregator out.
func (a *aggregator) aggregate(parts []weighted) (score fixed, ok bool) {
	if a.aboveZero {
		if lowest := minimum(parts).sign(); lowest <= 0 {
			return fixed{}, lowest == 0
		}
	}
	return a.score(parts), true
}

// contribute returns the contributions of scored parts in units, as fractions of one
// denominator. Parts without weight contribute nothing.
func (a *aggregator) contribute(scored []weighted, score fixed) (numerators []*big.Int, denominator *big.Int) {
	if a.aboveZero && minimum(positive(scored)).sign() == 0 {
		return nothing(len(scored)), big.NewInt(1) // the score is 0, and so is what every part brings
	}
	return a.contributions(scored, score)
}

// Text returns the aggregator as it is printed, "gewichtetes arithmetisches Mittel"; ""
// for a word that is none.
func (a Aggregator) Text(language zielkette.Language) string { return aggregators.Text(a).In(language) }

// Formula writes the calculation of a score in figures, from the weights and the scores
// of the scored parts and the sum of these weights, all as they are to be printed:
// "(2 × 0,5 + 1 × 0,2) / 3". It is "" for a word that is no aggregator.
func (a Aggregator) Formula(weights, scores []string, sum string, language zielkette.Language) string {
	row := aggregators.Row(a)
	if row == nil {
		return ""
	}
	terms := make([]string, min(len(weights), len(scores)))
	for i := range terms {
		terms[i] = row.Does.term(weights[i], scores[i], language)
	}
	return row.Does.formula(terms, sum, language)
}

// Vetoes reports whether a single part with a score of 0 makes the whole 0, as in the
// geometric and the harmonic mean.
func (a Aggregator) Vetoes() bool {
	row := aggregators.Row(a)
	return row != nil && row.Does.aboveZero
}
