package report

import (
	"math/big"
	"slices"
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/real"
	"gitlab.opencode.de/zielkette/zielkette/internal/round"
)

// standing is a goal as a report sees it.
type standing struct {
	goal      goals.Node
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
func (r *Report) stand(goal goals.Node) *standing {
	score, _ := r.result.Goal(goal.ID())
	return r.explain(goal, score, score.Explain())
}

func (r *Report) explain(goal goals.Node, score evaluation.Score, up *evaluation.Explanation) *standing {
	s := &standing{goal: goal, score: score, up: up}
	r.goals[goal.ID()] = s
	s.low, s.high = zielkette.Int(0).Figure(), zielkette.Int(1).Figure()
	if up.RollUp == nil {
		s.leaves = 1
		if score.State() == evaluation.NotApplicable {
			s.low, s.high, s.leaves = zielkette.Figure{}, zielkette.Figure{}, 0
		}
		for child := range goal.Children() { // where the goal does not apply, nothing is rolled up
			r.stand(child)
		}
		return s
	}
	rule := up.RollUp.Rule
	bounds := [2]zielkette.Figure{}
	for i, b := range rule.Bounds {
		bounds[i] = b.Figure()
	}
	var lows, highs, plans []share
	k := 0
	children := slices.Collect(goal.Children())
	links := len(goal.Indicators())
	for scored := range score.Parts() {
		step := up.RollUp.Parts[k]
		p := part{step: step}
		low, high, plan := bounds[0], bounds[1], step.Entered
		if k >= links {
			child := children[k-links]
			sub, _ := r.result.Goal(child.ID())
			p.goal = r.explain(child, sub, step.Of)
			low, high, plan = p.goal.low, p.goal.high, p.goal.plan
			s.leaves += p.goal.leaves
			s.scored += p.goal.scored
		} else {
			p.a = scored.Indicator
			r.links[p.a] = append(r.links[p.a], link{s, step})
			if !step.Entered.IsZero() {
				low, high = step.Entered, step.Entered
			}
			if way := p.a.ExpectedAttainment(); !way.IsZero() && !step.Entered.IsZero() {
				plan = within(way, bounds)
			}
		}
		k++
		s.parts = append(s.parts, p)
		if step.Of.State == evaluation.NotApplicable {
			continue
		}
		lows, highs = append(lows, share{step.Weight, low}), append(highs, share{step.Weight, high})
		if step.Of.State == evaluation.Scored {
			plans = append(plans, share{step.Weight, plan})
		}
	}
	if s.leaves == 0 {
		s.leaves = 1
		if score.State() == evaluation.Scored {
			s.scored = 1
		}
	}
	s.low, s.high, s.plan = together(rule.Aggregator, lows), together(rule.Aggregator, highs), together(rule.Aggregator, plans)
	if score.State() == evaluation.NotApplicable {
		s.low, s.high = zielkette.Figure{}, zielkette.Figure{}
	}
	return s
}

// within bounds a figure; a bound that is none does not bound.
func within(f zielkette.Figure, bounds [2]zielkette.Figure) zielkette.Figure {
	if !bounds[0].IsZero() && f.Compare(bounds[0]) < 0 {
		return bounds[0]
	}
	if !bounds[1].IsZero() && f.Compare(bounds[1]) > 0 {
		return bounds[1]
	}
	return f
}

// share is a figure with its weight.
type share struct {
	weight zielkette.Number
	figure zielkette.Figure
}

// together puts figures together as the rule of the goal does, for the ends of a range
// and for what is planned, which package evaluation does not state. No figure where one
// of the parts has none, or where the rule has no result.
func together(rule evaluation.Aggregator, parts []share) zielkette.Figure {
	var weights, figures []*big.Rat
	all := new(big.Rat)
	lowest := new(big.Rat)
	for _, p := range parts {
		w, _ := p.weight.Rat()
		f, ok := p.figure.Rat()
		if !ok {
			return zielkette.Figure{}
		}
		if w.Sign() == 0 {
			continue
		}
		if len(figures) == 0 || f.Cmp(lowest) < 0 {
			lowest = f
		}
		weights, figures = append(weights, w), append(figures, f)
		all.Add(all, w)
	}
	if len(figures) == 0 {
		return zielkette.Figure{}
	}
	sum := new(big.Rat)
	switch rule {
	case evaluation.Minimum:
		return zielkette.Round(lowest)
	case evaluation.Median:
		return median(weights, figures, all)
	case evaluation.Geometric, evaluation.Harmonic:
		if lowest.Sign() < 0 {
			return zielkette.Figure{}
		}
		if lowest.Sign() == 0 {
			return zielkette.Int(0).Figure()
		}
		if rule == evaluation.Harmonic {
			for i, f := range figures {
				sum.Add(sum, new(big.Rat).Quo(weights[i], f))
			}
			return zielkette.Round(new(big.Rat).Quo(all, sum))
		}
		return zielkette.NewFigure(real.Decide(func(c *real.Context) *big.Int {
			exponent := c.Int(0)
			for i, f := range figures {
				exponent = exponent.Add(c.Rat(f).Ln().Mul(c.Rat(new(big.Rat).Quo(weights[i], all))))
			}
			mean, ok := exponent.Exp()
			if !ok {
				return nil
			}
			return mean.Units(zielkette.Places)
		}), zielkette.Places)
	}
	for i, f := range figures {
		sum.Add(sum, new(big.Rat).Mul(weights[i], f))
	}
	return zielkette.Round(sum.Quo(sum, all))
}

func median(weights, figures []*big.Rat, all *big.Rat) zielkette.Figure {
	order := make([]int, len(figures))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return figures[a].Cmp(figures[b]) })
	half, sum := new(big.Rat).Quo(all, big.NewRat(2, 1)), new(big.Rat)
	for k, i := range order {
		sum.Add(sum, weights[i])
		switch sum.Cmp(half) {
		case 0:
			next := figures[order[min(k+1, len(order)-1)]]
			return zielkette.Round(new(big.Rat).Quo(new(big.Rat).Add(figures[i], next), big.NewRat(2, 1)))
		case 1:
			return zielkette.Round(figures[i])
		}
	}
	return zielkette.Figure{}
}

// spoken reports whether enough is known of a goal to say a figure.
func (r *Report) spoken(s *standing) bool {
	if s.score.State() != evaluation.Scored {
		return false
	}
	if up := s.up.RollUp; up != nil && up.Rule.MinCoverage.Sign() > 0 {
		return true // below it there is no score
	}
	return s.score.Coverage().Compare(r.minimum.Figure()) >= 0
}

// units returns a share in units of the last printed place of a percentage, rounded
// half away from zero.
func (r *Report) units(f zielkette.Figure) int64 {
	rat, ok := f.Rat()
	if !ok {
		return 0
	}
	return round.Units(rat, 2+r.places).Int64()
}

// tenths returns a share in tenths of a percent, rounded half away from zero.
func tenths(f zielkette.Figure) int64 {
	rat, ok := f.Rat()
	if !ok {
		return 0
	}
	return round.Units(rat, 3).Int64()
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
func light(label, class string) Mark {
	switch strings.ToLower(class) {
	case "green", "gruen", "grün":
		return MarkGreen
	case "yellow", "gelb", "amber":
		return MarkYellow
	case "red", "rot":
		return MarkRed
	}
	return ""
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
	course    Mark             // MarkAhead, MarkOn, MarkBehind; "" where nothing can be said
	distance  int64            // reached less planned, in units of the last printed place
	tenths    int64            // the same in tenths of points, for a bar
	expected  string           // on the path, or what the rule asks for, without unit
}

func (r *Report) measure(a evaluation.Assessment) *measurement {
	m := &measurement{a: a, indicator: a.Indicator(), x: a.Explain()}
	m.source = m.indicator.Source
	if o, ok := a.Observation(); ok && o.Source != "" {
		m.source = sourceOf(o.Source)
	}
	if a.State() != evaluation.Scored {
		return m
	}
	reached, planned := a.Attainment(), a.ExpectedAttainment()
	t, _ := a.Target()
	switch t.Shape {
	case indicators.ReachShape:
		m.expected = r.onPath(a)
	case indicators.LimitShape, indicators.CorridorShape:
		planned = zielkette.Int(1).Figure()
	case indicators.MilestonesShape:
		due := r.due(t.Milestones)
		planned = due.figure
		m.expected = due.text
	}
	if planned.IsZero() {
		return m
	}
	m.distance, m.tenths = r.units(reached)-r.units(planned), tenths(reached)-tenths(planned)
	switch c := reached.Compare(planned); {
	case c > 0:
		m.course = MarkAhead
	case c < 0:
		m.course = MarkBehind
	default:
		m.course = MarkOn
	}
	return m
}

type dueSteps struct {
	figure zielkette.Figure
	text   string
}

// due is the share of the weight of the steps whose date has come.
func (r *Report) due(steps []zielkette.Milestone) dueSteps {
	come, all, n := new(big.Rat), new(big.Rat), 0
	for _, m := range steps {
		w, ok := m.Weight.Rat()
		if !ok {
			w = big.NewRat(1, 1)
		}
		all.Add(all, w)
		if m.Due.By(r.result.Options().AsOf) && !m.Due.IsZero() || m.State(r.result.Options().AsOf) == zielkette.MilestoneDone {
			come.Add(come, w)
			n++
		}
	}
	if all.Sign() == 0 {
		return dueSteps{}
	}
	return dueSteps{zielkette.Round(come.Quo(come, all)), r.say("%d von %d", "%d of %d", n, len(steps))}
}

// onPath is the value on the path: to the places of baseline and value, and one more
// where that is not all of it and the figures are small.
func (r *Report) onPath(a evaluation.Assessment) string {
	e := a.Expected()
	if e.IsZero() {
		return ""
	}
	t, _ := a.Target()
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
