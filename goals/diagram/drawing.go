package diagram

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/internal/graph"
	"gitlab.opencode.de/zielkette/zielkette/internal/problems"
	"gitlab.opencode.de/zielkette/zielkette/internal/words"
)

// View selects what is drawn. The zero value stands for [Tree].
type View string

// The views.
const (
	Tree       View = "tree"       // the goals
	Chain      View = "chain"      // measures, results and goals, with contributions, shares and conflicts
	Influences View = "influences" // what influences what
)

var views = words.Set[View, struct{}]{
	{Word: Tree, Text: zielkette.Text{DE: "Zielbaum", EN: "tree of goals"}},
	{Word: Chain, Text: zielkette.Text{DE: "Ziel-Wirkungskette", EN: "target-effect chain"}},
	{Word: Influences, Text: zielkette.Text{DE: "Einflüsse", EN: "influences"}},
}

// Text returns the view as it is printed in a report.
func (v View) Text() zielkette.Text { return views.Text(v) }

// Options select and bound a drawing. The zero value draws the tree of goals in
// German.
type Options struct {
	View     View
	Root     string // the id of a goal with those beneath it; in the other views all that leads to it and follows from it. "" is everything
	Language zielkette.Language
	MaxBoxes int // 0 is 150
	MaxLinks int // 0 is 400; Mermaid refuses more than 500
	MaxLabel int // characters of a title, cut between words; 0 is 80
	Levels   int // levels of goals, counted from the top of the drawing; deeper goals are folded into those above. 0 is all
	// Title stands over the drawing: what it shows, of when. "" is the view with the title
	// and the edition of the strategy.
	Title string
	// State says what stands in the box of a goal beneath its title, such as how it stands
	// on a day; nil and "" are nothing.
	State func(goal string) string
}

func (o Options) defaults() Options {
	o.View = cmp.Or(o.View, Tree)
	o.MaxBoxes, o.MaxLinks, o.MaxLabel = cmp.Or(o.MaxBoxes, 150), cmp.Or(o.MaxLinks, 400), cmp.Or(o.MaxLabel, 80)
	return o
}

type kind uint8

const (
	goalBox kind = iota
	resultBox
	measureBox
	noteBox
)

// box is a node of the drawing. Under its title stand further lines.
type box struct {
	kind  kind
	id    string
	title string
	under []string
}

type style uint8

const (
	beneath  style = iota // a goal stands beneath another
	serves                // a measure serves a goal
	helps                 // an effect with plus
	hinders               // an effect with minus
	conflict              // two goals of a conflict
)

// line is a link of the drawing.
type line struct {
	from, to int
	style    style
	label    string
	assumed  bool // an effect that nobody but its author vouches for
}

// drawing is what both formats write.
type drawing struct {
	title string
	desc  string // the same in words
	boxes []box
	lines []line
	down  bool // links lead from a goal to those beneath it: a tree
}

// item is something that may be drawn, before folding.
type item struct {
	box
	stage string // of a result
	depth int    // of a goal, below the top of the drawing
	above int    // the goal above, -1 for none drawn
}

type sketch struct {
	Options
	plan  *goals.Plan
	items []item
	links []line // between items
	deep  int    // the deepest goal
}

func (s *sketch) in(de, en string) string { return zielkette.Text{DE: de, EN: en}.In(s.Language) }

func draw(plan *goals.Plan, o Options) (drawing, error) {
	s := &sketch{Options: o.defaults(), plan: plan}
	if list := s.check(); list != nil {
		return drawing{}, list
	}
	s.collect()
	if err := s.choose(); err != nil {
		return drawing{}, err
	}
	return s.fold(), nil
}

// check reports options that cannot be.
func (o Options) check() zielkette.Problems {
	var list problems.List
	views.Check(&list, "", o.View)
	if _, ok := zielkette.ParseLanguage(string(o.Language)); !ok {
		list.At("/language", zielkette.CodeChoice, string(o.Language), `eine Sprache ist "de" oder "en"`, `a language is "de" or "en"`)
	}
	for _, most := range [...]struct {
		name string
		n    int
	}{{"maxBoxes", o.MaxBoxes}, {"maxLinks", o.MaxLinks}, {"maxLabel", o.MaxLabel}} {
		if most.n < 0 {
			list.At("/"+most.name, zielkette.CodeRange, fmt.Sprint(most.n), "dieser Wert ist mindestens 0, die Vorgabe", "this value is at least 0, the default")
		}
	}
	return list.All()
}

// collect lists everything the view has.
func (s *sketch) collect() {
	index := map[string]int{}
	add := func(it item) {
		index[it.id] = len(s.items)
		s.items = append(s.items, it)
	}
	var measures []goals.Measure
	if s.View != Tree {
		measures = s.plan.Measures()
		for _, m := range measures {
			add(item{box: box{kind: measureBox, id: m.ID, title: m.Title}, above: -1})
		}
		for _, r := range s.plan.Results() {
			add(item{box: box{kind: resultBox, id: r.ID, title: r.Title}, stage: r.Stage, above: -1})
		}
	}
	for g := range s.plan.Goals() {
		it := item{box: box{kind: goalBox, id: g.ID(), title: g.Title()}, above: -1}
		if parent, ok := g.Parent(); ok {
			it.above = index[parent.ID()]
			it.depth = s.items[it.above].depth + 1
		}
		add(it)
		if s.View != Influences && it.above >= 0 {
			from, to := it.above, index[it.id]
			if s.View == Chain {
				from, to = to, from
			}
			s.links = append(s.links, line{from: from, to: to, style: beneath})
		}
	}
	if s.View == Tree {
		return
	}
	for _, e := range s.plan.Effects() {
		if (e.Kind == goals.Influence) != (s.View == Influences) {
			continue
		}
		l := line{from: index[e.From], to: index[e.To], style: helps}
		strength, sign := e.Strength.String()+e.Ordinal.String(), "+"
		if e.Sign == goals.Minus {
			l.style, sign = hinders, "−" // not every reader sees red dashes
		}
		if strength != "" || e.Sign == goals.Minus {
			l.label = strings.TrimSpace(s.in("Wirkung ", "effect ") + sign + s.point(strength))
		}
		if e.Evidence == goals.Assumed { // nor dots
			l.assumed, l.label = true, strings.TrimSpace(l.label+" "+s.in("angenommen", "assumed"))
		}
		s.links = append(s.links, l)
	}
	if s.View == Influences {
		return
	}
	for _, m := range measures {
		for _, share := range m.Serves {
			l := line{from: index[m.ID], to: index[share.Goal], style: serves}
			if !share.Share.IsZero() {
				l.label = s.in("Anteil ", "share ") + s.point(share.Share.String())
			}
			s.links = append(s.links, l)
		}
	}
	for _, c := range s.plan.Conflicts() {
		for i, one := range c.Between {
			for _, other := range c.Between[i+1:] {
				s.links = append(s.links, line{from: index[one], to: index[other], style: conflict})
			}
		}
	}
}

func (s *sketch) point(number string) string {
	if s.Language == zielkette.English {
		return number
	}
	b := []byte(number)
	for i := range b {
		if b[i] == '.' {
			b[i] = ','
		}
	}
	return string(b)
}

// choose keeps what belongs to the root, and in the view of influences what has
// one.
func (s *sketch) choose() error {
	keep := make([]bool, len(s.items))
	switch {
	case s.Root != "":
		root := slices.IndexFunc(s.items, func(it item) bool { return it.id == s.Root })
		if root < 0 {
			return zielkette.Problem{
				Code: zielkette.CodeReference, Subject: problems.Clip(s.Root),
				Message: zielkette.Text{DE: "die Zeichnung hat nichts mit dieser Kennung", EN: "the drawing has nothing of this id"},
			}
		}
		var from, to []int32
		for _, l := range s.links {
			if l.style != conflict {
				from, to = append(from, int32(l.from)), append(to, int32(l.to))
			}
		}
		g := graph.New(len(s.items), from, to)
		down, up := g.Reach(int32(root)), make([]bool, len(s.items))
		if s.View != Tree {
			up = g.Reverse().Reach(int32(root))
		}
		for i := range keep {
			keep[i] = down[i] || up[i]
		}
	case s.View == Influences:
		for _, l := range s.links {
			keep[l.from], keep[l.to] = true, true
		}
	default:
		return s.level()
	}
	place := make([]int, len(s.items))
	kept := s.items[:0:0]
	for i, it := range s.items {
		place[i] = -1
		if keep[i] {
			place[i] = len(kept)
			if it.above >= 0 {
				it.above = place[it.above]
			}
			kept = append(kept, it)
		}
	}
	links := s.links[:0:0]
	for _, l := range s.links {
		if l.from, l.to = place[l.from], place[l.to]; l.from >= 0 && l.to >= 0 {
			links = append(links, l)
		}
	}
	s.items, s.links = kept, links
	return s.level()
}

// level counts the depth of the goals below the top of the drawing.
func (s *sketch) level() error {
	for i := range s.items {
		it := &s.items[i]
		it.depth = 0
		if it.above >= 0 {
			it.depth = s.items[it.above].depth + 1
		}
		s.deep = max(s.deep, it.depth)
	}
	return nil
}

// fictional is what a drawing of an invented strategy says of itself.
var fictional = zielkette.Text{DE: "FIKTIVES BEISPIEL", EN: "FICTIONAL EXAMPLE"}

// folding says what is drawn as one box.
type folding struct {
	depth    int  // goals deeper than this fold into the one above
	results  bool // results fold into their stage
	measures bool // measures fold into one
}

func (s *sketch) fold() drawing {
	f := folding{depth: s.deep}
	if s.Levels > 0 {
		f.depth = min(s.deep, s.Levels-1)
	}
	steps := []func(){}
	for depth := f.depth - 1; depth > 0; depth-- {
		steps = append(steps, func() { f.depth = depth })
	}
	steps = append(steps, func() { f.results = true }, func() { f.measures = true }, func() { f.depth = 0 })
	d, left := s.folded(f)
	for _, step := range steps {
		if len(d.boxes) <= s.MaxBoxes && len(d.lines) <= s.MaxLinks {
			break
		}
		step()
		d, left = s.folded(f)
	}
	var notes []string
	if extra := len(d.boxes) - s.MaxBoxes; extra > 0 {
		left = true
		d.boxes = d.boxes[:s.MaxBoxes]
		d.lines = slices.DeleteFunc(d.lines, func(l line) bool { return l.from >= s.MaxBoxes || l.to >= s.MaxBoxes })
		notes = append(notes, fmt.Sprintf(s.in("… und %d weitere, nicht gezeichnet", "… and %d more, not drawn"), extra))
	}
	if extra := len(d.lines) - s.MaxLinks; extra > 0 {
		left = true
		d.lines = d.lines[:s.MaxLinks]
		notes = append(notes, fmt.Sprintf(s.in("%d Verbindungen nicht gezeichnet", "%d links not drawn"), extra))
	}
	if len(d.boxes) == 0 {
		notes = append(notes, s.in("nichts zu zeichnen", "nothing to draw"))
	}
	if left {
		notes = append(notes, s.in("zusammengefasst gezeichnet", "drawn folded"))
	}
	notes = append(notes, s.legend(d)...)
	if s.plan.Fictional() {
		notes = append([]string{fictional.In(s.Language)}, notes...)
	}
	d.desc = s.inWords(d)
	if len(notes) > 0 {
		d.boxes = append(d.boxes, box{kind: noteBox, title: notes[0], under: notes[1:]})
	}
	d.title, d.down = s.Title, s.View == Tree
	if d.title == "" {
		d.title = strings.TrimSuffix(views.Text(s.View).In(s.Language)+": "+s.plan.Title()+", "+s.plan.Edition().Name, ", ")
	}
	d.title = shorten(d.title, longestTitle)
	return d
}

// longestTitle is how many characters the title of a drawing has at most.
const longestTitle = 200

// boxSigns and lineSigns say in the legend what stands for what: by shape and words, never
// by colour alone.
var boxSigns = [...]zielkette.Text{
	goalBox:    {DE: "Rechteck: Ziel", EN: "rectangle: goal"},
	resultBox:  {DE: "abgerundet: Wirkung", EN: "rounded: result"},
	measureBox: {DE: "oval: Maßnahme", EN: "oval: measure"},
	noteBox:    {},
}

var lineSigns = [...]zielkette.Text{
	beneath:  {DE: "Linie ohne Pfeil: gehört zum Ziel darüber", EN: "line without an arrow: belongs to the goal above"},
	serves:   {DE: "dicker Pfeil: dient dem Ziel, mit Anteil", EN: "thick arrow: serves the goal, with its share"},
	helps:    {DE: "dünner Pfeil: fördert, mit Stärke", EN: "thin arrow: helps, with its strength"},
	hinders:  {DE: "roter Pfeil aus Strichen, −: hemmt", EN: "red arrow of dashes, −: hinders"},
	conflict: {DE: "rote Linie mit zwei gleichen Enden: Zielkonflikt", EN: "red line with two equal ends: conflict"},
}

// legend explains what occurs in a drawing of more than goals in a tree.
func (s *sketch) legend(d drawing) []string {
	var boxes [len(boxSigns)]bool
	var links [len(lineSigns)]bool
	assumed := false
	for _, b := range d.boxes {
		boxes[b.kind] = true
	}
	for _, l := range d.lines {
		links[l.style] = true
		assumed = assumed || l.assumed
	}
	var out []string
	for kind, sign := range boxSigns {
		if boxes[kind] && !sign.IsZero() {
			out = append(out, sign.In(s.Language))
		}
	}
	for style, sign := range lineSigns {
		if links[style] {
			out = append(out, sign.In(s.Language))
		}
	}
	if assumed {
		out = append(out, s.in("Pfeil aus Punkten: angenommen, nicht belegt", "arrow of dots: assumed, without evidence"))
	}
	if len(out) > 1 { // boxes of one kind alone explain themselves
		return append([]string{s.in("Legende:", "Legend:")}, out...)
	}
	return nil
}

// inWords says for those who do not see the drawing how much of what it has.
func (s *sketch) inWords(d drawing) string {
	var boxes [len(boxSigns)]int
	for _, b := range d.boxes {
		boxes[b.kind]++
	}
	return fmt.Sprintf(s.in(
		"Schaubild. Ziele: %d, Wirkungen: %d, Maßnahmen: %d, Verbindungen: %d.",
		"Drawing. Goals: %d, results: %d, measures: %d, links: %d.",
	), boxes[goalBox], boxes[resultBox], boxes[measureBox], len(d.lines))
}

// folded draws the items folded as said, and tells whether anything was.
func (s *sketch) folded(f folding) (drawing, bool) {
	var d drawing
	at := make([]int, len(s.items))
	count := make([]int, len(s.items)) // goals folded into an item
	stages := map[string]int{}
	amount := map[int]int{} // things in a box of many
	measures, anything := -1, false
	open := func(b box) int {
		d.boxes = append(d.boxes, b)
		return len(d.boxes) - 1
	}
	for i, it := range s.items {
		switch {
		case it.kind == goalBox && it.depth > f.depth:
			at[i] = at[it.above]
			count[at[i]]++
			anything = true
			continue
		case it.kind == resultBox && f.results:
			box, ok := stages[it.stage]
			if !ok {
				box = open(it.box)
				stages[it.stage] = box
			}
			at[i] = box
			amount[box]++
			anything = true
		case it.kind == measureBox && f.measures:
			if measures < 0 {
				measures = open(it.box)
			}
			at[i] = measures
			amount[measures]++
			anything = true
		default:
			at[i] = open(it.box)
		}
	}
	for stage, i := range stages {
		d.boxes[i].id, d.boxes[i].title = fmt.Sprintf("%d ×", amount[i]), stage
	}
	if measures >= 0 {
		d.boxes[measures].id, d.boxes[measures].title = fmt.Sprintf("%d ×", amount[measures]), s.in("Maßnahmen", "measures")
	}
	for i := range d.boxes {
		d.boxes[i].title = shorten(d.boxes[i].title, s.MaxLabel)
		if s.State != nil && d.boxes[i].kind == goalBox {
			if state := shorten(s.State(d.boxes[i].id), s.MaxLabel); state != "" {
				d.boxes[i].under = []string{state}
			}
		}
		if count[i] > 0 {
			d.boxes[i].title += fmt.Sprintf(s.in(" (und %d darunter)", " (and %d beneath)"), count[i])
		}
	}
	type key struct {
		from, to int
		style    style
	}
	seen := map[key]int{}
	merged := map[int]int{}
	for _, l := range s.links {
		l.from, l.to = at[l.from], at[l.to]
		if l.from == l.to {
			continue
		}
		k := key{l.from, l.to, l.style}
		if i, ok := seen[k]; ok {
			merged[i]++
			continue
		}
		seen[k] = len(d.lines)
		d.lines = append(d.lines, l)
	}
	for i, more := range merged {
		d.lines[i].label = fmt.Sprintf("%d ×", more+1)
	}
	return d, anything
}
