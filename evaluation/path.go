package evaluation

import (
	"fmt"
	"math/big"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
)

// expectation is a place on the path from the baseline to the target.
type expectation struct {
	value        *big.Rat // exact
	from, to     number
	passed, days int // steps since from, of those from there to the next point; 0 of 0 where the value stands still
	steps        zielkette.Text
}

// formula writes the calculation of the expected value.
func (e *expectation) formula(language zielkette.Language) string {
	return e.operand(language) + " " + e.steps.In(language) + " = " + language.Digits(zielkette.Round(e.value).String())
}

// operand writes the expected value in the figures it is made of.
func (e *expectation) operand(language zielkette.Language) string {
	from := e.from.written(language)
	if e.days == 0 {
		return from
	}
	return fmt.Sprintf("%s + (%s − %s) × %d / %d", from, e.to.written(language), e.from.bracketed(language), e.passed, e.days)
}
