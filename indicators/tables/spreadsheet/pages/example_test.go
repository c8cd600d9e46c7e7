package pages_test

import (
	"bytes"
	"fmt"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/report"
	"gitlab.opencode.de/zielkette/zielkette/indicators/tables/spreadsheet"
	"gitlab.opencode.de/zielkette/zielkette/indicators/tables/spreadsheet/pages"
)

// A page is what report.Of and its sections give, or one of your own.
func ExampleWrite() {
	page := report.Page{Title: "Ziele", Language: zielkette.German, Sections: []report.Section{{Title: "Überblick", Blocks: []report.Block{
		report.Table{
			Columns: []report.Column{{Title: "Ziel"}, {Title: "erreicht", Right: true}},
			Groups:  []report.Group{{Rows: []report.Row{{Cells: []report.Cell{{Lines: []report.Phrase{report.Say("Mehr Grün")}}, {Lines: []report.Phrase{report.Say("38,3 %")}}}}}}},
		},
	}}}}
	var file bytes.Buffer
	if err := pages.Write(&file, page); err != nil {
		fmt.Println(err)
		return
	}
	book, err := spreadsheet.Open(&file, "ziele.xlsx")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(book.Sheets())
	// Output:
	// [{Überblick false false}]
}
