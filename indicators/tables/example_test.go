package tables_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing/fstest"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/indicators/tables"
)

func show(record *indicators.Record) {
	for o := range record.All() {
		value := o.Value.String()
		if value == "" {
			value = o.Status.Text(zielkette.English)
		}
		fmt.Println(o.Indicator, o.Area, o.Period, value)
	}
}

// A city keeps its observations in tidy tables.
func ExampleLoad() {
	fsys := fstest.MapFS{"observations.csv": {Data: []byte(
		"indicator;area;period;value;known_on;source\n" +
			"radverkehr;;2018;18,7;2019-03;Mobilitätsbefragung\n" +
			"radverkehr;mitte;2018;24,1;2019-03;Mobilitätsbefragung\n" +
			"radverkehr;;2023;.;;\n")}}
	record, err := tables.Load(fsys, "observations.csv")
	if err != nil {
		fmt.Println(err)
		return
	}
	show(record)
	// Output:
	// radverkehr  2018 18.7
	// radverkehr mitte 2018 24.1
	// radverkehr  2023 not reported
}

func ExampleLoadAll() {
	fsys := fstest.MapFS{
		"observations-2022.csv": {Data: []byte("indicator;period;value\nthg;2022;6,40\n")},
		"observations-2023.csv": {Data: []byte("indicator,period,value\nthg,2023,6.21\n")},
	}
	record, err := tables.LoadAll(fsys, "observations*.csv")
	if err != nil {
		fmt.Println(err)
		return
	}
	show(record)
	// Output:
	// thg  2022 6.40
	// thg  2023 6.21
}

// The dialect of a file is detected and reported. A number that can be read in two
// ways is refused until the dialect is declared.
func ExampleRead() {
	file := "indicator;period;value\nschulden;2022;1.234\nschulden;2023;1.198\n"

	_, err := tables.Read(strings.NewReader(file), &tables.Options{File: "observations.csv"})
	var problems zielkette.Problems
	if errors.As(err, &problems) {
		fmt.Println(problems[0].Place, problems[0].Code)
	}

	reading, err := tables.Read(strings.NewReader(file), &tables.Options{Dialect: tables.Dialect{Decimal: tables.DecimalComma}})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(reading.Dialect)
	show(reading.Record)
	// Output:
	// observations.csv:2:15 number-ambiguous
	// separated by semicolons, decimal comma
	// schulden  2022 1234
	// schulden  2023 1198
}

// Lax keeps the good rows of a faulty file.
func ExampleOptions() {
	file := "indicator;period;value\nthg;2022;6,40\nthg;2023;rund 6\n"
	reading, err := tables.Read(strings.NewReader(file), &tables.Options{Lax: true})
	if err != nil {
		fmt.Println(err)
		return
	}
	show(reading.Record)
	for _, p := range reading.Problems {
		fmt.Println(p.Place, p.Code, p.Subject)
	}
	// Output:
	// thg  2022 6.40
	// 3:10 number-text rund 6
}

// A file read onto the record of last year: what it adds, and names that the record
// does not have. What it says otherwise, without a later known_on, would be a problem.
func ExampleOptions_onto() {
	last, err := tables.Read(strings.NewReader("indicator;area;period;value\nbaeume;mitte;2022;120\n"), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	file := "indicator;area;period;value\nbaeume;mitte;2023;118\nbaeume;Mite;2023;7\n"
	reading, err := tables.Read(strings.NewReader(file), &tables.Options{Onto: last.Record})
	if err != nil {
		fmt.Println(err)
		return
	}
	show(reading.Record)
	for _, p := range reading.Problems {
		fmt.Println(p.Severity, p.Place.Line, p.Code, p.Subject)
	}
	// Output:
	// baeume mitte 2022 120
	// baeume mitte 2023 118
	// baeume Mite 2023 7
	// warning 3 record-new Mite
}

// The inhabitants of Leipzig's 63 Ortsteile, as the statistics portal gives them
// out (Stadt Leipzig, Amt für Statistik und Wahlen, dl-de/by-2-0), added up.
func ExampleLoadMapping() {
	fsys := os.DirFS("testdata")
	reader, err := tables.LoadMapping(fsys, "leipzig_kdvalues_einwohner.mapping.json")
	if err != nil {
		fmt.Println(err)
		return
	}
	record, err := reader.Load(fsys, "leipzig_kdvalues_einwohner.csv")
	if err != nil {
		fmt.Println(err)
		return
	}
	sums, err := record.SumAreas(indicators.AreaQuery{Indicator: "einwohner"})
	if err != nil {
		fmt.Println(err)
		return
	}
	last := sums[len(sums)-1]
	fmt.Println(last.Period, last.Counted, last.Value)
	// Output: 2023 63 628718
}

// Leipzig's portal, CSV "values": one column per period, decimal commas.
func ExampleMapping_leipzigValues() {
	reader, err := tables.Mapping{
		FormatVersion: 1, Format: tables.LeipzigValues,
		Rows: []tables.Selection{{Indicator: "gewerbeanmeldungen", Where: map[string]string{"Kennziffer": "Gewerbeanmeldungen"}}},
	}.Compile()
	if err != nil {
		fmt.Println(err)
		return
	}
	reading, err := reader.Read(strings.NewReader(
		"\"Kennziffer\",\"Einheit\",\"1.Qu. 2023\",\"2.Qu. 2023\",\"3.Qu. 2023\"\n"+
			"\"Gewerbeanmeldungen\",\"je 1000 Einwohner\",\"2,5\",\"-\",\".\"\n"), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	show(reading.Record)
	// Output:
	// gewerbeanmeldungen  2023-Q1 2.5
	// gewerbeanmeldungen  2023-Q2 0
	// gewerbeanmeldungen  2023-Q3 not reported
}

// Leipzig's portal, JSON: values are texts.
func ExampleMapping_leipzigJSON() {
	reader, err := tables.Mapping{
		FormatVersion: 1, Format: tables.LeipzigJSON,
		Rows: []tables.Selection{{Indicator: "wohnflaeche", Where: map[string]string{"name": "Haushalte insgesamt", "einheit": "m²"}}},
	}.Compile()
	if err != nil {
		fmt.Println(err)
		return
	}
	reading, err := reader.Read(strings.NewReader(
		`[{"name": "Haushalte insgesamt ", "wert": "39.8", "jahr": "2000", "periode": "y", "einheit": "m&sup2;"}]`), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	show(reading.Record)
	// Output: wohnflaeche  2000 39.8
}

// GENESIS of the Federal Statistical Office and of the Länder: flat CSV.
func ExampleMapping_genesis() {
	reader, err := tables.Mapping{
		FormatVersion: 1, Format: tables.Genesis,
		Area: "1_variable_attribute_code", Areas: map[string]string{"092760130130": "lindberg"},
		Rows:   []tables.Selection{{Indicator: "flaeche", Where: map[string]string{"value_variable_code": "FLC001", "value_unit": "qkm"}}},
		Source: "Statistische Ämter des Bundes und der Länder, Zensus 2022 (dl-de/by-2-0)",
	}.Compile()
	if err != nil {
		fmt.Println(err)
		return
	}
	reading, err := reader.Read(strings.NewReader(
		"time_code;time;1_variable_code;1_variable_attribute_code;value;value_unit;value_variable_code;value_q\n"+
			"STAG;2022-05-15;GEOGM4;092760130130;108,84;qkm;FLC001;e\n"), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	show(reading.Record)
	// Output: flaeche lindberg 2022-05-15 108.84
}

// Open SDG: Year first, Value last, the row without disaggregation is the
// headline, a blank value is missing. The values are invented.
func ExampleMapping_openSDG() {
	reader, err := tables.Mapping{
		FormatVersion: 1, Format: tables.OpenSDG,
		Rows: []tables.Selection{{Indicator: "sdg-1.2.1", Where: map[string]string{"Units": "%"}}},
	}.Compile()
	if err != nil {
		fmt.Println(err)
		return
	}
	reading, err := reader.Read(strings.NewReader("Year,Units,Sex,Value\n2020,%,,12.5\n2020,%,female,11.9\n2021,%,,\n"), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	show(reading.Record)
	// Output:
	// sdg-1.2.1  2020 12.5
	// sdg-1.2.1  2021 not reported
}

// Wegweiser Kommune: a file saved from its data-api; nothing is fetched. The
// values are invented.
func ExampleMapping_wegweiser() {
	fsys := os.DirFS("testdata")
	reader, err := tables.LoadMapping(fsys, "wegweiser.mapping.json")
	if err != nil {
		fmt.Println(err)
		return
	}
	record, err := reader.Load(fsys, "wegweiser.json")
	if err != nil {
		fmt.Println(err)
		return
	}
	for o := range record.Series("bevoelkerung", "leipzig").All() {
		fmt.Println(o.Period, o.Value, o.Status.Text(zielkette.German))
	}
	// Output:
	// 2021 2000 normal
	// 2022  nicht berichtet
	// 2023 1990 normal
}

// A mapping of a table that no statistical office defined.
func ExampleReadMapping() {
	reader, err := tables.ReadMapping(strings.NewReader(`{
		"formatVersion": 1, "format": "long", "decimal": ",",
		"rows": [{"indicator": "baeume", "where": {"Art": "Straßenbäume"}}],
		"area": "Bezirk", "areas": {"Alt-West": "alt-west", "Gesamtstadt": ""},
		"period": "Jahr", "value": "Bestand", "known": "2024-05-02"}`), "")
	if err != nil {
		fmt.Println(err)
		return
	}
	reading, err := reader.Read(strings.NewReader(
		"Bezirk;Art;Jahr;Bestand\nAlt-West;Straßenbäume;2023;1.204\nGesamtstadt;Straßenbäume;2023;11.930\n"), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	show(reading.Record)
	// Output:
	// baeume alt-west 2023 1204
	// baeume  2023 11930
}

func ExampleWriteTidy() {
	record, err := indicators.NewRecord(
		indicators.Observation{Indicator: "thg", Period: zielkette.MustParsePeriod("2011"), Value: zielkette.MustParseNumber("6.40")},
		indicators.Observation{Indicator: "thg", Period: zielkette.MustParsePeriod("2012"), Status: indicators.Missing},
	)
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := tables.WriteTidy(os.Stdout, record); err != nil {
		fmt.Println(err)
	}
	// Output:
	// indicator;area;period;value;denominator;status;definition;known_on;source;note
	// thg;;2011;6.40;;A;;;;
	// thg;;2012;;;O;;;;
}

// For a German spreadsheet: byte order mark, decimal comma, and texts guarded
// against being run as formulas.
func ExampleWriteGerman() {
	record, err := indicators.NewRecord(indicators.Observation{
		Indicator: "thg", Period: zielkette.MustParsePeriod("2011"), Value: zielkette.MustParseNumber("-6.40"), Note: "=CO2 je Kopf",
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	var file strings.Builder
	if err := tables.WriteGerman(&file, record); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(strings.TrimPrefix(file.String(), "\ufeff"))
	// Output:
	// kennzahl;gebiet;zeitraum;wert;nenner;status;definition;bekannt_am;quelle;anmerkung
	// thg;;2011;-6,40;;A;;;;'=CO2 je Kopf
}

// A file as an office sends it: title lines, marks at the years, a code for
// secret values, a footer. The reading accounts for what was not read.
func ExampleReading() {
	reader, err := tables.ReadMapping(strings.NewReader(`{
		"formatVersion": 1, "format": "wide", "headerLine": 3, "footer": "Quelle",
		"missing": {"-9999": "Q"},
		"rows": [{"indicator": "betriebe", "where": {"Merkmal": "Betriebe"}}]}`), "")
	if err != nil {
		fmt.Println(err)
		return
	}
	reading, err := reader.Read(strings.NewReader(
		"Betriebe und Beschäftigte\n\nMerkmal;Einheit;2022;2023*;2024p\n"+
			"Betriebe;Anzahl;120;-9999;118\nBeschäftigte;Anzahl;3100;3050;3120\nQuelle: Amt für Statistik\n"), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	for o := range reading.Record.All() {
		fmt.Printf("%v %q %v %q\n", o.Period, o.Value, o.Status, o.Note)
	}
	fmt.Println(reading.Text(zielkette.German))
	// Output:
	// 2022 "120" A ""
	// 2023 "" Q "2023*"
	// 2024 "118" P ""
	// 3 Messwerte aus 1 von 2 Zeilen
	// Schreibweise: durch Semikolon getrennt, UTF-8
	// nicht gelesen: Zeilen vor der Kopfzeile: 1 (1:1 "Betriebe und Beschäftigte")
	// nicht gelesen: Spalten, nach denen die Zuordnung nicht fragt: 1 (3:9 "Einheit")
	// nicht gelesen: Zeilen, nach denen die Zuordnung nicht fragt: 1 (5:1 "Beschäftigte; Anzahl; 3100; 3050; 3120")
	// nicht gelesen: Zeilen ab der Fußzeile: 1 (6:1 "Quelle: Amt für Statistik")
}

// A tidy table whose rows another program took apart, such as those of a database.
func ExampleReadRows() {
	reading, err := tables.ReadRows(func(yield func(tables.Row, error) bool) {
		for i, texts := range [][]string{{"indicator", "period", "value"}, {"baeume", "2023", "1.250"}} {
			row := tables.Row{Line: i + 1}
			for j, text := range texts {
				row.Cells = append(row.Cells, tables.Cell{Text: text, Number: i > 0 && j == 2})
			}
			if !yield(row, nil) {
				return
			}
		}
	}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	for o := range reading.Record.All() {
		fmt.Println(o.Indicator, o.Period, o.Value) // 1.250 is stored as a number, so it has three places
	}
	// Output:
	// baeume 2023 1.250
}

// Rows that another program took apart, here those of a sheet: numbers are stored in
// international notation, texts are as people wrote them.
func ExampleReader_ReadRows() {
	reader, err := tables.Mapping{
		FormatVersion: 1, Format: tables.Wide, Decimal: ",", Area: "Ort",
		Rows: []tables.Selection{{Indicator: "baeume"}},
	}.Compile()
	if err != nil {
		fmt.Println(err)
		return
	}
	sheet := [][]tables.Cell{
		{{Text: "Ort"}, {Text: "2023", Number: true}, {Text: "2024p"}},
		{{Text: "mitte"}, {Text: "1204.5", Number: true}, {Text: "1.210,5"}},
	}
	reading, err := reader.ReadRows(func(yield func(tables.Row, error) bool) {
		for i, cells := range sheet {
			if !yield(tables.Row{Line: i + 1, Cells: cells}, nil) {
				return
			}
		}
	}, &tables.Options{File: "baeume.xlsx"})
	if err != nil {
		fmt.Println(err)
		return
	}
	show(reading.Record)
	// Output:
	// baeume mitte 2023 1204.5
	// baeume mitte 2024 1210.5
}

// GENESIS gives out a ZIP with one flat CSV, whose rows are in no order. A
// zip.Reader is a file system. Index and rate of change are told apart by the unit.
// The values are invented.
func ExampleReader_Load_genesisZip() {
	var download bytes.Buffer
	archive := zip.NewWriter(&download)
	file, err := archive.Create("61111-0001_de_flat.csv")
	if err != nil {
		fmt.Println(err)
		return
	}
	_, _ = fmt.Fprint(file, "statistics_code;time_code;time;value;value_unit;value_variable_code;value_q\n"+
		"61111;JAHR;2023;116,7;2020=100;PREIS1;e\n"+
		"61111;JAHR;2022;110,2;2020=100;PREIS1;e\n"+
		"61111;JAHR;2023;+5,9;%;PREIS1;e\n")
	if err := archive.Close(); err != nil {
		fmt.Println(err)
		return
	}

	fsys, err := zip.NewReader(bytes.NewReader(download.Bytes()), int64(download.Len()))
	if err != nil {
		fmt.Println(err)
		return
	}
	reader, err := tables.Mapping{
		FormatVersion: 1, Format: tables.Genesis,
		Rows: []tables.Selection{
			{Indicator: "verbraucherpreise", Where: map[string]string{"value_unit": "2020=100"}},
			{Indicator: "teuerung", Where: map[string]string{"value_unit": "%"}},
		},
	}.Compile()
	if err != nil {
		fmt.Println(err)
		return
	}
	record, err := reader.Load(fsys, "61111-0001_de_flat.csv")
	if err != nil {
		fmt.Println(err)
		return
	}
	for s := range record.AllSeries() {
		for o := range s.All() {
			fmt.Println(o.Indicator, o.Period, o.Value)
		}
	}
	// Output:
	// teuerung 2023 5.9
	// verbraucherpreise 2022 110.2
	// verbraucherpreise 2023 116.7
}

func ExampleSchema() {
	fmt.Println(strings.Contains(string(tables.Schema()), "https://json-schema.org/draft/2020-12/schema"))
	// Output: true
}
