package change

import (
	"fmt"
	"math/big"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
)

// Years is a change over several results, each compared with the next, as from year to
// year. The effects of a cause are the sums of those of the steps, so that they add up
// over any stretch of years. They are not those of [Between] the first and the last
// result, which divides the whole at once: see [Years.Note].
type Years struct {
	Steps []*Change // in order of time
	goals []Item
}

// Chain compares each result with the next. The error is that of [Between], whose message
// names the step, and a [zielkette.Problem] of the code [zielkette.CodeRequired] for fewer
// than two results.
func Chain(results ...*evaluation.Result) (*Years, error) {
	if len(results) < 2 {
		return nil, zielkette.Problem{Code: zielkette.CodeRequired, Message: zielkette.Text{
			DE: "mindestens zwei Ergebnisse angeben, die früheren zuerst",
			EN: "give at least two results, the earlier ones first",
		}}
	}
	y := &Years{}
	for i := range results[1:] {
		c, err := Between(results[i], results[i+1])
		if err != nil {
			return nil, fmt.Errorf("%d → %d: %w", i+1, i+2, err)
		}
		y.Steps = append(y.Steps, c)
	}
	last := y.Steps[len(y.Steps)-1]
	for item := range last.Goals() {
		if !item.now.IsZero() {
			y.goals = append(y.goals, y.sum(item))
		}
	}
	return y, nil
}

// Goals returns the goals of the last result. Before is how a goal stood in the first
// result, after in the last, each followed from step to step; the effects are the sums of
// those of the steps, where causes that some step cannot tell apart stand together.
// Without a before, and without effects, is a goal of which some step has none. Orders is
// 0: it belongs to a step.
func (y *Years) Goals() []Item {
	if y == nil {
		return nil
	}
	return y.goals
}

// Note says how the effects came about.
func (y *Years) Note() zielkette.Text {
	return zielkette.Text{
		DE: "Die Wirkungen sind von Ergebnis zu Ergebnis berechnet und zusammengezählt. Die ganze Zeit auf einmal zerlegt ergäbe andere Anteile, mit derselben Summe.",
		EN: "The effects are computed from each result to the next and added up. Dividing the whole time at once would give other shares with the same sum.",
	}
}

// sum adds up what became of a goal of the last result.
func (y *Years) sum(last Item) Item {
	out := last
	out.Orders, out.Beside, out.Effects, out.Difference, out.Before = 0, nil, nil, zielkette.Figure{}, Standing{}
	groups := singles(all)
	sums := [count]*big.Rat{}
	for i := range sums {
		sums[i] = new(big.Rat)
	}
	difference := new(big.Rat)
	whole := true
	item := last
	for i := len(y.Steps) - 1; i >= 0; i-- {
		if i < len(y.Steps)-1 {
			if item, _ = y.Steps[i].Goal(item.then.Goal().ID()); item.now.IsZero() {
				return out
			}
		}
		if item.then.IsZero() {
			return out
		}
		whole = whole && item.Effects != nil
		for _, e := range item.Effects {
			r, _ := e.Effect.Rat()
			difference.Add(difference, r)
			members := setOf(e.Causes)
			groups = join(groups, []set{members})
			for k := range sums {
				if members&(1<<k) != 0 {
					sums[k].Add(sums[k], r)
					break
				}
			}
		}
	}
	out.then, out.Before, out.Became = item.then, item.Before, nil
	if !whole {
		return out
	}
	out.Difference = zielkette.Round(difference)
	for _, members := range groups {
		sum := new(big.Rat)
		for k := range sums {
			if members&(1<<k) != 0 {
				sum.Add(sum, sums[k])
			}
		}
		out.Effects = append(out.Effects, Effect{members.causes(), zielkette.Round(sum)})
	}
	return out
}

// setOf is the set of causes.
func setOf(list []Cause) (s set) {
	for i := range causes {
		for _, c := range list {
			if c == causes[i].Word {
				s |= 1 << i
			}
		}
	}
	return s
}
