package evaluation_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/weighting"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/testkit"
)

// three is a goal with three goals beneath, which stand at 1, 0.5 and 0.
func three(t *testing.T, rules evaluation.Rules) (*evaluation.Model, *indicators.Record, error) {
	t.Helper()
	strategy := goals.Strategy{ID: "s", Title: "s", Levels: []string{"Feld", "Ziel"}, Goals: []goals.Goal{{ID: "F", Level: "Feld", Title: "F"}}}
	var catalogue indicators.Catalogue
	var record []indicators.Observation
	for i, id := range []string{"A", "B", "C"} {
		catalogue.Indicators = append(catalogue.Indicators, indicators.Indicator{ID: "i" + id, Title: id, Targets: []indicators.Target{{
			Shape:     indicators.ReachShape,
			Baseline:  indicators.Baseline{Period: zielkette.MustParsePeriod("2010"), Value: zielkette.Int(2)},
			Revisions: []indicators.Revision{{Known: zielkette.MustParseDate("2010"), Points: []indicators.Point{{Period: zielkette.MustParsePeriod("2030"), Value: zielkette.Int(0)}}}},
		}}})
		record = append(record, indicators.Observation{Indicator: "i" + id, Period: zielkette.MustParsePeriod("2020"), Value: zielkette.Int(int64(i))})
		strategy.Goals[0].Goals = append(strategy.Goals[0].Goals, goals.Goal{
			ID: id, Level: "Ziel", Title: id, Weight: zielkette.Int(int64(i + 1)), Indicators: []goals.Link{{ID: "i" + id}},
		})
	}
	r, err := indicators.NewRecord(record...)
	if err != nil {
		t.Fatal(err)
	}
	model, err := evaluation.City{Strategy: strategy, Catalogue: catalogue, Rules: rules}.Compile()
	return model, r, err
}

// threeResult is what an evaluation of [three] finds.
func threeResult(t *testing.T, rules evaluation.Rules, options evaluation.Options) *evaluation.Result {
	t.Helper()
	model, record, err := three(t, rules)
	if err != nil {
		t.Fatal(err)
	}
	result, err := model.Evaluate(record, options)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

func TestWeightings(t *testing.T) {
	rules, err := evaluation.ReadRules(strings.NewReader(`{"formatVersion": 1, "weightings": {"F": [
		{"method": "rank-order-centroid", "ids": ["B", "A", "C"], "toYear": 2020},
		{"method": "ahp", "ids": ["A", "B", "C"], "matrix": [["1", "3", "5"], ["", "1", "3"], ["", "", "1"]],
		 "randomIndex": "saaty-1980", "fromYear": 2021, "toYear": 2021, "source": {"title": "Klausurtagung"}},
		{"method": "points", "ids": ["A", "B", "C"], "ballots": [["3", "0", "0"], ["1", "1", "1"]], "fromYear": 2022, "toYear": 2022},
		{"method": "budget", "ids": ["A", "B", "C"], "values": ["1000000000.50", "0", "2000000001"], "fromYear": 2023, "toYear": 2023}
	]}}`), "")
	if err != nil {
		t.Fatal(err)
	}
	model, record, err := three(t, rules)
	if err != nil {
		t.Fatal(err)
	}
	// A stands at 1, B at 0.5, C at 0.
	for _, tt := range []struct{ asOf, score, weights, origin string }{
		{"2020", "0.583333333334", "0.277777777778 0.611111111111 0.111111111111", "rank-order centroid"},
		{"2021", "0.766128068932", "0.636985571745 0.258284994374 0.104729433881", "Paarvergleich (AHP), Konsistenzverhältnis 0,033 (Zufallsindex Saaty 1980), Klausurtagung"},
		{"2022", "0.75", "2 0.5 0.5", "2 Stimmen"},
		{"2023", "0.333333333333", "1000000000.5 0 2000000001", "Haushalt"},
		{"2024", "0.333333333333", "1 2 3", "in der Strategiedatei"},
	} {
		result, err := model.Evaluate(record, evaluation.Options{AsOf: zielkette.MustParseDate(tt.asOf)})
		if err != nil {
			t.Fatal(err)
		}
		score, _ := result.Goal("F")
		value := score.Attainment()
		var weights []string
		for p := range score.Parts() {
			weights = append(weights, p.Weight.String())
		}
		if value.String() != tt.score || tt.weights != "" && strings.Join(weights, " ") != tt.weights {
			t.Errorf("%s: score %s with weights %v, want %s with %s", tt.asOf, value, weights, tt.score, tt.weights)
		}
		if origin := result.Explain("F").RollUp.Weights.DE; !strings.Contains(origin, tt.origin) {
			t.Errorf("%s: the weights come from %q, want %q", tt.asOf, origin, tt.origin)
		}
		if origin := result.Explain("F").RollUp.Weights.EN; tt.asOf == "2021" && !strings.Contains(origin, "(random index Saaty 1980), Klausurtagung") {
			t.Errorf("%s: the weights come from %q, want method and source", tt.asOf, origin)
		}
	}
}

func TestWeightingProblems(t *testing.T) {
	for _, tt := range []struct {
		name, weightings string
		want             []string
	}{
		{"unknown goals", `{"X": [], "Y": []}`, []string{"/rules/weightings/X reference", "/rules/weightings/Y reference"}},
		{
			"two at once", `{"F": [{"method": "guess", "ids": []}, {"method": "equal", "ids": ["A", "B"]}]}`,
			[]string{"/rules/weightings/F/0/method choice", "/rules/weightings/F/1/fromYear overlap", "/rules/weightings/F/1/ids reference"},
		},
		{"unknown method", `{"F": [{"method": "guess", "ids": []}]}`, []string{"/rules/weightings/F/0/method choice"}},
		{"foreign part", `{"F": [{"method": "equal", "ids": ["A", "B", "C"], "values": ["1"]}]}`, []string{"/rules/weightings/F/0/values parameter"}},
		{"part missing", `{"F": [{"method": "budget", "ids": ["A", "B", "C"]}]}`, []string{"/rules/weightings/F/0/values required"}},
		{"values and ids", `{"F": [{"method": "explicit", "ids": ["A", "B", "C"], "values": ["1"]}]}`, []string{"/rules/weightings/F/0/values weights-shape"}},
		{"random index", `{"F": [{"method": "ahp", "ids": ["A"], "matrix": [["1"]], "randomIndex": "mine"}]}`, []string{"/rules/weightings/F/0/randomIndex choice"}},
		{"years", `{"F": [{"method": "equal", "ids": ["A", "B", "C"], "fromYear": 2022, "toYear": 2021}]}`, []string{"/rules/weightings/F/0/toYear order"}},
		{"not in the pool", `{"F": [{"method": "equal", "ids": ["A", "B", "iC"]}]}`, []string{"/rules/weightings/F/0/ids/2 reference"}},
		{"not all", `{"F": [{"method": "equal", "ids": ["A", "B"]}]}`, []string{"/rules/weightings/F/0/ids reference"}},
		{"negative", `{"F": [{"method": "explicit", "ids": ["A", "B", "C"], "values": ["1", "-1", "1"]}]}`, []string{"/rules/weightings/F/0/values/1 range"}},
		{
			"overlap", `{"F": [{"method": "equal", "ids": ["A", "B", "C"], "toYear": 2021}, {"method": "rank-sum", "ids": ["A", "B", "C"], "fromYear": 2021}]}`,
			[]string{"/rules/weightings/F/1/fromYear overlap"},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			// What is wrong with the document alone is found when it is read, at line
			// and column; either way it is found when the rules come as a literal.
			text := `{"formatVersion": 1, "weightings": ` + tt.weightings + `}`
			if _, err := evaluation.ReadRules(strings.NewReader(text), ""); err != nil {
				for _, p := range problemList(t, err) {
					if p.Place.Line == 0 || "/rules"+p.Place.Pointer+" "+string(p.Code) != tt.want[0] {
						t.Errorf("reading: %v", p)
					}
				}
			}
			var rules evaluation.Rules
			if err := json.Unmarshal([]byte(text), &rules); err != nil {
				t.Fatal(err)
			}
			model, _, err := three(t, rules)
			if model != nil || err == nil {
				t.Fatal("the rules were taken")
			}
			var got []string
			for _, p := range problemList(t, err) {
				got = append(got, p.Place.Pointer+" "+string(p.Code))
			}
			if d := cmp.Diff(tt.want, got); d != "" {
				t.Error(d)
			}
		})
	}
}

// TestInconsistentJudgements: a warning does not stop anything, and is passed on.
func TestInconsistentJudgements(t *testing.T) {
	rules, err := evaluation.ReadRules(strings.NewReader(`{"formatVersion": 1, "weightings": {"F": [
		{"method": "ahp", "ids": ["A", "B", "C"], "matrix": [["1", "9", "1/9"], ["", "1", "9"], ["", "", "1"]], "randomIndex": "saaty-1980"}]}}`), "")
	if err != nil {
		t.Fatal(err)
	}
	model, _, err := three(t, rules)
	if err != nil {
		t.Fatal(err)
	}
	codes := map[zielkette.Code]bool{}
	for _, p := range model.Warnings() {
		codes[p.Code] = true
	}
	if !codes["ahp-inconsistent"] {
		t.Errorf("no warning of inconsistent judgements in %v", model.Warnings())
	}
}

func problemList(t *testing.T, err error) zielkette.Problems {
	t.Helper()
	var list zielkette.Problems
	if !errors.As(err, &list) {
		t.Fatalf("%v is no list of problems", err)
	}
	testkit.Told(t, err)
	return list
}

// Where weights come from says for which years they hold, in both languages.
func TestYearsOfWeights(t *testing.T) {
	for years, want := range map[[2]int][2]string{
		{0, 0}: {"", ""}, {2019, 0}: {", gilt ab 2019", ", holds from 2019"}, {0, 2021}: {", gilt bis 2021", ", holds up to 2021"},
		{2020, 2020}: {", gilt für 2020", ", holds in 2020"}, {2019, 2021}: {", gilt von 2019 bis 2021", ", holds from 2019 to 2021"},
	} {
		result := threeResult(t, evaluation.Rules{Weightings: map[string][]weighting.Spec{
			"F": {{Method: "equal", IDs: []string{"A", "B", "C"}, FromYear: years[0], ToYear: years[1]}},
		}}, asOf("2020"))
		got := result.Explain("F").RollUp.Weights
		plain := threeResult(t, evaluation.Rules{Weightings: map[string][]weighting.Spec{"F": {{Method: "equal", IDs: []string{"A", "B", "C"}}}}}, asOf("2020")).Explain("F").RollUp.Weights
		if d := cmp.Diff(zielkette.Text{DE: plain.DE + want[0], EN: plain.EN + want[1]}, got); d != "" {
			t.Error(d)
		}
	}
}
