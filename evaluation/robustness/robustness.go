package robustness

import (
	"math/big"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
)

// Robustness is what is known of how sure the class of a goal is.
type Robustness struct {
	Score   evaluation.Score `json:"-"`
	Class   string           `json:"class"`            // by the rule of the goal, before floors; "" for none
	Label   zielkette.Text   `json:"label"`            // the class as it is printed
	Reason  Reason           `json:"reason,omitzero"`  // why there are no shares; "" where there are
	Shares  []ClassShare     `json:"shares,omitzero"`  // of all weightings of the goal's parts, the best class first
	Kept    zielkette.Figure `json:"kept"`             // of these the share of the class that the goal has
	Ordered Reason           `json:"ordered,omitzero"` // why there is no share in the order of the weights; "" where there is
	Order   []string         `json:"order,omitzero"`   // the titles of the parts, the heaviest first
	KeptIn  zielkette.Figure `json:"keptInOrder"`      // the share of the class among the weightings in that order
	Weights []WeightFlip     `json:"weights,omitzero"` // see [PartWeights]
	Values  []ValueFlip      `json:"values,omitzero"`  // see [Values]

	// Outside says that the score lies outside the range that its own rule gives to
	// indicators, because a part has a rule with other bounds.
	Outside bool `json:"outside,omitzero"`
}

// ClassShare is a class and the part of weightings under which a goal has it.
type ClassShare struct {
	Class string           `json:"class"` // "" for scores that no class takes
	Label zielkette.Text   `json:"label"`
	Share zielkette.Figure `json:"share"` // from 0 to 1
	Error zielkette.Figure `json:"error"` // the standard error of an estimate; none of an exact share
}

// Of tells how robust the class of a goal is. The zero handle gives none of it, with the
// reason [NoScore]. Cost: that of [PartWeights] and [Values], and of a table of n^2/4
// entries for each bound between classes, n the parts of the goal.
func Of(score evaluation.Score) Robustness {
	r := Robustness{Score: score}
	own, ok := score.Attainment().Rat()
	if !ok {
		r.Reason, r.Ordered = NoScore, NoScore
		return r
	}
	r.Weights, r.Values = PartWeights(score), Values(score)
	r.Outside = outside(score, own)
	classes, judged := classesOf(score)
	pool := PoolOf(score)
	if !judged {
		r.Reason, r.Ordered = unjudged(score), unjudged(score)
		return r
	}
	r.Class = classes.at(own)
	r.Label = classes.labels[r.Class]
	if !pool.mean() {
		r.Reason, r.Ordered = NoMean, NoMean
		return r
	}
	r.Shares = classes.shares(func(bound zielkette.Number) zielkette.Figure { return pool.Share(bound) }, pool)
	r.Kept = kept(r.Shares, r.Class)
	order, ok := pool.byWeight()
	if !ok {
		r.Ordered = NoOrder
		return r
	}
	for _, i := range order {
		r.Order = append(r.Order, pool.Parts[i].Title)
	}
	r.KeptIn = kept(classes.shares(func(bound zielkette.Number) zielkette.Figure { return pool.ShareInOrder(order, bound) }, pool), r.Class)
	return r
}

func kept(shares []ClassShare, class string) zielkette.Figure {
	for _, s := range shares {
		if s.Class == class {
			return s.Share
		}
	}
	return zielkette.Int(0).Figure()
}

// shares returns the share of every class: of each region between two bounds the share
// from the one on less that from the other on. Scores that are all alike are one class
// under every weighting; of others the bounds themselves have no share.
func (c *classes) shares(from func(bound zielkette.Number) zielkette.Figure, pool Pool) []ClassShare {
	_, scores := pool.exact()
	alike := true
	for _, s := range scores {
		alike = alike && s.Cmp(scores[0]) == 0
	}
	sums := map[string]*big.Rat{}
	add := func(class string, share *big.Rat) {
		if sums[class] == nil {
			sums[class] = new(big.Rat)
		}
		sums[class].Add(sums[class], share)
	}
	if alike {
		add(c.at(scores[0]), big.NewRat(1, 1))
	} else {
		beyond := new(big.Rat) // the share beyond the region
		for k := len(c.cuts); k >= 0; k-- {
			upTo := big.NewRat(1, 1)
			if k > 0 {
				upTo, _ = from(figureOf(c.cuts[k-1]).Number()).Rat()
			}
			add(c.ids[2*k], new(big.Rat).Sub(upTo, beyond))
			beyond = upTo
		}
	}
	var out []ClassShare
	listed := map[string]bool{}
	for i := len(c.ids) - 1; i >= 0; i-- {
		id := c.ids[i]
		if listed[id] {
			continue
		}
		listed[id] = true
		share := sums[id]
		if share == nil {
			share = new(big.Rat)
		}
		out = append(out, ClassShare{Class: id, Label: c.labels[id], Share: figureOf(share)})
	}
	return out
}

// outside reports whether a score lies outside the bounds of its own rule.
func outside(score evaluation.Score, own *big.Rat) bool {
	bounds := score.Rule().Bounds
	lower, hasLower := bounds[0].Rat()
	upper, hasUpper := bounds[1].Rat()
	return hasLower && own.Cmp(lower) < 0 || hasUpper && own.Cmp(upper) > 0
}
