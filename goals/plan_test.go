package goals_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"math"
	"os"
	"path"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/internal/testkit"
)

func load(t testing.TB, name string) *goals.Plan {
	t.Helper()
	s, err := goals.Load(os.DirFS("testdata/good"), name)
	if err != nil {
		t.Fatal(err)
	}
	return compile(t, s)
}

func compile(t testing.TB, s goals.Strategy) *goals.Plan {
	t.Helper()
	plan, err := s.Compile()
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

// ids gives the ids of a sequence of goals, parted by blanks.
func ids(seq iter.Seq[goals.Node]) string {
	var out []string
	for n := range seq {
		out = append(out, n.ID())
	}
	return strings.Join(out, " ")
}

func TestSoestExcerpt(t *testing.T) {
	p := load(t, "soest-excerpt.json")
	if p.ID() != "soest-2016-excerpt" || !strings.HasPrefix(p.Title(), "Strategisches Zukunftsprogramm") || p.Fictional() || p.Len() != 8 {
		t.Errorf("%s %q, fictional %v, %d goals", p.ID(), p.Title(), p.Fictional(), p.Len())
	}
	if d := cmp.Diff(goals.Municipality{Name: "Soest", AGS: "05974040"}, p.Municipality()); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(goals.Edition{Name: "6. Fassung", From: zielkette.MustParseDate("2016"), To: zielkette.MustParseDate("2020")}, p.Edition()); d != "" {
		t.Error(d)
	}
	if p.Source().Title == "" || len(p.Assumptions()) != 1 {
		t.Errorf("source %v, assumptions %v", p.Source(), p.Assumptions())
	}
	for name, want := range map[string]string{"Handlungsfeld": "Handlungsfelder", "Vision": "Vision", "nichts": "nichts"} {
		if got := p.Plural(name); got != want {
			t.Errorf("the plural of %s is %s", name, got)
		}
	}
	for _, test := range []struct {
		name string
		seq  iter.Seq[goals.Node]
		want string
	}{
		{"pre-order", p.Goals(), "V HF1 HF1.SZ2 HF1.SZ2.HZ1 HF2 HF2.SZ1 HF2.SZ1.HZ2 HF2.SZ4"},
		{"post-order", p.PostOrder(), "HF1.SZ2.HZ1 HF1.SZ2 HF1 HF2.SZ1.HZ2 HF2.SZ1 HF2.SZ4 HF2 V"},
		{"roots", p.Roots(), "V"},
		{"level", p.AtLevel("Strategisches Ziel"), "HF1.SZ2 HF2.SZ1 HF2.SZ4"},
		{"no such level", p.AtLevel("Ziel"), ""},
		{"theme of the vision holds for all", p.WithTheme("UE2"), "V HF1 HF1.SZ2 HF1.SZ2.HZ1 HF2 HF2.SZ1 HF2.SZ1.HZ2 HF2.SZ4"},
		{"no such theme", p.WithTheme("UE3"), ""},
		{"area", p.InArea("altstadt"), "HF2.SZ1.HZ2"},
		{"no such area", p.InArea("UE1"), ""},
	} {
		for range 2 { // every sequence can be run again
			if got := ids(test.seq); got != test.want {
				t.Errorf("%s: %q, want %q", test.name, got, test.want)
			}
		}
	}
	if d := cmp.Diff([]goals.Count{{"Vision", 1, true, 1}, {"Handlungsfeld", 3, true, 2}, {"Strategisches Ziel", 8, true, 3}, {"Handlungsziel", 54, true, 2}}, p.Levels()); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]goals.Count{{"Übergreifendes Ziel", 9, true, 2}}, p.ThemeKinds()); d != "" {
		t.Error(d)
	}
	var warnings []string
	for _, w := range p.Warnings() {
		if w.Severity != zielkette.Warning || w.Message.DE == "" || w.Message.EN == "" {
			t.Errorf("the warning %+v", w)
		}
		warnings = append(warnings, w.Place.Pointer+" "+string(w.Code))
	}
	if d := cmp.Diff([]string{
		"/declared/Handlungsfeld declared-count", "/declared/Strategisches Ziel declared-count",
		"/declared/Handlungsziel declared-count", "/declared/Übergreifendes Ziel declared-count",
	}, warnings); d != "" {
		t.Error(d)
	}
}

func TestNode(t *testing.T) {
	p := load(t, "soest-excerpt.json")
	n, ok := p.Goal("HF2.SZ4")
	if !ok || n.IsZero() || n.Position() != 7 || n != p.At(7) {
		t.Fatalf("HF2.SZ4 is at %d, %v", n.Position(), ok)
	}
	if n.Level() != "Strategisches Ziel" || n.Number() != "4" || n.Title() != "Klimaschutz" || !strings.HasPrefix(n.Statement(), "Klimaanpassung") ||
		!n.Weight().IsZero() || n.Responsible() != "" || n.NotApplicable() != "" || n.Note() != "" || !n.Source().IsZero() || n.Depth() != 2 {
		t.Errorf("%+v", n)
	}
	if d := cmp.Diff([]goals.Link{{ID: "thg-je-ew", Assumed: true, Note: "Klimaschutz wird am Ausstoß gemessen."}}, n.Indicators()); d != "" {
		t.Error(d)
	}
	if got := ids(n.Ancestors()); got != "HF2 V" {
		t.Errorf("ancestors %q", got)
	}
	if parent, ok := n.Parent(); !ok || parent.ID() != "HF2" {
		t.Errorf("parent %v, %v", parent, ok)
	}
	if got := ids(n.Children()); got != "" {
		t.Errorf("children %q", got)
	}
	v, _ := p.Goal("V")
	if parent, ok := v.Parent(); ok || !parent.IsZero() {
		t.Error("a root has no parent")
	}
	if v.Depth() != 0 || ids(v.Children()) != "HF1 HF2" || ids(v.Descendants()) != "HF1 HF1.SZ2 HF1.SZ2.HZ1 HF2 HF2.SZ1 HF2.SZ1.HZ2 HF2.SZ4" {
		t.Errorf("depth %d, children %q, descendants %q", v.Depth(), ids(v.Children()), ids(v.Descendants()))
	}
	hf1, _ := p.Goal("HF1")
	if got := ids(hf1.Descendants()); got != "HF1.SZ2 HF1.SZ2.HZ1" {
		t.Errorf("descendants %q", got)
	}
	if got := ids(hf1.Children()); got != "HF1.SZ2" {
		t.Errorf("children %q", got)
	}
	if got := slices.Collect(v.Themes()); !slices.Equal(got, []string{"UE1", "UE2"}) {
		t.Errorf("themes %v", got)
	}
	leaf, _ := p.Goal("HF2.SZ1.HZ2")
	if got := slices.Collect(leaf.Areas()); !slices.Equal(got, []string{"altstadt"}) {
		t.Errorf("areas %v", got)
	}
	if got := slices.Collect(leaf.Themes()); got != nil {
		t.Errorf("themes %v", got)
	}
	if n, ok := p.Goal("UE1"); ok || !n.IsZero() {
		t.Error("a theme is no goal")
	}
	for i, n := range slices.Collect(p.Goals()) {
		if n.Position() != i {
			t.Errorf("%s is at %d, not %d", n.ID(), n.Position(), i)
		}
	}
}

func TestThemesAndAreas(t *testing.T) {
	p := load(t, "soest-excerpt.json")
	if theme, ok := p.Theme("UE2"); !ok || theme.ID != "UE2" {
		t.Errorf("%v, %v", theme, ok)
	}
	if theme, ok := p.Theme("V"); ok || theme.ID != "" {
		t.Errorf("%v, %v", theme, ok)
	}
	if area, ok := p.Area("altstadt"); !ok || area.Title != "Altstadt" {
		t.Errorf("%v, %v", area, ok)
	}
	if area, ok := p.Area("V"); ok || area.ID != "" {
		t.Errorf("%v, %v", area, ok)
	}
	if len(p.Themes()) != 2 || len(p.Areas()) != 1 {
		t.Errorf("%d themes, %d areas", len(p.Themes()), len(p.Areas()))
	}
}

func TestSeveralRoots(t *testing.T) {
	p := load(t, "several-roots.json")
	if got := ids(p.Roots()); got != "Z1 Z2" {
		t.Errorf("roots %q", got)
	}
	if got := ids(p.PostOrder()); got != "Z1.1 Z1.2 Z1 Z2" {
		t.Errorf("post-order %q", got)
	}
	if got := ids(p.InArea("West")); got != "Z1 Z1.1 Z1.2" {
		t.Errorf("in the area %q", got)
	}
	n, _ := p.Goal("Z1.2")
	if n.NotApplicable() != "entfällt" || n.Weight().String() != "0.5" {
		t.Errorf("%q, weight %v", n.NotApplicable(), n.Weight())
	}
	var warnings []string
	for _, w := range p.Warnings() {
		warnings = append(warnings, w.Place.Pointer+" "+string(w.Code)+" "+w.Subject)
	}
	if d := cmp.Diff([]string{
		"/declared/Ziel declared-count Ziel", "/declared/Handlungsschwerpunkt declared-count Handlungsschwerpunkt",
	}, warnings); d != "" {
		t.Error(d)
	}
}

func TestWeightGap(t *testing.T) {
	p := compile(t, goals.Strategy{
		ID: "x", Title: "X", Levels: []string{"L", "M"},
		Goals: []goals.Goal{{
			ID: "A", Level: "L", Title: "A",
			Indicators: []goals.Link{{ID: "k", Weight: zielkette.Int(2)}},
			Goals:      []goals.Goal{{ID: "B", Level: "M", Title: "B"}},
		}},
	})
	if ws := p.Warnings(); len(ws) != 1 || ws[0].Code != goals.CodeWeightGap || ws[0].Place.Pointer != "/goals/0" {
		t.Errorf("warnings %v", ws)
	}
}

// A strategy before it has goals is a strategy.
func TestStrategyWithoutGoals(t *testing.T) {
	p := load(t, "leitbild.json")
	if p.Len() != 0 || ids(p.Goals()) != "" || ids(p.PostOrder()) != "" || ids(p.Roots()) != "" || p.Warnings() != nil || len(p.Levels()) != 0 || p.ThemeKinds() != nil || p.Assumptions() != nil {
		t.Error("a strategy without goals is not empty")
	}
	if _, ok := p.Goal(""); ok {
		t.Error("no goal has no id")
	}
}

// A caller that breaks out of a sequence is not called again.
func TestEarlyBreak(t *testing.T) {
	p := load(t, "soest-excerpt.json")
	v, _ := p.Goal("V")
	leaf, _ := p.Goal("HF1.SZ2.HZ1")
	for name, seq := range map[string]iter.Seq[goals.Node]{
		"Goals": p.Goals(), "PostOrder": p.PostOrder(), "Roots": p.Roots(), "AtLevel": p.AtLevel("Handlungsfeld"), "WithTheme": p.WithTheme("UE1"),
		"InArea": p.InArea("altstadt"), "Children": v.Children(), "Descendants": v.Descendants(), "Ancestors": leaf.Ancestors(),
	} {
		calls := 0
		for range seq {
			calls++
			break
		}
		if calls != 1 {
			t.Errorf("%s yields %d", name, calls)
		}
	}
	for range v.Themes() {
		break
	}
	area, _ := p.Goal("HF2.SZ1.HZ2")
	for range area.Areas() {
		break
	}
}

// Nothing that a plan hands out or was made from reaches into it.
func TestPlanIsImmutable(t *testing.T) {
	s := goals.Strategy{
		FormatVersion: 1, ID: "x", Title: "X", Assumptions: []string{"a"}, Levels: []string{"L", "M"},
		Plurals: map[string]string{"L": "Ls"}, Declared: map[string]int{"L": 2},
		Themes: []goals.Theme{{ID: "T", Kind: "K", Title: "T"}}, Areas: []goals.Area{{ID: "R", Title: "R"}},
		Goals: []goals.Goal{{ID: "A", Level: "L", Title: "A", Themes: []string{"T"}, Areas: []string{"R"}, Indicators: []goals.Link{{ID: "k"}}}},
	}
	p := compile(t, s)
	state := func() string {
		n, _ := p.Goal("A")
		return fmt.Sprint(p.Assumptions(), p.Levels(), p.Plural("L"), p.ThemeKinds(), p.Themes(), p.Areas(), n.Title(), slices.Collect(n.Themes()), slices.Collect(n.Areas()), n.Indicators(), p.Warnings())
	}
	before := state()
	s.Assumptions[0], s.Levels[0], s.Plurals["L"], s.Declared["L"] = "b", "X", "X", 7
	s.Themes[0].ID, s.Areas[0].ID = "X", "X"
	s.Goals[0].Title, s.Goals[0].Themes[0], s.Goals[0].Areas[0], s.Goals[0].Indicators[0].ID = "X", "X", "X", "X"
	n, _ := p.Goal("A")
	p.Assumptions()[0], p.Levels()[0].Name, p.Themes()[0].ID, p.Areas()[0].ID, n.Indicators()[0].ID, p.Warnings()[0].Code = "x", "x", "x", "x", "x", "x"
	if d := cmp.Diff(before, state()); d != "" {
		t.Error(d)
	}
}

func TestPlanIsSafeForConcurrentUse(t *testing.T) {
	p := load(t, "soest-excerpt.json")
	want := ids(p.PostOrder())
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for range 50 {
				if got := ids(p.PostOrder()); got != want {
					t.Errorf("post-order %q", got)
				}
				_, _ = p.Levels(), p.Themes()
				for n := range p.WithTheme("UE1") {
					_ = n.Indicators()
				}
			}
		})
	}
	group.Wait()
}

// Literals hold what JSON cannot: nothing of it may panic or hang.
func TestHostileLiterals(t *testing.T) {
	self := make([]goals.Goal, 3)
	for i := range self {
		self[i] = goals.Goal{ID: fmt.Sprint("g", i), Level: "L", Title: "x", Goals: self, Weight: zielkette.Int(1)}
	}
	one := []goals.Goal{{ID: "a", Level: "L", Title: "x"}}
	one[0].Goals = one
	var shared []goals.Goal // 2^31 goals, for those who count
	for range 31 {
		shared = []goals.Goal{{ID: "a", Goals: shared}, {ID: "b", Goals: shared}}
	}
	big := make([]goals.Goal, 100_000)
	for i := range big {
		big[i].Goals = big
	}
	for name, test := range map[string]struct {
		strategy goals.Strategy
		want     []zielkette.Code
	}{
		"zero":                       {goals.Strategy{}, []zielkette.Code{"id", "required"}},
		"versions":                   {goals.Strategy{FormatVersion: math.MinInt, ID: "x", Title: "x"}, []zielkette.Code{"format-version"}},
		"lists that hold themselves": {goals.Strategy{ID: "x", Title: "x", Levels: []string{"L"}, Goals: self}, []zielkette.Code{"range"}},
		"a list that holds itself":   {goals.Strategy{ID: "x", Title: "x", Levels: []string{"L"}, Goals: one}, []zielkette.Code{"duplicate-id", "goal-depth", "level-order"}},
		"a goal of no level":         {goals.Strategy{ID: "x", Title: "x", Declared: map[string]int{"L": 1}, Goals: []goals.Goal{{ID: "a", Title: "x"}}}, []zielkette.Code{"required"}},
		"shared lists":               {goals.Strategy{ID: "x", Title: "x", Levels: []string{"L"}, Goals: shared}, []zielkette.Code{"range"}},
		"a big list in itself":       {goals.Strategy{ID: "x", Title: "x", Levels: []string{"L"}, Goals: big}, []zielkette.Code{"range"}},
		"invalid UTF-8":              {goals.Strategy{ID: "\xff", Title: "\xff", Levels: []string{"\xff"}, Declared: map[string]int{"\x00/~": math.MinInt}, Goals: []goals.Goal{{ID: "\xff", Level: "\xfe", Title: "x"}}}, []zielkette.Code{"id", "level", "range"}},
		"long texts":                 {goals.Strategy{ID: strings.Repeat("x", 1<<20), Title: "x"}, []zielkette.Code{"id"}},
	} {
		t.Run(name, func(t *testing.T) {
			var p *goals.Plan
			var err error
			testkit.InTime(t, 20*time.Second, func() { p, err = test.strategy.Compile() })
			var ps zielkette.Problems
			if p != nil || !errors.As(err, &ps) {
				t.Fatalf("%v, %v", p, err)
			}
			testkit.Told(t, err)
			found := map[zielkette.Code]bool{}
			for _, problem := range ps {
				found[problem.Code] = true
			}
			for _, code := range test.want {
				if !found[code] {
					t.Errorf("no problem of the code %s among %d", code, len(ps))
				}
				delete(found, code)
			}
			if len(found) > 0 {
				t.Errorf("problems of the codes %v too", found)
			}
		})
	}
}

func TestMaxDepth(t *testing.T) {
	for depth, want := range map[int]int{goals.MaxDepth: goals.MaxDepth, goals.MaxDepth + 1: 0} {
		s := goals.Strategy{ID: "x", Title: "X"}
		var top []goals.Goal
		for i := depth; i > 0; i-- {
			top = []goals.Goal{{ID: fmt.Sprint("g", i), Level: fmt.Sprint("L", i), Title: "x", Goals: top}}
		}
		for i := range depth {
			s.Levels = append(s.Levels, fmt.Sprint("L", i+1))
		}
		s.Goals = top
		p, err := s.Compile()
		switch {
		case want == 0 && !errors.Is(err, zielkette.Problem{Code: goals.CodeDepth}):
			t.Errorf("depth %d: %v", depth, err)
		case want > 0 && (err != nil || p.Len() != want):
			t.Errorf("depth %d: %v", depth, err)
		}
	}
}

// However many faults, at most 100 are listed, and compiling ends with the next.
func TestProblemsAreCapped(t *testing.T) {
	s := goals.Strategy{ID: "x", Title: "X", Levels: []string{"L"}}
	for i := range 150 {
		s.Goals = append(s.Goals, goals.Goal{ID: fmt.Sprint("g", i), Level: "?", Title: "x"})
	}
	_, err := s.Compile()
	var ps zielkette.Problems
	if !errors.As(err, &ps) || len(ps) != 101 || ps[100].Code != zielkette.CodeMore || !strings.Contains(ps[100].Message.EN, "at least 1 more") {
		t.Errorf("%d problems: %v", len(ps), err)
	}
	for i, p := range ps[:100] {
		if want := fmt.Sprintf("/goals/%d/level", i); p.Place.Pointer != want || p.Code != goals.CodeLevel {
			t.Errorf("problem %d is %v", i, p)
		}
	}
}

// Every good document comes back from its Go value: what is written as JSON
// compiles to an equal plan.
func TestGoodDocumentsRoundTrip(t *testing.T) {
	entries, err := os.ReadDir("testdata/good")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, entry := range entries {
		if path.Ext(entry.Name()) != ".json" {
			continue
		}
		found++
		data, err := os.ReadFile(path.Join("testdata/good", entry.Name()))
		if err != nil {
			t.Fatal(err)
		}
		s, err := goals.Read(bytes.NewReader(data), "")
		if err != nil {
			t.Fatal(err)
		}
		roundTrip(t, s)
	}
	if found == 0 {
		t.Error("no files were found")
	}
}

// roundTrip checks that a document that compiles does so again after it has been
// written as JSON and read.
func roundTrip(t testing.TB, first goals.Strategy) {
	t.Helper()
	text, err := json.Marshal(first)
	if err != nil {
		t.Fatal(err)
	}
	second, err := goals.Read(bytes.NewReader(text), "")
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	if d := cmp.Diff(first, second); d != "" {
		t.Fatal(d)
	}
	if d := cmp.Diff(dump(compile(t, first)), dump(compile(t, second))); d != "" {
		t.Fatal(d)
	}
}

// A note of which it is said when it became known is hidden from earlier days, by the
// date of the report and by what is known; one without such a day always stands.
func TestNoteAt(t *testing.T) {
	noted, day := zielkette.MustParseDate("2023"), zielkette.MustParseDate
	plan := compile(t, goals.Strategy{ID: "s", Title: "S", Levels: []string{"Ziel"}, Goals: []goals.Goal{
		{ID: "A", Level: "Ziel", Title: "A", Note: "n", Noted: noted}, {ID: "B", Level: "Ziel", Title: "B", Note: "n"},
	}})
	a, _ := plan.Goal("A")
	b, _ := plan.Goal("B")
	for _, tt := range []struct{ on, known, want string }{
		{"2022-12-31", "", ""}, {"2023-12-31", "", "n"}, {"2024-12-31", "2023-06-30", ""}, {"2024-12-31", "2024-01-01", "n"},
	} {
		on, known := day(tt.on), zielkette.Date{}
		if tt.known != "" {
			known = day(tt.known)
		}
		got := []string{a.NoteAt(on, known), goals.Measure{Note: "n", Noted: noted}.NoteAt(on, known), goals.Theme{Note: "n", Noted: noted}.NoteAt(on, known), b.NoteAt(on, known)}
		if d := cmp.Diff([]string{tt.want, tt.want, tt.want, "n"}, got); d != "" {
			t.Errorf("on %s, known %s:\n%s", tt.on, tt.known, d)
		}
	}
}

// dump gives everything a plan says of its goals.
func dump(p *goals.Plan) []string {
	out := []string{fmt.Sprint(p.ID(), p.Title(), p.Fictional(), p.Municipality(), p.Edition(), p.Source(), p.Assumptions(), p.Levels(), p.ThemeKinds(), p.Themes(), p.Areas())}
	for _, w := range p.Warnings() {
		out = append(out, fmt.Sprint(w.Code, w.Place.Pointer, w.Subject))
	}
	slices.Sort(out)
	for n := range p.Goals() {
		parent, _ := n.Parent()
		out = append(out, fmt.Sprint(
			n.Position(), parent.Position(), n.Depth(), n.ID(), n.Level(), n.Number(), n.Title(), n.Statement(), n.Weight(), n.Responsible(), n.NotApplicable(), n.Note(), n.Source(),
			slices.Collect(n.Themes()), slices.Collect(n.Areas()), n.Indicators(), ids(n.Children()),
		))
	}
	return append(out, ids(p.PostOrder()))
}

// No input panics; every problem has a place and a code; what is read compiles
// again to the same.
func FuzzRead(f *testing.F) {
	testkit.Seed(f, "good/*.json", "bad/*.json")
	f.Fuzz(func(t *testing.T, text string) {
		s, err := goals.Read(strings.NewReader(text), "")
		var p *goals.Plan
		if err == nil {
			p, err = s.Compile()
		}
		if err != nil {
			var ps zielkette.Problems
			if !errors.As(err, &ps) || len(ps) == 0 || len(ps) > 101 {
				t.Fatalf("%v, %v", p, err)
			}
			for _, problem := range ps {
				if problem.Code == "" || problem.Place.Line < 1 && problem.Code != zielkette.CodeMore {
					t.Fatalf("the problem %+v", problem)
				}
			}
			testkit.Told(t, err)
			return
		}
		seen := map[string]bool{}
		for n := range p.PostOrder() {
			if parent, ok := n.Parent(); seen[n.ID()] || ok && seen[parent.ID()] {
				t.Fatalf("%s comes after the goal above it, or twice", n.ID())
			}
			seen[n.ID()] = true
		}
		if len(seen) != p.Len() {
			t.Fatalf("%d of %d goals in post-order", len(seen), p.Len())
		}
		roundTrip(t, s)
	})
}

// A goal beneath one that carries a theme may carry it once more.
func TestCarriedTwice(t *testing.T) {
	p := compile(t, goals.Strategy{
		ID: "x", Title: "X", Levels: []string{"L", "M"}, Themes: []goals.Theme{{ID: "t", Kind: "k", Title: "T"}},
		Goals: []goals.Goal{
			{ID: "A", Level: "L", Title: "A", Themes: []string{"t"}, Goals: []goals.Goal{
				{ID: "A1", Level: "M", Title: "A1", Themes: []string{"t"}}, {ID: "A2", Level: "M", Title: "A2"},
			}},
			{ID: "B", Level: "L", Title: "B"},
		},
	})
	if got := ids(p.WithTheme("t")); got != "A A1 A2" {
		t.Errorf("with the theme %q", got)
	}
}

// What stands twice in a long list is found as it is in a short one.
func TestRepeatedInLongList(t *testing.T) {
	s := goals.Strategy{ID: "x", Title: "X", Levels: []string{"L"}, Goals: []goals.Goal{{ID: "A", Level: "L", Title: "A"}}}
	for i := range 20 {
		id := fmt.Sprint("t", i)
		s.Themes = append(s.Themes, goals.Theme{ID: id, Kind: "k", Title: "T"})
		s.Goals[0].Themes = append(s.Goals[0].Themes, id)
	}
	s.Goals[0].Themes[12], s.Goals[0].Themes[17] = "t3", "t11"
	_, err := s.Compile()
	var got []string
	for _, p := range zielkette.ProblemsOf(err) {
		got = append(got, p.Place.Pointer+" "+string(p.Code))
	}
	if d := cmp.Diff([]string{"/goals/0/themes/12 duplicate-id", "/goals/0/themes/17 duplicate-id"}, got); d != "" {
		t.Error(d)
	}
}

// What refers to an id that stands twice is not reported besides: nobody knows which of
// the two it means.
func TestAmbiguousReference(t *testing.T) {
	_, err := goals.Strategy{
		ID: "x", Title: "X", Levels: []string{"L"},
		Areas:     []goals.Area{{ID: "same", Title: "T"}},
		Goals:     []goals.Goal{{ID: "same", Level: "L", Title: "A"}, {ID: "B", Level: "L", Title: "B"}},
		Conflicts: []goals.Conflict{{Between: []string{"same", "B"}, Description: "D"}},
	}.Compile()
	var got []string
	for _, p := range zielkette.ProblemsOf(err) {
		got = append(got, p.Place.Pointer+" "+string(p.Code))
	}
	if d := cmp.Diff([]string{"/goals/0/id duplicate-id"}, got); d != "" {
		t.Error(d)
	}
}
