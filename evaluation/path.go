package evaluation

import (
	"math/big"
	"strconv"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/module"
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
	var room [128]byte
	to := append(e.operand(room[:0], language), ' ')
	to = append(append(to, e.steps.In(language)...), " = "...)
	return string(expected.AppendIn(module.Reader{}, to, language, -1))
}

// operand appends the expected value in the figures it is made of.
func (e *expectation) operand(to []byte, language zielkette.Language) []byte {
	if to = e.from.write(to, language); e.days == 0 {
		return to
	}
	to = append(e.to.write(append(to, " + ("...), language), " − "...)
	to = append(e.from.bracketed(to, language), ") × "...)
	to = append(strconv.AppendInt(to, int64(e.passed), 10), " / "...)
	return strconv.AppendInt(to, int64(e.days), 10)
}
