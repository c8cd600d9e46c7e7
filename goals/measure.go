package goals

import (
	"slices"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/words"
)

// Measure (Maßnahme) is what is done: with an owner, a span of time, dated steps,
// money, and the goals the money is meant for.
//
// Two different statements tie a measure to goals. Serves says for whom the money
// is: a council paper that ticks three goals, a budget that names one. An
// [Effect] says what the measure brings about. Neither follows from the other.
type Measure struct {
	ID          string                `json:"id"`
	Kind        string                `json:"kind,omitzero"` // the city's own word for what is no measure but works like one: "Einrichtung", "Umsetzungsinstrument"; none is a measure
	Title       string                `json:"title"`
	Responsible string                `json:"responsible,omitzero"`
	Start       zielkette.Date        `json:"start,omitzero"`
	End         zielkette.Date        `json:"end,omitzero"`     // when it is planned to be complete; without milestones its effects count from there
	Done        zielkette.Date        `json:"done,omitzero"`    // when it was complete
	Package     string                `json:"package,omitzero"` // id of the package it belongs to
	Themes      []string              `json:"themes,omitzero"`  // ids: the Fachkonzept it comes from, the Fachplanung that works it out
	Areas       []string              `json:"areas,omitzero"`
	Serves      []Share               `json:"serves,omitzero"`
	Milestones  []zielkette.Milestone `json:"milestones,omitzero"` // its effects count step by step, from the date of each
	Budget      []BudgetLine          `json:"budget,omitzero"`
	Staff       []Posts               `json:"staff,omitzero"` // the people it takes, beside the money
	Note        string                `json:"note,omitzero"`
	Noted       zielkette.Date        `json:"noted,omitzero"` // when what the note says became known; none is from the start
	Source      zielkette.Source      `json:"source,omitzero"`
}

// Package (Maßnahmenpaket) holds measures together that are decided and reported as one;
// its time is that from the first start to the last end of its measures.
type Package struct {
	ID          string           `json:"id"`
	Title       string           `json:"title"`
	Responsible string           `json:"responsible,omitzero"`
	Note        string           `json:"note,omitzero"`
	Source      zielkette.Source `json:"source,omitzero"`
}

// Packages returns the packages of measures in the order of the document. A measure names
// the one it belongs to.
func (p *Plan) Packages() []Package { return slices.Clone(p.document().Packages) }

// Package returns the package of an id; ok is false when there is none.
func (p *Plan) Package(id string) (of Package, ok bool) {
	i, ok := p.find(id, aPackage)
	if !ok {
		return Package{}, false
	}
	return p.document().Packages[i], true
}

func (m *Measure) unshare() {
	m.Themes, m.Areas = slices.Clone(m.Themes), slices.Clone(m.Areas)
	m.Serves = slices.Clone(m.Serves)
	m.Milestones = slices.Clone(m.Milestones)
	m.Budget = slices.Clone(m.Budget)
	m.Staff = slices.Clone(m.Staff)
}

// Completion returns the completion of the measure as a dated step: due at its end, done
// when it was complete. Its state says whether the measure is overdue.
func (m Measure) Completion() zielkette.Milestone {
	return zielkette.Milestone{ID: m.ID, Title: m.Title, Due: m.End, Done: m.Done, Source: m.Source}
}

// Measures returns copies of the measures in the order of the document.
func (p *Plan) Measures() []Measure { return clones(p.document().Measures) }

// Measure returns a copy of the measure of an id; ok is false when there is none.
func (p *Plan) Measure(id string) (measure Measure, ok bool) {
	i, ok := p.find(id, aMeasure)
	if !ok {
		return Measure{}, false
	}
	return copied(p.document().Measures[i]), true
}

// Milestones returns the steps of the strategy's own process in the order of the
// document; those of a measure stand in the [Measure].
func (p *Plan) Milestones() []zielkette.Milestone { return slices.Clone(p.document().Milestones) }

func (c *compiler) measure(i int, m *Measure) {
	here := at(aMeasure, i)
	c.claim(here, m.ID)
	c.require(here.at("title"), m.Title, m.ID, "der Maßnahme einen Titel geben", "give the measure a title")
	c.ends(here.at("end"), m.Start, m.End)
	c.ends(here.at("done"), m.Start, m.Done)
	if m.Package != "" {
		c.refer(here.at("package"), m.Package, noPackage, aPackage)
	}
	c.references(here, "themes", m.Themes, noTheme, aTheme)
	c.references(here, "areas", m.Areas, noArea, anArea)
	c.milestones(here, m.Milestones)
	c.budget(here, m.Budget)
	c.staff(here, m.Staff)
	c.shares(here, m)
}

func texts[W ~string](words []W) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = string(w)
	}
	return out
}

// ends checks that something ends no earlier than it starts.
func (c *compiler) ends(here place, start, end zielkette.Date) {
	if !start.IsZero() && !end.IsZero() && end.Days(start.First()) < 0 {
		c.fail(here, zielkette.CodeOrder, end.String(), "die Maßnahme endet, bevor sie beginnt", "the measure ends before it starts")
	}
}

// milestones checks the steps of a measure, or those of the strategy's own process.
func (c *compiler) milestones(here place, list []zielkette.Milestone) {
	var seen set[string]
	positive := len(list) == 0
	for k := range c.list.Each(len(list)) {
		m, there := &list[k], here.in("milestones", k)
		if m.ID != "" {
			if err := zielkette.CheckID(m.ID); err != nil {
				c.list.Err(c.plan.pointer(there.at("id")), err)
			} else if seen.add(m.ID) {
				c.fail(there.at("id"), zielkette.CodeDuplicateID, m.ID,
					"ein anderer Meilenstein dieser Liste hat dieselbe Kennung",
					"another milestone of this list has the same id")
			}
		}
		c.require(there.at("title"), m.Title, m.ID, "dem Meilenstein einen Titel geben", "give the milestone a title")
		if m.Weight.Sign() < 0 {
			c.fail(there.at("weight"), CodeWeight, m.Weight.String(), "ein Gewicht ist nicht negativ", "a weight is not negative")
		}
		if m.Kind != "" && !slices.Contains(zielkette.MilestoneKinds(), m.Kind) {
			message := words.OneOf(texts(zielkette.MilestoneKinds())...)
			c.fail(there.at("kind"), zielkette.CodeChoice, string(m.Kind), message.DE, message.EN)
		}
		positive = positive || m.Weight.IsZero() || m.Weight.Sign() != 0
	}
	if !positive {
		c.fail(here.in("milestones", whole), zielkette.CodeWeightsZero, "",
			"alle Gewichte dieser Meilensteine sind 0; mindestens eines liegt über 0",
			"all weights of these milestones are 0; at least one is above 0")
	}
}
