package evaluation_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/status"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/weighting"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/internal/testkit"
)

// Every file of testdata/bad is refused with exactly the problems listed in the
// file .want beside it, and with nothing else.
func TestBadRules(t *testing.T) {
	testkit.Refused(t, 27, func(fsys fs.FS, name string) error {
		rules, err := evaluation.LoadRules(fsys, name)
		if err == nil {
			_, err = rules.Compile()
		}
		return err
	})
}

func TestFiveFaults(t *testing.T) {
	rules, err := evaluation.LoadRules(os.DirFS("testdata/bad"), "five-faults.json")
	if err != nil {
		t.Fatal(err)
	}
	_, err = rules.Compile()
	want := []string{
		"choice /default/aggregator", "choice /default/weights", "range /levels/Handlungsfeld/minCoverage",
		"range /goals/HF1/bounds", "range /goals/HF2/minCoverage",
	}
	if d := cmp.Diff(want, codes(t, err)); d != "" {
		t.Error(d)
	}
}

// A fault in one part of the rules hides none in another, and one that is inherited
// is one.
func TestRulesFaultsAtOnce(t *testing.T) {
	rules := evaluation.Rules{
		Default: evaluation.Rule{Aggregator: "sum", Bounds: []zielkette.Number{number("1")}, Status: status.Spec{Method: "ampel"}},
		Levels:  map[string]evaluation.Rule{"Ziel": {Bounds: []zielkette.Number{number("1"), number("0")}, Floors: []evaluation.Floor{{Below: number("0.1"), AtMost: "rot"}}}},
		Goals:   map[string]evaluation.Rule{"A": {Aggregator: "sum"}, "Z": {}},
		Weightings: map[string][]weighting.Spec{
			"F": {{Method: "explicit", IDs: []string{"A"}, Values: []zielkette.Number{number("-1")}}, {Method: "equal", IDs: []string{"A", "B"}}},
			"Z": {},
		},
	}
	_, _, err := three(t, rules)
	want := []string{
		"choice /rules/default/aggregator", "range /rules/default/bounds", "choice /rules/default/status/method",
		"choice /rules/goals/A/aggregator", "reference /rules/goals/Z", "range /rules/levels/Ziel/bounds",
		"reference /rules/levels/Ziel/floors/0/atMost", "range /rules/weightings/F/0/values/0",
		"overlap /rules/weightings/F/1/fromYear", "reference /rules/weightings/F/1/ids", "reference /rules/weightings/Z",
	}
	if d := cmp.Diff(want, codes(t, err)); d != "" {
		t.Error(d)
	}
}

func TestReadRules(t *testing.T) {
	rules, err := evaluation.ReadRules(strings.NewReader(`{
		"formatVersion": 1,
		"default": {"aggregator": "geometric", "bounds": [null, "1.5"], "minCoverage": "0.25", "weights": "equal"},
		"levels": {"Handlungsfeld": {"weights": "explicit"}},
		"goals": {"HF2": {"aggregator": "minimum"}}
	}`), "")
	if err != nil {
		t.Fatal(err)
	}
	want := evaluation.Rules{
		FormatVersion: 1,
		Default: evaluation.Rule{
			Aggregator: evaluation.Geometric, Bounds: []zielkette.Number{{}, number("1.5")}, MinCoverage: number("0.25"), Weights: evaluation.Equal,
		},
		Levels: map[string]evaluation.Rule{"Handlungsfeld": {Weights: evaluation.Explicit}},
		Goals:  map[string]evaluation.Rule{"HF2": {Aggregator: evaluation.Minimum}},
	}
	if d := cmp.Diff(want, rules); d != "" {
		t.Error(d)
	}
	// What was read is written and read again the same.
	data, err := json.Marshal(rules)
	if err != nil {
		t.Fatal(err)
	}
	again, err := evaluation.ReadRules(strings.NewReader(string(data)), "")
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(rules, again); d != "" {
		t.Error(d)
	}
}

func TestLoadRules(t *testing.T) {
	if _, err := evaluation.LoadRules(os.DirFS("testdata"), "none.json"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%v", err)
	}
	rules, err := evaluation.LoadRules(fstest.MapFS{"rules.json": {Data: []byte(`{"formatVersion": 1, "default": {"weights": "equal"}}`)}}, "rules.json")
	if err != nil || rules.Default.Weights != evaluation.Equal {
		t.Errorf("%+v, %v", rules, err)
	}
	if _, err := evaluation.ReadRules(broken{}, ""); !errors.Is(err, errBroken) {
		t.Errorf("%v", err)
	}
}

var errBroken = errors.New("broken")

type broken struct{}

func (broken) Read([]byte) (int, error)  { return 0, errBroken }
func (broken) Write([]byte) (int, error) { return 0, errBroken }

// Reading rules never panics, and what is read can be written and read again.
func FuzzReadRules(f *testing.F) {
	testkit.Seed(f, "bad/*.json")
	f.Add(`{"formatVersion": 1, "default": {"bounds": [null, null], "minCoverage": "1"}}`)
	f.Fuzz(func(t *testing.T, text string) {
		rules, err := evaluation.ReadRules(strings.NewReader(text), "")
		if err != nil {
			return
		}
		data, err := json.Marshal(rules)
		if err != nil {
			t.Fatal(err)
		}
		again, err := evaluation.ReadRules(strings.NewReader(string(data)), "")
		if err != nil {
			t.Fatalf("%s: %v", data, err)
		}
		written, err := json.Marshal(again)
		if err != nil || string(data) != string(written) {
			t.Fatalf("%s, then %s", data, written)
		}
	})
}

// The published schema names exactly the fields that are read, at every level.
func TestSchema(t *testing.T) {
	type object struct {
		Properties           map[string]json.RawMessage
		AdditionalProperties any
		Ref                  string `json:"$ref"`
		Items                *object
		Schema               string            `json:"$schema"`
		Defs                 map[string]object `json:"$defs"`
	}
	var root object
	if err := json.Unmarshal(evaluation.Schema(), &root); err != nil {
		t.Fatal(err)
	}
	if root.Schema != "https://json-schema.org/draft/2020-12/schema" {
		t.Error(root.Schema)
	}
	checked := 0
	var check func(at string, schema object, of reflect.Type)
	check = func(at string, schema object, of reflect.Type) {
		for of.Kind() == reflect.Slice || of.Kind() == reflect.Map {
			of = of.Elem()
			if schema.Items != nil {
				schema = *schema.Items
			} else if inner, err := json.Marshal(schema.AdditionalProperties); err == nil {
				schema = object{}
				if err := json.Unmarshal(inner, &schema); err != nil {
					t.Fatal(err)
				}
			}
		}
		if name, ok := strings.CutPrefix(schema.Ref, "#/$defs/"); ok {
			schema, at = root.Defs[name], name
		}
		if of.Kind() != reflect.Struct || !strings.Contains(of.PkgPath(), "/evaluation") {
			return
		}
		checked++
		fields := map[string]reflect.Type{}
		for i := range of.NumField() {
			name, _, _ := strings.Cut(of.Field(i).Tag.Get("json"), ",")
			if name != "-" {
				fields[name] = of.Field(i).Type
			}
		}
		if schema.AdditionalProperties != false {
			t.Errorf("%s takes fields that nobody defined", at)
		}
		for name := range schema.Properties {
			if _, ok := fields[name]; !ok {
				t.Errorf("%s: the schema has %s, the document has not", at, name)
			}
		}
		for name, of := range fields {
			inner, ok := schema.Properties[name]
			if !ok {
				t.Errorf("%s: the document has %s, the schema has not", at, name)
				continue
			}
			var next object
			if err := json.Unmarshal(inner, &next); err != nil {
				t.Fatal(err)
			}
			check(at+"/"+name, next, of)
		}
	}
	check("", root, reflect.TypeFor[evaluation.Rules]())
	if checked < 3 {
		t.Errorf("only %d parts of the document were compared", checked)
	}
	schema := evaluation.Schema()
	clear(schema)
	if !json.Valid(evaluation.Schema()) {
		t.Error("a caller changed the schema")
	}
}

// More faults than a list of problems keeps do not leave a faulty rule in use.
func TestVeryManyFaultyRules(t *testing.T) {
	strategy := goals.Strategy{ID: "s", Title: "S", Levels: []string{"Ziel"}}
	rules := evaluation.Rules{Goals: map[string]evaluation.Rule{}}
	for i := range 150 {
		id := fmt.Sprintf("g%d", i)
		strategy.Goals = append(strategy.Goals, goals.Goal{ID: id, Level: "Ziel", Title: id})
		rules.Goals[id] = evaluation.Rule{Bounds: []zielkette.Number{number("1")}, Aggregator: "sum"}
	}
	_, err := evaluation.City{Strategy: strategy, Rules: rules}.Compile()
	var list zielkette.Problems
	if !errors.As(err, &list) || len(list) != 101 || !strings.Contains(list.Error(), "and at least 2 more") {
		t.Errorf("%d problems: %v", len(list), list)
	}
}

// Floors come with their status; a status that nobody uses is checked all the same.
func TestInheritedFloors(t *testing.T) {
	lights := status.Spec{Method: "thresholds", Classes: []status.Class{{ID: "g", From: number("0.5")}, {ID: "r"}}}
	floors := []evaluation.Floor{{Below: number("0.1"), AtMost: "r"}}
	own := map[string]status.Rule{"ampel": status.RuleFunc(func(status.Case) status.Rating { return status.Rating{Class: "x", Rank: 1} })}
	rules := evaluation.Rules{
		Default: evaluation.Rule{Status: lights, Floors: floors}, Methods: own,
		Goals: map[string]evaluation.Rule{"F": {Status: status.Spec{Method: "ampel"}}},
	}
	if _, _, err := three(t, rules); err != nil {
		t.Errorf("a rule that states a status inherits floors: %v", err)
	}
	rules.Goals["A"] = evaluation.Rule{Status: status.Spec{Method: "ampel"}, Floors: floors}
	_, _, err := three(t, rules)
	if d := cmp.Diff([]string{"reference /rules/goals/A/floors/0/atMost"}, codes(t, err)); d != "" {
		t.Error(d)
	}
	_, _, err = three(t, evaluation.Rules{
		Default: evaluation.Rule{Status: status.Spec{Method: "nonsense"}},
		Levels:  map[string]evaluation.Rule{"Feld": {Status: lights}, "Ziel": {Status: lights}},
	})
	if d := cmp.Diff([]string{"choice /rules/default/status/method"}, codes(t, err)); d != "" {
		t.Error(d)
	}
}
