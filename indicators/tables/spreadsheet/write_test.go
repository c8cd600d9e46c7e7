package spreadsheet_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/indicators/tables"
	"gitlab.opencode.de/zielkette/zielkette/indicators/tables/spreadsheet"
)

func number(text string) zielkette.Number { return zielkette.MustParseNumber(text) }
func period(text string) zielkette.Period { return zielkette.MustParsePeriod(text) }

func record(t testing.TB, observations ...indicators.Observation) *indicators.Record {
	t.Helper()
	r, err := indicators.NewRecord(observations...)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// observed is a record with everything that an observation can have.
func observed(t testing.TB) *indicators.Record {
	t.Helper()
	return record(t,
		indicators.Observation{Indicator: "a", Period: period("2021"), Value: number("6.40")},
		indicators.Observation{Indicator: "a", Period: period("2022"), Value: number("1.234"), Status: indicators.Provisional, Known: zielkette.MustParseDate("2023-03")},
		indicators.Observation{Indicator: "a", Period: period("2023"), Status: indicators.Missing, Note: "=1+1\r\nzweite Zeile; \"so\" _x000D_ "},
		indicators.Observation{Indicator: "a", Period: period("2024"), Value: number("12345678901234567.5")},
		indicators.Observation{Indicator: "a", Period: period("2025"), Value: number("0.000000000000000001")},
		indicators.Observation{Indicator: "a", Period: period("2026"), Value: number("-123456789012.345")},
		indicators.Observation{Indicator: "b", Area: "mitte", Period: period("2021-Q1"), Value: number("-3"), Denominator: number("7"), Definition: "neu", Source: "@Amt, https://example.org"},
		indicators.Observation{Indicator: "c", Period: period("2021/22"), Label: "-mittel", Note: "'=x"},
	)
}

// What is written is read to an equal record, in both languages, and twice the same.
func TestWriteTidy(t *testing.T) {
	for _, language := range []zielkette.Language{zielkette.German, zielkette.English} {
		var first, second bytes.Buffer
		if err := spreadsheet.WriteTidy(&first, observed(t), language); err != nil {
			t.Fatal(err)
		}
		if err := spreadsheet.WriteTidy(&second, observed(t), language); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(first.Bytes(), second.Bytes()) {
			t.Error("the same record is written otherwise the second time")
		}
		got, err := open(t, first.Bytes()).ReadTidy("", nil)
		if err != nil {
			t.Fatal(err)
		}
		var want, have []indicators.Observation
		for o := range observed(t).All() {
			want = append(want, o)
		}
		for o := range got.Record.All() {
			have = append(have, o)
		}
		if diff := cmp.Diff(want, have); diff != "" {
			t.Error(diff)
		}
		file, err := excelize.OpenReader(bytes.NewReader(first.Bytes()))
		if err != nil {
			t.Fatal(err)
		}
		shown := map[string]string{"D2": "6.40", "D3": "1.234", "D8": "-3", "E8": "7", "K4": "=1+1\r\nzweite Zeile; \"so\" _x000D_ "}
		for cell, want := range shown {
			if text, err := file.GetCellValue(file.GetSheetName(0), cell); err != nil || text != want {
				t.Errorf("%s shows %q, want %q (%v)", cell, text, want, err)
			}
			if formula, err := file.GetCellFormula(file.GetSheetName(0), cell); err != nil || formula != "" {
				t.Errorf("%s has the formula %q", cell, formula)
			}
		}
	}
}

func TestUnwritable(t *testing.T) {
	for _, text := range []string{"a\x00", "\x0b", "\xff", strings.Repeat("ä", 32768), "\ufffe"} {
		r, err := indicators.NewRecord(
			indicators.Observation{Indicator: "a", Period: period("2021"), Value: number("1"), Note: "x"},
			indicators.Observation{Indicator: "a", Period: period("2022"), Value: number("1"), Note: text},
		)
		if err != nil {
			continue // the record refuses it already
		}
		if diff := cmp.Diff([]string{"/observations/1 sheet-text"}, codes(spreadsheet.WriteTidy(&bytes.Buffer{}, r, zielkette.German))); diff != "" {
			t.Errorf("%q: %s", text[:min(len(text), 5)], diff)
		}
	}
	if err := spreadsheet.WriteTidy(failing{}, observed(t), zielkette.German); err == nil {
		t.Error("a writer that fails is not reported")
	}
}

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, fmt.Errorf("full") }

func TestReadTidy(t *testing.T) {
	b := open(t, workbook(t, "", row(s("kennzahl"), s("zeitraum"), s("wert"))+row(s("a"), c("2021"), c("1.5"))+row(s("a"), c("2022"), s("1,5"))))
	got, err := b.ReadTidy("", &tables.Options{File: "g"})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"a  2021 1.5 A", "a  2022 1.5 A"}, lines(got.Record)); diff != "" {
		t.Error(diff)
	}
	b = open(t, workbook(t, "", row(s("kennzahl"), s("zeitraum"), s("wert"))+row(s("a"), c("20x1"), c("1.5"))))
	if _, err = b.ReadTidy("", &tables.Options{File: "g"}); err == nil || !strings.HasPrefix(err.Error(), "g:2:2") {
		t.Error(err)
	}
}
