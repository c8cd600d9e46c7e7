package document_test

import (
	"bytes"
	"encoding"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strconv"
	"strings"
	"unicode/utf8"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/document"
	"gitlab.opencode.de/zielkette/zielkette/internal/problems"
)

// The oracle is the reader that package document had before it read bytes: token by
// token through encoding/json, with a reflection per value. It is slow, short and
// known, and says what the fast reader must say.

const maxName = 128

// oracleDecode decodes data into the struct that into points to and reports whether
// the document was read to its end.
func oracleDecode(data []byte, into any, list *problems.List) bool {
	d := &oracle{data: data, list: list}
	switch {
	case len(data) > document.MaxBytes:
		d.stop(zielkette.CodeJSONSize,
			fmt.Sprintf("ein Dokument hat höchstens %d MiB", document.MaxBytes>>20),
			fmt.Sprintf("a document has at most %d MiB", document.MaxBytes>>20))
		return false
	case !utf8.Valid(data):
		d.offset = oracleInvalidAt(data)
		d.stop(zielkette.CodeJSONEncoding, "das Dokument in UTF-8 speichern", "save the document in UTF-8")
		return false
	case len(bytes.TrimSpace(data)) == 0:
		d.stop(zielkette.CodeJSONEmpty, "das Dokument ist leer", "the document is empty")
		return false
	}
	if bytes.HasPrefix(data, []byte("\ufeff")) {
		d.stop(zielkette.CodeJSONEncoding,
			"das Dokument in UTF-8 ohne Byte-Order-Mark (BOM) speichern",
			"save the document in UTF-8 without a byte order mark")
		return false
	}
	d.json = json.NewDecoder(bytes.NewReader(data))
	d.json.UseNumber()
	d.value(reflect.ValueOf(into).Elem())
	if !d.stopped {
		rest := bytes.TrimLeft(data[d.json.InputOffset():], " \t\r\n")
		d.offset = int64(len(data) - len(rest))
		if _, err := d.json.Token(); err != io.EOF {
			d.pointer = d.pointer[:0]
			d.stop(zielkette.CodeJSONTrailing, "entfernen, was auf das Ende des Dokuments folgt", "remove what follows the end of the document")
		}
	}
	return !d.stopped
}

func oracleInvalidAt(data []byte) int64 {
	offset := 0
	for offset < len(data) {
		r, size := utf8.DecodeRune(data[offset:])
		if r == utf8.RuneError && size == 1 {
			break
		}
		offset += size
	}
	return int64(offset)
}

type oracle struct {
	data    []byte
	json    *json.Decoder
	list    *problems.List
	pointer []byte
	depth   int
	items   int
	offset  int64
	lines   oracleLines
	stopped bool
	fields  map[reflect.Type]map[string]int // JSON names of the structs met so far
}

func (d *oracle) stop(code zielkette.Code, de, en string) {
	d.stopped = true
	d.report(code, "", de, en)
}

func (d *oracle) report(code zielkette.Code, subject, de, en string) {
	d.list.Add(d.at(zielkette.Problem{Code: code, Subject: problems.Clip(subject), Message: zielkette.Text{DE: de, EN: en}}))
}

func (d *oracle) at(p zielkette.Problem) zielkette.Problem {
	p.Place.Pointer = string(d.pointer)
	p.Place.Line, p.Place.Column = d.lines.at(d.data, d.offset)
	return p
}

// lines turns offsets into lines and columns. It goes on from where it was asked
// last, so that a document full of faults is not counted anew for each.
type oracleLines struct{ offset, count, start int }

func (l *oracleLines) at(data []byte, offset int64) (line, column int) {
	end := min(int(offset), len(data))
	if end < l.offset {
		*l = oracleLines{}
	}
	passed := data[l.offset:end]
	if i := bytes.LastIndexByte(passed, '\n'); i >= 0 {
		l.count += bytes.Count(passed, []byte{'\n'})
		l.start = l.offset + i + 1
	}
	l.offset = end
	return l.count + 1, end - l.start + 1
}

// skip returns where the next token starts at or behind the offset.
func oracleSkip(data []byte, offset int64) int64 {
	for offset < int64(len(data)) && strings.IndexByte(" \t\r\n,:", data[offset]) >= 0 {
		offset++
	}
	return offset
}

// token returns the next token and remembers where it starts.
func (d *oracle) token() (json.Token, bool) {
	d.offset = oracleSkip(d.data, d.json.InputOffset())
	t, err := d.json.Token()
	if err == nil {
		if s, ok := t.(string); ok && strings.ContainsRune(s, utf8.RuneError) {
			d.surrogates(d.data[d.offset:d.json.InputOffset()])
		}
		return t, true
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		d.offset = int64(len(bytes.TrimRight(d.data, " \t\r\n")))
		d.stop(zielkette.CodeJSONSyntax,
			"dies ist kein gültiges JSON: das Dokument endet zu früh",
			"this is not valid JSON: the document ends too early")
		return nil, false
	}
	var syntax *json.SyntaxError // the decoder does not count every byte in its own
	if errors.As(json.Unmarshal(d.data, new(json.RawMessage)), &syntax) {
		d.offset = syntax.Offset - 1
	}
	d.stop(zielkette.CodeJSONSyntax,
		"dies ist kein gültiges JSON: ein Komma, Doppelpunkt, Anführungszeichen oder eine Klammer fehlt hier oder ist überzählig",
		"this is not valid JSON: a comma, colon, quote or bracket is missing or in excess here")
	return nil, false
}

// surrogates reports a text in which encoding/json has silently put U+FFFD for
// half of a surrogate pair, such as "\ud800".
func (d *oracle) surrogates(raw []byte) {
	if !bytes.Contains(raw, []byte("\ufffd")) && !bytes.Contains(bytes.ToLower(raw), []byte(`\ufffd`)) {
		d.report(zielkette.CodeJSONEncoding, string(raw),
			`eine Angabe mit \u steht für ein halbes Zeichen; das Zeichen selbst schreiben`,
			`a \u escape stands for half a character; write the character itself`)
	}
}

// controls reports a text, the last token, with control characters.
func (d *oracle) controls(text string) {
	if p := problems.Control(text); p != nil {
		d.report(p.Code, string(d.data[d.offset:d.json.InputOffset()]), p.Message.DE, p.Message.EN)
	}
}

func (d *oracle) push(name string) int {
	n := len(d.pointer)
	d.pointer = oraclePart(d.pointer, name)
	return n
}

// oraclePart appends a name to a pointer, cut where it is absurdly long.
func oraclePart(pointer []byte, name string) []byte {
	if len(name) > maxName {
		name = strings.ToValidUTF8(name[:maxName], "")
	}
	return append(append(pointer, '/'), document.Escape(name)...)
}

func (d *oracle) value(v reflect.Value) {
	if t, ok := d.token(); ok {
		d.assign(t, v)
	}
}

// assign stores the value that starts with token t in v; an invalid v skips it.
func (d *oracle) assign(t json.Token, v reflect.Value) {
	if delim, ok := t.(json.Delim); ok {
		d.depth++
		if d.depth > document.MaxDepth {
			d.stop(zielkette.CodeJSONDepth,
				fmt.Sprintf("ein Dokument ist höchstens %d Stufen tief verschachtelt", document.MaxDepth),
				fmt.Sprintf("a document is nested at most %d deep", document.MaxDepth))
			return
		}
		if delim == '{' {
			d.object(v)
		} else {
			d.array(v)
		}
		d.depth--
		return
	}
	if t == nil && len(d.pointer) == 0 {
		d.mismatch("null", v)
		return
	}
	if t == nil || !v.IsValid() {
		return // null is the zero value
	}
	if text, ok := t.(string); ok {
		d.controls(text)
	}
	if u, ok := v.Addr().Interface().(encoding.TextUnmarshaler); ok {
		text, ok := t.(string)
		if !ok {
			d.report(zielkette.CodeJSONType, fmt.Sprint(t),
				`diesen Wert als Text in Anführungszeichen schreiben, zum Beispiel "6.40"`,
				`write this value as text in quotes, for example "6.40"`)
			return
		}
		if err := u.UnmarshalText([]byte(text)); err != nil {
			var p zielkette.Problem
			if !errors.As(err, &p) {
				p = zielkette.Problem{Code: zielkette.CodeForeign, Subject: problems.Clip(text), Message: problems.Foreign(err)}
			}
			d.list.Add(d.at(p))
		}
		return
	}
	switch x := t.(type) {
	case string:
		if v.Kind() == reflect.String {
			v.SetString(x)
			return
		}
	case bool:
		if v.Kind() == reflect.Bool {
			v.SetBool(x)
			return
		}
	case json.Number:
		if v.Kind() == reflect.Int {
			n, err := strconv.ParseInt(x.String(), 10, 32)
			if err == nil {
				v.SetInt(n)
				return
			}
		}
	}
	d.mismatch(fmt.Sprint(t), v)
}

var oracleWanted = map[reflect.Kind]zielkette.Text{
	reflect.String: {DE: "hier wird ein Text erwartet", EN: "a text is expected here"},
	reflect.Bool:   {DE: "hier wird true oder false erwartet", EN: "true or false is expected here"},
	reflect.Int:    {DE: "hier wird eine ganze Zahl erwartet", EN: "a whole number is expected here"},
	reflect.Slice:  {DE: "hier wird eine Liste in [ ] erwartet", EN: "a list in [ ] is expected here"},
	reflect.Map:    {DE: "hier wird ein Objekt in { } erwartet", EN: "an object in { } is expected here"},
	reflect.Struct: {DE: "hier wird ein Objekt in { } erwartet", EN: "an object in { } is expected here"},
}

func (d *oracle) mismatch(subject string, v reflect.Value) {
	message := oracleWanted[v.Kind()]
	if _, ok := v.Addr().Interface().(encoding.TextUnmarshaler); ok {
		message = oracleWanted[reflect.String]
	}
	d.report(zielkette.CodeJSONType, subject, message.DE, message.EN)
	if len(d.pointer) == 0 {
		d.stopped = true // nothing of the document can be used
	}
}

func (d *oracle) object(v reflect.Value) {
	var fields map[string]int
	isMap, known := false, v.IsValid()
	if known {
		switch {
		case oracleIsText(v):
			d.mismatch("{", v)
			v, known = reflect.Value{}, false
		case v.Kind() == reflect.Struct:
			fields = d.fieldsOf(v.Type())
		case v.Kind() == reflect.Map:
			isMap = true
			v.Set(reflect.MakeMap(v.Type()))
		default:
			d.mismatch("{", v)
			v, known = reflect.Value{}, false
		}
	}
	seen := map[string]bool{}
	for !d.stopped {
		t, ok := d.token()
		if !ok {
			return
		}
		if t == json.Delim('}') {
			return
		}
		name, _ := t.(string)
		n := d.push(name)
		if isMap {
			d.controls(name)
		}
		var target reflect.Value
		switch {
		case seen[name]:
			d.report(zielkette.CodeJSONDuplicate, name,
				"dieser Name steht zweimal im Objekt; einen behalten",
				"this name stands twice in the object; keep one")
		case isMap:
			target = reflect.New(v.Type().Elem()).Elem()
		case known:
			i, ok := fields[name]
			if !ok {
				d.report(zielkette.CodeJSONUnknown, name, "", "")
				break
			}
			target = v.Field(i)
		}
		seen[name] = true
		if t, ok = d.token(); ok {
			d.assign(t, target)
		}
		if d.stopped {
			return
		}
		if isMap && target.IsValid() && t != nil { // null is no entry, not an entry of 0
			v.SetMapIndex(reflect.ValueOf(name).Convert(v.Type().Key()), target)
		}
		d.pointer = d.pointer[:n]
	}
}

func oracleIsText(v reflect.Value) bool {
	_, ok := v.Addr().Interface().(encoding.TextUnmarshaler)
	return ok
}

func (d *oracle) array(v reflect.Value) {
	if v.IsValid() && v.Kind() != reflect.Slice {
		d.mismatch("[", v)
		v = reflect.Value{}
	}
	if v.IsValid() {
		v.Set(reflect.MakeSlice(v.Type(), 0, 0))
	}
	for i := 0; !d.stopped; i++ {
		t, ok := d.token()
		if !ok {
			return
		}
		if t == json.Delim(']') {
			return
		}
		n := d.push(strconv.Itoa(i))
		if d.items++; d.items > document.MaxItems {
			d.stop(zielkette.CodeJSONSize,
				fmt.Sprintf("die Listen eines Dokuments haben zusammen höchstens %d Elemente", document.MaxItems),
				fmt.Sprintf("the lists of a document have at most %d elements together", document.MaxItems))
			return
		}
		var target reflect.Value
		if v.IsValid() {
			v.Set(reflect.Append(v, reflect.Zero(v.Type().Elem())))
			target = v.Index(i)
		}
		d.assign(t, target)
		if d.stopped {
			return
		}
		d.pointer = d.pointer[:n]
	}
}

func (d *oracle) fieldsOf(t reflect.Type) map[string]int {
	if fields, ok := d.fields[t]; ok {
		return fields
	}
	fields := make(map[string]int, t.NumField())
	for i := range t.NumField() {
		name, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
		if name != "" && name != "-" {
			fields[name] = i
		}
	}
	if d.fields == nil {
		d.fields = map[reflect.Type]map[string]int{}
	}
	d.fields[t] = fields
	return fields
}

// oracleLocate fills in line and column of the problems that have only a pointer, by
// reading the document again up to the values pointed at. Pointers that lead
// nowhere, to something missing, take the place of the nearest thing around.
func oracleLocate(data []byte, list zielkette.Problems) {
	var wanted []int
	for i, p := range list {
		if p.Place.Line == 0 && p.Code != zielkette.CodeMore {
			wanted = append(wanted, i)
		}
	}
	if len(wanted) == 0 {
		return
	}
	offsets := map[string]int64{}
	for _, i := range wanted {
		for at := list[i].Place.Pointer; ; at = at[:strings.LastIndexByte(at, '/')] {
			offsets[at] = -1
			if at == "" {
				break
			}
		}
	}
	w := &oracleWalker{data: data, json: json.NewDecoder(bytes.NewReader(data)), offsets: offsets}
	w.json.UseNumber()
	w.walk()
	var counter oracleLines
	for _, i := range wanted {
		at := list[i].Place.Pointer
		for at != "" && offsets[at] < 0 {
			at = at[:strings.LastIndexByte(at, '/')]
		}
		list[i].Place.Line, list[i].Place.Column = counter.at(data, max(offsets[at], 0))
	}
}

type oracleWalker struct {
	data    []byte
	json    *json.Decoder
	pointer []byte
	offsets map[string]int64
}

// walk passes over one value and notes where the wanted ones start.
func (w *oracleWalker) walk() bool {
	start := oracleSkip(w.data, w.json.InputOffset())
	t, err := w.json.Token()
	if err != nil {
		return false
	}
	if offset, ok := w.offsets[string(w.pointer)]; ok && offset < 0 {
		w.offsets[string(w.pointer)] = start
	}
	delim, ok := t.(json.Delim)
	if !ok {
		return true
	}
	for i := 0; w.json.More(); i++ {
		n := len(w.pointer)
		name := strconv.Itoa(i)
		if delim == '{' {
			t, err := w.json.Token()
			if err != nil {
				return false
			}
			name, _ = t.(string)
		}
		w.pointer = oraclePart(w.pointer, name)
		if !w.walk() {
			return false
		}
		w.pointer = w.pointer[:n]
	}
	_, err = w.json.Token()
	return err == nil
}
