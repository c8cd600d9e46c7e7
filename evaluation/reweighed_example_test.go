package evaluation_test

import (
	"fmt"
	"math/big"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
)

func ExampleNewWeigher() {
	w, err := evaluation.NewWeigher(evaluated())
	must(err)
	for _, weights := range [][]int64{{1, 1, 1, 1}, {3, 1, 1, 0}, {0, 0, 1, 0}} {
		must(w.Set("Z1.3", weights...))
		w.Run()
		score, _ := w.Results()[0].Goal("Z1.3") // until the next run
		fmt.Println(weights, score.Attainment())
	}
	// Output:
	// [1 1 1 1] 0.38282647585
	// [3 1 1 0] 0.350626118068
	// [0 0 1 0] 0.846153846154
}

func ExampleResult_Reweighed() {
	result := evaluated()
	other, err := result.Reweighed(map[string][]zielkette.Number{"Z1.3": {zielkette.Int(3), zielkette.Int(1), zielkette.Int(1), zielkette.Int(1)}})
	must(err)
	for _, r := range []*evaluation.Result{result, other} {
		score, _ := r.Goal("Z1")
		fmt.Println(score.Attainment().Percent("en", 1))
	}
	_, err = result.Reweighed(map[string][]zielkette.Number{"Z1.3": {zielkette.Int(1)}})
	fmt.Println(err)
	// Output:
	// 38.3%
	// 35.1%
	// /Z1.3: "Z1.3": the goal has 4 parts and is given 1 weights; give one for each part, none below 0 and not all of them 0 [range]
}

func ExampleResult_Assuming() {
	result := evaluated()
	bus, _ := result.Assessment("oepnv", "", "")
	met := result.Assuming(bus, zielkette.Int(1).Figure())
	for _, r := range []*evaluation.Result{result, met} {
		score, _ := r.Goal("Z1.3")
		fmt.Println(score.Attainment().Percent("en", 1))
	}
	// Output:
	// 38.3%
	// 71.6%
}

func ExampleAssessment_ValuesFor() {
	bus, _ := evaluated().Assessment("oepnv", "", "")
	half, _ := bus.ValuesFor(big.NewRat(1, 2))
	_, _, only := bus.Attainable()
	fmt.Println(half, only == nil)
	value, by, direction, strict, ok := bus.Aim()
	fmt.Println(value.FloatString(0), by, direction, strict, ok)
	// Output:
	// [20.25] true
	// 23 2030 1 false true
}

func ExampleScore_Bounds() {
	score, _ := evaluated().Goal("Z1.3")
	bounds, ok := score.Bounds()
	fmt.Println(bounds, ok, score.Rule().Aggregator, score.Judged(zielkette.Int(1)).Rated())
	// Output:
	// [] false mean false
}

func ExampleAggregator_Unrounded() {
	weights := []*big.Rat{big.NewRat(2, 1), big.NewRat(1, 1)}
	scores := []*big.Rat{big.NewRat(1, 2), big.NewRat(1, 4)}
	score := evaluation.Harmonic.Unrounded(weights, scores)
	fmt.Println(score, evaluation.Harmonic.Slopes(weights, scores, score))
	// Output:
	// 3/8 [3/8 3/4]
}

func ExampleAggregator_Scorer() {
	scorer := evaluation.Geometric.Scorer(zielkette.MustParseNumber("0.5").Figure(), zielkette.MustParseNumber("0.25").Figure())
	for _, weights := range [][]int64{{1, 1}, {3, 1}, {1}} {
		fmt.Println(scorer.Score(weights))
	}
	// Output:
	// 353553390593 true
	// 420448207627 true
	// 0 false
}
