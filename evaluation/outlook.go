package evaluation

import (
	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/parallel"
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
// both ends are the score, and below that the score need not lie between them: a part
// below its minimum coverage counts in the range with all that is known of it and may
// still come, in the score not at all. Cost: linear in the model for the first score of a result
// that is asked, nothing for the others.
func (s Score) Range() Range {
	o := s.outlook()
	return Range{o.low.figure(), o.high.figure()}
}

// Expected returns the score that the goal would have if every indicator with a path
// stood where its path expects it: the roll-up of the expected attainments, bounded
// alike, over the parts that are scored. A part without a path counts as it is. There
// is none where there is no score, and where nothing scored beneath has a path. Cost:
// as for [Score.Range].
func (s Score) Expected() zielkette.Figure {
	if o := s.outlook(); o.paths {
		return o.expected.figure()
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

func (e end) figure() zielkette.Figure {
	if !e.is {
		return zielkette.Figure{}
	}
	return e.fixed.figure()
}

func endOf(f *fixed) end {
	if f == nil {
		return end{}
	}
	return end{*f, true}
}

// looksAtOnce is the least number of indicators worth a core of their own.
const looksAtOnce = 256

// lookOut looks at every indicator once, and fills in the outlooks, those of the goals
// beneath first.
func (r *Result) lookOut() {
	r.looks = make([]look, len(r.model.measured))
	parallel.Parts(len(r.looks), looksAtOnce, func(_, from, to int) {
		cursor, q := r.record.Cursor(), r.options.question()
		for _, i := range r.model.sorted[from:to] {
			l, m := &r.looks[i], &r.model.measured[i]
			if l.series = cursor.Seek(m.id, m.area); r.changes != nil {
				l.series = r.recordOf(i).Series(m.id, m.area)
			}
			Assessment{r, i}.hold(&l.held, l.series, &q)
			l.along = l.held.along()
		}
	})
	r.outlooks = make([]outlook, len(r.pools))
	for i := len(r.pools) - 1; i >= 0; i-- {
		g := &r.pools[i]
		fast := r.model.rules[g.rule].Aggregator == Mean && g.wide == nil
		out, ok := r.outlookOf(int32(i), fast)
		if !ok {
			out, _ = r.outlookOf(int32(i), false)
		}
		r.outlooks[i] = out
	}
}

// outlookOf returns the outlook of a goal. In the fast tier, which is that of the mean
// with small weights, ok is false where a figure is not small.
func (r *Result) outlookOf(i int32, fast bool) (out outlook, ok bool) {
	g := &r.pools[i]
	rule := &r.model.rules[g.rule]
	standing := r.standing(i)
	if standing.state == NotApplicable {
		return outlook{}, true
	}
	bounds := outlook{low: endOf(rule.low), high: endOf(rule.high)}
	out = bounds
	low, high, expected := ends{fast: fast}, ends{fast: fast}, ends{fast: fast}
	for k := range int(g.end - g.first) {
		it := &r.items[int(g.first)+k]
		score, _, state := r.look(it, rule)
		if state == NotApplicable || g.wide == nil && it.weight == 0 || g.wide != nil && g.wide.weights[k].Sign() == 0 {
			continue
		}
		part := bounds
		switch {
		case it.ref < 0:
			part = r.outlooks[^it.ref]
		case state == Scored:
			e := end{score, true}
			part = outlook{low: e, high: e, expected: e}
			if way := r.looks[it.ref].along.way; way.is {
				part.expected, part.paths = end{rule.bound(way.fixed), true}, true
			}
		}
		low.add(r, g, k, part.low)
		high.add(r, g, k, part.high)
		if state == Scored {
			expected.add(r, g, k, part.expected)
			out.paths = out.paths || part.paths
		}
	}
	if low.any || low.open {
		out.low, out.high = low.together(rule.aggregate), high.together(rule.aggregate)
	}
	if standing.state == Scored {
		out.expected = expected.together(rule.aggregate)
	}
	return out, !low.large && !high.large && !expected.large
}

// ends are the same end of several parts.
type ends struct {
	fast   bool // the parts are summed up at once
	sum    wide128
	weight int64
	parts  []weighted // where they are not
	any    bool       // there is a part
	open   bool       // one of the parts does not have the end
	large  bool       // one of the parts does not fit the fast tier
}

func (e *ends) add(r *Result, g *goal, k int, part end) {
	switch {
	case !part.is:
		e.open = true
		return
	case e.fast:
		w := r.items[int(g.first)+k].weight
		if e.large = e.large || part.wide != nil || part.n == isWide; !e.large {
			e.sum.add(w, part.n)
			e.weight += w
		}
	default:
		e.parts = append(e.parts, weighted{r.weight(g, k), part.fixed})
	}
	e.any = true
}

// together returns what the ends come to, none where there is no such figure.
func (e *ends) together(a *aggregator) end {
	switch {
	case e.open || !e.any || e.large:
		return end{}
	case e.fast:
		return end{fixed{n: e.sum.over(e.weight)}, true}
	}
	f, ok := a.aggregate(e.parts)
	return end{f, ok}
}
