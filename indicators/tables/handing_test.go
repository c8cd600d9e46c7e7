package tables_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"gitlab.opencode.de/zielkette/zielkette/indicators/tables"
)

// TestManyPlainRows reads a table most rows of which are plain, with others among them
// at changing distances, and the same table with all cells in quotation marks, which
// makes no row plain: both say the same, in the same order.
func TestManyPlainRows(t *testing.T) {
	var plain, quoted strings.Builder
	write := func(cells ...string) {
		plain.WriteString(strings.Join(cells, ";") + "\n")
		quoted.WriteString(`"` + strings.Join(cells, `";"`) + "\"\n")
	}
	write("indicator", "period", "value", "status", "note")
	for i := range 9000 {
		cells := []string{fmt.Sprintf("k%d", i/300), fmt.Sprintf("%d-%02d", 2000+i%300/12, 1+i%300%12), fmt.Sprint(i), "", ""}
		switch {
		case i > 6000: // a long stretch of plain rows
		case i%701 == 700:
			cells[3] = "O" // contradicts the value, which only the record sees
		case i%613 == 612:
			cells[2] = "viel"
		case i%509 == 508:
			cells[4] = ` ""so"" `
		case i%97 == 96:
			cells[2] += " "
		}
		if cells[4] != "" {
			plain.WriteString(strings.Join(cells[:4], ";") + `;"` + cells[4] + "\"\n")
			quoted.WriteString(`"` + strings.Join(cells, `";"`) + "\"\n")
			continue
		}
		write(cells...)
	}
	read := func(text string) (lines []string, reading *tables.Reading) {
		reading, err := tables.Read(strings.NewReader(text), &tables.Options{Lax: true})
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range reading.Problems {
			lines = append(lines, fmt.Sprint(p.Place.Line, p.Code, p.Subject, p.Message))
		}
		for i := range reading.Record.Len() {
			lines = append(lines, fmt.Sprintf("%d %+v", reading.Record.Place(i).Line, reading.Record.At(i)))
		}
		return lines, reading
	}
	got, a := read(plain.String())
	want, b := read(quoted.String())
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if a.Record.Len() < 8900 || len(a.Problems) < 10 || a.Added != b.Added || a.Rows != b.Rows || a.Taken != b.Taken || a.Faulty != b.Faulty {
		t.Errorf("%d of %d rows taken, %d faulty, %d problems; want %d of %d, %d and %d", a.Taken, a.Rows, a.Faulty, len(a.Problems), b.Taken, b.Rows, b.Faulty, len(b.Problems))
	}
}
