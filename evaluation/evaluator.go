package evaluation

import (
	"maps"
	"math/big"
	"slices"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

// noCoverage marks a goal beneath which nothing could have data.
const noCoverage = -1

// figures are the arrays of an evaluation.
type figures struct {
	findings []finding // by index of Model.measured
	goals    []standing
	wide     map[int32]*big.Int // attainments that do not fit, by index
	tall     map[int32]*big.Int // scores of goals that do not fit, by position
	changes  *changes           // of an overlay, which reads the arrays of another result
}

// finding is what an evaluation found out about one measured indicator.
type finding struct {
	attained    int64 // at 12 places, unbounded; meaningful while the state is Scored
	observation int32 // position in the record, -1 for none
	state       State
	reason      indicators.Reason
}

// standing is where a goal stands.
type standing struct {
	score    int64 // at 12 places; meaningful while the state is Scored
	coverage int64 // at 12 places, or noCoverage
	state    State
	reason   indicators.Reason
}

// outcome is a finding with an attainment of any size.
type outcome struct {
	finding
	wide *big.Int // the attainment where it does not fit; attained is then isWide
}

func (o outcome) attainment() fixed {
	if o.attained == isWide {
		return fixed{wide: o.wide}
	}
	return fixed{n: o.attained}
}

func (o outcome) withheld(reason indicators.Reason) outcome {
	o.state, o.reason = Withheld, reason
	return o
}

func (o outcome) scored(f fixed) outcome {
	o.state, o.attained = Scored, f.n
	if f.wide != nil || f.n == isWide {
		o.attained, o.wide = isWide, f.big()
	}
	return o
}

// changes are what an overlay found differently from the result beneath it, and what the
// overlays beneath found differently. They do not change once the overlay is done.
type changes struct {
	findings map[int32]changedFinding
	goals    map[int32]changedGoal // nil where all goals were rolled up again
	strays   strays                // ids that the documents do not have
	beneath  *changes              // what is not found here is looked up there; nil for none
}

// settled puts changes together with those beneath until these are more than twice as
// many. So few overlays have to be looked through, and each shares most of what it keeps
// with those beneath: of n, laid one upon the other, all keep n log n changes at most.
func (c *changes) settled() *changes {
	for c.beneath != nil && c.beneath.size() <= 2*c.size() {
		c = c.with(c.beneath)
	}
	return c
}

func (c *changes) size() int { return len(c.findings) + len(c.goals) + len(c.strays) }

// with returns the changes together with those right beneath.
func (c *changes) with(under *changes) *changes {
	out := &changes{findings: map[int32]changedFinding{}, goals: map[int32]changedGoal{}, strays: strays{}, beneath: under.beneath}
	for _, from := range []*changes{under, c} {
		maps.Copy(out.findings, from.findings)
		maps.Copy(out.goals, from.goals)
		maps.Copy(out.strays, from.strays)
	}
	return out
}

// finding looks up what was found of a measured indicator, the uppermost first.
func (c *changes) finding(i int32) (found changedFinding, ok bool) {
	for ; c != nil && !ok; c = c.beneath {
		found, ok = c.findings[i]
	}
	return found, ok
}

// goal looks up where a goal stands, as finding does.
func (c *changes) goal(i int32) (found changedGoal, ok bool) {
	for ; c != nil && !ok; c = c.beneath {
		found, ok = c.goals[i]
	}
	return found, ok
}

type changedFinding struct {
	outcome
	record  *indicators.Record // the series with what was added
	assumed bool               // the attainment, see [Result.Assuming]: nothing on record comes to it
}

type changedGoal struct {
	standing
	score fixed
	tally *tally // of its pool
}

// evaluator is an evaluation under way and, once done, what it found.
type evaluator struct {
	figures
	model   *Model
	record  *indicators.Record
	options Options
	items   []item // with the weights that hold at the as-of date, or that were given later
	pools   []goal
	weighed []bool                       // by position of the goal: its weights were given after the evaluation; nil: none
	given   map[int32][]zielkette.Number // these weights as they were given; without, those of items
}

// spanOf returns the span that holds for a goal at the evaluation, nil for none.
func (e *evaluator) spanOf(goal int32) *span {
	spans := e.model.spans[goal]
	for i := range spans {
		if spans[i].held.Holds(e.options.AsOf.Year()) {
			return &spans[i]
		}
	}
	return nil
}

// weigh takes the weights that hold at the as-of date: those of the model, or
// where a goal has others in this year, a copy with these.
func (e *evaluator) weigh() {
	e.items, e.pools = e.model.items, e.model.goals
	if len(e.model.spans) == 0 {
		return
	}
	copied := false
	for _, goal := range slices.Sorted(maps.Keys(e.model.spans)) {
		s := e.spanOf(goal)
		if s == nil {
			continue
		}
		if !copied {
			e.items, e.pools, copied = slices.Clone(e.items), slices.Clone(e.pools), true
		}
		g := &e.pools[goal]
		g.wide = s.wide
		for k, w := range s.scaled {
			e.items[int(g.first)+k].weight = w
		}
	}
}

// settle notes what was found out about a measured indicator.
func (e *evaluator) settle(i int32, o outcome) {
	if o.wide != nil {
		if e.wide == nil {
			e.wide = map[int32]*big.Int{}
		}
		e.wide[i] = o.wide
	}
	e.findings[i] = o.finding
}

// settleGoal notes where a goal stands; the score counts while it is Scored, and the tally
// of its pool is kept by an overlay.
func (e *evaluator) settleGoal(i int32, s standing, score fixed, t *tally) {
	if e.changes != nil && e.changes.goals != nil {
		e.changes.goals[i] = changedGoal{s, score, t}
		return
	}
	s.score = score.n
	if s.state == Scored && (score.wide != nil || score.n == isWide) {
		if e.tall == nil {
			e.tall = map[int32]*big.Int{}
		}
		s.score, e.tall[i] = isWide, score.big()
	}
	e.goals[i] = s
}

// The readers of an evaluation look at what has changed first.

func (e *evaluator) finding(i int32) finding {
	if c, ok := e.changes.finding(i); ok {
		return c.finding
	}
	return e.findings[i]
}

func (e *evaluator) attainment(i int32) fixed {
	if c, ok := e.changes.finding(i); ok {
		return c.attainment()
	}
	return outcome{e.findings[i], e.wide[i]}.attainment()
}

func (e *evaluator) standing(i int32) standing {
	if c, ok := e.changes.goal(i); ok {
		return c.standing
	}
	return e.goals[i]
}

func (e *evaluator) score(i int32) fixed {
	if c, ok := e.changes.goal(i); ok {
		return c.score
	}
	if e.goals[i].score == isWide {
		return fixed{wide: e.tall[i]}
	}
	return fixed{n: e.goals[i].score}
}

// weight returns the weight of item k of the pool of a goal.
func (e *evaluator) weight(g *goal, k int) *big.Int { return e.weightInto(new(big.Int), g, k) }

// weightInto is weight in the place of n, where the weights of the pool are not wide.
func (e *evaluator) weightInto(n *big.Int, g *goal, k int) *big.Int {
	if g.wide != nil {
		return g.wide.weights[k]
	}
	return n.SetInt64(e.items[int(g.first)+k].weight)
}

// look returns score, coverage and state of an item. The score of an indicator is
// bounded.
func (e *evaluator) look(it *item, r *rule) (score fixed, coverage int64, state State) {
	if it.ref < 0 {
		s := e.standing(^it.ref)
		return e.score(^it.ref), s.coverage, s.state
	}
	state = e.finding(it.ref).state
	switch {
	case it.notApplicable:
		return fixed{}, 0, NotApplicable
	case state == Scored:
		return r.bound(e.attainment(it.ref)), unit, Scored
	}
	return fixed{}, 0, state
}

// assumed reports whether the attainment of a measured indicator is assumed.
func (e *evaluator) assumed(i int32) bool {
	c, _ := e.changes.finding(i)
	return c.assumed
}

// recordOf returns the record that the finding of a measured indicator refers to.
func (e *evaluator) recordOf(i int32) *indicators.Record {
	if c, ok := e.changes.finding(i); ok {
		return c.record
	}
	return e.record
}

// outlook is what a goal could come to: the ends of its range, and the score it would
// have if everything measured stood where its path expects it.
type outlook struct {
	low, high, expected end
	paths               bool // something scored beneath has a path
}
