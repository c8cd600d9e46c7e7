package folder_test

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/folder"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/indicators/tables"
	"gitlab.opencode.de/zielkette/zielkette/internal/testkit"
)

// written is what Write hands out.
func written(t testing.TB, city evaluation.City) fstest.MapFS {
	t.Helper()
	out := fstest.MapFS{}
	if err := folder.Write(city, func(name string, data []byte) error {
		if out[name] != nil {
			t.Errorf("%s is written twice", name)
		}
		out[name] = &fstest.MapFile{Data: data}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return out
}

const shipped = "../../examples"

// folders lists the shipped folders with documents.
func folders(t testing.TB) (out []string) {
	t.Helper()
	err := fs.WalkDir(os.DirFS(shipped), ".", func(name string, entry fs.DirEntry, err error) error {
		if entry.IsDir() && entry.Name() == "testdata" {
			return fs.SkipDir
		}
		if base := path.Base(name); base == "strategy.json" || base == "indicators.json" {
			out = append(out, path.Dir(name))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(out)
	if out = slices.Compact(out); len(out) < 12 {
		t.Fatalf("only %d folders were found", len(out))
	}
	return out
}

// load reads a folder, also one without a strategy.
func load(t testing.TB, fsys fs.FS) evaluation.City {
	t.Helper()
	f, err := folder.Load(fsys)
	if errors.Is(err, fs.ErrNotExist) {
		var e1, e2 error
		f.Catalogue, e1 = indicators.Load(fsys, "indicators.json")
		f.Record, e2 = tables.LoadAll(fsys, "observations*.csv")
		err = errors.Join(e1, e2)
	}
	if err != nil {
		t.Fatal(err)
	}
	return f.City
}

// Every shipped folder is in the canonical form, and reads back as it was. After one
// edit only the lines of that entry differ.
func TestShippedFoldersAreCanonical(t *testing.T) {
	edits := 0
	for _, name := range folders(t) {
		t.Run(name, func(t *testing.T) {
			fsys, err := fs.Sub(os.DirFS(shipped), name)
			if err != nil {
				t.Fatal(err)
			}
			city := load(t, fsys)
			out := written(t, city)
			for file, entry := range out {
				testkit.Golden(t, path.Join("..", shipped, name, file), string(entry.Data))
			}
			again := load(t, out)
			if d := cmp.Diff(city.Strategy, again.Strategy); d != "" {
				t.Error(d)
			}
			if d := cmp.Diff(city.Catalogue, again.Catalogue); d != "" {
				t.Error(d)
			}
			if d := cmp.Diff(city.Rules, again.Rules); d != "" {
				t.Error(d)
			}
			if d := cmp.Diff(slices.Collect(city.Record.All()), slices.Collect(again.Record.All())); d != "" {
				t.Error(d)
			}
			edited := city.Clone()
			if link := firstLink(edited.Strategy.Goals); link != nil {
				link.Weight = zielkette.MustParseNumber("0.375")
				edits++
				oneEntry(t, "strategy.json", out, written(t, edited), "0.375")
			}
		})
	}
	if edits < 4 {
		t.Errorf("only %d weights were edited", edits)
	}
}

func firstLink(list []goals.Goal) *goals.Link {
	for i := range list {
		if len(list[i].Indicators) > 0 {
			return &list[i].Indicators[0]
		}
		if link := firstLink(list[i].Goals); link != nil {
			return link
		}
	}
	return nil
}

// oneEntry checks that two folders differ in one file only, there in a few lines next to
// each other, and that these hold the new text.
func oneEntry(t *testing.T, file string, before, after fstest.MapFS, text string) {
	t.Helper()
	for name := range after {
		if name != file && !bytes.Equal(before[name].Data, after[name].Data) {
			t.Errorf("%s differs, too", name)
		}
	}
	old, now := strings.Split(string(before[file].Data), "\n"), strings.Split(string(after[file].Data), "\n")
	for len(old) > 0 && len(now) > 0 && old[0] == now[0] {
		old, now = old[1:], now[1:]
	}
	for len(old) > 0 && len(now) > 0 && old[len(old)-1] == now[len(now)-1] {
		old, now = old[:len(old)-1], now[:len(now)-1]
	}
	if len(now) == 0 || len(now) > 8 || len(old) > 8 || !strings.Contains(strings.Join(now, "\n"), text) {
		t.Errorf("%d lines became %d:\n%s", len(old), len(now), strings.Join(now, "\n"))
	}
}

// A literal is written as it reads back, with its format version; observations go to
// the files they came from, new ones to a file of their own.
func TestWriteLiteral(t *testing.T) {
	city := evaluation.City{
		Strategy: goals.Strategy{ID: "s", Title: "Wald & <Wiese>\u2028 \\u003c", Levels: []string{"Ziel"}},
		Rules:    evaluation.Rules{Default: evaluation.Rule{MinCoverage: zielkette.MustParseNumber("0.50")}},
	}
	out := written(t, city)
	want := "{\n  \"formatVersion\": 1,\n  \"id\": \"s\",\n  \"title\": \"Wald & <Wiese>\\u2028 \\\\u003c\",\n  \"levels\": [\"Ziel\"]\n}\n"
	if got := string(out["strategy.json"].Data); !strings.HasPrefix(got, strings.TrimSuffix(want, "\n}\n")) {
		t.Errorf("%s", got)
	}
	if got := string(out["rules.json"].Data); got != "{\n  \"formatVersion\": 1,\n  \"default\": {\"minCoverage\": \"0.50\"}\n}\n" {
		t.Errorf("%s", got)
	}
	if len(out) != 2 {
		t.Errorf("%d files", len(out))
	}
	if again := load(t, out); again.Strategy.Title != city.Strategy.Title {
		t.Errorf("%q", again.Strategy.Title)
	}
	table := "indicator;period;value\nthg;2020;6\n"
	read := load(t, files(map[string]string{"strategy.json": aStrategy, "observations-b.csv": table, "observations-a.csv": strings.Replace(table, "2020", "2019", 1)}))
	var err error
	if read.Record, err = read.Record.With(indicators.Observation{Indicator: "thg", Period: zielkette.MustParsePeriod("2021"), Value: zielkette.Int(5)}); err != nil {
		t.Fatal(err)
	}
	out = written(t, read)
	for name, period := range map[string]string{"observations-a.csv": ";2019;", "observations-b.csv": ";2020;", "observations.csv": ";2021;"} {
		if out[name] == nil || strings.Count(string(out[name].Data), "thg;") != 1 || !strings.Contains(string(out[name].Data), period) {
			t.Errorf("%s: %v", name, out[name])
		}
	}
}

// What was not read whole is not written back, and an error of the writer names the
// file.
func TestWriteRefuses(t *testing.T) {
	strategy, err := goals.Read(strings.NewReader(`{"formatVersion": 1, "id": "s", "title": "S", "levels": ["Ziel"], "extra": 1}`), "")
	if err == nil {
		t.Fatal("an unknown field is read")
	}
	nothing := func(string, []byte) error { t.Error("written"); return nil }
	if err := folder.Write(evaluation.City{Strategy: strategy}, nothing); !errors.Is(err, zielkette.Problem{Code: zielkette.CodeJSONUnknown}) {
		t.Errorf("%v", err)
	}
	full := errors.New("disk full")
	err = folder.Write(evaluation.City{Strategy: goals.Strategy{ID: "s"}}, func(string, []byte) error { return full })
	if !errors.Is(err, full) || !strings.HasPrefix(err.Error(), "strategy.json: ") {
		t.Errorf("%v", err)
	}
	if err := folder.Write(evaluation.City{}, nothing); err != nil {
		t.Error(err)
	}
}

// How each table was read comes along.
func TestTables(t *testing.T) {
	f, err := folder.Load(files(map[string]string{
		"strategy.json": aStrategy, "observations-a.csv": "kennzahl;zeitraum;wert\nthg;2019;6,5\n", "observations-b.csv": "indicator,period,value\nthg,2020,6.5\nthg,2021,6.0\n",
	}))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, table := range f.Tables {
		got = append(got, fmt.Sprintf("%s %c %d", table.File, table.Dialect.Decimal, table.Observations))
	}
	if d := cmp.Diff([]string{"observations-a.csv , 1", "observations-b.csv . 2"}, got); d != "" {
		t.Error(d)
	}
}
