package document

import (
	"bytes"
	"strconv"
	"strings"
)

// step leads from a value to one within.
type step struct {
	name  string // of a member
	index int    // of an element; -1 for a member
}

func member(name string) step { return step{name, -1} }

// pointer writes a path as a JSON pointer (RFC 6901). It is written for problems
// only: a path costs two stores a value.
func pointer(path []step) string {
	var b []byte
	for _, s := range path {
		b = append(b, '/')
		if s.index < 0 {
			b = appendPart(b, s.name)
		} else {
			b = strconv.AppendInt(b, int64(s.index), 10)
		}
	}
	return string(b)
}

// appendPart appends a name as a part of a pointer, cut where it is absurdly long.
func appendPart(pointer []byte, name string) []byte {
	if len(name) > maxName {
		name = strings.ToValidUTF8(name[:maxName], "")
	}
	return append(pointer, Escape(name)...)
}

// Escape writes a name as part of a JSON pointer (RFC 6901).
func Escape(name string) string {
	if strings.ContainsAny(name, "~/") {
		name = strings.ReplaceAll(strings.ReplaceAll(name, "~", "~0"), "/", "~1")
	}
	return name
}

// lines turns offsets into lines and columns. It goes on from where it was asked
// last, so that a document full of faults is not counted anew for each.
type lines struct{ offset, count, start int }

func (l *lines) at(data []byte, offset int) (line, column int) {
	end := min(offset, len(data))
	if end < l.offset {
		*l = lines{}
	}
	passed := data[l.offset:end]
	if i := bytes.LastIndexByte(passed, '\n'); i >= 0 {
		l.count += bytes.Count(passed, []byte{'\n'})
		l.start = l.offset + i + 1
	}
	l.offset = end
	return l.count + 1, end - l.start + 1
}
