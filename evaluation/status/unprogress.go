package status

import (
	"math/big"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/problems"
	"gitlab.opencode.de/zielkette/zielkette/internal/real"
	"gitlab.opencode.de/zielkette/zielkette/internal/round"
)

// UNProgress is the method of the progress assessment of the United Nations Statistics
// Division as the Basque statistics office applies it. Sources: United Nations, Progress
// Chart Technical Note, 2023; Eustat, Medición del progreso en los Objetivos de
// Desarrollo Sostenible, 2025 (https://eustat-des.github.io/site/es/metodologia).
//
// It reads Series and Demands. With a target T, reached now: on track. Otherwise the
// value is continued at its compound annual growth rate to the target year Y,
// P = v (1 + CAGR)^(Y - t), and the ratio (P - b) / (T - b) counts: at least 0.95 on
// track, at least 0.10 fair progress, below stagnation or regression. Where Y has
// passed, the values up to Y are used. Without a target D * CAGR is compared with 2 %
// and 0.5 %. The parameters bounds and trendBounds replace these. Base and last value
// have to be above 0. A value as close to a target of 0 or 100 as the parameter near says
// counts as reached; Eustat takes 1.
//
// The base year is the parameter baseYear, or 2015, or the first later year with a value,
// or, where that leaves fewer than two of the values used, the last year before. A series
// that ends before the base year gives no rating, not even of a target that is met. A
// target without a year is to be reached by the parameter targetYear, or by 2030.
//
// Classes: on-track, fair-progress, stagnation, which Eustat counts as 3, 2 and 1. Of
// several targets the worst counts. Figures: base-year, base, year, value, target,
// target-year, observed, projected, ratio, as far as they were needed.
const UNProgress = "un-progress"

var unProgress = method{
	id: UNProgress,
	title: zielkette.Text{
		DE: "Fortschrittsbewertung der Vereinten Nationen (nach Eustat)",
		EN: "United Nations progress assessment (as applied by Eustat)",
	},
	classes: []class{
		{"on-track", zielkette.Text{DE: "Ziel erreicht oder auf Kurs", EN: "Target met or on track"}, zielkette.Text{DE: "Das Ziel ist erreicht oder wird bei Fortsetzung der Entwicklung erreicht.", EN: "The target is met, or will be if the development continues."}},
		{"fair-progress", zielkette.Text{DE: "Fortschritt, aber Beschleunigung nötig", EN: "Fair progress, but acceleration needed"}, zielkette.Text{DE: "Es gibt Fortschritt, aber er reicht nicht, um das Ziel rechtzeitig zu erreichen.", EN: "There is progress, but not enough to reach the target in time."}},
		{"stagnation", zielkette.Text{DE: "Stillstand oder Rückschritt", EN: "Stagnation or regression"}, zielkette.Text{DE: "Es gibt keinen nennenswerten Fortschritt oder einen Rückschritt.", EN: "There is no progress to speak of, or a regression."}},
	},
}

// unProgressRule is the method with its parameters.
type unProgressRule struct {
	growing
	tolerance *big.Rat // nil for none
}

func newUNProgress(s Spec, list *problems.List) func(Case) Rating {
	if s.Near.Sign() < 0 {
		list.At("/near", zielkette.CodeRange, s.Near.String(), "ein Abstand ist 0 oder mehr", "a distance is 0 or more")
	}
	u := unProgressRule{growing: s.growing(list)}
	u.tolerance, _ = s.Near.Rat()
	return func(c Case) Rating {
		points := c.yearly(endYear)
		return u.worst(c, unProgress, points, func(run *real.Context, d Demand) Rating { return u.one(run, points, d) })
	}
}

func unProgressWords(s Spec, _ int, w *sentence) {
	w.growth(s, agendaStart)
	w.number("als erreicht gilt ein Abstand bis", "as reached counts a distance up to", s.Near)
}

func (u unProgressRule) one(c *real.Context, points []reading, d Demand) Rating {
	p, why := start(c, unProgress, points, d, u.base(points), u.targetYear)
	switch {
	case why != 0:
		return p.none(why)
	case p.reached() || u.near(p):
		return p.rate(1)
	case !p.target.IsZero() && p.last.year > p.year: // the target year has passed: what was reached by then?
		for len(points) > 0 && points[len(points)-1].year > p.year {
			points = points[:len(points)-1]
		}
		base := u.base(points)
		for len(points) > 0 && points[0].year < base {
			points = points[1:]
		}
		if len(points) < 2 {
			return p.none(indicators.NoTime)
		}
		p.base, p.last = points[0], points[len(points)-1]
		p.note()
	}
	rate, why := p.observed()
	if why != 0 {
		return p.none(why)
	}
	if p.target.IsZero() {
		return p.rate(step(rate.Signed(p.sign), u.trend...))
	}
	if p.target.Equal(p.base.number) {
		return p.none(indicators.NoGrowthRequired)
	}
	exponent := big.NewRat(int64(p.year-p.last.year), int64(p.last.year-p.base.year))
	factor, ok := p.over(p.last.number, p.base.number).Pow(exponent)
	largest := new(big.Int).Lsh(big.NewInt(1), 256) // more than any figure that can be printed
	if !ok || factor.Cmp(new(big.Rat).SetInt(largest)) >= 0 {
		return p.none(indicators.OutOfRange)
	}
	units, places := alike(p.base.number, p.last.number, p.target)
	unit := c.Whole(round.Pow10(places))
	base := c.Whole(units[0])
	continued := factor.Mul(c.Whole(units[1]))
	projected, ratio := continued.Quo(unit), continued.Sub(base).Quo(c.Whole(units[2]).Sub(base))
	p.figures = append(p.figures,
		computed("projected", "fortgeschriebener Wert im Zieljahr", "continued value in the target year", projected),
		computed("ratio", "Anteil am Weg zum Ziel", "share of the way to the target", ratio))
	return p.rate(step(ratio, u.bounds...))
}

// base returns the year from which the growth of a series is taken.
func (u unProgressRule) base(points []reading) int {
	base := or(u.baseYear, agendaStart)
	if n := len(points); n > 1 && points[n-1].year >= base && points[n-2].year < base {
		return points[n-2].year
	}
	return base
}

// near reports whether the last value is close enough to a target of 0 or 100.
func (u unProgressRule) near(p progress) bool {
	if u.tolerance == nil || p.target.IsZero() || p.target.Sign() != 0 && !p.target.Equal(zielkette.Int(100)) {
		return false
	}
	units, places := alike(p.last.number, p.target)
	distance := units[0].Sub(units[0], units[1])
	return against(distance.Abs(distance), round.Pow10(places), u.tolerance) <= 0
}
