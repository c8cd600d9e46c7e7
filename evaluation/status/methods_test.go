package status_test

import (
	"encoding/json"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/status"
	"gitlab.opencode.de/zielkette/zielkette/internal/testkit"
)

// TestTablesAreComplete: every row has what a method needs, and the words of the tables
// are the constants of the package and those of the schema.
func TestTablesAreComplete(t *testing.T) {
	for _, missing := range status.Incomplete() {
		t.Error(missing)
	}
	var tables []string
	for _, words := range [][]string{status.MethodWords(), status.WindowWords(), status.SlopeWords(), status.JudgedWords()} {
		tables = append(tables, words...)
	}
	slices.Sort(tables)
	if diff := cmp.Diff(testkit.Constants(t), tables); diff != "" {
		t.Errorf("the constants and the words of the tables (-constants +tables):\n%s", diff)
	}
	var schema struct {
		Defs struct {
			Status struct {
				Properties struct {
					Method struct {
						AnyOf []struct{ Enum []string }
					}
					Window, Slopes struct{ Enum []string }
				}
			}
		} `json:"$defs"`
	}
	text, err := os.ReadFile("../rules.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &schema); err != nil {
		t.Fatal(err)
	}
	properties := schema.Defs.Status.Properties
	for _, c := range []struct{ table, schema []string }{
		{status.MethodWords(), properties.Method.AnyOf[0].Enum},
		{status.WindowWords(), properties.Window.Enum},
		{status.SlopeWords(), properties.Slopes.Enum},
	} {
		if diff := cmp.Diff(c.table, c.schema); diff != "" {
			t.Errorf("the schema of the rules lists other words (-table +schema):\n%s", diff)
		}
	}
}

// TestParameters: every parameter of a spec belongs to a method, and every parameter of a
// method is one of the spec; a method refuses those of others.
func TestParameters(t *testing.T) {
	taken := map[string]bool{}
	fields := map[string]reflect.StructField{}
	for _, f := range reflect.VisibleFields(reflect.TypeFor[status.Spec]()) {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name != "method" {
			fields[name] = f
		}
	}
	for _, method := range status.MethodWords() {
		for _, name := range status.Takes(method) {
			taken[name] = true
			if _, ok := fields[name]; !ok {
				t.Errorf("%s takes %s, which is no parameter", method, name)
			}
		}
		for name, f := range fields {
			if slices.Contains(status.Takes(method), name) {
				continue
			}
			spec := status.Spec{Method: method}
			v := reflect.ValueOf(&spec).Elem().FieldByIndex(f.Index)
			switch v.Kind() {
			case reflect.Int:
				v.SetInt(1)
			case reflect.String:
				v.SetString("word")
			case reflect.Slice:
				v.Set(reflect.MakeSlice(v.Type(), 0, 0))
			default:
				v.Set(reflect.ValueOf(zielkette.Int(1)))
			}
			_, err := spec.Rule()
			if !slices.Contains(faults(t, err), fault{zielkette.CodeParameter, "/" + name}) {
				t.Errorf("%s with %s: %v", method, name, err)
			}
		}
	}
	for name := range fields {
		if !taken[name] {
			t.Errorf("no method takes %s", name)
		}
	}
}
