package goals_test

import (
	"encoding/json"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/internal/testkit"
)

// allocated returns the bytes allocated while f runs.
func allocated(f func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// TestLongNames writes a name of a megabyte wherever a document has one and makes a
// hundred problems of it: neither the problems nor the memory grow with the name.
func TestLongNames(t *testing.T) {
	long := strings.Repeat("ü", 1<<19)
	many := func(of func(i int) goals.Goal) []goals.Goal {
		out := make([]goals.Goal, 200)
		for i := range out {
			out[i] = of(i)
		}
		return out
	}
	head := goals.Strategy{ID: "s", Title: "S", Levels: []string{"b", long}}
	for name, edit := range map[string]func(*goals.Strategy){
		"level order": func(s *goals.Strategy) {
			s.Goals = []goals.Goal{{ID: "p", Level: long, Title: "P", Goals: many(func(i int) goals.Goal {
				return goals.Goal{ID: fmt.Sprint("g", i), Level: "b", Title: "G"}
			})}}
		},
		"levels": func(s *goals.Strategy) {
			s.Goals = many(func(i int) goals.Goal { return goals.Goal{ID: fmt.Sprint("g", i), Level: "x", Title: "G"} })
		},
		"ids": func(s *goals.Strategy) {
			s.Goals = many(func(i int) goals.Goal { return goals.Goal{ID: long, Level: "b", Title: "G"} })
		},
		"references": func(s *goals.Strategy) {
			s.Goals = many(func(i int) goals.Goal {
				return goals.Goal{ID: fmt.Sprint("g", i), Level: "b", Title: "G", Themes: []string{long}, Areas: []string{long}, Replaces: []goals.Ref{{ID: long, Edition: long}}}
			})
		},
		"amends": func(s *goals.Strategy) { s.Edition.Amends, s.Edition.Partial = long, true },
		"stages": func(s *goals.Strategy) {
			s.Vocabulary = long
			for i := range 200 {
				s.Results = append(s.Results, goals.Result{ID: fmt.Sprint("r", i), Title: "R", Stage: long})
				s.Effects = append(s.Effects, goals.Effect{From: long, To: long, Kind: "x", Sign: goals.Sign(long), Evidence: goals.Evidence(long)})
			}
			s.Stages = []goals.Stage{{Name: "a", Meaning: goals.MeansSociety}, {Name: long, Meaning: goals.MeansService}, {Name: "c", Meaning: goals.Meaning(long)}}
		},
		"conflicts": func(s *goals.Strategy) {
			for range 200 {
				s.Conflicts = append(s.Conflicts, goals.Conflict{Between: []string{long, long, long}})
				s.Treatments = append(s.Treatments, goals.Treatment{Themes: []string{long}, In: []string{long}})
			}
		},
		"budget": func(s *goals.Strategy) {
			m := goals.Measure{ID: "m", Title: "M", Serves: []goals.Share{{Goal: long}}}
			for range 200 {
				m.Budget = append(m.Budget, goals.BudgetLine{Product: long, Year: 2024})
			}
			s.Measures = []goals.Measure{m}
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := head
			edit(&s)
			var err error
			spent := allocated(func() { _, err = s.Compile() })
			if err == nil {
				t.Fatal("it compiles")
			}
			testkit.Told(t, err)
			if n := len(err.Error()); n > 100_000 {
				t.Errorf("the error has %d bytes", n)
			}
			if spent > 8*uint64(len(long)) {
				t.Errorf("%d MiB were allocated", spent>>20)
			}
		})
	}
	if _, err := goals.Amend(goals.Strategy{ID: long}, goals.Strategy{ID: long}); len(err.Error()) > 2000 {
		t.Errorf("the error of Amend has %d bytes", len(err.Error()))
	}
}

// TestManyProblems makes problems at every goal of a long list of siblings: the time
// grows with the list, not with its square.
func TestManyProblems(t *testing.T) {
	const n = 50_000
	s := goals.Strategy{ID: "b", Title: "B", Levels: []string{"L"}, Declared: map[string]int{"L": n}}
	for i := range n {
		s.Goals = append(s.Goals, goals.Goal{ID: fmt.Sprint("g", i), Level: "L", Title: "G", Replaces: []goals.Ref{{ID: "q", Edition: "a"}}})
	}
	for i := range n {
		s.Themes = append(s.Themes, goals.Theme{ID: fmt.Sprint("t", i), Kind: fmt.Sprint("k", i), Title: "T"})
		s.Declared[fmt.Sprint("k", i)] = 2
	}
	testkit.InTime(t, time.Minute, func() {
		older, err := goals.Strategy{ID: "a", Title: "A", Levels: []string{"L"}}.Compile()
		if err != nil {
			t.Error(err)
			return
		}
		newer, err := s.Compile()
		if err != nil {
			t.Error(err)
			return
		}
		d := goals.Compare(older, newer)
		if len(d.Problems) != 101 || d.Problems[0].Place.Pointer != "/goals/0/replaces" || d.Problems[100].Code != zielkette.CodeMore {
			t.Errorf("%d problems", len(d.Problems))
		}
		if d = goals.Compare(newer, older); len(d.Unrecorded) == 0 {
			t.Error("nothing is unrecorded")
		}
		if last, _ := newer.Goal(fmt.Sprint("g", n-1)); last.Pointer() != fmt.Sprint("/goals/", n-1) {
			t.Error(last.Pointer())
		}
		for i := range s.Goals {
			s.Goals[i].ID = "same"
		}
		if _, err := s.Compile(); err == nil {
			t.Error("one id for all")
		}
	})
}

// A comparison tells file and line of what it finds in a document that was read.
func TestCompareLines(t *testing.T) {
	older := mustCompile(t, goals.Strategy{ID: "a", Title: "A", Levels: []string{"L"}})
	s, err := goals.Read(strings.NewReader("{\"formatVersion\": 1, \"id\": \"b\", \"title\": \"B\", \"levels\": [\"L\"], \"goals\": [\n"+
		`{"id": "g", "level": "L", "title": "G", "replaces": ["q@a"]}]}`), "")
	if err != nil {
		t.Fatal(err)
	}
	if d := goals.Compare(older, mustCompile(t, s)); len(d.Problems) != 1 || d.Problems[0].Place.Line != 2 {
		t.Error(d.Problems)
	}
}

// TestPlanMarshals checks that what is compiled is written as its document, and that
// the zero handle answers empty.
func TestPlanMarshals(t *testing.T) {
	s := chained()
	p := mustCompile(t, s)
	got, err := json.Marshal(p)
	want, wantErr := json.Marshal(s)
	if err != nil || wantErr != nil || string(got) != string(want) {
		t.Errorf("%s, %v, %v", got, err, wantErr)
	}
	goal, _ := p.Goal("f1")
	got, err = json.Marshal(goal)
	want, wantErr = json.Marshal(s.Goals[0])
	if err != nil || wantErr != nil || string(got) != string(want) {
		t.Errorf("%s, %v, %v", got, err, wantErr)
	}
	var none goals.Node
	if none.Title() != "" || none.Level() != "" || none.Pointer() != "" || none.Indicators() != nil || !none.Weight().IsZero() || none.Depth() != 0 {
		t.Error("the zero handle says something")
	}
	for range none.Children() {
		t.Error("the zero handle has children")
	}
	for range none.Descendants() {
		t.Error("the zero handle has descendants")
	}
	for range none.Themes() {
		t.Error("the zero handle has themes")
	}
	if _, ok := none.Parent(); ok {
		t.Error("the zero handle has a parent")
	}
}
