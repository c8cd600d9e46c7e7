package evaluation

import (
	"fmt"
	"math/big"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
)

// expectation is a place on the path from the baseline to the target.
type expectation struct {
	from, to     number
	passed, days int // steps since from, of those from there to the next point; 0 of 0 where the value stands still
	steps        zielkette.Text
}

// exact returns the expected value.
func (e *expectation) exact() *big.Rat {
	value := e.from.exact()
	if e.days > 0 {
		way := e.to.exact()
		way.Sub(way, value)
		value.Add(value, way.Mul(way, big.NewRat(int64(e.passed), int64(e.days))))
	}
	return value
}

// formula writes the calculation of the expected value, which comes to the given one.
func (e *expectation) formula(expected zielkette.Figure, language zielkette.Language) string {
	return e.operand(language) + " " + e.steps.In(language) + " = " + language.Digits(expected.String())
}

// operand writes the expected value in the figures it is made of.
func (e *expectation) operand(language zielkette.Language) string {
	from := e.from.written(language)
	if e.days == 0 {
		return from
	}
	return fmt.Sprintf("%s + (%s − %s) × %d / %d", from, e.to.written(language), e.from.bracketed(language), e.passed, e.days)
}
