package robustness_test

import (
	"encoding/json"
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/robustness"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/testkit"
)

func float(t testing.TB, f zielkette.Figure) float64 {
	t.Helper()
	x, _ := rat(t, f).Float64()
	return x
}

// near reports whether an estimate of p from n samples lies within five standard errors
// of the exact share and one sample.
func near(estimate, p float64, n int) bool {
	return math.Abs(estimate-p) <= 5*math.Sqrt(p*(1-p)/float64(n))+1/float64(n)
}

// The share of all weightings is what samples of them show: of pools with ties, equal
// scores and scores on the bound, without an order and in one.
func TestShareAgainstSamples(t *testing.T) {
	samples := testkit.Cases(100_000) // ten times as many, of ten times as many pools, by hand
	for seed := range testkit.Cases(100) {
		r := rand.New(rand.NewPCG(uint64(seed), 3))
		var p robustness.Pool
		levels := 2 + r.Int64N(20)
		for i := range 1 + r.IntN(7) {
			p.Parts = append(p.Parts, robustness.Part{ID: fmt.Sprint(i), Score: zielkette.Round(big.NewRat(r.Int64N(levels+1), levels))})
		}
		bound := zielkette.Round(big.NewRat(r.Int64N(levels+1), levels)).Number()
		e, err := p.Sample(bound, robustness.Sampling{Seed: uint64(seed), Samples: samples})
		if err != nil {
			t.Fatal(err)
		}
		exact := float(t, p.Share(bound))
		if got := float(t, e.Units[0].Kept); !near(got, exact, samples) {
			t.Errorf("seed %d: %v of the samples, the share is %v; %v from %s", seed, got, exact, p.Parts, bound)
		}
		if seed%10 > 0 {
			continue
		}
		// In an order: the weights that samples give, sorted.
		order := r.Perm(len(p.Parts))
		exact = float(t, p.ShareInOrder(order, bound))
		if got := inOrder(t, p, order, bound, samples/10, uint64(seed)); !near(got, exact, samples/10) {
			t.Errorf("seed %d: in order %v of the samples, the share is %v", seed, got, exact)
		}
	}
}

// inOrder draws weights by exponential gaps, which is another way to draw them, and
// sorts them.
func inOrder(t testing.TB, p robustness.Pool, order []int, bound zielkette.Number, samples int, seed uint64) float64 {
	t.Helper()
	r := rand.New(rand.NewPCG(seed, 4))
	b, _ := bound.Rat()
	least, _ := b.Float64()
	n := len(order)
	scores := make([]float64, n)
	for k, i := range order {
		scores[k] = float(t, p.Parts[i].Score)
	}
	reached := 0
	for range samples {
		// The k-th largest of n exponential weights is a sum of independent ones over n, n-1, ..., k.
		weights, sum, score := make([]float64, n), 0.0, 0.0
		w := 0.0
		for k := n - 1; k >= 0; k-- {
			w += r.ExpFloat64() / float64(k+1)
			weights[k] = w
		}
		for k, w := range weights {
			sum, score = sum+w, score+w*scores[k]
		}
		if score >= least*sum-1e-12*sum {
			reached++
		}
	}
	return float64(reached) / float64(samples)
}

// The same seed gives the same bytes with any number of workers, another seed others.
func TestSamplingIsDeterministic(t *testing.T) {
	result := randomCity(t, rand.New(rand.NewPCG(11, 1)), nil)
	score, _ := result.Goal("g")
	for _, limits := range []map[int]robustness.Limits{nil, {0: {Least: number("0.1"), Most: number("0.5")}}} {
		var first string
		for _, workers := range []int{1, 2, 3, 16} {
			e, err := robustness.Sample(score, robustness.Sampling{Seed: 5, Samples: 12_345, Workers: workers, Limits: limits})
			if err != nil {
				t.Fatal(err)
			}
			u, err := robustness.SampleUnits("g", robustness.Sampling{Seed: 5, Samples: 3_210, Workers: workers}, result, result)
			if err != nil {
				t.Fatal(err)
			}
			text, err := json.Marshal([]robustness.Estimate{e, u})
			if err != nil {
				t.Fatal(err)
			}
			if first == "" {
				first = string(text)
			}
			if d := cmp.Diff(first, string(text)); d != "" {
				t.Errorf("%d workers: %s", workers, d)
			}
		}
		other, err := robustness.Sample(score, robustness.Sampling{Seed: 6, Samples: 12_345, Limits: limits})
		if err != nil {
			t.Fatal(err)
		}
		if text, _ := json.Marshal(other); string(text) == first {
			t.Error("another seed gives the same")
		}
	}
}

// Limits hold, and what they leave is uniform: of two parts the share is a line.
func TestLimits(t *testing.T) {
	p := pool("1", "0", "0.5")
	limited := func(limits map[int]robustness.Limits) (robustness.Estimate, error) {
		return p.Sample(number("0.6"), robustness.Sampling{Seed: 1, Samples: 50_000, Limits: limits})
	}
	e, err := limited(map[int]robustness.Limits{0: {Least: number("0.2")}, 1: {Least: number("0.3")}, 2: {Least: number("0.1")}})
	if err != nil {
		t.Fatal(err)
	}
	// The rest of 0.4 moves the score of 0.25 to at most 0.65: the share of weightings of
	// the rest whose mean is at least 0.875 is 1/16 * 1/... of the exact table.
	rest := pool("1", "0", "0.5").Share(number("0.875"))
	if got := float(t, e.Units[0].Kept); !near(got, float(t, rest), 50_000) || e.Rejected != 0 {
		t.Errorf("%v of the samples, the share is %s; %d rejected", got, rest, e.Rejected)
	}
	if got := e.Units[0].Lowest; got.Compare(number("0.25").Figure()) < 0 {
		t.Errorf("the lowest score is %s", got)
	}
	e, err = limited(map[int]robustness.Limits{0: {Most: number("0.25")}})
	if err != nil {
		t.Fatal(err)
	}
	if got := e.Units[0].Highest; got.Compare(number("0.625").Figure()) > 0 || e.Rejected == 0 {
		t.Errorf("the highest score is %s, %d rejected", got, e.Rejected)
	}
	for name, limits := range map[string]map[int]robustness.Limits{
		"more than all":  {0: {Least: number("0.6")}, 1: {Least: number("0.5")}},
		"less than all":  {0: {Most: number("0.3")}, 1: {Most: number("0.3")}, 2: {Most: number("0.3")}},
		"upside down":    {0: {Least: number("0.5"), Most: number("0.4")}},
		"out of range":   {0: {Most: number("1.5")}},
		"negative":       {0: {Least: number("-0.5")}},
		"no such part":   {3: {Most: number("0.5")}},
		"hardly a sixth": {0: {Most: number("0.33334")}, 1: {Most: number("0.33334")}, 2: {Most: number("0.33334")}},
	} {
		if _, err := limited(limits); err == nil {
			t.Errorf("%s: no error", name)
		} else {
			testkit.Told(t, err)
		}
	}
	if _, err := p.Sample(number("0.6"), robustness.Sampling{Samples: -1}); err == nil {
		t.Error("a negative number of samples")
	}
	if _, err := p.Sample(zielkette.Number{}, robustness.Sampling{}); err == nil {
		t.Error("no bound")
	}
	p.Aggregator = "?"
	if _, err := p.Sample(number("0.6"), robustness.Sampling{}); err == nil {
		t.Error("no aggregator")
	} else {
		testkit.Told(t, err)
	}
	if _, err := robustness.Sample(evaluation.Score{}, robustness.Sampling{}); err == nil {
		t.Error("no goal")
	}
}

// Estimates with other aggregators lie where a grid of weights puts the share.
func TestSampleOtherAggregators(t *testing.T) {
	for _, a := range aggregators {
		p := pool("0.9", "0.3", "0.6")
		p.Aggregator = a
		e, err := p.Sample(number("0.5"), robustness.Sampling{Seed: 9, Samples: 20_000})
		if err != nil {
			t.Fatal(err)
		}
		const steps = 120
		reached, all := 0, 0
		scores := []*big.Rat{big.NewRat(9, 10), big.NewRat(3, 10), big.NewRat(6, 10)}
		for i := range int64(steps) {
			for k := range steps - i {
				all++
				w := []*big.Rat{big.NewRat(3*i+1, 1), big.NewRat(3*k+1, 1), big.NewRat(3*(steps-i-k)-2, 1)}
				if a.Unrounded(w, scores).Cmp(big.NewRat(1, 2)) >= 0 {
					reached++
				}
			}
		}
		if want, got := float64(reached)/float64(all), float(t, e.Units[0].Kept); math.Abs(want-got) > 0.02 {
			t.Errorf("%s: %v of the samples, %v of the grid", a, got, want)
		}
	}
}

// units are 51 results of one model of 61 nodes.
func units(tb testing.TB) []*evaluation.Result {
	tb.Helper()
	strategy := goals.Strategy{ID: "s", Title: "s", Levels: []string{"index", "sub-index", "pillar"}}
	var catalogue indicators.Catalogue
	root := goals.Goal{ID: "index", Title: "index", Level: "index"}
	pillars := 0
	for sub, n := range []int{5, 4} {
		g := goals.Goal{ID: fmt.Sprint("sub", sub), Title: "sub-index", Level: "sub-index"}
		for range n {
			p := goals.Goal{ID: fmt.Sprint("pillar", pillars), Title: "pillar", Level: "pillar"}
			for range 5 + pillars%2 {
				id := fmt.Sprint("i", len(catalogue.Indicators))
				catalogue.Indicators = append(catalogue.Indicators, indicators.Indicator{ID: id, Title: id, Targets: []indicators.Target{{
					Shape: indicators.ReachShape, Baseline: indicators.Baseline{Period: zielkette.MustParsePeriod("2015"), Value: zielkette.Int(0)},
					Revisions: []indicators.Revision{{Points: []indicators.Point{{Period: zielkette.MustParsePeriod("2030"), Value: zielkette.Int(10_000)}}}},
				}}})
				p.Indicators = append(p.Indicators, goals.Link{ID: id})
			}
			pillars++
			g.Goals = append(g.Goals, p)
		}
		root.Goals = append(root.Goals, g)
	}
	strategy.Goals = []goals.Goal{root}
	model, err := evaluation.City{Strategy: strategy, Catalogue: catalogue, Rules: evaluation.Rules{Default: evaluation.Rule{Status: lights("0.6", "0.45")}}}.Compile()
	if err != nil {
		tb.Fatal(err)
	}
	if nodes := model.Plan().Len() + len(catalogue.Indicators); nodes != 61 {
		tb.Fatalf("%d nodes", nodes)
	}
	r := rand.New(rand.NewPCG(1, 1))
	var out []*evaluation.Result
	for range 51 {
		var observations []indicators.Observation
		for _, ind := range catalogue.Indicators {
			observations = append(observations, indicators.Observation{Indicator: ind.ID, Period: zielkette.MustParsePeriod("2020"), Value: zielkette.Int(r.Int64N(10_000))})
		}
		record, err := indicators.NewRecord(observations...)
		if err != nil {
			tb.Fatal(err)
		}
		result, err := model.Evaluate(record, evaluation.Options{AsOf: zielkette.MustParseDate("2020-12-31")})
		if err != nil {
			tb.Fatal(err)
		}
		out = append(out, result)
	}
	return out
}

// Of many units one or several lead in every sample, and a unit beside itself always.
func TestSampleUnits(t *testing.T) {
	results := units(t)
	e, err := robustness.SampleUnits("index", robustness.Sampling{Seed: 2, Samples: 2000}, results...)
	if err != nil {
		t.Fatal(err)
	}
	leads := 0.0
	for _, u := range e.Units {
		leads += float(t, u.Leads)
		sum := 0.0
		for _, s := range u.Shares {
			sum += float(t, s.Share)
		}
		if math.Abs(sum-1) > 1e-9 || u.None != 0 {
			t.Errorf("the classes of a unit sum to %v, %d without a score", sum, u.None)
		}
	}
	if leads < 1-1e-9 || leads > 1.1 {
		t.Errorf("the units lead in %v of the samples", leads)
	}
	e, err = robustness.SampleUnits("sub0", robustness.Sampling{Samples: 100}, results[0], results[0])
	if err != nil || e.Units[0].Leads.String() != "1" || e.Units[1].Leads.String() != "1" {
		t.Errorf("%v, %v", e, err)
	}
	for name, do := range map[string]func() (robustness.Estimate, error){
		"none": func() (robustness.Estimate, error) { return robustness.SampleUnits("index", robustness.Sampling{}) },
		"unknown": func() (robustness.Estimate, error) {
			return robustness.SampleUnits("?", robustness.Sampling{}, results[0])
		},
		"limits": func() (robustness.Estimate, error) {
			return robustness.SampleUnits("index", robustness.Sampling{Limits: map[int]robustness.Limits{0: {}}}, results[0])
		},
	} {
		if _, err := do(); err == nil {
			t.Errorf("%s: no error", name)
		} else {
			testkit.Told(t, err)
		}
	}
}

// BenchmarkSampleUnits draws 100,000 weightings of 51 units of 61 nodes.
func BenchmarkSampleUnits(b *testing.B) {
	results := units(b)
	for b.Loop() {
		if _, err := robustness.SampleUnits("index", robustness.Sampling{Seed: 1}, results...); err != nil {
			b.Fatal(err)
		}
	}
}
