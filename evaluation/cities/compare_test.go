package cities_test

import (
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/cities"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/testkit"
)

var (
	trees  = cities.Code{Catalogue: "k", Value: "trees"}
	people = cities.Code{Catalogue: "k", Value: "people"}
	year23 = zielkette.MustParsePeriod("2023")
)

func number(text string) zielkette.Number {
	if text == "" {
		return zielkette.Number{}
	}
	return zielkette.MustParseNumber(text)
}

// treeIndicator is the indicator most tests compare.
func treeIndicator() indicators.Indicator {
	return indicators.Indicator{
		ID: "baeume", Title: "Bäume", Unit: "Bäume", Definition: "1", Direction: indicators.Up, Codes: map[string]string{"k": "trees"},
	}
}

func peopleIndicator() indicators.Indicator {
	return indicators.Indicator{ID: "ew", Title: "Einwohner", Unit: "Personen", Definition: "1", Codes: map[string]string{"k": "people"}}
}

// observed is an observation as "period value", "period value/denominator", or
// with further parts "status:U", "definition:x", "known:2024".
func observed(t testing.TB, indicator, text string) indicators.Observation {
	t.Helper()
	o := indicators.Observation{Indicator: indicator}
	for i, part := range strings.Fields(text) {
		key, value, _ := strings.Cut(part, ":")
		switch {
		case i == 0:
			o.Period = zielkette.MustParsePeriod(part)
		case key == "status":
			o.Status = indicators.Status(value[0])
		case key == "definition":
			o.Definition = value
		case key == "known":
			o.Known = zielkette.MustParseDate(value)
		case key == "label":
			o.Label = value
		default:
			v, d, _ := strings.Cut(part, "/")
			o.Value, o.Denominator = number(v), number(d)
		}
	}
	return o
}

// town builds a city of indicators, each followed by its observations.
func town(t testing.TB, name string, parts ...any) cities.City {
	t.Helper()
	var catalogue indicators.Catalogue
	builder := indicators.NewBuilder()
	for _, p := range parts {
		switch p := p.(type) {
		case indicators.Indicator:
			catalogue.Indicators = append(catalogue.Indicators, p)
		case string:
			builder.Add(observed(t, catalogue.Indicators[len(catalogue.Indicators)-1].ID, p), zielkette.Place{})
		}
	}
	set, err := catalogue.Compile()
	if err != nil {
		t.Fatal(err)
	}
	record, err := builder.Record()
	if err != nil {
		t.Fatal(err)
	}
	return cities.City{Name: name, Set: set, Record: record}
}

func compare(t testing.TB, q cities.Query, list ...cities.City) cities.Comparison {
	t.Helper()
	c, err := cities.Compare(q, slices.Values(list))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// rows lists the entries as "rank city value percentile to-best to-median".
func rows(c cities.Comparison) []string {
	var out []string
	for _, e := range c.Entries {
		out = append(out, fmt.Sprint(e.Rank, " ", e.Reading.City, " ", e.Value, " ", e.Percentile, " ", e.ToBest, " ", e.ToMedian))
	}
	return out
}

// reasons lists the refusals as "city+city reason", then the missing cities.
func reasons(c cities.Comparison) []string {
	out := refused(c.Refusals)
	for _, m := range c.Missing {
		if m.Reason.DE == "" || m.Reason.EN == "" {
			out = append(out, "no reason for "+m.City)
		}
		out = append(out, m.City+" -")
	}
	return out
}

func refused(list []cities.Refusal) []string {
	var out []string
	for _, r := range list {
		if r.Text.DE == "" || r.Text.EN == "" || strings.Contains(r.Text.DE+r.Text.EN, "%!") || r.Indicator == "" {
			out = append(out, fmt.Sprintf("the refusal %+v", r))
		}
		out = append(out, strings.Join(r.Cities, "+")+" "+string(r.Obstacle))
	}
	return out
}

func TestCompareRanks(t *testing.T) {
	list := []cities.City{
		town(t, "A", treeIndicator(), "2023 10"), town(t, "B", treeIndicator(), "2023 30.5"),
		town(t, "C", treeIndicator(), "2023 20 status:U"), town(t, "D", treeIndicator(), "2023 20.0"), town(t, "E", treeIndicator(), "2022 1", "2023 status:O"),
	}
	c := compare(t, cities.Query{Code: trees, Period: year23}, list...)
	want := []string{
		"1 B 30.5 1 0 10.5", "2 C 20 0.333333333333 -10.5 0", "2 D 20.0 0.333333333333 -10.5 0", "4 A 10 0 -20.5 -10",
	}
	if d := cmp.Diff(want, rows(c)); d != "" {
		t.Error(d)
	}
	if c.Median.String() != "20" || c.Title != "Bäume" || c.Unit != "Bäume" || c.Definition != "1" || c.Period != year23 || c.Fictional {
		t.Error(c.Median, c.Title, c.Unit, c.Definition, c.Period)
	}
	if d := cmp.Diff([]string{"E -"}, reasons(c)); d != "" {
		t.Error(d)
	}
	if len(c.Caveats) != 1 || !strings.HasPrefix(c.Caveats[0].EN, "C: ") {
		t.Error(c.Caveats)
	}

	down := treeIndicator()
	down.Direction = indicators.Down
	c = compare(t, cities.Query{Code: trees, Period: year23}, town(t, "A", down, "2023 3"), town(t, "B", down, "2023 1"), town(t, "C", down, "2023 2"))
	if d := cmp.Diff([]string{"1 B 1 1 0 -1", "2 C 2 0.5 1 0", "3 A 3 0 2 1"}, rows(c)); d != "" {
		t.Error(d)
	}

	none := treeIndicator()
	none.Direction = ""
	c = compare(t, cities.Query{Code: trees, Period: year23}, town(t, "B", none, "2023 3"), town(t, "A", none, "2023 1"))
	if d := cmp.Diff([]string{"0 A 1   -1", "0 B 3   1"}, rows(c)); d != "" {
		t.Error(d)
	}
	if c.Median.String() != "2" {
		t.Error(c.Median)
	}
	c = compare(t, cities.Query{Code: trees, Period: year23}, town(t, "A", treeIndicator(), "2023 3"), town(t, "B", down, "2023 1"), town(t, "C", none, "2023 1"))
	if len(c.Caveats) != 1 || c.Entries[0].Rank != 0 {
		t.Error(rows(c), c.Caveats)
	}
}

// In each case A and B agree; what is wrong with X is refused with its reason.
func TestCompareRefuses(t *testing.T) {
	change := func(f func(*indicators.Indicator)) indicators.Indicator {
		ind := treeIndicator()
		f(&ind)
		return ind
	}
	percent := change(func(i *indicators.Indicator) { i.Per = number("100") })
	for _, test := range []struct {
		name  string
		x     []any
		query cities.Query
		want  []string
	}{
		{"unit", []any{change(func(i *indicators.Indicator) { i.Unit = "Stück" }), "2023 3"}, cities.Query{}, []string{"A+X unit"}},
		{"definition", []any{change(func(i *indicators.Indicator) { i.Definition = "2" }), "2023 3"}, cities.Query{}, []string{"A+X definition"}},
		{"definition of the observation", []any{treeIndicator(), "2023 3 definition:0"}, cities.Query{}, []string{"A+X definition"}},
		{"definition unstated", []any{change(func(i *indicators.Indicator) { i.Definition = "" }), "2023 3"}, cities.Query{}, []string{"A+X definition-unstated"}},
		{"unit and definition", []any{change(func(i *indicators.Indicator) { i.Definition, i.Unit = "2", "t" }), "2023 3"}, cities.Query{}, []string{"A+X unit", "A+X definition"}},
		{"period", []any{treeIndicator(), "2022 3"}, cities.Query{}, []string{"X period"}},
		{"kind of period", []any{treeIndicator(), "2023-12 3"}, cities.Query{}, []string{"X period"}},
		{"forecast", []any{treeIndicator(), "2023 3 status:F"}, cities.Query{}, []string{"A+X status"}},
		{"differing meaning", []any{treeIndicator(), "2023 3 status:D"}, cities.Query{}, []string{"A+X status"}},
		{"rating", []any{treeIndicator(), "2023 label:gut"}, cities.Query{}, []string{"A+X number"}},
		{"share without parts", []any{percent, "2023 3"}, cities.Query{}, []string{"A+X number"}},
		{"share not expected", []any{treeIndicator(), "2023 3/4"}, cities.Query{}, []string{"A+X number"}},
		{"two with the code", []any{treeIndicator(), "2023 3", change(func(i *indicators.Indicator) { i.ID = "b2" })}, cities.Query{}, []string{"X code-ambiguous"}},
		{"no indicator", []any{peopleIndicator(), "2023 3"}, cities.Query{}, []string{"X -"}},
		{"nothing", nil, cities.Query{}, []string{"X -"}},
		{"no observation", []any{treeIndicator()}, cities.Query{}, []string{"X -"}},
		{"absent", []any{treeIndicator(), "2023 status:Q"}, cities.Query{}, []string{"X -"}},
		{"known too late", []any{treeIndicator(), "2023 3 known:2025"}, cities.Query{KnownOn: zielkette.MustParseDate("2024")}, []string{"X -"}},
		{"forecast of another year", []any{treeIndicator(), "2022 3 status:F"}, cities.Query{}, []string{"X -"}},
		{"latest", []any{treeIndicator(), "2022 3"}, cities.Query{AsOf: zielkette.MustParseDate("2024")}, []string{"A+X period"}},
		{"latest too old", []any{change(func(i *indicators.Indicator) { i.MaxAge = zielkette.MustParseSpan("P1Y") }), "2022 3"}, cities.Query{AsOf: zielkette.MustParseDate("2024")}, []string{"X -"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			q := test.query
			q.Code = trees
			if q.AsOf.IsZero() {
				q.Period = year23
			}
			a, b := town(t, "A", treeIndicator(), "2023 1 known:2024"), town(t, "B", treeIndicator(), "2023 2 known:2024")
			c := compare(t, q, a, b, town(t, "X", test.x...))
			if d := cmp.Diff(test.want, reasons(c)); d != "" {
				t.Error(d)
			}
			if d := cmp.Diff([]string{"1 B 2 1 0 0.5", "2 A 1 0 -1 -0.5"}, rows(c)); d != "" {
				t.Error(d)
			}
		})
	}
}

// The yardstick is what the question states, else what most cities have.
func TestYardstick(t *testing.T) {
	of := func(name, definition string) cities.City {
		ind := treeIndicator()
		ind.Definition = definition
		return town(t, name, ind, "2023 1")
	}
	list := []cities.City{of("A", "1"), of("B", "2"), of("C", "2"), of("D", ""), of("E", "1"), of("F", "2")}
	q := cities.Query{Code: trees, Period: year23}
	if c := compare(t, q, list...); c.Definition != "2" || len(c.Entries) != 3 {
		t.Error(c.Definition, rows(c))
	}
	if c := compare(t, q, list[:2]...); len(c.Entries) != 0 || cmp.Diff([]string{"A+B definition"}, reasons(c)) != "" || len(c.Caveats) != 1 {
		t.Error(rows(c), reasons(c), c.Caveats)
	}
	q.Definition = "1"
	if c := compare(t, q, list...); c.Definition != "1" || len(c.Entries) != 2 {
		t.Error(c.Definition, rows(c))
	}
	q.Definition = "3"
	if c := compare(t, q, list[0], list[3]); c.Entries != nil || cmp.Diff([]string{"A definition", "D definition-unstated"}, reasons(c)) != "" {
		t.Error(rows(c), reasons(c))
	}
	q.Definition, q.Unit = "", "Stück"
	if c := compare(t, q, list[0]); cmp.Diff([]string{"A unit"}, reasons(c)) != "" {
		t.Error(reasons(c))
	}
	if c := compare(t, cities.Query{Code: trees, Period: year23}, town(t, "R", treeIndicator(), "2023 label:gut")); cmp.Diff([]string{"R number"}, reasons(c)) != "" {
		t.Error(reasons(c))
	}
	// A city keeps values of several definitions; the question chooses.
	two := town(t, "G", treeIndicator(), "2023 5 definition:2 known:2023", "2023 7 known:2024")
	q = cities.Query{Code: trees, Period: year23, Definition: "2"}
	if c := compare(t, q, two, of("B", "2")); cmp.Diff([]string{"1 G 5 1 0 2", "2 B 1 0 -4 -2"}, rows(c)) != "" {
		t.Error(rows(c), reasons(c))
	}
}

func TestDenominator(t *testing.T) {
	q := cities.Query{Code: trees, Period: year23, Denominator: cities.Denominator{Code: people, Per: number("1000"), Unit: "je 1.000"}}
	a := town(t, "A", treeIndicator(), "2023 10", peopleIndicator(), "2023-12-31 3000")
	b := town(t, "B", treeIndicator(), "2023 20", peopleIndicator(), "2023-12-31 9000")
	other, half := peopleIndicator(), peopleIndicator()
	other.Definition, half.ID = "2", "ew2"
	c := compare(
		t, q, a, b,
		town(t, "C", treeIndicator(), "2023 1"),
		town(t, "D", treeIndicator(), "2023 1", peopleIndicator(), "2022-12-31 9"),
		town(t, "E", treeIndicator(), "2023 1", peopleIndicator(), "2023-12-31 0"),
		town(t, "F", treeIndicator(), "2023 1", other, "2023-12-31 9"),
		town(t, "G", treeIndicator(), "2023 1", peopleIndicator(), half),
		town(t, "H", treeIndicator(), "2023 1", peopleIndicator()),
		town(t, "I", treeIndicator(), "2023 label:gut", peopleIndicator(), "2023-12-31 9"),
		town(t, "J", treeIndicator(), "2023 9999999999999999999", peopleIndicator(), "2023-12-31 0.001"),
	)
	if d := cmp.Diff([]string{"1 A 3.333333333333 1 0 0.5555555555555", "2 B 2.222222222222 0 -1.111111111111 -0.5555555555555"}, rows(c)); d == "" {
		t.Error("the median has more than 12 places")
	}
	if d := cmp.Diff([]string{"1 A 3.333333333333 1 0 0.555555555555", "2 B 2.222222222222 0 -1.111111111111 -0.555555555556"}, rows(c)); d != "" {
		t.Error(d)
	}
	if c.Unit != "je 1.000" || c.Entries[0].Denominator.Value.String() != "3000" || c.Entries[0].Reading.Value.String() != "10" {
		t.Error(c.Unit, c.Entries[0])
	}
	want := []string{
		"C denominator", "D denominator", "E denominator", "A+F denominator-differs", "G denominator", "H denominator", "A+I number", "J denominator",
	}
	if d := cmp.Diff(want, reasons(c)); d != "" {
		t.Error(d)
	}
	// The area of a city is measured once; a denominator may be older where the
	// question allows it.
	q.Denominator = cities.Denominator{Code: people, MaxAge: zielkette.MustParseSpan("P1Y")}
	old := town(t, "D", treeIndicator(), "2023 1", peopleIndicator(), "2022-12-31 4")
	if c := compare(t, q, a, old); cmp.Diff([]string{"1 D 0.25 1 0 0.123333333333", "2 A 0.003333333333 0 -0.246666666667 -0.123333333334"}, rows(c)) != "" || c.Unit != "Bäume" {
		t.Error(rows(c), c.Unit)
	}
	// What became known later does not divide.
	late := town(t, "L", treeIndicator(), "2023 1 known:2024", peopleIndicator(), "2022-12-31 4 known:2023", "2023-12-31 8 known:2025")
	q.KnownOn = zielkette.MustParseDate("2024")
	c = compare(t, q, late, town(t, "M", treeIndicator(), "2023 1 known:2024", peopleIndicator(), "2023-12-31 2 known:2024"))
	if d := cmp.Diff([]string{"1 M 0.5 1 0 0.125", "2 L 0.25 0 -0.25 -0.125"}, rows(c)); d != "" {
		t.Error(d)
	}
	q.KnownOn = zielkette.Date{}
	// Denominators of unstated definition agree with nothing.
	vague := peopleIndicator()
	vague.Definition = ""
	x := town(t, "X", treeIndicator(), "2023 1", vague, "2023-12-31 4")
	if c := compare(t, q, x); cmp.Diff([]string{"X definition-unstated"}, reasons(c)) != "" {
		t.Error(reasons(c))
	}
}

func TestCompareShares(t *testing.T) {
	ind := treeIndicator()
	ind.Per = number("100")
	c := compare(t, cities.Query{Code: trees, Period: year23}, town(t, "A", ind, "2023 1/3"), town(t, "B", ind, "2023 1/8"))
	if d := cmp.Diff([]string{"1 A 33.333333333333 1 0 10.416666666666", "2 B 12.5 0 -20.833333333333 -10.416666666667"}, rows(c)); d != "" {
		t.Error(d)
	}
}

func TestCompareNeedsAQuestion(t *testing.T) {
	for _, q := range []cities.Query{{}, {Code: trees}, {Period: year23}, {Code: cities.Code{Catalogue: "k"}, Period: year23}} {
		_, err := cities.Compare(q, slices.Values([]cities.City{}))
		if !errors.Is(err, zielkette.Problem{Code: cities.CodeQuery}) {
			t.Errorf("%+v: %v", q, err)
		}
		testkit.Told(t, err)
	}
	if c := compare(t, cities.Query{Code: trees, Period: year23}); c.Entries != nil || c.Refusals != nil || c.Missing != nil {
		t.Error("no cities, and yet", c)
	}
}

func TestFictional(t *testing.T) {
	set, err := indicators.Catalogue{Fictional: true, Indicators: []indicators.Indicator{treeIndicator()}}.Compile()
	if err != nil {
		t.Fatal(err)
	}
	invented := town(t, "A", treeIndicator(), "2023 1")
	invented.Set = set
	if c := compare(t, cities.Query{Code: trees, Period: year23}, invented, town(t, "B", treeIndicator(), "2023 2")); !c.Fictional {
		t.Error("an invented value does not show")
	}
}

func TestTrend(t *testing.T) {
	broken := treeIndicator()
	broken.Breaks = []indicators.Break{{Period: zielkette.MustParsePeriod("2011"), Reason: "Methode"}}
	city := town(t, "A", broken, "2008 5.53 definition:alt", "2010 5", "2011 6.61 definition:co2 known:2015", "2011 6.40 known:2022",
		"2021 5.02", "2022 5 status:F", "2023 status:O", "2024 5 status:B", "2025 4")
	for _, test := range []struct {
		from, to, known, want string
		refused               []string
	}{
		{"2011", "2021", "", "-1.38", nil},
		{"2021", "2011", "", "1.38", nil},
		{"2008", "2011", "", "", []string{"A definition", "A break"}},
		{"2010", "2011", "", "", []string{"A break"}},
		{"2011", "2021", "2016", "", []string{"A missing"}},
		{"2021", "2022", "", "", []string{"A status"}},
		{"2021", "2023", "", "", []string{"A status"}},
		{"2021", "2024", "", "", []string{"A break"}},
		{"2021", "2025", "", "", []string{"A break"}},
		{"2025", "2021", "", "", []string{"A break"}},
		{"2024", "2025", "", "-1", nil},
		{"2021", "2021-12", "", "", []string{"A missing"}},
		{"1990", "1991", "", "", []string{"A missing", "A missing"}},
	} {
		var known zielkette.Date
		if test.known != "" {
			known = zielkette.MustParseDate(test.known)
		}
		change, ok := cities.Trend(city, "baeume", zielkette.MustParsePeriod(test.from), zielkette.MustParsePeriod(test.to), known)
		if got := change.Difference.String(); !ok || got != test.want {
			t.Errorf("%s to %s: %q, want %q", test.from, test.to, got, test.want)
		}
		if d := cmp.Diff(test.refused, refused(change.Refusals)); d != "" {
			t.Errorf("%s to %s: %s", test.from, test.to, d)
		}
	}
	hidden := town(t, "H", treeIndicator(), "2021 5 known:2022", "2023 6 status:B known:2025", "2024 7 known:2025-02")
	for known, want := range map[string]string{"2025-03": "2", "2026": ""} {
		change, _ := cities.Trend(hidden, "baeume", zielkette.MustParsePeriod("2021"), zielkette.MustParsePeriod("2024"), zielkette.MustParseDate(known))
		if got := change.Difference.String(); got != want {
			t.Errorf("known on %s: %q, want %q", known, got, want)
		}
	}
	wide := town(t, "W", treeIndicator(), "2022 -9999999999999999999", "2023 9999999999999999999")
	change, _ := cities.Trend(wide, "baeume", zielkette.MustParsePeriod("2022"), year23, zielkette.Date{})
	if d := cmp.Diff([]string{"W number"}, refused(change.Refusals)); d != "" {
		t.Error(d)
	}
	for _, c := range []cities.City{city, {Name: "leer"}} {
		if _, ok := cities.Trend(c, "anderes", year23, year23, zielkette.Date{}); ok {
			t.Error("a trend of nothing")
		}
		if _, ok := cities.Read(c, "anderes", "1", year23, zielkette.Date{}); ok {
			t.Error("a reading of nothing")
		}
	}
}

// Two figures for one year, told apart by their definitions; a number of
// inhabitants without a date.
func TestSingleReadings(t *testing.T) {
	city := town(t, "L", treeIndicator(), "2011 6.61 definition:co2 known:2015", "2011 6.40 known:2022", "2012 7")
	year := zielkette.MustParsePeriod("2011")
	old, ok1 := cities.Read(city, "baeume", "co2", year, zielkette.Date{})
	now, ok2 := cities.Read(city, "baeume", "1", year, zielkette.Date{})
	before, ok3 := cities.Read(city, "baeume", "1", year, zielkette.MustParseDate("2016"))
	if !ok1 || !ok2 || !ok3 || old.Value.String() != "6.61" || now.Value.String() != "6.40" || before.Definition != "co2" {
		t.Fatal(old, now, before)
	}
	reversed := town(t, "L", treeIndicator(), "2011 6.40 known:2015", "2011 6.61 definition:co2 known:2022")
	if own, _ := cities.Read(reversed, "baeume", "1", year, zielkette.Date{}); own.Value.String() != "6.40" {
		t.Error("the definition of the indicator goes before others:", own)
	}
	others := town(t, "L", treeIndicator(), "2011 6.61 definition:a known:2015", "2011 6.40 definition:b known:2022")
	if last, _ := cities.Read(others, "baeume", "c", year, zielkette.Date{}); last.Definition != "b" {
		t.Error("of other definitions the one known last is read:", last)
	}
	if _, ok := cities.Read(city, "baeume", "1", zielkette.MustParsePeriod("1990"), zielkette.Date{}); ok {
		t.Error("a reading of no year")
	}
	other := now
	other.City, other.Period = "M", zielkette.MustParsePeriod("2012")
	renamed := now
	renamed.Indicator = "Sträucher"
	month := now
	month.Period = zielkette.MustParsePeriod("2011-12")
	undated := now
	undated.Period = zielkette.Period{}
	absent := now
	absent.Value, absent.Status = zielkette.Number{}, indicators.Missing
	empty := now
	empty.Value = zielkette.Number{}
	for _, test := range []struct {
		name string
		got  []cities.Refusal
		want []string
	}{
		{"same", cities.Along(now, now), nil},
		{"definitions", cities.Along(old, now), []string{"L definition"}},
		{"along years", cities.Along(now, withPeriod(now, "2012")), nil},
		{"across years", cities.Across(now, other), []string{"L+M period"}},
		{"indicators", cities.Across(now, renamed), []string{"L indicator"}},
		{"kinds of period", cities.Along(now, month), []string{"L period"}},
		{"undated", cities.Along(undated, now), []string{"L undated"}},
		{"undated across", cities.Across(now, undated), []string{"L undated"}},
		{"absent", cities.Along(now, absent), []string{"L status"}},
		{"empty", cities.Along(empty, now), []string{"L number"}},
	} {
		if d := cmp.Diff(test.want, refused(test.got)); d != "" {
			t.Errorf("%s: %s", test.name, d)
		}
	}
}

func withPeriod(r cities.Reading, period string) cities.Reading {
	r.Period = zielkette.MustParsePeriod(period)
	return r
}

// FuzzCompare: order of the cities changes nothing but ties in the yardstick; rank,
// percentile and median are those of counting.
func FuzzCompare(f *testing.F) {
	f.Add(uint64(1), uint8(5))
	f.Add(uint64(77), uint8(12))
	f.Fuzz(func(t *testing.T, seed uint64, n uint8) {
		d := dice(seed)
		var list []cities.City
		var values []*big.Rat
		for i := range int(n)%12 + 2 {
			v := hundredths(d.next(7) * 25)
			list = append(list, town(t, fmt.Sprintf("c%02d", i), treeIndicator(), "2023 "+v.String()))
			r, _ := v.Rat()
			values = append(values, r)
		}
		q := cities.Query{Code: trees, Period: year23}
		c := compare(t, q, list...)
		slices.Reverse(list)
		if diff := cmp.Diff(rows(c), rows(compare(t, q, list...))); diff != "" {
			t.Fatal(diff)
		}
		slices.SortFunc(values, (*big.Rat).Cmp)
		middle := new(big.Rat).Add(values[(len(values)-1)/2], values[len(values)/2])
		if got, _ := c.Median.Rat(); got.Cmp(middle.Quo(middle, big.NewRat(2, 1))) != 0 {
			t.Fatal("median", got, middle)
		}
		for _, e := range c.Entries {
			v, _ := e.Value.Rat()
			better, worse := int64(0), int64(0)
			for _, w := range values {
				switch w.Cmp(v) {
				case 1:
					better++
				case -1:
					worse++
				}
			}
			share := new(big.Rat).SetFrac64(worse, int64(len(values)-1))
			p, _ := e.Percentile.Rat()
			if p.Sub(p, share).Abs(p).Cmp(big.NewRat(1, 2_000_000_000_000)) > 0 || e.Rank != int(better)+1 {
				t.Fatal(e.Rank, better, e.Percentile, share)
			}
		}
	})
}
