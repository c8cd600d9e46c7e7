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
	ID          string                `json:"id"`
	Title       string                `json:"title"`
	Responsible string                `json:"responsible,omitzero"`
	Start       zielkette.Date        `json:"start,omitzero"`
	End         zielkette.Date        `json:"end,omitzero"`  // when it is planned to be complete; without milestones its effects count from there
	Done        zielkette.Date        `json:"done,omitzero"` // when it was complete
	Areas       []string              `json:"areas,omitzero"`
	Serves      []Share               `json:"serves,omitzero"`
	Milestones  []zielkette.Milestone `json:"milestones,omitzero"` // its effects count step by step, from the date of each
	Budget      []BudgetLine          `json:"budget,omitzero"`
	Note        string                `json:"note,omitzero"`
	Source      zielkette.Source      `json:"source,omitzero"`
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

func (m *Measure) unshare() {
	m.Areas = slices.Clone(m.Areas)
	m.Serves = slices.Clone(m.Serves)
	m.Milestones = slices.Clone(m.Milestones)
	m.Budget = slices.Clone(m.Budget)
}
