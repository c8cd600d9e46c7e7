package tables

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/problems"

	"gitlab.opencode.de/zielkette/zielkette/internal/document"
)

// WriteTidy writes a record as a tidy table for programs: UTF-8, semicolons,
// decimal points, English column names, one observation a row in the order of
// recording. [Read] reads it to an equal record without being told the dialect: a
// number that a German reader would take for thousands, such as 1.234, is written
// 1.234e0.
//
// The error is that of w, or a [zielkette.Problems] naming the observations that
// no reader could take: texts that are not UTF-8, rows longer than [MaxRow].
// Nothing is written beyond the first such row.
func WriteTidy(w io.Writer, r *indicators.Record) error {
	return write(w, r, DecimalPoint)
}

// WriteGerman writes a record for a German spreadsheet: UTF-8 with byte order
// mark, semicolons, decimal commas, German column names, which declare the decimal
// comma to [Read]. Texts that a spreadsheet would run as a formula are guarded by
// an apostrophe, which the readers of this package take away; numbers are left as
// they are. Errors are as for [WriteTidy].
func WriteGerman(w io.Writer, r *indicators.Record) error {
	return write(w, r, DecimalComma)
}

func write(w io.Writer, r *indicators.Record, decimal Decimal) error {
	t := &tableWriter{to: bufio.NewWriter(document.Output(w)), decimal: decimal, labels: hasLabels(r)}
	if decimal == DecimalComma {
		t.row = append(t.row, "\ufeff"...)
	}
	for c, name := range columns {
		if decimal == DecimalComma {
			t.cell(column(c), name.DE)
		} else {
			t.cell(column(c), name.EN)
		}
	}
	position := 0
	for o := range r.All() {
		if err := t.end(position - 1); err != nil {
			return err
		}
		t.observation(o)
		position++
	}
	if err := t.end(position - 1); err != nil {
		return err
	}
	return t.to.Flush()
}

// hasLabels reports whether the column of labels is needed; most tables have none.
func hasLabels(r *indicators.Record) bool {
	for o := range r.All() {
		if o.Label != "" {
			return true
		}
	}
	return false
}

type tableWriter struct {
	to      *bufio.Writer
	decimal Decimal
	labels  bool
	row     []byte
	invalid bool // the row has a text that is not UTF-8
}

func (t *tableWriter) observation(o indicators.Observation) {
	t.cell(indicatorColumn, guard(o.Indicator))
	t.cell(areaColumn, guard(o.Area))
	t.cell(periodColumn, o.Period.String())
	t.cell(valueColumn, t.number(o.Value))
	t.cell(denominatorColumn, t.number(o.Denominator))
	t.cell(labelColumn, guard(o.Label))
	t.cell(statusColumn, o.Status.String())
	t.cell(definitionColumn, guard(o.Definition))
	t.cell(knownColumn, o.Known.String())
	t.cell(sourceColumn, guard(o.Source))
	t.cell(noteColumn, guard(o.Note))
}

// cell appends a cell to the row.
func (t *tableWriter) cell(c column, text string) {
	if c == labelColumn && !t.labels {
		return
	}
	if c > 0 {
		t.row = append(t.row, byte(Semicolon))
	}
	t.invalid = t.invalid || !utf8.ValidString(text)
	if !strings.ContainsAny(text, ";\"\r\n") {
		t.row = append(t.row, text...)
		return
	}
	t.row = append(t.row, '"')
	t.row = append(t.row, strings.ReplaceAll(text, `"`, `""`)...)
	t.row = append(t.row, '"')
}

// number writes a number so that it can be read in one way only.
func (t *tableWriter) number(n zielkette.Number) string {
	text := n.String()
	if t.decimal == DecimalComma {
		return strings.Replace(text, ".", ",", 1)
	}
	if _, _, err := parseNumber([]byte(text), 0); err != nil && text != "" {
		return text + "e0"
	}
	return text
}

// end writes the row of the observation at a position, -1 being the header.
func (t *tableWriter) end(position int) error {
	at := zielkette.Place{Pointer: fmt.Sprintf("/observations/%d", position)}
	fail := func(code zielkette.Code, de, en string) error {
		return zielkette.Problems{{Code: code, Place: at, Subject: problems.Clip(string(t.row)), Message: zielkette.Text{DE: de, EN: en}}}
	}
	t.row = append(t.row, '\n')
	switch {
	case t.invalid:
		return fail(CodeEncoding,
			"ein Text dieses Messwerts ist kein gültiges UTF-8",
			"a text of this observation is not valid UTF-8")
	case len(t.row) > MaxRow:
		return fail(CodeRow,
			fmt.Sprintf("dieser Messwert braucht eine Zeile von mehr als %d Bytes; seine Texte kürzen", MaxRow),
			fmt.Sprintf("this observation needs a row of more than %d bytes; shorten its texts", MaxRow))
	}
	_, err := t.to.Write(t.row)
	t.row = t.row[:0]
	return err
}
