package spreadsheet_test

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"gitlab.opencode.de/zielkette/zielkette/indicators/tables"
	"gitlab.opencode.de/zielkette/zielkette/indicators/tables/spreadsheet"
)

// sheet puts the table into a file of excelize that the files of LibreOffice in
// testdata were made of, too. dates are those of a program that counts from 1900 or
// from 1904.
func sheet(t testing.TB, epoch1904 bool) []byte {
	t.Helper()
	file := excelize.NewFile()
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	style := func(format string) int {
		id, err := file.NewStyle(&excelize.Style{CustomNumFmt: &format})
		check(err)
		return id
	}
	check(file.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &epoch1904}))
	check(file.SetSheetName("Sheet1", "Daten"))
	since := 44561 // 2021-12-31
	if epoch1904 {
		since -= 1462
	}
	for i, row := range [][]any{
		{"Bericht über Zahlen", nil, nil, nil},
		{"Ort", "Tag", "Wert", "Anmerkung"},
		{"sum", since, 0.1 + 0.2, "0,1 + 0,2"},
		{"sum", since + 1, 9.6731999999999996, nil},
		{"sum", since + 2, 1e-7, nil},
		{nil, since + 3, 123456789012345.0, "unter einer verbundenen Zelle"},
		{"sum", since + 4, 12345678901234567.0, nil},
		{"text", "2021-12-31", "12,5", "Text"},
		{"text", "31.12.2022", "1.234,5", nil},
		{"text", "2023-12-31", "(5)", "unsicher"},
		{"monat", since - 30, 7, "Format mit Monat und Jahr"},
		{"prozent", since, 0.125, nil},
		{"formel", since, 3, nil},
		{5974040, since, 1, "ausgeblendet"},
	} {
		check(file.SetSheetRow("Daten", fmt.Sprintf("A%d", i+1), &row))
	}
	check(file.SetCellStyle("Daten", "B3", "B14", style("dd.mm.yyyy")))
	check(file.SetCellStyle("Daten", "B11", "B11", style(`mmm\ yyyy`)))
	check(file.SetCellStyle("Daten", "C12", "C12", style("0.0%")))
	check(file.SetCellStyle("Daten", "A14", "A14", style("00000000")))
	check(file.SetCellFormula("Daten", "C13", "1+2")) // beside the value 3
	check(file.MergeCell("Daten", "A1", "D1"))
	check(file.MergeCell("Daten", "A5", "A6"))
	check(file.SetRowVisible("Daten", 14, false))
	check(file.SetColVisible("Daten", "D", false))
	if _, err := file.NewSheet("Notizen"); err != nil {
		t.Fatal(err)
	}
	check(file.SetCellStr("Notizen", "A1", "nur intern"))
	check(file.SetSheetVisible("Notizen", false))
	var b bytes.Buffer
	check(file.Write(&b))
	check(file.Close())
	return b.Bytes()
}

// The same table is read alike whichever program wrote it. Both programs cut numbers
// to 15 digits when they write; the test of hand-made sheets has those that do not.
func TestPrograms(t *testing.T) {
	reader, err := tables.ReadMapping(strings.NewReader(`{"formatVersion": 1, "format": "long", "title": "Bericht", "area": "Ort", "period": "Tag", "value": "Wert", "decimal": ",",
		"rows": [{"indicator": "a"}]}`), "")
	if err != nil {
		t.Fatal(err)
	}
	stored := func(name string) []byte {
		data, err := os.ReadFile("testdata/" + name)
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	want := []string{
		"a sum 2021-12-31 0.3 A", "a sum 2022-01-01 9.6732 A", "a sum 2022-01-02 0.0000001 A", "a sum 2022-01-03 123456789012345 A", "a sum 2022-01-04 12345678901234500 A",
		"a text 2021-12-31 12.5 A", "a text 2022-12-31 1234.5 A", "a text 2023-12-31 5 U", "a monat 2021-12 7 A", "a prozent 2021-12-31 0.125 A", "a formel 2021-12-31 3 A", "a 05974040 2021-12-31 1 A",
	}
	for name, data := range map[string][]byte{
		"excelize": sheet(t, false), "excelize 1904": sheet(t, true),
		"libreoffice.ods": stored("libreoffice.ods"), "libreoffice_1904.ods": stored("libreoffice_1904.ods"),
		"libreoffice.xlsx": stored("libreoffice.xlsx"), "libreoffice_1904.xlsx": stored("libreoffice_1904.xlsx"),
	} {
		t.Run(name, func(t *testing.T) {
			book, err := spreadsheet.Open(bytes.NewReader(data), name)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff([]spreadsheet.Sheet{{Name: "Daten"}, {Name: "Notizen", Hidden: true}}, book.Sheets()); diff != "" {
				t.Error(diff)
			}
			got, err := book.Read(reader, "", nil)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, lines(got.Record)); diff != "" {
				t.Error(diff)
			}
			kinds := []string{"dates 9", "formulas 1", "scaled 1", "merged 2", "hidden-rows 1", "hidden-columns 1", "other-sheets 1"}
			var have []string
			for _, r := range got.Remarks {
				have = append(have, fmt.Sprint(r.Kind, " ", r.Count))
			}
			if diff := cmp.Diff(kinds, have); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Every number and text that excelize reads of a sheet, this package reads too.
func TestAgainstExcelize(t *testing.T) {
	for _, name := range []string{"libreoffice.xlsx", "libreoffice_1904.xlsx"} {
		data, err := os.ReadFile("testdata/" + name)
		if err != nil {
			t.Fatal(err)
		}
		file, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		raw, err := file.GetRows("Daten")
		if err != nil {
			t.Fatal(err)
		}
		rows := spreadsheet.RowsOf(t, data, "Daten")
		for i, row := range raw {
			for j, text := range row {
				cell := rows[i+1][j]
				date := strings.HasPrefix(cell.Text, "202") && len(text) == 5
				if cell.Text != text && !date && !cell.Covered && strings.TrimLeft(cell.Text, "0") != text {
					t.Errorf("%s, row %d, cell %d: %q, excelize reads %q", name, i+1, j+1, cell.Text, text)
				}
			}
		}
	}
}
