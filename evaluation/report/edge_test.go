package report_test

import (
	"errors"
	"io"
	"strings"
	"testing"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/change"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/report"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/robustness"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/indicators/tables"
	"gitlab.opencode.de/zielkette/zielkette/internal/testkit"
)

var english = report.Options{Language: zielkette.English}

// inOneLine prints a page, or one section of it, as a single line of text.
func inOneLine(t *testing.T, page report.Page, section string) string {
	t.Helper()
	if s := page.Section(section); section != "" && s != nil {
		page = report.Page{Language: page.Language, Sections: []report.Section{*s}}
	}
	var out strings.Builder
	if err := page.Text(&out, 1000); err != nil {
		t.Fatal(err)
	}
	return strings.Join(strings.Fields(out.String()), " ")
}

// Contributions to goals beneath the root say which hinder and which are not stated;
// where there are none, nothing is said of them.
func TestContributionsBeneath(t *testing.T) {
	of := func(effects ...goals.Effect) string {
		city := small()
		city.Strategy.Measures = append(city.Strategy.Measures, goals.Measure{ID: "n", Title: "N"}, goals.Measure{ID: "o", Title: "O"})
		city.Strategy.Effects = append(city.Strategy.Effects, effects...)
		model, err := city.Compile()
		must(t, err)
		c, err := report.ChainOf(result(t, model, city.Record), report.ChainOptions{Options: english, Root: "g"})
		must(t, err)
		return inOneLine(t, c.Page(), "")
	}
	if got := of(); strings.Contains(got, "goals beneath") {
		t.Error(got)
	}
	weak, harmful, unstated := effect("m", "h"), effect("n", "h"), effect("o", "h")
	weak.Strength, harmful.Strength, harmful.Sign = number("0.5"), number("0.25"), goals.Minus
	got := of(weak, harmful, unstated)
	_, got, ok := strings.Cut(got, "Contributions to the goals beneath")
	for _, want := range []string{"M assumed 0.5000", "N assumed −0.2500, hinders", "O not stated"} {
		if !ok || !strings.Contains(got, want) {
			t.Errorf("%q is not in %.600s", want, got)
		}
	}
	if strings.Contains(got, "0.5000, hinders") {
		t.Error(got)
	}
}

// An indicator whose value does not count shows what was last on record, and one whose
// value does shows that alone.
func TestLastOnRecord(t *testing.T) {
	for period, want := range map[string]string{"2010": "last 1.5 (2010)", "2020": "1.5 (2020)"} {
		city := small()
		city.Catalogue.Indicators[0].MaxAge = zielkette.MustParseSpan("P2Y")
		city.Record = recorded([]indicators.Observation{value("i", "", period)})
		model, err := city.Compile()
		must(t, err)
		got := inOneLine(t, report.Of(result(t, model, city.Record), english).Page(), "overview")
		if !strings.Contains(got, want) || strings.Contains(got, "last") != strings.Contains(want, "last") {
			t.Errorf("%s: %q is not in %s", period, want, got)
		}
	}
}

// Where a judgement changes beyond the value that an indicator has, the page says on which
// side of it: above it where less is wanted.
func TestBeyondTheValue(t *testing.T) {
	for _, test := range []struct{ start, aim, want string }{{"0", "100", "had below 50 "}, {"100", "0", "had above 50 "}} {
		city := small()
		city.Strategy.Goals[0].Goals = nil
		target := &city.Catalogue.Indicators[0].Targets[0]
		target.Baseline.Value, target.Revisions[0].Points[0].Value = number(test.start), number(test.aim)
		o := value("i", "", "2020")
		o.Value = number("50")
		city.Record, city.Rules = recorded([]indicators.Observation{o}), lights()
		city.Strategy.Effects, city.Strategy.Results, city.Strategy.Measures = nil, nil, nil
		model, err := city.Compile()
		must(t, err)
		robust, ok, err := report.RobustOf(result(t, model, city.Record), "g", robustness.Sampling{Samples: 10}, english)
		if err != nil || !ok {
			t.Fatal(err, ok)
		}
		if got := inOneLine(t, robust.Page(), "values-that-matter"); !strings.Contains(got, test.want) {
			t.Errorf("from %s to %s: %q is not in %s", test.start, test.aim, test.want, got)
		}
	}
}

// A goal that is no arithmetic mean is searched up to a number of parts.
func TestTooManyToBeSearched(t *testing.T) {
	for n, want := range map[int]robustness.Reason{robustness.MaxSearched: robustness.Never, robustness.MaxSearched + 1: robustness.TooMany} {
		city := broad(n)
		city.Rules.Default.Aggregator = evaluation.Minimum
		r, _, _ := evaluated(t, city)
		weights, values := robustness.PartWeights(rootOf(t, r)), robustness.Values(rootOf(t, r))
		if len(weights) != n || weights[0].Reason != want || len(values) != n || (values[0].Reason == robustness.TooMany) != (want == robustness.TooMany) {
			t.Errorf("%d parts: %v and %v", n, weights[0].Reason, values[0].Reason)
		}
		must(t, report.Write(io.Discard, must2(report.RobustOf(r, "g", robustness.Sampling{Samples: 10}, english)), "json"))
	}
}

func must2(robust *report.Robust, _ bool, err error) *report.Robust {
	if err != nil {
		panic(err)
	}
	return robust
}

// What reports, changes, chains and robustness hand out shares nothing with what they hand
// out another time, nor partial editions and mappings with their documents.
func TestHandedOutIsApart(t *testing.T) {
	city := broad(5)
	r, _, _ := evaluated(t, city)
	later, _, _ := evaluated(t, moved(city))
	of := report.Of(r, english)
	testkit.Apart(t, of.Page(), of.Page())
	c, err := change.Between(r, later)
	must(t, err)
	changed := report.ChangeOf(c, english)
	testkit.Apart(t, changed.Page(), changed.Page())
	shares := func() any {
		sure := robustness.Of(rootOf(t, r))
		return []any{sure.Shares, sure.Order}
	}
	testkit.Apart(t, shares(), shares())
	whole := small().Strategy
	part := goals.Strategy{ID: "p", Title: "P", Edition: goals.Edition{Amends: whole.ID, Partial: true}, Goals: []goals.Goal{{ID: "k", Level: "A", Title: "K"}}}
	amended, err := goals.Amend(whole, part)
	must(t, err)
	testkit.Apart(t, []goals.Strategy{whole, part}, amended)
	mapping := tables.Mapping{
		FormatVersion: 1, Format: tables.Long, Separator: ";", Decimal: ".", Period: "p", Value: "v", Area: "a", Areas: map[string]string{"x": "y"}, Periods: map[string]string{"z": "2020"},
		Rows: []tables.Selection{{Indicator: "a", Where: map[string]string{"what": "x"}}},
	}
	reader, err := mapping.Compile()
	must(t, err)
	testkit.Apart(t, mapping, reader)
}

// An explanation of an id that nothing has is an error in every medium, never an empty page.
func TestExplanationOfNothing(t *testing.T) {
	r := musterstadt().evaluate(t)
	for _, format := range report.Formats {
		var found zielkette.Problem
		if err := report.Write(io.Discard, report.Explanation(r, r.Explain("Z9.9"), report.Options{}), format); !errors.As(err, &found) || found.Code != zielkette.CodeReference {
			t.Errorf("%s: %v", format, err)
		}
	}
}
