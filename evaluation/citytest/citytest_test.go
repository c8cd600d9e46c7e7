package citytest_test

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"strings"
	"testing"
	"testing/fstest"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/citytest"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/folder"
	"gitlab.opencode.de/zielkette/zielkette/internal/testkit"
)

const (
	strategy = `{"formatVersion": 1, "id": "s", "title": "Musterstadt", "edition": {"name": "1. Fassung", "to": "2030"}, "levels": ["Ziel"],
		"themes": [{"id": "q", "kind": "Querschnittsthema", "title": "Digitales", "indicators": [{"id": "green"}]}, {"id": "q2", "kind": "Querschnittsthema", "title": "Leer"}],
		"areas": [{"id": "west", "title": "Westen"}],
		"goals": [{"id": "Z1", "level": "Ziel", "title": "Mehr Grün", "indicators": [{"id": "green"}, {"id": "trees", "target": "t1"}, {"id": "trees", "target": "t2"}]},
			{"id": "Z2", "level": "Ziel", "title": "Park", "indicators": [{"id": "green", "area": "west"}, {"id": "grade"}, {"id": "park"}]},
			{"id": "park", "level": "Ziel", "title": "Quote", "notApplicable": "entfällt"}],
		"measures": [{"id": "M1", "title": "Bäume", "budget": [{"year": 2019, "planned": "1000.50", "actual": "999.99", "known": "2020-02-01"}, {"year": 2021, "planned": "24900", "known": "2022-02-01"}]},
			{"id": "M2", "title": "Park bauen", "milestones": [{"id": "S1", "title": "Plan", "due": "2019", "done": "2020-02"}, {"title": "Bau", "due": "2021", "weight": "3"}]},
			{"id": "M3", "title": "Teich", "milestones": [{"id": "bau", "title": "Baubeginn", "due": "2019", "done": "2019"}]}, {"id": "M4", "title": "Bach", "milestones": [{"id": "bau", "title": "Baubeginn", "due": "2019"}]}],
		"milestones": [{"id": "S2", "title": "Beschluss", "due": "2019-05"}]}`
	catalogue = `{"formatVersion": 1, "indicators": [
		{"id": "green", "title": "Grün je Einwohner", "unit": "m²", "direction": "up", "targets": [
			{"shape": "reach", "path": "linear", "baseline": {"period": "2015", "value": "8"}, "revisions": [{"points": [{"period": "2030", "value": "12"}]}]}]},
		{"id": "trees", "title": "Bäume", "unit": "Bäume", "direction": "up", "targets": [
			{"id": "t1", "shape": "reach", "baseline": {"period": "2015", "value": "1000"}, "revisions": [{"points": [{"period": "2030", "value": "2000"}]}]},
			{"id": "t2", "shape": "limit", "revisions": [{"points": [{"period": "2015", "value": "500"}]}]}]},
		{"id": "park", "title": "Parks", "direction": "up"},
		{"id": "grade", "title": "Güte", "targets": [{"shape": "ordinal", "labels": [{"label": "Gold", "score": "1"}, {"label": "=Silber", "score": "0.5"}]}]}]}`
	rules = `{"formatVersion": 1, "default": {"status": {"method": "thresholds", "classes": [
		{"id": "gruen", "label": {"de": "grün", "en": "green"}, "from": "0.75"}, {"id": "rot", "label": {"de": "rot", "en": "red"}}]}}}`
	observations = "indicator;area;period;value;label;known_on\ngreen;;2020;9;;2021-03\ngreen;west;2020;11;;2021-03\ntrees;;2020;1964;;2021-03\ngrade;;2020;;=Silber;2021-03\n"
)

func city(expected string) fstest.MapFS {
	files := fstest.MapFS{}
	for name, text := range map[string]string{"strategy.json": strategy, "indicators.json": catalogue, "rules.json": rules, "observations.csv": observations, citytest.File: expected} {
		files[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return files
}

// hold holds lines against the city of the tests.
func hold(t *testing.T, lines ...string) []citytest.Outcome {
	t.Helper()
	outcomes, err := citytest.Check(city("id;as_of;known_on;what;expected;note\n" + strings.Join(lines, "\n")))
	if err != nil {
		t.Fatal(err)
	}
	return outcomes
}

// Every figure of the closed list, computed by hand.
func TestHolds(t *testing.T) {
	for _, line := range []string{
		"green;2020-12-31;;attainment;25 %;(9 - 8) / (12 - 8)",
		"green;2020-12-31;;attainment;0,25;",
		"green;2020-12-31;;attainment;0.25;",
		"green;2020-12-31;;attainment;0,3;rounded half away from zero",
		"green;2020-12-31;;expected;9,333;8 + 4 · 5/15",
		"green;2020-12-31;;on-track;0,75;1 / 1,333",
		"green;2020-12-31;;course;behind;",
		"green;2020-12-31;;course;hinter dem Soll;",
		"green;2020-12-31;;value;9;",
		"green;2020-12-31;;period;2020;",
		"green;2020-12-31;;state;scored;",
		"green;2020-12-31;;status;-;no rule",
		"green@west;2020-12-31;;value;11;",
		"indicator green;2020-12-31;;value;9,0;",
		"Kennzahl trees/t1;2020-12-31;;attainment;96,4 %;",
		"trees/t1;2020-12-31;;on-track;2,892;0,964 / (5/15)",
		"trees/t1;2020-12-31;;value;1964;",
		"trees/t2;2020-12-31;;attainment;100 %;",
		"grade;2020-12-31;;value;=Silber;",
		"grade;2020-12-31;;value;'=Silber;",
		"green;2019-12-31;;value;–;nothing yet",
		"green;2020-12-31;2020-12-31;attainment;keine;known in March 2021",
		"green;2020-12-31;2020-12-31;state;not-reported;",
		"Z1;2020-12-31;;score;73,8 %;(0,25 + 0,964 + 1) / 3",
		"Z1;2020-12-31;;status;red;",
		"Z1;31.12.2020;;coverage;100 %;",
		"Z2;2020-12-31;;score;62,5%;(0,75 + 0,5) / 2",
		"Z2;2020-12-31;;coverage;0,667;2 of 3",
		"goal Z2;2020-12-31;;low;41,7 %;",
		"Z2;2020-12-31;;high;75 %;",
		"Z2;2020-12-31;;expected;0,4166667;",
		"Z2;2020-12-31;;course;ahead;",
		"goal park;2020-12-31;;state;not-applicable;",
		"Ziel park;2020-12-31;;score;-;",
		"indicator park;2020-12-31;;state;not-reported;",
		"q;2020-12-31;;score;25 %;",
		"M1;2020-12-31;;planned;1000,50 EUR;the rest became known later",
		"M1;2022-12-31;;planned;25900,50 €;",
		"M1;2022-12-31;;spent;1000;999,99",
		"M1;2022-12-31;2019-12-31;spent;none;",
		"M2;2022-12-31;;planned;–;",
		"M2;2020-12-31;;progress;25 %;1 of 4",
		"M1;2020-12-31;;progress;–;no milestones",
		"S1;2020-12-31;;state;done;",
		"milestone S1;2019-12-31;;state;offen;not done until 2020",
		"M2/S1;2020-12-31;;state;done;",
		"milestone M2/S1;2020-12-31;;state;erledigt;",
		"S2;2020-12-31;;state;overdue;",
		"M3/bau;2020-12-31;;state;done;",
		"M4/bau;2020-12-31;;state;overdue;another step of the same id",
	} {
		for _, o := range hold(t, line) {
			if !o.Holds || o.Problem != nil || o.Why(zielkette.German) != "" {
				t.Errorf("%s: %s", line, o.Text(zielkette.English))
			}
		}
	}
}

// What does not hold is told with what the city has, and explained.
func TestDiffers(t *testing.T) {
	for line, want := range map[string]string{
		"green;2020-12-31;;attainment;24,9 %;":             "expected.csv:2:1: green, attainment on 31 December 2020: expected 24,9 %, computed 25,0 %",
		"green;2020-12-31;;attainment;0.2;":                "expected.csv:2:1: green, attainment on 31 December 2020: expected 0.2, computed 0.3",
		"green;2020-12-31;;attainment;–;":                  "expected.csv:2:1: green, attainment on 31 December 2020: expected –, computed 0.25",
		"Z1;2020-12-31;2020-12-31;score;25,0 %;one figure": "expected.csv:2:1: Z1, score on 31 December 2020, as known on 31 December 2020: expected 25,0 %, computed – (one figure)",
		"Z1;2020-12-31;;status;gruen;":                     "expected.csv:2:1: Z1, status on 31 December 2020: expected gruen, computed rot",
		"M1;2022-12-31;;planned;25900,49;":                 "expected.csv:2:1: M1, euros planned on 31 December 2022: expected 25900,49, computed 25900,50",
		"green;2020-12-31;;value;Gold;":                    "expected.csv:2:1: green, value on 31 December 2020: expected Gold, computed 9",
		"Z9;2020-12-31;;score;1;":                          `expected.csv:2:1: "Z9": nothing of this id has this figure: score; check the id and the figure [expected-unknown]`,
		"green;2020-12-31;;score;1;":                       `expected.csv:2:1: "green": nothing of this id has this figure: score; check the id and the figure [expected-unknown]`,
		"Bereich Z1;2020-12-31;;score;1;":                  `expected.csv:2:1: "Bereich Z1": nothing of this id has this figure: score; check the id and the figure [expected-unknown]`,
		"park;2020-12-31;;state;scored;":                   `expected.csv:2:1: "park": several things have this id; write "goal", "theme", "indicator", "measure" or "milestone" before it, before the step of a measure its id and "/" [expected-ambiguous]`,
		"bau;2020-12-31;;state;done;":                      `expected.csv:2:1: "bau": several things have this id; write "goal", "theme", "indicator", "measure" or "milestone" before it, before the step of a measure its id and "/" [expected-ambiguous]`,
	} {
		o := hold(t, line)[0]
		if d := cmp.Diff(want, o.Text(zielkette.English)); o.Holds || d != "" {
			t.Errorf("%s: %v %s", line, o.Holds, d)
		}
	}
	o := hold(t, "Z1;2020-12-31;;score;25 %;")[0]
	if why := o.Why(zielkette.German); !strings.Contains(why, "Grün je Einwohner") || !strings.Contains(why, "73,8 %") {
		t.Error(why)
	}
	if o.Text(zielkette.German) != "expected.csv:2:1: Z1, Zielerreichung zum 31.12.2020: erwartet 25 %, errechnet 74 %" {
		t.Error(o.Text(zielkette.German))
	}
	if o := hold(t, "M1;2022-12-31;;planned;1;")[0]; o.Why(zielkette.German) != "" {
		t.Error("a measure is explained")
	}
}

// Everything wrong in a file is told at once, with its place.
func TestFaults(t *testing.T) {
	read := func(text string) string {
		list, err := citytest.Read(strings.NewReader(text), "e.csv")
		if err == nil {
			t.Errorf("%s: no problem, %d lines", text, len(list))
			return ""
		}
		return err.Error()
	}
	for text, want := range map[string][]string{
		"":                                  {`e.csv:1:1: "id"`, `e.csv:1:1: "as_of"`, `e.csv:1:1: "what"`, `e.csv:1:1: "expected"`},
		"id;as_of;what;expected;extra\n":    {`e.csv:1:24: "extra"`},
		"id;as_of;what;what;expected\n":     {`e.csv:1:15: "what"`},
		"id,as_of,what,expected\n;x;y;z,,,": {"e.csv:2:1", "e.csv:2:8"},
		"id;as_of;what;expected\n\"a;2020;score;1\n":                                                       {"e.csv:"},
		"id;as_of;what;expected\nZ;2020;;1\n":                                                              {"e.csv:2:8: name the figure"},
		"id;as_of;what;expected\nZ;2020;;;\n":                                                              {"e.csv:2:8", "e.csv:2:9"},
		"id;as_of;what;expected\nZ;2020;score;1;;;\nZ;2020;score;1;x\n":                                    {"e.csv:3:16"},
		"id;as_of;what;expected\n;20x;sum;\n\nZ;2020;score;1.234\nZ;2020;score;viel\nZ;2020;score;1,2.3\n": {"e.csv:2:2", "e.csv:2:6", "e.csv:2:1", "e.csv:2:10", "e.csv:4:14", "e.csv:5:14", "e.csv:6:14"},
	} {
		got := read(text)
		for _, place := range want {
			if !strings.Contains(got, place) {
				t.Errorf("%q: %s is not named in\n%s", text, place, got)
			}
		}
	}
	if got := read("id;as_of;what;expected\n" + strings.Repeat("Z;2020;score;1\n", citytest.MaxLines+1)); !strings.Contains(got, "[too-many]") {
		t.Error(got)
	}
	if got := read(strings.Repeat(" ", 33<<20)); !strings.Contains(got, "[too-many]") {
		t.Error(got)
	}
	if _, err := citytest.Read(nil, ""); err == nil {
		t.Error("no reader is no problem")
	}
	if _, err := citytest.Read(iotest.ErrReader(io.ErrClosedPipe), ""); !errors.Is(err, io.ErrClosedPipe) {
		t.Error(err)
	}
	files := city("id;as_of;what;expected\n;2020;score;1\n")
	files["rules.json"].Data = []byte("{}")
	if _, err := citytest.Check(files); err == nil || !strings.Contains(err.Error(), "expected.csv:2:1") || !strings.Contains(err.Error(), "rules.json:") {
		t.Error("not everything wrong in all files:", err)
	}
	if _, err := citytest.Check(fstest.MapFS{}); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
	if _, err := citytest.Check(nil); err == nil {
		t.Error("no files are no problem")
	}
}

// A first file holds against the city that it was written from.
func TestFirst(t *testing.T) {
	files := city("")
	folder, err := folder.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	model, err := folder.Compile()
	if err != nil {
		t.Fatal(err)
	}
	result, err := model.Evaluate(folder.Record, evaluation.Options{AsOf: zielkette.MustParseDate("2022-12-31")})
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	if err := citytest.First(&out, result); err != nil {
		t.Fatal(err)
	}
	testkit.Golden(t, "first.csv", out.String())
	citytest.Run(t, city(out.String()))
	if err := citytest.First(fullDisk{}, result); !errors.Is(err, io.ErrShortWrite) {
		t.Error(err)
	}
}

type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, io.ErrShortWrite }

// A test of a city fails where a figure differs, where nothing is expected and where a
// document is faulty. A test that fails cannot run in one that passes, so each is run by
// a process of its own.
func TestRunFails(t *testing.T) {
	const header = "id;as_of;what;expected\n"
	if expected, ok := os.LookupEnv("EXPECTED"); ok {
		citytest.Run(t, city(expected))
		return
	}
	for expected, want := range map[string]string{
		header + "Z1;2020-12-31;score;73,8 %\n":                              "ok",
		header + "Z1;2020-12-31;score;73,8 %\nZ1;2020-12-31;coverage;99 %\n": "expected 99 %, computed 100 %",
		header: "no figure is expected",
		"id":   "expected.csv:1:1",
	} {
		command := exec.Command(os.Args[0], "-test.run=^TestRunFails$") //nolint:gosec // this very program
		command.Env = append(os.Environ(), "EXPECTED="+expected)
		out, err := command.CombinedOutput()
		if (err == nil) != (want == "ok") || want != "ok" && !strings.Contains(string(out), want) {
			t.Errorf("%q: %v\n%s", expected, err, out)
		}
	}
}

// Whatever stands in the file, reading it ends, and what was read can be held.
func FuzzRead(f *testing.F) {
	f.Add("id;as_of;known_on;what;expected;note\nZ1;2020-12-31;;score;73,8 %;x\ntrees/t1;2020;2021;value;1964;\n")
	f.Add("id,as_of,what,expected\n\"Z1\",2020-12-31,status,rot\n")
	f.Fuzz(func(t *testing.T, text string) {
		list, err := citytest.Read(strings.NewReader(text), "e.csv")
		if err != nil {
			if list != nil || zielkette.ProblemsOf(err) == nil {
				t.Fatal(err)
			}
			return
		}
		outcomes, err := citytest.Check(city(text))
		if err != nil || len(outcomes) != len(list) {
			t.Fatal(err)
		}
		for _, o := range outcomes {
			if o.Text(zielkette.German) == "" || o.Holds && o.Problem != nil {
				t.Error(o)
			}
		}
	})
}
