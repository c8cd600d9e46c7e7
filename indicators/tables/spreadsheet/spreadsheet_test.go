package spreadsheet_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/indicators/tables"
	"gitlab.opencode.de/zielkette/zielkette/indicators/tables/spreadsheet"
)

// archive makes an archive of names and texts, in this order.
func archive(t testing.TB, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		part, err := w.CreateHeader(&zip.FileHeader{Name: parts[i]}) // not compressed
		if err == nil {
			_, err = io.WriteString(part, parts[i+1])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const (
	rels  = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`
	links = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
		`<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>` +
		`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="/xl/worksheets/sheet2.xml"/>` +
		`<Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>` +
		`<Relationship Id="rId4" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>`
	stylesheet = `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="3"><numFmt numFmtId="164" formatCode="mmm\ yyyy"/><numFmt numFmtId="165" formatCode="yyyy;@"/><numFmt numFmtId="166" formatCode="00000000"/></numFmts>` +
		`<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="10"/><xf numFmtId="166"/><xf numFmtId="21"/></cellXfs>` +
		`<dxfs><dxf><numFmt numFmtId="164" formatCode="0"/></dxf></dxfs></styleSheet>`
	sharedStrings = `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>Ort</t></si><si><r><rPr><b/></rPr><t xml:space="preserve">Mit</t></r><r><t>te_x0041_</t></r><rPh><t>xx</t></rPh></si></sst>`
)

// workbook makes an XLSX file by hand, whose sheets have the given rows.
func workbook(t testing.TB, properties string, sheets ...string) []byte {
	t.Helper()
	return workbookOf(t, stylesheet, properties, sheets...)
}

func workbookOf(t testing.TB, styles, properties string, sheets ...string) []byte {
	t.Helper()
	list := ""
	parts := []string{"_rels/.rels", rels, "xl/_rels/workbook.xml.rels", links, "xl/styles.xml", styles, "xl/sharedStrings.xml", sharedStrings}
	for i, sheet := range sheets {
		if !strings.Contains(sheet, "<worksheet") {
			sheet = `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>` + sheet + `</sheetData></worksheet>`
		}
		list += fmt.Sprintf(`<sheet name="Blatt%d" sheetId="%d" r:id="rId%d"/>`, i+1, i+1, i+1)
		parts = append(parts, fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1), sheet)
	}
	parts = append(parts, "xl/workbook.xml", `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">`+
		properties+`<sheets>`+list+`</sheets></workbook>`)
	return archive(t, parts...)
}

// document makes an ODS file by hand.
func document(t testing.TB, styles, body string) []byte {
	t.Helper()
	return archive(t, "mimetype", "application/vnd.oasis.opendocument.spreadsheet", "content.xml",
		`<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0" office:version="1.3">`+
			`<office:automatic-styles>`+styles+`</office:automatic-styles><office:body><office:spreadsheet>`+body+`</office:spreadsheet></office:body></office:document-content>`)
}

// wide reads a table with a column Ort and columns of periods.
func wide(t testing.TB) *tables.Reader {
	t.Helper()
	r, err := tables.Mapping{FormatVersion: 1, Format: tables.Wide, Area: "Ort", Rows: []tables.Selection{{Indicator: "a"}}}.Compile()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// long reads a table with the columns Ort, Tag and Wert.
func long(t testing.TB) *tables.Reader {
	t.Helper()
	r, err := tables.Mapping{FormatVersion: 1, Format: tables.Long, Area: "Ort", Period: "Tag", Value: "Wert", Rows: []tables.Selection{{Indicator: "a"}}}.Compile()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// lines writes observations, one a line.
func lines(r *indicators.Record) (out []string) {
	for o := range r.All() {
		out = append(out, strings.Join([]string{o.Indicator, o.Area, o.Period.String(), o.Value.String(), o.Status.String()}, " "))
	}
	return out
}

func remarks(r *spreadsheet.Reading) (out []string) {
	for _, m := range r.Remarks {
		out = append(out, fmt.Sprintf("%s %d: %s", m.Kind, m.Count, strings.Join(m.First, " / ")))
		if m.Kind.Text(zielkette.German) == "" || len(m.First) > tables.MaxPassed {
			out = append(out, "no text")
		}
	}
	return out
}

// codes tells the problems by place and code, of a full list the first and how it ends.
func codes(err error) (out []string) {
	for _, p := range zielkette.ProblemsOf(err) {
		out = append(out, strings.TrimSpace(strings.TrimPrefix(p.Place.String(), "f")+" "+string(p.Code)))
	}
	if len(out) > 100 {
		return []string{out[0], out[len(out)-1]}
	}
	return out
}

func open(t testing.TB, data []byte) *spreadsheet.Book {
	t.Helper()
	b, err := spreadsheet.Open(bytes.NewReader(data), "f")
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// c is a cell of a number or with further attributes, s one of a text.
func c(value string, more ...string) string {
	return "<c " + strings.Join(more, " ") + "><v>" + value + "</v></c>"
}

func s(text string) string                 { return `<c t="inlineStr"><is><t>` + text + `</t></is></c>` }
func row(cells ...string) string           { return "<row>" + strings.Join(cells, "") + "</row>" }
func formula(formula, value string) string { return "<c><f>" + formula + "</f>" + value + "</c>" }

func TestXLSX(t *testing.T) {
	heading := row(s("Ort"), s("Tag"), s("Wert"))
	tests := []struct {
		name, properties       string
		sheets                 []string
		mapping                *tables.Reader
		want, remarks, problem []string
	}{
		{
			name: "numbers", mapping: long(t), sheets: []string{heading +
				row(s("a"), c("2001"), c("0.30000000000000004")) + row(s("a"), c("2002"), c("9.6731999999999996")) + row(s("a"), c("2003"), c("9.9999999999999995E-8")) +
				row(s("a"), c("2004"), c("123456789012345")) + row(s("a"), c("2005"), c("12345678901234567")) + row(s("a"), c("2006"), c("1.23456789012345")) +
				row(s("a"), c("2007"), c("1E-7")) + row(s("a"), c("2008"), c("-5.0", `t="n"`)) + row(s("a"), s("2009"), s("12,5")) + row(s("a"), c("2010"), c("1.234")) +
				row(s("a"), c("2011"), c("+2")) + row(s("a"), c("2012"), s("-"))},
			want: []string{
				"a a 2001 0.3 A", "a a 2002 9.6732 A", "a a 2003 0.0000001 A", "a a 2004 123456789012345 A", "a a 2005 12345678901234600 A", "a a 2006 1.23456789012345 A",
				"a a 2007 0.0000001 A", "a a 2008 -5.0 A", "a a 2009 12.5 A", "a a 2010 1.234 A", "a a 2011 2 A", "a a 2012 0 A",
			},
			remarks: []string{"shortened 4: C2 0.30000000000000004 / C3 9.6731999999999996 / C4 9.9999999999999995E-8 / C6 12345678901234567"},
		},
		{
			name: "dates", mapping: long(t), sheets: []string{heading +
				row(s("a"), c("44561", `s="1"`), c("1")) + row(s("b"), c("44531", `s="2"`), c("2")) + row(s("c"), c("44561.0", `s="3"`), c("3")) + row(s("a"), c("61", `s="1"`), c("4")) +
				row(s("a"), c("59", `s="1"`), c("5")) + row(s("a"), c("1", `s="1"`), c("6")) + row(s("a"), c("2022-01-31", `t="d" s="1"`), c("7")) + row(s("a"), c("2958465", `s="1"`), c("8"))},
			want: []string{
				"a a 2021-12-31 1 A", "a b 2021-12 2 A", "a c 2021 3 A", "a a 1900-03-01 4 A", "a a 1900-02-28 5 A", "a a 1900-01-01 6 A", "a a 2022-01-31 7 A", "a a 9999-12-31 8 A",
			},
			remarks: []string{"dates 8: B2 44561: 2021-12-31 / B3 44531: 2021-12 / B4 44561.0: 2021 / B5 61: 1900-03-01 / B6 59: 1900-02-28"},
		},
		{
			name: "dates since 1904", mapping: long(t), properties: `<workbookPr date1904="1"/>`, sheets: []string{heading + row(s("a"), c("43099", `s="1"`), c("1")) + row(s("a"), c("0", `s="1"`), c("2"))},
			want: []string{"a a 2021-12-31 1 A", "a a 1904-01-01 2 A"}, remarks: []string{"dates 2: B2 43099: 2021-12-31 / B3 0: 1904-01-01"},
		},
		{
			name: "dates that are none", mapping: long(t), sheets: []string{heading + row(s("a"), c("60", `s="1"`), c("1")) + row(s("a"), c("2958466", `s="1"`), c("2")) + row(s("a"), c("44561.5", `s="1"`), c("3"))},
			problem: []string{":2:2 period", ":3:2 period", ":4:2 period"},
		},
		{
			name: "texts", mapping: wide(t), sheets: []string{row(`<c t="s"><v>0</v></c>`, c("2021"), c("2022")) + row(`<c t="s"><v>1</v></c>`, c("1"), c("2")) + row(c("5974040", `s="5"`), c("3"), c("4")) + row(c("1", `t="b"`), c("5"))},
			want: []string{"a MitteA 2021 1 A", "a MitteA 2022 2 A", "a 05974040 2021 3 A", "a 05974040 2022 4 A", "a TRUE 2021 5 A", "a TRUE 2022  O"},
		},
		{
			name: "formulas and formats", mapping: wide(t), sheets: []string{row(s("Ort"), c("2021"), c("2022")) + row(s("x"), formula("1+1", "<v>2</v>"), c("0.125", `s="4"`)) + row(s("y"), `<c t="str"><f>A1</f><v></v></c>`, c("0.5", `s="6"`))},
			want: []string{"a x 2021 2 A", "a x 2022 0.125 A", "a y 2021  O", "a y 2022 0.5 A"}, remarks: []string{"formulas 2: B2 =1+1 / B3 =A1", "scaled 2: C2 0.125 / C3 0.5"},
		},
		{
			name: "formulas without a value and errors", mapping: wide(t), sheets: []string{row(s("Ort"), c("2021"), c("2022")) + row(s("x"), formula("SUM(B3)", ""), `<c t="e"><f>1/0</f><v>#DIV/0!</v></c>`) + row(s("y"), c("", `t="n"`), c("NaN"))},
			problem: []string{":2:2 number-text", ":2:3 number-text", ":3:3 number-text"},
		},
		{
			name: "merged cells", mapping: wide(t), sheets: []string{`<worksheet><cols><col min="2" max="2" hidden="1"/><col min="9" max="16384" hidden="true"/></cols><sheetData>` +
				row(s("Ort"), s("Art"), c("2021")) + row(s("x"), s("p"), c("1")) + `<row r="3" hidden="1">` + s("")[:0] + `<c r="B3" t="inlineStr"><is><t>q</t></is></c><c r="C3"><v>2</v></c></row>` + `<row r="5"><c r="C5"><v>3</v></c></row>` +
				`</sheetData><mergeCells><mergeCell ref="A5:B5"/><mergeCell ref="A2:A3"/><mergeCell ref="D9"/></mergeCells></worksheet>`},
			problem: []string{":3:1 duplicate"},
		},
		{
			name: "hidden", mapping: long(t), sheets: []string{`<worksheet><cols><col min="2" max="2" hidden="1"/><col min="9" max="16384" hidden="true"/></cols><sheetData>` +
				heading + row(s("x"), c("2021"), c("1")) + `<row r="3" hidden="1"><c r="B3"><v>2022</v></c><c r="C3"><v>2</v></c></row><row r="4" hidden="1"/>` +
				`</sheetData><mergeCells><mergeCell ref="A2:A3"/></mergeCells></worksheet>`},
			want: []string{"a x 2021 1 A", "a x 2022 2 A"}, remarks: []string{"merged 1: A2:A3", "hidden-rows 1: 3", "hidden-columns 1: B"},
		},
		{
			name: "a value under a merged cell", mapping: wide(t), sheets: []string{`<worksheet><sheetData>` + row(s("Ort"), c("2021"), c("2022")) + row(s("x"), c("1")) + row(s("y"), c("1"), c("2")) +
				`</sheetData><mergeCells><mergeCell ref="B2:C2"/></mergeCells></worksheet>`},
			problem: []string{":2:3 table-covered"},
		},
		{name: "too wide", mapping: wide(t), sheets: []string{row(s("Ort"), c("2021")) + row(s("x"), c("1", `r="XFD2"`))}, problem: []string{"/rows/0 mapping-unmatched", ":2:1 table-columns"}},
		{name: "several sheets", mapping: wide(t), sheets: []string{row(s("Ort"), c("2021")), row(s("Ort"), c("2021"))}, problem: []string{"sheet-name"}},
		{name: "a blank sheet beside", mapping: wide(t), sheets: []string{row(`<c s="1"/>`), row(s("Ort"), c("2021")) + row(s("x"), c("1"))}, want: []string{"a x 2021 1 A"}},
		{name: "nothing", mapping: wide(t), sheets: []string{""}, problem: []string{"sheet-name"}},
		{name: "rows in disorder", mapping: wide(t), sheets: []string{`<row r="2">` + s("Ort") + c("2021") + `</row><row r="2"/>`}, problem: []string{"sheet-damaged"}},
		{name: "no row", mapping: wide(t), sheets: []string{`<row r="2097153">` + s("Ort") + `</row>`}, problem: []string{"sheet-damaged"}},
		{name: "cells in disorder", mapping: wide(t), sheets: []string{row(c("1", `r="B1"`), c("1", `r="A1"`))}, problem: []string{"sheet-damaged"}},
		{name: "no such text", mapping: wide(t), sheets: []string{row(c("2", `t="s"`))}, problem: []string{"sheet-damaged"}},
		{name: "an entity", mapping: wide(t), sheets: []string{row(s("&xxe;"))}, problem: []string{"sheet-damaged"}},
		{name: "cut off", mapping: wide(t), sheets: []string{`<worksheet><sheetData>` + row(s("Ort"), c("2021"))}, problem: []string{"sheet-damaged"}},
		{name: "a merged cell upside down", mapping: wide(t), sheets: []string{`<worksheet><sheetData>` + row(s("Ort")) + `</sheetData><mergeCells><mergeCell ref="B2:A1"/></mergeCells></worksheet>`}, problem: []string{"sheet-damaged"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b, err := spreadsheet.Open(bytes.NewReader(workbook(t, tt.properties, tt.sheets...)), "f")
			var got *spreadsheet.Reading
			if err == nil {
				got, err = b.Read(tt.mapping, "", nil)
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
