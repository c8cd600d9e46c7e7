package document

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/problems"
)

// meant returns the index of the field that a misspelt name probably stands for, -1
// for none: the first that is equal but for case and at most one slip of the pen for
// each three letters, two in all.
func meant(fields []field, name string) int {
	if len(name) > maxName {
		return -1
	}
	best, slips := -1, min(2, len(name)/3)
	for i := range fields {
		if n := distance(strings.ToLower(name), strings.ToLower(fields[i].name), slips); n <= slips {
			best, slips = i, n-1
		}
	}
	return best
}

// unknown is the message about a name that no field has.
func unknown(fields []field, name string) (de, en string) {
	if i := meant(fields, name); i >= 0 {
		return fmt.Sprintf("dieses Feld ist hier nicht bekannt; ist %q gemeint? (Groß- und Kleinschreibung zählt)", fields[i].name),
			fmt.Sprintf("this field is not known here; is %q meant? (case matters)", fields[i].name)
	}
	return "dieses Feld ist hier nicht bekannt; die Schreibweise prüfen (Groß- und Kleinschreibung zählt)",
		"this field is not known here; check its spelling (case matters)"
}

// distance counts the letters to change, insert, leave out or swap with their
// neighbour to turn one word into the other (optimal string alignment); where that is
// clear to be more than most, most + 1.
func distance(a, b string, most int) int {
	if len(a)-len(b) > most || len(b)-len(a) > most {
		return most + 1
	}
	var before []int // two letters of a ago
	last := make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := range len(a) {
		now := make([]int, len(b)+1)
		now[0] = i + 1
		for j := range len(b) {
			same := 1
			if a[i] == b[j] {
				same = 0
			}
			now[j+1] = min(last[j]+same, last[j+1]+1, now[j]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				now[j+1] = min(now[j+1], before[j-1]+1)
			}
		}
		before, last = last, now
	}
	return last[len(b)]
}

// excuse notes in the list which fields of the document are missing because their
// names were misspelt: that is reported already, where it was done.
func excuse(doc reflect.Value, found zielkette.Problems, list *problems.List) {
	for _, p := range found {
		if p.Code != zielkette.CodeJSONUnknown {
			continue
		}
		cut := strings.LastIndexByte(p.Place.Pointer, '/')
		around, ok := at(doc, p.Place.Pointer[:cut])
		if !ok || around.Kind() != reflect.Struct {
			continue
		}
		fields := fieldsOf(around.Type())
		i := meant(fields, plain(p.Place.Pointer[cut+1:]))
		if i >= 0 && around.Field(fields[i].index).IsZero() {
			list.Excuse(p.Place.Pointer[:cut+1] + fields[i].name)
		}
	}
}

// at follows a pointer into a document.
func at(v reflect.Value, pointer string) (reflect.Value, bool) {
	if pointer == "" {
		return v, true
	}
	for _, part := range strings.Split(pointer, "/")[1:] {
		switch v.Kind() {
		case reflect.Struct:
			i := fieldOf(v.Type(), plain(part))
			if i < 0 {
				return v, false
			}
			v = v.Field(i)
		case reflect.Map:
			if v = v.MapIndex(reflect.ValueOf(plain(part)).Convert(v.Type().Key())); !v.IsValid() {
				return v, false
			}
		case reflect.Slice:
			i, err := strconv.Atoi(part)
			if err != nil || i < 0 || i >= v.Len() {
				return v, false
			}
			v = v.Index(i)
		default:
			return v, false
		}
	}
	return v, true
}

// plain undoes [Escape].
func plain(part string) string {
	return strings.ReplaceAll(strings.ReplaceAll(part, "~1", "/"), "~0", "~")
}
