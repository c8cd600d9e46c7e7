package evaluation

import (
	"fmt"
	"maps"
	"slices"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/status"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/weighting"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/document"
	"gitlab.opencode.de/zielkette/zielkette/internal/module"
	"gitlab.opencode.de/zielkette/zielkette/internal/parallel"
	"gitlab.opencode.de/zielkette/zielkette/internal/problems"
	"gitlab.opencode.de/zielkette/zielkette/internal/years"
)

// New puts a strategy, its indicators and the rules together; nil rules are the zero
// [Rules]. Every indicator that a goal or a theme names must be in the set, with the target it
// names; a link to an indicator with several targets must say which. The error is a
// [zielkette.Problems] with everything wrong; its pointers start with /strategy or
// /rules. Cost: linear in the size of all three.
//
// It serves where many municipalities share a catalogue and rules. [City.Compile] does
// the same for documents, and knows the files they were read from.
func New(plan *goals.Plan, set *indicators.Set, rules *RuleSet) (*Model, error) {
	var strategy, ofRules problems.List
	if plan == nil || set == nil {
		strategy.At("", zielkette.CodeReference, "",
			"ein Modell braucht eine geprüfte Strategie und einen geprüften Katalog von Kennzahlen",
			"a model needs a compiled strategy and a compiled set of indicators")
		return nil, strategy.All()
	}
	model := assemble(plan, set, rules, &strategy, &ofRules)
	var all problems.List
	all.Join("/strategy", strategy.All())
	all.Join("/rules", ofRules.All())
	found := all.All()
	if err := found.Err(); err != nil {
		return nil, err
	}
	model.warnings = slices.Concat(plan.Warnings(), set.Warnings(), rules.Warnings(), found)
	return model, nil
}

// assemble makes the model and adds what is wrong to the lists. Where an error was added
// the model must not be used.
func assemble(plan *goals.Plan, set *indicators.Set, rules *RuleSet, strategy, ofRules *problems.List) *Model {
	if rules == nil {
		rules = &RuleSet{}
	}
	c := &modeller{
		strategy: strategy, ofRules: ofRules, rules: rules,
		model:   &Model{plan: plan, set: set, byID: map[string]int{}, spans: map[int32][]span{}, onlyAreas: map[string]bool{}, inContext: map[string]bool{}, declared: map[int32]string{}},
		inAreas: map[key]int32{},
		given:   map[string]int32{}, givenLevel: map[string]int32{}, givenAll: -1,
	}
	c.indicators()
	c.checkNames()
	c.goals()
	if strategy.Full() || ofRules.Full() {
		return c.model // unfinished
	}
	c.floors()
	c.unreachable()
	c.repeated()
	c.judges()
	c.weightings()
	if !strategy.Failed() && !ofRules.Failed() {
		c.model.arrange()
	}
	return c.model
}

type key struct{ indicator, target, area string }

type modeller struct {
	strategy, ofRules *problems.List // what is wrong with either
	rules             *RuleSet
	model             *Model
	inAreas           map[key]int32    // what is measured in single areas
	links             []links          // by index of measured: how goals are linked to it
	given, givenLevel map[string]int32 // the rules of the model by goal and by level
	givenAll          int32            // the rule of goals that have no other, -1 for none yet
	weights           []zielkette.Number
}

// links tell how goals and themes are linked to what is measured.
type links struct {
	any    bool // at least one is
	apply  bool // for at least one it applies
	areas  bool // of an indicator, at its first entry: it is measured in single areas
	entire bool // and for the whole municipality
}

// indicators enters every target of every indicator for the whole municipality,
// so that a result shows all of them, linked or not.
func (c *modeller) indicators() {
	m := c.model
	m.indicators = m.set.Shared(module.Reader{})
	m.byID = make(map[string]int, len(m.indicators))
	pairs, first := 0, make([]int, len(m.indicators)) // of each, where it is entered; ids may be missing in a faulty catalogue
	for i := range m.indicators {
		m.byID[m.indicators[i].ID], first[i] = pairs, pairs
		pairs += max(1, len(m.indicators[i].Targets))
	}
	m.measured, c.links = make([]measured, pairs), make([]links, pairs)
	parallel.Parts(len(m.indicators), 256, func(_, from, to int) {
		for i := from; i < to; i++ {
			ind := &m.indicators[i]
			at := m.measured[first[i]:]
			if len(ind.Targets) == 0 {
				at[0] = measure(ind, nil, "")
			}
			for t := range ind.Targets {
				at[t] = measure(ind, &ind.Targets[t], "")
			}
		}
	})
}

func measure(ind *indicators.Indicator, target *indicators.Target, area string) measured {
	m := measured{
		id: ind.ID, area: area, definition: ind.Definition, maxAge: ind.MaxAge, carry: ind.Carry,
		indicator: ind, target: target,
	}
	if target != nil {
		if row := shapes.Row(target.Shape); row != nil { // nil in a faulty catalogue
			m.shape = row.Does
		}
	}
	m.reach, m.later, m.plain = plain(ind, target)
	return m
}

// within returns the index of what is measured in an area; the empty area is the whole
// municipality, which was entered already.
func (c *modeller) within(first, target int, area string) int32 {
	whole := int32(first + target)
	if area == "" {
		return whole
	}
	m := &c.model.measured[whole]
	k := key{indicator: m.id, area: area}
	if m.target != nil {
		k.target = m.target.ID
	}
	i, ok := c.inAreas[k]
	if !ok {
		i = int32(len(c.model.measured))
		c.model.measured = append(c.model.measured, measure(m.indicator, m.target, area))
		c.links = append(c.links, links{})
		c.inAreas[k] = i
	}
	return i
}

// checkNames checks the names of levels, goals and indicators in the rules.
func (c *modeller) checkNames() {
	r := &c.rules.rules
	levels := map[string]bool{}
	for _, l := range c.model.plan.Levels() {
		levels[l.Name] = true
	}
	for _, name := range slices.Sorted(maps.Keys(r.Levels)) {
		if c.ofRules.Stop() {
			return
		}
		if !levels[name] {
			c.ofRules.At("/levels/"+document.Escape(name), zielkette.CodeReference, name,
				"die Strategie hat keine solche Zielebene",
				"the strategy has no such level")
		}
	}
	for _, id := range slices.Sorted(maps.Keys(r.Goals)) {
		if c.ofRules.Stop() {
			return
		}
		if _, ok := c.model.plan.Goal(id); !ok {
			c.ofRules.At("/goals/"+document.Escape(id), zielkette.CodeReference, id,
				"die Strategie hat kein Ziel mit dieser Kennung",
				"the strategy has no goal of this id")
		}
	}
	for _, id := range slices.Sorted(maps.Keys(r.Indicators)) {
		if c.ofRules.Stop() {
			return
		}
		if _, ok := c.model.byID[id]; !ok {
			c.ofRules.At("/indicators/"+document.Escape(id), zielkette.CodeReference, id,
				"es gibt keine Kennzahl mit dieser Kennung",
				"there is no indicator of this id")
		}
	}
}

// judges gives the indicators their status rules.
func (c *modeller) judges() {
	each := c.rules.judges["/eachIndicator/status"]
	for i := range c.model.measured {
		m := &c.model.measured[i]
		m.judge = each
		if _, own := c.rules.rules.Indicators[m.id]; own {
			m.judge = c.rules.judges["/indicators/"+document.Escape(m.id)+"/status"]
		}
	}
}

// repeated refuses what comes to any multiple of the documents: all that is said of an
// indicator stands again with each of its targets and areas, its unit with each element of
// a target, and its title, its unit and why it is not scored with each goal that is linked
// to it.
func (c *modeller) repeated() {
	var texts document.Repeated
	size := map[any]int64{} // of an indicator without its targets, and of a target
	var longest *indicators.Indicator
	for i := range c.model.measured {
		m := &c.model.measured[i]
		ind, bytes := m.indicator, int64(0)
		if m.area != "" || m.target != nil && m.target != &ind.Targets[0] {
			if _, ok := size[ind]; !ok {
				own := *ind
				own.Targets = nil
				size[ind] = document.Bytes(own)
			}
			bytes += size[ind]
		}
		if m.target != nil && (m.area != "" || len(ind.Unit) > 64) {
			if _, ok := size[m.target]; !ok {
				size[m.target] = document.Bytes(*m.target) + int64(document.Elements(*m.target))*int64(len(ind.Unit))
			}
			bytes += size[m.target]
		}
		if texts.Again(bytes) {
			longest = ind
		}
	}
	for i := range c.model.items {
		if ref := c.model.items[i].ref; ref >= 0 {
			m := &c.model.measured[ref]
			bytes := int64(len(m.indicator.Title) + len(m.indicator.Unit))
			if m.target != nil {
				bytes += int64(len(m.target.Withheld))
			}
			if texts.Again(bytes) {
				longest = m.indicator
			}
		}
	}
	if message, ok := texts.TooLong(); ok {
		c.strategy.At("/goals", zielkette.CodeTooLong, longest.ID, message.DE, message.EN)
	}
}

// goals makes the pools of the goals, and behind them those of the themes.
func (c *modeller) goals() {
	m := c.model
	m.themes = m.plan.Themes()
	m.goals = make([]goal, 0, m.plan.Len()+len(m.themes))
	m.items = make([]item, 0, m.plan.Len()+len(m.measured))
	for node := range m.plan.Goals() {
		if c.strategy.Stop() {
			return
		}
		g := goal{parent: -1, notApplicable: node.NotApplicable() != "", rule: c.rule(node)}
		if parent, ok := node.Parent(); ok {
			g.parent = int32(parent.Position())
		}
		m.rules[g.rule].byGoals = true
		c.pool(g, linkPlace{node: node}, node.Links(module.Reader{}))
	}
	for i := range m.themes {
		if c.strategy.Stop() {
			return
		}
		links := m.themes[i].Indicators
		g := goal{parent: -1, rule: c.rule(goals.Node{})}
		if len(links) > 0 {
			m.rules[g.rule].byThemes = true
		}
		c.pool(g, linkPlace{theme: i}, links)
	}
	c.context()
	for i := range c.links {
		if l := &c.links[i]; l.areas && !l.entire {
			m.onlyAreas[m.measured[i].id] = true
		}
		if c.links[i].any {
			delete(m.inContext, m.measured[i].id)
		}
	}
}

// context notes and checks the indicators that are not scored.
func (c *modeller) context() {
	for i, group := range c.model.plan.Context() {
		for k := range c.strategy.Each(len(group.Indicators)) {
			id := group.Indicators[k]
			c.model.inContext[id] = true
			if !c.model.has(id) {
				c.strategy.At(fmt.Sprintf("/context/%d/indicators/%d", i, k), zielkette.CodeReference, id,
					"es gibt keine Kennzahl mit dieser Kennung",
					"there is no indicator of this id")
			}
		}
	}
}

// linkPlace is where a link to an indicator stands, written out for a problem only.
type linkPlace struct {
	node  goals.Node // of a goal, none of a theme
	theme int
	link  int
}

func (p linkPlace) pointer(field string) string {
	of := fmt.Sprint("/themes/", p.theme)
	if !p.node.IsZero() {
		of = p.node.Pointer()
	}
	return fmt.Sprintf("%s/indicators/%d/%s", of, p.link, field)
}

// pool adds a goal or a theme to the model with its pool: its links, and the goals
// directly beneath.
func (c *modeller) pool(g goal, at linkPlace, links []goals.Link) {
	m := c.model
	g.first = int32(len(m.items))
	weights := c.weights[:0]
	for i, link := range links {
		if c.strategy.Stop() {
			break
		}
		at.link = i
		ref, ok := c.link(at, link)
		if !ok {
			continue
		}
		m.items = append(m.items, item{ref: ref, notApplicable: link.NotApplicable != ""})
		c.linked(ref, &link)
		weights = append(weights, link.Weight)
	}
	for child := range at.node.Children() {
		m.items = append(m.items, item{ref: ^int32(child.Position())})
		weights = append(weights, child.Weight())
	}
	g.end = int32(len(m.items))
	if m.rules[g.rule].Weights == Equal {
		clear(weights)
	} else if len(weights) > 1 && !slices.ContainsFunc(weights, func(w zielkette.Number) bool { return !w.IsZero() }) {
		m.equalPools = append(m.equalPools, int32(len(m.goals)))
	}
	g.wide = scale(m.items[g.first:g.end], weights)
	m.goals = append(m.goals, g)
	c.weights = weights
}

// linked notes where and how goals and themes are linked to an indicator.
func (c *modeller) linked(ref int32, link *goals.Link) {
	first := &c.links[c.model.byID[link.ID]]
	first.areas, first.entire = first.areas || link.Area != "", first.entire || link.Area == ""
	l := &c.links[ref]
	switch {
	case link.NotApplicable == "":
		if l.any && !l.apply {
			delete(c.model.declared, ref)
		}
		l.apply = true
	case !l.apply:
		c.model.declared[ref] = link.NotApplicable
	}
	l.any = true
}

// rule returns the index of the rule of a goal among the distinct ones. Goals
// without a rule of their own share that of their level. The zero Node, which stands for
// a theme, has the rule of all.
func (c *modeller) rule(node goals.Node) int32 {
	rules := &c.rules.rules
	own, isOwn := rules.Goals[node.ID()]
	level, ofItsLevel := rules.Levels[node.Level()]
	if i, ok := c.givenTo(node, isOwn, ofItsLevel); ok {
		return i
	}
	stated := []statedRule{
		{"/goals/" + document.Escape(node.ID()), own},
		{"/levels/" + document.Escape(node.Level()), level},
		{"/default", rules.Default},
	}
	i := int32(len(c.model.rules))
	scope, of := ofAll, ""
	switch {
	case isOwn:
		scope, of = ofGoal, node.ID()
		c.given[of] = i
	case ofItsLevel:
		scope, of = ofLevel, node.Level()
		c.givenLevel[of] = i
	default:
		c.givenAll = i
	}
	r := own.over(level).over(rules.Default).over(standard)
	ready := r.ready()
	ready.scope, ready.of = scope, of
	ready.statusAt = where(stated, func(r Rule) bool { return !r.Status.IsZero() }) + "/status"
	ready.floorsAt = where(stated, func(r Rule) bool { return len(r.Floors) > 0 })
	ready.judge = c.rules.judges[ready.statusAt]
	c.model.rules = append(c.model.rules, ready)
	return i
}

// givenTo returns the rule that was made for a goal before.
func (c *modeller) givenTo(node goals.Node, own, ofItsLevel bool) (i int32, ok bool) {
	switch {
	case own:
		i, ok = c.given[node.ID()]
	case ofItsLevel:
		i, ok = c.givenLevel[node.Level()]
	default:
		i, ok = c.givenAll, c.givenAll >= 0
	}
	return i, ok
}

// unreachable warns of bounds between classes, and of floors, that no score can reach,
// most often because a percentage was written where a share is meant. All scores lie
// within the loosest bounds of all rules, because the scores of goals enter the roll-up
// unbounded.
func (c *modeller) unreachable() {
	var low, high zielkette.Number
	first := true
	for i := range c.model.rules {
		if !c.model.rules[i].used() {
			continue
		}
		b := c.model.rules[i].Bounds
		if first || !low.IsZero() && (b[0].IsZero() || b[0].Compare(low) < 0) {
			low = b[0]
		}
		if first || !high.IsZero() && (b[1].IsZero() || b[1].Compare(high) > 0) {
			high = b[1]
		}
		first = false
	}
	scores := func(l zielkette.Language) string {
		from, to := "−∞", "∞"
		if !low.IsZero() {
			from = l.Digits(low.String())
		}
		if !high.IsZero() {
			to = l.Digits(high.String())
		}
		return from + zielkette.Text{DE: " bis ", EN: " to "}.In(l) + to
	}
	warn := func(at string, bound zielkette.Number) {
		if bound.IsZero() || (low.IsZero() || bound.Compare(low) >= 0) && (high.IsZero() || bound.Compare(high) <= 0) {
			return
		}
		c.ofRules.Warn(at, CodeOutside, bound.String(), zielkette.Text{
			DE: "Kein Ziel erreicht diesen Wert: Die Zielerreichung geht hier von " + scores(zielkette.German) + " (1 ist 100 %).",
			EN: "No goal reaches this value: scores run from " + scores(zielkette.English) + " here (1 is 100%).",
		})
	}
	classes := func(at string, classes []status.Class) {
		for i, class := range classes {
			at := fmt.Sprintf("%s/classes/%d", at, i)
			warn(at+"/from", class.From)
			warn(at+"/above", class.Above)
			warn(at+"/upTo", class.UpTo)
			warn(at+"/below", class.Below)
		}
	}
	for at, r := range c.rules.rules.stated() {
		classes(at+"/status", r.Status.Classes)
		for i, scale := range r.Status.Scales {
			classes(fmt.Sprintf("%s/status/scales/%d", at, i), scale.Classes)
		}
		for i, f := range r.Floors {
			warn(fmt.Sprintf("%s/floors/%d/below", at, i), f.Below)
		}
	}
}

// floors reports floors that name a class which the status does not have, and floors for
// a part which none of their goals has directly beneath.
func (c *modeller) floors() {
	m := c.model
	parts := map[string]map[string]bool{} // by place of the floors, what the pools have
	for i := range m.goals {
		r := &m.rules[m.goals[i].rule]
		if len(r.Floors) == 0 || !r.used() {
			continue
		}
		if parts[r.floorsAt] == nil {
			parts[r.floorsAt] = map[string]bool{"": true}
		}
		for _, id := range m.partIDs(int32(i)) {
			parts[r.floorsAt][id] = true
		}
	}
	seen := map[[2]string]bool{}
	for i := range m.rules {
		r := &m.rules[i]
		if len(r.Floors) == 0 || !r.used() || seen[[2]string{r.floorsAt, r.statusAt}] {
			continue
		}
		seen[[2]string{r.floorsAt, r.statusAt}] = true
		known := map[string]bool{}
		for _, scale := range append(slices.Clip(r.Status.Scales), status.Scale{Classes: r.Status.Classes}) {
			for _, class := range scale.Classes {
				known[class.ID] = true
			}
		}
		for k := range c.ofRules.Each(len(r.Floors)) {
			f := r.Floors[k]
			at := fmt.Sprintf("%s/floors/%d", r.floorsAt, k)
			if !parts[r.floorsAt][f.Part] {
				c.ofRules.At(at+"/part", zielkette.CodeReference, f.Part,
					"kein Ziel, für das dieser Mindestwert gilt, hat einen Teil mit dieser Kennung; eine Kennzahl oder ein Ziel unmittelbar darunter nennen",
					"no goal that this floor holds for has a part of this id; name an indicator or a goal directly beneath")
			}
			if !known[f.AtMost] || f.AtMost == "" {
				c.ofRules.At(at+"/atMost", zielkette.CodeReference, f.AtMost,
					"ein Mindestwert nennt eine Klasse der Schwellenwerte, aus denen der Status des Ziels folgt; andere Statusregeln haben keine Mindestwerte",
					"a floor names a class of the thresholds that give the goal its status; other status rules have no floors")
			}
		}
	}
}

// statedRule is a rule with its place in the document.
type statedRule struct {
	at string
	Rule
}

// where returns the place of the first rule that states something. A fault in it is
// reported there once, however many goals inherit it.
func where(stated []statedRule, states func(Rule) bool) string {
	i := slices.IndexFunc(stated, func(s statedRule) bool { return states(s.Rule) })
	return stated[max(i, 0)].at
}

// link returns the index of what a link at a place measures.
func (c *modeller) link(at linkPlace, link goals.Link) (ref int32, ok bool) {
	m := c.model
	first, ok := m.byID[link.ID]
	if !ok {
		c.strategy.At(at.pointer("id"), zielkette.CodeReference, link.ID,
			"es gibt keine Kennzahl mit dieser Kennung",
			"there is no indicator of this id")
		return 0, false
	}
	ind := m.measured[first].indicator
	if link.Target == "" {
		if len(ind.Targets) > 1 {
			c.strategy.At(at.pointer("target"), CodeTarget, link.ID,
				"die Kennzahl hat mehrere Zielwerte; angeben, an welchem hier gemessen wird",
				"the indicator has several targets; say which one counts here")
			return 0, false
		}
		return c.within(first, 0, link.Area), true
	}
	t := slices.IndexFunc(ind.Targets, func(t indicators.Target) bool { return t.ID == link.Target })
	if t < 0 {
		c.strategy.At(at.pointer("target"), zielkette.CodeReference, link.Target,
			"die Kennzahl hat keinen Zielwert mit dieser Kennung",
			"the indicator has no target of this id")
		return 0, false
	}
	return c.within(first, t, link.Area), true
}

// weightings gives the parts of goals the weights that methods make.
func (c *modeller) weightings() {
	m := c.model
	for _, id := range slices.Sorted(maps.Keys(c.rules.rules.Weightings)) {
		if c.ofRules.Stop() {
			return
		}
		node, ok := m.plan.Goal(id)
		if !ok {
			c.ofRules.At("/weightings/"+document.Escape(id), zielkette.CodeReference, id,
				"die Strategie hat kein Ziel mit dieser Kennung",
				"the strategy has no goal of this id")
			continue
		}
		goal := int32(node.Position())
		parts := m.partIDs(goal)
		times := map[string]int{}
		for _, part := range parts {
			times[part]++
		}
		for _, w := range c.rules.weightings[id] {
			s, ok := c.span(w.at, parts, times, w.spec, w.weights)
			if !ok {
				continue
			}
			m.spans[goal] = append(m.spans[goal], s)
		}
	}
}

// span fits the weights of a method to the pool of a goal, of which times counts how
// often each part stands in it.
func (c *modeller) span(at string, parts []string, times map[string]int, spec weighting.Spec, w weighting.Weights) (s span, ok bool) {
	s = span{held: years.Span{From: spec.FromYear, To: spec.ToYear}, origin: w.Origin}
	for i := range c.ofRules.Each(len(spec.IDs)) {
		id := spec.IDs[i]
		if n := times[id]; n != 1 {
			c.ofRules.At(fmt.Sprintf("%s/ids/%d", at, i), zielkette.CodeReference, id,
				fmt.Sprintf("das Ziel hat %d Teile mit dieser Kennung, nicht einen", n),
				fmt.Sprintf("the pool of the goal has %d parts of this id, not one", n))
			return s, false
		}
	}
	weights := make(map[string]zielkette.Number, len(w.Items))
	for _, item := range w.Items {
		weights[item.ID] = item.Weight.Number() // stated as a number, or at 12 places and far below the largest
	}
	for _, id := range parts {
		weight, ok := weights[id]
		if !ok {
			c.ofRules.At(at+"/ids", zielkette.CodeReference, id,
				"dieser Teil des Ziels ist nicht gewichtet; jeden Teil gewichten, auch was nicht anwendbar ist",
				"this part of the goal's pool is not weighed; weigh each of them, also what does not apply")
			return s, false
		}
		s.weights = append(s.weights, weight)
	}
	for i, spread := range w.Spreads {
		of, between := c.model.cited(spread.ID), zielkette.Text{DE: ", ", EN: ", "}
		if i == 0 {
			between = zielkette.Text{DE: "; Spannweite ", EN: "; range "}
		}
		said := func(l zielkette.Language) string {
			return between.In(l) + of.In(l) + " " + spread.Min.Figure().Text(l, -1) + "–" + spread.Max.Figure().Text(l, -1)
		}
		s.origin.DE += said(zielkette.German)
		s.origin.EN += said(zielkette.English)
	}
	if source := spec.Source.String(); source != "" {
		s.origin.DE += ", " + source
		s.origin.EN += ", " + source
	}
	if held := s.held.Text(); !held.IsZero() {
		s.origin.DE += ", gilt " + held.DE
		s.origin.EN += ", holds " + held.EN
	}
	items := make([]item, len(parts))
	s.wide = scale(items, slices.Clone(s.weights))
	for _, it := range items {
		s.scaled = append(s.scaled, it.weight)
	}
	return s, true
}
