package document_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/document"
)

// A clone is equal, and no edit of it reaches the original.
func TestClone(t *testing.T) {
	type leaf struct {
		Numbers []zielkette.Number
		Day     zielkette.Date
	}
	type tree struct {
		ID     string
		List   []leaf
		Map    map[string]leaf
		Points *leaf
		None   []leaf
		Empty  []leaf
		Origin zielkette.Origin
	}
	plant := func() tree {
		l := leaf{[]zielkette.Number{zielkette.Int(1)}, zielkette.MustParseDate("2024")}
		return tree{"a", []leaf{l}, map[string]leaf{"a": l}, &l, nil, []leaf{}, zielkette.NewOrigin("file", nil, nil)}
	}
	original := plant()
	clone := document.Clone(original)
	if d := cmp.Diff(original, clone); d != "" {
		t.Error(d)
	}
	if clone.None != nil || clone.Empty == nil || clone.Origin.File() != "file" {
		t.Errorf("%+v", clone)
	}
	clone.List[0].Numbers[0] = zielkette.Int(2)
	clone.Map["a"].Numbers[0] = zielkette.Int(2)
	clone.Points.Numbers[0] = zielkette.Int(2)
	clone.Map["b"] = leaf{}
	if d := cmp.Diff(plant(), original); d != "" {
		t.Error("the original has changed:", d)
	}
}
