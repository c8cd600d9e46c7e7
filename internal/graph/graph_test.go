package graph_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"gitlab.opencode.de/zielkette/zielkette/internal/graph"
	"gitlab.opencode.de/zielkette/zielkette/internal/testkit"
)

func random(r *rand.Rand, n, links int) (from, to []int32) {
	for range links {
		from, to = append(from, int32(r.IntN(n))), append(to, int32(r.IntN(n)))
	}
	return from, to
}

// reach is the plain transitive closure: the oracle.
func reach(n int, from, to []int32) [][]bool {
	m := make([][]bool, n)
	for i := range m {
		m[i] = make([]bool, n)
	}
	for i := range from {
		m[from[i]][to[i]] = true
	}
	for k := range n {
		for i := range n {
			for j := range n {
				m[i][j] = m[i][j] || m[i][k] && m[k][j]
			}
		}
	}
	return m
}

func TestAgainstClosure(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		n := 1 + r.IntN(12)
		from, to := random(r, n, r.IntN(2*n+1))
		g := graph.New(n, from, to)
		closure := reach(n, from, to)
		var want [][]int32
		seen := make([]bool, n)
		for i := range n {
			if seen[i] || !closure[i][i] {
				continue
			}
			var component []int32
			for j := range n {
				if j == i || closure[i][j] && closure[j][i] {
					component = append(component, int32(j))
					seen[j] = true
				}
			}
			want = append(want, component)
		}
		got := g.Cycles()
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("components of %v -> %v: %s", from, to, diff)
		}
		order, ok := g.Topological()
		if ok != (len(want) == 0) {
			t.Fatalf("topological order of %v -> %v: ok %v with components %v", from, to, ok, want)
		}
		if ok {
			for i := range from {
				if slices.Index(order, from[i]) >= slices.Index(order, to[i]) {
					t.Fatalf("order %v breaks the link %d -> %d", order, from[i], to[i])
				}
			}
		}
		for _, component := range got {
			witness := g.ShortestCycle(component)
			for i, v := range witness {
				if !slices.Contains(g.Next(v), witness[(i+1)%len(witness)]) {
					t.Fatalf("%v is not a circle in %v -> %v", witness, from, to)
				}
			}
			if want := girth(g, component); len(witness) != want {
				t.Fatalf("witness %v of length %d, want %d", witness, len(witness), want)
			}
		}
		for v := range int32(n) {
			for w, reached := range g.Reach(v) {
				if reached != (int(v) == w || closure[v][w]) {
					t.Fatalf("reach %d -> %d is %v", v, w, reached)
				}
			}
		}
	}
}

// girth finds the length of the shortest circle by walking all walks of a length.
func girth(g *graph.Graph, component []int32) int {
	for length := 1; ; length++ {
		for _, v := range component {
			at := map[int32]bool{v: true}
			for range length {
				next := map[int32]bool{}
				for u := range at {
					for _, w := range g.Next(u) {
						next[w] = true
					}
				}
				at = next
			}
			if at[v] {
				return length
			}
		}
	}
}

func TestPlantedCycles(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	n := testkit.Cases(200_000)
	// A long acyclic graph on shuffled numbers, with node-disjoint circles in it
	// whose nodes keep their order in it but for one link back.
	name := r.Perm(n)
	var from, to []int32
	link := func(a, b int) {
		from, to = append(from, int32(name[a])), append(to, int32(name[b]))
	}
	at := 0
	var want [][]int32
	for at < n-20 {
		size := 2 + r.IntN(8)
		component := make([]int32, size)
		for i := range size {
			component[i] = int32(name[at+i])
			link(at+i, at+(i+1)%size)
		}
		slices.Sort(component)
		want = append(want, component)
		at += size + r.IntN(10)
		if at < n {
			link(at-1, at) // chains the parts up without closing a circle
		}
	}
	slices.SortFunc(want, func(a, b []int32) int { return int(a[0] - b[0]) })
	g := graph.New(n, from, to)
	got := g.Cycles()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatal(diff)
	}
	for _, component := range got {
		if witness := g.ShortestCycle(component); len(witness) != len(component) {
			t.Fatalf("witness %v of the circle %v", witness, component)
		}
	}
}

func TestLong(t *testing.T) {
	n := testkit.Cases(1_000_000)
	var from, to []int32
	for i := range n {
		from, to = append(from, int32(i)), append(to, int32((i+1)%n))
	}
	g := graph.New(n, from, to)
	if got := g.Cycles(); len(got) != 1 || len(got[0]) != n {
		t.Fatalf("%d components", len(got))
	}
	if got := g.ShortestCycle(g.Cycles()[0]); len(got) != n {
		t.Fatalf("witness of %d nodes", len(got))
	}
	if g.Links() != n || g.Len() != n {
		t.Fatalf("%d nodes, %d links", g.Len(), g.Links())
	}
}

func TestReverse(t *testing.T) {
	g := graph.New(3, []int32{0, 0, 1}, []int32{2, 1, 2}).Reverse()
	var got [][3]int32
	for v := range int32(g.Len()) {
		for at, last := g.Out(v); at < last; at++ {
			got = append(got, [3]int32{v, g.To(at), g.Label(at)})
		}
	}
	if diff := cmp.Diff([][3]int32{{1, 0, 1}, {2, 0, 0}, {2, 1, 2}}, got); diff != "" {
		t.Error(diff)
	}
}
