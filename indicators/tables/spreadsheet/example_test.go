package spreadsheet_test

import (
	"bytes"
	"fmt"
	"os"
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/indicators/tables"
	"gitlab.opencode.de/zielkette/zielkette/indicators/tables/spreadsheet"
)

// A sheet is read by the mapping that reads the same table saved as CSV.
func ExampleBook_Read() {
	reader, err := tables.ReadMapping(strings.NewReader(`{
		"formatVersion": 1, "format": "long", "title": "Bericht", "decimal": ",",
		"area": "Ort", "period": "Tag", "value": "Wert",
		"rows": [{"indicator": "versuch"}]}`), "")
	if err != nil {
		fmt.Println(err)
		return
	}
	file, err := os.Open("testdata/libreoffice.ods")
	if err != nil {
		fmt.Println(err)
		return
	}
	book, err := spreadsheet.Open(file, "libreoffice.ods")
	if err != nil {
		fmt.Println(err)
		return
	}
	reading, err := book.Read(reader, "Daten", nil)
	if err != nil {
		fmt.Println(err) // all problems, with row and column
		return
	}
	fmt.Println(reading.Text(zielkette.German))
	// Output:
	// Tabellenblatt: Daten
	// 12 Messwerte aus 12 von 12 Zeilen
	// Schreibweise: Dezimalkomma
	// nicht gelesen: Zeilen vor der Kopfzeile: 1 (1:1 "Bericht über Zahlen")
	// nicht gelesen: Spalten, nach denen die Zuordnung nicht fragt: 1 (2:4 "Anmerkung")
	// Datumsangaben, gelesen wie angezeigt: 9 (B3 2021-12-31: 2021-12-31, B4 2022-01-01: 2022-01-01, B5 2022-01-02: 2022-01-02, B6 2022-01-03: 2022-01-03, B7 2022-01-04: 2022-01-04, …)
	// Formeln, gelesen ist ihr gespeicherter Wert: 1 (C13 =1+2)
	// Zahlen im Prozent- oder Uhrzeitformat, gelesen wie gespeichert: 1 (C12 0.125)
	// verbundene Zellen: 2 (A1:D1, A5:A6)
	// ausgeblendete Zeilen, gelesen: 1 (14)
	// ausgeblendete Spalten, gelesen: 1 (D)
	// Tabellenblätter, die nicht gelesen wurden: 1 (Notizen)
}

// A record written as XLSX is read back to an equal one.
func ExampleWriteTidy() {
	record, err := indicators.NewRecord(
		indicators.Observation{Indicator: "baeume", Period: zielkette.MustParsePeriod("2022"), Value: zielkette.MustParseNumber("1250")},
		indicators.Observation{Indicator: "baeume", Period: zielkette.MustParsePeriod("2023"), Status: indicators.Missing},
	)
	if err != nil {
		fmt.Println(err)
		return
	}
	var file bytes.Buffer
	if err := spreadsheet.WriteTidy(&file, record, zielkette.German); err != nil {
		fmt.Println(err)
		return
	}
	book, err := spreadsheet.Open(&file, "messwerte.xlsx")
	if err != nil {
		fmt.Println(err)
		return
	}
	reading, err := book.ReadTidy("", nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	for o := range reading.Record.All() {
		fmt.Println(o.Indicator, o.Period, o.Value, o.Status)
	}
	// Output:
	// baeume 2022 1250 A
	// baeume 2023  O
}

// A hidden sheet is listed, and read only where it is named.
func ExampleBook_Sheets() {
	file, err := os.Open("testdata/libreoffice.xlsx")
	if err != nil {
		fmt.Println(err)
		return
	}
	book, err := spreadsheet.Open(file, "libreoffice.xlsx")
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, sheet := range book.Sheets() {
		fmt.Println(sheet.Name, sheet.Hidden, sheet.Blank)
	}
	// Output:
	// Daten false false
	// Notizen true false
}
