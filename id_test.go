package zielkette_test

import (
	"strings"
	"testing"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
)

func TestCheckID(t *testing.T) {
	for _, id := range []string{"V", "HF2.SZ4", "HF2.SZ1.HZ3", "thg-je-ew", "soest-2016", "1.100.11.1.1.01", "Übergreifend_1", "a:b+c", "9", strings.Repeat("x", 128)} {
		if err := zielkette.CheckID(id); err != nil {
			t.Errorf("CheckID(%q): %v", id, err)
		}
	}
	for _, id := range []string{
		"", " ", "a b", "a/b", "~", ".a", "-a", "_a", ":a", "+a", "a\n", "a\x00", "a\xff", "\ufffd", "\ufeffa", "<script>", `"`, "a,b", "a;b", "=1", "🎯",
		strings.Repeat("x", 129), strings.Repeat("ü", 65), strings.Repeat("x", 1<<20),
	} {
		if err := zielkette.CheckID(id); codeOf(t, err) != zielkette.CodeID {
			t.Errorf("CheckID(%.40q): %v", id, err)
		}
	}
}
