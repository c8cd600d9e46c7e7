package tables_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/indicators/tables"
)

// samples adds the files of testdata as seeds.
func samples(f *testing.F, names ...string) {
	f.Helper()
	for _, name := range names {
		data, err := os.ReadFile("testdata/" + name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data[:min(len(data), 1500)])
	}
}

// lawsOfReading are what holds for every reader and every input: a reading or
// problems, never both and never a panic; lax gives what strict gives, or
// problems of severity error.
func lawsOfReading(t *testing.T, data []byte, read func(io.Reader, *tables.Options) (*tables.Reading, error)) {
	strict, err := read(bytes.NewReader(data), nil)
	lax, laxErr := read(bytes.NewReader(data), &tables.Options{Lax: true})
	if laxErr != nil || lax.Record == nil {
		t.Fatalf("lax: %v", laxErr)
	}
	switch {
	case (strict == nil) == (err == nil):
		t.Fatalf("%v and %v", strict, err)
	case err == nil:
		if !slices.Equal(observations(strict.Record), observations(lax.Record)) {
			t.Fatal("lax reads another record from a good file")
		}
	default:
		ps := problemsOf(t, err)
		if lax.Problems.Err() == nil || len(ps) != len(lax.Problems) {
			t.Fatalf("%d problems, lax %d", len(ps), len(lax.Problems))
		}
	}
	accounted(t, lax)
	if lax.Text(zielkette.German) == "" || !utf8.ValidString(lax.Text(zielkette.English)) {
		t.Fatalf("%q", lax.Text(zielkette.English))
	}
	roundTripOf(t, lax.Record)
}

// roundTripOf writes what was read and reads it again, where it can be written.
func roundTripOf(t *testing.T, r *indicators.Record) {
	for o := range r.All() {
		if !utf8.ValidString(o.Note + o.Source + o.Label + o.Definition) {
			t.Fatalf("not UTF-8: %+v", o)
		}
	}
	if tables.WriteTidy(io.Discard, r) == nil && tables.WriteGerman(io.Discard, r) == nil {
		roundTrip(t, r)
	}
}

func FuzzRead(f *testing.F) {
	samples(f, "faults.csv", "leipzig_arbeitslose_stadt.csv")
	f.Add([]byte("\ufeffkennzahl;zeitraum;wert;anmerkung\na;2001;1.234,5;\"x\"\"\ny\"\n"))
	f.Add([]byte("indicator,period,value,note\na,2001,1.234e0,'=1\nb,2001,(5),f\xfcr"))
	f.Add([]byte("indicator;area;period;value;known_on;source\na;n;2001;1,5;2002;Amt\na;s;2001;2;2002;Amt\na;n;2002;3;2003;Amt\na;s;2002;4,25;2003;Ämter\r\na;n; 2003;x;;\na;s;2003;5"))
	f.Fuzz(func(t *testing.T, data []byte) {
		lawsOfReading(t, data, tables.Read)
		quotedLaw(t, data)
	})
}

// quotedLaw holds the reader of plain rows against the reader of all others: with
// quotation marks around every cell, a file is read to the same record and has the
// same problems in the same lines.
func quotedLaw(t *testing.T, data []byte) {
	lax := &tables.Options{Lax: true}
	plain, err := tables.Read(bytes.NewReader(data), lax)
	if err != nil || bytes.ContainsAny(data, "\"\r") || len(data) > tables.MaxRow/4 || bytes.HasPrefix(data, []byte("\xef\xbb\xbf")) {
		return
	}
	separator := []byte{byte(plain.Dialect.Separator)}
	if separator[0] == 0 {
		return
	}
	var quoted bytes.Buffer
	for line := range bytes.SplitSeq(data, []byte("\n")) {
		if len(line) > 0 {
			quoted.WriteByte('"')
			quoted.Write(bytes.ReplaceAll(line, separator, []byte{'"', separator[0], '"'}))
			quoted.WriteByte('"')
		}
		quoted.WriteByte('\n')
	}
	lax.Dialect.Separator = plain.Dialect.Separator
	slow, err := tables.Read(&quoted, lax)
	if err != nil || !slices.Equal(observations(plain.Record), observations(slow.Record)) {
		t.Fatalf("%v: plain %v, quoted %v", err, observations(plain.Record), observations(slow.Record))
	}
	codes := func(r *tables.Reading) (out []string) {
		for _, p := range r.Problems {
			out = append(out, fmt.Sprint(p.Place.Line, p.Code))
		}
		slices.Sort(out)
		return out
	}
	if !slices.Equal(codes(plain), codes(slow)) || plain.Taken != slow.Taken || plain.Faulty != slow.Faulty || plain.Dialect != slow.Dialect {
		t.Fatalf("plain %v %+v, quoted %v %+v", codes(plain), plain, codes(slow), slow)
	}
}

// FuzzCells holds the scanner against encoding/csv: where that reads a table of
// notes, so does this, to the same texts.
func FuzzCells(f *testing.F) {
	f.Add("a;b\n\"c\"\"d\";\"e\nf\"\n\n;\n")
	f.Add("\"\n")
	f.Add("a\"b\n\"c\"d\n")
	f.Add("a\x17b\tc\n")
	f.Fuzz(func(t *testing.T, body string) {
		if !utf8.ValidString(body) || strings.ContainsAny(body, "\r'") || len(body) > tables.MaxRow/2 {
			return
		}
		r := csv.NewReader(strings.NewReader(body))
		r.Comma = ';'
		rows, err := r.ReadAll()
		if err != nil || len(rows) == 0 {
			return
		}
		var b bytes.Buffer
		b.WriteString("indicator;period;value;note\n")
		w := csv.NewWriter(&b)
		w.Comma = ';'
		var want []string
		for i, row := range rows {
			for j, cell := range row {
				if err := w.Write([]string{fmt.Sprintf("i%d-%d", i, j), "2001", "1", cell}); err != nil {
					t.Fatal(err)
				}
				want = append(want, cell)
			}
		}
		w.Flush()
		got, err := tables.Read(&b, nil)
		if strings.ContainsFunc(strings.Join(want, ""), func(r rune) bool { return unicode.IsControl(r) && r != '\t' && r != '\n' }) {
			for _, p := range zielkette.ProblemsOf(err) {
				if p.Code != zielkette.CodeControl && p.Code != zielkette.CodeMore {
					t.Fatal(err)
				}
			}
			if err == nil {
				t.Fatalf("%q has a control character and is taken", want)
			}
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		var notes []string
		for o := range got.Record.All() {
			notes = append(notes, o.Note)
		}
		if !slices.Equal(want, notes) {
			t.Fatalf("%q, want %q", notes, want)
		}
	})
}

// FuzzNumber holds numbers of both dialects against exact fractions.
func FuzzNumber(f *testing.F) {
	f.Add(int64(1234), uint8(3))
	f.Add(int64(-640), uint8(2))
	f.Fuzz(func(t *testing.T, coefficient int64, places uint8) {
		n, err := zielkette.NewNumber(coefficient, int(places%19))
		if err != nil {
			t.Fatal(err)
		}
		want, _ := n.Rat()
		for decimal, text := range map[tables.Decimal]string{
			tables.DecimalPoint: n.String(),
			tables.DecimalComma: strings.Replace(n.String(), ".", ",", 1),
		} {
			in := "indicator;period;value\na;2001;" + text + "\n"
			declared, err := tables.Read(strings.NewReader(in), &tables.Options{Dialect: tables.Dialect{Decimal: decimal}})
			if err != nil {
				t.Fatalf("%s: %v", text, err)
			}
			if got, _ := observations(declared.Record)[0].Value.Rat(); got.Cmp(want) != 0 {
				t.Fatalf("%s was read as %s", text, got)
			}
			// Without the declaration it is read as the same, or not at all.
			detected, err := tables.Read(strings.NewReader(in), nil)
			if err != nil {
				if ps := problemsOf(t, err); ps[0].Code != tables.CodeAmbiguous {
					t.Fatalf("%s: %v", text, err)
				}
				continue
			}
			if got, _ := observations(detected.Record)[0].Value.Rat(); got.Cmp(want) != 0 {
				t.Fatalf("%s was detected as %s", text, got)
			}
		}
	})
}

// FuzzRoundTrip writes arbitrary texts and numbers.
func FuzzRoundTrip(f *testing.F) {
	f.Add("=1", "'x", "a;b\n", int64(1234), uint8(3), byte('A'))
	f.Fuzz(func(t *testing.T, source, note, definition string, coefficient int64, places uint8, status byte) {
		n, err := zielkette.NewNumber(coefficient, int(places%19))
		if err != nil {
			t.Fatal(err)
		}
		o := indicators.Observation{Indicator: "a", Period: period("2001"), Value: n, Source: source, Note: note, Definition: definition, Status: indicators.Status(status)}
		r, err := indicators.NewRecord(o, indicators.Observation{Indicator: "b", Period: period("2001/02"), Label: source + "x"})
		if err != nil {
			return
		}
		if !utf8.ValidString(source) || !utf8.ValidString(note) || !utf8.ValidString(definition) || 2*len(source+note+definition) > tables.MaxRow/2 {
			return
		}
		roundTrip(t, r)
	})
}

func FuzzWide(f *testing.F) {
	samples(f, "leipzig_kdvalues_einwohner.csv", "quartale.csv")
	r := reader(f, "leipzig_kdvalues_einwohner")
	quarters := reader(f, "quartale")
	f.Fuzz(func(t *testing.T, data []byte) {
		lawsOfReading(t, data, r.Read)
		lawsOfReading(t, data, quarters.Read)
	})
}

func FuzzGenesis(f *testing.F) {
	samples(f, "genesis_flaeche.csv", "genesis_zensus.csv", "monate.csv")
	flat, months := reader(f, "genesis_zensus"), reader(f, "monate")
	f.Fuzz(func(t *testing.T, data []byte) {
		lawsOfReading(t, data, flat.Read)
		lawsOfReading(t, data, months.Read)
	})
}

func FuzzOpenSDG(f *testing.F) {
	samples(f, "open_sdg.csv")
	r := reader(f, "open_sdg")
	f.Fuzz(func(t *testing.T, data []byte) { lawsOfReading(t, data, r.Read) })
}

func FuzzLeipzigJSON(f *testing.F) {
	samples(f, "leipzig_values.json")
	f.Add([]byte(`[{"merkmal_2":"Alleinerziehende","jahr":"1.Qu. 2003","wert":"1.5"}]`))
	r := reader(f, "leipzig_values_json")
	f.Fuzz(func(t *testing.T, data []byte) { lawsOfReading(t, data, r.Read) })
}

func FuzzWegweiser(f *testing.F) {
	samples(f, "wegweiser.json")
	r := reader(f, "wegweiser")
	f.Fuzz(func(t *testing.T, data []byte) { lawsOfReading(t, data, r.Read) })
}

// FuzzMapping reads a table by a mapping, both from the fuzzer: nothing panics,
// what is kept is bounded by the file, and every row is taken, faulty or left. A
// CSV file read as rows of another program gives the same observations.
func FuzzMapping(f *testing.F) {
	for _, name := range []string{"quartale.csv", "genesis_flaeche.csv", "open_sdg.csv", "leipzig_values.json", "wegweiser.json", "monate.csv", "leipzig_values_europawahlen.csv"} {
		data, err := os.ReadFile("testdata/" + name)
		if err != nil {
			f.Fatal(err)
		}
		base, _, _ := strings.Cut(name, ".")
		mapping, err := os.ReadFile("testdata/" + strings.Replace(base, "leipzig_values", map[bool]string{true: "leipzig_values_json", false: "leipzig_values"}[strings.HasSuffix(name, ".json")], 1) + ".mapping.json")
		if err != nil {
			f.Fatal(err)
		}
		f.Add(mapping, data)
	}
	f.Add([]byte(`{"formatVersion":1,"format":"wide","title":"T","headerRows":2,"footer":"Q","thousands":" ","units":["%"],"columns":{"Plan {period}":"plan","{period} F":"flags","x 2020":"none"},"periods":{"J":"2019","S":"-"},"missing":{"-9":"Q"},"vocabulary":"eurostat","factor":"1000","rounded":"5","leaveOut":[{"where":{"Ort":"S"}}],"area":"Ort","rows":[{"indicator":"a"},{"indicator":"b","value":"{period} m"}]}`),
		[]byte("x\nT;\nOrt;2021;;Plan 2021;2021;J;S;x\n;;m;;F;;;2020\nmitte;1 234 %;-9;5;bd;: c;1;2\nS;1;1;1;1;1;1;1\nQ;\n"))
	f.Add([]byte(`{"formatVersion":1,"format":"long","twoYears":"financial-year","yearBegins":4,"filePeriod":"t_{period}.csv","value":"#2","quality":"#3","flags":{"g":"Q"},"rows":[{"indicator":"a","where":{"#1":"x"},"missing":{"":"M"}}]}`),
		[]byte("a;b;b\nx;0;g\nx;1.234;\ny;;\nx;;\n"))
	f.Add([]byte(`{"formatVersion":1,"format":"long","period":"a","value":"b","rows":[{"indicator":"a"}]}`), []byte("a;b\n2009-10;1.234\n2010-11;+5\n2012-09;5,5\n2015-17;-9999\n"))
	f.Fuzz(func(t *testing.T, mapping, data []byte) {
		if len(mapping) > 1<<12 || len(data) > 1<<12 {
			return // so that no run takes long
		}
		r, err := tables.ReadMapping(bytes.NewReader(mapping), "")
		if (r == nil) == (err == nil) {
			t.Fatalf("%v and %v", r, err)
		}
		if err != nil {
			return
		}
		named := func(in io.Reader, o *tables.Options) (*tables.Reading, error) {
			options := tables.Options{File: "t_2023.csv"}
			if o != nil {
				options.Lax = o.Lax
			}
			return r.Read(in, &options)
		}
		lawsOfReading(t, data, named)
		rowsLaw(t, r, data, named)
	})
}

// rowsLaw reads a good CSV file as rows of another program.
func rowsLaw(t *testing.T, r *tables.Reader, data []byte, read func(io.Reader, *tables.Options) (*tables.Reading, error)) {
	got, err := read(bytes.NewReader(data), nil)
	if err != nil || got.Dialect.Separator == 0 || !utf8.Valid(data) || bytes.ContainsAny(data, "\r\"") {
		return
	}
	rows := func(yield func(tables.Row, error) bool) {
		for i, line := range strings.Split(strings.TrimPrefix(string(data), "\ufeff"), "\n") {
			row := tables.Row{Line: i + 1}
			for _, text := range strings.Split(line, string(rune(got.Dialect.Separator))) {
				row.Cells = append(row.Cells, tables.Cell{Text: text})
			}
			if !yield(row, nil) {
				return
			}
		}
	}
	again, err := r.ReadRows(rows, &tables.Options{File: "t_2023.csv"})
	if slices.ContainsFunc(zielkette.ProblemsOf(err), func(p zielkette.Problem) bool { return p.Code == tables.CodeCells }) {
		return // a value beneath no heading: rows of a spreadsheet have no empty headings at their end
	}
	if err != nil {
		t.Fatalf("as rows: %v", err)
	}
	if !slices.Equal(observations(got.Record), observations(again.Record)) {
		t.Fatalf("as rows:\n%v\n%v", observations(got.Record), observations(again.Record))
	}
}

// mappingOf makes a mapping of the choices of a fuzzer: two bits for each thing
// that a mapping may say, so that nearly every input is a mapping that compiles.
func mappingOf(choices uint64) tables.Mapping {
	choose := func(n int) int {
		c := int(choices % uint64(n))
		choices /= uint64(n)
		return c
	}
	m := tables.Mapping{FormatVersion: 1, Format: []tables.Format{tables.Long, tables.Wide, tables.OpenSDG, tables.Genesis, tables.LeipzigJSON, tables.LeipzigKdvalues}[choose(6)]}
	if m.Format == tables.Long {
		m.Period, m.Value = []string{"Year", "#1", "time"}[choose(3)], []string{"Value", "#2", "wert"}[choose(3)]
	}
	row := tables.Selection{Indicator: "a"}
	if choose(2) == 1 {
		row.Where = map[string]string{[]string{"Ort", "#1", "Was"}[choose(3)]: []string{"x", "", "mitte"}[choose(3)]}
	}
	m.Area = []string{"", "Ort", "#1"}[choose(3)]
	m.Decimal = []string{"", ".", ","}[choose(3)]
	m.Thousands = []string{"", "", " ", "'"}[choose(4)]
	m.HeaderRows = choose(3)
	switch choose(4) {
	case 1:
		m.HeaderLine = 2
	case 2:
		m.Title = "T"
	}
	m.Footer = []string{"", "Q"}[choose(2)]
	m.TwoYears = []string{"", "", tables.TwoYearsMonth, tables.TwoYearsSchool, tables.TwoYearsSpan, tables.TwoYearsFinancial}[choose(6)]
	if m.TwoYears == tables.TwoYearsFinancial {
		m.YearBegins = 4
	}
	m.Vocabulary = []tables.Vocabulary{"", tables.Eurostat, tables.SDMX}[choose(3)]
	m.Quality = []string{"", "", "q"}[choose(3)]
	if choose(2) == 1 {
		m.Missing = map[string]indicators.Status{"-9": 'Q', "": 'M', "-": 'O'}
		m.Units = []string{"%"}
	}
	if choose(2) == 1 {
		m.Columns = map[string]string{"{period} F": "flags", "Plan {period}": "plan", "x {period}": "none"}
		m.Periods = map[string]string{"J": "2019", "S": "-"}
	}
	if choose(2) == 1 {
		m.Factor = number("1000")
	}
	if choose(2) == 1 {
		m.Areas = map[string]string{"mitte": "m", "S": "-"}
		m.LeaveOut = []tables.Condition{{Where: map[string]string{"#1": "S"}}}
	}
	m.Rows = []tables.Selection{row, {Indicator: "b", Nth: choose(3)}}
	return m
}

// FuzzMappedTable is FuzzMapping with mappings that compile.
func FuzzMappedTable(f *testing.F) {
	for i, in := range []string{
		"x\nT;\nOrt;2021;;Plan 2021;2021 F;J;S;x 2020\nmitte;1 234 %;-9;5;bd;: c;1;2\nS;1;1;1;1;1;1;1\nQ;\n",
		"Year;Value;q\n2009-10;1.234;p\n2010-11;+5;e\n2012-09;5,5;\n2015-17;-9999;bd\n",
		"Year,Sex,Units,GeoCode,Value\n2021,,%,,1.5\n2022,f,%,,x\n2023*,,%,01,-\n",
		"Ort;2021;2022*;2023p;2009-10\nmitte;1;.;(5);5p\nx;-;/;1.234;1,5\n",
		"[{\"jahr\":\"2001\",\"wert\":1.5,\"Ort\":\"mitte\"},{\"jahr\":2002,\"wert\":\"-\"}]",
		"statistics_code;time;1_variable_code;1_variable_attribute_code;value;value_q\n1;2021;MONAT;MONAT07;5;p\n",
	} {
		for j := range uint64(8) {
			f.Add(uint64(i)+j*0x9e3779b97f4a7c15, in)
		}
	}
	f.Fuzz(func(t *testing.T, choices uint64, in string) {
		if len(in) > 1<<11 {
			return // so that no run takes long
		}
		r, err := mappingOf(choices).Compile()
		if err != nil {
			return
		}
		lawsOfReading(t, []byte(in), r.Read)
		if f := mappingOf(choices).Format; f != tables.LeipzigJSON {
			rowsLaw(t, r, []byte(in), r.Read)
		}
	})
}
