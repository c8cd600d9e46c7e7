package document

import "reflect"

// Clone returns a deep copy of a document: lists, maps and what pointers lead to are
// copied, so that an edit of the copy does not reach the original. Values without
// exported fields, such as numbers and dates, are immutable and shared, and so is
// what stands behind an interface.
//
// It allocates what the copy holds and nothing else: a document that is all small
// elements would otherwise take several times its memory while it is copied.
func Clone[D any](doc D) D {
	c := cloner{}
	c.own(reflect.ValueOf(&doc).Elem())
	return doc
}

// cloner knows of each struct that was met the fields that may share something.
type cloner map[reflect.Type][]int

// own gives a value copies of its own of what it shares with another.
func (c cloner) own(v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		for _, i := range c.fields(v.Type()) {
			c.own(v.Field(i))
		}
	case reflect.Slice:
		if v.IsNil() {
			return
		}
		out := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		reflect.Copy(out, v)
		if c.shares(v.Type().Elem()) {
			for i := range out.Len() {
				c.own(out.Index(i))
			}
		}
		v.Set(out)
	case reflect.Map:
		if v.IsNil() {
			return
		}
		out, elem := reflect.MakeMapWithSize(v.Type(), v.Len()), reflect.New(v.Type().Elem()).Elem()
		for each := v.MapRange(); each.Next(); {
			elem.SetIterValue(each)
			c.own(elem)
			out.SetMapIndex(each.Key(), elem)
		}
		v.Set(out)
	case reflect.Pointer:
		if v.IsNil() {
			return
		}
		out := reflect.New(v.Type().Elem())
		out.Elem().Set(v.Elem())
		c.own(out.Elem())
		v.Set(out)
	}
}

// fields returns the exported fields of a struct that may share something.
func (c cloner) fields(t reflect.Type) []int {
	fields, ok := c[t]
	if !ok {
		c[t] = nil // a type that holds itself does so in a list, a map or a pointer
		for i := range t.NumField() {
			if f := t.Field(i); f.IsExported() && c.shares(f.Type) {
				fields = append(fields, i)
			}
		}
		c[t] = fields
	}
	return fields
}

// shares reports whether a copy of a value of the type may share something with it.
func (c cloner) shares(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.Slice, reflect.Map, reflect.Pointer:
		return true
	case reflect.Struct:
		return len(c.fields(t)) > 0
	}
	return false
}

// Lists are copies of lists of a type, cut from common room so that many short ones are
// not allocated one by one: copying a catalogue takes a fifth less. The zero value is
// ready. The first list has room of its own, and what is made for more at once is twice
// as much each time, at most [listsAtOnce] elements or one list.
type Lists[T any] struct{ room []T }

const listsAtOnce = 1 << 10

// Copy returns a copy of a list; nil for nil.
func (l *Lists[T]) Copy(list []T) []T {
	if len(list) == 0 {
		return list[:0:0]
	}
	if cap(l.room)-len(l.room) < len(list) {
		l.room = make([]T, 0, max(len(list), min(2*cap(l.room), listsAtOnce)))
	}
	n := len(l.room)
	l.room = append(l.room, list...)
	return l.room[n:len(l.room):len(l.room)]
}
