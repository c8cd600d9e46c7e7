// Command layercheck proves three promises of the module in the working directory:
//
//   - It requires no module beyond the few that an importer was promised, and
//     what is for tests is imported by tests only.
//   - Each package imports what its room may import, and nothing else of ours.
//     No room may import one that stands below it in the table, so nothing runs up.
//   - A service that evaluates values from a database links no reader of tables,
//     no web server and no driver manager.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
)

const module = "gitlab.opencode.de/zielkette/zielkette"

// Modules that may be required; modules and packages that only tests may import.
var (
	allowed   = []string{"github.com/shopspring/decimal", "golang.org/x/exp", "github.com/google/go-cmp"}
	testsOnly = []string{"github.com/google/go-cmp", module + "/internal/schematest", module + "/internal/testkit"}
)

func forTests(path string) bool {
	return slices.ContainsFunc(testsOnly, func(m string) bool { return within(m+"/", path) })
}

// A room is a package, or with "/" at the end a tree of packages, and what it may
// import of ours besides what these may import themselves. The root package is
// ".". A room names only rooms above it.
type room struct {
	name string
	may  []string
}

// Rooms need not exist; a package that has no room is an error.
var rooms = []room{
	{"internal/round", nil},
	{"internal/real", []string{"internal/round"}},
	{"internal/apportion", []string{"internal/round"}},
	{"internal/graph", nil},
	{"internal/module", nil},
	{"internal/parallel", nil},
	{".", []string{"internal/round", "internal/real", "internal/apportion", "internal/graph", "internal/module"}},
	{"internal/layout", []string{"."}},
	{"internal/problems", []string{"."}},
	{"internal/document", []string{"internal/problems", "internal/parallel"}},
	{"internal/words", []string{"internal/problems"}},
	{"internal/years", []string{"internal/problems"}},
	{"internal/cents", []string{"."}},
	{"internal/testkit", []string{"internal/words"}},
	{"internal/codes", nil},
	{"internal/zeros", nil},
	{"internal/schematest", nil},
	{"internal/consumer", nil},

	{"goals", []string{"internal/document", "internal/words", "internal/cents", "internal/years", "internal/module"}},
	{"goals/chain", []string{"goals", "internal/layout"}},
	{"goals/diagram", []string{"goals"}},
	{"indicators", []string{"internal/document", "internal/words", "internal/module", "internal/parallel"}},
	{"indicators/catalogues", []string{"indicators"}},
	{"indicators/tables", []string{"indicators"}},

	{"evaluation/status", []string{"indicators", "internal/years"}},
	{"evaluation/weighting", []string{"indicators", "internal/years"}},
	{"evaluation", []string{"goals", "indicators", "evaluation/status", "evaluation/weighting", "internal/layout", "internal/parallel"}},
	{"evaluation/change", []string{"evaluation", "goals/chain"}},
	{"evaluation/robustness", []string{"evaluation"}},
	{"evaluation/outlook", []string{"evaluation"}},
	{"evaluation/cities", []string{"evaluation"}},
	{"evaluation/sdg", []string{"evaluation", "goals/chain", "indicators/catalogues"}},
	{"evaluation/folder", []string{
		"goals/diagram", "evaluation/change", "evaluation/robustness", "evaluation/outlook", "evaluation/cities", "evaluation/sdg",
		"indicators/tables",
	}},
	{"evaluation/report", []string{"evaluation/folder"}},
	{"evaluation/citytest", []string{"evaluation/report"}},
	{"examples/", []string{"evaluation/report", "evaluation/citytest", "examples/"}},
}

// find returns the index of the room that holds a package, or -1.
func find(name string) int {
	return slices.IndexFunc(rooms, func(r room) bool { return within(r.name, name) })
}

// admits tells whether a room may import a package, by its own line or by that of
// a room that it may import.
func (r room) admits(name string) bool {
	return slices.ContainsFunc(r.may, func(other string) bool {
		if within(other, name) {
			return true
		}
		i := slices.IndexFunc(rooms, func(r room) bool { return r.name == other })
		return other != r.name && i >= 0 && rooms[i].admits(name)
	})
}

// What the package evaluation must not bring along. Scanner and Valuer are in
// database/sql/driver, which is small and allowed.
const core = module + "/evaluation"

var unwanted = []string{"database/sql", "encoding/csv", "html/", "net/http/"}

func within(tree, name string) bool {
	if folder, ok := strings.CutSuffix(tree, "/"); ok {
		return name == folder || strings.HasPrefix(name, tree)
	}
	return name == tree
}

func main() {
	packages, err := list()
	if err == nil {
		var required []string
		if required, err = requirements(); err == nil {
			err = errors.Join(checkRequired(required), checkImports(packages), checkReach(packages))
		}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println("imports point down")
}

// pkg is what go list tells of a package.
type pkg struct {
	ImportPath                         string
	Imports, TestImports, XTestImports []string
}

// name is the path below the module, "." for its root; others have none.
func (p pkg) name() (string, bool) { return below(p.ImportPath) }

func below(path string) (string, bool) {
	if path == module {
		return ".", true
	}
	return strings.CutPrefix(path, module+"/")
}

// list returns the packages of the module and all that they need.
func list() ([]pkg, error) {
	out, err := command("go", "list", "-deps", "-json=ImportPath,Imports,TestImports,XTestImports", "./...")
	if err != nil {
		return nil, err
	}
	var packages []pkg
	for decoder := json.NewDecoder(bytes.NewReader(out)); ; {
		var p pkg
		switch err := decoder.Decode(&p); {
		case errors.Is(err, io.EOF):
			return packages, nil
		case err != nil:
			return nil, err
		}
		packages = append(packages, p)
	}
}

// requirements returns the paths of all modules in go.mod, direct or not.
func requirements() ([]string, error) {
	out, err := command("go", "mod", "edit", "-json")
	if err != nil {
		return nil, err
	}
	var file struct{ Require []struct{ Path string } }
	if err := json.Unmarshal(out, &file); err != nil {
		return nil, err
	}
	var paths []string
	for _, r := range file.Require {
		paths = append(paths, r.Path)
	}
	return paths, nil
}

func command(name string, args ...string) ([]byte, error) {
	c := exec.Command(name, args...)
	c.Stderr = os.Stderr
	out, err := c.Output()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", strings.Join(c.Args, " "), err)
	}
	return out, nil
}

func checkRequired(required []string) error {
	var errs []error
	for _, path := range required {
		if !slices.Contains(allowed, path) {
			errs = append(errs, fmt.Errorf("go.mod requires %s; importers were promised %s", path, strings.Join(allowed, ", ")))
		}
	}
	return errors.Join(errs...)
}

func checkImports(packages []pkg) error {
	var errs []error
	for _, p := range packages {
		name, ours := p.name()
		if !ours {
			continue
		}
		index := find(name)
		if index < 0 {
			errs = append(errs, fmt.Errorf("%s has no room; add it to the table of layercheck", name))
			continue
		}
		for _, path := range p.Imports {
			if forTests(path) && !forTests(p.ImportPath) {
				errs = append(errs, fmt.Errorf("%s imports %s, which is for tests", name, path))
			}
			if target, ours := below(path); ours && !forTests(path) && !rooms[index].admits(target) {
				errs = append(errs, fmt.Errorf("%s imports %s, but may import %s only, and what these may",
					name, target, strings.Join(rooms[index].may, ", ")))
			}
		}
		for _, path := range slices.Concat(p.TestImports, p.XTestImports) {
			if target, ours := below(path); ours && within("examples/", target) && !within("examples/", name) {
				errs = append(errs, fmt.Errorf("a test of %s imports %s: imports point down", name, target))
			}
		}
	}
	return errors.Join(errs...)
}

// checkReach walks from the core to all that it links, and tells of each unwanted
// package the shortest way to it.
func checkReach(packages []pkg) error {
	imports := map[string][]string{}
	for _, p := range packages {
		imports[p.ImportPath] = p.Imports
	}
	from := map[string]string{core: ""} // who imported it first
	var errs []error
	for queue := []string{core}; len(queue) > 0; queue = queue[1:] {
		path := queue[0]
		if slices.ContainsFunc(unwanted, func(tree string) bool { return within(tree, path) }) {
			way := path
			for p := from[path]; p != ""; p = from[p] {
				way = strings.TrimPrefix(p, module+"/") + " → " + way
			}
			errs = append(errs, fmt.Errorf("evaluation links %s: %s", path, way))
			continue // what it needs itself is no news
		}
		for _, next := range imports[path] {
			if _, seen := from[next]; !seen {
				from[next] = path
				queue = append(queue, next)
			}
		}
	}
	return errors.Join(errs...)
}
