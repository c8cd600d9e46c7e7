package indicators

import (
	"cmp"
	"encoding/json"
	"iter"
	"slices"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
)

// Query asks which observation of a series counts at an evaluation. Without an as-of
// date none does; nil is the zero value.
type Query struct {
	AsOf       zielkette.Date // the period must have ended by this date
	KnownOn    zielkette.Date // the value must have become known by this date; none: everything counts
	Definition string         // the version of the definition that counts
	MaxAge     zielkette.Span // see [Indicator]
	Carry      zielkette.Span // see [Indicator]
	Breaks     []Break        // see [Indicator]
}

// or returns the query, the zero value for nil.
func (q *Query) or() *Query {
	if q == nil {
		return new(Query)
	}
	return q
}

// Counted returns the observation that counts: of the latest period ended by the
// as-of date, what became known last by the known-on date, of the version of the
// definition asked for. It must carry a value that may be scored, lie on this side
// of every break, and be no older than the maximum age. A later period that is
// stated as missing is passed over only as long as the value may be carried
// forward. The reason is zero where one counts; otherwise it tells why none does, and
// there is no entry.
//
// An observation without a version of the definition is of the one asked for. Where two
// that may be scored became known on the same day, one with the version and one without,
// none counts, whatever the order in which they were recorded.
//
// The cost is linear in the number of later observations passed over.
func (s Series) Counted(q *Query) (counts Entry, reason Reason) {
	q = q.or()
	reason = NoObservation
	absent := false
	r, order := s.record, s.order()
	for i := len(order) - 1; i >= 0; {
		var at int32
		var latest *entry
		twice := false // in two spellings of its definition, known on one day
		e := r.entry(order[i].position())
		end := e.period.End()
		for ended := end.By(q.AsOf); ; e = r.entry(order[i].position()) {
			if ended && KnownBy(e.known, q.KnownOn) && (latest == nil || latest.known.Equal(e.known)) {
				if s.asked(e, q) {
					twice = twice || latest != nil && scorable(latest) && scorable(e)
					if latest == nil || !scorable(latest) {
						at, latest = order[i].position(), e
					}
				} else if reason == NoObservation {
					reason = OtherDefinition
				}
			}
			if i--; order[i+1]&again == 0 {
				break
			}
		}
		if latest == nil {
			continue
		}
		if twice {
			return Entry{}, Contradicting
		}
		if !scorable(latest) {
			if reason == NoObservation {
				reason = OtherDefinition
			}
			continue
		}
		if latest.status.IsAbsence() {
			if !absent {
				absent, reason = true, StatedAbsent
			}
			if q.Carry.IsZero() {
				return Entry{}, reason
			}
			continue
		}
		switch {
		case len(q.Breaks) > 0 && broken(q.Breaks, latest.period, q.AsOf):
			return Entry{}, BeforeBreak
		case absent && older(end, q.AsOf, q.Carry):
			return Entry{}, StatedAbsent
		case !q.MaxAge.IsZero() && older(end, q.AsOf, q.MaxAge):
			return Entry{}, TooOld
		}
		return Entry{r, latest, at}, 0
	}
	return Entry{}, reason
}

// Counting yields, for every period ended by the as-of date, the observation that
// would count for it: what became known last by the known-on date, of the version
// of the definition asked for, where it carries a value that may be scored. Age
// and breaks are left to the caller.
func (s Series) Counting(q *Query) iter.Seq[Observation] {
	q = q.or()
	return func(yield func(Observation) bool) {
		for _, o := range s.counting(q) {
			if !yield(o) {
				return
			}
		}
	}
}

// counting is [Series.Counting] with the position of each observation.
func (s Series) counting(q *Query) iter.Seq2[int, Observation] {
	return func(yield func(int, Observation) bool) {
		for i := 0; i < s.Len(); {
			period, found, twice := s.entry(i).period, -1, false
			for ; i < s.Len() && s.entry(i).period == period; i++ {
				e := s.entry(i)
				if !period.End().By(q.AsOf) || !KnownBy(e.known, q.KnownOn) || !s.asked(e, q) {
					continue
				}
				if found < 0 || !s.entry(found).known.Equal(e.known) {
					found, twice = i, false
				} else if scorable(e) { // of two known on one day, the one that may be scored
					twice = twice || scorable(s.entry(found))
					found = i
				}
			}
			if found < 0 || twice || !statuses[s.entry(found).status].counts {
				continue
			}
			if at := s.order()[found].position(); !yield(int(at), s.record.observation(at)) {
				return
			}
		}
	}
}

// asked reports whether an entry is of the version of the definition asked for. Of the
// entries of a period that are, the one known last decides about everything: the value,
// whether it may be scored, and whether the series breaks there.
func (s Series) asked(e *entry, q *Query) bool {
	return e.definition == 0 || s.record.text(e.definition) == q.Definition
}

// scorable reports whether an entry by its status may be scored or states an absence.
func scorable(e *entry) bool {
	status := &statuses[e.status]
	return status.counts || status.absent
}

// older reports whether more than the span lies between the end of a period and
// the date. A month has 28 to 31 days, which decides nearly every case without
// the calendar.
func older(end, asOf zielkette.Date, span zielkette.Span) bool {
	switch days, months := asOf.Days(end), span.Months(); {
	case days <= 28*months:
		return false
	case days > 31*months:
		return true
	}
	return !asOf.By(end.AddMonths(span.Months()))
}

// broken reports whether a period lies before a break and another of its length could
// have come to an end since. A break holds from the first day of its period.
func broken(breaks []Break, period zielkette.Period, asOf zielkette.Date) bool {
	for _, b := range breaks {
		if period.Since(b.Period) {
			continue
		}
		start, months := b.Period.Start(), period.Length().Months()
		switch { // the period of that length that starts with the break has ended
		case b.Period.End().By(asOf), months == 0 && start.By(asOf), months > 0 && start.AddMonths(months).Days(asOf) <= 1:
			return true
		}
	}
	return false
}

// BreakBetween reports whether the series breaks after the first period and not
// after the second, by a stated break or by an observation of the status
// [BrokenSeries]. A stated break holds from the first day of its period; of the
// observations of a period, the one known last by the known-on date decides. Values on
// either side do not compare. The cost is linear in the stated breaks and in the
// observations between the periods.
func (s Series) BreakBetween(first, second zielkette.Period, q *Query) bool {
	if (q == nil || q.Breaks == nil) && (s.record == nil || !s.record.breaks) {
		return false // mostly, and short enough to be inlined
	}
	return s.breakBetween(first, second, q.or())
}

func (s Series) breakBetween(first, second zielkette.Period, q *Query) bool {
	for _, b := range q.Breaks {
		if !first.Since(b.Period) && second.Since(b.Period) {
			return true
		}
	}
	order := s.order()
	after, _ := slices.BinarySearchFunc(order, first, func(at ordinal, p zielkette.Period) int {
		return cmp.Or(s.record.entry(at.position()).period.Compare(p), -1) // behind all of the first period
	})
	var latest *entry // of the period at hand
	for _, at := range order[after:] {
		e := s.record.entry(at.position())
		if latest != nil && latest.period != e.period && latest.status == BrokenSeries {
			return true
		}
		if e.period.Compare(second) > 0 {
			return false
		}
		if first.Since(e.period) || !s.asked(e, q) || !KnownBy(e.known, q.KnownOn) {
			continue
		}
		if latest == nil || latest.period != e.period || latest.status != BrokenSeries || !latest.known.Equal(e.known) {
			latest = e // of several known on one day, one that marks a break, whatever their order
		}
	}
	return latest != nil && latest.status == BrokenSeries
}

// Entry is one observation of a record, as a handle: what is asked of it is read
// then. The zero value is no entry: it answers with nothing.
type Entry struct {
	record   *Record
	entry    *entry
	position int32
}

// Position returns the place in the order of recording, as [Record.At] takes it;
// -1 for no entry.
func (e Entry) Position() int {
	if e.entry == nil {
		return -1
	}
	return int(e.position)
}

// Observation returns the whole observation.
func (e Entry) Observation() Observation {
	if e.entry == nil {
		return Observation{}
	}
	return e.record.observation(e.position)
}

// MarshalJSON returns the observation, null for no entry.
func (e Entry) MarshalJSON() ([]byte, error) {
	if e.entry == nil {
		return []byte("null"), nil
	}
	return json.Marshal(e.Observation())
}

// Period returns the period the observation describes.
func (e Entry) Period() zielkette.Period {
	if e.entry == nil {
		return zielkette.Period{}
	}
	return e.entry.period
}

// Small returns the value as coefficient / 10^places: the allocation-free way into
// integer arithmetic. ok is false where there is no value, where it does not fit
// an int64, and where it has a denominator.
func (e Entry) Small() (coefficient int64, places int, ok bool) {
	if e.entry == nil {
		return 0, 0, false
	}
	v := e.entry.value
	return v.coefficient(), int(v.places), v.places >= 0 && e.entry.denominator.places == packedNone
}
