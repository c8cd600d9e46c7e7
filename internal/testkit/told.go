package testkit

import (
	"testing"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
)

// Told fails the test for every problem in the error that is not told in both
// languages, or in both with the same words. No error is fine.
func Told(t testing.TB, err error) {
	t.Helper()
	switch e := err.(type) { //nolint:errorlint // looks at each error of the tree by itself
	case zielkette.Problem:
		if m := e.Message; m.DE == "" || m.EN == "" || m.DE == m.EN {
			t.Errorf("the problem %s at %q is not told in both languages: %+v", e.Code, e.Place, m)
		}
	case interface{ Unwrap() []error }:
		for _, part := range e.Unwrap() {
			Told(t, part)
		}
	case interface{ Unwrap() error }:
		Told(t, e.Unwrap())
	}
}
