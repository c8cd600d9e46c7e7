package evaluation_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/testkit"
)

// The laws of evaluation, over random cities. What the oracle knows of them is not used:
// a law compares two evaluations, or a figure with those printed beside it.

// trial is a random city, what it evaluates to, and the means to change it.
type trial struct {
	*testing.T
	*forest
	options evaluation.Options
	result  *evaluation.Result
}

// again evaluates the city as it is now.
func (r *trial) again() *evaluation.Result { return r.evaluate(r, r.options) }

// same fails where two results differ in anything that is said of a goal both have.
func (r *trial) same(got *evaluation.Result) {
	r.Helper()
	if d := cmp.Diff(told(r.result), told(got)); d != "" {
		r.Fatal(d)
	}
}

// told is what a result says of every goal and every theme.
func told(result *evaluation.Result) map[string]string {
	out := map[string]string{}
	for id, s := range scores(result) {
		out[id] = fmt.Sprint(s.State(), " ", s.Attainment(), " covered ", s.Coverage(), " from ", s.Range().Low, " to ", s.Range().High, " expected ", s.Expected())
	}
	return out
}

// both yields every goal of the result with its score in another.
func (r *trial) both(other *evaluation.Result, do func(id string, then, now evaluation.Score)) {
	for goal, then := range r.result.Goals() {
		if now, ok := other.Goal(goal.ID()); ok {
			do(goal.ID(), then, now)
		}
	}
}

// each calls do for every goal of the strategy.
func (r *trial) each(do func(g *goals.Goal)) {
	var beneath func(list []goals.Goal)
	beneath = func(list []goals.Goal) {
		for i := range list {
			do(&list[i])
			beneath(list[i].Goals)
		}
	}
	beneath(r.strategy.Goals)
}

// all returns the goals of the strategy.
func (r *trial) all() (list []*goals.Goal) {
	r.each(func(g *goals.Goal) { list = append(list, g) })
	return list
}

// oneRule gives all goals the default rule, weights as they are stated.
func (r *trial) oneRule(a evaluation.Aggregator) {
	rule := r.rules.Default
	rule.Aggregator, rule.Weights = a, ""
	r.rules = evaluation.Rules{Default: rule}
	r.result = r.again()
}

// an picks an indicator, nil where there is none.
func (r *trial) an() *indicators.Indicator {
	if len(r.catalogue.Indicators) == 0 {
		return nil
	}
	return &r.catalogue.Indicators[r.IntN(len(r.catalogue.Indicators))]
}

// values changes every value of the city: on record, of baselines and of points.
func (r *trial) values(change func(zielkette.Number) zielkette.Number) {
	set := func(n *zielkette.Number) {
		if !n.IsZero() {
			*n = change(*n)
		}
	}
	r.catalogue = r.catalogue.Clone()
	for i := range r.catalogue.Indicators {
		t := &r.catalogue.Indicators[i].Targets[0]
		set(&t.Baseline.Value)
		for k := range t.Revisions {
			for p := range t.Revisions[k].Points {
				set(&t.Revisions[k].Points[p].Value)
			}
		}
	}
	r.record = slices.Clone(r.record)
	for i := range r.record {
		set(&r.record[i].Value)
	}
}

func negative(n zielkette.Number) zielkette.Number {
	text := n.String()
	if text[0] == '-' {
		return number(text[1:])
	}
	return number("-" + text)
}

// compare compares two figures; below and above tell what no figure counts as.
func compare(a, b zielkette.Figure, none int) int {
	switch x, y := a.IsZero(), b.IsZero(); {
	case x && y:
		return 0
	case x:
		return none
	case y:
		return -none
	}
	return a.Compare(b)
}

var laws = []struct {
	name string
	law  func(r *trial)
}{
	{"scaling all weights changes nothing", func(r *trial) {
		r.strategy.Goals = scaled(r.strategy.Goals, number([]string{"3", "0.5", "1000"}[r.IntN(3)]))
		r.same(r.again())
	}},
	{"permuting siblings changes nothing", func(r *trial) {
		r.strategy.Goals = reordered(r.Rand, r.strategy.Goals)
		r.same(r.again())
	}},
	{"permuting the catalogue and the record changes nothing", func(r *trial) {
		r.Shuffle(len(r.catalogue.Indicators), func(i, j int) {
			list := r.catalogue.Indicators
			list[i], list[j] = list[j], list[i]
		})
		r.Shuffle(len(r.record), func(i, j int) { r.record[i], r.record[j] = r.record[j], r.record[i] })
		r.same(r.again())
	}},
	{"splitting a leaf in place changes nothing", func(r *trial) {
		r.strategy.Goals = split(r.forest, r.oracle(r.options), r.strategy.Goals)
		r.same(r.again())
	}},
	{"a better value lowers no score", func(r *trial) {
		ind := r.an()
		if ind == nil || ind.Targets[0].Shape != indicators.ReachShape {
			return
		}
		t := ind.Targets[0]
		better := t.Revisions[0].Points[0].Value.Compare(t.Baseline.Value)
		for i := range r.record {
			if o := &r.record[i]; o.Indicator == ind.ID && !o.Value.IsZero() {
				if v := r.number(); v.Compare(o.Value)*better > 0 {
					o.Value = v
				}
			}
		}
		r.both(r.again(), func(id string, then, now evaluation.Score) {
			if !then.Coverage().Equal(now.Coverage()) {
				return // a part that was withheld, for a negative score, is scored now and may be the lowest
			}
			if compare(then.Attainment(), now.Attainment(), 0) > 0 {
				r.Fatalf("goal %s falls from %s to %s", id, then.Attainment(), now.Attainment())
			}
		})
	}},
	{"without its values a part is covered less, and the range is wider", func(r *trial) {
		r.oneRule([]evaluation.Aggregator{evaluation.Mean, evaluation.Minimum, evaluation.Median}[r.IntN(3)])
		ind := r.an()
		if ind == nil {
			return
		}
		r.record = slices.DeleteFunc(r.record, func(o indicators.Observation) bool { return o.Indicator == ind.ID })
		r.both(r.again(), func(id string, then, now evaluation.Score) {
			if compare(then.Coverage(), now.Coverage(), 0) < 0 {
				r.Fatalf("goal %s: coverage %s, then %s", id, then.Coverage(), now.Coverage())
			}
			if compare(then.Range().Low, now.Range().Low, -1) < 0 || compare(then.Range().High, now.Range().High, 1) > 0 {
				r.Fatalf("goal %s: range %v, then %v", id, then.Range(), now.Range())
			}
		})
	}},
	{"the coverage is that of the parts, by their weights", func(r *trial) {
		for goal, score := range r.result.Goals() {
			covered, all := new(big.Rat), new(big.Rat)
			for p := range score.Parts() {
				if p.State == evaluation.NotApplicable {
					continue
				}
				w := rat(p.Weight)
				all.Add(all, w)
				if p.State == evaluation.Scored {
					c := one
					if !p.Goal.IsZero() {
						c, _ = p.Coverage.Rat()
					}
					covered.Add(covered, new(big.Rat).Mul(w, c))
				}
			}
			if all.Sign() > 0 && score.State() != evaluation.NotApplicable && !score.Coverage().Equal(zielkette.Round(covered.Quo(covered, all))) {
				r.Fatalf("goal %s: coverage %s, by its parts %s", goal.ID(), score.Coverage(), covered.FloatString(13))
			}
		}
	}},
	{"the range contains the score", func(r *trial) {
		r.rules.Default.MinCoverage = zielkette.Number{} // what is insufficient counts in the range, not in the score
		r.oneRule(r.rules.Default.Aggregator)
		for goal, score := range r.result.Goals() {
			s, low, high := score.Attainment(), score.Range().Low, score.Range().High
			if !s.IsZero() && (!low.IsZero() && low.Compare(s) > 0 || !high.IsZero() && high.Compare(s) < 0) {
				r.Fatalf("goal %s: %s outside of %v", goal.ID(), s, score.Range())
			}
			if s.IsZero() != (score.State() != evaluation.Scored) {
				r.Fatalf("goal %s: %s with the score %q", goal.ID(), score.State(), s)
			}
		}
	}},
	{"the score lies between those of its scored parts", func(r *trial) {
		for goal, score := range r.result.Goals() {
			up := score.Explain().RollUp
			if score.State() != evaluation.Scored || up == nil {
				continue
			}
			var low, high zielkette.Figure
			for _, p := range up.Parts {
				if p.Entered.IsZero() || p.Weight.Sign() == 0 {
					continue
				}
				if low.IsZero() || p.Entered.Compare(low) < 0 {
					low = p.Entered
				}
				if high.IsZero() || p.Entered.Compare(high) > 0 {
					high = p.Entered
				}
			}
			if s := score.Attainment(); s.Compare(low) < 0 || s.Compare(high) > 0 {
				r.Fatalf("goal %s: %s not within %s and %s", goal.ID(), s, low, high)
			}
		}
	}},
	{"contributions add up to the score, and shares to 1", func(r *trial) {
		for goal, score := range r.result.Goals() {
			sum, shares := new(big.Rat), new(big.Rat)
			for p := range score.Parts() {
				if c, ok := p.Contribution.Rat(); ok {
					sum.Add(sum, c)
				}
				if s, ok := p.Share.Rat(); ok && p.State == evaluation.Scored {
					shares.Add(shares, s)
				}
			}
			if s, ok := score.Attainment().Rat(); ok && (s.Cmp(sum) != 0 || shares.Cmp(one) != 0) {
				r.Fatalf("goal %s: %s, contributions %s, shares %s", goal.ID(), s.FloatString(12), sum.FloatString(13), shares.FloatString(13))
			}
		}
	}},
	{"a report as known on a day is one of the record of that day", func(r *trial) {
		for i := range r.catalogue.Indicators { // everything but observations is known all the time
			t := &r.catalogue.Indicators[i].Targets[0]
			for k := range t.Revisions {
				t.Revisions[k].Known = date("2010")
			}
			for k := range t.Milestones {
				t.Milestones[k].Reported = t.Milestones[k].Done
			}
		}
		r.options.KnownOn = date("2022-12-31")
		r.result = r.again()
		r.options.KnownOn = zielkette.Date{}
		r.record = slices.DeleteFunc(r.record, func(o indicators.Observation) bool { return !o.Known.By(date("2022-12-31")) })
		r.same(r.again())
	}},
	{"what came after the as-of date changes nothing", func(r *trial) {
		if ind := r.an(); ind != nil {
			for _, year := range []string{"2022", "2023"} {
				r.record = append(r.record, indicators.Observation{Indicator: ind.ID, Period: period(year), Value: r.number(), Known: date("2024")})
			}
		}
		r.same(r.again())
	}},
	{"an overlay is an evaluation of the longer record", func(r *trial) {
		ind := r.an()
		if ind == nil {
			return
		}
		o := indicators.Observation{Indicator: ind.ID, Period: period("2020"), Value: r.number(), Known: date("2024")}
		over, err := r.result.With(o)
		if err != nil {
			r.Fatal(err)
		}
		r.record = append(r.record, o)
		r.result = r.again()
		r.same(over)
	}},
	{"a value stated again changes nothing", func(r *trial) {
		if len(r.record) == 0 {
			return
		}
		o := r.record[r.IntN(len(r.record))]
		for _, other := range r.record {
			if other.Indicator == o.Indicator && other.Period == o.Period && other.Known.Compare(o.Known) > 0 {
				o = other
			}
		}
		o.Known = date("2024")
		over, err := r.result.With(o)
		if err != nil {
			r.Fatal(err)
		}
		r.same(over)
	}},
	{"documents come back from JSON", func(r *trial) {
		r.strategy = readAgain(r, r.strategy, func(data []byte) (goals.Strategy, error) { return goals.Read(bytes.NewReader(data), "") })
		r.catalogue = readAgain(r, r.catalogue, func(data []byte) (indicators.Catalogue, error) { return indicators.Read(bytes.NewReader(data), "") })
		r.rules = readAgain(r, r.rules, func(data []byte) (evaluation.Rules, error) { return evaluation.ReadRules(bytes.NewReader(data), "") })
		r.same(r.again())
	}},
	{"a record comes back from JSON", func(r *trial) {
		data, err := json.Marshal(r.result.Record())
		r.record = nil
		if err != nil || json.Unmarshal(data, &r.record) != nil {
			r.Fatal(err)
		}
		r.same(r.again())
	}},
	{"mirrored values score alike", func(r *trial) {
		r.values(negative)
		for i := range r.catalogue.Indicators {
			ind := &r.catalogue.Indicators[i]
			ind.Direction = map[indicators.Direction]indicators.Direction{indicators.Up: indicators.Down, indicators.Down: indicators.Up}[ind.Direction]
		}
		r.same(r.again())
	}},
	{"shifted values score alike", func(r *trial) {
		if r.hostile {
			return // they have no room to be shifted
		}
		by := r.number()
		r.values(func(n zielkette.Number) zielkette.Number {
			return zielkette.Round(new(big.Rat).Add(rat(n), rat(by))).Number()
		})
		r.same(r.again())
	}},
	{"what does not apply may as well be left out", func(r *trial) {
		list := r.all()
		g := list[r.IntN(len(list))]
		if len(g.Indicators)+len(g.Goals) < 2 || len(g.Indicators) == 0 {
			return
		}
		k := r.IntN(len(g.Indicators))
		g.Indicators = slices.Clone(g.Indicators)
		g.Indicators[k].NotApplicable = "does not apply"
		score, _ := r.again().Goal(g.ID)
		if score.State() == evaluation.NotApplicable { // nothing applies, which is not nothing
			return
		}
		r.result = r.again()
		g.Indicators = slices.Delete(g.Indicators, k, k+1)
		if all := weights(g); len(all) > 0 && slices.ContainsFunc(all, func(w zielkette.Number) bool { return w.IsZero() || w.Sign() > 0 }) {
			r.same(r.again())
		}
	}},
	{"a part without weight changes no mean", func(r *trial) {
		r.oneRule(evaluation.Mean)
		list := r.all()
		g := list[r.IntN(len(list))]
		if s, _ := r.result.Goal(g.ID); len(g.Indicators)+len(g.Goals) == 0 || s.State() == evaluation.NotApplicable {
			return
		}
		link := r.link()
		link.Weight = zielkette.Int(0)
		g.Indicators = append(slices.Clone(g.Indicators), link)
		r.both(r.again(), func(id string, then, now evaluation.Score) {
			if then.State() != evaluation.NotApplicable && (compare(then.Attainment(), now.Attainment(), 1) != 0 || then.State() == evaluation.Scored && !then.Coverage().Equal(now.Coverage())) {
				r.Fatalf("goal %s: %s covered %s, then %s covered %s", id, then.Attainment(), then.Coverage(), now.Attainment(), now.Coverage())
			}
		})
	}},
	{"a value matters to its themes and the goals above it only", func(r *trial) {
		ind := r.an()
		if ind == nil {
			return
		}
		above := map[string]bool{}
		r.each(func(g *goals.Goal) {
			if slices.ContainsFunc(g.Indicators, func(l goals.Link) bool { return l.ID == ind.ID }) {
				node, _ := r.result.Model().Plan().Goal(g.ID)
				above[g.ID] = true
				for a := range node.Ancestors() {
					above[a.ID()] = true
				}
			}
		})
		for _, t := range r.strategy.Themes {
			if slices.ContainsFunc(t.Indicators, func(l goals.Link) bool { return l.ID == ind.ID }) {
				above[t.ID] = true
			}
		}
		r.record = append(r.record, indicators.Observation{Indicator: ind.ID, Period: period("2020"), Value: r.number(), Known: date("2024")})
		then, now := told(r.result), told(r.again())
		maps.DeleteFunc(then, func(id, _ string) bool { return above[id] })
		maps.DeleteFunc(now, func(id, _ string) bool { return above[id] })
		if d := cmp.Diff(then, now); d != "" {
			r.Fatal(d)
		}
	}},
	{"a theme enters no goal, whoever carries it", func(r *trial) {
		if len(r.strategy.Themes) == 0 {
			return
		}
		r.strategy.Goals[0].Themes = []string{r.strategy.Themes[0].ID}
		r.same(r.again())
		r.strategy.Goals[0].Themes, r.strategy.Themes = nil, nil
		with, without := told(r.result), told(r.again())
		maps.DeleteFunc(with, func(id, _ string) bool { return id[0] == 't' })
		if d := cmp.Diff(with, without); d != "" {
			r.Fatal(d)
		}
	}},
	{"an overlay says of a theme what the whole evaluation says", func(r *trial) {
		ind := r.an()
		if ind == nil {
			return
		}
		o := indicators.Observation{Indicator: ind.ID, Period: period("2020"), Value: r.number(), Known: date("2024")}
		over, err := r.result.With(o)
		if err != nil {
			r.Fatal(err)
		}
		r.record = append(slices.Clone(r.record), o)
		if d := cmp.Diff(told(r.again()), told(over)); d != "" {
			r.Fatal(d)
		}
	}},
	{"an explanation says what the score says", func(r *trial) {
		for id, s := range scores(r.result) {
			e := r.result.Explain(id)
			if e.State != s.State() || !e.Score.Equal(s.Attainment()) || !e.Coverage.Equal(s.Coverage()) || !e.Range.Low.Equal(s.Range().Low) || !e.Expected.Equal(s.Expected()) {
				r.Fatalf("%s: %s %s covered %s, explained %s %s covered %s", id, s.State(), s.Attainment(), s.Coverage(), e.State, e.Score, e.Coverage)
			}
		}
	}},
}

// readAgain writes a document as JSON and reads it; both texts must be the same.
func readAgain[D any](t testing.TB, doc D, read func(data []byte) (D, error)) D {
	t.Helper()
	text, err := json.Marshal(doc)
	if err != nil {
		t.Fatal(err)
	}
	back, err := read(text)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := json.Marshal(back); err != nil || !bytes.Equal(text, again) {
		t.Fatalf("%v: %s is read and written as %s", err, text, again)
	}
	return back
}

// weights are those of the pool of a goal.
func weights(g *goals.Goal) (all []zielkette.Number) {
	for _, l := range g.Indicators {
		all = append(all, l.Weight)
	}
	for _, sub := range g.Goals {
		all = append(all, sub.Weight)
	}
	return all
}

// sprout is a forest of a few goals.
func sprout(seed uint64) *forest {
	f := &forest{Rand: rand.New(rand.NewPCG(seed, 3)), strategy: goals.Strategy{ID: "random", Title: "random", Levels: []string{"A", "B", "C", "D"}}}
	f.hostile, f.max = f.IntN(2) == 0, 1+f.IntN(10)
	f.rules = evaluation.Rules{Default: f.rule(), Goals: map[string]evaluation.Rule{}}
	if f.IntN(4) == 0 {
		f.rules.Default.Aggregator, f.rules.Default.Bounds = evaluation.Geometric, []zielkette.Number{number("0.001"), number("1")}
	}
	for f.nodes < f.max {
		root := f.goal(0)
		root.Weight = zielkette.Number{}
		f.strategy.Goals = append(f.strategy.Goals, root)
	}
	f.themes()
	return f
}

// TestLaws holds evaluations to every law.
func TestLaws(t *testing.T) {
	for n, l := range laws {
		t.Run(l.name, func(t *testing.T) {
			t.Parallel()
			for i := range uint64(testkit.Cases(2_000)) {
				seed := i + uint64(n)<<32
				holds(t, seed, l.law)
			}
		})
	}
}

func holds(t *testing.T, seed uint64, law func(*trial)) {
	t.Helper()
	defer func() {
		if t.Failed() {
			t.Logf("case %d", seed)
		}
	}()
	r := &trial{T: t, forest: sprout(seed), options: asOf("2020-12-31")}
	r.result = r.again()
	law(r)
}
