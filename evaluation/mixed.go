package evaluation

import (
	"math/big"
	"slices"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/status"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/module"
)

// Package change asks what a score would be if some causes stood as they do in one
// result and the rest as in another. It compiles nothing for that: what was found of the
// indicators, the weights of the pools and the rules are put together anew. All methods
// here take a [module.Reader], so that they are no part of what a city can call.

// Held is an indicator held against a target in mixed cases: the entry of the catalogue
// and the target of one result, with the dates by which its revisions are in force.
type Held struct {
	measured measured
	inForce  Options
	plain    *plainReach // the revision in force, of the common case; nil in others
}

// Hold holds an indicator against one of its targets, nil where it has none. A nil
// indicator is one of which nothing is stated.
func Hold(_ module.Reader, ind *indicators.Indicator, target *indicators.Target, inForce Options) Held {
	if ind == nil {
		ind = &indicators.Indicator{}
	}
	if target != nil && !shapes.Has(target.Shape) {
		target = nil // no document has one
	}
	h := Held{inForce: inForce, measured: measured{
		id: ind.ID, definition: ind.Definition, maxAge: ind.MaxAge, carry: ind.Carry, indicator: ind, target: target,
	}}
	m := &h.measured
	if target != nil {
		m.shape = shapes.Row(target.Shape).Does
	}
	if m.reach, m.later, m.plain = plain(ind, target); m.plain {
		if p := m.inForce(inForce.AsOf, inForce.KnownOn); p != nil {
			h.plain = &plainReach{}
			*h.plain = *p
		}
	}
	return h
}

// or returns the held indicator, one of which nothing is stated for nil and the zero value.
func (h *Held) or() *Held {
	if h == nil || h.measured.indicator == nil {
		return &Held{measured: measured{indicator: &indicators.Indicator{}}}
	}
	return h
}

// Indicator returns the entry of the catalogue.
func (h *Held) Indicator() *indicators.Indicator { return h.or().measured.indicator }

// Target returns the target, nil for none.
func (h *Held) Target() *indicators.Target { return h.or().measured.target }

// InForce returns the dates by which revisions of the target are in force.
func (h *Held) InForce() Options { return h.or().inForce }

// Find assesses the indicator by a series and the dates by which its observations count.
func (h *Held) Find(series indicators.Series, counts Options) Finding {
	h = h.or()
	q := counts.question()
	var f Finding
	if h.plain == nil || !h.measured.fits(h.plain, series, &q, &f.finding) {
		f.outcome = h.measured.thoroughly(series, &q, h.inForce)
	}
	f.observation = 0 // of a record that is put together for the case
	return f
}

// Finding is what was found of an indicator in a mixed case. Two of them are equal where
// their attainments, states and reasons are.
type Finding struct{ outcome }

// Findings are what was found of all measured indicators of a model in a mixed case.
type Findings struct{ figures }

// NewFindings returns room for the findings of a model, none for nil.
func NewFindings(_ module.Reader, m *Model) *Findings {
	if m == nil {
		return &Findings{}
	}
	return &Findings{figures{findings: make([]finding, len(m.measured))}}
}

// Set notes what was found of a measured indicator, nothing where there is no room.
func (f *Findings) Set(measured int, found Finding) {
	if f == nil || measured < 0 || measured >= len(f.findings) {
		return
	}
	e := evaluator{figures: f.figures}
	e.settle(int32(measured), found.outcome)
	f.figures = e.figures
}

// At returns what was found of a measured indicator, nothing where there is none.
func (f *Findings) At(measured int) Finding {
	if f == nil || measured < 0 || measured >= len(f.findings) {
		return Finding{}
	}
	return Finding{outcome{f.findings[measured], f.wide[int32(measured)]}}
}

// Same reports whether the findings of two cases say the same.
func (f *Findings) Same(g *Findings) bool {
	if f == nil || g == nil || len(f.findings) != len(g.findings) {
		return f == g
	}
	for i := range f.findings {
		if f.findings[i] != g.findings[i] || f.findings[i].attained == isWide && !f.At(i).Same(g.At(i)) {
			return false
		}
	}
	return true
}

// Units returns the attainment in units of 10^-12, as n or where it does not fit as wide,
// and the state; the attainment counts where it is [Scored].
func (f Finding) Units(module.Reader) (n int64, wide *big.Int, state State) {
	a := f.attainment()
	return a.n, a.wide, f.state
}

// Same reports whether two findings say the same.
func (f Finding) Same(g Finding) bool {
	return f.finding == g.finding && (f.state != Scored || f.attainment().cmp(g.attainment()) == 0)
}

// Pool is how the parts of a goal are put together: their weights as they hold at the
// as-of date, in the order of the document and on a scale of their own, and the rule of
// the goal.
type Pool struct {
	Weights []*big.Int
	Stated  bool // by anybody; else all parts weigh the same
	rule    *rule
}

// Pool returns the pool of the goal at a position in the plan.
func (r *Result) Pool(_ module.Reader, goal int) Pool {
	if r = r.of(); goal < 0 || goal >= r.model.plan.Len() {
		return Pool{}
	}
	g := &r.pools[goal]
	p := Pool{rule: &r.model.rules[g.rule], Weights: make([]*big.Int, g.end-g.first)}
	for k := range p.Weights {
		p.Weights[k] = r.weight(g, k)
	}
	p.Stated = r.spanOf(int32(goal)) != nil || p.rule.Weights != Equal && r.stated(goal)
	return p
}

// stated reports whether the document weighs a part of a goal.
func (r *Result) stated(goal int) bool {
	node := r.model.plan.At(goal)
	for child := range node.Children() {
		if !child.Weight().IsZero() {
			return true
		}
	}
	return slices.ContainsFunc(node.Links(module.Reader{}), func(l goals.Link) bool { return !l.Weight.IsZero() })
}

// WithRule returns the pool with the rule of another.
func (p Pool) WithRule(other Pool) Pool {
	p.rule = other.rule
	return p
}

// SameRule reports whether two pools are put together alike: by aggregator, bounds and
// minimum coverage.
func (p Pool) SameRule(other Pool) bool {
	a, b := p.rule, other.rule
	return a == b || a != nil && b != nil && a.Aggregator == b.Aggregator && a.MinCoverage.Equal(b.MinCoverage) &&
		slices.EqualFunc(a.Bounds, b.Bounds, zielkette.Number.Equal)
}

// Recast returns the goals of a model with other pools. It serves [Model.RollUp] alone:
// weights by a method, status rules and themes are left out.
func (m *Model) Recast(_ module.Reader, of func(goal int) Pool) *Model {
	if m == nil {
		return nil
	}
	cast := &Model{plan: m.plan, set: m.set, measured: m.measured, goals: slices.Clone(m.goals[:m.plan.Len()]), items: slices.Clone(m.items)}
	at := map[*rule]int32{}
	for i := range cast.goals {
		g, p := &cast.goals[i], of(i)
		k, ok := at[p.rule]
		if !ok {
			k = int32(len(cast.rules))
			cast.rules, at[p.rule] = append(cast.rules, *p.rule), k
		}
		g.rule, g.wide = k, nil
		sum := new(big.Int)
		for n, w := range p.Weights {
			if sum.Add(sum, w); w.IsInt64() {
				cast.items[int(g.first)+n].weight = w.Int64()
			}
		}
		if !sum.IsInt64() {
			g.wide = &pool{weights: p.Weights}
		}
	}
	return cast
}

// Standings are the goals of a mixed case.
type Standings struct{ evaluator }

// RollUp forms the goals of a mixed case from what was found of each measured indicator
// of the model.
func (m *Model) RollUp(_ module.Reader, found *Findings) *Standings {
	if m == nil || found == nil || len(found.findings) != len(m.measured) {
		return &Standings{}
	}
	s := &Standings{evaluator{model: m, items: m.items, pools: m.goals, figures: figures{
		findings: found.findings, wide: found.wide, goals: make([]standing, len(m.goals)),
	}}}
	s.kernel()
	return s
}

// Units returns the score of the goal at a position in units of 10^-12, and its state;
// n counts where it is [Scored]. The state is 0 where there is no such goal.
func (s *Standings) Units(goal int) (n int64, wide *big.Int, state State) {
	if s == nil || goal < 0 || goal >= len(s.goals) {
		return 0, nil, 0
	}
	f := s.score(int32(goal))
	return f.n, f.wide, s.goals[goal].state
}

// ScoreAt returns the score of the goal at a position in the plan, the zero handle where
// there is none.
func (r *Result) ScoreAt(_ module.Reader, goal int) Score {
	if r = r.of(); goal < 0 || goal >= r.model.plan.Len() {
		return Score{}
	}
	return Score{r, int32(goal)}
}

// Measured returns the assessments of a model by their number, linked to a goal or not.
func (r *Result) Measured(module.Reader) []Assessment {
	r = r.of()
	out := make([]Assessment, len(r.model.measured))
	for i := range out {
		out[i] = Assessment{r, int32(i)}
	}
	return out
}

// Entry returns what an assessment is of, without a copy: its number in the model, the
// entry of the catalogue, the target, and the reason why it applies to no goal, "" where it
// does.
func (a Assessment) Entry(module.Reader) (number int, ind *indicators.Indicator, target *indicators.Target, declared string) {
	return int(a.i), a.measured().indicator, a.measured().target, a.in().model.declared[a.i]
}

// Bearing is what a part of a goal bears on its score, at the figures printed beside it.
type Bearing struct {
	Brings *big.Rat // the contribution of the part in units of 10^-12, before it is apportioned
	Slope  *big.Rat // the derivative of the score of the goal by that of the part
	Number int      // of the assessment; below 0 the goal at the position ^Number
	Scored bool
}

// Bearings returns what the parts of the goal at a position bear on its score, in the
// order of the document: nothing where a part is not scored, nil where the goal is not.
// The derivative is the contribution over the score of the part; of a part at 0 it is that
// of [Aggregator.Slopes], 0 where there is none.
func (r *Result) Bearings(_ module.Reader, goal int) []Bearing {
	if r = r.of(); goal < 0 || goal >= r.model.plan.Len() || r.standing(int32(goal)).state != Scored {
		return nil
	}
	g := &r.pools[goal]
	rule := &r.model.rules[g.rule]
	out := make([]Bearing, g.end-g.first)
	var at []int
	var scored []weighted
	for k := range out {
		it := &r.items[int(g.first)+k]
		out[k] = Bearing{new(big.Rat), new(big.Rat), int(it.ref), false}
		if score, _, state := r.look(it, rule); state == Scored {
			at, scored = append(at, k), append(scored, weighted{r.weight(g, k), score})
		}
	}
	var slopes []*big.Rat // formed where a part is at 0
	numerators, denominator := rule.aggregate.contribute(scored, r.score(int32(goal)))
	for i, p := range scored {
		b := &out[at[i]]
		b.Scored = true
		b.Brings.SetFrac(numerators[i], denominator)
		if p.score.sign() != 0 {
			b.Slope.Quo(b.Brings, new(big.Rat).SetInt(p.score.big()))
			continue
		}
		if slopes == nil {
			slopes = rule.Aggregator.slopesOf(scored, r.score(int32(goal)))
		}
		if slopes[i] != nil {
			b.Slope = slopes[i]
		}
	}
	return out
}

// slopesOf returns the slopes of scored parts.
func (a Aggregator) slopesOf(parts []weighted, score fixed) []*big.Rat {
	weights, scores := make([]*big.Rat, len(parts)), make([]*big.Rat, len(parts))
	for i, p := range parts {
		weights[i], scores[i] = new(big.Rat).SetInt(p.weight), new(big.Rat).SetInt(p.score.big())
	}
	if slopes := a.Slopes(weights, scores, new(big.Rat).SetInt(score.big())); slopes != nil {
		return slopes
	}
	return make([]*big.Rat, len(parts))
}

// JudgedAs returns the rating that the score would have under the status rule and at the
// as-of date of another, without floors.
func (s Score) JudgedAs(_ module.Reader, other Score) status.Rating {
	m := other.in().model
	j := m.rules[m.goals[other.i].rule].judge
	value := s.Attainment().Number()
	if j == nil || value.IsZero() {
		return status.Rating{}
	}
	return j.rate(status.Case{Value: value, Coverage: s.Coverage().Number(), Year: other.in().options.AsOf.Year()})
}

// IsOverlay reports whether the result was made by [Result.With].
func (r *Result) IsOverlay(module.Reader) bool { return r.of().changes != nil }
