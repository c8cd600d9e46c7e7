package schematest_test

import (
	"fmt"
	"strings"
	"testing"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/schematest"
)

type document struct {
	Text   string           `json:"text"`
	Word   word             `json:"word"`
	Count  int              `json:"count"`
	Flag   bool             `json:"flag"`
	Value  zielkette.Number `json:"value,omitzero"`
	Parts  []part           `json:"parts"`
	Counts map[string]int   `json:"counts"`
	Hidden string           `json:"-"`
}

type (
	word string
	part struct {
		Parts []part   `json:"parts"`
		Names []string `json:"names"`
	}
)

const good = `{
  "$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "x", "description": "x", "type": "object", "additionalProperties": false, "required": ["text"],
  "properties": {
    "text": {"type": "string"}, "word": {"enum": ["a"]}, "count": {"const": 1}, "flag": {"type": "boolean"}, "value": {"$ref": "#/$defs/number"},
    "parts": {"type": "array", "items": {"$ref": "#/$defs/part"}}, "counts": {"type": "object", "additionalProperties": {"type": ["integer", "null"]}}
  },
  "$defs": {
    "number": {"description": "x", "type": ["string", "null"]},
    "part": {"description": "x", "type": "object", "additionalProperties": false, "properties": {
      "parts": {"type": "array", "items": {"$ref": "#/$defs/part"}}, "names": {"type": "array", "items": {"type": "string"}}}}
  }
}`

// recorder counts the errors in place of failing.
type recorder struct {
	testing.TB
	errors []string
}

func (r *recorder) Helper() {}
func (r *recorder) Errorf(f string, args ...any) {
	r.errors = append(r.errors, fmt.Sprintf(f, args...))
}

func (r *recorder) Fatalf(f string, args ...any) {
	r.Errorf(f, args...)
	panic(r)
}

func check(schema string) (errors []string) {
	r := &recorder{}
	defer func() {
		if recovered := recover(); recovered != nil && recovered != any(r) {
			panic(recovered)
		}
		errors = r.errors
	}()
	schematest.Check(r, []byte(schema), document{})
	return r.errors
}

func TestCheck(t *testing.T) {
	if errors := check(good); errors != nil {
		t.Errorf("a good schema: %v", errors)
	}
	for _, test := range []struct{ old, new string }{
		{"{", "["},
		{"2020-12", "07"},
		{`"$id": "x"`, `"$id": ""`},
		{`"additionalProperties": false, "required"`, `"required"`},
		{`["text"]`, `["texts"]`},
		{`"text": {"type": "string"}, `, ``},
		{`"text": {"type": "string"}`, `"text": {"type": "integer"}`},
		{`"text": {"type": "string"}`, `"text": {"type": "string"}, "more": {"type": "string"}`},
		{`["a"]`, `[1]`},
		{`"const": 1`, `"const": "1"`},
		{`"boolean"`, `"string"`},
		{`"value": {"$ref": "#/$defs/number"}`, `"value": {"type": "string"}`},
		{`"value": {"$ref": "#/$defs/number"}`, `"value": {"$ref": "#/$defs/none"}`},
		{`["string", "null"]`, `["number", "null"]`},
		{`"items": {"$ref": "#/$defs/part"}}, "counts"`, `"items": {"type": "object"}}, "counts"`},
		{`"items": {"$ref": "#/$defs/part"}}, "counts"`, `"x": 1}, "counts"`},
		{`{"type": ["integer", "null"]}`, `false`},
		{`{"type": ["integer", "null"]}`, `{"type": "string"}`},
		{`"number": {"description": "x", `, `"number": {`},
		{`"$defs": {`, `"$defs": {"unused": {"description": "x"},`},
		{`"items": {"type": "string"}`, `"items": {"type": "object"}`},
	} {
		schema := strings.Replace(good, test.old, test.new, 1)
		if schema == good || check(schema) == nil {
			t.Errorf("%q for %q is not noticed", test.new, test.old)
		}
	}
}
