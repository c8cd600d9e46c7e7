package evaluation

import (
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

// With answers "what if these were on record, too": an overlay on the result,
// evaluated from the same dates. An observation with a known date stands beside
// those of the record, as if appended. One without stands in for whatever is on
// record for its period and counts in any case, as a what-if should. Observations
// of indicators or areas that the model does not measure change nothing; of
// indicators and areas that the documents do not have, [Result.Warnings] tells.
//
// The result itself does not change and is kept alive by the overlay; an overlay can be
// laid on another. The error is a [zielkette.Problems] as of [indicators.NewRecord].
// Cost: only the indicators observed and the goals above them, each with its pool, are
// evaluated again, whatever the size of the strategy.
func (r *Result) With(observations ...indicators.Observation) (*Result, error) {
	r = r.of()
	if _, err := indicators.NewRecord(observations...); err != nil {
		return nil, err
	}
	over := r.over()
	m := r.model
	var dirty []int32
	seen := map[int32]bool{}
	of := map[[2]string][]int{} // by indicator and area, the places of those observed
	for k, o := range observations {
		of[[2]string{o.Indicator, o.Area}] = append(of[[2]string{o.Indicator, o.Area}], k)
	}
	for _, o := range observations {
		switch {
		case !m.has(o.Indicator):
			over.changes.strays.note(CodeUnknownIndicator, o.Indicator, -1)
		case o.Area != "" && !m.hasArea(o.Area):
			over.changes.strays.note(CodeUnknownArea, o.Area, -1)
		}
		for _, i := range m.measuring(o.Indicator, o.Area) {
			if seen[i] {
				continue
			}
			seen[i] = true
			if err := over.observe(i, observations, of[[2]string{o.Indicator, o.Area}]); err != nil {
				return nil, err
			}
			dirty = append(dirty, m.usedBy[m.usedFrom[i]:m.usedFrom[i+1]]...)
		}
	}
	over.above(dirty)
	return over, nil
}

// over returns an overlay on the result in which nothing has changed yet.
func (r *Result) over() *Result {
	over := &Result{evaluator: r.evaluator}
	over.changes = &changes{findings: map[int32]changedFinding{}, goals: map[int32]changedGoal{}, strays: strays{}}
	if r.changes != nil {
		maps.Copy(over.changes.findings, r.changes.findings)
		maps.Copy(over.changes.goals, r.changes.goals)
		maps.Copy(over.changes.strays, r.changes.strays)
	}
	return over
}

// above rolls up goals of which a part has changed, and the goals above them. Goals with
// larger positions lie beneath those with smaller ones, so taking the largest first
// settles every goal once, after all beneath it.
func (e *evaluator) above(dirty []int32) {
	touched := map[int32]bool{}
	for _, g := range dirty {
		for ; g >= 0 && !touched[g]; g = e.model.goals[g].parent {
			touched[g] = true
		}
	}
	for _, g := range slices.Backward(slices.Sorted(maps.Keys(touched))) {
		e.rollUpAny(g)
	}
}

// observe assesses a measured indicator again, with the observations that belong to its
// series, of which the places are given.
func (e *evaluator) observe(i int32, observations []indicators.Observation, its []int) error {
	m := &e.model.measured[i]
	series := slices.Collect(e.recordOf(i).Series(m.id, m.area).All())
	onRecord := len(series)
	from := slices.Repeat([]int{-1}, onRecord) // of every observation of the series, its place among those given
	replaced := map[zielkette.Period]bool{}
	for _, k := range its {
		o := observations[k]
		series, from = append(series, o), append(from, k)
		replaced[o.Period] = replaced[o.Period] || o.Known.IsZero()
	}
	kept := 0
	for k, o := range series { // an undated one stands in for the others of its period
		undated := k >= onRecord && o.Known.IsZero()
		if replaced[o.Period] && !undated {
			continue
		}
		if undated {
			o.Known = e.options.KnownOn
		}
		series[kept], from[kept] = o, from[k]
		kept++
	}
	record, err := indicators.NewRecord(series[:kept]...)
	var found zielkette.Problems
	if errors.As(err, &found) {
		return blamed(found, from[:kept])
	}
	query := e.options.question()
	e.changes.findings[i] = changedFinding{m.assess(record.Series(m.id, m.area), &query), record}
	return nil
}

// blamed gives the problems of a series their places among the observations that
// came with the overlay. What contradicts the record is blamed on the last of them.
func blamed(list zielkette.Problems, from []int) zielkette.Problems {
	for i := range list {
		k, err := strconv.Atoi(strings.TrimPrefix(list[i].Place.Pointer, "/observations/"))
		if err != nil || k >= len(from) || from[k] < 0 {
			k = len(from) - 1
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
