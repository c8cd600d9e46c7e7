package status

import (
	"math/big"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
)

// Window selects the values from which the average change is taken.
type Window string

// The windows of [Weather]. The zero value is [SixPoints].
const (
	SixPoints Window = "six-points" // the last six values, however far apart
	SixYears  Window = "six-years"  // the values of the last six calendar years
)

// leastPoints is the number of values below which Destatis computes nothing.
const leastPoints = 4

// Weather is the rule for the weather symbols (Wettersymbole) of the Deutsche
// Nachhaltigkeitsstrategie: sun, sun and cloud, cloud, thunderstorm. Source:
// Statistisches Bundesamt, Status der Indikatoren, 2024
// (https://dns-indikatoren.de/status/). The symbols are no political judgement and
// no forecast.
//
// It reads Series and Targets. Let t be the last year with a value v, and d the
// average yearly change from the first to the last value of the window, per calendar
// year, so that gaps do not bend it: d = (v - v_first) / (t - t_first). Up to six
// values are used, exceptionally four or five; fewer give no rating.
//
// A value by a year Y ([ByYear]), not yet reached, with t before Y: the value is
// continued to P = v + d (Y - t), and the miss is (T - P) / (T - v). Below 5 % sun;
// from 5 % to 20 %, both included, sun and cloud; above 20 % cloud when d goes the
// right way, else thunderstorm.
//
// A value kept every year ([EveryYear]), reached before its year, or with t at or
// after Y: met and d not the wrong way sun; met and d the wrong way sun and cloud;
// missed and d the right way cloud; else thunderstorm.
//
// A direction only ([Direction]), by d and by the last change, that from the value
// before to v: both right sun; d right, last change not, sun and cloud; d not right,
// last change right, cloud; else thunderstorm.
//
// Of an interval the weaker end is the target, of several years the nearest, and of
// several targets at once the worst symbol counts.
type Weather struct {
	Window Window // which values count; the zero value is SixPoints
}

var weather = method{
	id: "dns-weather",
	title: zielkette.Text{
		DE: "Wettersymbol der Deutschen Nachhaltigkeitsstrategie (Destatis, Methodik 2024)",
		EN: "Weather symbol of the German Sustainable Development Strategy (Destatis, methodology 2024)",
	},
	classes: []class{
		{id: "sun", label: zielkette.Text{DE: "Sonne", EN: "Sun"}},
		{id: "sun-and-cloud", label: zielkette.Text{DE: "Leicht bewölkt", EN: "Sun and cloud"}},
		{id: "cloud", label: zielkette.Text{DE: "Wolke", EN: "Cloud"}},
		{id: "thunderstorm", label: zielkette.Text{DE: "Gewitter", EN: "Thunderstorm"}},
	},
}

// weatherReasons gives the criterion of each symbol, by the procedure applied.
var weatherReasons = map[Kind][4]zielkette.Text{
	ByYear: {
		{DE: "Bei Fortsetzung der Entwicklung würde der Zielwert erreicht oder um weniger als 5 % der Differenz zwischen Zielwert und aktuellem Wert verfehlt.", EN: "If the development continued, the target would be reached or missed by less than 5 % of the difference between target and current value."},
		{DE: "Bei Fortsetzung der Entwicklung würde das Ziel um mindestens 5 %, aber höchstens 20 % der Differenz zwischen Zielwert und aktuellem Wert verfehlt.", EN: "If the development continued, the target would be missed by at least 5 % and at most 20 % of the difference between target and current value."},
		{DE: "Die Entwicklung geht in die gewünschte Richtung; bei ihrer Fortsetzung würde das Ziel aber um mehr als 20 % der Differenz zwischen Zielwert und aktuellem Wert verfehlt.", EN: "The development goes in the desired direction, but if it continued the target would be missed by more than 20 % of the difference between target and current value."},
		{DE: "Der Abstand zum Ziel ist gleichbleibend hoch oder wird größer.", EN: "The distance to the target stays high or grows."},
	},
	EveryYear: {
		{DE: "Der Zielwert ist erreicht, und die durchschnittliche Veränderung weist nicht in Richtung einer Verschlechterung.", EN: "The target is met, and the average change does not point towards deterioration."},
		{DE: "Der Zielwert ist erreicht, aber die durchschnittliche Veränderung weist in Richtung einer Verschlechterung.", EN: "The target is met, but the average change points towards deterioration."},
		{DE: "Der Zielwert ist nicht erreicht, aber die durchschnittliche Entwicklung geht in die gewünschte Richtung.", EN: "The target is not met, but the average development goes in the desired direction."},
		{DE: "Der Zielwert ist nicht erreicht, und die Entwicklung ging im Durchschnitt nicht in Richtung des Ziels.", EN: "The target is not met, and on average the development did not go towards it."},
	},
	Direction: {
		{DE: "Die durchschnittliche und die letzte Veränderung gehen in die richtige Richtung.", EN: "The average and the last change go in the right direction."},
		{DE: "Die durchschnittliche Veränderung geht in die richtige Richtung, die letzte nicht.", EN: "The average change goes in the right direction, the last one does not."},
		{DE: "Die durchschnittliche Veränderung geht nicht in die richtige Richtung, die letzte aber schon.", EN: "The average change does not go in the right direction, but the last one does."},
		{DE: "Weder die durchschnittliche noch die letzte Veränderung geht in die richtige Richtung.", EN: "Neither the average nor the last change goes in the right direction."},
	},
}

// Rate returns the symbol of the case: class "sun", "sun-and-cloud", "cloud" or
// "thunderstorm". Figures: points, value, slope, last-change, target, target-year,
// projected, miss, as far as the procedure needs them.
func (w Weather) Rate(c Case) Rating {
	points := yearly(c.Series, endYear)
	if len(points) == 0 {
		return weather.none(NoValue)
	}
	points = w.cut(points)
	return c.worst(weather, func(t Target) Rating { return symbol(points, t) })
}

// cut returns the values within the window.
func (w Weather) cut(points []reading) []reading {
	last := points[len(points)-1].year
	for len(points) > 6 && w.Window != SixYears || w.Window == SixYears && points[0].year <= last-6 {
		points = points[1:]
	}
	return points
}

func symbol(points []reading, t Target) Rating {
	sign := t.Way.sign()
	if sign == 0 {
		return weather.none(NoDirection)
	}
	n := len(points)
	figures := []Figure{count("points", "Zahl der Werte", "number of values", n)}
	if n < leastPoints {
		return weather.none(TooFewPoints, figures...)
	}
	first, last := points[0], points[n-1]
	slope := new(big.Rat).Sub(last.value, first.value)
	slope.Quo(slope, big.NewRat(int64(last.year-first.year), 1))
	trend := slope.Sign() * sign
	figures = append(figures,
		exact("value", "letzter Wert", "last value", last.value),
		exact("slope", "durchschnittliche jährliche Veränderung", "average yearly change", slope))

	if t.Kind == Direction {
		change := new(big.Rat).Sub(last.value, points[n-2].value)
		figures = append(figures, exact("last-change", "letzte Veränderung", "last change", change))
		return sky(Direction, pair(trend > 0, change.Sign()*sign > 0), figures)
	}
	d, ok := t.demand(last.year)
	if !ok {
		return weather.none(NoTarget, figures...)
	}
	target := d.value(sign)
	figures = append(figures, exact("target", "Zielwert", "target", target))
	reached := met(last.value, target, sign)
	if t.Kind == ByYear && d.Year == 0 {
		return weather.none(NoYear, figures...)
	}
	if t.Kind == EveryYear || reached || last.year >= d.Year {
		if reached {
			return sky(EveryYear, pair(true, trend >= 0), figures)
		}
		return sky(EveryYear, pair(false, trend > 0), figures)
	}
	projected := new(big.Rat).Mul(slope, big.NewRat(int64(d.Year-last.year), 1))
	projected.Add(projected, last.value)
	miss := new(big.Rat).Sub(target, projected)
	miss.Quo(miss, new(big.Rat).Sub(target, last.value))
	figures = append(figures,
		count("target-year", "Zieljahr", "target year", d.Year),
		exact("projected", "fortgeschriebener Wert im Zieljahr", "continued value in the target year", projected),
		exact("miss", "Verfehlung, Anteil am Abstand", "miss, share of the distance", miss))
	switch {
	case miss.Cmp(big.NewRat(5, 100)) < 0:
		return sky(ByYear, 1, figures)
	case miss.Cmp(big.NewRat(20, 100)) <= 0:
		return sky(ByYear, 2, figures)
	case trend > 0:
		return sky(ByYear, 3, figures)
	}
	return sky(ByYear, 4, figures)
}

// pair ranks two answers, the first of which weighs more.
func pair(major, minor bool) int {
	rank := 4
	if major {
		rank -= 2
	}
	if minor {
		rank--
	}
	return rank
}

// sky rates with the criterion of the procedure applied.
func sky(procedure Kind, rank int, figures []Figure) Rating {
	r := weather.rate(rank, figures...)
	r.Reason = weatherReasons[procedure][rank-1]
	return r
}
