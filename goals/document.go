package goals

import (
	"io"
	"io/fs"
	"maps"
	"slices"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/document"
)

// formatVersion is the version of the JSON format that this package reads and writes.
const formatVersion = 1

// Load reads the strategy in the named file. The error is that of opening or reading
// the file. Where the text is no whole strategy, it is a [zielkette.Problems] with
// everything wrong, what [Strategy.Compile] would find included, and the document is
// what could be read.
func Load(fsys fs.FS, name string) (Strategy, error) {
	return document.OpenFile(fsys, name, originOf, look)
}

// Read reads a strategy in JSON, at most 64 MiB of it. The name is what problems call the
// text, as the file that it came from or the field of a form; "" for none. Errors are as for [Load].
func Read(r io.Reader, name string) (Strategy, error) {
	return document.Open(r, name, originOf, look)
}

func originOf(s *Strategy) *zielkette.Origin { return &s.Origin }

// MarshalJSON returns the strategy as [Read] reads it, with the version of the format,
// which a literal may leave out.
func (s Strategy) MarshalJSON() ([]byte, error) {
	if s.FormatVersion == 0 {
		s.FormatVersion = formatVersion
	}
	type plain Strategy // without this method
	return document.Marshal(plain(s))
}

// Clone returns a copy that shares no list and no map with the strategy. Goals beyond
// the limits [MaxGoals] and [MaxDepth], with which a strategy does not compile, are
// shared. Cost: linear in the document.
func (s Strategy) Clone() Strategy { return s.clone(size(s.Goals, 1)) }

// clone copies a strategy with so many goals.
func (s Strategy) clone(n int) Strategy {
	s.Assumptions = slices.Clone(s.Assumptions)
	s.Levels = slices.Clone(s.Levels)
	s.Plurals = maps.Clone(s.Plurals)
	s.Declared = maps.Clone(s.Declared)
	s.Themes = clones(s.Themes)
	s.Areas = clones(s.Areas)
	s.Milestones = slices.Clone(s.Milestones)
	s.Measures = clones(s.Measures)
	s.Stages = slices.Clone(s.Stages)
	s.Results = clones(s.Results)
	s.Effects = slices.Clone(s.Effects)
	s.Conflicts = clones(s.Conflicts)
	s.Treatments = clones(s.Treatments)
	s.Frames = slices.Clone(s.Frames)
	s.Packages = slices.Clone(s.Packages)
	s.Demands = clones(s.Demands)
	s.Recurring = clones(s.Recurring)
	s.Risks = slices.Clone(s.Risks)
	s.Participation = slices.Clone(s.Participation)
	s.Related = slices.Clone(s.Related)
	s.Context = clones(s.Context)
	if n <= MaxGoals {
		var links document.Lists[Link]
		s.Goals = cloneGoals(s.Goals, 1, &links)
	}
	return s
}

func cloneGoals(list []Goal, depth int, links *document.Lists[Link]) []Goal {
	if depth > MaxDepth {
		return list
	}
	out := slices.Clone(list)
	for i := range out {
		g := &out[i]
		g.Themes, g.Areas = slices.Clone(g.Themes), slices.Clone(g.Areas)
		g.Replaces, g.Indicators = slices.Clone(g.Replaces), links.Copy(g.Indicators)
		g.Goals = cloneGoals(g.Goals, depth+1, links)
	}
	return out
}

// unsharer is a value that can take its lists away from the one it was copied from.
type unsharer[T any] interface {
	*T
	unshare()
}

// copied copies a value with its lists.
func copied[T any, P unsharer[T]](v T) T {
	P(&v).unshare()
	return v
}

// clones copies a list of values with their lists.
func clones[T any, P unsharer[T]](list []T) []T {
	out := slices.Clone(list)
	for i := range out {
		P(&out[i]).unshare()
	}
	return out
}

// Goal returns the goal of an id in the document, to be read or changed in place; nil
// when there is none. It stays valid until goals are added or removed. Cost: linear in
// the goals, as for the other look-ups in a document; a [Plan] has an index.
func (s *Strategy) Goal(id string) *Goal {
	if s == nil {
		return nil
	}
	var found *Goal
	walk(s.Goals, func(g *Goal, _ int) bool {
		if g.ID == id {
			found = g
		}
		return found == nil
	})
	return found
}

// Theme returns the theme of an id in the document, nil when there is none; see
// [Strategy.Goal].
func (s *Strategy) Theme(id string) *Theme {
	if s == nil {
		return nil
	}
	return find(s.Themes, func(t *Theme) bool { return t.ID == id })
}

// Area returns the area of an id in the document, nil when there is none; see
// [Strategy.Goal].
func (s *Strategy) Area(id string) *Area {
	if s == nil {
		return nil
	}
	return find(s.Areas, func(a *Area) bool { return a.ID == id })
}

// Measure returns the measure of an id in the document, nil when there is none; see
// [Strategy.Goal].
func (s *Strategy) Measure(id string) *Measure {
	if s == nil {
		return nil
	}
	return find(s.Measures, func(m *Measure) bool { return m.ID == id })
}

// Result returns the result of an id in the document, nil when there is none; see
// [Strategy.Goal].
func (s *Strategy) Result(id string) *Result {
	if s == nil {
		return nil
	}
	return find(s.Results, func(r *Result) bool { return r.ID == id })
}

func find[T any](list []T, is func(*T) bool) *T {
	for i := range list {
		if is(&list[i]) {
			return &list[i]
		}
	}
	return nil
}

// walk visits goals in pre-order, each with the number of goals above it and itself,
// until visit returns false. It visits at most [MaxGoals] goals and goes [MaxDepth]
// deep, so that it ends on lists that contain themselves.
func walk(list []Goal, visit func(g *Goal, depth int) bool) {
	left := MaxGoals
	var beneath func(list []Goal, depth int) bool
	beneath = func(list []Goal, depth int) bool {
		if depth > MaxDepth {
			return true
		}
		for i := range list {
			if left--; left < 0 || !visit(&list[i], depth) || !beneath(list[i].Goals, depth+1) {
				return false
			}
		}
		return true
	}
	beneath(list, 1)
}

// size counts the goals down to the greatest depth, until there are too many.
func size(goals []Goal, depth int) int {
	n := len(goals)
	for i := range goals {
		if n > MaxGoals || depth == MaxDepth {
			break
		}
		n += size(goals[i].Goals, depth+1)
	}
	return n
}
