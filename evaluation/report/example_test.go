package report_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/report"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

// bicycles is the result that the examples print: one goal, one indicator.
func bicycles() *evaluation.Result {
	plan, err := goals.Strategy{
		ID: "verkehr", Title: "Verkehr 2030", Municipality: goals.Municipality{Name: "Musterstadt"}, Levels: []string{"Ziel"}, Plurals: map[string]string{"Ziel": "Ziele"},
		Goals: []goals.Goal{
			{ID: "Z1", Level: "Ziel", Title: "Mehr Wege mit dem Fahrrad", Indicators: []goals.Link{{ID: "rad"}}},
			{ID: "Z2", Level: "Ziel", Title: "Sichere Schulwege"},
		},
	}.Compile()
	check(err)
	set, err := indicators.Catalogue{Indicators: []indicators.Indicator{{
		ID: "rad", Title: "Wege mit dem Fahrrad", Unit: "%",
		Targets: []indicators.Target{{
			Shape:    indicators.ReachShape,
			Baseline: indicators.Baseline{Period: zielkette.MustParsePeriod("2018"), Value: zielkette.MustParseNumber("18.7")},
			Revisions: []indicators.Revision{{Points: []indicators.Point{{
				Period: zielkette.MustParsePeriod("2030"), Value: zielkette.Int(23),
			}}}},
		}},
	}}}.Compile()
	check(err)
	record, err := indicators.NewRecord(indicators.Observation{
		Indicator: "rad", Period: zielkette.MustParsePeriod("2023"), Value: zielkette.Int(20), Source: "Verkehrserhebung 2023",
	})
	check(err)
	model, err := evaluation.New(plan, set, nil)
	check(err)
	result, err := model.Evaluate(record, evaluation.Options{AsOf: zielkette.MustParseDate("2023-12-31")})
	check(err)
	return result
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}

// The text report, without the reading aid at its end.
func ExampleText() {
	var out strings.Builder
	check(report.Text(&out, bicycles(), report.Options{}))
	text, _, _ := strings.Cut(out.String(), "Lesehilfe")
	fmt.Print(text)
	// Output:
	// Verkehr 2030
	// Musterstadt
	// Stand der Auswertung: 31.12.2023 · Kenntnisstand: ohne Einschränkung
	// 2 Ziele
	//
	// Ziele                                                         Zustand            Erreicht  Abdeckung
	// ────────────────────────────────────────────────────────────────────────────────────────────────────
	// Z1 Mehr Wege mit dem Fahrrad                                  bewertet             30,2 %    100,0 %
	// Z2 Sichere Schulwege                                          nicht gemessen            –          –
	//
	// Kennzahlen
	// ──────────
	// Wege mit dem Fahrrad [rad]
	//   Wert: 20 % (2023)
	//   Zielwert: 23 % (2030), Ausgangswert 18,7 % (2018)
	//   Zielerreichung: 30,2 %; für 2023 auf dem Zielpfad erwartet 20,5 %
	//   Quelle: Verkehrserhebung 2023
	//
	// Rechenregeln
	// ────────────
	// • Alle Ziele: gewichtetes arithmetisches Mittel der bewerteten Teile; Kennzahlen begrenzt auf 0 bis
	//   1; keine Mindestabdeckung; Gewichte wie im Dokument angegeben, wo keine stehen, gleich; kein
	//   Status.
}

// The tables of the Markdown report, without its head and its notes.
func ExampleMarkdown() {
	var out strings.Builder
	check(report.Markdown(&out, bicycles(), report.Options{Language: zielkette.English}))
	for line := range strings.Lines(out.String()) {
		if strings.HasPrefix(line, "|") {
			fmt.Print(line)
		}
	}
	// Output:
	// | Goal | Level | State | Attained | Coverage |
	// | --- | --- | --- | ---: | ---: |
	// | Z1 Mehr Wege mit dem Fahrrad | Ziel | scored | 30.2% | 100.0% |
	// | Z2 Sichere Schulwege | Ziel | unmeasured | – | – |
	// | Indicator | Value | Target | Expected | Attainment | Status | Source |
	// | --- | ---: | ---: | ---: | --- | --- | --- |
	// | Wege mit dem Fahrrad \[rad\] | 20 % (2023) | 23 % (2030), baseline 18.7 % (2018) | 20.5 | 30.2% |  | Verkehrserhebung 2023 |
}

// Programs read figures from the JSON report as text, and none as null.
func ExampleJSON() {
	var out bytes.Buffer
	check(report.JSON(&out, bicycles(), report.Options{}))
	var doc struct {
		AsOf  string `json:"asOf"`
		Goals []struct {
			ID    string
			State string
			Score *string
		}
	}
	check(json.Unmarshal(out.Bytes(), &doc))
	fmt.Println("as of", doc.AsOf)
	for _, g := range doc.Goals {
		score := "no score"
		if g.Score != nil {
			score = *g.Score
		}
		fmt.Println(g.ID, g.State, score)
	}
	// Output:
	// as of 2023-12-31
	// Z1 scored 0.302325581395
	// Z2 unmeasured no score
}

// A city that wants another report ranges over the result itself.
func Example_ownReport() {
	for goal, score := range bicycles().Goals() {
		if value := score.Attainment(); !value.IsZero() {
			fmt.Println(goal.Title(), value.Text(zielkette.English, 2))
		} else {
			fmt.Println(goal.Title(), "-", score.State().Text(zielkette.English))
		}
	}
	// Output:
	// Mehr Wege mit dem Fahrrad 0.30
	// Sichere Schulwege - unmeasured
}

// An explanation on paper stands under the head of the report.
func ExampleExplanationText() {
	result := bicycles()
	var out strings.Builder
	check(report.ExplanationText(&out, result, result.Explain("rad"), report.Options{}))
	fmt.Print(out.String())
	// Output:
	// Verkehr 2030
	// Musterstadt
	// Stand der Auswertung: 31.12.2023 · Kenntnisstand: ohne Einschränkung
	//
	// rad · Wege mit dem Fahrrad
	//   Zielerreichung: 0,302325581395 (30,2 %)
	//   Messwert: 20 %, 2023
	//     Quelle: Verkehrserhebung 2023
	//   Ausgangswert: 18,7 %, 2018
	//   Zielwert: 23 % (2030)
	//   Rechnung: (20 − 18,7) / (23 − 18,7) = 0,302325581395
	//   Auf dem Zielpfad erwartet: 18,7 + (23 − 18,7) × 1826 / 4383 Tage = 20,491421400867 %
	//   Gegenüber dem Zielpfad: (20 − 18,7) / (18,7 + (23 − 18,7) × 1826 / 4383 − 18,7) = 0,725680735627
}
