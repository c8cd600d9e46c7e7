package chain_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/goals/chain"
	"gitlab.opencode.de/zielkette/zielkette/internal/testkit"
)

// report prints everything there is to print about a chain.
func report(t *testing.T, s goals.Strategy, layout chain.Layout) string {
	t.Helper()
	c := compile(t, s)
	var b strings.Builder
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	view := chain.View{On: date("2023-06-30")}
	up, err := c.Upstream("klima")
	must(err)
	b.WriteString(chain.WalkText(up, layout) + "\n")
	down, err := c.Downstream("daemmen")
	must(err)
	b.WriteString(chain.WalkText(down, layout) + "\n")
	for _, v := range []chain.View{{}, view, {On: view.On, Actual: true}, {Actual: true}} {
		to, err := c.To("co2", v)
		must(err)
		b.WriteString(to.Text(layout) + "\n")
	}
	to, err := c.To("wohnen", view)
	must(err)
	b.WriteString(to.Text(layout) + "\n")
	from, err := c.From("daemmen", chain.View{})
	must(err)
	b.WriteString(from.Text(layout) + "\n")
	paths, err := c.Paths("daemmen", "co2", 1)
	must(err)
	b.WriteString(paths.Text(layout) + "\n")
	b.WriteString(gapsOf(t, c, chain.GapOptions{Fields: "Feld", Themes: []string{"Querschnittsthema"}}).Text(layout) + "\n")
	b.WriteString(matrixOf(t, c, chain.GapOptions{Fields: "Fachkonzept", Themes: []string{"Querschnittsthema"}}).Text(layout) + "\n")
	b.WriteString(c.Money().Text("Feld", layout) + "\n" + c.Money().Text("Ziel", layout) + "\n")
	for _, change := range []chain.Change{
		{}, {Delay: zielkette.MustParseSpan("P1Y")}, {Keep: num("0.505")}, {Keep: num("0.5"), Delay: zielkette.MustParseSpan("P6M")}, {Keep: num("1")},
	} {
		loss, err := c.Loss("daemmen", change, view)
		must(err)
		b.WriteString(loss.Text(layout) + "\n")
	}
	checks, err := c.Reality(date("2023"), func(n chain.Node) zielkette.Figure {
		if n.Kind != chain.Result {
			return zielkette.Figure{}
		}
		return num("0.2").Figure()
	})
	must(err)
	b.WriteString(chain.RealityText(checks, layout) + "\n")
	for _, k := range c.Conflicts(c.Money()) {
		b.WriteString(k.Text(layout) + "\n")
	}
	influence, err := c.Influence(1)
	must(err)
	b.WriteString(influence.Text(layout) + "\n")
	parts, err := chain.Cascade(c.Plan(), chain.Demand{Goal: "klima", Target: num("1000"), Feasible: map[string]zielkette.Number{"co2": num("400")}})
	must(err)
	b.WriteString(chain.CascadeText(parts, layout))
	return b.String()
}

func TestReport(t *testing.T) {
	for name, layout := range map[string]chain.Layout{
		"report.de.txt": {}, "report.en.txt": {Language: zielkette.English}, "report.de.md": {Markdown: true, Limit: 2},
	} {
		got := report(t, city(), layout)
		testkit.Golden(t, name, got)
		if layout.Markdown {
			continue
		}
		for line := range strings.Lines(got) {
			if n := utf8.RuneCountInString(strings.TrimRight(line, "\n")); n > 100 {
				t.Errorf("%s: a line of %d columns: %s", name, n, line)
			}
		}
	}
}

// TestNothingToPrint prints the findings of a strategy without a chain: that there
// is nothing is said, never a bare header.
func TestNothingToPrint(t *testing.T) {
	c := compile(t, goals.Strategy{FormatVersion: 1, ID: "s", Title: "S", Levels: []string{"Z"}, Goals: []goals.Goal{{ID: "z", Level: "Z", Title: "z"}}})
	influence, err := c.Influence(0)
	if err != nil {
		t.Fatal(err)
	}
	to, err := c.To("z", chain.View{})
	if err != nil {
		t.Fatal(err)
	}
	for name, got := range map[string]string{
		"matrix":        matrixOf(t, c, chain.GapOptions{}).Text(chain.Layout{}),
		"influence":     influence.Text(chain.Layout{}),
		"contributions": to.Text(chain.Layout{}),
		"reality":       chain.RealityText(nil, chain.Layout{}),
	} {
		if !strings.Contains(got, "keine") || strings.Contains(got, "Kennung") || strings.Contains(got, "Querschnittsthema ") {
			t.Errorf("%s: %q", name, got)
		}
	}
}

// TestHostileNames prints names that try to break out of a line, a table or a page.
func TestHostileNames(t *testing.T) {
	s := city()
	evil := "a|b\n# <script>alert(1)</script> [x](y) \u202e\x07" + strings.Repeat("W", 10_000)
	s.Goals[0].Goals[0].Title, s.Measures[0].Title, s.Themes[0].Title, s.Conflicts[0].Description = evil, evil, evil, evil
	plain, marked := report(t, s, chain.Layout{}), report(t, s, chain.Layout{Markdown: true})
	for _, text := range []string{plain, marked} {
		if strings.ContainsAny(text, "\u202e\x07") || strings.Contains(text, "\n# <script>") {
			t.Error("a control character or a line break got through")
		}
	}
	for line := range strings.Lines(plain) {
		if n := utf8.RuneCountInString(strings.TrimRight(line, "\n")); n > 100 {
			t.Errorf("a line of %d columns: %s", n, line)
		}
	}
	if strings.Contains(marked, "<script>") || strings.Contains(marked, "[x](y)") || strings.Contains(marked, "a|b") {
		t.Error("markup got through")
	}
}

func Example() {
	plan, err := goals.Strategy{
		FormatVersion: 1, ID: "muster", Title: "Musterstadt", Levels: []string{"Ziel"},
		Goals: []goals.Goal{{ID: "z1", Level: "Ziel", Title: "Weniger CO2"}, {ID: "z2", Level: "Ziel", Title: "Mehr Grün"}},
		Measures: []goals.Measure{{
			ID: "m1", Title: "Parkplätze zu Parks", Serves: []goals.Share{{Goal: "z1"}, {Goal: "z2"}},
			Budget: []goals.BudgetLine{{Year: 2024, Planned: num("100000.01")}},
		}},
		Effects: []goals.Effect{{From: "m1", To: "z2", Sign: goals.Plus, Strength: num("0.3"), Evidence: goals.Expert}},
	}.Compile()
	if err != nil {
		fmt.Println(err)
		return
	}
	c := chain.New(plan)
	to, err := c.To("z2", chain.View{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(to.Text(chain.Layout{}))
	fmt.Println()
	fmt.Print(c.Money().Text("Ziel", chain.Layout{}))
	gaps, err := c.Gaps(chain.GapOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, gap := range gaps.Of(chain.OwnerMissing) {
		fmt.Println(gap.Kind, gap.ID)
	}
	// Output:
	// Beiträge zu Ziel z2 Mehr Grün, am Ende, alles wie geplant umgesetzt
	// Kennung   Titel                Beleg                 Beitrag
	// m1        Parkplätze zu Parks  Experteneinschätzung      0,3
	// zusammen                                                 0,3
	//
	// Ziel                   geplant   tatsächlich  Maßnahmen
	// z1 Weniger CO2   50.000,01 EUR  keine Angabe          1
	// z2 Mehr Grün     50.000,00 EUR  keine Angabe          1
	// alle Maßnahmen  100.000,01 EUR  keine Angabe          1
	// owner-missing m1
	// owner-missing z1
	// owner-missing z2
}

func ExampleChain_Loss() {
	plan, err := city().Compile()
	if err != nil {
		fmt.Println(err)
		return
	}
	loss, err := chain.New(plan).Loss("daemmen", chain.Change{Keep: num("0.5")}, chain.View{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, l := range loss.List {
		fmt.Println(l.Node.ID, l.Lost)
	}
	fmt.Println(loss.All.Planned)
	// Output:
	// flaeche 0.45
	// heizen 0.225
	// co2 0.14
	// 50.01
}

func ExampleCascade() {
	plan, err := city().Compile()
	if err != nil {
		fmt.Println(err)
		return
	}
	parts, err := chain.Cascade(plan, chain.Demand{
		Goal: "klima", Target: num("1000"), Feasible: map[string]zielkette.Number{"co2": num("400"), "gruen": num("450")},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(chain.CascadeText(parts, chain.Layout{}))
	// Output:
	// Ziel               gefordert  machbar  Differenz
	// klima Klima            1.000      850       −150
	//   co2 Weniger CO2        500      400       −100
	//   gruen Mehr Grün        500      450        −50
}
