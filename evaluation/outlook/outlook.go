package outlook

import (
	"math/big"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/real"
)

// Outlook is where the values of an indicator lead. Where Refused gives a reason, there
// is no figure.
type Outlook struct {
	Indicator evaluation.Assessment `json:"-"`
	From      int                   `json:"from"`             // the start year that was stated
	Refused   Reason                `json:"refused,omitzero"` // why there is no outlook at all
	Points    []Point               `json:"points,omitzero"`  // the values since then, in the order of time
	Target    zielkette.Figure      `json:"target"`           // the value to reach
	By        zielkette.Period      `json:"by"`               // and when
	Rising    bool                  `json:"rising"`           // more is asked for, not less
	Reached   bool                  `json:"reached"`          // the last value reaches the target
	SoFar     zielkette.Figure      `json:"soFar"`            // pace: change per year from the first point to the last
	Needed    zielkette.Figure      `json:"needed"`           // pace: change per year from the last point to the target; none where it is reached
	Trend     Trend                 `json:"trend"`
}

// Point is a value at a place in time.
type Point struct {
	Period zielkette.Period  `json:"period"`
	Value  zielkette.Figure  `json:"value"`
	Status indicators.Status `json:"status,omitzero"`
	at     *big.Rat          // in years
	exact  *big.Rat
}

// Place returns where the point stands in time, in years, on the scale of [Fan].
func (p Point) Place() *big.Rat {
	if p.at == nil {
		return new(big.Rat)
	}
	return new(big.Rat).Set(p.at)
}

// Trend is the straight line through the points. Where Refused gives a reason other than
// [NoSpread], there is none; with that one there is a projection without a spread.
type Trend struct {
	Refused     Reason           `json:"refused,omitzero"`
	N           int              `json:"n"`           // how many points
	Slope       zielkette.Figure `json:"slope"`       // change per year
	Projection  zielkette.Figure `json:"projection"`  // the value of the line at the target's period
	Error       zielkette.Figure `json:"error"`       // its standard error, for a single value
	Low         zielkette.Figure `json:"low"`         // the two-sided interval of 95 percent
	High        zielkette.Figure `json:"high"`        //
	Probability zielkette.Figure `json:"probability"` // of reaching the target, an estimate by Student's t with n - 2 degrees of freedom
	Decisive    []Decisive       `json:"decisive,omitzero"`
	Fan         []Fan            `json:"fan,omitzero"` // the line and its interval from the first point to the target, for a picture
}

// Decisive is a point that decides much: without it the probability is another by more
// than 0.25. It is looked for where there are six points or more.
type Decisive struct {
	Period      zielkette.Period `json:"period"`
	Probability zielkette.Figure `json:"probability"` // without the point
}

// Fan is the line and its interval at one time.
type Fan struct {
	Year zielkette.Figure `json:"year"` // 2030 is the year 2030, or its beginning for shorter periods
	Line zielkette.Figure `json:"line"`
	Low  zielkette.Figure `json:"low"`
	High zielkette.Figure `json:"high"`
}

const (
	fewest       = 5 // points of a trend
	fewestForOut = 6 // points of which one can be left out
)

// Of returns the outlook of an indicator from the values since a year: that in which the
// period of the first value ends. The zero handle has none, with the reason [NoAim].
// Cost: linear in the series, and for each point a probability.
func Of(a evaluation.Assessment, from int) Outlook {
	o := Outlook{Indicator: a, From: from}
	if a.IsZero() {
		o.Refused = NoAim
		return o
	}
	target, by, sign, strict, ok := a.Aim()
	stated, _ := a.Target()
	switch {
	case !ok:
		o.Refused = NoAim
		return o
	case stated.Withheld != "":
		o.Refused = Withheld
		return o
	}
	o.Target, o.By, o.Rising = zielkette.Round(target), by, sign > 0
	if o.Refused = o.collect(); o.Refused != "" {
		o.Points = nil
		return o
	}
	first, last := o.Points[0], o.Points[len(o.Points)-1]
	end := endOf(by, last.Period)
	if end.Cmp(last.at) <= 0 {
		o.Refused = Past
		o.Points = nil
		return o
	}
	if first.at.Cmp(last.at) < 0 {
		o.SoFar = zielkette.Round(pace(first.exact, last.exact, first.at, last.at))
	}
	order := last.exact.Cmp(target) * sign
	if o.Reached = order > 0 || order == 0 && !strict; !o.Reached {
		o.Needed = zielkette.Round(pace(last.exact, target, last.at, end))
	}
	o.Trend = trendOf(o.Points, target, end, sign)
	return o
}

func pace(a, b, from, to *big.Rat) *big.Rat {
	change, years := new(big.Rat).Sub(b, a), new(big.Rat).Sub(to, from)
	return change.Quo(change, years)
}

// collect gathers the points.
func (o *Outlook) collect() Reason {
	a, options := o.Indicator, o.Indicator.Result().Options()
	ind, series := a.Indicator(), a.Series()
	q := indicators.Query{AsOf: options.AsOf, KnownOn: options.KnownOn, Definition: ind.Definition, Breaks: ind.Breaks}
	if ind.Time.Totals(series.Last(&q), o.By) {
		return Total
	}
	have := map[zielkette.Period]bool{}
	for obs := range series.Counting(&q) {
		value, ok := valueOf(&ind, obs)
		if !ok || obs.Period.Year() < o.From {
			continue
		}
		have[obs.Period] = true
		o.Points = append(o.Points, Point{obs.Period, zielkette.Round(value), obs.Status, placeOf(obs.Period), value})
	}
	switch {
	case len(o.Points) == 0:
		return NoValue
	case o.Points[0].Period.Year() != o.From:
		return NoStart
	}
	first, last := o.Points[0].Period, o.Points[len(o.Points)-1].Period
	for obs := range series.All() {
		between := obs.Period.Compare(first) > 0 && obs.Period.Compare(last) < 0
		other := obs.Definition != "" && obs.Definition != ind.Definition
		if between && other && !have[obs.Period] && obs.Status.Counts() && obs.Period.End().By(options.AsOf) && indicators.KnownBy(obs.Known, options.KnownOn) {
			return OtherDefinition
		}
	}
	if series.BreakBetween(first, last, &q) {
		return Break
	}
	return ""
}

// valueOf returns the exact value of an observation, of a share the numerator times per
// over the denominator.
func valueOf(ind *indicators.Indicator, o indicators.Observation) (value *big.Rat, ok bool) {
	value, ok = o.Value.Rat()
	per, isShare := ind.Per.Rat()
	denominator, hasDenominator := o.Denominator.Rat()
	if !ok || isShare != hasDenominator {
		return nil, false
	}
	if isShare {
		value.Mul(value, per)
		value.Quo(value, denominator) // no record has a denominator of 0
	}
	return value, true
}

// daysPerYear is the mean year of the Gregorian calendar, for values of single days.
var daysPerYear = big.NewRat(146_097, 400)

// placeOf returns where a period stands in time, in years: the beginning of the period.
func placeOf(p zielkette.Period) *big.Rat {
	if p.Length().Months() == 0 {
		return daysOf(p.Start())
	}
	return big.NewRat(int64(p.Start().Year()*12+p.Start().Month()-1), 12)
}

func daysOf(day zielkette.Date) *big.Rat {
	days := day.Days(zielkette.MustParseDate("0001-01-01"))
	return new(big.Rat).Add(big.NewRat(1, 1), new(big.Rat).Quo(big.NewRat(int64(days), 1), daysPerYear))
}

// endOf returns where the period stands that is like those on record and ends with the
// target's: for a year and quarters the last of its quarters.
func endOf(by, like zielkette.Period) *big.Rat {
	months := like.Length().Months()
	if months == 0 || by.Length().Months() == 0 {
		return daysOf(by.End())
	}
	start := by.Start().Year()*12 + by.Start().Month() - 1 + by.Length().Months() - months
	return big.NewRat(int64(start), 12)
}

// line is a line through points with what its spread takes.
type line struct {
	n              int
	meanX, meanY   *big.Rat
	sxx            *big.Rat // sum of (x - mean)^2
	slope, squares *big.Rat // sum of squared residuals
}

func through(points []Point) line {
	n := big.NewRat(int64(len(points)), 1)
	l := line{n: len(points), meanX: new(big.Rat), meanY: new(big.Rat), sxx: new(big.Rat), squares: new(big.Rat)}
	for _, p := range points {
		l.meanX.Add(l.meanX, p.at)
		l.meanY.Add(l.meanY, p.exact)
	}
	l.meanX.Quo(l.meanX, n)
	l.meanY.Quo(l.meanY, n)
	sxy, syy := new(big.Rat), new(big.Rat)
	for _, p := range points {
		x, y := new(big.Rat).Sub(p.at, l.meanX), new(big.Rat).Sub(p.exact, l.meanY)
		l.sxx.Add(l.sxx, new(big.Rat).Mul(x, x))
		sxy.Add(sxy, new(big.Rat).Mul(x, y))
		syy.Add(syy, y.Mul(y, y))
	}
	l.slope = new(big.Rat).Quo(sxy, l.sxx)
	l.squares.Sub(syy, sxy.Mul(sxy, l.slope))
	return l
}

// at returns the value of the line.
func (l *line) at(x *big.Rat) *big.Rat {
	y := new(big.Rat).Sub(x, l.meanX)
	return y.Add(l.meanY, y.Mul(y, l.slope))
}

// variance returns the square of the standard error of a single value at x:
// s^2 (1 + 1/n + (x - mean)^2 / Sxx), s^2 the squared residuals over n - 2.
func (l *line) variance(x *big.Rat) *big.Rat {
	d := new(big.Rat).Sub(x, l.meanX)
	d.Mul(d, d)
	d.Quo(d, l.sxx)
	d.Add(d, big.NewRat(int64(l.n+1), int64(l.n)))
	return d.Mul(d, new(big.Rat).Quo(l.squares, big.NewRat(int64(l.n-2), 1)))
}

// probability returns the estimate that a single value at x reaches the target.
func (l *line) probability(x, target *big.Rat, sign int) *big.Rat {
	distance := new(big.Rat).Sub(l.at(x), target)
	if sign < 0 {
		distance.Neg(distance)
	}
	square := new(big.Rat).Mul(distance, distance)
	square.Quo(square, l.variance(x))
	units := real.Decide(func(c *real.Context) *big.Int {
		within := c.StudentWithin(c.Rat(square), l.n-2).Signed(distance.Sign() | 1)
		return within.Add(c.Int(1)).Quo(c.Int(2)).Units(zielkette.Places)
	})
	return new(big.Rat).SetFrac(units, big.NewInt(1_000_000_000_000))
}

// interval is the standard error of a single value and the interval of 95 percent around
// the line.
type interval struct{ deviation, low, high zielkette.Figure }

// intervals returns the intervals at several times.
func (l *line) intervals(times ...*big.Rat) []interval {
	return real.Decide(func(c *real.Context) []interval {
		bound := c.StudentBound(big.NewRat(19, 20), l.n-2)
		out := make([]interval, len(times))
		for i, x := range times {
			deviation, y := c.Rat(l.variance(x)).Sqrt(), c.Rat(l.at(x))
			off := deviation.Mul(bound)
			out[i] = interval{rounded(deviation), rounded(y.Sub(off)), rounded(y.Add(off))}
		}
		return out
	})
}

func rounded(v real.Value) zielkette.Figure {
	return zielkette.NewFigure(v.Units(zielkette.Places), zielkette.Places)
}

func trendOf(points []Point, target, end *big.Rat, sign int) Trend {
	t := Trend{N: len(points)}
	if len(points) < fewest {
		t.Refused = TooFew
		return t
	}
	l := through(points)
	t.Slope, t.Projection = zielkette.Round(l.slope), zielkette.Round(l.at(end))
	if l.squares.Sign() == 0 {
		t.Refused = NoSpread
		return t
	}
	times := timesOf(points[0].at, end)
	intervals := l.intervals(times...)
	last := intervals[len(intervals)-1]
	t.Error, t.Low, t.High = last.deviation, last.low, last.high
	probability := l.probability(end, target, sign)
	t.Probability = zielkette.Round(probability)
	if len(points) >= fewestForOut {
		for i := range points {
			rest := make([]Point, 0, len(points)-1)
			rest = append(append(rest, points[:i]...), points[i+1:]...)
			without := through(rest)
			if without.squares.Sign() == 0 {
				continue // of a line without spread there is no probability
			}
			other := without.probability(end, target, sign)
			if d := new(big.Rat).Sub(other, probability); d.Abs(d).Cmp(big.NewRat(1, 4)) > 0 {
				t.Decisive = append(t.Decisive, Decisive{points[i].Period, zielkette.Round(other)})
			}
		}
	}
	for i, x := range times {
		t.Fan = append(t.Fan, Fan{zielkette.Round(x), zielkette.Round(l.at(x)), intervals[i].low, intervals[i].high})
	}
	return t
}

// fanSteps are the pieces of which the fan is drawn.
const fanSteps = 12

func timesOf(from, to *big.Rat) []*big.Rat {
	var out []*big.Rat
	for k := range fanSteps + 1 {
		x := new(big.Rat).Sub(to, from)
		out = append(out, x.Add(from, x.Mul(x, big.NewRat(int64(k), fanSteps))))
	}
	return out
}
