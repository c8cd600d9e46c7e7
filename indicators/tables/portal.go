package tables

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/document"
	"gitlab.opencode.de/zielkette/zielkette/internal/problems"
)

// readObjects reads a list of flat objects, the JSON of Leipzig's statistics
// portal: each object is a row, its names are the columns. Values are texts or
// numbers; HTML entities in them (m&sup2;) are resolved and blanks at their ends
// removed.
func (r *Reader) readObjects(in io.Reader, f *tableFile) error {
	n := newNumbers(f.options.Dialect)
	m := r.newMapper(f, &n)
	n.rounded = m.roundedAt
	data, err := m.readAll(in)
	if err == nil && data != nil {
		o := &objects{mapper: m, data: data, line: 1, names: map[string]int{}}
		objects, whole := o.collect()
		switch missing := o.missing(); {
		case !objects: // a list without objects has no names to be wrong about
			o.order = r.needs()
		case !whole && missing: // the names may stand behind the fault
			o.mute = true
			o.rows()
			f.dialect = m.dialectRead()
			return nil
		}
		if m.header(o.order, func(int) zielkette.Place { return zielkette.Place{File: f.options.File} }) && o.rows() {
			m.end()
		}
	}
	f.dialect = m.dialectRead()
	return err
}

// dialectRead is what there is to report of the dialect of a JSON file.
func (m *mapper) dialectRead() Dialect { return Dialect{Decimal: m.numbers.found, Encoding: UTF8} }

// readAll reads a JSON file. Data is nil when it cannot be one, which is reported.
func (m *mapper) readAll(in io.Reader) (data []byte, err error) {
	data, err = io.ReadAll(io.LimitReader(document.Input(in), document.MaxBytes+1))
	if err != nil {
		return nil, err
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	at := zielkette.Place{File: m.options.File}
	switch {
	case len(data) > document.MaxBytes:
		m.fault(at, zielkette.CodeJSONSize, "",
			fmt.Sprintf("ein Dokument hat höchstens %d MiB", document.MaxBytes>>20),
			fmt.Sprintf("a document has at most %d MiB", document.MaxBytes>>20))
	case !utf8.Valid(data):
		m.fault(at, zielkette.CodeJSONEncoding, "", "das Dokument in UTF-8 speichern", "save the document in UTF-8")
	case len(bytes.TrimSpace(data)) == 0:
		m.fault(at, zielkette.CodeJSONEmpty, "", "das Dokument ist leer", "the document is empty")
	default:
		return data, nil
	}
	return nil, nil
}

// objects walks over a list of flat objects, twice: once for their names, once for
// their values. Nothing is held but the document and one object.
type objects struct {
	*mapper
	data  []byte
	at    int // of the next byte
	start int // of the last token
	names map[string]int
	order []string // the names in the order of the file
	quiet bool     // the first pass: problems are left to the second
	mute  bool     // problems only, no rows

	offset int // of the last place asked for
	line   int // of that place
	first  int // where that line starts
}

// collect makes the first pass: it finds the names that the objects have. Those
// beyond [MaxColumns] are kept only where the mapping asks for them.
func (o *objects) collect() (some, whole bool) {
	wanted := map[string]bool{}
	for _, name := range o.needs() {
		wanted[name] = true
	}
	o.quiet = true
	seen := map[string]bool{}
	whole = o.walk(func() { some = true; clear(seen) }, func(name, _ string) bool {
		if seen[name] {
			return false
		}
		seen[name] = true
		if _, ok := o.names[name]; !ok && (len(o.order) < MaxColumns || wanted[squeeze(name)]) {
			o.names[name] = len(o.order)
			o.order = append(o.order, name)
		}
		return true
	}, func() {})
	o.quiet, o.at, o.start = false, 0, 0
	return some, whole
}

// missing reports whether the objects lack a name that the mapping asks for.
func (o *objects) missing() bool {
	has := map[string]bool{}
	for _, name := range o.order {
		has[squeeze(name)] = true
	}
	return slices.ContainsFunc(o.needs(), func(name string) bool { return !has[name] })
}

// rows makes the second pass: it reads every object as a row. It reports whether
// the document could be read to its end.
func (o *objects) rows() bool {
	cells, places := make([][]byte, len(o.order)), make([]zielkette.Place, len(o.order))
	var set []int
	seen := map[string]bool{}
	var start zielkette.Place
	count := -1
	place := func(cell int) zielkette.Place {
		if cell < len(places) && places[cell].Line > 0 {
			return places[cell]
		}
		return start
	}
	pointer := func() string { return fmt.Sprintf("/%d", count) }
	return o.walk(func() {
		count++
		for _, i := range set {
			cells[i], places[i] = nil, zielkette.Place{}
		}
		set = set[:0]
		clear(seen)
		start = o.placeAt(pointer())
	}, func(name, text string) bool {
		if seen[name] {
			return o.broken(pointer()+"/"+document.Escape(problems.Clip(name)),
				"dieser Name steht zweimal im Objekt; einen behalten",
				"this name stands twice in the object; keep one")
		}
		seen[name] = true
		if i, ok := o.names[name]; ok {
			cells[i], places[i] = []byte(strings.TrimSpace(html.UnescapeString(text))), o.placeAt(pointer()+"/"+document.Escape(problems.Clip(name)))
			set = append(set, i)
		}
		return true
	}, func() {
		if !o.mute {
			o.row(cells, place, nil)
		}
	})
}

// walk reads the list and calls begin, field and end for each object and its
// fields. It stops at the first fault, which it reports.
func (o *objects) walk(begin func(), field func(name, text string) bool, end func()) bool {
	if o.token() != '[' {
		return o.broken("",
			"erwartet wird eine Liste von Objekten: [ { ... }, ... ]",
			"a list of objects is expected: [ { ... }, ... ]")
	}
	o.at++
	for i := 0; ; i++ {
		c := o.token()
		if i > 0 && c == ',' {
			o.at++
			c = o.token()
		} else if c == ']' {
			break
		} else if i > 0 {
			return o.early()
		}
		if c != '{' {
			return o.broken(fmt.Sprintf("/%d", i), "hier wird ein Objekt erwartet: { ... }", "an object is expected here: { ... }")
		}
		begin()
		o.at++
		if !o.object(field) {
			return false
		}
		if end(); o.full() {
			return false
		}
	}
	o.at++
	if o.token(); o.at < len(o.data) {
		return o.broken("", "entfernen, was auf das Ende des Dokuments folgt", "remove what follows the end of the document")
	}
	return true
}

func (o *objects) object(field func(name, text string) bool) bool {
	for i := 0; ; i++ {
		c := o.token()
		if c == '}' {
			o.at++
			return true
		}
		if i > 0 {
			if c != ',' {
				return o.early()
			}
			o.at++
			c = o.token()
		}
		if c != '"' {
			return o.early()
		}
		name, ok := o.text()
		if !ok {
			return o.invalid()
		}
		if c := o.token(); c != ':' {
			return o.early()
		}
		o.at++
		c = o.token()
		switch {
		case c == '{' || c == '[':
			return o.broken("", "hier wird ein Text oder eine Zahl erwartet", "a text or a number is expected here")
		case o.at == len(o.data):
			return o.early()
		}
		text, ok := o.scalar(c)
		if !ok {
			return o.invalid()
		}
		if !field(name, text) {
			return false
		}
	}
}

// token passes over white space and returns the byte that a token starts with, 0
// at the end of the document.
func (o *objects) token() byte {
	for o.at < len(o.data) && (o.data[o.at] == ' ' || o.data[o.at] == '\t' || o.data[o.at] == '\r' || o.data[o.at] == '\n') {
		o.at++
	}
	if o.start = o.at; o.at == len(o.data) {
		return 0
	}
	return o.data[o.at]
}

// text reads a text in quotation marks.
func (o *objects) text() (string, bool) {
	for i := o.at + 1; i < len(o.data); i++ {
		switch c := o.data[i]; {
		case c == '\\':
			i++
		case c < ' ':
			return "", false
		case c == '"':
			raw := o.data[o.at : i+1]
			o.at = i + 1
			if bytes.IndexByte(raw, '\\') < 0 {
				return string(raw[1 : len(raw)-1]), true
			}
			var text string
			err := json.Unmarshal(raw, &text)
			half := strings.ContainsRune(text, utf8.RuneError) && !bytes.Contains(raw, []byte("\ufffd")) // of a surrogate pair
			return text, err == nil && !half
		}
	}
	return "", false
}

// scalar reads a text, a number, true, false or null, which is the empty text.
func (o *objects) scalar(c byte) (string, bool) {
	if c == '"' {
		return o.text()
	}
	end := o.at
	for end < len(o.data) && end-o.at < 100 && strings.IndexByte("+-.0123456789abcdefghijklmnopqrstuvwxyzE", o.data[end]) >= 0 {
		end++
	}
	raw := o.data[o.at:end]
	if !json.Valid(raw) {
		return "", false
	}
	o.at = end
	if string(raw) == "null" {
		return "", true
	}
	return string(raw), true
}

// placeAt returns the place of the last token. Places only go forward, so that
// counting lines costs one pass over the document.
func (o *objects) placeAt(pointer string) zielkette.Place {
	passed := o.data[o.offset:o.start]
	if i := bytes.LastIndexByte(passed, '\n'); i >= 0 {
		o.line += bytes.Count(passed, []byte{'\n'})
		o.first = o.offset + i + 1
	}
	o.offset = o.start
	return zielkette.Place{File: o.options.File, Line: o.line, Column: o.start - o.first + 1, Pointer: pointer}
}

func (o *objects) broken(pointer, de, en string) bool {
	if !o.quiet {
		o.fault(o.placeAt(pointer), zielkette.CodeJSONSyntax, "", de, en)
	}
	return false
}

func (o *objects) invalid() bool {
	return o.broken("", "dies ist kein gültiges JSON", "this is not valid JSON")
}

// early reports a document that ends too early, or has another sign in this place.
func (o *objects) early() bool {
	if o.at < len(o.data) {
		return o.invalid()
	}
	return o.broken("", "das Dokument endet zu früh", "the document ends too early")
}
