package chain

import (
	"math"
	"math/big"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/internal/graph"
	"gitlab.opencode.de/zielkette/zielkette/internal/words"
)

// Tie is what ties two neighbours of a chain together.
type Tie string

// The ties.
const (
	ByEffect Tie = "effect" // a contribution
	ByShare  Tie = "share"  // a measure serves a goal
	ByGoal   Tie = "goal"   // a goal stands beneath another
)

var ties = words.Set[Tie, struct{}]{
	{Word: ByEffect, Text: zielkette.Text{DE: "Wirkung", EN: "effect"}},
	{Word: ByShare, Text: zielkette.Text{DE: "dient dem Ziel", EN: "serves the goal"}},
	{Word: ByGoal, Text: zielkette.Text{DE: "gehört zum Ziel", EN: "belongs to the goal"}},
}

// Text returns the tie as it is printed in a report; nothing where a walk starts.
func (t Tie) Text() zielkette.Text { return ties.Text(t) }

// Step is a node met on the way up or down a chain.
type Step struct {
	Depth    int          `json:"depth"` // 0 where the walk starts
	Node     Node         `json:"node"`
	Tie      Tie          `json:"tie,omitzero"`      // to the step one less deep before this one; "" where the walk starts
	Effect   goals.Effect `json:"effect,omitzero"`   // the contribution, where that is the tie
	Share    goals.Share  `json:"share,omitzero"`    // the share, where that is the tie
	Repeated bool         `json:"repeated,omitzero"` // the node was met before; what follows it stands there
}

// Upstream returns everything that leads to a node, as a depth-first walk:
// contributions first, then the measures that serve a goal, then the goals
// beneath it. Every node is followed once; where it is met again, the step says
// so. The error has the code [zielkette.CodeReference]. Cost: linear in what is met.
func (c *Chain) Upstream(id string) ([]Step, error) {
	c = c.or()
	return c.walk(id, &c.in, c.servedBy, func(v int32) []int32 {
		var beneath []int32
		if c.isGoal(v) {
			for child := range c.goal(v).Children() {
				beneath = append(beneath, c.goalsFrom+int32(child.Position()))
			}
		}
		return beneath
	})
}

// Downstream returns everything that follows from a node, as [Chain.Upstream]
// does for the other direction; a goal is followed to the goal above it.
func (c *Chain) Downstream(id string) ([]Step, error) {
	c = c.or()
	return c.walk(id, &c.out, c.serves, func(v int32) []int32 {
		if c.isGoal(v) && c.parent[v-c.goalsFrom] >= 0 {
			return c.parent[v-c.goalsFrom : v-c.goalsFrom+1]
		}
		return nil
	})
}

func (c *Chain) walk(id string, effects *links, shares *graph.Graph, tree func(int32) []int32) ([]Step, error) {
	root, err := c.find(id)
	if err != nil {
		return nil, err
	}
	type open struct {
		v    int32
		step Step
	}
	met := map[int32]bool{}
	var out []Step
	stack := []open{{root, Step{Node: c.node(root)}}}
	for len(stack) > 0 {
		top := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		top.step.Repeated = met[top.v]
		out = append(out, top.step)
		if met[top.v] {
			continue
		}
		met[top.v] = true
		depth, mark := top.step.Depth+1, len(stack)
		for first, last := effects.Out(top.v); first < last; first++ {
			w := effects.To(first)
			stack = append(stack, open{w, Step{Depth: depth, Node: c.node(w), Tie: ByEffect, Effect: c.effects[effects.effect[first]]}})
		}
		for first, last := shares.Out(top.v); first < last; first++ {
			w := shares.To(first)
			measure := min(w, top.v)
			firstShare, _ := c.serves.Out(measure)
			share := c.measures[measure].Serves[shares.Label(first)-firstShare]
			stack = append(stack, open{w, Step{Depth: depth, Node: c.node(w), Tie: ByShare, Share: share}})
		}
		for _, w := range tree(top.v) {
			stack = append(stack, open{w, Step{Depth: depth, Node: c.node(w), Tie: ByGoal}})
		}
		for a, b := mark, len(stack)-1; a < b; a, b = a+1, b-1 {
			stack[a], stack[b] = stack[b], stack[a]
		}
	}
	return out, nil
}

// Path is one way of contributions from a node to another.
type Path struct {
	Effects  []goals.Effect   `json:"effects"`
	Lag      int              `json:"lag"`      // months, all lags together
	Strength zielkette.Figure `json:"strength"` // the product of the signed strengths, rounded to 12 places; none when a link states none
}

// Paths are the ways from a node to another.
type Paths struct {
	From  Node   `json:"from"`
	To    Node   `json:"to"`
	List  []Path `json:"list"`  // the first ones in the order of the document, as many as were asked for
	Total uint64 `json:"total"` // how many there are; the largest uint64 stands for as many or more
}

// Cut reports whether there are more paths than listed.
func (p Paths) Cut() bool { return uint64(len(p.List)) < p.Total }

// Paths returns the ways of contributions from a node to another, at most limit
// of them (100 when limit is 0 or less), and how many there are in all. The error
// has the code [zielkette.CodeReference]. Cost: linear in the chain, and in the length of
// the paths listed.
func (c *Chain) Paths(from, to string, limit int) (Paths, error) {
	c = c.or()
	if limit <= 0 {
		limit = 100
	}
	f, err := c.find(from)
	if err != nil {
		return Paths{}, err
	}
	t, err := c.find(to)
	if err != nil {
		return Paths{}, err
	}
	out := Paths{From: c.node(f), To: c.node(t)}
	if f == t {
		return out, nil
	}
	// ways[v] is the number of paths from v to the end.
	ways := make(map[int32]uint64)
	cone := c.cone(t, &c.in)
	ways[t] = 1
	for i := 1; i < cone.size; i++ {
		v := cone.node(i)
		n := uint64(0)
		for _, w := range c.out.Next(v) {
			if n += ways[w]; n < ways[w] {
				n = math.MaxUint64
			}
		}
		if n > 0 {
			ways[v] = n
		}
	}
	out.Total = ways[f]
	if out.Total == 0 {
		return out, nil
	}
	at := []int32{f} // the path walked, with the next link to try at each node of it
	next := []int32{first(c.out.Graph, f)}
	var taken []int32
	for len(at) > 0 && len(out.List) < limit {
		i := len(at) - 1
		_, last := c.out.Out(at[i])
		if at[i] == t || next[i] == last {
			if at[i] == t {
				out.List = append(out.List, c.path(taken))
			}
			at, next = at[:i], next[:i]
			if i > 0 {
				taken = taken[:i-1]
			}
			continue
		}
		link := next[i]
		next[i]++
		if w := c.out.To(link); ways[w] > 0 {
			at, next, taken = append(at, w), append(next, first(c.out.Graph, w)), append(taken, link)
		}
	}
	return out, nil
}

func first(g *graph.Graph, v int32) int32 {
	at, _ := g.Out(v)
	return at
}

func (c *Chain) path(links []int32) Path {
	p := Path{Effects: make([]goals.Effect, len(links))}
	product := big.NewRat(1, 1)
	for i, at := range links {
		e := &c.effects[c.out.effect[at]]
		p.Effects[i] = *e
		p.Lag += e.Lag.Months()
		if strength, ok := e.Strength.Rat(); !ok {
			product = nil
		} else if product != nil {
			product.Mul(product, strength)
			if e.Sign == goals.Minus {
				product.Neg(product)
			}
		}
	}
	p.Strength = zielkette.Round(product)
	return p
}
