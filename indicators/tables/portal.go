package tables

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"io"
	"strings"
	"unicode/utf8"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/document"
)

// readObjects reads a list of flat objects, the JSON of Leipzig's statistics
// portal: each object is a row, its names are the columns. Values are texts or
// numbers; HTML entities in them (m&sup2;) are resolved and blanks at their ends
// removed.
func (r *Reader) readObjects(in io.Reader, opts *Options, b *indicators.Builder) (Dialect, error) {
	m := newMapper(r, opts, b)
	data, err := m.readAll(in)
	if err != nil || data == nil {
		return m.dialectRead(), err
	}
	names := r.needs()
	if m.header(names, func(int) zielkette.Place { return zielkette.Place{File: m.file} }) {
		o := &objects{mapper: m, data: data, json: json.NewDecoder(bytes.NewReader(data)), line: 1, names: names}
		o.json.UseNumber()
		if o.list() {
			m.end()
		}
	}
	return m.dialectRead(), nil
}

func newMapper(r *Reader, opts *Options, b *indicators.Builder) *mapper {
	return &mapper{Reader: r, file: opts.File, builder: b, numbers: &numbers{opts.Dialect.Decimal, opts.Dialect.Decimal}}
}

// dialectRead is what there is to report of the dialect of a JSON file.
func (m *mapper) dialectRead() Dialect { return Dialect{Decimal: m.numbers.found, Encoding: UTF8} }

// readAll reads a JSON file. Data is nil when it cannot be one, which is reported.
func (m *mapper) readAll(in io.Reader) (data []byte, err error) {
	data, err = io.ReadAll(io.LimitReader(in, document.MaxBytes+1))
	if err != nil {
		return nil, err
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	at := zielkette.Place{File: m.file}
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

// objects walks over a list of objects.
type objects struct {
	*mapper
	data   []byte
	json   *json.Decoder
	names  []string
	start  int // of the last token
	offset int // of the last place asked for
	line   int // of that place
	first  int // where that line starts
}

// token returns the next token and remembers where it starts.
func (o *objects) token() (json.Token, error) {
	o.start = int(o.json.InputOffset())
	t, err := o.json.Token()
	for o.start < len(o.data) && bytes.IndexByte([]byte(" \t\r\n,:"), o.data[o.start]) >= 0 {
		o.start++
	}
	return t, err
}

// list reads the whole document and reports whether it could.
func (o *objects) list() bool {
	if t, err := o.token(); err != nil || t != json.Delim('[') {
		return o.broken("",
			"erwartet wird eine Liste von Objekten: [ { ... }, ... ]",
			"a list of objects is expected: [ { ... }, ... ]")
	}
	for i := 0; o.json.More(); i++ {
		if !o.object(fmt.Sprintf("/%d", i)) {
			return false
		}
	}
	if _, err := o.token(); err != nil {
		return o.broken("", "das Dokument endet zu früh", "the document ends too early")
	}
	if _, err := o.token(); !errors.Is(err, io.EOF) {
		return o.broken("", "entfernen, was auf das Ende des Dokuments folgt", "remove what follows the end of the document")
	}
	return true
}

// object reads one object as a row.
func (o *objects) object(pointer string) bool {
	if t, err := o.token(); err != nil || t != json.Delim('{') {
		return o.broken(pointer, "hier wird ein Objekt erwartet: { ... }", "an object is expected here: { ... }")
	}
	cells := make([][]byte, len(o.names))
	places := make([]zielkette.Place, len(o.names))
	start := o.place(pointer)
	for i := range places {
		places[i] = start
	}
	seen := map[string]bool{}
	for o.json.More() {
		t, err := o.token()
		if err != nil {
			return o.broken(pointer, "dies ist kein gültiges JSON", "this is not valid JSON")
		}
		name, _ := t.(string)
		at := pointer + "/" + document.Escape(name)
		value, err := o.token()
		if err != nil {
			return o.broken(at, "dies ist kein gültiges JSON", "this is not valid JSON")
		}
		if seen[name] {
			return o.broken(at,
				"dieser Name steht zweimal im Objekt; einen behalten",
				"this name stands twice in the object; keep one")
		}
		seen[name] = true
		var text string
		switch v := value.(type) {
		case nil:
		case string:
			text = strings.TrimSpace(html.UnescapeString(v))
		case json.Number:
			text = v.String()
		case bool:
			text = fmt.Sprint(v)
		default:
			return o.broken(at, "hier wird ein Text oder eine Zahl erwartet", "a text or a number is expected here")
		}
		for i, wanted := range o.names {
			if wanted == name {
				cells[i], places[i] = []byte(text), o.place(at)
			}
		}
	}
	if _, err := o.token(); err != nil {
		return o.broken(pointer, "das Dokument endet zu früh", "the document ends too early")
	}
	o.row(cells, func(cell int) zielkette.Place { return places[cell] })
	return true
}

// place returns the place of the last token. Places only go forward, so that
// counting lines costs one pass over the document.
func (o *objects) place(pointer string) zielkette.Place {
	passed := o.data[o.offset:o.start]
	if i := bytes.LastIndexByte(passed, '\n'); i >= 0 {
		o.line += bytes.Count(passed, []byte{'\n'})
		o.first = o.offset + i + 1
	}
	o.offset = o.start
	return zielkette.Place{File: o.file, Line: o.line, Column: o.start - o.first + 1, Pointer: pointer}
}

func (o *objects) broken(pointer, de, en string) bool {
	o.fault(o.place(pointer), zielkette.CodeJSONSyntax, "", de, en)
	return false
}
