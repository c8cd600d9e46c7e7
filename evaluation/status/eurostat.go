package status

import (
	"math/big"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
)

// Eurostat is the assessment of indicator trends in the report Sustainable
// development in the European Union: monitoring report on progress towards the SDGs
// in an EU context (Eurostat, annual).
//
// It reads Series and Targets. With a target the ratio of observed to required growth
// R = D * CAGR_observed / |CAGR_required| counts: at least 0.95 significant progress;
// at least 0.60 moderate progress; at least 0 insufficient progress; below movement
// away. A target that is reached is significant progress. Without a target
// ([Direction]) D * CAGR_observed counts: at least 1 % significant progress; at least
// 0 moderate progress; at least -1 % moderate, below significant movement away. Where
// the target is not met, values and target have to be above 0.
type Eurostat struct {
	Years      int // length of the trend: it starts so many years before the last value, or in the first later year with a value; 0 is 5, the short-term trend; 15 is the long-term trend
	BaseYear   int // start of the trend, in place of Years
	TargetYear int // year of a target that states none; 0 is 2030
}

const shortTrend = 5 // years

var eurostatTitle = zielkette.Text{
	DE: "Bewertung der Entwicklung nach Eurostat (SDG-Monitoringbericht der EU)",
	EN: "Eurostat assessment of indicator trends (EU SDG monitoring report)",
}

var (
	eurostatTarget = method{"eurostat", eurostatTitle, []class{
		{"significant-progress", zielkette.Text{DE: "Deutlicher Fortschritt", EN: "Significant progress"}, zielkette.Text{DE: "Das Ziel ist erreicht, oder die Entwicklung führt rechtzeitig dorthin.", EN: "The target is reached, or the development leads there in time."}},
		{"moderate-progress", zielkette.Text{DE: "Mäßiger Fortschritt", EN: "Moderate progress"}, zielkette.Text{DE: "Die Entwicklung ist etwas langsamer als erforderlich.", EN: "The development is somewhat slower than required."}},
		{"insufficient-progress", zielkette.Text{DE: "Unzureichender Fortschritt", EN: "Insufficient progress"}, zielkette.Text{DE: "Die Entwicklung ist weit langsamer als erforderlich.", EN: "The development is far slower than required."}},
		{"movement-away", zielkette.Text{DE: "Bewegung vom Ziel weg", EN: "Movement away"}, zielkette.Text{DE: "Die Entwicklung geht vom Ziel weg.", EN: "The development goes away from the target."}},
	}}
	eurostatTrend = method{"eurostat", eurostatTitle, []class{
		{"significant-progress", zielkette.Text{DE: "Deutlicher Fortschritt", EN: "Significant progress"}, zielkette.Text{DE: "Der Wert verbessert sich um mindestens 1 % im Jahr.", EN: "The value improves by at least 1 % a year."}},
		{"moderate-progress", zielkette.Text{DE: "Mäßiger Fortschritt", EN: "Moderate progress"}, zielkette.Text{DE: "Der Wert bleibt gleich oder verbessert sich um weniger als 1 % im Jahr.", EN: "The value stays or improves by less than 1 % a year."}},
		{"moderate-movement-away", zielkette.Text{DE: "Mäßige Bewegung vom Ziel weg", EN: "Moderate movement away"}, zielkette.Text{DE: "Der Wert verschlechtert sich um höchstens 1 % im Jahr.", EN: "The value deteriorates by at most 1 % a year."}},
		{"significant-movement-away", zielkette.Text{DE: "Deutliche Bewegung vom Ziel weg", EN: "Significant movement away"}, zielkette.Text{DE: "Der Wert verschlechtert sich um mehr als 1 % im Jahr.", EN: "The value deteriorates by more than 1 % a year."}},
	}}
)

// Rate returns class "significant-progress", "moderate-progress",
// "insufficient-progress" or "movement-away" with a target, "significant-progress",
// "moderate-progress", "moderate-movement-away" or "significant-movement-away"
// without. Of several targets the worst counts. Figures: base-year, base, year,
// value, target, target-year, observed, required, ratio, as far as they were needed.
func (e Eurostat) Rate(c Case) Rating {
	points := yearly(c.Series, endYear)
	base := e.BaseYear
	if base == 0 && len(points) > 0 {
		base = points[len(points)-1].year - or(e.Years, shortTrend)
	}
	return c.worst(eurostatTarget, func(t Target) Rating {
		m := eurostatTarget
		if t.Kind == Direction {
			m = eurostatTrend
		}
		p, cause := start(m, points, t, base, e.TargetYear)
		switch {
		case cause != "":
			return p.none(cause)
		case p.reached():
			return p.rate(1)
		case p.target != nil:
			ratio, cause := p.ratio()
			if cause != "" {
				return p.none(cause)
			}
			return p.rate(step(ratio, thousandths(950), thousandths(600), new(big.Rat)))
		}
		observed, cause := p.observed()
		if cause != "" {
			return p.none(cause)
		}
		return p.rate(step(p.signed(observed), thousandths(10), new(big.Rat), thousandths(-10)))
	})
}
