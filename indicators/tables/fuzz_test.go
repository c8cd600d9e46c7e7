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
		f.Add(data[:min(len(data), 4000)])
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
	f.Fuzz(func(t *testing.T, data []byte) { lawsOfReading(t, data, tables.Read) })
}

// FuzzCells holds the scanner against encoding/csv: where that reads a table of
// notes, so does this, to the same texts.
func FuzzCells(f *testing.F) {
	f.Add("a;b\n\"c\"\"d\";\"e\nf\"\n\n;\n")
	f.Add("\"\n")
	f.Add("a\"b\n\"c\"d\n")
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

func FuzzMapping(f *testing.F) {
	samples(f, "quartale.mapping.json", "wegweiser.mapping.json", "genesis_flaeche.mapping.json")
	data, err := os.ReadFile("testdata/quartale.csv")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, mapping []byte) {
		r, err := tables.ReadMapping(bytes.NewReader(mapping))
		if (r == nil) == (err == nil) {
			t.Fatalf("%v and %v", r, err)
		}
		if err == nil {
			lawsOfReading(t, data, r.Read)
		}
	})
}
