package status

import (
	"math/big"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
)

// EnergyAward is the rule of the European Energy Award: points reached in the
// external audit as a share of the points possible, more than 50 % award, more than
// 75 % gold. Source: Kreis Lippe, Projekt European Energy Award
// (https://www.kreis-lippe.de). That only measures which apply to the municipality
// count among the points possible is our reading of "possible points".
//
// It reads Value as the points reached, or the latest value of Series.
type EnergyAward struct {
	Possible zielkette.Number // points possible; none is 1: the value is a share, such as the score of a goal; 100: a percentage
}

var energyAward = method{
	id: "energy-award",
	title: zielkette.Text{
		DE: "European Energy Award",
		EN: "European Energy Award",
	},
	classes: []class{
		{"gold", zielkette.Text{DE: "Gold", EN: "Gold"}, zielkette.Text{DE: "Mehr als 75 % der möglichen Punkte sind erreicht.", EN: "More than 75 % of the points possible are reached."}},
		{"award", zielkette.Text{DE: "Auszeichnung", EN: "Award"}, zielkette.Text{DE: "Mehr als 50 % der möglichen Punkte sind erreicht.", EN: "More than 50 % of the points possible are reached."}},
		{"participant", zielkette.Text{DE: "Teilnahme ohne Auszeichnung", EN: "Participant without award"}, zielkette.Text{DE: "Höchstens 50 % der möglichen Punkte sind erreicht.", EN: "At most 50 % of the points possible are reached."}},
	},
}

// Rate returns class "gold", "award" or "participant". Figures: reached, possible,
// percent. No points possible, or fewer than none, give no rating.
func (e EnergyAward) Rate(c Case) Rating {
	reached, ok := c.value().Rat()
	if !ok {
		return energyAward.none(NoValue)
	}
	possible, ok := e.Possible.Rat()
	if !ok {
		possible = big.NewRat(1, 1)
	}
	figures := []Figure{
		exact("reached", "erreichte Punkte", "points reached", reached),
		exact("possible", "mögliche Punkte", "points possible", possible),
	}
	if possible.Sign() <= 0 {
		return energyAward.none(NoBounds, figures...)
	}
	share := new(big.Rat).Quo(reached, possible)
	figures = append(figures, exact("percent", "Anteil in Prozent", "share in percent", new(big.Rat).Mul(share, big.NewRat(100, 1))))
	switch {
	case share.Cmp(big.NewRat(3, 4)) > 0:
		return energyAward.rate(1, figures...)
	case share.Cmp(big.NewRat(1, 2)) > 0:
		return energyAward.rate(2, figures...)
	}
	return energyAward.rate(3, figures...)
}
