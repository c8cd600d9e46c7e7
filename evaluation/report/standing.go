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
	low, high zielkette.Figure  // the range that the unknown leaves
	plan      zielkette.Figure  // the same roll-up with the path in place of what is reached (Soll)
	rolled    evaluation.Rolled // without its parts
	parts     []part            // indicators, then goals
	leaves    int               // goals without goals beneath, itself where it has none
	scored    int               // of the leaves
	idle      int               // goals without goals beneath that do not apply, and are no leaves
}

// part is what a goal is formed from.
type part struct {
	goal          *standing // nil for an indicator
	a             evaluation.Assessment
	state         evaluation.State
	weight        zielkette.Number
	entered       zielkette.Figure // of an indicator the bounded attainment
	assumed       bool             // the link to the indicator is ours, not the document's
	note          string           // of the link
	notApplicable string           // of the link, why it does not apply
}

// link is where an indicator enters a goal.
type link struct {
	of *standing
	k  int // of its parts
}

func (l link) part() *part { return &l.of.parts[l.k] }

// stand fills in the standing of a goal and of all beneath it.
func (r *Report) stand(goal goals.Node) {
	score, _ := r.result.Goal(goal.ID())
	r.enter(goal, score)
}

func (r *Report) enter(goal goals.Node, score evaluation.Score) *standing {
	s := &standing{goal: goal, score: score, rolled: score.Rolled(module.Reader{}), plan: score.Expected()}
	reach := score.Range()
	s.low, s.high = reach.Low, reach.High
	if !goal.IsZero() {
		r.goals[goal.ID()] = s
	}
	if s.rolled.Rule == nil { // nothing beneath, or the goal does not apply
		s.leaves = 1
		for child := range goal.Children() {
			r.stand(child)
		}
		if score.State() == evaluation.NotApplicable {
			s.leaves = 0
			if leaf(goal) {
				s.idle = 1
			}
			for below := range goal.Descendants() {
				if leaf(below) {
					s.idle++
				}
			}
		}
		return s
	}
	s.parts = make([]part, len(s.rolled.Parts))
	for k := range s.parts {
		of, p := &s.rolled.Parts[k], &s.parts[k]
		*p = part{
			a: of.Indicator, state: of.State, weight: of.Weight, entered: of.Score,
			assumed: of.Link.Assumed, note: of.Link.Note, notApplicable: of.Link.NotApplicable,
		}
		if of.Goal.IsZero() {
			r.links[p.a] = append(r.links[p.a], link{s, k})
			continue
		}
		sub, _ := r.result.Goal(of.Goal.ID())
		p.goal = r.enter(of.Goal, sub)
		s.leaves += p.goal.leaves
		s.scored += p.goal.scored
		s.idle += p.goal.idle
	}
	s.rolled.Parts = nil
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
		return r.on.run(Run{Text: r.in("genau im Soll", "exactly as planned"), Mark: MarkOn})
	case d < 0:
		return r.on.run(Run{Text: r.on.join(r.apartBy(d), r.in("\u00a0Punkte hinter dem Soll", "\u00a0points behind plan")), Mark: MarkBehind})
	}
	return r.on.run(Run{Text: r.on.join(r.apartBy(d), r.in("\u00a0Punkte vor dem Soll", "\u00a0points ahead of plan")), Mark: MarkAhead})
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

// measurement is an indicator as a report sees it.
type measurement struct {
	evaluation.Glance
	a        evaluation.Assessment
	source   zielkette.Source // of the value
	course   Mark             // MarkAhead, MarkOn, MarkBehind; 0 where nothing can be said
	distance int64            // reached less planned, in units of the last printed place
	tenths   int64            // the same in tenths of points, for a bar
	expected string           // on the path, or what the rule asks for, without unit
}

func (r *Report) measure(a evaluation.Assessment) *measurement {
	m := new(measurement)
	r.measureInto(m, a)
	return m
}

func (r *Report) measureInto(m *measurement, a evaluation.Assessment) {
	m.Glance, m.a = a.Glance(module.Reader{}), a
	m.source = m.Indicator.Source
	if source := m.Observation.Source; source != "" {
		m.source = sourceOf(source)
	}
	if a.State() != evaluation.Scored {
		return
	}
	reached, planned := m.Attainment, m.Way
	if planned.IsZero() {
		planned = m.Planned()
	}
	t, _ := m.target()
	switch t.Shape {
	case indicators.ReachShape:
		m.expected = r.onPath(m)
	case indicators.MilestonesShape:
		m.expected = r.due(t.Milestones)
	}
	if planned.IsZero() {
		return
	}
	m.distance, m.tenths = r.units(reached)-r.units(planned), tenths(reached)-tenths(planned)
	m.course = marks[m.Course]
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
func (r *Report) onPath(m *measurement) string {
	e := m.Expected
	if e.IsZero() {
		return ""
	}
	t, _ := m.target()
	places := placesIn(t.Baseline.Value)
	if o, ok := m.observed(); ok && o.Denominator.IsZero() {
		places = max(places, placesIn(o.Value))
	}
	places = min(places, 2)
	if thousand := zielkette.Int(1000).Figure(); e.Compare(thousand) < 0 && e.Compare(zielkette.Int(-1000).Figure()) > 0 {
		places++
	}
	places = min(placesOf(e), places)
	return e.Text(r.language, places)
}

// placesIn is how many places a number is stated with.
func placesIn(n zielkette.Number) int {
	if _, places, ok := n.Small(); ok {
		return places
	}
	_, places := n.Unscaled()
	return places
}

// noTarget stands for the target of an indicator that has none.
var noTarget indicators.Target

// target returns the target, which is only read; an empty one where there is none.
func (m *measurement) target() (t *indicators.Target, ok bool) {
	if m.Target == nil {
		return &noTarget, false
	}
	return m.Target, true
}

// observed returns the observation that counts; ok is false where none does.
func (m *measurement) observed() (o *indicators.Observation, ok bool) {
	return &m.Observation, !m.Observation.Period.IsZero()
}
