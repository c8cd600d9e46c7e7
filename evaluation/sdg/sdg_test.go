package sdg_test

import (
	"fmt"
	"math/big"
	"testing"

	"github.com/google/go-cmp/cmp"
	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/sdg"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/indicators/catalogues"
)

func TestSDGs(t *testing.T) {
	coded := func(id, sdg string) indicators.Indicator {
		return indicators.Indicator{ID: id, Title: id, Codes: map[string]string{"sdg": sdg}}
	}
	set, err := indicators.Catalogue{Indicators: []indicators.Indicator{
		coded("thg", "13"), coded("solar", "7,13.2"), coded("odd", "hoch"), {ID: "none", Title: "none"},
	}}.Compile()
	if err != nil {
		t.Fatal(err)
	}
	goal := func(id string, links ...string) goals.Goal {
		g := goals.Goal{ID: id, Level: "Ziel", Title: id}
		for _, l := range links {
			g.Indicators = append(g.Indicators, goals.Link{ID: l})
		}
		return g
	}
	euro := func(year int, amount string) goals.BudgetLine {
		return goals.BudgetLine{Year: year, Planned: number(amount), Actual: number("1")}
	}
	plan, err := goals.Strategy{
		ID: "s", Title: "s", Levels: []string{"Feld", "Ziel"},
		Goals: []goals.Goal{{ID: "F", Level: "Feld", Title: "F", Goals: []goals.Goal{
			goal("klima", "thg", "solar", "odd", "fremd"), goal("energie", "solar"), goal("ohne", "none"),
		}}},
		Measures: []goals.Measure{
			{ID: "m1", Title: "m1", Serves: []goals.Share{{Goal: "klima"}}, Budget: []goals.BudgetLine{euro(2023, "100.01"), euro(2024, "")}},
			{ID: "m2", Title: "m2", Serves: []goals.Share{{Goal: "energie"}, {Goal: "ohne"}}, Budget: []goals.BudgetLine{euro(2023, "10")}},
			{ID: "m3", Title: "m3", Serves: []goals.Share{{Goal: "F"}}, Budget: []goals.BudgetLine{euro(2023, "1")}},
			{ID: "m4", Title: "m4", Budget: []goals.BudgetLine{euro(2023, "2")}},
		},
	}.Compile()
	if err != nil {
		t.Fatal(err)
	}
	got, err := sdg.Cover(plan, set)
	if err != nil {
		t.Fatal(err)
	}
	var touched []string
	sum := new(big.Rat)
	for i, s := range got.Goals {
		if s.Number != i+1 || s.Remark().IsZero() != (len(s.Entries) > 0) {
			t.Error(s)
		}
		if v := s.Money.Value(); s.Touched() || !v.IsZero() {
			touched = append(touched, fmt.Sprint(s.Number, s.Goals, s.Measures, v.Text(zielkette.English, 2), s.Money.Missing))
			euros, _ := v.Rat()
			sum.Add(sum, euros)
		}
	}
	want := []string{"7 [klima energie] [m1 m2 m3]105.011", "13 [klima energie] [m1 m2 m3]105.011"}
	if d := cmp.Diff(want, touched); d != "" {
		t.Error(d)
	}
	all, _ := got.All.Value().Rat()
	untied, _ := got.Untied.Value().Rat()
	overlap, _ := got.Overlap.Value().Rat()
	if all.FloatString(2) != "113.01" || untied.FloatString(2) != "8.00" || sum.Sub(sum, overlap).Add(sum, untied).Cmp(all) != 0 {
		t.Error(all, untied, overlap, sum)
	}
	if len(got.Problems) != 1 || got.Problems[0].Code != catalogues.CodeSDG || got.Problems[0].Severity != zielkette.Warning ||
		got.Problems[0].Place.Pointer != "/goals/0/goals/0" {
		t.Error(got.Problems)
	}

	empty, err := sdg.Cover(mustPlan(t, goals.Strategy{ID: "e", Title: "e"}), set)
	if err != nil || !empty.All.Value().IsZero() || len(empty.Goals) != 17 || empty.Goals[12].Touched() || empty.Goals[12].Remark().DE == "" {
		t.Error(empty, err)
	}
}

func mustPlan(t *testing.T, s goals.Strategy) *goals.Plan {
	t.Helper()
	p, err := s.Compile()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func number(text string) zielkette.Number {
	if text == "" {
		return zielkette.Number{}
	}
	return zielkette.MustParseNumber(text)
}
