package citytest_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/citytest"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/folder"
)

// folderOf is a folder with two goals, one figure and what is expected of it. A city
// writes os.DirFS("data").
func folderOf(expected string) fstest.MapFS {
	return fstest.MapFS{
		"strategy.json": {Data: []byte(`{"formatVersion": 1, "id": "s", "title": "Musterstadt", "edition": {"name": "1. Fassung"}, "levels": ["Ziel"],
			"goals": [{"id": "Z1", "level": "Ziel", "title": "Klima", "indicators": [{"id": "thg"}]}]}`)},
		"indicators.json": {Data: []byte(`{"formatVersion": 1, "indicators": [{"id": "thg", "title": "Treibhausgase", "unit": "t", "targets": [
			{"shape": "reach", "baseline": {"period": "2011", "value": "6.40"}, "revisions": [{"points": [{"period": "2030", "value": "1.90"}]}]}]}]}`)},
		"observations.csv": {Data: []byte("indicator;period;value\nthg;2021;5.02\n")},
		citytest.File:      {Data: []byte(expected)},
	}
}

func Example() {
	outcomes, err := citytest.Check(folderOf(`id;as_of;what;expected;note
thg;2023-12-31;attainment;30,7 %;1,38 / 4,5
Z1;2023-12-31;score;31,7 %;mistyped
`))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, o := range outcomes {
		fmt.Println(o.Holds, o.Text(zielkette.English))
	}
	why := outcomes[1].Why(zielkette.English)
	fmt.Println(strings.Contains(why, "(5.02 − 6.40) / (1.90 − 6.40) = 0.306666666667"))
	// Output:
	// true expected.csv:2:1: thg, attainment on 31 December 2023: expected 30,7 %, computed 30,7 % (1,38 / 4,5)
	// false expected.csv:3:1: Z1, score on 31 December 2023: expected 31,7 %, computed 30,7 % (mistyped)
	// true
}

func ExampleRead() {
	_, err := citytest.Read(strings.NewReader("id;as_of;what;expected\nZ1;2023;sum;30,7 %\n"), "expected.csv")
	p := zielkette.ProblemsOf(err)[0]
	fmt.Println(p.Place, p.Code, p.Subject)
	// Output: expected.csv:2:9 choice sum
}

func ExampleLoad() {
	list, err := citytest.Load(folderOf("id,as_of,what,expected\nZ1,31.12.2023,state,bewertet\n"))
	fmt.Println(len(list), list[0].ID, list[0].What, list[0].Options.AsOf, err)
	// Output: 1 Z1 state 2023-12-31 <nil>
}

// In the repository of a city each line of the file becomes a test:
//
//	func TestFigures(t *testing.T) {
//		citytest.Run(t, os.DirFS("data"))
//	}
func ExampleRun() {
	test := func(t *testing.T) { citytest.Run(t, os.DirFS("data")) }
	fmt.Println(test != nil)
	// Output: true
}

func ExampleCheck() {
	outcomes, err := citytest.Check(folderOf("id;as_of;what;expected\nthg;2023-12-31;value;5,02\n"))
	fmt.Println(len(outcomes), outcomes[0].Holds, err)
	// Output: 1 true <nil>
}

func ExampleFirst() {
	city, err := folder.Load(folderOf(""))
	if err != nil {
		fmt.Println(err)
		return
	}
	model, err := city.Compile()
	if err != nil {
		fmt.Println(err)
		return
	}
	result, err := model.Evaluate(city.Record, evaluation.Options{AsOf: zielkette.MustParseDate("2023-12-31")})
	if err != nil {
		fmt.Println(err)
		return
	}
	err = citytest.First(os.Stdout, result)
	fmt.Println(err)
	// Output:
	// id;as_of;known_on;what;expected;note
	// Z1;2023-12-31;;score;30,7 %;
	// Z1;2023-12-31;;coverage;100,0 %;
	// Z1;2023-12-31;;low;30,7 %;
	// Z1;2023-12-31;;high;30,7 %;
	// Z1;2023-12-31;;expected;0,526316;
	// Z1;2023-12-31;;state;scored;
	// Z1;2023-12-31;;course;behind;
	// thg;2023-12-31;;expected;4,031579;
	// thg;2023-12-31;;state;scored;
	// thg;2023-12-31;;course;behind;
	// thg;2023-12-31;;value;5,02;
	// thg;2023-12-31;;period;2021;
	// thg;2023-12-31;;attainment;30,7 %;
	// thg;2023-12-31;;on-track;0,582667;
	// <nil>
}
