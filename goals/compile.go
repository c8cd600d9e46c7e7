package goals

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/document"
	"gitlab.opencode.de/zielkette/zielkette/internal/problems"
)

// Limits of a strategy. They also end the walk over a literal whose lists contain
// themselves.
const (
	MaxDepth = 32      // how deep goals may be nested
	MaxGoals = 1 << 20 // how many goals a strategy may have
)

// Codes of the problems this package reports, beside those of the vocabulary and
// of JSON reading ("json-syntax", "json-unknown-field", "json-duplicate-key",
// "json-trailing", "json-type", "json-depth", "json-size", "json-empty",
// "json-encoding", "format-version").
const (
	CodeLevel      zielkette.Code = "level"          // not a level of the strategy
	CodeLevelOrder zielkette.Code = "level-order"    // a goal not below the level of the goal above
	CodeWeight     zielkette.Code = "weight"         // a negative weight
	CodeDepth      zielkette.Code = "goal-depth"     // goals nested too deep
	CodeDeclared   zielkette.Code = "declared-count" // warning: another number recorded than declared
	CodeAGS        zielkette.Code = "ags"            // not a municipality key
	CodeWeightGap  zielkette.Code = "weight-gap"     // warning: some weights of a pool are stated, others not
)

// Compile checks the strategy and returns it as a plan. The error is a
// [zielkette.Problems] with everything wrong; warnings alone are no error and are
// kept in [Plan.Warnings]. The strategy is copied and may be changed afterwards.
// Cost: linear in the number of goals.
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

type compiler struct {
	list   *problems.List
	plan   *Plan
	levels map[string]int
	ids    map[string]string // id to pointer, of goals, themes, areas, measures and results alike
	themes map[string]int
	areas  map[string]int
}

func compile(s Strategy, list *problems.List) *Plan {
	c := &compiler{
		list: list, ids: map[string]string{}, levels: map[string]int{}, themes: map[string]int{}, areas: map[string]int{},
		plan: &Plan{
			id: s.ID, title: s.Title, fictional: s.Fictional, municipality: s.Municipality, edition: s.Edition,
			source: s.Source, assumptions: slices.Clone(s.Assumptions), levels: slices.Clone(s.Levels),
			plurals: maps.Clone(s.Plurals), declared: maps.Clone(s.Declared),
			themes: clones(s.Themes), areas: slices.Clone(s.Areas), index: map[string]int32{},
		},
	}
	c.head(&s)
	for i, t := range s.Themes {
		at := fmt.Sprintf("/themes/%d", i)
		c.claim(at, t.ID)
		c.require(at+"/kind", t.Kind, t.ID,
			`mit dem Wort der Stadt angeben, was das Thema ist, zum Beispiel "Querschnittsthema"`,
			`say what the theme is in the city's own word, for example "Querschnittsthema"`)
		c.require(at+"/title", t.Title, t.ID, "dem Thema einen Titel geben", "give the theme a title")
		c.replaces(at, t.Replaces)
		c.themes[t.ID] = i
	}
	for i, a := range s.Areas {
		at := fmt.Sprintf("/areas/%d", i)
		c.claim(at, a.ID)
		c.require(at+"/title", a.Title, a.ID, "dem Gebiet einen Titel geben", "give the area a title")
		c.areas[a.ID] = i
	}
	if n := size(s.Goals, 1); n > MaxGoals {
		list.At("/goals", zielkette.CodeRange, s.ID,
			fmt.Sprintf("eine Strategie hat höchstens %d Ziele", MaxGoals),
			fmt.Sprintf("a strategy has at most %d goals", MaxGoals))
	} else {
		c.plan.nodes, c.plan.index = make([]node, 0, n), make(map[string]int32, n)
		c.beneath("", s.ID, nil, s.Goals, -1, 1)
	}
	c.chain(&s)
	c.declared()
	return c.plan
}

func (c *compiler) require(at, value, subject, de, en string) {
	if value == "" {
		c.list.At(at, zielkette.CodeRequired, subject, de, en)
	}
}

// claim takes an id for what stands at the pointer.
func (c *compiler) claim(at, id string) {
	if err := zielkette.CheckID(id); err != nil {
		c.list.Err(at+"/id", err)
		return
	}
	if first, ok := c.ids[id]; ok {
		c.list.At(at+"/id", zielkette.CodeDuplicateID, id,
			"diese Kennung steht schon bei "+first+"; Ziele, Themen, Gebiete, Maßnahmen und Ergebnisse teilen sich die Kennungen",
			"this id stands already at "+first+"; goals, themes, areas, measures and results share one set of ids")
		return
	}
	c.ids[id] = at
}

func (c *compiler) head(s *Strategy) {
	if s.FormatVersion != 0 && s.FormatVersion != FormatVersion {
		c.list.At("/formatVersion", zielkette.CodeVersion, fmt.Sprint(s.FormatVersion),
			`gelesen wird die Formatversion 1; "formatVersion": 1 schreiben`,
			"this library reads format version 1; write \"formatVersion\": 1")
	}
	if err := zielkette.CheckID(s.ID); err != nil {
		c.list.Err("/id", err)
	}
	c.require("/title", s.Title, s.ID, "der Strategie einen Titel geben", "give the strategy a title")
	if ags := s.Municipality.AGS; ags != "" && !isAGS(ags) {
		c.list.At("/municipality/ags", CodeAGS, ags,
			"der Amtliche Gemeindeschlüssel hat acht Ziffern",
			"the Amtlicher Gemeindeschlüssel has eight digits")
	}
	if e := s.Edition; !e.From.IsZero() && !e.To.IsZero() && e.To.Days(e.From) < 0 {
		c.list.At("/edition/to", zielkette.CodeOrder, e.To.String(),
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
		c.list.At("/levels", zielkette.CodeRequired, s.ID,
			"die Zielebenen der Strategie von oben nach unten nennen",
			"name the levels of the strategy from the top down")
	}
	for i, level := range s.Levels {
		at := fmt.Sprintf("/levels/%d", i)
		c.require(at, level, s.ID, "die Zielebene benennen", "name the level")
		if _, ok := c.levels[level]; ok {
			c.list.At(at, zielkette.CodeDuplicateID, level, "diese Zielebene steht zweimal da", "this level stands twice")
			continue
		}
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

// beneath adds what stands beneath a goal, or at the top of the strategy, to the
// plan.
func (c *compiler) beneath(at, id string, links []Link, goals []Goal, parent int32, depth int) {
	if depth > MaxDepth && len(goals) > 0 {
		c.list.At(at+"/goals", CodeDepth, id,
			fmt.Sprintf("Ziele sind höchstens %d Stufen tief verschachtelt", MaxDepth),
			fmt.Sprintf("goals are nested at most %d deep", MaxDepth))
		return
	}
	c.pool(at, id, links, goals, parent < 0)
	for k := range goals {
		c.goal(fmt.Sprintf("%s/goals/%d", at, k), &goals[k], parent, depth)
	}
}

// missing reports whether an id that a section of the document should have is
// really missing there, and not only because the section could not be read.
func (c *compiler) missing(section string, known map[string]int) bool {
	_, unread := known[""]
	return !unread && (len(known) > 0 || !c.list.Touched(section))
}

// goal adds a goal and everything beneath it to the plan.
func (c *compiler) goal(at string, g *Goal, parent int32, depth int) {
	c.claim(at, g.ID)
	c.require(at+"/title", g.Title, g.ID, "dem Ziel einen Titel geben", "give the goal a title")
	level, ok := c.levels[g.Level]
	if !ok {
		level = -1 // so that the levels beneath are not reported as its consequence
	}
	switch {
	case g.Level == "":
		c.list.At(at+"/level", zielkette.CodeRequired, g.ID, "die Zielebene des Ziels angeben", "state the level of the goal")
	case !ok && c.missing("/levels", c.levels):
		c.list.At(at+"/level", CodeLevel, g.Level,
			"die Strategie hat keine solche Zielebene; ihre Zielebenen sind "+c.levelNames(),
			"the strategy has no such level; its levels are "+c.levelNames())
	case ok && parent >= 0 && level <= c.plan.nodes[parent].level:
		c.list.At(at+"/level", CodeLevelOrder, g.Level,
			fmt.Sprintf("ein Ziel steht unter der Zielebene des Ziels über ihm, %q", c.plan.levels[c.plan.nodes[parent].level]),
			fmt.Sprintf("a goal stands below the level of the goal above it, %q", c.plan.levels[c.plan.nodes[parent].level]))
	}
	i := int32(len(c.plan.nodes))
	c.plan.nodes = append(c.plan.nodes, node{
		id: g.ID, number: g.Number, title: g.Title, statement: g.Statement, weight: g.Weight,
		responsible: g.Responsible, notApplicable: g.NotApplicable, note: g.Note, source: g.Source,
		links: slices.Clone(g.Indicators), replaces: slices.Clone(g.Replaces), level: level, parent: parent,
		themes: c.resolve(at, "themes", g.Themes, c.themes, aTheme),
		areas:  c.resolve(at, "areas", g.Areas, c.areas, anArea),
	})
	c.plan.index[g.ID] = i
	c.replaces(at, g.Replaces)
	c.beneath(at, g.ID, g.Indicators, g.Goals, i, depth+1)
	c.plan.nodes[i].end = int32(len(c.plan.nodes))
}

// What [compiler.resolve] looks for.
var (
	aTheme = zielkette.Text{DE: "Thema", EN: "theme"}
	anArea = zielkette.Text{DE: "Gebiet", EN: "area"}
)

// levelNames lists the levels for a message, the first of very many.
func (c *compiler) levelNames() string {
	const most = 12
	return problems.Clip(strings.Join(c.plan.levels[:min(len(c.plan.levels), most)], ", "))
}

func (c *compiler) resolve(at, section string, ids []string, known map[string]int, what zielkette.Text) []int32 {
	var out []int32
	seen := make(map[string]bool, len(ids))
	for k, id := range ids {
		at := fmt.Sprintf("%s/%s/%d", at, section, k)
		i, ok := known[id]
		switch {
		case !ok && c.missing("/"+section, known):
			c.list.At(at, zielkette.CodeReference, id,
				"die Strategie hat kein "+what.DE+" mit dieser Kennung",
				"the strategy has no "+what.EN+" of this id")
		case seen[id]:
			c.list.At(at, zielkette.CodeDuplicateID, id, "dieses "+what.DE+" steht hier zweimal", "this "+what.EN+" stands twice here")
		case ok:
			out = append(out, int32(i))
		}
		seen[id] = true
	}
	return out
}

// pool checks the links of a goal and the weights among which its score is
// divided: those of its indicators and those of the goals directly beneath. No
// score is divided among the goals at the top of a strategy, so that none need
// count there.
func (c *compiler) pool(at, id string, links []Link, goals []Goal, top bool) {
	type key struct{ id, target, area string }
	seen := map[key]bool{}
	stated, zero := 0, 0
	weigh := func(part string, k int, w zielkette.Number) {
		if w.IsZero() {
			return
		}
		stated++
		switch w.Sign() {
		case 0:
			zero++
		case -1:
			c.list.At(fmt.Sprintf("%s/%s/%d/weight", at, part, k), CodeWeight, w.String(),
				"ein Gewicht ist nicht negativ",
				"a weight is not negative")
		}
	}
	for k, l := range links {
		at := fmt.Sprintf("%s/indicators/%d", at, k)
		if err := zielkette.CheckID(l.ID); err != nil {
			c.list.Err(at+"/id", err)
		} else if seen[key{l.ID, l.Target, l.Area}] {
			c.list.At(at+"/id", zielkette.CodeDuplicateID, l.ID,
				"das Ziel ist mit dieser Kennzahl zweimal verknüpft",
				"the goal is tied to this indicator twice")
		}
		seen[key{l.ID, l.Target, l.Area}] = true
		if _, ok := c.areas[l.Area]; l.Area != "" && !ok && c.missing("/areas", c.areas) {
			c.list.At(at+"/area", zielkette.CodeReference, l.Area,
				"die Strategie hat kein Gebiet mit dieser Kennung",
				"the strategy has no area of this id")
		}
		weigh("indicators", k, l.Weight)
	}
	for k := range goals {
		weigh("goals", k, goals[k].Weight)
	}
	size := len(links) + len(goals)
	switch {
	case top:
	case size > 0 && zero == size:
		first := "/goals/0/weight"
		if len(links) > 0 {
			first = "/indicators/0/weight"
		}
		c.list.At(at+first, zielkette.CodeWeightsZero, id,
			"alle Gewichte hier sind 0; mindestens eines liegt über 0",
			"all weights of this pool are 0; at least one is above 0")
	case stated > 0 && stated < size && !c.list.Touched(at):
		c.list.Warn(at, CodeWeightGap, id, zielkette.Text{
			DE: "Hier sind nicht alle Gewichte angegeben; ein fehlendes Gewicht zählt als 1.",
			EN: "Not all weights are stated here; a missing weight counts as 1.",
		})
	}
}

// declared compares what the document says it has with what is recorded. In a
// faulty document a count that differs is a consequence and not reported.
func (c *compiler) declared() {
	faulty := c.list.Failed()
	recorded := map[string]int{}
	for _, t := range c.plan.themes {
		recorded[t.Kind]++
	}
	for _, level := range c.plan.levels {
		recorded[level] = 0
	}
	for name := range c.plan.plurals { // a kind of theme of which nothing is on record yet
		recorded[name] += 0
	}
	for i := range c.plan.nodes {
		if level := c.plan.nodes[i].level; level >= 0 {
			recorded[c.plan.levels[level]]++
		}
	}
	for _, name := range slices.Sorted(maps.Keys(c.plan.declared)) {
		at := "/declared/" + document.Escape(name)
		want := c.plan.declared[name]
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
