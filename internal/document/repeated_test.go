package document_test

import (
	"math"
	"strings"
	"testing"

	"gitlab.opencode.de/zielkette/zielkette/internal/document"
)

// Texts may have 1 MiB, and 1 KiB for each place where they are said again; and no count of
// them wraps around.
func TestRepeated(t *testing.T) {
	for _, tt := range []struct {
		bytes   int64
		places  int
		tooLong bool
	}{
		{0, 0, false},
		{1<<20 + 1<<10, 1, false},
		{1<<20 + 1<<10 + 1, 1, true},
		{1 << 10, 1 << 12, false},
		{1<<10 + 256, 1 << 12, false},
		{1<<10 + 257, 1 << 12, true},
		{math.MaxInt32, 1 << 12, true},
	} {
		var texts document.Repeated
		for i := range tt.places {
			if most := texts.Again(tt.bytes); most != (i == 0 && tt.bytes > 0) {
				t.Errorf("%d bytes, place %d: most is %t", tt.bytes, i, most)
			}
		}
		if message, ok := texts.TooLong(); ok != tt.tooLong || ok == message.IsZero() {
			t.Errorf("%d bytes in %d places: %t", tt.bytes, tt.places, ok)
		}
	}
}

func TestBytes(t *testing.T) {
	type inner struct {
		Text string
		Made string `json:"-"`
	}
	type outer struct {
		Title string
		List  []inner
		Map   map[string]string
		To    *inner
		N     int
	}
	doc := outer{"abc", []inner{{"de", "x"}, {strings.Repeat("f", 100), ""}}, map[string]string{"k": "vv"}, &inner{"g", "x"}, 7}
	if got, want := document.Bytes(doc), int64(3+2+100+3+1+3*64); got != want {
		t.Errorf("%d bytes, want %d", got, want)
	}
}
