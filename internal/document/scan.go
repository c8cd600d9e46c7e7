package document

import (
	"bytes"
	"encoding/binary"
	"math/bits"
	"unicode/utf16"
	"unicode/utf8"
)

// scanner reads JSON (RFC 8259) from bytes that are valid UTF-8. Its methods
// report whether the text is JSON as far as they read; where it is not, the
// position is at the byte in excess, or at the end where bytes are missing.
type scanner struct {
	data   []byte
	pos    int
	broken bool   // a list or an object does not go on as JSON
	tok    token  // the last token
	buf    []byte // what it says, where it was written with escapes
}

// token is the start of a value: a whole text, number or word, or the bracket
// that opens an object or a list. It stays in the scanner: copying it from one
// function to the next took a tenth of the time of reading.
type token struct {
	kind       byte // its first byte; '0' for every number
	escaped    bool // a text written with a backslash
	start, end int  // offsets
}

// raw returns the last token as written.
func (s *scanner) raw() []byte { return s.data[s.tok.start:s.tok.end] }

// said returns what the last token says, until the next is read: a text without
// quotes and escapes, a number or a word as written.
func (s *scanner) said() []byte {
	switch {
	case s.tok.escaped:
		return s.buf
	case s.tok.kind == '"':
		return s.data[s.tok.start+1 : s.tok.end-1]
	}
	return s.raw()
}

// peek returns the next byte that is not white space, and 0 at the end.
func (s *scanner) peek() byte {
	if s.pos < len(s.data) && s.data[s.pos] > ' ' {
		return s.data[s.pos]
	}
	return s.space()
}

// space passes over white space. Indentation is passed eight bytes at a time, which
// makes the reading of indented documents a twentieth to a tenth faster.
func (s *scanner) space() byte {
	const blanks = 0x2020202020202020
	for s.pos < len(s.data) {
		switch c := s.data[s.pos]; c {
		case ' ', '\n', '\t', '\r':
			s.pos++
			for s.pos+8 <= len(s.data) {
				other := binary.LittleEndian.Uint64(s.data[s.pos:]) ^ blanks
				if other != 0 {
					s.pos += bits.TrailingZeros64(other) / 8
					break
				}
				s.pos += 8
			}
		default:
			return c
		}
	}
	return 0
}

// token reads the next token.
func (s *scanner) token() bool {
	kind, escaped, ok := s.peek(), false, true
	start := s.pos
	switch kind {
	case '"':
		if escaped, ok = s.quoted(); ok && escaped {
			s.buf = unescape(s.buf[:0], s.data[start+1:s.pos-1])
		}
	case '{', '[':
		s.pos++
	default:
		if ok = s.scalar(kind); kind == '-' || kind <= '9' {
			kind = '0'
		}
	}
	s.tok = token{kind: kind, escaped: escaped, start: start, end: s.pos}
	return ok
}

// scalar passes over a number or one of the three words.
func (s *scanner) scalar(first byte) bool {
	switch first {
	case 't':
		return s.word("true")
	case 'f':
		return s.word("false")
	case 'n':
		return s.word("null")
	}
	return s.number()
}

func (s *scanner) word(word string) bool {
	for i := range len(word) {
		if s.pos == len(s.data) || s.data[s.pos] != word[i] {
			return false
		}
		s.pos++
	}
	return true
}

func (s *scanner) number() bool {
	s.accept('-', '-')
	if !s.accept('0', '0') && !s.digits() {
		return false
	}
	if s.accept('.', '.') && !s.digits() {
		return false
	}
	if s.accept('e', 'E') {
		s.accept('+', '-')
		return s.digits()
	}
	return true
}

// accept passes over one byte if it is a or b.
func (s *scanner) accept(a, b byte) bool {
	if s.pos < len(s.data) && (s.data[s.pos] == a || s.data[s.pos] == b) {
		s.pos++
		return true
	}
	return false
}

func (s *scanner) digits() bool {
	start := s.pos
	for s.pos < len(s.data) && s.data[s.pos]-'0' <= 9 {
		s.pos++
	}
	return s.pos > start
}

// quoted passes over a text in quotes.
func (s *scanner) quoted() (escaped, ok bool) {
	s.pos++
	for {
		s.plain()
		if s.pos == len(s.data) {
			return escaped, false
		}
		switch s.data[s.pos] {
		case '"':
			s.pos++
			return escaped, true
		case '\\':
			s.pos++
			escaped = true
			if !s.escape() {
				return escaped, false
			}
		default:
			return escaped, false // a control character
		}
	}
}

// plain passes over the bytes of a text up to a quote, a backslash or a control
// character. It looks at eight bytes at a time: a byte of x is less than n where
// subtracting n borrows from its highest bit. Documents are read a twentieth faster
// than with a loop over single bytes.
func (s *scanner) plain() {
	const ones, highs = 0x0101010101010101, 0x8080808080808080
	data, i := s.data, s.pos
	for ; i+8 <= len(data); i += 8 {
		x := binary.LittleEndian.Uint64(data[i:])
		quote, backslash := x^ones*'"', x^ones*'\\'
		if stop := ((quote-ones)&^quote | (backslash-ones)&^backslash | (x-ones*' ')&^x) & highs; stop != 0 {
			s.pos = i + bits.TrailingZeros64(stop)/8
			return
		}
	}
	for i < len(data) && data[i] != '"' && data[i] != '\\' && data[i] >= ' ' {
		i++
	}
	s.pos = i
}

// escape passes over what follows a backslash.
func (s *scanner) escape() bool {
	if s.pos == len(s.data) || bytes.IndexByte([]byte(`"\/bfnrtu`), s.data[s.pos]) < 0 {
		return false
	}
	s.pos++
	if s.data[s.pos-1] != 'u' {
		return true
	}
	for range 4 {
		if s.pos == len(s.data) || hexDigit(s.data[s.pos]) < 0 {
			return false
		}
		s.pos++
	}
	return true
}

func hexDigit(c byte) rune {
	switch {
	case '0' <= c && c <= '9':
		return rune(c - '0')
	case 'a' <= c|0x20 && c|0x20 <= 'f':
		return rune(c|0x20-'a') + 10
	}
	return -1
}

// unescape appends what a text says that is written with escapes. Half of a
// surrogate pair becomes U+FFFD.
func unescape(to, raw []byte) []byte {
	for i := 0; i < len(raw); i++ {
		if raw[i] != '\\' {
			to = append(to, raw[i])
			continue
		}
		i++
		switch c := raw[i]; c {
		case 'b':
			to = append(to, '\b')
		case 'f':
			to = append(to, '\f')
		case 'n':
			to = append(to, '\n')
		case 'r':
			to = append(to, '\r')
		case 't':
			to = append(to, '\t')
		case 'u':
			r, size := codePoint(raw[i-1:])
			to = utf8.AppendRune(to, r)
			i += size - 2
		default:
			to = append(to, c)
		}
	}
	return to
}

// codePoint reads a \u escape, or two that stand for one character beyond U+FFFF,
// and returns how many bytes they take.
func codePoint(raw []byte) (r rune, size int) {
	r = hex(raw[2:6])
	if !utf16.IsSurrogate(r) {
		return r, 6
	}
	if len(raw) >= 12 && raw[6] == '\\' && raw[7] == 'u' {
		if pair := utf16.DecodeRune(r, hex(raw[8:12])); pair != utf8.RuneError {
			return pair, 12
		}
	}
	return utf8.RuneError, 6
}

func hex(digits []byte) (r rune) {
	for _, c := range digits {
		r = r<<4 | hexDigit(c)
	}
	return r
}

// more reports whether an object or a list, opened by the given bracket, goes on.
// It passes over the comma before the next member or element, which the first does
// not have, or over the closing bracket.
func (s *scanner) more(open byte, first bool) bool {
	c := s.peek()
	switch {
	case c == open+2: // '{' and '}', '[' and ']' lie two apart
		s.pos++
		return false
	case first:
		return true
	case c == ',':
		s.pos++
		return true
	}
	s.broken = true
	return false
}

// isName reports whether the given name, in quotes, is next.
func (s *scanner) isName(name string) bool {
	end := s.pos + 1 + len(name)
	return end < len(s.data) && s.data[end] == '"' && string(s.data[s.pos+1:end]) == name
}

// colon passes over the colon behind a name.
func (s *scanner) colon() bool {
	if s.peek() != ':' {
		return false
	}
	s.pos++
	return true
}

// skip passes over a value that lies in so many others.
func (s *scanner) skip(depth int) bool {
	switch c := s.peek(); c {
	case '"':
		_, ok := s.quoted()
		return ok
	case '{', '[':
		s.pos++
		return s.skipRest(c, depth+1)
	default:
		return s.scalar(c)
	}
}

// skipRest passes over what is left of an object or a list behind its opening
// bracket. It is the given number of values deep.
func (s *scanner) skipRest(open byte, depth int) bool {
	if depth > MaxDepth {
		return false
	}
	for first := true; s.more(open, first); first = false {
		if open == '{' && !s.skipName() || !s.skip(depth) {
			return false
		}
	}
	return !s.broken
}

func (s *scanner) skipName() bool {
	if s.peek() != '"' {
		return false
	}
	_, ok := s.quoted()
	return ok && s.colon()
}
