package goals_test

import (
	"testing"

	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/internal/schematest"
)

func TestSchema(t *testing.T) {
	schematest.Check(t, goals.Schema(), goals.Strategy{})
}

func TestSchemaIsACopy(t *testing.T) {
	goals.Schema()[0] = 'x'
	if goals.Schema()[0] != '{' {
		t.Error("the schema has been changed")
	}
}
