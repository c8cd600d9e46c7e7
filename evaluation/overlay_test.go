package evaluation_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/testkit"
)

// seen is everything a report prints of a result.
func seen(r *evaluation.Result) map[string]string {
	out := map[string]string{}
	for goal, score := range r.Goals() {
		value := score.Attainment()
		coverage := score.Coverage()
		out["goal "+goal.ID()] = score.State().String() + " " + score.Reason().String() + " " + value.String() + " " + coverage.String()
	}
	for a := range r.Assessments() {
		value := a.Attainment()
		out["indicator "+a.ID()] = a.State().String() + " " + a.Reason().String() + " " + value.String() + " " + a.ValueText()
	}
	return out
}

func differences(a, b map[string]string) (out []string) {
	for id := range a {
		if a[id] != b[id] {
			out = append(out, id+": "+a[id]+" <> "+b[id])
		}
	}
	return out
}

// TestOverlay holds overlays, and overlays on overlays, against whole evaluations
// of the longer record, and the result beneath against what it was before.
func TestOverlay(t *testing.T) {
	options := evaluation.Options{AsOf: zielkette.MustParseDate("2020-12-31")}
	changed := 0
	for seed := range uint64(testkit.Cases(600)) {
		f := grow(seed)
		if len(f.catalogue.Indicators) == 0 {
			continue
		}
		random := rand.New(rand.NewPCG(seed, 2))
		result := f.evaluate(t, options)
		record := result.Record()
		for round, known := range []string{"2024", "2025"} {
			var news []indicators.Observation
			used := map[string]bool{}
			for range 1 + random.IntN(3) {
				id := f.catalogue.Indicators[random.IntN(len(f.catalogue.Indicators))].ID
				if used[id] {
					continue
				}
				used[id] = true
				o := indicators.Observation{
					Indicator: id, Period: zielkette.MustParsePeriod("2020"), Value: f.number(), Known: zielkette.MustParseDate(known),
				}
				if random.IntN(5) == 0 {
					o.Value, o.Status = zielkette.Number{}, indicators.Suppressed
				}
				news = append(news, o)
			}
			before := seen(result)
			over, err := result.With(news...)
			if err != nil {
				t.Fatal(err)
			}
			record, err = record.With(news...)
			if err != nil {
				t.Fatal(err)
			}
			whole, err := result.Model().Evaluate(record, options)
			if err != nil {
				t.Fatal(err)
			}
			if d := differences(seen(whole), seen(over)); d != nil {
				t.Fatalf("tree %d, round %d: %v", seed, round, d)
			}
			if d := differences(before, seen(result)); d != nil {
				t.Fatalf("tree %d, round %d: the result beneath has changed: %v", seed, round, d)
			}
			changed += len(differences(before, seen(over)))
			result = over
		}
	}
	if changed == 0 {
		t.Error("no overlay changed anything")
	}
}

// Many overlays may be laid on one result at once, whichever of them first needs the sums
// of a pool.
func TestOverlaysAtOnce(t *testing.T) {
	for seed := uint64(1); seed <= 8; seed++ {
		f := grow(seed)
		options := evaluation.Options{AsOf: zielkette.MustParseDate("2020-12-31")}
		alone, shared := f.evaluate(t, options), f.evaluate(t, options)
		var want []map[string]string
		for a := range alone.Assessments() {
			want = append(want, seen(alone.Assuming(a, zielkette.Int(1).Figure())))
		}
		got := make([]map[string]string, len(want))
		var group sync.WaitGroup
		i := 0
		for a := range shared.Assessments() {
			to := &got[i]
			group.Go(func() { *to = seen(shared.Assuming(a, zielkette.Int(1).Figure())) })
			i++
		}
		group.Wait()
		for i := range want {
			if d := differences(want[i], got[i]); d != nil {
				t.Fatalf("tree %d, overlay %d: %v", seed, i, d)
			}
		}
	}
}

func TestOverlayExplains(t *testing.T) {
	f := grow(3)
	result := f.evaluate(t, evaluation.Options{AsOf: zielkette.MustParseDate("2020-12-31")})
	_, err := result.With(indicators.Observation{Indicator: "i0"})
	if err == nil {
		t.Error("an observation without a period was taken")
	}
	over, err := result.With(indicators.Observation{
		Indicator: "unknown", Period: zielkette.MustParsePeriod("2020"), Value: zielkette.Int(1),
	})
	if err != nil {
		t.Fatal(err)
	}
	if d := differences(seen(result), seen(over)); d != nil {
		t.Errorf("an observation of nothing measured changed %v", d)
	}
}

func ExampleResult_With() {
	plan, _ := goals.Strategy{
		ID: "example", Title: "Beispiel", Levels: []string{"Ziel"},
		Goals: []goals.Goal{{ID: "Z1", Level: "Ziel", Title: "Klimaschutz", Indicators: []goals.Link{{ID: "thg"}}}},
	}.Compile()
	set, _ := indicators.Catalogue{Indicators: []indicators.Indicator{{
		ID: "thg", Title: "Treibhausgase je Einwohner", Unit: "t",
		Targets: []indicators.Target{{
			Shape:     indicators.ReachShape,
			Baseline:  indicators.Baseline{Period: zielkette.MustParsePeriod("2011"), Value: zielkette.MustParseNumber("6.40")},
			Revisions: []indicators.Revision{{Points: []indicators.Point{{Period: zielkette.MustParsePeriod("2030"), Value: zielkette.MustParseNumber("1.90")}}}},
		}},
	}}}.Compile()
	record, _ := indicators.NewRecord(indicators.Observation{
		Indicator: "thg", Period: zielkette.MustParsePeriod("2021"), Value: zielkette.MustParseNumber("5.02"),
	})
	model, _ := evaluation.New(plan, set, nil)
	result, _ := model.Evaluate(record, evaluation.Options{AsOf: zielkette.MustParseDate("2023-12-31")})
	what, _ := result.With(indicators.Observation{
		Indicator: "thg", Period: zielkette.MustParsePeriod("2023"), Value: zielkette.MustParseNumber("4.5"),
	})
	for _, r := range []*evaluation.Result{result, what} {
		score, _ := r.Goal("Z1")
		value := score.Attainment()
		fmt.Println(value)
	}
	// Output:
	// 0.306666666667
	// 0.422222222222
}

// What an overlay cannot use is told: an indicator that nothing has, and the
// observation at fault by its place among those given.
func TestOverlayTells(t *testing.T) {
	model, record, err := three(t, evaluation.Rules{})
	if err != nil {
		t.Fatal(err)
	}
	result, err := model.Evaluate(record, asOf("2020"))
	if err != nil {
		t.Fatal(err)
	}
	over, err := result.With(observe("2020 1 of:iB", "2020 1 of:tgh", "2021 1 of:tgh")...)
	if err != nil {
		t.Fatal(err)
	}
	if over, err = over.With(observe("2020 1 of:tgh", "2020 1 of:gth")...); err != nil {
		t.Fatal(err)
	}
	var unknown []string
	for _, p := range over.Warnings() {
		unknown = append(unknown, string(p.Code)+" "+p.Subject)
	}
	if d := cmp.Diff([]string{"unknown-indicator gth", "unknown-indicator tgh"}, unknown); d != "" {
		t.Error(d)
	}
	if len(result.Warnings()) != 0 {
		t.Error("the result beneath has changed")
	}
	// Once, though it is on record as well.
	if record, err = record.With(observe("2020 1 of:tgh", "2020 1 of:tgh area:nord")...); err != nil {
		t.Fatal(err)
	}
	if result, err = model.Evaluate(record, asOf("2020")); err != nil {
		t.Fatal(err)
	}
	if over, err = result.With(observe("2021 1 of:tgh")...); err != nil {
		t.Fatal(err)
	}
	if got := over.Warnings(); len(got) != 1 || len(result.Warnings()) != 1 {
		t.Errorf("%v and %v", got, result.Warnings())
	}
	for _, tt := range []struct {
		news []indicators.Observation
		want string
	}{
		{observe("2020 1 of:iB", "2020-Q1 1 of:iA"), "mixed-periods /observations/1"},
		{observe("2021 1 of:iA known:2022", "2020 1 of:iB", "2021 2 of:iA known:2022"), "duplicate /observations/2"},
		{observe("2019 1 of:iA known:2020", "2020 1 of:iA known:2021", "2020 3 of:iA"), ""},
		{observe("2020 1 of:iB", "2020 1 of:iA known:2021", "2021 1 of:iA"), "duplicate /observations/1"},
	} {
		dated, err := result.With(observe("2020 4 of:iA known:2021")...)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := dated.With(tt.news...); tt.want != "" && (err == nil || codes(t, err)[0] != tt.want) || tt.want == "" && err != nil {
			t.Errorf("%v, want %s", err, tt.want)
		}
	}
}

// A known-on date hides what has no known date, and says how much.
func TestUndatedIsTold(t *testing.T) {
	result := threeResult(t, evaluation.Rules{}, knownOn("2020", "2020"))
	var got []string
	for _, p := range result.Warnings() {
		got = append(got, string(p.Code)+" "+p.Message.EN)
	}
	if d := cmp.Diff([]string{
		"undated Observations of which it is not recorded when they became known are hidden at this known-on date: 3.",
		"undated Baselines of which it is not recorded when they became known stand here whatever the known-on date: 3.",
	}, got); d != "" {
		t.Error(d)
	}
}

// An undated observation counts in any case, whatever comes with it for the same
// period; several undated ones stand beside each other.
func TestUndatedBesideOthers(t *testing.T) {
	result := threeResult(t, evaluation.Rules{}, asOf("2020"))
	for _, tt := range []struct {
		news []indicators.Observation
		want string
	}{
		{observe("2020 1 of:iA", "2020 2 of:iA known:2021"), "1"},
		{observe("2020 2 of:iA known:2021", "2020 1 of:iA"), "1"},
		{observe("2020 1 of:iA", "2020 2 of:iA def:alt"), "1"},
		{observe("2020 2 of:iA known:2021"), "2"},
	} {
		over, err := result.With(tt.news...)
		if err != nil {
			t.Fatal(err)
		}
		if a, _ := over.Assessment("iA", "", ""); a.ValueText() != tt.want {
			t.Errorf("%v: %s counts, want %s", tt.news, a.ValueText(), tt.want)
		}
	}
}

// TestManyOverlays lays forty overlays upon each other, and now and then one upon another
// than the last, of observations with and without a known date, of one indicator and of
// many, and holds each against a whole evaluation of what is then on record; at the end each
// of them still says what it said.
func TestManyOverlays(t *testing.T) {
	options := evaluation.Options{AsOf: zielkette.MustParseDate("2020-12-31")}
	replaced := 0
	for seed := range uint64(testkit.Cases(60)) {
		f := grow(seed)
		if len(f.catalogue.Indicators) == 0 {
			continue
		}
		random := rand.New(rand.NewPCG(seed, 3))
		top := f.evaluate(t, options)
		records := [][]indicators.Observation{slices.Collect(top.Record().All())}
		overlays, said := []*evaluation.Result{top}, []map[string]string{seen(top)}
		for round := range 40 {
			at := round
			if random.IntN(4) == 0 {
				at = random.IntN(round + 1)
			}
			top, onRecord := overlays[at], slices.Clone(records[at])
			var news []indicators.Observation
			used := map[string]bool{}
			for range random.IntN(4) { // or none at all
				id := f.catalogue.Indicators[random.IntN(1+random.IntN(len(f.catalogue.Indicators)))].ID
				if used[id] {
					continue
				}
				used[id] = true
				o := indicators.Observation{Indicator: id, Period: zielkette.MustParsePeriod(fmt.Sprint(2015 + random.IntN(6))), Value: f.number()}
				if random.IntN(2) == 0 {
					o.Known = zielkette.MustParseDate(fmt.Sprint(2030 + round))
				}
				news = append(news, o)
			}
			for _, o := range news {
				before := len(onRecord)
				if o.Known.IsZero() {
					onRecord = slices.DeleteFunc(onRecord, func(p indicators.Observation) bool {
						return p.Indicator == o.Indicator && p.Area == "" && p.Period == o.Period
					})
				}
				replaced += before - len(onRecord)
				onRecord = append(onRecord, o)
			}
			var err error
			if top, err = top.With(news...); err != nil {
				t.Fatal(err)
			}
			if n := evaluation.Layers(top); n < 1 || n > 8 { // 40 overlays change at most 5 figures each
				t.Fatalf("tree %d, round %d: %d layers are looked through", seed, round, n)
			}
			record, err := indicators.NewRecord(onRecord...)
			if err != nil {
				t.Fatal(err)
			}
			whole, err := top.Model().Evaluate(record, options)
			if err != nil {
				t.Fatal(err)
			}
			overlays, said, records = append(overlays, top), append(said, seen(top)), append(records, onRecord)
			if d := differences(seen(whole), said[round+1]); d != nil {
				t.Fatalf("tree %d, round %d: %v", seed, round, d)
			}
		}
		top = overlays[len(overlays)-1]
		for range 20 { // nothing upon nothing is one of them at most
			if top, _ = top.With(); evaluation.Layers(top) > 8 {
				t.Fatalf("tree %d: %d layers without a change are looked through", seed, evaluation.Layers(top))
			}
		}
		for i, over := range overlays {
			if d := differences(said[i], seen(over)); d != nil {
				t.Fatalf("tree %d, overlay %d has changed: %v", seed, i, d)
			}
		}
		weighed, err := top.Reweighed(nil)
		if err != nil {
			t.Fatal(err)
		}
		if d := differences(seen(top), seen(weighed)); d != nil {
			t.Fatalf("tree %d: with the same weights %v", seed, d)
		}
	}
	if replaced == 0 {
		t.Error("no overlay replaced anything")
	}
}

// What an overlay holds stands in no file and at no place of the record: a warning of it
// names none.
func TestOverlayHasNoPlace(t *testing.T) {
	counted := indicators.Indicator{ID: "i", Title: "I", Time: indicators.Cumulative}
	result := evaluate(t, modelOf(t, goals.Strategy{}, evaluation.Rules{}, counted), asOf("2024"), observe("2020 3", "2021 2")...)
	over, err := result.With(observe("2022 1")...)
	if err != nil {
		t.Fatal(err)
	}
	places := func(r *evaluation.Result) (out []string) {
		for _, p := range r.Warnings() {
			out = append(out, string(p.Code)+" "+p.Place.String())
		}
		return out
	}
	if d := cmp.Diff([]string{"cumulative-fall /observations/1"}, places(result)); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]string{"cumulative-fall ", "cumulative-fall "}, places(over)); d != "" {
		t.Error(d)
	}
}

// Whatever is wrong with an overlay is told at once, of every series.
func TestOverlayTellsAll(t *testing.T) {
	result := threeResult(t, evaluation.Rules{}, asOf("2020"))
	_, err := result.With(observe("2020-Q1 1 of:iA", "2021 1 of:iB", "2020-Q1 1 of:iC", "2020-Q2 1 of:iA")...)
	if d := cmp.Diff([]string{"mixed-periods /observations/0", "mixed-periods /observations/2", "mixed-periods /observations/3"}, codes(t, err)); d != "" {
		t.Error(d)
	}
}
