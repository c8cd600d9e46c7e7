package tables

import (
	"fmt"
	"iter"
	"slices"
	"strings"
	"unicode/utf8"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/document"
	"gitlab.opencode.de/zielkette/zielkette/internal/problems"
)

// Row is one row of a table that is not a text file, such as a sheet of a
// spreadsheet.
type Row struct {
	Line  int // of the row in its table, from 1, growing from row to row; problems name it
	Cells []Cell
}

// Cell is one cell of a [Row].
type Cell struct {
	Text   string
	Number bool // Text is a number in international notation, as a spreadsheet stores numbers, whatever dialect its texts have

	// Covered says that the cell has no text of its own, because a merged cell reaches
	// over it. Text is that of the merged cell where the cell lies beneath its first
	// column, else "". A label beneath a merged label is the same label; a value is a
	// problem ([CodeCovered]), for it may be meant for all cells together. Headings do
	// without it.
	Covered bool
}

// ReadRows reads a table whose rows were taken apart by another program, by the
// same mapping as [Reader.Read] reads a CSV file: rows of cells in, observations
// out. Title, heading, footer and blank rows are found among them as in a file. A
// row may be shorter than the heading; its missing cells are blank. In problems, the
// line is [Row.Line] and the column the number of the cell, from 1. The separator
// and the encoding of the options do not matter. A row is used up before the next
// is asked for, so that its slice may be used again.
//
// The error is the first that the rows yield, or as for [Reader.Read]. A format in
// JSON has no such rows: that is a problem with the code [CodeLayout].
func (r *Reader) ReadRows(rows iter.Seq2[Row, error], opts *Options) (*Reading, error) {
	if err := r.missing(); err != nil {
		return nil, err
	}
	if rows == nil {
		return nil, document.Missing("iter.Seq2[tables.Row, error]")
	}
	return finish(r.declared(opts), func(f *tableFile) error {
		if r.layout.json {
			f.builder.Report(zielkette.Problem{
				Code: CodeLayout, Place: zielkette.Place{File: f.options.File}, Subject: string(r.mapping.Format),
				Message: zielkette.Text{DE: "dieses Format ist JSON und keine Tabelle", EN: "this format is JSON and no table"},
			})
			return nil
		}
		next, stop := iter.Pull2(rows)
		defer stop()
		s := &rowSource{pull: next, file: f}
		n := newNumbers(f.options.Dialect)
		err := r.readTable(s, &n, f)
		f.dialect = Dialect{Decimal: n.found, Thousands: n.thousands}
		return err
	})
}

// ReadRows reads a tidy table whose rows were taken apart by another program, as
// [Read] reads a file. Lines, columns and the rows that are shorter than the heading are
// as for [Reader.ReadRows], and so are the errors. Texts are taken as they are: an
// apostrophe before a formula sign, which guards it in a CSV file, stays.
func ReadRows(rows iter.Seq2[Row, error], opts *Options) (*Reading, error) {
	if rows == nil {
		return nil, document.Missing("iter.Seq2[tables.Row, error]")
	}
	return finish(opts, func(f *tableFile) error {
		next, stop := iter.Pull2(rows)
		defer stop()
		s := &rowSource{pull: next, file: f, heading: 1}
		t := newTidy(strings.NewReader(""), f)
		t.about = s.about()
		if !t.take(s, 0) {
			if s.err == nil && !s.bad {
				t.fault(zielkette.Place{}, CodeEmpty, "",
					"die Tabelle ist leer; ihre erste Zeile nennt die Spalten",
					"the table is empty; its first row names the columns")
			}
			return s.err
		}
		for last := len(t.cells); last > 0 && len(trim(t.cells[last-1])) == 0; last-- {
			t.cells = t.cells[:last-1]
		}
		if !s.bad && t.columns() {
			for t.take(s, len(t.order)) {
				t.observation()
			}
			t.sink.end()
		}
		f.dialect = Dialect{Decimal: t.numbers.found, Thousands: t.numbers.thousands}
		return s.err
	})
}

// take takes the next row that is not blank from a source; a shorter one is filled up
// to the width, and blank cells beyond it are cut off.
func (t *tidy) take(s *rowSource, width int) bool {
	for s.next() {
		t.cells = t.cells[:0]
		for i, cell := range s.cells {
			if i < len(t.order) && slices.Contains(guardedColumns[:], t.order[i]) {
				cell = []byte(guard(string(cell)))
			}
			t.cells = append(t.cells, cell)
		}
		if blank(t.cells) {
			continue
		}
		for len(t.cells) < width {
			t.cells = append(t.cells, nil)
		}
		if width > 0 && blank(t.cells[width:]) {
			t.cells = t.cells[:width]
		}
		for len(t.starts) < len(t.cells) {
			t.starts = append(t.starts, len(t.starts))
		}
		t.line, t.nextLine = s.now.Line, s.now.Line+1
		return true
	}
	return false
}

// source yields the lines and rows of a table, wherever they come from.
type source interface {
	open() bool                       // false: the file cannot be read, which was reported
	upcoming() int                    // number of the line that comes next
	skip() (text string, ok bool)     // passes over one line; false at the end
	begin(heading int)                // so many rows of the heading come next
	next() bool                       // moves to the next row; false at the end, before the footer, or on an error
	row() [][]byte                    // its cells
	broken() bool                     // a row could not be taken apart, which was reported
	placeOf(cell int) zielkette.Place // where a cell stands
	about() func(cell int) Cell       // tells numbers and covered cells, nil: all are texts
	ragged() bool                     // rows may be shorter than the heading
	wrongWidth(width int)             // reports a row that is longer, or shorter where it may not
	failure() error                   // that of the file
	endAt(footer string)              // where the table ends
}

// readTable reads a table: what stands before it, its heading, its rows, and what
// stands behind it.
func (r *Reader) readTable(s source, n *numbers, f *tableFile) error {
	m := r.newMapper(f, n)
	n.rounded = m.roundedAt
	if !s.open() || !m.find(s) {
		return s.failure()
	}
	names, width, ok := m.headings(s)
	if !ok {
		return s.failure()
	}
	if ok := m.flat(names, s.placeOf(0)) && m.header(names, s.placeOf); ok {
		placeOf, about := s.placeOf, s.about()
		for s.next() {
			if m.full() {
				return s.failure()
			}
			cells := s.row()
			switch {
			case blank(cells):
			case len(cells) > width && blank(cells[width:]) && s.ragged():
				m.row(cells[:width], placeOf, about)
			case len(cells) < width && s.ragged():
				for len(cells) < width {
					cells = append(cells, nil)
				}
				m.row(cells, placeOf, about)
			case len(cells) != width:
				m.rows++
				m.faulty++
				s.wrongWidth(width)
			default:
				m.row(cells, placeOf, about)
			}
		}
		if s.failure() == nil {
			m.end()
			ended := m.mapping.Footer == ""
			for line := s.upcoming(); ; line = s.upcoming() {
				text, ok := s.skip()
				if !ok {
					break
				}
				ended = true
				m.passLine(LeftFooter, line, text)
			}
			if !ended {
				m.fault(zielkette.Place{File: m.options.File, Pointer: "/footer"}, CodeUnmatched, m.mapping.Footer,
					"keine Zeile hinter der Tabelle beginnt mit diesem Text; die Schreibweise prüfen oder ihn aus der Zuordnung entfernen",
					"no line behind the table begins with this text; check its spelling or remove it from the mapping")
			}
		}
	}
	return s.failure()
}

// coveredValue is the problem of a value under a merged cell.
func coveredValue() error {
	return fault(CodeCovered, "",
		"eine verbundene Zelle reicht über diese; in der Tabelle die Verbindung aufheben und hinschreiben, was für jede Zelle gilt",
		"a merged cell reaches over this one; unmerge it in the table and write what holds for each cell")
}

// roundedAt warns of a number that has more places than are kept.
func (m *mapper) roundedAt(text string) { m.builder.Report(roundedWarning(m.at(), text)) }

func roundedWarning(at zielkette.Place, text string) zielkette.Problem {
	return zielkette.Problem{
		Code: CodeRounded, Severity: zielkette.Warning, Place: at, Subject: problems.Clip(text),
		Message: zielkette.Text{
			DE: fmt.Sprintf("gerundet auf die %d Nachkommastellen, die eine Zahl haben kann", zielkette.MaxPlaces),
			EN: fmt.Sprintf("rounded to the %d places that a number can have", zielkette.MaxPlaces),
		},
	}
}

// at is the place of the row that is read, as far as there is one.
func (m *mapper) at() zielkette.Place {
	if m.place == nil {
		return zielkette.Place{File: m.options.File}
	}
	return m.place(0)
}

func (m *mapper) passLine(kind LeftKind, line int, text string) {
	if text = strings.Trim(text, "\";,\t\r\n \u00a0\ufeff"); text == "" {
		return
	}
	m.pass(kind, func() zielkette.Place { return zielkette.Place{File: m.options.File, Line: line, Column: 1} }, func() string {
		return quotedCells.Replace(text)
	})
}

// quotedCells reads the signs between quoted cells, for a line is told as it stands.
var quotedCells = strings.NewReplacer(`","`, "; ", `";"`, "; ", "\"\t\"", "; ")

// find passes over what stands before the heading.
func (m *mapper) find(s source) bool {
	title := squeeze(m.mapping.Title)
	found := title == ""
	for !found || s.upcoming() < m.mapping.HeaderLine {
		line := s.upcoming()
		text, ok := s.skip()
		if !ok {
			break
		}
		m.passLine(LeftTitle, line, text)
		found = found || strings.HasPrefix(squeeze(strings.TrimLeft(text, "\";,\t \ufeff")), title)
	}
	if !found {
		m.fault(zielkette.Place{File: m.options.File, Pointer: "/title"}, CodeUnmatched, title,
			"keine Zeile der Datei beginnt mit diesem Text; die Schreibweise prüfen",
			"no line of the file begins with this text; check its spelling")
		return false
	}
	s.begin(max(m.mapping.HeaderRows, 1))
	s.endAt(m.mapping.Footer)
	return true
}

// headings reads the rows of the heading and makes one text of each column.
func (m *mapper) headings(s source) (names []string, width int, ok bool) {
	var rows [][]string
	for len(rows) < max(m.mapping.HeaderRows, 1) {
		if !s.next() {
			if s.failure() == nil && !s.broken() {
				m.fault(zielkette.Place{File: m.options.File}, CodeEmpty, "",
					"die Tabelle ist leer; ihre erste Zeile nennt die Spalten",
					"the table is empty; its first row names the columns")
			}
			return nil, 0, false
		}
		if s.broken() { // what was read is not the heading
			return nil, 0, false
		}
		cells := s.row()
		if blank(cells) && len(rows) == 0 {
			continue
		}
		texts := make([]string, len(cells))
		for i, cell := range cells {
			texts[i] = squeeze(string(cell))
		}
		if len(rows) > 0 && len(texts) != width {
			if !s.ragged() {
				s.wrongWidth(width)
				return nil, 0, false
			}
		}
		width = max(width, len(texts))
		rows = append(rows, texts)
	}
	names = make([]string, width)
	for r, texts := range rows {
		above := ""
		for i := range names {
			text := ""
			if i < len(texts) {
				text = texts[i]
			}
			if text == "" && r < len(rows)-1 {
				text = above // a cell that reaches over several columns
			}
			above = text
			names[i] = strings.TrimSpace(names[i] + " " + text)
		}
	}
	if last := len(names); s.ragged() {
		for last > 0 && names[last-1] == "" {
			last--
		}
		names, width = names[:last], last
	}
	return names, width, true
}

// flat reports the files of GENESIS that are no flat CSV, which is the one to
// download.
func (m *mapper) flat(names []string, at zielkette.Place) bool {
	if m.mapping.Format != Genesis || len(names) == 0 {
		return true
	}
	first := names[0]
	is := func(starts ...string) bool {
		for _, s := range starts {
			if strings.HasPrefix(first, s) {
				return true
			}
		}
		return false
	}
	var what zielkette.Text
	switch {
	case is("GENESIS-Tabelle", "GENESIS-Table", "Tabelle:", "Table:", "GENESIS"):
		what = zielkette.Text{DE: "eine Tabelle mit Titel, mehrzeiligem Kopf und Fußzeile (CSV)", EN: "a table with title, heading of several lines and footer (CSV)"}
	case is("* ", "K;") || first == "K" || first == "QEI" || first == "*":
		what = zielkette.Text{DE: "ein Würfel (Cube-CSV)", EN: "a cube (cube CSV)"}
	default:
		return true
	}
	m.fault(at, CodeLayout, first,
		"dies ist "+what.DE+`; in GENESIS unter "Download" die flache Datei "CSV flat" (ffcsv) wählen, oder diese als "long" oder "wide" mit "headerLine" und "footer" lesen`,
		"this is "+what.EN+`; choose the flat file "CSV flat" (ffcsv) under "Download" in GENESIS, or read this one as "long" or "wide" with "headerLine" and "footer"`)
	return false
}

// blank reports whether all cells are empty.
func blank(cells [][]byte) bool {
	for _, cell := range cells {
		if len(trim(cell)) > 0 {
			return false
		}
	}
	return true
}

// rowSource yields the rows that a caller took apart.
type rowSource struct {
	file    *tableFile
	pull    func() (Row, error, bool)
	ahead   *Row // pulled and not used yet
	now     Row
	cells   [][]byte
	footer  string
	count   int // rows returned, those of the heading included
	heading int
	ended   bool
	bad     bool // a row was reported and passed over
	err     error
}

func (s *rowSource) open() bool { return true }

// peek returns the next row, nil at the end.
func (s *rowSource) peek() *Row {
	if s.ahead == nil && !s.ended {
		row, err, ok := s.pull()
		if s.ended = !ok || err != nil; err != nil {
			s.err = err
		}
		if !s.ended {
			s.ahead = &row
		}
	}
	return s.ahead
}

func (s *rowSource) upcoming() int {
	if row := s.peek(); row != nil {
		return row.Line
	}
	return 1 << 30
}

func (s *rowSource) skip() (string, bool) {
	row := s.peek()
	if row == nil {
		return "", false
	}
	s.ahead = nil
	var out strings.Builder
	for _, c := range row.Cells {
		if out.Len() < 200 && !c.Covered {
			out.WriteString(c.Text[:min(len(c.Text), 200)])
			out.WriteByte('\t')
		}
	}
	return strings.ToValidUTF8(out.String(), ""), true
}

func (s *rowSource) begin(heading int)   { s.heading = heading }
func (s *rowSource) endAt(footer string) { s.footer = squeeze(footer) }
func (s *rowSource) ragged() bool        { return true }
func (s *rowSource) failure() error      { return s.err }
func (s *rowSource) row() [][]byte       { return s.cells }
func (s *rowSource) about() func(int) Cell {
	return func(i int) Cell {
		if i >= len(s.now.Cells) {
			return Cell{}
		}
		return s.now.Cells[i]
	}
}

func (s *rowSource) next() bool {
	for {
		row := s.peek()
		if row == nil {
			return false
		}
		if s.footer != "" {
			for _, c := range row.Cells {
				if text := squeeze(c.Text); text != "" && !c.Covered {
					if strings.HasPrefix(text, s.footer) {
						return false
					}
					break
				}
			}
		}
		s.ahead = nil
		s.now = *row
		limit := s.file.options.MaxRows
		if limit <= 0 {
			limit = MaxRows
		}
		size := 0
		for _, c := range row.Cells {
			size += len(c.Text)
		}
		switch s.count++; {
		case s.count-s.heading > limit:
			s.report(CodeRows, fmt.Sprintf("eine Tabelle wird bis zu %d Zeilen gelesen; MaxRows in den Optionen erhöhen", limit),
				fmt.Sprintf("a table is read up to %d rows; raise MaxRows in the options", limit))
			s.ended, s.ahead = true, nil
			return false
		case len(row.Cells) > MaxColumns:
			s.report(CodeColumns, fmt.Sprintf("eine Tabelle hat höchstens %d Spalten", MaxColumns),
				fmt.Sprintf("a table has at most %d columns", MaxColumns))
			continue
		case size > MaxRow:
			s.report(CodeRow, fmt.Sprintf("eine Zeile hat höchstens %d Bytes; fehlt ein Zeilenumbruch?", MaxRow),
				fmt.Sprintf("a row has at most %d bytes; is a line break missing?", MaxRow))
			continue
		}
		s.cells = s.cells[:0]
		valid := true
		own := s.count > s.heading && slices.ContainsFunc(row.Cells, func(c Cell) bool { return !c.Covered && strings.TrimSpace(c.Text) != "" })
		for i, c := range row.Cells {
			if c.Covered && !own { // a heading, or a row that is blank but for cells above
				c.Text = ""
			}
			if s.cells = append(s.cells, []byte(c.Text)); !utf8.ValidString(c.Text) {
				valid, s.bad = false, true
				s.file.builder.Report(zielkette.Problem{
					Code: CodeEncoding, Place: s.placeOf(i),
					Message: zielkette.Text{DE: "dieser Text ist kein gültiges UTF-8", EN: "this text is not valid UTF-8"},
				})
			}
		}
		if valid {
			return true
		}
	}
}

func (s *rowSource) placeOf(cell int) zielkette.Place {
	return zielkette.Place{File: s.file.options.File, Line: s.now.Line, Column: cell + 1}
}

func (s *rowSource) broken() bool { return s.bad }

func (s *rowSource) report(code zielkette.Code, de, en string) {
	s.bad = true
	s.file.builder.Report(zielkette.Problem{Code: code, Place: s.placeOf(0), Message: zielkette.Text{DE: de, EN: en}})
}

func (s *rowSource) wrongWidth(width int) {
	s.report(CodeCells,
		fmt.Sprintf("diese Zeile hat %d Zellen und die Kopfzeile %d", len(s.cells), width),
		fmt.Sprintf("this row has %d cells and the header %d", len(s.cells), width))
}
