package evaluation

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/module"
)

// Model is a strategy, its indicators and its rules, put together and checked. It
// is immutable and safe for concurrent use; [Model.Evaluate] is a pure function
// of it, a record and two dates.
//
// A model keeps about 300 bytes for each goal and each indicator beside the plan and the
// set it was made of, which it shares; a result keeps less than 20 (BenchmarkModel,
// BenchmarkEvaluate).
type Model struct {
	plan       *goals.Plan
	set        *indicators.Set
	rules      []rule // the distinct rules of the goals and themes
	goals      []goal // by position in the plan; behind them the pools of the themes
	themes     []goals.Theme
	items      []item // the pools of the goals, one after the other
	measured   []measured
	sorted     []int32 // measured by indicator and area, as a record is sorted
	usedFrom   []int32 // the items of measured i are usedAs[usedFrom[i]:usedFrom[i+1]]
	usedAs     []int32
	byID       map[string]int         // indicator id to the first of its entries in measured
	indicators []indicators.Indicator // those of the set
	spans      map[int32][]span       // weights by a method, by position of the goal
	equalPools []int32                // goals and themes of more than one part beneath which no weight is stated
	onlyAreas  map[string]bool        // ids of indicators that goals and themes measure in single areas only
	inContext  map[string]bool        // ids of indicators of the context that no goal and no theme is linked to
	declared   map[int32]string       // why measured i applies to nothing that is linked to it
	warnings   zielkette.Problems
}

// measured is one indicator measured against one target in one area. What every
// evaluation reads stands in the struct itself; what only some cases need stands behind
// the pointers.
type measured struct {
	id         string
	area       string
	definition string
	maxAge     zielkette.Span
	carry      zielkette.Span
	judge      *judge // nil: the indicator is not judged
	plain      bool   // the common case, below
	reach      plainReach
	later      []plainReach // the further revisions of the target
	indicator  *indicators.Indicator
	target     *indicators.Target // nil: the indicator has none
	shape      *shape             // of the target
}

// plainReach is a revision of a reach target with small numbers, not against the
// direction, from one stated baseline, on an indicator without breaks that is no share
// and whose values are never put together.
type plainReach struct {
	decided, known   zielkette.Date
	baseline         zielkette.Period
	from, to, places int64 // baseline and target as whole numbers of a common scale
}

// plain returns the revisions of the target in the form of the common case, if all are
// of it.
func plain(ind *indicators.Indicator, t *indicators.Target) (first plainReach, later []plainReach, ok bool) {
	if t == nil || t.Shape != indicators.ReachShape || ind.Time == indicators.Flow || ind.Time == indicators.Average ||
		t.Baseline.Value.IsZero() || !t.Baseline.Decided.IsZero() || !t.Baseline.Known.IsZero() || len(t.BaselineRevisions) > 0 || t.Withheld != "" ||
		len(ind.Breaks) > 0 || !ind.Per.IsZero() || t.Baseline.Definition != "" && t.Baseline.Definition != ind.Definition {
		return first, nil, false
	}
	for i := range t.Revisions {
		p, ok := plainRevision(ind, t, &t.Revisions[i])
		switch {
		case !ok:
			return first, nil, false
		case i == 0:
			first = p
		default:
			later = append(later, p)
		}
	}
	return first, later, true
}

func plainRevision(ind *indicators.Indicator, t *indicators.Target, r *indicators.Revision) (p plainReach, ok bool) {
	if r.Withdrawn {
		return p, false
	}
	if len(r.Points) == 0 { // in a faulty catalogue
		return p, false
	}
	last := &r.Points[len(r.Points)-1]
	if !last.Change.IsZero() {
		return p, false
	}
	way := last.Value.Compare(t.Baseline.Value)
	if d := ind.Direction.Sign(); way == 0 || d != 0 && d != way {
		return p, false
	}
	from, to, places, ok := alike(t.Baseline.Value, last.Value)
	return plainReach{r.Decided, r.Known, t.Baseline.Period, from, to, int64(places)}, ok
}

// inForce returns the revision that counts, as [indicators.Target.InForce] does, nil for
// none.
func (m *measured) inForce(asOf, knownOn zielkette.Date) (best *plainReach) {
	counts := func(p *plainReach) bool {
		return (p.decided.IsZero() || p.decided.By(asOf)) && indicators.KnownBy(p.known, knownOn)
	}
	if counts(&m.reach) {
		best = &m.reach
	}
	for i := range m.later {
		if p := &m.later[i]; counts(p) && (best == nil || p.decided.Last().Compare(best.decided.Last()) >= 0) {
			best = p
		}
	}
	return best
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

// arrange makes the indexes of the model: from a series to the indicators that it
// measures, and from an indicator to the items that it is of goals and themes.
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
	for i := range m.items {
		if ref := m.items[i].ref; ref >= 0 {
			used[ref+1]++
		}
	}
	for i := 1; i < len(used); i++ {
		used[i] += used[i-1]
	}
	m.usedAs = make([]int32, used[len(used)-1])
	for i := range m.items {
		if ref := m.items[i].ref; ref >= 0 {
			m.usedAs[used[ref]] = int32(i)
			used[ref]++
		}
	}
	m.usedFrom = m.usedFrom[:len(m.measured)+1]
}

// uses returns the items of a measured indicator.
func (m *Model) uses(i int32) []int32 { return m.usedAs[m.usedFrom[i]:m.usedFrom[i+1]] }

// holding returns the position of the goal or theme of whose pool an item is: pools lie one
// after the other.
func (m *Model) holding(item int32) int32 {
	i, _ := slices.BinarySearchFunc(m.goals, item+1, func(g goal, end int32) int { return cmp.Compare(g.end, end) })
	return int32(i)
}

// itemOf returns the item that a goal is of the goal above it: the goals of a pool lie
// behind its indicators, in pre-order.
func (m *Model) itemOf(goal int32) int32 {
	above := &m.goals[m.goals[goal].parent]
	k, _ := slices.BinarySearchFunc(m.items[above.first:above.end], ^goal, func(it item, ref int32) int { return cmp.Compare(ref, it.ref) })
	return above.first + int32(k)
}

// theme returns the theme whose pool stands at a position behind those of the goals,
// nil for a goal.
func (m *Model) theme(i int32) *goals.Theme {
	if k := int(i) - m.plan.Len(); k >= 0 && k < len(m.themes) {
		return &m.themes[k]
	}
	return nil
}

// head returns the links of the goal or the theme at a position, and the goal, which is
// the zero Node for a theme.
func (m *Model) head(i int32) (links []goals.Link, node goals.Node) {
	if t := m.theme(i); t != nil {
		return t.Indicators, goals.Node{}
	}
	node = m.plan.At(int(i))
	return node.Links(module.Reader{}), node
}

// title returns the title of a goal or a theme.
func (m *Model) title(i int32) string {
	if t := m.theme(i); t != nil {
		return t.Title
	}
	return m.plan.At(int(i)).Title()
}

// cited names a goal or an indicator within a sentence, by its title.
func (m *Model) cited(id string) zielkette.Text {
	if node, ok := m.plan.Goal(id); ok {
		return cited(node.Title())
	}
	return cited(m.measured[m.byID[id]].indicator.Title)
}

// cited is a title within a sentence.
func cited(title string) zielkette.Text {
	return zielkette.Text{DE: "„" + title + "“", EN: "“" + title + "”"}
}

// partIDs returns the ids of the parts of the pool of a goal or a theme.
func (m *Model) partIDs(i int32) []string {
	links, node := m.head(i)
	var ids []string
	for _, link := range links {
		ids = append(ids, link.ID)
	}
	for child := range node.Children() {
		ids = append(ids, child.ID())
	}
	return ids
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

// has reports whether the catalogue has an indicator.
func (m *Model) has(indicator string) bool {
	_, ok := m.byID[indicator]
	return ok
}

// hasArea reports whether the strategy has an area.
func (m *Model) hasArea(id string) bool {
	_, ok := m.plan.Area(id)
	return ok
}
