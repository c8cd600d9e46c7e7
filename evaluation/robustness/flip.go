package robustness

import (
	"math/big"
	"slices"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
)

// Flip is the nearest place at which the class of a goal changes while one thing moves
// and all else stays as it is printed.
type Flip struct {
	To      string           `json:"to"`      // the other class, by its id; "" where a score beyond the bound has none
	Label   zielkette.Text   `json:"label"`   // the other class as it is printed
	Bound   zielkette.Number `json:"bound"`   // the bound of the classes that the score meets
	Reached bool             `json:"reached"` // the class changes at the place itself; otherwise only beyond it
	Down    bool             `json:"down"`    // the place is reached going down from what is now: beyond it is below it
}

// ValueFlip is the nearest value of an indicator at which the class of a goal changes.
type ValueFlip struct {
	Indicator  evaluation.Assessment `json:"indicator"`
	Reason     Reason                `json:"reason,omitzero"` // why there is none; "" where there is one
	Attainment zielkette.Figure      `json:"attainment"`      // at the place, not bounded
	Value      zielkette.Figure      `json:"value"`           // in the unit of the indicator; none where no single value has the attainment
	Rating     string                `json:"rating,omitzero"` // of a rating the label
	Flip
}

// WeightFlip is the nearest weight of a part of a goal at which its class changes: a
// share of the weight of all scored parts, the others rescaled to the rest.
type WeightFlip struct {
	ID     string           `json:"id"`
	Title  string           `json:"title"`
	Reason Reason           `json:"reason,omitzero"` // why there is none; "" where there is one
	Now    zielkette.Figure `json:"now"`             // the share that it has
	Share  zielkette.Figure `json:"share"`           // the share at which the class changes
	Flip
}

func (c *classes) flip(l landing) Flip {
	return Flip{To: l.class, Label: c.labels[l.class], Bound: figureOf(l.bound).Number(), Reached: l.reached, Down: l.down}
}

// Values returns for every scored indicator beneath a goal the nearest value at which the
// class of the goal changes, in the order of the document. The roll-up is inverted
// exactly at the printed figures of all other parts, and so to about 10^-12: both
// directions are searched and the nearer is given. Floors are left out, and so is
// coverage. An attainment beyond the bounds of a rule counts as the bound, and none is
// crossed by going further. nil where the goal has no score. Cost: for each indicator some
// steps where the goals on its way are arithmetic means, and else some passes over their
// parts, of which there may be [MaxSearched].
func Values(score evaluation.Score) []ValueFlip {
	if score.Attainment().IsZero() {
		return nil
	}
	t := treeOf(score)
	classes, judged := classesOf(score)
	var out []ValueFlip
	for _, a := range t.order {
		if len(t.places[a]) == 0 {
			continue
		}
		f := ValueFlip{Indicator: a, Reason: unjudged(score)}
		switch {
		case !judged:
		case slices.ContainsFunc(t.places[a], func(p place) bool { return !t.searched(p.node) }):
			f.Reason = TooMany
		default:
			f = t.valueFlip(a, &classes)
		}
		out = append(out, f)
	}
	return out
}

// valueFlip finds the nearest attainment of an indicator at which the class changes.
func (t *tree) valueFlip(a evaluation.Assessment, classes *classes) ValueFlip {
	places := t.places[a]
	now, _ := a.Attainment().Rat()
	c := crossing{classes, classes.region(t.nodes[0].score), func(x *big.Rat) *big.Rat { return t.with(places, x) }}
	var candidates []landing
	if low, high, only := a.Attainable(); only != nil {
		for _, attainment := range only {
			x, _ := attainment.Rat()
			if first, ok := c.crossed(c.score(x)); ok {
				candidates = append(candidates, landing{x, true, classes.at(c.score(x)), classes.edge(first, c.region), x.Cmp(now) < 0})
			}
		}
	} else {
		for _, step := range []int64{1, -1} {
			limit, _ := high.Rat()
			if step < 0 {
				limit, _ = low.Rat()
			}
			if l, ok := c.outward(now, t.ends(places, now, limit, step)); ok {
				candidates = append(candidates, l)
			}
		}
	}
	best := ValueFlip{Indicator: a, Reason: Never}
	var least *big.Rat
	for _, l := range candidates {
		f := ValueFlip{Indicator: a, Attainment: figureOf(l.x), Flip: classes.flip(l)}
		distance := new(big.Rat).Sub(l.x, now)
		distance.Abs(distance)
		f.Value, f.Reached = nearestValue(a, l.x, f.Reached)
		f.Rating = ratingOf(a, f.Attainment)
		if least == nil || distance.Cmp(least) < 0 {
			best, least = f, distance
		}
	}
	return best
}

// ends returns the attainments to search up to: the limit of what the target knows, or
// the outermost bound of the rules where the indicator enters, and without either steps
// that double.
func (t *tree) ends(places []place, now, limit *big.Rat, step int64) []*big.Rat {
	var end *big.Rat
	for _, p := range places {
		bound := t.nodes[p.node].upper
		if step < 0 {
			bound = t.nodes[p.node].lower
		}
		if bound == nil || limit != nil && limit.Cmp(bound)*int(step) < 0 {
			bound = limit
		}
		if bound == nil {
			var out []*big.Rat
			for k := range 40 {
				out = append(out, new(big.Rat).Add(now, new(big.Rat).SetInt64(step<<k)))
			}
			return out
		}
		if end == nil || bound.Cmp(end)*int(step) > 0 {
			end = bound
		}
	}
	if end == nil || end.Cmp(now)*int(step) <= 0 {
		return nil
	}
	return []*big.Rat{end}
}

// nearestValue returns the value that has an attainment, of several the one nearest to
// the value that counts.
func nearestValue(a evaluation.Assessment, attainment *big.Rat, reached bool) (value zielkette.Figure, exactly bool) {
	values, exactly := a.ValuesFor(attainment)
	if len(values) == 0 {
		return zielkette.Figure{}, reached
	}
	now, ok := a.Value().Rat()
	if !ok {
		return values[0], reached && exactly
	}
	distance := func(f zielkette.Figure) *big.Rat {
		r, _ := f.Rat()
		r.Sub(r, now)
		return r.Abs(r)
	}
	return slices.MinFunc(values, func(x, y zielkette.Figure) int { return distance(x).Cmp(distance(y)) }), reached && exactly
}

// ratingOf returns the label of a rating with an attainment.
func ratingOf(a evaluation.Assessment, attainment zielkette.Figure) string {
	target, _ := a.Target()
	for _, l := range target.Labels {
		if l.Score.Figure().Equal(attainment) {
			return l.Label
		}
	}
	return ""
}

// PartWeights returns for every scored part of a goal with a weight the nearest share of
// the weight at which the class of the goal changes, in the order of the document: the
// others are rescaled to the rest, both directions are searched and the nearer is given.
// Scores stay as they are printed; floors and coverage are left out. nil where the goal
// has no score. Cost: for each part some steps where the goal is an arithmetic mean, and
// else some passes over the parts, of which there may be [MaxSearched].
func PartWeights(score evaluation.Score) []WeightFlip {
	own, ok := score.Attainment().Rat()
	if !ok {
		return nil
	}
	classes, judged := classesOf(score)
	if judged {
		return PoolOf(score).flips(own, &classes)
	}
	out := PoolOf(score).weights()
	for i := range out {
		out[i].Reason = unjudged(score)
	}
	return out
}

// Lead returns for every part of a pool of differences the nearest share of the weight
// at which the first option falls behind or comes level, or draws ahead where it is not;
// see [Between]. To is "ahead", "level" or "behind". nil for a pool without weights, and
// for an aggregator that is no mean.
func (p Pool) Lead() []WeightFlip {
	if !p.mean() {
		return nil
	}
	weights, scores := p.exact()
	own := evaluation.Mean.Unrounded(weights, scores)
	c := classes{cuts: []*big.Rat{new(big.Rat)}, ids: []string{"behind", "level", "ahead"}, labels: leads}
	return p.flips(own, &c)
}

// leads are the places that an option can have against another.
var leads = map[string]zielkette.Text{
	"ahead":  {DE: "vorn", EN: "ahead"},
	"level":  {DE: "gleichauf", EN: "level"},
	"behind": {DE: "hinten", EN: "behind"},
}

// exact returns weights and scores of the parts that count.
func (p Pool) exact() (weights, scores []*big.Rat) {
	for _, part := range p.Parts {
		if !part.counts() {
			continue
		}
		weight, ok := part.Weight.Rat()
		if !ok {
			weight = big.NewRat(1, 1)
		}
		score, _ := part.Score.Rat()
		weights, scores = append(weights, weight), append(scores, score)
	}
	return weights, scores
}

// weights returns the parts with the shares that they have.
func (p Pool) weights() (out []WeightFlip) {
	weights, _ := p.exact()
	total := new(big.Rat)
	for _, w := range weights {
		total.Add(total, w)
	}
	for _, part := range p.Parts {
		if part.counts() {
			out = append(out, WeightFlip{ID: part.ID, Title: part.Title, Now: figureOf(new(big.Rat).Quo(weights[len(out)], total))})
		}
	}
	return out
}

func (p Pool) flips(own *big.Rat, classes *classes) []WeightFlip {
	out := p.weights()
	weights, scores := p.exact()
	weight, sum := new(big.Rat), new(big.Rat)
	for k, w := range weights {
		weight.Add(weight, w)
		sum.Add(sum, new(big.Rat).Mul(w, scores[k]))
	}
	for k := range out {
		f := &out[k]
		switch {
		case len(out) == 1:
			f.Reason = SinglePart
			continue
		case len(out) > MaxSearched && !isMean(p.Aggregator):
			f.Reason = TooMany
			continue
		}
		now := new(big.Rat).Quo(weights[k], weight)
		c := crossing{classes, classes.region(own), nil}
		breaks := []*big.Rat{new(big.Rat), big.NewRat(1, 1)}
		if isMean(p.Aggregator) { // a line from the mean of the others to the score of the part
			rest := new(big.Rat).Sub(weight, weights[k])
			mean := new(big.Rat).Mul(weights[k], scores[k])
			mean.Quo(mean.Sub(sum, mean), rest)
			slope := new(big.Rat).Sub(scores[k], mean)
			none, all := breaks[0], breaks[1]
			c.score = func(share *big.Rat) *big.Rat {
				switch { // nothing lies beyond the ends
				case share.Cmp(none) < 0:
					share = none
				case share.Cmp(all) > 0:
					share = all
				}
				score := new(big.Rat).Mul(share, slope)
				return score.Add(score, mean)
			}
		} else {
			others := rescaled(weights, k)
			c.score = func(share *big.Rat) *big.Rat { return p.Aggregator.Unrounded(others.with(share), scores) }
			if p.Aggregator == evaluation.Median { // the others jump at the ends alone
				breaks = others.breaks(scores)
			}
		}
		var least *big.Rat
		f.Reason = Never
		for _, step := range []int{1, -1} {
			var way []*big.Rat
			for _, b := range breaks {
				if b.Cmp(now)*step > 0 {
					way = append(way, b)
				}
			}
			if step < 0 {
				slices.Reverse(way)
			}
			l, ok := c.outward(now, way)
			if !ok {
				continue
			}
			distance := new(big.Rat).Sub(l.x, now)
			if distance.Abs(distance); least == nil || distance.Cmp(least) < 0 {
				f.Reason, f.Share, f.Flip, least = "", figureOf(l.x), classes.flip(l), distance
			}
		}
	}
	return out
}

// MaxSearched is of how many parts a goal that is no arithmetic mean is searched for the
// weights and values at which its class changes: every step of a search looks at all of
// them.
const MaxSearched = 40

// isMean reports whether an aggregator is the arithmetic mean.
func isMean(a evaluation.Aggregator) bool { return a == "" || a == evaluation.Mean }

// others are the weights beside that of one part.
type others struct {
	k       int
	weights []*big.Rat // sum to 1 without part k
}

func rescaled(weights []*big.Rat, k int) others {
	rest := new(big.Rat)
	for i, w := range weights {
		if i != k {
			rest.Add(rest, w)
		}
	}
	o := others{k, make([]*big.Rat, len(weights))}
	for i, w := range weights {
		o.weights[i] = new(big.Rat).Quo(w, rest)
	}
	return o
}

// with returns all weights where part k has a share.
func (o others) with(share *big.Rat) []*big.Rat {
	rest := new(big.Rat).Sub(big.NewRat(1, 1), share)
	out := make([]*big.Rat, len(o.weights))
	for i, w := range o.weights {
		if out[i] = share; i != o.k {
			out[i] = new(big.Rat).Mul(w, rest)
		}
	}
	return out
}

// breaks returns the shares at which a score can jump, in order: the ends, where a part
// or all others lose their weight, and where half of the weight is reached by the parts
// up to some score, which decides a median.
func (o others) breaks(scores []*big.Rat) []*big.Rat {
	one := big.NewRat(1, 1)
	out := []*big.Rat{new(big.Rat), one}
	order := identity(len(scores))
	slices.SortStableFunc(order, func(i, j int) int { return scores[i].Cmp(scores[j]) })
	half, sum := big.NewRat(1, 2), new(big.Rat)
	for _, i := range order {
		if i == o.k {
			continue
		}
		sum.Add(sum, o.weights[i])
		switch sum.Cmp(half) { // without part k: (1-p) sum = 1/2; with it: p + (1-p) sum = 1/2
		case 1:
			b := new(big.Rat).Quo(half, sum)
			out = append(out, b.Sub(one, b))
		case -1:
			b := new(big.Rat).Sub(half, sum)
			out = append(out, b.Quo(b, new(big.Rat).Sub(one, sum)))
		}
	}
	out = append(out, half) // where part k is the first of all
	slices.SortFunc(out, (*big.Rat).Cmp)
	return slices.CompactFunc(out, func(a, b *big.Rat) bool { return a.Cmp(b) == 0 })
}
