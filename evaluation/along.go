package evaluation

import (
	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
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

// look is an indicator held against its target, and how it stands to the path.
type look struct {
	series indicators.Series
	held   held
	along  along
}

// along is how an indicator stands to its path.
type along struct {
	expected, onTrack zielkette.Figure // none where there is no such figure
	way               end              // the attainment that the expected value stands for
	course            Course
}

// along computes how the indicator stands to its path by whole numbers where they are
// small, as nearly all are, else by fractions.
func (h *held) along() along {
	if w, ok := h.alongSmall(); ok {
		return w
	}
	var w along
	if e := h.path(); e != nil {
		w.expected = zielkette.Round(e.exact())
	}
	w.onTrack, _ = h.onTrack()
	if way := h.way(); way != nil {
		w.way = end{roundRat(way), true}
	}
	w.course = h.course()
	return w
}

// alongSmall is along where all figures of the path are stated numbers and small.
func (h *held) alongSmall() (w along, ok bool) {
	e := h.path()
	if e == nil || h.total != nil {
		return w, false
	}
	const limit = 1 << 40 // so that products with steps stay far below an int64
	figures := [...]number{h.from, e.from, e.to, h.goal(), {plain: h.value}}
	measured := h.counts && h.per.IsZero() && h.indicator.Per.IsZero()
	var small [len(figures)]int64
	var places [len(figures)]int
	scale := 0
	for i, n := range figures {
		switch {
		case i == 2 && e.days == 0, i == 4 && !measured: // plays no role
			continue
		case n.rat != nil:
			return w, false
		}
		if small[i], places[i], ok = n.plain.Small(); !ok {
			return w, false
		}
		scale = max(scale, places[i])
	}
	if scale > 6 {
		return w, false
	}
	for i := range small {
		if small[i], ok = rescale(small[i], scale-places[i]); !ok || magnitude(small[i]) >= limit {
			return w, false
		}
	}
	b, from, to, goal, v := small[0], small[1], small[2], small[3], small[4]
	passed, days := int64(e.passed), int64(max(e.days, 1))
	if days >= 1<<20 {
		return w, false
	}
	expected := from * days // in units of 1 / (days * 10^scale)
	if e.days > 0 {
		expected += (to - from) * passed
	}
	over := func(num, den int64) fixed {
		f, fits := ratio(num, den)
		ok = ok && fits
		return fixed{n: f}
	}
	w.expected = over(expected, days*powers[scale]).figure()
	if goal != b {
		w.way = end{over(expected-b*days, (goal-b)*days), true}
	}
	if h.attained.IsZero() {
		return w, ok
	}
	if !measured {
		return along{}, false
	}
	if ahead := expected - b*days; ahead != 0 {
		w.onTrack = over((v-b)*days, ahead).figure()
	}
	sign := 1
	if goal < b {
		sign = -1
	}
	w.course = courseOf(flag(v*days > expected)*sign - flag(v*days < expected)*sign)
	return w, ok
}

// course tells how the attainment stands to what is planned.
func (h *held) course() Course {
	if h.attained.IsZero() {
		return ""
	}
	if e := h.path(); e != nil {
		if !h.counts { // an attainment can be assumed without a value
			return ""
		}
		v, _ := h.number()
		return courseOf(v.exact().Cmp(e.exact()) * h.goal().compare(h.from))
	}
	planned := h.planned()
	if planned.IsZero() {
		return ""
	}
	return courseOf(h.attained.Compare(planned))
}
