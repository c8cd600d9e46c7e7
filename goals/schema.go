package goals

import (
	_ "embed"
	"slices"
)

//go:embed strategy.schema.json
var schema []byte

// Schema returns the JSON Schema (draft 2020-12) of a [Strategy], for editors and
// for validation outside Go. It describes form; what goes beyond it, such as
// references between ids, is checked by [Read]. The bytes are a copy.
func Schema() []byte { return slices.Clone(schema) }
