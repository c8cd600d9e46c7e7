package testkit

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"gitlab.opencode.de/zielkette/zielkette/internal/words"
)

// Words checks a closed set of the package under test: every word stands in it once
// and is printed in both languages, and the constants of its type in the package are
// the words of the set, none more and none less.
func Words[W ~string, D any](t testing.TB, set words.Set[W, D]) {
	t.Helper()
	listed := set.Words()
	slices.Sort(listed)
	if len(slices.Compact(slices.Clone(listed))) != len(listed) {
		t.Errorf("a word stands twice in %q", listed)
	}
	for _, row := range set {
		if row.Text.DE == "" || row.Text.EN == "" {
			t.Errorf("%q is not printed in both languages: %+v", row.Word, row.Text)
		}
		if set.Text(row.Word) != row.Text {
			t.Errorf("%q is printed differently", row.Word)
		}
	}
	if name := reflect.TypeFor[W]().Name(); name != "string" {
		declared := constants(t, name)
		slices.Sort(declared)
		if d := cmp.Diff(declared, listed); d != "" {
			t.Errorf("the constants of type %s and the words of its set: %s", name, d)
		}
	}
}

// constants returns the values of the constants of a type of text that the files in the
// working directory declare.
func constants(t testing.TB, name string) (out []string) {
	t.Helper()
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range names {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		p, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(p, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok {
				return true
			}
			if of, ok := spec.Type.(*ast.Ident); !ok || of.Name != name {
				return true
			}
			for _, value := range spec.Values {
				if literal, ok := value.(*ast.BasicLit); ok {
					text, err := strconv.Unquote(literal.Value)
					if err != nil {
						t.Fatal(err)
					}
					out = append(out, text)
				}
			}
			return true
		})
	}
	return out
}
