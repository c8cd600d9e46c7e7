package change

import (
	"math/big"
	"math/bits"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/apportion"
)

// orders is the number of orders of the six causes.
const orders = 720

// scored tells of which mixed cases there is a score, a bit for each set of causes.
type scored uint64

func (s scored) has(c set) bool { return s&(1<<c) != 0 }

// step is a change from one mixed case to another by a group of causes, with the number
// of orders that take it.
type step struct {
	from, to set
	times    int64
}

// average is how effects are averaged where certain mixed cases have a score.
type average struct {
	groups []set     // by their first causes; all of one cause where an order works
	steps  [][]step  // of each group
	names  [][]Cause // of each effect, in order
	by     []int     // of each effect, its group; -1 for a cause that is not active
	ids    []string  // of the first cause of each group
	orders int64     // of the groups, in which every step has a score
}

// averages are worked out once for every pattern of scores.
type averages map[pattern]*average

type pattern struct {
	scored scored
	active set
}

// of returns how to average over the mixed cases of the active causes. Both ends have a
// score.
func (known averages) of(s scored, active set) *average {
	if found, ok := known[pattern{s, active}]; ok {
		return found
	}
	found := over(s, singles(active))
	if found.orders == 0 {
		found = over(s, grouping(s, active))
	}
	found.list(active)
	known[pattern{s, active}] = found
	return found
}

// list lists the effects: those of the groups and of the causes that are not active, by
// their first causes.
func (a *average) list(active set) {
	for i := range count {
		c := set(1 << i)
		if active&c == 0 {
			a.names, a.by = append(a.names, c.causes()), append(a.by, -1)
		}
		for g, members := range a.groups {
			if members&-members == c {
				a.names, a.by = append(a.names, members.causes()), append(a.by, g)
			}
		}
	}
	for _, members := range a.groups {
		a.ids = append(a.ids, string(causes[bits.TrailingZeros8(uint8(members))].Word))
	}
}

// singles is the grouping in which every cause stands alone.
func singles(active set) []set {
	var out []set
	for i := range count {
		if c := set(1 << i); active&c != 0 {
			out = append(out, c)
		}
	}
	return out
}

// over counts the orders of the groups in which every step has a score. There are as
// many ways that take a step as ways to its start times ways from its end.
func over(s scored, groups []set) *average {
	n := len(groups)
	cases := make([]set, 1<<n) // unions of groups
	for i := range cases {
		for g, members := range groups {
			if i&(1<<g) != 0 {
				cases[i] |= members
			}
		}
	}
	last := len(cases) - 1
	to, from := make([]int64, len(cases)), make([]int64, len(cases))
	if s.has(cases[0]) && s.has(cases[last]) {
		to[0], from[last] = 1, 1
	}
	for i := 1; i <= last; i++ {
		for g := range groups {
			if i&(1<<g) != 0 && s.has(cases[i]) {
				to[i] += to[i&^(1<<g)]
			}
		}
	}
	for i := last - 1; i >= 0; i-- {
		for g := range groups {
			if i&(1<<g) == 0 && s.has(cases[i]) {
				from[i] += from[i|1<<g]
			}
		}
	}
	out := &average{groups: groups, steps: make([][]step, n), orders: to[last]}
	for g := range groups {
		for i := range cases {
			if next := i | 1<<g; next != i && to[i]*from[next] > 0 {
				out.steps[g] = append(out.steps[g], step{cases[i], cases[next], to[i] * from[next]})
			}
		}
	}
	return out
}

// grouping returns the finest grouping of the causes of which an order works; where
// there are several finest ones, what they have in common is joined until an order works.
func grouping(s scored, active set) []set {
	least := singles(active)
	for {
		var finest [][]set
		for p := range partitions(active) {
			if !coarser(p, least) || over(s, p).orders == 0 {
				continue
			}
			// Partitions come with more groups first, so a finer one was seen before.
			fine := true
			for _, f := range finest {
				fine = fine && !coarser(p, f)
			}
			if fine {
				finest = append(finest, p)
			}
		}
		switch len(finest) {
		case 0:
			return []set{active} // not even all at once: an end has no score
		case 1:
			return finest[0]
		}
		for _, p := range finest {
			least = join(least, p)
		}
		if over(s, least).orders > 0 {
			return least
		}
	}
}

// partitions yields all groupings of causes, those of more groups first.
func partitions(active set) func(yield func([]set) bool) {
	members := singles(active)
	return func(yield func([]set) bool) {
		for size := len(members); size > 0; size-- {
			var place func(i int, groups []set) bool
			place = func(i int, groups []set) bool {
				if i == len(members) {
					return len(groups) != size || yield(append([]set(nil), groups...))
				}
				for g := range groups {
					groups[g] |= members[i]
					if !place(i+1, groups) {
						return false
					}
					groups[g] &^= members[i]
				}
				return len(groups) == size || place(i+1, append(groups[:len(groups):len(groups)], members[i]))
			}
			if !place(0, nil) {
				return
			}
		}
	}
}

// coarser reports whether every group of the finer grouping lies within one of the other.
func coarser(p, finer []set) bool {
	for _, f := range finer {
		within := false
		for _, g := range p {
			within = within || f&^g == 0
		}
		if !within {
			return false
		}
	}
	return true
}

// join returns the finest grouping that is coarser than both.
func join(p, q []set) []set {
	out := append([]set(nil), p...)
	for _, g := range q {
		var kept []set
		for _, o := range out {
			if o&g != 0 {
				g |= o
			} else {
				kept = append(kept, o)
			}
		}
		out = append(kept, g)
	}
	for i := range out { // by their first causes
		for j := i; j > 0 && bits.TrailingZeros8(uint8(out[j])) < bits.TrailingZeros8(uint8(out[j-1])); j-- {
			out[j], out[j-1] = out[j-1], out[j]
		}
	}
	return out
}

// narrow is the largest score in units of 10^-12 for which the sums of an average, of at
// most 720 differences, fit an int64.
const narrow = 1 << 52

// values are the scores of the mixed cases in units of 10^-12.
type values struct {
	n    [1 << count]int64
	wide [1 << count]*big.Int // in place of n, where any does not fit
	big  bool                 // some are wide or too large to be summed
}

func (v *values) put(c set, n int64, wide *big.Int) {
	v.n[c], v.wide[c] = n, wide
	v.big = v.big || wide != nil || n > narrow || n < -narrow
}

func (v *values) at(c set) *big.Int {
	if v.wide[c] != nil {
		return v.wide[c]
	}
	return big.NewInt(v.n[c])
}

// effects averages the changes of each group and cuts them to the change, ties by the id
// of the first cause. The causes that are not active get 0.
func (a *average) effects(v *values, active set) []Effect {
	out := make([]Effect, len(a.names))
	units := a.narrow
	if v.big {
		units = a.wide
	}
	figures := units(v, active)
	for i, g := range a.by {
		if out[i].Causes = a.names[i]; g >= 0 {
			out[i].Effect = figures[g]
		} else {
			out[i].Effect = zero
		}
	}
	return out
}

// zero is the effect of a cause that changes nothing.
var zero = zielkette.NewFigure(new(big.Int), zielkette.Places)

// wide returns the effects of the groups in numbers of any size.
func (a *average) wide(v *values, active set) (out [count]zielkette.Figure) {
	numerators := make([]*big.Int, len(a.groups))
	for g, steps := range a.steps {
		sum, by := new(big.Int), new(big.Int)
		for _, s := range steps {
			by.Sub(v.at(s.to), v.at(s.from))
			sum.Add(sum, by.Mul(by, big.NewInt(s.times)))
		}
		numerators[g] = sum
	}
	whole := new(big.Int).Sub(v.at(active), v.at(0))
	for g, n := range apportion.Units(whole, numerators, big.NewInt(a.orders), a.ids) {
		out[g] = zielkette.NewFigure(n, zielkette.Places)
	}
	return out
}

// narrow is wide where all fits an int64, which nearly always does: it apportions as
// [apportion.Units] does, without allocating, in a third of the time.
func (a *average) narrow(v *values, active set) (out [count]zielkette.Figure) {
	var units, rests [count]int64
	missing := v.n[active] - v.n[0]
	for g, steps := range a.steps {
		var sum int64
		for i := range steps {
			sum += steps[i].times * (v.n[steps[i].to] - v.n[steps[i].from])
		}
		units[g], rests[g] = sum/a.orders, sum%a.orders
		if rests[g] < 0 { // cut down, towards minus infinity
			units[g], rests[g] = units[g]-1, rests[g]+a.orders
		}
		missing -= units[g]
	}
	for ; missing > 0; missing-- { // fewer than there are groups, for the effects sum to the change
		most := 0
		for g := range a.groups {
			if rests[g] > rests[most] || rests[g] == rests[most] && a.ids[g] < a.ids[most] {
				most = g
			}
		}
		units[most]++
		rests[most] = -1
	}
	for g := range a.groups {
		n, _ := zielkette.NewNumber(units[g], zielkette.Places) // every int64 is a number of 12 places
		out[g] = n.Figure()
	}
	return out
}

// outOf returns in how many of the 720 orders of all causes every step has a score: as
// many as of the active ones, with the others, which change nothing, at any place.
func (a *average) outOf(active set) int {
	if len(a.groups) < bits.OnesCount8(uint8(active)) {
		return 0
	}
	n := int(a.orders) * orders
	for i := 2; i <= len(a.groups); i++ {
		n /= i
	}
	return n
}
