// Package schematest keeps a published JSON Schema and the Go type it describes in
// step: a field that is added to one and forgotten in the other fails a test. It
// is for tests only.
package schematest

import (
	"encoding"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode"
)

// node is the part of a JSON Schema that is compared.
type node struct {
	Schema               string          `json:"$schema"`
	ID                   string          `json:"$id"`
	Ref                  string          `json:"$ref"`
	Description          string          `json:"description"`
	Type                 any             `json:"type"`
	Const                any             `json:"const"`
	Enum                 []any           `json:"enum"`
	Items                *node           `json:"items"`
	Properties           map[string]node `json:"properties"`
	AdditionalProperties json.RawMessage `json:"additionalProperties"`
	Required             []string        `json:"required"`
	Defs                 map[string]node `json:"$defs"`
}

// Check compares the schema of a document with the type of document, which is a
// struct. Every field must be described under its JSON name with a type that
// admits it, nothing else may be, and nothing else may be allowed; a struct within
// is described in $defs under its name in lower case, and every entry of $defs is
// used. Values that are text in JSON are entries of $defs too.
func Check(t testing.TB, schema []byte, document any) {
	t.Helper()
	var root node
	if err := json.Unmarshal(schema, &root); err != nil {
		t.Fatalf("the schema is not JSON: %v", err)
	}
	if root.Schema != "https://json-schema.org/draft/2020-12/schema" || root.ID == "" || root.Description == "" {
		t.Errorf("the schema does not name its draft, its id and what it describes: %q, %q", root.Schema, root.ID)
	}
	c := &checker{TB: t, defs: root.Defs, used: map[string]bool{}, structs: map[reflect.Type]bool{}}
	c.object("", root, reflect.TypeOf(document))
	for name, def := range root.Defs {
		if !c.used[name] {
			t.Errorf("$defs/%s is not used", name)
		}
		if def.Description == "" {
			t.Errorf("$defs/%s has no description", name)
		}
	}
}

type checker struct {
	testing.TB
	defs    map[string]node
	used    map[string]bool
	structs map[reflect.Type]bool
}

// object compares the description of a struct.
func (c *checker) object(at string, n node, t reflect.Type) {
	c.Helper()
	if c.structs[t] {
		return
	}
	c.structs[t] = true
	if n.Type != "object" || string(n.AdditionalProperties) != "false" {
		c.Errorf("%s: a struct is an object without additional properties", at)
	}
	fields := map[string]bool{}
	for i := range t.NumField() {
		field := t.Field(i)
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		if name == "" || name == "-" {
			continue
		}
		fields[name] = true
		property, ok := n.Properties[name]
		if !ok {
			c.Errorf("%s/%s: the field %s.%s is not described", at, name, t.Name(), field.Name)
			continue
		}
		c.value(at+"/"+name, property, field.Type)
	}
	for name := range n.Properties {
		if !fields[name] {
			c.Errorf("%s/%s: %s has no such field", at, name, t.Name())
		}
	}
	for _, name := range n.Required {
		if !fields[name] {
			c.Errorf("%s: %s is required, but %s has no such field", at, name, t.Name())
		}
	}
}

// value compares the description of a field, an element or an entry.
func (c *checker) value(at string, n node, t reflect.Type) {
	c.Helper()
	name := ""
	if n.Ref != "" {
		name = strings.TrimPrefix(n.Ref, "#/$defs/")
		def, ok := c.defs[name]
		if !ok {
			c.Errorf("%s refers to %s, which is not there", at, n.Ref)
			return
		}
		c.used[name] = true
		n = def
	}
	isText := reflect.PointerTo(t).Implements(reflect.TypeFor[encoding.TextUnmarshaler]())
	switch {
	case isText:
		if name != lower(t.Name()) || !admits(n, "string") {
			c.Errorf("%s: a %s is described by a text in $defs/%s", at, t.Name(), lower(t.Name()))
		}
	case t.Kind() == reflect.Struct:
		if name != lower(t.Name()) {
			c.Errorf("%s: the struct %s is described in $defs/%s, not %q", at, t.Name(), lower(t.Name()), name)
			return
		}
		c.object(at, n, t)
	case t.Kind() == reflect.Slice:
		if !admits(n, "array") || n.Items == nil {
			c.Errorf("%s: a slice is an array with items", at)
			return
		}
		c.value(at+"/*", *n.Items, t.Elem())
	case t.Kind() == reflect.Map:
		var entry node
		if !admits(n, "object") || json.Unmarshal(n.AdditionalProperties, &entry) != nil {
			c.Errorf("%s: a map is an object whose additionalProperties are its entries", at)
			return
		}
		c.value(at+"/*", entry, t.Elem())
	case t.Kind() == reflect.String && !admits(n, "string"), t.Kind() == reflect.Bool && !admits(n, "boolean"), t.Kind() == reflect.Int && !admits(n, "integer"):
		c.Errorf("%s: a %s is described as something else", at, t.Kind())
	}
}

// admits reports whether a description admits values of a JSON type.
func admits(n node, want string) bool {
	values := n.Enum
	if n.Const != nil {
		values = append(values, n.Const)
	}
	for _, v := range values {
		switch v.(type) {
		case string:
			return want == "string"
		case float64:
			return want == "integer"
		}
	}
	switch types := n.Type.(type) {
	case string:
		return types == want
	case []any:
		return slices.Contains(types, any(want))
	}
	return false
}

func lower(name string) string {
	r := []rune(name)
	r[0] = unicode.ToLower(r[0])
	return string(r)
}
