package zielkette_test

import (
	"fmt"
	"strings"
	"testing"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
)

func milestone(due, done, reported, weight string) zielkette.Milestone {
	date := func(s string) (d zielkette.Date) {
		if s != "" {
			d = zielkette.MustParseDate(s)
		}
		return d
	}
	m := zielkette.Milestone{Title: "Schritt", Due: date(due), Done: date(done), Reported: date(reported)}
	if weight != "" {
		m.Weight = zielkette.MustParseNumber(weight)
	}
	return m
}

func TestMilestoneAtADate(t *testing.T) {
	for _, test := range []struct {
		due, done, reported, on string
		state                   zielkette.MilestoneState
		slip                    string
	}{
		{"2024-03-12", "2024-03-12", "", "2024-03-11", zielkette.MilestoneOpen, ""},
		{"2024-03-12", "2024-03-12", "", "2024-03-12", zielkette.MilestoneDone, "on time"},
		{"2024-03-12", "2024-03-13", "", "2024-04-01", zielkette.MilestoneDone, "1 day late"},
		{"2024-03-12", "2024-03-10", "", "2024-04-01", zielkette.MilestoneDone, "2 days early"},
		{"2024-03-12", "2024-05-10", "", "2024-04-01", zielkette.MilestoneOverdue, "slip not recorded, overdue for 20 days"},
		{"2024-03-12", "2024-05", "", "2024-05-31", zielkette.MilestoneDone, "2 months late"},
		{"2024-05", "2024-05", "", "2024-05-30", zielkette.MilestoneOpen, ""},
		{"2024-05", "2024-05", "", "2024-05-31", zielkette.MilestoneDone, "on time"},
		{"2024-autumn", "2025-01-15", "", "2025", zielkette.MilestoneDone, "2 months late"},
		{"2024-09", "2024-06-30", "", "2025", zielkette.MilestoneDone, "3 months early"},
		{"2024-09", "2024-08", "", "2025", zielkette.MilestoneDone, "1 month early"},
		{"2019-09", "", "", "2019-09-30", zielkette.MilestoneOpen, ""},
		{"2019-09", "", "", "2019-10-01", zielkette.MilestoneOverdue, "slip not recorded, overdue for 1 day"},
		{"2019-09", "", "", "2019-10-29", zielkette.MilestoneOverdue, "slip not recorded, overdue for 29 days"},
		{"2019-09", "", "", "2019-10-30", zielkette.MilestoneOverdue, "slip not recorded, overdue for 1 month"},
		{"2019-09", "", "", "2024-04-01", zielkette.MilestoneOverdue, "slip not recorded, overdue for 54 months"},
		{"2019-09", "", "", "2024-08-01", zielkette.MilestoneOverdue, "slip not recorded, overdue for 58 months"},
		{"2024-01-31", "", "", "2024-02-29", zielkette.MilestoneOverdue, "slip not recorded, overdue for 1 month"},
		{"0001", "", "", "9999", zielkette.MilestoneOverdue, "slip not recorded, overdue for 119976 months"},
		{"", "", "", "2024", zielkette.MilestoneUndated, ""},
		{"", "2024-05", "", "2024-04", zielkette.MilestoneOpen, ""},
		{"", "2024-05", "", "2024-05", zielkette.MilestoneDone, ""},
		{"", "", "2019-early", "2019-03", zielkette.MilestoneOpen, ""},
		{"", "", "2019-early", "2019-04", zielkette.MilestoneDone, ""},
		{"2018", "", "2019-early", "2019-04", zielkette.MilestoneDone, "slip not recorded"},
	} {
		m := milestone(test.due, test.done, test.reported, "")
		on := zielkette.MustParseDate(test.on)
		slip := m.SlipText(on)
		if got := m.State(on); got != test.state || slip.EN != test.slip || (slip.DE == "") != (test.slip == "") {
			t.Errorf("due %q, done %q, reported %q at %s: %s, %q", test.due, test.done, test.reported, test.on, got, slip.EN)
		}
	}
}

func TestOverdue(t *testing.T) {
	for _, test := range []struct {
		due, on string
		days    int
		de, en  string
	}{
		{"2024-03-12", "2024-03-12", 0, "", ""},
		{"2024-03-12", "2024-03-13", 1, "seit 1 Tag", "for 1 day"},
		{"2024-03-12", "2024-04-11", 30, "seit 30 Tagen", "for 30 days"},
		{"2024-03-12", "2024-04-12", 31, "seit 1 Monat", "for 1 month"},
		{"2024-spring", "2024-08-01", 62, "seit 2 Monaten", "for 2 months"},
		{"", "2024-08-01", 0, "", ""},
	} {
		m, on := milestone(test.due, "", "", ""), zielkette.MustParseDate(test.on)
		days, ok := m.Overdue(on)
		if text := m.OverdueText(on); days != test.days || ok != (test.days > 0) || text.DE != test.de || text.EN != test.en {
			t.Errorf("due %q at %s: %d %v %+v", test.due, test.on, days, ok, text)
		}
	}
}

func TestProgress(t *testing.T) {
	on := zielkette.MustParseDate("2024-06-30")
	done, open := milestone("", "2024-05", "", ""), milestone("2024-05", "", "", "")
	heavy, nothing := milestone("", "", "2024-04", "2.5"), milestone("2024-04", "2024-04", "", "0")
	for _, test := range []struct {
		list []zielkette.Milestone
		want string
	}{
		{nil, ""},
		{[]zielkette.Milestone{nothing}, ""},
		{[]zielkette.Milestone{open}, "0: 0 of 1, 0"},
		{[]zielkette.Milestone{done}, "1: 1 of 1, 1"},
		{[]zielkette.Milestone{done, open, open}, "1: 1 of 3, 0.333333333333"},
		{[]zielkette.Milestone{done, done, open}, "2: 2 of 3, 0.666666666667"},
		{[]zielkette.Milestone{heavy, done, open, nothing}, "3: 3.5 of 4.5, 0.777777777778"}, // 3.5 / 4.5
	} {
		p, ok := zielkette.ProgressOf(test.list, on, zielkette.Date{})
		got := ""
		if ok {
			got = fmt.Sprintf("%d: %s of %s, %s", p.Steps, p.Done, p.All, p.Share)
		}
		if got != test.want {
			t.Errorf("%v: %s, want %s", test.list, got, test.want)
		}
	}
}

// What happened after the known-on date could not be known.
func TestMilestoneAsKnown(t *testing.T) {
	on, known := zielkette.MustParseDate("2023-12-31"), zielkette.MustParseDate("2020-06-30")
	list := []zielkette.Milestone{
		milestone("2020", "2019", "", ""), milestone("2021", "2021-10-06", "", ""), milestone("", "", "2020-early", ""), milestone("", "", "2021", ""), milestone("2020", "2020", "", ""),
	}
	var states []string
	for _, m := range list {
		states = append(states, string(m.AsKnown(known).State(on)))
		if m.AsKnown(zielkette.Date{}) != m {
			t.Errorf("%v changes without a date", m)
		}
	}
	if got := strings.Join(states, " "); got != "done overdue done undated overdue" {
		t.Error(got)
	}
	if p, ok := zielkette.ProgressOf(list, on, known); !ok || p.Steps != 2 || p.Share.String() != "0.4" {
		t.Errorf("%+v", p)
	}
}

// Papers and meetings do not count unless somebody says what they weigh.
func TestProgressOfPapers(t *testing.T) {
	done := zielkette.MustParseDate("2024")
	steps := []zielkette.Milestone{
		{Title: "Vorlage", Kind: zielkette.PaperStep, Done: done},
		{Title: "Kenntnisnahme", Kind: zielkette.MeetingStep, Done: done},
		{Title: "Interviews", Kind: zielkette.MatterStep, Done: done},
		{Title: "Workshop"},
		{Title: "Beschluss", Kind: zielkette.MeetingStep, Weight: zielkette.Int(2), Done: done},
		{Title: "Gruß", Weight: zielkette.Int(0)},
	}
	p, ok := zielkette.ProgressOf(steps, done, zielkette.Date{})
	if !ok || p.Steps != 2 || p.Of != 4 || p.Beside != 2 || p.Done.String() != "3" || p.All.String() != "4" {
		t.Errorf("got %+v", p)
	}
	if p, ok := zielkette.ProgressOf(steps[:2], done, zielkette.Date{}); ok || p.Beside != 2 {
		t.Errorf("papers alone: %+v %v", p, ok)
	}
	for _, kind := range zielkette.MilestoneKinds() {
		if kind.Text().DE == "" || kind.Text().EN == "" {
			t.Errorf("%s has no words", kind)
		}
	}
	if !zielkette.MilestoneKind("x").Text().IsZero() {
		t.Error("another word has a text")
	}
}
