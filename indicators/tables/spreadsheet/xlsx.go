package spreadsheet

import (
	"encoding/xml"
	"errors"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"
)

// xlsx is a workbook of Office Open XML (ISO/IEC 29500-1, SpreadsheetML).
type xlsx struct {
	book      *Book
	epoch1904 bool
	files     []string // of the sheets
	strings   []string // the texts that cells name by number
	formats   []format // by the number of the style
}

func (b *Book) openXLSX() error {
	x := &xlsx{book: b}
	b.format = x
	root := "xl/workbook.xml"
	links, err := b.links("", "_rels/.rels")
	if err != nil {
		return err
	}
	for _, l := range links {
		if l.is("officeDocument") {
			root = l.target
		}
	}
	if !b.has(root) {
		return b.fault(CodeFile, "", "keine XLSX- und keine ODS-Datei; als solche speichern", "no XLSX file and no ODS file; save it as such")
	}
	folder, file := path.Split(root)
	if links, err = b.links(folder, folder+"_rels/"+file+".rels"); err != nil {
		return err
	}
	for _, l := range links {
		switch {
		case l.is("sharedStrings"):
			err = x.readStrings(l.target)
		case l.is("styles"):
			err = x.readStyles(l.target)
		}
		if err != nil {
			return err
		}
	}
	return x.readWorkbook(root, links)
}

// link is a relationship from one part to another (ISO/IEC 29500-2).
type link struct{ id, kind, target string }

// is compares the kind, of which there are two editions.
func (l link) is(kind string) bool { return strings.HasSuffix(l.kind, "/"+kind) }

// links reads the relationships of a part in a folder; a part that is not there has
// none.
func (b *Book) links(folder, part string) (out []link, err error) {
	if !b.has(part) {
		return nil, nil
	}
	p, err := b.parse(part)
	if err != nil {
		return nil, err
	}
	defer p.file.Close() //nolint:errcheck // only read
	err = p.each(func(e xml.StartElement) (bool, error) {
		if e.Name.Local == "Relationship" && attribute(e, "TargetMode") != "External" {
			target := strings.ReplaceAll(attribute(e, "Target"), `\`, "/")
			if !strings.HasPrefix(target, "/") {
				target = folder + target
			}
			if len(out) >= maxParts {
				return false, b.tooLarge(part, "zu viele Verweise", "too many relationships")
			}
			out = append(out, link{attribute(e, "Id"), attribute(e, "Type"), strings.TrimPrefix(path.Clean("/"+target), "/")})
		}
		return true, nil
	})
	return out, err
}

func (x *xlsx) readWorkbook(part string, links []link) error {
	p, err := x.book.parse(part)
	if err != nil {
		return err
	}
	defer p.file.Close() //nolint:errcheck // only read
	err = p.each(func(e xml.StartElement) (bool, error) {
		switch e.Name.Local {
		case "workbookPr":
			x.epoch1904 = truth(attribute(e, "date1904"))
		case "sheet":
			i := slices.IndexFunc(links, func(l link) bool { return l.id == attribute(e, "id") })
			if i < 0 || len(x.files) >= maxSheets {
				return false, x.book.damaged(part, fmt.Errorf("sheet %q", clip(attribute(e, "name"))))
			}
			if links[i].is("worksheet") { // and no chart or macro sheet
				state := attribute(e, "state")
				x.files = append(x.files, links[i].target)
				x.book.sheets = append(x.book.sheets, Sheet{Name: unescape(attribute(e, "name")), Hidden: state == "hidden" || state == "veryHidden"})
			}
		}
		return true, nil
	})
	for i, file := range x.files {
		if err == nil {
			x.book.sheets[i].Blank, err = x.blank(file)
		}
	}
	return err
}

func truth(text string) bool { return text == "1" || text == "true" || text == "on" }

// blank reports whether a sheet has no cell with a value; it reads up to the first.
func (x *xlsx) blank(part string) (bool, error) {
	p, err := x.book.parse(part)
	if err != nil {
		return false, err
	}
	defer p.file.Close() //nolint:errcheck // only read
	found := errors.New("found")
	err = p.each(func(e xml.StartElement) (bool, error) {
		if e.Name.Local == "v" || e.Name.Local == "is" || e.Name.Local == "f" {
			return false, found
		}
		return true, nil
	})
	if errors.Is(err, found) {
		return false, nil
	}
	return true, err
}

func (x *xlsx) readStrings(part string) error {
	p, err := x.book.parse(part)
	if err != nil {
		return err
	}
	defer p.file.Close() //nolint:errcheck // only read
	return p.each(func(e xml.StartElement) (bool, error) {
		if e.Name.Local != "si" {
			return e.Name.Local == "sst", nil
		}
		text, err := p.richText()
		if len(x.strings) >= maxStrings {
			return false, x.book.tooLarge(part, "zu viele Texte", "too many texts")
		}
		x.strings = append(x.strings, text)
		return false, err
	})
}

// richText reads the text of the current element without its phonetic readings.
func (p *parser) richText() (string, error) {
	var out strings.Builder
	err := p.each(func(e xml.StartElement) (bool, error) {
		switch e.Name.Local {
		case "t":
			text, err := p.plainText()
			out.WriteString(unescape(text))
			return false, err
		case "r":
			return true, nil
		}
		return false, nil
	})
	return out.String(), err
}

// plainText reads the text of the current element.
func (p *parser) plainText() (string, error) {
	var out []byte
	for depth := p.depth; ; {
		token, err := p.next()
		if err != nil || token == nil {
			return "", err
		}
		switch t := token.(type) {
		case xml.CharData:
			out = append(out, t...)
		case xml.EndElement:
			if p.depth < depth {
				return string(out), nil
			}
		}
	}
}

func (x *xlsx) readStyles(part string) error {
	p, err := x.book.parse(part)
	if err != nil {
		return err
	}
	defer p.file.Close() //nolint:errcheck // only read
	codes := map[int]format{}
	return p.each(func(e xml.StartElement) (bool, error) {
		within := e.Name.Local
		if within != "numFmts" && within != "cellXfs" {
			return within == "styleSheet", nil
		}
		return false, p.each(func(e xml.StartElement) (bool, error) {
			id, err := strconv.Atoi(attribute(e, "numFmtId"))
			switch {
			case len(codes) >= maxStyles || len(x.formats) >= maxStyles:
				return false, x.book.tooLarge(part, "zu viele Formate", "too many formats")
			case within == "numFmts" && err == nil:
				codes[id] = formatOf(attribute(e, "formatCode"))
			case within == "cellXfs":
				f, ok := codes[id]
				if !ok {
					f = builtIn(id)
				}
				x.formats = append(x.formats, f)
			}
			return false, nil
		})
	})
}

func (x *xlsx) rows(sheet int, s *scan) error {
	part := x.files[sheet]
	merged, err := x.merged(part)
	if err != nil {
		return err
	}
	for _, m := range merged {
		if err := s.merge(m); err != nil {
			return err
		}
	}
	p, err := x.book.parse(part)
	if err != nil {
		return err
	}
	defer p.file.Close() //nolint:errcheck // only read
	stop := errors.New("stop")
	line := 0
	err = p.each(func(e xml.StartElement) (bool, error) {
		switch e.Name.Local {
		case "worksheet", "sheetData", "cols":
			return true, nil
		case "col":
			if truth(attribute(e, "hidden")) {
				from, _ := strconv.Atoi(attribute(e, "min")) // 0 is none
				to, _ := strconv.Atoi(attribute(e, "max"))   // 0 is none
				s.hide(from, to)
			}
		case "row":
			at := line + 1
			if r := attribute(e, "r"); r != "" {
				if at = rowOf(r); at <= line {
					return false, x.book.damaged(part, fmt.Errorf("row %s", clip(r)))
				}
			}
			if line = at; line > maxLine {
				return false, x.book.tooLarge(part, fmt.Sprintf("mehr als %d Zeilen", maxLine), fmt.Sprintf("more than %d rows", maxLine))
			}
			s.begin(line)
			if err := x.row(p, s); err != nil {
				return false, err
			}
			ok, err := s.end(1, truth(attribute(e, "hidden")))
			if err == nil && !ok {
				err = stop
			}
			return false, err
		}
		return false, nil
	})
	if errors.Is(err, stop) {
		return nil
	}
	return err
}

// merged returns the merged cells of a sheet, which stand behind its rows. Most
// sheets have none, and looking for the word takes a tenth of the time of parsing.
func (x *xlsx) merged(part string) (out []merged, err error) {
	if some, err := x.book.contains(part, "mergeCell"); err != nil || !some {
		return nil, err
	}
	p, err := x.book.parse(part)
	if err != nil {
		return nil, err
	}
	defer p.file.Close() //nolint:errcheck // only read
	err = p.each(func(e xml.StartElement) (bool, error) {
		if e.Name.Local != "mergeCell" {
			return e.Name.Local == "worksheet" || e.Name.Local == "mergeCells", nil
		}
		from, to, _ := strings.Cut(attribute(e, "ref"), ":")
		m := merged{top: rowOf(from), bottom: rowOf(to), left: columnOf(from), right: columnOf(to)}
		if to == "" {
			return false, nil
		}
		if m.top == 0 || m.left == 0 || m.bottom < m.top || m.right < m.left {
			return false, x.book.damaged(part, fmt.Errorf("mergeCell %s", clip(attribute(e, "ref"))))
		}
		if len(out) > maxMerged {
			return false, nil // which the scan reports
		}
		out = append(out, m)
		return false, nil
	})
	slices.SortStableFunc(out, func(a, b merged) int { return a.top - b.top })
	return out, err
}

// row reads the cells of a row.
func (x *xlsx) row(p *parser, s *scan) error {
	column := 0
	return p.each(func(e xml.StartElement) (bool, error) {
		if e.Name.Local != "c" {
			return false, nil
		}
		at := column + 1
		if r := attribute(e, "r"); r != "" {
			if at = columnOf(r); at <= column {
				return false, x.book.damaged(p.part, fmt.Errorf("cell %s", clip(r)))
			}
		}
		column = at
		c, err := x.cell(p, e)
		if err == nil {
			s.cell(column, c)
		}
		return false, err
	})
}

// cell reads one cell.
func (x *xlsx) cell(p *parser, e xml.StartElement) (c stored, err error) {
	kind, value := attribute(e, "t"), ""
	if style, err := strconv.Atoi(attribute(e, "s")); err == nil && style >= 0 && style < len(x.formats) {
		c.format = x.formats[style]
	}
	err = p.each(func(e xml.StartElement) (_ bool, err error) {
		switch e.Name.Local {
		case "v":
			value, err = p.plainText()
			c.computed = true
		case "is":
			value, err = p.richText()
		case "f":
			if c.formula, err = p.plainText(); c.formula == "" {
				c.formula = "…" // stands in another cell, which shares it
			}
			c.formula = "=" + c.formula
		}
		return false, err
	})
	if err != nil {
		return c, err
	}
	switch kind {
	case "s":
		i, err := strconv.Atoi(strings.TrimSpace(value))
		if err != nil || i < 0 || i >= len(x.strings) {
			return c, x.book.damaged(p.part, fmt.Errorf("text %s", clip(value)))
		}
		c.text = x.strings[i]
	case "b":
		if c.text = "FALSE"; truth(value) {
			c.text = "TRUE"
		}
	case "d":
		c.raw = value
		if c.text, c.date = dateFormat(c.format.year, c.format.month, c.format.day).ofISO(value); !c.date {
			c.text = value
		}
	case "", "n":
		c.number, c.text = true, strings.TrimSpace(value)
		if !isNumber(c.text) {
			c.number = false
		} else if c.format.kind == date {
			c.raw = c.text
			if text, ok := c.format.ofSerial(c.text, x.epoch1904); ok {
				c.text, c.number, c.date = text, false, true
			}
		}
	case "str":
		c.text = unescape(value)
	default: // inlineStr, e
		c.text = value
	}
	return c, nil
}
