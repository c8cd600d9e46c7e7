package indicators_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/testkit"
)

// obs is an observation with a value, known on the given date.
func obs(indicator, period, value, known string) indicators.Observation {
	o := indicators.Observation{Indicator: indicator, Period: zielkette.MustParsePeriod(period), Value: zielkette.MustParseNumber(value), Status: indicators.Normal}
	if known != "" {
		o.Known = zielkette.MustParseDate(known)
	}
	return o
}

// of gives the observation the version of a definition.
func of(o indicators.Observation, definition string) indicators.Observation {
	o.Definition = definition
	return o
}

// absent states that there is no value.
func absent(indicator, period string, status indicators.Status) indicators.Observation {
	return indicators.Observation{Indicator: indicator, Period: zielkette.MustParsePeriod(period), Status: status}
}

func record(t testing.TB, observations ...indicators.Observation) *indicators.Record {
	t.Helper()
	r, err := indicators.NewRecord(observations...)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// pointers gives pointer and code of every problem an error is.
func pointers(t testing.TB, err error) []string {
	t.Helper()
	var ps zielkette.Problems
	if err != nil && !errors.As(err, &ps) {
		t.Fatalf("the error is no list of problems: %v", err)
	}
	testkit.Told(t, err)
	var out []string
	for _, p := range ps {
		out = append(out, p.Place.Pointer+" "+string(p.Code))
	}
	return out
}

// leipzig is greenhouse gas per head as it became known: CO2 by the old method,
// CO2 by the new one, greenhouse gas.
func leipzig(t testing.TB) *indicators.Record {
	return record(
		t,
		of(obs("thg-je-ew", "1990", "11.31", "2014-04"), "co2-alt"),
		of(obs("thg-je-ew", "2008", "5.53", "2015-08"), "co2-alt"),
		of(obs("thg-je-ew", "2011", "6.61", "2015-08"), "co2-2011"),
		of(obs("thg-je-ew", "2011", "6.40", "2022-02"), "thg"),
		of(obs("thg-je-ew", "2018", "5.77", "2022-02"), "thg"),
		of(obs("thg-je-ew", "2021", "5.02", ""), "thg"),
	)
}

// What was on record for 2011 depends on the day one asks about; neither value
// erases the other.
func TestRestatement(t *testing.T) {
	s := leipzig(t).Series("thg-je-ew", "")
	if s.Len() != 6 || s.Indicator() != "thg-je-ew" || s.Area() != "" {
		t.Fatalf("%d observations of %q in %q", s.Len(), s.Indicator(), s.Area())
	}
	for _, test := range []struct {
		knownOn, value, definition string
	}{
		{"2015-08-30", "", ""}, // known in August 2015 is known by the end of it
		{"2015-08-31", "6.61", "co2-2011"},
		{"2016-01-01", "6.61", "co2-2011"},
		{"2022-02-27", "6.61", "co2-2011"},
		{"2022-02-28", "6.40", "thg"},
		{"", "6.40", "thg"},
	} {
		var knownOn zielkette.Date
		if test.knownOn != "" {
			knownOn = zielkette.MustParseDate(test.knownOn)
		}
		o, ok := s.Reading(zielkette.MustParsePeriod("2011"), knownOn)
		if ok != (test.value != "") || o.Value.String() != test.value || o.Definition != test.definition {
			t.Errorf("known on %q: %v (%s), %v", test.knownOn, o.Value, o.Definition, ok)
		}
	}
	var all, known []string
	for o := range s.All() {
		all = append(all, o.Period.String()+" "+o.Value.String())
	}
	for o := range s.Known(zielkette.MustParseDate("2022-12-31")) {
		known = append(known, o.Period.String()+" "+o.Value.String())
	}
	if d := cmp.Diff([]string{"1990 11.31", "2008 5.53", "2011 6.61", "2011 6.40", "2018 5.77", "2021 5.02"}, all); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]string{"1990 11.31", "2008 5.53", "2011 6.40", "2018 5.77"}, known); d != "" { // 2021 has no known date: hidden
		t.Error(d)
	}
	if o, ok := s.Reading(zielkette.MustParsePeriod("2012"), zielkette.Date{}); ok || o != (indicators.Observation{}) {
		t.Errorf("2012 reads %v", o)
	}
	for range s.All() {
		break
	}
	for range s.Known(zielkette.Date{}) {
		break
	}
}

func TestKnownBy(t *testing.T) {
	var none zielkette.Date
	day := zielkette.MustParseDate("2022-02-28")
	month := zielkette.MustParseDate("2022-02")
	for _, test := range []struct {
		known, on zielkette.Date
		want      bool
	}{
		{none, none, true},
		{day, none, true},
		{none, day, false},
		{day, day, true},
		{month, day, true},
		{month, zielkette.MustParseDate("2022-02-27"), false},
		{day, zielkette.MustParseDate("2022-02-27"), false},
	} {
		if got := indicators.KnownBy(test.known, test.on); got != test.want {
			t.Errorf("%v known by %v: %v", test.known, test.on, got)
		}
	}
}

// Of entries that became known on the same day, in different definitions, the one
// recorded last is read.
func TestSameKnownDate(t *testing.T) {
	r := record(t, of(obs("k", "2020", "1", "2021"), "a"), of(obs("k", "2020", "2", "2021"), "b"), of(obs("k", "2020", "3", "2021-12-30"), "a"))
	o, ok := r.Series("k", "").Reading(zielkette.MustParsePeriod("2020"), zielkette.Date{})
	if !ok || o.Value.String() != "2" {
		t.Errorf("reads %v", o.Value)
	}
}

func TestRecordKeepsEverything(t *testing.T) {
	want := []indicators.Observation{
		{Indicator: "b", Area: "Mitte", Period: zielkette.MustParsePeriod("2022/23"), Value: zielkette.MustParseNumber("9999999999999999999.5"), Denominator: zielkette.MustParseNumber("-9999999999999999999"), Status: indicators.Estimated, Definition: "2", Known: zielkette.MustParseDate("Frühjahr 2018"), Source: "Stadt", Note: "ungefähr"},
		{Indicator: "a", Period: zielkette.MustParsePeriod("2020"), Value: zielkette.MustParseNumber("-0.50"), Status: indicators.Normal},
		{Indicator: "a", Period: zielkette.MustParsePeriod("2019"), Label: "verbessert", Status: indicators.Normal},
		{Indicator: "a", Area: "Ärzteviertel", Period: zielkette.MustParsePeriod("2019-Q1"), Status: indicators.Suppressed, Source: "Stadt"},
		{Indicator: "a", Period: zielkette.MustParsePeriod("2021"), Value: zielkette.Int(0), Status: indicators.Normal}, // "-" is a 0
	}
	r := record(t, want...)
	if d := cmp.Diff(want, slices.Collect(r.All())); d != "" {
		t.Error(d)
	}
	var series []string
	for s := range r.AllSeries() {
		var periods []string
		for o := range s.All() {
			periods = append(periods, o.Period.String())
		}
		series = append(series, s.Indicator()+"/"+s.Area()+": "+strings.Join(periods, " "))
	}
	if d := cmp.Diff([]string{"a/: 2019 2020 2021", "a/Ärzteviertel: 2019-Q1", "b/Mitte: 2022/23"}, series); d != "" {
		t.Error(d)
	}
	for i, o := range want {
		if d := cmp.Diff(o, r.At(i)); d != "" {
			t.Error(d)
		}
	}
	for range r.All() {
		break
	}
	for range r.AllSeries() {
		break
	}
}

func TestEmptyRecords(t *testing.T) {
	empty := record(t)
	for name, r := range map[string]*indicators.Record{"nil": nil, "zero": {}, "empty": empty} {
		if r.Len() != 0 || slices.Collect(r.All()) != nil || slices.Collect(r.AllSeries()) != nil {
			t.Errorf("the %s record holds something", name)
		}
		s := r.Series("k", "")
		if s.Len() != 0 || s.Indicator() != "" || s.Area() != "" || slices.Collect(s.All()) != nil || slices.Collect(s.Known(zielkette.Date{})) != nil {
			t.Errorf("the %s record has a series", name)
		}
		if _, miss := s.Counted(&indicators.Query{AsOf: zielkette.MustParseDate("2024")}); miss != indicators.NoObservation {
			t.Errorf("the %s record: %v", name, miss)
		}
		longer, err := r.With(obs("k", "2020", "1", ""))
		if err != nil || longer.Len() != 1 || r.Len() != 0 {
			t.Errorf("the %s record with one more: %d, %v", name, longer.Len(), err)
		}
	}
}

func TestObservationRules(t *testing.T) {
	year := zielkette.MustParsePeriod("2020")
	one := zielkette.Int(1)
	for _, test := range []struct {
		name string
		o    indicators.Observation
		want zielkette.Code
	}{
		{"value", indicators.Observation{Indicator: "k", Period: year, Value: one}, ""},
		{"zero is a value", indicators.Observation{Indicator: "k", Period: year, Value: zielkette.Int(0)}, ""},
		{"share", indicators.Observation{Indicator: "k", Period: year, Value: one, Denominator: zielkette.Int(3)}, ""},
		{"label", indicators.Observation{Indicator: "k", Period: year, Label: "gesichert"}, ""},
		{"not reported", indicators.Observation{Indicator: "k", Period: year, Status: indicators.Missing}, ""},
		{"suppressed", indicators.Observation{Indicator: "k", Period: year, Status: indicators.Suppressed}, ""},
		{"cannot exist", indicators.Observation{Indicator: "k", Period: year, Status: indicators.CannotExist}, ""},
		{"forecast", indicators.Observation{Indicator: "k", Period: year, Value: one, Status: indicators.Forecast}, ""},

		{"zero", indicators.Observation{}, indicators.CodeObservation},
		{"no indicator", indicators.Observation{Period: year, Value: one}, indicators.CodeObservation},
		{"no id", indicators.Observation{Indicator: "a b", Period: year, Value: one}, indicators.CodeObservation},
		{"long id", indicators.Observation{Indicator: strings.Repeat("x", 1<<20), Period: year, Value: one}, indicators.CodeObservation},
		{"area no id", indicators.Observation{Indicator: "k", Area: "Mitte\xff", Period: year, Value: one}, indicators.CodeObservation},
		{"no period", indicators.Observation{Indicator: "k", Value: one}, indicators.CodeObservation},
		{"value and label", indicators.Observation{Indicator: "k", Period: year, Value: one, Label: "x"}, indicators.CodeObservation},
		{"value and absence", indicators.Observation{Indicator: "k", Period: year, Value: one, Status: indicators.Missing}, indicators.CodeObservation},
		{"label and absence", indicators.Observation{Indicator: "k", Period: year, Label: "x", Status: indicators.CannotExist}, indicators.CodeObservation},
		{"denominator of 0", indicators.Observation{Indicator: "k", Period: year, Value: one, Denominator: zielkette.MustParseNumber("0.0")}, indicators.CodeObservation},
		{"denominator alone", indicators.Observation{Indicator: "k", Period: year, Denominator: one, Status: indicators.Missing}, indicators.CodeObservation},
		{"denominator of a label", indicators.Observation{Indicator: "k", Period: year, Denominator: one, Label: "x"}, indicators.CodeObservation},
		{"neither value nor absence", indicators.Observation{Indicator: "k", Period: year}, indicators.CodeAbsence},
		{"normal without a value", indicators.Observation{Indicator: "k", Period: year, Status: indicators.Normal}, indicators.CodeAbsence},
		{"no such status", indicators.Observation{Indicator: "k", Period: year, Value: one, Status: 'Z'}, indicators.CodeStatus},
		{"no such status", indicators.Observation{Indicator: "k", Period: year, Value: one, Status: 255}, indicators.CodeStatus},
	} {
		r, err := indicators.NewRecord(test.o)
		if test.want == "" {
			if err != nil || r.Len() != 1 {
				t.Errorf("%s: %v", test.name, err)
			}
			continue
		}
		if d := cmp.Diff([]string{"/observations/0 " + string(test.want)}, pointers(t, err)); d != "" || r != nil {
			t.Errorf("%s: %s", test.name, d)
		}
	}
	r := record(t, indicators.Observation{Indicator: "k", Period: year, Value: one})
	if got := r.At(0).Status; got != indicators.Normal {
		t.Errorf("a value without a status is %v", got)
	}
}

func TestSeriesRules(t *testing.T) {
	for _, test := range []struct {
		name string
		obs  []indicators.Observation
		want []string
	}{
		{"twice", []indicators.Observation{obs("k", "2020", "1", "2021"), obs("k", "2020", "2", "2021")}, []string{"/observations/1 duplicate"}},
		{"twice without a known date", []indicators.Observation{obs("k", "2020", "1", ""), obs("m", "2020", "1", ""), obs("k", "2020", "1", "")}, []string{"/observations/2 duplicate"}},
		{"three times", []indicators.Observation{obs("k", "2020", "1", ""), obs("k", "2020", "2", ""), obs("k", "2020", "3", "")}, []string{"/observations/1 duplicate", "/observations/2 duplicate"}},
		{"value and absence", []indicators.Observation{obs("k", "2020", "1", ""), absent("k", "2020", indicators.Missing)}, []string{"/observations/1 duplicate"}},
		{"after a faulty one", []indicators.Observation{obs("k", "2020", "1", ""), {}, obs("k", "2020", "2", "")}, []string{"/observations/1 observation", "/observations/2 duplicate"}},
		{"restated", []indicators.Observation{obs("k", "2020", "1", "2021"), obs("k", "2020", "2", "2022"), obs("k", "2020", "3", "")}, nil},
		{"known in other precision", []indicators.Observation{obs("k", "2020", "1", "2021"), obs("k", "2020", "2", "2021-12-31")}, nil},
		{"other definition", []indicators.Observation{obs("k", "2020", "1", ""), of(obs("k", "2020", "2", ""), "2")}, nil},
		{"kinds of period", []indicators.Observation{obs("k", "2020", "1", ""), obs("k", "2021-Q1", "2", ""), obs("k", "2021", "3", "")}, []string{"/observations/1 mixed-periods"}},
		{"kinds of period in definitions", []indicators.Observation{obs("k", "2020", "1", ""), of(obs("k", "2021-Q1", "2", ""), "q")}, nil},
		{"kinds of period in areas", []indicators.Observation{obs("k", "2020", "1", ""), {Indicator: "k", Area: "Mitte", Period: zielkette.MustParsePeriod("2020-12-31"), Value: zielkette.Int(1)}}, nil},
	} {
		for name, build := range map[string]func() (*indicators.Record, error){
			"NewRecord": func() (*indicators.Record, error) { return indicators.NewRecord(test.obs...) },
			"With": func() (*indicators.Record, error) {
				return record(t, obs("x", "2000", "1", ""), obs("y", "2000", "1", "")).With(test.obs...)
			},
		} {
			r, err := build()
			if d := cmp.Diff(test.want, pointers(t, err)); d != "" || (r == nil) != (test.want != nil) {
				t.Errorf("%s, %s: %s", test.name, name, d)
			}
		}
	}
}

// The order of recording does not matter for what is a duplicate, nor for what is
// read.
func TestOrderOfRecording(t *testing.T) {
	all := []indicators.Observation{
		obs("k", "2019", "1", "2020"), obs("k", "2019", "2", "2021"), obs("k", "2020", "3", "2021"), obs("k", "2020", "4", "2022"), obs("m", "2020", "5", ""),
	}
	want := []string{"2019 2", "2020 4"}
	random := rand.New(rand.NewPCG(1, 2))
	for range 50 {
		random.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		r := record(t, all...)
		if d := cmp.Diff(all, slices.Collect(r.All())); d != "" {
			t.Fatal(d)
		}
		var got []string
		for o := range r.Series("k", "").Known(zielkette.Date{}) {
			got = append(got, o.Period.String()+" "+o.Value.String())
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Fatal(d)
		}
		if _, err := r.With(all[0]); !errors.Is(err, zielkette.Problem{Code: indicators.CodeDuplicate}) {
			t.Fatalf("once more: %v", err)
		}
	}
}

// A longer record leaves the shorter one as it was.
func TestWith(t *testing.T) {
	old := leipzig(t)
	before := slices.Collect(old.All())
	longer, err := old.With(of(obs("thg-je-ew", "2011", "6.41", "2026"), "thg"), obs("aaa", "2020", "9999999999999999999", ""))
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(before, slices.Collect(old.All())); d != "" {
		t.Error(d)
	}
	if o, _ := old.Series("thg-je-ew", "").Reading(zielkette.MustParsePeriod("2011"), zielkette.Date{}); o.Value.String() != "6.40" {
		t.Errorf("the old record reads %v", o.Value)
	}
	if o, _ := longer.Series("thg-je-ew", "").Reading(zielkette.MustParsePeriod("2011"), zielkette.Date{}); o.Value.String() != "6.41" {
		t.Errorf("the longer record reads %v", o.Value)
	}
	if longer.Len() != len(before)+2 || old.Series("aaa", "").Len() != 0 {
		t.Errorf("%d and %d observations", longer.Len(), old.Len())
	}
	if r, err := old.With(indicators.Observation{}); r != nil || err == nil || old.Len() != len(before) {
		t.Errorf("a faulty observation: %v, %v", r, err)
	}
	if same, err := old.With(); err != nil || same.Len() != old.Len() {
		t.Errorf("nothing more: %v", err)
	}
}

func TestBuilder(t *testing.T) {
	b := indicators.NewBuilder()
	at := func(line int) zielkette.Place { return zielkette.Place{File: "a.csv", Line: line, Column: 1} }
	if !b.Add(obs("k", "2020", "1", ""), at(2)) || b.Add(indicators.Observation{Indicator: "k"}, at(3)) || !b.Add(obs("k", "2021", "2", ""), zielkette.Place{File: "b.csv", Line: 2, Column: 1}) {
		t.Error("Add does not tell what was taken")
	}
	b.Add(obs("k", "2020", "3", ""), at(5))
	b.Add(obs("k", "2022-Q1", "4", ""), at(6))
	b.Report(zielkette.Problem{Code: "column", Place: at(1), Message: zielkette.Text{EN: "m"}})
	places := func(ps zielkette.Problems) []string {
		var out []string
		for _, p := range ps {
			out = append(out, fmt.Sprintf("%s:%d %s", p.Place.File, p.Place.Line, p.Code))
		}
		return out
	}
	if d := cmp.Diff([]string{"a.csv:1 column", "a.csv:3 observation"}, places(b.Problems())); d != "" {
		t.Error(d)
	}
	r, ps := b.Lax()
	if d := cmp.Diff([]string{"a.csv:1 column", "a.csv:3 observation", "a.csv:5 duplicate", "a.csv:6 mixed-periods"}, places(ps)); d != "" {
		t.Error(d)
	}
	var got []string
	for o := range r.All() {
		got = append(got, o.Period.String()+" "+o.Value.String())
	}
	if d := cmp.Diff([]string{"2020 1", "2021 2"}, got); d != "" {
		t.Error(d)
	}
	if s := r.Series("k", ""); s.Len() != 2 {
		t.Errorf("the series has %d observations", s.Len())
	}
	if strict, err := b.Record(); strict != nil || err == nil {
		t.Error("a record with problems is none")
	}
}

// Warnings of a reader do not prevent a record.
func TestBuilderWarnings(t *testing.T) {
	b := indicators.NewBuilder()
	b.Add(obs("k", "2020", "1", ""), zielkette.Place{File: "a.csv", Line: 2})
	b.Report(zielkette.Problem{Code: "dialect", Severity: zielkette.Warning})
	r, err := b.Record()
	if err != nil || r.Len() != 1 || len(b.Problems()) != 1 {
		t.Errorf("%v, %v", r, err)
	}
}

func TestLaxWithoutAnythingGood(t *testing.T) {
	b := indicators.NewBuilder()
	b.Add(indicators.Observation{}, zielkette.Place{})
	r, ps := b.Lax()
	if r.Len() != 0 || len(ps) != 1 {
		t.Errorf("%d observations, %v", r.Len(), ps)
	}
	b = indicators.NewBuilder()
	r, ps = b.Lax()
	if r.Len() != 0 || ps != nil {
		t.Errorf("%d observations, %v", r.Len(), ps)
	}
}

// A record of many series in any order, with faults strewn in, against a slow
// look through everything.
func TestLargeRecord(t *testing.T) {
	const count = 20_000
	random := rand.New(rand.NewPCG(3, 4))
	b := indicators.NewBuilder()
	type key struct {
		indicator, area string
		period          zielkette.Period
		known           zielkette.Date
	}
	want := map[key]string{}
	var order []key
	faults := 0
	for i := range count {
		o := obs(fmt.Sprint("k", random.IntN(40)), fmt.Sprint(1990+random.IntN(40)), fmt.Sprint(i), fmt.Sprint(2000+random.IntN(30)))
		o.Area = []string{"", "Mitte", "Nord"}[random.IntN(3)]
		k := key{o.Indicator, o.Area, o.Period, o.Known}
		if _, ok := want[k]; ok {
			faults++
		} else {
			want[k] = o.Value.String()
			order = append(order, k)
		}
		b.Add(o, zielkette.Place{File: "f.csv", Line: i + 2})
	}
	r, ps := b.Lax()
	if r.Len() != len(want) || len(ps) != 101 || !strings.Contains(ps[100].Message.EN, fmt.Sprint(faults-100)) {
		t.Fatalf("%d observations, want %d; %d faults: %v", r.Len(), len(want), faults, ps[len(ps)-1])
	}
	for i, k := range order {
		if o := r.At(i); (key{o.Indicator, o.Area, o.Period, o.Known}) != k || o.Value.String() != want[k] {
			t.Fatalf("observation %d is %+v, want %+v", i, o, k)
		}
	}
	total := 0
	var before indicators.Series
	for s := range r.AllSeries() {
		if before.Len() > 0 && (before.Indicator() > s.Indicator() || before.Indicator() == s.Indicator() && before.Area() >= s.Area()) {
			t.Fatal("the series are out of order")
		}
		before = s
		var last indicators.Observation
		for o := range s.All() {
			if o.Indicator != s.Indicator() || o.Area != s.Area() || want[key{o.Indicator, o.Area, o.Period, o.Known}] != o.Value.String() {
				t.Fatalf("the series of %s in %q holds %+v", s.Indicator(), s.Area(), o)
			}
			if total++; !last.Period.IsZero() && (last.Period.Compare(o.Period) > 0 || last.Period.Equal(o.Period) && last.Known.Compare(o.Known) >= 0) {
				t.Fatalf("%+v stands before %+v", last, o)
			}
			last = o
		}
		if again := r.Series(s.Indicator(), s.Area()); again.Len() != s.Len() {
			t.Fatalf("looked up, the series has %d observations, not %d", again.Len(), s.Len())
		}
	}
	if total != r.Len() {
		t.Errorf("%d observations in series, %d in the record", total, r.Len())
	}
}

func TestRecordIsSafeForConcurrentUse(t *testing.T) {
	r := leipzig(t)
	var group sync.WaitGroup
	for i := range 8 {
		group.Go(func() {
			for range 100 {
				if o, ok := r.Series("thg-je-ew", "").Reading(zielkette.MustParsePeriod("2011"), zielkette.Date{}); !ok || o.Value.String() != "6.40" {
					t.Error(o)
				}
				if _, err := r.With(obs("k", fmt.Sprint(2000+i), "1", "")); err != nil {
					t.Error(err)
				}
			}
		})
	}
	group.Wait()
}

// TestCursor holds a cursor against the search: the same series for every
// indicator and area asked in order, there or not, once or several times.
func TestCursor(t *testing.T) {
	var observations []indicators.Observation
	for _, key := range []string{"b/", "b/Mitte", "d/Mitte", "d/Nord", "f/"} {
		indicator, area, _ := strings.Cut(key, "/")
		o := obs(indicator, "2020", "1", "")
		o.Area = area
		observations = append(observations, o)
	}
	for name, r := range map[string]*indicators.Record{"nil": nil, "zero": {}, "five": record(t, observations...)} {
		for _, every := range []int{1, 2, 3, 5} { // ask for some only, so that series are passed over
			cursor := r.Cursor()
			asked := 0
			for _, indicator := range []string{"a", "b", "c", "d", "e", "f", "g"} {
				for _, area := range []string{"", "Mitte", "Nord", "West"} {
					if asked++; asked%every > 0 {
						continue
					}
					want := r.Series(indicator, area)
					for range 2 {
						if got := cursor.Seek(indicator, area); got != want {
							t.Errorf("%s, each %d: %s in %q: %v, want %v", name, every, indicator, area, got, want)
						}
					}
				}
			}
		}
	}
}

// The second of two says where the first stands.
func TestDuplicateNamesTheFirst(t *testing.T) {
	_, err := indicators.NewRecord(obs("a", "2020", "1", ""), obs("k", "2020", "1", ""), obs("a", "2021", "1", ""), obs("k", "2020", "2", ""))
	var list zielkette.Problems
	if !errors.As(err, &list) || len(list) != 1 || list[0].Place.Pointer != "/observations/3" ||
		!strings.Contains(list[0].Message.EN, "already at /observations/1 ") || !strings.Contains(list[0].Message.DE, "/observations/1 ") {
		t.Errorf("%v", err)
	}
}
