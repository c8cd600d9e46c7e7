// Package layout writes numbers and lines of text the way a German or an English
// reader expects them, within a width in characters.
package layout

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Held stands in a text for a blank at which no line is broken. Whoever prints the text
// makes a blank of it.
const Held = '\x00'

// Width returns the width of a text in characters.
func Width[T string | []byte](s T) int {
	n := 0
	for i := range len(s) {
		if s[i]&0xc0 != 0x80 { // the first byte of a character
			n++
		}
	}
	return n
}

// Wrap appends a text broken at blanks into lines of at most width characters, the first
// beginning with first, the others with rest. A word longer than a line, such as a web
// address, is broken as well, behind a slash or a hyphen where there is one, and words held
// together that are longer than a line at a [Held]. Control characters, line breaks among
// them, count as blanks; [Held] does not. No line ends with a blank.
func Wrap(to, text []byte, width int, first, rest string) []byte {
	from := len(to)
	start := from // of the line
	to = append(to, first...)
	used, empty := Width(first), true
	margin := Width(rest)
	since, upTo := 0, 0 // of the text, what the line has with single blanks between, yet to be appended
	flush := func() {
		to = append(to, text[since:upTo]...)
		since, upTo = 0, 0
	}
	next := func() {
		flush()
		to = append(trim(to, start), '\n')
		start, used, empty = len(to), margin, true
		to = append(to, rest...)
	}
	for at := 0; at < len(text); {
		end, long := at, 0 // of the word
		for end < len(text) {
			if c := text[end]; ' ' < c && c < 0x7f { // as nearly all are
				end++
				long++
				continue
			}
			r, size := rune(text[end]), 1
			if r >= utf8.RuneSelf {
				r, size = utf8.DecodeRune(text[end:])
			}
			if isBlank(r) {
				if end > at {
					break
				}
				at += size
				end = at
				continue
			}
			end += size
			long++
		}
		word := text[at:end]
		at = end
		if len(word) == 0 {
			break
		}
		if !empty && used+1+long > width {
			next()
		}
		begin := end - len(word)
		switch single := upTo > since && begin == upTo+1 && text[upTo] == ' '; {
		case empty:
		case single && used+1+long <= width: // as nearly all words are
			upTo, used = end, used+1+long
			continue
		default:
			flush()
			to, used = append(to, ' '), used+1
		}
		if used+long > width && width > margin+1 {
			runes := []rune(string(word))
			for used+len(runes) > width {
				n := breakable(runes, max(1, width-used))
				to = append(to, string(runes[:n])...)
				for runes = runes[n:]; len(runes) > 0 && runes[0] == Held; { // no line begins with a blank
					runes = runes[1:]
				}
				next()
			}
			to, used, empty = append(to, string(runes)...), used+len(runes), len(runes) == 0
			continue
		}
		since, upTo, used, empty = begin, end, used+long, false
	}
	flush()
	if !empty || start == from {
		return append(trim(to, start), '\n')
	}
	return to[:start]
}

// trim takes the blanks off the end of a text, down to where its last line starts.
func trim(text []byte, start int) []byte {
	for len(text) > start && (text[len(text)-1] == ' ' || text[len(text)-1] == Held) {
		text = text[:len(text)-1]
	}
	return text
}

// isBlank reports whether a line may be broken at a character.
func isBlank(r rune) bool {
	switch {
	case r <= ' ':
		return r != Held
	case r < 0x600: // as nearly all are
		return r >= 0x7f && r <= 0xa0
	}
	return unicode.IsSpace(r) || unicode.Is(unicode.Bidi_Control, r)
}

// breakable returns how much of a word fits the room in characters, up to the last [Held]
// in its second half, else up to the last slash or hyphen there.
func breakable(word []rune, room int) int {
	for n := min(room+1, len(word)); n > room/2; n-- {
		if word[n-1] == Held {
			return n
		}
	}
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
