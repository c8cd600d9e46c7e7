package evaluation

import (
	"fmt"
	"math/big"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

// expectation is a place on the path from the baseline to the target.
type expectation struct {
	value        *big.Rat // exact
	from, to     indicators.Point
	passed, days int // days since from, of those from there to the next point; 0 of 0 where the value stands still
}

// formula writes the calculation of the expected value.
func (e *expectation) formula(language zielkette.Language) string {
	return e.operand(language) + " " + zielkette.Text{DE: "Tage", EN: "days"}.In(language) + " = " + language.Digits(zielkette.Round(e.value).String())
}

// operand writes the expected value in the figures it is made of.
func (e *expectation) operand(language zielkette.Language) string {
	from := digits(e.from.Value, language)
	if e.days == 0 {
		return from
	}
	return fmt.Sprintf("%s + (%s − %s) × %d / %d", from, digits(e.to.Value, language), operand(from), e.passed, e.days)
}

// digits writes a number as it was stated.
func digits(n zielkette.Number, language zielkette.Language) string {
	return language.Digits(n.String())
}

// operand puts a negative number that follows a sign in brackets.
func operand(digits string) string {
	if digits != "" && digits[0] == '-' {
		return "(" + digits + ")"
	}
	return digits
}
