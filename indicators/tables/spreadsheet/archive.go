package spreadsheet

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
)

// Limits of a file, so that none makes its reader use unbounded time or memory.
const (
	MaxFile = 64 << 20  // bytes of the file
	MaxPart = 256 << 20 // bytes of a part of it, unpacked

	maxParts    = 10_000  // of an archive
	maxDepth    = 100     // of elements in each other
	maxToken    = 1 << 20 // bytes of a tag or of a text without tags
	maxStrings  = 1 << 21 // texts of a workbook
	maxStyles   = 1 << 16
	maxSheets   = 1 << 10
	maxMerged   = 1 << 16 // merged cells of a sheet
	maxLine     = 1 << 20 // rows of a sheet of either program
	maxCovered  = 1 << 25 // cells of a sheet under merged ones
	maxRepeated = 1 << 20 // cells of a sheet that stand in the file once for many
)

// unpack reads the directory of an archive.
func (b *Book) unpack(data []byte) error {
	switch {
	case bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0")):
		return b.fault(CodeFile, "", "eine alte XLS-Datei oder eine mit Kennwort; im Tabellenprogramm ohne Kennwort als XLSX oder ODS speichern",
			"an old XLS file or one with a password; save it as XLSX or ODS without a password")
	case !bytes.HasPrefix(data, []byte("PK")):
		return b.fault(CodeFile, "", "keine XLSX- und keine ODS-Datei; als solche speichern, oder eine CSV-Datei mit dem Paket tables lesen",
			"no XLSX file and no ODS file; save it as such, or read a CSV file by package tables")
	case bytes.Count(data, []byte("PK\x01\x02")) > maxParts: // before a directory of millions is read
		return b.tooLarge("", fmt.Sprintf("das Archiv hat mehr als %d Teile", maxParts), fmt.Sprintf("the archive has more than %d parts", maxParts))
	}
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return b.damaged("", err)
	}
	b.parts = make(map[string]*zip.File, len(archive.File))
	for _, part := range archive.File {
		name := strings.ReplaceAll(part.Name, `\`, "/") // as some programs write it
		if path.IsAbs(name) || path.Clean("/"+name) != "/"+strings.TrimSuffix(name, "/") || strings.ContainsAny(name, ":\x00") {
			return b.fault(CodeUnsafe, part.Name, "ein Teil des Archivs hat einen Namen, der aus ihm hinausweist", "a part of the archive has a name that points out of it")
		}
		if name = strings.ToLower(name); b.parts[name] != nil {
			return b.fault(CodeUnsafe, part.Name, "ein Teil des Archivs steht zweimal darin", "a part of the archive stands in it twice")
		}
		b.parts[name] = part
	}
	return nil
}

func (b *Book) has(part string) bool { return b.parts[strings.ToLower(part)] != nil }

// open returns the bytes of a part, at most MaxPart of them.
func (b *Book) open(part string) (io.ReadCloser, error) {
	file := b.parts[strings.ToLower(part)]
	if file == nil {
		return nil, b.damaged(part, errors.New("missing"))
	}
	if file.UncompressedSize64 > MaxPart {
		return nil, b.partTooLarge(part)
	}
	r, err := file.Open()
	if err != nil {
		return nil, b.damaged(part, err)
	}
	return &limited{ReadCloser: r, book: b, part: part, left: MaxPart}, nil
}

func (b *Book) partTooLarge(part string) error {
	return b.tooLarge(part, fmt.Sprintf("ein Teil der Datei ist entpackt größer als %d MiB", MaxPart>>20), fmt.Sprintf("a part of the file is larger than %d MiB when unpacked", MaxPart>>20))
}

// limited reads a part whatever length the archive says that it has, and refuses
// tags and texts that would fill the memory of the XML decoder: between two "<"
// stands one of either.
type limited struct {
	io.ReadCloser
	book *Book
	part string
	left int
	run  int // bytes since the last "<"
}

func (l *limited) Read(p []byte) (int, error) {
	n, err := l.ReadCloser.Read(p)
	if l.left -= n; l.left < 0 {
		return 0, l.book.partTooLarge(l.part)
	}
	longest := l.run + n
	if first := bytes.IndexByte(p[:n], '<'); first >= 0 { // within a buffer none is too long
		longest = l.run + first
		l.run = n - bytes.LastIndexByte(p[:n], '<')
	} else {
		l.run += n
	}
	if longest > maxToken {
		return 0, l.book.tooLarge(l.part, "ein einzelner Text oder ein einzelnes Element ist länger als 1 MiB", "a single text or element is longer than 1 MiB")
	}
	if err != nil && !errors.Is(err, io.EOF) {
		err = l.book.damaged(l.part, err)
	}
	return n, err
}

// contains reports whether a word stands in a part.
func (b *Book) contains(part, word string) (bool, error) {
	file, err := b.open(part)
	if err != nil {
		return false, err
	}
	defer file.Close() //nolint:errcheck // only read
	buffer, kept := make([]byte, 64<<10), 0
	for {
		n, err := file.Read(buffer[kept:])
		if bytes.Contains(buffer[:kept+n], []byte(word)) {
			return true, nil
		}
		if errors.Is(err, io.EOF) {
			return false, nil
		}
		if err != nil {
			return false, err
		}
		keep := min(len(word)-1, kept+n)
		kept = copy(buffer, buffer[kept+n-keep:kept+n])
	}
}

// parser reads the elements of a part one after the other. Names are compared
// without their name spaces, of which programs write several editions.
type parser struct {
	*xml.Decoder
	book  *Book
	part  string
	file  io.Closer
	depth int
}

func (b *Book) parse(part string) (*parser, error) {
	file, err := b.open(part)
	if err != nil {
		return nil, err
	}
	return &parser{Decoder: xml.NewDecoder(file), book: b, part: part, file: file}, nil
}

// next returns the next start or end of an element or text, nil at the end of the
// part.
func (p *parser) next() (xml.Token, error) {
	for {
		token, err := p.Token()
		if errors.Is(err, io.EOF) && p.depth == 0 {
			return nil, nil //nolint:nilnil // the end
		}
		if err != nil {
			return nil, p.book.damaged(p.part, err)
		}
		switch token.(type) {
		case xml.StartElement:
			if p.depth++; p.depth > maxDepth {
				return nil, p.book.tooLarge(p.part, fmt.Sprintf("mehr als %d Elemente stehen ineinander", maxDepth), fmt.Sprintf("more than %d elements stand in each other", maxDepth))
			}
			return token, nil
		case xml.EndElement:
			p.depth--
			return token, nil
		case xml.CharData:
			return token, nil
		case xml.Directive:
			return nil, p.book.fault(CodeUnsafe, p.part, "ein Teil der Datei hat eine Dokumenttyp-Angabe (DTD), wie sie Tabellenprogramme nicht schreiben",
				"a part of the file has a document type (DTD), which spreadsheet programs do not write")
		}
	}
}

// each calls do for the start of every element in the current one, of every depth.
// do may read the element; what it leaves is passed over with its children unless it
// returns true.
func (p *parser) each(do func(xml.StartElement) (within bool, err error)) error {
	for depth := p.depth; ; {
		token, err := p.next()
		if err != nil || token == nil {
			return err
		}
		switch t := token.(type) {
		case xml.EndElement:
			if p.depth < depth {
				return nil
			}
		case xml.StartElement:
			at := p.depth
			within, err := do(t)
			if err != nil {
				return err
			}
			if !within && p.depth == at {
				if err := p.pass(); err != nil {
					return err
				}
			}
		}
	}
}

// pass passes over the rest of the current element.
func (p *parser) pass() error {
	for depth := p.depth; p.depth >= depth; {
		token, err := p.next()
		if err != nil || token == nil {
			return err
		}
	}
	return nil
}

// attribute returns an attribute by its local name, "" where there is none.
func attribute(e xml.StartElement, name string) string {
	for i := range e.Attr {
		if e.Attr[i].Name.Local == name && !strings.Contains(e.Attr[i].Name.Space, "experimental") { // calcext:value-type of LibreOffice
			return e.Attr[i].Value
		}
	}
	return ""
}
