package tables_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/indicators/tables"
)

var testdata = os.DirFS("testdata")

func reader(t testing.TB, name string) *tables.Reader {
	t.Helper()
	r, err := tables.LoadMapping(testdata, name+".mapping.json")
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// lines writes observations as "indicator area period value status".
func lines(r *indicators.Record) []string {
	var out []string
	for o := range r.All() {
		out = append(out, strings.Join([]string{o.Indicator, o.Area, o.Period.String(), o.Value.String(), o.Status.String()}, " "))
	}
	return out
}

func TestSamples(t *testing.T) {
	tests := []struct {
		mapping, file string
		dialect       tables.Dialect
		want          []string
	}{
		{
			"leipzig_values_europawahlen", "leipzig_values_europawahlen.csv",
			tables.Dialect{Separator: ',', Decimal: ',', Encoding: tables.UTF8},
			[]string{
				"wahlbeteiligung-europawahl  1994-06-12 57.957 A", "wahlbeteiligung-europawahl  1999-06-13 41.84699 A",
				"wahlbeteiligung-europawahl  2004-06-13 39.0107 A", "wahlbeteiligung-europawahl  2009-06-07 41.86174 A",
				"wahlbeteiligung-europawahl  2014-05-25 42.6241 A", "wahlbeteiligung-europawahl  2019-05-26 61.59743 A",
				"gruene-europawahl  1994-06-12 10.16194 A", "gruene-europawahl  1999-06-13 4.992445 A", "gruene-europawahl  2004-06-13 12.1425 A",
				"gruene-europawahl  2009-06-07 13.09138 A", "gruene-europawahl  2014-05-25 12.38852 A", "gruene-europawahl  2019-05-26 20.18807 A",
			},
		},
		{
			"leipzig_values_json", "leipzig_values.json",
			tables.Dialect{Decimal: '.', Encoding: tables.UTF8},
			[]string{
				"mietbelastung-rentnerpaare  2018 27 A", "mietbelastung-alleinerziehende  2018  O", "mietquote  2002  M",
				"wohnflaeche  2000 39.8 A", "mietbelastung-rentnerpaare  2023 25.638 A",
			},
		},
		{
			"quartale", "quartale.csv",
			tables.Dialect{Separator: ',', Decimal: ','},
			[]string{
				"gewerbeanmeldungen  2003-Q1 1012 A", "gewerbeanmeldungen  2003-Q2 987 A", "gewerbeanmeldungen  2003-Q3  M", "gewerbeanmeldungen  2003-Q4  O",
				"gewerbeabmeldungen  2003-Q1 801 A", "gewerbeabmeldungen  2003-Q2 0 A", "gewerbeabmeldungen  2003-Q3 790 U", "gewerbeabmeldungen  2003-Q4  O",
				"gewerbeabmeldungen-je-ew  2003-Q1 1.5 A", "gewerbeabmeldungen-je-ew  2003-Q2 2.5 A", "gewerbeabmeldungen-je-ew  2003-Q3 3.5 A", "gewerbeabmeldungen-je-ew  2003-Q4 4.5 A",
			},
		},
		{
			"genesis_flaeche", "genesis_flaeche.csv",
			tables.Dialect{Separator: ';', Decimal: ',', Encoding: tables.UTF8},
			[]string{"flaeche land-08 2022-12-31 35747.85 A", "flaeche land-09 2022-12-31 70541.58 A"},
		},
		{
			"genesis_zensus", "genesis_zensus.csv",
			tables.Dialect{Separator: ';', Decimal: ',', Encoding: tables.UTF8},
			[]string{"flaeche 092760130130 2022-05-15 108.84 A", "einwohner 092760130130 2022-05-15 2294 A"},
		},
		{
			"monate", "monate.csv",
			tables.Dialect{Separator: ';', Decimal: ','},
			[]string{"index-monat  2026-07 101.2 P", "index-monat  2026-08 99.8 E", "index-monat  2026-09  Q", "index-monat  2026-10  O", "index-quartal sachsen 2026-Q3 100.4 A"},
		},
		{
			"open_sdg", "open_sdg.csv",
			tables.Dialect{Separator: ',', Decimal: '.'},
			[]string{
				"sdg-1.2.1  2020 12.5 A", "sdg-1.2.1-frauen  2020 11.9 A", "sdg-1.2.1  2021  O", "sdg-1.2.1-frauen  2021 11.2 A",
				"sdg-1.2.1  2022 11.05 A", "sdg-1.2.1 14713 2022 10.4 A",
			},
		},
		{
			"wegweiser", "wegweiser.json",
			tables.Dialect{Decimal: '.', Encoding: tables.UTF8},
			[]string{
				"bevoelkerung soest 2021 1000 A", "bevoelkerung soest 2022 1010 A", "bevoelkerung soest 2023 1020 A",
				"bevoelkerung leipzig 2021 2000 A", "bevoelkerung leipzig 2022  O", "bevoelkerung leipzig 2023 1990 A",
				"alter soest 2021 43.5 A", "alter soest 2022 43.75 A", "alter soest 2023 44 A",
				"alter leipzig 2021 41.125 A", "alter leipzig 2022 41.2 A", "alter leipzig 2023 41.4 A",
			},
		},
	}
	for _, tt := range tests {
		t.Run(tt.mapping, func(t *testing.T) {
			data, err := fs.ReadFile(testdata, tt.file)
			if err != nil {
				t.Fatal(err)
			}
			got, err := reader(t, tt.mapping).Read(bytes.NewReader(data), nil)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, lines(got.Record)); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(tt.dialect, got.Dialect); diff != "" {
				t.Error(diff)
			}
			roundTrip(t, got.Record)
		})
	}
}

// TestLeipzigAddsUp is the data of the city itself: the 63 Ortsteile add up to the
// inhabitants, and to less than the published total of the unemployed, because
// some of them belong to no Ortsteil.
func TestLeipzigAddsUp(t *testing.T) {
	people, err := reader(t, "leipzig_kdvalues_einwohner").Load(testdata, "leipzig_kdvalues_einwohner.csv")
	if err != nil {
		t.Fatal(err)
	}
	sums, err := people.SumAreas(indicators.AreaQuery{Indicator: "einwohner"})
	if err != nil || len(sums) != 24 {
		t.Fatalf("%d years, %v", len(sums), err)
	}
	if last := sums[23]; last.Period != period("2023") || !last.Value.Equal(number("628718").Figure()) || last.Counted != 63 || last.Missing != nil {
		t.Errorf("%+v", last)
	}

	unemployed, err := reader(t, "leipzig_kdvalues_arbeitslose").Load(testdata, "leipzig_kdvalues_arbeitslose.csv")
	if err != nil {
		t.Fatal(err)
	}
	city, err := tables.Load(testdata, "leipzig_arbeitslose_stadt.csv")
	if err != nil {
		t.Fatal(err)
	}
	both, err := unemployed.With(observations(city)...)
	if err != nil {
		t.Fatal(err)
	}
	q := indicators.AreaQuery{Indicator: "arbeitslose"}
	sums, err = both.SumAreas(q)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, s := range sums {
		if difference := s.Difference(); !difference.IsZero() {
			got[s.Period.String()] = difference.Text(zielkette.German, 0)
		}
	}
	if diff := cmp.Diff(map[string]string{"2007": "−118", "2012": "−107", "2019": "−127", "2020": "−127"}, got); diff != "" {
		t.Error(diff)
	}
	warnings, err := both.CheckAreas(q)
	if err != nil || len(warnings) != 4 || warnings.Err() != nil {
		t.Fatalf("%v, %v", warnings, err)
	}
	for i, year := range []string{"2007", "2012", "2019", "2020"} {
		p := warnings[i]
		if p.Code != indicators.CodeAreaSum || p.Subject != "arbeitslose "+year || !strings.Contains(p.Message.DE, got[year]) || !strings.Contains(p.Message.EN, got[year]) {
			t.Errorf("%v", p)
		}
	}
}

func TestMappedProblems(t *testing.T) {
	long := tables.Mapping{
		FormatVersion: 1, Format: tables.Long, Period: "Jahr", Value: "Wert", Area: "Ort", Quality: "Q",
		Rows: []tables.Selection{{Indicator: "a", Where: map[string]string{"Was": "A"}}},
	}
	mapped := long
	mapped.Areas = map[string]string{"Nord": "nord", "Süd": "-", "Stadt": ""}
	objects := tables.Mapping{FormatVersion: 1, Format: tables.LeipzigJSON, Area: "gebiet", Rows: []tables.Selection{{Indicator: "a"}, {Indicator: "b", Where: map[string]string{"x": "ja"}}}}
	whole := tables.Mapping{FormatVersion: 1, Format: tables.LeipzigJSON, Rows: []tables.Selection{{Indicator: "a"}}}
	wide := tables.Mapping{FormatVersion: 1, Format: tables.Wide, Rows: []tables.Selection{{Indicator: "a"}}}
	weg := tables.Mapping{FormatVersion: 1, Format: tables.WegweiserJSON, Area: "region", Rows: []tables.Selection{{Indicator: "a"}}}
	const head = "Was;Ort;Jahr;Wert;Q\n"
	tests := []struct {
		name    string
		mapping tables.Mapping
		in      string
		want    []string
		kept    []string
	}{
		{"good", long, head + "A;nord;2001;5,5;p\nB;nord;2001;x9;?\nA;;1.Hj. 2002;-;\n\n;;;;\n", []string{"4:6 mixed-periods"}[:0], []string{"a nord 2001 5.5 P", "a  2002-H1 0 A"}},
		{"missing columns", long, "Wert;Ort\n", []string{"1:1 table-header", "1:1 table-header", "1:1 table-header"}, nil},
		{"column twice", long, "Was;Ort;Jahr;Wert;Q;Wert;x;x\n", []string{"1:14 table-header"}, nil},
		{"empty", long, "", []string{"table-empty"}, nil},
		{"no row", long, head + "B;nord;2001;5;\n", []string{"/rows/0 mapping-unmatched"}, nil},
		{"faults", long, head + "A;nord;nie;5;\nA;Mitte Nord;2001;5;\nA;ost;2001;5 t;\nA;west;2001;5;v\nA;west;2002\n", []string{"2:8 period", "3:3 id", "4:12 number-text", "5:15 choice", "6:1 table-cells"}, nil},
		{"areas", mapped, head + "A;Nord;2001;5;\nA;Süd;2001;5;\nA;West;2001;5;\n", []string{"/areas/Stadt mapping-unmatched", "4:3 mapping-area"}, []string{"a nord 2001 5 A"}},
		{"no periods", wide, "Was;Ort\n", []string{"1:1 table-header"}, nil},
		{"wide and ambiguous", wide, "Was;2001;2002\nx;1.234;1\n", []string{"2:3 number-ambiguous"}, []string{"a  2002 1 A"}},
		{"a heading that looks like a period", wide, "Was;2001;Foo 2003\nx;1;1\n", []string{"1:10 table-header"}, nil},
		{"absence goes before quality", long, head + "A;nord;2001;.;p\nA;nord;2002;(5);e\n", nil, []string{"a nord 2001  O", "a nord 2002 5 U"}},

		{"objects", objects, "[{\"jahr\":2001,\n\"wert\":1.5,\"gebiet\":null,\"x\":true},\n{\"jahr\":\"2002\",\"wert\":\"-\",\"x\":\"ja\",\"gebiet\":\"Nord\",\"mehr\":\"x\"}]", nil, []string{"a  2001 1.5 A", "a Nord 2002 0 A", "b Nord 2002 0 A"}},
		{"faults in objects", objects, "[{\"jahr\":2001,\n\"wert\":\"x1\",\"x\":\"ja\"},\n{\"jahr\":\"nie\"},{\"gebiet\":\"a b\"}]", []string{"2:8 number-text", "3:9 period", "3:26 id"}, nil},
		{"no list", whole, "{}", []string{"1:1 json-syntax"}, nil},
		{"no objects", whole, "[1]", []string{"1:2 json-syntax"}, nil},
		{"nested", whole, "[{\"jahr\":[]}]", []string{"1:10 json-syntax"}, nil},
		{"twice", whole, "[{\"jahr\":1,\"jahr\":1}]", []string{"1:19 json-syntax"}, nil},
		{"cut", whole, "[{\"jahr\":\"2001\",\"wert\":\"1\"}", []string{"1:28 json-syntax"}, []string{"a  2001 1 A"}},
		{"cut in an object", whole, "[{\"jahr\":\"2001\"", []string{"1:16 json-syntax"}, nil},
		{"cut in a name", whole, "[{\"jahr", []string{"1:3 json-syntax"}, nil},
		{"cut in a value", whole, "[{\"jahr\":", []string{"1:10 json-syntax"}, nil},
		{"trailing", whole, "[{\"jahr\":\"2001\",\"wert\":\"1\"}]x", []string{"1:29 json-syntax"}, []string{"a  2001 1 A"}},
		{"empty document", whole, " ", []string{"json-empty"}, nil},
		{"not UTF-8", whole, "\xff", []string{"json-encoding"}, nil},
		{"empty list", whole, "[]", []string{"/rows/0 mapping-unmatched"}, nil},

		{"no statistic", weg, "[]", []string{"json-type"}, nil},
		{"no JSON", weg, "{", []string{"json-syntax"}, nil},
		{"empty statistic", weg, "", []string{"json-empty"}, nil},
		{"nothing in it", weg, "{}", []string{"/rows/0 mapping-unmatched"}, nil},
		{"indicators do not match", weg, `{"indicatorsAndTopics":[{}]}`, []string{"/data/indicators table-cells"}, nil},
		{"regions do not match", weg, `{"indicatorsAndTopics":[{}],"data":{"indicators":[{"regionYearValues":[[]]}]}}`, []string{"/data/indicators/0/regionYearValues table-cells", "/rows/0 mapping-unmatched"}, nil},
		{"no list of values", weg, `{"indicatorsAndTopics":[{}],"data":{"indicators":[{"regionYearValues":[["x"]]}],"regions":[{}]}}`, []string{"/data/indicators/0/regionYearValues/0 json-type", "/rows/0 mapping-unmatched"}, nil},
		{"years do not match", weg, `{"years":[1],"indicatorsAndTopics":[{}],"data":{"indicators":[{"regionYearValues":[[]]}],"regions":[{}]}}`, []string{"/data/indicators/0/regionYearValues/0 table-cells", "/rows/0 mapping-unmatched"}, nil},
		{"year and value", weg, `{"years":[0,2001],"indicatorsAndTopics":[{}],"data":{"indicators":[{"regionYearValues":[[1,1e99]]}],"regions":[{"title":"r"}]}}`, []string{"/data/indicators/0/regionYearValues/0/0 period", "/data/indicators/0/regionYearValues/0/1 number-range"}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r, err := tt.mapping.Compile()
			if err != nil {
				t.Fatal(err)
			}
			got, err := r.Read(strings.NewReader(tt.in), &tables.Options{Lax: true, File: "f"})
			if err != nil {
				t.Fatal(err)
			}
			want := tt.want
			if len(want) == 0 {
				want = nil
			}
			if diff := cmp.Diff(want, found(got.Problems)); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(tt.kept, lines(got.Record)); diff != "" {
				t.Error(diff)
			}
			for _, p := range got.Problems {
				if p.Place.File != "f" {
					t.Errorf("%v: no file", p)
				}
			}
			if _, err := r.Read(strings.NewReader(tt.in), nil); (err == nil) != (want == nil) {
				t.Errorf("strict: %v", err)
			}
		})
	}
}

// TestBlanks: a table of blank cells has no more observations than fit a bounded
// memory, however short its cells are.
func TestBlanks(t *testing.T) {
	r, err := tables.Mapping{FormatVersion: 1, Format: tables.Wide, Area: "Ort", Rows: []tables.Selection{{Indicator: "a"}}}.Compile()
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	b.WriteString("Ort")
	for year := 1000; year < 5000; year++ {
		fmt.Fprintf(&b, ";%d", year)
	}
	for i := 0; b.Len() < 1<<20; i++ {
		fmt.Fprintf(&b, "\n%c%s", 'a'+rune(i)%26, strings.Repeat(";", 4000))
	}
	got, err := r.Read(strings.NewReader(b.String()), &tables.Options{Lax: true})
	if err != nil {
		t.Fatal(err)
	}
	if got.Record.Len() > 1<<17 || got.Problems[0].Code != tables.CodeBlank {
		t.Errorf("%d observations, %v", got.Record.Len(), got.Problems[0])
	}
}

// TestBlanksBesideValues: as many blank cells as there are values are fine.
func TestBlanksBesideValues(t *testing.T) {
	r, err := tables.Mapping{FormatVersion: 1, Format: tables.Wide, Area: "Ort", Rows: []tables.Selection{{Indicator: "a"}}}.Compile()
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	b.WriteString("Ort;2021;2022")
	const n = 1<<17 + 10
	for i := range n {
		fmt.Fprintf(&b, "\na%d;1;", i)
	}
	got, err := r.Read(strings.NewReader(b.String()), nil)
	if err != nil || got.Record.Len() != 2*n {
		t.Errorf("%v", err)
	}
}

func TestMappingDeclares(t *testing.T) {
	m := tables.Mapping{
		FormatVersion: 1, Format: tables.Long, Separator: "\t", Decimal: ",", Encoding: tables.Windows1252, Period: "Jahr",
		Rows:       []tables.Selection{{Indicator: "a", Value: "Wert", Area: "mitte"}},
		Definition: "2", Known: zielkette.MustParseDate("2024-05-02"), Source: "Amt", Note: "n",
	}
	r, err := m.Compile()
	if err != nil {
		t.Fatal(err)
	}
	m.Rows[0].Indicator = "changed" // the mapping was copied
	got, err := r.Read(strings.NewReader("Jahr\tWert;\xfc\tWert\n2001\t1\t1.234\n"), nil)
	if err != nil {
		t.Fatal(err)
	}
	want := []indicators.Observation{{
		Indicator: "a", Area: "mitte", Period: period("2001"), Value: number("1234"), Status: indicators.Normal,
		Definition: "2", Known: zielkette.MustParseDate("2024-05-02"), Source: "Amt", Note: "n",
	}}
	if diff := cmp.Diff(want, observations(got.Record)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(tables.Dialect{Separator: '\t', Decimal: ',', Encoding: tables.Windows1252}, got.Dialect); diff != "" {
		t.Error(diff)
	}
	got, err = r.Read(strings.NewReader("Jahr;Wert\n2001;1.234\n"), &tables.Options{Dialect: tables.Dialect{Separator: ';', Decimal: '.', Encoding: tables.UTF8}})
	if err != nil || !observations(got.Record)[0].Value.Equal(number("1.234")) {
		t.Errorf("the options do not go before the mapping: %v, %v", got, err)
	}
}

func TestMappingProblems(t *testing.T) {
	tests := []struct {
		name string
		m    tables.Mapping
		want []string
	}{
		{"nothing", tables.Mapping{}, []string{"/format choice", "/formatVersion format-version", "/rows required"}},
		{"choices", tables.Mapping{FormatVersion: 1, Format: tables.Wide, Separator: "x", Decimal: "x", Encoding: "x", Rows: []tables.Selection{{Indicator: "a"}}}, []string{"/decimal choice", "/encoding choice", "/separator choice"}},
		{
			"ids",
			tables.Mapping{FormatVersion: 1, Format: tables.Wide, Areas: map[string]string{"a/b": "x y", "c": "-", "d": ""}, Rows: []tables.Selection{{Indicator: "a b", Area: "c d", Nth: -1, Where: map[string]string{"": ""}}}},
			[]string{"/areas/a~1b id", "/rows/0/area id", "/rows/0/indicator id", "/rows/0/nth range", "/rows/0/where/ required"},
		},
		{
			"what stands outside",
			tables.Mapping{
				FormatVersion: 1, Format: tables.Wide, Rows: []tables.Selection{{Indicator: "a", Missing: map[string]indicators.Status{"x": 'A'}, Factor: number("0"), Rounded: number("-1")}},
				Thousands: "x", Units: []string{"%", " ", "m2"}, Title: "T", HeaderLine: -1, HeaderRows: 11, LeaveOut: []tables.Condition{{}, {Where: map[string]string{"": ""}}},
				Periods: map[string]string{"a/b": "nie", "c": "-", "d": "2021"}, Columns: map[string]string{"{period}{period}": "plan", "x": "", "y": "soll"},
				TwoYears: "fy", YearBegins: 4, FilePeriod: "nie", Missing: map[string]indicators.Status{"x": 'P'}, Vocabulary: "imf",
				Flags: map[string]indicators.Status{"x": 0}, Factor: number("-1"), Rounded: number("-5"),
			},
			[]string{
				"/columns/x choice", "/columns/y choice", "/columns/{period}{period} choice", "/factor range", "/filePeriod period", "/flags/x required", "/headerLine range", "/headerRows range",
				"/leaveOut/0/where required", "/leaveOut/1/where/ required", "/missing/x choice", "/periods/a~1b period", "/rounded range",
				"/rows/0/factor range", "/rows/0/missing/x choice", "/rows/0/rounded range", "/thousands choice", "/twoYears choice", "/units/1 choice", "/units/2 choice", "/vocabulary choice", "/yearBegins choice",
			},
		},
		{"one or the other", tables.Mapping{FormatVersion: 1, Format: tables.Long, Period: "p", FilePeriod: "{period}{period}", Title: "T", HeaderLine: 2, Decimal: ".", Thousands: ".", TwoYears: tables.TwoYearsFinancial, Value: "v", Rows: []tables.Selection{{Indicator: "a"}}}, []string{"/filePeriod choice", "/thousands choice", "/title choice", "/yearBegins range"}},
		{"a wide value without a period", tables.Mapping{FormatVersion: 1, Format: tables.Wide, Value: "Ist", Rows: []tables.Selection{{Indicator: "a", Value: "Ergebnis"}}}, []string{"/rows/0/value choice", "/value choice"}},
		{"columns", tables.Mapping{FormatVersion: 1, Format: tables.Long, Rows: []tables.Selection{{Indicator: "a"}}}, []string{"/period required", "/rows/0/value required"}},
	}
	for _, tt := range tests {
		_, err := tt.m.Compile()
		if diff := cmp.Diff(tt.want, found(problemsOf(t, err))); diff != "" {
			t.Errorf("%s: %s", tt.name, diff)
		}
	}
	if _, err := tables.ReadMapping(strings.NewReader(`{"formatVersion": 1, "format": "wide", "colour": ""}`), ""); !errors.Is(err, zielkette.Problem{Code: "json-unknown-field"}) {
		t.Errorf("%v", err)
	}
}

func TestMappedErrors(t *testing.T) {
	broken := errors.New("line cut")
	for _, name := range []string{"quartale", "leipzig_values_json", "wegweiser"} {
		r := reader(t, name)
		if got, err := r.Read(iotest.ErrReader(broken), &tables.Options{Lax: true}); !errors.Is(err, broken) || got != nil {
			t.Errorf("%s: %v, %v", name, got, err)
		}
		if _, err := r.Load(testdata, "none"); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s: %v", name, err)
		}
	}
	fsys := fstest.MapFS{"bad.csv": {Data: []byte("Jahr\n")}}
	_, err := reader(t, "quartale").Load(fsys, "bad.csv")
	if ps := problemsOf(t, err); ps[0].Place.File != "bad.csv" {
		t.Errorf("%v", err)
	}
}

// TestSchema holds the published schema against the Go types: the same fields and
// the same formats.
func TestSchema(t *testing.T) {
	var schema struct {
		Properties map[string]struct {
			Enum  []string
			Items struct{ Properties map[string]any }
		}
	}
	if err := json.Unmarshal(tables.Schema(), &schema); err != nil {
		t.Fatal(err)
	}
	fields := func(v any) []string {
		var out []string
		for i, typ := 0, reflect.TypeOf(v); i < typ.NumField(); i++ {
			name, _, _ := strings.Cut(typ.Field(i).Tag.Get("json"), ",")
			out = append(out, name)
		}
		slices.Sort(out)
		return out
	}
	var names, rows []string
	for name := range schema.Properties {
		names = append(names, name)
	}
	for name := range schema.Properties["rows"].Items.Properties {
		rows = append(rows, name)
	}
	slices.Sort(names)
	slices.Sort(rows)
	if diff := cmp.Diff(fields(tables.Mapping{}), names); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(fields(tables.Selection{}), rows); diff != "" {
		t.Error(diff)
	}
	for _, format := range schema.Properties["format"].Enum {
		m := tables.Mapping{FormatVersion: 1, Format: tables.Format(format), Period: "p", Value: "v {period}", Rows: []tables.Selection{{Indicator: "a"}}}
		if _, err := m.Compile(); err != nil {
			t.Errorf("%s: %v", format, err)
		}
	}
	if n := len(schema.Properties["format"].Enum); n != 8 {
		t.Errorf("%d formats", n)
	}
}

// TestLongMapping: the rows of a file are not held against every selection.
func TestLongMapping(t *testing.T) {
	m := tables.Mapping{FormatVersion: 1, Format: tables.Long, Period: "Jahr", Value: "Wert"}
	var in strings.Builder
	in.WriteString("Was;Wo;Jahr;Wert\n")
	const n = 30000
	for i := range n {
		m.Rows = append(m.Rows, tables.Selection{Indicator: fmt.Sprintf("a%d", i), Where: map[string]string{"Was": fmt.Sprint(i), "Wo": "hier"}})
		fmt.Fprintf(&in, "%d;hier;2021;%d\n", n-i-1, i)
	}
	r, err := m.Compile()
	if err != nil {
		t.Fatal(err)
	}
	got, err := r.Read(strings.NewReader(in.String()), nil)
	if err != nil || got.Record.Len() != n || got.Taken != n {
		t.Fatalf("%v", err)
	}

	for i := range m.Rows {
		m.Rows[i].Where = nil
	}
	if r, err = m.Compile(); err != nil {
		t.Fatal(err)
	}
	got, err = r.Read(strings.NewReader("Was;Wo;Jahr;Wert\nx;hier;2021;1\n"), &tables.Options{Lax: true})
	if err != nil || got.Record.Len() > 256 || got.Problems[len(got.Problems)-1].Code != zielkette.CodeMore && !errors.Is(got.Problems, zielkette.Problem{Code: tables.CodeMatches}) {
		t.Errorf("%v, %v", got, err)
	}
}
