package spreadsheet

import (
	"encoding/xml"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"gitlab.opencode.de/zielkette/zielkette/indicators/tables"
)

// ods is a spreadsheet of OpenDocument (ISO/IEC 26300, OASIS ODF 1.3). All its
// sheets stand in one part.
type ods struct {
	book    *Book
	formats map[string]format // by the name of the style of a cell
	hidden  map[string]bool   // by the name of the style of a sheet
}

const content = "content.xml"

func (b *Book) openODS() error {
	o := &ods{book: b, formats: map[string]format{}, hidden: map[string]bool{}}
	b.format = o
	if locked, err := o.locked(); err != nil {
		return err
	} else if locked {
		return b.fault(CodeFile, "", "eine Datei mit Kennwort; im Tabellenprogramm ohne Kennwort speichern", "a file with a password; save it without one")
	}
	styles := newStyles()
	for _, part := range []string{"styles.xml", content} {
		if part != content && !b.has(part) {
			continue
		}
		p, err := b.parse(part)
		if err != nil {
			return err
		}
		err = p.each(func(e xml.StartElement) (bool, error) {
			switch e.Name.Local {
			case "table":
				return false, o.sheet(p, e)
			case "document-styles", "document-content", "body", "spreadsheet":
				return true, nil
			case "styles", "automatic-styles":
				err := styles.read(p)
				styles.resolve(o)
				return false, err
			}
			return false, nil
		})
		p.file.Close() //nolint:errcheck,gosec // only read
		if err != nil {
			return err
		}
	}
	return nil
}

// locked reports whether the parts are encrypted.
func (o *ods) locked() (bool, error) {
	const manifest = "META-INF/manifest.xml"
	if !o.book.has(manifest) {
		return false, nil
	}
	return o.book.contains(manifest, "encryption-data")
}

// sheet reads which sheet there is, and whether it has anything in it.
func (o *ods) sheet(p *parser, e xml.StartElement) error {
	if len(o.book.sheets) >= maxSheets {
		return o.book.tooLarge(p.part, fmt.Sprintf("mehr als %d Tabellenblätter", maxSheets), fmt.Sprintf("more than %d sheets", maxSheets))
	}
	sheet := Sheet{Name: attribute(e, "name"), Hidden: o.hidden[attribute(e, "style-name")], Blank: true}
	err := p.each(func(e xml.StartElement) (bool, error) {
		switch e.Name.Local {
		case "table-cell":
			sheet.Blank = sheet.Blank && attribute(e, "value-type") == "" && attribute(e, "formula") == ""
			return false, nil
		case "shapes", "tracked-changes":
			return false, nil
		}
		return true, nil
	})
	o.book.sheets = append(o.book.sheets, sheet)
	return err
}

// styles are the formats that a file names, and the styles of cells that have them.
type styles struct {
	formats map[string]format
	cells   map[string]cellStyle
}

type cellStyle struct{ parent, format string }

func newStyles() *styles { return &styles{map[string]format{}, map[string]cellStyle{}} }

func (s *styles) read(p *parser) error {
	return p.each(func(e xml.StartElement) (bool, error) {
		name := attribute(e, "name")
		if len(s.formats)+len(s.cells) > maxStyles {
			return false, p.book.tooLarge(p.part, "zu viele Formate", "too many formats")
		}
		switch e.Name.Local {
		case "date-style":
			var year, month, day bool
			err := p.each(func(e xml.StartElement) (bool, error) {
				year = year || e.Name.Local == "year"
				month = month || e.Name.Local == "month" || e.Name.Local == "quarter"
				day = day || e.Name.Local == "day"
				return false, nil
			})
			s.formats[name] = dateFormat(year, month, day)
			return false, err
		case "percentage-style":
			s.formats[name] = format{kind: percent}
		case "time-style":
			s.formats[name] = format{kind: clock}
		case "number-style":
			parts, digits := 0, 0
			err := p.each(func(e xml.StartElement) (bool, error) {
				if parts++; e.Name.Local == "number" && attribute(e, "grouping") != "true" && attribute(e, "decimal-places") != "" {
					if places := attribute(e, "decimal-places"); places == "0" {
						digits, _ = strconv.Atoi(attribute(e, "min-integer-digits")) // 0 is none
					}
				}
				return false, nil
			})
			if parts == 1 && digits > 1 {
				s.formats[name] = format{kind: zeros, digits: digits}
			}
			return false, err
		case "style":
			switch attribute(e, "family") {
			case "table-cell":
				s.cells[name] = cellStyle{attribute(e, "parent-style-name"), attribute(e, "data-style-name")}
			case "table":
				err := p.each(func(t xml.StartElement) (bool, error) {
					if attribute(t, "display") == "false" {
						s.cells["table "+name] = cellStyle{format: "hidden"}
					}
					return false, nil
				})
				return false, err
			}
		}
		return false, nil
	})
}

// resolve gives the styles of cells their formats, which a style may have from its
// parent.
func (s *styles) resolve(o *ods) {
	for name, style := range s.cells {
		if sheet, ok := strings.CutPrefix(name, "table "); ok && style.format == "hidden" {
			o.hidden[sheet] = true
			continue
		}
		for range maxDepth {
			if f, ok := s.formats[style.format]; ok {
				o.formats[name] = f
				break
			}
			parent, ok := s.cells[style.parent]
			if !ok || style.format != "" {
				break
			}
			style = parent
		}
	}
}

// repetitions returns how often an element stands for the like, at least once.
func repetitions(e xml.StartElement, name string) int {
	n, err := strconv.Atoi(attribute(e, name))
	if err != nil || n < 1 {
		return 1
	}
	return min(n, maxLine+1)
}

func (o *ods) rows(sheet int, s *scan) error {
	p, err := o.book.parse(content)
	if err != nil {
		return err
	}
	defer p.file.Close() //nolint:errcheck // only read
	stop := errors.New("stop")
	index := -1
	t := &odsTable{ods: o, parser: p, scan: s, line: 1}
	err = p.each(func(e xml.StartElement) (bool, error) {
		switch e.Name.Local {
		case "document-content", "body", "spreadsheet":
			return true, nil
		case "table":
			if index++; index == sheet {
				if err := t.read(stop); err != nil {
					return false, err
				}
				return false, stop
			}
		}
		return false, nil
	})
	if errors.Is(err, stop) {
		return nil
	}
	return err
}

// odsTable reads the rows of one sheet.
type odsTable struct {
	*ods
	*parser
	scan   *scan
	line   int                            // of the next row
	column int                            // of the next column that is described
	styles [tables.MaxColumns + 2]*format // of the columns, nil for none
}

func (t *odsTable) read(stop error) error {
	return t.each(func(e xml.StartElement) (bool, error) {
		switch e.Name.Local {
		case "table-column":
			n := repetitions(e, "number-columns-repeated")
			if visibility := attribute(e, "visibility"); visibility == "collapse" || visibility == "filter" {
				t.scan.hide(t.column+1, t.column+n)
			}
			if f, ok := t.formats[attribute(e, "default-cell-style-name")]; ok {
				for i := t.column + 1; i <= min(t.column+n, tables.MaxColumns); i++ {
					t.styles[i] = &f
				}
			}
			t.column = min(t.column+n, tables.MaxColumns)
		case "table-row":
			n := repetitions(e, "number-rows-repeated")
			if t.line > maxLine {
				return false, t.ods.book.tooLarge(content, fmt.Sprintf("mehr als %d Zeilen", maxLine), fmt.Sprintf("more than %d rows", maxLine))
			}
			t.scan.begin(t.line)
			if err := t.row(e); err != nil {
				return false, err
			}
			t.line += n
			visibility := attribute(e, "visibility")
			ok, err := t.scan.end(n, visibility == "collapse" || visibility == "filter")
			if err == nil && !ok {
				err = stop
			}
			return false, err
		case "table-header-rows", "table-rows", "table-row-group", "table-columns", "table-header-columns", "table-column-group":
			return true, nil
		}
		return false, nil
	})
}

func (t *odsTable) row(row xml.StartElement) error {
	column := 1
	whole, hasWhole := t.formats[attribute(row, "default-cell-style-name")]
	return t.each(func(e xml.StartElement) (bool, error) {
		name := e.Name.Local
		if name != "table-cell" && name != "covered-table-cell" {
			return false, nil
		}
		n, at := repetitions(e, "number-columns-repeated"), column
		column = min(column+n, tables.MaxColumns+1)
		f, ok := t.formats[attribute(e, "style-name")]
		switch style := t.styles[at]; {
		case ok || attribute(e, "style-name") != "":
		case hasWhole:
			f = whole
		case style != nil:
			f = *style
		}
		c, err := t.cell(e, f)
		if err != nil || name != "table-cell" { // what lies under a merged cell is not seen
			return false, err
		}
		if c.text != "" || c.formula != "" {
			for i := range min(n, tables.MaxColumns+2-at) {
				t.scan.cell(at+i, c)
			}
			if n > 1 {
				err = t.scan.repeat(n)
			}
		}
		columns, rows := repetitions(e, "number-columns-spanned"), repetitions(e, "number-rows-spanned")
		if err == nil {
			err = t.scan.merge(merged{top: t.line, bottom: t.line + rows - 1, left: at, right: at + columns - 1})
		}
		return false, err
	})
}

// cell reads one cell.
func (t *odsTable) cell(e xml.StartElement, f format) (c stored, err error) {
	kind := attribute(e, "value-type")
	c.format, c.computed = f, kind != ""
	if formula := attribute(e, "formula"); formula != "" {
		if _, plain, ok := strings.Cut(formula, ":="); ok { // of:=[.B2]
			formula = "=" + plain
		}
		c.formula = formula
	}
	shown, err := t.paragraphs()
	if err != nil {
		return c, err
	}
	switch kind {
	case "float", "currency", "percentage":
		c.text = attribute(e, "value")
		if c.number = isNumber(c.text); kind == "percentage" {
			c.format = format{kind: percent}
		}
		if kind == "float" && (f.kind == date || !c.number) {
			c.format = format{}
		}
	case "date":
		c.raw = attribute(e, "date-value")
		if f.kind != date {
			f = dateFormat(true, true, true)
		}
		if c.text, c.date = f.ofISO(c.raw); !c.date {
			c.text = c.raw
		}
	case "boolean":
		if c.text = "FALSE"; attribute(e, "boolean-value") == "true" {
			c.text = "TRUE"
		}
	case "string":
		if c.text = shown; attribute(e, "string-value") != "" {
			c.text = attribute(e, "string-value")
		}
	default: // time, or none
		c.text = shown
	}
	if strings.HasPrefix(shown, "#") && c.formula != "" { // an error, stored beside the value 0
		c.text, c.number, c.date = shown, false, false
	}
	return c, nil
}

// paragraphs reads the text of a cell, without its comments and drawings.
func (t *odsTable) paragraphs() (string, error) {
	var out strings.Builder
	first := true
	err := t.each(func(e xml.StartElement) (bool, error) {
		if e.Name.Local != "p" {
			return false, nil
		}
		if !first {
			out.WriteByte('\n')
		}
		first = false
		err := t.paragraph(&out)
		if err == nil && out.Len() > maxToken {
			err = t.ods.book.tooLarge(content, "ein einzelner Text ist länger als 1 MiB", "a single text is longer than 1 MiB")
		}
		return false, err
	})
	return out.String(), err
}

// paragraph reads the text of the current element, in which runs of blanks stand as
// elements.
func (t *odsTable) paragraph(out *strings.Builder) error {
	for depth := t.depth; ; {
		token, err := t.next()
		if err != nil || token == nil {
			return err
		}
		switch x := token.(type) {
		case xml.CharData:
			out.Write(x)
		case xml.StartElement:
			switch x.Name.Local {
			case "s":
				if out.Len() > maxToken {
					continue // which the caller reports
				}
				out.WriteString(strings.Repeat(" ", min(repetitions(x, "c"), 1000)))
			case "tab":
				out.WriteByte('\t')
			case "line-break":
				out.WriteByte('\n')
			case "annotation", "note", "frame":
				if err := t.pass(); err != nil {
					return err
				}
			}
		case xml.EndElement:
			if t.depth < depth {
				return nil
			}
		}
	}
}
