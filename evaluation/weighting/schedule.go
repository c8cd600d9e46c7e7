package weighting

import (
	"fmt"
	"slices"

	"gitlab.opencode.de/zielkette/zielkette/internal/problems"
)

// Dated is weights with the years they hold for, both included. 0 leaves the span
// open on that side.
type Dated struct {
	From, To int
	Weights  Weights
}

// Schedule is weights that change over the years. The zero value has none. It is
// immutable.
type Schedule struct{ spans []Dated }

// NewSchedule checks that no year has two sets of weights. Years without any are
// allowed: [Schedule.In] says so. Problems have the code [CodeYears] and point to
// /position.
func NewSchedule(spans ...Dated) (Schedule, error) {
	var list problems.List
	for i, s := range spans {
		pointer := fmt.Sprintf("/%d", i)
		if s.To != 0 && s.To < s.From {
			list.At(pointer, CodeYears, fmt.Sprintf("%d-%d", s.From, s.To),
				"das letzte Jahr liegt vor dem ersten",
				"the last year lies before the first")
			continue
		}
		for _, earlier := range spans[:i] {
			if (s.To == 0 || earlier.From <= s.To) && (earlier.To == 0 || s.From <= earlier.To) {
				list.At(pointer, CodeYears, fmt.Sprintf("%d-%d", s.From, s.To),
					"für diese Jahre gibt es schon Gewichte; Zeitspannen überschneiden sich nicht",
					"these years have weights already; spans of years do not overlap")
			}
		}
	}
	if err := list.All().Err(); err != nil {
		return Schedule{}, err
	}
	return Schedule{slices.Clone(spans)}, nil
}

// In returns the weights of a year; ok is false when none hold.
func (s Schedule) In(year int) (weights Weights, ok bool) {
	for _, span := range s.spans {
		if span.From <= year && (span.To == 0 || year <= span.To) {
			return span.Weights, true
		}
	}
	return Weights{}, false
}
