package chain_test

import (
	"fmt"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/goals/chain"
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
	for _, s := range steps[1:] {
		fmt.Println(s.Depth, s.Node.Title, s.Effect.Sign, s.Effect.Strength)
	}
	// Output: 1 Neubaugebiet - 0.2
}

func ExampleChain_Downstream() {
	steps, err := example().Downstream("heizen")
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, s := range steps {
		fmt.Println(s.Depth, s.Node.Title)
	}
	// Output:
	// 0 Weniger Heizenergie
	// 1 Weniger CO2
	// 2 Klima
}

func ExampleChain_Paths() {
	paths, err := example().Paths("daemmen", "co2", 0)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, path := range paths.List {
		fmt.Println(len(path.Effects), path.Strength, path.Lag)
	}
	// Output:
	// 3 0.18 18
	// 1 0.1 0
}

func ExampleChain_To() {
	to, err := example().To("co2", chain.View{On: zielkette.MustParseDate("2022")})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, c := range to.List {
		fmt.Println(c.Node().ID, c.Value(), c.Evidence())
	}
	// Output: daemmen 0.145 assumed
}

func ExampleChain_From() {
	from, err := example().From("flaeche", chain.View{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, c := range from.List {
		fmt.Println(c.Node().ID, c.Value())
	}
	// Output:
	// heizen 0.5
	// co2 0.2
}

func ExampleChain_Matrix() {
	m, err := example().Matrix(chain.GapOptions{Fields: "Fachkonzept", Themes: []string{"Querschnittsthema"}})
	if err != nil {
		fmt.Println(err)
		return
	}
	for i, theme := range m.Themes {
		fmt.Println(theme.Title, m.Cells[i])
	}
	// Output:
	// Digitales [demanded treated]
	// Gesundheit [demanded demanded]
}

func ExampleMoney_Years() {
	for _, y := range example().Money().Years("co2") {
		fmt.Println(y.Year, y.Planned.Text(zielkette.German, 2), y.Actual.Text(zielkette.German, 2))
	}
	// Output:
	// 2021 75,01 67,50
	// 2022 0,02 –
}

func ExampleChain_Reality() {
	observed := func(n chain.Node) zielkette.Figure { // from evaluation, in earnest
		if n.ID != "heizen" {
			return zielkette.Figure{}
		}
		return num("0.2").Figure()
	}
	checks, err := example().Reality(zielkette.MustParseDate("2023"), observed)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, c := range checks {
		if !c.Difference.IsZero() {
			fmt.Println(c.Node.ID, c.Difference, c.Verdict, c.Evidence)
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
	for _, f := range in.Factors {
		fmt.Println(f.Node.Title, f.Role, f.Active, f.Passive)
	}
	for _, l := range in.Loops {
		fmt.Println(len(l.Nodes), l.Reinforcing)
	}
	// Output:
	// Weniger CO2 buffering 2 1
	// Mehr Grün reactive 1 3
	// Mehr Wohnungen active 3 2
	// 3 true
	// 2 false
}

func ExampleNew() {
	c := example()
	fmt.Println(c.Plan().Title())
	node, ok := c.Node("heizen")
	fmt.Println(node.Kind, node.Stage, node.Title, ok)
	_, ok = c.Node("none")
	fmt.Println(ok)
	// Output:
	// Musterstadt 2030
	// result Impact Weniger Heizenergie true
	// false
}

func ExampleChain_Gaps() {
	gaps, err := example().Gaps(chain.GapOptions{Fields: "Fachkonzept", Themes: []string{"Querschnittsthema"}})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, g := range gaps.Of(chain.ThemeUntreated) {
		fmt.Println(g.ID, g.Second, g.Detail.EN)
	}
	fmt.Print(gaps.Of(chain.AreaWithoutMeasure)[0].Title)
	// Output:
	// q1 fk1 demanded, no work on it recorded
	// q2 fk1 demanded, no work on it recorded
	// q2 fk2 demanded, no work on it recorded
	// Süden
}

func ExampleChain_Money() {
	money := example().Money()
	for _, of := range []chain.Amount{money.All(), money.Unserved()} {
		fmt.Println(of.Planned.Text(zielkette.English, 2), of.PlannedMissing, of.Measures)
	}
	// Output:
	// 1,000,100.03 1 3
	// – 1 1
}

func ExampleMoney_Goal() {
	money := example().Money()
	for _, id := range []string{"klima", "bauen"} {
		amount, _ := money.Goal(id) // with the goals beneath
		own, _ := money.Own(id)
		fmt.Println(id, amount.Planned.Text(zielkette.English, 2), amount.Measures, own.Measures)
	}
	// Output:
	// klima 75.03 1 0
	// bauen 1,000,025.00 2 0
}

func ExampleMoney_Products() {
	for _, p := range example().Money().Products("bauen") {
		fmt.Println(p.Product, p.Planned.Text(zielkette.English, 2), p.Measures)
	}
	// Output:
	// 1.1 0.00 1
	// 1.2 1,000,025.00 2
}

func ExampleMoney_Parts() {
	for _, p := range example().Money().Parts("co2") {
		fmt.Println(p.Measure.ID, p.Year, p.Product, p.Share, p.Planned.Text(zielkette.English, 2))
	}
	// Output:
	// daemmen 2021 1.2 0.75 75.01
	// daemmen 2022 1.1 0.75 0.02
}
