package robustness_test

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/robustness"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/testkit"
)

// A lever gains what recording the value that it needs would bring, in an evaluation of the
// whole record.
func TestLevers(t *testing.T) {
	gains, missing, lower := 0, 0, 0
	for seed := range testkit.Cases(200) {
		r := rand.New(rand.NewPCG(uint64(seed), 21))
		result := randomCity(t, r, [][]zielkette.Number{nil, {number("0"), number("1.2")}}[seed%2])
		for goal, score := range result.Goals() {
			for _, l := range robustness.Levers(score) {
				if target, _ := l.Indicator.Target(); (l.Rating == "good") != (target.Shape == indicators.OrdinalShape) {
					t.Fatalf("seed %d: the best label of %s is %q", seed, l.Indicator.ID(), l.Rating)
				}
				o := indicators.Observation{Indicator: l.Indicator.ID(), Period: zielkette.MustParsePeriod("2020"), Label: l.Rating}
				if l.Rating == "" {
					o.Value = l.Value.Number()
				}
				then := recorded(t, result, o)
				after, _ := then.Goal(goal.ID())
				switch {
				case score.Attainment().IsZero() || after.Attainment().IsZero():
					if !l.Gain.IsZero() || l.Reason != robustness.NoScore {
						t.Fatalf("seed %d, %s: a gain of %s without a score", seed, goal.ID(), l.Gain)
					}
					continue
				case after.Attainment().Compare(score.Attainment()) < 0:
					if l.Gain.Sign() != 0 || !l.Then.Equal(score.Attainment()) {
						t.Fatalf("seed %d, %s: the lever %s lowers the score, but gains %s", seed, goal.ID(), l.Indicator.ID(), l.Gain)
					}
					lower++
					continue
				}
				want := rat(t, after.Attainment())
				if want.Sub(want, rat(t, score.Attainment())).Cmp(rat(t, l.Gain)) != 0 || !l.Then.Equal(after.Attainment()) {
					t.Fatalf("seed %d, %s: %s gains %s, not %s", seed, goal.ID(), l.Indicator.ID(), l.Gain, want.FloatString(12))
				}
				if l.NotReported != (l.Indicator.State() == evaluation.NotReported) {
					t.Fatalf("seed %d: %s is marked wrongly", seed, l.Indicator.ID())
				}
				gains += l.Gain.Sign()
				if l.NotReported {
					missing++
				}
			}
		}
	}
	if gains == 0 || missing == 0 || lower == 0 {
		t.Errorf("%d gains, %d of them not reported, %d would lower the score", gains, missing, lower)
	}
	if robustness.Levers(evaluation.Score{}) != nil || robustness.Weights(evaluation.Score{}) != nil {
		t.Error("levers of nothing")
	}
}

// recorded evaluates the record with an observation in place of what it has for the period.
func recorded(t *testing.T, result *evaluation.Result, o indicators.Observation) *evaluation.Result {
	t.Helper()
	list := []indicators.Observation{o}
	for p := range result.Record().All() {
		if p.Indicator != o.Indicator || p.Area != "" || p.Period != o.Period {
			list = append(list, p)
		}
	}
	record, err := indicators.NewRecord(list...)
	if err != nil {
		t.Fatal(err)
	}
	then, err := result.Model().Evaluate(record, result.Options())
	if err != nil {
		t.Fatal(err)
	}
	return then
}

// Goals that are no means are tried for each lever, up to a number of parts; of means there
// is no such number.
func TestManyLevers(t *testing.T) {
	for _, tt := range []struct {
		aggregator evaluation.Aggregator
		parts      int
		reason     robustness.Reason
	}{
		{evaluation.Mean, robustness.MaxTried + 1, ""},
		{evaluation.Median, robustness.MaxTried, ""},
		{evaluation.Median, robustness.MaxTried + 1, robustness.TooMany},
	} {
		result := broad(t, tt.aggregator, tt.parts)
		score, _ := result.Goal("g")
		levers := robustness.Levers(score)
		if len(levers) != tt.parts {
			t.Fatalf("%s of %d: %d levers", tt.aggregator, tt.parts, len(levers))
		}
		for _, l := range levers {
			if l.Reason != tt.reason || l.Gain.IsZero() != (tt.reason != "") || l.Then.IsZero() != (tt.reason != "") || l.Effective.IsZero() || l.Value.IsZero() {
				t.Fatalf("%s of %d: %+v", tt.aggregator, tt.parts, l)
			}
		}
		last := levers[len(levers)-1]
		then, _ := recorded(t, result, indicators.Observation{Indicator: last.Indicator.ID(), Period: zielkette.MustParsePeriod("2020"), Value: last.Value.Number()}).Goal("g")
		if tt.reason == "" && !last.Then.Equal(then.Attainment()) {
			t.Errorf("%s of %d: then %s, not %s", tt.aggregator, tt.parts, last.Then, then.Attainment())
		}
	}
}

// broad is a city of one goal with many indicators of different weights and values.
func broad(t *testing.T, aggregator evaluation.Aggregator, parts int) *evaluation.Result {
	t.Helper()
	city := evaluation.City{
		Strategy: goals.Strategy{ID: "s", Title: "s", Levels: []string{"a"}, Goals: []goals.Goal{{ID: "g", Level: "a", Title: "g"}}},
		Rules:    evaluation.Rules{Default: evaluation.Rule{Aggregator: aggregator}},
	}
	var observations []indicators.Observation
	for i := range parts {
		id := fmt.Sprint("i", i)
		city.Catalogue.Indicators = append(city.Catalogue.Indicators, indicators.Indicator{ID: id, Title: id, Targets: []indicators.Target{{
			Shape: indicators.ReachShape, Baseline: indicators.Baseline{Period: zielkette.MustParsePeriod("2015"), Value: number("0")},
			Revisions: []indicators.Revision{{Points: []indicators.Point{{Period: zielkette.MustParsePeriod("2030"), Value: number("7919")}}}},
		}}})
		city.Strategy.Goals[0].Indicators = append(city.Strategy.Goals[0].Indicators, goals.Link{ID: id, Weight: zielkette.Int(int64(1 + i%7))})
		observations = append(observations, indicators.Observation{Indicator: id, Period: zielkette.MustParsePeriod("2020"), Value: zielkette.Int(int64(1 + i*31%7900))})
	}
	model, err := city.Compile()
	if err != nil {
		t.Fatal(err)
	}
	record, err := indicators.NewRecord(observations...)
	if err != nil {
		t.Fatal(err)
	}
	result, err := model.Evaluate(record, evaluation.Options{AsOf: zielkette.MustParseDate("2020-12-31")})
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// What cannot be met is no lever.
func TestNoLevers(t *testing.T) {
	point := []indicators.Revision{{Points: []indicators.Point{{Period: zielkette.MustParsePeriod("2030"), Value: number("1")}}}}
	baseline := indicators.Baseline{Period: zielkette.MustParsePeriod("2015"), Value: number("0")}
	city := evaluation.City{
		Strategy: goals.Strategy{ID: "s", Title: "s", Levels: []string{"a"}, Goals: []goals.Goal{{ID: "g", Level: "a", Title: "g", Indicators: []goals.Link{
			{ID: "direction"}, {ID: "withheld"}, {ID: "none"}, {ID: "elsewhere", NotApplicable: "not here"}, {ID: "met"},
		}}}},
		Catalogue: indicators.Catalogue{Indicators: []indicators.Indicator{
			{ID: "direction", Title: "d", Direction: indicators.Up, Targets: []indicators.Target{{Shape: indicators.DirectionShape}}},
			{ID: "withheld", Title: "w", Targets: []indicators.Target{{Shape: indicators.ReachShape, Baseline: baseline, Revisions: point, Withheld: "not judged"}}},
			{ID: "none", Title: "n"},
			{ID: "elsewhere", Title: "e", Targets: []indicators.Target{{Shape: indicators.ReachShape, Baseline: baseline, Revisions: point}}},
			{ID: "met", Title: "m", Targets: []indicators.Target{{Shape: indicators.ReachShape, Baseline: baseline, Revisions: point}}},
		}},
	}
	model, err := city.Compile()
	if err != nil {
		t.Fatal(err)
	}
	result, err := model.Evaluate(nil, evaluation.Options{AsOf: zielkette.MustParseDate("2020")})
	if err != nil {
		t.Fatal(err)
	}
	score, _ := result.Goal("g")
	if levers := robustness.Levers(score); len(levers) != 1 || levers[0].Indicator.ID() != "met" || !levers[0].NotReported || !levers[0].Gain.IsZero() || levers[0].Then.String() != "1" {
		t.Errorf("levers: %+v", levers)
	}
}

// Effective weights are what a small step of an attainment moves, and sum to 1 exactly
// where all roll-ups are means.
func TestEffectiveWeights(t *testing.T) {
	sums, steps := 0, 0
	for seed := range testkit.Cases(1000) {
		r := rand.New(rand.NewPCG(uint64(seed), 22))
		result := randomCity(t, r, nil)
		for goal, score := range result.Goals() {
			sum := new(big.Rat)
			means := onlyMeans(score)
			for _, w := range robustness.Weights(score) {
				if !w.Goal.IsZero() {
					continue
				}
				if !w.Effective.IsZero() {
					sum.Add(sum, rat(t, w.Effective))
				}
				own := rat(t, w.Indicator.Attainment())
				if own.Sign() <= 0 || own.Cmp(big.NewRat(1, 1)) >= 0 || !means {
					continue
				}
				const step = 1_000_000 // of 10^-12
				moved := new(big.Rat).Add(own, big.NewRat(step, 1_000_000_000_000))
				if moved.Cmp(big.NewRat(1, 1)) > 0 {
					continue
				}
				s, _ := result.Assuming(w.Indicator, zielkette.Round(moved)).Goal(goal.ID())
				found := new(big.Rat).Sub(rat(t, s.Attainment()), rat(t, score.Attainment()))
				found.Mul(found, big.NewRat(1_000_000_000_000, step))
				if d := found.Sub(found, rat(t, w.Effective)); d.Abs(d).Cmp(big.NewRat(1, 100_000)) > 0 {
					t.Fatalf("seed %d, %s: the effective weight %s of %s is off by %s", seed, goal.ID(), w.Effective, w.Indicator.ID(), d.FloatString(9))
				}
				steps++
			}
			if means && !score.Attainment().IsZero() {
				if sum.Cmp(big.NewRat(1, 1)) != 0 {
					t.Fatalf("seed %d, %s: the effective weights sum to %s", seed, goal.ID(), sum.FloatString(12))
				}
				sums++
			}
		}
	}
	if sums == 0 || steps == 0 {
		t.Errorf("%d sums, %d steps", sums, steps)
	}
}

// Effective weights of a harmonic mean are its slopes, each rounded by itself; where these
// sum to exactly 1, as of equal scores, so do they.
func TestEffectiveWeightsOfHarmonicMeans(t *testing.T) {
	const parts = 7
	base := broad(t, evaluation.Harmonic, parts)
	whole, apart := 0, 0
	for step := range int64(40) { // scores that are equal, nearly equal, and far from it
		var values []indicators.Observation
		for i := range int64(parts) {
			value, err := zielkette.NewNumber(4000_000000+i*i*step*step*step, 6)
			if err != nil {
				t.Fatal(err)
			}
			values = append(values, indicators.Observation{Indicator: fmt.Sprint("i", i), Period: zielkette.MustParsePeriod("2020"), Value: value})
		}
		result, err := base.With(values...)
		if err != nil {
			t.Fatal(err)
		}
		score, _ := result.Goal("g")
		weights, slopes, exact, sum, rounded := new(big.Rat), []*big.Rat{}, new(big.Rat), new(big.Rat), new(big.Rat)
		for p := range score.Parts() {
			weights.Add(weights, rat(t, p.Weight.Figure()))
		}
		for p := range score.Parts() {
			ratio := new(big.Rat).Quo(rat(t, score.Attainment()), rat(t, p.Score))
			slope := new(big.Rat).Quo(rat(t, p.Weight.Figure()), weights)
			slope.Mul(slope, ratio.Mul(ratio, ratio))
			slopes = append(slopes, slope)
			exact.Add(exact, slope)
			rounded.Add(rounded, rat(t, zielkette.Round(slope)))
		}
		one := big.NewRat(1, 1)
		for i, w := range robustness.Weights(score) {
			sum.Add(sum, rat(t, w.Effective))
			if want := zielkette.Round(slopes[i]); exact.Cmp(one) != 0 && !w.Effective.Equal(want) {
				t.Fatalf("step %d: %s weighs %s, not %s", step, w.ID(), w.Effective, want)
			}
		}
		switch {
		case exact.Cmp(one) == 0:
			whole++
			if sum.Cmp(one) != 0 {
				t.Errorf("step %d: the weights sum to %s", step, sum.FloatString(12))
			}
		case rounded.Cmp(one) != 0:
			apart++
		}
	}
	if whole == 0 || apart == 0 {
		t.Errorf("%d sum to 1, %d are off it when they are rounded", whole, apart)
	}
}

func onlyMeans(score evaluation.Score) bool {
	if score.Rule().Aggregator != evaluation.Mean {
		return false
	}
	for p := range score.Parts() {
		if sub, ok := score.Result().Goal(p.Goal.ID()); !p.Goal.IsZero() && ok && !onlyMeans(sub) {
			return false
		}
	}
	return true
}

// The shares of all classes sum to 1 exactly, the class of the goal is one of them, and
// the reasons are those of the table.
func TestRobustness(t *testing.T) {
	kept, reasons := 0, map[robustness.Reason]int{}
	for seed := range testkit.Cases(200) {
		result := randomCity(t, rand.New(rand.NewPCG(uint64(seed), 23)), nil)
		for goal, score := range result.Goals() {
			r := robustness.Of(score)
			reasons[r.Reason]++
			reasons[r.Ordered]++
			if r.Reason != "" {
				if len(r.Shares) > 0 || !r.Kept.IsZero() {
					t.Fatalf("seed %d: shares beside %s", seed, r.Reason)
				}
				continue
			}
			sum, pool := new(big.Rat), robustness.PoolOf(score)
			for _, s := range r.Shares {
				sum.Add(sum, rat(t, s.Share))
				if s.Class == r.Class && !s.Share.Equal(r.Kept) {
					t.Fatalf("seed %d: %s is kept under %s, its share is %s", seed, s.Class, r.Kept, s.Share)
				}
			}
			green := rat(t, pool.Share(number("0.6")))
			if len(pool.Parts) > 1 && r.Shares[0].Class == "green" && rat(t, r.Shares[0].Share).Cmp(green) != 0 && !alike(pool) {
				t.Fatalf("seed %d, %s: green under %s of the weightings, not %s", seed, goal.ID(), r.Shares[0].Share, green)
			}
			if sum.Cmp(big.NewRat(1, 1)) != 0 {
				t.Fatalf("seed %d, %s: the shares sum to %s", seed, goal.ID(), sum)
			}
			if r.Kept.Sign() > 0 {
				kept++
			}
		}
	}
	if kept == 0 || reasons[robustness.NoScore] == 0 || reasons[robustness.NoMean] == 0 || reasons[robustness.NoOrder] == 0 {
		t.Errorf("%d kept, reasons %v", kept, reasons)
	}
	if r := robustness.Of(evaluation.Score{}); r.Reason != robustness.NoScore {
		t.Errorf("nothing: %+v", r)
	}
}

func alike(p robustness.Pool) bool {
	for _, part := range p.Parts {
		if !part.Score.Equal(p.Parts[0].Score) {
			return false
		}
	}
	return true
}

// A score can lie outside the bounds of its own rule, beside parts with other bounds.
func TestOutside(t *testing.T) {
	city := evaluation.City{
		Strategy: goals.Strategy{ID: "s", Title: "s", Levels: []string{"a", "b"}, Goals: []goals.Goal{{ID: "g", Level: "a", Title: "g", Goals: []goals.Goal{{ID: "h", Level: "b", Title: "h", Indicators: []goals.Link{{ID: "i"}}}}}}},
		Catalogue: indicators.Catalogue{Indicators: []indicators.Indicator{{ID: "i", Title: "i", Targets: []indicators.Target{{
			Shape: indicators.ReachShape, Baseline: indicators.Baseline{Period: zielkette.MustParsePeriod("2015"), Value: number("0")},
			Revisions: []indicators.Revision{{Points: []indicators.Point{{Period: zielkette.MustParsePeriod("2030"), Value: number("10")}}}},
		}}}}},
		Rules: evaluation.Rules{
			Default: evaluation.Rule{Status: lights("0.6", "0.35"), Bounds: []zielkette.Number{number("0.7"), number("1.2")}},
			Goals:   map[string]evaluation.Rule{"h": {Bounds: []zielkette.Number{number("0"), number("2")}}},
		},
	}
	record, err := indicators.NewRecord(indicators.Observation{Indicator: "i", Period: zielkette.MustParsePeriod("2020"), Value: number("14")})
	if err != nil {
		t.Fatal(err)
	}
	model, err := city.Compile()
	if err != nil {
		t.Fatal(err)
	}
	result, err := model.Evaluate(record, evaluation.Options{AsOf: zielkette.MustParseDate("2020-12-31")})
	if err != nil {
		t.Fatal(err)
	}
	for id, want := range map[string]bool{"g": true, "h": false} {
		score, _ := result.Goal(id)
		r := robustness.Of(score)
		if r.Outside != want || len(r.Weights) != 1 || r.Weights[0].Reason != robustness.SinglePart || r.Kept.String() != "1" {
			t.Errorf("%s: %+v", id, r)
		}
	}
}

// Two options: the share and the lead by the table are what samples show.
func TestBetween(t *testing.T) {
	found := 0
	for seed := range testkit.Cases(100) {
		r := rand.New(rand.NewPCG(uint64(seed), 24))
		a := randomCity(t, r, nil)
		b, err := a.With(indicators.Observation{Indicator: "i0", Period: zielkette.MustParsePeriod("2020"), Value: zielkette.Int(r.Int64N(9)), Label: ""})
		if err != nil {
			continue // i0 is a rating
		}
		for goal, score := range a.Goals() {
			other, _ := b.Goal(goal.ID())
			p, ok := robustness.Between(score, other)
			if !ok {
				continue
			}
			found++
			sum := new(big.Rat)
			for _, part := range p.Parts {
				sum.Add(sum, rat(t, part.Score))
			}
			if score.Attainment().Equal(other.Attainment()) && sum.Sign() == 0 && p.Share(number("0")).String() != "1" {
				t.Errorf("seed %d: level options", seed)
			}
		}
	}
	if found == 0 {
		t.Error("no two options")
	}
	if _, ok := robustness.Between(evaluation.Score{}, evaluation.Score{}); ok {
		t.Error("two options of nothing")
	}
}

// The reasons in the code are those of the table.
func TestReasons(t *testing.T) {
	var stated []string
	for _, text := range testkit.Constants(t) {
		if text != robustness.Generator {
			stated = append(stated, text)
		}
	}
	listed := robustness.ReasonWords()
	slices.Sort(listed)
	if d := cmp.Diff(stated, listed); d != "" {
		t.Error(d)
	}
	for _, word := range listed {
		r := robustness.Reason(word)
		if r.Text("de") == "" || r.Text("de") == r.Text("en") {
			t.Errorf("%s reads %q", word, r.Text("de"))
		}
	}
}

// Whatever the scores, a share lies between 0 and 1, falls as the bound rises, and does
// not depend on the order of the parts; turned around it is the rest.
func FuzzShare(f *testing.F) {
	f.Add("0.9 0.4 0.75 0.1", "0.5", "0.6")
	f.Add("9000000000000000000 -9000000000000000000", "0", "0.000000000000000001")
	f.Fuzz(func(t *testing.T, scores, bound, higher string) {
		p, turned := robustness.Pool{}, robustness.Pool{}
		for i, text := range strings.Fields(scores) {
			n, err := zielkette.ParseNumber(text)
			if err != nil || i >= 40 {
				return
			}
			p.Parts = append(p.Parts, robustness.Part{Score: n.Figure()})
			turned.Parts = append([]robustness.Part{{Score: negated(n)}}, turned.Parts...)
		}
		low, err := zielkette.ParseNumber(bound)
		high, err2 := zielkette.ParseNumber(higher)
		if err != nil || err2 != nil || len(p.Parts) == 0 {
			return
		}
		if low.Compare(high) > 0 {
			low, high = high, low
		}
		a, b := p.Share(low), p.Share(high)
		if a.Compare(b) < 0 || a.Compare(zielkette.Int(1).Figure()) > 0 || b.Sign() < 0 {
			t.Fatalf("%s from %s, %s from %s", a, low, b, high)
		}
		if alike(p) {
			return
		}
		rest := turned.Share(negated(low).Number())
		sum := new(big.Rat).Add(rat(t, a), rat(t, rest))
		if d := sum.Sub(sum, big.NewRat(1, 1)); d.Abs(d).Cmp(big.NewRat(1, 1_000_000_000_000)) > 0 {
			t.Fatalf("%s and %s turned around", a, rest)
		}
	})
}

func negated(n zielkette.Number) zielkette.Figure {
	coefficient, places := n.Unscaled()
	return zielkette.NewFigure(coefficient.Neg(coefficient), places)
}
