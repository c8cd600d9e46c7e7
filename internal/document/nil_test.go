package document_test

import (
	"bytes"
	"testing"
	"testing/fstest"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/document"
)

// A nil pointer in an interface is nil: what is read from it or written to it is an error and
// no panic.
func TestNilPointers(t *testing.T) {
	var none *bytes.Buffer
	_, read := document.Input(none).Read(nil)
	_, write := document.Output(none).Write(nil)
	_, open := document.Files((*filesAt)(nil)).Open("a")
	for what, err := range map[string]error{"reader": read, "writer": write, "files": open} {
		if ps := zielkette.ProblemsOf(err); len(ps) != 1 || ps[0].Code != zielkette.CodeRequired {
			t.Errorf("%s: %v", what, err)
		}
	}
	if document.IsNil(fstest.MapFS(nil)) || document.IsNil(0) {
		t.Error("an empty map and a number are something")
	}
}

// filesAt are files behind a pointer.
type filesAt struct{ fstest.MapFS }
