package change_test

import (
	"fmt"
	"math/big"
	"slices"

	"github.com/shopspring/decimal"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

// The documents of a mixed case are merged by hand, from the two cities and nothing of
// the package: the goals of one, in which every link measures an entry of its own with
// observations of its own. The target in force, the weights that hold and the rule of
// each goal are written out, so that no date decides any more.

// switches say for each cause, in order, which side its part comes from.
type switches [6]int

const (
	byEdition = iota
	byWeights
	byRules
	byTargets
	byRestated
	byData
)

// merger merges the documents of a pair.
type merger struct {
	sides   [2]side
	results [2]*evaluation.Result // for the weights that hold and the rules of the goals
	pairs   [][2]string           // the ids of goals that are the same, then and now
}

// counterparts returns the ids of the goals that are the same on the other side.
func (m *merger) counterparts(from int, id string) (out []string) {
	for _, p := range m.pairs {
		if p[from] == id {
			out = append(out, p[1-from])
		}
	}
	return out
}

func newMerger(p *pair, results [2]*evaluation.Result) *merger {
	m := &merger{sides: p.sides, results: results}
	then, now := &p.sides[0].city.Strategy, &p.sides[1].city.Strategy
	each(now.Goals, func(g *goals.Goal) {
		if now.ID != then.ID && len(g.Replaces) > 0 {
			for _, r := range g.Replaces {
				if then.Goal(r.ID) != nil {
					m.pairs = append(m.pairs, [2]string{r.ID, g.ID})
				}
			}
			return
		}
		if old := then.Goal(g.ID); old != nil && (now.ID == then.ID || old.Title == g.Title) {
			m.pairs = append(m.pairs, [2]string{g.ID, g.ID})
		}
	})
	return m
}

// strategy returns the goals of a mixed case with the weights that hold; every link
// measures an entry of its own.
func (m *merger) strategy(on switches) goals.Strategy {
	s := m.sides[on[byEdition]].city.Strategy.Clone()
	each(s.Goals, func(g *goals.Goal) {
		weights := m.weights(g.ID, on)
		for i, l := range g.Indicators {
			g.Indicators[i] = goals.Link{ID: entryOf(g, i), Weight: weights[i], NotApplicable: l.NotApplicable}
		}
		for i := range g.Goals {
			g.Goals[i].Weight = weights[len(g.Indicators)+i]
		}
	})
	return s
}

// entryOf returns the id of the entry that a link measures.
func entryOf(g *goals.Goal, link int) string { return fmt.Sprint(g.ID, ".", link) }

// rules returns the rule of every goal of a mixed case.
func (m *merger) rules(on switches) evaluation.Rules {
	rules := evaluation.Rules{Goals: map[string]evaluation.Rule{}}
	each(m.sides[on[byEdition]].city.Strategy.Goals, func(g *goals.Goal) { rules.Goals[g.ID] = m.rule(g.ID, on) })
	return rules
}

// entries returns the catalogue and the record of a mixed case.
func (m *merger) entries(on switches) (c indicators.Catalogue, record *indicators.Record) {
	var observed []indicators.Observation
	each(m.sides[on[byEdition]].city.Strategy.Goals, func(g *goals.Goal) {
		for i, l := range g.Indicators {
			ind, list := m.measured(l, on)
			ind.ID = entryOf(g, i)
			for _, o := range list {
				o.Indicator, o.Area, o.Known = ind.ID, "", zielkette.Date{}
				observed = append(observed, o)
			}
			c.Indicators = append(c.Indicators, ind)
		}
	})
	return c, must(indicators.NewRecord(observed...))
}

// evaluate compiles the merged documents of all mixed cases and evaluates them. Documents
// that several cases share are compiled once.
func (m *merger) evaluate() (out [64]*evaluation.Result, err error) {
	plans, rules, sets, records := map[switches]*goals.Plan{}, map[switches]*evaluation.RuleSet{}, map[switches]*indicators.Set{}, map[switches]*indicators.Record{}
	for mask := range out {
		on := on(mask)
		p, r, e := switches{on[0], on[1]}, switches{on[0], 0, on[2]}, switches{on[0], 0, 0, on[3], on[4], on[5]}
		if plans[p] == nil {
			if plans[p], err = m.strategy(p).Compile(); err != nil {
				return out, err
			}
		}
		if rules[r] == nil {
			if rules[r], err = m.rules(r).Compile(); err != nil {
				return out, err
			}
		}
		if sets[e] == nil {
			var c indicators.Catalogue
			c, records[e] = m.entries(e)
			if sets[e], err = c.Compile(); err != nil {
				return out, err
			}
		}
		model, err := evaluation.New(plans[p], sets[e], rules[r])
		if err != nil {
			return out, err
		}
		if out[mask], err = model.Evaluate(records[e], evaluation.Options{AsOf: m.sides[on[byData]].AsOf}); err != nil {
			return out, err
		}
	}
	return out, nil
}

// ruleOn returns the rule of a goal as it holds on a side, field by field.
func (m *merger) ruleOn(s int, id string) evaluation.Rule {
	c := &m.sides[s].city
	g := c.Strategy.Goal(id)
	out := evaluation.Rule{Aggregator: evaluation.Mean, Bounds: []zielkette.Number{zielkette.Int(0), zielkette.Int(1)}, MinCoverage: zielkette.Int(0), Weights: evaluation.Explicit}
	for _, r := range []evaluation.Rule{c.Rules.Default, c.Rules.Levels[g.Level], c.Rules.Goals[id]} {
		if r.Aggregator != "" {
			out.Aggregator = r.Aggregator
		}
		if len(r.Bounds) > 0 {
			out.Bounds = r.Bounds
		}
		if !r.MinCoverage.IsZero() {
			out.MinCoverage = r.MinCoverage
		}
		if r.Weights != "" {
			out.Weights = r.Weights
		}
	}
	return out
}

func (m *merger) rule(id string, on switches) evaluation.Rule {
	own := m.ruleOn(on[byEdition], id)
	if on[byRules] != on[byEdition] {
		var theirs []evaluation.Rule
		for _, other := range m.counterparts(on[byEdition], id) {
			r := m.ruleOn(on[byRules], other)
			r.Weights = ""
			theirs = append(theirs, r)
		}
		agree := len(theirs) > 0
		for _, r := range theirs {
			agree = agree && fmt.Sprint(r) == fmt.Sprint(theirs[0])
		}
		if agree {
			own = theirs[0]
		}
	}
	own.Weights = evaluation.Explicit
	return own
}

// part is a part of a pool with the weight that holds.
type part struct {
	goal   string // id, "" for a link
	link   goals.Link
	weight *big.Rat
}

// pool returns the parts of a goal on a side, and whether anybody weighs them.
func (m *merger) pool(s int, id string) (out []part, stated bool) {
	c := &m.sides[s].city
	g := c.Strategy.Goal(id)
	add := func(p part, w zielkette.Number) {
		p.weight, stated = big.NewRat(1, 1), stated || !w.IsZero()
		if r, ok := w.Rat(); ok {
			p.weight = r
		}
		out = append(out, p)
	}
	for _, l := range g.Indicators {
		add(part{link: l}, l.Weight)
	}
	for i := range g.Goals {
		add(part{goal: g.Goals[i].ID}, g.Goals[i].Weight)
	}
	if m.ruleOn(s, id).Weights == evaluation.Equal {
		stated = false
		for i := range out {
			out[i].weight = big.NewRat(1, 1)
		}
	}
	for _, spec := range c.Rules.Weightings[id] {
		if m.sides[s].AsOf.Year() < spec.FromYear {
			continue
		}
		stated = true
		for _, item := range must(spec.Weights()).Items {
			for i := range out {
				if out[i].goal == item.ID || out[i].goal == "" && out[i].link.ID == item.ID {
					out[i].weight, _ = item.Weight.Rat() // by rank, at 12 places
				}
			}
		}
	}
	return out, stated
}

// weights returns the weights of a pool in a mixed case as whole numbers.
func (m *merger) weights(id string, on switches) []zielkette.Number {
	from := on[byEdition]
	own, stated := m.pool(from, id)
	out := make([]*big.Rat, len(own))
	for i := range own {
		out[i] = own[i].weight
	}
	if on[byWeights] != from {
		others := m.counterparts(from, id)
		for _, o := range others {
			_, s := m.pool(1-from, o)
			stated = stated || s
		}
		done := map[int]bool{}
		for _, o := range others {
			theirs, _ := m.pool(1-from, o)
			if stated {
				m.reweigh(from, own, theirs, out, done)
			}
		}
	}
	return whole(out)
}

// whole writes weights on a scale on which they are whole multiples of 10^-18, as a
// document can.
func whole(weights []*big.Rat) (numbers []zielkette.Number) {
	scale, common := big.NewInt(1), new(big.Int)
	for _, w := range weights {
		scale.Mul(scale, new(big.Int).Quo(w.Denom(), new(big.Int).GCD(nil, nil, scale, w.Denom())))
	}
	var list []*big.Int
	for _, w := range weights {
		n := new(big.Rat).Mul(w, new(big.Rat).SetInt(scale)).Num()
		list, common = append(list, n), common.GCD(nil, nil, common, n)
	}
	for _, n := range list {
		if common.Sign() > 0 {
			n.Quo(n, common)
		}
		numbers = append(numbers, must(zielkette.NumberOf(decimal.NewFromBigInt(n, -18))))
	}
	return numbers
}

// reweigh gives the parts that have counterparts in a pool of the other side its weights.
// Parts are painted with colours that spread along the counterparts until nothing changes.
func (m *merger) reweigh(from int, own, theirs []part, out []*big.Rat, done map[int]bool) {
	same := func(i, k int) bool {
		a, b := own[i], theirs[k]
		return a.goal != "" && b.goal != "" && slices.Contains(m.counterparts(from, a.goal), b.goal)
	}
	linked := map[int]int{} // own link to theirs; in this material an indicator stands once in a pool
	for i, a := range own {
		for k, b := range theirs {
			if a.goal == "" && b.goal == "" && a.link.ID == b.link.ID && a.link.Area == b.link.Area {
				linked[i] = k
			}
		}
	}
	edge := func(i, k int) bool {
		if done[i] {
			return false
		}
		if at, ok := linked[i]; ok {
			return at == k
		}
		return same(i, k)
	}
	colour, theirColour := make([]int, len(own)), make([]int, len(theirs))
	for i := range own {
		colour[i] = i + 1
	}
	for again := true; again; {
		again = false
		for i := range own {
			for k := range theirs {
				if !edge(i, k) {
					continue
				}
				if c := max(colour[i], theirColour[k]); colour[i] != c || theirColour[k] != c {
					colour[i], theirColour[k], again = c, c, true
				}
			}
		}
	}
	matched := map[int]bool{} // colours that occur on both sides
	for _, c := range theirColour {
		matched[c] = c > 0
	}
	ownAll, theirAll := new(big.Rat), new(big.Rat)
	ownOf, theirOf, size := map[int]*big.Rat{}, map[int]*big.Rat{}, map[int]int64{}
	for c := range matched {
		ownOf[c], theirOf[c] = new(big.Rat), new(big.Rat)
	}
	for i, c := range colour {
		if matched[c] {
			ownAll.Add(ownAll, own[i].weight)
			ownOf[c].Add(ownOf[c], own[i].weight)
			size[c]++
		}
	}
	for k, c := range theirColour {
		if c > 0 {
			theirAll.Add(theirAll, theirs[k].weight)
			theirOf[c].Add(theirOf[c], theirs[k].weight)
		}
	}
	for i, c := range colour {
		if !matched[c] {
			continue
		}
		done[i] = true
		if theirAll.Sign() == 0 {
			continue
		}
		w := big.NewRat(1, size[c])
		if ownOf[c].Sign() != 0 {
			w.Quo(own[i].weight, ownOf[c])
		}
		w.Mul(w, theirOf[c])
		w.Mul(w, ownAll)
		out[i] = w.Quo(w, theirAll)
	}
}

// measured returns the entry that a link measures in a mixed case, with its target in
// force written out, and the observations that count.
func (m *merger) measured(l goals.Link, on switches) (indicators.Indicator, []indicators.Observation) {
	from := on[byEdition]
	find := func(s int) *indicators.Indicator { return m.sides[s].city.Catalogue.Indicator(l.ID) }
	own := find(from)
	target := own.Target(l.Target)
	if l.Target == "" && len(own.Targets) == 1 {
		target = &own.Targets[0]
	}
	entry, at := own, from
	if s := on[byTargets]; s != from {
		if other := find(s); other != nil {
			switch t := other.Target(l.Target); {
			case t != nil && target != nil:
				entry, target, at = other, t, s
			case len(other.Targets) == 0:
				entry, target, at = other, nil, s
			case len(other.Targets) == 1 && len(own.Targets) <= 1:
				entry, target, at = other, &other.Targets[0], s
			}
		}
	}
	restated, data := on[byRestated], on[byData]
	if other := 1 - from; !m.seen(other, l) {
		restated, data = from, from
	}
	out := indicators.Indicator{
		ID: "x", Title: entry.Title, Definition: entry.Definition, Time: entry.Time, Direction: entry.Direction, Per: entry.Per,
		Breaks: entry.Breaks, MaxAge: entry.MaxAge, Carry: entry.Carry,
	}
	if target != nil {
		out.Targets = []indicators.Target{m.frozen(*target, at)}
	}
	if target != nil && target.Shape == indicators.MilestonesShape {
		out.Targets[0].Milestones = m.steps(l, target, restated, data, m.sides[on[byData]].AsOf)
		return out, nil
	}
	list := m.observations(l, restated, data)
	if restated == from && data == from && !m.seen(1-from, l) && m.sides[on[byData]].AsOf != m.sides[from].AsOf {
		return m.asItStood(l, from, entry, target, at, out)
	}
	return out, list
}

// frozen returns a target with what is in force on a side, undated.
func (m *merger) frozen(t indicators.Target, s int) indicators.Target {
	asOf, known := m.sides[s].AsOf, m.sides[s].KnownOn
	counts := func(decided, on zielkette.Date) bool {
		return (decided.IsZero() || decided.By(asOf)) && (known.IsZero() || !on.IsZero() && on.By(known))
	}
	for _, b := range t.BaselineRevisions {
		if counts(b.Decided, b.Known) {
			b.Decided, b.Known = zielkette.Date{}, zielkette.Date{}
			t.Baseline = b
		}
	}
	t.BaselineRevisions = nil
	if len(t.Revisions) == 0 {
		return t
	}
	var last *indicators.Revision
	for i := range t.Revisions {
		r := &t.Revisions[i]
		if counts(r.Decided, r.Known) && (last == nil || r.Decided.Last().Compare(last.Decided.Last()) >= 0) {
			last = r
		}
	}
	r := t.Revisions[0]
	r.Decided, r.Known = day(9000, "01-01"), zielkette.Date{}
	if last != nil {
		r = *last
		r.Decided, r.Known = zielkette.Date{}, zielkette.Date{}
	}
	t.Revisions = []indicators.Revision{r}
	return t
}

// knows reports whether a side knows an observation.
func (m *merger) knows(s int, o indicators.Observation) bool {
	k := m.sides[s].KnownOn
	return k.IsZero() || !o.Known.IsZero() && o.Known.By(k)
}

func (m *merger) seen(s int, l goals.Link) bool {
	found := false
	each(m.sides[s].city.Strategy.Goals, func(g *goals.Goal) {
		for _, o := range g.Indicators {
			found = found || o.ID == l.ID && o.Area == l.Area
		}
	})
	for o := range m.sides[s].city.Record.All() {
		found = found || o.Indicator == l.ID && o.Area == l.Area && m.knows(s, o) && o.Period.End().By(m.sides[s].AsOf)
	}
	return found
}

// observations returns, of every period, what was known last: up to the earlier as-of
// date by one side, after it by the later.
func (m *merger) observations(l goals.Link, restated, data int) []indicators.Observation {
	first := m.sides[0].AsOf
	last := map[string]indicators.Observation{}
	take := func(s int, wanted func(p zielkette.Period) bool) {
		for o := range m.sides[s].city.Record.All() {
			if o.Indicator != l.ID || o.Area != l.Area || !wanted(o.Period) || !m.knows(s, o) {
				continue
			}
			if before, ok := last[o.Period.String()]; !ok || before.Known.Compare(o.Known) < 0 {
				last[o.Period.String()] = o
			}
		}
	}
	take(restated, func(p zielkette.Period) bool { return p.End().By(first) })
	if data == 1 {
		take(1, func(p zielkette.Period) bool { return !p.End().By(first) })
	}
	var out []indicators.Observation
	for _, o := range last {
		out = append(out, o)
	}
	slices.SortFunc(out, func(a, b indicators.Observation) int { return a.Period.Compare(b.Period) })
	return out
}

// asItStood returns an entry that has the attainment which an indicator has on its own
// side, whatever the as-of date: a way from 0 to 1 with the attainment as its value.
func (m *merger) asItStood(l goals.Link, from int, entry *indicators.Indicator, target *indicators.Target, at int, out indicators.Indicator) (indicators.Indicator, []indicators.Observation) {
	single := evaluation.City{Strategy: goals.Strategy{ID: "x", Title: "x", Levels: []string{"x"}}, Catalogue: indicators.Catalogue{Indicators: []indicators.Indicator{out}}}
	list := m.observations(l, from, from)
	for i := range list {
		list[i].Indicator, list[i].Area, list[i].Known = "x", "", zielkette.Date{}
	}
	single.Record = must(indicators.NewRecord(list...))
	r := must(must(single.Compile()).Evaluate(single.Record, evaluation.Options{AsOf: m.sides[from].AsOf}))
	a, _ := r.Assessment("x", "", "")
	value := a.Attainment().Number()
	stood := indicators.Indicator{ID: "x", Title: "wie es stand", Targets: []indicators.Target{{
		Shape: indicators.ReachShape, Baseline: indicators.Baseline{Period: year(1990), Value: zielkette.Int(0)},
		Revisions: []indicators.Revision{{Points: []indicators.Point{{Period: year(2040), Value: zielkette.Int(1)}}}},
	}}}
	if value.IsZero() {
		if a.State() == evaluation.Withheld {
			stood.Targets[0].Withheld = "wie es stand"
			value = zielkette.Int(0)
		} else {
			return stood, nil
		}
	}
	return stood, []indicators.Observation{{Indicator: "x", Period: year(2010), Value: value}}
}

// steps returns the milestones of a target as they are known in a mixed case.
func (m *merger) steps(l goals.Link, target *indicators.Target, restated, data int, asOf zielkette.Date) []zielkette.Milestone {
	of := func(s int, id string) (zielkette.Milestone, bool) {
		if ind := m.sides[s].city.Catalogue.Indicator(l.ID); ind != nil {
			for _, t := range ind.Targets {
				if t.ID == target.ID && t.Shape == indicators.MilestonesShape {
					for _, step := range t.Milestones {
						if step.ID == id {
							return step, true
						}
					}
				}
			}
		}
		return zielkette.Milestone{}, false
	}
	out := slices.Clone(target.Milestones)
	for i := range out {
		doneBy := func(s int, on zielkette.Date) bool {
			step, ok := of(s, out[i].ID)
			if !ok {
				step = target.Milestones[i]
			}
			known := m.sides[s].KnownOn
			return !step.Done.IsZero() && step.Done.By(on) && (known.IsZero() || step.Done.By(known))
		}
		first := m.sides[0].AsOf
		done := doneBy(restated, first)
		if data == 1 && !done {
			done = doneBy(1, m.sides[1].AsOf) && !doneBy(1, first)
		}
		step := zielkette.Milestone{ID: out[i].ID, Title: out[i].Title, Weight: out[i].Weight}
		if done {
			step.Done = zielkette.MustParseDate("2000-01-01")
		}
		out[i] = step
	}
	return out
}
