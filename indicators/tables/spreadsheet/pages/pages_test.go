package pages_test

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/folder"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/report"
	"gitlab.opencode.de/zielkette/zielkette/indicators/tables/spreadsheet/pages"
)

func cell(texts ...string) (c report.Cell) {
	for _, t := range texts {
		c.Lines = append(c.Lines, report.Say(t))
	}
	return c
}

func row(texts ...string) (r report.Row) {
	for _, t := range texts {
		r.Cells = append(r.Cells, cell(t))
	}
	return r
}

// written returns the sheets of a page with the cells that are not blank, as a
// program shows them. A number is marked.
func written(t testing.TB, page report.Page) map[string][]string {
	t.Helper()
	var b, again bytes.Buffer
	if err := pages.Write(&b, page); err != nil {
		t.Fatal(err)
	}
	if err := pages.Write(&again, page); err != nil || !bytes.Equal(b.Bytes(), again.Bytes()) {
		t.Errorf("the same page is written otherwise the second time (%v)", err)
	}
	file, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]string{}
	for _, sheet := range file.GetSheetList() {
		out[sheet] = []string{}
		rows, err := file.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for i, texts := range rows {
			for j, text := range texts {
				name, err := excelize.CoordinatesToCellName(j+1, i+1)
				if err != nil {
					t.Fatal(err)
				}
				kind, err := file.GetCellType(sheet, name)
				if err != nil {
					t.Fatal(err)
				}
				if formula, err := file.GetCellFormula(sheet, name); err != nil || formula != "" {
					t.Errorf("%s has the formula %s", name, formula)
				}
				if kind == excelize.CellTypeUnset || kind == excelize.CellTypeNumber {
					text = "#" + text
				}
				if text != "#" {
					out[sheet] = append(out[sheet], name+" "+text)
				}
			}
		}
	}
	return out
}

func TestWrite(t *testing.T) {
	figures := report.Table{
		Caption: "Ziele",
		Columns: []report.Column{{Title: "Ziel"}, {Title: "Bild", Bars: true}, {Title: "erreicht", Right: true}},
		Groups: []report.Group{{Title: report.Strong("Gruppe"), Rows: []report.Row{
			{Cells: []report.Cell{cell("=1+1", "klein"), {Bar: report.Bar{{}}}, cell("38,3 %")}},
			row("2023", "", "−69,0"), row("a", "", "1.234.567,90"), row("b", "", "–"), row("c", "", "1 von 4"), row("d", "", "12345678901234567"), row("e"), row("f", "", "1.2"), row("g", "", "-7"),
		}}},
		Foot: []report.Row{row("Summe", "", "100 %")},
	}
	page := report.Page{
		Title: "Bericht", Over: "Musterstadt", Banner: "ERFUNDEN", Language: zielkette.German,
		Sections: []report.Section{
			{Title: "Was [zuerst]: steht? / und weiter noch", Blocks: []report.Block{report.Paragraph{Text: report.Say("x")}, figures}},
			{Title: "Ohne Tabelle", Blocks: []report.Block{report.Paragraph{Text: report.Say("x")}}},
			{Title: "Was (zuerst)", Blocks: []report.Block{
				report.Fold{Blocks: []report.Block{report.Card{Title: report.Say("Blatt"), Blocks: []report.Block{report.Entry{Blocks: []report.Block{report.Table{Columns: []report.Column{{Title: "A"}}}}}}}}},
				report.Drawing{Title: "Verlauf", Table: report.Table{Columns: []report.Column{{Title: "Jahr"}}, Groups: []report.Group{{Rows: []report.Row{row("2021")}}}}},
			}},
			{Title: "was (zuerst)", Blocks: []report.Block{figures}},
		},
	}
	got := written(t, page)
	want := map[string][]string{
		"Was  zuerst   steht    und weit": {
			"A1 ERFUNDEN", "A2 Bericht", "A3 Musterstadt", "A5 Ziele", "A6 Ziel", "B6 erreicht", "A7 Gruppe", "A8 =1+1\nklein", "B8 #38.3%", "A9 2023", "B9 #-69.0", "A10 a", "B10 #1,234,567.90",
			"A11 b", "B11 –", "A12 c", "B12 1 von 4", "A13 d", "B13 12345678901234567", "A14 e", "A15 f", "B15 1.2", "A16 g", "B16 #-7", "A17 Summe", "B17 #100%",
		},
		"Was (zuerst)":   {"A1 ERFUNDEN", "A2 Bericht", "A3 Musterstadt", "A5 Blatt", "A6 A", "A8 Verlauf", "A9 Jahr", "A10 2021"},
		"was (zuerst) 2": nil,
	}
	for name, cells := range want {
		if diff := cmp.Diff(cells, got[name]); cells != nil && diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	if len(got) != len(want) || len(got["was (zuerst) 2"]) == 0 {
		t.Errorf("%v", got)
	}
	english := report.Page{Title: "T", Language: zielkette.English, Sections: []report.Section{{Title: "'", Blocks: []report.Block{
		report.Table{Columns: []report.Column{{Title: "n", Right: true}}, Groups: []report.Group{{Rows: []report.Row{row("1,234.5%"), row("1,5"), row("1.5")}}}},
	}}}}
	if diff := cmp.Diff(map[string][]string{"2": {"A1 T", "A3 n", "A4 #1,234.5%", "A5 1,5", "A6 #1.5"}}, written(t, english)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(map[string][]string{"Leer": {"A1 Leer"}}, written(t, report.Page{Title: "Leer"})); diff != "" {
		t.Error(diff)
	}
	if err := pages.Write(failing{}, page); err == nil {
		t.Error("a writer that fails is not reported")
	}
}

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, fmt.Errorf("full") }

// city is the report of a city that this repository ships.
func city(t testing.TB) report.Page {
	t.Helper()
	f, err := folder.Load(os.DirFS("../../../../examples/leipzig/data"))
	if err != nil {
		t.Fatal(err)
	}
	model, err := f.Compile()
	if err != nil {
		t.Fatal(err)
	}
	result, err := model.Evaluate(f.Record, evaluation.Options{AsOf: zielkette.MustParseDate("2023-12-31")})
	if err != nil {
		t.Fatal(err)
	}
	return report.Of(result, report.Options{}).Page()
}

// The report of a city has the figures in its sheets that it has on paper.
func TestReport(t *testing.T) {
	got := written(t, city(t))
	if len(got) < 3 {
		t.Errorf("only %d sheets", len(got))
	}
	all := ""
	for _, cells := range got {
		all += strings.Join(cells, "\n")
	}
	for _, want := range []string{"#38.3%", "#30.7%", "Wege mit dem Fahrrad", "gewichtetes arithmetisches Mittel"} {
		if !strings.Contains(all, want) {
			t.Errorf("%q stands in no sheet", want)
		}
	}
}

// A block that contains itself is an error.
func TestBlocksInThemselves(t *testing.T) {
	blocks := make([]report.Block, 1)
	blocks[0] = report.Fold{Blocks: blocks}
	if err := pages.Write(io.Discard, report.Page{Sections: []report.Section{{Blocks: blocks}}}); err == nil {
		t.Error("it is written")
	}
}
