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
	score func(c *real.Context, ratio real.Value) real.Value // with a target
}

func newStatCan(s Spec, list *problems.List) func(Case) Rating {
	slopes.Check(list, "/slopes", s.Slopes)
	r := statCanRule{growing: s.growing(list), limit: s.Limit}
	if row := slopes.Row(cmp.Or(s.Slopes, ExactSlopes)); row != nil {
		r.score = row.Does
	}
	return func(c Case) Rating {
		points := c.yearly(startYear)
		return r.worst(c, statCan, points, func(run *real.Context, d Demand) Rating { return r.one(run, points, d) })
	}
}

func statCanWords(s Spec, _ int, w *sentence) {
	w.growth(s, agendaStart)
	w.number("natürliche Grenze", "natural limit", s.Limit)
	w.text(slopes.Text(cmp.Or(s.Slopes, ExactSlopes)))
}

func (s statCanRule) one(c *real.Context, points []reading, d Demand) Rating {
	p, why := start(c, statCan, points, d, or(s.baseYear, agendaStart), s.targetYear)
	if why != 0 {
		return p.none(why)
	}
	if p.reached() {
		p.score(c.Int(5))
		return p.rate(1)
	}
	if !p.target.IsZero() {
		ratio, why := p.ratio()
		if why != 0 {
			return p.none(why)
		}
		p.score(s.score(c, ratio))
		return p.rate(1 + step(ratio, s.bounds...))
	}
	observed, why := p.observed()
	if why != 0 {
		return p.none(why)
	}
	change := observed.Signed(p.sign)
	if !s.limit.IsZero() && change.CmpThousandths(0) >= 0 {
		scaling := nearness(c, p.base.number, s.limit)
		p.figures = append(p.figures, computed("scaling", "Faktor der Schwellen nahe der Grenze", "factor of the bounds near the limit", scaling))
		if scaling.Sign() == 0 {
			p.score(c.Int(5))
			return p.rate(2)
		}
		change = change.Quo(scaling) // instead of scaling all bounds
	}
	p.score(along(c, change, trendScore[:]))
	return p.rate(1 + step(change, s.trend...))
}

// nearness returns the factor C that scales bounds near a natural limit.
func nearness(c *real.Context, base, limit zielkette.Number) real.Value {
	one := c.Int(1)
	units, _ := alike(base, limit)
	closeness, whole := units[0], units[1]
	twice := new(big.Int).Lsh(whole, 1)
	switch {
	case closeness.Cmp(twice) >= 0:
		return one
	case closeness.Cmp(whole) > 0:
		closeness.Sub(twice, closeness)
	}
	power, _ := c.Ratio(closeness, whole).Pow(big.NewRat(444, 100)) // of what is at most 1
	return one.Sub(power)
}

// corner is a point of a piecewise linear score, in thousandths.
type corner struct{ at, score int64 }

var (
	targetScore = [...]corner{{-600, -5000}, {600, 0}, {1300, 5000}}
	trendScore  = [...]corner{{-20, -5000}, {0, -2500}, {5, 0}, {15, 2500}, {20, 5000}}
)

// along returns the score at x, constant beyond the ends.
func along(c *real.Context, x real.Value, corners []corner) real.Value {
	k := 0
	for k < len(corners) && x.CmpThousandths(corners[k].at) >= 0 {
		k++
	}
	if k == 0 || k == len(corners) {
		return c.Int(corners[max(k-1, 0)].score).Quo(c.Int(1000))
	}
	// from.score + (x - from.at) * rise / run
	from, to := corners[k-1], corners[k]
	rise, run := to.score-from.score, to.at-from.at
	return x.Mul(c.Int(1000 * rise)).Add(c.Int(from.score*run - from.at*rise)).Quo(c.Int(1000 * run))
}

// exactScore is the score of a ratio with a target.
func exactScore(c *real.Context, ratio real.Value) real.Value {
	return along(c, ratio, targetScore[:])
}

// roundedScore is the same with the slopes that Open SDG computes with, its bound between
// the two lines being 0.6.
func roundedScore(c *real.Context, ratio real.Value) real.Value {
	slope, offset := int64(41667), int64(-25000) // ten thousandths
	if ratio.CmpThousandths(600) >= 0 {
		slope, offset = 71429, -42857
	}
	score := ratio.Mul(c.Int(slope)).Add(c.Int(offset)).Quo(c.Int(10000))
	for _, end := range []int64{-5, 5} {
		if score.CmpThousandths(1000*end)*int(end) > 0 {
			return c.Int(end)
		}
	}
	return score
}

func (p *progress) score(x real.Value) {
	p.figures = append(p.figures, computed("score", "Fortschrittspunkte (-5 bis 5)", "progress score (-5 to 5)", x))
}
