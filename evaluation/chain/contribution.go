package chain

import (
	"math/big"
	"slices"

	"github.com/shopspring/decimal"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/internal/graph"
)

// maxTerms bounds the different lags that are followed to a date, over all nodes.
const maxTerms = 1 << 22

// View says as of when, and on which dates, a chain is looked at. The zero View
// is the end of all things: everything is done as planned and all lags are over.
type View struct {
	On     zielkette.Date // none is the end
	Actual bool           // count what is on record as done, not what was planned
}

// Contribution is what one node stands for in another: the share of the
// receiver's change, from -1 to 1.
type Contribution struct {
	Node     Node           // the measure in [Chain.To], the receiver in [Chain.From]
	Partial  bool           // some path has a link whose strength is not stated; the value leaves it out
	Undated  bool           // a date is asked for, and some step of the measure has none; the value leaves it out
	Evidence goals.Evidence // the weakest grade among the links counted; "" without a value
	units    int64
	known    bool
}

// Value returns the contribution at 12 places; ok is false when no path has a
// strength on every link, which is not a contribution of 0.
func (c Contribution) Value() (value decimal.Decimal, ok bool) {
	if !c.known {
		return decimal.Decimal{}, false
	}
	return figure(c.units), true
}

// Contributions are the contributions to one node, or from one node.
type Contributions struct {
	Of       Node // the goal of [Chain.To], the measure of [Chain.From]
	From     bool // whether they come from the node
	View     View
	List     []Contribution // in the order of the document
	Unstated []goals.Effect // contributions on the way whose strength is not stated
}

// Total returns the sum of the values; ok is false when there is none. It is of
// use for contributions to one goal: the share of its change for which anything
// is done.
func (c Contributions) Total() (total decimal.Decimal, ok bool) {
	units := int64(0)
	for i := range c.List {
		if c.List[i].known {
			units += c.List[i].units
			ok = true
		}
	}
	if !ok {
		return decimal.Decimal{}, false
	}
	return figure(units), true
}

// To returns what every measure contributes to a goal or a result. The error has
// the code [CodeReference] for an unknown id, and [CodeTerms] when a view with a
// date meets millions of different lags. Measures without any path to the goal
// are not listed. Cost: linear in the part of the chain above the goal; at a
// date, times the number of different lags.
func (c *Chain) To(id string, view View) (Contributions, error) {
	v, err := c.find(id, Result, Goal)
	if err != nil {
		return Contributions{}, err
	}
	return c.flow(flow{root: v, view: view, ahead: c.in, back: c.out, horizon: horizon(view, c.measures)})
}

// From returns what a measure or a result contributes to every result and goal
// that follows from it. A result is taken to be there in full from the start. Errors
// and cost are as for [Chain.To].
func (c *Chain) From(id string, view View) (Contributions, error) {
	v, err := c.find(id, Measure, Result)
	if err != nil {
		return Contributions{}, err
	}
	return c.flow(c.down(v, view))
}

// down returns the flow from a measure or a result.
func (c *Chain) down(v int32, view View) flow {
	f := flow{root: v, view: view, ahead: c.out, back: c.in, horizon: horizon(view, nil)}
	if c.isMeasure(v) {
		f.of = &c.measures[v]
		f.horizon = horizon(view, c.measures[v:v+1])
	}
	return f
}

// flow is a question after contributions to or from one node.
type flow struct {
	root        int32
	view        View
	ahead, back *graph.Graph   // the links followed, and the same turned round
	horizon     int32          // longer lags than this many months cannot count
	of          *goals.Measure // whose progress counts, downwards; nil: of every measure met, or of nothing
	delay       int            // months by which everything of it is late
}

// spread is the state of a node in a flow.
type spread struct {
	units    int64
	terms    []term // at a date: the parts of units by lag
	evidence int8   // weakest rank, 0 is none
	known    bool
	partial  bool
}

type term struct {
	lag   int32 // months
	units int64
}

func (c *Chain) flow(f flow) (Contributions, error) {
	cone, in := c.cone(f.root, f.ahead)
	forward := f.ahead == c.out
	out := Contributions{Of: c.node(f.root), From: forward, View: f.view}
	state := make([]spread, len(cone))
	state[0] = spread{units: whole, known: true}
	dated := !f.view.On.IsZero()
	if dated {
		state[0].terms = []term{{0, whole}}
	}
	terms := 0
	for i := 1; i < len(cone); i++ {
		var sum sum128
		var gathered []lagged
		s := &state[i]
		first, last := f.back.Out(cone[i])
		for at := first; at < last; at++ {
			k := in(f.back.To(at))
			if k < 0 {
				continue
			}
			label := f.back.Label(at)
			next := &state[k]
			if !c.stated[label] {
				s.partial = true
				out.Unstated = append(out.Unstated, c.effects[c.link[label]])
				continue
			}
			s.partial = s.partial || next.partial
			if !next.known {
				continue
			}
			e := &c.effects[c.link[label]]
			s.known = true
			s.evidence = weakest(s.evidence, next.evidence, int8(e.Evidence.Rank()))
			if !dated {
				sum.add(c.weight[label], next.units)
				continue
			}
			for _, t := range next.terms {
				if lag := t.lag + int32(e.Lag.Months()); lag <= f.horizon {
					var product sum128
					product.add(c.weight[label], t.units)
					gathered = append(gathered, lagged{lag, product})
				}
			}
		}
		if !dated {
			s.units = sum.round()
			continue
		}
		s.terms = collect(gathered)
		if terms += len(s.terms); terms > maxTerms {
			return Contributions{}, fault(CodeTerms, out.Of.ID, "the lags on the way add up to millions of different ones; state them in whole years, or ask without a date")
		}
	}
	where := make([]int32, 0, len(cone))
	for i, v := range cone {
		if i > 0 && (forward || c.isMeasure(v)) {
			where = append(where, int32(i))
		}
	}
	slices.SortFunc(where, func(a, b int32) int { return int(cone[a]) - int(cone[b]) })
	slices.SortStableFunc(out.Unstated, func(a, b goals.Effect) int { return int(c.index[a.From]) - int(c.index[b.From]) })
	out.List = make([]Contribution, 0, len(where))
	for _, i := range where {
		s := &state[i]
		found := Contribution{Node: c.node(cone[i]), Partial: s.partial, units: s.units, known: s.known}
		if s.known {
			found.Evidence = grades[s.evidence-1]
		}
		of := f.of
		if !forward {
			of = &c.measures[cone[i]]
		}
		switch {
		case !found.known:
		case of != nil && (dated || f.view.Actual):
			found.units, found.Undated = reached(of, f.view, s, f.delay)
		case dated:
			found.units = 0
			for _, t := range s.terms {
				found.units += t.units
			}
		}
		out.List = append(out.List, found)
	}
	return out, nil
}

var grades = [...]goals.Evidence{goals.Assumed, goals.Expert, goals.Study, goals.Measured}

func weakest(ranks ...int8) int8 {
	low := int8(0)
	for _, r := range ranks {
		if r > 0 && (low == 0 || r < low) {
			low = r
		}
	}
	return low
}

type lagged struct {
	lag int32
	sum sum128
}

// collect adds up what has the same lag, in the order of the lags, and rounds
// each once.
func collect(parts []lagged) []term {
	slices.SortStableFunc(parts, func(a, b lagged) int { return int(a.lag) - int(b.lag) })
	var out []term
	for i := 0; i < len(parts); {
		lag, sum := parts[i].lag, sum128{}
		for ; i < len(parts) && parts[i].lag == lag; i++ {
			sum.plus(parts[i].sum)
		}
		out = append(out, term{lag, sum.round()})
	}
	return out
}

// cone returns the nodes that are reached from the root, in an order in which
// each comes after those it was reached over, and a function from a node to its place
// there, -1 for others.
func (c *Chain) cone(root int32, ahead *graph.Graph) (cone []int32, in func(int32) int32) {
	place := make(map[int32]int32)
	cone = []int32{root}
	place[root] = 0
	for i := 0; i < len(cone) && len(cone) < c.Len()/16; i++ {
		for _, w := range ahead.Next(cone[i]) {
			if _, ok := place[w]; !ok {
				place[w] = int32(len(cone))
				cone = append(cone, w)
			}
		}
		if i == len(cone)-1 { // a small cone, complete
			forward := ahead == c.out
			slices.SortFunc(cone, func(a, b int32) int {
				if forward {
					return int(c.position[a]) - int(c.position[b])
				}
				return int(c.position[b]) - int(c.position[a])
			})
			for i, v := range cone {
				place[v] = int32(i)
			}
			return cone, func(v int32) int32 {
				if i, ok := place[v]; ok {
					return i
				}
				return -1
			}
		}
	}
	// A large one: mark what is reached in one pass along the order.
	places := make([]int32, c.Len())
	for i := range places {
		places[i] = -1
	}
	cone = cone[:0]
	step, at := int32(1), c.position[root]
	if ahead != c.out {
		step = -1
	}
	places[root] = 0
	for ; at >= 0 && int(at) < len(c.order); at += step {
		v := c.order[at]
		if places[v] < 0 {
			continue
		}
		places[v] = int32(len(cone))
		cone = append(cone, v)
		for _, w := range ahead.Next(v) {
			if places[w] < 0 {
				places[w] = 0 // reached; its place comes when it is met
			}
		}
	}
	return cone, func(v int32) int32 { return places[v] }
}

// step is a dated part of a measure.
type step struct {
	date   zielkette.Date // none: not known when, or not done
	weight zielkette.Number
}

// steps returns the parts of a measure. One without milestones has one part.
func steps(m *goals.Measure, actual bool) []step {
	if len(m.Milestones) == 0 {
		date := m.End
		if date.IsZero() {
			date = m.Start
		}
		if actual {
			date = m.Done
		}
		return []step{{date, zielkette.Int(1)}}
	}
	out := make([]step, len(m.Milestones))
	for i, ms := range m.Milestones {
		date, fallback := ms.Due, m.End
		if actual {
			date, fallback = ms.Done, m.Done
		}
		if date.IsZero() {
			date = fallback
		}
		weight := ms.Weight
		if weight.IsZero() {
			weight = zielkette.Int(1)
		}
		out[i] = step{date, weight}
	}
	return out
}

// horizon returns how many months at most lie between the first step of any of
// the measures and the date of the view; without measures, more than a date can be
// away.
func horizon(view View, measures []goals.Measure) int32 {
	if measures == nil {
		return 12 * 10000
	}
	first := view.On
	for i := range measures {
		for _, s := range steps(&measures[i], view.Actual) {
			if !s.date.IsZero() && s.date.Compare(first) < 0 {
				first = s.date
			}
		}
	}
	return int32(view.On.Last().Year()-first.Last().Year())*12 + 12
}

// Progress returns which share of a measure is complete: the weights of its
// milestones whose date has come by the view, over all weights; without
// milestones, 1 from its end on (from its start, when it has no end; when actual
// dates are asked for, from the day it was done). undated tells that a step with
// a weight has no date and was left out; without a date in the view, planned steps are
// complete whatever their dates.
func Progress(m goals.Measure, view View) (share *big.Rat, undated bool) {
	return progress(&m, view, 0)
}

func progress(m *goals.Measure, view View, lag int) (share *big.Rat, undated bool) {
	done, all := new(big.Rat), new(big.Rat)
	for _, s := range steps(m, view.Actual) {
		weight, _ := s.weight.Rat()
		all.Add(all, weight)
		switch {
		case view.On.IsZero() && !view.Actual, view.On.IsZero() && !s.date.IsZero(), s.date.AddMonths(lag).By(view.On):
			done.Add(done, weight)
		case s.date.IsZero() && weight.Sign() > 0:
			undated = true
		}
	}
	return done.Quo(done, all), undated
}

// reached returns how much of what a measure contributes has been reached in the
// view, rounded once.
func reached(m *goals.Measure, view View, s *spread, delay int) (units int64, undated bool) {
	sum := new(big.Rat)
	terms := s.terms
	if view.On.IsZero() {
		terms = []term{{0, s.units}}
	}
	for _, t := range terms {
		share, missing := progress(m, view, int(t.lag)+delay)
		undated = undated || missing
		sum.Add(sum, share.Mul(share, new(big.Rat).SetInt64(t.units)))
	}
	return halfEven(sum), undated
}

// halfEven rounds to a whole number.
func halfEven(r *big.Rat) int64 {
	quotient, rest := new(big.Int).DivMod(r.Num(), r.Denom(), new(big.Int))
	switch rest.Lsh(rest, 1).Cmp(r.Denom()) {
	case 1:
		quotient.Add(quotient, big.NewInt(1))
	case 0:
		quotient.Add(quotient, big.NewInt(int64(quotient.Bit(0))))
	}
	return quotient.Int64()
}
