package indicators_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"unsafe"

	"github.com/google/go-cmp/cmp"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

// described is everything that can be asked of a record.
func described(r *indicators.Record) []string {
	var out []string
	i := 0
	for o := range r.All() {
		out = append(out, fmt.Sprintf("%+v %s", o, r.Place(i)))
		i++
	}
	for s := range r.AllSeries() {
		out = append(out, fmt.Sprintf("%s %s %d %d", s.Indicator(), s.Area(), s.Len(), s.First().Position()))
		for o := range s.All() {
			out = append(out, fmt.Sprintf("%+v", o))
		}
		for _, year := range []string{"2001", "2003", "2009"} {
			for _, definition := range []string{"", "a"} {
				entry, reason := s.Counted(&indicators.Query{
					AsOf: zielkette.MustParseDate(year), KnownOn: zielkette.MustParseDate("2006"), Definition: definition,
				})
				out = append(out, fmt.Sprint(entry.Position(), reason))
			}
		}
	}
	return out
}

// A record that grew in steps, some of them by merging what was read from a file, is
// the record that was built at once; and what it grew from stays as it was.
func TestGrowing(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	definitions := []string{"", "a", "b"}
	refused := 0
	for range 300 {
		var all []indicators.Observation
		for i := range 1 + random.IntN(40) {
			o := indicators.Observation{
				Indicator: fmt.Sprintf("k%d", random.IntN(4)), Area: []string{"", "nord"}[random.IntN(2)],
				Period: zielkette.MustParsePeriod(fmt.Sprintf("%d", 2000+random.IntN(9))), Value: zielkette.Int(int64(i)),
				Known:      zielkette.MustParseDate(fmt.Sprintf("%d-0%d", 2001+random.IntN(8), 1+random.IntN(9))),
				Definition: definitions[random.IntN(3)], Source: fmt.Sprint("s", random.IntN(3)),
			}
			switch random.IntN(60) {
			case 0:
				o.Period = zielkette.MustParsePeriod("2003-Q1")
			case 1:
				o.Status = indicators.BrokenSeries
			}
			all = append(all, o)
		}
		whole, errWhole := indicators.NewRecord(all...)
		var grown *indicators.Record
		var err error
		var before *indicators.Record
		var was []string
		for rest := all; len(rest) > 0 && err == nil; {
			n := 1 + random.IntN(len(rest))
			before, was = grown, described(grown)
			grown, err = grown.With(rest[:n]...)
			rest = rest[n:]
		}
		if d := cmp.Diff(was, described(before)); d != "" {
			t.Fatal("the shorter record changed:", d)
		}
		if (err == nil) != (errWhole == nil) {
			t.Fatalf("at once: %v; in steps: %v", errWhole, err)
		}
		if err != nil {
			refused++
			continue
		}
		if d := cmp.Diff(described(whole), described(grown)); d != "" {
			t.Fatal(d)
		}
	}
	if refused == 0 || refused > 200 {
		t.Errorf("%d of 300 records were refused", refused)
	}
}

// read makes a record of yearly values as a reader of a file does.
func read(t *testing.T, file string, years ...string) *indicators.Record {
	t.Helper()
	b := indicators.NewBuilder()
	for i, year := range years {
		b.Add(obs("k", year, "1", ""), zielkette.Place{File: file, Line: i + 2})
	}
	r, err := b.Record()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestPlaceAndMerge(t *testing.T) {
	stated := record(t, obs("k", "2020", "1", ""))
	merged, err := stated.Merge(read(t, "a.csv", "2021", "2022"))
	if err != nil {
		t.Fatal(err)
	}
	if merged, err = merged.Merge(read(t, "b.csv", "2023")); err != nil {
		t.Fatal(err)
	}
	if merged, err = merged.With(obs("k", "2024", "1", "")); err != nil {
		t.Fatal(err)
	}
	var got []string
	for i := range merged.Len() {
		got = append(got, merged.Place(i).String())
	}
	want := []string{"/observations/0", "a.csv:2:1", "a.csv:3:1", "b.csv:2:1", "/observations/4"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if at := merged.Series("k", "").First().Position(); at != 0 {
		t.Errorf("the series starts at %d", at)
	}
	if (indicators.Series{}).First().Position() != -1 {
		t.Error("an empty series starts somewhere")
	}
	if same, err := merged.Merge(nil); err != nil || same.Len() != 5 {
		t.Error(err)
	}

	// What stands twice is named with both places.
	for _, test := range []struct {
		year, at, first string
	}{
		{"2022", "c.csv:2:1", "at a.csv:3:1"},
		{"2020", "c.csv:2:1", "on record (position 0)"},
	} {
		r, err := merged.Merge(read(t, "c.csv", test.year))
		ps := zielkette.ProblemsOf(err)
		if r != nil || len(ps) != 1 || ps[0].Code != indicators.CodeDuplicate || ps[0].Place.String() != test.at || !strings.Contains(ps[0].Message.EN, test.first) {
			t.Errorf("%s: %v", test.year, err)
		}
	}
}

// Two records that grow from one at the same time do not reach each other.
func TestGrowingApart(t *testing.T) {
	base := record(t, obs("k", "2000", "0", ""), obs("k", "2001", "0", ""))
	var group sync.WaitGroup
	grown := make([]*indicators.Record, 8)
	for i := range grown {
		group.Go(func() {
			r := base
			for year := 2002; year < 2010; year++ {
				r, _ = r.With(obs("k", fmt.Sprint(year), fmt.Sprint(i), ""))
			}
			grown[i] = r
		})
	}
	group.Wait()
	for i, r := range grown {
		values := slices.Collect(r.Series("k", "").All())
		if len(values) != 10 || values[9].Value.String() != fmt.Sprint(i) || values[2].Value.String() != fmt.Sprint(i) {
			t.Errorf("%d: %v", i, values)
		}
	}
	if base.Len() != 2 {
		t.Error("the base has grown")
	}
}

// Adding 20 observations costs in proportion to the series they belong to, however
// long the record is.
func BenchmarkWith(b *testing.B) {
	for _, series := range []int{1_000, 10_000, 100_000} {
		builder := indicators.NewBuilder()
		for i := range series {
			for year := range 10 {
				builder.Add(indicators.Observation{
					Indicator: fmt.Sprint("k", i), Period: zielkette.MustParsePeriod(fmt.Sprint(2000 + year)), Value: zielkette.Int(1),
				}, zielkette.Place{})
			}
		}
		r, err := builder.Record()
		if err != nil {
			b.Fatal(err)
		}
		var news []indicators.Observation
		for i := range 20 {
			news = append(news, indicators.Observation{
				Indicator: fmt.Sprint("k", i*series/20), Period: zielkette.MustParsePeriod("2010"), Value: zielkette.Int(1),
			})
		}
		b.Run(fmt.Sprint("observations=", 10*series), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := r.With(news...); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// A reader that was asked to keep the good rows leaves the others out, and every row
// keeps its place.
func TestLaxOntoARecord(t *testing.T) {
	base := read(t, "a.csv", "2020", "2021")
	b := indicators.NewBuilderOn(base)
	for i, year := range []string{"2022", "2021", "2023-Q1", "2019"} {
		b.Add(obs("k", year, "2", ""), zielkette.Place{File: "b.csv", Line: i + 2})
	}
	r, found := b.Lax()
	var got []string
	for i := range r.Len() {
		got = append(got, fmt.Sprint(r.At(i).Period, " ", r.At(i).Value, " ", r.Place(i)))
	}
	if d := cmp.Diff([]string{"2020 1 a.csv:2:1", "2021 1 a.csv:3:1", "2022 2 b.csv:2:1", "2019 2 b.csv:5:1"}, got); d != "" {
		t.Error(d)
	}
	got = nil
	for _, p := range found {
		got = append(got, fmt.Sprint(p.Place, " ", p.Code))
	}
	if d := cmp.Diff([]string{"b.csv:3:1 duplicate", "b.csv:4:1 mixed-periods"}, got); d != "" {
		t.Error(d)
	}
	// The year recorded last is the first of the series in time, not on record.
	if first := r.Series("k", "").First(); first.Position() != 0 || first.Period().String() != "2020" {
		t.Errorf("the series starts with %v", first.Observation())
	}
}

// A record that grows does not hold the texts of a series again.
func TestTextsAreHeldOnce(t *testing.T) {
	observation := func(year string) indicators.Observation {
		o := obs(strings.Clone("kennzahl"), year, "1", "")
		o.Area, o.Definition, o.Source = strings.Clone("gebiet"), strings.Clone("fassung"), strings.Clone("quelle")
		return o
	}
	r, err := record(t, observation("2020")).With(observation("2021"))
	if err != nil {
		t.Fatal(err)
	}
	first, second := r.At(0), r.At(1)
	for _, texts := range [][2]string{
		{first.Indicator, second.Indicator}, {first.Area, second.Area}, {first.Definition, second.Definition}, {first.Source, second.Source},
	} {
		if unsafe.StringData(texts[0]) != unsafe.StringData(texts[1]) {
			t.Errorf("%q is held twice", texts[0])
		}
	}
}

// Of whatever length a record is, two that go on from it are told apart.
func TestGrowingTwice(t *testing.T) {
	base := record(t, obs("k", "1900", "0", ""))
	for year := 1901; year < 1960; year++ {
		first, err := base.With(obs("k", fmt.Sprint(year), "1", ""))
		if err != nil {
			t.Fatal(err)
		}
		second, err := base.With(obs("j", fmt.Sprint(year), "2", ""))
		if err != nil {
			t.Fatal(err)
		}
		if a, b := first.At(base.Len()), second.At(base.Len()); a.Value.String() != "1" || b.Value.String() != "2" || b.Indicator != "j" {
			t.Fatalf("from %d: %v, %v", base.Len(), a, b)
		}
		base = first
	}
}
