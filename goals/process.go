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
// day to count from. It says "not evidenced" where one of the dates is missing or
// the step is not done by then, and nothing where the step was never dated.
func (m Milestone) SlipText(on zielkette.Date) zielkette.Text {
	days, ok := m.Slip()
	switch {
	case m.Due.IsZero():
		return zielkette.Text{}
	case m.State(on) == MilestoneOpen:
		return zielkette.Text{}
	case !ok || !m.Done.By(on):
		return zielkette.Text{DE: "Verzug nicht belegt", EN: "slip not evidenced"}
	}
	n, de, en := days, "Tag", "day"
	if !m.Due.IsDay() || !m.Done.IsDay() {
		n, de, en = months(m.Done)-months(m.Due), "Monat", "month"
	}
	size := max(n, -n)
	if size != 1 {
		de, en = de+"e", en+"s"
	}
	switch {
	case n > 0:
		return zielkette.Text{DE: fmt.Sprintf("%d %s später", size, de), EN: fmt.Sprintf("%d %s late", size, en)}
	case n < 0:
		return zielkette.Text{DE: fmt.Sprintf("%d %s früher", size, de), EN: fmt.Sprintf("%d %s early", size, en)}
	}
	return zielkette.Text{DE: "zum Termin", EN: "on time"}
}

// months counts the months up to the last day of a date.
func months(d zielkette.Date) int {
	var year, month int
	if _, err := fmt.Sscanf(d.Last().String(), "%d-%d", &year, &month); err != nil {
		return 0
	}
	return 12*year + month
}
