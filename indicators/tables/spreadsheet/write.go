package spreadsheet

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

// maxCellText is the number of UTF-16 units that a cell can hold.
const maxCellText = 32767

// columns are those of a tidy table of package tables.
var columns = [...]zielkette.Text{
	{DE: "kennzahl", EN: "indicator"},
	{DE: "gebiet", EN: "area"},
	{DE: "zeitraum", EN: "period"},
	{DE: "wert", EN: "value"},
	{DE: "nenner", EN: "denominator"},
	{DE: "stufe", EN: "label"},
	{DE: "status", EN: "status"},
	{DE: "definition", EN: "definition"},
	{DE: "bekannt_am", EN: "known_on"},
	{DE: "quelle", EN: "source"},
	{DE: "anmerkung", EN: "note"},
}

// WriteTidy writes a record as an XLSX file with one sheet, a tidy table with one
// observation a row in the order of recording, and German or English names of the
// columns. [Book.ReadTidy] reads it to an equal record.
//
// Numbers are cells of numbers that show their places, and texts are texts, so that
// none is run as a formula. A number of more than 15 digits, which no spreadsheet
// can hold, is a text. Periods and days are texts, for 2018-spring is no date.
//
// The error is that of w, or a [zielkette.Problems] naming the first observation
// that cannot be written: a text of more than 32767 characters or with control
// characters, or the row behind the last that a sheet has. A table of more than
// 16 MiB stands in a temporary file while it is written.
func WriteTidy(w io.Writer, r *indicators.Record, language zielkette.Language) (err error) {
	if r.Len() >= maxLine {
		return unwritable(maxLine-1, CodeLimit, "",
			fmt.Sprintf("ein Tabellenblatt hat höchstens %d Zeilen; als CSV schreiben", maxLine),
			fmt.Sprintf("a sheet has at most %d rows; write CSV", maxLine))
	}
	name := zielkette.Text{DE: "Messwerte", EN: "observations"}.In(language)
	file := excelize.NewFile()
	defer func() {
		if failed := file.Close(); err == nil { // removes the temporary file
			err = failed
		}
	}()
	if err := file.SetSheetName(file.GetSheetName(0), name); err != nil {
		return err
	}
	out, err := file.NewStreamWriter(name)
	if err != nil {
		return err
	}
	if err := out.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	row := make([]any, len(columns))
	for i, c := range columns {
		row[i] = c.In(language)
	}
	if err := out.SetRow("A1", row); err != nil {
		return err
	}
	numbers := numberCells{file: file, language: language, styles: map[int]int{}}
	line := 1
	for o := range r.All() {
		line++
		texts := [...]string{o.Indicator, o.Area, o.Period.String(), "", "", o.Label, o.Status.String(), o.Definition, o.Known.String(), o.Source, o.Note}
		for i, text := range texts {
			if p := checkText(line-2, text); p != nil {
				return p
			}
			row[i] = nil
			if text != "" {
				row[i] = text
			}
		}
		for i, n := range map[int]zielkette.Number{3: o.Value, 4: o.Denominator} {
			if row[i], err = numbers.of(n); err != nil {
				return err
			}
		}
		if err := out.SetRow(cellName(line, 1), row); err != nil {
			return err
		}
	}
	if err := out.Flush(); err != nil {
		return err
	}
	return file.Write(w)
}

// numberCells makes cells of numbers.
type numberCells struct {
	file     *excelize.File
	language zielkette.Language
	styles   map[int]int // by the number of places
}

// of returns the cell of a number with a style that shows its places: the nearest
// binary fraction, if that is read as the same number again, else a text.
func (c *numberCells) of(n zielkette.Number) (any, error) {
	text := n.String()
	if text == "" {
		return nil, nil //nolint:nilnil // a blank cell
	}
	f, err := strconv.ParseFloat(text, 64)
	if err == nil {
		again, _ := shown(strconv.FormatFloat(f, 'f', -1, 64))
		if m, err := zielkette.ParseNumber(again); err == nil && m.Equal(n) {
			_, places, _ := strings.Cut(text, ".")
			style, err := c.style(len(places))
			return excelize.Cell{StyleID: style, Value: f}, err
		}
	}
	if c.language != zielkette.English {
		text = strings.Replace(text, ".", ",", 1)
	}
	return text, nil
}

func (c *numberCells) style(places int) (int, error) {
	if id, ok := c.styles[places]; ok {
		return id, nil
	}
	code := "0"
	if places > 0 {
		code += "." + strings.Repeat("0", places)
	}
	id, err := c.file.NewStyle(&excelize.Style{CustomNumFmt: &code})
	c.styles[places] = id
	return id, err
}

// checkText returns a problem where a text cannot stand in a cell.
func checkText(position int, text string) error {
	switch {
	case len(text) > maxCellText && len(utf16.Encode([]rune(text))) > maxCellText:
		return unwritable(position, CodeText, text,
			fmt.Sprintf("eine Zelle fasst höchstens %d Zeichen; den Text kürzen", maxCellText),
			fmt.Sprintf("a cell holds at most %d characters; shorten the text", maxCellText))
	case !utf8.ValidString(text) || strings.ContainsFunc(text, noXML):
		return unwritable(position, CodeText, text,
			"der Text enthält Steuerzeichen oder ist kein gültiges UTF-8",
			"the text has control characters or is not valid UTF-8")
	}
	return nil
}

// noXML reports whether a character cannot stand in XML as itself.
func noXML(r rune) bool {
	return r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xfffe || r == 0xffff
}

func unwritable(position int, code zielkette.Code, subject, de, en string) error {
	return zielkette.Problems{{
		Code: code, Place: zielkette.Place{Pointer: fmt.Sprintf("/observations/%d", position)},
		Subject: clip(subject), Message: zielkette.Text{DE: de, EN: en},
	}}
}
