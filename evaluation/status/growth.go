package status

import (
	"math/big"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
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
	*real.Context
	method  method
	demand  Demand
	figures []NamedFigure
	base    reading
	last    reading
	sign    int              // direction of improvement
	target  zielkette.Number // none without a target value
	year    int              // target year
}

// start reads a series from the base year, or the first later year with a value.
// A reason other than 0 says why nothing can be rated.
func start(c *real.Context, m method, points []reading, d Demand, baseYear, targetYear int) (p progress, why indicators.Reason) {
	p = progress{Context: c, method: m, demand: d, sign: d.Direction.Sign(), year: or(targetYear, agendaEnd)}
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
	if p.base.number.IsZero() {
		return p, indicators.NoBase
	}
	if d.Shape != indicators.DirectionShape {
		g, ok := d.at(p.last)
		if !ok {
			return p, indicators.NoTarget
		}
		p.target = g.number
		if g.year != 0 {
			p.year = g.year
		}
	}
	p.note()
	return p, 0
}

// note starts the list of figures.
func (p *progress) note() {
	p.figures = append(make([]NamedFigure, 0, 10),
		count("base-year", "Basisjahr", "base year", p.base.year),
		stated("base", "Ausgangswert", "base value", p.base.number),
		count("year", "letztes Jahr", "last year", p.last.year),
		stated("value", "letzter Wert", "last value", p.last.number))
	if !p.target.IsZero() {
		p.figures = append(p.figures,
			stated("target", "Zielwert", "target", p.target), count("target-year", "Zieljahr", "target year", p.year))
	}
}

// reached reports whether the last value meets the target.
func (p *progress) reached() bool {
	return !p.target.IsZero() && p.demand.met(p.last.number.Compare(p.target))
}

// growth returns the compound annual growth rate (value/base)^(1/years) - 1, for
// positive values and years.
func (p *progress) growth(base, value zielkette.Number, years int) real.Value {
	return p.over(value, base).Root(years).Sub(p.Int(1))
}

// over returns a/b; b is not 0.
func (p *progress) over(a, b zielkette.Number) real.Value {
	units, _ := alike(a, b)
	return p.Ratio(units[0], units[1])
}

// observed returns the growth rate so far. A reason other than 0 says why there is
// none.
func (p *progress) observed() (rate real.Value, why indicators.Reason) {
	switch {
	case p.base.year == p.last.year:
		return rate, indicators.TooFewPoints
	case p.base.number.Sign() <= 0 || p.last.number.Sign() <= 0:
		return rate, indicators.NotPositive
	}
	rate = p.growth(p.base.number, p.last.number, p.last.year-p.base.year)
	p.figures = append(p.figures, computed("observed", "beobachtete jährliche Wachstumsrate", "observed annual growth rate", rate))
	return rate, 0
}

// ratio returns R = D * observed / |required|, where required is the growth rate
// that leads from the base value to the target by its year.
func (p *progress) ratio() (ratio real.Value, why indicators.Reason) {
	observed, why := p.observed()
	switch {
	case why != 0:
		return ratio, why
	case p.target.Sign() <= 0:
		return ratio, indicators.NotPositive
	case p.year <= p.base.year:
		return ratio, indicators.NoTime
	case p.target.Equal(p.base.number):
		return ratio, indicators.NoGrowthRequired
	}
	required := p.growth(p.base.number, p.target, p.year-p.base.year)
	p.figures = append(p.figures, computed("required", "erforderliche jährliche Wachstumsrate", "required annual growth rate", required))
	ratio = observed.Signed(p.sign).Quo(required.Abs())
	p.figures = append(p.figures, computed("ratio", "Verhältnis beobachtet zu erforderlich", "ratio of observed to required", ratio))
	return ratio, 0
}

func (p *progress) none(why indicators.Reason) Rating { return p.method.none(why, p.figures...) }
func (p *progress) rate(rank int) Rating              { return p.method.rate(rank, p.figures...) }

// step returns the rank of a value on a scale of falling bounds, each included in
// the better class: 1 for at least bounds[0], and so on.
func step(x real.Value, bounds ...*big.Rat) int {
	for i, b := range bounds {
		if x.Cmp(b) >= 0 {
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

// worst rates every demand on a series that is long enough, in as many bits as that
// takes, and returns the worst.
func (g growing) worst(c Case, m method, points []reading, rate func(*real.Context, Demand) Rating) Rating {
	if n := len(points); n > 0 && n < g.least && g.least > twoPoints {
		return m.none(indicators.TooFewPoints)
	}
	return c.worst(m, func(d Demand) Rating {
		return real.Decide(func(run *real.Context) Rating { return rate(run, d) })
	})
}

// or returns n, or the default where n is 0.
func or(n, otherwise int) int {
	if n == 0 {
		return otherwise
	}
	return n
}
