package chain_test

import (
	"fmt"
	"testing"

	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/goals/chain"
)

// asked is a strategy of which 300 dwellings are asked, twice as many in the north.
func asked() goals.Strategy {
	return goals.Strategy{
		ID: "s", Title: "S", Levels: []string{"Feld", "Ziel"},
		Goals: []goals.Goal{{ID: "wohnen", Level: "Feld", Title: "Wohnen", Goals: []goals.Goal{
			{ID: "nord", Level: "Ziel", Title: "Nord", Weight: num("2")}, {ID: "sued", Level: "Ziel", Title: "Süd", Weight: num("1")},
		}}},
		Demands: []goals.Demand{{
			Goal: "wohnen", Title: "Wohnungen", Target: num("301"), Known: date("2023-01-01"),
			Answers: []goals.Answer{{Goal: "nord", Feasible: num("180"), Known: date("2023-05-31")}, {Goal: "sued", Feasible: num("95"), Known: date("2023-11-15")}},
		}},
	}
}

func TestCascades(t *testing.T) {
	plan, err := asked().Compile()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ asOf, knownOn, want string }{
		{"2022-12-31", "2024-12-31", "[]"},
		{"2024-12-31", "2022-12-31", "[]"},
		{"2023-06-30", "2024-12-31", "[wohnen 301 180 - [sued] nord 201 180 -21 [] sued 100 - - [sued]]"},
		{"2023-12-31", "2024-12-31", "[wohnen 301 275 -26 [] nord 201 180 -21 [] sued 100 95 -5 []]"},
		{"2023-12-31", "2023-06-30", "[wohnen 301 180 - [sued] nord 201 180 -21 [] sued 100 - - [sued]]"},
	} {
		list, err := chain.At(plan, date(c.asOf), date(c.knownOn)).Cascades()
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, d := range list {
			if d.Demand.Answers != nil {
				t.Error("a demand broken down carries answers that may not hold")
			}
			for _, b := range d.Parts {
				got = append(got, fmt.Sprint(b.Goal.ID, " ", value(b.Demanded), " ", value(b.Feasible), " ", value(b.Difference), " ", b.Missing))
			}
		}
		if fmt.Sprint(got) != c.want {
			t.Errorf("as of %s, known on %s: %v, want %s", c.asOf, c.knownOn, got, c.want)
		}
	}
}

// A strategy asks for dwellings; what comes back is less, and one has not answered.
func ExampleChain_Cascades() {
	plan, err := asked().Compile()
	if err != nil {
		fmt.Println(err)
		return
	}
	cascades, err := chain.At(plan, date("2023-06-30"), date("2023-06-30")).Cascades()
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, d := range cascades {
		for _, b := range d.Parts {
			fmt.Println(b.Goal.Title, b.Demanded, b.Feasible, b.Missing)
		}
	}
	// Output:
	// Wohnen 301 180 [sued]
	// Nord 201 180 []
	// Süd 100  [sued]
}
