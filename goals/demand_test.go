package goals_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/goals"
)

// demanding is a strategy of which dwellings are asked, with two answers of one goal.
func demanding() goals.Strategy {
	return goals.Strategy{
		ID: "s", Title: "S", Levels: []string{"Feld", "Ziel"},
		Goals: []goals.Goal{
			{ID: "f", Level: "Feld", Title: "F", Goals: []goals.Goal{{ID: "a", Level: "Ziel", Title: "A"}, {ID: "b", Level: "Ziel", Title: "B"}}},
			{ID: "g", Level: "Feld", Title: "G"},
		},
		Demands: []goals.Demand{{
			Goal: "f", Title: "Wohnungen", Unit: "Wohnungen", Target: num("300"), Known: day("2023-01-01"),
			Answers: []goals.Answer{{Goal: "a", Feasible: num("100"), Known: day("2023-05-31")}, {Goal: "a", Feasible: num("120"), Known: day("2023-11-15")}, {Goal: "b", Feasible: num("90")}},
		}},
	}
}

func TestFeasibleAt(t *testing.T) {
	d := demanding().Demands[0]
	for dates, want := range map[[2]string]string{
		{"", ""}: "map[a:120 b:90]", {"2023-11-14", ""}: "map[a:100 b:90]", {"2023-11-15", ""}: "map[a:120 b:90]",
		{"2024", "2023-06-30"}: "map[a:100]", {"2023-01-01", ""}: "map[b:90]", {"2024", "2020"}: "map[]",
	} {
		if got := fmt.Sprint(d.FeasibleAt(day(dates[0]), day(dates[1]))); got != want {
			t.Errorf("%v: %s, want %s", dates, got, want)
		}
	}
	if d.AskedBy(day("2022"), zielkette.Date{}) || d.AskedBy(day("2024"), day("2022")) || !d.AskedBy(day("2023-01-01"), zielkette.Date{}) || !(goals.Demand{}).AskedBy(day("1999"), day("2000")) {
		t.Error("asked at the wrong date")
	}
}

func TestDemandProblems(t *testing.T) {
	s := demanding()
	plan, err := s.Compile()
	if err != nil {
		t.Fatal(err)
	}
	plan.Demands()[0].Answers[0].Goal = "x"
	if d := cmp.Diff(s.Demands, plan.Demands()); d != "" {
		t.Error(d)
	}
	for _, c := range []struct {
		name string
		edit func(d *goals.Demand)
		want []string
	}{
		{"of nothing", func(d *goals.Demand) { *d = goals.Demand{} }, []string{"reference /demands/0/goal", "required /demands/0/target", "required /demands/0/title"}},
		{"in parts too fine", func(d *goals.Demand) { d.Places = 13 }, []string{"range /demands/0/places"}},
		{"finer than its parts", func(d *goals.Demand) { d.Target = num("300.5") }, []string{"range /demands/0/target"}},
		{"zeros are no places", func(d *goals.Demand) { d.Target = num("300.00") }, nil},
		{"answered twice", func(d *goals.Demand) { d.Answers[1].Known = d.Answers[0].Known }, []string{"duplicate-id /demands/0/answers/1/goal"}},
		{"answered by nobody", func(d *goals.Demand) { d.Answers[2].Goal = "x" }, []string{"reference /demands/0/answers/2/goal"}},
		{"answered elsewhere", func(d *goals.Demand) { d.Answers[2].Goal = "g" }, []string{"reference /demands/0/answers/2/goal"}},
		{"answered by nothing", func(d *goals.Demand) { d.Answers[2].Feasible = zielkette.Number{} }, []string{"required /demands/0/answers/2/feasible"}},
		{"the goal itself answers", func(d *goals.Demand) { d.Answers[2].Goal = "f" }, nil},
	} {
		s := demanding()
		c.edit(&s.Demands[0])
		_, err := s.Compile()
		if d := cmp.Diff(c.want, found(t, err)); d != "" {
			t.Errorf("%s: %s", c.name, d)
		}
	}
}

func TestPackagesAndThemes(t *testing.T) {
	s := goals.Strategy{
		ID: "s", Title: "S", Vocabulary: goals.VocabularyKGSt,
		Themes:   []goals.Theme{{ID: "fk", Kind: "Fachkonzept", Title: "Freiraum"}},
		Packages: []goals.Package{{ID: "p", Title: "Grün"}},
		Measures: []goals.Measure{{ID: "m", Title: "Park", Kind: "Vorhaben", Package: "p", Themes: []string{"fk"}}},
		Results:  []goals.Result{{ID: "r", Stage: "Output", Title: "Fläche", Themes: []string{"fk"}}},
	}
	plan, err := s.Compile()
	if err != nil {
		t.Fatal(err)
	}
	plan.Measures()[0].Themes[0], plan.Results()[0].Themes[0], plan.Packages()[0].Title = "x", "x", "x"
	if d := cmp.Diff([]any{s.Measures, s.Results, s.Packages}, []any{plan.Measures(), plan.Results(), plan.Packages()}); d != "" {
		t.Error(d)
	}
	if p, ok := plan.Package("p"); !ok || p.Title != "Grün" {
		t.Error(p, ok)
	}
	if _, ok := plan.Package("m"); ok {
		t.Error("a measure is a package")
	}
	for name, c := range map[string]struct {
		edit func(s *goals.Strategy)
		want string
	}{
		"no package":      {func(s *goals.Strategy) { s.Measures[0].Package = "m" }, "reference /measures/0/package"},
		"no theme":        {func(s *goals.Strategy) { s.Measures[0].Themes = []string{"p"} }, "reference /measures/0/themes/0"},
		"no theme of one": {func(s *goals.Strategy) { s.Results[0].Themes = []string{"x"} }, "reference /results/0/themes/0"},
		"a package twice": {func(s *goals.Strategy) { s.Packages = append(s.Packages, goals.Package{ID: "p", Title: "P"}) }, "duplicate-id /packages/1/id"},
		"without a title": {func(s *goals.Strategy) { s.Packages[0].Title = "" }, "required /packages/0/title"},
	} {
		edited := s.Clone()
		c.edit(&edited)
		_, err := edited.Compile()
		if got := found(t, err); !slices.Contains(got, c.want) {
			t.Errorf("%s: %v, want %s", name, got, c.want)
		}
	}
}

// What the bearers of goals hold to be feasible is an answer with a day.
func ExampleDemand_FeasibleAt() {
	demand := goals.Demand{Goal: "wohnen", Title: "geförderte Wohnungen", Target: num("300"), Answers: []goals.Answer{
		{Goal: "nord", Feasible: num("100"), Known: day("2023-05-31")},
		{Goal: "nord", Feasible: num("120"), Known: day("2023-11-15")},
	}}
	for _, asOf := range []string{"2023-06-30", "2023-12-31"} {
		fmt.Println(demand.FeasibleAt(day(asOf), zielkette.Date{})["nord"])
	}
	// Output:
	// 100
	// 120
}
