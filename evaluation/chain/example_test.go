package chain_test

import (
	"fmt"

	"github.com/shopspring/decimal"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/chain"
	"gitlab.opencode.de/zielkette/zielkette/goals"
)

// example is the chain of the invented city of the tests.
func example() *chain.Chain {
	plan, err := city().Compile()
	if err != nil {
		panic(err)
	}
	return chain.New(plan)
}

func ExampleChain_Upstream() {
	steps, err := example().Upstream("gruen")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(chain.WalkText(steps, chain.Layout{}))
	// Output:
	// Ziel gruen Mehr Grün
	//   Maßnahme neubau Neubaugebiet [Wirkung -0,2, Experteneinschätzung]
}

func ExampleChain_Downstream() {
	steps, err := example().Downstream("heizen")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(chain.WalkText(steps, chain.Layout{Language: zielkette.English}))
	// Output:
	// Impact heizen Weniger Heizenergie
	//   Ziel co2 Weniger CO2 [effect 0.4, lag 6 months, expert judgement]
	//     Feld klima Klima
}

func ExampleChain_Paths() {
	paths, err := example().Paths("daemmen", "co2", 0)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(paths.Text(chain.Layout{}))
	// Output:
	// daemmen → flaeche → heizen → co2: 0,9 × 0,5 × 0,4 = 0,18, Zeitverzug 18 Monate
	// daemmen → co2: 0,1 = 0,1
}

func ExampleChain_To() {
	to, err := example().To("co2", chain.View{On: zielkette.MustParseDate("2022")})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, c := range to.List {
		value, ok := c.Value()
		fmt.Println(c.Node().ID, value, ok, c.Evidence())
	}
	// Output: daemmen 0.145 true assumed
}

func ExampleChain_From() {
	from, err := example().From("flaeche", chain.View{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, c := range from.List {
		value, ok := c.Value()
		fmt.Println(c.Node().ID, value, ok)
	}
	// Output:
	// heizen 0.5 true
	// co2 0.2 true
}

func ExampleChain_Matrix() {
	m := example().Matrix(chain.GapOptions{Fields: "Fachkonzept", Themes: []string{"Querschnittsthema"}})
	fmt.Print(m.Text(chain.Layout{}))
	// Output:
	// Querschnittsthema  1  2
	// q1 Digitales       o  x
	// q2 Gesundheit      o  o
	// x bearbeitet, o gefordert, Bearbeitung nicht belegt, · nichts belegt
	//   1: fk1 Wohnen
	//   2: fk2 Energie
}

func ExampleMoney_Years() {
	for _, y := range example().Money().Years("co2") {
		planned, _ := y.Planned.Value()
		_, known := y.Actual.Value()
		fmt.Println(y.Year, zielkette.FormatDecimal(planned, 2), known)
	}
	// Output:
	// 2021 75.01 true
	// 2022 0.02 false
}

func ExampleChain_Reality() {
	observed := func(n chain.Node) (decimal.Decimal, bool) { // from evaluation, in earnest
		return decimal.New(2, -1), n.ID == "heizen"
	}
	checks, err := example().Reality(zielkette.MustParseDate("2023"), observed)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, c := range checks {
		if difference, ok := c.Difference(); ok {
			fmt.Println(c.Node.ID, difference, c.Verdict, c.Evidence)
		}
	}
	// Output: heizen -0.25 delivery-behind study
}

func ExampleChain_Conflicts() {
	c := example()
	for _, k := range c.Conflicts(c.Money()) {
		for _, side := range k.Sides {
			fmt.Println(side.Goal.ID, len(side.Measures))
		}
		fmt.Println(k.Opposed[0].ID)
	}
	// Output:
	// gruen 1
	// bauen 2
	// neubau
}

func ExampleChain_Influence() {
	in, err := example().Influence(0)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(in.Text(chain.Layout{}))
	// Output:
	// Kennung  Faktor          Rolle     Aktivsumme  Passivsumme
	// co2      Weniger CO2     puffernd           2            1
	// gruen    Mehr Grün       reaktiv            1            3
	// wohnen   Mehr Wohnungen  aktiv              3            2
	// co2 → wohnen → gruen → co2: verstärkend
	// co2 → wohnen → co2: dämpfend
}

func ExampleCompareStages() {
	words := func(vocabulary string) *goals.Plan {
		plan, err := goals.Strategy{FormatVersion: 1, ID: "s", Title: "S", Vocabulary: vocabulary}.Compile()
		if err != nil {
			panic(err)
		}
		return plan
	}
	name := func(stages []chain.StageCount) string {
		if stages == nil {
			return "-"
		}
		return stages[0].Name
	}
	for _, row := range chain.CompareStages(words(goals.VocabularyKGSt), words(goals.VocabularyPHINEO)) {
		fmt.Println(row.Meaning, name(row.A), name(row.B))
	}
	// Output:
	// service Output Output
	// direct Effekt -
	// recipient Impact Outcome
	// society Outcome Impact
}
