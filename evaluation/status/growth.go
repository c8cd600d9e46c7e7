package status

import (
	"math/big"

	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/problems"
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
	demand  Demand
	figures []NamedFigure
	base    reading
	last    reading
	sign    int      // direction of improvement
	target  *big.Rat // nil without a target value
	year    int      // target year
}

// start reads a series from the base year, or the first later year with a value.
// A reason other than 0 says why nothing can be rated.
func start(m method, points []reading, d Demand, baseYear, targetYear int) (p progress, why indicators.Reason) {
	p = progress{method: m, demand: d, sign: d.Direction.Sign(), year: or(targetYear, agendaEnd)}
	switch {
	case p.sign == 0:
		return p, indicators.NoDirection
	case len(points) == 0:
		return p, indicators.NoValue
	}
	p.last = points[len(points)-1]
	for _, x := range points {
		if x.year >= baseYear {
			p.base = x
			break
		}
	}
	if p.base.value == nil {
		return p, indicators.NoBase
	}
	if d.Shape != indicators.DirectionShape {
		g, ok := d.at(p.last)
		if !ok {
			return p, indicators.NoTarget
		}
		p.target = g.value
		if g.year != 0 {
			p.year = g.year
		}
	}
	p.note()
	return p, 0
}

// note starts the list of figures.
func (p *progress) note() {
	p.figures = []NamedFigure{
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
func (p *progress) reached() bool { return p.target != nil && p.demand.met(p.last.value, p.target) }

// growth returns the compound annual growth rate (value/base)^(1/years) - 1, for
// positive values and years.
func growth(base, value *big.Rat, years int) *big.Float {
	rate := real.Pow(real.Float(new(big.Rat).Quo(value, base)), big.NewRat(1, int64(years)))
	return rate.Sub(rate, big.NewFloat(1))
}

// observed returns the growth rate so far. A reason other than 0 says why there is
// none.
func (p *progress) observed() (rate *big.Float, why indicators.Reason) {
	switch {
	case p.base.year == p.last.year:
		return nil, indicators.TooFewPoints
	case p.base.value.Sign() <= 0 || p.last.value.Sign() <= 0:
		return nil, indicators.NotPositive
	}
	rate = growth(p.base.value, p.last.value, p.last.year-p.base.year)
	p.figures = append(p.figures, computed("observed", "beobachtete jährliche Wachstumsrate", "observed annual growth rate", rate))
	return rate, 0
}

// ratio returns R = D * observed / |required|, where required is the growth rate
// that leads from the base value to the target by its year.
func (p *progress) ratio() (ratio *big.Float, why indicators.Reason) {
	observed, why := p.observed()
	switch {
	case why != 0:
		return nil, why
	case p.target.Sign() <= 0:
		return nil, indicators.NotPositive
	case p.year <= p.base.year:
		return nil, indicators.NoTime
	case p.target.Cmp(p.base.value) == 0:
		return nil, indicators.NoGrowthRequired
	}
	required := growth(p.base.value, p.target, p.year-p.base.year)
	p.figures = append(p.figures, computed("required", "erforderliche jährliche Wachstumsrate", "required annual growth rate", required))
	ratio = p.signed(observed)
	ratio.Quo(ratio, required.Abs(required))
	p.figures = append(p.figures, computed("ratio", "Verhältnis beobachtet zu erforderlich", "ratio of observed to required", ratio))
	return ratio, 0
}

// signed returns x, or -x where less is better, in a new place.
func (p *progress) signed(x *big.Float) *big.Float {
	if p.sign < 0 {
		return new(big.Float).Neg(x)
	}
	return new(big.Float).Set(x)
}

func (p *progress) none(why indicators.Reason) Rating { return p.method.none(why, p.figures...) }
func (p *progress) rate(rank int) Rating              { return p.method.rate(rank, p.figures...) }

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

// twoPoints is the least number of yearly values with a growth rate.
const twoPoints = 2

// growing are the parameters that the progress rules have in common.
type growing struct {
	baseYear, targetYear int
	least                int        // yearly values
	bounds, trend        []*big.Rat // between the classes, with and without a target
}

func (s Spec) growing(list *problems.List) growing {
	return growing{s.BaseYear, s.TargetYear, s.least(twoPoints, list), rats(s.Bounds), rats(s.TrendBounds)}
}

// worst rates every demand on a series that is long enough, and returns the worst.
func (g growing) worst(c Case, m method, points []reading, rate func(Demand) Rating) Rating {
	if n := len(points); n > 0 && n < g.least && g.least > twoPoints {
		return m.none(indicators.TooFewPoints)
	}
	return c.worst(m, rate)
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
