// Package graph holds directed graphs in flat arrays (compressed sparse rows),
// for chains of up to some millions of links. Every walk is iterative, so that
// no chain is too long for the stack, and every order is that of the numbers
// given, so that equal input gives equal output.
package graph

import "slices"

// Graph is a directed graph of nodes 0 to Len()-1. It is immutable and safe for
// concurrent use.
type Graph struct {
	start []int32 // the links out of node v are start[v] to start[v+1]-1
	to    []int32
	label []int32 // number of the link as it was given
}

// New returns the graph of n nodes with a link from[i] -> to[i] for every i. The
// links out of a node stand in the order given. It costs two passes.
func New(n int, from, to []int32) *Graph {
	g := &Graph{start: make([]int32, n+1), to: make([]int32, len(to)), label: make([]int32, len(to))}
	for _, v := range from {
		g.start[v+1]++
	}
	for v := range n {
		g.start[v+1] += g.start[v]
	}
	next := slices.Clone(g.start[:n])
	for i, v := range from {
		at := next[v]
		next[v]++
		g.to[at], g.label[at] = to[i], int32(i)
	}
	return g
}

// Len returns the number of nodes.
func (g *Graph) Len() int { return len(g.start) - 1 }

// Links returns the number of links.
func (g *Graph) Links() int { return len(g.to) }

// Out returns the range of positions at which the links out of v stand.
func (g *Graph) Out(v int32) (first, last int32) { return g.start[v], g.start[v+1] }

// To returns where the link at a position leads.
func (g *Graph) To(at int32) int32 { return g.to[at] }

// Label returns the number under which the link at a position was given to [New].
func (g *Graph) Label(at int32) int32 { return g.label[at] }

// Next returns the nodes that the links out of v lead to. The slice belongs to
// the graph and must not be changed.
func (g *Graph) Next(v int32) []int32 { return g.to[g.start[v]:g.start[v+1]] }

// Reverse returns the graph with every link turned round. Labels stay.
func (g *Graph) Reverse() *Graph {
	n := g.Len()
	r := &Graph{start: make([]int32, n+1), to: make([]int32, len(g.to)), label: make([]int32, len(g.to))}
	for _, v := range g.to {
		r.start[v+1]++
	}
	for v := range n {
		r.start[v+1] += r.start[v]
	}
	next := slices.Clone(r.start[:n])
	for v := range int32(n) {
		for at := g.start[v]; at < g.start[v+1]; at++ {
			w := g.to[at]
			r.to[next[w]], r.label[next[w]] = v, g.label[at]
			next[w]++
		}
	}
	return r
}

// Topological returns the nodes in an order in which every link leads forward;
// ok is false, and the order shorter than the graph, when there is a cycle.
func (g *Graph) Topological() (order []int32, ok bool) {
	n := g.Len()
	open := make([]int32, n)
	for _, v := range g.to {
		open[v]++
	}
	order = make([]int32, 0, n)
	for v := range int32(n) {
		if open[v] == 0 {
			order = append(order, v)
		}
	}
	for i := 0; i < len(order); i++ {
		for _, w := range g.Next(order[i]) {
			if open[w]--; open[w] == 0 {
				order = append(order, w)
			}
		}
	}
	return order, len(order) == n
}

// Cycles returns the strongly connected components that hold a cycle (Tarjan,
// Depth-first search and linear graph algorithms, 1972): those of two nodes or
// more, and single nodes that link to themselves. Nodes stand in rising order,
// components in the order of their first node. Linear in nodes and links.
func (g *Graph) Cycles() [][]int32 {
	n := int32(g.Len())
	index := make([]int32, n) // order of discovery from 1; 0 is unseen
	low := make([]int32, n)
	next := slices.Clone(g.start[:n])
	var stack, path []int32 // Tarjan's stack; the nodes being walked
	closed := make([]bool, n)
	var found [][]int32
	seen := int32(0)
	for root := range n {
		if index[root] != 0 {
			continue
		}
		path = append(path, root)
		for len(path) > 0 {
			v := path[len(path)-1]
			if index[v] == 0 {
				seen++
				index[v], low[v] = seen, seen
				stack = append(stack, v)
			}
			if next[v] < g.start[v+1] {
				w := g.to[next[v]]
				next[v]++
				if index[w] == 0 {
					path = append(path, w)
				} else if !closed[w] {
					low[v] = min(low[v], index[w])
				}
				continue
			}
			path = path[:len(path)-1]
			if len(path) > 0 {
				u := path[len(path)-1]
				low[u] = min(low[u], low[v])
			}
			if low[v] != index[v] {
				continue
			}
			at := len(stack) - 1
			for stack[at] != v {
				at--
			}
			component := stack[at:]
			for _, w := range component {
				closed[w] = true
			}
			if len(component) > 1 || slices.Contains(g.Next(v), v) {
				component = slices.Clone(component)
				slices.Sort(component)
				found = append(found, component)
			}
			stack = stack[:at]
		}
	}
	slices.SortFunc(found, func(a, b []int32) int { return int(a[0]) - int(b[0]) })
	return found
}

// witnessWork bounds the links looked at in the search for one shortest cycle,
// which is quadratic in a large component.
const witnessWork = 1 << 22

// ShortestCycle returns the nodes of a shortest cycle within a component as
// [Graph.Cycles] returns it, starting with its lowest node; of several, the one
// whose lowest node is lowest. In a component so large that the search
// would look at more than four million links, it is the shortest one found by then.
func (g *Graph) ShortestCycle(component []int32) []int32 {
	place := make(map[int32]int32, len(component))
	for i, v := range component {
		place[v] = int32(i)
	}
	var best []int32
	depth := make([]int32, len(component)) // 0 is unseen
	from := make([]int32, len(component))
	var queue []int32
	work := 0
	for root, v := range component {
		if best != nil && (work > witnessWork || len(best) == 1) {
			break
		}
		for _, i := range queue {
			depth[i] = 0
		}
		queue = append(queue[:0], int32(root))
		depth[root] = 1
	search:
		for head := 0; head < len(queue); head++ {
			i := queue[head]
			if best != nil && int(depth[i]) >= len(best) {
				break
			}
			for _, w := range g.Next(component[i]) {
				work++
				if w == v {
					best = best[:0]
					for k := i; ; k = from[k] {
						best = append(best, component[k])
						if int(k) == root {
							break
						}
					}
					slices.Reverse(best)
					break search
				}
				if j, ok := place[w]; ok && depth[j] == 0 {
					depth[j], from[j] = depth[i]+1, i
					queue = append(queue, j)
				}
			}
		}
	}
	return best
}

// Reach returns for every node whether it can be reached from one of the seeds,
// the seeds included.
func (g *Graph) Reach(seeds ...int32) []bool {
	reached := make([]bool, g.Len())
	var open []int32
	add := func(v int32) {
		if !reached[v] {
			reached[v] = true
			open = append(open, v)
		}
	}
	for _, v := range seeds {
		add(v)
	}
	for len(open) > 0 {
		v := open[len(open)-1]
		open = open[:len(open)-1]
		for _, w := range g.Next(v) {
			add(w)
		}
	}
	return reached
}
