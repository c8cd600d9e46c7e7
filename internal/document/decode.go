// Package document reads JSON documents strictly: it refuses what encoding/json
// lets pass (unknown fields, names in other case, duplicate keys, trailing data,
// invalid UTF-8), bounds size and depth, and reports every problem at once with
// its JSON pointer, line and column.
package document

import (
	"bytes"
	"encoding"
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"unicode/utf8"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/problems"
)

// Limits of a document.
const (
	MaxBytes = 64 << 20 // size of one document
	MaxDepth = 128      // nesting of arrays and objects
	MaxItems = 1 << 20  // elements of all its arrays and maps; "{}," is 3 bytes of text but hundreds of memory
	maxName  = 128      // bytes of a field name that stand in a pointer
)

// Decode decodes data into the struct that into points to and reports whether
// the document was read to its end. Reading ends early where the text stops being
// JSON and where the list of problems is full.
//
// The time is linear in the size of the document, a quarter to two fifths of what
// json.Unmarshal takes, and for documents of a few KB, whose time goes into plans of
// the types, half of it to two thirds. Memory is at most 12 times the document and 1 KiB for each element of
// its lists and maps, of which there are at most [MaxItems]. What is decoded does
// not refer to data.
func Decode(data []byte, into any, list *problems.List) bool {
	d := &decoder{scanner: scanner{data: data}, found: list, plans: map[reflect.Type]*plan{}}
	switch {
	case len(data) > MaxBytes:
		return d.stop(0, zielkette.CodeJSONSize,
			fmt.Sprintf("ein Dokument hat höchstens %d MiB", MaxBytes>>20),
			fmt.Sprintf("a document has at most %d MiB", MaxBytes>>20))
	case !utf8.Valid(data):
		return d.stop(invalidAt(data), zielkette.CodeJSONEncoding, "das Dokument in UTF-8 speichern", "save the document in UTF-8")
	case len(bytes.TrimSpace(data)) == 0:
		return d.stop(0, zielkette.CodeJSONEmpty, "das Dokument ist leer", "the document is empty")
	case bytes.HasPrefix(data, []byte("\ufeff")):
		return d.stop(0, zielkette.CodeJSONEncoding,
			"das Dokument in UTF-8 ohne Byte-Order-Mark (BOM) speichern",
			"save the document in UTF-8 without a byte order mark")
	}
	d.controls = bytes.IndexByte(data, 0x7f) >= 0 || between(data, 0xc2, 0x80, 0x9f)
	v := reflect.ValueOf(into).Elem()
	if !d.token() || !d.assign(d.planOf(v.Type()), v) {
		return false
	}
	if d.peek(); d.pos < len(data) {
		return d.stop(d.pos, zielkette.CodeJSONTrailing, "entfernen, was auf das Ende des Dokuments folgt", "remove what follows the end of the document")
	}
	return true
}

// between reports whether a byte is followed anywhere by one from least to most.
func between(data []byte, first, least, most byte) bool {
	for {
		at := bytes.IndexByte(data, first)
		if at < 0 || at+1 == len(data) {
			return false
		}
		if data = data[at+1:]; least <= data[0] && data[0] <= most {
			return true
		}
	}
}

func invalidAt(data []byte) int {
	offset := 0
	for offset < len(data) {
		r, size := utf8.DecodeRune(data[offset:])
		if r == utf8.RuneError && size == 1 {
			break
		}
		offset += size
	}
	return offset
}

// decoder reads one document. Those of its methods that return a bool alone report
// whether reading goes on.
type decoder struct {
	scanner
	texts texts
	plans map[reflect.Type]*plan
	found *problems.List
	lines lines
	path  []step // to the value that is read
	depth int    // objects and lists around it
	items int    // elements so far

	controls bool // somewhere in the text stands DEL or one of U+0080 to U+009F
}

// assign stores the value that starts with the last token in v.
func (d *decoder) assign(p *plan, v reflect.Value) bool {
	kind := d.tok.kind
	switch {
	case !d.seen():
		return false
	case kind == '{' || kind == '[':
		return d.nested(p, v)
	case kind == 'n':
		return len(d.path) > 0 || d.mismatch(p) // null is the zero value
	case p.kind == parsed:
		return d.parse(v)
	case p.kind == text && kind == '"':
		v.SetString(d.texts.copy(d.said()))
		return true
	case p.kind == truth && (kind == 't' || kind == 'f'):
		v.SetBool(kind == 't')
		return true
	case p.kind == integer && kind == '0':
		if n, err := strconv.ParseInt(string(d.said()), 10, 32); err == nil {
			v.SetInt(n)
			return true
		}
	}
	return d.mismatch(p)
}

// parse lets a value read its own text.
func (d *decoder) parse(v reflect.Value) bool {
	if d.tok.kind != '"' {
		return d.report(d.tok.start, zielkette.CodeJSONType, d.said(),
			`diesen Wert als Text in Anführungszeichen schreiben, zum Beispiel "6.40"`,
			`write this value as text in quotes, for example "6.40"`)
	}
	err := v.Addr().Interface().(encoding.TextUnmarshaler).UnmarshalText(d.said())
	if err == nil {
		return true
	}
	var p zielkette.Problem
	if !errors.As(err, &p) {
		p = zielkette.Problem{Code: zielkette.CodeForeign, Subject: problems.Clip(string(d.said())), Message: problems.Foreign(err)}
	}
	return d.add(d.tok.start, p)
}

// nested reads what is left of an object or a list behind its opening bracket.
func (d *decoder) nested(p *plan, v reflect.Value) (ok bool) {
	if d.depth == MaxDepth {
		return d.stop(d.tok.start, zielkette.CodeJSONDepth,
			fmt.Sprintf("ein Dokument ist höchstens %d Stufen tief verschachtelt", MaxDepth),
			fmt.Sprintf("a document is nested at most %d deep", MaxDepth))
	}
	d.depth++
	switch open := d.tok.kind; {
	case p.kind == record && open == '{':
		ok = d.record(p, v)
	case p.kind == named && open == '{':
		ok = d.named(p, v)
	case p.kind == series && open == '[':
		ok = d.series(p, v)
	default:
		ok = d.mismatch(p) && (d.skipRest(open, d.depth) || d.noJSON())
	}
	d.depth--
	return ok
}

// record reads an object into a struct.
func (d *decoder) record(p *plan, v reflect.Value) bool {
	n, last := len(d.path), 0
	var seen uint64
	for first := true; d.more('{', first); first = false {
		i, fresh, ok := d.field(p, p.next[last], seen)
		switch {
		case !ok:
		case fresh:
			seen |= 1 << i
			p.next[last], last = i, i+1
			_, ok = d.entry(d.planOfField(&p.fields[i]), v.Field(p.fields[i].index))
		default:
			ok = d.pass()
		}
		if !ok {
			return false
		}
		d.path = d.path[:n]
	}
	return !d.broken || d.noJSON()
}

// pass passes over the colon and the value behind a name.
func (d *decoder) pass() bool { return d.colon() && d.skip(d.depth) || d.noJSON() }

// field reads the name of a member, puts it on the path and returns the index of
// its field. A field that is not known, or was seen before, is reported and not
// fresh. The field that is guessed to come is compared with the text at once, without
// looking for the end of the name: documents are read a tenth faster.
func (d *decoder) field(p *plan, guess int, seen uint64) (i int, fresh, ok bool) {
	if d.peek() != '"' {
		return 0, false, d.noJSON()
	}
	start := d.pos
	i = guess
	if guess < len(p.fields) && d.isName(p.fields[guess].name) {
		d.pos += len(p.fields[guess].name) + 2
	} else {
		if !d.token() {
			return 0, false, false
		}
		if i = p.find(d.said()); i < 0 {
			d.path = append(d.path, member(string(d.said())))
			de, en := unknown(p.fields, string(d.said()))
			return 0, false, d.report(start, zielkette.CodeJSONUnknown, d.said(), de, en)
		}
	}
	name := p.fields[i].name
	d.path = append(d.path, member(name))
	if seen&(1<<i) != 0 {
		return 0, false, d.twice(start, name)
	}
	return i, true, true
}

func (d *decoder) twice(start int, name string) bool {
	return d.report(start, zielkette.CodeJSONDuplicate, []byte(name),
		"dieser Name steht zweimal im Objekt; einen behalten",
		"this name stands twice in the object; keep one")
}

// named reads an object into a map. A null is no entry, not an entry of 0, but its
// name may not stand twice either.
func (d *decoder) named(p *plan, v reflect.Value) bool {
	v.Set(reflect.MakeMap(p.typ))
	key, elem := reflect.New(p.typ.Key()).Elem(), reflect.New(p.elem.typ).Elem()
	var nulls map[string]bool
	n := len(d.path)
	for first := true; d.more('{', first); first = false {
		start, name, ok := d.name()
		if !ok || !d.count(start) {
			return false
		}
		key.SetString(name)
		if nulls[name] || v.MapIndex(key).IsValid() {
			if !d.twice(start, name) || !d.pass() {
				return false
			}
		} else {
			elem.SetZero()
			null, ok := d.entry(p.elem, elem)
			if !ok {
				return false
			}
			if null {
				nulls = noted(nulls, name)
			} else {
				v.SetMapIndex(key, elem)
			}
		}
		d.path = d.path[:n]
	}
	return !d.broken || d.noJSON()
}

// name reads the name of an entry and puts it on the path.
func (d *decoder) name() (start int, name string, ok bool) {
	if d.peek() != '"' {
		return 0, "", d.noJSON()
	}
	if !d.token() {
		return 0, "", false
	}
	name = d.texts.copy(d.said())
	d.path = append(d.path, member(name))
	return d.tok.start, name, d.seen()
}

// entry reads the value of an entry and reports whether it is null.
func (d *decoder) entry(p *plan, v reflect.Value) (null, ok bool) {
	if !d.colon() {
		return false, d.noJSON()
	}
	ok = d.token()
	null = d.tok.kind == 'n'
	return null, ok && d.assign(p, v)
}

func noted(names map[string]bool, name string) map[string]bool {
	if names == nil {
		names = map[string]bool{}
	}
	names[name] = true
	return names
}

// series reads a list into a slice.
func (d *decoder) series(p *plan, v reflect.Value) bool {
	start, depth, n := d.pos, len(d.path), 0
	v.Set(p.empty)
	for ; d.more('[', n == 0); n++ {
		if !d.token() {
			return false
		}
		d.path = append(d.path, step{index: n})
		if !d.count(d.tok.start) {
			return false
		}
		if n == v.Len() {
			d.grow(p, v, start)
		}
		if !d.assign(p.elem, v.Index(n)) {
			return false
		}
		d.path = d.path[:depth]
	}
	if d.broken {
		return d.noJSON()
	}
	v.SetLen(n)
	p.last = max(n, p.last-(p.last-n)/2)
	return true
}

// guessBytes bounds the room that a list has because the last one of its type had it.
const guessBytes = 8 << 10

// grow makes room for more elements of a list that starts at the given offset: first
// for about as many as the last lists of the type had, then for twice as many, or in a
// list of the document itself, of which there are few, for four times as many. It does
// not make more than the rest of the document fills with elements like those so far, so
// that a long list takes no more memory than it needs.
func (d *decoder) grow(p *plan, v reflect.Value, start int) {
	n := v.Len()
	room := max(min(p.last, guessBytes/max(int(p.elem.typ.Size()), 1)), 1)
	if n > 0 {
		rest := (len(d.data)-d.pos)/max((d.pos-start)/n, 1) + 1
		rest += rest / 64 // for being short of the last few costs a copy of all
		more := n
		if len(d.path) == 2 { // the name of the list, and the number of the element
			more = 3 * n
		}
		room = n + min(more, rest)
	}
	v.SetLen(n)
	v.Grow(room - n)
	v.SetLen(v.Cap())
}

// count counts an element.
func (d *decoder) count(offset int) bool {
	if d.items++; d.items > MaxItems {
		return d.stop(offset, zielkette.CodeJSONSize,
			fmt.Sprintf("die Listen und Verzeichnisse eines Dokuments haben zusammen höchstens %d Elemente", MaxItems),
			fmt.Sprintf("the lists and maps of a document have at most %d elements together", MaxItems))
	}
	return true
}

// token reads the next token.
func (d *decoder) token() bool {
	if !d.scanner.token() {
		return d.noJSON()
	}
	return !d.tok.escaped || d.whole()
}

// seen reports a text with control characters.
func (d *decoder) seen() bool {
	if d.tok.kind != '"' || !d.tok.escaped && !d.controls {
		return true
	}
	p := problems.Control(d.said())
	return p == nil || d.report(d.tok.start, p.Code, d.raw(), p.Message.DE, p.Message.EN)
}

// whole reports a text that stands for half of a surrogate pair, such as "\ud800".
func (d *decoder) whole() bool {
	said, raw := []byte("\ufffd"), d.raw()
	if !bytes.Contains(d.said(), said) || bytes.Contains(raw, said) || bytes.Contains(bytes.ToLower(raw), []byte(`\ufffd`)) {
		return true
	}
	return d.report(d.tok.start, zielkette.CodeJSONEncoding, raw,
		`eine Angabe mit \u steht für ein halbes Zeichen; das Zeichen selbst schreiben`,
		`a \u escape stands for half a character; write the character itself`)
}

// noJSON reports where the text stops being JSON.
func (d *decoder) noJSON() bool {
	if d.pos == len(d.data) {
		return d.stop(len(bytes.TrimRight(d.data, " \t\r\n")), zielkette.CodeJSONSyntax,
			"dies ist kein gültiges JSON: das Dokument endet zu früh",
			"this is not valid JSON: the document ends too early")
	}
	return d.stop(d.pos, zielkette.CodeJSONSyntax,
		"dies ist kein gültiges JSON: ein Komma, Doppelpunkt, Anführungszeichen oder eine Klammer fehlt hier oder ist überzählig",
		"this is not valid JSON: a comma, colon, quote or bracket is missing or in excess here")
}

// mismatch reports a value of another type. Where that is the whole document,
// nothing of it can be used.
func (d *decoder) mismatch(p *plan) bool {
	return d.report(d.tok.start, zielkette.CodeJSONType, d.said(), p.wanted.DE, p.wanted.EN) && len(d.path) > 0
}

// stop reports why reading ends.
func (d *decoder) stop(offset int, code zielkette.Code, de, en string) bool {
	d.report(offset, code, nil, de, en)
	return false
}

func (d *decoder) report(offset int, code zielkette.Code, subject []byte, de, en string) bool {
	subject = subject[:min(len(subject), maxName)] // more than Clip leaves
	return d.add(offset, zielkette.Problem{Code: code, Subject: problems.Clip(string(subject)), Message: zielkette.Text{DE: de, EN: en}})
}

// add records a problem with the value that is read. Reading goes on unless the
// list is full.
func (d *decoder) add(offset int, p zielkette.Problem) bool {
	p.Place.Pointer = pointer(d.path)
	p.Place.Line, p.Place.Column = d.lines.at(d.data, offset)
	d.found.Add(p)
	return !d.found.Stop()
}
