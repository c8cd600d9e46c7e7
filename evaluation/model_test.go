package evaluation_test

import (
	"encoding/json"
	"errors"
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

func TestNewProblems(t *testing.T) {
	near, far := reach("0", "1").Targets[0], reach("0", "2").Targets[0]
	near.ID, far.ID = "near", "far"
	two := with(near, far)
	two.ID = "two"
	catalogue := indicators.Catalogue{Indicators: []indicators.Indicator{reach("0", "1"), two}}
	linked := func(links ...goals.Link) goals.Strategy {
		return goals.Strategy{ID: "s", Title: "s", Levels: levels, Goals: []goals.Goal{
			{ID: "A", Title: "A", Level: levels[0]},
			{ID: "B", Title: "B", Level: levels[0], Goals: []goals.Goal{{ID: "B.1", Title: "B.1", Level: levels[1], Indicators: links}}},
		}}
	}
	const at = "/strategy/goals/1/goals/0/indicators/"
	rule := func(r evaluation.Rule) evaluation.Rules { return evaluation.Rules{Default: r} }
	for _, c := range []struct {
		name     string
		strategy goals.Strategy
		rules    evaluation.Rules
		want     []string
	}{
		{"an indicator that is not in the set", linked(goals.Link{ID: "none"}), evaluation.Rules{}, []string{"reference " + at + "0/id"}},
		{"a target that the indicator has not", linked(goals.Link{ID: "two", Target: "none"}), evaluation.Rules{}, []string{"reference " + at + "0/target"}},
		{"a target where the only one has no id", linked(goals.Link{ID: "i", Target: "near"}), evaluation.Rules{}, []string{"reference " + at + "0/target"}},
		{"one of several targets", linked(goals.Link{ID: "i"}, goals.Link{ID: "two"}), evaluation.Rules{}, []string{"target-ambiguous " + at + "1/target"}},
		{"the one of several named", linked(goals.Link{ID: "two", Target: "far"}), evaluation.Rules{}, nil},
		{"a level that is not there", linked(), evaluation.Rules{Levels: map[string]evaluation.Rule{"Nirgends/~": {}}}, []string{"reference /rules/levels/Nirgends~1~0"}},
		{"a goal that is not there", linked(), evaluation.Rules{Goals: map[string]evaluation.Rule{"C": {}}}, []string{"reference /rules/goals/C"}},
		{"an unknown aggregator", linked(), rule(evaluation.Rule{Aggregator: "sum"}), []string{"choice /rules/default/aggregator"}},
		{"an unknown weighting", linked(), rule(evaluation.Rule{Weights: "budget"}), []string{"choice /rules/default/weights"}},
		{"a coverage beyond 1", linked(), rule(evaluation.Rule{MinCoverage: number("1.1")}), []string{"range /rules/default/minCoverage"}},
		{"a coverage below 0", linked(), rule(evaluation.Rule{MinCoverage: number("-0.1")}), []string{"range /rules/default/minCoverage"}},
		{"a single bound", linked(), rule(evaluation.Rule{Bounds: unbounded[:1]}), []string{"range /rules/default/bounds"}},
		{"three bounds", linked(), rule(evaluation.Rule{Bounds: slices.Repeat(unbounded, 2)[:3]}), []string{"range /rules/default/bounds"}},
		{"bounds the wrong way round", linked(), rule(evaluation.Rule{Bounds: []zielkette.Number{number("1"), number("0")}}), []string{"range /rules/default/bounds"}},
		{"bounds without room", linked(), rule(evaluation.Rule{Bounds: []zielkette.Number{number("1"), number("1")}}), []string{"range /rules/default/bounds"}},
		{"another format version", linked(), evaluation.Rules{FormatVersion: 2}, []string{"format-version /rules/formatVersion"}},
		{
			"five faults, five problems", linked(goals.Link{ID: "none"}, goals.Link{ID: "two"}),
			evaluation.Rules{
				Default: evaluation.Rule{Weights: "budget"},
				Levels:  map[string]evaluation.Rule{levels[1]: {Aggregator: "sum", Bounds: unbounded[:1]}}, Goals: map[string]evaluation.Rule{"C": {}},
			},
			[]string{
				"reference " + at + "0/id", "target-ambiguous " + at + "1/target", "choice /rules/default/weights",
				"reference /rules/goals/C", "choice /rules/levels/Handlungsfeld/aggregator", "range /rules/levels/Handlungsfeld/bounds",
			},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			model, err := evaluation.City{Strategy: c.strategy, Catalogue: catalogue, Rules: c.rules}.Compile()
			if d := cmp.Diff(c.want, codes(t, err)); d != "" {
				t.Error(d)
			}
			if (model == nil) != (err != nil) {
				t.Errorf("model %v with error %v", model, err)
			}
		})
	}
}

// Without a strategy or a catalogue there is nothing to put together; without rules
// the standard ones hold.
func TestNewWithoutParts(t *testing.T) {
	plan, err := goals.Strategy{ID: "s", Title: "s", Levels: levels, Goals: []goals.Goal{{ID: "A", Title: "A", Level: levels[0]}}}.Compile()
	if err != nil {
		t.Fatal(err)
	}
	set, err := indicators.Catalogue{}.Compile()
	if err != nil {
		t.Fatal(err)
	}
	for _, parts := range []struct {
		plan *goals.Plan
		set  *indicators.Set
	}{{nil, set}, {plan, nil}} {
		model, err := evaluation.New(parts.plan, parts.set, nil)
		if d := cmp.Diff([]string{"reference "}, codes(t, err)); d != "" || model != nil {
			t.Error(d, model)
		}
	}
	model, err := evaluation.New(plan, set, nil)
	if err != nil {
		t.Fatal(err)
	}
	want := evaluate(t, modelOf(t, goals.Strategy{Levels: levels, Goals: []goals.Goal{{ID: "A", Title: "A", Level: levels[0]}}}, evaluation.Rules{}), asOf("2020")).Rules()
	if d := cmp.Diff(want, evaluate(t, model, asOf("2020")).Rules()); d != "" {
		t.Error(d)
	}
}

func TestEvaluateNeedsADate(t *testing.T) {
	model := modelOf(t, goals.Strategy{}, evaluation.Rules{})
	result, err := model.Evaluate(nil, evaluation.Options{KnownOn: date("2020")})
	if result != nil || !errors.Is(err, zielkette.Problem{Code: evaluation.CodeAsOf}) {
		t.Errorf("%v, %v", result, err)
	}
}

// No record is a record without observations.
func TestNoRecord(t *testing.T) {
	model := modelOf(t, goals.Strategy{}, evaluation.Rules{}, reach("0", "1"))
	result, err := model.Evaluate(nil, asOf("2020"))
	if err != nil {
		t.Fatal(err)
	}
	if a, _ := result.Assessment("i", "", ""); a.State() != evaluation.NotReported || a.Reason() != indicators.NoObservation {
		t.Errorf("%v, %v", a.State(), a.Reason())
	}
}

// Warnings of strategy and catalogue come with the model.
func TestWarnings(t *testing.T) {
	against := but(reach("1", "2"), func(i *indicators.Indicator) { i.Direction = indicators.Down })
	s := goals.Strategy{ID: "s", Title: "s", Levels: levels, Declared: map[string]int{levels[0]: 3}, Goals: []goals.Goal{{ID: "A", Title: "A", Level: levels[0]}}}
	model := modelOf(t, s, evaluation.Rules{}, against)
	want := []string{"declared-count /strategy/declared/Vision", "target-direction /catalogue/indicators/0/targets/0/revisions/0/points/0/value"}
	if d := cmp.Diff(want, codes(t, model.Warnings())); d != "" {
		t.Error(d)
	}
	clear(model.Warnings())
	if d := cmp.Diff(want, codes(t, model.Warnings())); d != "" {
		t.Errorf("a caller changed the model: %s", d)
	}
}

// everything is all that a result says, as JSON.
func everything(t testing.TB, r *evaluation.Result) string {
	t.Helper()
	var all []any
	for root := range r.Model().Plan().Roots() {
		all = append(all, r.Explain(root.ID()))
	}
	for a := range r.Assessments() {
		all = append(all, a.Explain())
	}
	for _, text := range r.Assumptions() {
		all = append(all, text)
	}
	data, err := json.Marshal(all)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// One model, evaluated and explained from eight goroutines at once, gives equal
// results. It is the race detector that makes this a test of safety.
func TestConcurrentUse(t *testing.T) {
	f := grow(50) // one of the large trees
	options := asOf("2020")
	first := f.evaluate(t, options)
	want := everything(t, first)
	var group sync.WaitGroup
	got := make([]string, 8)
	for i := range got {
		group.Go(func() {
			result, err := first.Model().Evaluate(first.Record(), options)
			if err != nil {
				t.Error(err)
				return
			}
			for id := range standings(first) { // results are shared, too
				first.Explain(id)
				break
			}
			got[i] = everything(t, result)
		})
	}
	group.Wait()
	for i := range got {
		if got[i] != want {
			t.Errorf("goroutine %d has another result", i)
		}
	}
}

// Whatever a result, a model or the documents hand out may be changed by a caller
// without changing the model.
func TestReturnedValuesAreTheCallers(t *testing.T) {
	hard := number("99")
	ind := but(reach("0", "10"), func(i *indicators.Indicator) {
		i.Targets[0].ID, i.Codes = "t", map[string]string{"sdg": "13"}
		i.Breaks = []indicators.Break{{Period: period("2010")}}
	})
	rated := ordinal()
	rated.ID = "rated"
	stepped := milestones(zielkette.Milestone{Title: "m", Done: date("2019")}, zielkette.Milestone{Title: "n"})
	stepped.ID = "stepped"
	catalogue := indicators.Catalogue{Indicators: []indicators.Indicator{ind, rated, stepped}}
	s := goals.Strategy{ID: "s", Title: "s", Levels: []string{"Ziel"}, Goals: []goals.Goal{{
		ID: "g", Title: "g", Level: "Ziel", Indicators: []goals.Link{{ID: "i", Weight: number("2")}, {ID: "rated", Weight: number("1")}, {ID: "stepped", Weight: number("1")}},
	}}}
	rules := evaluation.Rules{Default: evaluation.Rule{Bounds: []zielkette.Number{number("0"), number("1")}}}
	model, err := evaluation.City{Strategy: s, Catalogue: catalogue, Rules: rules}.Compile()
	if err != nil {
		t.Fatal(err)
	}
	observations := observe("2020 5", "2020 - of:rated label:gesichert")
	result := evaluate(t, model, asOf("2020"), observations...)
	want := everything(t, result)

	// The documents.
	rules.Default.Bounds[1] = hard
	s.Goals[0].Indicators[0].Weight = hard
	observations[0].Value = hard
	for i := range catalogue.Indicators {
		spoil(catalogue.Indicators[i].Targets[0])
	}
	// What the result hands out.
	for a := range result.Assessments() {
		target, _ := a.Target()
		spoil(target)
		revision, _ := a.Revision()
		for i := range revision.Points {
			revision.Points[i].Value = hard
		}
		definition := a.Indicator()
		for i := range definition.Targets {
			spoil(definition.Targets[i])
		}
		clear(definition.Breaks)
		clear(definition.Codes)
		if e := a.Explain(); e.Measured.Revision != nil {
			for i := range e.Measured.Revision.Points {
				e.Measured.Revision.Points[i].Value = hard
			}
		}
	}
	for goal, score := range result.Goals() {
		e := score.Explain()
		clear(e.RollUp.Rule.Bounds)
		clear(e.RollUp.Parts)
		clear(goal.Indicators())
	}
	if got := everything(t, result); got != want {
		t.Errorf("the result: %s", cmp.Diff(want, got))
	}
	if got := everything(t, evaluate(t, model, asOf("2020"), observe("2020 5", "2020 - of:rated label:gesichert")...)); got != want {
		t.Errorf("the model: %s", cmp.Diff(want, got))
	}
}

// spoil overwrites everything that a target refers to.
func spoil(target indicators.Target) {
	hard := number("99")
	for i := range target.Revisions {
		for k := range target.Revisions[i].Points {
			target.Revisions[i].Points[k].Value = hard
		}
		target.Revisions[i].Withdrawn = true
	}
	for i := range target.Labels {
		target.Labels[i].Score = hard
	}
	for i := range target.Milestones {
		target.Milestones[i].Weight = hard
	}
}
