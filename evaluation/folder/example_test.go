package folder_test

import (
	"fmt"
	"os"
	"testing/fstest"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/folder"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

func must(err error) {
	if err != nil {
		panic(err)
	}
}

// What if? A weight, a target, a measure and a value of Leipzig are edited in a copy of
// its documents, and both cities are evaluated.
func Example_whatIf() {
	leipzig, err := folder.Load(os.DirFS("../../examples/leipzig/data"))
	must(err)
	edited := leipzig.Clone()

	edited.Strategy.Goal("Z1.3").Weight = zielkette.Int(3)
	points := edited.Catalogue.Indicator("thg-je-ew").Target("eksp-2030").Revisions[0].Points
	points[0].Value = zielkette.MustParseNumber("2.5")
	park := edited.Strategy.Measure("VII-P-07960-DS-02")
	park.Serves = append(park.Serves, goals.Share{Goal: "Z1.5"})
	edited.Record, err = edited.Record.With(indicators.Observation{
		Indicator: "neue-baeume", Period: zielkette.MustParsePeriod("2023"), Value: zielkette.Int(1100), Source: "angenommen",
	})
	must(err)

	for _, city := range []evaluation.City{leipzig.City, edited} {
		model, err := city.Compile()
		must(err)
		result, err := model.Evaluate(city.Record, evaluation.Options{AsOf: zielkette.MustParseDate("2023-12-31")})
		must(err)
		for _, id := range []string{"LM", "Z1", "Z1.3", "Z1.4", "Z1.5"} {
			score, _ := result.Goal(id)
			fmt.Printf("%s %s  ", id, score.Attainment().Percent(zielkette.German, 1))
		}
		fmt.Println("park serves", len(city.Strategy.Measure("VII-P-07960-DS-02").Serves))
	}
	// Output:
	// LM 34,5 %  Z1 34,5 %  Z1.3 38,3 %  Z1.4 30,7 %  Z1.5 –  park serves 3
	// LM 50,0 %  Z1 50,0 %  Z1.3 38,3 %  Z1.4 35,4 %  Z1.5 100,0 %  park serves 4
}

func ExampleLoad() {
	leipzig, err := folder.Load(os.DirFS("../../examples/leipzig/data"))
	must(err)
	model, err := leipzig.Compile()
	must(err)
	result, err := model.Evaluate(leipzig.Record, evaluation.Options{AsOf: zielkette.MustParseDate("2023-12-31")})
	must(err)
	score, _ := result.Goal("Z1.4")
	fmt.Println(score.Goal().Title(), score.Attainment().Percent(zielkette.German, 1))
	for _, table := range leipzig.Tables {
		fmt.Println(table.File, table.Dialect.Text(zielkette.German), table.Observations)
	}
	// Output:
	// Vorsorgende Klima- und Energiestrategie 30,7 %
	// observations.csv durch Semikolon getrennt, Dezimalpunkt, UTF-8 117
}

// After an edit only the lines of that entry differ. A program writes the bytes with
// os.WriteFile.
func ExampleWrite() {
	city, err := folder.Load(fstest.MapFS{"strategy.json": {Data: []byte(`{"formatVersion": 1, "id": "s", "title": "Strategie",
		"levels": ["Ziel"], "goals": [{"id": "Z1", "level": "Ziel", "title": "Klima"}]}`)}})
	must(err)
	city.Strategy.Goal("Z1").Weight = zielkette.MustParseNumber("2")
	must(folder.Write(city.City, func(name string, data []byte) error {
		fmt.Printf("%s\n%s", name, data)
		return nil
	}))
	// Output:
	// strategy.json
	// {
	//   "formatVersion": 1,
	//   "id": "s",
	//   "title": "Strategie",
	//   "levels": ["Ziel"],
	//   "goals": [
	//     {"id": "Z1", "level": "Ziel", "title": "Klima", "weight": "2"}
	//   ]
	// }
}
