package tables_test

import (
	"errors"
	"iter"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"gitlab.opencode.de/zielkette/zielkette/indicators/tables"
)

// rowsOf yields rows of cells; a cell that starts with # is a number, and one that
// starts with ^ is covered.
func rowsOf(rows ...[]string) iter.Seq2[tables.Row, error] {
	return func(yield func(tables.Row, error) bool) {
		for i, texts := range rows {
			row := tables.Row{Line: i + 1}
			for _, text := range texts {
				text, covered := strings.CutPrefix(text, "^")
				n, number := strings.CutPrefix(text, "#")
				row.Cells = append(row.Cells, tables.Cell{Text: n, Number: number, Covered: covered})
			}
			if !yield(row, nil) {
				return
			}
		}
	}
}

func TestReadRows(t *testing.T) {
	wide := tables.Mapping{
		FormatVersion: 1, Format: tables.Wide, Decimal: ",", Title: "Tabelle", Footer: "Quelle", Area: "Ort",
		Rows: []tables.Selection{{Indicator: "a", Where: map[string]string{"Was": "x"}}}, Factor: number("10"),
	}
	tests := []struct {
		name                    string
		mapping                 tables.Mapping
		rows                    iter.Seq2[tables.Row, error]
		want, left, problems    []string
		rowsRead, taken, faulty int
	}{
		{
			name: "a sheet", mapping: wide,
			rows: rowsOf(
				[]string{"Bericht"}, nil, []string{"", "Tabelle 1"}, []string{}, []string{"Ort", "Was", "2021", "2022*", ""},
				[]string{"mitte", "x", "#1.234", "1.234"}, []string{"nord", "x"}, []string{"", "", ""}, []string{"nord", "y", "5"},
				[]string{"süd", "x", "#5E-1", "1,5", " "}, []string{"Quelle: Amt"}, []string{"Stand 2023"},
			),
			want: []string{"a mitte 2021 12.340 A", "a mitte 2022 12340 A | 2022*", "a nord 2021  O", "a nord 2022  O | 2022*", "a süd 2021 5.0 A", "a süd 2022 15.0 A | 2022*"},
			left: []string{"title 2: Bericht / Tabelle 1", "rows 1: nord; y; 5", "footer 2: Quelle: Amt / Stand 2023"}, rowsRead: 4, taken: 3,
		},
		{
			name: "faults", mapping: wide,
			rows: rowsOf(
				[]string{"Tabelle"}, []string{"Ort", "Was", "2021"}, []string{"mitte", "x", "1", "2"}, []string{"a b", "x", "1"}, []string{"nord", "x", "#1,5"},
				[]string{"süd", "x", "\xff"}, []string{"ost", "x", strings.Repeat("1", tables.MaxRow)}, []string{"west", "x", "#0.1234567890123456789"},
			),
			want:     []string{"a west 2021 1.234567890123456790 A"},
			problems: []string{"/footer mapping-unmatched", "3:1 table-cells", "4:1 id", "5:3 number-text", "6:3 table-encoding", "7:1 table-row-length", "8:1 number-rounded"}, rowsRead: 4, taken: 1, faulty: 3,
		},
		{
			name: "merged cells", mapping: wide,
			rows: rowsOf(
				[]string{"Tabelle", "^"}, []string{"Ort", "Was", "2021", "2022"}, []string{"mitte", "y", "#1", "2"}, []string{"^mitte", "x", "3"},
				[]string{"^mitte", "^"}, []string{"nord", "x", "5", "^"}, []string{"^Quelle", "x", "6"},
			),
			want:     []string{"a mitte 2021 30 A", "a mitte 2022  O", "a nord 2021 50 A", "a Quelle 2021 60 A", "a Quelle 2022  O"},
			problems: []string{"/footer mapping-unmatched", "6:4 table-covered"}, rowsRead: 4, taken: 3,
		},
		{
			name: "a title over merged cells, and one of many long cells", mapping: wide,
			rows: rowsOf([]string{"Bericht", "^Bericht", "^Bericht"}, slices.Repeat([]string{strings.Repeat("x", 150)}, 100), []string{"Tabelle"}, []string{"Ort", "Was", "2021"}, []string{"mitte", "x", "1"}),
			want: []string{"a mitte 2021 10 A"}, left: []string{"title 3: Bericht / " + strings.Repeat("x", 80) + "… / Tabelle"}, rowsRead: 1, taken: 1,
			problems: []string{"/footer mapping-unmatched"},
		},
		{name: "nothing", mapping: wide, rows: rowsOf(), problems: []string{"/title mapping-unmatched"}},
		{name: "no heading", mapping: wide, rows: rowsOf([]string{"Tabelle"}, nil), problems: []string{"table-empty"}},
		{name: "JSON", mapping: tables.Mapping{FormatVersion: 1, Format: tables.LeipzigJSON, Rows: wide.Rows}, rows: rowsOf(), problems: []string{"table-layout"}},
		{name: "too many columns", mapping: wide, rows: rowsOf([]string{"Tabelle"}, make([]string, tables.MaxColumns+1), []string{"Ort"}), problems: []string{"2:1 table-columns"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r, err := tt.mapping.Compile()
			if err != nil {
				t.Fatal(err)
			}
			got, err := r.ReadRows(tt.rows, &tables.Options{Lax: true})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.problems, found(got.Problems)); diff != "" {
				t.Errorf("%s\n%v", diff, got.Problems)
			}
			if diff := cmp.Diff(tt.want, full(got)); diff != "" {
				t.Error(diff)
			}
			if tt.left != nil {
				if diff := cmp.Diff(tt.left, left(got)); diff != "" {
					t.Error(diff)
				}
			}
			if got.Rows != tt.rowsRead || got.Taken != tt.taken || got.Faulty != tt.faulty {
				t.Errorf("%d rows, %d taken, %d faulty", got.Rows, got.Taken, got.Faulty)
			}
			accounted(t, got)
		})
	}
}

func TestReadRowsErrors(t *testing.T) {
	r, err := tables.Mapping{FormatVersion: 1, Format: tables.Wide, Rows: []tables.Selection{{Indicator: "a"}}}.Compile()
	if err != nil {
		t.Fatal(err)
	}
	broken := errors.New("archive cut")
	for n := range 3 {
		rows := func(yield func(tables.Row, error) bool) {
			for row, err := range rowsOf([][]string{{"Ort", "2021"}, {"x", "1"}}[:min(n, 2)]...) {
				if !yield(row, err) {
					return
				}
			}
			yield(tables.Row{}, broken)
		}
		if got, err := r.ReadRows(rows, &tables.Options{Lax: true}); !errors.Is(err, broken) || got != nil {
			t.Errorf("%d: %v, %v", n, got, err)
		}
	}
	many := rowsOf([][]string{{"2021"}, {"1"}, {"2"}}...)
	got, err := r.ReadRows(many, &tables.Options{Lax: true, MaxRows: 1})
	if err != nil || got.Rows != 1 || found(got.Problems)[0] != "3:1 table-rows" {
		t.Errorf("%v, %v", got, err)
	}
}

func TestReadTidyRows(t *testing.T) {
	heading := []string{"Indicator", "area", "period", "value", "denominator", "status", "note", ""}
	tests := []struct {
		name           string
		rows           iter.Seq2[tables.Row, error]
		want, problems []string
	}{
		{
			name: "a sheet",
			rows: rowsOf(
				nil, heading, []string{"a", "", "#2021", "#1.234"}, []string{"", " "}, []string{"a", "mitte", "2022", "1,5", "", "", "'=x\ny", " "},
				[]string{"b", "", "2022-Q1", "#-5E-1", "#2"}, []string{"b", "", "2022-Q3", "-5", "2"}, []string{"b", "", "2022-Q2", "x"},
			),
			want: []string{"a  2021 1.234 A", "a mitte 2022 1.5 A | '=x\ny", "b  2022-Q1 -0.5 A", "b  2022-Q3 -5 A", "b  2022-Q2  M"},
		},
		{
			name:     "faults",
			rows:     rowsOf(heading, []string{"a", "", "2021", "^#1"}, []string{"a", "", "2021", "#1,5"}, []string{"a", "", "2021", "1", "", "", "", "", "x"}, []string{"a", "", "201", "2"}, []string{"a", "", "2021", "\xff"}),
			problems: []string{"2:4 table-covered", "3:4 number-text", "4:1 table-cells", "5:3 period", "6:4 table-encoding"},
		},
		{name: "nothing", rows: rowsOf(), problems: []string{"table-empty"}},
		{name: "no column", rows: rowsOf([]string{"indicator", "period"}), problems: []string{"1:1 table-header"}},
		{name: "too many columns", rows: rowsOf(make([]string, tables.MaxColumns+1), heading), problems: []string{"1:1 table-columns"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := tables.ReadRows(tt.rows, &tables.Options{Lax: true})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.problems, found(got.Problems)); diff != "" {
				t.Errorf("%s\n%v", diff, got.Problems)
			}
			if diff := cmp.Diff(tt.want, full(got)); diff != "" {
				t.Error(diff)
			}
			accounted(t, got)
		})
	}
	broken := errors.New("archive cut")
	if got, err := tables.ReadRows(func(yield func(tables.Row, error) bool) { yield(tables.Row{}, broken) }, nil); !errors.Is(err, broken) || got != nil {
		t.Errorf("%v, %v", got, err)
	}
}
