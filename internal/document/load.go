package document

import (
	"io"
	"io/fs"
	"reflect"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/problems"
)

// Load opens the named file and does [Read].
func Load[D, C any](fsys fs.FS, name string, compile func(D, *problems.List) *C) (*C, error) {
	file, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close() //nolint:errcheck // nothing was written
	return Read(file, name, compile)
}

// Read decodes a document of type D from r and compiles it. Problems of both
// steps come together, each with its line and column; an unreadable document is
// not compiled, and a faulty one gives nothing.
func Read[D, C any](r io.Reader, name string, compile func(D, *problems.List) *C) (*C, error) {
	list := problems.List{File: name}
	data, err := io.ReadAll(io.LimitReader(r, MaxBytes+1))
	if err != nil {
		return nil, err
	}
	var doc D
	var compiled *C
	if Decode(data, &doc, &list) {
		requireVersion(&doc, &list)
		compiled = compile(doc, &list)
	}
	if all := list.All(); all.Err() != nil {
		Locate(data, all)
		all.Sort()
		return nil, all
	}
	return compiled, nil
}

// Compile compiles a document that a program holds. A faulty one gives nothing but
// its problems.
func Compile[D, C any](doc D, compile func(D, *problems.List) *C) (*C, error) {
	var list problems.List
	compiled := compile(doc, &list)
	if all := list.All(); all.Err() != nil {
		return nil, all
	}
	return compiled, nil
}

// requireVersion asks every file for its formatVersion. A literal in a program
// may leave it out: there the compiler watches over the fields.
func requireVersion(doc any, list *problems.List) {
	if v := reflect.ValueOf(doc).Elem().FieldByName("FormatVersion"); v.IsValid() && v.IsZero() {
		list.At("/formatVersion", zielkette.CodeVersion, "",
			`die Version des Formats angeben: "formatVersion": 1`,
			`state the version of the format: "formatVersion": 1`)
	}
}
