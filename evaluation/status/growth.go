package status

import (
	"math/big"

	"gitlab.opencode.de/zielkette/zielkette/internal/real"
)

// The years of the 2030 Agenda, which the progress rules assume when no others are
// stated.
const (
	agendaStart = 2015
	agendaEnd   = 2030
)

// progress is the part that the progress rules have in common: where a series
// started from, where it is, and what it is to come to.
type progress struct {
	method  method
	figures []Figure
	base    reading
	last    reading
	sign    int      // direction of improvement
	target  *big.Rat // nil without a target value
	year    int      // target year
}

// start reads a series from the base year, or the first later year with a value.
// A cause other than "" says why nothing can be rated.
func start(m method, points []reading, t Target, baseYear, targetYear int) (p progress, cause Cause) {
	p = progress{method: m, sign: t.Way.sign(), year: or(targetYear, agendaEnd)}
	switch {
	case p.sign == 0:
		return p, NoDirection
	case len(points) == 0:
		return p, NoValue
	}
	p.last = points[len(points)-1]
	for _, x := range points {
		if x.year >= baseYear {
			p.base = x
			break
		}
	}
	if p.base.value == nil {
		return p, NoBase
	}
	if t.Kind != Direction {
		d, ok := t.demand(p.last.year)
		if !ok {
			return p, NoTarget
		}
		p.target = d.value(p.sign)
		if t.Kind == ByYear && d.Year != 0 {
			p.year = d.Year
		}
	}
	p.note()
	return p, ""
}

// note starts the list of figures.
func (p *progress) note() {
	p.figures = []Figure{
		count("base-year", "Basisjahr", "base year", p.base.year),
		exact("base", "Ausgangswert", "base value", p.base.value),
		count("year", "letztes Jahr", "last year", p.last.year),
		exact("value", "letzter Wert", "last value", p.last.value),
	}
	if p.target != nil {
		p.figures = append(p.figures,
			exact("target", "Zielwert", "target", p.target), count("target-year", "Zieljahr", "target year", p.year))
	}
}

// reached reports whether the last value meets the target.
func (p *progress) reached() bool { return p.target != nil && met(p.last.value, p.target, p.sign) }

// growth returns the compound annual growth rate (value/base)^(1/years) - 1, for
// positive values and years.
func growth(base, value *big.Rat, years int) *big.Float {
	rate := real.Pow(real.Float(new(big.Rat).Quo(value, base)), big.NewRat(1, int64(years)))
	return rate.Sub(rate, big.NewFloat(1))
}

// observed returns the growth rate so far. A cause other than "" says why there is
// none.
func (p *progress) observed() (rate *big.Float, cause Cause) {
	switch {
	case p.base.year == p.last.year:
		return nil, TooFewPoints
	case p.base.value.Sign() <= 0 || p.last.value.Sign() <= 0:
		return nil, NotPositive
	}
	rate = growth(p.base.value, p.last.value, p.last.year-p.base.year)
	p.figures = append(p.figures, computed("observed", "beobachtete jährliche Wachstumsrate", "observed annual growth rate", rate))
	return rate, ""
}

// ratio returns R = D * observed / |required|, where required is the growth rate
// that leads from the base value to the target by its year.
func (p *progress) ratio() (ratio *big.Float, cause Cause) {
	observed, cause := p.observed()
	switch {
	case cause != "":
		return nil, cause
	case p.target.Sign() <= 0:
		return nil, NotPositive
	case p.year <= p.base.year:
		return nil, NoTime
	case p.target.Cmp(p.base.value) == 0:
		return nil, NoGrowthRequired
	}
	required := growth(p.base.value, p.target, p.year-p.base.year)
	p.figures = append(p.figures, computed("required", "erforderliche jährliche Wachstumsrate", "required annual growth rate", required))
	ratio = p.signed(observed)
	ratio.Quo(ratio, required.Abs(required))
	p.figures = append(p.figures, computed("ratio", "Verhältnis beobachtet zu erforderlich", "ratio of observed to required", ratio))
	return ratio, ""
}

// signed returns x, or -x where less is better, in a new place.
func (p *progress) signed(x *big.Float) *big.Float {
	if p.sign < 0 {
		return new(big.Float).Neg(x)
	}
	return new(big.Float).Set(x)
}

func (p *progress) none(cause Cause) Rating { return p.method.none(cause, p.figures...) }
func (p *progress) rate(rank int) Rating    { return p.method.rate(rank, p.figures...) }

// step returns the rank of a value on a scale of falling bounds, each included in
// the better class: 1 for at least bounds[0], and so on.
func step(x *big.Float, bounds ...*big.Rat) int {
	for i, b := range bounds {
		if real.Cmp(x, b) >= 0 {
			return i + 1
		}
	}
	return len(bounds) + 1
}

// thousandths is a bound such as 0.95 = 950/1000.
func thousandths(n int64) *big.Rat { return big.NewRat(n, 1000) }

// or returns n, or the default where n is 0.
func or(n, otherwise int) int {
	if n == 0 {
		return otherwise
	}
	return n
}
