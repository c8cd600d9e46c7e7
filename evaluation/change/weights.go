package change

import (
	"math/big"

	"gitlab.opencode.de/zielkette/zielkette/evaluation"
)

// weights returns the weights that the pool of a goal has with those of the other side,
// as whole numbers of a common scale; nil where they are in proportion to its own.
func (m *matching) weights(side, goal int, own evaluation.Pool, pools []evaluation.Pool) []*big.Int {
	stated := own.Stated
	for _, o := range m.other[side][goal] {
		stated = stated || pools[o].Stated
	}
	if !stated {
		return nil
	}
	if whole, ok := m.oneToOne(side, goal, own, pools); ok {
		return whole
	}
	out := make([]*big.Rat, len(own.Weights))
	changed := false
	for _, o := range m.other[side][goal] {
		pairs := m.pairs(side, m.plans[side].At(goal), m.plans[1-side].At(int(o)))
		for i := range pairs {
			if out[i] != nil {
				pairs[i] = nil // matched in another pool already
			}
		}
		changed = share(out, own.Weights, pools[o].Weights, pairs) || changed
	}
	if !changed {
		return nil
	}
	scale := big.NewInt(1)
	for i, w := range out {
		if w == nil {
			out[i] = new(big.Rat).SetInt(own.Weights[i])
			continue
		}
		gcd := new(big.Int).GCD(nil, nil, scale, w.Denom())
		scale.Mul(scale, gcd.Quo(w.Denom(), gcd))
	}
	whole := make([]*big.Int, len(out))
	for i, w := range out {
		whole[i] = new(big.Int).Quo(scale, w.Denom())
		whole[i].Mul(whole[i], w.Num())
	}
	return whole
}

// oneToOne is weights where every part has at most one counterpart, and all of them stand
// in one pool: a matched part has the weight of its counterpart times the sum of the
// matched, and another part its own times the sum of their counterparts. ok is false
// in other cases.
func (m *matching) oneToOne(side, goal int, own evaluation.Pool, pools []evaluation.Pool) (whole []*big.Int, ok bool) {
	if len(m.other[side][goal]) != 1 {
		return nil, false
	}
	o := int(m.other[side][goal][0])
	other, pairs := pools[o].Weights, m.pairs(side, m.plans[side].At(goal), m.plans[1-side].At(o))
	taken := make([]bool, len(other))
	ours, theirs := new(big.Int), new(big.Int)
	for i, found := range pairs {
		switch {
		case len(found) == 0:
			continue
		case len(found) > 1 || taken[found[0]]:
			return nil, false
		}
		taken[found[0]] = true
		ours.Add(ours, own.Weights[i])
		theirs.Add(theirs, other[found[0]])
	}
	if theirs.Sign() == 0 {
		return nil, true
	}
	same := true
	whole = make([]*big.Int, len(pairs))
	for i, found := range pairs {
		kept := new(big.Int).Mul(own.Weights[i], theirs)
		if whole[i] = kept; len(found) == 1 {
			whole[i] = new(big.Int).Mul(other[found[0]], ours)
		}
		same = same && whole[i].Cmp(kept) == 0
	}
	if same {
		return nil, true
	}
	return whole, true
}

// share fills in the weights of the parts that have counterparts in one pool of the other
// side: what is connected has the weight of its counterparts together, each its share in
// proportion to its own, and all of them the sum of their own. It reports whether any
// differs from its own.
func share(out []*big.Rat, own, other []*big.Int, pairs [][]int) (changed bool) {
	group := make([]int, len(own)) // of connected parts; 0 is none
	groupOf := map[int]int{}       // of the parts of the other side
	groups := 0
	for i, found := range pairs {
		if len(found) == 0 {
			continue
		}
		groups++
		group[i] = groups
		for _, k := range found {
			if g, ok := groupOf[k]; ok && g != group[i] {
				join, into := g, group[i]
				for n := range group {
					if group[n] == join {
						group[n] = into
					}
				}
				for n := range groupOf {
					if groupOf[n] == join {
						groupOf[n] = into
					}
				}
			}
			groupOf[k] = group[i]
		}
	}
	theirs, ours, members := map[int]*big.Int{}, map[int]*big.Int{}, map[int]int64{}
	all, allTheirs := new(big.Int), new(big.Int)
	add := func(to map[int]*big.Int, g int, w *big.Int) {
		if to[g] == nil {
			to[g] = new(big.Int)
		}
		to[g].Add(to[g], w)
	}
	for k, g := range groupOf {
		add(theirs, g, other[k])
		allTheirs.Add(allTheirs, other[k])
	}
	for i, g := range group {
		if g > 0 {
			add(ours, g, own[i])
			members[g]++
			all.Add(all, own[i])
		}
	}
	for i, g := range group {
		if g == 0 {
			continue
		}
		mine := new(big.Rat).SetInt(own[i])
		if allTheirs.Sign() == 0 {
			out[i] = mine
			continue
		}
		part := big.NewRat(1, members[g])
		if ours[g].Sign() != 0 {
			part.SetFrac(own[i], ours[g])
		}
		part.Mul(part, new(big.Rat).SetFrac(theirs[g], allTheirs))
		out[i] = part.Mul(part, new(big.Rat).SetInt(all))
		changed = changed || out[i].Cmp(mine) != 0
	}
	return changed
}
