package tables_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/indicators/tables"
)

// odd is a record of everything that could get lost on the way.
func odd(t testing.TB) *indicators.Record {
	t.Helper()
	var list []indicators.Observation
	add := func(o indicators.Observation) {
		o.Indicator = "odd"
		year, err := zielkette.NewYear(1000 + len(list))
		if err != nil {
			t.Fatal(err)
		}
		o.Period = year
		list = append(list, o)
	}
	for _, text := range []string{
		"6.40", "0", "-0.5", "1.234", "-12.345", "123.456", "0.123", "1234.567", "1.2340", "9999999999999999999.999999999999999999", "-9223372036854775808", "1000000",
	} {
		add(indicators.Observation{Value: number(text)})
		add(indicators.Observation{Value: number("1"), Denominator: number("12.345")})
	}
	for _, text := range []string{
		"=1+1", "+49", "-5", "@SUM(A1)", "\t", "\r", "\n", "'", "''", "'=1", "''=1", "'s-Hertogenbosch", "＝1", "＋1", "－1", "＠SUM(1)", "\ufeff=1", "\u00a0=1", "'\u200b@x", "\u00a0x",
		"a;b", "\"", "\"\"", " blank ", "zwei\nZeilen", "zwei\r\nZeilen", "\r", "ä€𝄞", "\ufeff", "-", ".", "x", "\ufffd",
	} {
		add(indicators.Observation{Value: number("1"), Note: text})
		add(indicators.Observation{Value: number("1"), Source: text, Definition: text})
		add(indicators.Observation{Label: text})
	}
	for _, status := range "ABDEFIPU" {
		add(indicators.Observation{Value: number("1.5"), Status: indicators.Status(status)})
	}
	for _, status := range "MOQ" {
		add(indicators.Observation{Status: indicators.Status(status)})
	}
	for _, date := range []string{"2016-01-01", "2021-02", "2019", "2019-Q3", "2023-H1", "2018-spring", "2019-early"} {
		add(indicators.Observation{Value: number("1"), Known: zielkette.MustParseDate(date)})
	}
	for i, p := range []string{"2023-H1", "2023-Q4", "2023-01", "2023-01-31", "2022/23", "1999/00"} {
		list = append(list, indicators.Observation{Indicator: "kind-" + string(rune('a'+i)), Area: "Böhlitz", Period: period(p), Value: number("1")})
	}
	r, err := indicators.NewRecord(list...)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// roundTrip writes and reads a record in both forms.
func roundTrip(t testing.TB, r *indicators.Record) {
	t.Helper()
	want := observations(r)
	for name, write := range map[string]func(*bytes.Buffer) error{
		"tidy":   func(b *bytes.Buffer) error { return tables.WriteTidy(b, r) },
		"German": func(b *bytes.Buffer) error { return tables.WriteGerman(b, r) },
	} {
		var b bytes.Buffer
		if err := write(&b); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		got, err := tables.Read(bytes.NewReader(b.Bytes()), nil)
		if err != nil {
			t.Fatalf("%s: %v\n%q", name, err, b.String())
		}
		if back := observations(got.Record); !slices.Equal(want, back) { // go-cmp takes ten times as long as reading
			if diff := cmp.Diff(want, back); diff != "" {
				t.Fatalf("%s: %s\n%q", name, diff, b.String())
			}
		}
		for o := range got.Record.All() { // equal values, and written with the same digits
			if text := want[0].Value.String(); text != o.Value.String() {
				t.Fatalf("%s: %s was read as %s", name, text, o.Value)
			}
			want = want[1:]
		}
		want = observations(r)
		again := csv.NewReader(strings.NewReader(strings.TrimPrefix(b.String(), "\ufeff")))
		again.Comma = ';'
		if rows, err := again.ReadAll(); err != nil || len(rows) != r.Len()+1 {
			t.Fatalf("%s: other programs read %d rows: %v", name, len(rows), err)
		}
	}
}

func TestRoundTrip(t *testing.T) {
	roundTrip(t, odd(t))
	roundTrip(t, nil)
}

func TestWritten(t *testing.T) {
	r, err := indicators.NewRecord(
		indicators.Observation{Indicator: "thg", Period: period("2011"), Value: number("6.40"), Known: zielkette.MustParseDate("2022"), Note: "=1+1; \"so\""},
		indicators.Observation{Indicator: "thg", Period: period("2012"), Value: number("-1.234"), Denominator: number("12")},
		indicators.Observation{Indicator: "thg", Period: period("2013"), Status: indicators.Missing},
	)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := tables.WriteTidy(&b, r); err != nil {
		t.Fatal(err)
	}
	want := "indicator;area;period;value;denominator;status;definition;known_on;source;note\n" +
		"thg;;2011;6.40;;A;;2022;;\"'=1+1; \"\"so\"\"\"\n" +
		"thg;;2012;-1.234e0;12;A;;;;\n" +
		"thg;;2013;;;O;;;;\n"
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Error(diff)
	}
	b.Reset()
	if err := tables.WriteGerman(&b, r); err != nil {
		t.Fatal(err)
	}
	want = "\ufeffkennzahl;gebiet;zeitraum;wert;nenner;status;definition;bekannt_am;quelle;anmerkung\n" +
		"thg;;2011;6,40;;A;;2022;;\"'=1+1; \"\"so\"\"\"\n" +
		"thg;;2012;-1,234;12;A;;;;\n" +
		"thg;;2013;;;O;;;;\n"
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Error(diff)
	}
}

// No text reaches a spreadsheet as a formula, whatever stands before the sign; texts
// that only look like one to a hasty check stay as they are.
func TestFormulas(t *testing.T) {
	for text, want := range map[string]string{
		"=1": "'=1", "+1": "'+1", "-1": "'-1", "@a": "'@a", "＝1": "'＝1", "＋1": "'＋1", "－1": "'－1", "＠a": "'＠a",
		"\ufeff=1": "'\ufeff=1", "\u00a0=1": "'\u00a0=1", "\u200b=1": "'\u200b=1", "\u202e=1": "'\u202e=1", "\t=1": "'\t=1",
		"\u3000＠a": "'\u3000＠a", "'=1": "''=1", "''\ufeff=1": "'''\ufeff=1", "\tx": "'\tx",
		"a=1": "a=1", "'s-Hertogenbosch": "'s-Hertogenbosch", "'": "'", "\u00a0x": "\u00a0x", "\ufeff": "\ufeff", "#1": "#1",
	} {
		r, err := indicators.NewRecord(indicators.Observation{Indicator: "a", Period: period("2011"), Value: number("1"), Note: text})
		if err != nil {
			t.Fatal(err)
		}
		for name, write := range map[string]func(io.Writer, *indicators.Record) error{"tidy": tables.WriteTidy, "German": tables.WriteGerman} {
			var b bytes.Buffer
			if err := write(&b, r); err != nil {
				t.Fatal(err)
			}
			cells := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(b.Bytes(), []byte("\ufeff"))))
			cells.Comma = ';'
			rows, err := cells.ReadAll()
			if err != nil || rows[1][len(rows[1])-1] != want {
				t.Errorf("%s: %q is written as %q, want %q (%v)", name, text, rows, want, err)
			}
		}
	}
}

func TestNotWritten(t *testing.T) {
	for name, tt := range map[string]struct {
		note string
		code zielkette.Code
	}{
		"encoding": {"\xff", tables.CodeEncoding},
		"length":   {strings.Repeat("x", tables.MaxRow), tables.CodeRow},
		"quoted":   {strings.Repeat("\"", tables.MaxRow/2), tables.CodeRow},
	} {
		r, err := indicators.NewRecord(
			indicators.Observation{Indicator: "a", Period: period("2011"), Value: number("1")},
			indicators.Observation{Indicator: "a", Period: period("2012"), Value: number("1"), Note: tt.note},
		)
		if err != nil {
			t.Fatal(err)
		}
		err = tables.WriteTidy(&bytes.Buffer{}, r)
		if ps := problemsOf(t, err); len(ps) != 1 || ps[0].Code != tt.code || ps[0].Place.Pointer != "/observations/1" {
			t.Errorf("%s: %v", name, err)
		}
	}
	full := errors.New("disk full")
	if err := tables.WriteTidy(failing{full}, odd(t)); !errors.Is(err, full) {
		t.Errorf("%v", err)
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }
