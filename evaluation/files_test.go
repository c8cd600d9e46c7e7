package evaluation_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// downwards is the order in which the files of the package read: numbers, how a value is
// held against a target, how scores are put together, documents, the model they are put
// together to, an evaluation, its result, what is said of it, and what lies between two of them.
var downwards = strings.Fields(`
	doc schema fixed state
	value path held shape_corridor shape_limit shape_milestones shape_ordinal shape_direction shape_reach shapes along
	aggregate contribution unrounded aggregators scorer judge rules ruleset
	pool model assemble city
	strays tally evaluator attainment rollup kernel
	result overlay weigher assessment assumed score rating outlook glance course places local context
	warnings assumptions rules_text explanation
	stream mixed`)

// No file refers to one that comes later.
func TestFilesReadDownwards(t *testing.T) {
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	fset := token.NewFileSet()
	var files []*ast.File
	place := map[string]int{}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		at := slices.Index(downwards, strings.TrimSuffix(name, ".go"))
		if at < 0 {
			t.Errorf("%s has no place in the order", name)
		}
		place[name] = at
		file, err := parser.ParseFile(fset, name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	if len(files) != len(downwards) {
		t.Errorf("%d files, %d in the order", len(files), len(downwards))
	}
	uses := map[*ast.Ident]types.Object{}
	// What other packages declare plays no role, so they are taken as empty, and what
	// does not resolve for it is passed over.
	config := types.Config{Importer: nothing{}, Error: func(error) {}}
	pkg, _ := config.Check("evaluation", fset, files, &types.Info{Uses: uses})
	found := 0
	for ident, object := range uses {
		if object.Pkg() != pkg || !object.Pos().IsValid() {
			continue
		}
		found++
		from, to := fset.Position(ident.Pos()), fset.Position(object.Pos())
		if place[from.Filename] < place[to.Filename] {
			t.Errorf("%s refers to %s in %s, which comes later", from, ident.Name, to.Filename)
		}
	}
	if found < 1000 {
		t.Errorf("only %d references were looked at", found)
	}
}

// nothing imports empty packages.
type nothing struct{}

func (nothing) Import(name string) (*types.Package, error) {
	pkg := types.NewPackage(name, path.Base(name))
	pkg.MarkComplete()
	return pkg, nil
}
