package chain

import (
	"math/big"
	"math/bits"
	"slices"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/internal/graph"
	"gitlab.opencode.de/zielkette/zielkette/internal/problems"
	"gitlab.opencode.de/zielkette/zielkette/internal/round"
	"gitlab.opencode.de/zielkette/zielkette/internal/words"
)

// Codes of the problems this package reports.
const (
	CodeTerms zielkette.Code = "lag-terms" // too many different lags to follow to a date
)

// Kind tells what a node is.
type Kind string

// The kinds of node.
const (
	Measure Kind = "measure"
	Result  Kind = "result"
	Goal    Kind = "goal"
	Theme   Kind = "theme" // stands in a [Matrix] only, never in the chain
)

var kinds = words.Set[Kind, struct{}]{
	{Word: Measure, Text: zielkette.Text{DE: "Maßnahme", EN: "measure"}},
	{Word: Result, Text: zielkette.Text{DE: "Ergebnis", EN: "result"}},
	{Word: Goal, Text: zielkette.Text{DE: "Ziel", EN: "goal"}},
	{Word: Theme, Text: zielkette.Text{DE: "Thema", EN: "theme"}},
}

// Text returns the kind as it is printed in a report.
func (k Kind) Text() zielkette.Text { return kinds.Text(k) }

// Node is a measure, a result or a goal of the chain, or a theme beside it.
type Node struct {
	Kind  Kind   `json:"kind"`
	ID    string `json:"id"`
	Stage string `json:"stage,omitzero"` // of a result, in the words of the vocabulary; the level of a goal, the kind of a theme; of a measure the city's own word, "" for a plain one
	Title string `json:"title"`
}

// Chain is the compiled chain of one plan: immutable, safe for concurrent use.
type Chain struct {
	plan     *goals.Plan
	asOf     zielkette.Date // at which money and answers are looked at; none for all of them
	knownOn  zielkette.Date
	measures []goals.Measure
	results  []goals.Result
	effects  []goals.Effect
	index    map[string]int32 // id to node: measures, results, goals in pre-order

	out, in  links   // contributions, forward and turned round
	order    []int32 // nodes, every contribution leading forward
	position []int32 // of a node in order

	serves    *graph.Graph // measure to goal, all nodes; labels count shares, measure by measure
	servedBy  *graph.Graph
	budget    budget
	measured  []bool  // whether a node has an indicator of its own
	owned     []bool  // whether somebody is responsible for a node itself
	dropped   []bool  // whether a goal or one above it is not applicable
	roots     int     // goals at the top
	parent    []int32 // of a goal, as a node; -1 for none
	goalsFrom int32   // number of the first goal

	timelines [2]map[int32]timeline      // of measures with milestones: planned, actual
	first     [2]zielkette.Date          // of any step
	grades    [rankOf + 1]goals.Evidence // by rank, as far as they occur
}

// New returns the chain of a plan. The plan has been checked, so there is no
// error. A plan without measures and effects gives a chain in which everything
// is a gap, and so does none. Cost: linear in goals, measures, results and effects.
func New(plan *goals.Plan) *Chain { return At(plan, zielkette.Date{}, zielkette.Date{}) }

// At returns the chain of a plan as it stood at the end of a date and as it was known at
// the end of another: money as [goals.Measure.BudgetAt] says, and of what was done only
// what had been by the known-on date. Without dates it is that of [New], which looks at
// everything on record; of an amount that was revised, at what became known last.
func At(plan *goals.Plan, asOf, knownOn zielkette.Date) *Chain {
	if plan == nil {
		plan = new(goals.Plan)
	}
	c := &Chain{plan: plan, asOf: asOf, knownOn: knownOn, measures: plan.Measures(), results: plan.Results(), effects: plan.Effects()}
	for i := range c.measures {
		hold(&c.measures[i], asOf, knownOn)
	}
	c.goalsFrom = int32(len(c.measures) + len(c.results))
	n := int(c.goalsFrom) + plan.Len()
	c.index = make(map[string]int32, n)
	for i := range c.measures {
		c.index[c.measures[i].ID] = int32(i)
	}
	for i := range c.results {
		c.index[c.results[i].ID] = int32(len(c.measures) + i)
	}
	c.parent = make([]int32, plan.Len())
	for goal := range plan.Goals() {
		at := int32(goal.Position())
		c.index[goal.ID()] = c.goalsFrom + at
		c.parent[at] = -1
		if above, ok := goal.Parent(); ok {
			c.parent[at] = c.goalsFrom + int32(above.Position())
		}
	}
	var from, to, effect []int32
	for i := range c.effects {
		if e := &c.effects[i]; e.Kind != goals.Influence {
			from, to, effect = append(from, c.index[e.From]), append(to, c.index[e.To]), append(effect, int32(i))
		}
	}
	c.out = c.links(graph.New(n, from, to), effect)
	c.in = c.links(c.out.Reverse(), effect)
	c.order, _ = c.out.Topological() // a plan has no circles of contributions
	c.position = make([]int32, n)
	for i, v := range c.order {
		c.position[v] = int32(i)
	}
	from, to = from[:0], to[:0]
	for i := range c.measures {
		for _, s := range c.measures[i].Serves {
			from, to = append(from, int32(i)), append(to, c.index[s.Goal])
		}
	}
	c.serves = graph.New(n, from, to)
	c.servedBy = c.serves.Reverse()
	c.budget = flatten(c.measures, asOf)
	c.flags()
	c.schedule()
	return c
}

// hold leaves a measure with what holds at two dates.
func hold(m *goals.Measure, asOf, knownOn zielkette.Date) {
	dated := slices.ContainsFunc(m.Budget, func(l goals.BudgetLine) bool { return !l.Known.IsZero() })
	if dated || !asOf.IsZero() || !knownOn.IsZero() {
		m.Budget = m.BudgetAt(asOf, knownOn)
	}
	if knownOn.IsZero() {
		return
	}
	if !m.Done.By(knownOn) {
		m.Done = zielkette.Date{}
	}
	for i := range m.Milestones {
		m.Milestones[i] = m.Milestones[i].AsKnown(knownOn)
	}
}

// or returns the chain, that of an empty plan for nil and the zero value.
func (c *Chain) or() *Chain {
	if c == nil || c.plan == nil {
		return New(nil)
	}
	return c
}

// flags notes what every node has, so that looking for gaps walks flat arrays.
func (c *Chain) flags() {
	c.measured, c.owned, c.dropped = make([]bool, c.len()), make([]bool, c.len()), make([]bool, c.len())
	for i := range c.measures {
		c.owned[i] = c.measures[i].Responsible != ""
	}
	for i := range c.results {
		v := len(c.measures) + i
		c.measured[v] = len(c.results[i].Indicators) > 0
		c.owned[v] = c.results[i].Responsible != ""
	}
	for goal := range c.plan.Goals() {
		v := c.goalsFrom + int32(goal.Position())
		c.measured[v] = len(goal.Indicators()) > 0
		c.owned[v] = goal.Responsible() != ""
		c.dropped[v] = goal.NotApplicable() != ""
		if above := c.parent[goal.Position()]; above >= 0 {
			c.dropped[v] = c.dropped[v] || c.dropped[above]
		} else {
			c.roots++
		}
	}
}

// one is the strength 1 in the units of a link, whole the figure 1 in those of a
// node.
const (
	one   = 1_000_000_000_000_000_000
	whole = 1_000_000_000_000
)

// links are contributions in one direction, with what is computed with beside
// each, so that a pass over them stays in few cache lines.
type links struct {
	*graph.Graph
	effect []int32 // by position, index into the effects
	weight []int64 // signed strength in units of 10^-18
	lag    []int16 // months
	kind   []linkKind
}

// linkKind packs what a link says beside its strength.
type linkKind uint8

const (
	rankOf  linkKind = 7 // rank of the evidence
	stated  linkKind = 8 // a strength is stated
	hinders linkKind = 16
)

func (c *Chain) links(g *graph.Graph, effect []int32) links {
	n := g.Links()
	l := links{g, make([]int32, n), make([]int64, n), make([]int16, n), make([]linkKind, n)}
	for at := range int32(n) {
		l.effect[at] = effect[g.Label(at)]
		e := &c.effects[l.effect[at]]
		l.lag[at] = int16(e.Lag.Months()) // at most 999 years
		l.kind[at] = linkKind(e.Evidence.Rank())
		c.grades[l.kind[at]&rankOf] = e.Evidence
		coef, places, ok := e.Strength.Small() // a strength is at most 1, so it is small
		if ok {
			for range zielkette.MaxPlaces - places {
				coef *= 10
			}
			l.kind[at] |= stated
		}
		if e.Sign == goals.Minus {
			l.kind[at] |= hinders
			coef = -coef
		}
		l.weight[at] = coef
	}
	return l
}

// MarshalJSON returns the strategy that the plan of the chain was compiled from.
func (c *Chain) MarshalJSON() ([]byte, error) { return c.or().plan.MarshalJSON() }

// Plan returns the plan of the chain.
func (c *Chain) Plan() *goals.Plan { return c.or().plan }

// Node returns the measure, result or goal of an id; ok is false when the chain
// has none.
func (c *Chain) Node(id string) (node Node, ok bool) {
	c = c.or()
	v, ok := c.index[id]
	if !ok {
		return Node{}, false
	}
	return c.node(v), true
}

// len returns the number of measures, results and goals.
func (c *Chain) len() int { return c.out.Len() }

func (c *Chain) node(v int32) Node {
	i := int(v)
	if i < len(c.measures) {
		return Node{Measure, c.measures[i].ID, c.measures[i].Kind, c.measures[i].Title}
	}
	if i -= len(c.measures); i < len(c.results) {
		return Node{Result, c.results[i].ID, c.results[i].Stage, c.results[i].Title}
	}
	return nodeOf(c.plan.At(i - len(c.results)))
}

func nodeOf(goal goals.Node) Node { return Node{Goal, goal.ID(), goal.Level(), goal.Title()} }

func themeOf(t *goals.Theme) Node { return Node{Theme, t.ID, t.Kind, t.Title} }

// name returns id and title of a node.
func (c *Chain) name(v int32) (id, title string) {
	switch {
	case c.isMeasure(v):
		return c.measures[v].ID, c.measures[v].Title
	case c.isGoal(v):
		goal := c.goal(v)
		return goal.ID(), goal.Title()
	}
	r := &c.results[int(v)-len(c.measures)]
	return r.ID, r.Title
}

func (c *Chain) id(v int32) string {
	id, _ := c.name(v)
	return id
}

func (c *Chain) isMeasure(v int32) bool { return int(v) < len(c.measures) }
func (c *Chain) isGoal(v int32) bool    { return v >= c.goalsFrom }

// goal returns the plan's handle of a goal.
func (c *Chain) goal(v int32) goals.Node { return c.plan.At(int(v - c.goalsFrom)) }

// subtree returns the nodes of a goal and everything beneath it: first to last-1.
func (c *Chain) subtree(v int32) (first, last int32) {
	last = v + 1
	for range c.goal(v).Descendants() {
		last++
	}
	return v, last
}

func (c *Chain) find(id string, kinds ...Kind) (int32, error) {
	v, ok := c.index[id]
	if !ok || len(kinds) > 0 && !slices.Contains(kinds, c.node(v).Kind) {
		de := "die Kette hat weder eine Maßnahme noch ein Ergebnis noch ein Ziel mit dieser Kennung"
		en := "the chain has no measure, result or goal of this id"
		if len(kinds) == 1 {
			de = "die Kette hat mit dieser Kennung nichts der Art " + kinds[0].Text().DE
			en = "the chain has no " + string(kinds[0]) + " of this id"
		}
		return 0, fault(zielkette.CodeReference, id, de, en)
	}
	return v, nil
}

func fault(code zielkette.Code, subject, de, en string) error {
	return zielkette.Problem{Code: code, Subject: problems.Clip(subject), Message: zielkette.Text{DE: de, EN: en}}
}

// sum128 is an exact sum of products of two int64.
type sum128 struct {
	high int64
	low  uint64
}

// add adds a*b. The product of two's complements is that of the bits, less what
// the signs weigh.
func (s *sum128) add(a, b int64) {
	high, low := bits.Mul64(uint64(a), uint64(b))
	var carry uint64
	s.low, carry = bits.Add64(s.low, low, 0)
	s.high += int64(high) - a>>63&b - b>>63&a + int64(carry)
}

func (s *sum128) plus(t sum128) {
	var carry uint64
	s.low, carry = bits.Add64(s.low, t.low, 0)
	s.high += t.high + int64(carry)
}

// rounded returns the sum divided by [one], rounded half away from zero. The quotient of
// all sums in a chain is near 1, as strengths into a receiver are at most 1.
func (s sum128) rounded() int64 {
	high, low := uint64(s.high), s.low
	negative := s.high < 0
	if negative {
		low = -low
		high = ^high
		if low == 0 {
			high++
		}
	}
	quotient, rest := bits.Div64(high, low, one)
	quotient = round.Up(quotient, rest, one)
	if negative {
		return -int64(quotient)
	}
	return int64(quotient)
}

func size(a int64) uint64 {
	if a < 0 {
		return -uint64(a)
	}
	return uint64(a)
}

// figure returns a figure in units of 10^-12.
func figure(units int64) zielkette.Figure {
	return zielkette.NewFigure(big.NewInt(units), zielkette.Places)
}
