package folder_test

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/folder"
	"gitlab.opencode.de/zielkette/zielkette/internal/problems"
	"gitlab.opencode.de/zielkette/zielkette/internal/testkit"
)

// unpack makes a folder of one text: every line "== name" begins a file.
func unpack(text string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for _, file := range strings.Split(text, "== ")[1:] {
		name, data, _ := strings.Cut(file, "\n")
		if len(fsys) < 8 {
			fsys[name] = &fstest.MapFile{Data: []byte(data)}
		}
	}
	return fsys
}

// packed is the reverse of unpack for the folder of a shipped example.
func packed(t testing.TB, dir string) string {
	t.Helper()
	var out strings.Builder
	names, err := fs.Glob(os.DirFS(dir), "*.*")
	if err != nil || len(names) == 0 {
		t.Fatal(err)
	}
	for _, name := range names {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		out.WriteString("== " + name + "\n" + string(data))
	}
	return out.String()
}

// TestMutatedFolders: whichever bytes of a folder are wrong, it is read or refused.
func TestMutatedFolders(t *testing.T) {
	shipped := packed(t, filepath.Join("..", "..", "examples", "soest", "data"))
	small := "== strategy.json\n" + aStrategy + "== indicators.json\n" + aCatalogue + "== observations.csv\nindicator;period;value\nthg;2020;5\n"
	for seed := range uint64(testkit.Cases(3000)) {
		random := rand.New(rand.NewPCG(seed, 1))
		text := []byte(small)
		if seed%10 == 0 {
			text = []byte(shipped)
		}
		for range 1 + random.IntN(4) {
			at := random.IntN(len(text))
			switch random.IntN(3) {
			case 0:
				text[at] = byte(random.IntN(256))
			case 1: // a name or a value of another place
				from := random.IntN(len(text))
				copy(text[at:], text[from:min(len(text), from+random.IntN(20))])
			default: // leave something out
				text = slices.Delete(text, at, min(len(text), at+random.IntN(20)))
			}
		}
		read, err := folder.Load(unpack(string(text)))
		if err == nil {
			_, err = read.Compile()
		}
		if err != nil {
			bounded(t, err)
		}
		if t.Failed() {
			t.Fatalf("case %d", seed)
		}
	}
}

// FuzzFolder: a whole folder, whatever its files are, is read or refused with problems
// that are told in both languages and no more than are kept of each document. What is
// read is evaluated or refused; written and read again it gives the same files and the
// same result.
func FuzzFolder(f *testing.F) {
	const rules = `{"formatVersion": 1, "default": {"status": {"method": "thresholds", "classes": [{"id": "g", "from": "0.5"}, {"id": "r"}]}}}`
	f.Add("== strategy.json\n" + aStrategy + "== indicators.json\n" + aCatalogue + "== rules.json\n" + rules + "== observations.csv\nindicator;period;value\nthg;2020;5\n")
	f.Add("== strategy.json\n" + aStrategy + "== indicators.json\n" + aCatalogue + "== observations-1.csv\nkennzahl;zeitraum;wert\nthg;2020;5,5\n== observations-2.csv\nindicator,period,value\nthg,2021,1e3\n")
	f.Add("== strategy.json\n{\"formatVersion\": 1}== rules.json\n{\"formatVersion\": 1, \"goals\": {\"?\": {}}}== observations.csv\n\xff;;\n")
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 4096 {
			return
		}
		read, err := folder.Load(unpack(text))
		if err != nil {
			bounded(t, err)
			return
		}
		model, err := read.Compile()
		if err != nil {
			bounded(t, err)
			return
		}
		digest := func(m *evaluation.Model, city evaluation.City) string {
			result, err := m.Evaluate(city.Record, evaluation.Options{AsOf: zielkette.MustParseDate("2020-12-31")})
			if err != nil {
				bounded(t, err)
				return ""
			}
			var out strings.Builder
			for _, score := range result.Goals() {
				data, err := json.Marshal(score.Explain())
				if err != nil {
					t.Fatal(err)
				}
				out.Write(data)
			}
			return out.String()
		}
		written := func(city evaluation.City) fstest.MapFS {
			fsys := fstest.MapFS{}
			if err := folder.Write(city, func(name string, data []byte) error {
				fsys[name] = &fstest.MapFile{Data: bytes.Clone(data)}
				return nil
			}); err != nil {
				t.Fatal(err)
			}
			return fsys
		}
		first := written(read.City)
		again, err := folder.Load(first)
		if err != nil {
			t.Fatalf("what was written is refused: %v", err)
		}
		if d := cmp.Diff(first, written(again.City)); d != "" {
			t.Fatalf("written again: %s", d)
		}
		other, err := again.Compile()
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(digest(model, read.City), digest(other, again.City)); d != "" {
			t.Fatalf("evaluated again: %s", d)
		}
	})
}

// bounded holds what is refused: problems in both languages, of every document no more
// than a list keeps.
func bounded(t *testing.T, err error) {
	t.Helper()
	testkit.Told(t, err)
	if found := zielkette.ProblemsOf(err); len(found) > 5*(problems.Max+1) {
		t.Fatalf("%d problems", len(found))
	}
}
