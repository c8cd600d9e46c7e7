package indicators

import (
	"cmp"
	"iter"
	"math/big"
	"slices"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
)

// Total (Summe) is what the observations of a stretch of time come to together: the sum
// of a flow, the mean of an average.
type Total struct {
	Period  zielkette.Period   // all of it
	Parts   []Observation      // in the order of time
	Missing []zielkette.Period // parts that are not on record, or are stated as missing
	Last    int                // position of the last part, as [Record.At] takes it; -1 for none
	Time    Time

	tally *tally // of the parts, where it is known already
}

// adds tells of which kinds of indicator the values of several periods make one.
func (t Time) adds() bool { return t == Flow || t == Average }

// CountedAt returns the observation that counts for one period, as [Series.Counted]
// finds that of the latest; age and breaks are left to the caller. Cost: a binary search.
func (s Series) CountedAt(period zielkette.Period, q *Query) (Entry, Reason) {
	q = q.or()
	order := s.order()
	if len(order) == 0 || s.entry(0).period.Compare(period) > 0 { // as of most baselines, and a look at one entry
		return Entry{}, NoObservation
	}
	i, _ := slices.BinarySearchFunc(order, period, func(at ordinal, p zielkette.Period) int {
		return cmp.Or(s.record.entry(at.position()).period.Compare(p), 1) // before all of the period
	})
	found := int32(-1)
	twice := false
	for ; i < len(order); i++ {
		at := order[i].position()
		e := s.record.entry(at)
		if e.period != period {
			break
		}
		if !e.period.End().By(q.AsOf) || !KnownBy(e.known, q.KnownOn) || !s.asked(e, q) {
			continue
		}
		if found < 0 || !s.record.entry(found).known.Equal(e.known) {
			found, twice = at, false
		} else if scorable(e) {
			twice = twice || scorable(s.record.entry(found))
			found = at
		}
	}
	switch {
	case found < 0:
		return Entry{}, NoObservation
	case twice:
		return Entry{}, Contradicting
	case s.record.entry(found).status.IsAbsence():
		return Entry{}, StatedAbsent
	case !scorable(s.record.entry(found)):
		return Entry{}, OtherDefinition
	}
	return Entry{s.record, s.record.entry(found), found}, 0
}

// Last returns the latest period ended by the as-of date of which anything of the
// version of the definition is on record and known, a stated absence included; no
// period where nothing is.
func (s Series) Last(q *Query) zielkette.Period {
	q = q.or()
	for i := s.Len() - 1; i >= 0; i-- {
		if e := s.entry(i); e.period.End().By(q.AsOf) && KnownBy(e.known, q.KnownOn) && s.asked(e, q) {
			return e.period
		}
	}
	return zielkette.Period{}
}

// Totals reports whether values of a period are put together to be held against a point
// of another: those of a flow or an average, where the point is of a longer kind.
func (t Time) Totals(part, point zielkette.Period) bool {
	return t.adds() && !part.IsZero() && !point.IsZero() && !part.Alike(point) && point.Length().Months() > part.Length().Months()
}

// Total puts together what is held against a point of a longer kind than those on
// record: of the latest period of that kind that has ended by the as-of date and of
// which anything is on record. Against a point that is a span, a flow is summed from the
// start of the span to the latest period on record within it, and an average is that of
// the latest such span; of days those count that make up whole months. A period after
// the last on record that nobody has reported yet is no missing part, for figures come
// months after their year: the total says how far it goes, what is expected is asked of
// the path there, and a maximum age bounds how long that may go on; one that is stated as
// missing is a missing part. The reason is
// zero where the total is whole; [Gap] where parts are missing, which the total names. A
// total lies on one side of every break, and its age is that of its last part. Cost: in
// proportion to the parts, with a binary search for each.
func (s Series) Total(time Time, point zielkette.Period, q *Query) (Total, Reason) {
	q = q.or()
	last := s.Last(q)
	if last.IsZero() {
		_, reason := s.Counted(q)
		return Total{Time: time, Last: -1}, cmp.Or(reason, NoObservation)
	}
	whole, ok := s.whole(time, point, last, q)
	if !ok {
		return Total{Time: time, Last: -1}, NoObservation
	}
	t, reason := s.sum(time, whole, last, q)
	if reason == 0 {
		last = t.Parts[len(t.Parts)-1].Period
		switch {
		case broken(q.Breaks, last, q.AsOf):
			reason = BeforeBreak
		case !q.MaxAge.IsZero() && older(last.End(), q.AsOf, q.MaxAge):
			reason = TooOld
		}
	}
	return t, reason
}

// month is any month, for [zielkette.Period.Around].
var month = zielkette.MustParsePeriod("0001-01")

// whole returns the stretch of time to put together, which ends with the last period
// on record or before; ok is false where there is none.
func (s Series) whole(time Time, point, last zielkette.Period, q *Query) (whole zielkette.Period, ok bool) {
	if point.Kind() != zielkette.Months {
		whole, ok = point.Around(last.End())
		if !ok || whole.End().By(q.AsOf) {
			return whole, ok
		}
		before, ok := point.Starting(whole.Start().AddMonths(-point.Length().Months())) // it still runs
		if !ok {
			return whole, false
		}
		earlier := *q
		earlier.AsOf = before.End()
		return point.Around(s.Last(&earlier).End())
	}
	if time == Flow && last.End().Compare(point.End()) >= 0 {
		return point, true
	}
	to, ok := month.Around(last.End()) // the last whole month
	if ok && !to.End().Equal(last.End()) {
		to, ok = month.Starting(to.Start().AddMonths(-1))
	}
	switch {
	case !ok:
		return whole, false
	case time == Flow:
		from, _ := month.Around(point.Start())
		return from.Upto(to)
	}
	return point.Starting(to.Start().AddMonths(1 - point.Length().Months()))
}

// TotalOf returns what is on record of one stretch of time: the observation that counts
// for it or, of a flow or an average that is recorded by shorter periods, what these
// come to. Age and later breaks are left to the caller, as in [Series.CountedAt].
func (s Series) TotalOf(time Time, period zielkette.Period, q *Query) (Total, Reason) {
	q = q.or()
	if like := s.Last(q); time.Totals(like, period) {
		return s.sum(time, period, like, q)
	}
	t := Total{Period: period, Time: time, Last: -1}
	e, reason := s.CountedAt(period, q)
	if reason == 0 {
		t.Parts, t.Last = []Observation{e.Observation()}, e.Position()
	}
	return t, reason
}

// sum puts a stretch of time together of periods like the given one.
func (s Series) sum(time Time, whole, like zielkette.Period, q *Query) (Total, Reason) {
	t := Total{Period: whole, Time: time, Last: -1}
	part, ok := like.Starting(whole.Start())
	sum, anything := new(tally), false // whether anything is on record
	for ok && part.End().Compare(whole.End()) <= 0 {
		e, reason := s.CountedAt(part, q)
		if reason != 0 {
			t.Missing = append(t.Missing, part)
		} else {
			o := e.Observation()
			t.Parts, t.Last, *sum = append(t.Parts, o), e.Position(), sum.plus(o, time)
		}
		anything = anything || reason != NoObservation
		if part.End().Equal(whole.End()) {
			break
		}
		part, ok = part.Next()
	}
	t.tally = sum
	tiled := ok && part.End().Equal(whole.End())
	switch {
	case !anything:
		return t, NoObservation
	case !tiled || len(t.Missing) > 0:
		return t, Gap
	case s.BreakBetween(t.Parts[0].Period, t.Parts[len(t.Parts)-1].Period, q):
		return t, BeforeBreak
	}
	return t, 0
}

// Totalling yields, in the order of time, what [Series.Total] returns as time passes: one
// total for every period of the kind of the point, against a span the flow from its start
// up to each period on record, and the average of every span of its length that ends with
// a period on record. Only whole totals are yielded, without a break inside; their age is
// left to the caller. Their parts are shared and must not be changed. Cost: n log n in the
// length of the series, and the breaks stated in it for each period.
func (s Series) Totalling(time Time, point zielkette.Period, q *Query) iter.Seq[Total] {
	return func(yield func(Total) bool) {
		var parts []Observation // on end, without a gap or a break
		var tallies []tally     // of the parts before each, and of all
		for at, o := range s.counting(q) {
			if n := len(parts); n > 0 {
				due, _ := parts[n-1].Period.Next()
				if !due.Equal(o.Period) || s.BreakBetween(parts[n-1].Period, o.Period, q) {
					parts = nil
				}
			}
			if len(parts) == 0 {
				tallies = []tally{{}}
			}
			parts, tallies = append(parts, o), append(tallies, tallies[len(tallies)-1].plus(o, time))
			whole, ok := endingWith(time, point, o.Period)
			first, found := slices.BinarySearchFunc(parts, whole, func(o Observation, whole zielkette.Period) int {
				return o.Period.Start().Compare(whole.Start())
			})
			if !ok || !found {
				continue
			}
			n := len(parts)
			sum := tallies[n].minus(&tallies[first])
			if !yield(Total{Period: whole, Parts: parts[first:n:n], Last: at, Time: time, tally: &sum}) {
				return
			}
		}
	}
}

// endingWith returns what is to be put together where a period is its last part; ok is
// false where it is the last part of nothing.
func endingWith(time Time, point, last zielkette.Period) (whole zielkette.Period, ok bool) {
	to, ok := month.Around(last.End())
	switch {
	case !ok || !to.End().Equal(last.End()):
		return whole, false
	case point.Kind() != zielkette.Months:
		whole, ok = point.Around(last.End())
		return whole, ok && whole.End().Equal(last.End())
	case time != Flow:
		return point.Starting(to.Start().AddMonths(1 - point.Length().Months()))
	case last.End().Compare(point.End()) > 0:
		return whole, false
	}
	from, _ := month.Around(point.Start())
	return from.Upto(to)
}

// Rat returns what the parts come to: the sum of a flow, and of an average the mean
// weighted by days. Of shares it is numerator and denominator, each a sum, and of other
// values the denominator is nil. ok is false without parts, where some are shares and
// others are not, and where one has no number.
func (t Total) Rat() (value, denominator *big.Rat, ok bool) {
	sum := t.tally
	if sum == nil {
		sum = new(tally)
		for _, o := range t.Parts {
			*sum = sum.plus(o, t.Time)
		}
	}
	switch all := len(t.Parts); {
	case all == 0 || sum.numbers < all || sum.shares > 0 && sum.shares < all:
		return nil, nil, false
	case sum.shares > 0:
		return new(big.Rat).Set(&sum.values), new(big.Rat).Set(&sum.denominators), sum.denominators.Sign() != 0
	case t.Time == Average:
		return new(big.Rat).Quo(&sum.weighted, big.NewRat(sum.days, 1)), nil, true
	}
	return new(big.Rat).Set(&sum.values), nil, true
}

// tally is what the parts of a total add up to. It is not changed once it was made.
type tally struct {
	values, weighted, denominators big.Rat // weighted by days
	days                           int64
	numbers, shares                int
}

// plus returns the tally with one part more.
func (a *tally) plus(o Observation, time Time) (sum tally) {
	sum.numbers, sum.shares, sum.days = a.numbers, a.shares, a.days
	sum.values.Set(&a.values)
	sum.weighted.Set(&a.weighted)
	sum.denominators.Set(&a.denominators)
	value, isNumber := o.Value.Rat()
	if !isNumber {
		return sum
	}
	sum.numbers++
	sum.values.Add(&sum.values, value)
	if denominator, isShare := o.Denominator.Rat(); isShare {
		sum.shares++
		sum.denominators.Add(&sum.denominators, denominator)
	} else if time == Average {
		days := int64(o.Period.End().Days(o.Period.Start()) + 1)
		sum.days += days
		sum.weighted.Add(&sum.weighted, value.Mul(value, big.NewRat(days, 1)))
	}
	return sum
}

// minus returns the tally without the parts of another, which are its first.
func (a *tally) minus(b *tally) (rest tally) {
	rest.numbers, rest.shares, rest.days = a.numbers-b.numbers, a.shares-b.shares, a.days-b.days
	rest.values.Sub(&a.values, &b.values)
	rest.weighted.Sub(&a.weighted, &b.weighted)
	rest.denominators.Sub(&a.denominators, &b.denominators)
	return rest
}

// Observation returns the total as one observation: with the weakest status of its
// parts, the day on which the last of them became known, and the source that they share.
// A value that is no decimal number is rounded to [zielkette.Places] digits.
func (t Total) Observation() Observation {
	if len(t.Parts) == 0 {
		return Observation{}
	}
	o := t.Parts[0]
	o.Period, o.Note = t.Period, ""
	for _, part := range t.Parts[1:] {
		if statuses[part.Status].weakness > statuses[o.Status].weakness {
			o.Status = part.Status
		}
		if o.Known.IsZero() || part.Known.IsZero() {
			o.Known = zielkette.Date{}
		} else if part.Known.Compare(o.Known) > 0 {
			o.Known = part.Known
		}
		if part.Source != o.Source {
			o.Source = ""
		}
	}
	o.Value, o.Denominator = zielkette.Number{}, zielkette.Number{}
	if value, denominator, ok := t.Rat(); ok {
		o.Value = zielkette.Round(value).Number()
		o.Denominator = zielkette.Round(denominator).Number()
	}
	return o
}
