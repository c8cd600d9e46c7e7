package goals

import "gitlab.opencode.de/zielkette/zielkette/internal/graph"

// Cycle is a group of measures, results and goals that contribute to each other
// in a circle, which a plan does not allow.
type Cycle struct {
	Members []string // ids: measures, results, goals, each in the order of the document
	Witness []string // ids along a shortest circle among them; the last contributes to the first
}

// Cycles returns the circles of contributions in the strategy, one for every
// group tied together (strongly connected component), nil when there are none.
// Effects with an unknown end are passed over. It serves editors that show what
// [Strategy.Compile] reports under [CodeCycle]. In a group of thousands the
// witness is the shortest circle found within a bounded search. Linear in the
// links otherwise.
func (s Strategy) Cycles() []Cycle {
	var ids []string
	number := map[string]int32{}
	add := func(id string) {
		number[id] = int32(len(ids))
		ids = append(ids, id)
	}
	for i := range s.Measures {
		add(s.Measures[i].ID)
	}
	for i := range s.Results {
		add(s.Results[i].ID)
	}
	walk(s.Goals, func(g *Goal, _ int) bool {
		add(g.ID)
		return true
	})
	var from, to []int32
	for i := range s.Effects {
		e := &s.Effects[i]
		f, okFrom := number[e.From]
		t, okTo := number[e.To]
		if okFrom && okTo && e.Kind != Influence {
			from, to = append(from, f), append(to, t)
		}
	}
	cycles, _ := cyclesOf(graph.New(len(ids), from, to), func(i int32) string { return ids[i] })
	return cycles
}

// cyclesOf returns the cycles and, for each, the number of the first link of its
// witness.
func cyclesOf(g *graph.Graph, id func(int32) string) (cycles []Cycle, links []int32) {
	names := func(numbers []int32) []string {
		ids := make([]string, len(numbers))
		for i, v := range numbers {
			ids[i] = id(v)
		}
		return ids
	}
	for _, component := range g.Cycles() {
		witness := g.ShortestCycle(component)
		first, last := g.Out(witness[0])
		for first < last-1 && g.To(first) != witness[1%len(witness)] {
			first++
		}
		cycles = append(cycles, Cycle{names(component), names(witness)})
		links = append(links, g.Label(first))
	}
	return cycles, links
}
