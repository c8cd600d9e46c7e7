package weighting_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/weighting"
	"gitlab.opencode.de/zielkette/zielkette/internal/testkit"
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
	// mean of the points from 2 ballots
}

// TestSpecWeights holds every method by its document against the function that it
// stands for.
func TestSpecWeights(t *testing.T) {
	for document, want := range map[string]string{
		`{"method": "equal", "ids": ["A", "B"]}`:                                                               "A 1 B 1",
		`{"method": "explicit", "ids": ["A", "B"], "values": ["2", "1.5"]}`:                                    "A 2 B 1.5",
		`{"method": "budget", "ids": ["A", "B"], "values": ["100.50", "0"]}`:                                   "A 100.5 B 0",
		`{"method": "rank-order-centroid", "ids": ["A", "B"]}`:                                                 "A 0.75 B 0.25",
		`{"method": "rank-sum", "ids": ["A", "B"]}`:                                                            "A 0.666666666667 B 0.333333333333",
		`{"method": "rank-reciprocal", "ids": ["A", "B"]}`:                                                     "A 0.666666666667 B 0.333333333333",
		`{"method": "points", "ids": ["A", "B"], "ballots": [["3", "0"], ["1", null]]}`:                        "A 2 B 0",
		`{"method": "ahp", "ids": ["A", "B"], "matrix": [["1", "3"], ["", "1"]], "randomIndex": "saaty-1980"}`: "A 0.75 B 0.25",
		`{"method": "ahp", "ids": ["A", "B"], "matrix": [["1", "3"], ["", "1"]], "randomIndex": "saaty-2005"}`: "A 0.75 B 0.25",
	} {
		var spec weighting.Spec
		if err := json.Unmarshal([]byte(document), &spec); err != nil {
			t.Fatal(err)
		}
		weights, err := spec.Weights()
		var got []string
		for _, item := range weights.Items {
			got = append(got, item.ID, item.Weight.String())
		}
		if err != nil || strings.Join(got, " ") != want {
			t.Errorf("%s: %v %v, want %s", document, got, err, want)
		}
	}
}

// TestTablesAreComplete: every row has what a method needs, and the words of the tables
// are the constants of the package and those of the schema of the rules.
func TestTablesAreComplete(t *testing.T) {
	for _, word := range weighting.Incomplete() {
		t.Errorf("%s has no text or does nothing", word)
	}
	tables := slices.Sorted(slices.Values(slices.Concat(weighting.MethodWords(), weighting.RandomIndexWords())))
	if diff := cmp.Diff(testkit.Constants(t), tables); diff != "" {
		t.Errorf("the constants and the words of the tables (-constants +tables):\n%s", diff)
	}
	var needed []string
	for _, method := range weighting.MethodWords() {
		needed = append(needed, weighting.Needs(method)...)
	}
	slices.Sort(needed)
	if diff := cmp.Diff(slices.Sorted(slices.Values(weighting.Parts())), slices.Compact(needed)); diff != "" {
		t.Errorf("the parts that methods need (-all +needed):\n%s", diff)
	}
	var schema struct {
		Defs struct {
			Weighting struct {
				Properties struct {
					Method, RandomIndex struct{ Enum []string }
				}
			}
		} `json:"$defs"`
	}
	text, err := os.ReadFile("../rules.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &schema); err != nil {
		t.Fatal(err)
	}
	properties := schema.Defs.Weighting.Properties
	if diff := cmp.Diff(weighting.MethodWords(), properties.Method.Enum); diff != "" {
		t.Errorf("methods in the schema (-table +schema):\n%s", diff)
	}
	if diff := cmp.Diff(weighting.RandomIndexWords(), properties.RandomIndex.Enum); diff != "" {
		t.Errorf("random indices in the schema (-table +schema):\n%s", diff)
	}
}

// TestSpecProblems finds everything wrong at once, with the place in the document.
func TestSpecProblems(t *testing.T) {
	for document, want := range map[string][]string{
		`{"method": "guess", "ids": ["A"]}`:                                                                       {"/method choice"},
		`{"method": "equal", "ids": ["A"], "values": ["1"], "randomIndex": "saaty-1980"}`:                         {"/randomIndex parameter", "/values parameter"},
		`{"method": "ahp", "ids": ["A", "B"], "randomIndex": "mine", "fromYear": 2024, "toYear": 2023}`:           {"/matrix required", "/randomIndex choice", "/toYear order"},
		`{"method": "explicit", "ids": ["A", "B"], "values": ["1"]}`:                                              {"/values weights-shape"},
		`{"method": "explicit", "ids": ["A", "A", "x y"], "values": ["1", "-1", null]}`:                           {"/ids/1 duplicate-id", "/ids/2 id", "/values/1 range", "/values/2 required"},
		`{"method": "rank-sum", "ids": ["A", "A"]}`:                                                               {"/ids/1 duplicate-id"},
		`{"method": "points", "ids": ["A", "B"], "ballots": [["1", null], ["-1", null]]}`:                         {"/ballots/1/0 range"},
		`{"method": "points", "ids": ["A", "B"], "ballots": [["1", null]]}`:                                       {"/ids/1 required"},
		`{"method": "equal", "ids": []}`:                                                                          {"/ids required"},
		`{"method": "ahp", "ids": ["A", "B"], "matrix": [["1", "zwei"], ["", "1"]], "randomIndex": "saaty-1980"}`: {"/matrix/0/1 ahp-judgement"},
		`{"method": "ahp", "ids": ["A", "B"], "matrix": [["1", "2"], ["", "1"]]}`:                                 {"/randomIndex required"},
	} {
		var spec weighting.Spec
		if err := json.Unmarshal([]byte(document), &spec); err != nil {
			t.Fatal(err)
		}
		weights, err := spec.Weights()
		var list zielkette.Problems
		if !errors.As(err, &list) || weights.Items != nil {
			t.Errorf("%s: %v %v", document, weights, err)
			continue
		}
		var got []string
		for _, p := range list {
			got = append(got, p.Place.Pointer+" "+string(p.Code))
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s: %s", document, d)
		}
	}
}
