package evaluation

import (
	"math/big"

	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/round"
)

// The general tier: numbers of any size and every aggregator.

// settle notes what was found out about a measured indicator.
func (e *evaluator) settle(i int32, o outcome) {
	if o.wide != nil {
		if e.wide == nil {
			e.wide = map[int32]*big.Int{}
		}
		e.wide[i] = o.wide
	}
	e.findings[i] = o.finding
}

// settleGoal notes where a goal stands; the score counts while it is Scored.
func (e *evaluator) settleGoal(i int32, s standing, score fixed) {
	if e.changes != nil {
		e.changes.goals[i] = changedGoal{s, score}
		return
	}
	s.score = score.n
	if s.state == Scored && (score.wide != nil || score.n == isWide) {
		if e.tall == nil {
			e.tall = map[int32]*big.Int{}
		}
		s.score, e.tall[i] = isWide, score.big()
	}
	e.goals[i] = s
}

// The readers of an evaluation look at what has changed first.

func (e *evaluator) finding(i int32) finding {
	if e.changes != nil {
		if c, ok := e.changes.findings[i]; ok {
			return c.finding
		}
	}
	return e.findings[i]
}

func (e *evaluator) attainment(i int32) fixed {
	if e.changes != nil {
		if c, ok := e.changes.findings[i]; ok {
			return c.attainment()
		}
	}
	return outcome{e.findings[i], e.wide[i]}.attainment()
}

func (e *evaluator) standing(i int32) standing {
	if e.changes != nil {
		if c, ok := e.changes.goals[i]; ok {
			return c.standing
		}
	}
	return e.goals[i]
}

func (e *evaluator) score(i int32) fixed {
	if e.changes != nil {
		if c, ok := e.changes.goals[i]; ok {
			return c.score
		}
	}
	if e.goals[i].score == isWide {
		return fixed{wide: e.tall[i]}
	}
	return fixed{n: e.goals[i].score}
}

// weight returns the weight of item k of the pool of a goal.
func (e *evaluator) weight(g *goal, k int) *big.Int {
	if g.wide != nil {
		return g.wide.weights[k]
	}
	return big.NewInt(e.items[int(g.first)+k].weight)
}

// look returns score, coverage and state of an item. The score of an indicator is
// bounded.
func (e *evaluator) look(it *item, r *rule) (score fixed, coverage int64, state State) {
	if it.ref < 0 {
		s := e.standing(^it.ref)
		return e.score(^it.ref), s.coverage, s.state
	}
	state = e.finding(it.ref).state
	switch {
	case it.notApplicable:
		return fixed{}, 0, NotApplicable
	case state == Scored:
		return r.bound(e.attainment(it.ref)), unit, Scored
	}
	return fixed{}, 0, state
}

// rollUpAny forms the standing of the goal at position i.
func (e *evaluator) rollUpAny(i int32) {
	g := &e.pools[i]
	r := &e.model.rules[g.rule]
	items := e.items[g.first:g.end]
	switch {
	case g.notApplicable:
		e.settleGoal(i, standing{state: NotApplicable, reason: indicators.DeclaredSo, coverage: noCoverage}, fixed{})
		return
	case len(items) == 0:
		e.settleGoal(i, standing{state: Unmeasured, reason: indicators.NothingBeneath, coverage: noCoverage}, fixed{})
		return
	}
	coverages, applicable := new(big.Int), new(big.Int)
	var scored []weighted
	worst := Unmeasured
	anyApplicable := false
	for k := range items {
		score, coverage, state := e.look(&items[k], r)
		if state == NotApplicable {
			continue
		}
		anyApplicable = true
		w := e.weight(g, k)
		applicable.Add(applicable, w)
		switch {
		case w.Sign() == 0:
		case state == Scored:
			scored = append(scored, weighted{w, score})
			coverages.Add(coverages, new(big.Int).Mul(w, big.NewInt(coverage)))
		default:
			worst = graver(worst, state)
		}
	}
	s := standing{coverage: noCoverage}
	if applicable.Sign() > 0 {
		s.coverage = round.Quo(coverages, applicable).Int64()
	}
	var score fixed
	if s = s.settle(r, anyApplicable, len(scored) > 0, worst); s.state == Scored {
		var ok bool
		if score, ok = r.aggregate.aggregate(scored); !ok {
			s.state, s.reason = Withheld, indicators.NegativeScore
		}
	}
	e.settleGoal(i, s, score)
}
