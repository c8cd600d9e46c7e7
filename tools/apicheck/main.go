// Command apicheck keeps the exported surface of a module in a file, api.txt, so
// that every change of the API is a visible difference:
//
//	apicheck [-write] [-dir FOLDER]
//
// Without -write it prints the lines in which api.txt and the code differ, and
// fails if there are any. With -write it writes api.txt anew. Either way it ends
// with the number of lines of each package.
//
// A line is the package below the module ("." is the root), the kind, the name and
// the type: a signature, the type and tag of a field, the type and value of a
// constant. Internal packages, examples, commands and tests are left out.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"go/importer"
	"go/token"
	"go/types"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

func main() {
	write := flag.Bool("write", false, "write api.txt anew")
	dir := flag.String("dir", ".", "the `folder` of the module")
	flag.Parse()
	if flag.NArg() > 0 {
		flag.Usage()
		os.Exit(2)
	}
	if err := run(os.Stdout, *dir, *write); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(out io.Writer, dir string, write bool) error {
	lines, err := surface(dir)
	if err != nil {
		return err
	}
	name := filepath.Join(dir, "api.txt")
	if write {
		err = os.WriteFile(name, []byte(strings.Join(lines, "\n")+"\n"), 0o644)
	} else {
		err = compare(out, name, lines)
	}
	if err != nil {
		return err
	}
	_, err = io.WriteString(out, counts(lines))
	return err
}

// compare prints the lines that only the file has after "-", and those that only
// the code has after "+".
func compare(out io.Writer, name string, lines []string) error {
	text, err := os.ReadFile(name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	marks := map[string]string{}
	for line := range strings.Lines(string(text)) {
		marks[strings.TrimRight(line, "\r\n")] = "-"
	}
	for _, line := range lines {
		if marks[line] == "" {
			marks[line] = "+"
		} else {
			delete(marks, line)
		}
	}
	var different []string
	for line := range marks {
		different = append(different, line)
	}
	slices.Sort(different)
	for _, line := range different {
		fmt.Fprintf(out, "%s %s\n", marks[line], line) //nolint:errcheck // a closed terminal is no reason to fail
	}
	if len(different) > 0 {
		return fmt.Errorf("%s differs from the code; if the API is meant to change, run apicheck -write", name)
	}
	return nil
}

// counts returns the number of lines of each package and of all.
func counts(lines []string) string {
	var b strings.Builder
	for start, i := 0, 0; i < len(lines); i++ {
		name, _, _ := strings.Cut(lines[i], " ")
		if i+1 == len(lines) || !strings.HasPrefix(lines[i+1], name+" ") {
			fmt.Fprintf(&b, "%5d  %s\n", i+1-start, name)
			start = i + 1
		}
	}
	fmt.Fprintf(&b, "%5d  names exported\n", len(lines))
	return b.String()
}

// surface returns the lines of api.txt, sorted. It reads what the compiler writes
// about each package for those that import it.
func surface(dir string) ([]string, error) {
	command := exec.Command("go", "list", "-export", "-deps", "-json=ImportPath,Name,Export,DepOnly,Module", "./...")
	command.Dir, command.Stderr = dir, os.Stderr
	listing, err := command.Output()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", strings.Join(command.Args, " "), err)
	}
	exports := map[string]string{} // by import path: the file the compiler wrote
	var paths []string
	var module string
	for decoder := json.NewDecoder(bytes.NewReader(listing)); ; {
		var p struct {
			ImportPath, Name, Export string
			DepOnly                  bool
			Module                   struct{ Path string }
		}
		if err := decoder.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, err
		}
		exports[p.ImportPath] = p.Export
		if p.DepOnly || p.Name == "main" {
			continue
		}
		module = p.Module.Path
		paths = append(paths, p.ImportPath)
	}
	imports := importer.ForCompiler(token.NewFileSet(), "gc", func(path string) (io.ReadCloser, error) {
		return os.Open(exports[path])
	})
	var lines []string
	for _, path := range paths {
		name := strings.TrimPrefix(strings.TrimPrefix(path, module), "/")
		folders := strings.Split(name, "/")
		if folders[0] == "examples" || slices.Contains(folders, "internal") {
			continue
		}
		pkg, err := imports.Import(path)
		if err != nil {
			return nil, err
		}
		if name == "" {
			name = "."
		}
		r := room{name: name, pkg: pkg}
		for _, n := range pkg.Scope().Names() {
			r.object(pkg.Scope().Lookup(n))
		}
		lines = append(lines, r.lines...)
	}
	slices.SortFunc(lines, byPackage)
	return lines, nil
}

// byPackage keeps the lines of a package together, whatever signs are in its name.
func byPackage(a, b string) int {
	nameA, restA, _ := strings.Cut(a, " ")
	nameB, restB, _ := strings.Cut(b, " ")
	if c := strings.Compare(nameA, nameB); c != 0 {
		return c
	}
	return strings.Compare(restA, restB)
}

// A room gathers the lines of one package.
type room struct {
	name  string
	pkg   *types.Package
	lines []string
}

func (r *room) add(kind, name, text string) {
	r.lines = append(r.lines, strings.TrimRight(r.name+" "+kind+" "+name+text, " "))
}

// text writes a type as the package itself would, names of others before their own.
func (r *room) text(t types.Type) string {
	return types.TypeString(t, func(p *types.Package) string {
		if p == r.pkg {
			return ""
		}
		return p.Name()
	})
}

// signature is the text of a function without the word func.
func (r *room) signature(f *types.Func) string {
	return strings.TrimPrefix(r.text(f.Type()), "func")
}

func (r *room) object(o types.Object) {
	if !o.Exported() {
		return
	}
	switch o := o.(type) {
	case *types.Const:
		r.add("const", o.Name(), " "+r.text(o.Type())+" = "+o.Val().ExactString())
	case *types.Var:
		r.add("var", o.Name(), " "+r.text(o.Type()))
	case *types.Func:
		r.add("func", o.Name(), r.signature(o))
	case *types.TypeName:
		r.typeName(o)
	}
}

func (r *room) typeName(o *types.TypeName) {
	if alias, ok := o.Type().(*types.Alias); ok {
		r.add("type", o.Name(), " = "+r.text(alias.Rhs()))
		return
	}
	named := o.Type().(*types.Named) // a package declares nothing else
	// The parameters of a generic type follow its name in its text.
	name := strings.TrimPrefix(r.text(named), o.Name())
	switch under := named.Underlying().(type) {
	case *types.Struct:
		r.add("type", o.Name(), name+" struct")
		r.fields(named, under)
	case *types.Interface:
		r.add("type", o.Name(), name+" "+r.interfaceText(under))
		for m := range under.ExplicitMethods() {
			if m.Exported() {
				r.add("method", o.Name()+"."+m.Name(), r.signature(m))
			}
		}
	default:
		r.add("type", o.Name(), name+" "+r.text(under))
	}
	r.methods(named)
}

// interfaceText names what an interface embeds; its methods have lines of their own.
func (r *room) interfaceText(t *types.Interface) string {
	parts := []string{"interface"}
	for e := range t.EmbeddedTypes() {
		parts = append(parts, r.text(e))
	}
	for m := range t.ExplicitMethods() {
		if !m.Exported() {
			return strings.Join(append(parts, "closed"), " ") // no other package can implement it
		}
	}
	return strings.Join(parts, " ")
}

// fields adds what a struct of a type shows. What an embedded exported type brings
// has its lines there; what an unexported one brings is nowhere else.
func (r *room) fields(owner *types.Named, s *types.Struct) {
	for i := range s.NumFields() {
		f := s.Field(i)
		if f.Exported() {
			if seen, _, _ := types.LookupFieldOrMethod(owner, true, r.pkg, f.Name()); seen != f {
				continue // another of that name is nearer
			}
			tag := ""
			if s.Tag(i) != "" {
				tag = " `" + s.Tag(i) + "`"
			}
			word := " "
			if f.Embedded() {
				word = " embeds "
			}
			r.add("field", owner.Obj().Name()+"."+f.Name(), word+r.text(f.Type())+tag)
		} else if inner, ok := hidden(f); ok {
			r.fields(owner, inner)
		}
	}
}

// hidden returns the struct that an unexported field embeds.
func hidden(f *types.Var) (*types.Struct, bool) {
	if !f.Embedded() || f.Exported() {
		return nil, false
	}
	t := f.Type()
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	s, ok := t.Underlying().(*types.Struct)
	return s, ok
}

// methods adds the methods that can be called on a variable of the type, except
// those that an exported embedded type brings.
func (r *room) methods(named *types.Named) {
	if types.IsInterface(named) {
		return
	}
	set := types.NewMethodSet(types.NewPointer(named))
	for selection := range set.Methods() {
		f := selection.Obj().(*types.Func)
		if !f.Exported() || broughtByExported(named, selection.Index()) {
			continue
		}
		star := ""
		if len(selection.Index()) == 1 {
			if _, ok := f.Signature().Recv().Type().(*types.Pointer); ok {
				star = "*"
			}
		}
		r.add("method", "("+star+named.Obj().Name()+")."+f.Name(), r.signature(f))
	}
}

// broughtByExported tells whether the way to a method passes an exported field.
func broughtByExported(t types.Type, index []int) bool {
	for _, i := range index[:len(index)-1] {
		if p, ok := t.Underlying().(*types.Pointer); ok {
			t = p.Elem()
		}
		field := t.Underlying().(*types.Struct).Field(i)
		if field.Exported() {
			return true
		}
		t = field.Type()
	}
	return false
}
