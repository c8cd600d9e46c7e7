package chain

import (
	"math/big"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/internal/words"
)

// maxWork is the number of nodes that a check of the whole chain looks at.
const maxWork = 1 << 24

// Verdict says how a prediction and the observation compare.
type Verdict string

// The verdicts. A shortfall has one of two causes, which evaluation research
// keeps apart: what was planned was not done (implementation failure), or it was
// done and did not work as assumed (theory failure; Suchman, Evaluative Research,
// 1967). The chain does not prove that what was observed came from the measures.
const (
	NoObservation  Verdict = "no-observation"  // nothing is known of the goal
	NoPrediction   Verdict = "no-prediction"   // no measure is tied to it by links with a strength
	AsPredicted    Verdict = "as-predicted"    // at least as far as predicted; that does not say why
	DeliveryBehind Verdict = "delivery-behind" // less than predicted, and not more was done, as far as evidenced, than explains it
	EffectBehind   Verdict = "effect-behind"   // less than even what was done, as evidenced, should have brought
)

var verdicts = words.Set[Verdict, struct{}]{
	{Word: NoObservation, Text: zielkette.Text{DE: "keine Messung", EN: "not observed"}},
	{Word: NoPrediction, Text: zielkette.Text{DE: "keine Vorhersage", EN: "no prediction"}},
	{Word: AsPredicted, Text: zielkette.Text{DE: "gemessen ist mindestens so viel, wie die Kette erklärt", EN: "at least as much is observed as the chain explains"}},
	{Word: DeliveryBehind, Text: zielkette.Text{DE: "Umsetzung zurück oder nicht belegt", EN: "delivery behind or not recorded"}},
	{Word: EffectBehind, Text: zielkette.Text{DE: "umgesetzt, Wirkung bleibt zurück", EN: "delivered, but the effect falls short"}},
}

// Text returns the verdict as it is printed in a report.
func (v Verdict) Text() zielkette.Text { return verdicts.Text(v) }

// Check holds what the chain predicted for one goal or result against what was
// observed.
type Check struct {
	Node       Node             `json:"node"`
	Planned    Contributions    `json:"planned"`           // what the measures should have brought by the date, as planned
	Delivered  Contributions    `json:"delivered"`         // the same by what is on record as done
	Observed   zielkette.Figure `json:"observed"`          // the attainment observed; none where there is none
	Difference zielkette.Figure `json:"difference"`        // observed minus predicted as planned; none where one of the two is missing
	Explained  zielkette.Figure `json:"explained"`         // share of the observed that the prediction as planned explains, from 0 to 1; none unless at least as much is observed as predicted, and anything
	Evidence   goals.Evidence   `json:"evidence,omitzero"` // the weakest grade the prediction rests on
	Verdict    Verdict          `json:"verdict"`
}

// Reality checks the chain against the indicators: for every goal and result that
// something contributes to, what was predicted by the date, lags respected,
// against what was observed. The prediction takes every measure to act as planned;
// beside it stands what is evidenced as done.
//
// observed tells how far a goal or a result has come, as the share of the way from
// baseline to target (attainment), or gives no figure where nothing is known. Both it
// and a contribution are shares of the same change, so that they compare.
//
// The error has the code [zielkette.CodeReference] without a date, [CodeTerms] as for
// [Chain.To], and [zielkette.CodeRange] for a chain in which so much leads to so many
// goals and results that more than 16 million nodes would be looked at: ask for single
// goals there. Cost: that of [Chain.To], twice for each of them.
func (c *Chain) Reality(on zielkette.Date, observed func(Node) zielkette.Figure) ([]Check, error) {
	c = c.or()
	if on.IsZero() {
		return nil, fault(zielkette.CodeReference, "",
			"der Abgleich mit der Wirklichkeit braucht ein Datum",
			"a reality check needs a date")
	}
	var asked []int32
	work := 0
	for v := int32(len(c.measures)); v < int32(c.len()); v++ {
		if len(c.in.Next(v)) == 0 {
			continue
		}
		if work += c.cone(v, &c.in).size; work > maxWork {
			return nil, fault(zielkette.CodeRange, c.id(v),
				"auf so viele Ziele und Ergebnisse führt so viel hin, dass der Abgleich aller zu lange dauert; einzelne Ziele abfragen",
				"so much leads to so many goals and results that checking all takes too long; ask for single goals")
		}
		asked = append(asked, v)
	}
	var out []Check
	for _, v := range asked {
		check, cone := Check{Node: c.node(v)}, c.cone(v, &c.in)
		var err error
		if check.Planned, err = c.flow(c.up(v, View{On: on}), cone); err != nil {
			return nil, err
		}
		if check.Delivered, err = c.flow(c.up(v, View{On: on, Actual: true}), cone); err != nil {
			return nil, err
		}
		check.Observed = observed(check.Node)
		check.judge()
		out = append(out, check)
	}
	return out, nil
}

func (c *Check) judge() {
	rank := uint8(0)
	for i := range c.Planned.List {
		if e := &c.Planned.List[i]; rank == 0 || e.rank < rank {
			rank, c.Evidence = e.rank, e.Evidence()
		}
	}
	planned, delivered := c.Planned.sum(), c.Delivered.sum()
	observed, known := c.Observed.Rat()
	if planned != nil && known {
		c.Difference = zielkette.Round(new(big.Rat).Sub(observed, planned))
		if observed.Sign() > 0 && observed.Cmp(planned) >= 0 {
			share := new(big.Rat)
			if planned.Sign() > 0 { // a prediction of harm explains no progress
				share.Quo(planned, observed)
			}
			c.Explained = zielkette.Round(share)
		}
	}
	switch {
	case planned == nil:
		c.Verdict = NoPrediction
	case !known:
		c.Verdict = NoObservation
	case observed.Cmp(planned) >= 0:
		c.Verdict = AsPredicted
	case delivered != nil && observed.Cmp(delivered) < 0:
		c.Verdict = EffectBehind
	default:
		c.Verdict = DeliveryBehind
	}
}
