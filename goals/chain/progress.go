package chain

import (
	"cmp"
	"math/big"
	"slices"
	"sort"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/goals"
)

// View says as of when, and on which dates, a chain is looked at. In the zero View
// everything is done as planned and all lags are over.
type View struct {
	On     zielkette.Date `json:"on,omitzero"` // none is the end, when all lags are over
	Actual bool           `json:"actual"`      // count what is on record as done, not what was planned
}

// timeline is the steps of a measure that have a date, in the order of their dates.
type timeline struct {
	dates   []zielkette.Date
	done    []*big.Rat // the weight of the steps up to each and with it
	all     *big.Rat   // the weight of all steps
	undated bool       // whether a step with a weight has no date
}

// timelineOf returns the steps of a measure, planned or as they were done. One without
// milestones has one step.
func timelineOf(m *goals.Measure, actual bool) timeline {
	one := big.NewRat(1, 1)
	if !slices.ContainsFunc(m.Milestones, func(ms zielkette.Milestone) bool { return ms.Weighs().Sign() > 0 }) {
		date := cmp.Or(m.End, m.Start)
		if actual {
			date = m.Done
		}
		if date.IsZero() {
			return timeline{all: one, undated: true}
		}
		return timeline{dates: []zielkette.Date{date}, done: []*big.Rat{one}, all: one}
	}
	type step struct {
		date   zielkette.Date
		weight *big.Rat
	}
	t := timeline{all: new(big.Rat)}
	var steps []step
	for i := range m.Milestones {
		ms := &m.Milestones[i]
		weight, _ := ms.Weighs().Rat()
		t.all.Add(t.all, weight)
		date := cmp.Or(ms.Due, m.End)
		if actual {
			date = cmp.Or(ms.Done, ms.Reported, m.Done)
		}
		switch {
		case weight.Sign() == 0:
		case date.IsZero():
			t.undated = true
		default:
			steps = append(steps, step{date, weight})
		}
	}
	slices.SortStableFunc(steps, func(a, b step) int { return a.date.Compare(b.date) })
	sum := new(big.Rat)
	for _, s := range steps {
		sum = new(big.Rat).Add(sum, s.weight)
		t.dates, t.done = append(t.dates, s.date), append(t.done, sum)
	}
	return t
}

// complete returns which share is complete in a view when everything comes so many
// months late, and whether a step was left out for want of a date.
func (t *timeline) complete(view View, lag int) (share *big.Rat, undated bool) {
	come := len(t.dates)
	switch {
	case view.On.IsZero() && !view.Actual:
		return big.NewRat(1, 1), false
	case !view.On.IsZero():
		come = sort.Search(come, func(i int) bool { return !t.dates[i].AddMonths(lag).By(view.On) })
	}
	if come == 0 {
		return new(big.Rat), t.undated
	}
	return new(big.Rat).Quo(t.done[come-1], t.all), t.undated
}

// timeline returns the steps of a measure. Those with milestones were sorted when the
// chain was made.
func (c *Chain) timeline(measure int32, actual bool) timeline {
	if t, ok := c.timelines[index(actual)][measure]; ok {
		return t
	}
	return timelineOf(&c.measures[measure], actual)
}

// index returns 0 for planned dates and 1 for actual ones.
func index(actual bool) int {
	if actual {
		return 1
	}
	return 0
}

// schedule notes the steps of measures with milestones, and the first date of any step.
func (c *Chain) schedule() {
	for _, actual := range []bool{false, true} {
		at := index(actual)
		c.timelines[at] = map[int32]timeline{}
		for i := range c.measures {
			t := timelineOf(&c.measures[i], actual)
			if len(c.measures[i].Milestones) > 0 {
				c.timelines[at][int32(i)] = t
			}
			if len(t.dates) > 0 && (c.first[at].IsZero() || t.dates[0].Compare(c.first[at]) < 0) {
				c.first[at] = t.dates[0]
			}
		}
	}
}

// horizon returns how many months at most lie between a first step and the date of
// a view. Without a first step nothing has a lag that counts.
func horizon(view View, first zielkette.Date) int32 {
	if view.On.IsZero() {
		return 12 * 10000 // more than a date can be away
	}
	if first.IsZero() || first.Compare(view.On) > 0 {
		first = view.On
	}
	return int32(view.On.Last().Year()-first.Last().Year())*12 + 12
}
