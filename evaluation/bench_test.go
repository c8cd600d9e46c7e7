package evaluation_test

import (
	"fmt"
	"math"
	"runtime"
	"sync"
	"testing"

	"github.com/shopspring/decimal"
	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

// observations per indicator in the benchmarks.
const perIndicator = 15

// city is a strategy of about the given number of nodes, ten to a pool, one part
// in ten a goal, with every indicator a reach target and fifteen yearly values.
type city struct {
	nodes     int
	strategy  goals.Strategy
	catalogue indicators.Catalogue
	record    *indicators.Record
}

func build(tb testing.TB, nodes int) *city {
	tb.Helper()
	c := &city{strategy: goals.Strategy{ID: "bench", Title: "bench"}}
	for i := range 8 {
		c.strategy.Levels = append(c.strategy.Levels, fmt.Sprint("level ", i))
	}
	b := indicators.NewBuilder()
	years := make([]zielkette.Period, perIndicator)
	for i := range years {
		years[i], _ = zielkette.NewYear(2006 + i)
	}
	number := func(n int64) zielkette.Number {
		v, _ := zielkette.NewNumber(n, 2)
		return v
	}
	indicator := func() goals.Link {
		n := len(c.catalogue.Indicators)
		id := fmt.Sprintf("i%07d", n)
		c.catalogue.Indicators = append(c.catalogue.Indicators, indicators.Indicator{
			ID: id, Title: id, MaxAge: zielkette.MustParseSpan("P5Y"),
			Targets: []indicators.Target{{
				Shape:     indicators.ReachShape,
				Baseline:  indicators.Baseline{Period: zielkette.MustParsePeriod("2005"), Value: number(int64(1000 + n%77))},
				Revisions: []indicators.Revision{{Points: []indicators.Point{{Period: zielkette.MustParsePeriod("2030"), Value: number(int64(2500 - n%91))}}}},
			}},
		})
		for i, year := range years {
			b.Add(indicators.Observation{Indicator: id, Period: year, Value: number(int64(1100 + 100*i + n%53))}, zielkette.Place{})
		}
		c.nodes++
		return goals.Link{ID: id, Weight: number(int64(100 + n%7))}
	}
	// Goals are filled breadth first until the nodes are used up.
	depth := 0
	for width := 1; width*10 <= nodes; width *= 10 {
		depth++
	}
	var fill func(level int) goals.Goal
	fill = func(level int) goals.Goal {
		c.nodes++
		id := fmt.Sprintf("g%07d", c.nodes)
		g := goals.Goal{ID: id, Title: id, Level: c.strategy.Levels[level], Weight: number(100)}
		for range 10 {
			if level+1 < depth && c.nodes < nodes {
				g.Goals = append(g.Goals, fill(level+1))
			} else if c.nodes < nodes {
				g.Indicators = append(g.Indicators, indicator())
			}
		}
		return g
	}
	c.strategy.Goals = []goals.Goal{fill(0)}
	record, err := b.Record()
	if err != nil {
		tb.Fatal(err)
	}
	c.record = record
	return c
}

func (c *city) model(tb testing.TB) *evaluation.Model {
	tb.Helper()
	plan, err := c.strategy.Compile()
	if err != nil {
		tb.Fatal(err)
	}
	set, err := c.catalogue.Compile()
	if err != nil {
		tb.Fatal(err)
	}
	model, err := evaluation.New(plan, set, nil)
	if err != nil {
		tb.Fatal(err)
	}
	return model
}

// The decimal baseline: plain recursion over a map, with the decimal library.

type decimalNode struct {
	weight           decimal.Decimal
	children         []string
	baseline, target decimal.Decimal
	periods          []zielkette.Period
	values           []decimal.Decimal
}

func (c *city) decimals() (nodes map[string]*decimalNode, root string) {
	nodes = map[string]*decimalNode{}
	d := func(n zielkette.Number) decimal.Decimal {
		v, _ := n.Decimal()
		return v
	}
	for _, ind := range c.catalogue.Indicators {
		t := ind.Targets[0]
		n := &decimalNode{baseline: d(t.Baseline.Value), target: d(t.Revisions[0].Points[0].Value)}
		for o := range c.record.Series(ind.ID, "").All() {
			n.periods, n.values = append(n.periods, o.Period), append(n.values, d(o.Value))
		}
		nodes[ind.ID] = n
	}
	var walk func(g *goals.Goal)
	walk = func(g *goals.Goal) {
		n := &decimalNode{weight: d(g.Weight)}
		for _, link := range g.Indicators {
			nodes[link.ID].weight = d(link.Weight)
			n.children = append(n.children, link.ID)
		}
		for i := range g.Goals {
			n.children = append(n.children, g.Goals[i].ID)
			walk(&g.Goals[i])
		}
		nodes[g.ID] = n
	}
	walk(&c.strategy.Goals[0])
	return nodes, c.strategy.Goals[0].ID
}

// decimalScore returns score and coverage, as an evaluation does.
func decimalScore(nodes map[string]*decimalNode, id string, asOf zielkette.Date) (score, coverage decimal.Decimal) {
	n := nodes[id]
	one := decimal.NewFromInt(1)
	if len(n.children) == 0 {
		latest := -1
		for i, p := range n.periods {
			if p.End().By(asOf) && (latest < 0 || p.Compare(n.periods[latest]) > 0) {
				latest = i
			}
		}
		a := n.values[latest].Sub(n.baseline).DivRound(n.target.Sub(n.baseline), 12)
		return decimal.Min(decimal.Max(a, decimal.Zero), one), one
	}
	scores, coverages, all := decimal.Zero, decimal.Zero, decimal.Zero
	for _, child := range n.children {
		w := nodes[child].weight
		s, c := decimalScore(nodes, child, asOf)
		scores = scores.Add(w.Mul(s))
		coverages = coverages.Add(w.Mul(c))
		all = all.Add(w)
	}
	return scores.DivRound(all, 12), coverages.DivRound(all, 12)
}

// floats is the float64 baseline: a loop for the scores over the same arrays.
func floats(a *evaluation.Arrays, attained, scores []float64) float64 {
	for i := range a.Num {
		attained[i] = a.Num[i] / a.Den[i]
	}
	for i := len(a.First) - 1; i >= 0; i-- {
		sum, all := 0.0, 0.0
		for k := a.First[i]; k < a.End[i]; k++ {
			w := a.Weight[k]
			if ref := a.Ref[k]; ref >= 0 {
				sum += w * math.Min(math.Max(attained[ref], 0), 1)
			} else {
				sum += w * scores[^ref]
			}
			all += w
		}
		scores[i] = sum / all
	}
	return scores[0]
}

var (
	citiesLock sync.Mutex
	cities     = map[int]*city{}
)

func cityOf(b *testing.B, nodes int) *city {
	citiesLock.Lock()
	defer citiesLock.Unlock()
	if cities[nodes] == nil {
		cities[nodes] = build(b, nodes)
	}
	return cities[nodes]
}

// BenchmarkEvaluate measures an evaluation per node, indicators and goals alike.
// kernel is the arithmetic alone, evaluate the whole call with its result,
// change-one an overlay with one more observation (per call, and as ns/node only
// for comparison); decimal and float64 are the baselines. B/node is what an
// operation allocates; model reports what a compiled model retains.
func BenchmarkEvaluate(b *testing.B) {
	options := evaluation.Options{AsOf: zielkette.MustParseDate("2020-12-31")}
	for _, nodes := range []int{100, 10_000, 1_000_000} {
		run := func(name string, prepare func(c *city) func()) {
			b.Run(fmt.Sprintf("%s/nodes=%d", name, nodes), func(b *testing.B) {
				c := cityOf(b, nodes)
				do := prepare(c)
				var before, after runtime.MemStats
				b.ReportAllocs()
				runtime.ReadMemStats(&before)
				b.ResetTimer()
				for range b.N {
					do()
				}
				b.StopTimer()
				runtime.ReadMemStats(&after)
				per := float64(b.N) * float64(c.nodes)
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/per, "ns/node")
				b.ReportMetric(float64(after.TotalAlloc-before.TotalAlloc)/per, "B/node")
			})
		}
		run("kernel", func(c *city) func() {
			kernel, _ := evaluation.Kernel(c.model(b), c.record, options)
			return func() { kernel() }
		})
		run("evaluate", func(c *city) func() {
			model := c.model(b)
			return func() {
				if _, err := model.Evaluate(c.record, options); err != nil {
					b.Fatal(err)
				}
			}
		})
		run("change-one", func(c *city) func() {
			result, err := c.model(b).Evaluate(c.record, options)
			if err != nil {
				b.Fatal(err)
			}
			news := indicators.Observation{
				Indicator: c.catalogue.Indicators[len(c.catalogue.Indicators)/2].ID, Period: zielkette.MustParsePeriod("2020"),
				Value: zielkette.Int(17), Known: zielkette.MustParseDate("2021"),
			}
			return func() {
				if _, err := result.With(news); err != nil {
					b.Fatal(err)
				}
			}
		})
		run("decimal", func(c *city) func() {
			nodes, root := c.decimals()
			return func() { decimalScore(nodes, root, options.AsOf) }
		})
		run("float64", func(c *city) func() {
			_, arrays := evaluation.Kernel(c.model(b), c.record, options)
			attained, scores := make([]float64, len(arrays.Num)), make([]float64, len(arrays.First))
			return func() { floats(&arrays, attained, scores) }
		})
	}
}

// BenchmarkModel measures what compiling costs and what a model retains.
func BenchmarkModel(b *testing.B) {
	for _, nodes := range []int{100, 10_000, 1_000_000} {
		b.Run(fmt.Sprintf("nodes=%d", nodes), func(b *testing.B) {
			c := cityOf(b, nodes)
			plan, err := c.strategy.Compile()
			if err != nil {
				b.Fatal(err)
			}
			set, err := c.catalogue.Compile()
			if err != nil {
				b.Fatal(err)
			}
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			b.ResetTimer()
			var model *evaluation.Model
			for range b.N {
				if model, err = evaluation.New(plan, set, nil); err != nil {
					b.Fatal(err)
				}
			}
			b.StopTimer()
			runtime.GC()
			runtime.ReadMemStats(&after)
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(c.nodes), "ns/node")
			b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/float64(c.nodes), "B/node")
			runtime.KeepAlive(model)
		})
	}
}

// TestBaselines holds the baselines of the benchmark against the evaluation: a
// ratio against something that computes another number would mean nothing.
func TestBaselines(t *testing.T) {
	options := evaluation.Options{AsOf: zielkette.MustParseDate("2020-12-31")}
	c := build(t, 1000)
	result, err := c.model(t).Evaluate(c.record, options)
	if err != nil {
		t.Fatal(err)
	}
	score, _ := result.Goal(c.strategy.Goals[0].ID)
	want, ok := score.Attainment().Decimal()
	if !ok {
		t.Fatal("no score")
	}
	nodes, root := c.decimals()
	near := decimal.New(1, -10)
	if got, coverage := decimalScore(nodes, root, options.AsOf); got.Sub(want).Abs().Cmp(near) > 0 || !coverage.Equal(decimal.NewFromInt(1)) {
		t.Errorf("decimal baseline %s with coverage %s, evaluation %s", got, coverage, want)
	}
	kernel, arrays := evaluation.Kernel(c.model(t), c.record, options)
	got := floats(&arrays, make([]float64, len(arrays.Num)), make([]float64, len(arrays.First)))
	if decimal.NewFromFloat(got).Sub(want).Abs().Cmp(near) > 0 {
		t.Errorf("float64 baseline %g, evaluation %s", got, want)
	}
	again, _ := kernel().Goal(c.strategy.Goals[0].ID)
	if value := again.Attainment(); !value.Equal(score.Attainment()) {
		t.Errorf("kernel alone %s, evaluation %s", value, want)
	}
	allocations := testing.AllocsPerRun(10, func() { kernel() })
	if allocations != 0 {
		t.Errorf("the kernel allocates %v times", allocations)
	}
}
