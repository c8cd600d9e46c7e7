package status

import (
	"math/big"

	"github.com/shopspring/decimal"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/real"
)

// StatCan is the progress measure of Statistics Canada that is built into Open SDG.
// Source: Statistics Canada, Progress Measurement Methodology for the Sustainable
// Development Goals (https://open-sdg.readthedocs.io/en/latest/progress-methodology/).
//
// It reads Series and Targets. With a target, reached now: target achieved. Otherwise
// the observed growth rate is compared with the required one, both compound and from
// the base year: R = D * CAGR_observed / |CAGR_required|, D being +1 or -1. At least
// 0.95 on track; at least 0.60 acceleration needed; at least 0 limited progress;
// below deterioration. Without a target ([Direction]) D * CAGR_observed is compared
// with 1.5 %, 0.5 % and 0. A growth rate needs values above 0: where the target is
// not met, a base value, last value or target of 0 or less gives no rating (Open SDG
// silently puts 0.001 in place of 0).
//
// The score runs from -5 to 5, linear between these points and clipped: with a
// target R = -0.6 -> -5, 0.6 -> 0, 1.3 -> 5; without one -2 % -> -5, 0 -> -2.5,
// 0.5 % -> 0, 1.5 % -> 2.5, 2 % -> 5. Open SDG rounds the slopes of the former to
// four digits (7.1429 for 50/7, 4.1667 for 25/6), so that its scores differ by up to
// 0.0001. A target achieved scores 5.
//
// A limit L that the indicator cannot pass, such as 100 %, scales the bounds above 0
// that apply without a target by C = 1 - (b/L)^4.44 for a base value b up to L (a
// maximum), by C = 1 - ((2L - b)/L)^4.44 for b between L and 2L (a minimum), and by 1
// beyond. Where b = L, keeping it is on track with the score 5.
//
// A period that spans two years, such as a school year, counts for the first.
type StatCan struct {
	BaseYear   int              // base year, or the first later year with a value; 0 is 2015
	TargetYear int              // year of a target that states none; 0 is 2030
	Limit      zielkette.Number // natural limit of the indicator; none: bounds are not scaled
}

var statCan = method{
	id: "statcan",
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

// Rate returns class "target-achieved", "on-track", "acceleration-needed",
// "limited-progress" or "deterioration". Of several targets the worst counts; for
// the mean of several series there is [MeanProgress]. Figures: base-year, base, year,
// value, target, target-year, observed, required, ratio, scaling and score, as far as
// they were needed.
func (s StatCan) Rate(c Case) Rating {
	points := yearly(c.Series, startYear)
	return c.worst(statCan, func(t Target) Rating { return s.one(points, t) })
}

func (s StatCan) one(points []reading, t Target) Rating {
	p, cause := start(statCan, points, t, or(s.BaseYear, agendaStart), s.TargetYear)
	if cause != "" {
		return p.none(cause)
	}
	if p.reached() {
		p.score(real.Float(big.NewRat(5, 1)))
		return p.rate(1)
	}
	if p.target != nil {
		ratio, cause := p.ratio()
		if cause != "" {
			return p.none(cause)
		}
		p.score(along(ratio, targetScore[:]))
		return p.rate(1 + step(ratio, thousandths(950), thousandths(600), new(big.Rat)))
	}
	observed, cause := p.observed()
	if cause != "" {
		return p.none(cause)
	}
	change := p.signed(observed)
	if limit, ok := s.Limit.Rat(); ok && real.Cmp(change, new(big.Rat)) >= 0 {
		scaling := nearness(p.base.value, limit)
		p.figures = append(p.figures, computed("scaling", "Faktor der Schwellen nahe der Grenze", "factor of the bounds near the limit", scaling))
		if scaling.Sign() == 0 {
			p.score(real.Float(big.NewRat(5, 1)))
			return p.rate(2)
		}
		change.Quo(change, scaling) // instead of scaling all bounds
	}
	p.score(along(change, trendScore[:]))
	return p.rate(1 + step(change, thousandths(15), thousandths(5), new(big.Rat)))
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

func (p *progress) score(x *big.Float) {
	p.figures = append(p.figures, computed("score", "Fortschrittspunkte (-5 bis 5)", "progress score (-5 to 5)", x))
}

// MeanProgress combines the ratings that [StatCan] gave to several series of one
// indicator: the mean of their scores, at least 2.5 on track, at least 0 acceleration
// needed, at least -2.5 limited progress, below deterioration; target achieved only
// where all achieve their targets. Ratings without a score do not count; without any
// there is no rating. Figures: series (how many counted) and score, the exact mean of
// the rounded scores.
func MeanProgress(ratings ...Rating) Rating {
	sum, n, achieved := decimal.Decimal{}, 0, true
	for _, r := range ratings {
		score, ok := r.Figure("score")
		if r.Method != statCan.id || !ok {
			continue
		}
		sum = sum.Add(score)
		achieved = achieved && r.Rank == 1
		n++
	}
	if n == 0 {
		return statCan.none(NoValue)
	}
	mean := sum.Rat()
	mean.Quo(mean, big.NewRat(int64(n), 1))
	figures := []Figure{count("series", "Zahl der Reihen", "number of series", n), exact("score", "Fortschrittspunkte (-5 bis 5)", "progress score (-5 to 5)", mean)}
	rank := 1
	if !achieved {
		rank = 1 + step(real.Float(mean), thousandths(2500), new(big.Rat), thousandths(-2500))
	}
	return statCan.rate(rank, figures...)
}
