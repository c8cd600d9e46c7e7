package change_test

import (
	"encoding/json"
	"fmt"
	"math/big"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/change"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/status"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

// town is a city with one goal over three indicators from 0 to 100 by 2030; each has the
// value of its weight in 2020 and ten more in 2022.
func town() evaluation.City {
	c := evaluation.City{Strategy: goals.Strategy{ID: "e1", Title: "Strategie", Levels: []string{"Ziel", "Teilziel"}}}
	root := goals.Goal{ID: "Z", Level: "Ziel", Title: "Klimaneutrale Stadt"}
	for i, id := range []string{"a", "b", "c"} {
		c.Catalogue.Indicators = append(c.Catalogue.Indicators, indicators.Indicator{ID: id, Title: "Kennzahl " + strings.ToUpper(id), Unit: "Prozent", Targets: []indicators.Target{{
			Shape: indicators.ReachShape, Baseline: indicators.Baseline{Period: year(2014), Value: zielkette.Int(0)},
			Revisions: []indicators.Revision{{Known: day(2014, "01-01"), Points: []indicators.Point{{Period: year(2030), Value: zielkette.Int(100)}}}},
		}}})
		root.Indicators = append(root.Indicators, goals.Link{ID: id, Weight: zielkette.Int(int64(50 - 10*i))})
		c.Record = must(c.Record.With(
			indicators.Observation{Indicator: id, Period: year(2020), Value: zielkette.Int(int64(50 - 10*i)), Known: day(2021, "03-01")},
			indicators.Observation{Indicator: id, Period: year(2022), Value: zielkette.Int(int64(60 - 10*i)), Known: day(2023, "03-01")},
		))
	}
	c.Strategy.Goals = []goals.Goal{root}
	return c
}

func at(c evaluation.City, y int) *evaluation.Result { return known(c, y, zielkette.Date{}) }

func known(c evaluation.City, y int, on zielkette.Date) *evaluation.Result {
	return must(must(c.Compile()).Evaluate(c.Record, evaluation.Options{AsOf: day(y, "12-31"), KnownOn: on}))
}

// effects writes the effects of a goal that are not 0.
func effects(t *testing.T, c *change.Change, id string) string {
	t.Helper()
	item, ok := c.Goal(id)
	if !ok {
		t.Fatalf("no goal %s", id)
	}
	return effectsOf(item)
}

func effectsOf(item change.Item) string {
	out := []string{item.Before.Score.String() + " → " + item.After.Score.String()}
	for _, e := range item.Effects {
		if e.Effect.Sign() != 0 {
			out = append(out, fmt.Sprint(e.Causes, " ", e.Effect))
		}
	}
	return strings.Join(out, "; ")
}

func TestCauses(t *testing.T) {
	for _, c := range []struct {
		name string
		edit func(c *evaluation.City)
		year int
		want string
	}{
		{"nothing", func(*evaluation.City) {}, 2020, "0.416666666667 → 0.416666666667"},
		{"data", func(*evaluation.City) {}, 2022, "0.416666666667 → 0.516666666667; [data] 0.1"},
		{"weights", func(c *evaluation.City) { c.Strategy.Goal("Z").Indicators[0].Weight = zielkette.Int(80) }, 2020, "0.416666666667 → 0.433333333333; [weights] 0.016666666666"},
		{"weights on another scale", func(c *evaluation.City) {
			for i := range c.Strategy.Goals[0].Indicators {
				c.Strategy.Goals[0].Indicators[i].Weight = number(int64(5-i), 1)
			}
		}, 2020, "0.416666666667 → 0.416666666667"},
		{"equal weights", func(c *evaluation.City) { c.Rules.Default.Weights = evaluation.Equal }, 2020, "0.416666666667 → 0.4; [weights] -0.016666666667"},
		{"rules", func(c *evaluation.City) { c.Rules.Default.Aggregator = evaluation.Minimum }, 2020, "0.416666666667 → 0.3; [rules] -0.116666666667"},
		{"bounds", func(c *evaluation.City) {
			c.Rules.Default.Bounds = []zielkette.Number{zielkette.Int(0), number(4, 1)}
		}, 2020, "0.416666666667 → 0.375; [rules] -0.041666666667"},
		{"targets", func(c *evaluation.City) {
			c.Catalogue.Indicator("a").Targets[0].Revisions[0].Points[0].Value = zielkette.Int(125)
		}, 2020, "0.416666666667 → 0.375; [targets] -0.041666666667"},
		{"edition", func(c *evaluation.City) { c.Strategy.Goal("Z").Indicators[2].NotApplicable = "entfällt" }, 2020, "0.416666666667 → 0.455555555556; [edition] 0.038888888889"},
		{"an indicator taken out", func(c *evaluation.City) {
			c.Strategy.Goals[0].Indicators = c.Strategy.Goals[0].Indicators[:2]
			c.Catalogue.Indicators = c.Catalogue.Indicators[:2]
			c.Record = without(c.Record, "c")
		}, 2020, "0.416666666667 → 0.455555555556; [edition] 0.038888888889"},
		{"restated", func(c *evaluation.City) {
			c.Record = must(without(c.Record, "a").With(indicators.Observation{Indicator: "a", Period: year(2020), Value: zielkette.Int(40), Known: day(2022, "01-01")}))
		}, 2020, "0.416666666667 → 0.375; [restated] -0.041666666667"},
		{"a part nobody knew", func(c *evaluation.City) { // a 50, b 40 and c 30 then; a 30, b 30, c 30 and d 90 now
			c.Catalogue.Indicators = append(c.Catalogue.Indicators, c.Catalogue.Indicators[0])
			c.Catalogue.Indicators[3].ID = "d"
			c.Record = must(c.Record.With(indicators.Observation{Indicator: "d", Period: year(2022), Value: zielkette.Int(100), Known: day(2023, "03-01")}))
			g := c.Strategy.Goal("Z")
			g.Indicators = append(g.Indicators, goals.Link{ID: "d", Weight: zielkette.Int(90)})
			for i := range 3 {
				g.Indicators[i].Weight = zielkette.Int(30)
			}
			// d stands at 1 in every case of the new edition. Under the weights of then they are
			// 37.5, 30, 22.5 and 90. The scores, by what is of now: edition .708333, weights .4,
			// data .516667, edition and weights .7, edition and data .758333, weights and data .5.
		}, 2022, "0.416666666667 → 0.75; [edition] 0.270833333333; [weights] -0.0125; [data] 0.075"},
	} {
		t.Run(c.name, func(t *testing.T) {
			later := town().Clone()
			c.edit(&later)
			got := must(change.Between(at(town(), 2020), at(later, c.year)))
			if d := cmp.Diff(c.want, effects(t, got, "Z")); d != "" {
				t.Error(d)
			}
		})
	}
}

func without(r *indicators.Record, id string) *indicators.Record {
	var list []indicators.Observation
	for o := range r.All() {
		if o.Indicator != id {
			list = append(list, o)
		}
	}
	return must(indicators.NewRecord(list...))
}

// The example of the rule: a 50, b 50 then and a 40, b 30, c 30 now, or in hundredths.
func TestScaleOfPoints(t *testing.T) {
	then, now, hundredths := town(), town(), town()
	then.Strategy.Goals[0].Indicators = []goals.Link{{ID: "a", Weight: zielkette.Int(50)}, {ID: "b", Weight: zielkette.Int(50)}}
	now.Strategy.Goals[0].Indicators = []goals.Link{{ID: "a", Weight: zielkette.Int(40)}, {ID: "b", Weight: zielkette.Int(30)}, {ID: "c", Weight: zielkette.Int(30)}}
	hundredths.Strategy.Goals[0].Indicators = []goals.Link{{ID: "a", Weight: number(4, 1)}, {ID: "b", Weight: number(3, 1)}, {ID: "c", Weight: number(3, 1)}}
	// Scores .5 .4 .3: .45 then, .41 now. With the weights of then now: .35 .35 .3, so .405; with
	// those of now then: 4/7 and 3/7, so 16/35. Edition: (.405 - .45 + .41 - 16/35) / 2.
	want := "0.45 → 0.41; [edition] -0.046071428571; [weights] 0.006071428571"
	for _, later := range []evaluation.City{now, hundredths} {
		if d := cmp.Diff(want, effects(t, must(change.Between(at(then, 2020), at(later, 2020))), "Z")); d != "" {
			t.Error(d)
		}
	}
}

func TestDates(t *testing.T) {
	c := town()
	for _, w := range []struct {
		name      string
		then, now *evaluation.Result
		code      zielkette.Code
	}{
		{"reversed", at(c, 2022), at(c, 2020), change.CodeDates},
		{"known on reversed", known(c, 2020, day(2023, "06-30")), known(c, 2022, day(2022, "06-30")), change.CodeDates},
		{"known on for one", at(c, 2020), known(c, 2022, day(2023, "06-30")), change.CodeKnownOn},
		{"known on for the other", known(c, 2020, day(2021, "06-30")), at(c, 2022), change.CodeKnownOn},
		{"none", nil, at(c, 2022), zielkette.CodeRequired},
		{"zero", at(c, 2022), &evaluation.Result{}, zielkette.CodeRequired},
	} {
		got, err := change.Between(w.then, w.now)
		if list := zielkette.ProblemsOf(err); got != nil || len(list) != 1 || list[0].Code != w.code {
			t.Errorf("%s: %v", w.name, err)
		}
	}
	a, b := town(), town()
	a.Strategy.Municipality, b.Strategy.Municipality = goals.Municipality{Name: "A", AGS: "05974040"}, goals.Municipality{Name: "B", AGS: "14713000"}
	_, err := change.Between(at(a, 2020), at(b, 2022))
	if list := zielkette.ProblemsOf(err); len(list) != 1 || list[0].Code != change.CodeMunicipality {
		t.Errorf("other municipality: %v", err)
	}
}

// Two values of one period, one known later, are told apart from new data by the dates.
func TestCorrections(t *testing.T) {
	c := town()
	c.Record = must(c.Record.With(
		indicators.Observation{Indicator: "a", Period: year(2020), Value: zielkette.Int(44), Known: day(2022, "05-01")},
		indicators.Observation{Indicator: "b", Period: year(2019), Value: zielkette.Int(33), Known: day(2022, "05-01")},
	))
	one := must(change.Between(at(c, 2020), at(c, 2022)))
	if one.CorrectionsApart() || one.Corrections() != nil {
		t.Error("corrections are told apart without a known-on date")
	}
	if item, _ := one.Goal("Z"); item.Effects[4].Effect.Sign() != 0 {
		t.Errorf("restated has the effect %v without a known-on date", item.Effects[4].Effect)
	}
	two := must(change.Between(known(c, 2020, day(2021, "12-31")), known(c, 2022, day(2023, "12-31"))))
	var got []string
	for _, k := range two.Corrections() {
		got = append(got, fmt.Sprint(k.Kind, " ", k.Title, " ", k.Period, " ", k.Before.Value, " ", k.After.Value))
	}
	want := []string{"corrected Kennzahl A 2020 50 44", "late Kennzahl B 2019  33"}
	if d := cmp.Diff(want, got); d != "" || !two.CorrectionsApart() {
		t.Error(d)
	}
	// The correction takes away .025 where it is switched before the data, which replace the
	// value, and nothing after.
	if d := cmp.Diff("0.416666666667 → 0.516666666667; [restated] -0.0125; [data] 0.1125", effects(t, two, "Z")); d != "" {
		t.Error(d)
	}
	late := must(change.Between(known(c, 2020, day(2021, "12-31")), known(c, 2020, day(2023, "12-31"))))
	if d := cmp.Diff("0.416666666667 → 0.391666666667; [restated] -0.025", effects(t, late, "Z")); d != "" {
		t.Error(d)
	}
}

func TestMoves(t *testing.T) {
	c := town()
	target := &c.Catalogue.Indicators[0].Targets[0]
	target.Revisions = append(target.Revisions, indicators.Revision{
		Decided: day(2021, "06-01"), Known: day(2021, "06-02"), Decision: "Ratsbeschluss vom 1. Juni 2021", Points: []indicators.Point{{Period: year(2030), Value: zielkette.Int(120)}},
	})
	c.Catalogue.Indicators[1].Targets[0].BaselineRevisions = []indicators.Baseline{{Period: year(2015), Value: zielkette.Int(10), Decided: day(2022, "06-01")}}
	got := must(change.Between(at(c, 2020), at(c, 2022)))
	var lines []string
	for _, m := range got.Moves() {
		lines = append(lines, fmt.Sprint(m.Title, ": ", m.Before.Text.EN, " → ", m.After.Text.EN, ", ", m.After.Decision, " ", m.Baseline, m.Before.From.Value, m.After.From.Value))
	}
	want := []string{
		"Kennzahl A: 100 Prozent (2030) → 120 Prozent (2030), Ratsbeschluss vom 1. Juni 2021 false 0 0",
		"Kennzahl B: 100 Prozent (2030) → 100 Prozent (2030),  true 0 10",
	}
	if d := cmp.Diff(want, lines); d != "" {
		t.Error(d)
	}
}

func TestStatusChanges(t *testing.T) {
	lights := func(green string) evaluation.Rule {
		return evaluation.Rule{Status: status.Spec{Method: "thresholds", Classes: []status.Class{
			{ID: "green", From: zielkette.MustParseNumber(green), Label: zielkette.Text{DE: "grün", EN: "green"}}, {ID: "red", Label: zielkette.Text{DE: "rot", EN: "red"}},
		}}}
	}
	then := town()
	then.Rules.Default = lights("0.5")
	for _, c := range []struct {
		name string
		edit func(c *evaluation.City)
		year int
		want []string
	}{
		{"none", func(*evaluation.City) {}, 2020, nil},
		{"score", func(*evaluation.City) {}, 2022, []string{"Z red green score"}},
		{"rule", func(c *evaluation.City) { c.Rules.Default = lights("0.3") }, 2020, []string{"Z red green rule"}},
		{"score, although the rule is another one", func(c *evaluation.City) { c.Rules.Default = lights("0.51") }, 2022, []string{"Z red green score"}},
		{"floor", func(c *evaluation.City) {
			c.Rules.Default = lights("0.3")
			c.Rules.Default.Floors = []evaluation.Floor{{Below: number(9, 1), AtMost: "red"}}
		}, 2022, nil},
		{"state", func(c *evaluation.City) { c.Rules.Default.Status = status.Spec{} }, 2020, []string{"Z red  state"}},
	} {
		later := then.Clone()
		c.edit(&later)
		var got []string
		for _, s := range must(change.Between(at(then, 2020), at(later, c.year))).StatusChanges() {
			got = append(got, fmt.Sprint(s.Item.ID, " ", s.Before.Class, " ", s.After.Class, " ", s.Why))
		}
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%s: %s", c.name, d)
		}
	}
	capped := then.Clone()
	capped.Rules.Default = lights("0.3")
	free := capped.Clone()
	capped.Rules.Default.Floors = []evaluation.Floor{{Below: number(9, 1), AtMost: "red"}}
	list := must(change.Between(at(capped, 2020), at(free, 2020))).StatusChanges()
	if len(list) != 1 || list[0].Why != change.ByFloor {
		t.Errorf("floor: %v", list)
	}
}

// What is split or merged has no effects; what it comes from stands beside it.
func TestEditions(t *testing.T) {
	then := town()
	g := then.Strategy.Goal("Z")
	part := func(id, title, indicator string) goals.Goal {
		return goals.Goal{ID: id, Level: "Teilziel", Title: title, Indicators: []goals.Link{{ID: indicator}}}
	}
	g.Indicators = nil
	g.Goals = []goals.Goal{part("T1", "Radverkehr", "a"), part("T2", "Busverkehr", "b"), part("T3", "Fußverkehr", "c")}
	now := then.Clone()
	now.Strategy.ID = "e2"
	ref := func(ids ...string) (out []goals.Ref) {
		for _, id := range ids {
			out = append(out, goals.Ref{ID: id, Edition: "e1"})
		}
		return out
	}
	g = now.Strategy.Goal("Z")
	g.Goals = []goals.Goal{part("N1", "Radwege", "a"), part("N2", "Radabstellplätze", "a"), part("N3", "Umweltverbund", "b"), part("N4", "Ruhe", "c")}
	g.Goals[0].Replaces, g.Goals[1].Replaces, g.Goals[2].Replaces = ref("T1"), ref("T1"), ref("T2", "T3")
	c := must(change.Between(at(then, 2020), at(now, 2020)))
	var got []string
	for item := range c.Goals() {
		line := fmt.Sprint(item.Title, " ", item.Became, " ", item.Before.State, "/", item.After.State, " ", len(item.Effects))
		for _, o := range item.Beside {
			line += fmt.Sprint(" [", o.Title, " ", o.Score, "]")
		}
		got = append(got, line)
	}
	want := []string{
		"Klimaneutrale Stadt [kept] scored/scored 6",
		"Radwege [split] /scored 0 [Radverkehr 0.5]",
		"Radabstellplätze [split] /scored 0 [Radverkehr 0.5]",
		"Umweltverbund [merged] /scored 0 [Busverkehr 0.4] [Fußverkehr 0.3]",
		"Ruhe [added] /scored 0",
		"Radverkehr [split] scored/ 0 [Radwege 0.5] [Radabstellplätze 0.5]",
		"Busverkehr [merged] scored/ 0 [Umweltverbund 0.4]",
		"Fußverkehr [merged] scored/ 0 [Umweltverbund 0.4]",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	// Nobody weighs anything: the split doubles the weight of what it divides, and that is
	// due to the edition alone. (.5 + .4 + .3) / 3 to (.5 + .5 + .4 + .3) / 4.
	if d := cmp.Diff("0.4 → 0.425; [edition] 0.025", effects(t, c, "Z")); d != "" {
		t.Error(d)
	}
	// With weights, the parts of a split share the weight of what they come from.
	for i := range then.Strategy.Goals[0].Goals {
		then.Strategy.Goals[0].Goals[i].Weight = zielkette.Int(1)
	}
	for i := range now.Strategy.Goals[0].Goals {
		now.Strategy.Goals[0].Goals[i].Weight = zielkette.Int(int64(i + 1))
	}
	c = must(change.Between(at(then, 2020), at(now, 2020)))
	cases := map[string]string{}
	item, _ := c.Goal("Z")
	for _, m := range c.Cases(item) {
		cases[fmt.Sprint(m.Now)] = m.Score.String()
	}
	// Edition alone: N1 1/3 and N2 2/3 of T1's 1, N3 the 2 of T2 and T3, all times 6/3; N4 keeps
	// 4. (.5*2 + .4*4 + .3*4) / 10. Weights alone: T1 has 3, T2 and T3 share 3 as 1 to 1:
	// (.5*3 + .4*1.5 + .3*1.5) / 6.
	if d := cmp.Diff(map[string]string{"[]": "0.4", "[edition]": "0.38", "[weights]": "0.425", "[edition weights]": "0.39"}, cases); d != "" {
		t.Error(d)
	}
}

// A score that appears is a change of state.
func TestAppearing(t *testing.T) {
	then := town()
	then.Record = nil
	c := must(change.Between(at(then, 2020), at(town(), 2020)))
	item, _ := c.Goal("Z")
	was, is := item.Reason(zielkette.English)
	if item.Effects != nil || !item.Difference.IsZero() || item.Before.State != evaluation.NotReported || was == "" || is != "" {
		t.Errorf("%v: %q, %q", item, was, is)
	}
}

// A measure that is cut or delayed changes no score, and no difference is invented. What it
// stands for in the chain is told where strengths are stated.
func TestMeasures(t *testing.T) {
	then := town()
	then.Strategy.Measures = []goals.Measure{{ID: "M", Title: "Radwege bauen", End: day(2021, "12-31")}, {ID: "K", Title: "Beratung", End: day(2021, "12-31")}}
	then.Strategy.Effects = []goals.Effect{
		{From: "M", To: "Z", Sign: goals.Plus, Evidence: goals.Assumed, Strength: number(2, 1)},
		{From: "K", To: "Z", Sign: goals.Plus, Evidence: goals.Assumed},
	}
	delayed, cut := then.Clone(), then.Clone()
	delayed.Strategy.Measure("M").End = day(2023, "06-30")
	delayed.Strategy.Measures = append(delayed.Strategy.Measures, goals.Measure{ID: "N", Title: "Neues"})
	cut.Strategy.Measures, cut.Strategy.Effects = nil, nil
	for _, w := range []struct {
		later evaluation.City
		want  []string
	}{
		{then.Clone(), nil},
		{delayed, []string{"delayed Radwege bauen by 18 months: Klimaneutrale Stadt 0.2 → 0", "added Neues by 0 months:"}},
		{cut, []string{"cut Radwege bauen by 0 months: Klimaneutrale Stadt 0.2 → 0", "cut Beratung by 0 months: Klimaneutrale Stadt  → "}},
	} {
		c := must(change.Between(at(then, 2022), at(w.later, 2022)))
		if d := cmp.Diff("0.516666666667 → 0.516666666667", effects(t, c, "Z")); d != "" {
			t.Error(d)
		}
		var got []string
		for _, m := range must(c.Measures()) {
			line := fmt.Sprintf("%s %s by %d months:", m.Kind, m.Title, m.Months)
			for _, l := range m.Lost {
				line += fmt.Sprintf(" %s %s → %s", l.Node.Title, l.Before, l.After)
			}
			got = append(got, line)
		}
		if d := cmp.Diff(w.want, got); d != "" {
			t.Error(d)
		}
	}
}

// A what-if laid over a result is read as it stands.
func TestOverlay(t *testing.T) {
	then := at(town(), 2022)
	now := must(then.With(indicators.Observation{Indicator: "a", Period: year(2022), Value: zielkette.Int(84)}))
	for order, c := range []*change.Change{must(change.Between(then, now)), must(change.Between(now, then))} {
		want := []string{"0.516666666667 → 0.616666666667; [data] 0.1", "0.616666666667 → 0.516666666667; [data] -0.1"}[order]
		got := strings.ReplaceAll(effects(t, c, "Z"), "restated", "data") // a value of a period that has ended is restated
		if d := cmp.Diff(want, got); d != "" {
			t.Error(d)
		}
	}
}

func TestYears(t *testing.T) {
	c := town()
	for i, id := range []string{"a", "b", "c"} {
		c.Record = must(c.Record.With(indicators.Observation{Indicator: id, Period: year(2021), Value: zielkette.Int(int64(52 - 10*i)), Known: day(2022, "03-01")}))
	}
	heavier := c.Clone()
	heavier.Strategy.Goals[0].Indicators[0].Weight = zielkette.Int(80)
	years := must(change.Chain(at(c, 2020), at(heavier, 2021), at(heavier, 2022)))
	var got []string
	for _, item := range years.Goals() {
		got = append(got, effectsOf(item))
	}
	if d := cmp.Diff([]string{"0.416666666667 → 0.533333333333; [weights] 0.016666666666; [data] 0.1"}, got); d != "" || len(years.Steps) != 2 {
		t.Error(d)
	}
	if _, err := change.Chain(at(c, 2020)); len(zielkette.ProblemsOf(err)) != 1 {
		t.Errorf("a chain of one: %v", err)
	}
	if _, err := change.Chain(at(c, 2020), at(c, 2022), at(c, 2021)); len(zielkette.ProblemsOf(err)) != 1 || !strings.Contains(err.Error(), "2 → 3") {
		t.Errorf("a chain back in time: %v", err)
	}
}

func TestJSON(t *testing.T) {
	later := town()
	later.Strategy.Goals[0].Indicators[0].Weight = zielkette.Int(80)
	text := must(json.Marshal(must(change.Between(at(town(), 2020), at(later, 2022)))))
	zeros := `{"cause":"edition","effect":"0"},{"cause":"weights","effect":"0"},{"cause":"rules","effect":"0"},{"cause":"targets","effect":"0"},{"cause":"restated","effect":"0"}`
	var list []string
	for _, id := range []string{"a", "b", "c"} {
		n := map[string]int{"a": 5, "b": 4, "c": 3}[id]
		list = append(list, fmt.Sprintf(`{"id":%q,"kind":"indicator","before":{"state":"scored","score":"0.%d"},"after":{"state":"scored","score":"0.%d"},"causes":[%s,{"cause":"data","effect":"0.1"}]}`, id, n, n+1, zeros))
	}
	want := `[{"id":"Z","kind":"goal","before":{"state":"scored","score":"0.416666666667"},"after":{"state":"scored","score":"0.533333333333"},"causes":[` +
		strings.Replace(zeros, `"weights","effect":"0"`, `"weights","effect":"0.016666666666"`, 1) + `,{"cause":"data","effect":"0.1"}]},` + strings.Join(list, ",") + "]"
	if d := cmp.Diff(want, string(text)); d != "" {
		t.Error(d)
	}
}

// What each indicator brought sums to the score on both sides, and for a mean it is its
// share along the way times its score.
func TestByIndicator(t *testing.T) {
	then := town()
	g := then.Strategy.Goal("Z")
	g.Goals = []goals.Goal{{ID: "T", Level: "Teilziel", Title: "Teil", Weight: zielkette.Int(30), Indicators: []goals.Link{{ID: "b"}, {ID: "c"}}}}
	g.Indicators = []goals.Link{{ID: "a", Weight: zielkette.Int(70)}, {ID: "b", Weight: zielkette.Int(20)}}
	c := must(change.Between(at(then, 2020), at(then, 2022)))
	var got []string
	for _, s := range c.ByIndicator("Z") {
		got = append(got, fmt.Sprint(s.Title, " ", s.Before, " ", s.After, " ", s.Difference))
	}
	// a .5 70/120, b .4 (20 + 15)/120, c .3 15/120; T stands at .35.
	want := []string{"Kennzahl A 0.291666666667 0.35 0.058333333333", "Kennzahl B 0.116666666666 0.145833333333 0.029166666667", "Kennzahl C 0.0375 0.05 0.0125"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if c.ByIndicator("nothing") != nil {
		t.Error("an unknown goal has shares")
	}
}

// sumOf adds up the shares of a goal.
func sumOf(c *change.Change, id string) (before, after, difference *big.Rat) {
	before, after, difference = new(big.Rat), new(big.Rat), new(big.Rat)
	for _, s := range c.ByIndicator(id) {
		for sum, f := range map[*big.Rat]zielkette.Figure{before: s.Before, after: s.After, difference: s.Difference} {
			if r, ok := f.Rat(); ok {
				sum.Add(sum, r)
			}
		}
	}
	return before, after, difference
}

// A merged goal has the rules of what it comes from where these agree, else its own; and
// what it comes from has its rules.
func TestMergedRules(t *testing.T) {
	then := town()
	g := then.Strategy.Goal("Z")
	g.Indicators = nil
	g.Goals = []goals.Goal{
		{ID: "T1", Level: "Teilziel", Title: "Eins", Indicators: []goals.Link{{ID: "a"}}},
		{ID: "T2", Level: "Teilziel", Title: "Zwei", Indicators: []goals.Link{{ID: "b"}, {ID: "c"}}},
	}
	now := then.Clone()
	now.Strategy.ID = "e2"
	now.Strategy.Goals[0].Goals = []goals.Goal{{
		ID: "N", Level: "Teilziel", Title: "Beides", Replaces: []goals.Ref{{ID: "T1", Edition: "e1"}, {ID: "T2", Edition: "e1"}},
		Indicators: []goals.Link{{ID: "a"}, {ID: "b"}, {ID: "c"}},
	}}
	rule := func(a evaluation.Aggregator) evaluation.Rule { return evaluation.Rule{Aggregator: a} }
	for _, c := range []struct {
		name     string
		one, two evaluation.Aggregator
		want     map[string]string // .5 .4 .3; then .5 and the mean or the least of .4 and .3
	}{
		{"they agree", evaluation.Minimum, evaluation.Minimum, map[string]string{"[]": "0.4", "[edition]": "0.3", "[rules]": "0.425", "[edition rules]": "0.4"}},
		{"they disagree", evaluation.Minimum, evaluation.Mean, map[string]string{"[]": "0.425", "[edition]": "0.4"}},
	} {
		earlier := then.Clone()
		earlier.Rules.Goals = map[string]evaluation.Rule{"T1": rule(c.one), "T2": rule(c.two)}
		change := must(change.Between(at(earlier, 2020), at(now, 2020)))
		item, _ := change.Goal("Z")
		got := map[string]string{}
		for _, m := range change.Cases(item) {
			got[fmt.Sprint(m.Now)] = m.Score.String()
		}
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%s: %s", c.name, d)
		}
	}
}

// A link that names another target is the same part, with its weight. Where the other
// catalogue does not have the target, the entry stays as it is on its own side.
func TestOtherTarget(t *testing.T) {
	then := town()
	a := then.Catalogue.Indicator("a")
	low, high := a.Targets[0], town().Catalogue.Indicators[0].Targets[0]
	low.ID, high.ID = "low", "high"
	high.Revisions[0].Points[0].Value = zielkette.Int(200)
	a.Targets = []indicators.Target{low, high}
	links := func(target string, weight int64) []goals.Link {
		return []goals.Link{{ID: "a", Target: target, Weight: zielkette.Int(weight)}, {ID: "b", Weight: zielkette.Int(1)}}
	}
	then.Strategy.Goals[0].Indicators = links("low", 3)
	now := then.Clone()
	now.Strategy.Goals[0].Indicators = links("high", 1)
	gone := now.Clone()
	gone.Catalogue.Indicator("a").Targets = gone.Catalogue.Indicator("a").Targets[1:]
	gone.Catalogue.Indicator("a").Targets = append(gone.Catalogue.Indicator("a").Targets, low)
	gone.Catalogue.Indicator("a").Targets[1].ID = "other"
	gone.Catalogue.Indicator("a").Targets[0].ID, gone.Strategy.Goals[0].Indicators[0].Target = "highest", "highest"
	for _, later := range []evaluation.City{now, gone} {
		c := must(change.Between(at(then, 2020), at(later, 2020)))
		item, _ := c.Goal("Z")
		got := map[string]string{}
		for _, m := range c.Cases(item) {
			got[fmt.Sprint(m.Now)] = m.Score.String()
		}
		// a .5 by the low target and .25 by the high one, b .4; by 3 to 1 or 1 to 1.
		want := map[string]string{"[]": "0.475", "[edition]": "0.2875", "[weights]": "0.45", "[edition weights]": "0.325"}
		if d := cmp.Diff(want, got); d != "" {
			t.Error(d)
		}
	}
}

// Items put together by hand belong to no change; a change of nothing knows none of them.
func TestItemsByHand(t *testing.T) {
	for _, c := range []*change.Change{nil, {}} {
		for _, kind := range []change.Kind{change.Goal, change.Indicator} {
			item := change.Item{Kind: kind, Before: change.Standing{State: evaluation.NotReported}, After: change.Standing{State: evaluation.Scored}, Effects: []change.Effect{{}}}
			if d := cmp.Diff([]change.Case{{}}, c.Cases(item)); d != "" {
				t.Errorf("%s: %s", kind, d)
			}
			if through := c.Through(item); through != nil {
				t.Errorf("%s: through %v", kind, through)
			}
		}
	}
}

// What an indicator brings passes through a part that stands at 0: a minimum moves with
// the part that decides it, and a harmonic mean with the one that makes it 0. Only without
// a lower bound do indicators beneath such a part bring anything, of either sign.
func TestByIndicatorThroughZero(t *testing.T) {
	up := func(id string) indicators.Indicator {
		return indicators.Indicator{ID: id, Title: id, Targets: []indicators.Target{{
			Shape: indicators.ReachShape, Baseline: indicators.Baseline{Period: zielkette.MustParsePeriod("2010"), Value: zielkette.Int(0)},
			Revisions: []indicators.Revision{{Points: []indicators.Point{{Period: zielkette.MustParsePeriod("2030"), Value: zielkette.Int(10)}}}},
		}}}
	}
	city := evaluation.City{
		Strategy: goals.Strategy{ID: "s", Title: "S", Levels: []string{"Ziel", "Teilziel"}, Goals: []goals.Goal{{
			ID: "Z", Level: "Ziel", Title: "Z", Indicators: []goals.Link{{ID: "a"}},
			Goals: []goals.Goal{{ID: "T", Level: "Teilziel", Title: "T", Indicators: []goals.Link{{ID: "b"}, {ID: "c"}}}},
		}}},
		Catalogue: indicators.Catalogue{Indicators: []indicators.Indicator{up("a"), up("b"), up("c")}},
	}
	city.Record = must(indicators.NewRecord(
		indicators.Observation{Indicator: "a", Period: zielkette.MustParsePeriod("2020"), Value: zielkette.Int(8)},
		indicators.Observation{Indicator: "b", Period: zielkette.MustParsePeriod("2020"), Value: zielkette.Int(5)},
		indicators.Observation{Indicator: "c", Period: zielkette.MustParsePeriod("2020"), Value: zielkette.Int(-5)},
	))
	for aggregator, want := range map[evaluation.Aggregator][]string{
		evaluation.Mean: {"a 0.4", "b 0.125", "c -0.125"}, evaluation.Minimum: {"a 0", "b 0.25", "c -0.25"}, evaluation.Harmonic: {"a 0", "b 0.5", "c -0.5"},
	} {
		city.Rules = evaluation.Rules{
			Default: evaluation.Rule{Bounds: []zielkette.Number{{}, {}}}, Goals: map[string]evaluation.Rule{"Z": {Aggregator: aggregator}},
		}
		c := must(change.Between(at(city, 2020), at(city, 2020)))
		var got []string
		for _, s := range c.ByIndicator("Z") {
			got = append(got, s.ID+" "+s.Before.String())
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s: %s", aggregator, d)
		}
	}
}
