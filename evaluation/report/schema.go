package report

import (
	"embed"
	"slices"
)

//go:embed schema/*.schema.json
var schemas embed.FS

// Schema returns the JSON Schema (draft 2020-12) of one kind of JSON that is printed:
// "report" of [Report.JSON], "explanation", "changes", "change", "chain", "sdg", "cities",
// "levers", "robustness", "outlook", and "problems" of a list of [zielkette.Problem]. nil for another kind. The bytes are a
// copy.
func Schema(kind string) []byte {
	text, err := schemas.ReadFile("schema/" + kind + ".schema.json")
	if err != nil {
		return nil
	}
	return slices.Clone(text)
}
