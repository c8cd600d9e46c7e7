package indicators

import (
	"iter"
	"slices"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
)

// Series (Zeitreihe) is what a record holds of one indicator in one area, in the
// order of the periods and, within a period, of the days the values became
// known. It is a view of its record. The zero value is an empty series.
type Series struct {
	record *Record
	run    *run
}

// Len returns the number of observations, restated ones included.
func (s Series) Len() int { return len(s.order()) }

// Indicator returns the id of the indicator, "" for an empty series.
func (s Series) Indicator() string {
	if s.run == nil {
		return ""
	}
	return s.run.indicator
}

// Area returns the id of the area, "" for the whole municipality.
func (s Series) Area() string {
	if s.run == nil {
		return ""
	}
	return s.run.area
}

// All yields the observations by period, then by the day they became known.
func (s Series) All() iter.Seq[Observation] {
	return func(yield func(Observation) bool) {
		for i := range s.Len() {
			if !yield(s.at(i)) {
				return
			}
		}
	}
}

// MarshalJSON returns the observations as a list in the order of [Series.All].
func (s Series) MarshalJSON() ([]byte, error) { return marshal(s.All()) }

// First returns the observation that was recorded first, no entry for an empty series:
// where a series starts in a file. Cost: linear in the series.
func (s Series) First() Entry {
	if s.Len() == 0 {
		return Entry{}
	}
	at := s.order()[0].position()
	for _, o := range s.order() {
		at = min(at, o.position())
	}
	return Entry{s.record, s.record.entry(at), at}
}

// order returns the positions of the observations.
func (s Series) order() []ordinal {
	if s.run == nil {
		return nil
	}
	return s.run.order
}

func (s Series) at(i int) Observation { return s.record.observation(s.order()[i].position()) }

func (s Series) entry(i int) *entry { return s.record.entry(s.order()[i].position()) }

// KnownBy reports whether something that became known on the given day counts at
// the known-on date. Without a known-on date everything counts; with one, what
// has no known date is hidden.
func KnownBy(known, knownOn zielkette.Date) bool {
	return knownOn.IsZero() || known.By(knownOn)
}

// Known yields, for every period, what was on record for it at the known-on date:
// the observation that became known last, of any definition. Without a known-on
// date everything counts.
func (s Series) Known(knownOn zielkette.Date) iter.Seq[Observation] {
	return func(yield func(Observation) bool) {
		for i := 0; i < s.Len(); {
			period, latest := s.entry(i).period, -1
			for ; i < s.Len() && s.entry(i).period.Equal(period); i++ {
				if KnownBy(s.entry(i).known, knownOn) {
					latest = i
				}
			}
			if latest >= 0 && !yield(s.at(latest)) {
				return
			}
		}
	}
}

// Reading returns what was on record for the period at the known-on date, as
// [Series.Known] does; ok is false when there was nothing. Cost: a binary search, and
// linear in the observations of the period.
func (s Series) Reading(period zielkette.Period, knownOn zielkette.Date) (o Observation, ok bool) {
	order := s.order()
	i, _ := slices.BinarySearchFunc(order, period, func(at ordinal, p zielkette.Period) int {
		return s.record.entry(at.position()).period.Compare(p)
	})
	latest := -1
	for ; i < len(order) && s.entry(i).period.Equal(period); i++ {
		if KnownBy(s.entry(i).known, knownOn) {
			latest = i
		}
	}
	if latest < 0 {
		return Observation{}, false
	}
	return s.at(latest), true
}
