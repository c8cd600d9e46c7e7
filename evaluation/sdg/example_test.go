package sdg_test

import (
	"fmt"

	"gitlab.opencode.de/zielkette/zielkette/evaluation/sdg"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

func ExampleCover() {
	plan, err := goals.Strategy{
		ID: "s", Title: "Strategie", Levels: []string{"Ziel"},
		Goals: []goals.Goal{{ID: "Z1", Level: "Ziel", Title: "Weniger Autos", Indicators: []goals.Link{{ID: "pkw"}}}},
	}.Compile()
	if err != nil {
		fmt.Println(err)
		return
	}
	set, err := indicators.Catalogue{Indicators: []indicators.Indicator{{ID: "pkw", Title: "Pkw-Dichte", Codes: map[string]string{"sdg": "11"}}}}.Compile()
	if err != nil {
		fmt.Println(err)
		return
	}
	coverage, err := sdg.Cover(plan, set)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, s := range coverage.Goals[10:13] {
		fmt.Println(s.Number, s.Goals, "in the catalogue:", len(s.Entries))
	}
	// Output:
	// 11 [Z1] in the catalogue: 11
	// 12 [] in the catalogue: 2
	// 13 [] in the catalogue: 0
}
