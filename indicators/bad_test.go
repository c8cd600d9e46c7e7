package indicators_test

import (
	"testing"

	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/testkit"
)

// Every file of testdata/bad is refused with exactly the problems listed in the
// file .want beside it, and with nothing else.
func TestBadDocuments(t *testing.T) { testkit.Refused(t, 30, indicators.Load) }
