package spreadsheet_test

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/xuri/excelize/v2"

	"gitlab.opencode.de/zielkette/zielkette/indicators/tables/spreadsheet"
)

// BenchmarkXLSX reads a sheet of 100,000 rows, beside excelize, which reads the same
// cells as texts row by row and knows neither numbers nor dates.
func BenchmarkXLSX(b *testing.B) {
	const rows = 100_000
	file := excelize.NewFile()
	out, err := file.NewStreamWriter("Sheet1")
	if err != nil {
		b.Fatal(err)
	}
	for i := range rows + 1 {
		cells := []any{"Ort", "Tag", "Wert", "Quelle"}
		if i > 0 {
			cells = []any{fmt.Sprint("ort-", i%1000), 1000 + i/1000, float64(i%997) / 4, "Amt für Statistik"}
		}
		if err := out.SetRow(fmt.Sprint("A", i+1), cells); err != nil {
			b.Fatal(err)
		}
	}
	if err := out.Flush(); err != nil {
		b.Fatal(err)
	}
	var data bytes.Buffer
	if err := file.Write(&data); err != nil {
		b.Fatal(err)
	}
	r := long(b)
	b.Run("ours", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			book, err := spreadsheet.Open(bytes.NewReader(data.Bytes()), "f")
			if err != nil {
				b.Fatal(err)
			}
			got, err := book.Read(r, "", nil)
			if err != nil || got.Added != rows {
				b.Fatal(err)
			}
		}
	})
	b.Run("excelize", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			file, err := excelize.OpenReader(bytes.NewReader(data.Bytes()), excelize.Options{RawCellValue: true})
			if err != nil {
				b.Fatal(err)
			}
			in, err := file.Rows("Sheet1")
			if err != nil {
				b.Fatal(err)
			}
			n := 0
			for in.Next() {
				if _, err := in.Columns(); err != nil {
					b.Fatal(err)
				}
				n++
			}
			if n != rows+1 {
				b.Fatal(n)
			}
		}
	})
}
