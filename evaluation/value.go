package evaluation

import (
	"math/big"
	"strconv"
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/module"
)

// number is a value as a fraction or, where it is a plain number, as it stands. The zero
// value is none.
type number struct {
	plain  zielkette.Number // where rat is nil
	rat    *big.Rat
	figure string // how the fraction is computed, with a decimal point
}

func (n number) isZero() bool { return n.rat == nil && n.plain.IsZero() }

func (n number) exact() *big.Rat {
	if n.rat != nil {
		return new(big.Rat).Set(n.rat)
	}
	r, _ := n.plain.Rat()
	return r
}

// rounded returns the value, rounded to 12 places where it is computed.
func (n number) rounded() zielkette.Figure {
	if n.rat != nil {
		return zielkette.Round(n.rat)
	}
	return n.plain.Figure()
}

func (n number) compare(m number) int {
	if n.rat == nil && m.rat == nil {
		return n.plain.Compare(m.plain)
	}
	return n.exact().Cmp(m.exact())
}

// write appends the value as it was stated, or as it is computed. A calculation is written
// for every indicator, so it is appended piece by piece.
func (n number) write(to []byte, language zielkette.Language) []byte {
	if n.rat == nil {
		return n.plain.AppendIn(module.Reader{}, to, language, -1)
	}
	for i, word := range strings.Split(n.figure, " ") {
		if i > 0 {
			to = append(to, ' ')
		}
		number := strings.Trim(word, "()")
		to = append(to, strings.Replace(word, number, language.Digits(number), 1)...)
	}
	return to
}

// bracketed appends the value so that it can follow a sign.
func (n number) bracketed(to []byte, language zielkette.Language) []byte {
	if n.rat == nil && n.plain.Sign() >= 0 {
		return n.write(to, language)
	}
	return append(n.write(append(to, '('), language), ')')
}

// valued returns the value that an observation of an indicator stands for.
func valued(ind *indicators.Indicator, value, denominator zielkette.Number) (number, indicators.Reason) {
	switch {
	case value.IsZero():
		return number{}, indicators.NoNumber
	case ind.Per.IsZero() && denominator.IsZero():
		return number{plain: value}, 0
	case ind.Per.IsZero():
		return number{}, indicators.NoShareExpected
	case denominator.IsZero():
		return number{}, indicators.ShareWithoutParts
	}
	v, _ := value.Rat()
	d, _ := denominator.Rat()
	per, _ := ind.Per.Rat()
	return number{rat: v.Quo(v.Mul(v, per), d), figure: value.String() + " × " + ind.Per.String() + " / " + denominator.String()}, 0
}

// totalled returns the value that a total stands for.
func totalled(ind *indicators.Indicator, t indicators.Total) (number, indicators.Reason) {
	values, weights, denominators := make([]string, len(t.Parts)), make([]string, len(t.Parts)), make([]string, len(t.Parts))
	for i, o := range t.Parts {
		if _, reason := valued(ind, o.Value, o.Denominator); reason != 0 {
			return number{}, reason
		}
		days := strconv.Itoa(o.Period.End().Days(o.Period.Start()) + 1)
		values[i], denominators[i], weights[i] = operand(o.Value.String()), operand(o.Denominator.String()), days
	}
	value, denominator, ok := t.Rat()
	if !ok {
		return number{}, indicators.ShareWithoutParts
	}
	sum := func(terms []string) string { return strings.Join(terms, " + ") }
	switch {
	case denominator != nil:
		per, _ := ind.Per.Rat()
		value.Quo(value.Mul(value, per), denominator)
		return number{rat: value, figure: "(" + sum(values) + ") × " + ind.Per.String() + " / (" + sum(denominators) + ")"}, 0
	case t.Time == indicators.Average:
		days := sum(weights)
		for i := range values {
			values[i] += " × " + weights[i]
		}
		return number{rat: value, figure: "(" + sum(values) + ") / (" + days + ")"}, 0
	}
	return number{rat: value, figure: sum(values)}, 0
}

// digits writes a number as it was stated.
func digits(n zielkette.Number, language zielkette.Language) string {
	return n.Text(language, -1)
}

// operand puts a negative number that follows a sign in brackets.
func operand(digits string) string {
	if strings.HasPrefix(digits, "−") || strings.HasPrefix(digits, "-") {
		return "(" + digits + ")"
	}
	return digits
}
