package status

import (
	"fmt"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/problems"
	"gitlab.opencode.de/zielkette/zielkette/internal/real"
)

// Eurostat is the method of the assessment of indicator trends in the report Sustainable
// development in the European Union: monitoring report on progress towards the SDGs
// in an EU context (Eurostat, annual).
//
// It reads Series and Demands. With a target the ratio of observed to required growth
// R = D * CAGR_observed / |CAGR_required| counts: at least 0.95 significant progress;
// at least 0.60 moderate progress; at least 0 insufficient progress; below movement
// away. A target that is reached is significant progress. Without a target
// D * CAGR_observed counts: at least 1 % significant progress; at least 0 moderate
// progress; at least -1 % moderate, below significant movement away. The parameters
// bounds and trendBounds replace these. Where the target is not met, values and target
// have to be above 0.
//
// The trend starts as many years before the last value as the parameter years says, or in
// the first later year with a value: 5 for the short-term trend, unless stated otherwise,
// 15 for the long-term trend. The parameter baseYear states its start instead. A target
// without a year is to be reached by the parameter targetYear, or by 2030.
//
// Classes: significant-progress, moderate-progress, insufficient-progress, movement-away
// with a target, significant-progress, moderate-progress, moderate-movement-away,
// significant-movement-away without. Of several targets the worst counts. Figures:
// base-year, base, year, value, target, target-year, observed, required, ratio, as far as
// they were needed.
const Eurostat = "eurostat"

const shortTrend = 5 // years

var eurostatTitle = zielkette.Text{
	DE: "Bewertung der Entwicklung nach Eurostat (SDG-Monitoringbericht der EU)",
	EN: "Eurostat assessment of indicator trends (EU SDG monitoring report)",
}

var (
	eurostatTarget = method{Eurostat, eurostatTitle, []class{
		{"significant-progress", zielkette.Text{DE: "Deutlicher Fortschritt", EN: "Significant progress"}, zielkette.Text{DE: "Das Ziel ist erreicht, oder die Entwicklung führt rechtzeitig dorthin.", EN: "The target is reached, or the development leads there in time."}},
		{"moderate-progress", zielkette.Text{DE: "Mäßiger Fortschritt", EN: "Moderate progress"}, zielkette.Text{DE: "Die Entwicklung ist etwas langsamer als erforderlich.", EN: "The development is somewhat slower than required."}},
		{"insufficient-progress", zielkette.Text{DE: "Unzureichender Fortschritt", EN: "Insufficient progress"}, zielkette.Text{DE: "Die Entwicklung ist weit langsamer als erforderlich.", EN: "The development is far slower than required."}},
		{"movement-away", zielkette.Text{DE: "Bewegung vom Ziel weg", EN: "Movement away"}, zielkette.Text{DE: "Die Entwicklung geht vom Ziel weg.", EN: "The development goes away from the target."}},
	}}
	eurostatTrend = method{Eurostat, eurostatTitle, []class{
		{"significant-progress", zielkette.Text{DE: "Deutlicher Fortschritt", EN: "Significant progress"}, zielkette.Text{DE: "Der Wert verbessert sich um mindestens {0} % im Jahr.", EN: "The value improves by at least {0} % a year."}},
		{"moderate-progress", zielkette.Text{DE: "Mäßiger Fortschritt", EN: "Moderate progress"}, zielkette.Text{DE: "Der Wert bleibt gleich oder verbessert sich um weniger als {0} % im Jahr.", EN: "The value stays or improves by less than {0} % a year."}},
		{"moderate-movement-away", zielkette.Text{DE: "Mäßige Bewegung vom Ziel weg", EN: "Moderate movement away"}, zielkette.Text{DE: "Der Wert verschlechtert sich um höchstens {2} % im Jahr.", EN: "The value deteriorates by at most {2} % a year."}},
		{"significant-movement-away", zielkette.Text{DE: "Deutliche Bewegung vom Ziel weg", EN: "Significant movement away"}, zielkette.Text{DE: "Der Wert verschlechtert sich um mehr als {2} % im Jahr.", EN: "The value deteriorates by more than {2} % a year."}},
	}}
)

// eurostatRule is the method with its parameters.
type eurostatRule struct {
	growing
	years      int
	withTarget method
	without    method
}

func newEurostat(s Spec, list *problems.List) func(Case) Rating {
	if s.Years < 0 || s.Years > maxPoints {
		list.At("/years", zielkette.CodeRange, fmt.Sprint(s.Years),
			"ein Trend hat mindestens 1 Jahr und höchstens 100",
			"a trend has at least 1 year and at most 100")
	}
	if s.Years != 0 && s.BaseYear != 0 {
		list.At("/years", CodeBounds, fmt.Sprint(s.Years),
			`"years" oder "baseYear" angeben, nicht beides`,
			`state "years" or "baseYear", not both`)
	}
	e := eurostatRule{s.growing(list), s.Years, eurostatTarget.with(s.Bounds), eurostatTrend.with(s.TrendBounds)}
	return e.rate
}

func eurostatWords(s Spec, _ int, w *sentence) {
	if s.BaseYear == 0 {
		n := or(s.Years, shortTrend)
		unit := zielkette.Text{DE: "Jahre", EN: "years"}
		if n == 1 {
			unit = zielkette.Text{DE: "Jahr", EN: "year"}
		}
		w.say(fmt.Sprintf("Verlauf über %d %s", n, unit.DE), fmt.Sprintf("trend of %d %s", n, unit.EN))
	}
	w.growth(s, 0)
}

func (e eurostatRule) rate(c Case) Rating {
	points := c.yearly(endYear)
	base := e.baseYear
	if base == 0 && len(points) > 0 {
		base = points[len(points)-1].year - or(e.years, shortTrend)
	}
	return e.worst(c, e.withTarget, points, func(run *real.Context, d Demand) Rating { return e.one(run, points, d, base) })
}

func (e eurostatRule) one(c *real.Context, points []reading, d Demand, base int) Rating {
	m := e.withTarget
	if d.Shape == indicators.DirectionShape {
		m = e.without
	}
	p, why := start(c, m, points, d, base, e.targetYear)
	switch {
	case why != 0:
		return p.none(why)
	case p.reached():
		return p.rate(1)
	case !p.target.IsZero():
		ratio, why := p.ratio()
		if why != 0 {
			return p.none(why)
		}
		return p.rate(step(ratio, e.bounds...))
	}
	observed, why := p.observed()
	if why != 0 {
		return p.none(why)
	}
	return p.rate(step(observed.Signed(p.sign), e.trend...))
}
