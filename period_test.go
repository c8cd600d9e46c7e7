package zielkette_test

import (
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
)

func TestParsePeriod(t *testing.T) {
	for _, test := range []struct {
		text, want, start, end string
		kind                   zielkette.PeriodKind
		de, en                 string
	}{
		{"2023", "2023", "2023-01-01", "2023-12-31", zielkette.Year, "2023", "2023"},
		{"2023-H1", "2023-H1", "2023-01-01", "2023-06-30", zielkette.HalfYear, "1. Halbjahr 2023", "first half of 2023"},
		{"2023-H2", "2023-H2", "2023-07-01", "2023-12-31", zielkette.HalfYear, "2. Halbjahr 2023", "second half of 2023"},
		{"2023-Q1", "2023-Q1", "2023-01-01", "2023-03-31", zielkette.Quarter, "1. Quartal 2023", "first quarter of 2023"},
		{"2023-Q2", "2023-Q2", "2023-04-01", "2023-06-30", zielkette.Quarter, "2. Quartal 2023", "second quarter of 2023"},
		{"2023-Q4", "2023-Q4", "2023-10-01", "2023-12-31", zielkette.Quarter, "4. Quartal 2023", "fourth quarter of 2023"},
		{"2024-02", "2024-02", "2024-02-01", "2024-02-29", zielkette.Month, "Februar 2024", "February 2024"},
		{"1994-06-12", "1994-06-12", "1994-06-12", "1994-06-12", zielkette.Day, "12.06.1994", "12 June 1994"},
		{"2001/02", "2001/02", "2001-08-01", "2002-07-31", zielkette.SchoolYear, "Schuljahr 2001/02", "school year 2001/02"},
		{"1999/00", "1999/00", "1999-08-01", "2000-07-31", zielkette.SchoolYear, "Schuljahr 1999/00", "school year 1999/00"},
		{"1999/2000", "1999/00", "1999-08-01", "2000-07-31", zielkette.SchoolYear, "Schuljahr 1999/00", "school year 1999/00"},
		{"9998/99", "9998/99", "9998-08-01", "9999-07-31", zielkette.SchoolYear, "Schuljahr 9998/99", "school year 9998/99"},
		{"2021/2025", "2021/2025", "2021-01-01", "2025-12-31", zielkette.Months, "2021 bis 2025", "2021 to 2025"},
		{"2017/2019", "2017/2019", "2017-01-01", "2019-12-31", zielkette.Months, "2017 bis 2019", "2017 to 2019"},
		{"2022/P2Y", "2022/P2Y", "2022-01-01", "2023-12-31", zielkette.Months, "2022 bis 2023", "2022 to 2023"},
		{"2022-01/P24M", "2022/P2Y", "2022-01-01", "2023-12-31", zielkette.Months, "2022 bis 2023", "2022 to 2023"},
		{"2022/P3Y", "2022/2024", "2022-01-01", "2024-12-31", zielkette.Months, "2022 bis 2024", "2022 to 2024"},
		{"2022/P12M", "2022/P1Y", "2022-01-01", "2022-12-31", zielkette.Months, "2022", "2022"},
		{"2009-04/P1Y", "2009-04/P1Y", "2009-04-01", "2010-03-31", zielkette.Months, "April 2009 bis März 2010", "April 2009 to March 2010"},
		{"2021-10/P6M", "2021-10/P6M", "2021-10-01", "2022-03-31", zielkette.Months, "Oktober 2021 bis März 2022", "October 2021 to March 2022"},
		{"2021-12/P3M", "2021-12/P3M", "2021-12-01", "2022-02-28", zielkette.Months, "Dezember 2021 bis Februar 2022", "December 2021 to February 2022"},
		{"2021/P1Y6M", "2021/P1Y6M", "2021-01-01", "2022-06-30", zielkette.Months, "Januar 2021 bis Juni 2022", "January 2021 to June 2022"},
		{"2021-02/P1M", "2021-02/P1M", "2021-02-01", "2021-02-28", zielkette.Months, "Februar 2021", "February 2021"},
		{"9001/9999", "9001/9999", "9001-01-01", "9999-12-31", zielkette.Months, "9001 bis 9999", "9001 to 9999"},
		{"9999-12/P1M", "9999-12/P1M", "9999-12-01", "9999-12-31", zielkette.Months, "Dezember 9999", "December 9999"},
		{"9999-12", "9999-12", "9999-12-01", "9999-12-31", zielkette.Month, "Dezember 9999", "December 9999"},
	} {
		p, err := zielkette.ParsePeriod(test.text)
		if err != nil {
			t.Errorf("ParsePeriod(%q): %v", test.text, err)
			continue
		}
		got := []string{p.String(), p.Start().String(), p.End().String(), p.Text(zielkette.German), p.Text(zielkette.English)}
		if diff := cmp.Diff([]string{test.want, test.start, test.end, test.de, test.en}, got); diff != "" {
			t.Errorf("ParsePeriod(%q): %s", test.text, diff)
		}
		if p.Kind() != test.kind || p.IsZero() || p.Year() != p.End().Year() {
			t.Errorf("ParsePeriod(%q): kind %v, year %d", test.text, p.Kind(), p.Year())
		}
	}
	for _, text := range []string{
		"", "x", "23", "0000", "2023-", "2023-Q5", "2023-Q0", "2023-H0", "2023-H3", "2023/Q1", "2023-q1", "2023-13", "2023-02-29", "2023.01", "2023.01-31",
		"2022/24", "2022/22", "2022/2022", "2022/2021", "0001/9999", "9000/9999", "2022/P", "2022/P0M", "2022/P1000Y", "2022/P1D", "2022-13/P1Y", "2022-04-01/P1Y", "2022-Q1/P1Y", "2022-04/", "2022-04/2023", "9999-12/P2M", "9999/P2Y", "2022/23/P1Y", "2022/", "2022/2", "2022/023", "9999/00", "9999/10000", "2022-23-24", "12.06.1994", "1.Qu. 2003", "Jan. 2024", " 2023", "2023 ", "12345",
	} {
		p, err := zielkette.ParsePeriod(text)
		if codeOf(t, err) != zielkette.CodePeriod || !p.IsZero() {
			t.Errorf("ParsePeriod(%q) = %v, %v", text, p, err)
		}
	}
}

func TestNewYear(t *testing.T) {
	for _, test := range []struct {
		year int
		want string
		code zielkette.Code
	}{
		{2023, "2023", ""},
		{1, "0001", ""},
		{9999, "9999", ""},
		{0, "", zielkette.CodePeriod},
		{10000, "", zielkette.CodePeriod},
		{math.MinInt, "", zielkette.CodePeriod},
	} {
		p, err := zielkette.NewYear(test.year)
		if p.String() != test.want || codeOf(t, err) != test.code {
			t.Errorf("NewYear(%d) = %q, %v", test.year, p, err)
		}
	}
}

func TestPeriodOrder(t *testing.T) {
	texts := []string{"2021/2023", "2022-04/P1Y", "2023-12-31", "2022", "2023/24", "2023-01", "2023-H2", "2023-Q1", "2022-12-31", "2023-06-30", "", "2023-H1", "2022/23", "2023-12", "2023-Q4", "2023"}
	var periods []zielkette.Period
	for _, text := range texts {
		var p zielkette.Period
		if err := p.UnmarshalText([]byte(text)); err != nil {
			t.Fatal(err)
		}
		periods = append(periods, p)
	}
	slices.SortFunc(periods, zielkette.Period.Compare)
	var got []string
	for _, p := range periods {
		got = append(got, p.String())
	}
	if diff := cmp.Diff([]string{
		"", "2022", "2022-12-31", "2023-01", "2022-04/P1Y", "2023-Q1", "2023-H1", "2023-06-30", "2022/23", "2021/2023", "2023", "2023-H2", "2023-Q4", "2023-12", "2023-12-31", "2023/24",
	}, got); diff != "" {
		t.Error(diff)
	}
}

func TestPeriodLength(t *testing.T) {
	for text, want := range map[string]string{
		"2023": "P1Y", "2023-H1": "P6M", "2023-Q4": "P3M", "2023-12": "P1M", "2023-12-31": "", "2022/23": "P1Y", "2021/2025": "P5Y", "2021-10/P6M": "P6M", "9001/9999": "P999Y", "": "",
	} {
		var p zielkette.Period
		if err := p.UnmarshalText([]byte(text)); err != nil || p.Length().String() != want {
			t.Errorf("%q has %v (%v), want %q", text, p.Length(), err, want)
		}
	}
	for _, test := range []struct {
		a, b string
		want bool
	}{
		{"2023", "2024", true},
		{"2023", "2023-H1", false},
		{"2023", "2023/P1Y", false},
		{"2023/P1Y", "2023-04/P1Y", true},
		{"2021/2023", "2022/2024", true},
		{"2021/2023", "2021/2024", false},
		{"2023-01", "2023-02", true},
	} {
		if got := zielkette.MustParsePeriod(test.a).Alike(zielkette.MustParsePeriod(test.b)); got != test.want {
			t.Errorf("%s and %s: %v", test.a, test.b, got)
		}
	}
}

func TestNoPeriod(t *testing.T) {
	var none zielkette.Period
	if !none.IsZero() || none.Kind() != zielkette.NoPeriod || !none.Start().IsZero() || !none.End().IsZero() || none.Year() != 0 {
		t.Error("no period has no parts")
	}
	if none.String() != "" || none.Text(zielkette.German) != "" || none.Kind().String() != "" {
		t.Errorf("no period prints as %q, %q, %q", none.String(), none.Text(zielkette.German), none.Kind())
	}
	if zielkette.PeriodKind(99).Text(zielkette.German) != "" {
		t.Error("an unknown kind has no name")
	}
	if got := zielkette.SchoolYear.Text(zielkette.German); got != "Schuljahr" {
		t.Errorf("the school year is called %q", got)
	}
}

func TestPeriodJSON(t *testing.T) {
	out := throughJSON(t, zielkette.MustParsePeriod("2022/2023"), `"2022/23"`)
	if err := out.UnmarshalText([]byte("x")); codeOf(t, err) != zielkette.CodePeriod || out.IsZero() {
		t.Errorf("a failed reading changes the period to %v (%v)", out, err)
	}
	if err := out.UnmarshalText(nil); err != nil || !out.IsZero() {
		t.Errorf("the empty text is read as %v, %v", out, err)
	}
}

func FuzzParsePeriod(f *testing.F) {
	for _, text := range []string{"2023", "2023-H1", "2023-Q4", "2023-01", "2023-01-31", "2022/23", "1999/2000", "9999/00", "2021/2025", "2022/P2Y", "2009-04/P1Y", ""} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		p, err := zielkette.ParsePeriod(text)
		if err != nil {
			if codeOf(t, err) != zielkette.CodePeriod {
				t.Fatalf("ParsePeriod(%q): %v", text, err)
			}
			return
		}
		again, err := zielkette.ParsePeriod(p.String())
		if err != nil || !again.Equal(p) || again.String() != p.String() {
			t.Fatalf("%q prints %v, read as %v, %v", text, p, again, err)
		}
		if p.Start().Compare(p.End()) > 0 || p.Text(zielkette.German) == "" {
			t.Fatalf("%q runs from %v to %v", text, p.Start(), p.End())
		}
		for _, day := range []zielkette.Date{p.Start(), p.End()} {
			if _, err := zielkette.ParseDate(day.String()); err != nil {
				t.Fatalf("%q is bounded by %v", text, day)
			}
		}
	})
}

func FuzzPeriodCompare(f *testing.F) {
	f.Add("2023", "2023-Q4", "2022/23")
	f.Add("", "2023-12-31", "2023-12")
	f.Fuzz(func(t *testing.T, a, b, c string) {
		var p [3]zielkette.Period
		for i, text := range []string{a, b, c} {
			if p[i].UnmarshalText([]byte(text)) != nil {
				return
			}
		}
		checkOrder(t, p[0], p[1], p[2])
	})
}

// What holds from a period on holds from its first day.
func TestPeriodSince(t *testing.T) {
	for _, test := range []struct {
		p, from string
		want    bool
	}{
		{"2020", "2020", true},
		{"2019", "2020", false},
		{"2021", "2020", true},
		{"2020-Q1", "2020", true},
		{"2020-01", "2020", true},
		{"2020-01-01", "2020", true},
		{"2019-Q4", "2020", false},
		{"2020", "2020-05-09", true},
		{"2019", "2020-05-09", false},
		{"2019/20", "2020", false},
		{"2020/21", "2020", true},
		{"2018/2020", "2020", false},
		{"2018/2021", "2020", true},
	} {
		if got := zielkette.MustParsePeriod(test.p).Since(zielkette.MustParsePeriod(test.from)); got != test.want {
			t.Errorf("what holds from %s on holds for %s: %v", test.from, test.p, got)
		}
	}
	if none := (zielkette.Period{}); !zielkette.MustParsePeriod("0001").Since(none) || none.Since(zielkette.MustParsePeriod("0001")) {
		t.Error("no period")
	}
}

// The period of a kind that a day lies in.
func TestPeriodAround(t *testing.T) {
	for _, test := range []struct{ kind, day, want string }{
		{"2000", "2024-12-31", "2024"},
		{"2000-H1", "2024-06-30", "2024-H1"},
		{"2000-H1", "2024-07-01", "2024-H2"},
		{"2000-Q3", "2024-01-01", "2024-Q1"},
		{"2000-02", "2024-02-29", "2024-02"},
		{"2000-02-01", "2024-02-29", "2024-02-29"},
		{"2000/01", "2024-07-31", "2023/24"},
		{"2000/01", "2024-08-01", "2024/25"},
		{"2000/01", "0001-07-31", ""}, // it would start in the year 0
		{"2000", "9999-12-31", "9999"},
		{"2000/01", "9999-08-01", ""},
		{"2001/2005", "2024-01-01", ""},
		{"2000", "2024", "2024"}, // an imprecise date counts from its last day
		{"2000", "", ""},
		{"", "2024-01-01", ""},
	} {
		var kind zielkette.Period
		var day zielkette.Date
		if err := kind.UnmarshalText([]byte(test.kind)); err != nil {
			t.Fatal(err)
		}
		if err := day.UnmarshalText([]byte(test.day)); err != nil {
			t.Fatal(err)
		}
		got, ok := kind.Around(day)
		if got.String() != test.want || ok != (test.want != "") {
			t.Errorf("the period like %s around %s: %q, %v, want %q", test.kind, test.day, got, ok, test.want)
		}
	}
}
