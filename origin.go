package zielkette

import "slices"

// Origin tells where a document was read: the name of the file and its text, so that
// what is found wrong later, when the document is compiled or put together with
// others, still names file, line and column. It is no part of what the document
// says: it stands in no JSON, and any two are equal.
//
// The zero value is the origin of a document that was written as a Go literal. An
// Origin is immutable and safe for concurrent use; it keeps the text alive.
type Origin struct {
	file  string
	text  []byte
	found Problems
}

// NewOrigin returns the origin of a document: the name by which people find it, its
// text as JSON, and what was found wrong when it was read. Text and problems are kept
// and must not be changed.
func NewOrigin(file string, text []byte, found Problems) Origin { return Origin{file, text, found} }

// File returns the name of the file; "" for a literal.
func (o Origin) File() string { return o.file }

// Text returns the text that was read; nil for a literal. It must not be changed.
func (o Origin) Text() []byte { return o.text }

// Problems returns what was found wrong when the document was read. A document with an
// error among them is not whole: compiling it gives these problems together with its
// own, and it is not written back.
func (o Origin) Problems() Problems { return slices.Clone(o.found) }

// Equal reports true: where a document was read does not change what it says. It is
// made for comparing documents in tests.
func (o Origin) Equal(Origin) bool { return true }
