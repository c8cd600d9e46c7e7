// Package years holds spans of calendar years, for rules and weights that hold for
// some years only: one check that they do not overlap.
package years

import (
	"cmp"
	"fmt"
	"slices"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/problems"
)

// Span is calendar years from the first to the last, both included. 0 leaves the span
// open on that side.
type Span struct{ From, To int }

// Holds reports whether a year lies in the span.
func (s Span) Holds(year int) bool {
	return (s.From == 0 || year >= s.From) && (s.To == 0 || year <= s.To)
}

// Check reports a span that ends before it starts, at its toYear.
func (s Span) Check(at string, list *problems.List) {
	if s.backwards() {
		list.At(at+"/toYear", zielkette.CodeOrder, s.String(),
			"das letzte Jahr liegt vor dem ersten; die Jahre vertauschen oder eines weglassen",
			"the last year lies before the first; swap the years, or leave one out")
	}
}

func (s Span) backwards() bool { return s.From != 0 && s.To != 0 && s.To < s.From }

// String returns the span as a problem names it: "2015-2019", "2020-".
func (s Span) String() string {
	from, to := "", ""
	if s.From != 0 {
		from = fmt.Sprint(s.From)
	}
	if s.To != 0 {
		to = fmt.Sprint(s.To)
	}
	return from + "-" + to
}

// CheckAll checks the spans of a list whose entries stand at at/0, at/1 and so on. It
// reports those that end before they start, and of two that claim the same year the
// one that stands later, at its fromYear. The cost is that of sorting the spans.
func CheckAll(at string, spans []Span, list *problems.List) {
	var order []int
	for i, s := range spans {
		s.Check(fmt.Sprintf("%s/%d", at, i), list)
		if !s.backwards() {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(spans[a].From, spans[b].From) })
	for k, i := range order {
		if k == 0 {
			continue
		}
		before := order[k-1]
		if to := spans[before].To; to == 0 || to >= spans[i].From {
			list.At(fmt.Sprintf("%s/%d/fromYear", at, max(i, before)), zielkette.CodeOverlap, spans[max(i, before)].String(),
				fmt.Sprintf("für diese Jahre gilt schon ein anderer Eintrag (%s); den einen enden lassen, bevor der andere beginnt", spans[min(i, before)]),
				fmt.Sprintf("another entry (%s) holds in these years already; let one end before the other starts", spans[min(i, before)]))
		}
		if to := spans[before].To; to == 0 || spans[i].To != 0 && to > spans[i].To {
			order[k] = before // it reaches further than this one
		}
	}
}
