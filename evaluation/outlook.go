package evaluation

import (
	"math/big"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
)

// Range (Spanne) is what the unknown leaves open of a score: from what it comes to when
// everything unknown is missed entirely to what it comes to when everything unknown is
// met entirely.
type Range struct {
	Low  zielkette.Figure `json:"low"`  // none: there is no lower end
	High zielkette.Figure `json:"high"` // none: there is no upper end
}

// Text returns the range as it is printed, "2 % bis 95 %", with the given number of
// digits after the point, one figure where both ends are the same; a dash for an end
// that there is not.
func (r Range) Text(language zielkette.Language, places int) string {
	low, high := r.Low.Percent(language, places), r.High.Percent(language, places)
	if low == high {
		return low
	}
	return low + zielkette.Text{DE: " bis ", EN: " to "}.In(language) + high
}

// IsZero reports whether the range has no end.
func (r Range) IsZero() bool { return r.Low.IsZero() && r.High.IsZero() }

// Range (Spanne) returns what the unknown leaves open of the score, rounded as scores
// are. An indicator with an attainment counts with it, one without, whatever the
// reason, with the two bounds of the rule of its goal; a goal with nothing beneath
// counts with the bounds of its own rule. Both ends are then put together as scores
// are; the minimum coverage plays no role, and what does not apply is left out. An end
// is no figure where the rule has no bound on that side, where the aggregator is not
// defined on the ends beneath, and for a goal that does not apply. At a coverage of 1
// both ends are the score. Cost: linear in the model for the first score of a result
// that is asked, nothing for the others.
func (s Score) Range() Range {
	o := s.outlook()
	return Range{o.low.figureOrNone(), o.high.figureOrNone()}
}

// Expected returns the score that the goal would have if every indicator with a path
// stood where its path expects it: the roll-up of the expected attainments, bounded
// alike, over the parts that are scored. A part without a path counts as it is. There
// is none where there is no score, and where nothing scored beneath has a path. Cost:
// as for [Score.Range].
func (s Score) Expected() zielkette.Figure {
	if o := s.outlook(); o.paths {
		return o.expected.figureOrNone()
	}
	return zielkette.Figure{}
}

func (s Score) outlook() outlook {
	if s.IsZero() {
		return outlook{}
	}
	s.result.looked.Do(s.result.lookOut)
	return s.result.outlooks[s.i]
}

func (f *fixed) figureOrNone() zielkette.Figure {
	if f == nil {
		return zielkette.Figure{}
	}
	return f.figure()
}

// lookOut fills in the outlooks, those of the goals beneath first.
func (r *Result) lookOut() {
	r.outlooks = make([]outlook, len(r.pools))
	for i := len(r.pools) - 1; i >= 0; i-- {
		r.outlooks[i] = r.outlookOf(int32(i))
	}
}

func (r *Result) outlookOf(i int32) outlook {
	g := &r.pools[i]
	rule := &r.model.rules[g.rule]
	standing := r.standing(i)
	if standing.state == NotApplicable {
		return outlook{}
	}
	out := outlook{low: rule.low, high: rule.high}
	low, high, expected := ends{}, ends{}, ends{}
	for k := range int(g.end - g.first) {
		it := &r.items[int(g.first)+k]
		score, _, state := r.look(it, rule)
		w := r.weight(g, k)
		if state == NotApplicable || w.Sign() == 0 {
			continue
		}
		part := outlook{low: rule.low, high: rule.high}
		switch {
		case it.ref < 0:
			part = r.outlooks[^it.ref]
		case state == Scored:
			part = outlook{low: &score, high: &score, expected: &score}
			if way := (Assessment{r, it.ref}).held().along().way; way != nil {
				bounded := rule.bound(*way)
				part.expected, part.paths = &bounded, true
			}
		}
		low.add(w, part.low)
		high.add(w, part.high)
		if state == Scored {
			expected.add(w, part.expected)
			out.paths = out.paths || part.paths
		}
	}
	if len(low.parts) > 0 || low.open {
		out.low, out.high = low.together(rule.aggregate), high.together(rule.aggregate)
	}
	if standing.state == Scored {
		out.expected = expected.together(rule.aggregate)
	}
	return out
}

// ends are the same end of several parts.
type ends struct {
	parts []weighted
	open  bool // one of the parts does not have it
}

func (e *ends) add(weight *big.Int, end *fixed) {
	if end == nil {
		e.open = true
		return
	}
	e.parts = append(e.parts, weighted{weight, *end})
}

// together returns what the ends come to, nil where there is no such figure.
func (e *ends) together(a *aggregator) *fixed {
	if e.open || len(e.parts) == 0 {
		return nil
	}
	if f, ok := a.aggregate(e.parts); ok {
		return &f
	}
	return nil
}
