package tables

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"slices"
	"unicode/utf8"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/document"
	"gitlab.opencode.de/zielkette/zielkette/internal/problems"
)

// scanner splits a file into rows and cells. It follows RFC 4180 as encoding/csv
// does, but holds only one row at a time whatever the file contains, knows the
// place of every cell, goes on after a fault, and reads Windows-1252.
type scanner struct {
	source  io.Reader
	file    string
	maxRows int
	dialect Dialect // parts become known as the file is read
	numbers numbers
	report  func(zielkette.Problem)

	buffer   []byte // unread bytes are buffer[at:end]
	at, end  int
	ended    bool  // the source gives no more
	err      error // of the source, other than its end
	nextLine int

	footers [][]byte // how the line behind the table begins, in each encoding
	unseen  bool     // no separator was declared, and none seen

	raw     []byte   // the row as it stands in the file, in the buffer
	line    int      // where the row starts
	rows    int      // rows returned, those of the heading included
	heading int      // rows of the heading
	bad     bool     // a row was reported and passed over
	cells   [][]byte // decoded texts, valid until the next row
	starts  []int    // where each cell starts in row
	spare   []byte   // decoded texts that are not verbatim in the row
}

func newScanner(r io.Reader, o *Options, report func(zielkette.Problem)) *scanner {
	s := &scanner{source: document.Input(r), maxRows: MaxRows, report: report, nextLine: 1}
	if o != nil {
		s.file, s.dialect = o.File, o.Dialect
		s.numbers = newNumbers(o.Dialect)
		if o.MaxRows > 0 {
			s.maxRows = o.MaxRows
		}
	}
	s.buffer = make([]byte, smallFile)
	return s
}

// header reads the first row of a tidy table, and with it what there is to know of
// separator and encoding. Without a header it reports why and returns false.
func (s *scanner) header() bool {
	if !s.open() {
		return false
	}
	s.begin(1)
	if !s.next() {
		if s.err == nil {
			s.fault(zielkette.Place{}, CodeEmpty, "",
				"die Tabelle ist leer; ihre erste Zeile nennt die Spalten",
				"the table is empty; its first row names the columns")
		}
		return false
	}
	return !s.bad // what was read is not the heading
}

// open looks at the byte order mark.
func (s *scanner) open() bool {
	s.fill(MaxRow)
	head := s.buffer[s.at:s.end]
	switch {
	case bytes.HasPrefix(head, []byte("\xef\xbb\xbf")):
		if s.dialect.Encoding == "" || s.dialect.Encoding == UTF8 {
			s.dialect.Encoding = UTF8
			s.at += 3
		}
	case bytes.HasPrefix(head, []byte("\xff\xfe")), bytes.HasPrefix(head, []byte("\xfe\xff")):
		s.fault(zielkette.Place{Line: 1, Column: 1}, CodeEncoding, "UTF-16",
			`diese Datei ist in UTF-16; sie als UTF-8 speichern (in der Tabellenkalkulation: "CSV UTF-8")`,
			"this file is in UTF-16; save it as UTF-8 (in a spreadsheet: \"CSV UTF-8\")")
		return false
	}
	// Excel writes and reads a first line that names the separator.
	line, _, _ := bytes.Cut(s.buffer[s.at:s.end], []byte{'\n'})
	if line = trimBreak(line); len(line) == 5 && string(line[:4]) == "sep=" && bytes.IndexByte([]byte(";,\t"), line[4]) >= 0 {
		if s.dialect.Separator == 0 {
			s.dialect.Separator = Separator(line[4])
		}
		s.skip()
	}
	return true
}

// begin detects the separator in the line that comes next, which is the heading.
func (s *scanner) begin(heading int) {
	s.heading = heading
	s.fill(MaxRow)
	head := bytes.TrimLeft(s.buffer[s.at:s.end], "\r\n")
	if i := bytes.IndexByte(head, '\n'); i >= 0 {
		head = head[:i]
	}
	if s.dialect.Separator == 0 {
		separator, seen := separatorOf(head)
		s.dialect.Separator = separator
		s.unseen = !seen
	}
}

func (s *scanner) broken() bool          { return s.bad }
func (s *scanner) upcoming() int         { return s.nextLine }
func (s *scanner) row() [][]byte         { return s.cells }
func (s *scanner) about() func(int) Cell { return nil }
func (s *scanner) ragged() bool          { return false }
func (s *scanner) failure() error        { return s.err }

// endAt tells with which text the line behind the table begins.
func (s *scanner) endAt(footer string) {
	if footer = squeeze(footer); footer == "" {
		return
	}
	s.footers = append(s.footers, []byte(footer))
	var old []byte // the same in Windows-1252
	for _, r := range footer {
		i := slices.Index(windows1252[:], r)
		switch {
		case r < 0x80 || r >= 0xa0 && r <= 0xff:
			old = append(old, byte(r))
		case i >= 0:
			old = append(old, byte(0x80+i))
		default:
			return
		}
	}
	s.footers = append(s.footers, old)
}

// isFooter reports whether a line begins as the one behind the table.
func (s *scanner) isFooter(line []byte) bool {
	line = bytes.TrimLeft(line, "\";,\t ")
	for _, footer := range s.footers {
		if bytes.HasPrefix(line, footer) {
			return true
		}
	}
	return false
}

// skip passes over one line, whatever stands in it, and returns its text.
func (s *scanner) skip() (text string, ok bool) {
	end, fits := s.lineFrom(0)
	if s.err != nil || end == 0 {
		return "", false
	}
	line := trimBreak(s.buffer[s.at : s.at+min(end, MaxRow)])
	text = string(line)
	if !utf8.Valid(line) {
		text = string(fromWindows1252(line))
	}
	if !fits {
		s.skipLine()
		return text, true
	}
	s.at += end
	s.nextLine++
	return text, true
}

// separatorOf counts the separators outside quotes in the header.
// seen is false when there is none.
func separatorOf(head []byte) (separator Separator, seen bool) {
	var count [3]int
	quoted := false
	for _, c := range head {
		switch {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == ';':
			count[0]++
		case c == '\t':
			count[1]++
		case c == ',':
			count[2]++
		}
	}
	seen = count != [3]int{}
	switch {
	case count[0] >= count[1] && count[0] >= count[2]:
		return Semicolon, seen
	case count[1] >= count[2]:
		return Tab, seen
	}
	return Comma, seen
}

// smallFile is the size of the buffer at first. It grows to twice [MaxRow], so that
// the many small files of many municipalities do not each cost that much.
const smallFile = 8 << 10

// fill makes at least n bytes available, as far as there are any.
func (s *scanner) fill(n int) {
	if s.end-s.at >= n || s.ended {
		return
	}
	copy(s.buffer, s.buffer[s.at:s.end])
	s.at, s.end = 0, s.end-s.at
	for empty := 0; s.end < n && !s.ended; {
		if s.end == len(s.buffer) {
			s.buffer = append(make([]byte, 0, 2*MaxRow), s.buffer...)[:2*MaxRow]
		}
		k, err := s.source.Read(s.buffer[s.end:])
		s.end += k
		if k == 0 {
			empty++
		}
		if err == nil && empty > 100 {
			err = io.ErrNoProgress
		}
		if err != nil {
			s.ended = true
			if err != io.EOF {
				s.err = err
			}
		}
	}
}

// lineFrom returns the end of the line that starts at offset from s.at, its line
// break included; ok is false when the row gets longer than [MaxRow].
func (s *scanner) lineFrom(offset int) (end int, ok bool) {
	searched := offset
	for {
		if i := bytes.IndexByte(s.buffer[s.at+searched:s.end], '\n'); i >= 0 {
			end = searched + i + 1
			return end, end <= MaxRow
		}
		searched = s.end - s.at
		if searched > MaxRow {
			return searched, false
		}
		if s.ended {
			return searched, true
		}
		s.fill(searched + 1)
	}
}

// next reads the next row that can be split into cells, and reports those before
// it that cannot. Empty lines are no rows.
func (s *scanner) next() bool {
	for s.err == nil {
		end, ok := s.lineFrom(0)
		if s.err != nil {
			return false
		}
		if end == 0 {
			return false
		}
		s.line = s.nextLine
		if !ok {
			s.fault(zielkette.Place{Line: s.line, Column: 1}, CodeRow, "",
				fmt.Sprintf("eine Zeile hat höchstens %d Bytes; fehlt ein Zeilenumbruch?", MaxRow),
				fmt.Sprintf("a row has at most %d bytes; is a line break missing?", MaxRow))
			s.skipLine()
			continue
		}
		s.raw = trimBreak(s.buffer[s.at : s.at+end])
		if len(s.raw) == 0 {
			s.at += end
			s.nextLine++
			continue
		}
		if s.footers != nil && s.isFooter(s.raw) {
			return false
		}
		if s.rows-s.heading >= s.maxRows {
			s.fault(zielkette.Place{Line: s.line, Column: 1}, CodeRows, "",
				fmt.Sprintf("eine Tabelle wird bis zu %d Zeilen gelesen; MaxRows in den Optionen erhöhen", s.maxRows),
				fmt.Sprintf("a table is read up to %d rows; raise MaxRows in the options", s.maxRows))
			return false
		}
		first, breaks := end, 0
		if bytes.IndexByte(s.raw, '"') < 0 {
			ok = s.split()
		} else {
			end, breaks = s.extend(first)
			if ok = s.splitQuoted(); !ok && breaks > 0 {
				// The lines behind an open quotation mark may be good rows.
				end, breaks = first, 0
			}
		}
		s.nextLine += breaks
		s.at += end
		s.nextLine++
		if ok && s.decode() {
			s.rows++
			return true
		}
	}
	return false
}

func trimBreak(line []byte) []byte {
	if n := len(line); n > 0 && line[n-1] == '\n' {
		line = line[:n-1]
	}
	if n := len(line); n > 0 && line[n-1] == '\r' {
		line = line[:n-1]
	}
	return line
}

// skipLine passes over the rest of a line that does not fit the buffer.
func (s *scanner) skipLine() {
	for {
		if i := bytes.IndexByte(s.buffer[s.at:s.end], '\n'); i >= 0 {
			s.at += i + 1
			s.nextLine++
			return
		}
		s.at = s.end
		if s.ended {
			return
		}
		s.fill(1)
	}
}

// split cuts a row without quotes.
func (s *scanner) split() bool {
	s.cells, s.starts = s.cells[:0], s.starts[:0]
	start, separator := 0, s.separator()
	for i, c := range s.raw {
		if c == separator {
			s.cells = append(s.cells, s.raw[start:i])
			s.starts = append(s.starts, start)
			start = i + 1
		}
	}
	return s.cell(start, s.raw[start:])
}

// cell appends a cell and reports a row with too many of them.
func (s *scanner) cell(start int, text []byte) bool {
	s.cells = append(s.cells, text)
	s.starts = append(s.starts, start)
	if len(s.cells) > MaxColumns {
		s.fault(zielkette.Place{Line: s.line, Column: 1}, CodeColumns, "",
			fmt.Sprintf("eine Tabelle hat höchstens %d Spalten", MaxColumns),
			fmt.Sprintf("a table has at most %d columns", MaxColumns))
		return false
	}
	return true
}

// extend makes the row reach over the lines of its quoted cells, up to the first
// line break outside quotation marks. It returns the end of the row and the
// number of line breaks within it. A row whose quotation marks do not close stays
// its first line, so that the lines behind it are read.
func (s *scanner) extend(first int) (end, breaks int) {
	marks := bytes.Count(s.raw, []byte{'"'})
	for end = first; marks%2 == 1; breaks++ {
		next, ok := s.lineFrom(end)
		if next == end || !ok {
			end, breaks = first, 0
			break
		}
		marks += bytes.Count(s.buffer[s.at+end:s.at+next], []byte{'"'})
		end = next
	}
	s.raw = trimBreak(s.buffer[s.at : s.at+end])
	return end, breaks
}

// splitQuoted cuts a row with quotes.
func (s *scanner) splitQuoted() bool {
	s.cells, s.starts, s.spare = s.cells[:0], s.starts[:0], s.spare[:0]
	for i := 0; ; i++ {
		start := i
		if i == len(s.raw) || s.raw[i] != '"' {
			i = len(s.raw)
			if j := bytes.IndexByte(s.raw[start:], s.separator()); j >= 0 {
				i = start + j
			}
			if j := bytes.IndexByte(s.raw[start:i], '"'); j >= 0 {
				s.fault(s.place(start+j), CodeQuote, string(s.raw[start:i]),
					`die ganze Zelle in Anführungszeichen setzen und die darin verdoppeln: "er sagte ""ja"""`,
					`put the whole cell in quotation marks and double those within it: "he said ""yes"""`)
				return false
			}
			if !s.cell(start, s.raw[start:i]) {
				return false
			}
		} else {
			// Copied, because doubled marks do not stand verbatim in the row.
			from := len(s.spare)
			i++
			for {
				j := bytes.IndexByte(s.raw[i:], '"')
				if j < 0 {
					s.fault(s.place(start), CodeQuote, "",
						"dieses Anführungszeichen wird nicht geschlossen; es schließen oder entfernen",
						"this quotation mark is never closed; close it or remove it")
					return false
				}
				s.spare = append(s.spare, s.raw[i:i+j]...)
				i += j + 1
				if i == len(s.raw) || s.raw[i] != '"' {
					break
				}
				s.spare = append(s.spare, '"')
				i++
			}
			if i < len(s.raw) && s.raw[i] != s.separator() {
				s.fault(s.place(i), CodeQuote, string(s.raw[start:i]),
					"auf ein schließendes Anführungszeichen folgt ein Trennzeichen; Anführungszeichen in einer Zelle verdoppeln",
					"a separator follows a closing quotation mark; double the marks within a cell")
				return false
			}
			if !s.cell(start, s.spare[from:len(s.spare):len(s.spare)]) {
				return false
			}
		}
		if i == len(s.raw) {
			return true
		}
	}
}

func (s *scanner) separator() byte {
	if s.dialect.Separator == 0 {
		return byte(Semicolon)
	}
	return byte(s.dialect.Separator)
}

// decode turns the cells into UTF-8.
func (s *scanner) decode() bool {
	if isASCII(s.raw) {
		return true
	}
	valid := utf8.Valid(s.raw)
	switch {
	case s.dialect.Encoding == "" && valid:
		s.dialect.Encoding = UTF8
	case s.dialect.Encoding == "":
		s.dialect.Encoding = Windows1252
	}
	if s.dialect.Encoding == UTF8 {
		if valid {
			return true
		}
		bad := 0
		for bad < len(s.raw) {
			r, size := utf8.DecodeRune(s.raw[bad:])
			if r == utf8.RuneError && size <= 1 {
				break
			}
			bad += size
		}
		s.fault(s.place(bad), CodeEncoding, "",
			"dies ist anders als der Rest der Datei kein UTF-8; die Datei in einer einzigen Zeichenkodierung speichern oder Windows-1252 festlegen",
			"this is not UTF-8 as the rest of the file; save the file in one encoding or declare Windows-1252")
		return false
	}
	for i, cell := range s.cells {
		if isASCII(cell) {
			continue
		}
		for _, c := range cell {
			if c >= 0x80 && c < 0xa0 && windows1252[c-0x80] == 0 {
				s.fault(s.placeOf(i), CodeEncoding, fmt.Sprintf("0x%X", c),
					"Windows-1252 hat kein solches Zeichen; die Datei als UTF-8 speichern",
					"Windows-1252 has no such character; save the file as UTF-8")
				return false
			}
		}
		s.cells[i] = fromWindows1252(cell)
	}
	return true
}

// windows1252 holds the characters 0x80 to 0x9F; the others are those of Unicode
// (Microsoft, Windows code page 1252).
var windows1252 = [32]rune{
	'€', 0, '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', 0, 'Ž', 0,
	0, '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', 0, 'ž', 'Ÿ',
}

func fromWindows1252(text []byte) []byte {
	decoded := make([]byte, 0, 2*len(text))
	for _, c := range text {
		r := rune(c)
		if c >= 0x80 && c < 0xa0 {
			if r = windows1252[c-0x80]; r == 0 {
				r = utf8.RuneError
			}
		}
		decoded = utf8.AppendRune(decoded, r)
	}
	return decoded
}

func isASCII(b []byte) bool {
	for len(b) >= 8 {
		if binary.LittleEndian.Uint64(b)&0x8080808080808080 != 0 {
			return false
		}
		b = b[8:]
	}
	for _, c := range b {
		if c >= 0x80 {
			return false
		}
	}
	return true
}

// known returns the dialect, declared or detected so far.
func (s *scanner) known() Dialect {
	d := s.dialect
	if d.Decimal = s.numbers.found; s.unseen {
		d.Separator = 0 // no separator was seen: nothing to report
	}
	return d
}

// wrongWidth reports a row that has another number of cells than the header.
func (s *scanner) wrongWidth(width int) {
	s.fault(s.place(0), CodeCells, "",
		fmt.Sprintf("diese Zeile hat %d Zellen und die Kopfzeile %d; steht ein Trennzeichen in einer Zelle ohne Anführungszeichen?", len(s.cells), width),
		fmt.Sprintf("this row has %d cells and the header %d; is a separator within a cell not in quotation marks?", len(s.cells), width))
}

// place returns the place of an offset in the row.
func (s *scanner) place(offset int) zielkette.Place {
	before := s.raw[:offset]
	return zielkette.Place{
		File: s.file, Line: s.line + bytes.Count(before, []byte{'\n'}),
		Column: offset - bytes.LastIndexByte(before, '\n'),
	}
}

// placeOf returns the place of a cell.
func (s *scanner) placeOf(cell int) zielkette.Place {
	if s.line == s.nextLine-1 { // a row of one line, as nearly all are
		return zielkette.Place{File: s.file, Line: s.line, Column: s.starts[cell] + 1}
	}
	return s.place(s.starts[cell])
}

func (s *scanner) fault(at zielkette.Place, code zielkette.Code, subject, de, en string) {
	at.File = s.file
	s.bad = true
	s.report(zielkette.Problem{Code: code, Place: at, Subject: problems.Clip(subject), Message: zielkette.Text{DE: de, EN: en}})
}

// wrong reports an error of a parser at a cell.
func (s *scanner) wrong(cell int, err error) {
	p := asProblem(err)
	p.Place = s.placeOf(cell)
	s.report(p)
}
