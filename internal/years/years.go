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

// Over reports whether a calendar year is over at the end of a date. It is not where
// there is no date.
func Over(year int, on zielkette.Date) bool {
	last, err := zielkette.NewDate(year, 12, 31)
	return err == nil && last.By(on)
}

// Check reports a span that ends before it starts, at its toYear.
func (s Span) Check(at string, list *problems.List) {
	if s.backwards() {
		list.At(at+"/toYear", zielkette.CodeOrder, s.named().EN,
			"das letzte Jahr liegt vor dem ersten; die Jahre vertauschen oder eines weglassen",
			"the last year lies before the first; swap the years, or leave one out")
	}
}

func (s Span) backwards() bool { return s.From != 0 && s.To != 0 && s.To < s.From }

// Text returns the span in words: "ab 2020", "from 2020". A span without any end gives
// no text.
func (s Span) Text() zielkette.Text {
	switch {
	case s.From == 0 && s.To == 0:
		return zielkette.Text{}
	case s.To == 0:
		return zielkette.Text{DE: fmt.Sprintf("ab %d", s.From), EN: fmt.Sprintf("from %d", s.From)}
	case s.From == 0:
		return zielkette.Text{DE: fmt.Sprintf("bis %d", s.To), EN: fmt.Sprintf("up to %d", s.To)}
	case s.From == s.To:
		return zielkette.Text{DE: fmt.Sprintf("für %d", s.To), EN: fmt.Sprintf("in %d", s.To)}
	}
	return zielkette.Text{DE: fmt.Sprintf("von %d bis %d", s.From, s.To), EN: fmt.Sprintf("from %d to %d", s.From, s.To)}
}

// named is [Span.Text] for a sentence that needs one.
func (s Span) named() zielkette.Text {
	if text := s.Text(); !text.IsZero() {
		return text
	}
	return zielkette.Text{DE: "für alle Jahre", EN: "in all years"}
}

// CheckAll checks the spans of a list whose entries stand at at/0, at/1 and so on. It
// reports those that end before they start, and of two that claim the same year the
// one that stands later, at its fromYear. The cost is that of sorting the spans.
func CheckAll(at string, spans []Span, list *problems.List) {
	var order []int
	for i := range list.Each(len(spans)) {
		s := spans[i]
		s.Check(fmt.Sprintf("%s/%d", at, i), list)
		if !s.backwards() {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(spans[a].From, spans[b].From) })
	for k := range list.Each(len(order)) {
		i := order[k]
		if k == 0 {
			continue
		}
		before := order[k-1]
		if to := spans[before].To; to == 0 || to >= spans[i].From {
			later, other := max(i, before), spans[min(i, before)].named()
			list.At(fmt.Sprintf("%s/%d/fromYear", at, later), zielkette.CodeOverlap, spans[later].named().EN,
				"in diesen Jahren gilt schon ein anderer Eintrag ("+other.DE+"); den einen enden lassen, bevor der andere beginnt",
				"another entry holds in these years already ("+other.EN+"); let one end before the other starts")
		}
		if to := spans[before].To; to == 0 || spans[i].To != 0 && to > spans[i].To {
			order[k] = before // it reaches further than this one
		}
	}
}
