package evaluation

import (
	_ "embed"
	"slices"
)

//go:embed rules.schema.json
var schema []byte

// Schema returns the JSON Schema (draft 2020-12) of [Rules], for editors and for
// validation outside Go. It describes form; what goes beyond it, such as whether
// a level exists, is checked by [ReadRules] and [New]. The bytes are a copy.
func Schema() []byte { return slices.Clone(schema) }
