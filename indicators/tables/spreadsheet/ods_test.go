package spreadsheet_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"gitlab.opencode.de/zielkette/zielkette/indicators/tables"
	"gitlab.opencode.de/zielkette/zielkette/indicators/tables/spreadsheet"
)

const odsStyles = `<number:date-style style:name="N1"><number:year/><number:text>-</number:text><number:month/></number:date-style><number:date-style style:name="N2"><number:year/></number:date-style>` +
	`<number:date-style style:name="N3"><number:day/><number:month/><number:year/></number:date-style><number:number-style style:name="N4"><number:number number:decimal-places="0" number:min-integer-digits="8"/></number:number-style>` +
	`<number:percentage-style style:name="N5"/><number:time-style style:name="N6"/>` +
	`<style:style style:name="month" style:family="table-cell" style:data-style-name="N1"/><style:style style:name="year" style:family="table-cell" style:data-style-name="N2"/><style:style style:name="day" style:family="table-cell" style:data-style-name="N3"/>` +
	`<style:style style:name="key" style:family="table-cell" style:data-style-name="N4"/><style:style style:name="key2" style:family="table-cell" style:parent-style-name="key"/><style:style style:name="time" style:family="table-cell" style:data-style-name="N6"/>` +
	`<style:style style:name="hidden" style:family="table"><style:table-properties table:display="false"/></style:style>`

func on(value string, more ...string) string {
	return `<table:table-cell calcext:value-type="x" office:value-type="float" office:value="` + value + `" ` + strings.Join(more, " ") + `><text:p>shown</text:p></table:table-cell>`
}

func ot(text string, more ...string) string {
	return `<table:table-cell office:value-type="string" ` + strings.Join(more, " ") + `><text:p>` + text + `</text:p></table:table-cell>`
}

func od(day string, more ...string) string {
	return `<table:table-cell office:value-type="date" office:date-value="` + day + `" ` + strings.Join(more, " ") + `><text:p>x</text:p></table:table-cell>`
}

func orow(cells ...string) string {
	return "<table:table-row>" + strings.Join(cells, "") + "</table:table-row>"
}

func osheet(name string, rows ...string) string {
	return `<table:table table:name="` + name + `">` + strings.Join(rows, "") + "</table:table>"
}

func TestODS(t *testing.T) {
	heading := orow(ot("Ort"), ot("Tag"), ot("Wert"))
	tests := []struct {
		name, body, sheet      string
		mapping                *tables.Reader
		want, remarks, problem []string
	}{
		{
			name: "numbers", mapping: long(t), body: osheet("a", heading,
				orow(ot("a"), on("2001"), on("0.30000000000000004")), orow(ot("a"), on("2002"), on("9.6731999999999996")), orow(ot("a"), on("2003"), on("1E-007")),
				orow(ot("a"), on("2004"), on("123456789012345")), orow(ot("a"), on("2005"), on("12345678901234567")), orow(ot("a"), ot("2006"), ot("12,5")),
				orow(ot("a"), on("2007"), `<table:table-cell office:value-type="percentage" office:value="0.125"/>`), orow(ot("a"), on("2008"), `<table:table-cell office:value-type="currency" office:currency="EUR" office:value="-12.5"/>`)),
			want: []string{
				"a a 2001 0.3 A", "a a 2002 9.6732 A", "a a 2003 0.0000001 A", "a a 2004 123456789012345 A", "a a 2005 12345678901234600 A", "a a 2006 12.5 A", "a a 2007 0.125 A", "a a 2008 -12.5 A",
			},
			remarks: []string{"shortened 3: C2 0.30000000000000004 / C3 9.6731999999999996 / C6 12345678901234567", "scaled 1: C8 0.125"},
		},
		{
			name: "dates", mapping: long(t), body: `<table:calculation-settings><table:null-date table:date-value="1904-01-01"/></table:calculation-settings>` + osheet("a",
				`<table:table-column/><table:table-column table:default-cell-style-name="month"/>`, heading,
				orow(ot("a"), od("2021-12-31", `table:style-name="day"`), on("1")), orow(ot("b"), od("2021-12-01"), on("2")), orow(ot("c"), od("2021-01-01T00:00:00", `table:style-name="year"`), on("3")),
				orow(ot("a"), od("2022-12-31", `table:style-name="Default"`), on("4"))),
			want:    []string{"a a 2021-12-31 1 A", "a b 2021-12 2 A", "a c 2021 3 A", "a a 2022-12-31 4 A"},
			remarks: []string{"dates 4: B2 2021-12-31: 2021-12-31 / B3 2021-12-01: 2021-12 / B4 2021-01-01T00:00:00: 2021 / B5 2022-12-31: 2022-12-31"},
		},
		{name: "days with a time", mapping: long(t), body: osheet("a", heading, orow(ot("a"), od("2021-12-31T12:00:00"), on("1")), orow(ot("a"), od("gestern"), on("1"))), problem: []string{":2:2 period", ":3:2 period"}},
		{
			name: "texts", mapping: wide(t), body: osheet("a", orow(ot(`O<text:span>r</text:span>t<office:annotation><text:p>nein</text:p></office:annotation>`), on("2021"), on("2022")),
				orow(on("5974040", `table:style-name="key2"`), on("1"), on("2")),
				orow(`<table:table-cell office:value-type="string" office:string-value="Mitte"><office:annotation><text:p>Kommentar</text:p></office:annotation><text:p>x</text:p></table:table-cell>`, on("3")),
				orow(ot(`A<text:s/><text:tab/><text:line-break/>B`), on("4")), orow(`<table:table-cell office:value-type="boolean" office:boolean-value="true"/>`, on("5"))),
			problem: []string{":4:1 id"},
		},
		{
			name: "keys and booleans", mapping: wide(t), body: osheet("a", orow(ot("Ort"), on("2021")), orow(on("5974040", `table:style-name="key2"`), on("1")), orow(`<table:table-cell office:value-type="boolean" office:boolean-value="true"/>`, on("5"))),
			want: []string{"a 05974040 2021 1 A", "a TRUE 2021 5 A"},
		},
		{
			name: "formulas", mapping: wide(t), body: osheet("a", orow(ot("Ort"), on("2021")), orow(ot("x"), on("3", `table:formula="of:=[.A1]+2"`)), orow(ot("y"), `<table:table-cell table:formula="of:=&quot;&quot;" office:value-type="string" office:string-value=""/>`)),
			want: []string{"a x 2021 3 A", "a y 2021  O"}, remarks: []string{"formulas 2: B2 =[.A1]+2 / B3 =\"\""},
		},
		{
			name: "formulas without a value and errors", mapping: wide(t), body: osheet("a", orow(ot("Ort"), on("2021")), orow(ot("x"), `<table:table-cell table:formula="of:=[.A1]"/>`),
				orow(ot("y"), `<table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value=""><text:p>#DIV/0!</text:p></table:table-cell>`),
				orow(ot("z"), `<table:table-cell table:formula="of:=1/0" office:value-type="float" office:value="0"><text:p>#DIV/0!</text:p></table:table-cell>`)),
			problem: []string{":2:2 number-text", ":3:2 number-text", ":4:2 number-text"},
		},
		{
			name: "repeated, merged, hidden", mapping: wide(t), body: osheet("a", `<table:table-columns><table:table-column table:number-columns-repeated="2"/><table:table-column table:visibility="collapse" table:number-columns-repeated="1000"/></table:table-columns>`,
				`<table:table-header-rows>`, orow(ot("Ort"), on("2021"), on("2022"), on("2023")), `</table:table-header-rows>`,
				`<table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>`,
				`<table:table-row-group><table:table-row table:visibility="filter">`+ot("x", `table:number-rows-spanned="2"`)+on("1", `table:number-columns-repeated="3"`)+`<table:table-cell table:number-columns-repeated="16380"/></table:table-row></table:table-row-group>`,
				`<table:table-row table:number-rows-repeated="1048571"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>`),
			want: []string{"a x 2021 1 A", "a x 2022 1 A", "a x 2023 1 A"}, remarks: []string{"merged 1: A5:A6", "hidden-rows 1: 5", "hidden-columns 2: C / D"},
		},
		{name: "a value under a merged cell", mapping: wide(t), body: osheet("a", orow(ot("Ort"), on("2021"), on("2022")), orow(ot("x"), on("1", `table:number-columns-spanned="2"`), `<table:covered-table-cell office:value-type="float" office:value="2"/>`)), problem: []string{":2:3 table-covered"}},
		{name: "a repeated row", mapping: wide(t), body: osheet("a", orow(ot("Ort"), on("2021")), `<table:table-row table:number-rows-repeated="2">`+ot("x")+on("1")+`</table:table-row>`), problem: []string{":3:1 duplicate"}},
		{name: "one of several sheets", mapping: wide(t), sheet: "b", body: osheet("a", orow(ot("Ort"))) + osheet("b", orow(ot("Ort"), on("2021")), orow(ot("x"), on("1"))), want: []string{"a x 2021 1 A"}, remarks: []string{"other-sheets 1: a"}},
		{name: "several sheets", mapping: wide(t), body: osheet("a", orow(ot("Ort"))) + osheet("b", orow(ot("Ort"))), problem: []string{"sheet-name"}},
		{name: "no such sheet", mapping: wide(t), sheet: "c", body: osheet("a", orow(ot("Ort"))), problem: []string{"sheet-name"}},
		{
			name: "hidden sheets", mapping: wide(t), body: `<table:table table:name="a" table:style-name="hidden">` + orow(ot("Ort")) + `</table:table>` + osheet("b", `<table:shapes><table:table><table:table-row/></table:table></table:shapes>`, orow(ot("Ort"), on("2021")), orow(ot("x"), on("1"))),
			want: []string{"a x 2021 1 A"}, remarks: []string{"other-sheets 1: a"},
		},
		{name: "no sheet", mapping: wide(t), body: "", problem: []string{"sheet-file"}},
		{name: "an entity", mapping: wide(t), body: osheet("a", orow(ot("&xxe;"))), problem: []string{"sheet-damaged"}},
		{name: "a long text of few bytes", mapping: wide(t), body: osheet("a", orow(ot(strings.Repeat(`<text:s text:c="1000"/>`, 2000)+"x"), on("2021"))), problem: []string{"sheet-limit"}},
		{name: "too wide", mapping: wide(t), body: osheet("a", orow(ot("Ort"), on("2021", `table:number-columns-repeated="1000000"`))), problem: []string{":1:1 table-columns"}},
		{name: "a repeated cell", mapping: wide(t), body: osheet("a", orow(ot("Ort"), on("2021")), `<table:table-row table:number-rows-repeated="1048575">`+ot("x", `table:number-columns-repeated="4000"`)+`</table:table-row>`), problem: []string{":2:1 table-cells", "more-problems"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b, err := spreadsheet.Open(bytes.NewReader(document(t, odsStyles, tt.body)), "f")
			var got *spreadsheet.Reading
			if err == nil {
				got, err = b.Read(tt.mapping, tt.sheet, nil)
			}
			if diff := cmp.Diff(tt.problem, codes(err)); diff != "" {
				t.Fatalf("%s\n%v", diff, err)
			}
			if err != nil {
				return
			}
			if diff := cmp.Diff(tt.want, lines(got.Record)); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(tt.remarks, remarks(got)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Where every year is a sheet, the mapping takes the period from the name of the sheet
// that the options give, and the sheets are read onto one record.
func TestSheetsOfYears(t *testing.T) {
	r, err := tables.Mapping{FormatVersion: 1, Format: tables.Long, Area: "Ort", FilePeriod: "{period}", Value: "Wert", Rows: []tables.Selection{{Indicator: "a"}}}.Compile()
	if err != nil {
		t.Fatal(err)
	}
	book := open(t, document(t, "", osheet("2021", orow(ot("Ort"), ot("Wert")), orow(ot("x"), on("1")))+osheet("2022", orow(ot("Ort"), ot("Wert")), orow(ot("x"), on("2")))))
	options := &tables.Options{}
	for _, sheet := range book.Sheets() {
		options.File = sheet.Name
		got, err := book.Read(r, sheet.Name, options)
		if err != nil {
			t.Fatal(err)
		}
		options.Onto = got.Record
	}
	if diff := cmp.Diff([]string{"a x 2021 1 A", "a x 2022 2 A"}, lines(options.Onto)); diff != "" {
		t.Error(diff)
	}
}
