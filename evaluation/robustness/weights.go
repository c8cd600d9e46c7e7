package robustness

import (
	"math/big"
	"slices"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/internal/apportion"
	"gitlab.opencode.de/zielkette/zielkette/internal/round"
)

// Weight is what a goal or an indicator beneath a goal weighs for it in the end.
type Weight struct {
	Goal      goals.Node            `json:"goal,omitzero"` // the zero Node for an indicator
	Indicator evaluation.Assessment `json:"indicator,omitzero"`

	// Effective (wirksames Gewicht) is how much the score moves with the score of this
	// part: the product of the shares along the way, and where a score is no mean its
	// partial derivative at the printed figures, of minimum and median 0 where the part
	// does not decide. An indicator that counts in several places has their sum. There is
	// none where the slope has no bound, of the only part of 0 in a geometric mean.
	Effective zielkette.Figure `json:"effective"`
}

// ID returns the id of the goal or the indicator.
func (w Weight) ID() string {
	if w.Goal.IsZero() {
		return w.Indicator.ID()
	}
	return w.Goal.ID()
}

// Title returns the title of the goal or the indicator.
func (w Weight) Title() string {
	if w.Goal.IsZero() {
		return w.Indicator.Title()
	}
	return w.Goal.Title()
}

// Weights returns what everything beneath a goal weighs for it that is scored and has a
// weight: first the goals, in pre-order, then the indicators in the order of the
// document. Where every roll-up on the way is a mean, or a minimum or median, the
// effective weights of the indicators sum to exactly 1: they are cut to
// [zielkette.Places] digits by largest remainder. nil for a goal without a score. Cost:
// linear in what lies beneath.
func Weights(score evaluation.Score) []Weight {
	if score.Attainment().IsZero() {
		return nil
	}
	return treeOf(score).weigh()
}

func (t *tree) weigh() (out []Weight) {
	slopes := t.slopes()
	for i := 1; i < len(t.nodes); i++ {
		if n := &t.nodes[i]; n.parent >= 0 && n.score != nil {
			out = append(out, Weight{Goal: n.goal, Effective: figureOf(slopes[n.parent][n.at])})
		}
	}
	var sums []*big.Rat
	var ids []string
	first := len(out)
	for _, a := range t.order {
		places := t.places[a]
		if len(places) == 0 {
			continue
		}
		parts := make([]*big.Rat, len(places))
		for i, p := range places {
			parts[i] = slopes[p.node][p.at]
		}
		weight, sum := Weight{Indicator: a}, new(big.Rat)
		if !slices.Contains(parts, nil) {
			sum = sumOf(parts)
			weight.Effective = figureOf(sum)
		}
		out = append(out, weight)
		sums, ids = append(sums, sum), append(ids, a.ID()+" "+a.Area())
	}
	if one := big.NewRat(1, 1); t.shared() || sumTo(one, sums) {
		for i, share := range apportion.To(one, sums, ids, zielkette.Places) {
			number, _ := zielkette.NumberOf(share)
			out[first+i].Effective = number.Figure()
		}
	}
	return out
}

// shared reports whether each score is moved by its parts as by shares of a whole, so that
// the slopes of the indicators sum to 1.
func (t *tree) shared() bool {
	return !slices.ContainsFunc(t.nodes, func(n node) bool { return n.score != nil && n.rule.Aggregator.Vetoes() })
}

// sumTo reports whether fractions sum exactly to another. Those that do not are mostly told
// by a sum of them rounded, which takes a time in proportion to them: the denominator of the
// exact sum can grow with each.
func sumTo(whole *big.Rat, parts []*big.Rat) bool {
	const places = zielkette.Places
	missing := round.Units(whole, places)
	for _, p := range parts {
		missing.Sub(missing, round.Units(p, places))
	}
	return missing.CmpAbs(big.NewInt(int64(len(parts)))) <= 0 && sumOf(parts).Cmp(whole) == 0
}

// sumOf adds fractions by halves, so that long denominators meet only at the end.
func sumOf(parts []*big.Rat) *big.Rat {
	switch half := len(parts) / 2; len(parts) {
	case 0:
		return new(big.Rat)
	case 1:
		return parts[0]
	default:
		return new(big.Rat).Add(sumOf(parts[:half]), sumOf(parts[half:]))
	}
}
