package goals

import "gitlab.opencode.de/zielkette/zielkette/internal/graph"

// cycle is a group of measures, results and goals that contribute to each other in a
// circle, which a plan does not allow.
type cycle struct {
	members []int32
	witness []int32 // along a shortest circle among them; the last contributes to the first
	link    int32   // the number of the first link of the witness
}

// cyclesOf returns the circles of contributions, one for every group tied together
// (strongly connected component). In a group of thousands the witness is the shortest
// circle found within a bounded search. Linear in the links otherwise.
func cyclesOf(g *graph.Graph) (cycles []cycle) {
	for _, component := range g.Cycles() {
		witness := g.ShortestCycle(component)
		first, last := g.Out(witness[0])
		for first < last-1 && g.To(first) != witness[1%len(witness)] {
			first++
		}
		cycles = append(cycles, cycle{component, witness, g.Label(first)})
	}
	return cycles
}
