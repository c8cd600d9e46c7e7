package spreadsheet_test

import (
	"bytes"
	"slices"
	"testing"
	"unicode/utf8"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators/tables"
	"gitlab.opencode.de/zielkette/zielkette/indicators/tables/spreadsheet"
)

// lawsOfReading are what holds for every file: a book or problems, a reading or
// problems, never a panic; lax gives what strict gives, or problems; what was read can
// be told and written.
func lawsOfReading(t *testing.T, data []byte, r *tables.Reader) {
	book, err := spreadsheet.Open(bytes.NewReader(data), "f")
	if (book == nil) == (err == nil) {
		t.Fatalf("%v and %v", book, err)
	}
	if err != nil {
		if len(zielkette.ProblemsOf(err)) == 0 {
			t.Fatalf("no problem: %v", err)
		}
		return
	}
	for _, sheet := range append(book.Sheets(), spreadsheet.Sheet{}) {
		for _, read := range []func(string, *tables.Options) (*spreadsheet.Reading, error){
			book.ReadTidy,
			func(name string, o *tables.Options) (*spreadsheet.Reading, error) { return book.Read(r, name, o) },
		} {
			strict, err := read(sheet.Name, nil)
			lax, laxErr := read(sheet.Name, &tables.Options{Lax: true})
			if (strict == nil) == (err == nil) || laxErr != nil && err == nil {
				t.Fatalf("%v and %v, lax %v", strict, err, laxErr)
			}
			if err != nil {
				if len(zielkette.ProblemsOf(err)) == 0 {
					t.Fatalf("no problem: %v", err)
				}
				continue
			}
			if !slices.Equal(lines(strict.Record), lines(lax.Record)) {
				t.Fatal("lax reads another record of a good sheet")
			}
			if text := lax.Text(zielkette.German); !utf8.ValidString(text) {
				t.Fatalf("%q", text)
			}
			var b bytes.Buffer
			if spreadsheet.WriteTidy(&b, strict.Record, zielkette.German) == nil {
				again, err := open(t, b.Bytes()).ReadTidy("", nil)
				if err != nil || !slices.Equal(lines(strict.Record), lines(again.Record)) {
					t.Fatalf("written and read again: %v", err)
				}
			}
		}
	}
}

// FuzzOpen reads whole archives.
func FuzzOpen(f *testing.F) {
	f.Add(workbook(f, "", row(s("Ort"), c("2021"))+row(s("x"), c("1"))))
	f.Add(document(f, odsStyles, osheet("a", orow(ot("Ort"), on("2021")), orow(ot("x"), on("1")))))
	r := wide(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 1<<16 {
			return // so that no run takes long
		}
		lawsOfReading(t, data, r)
	})
}

// FuzzSheet reads the parts of a workbook and of a document, both from the fuzzer and
// packed into an archive here, which a fuzzer does not get through.
func FuzzSheet(f *testing.F) {
	f.Add(row(s("Ort"), c("2021"), c("2022"))+row(s("x"), c("0.30000000000000004", `s="1"`), formula("A1", "<v>2</v>"))+row(`<c t="s"><v>1</v></c>`, c("44561.5", `s="2"`)), stylesheet,
		osheet("a", `<table:table-column table:visibility="collapse"/>`, orow(ot("Ort"), on("2021"), on("2022")), orow(ot("x", `table:number-rows-spanned="2"`), on("1", `table:number-columns-repeated="2"`)), orow("<table:covered-table-cell/>", od("2021-12-31"))))
	f.Add(`<worksheet><cols><col min="2" max="2" hidden="1"/></cols><sheetData>`+row(s("kennzahl"), s("zeitraum"), s("wert"))+row(s("a"), c("2021"), c("1.5"))+`</sheetData><mergeCells><mergeCell ref="A2:A3"/></mergeCells></worksheet>`,
		stylesheet, osheet("a", orow(ot("indicator"), ot("period"), ot("value")), `<table:table-row table:number-rows-repeated="2" table:visibility="filter">`+ot("a")+od("2021-12-31", `table:style-name="year"`)+on("2")+"</table:table-row>"))
	r := wide(f)
	f.Fuzz(func(t *testing.T, sheet, styles, body string) {
		if len(sheet)+len(styles)+len(body) > 1<<13 {
			return // so that no run takes long
		}
		lawsOfReading(t, workbookOf(t, styles, "", sheet), r)
		lawsOfReading(t, document(t, odsStyles, body), r)
	})
}
