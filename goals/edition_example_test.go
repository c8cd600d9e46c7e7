package goals_test

import (
	"fmt"
	"strings"
	"testing/fstest"

	"gitlab.opencode.de/zielkette/zielkette/goals"
)

func ExampleCompare() {
	older, err := goals.Strategy{ID: "stadt-2016", Title: "2016", Levels: []string{"Ziel"}, Goals: []goals.Goal{
		{ID: "Z1", Level: "Ziel", Title: "Mehr Radverkehr und mehr Fußverkehr"},
		{ID: "Z2", Level: "Ziel", Title: "Sichere Schulwege"},
	}}.Compile()
	if err != nil {
		fmt.Println(err)
		return
	}
	newer, err := goals.Strategy{ID: "stadt-2021", Title: "2021", Levels: []string{"Ziel"}, Goals: []goals.Goal{
		{ID: "Z3", Level: "Ziel", Title: "Mehr Radverkehr", Replaces: []goals.Ref{goals.MustParseRef("Z1@stadt-2016")}},
		{ID: "Z4", Level: "Ziel", Title: "Mehr Fußverkehr", Replaces: []goals.Ref{goals.MustParseRef("Z1@stadt-2016")}},
	}}.Compile()
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, c := range goals.Compare(older, newer).Changes {
		fmt.Println(c.Kinds, c.From[0].Title, len(c.To))
	}
	// Output:
	// [split] Mehr Radverkehr und mehr Fußverkehr 2
	// [removed] Sichere Schulwege 0
}

func ExampleDifference_Proposals() {
	plan := func(id, title string) *goals.Plan {
		p, err := goals.Strategy{ID: id, Title: id, Levels: []string{"Ziel"}, Goals: []goals.Goal{{ID: id + ".1", Level: "Ziel", Title: title}}}.Compile()
		if err != nil {
			panic(err)
		}
		return p
	}
	d := goals.Compare(plan("a", "Gute Schulen in allen Ortsteilen"), plan("b", "Gute Schulen in allen Stadtteilen"))
	for _, p := range d.Proposals(50) {
		fmt.Println(p.From.Ref, "→", p.To.Ref, p.Similarity)
	}
	fmt.Println(len(d.Of(goals.Removed)), "removed: a proposal is no link")
	// Output:
	// a.1@a → b.1@b 77
	// 1 removed: a proposal is no link
}

func ExampleAmend() {
	base := goals.Strategy{ID: "stadt-2016", Title: "Programm", Levels: []string{"Feld", "Ziel"}, Goals: []goals.Goal{
		{ID: "F1", Level: "Feld", Title: "Klima", Goals: []goals.Goal{{ID: "F1.1", Level: "Ziel", Title: "Weniger Treibhausgase"}, {ID: "F1.2", Level: "Ziel", Title: "Mehr Bäume"}}},
		{ID: "F2", Level: "Feld", Title: "Verkehr"},
	}}
	part := goals.Strategy{
		ID: "stadt-2018", Title: "Teilfortschreibung Verkehr", Edition: goals.Edition{Amends: "stadt-2016", Partial: true},
		Goals: []goals.Goal{{ID: "F2", Level: "Feld", Title: "Verkehr", Goals: []goals.Goal{{ID: "F1.2", Level: "Ziel", Title: "Mehr Bäume"}}}},
	}
	whole, err := goals.Amend(base, part)
	if err != nil {
		fmt.Println(err)
		return
	}
	plan, err := whole.Compile()
	if err != nil {
		fmt.Println(err)
		return
	}
	for g := range plan.Goals() {
		fmt.Println(strings.Repeat("  ", g.Depth()) + g.ID())
	}
	// Output:
	// F1
	//   F1.1
	// F2
	//   F1.2
}

func ExampleEditions() {
	fsys := fstest.MapFS{"2016.json": {Data: []byte(firstFile)}, "2018.json": {Data: []byte(partFile)}}
	first, err := goals.Load(fsys, "2016.json")
	if err != nil {
		fmt.Println(err)
		return
	}
	part, err := goals.Load(fsys, "2018.json")
	fmt.Println(part.ID, part.Edition.Amends, err)
	plans, err := goals.Editions(first, part)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, p := range plans {
		fmt.Println(p.ID(), p.Len())
	}
	// Output:
	// b a <nil>
	// a 2
	// b 2
}

func ExampleParseRef() {
	r, err := goals.ParseRef("HF2.SZ4@soest-2016")
	fmt.Println(r.ID, r.Edition, err)
	// Output: HF2.SZ4 soest-2016 <nil>
}
