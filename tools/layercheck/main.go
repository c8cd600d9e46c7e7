// Command layercheck proves two promises of the module in the working directory:
//
//   - It requires no module beyond the few that an importer was promised, and
//     what is for tests is imported by tests only.
//   - Imports point down: the root package is the ground, indicators and goals
//     stand on it and know nothing of each other, evaluation stands on both, and
//     nothing imports the examples.
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

// A floor is a tree of packages with the trees that it must not import. A name
// that ends in "/" stands for a package and all below it, another for itself.
// The first floor that fits a package counts.
type floor struct {
	name   string
	forbid []string
}

var floors = []floor{
	{"", []string{"goals/", "indicators/", "evaluation/", "examples/"}},
	{"goals/", []string{"indicators/", "evaluation/", "examples/"}},
	{"indicators/", []string{"goals/", "evaluation/", "examples/"}},
	// A service may want the weather symbol of one series and no strategy.
	{"evaluation/status/", []string{"goals/", "indicators/", "evaluation", "examples/"}},
	{"evaluation/weighting/", []string{"goals/", "indicators/", "evaluation", "examples/"}},
	{"evaluation/", []string{"examples/"}},
	{"internal/", []string{"examples/"}},
	{"examples/", nil},
}

func (f floor) holds(name string) bool { return within(f.name, name) }

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
			err = errors.Join(checkRequired(required), checkImports(packages))
		}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Printf("%d packages, imports point down\n", len(packages))
}

// pkg is what go list tells of a package.
type pkg struct {
	ImportPath                         string
	Imports, TestImports, XTestImports []string
}

func list() ([]pkg, error) {
	out, err := command("go", "list", "-json=ImportPath,Imports,TestImports,XTestImports", "./...")
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
		name := strings.TrimPrefix(strings.TrimPrefix(p.ImportPath, module), "/")
		index := slices.IndexFunc(floors, func(f floor) bool { return f.holds(name) })
		if index < 0 {
			errs = append(errs, fmt.Errorf("%s belongs to no floor; add it to layercheck", p.ImportPath))
			continue
		}
		for _, path := range p.Imports {
			if forTests(path) && !forTests(p.ImportPath) {
				errs = append(errs, fmt.Errorf("%s imports %s, which is for tests", p.ImportPath, path))
			}
			if path != module && !strings.HasPrefix(path, module+"/") {
				continue
			}
			target := strings.TrimPrefix(strings.TrimPrefix(path, module), "/")
			if slices.ContainsFunc(floors[index].forbid, func(tree string) bool { return within(tree, target) }) {
				errs = append(errs, fmt.Errorf("%s imports %s: imports point down", p.ImportPath, path))
			}
		}
		for _, path := range slices.Concat(p.TestImports, p.XTestImports) {
			if within(module+"/examples/", path) && !within("examples/", name) {
				errs = append(errs, fmt.Errorf("a test of %s imports %s: imports point down", p.ImportPath, path))
			}
		}
	}
	return errors.Join(errs...)
}
