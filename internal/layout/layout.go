// Package layout writes numbers and lines of text the way a German or an English
// reader expects them, within a width in characters.
package layout

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Width returns the width of a text in characters.
func Width(s string) int { return utf8.RuneCountInString(s) }

// Left pads s with blanks on the right to the given width, or cuts it there with
// an ellipsis.
func Left(s string, width int) string {
	s = Cut(s, width)
	return s + strings.Repeat(" ", width-Width(s))
}

// Right pads s with blanks on the left to the given width; longer text stays.
func Right(s string, width int) string {
	return strings.Repeat(" ", max(0, width-Width(s))) + s
}

// Cut shortens s to the given width, marked by an ellipsis.
func Cut(s string, width int) string {
	if Width(s) <= width {
		return s
	}
	runes := []rune(s)
	return strings.TrimRight(string(runes[:max(0, width-1)]), " ") + "…"
}

// Wrap breaks a text at blanks into lines of at most width characters, the first
// beginning with first, the others with rest. A word longer than a line, such as
// a web address, is broken as well, behind a slash or a hyphen where there is one.
// Control characters, line breaks among them, count as blanks.
func Wrap(text string, width int, first, rest string) string {
	var out strings.Builder
	line, used, empty := []byte(first), Width(first), true
	margin := Width(rest)
	next := func() {
		out.Write(bytes.TrimRight(line, " "))
		out.WriteByte('\n')
		line, used, empty = append(line[:0], rest...), margin, true
	}
	for word := range strings.FieldsSeq(Plain(text)) {
		long := Width(word)
		if !empty && used+1+long > width {
			next()
		}
		if !empty {
			line, used = append(line, ' '), used+1
		}
		if used+long > width && width > margin+1 {
			runes := []rune(word)
			for used+len(runes) > width {
				n := breakable(runes, max(1, width-used))
				line = append(line, string(runes[:n])...)
				runes = runes[n:]
				next()
			}
			word, long = string(runes), len(runes)
		}
		line, used, empty = append(line, word...), used+long, false
	}
	if !empty || out.Len() == 0 {
		next()
	}
	return out.String()
}

// breakable returns how much of a word fits the room in characters, up to the last
// slash or hyphen in its second half.
func breakable(word []rune, room int) int {
	for n := room; n > room/2; n-- {
		if word[n-1] == '/' || word[n-1] == '-' {
			return n
		}
	}
	return room
}

// Plain replaces control characters by blanks, so that no title can move the
// cursor of a terminal, turn the direction of reading around or break a table.
func Plain(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= ' ' && r < 0x7f || r >= 0xa0 && r < 0x600 { // as nearly all are
			return r
		}
		if r < ' ' || r >= 0x7f && r < 0xa0 || r == 0x2028 || r == 0x2029 || unicode.Is(unicode.Bidi_Control, r) {
			return ' '
		}
		return r
	}, s)
}
