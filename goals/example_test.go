package goals_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing/fstest"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/goals"
)

// A strategy is written as a Go literal or as JSON, compiled once, and read from
// then on.
func Example() {
	plan, err := goals.Strategy{
		ID: "soest-2016", Title: "Strategisches Zukunftsprogramm 2016 - 2020",
		Levels: []string{"Handlungsfeld", "Strategisches Ziel"},
		Goals: []goals.Goal{{
			ID: "HF2", Level: "Handlungsfeld", Title: "Stadtentwicklung, Wirtschaft und Umwelt",
			Goals: []goals.Goal{
				{ID: "HF2.SZ1", Level: "Strategisches Ziel", Number: "1", Title: "Lebens- und Wohnqualität"},
				{ID: "HF2.SZ4", Level: "Strategisches Ziel", Number: "4", Title: "Klimaschutz", Indicators: []goals.Link{{ID: "thg-je-ew", Assumed: true}}},
			},
		}},
	}.Compile()
	if err != nil {
		fmt.Println(err)
		return
	}
	for goal := range plan.Goals() {
		fmt.Printf("%s%s %s\n", strings.Repeat("  ", goal.Depth()), goal.ID(), goal.Title())
	}
	// Output:
	// HF2 Stadtentwicklung, Wirtschaft und Umwelt
	//   HF2.SZ1 Lebens- und Wohnqualität
	//   HF2.SZ4 Klimaschutz
}

// What a document declares and what is recorded of it are both kept; a difference
// is a warning.
func ExampleLoad() {
	strategy, err := goals.Load(os.DirFS("testdata/good"), "soest-excerpt.json")
	if err != nil {
		fmt.Println(err)
		return
	}
	plan, err := strategy.Compile()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(plan.Title())
	fmt.Println(plan.Edition().Name, plan.Edition().From, "-", plan.Edition().To)
	for _, level := range plan.Levels() {
		fmt.Println(level.Recorded, "of", level.Declared, plan.Plural(level.Name))
	}
	for _, warning := range plan.Warnings() {
		fmt.Println(warning.Subject, "-", warning.Message.In(zielkette.German))
	}
	// Output:
	// Strategisches Zukunftsprogramm der Stadt Soest 2016 - 2020 (Auszug)
	// 6. Fassung 2016 - 2020
	// 1 of 1 Vision
	// 2 of 3 Handlungsfelder
	// 3 of 8 Strategisches Ziel
	// 2 of 54 Handlungsziel
	// Handlungsfeld - Das Dokument nennt 3, erfasst sind 2.
	// Strategisches Ziel - Das Dokument nennt 8, erfasst sind 3.
	// Handlungsziel - Das Dokument nennt 54, erfasst sind 2.
	// Übergreifendes Ziel - Das Dokument nennt 9, erfasst sind 2.
}

// A faulty document gives all its problems at once, those of compiling included, and
// what could be read of it.
func ExampleRead() {
	strategy, err := goals.Read(strings.NewReader(`{
  "formatVersion": 1, "id": "x", "title": "Beispiel", "levels": ["Feld", "Ziel"],
  "goals": [
    {"id": "A", "level": "Feld", "title": "A", "weight": "-1"},
    {"id": "A", "level": "Zeil", "title": "B", "owner": "Amt 20"}
  ]
}`), "")
	var problems zielkette.Problems
	if errors.As(err, &problems) {
		for _, p := range problems {
			fmt.Printf("line %d, column %d: %s at %s\n", p.Place.Line, p.Place.Column, p.Code, p.Place.Pointer)
		}
	}
	fmt.Println(len(strategy.Goals), "goals were read")
	// Output:
	// line 4, column 58: weight at /goals/0/weight
	// line 5, column 12: duplicate-id at /goals/1/id
	// line 5, column 26: level at /goals/1/level
	// line 5, column 48: json-unknown-field at /goals/1/owner
	// 2 goals were read
}

func ExampleLoad_notThere() {
	_, err := goals.Load(fstest.MapFS{}, "strategy.json")
	fmt.Println(errors.Is(err, os.ErrNotExist))
	// Output: true
}

func ExampleStrategy_Compile() {
	_, err := goals.Strategy{ID: "x", Title: "X", Levels: []string{"Ziel"}, Goals: []goals.Goal{{ID: "A", Level: "Ziel"}}}.Compile()
	fmt.Println(err)
	// Output: /goals/0/title: "A": give the goal a title [required]
}

// Goals come in pre-order for printing, in post-order for adding up.
func ExamplePlan_PostOrder() {
	strategy, _ := goals.Load(os.DirFS("testdata/good"), "soest-excerpt.json")
	plan, _ := strategy.Compile()
	for goal := range plan.PostOrder() {
		fmt.Print(goal.ID(), " ")
	}
	fmt.Println()
	// Output: HF1.SZ2.HZ1 HF1.SZ2 HF1 HF2.SZ1.HZ2 HF2.SZ1 HF2.SZ4 HF2 V
}

// A theme holds for the goals beneath those that carry it.
func ExamplePlan_WithTheme() {
	strategy, _ := goals.Load(os.DirFS("testdata/good"), "soest-excerpt.json")
	plan, _ := strategy.Compile()
	theme, _ := plan.Theme("UE1")
	fmt.Println(theme.Title)
	n := 0
	for range plan.WithTheme("UE1") {
		n++
	}
	fmt.Println(n, "of", plan.Len())
	for goal := range plan.InArea("altstadt") {
		fmt.Println(goal.ID())
	}
	// Output:
	// Soest ist finanziell handlungs- und leistungsfähig.
	// 8 of 8
	// HF2.SZ1.HZ2
}

func ExamplePlan_Goal() {
	strategy, _ := goals.Load(os.DirFS("testdata/good"), "soest-excerpt.json")
	plan, _ := strategy.Compile()
	goal, ok := plan.Goal("HF2.SZ4")
	fmt.Println(goal.Level(), goal.Number(), goal.Title(), ok)
	fmt.Println(goal.Statement())
	for above := range goal.Ancestors() {
		fmt.Println("in", above.Title())
	}
	for _, link := range goal.Indicators() {
		fmt.Println("measured by", link.ID, "- assumed:", link.Assumed)
	}
	// Output:
	// Strategisches Ziel 4 Klimaschutz true
	// Klimaanpassung und Klimaschutz in der Stadt Soest sind nachhaltig betrieben.
	// in Stadtentwicklung, Wirtschaft und Umwelt
	// in Vision 2030: Soest – nachhaltig und zukunftsorientiert ausgerichtet!
	// measured by thg-je-ew - assumed: true
}

func ExamplePlan_AtLevel() {
	strategy, _ := goals.Load(os.DirFS("testdata/good"), "soest-excerpt.json")
	plan, _ := strategy.Compile()
	for goal := range plan.AtLevel("Strategisches Ziel") {
		fmt.Println(goal.Number(), goal.Title())
	}
	// Output:
	// 2 Bildungsinfrastruktur
	// 1 Lebens- und Wohnqualität
	// 4 Klimaschutz
}

func ExampleSchema() {
	var schema struct{ Title string }
	fmt.Println(json.NewDecoder(bytes.NewReader(goals.Schema())).Decode(&schema), schema.Title)
	// Output: <nil> Strategy (Strategie)
}

// A conflict names its goals, what could be done, who decides and until when. Seen from a
// day before the decision it is open; a question is a conflict without goals.
func ExamplePlan_Conflicts() {
	date := zielkette.MustParseDate
	plan, err := goals.Strategy{
		ID: "s", Title: "Musterstadt 2030", Levels: []string{"Ziel"},
		Goals: []goals.Goal{{ID: "wohnen", Level: "Ziel", Title: "Wohnen"}, {ID: "gruen", Level: "Ziel", Title: "Grün"}, {ID: "klima", Level: "Ziel", Title: "Klima"}},
		Conflicts: []goals.Conflict{
			{
				Between: []string{"wohnen", "gruen", "klima"}, Description: "Alle drei brauchen die Fläche am Bahnhof.",
				Options:   []goals.Option{{Title: "Bebauen", Note: "120 Wohnungen"}, {Title: "Park anlegen"}},
				Committee: "Stadtrat", Due: date("2024-03-31"), Responsible: "Stadtplanungsamt",
				Resolution: "Die Hälfte wird bebaut.", Resolved: date("2024-05-15"),
			},
			{Description: "Gilt das Ziel Klima auch für die Beteiligungen der Stadt?", Committee: "Stadtrat", Due: date("2024-12")},
		},
	}.Compile()
	if err != nil {
		fmt.Println(err)
		return
	}
	on := date("2024-04-30")
	for _, c := range plan.Conflicts() {
		decision := c.Decision()
		fmt.Println(len(c.Between), "goals, question:", c.IsQuestion())
		fmt.Println(" ", decision.Committee, decision.Due, decision.State(on), "open:", c.AsKnown(on).Open(), "today:", c.Open())
	}
	// Output:
	// 3 goals, question: false
	//   Stadtrat 2024-03-31 overdue open: true today: false
	// 0 goals, question: true
	//   Stadtrat 2024-12 open open: true today: true
}

// No part of a city is forgotten: what is no focus area and lies in none is outside.
func ExamplePlan_Outside() {
	plan, err := goals.Strategy{ID: "s", Title: "Musterstadt 2030", Areas: []goals.Area{
		{ID: "osten", Kind: "Schwerpunktraum", Title: "Osten", Focus: true, Contact: "Amt für Wohnungsbau", Potential: "Flächen am Bahnhof", Neighbours: []string{"dorf"}},
		{ID: "mitte", Kind: "Ortsteil", Title: "Mitte", Within: "osten"},
		{ID: "dorf", Kind: "Ortsteil", Title: "Dorf"},
	}}.Compile()
	if err != nil {
		fmt.Println(err)
		return
	}
	outside, ok := plan.Outside()
	for _, area := range outside {
		fmt.Println(area.Title, ok)
	}
	// Output: Dorf true
}

// A report of an earlier day does not print what a note could not say then. Goals and
// themes answer in the same way.
func ExampleMeasure_NoteAt() {
	m := goals.Measure{Title: "Modellregion", Note: "laut Abschlussbericht über 20 Projekte", Noted: zielkette.MustParseDate("2023-mid")}
	for _, day := range []string{"2019-12-31", "2023-12-31"} {
		fmt.Printf("%q\n", m.NoteAt(zielkette.MustParseDate(day), zielkette.Date{}))
	}
	// Output:
	// ""
	// "laut Abschlussbericht über 20 Projekte"
}

// A measure whose end has passed is overdue as a milestone is.
func ExampleMeasure_Completion() {
	measure := goals.Measure{ID: "m", Title: "Umbau des Marktplatzes", End: zielkette.MustParseDate("2023-06-30"), Done: zielkette.MustParseDate("2024-02-01")}
	on := zielkette.MustParseDate("2023-12-31")
	completion := measure.Completion()
	fmt.Println(completion.State(on), completion.OverdueText(on).DE)
	fmt.Println(completion.State(zielkette.MustParseDate("2024-03-01")), completion.SlipText(zielkette.MustParseDate("2024-03-01")).EN)
	// Output:
	// overdue seit 6 Monaten
	// done 216 days late
}
