package chain_test

import (
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"

	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/goals/chain"
	"gitlab.opencode.de/zielkette/zielkette/internal/graph"
)

// linked makes a strategy of so many links, nine in ten of them contributions:
// measures, results on three stages, and goals, a third each. To the goal it names
// most of the chain contributes.
func linked(b *testing.B, links int) (*chain.Chain, string) {
	r := rand.New(rand.NewPCG(9, uint64(links)))
	third := links / 10
	s := goals.Strategy{FormatVersion: 1, ID: "s", Title: "S", Levels: []string{"A", "B", "C"}, Vocabulary: goals.VocabularyPHINEO}
	for i := range third {
		s.Results = append(s.Results, goals.Result{ID: fmt.Sprint("r", i), Stage: []string{"Output", "Outcome", "Impact"}[i*3/third], Title: "R", Indicators: []goals.Link{{ID: "i"}}})
	}
	ids := tree(r, &s, third)
	var tie func(list []goals.Goal)
	tie = func(list []goals.Goal) {
		for i := range list {
			list[i].Responsible = "Dezernat"
			if r.IntN(20) > 0 {
				list[i].Indicators = []goals.Link{{ID: "i"}}
			}
			tie(list[i].Goals)
		}
	}
	tie(s.Goals)
	for i := range third {
		s.Measures = append(s.Measures, goals.Measure{
			ID: fmt.Sprint("m", i), Title: "M", Responsible: "Amt",
			Serves: []goals.Share{{Goal: ids[r.IntN(third)]}},
			Budget: []goals.BudgetLine{{Year: 2024, Planned: num(fmt.Sprint(r.IntN(1_000_000), ".", 10+r.IntN(90)))}},
		})
	}
	strength := num("0.001")
	seen := map[[2]int]bool{}
	for len(s.Effects) < links-third {
		from := r.IntN(3*third - 1)
		to := max(from+1, third) + r.IntN(min(3*third-max(from+1, third), third))
		if seen[[2]int{from, to}] {
			continue
		}
		seen[[2]int{from, to}] = true
		e := goals.Effect{Sign: goals.Plus, Strength: strength, Evidence: goals.Expert, From: fmt.Sprint("m", from)}
		if from >= 2*third {
			e.From = ids[from-2*third]
		} else if from >= third {
			e.From = s.Results[from-third].ID
		}
		if to < 2*third {
			e.To = s.Results[to-third].ID
		} else {
			e.To = ids[to-2*third]
		}
		s.Effects = append(s.Effects, e)
	}
	return compile(b, s), ids[third-1]
}

// BenchmarkChain measures one full analysis (the contributions of all measures to
// a goal, money, gaps) against a plain topological pass over the same links.
func BenchmarkChain(b *testing.B) {
	for _, links := range []int{10_000, 1_000_000} {
		type built struct {
			chain *chain.Chain
			goal  string
		}
		build := sync.OnceValue(func() built {
			c, goal := linked(b, links)
			return built{c, goal}
		})
		perLink := func(b *testing.B) {
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(chain.Links(build().chain)), "ns/link")
		}
		b.Run(fmt.Sprintf("analysis/links=%d", links), func(b *testing.B) {
			c, goal := build().chain, build().goal
			b.ReportAllocs()
			for b.Loop() {
				up, err := c.To(goal, chain.View{})
				if err != nil || len(up.List) < links/20 {
					b.Fatal("too little is tied to the goal", err)
				}
				if c.Money().All().Measures == 0 || len(gapsOf(b, c, chain.GapOptions{})) == 0 {
					b.Fatal("nothing found")
				}
			}
			perLink(b)
		})
		b.Run(fmt.Sprintf("topological/links=%d", links), func(b *testing.B) {
			from, to := chain.Ends(build().chain)
			g := graph.New(chain.Len(build().chain), from, to)
			b.ReportAllocs()
			for b.Loop() {
				if _, ok := g.Topological(); !ok {
					b.Fatal("a circle")
				}
			}
			perLink(b)
		})
	}
}
