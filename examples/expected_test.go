package examples_test

import (
	"io/fs"
	"os"
	"strings"
	"testing"

	"gitlab.opencode.de/zielkette/zielkette/evaluation/citytest"
	"gitlab.opencode.de/zielkette/zielkette/examples/internal/cli"
)

// Every shipped city comes to the figures that were computed by hand beside its
// documents.
func TestExpectedFigures(t *testing.T) {
	found := 0
	err := fs.WalkDir(os.DirFS("."), ".", func(name string, _ fs.DirEntry, err error) error {
		if folder, ok := strings.CutSuffix(name, "/"+citytest.File); ok {
			found++
			t.Run(folder, func(t *testing.T) { citytest.Run(t, os.DirFS(folder)) })
		}
		return err
	})
	if err != nil || found < 9 {
		t.Errorf("%d files of expectations, %v", found, err)
	}
}

// A figure that was changed in the data is found, named and explained.
func TestCheckFindsAChangedFigure(t *testing.T) {
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("leipzig/data")); err != nil {
		t.Fatal(err)
	}
	run := func() (int, string) {
		var out, problems strings.Builder
		return cli.Run(program(t, "evaluate"), []string{"-check", dir}, &out, &problems), out.String() + problems.String()
	}
	if code, out := run(); code != cli.OK || !strings.HasSuffix(out, " Sollwerten treffen zu.\n") {
		t.Fatalf("%d %s", code, out)
	}
	table, err := os.ReadFile(dir + "/observations.csv")
	if err != nil {
		t.Fatal(err)
	}
	changed := strings.Replace(string(table), "modal-split-rad;;2023;20;", "modal-split-rad;;2023;20.1;", 1)
	if changed == string(table) {
		t.Fatal("the figure is not in the table")
	}
	if err := os.WriteFile(dir+"/observations.csv", []byte(changed), 0o600); err != nil {
		t.Fatal(err)
	}
	code, out := run()
	for _, want := range []string{
		"modal-split-rad, Zielerreichungsgrad zum 31.12.2023: erwartet 30,2 %, errechnet 32,6 % ((20 - 18,7) / (23 - 18,7))",
		"(20,1 − 18,7) / (23 − 18,7) = 0,325581395349",
		"Z1, Zielerreichung zum 31.12.2023: erwartet 34,5 %, errechnet 34,9 %",
	} {
		if code != cli.Failed || !strings.Contains(out, want) {
			t.Errorf("%d: %q is not in\n%s", code, want, out)
		}
	}
}
