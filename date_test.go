package zielkette_test

import (
	"encoding/json"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/testkit"
)

// A day that does not exist is told from another way to write a date.
func TestParseDateMessage(t *testing.T) {
	for text, want := range map[string]string{
		"2025-06-31": "no such day", "0000-01-01": "no such day", "2025-6-30": "write a date as", "30.02.2025": "no such day", "31 June 2025": "no such day", "30.06.25": "write a date as", "30.6": "write a date as", "2025-06-3x": "write a date as",
	} {
		if _, err := zielkette.ParseDate(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", text, err)
		} else {
			testkit.Told(t, err)
		}
	}
}

func TestParseDate(t *testing.T) {
	for _, test := range []struct {
		text, want, first, last string
		de, en                  string
	}{
		{"2024-12-31", "2024-12-31", "2024-12-31", "2024-12-31", "31.12.2024", "31 December 2024"},
		{"31.12.2024", "2024-12-31", "2024-12-31", "2024-12-31", "31.12.2024", "31 December 2024"},
		{"1.2.2024", "2024-02-01", "2024-02-01", "2024-02-01", "01.02.2024", "1 February 2024"},
		{"31 December 2024", "2024-12-31", "2024-12-31", "2024-12-31", "31.12.2024", "31 December 2024"},
		{"2024-02-29", "2024-02-29", "2024-02-29", "2024-02-29", "29.02.2024", "29 February 2024"},
		{"0001-01-01", "0001-01-01", "0001-01-01", "0001-01-01", "01.01.0001", "1 January 0001"},
		{"9999-12-31", "9999-12-31", "9999-12-31", "9999-12-31", "31.12.9999", "31 December 9999"},
		{"1900-02", "1900-02", "1900-02-01", "1900-02-28", "Februar 1900", "February 1900"},
		{"2021-02", "2021-02", "2021-02-01", "2021-02-28", "Februar 2021", "February 2021"},
		{"Februar 2021", "2021-02", "2021-02-01", "2021-02-28", "Februar 2021", "February 2021"},
		{"March 2021", "2021-03", "2021-03-01", "2021-03-31", "März 2021", "March 2021"},
		{"9999-12", "9999-12", "9999-12-01", "9999-12-31", "Dezember 9999", "December 9999"},
		{"2019", "2019", "2019-01-01", "2019-12-31", "2019", "2019"},
		{"2019-Q3", "2019-Q3", "2019-07-01", "2019-09-30", "3. Quartal 2019", "third quarter of 2019"},
		{"2017-H1", "2017-H1", "2017-01-01", "2017-06-30", "1. Halbjahr 2017", "first half of 2017"},
		{"2. Halbjahr 2017", "2017-H2", "2017-07-01", "2017-12-31", "2. Halbjahr 2017", "second half of 2017"},
		{"2018-spring", "2018-spring", "2018-03-01", "2018-05-31", "Frühjahr 2018", "spring 2018"},
		{"Frühjahr 2018", "2018-spring", "2018-03-01", "2018-05-31", "Frühjahr 2018", "spring 2018"},
		{"2018-summer", "2018-summer", "2018-06-01", "2018-08-31", "Sommer 2018", "summer 2018"},
		{"2018-autumn", "2018-autumn", "2018-09-01", "2018-11-30", "Herbst 2018", "autumn 2018"},
		{"Winter 2023", "2023-winter", "2023-12-01", "2024-02-29", "Winter 2023", "winter 2023"},
		{"Anfang 2019", "2019-early", "2019-01-01", "2019-04-30", "Anfang 2019", "beginning of 2019"},
		{"middle of 2019", "2019-mid", "2019-05-01", "2019-08-31", "Mitte 2019", "middle of 2019"},
		{"2019-late", "2019-late", "2019-09-01", "2019-12-31", "Ende 2019", "end of 2019"},
	} {
		d, err := zielkette.ParseDate(test.text)
		if err != nil {
			t.Errorf("ParseDate(%q): %v", test.text, err)
			continue
		}
		got := []string{d.String(), d.First().String(), d.Last().String(), d.Text(zielkette.German), d.Text(zielkette.English)}
		want := []string{test.want, test.first, test.last, test.de, test.en}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("ParseDate(%q): %s", test.text, diff)
		}
		if d.IsDay() != (test.first == test.last) || d.IsZero() {
			t.Errorf("ParseDate(%q): IsDay %v, IsZero %v", test.text, d.IsDay(), d.IsZero())
		}
	}
	for _, text := range []string{
		"", "x", "24", "0000", "0000-01-01", "2024-", "2024-13", "2024-00", "2024-1", "2024-02-30", "2023-02-29", "1900-02-29",
		"2024-04-31", "2024-01-00", "2024-01-1", "2024-01-01T00:00:00Z", "2024/01", "2024/01-01", "2024/01/01", "31.12.24", "31.13.2024", "0.1.2024", "1..2024", "31.12.2024 ", "111.1.2024", "032 May 2024", "05 May 2024", "31 Juni 2024", "2024-Q5", "2024-Q0", "2024-H3", "2024-q1",
		"2018-Spring", "2018-monsoon", "Frühling 2018", "frühjahr 2018", "Anfang", "Anfang 19", "Anfang  2019", " 2019", "2019 ", "12345", "-2019",
		"9999-winter", "Winter 9999", "winter 9999", "2018 spring",
	} {
		d, err := zielkette.ParseDate(text)
		if codeOf(t, err) != zielkette.CodeDate || !d.IsZero() {
			t.Errorf("ParseDate(%q) = %v, %v", text, d, err)
		}
	}
}

// Whatever is printed is read back.
func TestPrintedDatesAreRead(t *testing.T) {
	for _, text := range []string{"2024-12-31", "0001-01-01", "2024-02", "2019", "0007", "2019-Q3", "2017-H1", "2018-spring", "2023-winter", "2019-mid"} {
		d := zielkette.MustParseDate(text)
		for _, language := range []zielkette.Language{zielkette.German, zielkette.English} {
			if back, err := zielkette.ParseDate(d.Text(language)); err != nil || !back.Equal(d) {
				t.Errorf("%s is printed as %q, which reads as %v, %v", text, d.Text(language), back, err)
			}
		}
	}
}

func TestDateOf(t *testing.T) {
	berlin := time.FixedZone("", 3600)
	for _, test := range []struct {
		moment time.Time
		want   string
	}{
		{time.Date(2024, 12, 31, 23, 30, 0, 0, time.UTC), "2024-12-31"},
		{time.Date(2024, 12, 31, 23, 30, 0, 0, time.UTC).In(berlin), "2025-01-01"},
		{time.Time{}, ""},
		{time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC), ""},
	} {
		if got := zielkette.DateOf(test.moment).String(); got != test.want {
			t.Errorf("%v is the day %q, want %q", test.moment, got, test.want)
		}
	}
}

func TestNewDate(t *testing.T) {
	for _, test := range []struct {
		year, month, day int
		want             string
	}{
		{2024, 2, 29, "2024-02-29"},
		{1, 1, 1, "0001-01-01"},
		{9999, 12, 31, "9999-12-31"},
		{2023, 2, 29, ""},
		{0, 1, 1, ""},
		{10000, 1, 1, ""},
		{2024, 0, 1, ""},
		{2024, 13, 1, ""},
		{2024, 1, 0, ""},
		{2024, 1, 32, ""},
		{math.MaxInt, 1, 1, ""},
		{2024, math.MinInt, math.MaxInt, ""},
	} {
		d, err := zielkette.NewDate(test.year, test.month, test.day)
		code := zielkette.Code("")
		if test.want == "" {
			code = zielkette.CodeDate
		}
		if d.String() != test.want || codeOf(t, err) != code {
			t.Errorf("NewDate(%d, %d, %d) = %q, %v", test.year, test.month, test.day, d, err)
		}
	}
}

// Every day of a range that holds centuries with and without a leap day agrees
// with package time.
func TestDateAgreesWithTime(t *testing.T) {
	at := time.Date(1899, 12, 1, 0, 0, 0, 0, time.UTC)
	before := zielkette.MustParseDate("1899-11-30")
	for ; at.Year() < 2101; at = at.AddDate(0, 0, 1) {
		want := at.Format(time.DateOnly)
		d := zielkette.MustParseDate(want)
		if d.String() != want || d.Year() != at.Year() || d.Days(before) != 1 || d.Compare(before) != 1 {
			t.Fatalf("%s: %v, year %d, %d days after %v", want, d, d.Year(), d.Days(before), before)
		}
		before = d
	}
}

func TestImpreciseDatesCountFromTheirLastDay(t *testing.T) {
	for _, test := range []struct {
		date, on string
		by       bool
	}{
		{"2019", "2019-06-30", false},
		{"2019", "2019-12-30", false},
		{"2019", "2019-12-31", true},
		{"2019", "2019", true},
		{"2019-06-30", "2019-early", false},
		{"2019-early", "2019-04-30", true},
		{"2015-08", "2015-08-30", false}, // Leipzig's 6.61 t
		{"2015-08", "2015-08-31", true},
		{"2024-01-01", "2023-winter", true},
	} {
		if got := zielkette.MustParseDate(test.date).By(zielkette.MustParseDate(test.on)); got != test.by {
			t.Errorf("%s has come by %s: %v", test.date, test.on, got)
		}
	}
	if y := zielkette.MustParseDate("2018-winter").Year(); y != 2019 {
		t.Errorf("the winter of 2018 ends in %d", y)
	}
}

// Dates order by the last day they may mean, then by the first: what is known
// less precisely comes first.
func TestDateOrder(t *testing.T) {
	want := []string{"2018-12-31", "2018-winter", "2019-Q1", "2019-12-30", "2019", "2019-H2", "2019-late", "2019-Q4", "2019-12", "2019-12-31", "2020-01-01"}
	dates := make([]zielkette.Date, len(want))
	for i, text := range want {
		dates[(i*7)%len(want)] = zielkette.MustParseDate(text)
	}
	slices.SortFunc(dates, zielkette.Date.Compare)
	var got []string
	for _, d := range dates {
		got = append(got, d.String())
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestNoDate(t *testing.T) {
	var none zielkette.Date
	day := zielkette.MustParseDate("2024-12-31")
	if !none.IsZero() || none.IsDay() || none.Year() != 0 || !none.First().IsZero() || !none.Last().IsZero() || !none.AddMonths(3).IsZero() {
		t.Error("no date has no parts")
	}
	if none.String() != "" || none.Text(zielkette.German) != "" {
		t.Errorf("no date prints as %q, %q", none.String(), none.Text(zielkette.German))
	}
	if none.By(day) || day.By(none) || none.By(none) {
		t.Error("no date has never come, and nothing has come by no date")
	}
	if none.Compare(day) != -1 || day.Compare(none) != 1 || none.Compare(zielkette.Date{}) != 0 {
		t.Error("no date sorts before every date")
	}
	if none.Equal(zielkette.MustParseDate("1970-01-01")) {
		t.Error("no date is not the first day of 1970")
	}
}

func TestAddMonths(t *testing.T) {
	for _, test := range []struct {
		date   string
		months int
		want   string
	}{
		{"2024-01-31", 1, "2024-02-29"},
		{"2023-01-31", 1, "2023-02-28"},
		{"2024-02-29", 12, "2025-02-28"},
		{"2023-02-28", 12, "2024-02-28"},
		{"2024-03-31", -1, "2024-02-29"},
		{"2024-01-15", -1, "2023-12-15"},
		{"2024-01-15", -13, "2022-12-15"},
		{"2024-12-31", 0, "2024-12-31"},
		{"2019", 60, "2024-12-31"},
		{"2018-spring", 6, "2018-11-30"},
		{"9999-12-01", 1, "9999-12-31"},
		{"0001-01-31", -1, "0001-01-01"},
		{"0001-02-15", -1, "0001-01-15"},
		{"2024-12-31", math.MaxInt, "9999-12-31"},
		{"2024-12-31", math.MinInt, "0001-01-01"},
		{"0001-01-01", math.MaxInt, "9999-12-31"},
		{"9999-12-31", math.MinInt, "0001-01-01"},
		{"0001-01-01", 12*9998 + 11, "9999-12-01"},
	} {
		if got := zielkette.MustParseDate(test.date).AddMonths(test.months); got.String() != test.want || !got.IsDay() {
			t.Errorf("%s plus %d months is %v, want %s", test.date, test.months, got, test.want)
		}
	}
}

func TestDateJSON(t *testing.T) {
	out := throughJSON(t, zielkette.MustParseDate("Frühjahr 2018"), `"2018-spring"`)
	if err := out.UnmarshalText([]byte("x")); codeOf(t, err) != zielkette.CodeDate || out.IsZero() {
		t.Errorf("a failed reading changes the date to %v (%v)", out, err)
	}
	if err := out.UnmarshalText(nil); err != nil || !out.IsZero() {
		t.Errorf("the empty text is read as %v, %v", out, err)
	}
	if text, _ := json.Marshal(field[zielkette.Date]{}); string(text) != `{}` {
		t.Errorf("no date is marshalled as %s", text)
	}
}

var dateSeeds = []string{"2024-12-31", "2021-02", "2019", "2019-Q3", "2017-H2", "2018-winter", "9999-winter", "Anfang 2019", "beginning of 2019", "0001-01-01", "9999-12-31", ""}

func FuzzParseDate(f *testing.F) {
	for _, text := range dateSeeds {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, err := zielkette.ParseDate(text)
		if err != nil {
			if codeOf(t, err) != zielkette.CodeDate {
				t.Fatalf("ParseDate(%q): %v", text, err)
			}
			return
		}
		for _, form := range []string{d.String(), d.First().String(), d.Last().String()} {
			if again, err := zielkette.ParseDate(form); err != nil || again.String() != form {
				t.Fatalf("%q: %q is read as %v, %v", text, form, again, err)
			}
		}
		if again := zielkette.MustParseDate(d.String()); !again.Equal(d) || again.Compare(d) != 0 {
			t.Fatalf("%q prints %v, read as %v", text, d, again)
		}
		for _, language := range []zielkette.Language{zielkette.German, zielkette.English} {
			if d.IsDay() {
				break // days are printed for people, 31.12.2024
			}
			if again, err := zielkette.ParseDate(d.Text(language)); err == nil && !again.Equal(d) {
				t.Fatalf("%q prints %q, read as %v", text, d.Text(language), again)
			}
		}
		if d.First().Compare(d.Last()) > 0 || !d.By(d.Last()) || d.By(d.Last().AddMonths(-1)) && d.Last().Year() > 1 {
			t.Fatalf("%q runs from %v to %v", text, d.First(), d.Last())
		}
	})
}

func FuzzDateCompare(f *testing.F) {
	f.Add("2019", "2019-12-31", "2019-late")
	f.Add("", "2019-Q4", "2019-H2")
	f.Fuzz(func(t *testing.T, a, b, c string) {
		var d [3]zielkette.Date
		for i, text := range []string{a, b, c} {
			if d[i].UnmarshalText([]byte(text)) != nil {
				return
			}
		}
		checkOrder(t, d[0], d[1], d[2])
		if d[0].Compare(d[1]) <= 0 && !d[0].IsZero() && !d[0].By(d[1]) {
			t.Fatalf("%s is ordered before %s and has not come by then", a, b)
		}
	})
}

func FuzzAddMonths(f *testing.F) {
	f.Add("2024-01-31", 1)
	f.Add("0001-01-01", -1)
	f.Add("9999-12-31", math.MaxInt)
	f.Fuzz(func(t *testing.T, text string, n int) {
		d, err := zielkette.ParseDate(text)
		if err != nil {
			return
		}
		got := d.AddMonths(n)
		if again, err := zielkette.ParseDate(got.String()); err != nil || !again.Equal(got) {
			t.Fatalf("%s plus %d months is %v", text, n, got)
		}
		if n >= 0 && got.Compare(d.Last()) < 0 || n <= 0 && got.Compare(d.Last()) > 0 {
			t.Fatalf("%s plus %d months is %v", text, n, got)
		}
		if n < math.MaxInt && got.AddMonths(0).Compare(d.AddMonths(n+1)) > 0 {
			t.Fatalf("%s plus %d months is %v, plus one more %v", text, n, got, d.AddMonths(n+1))
		}
	})
}
