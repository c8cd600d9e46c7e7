package folder_test

import (
	"errors"
	"fmt"
	"io/fs"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/folder"
)

func files(texts map[string]string) fs.FS {
	out := fstest.MapFS{}
	for name, text := range texts {
		out[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return out
}

const (
	aStrategy = `{"formatVersion": 1, "id": "s", "title": "S", "levels": ["Ziel"],
 "goals": [{"id": "Z1", "level": "Ziel", "title": "Klima", "indicators": [{"id": "thg"}]}]}`
	aCatalogue = `{"formatVersion": 1, "indicators": [{"id": "thg", "title": "Treibhausgase", "unit": "t", "targets": [{"shape": "reach",
 "baseline": {"period": "2015", "value": "7"}, "revisions": [{"points": [{"period": "2035", "value": "2"}]}]}]}]}`
)

func TestLoad(t *testing.T) {
	city, err := folder.Load(files(map[string]string{
		"strategy.json": aStrategy, "indicators.json": aCatalogue, "rules.json": `{"formatVersion": 1, "default": {"minCoverage": "0.5"}}`,
		"observations.csv": "indicator;period;value\nthg;2020;6\n", "observations-2021.csv": "indicator;period;value\nthg;2021;5\n",
	}))
	if err != nil {
		t.Fatal(err)
	}
	model, err := city.Compile()
	if err != nil {
		t.Fatal(err)
	}
	result, err := model.Evaluate(city.Record, evaluation.Options{AsOf: zielkette.MustParseDate("2021")})
	if err != nil {
		t.Fatal(err)
	}
	if score, _ := result.Goal("Z1"); score.Attainment().String() != "0.4" || city.Record.Len() != 2 {
		t.Errorf("%v of %d observations", score.Attainment(), city.Record.Len())
	}
	// The strategy alone is enough; nothing is measured then.
	city, err = folder.Load(files(map[string]string{"strategy.json": `{"formatVersion": 1, "id": "s", "title": "S", "levels": ["Ziel"]}`}))
	if err != nil || city.Record.Len() != 0 {
		t.Errorf("%v %v", city.Record, err)
	}
	if _, err := city.Compile(); err != nil {
		t.Error(err)
	}
}

// places lists file, place and code of every problem.
func places(t *testing.T, err error) (out []string) {
	t.Helper()
	var list zielkette.Problems
	if err != nil && !errors.As(err, &list) {
		t.Fatalf("%T is not a list of problems: %v", err, err)
	}
	for _, p := range list {
		out = append(out, p.Place.String()+" "+string(p.Code))
	}
	return out
}

// check loads and compiles a folder.
func check(texts map[string]string) error {
	city, err := folder.Load(files(texts))
	if err == nil {
		_, err = city.Compile()
	}
	return err
}

// Everything wrong in any file comes at once, with its file; and nothing comes half.
func TestLoadProblems(t *testing.T) {
	bad := map[string]string{
		"strategy.json":    `{"formatVersion": 1, "id": "s", "levels": ["Ziel"]}`,
		"indicators.json":  `{"formatVersion": 1, "indicators": [{"id": "thg", "title": "T", "direction": "sideways"}]}`,
		"rules.json":       `{"formatVersion": 1, "default": {"aggregator": "sum"}}`,
		"observations.csv": "indicator;period;value\nthg;2020;6\nthg;zwanzig;6\n",
	}
	if d := cmp.Diff([]string{
		"strategy.json:1:1 /title required", "indicators.json:1:78 /indicators/0/direction choice", "rules.json:1:48 /default/aggregator choice", "observations.csv:3:5 period",
	}, places(t, check(bad))); d != "" {
		t.Error(d)
	}
	delete(bad, "strategy.json")
	if err := check(bad); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a missing strategy beside faults: %v", err)
	}
	// What does not fit together has its place in the files, too; a fault within one
	// file hides none between two.
	if d := cmp.Diff([]string{
		"strategy.json:2:82 /goals/0/indicators/0/id reference", "strategy.json:2:99 /goals/0/indicators/0/weight weight",
		"rules.json:2:21 /levels/Feld reference", "rules.json:2:42 /goals/Z9 reference", "rules.json:2:104 /weightings/Z1/0/ids/1 reference",
	}, places(t, check(map[string]string{
		"strategy.json": `{"formatVersion": 1, "id": "s", "title": "S", "levels": ["Ziel"],
 "goals": [{"id": "Z1", "level": "Ziel", "title": "Klima", "indicators": [{"id": "thg", "weight": "-1"}]}]}`,
		"rules.json": `{"formatVersion": 1,
 "levels": {"Feld": {}}, "goals": {"Z9": {}}, "weightings": {"Z1": [{"method": "equal", "ids": ["thg", "co2"]}]}}`,
	}))); d != "" {
		t.Error(d)
	}
}

// Reading ends where the list of problems is full; the tables behind it are not opened.
func TestLoadEndsWhenProblemsAreFull(t *testing.T) {
	bad := []byte("indicator;period;value\n" + strings.Repeat("i;2020;?\n", 60))
	fsys := fstest.MapFS{"strategy.json": {Data: []byte(`{"formatVersion": 1, "id": "s", "title": "S"}`)}}
	for i := range 100 {
		fsys[fmt.Sprintf("observations-%03d.csv", i)] = &fstest.MapFile{Data: bad}
	}
	_, err := folder.Load(fsys)
	found := zielkette.ProblemsOf(err)
	if len(found) != 101 || !slices.ContainsFunc(found, func(p zielkette.Problem) bool { return strings.HasPrefix(p.Message.EN, "and at least 20 more") }) {
		t.Errorf("%d problems: %v", len(found), err)
	}
}

// ending is a file system that does something when a table is opened.
type ending struct {
	fstest.MapFS
	do func()
}

func (e ending) Open(name string) (fs.File, error) {
	if strings.HasSuffix(name, ".csv") {
		e.do()
	}
	return e.MapFS.Open(name)
}

// Documents and tables are read side by side. What a file system of the caller does to its
// goroutine reaches the caller all the same, and no table is missing without a word.
func TestLoadOnAFaultyFileSystem(t *testing.T) {
	files := fstest.MapFS{"strategy.json": {Data: []byte(aStrategy)}, "observations.csv": {Data: []byte("indicator,period,value\nthg,2020,5\n")}}
	var recovered any
	func() {
		defer func() { recovered = recover() }()
		_, _ = folder.Load(ending{files, func() { panic("gone") }})
	}()
	if recovered != "gone" {
		t.Errorf("%v", recovered)
	}
	returned, done := false, make(chan bool)
	go func() {
		defer close(done)
		_, _ = folder.Load(ending{files, runtime.Goexit})
		returned = true
	}()
	if <-done; returned {
		t.Error("a table that ended its goroutine is passed over")
	}
}

// Many small tables take each about what one takes alone: no record is copied for each.
func TestManyTables(t *testing.T) {
	const n = 2_000
	fsys := fstest.MapFS{"strategy.json": {Data: []byte(`{"formatVersion": 1, "id": "s", "title": "S"}`)}}
	for i := range n {
		fsys[fmt.Sprintf("observations-%04d.csv", i)] = &fstest.MapFile{Data: fmt.Appendf(nil, "indicator;period;value\ni%d;2020;1\n", i)}
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f, err := folder.Load(fsys)
	runtime.ReadMemStats(&after)
	if err != nil || f.Record.Len() != n || len(f.Tables) != n {
		t.Fatal(err, f.Record.Len(), len(f.Tables))
	}
	if of := (after.TotalAlloc - before.TotalAlloc) / n; of > 32<<10 {
		t.Errorf("%d bytes for each table", of)
	}
	fsys["observations-x.csv"] = &fstest.MapFile{Data: []byte("indicator;period;value\ni7;2020;2\n")}
	_, err = folder.Load(fsys)
	if list := zielkette.ProblemsOf(err); len(list) != 1 || list[0].Place.File != "observations-x.csv" || list[0].Place.Line != 2 {
		t.Error(err)
	}
}
