package chain

import (
	"github.com/shopspring/decimal"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/goals"
)

// Observed tells how far a goal or a result has come, as the share of the way
// from baseline to target (attainment); ok is false where nothing is known. Both
// it and a contribution are shares of the same change, so they compare.
type Observed func(node Node) (attainment decimal.Decimal, ok bool)

// Verdict says how a prediction and the observation compare.
type Verdict string

// The verdicts. A shortfall has one of two causes, which evaluation research
// keeps apart: what was planned was not done (implementation failure), or it was
// done and did not work as assumed (theory failure; Suchman, Evaluative Research,
// 1967). The chain does not prove that what was observed came from the measures.
const (
	NoObservation  Verdict = "no-observation"  // nothing is known of the goal
	NoPrediction   Verdict = "no-prediction"   // no measure is tied to it by links with a strength
	AsPredicted    Verdict = "as-predicted"    // at least as far as predicted
	DeliveryBehind Verdict = "delivery-behind" // less than predicted, and not more was done, as far as evidenced, than explains it
	EffectBehind   Verdict = "effect-behind"   // less than even what was done, as evidenced, should have brought
)

// Text returns the verdict as it is printed in a report.
func (v Verdict) Text() zielkette.Text {
	switch v {
	case NoObservation:
		return zielkette.Text{DE: "keine Messung", EN: "not observed"}
	case NoPrediction:
		return zielkette.Text{DE: "keine Vorhersage", EN: "no prediction"}
	case AsPredicted:
		return zielkette.Text{DE: "wie vorhergesagt oder besser", EN: "as predicted or better"}
	case DeliveryBehind:
		return zielkette.Text{DE: "Umsetzung zurück oder nicht belegt", EN: "delivery behind or not evidenced"}
	case EffectBehind:
		return zielkette.Text{DE: "umgesetzt, Wirkung bleibt zurück", EN: "delivered, but the effect falls short"}
	}
	return zielkette.Text{}
}

// Check holds what the chain predicted for one goal or result against what was
// observed.
type Check struct {
	Node      Node
	Planned   Contributions  // what the measures should have brought by the date, as planned
	Delivered Contributions  // the same by what is on record as done
	Evidence  goals.Evidence // the weakest grade the prediction rests on
	Verdict   Verdict
	observed  decimal.Decimal
	known     bool
}

// Observed returns the attainment observed; ok is false where there is none.
func (c Check) Observed() (attainment decimal.Decimal, ok bool) { return c.observed, c.known }

// Difference returns observed minus predicted as planned; ok is false where one
// of the two is missing.
func (c Check) Difference() (difference decimal.Decimal, ok bool) {
	planned, ok := c.Planned.Total()
	if !ok || !c.known {
		return decimal.Decimal{}, false
	}
	return c.observed.Sub(planned), true
}

// Reality checks the chain against the indicators: for every goal and result that
// something contributes to, what was predicted by the date, lags respected,
// against what was observed. The prediction takes every measure to act as planned;
// beside it stands what is evidenced as done. The error has the code
// [zielkette.CodeReference] without a date, [CodeTerms] as for [Chain.To]. Cost: that of
// [Chain.To], twice for each of them.
func (c *Chain) Reality(on zielkette.Date, observed Observed) ([]Check, error) {
	if on.IsZero() {
		return nil, fault(zielkette.CodeReference, "",
			"der Abgleich mit der Wirklichkeit braucht ein Datum",
			"a reality check needs a date")
	}
	var out []Check
	for v := int32(len(c.measures)); v < int32(c.Len()); v++ {
		if len(c.in.Next(v)) == 0 {
			continue
		}
		check := Check{Node: c.node(v)}
		var err error
		if check.Planned, err = c.To(check.Node.ID, View{On: on}); err != nil {
			return nil, err
		}
		if check.Delivered, err = c.To(check.Node.ID, View{On: on, Actual: true}); err != nil {
			return nil, err
		}
		check.observed, check.known = observed(check.Node)
		check.judge()
		out = append(out, check)
	}
	return out, nil
}

func (c *Check) judge() {
	rank := 0
	for i := range c.Planned.List {
		rank = weakest(rank, int(c.Planned.List[i].rank))
	}
	if rank > 0 {
		c.Evidence = grades[rank-1]
	}
	planned, ok := c.Planned.Total()
	delivered, _ := c.Delivered.Total()
	switch {
	case !ok:
		c.Verdict = NoPrediction
	case !c.known:
		c.Verdict = NoObservation
	case c.observed.Cmp(planned) >= 0:
		c.Verdict = AsPredicted
	case c.observed.Cmp(delivered) < 0:
		c.Verdict = EffectBehind
	default:
		c.Verdict = DeliveryBehind
	}
}
