package goals_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/internal/testkit"
)

func refs(texts ...string) []goals.Ref {
	var out []goals.Ref
	for _, t := range texts {
		out = append(out, goals.MustParseRef(t))
	}
	return out
}

// first is the edition that the tests amend.
func first() goals.Strategy {
	leaf := func(id, title string, indicators ...string) goals.Goal {
		g := goals.Goal{ID: id, Level: "Ziel", Title: title}
		for _, i := range indicators {
			g.Indicators = append(g.Indicators, goals.Link{ID: i})
		}
		return g
	}
	return goals.Strategy{
		ID: "stadt-2020", Title: "Programm", Levels: []string{"Feld", "Ziel"},
		Municipality: goals.Municipality{Name: "Stadt"}, Assumptions: []string{"erste Annahme"},
		Declared: map[string]int{"Feld": 2, "Ziel": 5},
		Themes:   []goals.Theme{{ID: "Q1", Kind: "Thema", Title: "Inklusion"}, {ID: "Q2", Kind: "Thema", Title: "Digitales"}},
		Measures: []goals.Measure{{ID: "m1", Title: "Radweg"}},
		Goals: []goals.Goal{
			{ID: "F1", Level: "Feld", Title: "Klima", Goals: []goals.Goal{
				leaf("F1.1", "Weniger Treibhausgase", "thg"), leaf("F1.2", "Mehr Bäume in der Stadt", "baeume"), leaf("F1.3", "Sauberes Wasser"),
			}},
			{ID: "F2", Level: "Feld", Title: "Verkehr", Goals: []goals.Goal{
				leaf("F2.1", "Mehr Radverkehr und mehr Fußverkehr", "rad"), leaf("F2.2", "Sichere Schulwege"),
			}},
		},
	}
}

// partial is a Teilfortschreibung made by hand: one goal split in two, one moved,
// one reworded, one given up, one new.
func partial() goals.Strategy {
	return goals.Strategy{
		FormatVersion: 1, ID: "stadt-2023", Title: "Programm, Teilfortschreibung",
		Edition:     goals.Edition{Name: "Teilfortschreibung Verkehr", Amends: "stadt-2020", Partial: true},
		Assumptions: []string{"zweite Annahme"},
		Levels:      []string{"Feld", "Ziel"}, Declared: map[string]int{"Feld": 2, "Ziel": 6},
		Themes:   []goals.Theme{{ID: "Q2", Kind: "Thema", Title: "Digitale Stadt", Replaces: refs("Q2@stadt-2020")}},
		Measures: []goals.Measure{{ID: "m2", Title: "Zählstelle"}},
		Goals: []goals.Goal{{ID: "F2", Level: "Feld", Title: "Verkehr", Goals: []goals.Goal{
			{ID: "F2.3", Level: "Ziel", Title: "Mehr Radverkehr", Replaces: refs("F2.1@stadt-2020"), Indicators: []goals.Link{{ID: "rad"}}},
			{ID: "F2.4", Level: "Ziel", Title: "Mehr Fußverkehr", Replaces: refs("F2.1@stadt-2020"), Indicators: []goals.Link{{ID: "fuss"}}},
			{ID: "F1.2", Level: "Ziel", Title: "Mehr Bäume in der Stadt"},
			{ID: "F2.5", Level: "Ziel", Title: "Bahnhof ohne Stufen"},
		}}},
	}
}

func mustCompile(t *testing.T, s goals.Strategy) *goals.Plan {
	t.Helper()
	p, err := s.Compile()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// changes lists the changes as "kinds: from > to".
func changes(d goals.Difference) []string {
	names := func(list []goals.Element) string {
		var out []string
		for _, e := range list {
			out = append(out, e.Ref.ID)
		}
		return strings.Join(out, "+")
	}
	var out []string
	for _, c := range d.Changes {
		var kinds []string
		for _, k := range c.Kinds {
			kinds = append(kinds, string(k))
		}
		out = append(out, strings.Join(kinds, "+")+": "+names(c.From)+" > "+names(c.To))
	}
	return out
}

func TestPartialEdition(t *testing.T) {
	base, part := first(), partial()
	whole, err := goals.Amend(base, part)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(first(), base); d != "" {
		t.Error("the amended edition was changed:", d)
	}
	if d := cmp.Diff(partial(), part); d != "" {
		t.Error("the partial edition was changed:", d)
	}
	plan := mustCompile(t, whole)
	var outline []string
	for g := range plan.Goals() {
		outline = append(outline, strings.Repeat(" ", g.Depth())+g.ID())
	}
	if d := cmp.Diff([]string{"F1", " F1.1", " F1.3", "F2", " F2.3", " F2.4", " F1.2", " F2.5"}, outline); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]string{"erste Annahme", "zweite Annahme"}, plan.Assumptions()); d != "" {
		t.Error(d)
	}
	if got := len(plan.Measures()); got != 2 || plan.Municipality().Name != "Stadt" || plan.Edition().Partial || plan.Warnings() != nil {
		t.Error(got, plan.Municipality(), plan.Edition(), plan.Warnings())
	}

	d := goals.Compare(mustCompile(t, base), plan)
	want := []string{
		"kept: F1 > F1", "kept: F1.1 > F1.1", "kept: F1.3 > F1.3", "kept: F2 > F2",
		"moved: F1.2 > F1.2", "added:  > F2.5", "kept: Q1 > Q1", "reworded: Q2 > Q2",
		"split: F2.1 > F2.3+F2.4", "removed: F2.2 > ",
	}
	if diff := cmp.Diff(want, changes(d)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([][]string{{"rad"}, {"fuss"}, {"baeume", "thg"}}, [][]string{
		d.IndicatorsKept, d.IndicatorsAdded, d.IndicatorsRemoved,
	}); diff == "" {
		t.Error("the indicators of goals that go on are kept:", d.IndicatorsKept)
	}
	if diff := cmp.Diff([][]string{{"rad", "thg"}, {"fuss"}, {"baeume"}}, [][]string{
		d.IndicatorsKept, d.IndicatorsAdded, d.IndicatorsRemoved,
	}); diff != "" {
		t.Error(diff)
	}
	if d.Unrecorded != nil || d.Reused != nil || d.Problems != nil {
		t.Error(d.Unrecorded, d.Reused, d.Problems)
	}
}

func TestAmendRefuses(t *testing.T) {
	whole, other := partial(), partial()
	invented := first()
	invented.Fictional = true
	if s, err := goals.Amend(invented, partial()); err != nil || !s.Fictional {
		t.Error("what amends an invented edition is invented:", err)
	}
	whole.Edition.Partial = false
	other.Edition.Amends = "anderswo"
	for _, part := range []goals.Strategy{whole, other, {}} {
		_, err := goals.Amend(first(), part)
		if !errors.Is(err, zielkette.Problem{Code: goals.CodeAmends}) {
			t.Error(part.ID, err)
		}
		testkit.Told(t, err)
	}
}

// What a partial edition does not state goes on; what it states stands for all.
func TestAmendSections(t *testing.T) {
	base := first()
	base.Plurals = map[string]string{"Ziel": "Ziele"}
	base.Vocabulary = "kgst"
	base.Effects = []goals.Effect{{From: "m1", To: "F2.1", Sign: goals.Plus, Evidence: goals.Assumed}}
	base.Conflicts = []goals.Conflict{{Between: []string{"F1.1", "F2.1"}, Description: "d"}}
	base.Treatments = []goals.Treatment{{Themes: []string{"Q1"}, In: []string{"F1"}}}
	base.Milestones = []zielkette.Milestone{{Title: "Beschluss"}}
	base.Areas = []goals.Area{{ID: "a1", Title: "Mitte"}}
	base.Results = []goals.Result{{ID: "r1", Stage: "Output", Title: "Leistung"}}
	silent := goals.Strategy{ID: "n", Title: "neu", Edition: goals.Edition{Amends: base.ID, Partial: true}}
	got, err := goals.Amend(base, silent)
	if err != nil {
		t.Fatal(err)
	}
	want := base
	want.ID, want.Title, want.Edition = "n", "neu", goals.Edition{Amends: base.ID}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	loud := silent
	loud.Levels, loud.Declared, loud.Plurals = []string{"Oben"}, map[string]int{"Oben": 1}, map[string]string{}
	loud.Vocabulary, loud.Effects, loud.Conflicts = "iooi-phineo", []goals.Effect{}, []goals.Conflict{}
	loud.Treatments, loud.Milestones = []goals.Treatment{}, []zielkette.Milestone{{Title: "neu"}}
	loud.Areas, loud.Results = []goals.Area{{ID: "a2", Title: "Nord"}}, []goals.Result{{ID: "r1", Stage: "Output", Title: "neu"}}
	loud.Municipality = goals.Municipality{Name: "Neustadt"}
	got, err = goals.Amend(base, loud)
	if err != nil {
		t.Fatal(err)
	}
	want = loud
	want.Edition.Partial = false
	want.Assumptions, want.Themes, want.Measures, want.Goals = base.Assumptions, base.Themes, base.Measures, base.Goals
	want.Areas = append(append([]goals.Area{}, base.Areas...), loud.Areas...)
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestCompareLinks(t *testing.T) {
	older := goals.Strategy{ID: "a", Title: "a", Levels: []string{"Z"}, Goals: []goals.Goal{
		{ID: "1", Level: "Z", Title: "eins"},
		{ID: "2", Level: "Z", Title: "zwei"},
		{ID: "3", Level: "Z", Title: "drei"},
		{ID: "4", Level: "Z", Title: "vier", Statement: "s"},
		{ID: "5", Level: "Z", Title: "fünf"},
	}}
	newer := goals.Strategy{ID: "b", Title: "b", Levels: []string{"Z", "Y"}, Goals: []goals.Goal{
		{ID: "1", Level: "Z", Title: "eins und zwei", Replaces: refs("1@a", "2@a"), Goals: []goals.Goal{
			{ID: "6", Level: "Y", Title: "DREI", Replaces: refs("3@a", "9@z")}, // 9@z is of another edition
		}},
		{ID: "4", Level: "Z", Title: "vier", Statement: "t"},
		{ID: "5", Level: "Z", Title: "etwas anderes"},
		{ID: "7", Level: "Z", Title: "sieben", Replaces: refs("77@a")},
	}}
	d := goals.Compare(mustCompile(t, older), mustCompile(t, newer))
	want := []string{
		"merged: 1+2 > 1", "reworded+moved: 3 > 6", "reworded: 4 > 4", "added:  > 5", "added:  > 7", "removed: 5 > ",
	}
	if diff := cmp.Diff(want, changes(d)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"5"}, d.Reused); diff != "" {
		t.Error(diff)
	}
	var problems []string
	for _, p := range d.Problems {
		problems = append(problems, fmt.Sprint(p.Code, " ", p.Severity, " ", p.Place.Pointer, " ", p.Subject))
	}
	if diff := cmp.Diff([]string{"reference warning /goals/3/replaces 77@a"}, problems); diff != "" {
		t.Error(diff)
	}
	if got := changes(goals.Difference{Changes: d.Of(goals.Moved)}); len(got) != 1 || got[0] != want[1] {
		t.Error(got)
	}
	// Against itself an edition has kept everything.
	for _, c := range goals.Compare(mustCompile(t, older), mustCompile(t, older)).Changes {
		if !c.Is(goals.Kept) {
			t.Error(c)
		}
	}
}

// A theme that becomes a goal has moved; a theme has problems of its own.
func TestCompareThemes(t *testing.T) {
	older := goals.Strategy{ID: "a", Title: "a", Levels: []string{"Z"}, Themes: []goals.Theme{{ID: "T", Kind: "K", Title: "Klima"}, {ID: "U", Kind: "K", Title: "Umwelt"}}}
	newer := goals.Strategy{
		ID: "b", Title: "b", Levels: []string{"Z"}, Goals: []goals.Goal{{ID: "T", Level: "Z", Title: "Klima", Replaces: refs("T@a")}},
		Themes: []goals.Theme{{ID: "U", Kind: "K", Title: "Umwelt", Replaces: refs("X@a")}},
	}
	d := goals.Compare(mustCompile(t, older), mustCompile(t, newer))
	if diff := cmp.Diff([]string{"moved: T > T", "added:  > U", "removed: U > "}, changes(d)); diff != "" {
		t.Error(diff)
	}
	if len(d.Problems) != 1 || d.Problems[0].Place.Pointer != "/themes/0/replaces" {
		t.Error(d.Problems)
	}
}

// What is not on record is unknown, neither new nor gone.
func TestCompareUnknown(t *testing.T) {
	older := goals.Strategy{
		ID: "a", Title: "a", Levels: []string{"Feld", "Ziel"}, Declared: map[string]int{"Feld": 1, "Ziel": 24, "Thema": 2},
		Plurals: map[string]string{"Thema": "Themen"},
		Goals:   []goals.Goal{{ID: "F1", Level: "Feld", Title: "Klima"}},
	}
	newer := goals.Strategy{
		ID: "b", Title: "b", Levels: []string{"Feld", "Schwerpunkt", "Ziel"}, Declared: map[string]int{"Feld": 2, "Ziel": 1},
		Themes: []goals.Theme{{ID: "T", Kind: "Thema", Title: "Thema"}, {ID: "U", Kind: "Anderes", Title: "Anderes"}},
		Goals: []goals.Goal{{ID: "F1", Level: "Feld", Title: "Klima", Goals: []goals.Goal{
			{ID: "S", Level: "Schwerpunkt", Title: "Schwerpunkt", Goals: []goals.Goal{{ID: "Z", Level: "Ziel", Title: "Ziel"}}},
		}}},
	}
	d := goals.Compare(mustCompile(t, older), mustCompile(t, newer))
	want := []string{
		"kept: F1 > F1", "origin-unknown:  > S", "origin-unknown:  > Z", "origin-unknown:  > T", "origin-unknown:  > U",
	}
	if diff := cmp.Diff(want, changes(d)); diff != "" {
		t.Error(diff)
	}
	unrecorded := []goals.Unrecorded{
		{Edition: "a", Kind: "Ziel", Declared: 24, Known: true},
		{Edition: "a", Kind: "Thema", Declared: 2, Known: true},
		{Edition: "b", Kind: "Feld", Declared: 2, Known: true, Recorded: 1},
	}
	if diff := cmp.Diff(unrecorded, d.Unrecorded); diff != "" {
		t.Error(diff)
	}
	back := goals.Compare(mustCompile(t, newer), mustCompile(t, older))
	want = []string{"kept: F1 > F1", "fate-unknown: S > ", "fate-unknown: Z > ", "fate-unknown: T > ", "fate-unknown: U > "}
	if diff := cmp.Diff(want, changes(back)); diff != "" {
		t.Error(diff)
	}
}

// A level of which nothing is on record and nobody says how many there are may hold
// anything; a kind of theme that is complete holds nothing more.
func TestCompareUndeclared(t *testing.T) {
	older := goals.Strategy{
		ID: "a", Title: "a", Levels: []string{"Feld", "Ziel"}, Goals: []goals.Goal{{ID: "F", Level: "Feld", Title: "F", Goals: []goals.Goal{{ID: "Z", Level: "Ziel", Title: "Z"}}}},
		Themes: []goals.Theme{{ID: "T", Kind: "K", Title: "T"}, {ID: "U", Kind: "K", Title: "U"}},
	}
	newer := goals.Strategy{
		ID: "b", Title: "b", Levels: []string{"Feld", "Ziel"}, Goals: []goals.Goal{{ID: "F", Level: "Feld", Title: "F"}}, Declared: map[string]int{"K": 1},
		Themes: []goals.Theme{{ID: "T", Kind: "K", Title: "T"}},
	}
	d := goals.Compare(mustCompile(t, older), mustCompile(t, newer))
	if diff := cmp.Diff([]string{"kept: F > F", "kept: T > T", "fate-unknown: Z > ", "removed: U > "}, changes(d)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]goals.Unrecorded{{Edition: "b", Kind: "Ziel"}}, d.Unrecorded); diff != "" {
		t.Error(diff)
	}
}

func TestProposals(t *testing.T) {
	older := goals.Strategy{ID: "a", Title: "a", Levels: []string{"Z"}, Goals: []goals.Goal{
		{ID: "1", Level: "Z", Title: "Mehr Radverkehr in der Stadt"}, {ID: "2", Level: "Z", Title: "Gute Schulen"}, {ID: "3", Level: "Z", Title: "!"},
	}}
	newer := goals.Strategy{ID: "b", Title: "b", Levels: []string{"Z"}, Goals: []goals.Goal{
		{ID: "4", Level: "Z", Title: "Gute Schulen!"}, {ID: "5", Level: "Z", Title: "Mehr Radverkehr in der ganzen Stadt"}, {ID: "6", Level: "Z", Title: "?"},
	}}
	d := goals.Compare(mustCompile(t, older), mustCompile(t, newer))
	list := func(percent int) []string {
		var out []string
		for _, p := range d.Proposals(percent) {
			out = append(out, fmt.Sprint(p.From.Ref, " ", p.To.Ref, " ", p.Similarity))
		}
		return out
	}
	if diff := cmp.Diff([]string{"2@a 4@b 100", "1@a 5@b 84"}, list(0)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"2@a 4@b 100"}, list(85)); diff != "" {
		t.Error(diff)
	}
	if len(list(84)) != 2 {
		t.Error(list(84))
	}
	for _, c := range d.Changes {
		if !c.Is(goals.Added) && !c.Is(goals.Removed) {
			t.Error("likeness became a link:", c)
		}
	}
}

func TestChangeKindText(t *testing.T) {
	for _, k := range []goals.ChangeKind{
		goals.Kept, goals.Reworded, goals.Moved, goals.Split, goals.Merged, goals.Added, goals.Removed, goals.OriginUnknown, goals.FateUnknown,
	} {
		if x := k.Text(); x.DE == "" || x.EN == "" {
			t.Error(k)
		}
	}
	if !goals.ChangeKind("").Text().IsZero() {
		t.Error("an unknown kind has a text")
	}
}

func TestRef(t *testing.T) {
	for _, text := range []string{"", "a", "@", "a@", "@b", "a@b@c", "a b@c", "-a@b"} {
		r, err := goals.ParseRef(text)
		if !errors.Is(err, zielkette.Problem{Code: goals.CodeRef}) || !r.IsZero() {
			t.Errorf("%q: %v, %v", text, r, err)
		}
		testkit.Told(t, err)
	}
	r := goals.MustParseRef("HF2.SZ4@soest-2016")
	if r != (goals.Ref{ID: "HF2.SZ4", Edition: "soest-2016"}) || r.String() != "HF2.SZ4@soest-2016" {
		t.Error(r)
	}
	text, err := r.MarshalText()
	var back goals.Ref
	if err != nil || back.UnmarshalText(text) != nil || back != r {
		t.Error(back, err)
	}
	if back.UnmarshalText(nil) != nil || !back.IsZero() || back.String() != "" {
		t.Error(back)
	}
	if back.UnmarshalText([]byte("x")) == nil {
		t.Error("half a reference is read")
	}
	defer func() {
		if recover() == nil {
			t.Error("MustParseRef does not panic")
		}
	}()
	goals.MustParseRef("x")
}

func TestReplacesIsChecked(t *testing.T) {
	s := goals.Strategy{
		ID: "b", Title: "b", Levels: []string{"Z"},
		Themes: []goals.Theme{{ID: "T", Kind: "K", Title: "T", Replaces: []goals.Ref{{ID: "x"}}}},
		Goals:  []goals.Goal{{ID: "1", Level: "Z", Title: "eins", Replaces: refs("1@a", "1@b", "1@a")}},
	}
	_, err := s.Compile()
	var ps zielkette.Problems
	errors.As(err, &ps)
	testkit.Told(t, err)
	var got []string
	for _, p := range ps {
		got = append(got, p.Place.Pointer+" "+string(p.Code))
	}
	want := []string{"/goals/0/replaces/1 edition-reference", "/goals/0/replaces/2 duplicate-id", "/themes/0/replaces/0 edition-reference"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

const (
	firstFile = `{"formatVersion": 1, "id": "a", "title": "A", "levels": ["Z"], "goals": [
		{"id": "1", "level": "Z", "title": "eins"}, {"id": "2", "level": "Z", "title": "zwei"}]}`
	partFile = `{"formatVersion": 1, "id": "b", "title": "B", "edition": {"amends": "a", "partial": true},
		"goals": [{"id": "2", "level": "Z", "title": "zwei, neu", "replaces": ["2@a"]}]}`
)

// editions reads documents as far as that goes and compiles them one after another.
func editions(texts ...string) ([]*goals.Plan, error) {
	var list []goals.Strategy
	for _, text := range texts {
		s, _ := goals.Read(strings.NewReader(text), "") // Editions tells what was wrong
		list = append(list, s)
	}
	return goals.Editions(list...)
}

func TestEditions(t *testing.T) {
	const (
		bad   = `{"formatVersion": 1, "id": "c", "title": "", "edition": {"amends": "b", "partial": true}, "levels": ["Y"]}`
		wild  = `{"formatVersion": 1`
		whole = `{"formatVersion": 1, "id": "", "title": "x"}`
	)
	plans, err := editions(firstFile, partFile)
	if err != nil || len(plans) != 2 || plans[1].Len() != 2 {
		t.Fatal(plans, err)
	}
	if diff := cmp.Diff([]string{"kept: 1 > 1", "reworded: 2 > 2"}, changes(goals.Compare(plans[0], plans[1]))); diff != "" {
		t.Error(diff)
	}
	plans, err = editions(partFile, firstFile, wild, whole)
	if plans != nil {
		t.Error("faulty editions are returned")
	}
	for _, code := range []zielkette.Code{goals.CodeAmends, zielkette.CodeJSONSyntax, zielkette.CodeID} {
		if !errors.Is(err, zielkette.Problem{Code: code}) {
			t.Errorf("no %s in %v", code, err)
		}
	}
	_, err = editions(firstFile, partFile, bad)
	for _, code := range []zielkette.Code{zielkette.CodeRequired, goals.CodeLevel} {
		if !errors.Is(err, zielkette.Problem{Code: code}) {
			t.Errorf("no %s in %v", code, err)
		}
	}
	// A partial edition by itself is read; it lacks the levels.
	s, err := goals.Read(strings.NewReader(partFile), "")
	if err != nil || s.ID != "b" || len(s.Goals[0].Replaces) != 1 {
		t.Error(s, err)
	}
	if plan, err := s.Compile(); err == nil {
		t.Error(plan, "levels are missing in the part alone")
	}
	s.Levels = []string{"Z"}
	if w := mustCompile(t, s).Warnings(); len(w) != 1 || w[0].Code != goals.CodeAmends {
		t.Error(w)
	}
}

// The walks of Amend end on a literal whose goals contain themselves.
func TestAmendCircle(t *testing.T) {
	loop := []goals.Goal{{ID: "x", Level: "Z", Title: "x"}}
	loop[0].Goals = loop
	part := goals.Strategy{ID: "b", Title: "b", Edition: goals.Edition{Amends: "a", Partial: true}, Goals: loop}
	whole, err := goals.Amend(goals.Strategy{ID: "a", Title: "a", Levels: []string{"Z"}, Goals: loop}, part)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := whole.Compile(); err == nil {
		t.Error("a circle compiles")
	}
	loop[0].ID = "y"
	if _, err := goals.Amend(goals.Strategy{ID: "a", Goals: loop}, goals.Strategy{Edition: goals.Edition{Amends: "a", Partial: true}}); err != nil {
		t.Error(err)
	}
}

// Partial editions, each of which holds all that it amends, come to a product, which is
// bounded.
func TestManyPartialEditions(t *testing.T) {
	of := func(n int) (list []goals.Strategy) {
		base := goals.Strategy{ID: "e0", Title: "E", Levels: []string{"Z"}, Assumptions: make([]string, 30_000), Goals: []goals.Goal{{ID: "g", Level: "Z", Title: "G"}}}
		for i := range base.Assumptions {
			base.Assumptions[i] = fmt.Sprint("a", i)
		}
		list = append(list, base)
		for i := 1; i <= n; i++ {
			list = append(list, goals.Strategy{
				ID: fmt.Sprint("e", i), Title: "E", Edition: goals.Edition{Amends: fmt.Sprint("e", i-1), Partial: true},
				Goals: []goals.Goal{{ID: fmt.Sprint("g", i), Level: "Z", Title: "G"}},
			})
		}
		return list
	}
	if plans, err := goals.Editions(of(8)...); err != nil || len(plans) != 9 || plans[8].Len() != 9 {
		t.Error(len(plans), err)
	}
	_, err := goals.Editions(of(20)...)
	if list := zielkette.ProblemsOf(err); len(list) != 1 || list[0].Code != zielkette.CodeTooMany || list[0].Subject != "e9" {
		t.Error(err)
	}
	testkit.Told(t, err)
}

// FuzzCompare: every element of both editions stands in the changes, those that
// are not split or merged once.
func FuzzCompare(f *testing.F) {
	f.Add(uint64(1), uint8(3))
	f.Add(uint64(0xdeadbeef), uint8(9))
	f.Fuzz(func(t *testing.T, seed uint64, n uint8) {
		next := func(limit int) int {
			seed = seed*6364136223846793005 + 1442695040888963407
			return int(seed>>33) % limit
		}
		size := int(n)%12 + 1
		strategy := func(id string) goals.Strategy {
			s := goals.Strategy{ID: id, Title: id, Levels: []string{"Z", "Y"}, Declared: map[string]int{"Z": size + next(2)}}
			for i := range size {
				g := goals.Goal{ID: fmt.Sprint("g", i), Level: "Z", Title: fmt.Sprint("t", next(3))}
				if id == "b" {
					for k := range size {
						if next(4) == 0 {
							g.Replaces = append(g.Replaces, goals.Ref{ID: fmt.Sprint("g", k), Edition: "a"})
						}
					}
				}
				if next(3) == 0 {
					g.Goals = []goals.Goal{{ID: fmt.Sprint("h", i), Level: "Y", Title: "h"}}
				}
				s.Goals = append(s.Goals, g)
			}
			return s
		}
		a, b := mustCompile(t, strategy("a")), mustCompile(t, strategy("b"))
		d := goals.Compare(a, b)
		from, to, single := map[string]int{}, map[string]int{}, 0
		for _, c := range d.Changes {
			for _, e := range c.From {
				from[e.Ref.ID]++
			}
			for _, e := range c.To {
				to[e.Ref.ID]++
			}
			switch {
			case c.Is(goals.Split) && len(c.From) == 1 && len(c.To) > 1:
			case c.Is(goals.Merged) && len(c.To) == 1 && len(c.From) > 1:
			case c.Is(goals.Added) || c.Is(goals.OriginUnknown):
				single += len(c.To)
			case c.Is(goals.Removed) || c.Is(goals.FateUnknown):
				single += len(c.From)
			case len(c.From) == 1 && len(c.To) == 1:
			default:
				t.Fatal(c)
			}
		}
		if len(from) != a.Len() || len(to) != b.Len() {
			t.Fatalf("%d of %d, %d of %d elements stand in the changes", len(from), a.Len(), len(to), b.Len())
		}
		// Seen backwards without links, the same ids and titles are kept.
		if s := goals.Compare(b, b); len(s.Of(goals.Kept)) != b.Len() {
			t.Fatal(changes(s))
		}
	})
}
