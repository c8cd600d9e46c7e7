package evaluation_test

import (
	"errors"
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/status"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/module"
	"gitlab.opencode.de/zielkette/zielkette/internal/testkit"
)

// weightedCity is a random city whose pools state weights. It compiles
// the same documents with others, too.
type weightedCity struct {
	strategy  goals.Strategy
	catalogue indicators.Catalogue
	rules     evaluation.Rules
	record    *indicators.Record
}

func randomWeighed(t testing.TB, r *rand.Rand, aggregator evaluation.Aggregator) *weightedCity {
	t.Helper()
	w := &weightedCity{strategy: goals.Strategy{ID: "s", Title: "s", Levels: []string{"a", "b", "c"}}}
	w.rules.Default = evaluation.Rule{Aggregator: aggregator, MinCoverage: number("0.25")}
	var observations []indicators.Observation
	complete := r.IntN(3) == 0 // everything applies and is reported
	var grow func(id string, level int) goals.Goal
	grow = func(id string, level int) goals.Goal {
		g := goals.Goal{ID: id, Level: w.strategy.Levels[level], Title: id, Weight: zielkette.Int(1 + r.Int64N(9))}
		for k := range 1 + r.IntN(4) {
			ind := "i" + id + fmt.Sprint(k)
			w.catalogue.Indicators = append(w.catalogue.Indicators, but(reach("0", "100"), func(i *indicators.Indicator) { i.ID = ind }))
			link := goals.Link{ID: ind, Weight: zielkette.Int(max(r.Int64N(9), 1-min(int64(k), 1)))}
			if !complete && r.IntN(8) == 0 {
				link.NotApplicable = "not here"
			}
			g.Indicators = append(g.Indicators, link)
			if complete || r.IntN(5) > 0 {
				observations = append(observations, indicators.Observation{Indicator: ind, Period: period("2020"), Value: zielkette.Int(r.Int64N(120) - 5)})
			}
		}
		for k := range r.IntN(3) {
			if level < 2 {
				g.Goals = append(g.Goals, grow(id+"."+fmt.Sprint(k), level+1))
			}
		}
		return g
	}
	w.strategy.Goals = []goals.Goal{grow("g", 0)}
	var err error
	if w.record, err = indicators.NewRecord(observations...); err != nil {
		t.Fatal(err)
	}
	return w
}

func (w *weightedCity) evaluate(t testing.TB, strategy goals.Strategy) *evaluation.Result {
	t.Helper()
	plan, err := strategy.Compile()
	if err != nil {
		t.Fatal(err)
	}
	set, err := w.catalogue.Compile()
	if err != nil {
		t.Fatal(err)
	}
	rules, err := w.rules.Compile()
	if err != nil {
		t.Fatal(err)
	}
	model, err := evaluation.New(plan, set, rules)
	if err != nil {
		t.Fatal(err)
	}
	result, err := model.Evaluate(w.record, asOf("2020-12-31"))
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// told is everything that a result says of the goals and their parts.
func toldScores(r *evaluation.Result) (lines []string) {
	for goal, score := range r.Goals() {
		lines = append(lines, fmt.Sprint(goal.ID(), score.State(), score.Reason(), score.Attainment(), score.Coverage(), score.Range(), score.Expected()))
		for child, weight := range score.Weights(module.Reader{}) {
			lines = append(lines, fmt.Sprint(" ", child.ID(), weight))
		}
		for p := range score.Parts() {
			lines = append(lines, fmt.Sprint("  ", p.ID(), p.State, p.Weight, p.Score, p.Share, p.Contribution))
		}
	}
	return lines
}

// scoresOf is what a result says of the goals without what their paths expect, which
// depends on the periods of values.
func scoresOf(r *evaluation.Result) (lines []string) {
	for goal, score := range r.Goals() {
		toldScores(r) // nothing breaks
		lines = append(lines, fmt.Sprint(goal.ID(), score.State(), score.Attainment(), score.Coverage(), score.Range()))
	}
	return lines
}

// Whatever weights are set, the results are those of documents with these weights.
func TestWeigherIsCompiling(t *testing.T) {
	for seed := range testkit.Cases(600) {
		r := rand.New(rand.NewPCG(uint64(seed), 16))
		aggregators := []evaluation.Aggregator{evaluation.Mean, evaluation.Geometric, evaluation.Harmonic, evaluation.Minimum, evaluation.Median}
		w := randomWeighed(t, r, aggregators[seed%len(aggregators)])
		base := w.evaluate(t, w.strategy)
		observed := indicators.Observation{Indicator: "ig0", Period: period("2020"), Value: zielkette.Int(r.Int64N(100))}
		with, err := base.With(observed)
		if err != nil {
			t.Fatal(err)
		}
		weigher, err := evaluation.NewWeigher(base, with)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff([][]string{toldScores(base), toldScores(with)}, [][]string{toldScores(weigher.Results()[0]), toldScores(weigher.Results()[1])}); d != "" {
			t.Fatalf("seed %d: before weights are set: %s", seed, d)
		}
		for range 3 {
			var given map[string][]zielkette.Number
			strategy := w.strategy.Clone()
			given = map[string][]zielkette.Number{}
			var walk func(g *goals.Goal)
			walk = func(g *goals.Goal) {
				var weights []int64
				for i := range g.Indicators {
					weights = append(weights, max(r.Int64N(6), 1-min(int64(i), 1)))
					g.Indicators[i].Weight = zielkette.Int(weights[i])
				}
				for i := range g.Goals {
					weights = append(weights, r.Int64N(6))
					g.Goals[i].Weight = zielkette.Int(weights[len(weights)-1])
				}
				for _, v := range weights {
					given[g.ID] = append(given[g.ID], zielkette.Int(v))
				}
				if err := weigher.Set(g.ID, weights...); err != nil {
					t.Fatal(err)
				}
				for i := range g.Goals {
					walk(&g.Goals[i])
				}
			}
			walk(&strategy.Goals[0])
			weigher.Run()
			want := toldScores(w.evaluate(t, strategy))
			if d := cmp.Diff(want, toldScores(weigher.Results()[0])); d != "" {
				t.Fatalf("seed %d: %s", seed, d)
			}
			one, err := base.Reweighed(given)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(want, toldScores(one)); d != "" {
				t.Fatalf("seed %d: reweighed: %s", seed, d)
			}
			overlaid, err := with.Reweighed(given)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(toldScores(overlaid), toldScores(weigher.Results()[1])); d != "" {
				t.Fatalf("seed %d: overlay: %s", seed, d)
			}
			if d := cmp.Diff(toldScores(overlaid), toldScores(weigher.Clone().Results()[1])); d != "" {
				t.Fatalf("seed %d: clone: %s", seed, d)
			}
			laid, err := weigher.Results()[0].With(observed)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(toldScores(overlaid), toldScores(laid)); d != "" {
				t.Fatalf("seed %d: laid over what was weighed: %s", seed, d)
			}
		}
		if d := cmp.Diff(toldScores(base), toldScores(w.evaluate(t, w.strategy))); d != "" {
			t.Fatalf("seed %d: the result itself changed: %s", seed, d)
		}
	}
}

func TestWeigherProblems(t *testing.T) {
	w := randomWeighed(t, rand.New(rand.NewPCG(3, 3)), evaluation.Mean)
	result := w.evaluate(t, w.strategy)
	if _, err := evaluation.NewWeigher(); err == nil {
		t.Error("a weigher of nothing")
	}
	if _, err := evaluation.NewWeigher(result, w.evaluate(t, w.strategy)); err == nil {
		t.Error("a weigher of two models")
	}
	for _, none := range []*evaluation.Weigher{nil, {}} {
		for _, err := range []error{none.Set("g", 1), none.Clone().SetAt(goals.Node{}, nil)} {
			var problem zielkette.Problem
			if !errors.As(err, &problem) || problem.Code != zielkette.CodeRequired {
				t.Errorf("a weigher of nothing says %v", err)
			}
		}
		if none.Run(); len(none.Results()) > 0 {
			t.Error("a weigher of nothing has results")
		}
	}
	weigher, err := evaluation.NewWeigher(result)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	score, _ := result.Goal("g")
	for range score.Parts() {
		n++
	}
	huge := slices.Repeat([]int64{1 << 62}, n)
	for name, err := range map[string]error{
		"goal": weigher.Set("?", 1), "count": weigher.Set("g", make([]int64, n+1)...),
		"negative": weigher.Set("g", append(make([]int64, n-1), -1)...), "sum": weigher.Set("g", append(huge, 1<<62)...),
	} {
		if testkit.Told(t, err); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if _, err := result.Reweighed(map[string][]zielkette.Number{"?": nil, "g": {number("-1")}}); len(codes(t, err)) != 2 {
		t.Errorf("problems of Reweighed: %v", err)
	}
	wide := make([]zielkette.Number, n)
	for i := range wide {
		wide[i] = number("9000000000000000000")
	}
	one, err := result.Reweighed(map[string][]zielkette.Number{"g": wide})
	if err != nil {
		t.Fatal(err)
	}
	for i := range wide {
		wide[i] = zielkette.Int(1)
	}
	same, err := result.Reweighed(map[string][]zielkette.Number{"g": wide})
	if err != nil {
		t.Fatal(err)
	}
	a, _ := one.Goal("g")
	b, _ := same.Goal("g")
	if !a.Attainment().Equal(b.Attainment()) {
		t.Errorf("scaled weights give %s and %s", a.Attainment(), b.Attainment())
	}
	fromWide, err := evaluation.NewWeigher(one)
	if err != nil {
		t.Fatal(err)
	}
	small := make([]int64, n)
	small[0] = 1
	if err := fromWide.Set("g", small...); err != nil {
		t.Fatal(err)
	}
	fromWide.Run()
	if err := weigher.Set("g", small...); err != nil {
		t.Fatal(err)
	}
	weigher.Run()
	if d := cmp.Diff(toldScores(weigher.Results()[0]), toldScores(fromWide.Results()[0])); d != "" {
		t.Errorf("after wide weights: %s", d)
	}
	if got := a.Explain().RollUp.Weights.DE; got != "zum Vergleich angenommene Gewichte, nicht die der Unterlagen" {
		t.Errorf("the weights are explained as %q", got)
	}
}

// Assuming an attainment is recording the value that has it.
func TestAssuming(t *testing.T) {
	for seed := range testkit.Cases(300) {
		r := rand.New(rand.NewPCG(uint64(seed), 17))
		w := randomWeighed(t, r, evaluation.Mean)
		result := w.evaluate(t, w.strategy)
		for a := range result.Assessments() {
			value := zielkette.Int(r.Int64N(140) - 20)
			recorded, err := result.With(indicators.Observation{Indicator: a.ID(), Period: period("2020"), Value: value})
			if err != nil {
				t.Fatal(err)
			}
			percent, _ := value.Rat()
			assumed := result.Assuming(a, zielkette.Round(percent.Quo(percent, big.NewRat(100, 1))))
			if d := cmp.Diff(scoresOf(recorded), scoresOf(assumed)); d != "" {
				t.Fatalf("seed %d, %s: %s", seed, a.ID(), d)
			}
		}
	}
}

// The unrounded score rounds to the score, and slopes are what a small step shows.
func TestUnrounded(t *testing.T) {
	aggregators := []evaluation.Aggregator{evaluation.Mean, evaluation.Geometric, evaluation.Harmonic, evaluation.Minimum, evaluation.Median}
	unit := big.NewInt(1_000_000_000_000)
	for seed := range testkit.Cases(2000) {
		r := rand.New(rand.NewPCG(uint64(seed), 18))
		n := 1 + r.IntN(6)
		var weights, scores []*big.Int
		var w, s []*big.Rat
		var ids []string
		for i := range n {
			weights = append(weights, big.NewInt(1+r.Int64N(5)))
			scores = append(scores, big.NewInt(r.Int64N(40)*25_000_000_000))
			w, s = append(w, new(big.Rat).SetInt(weights[i])), append(s, new(big.Rat).SetFrac(scores[i], unit))
			ids = append(ids, fmt.Sprint(i))
		}
		for _, a := range aggregators {
			score, _, _ := evaluation.Aggregated(a, weights, scores, ids)
			exact := a.Unrounded(w, s)
			if got := round12(exact); got.Cmp(new(big.Rat).SetFrac(score, unit)) != 0 {
				t.Fatalf("seed %d, %s: %s rounds to %s, not %s", seed, a, exact.FloatString(18), got.FloatString(12), score)
			}
			sum := new(big.Rat)
			for i, slope := range a.Slopes(w, s, exact) {
				if slope == nil {
					if a != evaluation.Geometric || scores[i].Sign() != 0 {
						t.Fatalf("seed %d, %s: no slope of part %d", seed, a, i)
					}
					continue
				}
				sum.Add(sum, slope)
				if a == evaluation.Minimum || a == evaluation.Median || scores[i].Sign() == 0 {
					continue // a corner, where both sides differ
				}
				step := big.NewRat(1, 1_000_000)
				moved := slices.Clone(s)
				moved[i] = new(big.Rat).Add(s[i], step)
				found := new(big.Rat).Sub(a.Unrounded(w, moved), exact)
				found.Sub(found.Quo(found, step), slope)
				if f, _ := found.Float64(); f > 1e-3 || f < -1e-3 {
					t.Fatalf("seed %d, %s: the slope %s of part %d is off by %v", seed, a, slope.FloatString(9), i, f)
				}
			}
			if (a == evaluation.Mean || a == evaluation.Minimum || a == evaluation.Median) && sum.Cmp(one) != 0 {
				t.Fatalf("seed %d, %s: the slopes sum to %s", seed, a, sum)
			}
		}
	}
}

func TestUnroundedOfNothing(t *testing.T) {
	half := big.NewRat(1, 2)
	for _, a := range []evaluation.Aggregator{evaluation.Geometric, evaluation.Harmonic} {
		if got := a.Unrounded([]*big.Rat{one, one}, []*big.Rat{half, big.NewRat(-1, 2)}); got != nil {
			t.Errorf("%s of a negative score is %s", a, got)
		}
	}
	for _, got := range []*big.Rat{
		evaluation.Mean.Unrounded(nil, nil), evaluation.Mean.Unrounded([]*big.Rat{new(big.Rat)}, []*big.Rat{half}),
		evaluation.Mean.Unrounded([]*big.Rat{one}, nil), evaluation.Mean.Unrounded([]*big.Rat{nil}, []*big.Rat{half}),
		evaluation.Mean.Unrounded([]*big.Rat{one}, []*big.Rat{nil}), evaluation.Aggregator("?").Unrounded([]*big.Rat{one}, []*big.Rat{half}),
	} {
		if got != nil {
			t.Errorf("nothing gives %s", got)
		}
	}
	if got := evaluation.Harmonic.Slopes([]*big.Rat{one}, []*big.Rat{half}, nil); got != nil {
		t.Errorf("no score has the slopes %s", got)
	}
}

func TestBoundsOfClasses(t *testing.T) {
	w := randomWeighed(t, rand.New(rand.NewPCG(5, 5)), evaluation.Mean)
	for _, c := range []struct {
		spec status.Spec
		want string
		ok   bool
	}{
		{status.Spec{}, "[]", false},
		{status.Spec{Method: status.Thresholds, Classes: []status.Class{{ID: "a", From: number("0.7")}, {ID: "b", Above: number("0.3"), UpTo: number("0.6")}, {ID: "c"}}}, "[0.7 0.3 0.6]", true},
		{status.Spec{Method: status.EnergyAward}, "[0.75 0.5]", true},
		{status.Spec{Method: status.EnergyAward, Possible: number("2"), Bounds: []zielkette.Number{number("0.8"), number("0.4")}}, "[1.6 0.8]", true},
		{status.Spec{Method: status.SDGIndex, Lower: number("0"), Optimum: number("1"), Green: number("0.9"), Red: number("0.2")}, "[0.9 0.55 0.2]", true},
	} {
		w.rules.Default.Status = c.spec
		score, _ := w.evaluate(t, w.strategy).Goal("g")
		bounds, ok := score.Bounds()
		if got := fmt.Sprint(bounds); got != c.want || ok != c.ok {
			t.Errorf("%s: %s, %v", c.spec.Method, got, ok)
		}
		for _, b := range bounds { // a bound stands where the class changes
			exact, _ := b.Rat()
			below, above := new(big.Rat).Sub(exact, big.NewRat(1, 1000)), new(big.Rat).Add(exact, big.NewRat(1, 1000))
			if score.Judged(zielkette.Round(below).Number()).Class == score.Judged(zielkette.Round(above).Number()).Class {
				t.Errorf("%s: the class does not change at %s", c.spec.Method, b)
			}
		}
	}
}

// units are 51 results of one model of 61 nodes: 49 indicators, 12 goals.
func manyUnits(tb testing.TB, aggregator evaluation.Aggregator) []*evaluation.Result {
	tb.Helper()
	strategy := goals.Strategy{ID: "s", Title: "s", Levels: []string{"index", "sub-index", "pillar"}}
	var catalogue indicators.Catalogue
	pillar := 0
	root := goals.Goal{ID: "index", Title: "index", Level: "index"}
	for sub := range 2 {
		g := goals.Goal{ID: fmt.Sprint("sub", sub), Title: "sub-index", Level: "sub-index"}
		for range []int{5, 4}[sub] {
			p := goals.Goal{ID: fmt.Sprint("pillar", pillar), Title: "pillar", Level: "pillar"}
			for range 5 + pillar%2 {
				id := fmt.Sprint("i", len(catalogue.Indicators))
				catalogue.Indicators = append(catalogue.Indicators, but(reach("0", "10000"), func(i *indicators.Indicator) { i.ID = id }))
				p.Indicators = append(p.Indicators, goals.Link{ID: id})
			}
			pillar++
			g.Goals = append(g.Goals, p)
		}
		root.Goals = append(root.Goals, g)
	}
	strategy.Goals = []goals.Goal{root}
	w := &weightedCity{strategy: strategy, catalogue: catalogue, rules: evaluation.Rules{Default: evaluation.Rule{Aggregator: aggregator}}}
	model := w.evaluate(tb, strategy).Model()
	r := rand.New(rand.NewPCG(1, 1))
	var out []*evaluation.Result
	for range 51 {
		var observations []indicators.Observation
		for i := range catalogue.Indicators {
			observations = append(observations, indicators.Observation{Indicator: fmt.Sprint("i", i), Period: period("2020"), Value: zielkette.Int(1 + r.Int64N(9999))})
		}
		record, err := indicators.NewRecord(observations...)
		if err != nil {
			tb.Fatal(err)
		}
		result, err := model.Evaluate(record, asOf("2020-12-31"))
		if err != nil {
			tb.Fatal(err)
		}
		out = append(out, result)
	}
	return out
}

// BenchmarkWeigher evaluates 51 units of 61 nodes anew under one set of weights.
func BenchmarkWeigher(b *testing.B) {
	for _, aggregator := range []evaluation.Aggregator{evaluation.Mean, evaluation.Geometric} {
		b.Run(string(aggregator), func(b *testing.B) {
			results := manyUnits(b, aggregator)
			nodes := results[0].Model().Plan().Len() + results[0].Model().Set().Len()
			w, err := evaluation.NewWeigher(results...)
			if err != nil {
				b.Fatal(err)
			}
			r := rand.New(rand.NewPCG(2, 2))
			weights := make([]int64, 10)
			b.ResetTimer()
			for b.Loop() {
				for goal := range results[0].Model().Plan().Goals() {
					n := 0
					for range goal.Indicators() {
						n++
					}
					for range goal.Children() {
						n++
					}
					for k := range n {
						weights[k] = 1 + r.Int64N(1000)
					}
					if err := w.SetAt(goal, weights[:n]); err != nil {
						b.Fatal(err)
					}
				}
				w.Run()
			}
			b.ReportMetric(float64(nodes), "nodes")
		})
	}
}

// A scorer gives what the aggregator gives.
func TestScorer(t *testing.T) {
	for seed := range testkit.Cases(500) {
		r := rand.New(rand.NewPCG(uint64(seed), 19))
		n := 1 + r.IntN(5)
		var figures []zielkette.Figure
		var scores, weights []*big.Int
		var small []int64
		var ids []string
		for i := range n {
			units := big.NewInt(r.Int64N(1_200_000_000_000) - 100_000_000_000)
			scores, figures = append(scores, units), append(figures, zielkette.NewFigure(units, 12))
			small = append(small, r.Int64N(5))
			weights, ids = append(weights, big.NewInt(small[i])), append(ids, fmt.Sprint(i))
		}
		for _, a := range []evaluation.Aggregator{evaluation.Mean, evaluation.Geometric, evaluation.Harmonic, evaluation.Minimum, evaluation.Median} {
			got, ok := a.Scorer(figures...).Score(small)
			if !slices.ContainsFunc(small, func(w int64) bool { return w > 0 }) {
				if ok {
					t.Fatalf("seed %d: a score without weight", seed)
				}
				continue
			}
			want, _, defined := evaluation.Aggregated(a, weights, scores, ids)
			if ok != defined || ok && big.NewInt(got).Cmp(want) != 0 {
				t.Fatalf("seed %d, %s: %d, %v, not %s, %v", seed, a, got, ok, want, defined)
			}
		}
	}
	none := evaluation.Aggregator("?").Scorer()
	if none != nil {
		t.Error("a scorer of nothing")
	}
	if _, ok := none.Score([]int64{1}); ok {
		t.Error("a score of nothing")
	}
	if _, ok := evaluation.Mean.Scorer(zielkette.Int(1).Figure(), zielkette.Int(1).Figure()).Score([]int64{1 << 62, 1 << 62}); ok {
		t.Error("weights beyond an int64")
	}
}

// A value that is said to have an attainment has it.
func TestValuesFor(t *testing.T) {
	tolerant := indicators.Revision{Lower: number("2"), Upper: number("4"), Tolerance: number("1")}
	strict := indicators.Revision{Points: []indicators.Point{{Value: number("10")}}, Strict: true}
	down := func(r indicators.Revision) indicators.Indicator {
		return but(with(indicators.Target{Shape: indicators.LimitShape, Revisions: []indicators.Revision{r}}), func(i *indicators.Indicator) { i.Direction = indicators.Down })
	}
	for name, c := range map[string]struct {
		ind        indicators.Indicator
		attainment *big.Rat
		want       string
	}{
		"rising":     {reach("10", "20"), big.NewRat(1, 4), "[12.5] true"},
		"falling":    {reach("20", "10"), big.NewRat(6, 5), "[8] true"},
		"corridor":   {with(indicators.Target{Shape: indicators.CorridorShape, Revisions: []indicators.Revision{tolerant}}), big.NewRat(1, 2), "[1.5 4.5] true"},
		"inside":     {with(indicators.Target{Shape: indicators.CorridorShape, Revisions: []indicators.Revision{tolerant}}), big.NewRat(1, 1), "[2 4] true"},
		"limit":      {down(indicators.Revision{Points: []indicators.Point{{Value: number("10")}}}), big.NewRat(1, 1), "[10] true"},
		"broken":     {down(indicators.Revision{Points: []indicators.Point{{Value: number("10")}}}), new(big.Rat), "[10] false"},
		"strict":     {down(strict), big.NewRat(1, 1), "[10] false"},
		"strict not": {down(strict), new(big.Rat), "[10] true"},
		"direction":  {with(indicators.Target{Shape: indicators.DirectionShape}), big.NewRat(1, 1), "[] false"},
		"no target":  {with(), big.NewRat(1, 1), "[] false"},
	} {
		c.ind.Direction = func() indicators.Direction {
			if name == "direction" {
				return indicators.Up
			}
			return c.ind.Direction
		}()
		w := &weightedCity{
			strategy:  goals.Strategy{ID: "s", Title: "s", Levels: []string{"a"}, Goals: []goals.Goal{{ID: "g", Title: "g", Level: "a", Indicators: []goals.Link{{ID: "i"}}}}},
			catalogue: indicators.Catalogue{Indicators: []indicators.Indicator{c.ind}},
		}
		var err error
		if w.record, err = indicators.NewRecord(indicators.Observation{Indicator: "i", Period: period("2020"), Value: number("3")}); err != nil {
			t.Fatal(err)
		}
		result := w.evaluate(t, w.strategy)
		a, _ := result.Assessment("i", "", "")
		values, exactly := a.ValuesFor(c.attainment)
		if got := fmt.Sprint(values, exactly); got != c.want {
			t.Errorf("%s: %s, not %s", name, got, c.want)
		}
		for _, v := range values {
			with, err := result.With(indicators.Observation{Indicator: "i", Period: period("2020"), Value: v.Number()})
			if err != nil {
				t.Fatal(err)
			}
			if b, _ := with.Assessment("i", "", ""); exactly && b.Attainment().String() != zielkette.Round(c.attainment).String() {
				t.Errorf("%s: the value %s has the attainment %s", name, v, b.Attainment())
			}
		}
	}
	if values, _ := (evaluation.Assessment{}).ValuesFor(one); values != nil {
		t.Error("values of nothing")
	}
	if _, _, _, _, ok := (evaluation.Assessment{}).Aim(); ok || (evaluation.Assessment{}).Series().Len() > 0 || (evaluation.Score{}).Result() != nil {
		t.Error("something of nothing")
	}
}

// An assumed attainment is no calculation from what is on record, which need not have any:
// it is explained without a formula, until an observation takes its place.
func TestAssumedHasNoFormula(t *testing.T) {
	limit := indicators.Indicator{ID: "i", Title: "I", Direction: indicators.Up, Targets: []indicators.Target{{
		Shape: indicators.LimitShape, Revisions: []indicators.Revision{{Points: []indicators.Point{{Value: number("5")}}}},
	}}}
	withdrawn := reach("0", "1")
	withdrawn.Targets[0].Revisions = append(withdrawn.Targets[0].Revisions, indicators.Revision{Decided: date("2018"), Withdrawn: true})
	for name, indicator := range map[string]indicators.Indicator{"a limit without a value": limit, "a target withdrawn": withdrawn} {
		model := modelOf(t, linked(goals.Link{ID: indicator.ID}), evaluation.Rules{}, indicator)
		result := evaluate(t, model, asOf("2020"))
		a, _ := result.Assessment(indicator.ID, "", "")
		over := result.Assuming(a, number("0.5").Figure())
		weighed, err := over.Reweighed(nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range []*evaluation.Result{over, weighed} {
			a, _ := r.Assessment(indicator.ID, "", "")
			e, glance := a.Explain(), a.Glance(module.Reader{})
			if said := glance.Formula(zielkette.German); !e.Score.Equal(number("0.5").Figure()) || !e.Measured.Formula.IsZero() || said != "" {
				t.Errorf("%s: %s by %q and %q", name, e.Score, e.Measured.Formula, said)
			}
		}
		recorded, err := over.With(indicators.Observation{Indicator: indicator.ID, Period: period("2020"), Value: number("7")})
		if err != nil {
			t.Fatal(err)
		}
		a, _ = recorded.Assessment(indicator.ID, "", "")
		if scored := a.State() == evaluation.Scored; scored == a.Explain().Measured.Formula.IsZero() {
			t.Errorf("%s: %s by %q", name, a.State(), a.Explain().Measured.Formula)
		}
	}
}
