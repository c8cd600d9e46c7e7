package chain_test

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/goals/chain"
	"gitlab.opencode.de/zielkette/zielkette/internal/testkit"
)

// city is a small invented city with one of everything.
func city() goals.Strategy {
	span := zielkette.MustParseSpan
	return goals.Strategy{
		FormatVersion: 1, ID: "stadt", Title: "Musterstadt 2030", Fictional: true, Levels: []string{"Feld", "Ziel"},
		Themes: []goals.Theme{
			{ID: "q1", Kind: "Querschnittsthema", Title: "Digitales"},
			{ID: "q2", Kind: "Querschnittsthema", Title: "Gesundheit"},
			{ID: "fk1", Kind: "Fachkonzept", Title: "Wohnen"},
			{ID: "fk2", Kind: "Fachkonzept", Title: "Energie"},
		},
		Areas: []goals.Area{{ID: "west", Title: "Westen"}, {ID: "ost", Title: "Osten"}, {ID: "sued", Title: "Süden"}},
		Goals: []goals.Goal{
			{ID: "klima", Level: "Feld", Title: "Klima", Responsible: "Umweltamt", Goals: []goals.Goal{
				{ID: "co2", Level: "Ziel", Title: "Weniger CO2", Themes: []string{"q1"}, Indicators: []goals.Link{{ID: "thg"}}},
				{ID: "gruen", Level: "Ziel", Title: "Mehr Grün", Areas: []string{"ost"}},
			}},
			{ID: "bauen", Level: "Feld", Title: "Bauen", Goals: []goals.Goal{{ID: "wohnen", Level: "Ziel", Title: "Mehr Wohnungen"}}},
		},
		Measures: []goals.Measure{
			{
				ID: "daemmen", Title: "Dämmung", Responsible: "Hochbau", End: date("2022-12-31"), Areas: []string{"west"},
				Serves: []goals.Share{{Goal: "co2", Share: num("0.75")}, {Goal: "wohnen", Share: num("0.25")}},
				Milestones: []zielkette.Milestone{
					{Title: "Planung", Due: date("2021-06-30"), Done: date("2021-08"), Weight: num("1")},
					{Title: "Bau", Due: date("2022-12-31"), Weight: num("3")},
				},
				Budget: []goals.BudgetLine{{Product: "1.2", Year: 2021, Planned: num("100.01"), Actual: num("90")}, {Product: "1.1", Year: 2022, Planned: num("0.02")}},
			},
			{ID: "neubau", Title: "Neubaugebiet", End: date("2023"), Done: date("2023-05"), Serves: []goals.Share{{Goal: "wohnen"}}, Budget: []goals.BudgetLine{{Product: "1.2", Year: 2022, Planned: num("1000000")}}},
			{ID: "fest", Title: "Stadtfest", Responsible: "Kultur", Budget: []goals.BudgetLine{{Year: 2022, Actual: num("5000.50")}}},
		},
		Vocabulary: goals.VocabularyKGSt,
		Results: []goals.Result{
			{ID: "flaeche", Stage: "Output", Title: "Gedämmte Fläche", Indicators: []goals.Link{{ID: "m2"}}},
			{ID: "heizen", Stage: "Impact", Title: "Weniger Heizenergie"},
		},
		Effects: []goals.Effect{
			{From: "daemmen", To: "flaeche", Sign: goals.Plus, Strength: num("0.9"), Evidence: goals.Measured},
			{From: "flaeche", To: "heizen", Sign: goals.Plus, Strength: num("0.5"), Lag: span("P1Y"), Evidence: goals.Study},
			{From: "heizen", To: "co2", Sign: goals.Plus, Strength: num("0.4"), Lag: span("P6M"), Evidence: goals.Expert},
			{From: "daemmen", To: "co2", Sign: goals.Plus, Strength: num("0.1"), Evidence: goals.Assumed},
			{From: "neubau", To: "wohnen", Sign: goals.Plus, Evidence: goals.Expert},
			{From: "neubau", To: "gruen", Sign: goals.Minus, Strength: num("0.2"), Evidence: goals.Expert},
			{From: "wohnen", To: "gruen", Kind: goals.Influence, Sign: goals.Minus, Ordinal: num("3"), Evidence: goals.Expert},
			{From: "gruen", To: "co2", Kind: goals.Influence, Sign: goals.Plus, Ordinal: num("1"), Evidence: goals.Expert},
			{From: "co2", To: "wohnen", Kind: goals.Influence, Sign: goals.Minus, Ordinal: num("2"), Evidence: goals.Expert},
			{From: "wohnen", To: "co2", Kind: goals.Influence, Sign: goals.Plus, Evidence: goals.Assumed},
		},
		Conflicts: []goals.Conflict{{Between: []string{"gruen", "bauen"}, Description: "Beide brauchen die Fläche."}},
		Treatments: []goals.Treatment{
			{Themes: []string{"q1"}, In: []string{"fk2", "bauen"}},
			{Themes: []string{"q1", "q2"}, In: []string{"fk1", "fk2"}, Demanded: true},
		},
	}
}

func code(t *testing.T, err error) zielkette.Code {
	t.Helper()
	testkit.Told(t, err)
	var p zielkette.Problem
	errors.As(err, &p)
	return p.Code
}

// value prints a figure, "-" for none.
func value(f zielkette.Figure) string {
	if f.IsZero() {
		return "-"
	}
	return f.String()
}

// gapsOf and matrixOf ask for what is within bounds.
func gapsOf(t testing.TB, c *chain.Chain, options chain.GapOptions) chain.Gaps {
	t.Helper()
	out, err := c.Gaps(options)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func matrixOf(t testing.TB, c *chain.Chain, options chain.GapOptions) chain.Matrix {
	t.Helper()
	out, err := c.Matrix(options)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func walkIDs(steps []chain.Step) []string {
	var out []string
	for _, s := range steps {
		text := strings.Repeat(" ", s.Depth) + s.Node.ID + ":" + string(s.Tie)
		if s.Repeated {
			text += "!"
		}
		out = append(out, text)
	}
	return out
}

func TestWalks(t *testing.T) {
	c := compile(t, city())
	for _, test := range []struct {
		name string
		walk func(string) ([]chain.Step, error)
		id   string
		want []string
	}{
		{"up", c.Upstream, "klima", []string{
			"klima:", " co2:goal", "  daemmen:effect", "  heizen:effect", "   flaeche:effect", "    daemmen:effect!", "  daemmen:share!",
			" gruen:goal", "  neubau:effect",
		}},
		{"down", c.Downstream, "daemmen", []string{
			"daemmen:", " flaeche:effect", "  heizen:effect", "   co2:effect", "    klima:goal", " co2:effect!", " co2:share!", " wohnen:share", "  bauen:goal",
		}},
		{"nothing up", c.Upstream, "fest", []string{"fest:"}},
		{"root down", c.Downstream, "bauen", []string{"bauen:"}},
	} {
		steps, err := test.walk(test.id)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(test.want, walkIDs(steps)); diff != "" {
			t.Errorf("%s: %s", test.name, diff)
		}
	}
	steps, err := c.Downstream("daemmen")
	if err != nil || steps[7].Share.Share.String() != "0.25" || steps[2].Effect.Lag.String() != "P1Y" {
		t.Errorf("ties are not carried: %v %v", steps[7], err)
	}
	if _, err := c.Upstream("x"); code(t, err) != zielkette.CodeReference {
		t.Error(err)
	}
}

func TestPaths(t *testing.T) {
	c := compile(t, city())
	paths, err := c.Paths("daemmen", "co2", 0)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range paths.List {
		got = append(got, fmt.Sprint(len(p.Effects), " ", value(p.Strength), " ", p.Lag))
	}
	if diff := cmp.Diff([]string{"3 0.18 18", "1 0.1 0"}, got); diff != "" {
		t.Error(diff)
	}
	cut, err := c.Paths("daemmen", "co2", 1)
	if err != nil || !cut.Cut() || cut.Total != 2 || len(cut.List) != 1 {
		t.Errorf("cut %v %v", cut, err)
	}
	if p, err := c.Paths("neubau", "wohnen", 0); err != nil || value(p.List[0].Strength) != "-" {
		t.Errorf("a link without strength: %v %v", p, err)
	}
	for _, test := range [][2]string{{"co2", "daemmen"}, {"co2", "co2"}, {"fest", "co2"}} {
		if p, err := c.Paths(test[0], test[1], 0); err != nil || p.Total != 0 || p.Cut() {
			t.Errorf("%v: %v %v", test, p, err)
		}
	}
	if _, err := c.Paths("x", "co2", 0); code(t, err) != zielkette.CodeReference {
		t.Error(err)
	}
	if _, err := c.Paths("co2", "x", 0); code(t, err) != zielkette.CodeReference {
		t.Error(err)
	}
}

// TestPathsExplode counts 2^70 paths without walking them, and stops counting at
// the largest number there is.
func TestPathsExplode(t *testing.T) {
	s := goals.Strategy{FormatVersion: 1, ID: "s", Title: "S", Levels: []string{"Z"}, Goals: []goals.Goal{{ID: "z", Level: "Z", Title: "z"}}}
	add := func(from, to string) {
		s.Effects = append(s.Effects, goals.Effect{From: from, To: to, Sign: goals.Plus, Strength: num("0.5"), Evidence: goals.Assumed})
	}
	for i := range 70 {
		for _, id := range []string{"a", "b"} {
			s.Measures = append(s.Measures, goals.Measure{ID: fmt.Sprint(id, i), Title: "m"})
			if i > 0 {
				add(fmt.Sprint("a", i-1), fmt.Sprint(id, i))
				add(fmt.Sprint("b", i-1), fmt.Sprint(id, i))
			}
		}
	}
	add("a69", "z")
	add("b69", "z")
	c := compile(t, s)
	p, err := c.Paths("a0", "z", 3)
	if err != nil || p.Total != ^uint64(0) || len(p.List) != 3 || len(p.List[2].Effects) != 70 {
		t.Errorf("%d paths, %d listed, %v", p.Total, len(p.List), err)
	}
	if p, err := c.Paths("a40", "z", 1); err != nil || p.Total != 1<<29 {
		t.Errorf("%d paths, %v", p.Total, err)
	}
	up, err := c.To("z", chain.View{})
	if err != nil || value(up.List[0].Value()) != "0.5" {
		t.Errorf("contribution of a0: %s, %v", value(up.List[0].Value()), err)
	}
}

func list(c chain.Contributions) []string {
	var out []string
	for _, e := range c.List {
		text := e.Node().ID + " " + value(e.Value()) + " " + string(e.Evidence())
		if e.Partial {
			text += " partial"
		}
		if e.Undated {
			text += " undated"
		}
		out = append(out, text)
	}
	return out
}

func TestContributions(t *testing.T) {
	s := city()
	s.Measures[1].End, s.Measures[1].Milestones = zielkette.Date{}, []zielkette.Milestone{{Title: "a", Reported: date("2023-06")}, {Title: "b"}}
	s.Measures[1].Done = zielkette.Date{}
	c := compile(t, s)
	on := func(day string, actual bool) chain.View { return chain.View{On: date(day), Actual: actual} }
	for _, test := range []struct {
		name string
		ask  func(string, chain.View) (chain.Contributions, error)
		id   string
		view chain.View
		want []string
		sum  string
	}{
		{"in the end", c.To, "co2", chain.View{}, []string{"daemmen 0.28 assumed"}, "0.28"},
		{"a quarter is planned, the direct way is there at once", c.To, "co2", on("2021-06-30", false), []string{"daemmen 0.025 assumed"}, "0.025"},
		{"the quarter over the long way too", c.To, "co2", on("2022-12-30", false), []string{"daemmen 0.07 assumed"}, "0.07"},
		{"the day before the last", c.To, "co2", on("2024-06-29", false), []string{"daemmen 0.145 assumed"}, "0.145"},
		{"the last day", c.To, "co2", on("2024-06-30", false), []string{"daemmen 0.28 assumed"}, "0.28"},
		{"done by then: August 2021, not 30 June", c.To, "co2", on("2021-08-30", true), []string{"daemmen 0 assumed undated"}, "0"},
		{"done by then", c.To, "co2", on("2021-08-31", true), []string{"daemmen 0.025 assumed undated"}, "0.025"},
		{"done in the end", c.To, "co2", chain.View{Actual: true}, []string{"daemmen 0.07 assumed undated"}, "0.07"},
		{"a link without strength", c.To, "wohnen", chain.View{}, []string{"neubau -  partial"}, "-"},
		{"hindering", c.To, "gruen", chain.View{}, []string{"neubau -0.2 expert"}, "-0.2"},
		{"undated as planned", c.To, "gruen", on("2030", false), []string{"neubau 0 expert undated"}, "0"},
		{"reported as done", c.To, "gruen", on("2030", true), []string{"neubau -0.1 expert undated"}, "-0.1"},
		{"from", c.From, "daemmen", chain.View{}, []string{"flaeche 0.9 measured", "heizen 0.45 study", "co2 0.28 assumed"}, "1.63"},
		{"from a result", c.From, "flaeche", chain.View{}, []string{"heizen 0.5 study", "co2 0.2 expert"}, "0.7"},
		{"from a result at a date", c.From, "flaeche", on("2020", false), []string{"heizen 0.5 study", "co2 0.2 expert"}, "0.7"},
		{"from a result, as done", c.From, "flaeche", chain.View{Actual: true}, []string{"heizen 0.5 study", "co2 0.2 expert"}, "0.7"},
		{"a link without strength, as done", c.To, "wohnen", chain.View{Actual: true}, []string{"neubau -  partial"}, "-"},
		{"from nothing", c.From, "fest", chain.View{}, nil, "-"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := test.ask(test.id, test.view)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, list(got)); diff != "" {
				t.Error(diff)
			}
			if sum := value(got.Total()); sum != test.sum {
				t.Errorf("total %s, want %s", sum, test.sum)
			}
		})
	}
	up, err := c.To("wohnen", chain.View{})
	if err != nil || len(up.Unstated) != 1 || up.Unstated[0].From != "neubau" {
		t.Errorf("unstated %v, %v", up.Unstated, err)
	}
	for _, id := range []string{"x", "daemmen"} {
		if _, err := c.To(id, chain.View{}); code(t, err) != zielkette.CodeReference {
			t.Errorf("To(%s): %v", id, err)
		}
	}
	if _, err := c.From("co2", chain.View{}); code(t, err) != zielkette.CodeReference {
		t.Error(err)
	}
}

// TestTooManyLags asks a chain whose lags add up to millions of different ones.
func TestTooManyLags(t *testing.T) {
	s := goals.Strategy{
		FormatVersion: 1, ID: "s", Title: "S", Levels: []string{"Z"}, Goals: []goals.Goal{{ID: "z", Level: "Z", Title: "z"}},
		Measures: []goals.Measure{{ID: "m0", Title: "m", Start: date("0001")}},
	}
	for i := 1; i < 2000; i++ {
		s.Measures = append(s.Measures, goals.Measure{ID: fmt.Sprint("m", i), Title: "m", Start: date("0001")})
		for k, id := range []string{fmt.Sprint("m", i-1), fmt.Sprint("m", max(0, i-2))} {
			if k == 1 && i == 1 {
				continue
			}
			lag, err := zielkette.NewSpan(k * (i%97 + 1))
			if err != nil {
				t.Fatal(err)
			}
			s.Effects = append(s.Effects, goals.Effect{From: id, To: fmt.Sprint("m", i), Sign: goals.Plus, Strength: num("0.5"), Lag: lag, Evidence: goals.Expert})
		}
	}
	c := compile(t, s)
	_, err := c.From("m0", chain.View{On: date("9999")})
	if code(t, err) != chain.CodeTerms {
		t.Errorf("err %v", err)
	}
	if _, err := c.Loss("m0", chain.Change{}, chain.View{On: date("9999")}); code(t, err) != chain.CodeTerms {
		t.Errorf("err %v", err)
	}
	if _, err := c.From("m0", chain.View{}); err != nil {
		t.Error(err)
	}
}

func TestGaps(t *testing.T) {
	c := compile(t, city())
	gaps := gapsOf(t, c, chain.GapOptions{Fields: "Feld", Themes: []string{"Querschnittsthema"}})
	var got []string
	for _, g := range gaps {
		got = append(got, strings.TrimSpace(string(g.Kind)+" "+g.ID+" "+g.Second))
	}
	want := []string{
		"measure-without-goal fest",
		"effect-unmeasured heizen", "effect-unmeasured gruen", "effect-unmeasured wohnen",
		"effect-unstated neubau wohnen",
		"theme-untreated q2 klima", "theme-untreated q2 bauen",
		"area-without-measure sued",
		"owner-missing neubau", "owner-missing bauen", "owner-missing wohnen",
		"conflict-unresolved gruen bauen", "conflict-undescribed wohnen gruen",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if got := gaps.Of(chain.OwnerMissing); len(got) != 3 {
		t.Errorf("%d owners missing", len(got))
	}
	if got := gaps.Of(chain.GoalWithoutMeasure); got != nil {
		t.Errorf("goals without measure: %v", got)
	}
	s := city()
	s.Measures, s.Effects, s.Results, s.Conflicts = nil, nil, nil, nil
	if got := gapsOf(t, compile(t, s), chain.GapOptions{}).Of(chain.GoalWithoutMeasure); len(got) != 5 {
		t.Errorf("without measures every goal is a gap: %v", got)
	}
	// What is not applicable lacks nothing, and neither does what is beneath it.
	s = city()
	s.Measures, s.Effects, s.Results, s.Conflicts = nil, nil, nil, nil
	s.Goals[1].NotApplicable = "Fiktiv: entfällt."
	left := gapsOf(t, compile(t, s), chain.GapOptions{Fields: "Feld"})
	for _, g := range left {
		if g.ID == "bauen" || g.ID == "wohnen" || g.Second == "bauen" {
			t.Errorf("a gap of what is not applicable: %v", g)
		}
	}
	if n := len(left.Of(chain.GoalWithoutMeasure)); n != 3 {
		t.Errorf("%d goals without a measure, want the 3 that apply", n)
	}
	s = city()
	s.Goals[1].NotApplicable = "Fiktiv: entfällt."
	if got := gapsOf(t, compile(t, s), chain.GapOptions{}).Of(chain.EffectUnmeasured); len(got) != 2 {
		t.Errorf("unmeasured: %v, want heizen and gruen", got)
	}
	if gapsOf(t, compile(t, goals.Strategy{FormatVersion: 1, ID: "s", Title: "S"}), chain.GapOptions{}) != nil {
		t.Error("an empty strategy has gaps")
	}
	if chain.GapKind("x").Text() != (zielkette.Text{}) || chain.OwnerMissing.Text().DE == "" {
		t.Error("texts of the kinds")
	}
}

// A measure that serves a goal serves those beneath it, unless it serves the
// strategy as a whole; a contribution to a goal above leaves those beneath it open.
func TestServedFromAbove(t *testing.T) {
	effect := goals.Effect{From: "m", To: "top", Sign: goals.Plus, Evidence: goals.Assumed}
	for _, test := range []struct {
		name    string
		serves  string
		effect  string
		another bool // a second goal at the top
		want    []string
	}{
		{"nothing", "", "", false, []string{"top", "a", "a1", "a2", "b"}},
		{"the lowest", "a1", "", false, []string{"a2", "b"}},
		{"in the middle", "a", "", false, []string{"b"}},
		{"the only one at the top", "top", "", false, []string{"a", "a1", "a2", "b"}},
		{"one of two at the top", "top", "", true, []string{"other"}},
		{"a contribution in the middle", "", "a", false, []string{"a1", "a2", "b"}},
	} {
		goal := func(level, id string, beneath ...goals.Goal) goals.Goal {
			return goals.Goal{ID: id, Level: level, Title: id, Goals: beneath}
		}
		s := goals.Strategy{FormatVersion: 1, ID: "s", Title: "S", Levels: []string{"A", "B", "C"}, Measures: []goals.Measure{{ID: "m", Title: "m"}}}
		s.Goals = []goals.Goal{goal("A", "top", goal("B", "a", goal("C", "a1"), goal("C", "a2")), goal("B", "b"))}
		if test.another {
			s.Goals = append(s.Goals, goal("A", "other"))
		}
		if test.serves != "" {
			s.Measures[0].Serves = []goals.Share{{Goal: test.serves}}
		}
		if test.effect != "" {
			effect.To = test.effect
			s.Effects = []goals.Effect{effect}
		}
		var got []string
		for _, g := range gapsOf(t, compile(t, s), chain.GapOptions{}).Of(chain.GoalWithoutMeasure) {
			got = append(got, g.ID)
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s: %s", test.name, diff)
		}
	}
}

func TestMatrix(t *testing.T) {
	c := compile(t, city())
	for _, test := range []struct {
		options chain.GapOptions
		fields  []string
		want    [][]chain.Cell
	}{
		{chain.GapOptions{Fields: "Fachkonzept", Themes: []string{"Querschnittsthema"}}, []string{"fk1", "fk2"}, [][]chain.Cell{{chain.Demanded, chain.Treated}, {chain.Demanded, chain.Demanded}}},
		{chain.GapOptions{Fields: "Feld", Themes: []string{"Querschnittsthema"}}, []string{"klima", "bauen"}, [][]chain.Cell{{chain.Treated, chain.Treated}, {"", ""}}},
		{chain.GapOptions{Themes: []string{"Querschnittsthema"}}, []string{"co2", "gruen", "wohnen"}, [][]chain.Cell{{chain.Treated, "", ""}, {"", "", ""}}},
		{chain.GapOptions{Fields: "Fachkonzept", Themes: []string{}}, []string{"fk1", "fk2"}, [][]chain.Cell{}},
	} {
		m := matrixOf(t, c, test.options)
		var fields []string
		for _, f := range m.Fields {
			fields = append(fields, f.ID)
		}
		if diff := cmp.Diff(test.fields, fields); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff(test.want, m.Cells); diff != "" {
			t.Errorf("%v: %s", test.options, diff)
		}
	}
}

// TestTicks is a council paper that ticks three priorities under two goals: its
// money counts once in every total. The paper is that of Leipzig, VII-P-07960-DS-02;
// the amount is invented.
func TestTicks(t *testing.T) {
	s := goals.Strategy{
		FormatVersion: 1, ID: "l", Title: "L", Levels: []string{"Leitmotiv", "Ziel", "Handlungsschwerpunkt"},
		Goals: []goals.Goal{{ID: "L", Level: "Leitmotiv", Title: "2030 – Leipzig wächst nachhaltig!", Goals: []goals.Goal{
			{ID: "Z1", Level: "Ziel", Title: "Leipzig setzt auf Lebensqualität", Goals: []goals.Goal{
				{ID: "Z1.1", Level: "Handlungsschwerpunkt", Title: "Balance zwischen Verdichtung und Freiraum"},
				{ID: "Z1.2", Level: "Handlungsschwerpunkt", Title: "Qualität im öffentlichen Raum und in der Baukultur"},
			}},
			{ID: "Z3", Level: "Ziel", Title: "Leipzig schafft soziale Stabilität", Goals: []goals.Goal{
				{ID: "Z3.3", Level: "Handlungsschwerpunkt", Title: "Bezahlbares Wohnen"},
			}},
		}}},
		Measures: []goals.Measure{{
			ID: "park", Title: "Umwandlung in Park", Serves: []goals.Share{{Goal: "Z3.3"}, {Goal: "Z1.2"}, {Goal: "Z1.1"}},
			Budget: []goals.BudgetLine{{Year: 2023, Planned: num("100.00")}},
		}},
	}
	money := compile(t, s).Money()
	for id, want := range map[string]string{"Z1.1": "33.34", "Z1.2": "33.33", "Z1": "66.67", "Z3.3": "33.33", "Z3": "33.33", "L": "100"} {
		a, ok := money.Goal(id)
		if got := value(a.Planned); !ok || got != want || a.Measures != 1 {
			t.Errorf("%s: %s of %d measures, want %s", id, got, a.Measures, want)
		}
		if !a.Actual.IsZero() || a.ActualMissing != 1 {
			t.Errorf("%s: actual %s, missing %d", id, a.Actual, a.ActualMissing)
		}
	}
	if a, ok := money.Own("L"); !ok || a.Measures != 0 {
		t.Errorf("own money of the top: %v", a)
	}
	if _, ok := money.Goal("park"); ok {
		t.Error("a measure is no goal")
	}
	if money.Parts("x") != nil || money.Years("park") != nil {
		t.Error("parts of nothing")
	}
}

func TestMoneyGrouped(t *testing.T) {
	money := compile(t, city()).Money()
	var got []string
	for _, y := range money.Years("bauen") {
		got = append(got, fmt.Sprint(y.Year, " ", value(y.Planned), " ", value(y.Actual), " ", y.ActualMissing, " ", y.Measures))
	}
	for _, y := range money.Products("bauen") {
		got = append(got, fmt.Sprint(y.Product, " ", value(y.Planned), " ", y.Measures))
	}
	// 100.01 * 0.25 = 25.0025: the cent left over goes to the larger remainder.
	// 0.02 * 0.25 = 0.005, as is the remainder of the rest: it goes to the smaller id.
	want := []string{"2021 25 22.5 0 1", "2022 1000000 - 2 2", "1.1 0 1", "1.2 1000025 2"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	parts := money.Parts("co2")
	if len(parts) != 2 || parts[0].Share.String() != "0.75" || parts[0].Of != 2 || value(parts[0].Planned) != "75.01" {
		t.Errorf("parts %v", parts)
	}
	if a := money.Unserved(); value(a.Actual) != "5000.5" || value(a.Planned) != "-" {
		t.Errorf("unserved %v", a)
	}
}

func TestLoss(t *testing.T) {
	c := compile(t, city())
	show := func(l chain.Loss) []string {
		var out []string
		for _, e := range l.List {
			out = append(out, fmt.Sprint(e.Node.ID, " ", value(e.Before), " ", value(e.After), " ", value(e.Lost), " ", e.First, " ", e.Last, " ", e.Later))
		}
		for _, f := range l.Freed {
			out = append(out, f.Goal.ID+" "+value(f.Planned))
		}
		return append(out, "all "+value(l.All.Planned))
	}
	for _, test := range []struct {
		name    string
		measure string
		change  chain.Change
		view    chain.View
		want    []string
	}{
		{"cut", "daemmen", chain.Change{}, chain.View{}, []string{
			"flaeche 0.9 0 0.9 2021-06-30 2022-12-31 ", "heizen 0.45 0 0.45 2022-06-30 2023-12-31 ", "co2 0.28 0 0.28 2021-06-30 2024-06-30 ",
			"co2 75.03", "wohnen 25", "all 100.03",
		}},
		{"halved", "daemmen", chain.Change{Keep: num("0.5")}, chain.View{}, []string{
			"flaeche 0.9 0.45 0.45 2021-06-30 2022-12-31 2022-12-31", "heizen 0.45 0.225 0.225 2022-06-30 2023-12-31 2023-12-31", "co2 0.28 0.14 0.14 2021-06-30 2024-06-30 2024-06-30",
			"co2 37.51", "wohnen 12.5", "all 50.01",
		}},
		{"delayed by two years, seen at the end of 2022", "daemmen", chain.Change{Delay: zielkette.MustParseSpan("P2Y")}, chain.View{On: date("2022")}, []string{
			"flaeche 0.9 0 0.9 2021-06-30 2022-12-31 2024-12-31", "heizen 0.1125 0 0.1125 2022-06-30 2023-12-31 2025-12-31", "co2 0.145 0 0.145 2021-06-30 2024-06-30 2026-06-30",
			"co2 0", "wohnen 0", "all 0",
		}},
		{"a measure that hinders: the cut is a gain", "neubau", chain.Change{}, chain.View{}, []string{
			"gruen -0.2 0 -0.2 2023-12-31 2023-12-31 ", "wohnen - - -   ", "wohnen 1000000", "all 1000000",
		}},
		{"nothing planned, nothing freed", "fest", chain.Change{}, chain.View{}, []string{"all -"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			loss, err := c.Loss(test.measure, test.change, test.view)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, show(loss)); diff != "" {
				t.Error(diff)
			}
		})
	}
	for _, keep := range []string{"-0.1", "1.01"} {
		if _, err := c.Loss("daemmen", chain.Change{Keep: num(keep)}, chain.View{}); code(t, err) != zielkette.CodeRange {
			t.Errorf("keep %s: %v", keep, err)
		}
	}
	if _, err := c.Loss("co2", chain.Change{}, chain.View{}); code(t, err) != zielkette.CodeReference {
		t.Error(err)
	}
}

func TestReality(t *testing.T) {
	s := city()
	s.Measures[0].Milestones[1].Done = date("2024")
	c := compile(t, s)
	attained := map[string]string{"flaeche": "0.9", "heizen": "0.2", "gruen": "-0.5"}
	checks, err := c.Reality(date("2023"), func(n chain.Node) zielkette.Figure {
		text, ok := attained[n.ID]
		if !ok {
			return zielkette.Figure{}
		}
		return num(text).Figure()
	})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, k := range checks {
		got = append(got, fmt.Sprint(k.Node.ID, " ", value(k.Planned.Total()), " ", value(k.Delivered.Total()), " ", value(k.Observed), " ", value(k.Difference), " ", k.Verdict, " ", k.Evidence))
	}
	want := []string{
		"flaeche 0.9 0.225 0.9 0 as-predicted measured",
		"heizen 0.45 0.1125 0.2 -0.25 delivery-behind study",
		"co2 0.145 0.07 - - no-observation assumed",
		"gruen -0.2 -0.2 -0.5 -0.3 effect-behind expert",
		"wohnen - - - - no-prediction ",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if _, err := c.Reality(zielkette.Date{}, nil); code(t, err) != zielkette.CodeReference {
		t.Error(err)
	}
}

// What was observed beyond the prediction is not the chain's: it is told which part the
// chain explains, and a prediction of harm explains nothing of a success.
func TestExplained(t *testing.T) {
	for id, cases := range map[string]map[string]string{
		"heizen": {"0.45": "1", "0.9": "0.5", "0.2": "-", "-0.1": "-", "": "-", "0": "-"},
		"gruen":  {"-0.1": "-", "0": "-", "0.5": "0", "-0.5": "-"},
		"wohnen": {"0.5": "-"},
	} {
		for observed, want := range cases {
			checks, err := compile(t, city()).Reality(date("2023"), func(n chain.Node) zielkette.Figure {
				if n.ID != id || observed == "" {
					return zielkette.Figure{}
				}
				return num(observed).Figure()
			})
			if err != nil {
				t.Fatal(err)
			}
			for _, k := range checks {
				if got := value(k.Explained); k.Node.ID == id && got != want {
					t.Errorf("%s observed %s: explains %s, want %s", id, observed, got, want)
				}
			}
		}
	}
}

func TestConflicts(t *testing.T) {
	c := compile(t, city())
	got := c.Conflicts(c.Money())
	if len(got) != 1 {
		t.Fatal(len(got))
	}
	k := got[0]
	ids := func(nodes []chain.Node) string {
		var out []string
		for _, n := range nodes {
			out = append(out, n.ID)
		}
		return strings.Join(out, " ")
	}
	want := []string{"gruen", "neubau", "-", "bauen", "daemmen neubau", "1000025", "neubau", "neubau"}
	if diff := cmp.Diff(want, []string{
		k.Sides[0].Goal.ID, ids(k.Sides[0].Measures), value(k.Sides[0].Amount.Planned),
		k.Sides[1].Goal.ID, ids(k.Sides[1].Measures), value(k.Sides[1].Amount.Planned), ids(k.Both), ids(k.Opposed),
	}); diff != "" {
		t.Error(diff)
	}
	// Two minus signs on a path help.
	s := city()
	s.Results = append(s.Results, goals.Result{ID: "verkehr", Stage: "Output", Title: "Verkehr"})
	s.Effects = append(s.Effects,
		goals.Effect{From: "fest", To: "verkehr", Sign: goals.Minus, Evidence: goals.Assumed},
		goals.Effect{From: "verkehr", To: "gruen", Sign: goals.Minus, Evidence: goals.Assumed},
		goals.Effect{From: "fest", To: "wohnen", Sign: goals.Minus, Evidence: goals.Assumed})
	c = compile(t, s)
	if k := c.Conflicts(c.Money())[0]; ids(k.Both) != "neubau fest" || ids(k.Opposed) != "neubau fest" {
		t.Errorf("both %s, opposed %s", ids(k.Both), ids(k.Opposed))
	}
}

// A conflict of three is one between each two of them, and open until the day on which it
// is resolved. A question is between none.
func TestConflictOfThree(t *testing.T) {
	on := zielkette.MustParseDate
	s := city()
	s.Conflicts = []goals.Conflict{
		{Between: []string{"wohnen", "co2", "gruen"}, Description: "Drei", Resolution: "So", Resolved: on("2024-06")},
		{Description: "Frage"},
	}
	c := compile(t, s)
	got := c.Conflicts(c.Money())
	if len(got) != 2 || len(got[0].Sides) != 3 || len(got[1].Sides) != 0 || len(got[0].Opposed) != 1 || got[0].Opposed[0].ID != "neubau" {
		t.Fatalf("%+v", got)
	}
	for _, test := range []struct {
		on   zielkette.Date
		want []chain.Gap
	}{
		{on("2024-05-31"), []chain.Gap{{Kind: chain.ConflictUnresolved, ID: "wohnen", Title: "Mehr Wohnungen", Second: "co2", More: []string{"gruen"}, Detail: zielkette.Text{DE: "Drei"}}}},
		{on("2024-06-30"), nil},
		{zielkette.Date{}, nil},
	} {
		gaps, err := c.Gaps(chain.GapOptions{On: test.on})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(test.want, []chain.Gap(gaps.Of(chain.ConflictUnresolved))); diff != "" {
			t.Error(test.on, diff)
		}
		if list := gaps.Of(chain.ConflictUndescribed); list != nil {
			t.Errorf("the conflict describes every pair of its goals, found %v", list)
		}
	}
}

// What acts on a goal in both ways is followed in both, in whichever order they are met.
func TestHelpsAndHinders(t *testing.T) {
	s := goals.Strategy{
		ID: "s", Title: "S", Levels: []string{"Z"}, Vocabulary: goals.VocabularyPHINEO,
		Goals:     []goals.Goal{{ID: "a", Level: "Z", Title: "A"}, {ID: "b", Level: "Z", Title: "B"}},
		Measures:  []goals.Measure{{ID: "m", Title: "M", Serves: []goals.Share{{Goal: "b"}}}, {ID: "n", Title: "N", Serves: []goals.Share{{Goal: "b"}}}},
		Conflicts: []goals.Conflict{{Between: []string{"a", "b"}, Description: "x"}},
	}
	link := func(from, to string, sign goals.Sign) {
		s.Effects = append(s.Effects, goals.Effect{From: from, To: to, Sign: sign, Evidence: goals.Expert})
	}
	for m, signs := range map[string][2]goals.Sign{"m": {goals.Plus, goals.Minus}, "n": {goals.Minus, goals.Plus}} {
		s.Results = append(s.Results, goals.Result{ID: m + "0", Stage: "Output", Title: "0"})
		link(m, m+"0", goals.Plus)
		for i, sign := range signs {
			id := fmt.Sprint(m, i+1)
			s.Results = append(s.Results, goals.Result{ID: id, Stage: "Outcome", Title: id})
			link(m+"0", id, goals.Plus)
			link(id, "a", sign)
		}
	}
	c := compile(t, s)
	if got := c.Conflicts(c.Money())[0]; len(got.Both) != 2 || len(got.Opposed) != 2 {
		t.Errorf("both %v, opposed %v", got.Both, got.Opposed)
	}
}

// What is observed is held against both predictions, their equal included.
func TestVerdictsAtTheirBounds(t *testing.T) {
	c := compile(t, city())
	for observed, want := range map[string]chain.Verdict{
		"0.45": chain.AsPredicted, "0.449999999999": chain.DeliveryBehind, "0.1125": chain.DeliveryBehind, "0.112499999999": chain.EffectBehind,
	} {
		checks, err := c.Reality(date("2023"), func(n chain.Node) zielkette.Figure {
			if n.ID == "heizen" {
				return num(observed).Figure()
			}
			return zielkette.Figure{}
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, k := range checks {
			if k.Node.ID == "heizen" && k.Verdict != want {
				t.Errorf("%s observed, %s planned, %s delivered: %s, want %s", observed, k.Planned.Total(), k.Delivered.Total(), k.Verdict, want)
			}
		}
	}
}

// What a prediction rests on is the weakest evidence on any way, wherever it stands.
func TestWeakestEvidence(t *testing.T) {
	for _, order := range [][]goals.Evidence{
		{goals.Study, goals.Assumed, goals.Measured}, {goals.Assumed, goals.Study, goals.Measured}, {goals.Measured, goals.Study, goals.Assumed},
	} {
		s := goals.Strategy{ID: "s", Title: "S", Levels: []string{"L"}, Vocabulary: goals.VocabularyPHINEO, Goals: []goals.Goal{{ID: "g", Level: "L", Title: "G"}}}
		for i, evidence := range order {
			id := fmt.Sprint("m", i)
			s.Measures = append(s.Measures, goals.Measure{ID: id, Title: id})
			s.Effects = append(s.Effects, goals.Effect{From: id, To: "g", Sign: goals.Plus, Evidence: evidence, Strength: num("0.2")})
		}
		checks, err := compile(t, s).Reality(date("2023"), func(chain.Node) zielkette.Figure { return zielkette.Figure{} })
		if err != nil || len(checks) != 1 || checks[0].Evidence != goals.Assumed {
			t.Errorf("%v: %+v, %v", order, checks, err)
		}
	}
}

func TestInfluence(t *testing.T) {
	in, err := compile(t, city()).Influence(0)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range in.Factors {
		got = append(got, fmt.Sprint(f.Node.ID, " ", f.Active, " ", f.Passive, " ", f.Role))
	}
	for _, l := range in.Loops {
		text := ""
		for _, n := range l.Nodes {
			text += n.ID + " "
		}
		got = append(got, fmt.Sprint(text, l.Reinforcing))
	}
	want := []string{
		"co2 2 1 buffering", "gruen 1 3 reactive", "wohnen 3 2 active",
		"co2 wohnen gruen true", "co2 wohnen false",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([][]int{{0, 0, 2}, {1, 0, 0}, {0, 3, 0}}, in.Matrix); diff != "" {
		t.Error(diff)
	}
	if in.Cut || len(in.Unrated) != 1 {
		t.Errorf("cut %v, unrated %v", in.Cut, in.Unrated)
	}
	if in, err := compile(t, city()).Influence(1); err != nil || !in.Cut || len(in.Loops) != 1 {
		t.Errorf("one loop asked for: %v %v", in.Loops, err)
	}
	all := func(n, ordinal int) goals.Strategy {
		s := goals.Strategy{FormatVersion: 1, ID: "s", Title: "S", Levels: []string{"Z"}}
		for i := range n {
			s.Goals = append(s.Goals, goals.Goal{ID: fmt.Sprint("z", i), Level: "Z", Title: "z"})
			for k := range n {
				if i != k && (n < 100 || k == (i+1)%n) {
					s.Effects = append(s.Effects, goals.Effect{From: fmt.Sprint("z", i), To: fmt.Sprint("z", k), Kind: goals.Influence, Sign: goals.Plus, Ordinal: num(fmt.Sprint(ordinal)), Evidence: goals.Expert})
				}
			}
		}
		return s
	}
	// Of the circles among all pairs of n there are sum over k of n!/(n-k)!/k.
	if in, err := compile(t, all(6, 1)).Influence(1000); err != nil || in.Cut || len(in.Loops) != 15+40+90+144+120 {
		t.Errorf("%d loops among six, cut %v, %v", len(in.Loops), in.Cut, err)
	}
	if in, err := compile(t, all(40, 1)).Influence(1 << 30); err != nil || !in.Cut || len(in.Loops) == 0 {
		t.Errorf("the search among forty ends: cut %v, %v", in.Cut, err)
	}
	if in, err := compile(t, all(2000, 3)).Influence(0); err != nil || len(in.Loops) != 1 || len(in.Loops[0].Nodes) != 2000 {
		t.Error("a ring of 2000 is one loop")
	}
	if _, err := compile(t, all(2001, 3)).Influence(0); code(t, err) != zielkette.CodeRange {
		t.Error(err)
	}
	s := all(3, 2)
	s.Effects = s.Effects[:1:1]
	s.Effects = append(s.Effects, goals.Effect{From: "z1", To: "z0", Kind: goals.Influence, Sign: goals.Plus, Ordinal: num("1"), Evidence: goals.Expert},
		goals.Effect{From: "z2", To: "z0", Kind: goals.Influence, Sign: goals.Plus, Ordinal: num("0"), Evidence: goals.Expert})
	in, err = compile(t, s).Influence(0)
	if err != nil || in.Factors[0].Role != chain.Active || in.Factors[1].Role != chain.Reactive || in.Factors[2].Role != chain.Buffering {
		t.Errorf("roles %v, %v", in.Factors, err)
	}
	s.Effects[1].Ordinal = num("3")
	if in, err = compile(t, s).Influence(0); err != nil || in.Factors[0].Role != chain.Critical || in.Factors[1].Role != chain.Critical {
		t.Errorf("roles %v, %v", in.Factors, err)
	}
}

func TestCascade(t *testing.T) {
	s := city()
	s.Goals[0].Goals[0].Weight = num("2")
	s.Goals[0].Goals = append(s.Goals[0].Goals, goals.Goal{ID: "luft", Level: "Ziel", Title: "Luft"}, goals.Goal{ID: "meer", Level: "Ziel", Title: "Meer", NotApplicable: "liegt nicht am Meer"})
	p, err := s.Compile()
	if err != nil {
		t.Fatal(err)
	}
	show := func(parts []chain.Broken) []string {
		var out []string
		for _, b := range parts {
			out = append(out, fmt.Sprint(strings.Repeat(" ", b.Depth), b.Goal.ID, " ", value(b.Demanded), " ", value(b.Feasible), " ", value(b.Difference), " ", b.Missing))
		}
		return out
	}
	for _, test := range []struct {
		d    chain.Demand
		want []string
	}{
		{chain.Demand{Goal: "klima", Target: num("100.01"), Places: 2, Feasible: map[string]zielkette.Number{"co2": num("40"), "luft": num("30"), "gruen": num("0")}}, []string{
			"klima 100.01 70 -30.01 []", " co2 50.01 40 -10.01 []", " gruen 25 0 -25 []", " luft 25 30 5 []",
		}},
		{chain.Demand{Goal: "klima", Target: num("10"), Feasible: map[string]zielkette.Number{"co2": num("4")}}, []string{
			"klima 10 4 - [gruen luft]", " co2 5 4 -1 []", " gruen 3 - - [gruen]", " luft 2 - - [luft]",
		}},
		{chain.Demand{Goal: "klima", Target: num("10"), Feasible: map[string]zielkette.Number{"klima": num("9")}}, []string{
			"klima 10 9 -1 []", " co2 5 - - [co2]", " gruen 3 - - [gruen]", " luft 2 - - [luft]",
		}},
	} {
		got, err := chain.Cascade(p, test.d)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(test.want, show(got)); diff != "" {
			t.Error(diff)
		}
	}
	for _, test := range []struct {
		d    chain.Demand
		want zielkette.Code
	}{
		{chain.Demand{Goal: "x", Target: num("1")}, zielkette.CodeReference},
		{chain.Demand{Goal: "klima", Target: num("1"), Feasible: map[string]zielkette.Number{"x": num("1"), "y": num("2")}}, zielkette.CodeReference},
		{chain.Demand{Goal: "klima"}, zielkette.CodeRange},
		{chain.Demand{Goal: "klima", Target: num("1.5")}, zielkette.CodeRange},
		{chain.Demand{Goal: "klima", Target: num("1"), Places: 13}, zielkette.CodeRange},
		{chain.Demand{Goal: "klima", Target: num("1"), Places: -1}, zielkette.CodeRange},
	} {
		if _, err := chain.Cascade(p, test.d); code(t, err) != test.want {
			t.Errorf("%v: %v", test.d, err)
		}
	}
	zero := s
	zero.Goals = []goals.Goal{{ID: "a", Level: "Feld", Title: "A", Goals: []goals.Goal{{ID: "b", Level: "Ziel", Title: "B", NotApplicable: "nein"}}}}
	zero.Measures, zero.Effects, zero.Conflicts, zero.Treatments = nil, nil, nil, nil
	p, err = zero.Compile()
	if err != nil {
		t.Fatal(err)
	}
	if got, err := chain.Cascade(p, chain.Demand{Goal: "a", Target: num("1")}); err != nil || len(got) != 1 || got[0].Missing[0] != "a" {
		t.Errorf("%v %v", got, err)
	}
}

func TestNodes(t *testing.T) {
	c := compile(t, city())
	for id, want := range map[string]chain.Node{
		"daemmen": {Kind: chain.Measure, ID: "daemmen", Title: "Dämmung"},
		"flaeche": {Kind: chain.Result, ID: "flaeche", Stage: "Output", Title: "Gedämmte Fläche"},
		"co2":     {Kind: chain.Goal, ID: "co2", Stage: "Ziel", Title: "Weniger CO2"},
	} {
		if got, ok := c.Node(id); !ok || got != want {
			t.Errorf("%s: %v", id, got)
		}
		if text := want.Kind.Text(); text.DE == "" || text.EN == "" {
			t.Errorf("%s has no text", want.Kind)
		}
	}
	if _, ok := c.Node("x"); ok {
		t.Error("x is known")
	}
	if chain.Len(c) != 10 || chain.Links(c) != 9 || c.Plan().ID() != "stadt" {
		t.Errorf("%d nodes, %d links", chain.Len(c), chain.Links(c))
	}
	if got := chain.Kind("x").Text(); !got.IsZero() {
		t.Error("an unknown kind has a text")
	}
	for _, text := range []zielkette.Text{chain.Verdict("x").Text(), chain.Role("x").Text()} {
		if !text.IsZero() {
			t.Error("an unknown word has a text")
		}
	}
}

// TestConcurrent asks one chain from eight goroutines; it is of use under -race.
func TestConcurrent(t *testing.T) {
	c := compile(t, city())
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			view := chain.View{On: date("2024")}
			if _, err := c.To("co2", view); err != nil {
				t.Error(err)
			}
			if _, err := c.Loss("daemmen", chain.Change{}, view); err != nil {
				t.Error(err)
			}
			gapsOf(t, c, chain.GapOptions{})
			c.Conflicts(c.Money())
		})
	}
	group.Wait()
}

// TestTies rounds figures that lie exactly between two of 12 places: half away from zero.
func TestTies(t *testing.T) {
	for first, want := range map[string]string{
		"0.000000000001": "0.000000000001", "0.000000000003": "0.000000000002", "0.000000000005": "0.000000000003",
		"0.000000000001000002": "0.000000000001", "0.000000000000999998": "0",
	} {
		for _, sign := range []goals.Sign{goals.Plus, goals.Minus} {
			s := city()
			s.Effects = []goals.Effect{
				{From: "daemmen", To: "flaeche", Sign: goals.Plus, Strength: num("0.5"), Evidence: goals.Expert},
				{From: "flaeche", To: "co2", Sign: sign, Strength: num(first), Evidence: goals.Expert},
			}
			up, err := compile(t, s).From("daemmen", chain.View{})
			if err != nil {
				t.Fatal(err)
			}
			signed := want
			if sign == goals.Minus && want != "0" {
				signed = "-" + want
			}
			if got := value(up.List[1].Value()); got != signed {
				t.Errorf("0.5 × %s%s = %s, want %s", sign, first, got, signed)
			}
		}
	}
}

// TestResultOverTwoWays asks for the contribution of a result at a date: what comes
// at once and what comes later add up.
func TestResultOverTwoWays(t *testing.T) {
	s := city()
	s.Effects = append(s.Effects, goals.Effect{From: "flaeche", To: "co2", Sign: goals.Plus, Strength: num("0.1"), Evidence: goals.Expert})
	for _, view := range []chain.View{{}, {On: date("2030")}} {
		got, err := compile(t, s).From("flaeche", view)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]string{"heizen 0.5 study", "co2 0.3 expert"}, list(got)); diff != "" {
			t.Errorf("on %s: %s", view.On, diff)
		}
	}
}

// TestEqualLags rounds once what arrives with the same lag, also where another lag
// stands between: two halves of the last digit are a whole one.
func TestEqualLags(t *testing.T) {
	const least = "0.000000000001"
	s := goals.Strategy{
		FormatVersion: 1, ID: "s", Title: "S", Levels: []string{"Z"}, Vocabulary: goals.VocabularyPHINEO,
		Goals:    []goals.Goal{{ID: "z", Level: "Z", Title: "z"}},
		Measures: []goals.Measure{{ID: "m", Title: "m", End: date("2020")}},
	}
	for _, way := range []struct{ id, lag, strength string }{{"a", "P0M", "0.5"}, {"b", "P1Y", "0"}, {"c", "P0M", "0.5"}} {
		s.Results = append(s.Results, goals.Result{ID: way.id, Stage: "Output", Title: way.id})
		s.Effects = append(s.Effects,
			goals.Effect{From: "m", To: way.id, Sign: goals.Plus, Strength: num(least), Lag: zielkette.MustParseSpan(way.lag), Evidence: goals.Expert},
			goals.Effect{From: way.id, To: "z", Sign: goals.Plus, Strength: num(way.strength), Evidence: goals.Expert})
	}
	got, err := compile(t, s).From("m", chain.View{On: date("2030")})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"a " + least + " expert", "b " + least + " expert", "c " + least + " expert", "z " + least + " expert"}, list(got)); diff != "" {
		t.Error(diff)
	}
}

// TestBesideALargeCone asks for so many receivers that the chain is walked as a whole:
// what is not reached is not listed all the same.
func TestBesideALargeCone(t *testing.T) {
	s := goals.Strategy{
		FormatVersion: 1, ID: "s", Title: "S", Levels: []string{"Z"}, Vocabulary: goals.VocabularyPHINEO,
		Goals: []goals.Goal{{ID: "z", Level: "Z", Title: "z"}, {ID: "y", Level: "Z", Title: "y"}},
	}
	effect := func(from, to, strength string) {
		s.Effects = append(s.Effects, goals.Effect{From: from, To: to, Sign: goals.Plus, Strength: num(strength), Evidence: goals.Expert})
	}
	var down, up []string
	for i := range 25 {
		m, r, other := fmt.Sprint("m", i), fmt.Sprint("r", i), fmt.Sprint("x", i)
		s.Measures = append(s.Measures, goals.Measure{ID: m, Title: m}, goals.Measure{ID: "o" + m, Title: m})
		s.Results = append(s.Results, goals.Result{ID: r, Stage: "Output", Title: r}, goals.Result{ID: other, Stage: "Output", Title: other})
		effect("m0", r, "0.5")
		effect("om0", other, "0.5")
		effect(m, "z", "0.01")
		effect("o"+m, "y", "0.01")
		down, up = append(down, r+" 0.5 expert"), append(up, m+" 0.01 expert")
	}
	c := compile(t, s)
	from, err := c.From("m0", chain.View{})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(append(down, "z 0.01 expert"), list(from)); diff != "" {
		t.Error(diff)
	}
	to, err := c.To("z", chain.View{})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(up, list(to)); diff != "" {
		t.Error(diff)
	}
}

// TestUnstatedInOrder lists links without strength by where they start, in the order
// of the document, whichever way they were found.
func TestUnstatedInOrder(t *testing.T) {
	s := city()
	for i := range 3 {
		s.Effects[i].Strength = zielkette.Number{}
	}
	c := compile(t, s)
	up, err := c.To("co2", chain.View{})
	if err != nil {
		t.Fatal(err)
	}
	down, err := c.From("daemmen", chain.View{})
	if err != nil {
		t.Fatal(err)
	}
	for _, got := range []chain.Contributions{up, down} {
		var from []string
		for _, e := range got.Unstated {
			from = append(from, e.From)
		}
		if diff := cmp.Diff([]string{"daemmen", "flaeche", "heizen"}, from); diff != "" {
			t.Error(diff)
		}
	}
}

// TestProgressWithoutDates: without a date in the view all is done as planned, dated
// or not; at a date a step without one is told of, unless it weighs nothing.
func TestProgressWithoutDates(t *testing.T) {
	due := zielkette.Milestone{Title: "a", Due: date("2021"), Weight: num("1")}
	for _, test := range []struct {
		name    string
		weight  string // of a second milestone, without a date
		view    chain.View
		share   string
		undated bool
	}{
		{"in the end", "3", chain.View{}, "1", false},
		{"at a date", "3", chain.View{On: date("2022")}, "0.25", true},
		{"at a date, weighing nothing", "0", chain.View{On: date("2022")}, "1", false},
		{"as done", "3", chain.View{Actual: true}, "0", true},
	} {
		m := goals.Measure{ID: "m", Title: "m", Milestones: []zielkette.Milestone{due, {Title: "b", Weight: num(test.weight)}}}
		share, undated := chain.Progress(m, test.view)
		if share.String() != test.share || undated != test.undated {
			t.Errorf("%s: %s, undated %t", test.name, share.String(), undated)
		}
	}
}

// TestPartial tells of a link without strength wherever its path leads.
func TestPartial(t *testing.T) {
	s := city()
	s.Effects[0].Strength = zielkette.Number{}
	c := compile(t, s)
	from, err := c.From("daemmen", chain.View{})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"flaeche -  partial", "heizen -  partial", "co2 0.1 assumed partial"}, list(from)); diff != "" {
		t.Error(diff)
	}
	to, err := c.To("co2", chain.View{})
	if err != nil || !to.List[0].Partial || value(to.Total()) != "0.1" {
		t.Errorf("%v, %v", list(to), err)
	}
}

// A theme that the whole strategy carries is demanded of every field; that a field
// works on it shows in the field itself or beneath.
func TestThemesOfTheWhole(t *testing.T) {
	strategy := goals.Strategy{
		ID: "s", Title: "S", Levels: []string{"Vision", "Feld", "Ziel"},
		Themes: []goals.Theme{{ID: "UE1", Kind: "Übergreifendes Ziel", Title: "Finanzen"}, {ID: "UE2", Kind: "Übergreifendes Ziel", Title: "Teilhabe"}},
		Goals: []goals.Goal{{ID: "V", Level: "Vision", Title: "V", Themes: []string{"UE1", "UE2"}, Goals: []goals.Goal{
			{ID: "F1", Level: "Feld", Title: "F1", Themes: []string{"UE1"}},
			{ID: "F2", Level: "Feld", Title: "F2", Goals: []goals.Goal{{ID: "Z", Level: "Ziel", Title: "Z", Themes: []string{"UE2"}}}},
		}}},
	}
	plan, err := strategy.Compile()
	if err != nil {
		t.Fatal(err)
	}
	m := matrixOf(t, chain.New(plan), chain.GapOptions{Fields: "Feld"})
	want := [][]chain.Cell{{chain.Treated, chain.Demanded}, {chain.Demanded, chain.Treated}}
	if d := cmp.Diff(want, m.Cells); d != "" {
		t.Error(d)
	}
}
