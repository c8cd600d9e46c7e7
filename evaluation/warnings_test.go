package evaluation_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

// linked is a strategy with one goal and two areas, linked to the indicator "i".
func linked(links ...goals.Link) goals.Strategy {
	return goals.Strategy{
		ID: "s", Title: "S", Levels: levels,
		Areas: []goals.Area{{ID: "a", Title: "A"}, {ID: "b", Title: "B"}},
		Goals: []goals.Goal{{ID: "g", Title: "G", Level: levels[0], Indicators: links}},
	}
}

// Observations of indicators and for areas that the documents do not have are told at
// the first of them, once for each id; so are those of an overlay.
func TestStrayObservations(t *testing.T) {
	model := modelOf(t, linked(goals.Link{ID: "i", Area: "a"}), evaluation.Rules{}, reach("0", "1"))
	result := evaluate(t, model, asOf("2020"), observe(
		"2019 1 area:b", "2020 1 area:5999040", "2019 1 area:5999040", "2020 1 area:a", "2020 1", "2020 1 of:j area:zz", "2018 1 of:j", "2019 1 of:k",
	)...)
	want := []string{"unknown-area 5999040 /observations/1", "unknown-indicator j /observations/5", "unknown-indicator k /observations/7"}
	said := func(r *evaluation.Result) (out []string) {
		codes(t, r.Warnings())
		for _, p := range r.Warnings() {
			if p.Severity != zielkette.Warning {
				t.Error(p)
			}
			out = append(out, string(p.Code)+" "+p.Subject+" "+p.Place.Pointer)
		}
		return out
	}
	if d := cmp.Diff(want, said(result)); d != "" {
		t.Error(d)
	}
	over, err := result.With(observe("2021 1 area:c", "2021 1 area:5999040", "2021 1 of:l")...)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(append([]string{"unknown-area c ", "unknown-indicator l "}, want...), said(over)); d != "" {
		t.Error(d)
	}
}

// An indicator that applies to no goal linked to it says so with the author's words;
// one that a goal does measure keeps its state.
func TestNotApplicableSaysSo(t *testing.T) {
	away := goals.Link{ID: "i", NotApplicable: "Kein Hafen."}
	for _, c := range []struct {
		name  string
		links []goals.Link
		state evaluation.State
		text  string
	}{
		{"not linked", nil, evaluation.Scored, ""},
		{"linked", []goals.Link{{ID: "i"}}, evaluation.Scored, ""},
		{"does not apply", []goals.Link{away}, evaluation.NotApplicable, "Kein Hafen."},
	} {
		result := evaluate(t, modelOf(t, linked(c.links...), evaluation.Rules{}, reach("0", "1")), asOf("2020"), observe("2020 0.5")...)
		a, _ := result.Assessment("i", "", "")
		e := a.Explain()
		if a.State() != c.state || a.ReasonText(zielkette.German) != c.text || a.Attainment().IsZero() != (c.text != "") ||
			e.State != c.state || e.Why.DE != c.text || (a.Reason() == indicators.DeclaredSo) != (c.text != "") {
			t.Errorf("%s: %v %q %v", c.name, a.State(), a.ReasonText(zielkette.German), a.Attainment())
		}
	}
	// With two goals it takes both to say so.
	s := linked(away)
	s.Goals = append(s.Goals, goals.Goal{ID: "h", Title: "H", Level: levels[0], Indicators: []goals.Link{{ID: "i"}}})
	a, _ := evaluate(t, modelOf(t, s, evaluation.Rules{}, reach("0", "1")), asOf("2020"), observe("2020 0.5")...).Assessment("i", "", "")
	if a.State() != evaluation.Scored {
		t.Error(a.State())
	}
}

// What goals measure in single areas only has no line for the whole municipality.
func TestOnlyForAreas(t *testing.T) {
	for _, c := range []struct {
		name  string
		links []goals.Link
		want  []string
	}{
		{"not linked", nil, []string{"i "}},
		{"an area", []goals.Link{{ID: "i", Area: "a"}}, []string{"i a"}},
		{"areas", []goals.Link{{ID: "i", Area: "a"}, {ID: "i", Area: "b"}}, []string{"i a", "i b"}},
		{"both", []goals.Link{{ID: "i", Area: "a"}, {ID: "i"}}, []string{"i ", "i a"}},
		{"both the other way round", []goals.Link{{ID: "i"}, {ID: "i", Area: "a"}}, []string{"i ", "i a"}},
	} {
		result := evaluate(t, modelOf(t, linked(c.links...), evaluation.Rules{}, reach("0", "1")), asOf("2020"), observe("2020 0.5 area:a")...)
		var got []string
		for a := range result.Assessments() {
			got = append(got, a.ID()+" "+a.Area())
		}
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%s: %s", c.name, d)
		}
		if e := result.Explain("i"); e.ID+" "+e.Measured.Area != c.want[0] {
			t.Errorf("%s: explained in %q", c.name, e.Measured.Area)
		}
	}
}

// What the record and the targets say differently.
func TestWarningsOfSeries(t *testing.T) {
	flow := but(reaching(indicators.Baseline{Period: period("2020"), Value: number("0")}, revision("", "", "2025 1500")),
		func(ind *indicators.Indicator) { ind.Time = indicators.Flow })
	spans := but(flow, func(ind *indicators.Indicator) {
		ind.Targets = []indicators.Target{{Shape: indicators.ReachShape, Baseline: ind.Targets[0].Baseline, Revisions: []indicators.Revision{revision("", "", "2021/2025 1500")}}}
	})
	based := reaching(indicators.Baseline{Period: period("2019"), Value: number("33.3")}, revision("", "", "2025 50"))
	for name, c := range map[string]struct {
		ind    indicators.Indicator
		record []indicators.Observation
		known  string
		want   []string
	}{
		"is a total meant":            {flow, observe("2021 300", "2022 300"), "", []string{"total-meant /observations/0"}},
		"a total is meant":            {spans, observe("2021 300", "2022 300"), "", nil},
		"a baseline that differs":     {based, observe("2019 33.4", "2020 40"), "", []string{"baseline-differs /observations/0"}},
		"restated to the baseline":    {based, observe("2019 33.4 known:2020", "2019 33.30 known:2021", "2020 40 known:2021"), "", nil},
		"a share, rounded as stated":  {but(based, func(ind *indicators.Indicator) { ind.Per = number("100") }), observe("2019 1 den:3", "2020 4 den:9"), "", nil},
		"what is counted up may rise": {but(based, func(ind *indicators.Indicator) { ind.Time = indicators.Cumulative }), observe("2020 1", "2021 1", "2022 2"), "", nil},
		"what is counted up falls":    {but(based, func(ind *indicators.Indicator) { ind.Time = indicators.Cumulative }), observe("2020 3", "2021 2"), "", []string{"cumulative-fall /observations/1"}},
		"two targets, one warning": {but(based, func(ind *indicators.Indicator) {
			ind.Time = indicators.Cumulative
			ind.Targets = []indicators.Target{ind.Targets[0], ind.Targets[0]}
			ind.Targets[0].ID, ind.Targets[1].ID = "a", "b"
		}), observe("2020 3", "2021 2"), "", []string{"cumulative-fall /observations/1"}},
		"a share beside a number":      {but(based, func(ind *indicators.Indicator) { ind.Time = indicators.Cumulative }), observe("2020 3 den:2", "2021 2", "2022 1 den:4"), "", nil},
		"after a break it starts anew": {but(based, func(ind *indicators.Indicator) { ind.Time = indicators.Cumulative }), observe("2020 3", "2021 2 status:B"), "", nil},
	} {
		o := asOf("2024")
		if c.known != "" {
			o = knownOn("2024", c.known)
		}
		var got []string
		for _, p := range evaluate(t, modelOf(t, goals.Strategy{}, evaluation.Rules{}, c.ind), o, c.record...).Warnings() {
			got = append(got, string(p.Code)+" "+p.Place.Pointer)
		}
		slices.Sort(got)
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
}
