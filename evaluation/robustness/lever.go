package robustness

import (
	"math/big"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/module"
)

// Lever (Hebel) is what a goal would gain if an indicator beneath it met its target and
// nothing else changed.
type Lever struct {
	Indicator evaluation.Assessment `json:"indicator"`

	// Gain is the score that the goal would have with an attainment of 1, of a rating
	// with that of the best label, less the score it has; at least 0. There is none where
	// the goal has no score, before or then, and where it would take more than [MaxTried]
	// steps to tell.
	Gain   zielkette.Figure `json:"gain"`
	Reason Reason           `json:"reason,omitzero"` // why there is no gain; "" where there is
	Then   zielkette.Figure `json:"then"`            // the score that the goal would have

	// Value is what the indicator would have to come to: the target, of a corridor the
	// nearer bound; none where no single value tells, and for a rating, which names the
	// label. Exactly is false where the target is met only beyond the value.
	Value   zielkette.Figure `json:"value"`
	Exactly bool             `json:"exactly"`
	Rating  string           `json:"rating,omitzero"`

	// NotReported marks an indicator without a value: part of the gain is then that it
	// would be known.
	NotReported bool `json:"notReported"`

	// Effective is the effective weight, see [Weight]; none of what is not reported.
	Effective zielkette.Figure `json:"effective"`
}

// MaxTried is how many parts the goals above an indicator that are no arithmetic means may
// have together for its gain to be computed: all of them are put together anew for every
// indicator.
const MaxTried = 1_000

// Levers returns the levers of a goal, in the order of the document: the indicators
// beneath it that are scored, or could be and are only not reported. What does not apply
// and what the author withholds is left out, and so is what counts for nothing. nil for
// the zero handle. Cost: for each indicator, the goals above it, of which those that are no
// arithmetic means may have [MaxTried] parts (BenchmarkHostileEntries in evaluation/report).
func Levers(score evaluation.Score) []Lever {
	if score.IsZero() {
		return nil
	}
	t := treeOf(score)
	effective := map[evaluation.Assessment]zielkette.Figure{}
	if t.nodes[0].score != nil {
		for _, w := range t.weigh() {
			if w.Goal.IsZero() {
				effective[w.Indicator] = w.Effective
			}
		}
	}
	var out []Lever
	for _, a := range t.order {
		missing := a.State() == evaluation.NotReported
		if !reachable(a) || !missing && len(t.places[a]) == 0 {
			continue
		}
		l := Lever{Indicator: a, NotReported: missing, Effective: effective[a]}
		best := l.best()
		l.gain(score, best)
		l.Value, l.Exactly = nearestValue(a, best, true)
		out = append(out, l)
	}
	return out
}

// gain finds what a goal would gain if the indicator had an attainment.
func (l *Lever) gain(score evaluation.Score, attainment *big.Rat) {
	if l.Indicator.Steps(module.Reader{}) > MaxTried {
		l.Reason = TooMany
		return
	}
	then, _ := score.Result().Assuming(l.Indicator, figureOf(attainment)).Goal(score.Goal().ID())
	l.Then = then.Attainment()
	before, known := score.Attainment().Rat()
	after, ok := l.Then.Rat()
	if !known || !ok {
		l.Reason = NoScore
		return
	}
	if after.Sub(after, before); after.Sign() < 0 {
		after = new(big.Rat)
		l.Then = score.Attainment()
	}
	l.Gain = figureOf(after)
}

// reachable reports whether a target is in force that can be met: a direction has no end,
// and what the author withholds is not scored.
func reachable(a evaluation.Assessment) bool {
	target, ok := a.Target()
	if !ok || target.Withheld != "" || target.Shape == indicators.DirectionShape {
		return false
	}
	revision, inForce := a.Revision()
	return len(target.Labels) > 0 || len(target.Milestones) > 0 || inForce && !revision.Withdrawn
}

// best returns the best attainment that the target knows, and notes its label.
func (l *Lever) best() *big.Rat {
	target, _ := l.Indicator.Target()
	best := big.NewRat(1, 1)
	for i, label := range target.Labels {
		score, ok := label.Score.Rat()
		if ok && (i == 0 || score.Cmp(best) > 0) {
			best, l.Rating = score, label.Label
		}
	}
	return best
}
