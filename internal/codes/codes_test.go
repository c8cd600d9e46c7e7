// Package codes_test lists the codes of problems: a contract with the programs that
// compare them.
package codes_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"gitlab.opencode.de/zielkette/zielkette/internal/testkit"
)

// Every code is declared once, as a constant with a word about what it means, and
// stands in the list that is kept here. No problem is given a code that is no constant.
// A code that is missing from the list was renamed or reused: codes are retired, never
// given another meaning.
func TestCodes(t *testing.T) {
	declared := map[string]string{} // code to where it is declared
	var lines []string
	each(t, func(folder string, file *ast.File) {
		ast.Inspect(file, func(n ast.Node) bool {
			if entry, ok := n.(*ast.KeyValueExpr); ok && name(entry.Key) == "Code" {
				if literal, ok := entry.Value.(*ast.BasicLit); ok {
					t.Errorf("%s: a problem has the code %s, which is no constant", folder, literal.Value)
				}
			}
			group, ok := n.(*ast.GenDecl)
			if !ok || group.Tok != token.CONST {
				return true
			}
			for _, spec := range group.Specs {
				value := spec.(*ast.ValueSpec)
				if value.Type == nil || name(value.Type) != "Code" {
					continue
				}
				if value.Comment.Text() == "" && value.Doc.Text() == "" && group.Doc.Text() == "" {
					t.Errorf("%s: nothing says what %s means", folder, value.Names[0].Name)
				}
				for _, v := range value.Values {
					code, err := strconv.Unquote(v.(*ast.BasicLit).Value)
					if err != nil {
						t.Fatal(err)
					}
					if first, ok := declared[code]; ok {
						t.Errorf("the code %q is declared in %s and in %s", code, first, folder)
					}
					declared[code] = folder
					lines = append(lines, fmt.Sprintf("%s %s\n", code, folder))
				}
			}
			return true
		})
	})
	if len(lines) < 50 {
		t.Errorf("only %d codes were found", len(lines))
	}
	slices.Sort(lines)
	testkit.Golden(t, "codes.txt", strings.Join(lines, ""))
}

// name returns the last part of a name, "Code" of zielkette.Code.
func name(x ast.Expr) string {
	switch x := x.(type) {
	case *ast.Ident:
		return x.Name
	case *ast.SelectorExpr:
		return x.Sel.Name
	}
	return ""
}

// each parses every file of the library.
func each(t *testing.T, do func(folder string, file *ast.File)) {
	t.Helper()
	root := filepath.Join("..", "..")
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		relative, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		if entry.IsDir() {
			if base := entry.Name(); relative != "." && (base == "testdata" || base == "tools" || base == "examples" || base == "bin" || strings.HasPrefix(base, ".")) {
				return fs.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		do(filepath.ToSlash(filepath.Dir(relative)), file)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
