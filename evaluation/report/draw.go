package report

import (
	"math/big"
	"slices"
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/goals/chain"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

// The plot of a chart in tenths of a unit: a picture 340 wide, drawn at nearly that
// size, so that its letters have the size of the text around it.
const (
	chartWidth, chartHeight   = 340, 152
	plotLeft, plotRight       = 440, 3040
	plotTop, plotBottom       = 200, 1290
	labelAbove, belowTheScale = 80, 170
)

// point is a value at a place in time.
type point struct {
	day    zielkette.Date
	period zielkette.Period
	value  *big.Rat
	doubt  bool // of low reliability
	broken bool // does not compare with what came before
}

// scales turn days and values into places of the plot.
type scales struct {
	from, to  zielkette.Date
	low, high *big.Rat
}

func (s scales) x(d zielkette.Date) int {
	all := max(1, s.to.Days(s.from))
	return plotLeft + min(max(d.Days(s.from), 0), all)*(plotRight-plotLeft)/all
}

func (s scales) y(v *big.Rat) int {
	span := new(big.Rat).Sub(s.high, s.low)
	if span.Sign() == 0 {
		return (plotTop + plotBottom) / 2
	}
	part := new(big.Rat).Sub(v, s.low)
	part.Quo(part, span).Mul(part, big.NewRat(plotBottom-plotTop, 1))
	return plotBottom - whole(part)
}

// whole is a fraction as a whole number, cut off, within what a picture can hold.
func whole(r *big.Rat) int {
	n := new(big.Int).Quo(r.Num(), r.Denom())
	if !n.IsInt64() || n.Int64() > 100000 || n.Int64() < -100000 {
		return 100000 * n.Sign()
	}
	return int(n.Int64())
}

// chart draws the values of an indicator against its path or its rule; ok is false
// where there is nothing to draw.
func (r *Report) chart(m *measurement) (f Drawing, ok bool) {
	t, _ := targetOf(m.a)
	revision, inForce := m.a.Revision()
	values := r.series(m)
	if t.Shape == indicators.MilestonesShape || t.Shape == indicators.OrdinalShape || len(values) == 0 {
		return Drawing{}, false
	}
	path := r.path(t, revision, inForce)
	var bounds []*big.Rat
	if inForce && t.Shape == indicators.CorridorShape {
		low, _ := revision.Lower.Rat()
		high, _ := revision.Upper.Rat()
		bounds = []*big.Rat{low, high}
	}
	asOf := r.result.Options().AsOf.Last()
	s := scales{from: values[0].day, to: asOf}
	for _, list := range [][]point{values, path} {
		for _, p := range list {
			if p.day.Compare(s.from) < 0 {
				s.from = p.day
			}
			if p.day.Compare(s.to) > 0 {
				s.to = p.day
			}
		}
	}
	if term := r.plan.Edition().To; !term.IsZero() && term.Last().Compare(s.to) > 0 {
		s.to = term.Last()
	}
	all := append([]*big.Rat{}, bounds...)
	for _, list := range [][]point{values, path} {
		for _, p := range list {
			all = append(all, p.value)
		}
	}
	s.low, s.high = slices.MinFunc(all, (*big.Rat).Cmp), slices.MaxFunc(all, (*big.Rat).Cmp)
	margin := new(big.Rat).Sub(s.high, s.low)
	if margin.Sign() == 0 {
		margin = big.NewRat(1, 1)
	}
	margin.Mul(margin, big.NewRat(12, 100))
	zero := s.low.Sign() >= 0 && s.low.Cmp(margin) < 0
	s.low, s.high = new(big.Rat).Sub(s.low, margin), new(big.Rat).Add(s.high, margin)
	if zero {
		s.low = new(big.Rat)
	}
	f = Drawing{ID: "chart-" + strings.TrimPrefix(cardID(m.a), "indicator-"), Width: chartWidth, Height: chartHeight}
	add := func(kind ShapeKind, style string, at ...Dot) {
		f.Shapes = append(f.Shapes, Shape{Kind: kind, Style: style, At: at})
	}
	words := func(style, text, anchor string, x, y int) {
		f.Shapes = append(f.Shapes, Shape{Kind: Words, Style: style, At: []Dot{{x, y}}, Text: text, Anchor: anchor})
	}
	today := s.x(asOf)
	add(Area, "later", Dot{today, plotTop - 100}, Dot{plotRight, plotTop - 100}, Dot{plotRight, plotBottom}, Dot{today, plotBottom})
	for _, tick := range ticks(s.low, s.high) {
		y := s.y(tick)
		add(Line, "grid", Dot{plotLeft, y}, Dot{plotRight, y})
		words("small", zielkette.Round(tick).Text(r.language, -1), "end", plotLeft-60, y+45)
	}
	add(Line, "axis", Dot{plotLeft, plotBottom}, Dot{plotRight, plotBottom})
	words("small", itoa(s.from.Year()), "start", plotLeft, plotBottom+belowTheScale)
	if s.to.Year() != s.from.Year() {
		words("small", itoa(s.to.Year()), "end", plotRight, plotBottom+belowTheScale)
	}
	if x := today; x > plotLeft+450 && x < plotRight-450 {
		words("small strong", itoa(asOf.Year()), "middle", x, plotBottom+belowTheScale)
	}
	if bounds != nil {
		add(Area, "band", Dot{plotLeft, s.y(bounds[1])}, Dot{plotRight, s.y(bounds[1])}, Dot{plotRight, s.y(bounds[0])}, Dot{plotLeft, s.y(bounds[0])})
	}
	switch {
	case t.Shape == indicators.LimitShape:
		for i, p := range path {
			end := plotRight
			if i+1 < len(path) {
				end = s.x(path[i+1].day)
			}
			y := s.y(p.value)
			add(Line, "limit", Dot{s.x(p.day), y}, Dot{end, y})
		}
	case len(path) > 1:
		var dots []Dot
		for i, p := range path {
			if t.Path == indicators.Step && i > 0 {
				dots = append(dots, Dot{s.x(p.day), dots[len(dots)-1].Y})
			}
			dots = append(dots, Dot{s.x(p.day), s.y(p.value)})
		}
		add(Line, "path", dots...)
		add(Circle, "base", dots[0])
		for _, p := range path[1:] {
			add(Diamond, "target", Dot{s.x(p.day), s.y(p.value)})
		}
		last := path[len(path)-1]
		words("", r.in("Ziel ", "target ")+number(last.value, r.language), "end", plotRight, max(60, s.y(last.value)-labelAbove))
	}
	r.line(m, s, values, add)
	last := values[len(values)-1]
	at := Dot{s.x(last.day), s.y(last.value)}
	if expected, ok := m.a.Expected().Rat(); ok && m.course != "" && m.course != MarkOn {
		if o, has := m.a.Observation(); has && o.Period.Equal(last.period) {
			style := map[Mark]string{MarkAhead: "gap-ahead", MarkBehind: "gap-behind"}[m.course]
			add(Line, style, at, Dot{at.X, s.y(expected)})
		}
	}
	style := "dot"
	if last.doubt {
		style = "doubt"
	}
	add(Circle, style, at)
	y := at.Y - labelAbove
	if expected, ok := m.a.Expected().Rat(); ok && last.value.Cmp(expected) < 0 {
		y = at.Y + 190
	}
	words("strong", number(last.value, r.language), "end", at.X-60, min(plotBottom-20, max(110, y)))
	if _, mark := r.banner(); mark != "" {
		words("fiction small", r.in("fiktiv", "fictional"), "start", plotLeft, 90)
	}
	f.Title = r.title(m) + ", " + values[0].period.Text(r.language) + r.in(" bis ", " to ") + last.period.Text(r.language)
	f.Table = r.courseTable(values, path)
	f.Desc = r.in("Liniendiagramm. ", "Line chart. ")
	for i, v := range values {
		if i > 0 {
			f.Desc += "; "
		}
		f.Desc += v.period.Text(r.language) + ": " + number(v.value, r.language)
	}
	f.Desc += strings.ReplaceAll(r.unit(m.a.Unit()), "\u00a0", " ") + ". " + r.sentence(m).String()
	return f, true
}

// line draws the values: a line where they follow each other, dashes across missing
// periods, nothing across a break.
func (r *Report) line(_ *measurement, s scales, values []point, add func(ShapeKind, string, ...Dot)) {
	for i := range values {
		at := Dot{s.x(values[i].day), s.y(values[i].value)}
		if i < len(values)-1 {
			add(Circle, map[bool]string{true: "doubt", false: "dot"}[values[i].doubt], at)
		}
		if i == 0 || values[i].broken {
			continue
		}
		before := values[i-1]
		style := "value"
		if values[i].day.Days(before.day) > 400 {
			style = "bridge"
		}
		add(Line, style, Dot{s.x(before.day), s.y(before.value)}, at)
	}
}

// series are the values of an indicator that may be counted, one for each period, as
// known at the dates of the report.
func (r *Report) series(m *measurement) []point {
	o := r.result.Options()
	series := r.result.Record().Series(m.a.ID(), m.a.Area())
	q := &indicators.Query{AsOf: o.AsOf, KnownOn: o.KnownOn, Definition: m.indicator.Definition, Breaks: m.indicator.Breaks}
	var out []point
	for obs := range series.Counting(q) {
		if obs.Value.IsZero() {
			continue
		}
		value, _ := obs.Value.Rat()
		if d, ok := obs.Denominator.Rat(); ok && d.Sign() != 0 {
			value.Quo(value, d)
			if per, ok := m.indicator.Per.Rat(); ok {
				value.Mul(value, per)
			}
		}
		p := point{day: obs.Period.End(), period: obs.Period, value: value, doubt: obs.Status == indicators.LowReliability || obs.Status == indicators.Estimated}
		if n := len(out); n > 0 {
			p.broken = obs.Status == indicators.BrokenSeries || series.BreakBetween(out[n-1].period, obs.Period, q)
		}
		out = append(out, p)
	}
	slices.SortStableFunc(out, func(a, b point) int { return a.day.Compare(b.day) })
	return out
}

// path are the corners of the path, or the starts of a limit.
func (r *Report) path(t indicators.Target, revision indicators.Revision, inForce bool) []point {
	if !inForce || t.Shape != indicators.ReachShape && t.Shape != indicators.LimitShape {
		return nil
	}
	var out []point
	if b := t.Baseline; t.Shape == indicators.ReachShape && !b.IsZero() {
		if value, ok := b.Value.Rat(); ok {
			out = append(out, point{day: b.Period.End(), period: b.Period, value: value})
		}
	}
	for _, p := range revision.Points {
		value, ok := p.Value.Rat()
		if !ok || p.Period.IsZero() {
			continue
		}
		day := p.Period.End()
		if t.Shape == indicators.LimitShape {
			day = p.Period.Start()
		}
		out = append(out, point{day: day, period: p.Period, value: value})
	}
	return out
}

// courseTable is the table beside a chart.
func (r *Report) courseTable(values, path []point) Table {
	t := Table{Columns: []Column{{Title: r.in("Zeit", "Time"), Width: 34}, {Title: r.in("Wert", "value"), Right: true, Width: 33}, {Title: r.in("Ziel oder Vorgabe", "target or rule"), Right: true, Width: 33}}, Groups: []Group{{}}}
	row := func(period zielkette.Period, value, target string) {
		t.Groups[0].Rows = append(t.Groups[0].Rows, Row{Cells: []Cell{{Lines: []Phrase{Say(period.Text(r.language))}}, {Lines: []Phrase{Say(value)}}, {Lines: []Phrase{Say(target)}}}})
	}
	i, k := 0, 0
	for i < len(values) || k < len(path) {
		switch {
		case i < len(values) && k < len(path) && values[i].period.Equal(path[k].period):
			row(values[i].period, number(values[i].value, r.language), number(path[k].value, r.language))
			i, k = i+1, k+1
		case k == len(path) || i < len(values) && values[i].day.Compare(path[k].day) <= 0:
			row(values[i].period, number(values[i].value, r.language), "–")
			i++
		default:
			row(path[k].period, "–", number(path[k].value, r.language))
			k++
		}
	}
	return t
}

// number writes a value of a chart with at most two places.
func number(v *big.Rat, language zielkette.Language) string {
	f := zielkette.Round(v)
	return f.Text(language, min(2, placesOf(f)))
}

// ticks are two to five round values between two ends.
func ticks(low, high *big.Rat) []*big.Rat {
	span := new(big.Rat).Sub(high, low)
	step := big.NewRat(1, 1)
	for new(big.Rat).Mul(step, big.NewRat(5, 1)).Cmp(span) < 0 {
		step.Mul(step, big.NewRat(10, 1))
	}
	for new(big.Rat).Mul(step, big.NewRat(2, 1)).Cmp(span) > 0 && step.Denom().BitLen() < 64 {
		step.Quo(step, big.NewRat(10, 1))
	}
	for _, factor := range []int64{1, 2, 5} {
		wide := new(big.Rat).Mul(step, big.NewRat(factor, 1))
		if new(big.Rat).Quo(span, wide).Cmp(big.NewRat(5, 1)) <= 0 {
			step = wide
			break
		}
	}
	first := new(big.Rat).Quo(low, step)
	n := new(big.Int).Div(first.Num(), first.Denom())
	var out []*big.Rat
	for v := new(big.Rat).Mul(new(big.Rat).SetInt(n), step); v.Cmp(high) < 0 && len(out) < 7; v = new(big.Rat).Add(v, step) {
		if v.Cmp(low) >= 0 {
			out = append(out, v)
		}
	}
	return out
}

// moneyChart draws the money by year: frames for what was planned, filled for what was
// spent.
func (r *Report) moneyChart(years []chain.Part, t Table) Drawing {
	f := Drawing{ID: "money-by-year", Width: chartWidth, Height: chartHeight, Table: t}
	largest := most(years)
	box := func(style string, x, width int, s zielkette.Figure) {
		top := plotBottom - int(min(max(tenths(ratio(s, largest)), 0), 1000))*(plotBottom-plotTop)/1000
		f.Shapes = append(f.Shapes, Shape{Kind: Area, Style: style, At: []Dot{{x, top}, {x + width, top}, {x + width, plotBottom}, {x, plotBottom}}})
	}
	step := (plotRight - plotLeft) / max(1, len(years))
	f.Desc = r.in("Säulendiagramm. ", "Column chart. ")
	for i, y := range years {
		x := plotLeft + i*step + step/6
		if !y.Actual.IsZero() {
			box("spent", x+step/8, step/3, y.Actual)
		}
		if !y.Planned.IsZero() {
			box("planned", x, step*2/3, y.Planned)
		}
		f.Shapes = append(f.Shapes, Shape{Kind: Words, Style: "small", At: []Dot{{x + step/3, plotBottom + belowTheScale}}, Text: itoa(y.Year), Anchor: "middle"})
		f.Desc += r.say("%d: geplant %s, ausgegeben %s. ", "%d: planned %s, spent %s. ", y.Year, r.sum(y.Planned), r.sum(y.Actual))
	}
	f.Shapes = append(f.Shapes, Shape{Kind: Line, Style: "axis", At: []Dot{{plotLeft, plotBottom}, {plotRight, plotBottom}}})
	if _, mark := r.banner(); mark != "" {
		f.Shapes = append(f.Shapes, Shape{Kind: Words, Style: "fiction small", At: []Dot{{plotLeft, 90}}, Text: r.in("fiktiv", "fictional")})
	}
	f.Title = r.in("Geld nach Jahren, Euro; Rahmen: geplant, gefüllt: ausgegeben", "Money by year, euros; frame: planned, filled: spent")
	return f
}
