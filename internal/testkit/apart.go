package testkit

import (
	"reflect"
	"strconv"
	"strings"
	"testing"
)

// Apart fails the test where two values share a slice, a map or a pointer, so that
// changing one would change the other. Values of the root package, numbers, dates and
// origins, cannot be changed and may be shared. Fields that are added later are looked
// at like all others.
func Apart(t testing.TB, a, b any) {
	t.Helper()
	seen := map[uintptr]string{}
	reach(reflect.ValueOf(a), "", func(at uintptr, path string) { seen[at] = path })
	if len(seen) == 0 {
		t.Errorf("%T holds nothing that could be shared", a)
	}
	reach(reflect.ValueOf(b), "", func(at uintptr, path string) {
		if first, ok := seen[at]; ok {
			t.Errorf("%T%s and %T%s are one", a, first, b, path)
		}
	})
}

// reach finds everything through which a value can be changed.
func reach(v reflect.Value, path string, found func(at uintptr, path string)) {
	if !v.IsValid() || strings.HasSuffix(v.Type().PkgPath(), "/zielkette") && v.Kind() == reflect.Struct {
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			found(v.Pointer(), path)
			reach(v.Elem(), path, found)
		}
	case reflect.Interface:
		reach(v.Elem(), path, found)
	case reflect.Struct:
		for i := range v.NumField() {
			reach(v.Field(i), path+"."+v.Type().Field(i).Name, found)
		}
	case reflect.Map:
		if v.Len() > 0 {
			found(v.Pointer(), path)
		}
		for entries := v.MapRange(); entries.Next(); {
			reach(entries.Value(), path+"["+entries.Key().String()+"]", found)
		}
	case reflect.Slice:
		if v.Len() > 0 {
			found(v.Pointer(), path)
		}
		for i := range v.Len() {
			reach(v.Index(i), path+"["+strconv.Itoa(i)+"]", found)
		}
	default: // the other kinds hold nothing that could be changed from two sides
	}
}
