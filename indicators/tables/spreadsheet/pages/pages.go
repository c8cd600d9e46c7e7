// Package pages writes the tables of a report as a spreadsheet, for those who go on
// calculating with them.
//
//	err := pages.Write(file, report.Of(result, report.Options{}).Page())
//
// Every section that has tables is a sheet of its own: the title of the page and, on
// top of all, its warning that data are invented; then the tables beneath each other,
// with caption, heading, groups and foot. Pictures stand there as their table; bars,
// which repeat what their row says, are left out. What else a report says it says as
// text, Markdown or HTML.
package pages

import (
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/report"
)

// Limits of the programs.
const (
	maxName = 31     // characters of the name of a sheet
	maxText = 32_767 // of a cell; what is longer is cut, with a mark
	maxWide = 60     // of a column, in characters, before its cells are broken into lines
)

// Write writes the tables of a page as XLSX. A cell that holds nothing but a number
// or a percentage, in the notation of the language of the page, and stands in a
// column of figures is a number that shows as many places; all others are texts, so
// that none is run as a formula. A page without tables is one sheet with its title.
// The error is that of the page, of w or of the program library; the same page gives the
// same bytes.
func Write(w io.Writer, page report.Page) (err error) {
	if err := page.Err(); err != nil {
		return err
	}
	file := excelize.NewFile()
	defer func() {
		if failed := file.Close(); err == nil {
			err = failed
		}
	}()
	b := &writer{file: file, page: page, styles: map[string]int{}, names: map[string]bool{}}
	for _, section := range page.Sections {
		if found := within(section.Blocks); len(found) > 0 {
			b.section(section.Title, found)
		}
	}
	if len(b.names) == 0 {
		b.section(page.Title, nil)
	}
	if b.err != nil {
		return b.err
	}
	return file.Write(w)
}

// within returns the tables of blocks, in their order.
func within(blocks []report.Block) (out []report.Table) {
	for _, block := range blocks {
		var inner []report.Table
		switch x := block.(type) {
		case report.Table:
			inner = []report.Table{x}
		case report.Drawing:
			if x.Table.Caption == "" {
				x.Table.Caption = x.Title
			}
			inner = []report.Table{x.Table}
		case report.Entry:
			inner = within(x.Blocks)
		case report.Card:
			inner = within(x.Blocks)
			if len(inner) > 0 && inner[0].Caption == "" {
				inner[0].Caption = x.Title.String()
			}
		case report.Fold:
			inner = within(x.Blocks)
		case report.Long:
			inner = within(slices.Collect(x.All()))
		}
		out = append(out, inner...)
	}
	return out
}

// writer writes sheets. The first error is kept, and nothing is written after it.
type writer struct {
	file   *excelize.File
	page   report.Page
	styles map[string]int
	names  map[string]bool // of the sheets, in small letters
	sheet  string
	line   int
	widths []int
	err    error
}

func (b *writer) section(title string, found []report.Table) {
	b.begin(title)
	if b.page.Banner != "" {
		b.cell(1, b.page.Banner, "bold")
		b.line++
	}
	b.cell(1, b.page.Title, "bold")
	b.line++
	if about := strings.Join(filled(b.page.Over, b.page.Under), " · "); about != "" {
		b.cell(1, about, "")
		b.line++
	}
	for _, t := range found {
		b.line++
		b.table(t)
	}
	for i, width := range b.widths {
		name, err := excelize.ColumnNumberToName(i + 1)
		b.keep(err)
		b.do(func() error { return b.file.SetColWidth(b.sheet, name, name, float64(min(width, maxWide)+2)) })
	}
}

func filled(texts ...string) (out []string) {
	for _, t := range texts {
		if t != "" {
			out = append(out, t)
		}
	}
	return out
}

// begin begins a sheet. Its name is the title without what programs do not allow in
// names, shortened, and numbered where there is one of that name.
func (b *writer) begin(title string) {
	clean := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\`, r) || r < ' ' {
			return ' '
		}
		return r
	}, title)
	clean = strings.Trim(strings.TrimSpace(clean), "'")
	name := cut(clean, maxName)
	for n := 2; name == "" || b.names[strings.ToLower(name)]; n++ {
		number := fmt.Sprintf(" %d", n)
		name = strings.TrimSpace(cut(clean, maxName-len(number)) + number)
	}
	if len(b.names) == 0 {
		b.do(func() error { return b.file.SetSheetName(b.file.GetSheetName(0), name) })
	} else {
		b.do(func() error {
			_, err := b.file.NewSheet(name)
			return err
		})
	}
	b.names[strings.ToLower(name)] = true
	b.sheet, b.line, b.widths = name, 1, nil
}

// cut shortens a text to so many UTF-16 units, the measure of the programs.
func cut(text string, most int) string {
	units := 0
	for i, r := range text {
		if units++; r > 0xffff {
			units++
		}
		if units > most {
			return strings.TrimRight(text[:i], " '")
		}
	}
	return text
}

func (b *writer) table(t report.Table) {
	if t.Caption != "" {
		b.cell(1, t.Caption, "bold")
		b.line++
	}
	var shown []int // columns that say something in words
	for i, c := range t.Columns {
		if !c.Bars {
			shown = append(shown, i)
			b.cell(len(shown), c.Title, "bold")
			b.wide(len(shown), c.Title)
		}
	}
	b.line++
	row := func(r report.Row, style string) {
		for at, i := range shown {
			if i < len(r.Cells) {
				b.figure(at+1, r.Cells[i], t.Columns[i].Right, style)
			}
		}
		b.line++
	}
	for _, g := range t.Groups {
		if title := g.Title.String(); title != "" {
			b.cell(1, title, "bold")
			b.line++
		}
		for _, r := range g.Rows {
			row(r, "")
		}
	}
	for _, r := range t.Foot {
		row(r, "bold")
	}
}

// figure writes a cell of a table.
func (b *writer) figure(column int, c report.Cell, right bool, style string) {
	var lines []string
	for _, line := range c.Lines {
		lines = append(lines, line.String())
	}
	text := strings.Join(lines, "\n")
	b.wide(column, text)
	if right {
		if value, format, ok := number(text, b.page.Language); ok {
			b.value(column, value, style+" "+format)
			return
		}
		style += " right"
	}
	b.cell(column, text, style)
}

var numbers = map[zielkette.Language]*regexp.Regexp{
	zielkette.German:  regexp.MustCompile(`^([−-]?)(\d{1,3}(?:\.\d{3})+|\d{1,15})(?:,(\d{1,15}))?([\s\x{a0}\x{202f}]?%)?$`),
	zielkette.English: regexp.MustCompile(`^([−-]?)(\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.(\d{1,15}))?([\s\x{a0}\x{202f}]?%)?$`),
}

// number reads a printed number. The format shows it with the places that were
// printed; a percentage is stored as programs do, as its hundredth. A number of more
// than 15 digits is none: programs would change it.
func number(text string, language zielkette.Language) (value float64, format string, ok bool) {
	pattern := numbers[language]
	if pattern == nil {
		pattern = numbers[zielkette.German]
	}
	m := pattern.FindStringSubmatch(text)
	if m == nil {
		return 0, "", false
	}
	whole, places := strings.NewReplacer(".", "", ",", "").Replace(m[2]), m[3]
	if len(whole)+len(places) > 15 {
		return 0, "", false
	}
	plain := whole + "." + places
	if format = "0"; len(whole) != len(m[2]) {
		format = "#,##0"
	}
	if places != "" {
		format += "." + strings.Repeat("0", len(places))
	}
	if m[4] != "" {
		plain += "e-2" // and not divided, which would round twice
		format += "%"
	}
	if m[1] != "" {
		plain = "-" + plain
	}
	value, err := strconv.ParseFloat(plain, 64)
	return value, format, err == nil
}

func (b *writer) cell(column int, text, style string) {
	if text == "" {
		return
	}
	if shorter := cut(text, maxText-1); shorter != text {
		text = shorter + "…"
	}
	b.value(column, strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' {
			return ' '
		}
		return r
	}, text), style)
}

func (b *writer) value(column int, value any, style string) {
	b.do(func() error {
		name, err := excelize.CoordinatesToCellName(column, b.line)
		if err != nil {
			return err
		}
		if err := b.file.SetCellValue(b.sheet, name, value); err != nil {
			return err
		}
		id, err := b.style(style)
		if err != nil {
			return err
		}
		return b.file.SetCellStyle(b.sheet, name, name, id)
	})
}

// style returns the style of some words: bold, right, and the format of a number.
func (b *writer) style(words string) (int, error) {
	if id, ok := b.styles[words]; ok {
		return id, nil
	}
	style := &excelize.Style{Alignment: &excelize.Alignment{Vertical: "top", WrapText: true}}
	rest := words
	if after, ok := strings.CutPrefix(rest, "bold"); ok {
		rest, style.Font = after, &excelize.Font{Bold: true}
	}
	if rest = strings.TrimSpace(rest); rest == "right" {
		style.Alignment.Horizontal = "right"
	} else if rest != "" {
		style.CustomNumFmt = &rest
	}
	id, err := b.file.NewStyle(style)
	b.styles[words] = id
	return id, err
}

// wide notes how much room the longest line of a column needs.
func (b *writer) wide(column int, text string) {
	for len(b.widths) < column {
		b.widths = append(b.widths, 0)
	}
	for line := range strings.SplitSeq(text, "\n") {
		b.widths[column-1] = max(b.widths[column-1], len([]rune(line)))
	}
}

func (b *writer) do(write func() error) {
	if b.err == nil {
		b.err = write()
	}
}

func (b *writer) keep(err error) {
	if b.err == nil {
		b.err = err
	}
}
