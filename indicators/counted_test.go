package indicators_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

func TestCounted(t *testing.T) {
	broken := []indicators.Break{{Period: zielkette.MustParsePeriod("2020")}}
	forecast := obs("k", "2022", "9", "")
	forecast.Status = indicators.Forecast
	other := obs("k", "2022", "9", "")
	other.Status = indicators.OtherMeaning
	withdrawn := absent("k", "2022", indicators.Missing)
	withdrawn.Known = zielkette.MustParseDate("2023-06-30")
	for _, test := range []struct {
		name  string
		obs   []indicators.Observation
		query indicators.Query // as of 2023-12-31 where nothing else is said
		want  string
		miss  indicators.Reason
	}{
		{"latest", []indicators.Observation{obs("k", "2020", "1", ""), obs("k", "2022", "2", ""), obs("k", "2021", "3", "")}, indicators.Query{}, "2", 0},
		{"period not ended", []indicators.Observation{obs("k", "2022", "1", ""), obs("k", "2023", "2", "")}, indicators.Query{AsOf: zielkette.MustParseDate("2023-12-30")}, "1", 0},
		{"period ended today", []indicators.Observation{obs("k", "2022", "1", ""), obs("k", "2023", "2", "")}, indicators.Query{}, "2", 0},
		{"before the first", []indicators.Observation{obs("k", "2022", "1", "")}, indicators.Query{AsOf: zielkette.MustParseDate("2021-12-31")}, "", indicators.NoObservation},
		{"no date", []indicators.Observation{obs("k", "2022", "1", "")}, indicators.Query{AsOf: zielkette.Date{}, KnownOn: zielkette.MustParseDate("1990")}, "", indicators.NoObservation},
		{"restated", []indicators.Observation{obs("k", "2022", "1", "2023-01-31"), obs("k", "2022", "2", "2023-06-30")}, indicators.Query{}, "2", 0},
		{"restated later", []indicators.Observation{obs("k", "2022", "1", "2023-01-31"), obs("k", "2022", "2", "2023-06-30")}, indicators.Query{KnownOn: zielkette.MustParseDate("2023-06-29")}, "1", 0},
		{"not known yet", []indicators.Observation{obs("k", "2021", "1", "2022"), obs("k", "2022", "2", "2024")}, indicators.Query{KnownOn: zielkette.MustParseDate("2023-12-31")}, "1", 0},
		{"no known date", []indicators.Observation{obs("k", "2021", "1", "")}, indicators.Query{KnownOn: zielkette.MustParseDate("2023-12-31")}, "", indicators.NoObservation},
		{"imprecise known date", []indicators.Observation{obs("k", "2021", "1", "2022-02")}, indicators.Query{KnownOn: zielkette.MustParseDate("2022-02-27")}, "", indicators.NoObservation},
		{"zero counts", []indicators.Observation{obs("k", "2022", "0", "")}, indicators.Query{}, "0", 0},

		{"definition", []indicators.Observation{of(obs("k", "2021", "1", ""), "a"), of(obs("k", "2022", "2", ""), "b")}, indicators.Query{Definition: "a"}, "1", 0},
		{"definition in the same period", []indicators.Observation{of(obs("k", "2022", "1", "2023-01"), "a"), of(obs("k", "2022", "2", "2023-06"), "b")}, indicators.Query{Definition: "a"}, "1", 0},
		{"no definition is the one asked for", []indicators.Observation{obs("k", "2022", "1", "")}, indicators.Query{Definition: "a"}, "1", 0},
		{"only another definition", []indicators.Observation{of(obs("k", "2022", "1", ""), "a")}, indicators.Query{Definition: "b"}, "", indicators.OtherDefinition},
		{"forecast", []indicators.Observation{forecast}, indicators.Query{}, "", indicators.OtherDefinition},
		{"forecast after a value", []indicators.Observation{obs("k", "2021", "1", ""), forecast}, indicators.Query{}, "1", 0},
		{"differing definition", []indicators.Observation{obs("k", "2021", "1", ""), other}, indicators.Query{}, "1", 0},

		{"stated as missing", []indicators.Observation{obs("k", "2021", "1", ""), absent("k", "2022", indicators.Missing)}, indicators.Query{}, "", indicators.StatedAbsent},
		{"carried forward", []indicators.Observation{obs("k", "2021", "1", ""), absent("k", "2022", indicators.Missing)}, indicators.Query{Carry: zielkette.MustParseSpan("P2Y")}, "1", 0},
		{"carried forward to its last day", []indicators.Observation{obs("k", "2021", "1", ""), absent("k", "2022", indicators.Suppressed)}, indicators.Query{AsOf: zielkette.MustParseDate("2023-12-31"), Carry: zielkette.MustParseSpan("P24M")}, "1", 0},
		{"carried too far", []indicators.Observation{obs("k", "2021", "1", ""), absent("k", "2022", indicators.Missing)}, indicators.Query{Carry: zielkette.MustParseSpan("P23M")}, "", indicators.StatedAbsent},
		{"nothing to carry", []indicators.Observation{absent("k", "2022", indicators.CannotExist)}, indicators.Query{Carry: zielkette.MustParseSpan("P9Y")}, "", indicators.StatedAbsent},
		{"restated as missing", []indicators.Observation{obs("k", "2021", "1", ""), withdrawn, obs("k", "2022", "2", "2023-01-31")}, indicators.Query{}, "", indicators.StatedAbsent},
		{"what was restated as missing is not carried", []indicators.Observation{obs("k", "2021", "1", ""), withdrawn, obs("k", "2022", "2", "2023-01-31")}, indicators.Query{Carry: zielkette.MustParseSpan("P2Y")}, "1", 0},
		{"missing not known yet", []indicators.Observation{obs("k", "2021", "1", "2022"), func() indicators.Observation {
			o := absent("k", "2022", indicators.Missing)
			o.Known = zielkette.MustParseDate("2024")
			return o
		}()}, indicators.Query{KnownOn: zielkette.MustParseDate("2023")}, "1", 0},

		{"as old as may be", []indicators.Observation{obs("k", "2021", "1", "")}, indicators.Query{MaxAge: zielkette.MustParseSpan("P2Y")}, "1", 0},
		{"too old", []indicators.Observation{obs("k", "2021", "1", "")}, indicators.Query{AsOf: zielkette.MustParseDate("2024-01-01"), MaxAge: zielkette.MustParseSpan("P2Y")}, "", indicators.TooOld},
		{"too old, though carried", []indicators.Observation{obs("k", "2020", "1", ""), absent("k", "2022", indicators.Missing)}, indicators.Query{MaxAge: zielkette.MustParseSpan("P2Y"), Carry: zielkette.MustParseSpan("P9Y")}, "", indicators.TooOld},

		{"before a break", []indicators.Observation{obs("k", "2019", "1", "")}, indicators.Query{Breaks: broken}, "", indicators.BeforeBreak},
		{"at a break", []indicators.Observation{obs("k", "2020", "1", "")}, indicators.Query{Breaks: broken}, "1", 0},
		{"a break from a year on holds for its quarters", []indicators.Observation{obs("k", "2020-Q1", "1", "")}, indicators.Query{AsOf: zielkette.MustParseDate("2020-03-31"), Breaks: broken}, "1", 0},
		{"the last quarter before it", []indicators.Observation{obs("k", "2019-Q4", "1", "")}, indicators.Query{AsOf: zielkette.MustParseDate("2020-03-30"), Breaks: broken}, "1", 0},
		{"a quarter later nothing is comparable", []indicators.Observation{obs("k", "2019-Q4", "1", "")}, indicators.Query{AsOf: zielkette.MustParseDate("2020-03-31"), Breaks: broken}, "", indicators.BeforeBreak},
		{"of a year only a year later", []indicators.Observation{obs("k", "2019", "1", "")}, indicators.Query{AsOf: zielkette.MustParseDate("2020-12-30"), Breaks: broken}, "1", 0},
		{"a break on a day, the day before", []indicators.Observation{obs("k", "2020-05-08", "1", "")}, indicators.Query{AsOf: zielkette.MustParseDate("2020-05-08"), Breaks: []indicators.Break{{Period: zielkette.MustParsePeriod("2020-05-09")}}}, "1", 0},
		{"a break on a day", []indicators.Observation{obs("k", "2020-05-08", "1", "")}, indicators.Query{AsOf: zielkette.MustParseDate("2020-05-09"), Breaks: []indicators.Break{{Period: zielkette.MustParsePeriod("2020-05-09")}}}, "", indicators.BeforeBreak},
		{"restated as of another definition", []indicators.Observation{obs("k", "2021", "1", ""), obs("k", "2022", "2", "2023-01"), restatedAs("2022", "2023-06", indicators.OtherMeaning)}, indicators.Query{}, "1", 0},
		{"restated as of this definition", []indicators.Observation{obs("k", "2022", "2", "2023-06"), restatedAs("2022", "2023-01", indicators.OtherMeaning)}, indicators.Query{}, "2", 0},
		{"a break to come", []indicators.Observation{obs("k", "2018", "1", "")}, indicators.Query{AsOf: zielkette.MustParseDate("2019-12-31"), Breaks: broken}, "1", 0},
	} {
		if test.query.AsOf.IsZero() && test.name != "no date" {
			test.query.AsOf = zielkette.MustParseDate("2023-12-31")
		}
		r := record(t, append(test.obs, obs("other", "2023", "7", ""))...)
		counts, miss := r.Series("k", "").Counted(&test.query)
		if miss != test.miss || (counts.Position() >= 0) != (miss == 0) {
			t.Errorf("%s: %d, %v", test.name, counts.Position(), miss)
			continue
		}
		if miss == 0 && counts.Observation().Value.String() != test.want {
			t.Errorf("%s: %v counts, want %s", test.name, counts.Observation().Value, test.want)
		}
	}
}

// restatedAs is the value 9 of a period with a status.
func restatedAs(period, known string, status indicators.Status) indicators.Observation {
	o := obs("k", period, "9", known)
	o.Status = status
	return o
}

// The entry of a period that is known last decides whether the series breaks there.
func TestBreakRestated(t *testing.T) {
	for _, test := range []struct {
		name          string
		obs           []indicators.Observation
		first, second string
		knownOn       string
		want          bool
	}{
		{"restated without the mark", []indicators.Observation{restatedAs("2015", "2016", indicators.BrokenSeries), obs("k", "2015", "9", "2017")}, "2010", "2018", "", false},
		{"before that was known", []indicators.Observation{restatedAs("2015", "2016", indicators.BrokenSeries), obs("k", "2015", "9", "2017")}, "2010", "2018", "2016", true},
		{"restated with the mark", []indicators.Observation{obs("k", "2015", "9", "2016"), restatedAs("2015", "2017", indicators.BrokenSeries)}, "2010", "2018", "", true},
		{"as the last period", []indicators.Observation{obs("k", "2018", "9", "2016"), restatedAs("2018", "2017", indicators.BrokenSeries)}, "2010", "2018", "", true},
		{"a later period is unmarked", []indicators.Observation{restatedAs("2015", "2017", indicators.BrokenSeries), obs("k", "2016", "9", "2017")}, "2010", "2018", "", true},
		{"restated under another definition", []indicators.Observation{restatedAs("2015", "2016", indicators.BrokenSeries), of(obs("k", "2015", "9", "2017"), "b")}, "2010", "2018", "", true},
	} {
		q := indicators.Query{Definition: "a"}
		if test.knownOn != "" {
			q.KnownOn = zielkette.MustParseDate(test.knownOn)
		}
		s := record(t, append(test.obs, obs("k", "2019", "1", "2020"))...).Series("k", "")
		if got := s.BreakBetween(zielkette.MustParsePeriod(test.first), zielkette.MustParsePeriod(test.second), &q); got != test.want {
			t.Errorf("%s: %v", test.name, got)
		}
	}
	from := indicators.Query{Breaks: []indicators.Break{{Period: zielkette.MustParsePeriod("2020")}}}
	if !(indicators.Series{}).BreakBetween(zielkette.MustParsePeriod("2019-Q4"), zielkette.MustParsePeriod("2020-Q3"), &from) {
		t.Error("a break from 2020 on does not hold for 2020-Q3")
	}
}

// Leipzig's figures by three methods: each question gets the value of its own.
func TestCountedLeipzig(t *testing.T) {
	r := leipzig(t)
	for _, test := range []struct {
		asOf, knownOn, definition, want string
		miss                            indicators.Reason
	}{
		{"2023-12-31", "", "thg", "5.02", 0},
		{"2023-12-31", "2022-12-31", "thg", "5.77", 0},
		{"2017-12-31", "", "thg", "6.40", 0},
		{"2017-12-31", "2016-01-01", "thg", "", indicators.OtherDefinition},
		{"2017-12-31", "2016-01-01", "co2-2011", "6.61", 0},
		{"2010-12-31", "", "co2-alt", "5.53", 0},
		{"1989-12-31", "", "co2-alt", "", indicators.NoObservation},
	} {
		q := indicators.Query{AsOf: zielkette.MustParseDate(test.asOf), Definition: test.definition}
		if test.knownOn != "" {
			q.KnownOn = zielkette.MustParseDate(test.knownOn)
		}
		counts, miss := r.Series("thg-je-ew", "").Counted(&q)
		if miss != test.miss || miss == 0 && counts.Observation().Value.String() != test.want {
			t.Errorf("as of %s, known on %q, %s: %d, %v", test.asOf, test.knownOn, test.definition, counts.Position(), miss)
		}
	}
}

func TestBreakBetween(t *testing.T) {
	atBreak := of(obs("k", "2011", "1", "2015"), "a")
	atBreak.Status = indicators.BrokenSeries
	s := record(t, atBreak, obs("k", "2008", "2", ""), obs("k", "2018", "3", "")).Series("k", "")
	for _, test := range []struct {
		first, second string
		query         indicators.Query
		want          bool
	}{
		{"2008", "2018", indicators.Query{Definition: "a"}, true},
		{"2008", "2011", indicators.Query{Definition: "a"}, true},
		{"2011", "2018", indicators.Query{Definition: "a"}, false},
		{"2008", "2010", indicators.Query{Definition: "a"}, false},
		{"2011-Q2", "2018", indicators.Query{Definition: "a"}, false}, // within the year from whose first day on it holds
		{"2008", "2018", indicators.Query{Definition: "b"}, false},
		{"2008", "2018", indicators.Query{Definition: "a", KnownOn: zielkette.MustParseDate("2014-12-31")}, false},
		{"2011", "2018", indicators.Query{Breaks: []indicators.Break{{Period: zielkette.MustParsePeriod("2018")}}}, true},
		{"2011", "2017", indicators.Query{Breaks: []indicators.Break{{Period: zielkette.MustParsePeriod("2018")}}}, false},
		{"2018", "2020", indicators.Query{Breaks: []indicators.Break{{Period: zielkette.MustParsePeriod("2018")}}}, false},
	} {
		if got := s.BreakBetween(zielkette.MustParsePeriod(test.first), zielkette.MustParsePeriod(test.second), &test.query); got != test.want {
			t.Errorf("between %s and %s, %+v: %v", test.first, test.second, test.query, got)
		}
	}
}

// An empty series has no break of its own, only those that are stated.
func TestBreakBetweenOfNothing(t *testing.T) {
	first, second := zielkette.MustParsePeriod("2010"), zielkette.MustParsePeriod("2020")
	q := indicators.Query{}
	if (indicators.Series{}).BreakBetween(first, second, &q) {
		t.Error("an empty series breaks")
	}
	q.Breaks = []indicators.Break{{Period: zielkette.MustParsePeriod("2015")}}
	if !(indicators.Series{}).BreakBetween(first, second, &q) {
		t.Error("a stated break is overlooked")
	}
}

// Counting yields what Counted would find period by period, without age and
// breaks.
func TestCounting(t *testing.T) {
	r, err := leipzig(t).With(
		of(obs("thg-je-ew", "2021", "5.03", "2026"), "thg"),
		absent("thg-je-ew", "2022", indicators.Missing),
	)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		asOf, knownOn, definition string
		want                      []string
	}{
		{"2030-12-31", "", "thg", []string{"2011 6.40", "2018 5.77", "2021 5.03"}},
		{"2020-12-31", "", "thg", []string{"2011 6.40", "2018 5.77"}},
		{"2030-12-31", "2025-12-31", "thg", []string{"2011 6.40", "2018 5.77"}},
		{"2030-12-31", "2016-01-01", "co2-2011", []string{"2011 6.61"}},
		{"2030-12-31", "2013", "co2-alt", nil},
	} {
		q := indicators.Query{AsOf: zielkette.MustParseDate(test.asOf), Definition: test.definition}
		if test.knownOn != "" {
			q.KnownOn = zielkette.MustParseDate(test.knownOn)
		}
		var got []string
		for o := range r.Series("thg-je-ew", "").Counting(&q) {
			got = append(got, o.Period.String()+" "+o.Value.String())
		}
		if d := cmp.Diff(test.want, got); d != "" {
			t.Errorf("%+v: %s", test, d)
		}
	}
	var first []string
	q := indicators.Query{AsOf: zielkette.MustParseDate("2020")}
	for o := range record(t, obs("k", "2019", "1", ""), obs("k", "2020", "2", "")).Series("k", "").Counting(&q) {
		first = append(first, o.Value.String())
	}
	if d := cmp.Diff([]string{"1", "2"}, first); d != "" {
		t.Errorf("from the first observation on: %s", d)
	}
	for range r.Series("thg-je-ew", "").Counting(&indicators.Query{AsOf: zielkette.MustParseDate("2030"), Definition: "thg"}) {
		break
	}
}

// A value is too old from the day after the span has passed; the calendar decides
// at its edge.
func TestAgeToTheDay(t *testing.T) {
	for _, test := range []struct{ period, span, last, next string }{
		{"2020", "P5Y", "2025-12-31", "2026-01-01"},
		{"2020-02", "P12M", "2021-02-28", "2021-03-01"},
		{"2019-02-28", "P12M", "2020-02-28", "2020-02-29"},
		{"2020-01-31", "P1M", "2020-02-29", "2020-03-01"},
		{"2020-07-31", "P1M", "2020-08-31", "2020-09-01"}, // 31 days, the most a month can have
		{"2020-01-31", "P0M", "2020-01-31", "2020-02-01"},
		{"2021/22", "P18M", "2024-01-31", "2024-02-01"},
		{"0001", "P999Y", "1000-12-31", "1001-01-01"},
	} {
		s := record(t, obs("k", test.period, "1", "")).Series("k", "")
		for day, want := range map[string]indicators.Reason{test.last: 0, test.next: indicators.TooOld} {
			q := indicators.Query{AsOf: zielkette.MustParseDate(day), MaxAge: zielkette.MustParseSpan(test.span)}
			if _, miss := s.Counted(&q); miss != want {
				t.Errorf("%s, at most %s old, at %s: %v", test.period, test.span, day, miss)
			}
		}
	}
}

// A value is small with or without places, and not where it is none, wide or a share.
func TestEntrySmall(t *testing.T) {
	share := obs("k", "2020", "3", "")
	share.Denominator = zielkette.Int(4)
	label := indicators.Observation{Indicator: "k", Period: zielkette.MustParsePeriod("2020"), Label: "gut"}
	for _, test := range []struct {
		observation indicators.Observation
		coefficient int64
		places      int
		ok          bool
	}{
		{obs("k", "2020", "6.40", ""), 640, 2, true},
		{obs("k", "2020", "-7", ""), -7, 0, true},
		{obs("k", "2020", "0", ""), 0, 0, true},
		{obs("k", "2020", "9999999999999999999", ""), 0, 0, false},
		{share, 0, 0, false},
		{label, 0, 0, false},
	} {
		entry, miss := record(t, test.observation).Series("k", "").Counted(&indicators.Query{AsOf: zielkette.MustParseDate("2020")})
		coefficient, places, ok := entry.Small()
		if miss != 0 || ok != test.ok || ok && (coefficient != test.coefficient || places != test.places) {
			t.Errorf("%+v: %d, %d, %v", test.observation, coefficient, places, ok)
		}
	}
}

func ExampleEntry_Small() {
	record, _ := indicators.NewRecord(
		indicators.Observation{Indicator: "thg", Period: zielkette.MustParsePeriod("2011"), Value: zielkette.MustParseNumber("6.40")},
		indicators.Observation{Indicator: "quote", Period: zielkette.MustParsePeriod("2011"), Value: zielkette.Int(3), Denominator: zielkette.Int(4)},
	)
	for series := range record.AllSeries() {
		entry, _ := series.Counted(&indicators.Query{AsOf: zielkette.MustParseDate("2011")})
		coefficient, places, ok := entry.Small()
		fmt.Println(series.Indicator(), entry.Period(), coefficient, places, ok)
	}
	// Output:
	// quote 2011 3 0 false
	// thg 2011 640 2 true
}
