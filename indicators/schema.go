package indicators

import (
	_ "embed"
	"slices"
)

//go:embed catalogue.schema.json
var schema []byte

// Schema returns the JSON Schema (draft 2020-12) of a [Catalogue], for editors and
// for validation outside Go. It describes form; what goes beyond it, such as
// unique ids, is checked by [Read]. The bytes are a copy.
func Schema() []byte { return slices.Clone(schema) }
