package document_test

import (
	"slices"
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

// Copies of lists lie in common room, but share nothing with each other or with what they
// are copies of.
func TestLists(t *testing.T) {
	var lists document.Lists[int]
	var copies, want [][]int
	for i := range 3000 {
		list := make([]int, i%7, 10)
		for k := range list {
			list[k] = i + k
		}
		if i%49 == 0 {
			list = nil
		}
		copied := lists.Copy(list)
		if (copied == nil) != (list == nil) || len(copied) != len(list) {
			t.Fatalf("%v is copied as %v", list, copied)
		}
		copies, want = append(copies, copied), append(want, slices.Clone(list))
		for k := range list {
			list[k] = -1
		}
		_ = append(list, -2)
	}
	for i := range copies {
		_ = append(copies[i], -3)
	}
	if d := cmp.Diff(want, copies); d != "" {
		t.Error(d)
	}
}
