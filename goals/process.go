package goals

import (
	"fmt"
	"math/big"

	"github.com/shopspring/decimal"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/real"
)

// Progress (Zielerreichung nach Meilensteinen) returns how far a process is at a
// date: the weights of the milestones done by then over all weights, from 0 to 1,
// rounded once to 12 places, half to even. A milestone without a weight weighs 1;
// one that nothing shows to be done counts as not done. ok is false where there is
// nothing to weigh.
func Progress(list []Milestone, on zielkette.Date) (share decimal.Decimal, ok bool) {
	done, all := new(big.Rat), new(big.Rat)
	for _, m := range list {
		w, ok := m.Weight.Rat()
		if !ok {
			w = big.NewRat(1, 1)
		}
		all.Add(all, w)
		if m.State(on) == MilestoneDone {
			done.Add(done, w)
		}
	}
	if all.Sign() <= 0 {
		return decimal.Decimal{}, false
	}
	return real.Round(done.Quo(done, all), 12), true
}

// SlipText returns the slip of a milestone as it is printed at a date: in days
// where both dates are days, else in whole months, for an imprecise date has no
// day to count from. Where one of the dates is missing or the step is not done by
// then, it says "not evidenced", and of an overdue step besides how long its due
// date has passed. It says nothing where the step was never dated or is open.
func (m Milestone) SlipText(on zielkette.Date) zielkette.Text {
	days, ok := m.Slip()
	unknown := zielkette.Text{DE: "Verzug nicht belegt", EN: "slip not evidenced"}
	switch state := m.State(on); {
	case m.Due.IsZero() || state == MilestoneOpen:
		return zielkette.Text{}
	case state == MilestoneOverdue:
		late := m.OverdueText(on)
		return zielkette.Text{DE: unknown.DE + ", überfällig " + late.DE, EN: unknown.EN + ", overdue " + late.EN}
	case !ok || !m.Done.By(on):
		return unknown
	}
	n, unit := days, inDays
	if !m.Due.IsDay() || !m.Done.IsDay() {
		n, unit = months(m.Done)-months(m.Due), inMonths
	}
	switch size := unit.of(max(n, -n)); {
	case n > 0:
		return zielkette.Text{DE: size.DE + " später", EN: size.EN + " late"}
	case n < 0:
		return zielkette.Text{DE: size.DE + " früher", EN: size.EN + " early"}
	}
	return zielkette.Text{DE: "zum Termin", EN: "on time"}
}

// Overdue returns for how many days the milestone is overdue at the end of a date,
// counted from the last day of an imprecise due date. ok is false in every other
// state than [MilestoneOverdue].
func (m Milestone) Overdue(on zielkette.Date) (days int, ok bool) {
	if m.State(on) != MilestoneOverdue {
		return 0, false
	}
	return on.Days(m.Due), true
}

// OverdueText returns [Milestone.Overdue] as it is printed, "seit 20 Tagen", "for
// 20 days", in full months once a month has passed; nothing for a step that is not
// overdue.
func (m Milestone) OverdueText(on zielkette.Date) zielkette.Text {
	days, ok := m.Overdue(on)
	if !ok {
		return zielkette.Text{}
	}
	full := months(on) - months(m.Due)
	if !m.Due.AddMonths(full).By(on) {
		full--
	}
	size := inDays.of(days)
	if full > 0 {
		size = inMonths.of(full)
	}
	if size.DE[len(size.DE)-1] == 'e' { // the dative: seit 20 Tagen
		size.DE += "n"
	}
	return zielkette.Text{DE: "seit " + size.DE, EN: "for " + size.EN}
}

// length is a unit of time in words; the plurals end in e and s.
type length zielkette.Text

var (
	inDays   = length{DE: "Tag", EN: "day"}
	inMonths = length{DE: "Monat", EN: "month"}
)

func (l length) of(n int) zielkette.Text {
	if n != 1 {
		l.DE, l.EN = l.DE+"e", l.EN+"s"
	}
	return zielkette.Text{DE: fmt.Sprint(n, " ", l.DE), EN: fmt.Sprint(n, " ", l.EN)}
}

// months counts the months up to the last day of a date.
func months(d zielkette.Date) int {
	var year, month int
	if _, err := fmt.Sscanf(d.Last().String(), "%d-%d", &year, &month); err != nil {
		return 0
	}
	return 12*year + month
}
