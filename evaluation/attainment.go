package evaluation

import (
	"math/big"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

// outcome is a finding with an attainment of any size.
type outcome struct {
	finding
	wide *big.Int // the attainment where it does not fit; attained is then isWide
}

func (o outcome) attainment() fixed {
	if o.attained == isWide {
		return fixed{wide: o.wide}
	}
	return fixed{n: o.attained}
}

func (o outcome) withheld(reason indicators.Reason) outcome {
	o.state, o.reason = Withheld, reason
	return o
}

func (o outcome) scored(f fixed) outcome {
	o.state, o.attained = Scored, f.n
	if f.wide != nil || f.n == isWide {
		o.attained, o.wide = isWide, f.big()
	}
	return o
}

// question is what an evaluation asks every series: the dates are the same for
// all, the rest is filled in for each.
func (o *Options) question() indicators.Query {
	return indicators.Query{AsOf: o.AsOf, KnownOn: o.KnownOn}
}

func (m *measured) ask(q *indicators.Query, breaks []indicators.Break) {
	q.MaxAge, q.Carry = m.maxAge, m.carry
	if q.Definition != m.definition { // mostly there is none, and writing a pointer is dear
		q.Definition = m.definition
	}
	if len(q.Breaks) > 0 || len(breaks) > 0 {
		q.Breaks = breaks
	}
}

// assess finds the observation and the revision of the target that count, and
// the attainment. q is the question of the evaluation; what it says of the
// indicator is overwritten.
func (m *measured) assess(series indicators.Series, q *indicators.Query) (o outcome) {
	if !m.plainly(series, q, &o.finding) {
		return m.thoroughly(series, q)
	}
	return o
}

// thoroughly is assess for every case.
func (m *measured) thoroughly(series indicators.Series, q *indicators.Query) outcome {
	m.ask(q, m.indicator.Breaks)
	out := outcome{finding: finding{observation: -1}}
	if m.target != nil && m.target.Shape == indicators.MilestonesShape {
		if m.target.Withheld != "" {
			return out.withheld(indicators.ByAuthor)
		}
		progress, _ := zielkette.ProgressOf(m.target.Milestones, q.AsOf, q.KnownOn)
		return out.scored(roundRat(progress.Share.Rat()))
	}
	t := m.target
	counts, none := series.Counted(q)
	if none != 0 {
		out.state, out.reason = NotReported, none
		return out
	}
	out.observation = int32(counts.Position())
	switch {
	case t == nil:
		return out.withheld(indicators.NoTarget)
	case t.Withheld != "":
		return out.withheld(indicators.ByAuthor)
	case t.Shape == indicators.DirectionShape:
		return out.withheld(indicators.DirectionOnly)
	case t.Shape == indicators.OrdinalShape:
		return out.ordinal(t, counts.Observation().Label)
	}
	revision := inForce(t.Revisions, q.AsOf, q.KnownOn)
	switch {
	case revision == nil:
		return out.withheld(indicators.NotInForce)
	case revision.Withdrawn:
		return out.withheld(indicators.Withdrawn)
	}
	value, denominator := counts.Figures()
	period := counts.Period()
	v, reason := counted(m.indicator, value, denominator)
	switch {
	case value.IsZero():
		return out.withheld(indicators.NoNumber)
	case reason != 0:
		return out.withheld(reason)
	case t.Shape == indicators.CorridorShape:
		return out.within(v, &revision.Lower, &revision.Upper, revision.Tolerance)
	case t.Shape == indicators.LimitShape:
		bound := limitFor(revision.Points, period)
		switch {
		case bound == nil:
			return out.withheld(indicators.BeforeLimit)
		case m.indicator.Direction == indicators.Up:
			return out.within(v, bound, nil, revision.Tolerance)
		}
		return out.within(v, nil, bound, revision.Tolerance)
	}
	target := revision.Points[len(revision.Points)-1].Value
	baseline := &t.Baseline
	switch d := m.indicator.Direction.Sign(); {
	case d != 0 && d != target.Compare(baseline.Value):
		return out.withheld(indicators.AgainstDirection)
	case series.BreakBetween(baseline.Period, period, q) || baseline.Definition != "" && baseline.Definition != m.indicator.Definition:
		return out.withheld(indicators.BaselineBeforeBreak)
	}
	return out.scored(v.reach(baseline.Value, target))
}

// plainly is assess for the common case; ok is false, and the finding means
// nothing, where the case is another or the value turns out to need the long way.
// The finding is filled in where it stands, field by field: copying one costs as
// much as the arithmetic.
func (m *measured) plainly(series indicators.Series, q *indicators.Query, f *finding) (ok bool) {
	p := &m.reach
	if !m.plain || !p.decided.IsZero() && !p.decided.By(q.AsOf) || !indicators.KnownBy(p.known, q.KnownOn) {
		return false
	}
	m.ask(q, nil)
	counts, none := series.Counted(q)
	f.observation, f.state = int32(counts.Position()), Scored
	if none != 0 {
		f.state, f.reason = NotReported, none
		return true
	}
	v, places, small := counts.Small()
	if !small || series.BreakBetween(p.baseline, counts.Period(), q) {
		return false
	}
	f.attained, ok = reach(v, places, p.from, p.to, int(p.places))
	return ok
}

// inForce returns the revision that counts: of those decided by the as-of date
// and known by the known-on date, the one decided last; of several decided on
// one day, the last on the list. Without a date of decision a revision counts
// from the start. nil when there is none.
func inForce(revisions []indicators.Revision, asOf, knownOn zielkette.Date) (best *indicators.Revision) {
	for i := range revisions {
		r := &revisions[i]
		if !r.Decided.IsZero() && !r.Decided.By(asOf) || !indicators.KnownBy(r.Known, knownOn) {
			continue
		}
		if best == nil || r.Decided.Last().Compare(best.Decided.Last()) >= 0 {
			best = r
		}
	}
	return best
}

// limitFor returns the bound that holds for a period, nil before the first.
func limitFor(points []indicators.Point, period zielkette.Period) *zielkette.Number {
	for i := len(points) - 1; i >= 0; i-- {
		if points[i].Period.Compare(period) <= 0 {
			return &points[i].Value
		}
	}
	return nil
}

// figure is the value that counts, as a fraction or, where it is a plain number
// that fits, as a small scaled integer.
type figure struct {
	number zielkette.Number // the value, where rat is nil
	rat    *big.Rat
}

// outside tells on which side of bounds, of which one may be nil, a value lies.
func outside(v *big.Rat, lower, upper *zielkette.Number) (below, above bool) {
	if lower != nil {
		l, _ := lower.Rat()
		below = v.Cmp(l) < 0
	}
	if upper != nil {
		u, _ := upper.Rat()
		above = v.Cmp(u) > 0
	}
	return below, above
}

// counted returns the value an observation counts with: the value as it stands,
// or of a share the numerator times per over the denominator.
func counted(ind *indicators.Indicator, value, denominator zielkette.Number) (figure, indicators.Reason) {
	switch {
	case ind.Per.IsZero() && denominator.IsZero():
		return figure{number: value}, 0
	case ind.Per.IsZero():
		return figure{}, indicators.NoShareExpected
	case denominator.IsZero():
		return figure{}, indicators.ShareWithoutParts
	}
	v, _ := value.Rat()
	d, _ := denominator.Rat()
	per, _ := ind.Per.Rat()
	return figure{rat: v.Quo(v.Mul(v, per), d)}, 0
}

func (f figure) exact() *big.Rat {
	if f.rat != nil {
		return f.rat
	}
	r, _ := f.number.Rat()
	return r
}

// Reach returns the attainment (Zielerreichungsgrad) of a value that is to get from
// a baseline b to a target T, by itself and without a strategy: (v - b) / (T - b),
// rising or falling, unbounded, rounded once to [zielkette.Places] digits, half away from zero. There
// is none where one of the three is none, and where the target is the baseline.
func Reach(baseline, target, value zielkette.Number) zielkette.Figure {
	if baseline.IsZero() || target.IsZero() || value.IsZero() || target.Equal(baseline) {
		return zielkette.Figure{}
	}
	return figure{number: value}.reach(baseline, target).figure()
}

// reach returns (v - b) / (T - b) at 12 places.
func (f figure) reach(baseline, target zielkette.Number) fixed {
	v, vp, ok1 := f.number.Small()
	b, t, places, ok2 := alike(baseline, target)
	if ok1 && ok2 {
		if n, ok := reach(v, vp, b, t, places); ok {
			return fixed{n: n}
		}
	}
	from, _ := baseline.Rat()
	to, _ := target.Rat()
	return roundRat(new(big.Rat).Quo(new(big.Rat).Sub(f.exact(), from), to.Sub(to, from)))
}

// reach returns (v - from) / (to - from) at 12 places, where v has places of its
// own; from and to come from [alike]. ok is false where the numbers are too large.
func reach(v int64, valuePlaces int, from, to int64, places int) (attained int64, ok bool) {
	scale := max(valuePlaces, places)
	v, ok = rescale(v, scale-valuePlaces)
	if scale > places {
		var ok1, ok2 bool
		from, ok1 = rescale(from, scale-places)
		to, ok2 = rescale(to, scale-places)
		ok = ok && ok1 && ok2
	}
	if !ok {
		return 0, false
	}
	return ratio(v-from, to-from)
}

// alike returns two numbers as whole numbers of a common scale; ok is false where
// they are too large to subtract.
func alike(a, b zielkette.Number) (m, n int64, places int, ok bool) {
	m, mp, ok1 := a.Small()
	n, np, ok2 := b.Small()
	if !ok1 || !ok2 {
		return 0, 0, 0, false
	}
	places = max(mp, np)
	m, ok1 = rescale(m, places-mp)
	n, ok2 = rescale(n, places-np)
	return m, n, places, ok1 && ok2
}

// rescale returns n * 10^places; ok is false when it is too large to subtract
// without overflow.
func rescale(n int64, places int) (scaled int64, ok bool) {
	const limit = 1<<62 - 1 // so that the difference of two fits an int64
	if places == 0 {        // without the division, as most figures of a series have the places of their target
		return n, n <= limit && n >= -limit
	}
	p := powers[places]
	if n > limit/p || n < -limit/p {
		return 0, false
	}
	return n * p, true
}

// within scores a value against bounds, of which one may be nil: 1 within, falling
// linearly to 0 at the tolerance outside, or at once where there is none.
func (o outcome) within(f figure, lower, upper *zielkette.Number, tolerance zielkette.Number) outcome {
	distance := new(big.Rat)
	v := f.exact()
	switch below, above := outside(v, lower, upper); {
	case below:
		l, _ := lower.Rat()
		distance.Sub(l, v)
	case above:
		u, _ := upper.Rat()
		distance.Sub(v, u)
	}
	switch t, ok := tolerance.Rat(); {
	case distance.Sign() == 0:
		return o.scored(fixed{n: unit})
	case ok && distance.Cmp(t) < 0:
		return o.scored(roundRat(distance.Sub(big.NewRat(1, 1), distance.Quo(distance, t))))
	}
	return o.scored(fixed{})
}

func (o outcome) ordinal(t *indicators.Target, label string) outcome {
	for i := range t.Labels {
		if t.Labels[i].Label == label {
			score, _ := t.Labels[i].Score.Rat()
			return o.scored(roundRat(score))
		}
	}
	return o.withheld(indicators.UnknownLabel)
}
