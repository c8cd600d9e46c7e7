package document

import (
	"io"
	"io/fs"
	"reflect"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
)

// IsNil reports whether what a program put into an interface is nil, or a nil pointer or
// function: whoever calls it would mostly panic.
func IsNil(v any) bool {
	if v == nil {
		return true
	}
	r := reflect.ValueOf(v)
	return (r.Kind() == reflect.Pointer || r.Kind() == reflect.Func) && r.IsNil()
}

// Files returns the file system; one in which nothing can be opened for nil.
func Files(fsys fs.FS) fs.FS {
	if IsNil(fsys) {
		return nowhere{}
	}
	return fsys
}

// Input returns the reader; one that only fails for nil.
func Input(r io.Reader) io.Reader {
	if IsNil(r) {
		return nowhere{}
	}
	return r
}

// Output returns the writer; one that only fails for nil.
func Output(w io.Writer) io.Writer {
	if IsNil(w) {
		return nowhere{}
	}
	return w
}

// nowhere stands for what a caller should have passed.
type nowhere struct{}

func (nowhere) Open(string) (fs.File, error) { return nil, Missing("fs.FS") }
func (nowhere) Read([]byte) (int, error)     { return 0, Missing("io.Reader") }
func (nowhere) Write([]byte) (int, error)    { return 0, Missing("io.Writer") }

// Missing is the error of an entry that was called with nil in place of a value of the
// type.
func Missing(typ string) error {
	return zielkette.Problems{{
		Code: zielkette.CodeRequired, Subject: typ,
		Message: zielkette.Text{DE: "hier wurde nil übergeben; einen Wert dieses Typs übergeben", EN: "nil was passed here; pass a value of this type"},
	}}
}
