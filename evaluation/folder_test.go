package evaluation_test

import (
	"errors"
	"io/fs"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
)

func folder(files map[string]string) fs.FS {
	out := fstest.MapFS{}
	for name, text := range files {
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
	files := map[string]string{
		"strategy.json": aStrategy, "indicators.json": aCatalogue, "rules.json": `{"formatVersion": 1, "default": {"minCoverage": "0.5"}}`,
		"observations.csv": "indicator;period;value\nthg;2020;6\n", "observations-2021.csv": "indicator;period;value\nthg;2021;5\n",
	}
	model, record, err := evaluation.Load(folder(files))
	if err != nil {
		t.Fatal(err)
	}
	result, err := model.Evaluate(record, asOf("2021"))
	if err != nil {
		t.Fatal(err)
	}
	score, _ := result.Goal("Z1")
	if value, ok := score.Attainment(); !ok || value.String() != "0.4" || record.Len() != 2 {
		t.Errorf("%v %v of %d observations", value, ok, record.Len())
	}
	// The strategy alone is enough; nothing is measured then.
	if model, record, err = evaluation.Load(folder(map[string]string{"strategy.json": `{"formatVersion": 1, "id": "s", "title": "S", "levels": ["Ziel"]}`})); err != nil || model == nil || record.Len() != 0 {
		t.Errorf("%v %v", record, err)
	}
}

// Everything wrong in any file comes at once, with its file; and nothing comes half.
func TestLoadProblems(t *testing.T) {
	bad := map[string]string{
		"strategy.json":    `{"formatVersion": 1, "id": "s", "levels": ["Ziel"]}`,
		"indicators.json":  `{"formatVersion": 1, "indicators": [{"id": "thg", "title": "T", "direction": "sideways"}]}`,
		"rules.json":       `{"formatVersion": 1, "default": {"aggregator": "sum"}}`,
		"observations.csv": "indicator;period;value\nthg;2020;6\nthg;zwanzig;6\n",
	}
	model, record, err := evaluation.Load(folder(bad))
	var list zielkette.Problems
	if model != nil || record != nil || !errors.As(err, &list) {
		t.Fatal(err)
	}
	var got []string
	for _, p := range list {
		got = append(got, p.Place.File+" "+string(p.Code))
	}
	if d := cmp.Diff([]string{"strategy.json required", "indicators.json choice", "rules.json choice", "observations.csv period"}, got); d != "" {
		t.Error(d)
	}
	delete(bad, "strategy.json")
	if _, _, err := evaluation.Load(folder(bad)); !errors.Is(err, fs.ErrNotExist) || !errors.As(err, &list) {
		t.Errorf("a missing strategy beside faults: %v", err)
	}
	// What does not fit together has its place in the files, too.
	_, _, err = evaluation.Load(folder(map[string]string{
		"strategy.json": aStrategy, "rules.json": `{"formatVersion": 1,
 "levels": {"Feld": {}}, "goals": {"Z9": {}}, "weightings": {"Z1": [{"method": "equal", "ids": ["thg", "co2"]}]}}`,
	}))
	got = nil
	if errors.As(err, &list) {
		for _, p := range list {
			got = append(got, p.Place.String()+" "+string(p.Code))
		}
	}
	if d := cmp.Diff([]string{
		"strategy.json:2:82 /goals/0/indicators/0/id reference", "rules.json:2:21 /levels/Feld reference", "rules.json:2:42 /goals/Z9 reference", "rules.json:2:104 /weightings/Z1/0/ids/1 reference",
	}, got); d != "" {
		t.Error(d)
	}
}
