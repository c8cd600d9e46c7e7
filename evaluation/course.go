package evaluation

import (
	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/words"
)

// Course says whether an indicator or a goal is where it should be by now. The zero
// value says nothing: nothing is expected, or there is no score.
type Course string

// The courses.
const (
	Ahead  Course = "ahead"  // further than expected: on course
	AsDue  Course = "on"     // exactly as far as expected: on course
	Behind Course = "behind" // not as far as expected
)

var courses = words.Set[Course, struct{}]{
	{Word: Ahead, Text: zielkette.Text{DE: "vor dem Soll", EN: "ahead of plan"}},
	{Word: AsDue, Text: zielkette.Text{DE: "im Soll", EN: "as planned"}},
	{Word: Behind, Text: zielkette.Text{DE: "hinter dem Soll", EN: "behind plan"}},
}

// Text returns the course as it is printed, "" for the zero value.
func (c Course) Text(language zielkette.Language) string { return courses.Text(c).In(language) }

// OnCourse reports whether as much was reached as is expected by now, or more.
func (c Course) OnCourse() bool { return c == Ahead || c == AsDue }

// courseOf returns the course by the sign of what was reached less what is expected.
func courseOf(sign int) Course {
	switch {
	case sign > 0:
		return Ahead
	case sign < 0:
		return Behind
	}
	return AsDue
}

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

func (h *held) course() Course {
	if h.attained.IsZero() {
		return ""
	}
	if e := h.path(); e != nil {
		v, _ := h.number()
		return courseOf(v.exact().Cmp(e.value) * h.goal().compare(h.from))
	}
	planned := h.planned()
	if planned.IsZero() {
		return ""
	}
	return courseOf(h.attained.Compare(planned))
}

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
