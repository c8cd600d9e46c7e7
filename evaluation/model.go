package evaluation

import (
	"errors"
	"fmt"
	"maps"
	"math/big"
	"slices"
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/status"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/document"
	"gitlab.opencode.de/zielkette/zielkette/internal/module"
	"gitlab.opencode.de/zielkette/zielkette/internal/problems"
	"gitlab.opencode.de/zielkette/zielkette/internal/round"
)

// Model is a strategy, its indicators and its rules, put together and checked. It
// is immutable and safe for concurrent use; [Model.Evaluate] is a pure function
// of it, a record and two dates.
//
// A model keeps about 950 bytes for each goal and each indicator, beside the plan it
// was made of, most of it the definitions of the indicators; a result less than 20.
type Model struct {
	plan       *goals.Plan
	set        *indicators.Set
	rules      []rule // the distinct rules of the goals
	goals      []goal // by position in the plan
	items      []item // the pools of the goals, one after the other
	measured   []measured
	sorted     []int32 // measured by indicator and area, as a record is sorted
	usedFrom   []int32 // the goals that measured i counts for are usedBy[usedFrom[i]:usedFrom[i+1]]
	usedBy     []int32
	byID       map[string]int         // indicator id to the first of its entries in measured
	indicators []indicators.Indicator // those of the set
	spans      map[int32][]span       // weights by a method, by position of the goal
	equalPools []int32                // goals of more than one part beneath which no weight is stated
	onlyAreas  map[string]bool        // ids of indicators that goals measure in single areas only
	declared   map[int32]string       // why measured i applies to no goal that is linked to it
	warnings   zielkette.Problems
}

// goal is what the roll-up needs to know of a goal.
type goal struct {
	first, end    int32 // its pool is items[first:end]
	parent        int32
	rule          int32
	wide          *pool // weights that do not fit the fast tier, else nil
	notApplicable bool
}

// item is a part of a pool: an indicator or a goal beneath.
type item struct {
	weight        int64 // scaled by a power of ten common to the pool
	ref           int32 // >= 0: index into measured; < 0: the goal at ^ref
	notApplicable bool
}

// pool holds the weights of a pool that need more than an int64.
type pool struct{ weights []*big.Int }

// measured is one indicator measured against one target in one area. What an
// evaluation asks of every one of them stands side by side, so that it comes with
// few cache lines; the definitions behind the pointers are long.
type measured struct {
	id         string
	area       string
	definition string
	maxAge     zielkette.Span
	carry      zielkette.Span
	judge      *judge // nil: the indicator is not judged
	plain      bool   // the common case, below
	reach      plainReach
	indicator  *indicators.Indicator
	target     *indicators.Target // nil: the indicator has none
	shape      *shape             // of the target
}

// plainReach is a reach target of one revision with small numbers, not against
// the direction, on an indicator without breaks that is no share.
type plainReach struct {
	decided, known   zielkette.Date
	baseline         zielkette.Period
	from, to, places int64 // baseline and target as whole numbers of a common scale
}

// plain returns the target in the form of the common case, if it is one.
func plain(ind *indicators.Indicator, t *indicators.Target) (p plainReach, ok bool) {
	if t == nil || t.Shape != indicators.ReachShape || t.Withheld != "" || len(t.Revisions) != 1 || t.Revisions[0].Withdrawn ||
		len(ind.Breaks) > 0 || !ind.Per.IsZero() || t.Baseline.Definition != "" && t.Baseline.Definition != ind.Definition {
		return p, false
	}
	r := &t.Revisions[0]
	target := r.Points[len(r.Points)-1].Value
	if d := ind.Direction.Sign(); d != 0 && d != target.Compare(t.Baseline.Value) {
		return p, false
	}
	from, to, places, ok := alike(t.Baseline.Value, target)
	return plainReach{r.Decided, r.Known, t.Baseline.Period, from, to, int64(places)}, ok
}

// compare orders the measured indicator against a series.
func (m *measured) compare(indicator, area string) int {
	if m.id == indicator && m.area == area { // the common case, and cheaper than an order
		return 0
	}
	if c := strings.Compare(m.id, indicator); c != 0 {
		return c
	}
	return strings.Compare(m.area, area)
}

// arrange makes the ways into the model: from a series to what it measures, and
// from there to the goals it counts for.
func (m *Model) arrange() {
	m.sorted = make([]int32, len(m.measured))
	for i := range m.sorted {
		m.sorted[i] = int32(i)
	}
	slices.SortStableFunc(m.sorted, func(i, j int32) int {
		return m.measured[i].compare(m.measured[j].id, m.measured[j].area)
	})
	m.usedFrom = make([]int32, len(m.measured)+2)
	used := m.usedFrom[1:] // counted one place ahead, so that filling leaves the starts
	each := func(do func(ref, goal int32)) {
		for i := range m.goals {
			for _, it := range m.items[m.goals[i].first:m.goals[i].end] {
				if it.ref >= 0 {
					do(it.ref, int32(i))
				}
			}
		}
	}
	total := int32(0)
	each(func(ref, _ int32) { used[ref+1]++; total++ })
	for i := 1; i < len(used); i++ {
		used[i] += used[i-1]
	}
	m.usedBy = make([]int32, total)
	each(func(ref, goal int32) { m.usedBy[used[ref]] = goal; used[ref]++ })
	m.usedFrom = m.usedFrom[:len(m.measured)+1]
}

// New puts a strategy, its indicators and the rules together; nil rules are the zero
// [Rules]. Every indicator that a goal names must be in the set, with the target it
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

// assemble makes the model and adds what is wrong to the lists. The model is good for
// nothing where an error was added.
func assemble(plan *goals.Plan, set *indicators.Set, rules *RuleSet, strategy, ofRules *problems.List) *Model {
	if rules == nil {
		rules = &RuleSet{}
	}
	c := &modeller{
		strategy: strategy, ofRules: ofRules, rules: rules,
		model: &Model{plan: plan, set: set, byID: map[string]int{}, spans: map[int32][]span{}, onlyAreas: map[string]bool{}, declared: map[int32]string{}},
		found: map[key]int32{},
		given: map[string]int32{},
	}
	c.indicators()
	c.checkNames()
	c.goals()
	c.floors()
	c.unreachable()
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
	found             map[key]int32
	given             map[string]int32 // the rules of the model by their place
}

// indicators enters every target of every indicator for the whole municipality,
// so that a result shows all of them, linked or not.
func (c *modeller) indicators() {
	m := c.model
	m.indicators = m.set.Shared(module.Reader{})
	pairs := 0
	for i := range m.indicators {
		pairs += max(1, len(m.indicators[i].Targets))
	}
	m.measured = make([]measured, 0, pairs)
	for i := range m.indicators {
		ind := &m.indicators[i]
		m.byID[ind.ID] = len(m.measured)
		if len(ind.Targets) == 0 {
			c.enter(ind, nil, "")
		}
		for t := range ind.Targets {
			c.enter(ind, &ind.Targets[t], "")
		}
	}
}

func (c *modeller) enter(ind *indicators.Indicator, target *indicators.Target, area string) int32 {
	k := key{ind.ID, "", area}
	if target != nil {
		k.target = target.ID
	}
	if i, ok := c.found[k]; ok {
		return i
	}
	i := int32(len(c.model.measured))
	m := measured{
		id: ind.ID, area: area, definition: ind.Definition, maxAge: ind.MaxAge, carry: ind.Carry,
		indicator: ind, target: target,
	}
	if target != nil {
		m.shape = shapes.Row(target.Shape).Does
	}
	m.reach, m.plain = plain(ind, target)
	c.model.measured = append(c.model.measured, m)
	c.found[k] = i
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
		if !levels[name] {
			c.ofRules.At("/levels/"+document.Escape(name), zielkette.CodeReference, name,
				"die Strategie hat keine solche Zielebene",
				"the strategy has no such level")
		}
	}
	for _, id := range slices.Sorted(maps.Keys(r.Goals)) {
		if _, ok := c.model.plan.Goal(id); !ok {
			c.ofRules.At("/goals/"+document.Escape(id), zielkette.CodeReference, id,
				"die Strategie hat kein Ziel mit dieser Kennung",
				"the strategy has no goal of this id")
		}
	}
	for _, id := range slices.Sorted(maps.Keys(r.Indicators)) {
		if _, ok := c.model.byID[id]; !ok {
			c.ofRules.At("/indicators/"+document.Escape(id), zielkette.CodeReference, id,
				"es gibt keine Kennzahl mit dieser Kennung",
				"there is no indicator of this id")
		}
	}
}

// judges gives the indicators their status rules.
func (c *modeller) judges() {
	for i := range c.model.measured {
		m := &c.model.measured[i]
		m.judge = c.rules.judges["/eachIndicator/status"]
		if _, own := c.rules.rules.Indicators[m.id]; own {
			m.judge = c.rules.judges["/indicators/"+document.Escape(m.id)+"/status"]
		}
	}
}

func (c *modeller) goals() {
	m := c.model
	m.goals = make([]goal, 0, m.plan.Len())
	for node := range m.plan.Goals() {
		g := goal{first: int32(len(m.items)), parent: -1, notApplicable: node.NotApplicable() != ""}
		if parent, ok := node.Parent(); ok {
			g.parent = int32(parent.Position())
		}
		g.rule = c.rule(node)
		r := &m.rules[g.rule]
		var weights []zielkette.Number
		for i, link := range node.Indicators() {
			ref, ok := c.link(node, i, link)
			if !ok {
				continue
			}
			m.items = append(m.items, item{ref: ref, notApplicable: link.NotApplicable != ""})
			c.linked(ref, link)
			weights = append(weights, link.Weight)
		}
		for child := range node.Children() {
			m.items = append(m.items, item{ref: ^int32(child.Position())})
			weights = append(weights, child.Weight())
		}
		g.end = int32(len(m.items))
		if r.Weights == Equal {
			clear(weights)
		} else if len(weights) > 1 && !slices.ContainsFunc(weights, func(w zielkette.Number) bool { return !w.IsZero() }) {
			m.equalPools = append(m.equalPools, int32(len(m.goals)))
		}
		g.wide = scale(m.items[g.first:g.end], weights)
		m.goals = append(m.goals, g)
	}
}

// linked notes where and how goals are linked to an indicator.
func (c *modeller) linked(ref int32, link goals.Link) {
	only, before := c.model.onlyAreas[link.ID]
	c.model.onlyAreas[link.ID] = (only || !before) && link.Area != ""
	if why, before := c.model.declared[ref]; !before || why != "" {
		c.model.declared[ref] = link.NotApplicable
	}
}

// rule returns the index of the rule of a goal among the distinct ones. Goals
// without a rule of their own share that of their level.
func (c *modeller) rule(node goals.Node) int32 {
	rules := &c.rules.rules
	own, isOwn := rules.Goals[node.ID()]
	level, ofItsLevel := rules.Levels[node.Level()]
	stated := []statedRule{
		{"/goals/" + document.Escape(node.ID()), own},
		{"/levels/" + document.Escape(node.Level()), level},
		{"/default", rules.Default},
	}
	at, scope, of := stated[2].at, ofAll, ""
	switch {
	case isOwn:
		at, scope, of = stated[0].at, ofGoal, node.ID()
	case ofItsLevel:
		at, scope, of = stated[1].at, ofLevel, node.Level()
	}
	i, ok := c.given[at]
	if ok {
		return i
	}
	i = int32(len(c.model.rules))
	c.given[at] = i
	r := own.over(level).over(rules.Default).over(standard)
	ready := r.ready()
	ready.scope, ready.of = scope, of
	ready.statusAt = where(stated, func(r Rule) bool { return !r.Status.IsZero() }) + "/status"
	ready.floorsAt = where(stated, func(r Rule) bool { return len(r.Floors) > 0 })
	ready.judge = c.rules.judges[ready.statusAt]
	c.model.rules = append(c.model.rules, ready)
	return i
}

// unreachable warns of bounds between classes, and of floors, that no score can reach,
// most often percentages. Scores lie within the loosest bounds of all rules, for a
// goal takes the scores beneath as they are.
func (c *modeller) unreachable() {
	var low, high zielkette.Number
	for i := range c.model.rules {
		b := c.model.rules[i].Bounds
		if i == 0 || !low.IsZero() && (b[0].IsZero() || b[0].Compare(low) < 0) {
			low = b[0]
		}
		if i == 0 || !high.IsZero() && (b[1].IsZero() || b[1].Compare(high) > 0) {
			high = b[1]
		}
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

// floors reports floors whose class the status does not have, and those for a part
// that no pool they hold for has.
func (c *modeller) floors() {
	m := c.model
	parts := map[string]map[string]bool{} // by place of the floors, what the pools have
	for i := range m.goals {
		r := &m.rules[m.goals[i].rule]
		if len(r.Floors) == 0 {
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
		if len(r.Floors) == 0 || seen[[2]string{r.floorsAt, r.statusAt}] {
			continue
		}
		seen[[2]string{r.floorsAt, r.statusAt}] = true
		known := map[string]bool{}
		for _, scale := range append(slices.Clip(r.Status.Scales), status.Scale{Classes: r.Status.Classes}) {
			for _, class := range scale.Classes {
				known[class.ID] = true
			}
		}
		for k, f := range r.Floors {
			at := fmt.Sprintf("%s/floors/%d", r.floorsAt, k)
			if !parts[r.floorsAt][f.Part] {
				c.ofRules.At(at+"/part", zielkette.CodeReference, f.Part,
					"kein Ziel, für das dieser Mindestwert gilt, hat einen Teil mit dieser Kennung; eine Kennzahl oder ein Ziel unmittelbar darunter nennen",
					"no goal that this floor holds for has a part of this id; name an indicator or a goal directly beneath")
			}
			if !known[f.AtMost] || f.AtMost == "" {
				c.ofRules.At(at+"/atMost", zielkette.CodeReference, f.AtMost,
					"ein Mindestwert nennt eine Klasse der Schwellenwerte, nach denen das Ziel bewertet wird; andere Bewertungsregeln haben keine Mindestwerte",
					"a floor names a class of the thresholds by which the goal is judged; other status rules have no floors")
			}
		}
	}
}

// partIDs returns the ids of the parts of a goal's pool.
func (m *Model) partIDs(goal int32) []string {
	node := m.plan.At(int(goal))
	var ids []string
	for _, link := range node.Indicators() {
		ids = append(ids, link.ID)
	}
	for child := range node.Children() {
		ids = append(ids, child.ID())
	}
	return ids
}

// statedRule is a rule with its place in the document.
type statedRule struct {
	at string
	Rule
}

// where returns the place of the rule that states something, for a fault that is
// inherited is one fault.
func where(stated []statedRule, states func(Rule) bool) string {
	i := slices.IndexFunc(stated, func(s statedRule) bool { return states(s.Rule) })
	return stated[max(i, 0)].at
}

func (c *modeller) link(node goals.Node, i int, link goals.Link) (ref int32, ok bool) {
	m := c.model
	first, ok := m.byID[link.ID]
	at := func(part string) string { return fmt.Sprintf("%s/indicators/%d/%s", node.Pointer(), i, part) }
	if !ok {
		c.strategy.At(at("id"), zielkette.CodeReference, link.ID,
			"es gibt keine Kennzahl mit dieser Kennung",
			"there is no indicator of this id")
		return 0, false
	}
	ind := m.measured[first].indicator
	if link.Target == "" {
		if len(ind.Targets) > 1 {
			c.strategy.At(at("target"), CodeTarget, link.ID,
				"die Kennzahl hat mehrere Zielwerte; angeben, an welchem das Ziel gemessen wird",
				"the indicator has several targets; say which one measures the goal")
			return 0, false
		}
		return c.enter(ind, m.measured[first].target, link.Area), true
	}
	t := slices.IndexFunc(ind.Targets, func(t indicators.Target) bool { return t.ID == link.Target })
	if t < 0 {
		c.strategy.At(at("target"), zielkette.CodeReference, link.Target,
			"die Kennzahl hat keinen Zielwert mit dieser Kennung",
			"the indicator has no target of this id")
		return 0, false
	}
	return c.enter(ind, &ind.Targets[t], link.Area), true
}

// scale writes the weights into the items as whole numbers of a scale common to
// the pool; a missing weight is 1. Weights whose sum does not fit the fast tier
// are returned as a wide pool.
func scale(items []item, weights []zielkette.Number) *pool {
	places, fits := 0, true
	for i := range weights {
		if weights[i].IsZero() {
			weights[i] = zielkette.Int(1)
		}
		_, p := weights[i].Unscaled()
		places = max(places, p)
	}
	sum := new(big.Int)
	wide := &pool{weights: make([]*big.Int, len(weights))}
	for i := range weights {
		coef, p := weights[i].Unscaled()
		coef.Mul(coef, round.Pow10(places-p))
		wide.weights[i] = coef
		sum.Add(sum, coef)
		fits = fits && coef.IsInt64()
		if fits {
			items[i].weight = coef.Int64()
		}
	}
	if fits && sum.IsInt64() {
		return nil
	}
	return wide
}

// Plan returns the strategy of the model.
func (m *Model) Plan() *goals.Plan {
	if m == nil {
		return nil
	}
	return m.plan
}

// Set returns the indicators of the model.
func (m *Model) Set() *indicators.Set {
	if m == nil {
		return nil
	}
	return m.set
}

// Warnings returns what is worth knowing about strategy, indicators and rules, nil
// when nothing.
func (m *Model) Warnings() zielkette.Problems {
	if m == nil {
		return nil
	}
	return slices.Clone(m.warnings)
}

// MarshalJSON refuses: a model is made of documents, and these are written. The error
// says so.
func (m *Model) MarshalJSON() ([]byte, error) {
	return nil, errors.New("evaluation: a Model is not written as JSON; marshal the City that it was compiled from")
}
