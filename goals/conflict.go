package goals

import (
	"fmt"
	"slices"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
)

// MaxSides is how many goals a conflict may have. Each is drawn against each other.
const MaxSides = 32

// Conflict (Zielkonflikt) says that goals hinder each other, where, what could be done
// about it, who decides until when, and how it was resolved. One without goals is an
// open question (offene Frage).
type Conflict struct {
	Between     []string         `json:"between,omitzero"` // ids of two or more goals; none for an open question
	Description string           `json:"description"`
	Areas       []string         `json:"areas,omitzero"`       // ids
	Options     []Option         `json:"options,omitzero"`     // what could be decided
	Committee   string           `json:"committee,omitzero"`   // the body that decides
	Due         zielkette.Date   `json:"due,omitzero"`         // when it is to be decided
	Responsible string           `json:"responsible,omitzero"` // the unit that prepares the decision
	Resolution  string           `json:"resolution,omitzero"`  // "" is unresolved
	Resolved    zielkette.Date   `json:"resolved,omitzero"`    // when it was; without it, the resolution holds at every date
	Source      zielkette.Source `json:"source,omitzero"`
}

// Option is one of the ways in which a conflict or a question could be decided.
type Option struct {
	Title string `json:"title"`
	Note  string `json:"note,omitzero"` // what speaks for it or against it
}

func (c *Conflict) unshare() {
	c.Between, c.Areas, c.Options = slices.Clone(c.Between), slices.Clone(c.Areas), slices.Clone(c.Options)
}

// IsQuestion reports whether it is an open question: one without goals on its sides.
func (c Conflict) IsQuestion() bool { return len(c.Between) == 0 }

// Open reports whether it is unresolved.
func (c Conflict) Open() bool { return c.Resolution == "" }

// AsKnown returns the conflict as it could be known on a date: a resolution of a later
// day is left out. No date leaves it as it is.
func (c Conflict) AsKnown(on zielkette.Date) Conflict {
	if !on.IsZero() && !c.Resolved.IsZero() && !c.Resolved.By(on) {
		c.Resolution, c.Resolved = "", zielkette.Date{}
	}
	return c
}

// Decision returns the decision as a dated step: due when it is to be decided, done when
// it was, with the body that decides. Its state says whether it is overdue.
func (c Conflict) Decision() zielkette.Milestone {
	return zielkette.Milestone{Title: c.Description, Due: c.Due, Done: c.Resolved, Committee: c.Committee, Source: c.Source}
}

// Conflicts returns copies of the conflicts and open questions in the order of the
// document.
func (p *Plan) Conflicts() []Conflict { return clones(p.document().Conflicts) }

func (c *compiler) conflict(here place, of *Conflict) {
	switch n := len(of.Between); {
	case n == 1:
		c.fail(here.at("between"), zielkette.CodeRequired, of.Between[0],
			"ein Zielkonflikt besteht zwischen zwei oder mehr Zielen; alle nennen, oder für eine offene Frage keines",
			"a conflict is one between two or more goals; name all of them, or none for an open question")
	case n > MaxSides:
		c.fail(here.at("between"), zielkette.CodeRange, fmt.Sprint(n),
			fmt.Sprintf("ein Zielkonflikt hat höchstens %d Ziele", MaxSides),
			fmt.Sprintf("a conflict has at most %d goals", MaxSides))
	default:
		c.sides(here, of.Between)
	}
	subject := ""
	if len(of.Between) > 1 {
		subject = pair(of.Between[0], ", ", of.Between[1])
	}
	c.require(here.at("description"), of.Description, subject, "den Zielkonflikt oder die offene Frage beschreiben", "describe the conflict or the open question")
	c.references(here, "areas", of.Areas, noArea, anArea)
	var seen set[string]
	for k := range c.list.Each(len(of.Options)) {
		title, there := of.Options[k].Title, here.in("options", k).at("title")
		c.require(there, title, subject, "sagen, worin diese Möglichkeit besteht", "say what this option is")
		if title != "" && seen.add(title) {
			c.fail(there, zielkette.CodeDuplicateID, title, "diese Möglichkeit steht hier zweimal", "this option stands twice here")
		}
	}
	if !of.Resolved.IsZero() {
		c.require(here.at("resolution"), of.Resolution, subject, "angeben, wie entschieden wurde", "state what was decided")
	}
}

// sides checks the goals of a conflict.
func (c *compiler) sides(here place, ids []string) {
	var seen set[string]
	for k := range c.list.Each(len(ids)) {
		there := here.in("between", k)
		if _, ok := c.refer(there, ids[k], noGoal, aGoal); ok && seen.add(ids[k]) {
			c.fail(there, zielkette.CodeDuplicateID, ids[k],
				"ein Ziel steht nicht mit sich selbst im Konflikt; verschiedene Ziele nennen",
				"a goal is not in conflict with itself; name different goals")
		}
	}
}
