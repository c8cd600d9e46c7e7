package examples_test

import (
	"encoding/json"
	"io/fs"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

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
	Upstream []struct{ ID, Tie string }
	Money    struct {
		Goals         []amount
		Unserved, All amount
	}
	Gaps []struct {
		Kind  string
		Count int
	}
	Matrix struct {
		Themes, Fields []struct{ ID, Kind string }
		Cells          [][]string
	}
}

type amount struct {
	ID, Planned, Actual string
	Measures            int
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
		if len(d.Upstream) != 2 || d.Upstream[1].ID != "VII-P-07960-DS-02" || d.Upstream[1].Tie != "share" {
			t.Errorf("%s: %+v", goal, d.Upstream)
		}
	}
	d := readChain(t, "leipzig")
	counts := map[string]int{}
	for _, g := range d.Gaps {
		counts[g.Kind] = g.Count
	}
	if counts["goal-without-measure"] != 21 || counts["area-without-measure"] != 8 {
		t.Errorf("%v", counts)
	}
	cells := map[string]int{}
	for i, theme := range d.Matrix.Themes {
		for _, cell := range d.Matrix.Cells[i] {
			cells[theme.Kind+":"+cell]++
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
		planned, actual, measures := decimal.Decimal{}, decimal.Decimal{}, 0
		for _, a := range append(money.Goals, money.Unserved) {
			for _, add := range []struct {
				sum  *decimal.Decimal
				text string
			}{{&planned, a.Planned}, {&actual, a.Actual}} {
				if add.text != "" {
					*add.sum = add.sum.Add(decimal.RequireFromString(add.text))
				}
			}
			measures += a.Measures
		}
		if planned.StringFixed(2) != money.All.Planned || actual.StringFixed(2) != money.All.Actual || measures < money.All.Measures {
			t.Errorf("%s: %s and %s, %d measures; all %+v", name, planned, actual, measures, money.All)
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
