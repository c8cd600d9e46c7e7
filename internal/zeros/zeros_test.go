// Package zeros_test asks everything exported with nothing in hand: nil, zero values,
// and values put together by hand whose parts are missing.
package zeros_test

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"io/fs"
	"iter"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
)

// Whatever is called with nothing answers: with an error, with nothing, never with a
// panic. Methods are found by reflection, so that new ones are asked as well; functions
// and types by the test below. Functions named Must panic by their contract.
func TestNothingPanics(t *testing.T) {
	asked := 0
	ask := func(name string, f reflect.Value, receiver ...reflect.Value) {
		for _, depth := range []depth{empty, {2, false}, {5, true}} {
			for _, out := range call(t, fmt.Sprint(name, " with arguments ", depth), f, arguments(f.Type(), depth, receiver...)) {
				if yielded := exhaust(t, name, out); yielded > 0 && len(receiver) > 0 && receiver[0].Kind() != reflect.Slice && receiver[0].IsZero() {
					t.Errorf("%s yields %d values", name, yielded)
				}
				if out.Kind() == reflect.Interface {
					out = out.Elem() // what only its methods are known of
				}
				for method := range answering(out) {
					call(t, fmt.Sprintf("%s: (%s).%s", name, out.Type(), method.Name), method.Func, arguments(method.Func.Type(), depth, out))
				}
			}
			asked++
		}
	}
	for name, entry := range surface {
		v := reflect.ValueOf(entry)
		if v.Kind() == reflect.Func {
			ask(name, v)
			continue
		}
		for _, depth := range depths {
			for _, receiver := range []reflect.Value{made(v.Type(), depth), made(v.Type().Elem(), depth)} {
				for method := range answering(receiver) {
					ask(fmt.Sprintf("%s %v: (%s).%s", name, depth, receiver.Type(), method.Name), method.Func, receiver)
				}
			}
		}
	}
	if asked < 15_000 {
		t.Errorf("only %d calls were made", asked)
	}
}

// depth says what is made of a type from nothing.
type depth struct {
	levels int  // 0 is zero and nil; 1 has pointers to zero values and lists of one zero value; and so on
	filled bool // texts, numbers and dates say something
}

var (
	empty  = depth{}
	depths = []depth{empty, {1, false}, {2, false}, {3, false}, {0, true}, {1, true}, {2, true}, {3, true}, {5, true}}
)

func (d depth) next() depth { return depth{d.levels - 1, d.filled} }

// samples are values of the types that hold what they say hidden.
var samples = []any{
	zielkette.Int(1), zielkette.Int(1).Figure(), zielkette.MustParseDate("2020"), zielkette.MustParsePeriod("2020"), zielkette.MustParseSpan("P1Y"),
}

// made makes a value of a type from nothing.
func made(typ reflect.Type, d depth) reflect.Value {
	v := reflect.New(typ).Elem()
	if d.filled {
		for _, sample := range samples {
			if reflect.TypeOf(sample) == typ {
				return reflect.ValueOf(sample)
			}
		}
	}
	switch kind := typ.Kind(); {
	case kind == reflect.Struct:
		for i := range typ.NumField() {
			if typ.Field(i).IsExported() {
				v.Field(i).Set(made(typ.Field(i).Type, d))
			}
		}
	case kind == reflect.String && d.filled:
		v.SetString("x")
	case v.CanInt() && d.filled:
		v.SetInt(1)
	case v.CanUint() && d.filled:
		v.SetUint(1)
	case kind == reflect.Bool:
		v.SetBool(d.filled)
	case d.levels == 0: // nothing
	case kind == reflect.Pointer:
		v.Set(reflect.New(typ.Elem()))
		v.Elem().Set(made(typ.Elem(), d.next()))
	case kind == reflect.Slice:
		v.Set(reflect.Append(v, made(typ.Elem(), d.next())))
	case kind == reflect.Map:
		v.Set(reflect.MakeMap(typ))
		v.SetMapIndex(made(typ.Key(), d.next()), made(typ.Elem(), d.next()))
	case kind == reflect.Func:
		v.Set(reflect.MakeFunc(typ, func([]reflect.Value) []reflect.Value {
			var out []reflect.Value
			for i := range typ.NumOut() {
				out = append(out, made(typ.Out(i), d.next()))
			}
			return out
		}))
	case kind == reflect.Interface:
		if known := implementing(typ); known != nil {
			v.Set(reflect.ValueOf(known))
		}
	}
	return v
}

// implementing returns something that implements an interface, of others or of ours.
func implementing(typ reflect.Type) any {
	for _, known := range []any{strings.NewReader("x"), io.Discard, fstest.MapFS{"strategy.json": {}}, errors.New("x"), "x"} {
		if reflect.TypeOf(known).Implements(typ) {
			return known
		}
	}
	for _, name := range slices.Sorted(maps.Keys(surface)) {
		if known := reflect.TypeOf(surface[name]); known.Kind() == reflect.Pointer && known.Elem().Implements(typ) {
			return reflect.Zero(known.Elem()).Interface()
		}
	}
	return nil
}

// arguments makes what a function takes behind a receiver.
func arguments(f reflect.Type, d depth, receiver ...reflect.Value) []reflect.Value {
	args := slices.Clone(receiver)
	for i := len(args); i < f.NumIn(); i++ {
		args = append(args, made(f.In(i), d))
	}
	return args
}

// answering yields the methods of one of our types that must answer: not those of the value
// on a nil pointer, for Go itself takes none from there, and not At, which promises
// to panic as a slice index does.
func answering(receiver reflect.Value) iter.Seq[reflect.Method] {
	return func(yield func(reflect.Method) bool) {
		if !receiver.IsValid() {
			return
		}
		typ, of := receiver.Type(), receiver.Type()
		if typ.Kind() == reflect.Pointer {
			of = typ.Elem()
		}
		if typ.Kind() == reflect.Interface || !strings.HasPrefix(of.PkgPath(), module) {
			return
		}
		for i := range typ.NumMethod() {
			method := typ.Method(i)
			if _, ofValue := of.MethodByName(method.Name); ofValue && typ != of && receiver.IsNil() || method.Name == "At" {
				continue
			}
			if !yield(method) {
				return
			}
		}
	}
}

const module = "gitlab.opencode.de/zielkette/zielkette"

func call(t *testing.T, name string, f reflect.Value, args []reflect.Value) (out []reflect.Value) {
	t.Helper()
	defer func() {
		if p := recover(); p != nil {
			t.Errorf("%s: %v\n%s", name, p, debug.Stack())
		}
	}()
	if f.Type().IsVariadic() {
		return f.CallSlice(args)
	}
	return f.Call(args)
}

// exhaust goes through what an iterator yields and counts it.
func exhaust(t *testing.T, name string, iterator reflect.Value) (yielded int) {
	t.Helper()
	typ := iterator.Type()
	if typ.Kind() != reflect.Func || typ.NumIn() != 1 || typ.In(0).Kind() != reflect.Func || typ.NumOut() != 0 {
		return 0
	}
	yield := reflect.MakeFunc(typ.In(0), func([]reflect.Value) []reflect.Value {
		yielded++
		return []reflect.Value{reflect.ValueOf(yielded < 10)}
	})
	call(t, "what is yielded by "+name, iterator, []reflect.Value{yield})
	return yielded
}

// The table lists everything exported that can be held or called.
func TestSurfaceIsComplete(t *testing.T) {
	root := filepath.Join("..", "..")
	found := 0
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if name := entry.Name(); entry.IsDir() && path != root && (slices.Contains([]string{"internal", "testdata", "tools", "examples", "bin", "vendor"}, name) || strings.HasPrefix(name, ".")) {
			return fs.SkipDir
		}
		if _, err := os.Stat(filepath.Join(path, "go.mod")); err == nil && path != root {
			return fs.SkipDir // a module of its own
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		for _, name := range exported(file) {
			if strings.HasPrefix(name, "Must") {
				continue
			}
			found++
			if full := file.Name.Name + "." + name; surface[full] == nil {
				t.Errorf("%s stands not in the table", full)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if found != len(surface) {
		t.Errorf("%d names are exported, the table has %d", found, len(surface))
	}
}

// exported returns the exported functions and types of a file.
func exported(file *ast.File) (names []string) {
	for _, d := range file.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if d.Recv == nil && d.Name.IsExported() {
				names = append(names, d.Name.Name)
			}
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				if spec, ok := spec.(*ast.TypeSpec); ok && spec.Name.IsExported() {
					names = append(names, spec.Name.Name)
				}
			}
		}
	}
	return names
}
