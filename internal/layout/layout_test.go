package layout_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"gitlab.opencode.de/zielkette/zielkette/internal/layout"
)

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		name, text  string
		width       int
		first, rest string
		want        string
	}{
		{"nothing", "", 10, "• ", "  ", "•\n"},
		{"one line", "ein Ziel", 10, "", "", "ein Ziel\n"},
		{"exactly one line", "ein Ziel x", 10, "", "", "ein Ziel x\n"},
		{"two lines", "ein Ziel xy", 10, "", "", "ein Ziel\nxy\n"},
		{"indented", "ein Ziel und noch eines", 12, "• ", "    ", "• ein Ziel\n    und noch\n    eines\n"},
		{"blanks and line breaks", "  ein\n\n Ziel\t ", 20, "", "", "ein Ziel\n"},
		{"umlauts count once", "äöü äöü äöü", 7, "", "", "äöü äöü\näöü\n"},
		{"a long word", "abcdefghij", 4, "", "", "abcd\nefgh\nij\n"},
		{"a long word behind a short one", "ab abcdefghij", 6, "", "  ", "ab\n  abcd\n  efgh\n  ij\n"},
		{"an address breaks behind a slash", "https://example.org/a/b/c.pdf", 20, "", "  ", "https://example.org/\n  a/b/c.pdf\n"},
		{"a word breaks behind a hyphen", "Landes-hauptstadt", 10, "", "", "Landes-\nhauptstadt\n"},
		{"no break in the first half", "a/bcdefghijklmnop", 10, "", "", "a/bcdefghi\njklmnop\n"},
		{"no room at all", "abcdef", 2, "", "  ", "abcdef\n"},
		{"control characters are blanks", "a\x1b[31mb\x07c", 20, "", "", "a [31mb c\n"},
		{"blanks of other kinds", "a\u2003b\u2028c\u00a0d\u202ee\u3000f", 20, "", "", "a b c d e f\n"},
		{"more held together than a line holds", "1990\x001991\x001992\x001993", 10, "", "", "1990\x001991\n1992\x001993\n"},
		{"held behind the last character that fits", "abcd\x00efgh\x00", 4, "", "", "abcd\nefgh\n"},
		{"held at the end of a line", "ein\x00 Ziel\x00", 6, "", "", "ein\nZiel\n"},
		{"a blank that holds", "ein Ziel\x00xy", 10, "", "", "ein\nZiel\x00xy\n"},
	} {
		if got := string(layout.Wrap([]byte("x\n"), []byte(c.text), c.width, c.first, c.rest)); got != "x\n"+c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// Whatever the text, no line is wider than asked or ends with a blank, no word is lost, and
// no control character but the blank that holds comes through.
func FuzzWrap(f *testing.F) {
	f.Add("Ein Ziel, das sehr lang ist", uint8(20), uint8(2))
	f.Add("https://example.org/a/rather/long/address und-noch-mehr", uint8(12), uint8(4))
	f.Add("\u202eabc\u2028\x1b[0m \xff", uint8(5), uint8(0))
	f.Add("1990\x001991\x001992 1993\x00 \x00\x00\x00\x00", uint8(10), uint8(1))
	f.Fuzz(func(t *testing.T, text string, width, indent uint8) {
		w, rest := int(width), strings.Repeat(" ", int(indent)%20)
		text = strings.ToValidUTF8(text, "?")
		got := strings.ReplaceAll(string(layout.Wrap(nil, []byte(text), w, rest, rest)), string(layout.Held), " ")
		if !strings.HasSuffix(got, "\n") {
			t.Fatalf("no line break at the end: %q", got)
		}
		for _, r := range got {
			if r != '\n' && unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
				t.Fatalf("%U came through: %q", r, got)
			}
		}
		letters := func(s string) string { return strings.Join(strings.Fields(s), "") }
		if letters(layout.Plain(text)) != letters(got) {
			t.Fatalf("%q became %q", text, got)
		}
		if strings.Contains(got, " \n") {
			t.Fatalf("a line ends with a blank: %q", got)
		}
		if w <= len(rest)+1 {
			return
		}
		for line := range strings.Lines(got) {
			if n := utf8.RuneCountInString(strings.TrimSuffix(line, "\n")); n > w {
				t.Fatalf("%d columns in %d: %q", n, w, line)
			}
		}
	})
}

func TestPlain(t *testing.T) {
	for text, want := range map[string]string{
		"":               "",
		"Grün\nund":      "Grün und",
		"\x1b[31mrot":    " [31mrot",
		"a\x7fb\u0085c":  "a b c",
		"a\u2028b":       "a b",
		"a\u202eb":       "a b",
		"a\u2066b":       "a b",
		"„Ziel“ – 2 €":   "„Ziel“ – 2 €",
		"a\u00a0b\u00ad": "a\u00a0b\u00ad",
	} {
		if got := layout.Plain(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
