package evaluation

import (
	"cmp"
	"iter"
	"math/big"
	"slices"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/apportion"
	"gitlab.opencode.de/zielkette/zielkette/internal/module"
)

// IsZero reports whether the handle belongs to no result.
func (s Score) IsZero() bool { return s.result == nil }

func (s Score) standing() standing { return s.in().standing(s.i) }

// Goal returns the goal, the zero Node for the score of a theme and for the zero handle.
func (s Score) Goal() goals.Node {
	if s.IsZero() || s.result.model.theme(s.i) != nil {
		return goals.Node{}
	}
	return s.result.model.plan.At(int(s.i))
}

// Theme returns a copy of the theme; ok is false for the score of a goal and for the zero
// handle.
func (s Score) Theme() (theme goals.Theme, ok bool) {
	if t := s.in().model.theme(s.i); t != nil {
		return s.in().model.plan.Theme(t.ID)
	}
	return goals.Theme{}, false
}

// ID returns the id of the goal or the theme.
func (s Score) ID() string {
	if t := s.in().model.theme(s.i); t != nil {
		return t.ID
	}
	return s.Goal().ID()
}

// Title returns the title of the goal or the theme.
func (s Score) Title() string {
	if t := s.in().model.theme(s.i); t != nil {
		return t.Title
	}
	return s.Goal().Title()
}

// State tells what can be said of the goal or the theme.
func (s Score) State() State { return s.standing().state }

// Reason tells why there is no score, the zero Reason when there is one.
func (s Score) Reason() indicators.Reason { return s.standing().reason }

// Attainment (Zielerreichungsgrad) returns the score: the weighted mean of what
// lies beneath and has data, rounded once to [zielkette.Places] digits, half away from zero.
// There is none in any state but [Scored].
func (s Score) Attainment() zielkette.Figure {
	if s.standing().state != Scored {
		return zielkette.Figure{}
	}
	return s.in().score(s.i).figure()
}

// Coverage (Abdeckung) returns the share of the weight beneath that is scored,
// from 0 to 1, rounded as scores are. There is none where the goal has no
// parts, or none that apply; where nothing beneath is measured it is 0. See
// [Score.EnoughKnown] for whether it is enough to speak of the score.
func (s Score) Coverage() zielkette.Figure {
	if s.standing().coverage == noCoverage {
		return zielkette.Figure{}
	}
	return fixed{n: s.standing().coverage}.figure()
}

// Parts yields what the score is formed from, in the order of the document:
// the indicators of the goal, then the goals directly beneath.
func (s Score) Parts() iter.Seq[Part] {
	return func(yield func(Part) bool) {
		for _, p := range s.in().parts(int(s.i), true) {
			if !yield(p) {
				return
			}
		}
	}
}

// ReasonText returns the reason why there is no score as it is printed, in the
// author's own words where the author declares that the goal does not apply; ""
// when there is a score.
func (s Score) ReasonText(language zielkette.Language) string { return s.why().In(language) }

// Part is one indicator or goal in the pool of a goal; [Part.ID] and [Part.Title]
// serve for both.
type Part struct {
	Goal         goals.Node       `json:"goal,omitzero"`      // the goal beneath; its zero value for an indicator
	Link         goals.Link       `json:"link,omitzero"`      // the link to the indicator; its zero value for a goal
	Indicator    Assessment       `json:"indicator,omitzero"` // of the linked indicator
	State        State            `json:"state"`
	Weight       zielkette.Number `json:"weight"` // as it counts: by a method, or as stated, or 1
	Score        zielkette.Figure `json:"score"`  // as it enters the roll-up: of an indicator the bounded attainment
	Coverage     zielkette.Figure `json:"coverage"`
	Share        zielkette.Figure `json:"share"`        // of the weight that is scored, from 0 to 1; none while the part is not scored
	Contribution zielkette.Figure `json:"contribution"` // to the score of the goal; the contributions sum to it exactly
}

// ID returns the id of the goal or the indicator.
func (p Part) ID() string {
	if p.Goal.IsZero() {
		return p.Link.ID
	}
	return p.Goal.ID()
}

// Title returns the title of the goal or the indicator.
func (p Part) Title() string {
	if p.Goal.IsZero() {
		return p.Indicator.Title()
	}
	return p.Goal.Title()
}

// parts are those of a goal, divided into shares and contributions or not.
func (r *Result) parts(i int, divided bool) []Part {
	m := r.model
	g := &r.pools[i]
	if g.first == g.end {
		return nil
	}
	rule := &m.rules[g.rule]
	span := r.spanOf(int32(i))
	links, node := m.head(int32(i))
	parts := make([]Part, 0, g.end-g.first)
	entered := make([]fixed, g.end-g.first)
	children := slices.Collect(node.Children())
	for k := range int(g.end - g.first) {
		it := &r.items[int(g.first)+k]
		score, coverage, state := r.look(it, rule)
		p := Part{State: state}
		var stated zielkette.Number
		if it.ref >= 0 {
			p.Link, p.Indicator = links[k], Assessment{r, it.ref}
			stated = p.Link.Weight
		} else {
			p.Goal = children[k-len(links)]
			stated = p.Goal.Weight()
		}
		p.Weight = r.countsFor(int32(i), span, k, stated)
		if state == Scored {
			p.Score, p.Coverage, entered[k] = score.figure(), fixed{n: coverage}.figure(), score
		}
		parts = append(parts, p)
	}
	if divided && r.standing(int32(i)).state == Scored {
		r.apportion(g, rule.aggregate, parts, entered, r.score(int32(i)))
	}
	return parts
}

// countsFor returns how much part k of the pool of a goal counts for: as given after the
// evaluation, by a method, as stated, or 1.
func (r *Result) countsFor(goal int32, by *span, k int, stated zielkette.Number) zielkette.Number {
	if given, ok := r.givenWeight(goal, k); ok {
		return given
	}
	switch rule := &r.model.rules[r.pools[goal].rule]; {
	case by != nil:
		return by.weights[k]
	case !stated.IsZero() && rule.Weights != Equal:
		return stated
	}
	return zielkette.Int(1)
}

// Weights yields the goals directly beneath with their weights as of [Part.Weight], for
// the packages of this module: without the shares, which cost more.
func (s Score) Weights(module.Reader) iter.Seq2[goals.Node, zielkette.Number] {
	return func(yield func(goals.Node, zielkette.Number) bool) {
		r := s.in()
		g, span := &r.pools[s.i], r.spanOf(s.i)
		k := 0
		for g.first+int32(k) < g.end && r.items[int(g.first)+k].ref >= 0 {
			k++
		}
		for child := range s.Goal().Children() {
			if !yield(child, r.countsFor(s.i, span, k, child.Weight())) {
				return
			}
			k++
		}
	}
}

// apportion divides the weight and the score of a goal among its scored parts. A
// contribution is s * dF/ds of the part's score s and the goal's score F. Contributions
// and shares are cut to 12 places so that they sum exactly to the whole.
func (r *Result) apportion(g *goal, a *aggregator, parts []Part, fixed []fixed, score fixed) {
	if r.apportionSmall(g, a, parts, fixed, score) {
		return
	}
	var at []int
	var ids []string
	var scored []weighted
	for k := range parts {
		if w := r.weight(g, k); parts[k].State == Scored {
			at = append(at, k)
			ids = append(ids, parts[k].id())
			scored = append(scored, weighted{w, fixed[k]})
		}
	}
	shares := make([]*big.Int, len(scored))
	for i, p := range scored {
		shares[i] = new(big.Int).Mul(p.weight, bigUnit)
	}
	for i, units := range apportion.Units(bigUnit, shares, total(scored), ids) {
		parts[at[i]].Share = fixedOf(units).figure()
	}
	numerators, denominator := a.contribute(scored, score)
	for i, units := range apportion.Units(score.big(), numerators, denominator, ids) {
		parts[at[i]].Contribution = fixedOf(units).figure()
	}
}

// apportionSmall is apportion for the arithmetic mean of figures that fit a word and are
// not negative, as nearly all are.
func (r *Result) apportionSmall(g *goal, a *aggregator, parts []Part, entered []fixed, score fixed) bool {
	if !a.linear || g.wide != nil || score.wide != nil {
		return false
	}
	if p := &parts[0]; len(parts) == 1 && p.State == Scored && r.items[g.first].weight > 0 { // it brings the whole
		p.Share, p.Contribution = fixed{n: unit}.figure(), score.figure()
		return true
	}
	at := make([]int, 0, len(parts))
	numbers := make([]uint64, 2*len(parts))
	weights, scores := numbers[:0:len(parts)], numbers[len(parts):len(parts)]
	sum := uint64(0)
	for k := range parts {
		if parts[k].State != Scored {
			continue
		}
		weight := r.items[int(g.first)+k].weight
		if entered[k].wide != nil || entered[k].n < 0 || weight < 0 {
			return false
		}
		at = append(at, k)
		weights, scores = append(weights, uint64(weight)), append(scores, uint64(entered[k].n))
		sum += uint64(weight)
	}
	if sum == 0 {
		return false
	}
	tie := func(i, j int) int { return cmp.Compare(parts[at[i]].id(), parts[at[j]].id()) }
	for i, n := range apportion.Small(unit, weights, nil, sum, tie) {
		parts[at[i]].Share = fixed{n: n}.figure()
	}
	for i, n := range apportion.Small(score.n, weights, scores, sum, tie) {
		parts[at[i]].Contribution = fixed{n: n}.figure()
	}
	return true
}

// id returns the id of the goal or indicator; parts are told apart by it where
// nothing else decides.
func (p Part) id() string {
	if p.Goal.IsZero() {
		return p.Link.ID + " " + p.Link.Target + " " + p.Link.Area
	}
	return p.Goal.ID()
}

func (s Score) why() zielkette.Text {
	if s.Reason() == indicators.DeclaredSo {
		return both(s.Goal().NotApplicable())
	}
	return s.Reason().Words()
}

// both is a text of the author, which stands as it is in either language.
func both(text string) zielkette.Text { return zielkette.Text{DE: text, EN: text} }
