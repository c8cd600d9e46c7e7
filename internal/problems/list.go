// Package problems collects what is wrong with an input: every problem at once,
// in bounded memory, without repeating a fault as its own consequence.
package problems

import (
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
)

// Max is the number of problems a list keeps; the rest are counted.
const Max = 100

// List collects problems. The zero value is empty and ready.
type List struct {
	File    string // set as the file of every problem that has none
	kept    zielkette.Problems
	errors  int
	dropped int
	cut     bool
	faults  map[string]bool // where an error was recorded that is kept, or what is excused by another
}

// First returns a list that is full with its first error, for those who only ask whether
// there is one.
func First() List { return List{errors: Max} }

// Add records a problem. A problem at the same place as one already recorded,
// or beneath it, is taken for its consequence and left out: a value that could
// not be read is not also reported as missing.
func (l *List) Add(p zielkette.Problem) {
	if p.Place.File == "" {
		p.Place.File = l.File
	}
	if p.Place.Pointer != "" && l.faulty(p.Place.Pointer) {
		return
	}
	if p.Severity == zielkette.Error {
		l.errors++
	}
	if len(l.kept) < Max {
		l.keep(p)
		return
	}
	l.dropped++
	if p.Severity == zielkette.Error && l.errors <= Max { // an error takes the place of a warning
		last := len(l.kept) - 1
		for l.kept[last].Severity == zielkette.Error {
			last--
		}
		l.kept = slices.Delete(l.kept, last, last+1)
		l.keep(p)
	}
}

// At records an error at a JSON pointer, with its message in German and English.
func (l *List) At(pointer string, code zielkette.Code, subject, de, en string) {
	l.Add(zielkette.Problem{
		Code: code, Place: zielkette.Place{Pointer: pointer},
		Subject: Clip(subject), Message: zielkette.Text{DE: de, EN: en},
	})
}

// Warn records a warning at a JSON pointer.
func (l *List) Warn(pointer string, code zielkette.Code, subject string, message zielkette.Text) {
	l.Add(zielkette.Problem{
		Code: code, Severity: zielkette.Warning, Place: zielkette.Place{Pointer: pointer},
		Subject: Clip(subject), Message: message,
	})
}

// Err records an error returned by a parser of the vocabulary at a pointer.
func (l *List) Err(pointer string, err error) {
	var p zielkette.Problem
	if !errors.As(err, &p) {
		message := Foreign(err)
		l.At(pointer, zielkette.CodeForeign, "", message.DE, message.EN)
		return
	}
	p.Place.Pointer = pointer
	l.Add(p)
}

// Foreign is the message of an error that is no [zielkette.Problem]. Its own words
// are not ours to translate.
func Foreign(err error) zielkette.Text {
	return zielkette.Text{DE: "nicht lesbar: " + err.Error(), EN: err.Error()}
}

// Join records the problems in an error, one or many, with their pointers put
// behind the given one. A nil error is none.
func (l *List) Join(pointer string, err error) {
	var many zielkette.Problems
	switch {
	case err == nil:
	case errors.As(err, &many):
		for _, p := range many {
			var more int
			if p.Code == zielkette.CodeMore { // of a list that was cut already: count on
				if _, err := fmt.Sscanf(p.Message.EN, moreEN, &more); err != nil { // All wrote it
					_, _ = fmt.Sscanf(p.Message.EN, atLeastEN, &more)
					l.cut = true
				}
				l.dropped += more
				continue
			}
			p.Place.Pointer = pointer + p.Place.Pointer
			l.Add(p)
		}
	default:
		l.Err(pointer, err)
	}
}

// Excuse says that what stands at a pointer, or is missing there, is at fault by a
// problem that was recorded in another place.
func (l *List) Excuse(pointer string) {
	if l.faults == nil {
		l.faults = map[string]bool{}
	}
	l.faults[pointer] = true
}

func (l *List) keep(p zielkette.Problem) {
	l.kept = append(l.kept, p)
	if p.Severity == zielkette.Error && p.Place.Pointer != "" {
		l.Excuse(p.Place.Pointer)
	}
}

// faulty reports whether an error was recorded at the place or around it.
func (l *List) faulty(pointer string) bool {
	if len(l.faults) == 0 {
		return false
	}
	for i := 1; i < len(pointer); i++ {
		if pointer[i] == '/' && l.faults[pointer[:i]] {
			return true
		}
	}
	return l.faults[pointer]
}

// within reports whether a pointer leads to what another points at, or into it.
func within(pointer, outer string) bool {
	n := len(outer)
	return len(pointer) >= n && (len(pointer) == n || pointer[n] == '/') && pointer[:n] == outer
}

// Touched reports whether an error has been recorded at the pointer or beneath
// it, so that what depends on the value there is not reported as its consequence.
func (l *List) Touched(pointer string) bool {
	for p := range l.faults {
		if within(p, pointer) {
			return true
		}
	}
	return pointer == "" && l.Failed()
}

// Failed reports whether an error has been recorded.
func (l *List) Failed() bool { return l.errors > 0 }

// Empty reports whether nothing has been recorded, not even a warning.
func (l *List) Empty() bool { return len(l.kept) == 0 && !l.cut }

// Full reports whether more errors were recorded than the list keeps. Whoever reads
// on then works for nothing, and should stop and say so with [List.Cut].
func (l *List) Full() bool { return l.errors > Max || l.cut }

// Stop reports whether the list is full, and if so notes that reading ended.
func (l *List) Stop() bool {
	if l.Full() {
		l.Cut()
	}
	return l.Full()
}

// Cut notes that reading ended because the list is full, so that the closing note
// does not count as the rest what is only its beginning.
func (l *List) Cut() { l.cut = true }

// Each yields the positions of a list of that length, until the problems are full: what
// else is wrong with it would not be told.
func (l *List) Each(length int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := range length {
			if l.Stop() || !yield(i) {
				return
			}
		}
	}
}

// The closing notes. Where reading ended early there may be more than they count.
const (
	moreEN    = "and %d more; mend those listed first"
	atLeastEN = "and at least %d more; mend those listed first"
)

// All returns everything recorded, sorted, with a closing note that counts what
// was cut; nil when nothing was recorded.
func (l *List) All() zielkette.Problems {
	out := append(zielkette.Problems(nil), l.kept...)
	if l.dropped > 0 {
		severity := zielkette.Warning
		if l.Failed() {
			severity = zielkette.Error
		}
		de, en := "und %d weitere; zuerst die genannten beheben", moreEN
		if l.cut {
			de, en = "und mindestens %d weitere; zuerst die genannten beheben", atLeastEN
		}
		out = append(out, zielkette.Problem{
			Code: zielkette.CodeMore, Severity: severity, Place: zielkette.Place{File: l.File},
			Message: zielkette.Text{DE: fmt.Sprintf(de, l.dropped), EN: fmt.Sprintf(en, l.dropped)},
		})
	}
	out.Sort()
	return out
}

// Control returns the problem of a text that has a control character other than a tab
// and a line break, such as NUL or those of a terminal; nil for none. No reader takes one:
// it is not seen where it is printed, and files of other programs cannot hold it. It has
// neither place nor subject.
func Control[T string | []byte](text T) *zielkette.Problem {
	for i := range len(text) {
		c := text[i]
		if c >= ' ' && c < 0x7f || c > 0xc2 || c == '\t' || c == '\n' || c == '\r' {
			continue
		}
		if c <= 0x7f || c == 0xc2 && i+1 < len(text) && text[i+1] < 0xa0 { // U+0080 to U+009F begin with C2
			return &zielkette.Problem{Code: zielkette.CodeControl, Message: zielkette.Text{
				DE: "dieser Text enthält ein Steuerzeichen, das niemand sieht; es entfernen oder die Zeichenkodierung der Datei prüfen",
				EN: "this text has a control character, which nobody sees; remove it, or check the encoding of the file",
			}}
		}
	}
	return nil
}

// Clip shortens a text that stands in a message.
func Clip(s string) string {
	const limit = 80
	if len(s) <= limit {
		return s
	}
	return strings.ToValidUTF8(s[:limit], "") + "…"
}
