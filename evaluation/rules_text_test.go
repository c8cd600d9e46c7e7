package evaluation_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/status"
)

// The rules in words name every rule that forms or judges a figure, also the
// standard ones, and nothing that does not hold at the date.
func TestRulesInWords(t *testing.T) {
	read := func(text string) evaluation.Rules {
		rules, err := evaluation.ReadRules(strings.NewReader(text), "")
		if err != nil {
			t.Fatal(err)
		}
		return rules
	}
	lights := `"status": {"method": "thresholds", "scales": [
		{"toYear": 2019, "classes": [{"id": "alt"}]},
		{"fromYear": 2020, "classes": [{"id": "g", "label": {"de": "grün", "en": "green"}, "from": "0.75"}, {"id": "rot"}]}]}`
	const standard = "gewichtetes arithmetisches Mittel der bewerteten Teile; Kennzahlen begrenzt auf 0 % bis 100 %; keine Mindestabdeckung; " +
		"Gewichte wie in der Strategiedatei angegeben, wo keine stehen, gleich; "
	for _, tt := range []struct {
		name   string
		rules  evaluation.Rules
		asOf   string
		de, en []string
	}{
		{
			"nothing stated",
			evaluation.Rules{},
			"2020",
			[]string{"Alle Ziele: " + standard + "kein Status."},
			[]string{"All goals: weighted arithmetic mean of the scored parts; indicators bounded between 0% and 100%; no minimum coverage; " +
				"weights as stated in the strategy file, equal where none are; no status."},
		},
		{
			"own bounds", read(`{"formatVersion": 1, "default": {"aggregator": "median", "bounds": [null, "1.5"], "minCoverage": "0.25", "weights": "equal"}}`), "2020",
			[]string{"Alle Ziele: gewichteter Median der bewerteten Teile; Kennzahlen begrenzt auf −∞ bis 150 %; Mindestabdeckung 25 %; alle Gewichte gleich; kein Status."},
			[]string{"All goals: weighted median of the scored parts; indicators bounded between −∞ and 150%; minimum coverage 25%; all weights equal; no status."},
		},
		{
			"unbounded, with floors", read(`{"formatVersion": 1, "default": {"bounds": [null, null], ` + lights + `,
				"floors": [{"part": "A", "below": "0.3", "atMost": "g"}, {"below": "0.1", "atMost": "rot"}, {"below": "0.1", "atMost": "alt"}]}}`), "2020",
			[]string{"Alle Ziele: gewichtetes arithmetisches Mittel der bewerteten Teile; Kennzahlen unbegrenzt; keine Mindestabdeckung; " +
				"Gewichte wie in der Strategiedatei angegeben, wo keine stehen, gleich; Status: Schwellenwerte – grün mindestens 75 %, sonst rot; " +
				"höchstens grün, wenn „A“ unter 30 % liegt; höchstens rot, wenn ein Teil unter 10 % liegt."},
			[]string{"All goals: weighted arithmetic mean of the scored parts; indicators unbounded; no minimum coverage; " +
				"weights as stated in the strategy file, equal where none are; status: Thresholds – green at least 75%, else rot; " +
				"at most green while “A” lies below 30%; at most rot while a part lies below 10%."},
		},
		{
			"by level, goal and indicator", read(`{"formatVersion": 1, "levels": {"Ziel": {"aggregator": "minimum"}},
				"goals": {"A": {` + lights + `}, "B": {` + lights + `}},
				"indicators": {"iA": {"status": {"method": "energy-award"}}, "iC": {"status": {"method": "energy-award"}}},
				"weightings": {"F": [{"method": "equal", "ids": ["A", "B", "C"], "fromYear": 2020, "toYear": 2020}]}}`), "2020",
			[]string{
				"Ziele „A“, „B“: kleinster Wert", "Ebene „Ziel“: kleinster Wert der bewerteten Teile", "Alle anderen Ziele: gewichtetes",
				"Gewichte unter „", "Kennzahlen „A“, „C“: European Energy Award",
			},
			[]string{
				"Goals “A”, “B”: smallest score", "Level “Ziel”: smallest score of the scored parts", "All other goals: weighted",
				"Weights beneath “", "Indicators “A”, “C”: European Energy Award",
			},
		},
		{
			"points with their ranges", read(`{"formatVersion": 1, "weightings": {"F": [{"method": "points", "ids": ["A", "B", "C"], "ballots": [["3", "1.5", "0"], ["1", "2", "0"]]}]}}`), "2020",
			[]string{"Alle Ziele: " + standard + "kein Status.", "Gewichte unter „F“: Mittel der Punkte aus 2 Stimmen; Spannweite „A“ 1–3, „B“ 1,5–2, „C“ 0–0."},
			[]string{"All goals:", "Weights beneath “F”: mean of the points from 2 ballots; range “A” 1–3, “B” 1.5–2, “C” 0–0."},
		},
		{
			"weights of other years", read(`{"formatVersion": 1, "weightings": {"F": [{"method": "equal", "ids": ["A", "B", "C"], "fromYear": 2021}]}}`), "2020",
			[]string{"Alle Ziele: " + standard + "kein Status."},
			nil,
		},
		{
			"a rule of the city's own in the name of a built-in one",
			evaluation.Rules{
				Default: evaluation.Rule{Status: status.Spec{Method: "dns-weather"}},
				Methods: map[string]status.Rule{"dns-weather": status.RuleFunc(func(status.Case) status.Rating { panic("asked without a case") })},
			},
			"2020",
			[]string{"Alle Ziele: " + standard + "Status: dns-weather."},
			nil,
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			model, record, err := three(t, tt.rules)
			if err != nil {
				t.Fatal(err)
			}
			result, err := model.Evaluate(record, asOf(tt.asOf))
			if err != nil {
				t.Fatal(err)
			}
			for language, want := range map[zielkette.Language][]string{zielkette.German: tt.de, zielkette.English: tt.en} {
				var got []string
				for i, text := range result.Rules() {
					s := text.In(language)
					if i < len(want) && !strings.HasSuffix(want[i], ".") { // only how it starts
						s = s[:min(len(s), len(want[i]))]
					}
					got = append(got, s)
				}
				if d := cmp.Diff(want, got); d != "" && want != nil {
					t.Error(d)
				}
			}
		})
	}
}
