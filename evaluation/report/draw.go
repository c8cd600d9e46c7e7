package report

import (
	"math/big"
	"slices"
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/goals/chain"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

// point is a value at a place in time.
type point struct {
	day    zielkette.Date
	period zielkette.Period
	value  zielkette.Figure
	doubt  bool // of low reliability
	broken bool // does not compare with what came before
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
// where there is nothing to draw, or nothing but one dot.
func (r *Report) chart(m *measurement, values []point) (f Drawing, ok bool) {
	t, _ := m.target()
	revision, inForce := m.a.Revision()
	if t.Shape == indicators.MilestonesShape || t.Shape == indicators.OrdinalShape || len(values) == 0 {
		return Drawing{}, false
	}
	path := r.path(t, revision, inForce)
	first, last, asOf := values[0], values[len(values)-1], r.result.Options().AsOf.Last()
	var figures []zielkette.Figure
	corridor := inForce && t.Shape == indicators.CorridorShape
	if len(values) == 1 && len(path) == 0 && !corridor {
		return Drawing{}, false
	}
	if corridor {
		figures = append(figures, revision.Lower.Figure(), revision.Upper.Figure())
	}
	from, to := first.day, asOf
	for _, list := range [][]point{values, path} {
		for _, p := range list {
			if p.day.Compare(from) < 0 {
				from = p.day
			}
			if p.day.Compare(to) > 0 {
				to = p.day
			}
			figures = append(figures, p.value)
		}
	}
	if term := r.plan.Edition().To; !term.IsZero() && term.Last().Compare(to) > 0 {
		to = term.Last()
	}
	if !r.on.pictures {
		return Drawing{Table: r.courseTable(values, path)}, true
	}
	s := scaleOf(figures, 12)
	days := max(1, to.Days(from))
	x := func(d zielkette.Date) int {
		return plotLeft + min(max(d.Days(from), 0), days)*(plotRight-plotLeft)/days
	}
	at := func(p point) Dot { return Dot{x(p.day), s.y(p.value)} }
	f = Drawing{ID: chartID(r.cardID(m.a)), Width: chartWidth, Height: chartHeight}
	today := x(asOf)
	f.box("later", Dot{today, plotTop - 100}, Dot{plotRight, plotBottom})
	s.grid(&f, r.language)
	f.add(Line, "axis", Dot{plotLeft, plotBottom}, Dot{plotRight, plotBottom})
	f.words("small", itoa(from.Year()), "", plotLeft, plotBottom+belowTheScale)
	if to.Year() != from.Year() {
		f.words("small", itoa(to.Year()), "end", plotRight, plotBottom+belowTheScale)
	}
	if today > plotLeft+450 && today < plotRight-450 {
		f.words("small strong", itoa(asOf.Year()), "middle", today, plotBottom+belowTheScale)
	}
	dots := make([]Dot, len(values))
	for i, p := range values {
		dots[i] = at(p)
	}
	r.stamp(&f, plotLeft, 90)
	lines := [][]Dot{dots}
	switch {
	case corridor:
		top, foot := s.y(revision.Upper.Figure()), s.y(revision.Lower.Figure())
		f.box("band", Dot{plotLeft, top}, Dot{plotRight, foot})
		f.label("", r.demand(m), lines, spot(Dot{plotRight, top}, "end", false), spot(Dot{plotRight, foot}, "end", true), spot(Dot{plotLeft, top}, "", false), spot(Dot{plotLeft, foot}, "", true))
	case t.Shape == indicators.LimitShape:
		for i, p := range path {
			end := plotRight
			if i+1 < len(path) {
				end = x(path[i+1].day)
			}
			f.add(Line, "limit", at(p), Dot{end, s.y(p.value)})
			lines = append(lines, []Dot{at(p), {end, s.y(p.value)}})
		}
		if n := len(path) - 1; n >= 0 {
			from, to := at(path[n]), Dot{plotRight, s.y(path[n].value)}
			f.label("", r.demand(m), lines, spot(to, "end", false), spot(to, "end", true), spot(from, "", false), spot(from, "", true))
		}
	case len(path) > 1:
		var corners []Dot
		for i, p := range path {
			if t.Path == indicators.Step && i > 0 {
				corners = append(corners, Dot{x(p.day), corners[len(corners)-1].Y})
			}
			corners = append(corners, at(p))
		}
		f.add(Line, "path", corners...)
		f.add(Circle, "base", corners[0])
		lines = append(lines, corners)
		for _, p := range path[1:] {
			f.add(Diamond, "target", at(p))
		}
		goal := at(path[len(path)-1])
		f.label("", r.in("Ziel ", "target ")+r.short(path[len(path)-1].value), lines, spot(goal, "end", false), spot(goal, "end", true), spot(Dot{goal.X, goal.Y - 130}, "end", false), spot(Dot{goal.X - 90, goal.Y + 80}, "end", false))
	}
	f.line(values, dots)
	end, expected := dots[len(dots)-1], m.Expected
	if o, has := m.observed(); has && !expected.IsZero() && o.Period.Equal(last.period) {
		if style := map[Mark]string{MarkAhead: "gap-ahead", MarkBehind: "gap-behind"}[m.course]; style != "" {
			f.add(Line, style, end, Dot{end.X, s.y(expected)})
			lines = append(lines, []Dot{end, {end.X, s.y(expected)}})
		}
	}
	for i, p := range values {
		f.add(Circle, either(p.doubt, "doubt", "dot"), dots[i])
	}
	below := !expected.IsZero() && last.value.Compare(expected) < 0 // away from the path
	left, right := Dot{end.X - 60, end.Y}, Dot{end.X + 60, end.Y}
	f.label("strong", r.short(last.value), lines, spot(left, "end", below), spot(left, "end", !below), spot(end, "middle", below), spot(end, "middle", !below), spot(right, "", below), spot(right, "", !below))
	said := func(p point) string {
		return r.short(p.value) + r.unit(m.Indicator.Unit) + " (" + p.period.Text(r.language) + ")"
	}
	f.Title, f.Desc = r.title(m)+", "+first.period.Text(r.language), r.in("Liniendiagramm: ", "Line chart: ")+said(first)
	if len(values) > 1 {
		f.Title += r.in(" bis ", " to ") + last.period.Text(r.language)
		f.Desc += r.in(" bis ", " to ") + said(last)
	}
	f.Desc += ", " + r.verdict(m).String() + r.in(". Alle Werte stehen in der Tabelle darunter.", ". All values are in the table beneath.")
	f.Table = r.courseTable(values, path)
	return f, true
}

// line draws the values: a line where they follow each other, dashes across missing
// periods, nothing across a break.
func (d *Drawing) line(values []point, dots []Dot) {
	start := 0
	for i := 1; i <= len(values); i++ {
		gap := i < len(values) && values[i].day.Days(values[i-1].day) > 400
		if i < len(values) && !values[i].broken && !gap {
			continue
		}
		if i-start > 1 {
			d.add(Line, "value", dots[start:i]...)
		}
		if gap && !values[i].broken {
			d.add(Line, "bridge", dots[i-1], dots[i])
		}
		start = i
	}
}

// series are the values of an indicator that may be counted, one for each period, as
// known at the dates of the report.
func (r *Report) series(m *measurement) []point {
	o := r.result.Options()
	series := r.result.Record().Series(m.a.ID(), m.a.Area())
	q := &indicators.Query{AsOf: o.AsOf, KnownOn: o.KnownOn, Definition: m.Indicator.Definition, Breaks: m.Indicator.Breaks}
	out := take(r.on, &r.on.points, series.Len())
	for obs := range series.Counting(q) {
		if obs.Value.IsZero() {
			continue
		}
		value := obs.Value.Figure()
		if d, ok := obs.Denominator.Rat(); ok && d.Sign() != 0 {
			n, _ := obs.Value.Rat()
			n.Quo(n, d)
			if per, ok := m.Indicator.Per.Rat(); ok {
				n.Mul(n, per)
			}
			value = zielkette.Round(n)
		}
		p := point{day: obs.Period.End(), period: obs.Period, value: value, doubt: obs.Status == indicators.LowReliability || obs.Status == indicators.Estimated}
		if n := len(out); n > 0 {
			p.broken = obs.Status == indicators.BrokenSeries || series.BreakBetween(out[n-1].period, obs.Period, q)
		}
		out = append(out, p)
	}
	byDay := func(a, b point) int { return a.day.Compare(b.day) }
	if !slices.IsSortedFunc(out, byDay) { // as those are that hold periods of several kinds
		slices.SortStableFunc(out, byDay)
	}
	return out
}

// path are the corners of the path, or the starts of a limit.
func (r *Report) path(t *indicators.Target, revision indicators.Revision, inForce bool) []point {
	if !inForce || t.Shape != indicators.ReachShape && t.Shape != indicators.LimitShape {
		return nil
	}
	var out []point
	if b := t.Baseline; t.Shape == indicators.ReachShape && !b.Value.IsZero() {
		out = append(out, point{day: b.Period.End(), period: b.Period, value: b.Value.Figure()})
	}
	for _, p := range revision.Points {
		if p.Value.IsZero() || p.Period.IsZero() {
			continue
		}
		day := p.Period.End()
		if t.Shape == indicators.LimitShape {
			day = p.Period.Start()
		}
		out = append(out, point{day: day, period: p.Period, value: p.Value.Figure()})
	}
	return out
}

// chartID is the id of the picture on a data sheet.
func chartID(card string) string { return "chart-" + strings.TrimPrefix(card, "indicator-") }

// courseTable is the table beside a chart.
func (r *Report) courseTable(values, path []point) Table {
	const columns = 3
	texts, rows := take(r.on, &r.on.words, columns*(len(values)+len(path))), take(r.on, &r.on.rows, len(values)+len(path)) // most of a page are such rows
	row := func(period zielkette.Period, value, target string) {
		texts = append(texts, r.period(period), value, target)
		rows = append(rows, Row{Texts: texts[len(texts)-columns : len(texts) : len(texts)]})
	}
	i, k := 0, 0
	for i < len(values) || k < len(path) {
		switch {
		case i < len(values) && k < len(path) && values[i].period.Equal(path[k].period):
			row(values[i].period, r.short(values[i].value), r.short(path[k].value))
			i, k = i+1, k+1
		case k == len(path) || i < len(values) && values[i].day.Compare(path[k].day) <= 0:
			row(values[i].period, r.short(values[i].value), "–")
			i++
		default:
			row(path[k].period, "–", r.short(path[k].value))
			k++
		}
	}
	return Table{
		Brief: true, Groups: append(take(r.on, &r.on.groups, 1), Group{Rows: rows}),
		Columns: append(take(r.on, &r.on.columns, columns), Column{Title: r.in("Zeit", "Time")}, Column{Title: r.in("gemessen", "measured"), Right: true}, Column{Title: r.in("Ziel oder Vorgabe", "target or rule"), Right: true}),
	}
}

// short is a figure with at most two places.
func (r *Report) short(f zielkette.Figure) string { return r.figure(f, min(2, placesOf(f))) }

// moneyChart draws the money by year: frames for what was planned, filled for what was
// spent.
func (r *Report) moneyChart(years []chain.Part, t Table) Drawing {
	f := Drawing{ID: "money-by-year", Width: chartWidth, Height: chartHeight, Table: t}
	unit, places := r.in("Euro", "euros"), 0
	switch largest := most(years); {
	case largest.Compare(zielkette.Int(1_000_000).Figure()) >= 0:
		unit, places = r.in("Mio. Euro", "million euros"), 6
	case largest.Compare(zielkette.Int(1_000).Figure()) >= 0:
		unit, places = r.in("Tsd. Euro", "thousand euros"), 3
	}
	scaled := func(sum zielkette.Figure) zielkette.Figure {
		if !sum.IsZero() {
			n, _ := sum.Rat()
			sum = zielkette.Round(n.Quo(n, new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(places)), nil))))
		}
		return sum
	}
	s := scaleOf([]zielkette.Figure{zielkette.Int(0).Figure(), scaled(most(years))}, 12)
	s.grid(&f, r.language)
	box := func(style string, x, width int, sum zielkette.Figure) {
		f.box(style, Dot{x, min(s.y(scaled(sum)), plotBottom)}, Dot{x + width, plotBottom})
	}
	step := (plotRight - plotLeft) / max(1, len(years))
	var said strings.Builder
	said.WriteString(r.in("Säulendiagramm. ", "Column chart. "))
	for i, y := range years {
		x := plotLeft + i*step + step/6
		if !y.Actual.IsZero() {
			box("spent", x+step/8, step/3, y.Actual)
		}
		if !y.Planned.IsZero() {
			box("planned", x, step*2/3, y.Planned)
		}
		f.words("small", itoa(y.Year), "middle", x+step/3, plotBottom+belowTheScale)
		said.WriteString(r.say("%d: geplant %s, ausgegeben %s. ", "%d: planned %s, spent %s. ", y.Year, r.sum(y.Planned), r.sum(y.Actual)))
	}
	f.Desc = said.String()
	f.add(Line, "axis", Dot{plotLeft, plotBottom}, Dot{plotRight, plotBottom})
	f.words("small", unit, "end", plotRight, 90)
	r.stamp(&f, plotLeft, 90)
	f.Title = r.in("Geld nach Jahren, Euro; Rahmen: geplant, gefüllt: ausgegeben", "Money by year, euros; frame: planned, filled: spent")
	return f
}
