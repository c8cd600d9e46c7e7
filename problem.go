package zielkette

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
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

// MarshalText returns [Severity.String].
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads "error" or "warning". The error is a [Problem] with the code
// [CodeChoice].
func (s *Severity) UnmarshalText(text []byte) error {
	switch string(text) {
	case "error":
		return put(s, Error)
	case "warning":
		return put(s, Warning)
	}
	return fault(CodeChoice, clip(string(text)), `"error" oder "warning" schreiben`, `write "error" or "warning"`)
}

// Place tells where in the input a problem lies, as far as that is known. The
// zero value is an unknown place.
type Place struct {
	File    string // name of the file as it was opened
	Line    int    // counted from 1; 0 when unknown
	Column  int    // in bytes, counted from 1; 0 when unknown
	Pointer string // JSON pointer (RFC 6901) into the document; "" is the whole document
}

// String returns file:line:column and the pointer, as far as they are known, on one
// line whatever the names in them hold.
func (p Place) String() string {
	var b strings.Builder
	b.WriteString(oneLine(p.File))
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
		b.WriteString(oneLine(p.Pointer))
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
	b.WriteString(oneLine(p.Message.In(language)))
	b.WriteString(" [")
	b.WriteString(string(p.Code))
	b.WriteByte(']')
	return b.String()
}

// problemJSON is a problem as it stands in JSON.
type problemJSON struct {
	Code     Code     `json:"code"`
	Severity Severity `json:"severity"`
	File     string   `json:"file,omitzero"`
	Line     int      `json:"line,omitzero"`
	Column   int      `json:"column,omitzero"`
	Pointer  string   `json:"pointer,omitzero"`
	Subject  string   `json:"subject,omitzero"`
	Message  Text     `json:"message"`
}

// MarshalJSON returns the problem as one flat object, for programs that show it
// beside an input: code, severity ("error" or "warning"), file, line, column,
// pointer, subject, and the message in German and English. What is not known is left
// out.
func (p Problem) MarshalJSON() ([]byte, error) {
	at := p.Place
	return json.Marshal(problemJSON{p.Code, p.Severity, at.File, at.Line, at.Column, at.Pointer, p.Subject, p.Message})
}

// UnmarshalJSON reads what [Problem.MarshalJSON] writes.
func (p *Problem) UnmarshalJSON(data []byte) error {
	var j problemJSON
	if err := json.Unmarshal(data, &j); err != nil {
		return err
	}
	return put(p, Problem{j.Code, j.Severity, Place{j.File, j.Line, j.Column, j.Pointer}, j.Subject, j.Message})
}

// Is reports whether target is a Problem with the same code, so that
// errors.Is(err, zielkette.Problem{Code: zielkette.CodeDate}) finds one in a list.
func (p Problem) Is(target error) bool {
	t, ok := target.(Problem)
	return ok && t.Code == p.Code
}

// ProblemsOf takes the problems out of an error, whatever it is wrapped in or joined
// with; nil when it holds none. An error that is no problem, such as that of a file
// that cannot be opened, is not among them.
func ProblemsOf(err error) Problems {
	var out Problems
	collect(err, &out)
	return out
}

func collect(err error, out *Problems) {
	switch e := err.(type) { //nolint:errorlint // the tree of errors is walked here, node by node
	case nil:
	case Problem:
		*out = append(*out, e)
	case *Problem:
		if e != nil {
			*out = append(*out, *e)
		}
	case Problems:
		*out = append(*out, e...)
	case interface{ Unwrap() error }:
		collect(e.Unwrap(), out)
	case interface{ Unwrap() []error }:
		for _, part := range e.Unwrap() {
			collect(part, out)
		}
	}
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

// MarshalJSON returns the list as JSON, [] where there are none.
func (ps Problems) MarshalJSON() ([]byte, error) {
	if len(ps) == 0 {
		return []byte("[]"), nil
	}
	return json.Marshal([]Problem(ps))
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

// oneLine makes a text harmless on a line of its own: control characters, line
// breaks, marks that turn the direction of writing and invisible characters come out
// as escapes, \n or \u202e.
func oneLine(s string) string {
	if strings.IndexFunc(s, unseen) < 0 {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if unseen(r) {
			quoted := strconv.QuoteRuneToASCII(r)
			b.WriteString(quoted[1 : len(quoted)-1])
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

func unseen(r rune) bool {
	return r == utf8.RuneError || r != ' ' && !unicode.IsPrint(r) && r != '\u00a0' && r != '\u202f'
}

// fault returns a problem without a place, as the parsers of this package do.
func fault(code Code, subject, de, en string) error {
	return Problem{Code: code, Subject: subject, Message: Text{DE: de, EN: en}}
}

// clip shortens a text for a message, at a rune boundary. It gives a copy, so that
// no message keeps a document in memory, and so that a parser can be handed bytes
// as a text without copying them first.
func clip(s string) string {
	const limit = 60
	if len(s) <= limit {
		return strings.Clone(s)
	}
	cut := limit
	for cut > 0 && !utf8.RuneStart(s[cut]) {
		cut--
	}
	return s[:cut] + "…"
}
