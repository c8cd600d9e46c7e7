package document

import (
	"bytes"
	"cmp"
	"slices"
	"strconv"
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
)

// Locate fills in line and column of the problems that have only a pointer.
// Pointers that lead nowhere, to something missing, take the place of the nearest
// thing around. Locate passes over the document once, up to the last value that is
// pointed at: 20 MB take some 40 ms for one problem and twice that for ten thousand.
func Locate(data []byte, list zielkette.Problems) {
	l := locator{scanner: scanner{data: data}}
	root := l.place(nil)
	wanted := map[int]*place{} // by index in the list
	for i, p := range list {
		if p.Place.Line == 0 && p.Code != zielkette.CodeMore {
			wanted[i] = l.add(root, p.Place.Pointer)
		}
	}
	if len(wanted) == 0 {
		return
	}
	l.walk(root, 0)
	order := make([]int, 0, len(wanted))
	for i, p := range wanted {
		wanted[i] = p.nearest()
		order = append(order, i)
	}
	slices.SortFunc(order, func(i, j int) int { return cmp.Compare(wanted[i].offset, wanted[j].offset) })
	var counter lines
	for _, i := range order {
		list[i].Place.Line, list[i].Place.Column = counter.at(data, max(wanted[i].offset, 0))
	}
}

// place is a value that is sought. The places form a tree like the document.
type place struct {
	around *place
	within map[string]*place // by the next part of the pointer
	offset int               // -1 until it is found
}

// nearest returns the place or, where it was not found, what is around it.
func (p *place) nearest() *place {
	for p.offset < 0 && p.around != nil {
		p = p.around
	}
	return p
}

type locator struct {
	scanner
	missing int // places not yet found
	number  []byte
}

func (l *locator) place(around *place) *place {
	l.missing++
	return &place{around: around, offset: -1}
}

// add adds the place that a pointer leads to, with all that lie around it.
func (l *locator) add(at *place, pointer string) *place {
	for rest := pointer; rest != ""; {
		var part string
		part, rest = cutPart(rest[1:])
		if at.within == nil {
			at.within = map[string]*place{}
		}
		if at.within[part] == nil {
			at.within[part] = l.place(at)
		}
		at = at.within[part]
	}
	return at
}

// cutPart returns the first part of a pointer and the pointer behind it.
func cutPart(pointer string) (part, rest string) {
	if i := strings.IndexByte(pointer, '/'); i >= 0 {
		return pointer[:i], pointer[i:]
	}
	return pointer, ""
}

// found notes where a place is. The first of several values of one name counts.
func (l *locator) found(at *place, offset int) {
	if at.offset < 0 {
		at.offset = offset
		l.missing--
	}
}

// walk passes over the value at a place and finds the places within. It reports
// whether there is more to be found, in a document that is JSON so far.
func (l *locator) walk(at *place, depth int) bool {
	open := l.peek()
	start := l.pos
	if open != '{' && open != '[' {
		ok := l.skip(depth)
		if ok {
			l.found(at, start)
		}
		return ok && l.missing > 0
	}
	l.found(at, start)
	l.pos++
	if len(at.within) == 0 {
		return l.missing > 0 && l.skipRest(open, depth+1)
	}
	for i := 0; l.more(open, i == 0); i++ {
		part, ok := l.part(open, i)
		if !ok {
			return false
		}
		if next := at.within[string(part)]; next != nil {
			ok = l.walk(next, depth+1)
		} else {
			ok = l.skip(depth + 1)
		}
		if !ok {
			return false
		}
	}
	return !l.broken
}

// part returns the part of a pointer that leads to the next member, whose name it
// passes over, or to the next element, the i-th.
func (l *locator) part(open byte, i int) (part []byte, ok bool) {
	if open == '[' {
		l.number = strconv.AppendInt(l.number[:0], int64(i), 10)
		return l.number, true
	}
	if l.peek() != '"' {
		return nil, false
	}
	if !l.token() || !l.colon() {
		return nil, false
	}
	name := l.said()
	if len(name) > maxName || bytes.ContainsAny(name, "~/") {
		return appendPart(nil, string(name)), true
	}
	return name, true
}
