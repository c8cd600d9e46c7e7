package status

import (
	"cmp"
	"math/big"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/problems"
)

// leastPoints is the number of values below which Destatis computes nothing.
const leastPoints = 4

// Weather is the method of the weather symbols (Wettersymbole) of the Deutsche
// Nachhaltigkeitsstrategie: sun, sun and cloud, cloud, thunderstorm. Source:
// Statistisches Bundesamt, Status der Indikatoren, 2024
// (https://dns-indikatoren.de/status/). The symbols are no political judgement and
// no forecast.
//
// It reads Series and Demands. Let t be the last year with a value v, and d the
// average yearly change from the first to the last value of the window, per calendar
// year, so that gaps do not bend it: d = (v - v_first) / (t - t_first). The parameter
// window says which values those are. Six are meant; of the published indicators with
// four or five values 12 have a symbol and 15 have none, so the fewest that give one
// are a parameter, minPoints, which is 4 unless stated otherwise and never less.
//
// A value by a year Y, not yet reached, with t before Y: the value is continued to
// P = v + d (Y - t), and the miss is (T - P) / (T - v). Below 5 % sun; from 5 % to 20 %,
// both included, sun and cloud; above 20 % cloud when d goes the right way, else
// thunderstorm. The parameter bounds replaces the two. Where a strict target T demands
// more than v, which has come to T itself, it is sun when d goes the right way, else
// thunderstorm.
//
// A value kept every year, reached before its year, or with t at or after Y: met and d
// not the wrong way sun; met and d the wrong way sun and cloud; missed and d the right
// way cloud; else thunderstorm.
//
// A direction only, by d and by the last change, that from the value before to v: both
// right sun; d right, last change not, sun and cloud; d not right, last change right,
// cloud; else thunderstorm.
//
// Of an interval the weaker end is the target, of several years the nearest, and of
// several targets at once the worst symbol counts. Classes: sun, sun-and-cloud, cloud,
// thunderstorm. Figures: points, value, slope, last-change, target, target-year,
// projected, miss, as far as the procedure needs them.
const Weather = "dns-weather"

var weather = method{
	id: Weather,
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
var weatherReasons = map[indicators.Shape][4]zielkette.Text{
	indicators.ReachShape: {
		{DE: "Bei Fortsetzung der Entwicklung würde der Zielwert erreicht oder um weniger als {0} % der Differenz zwischen Zielwert und aktuellem Wert verfehlt.", EN: "If the development continued, the target would be reached or missed by less than {0} % of the difference between target and current value."},
		{DE: "Bei Fortsetzung der Entwicklung würde das Ziel um mindestens {0} %, aber höchstens {1} % der Differenz zwischen Zielwert und aktuellem Wert verfehlt.", EN: "If the development continued, the target would be missed by at least {0} % and at most {1} % of the difference between target and current value."},
		{DE: "Die Entwicklung geht in die gewünschte Richtung; bei ihrer Fortsetzung würde das Ziel aber um mehr als {1} % der Differenz zwischen Zielwert und aktuellem Wert verfehlt.", EN: "The development goes in the desired direction, but if it continued the target would be missed by more than {1} % of the difference between target and current value."},
		{DE: "Der Abstand zum Ziel ist gleichbleibend hoch oder wird größer.", EN: "The distance to the target stays high or grows."},
	},
	indicators.LimitShape: {
		{DE: "Der Zielwert ist erreicht, und die durchschnittliche Veränderung weist nicht in Richtung einer Verschlechterung.", EN: "The target is met, and the average change does not point towards deterioration."},
		{DE: "Der Zielwert ist erreicht, aber die durchschnittliche Veränderung weist in Richtung einer Verschlechterung.", EN: "The target is met, but the average change points towards deterioration."},
		{DE: "Der Zielwert ist nicht erreicht, aber die durchschnittliche Entwicklung geht in die gewünschte Richtung.", EN: "The target is not met, but the average development goes in the desired direction."},
		{DE: "Der Zielwert ist nicht erreicht, und die Entwicklung ging im Durchschnitt nicht in Richtung des Ziels.", EN: "The target is not met, and on average the development did not go towards it."},
	},
	indicators.DirectionShape: {
		{DE: "Die durchschnittliche und die letzte Veränderung gehen in die richtige Richtung.", EN: "The average and the last change go in the right direction."},
		{DE: "Die durchschnittliche Veränderung geht in die richtige Richtung, die letzte nicht.", EN: "The average change goes in the right direction, the last one does not."},
		{DE: "Die durchschnittliche Veränderung geht nicht in die richtige Richtung, die letzte aber schon.", EN: "The average change does not go in the right direction, but the last one does."},
		{DE: "Weder die durchschnittliche noch die letzte Veränderung geht in die richtige Richtung.", EN: "Neither the average nor the last change goes in the right direction."},
	},
}

// weatherRule is the method with its parameters.
type weatherRule struct {
	window func([]reading) []reading
	least  int
	bounds []*big.Rat // misses: up to sun, up to sun and cloud
	why    map[indicators.Shape][4]zielkette.Text
}

func newWeather(s Spec, list *problems.List) func(Case) Rating {
	windows.Check(list, "/window", s.Window)
	w := weatherRule{least: s.least(leastPoints, list), bounds: rats(s.Bounds), why: map[indicators.Shape][4]zielkette.Text{}}
	if row := windows.Row(cmp.Or(s.Window, SixPoints)); row != nil {
		w.window = row.Does
	}
	if len(w.bounds) > 0 && w.bounds[0].Sign() < 0 {
		list.At("/bounds/0", CodeBounds, s.Bounds[0].String(), "eine Verfehlung ist 0 oder mehr", "a miss is 0 or more")
	}
	for shape, reasons := range weatherReasons {
		for i := range reasons {
			reasons[i] = filled(reasons[i], s.Bounds)
		}
		w.why[shape] = reasons
	}
	return w.rate
}

func (w weatherRule) rate(c Case) Rating {
	points := c.yearly(endYear)
	if len(points) == 0 {
		return weather.none(indicators.NoValue)
	}
	points = w.window(points)
	return c.worst(weather, func(d Demand) Rating { return w.symbol(points, d) })
}

func weatherWords(s Spec, _ int, w *sentence) {
	w.text(windows.Text(cmp.Or(s.Window, SixPoints)))
	w.shares("Verfehlung bis", "miss up to", s.Bounds)
	w.points(s, leastPoints)
}

func (w weatherRule) symbol(points []reading, demand Demand) Rating {
	sign := demand.Direction.Sign()
	if sign == 0 {
		return weather.none(indicators.NoDirection)
	}
	n := len(points)
	figures := append(make([]NamedFigure, 0, 8), count("points", "Zahl der Werte", "number of values", n))
	if n < w.least {
		return weather.none(indicators.TooFewPoints, figures...)
	}
	first, last := points[0], points[n-1]
	g, demanded := demand.at(last)
	numbers, places := alike(first.number, points[n-2].number, last.number, g.number)
	value, years := numbers[2], big.NewInt(int64(last.year-first.year))
	rise := numbers[0].Sub(value, numbers[0]) // the slope is rise / years
	trend := rise.Sign() * sign
	figures = append(figures,
		stated("value", "letzter Wert", "last value", last.number),
		quotient("slope", "durchschnittliche jährliche Veränderung", "average yearly change", rise, years, places))

	if demand.Shape == indicators.DirectionShape {
		change := numbers[1].Sub(value, numbers[1])
		figures = append(figures, quotient("last-change", "letzte Veränderung", "last change", change, big.NewInt(1), places))
		return w.sky(indicators.DirectionShape, pair(trend > 0, change.Sign()*sign > 0), figures)
	}
	if !demanded {
		return weather.none(indicators.NoTarget, figures...)
	}
	figures = append(figures, stated("target", "Zielwert", "target", g.number))
	reached := demand.met(value.Cmp(numbers[3]))
	switch {
	case demand.Shape == indicators.ReachShape && g.year == 0:
		return weather.none(indicators.NoYear, figures...)
	case reached:
		return w.sky(indicators.LimitShape, pair(true, trend >= 0), figures)
	case demand.Shape == indicators.LimitShape || last.year >= g.year:
		return w.sky(indicators.LimitShape, pair(false, trend > 0), figures)
	}
	// With y years to go the value is continued to (value * years + rise * y) / years, and
	// the miss is (distance * years - rise * y) / (distance * years).
	ahead := new(big.Int).Mul(rise, big.NewInt(int64(g.year-last.year)))
	distance := numbers[3].Sub(numbers[3], value)
	distance.Mul(distance, years)
	projected := value.Mul(value, years)
	figures = append(figures,
		count("target-year", "Zieljahr", "target year", g.year),
		quotient("projected", "fortgeschriebener Wert im Zieljahr", "continued value in the target year", projected.Add(projected, ahead), years, places))
	if distance.Sign() == 0 { // a strict target, which any step in the right direction reaches
		if trend > 0 {
			return w.sky(indicators.ReachShape, 1, figures)
		}
		return w.sky(indicators.ReachShape, 4, figures)
	}
	miss := ahead.Sub(distance, ahead)
	figures = append(figures, quotient("miss", "Verfehlung, Anteil am Abstand", "miss, share of the distance", miss, distance, 0))
	if distance.Sign() < 0 {
		miss.Neg(miss)
		distance.Neg(distance)
	}
	switch {
	case against(miss, distance, w.bounds[0]) < 0:
		return w.sky(indicators.ReachShape, 1, figures)
	case against(miss, distance, w.bounds[1]) <= 0:
		return w.sky(indicators.ReachShape, 2, figures)
	case trend > 0:
		return w.sky(indicators.ReachShape, 3, figures)
	}
	return w.sky(indicators.ReachShape, 4, figures)
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
func (w weatherRule) sky(procedure indicators.Shape, rank int, figures []NamedFigure) Rating {
	r := weather.rate(rank, figures...)
	r.Why = w.why[procedure][rank-1]
	return r
}
