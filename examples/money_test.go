package examples_test

import (
	"encoding/json"
	"testing"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/goals"
)

// A report of an earlier date knows neither what was spent nor what became known later.
func TestMoneyOfAnEarlierDate(t *testing.T) {
	type measure struct {
		ID                             string
		Planned, PlannedToDate, Actual *string
		Budget                         []goals.BudgetLine
		Staff                          []goals.Posts
	}
	type report struct {
		Measures []measure
		Money    struct {
			All struct{ Planned, PlannedToDate, Actual *string }
		}
		Frame goals.Frame
	}
	var doc report
	read := func(args ...string) {
		t.Helper()
		doc = report{}
		if err := json.Unmarshal([]byte(run(t, "leipzig", append([]string{"-illustrate", "-format", "json"}, args...)...)), &doc); err != nil {
			t.Fatal(err)
		}
	}
	show := func(text *string) string {
		if text == nil {
			return "null"
		}
		return *text
	}
	all := func(want string) {
		t.Helper()
		a := doc.Money.All
		if got := show(a.Planned) + " " + show(a.PlannedToDate) + " " + show(a.Actual); got != want {
			t.Errorf("all measures: %s, want %s", got, want)
		}
	}
	read()
	all("23017901.24 18567901.23 17235194.44")
	read("-as-of", "2021-12-31", "-known-on", "2021-12-31")
	all("16413333.34 5100000.01 2100000")
	if doc.Frame.Until != 2024 {
		t.Errorf("the frame known then is that until 2024, not %d", doc.Frame.Until)
	}
	end, lines := zielkette.MustParseDate("2021-12-31"), 0
	for _, m := range doc.Measures {
		for _, line := range m.Budget {
			lines++
			if !line.Known.By(end) || !line.Actual.IsZero() && line.Year > 2021 {
				t.Errorf("%s knows the future: %+v", m.ID, line)
			}
		}
		for _, posts := range m.Staff {
			if !posts.Known.By(end) || !posts.Actual.IsZero() {
				t.Errorf("%s knows the future: %+v", m.ID, posts)
			}
		}
	}
	if lines == 0 {
		t.Error("no budget at all")
	}
	// What was spent by the end of 2021 and became known later counts without a known-on date.
	read("-as-of", "2021-12-31")
	all("16413333.34 5100000.01 5211111.1")
}
