package evaluation

import (
	zielkette "gitlab.opencode.de/zielkette/zielkette"
)

// Planned (Soll) returns the attainment that is expected by now: on the path of a reach
// target [Assessment.ExpectedAttainment], 1 for a limit or a corridor, which are to be
// kept, and for milestones the weights of those whose date has come. There is none for
// targets of other shapes and where no revision counted.
func (a Assessment) Planned() zielkette.Figure { return a.held().planned() }

// Course tells whether the indicator is where it should be by now: its attainment held
// against [Assessment.Planned]; on a path by the exact difference of value and expected
// value, never by their ratio, which changes its sign while the path runs away from the
// target. It says nothing where there is no attainment or nothing is planned.
func (a Assessment) Course() Course { return a.held().course() }

// Course tells whether the goal is where it should be by now: its score held against
// [Score.Expected]. It says nothing where nothing is expected.
func (s Score) Course() Course {
	expected := s.Expected()
	if expected.IsZero() {
		return ""
	}
	return courseOf(s.Attainment().Compare(expected))
}

// EnoughKnown reports whether so much is known beneath the goal that its score says
// something of it: it is scored, and its coverage is at least the minimum of its rule,
// or where the rule has none the given one. A report that prints a score on 3 % of the
// weight is misunderstood; print the range instead, and "keine Aussage" (no statement).
// No minimum given is one of 0.5, that of package report.
func (s Score) EnoughKnown(minimum zielkette.Number) bool {
	if s.State() != Scored {
		return false
	}
	m := s.in().model
	if m.rules[m.goals[s.i].rule].MinCoverage.Sign() > 0 {
		return true // below it the goal would have no score
	}
	if minimum.IsZero() {
		minimum, _ = zielkette.NewNumber(5, 1)
	}
	return s.Coverage().Compare(minimum.Figure()) >= 0
}
