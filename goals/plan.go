package goals

import (
	"iter"
	"slices"
	"strconv"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
)

// Plan is a compiled [Strategy]: checked once, immutable, safe for concurrent
// use. Its goals are reached through [Node] handles.
type Plan struct {
	id, title    string
	fictional    bool
	municipality Municipality
	edition      Edition
	source       zielkette.Source
	assumptions  []string
	levels       []string
	plurals      map[string]string
	declared     map[string]int
	themes       []Theme
	areas        []Area
	nodes        []node // in pre-order
	index        map[string]int32
	chain        chain
	warnings     zielkette.Problems
}

type node struct {
	id, number, title, statement     string
	responsible, notApplicable, note string
	weight                           zielkette.Number
	source                           zielkette.Source
	links                            []Link
	replaces                         []Ref
	themes, areas                    []int32
	level                            int
	parent, end                      int32 // the subtree of node i is nodes[i:end]
}

// ID returns the id of the edition.
func (p *Plan) ID() string { return p.id }

// Title returns the title of the strategy.
func (p *Plan) Title() string { return p.title }

// Fictional reports whether the strategy says of itself that it is invented.
func (p *Plan) Fictional() bool { return p.fictional }

// Municipality returns whose strategy it is.
func (p *Plan) Municipality() Municipality { return p.municipality }

// Edition returns the edition.
func (p *Plan) Edition() Edition { return p.edition }

// Source returns the document the strategy was taken from.
func (p *Plan) Source() zielkette.Source { return p.source }

// Assumptions returns what the record assumes beyond the document, nil when
// nothing.
func (p *Plan) Assumptions() []string { return slices.Clone(p.assumptions) }

// Warnings returns what is worth knowing about the document, such as a declared
// count that the recorded structure misses; nil when nothing.
func (p *Plan) Warnings() zielkette.Problems { return slices.Clone(p.warnings) }

// Plural returns the plural of a level or a kind of theme, for headings; where the
// document states none, the name itself.
func (p *Plan) Plural(name string) string {
	if plural, ok := p.plurals[name]; ok {
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
	counts := make([]Count, len(p.levels))
	for i, name := range p.levels {
		declared, ok := p.declared[name]
		counts[i] = Count{name, declared, ok, 0}
	}
	for i := range p.nodes {
		if level := p.nodes[i].level; level >= 0 {
			counts[level].Recorded++
		}
	}
	return counts
}

// Themes returns the themes in the order of the document.
func (p *Plan) Themes() []Theme { return clones(p.themes) }

// Theme returns the theme of an id; ok is false when there is none.
func (p *Plan) Theme(id string) (theme Theme, ok bool) {
	i := slices.IndexFunc(p.themes, func(t Theme) bool { return t.ID == id })
	if i < 0 {
		return Theme{}, false
	}
	return copied(p.themes[i]), true
}

// Areas returns the areas in the order of the document.
func (p *Plan) Areas() []Area { return slices.Clone(p.areas) }

// Area returns the area of an id; ok is false when there is none.
func (p *Plan) Area(id string) (area Area, ok bool) {
	i := slices.IndexFunc(p.areas, func(a Area) bool { return a.ID == id })
	if i < 0 {
		return Area{}, false
	}
	return p.areas[i], true
}

// Len returns the number of goals.
func (p *Plan) Len() int { return len(p.nodes) }

// Goal returns the goal of an id; ok is false when there is none. It costs one
// map look-up.
func (p *Plan) Goal(id string) (goal Node, ok bool) {
	i, ok := p.index[id]
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
		for i := range p.nodes {
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
		for i := int32(0); ; i++ {
			for len(open) > 0 && (int(i) == len(p.nodes) || p.nodes[open[len(open)-1]].end <= i) {
				last := open[len(open)-1]
				open = open[:len(open)-1]
				if !yield(Node{p, last}) {
					return
				}
			}
			if int(i) == len(p.nodes) {
				return
			}
			open = append(open, i)
		}
	}
}

// Roots yields the goals that have none above them.
func (p *Plan) Roots() iter.Seq[Node] { return p.siblings(0, int32(len(p.nodes))) }

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
	at := slices.Index(p.levels, level)
	return p.filter(func(n Node) bool { return at >= 0 && n.node().level == at })
}

// WithTheme yields the goals in pre-order that carry the theme, themselves or
// through a goal above them.
func (p *Plan) WithTheme(id string) iter.Seq[Node] {
	at := int32(slices.IndexFunc(p.themes, func(t Theme) bool { return t.ID == id }))
	return p.filter(func(n Node) bool { return n.inherits(func(n *node) []int32 { return n.themes }, at) })
}

// InArea yields the goals in pre-order that lie in the area, themselves or
// through a goal above them.
func (p *Plan) InArea(id string) iter.Seq[Node] {
	at := int32(slices.IndexFunc(p.areas, func(a Area) bool { return a.ID == id }))
	return p.filter(func(n Node) bool { return n.inherits(func(n *node) []int32 { return n.areas }, at) })
}

func (p *Plan) filter(keep func(Node) bool) iter.Seq[Node] {
	return func(yield func(Node) bool) {
		for n := range p.Goals() {
			if keep(n) && !yield(n) {
				return
			}
		}
	}
}

// Node is a goal in its plan: a small handle, comparable with ==, safe for
// concurrent use. The zero value belongs to no plan and must not be asked; only
// [Node.IsZero] may.
type Node struct {
	plan *Plan
	i    int32
}

func (n Node) node() *node { return &n.plan.nodes[n.i] }

// IsZero reports whether the handle belongs to no plan.
func (n Node) IsZero() bool { return n.plan == nil }

// Position returns the position of the goal in pre-order, from 0 to Plan.Len()-1.
func (n Node) Position() int { return int(n.i) }

// ID returns the id of the goal.
func (n Node) ID() string { return n.node().id }

// Level returns the name of the goal's level; "" in the plan of a faulty strategy that
// does not say which, see [Strategy.Inspect].
func (n Node) Level() string {
	if n.node().level < 0 {
		return ""
	}
	return n.plan.levels[n.node().level]
}

// Number returns the number of the goal as it stands in the document, "" where
// it has none.
func (n Node) Number() string { return n.node().number }

// Title returns the title of the goal.
func (n Node) Title() string { return n.node().title }

// Statement returns the state to be reached in the document's words, "" where it
// has none.
func (n Node) Statement() string { return n.node().statement }

// Weight returns the stated weight among the siblings, no number where none is
// stated.
func (n Node) Weight() zielkette.Number { return n.node().weight }

// Responsible returns the responsible unit, "" where none is stated.
func (n Node) Responsible() string { return n.node().responsible }

// NotApplicable returns the stated reason why the goal does not apply, "" where
// it does.
func (n Node) NotApplicable() string { return n.node().notApplicable }

// Note returns the note on the goal.
func (n Node) Note() string { return n.node().note }

// Source returns the source of the goal, where it is not that of the strategy.
func (n Node) Source() zielkette.Source { return n.node().source }

// Indicators returns a copy of the links to the indicators that measure the goal.
func (n Node) Indicators() []Link { return slices.Clone(n.node().links) }

// Replaces returns a copy of what the goal succeeds in earlier editions, by its own
// statement.
func (n Node) Replaces() []Ref { return slices.Clone(n.node().replaces) }

// Themes yields the ids of the themes the goal itself carries.
func (n Node) Themes() iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, i := range n.node().themes {
			if !yield(n.plan.themes[i].ID) {
				return
			}
		}
	}
}

// Areas yields the ids of the areas the goal itself names.
func (n Node) Areas() iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, i := range n.node().areas {
			if !yield(n.plan.areas[i].ID) {
				return
			}
		}
	}
}

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

// Pointer returns the JSON pointer of the goal in its document.
func (n Node) Pointer() string {
	siblings, above := n.plan.Roots(), ""
	if parent, ok := n.Parent(); ok {
		siblings, above = parent.Children(), parent.Pointer()
	}
	i := 0
	for s := range siblings {
		if s == n {
			break
		}
		i++
	}
	return above + "/goals/" + strconv.Itoa(i)
}

func (n Node) inherits(list func(*node) []int32, at int32) bool {
	for i := n.i; i >= 0; i = n.plan.nodes[i].parent {
		if slices.Contains(list(&n.plan.nodes[i]), at) {
			return true
		}
	}
	return false
}

// ThemeKinds returns the kinds of theme in the order in which they first appear,
// with their counts.
func (p *Plan) ThemeKinds() []Count {
	var counts []Count
	at := map[string]int{}
	for _, t := range p.themes {
		i, ok := at[t.Kind]
		if !ok {
			i = len(counts)
			at[t.Kind] = i
			declared, isDeclared := p.declared[t.Kind]
			counts = append(counts, Count{t.Kind, declared, isDeclared, 0})
		}
		counts[i].Recorded++
	}
	return counts
}
