package robustness

import (
	"math/big"
	"slices"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/goals"
)

// tree is the roll-up beneath a goal in exact fractions of the figures that are printed:
// the scored parts with a weight. Nodes stand in pre-order.
type tree struct {
	nodes  []node
	places map[evaluation.Assessment][]place // where an indicator enters
	order  []evaluation.Assessment           // in the order of the document, not scored ones as well
}

// node is a scored goal.
type node struct {
	goal            goals.Node
	parent, at      int // its place among the parts of the goal above
	rule            evaluation.Rule
	score           *big.Rat
	weights, scores []*big.Rat
	lower, upper    *big.Rat // bounds of its indicators, nil for none
	weight, sum     *big.Rat // of a mean: all weights, and the sum of weights times scores; nil until they are needed
}

// ifScored returns the score of the node if some parts had other scores, nil where it would
// have none. That of a mean takes as many steps as parts are changed.
func (n *node) ifScored(changed map[int]*big.Rat) *big.Rat {
	if !isMean(n.rule.Aggregator) {
		scores := slices.Clone(n.scores)
		for k, score := range changed {
			scores[k] = score
		}
		return n.rule.Aggregator.Unrounded(n.weights, scores)
	}
	if n.weight == nil {
		n.weight, n.sum = new(big.Rat), new(big.Rat)
		for k, w := range n.weights {
			n.weight.Add(n.weight, w)
			n.sum.Add(n.sum, new(big.Rat).Mul(w, n.scores[k]))
		}
	}
	sum := new(big.Rat).Set(n.sum)
	for k, score := range changed {
		more := new(big.Rat).Sub(score, n.scores[k])
		sum.Add(sum, more.Mul(more, n.weights[k]))
	}
	return sum.Quo(sum, n.weight)
}

// searched reports whether the nodes from one up to the goal are means, or small enough for
// a search in which each step looks at all parts.
func (t *tree) searched(i int) bool {
	for ; i >= 0; i = t.nodes[i].parent {
		if n := &t.nodes[i]; !isMean(n.rule.Aggregator) && len(n.scores) > MaxSearched {
			return false
		}
	}
	return true
}

// place is a part of a node.
type place struct{ node, at int }

// treeOf returns the tree beneath a goal.
func treeOf(score evaluation.Score) *tree {
	t := &tree{places: map[evaluation.Assessment][]place{}}
	t.grow(score, -1, 0)
	return t
}

func (t *tree) grow(score evaluation.Score, parent, at int) {
	i := len(t.nodes)
	n := node{goal: score.Goal(), parent: parent, at: at, rule: score.Rule()}
	n.score, _ = score.Attainment().Rat()
	n.lower, _ = n.rule.Bounds[0].Rat()
	n.upper, _ = n.rule.Bounds[1].Rat()
	t.nodes = append(t.nodes, n)
	for p := range score.Parts() {
		if p.State == evaluation.NotApplicable {
			continue
		}
		enters := parent != unscored && n.score != nil && p.State == evaluation.Scored && p.Weight.Sign() > 0
		child := unscored
		if enters {
			weight, _ := p.Weight.Rat()
			entered, _ := p.Score.Rat()
			child = i
			t.nodes[i].weights, t.nodes[i].scores = append(t.nodes[i].weights, weight), append(t.nodes[i].scores, entered)
		}
		slot := len(t.nodes[i].scores) - 1
		if !p.Goal.IsZero() {
			sub, _ := score.Result().Goal(p.Goal.ID())
			t.grow(sub, child, slot)
			continue
		}
		if _, known := t.places[p.Indicator]; !known {
			t.places[p.Indicator] = nil
			t.order = append(t.order, p.Indicator)
		}
		if enters {
			t.places[p.Indicator] = append(t.places[p.Indicator], place{i, slot})
		}
	}
}

// unscored is the parent of a goal that enters nothing.
const unscored = -2

// entering returns what an indicator enters a node with.
func (n *node) entering(attainment *big.Rat) *big.Rat {
	switch {
	case n.lower != nil && attainment.Cmp(n.lower) < 0:
		return n.lower
	case n.upper != nil && attainment.Cmp(n.upper) > 0:
		return n.upper
	}
	return attainment
}

// with returns the score of the goal if the parts at some places had the attainment, all
// else as it is printed; nil where it would have none.
func (t *tree) with(at []place, attainment *big.Rat) *big.Rat {
	changed := map[int]map[int]*big.Rat{}
	put := func(node, at int, score *big.Rat) {
		if changed[node] == nil {
			changed[node] = map[int]*big.Rat{}
		}
		changed[node][at] = score
	}
	for _, p := range at {
		put(p.node, p.at, t.nodes[p.node].entering(attainment))
	}
	for len(changed) > 0 {
		last := -1
		for i := range changed {
			last = max(last, i)
		}
		n := &t.nodes[last]
		score := n.ifScored(changed[last])
		if last == 0 || score == nil {
			return score
		}
		delete(changed, last)
		put(n.parent, n.at, score)
	}
	return t.nodes[0].score
}

// slopes returns how much the score of the goal moves with each part of each node, nil
// where there is no such figure.
func (t *tree) slopes() [][]*big.Rat {
	out := make([][]*big.Rat, len(t.nodes))
	own := make([]*big.Rat, len(t.nodes)) // of the node itself
	for i := range t.nodes {
		n := &t.nodes[i]
		if n.score == nil || n.parent == unscored {
			continue
		}
		own[i] = big.NewRat(1, 1)
		if i > 0 {
			own[i] = out[n.parent][n.at]
		}
		out[i] = n.rule.Aggregator.Slopes(n.weights, n.scores, n.score)
		for k, slope := range out[i] {
			switch {
			case own[i] == nil || slope == nil:
				out[i][k] = nil
			default:
				out[i][k] = new(big.Rat).Mul(slope, own[i])
			}
		}
	}
	return out
}

// figureOf returns a fraction as a figure, none for nil.
func figureOf(r *big.Rat) zielkette.Figure { return zielkette.Round(r) }
