package goals

import (
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

// Treatment (Bearbeitung) says that themes are worked on somewhere: in goals, or
// in other themes, as a Querschnittsthema in a Fachkonzept. It holds for every
// theme in every place listed. A goal that carries a theme treats it anyway.
type Treatment struct {
	Themes   []string         `json:"themes"`            // ids of themes
	In       []string         `json:"in"`                // ids of goals or themes
	Demanded bool             `json:"demanded,omitzero"` // the document asks for it; that it happened is not on record
	Note     string           `json:"note,omitzero"`
	Source   zielkette.Source `json:"source,omitzero"`
}

func (c *Conflict) unshare() {
	c.Between, c.Areas = slices.Clone(c.Between), slices.Clone(c.Areas)
}

func (t *Treatment) unshare() {
	t.Themes, t.In = slices.Clone(t.Themes), slices.Clone(t.In)
}
