package goals

import (
	"slices"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
)

// Measure (Maßnahme) is what is done: with an owner, a span of time, dated steps,
// money, and the goals the money is meant for.
//
// Two different statements tie a measure to goals. Serves says for whom the money
// is: a council paper that ticks three goals, a budget that names one. An
// [Effect] says what the measure brings about. Neither follows from the other.
type Measure struct {
	ID          string           `json:"id"`
	Title       string           `json:"title"`
	Responsible string           `json:"responsible,omitzero"`
	Start       zielkette.Date   `json:"start,omitzero"`
	End         zielkette.Date   `json:"end,omitzero"`  // when it is planned to be complete; without milestones its effects count from there
	Done        zielkette.Date   `json:"done,omitzero"` // when it was complete
	Areas       []string         `json:"areas,omitzero"`
	Serves      []Share          `json:"serves,omitzero"`
	Milestones  []Milestone      `json:"milestones,omitzero"` // its effects count step by step, from the date of each
	Budget      []BudgetLine     `json:"budget,omitzero"`
	Note        string           `json:"note,omitzero"`
	Source      zielkette.Source `json:"source,omitzero"`
}

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

// Milestone (Meilenstein) is a dated step of a measure, or of the strategy itself
// where that is a process: interviews, a workshop, a reading in committee
// (Beratungsfolge). It is done when its date Done has come; a due date that
// passes does not make it done. Dates may be imprecise ("2018-spring") and count
// from their last day.
type Milestone struct {
	ID        string           `json:"id,omitzero"`
	Title     string           `json:"title"`
	Due       zielkette.Date   `json:"due,omitzero"`
	Done      zielkette.Date   `json:"done,omitzero"`
	Weight    zielkette.Number `json:"weight,omitzero"`    // none is 1
	Reported  zielkette.Date   `json:"reported,omitzero"`  // when a source says that it is done, where nobody says on which day
	Committee string           `json:"committee,omitzero"` // the body that deals with it
	Note      string           `json:"note,omitzero"`
	Source    zielkette.Source `json:"source,omitzero"`
}

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
func (s MilestoneState) Text() zielkette.Text {
	switch s {
	case MilestoneDone:
		return zielkette.Text{DE: "erledigt", EN: "done"}
	case MilestoneOverdue:
		return zielkette.Text{DE: "überfällig, Erledigung nicht belegt", EN: "overdue, completion not evidenced"}
	case MilestoneOpen:
		return zielkette.Text{DE: "offen", EN: "open"}
	case MilestoneUndated:
		return zielkette.Text{DE: "ohne Termin", EN: "undated"}
	}
	return zielkette.Text{}
}

// State returns how the milestone stands at the end of a date. On its due date a
// milestone is not yet overdue.
func (m Milestone) State(on zielkette.Date) MilestoneState {
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

func (m Measure) clone() Measure {
	m.Areas = slices.Clone(m.Areas)
	m.Serves = slices.Clone(m.Serves)
	m.Milestones = slices.Clone(m.Milestones)
	m.Budget = slices.Clone(m.Budget)
	return m
}
