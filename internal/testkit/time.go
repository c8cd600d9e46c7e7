package testkit

import (
	"context"
	"testing"
	"time"
)

// InTime fails the test when f takes longer than the given time.
func InTime(t testing.TB, limit time.Duration, f func()) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), limit)
	defer cancel()
	done := make(chan struct{})
	go func() {
		defer close(done)
		f()
	}()
	select {
	case <-done:
	case <-ctx.Done():
		t.Fatalf("takes more than %v", limit)
	}
}
