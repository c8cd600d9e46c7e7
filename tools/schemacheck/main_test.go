package main

import (
	"strings"
	"testing"
	"testing/fstest"
)

const strict = `{"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object",
	"properties": {"title": {"type": "string"}}, "required": ["title"], "additionalProperties": false}`

func TestCheck(t *testing.T) {
	kinds := map[string]string{"strategy.json": "goals/strategy.schema.json"}
	for _, test := range []struct {
		name  string
		files map[string]string
		want  string // part of the error, "" for none
	}{
		{"valid", map[string]string{"goals/strategy.schema.json": strict, "examples/a/data/strategy.json": `{"title": "A"}`}, ""},
		{"broken on purpose", map[string]string{
			"goals/strategy.schema.json": strict, "examples/a/strategy.json": `{"title": "A"}`, "examples/a/testdata/bad.json": `{`,
		}, ""},
		{"invalid", map[string]string{"goals/strategy.schema.json": strict, "examples/a/strategy.json": `{"title": 1}`}, "examples/a/strategy.json"},
		{"misspelt", map[string]string{"goals/strategy.schema.json": strict, "examples/a/strategy.json": `{"title": "A", "titel": "A"}`}, "titel"},
		{"not JSON", map[string]string{"goals/strategy.schema.json": strict, "examples/a/strategy.json": `{`}, "examples/a/strategy.json"},
		{"unknown kind", map[string]string{"goals/strategy.schema.json": strict, "examples/a/strategie.json": `{}`, "examples/a/strategy.json": `{"title": "A"}`}, "no schema is known"},
		{"no document", map[string]string{"goals/strategy.schema.json": strict, "examples/a/x.csv": ``}, "there is no strategy.json"},
		{"no examples", map[string]string{"goals/strategy.schema.json": strict}, "examples"},
		{"no schema", map[string]string{"examples/a/strategy.json": `{"title": "A"}`}, "goals/strategy.schema.json"},
		{"other draft", map[string]string{"goals/strategy.schema.json": `{}`, "examples/a/strategy.json": `{}`}, "must declare"},
		{"loose", map[string]string{
			"goals/strategy.schema.json": `{"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object"}`,
			"examples/a/strategy.json":   `{}`,
		}, "does not define"},
	} {
		t.Run(test.name, func(t *testing.T) {
			root := fstest.MapFS{}
			for name, text := range test.files {
				root[name] = &fstest.MapFile{Data: []byte(text)}
			}
			_, err := check(root, kinds)
			switch {
			case test.want == "" && err != nil:
				t.Errorf("check = %v, want no error", err)
			case test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)):
				t.Errorf("check = %v, want an error with %q", err, test.want)
			}
		})
	}
}
