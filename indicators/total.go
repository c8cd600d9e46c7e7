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
}

// adds tells of which kinds of indicator the values of several periods make one.
func (t Time) adds() bool { return t == Flow || t == Average }

// CountedAt returns the observation that counts for one period, as [Series.Counted]
// finds that of the latest; age and breaks are left to the caller. Cost: a binary search.
func (s Series) CountedAt(period zielkette.Period, q *Query) (Entry, Reason) {
	order := s.order()
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
// the latest such span; of days those count that make up whole months. The reason is
// zero where the total is whole; [Gap] where parts are missing, which the total names. A
// total lies on one side of every break, and its age is that of its last part. Cost: in
// proportion to the parts, with a binary search for each.
func (s Series) Total(time Time, point zielkette.Period, q *Query) (Total, Reason) {
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
	anything := false // is on record
	for ok && part.End().Compare(whole.End()) <= 0 {
		e, reason := s.CountedAt(part, q)
		if reason != 0 {
			t.Missing = append(t.Missing, part)
		} else {
			t.Parts, t.Last = append(t.Parts, e.Observation()), e.Position()
		}
		anything = anything || reason != NoObservation
		if part.End().Equal(whole.End()) {
			break
		}
		part, ok = part.Next()
	}
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

// Totalling yields, for every period of the kind of the point that has ended by the
// as-of date, what the observations in it come to, as [Series.Counting] yields single
// ones: where no part is missing and no break lies between them. It yields nothing for a
// span, which may start with any month. Cost: linear in the series.
func (s Series) Totalling(time Time, point zielkette.Period, q *Query) iter.Seq[Total] {
	return func(yield func(Total) bool) {
		var t Total
		var due zielkette.Period // the part that follows; none where one is missing
		for at, o := range s.counting(q) {
			whole, ok := point.Around(o.Period.End())
			if !ok {
				return
			}
			if !whole.Equal(t.Period) {
				t = Total{Period: whole, Time: time}
				due, _ = o.Period.Starting(whole.Start())
			}
			if !o.Period.Equal(due) {
				due = zielkette.Period{}
				continue
			}
			t.Parts, t.Last = append(t.Parts, o), at
			due, _ = o.Period.Next()
			if o.Period.End().Equal(whole.End()) && !s.BreakBetween(t.Parts[0].Period, o.Period, q) && !yield(t) {
				return
			}
		}
	}
}

// Rat returns what the parts come to: the sum of a flow, and of an average the mean
// weighted by days. Of shares it is numerator and denominator, each a sum, and of other
// values the denominator is nil. ok is false without parts, where some are shares and
// others are not, and where one has no number.
func (t Total) Rat() (value, denominator *big.Rat, ok bool) {
	value, days := new(big.Rat), int64(0)
	for i, o := range t.Parts {
		v, isNumber := o.Value.Rat()
		d, isShare := o.Denominator.Rat()
		if !isNumber || i > 0 && isShare != (denominator != nil) {
			return nil, nil, false
		}
		switch {
		case isShare:
			if denominator == nil {
				denominator = new(big.Rat)
			}
			denominator.Add(denominator, d)
		case t.Time == Average:
			n := int64(o.Period.End().Days(o.Period.Start()) + 1)
			days += n
			v.Mul(v, big.NewRat(n, 1))
		}
		value.Add(value, v)
	}
	if days > 0 {
		value.Quo(value, big.NewRat(days, 1))
	}
	return value, denominator, len(t.Parts) > 0 && (denominator == nil || denominator.Sign() != 0)
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
