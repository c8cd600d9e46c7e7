package document

import "reflect"

// Elements counts the elements of all lists and maps of a document, however deep they lie.
func Elements(doc any) int { return elements(reflect.ValueOf(doc)) }

func elements(v reflect.Value) (n int) {
	switch v.Kind() {
	case reflect.Slice:
		n = v.Len()
		if k := v.Type().Elem().Kind(); k == reflect.Struct || k == reflect.Slice || k == reflect.Map || k == reflect.Pointer {
			for i := range v.Len() {
				n += elements(v.Index(i))
			}
		}
	case reflect.Map:
		n = v.Len()
		for entries := v.MapRange(); entries.Next(); {
			n += elements(entries.Value())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).Tag.Get("json") != "-" { // where it was read is no part of a document
				n += elements(v.Field(i))
			}
		}
	case reflect.Pointer:
		if !v.IsNil() {
			n = elements(v.Elem())
		}
	default: // holds no elements
	}
	return n
}

// Bytes returns how large a document is about: the bytes of its texts, and 64 for each
// element of its lists and maps.
func Bytes(doc any) int64 { return 64*int64(Elements(doc)) + textBytes(reflect.ValueOf(doc)) }

func textBytes(v reflect.Value) (n int64) {
	switch v.Kind() {
	case reflect.String:
		return int64(v.Len())
	case reflect.Slice:
		for i := range v.Len() {
			n += textBytes(v.Index(i))
		}
	case reflect.Map:
		for entries := v.MapRange(); entries.Next(); {
			n += textBytes(entries.Key()) + textBytes(entries.Value())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).Tag.Get("json") != "-" {
				n += textBytes(v.Field(i))
			}
		}
	case reflect.Pointer:
		if !v.IsNil() {
			n = textBytes(v.Elem())
		}
	default: // holds no texts
	}
	return n
}
