package report

import (
	"math/big"
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/module"
	"gitlab.opencode.de/zielkette/zielkette/internal/round"
)

// standing is a goal, or a theme, as a report sees it.
type standing struct {
	goal      goals.Node // the zero Node for a theme
	theme     bool
	score     evaluation.Score
	up        *evaluation.Explanation
	low, high zielkette.Figure // the range that the unknown leaves
	plan      zielkette.Figure // the same roll-up with the path in place of what is reached (Soll)
	parts     []part           // indicators, then goals
	leaves    int              // goals without goals beneath, itself where it has none
	scored    int              // of the leaves
}

// part is what a goal is formed from.
type part struct {
	goal *standing // nil for an indicator
	step evaluation.Step
	a    evaluation.Assessment
}

// link is where an indicator enters a goal.
type link struct {
	of   *standing
	step evaluation.Step
}

// stand fills in the standing of a goal and of all beneath it.
func (r *Report) stand(goal goals.Node) {
	score, _ := r.result.Goal(goal.ID())
	r.explain(goal, score, score.Explain())
}

func (r *Report) explain(goal goals.Node, score evaluation.Score, up *evaluation.Explanation) *standing {
	s := &standing{goal: goal, score: score, up: up, plan: score.Expected()}
	s.low, s.high = score.Range().Low, score.Range().High
	if !goal.IsZero() {
		r.goals[goal.ID()] = s
	}
	if up.RollUp == nil { // nothing beneath, or the goal does not apply
		s.leaves = 1
		for child := range goal.Children() {
			r.stand(child)
		}
		if score.State() == evaluation.NotApplicable {
			s.leaves = 0
		}
		return s
	}
	k := 0
	for scored := range score.Parts() {
		p := part{step: up.RollUp.Parts[k]}
		if scored.Goal.IsZero() {
			p.a = scored.Indicator
			r.links[p.a] = append(r.links[p.a], link{s, p.step})
		} else {
			sub, _ := r.result.Goal(scored.Goal.ID())
			p.goal = r.explain(scored.Goal, sub, p.step.Of)
			s.leaves += p.goal.leaves
			s.scored += p.goal.scored
		}
		k++
		s.parts = append(s.parts, p)
	}
	if s.leaves == 0 {
		s.leaves = 1
		if score.State() == evaluation.Scored {
			s.scored = 1
		}
	}
	return s
}

// spoken reports whether enough is known of a goal to say a figure.
func (r *Report) spoken(s *standing) bool { return s.score.EnoughKnown(r.minimum) }

// units returns a share in units of the last printed place of a percentage, rounded
// half away from zero.
func (r *Report) units(f zielkette.Figure) int64 { return unitsOf(f, 2+r.places) }

// tenths returns a share in tenths of a percent, rounded half away from zero.
func tenths(f zielkette.Figure) int64 { return unitsOf(f, 3) }

// unitsOf returns a figure in units of its so many-th place, rounded half away from zero.
func unitsOf(f zielkette.Figure, places int) int64 {
	if c, scale, ok := f.Small(); ok && scale >= places {
		unit := int64(1)
		for ; scale > places; scale-- {
			unit *= 10
		}
		rest := c % unit
		if rest = max(rest, -rest); unit-rest <= rest {
			return c/unit + int64(f.Sign())
		}
		return c / unit
	}
	rat, ok := f.Rat()
	if !ok {
		return 0
	}
	return round.Units(rat, places).Int64()
}

// apartBy writes a number of units of the last printed place as points, without its sign.
func (r *Report) apartBy(units int64) string {
	return zielkette.NewFigure(big.NewInt(max(units, -units)), r.places).Text(r.language, r.places)
}

// course says whether a goal is on course, by the printed figures, so that the
// difference can be recomputed from what stands beside it.
func (r *Report) course(s *standing) Phrase {
	if !r.spoken(s) || s.plan.IsZero() {
		return nil
	}
	d := r.units(s.score.Attainment()) - r.units(s.plan)
	switch {
	case d == 0:
		return Phrase{{Text: r.in("genau im Soll", "exactly as planned"), Mark: MarkOn}}
	case d < 0:
		return Phrase{{Text: r.say("%s\u00a0Punkte hinter dem Soll", "%s\u00a0points behind plan", r.apartBy(d)), Mark: MarkBehind}}
	}
	return Phrase{{Text: r.say("%s\u00a0Punkte vor dem Soll", "%s\u00a0points ahead of plan", r.apartBy(d)), Mark: MarkAhead}}
}

// light is the status of a goal as the city's own rule words it.
func light(class string) Mark {
	switch strings.ToLower(class) {
	case "green", "gruen", "grün":
		return MarkGreen
	case "yellow", "gelb", "amber":
		return MarkYellow
	case "red", "rot":
		return MarkRed
	}
	return 0
}

// rangeText is the range of a goal in whole percent, "" where it is one figure or
// where an end is missing.
func (r *Report) rangeText(s *standing) string {
	if s.low.IsZero() || s.high.IsZero() || s.low.Equal(s.high) {
		return ""
	}
	return r.percent(s.low, 0) + r.in(" bis ", " to ") + r.percent(s.high, 0)
}

// percent writes a share with a no-break space.
func (r *Report) percent(f zielkette.Figure, places int) string {
	return strings.ReplaceAll(f.Percent(r.language, places), " ", "\u00a0")
}

// measurement is an indicator as a report sees it.
type measurement struct {
	a         evaluation.Assessment
	indicator indicators.Indicator
	x         *evaluation.Explanation
	source    zielkette.Source // of the value
	course    Mark             // MarkAhead, MarkOn, MarkBehind; 0 where nothing can be said
	distance  int64            // reached less planned, in units of the last printed place
	tenths    int64            // the same in tenths of points, for a bar
	expected  string           // on the path, or what the rule asks for, without unit
}

func (r *Report) measure(a evaluation.Assessment) *measurement {
	indicator, ok := r.definitions[a.ID()]
	if !ok {
		indicator = *defined(a)
		r.definitions[a.ID()] = indicator
	}
	m := &measurement{a: a, indicator: indicator}
	if links := r.links[a]; len(links) > 0 && links[0].step.Of.Measured != nil { // explained with its goal
		m.x = links[0].step.Of
	} else {
		m.x = a.Explain()
	}
	m.source = m.indicator.Source
	if o, ok := a.Observation(); ok && o.Source != "" {
		m.source = sourceOf(o.Source)
	}
	if a.State() != evaluation.Scored {
		return m
	}
	reached, planned := a.Attainment(), m.x.Measured.ExpectedAttainment
	if planned.IsZero() {
		planned = a.Planned()
	}
	t, _ := targetOf(a)
	switch t.Shape {
	case indicators.ReachShape:
		m.expected = r.onPath(a, m.x.Measured.Expected)
	case indicators.MilestonesShape:
		m.expected = r.due(t.Milestones)
	}
	if planned.IsZero() {
		return m
	}
	m.distance, m.tenths = r.units(reached)-r.units(planned), tenths(reached)-tenths(planned)
	m.course = marks[a.Course()]
	return m
}

// marks are the pictures of the courses.
var marks = map[evaluation.Course]Mark{evaluation.Ahead: MarkAhead, evaluation.AsDue: MarkOn, evaluation.Behind: MarkBehind}

// due says how many steps should be done by now: those whose date has come, and those
// that are done before.
func (r *Report) due(steps []zielkette.Milestone) string {
	n, on := 0, r.result.Options().AsOf
	for _, m := range steps {
		if m.Due.By(on) || m.State(on) == zielkette.MilestoneDone {
			n++
		}
	}
	return r.say("%d von %d", "%d of %d", n, len(steps))
}

// onPath is the value on the path: to the places of baseline and value, and one more
// where that is not all of it and the figures are small.
func (r *Report) onPath(a evaluation.Assessment, e zielkette.Figure) string {
	if e.IsZero() {
		return ""
	}
	t, _ := targetOf(a)
	_, places := t.Baseline.Value.Unscaled()
	if o, ok := a.Observation(); ok && o.Denominator.IsZero() {
		_, n := o.Value.Unscaled()
		places = max(places, n)
	}
	places = min(places, 2)
	if rat, ok := e.Rat(); ok && rat.Cmp(big.NewRat(1000, 1)) < 0 && rat.Cmp(big.NewRat(-1000, 1)) > 0 {
		places++
	}
	places = min(placesOf(e), places)
	return e.Text(r.language, places)
}

// targetOf returns the target without a copy of its lists, which are only read.
func targetOf(a evaluation.Assessment) (t indicators.Target, ok bool) {
	if _, _, target, _ := a.Entry(module.Reader{}); target != nil {
		return *target, true
	}
	return t, false
}

// defined returns the definition of the indicator, which is only read.
func defined(a evaluation.Assessment) *indicators.Indicator {
	_, indicator, _, _ := a.Entry(module.Reader{})
	return indicator
}
