package report_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"os"
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/change"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/report"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/robustness"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/goals/diagram"
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

// The summary of a report as text: the first section, which answers how far, what is
// behind, what is on course, what is unknown and what is to be decided.
func ExamplePage_Text() {
	r := report.Of(bicycles(), report.Options{})
	page := r.Head()
	page.Sections = []report.Section{r.Summary()}
	check(page.Text(os.Stdout, report.TextWidth))
	// Output:
	// Musterstadt
	// Verkehr 2030
	// Umsetzungsbericht, Stichtag 31.12.2023, auch später Bekanntes zählt
	// Umfang: 2 Ziele, 1 Kennzahl
	//
	// Kurzfassung
	// ═══════════
	// Wie weit?      Zu 1 von 2 Zielen lässt sich etwas sagen, zu den anderen ist zu
	//                wenig bekannt.
	//
	// Im Rückstand   1 von 1 Kennzahl: Wege mit dem Fahrrad 20 % (2023; Pfad 20,49 %).
	//
	// Auf Kurs       Keine Kennzahl, soweit es sich beurteilen lässt.
	//
	// Unbekannt      1 von 2 Zielen ohne Kennzahl.
	//
	// Zu entscheiden 1. Kennzahlen für 1 von 2 Zielen, oder der ausdrückliche Verzicht
	//                   darauf (Ziele).
	//                2. Zuständige für 2 von 2 Zielen.
	//                Gremium und Frist sind nicht erfasst.
	//
	// Die oberen Ebenen
	// Ziel                           erreicht  Soll 2023  Gewicht
	// ───────────────────────────────────────────────────────────
	// Mehr Wege mit dem Fahrrad        30,2 %     41,7 %
	//   11,5 Punkte hinter dem Soll
	// Sichere Schulwege                     –          –
	//   ohne Kennzahl
}

// Every medium is printed from the same page.
func ExampleWrite() {
	check(report.Write(os.Stdout, report.Of(bicycles(), report.Options{Language: zielkette.English}), "markdown"))
	// Output:
	// Musterstadt
	//
	// # Verkehr 2030
	//
	// Progress report, as of 31 December 2023, what became known later counts too
	//
	// - Scope: 2 Ziele, 1 indicator
	// - Language: goals, names and notes are quoted in German, as the city wrote them
	//
	// ## Summary
	//
	// **How far?**
	//
	// Something can be said of 1 of 2 Ziele; too little is known of the others.
	//
	// **Behind**
	//
	// **1 of 1 indicator**: Wege mit dem Fahrrad 20% (2023; path 20.49%).
	//
	// **On course**
	//
	// No indicator, as far as can be told.
	//
	// **Unknown**
	//
	// **1 of 2 Ziele** without an indicator.
	//
	// **To decide**
	//
	// 1. Indicators for 1 of 2 Ziele, or the explicit decision to go without (Goals).
	// 2. Owners for 2 of 2 goals.
	//
	// Deciding body and date are not on record.
	//
	// The upper levels
	//
	// | Goal | reached | plan 2023 | weight |
	// | --- | ---: | ---: | ---: |
	// | Mehr Wege mit dem Fahrrad · 11.5 points behind plan | **30.2%** | 41.7% |  |
	// | Sichere Schulwege · without an indicator | **–** | – |  |
	//
	// ## How to read this report
	//
	// - ahead – beyond the path or the plan: on course
	// - behind – short of the path, a rule broken or a step overdue. “Points” are percentage points of the way from baseline to target
	// - no statement – too little is known: less is scored than 50% of the weight. Then the range “possible” stands instead of a figure: everything unknown missed entirely, or met entirely. What is missing never counts as 0
	// - without an indicator – nothing measures this goal
	// - A dash (–) means: no value
	//
	// Percentages are rounded half away from zero: to whole per cent in the summary, to one place or more in tables and of goals with a status; all digits of an indicator stand under “Calculation”. Indicators enter a goal bounded as the rules say. Weight “1 of 3”: a third of what counts for the goal.
	//
	// ## Goals
	//
	// Goals stand in the wording of the strategy (on the page in serif type). “Plan 2023” is the same calculation with the path in place of the values; parts without a path enter as they are.
	//
	// Who answers for a goal is nowhere on record.
	//
	// ### Ziel: Mehr Wege mit dem Fahrrad
	//
	// **30.2% reached** · 11.5 points behind plan
	//
	// | Indicator | reached | plan 2023 | weight |
	// | --- | ---: | ---: | ---: |
	// | Wege mit dem Fahrrad · behind the path | **30.2%** | 41.7% | 100.0% |
	// | **weighted arithmetic mean of the scored parts** | **30.2%** | **41.7%** |  |
	//
	// ### Ziel: Sichere Schulwege
	//
	// without an indicator
	//
	// ## Indicators at a glance
	//
	// Distance to the path: reached minus planned, in percentage points of the way from baseline to target, so that indicators with different units can be compared.
	//
	// | Indicator | value | path or rule | distance |
	// | --- | --- | ---: | ---: |
	// | **Behind 1 of 1 indicator** |  |  |  |
	// | Wege mit dem Fahrrad | **20% (2023)** | 20.49% | −11.5 |
	//
	// ## Indicators one by one
	//
	// #### Wege mit dem Fahrrad
	//
	// behind the path: 20% (2023), path 20.49%, that is 0.49 percentage points less; 30.2% of the way to the target.
	//
	// - measured: 20 (2023)
	// - target or rule: 18.7 (2018); 23 (2030)
	//
	// - Value: 20% (2023) \[1\]
	// - Target: 23% (2030)
	// - Baseline: 18.7% (2018)
	// - Reached: 30.2%
	// - Calculation: (20 − 18.7) / (23 − 18.7) = 0.302325581395
	// - Path: 18.7 + (23 − 18.7) × 5 / 12 years = 20.491666666667
	// - Counts for: Mehr Wege mit dem Fahrrad, as its only part
	// - Id: rad
	//
	// ## Gaps
	//
	// Not on record does not mean that there is none.
	//
	// ### Nobody responsible: 2
	//
	// - Mehr Wege mit dem Fahrrad
	// - Sichere Schulwege
	//
	// ## Where does a figure come from?
	//
	// By the example of one indicator: from the measured value upwards. Each step can be recomputed from its own line; with rounded figures at most the last digit differs.
	//
	// 1. **Measured:** Wege mit dem Fahrrad 20% (2023) \[1\].
	// 2. **Share of the way:** 30.2%. Calculation: (20 − 18.7) / (23 − 18.7) = 0.302325581395
	// 3. Ziel Mehr Wege mit dem Fahrrad: 30.2%. (1 × 30.2%) / 1
	//
	// ## Rules
	//
	// - All goals: weighted arithmetic mean of the scored parts; indicators bounded between 0% and 100%; no minimum coverage; weights as stated in the strategy file, equal where none are; no status.
	//
	// ## Sources
	//
	// | No. | Source |
	// | --- | --- |
	// | 1 | Verkehrserhebung 2023 |
}

// A report of one's own takes some of our sections, drops others and adds one of its
// own. All media follow.
func Example_ownSections() {
	r := report.Of(bicycles(), report.Options{})
	page := r.Head()
	page.Title = "Radbericht für den Verkehrsausschuss"
	best := report.Table{Columns: []report.Column{{Title: "Ziel"}, {Title: "erreicht", Right: true}}, Groups: make([]report.Group, 1)}
	for goal, score := range bicycles().Goals() {
		best.Groups[0].Rows = append(best.Groups[0].Rows, report.Row{Cells: []report.Cell{
			{Lines: []report.Phrase{report.Say(goal.Title())}}, {Lines: []report.Phrase{report.Say(score.Attainment().Percent(zielkette.German, 0))}},
		}})
	}
	own := report.Section{ID: "committee", Title: "Für den Ausschuss", Blocks: []report.Block{
		report.Paragraph{Text: report.Strong("Neu: ").And(report.Say("Die Zählstelle am Markt <ist> in Betrieb."))}, best,
	}}
	page.Sections = []report.Section{own, r.Assumptions(), r.Sources()}
	var web strings.Builder
	check(errors.Join(page.Text(os.Stdout, 60), page.HTML(&web)))
	fmt.Println(strings.Contains(web.String(), "Markt &lt;ist&gt; in Betrieb"))
	// Output:
	// Musterstadt
	// Radbericht für den Verkehrsausschuss
	// Umsetzungsbericht, Stichtag 31.12.2023, auch später
	//   Bekanntes zählt
	// Umfang: 2 Ziele, 1 Kennzahl
	//
	// Für den Ausschuss
	// ═════════════════
	// Neu: Die Zählstelle am Markt <ist> in Betrieb.
	//
	// Ziel                       erreicht
	// ───────────────────────────────────
	// Mehr Wege mit dem Fahrrad      30 %
	// Sichere Schulwege                 –
	//
	// Quellen
	// ═══════
	//
	// Nr.  Quelle
	// ──────────────────────────
	// 1    Verkehrserhebung 2023
	// true
}

// A template of one's own ranges over the result. A figure prints itself in the
// language of the reader, and html/template escapes what the documents say.
func Example_ownTemplate() {
	page := template.Must(template.New("page").Parse(`<ul>
{{range $goal, $score := .Goals}}<li>{{$goal.Title}}: {{$score.Attainment.Percent "de" 1}}</li>
{{end}}</ul>
`))
	check(page.Execute(os.Stdout, bicycles()))
	// Output:
	// <ul>
	// <li>Mehr Wege mit dem Fahrrad: 30,2 %</li>
	// <li>Sichere Schulwege: –</li>
	// </ul>
}

// The data sheets of a section are made one by one while somebody looks at them.
func ExampleLong_All() {
	for _, block := range report.Of(bicycles(), report.Options{Language: zielkette.English}).Indicators().Blocks {
		sheets, ok := block.(report.Long)
		if !ok {
			continue
		}
		for block := range sheets.All() {
			if sheet, ok := block.(report.Card); ok {
				fmt.Println(sheet.ID, sheet.Title)
			}
		}
	}
	// Output:
	// indicator-rad Wege mit dem Fahrrad
}

// The tree of goals with how each stands, for Mermaid.
func ExampleReport_Diagram() {
	result := bicycles()
	check(diagram.Mermaid(os.Stdout, result.Model().Plan(), report.Of(result, report.Options{}).Diagram(diagram.Tree)))
	// Output:
	// ---
	// title: "Zielbaum: Verkehr 2030, Stichtag 31.12.2023, auch später Bekanntes zählt"
	// ---
	// flowchart LR
	//   accTitle: Zielbaum: Verkehr 2030, Stichtag 31.12.2023, auch später Bekanntes zählt
	//   accDescr: Schaubild. Ziele: 2, Wirkungen: 0, Maßnahmen: 0, Verbindungen: 0.
	//   n0["Z1 Mehr Wege mit dem Fahrrad<br/>30,2#160;% #183; 11,5#160;Punkte hinter dem Soll"]:::goal
	//   n1["Z2 Sichere Schulwege<br/>ohne Kennzahl"]:::goal
	//   classDef goal fill:#e8f0fe,stroke:#1a4a8a,color:#111
	//   classDef result fill:#eef7e8,stroke:#3a6b1f,color:#111
	//   classDef measure fill:#fff4dc,stroke:#8a5a00,color:#111
	//   classDef note fill:#ffffff,stroke:#777777,color:#111,stroke-dasharray:4,text-align:left
}

// Programs read figures from the JSON report as text, and none as null.
func ExampleReport_JSON() {
	var out bytes.Buffer
	check(report.Of(bicycles(), report.Options{}).JSON(&out))
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

// Why this year's report differs from that of the year before: the sentences alone.
func ExampleChangeOf() {
	now := bicycles()
	then, err := now.Model().Evaluate(now.Record(), evaluation.Options{AsOf: zielkette.MustParseDate("2020-12-31")})
	check(err)
	c, err := change.Between(then, now)
	check(err)
	r := report.ChangeOf(c, report.Options{Language: zielkette.English})
	page := report.Page{Title: "Change", Language: zielkette.English, Sections: []report.Section{r.Goals(), r.Corrections()}}
	check(page.Text(os.Stdout, 72))
	// Output:
	// Change
	//
	// Goals
	// ═════
	// • Goal “Mehr Wege mit dem Fahrrad”: before no valid value (nothing
	//   directly beneath has a score), now 30.2%; cause: new data.
	// Unchanged: “Sichere Schulwege” (without an indicator).
	//
	// Values corrected or reported late
	// ═════════════════════════════════
	// Both results count all that is on record today. So values that were
	// corrected or reported late since are not told apart from new data; that
	// takes a known-on date for both.
}

// An explanation on paper stands under the head of the report.
func ExampleExplanation() {
	result := bicycles()
	check(report.Write(os.Stdout, report.Explanation(result, result.Explain("rad"), report.Options{}), "text"))
	// Output:
	// Musterstadt
	// Verkehr 2030
	// Umsetzungsbericht, Stichtag 31.12.2023, auch später Bekanntes zählt
	// Umfang: 2 Ziele, 1 Kennzahl
	//
	// Wege mit dem Fahrrad
	// ════════════════════
	// Zielerreichung: 0,302325581395 (30,2 %)
	// Messwert: 20 % (2023)
	// Quelle: Verkehrserhebung 2023
	// Ausgangswert: 18,7 % (2018)
	// Zielwert: 23 % (2030)
	// Rechnung: (20 − 18,7) / (23 − 18,7) = 0,302325581395
	// Auf dem Zielpfad erwartet: 18,7 + (23 − 18,7) × 5 / 12 Jahre = 20,491666666667 %
	// Gegenüber dem Zielpfad: (20 − 18,7) / (18,7 + (23 − 18,7) × 5 / 12 − 18,7) =
	//   0,725581395349
}

// What would move a goal, in the words of a report.
func ExampleLeversOf() {
	levers, _ := report.LeversOf(bicycles(), "Z1", report.Options{Language: zielkette.English})
	fmt.Println(levers.Gains().Blocks[0].(report.Paragraph).Text)
	// Output:
	// If “Wege mit dem Fahrrad” met its target (23%) instead of 20% (2023), “Mehr Wege mit dem Fahrrad” would rise from 30.2% to 100.0%, because the indicator counts 100.0% of it.
}

// How sure a judgement is; this goal is judged by no rule, and the answer says so.
func ExampleRobustOf() {
	robust, _, err := report.RobustOf(bicycles(), "Z1", robustness.Sampling{}, report.Options{Language: zielkette.English})
	check(err)
	fmt.Println(robust.Shares().Blocks[0].(report.Paragraph).Text)
	// Output:
	// Of “Mehr Wege mit dem Fahrrad” there is no answer: The goal has no status rule.
}

// Where the values of an indicator lead since a year that the caller states.
func ExampleOutlookOf() {
	outlook, _ := report.OutlookOf(bicycles(), "rad", 2023, report.Options{Language: zielkette.English})
	for _, sentence := range outlook.Section().Blocks[1].(report.List).Items {
		fmt.Println(strings.ReplaceAll(sentence.String(), "\u00a0", " "))
	}
	// Output:
	// “Wege mit dem Fahrrad” would have to move by +0.429 percentage points a year to come from 20% (2023) to 23% (2030).
}
