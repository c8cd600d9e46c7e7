package change_test

import (
	"cmp"
	"math/big"
	"runtime"
	"slices"
	"sync"
	"testing"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/change"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/internal/testkit"
)

// evaluate compiles the documents of a pair and evaluates both.
func (p *pair) evaluate() (out [2]*evaluation.Result) {
	for s := range p.sides {
		out[s] = must(must(p.sides[s].city.Compile()).Evaluate(p.sides[s].city.Record, p.sides[s].Options))
	}
	return out
}

// Each of the 64 mixed scores is that of documents merged by hand; the effects are the
// average over all orders in which every step has a score, and sum to the change.
func TestOracle(t *testing.T) {
	var joined, partly, together, measures tally
	parallel(testkit.Cases(1000), func(seed int) {
		p := randomPair(uint64(seed))
		results := p.evaluate()
		c, err := change.Between(results[0], results[1])
		if err != nil {
			t.Errorf("seed %d: %v", seed, err)
			return
		}
		m := newMerger(p, results)
		merged, err := m.evaluate()
		if err != nil {
			t.Errorf("seed %d: %v", seed, err)
			return
		}
		for item := range c.Goals() {
			old, single := m.single(item)
			if !single {
				if item.Effects != nil {
					t.Errorf("seed %d, %s: effects without one counterpart", seed, item.ID)
				}
				continue
			}
			var scores [64]zielkette.Figure
			for mask := range merged {
				score, _ := merged[mask].Goal([2]string{old, item.ID}[mask&1])
				scores[mask] = score.Attainment()
			}
			count, ok := compare(t, seed, c, item, scores)
			switch {
			case !ok:
			case count == 0:
				joined.add(1)
			case count < 720:
				partly.add(1)
			}
			together.add(1)
			if item.Effects != nil {
				before, after, difference := sumOf(c, item.ID)
				for sum, f := range map[*big.Rat]zielkette.Figure{before: item.Before.Score, after: item.After.Score, difference: item.Difference} {
					if want, _ := f.Rat(); want.Cmp(sum) != 0 {
						t.Errorf("seed %d, %s: the indicators bring %v, not %v", seed, item.ID, sum, want)
					}
				}
			}
		}
		for item := range c.Indicators() {
			links := [2][]string{m.links(0, item), m.links(1, item)}
			if len(links[0]) == 0 || len(links[1]) == 0 {
				continue
			}
			var scores [64]zielkette.Figure
			for mask := range merged {
				for _, id := range links[mask&1] { // by any that applies
					if a, _ := merged[mask].Assessment(id, "", ""); a.State() == evaluation.Scored {
						scores[mask] = a.Attainment()
					}
				}
			}
			compare(t, seed, c, item, scores)
			measures.add(1)
		}
	})
	t.Logf("%d goals, %d indicators; %d averaged over some orders only, %d with joined causes", together.n, measures.n, partly.n, joined.n)
	for name, n := range map[string]int{"goals": together.n, "indicators": measures.n, "goals averaged over some orders": partly.n, "goals with joined causes": joined.n} {
		if n == 0 {
			t.Errorf("no %s among the cases", name)
		}
	}
}

// compare holds the mixed cases and the effects of an item against scores. ok is false
// where it has none; count is over how many orders they are averaged.
func compare(t *testing.T, seed int, c *change.Change, item change.Item, scores [64]zielkette.Figure) (count int, ok bool) {
	t.Helper()
	if item.Before.Score.String() != scores[0].String() || item.After.Score.String() != scores[63].String() {
		t.Errorf("seed %d, %s: then and now %v and %v, merged %v and %v", seed, item.ID, item.Before.Score, item.After.Score, scores[0], scores[63])
		return 0, false
	}
	if item.Effects == nil {
		if !scores[0].IsZero() && !scores[63].IsZero() {
			t.Errorf("seed %d, %s: no effects", seed, item.ID)
		}
		return 0, false
	}
	byMask, active := map[int]change.Case{}, 0
	for _, mixed := range c.Cases(item) {
		active |= maskOf(mixed.Now)
		byMask[maskOf(mixed.Now)] = mixed
	}
	for mask := range scores {
		if got := byMask[mask&active]; got.Score.String() != scores[mask].String() {
			t.Errorf("seed %d, %s, case %06b (active %06b): %v %v, merged %v", seed, item.ID, mask, active, got.State, got.Score, scores[mask])
		}
	}
	want, count := brute(unitsOf(scores))
	checkEffects(t, seed, item, want, count)
	return count, true
}

// links returns the entries of the merged documents that measure an indicator against the
// target of an item, on a side.
func (m *merger) links(s int, item change.Item) (out []string) {
	target := item.Target
	if ind := m.sides[s].city.Catalogue.Indicator(item.ID); ind != nil && ind.Target(target) == nil && len(ind.Targets) <= 1 {
		target = ""
	}
	each(m.sides[s].city.Strategy.Goals, func(g *goals.Goal) {
		for i, l := range g.Indicators {
			if l.ID == item.ID && l.Area == item.Area && (l.Target == target || l.Target == "") && l.NotApplicable == "" {
				out = append(out, entryOf(g, i))
			}
		}
	})
	return out
}

func checkEffects(t *testing.T, seed int, item change.Item, want map[int]string, count int) {
	t.Helper()
	sum, got := new(big.Rat), map[int]string{}
	for _, e := range item.Effects {
		r, _ := e.Effect.Rat()
		sum.Add(sum, r)
		got[maskOf(e.Causes)] = e.Effect.String()
	}
	difference, _ := item.Difference.Rat()
	if sum.Cmp(difference) != 0 {
		t.Errorf("seed %d, %s: the effects sum to %v, not to %v", seed, item.ID, sum, difference)
	}
	if item.Orders != count {
		t.Errorf("seed %d, %s: averaged over %d orders, not %d", seed, item.ID, item.Orders, count)
	}
	for mask, effect := range want {
		if got[mask] != effect {
			t.Errorf("seed %d, %s: the effect of %06b is %q, not %q", seed, item.ID, mask, got[mask], effect)
		}
	}
	if len(got) != len(want) {
		t.Errorf("seed %d, %s: groups %v, not %v", seed, item.ID, got, want)
	}
}

// single returns the id of the one goal that was the item then.
func (m *merger) single(item change.Item) (string, bool) {
	if m.sides[1].city.Strategy.Goal(item.ID) == nil {
		return "", false
	}
	old := m.counterparts(1, item.ID)
	if len(old) != 1 || len(m.counterparts(0, old[0])) != 1 {
		return "", false
	}
	return old[0], true
}

func on(mask int) (s switches) {
	for i := range s {
		s[i] = mask >> i & 1
	}
	return s
}

func maskOf(list []change.Cause) (mask int) {
	for _, c := range list {
		mask |= 1 << slices.Index(change.Causes(), c)
	}
	return mask
}

// unitsOf returns scores in units of 10^-12, nil for none.
func unitsOf(scores [64]zielkette.Figure) *[64]*big.Int {
	var out [64]*big.Int
	for i, s := range scores {
		if r, ok := s.Rat(); ok {
			out[i] = r.Mul(r, big.NewRat(1_000_000_000_000, 1)).Num()
		}
	}
	return &out
}

// permutations of 0 to n-1.
func permutations(n int) [][]int {
	if n == 0 {
		return [][]int{nil}
	}
	var out [][]int
	for _, p := range permutations(n - 1) {
		for at := range n {
			out = append(out, slices.Insert(slices.Clone(p), at, n-1))
		}
	}
	return out
}

// orders are those of up to six groups.
var orders = func() (out [7][][]int) {
	for n := range out {
		out[n] = permutations(n)
	}
	return out
}()

// walks averages over all orders of groups of causes in which every step has a score. A
// missing score is nil.
func walks(groups []int, scores *[64]*big.Int) (effects []*big.Rat, count int) {
	sums := make([]*big.Int, len(groups))
	for i := range sums {
		sums[i] = new(big.Int)
	}
	for _, order := range orders[len(groups)] {
		whole, at := scores[0] != nil, 0
		for _, g := range order {
			at |= groups[g]
			whole = whole && scores[at] != nil
		}
		if !whole {
			continue
		}
		count++
		at = 0
		for _, g := range order {
			sums[g].Sub(sums[g], scores[at])
			at |= groups[g]
			sums[g].Add(sums[g], scores[at])
		}
	}
	for _, sum := range sums {
		effects = append(effects, new(big.Rat).SetFrac(sum, big.NewInt(int64(max(count, 1)))))
	}
	return effects, count
}

// brute returns the effects by groups of causes, apportioned, and over how many of the
// 720 orders they are averaged, 0 where causes had to be joined.
func brute(scores *[64]*big.Int) (map[int]string, int) {
	groups := []int{1, 2, 4, 8, 16, 32}
	effects, count := walks(groups, scores)
	if count == 0 {
		groups = finest(scores)
		effects, _ = walks(groups, scores)
	}
	return apportioned(groups, effects, scores), count
}

// finest joins all finest groupings of which an order works, and what they have in common
// until one does. What changes nothing stands alone.
func finest(scores *[64]*big.Int) []int {
	var working [][]int
	var label func(i int, labels []int)
	label = func(i int, labels []int) {
		if i == 6 {
			groups := make([]int, 6)
			for cause, l := range labels {
				groups[l] |= 1 << cause
			}
			groups = slices.DeleteFunc(groups, func(g int) bool { return g == 0 })
			if _, n := walks(groups, scores); n > 0 {
				working = append(working, groups)
			}
			return
		}
		for l := range slices.Max(append([]int{-1}, labels...)) + 2 {
			label(i+1, append(slices.Clone(labels), l))
		}
	}
	label(0, nil)
	within := func(fine, coarse []int) bool {
		return !slices.ContainsFunc(fine, func(g int) bool {
			return !slices.ContainsFunc(coarse, func(h int) bool { return g&^h == 0 })
		})
	}
	least := []int{1, 2, 4, 8, 16, 32}
	for {
		var candidates [][]int
		for _, w := range working {
			if within(least, w) {
				candidates = append(candidates, w)
			}
		}
		var common []int
		for _, w := range candidates {
			minimal := !slices.ContainsFunc(candidates, func(v []int) bool { return len(v) != len(w) && within(v, w) })
			if minimal {
				common = union(common, w)
			}
		}
		least = common
		if slices.ContainsFunc(working, func(w []int) bool { return within(w, least) && within(least, w) }) {
			return least
		}
	}
}

func union(a, b []int) []int {
	out := slices.Concat(a, b)
	for again := true; again; {
		again = false
		for i := range out {
			for k := i + 1; k < len(out); k++ {
				if out[i]&out[k] != 0 {
					out[i] |= out[k]
					out = slices.Delete(out, k, k+1)
					again = true
					break
				}
			}
			if again {
				break
			}
		}
	}
	slices.SortFunc(out, func(a, b int) int { return cmp.Compare(a&-a, b&-b) })
	return out
}

// apportioned cuts effects to 12 places by the largest remainder, ties by the id of the
// first cause.
func apportioned(groups []int, effects []*big.Rat, scores *[64]*big.Int) map[int]string {
	type cut struct {
		group int
		whole *big.Int
		rest  *big.Rat
		id    change.Cause
	}
	left := new(big.Int).Sub(scores[63], scores[0])
	var cuts []cut
	for i, g := range groups {
		e := effects[i]
		whole, rest := new(big.Int).DivMod(e.Num(), e.Denom(), new(big.Int))
		left.Sub(left, whole)
		id := change.Causes()[slices.IndexFunc([]int{1, 2, 4, 8, 16, 32}, func(c int) bool { return g&c != 0 })]
		cuts = append(cuts, cut{g, whole, new(big.Rat).SetFrac(rest, e.Denom()), id})
	}
	slices.SortFunc(cuts, func(a, b cut) int { return cmp.Or(b.rest.Cmp(a.rest), cmp.Compare(a.id, b.id)) })
	out := map[int]string{}
	for i, c := range cuts {
		if int64(i) < left.Int64() {
			c.whole.Add(c.whole, big.NewInt(1))
		}
		out[c.group] = zielkette.NewFigure(c.whole, 12).String()
	}
	return out
}

type tally struct {
	sync.Mutex
	n int
}

func (t *tally) add(n int) {
	t.Lock()
	t.n += n
	t.Unlock()
}

// parallel runs cases by their numbers.
func parallel(n int, run func(i int)) {
	var wait sync.WaitGroup
	next := make(chan int)
	for range runtime.GOMAXPROCS(0) {
		wait.Go(func() {
			for i := range next {
				run(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	wait.Wait()
}
