package evaluation

import (
	"fmt"
	"maps"
	"slices"
	"sync"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/internal/document"
	"gitlab.opencode.de/zielkette/zielkette/internal/problems"
)

// Weigher evaluates results of one model again under one set of weights after another.
// What counts of every indicator is chosen once, by the evaluations that the results
// come from; only the roll-up is repeated, in memory that is reused. Scores, coverages
// and states are those that a model with these weights gives, to the last digit.
//
//	w, err := evaluation.NewWeigher(results...)
//	for range sets {
//		err = w.Set("Z1", 3, 2, 1)
//		w.Run()
//		w.Results()[0].Goal("Z1") // valid until the next Run
//	}
//
// This is the tier for many sets of weights; [Result.Reweighed] gives a lasting result
// for one set, and [Result.With] and [Result.Assuming] lay values over a result. A
// Weigher is used by one goroutine at a time; make one for each. Nil and the zero value
// have no results. Cost of a run: linear in goals and links; for 51 results of 61 nodes
// 0.03 ms with the mean (BenchmarkWeigher).
type Weigher struct {
	units   []rolled
	items   []item // shared by the results
	pools   []goal
	weighed []bool                       // by position of the goal: its weights are not those of the documents
	given   map[int32][]zielkette.Number // such weights as they were given, where not by [Weigher.Set]
}

// rolled is a result under the weights of a weigher.
type rolled struct {
	*Result
	whole   []bool  // by position of the goal: means of which everything beneath is scored, so that only the score depends on weights
	entered []int64 // by item, what indicators enter whole goals with
}

// NewWeigher returns a weigher of results, which must be of one model. It begins with
// the weights of the first of them. The error has the code [zielkette.CodeRequired]
// without any result, and [zielkette.CodeReference] where the models differ.
func NewWeigher(results ...*Result) (*Weigher, error) {
	if len(results) == 0 {
		return nil, noResults()
	}
	first := results[0].of()
	w := first.weigher()
	for _, r := range results {
		r = r.of()
		if r.model != first.model {
			return nil, zielkette.Problem{Code: zielkette.CodeReference, Message: zielkette.Text{
				DE: "die Ergebnisse stammen aus verschiedenen Modellen; alle Einheiten mit einem Modell auswerten",
				EN: "the results are of different models; evaluate all units with one model",
			}}
		}
		v := w.view(r)
		v.kernel()
		w.units = append(w.units, rolled{v, make([]bool, len(v.pools)), make([]int64, len(v.items))})
		w.units[len(w.units)-1].prepare()
	}
	return w, nil
}

func noResults() error {
	return zielkette.Problem{Code: zielkette.CodeRequired, Message: zielkette.Text{
		DE: "mindestens ein Ergebnis angeben", EN: "give at least one result",
	}}
}

// or returns the weigher, one without results for nil.
func (w *Weigher) or() *Weigher {
	if w == nil {
		return new(Weigher)
	}
	return w
}

// prepare finds the goals that are whole. It halves the time of a run (BenchmarkWeigher).
func (u *rolled) prepare() {
	for i := len(u.pools) - 1; i >= 0; i-- {
		g := &u.pools[i]
		rule := &u.model.rules[g.rule]
		u.whole[i] = rule.fast && !g.notApplicable && g.first < g.end
		for k := g.first; k < g.end; k++ {
			it := &u.items[k]
			if it.ref < 0 {
				u.whole[i] = u.whole[i] && u.whole[^it.ref]
				continue
			}
			score, _, state := u.look(it, rule)
			u.whole[i] = u.whole[i] && state == Scored && score.wide == nil && score.n != isWide
			u.entered[k] = score.n
		}
	}
}

// rollUpAll rolls up all goals with the weights that are set.
func (u *rolled) rollUpAll() {
	for i := len(u.pools) - 1; i >= 0; i-- {
		g := &u.pools[i]
		if !u.whole[i] || g.wide != nil {
			u.rollUp(i)
			continue
		}
		var scores wide128
		weight := int64(0)
		items := u.items[g.first:g.end]
		entered := u.entered[g.first:g.end]
		for k := range items {
			score := entered[k]
			if ref := items[k].ref; ref < 0 {
				score = u.goals[^ref].score
			}
			scores.add(items[k].weight, score)
			weight += items[k].weight
		}
		u.goals[i].score = scores.over(weight)
	}
}

// weigher returns a weigher with the weights of the result and without results.
func (r *Result) weigher() *Weigher {
	w := &Weigher{items: slices.Clone(r.items), pools: slices.Clone(r.pools), weighed: make([]bool, len(r.pools)), given: map[int32][]zielkette.Number{}}
	copy(w.weighed, r.weighed)
	maps.Copy(w.given, r.given)
	return w
}

// view returns a result that shares with r what does not depend on weights.
func (w *Weigher) view(r *Result) *Result {
	v := &Result{evaluator: r.evaluator}
	v.goals, v.tall = make([]standing, len(r.goals)), nil
	v.items, v.pools, v.weighed, v.given = w.items, w.pools, w.weighed, w.given
	if r.changes == nil {
		return v
	}
	v.findings, v.wide = slices.Clone(r.findings), maps.Clone(r.wide)
	all := &changes{}
	for c := r.changes; c != nil; c = c.beneath {
		all = all.with(c)
	}
	for i, c := range all.findings { // the kernel reads the arrays alone
		v.settle(i, c.outcome)
	}
	v.changes = &changes{findings: all.findings, strays: all.strays}
	return v
}

// Results returns the results in the order in which they were given. They are made anew
// by every [Weigher.Run], and with them everything that was asked of them.
func (w *Weigher) Results() []*Result {
	w = w.or()
	out := make([]*Result, len(w.units))
	for i := range w.units {
		out[i] = w.units[i].Result
	}
	return out
}

// Set sets the weights of the parts of a goal, in the order of [Score.Parts]: whole
// numbers in any proportion, for [Weigher.Run] to use. The error names an id that the
// strategy does not have, weights that are not as many as the parts, negative weights,
// weights that are all 0, and a sum beyond the range of an int64; the weights then stay as they were.
// Of a weigher without results it has the code [zielkette.CodeRequired].
func (w *Weigher) Set(goal string, weights ...int64) error {
	w = w.or()
	if len(w.units) == 0 {
		return noResults()
	}
	node, ok := w.units[0].model.plan.Goal(goal)
	if !ok {
		return unknownGoal(goal)
	}
	return w.SetAt(node, weights)
}

// SetAt is [Weigher.Set] for a goal of the plan, without the search for its id.
func (w *Weigher) SetAt(goal goals.Node, weights []int64) error {
	w = w.or()
	if len(w.units) == 0 {
		return noResults()
	}
	i := goal.Position()
	if i < 0 || i >= len(w.pools) {
		return unknownGoal(goal.ID())
	}
	g := &w.pools[i]
	sum := int64(0)
	for _, weight := range weights {
		if sum += weight; weight < 0 || sum < 0 {
			return badWeights(goal.ID(), len(weights), int(g.end-g.first))
		}
	}
	if len(weights) != int(g.end-g.first) || sum == 0 {
		return badWeights(goal.ID(), len(weights), int(g.end-g.first))
	}
	for k, weight := range weights {
		w.items[int(g.first)+k].weight = weight
	}
	g.wide, w.weighed[i] = nil, true
	delete(w.given, int32(i))
	return nil
}

func unknownGoal(id string) error {
	return zielkette.Problem{Code: zielkette.CodeReference, Subject: problems.Clip(id), Message: zielkette.Text{
		DE: "die Strategie hat kein Ziel mit dieser Kennung", EN: "the strategy has no goal of this id",
	}}
}

func badWeights(goal string, given, parts int) error {
	return zielkette.Problem{Code: zielkette.CodeRange, Subject: problems.Clip(goal), Message: zielkette.Text{
		DE: fmt.Sprintf("das Ziel hat %d Teile und erhält %d Gewichte; je Teil ein Gewicht angeben, keines unter 0 und nicht alle 0", parts, given),
		EN: fmt.Sprintf("the goal has %d parts and is given %d weights; give one for each part, none below 0 and not all of them 0", parts, given),
	}}
}

// Run rolls up all results with the weights that are set.
func (w *Weigher) Run() {
	w = w.or()
	for i := range w.units {
		u := &w.units[i]
		u.rollUpAll()
		if u.tallies = nil; u.outlooks != nil {
			u.outlooks, u.looked = nil, sync.Once{}
		}
	}
}

// Clone returns a weigher with the same results and weights for another goroutine.
func (w *Weigher) Clone() *Weigher {
	w = w.or()
	c := &Weigher{items: slices.Clone(w.items), pools: slices.Clone(w.pools), weighed: slices.Clone(w.weighed), given: maps.Clone(w.given)}
	for _, u := range w.units {
		v := &Result{evaluator: u.evaluator}
		v.goals, v.tall = slices.Clone(u.goals), maps.Clone(u.tall)
		v.items, v.pools, v.weighed, v.given = c.items, c.pools, c.weighed, c.given
		c.units = append(c.units, rolled{v, u.whole, u.entered})
	}
	return c
}

// Reweighed answers "what if the parts weighed otherwise": the result with the given
// weights, by id of a goal one for each of its parts in the order of [Score.Parts], in
// any proportion. Goals that are not named keep theirs. r stays as it is. The error is a
// [zielkette.Problems] with everything wrong: ids that the strategy does not have,
// weights that are not as many as the parts, no weight where there should be one,
// negative weights and weights that are all 0. Cost: linear in goals and links.
func (r *Result) Reweighed(weights map[string][]zielkette.Number) (*Result, error) {
	r = r.of()
	w := r.weigher()
	var list problems.List
	for _, id := range slices.Sorted(maps.Keys(weights)) {
		at := "/" + document.Escape(id)
		node, ok := r.model.plan.Goal(id)
		if !ok {
			list.Join(at, unknownGoal(id))
			continue
		}
		g := &w.pools[node.Position()]
		numbers := slices.Clone(weights[id])
		if len(numbers) != int(g.end-g.first) || !usable(numbers) {
			list.Join(at, badWeights(id, len(numbers), int(g.end-g.first)))
			continue
		}
		g.wide = scale(w.items[g.first:g.end], numbers)
		w.weighed[node.Position()] = true
		w.given[int32(node.Position())] = numbers
	}
	if list.Failed() {
		return nil, list.All()
	}
	v := w.view(r)
	v.kernel()
	return v, nil
}

// usable reports whether numbers can be weights: all are there, none is below 0, and at
// least one is above.
func usable(weights []zielkette.Number) bool {
	above := false
	for _, w := range weights {
		above = above || w.Sign() > 0
		if w.IsZero() || w.Sign() < 0 {
			return false
		}
	}
	return above
}

// givenWeight returns the weight of a part as it was given after the evaluation; ok is
// false where none was.
func (e *evaluator) givenWeight(goal int32, k int) (weight zielkette.Number, ok bool) {
	if e.weighed == nil || !e.weighed[goal] {
		return zielkette.Number{}, false
	}
	if numbers, ok := e.given[goal]; ok {
		return numbers[k], true
	}
	return zielkette.Int(e.items[int(e.pools[goal].first)+k].weight), true
}

// otherWeights says where weights come from that were given after the evaluation.
var otherWeights = zielkette.Text{
	DE: "zum Vergleich angenommene Gewichte, nicht die der Unterlagen",
	EN: "weights assumed for comparison, not those of the documents",
}

// Assuming answers "what if this indicator had that attainment": an overlay on the
// result in which the indicator is scored with the attainment, bounded as ever, whatever
// is on record. It is made for the scores of goals: the value of the indicator itself, and
// what is computed from it, stay those on record, and there is no formula of the attainment.
// An assessment of another model, and no attainment, change nothing. Cost: as for
// [Result.With].
func (r *Result) Assuming(a Assessment, attainment zielkette.Figure) *Result {
	r = r.of()
	exact, ok := attainment.Rat()
	if !ok || a.in().model != r.model {
		return r
	}
	over := r.over()
	i := a.i
	out := outcome{finding: finding{observation: r.finding(i).observation}}
	over.changes.findings[i] = changedFinding{out.scored(roundRat(exact)), r.recordOf(i), true}
	over.above(r, r.model.uses(i))
	return over
}
