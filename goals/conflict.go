package goals

import (
	"fmt"
	"slices"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
)

// Conflict (Zielkonflikt) says that two goals hinder each other, where, and how
// it was resolved.
type Conflict struct {
	Between     []string         `json:"between"` // ids of the two goals
	Description string           `json:"description"`
	Areas       []string         `json:"areas,omitzero"`      // ids
	Resolution  string           `json:"resolution,omitzero"` // "" is unresolved
	Source      zielkette.Source `json:"source,omitzero"`
}

func (c *Conflict) unshare() {
	c.Between, c.Areas = slices.Clone(c.Between), slices.Clone(c.Areas)
}

// Conflicts returns copies of the conflicts in the order of the document.
func (p *Plan) Conflicts() []Conflict { return clones(p.document().Conflicts) }

func (c *compiler) conflict(here place, of *Conflict) {
	if len(of.Between) != 2 {
		c.fail(here.at("between"), zielkette.CodeRequired, fmt.Sprint(len(of.Between)),
			"ein Zielkonflikt besteht zwischen zwei Zielen; beide nennen",
			"a conflict is one between two goals; name both")
	} else if of.Between[0] == of.Between[1] {
		c.fail(here.at("between"), zielkette.CodeDuplicateID, of.Between[0],
			"ein Ziel steht nicht mit sich selbst im Konflikt; zwei Ziele nennen",
			"a goal is not in conflict with itself; name two")
	}
	for k, id := range of.Between {
		c.refer(here.in("between", k), id, noGoal, aGoal)
	}
	subject := ""
	if len(of.Between) == 2 {
		subject = pair(of.Between[0], ", ", of.Between[1])
	}
	c.require(here.at("description"), of.Description, subject, "den Zielkonflikt beschreiben", "describe the conflict")
	c.references(here, "areas", of.Areas, noArea, anArea)
}
