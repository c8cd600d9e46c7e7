package zielkette

import (
	"fmt"
	"math/big"

	"gitlab.opencode.de/zielkette/zielkette/internal/round"
)

// Milestone (Meilenstein) is a dated step of a measure, of a target that counts
// steps, or of a strategy that is a process: interviews, a workshop, a reading in committee
// (Beratungsfolge). It is done when its date Done has come; a due date that
// passes does not make it done. Dates may be imprecise ("2018-spring") and count
// from their last day.
type Milestone struct {
	ID        string        `json:"id,omitzero"`
	Title     string        `json:"title"`
	Due       Date          `json:"due,omitzero"`
	Done      Date          `json:"done,omitzero"`
	Kind      MilestoneKind `json:"kind,omitzero"`      // of the matter itself, a paper or a meeting; none is of the matter
	Weight    Number        `json:"weight,omitzero"`    // none is 1, or 0 for a paper or a meeting
	Reported  Date          `json:"reported,omitzero"`  // when a source says that it is done, where nobody says on which day
	Known     Date          `json:"known,omitzero"`     // when it became known that there is such a step; none is from the start
	Committee string        `json:"committee,omitzero"` // the body that deals with it
	Note      string        `json:"note,omitzero"`
	Noted     Date          `json:"noted,omitzero"` // when what the note says became known; none is from the start
	Source    Source        `json:"source,omitzero"`
}

// MilestoneKind tells what a step does for the matter from what it takes to decide on it.
type MilestoneKind string

// The kinds of milestones. Papers and meetings do not count for how far something is
// unless a weight is stated for them: a paper that was taken note of is no result.
const (
	MatterStep  MilestoneKind = "matter"  // a step of the matter itself: interviews, a building, a concept
	PaperStep   MilestoneKind = "paper"   // a paper written for a committee or the public
	MeetingStep MilestoneKind = "meeting" // a sitting, a reading, taking note of a paper
)

// MilestoneKinds returns the kinds of milestones in order.
func MilestoneKinds() []MilestoneKind { return []MilestoneKind{MatterStep, PaperStep, MeetingStep} }

// Text returns the kind as it is printed in a report; nothing for another word.
func (k MilestoneKind) Text() Text {
	switch k {
	case MatterStep:
		return Text{DE: "Schritt in der Sache", EN: "step of the matter itself"}
	case PaperStep:
		return Text{DE: "Vorlage", EN: "paper"}
	case MeetingStep:
		return Text{DE: "Sitzung", EN: "meeting"}
	}
	return Text{}
}

// Weighs returns the weight with which the milestone counts: the one stated, else 0 for a
// paper or a meeting and 1 for everything else.
func (m Milestone) Weighs() Number {
	switch {
	case !m.Weight.IsZero():
		return m.Weight
	case m.Kind == PaperStep || m.Kind == MeetingStep:
		return Int(0)
	}
	return Int(1)
}

// beside reports whether the milestone stands beside those that are counted.
func (m Milestone) beside() bool { return m.Weight.IsZero() && m.Weighs().Sign() == 0 }

// MilestoneState is how a milestone stands at a date.
type MilestoneState string

// The states of a milestone.
const (
	MilestoneDone    MilestoneState = "done"    // its date Done has come, or it was reported as done
	MilestoneOverdue MilestoneState = "overdue" // its due date has passed, and nothing says that it is done
	MilestoneOpen    MilestoneState = "open"    // its due date is still to come
	MilestoneUndated MilestoneState = "undated" // neither done nor ever dated
)

// Text returns the state as it is printed in a report.
func (s MilestoneState) Text() Text {
	switch s {
	case MilestoneDone:
		return Text{DE: "erledigt", EN: "done"}
	case MilestoneOverdue:
		return Text{DE: "überfällig, Erledigung nicht belegt", EN: "overdue, completion not recorded"}
	case MilestoneOpen:
		return Text{DE: "offen", EN: "open"}
	case MilestoneUndated:
		return Text{DE: "ohne Termin", EN: "undated"}
	}
	return Text{}
}

// AsKnown returns the milestone as it could be known on a date: what was done or
// reported later is left out. No date leaves it as it is.
func (m Milestone) AsKnown(on Date) Milestone {
	if on.IsZero() {
		return m
	}
	if !m.Done.By(on) {
		m.Done = Date{}
	}
	if !m.Reported.By(on) {
		m.Reported = Date{}
	}
	return m
}

// Planned reports whether the step is known at the end of a date and of the day up to
// which things are known; no such day hides nothing. A step that nobody knew of is none: it
// was not open.
func (m Milestone) Planned(on, knownOn Date) bool {
	return m.Known.IsZero() || seen(m.Known, on, knownOn)
}

// NoteAt returns the note as far as it could be written at the end of a date and of the
// day up to which things are known; no such day hides nothing.
func (m Milestone) NoteAt(on, knownOn Date) string {
	if m.Noted.IsZero() || seen(m.Noted, on, knownOn) {
		return m.Note
	}
	return ""
}

// seen reports whether a day has come at two dates, the second of which may be none.
func seen(day, on, knownOn Date) bool {
	return day.By(on) && (knownOn.IsZero() || day.By(knownOn))
}

// State returns how the milestone stands at the end of a date. On its due date a
// milestone is not yet overdue.
func (m Milestone) State(on Date) MilestoneState {
	switch {
	case m.Done.By(on), m.Reported.By(on):
		return MilestoneDone
	case m.Due.IsZero() && m.Done.IsZero() && m.Reported.IsZero():
		return MilestoneUndated
	case !m.Due.IsZero() && m.Due.By(on) && on.Days(m.Due) > 0:
		return MilestoneOverdue
	}
	return MilestoneOpen
}

// Slip returns by how many days the milestone was late, negative when it was
// early. Imprecise dates count from their last day. ok is false where the
// document does not give both dates: a slip without evidence is no slip of 0.
func (m Milestone) Slip() (days int, ok bool) {
	if m.Due.IsZero() || m.Done.IsZero() {
		return 0, false
	}
	return m.Done.Days(m.Due), true
}

// Progress (Zielerreichung nach Meilensteinen) is how far a list of milestones is at
// a date.
type Progress struct {
	Steps  int    // how many are done
	Of     int    // how many count
	Beside int    // how many papers and meetings stand beside them and do not count
	Done   Figure // their weights, exactly
	All    Figure // the weights of all, exactly
	Share  Figure // Done / All, from 0 to 1, rounded once
}

// ProgressOf returns how far a list of milestones is at a date, by their weights, as
// known on another; no known-on date hides nothing. Each weighs what [Milestone.Weighs]
// says; one that nothing shows to be done counts as not done. Papers and meetings without
// a weight of their own are not counted, nor are steps nobody knew of then. ok is false where there is nothing to weigh.
func ProgressOf(list []Milestone, on, knownOn Date) (p Progress, ok bool) {
	done, all := new(big.Int), new(big.Int) // in units of 10^-MaxPlaces
	for _, m := range list {
		if !m.Planned(on, knownOn) {
			continue
		}
		if m.beside() {
			p.Beside++
			continue
		}
		m = m.AsKnown(knownOn)
		weight, places := m.Weighs().Unscaled()
		weight.Mul(weight, round.Pow10(MaxPlaces-places))
		p.Of++
		all.Add(all, weight)
		if m.State(on) == MilestoneDone {
			p.Steps++
			done.Add(done, weight)
		}
	}
	if all.Sign() <= 0 {
		return Progress{Beside: p.Beside}, false
	}
	p.Done, p.All = NewFigure(done, MaxPlaces), NewFigure(all, MaxPlaces)
	p.Share = Round(new(big.Rat).SetFrac(done, all))
	return p, true
}

// SlipText returns the slip of a milestone as it is printed at a date: in days
// where both dates are days, else in whole months, for an imprecise date has no
// day to count from. Where one of the dates is missing or the step is not done by
// then, it says "not recorded", and of an overdue step besides how long its due
// date has passed. It says nothing where the step was never dated or is open.
func (m Milestone) SlipText(on Date) Text {
	days, ok := m.Slip()
	unknown := Text{DE: "Verzug nicht belegt", EN: "slip not recorded"}
	switch state := m.State(on); {
	case m.Due.IsZero() || state == MilestoneOpen:
		return Text{}
	case state == MilestoneOverdue:
		late := m.OverdueText(on)
		return Text{DE: unknown.DE + ", überfällig " + late.DE, EN: unknown.EN + ", overdue " + late.EN}
	case !ok || !m.Done.By(on):
		return unknown
	}
	n, unit := days, inDays
	if !m.Due.IsDay() || !m.Done.IsDay() {
		n, unit = m.Done.month()-m.Due.month(), inMonths
	}
	switch size := unit.of(max(n, -n)); {
	case n > 0:
		return Text{DE: size.DE + " später", EN: size.EN + " late"}
	case n < 0:
		return Text{DE: size.DE + " früher", EN: size.EN + " early"}
	}
	return Text{DE: "zum Termin", EN: "on time"}
}

// Overdue returns for how many days the milestone is overdue at the end of a date,
// counted from the last day of an imprecise due date. ok is false in every other
// state than [MilestoneOverdue].
func (m Milestone) Overdue(on Date) (days int, ok bool) {
	if m.State(on) != MilestoneOverdue {
		return 0, false
	}
	return on.Days(m.Due), true
}

// OverdueText returns [Milestone.Overdue] as it is printed, "seit 20 Tagen", "for
// 20 days", in full months once a month has passed; nothing for a step that is not
// overdue.
func (m Milestone) OverdueText(on Date) Text {
	days, ok := m.Overdue(on)
	if !ok {
		return Text{}
	}
	full := on.month() - m.Due.month()
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
	return Text{DE: "seit " + size.DE, EN: "for " + size.EN}
}

// length is a unit of time in words; the plurals end in e and s.
type length Text

var (
	inDays   = length{DE: "Tag", EN: "day"}
	inMonths = length{DE: "Monat", EN: "month"}
)

func (l length) of(n int) Text {
	if n != 1 {
		l.DE, l.EN = l.DE+"e", l.EN+"s"
	}
	return Text{DE: fmt.Sprint(n, " ", l.DE), EN: fmt.Sprint(n, " ", l.EN)}
}

// month counts the months up to the last day of a date.
func (d Date) month() int {
	year, month, _ := civil(d.last)
	return 12*year + month
}
