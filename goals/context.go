package goals

import (
	"slices"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
)

// Context (Rahmenbedingungen) is a group of indicators that tell under which conditions
// the strategy works: social, ecological, economic, demographic, financial. They are shown
// with their course over time and are not scored; what a goal measures as well is scored
// there.
type Context struct {
	Title      string           `json:"title"`
	Indicators []string         `json:"indicators"` // ids
	Note       string           `json:"note,omitzero"`
	Source     zielkette.Source `json:"source,omitzero"`
}

func (c *Context) unshare() { c.Indicators = slices.Clone(c.Indicators) }

// Context returns copies of the groups of context indicators in the order of the document.
func (p *Plan) Context() []Context { return clones(p.document().Context) }

// contexts checks the groups; each indicator stands in one of them.
func (c *compiler) contexts() {
	seen := map[string]bool{}
	for i := range c.list.Each(len(c.plan.doc.Context)) {
		group, here := &c.plan.doc.Context[i], at(aContext, i)
		c.require(here.at("title"), group.Title, "", "die Gruppe benennen", "name the group")
		if len(group.Indicators) == 0 {
			c.fail(here.at("indicators"), zielkette.CodeRequired, group.Title, "mindestens eine Kennzahl nennen", "name at least one indicator")
		}
		for k := range c.list.Each(len(group.Indicators)) {
			id, there := group.Indicators[k], here.in("indicators", k)
			if err := zielkette.CheckID(id); err != nil {
				c.list.Err(c.plan.pointer(there), err)
				continue
			}
			if seen[id] {
				c.fail(there, zielkette.CodeDuplicateID, id, "diese Kennzahl steht schon bei den Rahmenbedingungen", "this indicator stands in the context already")
			}
			seen[id] = true
		}
	}
}
