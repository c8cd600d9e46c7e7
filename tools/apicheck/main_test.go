package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const code = `package ground

import "io"

const (
	Places = 12
	Down   Direction = "down"
	small  = 1
)

var Default Direction

type Direction string

func (d Direction) Word() string { return string(d) }
func (d *Direction) UnmarshalText(text []byte) error { return nil }
func (d Direction) word() string { return "" }

type Plan struct {
	ID    string ` + "`json:\"id\"`" + `
	Where Place
	hidden
	Base
	note string
}

type hidden struct {
	Seen int
	ID   int // Plan.ID is nearer
}

func (hidden) Shown(w io.Writer) error { return nil }

type Base struct{ Name string }

func (Base) Title() string { return "" }

type Place = struct{ X, Y int }

type Shape interface {
	io.Reader
	Area(side int) (area int, ok bool)
	sealed()
}

type List[T any] []T

func Map[T, U any](l List[T], f func(T) U) List[U] { return nil }

func read() {}
`

var want = []string{
	". const Down Direction = \"down\"",
	". const Places untyped int = 12",
	". field Base.Name string",
	". field Plan.Base embeds Base",
	". field Plan.ID string `json:\"id\"`",
	". field Plan.Seen int",
	". field Plan.Where Place",
	". func Map[T, U any](l List[T], f func(T) U) List[U]",
	". method (*Direction).UnmarshalText(text []byte) error",
	". method (Base).Title() string",
	". method (Direction).Word() string",
	". method (Plan).Shown(w io.Writer) error",
	". method Shape.Area(side int) (area int, ok bool)",
	". type Base struct",
	". type Direction string",
	". type List[T any] []T",
	". type Place = struct{X int; Y int}",
	". type Plan struct",
	". type Shape interface io.Reader closed",
	". var Default Direction",
	"up func Use(d ground.Direction)",
}

// plant writes a module into a folder that the test removes.
func plant(t *testing.T) string {
	dir := t.TempDir()
	const use = "import \"example.org/ground\"\n\nfunc Use(d ground.Direction) {}\n"
	for name, text := range map[string]string{
		"go.mod":                "module example.org/ground\n\ngo 1.26\n",
		"ground.go":             code,
		"ground_test.go":        "package ground\n\nfunc ForTests() {}\n",
		"up/up.go":              "package up\n\n" + use,
		"internal/in/in.go":     "package in\n\n" + use,
		"examples/help/help.go": "package help\n\n" + use,
		"command/main.go":       "package main\n\n" + use + "\nfunc main() {}\n",
	} {
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestSurface(t *testing.T) {
	got, err := surface(plant(t))
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(got, want) {
		t.Errorf("lines:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestCheck(t *testing.T) {
	dir := plant(t)
	var out strings.Builder
	if err := run(&out, dir, false); err == nil || !strings.Contains(out.String(), "+ up func Use(d ground.Direction)\n") {
		t.Errorf("without api.txt: %v\n%s", err, &out)
	}
	out.Reset()
	if err := run(&out, dir, true); err != nil {
		t.Fatal(err)
	}
	const counted = "   20  .\n    1  up\n   21  names exported\n"
	if out.String() != counted {
		t.Errorf("-write printed\n%swant\n%s", &out, counted)
	}
	out.Reset()
	if err := run(&out, dir, false); err != nil || out.String() != counted {
		t.Errorf("after -write: %v\n%s", err, &out)
	}

	changed := "package up\n\nfunc Use(text string) {}\n"
	if err := os.WriteFile(filepath.Join(dir, "up", "up.go"), []byte(changed), 0o644); err != nil {
		t.Fatal(err)
	}
	out.Reset()
	const different = "- up func Use(d ground.Direction)\n+ up func Use(text string)\n"
	if err := run(&out, dir, false); err == nil || out.String() != different {
		t.Errorf("after a change: %v\n%swant\n%s", err, &out, different)
	}

	if err := os.WriteFile(filepath.Join(dir, "up", "up.go"), []byte("package up\n\nnonsense\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := run(&out, dir, true); err == nil {
		t.Error("code that does not build gave no error")
	}
}
