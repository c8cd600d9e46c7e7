package document

import (
	"bytes"
	"io"
	"io/fs"
	"reflect"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/problems"
)

// Load opens the named file and does [Read].
func Load[D, C any](fsys fs.FS, name string, compile func(D, *problems.List) *C) (*C, error) {
	file, err := Files(fsys).Open(name)
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
	data, err := readAll(r)
	if err != nil {
		return nil, err
	}
	var doc D
	var compiled *C
	if Decode(data, &doc, &list) {
		excuse(reflect.ValueOf(doc), list.All(), &list)
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

// readAll reads a document, and no more than shows that it is too large. It makes
// room for the size that the reader states, where io.ReadAll grows to it and
// allocates five times as much.
func readAll(r io.Reader) ([]byte, error) {
	r = Input(r)
	size := 0
	switch r := r.(type) {
	case fs.File:
		if info, err := r.Stat(); err == nil {
			size = int(min(info.Size(), MaxBytes))
		}
	case interface{ Len() int }: // of package bytes or strings
		size = min(r.Len(), MaxBytes)
	}
	buf := bytes.NewBuffer(make([]byte, 0, max(size, 0)+bytes.MinRead))
	_, err := buf.ReadFrom(io.LimitReader(r, MaxBytes+1))
	return buf.Bytes(), err
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
