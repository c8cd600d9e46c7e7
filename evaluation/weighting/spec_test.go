package weighting_test

import (
	"encoding/json"
	"fmt"

	"gitlab.opencode.de/zielkette/zielkette/evaluation/weighting"
)

// Citizens of Soest could put at most three points on draft goals; the points here
// are made up.
func ExampleSpec_Weights() {
	var spec weighting.Spec
	document := `{"method": "points", "ids": ["HF1", "HF2"], "ballots": [["3", "0"], ["1", "2"]], "fromYear": 2024}`
	if err := json.Unmarshal([]byte(document), &spec); err != nil {
		fmt.Println(err)
		return
	}
	weights, err := spec.Weights()
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, item := range weights.Items {
		fmt.Println(item.ID, item.Weight, item.Share)
	}
	fmt.Println(weights.Origin.EN)
	// Output:
	// HF1 2 0.666666666667
	// HF2 1 0.333333333333
	// mean of the points from 2 ballots; range HF1 1–3, HF2 0–2
}
