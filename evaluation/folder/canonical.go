package folder

import (
	"bytes"
	"encoding/json"
	"unicode/utf8"
)

// width is how many characters of a line an object or a list may fill.
const width = 120

// canonical lays out a document in valid JSON without blanks: two spaces for each level,
// one member a line, and what holds no other objects or lists on one line where that is
// not too long.
func canonical(compact []byte) []byte {
	l := &layouter{in: compact}
	l.value(0, 0)
	return append(l.out, '\n')
}

type layouter struct {
	in, out []byte
}

// value lays out the next value at a depth, where used characters of its line are taken.
func (l *layouter) value(depth, used int) {
	open := l.in[0]
	if open != '{' && open != '[' {
		l.scalar()
		return
	}
	if line, rest, ok := onOneLine(l.in); ok && depth > 0 && used+utf8.RuneCount(line) <= width {
		l.out, l.in = append(l.out, line...), rest
		return
	}
	l.take()
	for l.in[0] != '}' && l.in[0] != ']' {
		if l.in[0] == ',' {
			l.take()
		}
		l.breakLine(depth + 1)
		start := len(l.out)
		if open == '{' {
			l.scalar()
			l.take() // the colon
			l.out = append(l.out, ' ')
		}
		l.value(depth+1, 2*(depth+1)+utf8.RuneCount(l.out[start:])+1) // and a comma behind it
	}
	l.breakLine(depth)
	l.take()
}

func (l *layouter) take() { l.out, l.in = append(l.out, l.in[0]), l.in[1:] }

func (l *layouter) breakLine(depth int) {
	l.out = append(append(l.out, '\n'), bytes.Repeat([]byte("  "), depth)...)
}

func (l *layouter) scalar() {
	text, rest := scalar(l.in)
	l.out, l.in = append(l.out, text...), rest
}

// onOneLine lays out an object or a list on one line; ok is false where it holds others.
func onOneLine(in []byte) (line, rest []byte, ok bool) {
	line, in = append(line, in[0]), in[1:]
	for in[0] != '}' && in[0] != ']' {
		switch in[0] {
		case '{', '[':
			if len(in) < 2 || in[1] != in[0]+2 { // an empty one is no level
				return nil, nil, false
			}
			line, in = append(line, in[:2]...), in[2:]
		case ',', ':':
			line, in = append(line, in[0], ' '), in[1:]
		default:
			var text []byte
			text, in = scalar(in)
			line = append(line, text...)
		}
	}
	return append(line, in[0]), in[1:], true
}

// scalar takes a text, a number or a word off the front. A text loses the escapes that
// only HTML needs.
func scalar(in []byte) (text, rest []byte) {
	end := 1
	if in[0] != '"' {
		for end < len(in) && !bytes.ContainsRune([]byte(",:]}"), rune(in[end])) {
			end++
		}
		return in[:end], in[end:]
	}
	for in[end] != '"' {
		if in[end] == '\\' {
			end++
		}
		end++
	}
	end++
	if !bytes.Contains(in[:end], []byte(`\u00`)) {
		return in[:end], in[end:]
	}
	var s string
	var plain bytes.Buffer
	e := json.NewEncoder(&plain)
	e.SetEscapeHTML(false)
	if json.Unmarshal(in[:end], &s) != nil || e.Encode(s) != nil {
		return in[:end], in[end:] // does not happen: the text is valid JSON
	}
	return bytes.TrimSuffix(plain.Bytes(), []byte("\n")), in[end:]
}
