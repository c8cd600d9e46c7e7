package chain

import (
	"slices"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/internal/graph"
	"gitlab.opencode.de/zielkette/zielkette/internal/words"
)

// Role is the part a factor plays in a system (Vester, Die Kunst vernetzt zu
// denken, 1999).
type Role string

// The roles. A sum is high when it is above the mean of all factors.
const (
	Active    Role = "active"    // acts on others, is little acted on: a lever
	Reactive  Role = "reactive"  // is acted on, acts little: an indicator of what goes on
	Critical  Role = "critical"  // both: acts, and is carried away
	Buffering Role = "buffering" // neither
)

// roles tells by which sums a factor has a role: whether its active and its passive sum
// are high.
var roles = words.Set[Role, [2]bool]{
	{Word: Active, Text: zielkette.Text{DE: "aktiv", EN: "active"}, Does: [2]bool{true, false}},
	{Word: Reactive, Text: zielkette.Text{DE: "reaktiv", EN: "reactive"}, Does: [2]bool{false, true}},
	{Word: Critical, Text: zielkette.Text{DE: "kritisch", EN: "critical"}, Does: [2]bool{true, true}},
	{Word: Buffering, Text: zielkette.Text{DE: "puffernd", EN: "buffering"}, Does: [2]bool{false, false}},
}

// roleOf returns the role of a factor by whether its sums are high.
func roleOf(active, passive bool) Role {
	for _, row := range roles {
		if row.Does == [2]bool{active, passive} {
			return row.Word
		}
	}
	return ""
}

// Text returns the role as it is printed in a report.
func (r Role) Text() zielkette.Text { return roles.Text(r) }

// Factor is a row and a column of an influence matrix.
type Factor struct {
	Node    Node `json:"node"`
	Active  int  `json:"active"`  // how strongly it acts on the others: the sum of its row
	Passive int  `json:"passive"` // how strongly it is acted on: the sum of its column
	Role    Role `json:"role"`
}

// Loop is a circle of influences. It is reinforcing when the number of minus
// signs on it is even, else balancing.
type Loop struct {
	Nodes       []Node `json:"nodes"`
	Reinforcing bool   `json:"reinforcing"`
}

// Influence is the influence matrix (Vester) of the influences in a plan.
type Influence struct {
	Factors []Factor       `json:"factors"`
	Matrix  [][]int        `json:"matrix"`           // 0 to 3, by row on column
	Unrated []goals.Effect `json:"unrated,omitzero"` // influences without an ordinal; they count in loops only
	Loops   []Loop         `json:"loops"`            // at most as many as were asked for
	Cut     bool           `json:"cut"`              // there may be more loops than listed
}

// loopWork bounds the links looked at in the search for loops, since their
// number may grow exponentially.
const loopWork = 1 << 22

// MaxFactors is the largest number of factors an influence matrix is made for.
const MaxFactors = 2000

// Influence returns the influence matrix: everything an influence starts from or
// leads to, in the order measures, results, goals, with active and passive
// sums, roles and loops, at most limit of them (100 when limit is 0 or less),
// each starting with its first factor. The search for loops also ends after four
// million links looked at; either cut is stated. The error has the code
// [zielkette.CodeRange] for more than [MaxFactors] factors. Cost: quadratic in the factors.
func (c *Chain) Influence(limit int) (Influence, error) {
	c = c.or()
	if limit <= 0 {
		limit = 100
	}
	var links []*goals.Effect
	var factors []int32
	for i := range c.effects {
		if e := &c.effects[i]; e.Kind == goals.Influence {
			links = append(links, e)
			factors = append(factors, c.index[e.From], c.index[e.To])
		}
	}
	slices.Sort(factors)
	factors = slices.Compact(factors)
	n := len(factors)
	if n > MaxFactors {
		return Influence{}, fault(zielkette.CodeRange, "",
			"eine Einflussmatrix hat höchstens 2000 Faktoren; sie ist ein Mittel für die gemeinsame Beratung",
			"an influence matrix has at most 2000 factors; it is a means for a round table")
	}
	var out Influence
	for range n {
		out.Matrix = append(out.Matrix, make([]int, n))
	}
	for _, v := range factors {
		out.Factors = append(out.Factors, Factor{Node: c.node(v)})
	}
	var from, to []int32
	for _, e := range links {
		i, _ := slices.BinarySearch(factors, c.index[e.From])
		k, _ := slices.BinarySearch(factors, c.index[e.To])
		from, to = append(from, int32(i)), append(to, int32(k))
		rating, ok := e.Rating()
		if !ok {
			out.Unrated = append(out.Unrated, *e)
			continue
		}
		out.Matrix[i][k] = rating
		out.Factors[i].Active += rating
		out.Factors[k].Passive += rating
	}
	all := 0
	for i := range out.Factors {
		all += out.Factors[i].Active
	}
	for i := range out.Factors {
		f := &out.Factors[i]
		f.Role = roleOf(f.Active*n > all, f.Passive*n > all)
	}
	out.loops(graph.New(n, from, to), links, limit)
	return out, nil
}

// loops finds the circles through each factor that pass no earlier factor, within
// its strongly connected component (after Johnson, Finding all the elementary
// circuits of a directed graph, 1975, with a bound on the work in place of its
// lists of blocked nodes).
func (in *Influence) loops(g *graph.Graph, links []*goals.Effect, limit int) {
	back := g.Reverse()
	work := 0
	for _, component := range g.Cycles() {
		inside := make([]bool, g.Len())
		for _, v := range component {
			inside[v] = true
		}
		for _, root := range component {
			// Only nodes that lead back to the root without passing an earlier one
			// are worth entering.
			home := make([]bool, g.Len())
			home[root] = true
			queue := []int32{root}
			for i := 0; i < len(queue); i++ {
				for _, w := range back.Next(queue[i]) {
					work++
					if inside[w] && !home[w] {
						home[w] = true
						queue = append(queue, w)
					}
				}
			}
			path, taken := []int32{root}, []int32(nil)
			next := []int32{first(g, root)}
			on := make([]bool, g.Len())
			on[root] = true
			for len(path) > 0 {
				i := len(path) - 1
				_, last := g.Out(path[i])
				if next[i] == last {
					on[path[i]] = false
					path, next = path[:i], next[:i]
					if i > 0 {
						taken = taken[:i-1]
					}
					continue
				}
				if work++; work > loopWork {
					in.Cut = true
					return
				}
				at := next[i]
				next[i]++
				w := g.To(at)
				switch {
				case w == root:
					if len(in.Loops) == limit {
						in.Cut = true
						return
					}
					in.Loops = append(in.Loops, in.loop(g, path, append(taken, at), links))
				case inside[w] && home[w] && !on[w]:
					on[w] = true
					path, next, taken = append(path, w), append(next, first(g, w)), append(taken, at)
				}
			}
			inside[root] = false
		}
	}
}

func (in *Influence) loop(g *graph.Graph, path, taken []int32, links []*goals.Effect) Loop {
	loop := Loop{Reinforcing: true}
	for i, v := range path {
		loop.Nodes = append(loop.Nodes, in.Factors[v].Node)
		if links[g.Label(taken[i])].Sign == goals.Minus {
			loop.Reinforcing = !loop.Reinforcing
		}
	}
	return loop
}
