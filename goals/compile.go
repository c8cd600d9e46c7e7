package goals

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/document"
	"gitlab.opencode.de/zielkette/zielkette/internal/problems"
	"gitlab.opencode.de/zielkette/zielkette/internal/words"
)

// Limits of a strategy. They also end every walk over a literal whose lists contain
// themselves.
const (
	MaxDepth = 32      // how deep goals may be nested
	MaxGoals = 1 << 20 // how many goals a strategy may have
)

// Codes of the problems of goals, themes and areas, beside those of package zielkette.
const (
	CodeLevel      zielkette.Code = "level"          // not a level of the strategy
	CodeLevelOrder zielkette.Code = "level-order"    // a goal that does not stand below the level of the goal above
	CodeWeight     zielkette.Code = "weight"         // a negative weight
	CodeDepth      zielkette.Code = "goal-depth"     // goals nested too deep
	CodeDeclared   zielkette.Code = "declared-count" // warning: another number is recorded than is declared
	CodeAGS        zielkette.Code = "ags"            // not a municipality key
	CodeWithin     zielkette.Code = "area-within"    // an area that lies in itself or in one that lies in another, or is its own neighbour
	CodeWeightGap  zielkette.Code = "weight-gap"     // warning: some weights of a pool are stated, others not
)

// Compile checks the strategy and returns it as a plan. The error is a
// [zielkette.Problems] with everything wrong; warnings alone are no error and are
// kept in [Plan.Warnings]. The strategy is copied and may be changed afterwards.
// Cost: linear in the document.
func (s Strategy) Compile() (*Plan, error) {
	plan, found := s.Inspect()
	if err := found.Err(); err != nil {
		return nil, err
	}
	return plan, nil
}

// Inspect is [Strategy.Compile] for a strategy that may be faulty: it returns the plan
// of what could be understood, for looking further at what refers to it, and
// everything wrong or worth knowing. The plan of a document that could not be read to
// its end is nil.
func (s Strategy) Inspect() (*Plan, zielkette.Problems) {
	plan, found := document.Inspect(s, s.Origin, compile)
	if plan != nil {
		plan.warnings = found.Warnings()
	}
	return plan, found
}

// compiler checks a strategy and makes its plan. It reports everything wrong, but
// nothing that only follows from another fault.
type compiler struct {
	list     *problems.List
	plan     *Plan
	levels   map[string]int    // the position of a level
	stages   map[string]int    // the position of a stage in the vocabulary
	twice    map[string]bool   // ids that stand twice, so that nobody knows what a reference to them means
	nameless [kinds]bool       // whether something of a kind has no id that could be read
	money    uint64            // the absolute amounts so far, in cents
	names    document.Repeated // titles, with the references that say them again
	longest  ref               // of which most is said
}

func compile(s Strategy, list *problems.List) *Plan { return look(s.Clone(), list) }

// look is compile without a copy of the document, for its problems alone.
func look(s Strategy, list *problems.List) *Plan {
	n := size(s.Goals, 1)
	p := &Plan{doc: s, index: make(map[string]ref, n+len(s.Themes)+len(s.Areas)+len(s.Measures)+len(s.Results))}
	c := &compiler{list: list, plan: p, levels: make(map[string]int, len(s.Levels)), twice: map[string]bool{}}
	c.head()
	for i := range list.Each(len(p.doc.Themes)) {
		c.theme(i)
	}
	for i := range list.Each(len(p.doc.Areas)) {
		a := &p.doc.Areas[i]
		c.claim(at(anArea, i), a.ID)
		c.require(at(anArea, i).at("title"), a.Title, a.ID, "dem Gebiet einen Titel geben", "give the area a title")
	}
	for i := range list.Each(len(p.doc.Areas)) {
		c.area(at(anArea, i), &p.doc.Areas[i])
	}
	for i := range list.Each(len(p.doc.Themes)) { // once the areas are known
		t := &p.doc.Themes[i]
		c.pool(at(aTheme, i), t.ID, t.Indicators, nil)
	}
	if n > MaxGoals {
		p.doc.Goals = nil
		c.fail(at(aGoal, whole), zielkette.CodeRange, s.ID,
			fmt.Sprintf("eine Strategie hat höchstens %d Ziele", MaxGoals),
			fmt.Sprintf("a strategy has at most %d goals", MaxGoals))
	} else {
		p.nodes = make([]node, 0, n)
		c.beneath(place{}, s.ID, nil, p.doc.Goals, -1, 1)
	}
	c.vocabulary()
	c.milestones(place{}, p.doc.Milestones)
	for i := range list.Each(len(p.doc.Packages)) {
		of := &p.doc.Packages[i]
		c.claim(at(aPackage, i), of.ID)
		c.require(at(aPackage, i).at("title"), of.Title, of.ID, "dem Maßnahmenpaket einen Titel geben", "give the package of measures a title")
	}
	for i := range list.Each(len(p.doc.Measures)) {
		c.measure(i, &p.doc.Measures[i])
	}
	for i := range list.Each(len(p.doc.Results)) {
		c.result(i, &p.doc.Results[i])
	}
	c.effects()
	for i := range list.Each(len(p.doc.Conflicts)) {
		c.conflict(at(aConflict, i), &p.doc.Conflicts[i])
	}
	for i := range list.Each(len(p.doc.Treatments)) {
		c.treatment(at(aTreatment, i), &p.doc.Treatments[i])
	}
	for i := range list.Each(len(p.doc.Demands)) {
		c.demand(i, &p.doc.Demands[i])
	}
	for i := range list.Each(len(p.doc.Recurring)) {
		c.recurs(i, &p.doc.Recurring[i])
	}
	for i := range list.Each(len(p.doc.Risks)) {
		c.require(at(aRisk, i).at("title"), p.doc.Risks[i].Title, "", "das Risiko benennen", "name the risk")
	}
	for i := range list.Each(len(p.doc.Participation)) {
		c.participates(i, &p.doc.Participation[i])
	}
	for i := range list.Each(len(p.doc.Related)) {
		c.relates(i, &p.doc.Related[i])
	}
	for i := range list.Each(len(p.doc.Frames)) {
		c.frame(i, &p.doc.Frames[i])
	}
	c.contexts()
	c.declared()
	if message, ok := c.names.TooLong(); ok {
		c.fail(place{ref: c.longest}, zielkette.CodeTooLong, "", message.DE, message.EN)
	}
	if list.Full() {
		return nil // what was not looked at any more may be anything
	}
	return p
}

// fail reports an error at a place.
func (c *compiler) fail(at place, code zielkette.Code, subject, de, en string) {
	c.list.At(c.plan.pointer(at), code, subject, de, en)
}

// pair names two things in the subject of a problem, long names cut.
func pair(a, between, b string) string { return problems.Clip(a) + between + problems.Clip(b) }

// require reports what must be stated and is not.
func (c *compiler) require(at place, value, subject, de, en string) {
	if value == "" {
		c.fail(at, zielkette.CodeRequired, subject, de, en)
	}
}

// oneOf reports a word that is not one of a closed set.
func oneOf[W ~string, D any](c *compiler, at place, set words.Set[W, D], word W) bool {
	if set.Has(word) {
		return true
	}
	message := words.OneOf(set.Words()...)
	c.fail(at, zielkette.CodeChoice, string(word), message.DE, message.EN)
	return false
}

// claim takes an id for what stands at a place.
func (c *compiler) claim(at place, id string) {
	if err := zielkette.CheckID(id); err != nil {
		c.nameless[at.of] = c.nameless[at.of] || id == ""
		c.list.Err(c.plan.pointer(at.at("id")), err)
		return
	}
	if first, ok := c.plan.index[id]; ok {
		there := c.plan.pointer(place{ref: first})
		c.twice[id] = true
		c.fail(at.at("id"), zielkette.CodeDuplicateID, id,
			"diese Kennung steht schon bei "+there+"; Ziele, Themen, Gebiete, Pakete, Maßnahmen und Ergebnisse teilen sich die Kennungen",
			"this id stands already at "+there+"; goals, themes, areas, packages, measures and results share one set of ids")
		return
	}
	c.plan.index[id] = at.ref
}

// What a reference may be missing.
var (
	noTheme   = zielkette.Text{DE: "kein Thema", EN: "no theme"}
	noArea    = zielkette.Text{DE: "kein Gebiet", EN: "no area"}
	noPackage = zielkette.Text{DE: "kein Maßnahmenpaket", EN: "no package of measures"}
	noGoal    = zielkette.Text{DE: "kein Ziel", EN: "no goal"}
	noPlace   = zielkette.Text{DE: "weder ein Ziel noch ein Thema", EN: "no goal or theme"}
	noEnd     = zielkette.Text{DE: "weder eine Maßnahme noch ein Ergebnis noch ein Ziel", EN: "no measure, result or goal"}
)

// again counts what is said of both ends with a reference.
func (c *compiler) again(of, to ref) {
	from, at := c.plan.said(of), c.plan.said(to)
	if c.names.Again(int64(from) + int64(at)) {
		if c.longest = to; from > at {
			c.longest = of
		}
	}
}

// refer looks up an id that must be of one of the kinds, and reports one that is not.
func (c *compiler) refer(at place, id string, no zielkette.Text, of ...kind) (found ref, ok bool) {
	found, ok = c.plan.index[id]
	if ok && slices.Contains(of, found.of) {
		c.again(at.ref, found)
		return found, true
	}
	if !c.twice[id] && !slices.ContainsFunc(of, c.unread) {
		c.fail(at, zielkette.CodeReference, id,
			"die Strategie hat "+no.DE+" mit dieser Kennung", "the strategy has "+no.EN+" of this id")
	}
	return ref{}, false
}

// unread reports whether something of a kind may be missing only because it could not
// be read.
func (c *compiler) unread(of kind) bool {
	d := &c.plan.doc
	count := [kinds]int{
		aLevel: len(d.Levels), aTheme: len(d.Themes), anArea: len(d.Areas), aGoal: len(d.Goals), aMeasure: len(d.Measures), aResult: len(d.Results),
	}
	return c.nameless[of] || count[of] == 0 && c.list.Touched(sections[of])
}

// references checks a list of ids, each of which must be of the kind.
func (c *compiler) references(at place, list string, ids []string, no zielkette.Text, of kind) {
	var seen set[string]
	for k := range c.list.Each(len(ids)) {
		id := ids[k]
		at := at.in(list, k)
		if _, ok := c.refer(at, id, no, of); ok && seen.add(id) {
			c.fail(at, zielkette.CodeDuplicateID, id, "diese Kennung steht hier zweimal", "this id stands twice here")
		}
	}
}

func (c *compiler) head() {
	s := &c.plan.doc
	in := func(field string) place { return place{field: field} }
	if s.FormatVersion != 0 && s.FormatVersion != formatVersion {
		c.fail(in("formatVersion"), zielkette.CodeVersion, fmt.Sprint(s.FormatVersion),
			`gelesen wird die Formatversion 1; "formatVersion": 1 schreiben`,
			"this library reads format version 1; write \"formatVersion\": 1")
	}
	if err := zielkette.CheckID(s.ID); err != nil {
		c.list.Err("/id", err)
	}
	c.require(in("title"), s.Title, s.ID, "der Strategie einen Titel geben", "give the strategy a title")
	if ags := s.Municipality.AGS; ags != "" && !isAGS(ags) {
		c.fail(in("municipality/ags"), CodeAGS, ags,
			"der Amtliche Gemeindeschlüssel hat acht Ziffern",
			"the Amtlicher Gemeindeschlüssel has eight digits")
	}
	if e := s.Edition; !e.From.IsZero() && !e.To.IsZero() && e.To.Days(e.From) < 0 {
		c.fail(in("edition/to"), zielkette.CodeOrder, e.To.String(),
			"die Fassung endet, bevor sie beginnt",
			"the edition ends before it starts")
	}
	if e := s.Edition; e.Amends != "" {
		if err := zielkette.CheckID(e.Amends); err != nil {
			c.list.Err("/edition/amends", err)
		}
	}
	if s.Edition.Partial {
		c.list.Warn("/edition/partial", CodeAmends, s.ID, zielkette.Text{
			DE: "Eine Teilfortschreibung nennt nur, was sich ändert; für das Ganze ist sie in die fortgeschriebene Fassung einzusetzen.",
			EN: "A partial edition states only what changes; put it into the edition it amends to get the whole.",
		})
	}
	if len(s.Levels) == 0 && len(s.Goals) > 0 {
		c.fail(in("levels"), zielkette.CodeRequired, s.ID,
			"die Zielebenen der Strategie von oben nach unten nennen",
			"name the levels of the strategy from the top down")
	}
	for i := range c.list.Each(len(s.Levels)) {
		level := s.Levels[i]
		c.require(at(aLevel, i), level, s.ID, "die Zielebene benennen", "name the level")
		if _, ok := c.levels[level]; ok {
			c.fail(at(aLevel, i), zielkette.CodeDuplicateID, level, "diese Zielebene steht zweimal da", "this level stands twice")
			continue
		}
		c.nameless[aLevel] = c.nameless[aLevel] || level == ""
		c.levels[level] = i
	}
}

func isAGS(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return len(s) == 8
}

func (c *compiler) theme(i int) {
	t, here := &c.plan.doc.Themes[i], at(aTheme, i)
	c.claim(here, t.ID)
	c.require(here.at("kind"), t.Kind, t.ID,
		`mit dem Wort der Stadt angeben, was das Thema ist, zum Beispiel "Querschnittsthema"`,
		`say what the theme is in the city's own word, for example "Querschnittsthema"`)
	c.require(here.at("title"), t.Title, t.ID, "dem Thema einen Titel geben", "give the theme a title")
	c.replaces(here, t.Replaces)
}

// area checks where an area lies, once all areas are known.
func (c *compiler) area(here place, a *Area) {
	if a.Within != "" {
		in, ok := c.refer(here.at("within"), a.Within, noArea, anArea)
		if ok && (in == here.ref || c.plan.doc.Areas[in.i].Within != "") {
			c.fail(here.at("within"), CodeWithin, a.Within,
				"ein Gebiet nennen, das selbst in keinem anderen liegt",
				"name an area that lies in no other itself")
		}
	}
	c.references(here, "neighbours", a.Neighbours, noArea, anArea)
	if k := slices.Index(a.Neighbours, a.ID); k >= 0 {
		c.fail(here.in("neighbours", k), CodeWithin, a.ID, "ein Gebiet ist nicht sein eigener Nachbar", "an area is not its own neighbour")
	}
}

// beneath adds what stands beneath a goal, or at the top of the strategy, to the plan.
func (c *compiler) beneath(here place, id string, links []Link, goals []Goal, parent int32, depth int) {
	if depth > MaxDepth && len(goals) > 0 {
		c.fail(here.at("goals"), CodeDepth, id,
			fmt.Sprintf("Ziele sind höchstens %d Stufen tief verschachtelt", MaxDepth),
			fmt.Sprintf("goals are nested at most %d deep", MaxDepth))
		return
	}
	c.pool(here, id, links, goals)
	for k := range c.list.Each(len(goals)) {
		c.goal(&goals[k], k, parent, depth)
	}
}

// goal adds a goal and everything beneath it to the plan.
func (c *compiler) goal(g *Goal, nth int, parent int32, depth int) {
	p := c.plan
	i := len(p.nodes)
	p.nodes = append(p.nodes, node{Goal: g, level: -1, parent: parent, nth: int32(nth)})
	here := at(aGoal, i)
	c.claim(here, g.ID)
	c.require(here.at("title"), g.Title, g.ID, "dem Ziel einen Titel geben", "give the goal a title")
	level, ok := c.levels[g.Level]
	switch {
	case g.Level == "":
		c.fail(here.at("level"), zielkette.CodeRequired, g.ID, "die Zielebene des Ziels angeben", "state the level of the goal")
	case !ok && !c.unread(aLevel):
		c.fail(here.at("level"), CodeLevel, g.Level,
			"die Strategie hat keine solche Zielebene; ihre Zielebenen sind "+c.levelNames(),
			"the strategy has no such level; its levels are "+c.levelNames())
	case ok && parent >= 0 && level <= int(p.nodes[parent].level):
		above := problems.Clip(p.doc.Levels[p.nodes[parent].level])
		c.fail(here.at("level"), CodeLevelOrder, g.Level,
			fmt.Sprintf("ein Ziel steht unter der Zielebene des Ziels über ihm, %q", above),
			fmt.Sprintf("a goal stands below the level of the goal above it, %q", above))
	}
	if ok {
		p.nodes[i].level = int32(level)
	}
	c.references(here, "themes", g.Themes, noTheme, aTheme)
	c.references(here, "areas", g.Areas, noArea, anArea)
	c.replaces(here, g.Replaces)
	c.beneath(here, g.ID, g.Indicators, g.Goals, int32(i), depth+1)
	p.nodes[i].end = int32(len(p.nodes))
}

// levelNames lists the levels for a message, the first of very many.
func (c *compiler) levelNames() string {
	const most = 12
	levels := c.plan.doc.Levels
	names := make([]string, min(len(levels), most))
	for i := range names {
		names[i] = problems.Clip(levels[i])
	}
	return problems.Clip(strings.Join(names, ", "))
}

// pool checks the links of a goal, a theme or a result and the weights among which its score is
// divided: those of its indicators and those of the goals directly beneath. No score is
// divided among the goals at the top of a strategy, so that none need count there.
func (c *compiler) pool(here place, id string, links []Link, goals []Goal) {
	type key struct{ id, target, area string }
	var seen set[key]
	stated, zero := 0, 0
	weigh := func(list string, k int, w zielkette.Number) {
		if w.IsZero() {
			return
		}
		stated++
		switch w.Sign() {
		case 0:
			zero++
		case -1:
			c.fail(here.in(list, k).at("weight"), CodeWeight, w.String(), "ein Gewicht ist nicht negativ", "a weight is not negative")
		}
	}
	for k := range c.list.Each(len(links)) {
		l, there := &links[k], here.in("indicators", k)
		if err := zielkette.CheckID(l.ID); err != nil {
			c.list.Err(c.plan.pointer(there.at("id")), err)
		} else if seen.add(key{l.ID, l.Target, l.Area}) {
			c.fail(there.at("id"), zielkette.CodeDuplicateID, l.ID,
				"diese Kennzahl ist hier schon verknüpft",
				"this indicator is linked here already")
		}
		if l.Area != "" {
			c.refer(there.at("area"), l.Area, noArea, anArea)
		}
		c.again(here.ref, ref{})
		weigh("indicators", k, l.Weight)
	}
	for k := range c.list.Each(len(goals)) {
		weigh("goals", k, goals[k].Weight)
	}
	size := len(links) + len(goals)
	switch {
	case here.of == theHead:
	case size > 0 && zero == size:
		first := here.in("goals", 0)
		if len(links) > 0 {
			first = here.in("indicators", 0)
		}
		c.fail(first.at("weight"), zielkette.CodeWeightsZero, id,
			"alle Gewichte hier sind 0; mindestens eines liegt über 0",
			"all weights of this pool are 0; at least one is above 0")
	case stated > 0 && stated < size:
		if there := c.plan.pointer(here); !c.list.Touched(there) {
			c.list.Warn(there, CodeWeightGap, id, zielkette.Text{
				DE: "Hier sind nicht alle Gewichte angegeben; ein fehlendes Gewicht zählt als 1.",
				EN: "Not all weights are stated here; a missing weight counts as 1.",
			})
		}
	}
}

// declared compares what the document says it has with what is recorded. In a
// faulty document a count that differs is a consequence and not reported.
func (c *compiler) declared() {
	s := &c.plan.doc
	if len(s.Declared) == 0 {
		return
	}
	faulty := c.list.Failed()
	recorded := map[string]int{}
	for i := range s.Themes {
		recorded[s.Themes[i].Kind]++
	}
	for _, level := range s.Levels {
		recorded[level] = 0
	}
	for name := range s.Plurals { // a kind of theme of which nothing is on record yet
		recorded[name] += 0
	}
	for i := range c.plan.nodes {
		if level := c.plan.nodes[i].level; level >= 0 {
			recorded[s.Levels[level]]++
		}
	}
	names := slices.Sorted(maps.Keys(s.Declared))
	for i := range c.list.Each(len(names)) {
		name := names[i]
		at := "/declared/" + document.Escape(name)
		want := s.Declared[name]
		if want < 0 {
			c.list.At(at, zielkette.CodeRange, fmt.Sprint(want), "eine Anzahl ist nicht negativ", "a count is not negative")
			continue
		}
		got, ok := recorded[name]
		switch {
		case !ok && !c.list.Touched("/levels") && !c.list.Touched("/themes"):
			c.list.At(at, CodeLevel, name,
				`die Strategie hat weder eine Zielebene noch eine Art von Thema mit diesem Namen; für eine Art, zu der nichts erfasst ist, unter "plurals" die Mehrzahl angeben`,
				"the strategy has neither a level nor a kind of theme of this name; for a kind of which nothing is recorded, state its plural")
		case ok && got != want && !faulty:
			c.list.Warn(at, CodeDeclared, name, zielkette.Text{
				DE: fmt.Sprintf("Das Dokument nennt %d, erfasst sind %d.", want, got),
				EN: fmt.Sprintf("The document declares %d, recorded are %d.", want, got),
			})
		}
	}
}
