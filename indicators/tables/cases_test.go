package tables_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators/tables"
)

// full writes observations as [lines] does, with definition and note.
func full(r *tables.Reading) []string {
	out := lines(r.Record)
	for i, o := range observations(r.Record) {
		for _, more := range []string{o.Definition, o.Note} {
			if more != "" {
				out[i] += " | " + more
			}
		}
	}
	return out
}

// left writes what was passed over as "kind count: first".
func left(r *tables.Reading) []string {
	var out []string
	for _, l := range r.Left {
		var first []string
		for _, p := range l.First {
			first = append(first, p.Text)
		}
		out = append(out, fmt.Sprintf("%s %d: %s", l.Kind, l.Count, strings.Join(first, " / ")))
	}
	return out
}

// TestFilesOfTheTrade reads small files as people of the trade have them. The
// mapping is given without its formatVersion. What is wanted are the observations,
// or the problems where there are any of severity error.
func TestFilesOfTheTrade(t *testing.T) {
	const long = `"format":"long","decimal":".","period":"Year","value":"Value"`
	one := func(more string) string { return long + more + `,"rows":[{"indicator":"a"}]` }
	column := func(labels ...string) string {
		out := "Year;Value\n"
		for i, l := range labels {
			out += fmt.Sprintf("%s;%d\n", l, i+1)
		}
		return out
	}
	wide := func(more string) string {
		return `"format":"wide"` + more + `,"rows":[{"indicator":"a","where":{"Merkmal":"Einwohner"}}]`
	}
	tests := []struct {
		name, mapping, file, in string
		want, left, problems    []string
	}{
		// Headings with marks.
		{
			name: "year columns with marks", mapping: wide(""), in: "Merkmal;2021;2022;2023*;2024p\nEinwohner;100;101;102;103\nHaushalte;1;2;3;4\n",
			want: []string{"a  2021 100 A", "a  2022 101 A", "a  2023 102 A | 2023*", "a  2024 103 P"}, left: []string{"rows 1: Haushalte; 1; 2; 3; 4"},
		},
		{
			name: "other marks", mapping: wide(""), in: "Merkmal;2019/20 [Note 5];2020/21¹;2021/22 2);2022/23 (vorläufig);2023/24 r;2024/25 (s)\nEinwohner;1;2;3;4;5;6\n",
			want: []string{"a  2019/20 1 A | 2019/20 [Note 5]", "a  2020/21 2 A | 2020/21¹", "a  2021/22 3 A | 2021/22 2)", "a  2022/23 4 P | 2022/23 (vorläufig)", "a  2023/24 5 A", "a  2024/25 6 E | 2024/25 (s)"},
		},
		{name: "marks that nobody knows", mapping: wide(""), in: "Merkmal;2021;2022 (Plan);Zensus 2022;2023e;Zahl\nEinwohner;1;2;3;4;5\n", problems: []string{"1:14 table-header", "1:26 table-header", "1:38 table-header"}},
		{name: "one period twice", mapping: wide(""), in: "Merkmal;2021;2021*;2021\nEinwohner;1;2;3\n", problems: []string{"1:14 table-header", "1:20 table-header"}},
		{
			name: "columns that are no periods are named", mapping: wide(""), in: "Merkmal;Nr;Einheit;2021;;;Nr\nEinwohner;1;Anzahl;7;;;2\n",
			want: []string{"a  2021 7 A"}, left: []string{"columns 5: Nr / Einheit /  /  / Nr"},
		},
		{
			name: "a mark of a word goes before its cell's p", mapping: wide(""), in: "Merkmal;2021 (Prognose);2022p;2023p\nEinwohner;1p;2s;.\n",
			want: []string{"a  2021 1 F | 2021 (Prognose)", "a  2022 2 E", "a  2023  O"},
		},
		{
			name: "actual and plan", mapping: wide(`,"columns":{"Ergebnis {period}":"actual","Plan {period}":"plan","Ansatz {period}":"none","Veränderung 2022 zu 2021":"none"}`),
			in:   "Merkmal;Ergebnis 2022;Ergebnis 2023;Plan 2023;Ansatz 2024;Veränderung 2022 zu 2021\nEinwohner;1;2;3;4;5\n",
			want: []string{"a  2022 1 A", "a  2023 2 A", "a  2023 3 F | plan"}, left: []string{"not-to-read 2: Ansatz 2024 / Veränderung 2022 zu 2021"},
		},
		{
			name:    "two indicators in the columns",
			mapping: `"format":"wide","area":"Ort","rows":[{"indicator":"m","value":"männlich {period}"},{"indicator":"w","value":"weiblich {period}"},{"indicator":"alle"}]`,
			in:      "Ort;2021;männlich 2021;weiblich 2021\nmitte;5;2;3\n", want: []string{"m mitte 2021 2 A", "w mitte 2021 3 A", "alle mitte 2021 5 A"},
		},
		{name: "a pattern without columns", mapping: `"format":"wide","value":"Ist {period}","rows":[{"indicator":"a"}]`, in: "Ort;Wert\nx;1\n", problems: []string{"1:1 table-header"}},
		{name: "a kind without columns", mapping: wide(`,"columns":{"Plan {period}":"plan"}`), in: "Merkmal;2021\nEinwohner;1\n", problems: []string{"/columns/Plan {period} mapping-unmatched"}},
		{
			name: "headings by the mapping", mapping: wide(`,"periods":{"Vorjahr":"2022","lfd. Jahr":"2023","Summe 2020-2023":"-"}`), in: "Merkmal;Vorjahr;lfd. \"\"Jahr\"\";Summe 2020-2023\nEinwohner;1;2;3\n",
			problems: []string{"1:22 table-quote"},
		},
		{
			name: "headings that the mapping translates", mapping: wide(`,"periods":{"Vorjahr":"2022","lfd. Jahr":"2023","Summe 2020-2023":"-"}`), in: "Merkmal;Vorjahr;\"lfd.\nJahr\";Summe 2020-2023\nEinwohner;1;2;3\n",
			want: []string{"a  2022 1 A", "a  2023 2 A"}, left: []string{"not-to-read 1: Summe 2020-2023"},
		},
		{
			name: "columns of flags", mapping: wide(`,"vocabulary":"eurostat","columns":{"{period} Flag":"flags"}`), in: "Merkmal;2021;2021 Flag;2022;2022 Flag\nEinwohner;1;bd;2;\n",
			want: []string{"a  2021 1 B | 2021 Flag: bd", "a  2022 2 A"},
		},
		{name: "flags of no values", mapping: wide(`,"columns":{"{period} Flag":"flags"}`), in: "Merkmal;2021;2022 Flag\nEinwohner;1;p\n", problems: []string{"1:14 table-header"}},
		{
			name: "a heading of two rows", mapping: `"format":"wide","headerRows":2,"rows":[{"indicator":"m","value":"{period} m"},{"indicator":"w","value":"{period} w"}]`,
			in: "Ort;2021;;2022;\n;m;w;m;w\nx;1;2;3;4\n", want: []string{"m  2021 1 A", "m  2022 3 A", "w  2021 2 A", "w  2022 4 A"}, left: []string{"columns 1: Ort"},
		},

		// Codes for missing values, and signs.
		{
			name: "sentinel code", mapping: `"format":"long","decimal":".","period":"Year","value":"Value","area":"Code","missing":{"-9999":"Q"},"rows":[{"indicator":"rate"}]`,
			in: "Code,Year,Value\n09011,2021,-9999\n09011,2022,3.4\n09011,2023,-9999.0\n", want: []string{"rate 09011 2021  Q", "rate 09011 2022 3.4 A", "rate 09011 2023  Q"},
		},
		{
			name: "codes of programs", mapping: one(`,"missing":{"NaN":"O","#N/A":"O","n/a":"M","k. A.":"O","":"Q","-":"M","-1":"Q"}`), in: column("2021", "2022") + "2023;NaN\n2024;#N/A\n2025;n/a\n2026;k. A.\n2027;\n2028;-\n2029;-1\n2030;.\n",
			want: []string{"a  2021 1 A", "a  2022 2 A", "a  2023  O", "a  2024  O", "a  2025  M", "a  2026  O", "a  2027  Q", "a  2028  M", "a  2029  Q", "a  2030  O"},
		},
		{name: "codes that nobody named", mapping: one(""), in: "Year;Value\n2021;NaN\n2022;n/a\n2023;null\n2024;-\n", problems: []string{"2:6 number-text", "3:6 number-text", "4:6 number-text"}},
		{
			name: "a rate cannot be nothing, a count can", mapping: long + `,"rows":[{"indicator":"rate","where":{"Was":"r"},"missing":{"-":"M"}},{"indicator":"zahl","where":{"Was":"z"}}]`,
			in: "Was;Year;Value\nr;2021;-\nz;2021;-\n", want: []string{"rate  2021  M", "zahl  2021 0 A"},
		},
		{name: "the first of two rows", mapping: `"format":"long","period":"Year","value":"Value","rows":[{"indicator":"a","nth":1}]`, in: "Year;Value\n2021;1\n2021;2\n", want: []string{"a  2021 1 A"}, left: []string{"nth 1: 2021; 2"}},
		{name: "a code that another cell settles", mapping: `"format":"long","period":"Year","value":"Value","missing":{"-9999":"Q"},"rows":[{"indicator":"a"}]`, in: "Year;Value\n2021;-9.999\n2022;5,5\n", want: []string{"a  2021  Q", "a  2022 5.5 A"}},
		{name: "a code of thousands", mapping: `"format":"long","decimal":",","period":"Year","value":"Value","missing":{"-9999":"O"},"rows":[{"indicator":"a"}]`, in: "Year;Value\n2021;-9.999\n", want: []string{"a  2021  O"}},

		// Flags.
		{
			name: "flags of Eurostat", mapping: `"format":"long","period":"TIME_PERIOD","value":"OBS_VALUE","quality":"OBS_FLAG","vocabulary":"eurostat","area":"geo","decimal":".","rows":[{"indicator":"quote"}]`,
			in:   "geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG\nDEA1,2021,66.5,bd\nDEA1,2022,66.6,p\nDEA1,2023,66.9,\nDEA1,2024,,c\nDEA1,2025,0,c\nDEA1,2026,1.5,u e\nDEA1,2027,1,n\nDEA1,2028,:,z\nDEA1,2029,2,r\n",
			want: []string{"quote DEA1 2021 66.5 B | OBS_FLAG: bd", "quote DEA1 2022 66.6 P", "quote DEA1 2023 66.9 A", "quote DEA1 2024  Q", "quote DEA1 2025  Q", "quote DEA1 2026 1.5 U | OBS_FLAG: u e", "quote DEA1 2027 1 A | OBS_FLAG: n", "quote DEA1 2028  M", "quote DEA1 2029 2 A"},
		},
		{
			name: "flags in the cells", mapping: `"format":"wide","separator":"\t","decimal":".","vocabulary":"eurostat","rows":[{"indicator":"a"}]`,
			in: "freq,unit,geo\\TIME_PERIOD\t2021 \t2022 \t2023 \t2024 \nA,PC,DE\t66.5 b\t: c\t66.9 \t: \n", want: []string{"a  2021 66.5 B", "a  2022  Q", "a  2023 66.9 A", "a  2024  O"}, left: []string{`columns 1: freq,unit,geo\TIME_PERIOD`},
		},
		{name: "several flags in a cell", mapping: one(`,"vocabulary":"eurostat"`), in: "Year;Value\n2021;66.5 bd\n2022;66.5u\n", want: []string{"a  2021 66.5 B | 66.5 bd", "a  2022 66.5 U"}},
		{name: "no such flag in a cell", mapping: one(`,"vocabulary":"eurostat"`), in: "Year;Value\n2021;66.5 q\n", problems: []string{"2:6 choice"}},
		{name: "flags that are separators", mapping: one(`,"quality":"q"`), in: "Year;Value;q\n2021;66.5;\",\"\n", problems: []string{"2:11 choice"}},
		{
			name: "flags of SDMX", mapping: one(`,"quality":"OBS_STATUS","vocabulary":"sdmx","flags":{"G":"U"}`),
			in: "Year;Value;OBS_STATUS\n2021;1;A\n2022;2;B\n2023;3;E P\n2024;4;G\n2025;NaN;M\n2026;NaN;\n", want: []string{"a  2021 1 A", "a  2022 2 B", "a  2023 3 E | OBS_STATUS: E P", "a  2024 4 U", "a  2025  M", "a  2026  O"},
		},
		{name: "flags of another vocabulary", mapping: one(`,"quality":"Q"`), in: "Year;Value;Q\n2021;1;bd\n2022;2;p\n2023;3;G\n", problems: []string{"2:8 choice", "4:8 choice"}},
		{
			name: "a 0 beside a sign of secrecy", mapping: one(`,"quality":"q"`), in: "Year;Value;q\n2021;0;.\n2022;-;/\n2023;;x\n2024;5;e\n2025;0;e\n",
			want: []string{"a  2021  O", "a  2022  Q", "a  2023  M", "a  2024 5 A", "a  2025 0 A"},
		},
		{name: "a value beside a sign of secrecy", mapping: one(`,"quality":"q"`), in: "Year;Value;q\n2021;7;.\n2022;8;/\n", problems: []string{"2:6 value-sign", "3:6 value-sign"}},
		{name: "flags in words", mapping: one(`,"quality":"Anm","flags":{"geheim":"Q","vorläufiger Wert":"P"}`), in: "Year;Value;Anm\n2021;0;geheim\n2022;8;vorläufiger Wert\n", want: []string{"a  2021  Q", "a  2022 8 P"}},

		// Labels of periods.
		{name: "quarters", mapping: one(""), in: column("2021 Q1", "2021Q2", "Q3/2021", "4. Quartal 2021", "I. Quartal 2022", "2022-Q2", "Q3 2022", "4.Qu.2022"), want: []string{"a  2021-Q1 1 A", "a  2021-Q2 2 A", "a  2021-Q3 3 A", "a  2021-Q4 4 A", "a  2022-Q1 5 A", "a  2022-Q2 6 A", "a  2022-Q3 7 A", "a  2022-Q4 8 A"}},
		{name: "half-years", mapping: one(""), in: column("1. Hj 2021", "2. Hj. 2021", "2022S1", "2022-S2", "H1 2023", "2023 H2"), want: []string{"a  2021-H1 1 A", "a  2021-H2 2 A", "a  2022-H1 3 A", "a  2022-H2 4 A", "a  2023-H1 5 A", "a  2023-H2 6 A"}},
		{name: "months", mapping: one(""), in: column("2022M01", "Februar 2022", "Mrz. 2022", "04/2022", "05.2022", "June 2022", "2022-M07", "2022-08"), want: []string{"a  2022-01 1 A", "a  2022-02 2 A", "a  2022-03 3 A", "a  2022-04 4 A", "a  2022-05 5 A", "a  2022-06 6 A", "a  2022-07 7 A", "a  2022-08 8 A"}},
		{name: "days", mapping: one(""), in: column("31.12.2021", "1.1.2022", "31. Dezember 2022", "2023-12-31T00:00:00", "2024-12-31 00:00:00", "31 December 2025"), want: []string{"a  2021-12-31 1 A", "a  2022-01-01 2 A", "a  2022-12-31 3 A", "a  2023-12-31 4 A", "a  2024-12-31 5 A", "a  2025-12-31 6 A"}},
		{name: "semesters", mapping: one(""), in: column("WS 2021/22", "SS 2022", "WiSe 2022/2023", "Sommersemester 2023"), want: []string{"a  2021-10/P6M 1 A", "a  2022-04/P6M 2 A", "a  2022-10/P6M 3 A", "a  2023-04/P6M 4 A"}},
		{name: "school years", mapping: one(""), in: column("2020/21", "2021/2022", "Schuljahr 2022/23", "SJ 2023-24"), want: []string{"a  2020/21 1 A", "a  2021/22 2 A", "a  2022/23 3 A", "a  2023/24 4 A"}},
		{name: "spans", mapping: one(""), in: column("2013/2015", "2014-2016", "2015-17", "2016–2018", "2017/19"), want: []string{"a  2013/2015 1 A", "a  2014/2016 2 A", "a  2015/2017 3 A", "a  2016/2018 4 A", "a  2017/2019 5 A"}},
		{name: "years of programs", mapping: one(""), in: column("2021.0", "2022", "2023p", "2024 *"), want: []string{"a  2021 1 A", "a  2022 2 A", "a  2023 3 P", "a  2024 4 A | 2024 *"}},
		{name: "labels that are none", mapping: one(""), in: column("2021 Q5", "Q1 21", "31.12.21", "12/31/2021", "1/2021", "2021-W05", "2021/45", "WS 2021", "2021-02-30", "FY2022", "Summe", "13/2021", "2022-21"), problems: []string{
			"2:1 period", "3:1 period", "4:1 period", "5:1 period", "6:1 period", "7:1 period", "8:1 period", "9:1 period", "10:1 period", "11:1 period", "12:1 period", "13:1 period", "14:1 period",
		}},
		{name: "more labels that are none", mapping: one(""), in: column(strings.Repeat("2021 ", 20), "Schuljahr", "Schuljahr 2022", "2021-21", "2021 Foo", "Foo 2021", "2021 (p", "2021 [Plan]", "20211", "2021-2019", "Q0 2021", "WS 2021/23", "WS 202122", "WS 2021/2023"), problems: []string{
			"2:1 period", "3:1 period", "4:1 period", "5:1 period", "6:1 period", "7:1 period", "8:1 period", "9:1 period", "10:1 period", "11:1 period", "12:1 period", "13:1 period", "14:1 period", "15:1 period",
		}},
		{name: "financial years that nobody declared", mapping: one(""), in: column("FY2021/22", "GJ 2021/22"), problems: []string{"2:1 period-ambiguous", "3:1 period-ambiguous"}},
		{name: "a financial year of two years", mapping: one(`,"twoYears":"financial-year","yearBegins":7`), in: column("FY2021/23"), problems: []string{"2:1 period"}},
		{name: "a column of values without a period", mapping: wide(`,"columns":{"Ergebnis":"actual"}`), in: "Merkmal;Ergebnis\nEinwohner;1\n", problems: []string{"1:9 table-header"}},
		{name: "a column of values with its period", mapping: wide(`,"columns":{"Ergebnis":"actual"},"periods":{"Ergebnis":"2022"}`), in: "Merkmal;Ergebnis\nEinwohner;1\n", want: []string{"a  2022 1 A"}},
		{name: "labels by the mapping", mapping: one(`,"periods":{"FY2022":"2021-04/P1Y","FY 2023":"2022-04/P1Y","Summe":"-"}`), in: column("FY2022", "FY  2023", "Summe"), want: []string{"a  2021-04/P1Y 1 A", "a  2022-04/P1Y 2 A"}, left: []string{"periods 1: Summe; 3"}},

		{name: "months in a column", mapping: one(`,"month":"Monat"`), in: "Year;Monat;Value\n2021;1;1\n2021;02;2\n2021;März;3\n2021;Apr.;4\n2021;5.0;5\n", want: []string{"a  2021-01 1 A", "a  2021-02 2 A", "a  2021-03 3 A", "a  2021-04 4 A", "a  2021-05 5 A"}},
		{name: "quarters in a column", mapping: one(`,"quarter":"Q"`), in: "Year;Q;Value\n2021;1;1\n2021;Q2;2\n2021;3. Quartal;3\n2021;IV. Quartal;4\n", want: []string{"a  2021-Q1 1 A", "a  2021-Q2 2 A", "a  2021-Q3 3 A", "a  2021-Q4 4 A"}},
		{name: "a year beside months", mapping: one(`,"month":"Monat"`), in: "Year;Monat;Value\n2021;;1\n", want: []string{"a  2021 1 A"}},
		{name: "no such month", mapping: one(`,"month":"Monat"`), in: "Year;Monat;Value\n2021;13;1\n2021;Summe;2\n2021;0;3\n2021;M1x;4\n", problems: []string{"2:1 period", "3:1 period", "4:1 period", "5:1 period"}},
		{name: "no such column of months", mapping: one(`,"month":"Monat"`), in: column("2021"), problems: []string{"1:1 table-header"}},

		// Two numbers that are a month or two years.
		{
			name: "financial years undeclared", mapping: `"format":"open-sdg","decimal":".","rows":[{"indicator":"quote"}]`, in: "Year,Value\n2009-10,38.1\n2010-11,40.3\n2011-12,42.9\n",
			problems: []string{"2:1 period-ambiguous", "3:1 period-ambiguous", "4:1 period-ambiguous"},
		},
		{name: "financial years declared", mapping: `"format":"open-sdg","decimal":".","twoYears":"financial-year","yearBegins":4,"rows":[{"indicator":"quote"}]`, in: "Year,Value\n2009-10,38.1\n2010-11,40.3\n2011/12,42.9\nFY2012/13,43\n", want: []string{"quote  2009-04/P1Y 38.1 A", "quote  2010-04/P1Y 40.3 A", "quote  2011-04/P1Y 42.9 A", "quote  2012-04/P1Y 43 A"}},
		{name: "school years declared", mapping: one(`,"twoYears":"school-year"`), in: column("2009-10", "2010-2011", "1999-00"), want: []string{"a  2009/10 1 A", "a  2010/11 2 A", "a  1999/00 3 A"}},
		{name: "two years declared", mapping: one(`,"twoYears":"span"`), in: column("2009-10", "2010/11"), want: []string{"a  2009/P2Y 1 A", "a  2010/P2Y 2 A"}},
		{name: "months declared", mapping: one(`,"twoYears":"month"`), in: column("2009-10", "2009-11"), want: []string{"a  2009-10 1 A", "a  2009-11 2 A"}},
		{name: "months settled by another", mapping: one(""), in: column("2009-10", "2009-11", "2010-01"), want: []string{"a  2009-10 1 A", "a  2009-11 2 A", "a  2010-01 3 A"}},
		{name: "spans settled by another", mapping: one(""), in: column("2009-11", "2010-12", "2011-13"), want: []string{"a  2009/2011 1 A", "a  2010/2012 2 A", "a  2011/2013 3 A"}},
		{name: "years that another shows to be no months", mapping: one(""), in: column("2010-11", "2011-12", "2012-13"), problems: []string{"2:1 period-ambiguous", "3:1 period-ambiguous", "4:1 period-ambiguous"}},
		{name: "ambiguous headings", mapping: wide(""), in: "Merkmal;2009-10;2010-11\nEinwohner;1;2\n", problems: []string{"1:9 period-ambiguous", "1:17 period-ambiguous"}},
		{name: "headings settled", mapping: wide(""), in: "Merkmal;2009-10;2009-09\nEinwohner;1;2\n", want: []string{"a  2009-10 1 A", "a  2009-09 2 A"}},
		{name: "ten years apart or eleven", mapping: one(""), in: column("2001-11"), problems: []string{"2:1 period-ambiguous"}},
		{name: "eleven years apart", mapping: one(""), in: column("2001-12"), want: []string{"a  2001-12 1 A"}},
		{name: "two adjacent years", mapping: one(""), in: column("2021-2022", "2021/01"), problems: []string{"2:1 period-ambiguous", "3:1 period-ambiguous"}},

		// The period outside the cells.
		{name: "one file a year", file: "data/messwerte_2023.csv", mapping: `"format":"long","decimal":".","filePeriod":"messwerte_{period}.csv","value":"Wert","rows":[{"indicator":"nitrat","where":{"Parameter":"Nitrat"}}]`, in: "Parameter,Einheit,Wert\nNitrat,mg/l,18.2\nEisen,mg/l,0.02\n", want: []string{"nitrat  2023 18.2 A"}, left: []string{"columns 1: Einheit", "rows 1: Eisen; mg/l; 0.02"}},
		{name: "the period stated", mapping: `"format":"long","filePeriod":"2023-Q1","value":"Wert","rows":[{"indicator":"a"}]`, in: "Wert\n18\n", want: []string{"a  2023-Q1 18 A"}},
		{name: "a quarter in the name", file: `C:\Daten\Werte Q1-2023 (2).csv`, mapping: `"format":"long","filePeriod":"Werte {period} (2).csv","value":"Wert","rows":[{"indicator":"a"}]`, in: "Wert\n18\n", problems: []string{"/filePeriod period"}},
		{name: "another name", file: "werte.csv", mapping: `"format":"long","filePeriod":"werte_{period}.csv","value":"Wert","rows":[{"indicator":"a"}]`, in: "Wert\n18\n", problems: []string{"/filePeriod period"}},
		{name: "an ambiguous name", file: "werte_2009-10.csv", mapping: `"format":"long","filePeriod":"werte_{period}.csv","value":"Wert","rows":[{"indicator":"a"}]`, in: "Wert\n18\n", problems: []string{"/filePeriod period-ambiguous"}},

		// Numbers.
		{
			name: "plus sign", mapping: `"format":"genesis","rows":[{"indicator":"index","where":{"value_unit":"2020=100"}},{"indicator":"rate","where":{"value_unit":"%"}}]`,
			in:   "statistics_code;time_code;time;1_variable_code;1_variable_attribute_code;value;value_unit;value_variable_code;value_q\n99999;JAHR;2022;DINSG;DG;110,2;2020=100;ERF;e\n99999;JAHR;2022;DINSG;DG;+6,1;%;ERF;e\n",
			want: []string{"index  2022 110.2 A", "rate  2022 6.1 A"}, left: []string{"columns 5: statistics_code / time_code / 1_variable_code / 1_variable_attribute_code / value_variable_code"},
		},
		{name: "numbers with units", mapping: one(`,"units":["%","EUR","Mio. €"]`), in: "Year;Value\n2021;5.5 %\n2022;5%\n2023;7 EUR\n2024;8.5 Mio. €\n2025;+1.5 %\n2026;9\n", want: []string{"a  2021 5.5 A", "a  2022 5 A", "a  2023 7 A", "a  2024 8.5 A", "a  2025 1.5 A", "a  2026 9 A"}},
		{name: "a unit that nobody named", mapping: one(""), in: "Year;Value\n2021;5.5 %\n2022;5 EUR\n", problems: []string{"2:6 number-text", "3:6 number-text"}},
		{name: "thousands", mapping: `"format":"long","period":"Year","value":"Value","thousands":" ","factor":"1000","rows":[{"indicator":"a"},{"indicator":"b","factor":"1"}]`, in: "Year;Value\n2021;1 234,5\n", want: []string{"a  2021 1234500.0 A", "b  2021 1234.5 A"}},
		{name: "a factor and a number settled later", mapping: `"format":"long","period":"Year","value":"Value","factor":"0.01","rows":[{"indicator":"a"}]`, in: "Year;Value\n2021;1.234\n2022;5,5\n2023;(1.234)\n", want: []string{"a  2021 12.34 A", "a  2022 0.055 A", "a  2023 12.34 U"}},
		{name: "too many digits after the factor", mapping: one(`,"factor":"1e18"`), in: "Year;Value\n2021;1000\n", problems: []string{"2:6 number-range"}},
		{name: "settled by another cell", mapping: `"format":"long","period":"Year","value":"Value","rows":[{"indicator":"a"}]`, in: "Year;Value\n2021;46.683\n2022;12.5\n2023;1.5\n", want: []string{"a  2021 46.683 A", "a  2022 12.5 A", "a  2023 1.5 A"}},

		// Which part of the file is the table.
		{
			name: "a table of GENESIS by its layout", mapping: `"format":"long","headerLine":4,"footer":"____","period":"#1","rows":[{"indicator":"flaeche","value":"Insgesamt"},{"indicator":"verkehr","value":"Verkehrsfläche"}]`,
			in:   "GENESIS-Tabelle: Tempor\xe4r\nFl\xe4che nach \"Nutzung;;\nGemeinden - Stichtag;;\n;Insgesamt;Verkehrsfl\xe4che\n31.12.2021;405164;64495\n31.12.2022;405170;-\n__________\n(C)opyright Amt;;\n",
			want: []string{"flaeche  2021-12-31 405164 A", "verkehr  2021-12-31 64495 A", "flaeche  2022-12-31 405170 A", "verkehr  2022-12-31 0 A"},
			left: []string{`title 3: GENESIS-Tabelle: Temporär / Fläche nach "Nutzung / Gemeinden - Stichtag`, "footer 2: __________ / (C)opyright Amt"},
		},
		{name: "a table of GENESIS as flat", mapping: `"format":"genesis","rows":[{"indicator":"flaeche"}]`, in: "GENESIS-Tabelle: Tempor\xe4r\nFl\xe4che;;\n;Insgesamt\n", problems: []string{"1:1 table-layout"}},
		{name: "a cube of GENESIS", mapping: `"format":"genesis","rows":[{"indicator":"flaeche"}]`, in: "* Der Benutzer DE000000 der Benutzergruppe DE0104 hat am 01.01.2024 diesen Export angestossen.\nK;DQ;FACH-SCHL;GHH-ART\n", problems: []string{"1:1 table-layout"}},
		{name: "a flat file of before", mapping: `"format":"genesis","rows":[{"indicator":"flaeche"}]`, in: "Statistik_Code;Zeit;1_Merkmal_Code;1_Auspraegung_Code;FLC006__Gebietsflaeche__qkm\n1;31.12.2022;DLAND;08;5\n", problems: []string{"1:1 table-header"}},
		{name: "a flat file of before, with its value", mapping: `"format":"genesis","value":"FLC006__Gebietsflaeche__qkm","rows":[{"indicator":"flaeche"}]`, in: "Zeit;FLC006__Gebietsflaeche__qkm\n31.12.2022;5\n", want: []string{"flaeche  2022-12-31 5 A"}},
		{name: "a semester of the Länder", mapping: `"format":"genesis","rows":[{"indicator":"studierende"}]`, in: "time_code;time;value\nSEMEST;WS 2021/22;5\n", want: []string{"studierende  2021-10/P6M 5 A"}, left: []string{"columns 1: time_code"}},
		{name: "a first line that names the separator", mapping: `"format":"long","period":"Year","value":"Value;;;","rows":[{"indicator":"a"}]`, in: "sep=,\r\nYear,Value;;;\r\n2021,5\r\n", want: []string{"a  2021 5 A"}},
		{name: "fine numbers of two dialects", mapping: `"format":"long","period":"Year","value":"Value","rows":[{"indicator":"a"}]`, in: "Year;Value\n2021;5.5\n2022;0,1234567890123456789\n", problems: []string{"3:6 number-mixed"}},
		{name: "a first line for a spreadsheet", mapping: one(""), in: "sep=,\r\nYear,Value\r\n2021,\"1;5\"\r\n", problems: []string{"3:6 number-text"}},
		{
			name: "two tables in one file", mapping: one(`,"title":"Tabelle 2","footer":"Tabelle 3"`), in: "Tabelle 1: Bäume;\nYear;Value\n2021;1\n\nTabelle 2: Sträucher;\nYear;Value\n2021;2\n2022;3\n;\nTabelle 3: Hecken\nYear;Value\n",
			want: []string{"a  2021 2 A", "a  2022 3 A"}, left: []string{"title 4: Tabelle 1: Bäume / Year;Value / 2021;1 / Tabelle 2: Sträucher", "footer 2: Tabelle 3: Hecken / Year;Value"},
		},
		{name: "no such footer", mapping: one(`,"footer":"Quelle"`), in: "Year;Value\n2021;1\n", problems: []string{"/footer mapping-unmatched"}},
		{name: "no such title", mapping: one(`,"title":"Tabelle 9"`), in: "Tabelle 1\nYear;Value\n2021;1\n", problems: []string{"/title mapping-unmatched"}},
		{name: "a heading behind the end", mapping: one(`,"headerLine":9`), in: "Year;Value\n2021;1\n", problems: []string{"table-empty"}},
		{name: "a footer that nobody named", mapping: one(""), in: "Year;Value\n2021;1\n__________\n(C)opyright Amt;;\n", problems: []string{"3:1 table-cells", "4:1 table-cells"}},
		{
			name: "rows to leave out", mapping: one(`,"area":"Ort","leaveOut":[{"where":{"Ort":"Summe"}},{"where":{"Art":"x","Ort":"b"}}]`), in: "Ort;Art;Year;Value\na;x;2021;1\nb;x;2021;2\nb;y;2021;3\nSumme;y;2021;4\n",
			want: []string{"a a 2021 1 A", "a b 2021 3 A"}, left: []string{"excluded 2: b; x; 2021; 2 / Summe; y; 2021; 4"},
		},
		{name: "a column to leave out by that is not there", mapping: one(`,"leaveOut":[{"where":{"Art":"x"}}]`), in: column("2021"), problems: []string{"1:1 table-header"}},
		{name: "columns by their place", mapping: `"format":"long","period":"#2","value":"#4","rows":[{"indicator":"a"}]`, in: "Wert;Jahr;Wert;Wert\n1;2021;2;3\n", want: []string{"a  2021 3 A"}, left: []string{"columns 2: Wert / Wert"}},
		{name: "no such place", mapping: `"format":"long","period":"#2","value":"#5","rows":[{"indicator":"a"}]`, in: "Wert;Jahr;Wert;Wert\n1;2021;2;3\n", problems: []string{"1:1 table-header"}},

		// Open SDG.
		{
			name: "columns of attributes", mapping: `"format":"open-sdg","rows":[{"indicator":"quote"}]`, in: "Year,Sex,Observation status,Unit multiplier,Value\n2021,,Normal value,Units,12.5\n2021,Female,Normal value,Units,11.0\n2022,,Provisional value,Units,12.9\n",
			want: []string{"quote  2021 12.5 A", "quote  2022 12.9 P"}, left: []string{"rows 1: 2021; Female; Normal value; Units; 11.0"},
		},
		{
			name: "GeoCode and the name beside it", mapping: `"format":"open-sdg","area":"GeoCode","attributes":["Region"],"rows":[{"indicator":"quote"},{"indicator":"frauen","where":{"Sex":"Female"}}]`,
			in:   "Year,Sex,Region,GeoCode,Units,Value\n2021,,,,%,1.234\n2021,,Nord,01,%,2\n2021,Female,Nord,01,%,3\n",
			want: []string{"quote  2021 1.234 A", "quote 01 2021 2 A", "frauen 01 2021 3 A"},
		},
		{name: "no headline", mapping: `"format":"open-sdg","rows":[{"indicator":"quote"}]`, in: "Year,Sex,Age,Value\n2021,Female,,1\n2021,,18+,1\n", problems: []string{"/rows/0 mapping-unmatched"}},
		{name: "several units", mapping: `"format":"open-sdg","rows":[{"indicator":"quote"}]`, in: "Year,Units,Series,Value\n2021,%,A,1\n2022,Number,A,1\n2023,%,B,1\n", problems: []string{"3:6 mapping-attribute", "4:8 mapping-attribute"}},
		{name: "a multiplier", mapping: `"format":"open-sdg","rows":[{"indicator":"quote"}]`, in: "Year,UNIT_MULT,Value\n2021,Thousands,1\n", problems: []string{"2:6 mapping-attribute"}},
		{name: "a multiplier that is known", mapping: `"format":"open-sdg","factor":"1000","rows":[{"indicator":"quote"}]`, in: "Year,UNIT_MULT,Value\n2021,Thousands,1.5\n", want: []string{"quote  2021 1500.0 A"}},
		{name: "no such status", mapping: `"format":"open-sdg","rows":[{"indicator":"quote"}]`, in: "Year,OBS_STATUS,Value\n2021,Toll,1\n", problems: []string{"2:6 choice"}},

		// Texts of JSON.
		{
			name: "escapes", mapping: `"format":"leipzig-json","rows":[{"indicator":"a","where":{"name":"Straße \"A\""}}]`,
			in: `[{"na\u006de":"Stra\u00dfe \"A\"","jahr":2020,"wert":-1.5e1},{"name":"x","jahr":2020,"wert":null,"neu":true}]`, want: []string{"a  2020 -15 A"}, left: []string{"columns 1: neu", "rows 1: x; 2020; true"},
		},
		{name: "half a character", mapping: `"format":"leipzig-json","rows":[{"indicator":"a"}]`, in: `[{"jahr":"2020","wert":"1"},{"jahr":"\ud800","wert":"1"}]`, problems: []string{"1:37 json-syntax"}},
		{name: "a line break in a text", mapping: `"format":"leipzig-json","rows":[{"indicator":"a"}]`, in: "[{\"jahr\":\"2020\",\"wert\":\"1\n\"}]", problems: []string{"1:24 json-syntax"}},
		{name: "no comma", mapping: `"format":"leipzig-json","rows":[{"indicator":"a"}]`, in: `[{"jahr":"2020" "wert":"1"}]`, problems: []string{"1:17 json-syntax"}},
		{name: "no colon", mapping: `"format":"leipzig-json","rows":[{"indicator":"a"}]`, in: `[{"jahr" "2020"}]`, problems: []string{"1:10 json-syntax"}},
		{name: "no name", mapping: `"format":"leipzig-json","rows":[{"indicator":"a"}]`, in: `[{1:2}]`, problems: []string{"1:3 json-syntax"}},
		{name: "no word", mapping: `"format":"leipzig-json","rows":[{"indicator":"a"}]`, in: `[{"jahr":nul}]`, problems: []string{"1:10 json-syntax"}},
		{name: "no comma between objects", mapping: `"format":"leipzig-json","rows":[{"indicator":"a"}]`, in: `[{"jahr":"2020","wert":"1"} {}]`, problems: []string{"1:29 json-syntax"}},

		// Names that are not there.
		{name: "a misspelt value of JSON", mapping: `"format":"leipzig-json","value":"Wert","rows":[{"indicator":"a"}]`, in: `[{"gebiet":"Mitte","jahr":"2020","wert":"5"}]`, problems: []string{"table-header"}},
		{name: "a misspelt area of JSON", mapping: `"format":"leipzig-json","area":"Gebiet","rows":[{"indicator":"a"}]`, in: `[{"gebiet":"Mitte","jahr":"2020","wert":"5"}]`, problems: []string{"table-header"}},
		{name: "a misspelt condition of JSON", mapping: `"format":"leipzig-json","rows":[{"indicator":"a","where":{"Name":"x"}}]`, in: `[{"name":"x","jahr":"2020","wert":"5"}]`, problems: []string{"table-header"}},
		{name: "a name that one object has", mapping: `"format":"leipzig-json","area":"gebiet","rows":[{"indicator":"a"}]`, in: `[{"jahr":"2020","wert":"5"},{"gebiet":"Mitte","jahr":"2020","wert":"6","mehr":1}]`, want: []string{"a  2020 5 A", "a Mitte 2020 6 A"}, left: []string{"columns 1: mehr"}},
		{name: "a misspelt column of the Wegweiser", mapping: `"format":"wegweiser","area":"ARS","rows":[{"indicator":"a"}]`, in: `{"years":[],"indicatorsAndTopics":[],"data":{"indicators":[],"regions":[]}}`, problems: []string{"table-header"}},
		{name: "regions without the key asked for", mapping: `"format":"wegweiser","area":"ars","rows":[{"indicator":"a"}]`, in: `{"years":[2021],"indicatorsAndTopics":[{}],"data":{"indicators":[{"regionYearValues":[[1]]}],"regions":[{"title":"Soest"}]}}`, problems: []string{"/data/indicators/0/regionYearValues/0/0 table-header"}},
		{name: "a misspelt flag column", mapping: one(`,"quality":"Flag"`), in: column("2021"), problems: []string{"1:1 table-header"}},
		{name: "a misspelt attribute", mapping: `"format":"open-sdg","attributes":["Region"],"rows":[{"indicator":"a"}]`, in: "Year,Value\n2021,1\n", problems: []string{"1:1 table-header"}},
		{name: "texts that are not there", mapping: long + `,"rows":[{"indicator":"a","where":{"Was":"Bäume"}}]`, in: "Was;Year;Value\nSträucher;2021;1\nHecken;2021;2\n1;2021;1\n2;2021;1\n3;2021;1\n4;2021;1\n5;2021;1\n6;2021;1\n7;2021;1\n", problems: []string{"/rows/0 mapping-unmatched"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r, err := tables.ReadMapping(strings.NewReader(`{"formatVersion":1,`+tt.mapping+`}`), "")
			if err != nil {
				t.Fatal(err)
			}
			got, err := r.Read(strings.NewReader(tt.in), &tables.Options{File: tt.file})
			if tt.want == nil {
				ps := problemsOf(t, err)
				if diff := cmp.Diff(tt.problems, found(ps)); diff != "" {
					t.Errorf("%s\n%v", diff, err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, full(got)); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(tt.left, left(got)); diff != "" {
				t.Error(diff)
			}
			accounted(t, got)
			roundTrip(t, got.Record)
		})
	}
}

// accounted fails the test where a row is neither taken, faulty nor left.
func accounted(t *testing.T, r *tables.Reading) {
	t.Helper()
	rows := r.Taken + r.Faulty
	for _, l := range r.Left {
		if l.Kind.IsRow() {
			rows += l.Count
		}
		if l.Count < len(l.First) || len(l.First) == 0 || len(l.First) > tables.MaxPassed || l.Text(zielkette.German) == "" {
			t.Errorf("%+v", l)
		}
	}
	if rows != r.Rows {
		t.Errorf("%d rows, %d of them taken, faulty or left: %+v", r.Rows, rows, r)
	}
}
