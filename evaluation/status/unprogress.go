package status

import (
	"math/big"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/real"
)

// UNProgress is the progress assessment of the United Nations Statistics Division as
// the Basque statistics office applies it. Sources: United Nations, Progress Chart
// Technical Note, 2023; Eustat, Medición del progreso en los Objetivos de Desarrollo
// Sostenible, 2025 (https://eustat-des.github.io/site/es/metodologia).
//
// It reads Series and Targets. With a target T, reached now: on track. Otherwise the
// value is continued at its compound annual growth rate to the target year Y,
// P = v (1 + CAGR)^(Y - t), and the ratio (P - b) / (T - b) counts: at least 0.95 on
// track, at least 0.10 fair progress, below stagnation or regression. Where Y has
// passed, the values up to Y are used. Without a target ([Direction]) D * CAGR is
// compared with 2 % and 0.5 %. Base and last value have to be above 0.
//
// The base year is 2015, or the first later year with a value, or, where that leaves
// fewer than two of the values used, the last year before. A series that ends before
// the base year gives no rating, not even of a target that is met.
type UNProgress struct {
	BaseYear   int              // 0 is 2015
	TargetYear int              // year of a target that states none; 0 is 2030
	Near       zielkette.Number // a value this close to a target of 0 or 100 counts as reached; Eustat takes 1; none: only the target itself
}

var unProgress = method{
	id: "un-progress",
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

// Rate returns class "on-track", "fair-progress" or "stagnation", which Eustat counts
// as 3, 2 and 1. Of several targets the worst counts. Figures: base-year, base, year,
// value, target, target-year, observed, projected, ratio, as far as they were needed.
func (u UNProgress) Rate(c Case) Rating {
	points := yearly(c.Series, endYear)
	return c.worst(unProgress, func(t Target) Rating { return u.one(points, t) })
}

func (u UNProgress) one(points []reading, t Target) Rating {
	p, cause := start(unProgress, points, t, u.base(points), u.TargetYear)
	switch {
	case cause != "":
		return p.none(cause)
	case p.reached() || u.near(p):
		return p.rate(1)
	case p.target != nil && p.last.year > p.year: // the target year has passed: what was reached by then?
		for len(points) > 0 && points[len(points)-1].year > p.year {
			points = points[:len(points)-1]
		}
		base := u.base(points)
		for len(points) > 0 && points[0].year < base {
			points = points[1:]
		}
		if len(points) < 2 {
			return p.none(NoTime)
		}
		p.base, p.last = points[0], points[len(points)-1]
		p.note()
	}
	rate, cause := p.observed()
	if cause != "" {
		return p.none(cause)
	}
	if p.target == nil {
		return p.rate(step(p.signed(rate), thousandths(20), thousandths(5)))
	}
	if p.target.Cmp(p.base.value) == 0 {
		return p.none(NoGrowthRequired)
	}
	exponent := big.NewRat(int64(p.year-p.last.year), int64(p.last.year-p.base.year))
	projected := real.Pow(real.Float(new(big.Rat).Quo(p.last.value, p.base.value)), exponent)
	const largest = 256 // in powers of two: more than any figure that can be printed
	if projected == nil || projected.MantExp(nil) > largest {
		return p.none(OutOfRange)
	}
	projected.Mul(projected, real.Float(p.last.value))
	ratio := new(big.Float).Sub(projected, real.Float(p.base.value))
	ratio.Quo(ratio, real.Float(new(big.Rat).Sub(p.target, p.base.value)))
	p.figures = append(p.figures,
		computed("projected", "fortgeschriebener Wert im Zieljahr", "continued value in the target year", projected),
		computed("ratio", "Anteil am Weg zum Ziel", "share of the way to the target", ratio))
	return p.rate(step(ratio, thousandths(950), thousandths(100)))
}

// base returns the year from which the growth of a series is taken.
func (u UNProgress) base(points []reading) int {
	base := or(u.BaseYear, agendaStart)
	if n := len(points); n > 1 && points[n-1].year >= base && points[n-2].year < base {
		return points[n-2].year
	}
	return base
}

// near reports whether the last value is close enough to a target of 0 or 100.
func (u UNProgress) near(p progress) bool {
	tolerance, ok := u.Near.Rat()
	if !ok || p.target == nil || p.target.Sign() != 0 && p.target.Cmp(big.NewRat(100, 1)) != 0 {
		return false
	}
	distance := new(big.Rat).Sub(p.last.value, p.target)
	return distance.Abs(distance).Cmp(tolerance) <= 0
}
