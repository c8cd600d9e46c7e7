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
	MaxLabel int // characters of a title; 0 is 80
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

// box is a node of the drawing.
type box struct {
	kind  kind
	id    string
	title string
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
	boxes []box
	lines []line
	wide  bool // from left to right
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
			add(item{box: box{measureBox, m.ID, m.Title}, above: -1})
		}
		for _, r := range s.plan.Results() {
			add(item{box: box{resultBox, r.ID, r.Title}, stage: r.Stage, above: -1})
		}
	}
	for g := range s.plan.Goals() {
		it := item{box: box{goalBox, g.ID(), g.Title()}, above: -1}
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
		l := line{from: index[e.From], to: index[e.To], style: helps, label: s.point(e.Strength.String() + e.Ordinal.String())}
		if e.Sign == goals.Minus {
			l.style, l.label = hinders, "-"+l.label // not every reader sees red dashes
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
			s.links = append(s.links, line{from: index[m.ID], to: index[share.Goal], style: serves, label: s.point(share.Share.String())})
		}
	}
	for _, c := range s.plan.Conflicts() {
		for i, one := range c.Between {
			for _, other := range c.Between[i+1:] {
				s.links = append(s.links, line{from: index[one], to: index[other], style: conflict, label: s.in("Zielkonflikt", "conflict")})
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
	steps := []func(){}
	for depth := s.deep - 1; depth > 0; depth-- {
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
	if extra := len(d.boxes) - s.MaxBoxes; extra > 0 {
		left = true
		d.boxes = d.boxes[:s.MaxBoxes]
		d.lines = slices.DeleteFunc(d.lines, func(l line) bool { return l.from >= s.MaxBoxes || l.to >= s.MaxBoxes })
		d.boxes = append(d.boxes, box{noteBox, "", fmt.Sprintf(s.in("… und %d weitere, nicht gezeichnet", "… and %d more, not drawn"), extra)})
	}
	if extra := len(d.lines) - s.MaxLinks; extra > 0 {
		left = true
		d.lines = d.lines[:s.MaxLinks]
		d.boxes = append(d.boxes, box{noteBox, "", fmt.Sprintf(s.in("%d Verbindungen nicht gezeichnet", "%d links not drawn"), extra)})
	}
	if len(d.boxes) == 0 {
		d.boxes = append(d.boxes, box{noteBox, "", s.in("nichts zu zeichnen", "nothing to draw")})
	}
	if left {
		d.boxes = append(d.boxes, box{noteBox, "", s.in("zusammengefasst gezeichnet", "drawn folded")})
	}
	if s.plan.Fictional() {
		d.boxes = append(d.boxes, box{noteBox, "", fictional.In(s.Language)})
	}
	return d
}

// folded draws the items folded as said, and tells whether anything was.
func (s *sketch) folded(f folding) (drawing, bool) {
	d := drawing{wide: true}
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
		if count[i] > 0 {
			d.boxes[i].title += fmt.Sprintf(s.in(" (mit %d Zielen darunter)", " (with %d goals beneath)"), count[i])
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
