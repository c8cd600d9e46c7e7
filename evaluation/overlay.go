package evaluation

import (
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/problems"
)

// With answers "what if these were on record, too": an overlay on the result,
// evaluated from the same dates. An observation with a known date stands beside
// those of the record, as if appended. One without stands in for whatever is on
// record for its period and counts in any case, as a what-if should. Observations
// of indicators or areas that the model does not measure change nothing; of
// indicators and areas that the documents do not have, [Result.Warnings] tells.
//
// The result itself does not change and is kept alive by the overlay; an overlay can be
// laid on another. The error is a [zielkette.Problems] as of [indicators.NewRecord], its
// pointers counting the observations.
// Cost: only the indicators observed, each with its series, and the goals above them are
// evaluated again, whatever the size of the strategy and however many overlays lie beneath.
// The pool of a goal that is an arithmetic mean is summed up for the first overlay alone,
// that of another aggregator for each.
func (r *Result) With(observations ...indicators.Observation) (*Result, error) {
	r = r.of()
	if _, err := indicators.NewRecord(observations...); err != nil {
		return nil, err
	}
	over := r.over()
	m := r.model
	var list problems.List
	var dirty []int32 // items
	var keys [][2]string
	of := map[[2]string][]int{} // by indicator and area, the places of those observed
	for k, o := range observations {
		key := [2]string{o.Indicator, o.Area}
		if of[key] == nil {
			keys = append(keys, key)
		}
		of[key] = append(of[key], k)
	}
	for _, key := range keys {
		indicator, area := key[0], key[1]
		switch {
		case !m.has(indicator):
			over.changes.strays.note(CodeUnknownIndicator, indicator, -1)
		case area != "" && !m.hasArea(area):
			over.changes.strays.note(CodeUnknownArea, area, -1)
		}
		measuring := m.measuring(indicator, area)
		if len(measuring) == 0 {
			continue
		}
		record, err := r.observing(measuring[0], observations, of[key])
		if err != nil {
			list.Join("", err)
			continue
		}
		for _, i := range measuring {
			query := r.options.question()
			over.changes.findings[i] = changedFinding{m.measured[i].assess(record.Series(indicator, area), &query), record, false}
			dirty = append(dirty, m.uses(i)...)
		}
	}
	if list.Failed() {
		return nil, list.All()
	}
	over.above(r, dirty)
	return over, nil
}

// over returns an overlay on the result in which nothing has changed yet.
func (r *Result) over() *Result {
	over := &Result{evaluator: r.evaluator}
	over.changes = &changes{findings: map[int32]changedFinding{}, goals: map[int32]changedGoal{}, strays: strays{}, beneath: r.changes}
	return over
}

// above rolls up the goals of which items differ from what they are in the result right
// beneath the overlay, and the goals above them. Goals with larger positions lie beneath
// those with smaller ones, so taking the largest first settles every goal once, after all
// beneath it. The overlay is then done.
func (r *Result) above(under *Result, items []int32) {
	changed := map[int32][]int32{} // by position of the goal
	for _, k := range items {
		goal := r.model.holding(k)
		for g := goal; g >= 0; g = r.pools[g].parent {
			if _, known := changed[g]; known {
				break
			}
			changed[g] = nil
		}
		changed[goal] = append(changed[goal], k)
	}
	for _, g := range slices.Backward(slices.Sorted(maps.Keys(changed))) {
		t := under.tallied(g).copy()
		for _, k := range changed[g] {
			under.note(t, g, k, -1)
			r.note(t, g, k, 1)
		}
		r.conclude(g, t)
		if above := r.pools[g].parent; above >= 0 {
			changed[above] = append(changed[above], r.model.itemOf(g))
		}
	}
	r.changes = r.changes.settled()
}

// tallied returns the tally of the pool of a goal. That of a goal that no overlay has
// changed is formed when it is first asked for.
func (r *Result) tallied(goal int32) *tally {
	if changed, ok := r.changes.goal(goal); ok {
		return changed.tally
	}
	r.tallying.Lock()
	defer r.tallying.Unlock()
	t := r.tallies[goal]
	if t == nil {
		if r.tallies == nil {
			r.tallies = map[int32]*tally{}
		}
		t = r.tally(goal)
		r.tallies[goal] = t
	}
	return t
}

// observing returns the series of a measured indicator with the observations that belong
// to it, of which the places are given, as a record of its own. Such a record of an overlay
// beneath is added to where nothing in it is replaced, so that a series that grows by
// overlays is not copied by each.
func (e *evaluator) observing(i int32, observations []indicators.Observation, its []int) (*indicators.Record, error) {
	m, record := &e.model.measured[i], e.recordOf(i)
	series := record.Series(m.id, m.area)
	again := record == e.record
	replaced := map[zielkette.Period]bool{}
	for _, k := range its {
		if o := observations[k]; o.Known.IsZero() {
			_, onRecord := series.Reading(o.Period, zielkette.Date{})
			again, replaced[o.Period] = again || onRecord, true
		}
	}
	if again {
		var kept []indicators.Observation
		for o := range series.All() {
			if !replaced[o.Period] {
				kept = append(kept, o)
			}
		}
		record, _ = indicators.NewRecord(kept...) // from a record, and therefore sound
	}
	var news []indicators.Observation
	var from []int
	for _, k := range its {
		o := observations[k]
		if o.Known.IsZero() { // it stands in for the others of its period
			o.Known = e.options.KnownOn
		} else if replaced[o.Period] {
			continue
		}
		news, from = append(news, o), append(from, k)
	}
	record, err := record.With(news...)
	var found zielkette.Problems
	if errors.As(err, &found) {
		return nil, blamed(found, from)
	}
	return record, nil
}

// blamed gives the problems of a series their places among the observations that came
// with the overlay.
func blamed(list zielkette.Problems, from []int) zielkette.Problems {
	for i := range list {
		k, err := strconv.Atoi(strings.TrimPrefix(list[i].Place.Pointer, "/observations/"))
		if err != nil || k >= len(from) { // it says how many more there are
			continue
		}
		list[i].Place.Pointer = "/observations/" + strconv.Itoa(from[k])
		if list[i].Code == indicators.CodeDuplicate {
			list[i].Message = zielkette.Text{
				DE: "dieser Messwert ist schon erfasst oder steht hier zweimal (gleiche Definition, gleicher Zeitraum, gleiche Bekanntgabe)",
				EN: "this observation is on record already or stands here twice (same definition, period and known date)",
			}
		}
	}
	return list
}

// measuring returns the measured indicators of an id and an area.
func (m *Model) measuring(indicator, area string) []int32 {
	first, _ := slices.BinarySearchFunc(m.sorted, 0, func(i int32, _ int) int {
		return m.measured[i].compare(indicator, area)
	})
	last := first
	for last < len(m.sorted) && m.measured[m.sorted[last]].compare(indicator, area) == 0 {
		last++
	}
	return m.sorted[first:last]
}
