package goals

import (
	"iter"
	"slices"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/document"
	"gitlab.opencode.de/zielkette/zielkette/internal/module"
)

// Plan is a compiled [Strategy]: checked once, immutable, safe for concurrent
// use. Its goals are reached through [Node] handles. It keeps one copy of the document
// and an index of its ids. The zero value and nil are plans without goals.
type Plan struct {
	doc      Strategy
	nodes    []node // in pre-order
	index    map[string]ref
	warnings zielkette.Problems
}

// node is a goal of the document and where it stands among the goals.
type node struct {
	*Goal
	level       int32 // its position among the levels, -1 in a faulty plan that does not say which
	parent, end int32 // the subtree of node i is nodes[i:end]
	nth         int32 // the position among its siblings
}

// document returns the document, an empty one for nil.
func (p *Plan) document() *Strategy {
	if p == nil {
		return new(Strategy)
	}
	return &p.doc
}

// Read returns the document that the plan was made of, for the packages of this module:
// they read it and change nothing.
func (p *Plan) Read(module.Reader) *Strategy { return p.document() }

// all returns the goals, none for nil.
func (p *Plan) all() []node {
	if p == nil {
		return nil
	}
	return p.nodes
}

// find returns the position of the thing of an id.
func (p *Plan) find(id string, of kind) (i int32, ok bool) {
	if p == nil {
		return 0, false
	}
	r, ok := p.index[id]
	return r.i, ok && r.of == of
}

// MarshalJSON returns the strategy that the plan was compiled from.
func (p *Plan) MarshalJSON() ([]byte, error) { return p.document().MarshalJSON() }

// ID returns the id of the edition.
func (p *Plan) ID() string { return p.document().ID }

// Title returns the title of the strategy.
func (p *Plan) Title() string { return p.document().Title }

// Fictional reports whether the strategy says of itself that it is invented.
func (p *Plan) Fictional() bool { return p.document().Fictional }

// Municipality returns whose strategy it is.
func (p *Plan) Municipality() Municipality { return p.document().Municipality }

// Edition returns the edition.
func (p *Plan) Edition() Edition { return p.document().Edition }

// Source returns the document the strategy was taken from.
func (p *Plan) Source() zielkette.Source { return p.document().Source }

// Assumptions returns what the record assumes beyond the document, nil when
// nothing.
func (p *Plan) Assumptions() []string { return slices.Clone(p.document().Assumptions) }

// Warnings returns what is worth knowing about the document, such as a declared
// count that the recorded structure misses; nil when nothing.
func (p *Plan) Warnings() zielkette.Problems {
	if p == nil {
		return nil
	}
	return slices.Clone(p.warnings)
}

// Plural returns the plural of a level or a kind of theme, for headings; where the
// document states none, the name itself.
func (p *Plan) Plural(name string) string {
	if plural, ok := p.document().Plurals[name]; ok {
		return plural
	}
	return name
}

// Count is how many goals of a level, or themes of a kind, there are.
type Count struct {
	Name       string // of the level, or the kind of theme
	Declared   int    // how many the document says it has
	IsDeclared bool   // false where the document does not say
	Recorded   int    // how many are recorded
}

// Levels returns the levels from the top down with their counts.
func (p *Plan) Levels() []Count {
	counts := make([]Count, len(p.document().Levels))
	for i, name := range p.document().Levels {
		declared, ok := p.document().Declared[name]
		counts[i] = Count{name, declared, ok, 0}
	}
	for i := range p.all() {
		if level := p.nodes[i].level; level >= 0 {
			counts[level].Recorded++
		}
	}
	return counts
}

// Themes returns the themes in the order of the document.
func (p *Plan) Themes() []Theme { return clones(p.document().Themes) }

// Theme returns the theme of an id; ok is false when there is none.
func (p *Plan) Theme(id string) (theme Theme, ok bool) {
	i, ok := p.find(id, aTheme)
	if !ok {
		return Theme{}, false
	}
	return copied(p.document().Themes[i]), true
}

// Areas returns the areas in the order of the document.
func (p *Plan) Areas() []Area { return clones(p.document().Areas) }

// Area returns the area of an id; ok is false when there is none.
func (p *Plan) Area(id string) (area Area, ok bool) {
	i, ok := p.find(id, anArea)
	if !ok {
		return Area{}, false
	}
	return copied(p.document().Areas[i]), true
}

// Outside returns the areas that are no focus area and lie within none, in the order of
// the document. ok is false where the strategy names no focus area, so that nothing lies
// outside.
func (p *Plan) Outside() (areas []Area, ok bool) {
	focus := map[string]bool{}
	for i := range p.document().Areas {
		if a := &p.doc.Areas[i]; a.Focus {
			focus[a.ID] = true
		}
	}
	if len(focus) == 0 {
		return nil, false
	}
	for i := range p.document().Areas {
		if a := &p.doc.Areas[i]; !a.Focus && !focus[a.Within] {
			areas = append(areas, copied(*a))
		}
	}
	return areas, true
}

// Len returns the number of goals.
func (p *Plan) Len() int { return len(p.all()) }

// Goal returns the goal of an id; ok is false when there is none. It costs one
// map look-up.
func (p *Plan) Goal(id string) (goal Node, ok bool) {
	i, ok := p.find(id, aGoal)
	if !ok {
		return Node{}, false
	}
	return Node{p, i}, true
}

// At returns the goal at a position in pre-order, from 0 to Len()-1. It is meant
// for callers that keep arrays beside the plan; other positions are a
// programming error and panic as a slice index does.
func (p *Plan) At(i int) Node {
	_ = p.nodes[i]
	return Node{p, int32(i)}
}

// Goals yields every goal in pre-order: each goal before those beneath it,
// siblings in the order of the document.
func (p *Plan) Goals() iter.Seq[Node] {
	return func(yield func(Node) bool) {
		for i := range p.all() {
			if !yield(Node{p, int32(i)}) {
				return
			}
		}
	}
}

// PostOrder yields every goal after those beneath it, siblings in the order of
// the document.
func (p *Plan) PostOrder() iter.Seq[Node] {
	return func(yield func(Node) bool) {
		var open []int32
		nodes := p.all()
		for i := int32(0); ; i++ {
			for len(open) > 0 && (int(i) == len(nodes) || nodes[open[len(open)-1]].end <= i) {
				last := open[len(open)-1]
				open = open[:len(open)-1]
				if !yield(Node{p, last}) {
					return
				}
			}
			if int(i) == len(nodes) {
				return
			}
			open = append(open, i)
		}
	}
}

// Roots yields the goals that have none above them.
func (p *Plan) Roots() iter.Seq[Node] { return p.siblings(0, int32(len(p.all()))) }

func (p *Plan) siblings(first, end int32) iter.Seq[Node] {
	return func(yield func(Node) bool) {
		for i := first; i < end; i = p.nodes[i].end {
			if !yield(Node{p, i}) {
				return
			}
		}
	}
}

// AtLevel yields the goals of a level in pre-order, none when there is no such
// level.
func (p *Plan) AtLevel(level string) iter.Seq[Node] {
	at := int32(slices.Index(p.document().Levels, level))
	return func(yield func(Node) bool) {
		for i := range p.all() {
			if at >= 0 && p.nodes[i].level == at && !yield(Node{p, int32(i)}) {
				return
			}
		}
	}
}

// WithTheme yields the goals in pre-order that carry the theme, themselves or
// through a goal above them.
func (p *Plan) WithTheme(id string) iter.Seq[Node] {
	return p.carrying(func(g *Goal) bool { return slices.Contains(g.Themes, id) })
}

// InArea yields the goals in pre-order that lie in the area, themselves or
// through a goal above them.
func (p *Plan) InArea(id string) iter.Seq[Node] {
	return p.carrying(func(g *Goal) bool { return slices.Contains(g.Areas, id) })
}

// carrying yields the goals that carry something, and those beneath them.
func (p *Plan) carrying(carries func(*Goal) bool) iter.Seq[Node] {
	return func(yield func(Node) bool) {
		end := int32(0) // of what stands beneath a goal that carries it
		nodes := p.all()
		for i := range nodes {
			n := &nodes[i]
			if int32(i) >= end && carries(n.Goal) {
				end = n.end
			}
			if int32(i) < end && !yield(Node{p, int32(i)}) {
				return
			}
		}
	}
}

// Node is a goal in its plan: a small handle, comparable with ==, safe for
// concurrent use. The zero value belongs to no plan; everything it is asked for is
// empty.
type Node struct {
	plan *Plan
	i    int32
}

func (n Node) node() *node {
	if n.plan == nil {
		return &node{Goal: new(Goal), level: -1, parent: -1}
	}
	return &n.plan.nodes[n.i]
}

// MarshalJSON returns the goal as it stands in the document, with the goals beneath it.
func (n Node) MarshalJSON() ([]byte, error) { return document.Marshal(n.node().Goal) }

// IsZero reports whether the handle belongs to no plan.
func (n Node) IsZero() bool { return n.plan == nil }

// Position returns the position of the goal in pre-order, from 0 to Plan.Len()-1.
func (n Node) Position() int { return int(n.i) }

// ID returns the id of the goal.
func (n Node) ID() string { return n.node().ID }

// String returns id and title of the goal, "" for the zero Node.
func (n Node) String() string {
	if n.IsZero() {
		return ""
	}
	return n.ID() + " " + n.Title()
}

// Level returns the name of the goal's level; "" in the plan of a faulty strategy that
// does not say which, see [Strategy.Inspect].
func (n Node) Level() string {
	if n.node().level < 0 {
		return ""
	}
	return n.plan.doc.Levels[n.node().level]
}

// Number returns the number of the goal as it stands in the document, "" where
// it has none.
func (n Node) Number() string { return n.node().Number }

// Title returns the title of the goal.
func (n Node) Title() string { return n.node().Title }

// Statement returns the state to be reached in the document's words, "" where it
// has none.
func (n Node) Statement() string { return n.node().Statement }

// Weight returns the stated weight among the siblings, no number where none is
// stated.
func (n Node) Weight() zielkette.Number { return n.node().Weight }

// Responsible returns the responsible unit, "" where none is stated.
func (n Node) Responsible() string { return n.node().Responsible }

// NotApplicable returns the stated reason why the goal does not apply, "" where
// it does.
func (n Node) NotApplicable() string { return n.node().NotApplicable }

// Note returns the note on the goal.
func (n Node) Note() string { return n.node().Note }

// Source returns the source of the goal, where it is not that of the strategy.
func (n Node) Source() zielkette.Source { return n.node().Source }

// Indicators returns a copy of the links to the indicators that measure the goal.
func (n Node) Indicators() []Link { return slices.Clone(n.node().Indicators) }

// Links returns the links themselves, for the packages of this module, which only read
// them.
func (n Node) Links(module.Reader) []Link { return n.node().Indicators }

// Replaces returns a copy of what the goal succeeds in earlier editions, by its own
// statement.
func (n Node) Replaces() []Ref { return slices.Clone(n.node().Replaces) }

// Themes yields the ids of the themes the goal itself carries.
func (n Node) Themes() iter.Seq[string] { return slices.Values(n.node().Themes) }

// Areas yields the ids of the areas the goal itself names.
func (n Node) Areas() iter.Seq[string] { return slices.Values(n.node().Areas) }

// Parent returns the goal above; ok is false for a root.
func (n Node) Parent() (parent Node, ok bool) {
	i := n.node().parent
	if i < 0 {
		return Node{}, false
	}
	return Node{n.plan, i}, true
}

// Depth returns how many goals stand above the goal, 0 for a root.
func (n Node) Depth() int {
	depth := 0
	for range n.Ancestors() {
		depth++
	}
	return depth
}

// Ancestors yields the goals above, from the nearest to the root.
func (n Node) Ancestors() iter.Seq[Node] {
	return func(yield func(Node) bool) {
		for parent, ok := n.Parent(); ok; parent, ok = parent.Parent() {
			if !yield(parent) {
				return
			}
		}
	}
}

// Children yields the goals directly beneath, in the order of the document.
func (n Node) Children() iter.Seq[Node] { return n.plan.siblings(n.i+1, n.node().end) }

// Descendants yields all goals beneath in pre-order.
func (n Node) Descendants() iter.Seq[Node] {
	return func(yield func(Node) bool) {
		for i := n.i + 1; i < n.node().end; i++ {
			if !yield(Node{n.plan, i}) {
				return
			}
		}
	}
}

// Pointer returns the JSON pointer of the goal in its document, "" for the zero value.
func (n Node) Pointer() string {
	if n.plan == nil {
		return ""
	}
	return string(n.plan.appendPointer(nil, n.i))
}

// ThemeKinds returns the kinds of theme in the order in which they first appear,
// with their counts.
func (p *Plan) ThemeKinds() []Count {
	var counts []Count
	at := map[string]int{}
	for k := range p.document().Themes {
		t := &p.document().Themes[k]
		i, ok := at[t.Kind]
		if !ok {
			i = len(counts)
			at[t.Kind] = i
			declared, isDeclared := p.document().Declared[t.Kind]
			counts = append(counts, Count{t.Kind, declared, isDeclared, 0})
		}
		counts[i].Recorded++
	}
	return counts
}
