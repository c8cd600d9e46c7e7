package cities_test

import (
	"fmt"
	"io/fs"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/folder"
	"gitlab.opencode.de/zielkette/zielkette/goals"
)

// counts lists how many changes of each kind there are.
func counts(d goals.Difference) map[goals.ChangeKind]int {
	out := map[goals.ChangeKind]int{}
	for _, c := range d.Changes {
		for _, k := range c.Kinds {
			out[k]++
		}
	}
	return out
}

func editions(t *testing.T, files fs.FS, names ...string) []*goals.Plan {
	t.Helper()
	var documents []goals.Strategy
	for _, name := range names {
		s, err := goals.Load(files, name)
		if err != nil {
			t.Fatal(err)
		}
		documents = append(documents, s)
	}
	plans, err := goals.Editions(documents...)
	if err != nil {
		t.Fatal(err)
	}
	return plans
}

// The score of an old edition stays what it was when a new one is loaded, and the
// two editions of Soest differ as their documents do.
func TestSoestEditions(t *testing.T) {
	files := os.DirFS("../../examples/soest")
	city, err := folder.Load(os.DirFS("../../examples/soest/data"))
	if err != nil {
		t.Fatal(err)
	}
	score := func(plan *goals.Plan) string {
		set, err := city.Catalogue.Compile()
		if err != nil {
			t.Fatal(err)
		}
		model, err := evaluation.New(plan, set, nil)
		if err != nil {
			t.Fatal(err)
		}
		result, err := model.Evaluate(city.Record, evaluation.Options{AsOf: zielkette.MustParseDate("2020-12-31")})
		if err != nil {
			t.Fatal(err)
		}
		return digest(plan.ID(), result)
	}
	old, err := city.Strategy.Compile()
	if err != nil {
		t.Fatal(err)
	}
	before := score(old)
	plans := editions(t, files, "data/strategy.json", "smart-city/strategy.json")
	if d := cmp.Diff(before, score(plans[0])); d != "" {
		t.Error("the old edition scores otherwise:", d)
	}
	if d := cmp.Diff(before, score(old)); d != "" {
		t.Error(d)
	}
	d := goals.Compare(plans[0], plans[1])
	want := map[goals.ChangeKind]int{goals.Added: 21, goals.Removed: 13, goals.FateUnknown: 62}
	if diff := cmp.Diff(want, counts(d)); diff != "" {
		t.Error(diff)
	}
	var fields []string
	for _, c := range d.Of(goals.Removed) {
		if c.From[0].Kind == "Handlungsfeld" {
			fields = append(fields, c.From[0].Ref.ID)
		}
	}
	if diff := cmp.Diff([]string{"HF1", "HF2", "HF3"}, fields); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"thg-je-ew"}, d.IndicatorsKept); diff != "" {
		t.Error(diff)
	}
	var open []string
	for _, u := range d.Unrecorded {
		open = append(open, fmt.Sprint(u.Edition, " ", u.Kind, " ", u.Declared, " ", u.Recorded))
	}
	if diff := cmp.Diff([]string{"soest-2021 Strategisches Ziel 28 0", "soest-2021 Operatives Ziel 0 0"}, open); diff != "" {
		t.Error(diff)
	}
}

// The 24 labels of Leipzig's goals of 2013 are not known; none of 2018 is new, and
// none of 2013 is gone.
func TestLeipzigEditions(t *testing.T) {
	plans := editions(t, os.DirFS("../../examples/leipzig"), "editions/2013/strategy.json", "editions/2016/strategy.json", "data/strategy.json")
	d := goals.Compare(plans[0], plans[2])
	if n := counts(d); n[goals.Added] != 0 || n[goals.Removed] != 0 || n[goals.OriginUnknown] != 29+11+12+6+5 {
		t.Error(n)
	}
	unknown := 0
	for _, c := range d.Of(goals.OriginUnknown) {
		if c.To[0].Kind == "Handlungsschwerpunkt" {
			unknown++
		}
	}
	if unknown != 24 {
		t.Error(unknown)
	}
	want := goals.Unrecorded{Edition: "leipzig-zielsystem-2013", Kind: "Handlungsschwerpunkt", Declared: 24, Known: true}
	if len(d.Unrecorded) != 3 || d.Unrecorded[1] != want {
		t.Error(d.Unrecorded)
	}
	if n := counts(goals.Compare(plans[1], plans[2])); n[goals.Kept] != 17 {
		t.Error(n)
	}
	for _, p := range plans[:2] {
		for g := range p.Goals() {
			if g.Level() == "Handlungsschwerpunkt" {
				t.Error("an edition before 2018 has the label", g.Title())
			}
		}
	}
}
