package status

import (
	"math/big"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/problems"
)

// EnergyAward is the method of the European Energy Award: points reached in the external
// audit as a share of the points possible, more than 50 % award, more than 75 % gold.
// Source: Kreis Lippe, Projekt European Energy Award (https://www.kreis-lippe.de). That
// only measures which apply to the municipality count among the points possible is our
// reading of "possible points".
//
// It reads Value as the points reached, or the latest value of Series. The parameter
// possible has the points possible; without it they are 1, for a value that is a share,
// such as the score of a goal. The parameter bounds replaces the two shares, that of gold
// first. Classes: gold, award, participant. Figures: reached, possible, percent.
const EnergyAward = "energy-award"

var energyAward = method{
	id: EnergyAward,
	title: zielkette.Text{
		DE: "European Energy Award",
		EN: "European Energy Award",
	},
	classes: []class{
		{"gold", zielkette.Text{DE: "Gold", EN: "Gold"}, zielkette.Text{DE: "Mehr als {0} % der möglichen Punkte sind erreicht.", EN: "More than {0} % of the points possible are reached."}},
		{"award", zielkette.Text{DE: "Auszeichnung", EN: "Award"}, zielkette.Text{DE: "Mehr als {1} % der möglichen Punkte sind erreicht.", EN: "More than {1} % of the points possible are reached."}},
		{"participant", zielkette.Text{DE: "Teilnahme ohne Auszeichnung", EN: "Participant without award"}, zielkette.Text{DE: "Höchstens {1} % der möglichen Punkte sind erreicht.", EN: "At most {1} % of the points possible are reached."}},
	},
}

// awardRule is the method with its parameters.
type awardRule struct {
	method   method
	possible *big.Rat
	bounds   []*big.Rat // shares above which there is gold, and the award
}

func newEnergyAward(s Spec, list *problems.List) func(Case) Rating {
	a := awardRule{energyAward.with(s.Bounds), big.NewRat(1, 1), rats(s.Bounds)}
	if possible, ok := s.Possible.Rat(); ok {
		a.possible = possible
	}
	if a.possible.Sign() <= 0 {
		list.At("/possible", zielkette.CodeRange, s.Possible.String(),
			"die möglichen Punkte liegen über 0",
			"the points possible are more than 0")
	}
	return a.rate
}

// awardBounds are the published shares of the points possible.
var awardBounds = []string{"0.75", "0.5"}

// energyAwardCuts are the points above which there is the award, and gold.
func energyAwardCuts(s Spec, _ int) []zielkette.Number {
	var list problems.List
	possible := big.NewRat(1, 1)
	if p, ok := s.Possible.Rat(); ok {
		possible = p
	}
	var cuts []zielkette.Number
	for _, share := range rats(boundsOf("/bounds", s.Bounds, awardBounds, true, &list)) {
		cuts = append(cuts, zielkette.Round(share.Mul(share, possible)).Number())
	}
	return cuts
}

func energyAwardWords(s Spec, _ int, w *sentence) {
	w.text(filled(zielkette.Text{
		DE: "Auszeichnung über {1} %, Gold über {0} % der möglichen Punkte",
		EN: "award above {1}%, gold above {0}% of the points possible",
	}, s.Bounds))
	w.number("mögliche Punkte", "points possible", s.Possible)
}

func (a awardRule) rate(c Case) Rating {
	reached, ok := c.value().Rat()
	if !ok {
		return a.method.none(indicators.NoValue)
	}
	share := new(big.Rat).Quo(reached, a.possible)
	rank := 1
	for _, bound := range a.bounds {
		if share.Cmp(bound) > 0 {
			break
		}
		rank++
	}
	return a.method.rate(rank,
		exact("reached", "erreichte Punkte", "points reached", reached),
		exact("possible", "mögliche Punkte", "points possible", a.possible),
		exact("percent", "Anteil in Prozent", "share in percent", share.Mul(share, big.NewRat(100, 1))))
}
