package indicators_test

import (
	"io/fs"
	"testing"

	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/testkit"
)

// Every file of testdata/bad is refused with exactly the problems listed in the
// file .want beside it, and with nothing else.
func TestBadDocuments(t *testing.T) {
	testkit.Refused(t, 30, func(fsys fs.FS, name string) error {
		catalogue, err := indicators.Load(fsys, name)
		if err == nil {
			_, err = catalogue.Compile()
		}
		return err
	})
}
