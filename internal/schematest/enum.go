package schematest

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Enum checks that the words a schema allows at a place, given by the names that lead
// there ("$defs/effect/properties/sign"), are the wanted ones in their order.
func Enum(t testing.TB, schema []byte, at string, want []string) {
	t.Helper()
	var node any
	if err := json.Unmarshal(schema, &node); err != nil {
		t.Fatalf("the schema is not JSON: %v", err)
	}
	for name := range strings.SplitSeq(at+"/enum", "/") {
		object, _ := node.(map[string]any)
		node = object[name]
	}
	list, ok := node.([]any)
	if !ok {
		t.Errorf("the schema lists no words at %s", at)
		return
	}
	got := make([]string, len(list))
	for i := range list {
		got[i], _ = list[i].(string)
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("%s: %s", at, d)
	}
}
