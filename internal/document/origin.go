package document

import (
	"io"
	"io/fs"
	"reflect"
	"strconv"
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/problems"
)

// OpenFile opens the named file and does [Open].
func OpenFile[D, C any](fsys fs.FS, name string, origin func(*D) *zielkette.Origin, look func(D, *problems.List) *C) (doc D, err error) {
	file, err := Files(fsys).Open(name)
	if err != nil {
		return doc, err
	}
	defer file.Close() //nolint:errcheck // nothing was written
	return Open(file, name, origin, look)
}

// Open decodes a document of type D and notes in it where it was read. A document that
// could not be read whole comes with an error: what was wrong with the text and what
// look finds wrong with the document. What look returns is thrown away, so it need not
// copy the document.
func Open[D, C any](r io.Reader, name string, origin func(*D) *zielkette.Origin, look func(D, *problems.List) *C) (doc D, err error) {
	data, err := readAll(r)
	if err != nil {
		return doc, err
	}
	list := problems.List{File: name}
	if Decode(data, &doc, &list) {
		excuse(reflect.ValueOf(doc), list.All(), &list)
		requireVersion(&doc, &list)
	}
	found := list.All()
	Locate(data, found)
	*origin(&doc) = zielkette.NewOrigin(name, data, found)
	if found.Err() == nil {
		return doc, nil
	}
	// Nobody has edited the document yet, so its text need not be read again to place
	// the problems in it.
	_, all := Inspect(doc, zielkette.NewOrigin(name, nil, found), look)
	Locate(data, all)
	all.Sort()
	return doc, all.Err()
}

// Inspect compiles a document and returns everything wrong with it or worth knowing of
// it: what was found when it was read and what the compiler finds, each with file,
// line and column where the document was read from a text. What could be compiled of
// a faulty document is returned, too; of one that could not be read to its end it is
// nil.
func Inspect[D, C any](doc D, origin zielkette.Origin, compile func(D, *problems.List) *C) (*C, zielkette.Problems) {
	list := problems.List{File: origin.File()}
	cut := false
	for _, p := range origin.Problems() {
		cut = cut || unread(p)
	}
	list.Join("", origin.Problems())
	excuse(reflect.ValueOf(doc), origin.Problems(), &list)
	var compiled *C
	if !cut && !list.Full() {
		compiled = compile(doc, &list)
	}
	all := list.All()
	Place(doc, origin, all)
	all.Sort()
	return compiled, all
}

// unread reports whether a problem kept the document from being read to its end.
func unread(p zielkette.Problem) bool {
	switch p.Code {
	case zielkette.CodeJSONSyntax, zielkette.CodeJSONEmpty, zielkette.CodeJSONSize, zielkette.CodeJSONDepth, zielkette.CodeJSONTrailing:
		return true
	case zielkette.CodeJSONEncoding, zielkette.CodeJSONType:
		return p.Place.Pointer == ""
	}
	return false
}

// Place gives problems with a pointer into a document their file, line and column in
// the text that the document was read from. The document may have been edited since:
// an element of a list is found again by its id, and what was added or given another
// id takes the place of the list.
func Place[D any](doc D, origin zielkette.Origin, list zielkette.Problems) {
	if origin.Text() == nil {
		return
	}
	var then *D                                  // the document as it was read
	there := make(zielkette.Problems, len(list)) // with pointers into the text
	copy(there, list)
	for i := range there {
		at := &there[i].Place
		if at.Line > 0 || at.Pointer == "" {
			continue
		}
		if then == nil {
			then = new(D)
			Decode(origin.Text(), then, &problems.List{})
		}
		at.Pointer = original(reflect.ValueOf(&doc).Elem(), reflect.ValueOf(then).Elem(), at.Pointer)
	}
	Locate(origin.Text(), there)
	for i := range list {
		at := &list[i].Place
		at.File, at.Line, at.Column = origin.File(), there[i].Place.Line, there[i].Place.Column
	}
}

// original turns a pointer into the document as it is now into one to the same thing
// in the document as it was, or to the nearest thing around that was there.
func original(now, then reflect.Value, pointer string) string {
	out := ""
	for _, part := range strings.Split(pointer, "/")[1:] {
		name := plain(part)
		switch now.Kind() {
		case reflect.Struct:
			i := fieldOf(now.Type(), name)
			if i < 0 {
				return out
			}
			now, then = now.Field(i), then.Field(i)
		case reflect.Map:
			key := reflect.ValueOf(name).Convert(now.Type().Key())
			if now, then = now.MapIndex(key), then.MapIndex(key); !now.IsValid() || !then.IsValid() {
				return out
			}
		case reflect.Slice:
			at, err := strconv.Atoi(part)
			if err != nil || at < 0 || at >= now.Len() {
				return out
			}
			now = now.Index(at)
			if at = same(now, then, at); at < 0 {
				return out
			}
			then, part = then.Index(at), strconv.Itoa(at)
		default:
			return out
		}
		out += "/" + part
	}
	return out
}

// fieldOf returns the index of the field of a struct by its JSON name, -1 for none.
func fieldOf(t reflect.Type, name string) int {
	for i := range t.NumField() {
		if tag, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ","); tag == name && name != "-" {
			return i
		}
	}
	return -1
}

// same returns where in a list as it was an element of the list as it is now stood: at
// its own position where nothing speaks against it, else where the id stands; -1 for
// nowhere.
func same(element, list reflect.Value, at int) int {
	id := idOf(element)
	if at < list.Len() && (id == "" || idOf(list.Index(at)) == id) {
		return at
	}
	if id == "" {
		return -1
	}
	for i := range list.Len() {
		if idOf(list.Index(i)) == id {
			return i
		}
	}
	return -1
}

// idOf returns the id of an element of a document, "" where it has none.
func idOf(v reflect.Value) string {
	if v.Kind() != reflect.Struct {
		return ""
	}
	id := v.FieldByName("ID")
	if !id.IsValid() || id.Kind() != reflect.String {
		return ""
	}
	return id.String()
}
