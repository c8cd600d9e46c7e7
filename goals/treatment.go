package goals

import (
	"slices"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
)

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

func (t *Treatment) unshare() {
	t.Themes, t.In = slices.Clone(t.Themes), slices.Clone(t.In)
}

// Treatments returns copies of the treatments in the order of the document.
func (p *Plan) Treatments() []Treatment { return clones(p.document().Treatments) }

func (c *compiler) treatment(here place, t *Treatment) {
	if len(t.Themes) == 0 {
		c.fail(here.at("themes"), zielkette.CodeRequired, "",
			"die Themen nennen, die bearbeitet werden",
			"name the themes that are worked on")
	}
	if len(t.In) == 0 {
		c.fail(here.at("in"), zielkette.CodeRequired, "",
			"die Ziele oder Themen nennen, in denen sie bearbeitet werden",
			"name the goals or themes in which they are worked on")
	}
	c.references(here, "themes", t.Themes, noTheme, aTheme)
	for k := range c.list.Each(len(t.In)) {
		id := t.In[k]
		c.refer(here.in("in", k), id, noPlace, aGoal, aTheme)
	}
}
