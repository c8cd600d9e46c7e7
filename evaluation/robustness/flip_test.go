package robustness_test

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"testing"
	"time"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/robustness"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/status"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/testkit"
)

var aggregators = []evaluation.Aggregator{evaluation.Mean, evaluation.Geometric, evaluation.Harmonic, evaluation.Minimum, evaluation.Median}

// lights are three classes, of which the second has bounds that are not its own.
func lights(first, second string) status.Spec {
	return status.Spec{Method: status.Thresholds, Classes: []status.Class{
		{ID: "green", Label: zielkette.Text{DE: "grün", EN: "green"}, From: number(first)},
		{ID: "yellow", Label: zielkette.Text{DE: "gelb", EN: "yellow"}, Above: number(second)},
		{ID: "red", Label: zielkette.Text{DE: "rot", EN: "red"}},
	}}
}

// randomCity is a city with every shape of target, aggregators that differ by goal,
// indicators that count in two places, and values that are missing.
func randomCity(t testing.TB, r *rand.Rand, bounds []zielkette.Number) *evaluation.Result {
	t.Helper()
	strategy := goals.Strategy{ID: "s", Title: "s", Levels: []string{"a", "b", "c"}}
	rules := evaluation.Rules{Default: evaluation.Rule{Status: lights("0.6", "0.35"), Bounds: bounds}, Goals: map[string]evaluation.Rule{}}
	var catalogue indicators.Catalogue
	var observations []indicators.Observation
	observe := func(o indicators.Observation) {
		if o.Period = zielkette.MustParsePeriod("2020"); r.IntN(6) > 0 {
			observations = append(observations, o)
		}
	}
	hundredth := func(n int64) zielkette.Number {
		v, _ := zielkette.NewNumber(n, 2)
		return v
	}
	point := func(v zielkette.Number) []indicators.Point {
		return []indicators.Point{{Period: zielkette.MustParsePeriod("2030"), Value: v}}
	}
	indicator := func() string {
		id := fmt.Sprint("i", len(catalogue.Indicators))
		ind := indicators.Indicator{ID: id, Title: "indicator " + id}
		target := indicators.Target{Shape: indicators.ReachShape, Baseline: indicators.Baseline{Period: zielkette.MustParsePeriod("2015"), Value: hundredth(r.Int64N(500))}}
		switch r.IntN(6) {
		case 0:
			target = indicators.Target{Shape: indicators.CorridorShape, Revisions: []indicators.Revision{{Lower: hundredth(100), Upper: hundredth(200), Tolerance: hundredth(100)}}}
			observe(indicators.Observation{Indicator: id, Value: hundredth(r.Int64N(350))})
		case 1:
			target = indicators.Target{Shape: indicators.OrdinalShape, Labels: []indicators.Label{{Label: "good", Score: number("1")}, {Label: "fair", Score: number("0.5")}, {Label: "bad", Score: number("0")}}}
			observe(indicators.Observation{Indicator: id, Label: []string{"good", "fair", "bad"}[r.IntN(3)]})
		case 2:
			ind.Direction = indicators.Down
			target = indicators.Target{Shape: indicators.LimitShape, Revisions: []indicators.Revision{{Points: []indicators.Point{{Value: hundredth(200)}}, Tolerance: []zielkette.Number{{}, hundredth(50)}[r.IntN(2)]}}}
			observe(indicators.Observation{Indicator: id, Value: hundredth(r.Int64N(350))})
		default:
			target.Revisions = []indicators.Revision{{Points: point(hundredth(600 + r.Int64N(400)))}}
			if r.IntN(2) == 0 {
				target.Baseline.Value, target.Revisions[0].Points = target.Revisions[0].Points[0].Value, point(target.Baseline.Value)
			}
			observe(indicators.Observation{Indicator: id, Value: hundredth(r.Int64N(1000))})
		}
		ind.Targets = []indicators.Target{target}
		catalogue.Indicators = append(catalogue.Indicators, ind)
		return id
	}
	var grow func(id string, level int) goals.Goal
	grow = func(id string, level int) goals.Goal {
		g := goals.Goal{ID: id, Level: strategy.Levels[level], Title: "goal " + id, Weight: zielkette.Int(1 + r.Int64N(5))}
		if r.IntN(3) > 0 {
			rules.Goals[id] = evaluation.Rule{Aggregator: aggregators[r.IntN(len(aggregators))]}
		}
		for range 1 + r.IntN(4) {
			link := goals.Link{ID: indicator(), Weight: zielkette.Int(1 + r.Int64N(5))}
			g.Indicators = append(g.Indicators, link)
		}
		if level > 0 && r.IntN(4) == 0 { // counts a second time
			if first := "i0"; g.Indicators[0].ID != first {
				g.Indicators = append(g.Indicators, goals.Link{ID: first})
			}
		}
		for k := range r.IntN(3) {
			if level < 2 {
				g.Goals = append(g.Goals, grow(id+"."+fmt.Sprint(k), level+1))
			}
		}
		return g
	}
	strategy.Goals = []goals.Goal{grow("g", 0)}
	record, err := indicators.NewRecord(observations...)
	if err != nil {
		t.Fatal(err)
	}
	city := evaluation.City{Strategy: strategy, Catalogue: catalogue, Rules: rules, Record: record}
	model, err := city.Compile()
	if err != nil {
		t.Fatal(err)
	}
	result, err := model.Evaluate(record, evaluation.Options{AsOf: zielkette.MustParseDate("2020-12-31")})
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// shifted returns a number moved by some 10^-9.
func shifted(f zielkette.Figure, by int64) zielkette.Figure {
	r, _ := f.Rat()
	return zielkette.Round(r.Add(r, big.NewRat(by, 1_000_000_000)))
}

// class is that of a goal before floors.
func class(s evaluation.Score) string { return s.Judged(s.Attainment().Number()).Class }

// At the value where the class flips, and on either side of it, an evaluation says what
// the flip says; nearer on either side the class stays.
func TestValueFlips(t *testing.T) {
	found, never := 0, 0
	for seed := range testkit.Cases(300) {
		r := rand.New(rand.NewPCG(uint64(seed), 1))
		bounds := [][]zielkette.Number{nil, {number("0"), number("1.2")}, {number("0"), {}}}[r.IntN(3)]
		result := randomCity(t, r, bounds)
		for goal, score := range result.Goals() {
			if score.Attainment().IsZero() {
				continue
			}
			now := class(score)
			with := func(f robustness.ValueFlip, attainment zielkette.Figure) string {
				s, _ := result.Assuming(f.Indicator, attainment).Goal(goal.ID())
				return class(s)
			}
			for _, f := range robustness.Values(score) {
				at, _ := f.Attainment.Rat()
				own, _ := f.Indicator.Attainment().Rat()
				low, high, only := f.Indicator.Attainable()
				if f.Reason == robustness.Never {
					never++
					tries := only
					for k := range 61 {
						x := zielkette.Round(big.NewRat(int64(k)-10, 50))
						if only == nil && (low.IsZero() || x.Compare(low) >= 0) && (high.IsZero() || x.Compare(high) <= 0) {
							tries = append(tries, x)
						}
					}
					for _, x := range tries {
						if got := with(f, x); got != now {
							t.Fatalf("seed %d, %s: the class never changes with %s, but is %s at %s", seed, goal.ID(), f.Indicator.ID(), got, x)
						}
					}
					continue
				}
				found++
				if only != nil {
					if got := with(f, f.Attainment); got != f.To {
						t.Fatalf("seed %d, %s: %s at %s is %s, not %s", seed, goal.ID(), f.Indicator.ID(), f.Attainment, got, f.To)
					}
					continue
				}
				step := int64(1000)
				if f.Down {
					step = -step
				}
				// The printed score is rounded to 12 places. Where a mean is flat, it takes a longer
				// step than 1e-9 to move it by more than what is rounded.
				at12 := func(units int64) *big.Rat {
					s, _ := result.Assuming(f.Indicator, shifted(f.Attainment, units)).Goal(goal.ID())
					return rat(t, s.Attainment())
				}
				longer := step
				for range 6 {
					moved := new(big.Rat).Sub(at12(longer), at12(-longer))
					if moved.Abs(moved).Cmp(big.NewRat(2, 1_000_000_000_000)) > 0 {
						break
					}
					longer *= 10
				}
				// From 0 a geometric mean rises so steeply that it can pass a class on the way.
				if got := with(f, shifted(f.Attainment, longer)); got != f.To && (at.Sign() != 0 || got == now) {
					t.Fatalf("seed %d, %s: beyond %s at %s the class is %s, not %s", seed, goal.ID(), f.Indicator.ID(), f.Attainment, got, f.To)
				}
				if near := shifted(f.Attainment, -longer); (rat(t, near).Cmp(own) > 0) == (step > 0) {
					if got := with(f, near); got != now {
						t.Fatalf("seed %d, %s: before %s at %s the class is %s already", seed, goal.ID(), f.Indicator.ID(), f.Attainment, got)
					}
				}
				other := new(big.Rat).Sub(own, new(big.Rat).Sub(at, own)) // as far on the other side
				other.Add(other, big.NewRat(step, 1_000_000_000))
				possible := distant(at, own) && (low.IsZero() || other.Cmp(rat(t, low)) >= 0) && (high.IsZero() || other.Cmp(rat(t, high)) <= 0)
				if got := with(f, zielkette.Round(other)); got != now && possible {
					t.Fatalf("seed %d, %s: %s flips nearer at %s, not at %s", seed, goal.ID(), f.Indicator.ID(), other.FloatString(12), f.Attainment)
				}
				checkValue(t, result, goal.ID(), f)
			}
		}
	}
	if found < 100 || never < 10 {
		t.Errorf("only %d flips and %d without", found, never)
	}
}

// distant reports whether two places lie further apart than the steps of these tests.
func distant(a, b *big.Rat) bool {
	d := new(big.Rat).Sub(a, b)
	return d.Abs(d).Cmp(big.NewRat(1, 10_000)) > 0
}

// checkValue records the value in place of the attainment.
func checkValue(t *testing.T, result *evaluation.Result, goal string, f robustness.ValueFlip) {
	t.Helper()
	if f.Value.IsZero() {
		return
	}
	value := f.Value.Number()
	with, err := result.With(indicators.Observation{Indicator: f.Indicator.ID(), Period: zielkette.MustParsePeriod("2020"), Value: value})
	if err != nil {
		t.Fatal(err)
	}
	a, _ := with.Assessment(f.Indicator.ID(), "", "")
	got, _ := a.Attainment().Rat()
	want, _ := f.Attainment.Rat()
	if d := got.Sub(got, want); d.Abs(d).Cmp(big.NewRat(1, 1_000_000_000)) > 0 {
		t.Fatalf("%s: the value %s of %s has the attainment %s, not %s", goal, f.Value, f.Indicator.ID(), a.Attainment(), f.Attainment)
	}
}

// The same for weights: compared with the result under weights on either side.
func TestWeightFlips(t *testing.T) {
	found, never := 0, 0
	for seed := range testkit.Cases(300) {
		r := rand.New(rand.NewPCG(uint64(seed), 2))
		result := randomCity(t, r, nil)
		for goal, score := range result.Goals() {
			if score.Attainment().IsZero() {
				continue
			}
			now, k := class(score), -1
			flips := robustness.PartWeights(score)
			var parts []evaluation.Part
			for p := range score.Parts() {
				parts = append(parts, p)
			}
			for at, p := range parts {
				if p.State != evaluation.Scored {
					continue
				}
				k++
				f := flips[k]
				if f.ID != p.ID() {
					t.Fatalf("seed %d: the flip of %s stands at %s", seed, f.ID, p.ID())
				}
				with := func(share *big.Rat) string {
					weights := reweighed(parts, at, share)
					w, err := result.Reweighed(map[string][]zielkette.Number{goal.ID(): weights})
					if err != nil {
						t.Fatal(err)
					}
					s, _ := w.Goal(goal.ID())
					return class(s)
				}
				own := rat(t, f.Now)
				if f.Reason != "" {
					never++
					for n := int64(1); n < 20 && f.Reason == robustness.Never; n++ {
						if got := with(big.NewRat(n, 20)); got != now {
							t.Fatalf("seed %d, %s: %s never flips, but does at %d/20", seed, goal.ID(), f.ID, n)
						}
					}
					continue
				}
				found++
				x := rat(t, f.Share)
				step := big.NewRat(1, 1_000_000)
				if f.Down {
					step.Neg(step)
				}
				beyond, before := new(big.Rat).Add(x, step), new(big.Rat).Sub(x, step)
				if beyond.Sign() >= 0 && beyond.Cmp(big.NewRat(1, 1)) <= 0 {
					// A median can have a class at the very place that it has on neither side.
					if got := with(beyond); got != f.To && (score.Rule().Aggregator != evaluation.Median || !f.Reached || got == now) {
						t.Fatalf("seed %d, %s: beyond %s of %s the class is %s, not %s", seed, goal.ID(), f.Share, f.ID, got, f.To)
					}
				} else if got := with(x); got == now { // the place itself can be rounded to the end
					t.Fatalf("seed %d, %s: with %s of %s the class is %s, not %s", seed, goal.ID(), f.Share, f.ID, got, f.To)
				}
				if before.Cmp(own)*step.Sign() > 0 {
					if got := with(before); got != now {
						t.Fatalf("seed %d, %s: before %s of %s the class is %s already", seed, goal.ID(), f.Share, f.ID, got)
					}
				}
				other := new(big.Rat).Sub(own, new(big.Rat).Sub(x, own))
				if other.Add(other, step); distant(x, own) && other.Sign() > 0 && other.Cmp(big.NewRat(1, 1)) < 0 {
					if got := with(other); got != now {
						t.Fatalf("seed %d, %s: %s flips nearer at %s than at %s", seed, goal.ID(), f.ID, other.FloatString(9), f.Share)
					}
				}
			}
		}
	}
	if found < 100 || never < 10 {
		t.Errorf("only %d flips and %d without", found, never)
	}
}

// reweighed returns weights by which a part has a share of those that are scored, the
// others in proportion; exact for a share of few places.
func reweighed(parts []evaluation.Part, at int, share *big.Rat) (out []zielkette.Number) {
	total := new(big.Rat)
	for i, p := range parts {
		if w, _ := p.Weight.Rat(); p.State == evaluation.Scored && i != at {
			total.Add(total, w)
		}
	}
	for i, p := range parts {
		w := new(big.Rat)
		switch {
		case p.State != evaluation.Scored:
			w.SetInt64(0)
		case i == at:
			w.Mul(share, total)
		case total.Sign() > 0:
			w, _ = p.Weight.Rat()
			w.Mul(w, new(big.Rat).Sub(big.NewRat(1, 1), share))
		}
		n, _ := zielkette.ParseNumber(w.FloatString(15))
		out = append(out, n)
	}
	return out
}

// A median stays the mean of two where both weigh the same, and jumps beyond: a class can
// change at the very place or only beyond it.
func TestWeightFlipAtAJump(t *testing.T) {
	for _, c := range []struct {
		low  string // the score of the second part, in hundredths of the first
		want string
	}{
		{"50", "0.5 only beyond, yellow"},
		{"30", "0.5 only beyond, red"},
		{"20", "0.5 reached, yellow"}, // the mean of 0.9 and 0.2 is 0.55
	} {
		point := []indicators.Revision{{Points: []indicators.Point{{Period: zielkette.MustParsePeriod("2030"), Value: number("100")}}}}
		target := []indicators.Target{{Shape: indicators.ReachShape, Baseline: indicators.Baseline{Period: zielkette.MustParsePeriod("2015"), Value: number("0")}, Revisions: point}}
		record, err := indicators.NewRecord(
			indicators.Observation{Indicator: "a", Period: zielkette.MustParsePeriod("2020"), Value: number("90")},
			indicators.Observation{Indicator: "b", Period: zielkette.MustParsePeriod("2020"), Value: number(c.low)})
		if err != nil {
			t.Fatal(err)
		}
		model, err := evaluation.City{
			Strategy: goals.Strategy{ID: "s", Title: "s", Levels: []string{"a"}, Goals: []goals.Goal{{ID: "g", Level: "a", Title: "g", Indicators: []goals.Link{
				{ID: "a", Weight: number("2")}, {ID: "b", Weight: number("1")},
			}}}},
			Catalogue: indicators.Catalogue{Indicators: []indicators.Indicator{{ID: "a", Title: "a", Targets: target}, {ID: "b", Title: "b", Targets: target}}},
			Rules:     evaluation.Rules{Default: evaluation.Rule{Aggregator: evaluation.Median, Status: lights("0.6", "0.35")}},
		}.Compile()
		if err != nil {
			t.Fatal(err)
		}
		result, err := model.Evaluate(record, evaluation.Options{AsOf: zielkette.MustParseDate("2020-12-31")})
		if err != nil {
			t.Fatal(err)
		}
		score, _ := result.Goal("g")
		f := robustness.PartWeights(score)[0]
		if got := fmt.Sprint(f.Share, " ", map[bool]string{true: "reached", false: "only beyond"}[f.Reached], ", ", f.To); got != c.want || !f.Down {
			t.Errorf("%s: %s, not %s", c.low, got, c.want)
		}
	}
}

// Triantaphyllou and Sánchez 1997: A1 leads A3 while the first weight is at most .512586.
func TestLead(t *testing.T) {
	a1, a3 := []string{".3088", ".2897", ".3867", ".1922"}, []string{".4509", ".2473", ".1194", ".0575"}
	var p robustness.Pool
	for i, w := range []string{".3277", ".3058", ".2876", ".0790"} {
		x, _ := number("0" + a1[i]).Rat()
		y, _ := number("0" + a3[i]).Rat()
		p.Parts = append(p.Parts, robustness.Part{ID: fmt.Sprint(i + 1), Weight: number("0" + w), Score: zielkette.Round(x.Sub(x, y))})
	}
	first := p.Lead()[0]
	if got := first.Share.Fixed(6); got != "0.512586" || first.To != "level" || !first.Reached {
		t.Errorf("A1 leads A3 until %s, then %s, reached %v", got, first.To, first.Reached)
	}
	if got := first.Now.Fixed(4); got != "0.3277" {
		t.Errorf("the first weight is %s now", got)
	}
}

// A mean of many parts is searched in a time in proportion to them.
func TestManyParts(t *testing.T) {
	var pool robustness.Pool
	for i := range 1000 {
		pool.Parts = append(pool.Parts, robustness.Part{ID: fmt.Sprint("p", i), Weight: zielkette.Int(1), Score: number("0.5").Figure()})
	}
	testkit.InTime(t, 10*time.Second, func() {
		if flips := pool.Lead(); len(flips) != 1000 || flips[0].Reason != robustness.Never {
			t.Error(len(flips))
		}
	})
}
