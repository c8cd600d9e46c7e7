package goals

import (
	"cmp"
	"maps"
	"slices"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/document"
	"gitlab.opencode.de/zielkette/zielkette/internal/problems"
	"gitlab.opencode.de/zielkette/zielkette/internal/words"
)

// ChangeKind is what became of a goal or a theme from one edition to a later one.
type ChangeKind string

// The kinds of change. A goal may be reworded and moved at once; every other kind
// stands alone.
const (
	Kept          ChangeKind = "kept"           // unverändert
	Reworded      ChangeKind = "reworded"       // title or statement are others
	Moved         ChangeKind = "moved"          // it stands beneath another goal
	Split         ChangeKind = "split"          // one became several
	Merged        ChangeKind = "merged"         // several became one
	Added         ChangeKind = "added"          // it succeeds nothing in the earlier edition, of which everything is on record
	Removed       ChangeKind = "removed"        // nothing in the later edition, of which everything is on record, succeeds it
	OriginUnknown ChangeKind = "origin-unknown" // it may be new or not: the earlier edition is not wholly on record
	FateUnknown   ChangeKind = "fate-unknown"   // it may live on or not: the later edition is not wholly on record
)

var changeKinds = words.Set[ChangeKind, struct{}]{
	{Word: Kept, Text: zielkette.Text{DE: "unverändert", EN: "unchanged"}},
	{Word: Reworded, Text: zielkette.Text{DE: "umformuliert", EN: "reworded"}},
	{Word: Moved, Text: zielkette.Text{DE: "verschoben", EN: "moved"}},
	{Word: Split, Text: zielkette.Text{DE: "geteilt", EN: "split"}},
	{Word: Merged, Text: zielkette.Text{DE: "zusammengeführt", EN: "merged"}},
	{Word: Added, Text: zielkette.Text{DE: "neu", EN: "added"}},
	{Word: Removed, Text: zielkette.Text{DE: "entfallen, ohne erfasste Nachfolge", EN: "removed, no successor on record"}},
	{Word: OriginUnknown, Text: zielkette.Text{DE: "Herkunft unbekannt", EN: "origin unknown"}},
	{Word: FateUnknown, Text: zielkette.Text{DE: "Verbleib unbekannt", EN: "fate unknown"}},
}

// Text returns the kind as it is printed in a report.
func (k ChangeKind) Text() zielkette.Text { return changeKinds.Text(k) }

// Element is a goal or a theme as it stands in an edition.
type Element struct {
	Ref       Ref
	Kind      string // the level of a goal, the kind of a theme
	Theme     bool
	Parent    string // id of the goal above, "" at the top and for themes
	Title     string
	Statement string
}

// Change is what became of one element, or of several that belong together.
type Change struct {
	Kinds []ChangeKind // one, or Reworded and Moved
	From  []Element    // in the earlier edition
	To    []Element    // in the later edition
}

// Is reports whether the change is of the kind.
func (c Change) Is(kind ChangeKind) bool { return slices.Contains(c.Kinds, kind) }

// Unrecorded says that an edition has more of a level or a kind of theme than is
// on record.
type Unrecorded struct {
	Edition  string
	Kind     string // the level of the goals, the kind of the themes
	Declared int    // how many the document says it has
	Known    bool   // whether the document says how many
	Recorded int
}

// Difference is what changed from one edition to a later one.
type Difference struct {
	Older, Newer string   // ids of the editions
	OlderTitle   string   // of the earlier strategy, with the name of the edition
	NewerTitle   string   // of the later one
	Changes      []Change // by the order of the later document, then what only the earlier has
	Unrecorded   []Unrecorded
	Reused       []string           // ids that stand for something else in the later edition: nothing may be joined by them
	Problems     zielkette.Problems // warnings: links to what the earlier edition does not have
	// Indicators that goals and themes of the editions name. What is carried over keeps its
	// series: a record knows indicators, not editions.
	IndicatorsKept, IndicatorsAdded, IndicatorsRemoved []string
}

// Of returns the changes of one kind.
func (d Difference) Of(kind ChangeKind) []Change {
	var out []Change
	for _, c := range d.Changes {
		if c.Is(kind) {
			out = append(out, c)
		}
	}
	return out
}

// titleOf is the title of a strategy with the name of its edition.
func titleOf(p *Plan) string {
	if name := p.Edition().Name; name != "" {
		return p.Title() + " (" + name + ")"
	}
	return p.Title()
}

// Compare tells what became of the goals and themes of an edition in a later one.
//
// A link is what an author states: [Goal.Replaces] and [Theme.Replaces]. Beside
// it only what has the same id and the same title in both editions counts as the
// same; an id alone proves nothing, for documents number anew. Similar wording is
// no link either; see [Difference.Proposals].
//
// A goal without a successor is removed only where the later edition is wholly on
// record. Where the document declares more goals of that level than are recorded,
// or names a level of which nothing is recorded, its fate is unknown; of a level
// the later edition does not have, where any of its levels is so. Kinds of theme
// are treated alike. For the origin of what is new the same holds of the earlier
// edition.
//
// Cost: linear in the goals, themes and links.
func Compare(older, newer *Plan) Difference {
	if older == nil {
		older = new(Plan)
	}
	if newer == nil {
		newer = new(Plan)
	}
	c := &comparison{
		old: elementsOf(older), now: elementsOf(newer),
		diff: Difference{Older: older.ID(), Newer: newer.ID(), OlderTitle: titleOf(older), NewerTitle: titleOf(newer)},
	}
	before, after := openIn(older), openIn(newer)
	c.diff.Unrecorded = slices.Concat(before.goals, before.themes, after.goals, after.themes)
	c.link(newer)
	c.diff.Problems = c.problems.All()
	document.Place(newer.doc, newer.doc.Origin, c.diff.Problems)
	for i := range c.now.list {
		c.arrival(i, before)
	}
	for i := range c.old.list {
		switch {
		case len(c.successors[i]) > 1:
			c.add(Split, []int{i}, c.successors[i])
		case len(c.successors[i]) == 0 && after.mayHold(&c.old.list[i]):
			c.add(FateUnknown, []int{i}, nil)
		case len(c.successors[i]) == 0:
			c.add(Removed, []int{i}, nil)
		}
	}
	c.indicators(older, newer)
	return c.diff
}

type elements struct {
	list []Element
	at   map[string]int
}

func elementsOf(p *Plan) elements {
	e := elements{at: make(map[string]int, len(p.nodes)+len(p.doc.Themes))}
	for node := range p.Goals() {
		element := Element{Ref: Ref{node.ID(), p.ID()}, Kind: node.Level(), Title: node.Title(), Statement: node.Statement()}
		if parent, ok := node.Parent(); ok {
			element.Parent = parent.ID()
		}
		e.list = append(e.list, element)
	}
	for i := range p.doc.Themes {
		t := &p.doc.Themes[i]
		e.list = append(e.list, Element{Ref: Ref{t.ID, p.ID()}, Kind: t.Kind, Theme: true, Title: t.Title, Statement: t.Statement})
	}
	for i := range e.list {
		e.at[e.list[i].Ref.ID] = i
	}
	return e
}

type comparison struct {
	old, now                 elements
	predecessors, successors [][]int
	joined                   map[[2]int]bool // from the earlier to the later edition
	problems                 problems.List
	diff                     Difference
}

// link finds what succeeds what.
func (c *comparison) link(newer *Plan) {
	c.predecessors, c.successors = make([][]int, len(c.now.list)), make([][]int, len(c.old.list))
	c.joined = make(map[[2]int]bool, len(c.now.list))
	join := func(from, to int) {
		c.joined[[2]int{from, to}] = true
		c.predecessors[to] = append(c.predecessors[to], from)
		c.successors[from] = append(c.successors[from], to)
	}
	for i := range c.now.list {
		refs := newer.refs(i)
		stated := false
		for _, r := range refs {
			if r.Edition != c.diff.Older {
				continue
			}
			stated = true
			if from, ok := c.old.at[r.ID]; ok {
				join(from, i)
				continue
			}
			c.problems.Warn(newer.pointer(newer.element(i).in("replaces", whole)), zielkette.CodeReference, r.String(), zielkette.Text{
				DE: "Die frühere Fassung hat weder ein Ziel noch ein Thema mit dieser Kennung.",
				EN: "The earlier edition has neither a goal nor a theme of this id.",
			})
		}
		from, same := c.old.at[c.now.list[i].Ref.ID]
		switch {
		case stated || !same:
		case c.old.list[from].Title == c.now.list[i].Title && c.old.list[from].Theme == c.now.list[i].Theme:
			join(from, i)
		default:
			c.diff.Reused = append(c.diff.Reused, c.now.list[i].Ref.ID)
		}
	}
}

// element returns the place of an element by its position, goals before themes.
func (p *Plan) element(i int) place {
	if i < len(p.nodes) {
		return at(aGoal, i)
	}
	return at(aTheme, i-len(p.nodes))
}

// refs returns what an element replaces.
func (p *Plan) refs(i int) []Ref {
	if i < len(p.nodes) {
		return p.nodes[i].Replaces
	}
	return p.doc.Themes[i-len(p.nodes)].Replaces
}

// arrival tells where the element at a position of the later edition came from.
func (c *comparison) arrival(i int, before open) {
	from := c.predecessors[i]
	switch {
	case len(from) > 1:
		c.add(Merged, from, []int{i})
	case len(from) == 0 && before.mayHold(&c.now.list[i]):
		c.add(OriginUnknown, nil, []int{i})
	case len(from) == 0:
		c.add(Added, nil, []int{i})
	case len(c.successors[from[0]]) == 1:
		then, now := c.old.list[from[0]], c.now.list[i]
		var kinds []ChangeKind
		if then.Title != now.Title || then.Statement != now.Statement {
			kinds = append(kinds, Reworded)
		}
		if then.Theme != now.Theme || !c.stays(then.Parent, now.Parent) {
			kinds = append(kinds, Moved)
		}
		if kinds == nil {
			kinds = []ChangeKind{Kept}
		}
		c.diff.Changes = append(c.diff.Changes, Change{kinds, []Element{then}, []Element{now}})
	}
}

// stays reports whether a parent of the later edition succeeds one of the earlier.
func (c *comparison) stays(then, now string) bool {
	if then == "" || now == "" {
		return then == now
	}
	return c.joined[[2]int{c.old.at[then], c.now.at[now]}]
}

func (c *comparison) add(kind ChangeKind, from, to []int) {
	pick := func(list []Element, at []int) []Element {
		var out []Element
		for _, i := range at {
			out = append(out, list[i])
		}
		return out
	}
	c.diff.Changes = append(c.diff.Changes, Change{[]ChangeKind{kind}, pick(c.old.list, from), pick(c.now.list, to)})
}

// open is what an edition has beyond what is on record.
type open struct {
	goals, themes []Unrecorded    // levels from the top down, kinds of theme by name
	known         map[string]bool // the levels and the kinds of theme that the edition has
	more          map[group]bool  // those of which it has more than is on record
}

// group is a level of goals or a kind of themes.
type group struct {
	kind  string
	theme bool
}

func openIn(p *Plan) open {
	o := open{known: map[string]bool{}, more: map[group]bool{}}
	for _, l := range p.Levels() {
		o.known[l.Name] = true
		if l.IsDeclared && l.Recorded < l.Declared || !l.IsDeclared && l.Recorded == 0 {
			o.more[group{l.Name, false}] = true
			o.goals = append(o.goals, Unrecorded{p.ID(), l.Name, l.Declared, l.IsDeclared, l.Recorded})
		}
	}
	recorded := map[string]int{}
	for i := range p.doc.Themes {
		recorded[p.doc.Themes[i].Kind]++
	}
	for _, name := range slices.Sorted(maps.Keys(p.doc.Declared)) {
		if declared := p.doc.Declared[name]; !o.known[name] && recorded[name] < declared {
			o.more[group{name, true}] = true
			o.themes = append(o.themes, Unrecorded{p.ID(), name, declared, true, recorded[name]})
		}
	}
	for g := range o.more {
		o.known[g.kind] = true
	}
	for name := range recorded {
		o.known[name] = true
	}
	return o
}

// mayHold reports whether a counterpart of the element may be among what is not on
// record.
func (o open) mayHold(e *Element) bool {
	list := o.goals
	if e.Theme {
		list = o.themes
	}
	return o.more[group{e.Kind, e.Theme}] || len(list) > 0 && !o.known[e.Kind]
}

func (c *comparison) indicators(older, newer *Plan) {
	then, now := measuredBy(older), measuredBy(newer)
	for _, id := range slices.Sorted(maps.Keys(now)) {
		if then[id] {
			c.diff.IndicatorsKept = append(c.diff.IndicatorsKept, id)
		} else {
			c.diff.IndicatorsAdded = append(c.diff.IndicatorsAdded, id)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(then)) {
		if !now[id] {
			c.diff.IndicatorsRemoved = append(c.diff.IndicatorsRemoved, id)
		}
	}
}

func measuredBy(p *Plan) map[string]bool {
	out := map[string]bool{}
	for i := range p.nodes {
		for _, l := range p.nodes[i].Indicators {
			out[l.ID] = true
		}
	}
	for i := range p.doc.Themes {
		for _, l := range p.doc.Themes[i].Indicators {
			out[l.ID] = true
		}
	}
	return out
}

// MaxProposed is the number of elements on either side among which
// [Difference.Proposals] looks for similar wording; beyond it the later ones in
// the order of the documents are left out.
const MaxProposed = 2000

// Proposal is a guess that one element succeeds another, for an author to confirm
// by a link or to dismiss.
type Proposal struct {
	From, To   Element
	Similarity int // of the wording, in percent
}

// Proposals pairs elements without any link by the likeness of their wording: each
// of the earlier edition with the one of the later that is most like it, of at
// least the given percentage, the most alike first. A proposal is no link and
// changes no list of the difference.
//
// The likeness is the coefficient of Dice (Measures of the Amount of Ecologic
// Association Between Species, 1945) over the sequences of three letters in title
// and statement: twice the common ones over all, cut to whole percent. Cost: the
// product of the elements without a link, at most [MaxProposed] on either side,
// times the length of their wording.
func (d Difference) Proposals(percent int) []Proposal {
	var from, to []Element
	for _, c := range d.Changes {
		switch {
		case c.Is(Removed), c.Is(FateUnknown):
			from = append(from, c.From...)
		case c.Is(Added), c.Is(OriginUnknown):
			to = append(to, c.To...)
		}
	}
	from, to = from[:min(len(from), MaxProposed)], to[:min(len(to), MaxProposed)]
	grams := make([][]uint64, len(to))
	for i := range to {
		grams[i] = trigrams(to[i])
	}
	var out []Proposal
	for _, f := range from {
		own, best := trigrams(f), Proposal{Similarity: max(percent, 1) - 1}
		for i := range to {
			if s := dice(own, grams[i]); s > best.Similarity {
				best = Proposal{f, to[i], s}
			}
		}
		if !best.From.Ref.IsZero() {
			out = append(out, best)
		}
	}
	slices.SortStableFunc(out, func(a, b Proposal) int { return cmp.Compare(b.Similarity, a.Similarity) })
	return out
}
