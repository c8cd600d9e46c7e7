package indicators_test

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

var update = flag.Bool("update", false, "write the expected problems of testdata/bad anew; read the difference before you keep it")

// brief gives line:column, pointer and code of every problem an error is.
func brief(t testing.TB, err error) []string {
	t.Helper()
	var ps zielkette.Problems
	if err != nil && !errors.As(err, &ps) {
		t.Fatalf("the error is no list of problems: %v", err)
	}
	var out []string
	for _, p := range ps {
		out = append(out, fmt.Sprintf("%d:%d %s %s", p.Place.Line, p.Place.Column, p.Place.Pointer, p.Code))
	}
	return out
}

// Every file of testdata/bad is refused with exactly the problems listed in the
// file .want beside it, and with nothing else.
func TestBadDocuments(t *testing.T) {
	fsys := os.DirFS("testdata/bad")
	entries, err := os.ReadDir("testdata/bad")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, entry := range entries {
		name, ok := strings.CutSuffix(entry.Name(), ".json")
		if !ok {
			continue
		}
		found++
		t.Run(name, func(t *testing.T) {
			set, err := indicators.Load(fsys, entry.Name())
			if set != nil {
				t.Error("a set is returned beside the problems")
			}
			golden := path.Join("testdata/bad", name+".want")
			if *update {
				if err := os.WriteFile(golden, []byte(strings.Join(brief(t, err), "\n")+"\n"), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, errRead := os.ReadFile(golden)
			if errRead != nil {
				t.Fatal(errRead)
			}
			if d := cmp.Diff(strings.Split(strings.TrimSuffix(string(want), "\n"), "\n"), brief(t, err)); d != "" {
				t.Errorf("%s\n%v", d, err)
			}
			var ps zielkette.Problems
			errors.As(err, &ps)
			for _, p := range ps {
				if p.Place.File != entry.Name() || p.Message.In(zielkette.English) == "" {
					t.Errorf("the problem %+v", p)
				}
			}
		})
	}
	if found < 30 {
		t.Errorf("only %d files were found", found)
	}
}
