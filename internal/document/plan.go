package document

import (
	"encoding"
	"reflect"
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
)

// plan tells how values of one Go type are read. It is made once in a document for
// each type that it has, when the first value of the type is met. The plans of a
// strategy take some 15 µs, as much as reading 3 KB.
type plan struct {
	kind   kind
	typ    reflect.Type
	wanted zielkette.Text // the message where a value is of another type
	fields []field        // of a record
	next   []int          // of a record: for each field, one up, that which followed it in the last object; for 0, the first
	elem   *plan          // of a series or a map
	empty  reflect.Value  // of a series: the list of no elements
	last   int            // of a series: how many elements the last one had
}

// kind is what a type is in JSON.
type kind uint8

const (
	unreadable kind = iota
	text
	parsed // a text that the type reads itself
	truth
	integer
	record
	series // a slice
	named  // a map
)

type field struct {
	name  string
	index int
	typ   reflect.Type
	plan  *plan // nil until it is needed
}

// maxFields is the number of bits in which a record notes the fields it has had.
const maxFields = 64

// planOf returns the plan for a type.
func (d *decoder) planOf(t reflect.Type) *plan {
	if p := d.plans[t]; p != nil {
		return p
	}
	p := &plan{typ: t, kind: kindOf(t)}
	d.plans[t] = p
	p.wanted = wanted(p.kind)
	switch p.kind {
	case record:
		p.fields = fieldsOf(t)
		p.next = make([]int, len(p.fields)+1)
		for i := range p.fields {
			p.next[i] = i
		}
	case series:
		p.elem, p.empty = d.planOf(t.Elem()), reflect.MakeSlice(t, 0, 0)
	case named:
		p.elem = d.planOf(t.Elem())
	}
	return p
}

func (d *decoder) planOfField(f *field) *plan {
	if f.plan == nil {
		f.plan = d.planOf(f.typ)
	}
	return f.plan
}

func kindOf(t reflect.Type) kind {
	if t.PkgPath() != "" && reflect.PointerTo(t).Implements(reflect.TypeFor[encoding.TextUnmarshaler]()) {
		return parsed
	}
	switch t.Kind() {
	case reflect.String:
		return text
	case reflect.Bool:
		return truth
	case reflect.Int:
		return integer
	case reflect.Struct:
		return record
	case reflect.Slice:
		return series
	case reflect.Map:
		return named
	}
	return unreadable
}

func wanted(k kind) zielkette.Text {
	switch k {
	case text, parsed:
		return zielkette.Text{DE: "hier wird ein Text erwartet", EN: "a text is expected here"}
	case truth:
		return zielkette.Text{DE: "hier wird true oder false erwartet", EN: "true or false is expected here"}
	case integer:
		return zielkette.Text{DE: "hier wird eine ganze Zahl erwartet", EN: "a whole number is expected here"}
	case series:
		return zielkette.Text{DE: "hier wird eine Liste in [ ] erwartet", EN: "a list in [ ] is expected here"}
	case record, named:
		return zielkette.Text{DE: "hier wird ein Objekt in { } erwartet", EN: "an object in { } is expected here"}
	}
	return zielkette.Text{}
}

// fieldsOf returns the fields of a struct that have a name in JSON.
func fieldsOf(t reflect.Type) []field {
	fields := make([]field, 0, t.NumField())
	for i := range t.NumField() {
		f := t.Field(i)
		name, _, _ := strings.Cut(jsonTag(f.Tag), ",")
		if name != "" && name != "-" {
			fields = append(fields, field{name: name, index: i, typ: f.Type})
		}
	}
	if len(fields) > maxFields {
		panic("document: " + t.String() + " has too many fields")
	}
	return fields
}

// jsonTag returns what a tag says for JSON. The tags of documents begin with that;
// StructTag.Get unquotes it, which takes a quarter of the time of making plans.
func jsonTag(tag reflect.StructTag) string {
	if rest, ok := strings.CutPrefix(string(tag), `json:"`); ok && !strings.Contains(rest, `\`) {
		tag, _, _ := strings.Cut(rest, `"`)
		return tag
	}
	return tag.Get("json")
}

// find returns the index of the field with the given name, -1 where there is none.
func (p *plan) find(name []byte) int {
	for i := range p.fields {
		if p.fields[i].name == string(name) {
			return i
		}
	}
	return -1
}
