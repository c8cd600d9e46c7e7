package goals_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/internal/problems"
)

// Compiling ends where the list of problems is full: in every list of a strategy, with
// one fault in each element, and whatever stands behind it.
func TestCompilingEndsWhenProblemsAreFull(t *testing.T) {
	const many = 10 * problems.Max
	of := func(fill func(s *goals.Strategy)) goals.Strategy {
		s := goals.Strategy{ID: "s", Title: "S", Levels: []string{"L"}, Areas: []goals.Area{{ID: "area"}}}
		fill(&s)
		return s
	}
	ids := func() (list []string) {
		for i := range many {
			list = append(list, fmt.Sprint("none", i))
		}
		return list
	}
	goal := goals.Goal{ID: "g", Level: "L", Title: "G"}
	measure := goals.Measure{ID: "m", Title: "M"}
	for name, s := range map[string]goals.Strategy{
		"levels":        of(func(s *goals.Strategy) { s.Levels = make([]string, many) }),
		"themes":        of(func(s *goals.Strategy) { s.Themes = make([]goals.Theme, many) }),
		"areas":         of(func(s *goals.Strategy) { s.Areas = make([]goals.Area, many) }),
		"goals":         of(func(s *goals.Strategy) { s.Goals = make([]goals.Goal, many) }),
		"measures":      of(func(s *goals.Strategy) { s.Measures = make([]goals.Measure, many) }),
		"results":       of(func(s *goals.Strategy) { s.Results = make([]goals.Result, many) }),
		"effects":       of(func(s *goals.Strategy) { s.Effects = make([]goals.Effect, many) }),
		"conflicts":     of(func(s *goals.Strategy) { s.Conflicts = make([]goals.Conflict, many) }),
		"options":       of(func(s *goals.Strategy) { s.Conflicts = []goals.Conflict{{Options: make([]goals.Option, many)}} }),
		"neighbours":    of(func(s *goals.Strategy) { s.Areas[0].Neighbours = ids() }),
		"context":       of(func(s *goals.Strategy) { s.Context = make([]goals.Context, many) }),
		"context ids":   of(func(s *goals.Strategy) { s.Context = []goals.Context{{Title: "C", Indicators: make([]string, many)}} }),
		"treatments":    of(func(s *goals.Strategy) { s.Treatments = make([]goals.Treatment, many) }),
		"milestones":    of(func(s *goals.Strategy) { s.Milestones = make([]zielkette.Milestone, many) }),
		"stages":        of(func(s *goals.Strategy) { s.Vocabulary, s.Stages = "own", make([]goals.Stage, many) }),
		"links":         of(func(s *goals.Strategy) { g := goal; g.Indicators = make([]goals.Link, many); s.Goals = []goals.Goal{g} }),
		"recurring":     of(func(s *goals.Strategy) { s.Recurring = make([]goals.Recurring, many) }),
		"risks":         of(func(s *goals.Strategy) { s.Risks = make([]goals.Risk, many) }),
		"participation": of(func(s *goals.Strategy) { s.Participation = make([]goals.Participation, many) }),
		"related":       of(func(s *goals.Strategy) { s.Related = make([]goals.Related, many) }),
		"frames":        of(func(s *goals.Strategy) { s.Frames = make([]goals.Frame, many) }),
		"packages":      of(func(s *goals.Strategy) { s.Packages = make([]goals.Package, many) }),
		"demands":       of(func(s *goals.Strategy) { s.Demands = make([]goals.Demand, many) }),
		"answers": of(func(s *goals.Strategy) {
			s.Goals = []goals.Goal{goal}
			s.Demands = []goals.Demand{{Goal: "g", Title: "D", Target: zielkette.Int(1), Answers: make([]goals.Answer, many)}}
		}),
		"staff": of(func(s *goals.Strategy) {
			m := measure
			m.Staff = make([]goals.Posts, many)
			s.Measures = []goals.Measure{m}
		}),
		"theme links": of(func(s *goals.Strategy) {
			s.Themes = []goals.Theme{{ID: "t", Kind: "T", Title: "T", Indicators: make([]goals.Link, many)}}
		}),
		"goals within": of(func(s *goals.Strategy) { g := goal; g.Goals = make([]goals.Goal, many); s.Goals = []goals.Goal{g} }),
		"goal themes":  of(func(s *goals.Strategy) { g := goal; g.Themes = ids(); s.Goals = []goals.Goal{g} }),
		"replaces":     of(func(s *goals.Strategy) { g := goal; g.Replaces = make([]goals.Ref, many); s.Goals = []goals.Goal{g} }),
		"treated in":   of(func(s *goals.Strategy) { s.Treatments = []goals.Treatment{{In: ids()}} }),
		"shares": of(func(s *goals.Strategy) {
			m := measure
			m.Serves = make([]goals.Share, many)
			s.Measures = []goals.Measure{m}
		}),
		"budget": of(func(s *goals.Strategy) {
			m := measure
			m.Budget = make([]goals.BudgetLine, many)
			s.Measures = []goals.Measure{m}
		}),
		"declared": of(func(s *goals.Strategy) {
			s.Declared = map[string]int{}
			for _, id := range ids() {
				s.Declared[id] = 1
			}
		}),
	} {
		s.Treatments = append(s.Treatments, goals.Treatment{}) // what stands behind it is not looked at
		plan, found := s.Inspect()
		more := slices.IndexFunc(found, func(p zielkette.Problem) bool { return p.Code == zielkette.CodeMore })
		if more < 0 {
			t.Errorf("%s: %d problems: %v", name, len(found), found)
			continue
		}
		note := found[more]
		var counted int
		if _, err := fmt.Sscanf(note.Message.EN, "and at least %d more", &counted); err != nil || counted > 10 {
			t.Errorf("%s: %v", name, note)
		}
		if plan != nil || len(found) != problems.Max+1 || !strings.Contains(note.Message.DE, "mindestens") {
			t.Errorf("%s: %d problems, a plan: %v", name, len(found), plan != nil)
		}
	}
}
