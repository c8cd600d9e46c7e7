package indicators_test

import (
	"testing"

	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/schematest"
)

func TestSchema(t *testing.T) {
	schematest.Check(t, indicators.Schema(), indicators.Catalogue{})
}

func TestSchemaIsACopy(t *testing.T) {
	indicators.Schema()[0] = 'x'
	if indicators.Schema()[0] != '{' {
		t.Error("the schema has been changed")
	}
}
