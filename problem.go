package zielkette

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Code names a kind of problem. Codes are a public contract: they are never
// reused for another kind, and tests and programs compare them, never messages.
// Each package lists its codes as constants.
type Code string

// Codes of the vocabulary in this package.
const (
	CodeNumberText   Code = "number-text"   // the text is not a decimal number
	CodeNumberLength Code = "number-length" // the text of the number is too long
	CodeNumberRange  Code = "number-range"  // more digits or a larger exponent than a number may have
	CodeDate         Code = "date"          // the text is not a date, or the day does not exist
	CodePeriod       Code = "period"        // the text is not a period
	CodeSpan         Code = "span"          // the text is not a span of years and months
	CodeID           Code = "id"            // the text is not an identifier
	CodeMore         Code = "more-problems" // the list was cut; the message counts the rest
)

// Severity tells whether a problem prevents the use of a document.
type Severity uint8

const (
	// Error prevents the use: nothing is returned beside the problem.
	Error Severity = iota
	// Warning is worth knowing, and the document is used all the same.
	Warning
)

// String returns "error" or "warning".
func (s Severity) String() string {
	if s == Warning {
		return "warning"
	}
	return "error"
}

// Place tells where in the input a problem lies, as far as that is known. The
// zero value is an unknown place.
type Place struct {
	File    string // name of the file as it was opened
	Line    int    // counted from 1; 0 when unknown
	Column  int    // in bytes, counted from 1; 0 when unknown
	Pointer string // JSON pointer (RFC 6901) into the document; "" is the whole document
}

// String returns file:line:column and the pointer, as far as they are known.
func (p Place) String() string {
	var b strings.Builder
	b.WriteString(p.File)
	if p.Line > 0 {
		if b.Len() > 0 {
			b.WriteByte(':')
		}
		fmt.Fprintf(&b, "%d:%d", p.Line, p.Column)
	}
	if p.Pointer != "" {
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(p.Pointer)
	}
	return b.String()
}

// Problem is one fault in the input: what is wrong, where, and what to do about
// it. It is the only error type that bad input leads to in this library.
type Problem struct {
	Code     Code
	Severity Severity
	Place    Place
	Subject  string // the id or the text the problem is about, shortened; "" when there is none
	Message  Text   // what is wrong and what to do, without place and subject; in this library always in both languages
}

// Error returns place, subject, message and code in English: [Problem.Text] in
// [English].
func (p Problem) Error() string { return p.Text(English) }

// Text returns place, subject, message and code on one line, the message in the
// given language. Where the message has only the other language, it is in that.
func (p Problem) Text(language Language) string {
	var b strings.Builder
	if where := p.Place.String(); where != "" {
		b.WriteString(where)
		b.WriteString(": ")
	}
	if p.Subject != "" {
		b.WriteString(strconv.Quote(p.Subject))
		b.WriteString(": ")
	}
	b.WriteString(p.Message.In(language))
	b.WriteString(" [")
	b.WriteString(string(p.Code))
	b.WriteByte(']')
	return b.String()
}

// Is reports whether target is a Problem with the same code, so that
// errors.Is(err, zielkette.Problem{Code: zielkette.CodeDate}) finds one in a list.
func (p Problem) Is(target error) bool {
	t, ok := target.(Problem)
	return ok && t.Code == p.Code
}

// Problems is everything found wrong with one input, sorted by place. As an
// error it unwraps to its parts; errors.As and errors.Is reach each [Problem].
type Problems []Problem

// Error lists the problems in English, a line each: [Problems.Text] in [English].
func (ps Problems) Error() string { return ps.Text(English) }

// Text lists the problems in the given language, each as [Problem.Text] on a line
// of its own; "" where there are none.
func (ps Problems) Text(language Language) string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.Text(language)
	}
	return strings.Join(lines, "\n")
}

// Unwrap returns the problems one by one.
func (ps Problems) Unwrap() []error {
	errs := make([]error, len(ps))
	for i, p := range ps {
		errs[i] = p
	}
	return errs
}

// Errors returns the problems of severity [Error], nil when there are none.
func (ps Problems) Errors() Problems { return ps.only(Error) }

// Warnings returns the problems of severity [Warning], nil when there are none.
func (ps Problems) Warnings() Problems { return ps.only(Warning) }

func (ps Problems) only(s Severity) Problems {
	var out Problems
	for _, p := range ps {
		if p.Severity == s {
			out = append(out, p)
		}
	}
	return out
}

// Err returns the list as an error when it holds at least one problem of
// severity [Error], else nil: warnings alone are no failure.
func (ps Problems) Err() error {
	for _, p := range ps {
		if p.Severity == Error {
			return ps
		}
	}
	return nil
}

// Sort orders the list by file, line, column, pointer and code, in place. Parts
// of a pointer that are numbers compare as numbers, so /goals/2 comes before
// /goals/10. The note of a cut list stays last.
func (ps Problems) Sort() {
	slices.SortStableFunc(ps, func(a, b Problem) int {
		if c := btoi(a.Code == CodeMore) - btoi(b.Code == CodeMore); c != 0 {
			return c
		}
		return cmp.Or(
			strings.Compare(a.Place.File, b.Place.File),
			cmp.Compare(a.Place.Line, b.Place.Line),
			cmp.Compare(a.Place.Column, b.Place.Column),
			comparePointers(a.Place.Pointer, b.Place.Pointer),
			strings.Compare(a.Place.Pointer, b.Place.Pointer),
			strings.Compare(string(a.Code), string(b.Code)),
			strings.Compare(a.Subject, b.Subject),
		)
	})
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

func comparePointers(a, b string) int {
	for a != "" && b != "" {
		var x, y string
		x, a, _ = strings.Cut(a, "/")
		y, b, _ = strings.Cut(b, "/")
		if x == y {
			continue
		}
		n, errN := strconv.Atoi(x)
		m, errM := strconv.Atoi(y)
		switch { // numbers stand before names, else 2 < 10 < 1x < 2 would be no order
		case errN == nil && errM != nil:
			return -1
		case errN != nil && errM == nil:
			return 1
		}
		return cmp.Or(cmp.Compare(n, m), strings.Compare(x, y))
	}
	return cmp.Compare(len(a), len(b))
}

// fault returns a problem without a place, as the parsers of this package do.
func fault(code Code, subject, de, en string) error {
	return Problem{Code: code, Subject: subject, Message: Text{DE: de, EN: en}}
}

// clip shortens a text for a message, at a rune boundary.
func clip(s string) string {
	const limit = 60
	if len(s) <= limit {
		return s
	}
	cut := limit
	for cut > 0 && !utf8.RuneStart(s[cut]) {
		cut--
	}
	return s[:cut] + "…"
}
