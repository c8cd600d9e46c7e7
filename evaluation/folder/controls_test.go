package folder_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/folder"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

// What a reader refuses for a control character, Write hands out no file of, with the same
// problem at the same place: each text of each document in turn, the names in maps among
// them.
func TestControlCharacters(t *testing.T) {
	var city evaluation.City
	for _, d := range []struct {
		name  string
		doc   any
		read  func(text string) error
		least int // texts that the document has
	}{
		{"strategy.json", &city.Strategy, func(text string) error { _, err := goals.Read(strings.NewReader(text), ""); return err }, 220},
		{"indicators.json", &city.Catalogue, func(text string) error { _, err := indicators.Read(strings.NewReader(text), ""); return err }, 40},
		{"rules.json", &city.Rules, func(text string) error { _, err := evaluation.ReadRules(strings.NewReader(text), ""); return err }, 60},
	} {
		city = evaluation.City{}
		of := reflect.ValueOf(d.doc).Elem()
		grown(of, map[reflect.Type]int{})
		found := 0
		eachText(of, func(field string) {
			found++
			text, err := json.Marshal(d.doc)
			if err != nil {
				t.Fatal(err)
			}
			want, got := controls(d.read(string(text)), ""), controls(toFiles(city), d.name)
			if len(want) == 0 || !cmp.Equal(got, want) {
				t.Errorf("%s, %s: written %v, read %v", d.name, field, got, want)
			}
		})
		if found < d.least {
			t.Errorf("%s: %d texts", d.name, found)
		}
	}
}

// A list that contains itself is an error, and nothing of it is handed out.
func TestListWithoutEnd(t *testing.T) {
	list := []goals.Goal{{ID: "a", Title: "A"}, {ID: "b", Title: "B\x00"}}
	list[0].Goals, list[1].Goals = list, list
	err := folder.Write(evaluation.City{Strategy: goals.Strategy{ID: "s", Title: "S", Goals: list}}, func(name string, _ []byte) error {
		t.Errorf("%s was handed out", name)
		return nil
	})
	if err == nil {
		t.Error("a list that contains itself was written")
	}
}

func toFiles(city evaluation.City) error {
	return folder.Write(city, func(string, []byte) error { return nil })
}

// controls are the places of control characters among the problems of a file.
func controls(err error, file string) (pointers []string) {
	for _, p := range zielkette.ProblemsOf(err) {
		if p.Code == zielkette.CodeControl && p.Place.File == file {
			pointers = append(pointers, p.Place.Pointer)
		}
	}
	return pointers
}

// grown gives every list and every map of a document an element, of types that contain
// themselves two deep.
func grown(v reflect.Value, within map[reflect.Type]int) {
	switch v.Kind() {
	case reflect.Struct:
		if within[v.Type()] == 2 {
			return
		}
		within[v.Type()]++
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() && f.Tag.Get("json") != "-" {
				grown(v.Field(i), within)
			}
		}
		within[v.Type()]--
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		grown(v.Index(0), within)
	case reflect.Map:
		elem := reflect.New(v.Type().Elem()).Elem()
		grown(elem, within)
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(reflect.ValueOf("name").Convert(v.Type().Key()), elem)
	default: // holds nothing
	}
}

// eachText puts a control character into each text of a document, one at a time.
func eachText(v reflect.Value, try func(field string)) {
	const text = "a\u0085b"
	switch v.Kind() {
	case reflect.String:
		was := v.String()
		v.SetString(text)
		try(v.Type().String())
		v.SetString(was)
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() && f.Tag.Get("json") != "-" {
				eachText(v.Field(i), func(field string) { try(f.Name + "." + field) })
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			eachText(v.Index(i), try)
		}
	case reflect.Map:
		key := v.MapKeys()[0]
		elem := reflect.New(v.Type().Elem()).Elem()
		elem.Set(v.MapIndex(key))
		eachText(elem, func(field string) {
			v.SetMapIndex(key, elem)
			try(field)
		})
		v.SetMapIndex(key, reflect.Value{})
		v.SetMapIndex(reflect.ValueOf(text).Convert(key.Type()), elem)
		try("name")
		v.Clear()
		v.SetMapIndex(key, elem)
	default: // is no text
	}
}
