package citytest_test

import (
	"os"
	"testing"

	"gitlab.opencode.de/zielkette/zielkette/evaluation/citytest"
)

// The files in testdata/format-1 are those that this library wrote and read when the
// format got its version 1, a copy of an invented city. They are never edited: what reads
// them today reads them for ever, to the same figures.
func TestFormatOne(t *testing.T) {
	citytest.Run(t, os.DirFS("testdata/format-1"))
}
