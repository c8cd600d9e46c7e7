package chain_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/goals/chain"
	"gitlab.opencode.de/zielkette/zielkette/internal/testkit"
)

// TestWords walks the closed sets: every constant stands in its set with its words in
// both languages.
func TestWords(t *testing.T) {
	testkit.Words(t, chain.Kinds)
	testkit.Words(t, chain.GapKinds)
	testkit.Words(t, chain.Roles)
	testkit.Words(t, chain.Verdicts)
	testkit.Words(t, chain.Cells)
	testkit.Words(t, chain.Ties)
	had := map[[2]bool]bool{}
	for _, row := range chain.Roles {
		had[row.Does] = true
	}
	if len(had) != 4 {
		t.Errorf("only %d of 4 pairs of sums have a role", len(had))
	}
	for _, row := range chain.Cells {
		if row.Does == "" {
			t.Errorf("the cell %q has no sign", row.Word)
		}
	}
}

// TestProducts asks for what grows with a product: it is bounded, and the bound is a
// problem.
func TestProducts(t *testing.T) {
	s := goals.Strategy{ID: "s", Title: "S", Levels: []string{"L"}}
	for i := range 300 {
		s.Themes = append(s.Themes, goals.Theme{ID: fmt.Sprint("t", i), Kind: "k", Title: "T"})
		s.Goals = append(s.Goals, goals.Goal{ID: fmt.Sprint("g", i), Level: "L", Title: "G"})
	}
	c := compile(t, s)
	if _, err := c.Matrix(chain.GapOptions{}); code(t, err) != zielkette.CodeRange {
		t.Error(err)
	}
	if _, err := c.Gaps(chain.GapOptions{}); code(t, err) != zielkette.CodeRange {
		t.Error(err)
	}
	s.Themes = s.Themes[:200]
	var all goals.Treatment
	for i := range s.Themes {
		all.Themes, all.In = append(all.Themes, s.Themes[i].ID), append(all.In, s.Goals[i].ID)
	}
	for range 50 {
		s.Treatments = append(s.Treatments, all)
	}
	c = compile(t, s)
	testkit.InTime(t, time.Minute, func() {
		m, err := c.Matrix(chain.GapOptions{})
		if err != nil || m.Cells[199][199] != chain.Treated || m.Cells[199][200] != chain.Untreated {
			t.Error(err)
		}
	})
	s.Themes, s.Treatments = nil, nil
	s.Measures = []goals.Measure{{ID: "m", Title: "M"}}
	for i := range s.Goals {
		sign := goals.Plus
		if i%2 == 0 {
			sign = goals.Minus
		}
		s.Effects = append(s.Effects, goals.Effect{From: "m", To: s.Goals[i].ID, Sign: sign, Evidence: goals.Expert})
	}
	if got, err := compile(t, s).Gaps(chain.GapOptions{}); err != nil || len(got.Of(chain.ConflictUndescribed)) != 150*150 {
		t.Error(len(got), err)
	}
	for i := range 3 {
		m := goals.Measure{ID: fmt.Sprint("n", i), Title: "M"}
		s.Measures = append(s.Measures, m)
		for k := range s.Goals {
			e := s.Effects[k]
			e.From = m.ID
			s.Effects = append(s.Effects, e)
		}
	}
	if _, err := compile(t, s).Gaps(chain.GapOptions{}); code(t, err) != zielkette.CodeRange {
		t.Error(err)
	}
}

// TestUnknownFields asks for fields and themes that the plan does not have.
func TestUnknownFields(t *testing.T) {
	c := compile(t, city())
	for _, options := range []chain.GapOptions{{Fields: "Felt"}, {Themes: []string{"Querschnittsthema", "Quertema"}}} {
		_, err := c.Matrix(options)
		testkit.Told(t, err)
		if code(t, err) != zielkette.CodeReference {
			t.Errorf("%v: %v", options, err)
		}
		if _, err := c.Gaps(options); code(t, err) != zielkette.CodeReference {
			t.Errorf("%v: %v", options, err)
		}
	}
}

// TestManySteps asks for one measure of many milestones over many lags.
func TestManySteps(t *testing.T) {
	s := goals.Strategy{ID: "s", Title: "S", Levels: []string{"L"}, Goals: []goals.Goal{{ID: "g", Level: "L", Title: "G"}}, Vocabulary: goals.VocabularyKGSt}
	m := goals.Measure{ID: "m", Title: "M"}
	for i := range 30_000 {
		m.Milestones = append(m.Milestones, zielkette.Milestone{Title: "T", Due: date(fmt.Sprintf("%04d-%02d", 1+i%2000, 1+i%12)), Weight: num(fmt.Sprint(1 + i%7))})
	}
	s.Measures = []goals.Measure{m}
	for i := range 3000 {
		id := fmt.Sprint("r", i)
		lag, err := zielkette.NewSpan(i)
		if err != nil {
			t.Fatal(err)
		}
		s.Results = append(s.Results, goals.Result{ID: id, Title: "R", Stage: "Output"})
		s.Effects = append(s.Effects,
			goals.Effect{From: "m", To: id, Sign: goals.Plus, Strength: num("1"), Evidence: goals.Expert, Lag: lag},
			goals.Effect{From: id, To: "g", Sign: goals.Plus, Strength: num("0.0001"), Evidence: goals.Expert})
	}
	c := compile(t, s)
	testkit.InTime(t, time.Minute, func() {
		if got, err := c.To("g", chain.View{On: date("2024")}); err != nil || got.Total().Sign() <= 0 {
			t.Error(got.Total(), err)
		}
	})
}

// TestReality ends where all that leads to everything is too much to look at.
func TestRealityBounded(t *testing.T) {
	const n = 6_000 // each leads to all behind it
	s := goals.Strategy{ID: "s", Title: "S", Levels: []string{"L"}, Vocabulary: goals.VocabularyKGSt}
	for i := range n {
		s.Results = append(s.Results, goals.Result{ID: fmt.Sprint("r", i), Title: "R", Stage: "Output"})
		if i > 0 {
			s.Effects = append(s.Effects, goals.Effect{From: fmt.Sprint("r", i-1), To: fmt.Sprint("r", i), Sign: goals.Plus, Strength: num("1"), Evidence: goals.Expert})
		}
	}
	if n*n/2 <= chain.MaxWork {
		t.Fatal("this chain is within the bound")
	}
	c := compile(t, s)
	if _, err := c.Reality(date("2024"), func(chain.Node) zielkette.Figure { return zielkette.Figure{} }); code(t, err) != zielkette.CodeRange {
		t.Error(err)
	}
}

// TestMarshal writes what the package gives as JSON: nothing comes out empty, and all
// names are in camel case.
func TestMarshal(t *testing.T) {
	s := city()
	c := compile(t, s)
	to, err := c.To("co2", chain.View{})
	if err != nil {
		t.Fatal(err)
	}
	loss, err := c.Loss("daemmen", chain.Change{}, chain.View{})
	if err != nil {
		t.Fatal(err)
	}
	for name, v := range map[string]any{
		"chain": c, "money": c.Money(), "contributions": to, "loss": loss, "conflicts": c.Conflicts(c.Money()),
		"gaps": gapsOf(t, c, chain.GapOptions{}), "matrix": matrixOf(t, c, chain.GapOptions{}), "parts": c.Money().Parts("co2"),
	} {
		text, err := json.Marshal(v)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if strings.Contains(string(text), "{}") || strings.ContainsAny(firstLetters(t, text), "ABCDEFGHIJKLMNOPQRSTUVWXYZ") {
			t.Errorf("%s: %s", name, text)
		}
	}
	got, err := json.Marshal(to.List[0])
	if want := `{"node":{"kind":"measure","id":"daemmen","title":"Dämmung"},"value":"0.28","evidence":"assumed"}`; err != nil || string(got) != want {
		t.Errorf("%s, want %s, %v", got, want, err)
	}
	var none chain.Contribution
	if none.Node() != (chain.Node{}) || !none.Value().IsZero() || none.Evidence() != "" {
		t.Error("the zero contribution says something")
	}
}

// firstLetters returns the first letter of every name in a JSON text, those of plurals
// and declared counts apart, which are the document's own.
func firstLetters(t *testing.T, text []byte) string {
	t.Helper()
	var v any
	if err := json.Unmarshal(text, &v); err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	var walk func(any)
	walk = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, e := range v {
				walk(e)
			}
		case map[string]any:
			for name, e := range v {
				out.WriteByte(name[0])
				if name != "plurals" && name != "declared" {
					walk(e)
				}
			}
		}
	}
	walk(v)
	return out.String()
}
