package testkit

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// Constants returns the texts that the package in the working directory has exported
// constants for, in order, but for the codes of problems. A test that compares them with
// the tables of the package finds a word that was forgotten on either side.
func Constants(t testing.TB) []string {
	t.Helper()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			decl, ok := d.(*ast.GenDecl)
			if !ok || decl.Tok != token.CONST {
				continue
			}
			for _, spec := range decl.Specs {
				out = append(out, texts(t, spec.(*ast.ValueSpec))...)
			}
		}
	}
	slices.Sort(out)
	return out
}

func texts(t testing.TB, spec *ast.ValueSpec) []string {
	t.Helper()
	var out []string
	for i, name := range spec.Names {
		if !name.IsExported() || strings.HasPrefix(name.Name, "Code") || i >= len(spec.Values) {
			continue
		}
		if literal, ok := spec.Values[i].(*ast.BasicLit); ok && literal.Kind == token.STRING {
			text, err := strconv.Unquote(literal.Value)
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, text)
		}
	}
	return out
}
