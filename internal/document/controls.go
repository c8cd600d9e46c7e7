package document

import (
	"encoding"
	"maps"
	"reflect"
	"slices"
	"strings"

	"gitlab.opencode.de/zielkette/zielkette/internal/problems"
)

// Controls reports the texts of a document that no reader takes for a control character in
// them: what is written could not be read again. It looks at as many elements as a file may
// have, and as deep, so that a list that contains itself ends. Cost: linear in the document,
// about a third of compiling it.
func Controls(doc any, list *problems.List) {
	v := reflect.ValueOf(doc)
	if w := (walker{fields: map[reflect.Type][]int{}}); w.finds(v, 0) {
		w = walker{fields: w.fields, list: list}
		w.finds(v, 0)
	}
}

// walker looks at all texts of a document.
type walker struct {
	fields map[reflect.Type][]int // those that hold texts, by type
	items  int                    // elements so far
	list   *problems.List         // nil: it looks for the first one only, and knows no path
	path   []step
}

// finds looks for control characters in a value and all within.
func (w *walker) finds(v reflect.Value, depth int) (found bool) {
	if depth > MaxDepth || w.items > MaxItems || w.list != nil && w.list.Stop() {
		return false
	}
	switch v.Kind() {
	case reflect.String:
		return w.control(v.String())
	case reflect.Struct:
		if isReference(v.Type()) {
			text, _ := v.Interface().(encoding.TextMarshaler).MarshalText()
			return w.control(string(text))
		}
		for _, i := range w.texts(v.Type()) {
			found = w.within(w.member(v.Type(), i), v.Field(i), depth) || found
			if found && w.list == nil {
				return true
			}
		}
	case reflect.Slice:
		if !w.holds(v.Type().Elem()) {
			return false
		}
		for i := range v.Len() {
			w.items++
			found = w.within(step{index: i}, v.Index(i), depth+1) || found
			if found && w.list == nil {
				return true
			}
		}
	case reflect.Map:
		names := map[string]reflect.Value{}
		for entry := v.MapRange(); entry.Next(); {
			names[entry.Key().String()] = entry.Value()
		}
		for _, name := range slices.Sorted(maps.Keys(names)) {
			w.items++
			w.path = append(w.path, member(name))
			found = w.control(name) || found
			w.path = w.path[:len(w.path)-1]
			found = w.within(member(name), names[name], depth+1) || found
		}
	default: // holds no text
	}
	return found
}

// member leads to a field of a struct.
func (w *walker) member(t reflect.Type, field int) step {
	if w.list == nil {
		return step{}
	}
	name, _, _ := strings.Cut(jsonTag(t.Field(field).Tag), ",")
	return member(name)
}

func (w *walker) within(s step, v reflect.Value, depth int) bool {
	if w.list == nil {
		return w.finds(v, depth)
	}
	w.path = append(w.path, s)
	found := w.finds(v, depth)
	w.path = w.path[:len(w.path)-1]
	return found
}

// control reports whether a text has a control character, and where all are to be found
// reports it.
func (w *walker) control(text string) bool {
	p := problems.Control(text)
	if p != nil && w.list != nil {
		w.list.At(pointer(w.path), p.Code, text, p.Message.DE, p.Message.EN)
	}
	return p != nil
}

// texts returns the fields of a struct that are written and may hold texts.
func (w *walker) texts(t reflect.Type) []int {
	fields, ok := w.fields[t]
	if !ok {
		w.fields[t] = nil // a type that holds itself does so in a list or a map
		for i := range t.NumField() {
			if f := t.Field(i); w.holds(f.Type) {
				if tag := jsonTag(f.Tag); tag != "" && tag != "-" {
					fields = append(fields, i)
				}
			}
		}
		w.fields[t] = fields
	}
	return fields
}

// holds reports whether a value of a type may hold texts, as numbers and dates do not.
func (w *walker) holds(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.String, reflect.Slice, reflect.Map:
		return true
	case reflect.Struct:
		return len(w.texts(t)) > 0 || isReference(t)
	default:
		return false
	}
}

// isReference reports whether a struct is written as one text that is made of its fields.
func isReference(t reflect.Type) bool {
	return t.NumField() > 0 && t.Field(0).IsExported() && jsonTag(t.Field(0).Tag) == "" && t.Implements(reflect.TypeFor[encoding.TextMarshaler]())
}
