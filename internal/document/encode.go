package document

import (
	"bytes"
	"encoding"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/bits"
	"reflect"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/parallel"
)

// Encode returns a document as JSON in its canonical form: a line for each value,
// indented by two spaces, fields in the order of the format, keys of maps sorted, text
// as it is, and a line break at the end. Equal documents give equal bytes, and a
// change of one value changes its line only.
//
// It writes what encoding/json writes without escaping HTML, in one pass and in a
// quarter of the time. The error is that of a value which JSON cannot say.
func Encode(doc any) ([]byte, error) {
	text, err := appendJSON(nil, doc, "  ")
	if err != nil {
		return nil, err
	}
	return append(text, '\n'), nil
}

// Write writes what [Encode] returns, piece by piece: without the whole text in memory.
// The error is that of the writer or of a value which JSON cannot say; what was written
// before it stays written.
func Write(w io.Writer, doc any) error {
	e := encoder{to: Output(w), b: make([]byte, 0, piece+piece/4), indent: "  ", forms: map[reflect.Type]*form{}}
	err := e.value(reflect.ValueOf(doc))
	if err == nil {
		e.b = append(e.b, '\n')
		err = e.flush()
	}
	return err
}

// piece is about how many bytes [Write] hands on at once.
const piece = 32 << 10

// Rows is a list whose elements are formed one by one while it is written: Len of them,
// each by At in a place that is zero before. At is called from several goroutines at once.
type Rows[T any] struct {
	Len int
	At  func(i int, element *T)
}

func (r Rows[T]) count() int { return r.Len }

func (r Rows[T]) write(e *encoder, from, to int) error {
	element := new(T)
	v := reflect.ValueOf(element).Elem()
	f := e.form(v.Type())
	for i := from; i < to; i++ {
		*element = *new(T)
		r.At(i, element)
		e.next(i == 0)
		if err := f.write(e, f, v); err != nil {
			return err
		}
	}
	return nil
}

type rows interface {
	count() int
	write(e *encoder, from, to int) error
}

// Marshal returns a value as JSON on one line, text as it is. It serves MarshalJSON
// methods, whose text [Encode] lays out.
func Marshal(v any) ([]byte, error) { return appendJSON(nil, v, "") }

func appendJSON(b []byte, v any, indent string) ([]byte, error) {
	e := encoder{b: b, indent: indent, forms: map[reflect.Type]*form{}}
	if err := e.value(reflect.ValueOf(v)); err != nil {
		return nil, err
	}
	return e.b, nil
}

// maxNested is how deep values may be nested. Nothing that can be read back is nested so
// deep, but a list that contains itself is.
const maxNested = 1000

type encoder struct {
	to     io.Writer // nil: all stays in b
	b      []byte
	indent string
	depth  int
	forms  map[reflect.Type]*form

	scratch []byte    // for what a value says of itself
	parts   []encoder // for what is written side by side
}

// form tells how values of a Go type are written. It is made once for each type.
type form struct {
	write  func(e *encoder, f *form, v reflect.Value) error
	elem   *form // of a pointer, a list or a map
	fields []written
	words  [][]byte // of a small set: what was said of each value so far, in quotes
}

// written is a field of a struct.
type written struct {
	head  string // the name in quotes, a colon and the blank that follows where lines are indented
	outer []int  // the embedded structs that it stands in
	index int
	form  *form
	omit  func(v reflect.Value) bool // nil: always written
}

// value writes a value whose type is not known before.
func (e *encoder) value(v reflect.Value) error {
	if !v.IsValid() {
		e.b = append(e.b, "null"...)
		return nil
	}
	f := e.form(v.Type())
	return f.write(e, f, v)
}

func (e *encoder) form(t reflect.Type) *form {
	if f := e.forms[t]; f != nil {
		return f
	}
	f := &form{}
	e.forms[t] = f
	switch {
	case t.Implements(reflect.TypeFor[rows]()):
		f.write = writeRows
	case t == reflect.TypeFor[zielkette.Figure]():
		f.write = writeFigure
	case t == reflect.TypeFor[zielkette.Number]():
		f.write = writeNumber
	case t == reflect.TypeFor[zielkette.Date]():
		f.write = writePlain[zielkette.Date]
	case t == reflect.TypeFor[zielkette.Period]():
		f.write = writePlain[zielkette.Period]
	case t == reflect.TypeFor[*zielkette.Period]():
		f.write, f.elem = writePointer, e.form(t.Elem())
	case t.Implements(reflect.TypeFor[json.Marshaler]()):
		f.write = writeMarshaler
	case t.Implements(reflect.TypeFor[encoding.TextMarshaler]()):
		if f.write = writeText; t.Kind() == reflect.Uint8 {
			f.write = writeWord
		}
	default:
		e.shape(f, t)
		if t.Kind() != reflect.Interface && reflect.PointerTo(t).Implements(reflect.TypeFor[json.Marshaler]()) {
			f.write = writeAddressed(f.write)
		}
	}
	return f
}

// writeAddressed is for types whose pointers say how they are written, which only
// counts where a value has an address.
func writeAddressed(plain func(*encoder, *form, reflect.Value) error) func(*encoder, *form, reflect.Value) error {
	return func(e *encoder, f *form, v reflect.Value) error {
		if v.CanAddr() {
			return writeMarshaler(e, f, v.Addr())
		}
		return plain(e, f, v)
	}
}

func (e *encoder) shape(f *form, t reflect.Type) {
	switch t.Kind() {
	case reflect.String:
		f.write = func(e *encoder, _ *form, v reflect.Value) error { e.text(v.String()); return nil }
	case reflect.Bool:
		f.write = func(e *encoder, _ *form, v reflect.Value) error { e.b = strconv.AppendBool(e.b, v.Bool()); return nil }
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		f.write = func(e *encoder, _ *form, v reflect.Value) error {
			e.b = strconv.AppendInt(e.b, v.Int(), 10)
			return nil
		}
	case reflect.Pointer:
		f.write, f.elem = writePointer, e.form(t.Elem())
	case reflect.Interface:
		f.write = func(e *encoder, _ *form, v reflect.Value) error { return e.value(v.Elem()) }
	case reflect.Slice:
		if t.Elem().Kind() == reflect.Uint8 {
			f.write = writeOther
			return
		}
		f.write, f.elem = writeList, e.form(t.Elem())
	case reflect.Map:
		if t.Key().Kind() != reflect.String || t.Key().Implements(reflect.TypeFor[encoding.TextMarshaler]()) {
			f.write = writeOther
			return
		}
		f.write, f.elem = writeMap, e.form(t.Elem())
	case reflect.Struct:
		f.write = writeStruct
		if f.fields = e.fields(t, nil); f.fields == nil && t.NumField() > 0 {
			f.write = writeOther
		}
	default:
		f.write = writeOther
	}
}

// fields returns the fields of a struct, those of embedded structs in their place; nil
// where they follow rules that encoding/json knows alone.
func (e *encoder) fields(t reflect.Type, outer []int) []written {
	out, seen := []written{}, map[string]bool{}
	for i := range t.NumField() {
		field := t.Field(i)
		tag := field.Tag.Get("json")
		name, options, _ := strings.Cut(tag, ",")
		inner := []written{}
		switch {
		case strings.Contains(tag, ",string"):
			return nil
		case field.Anonymous:
			of := field.Type
			if of.Kind() == reflect.Pointer {
				of = of.Elem()
			}
			if of.Kind() != reflect.Struct || tag != "" || reflect.PointerTo(of).Implements(reflect.TypeFor[json.Marshaler]()) || reflect.PointerTo(of).Implements(reflect.TypeFor[encoding.TextMarshaler]()) {
				return nil
			}
			if inner = e.fields(of, append(slices.Clip(outer), i)); inner == nil {
				return nil
			}
		case field.IsExported() && tag != "-":
			if name == "" {
				name = field.Name
			}
			inner = append(inner, written{
				head: string(appendText(nil, name)) + ": ", outer: outer, index: i, form: e.form(field.Type), omit: omission(field.Type, options),
			})
		}
		for _, w := range inner {
			if seen[w.head] {
				return nil
			}
			seen[w.head] = true
			out = append(out, w)
		}
	}
	return out
}

// omission returns when a field is left out, nil for never.
func omission(t reflect.Type, options string) func(v reflect.Value) bool {
	var zero, empty func(v reflect.Value) bool
	for _, option := range strings.Split(options, ",") {
		switch option {
		case "omitzero":
			zero = reflect.Value.IsZero
			if method, ok := t.MethodByName("IsZero"); ok && method.Type.NumIn() == 1 && method.Type.NumOut() == 1 && t.Kind() != reflect.Interface {
				zero = func(v reflect.Value) bool {
					if v.Kind() == reflect.Pointer && v.IsNil() {
						return true
					}
					if v.Kind() != reflect.Pointer && v.CanAddr() {
						v = v.Addr() // without a copy on the heap
					}
					said, ok := v.Interface().(interface{ IsZero() bool })
					return ok && said.IsZero()
				}
				switch t {
				case reflect.TypeFor[zielkette.Figure]():
					zero = isZero[zielkette.Figure]
				case reflect.TypeFor[zielkette.Number]():
					zero = isZero[zielkette.Number]
				case reflect.TypeFor[zielkette.Date]():
					zero = isZero[zielkette.Date]
				case reflect.TypeFor[zielkette.Span]():
					zero = isZero[zielkette.Span]
				}
			}
		case "omitempty":
			switch t.Kind() {
			case reflect.Slice, reflect.Map, reflect.String, reflect.Array:
				empty = func(v reflect.Value) bool { return v.Len() == 0 }
			case reflect.Struct, reflect.Func, reflect.Chan:
			default:
				empty = reflect.Value.IsZero
			}
		}
	}
	switch {
	case zero != nil && empty != nil:
		return func(v reflect.Value) bool { return zero(v) || empty(v) }
	case zero != nil:
		return zero
	}
	return empty
}

// here returns what a reflected value holds, without a copy on the heap where it has an
// address.
func here[T any](v reflect.Value) T {
	if v.CanAddr() {
		return *v.Addr().Interface().(*T)
	}
	return v.Interface().(T)
}

func isZero[T interface{ IsZero() bool }](v reflect.Value) bool { return here[T](v).IsZero() }

func writeFigure(e *encoder, _ *form, v reflect.Value) error {
	figure := here[zielkette.Figure](v)
	if figure.IsZero() {
		e.b = append(e.b, "null"...)
		return nil
	}
	e.b = append(figure.AppendJSON(append(e.b, '"')), '"')
	return nil
}

func writeNumber(e *encoder, _ *form, v reflect.Value) error {
	number := here[zielkette.Number](v)
	if number.IsZero() {
		e.b = append(e.b, "null"...)
		return nil
	}
	text, err := number.AppendText(append(e.b, '"'))
	e.b = append(text, '"')
	return err
}

// writePlain writes a value whose text needs no escape.
func writePlain[T encoding.TextAppender](e *encoder, _ *form, v reflect.Value) error {
	text, err := here[T](v).AppendText(append(e.b, '"'))
	e.b = append(text, '"')
	return err
}

// writeWord writes a value of a closed set, whose word is asked for once.
func writeWord(e *encoder, f *form, v reflect.Value) error {
	n := int(v.Uint())
	if n >= len(f.words) {
		f.words = append(f.words, make([][]byte, n+1-len(f.words))...)
	}
	word := &f.words[n]
	if *word == nil {
		text, err := v.Interface().(encoding.TextMarshaler).MarshalText()
		if err != nil {
			return err
		}
		*word = appendText(nil, text)
	}
	e.b = append(e.b, *word...)
	return nil
}

func writeText(e *encoder, _ *form, v reflect.Value) error {
	if v.Kind() == reflect.Pointer && v.IsNil() {
		e.b = append(e.b, "null"...)
		return nil
	}
	if v.CanAddr() {
		if a, ok := v.Addr().Interface().(encoding.TextAppender); ok { // without a text of its own
			text, err := a.AppendText(e.scratch[:0])
			e.b, e.scratch = appendText(e.b, text), text
			return err
		}
	}
	text, err := v.Interface().(encoding.TextMarshaler).MarshalText()
	e.b = appendText(e.b, text)
	return err
}

// writeMarshaler writes what a value says of itself, in the layout of the document.
func writeMarshaler(e *encoder, _ *form, v reflect.Value) error {
	if v.Kind() == reflect.Pointer && v.IsNil() {
		e.b = append(e.b, "null"...)
		return nil
	}
	text, err := v.Interface().(json.Marshaler).MarshalJSON()
	if err != nil {
		return fmt.Errorf("json: %s: %w", v.Type(), err)
	}
	return e.raw(text)
}

// writeOther leaves a value of which the encoder knows nothing to encoding/json.
func writeOther(e *encoder, _ *form, v reflect.Value) error {
	var out bytes.Buffer
	to := json.NewEncoder(&out)
	to.SetEscapeHTML(false)
	if v.CanAddr() {
		v = v.Addr()
	}
	if err := to.Encode(v.Interface()); err != nil {
		return err
	}
	return e.raw(bytes.TrimSuffix(out.Bytes(), []byte("\n")))
}

// raw writes JSON in the layout of the document.
func (e *encoder) raw(text []byte) error {
	out := bytes.NewBuffer(e.b)
	var err error
	if e.indent == "" {
		err = json.Compact(out, text)
	} else {
		err = json.Indent(out, text, strings.Repeat(e.indent, e.depth), e.indent)
	}
	e.b = out.Bytes()
	return err
}

// in goes a level deeper.
func (e *encoder) in(open byte) error {
	e.b = append(e.b, open)
	if e.depth++; e.depth > maxNested {
		return errors.New("json: a value is nested too deep, or contains itself")
	}
	return nil
}

// next begins a further element, the first or another.
func (e *encoder) next(first bool) { e.begin(e.line(), first) }

func (e *encoder) begin(line string, first bool) {
	if first {
		line = line[1:]
	}
	e.b = append(e.b, line...)
}

// line is what stands between two elements: a comma, and where lines are indented a new
// one.
func (e *encoder) line() string {
	n := 1
	if e.indent != "" {
		n = 2 + e.depth*len(e.indent)
	}
	if n <= len(breaks) {
		return breaks[:n]
	}
	return breaks[:2] + strings.Repeat(e.indent, e.depth)
}

// breaks begins a line of any depth that documents have.
const breaks = ",\n                                "

// out closes a level; nothing stands in it where it is still empty.
func (e *encoder) out(empty bool, end byte) {
	e.depth--
	if !empty {
		e.next(true)
	}
	e.b = append(e.b, end)
}

func writePointer(e *encoder, f *form, v reflect.Value) error {
	if v.IsNil() {
		e.b = append(e.b, "null"...)
		return nil
	}
	return f.elem.write(e, f.elem, v.Elem())
}

func writeList(e *encoder, f *form, v reflect.Value) error {
	if v.IsNil() {
		e.b = append(e.b, "null"...)
		return nil
	}
	if err := e.in('['); err != nil {
		return err
	}
	for i := range v.Len() {
		e.next(i == 0)
		if err := f.elem.write(e, f.elem, v.Index(i)); err != nil {
			return err
		}
	}
	e.out(v.Len() == 0, ']')
	return nil
}

// rowsPerPart is how many elements of [Rows] an encoder forms and writes before the
// parts are put together, and mostParts how many encoders there are at most.
const (
	rowsPerPart = 128
	mostParts   = 64
)

// writeRows writes the elements in parts side by side, and these in their order.
func writeRows(e *encoder, _ *form, v reflect.Value) error {
	list := v.Interface().(rows)
	if err := e.in('['); err != nil {
		return err
	}
	n := list.count()
	if e.parts == nil {
		e.parts = make([]encoder, min(runtime.GOMAXPROCS(0), mostParts))
	}
	errs := make([]error, len(e.parts))
	for start := 0; start < n; start += len(e.parts) * rowsPerPart {
		parallel.Parts(min(len(e.parts)*rowsPerPart, n-start), rowsPerPart, func(part, from, to int) {
			p := &e.parts[part]
			if p.forms == nil {
				*p = encoder{b: make([]byte, 0, piece), forms: map[reflect.Type]*form{}}
				if part == 0 { // e waits meanwhile
					p.forms = e.forms
				}
			}
			p.indent, p.depth = e.indent, e.depth
			errs[part] = list.write(p, start+from, start+to)
		})
		for i := range e.parts {
			if errs[i] != nil {
				return errs[i]
			}
			if err := e.hand(&e.parts[i].b); err != nil {
				return err
			}
		}
	}
	e.out(n == 0, ']')
	return nil
}

// hand takes over what a part has written: to the writer at once, where there is one.
func (e *encoder) hand(part *[]byte) error {
	defer func() { *part = (*part)[:0] }()
	if e.to == nil {
		e.b = append(e.b, *part...)
		return nil
	}
	if err := e.flush(); err != nil {
		return err
	}
	_, err := e.to.Write(*part)
	return err
}

func (e *encoder) flush() error {
	_, err := e.to.Write(e.b)
	e.b = e.b[:0]
	return err
}

func writeMap(e *encoder, f *form, v reflect.Value) error {
	if v.IsNil() {
		e.b = append(e.b, "null"...)
		return nil
	}
	if err := e.in('{'); err != nil {
		return err
	}
	keys := v.MapKeys()
	slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
	for i, key := range keys {
		e.next(i == 0)
		e.text(key.String())
		e.colon()
		if err := f.elem.write(e, f.elem, v.MapIndex(key)); err != nil {
			return err
		}
	}
	e.out(len(keys) == 0, '}')
	return nil
}

func (e *encoder) colon() {
	e.b = append(e.b, ':')
	if e.indent != "" {
		e.b = append(e.b, ' ')
	}
}

func writeStruct(e *encoder, f *form, v reflect.Value) error {
	if err := e.in('{'); err != nil {
		return err
	}
	empty, line := true, e.line()
	for i := range f.fields {
		field := &f.fields[i]
		of, ok := v, true
		for _, i := range field.outer {
			if of = of.Field(i); of.Kind() == reflect.Pointer {
				if of.IsNil() {
					ok = false
					break
				}
				of = of.Elem()
			}
		}
		if !ok {
			continue
		}
		of = of.Field(field.index)
		if field.omit != nil && field.omit(of) {
			continue
		}
		e.begin(line, empty)
		empty = false
		head := field.head
		if e.indent == "" {
			head = head[:len(head)-1]
		}
		e.b = append(e.b, head...)
		if err := field.form.write(e, field.form, of); err != nil {
			return err
		}
	}
	e.out(empty, '}')
	return nil
}

func (e *encoder) text(s string) { e.b = appendText(e.b, s) }

// appendText appends a text in quotes, escaped as encoding/json does where it leaves HTML
// alone.
func appendText[T string | []byte](b []byte, s T) []byte {
	const hex = "0123456789abcdef"
	b = append(b, '"')
	start := len(b)
	b = append(b, s...)
	i := asIs(b[start:])
	if i == len(s) {
		return append(b, '"')
	}
	b = b[:start]
	start = 0
	for i < len(s) {
		c := s[i]
		if c < utf8.RuneSelf {
			if c >= ' ' && c != '"' && c != '\\' {
				i++
				continue
			}
			b = append(b, s[start:i]...)
			switch c {
			case '"', '\\':
				b = append(b, '\\', c)
			case '\b':
				b = append(b, '\\', 'b')
			case '\f':
				b = append(b, '\\', 'f')
			case '\n':
				b = append(b, '\\', 'n')
			case '\r':
				b = append(b, '\\', 'r')
			case '\t':
				b = append(b, '\\', 't')
			default:
				b = append(b, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
			}
			i++
			start = i
			continue
		}
		r, size := utf8.DecodeRuneInString(string(s[i:min(i+utf8.UTFMax, len(s))]))
		switch {
		case r == utf8.RuneError && size == 1:
			b = append(append(b, s[start:i]...), `\ufffd`...)
			start = i + size
		case r == '\u2028' || r == '\u2029':
			b = append(append(b, s[start:i]...), '\\', 'u', '2', '0', '2', hex[r&15])
			start = i + size
		}
		i += size
	}
	return append(append(b, s[start:]...), '"')
}

// asIs returns how many bytes at the start of a text are ASCII that needs no escape. Most
// texts are so to their end, and those of words in other letters for a while.
func asIs(text []byte) int {
	const ones, highs = 0x0101010101010101, 0x8080808080808080
	i := 0
	for ; i+8 <= len(text); i += 8 {
		x := binary.LittleEndian.Uint64(text[i:])
		quote, backslash := x^ones*'"', x^ones*'\\'
		if stop := (x | (quote-ones)&^quote | (backslash-ones)&^backslash | (x-ones*' ')&^x) & highs; stop != 0 {
			return i + bits.TrailingZeros64(stop)/8
		}
	}
	for i < len(text) && text[i] < utf8.RuneSelf && text[i] >= ' ' && text[i] != '"' && text[i] != '\\' {
		i++
	}
	return i
}
