package chain

import (
	"fmt"
	"iter"
	"slices"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/words"
)

// GapKind tells what is missing.
type GapKind string

// The kinds of gap, in the order in which they are reported.
const (
	GoalWithoutMeasure  GapKind = "goal-without-measure" // no measure is there for the goal, see [Chain.Gaps]
	MeasureWithoutGoal  GapKind = "measure-without-goal" // the measure serves no goal and leads to none
	EffectUnmeasured    GapKind = "effect-unmeasured"    // contributions lead here, but no indicator would show them
	EffectUnstated      GapKind = "effect-unstated"      // a contribution whose strength nobody states
	ThemeUntreated      GapKind = "theme-untreated"      // work on a theme in a field is not on record
	AreaWithoutMeasure  GapKind = "area-without-measure" // no measure names the area or a part of it, or leads to a goal in it
	OwnerMissing        GapKind = "owner-missing"        // nobody is responsible for a measure or a goal
	ConflictUnresolved  GapKind = "conflict-unresolved"  // a conflict without a resolution
	ConflictUndescribed GapKind = "conflict-undescribed" // a measure helps one goal and hinders another, and no conflict says so
)

var gapKinds = words.Set[GapKind, struct{}]{
	{Word: GoalWithoutMeasure, Text: zielkette.Text{DE: "Ziele ohne Maßnahme", EN: "Goals without a measure"}},
	{Word: MeasureWithoutGoal, Text: zielkette.Text{DE: "Maßnahmen ohne Ziel", EN: "Measures without a goal"}},
	{Word: EffectUnmeasured, Text: zielkette.Text{DE: "Wirkungen ohne Kennzahl", EN: "Effects without an indicator"}},
	{Word: EffectUnstated, Text: zielkette.Text{DE: "Wirkungen ohne angegebene Stärke", EN: "Effects without a stated strength"}},
	{Word: ThemeUntreated, Text: zielkette.Text{DE: "Querschnittsthemen ohne belegte Bearbeitung, je Feld", EN: "Themes without evidence of work on them, by field"}},
	{Word: AreaWithoutMeasure, Text: zielkette.Text{DE: "Räume ohne Maßnahme", EN: "Areas without a measure"}},
	{Word: OwnerMissing, Text: zielkette.Text{DE: "Ohne Zuständigkeit", EN: "Nobody responsible"}},
	{Word: ConflictUnresolved, Text: zielkette.Text{DE: "Ungelöste Zielkonflikte", EN: "Unresolved conflicts of goals"}},
	{Word: ConflictUndescribed, Text: zielkette.Text{DE: "Nicht beschriebene Zielkonflikte", EN: "Conflicts of goals not described"}},
}

// Text returns the heading of the kind as it is printed in a report.
func (k GapKind) Text() zielkette.Text { return gapKinds.Text(k) }

// Gap is one thing that is missing.
type Gap struct {
	Kind   GapKind        `json:"kind"`
	ID     string         `json:"id"` // of the goal, measure, result, theme or area
	Title  string         `json:"title"`
	Second string         `json:"second,omitzero"` // the other end: of a contribution, the field of a theme, the other goal of a conflict
	More   []string       `json:"more,omitzero"`   // the further goals of a conflict of more than two
	Detail zielkette.Text `json:"detail,omitzero"`
}

// Gaps is what a chain lacks, by kind, then in the order of the document.
type Gaps []Gap

// Of returns the gaps of one kind, nil when there are none. Where they follow each other,
// as [Chain.Gaps] gives them, it is a part of the list itself.
func (g Gaps) Of(kind GapKind) Gaps {
	first, n := -1, 0
	for i := range g {
		if g[i].Kind == kind {
			if n == 0 {
				first = i
			}
			n++
		}
	}
	switch {
	case n == 0:
		return nil
	case !slices.ContainsFunc(g[first:first+n], func(gap Gap) bool { return gap.Kind != kind }):
		return g[first : first+n : first+n]
	}
	out := make(Gaps, 0, n)
	for _, gap := range g {
		if gap.Kind == kind {
			out = append(out, gap)
		}
	}
	return out
}

// ByKind yields every kind in the order of a report with its gaps; kinds without a gap
// are yielded, too, since none found is a finding.
func (g Gaps) ByKind() iter.Seq2[GapKind, Gaps] {
	return func(yield func(GapKind, Gaps) bool) {
		for _, row := range gapKinds {
			if !yield(row.Word, g.Of(row.Word)) {
				return
			}
		}
	}
}

// GapOptions say what the themes are held against, and at which date. The zero value
// asks for every theme in every goal of the second level.
type GapOptions struct {
	Fields string   // a level of goals, or a kind of theme (Fachkonzept); "" is the second level, or the only one
	Themes []string // kinds of theme to look for; nil is all kinds but that of the fields

	// On is the day from which conflicts are looked at: what was resolved later is open.
	// No date counts every resolution.
	On zielkette.Date
}

// Gaps returns what the chain lacks. Where a document states something for no goal at
// all, such as who is responsible, every goal has that gap. Goals that are not
// applicable, and those beneath them, lack nothing.
//
// A goal has a measure when one serves it or leads to it, or to a goal beneath it.
// It has one as well when a measure serves a goal above it, unless that is the only
// goal at the top: what is meant for the strategy as a whole is meant for no goal in
// particular. A contribution to a goal above does not count, for it leaves open
// which of the goals beneath it comes through. Whoever is responsible for a goal is
// so for those beneath it.
//
// The error has the code [zielkette.CodeReference] for options that name a level or a
// kind of theme that the plan does not have, and [zielkette.CodeRange] where the themes times the fields, or the
// pairs of goals that measures both help and hinder, are more than [MaxCells]. Cost:
// linear in nodes and links, and in these products.
func (c *Chain) Gaps(options GapOptions) (Gaps, error) {
	c = c.or()
	var out Gaps
	add := func(kind GapKind, v int32) {
		id, title := c.name(v)
		out = append(out, Gap{Kind: kind, ID: id, Title: title})
	}
	touched := c.touched()
	for v := c.goalsFrom; v < int32(c.len()); v++ {
		if !touched[v] && !c.dropped[v] {
			add(GoalWithoutMeasure, v)
		}
	}
	useful := c.useful()
	for v := range int32(len(c.measures)) {
		if !useful[v] {
			add(MeasureWithoutGoal, v)
		}
	}
	shown := c.shown()
	for v := int32(len(c.measures)); v < int32(c.len()); v++ {
		if !shown[v] && !c.dropped[v] && len(c.in.Next(v)) > 0 {
			add(EffectUnmeasured, v)
		}
	}
	for v := range int32(c.len()) {
		for at, last := c.out.Out(v); at < last; at++ {
			if c.out.kind[at]&stated == 0 {
				add(EffectUnstated, v)
				out[len(out)-1].Second = c.id(c.out.To(at))
			}
		}
	}
	untreated, err := c.untreated(options)
	if err != nil {
		return nil, err
	}
	out = append(out, untreated...)
	out = append(out, c.forgotten(touched)...)
	for v := range int32(len(c.measures)) {
		if !c.owned[v] {
			add(OwnerMissing, v)
		}
	}
	owned := slices.Clone(c.owned)
	for at, above := range c.parent {
		v := c.goalsFrom + int32(at)
		if owned[v] = owned[v] || above >= 0 && owned[above]; !owned[v] && !c.dropped[v] {
			add(OwnerMissing, v)
		}
	}
	open, err := c.openConflicts(options.On)
	if err != nil {
		return nil, err
	}
	return append(out, open...), nil
}

// touched reports for every node whether a measure is there for it, as
// [Chain.Gaps] says.
func (c *Chain) touched() []bool {
	touched := make([]bool, c.len())
	served := make([]bool, c.len())
	for _, v := range c.order {
		if c.isMeasure(v) {
			touched[v] = true
			for _, w := range c.serves.Next(v) {
				touched[w], served[w] = true, true
			}
		}
		if touched[v] {
			for _, w := range c.out.Next(v) {
				touched[w] = true
			}
		}
	}
	for at := len(c.parent) - 1; at >= 0; at-- {
		if above := c.parent[at]; above >= 0 && touched[c.goalsFrom+int32(at)] {
			touched[above] = true
		}
	}
	if c.roots == 1 {
		served[c.goalsFrom] = false // the goals stand in pre-order
	}
	for at, above := range c.parent {
		v := c.goalsFrom + int32(at)
		served[v] = served[v] || above >= 0 && served[above]
		touched[v] = touched[v] || served[v]
	}
	return touched
}

// useful reports for every node whether a goal follows from it.
func (c *Chain) useful() []bool {
	useful := make([]bool, c.len())
	for i := len(c.order) - 1; i >= 0; i-- {
		v := c.order[i]
		useful[v] = c.isGoal(v) || c.isMeasure(v) && len(c.serves.Next(v)) > 0
		if useful[v] {
			continue
		}
		for _, w := range c.out.Next(v) {
			if useful[w] {
				useful[v] = true
				break
			}
		}
	}
	return useful
}

// shown reports for every node whether an indicator measures it, or a goal
// beneath it.
func (c *Chain) shown() []bool {
	shown := slices.Clone(c.measured)
	for at := len(c.parent) - 1; at >= 0; at-- {
		if above := c.parent[at]; above >= 0 && shown[c.goalsFrom+int32(at)] {
			shown[above] = true
		}
	}
	return shown
}

func (c *Chain) untreated(options GapOptions) ([]Gap, error) {
	if len(c.plan.ThemeKinds()) == 0 { // no fields need be looked for
		return nil, c.known(options)
	}
	m, err := c.Matrix(options)
	if err != nil {
		return nil, err
	}
	var out []Gap
	for i, theme := range m.Themes {
		for k, field := range m.Fields {
			cell := m.Cells[i][k]
			if v, ok := c.index[field.ID]; cell == Treated || ok && c.dropped[v] {
				continue
			}
			gap := Gap{Kind: ThemeUntreated, ID: theme.ID, Title: theme.Title, Second: field.ID}
			if cell == Demanded {
				gap.Detail = cell.Text()
			}
			out = append(out, gap)
		}
	}
	return out, nil
}

// forgotten returns the areas without any measure.
func (c *Chain) forgotten(touched []bool) []Gap {
	areas := c.plan.Areas()
	if len(areas) == 0 {
		return nil
	}
	seen := map[string]bool{}
	for i := range c.measures {
		for _, id := range c.measures[i].Areas {
			seen[id] = true
		}
	}
	for goal := range c.plan.Goals() {
		if touched[c.goalsFrom+int32(goal.Position())] {
			for id := range goal.Areas() {
				seen[id] = true
			}
		}
	}
	for _, area := range areas {
		if area.Within != "" && seen[area.ID] {
			seen[area.Within] = true
		}
	}
	var out []Gap
	for _, area := range areas {
		if !seen[area.ID] {
			out = append(out, Gap{Kind: AreaWithoutMeasure, ID: area.ID, Title: area.Title})
		}
	}
	return out
}

// openConflicts returns the conflicts without a resolution, and those that only
// the signs of the effects tell of: a measure tied directly to two goals, helping
// one and hindering the other. Open questions are between no goals and are left out.
func (c *Chain) openConflicts(on zielkette.Date) ([]Gap, error) {
	type pair struct{ a, b int32 }
	known := map[pair]bool{}
	var out []Gap
	for _, conflict := range c.plan.Conflicts() {
		for i, one := range conflict.Between {
			for _, other := range conflict.Between[:i] {
				a, b := c.index[one], c.index[other]
				known[pair{a, b}], known[pair{b, a}] = true, true
			}
		}
		if !conflict.IsQuestion() && conflict.AsKnown(on).Open() {
			n := c.node(c.index[conflict.Between[0]])
			gap := Gap{
				Kind: ConflictUnresolved, ID: n.ID, Title: n.Title, Second: conflict.Between[1],
				Detail: zielkette.Text{DE: conflict.Description},
			}
			if more := conflict.Between[2:]; len(more) > 0 {
				gap.More = slices.Clone(more)
			}
			out = append(out, gap)
		}
	}
	pairs := int64(0)
	for v := range int32(len(c.measures)) {
		first, last := c.out.Out(v)
		if !slices.ContainsFunc(c.out.kind[first:last], func(k linkKind) bool { return k&hinders != 0 }) {
			continue
		}
		var helped, hindered []int32
		for at := first; at < last; at++ {
			w := c.out.To(at)
			if !c.isGoal(w) {
				continue
			}
			if c.out.kind[at]&hinders != 0 {
				hindered = append(hindered, w)
			} else {
				helped = append(helped, w)
			}
		}
		if pairs += int64(len(helped)) * int64(len(hindered)); pairs > MaxCells {
			return nil, fault(zielkette.CodeRange, c.id(v),
				"so viele Ziele werden von denselben Maßnahmen gefördert und gehemmt, dass die Paare nicht aufgeführt werden",
				"so many goals are helped and hindered by the same measures that the pairs are not listed")
		}
		for _, a := range helped {
			for _, b := range hindered {
				if known[pair{a, b}] {
					continue
				}
				known[pair{a, b}], known[pair{b, a}] = true, true
				n, m := c.node(a), c.node(v)
				out = append(out, Gap{
					Kind: ConflictUndescribed, ID: n.ID, Title: n.Title, Second: c.id(b),
					Detail: zielkette.Text{
						DE: fmt.Sprintf("Maßnahme %s fördert das eine und hemmt das andere.", m.ID),
						EN: fmt.Sprintf("Measure %s helps one and hinders the other.", m.ID),
					},
				})
			}
		}
	}
	return out, nil
}
