package indicators_test

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/schematest"
	"gitlab.opencode.de/zielkette/zielkette/internal/testkit"
)

// Every closed set has all its constants, words in both languages, and the words that
// the schema allows.
func TestClosedSets(t *testing.T) {
	testkit.Words(t, indicators.Times)
	testkit.Words(t, indicators.Directions)
	testkit.Words(t, indicators.Shapes)
	testkit.Words(t, indicators.Paths)
	schema := indicators.Schema()
	schematest.Enum(t, schema, "$defs/indicator/properties/time", indicators.Times.Words())
	schematest.Enum(t, schema, "$defs/indicator/properties/direction", indicators.Directions.Words())
	schematest.Enum(t, schema, "$defs/target/properties/shape", indicators.Shapes.Words())
	schematest.Enum(t, schema, "$defs/target/properties/path", indicators.Paths.Words())

	for _, lang := range []zielkette.Language{zielkette.German, zielkette.English} {
		for _, row := range indicators.Times {
			printed(t, row.Word.Text(lang), indicators.Time("").Text(lang))
		}
		for _, row := range indicators.Directions {
			printed(t, row.Word.Text(lang), indicators.Direction("").Text(lang))
			if row.Word.Sign() == 0 {
				t.Errorf("the direction %q has no sign", row.Word)
			}
		}
		for _, row := range indicators.Shapes {
			printed(t, row.Word.Text(lang), indicators.Shape("").Text(lang))
		}
		for _, row := range indicators.Paths {
			printed(t, row.Word.Text(lang), indicators.Path("").Text(lang))
		}
		for _, s := range indicators.Statuses() {
			printed(t, s.Text(lang), indicators.Status('Z').Text(lang))
		}
	}
}

func printed(t *testing.T, text, none string) {
	t.Helper()
	if text == "" || none != "" {
		t.Errorf("printed as %q, nothing as %q", text, none)
	}
}

// The statuses are these, and each has one place: a value that may be scored, one that
// is only shown, or no value.
func TestStatuses(t *testing.T) {
	want := []indicators.Status{
		indicators.Normal, indicators.BrokenSeries, indicators.OtherMeaning, indicators.Estimated, indicators.Forecast, indicators.Imputed,
		indicators.CannotExist, indicators.Missing, indicators.Provisional, indicators.Suppressed, indicators.LowReliability,
	}
	if d := cmp.Diff(want, indicators.Statuses()); d != "" {
		t.Error(d)
	}
	for _, s := range want {
		if s.Counts() && s.IsAbsence() {
			t.Errorf("%s counts and is absent", s)
		}
	}
	for _, s := range []indicators.Status{1, 'C', 'Z', 255} {
		if s.Counts() || s.IsAbsence() {
			t.Errorf("%q is a status", s)
		}
	}
}

// condition is what the schema of a target says of some shapes, and of the others.
type condition struct {
	If struct {
		Properties struct {
			Shape struct {
				Enum []indicators.Shape `json:"enum"`
			} `json:"shape"`
		} `json:"properties"`
	} `json:"if"`
	Then, Else struct {
		Properties map[string]bool `json:"properties"`
		Required   []string        `json:"required"`
	}
}

// conditions returns which parts the schema requires of a target of a shape, and which
// it refuses.
func conditions(list []condition, shape indicators.Shape) (required, refused []string) {
	for _, c := range list {
		says := c.Else
		if slices.Contains(c.If.Properties.Shape.Enum, shape) {
			says = c.Then
		}
		required = append(required, says.Required...)
		for part, allowed := range says.Properties {
			if !allowed {
				refused = append(refused, part)
			}
		}
	}
	slices.Sort(required)
	slices.Sort(refused)
	return required, refused
}

// The schema asks of every shape what the table asks, and every shape has its checks.
func TestShapesAndSchema(t *testing.T) {
	var schema struct {
		Defs struct {
			Target struct {
				AllOf []condition `json:"allOf"`
			} `json:"target"`
		} `json:"$defs"`
	}
	if err := json.Unmarshal(indicators.Schema(), &schema); err != nil {
		t.Fatal(err)
	}
	list := schema.Defs.Target.AllOf
	for _, c := range list {
		for _, shape := range c.If.Properties.Shape.Enum {
			if !indicators.Shapes.Has(shape) {
				t.Errorf("the schema has a condition for the shape %q", shape)
			}
		}
	}
	for _, row := range indicators.Shapes {
		needs, may, states, all, allStates := indicators.Parts(row.Word)
		var foreign []string
		for _, part := range all {
			if !slices.Contains(needs, part) && !slices.Contains(may, part) {
				foreign = append(foreign, part)
			}
		}
		required, refused := conditions(list, row.Word)
		if d := cmp.Diff(foreign, refused); d != "" {
			t.Errorf("parts that %q does not have: %s", row.Word, d)
		}
		if d := cmp.Diff(needs, required); d != "" {
			t.Errorf("parts that %q needs: %s", row.Word, d)
		}
		for _, part := range slices.Concat(needs, may) {
			if !slices.Contains(all, part) {
				t.Errorf("%q has a part %q, which no target has", row.Word, part)
			}
		}
		for _, part := range states {
			if !slices.Contains(allStates, part) {
				t.Errorf("a revision of %q has a part %q, which no revision has", row.Word, part)
			}
		}
		target, revision := indicators.Checked(row.Word)
		if revised := slices.Contains(needs, "revisions"); !target || revision != revised || (states != nil) != revised {
			t.Errorf("%q: checked %v, its revisions %v", row.Word, target, revision)
		}
	}
}
