package goals_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/goals"
)

func TestRecurringAt(t *testing.T) {
	yearly, report := zielkette.MustParseSpan("P1Y"), day("2022")
	for _, c := range []struct {
		name          string
		of            goals.Recurring
		asOf, knownOn string
		want          string
	}{
		{"nothing due yet", goals.Recurring{Every: yearly, First: report}, "2022-06-30", "", "0  2022 0"},
		{"on its last day", goals.Recurring{Every: yearly, First: report}, "2022-12-31", "", "0  2022 0"},
		{"overdue by one", goals.Recurring{Every: yearly, First: report}, "2023-01-01", "", "0  2022 1"},
		{"overdue by three", goals.Recurring{Every: yearly, First: report}, "2025-06-30", "", "0  2022 3"},
		{"one done late", goals.Recurring{Every: yearly, First: report, Done: []zielkette.Date{day("2023-03-01")}}, "2023-06-30", "", "1 2023-03-01 2023 0"},
		{"not done yet", goals.Recurring{Every: yearly, First: report, Done: []zielkette.Date{day("2023-03-01")}}, "2023-02-28", "", "0  2022 1"},
		{"not known yet", goals.Recurring{Every: yearly, First: report, Done: []zielkette.Date{day("2023-03-01")}}, "2024-06-30", "2023-02-28", "0  2022 2"},
		{"two done in any order", goals.Recurring{Every: yearly, First: report, Done: []zielkette.Date{day("2024-01"), day("2023-03-01")}}, "2024-06-30", "", "2 2024-01 2024 0"},
		{"ended", goals.Recurring{Every: yearly, First: report, Until: day("2023"), Done: []zielkette.Date{day("2022"), day("2023")}}, "2025", "", "2 2023  0"},
		{"ended, one left", goals.Recurring{Every: yearly, First: report, Until: day("2023"), Done: []zielkette.Date{day("2022")}}, "2025", "", "1 2022 2023 1"},
		{"by month", goals.Recurring{Every: zielkette.MustParseSpan("P6M"), First: day("2022-02"), Done: []zielkette.Date{day("2022-02")}}, "2022-06", "", "1 2022-02 2022-08 0"},
		{"half-yearly from a year", goals.Recurring{Every: zielkette.MustParseSpan("P6M"), First: day("2022"), Done: []zielkette.Date{day("2022")}}, "2022", "", "1 2022 2023-06-30 0"},
		{"by day", goals.Recurring{Every: zielkette.MustParseSpan("P3Y"), First: day("2022-02-28")}, "2029-03-01", "", "0  2022-02-28 3"},
		{"never due", goals.Recurring{}, "2029", "", "0   0"},
		{"once", goals.Recurring{First: report}, "2029", "", "0  2022 1"},
		{"without an end of all days", goals.Recurring{Every: zielkette.MustParseSpan("P1M"), First: day("0001-01")}, "9999", "", "0  0001-01 119987"},
	} {
		got := c.of.At(day(c.asOf), day(c.knownOn))
		if text := fmt.Sprintf("%d %s %s %d", got.Done, got.Last, got.Next, got.Overdue); text != c.want {
			t.Errorf("%s: %q, want %q", c.name, text, c.want)
		}
	}
}

func TestProcessProblems(t *testing.T) {
	sound := goals.Strategy{
		ID: "s", Title: "S",
		Recurring:     []goals.Recurring{{Title: "Bericht", Every: zielkette.MustParseSpan("P1Y"), First: day("2022"), Done: []zielkette.Date{day("2022")}}},
		Risks:         []goals.Risk{{Title: "Geld fehlt"}},
		Participation: []goals.Participation{{Title: "Auftakt", Who: "alle", People: 260, From: day("2015-11-20"), To: day("2015-11-20"), Outcome: "Themen"}},
		Related:       []goals.Related{{Title: "Agenda 21", Strategy: "agenda-21"}},
		Milestones:    []zielkette.Milestone{{Title: "Vorlage", Kind: zielkette.PaperStep}},
	}
	plan, err := sound.Compile()
	if err != nil {
		t.Fatal(err)
	}
	check := func() {
		t.Helper()
		for _, pair := range [][2]any{{sound.Recurring, plan.Recurring()}, {sound.Risks, plan.Risks()}, {sound.Participation, plan.Participation()}, {sound.Related, plan.Related()}} {
			if d := cmp.Diff(pair[0], pair[1]); d != "" {
				t.Error(d)
			}
		}
	}
	check()
	plan.Recurring()[0].Done[0], plan.Risks()[0].Title, plan.Participation()[0].Title, plan.Related()[0].Title = day("2000"), "x", "x", "x"
	check()
	for _, c := range []struct {
		name string
		edit func(s *goals.Strategy)
		want []string
	}{
		{"nothing recurs", func(s *goals.Strategy) { s.Recurring[0] = goals.Recurring{} }, []string{"required /recurring/0/every", "required /recurring/0/first", "required /recurring/0/title"}},
		{"ends before it starts", func(s *goals.Strategy) { s.Recurring[0].Until = day("2021") }, []string{"order /recurring/0/until"}},
		{"a risk of nothing", func(s *goals.Strategy) { s.Risks[0].Title = "" }, []string{"required /risks/0/title"}},
		{"fewer than nobody", func(s *goals.Strategy) { s.Participation[0].People = -1 }, []string{"range /participation/0/people"}},
		{"over before it begins", func(s *goals.Strategy) { s.Participation[0].To = day("2015-11-19") }, []string{"order /participation/0/to"}},
		{"no title", func(s *goals.Strategy) { s.Participation[0].Title = "" }, []string{"required /participation/0/title"}},
		{"related to nothing", func(s *goals.Strategy) { s.Related[0] = goals.Related{Strategy: "a b"} }, []string{"id /related/0/strategy", "required /related/0/title"}},
		{"another kind of step", func(s *goals.Strategy) { s.Milestones[0].Kind = "x" }, []string{"choice /milestones/0/kind"}},
	} {
		s := sound.Clone()
		c.edit(&s)
		_, err := s.Compile()
		if d := cmp.Diff(c.want, found(t, err)); d != "" {
			t.Errorf("%s: %s", c.name, d)
		}
	}
}

// A yearly report of which one was done: the next is due at the end of the year after.
func ExampleRecurring_At() {
	report := goals.Recurring{Title: "Nachhaltigkeitsbericht", Every: zielkette.MustParseSpan("P1Y"), First: day("2022"), Done: []zielkette.Date{day("2022-11")}}
	for _, asOf := range []string{"2023-06-30", "2025-06-30"} {
		turns := report.At(day(asOf), zielkette.Date{})
		fmt.Println(turns.Done, turns.Last, turns.Next, turns.Overdue)
	}
	// Output:
	// 1 2022-11 2023 0
	// 1 2022-11 2023 2
}

// Who took part, what came out, what became of it: a plan hands it out as the document
// states it.
func ExamplePlan_Participation() {
	plan, err := goals.Strategy{ID: "insek", Title: "INSEK", Participation: []goals.Participation{{
		Title: "Auftaktveranstaltung", Who: "Leipzigerinnen und Leipziger", People: 260, To: day("2015-11-20"), Outcome: "Mobilität verbessern",
	}}}.Compile()
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, p := range plan.Participation() {
		fmt.Println(p.To, p.Title, p.People, p.Outcome)
	}
	// Output:
	// 2015-11-20 Auftaktveranstaltung 260 Mobilität verbessern
}

// Risks, related strategies and what recurs are read from the plan as the document states
// them.
func ExamplePlan_Risks() {
	plan, err := goals.Strategy{
		ID: "s", Title: "Digitale Agenda",
		Risks:     []goals.Risk{{Title: "geringe Lebenszeit der Strategie", Answer: "kontinuierliche Weiterentwicklung"}},
		Related:   []goals.Related{{Title: "Modellprojekte Smart Cities", Kind: "Förderung"}},
		Recurring: []goals.Recurring{{Title: "Nachhaltigkeitsbericht", Every: zielkette.MustParseSpan("P1Y"), First: day("2022")}},
	}.Compile()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(plan.Risks()[0].Answer)
	fmt.Println(plan.Related()[0].Title)
	fmt.Println(plan.Recurring()[0].At(day("2021"), zielkette.Date{}).Next)
	// Output:
	// kontinuierliche Weiterentwicklung
	// Modellprojekte Smart Cities
	// 2022
}

// A package holds measures together; a measure names the Fachkonzept it comes from.
func ExamplePlan_Packages() {
	plan, err := goals.Strategy{
		ID: "s", Title: "S",
		Themes:   []goals.Theme{{ID: "fk3", Kind: "Fachkonzept", Title: "Freiraum und Umwelt"}},
		Packages: []goals.Package{{ID: "gruen", Title: "Grüne Stadtteile"}},
		Measures: []goals.Measure{{ID: "park", Title: "Parkplatz wird Park", Package: "gruen", Themes: []string{"fk3"}}},
	}.Compile()
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, m := range plan.Measures() {
		pack, _ := plan.Package(m.Package)
		theme, _ := plan.Theme(m.Themes[0])
		fmt.Println(m.Title, pack.Title, theme.Kind, theme.Title)
	}
	// Output:
	// Parkplatz wird Park Grüne Stadtteile Fachkonzept Freiraum und Umwelt
}

// A tie to another strategy is not known before its day.
func ExampleRelated_Holds() {
	successor := goals.Related{Title: "Klimaneutrale Smart City", Kind: "Nachfolger", Since: day("2021-10-06")}
	fmt.Println(successor.Holds(day("2020-12-31")), successor.Holds(day("2021-12-31")))
	// Output: false true
}
