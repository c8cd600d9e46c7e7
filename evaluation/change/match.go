package change

import (
	"slices"

	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/goals"
)

// matching tells which goals of two plans are the same.
type matching struct {
	plans  [2]*goals.Plan
	other  [2][][]int32               // of a goal of either plan, by position, its counterparts in the other
	became map[int][]goals.ChangeKind // by position of a goal now
	gone   map[int][]goals.ChangeKind // by position of a goal then
}

// match matches within one edition by id, and across editions by successors.
func match(then, now *goals.Plan) *matching {
	m := &matching{plans: [2]*goals.Plan{then, now}, became: map[int][]goals.ChangeKind{}, gone: map[int][]goals.ChangeKind{}}
	m.other[0], m.other[1] = make([][]int32, then.Len()), make([][]int32, now.Len())
	if then.ID() == now.ID() {
		m.byID()
		return m
	}
	for _, c := range goals.Compare(then, now).Changes {
		for _, to := range c.To {
			n, ok := now.Goal(to.Ref.ID)
			if to.Theme || !ok {
				continue
			}
			m.became[n.Position()] = c.Kinds
			for _, from := range c.From {
				if t, ok := then.Goal(from.Ref.ID); ok && !from.Theme {
					m.join(t.Position(), n.Position())
				}
			}
		}
		for _, from := range c.From {
			if t, ok := then.Goal(from.Ref.ID); ok && !from.Theme {
				m.gone[t.Position()] = c.Kinds
			}
		}
	}
	return m
}

func (m *matching) join(then, now int) {
	if !slices.Contains(m.other[1][now], int32(then)) {
		m.other[0][then] = append(m.other[0][then], int32(now))
		m.other[1][now] = append(m.other[1][now], int32(then))
	}
}

func (m *matching) byID() {
	then, now := m.plans[0], m.plans[1]
	for n := range now.Goals() {
		t, ok := then.Goal(n.ID())
		if !ok {
			m.became[n.Position()] = []goals.ChangeKind{goals.Added}
			continue
		}
		m.join(t.Position(), n.Position())
		var kinds []goals.ChangeKind
		if t.Title() != n.Title() || t.Statement() != n.Statement() {
			kinds = append(kinds, goals.Reworded)
		}
		above, _ := t.Parent()
		if over, _ := n.Parent(); over.ID() != above.ID() {
			kinds = append(kinds, goals.Moved)
		}
		if kinds == nil {
			kinds = []goals.ChangeKind{goals.Kept}
		}
		m.became[n.Position()] = kinds
	}
	for t := range then.Goals() {
		if _, ok := now.Goal(t.ID()); !ok {
			m.gone[t.Position()] = []goals.ChangeKind{goals.Removed}
		}
	}
}

// single returns the one counterpart of a goal of either plan; ok is false where there
// is none, where there are several, and where it has several itself.
func (m *matching) single(side, goal int) (other int, ok bool) {
	list := m.other[side][goal]
	if len(list) != 1 || len(m.other[1-side][list[0]]) != 1 {
		return 0, false
	}
	return int(list[0]), true
}

// sameStructure reports whether both plans have the same goals with the same links in the
// same places, and the same of them apply.
func (m *matching) sameStructure() bool {
	then, now := m.plans[0], m.plans[1]
	if then == now {
		return true
	}
	if then.Len() != now.Len() {
		return false
	}
	for i := range then.Len() {
		other, ok := m.single(0, i)
		t, n := then.At(i), now.At(i)
		if !ok || other != i || (t.NotApplicable() == "") != (n.NotApplicable() == "") || t.Depth() != n.Depth() {
			return false
		}
		if !slices.EqualFunc(t.Indicators(), n.Indicators(), func(a, b goals.Link) bool {
			return keyOf(a) == keyOf(b) && (a.NotApplicable == "") == (b.NotApplicable == "")
		}) {
			return false
		}
	}
	return true
}

// linkKey tells the links of a goal apart.
type linkKey struct{ indicator, target, area string }

func keyOf(l goals.Link) linkKey { return linkKey{l.ID, l.Target, l.Area} }

// pairs matches the parts of two pools, the links before the goals beneath, as
// [goals.Node] lists them. It returns, for every part of the first, the parts of the
// second that are its counterparts.
func (m *matching) pairs(side int, own, other goals.Node) [][]int {
	links, others := own.Indicators(), other.Indicators()
	var out [][]int
	taken := make([]bool, len(others))
	for range links {
		out = append(out, nil)
	}
	find := func(same func(a, b goals.Link) bool) {
		for i, a := range links {
			for k, b := range others {
				if out[i] == nil && !taken[k] && same(a, b) {
					out[i], taken[k] = []int{k}, true
				}
			}
		}
	}
	find(func(a, b goals.Link) bool { return keyOf(a) == keyOf(b) })
	find(func(a, b goals.Link) bool { return a.ID == b.ID && a.Area == b.Area }) // the target is another
	at := map[int32]int{}
	for child := range other.Children() {
		at[int32(child.Position())] = len(others) + len(at)
	}
	for child := range own.Children() {
		var found []int
		for _, o := range m.other[side][child.Position()] {
			if k, ok := at[o]; ok {
				found = append(found, k)
			}
		}
		out = append(out, found)
	}
	return out
}

// rule returns the pool with the rule of its counterparts, where all of them agree.
func (m *matching) rule(side, goal int, own evaluation.Pool, pools []evaluation.Pool) evaluation.Pool {
	others := m.other[side][goal]
	for i, o := range others {
		if i > 0 && !pools[o].SameRule(pools[others[0]]) {
			return own
		}
	}
	if len(others) == 0 || pools[others[0]].SameRule(own) {
		return own
	}
	return own.WithRule(pools[others[0]])
}
