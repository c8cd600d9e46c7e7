package spreadsheet

import (
	"bytes"
	"testing"

	"gitlab.opencode.de/zielkette/zielkette/indicators/tables"
)

// RowsOf returns the cells of a sheet by the number of the row.
func RowsOf(t testing.TB, data []byte, name string) map[int][]tables.Cell {
	t.Helper()
	b, err := Open(bytes.NewReader(data), "f")
	if err != nil {
		t.Fatal(err)
	}
	index, err := b.sheet(name)
	if err != nil {
		t.Fatal(err)
	}
	out := map[int][]tables.Cell{}
	for row, err := range b.rows(index, newScan(b)) {
		if err != nil {
			t.Fatal(err)
		}
		out[row.Line] = append([]tables.Cell(nil), row.Cells...)
	}
	return out
}
