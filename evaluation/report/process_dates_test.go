package report_test

import (
	"strings"
	"testing"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/report"
	"gitlab.opencode.de/zielkette/zielkette/goals"
)

// around is a strategy with what stands around its steps.
func around() goals.Strategy {
	return goals.Strategy{
		ID: "s", Title: "S", Levels: []string{"Ziel"},
		Goals: []goals.Goal{{ID: "g", Level: "Ziel", Title: "Mehr Grün", Goals: nil}},
		Milestones: []zielkette.Milestone{
			{Title: "Konzept", Due: day("2023-06"), Done: day("2023-05"), Note: "liegt vor", Noted: day("2023-05")},
			{Title: "Vorlage", Kind: zielkette.PaperStep, Done: day("2023-01")},
			{Title: "Nachtrag", Known: day("2023-09"), Done: day("2023-10")},
		},
		Recurring: []goals.Recurring{{Title: "Evaluierung", Every: zielkette.MustParseSpan("P2Y"), First: day("2022"), Done: []zielkette.Date{day("2023-02-01")}, Evaluation: true}},
		Risks:     []goals.Risk{{Title: "Preise steigen", Known: day("2023-03-01"), Review: day("2023-12-01")}},
		Participation: []goals.Participation{{
			Title: "Werkstatt", Who: "alle", People: 40, From: day("2023-04-01"), To: day("2023-04-02"), Outcome: "Vorschläge", Became: "übernommen", Known: day("2023-11-01"),
		}},
		Related:  []goals.Related{{Title: "Agenda 21", Kind: "Kopplung"}},
		Frames:   []goals.Frame{{Until: 2024, Known: day("2022-12-14")}},
		Edition:  goals.Edition{To: day("2030"), Note: "ein Feld mehr"},
		Themes:   []goals.Theme{{ID: "fk", Kind: "Fachkonzept", Title: "Freiraum"}},
		Packages: []goals.Package{{ID: "p", Title: "Grünpaket"}},
		Measures: []goals.Measure{
			{
				ID: "m", Title: "Park", Package: "p", Themes: []string{"fk"}, Start: day("2023"), End: day("2024"), Serves: []goals.Share{{Goal: "g"}},
				Budget: []goals.BudgetLine{{Product: "1.55", Year: 2023, Funds: goals.Grants, Use: goals.Investment, Planned: zielkette.MustParseNumber("100.01"), Known: day("2022-12-14")}},
			},
			{ID: "e", Title: "Stadtgärtnerei", Kind: "Einrichtung"},
		},
		Demands: []goals.Demand{{Goal: "g", Title: "Bäume", Unit: "Bäume", Target: zielkette.Int(300), Answers: []goals.Answer{{Goal: "g", Feasible: zielkette.Int(250), Known: day("2023-06-01")}}}},
		Plurals: map[string]string{"Einrichtung": "Einrichtungen"},
	}
}

// What stands around the steps is told as it was known at the dates of the report.
func TestProcessAtDates(t *testing.T) {
	for _, c := range []struct {
		asOf, knownOn  string
		has, hasNot    []string
		chain, noChain []string
	}{
		{
			asOf: "2023-01-15", has: []string{
				"1 Schritt", "0 von 1 Schritten erledigt", "Nächste Evaluierung: 2022", "1 Mal überfällig", "01.04.2023 bis 02.04.2023, geplant", "Agenda 21 (Kopplung)",
				"Finanzrahmen ist bis 2024 bekannt", "Ziel bis 2030, Finanzrahmen bis 2024", "2025 bis 2030 nicht bekannt", "100,01", "Paket Grünpaket, 2023 bis 2024", "Einrichtungen",
				"Fachkonzept Freiraum", "Neu in dieser Fassung: ein Feld mehr", "Fördermittel", "Investition", "1.55",
			},
			hasNot: []string{"liegt vor", "Nachtrag", "Preise steigen", "Vorschläge", "(40 Personen)"},
			chain:  []string{"keine Antwort", "Verlangt: 300 Bäume"}, noChain: []string{"250"},
		},
		{
			asOf: "2023-12-31", knownOn: "2023-10-31",
			has: []string{
				"2 von 2 Schritten erledigt", "1 Vorlage oder Sitzung zählt nicht mit.", "liegt vor", "Nachtrag", "Nächste Evaluierung: 2024", "01.02.2023",
				"Preise steigen", "Prüfung war fällig: 01.12.2023", "Vorschläge", "(40 Personen)",
			},
			hasNot: []string{"übernommen"}, chain: []string{"250", "−50"},
		},
		{asOf: "2023-12-31", has: []string{"übernommen"}},
	} {
		o := evaluation.Options{AsOf: day(c.asOf)}
		if c.knownOn != "" {
			o.KnownOn = day(c.knownOn)
		}
		result, err := modelOf(t, around()).Evaluate(nil, o)
		if err != nil {
			t.Fatal(err)
		}
		links, err := report.ChainOf(result, report.ChainOptions{})
		if err != nil {
			t.Fatal(err)
		}
		check := func(what report.Printable, has, hasNot []string) {
			t.Helper()
			var out strings.Builder
			if err := report.Write(&out, what, "text"); err != nil {
				t.Fatal(err)
			}
			text := strings.ReplaceAll(strings.Join(strings.Fields(out.String()), " "), "\u00a0", " ")
			for _, want := range has {
				if !strings.Contains(text, want) {
					t.Errorf("as of %s, known on %s: lacks %q:\n%s", c.asOf, c.knownOn, want, out.String())
				}
			}
			for _, never := range hasNot {
				if strings.Contains(text, never) {
					t.Errorf("as of %s, known on %s: says %q", c.asOf, c.knownOn, never)
				}
			}
		}
		check(report.Of(result, report.Options{}), c.has, c.hasNot)
		check(links, c.chain, c.noChain)
	}
}
