package chain

import (
	"encoding/json"
	"math/big"
	"slices"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/internal/round"
)

// maxTerms bounds the different lags that are followed to a date, over all nodes.
const maxTerms = 1 << 22

// Contribution is what one node stands for in another: the share of the
// receiver's change, from -1 to 1.
type Contribution struct {
	chain   *Chain
	node    int32
	rank    uint8 // of the weakest evidence
	known   bool
	Partial bool // some path has a link whose strength is not stated; the value leaves it out
	Undated bool // a date is asked for, and some step of the measure has none; the value leaves it out
	units   int64
}

// Node returns the measure in [Chain.To], the receiver in [Chain.From]; the zero Node
// for the zero value.
func (c Contribution) Node() Node {
	if c.chain == nil {
		return Node{}
	}
	return c.chain.node(c.node)
}

// Evidence returns the weakest grade among the links counted, "" without a value.
func (c Contribution) Evidence() goals.Evidence {
	if c.rank == 0 {
		return ""
	}
	return c.chain.grades[c.rank]
}

// Value returns the contribution at 12 places; none when no path has a strength on
// every link, which is not a contribution of 0.
func (c Contribution) Value() zielkette.Figure {
	if !c.known {
		return zielkette.Figure{}
	}
	return figure(c.units)
}

// MarshalJSON returns the node, the value, the evidence and what was left out.
func (c Contribution) MarshalJSON() ([]byte, error) {
	out := struct {
		Node     *Node            `json:"node"`
		Value    zielkette.Figure `json:"value"`
		Evidence goals.Evidence   `json:"evidence,omitzero"`
		Partial  bool             `json:"partial,omitzero"`
		Undated  bool             `json:"undated,omitzero"`
	}{nil, c.Value(), c.Evidence(), c.Partial, c.Undated}
	if c.chain != nil {
		node := c.Node()
		out.Node = &node
	}
	return json.Marshal(out)
}

// Contributions are the contributions to one node, or from one node.
type Contributions struct {
	Of       Node           `json:"of"`   // the goal of [Chain.To], the measure of [Chain.From]
	From     bool           `json:"from"` // whether they come from the node
	View     View           `json:"view"`
	List     []Contribution `json:"list"`              // in the order of the document
	Unstated []goals.Effect `json:"unstated,omitzero"` // contributions on the way whose strength is not stated
}

// Total returns the sum of the values; none when there is none. It is of use for
// contributions to one goal: the share of its change for which anything is done.
func (c Contributions) Total() zielkette.Figure { return zielkette.Round(c.sum()) }

// sum returns the sum of the values, nil when there is none.
func (c *Contributions) sum() *big.Rat {
	units, known := new(big.Int), false
	for i := range c.List {
		if c.List[i].known {
			units.Add(units, big.NewInt(c.List[i].units))
			known = true
		}
	}
	if !known {
		return nil
	}
	return new(big.Rat).SetFrac(units, big.NewInt(whole))
}

// To returns what every measure contributes to a goal or a result. The error has
// the code [zielkette.CodeReference] for an unknown id, and [CodeTerms] when a view with a
// date meets millions of different lags. Measures without any path to the goal
// are not listed. Cost: linear in the part of the chain above the goal; at a
// date, times the number of different lags.
func (c *Chain) To(id string, view View) (Contributions, error) {
	c = c.or()
	v, err := c.find(id, Result, Goal)
	if err != nil {
		return Contributions{}, err
	}
	return c.flow(c.up(v, view), c.cone(v, &c.in))
}

// From returns what a measure or a result contributes to every result and goal
// that follows from it. A result is taken to be there in full from the start. Errors
// and cost are as for [Chain.To].
func (c *Chain) From(id string, view View) (Contributions, error) {
	c = c.or()
	v, err := c.find(id, Measure, Result)
	if err != nil {
		return Contributions{}, err
	}
	return c.flow(c.down(v, view), c.cone(v, &c.out))
}

// up returns the flow to a goal or a result.
func (c *Chain) up(v int32, view View) flow {
	return flow{root: v, view: view, ahead: &c.in, back: &c.out, horizon: horizon(view, c.first[index(view.Actual)])}
}

// down returns the flow from a measure or a result.
func (c *Chain) down(v int32, view View) flow {
	f := flow{root: v, view: view, ahead: &c.out, back: &c.in, horizon: horizon(View{}, zielkette.Date{})}
	if c.isMeasure(v) {
		t := c.timeline(v, view.Actual)
		f.of = &t
		first := view.On
		if len(t.dates) > 0 {
			first = t.dates[0]
		}
		f.horizon = horizon(view, first)
	}
	return f
}

// flow is a question after contributions to or from one node.
type flow struct {
	root        int32
	view        View
	ahead, back *links    // the links followed, and the same turned round
	horizon     int32     // longer lags than this many months cannot count
	of          *timeline // the steps of the measure whose progress counts, downwards; nil: of every measure met, or of nothing
	delay       int       // months by which everything of it is late
}

// term is what a node contributes with one lag.
type term struct {
	lag   int32 // months
	units int64
}

// mark packs what is known of the figure of a node in a flow.
type mark uint8

const (
	weakestOf mark = 7 // rank of the weakest evidence
	known     mark = 8
	partial   mark = 16
	inside    mark = 32 // the node belongs to the cone
)

// state is the figure of a node in a flow.
type state struct {
	units int64
	mark  mark
}

// flow works out the figures of a flow. In a large cone it looks at every node on
// the far side of the root and finds out on the way which belong to the cone: a
// node does when one of the links back leads to one that does.
func (c *Chain) flow(f flow, cone *cone) (Contributions, error) {
	forward := f.ahead == &c.out
	out := Contributions{Of: c.node(f.root), From: forward, View: f.view}
	states := make([]state, cone.slots)
	root := cone.slot(f.root)
	states[root] = state{whole, known | inside}
	var terms [][]term // at a date: the parts of units by lag
	dated := !f.view.On.IsZero()
	if dated {
		terms = make([][]term, cone.slots)
		terms[root] = []term{{0, whole}}
	}
	count := 0
	var gathered []lagged
	for i := 1; i < cone.size; i++ {
		v := cone.node(i)
		var sum sum128
		gathered = gathered[:0]
		m := mark(0)
		for at, last := f.back.Out(v); at < last; at++ {
			next := f.back.To(at)
			if cone.few != nil {
				if next = cone.slot(next); next < 0 {
					continue
				}
			}
			before := states[next]
			if before.mark == 0 {
				continue
			}
			m |= inside
			link := f.back.kind[at]
			if link&stated == 0 {
				m |= partial
				out.Unstated = append(out.Unstated, c.effects[f.back.effect[at]])
				continue
			}
			m |= before.mark & partial
			if before.mark&known == 0 {
				continue
			}
			m = m&^weakestOf | known | weakest(m&weakestOf, weakest(before.mark&weakestOf, mark(link&rankOf)))
			if !dated {
				sum.add(f.back.weight[at], before.units)
				continue
			}
			for _, t := range terms[next] {
				if lag := t.lag + int32(f.back.lag[at]); lag <= f.horizon {
					var product sum128
					product.add(f.back.weight[at], t.units)
					gathered = append(gathered, lagged{lag, product})
				}
			}
		}
		slot := cone.slot(v)
		states[slot].mark = m
		if !dated {
			states[slot].units = sum.rounded()
			continue
		}
		terms[slot] = collect(gathered)
		if count += len(terms[slot]); count > maxTerms {
			return Contributions{}, fault(CodeTerms, out.Of.ID,
				"die Verzögerungen auf dem Weg ergeben Millionen verschiedener Summen; sie in ganzen Jahren angeben oder ohne Datum abfragen",
				"the lags on the way add up to millions of different ones; state them in whole years, or ask without a date")
		}
	}
	slices.SortStableFunc(out.Unstated, func(a, b goals.Effect) int { return int(c.index[a.From]) - int(c.index[b.From]) })
	numbered := cone.numbered(states)
	if !forward {
		first, _ := slices.BinarySearch(numbered, int32(len(c.measures)))
		numbered = numbered[:first]
	}
	out.List = make([]Contribution, 0, len(numbered))
	for _, v := range numbered {
		if v == f.root {
			continue
		}
		slot := cone.slot(v)
		m := states[slot].mark
		found := Contribution{chain: c, node: v, rank: uint8(m & weakestOf), known: m&known != 0, Partial: m&partial != 0, units: states[slot].units}
		of := f.of
		if !forward && (dated || f.view.Actual) {
			t := c.timeline(v, f.view.Actual)
			of = &t
		}
		switch {
		case !found.known:
		case of != nil && dated:
			found.units, found.Undated = reached(of, f.view, terms[slot], f.delay)
		case of != nil && f.view.Actual:
			found.units, found.Undated = reached(of, f.view, []term{{0, found.units}}, 0)
		case dated:
			for _, t := range terms[slot] {
				found.units += t.units
			}
		}
		out.List = append(out.List, found)
	}
	return out, nil
}

// weakest returns the lower of two ranks, where 0 is none.
func weakest[T mark | int](a, b T) T {
	if a == 0 || b != 0 && b < a {
		return b
	}
	return a
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
		out = append(out, term{lag, sum.rounded()})
	}
	return out
}

// cone is the part of a chain that is reached from a root, or holds it: nodes in an
// order in which each comes after those it is reached over, the root first. A small
// cone has exactly the nodes reached, and what is noted of a node stands at its
// place among them. A large one is everything on the far side of the root in the
// order of the chain, and what is noted of a node stands at its number.
type cone struct {
	size  int
	slots int
	nodes []int32         // of a small one
	few   map[int32]int32 // place of a node in a small one
	order []int32         // of a large one: that of the chain
	first int             // place of the root there
	step  int             // 1 down the chain, -1 up
}

// node returns the node at a place.
func (k *cone) node(i int) int32 {
	if k.few != nil {
		return k.nodes[i]
	}
	return k.order[k.first+i*k.step]
}

// slot returns where something is noted of a node, -1 for one outside a small
// cone.
func (k *cone) slot(v int32) int32 {
	if k.few == nil {
		return v
	}
	if i, ok := k.few[v]; ok {
		return i
	}
	return -1
}

// numbered returns the nodes reached in the order of their numbers.
func (k *cone) numbered(states []state) []int32 {
	if k.few != nil {
		out := slices.Clone(k.nodes)
		slices.Sort(out)
		return out
	}
	n := 0
	for i := range states {
		n += int(states[i].mark&inside) / int(inside)
	}
	out := make([]int32, 0, n)
	for v := range states {
		if states[v].mark&inside != 0 {
			out = append(out, int32(v))
		}
	}
	return out
}

func (c *Chain) cone(root int32, ahead *links) *cone {
	step := 1
	if ahead == &c.in {
		step = -1
	}
	k := &cone{nodes: []int32{root}, few: map[int32]int32{root: 0}}
	for i := 0; i < len(k.nodes) && len(k.nodes) <= max(16, c.len()/64); i++ {
		for _, w := range ahead.Next(k.nodes[i]) {
			if _, ok := k.few[w]; !ok {
				k.few[w] = 0
				k.nodes = append(k.nodes, w)
			}
		}
		if i < len(k.nodes)-1 {
			continue
		}
		slices.SortFunc(k.nodes, func(a, b int32) int { return step * (int(c.position[a]) - int(c.position[b])) })
		for i, v := range k.nodes {
			k.few[v] = int32(i)
		}
		k.size, k.slots = len(k.nodes), len(k.nodes)
		return k
	}
	k = &cone{slots: c.len(), order: c.order, first: int(c.position[root]), step: step}
	k.size = len(c.order) - k.first
	if step < 0 {
		k.size = k.first + 1
	}
	return k
}

// reached returns how much of what a measure contributes has been reached in the
// view, rounded once.
func reached(of *timeline, view View, parts []term, delay int) (units int64, undated bool) {
	sum := new(big.Rat)
	for _, t := range parts {
		share, missing := of.complete(view, int(t.lag)+delay)
		undated = undated || missing
		sum.Add(sum, share.Mul(share, new(big.Rat).SetInt64(t.units)))
	}
	return rounded(sum), undated
}

// rounded rounds to a whole number, half away from zero.
func rounded(r *big.Rat) int64 { return round.Units(r, 0).Int64() }
