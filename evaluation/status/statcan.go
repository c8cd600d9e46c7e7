package status

import (
	"cmp"
	"math/big"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/problems"
	"gitlab.opencode.de/zielkette/zielkette/internal/real"
)

// StatCan is the method of the progress measure of Statistics Canada that is built into
// Open SDG. Source: Statistics Canada, Progress Measurement Methodology for the
// Sustainable Development Goals
// (https://open-sdg.readthedocs.io/en/latest/progress-methodology/).
//
// It reads Series and Demands. With a target, reached now: target achieved. Otherwise
// the observed growth rate is compared with the required one, both compound and from
// the base year: R = D * CAGR_observed / |CAGR_required|, D being +1 or -1. At least
// 0.95 on track; at least 0.60 acceleration needed; at least 0 limited progress;
// below deterioration. Without a target D * CAGR_observed is compared with 1.5 %, 0.5 %
// and 0. The parameters bounds and trendBounds replace these. A growth rate needs values
// above 0: where the target is not met, a base value, last value or target of 0 or less
// gives no rating (Open SDG silently puts 0.001 in place of 0).
//
// The base year is the parameter baseYear, or 2015, or the first later year with a value.
// A target without a year is to be reached by the parameter targetYear, or by 2030. A
// period that spans two years or more, such as a school year, counts for the first.
//
// The score runs from -5 to 5, linear between these points and clipped, whatever the
// bounds of the classes: with a target R = -0.6 -> -5, 0.6 -> 0, 1.3 -> 5; without one
// -2 % -> -5, 0 -> -2.5, 0.5 % -> 0, 1.5 % -> 2.5, 2 % -> 5. Open SDG computes the former
// with slopes of four digits, so that its scores differ by up to 0.0001; the parameter
// slopes "open-sdg" gives these. A target achieved scores 5.
//
// The parameter limit L, which the indicator cannot pass, such as 100 %, scales the
// bounds above 0 that apply without a target by C = 1 - (b/L)^4.44 for a base value b up
// to L (a maximum), by C = 1 - ((2L - b)/L)^4.44 for b between L and 2L (a minimum), and
// by 1 beyond. Where b = L, keeping it is on track with the score 5.
//
// Classes: target-achieved, on-track, acceleration-needed, limited-progress,
// deterioration. Of several targets the worst counts. Figures: base-year, base, year,
// value, target, target-year, observed, required, ratio, scaling and score, as far as
// they were needed.
const StatCan = "statcan"

var statCan = method{
	id: StatCan,
	title: zielkette.Text{
		DE: "Fortschrittsmaß von Statistics Canada (Open SDG)",
		EN: "Progress measure of Statistics Canada (Open SDG)",
	},
	classes: []class{
		{"target-achieved", zielkette.Text{DE: "Ziel erreicht", EN: "Target achieved"}, zielkette.Text{DE: "Der letzte Wert erreicht das Ziel.", EN: "The last value meets the target."}},
		{"on-track", zielkette.Text{DE: "Auf Kurs", EN: "On track"}, zielkette.Text{DE: "Die Entwicklung ist schnell genug.", EN: "The development is fast enough."}},
		{"acceleration-needed", zielkette.Text{DE: "Fortschritt, aber Beschleunigung nötig", EN: "Progress made but acceleration needed"}, zielkette.Text{DE: "Die Entwicklung geht in die gewünschte Richtung, ist aber zu langsam.", EN: "The development goes in the desired direction, but too slowly."}},
		{"limited-progress", zielkette.Text{DE: "Geringer Fortschritt", EN: "Limited progress"}, zielkette.Text{DE: "Die Entwicklung kommt kaum voran.", EN: "The development hardly moves on."}},
		{"deterioration", zielkette.Text{DE: "Verschlechterung", EN: "Deterioration"}, zielkette.Text{DE: "Die Entwicklung geht in die falsche Richtung.", EN: "The development goes in the wrong direction."}},
	},
}

// statCanRule is the method with its parameters.
type statCanRule struct {
	growing
	limit zielkette.Number
	score func(ratio *big.Float) *big.Float // with a target
}

func newStatCan(s Spec, list *problems.List) func(Case) Rating {
	slopes.Check(list, "/slopes", s.Slopes)
	r := statCanRule{growing: s.growing(list), limit: s.Limit}
	if row := slopes.Row(cmp.Or(s.Slopes, ExactSlopes)); row != nil {
		r.score = row.Does
	}
	return func(c Case) Rating {
		points := c.yearly(startYear)
		return r.worst(c, statCan, points, func(d Demand) Rating { return r.one(points, d) })
	}
}

func statCanWords(s Spec, _ int, w *sentence) {
	w.growth(s, agendaStart)
	w.number("natürliche Grenze", "natural limit", s.Limit)
	w.text(slopes.Text(cmp.Or(s.Slopes, ExactSlopes)))
}

func (s statCanRule) one(points []reading, d Demand) Rating {
	p, why := start(statCan, points, d, or(s.baseYear, agendaStart), s.targetYear)
	if why != 0 {
		return p.none(why)
	}
	if p.reached() {
		p.score(real.Float(big.NewRat(5, 1)))
		return p.rate(1)
	}
	if p.target != nil {
		ratio, why := p.ratio()
		if why != 0 {
			return p.none(why)
		}
		p.score(s.score(ratio))
		return p.rate(1 + step(ratio, s.bounds...))
	}
	observed, why := p.observed()
	if why != 0 {
		return p.none(why)
	}
	change := p.signed(observed)
	if limit, ok := s.limit.Rat(); ok && real.Cmp(change, new(big.Rat)) >= 0 {
		scaling := nearness(p.base.value, limit)
		p.figures = append(p.figures, computed("scaling", "Faktor der Schwellen nahe der Grenze", "factor of the bounds near the limit", scaling))
		if scaling.Sign() == 0 {
			p.score(real.Float(big.NewRat(5, 1)))
			return p.rate(2)
		}
		change.Quo(change, scaling) // instead of scaling all bounds
	}
	p.score(along(change, trendScore[:]))
	return p.rate(1 + step(change, s.trend...))
}

// nearness returns the factor C that scales bounds near a natural limit.
func nearness(base, limit *big.Rat) *big.Float {
	one := real.Float(big.NewRat(1, 1))
	twice := new(big.Rat).Add(limit, limit)
	closeness := base
	switch {
	case base.Cmp(twice) >= 0:
		return one
	case base.Cmp(limit) > 0:
		closeness = twice.Sub(twice, base)
	}
	power := real.Pow(real.Float(new(big.Rat).Quo(closeness, limit)), big.NewRat(444, 100))
	return one.Sub(one, power)
}

// corner is a point of a piecewise linear score, in thousandths.
type corner struct{ at, score int64 }

var (
	targetScore = [...]corner{{-600, -5000}, {600, 0}, {1300, 5000}}
	trendScore  = [...]corner{{-20, -5000}, {0, -2500}, {5, 0}, {15, 2500}, {20, 5000}}
)

// along returns the score at x, constant beyond the ends.
func along(x *big.Float, corners []corner) *big.Float {
	score := real.Float(thousandths(corners[0].score))
	for i, to := range corners[1:] {
		from := corners[i]
		if real.Cmp(x, thousandths(from.at)) <= 0 {
			break
		}
		if real.Cmp(x, thousandths(to.at)) >= 0 {
			score = real.Float(thousandths(to.score))
			continue
		}
		slope := real.Float(big.NewRat(to.score-from.score, to.at-from.at))
		score.Sub(x, real.Float(thousandths(from.at)))
		score.Mul(score, slope)
		score.Add(score, real.Float(thousandths(from.score)))
	}
	return score
}

// exactScore is the score of a ratio with a target.
func exactScore(ratio *big.Float) *big.Float { return along(ratio, targetScore[:]) }

// roundedScore is the same with the slopes that Open SDG computes with, its bound between
// the two lines being 0.6.
func roundedScore(ratio *big.Float) *big.Float {
	slope, offset := big.NewRat(41667, 10000), big.NewRat(-5, 2)
	if real.Cmp(ratio, thousandths(600)) >= 0 {
		slope, offset = big.NewRat(71429, 10000), big.NewRat(-42857, 10000)
	}
	score := real.Float(slope)
	score.Add(score.Mul(score, ratio), real.Float(offset))
	for _, end := range []int64{-5, 5} {
		if real.Cmp(score, big.NewRat(end, 1))*int(end) > 0 {
			return real.Float(big.NewRat(end, 1))
		}
	}
	return score
}

func (p *progress) score(x *big.Float) {
	p.figures = append(p.figures, computed("score", "Fortschrittspunkte (-5 bis 5)", "progress score (-5 to 5)", x))
}
