package goals

import (
	"fmt"
	"math"
	"math/big"
	"math/bits"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/cents"
)

// Codes of the problems of money.
const (
	CodeShares zielkette.Code = "shares"         // shares of a measure that are not 1 together
	CodeAmount zielkette.Code = "amount"         // an amount that is not one of whole cents
	CodeEqual  zielkette.Code = "shares-assumed" // warning: no shares are stated, equal ones are assumed
)

// Share says that a part of a measure serves a goal; its money follows. Either
// all shares of a measure are stated, and are 1 together, or none is: then equal
// parts are assumed, and a warning says so.
type Share struct {
	Goal  string           `json:"goal"`           // id
	Share zielkette.Number `json:"share,omitzero"` // above 0, at most 1
}

// BudgetLine (Haushaltsansatz) is the money of a measure in one product and year,
// in euros to the cent. Income is negative. An amount left out is not known; it is
// never taken for 0. A line without either amount says nothing and is a problem.
type BudgetLine struct {
	Product string           `json:"product,omitzero"` // number of the product in the budget: "1.100.11.1.1.01"
	Year    int              `json:"year"`
	Planned zielkette.Number `json:"planned,omitzero"`
	Actual  zielkette.Number `json:"actual,omitzero"`
}

func (c *compiler) budget(here place, lines []BudgetLine) {
	type key struct {
		product string
		year    int
	}
	var seen set[key]
	for k := range c.list.Each(len(lines)) {
		line, there := &lines[k], here.in("budget", k)
		again := seen.add(key{line.Product, line.Year})
		switch {
		case line.Year < 1 || line.Year > 9999:
			c.fail(there.at("year"), zielkette.CodeRange, fmt.Sprint(line.Year),
				"das Jahr mit vier Ziffern angeben",
				"state the year with four digits")
		case again:
			c.fail(there, zielkette.CodeDuplicateID, pair(line.Product, " ", fmt.Sprint(line.Year)),
				"die Maßnahme nennt dieses Produkt und Jahr zweimal; die Zeilen zusammenzählen",
				"the measure has this product and year twice; add the lines up")
		}
		if line.Planned.IsZero() && line.Actual.IsZero() {
			c.fail(there.at("planned"), zielkette.CodeRequired, line.Product,
				`den geplanten ("planned") oder den tatsächlichen Betrag ("actual") angeben`,
				"state the planned or the actual amount")
		}
		c.amount(there.at("planned"), line.Planned)
		c.amount(there.at("actual"), line.Actual)
	}
}

func (c *compiler) amount(here place, n zielkette.Number) {
	if n.IsZero() {
		return
	}
	amount, ok := cents.Of(n)
	if !ok {
		c.fail(here, CodeAmount, n.String(),
			"ein Betrag steht in Euro mit höchstens zwei Stellen nach dem Komma und liegt unter 92 Billiarden",
			"an amount is in euros with at most two digits after the point, and below 92 thousand million million")
		return
	}
	size := uint64(max(amount, -amount))
	if amount == math.MinInt64 || c.money+size > math.MaxInt64 {
		c.fail(here, CodeAmount, n.String(),
			"alle Beträge einer Strategie bleiben zusammen unter 92 Billiarden Euro",
			"all amounts of a strategy together stay below 92 thousand million million euros")
		return
	}
	c.money += size
}

func (c *compiler) shares(here place, m *Measure) {
	stated, sound := 0, true
	var sum portions
	var seen set[string]
	for k := range c.list.Each(len(m.Serves)) {
		s, there := &m.Serves[k], here.in("serves", k)
		if _, ok := c.refer(there.at("goal"), s.Goal, noGoal, aGoal); ok && seen.add(s.Goal) {
			c.fail(there.at("goal"), zielkette.CodeDuplicateID, s.Goal,
				"die Maßnahme dient diesem Ziel schon; die Anteile zusammenzählen",
				"the measure serves this goal already; add the shares up")
		}
		if s.Share.IsZero() {
			continue
		}
		stated++
		units, ok := unitsOf(s.Share)
		if !ok || units == 0 {
			sound = false
			c.fail(there.at("share"), zielkette.CodeRange, s.Share.String(),
				"ein Anteil liegt über 0 und ist höchstens 1",
				"a share is above 0 and at most 1")
			continue
		}
		sum.add(units)
	}
	here = here.in("serves", whole)
	switch {
	case len(m.Serves) == 0 || !sound:
	case stated == 0 && len(m.Serves) > 1 && len(m.Budget) > 0:
		c.list.Warn(c.plan.pointer(here), CodeEqual, m.ID, zielkette.Text{
			DE: fmt.Sprintf("Die Anteile der %d Ziele am Geld der Maßnahme sind nicht angegeben; gleiche Anteile sind angenommen.", len(m.Serves)),
			EN: fmt.Sprintf("How the money of the measure divides among its %d goals is not stated; equal parts are assumed.", len(m.Serves)),
		})
	case stated > 0 && stated < len(m.Serves):
		c.fail(here, CodeShares, m.ID,
			"den Anteil für jedes Ziel angeben, dem die Maßnahme dient, oder für keines",
			"state the share of every goal the measure serves, or of none")
	case stated > 0 && sum.compare() != 0:
		c.fail(here, CodeShares, m.ID,
			"die Anteile ergeben zusammen 1, hier sind es "+sum.figure().Text(zielkette.German, -1),
			"the shares are 1 together, here they are "+sum.figure().Text(zielkette.English, -1))
	}
}

// portions adds up numbers from 0 to 1 exactly, in units of 10^-18.
type portions struct{ high, low uint64 }

const portion = 1_000_000_000_000_000_000 // one whole in units

// unitsOf returns a number from 0 to 1 in units; ok is false for any other number and
// for none.
func unitsOf(n zielkette.Number) (units uint64, ok bool) {
	coef, places, ok := n.Small()
	if !ok || coef < 0 {
		return 0, false
	}
	for ; places < zielkette.MaxPlaces; places++ {
		if coef > portion/10 {
			return 0, false
		}
		coef *= 10
	}
	return uint64(coef), coef <= portion
}

func (p *portions) add(units uint64) {
	var carry uint64
	p.low, carry = bits.Add64(p.low, units, 0)
	p.high += carry
}

// compare compares the sum with 1.
func (p *portions) compare() int {
	switch {
	case p.high > 0 || p.low > portion:
		return 1
	case p.low < portion:
		return -1
	}
	return 0
}

func (p *portions) figure() zielkette.Figure {
	sum := new(big.Int).SetUint64(p.high)
	return zielkette.NewFigure(sum.Add(sum.Lsh(sum, 64), new(big.Int).SetUint64(p.low)), zielkette.MaxPlaces)
}
