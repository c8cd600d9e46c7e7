package goals

import (
	"fmt"
	"math"
	"math/big"
	"math/bits"
	"slices"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/cents"
	"gitlab.opencode.de/zielkette/zielkette/internal/words"
	"gitlab.opencode.de/zielkette/zielkette/internal/years"
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

// BudgetLine (Haushaltsansatz) is the money of a measure in one product and year, from
// one source and for one use, in euros to the cent. Income is negative. An amount left
// out is not known; it is never taken for 0. A line without either amount says nothing
// and is a problem.
//
// Lines of the same product, year, funds and use state the same money as it became known
// on different days: the plan when the budget was adopted, the spending when the accounts
// were closed, a figure revised. [Measure.BudgetAt] picks what holds.
type BudgetLine struct {
	Product string           `json:"product,omitzero"` // number of the product in the budget: "1.100.11.1.1.01"
	Year    int              `json:"year"`
	Funds   Funds            `json:"funds,omitzero"` // whose money it is; none is not stated
	Use     Use              `json:"use,omitzero"`   // investment or running costs; none is not stated
	Planned zielkette.Number `json:"planned,omitzero"`
	Actual  zielkette.Number `json:"actual,omitzero"`
	Known   zielkette.Date   `json:"known,omitzero"` // when the amounts of the line became known
	Source  zielkette.Source `json:"source,omitzero"`
}

// Funds (Mittelherkunft) tells whose money pays.
type Funds string

// Whose money it is. An expense that two pay for is two lines.
const (
	OwnFunds    Funds = "own"         // of the municipality, loans included
	Grants      Funds = "grant"       // of the EU, the federation, a state, a foundation, for this purpose
	OthersFunds Funds = "third-party" // of others who take part: owners, associations, companies
)

var funds = words.Set[Funds, struct{}]{
	{Word: OwnFunds, Text: zielkette.Text{DE: "Eigenmittel", EN: "own funds"}},
	{Word: Grants, Text: zielkette.Text{DE: "Fördermittel", EN: "grants"}},
	{Word: OthersFunds, Text: zielkette.Text{DE: "Mittel Dritter", EN: "third-party funds"}},
}

// Text returns whose money it is as it is printed in a report.
func (f Funds) Text() zielkette.Text { return funds.Text(f) }

// Use (Verwendung) tells what the money is for.
type Use string

// What money is for.
const (
	Investment   Use = "investment" // Investition: what is built or bought for years
	RunningCosts Use = "running"    // laufender Aufwand: what comes anew every year
)

var uses = words.Set[Use, struct{}]{
	{Word: Investment, Text: zielkette.Text{DE: "Investition", EN: "investment"}},
	{Word: RunningCosts, Text: zielkette.Text{DE: "laufende Kosten", EN: "running costs"}},
}

// Text returns the use as it is printed in a report.
func (u Use) Text() zielkette.Text { return uses.Text(u) }

// entry is what lines have in common that state the same money.
type entry struct {
	product string
	year    int
	funds   Funds
	use     Use
}

func (l *BudgetLine) entry() entry { return entry{l.Product, l.Year, l.Funds, l.Use} }

// BudgetAt returns the money of the measure as it stood at the end of a date and as it
// was known at the end of another, one line for each product, year, funds and use, in
// the order of the document.
//
// What was planned holds from the day it became known; what was spent holds when its year
// is over by the as-of date or when it was known by then, as spent so far. Of several
// amounts that hold, the one that became known last is taken. Without an as-of date
// everything holds. Without a known-on date nothing is hidden; with one, what has no day
// on which it became known is, as it is for observations. A line of which no amount holds
// is left out. Cost: linear in the lines.
func (m Measure) BudgetAt(asOf, knownOn zielkette.Date) []BudgetLine {
	return linesAt(m.Budget, asOf, knownOn, (*BudgetLine).entry, func(l *BudgetLine) stated {
		return stated{l.Year, &l.Known, &l.Planned, &l.Actual}
	})
}

// Posts (Stellen) are the people a measure takes in a year, beside its money: full-time
// equivalents. A number left out is not known. Their pay, where it is on record, stands
// in the budget. Several lines of the same year and funds became known on different days,
// as for a [BudgetLine].
type Posts struct {
	Year    int              `json:"year"`
	Funds   Funds            `json:"funds,omitzero"` // whose money pays them; none is not stated
	Planned zielkette.Number `json:"planned,omitzero"`
	Actual  zielkette.Number `json:"actual,omitzero"` // filled
	Known   zielkette.Date   `json:"known,omitzero"`  // when the numbers of the line became known
	Source  zielkette.Source `json:"source,omitzero"`
}

func (l *Posts) entry() entry { return entry{year: l.Year, funds: l.Funds} }

// StaffAt returns the posts of the measure as they stood at a date and were known on
// another, by the rules of [Measure.BudgetAt].
func (m Measure) StaffAt(asOf, knownOn zielkette.Date) []Posts {
	return linesAt(m.Staff, asOf, knownOn, (*Posts).entry, func(l *Posts) stated {
		return stated{l.Year, &l.Known, &l.Planned, &l.Actual}
	})
}

// stated is what a line states and when it became known.
type stated struct {
	year            int
	known           *zielkette.Date
	planned, actual *zielkette.Number
}

// linesAt picks the amounts that hold at two dates, one line for each entry.
func linesAt[L any](lines []L, asOf, knownOn zielkette.Date, entryOf func(*L) entry, of func(*L) stated) []L {
	type taken struct {
		at              int            // position of the line among those returned
		planned, actual zielkette.Date // when the amounts taken became known
	}
	out := make([]L, 0, len(lines))
	held := make(map[entry]*taken, len(lines))
	for i := range lines {
		line := lines[i]
		s := of(&line)
		if !knownOn.IsZero() && !s.known.By(knownOn) {
			continue
		}
		if !asOf.IsZero() {
			soon := s.known.By(asOf)
			if !soon && !s.known.IsZero() {
				*s.planned = zielkette.Number{}
			}
			if !soon && !years.Over(s.year, asOf) {
				*s.actual = zielkette.Number{}
			}
		}
		if s.planned.IsZero() && s.actual.IsZero() {
			continue
		}
		before, ok := held[entryOf(&line)]
		if !ok {
			held[entryOf(&line)] = &taken{len(out), *s.known, *s.known}
			out = append(out, line)
			continue
		}
		to := of(&out[before.at])
		later(to.planned, s.planned, &before.planned, *s.known)
		later(to.actual, s.actual, &before.actual, *s.known)
		*to.known = either(before.planned.Compare(before.actual) > 0, before.planned, before.actual)
	}
	return out
}

// later takes an amount that became known after the one taken before.
func later(to, from *zielkette.Number, before *zielkette.Date, known zielkette.Date) {
	if !from.IsZero() && (to.IsZero() || known.Compare(*before) > 0) {
		*to, *before = *from, known
	}
}

func (c *compiler) budget(here place, lines []BudgetLine) {
	type key struct {
		entry
		known zielkette.Date
	}
	var seen set[key]
	for k := range c.list.Each(len(lines)) {
		line, there := &lines[k], here.in("budget", k)
		c.line(there, line.Product, stated{line.Year, &line.Known, &line.Planned, &line.Actual}, line.Funds, seen.add(key{line.entry(), line.Known}))
		if line.Use != "" {
			oneOf(c, there.at("use"), uses, line.Use)
		}
		c.amount(there.at("planned"), line.Planned)
		c.amount(there.at("actual"), line.Actual)
	}
}

func (c *compiler) staff(here place, lines []Posts) {
	type key struct {
		entry
		known zielkette.Date
	}
	var seen set[key]
	for k := range c.list.Each(len(lines)) {
		line, there := &lines[k], here.in("staff", k)
		c.line(there, "", stated{line.Year, &line.Known, &line.Planned, &line.Actual}, line.Funds, seen.add(key{line.entry(), line.Known}))
		c.posts(there.at("planned"), line.Planned)
		c.posts(there.at("actual"), line.Actual)
	}
}

func (c *compiler) posts(here place, n zielkette.Number) {
	if n.Sign() < 0 {
		c.fail(here, zielkette.CodeRange, n.String(), "eine Zahl von Stellen ist nicht negativ", "a number of posts is not negative")
	}
}

// line checks what lines of money and of posts have in common.
func (c *compiler) line(there place, product string, s stated, of Funds, again bool) {
	switch {
	case s.year < 1 || s.year > 9999:
		c.fail(there.at("year"), zielkette.CodeRange, fmt.Sprint(s.year),
			"das Jahr mit vier Ziffern angeben",
			"state the year with four digits")
	case again:
		c.fail(there, zielkette.CodeDuplicateID, pair(product, " ", fmt.Sprint(s.year)),
			"die Maßnahme nennt dasselbe Produkt und Jahr mit derselben Herkunft und Verwendung zweimal; die Zeilen zusammenzählen oder angeben, wann jede bekannt wurde",
			"the measure has the same product and year of the same funds and use twice; add the lines up, or state when each became known")
	}
	if s.planned.IsZero() && s.actual.IsZero() {
		c.fail(there.at("planned"), zielkette.CodeRequired, product,
			`den geplanten ("planned") oder den tatsächlichen Betrag ("actual") angeben`,
			"state the planned or the actual amount")
	}
	if of != "" {
		oneOf(c, there.at("funds"), funds, of)
	}
}

// Frame (Finanzrahmen) says up to which budget year the municipality knows what it can
// spend: the last year of the budget adopted, or of the medium-term financial plan. Goals
// that reach beyond it have no money yet that could be stated; that is not 0 euros.
type Frame struct {
	Until  int              `json:"until,omitzero"` // the last budget year known; none where the document only says, in the note, that it ends early
	Known  zielkette.Date   `json:"known,omitzero"` // when it became known
	Note   string           `json:"note,omitzero"`
	Source zielkette.Source `json:"source,omitzero"`
}

// Frames returns the financial frames in the order of the document.
func (p *Plan) Frames() []Frame { return slices.Clone(p.document().Frames) }

// FrameAt returns the financial frame that was the last known at the end of a date, as
// known at the end of another. Without an as-of date every one may be it; without a
// known-on date none is hidden, with one those are that have no day on which they became
// known. ok is false where there is none.
func (p *Plan) FrameAt(asOf, knownOn zielkette.Date) (frame Frame, ok bool) {
	for _, f := range p.document().Frames {
		if holds(f.Known, asOf, knownOn) && (!ok || f.Known.Compare(frame.Known) >= 0) {
			frame, ok = f, true
		}
	}
	return frame, ok
}

func (c *compiler) frame(i int, f *Frame) {
	here := at(aFrame, i)
	switch {
	case f.Until == 0:
		c.require(here.at("until"), f.Note, "",
			`das letzte Haushaltsjahr angeben, für das der Finanzrahmen bekannt ist, oder in "note", was das Dokument dazu sagt`,
			`state the last budget year for which the financial frame is known, or in "note" what the document says of it`)
	case f.Until < 1 || f.Until > 9999:
		c.fail(here.at("until"), zielkette.CodeRange, fmt.Sprint(f.Until),
			"das Jahr mit vier Ziffern angeben",
			"state the year with four digits")
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
