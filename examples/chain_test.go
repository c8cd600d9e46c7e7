package examples_test

import (
	"encoding/json"
	"io/fs"
	"math/big"
	"os"
	"strings"
	"testing"

	zielkette "gitlab.opencode.de/zielkette/zielkette"

	"github.com/google/go-cmp/cmp"

	"gitlab.opencode.de/zielkette/zielkette/goals"
)

func planOf(t *testing.T, folder fs.FS) *goals.Plan {
	t.Helper()
	strategy, err := goals.Load(folder, "strategy.json")
	if err != nil {
		t.Fatal(err)
	}
	plan, err := strategy.Compile()
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

// The chains of real cities say only what a document says: every link with its
// source and the wording it rests on, and nothing invented to compute with.
func TestRealChains(t *testing.T) {
	chains := 0
	for name, folder := range folders(t) {
		plan := planOf(t, folder)
		if plan.Fictional() {
			continue
		}
		for _, e := range plan.Effects() {
			chains++
			if e.Source.IsZero() || e.Rationale == "" || !e.Strength.IsZero() || !e.Lag.IsZero() || e.Evidence != goals.Assumed {
				t.Errorf("%s: %s → %s: %+v", name, e.From, e.To, e)
			}
		}
		for _, m := range plan.Measures() {
			if m.Source.IsZero() && plan.Source().IsZero() || len(m.Budget) > 0 {
				t.Errorf("%s: %s has no source, or money nobody published", name, m.ID)
			}
		}
		for _, treatment := range plan.Treatments() {
			if treatment.Source.IsZero() {
				t.Errorf("%s: a treatment without a source", name)
			}
		}
	}
	if chains < 30 {
		t.Errorf("only %d links", chains)
	}
}

// What a goal quotes of its wording stands in the wording.
func TestSoestQuotations(t *testing.T) {
	plan := planOf(t, os.DirFS("soest/data"))
	text := map[string]string{}
	for goal := range plan.Goals() {
		text[goal.ID()] = goal.Title() + " " + goal.Statement()
		for above := range goal.Ancestors() {
			text[goal.ID()] += " " + above.Note()
		}
	}
	for _, e := range plan.Effects() {
		to := e.To
		if _, ok := plan.Result(to); ok {
			to = "HF1.SZ2.HZ2" // the goal that names the results
		}
		_, quoted, _ := strings.Cut(e.Rationale, "„")
		quoted = quoted[:strings.LastIndex(quoted, "“")]
		for part := range strings.SplitSeq(quoted, " … ") {
			if part = strings.TrimSuffix(part, "."); !strings.Contains(text[to], part) {
				t.Errorf("%s → %s quotes %q", e.From, e.To, part)
			}
		}
	}
}

type chainDocument struct {
	Upstream []struct {
		Node struct{ ID string }
		Tie  string
	}
	Money struct {
		Goals []struct {
			ID         string
			Own, Total amount
		}
		Unserved, All amount
	}
	Gaps   []struct{ Kind string }
	Matrix struct {
		Themes []struct{ Stage string }
		Cells  [][]string
	}
}

type amount struct {
	Planned, Actual zielkette.Figure
	Measures        int
}

func readChain(t *testing.T, name string, args ...string) (d chainDocument) {
	t.Helper()
	if err := json.Unmarshal([]byte(run(t, name, append([]string{"-chain", "-format", "json"}, args...)...)), &d); err != nil {
		t.Fatal(err)
	}
	return d
}

// One council paper ticks three of Leipzig's 24 Handlungsschwerpunkte; the two
// central and ten further Querschnittsthemen are asked for in all 11 Fachkonzepte.
func TestLeipzigChain(t *testing.T) {
	for _, goal := range []string{"Z1.1", "Z1.2", "Z3.3"} {
		d := readChain(t, "leipzig", "-goal", goal)
		if len(d.Upstream) != 2 || d.Upstream[1].Node.ID != "VII-P-07960-DS-02" || d.Upstream[1].Tie != "share" {
			t.Errorf("%s: %+v", goal, d.Upstream)
		}
	}
	d := readChain(t, "leipzig")
	counts := map[string]int{}
	for _, g := range d.Gaps {
		counts[g.Kind]++
	}
	if counts["goal-without-measure"] != 21 || counts["area-without-measure"] != 8 {
		t.Errorf("%v", counts)
	}
	cells := map[string]int{}
	for i, theme := range d.Matrix.Themes {
		for _, cell := range d.Matrix.Cells[i] {
			cells[theme.Stage+":"+cell]++
		}
	}
	want := map[string]int{
		"Zentrales Querschnittsthema:demanded": 2 * 11, "Weiteres Querschnittsthema:demanded": 10 * 11,
		"Querschnittsthema:": 6 * 11, "Umsetzungsinstrument:": 5 * 11,
	}
	if diff := cmp.Diff(want, cells); diff != "" {
		t.Error(diff)
	}
}

// The money behind the goals comes to that of all measures, to the cent, although
// measures serve goals in several places.
func TestChainMoney(t *testing.T) {
	for _, name := range []string{"leipzig", "soest"} {
		money := readChain(t, name, "-illustrate").Money
		planned, actual := new(big.Rat), new(big.Rat)
		list := []amount{money.Unserved}
		for _, g := range money.Goals {
			list = append(list, g.Own)
		}
		for _, a := range list {
			for _, add := range []struct {
				sum    *big.Rat
				figure zielkette.Figure
			}{{planned, a.Planned}, {actual, a.Actual}} {
				if euros, ok := add.figure.Rat(); ok {
					add.sum.Add(add.sum, euros)
				}
			}
		}
		if !zielkette.Round(planned).Equal(money.All.Planned) || !zielkette.Round(actual).Equal(money.All.Actual) {
			t.Errorf("%s: %s and %s; all %+v", name, planned.FloatString(2), actual.FloatString(2), money.All)
		}
	}
}

// Chains and drawings of everything that is shipped print, and invented ones say
// that they are.
func TestEveryChain(t *testing.T) {
	for name, folder := range folders(t) {
		plan := planOf(t, folder)
		for _, args := range [][]string{{"-chain"}, {"-chain", "-format", "markdown"}, {"-diagram", "mermaid"}, {"-diagram", "dot", "-view", "tree"}} {
			text := run(t, "evaluate", append(append([]string{"-lang", "en", "-as-of", "2024"}, args...), name)...)
			if strings.Contains(text, "FICTIONAL") != plan.Fictional() {
				t.Errorf("%s %v: fictional %v", name, args, plan.Fictional())
			}
		}
	}
}
