package evaluation

import (
	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/status"
)

// A figure that is printed beside a class must not contradict it: 0.7496 is not green
// from 0.75 on, and as 75.0 % it would seem to be. The methods here tell how many digits
// it takes. A report takes the most of a column for the whole column.

// PercentPlaces returns the least number of digits after the point, at least 1, with
// which the score can be printed in percent so that the rounded figure gets the same
// class as the exact one, and lies on the same side of the floors that the goal above
// has for it. It is 1 where there is no score.
func (s Score) PercentPlaces() int {
	if s.result == nil || s.Attainment().IsZero() {
		return 1
	}
	m := s.in().model
	g := &m.goals[s.i]
	places := 1
	if m.rules[g.rule].judge != nil {
		places = percentPlaces(s.Attainment(), func(rounded zielkette.Number) string {
			return s.judged(rounded).Class
		})
	}
	if g.parent < 0 {
		return places
	}
	return max(places, m.floorPlaces(g.parent, s.ID(), s.Attainment()))
}

// CoveragePlaces returns the least number of digits after the point, at least 1, with
// which the coverage can be printed in percent so that the rounded figure lies on the
// same side of the minimum coverage of the goal, and of the given bounds, as the exact
// one.
func (s Score) CoveragePlaces(bounds ...zielkette.Number) int {
	if s.result == nil {
		return 1
	}
	m := s.in().model
	places := sidePlaces(s.Coverage(), m.rules[m.goals[s.i].rule].MinCoverage)
	for _, b := range bounds {
		places = max(places, sidePlaces(s.Coverage(), b))
	}
	return places
}

// PercentPlaces returns the least number of digits after the point, at least 1, with
// which the attainment can be printed in percent so that the rounded figure gets the
// same class as the exact one, where the attainment is what is judged, and lies on the
// same side of the floors of the goals it counts for. It is 1 where there is no
// attainment.
func (a Assessment) PercentPlaces() int {
	if a.result == nil || a.Attainment().IsZero() {
		return 1
	}
	places := a.judgedPlaces(status.OfAttainment, a.Attainment(), 1, 2)
	m := a.in().model
	for _, item := range m.uses(a.i) {
		places = max(places, m.floorPlaces(m.holding(item), a.ID(), a.Attainment()))
	}
	return places
}

// ValuePlaces returns the least number of digits after the point, at least the given
// one, with which the value can be printed so that the rounded figure gets the same
// class as the exact one, where the value is what is judged.
func (a Assessment) ValuePlaces(least int) int {
	if a.result == nil || a.Value().IsZero() {
		return least
	}
	return a.judgedPlaces(status.OfValue, a.Value(), least, 0)
}

// judgedPlaces returns the places that a figure of the indicator takes where its rule
// judges it. shift is how many places the point moves when it is printed: 2 in percent.
func (a Assessment) judgedPlaces(of status.Judged, f zielkette.Figure, least, shift int) int {
	j := a.measured().judge
	if j == nil || j.of != of {
		return least
	}
	c := a.judgedCase()
	return placesFor(f, least, shift, func(rounded zielkette.Number) string {
		c.Value = rounded
		return j.rate(c).Class
	})
}

// floorPlaces returns the places that the score of a part takes beside the floors of a
// goal.
func (m *Model) floorPlaces(goal int32, part string, score zielkette.Figure) int {
	places := 1
	for _, f := range m.rules[m.goals[goal].rule].Floors {
		if f.Part == "" || f.Part == part {
			places = max(places, sidePlaces(score, f.Below))
		}
	}
	return places
}
