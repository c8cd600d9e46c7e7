package cli_test

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/examples/internal/cli"
)

const (
	strategy = `{"formatVersion": 1, "id": "s", "title": "Musterstadt", "edition": {"name": "1. Fassung", "to": "2019"}, "levels": ["Ziel"],
		"goals": [{"id": "Z1", "level": "Ziel", "title": "Mehr Grün", "indicators": [{"id": "green"}]}]}`
	catalogue = `{"formatVersion": 1, "indicators": [{"id": "green", "title": "Grün je Einwohner", "unit": "m²", "direction": "up", "targets": [
		{"shape": "reach", "baseline": {"period": "2015", "value": "8"}, "revisions": [{"points": [{"period": "2030", "value": "12"}]}]}]}]}`
	rules        = `{"formatVersion": 1, "default": {"minCoverage": "0.5"}}`
	observations = "indicator;period;value;known_on\ngreen;2020;9;2021-03\ngreen;2021-01;10,5;2022\n"
	observed     = "indicator;period;value;known_on\ngreen;2020;9;2021-03\n"
)

// city is a folder with the given files.
func city(files ...string) fstest.MapFS {
	folder := fstest.MapFS{}
	for i := 0; i < len(files); i += 2 {
		folder[files[i]] = &fstest.MapFile{Data: []byte(files[i+1])}
	}
	return folder
}

func whole() fstest.MapFS {
	return city("strategy.json", strategy, "indicators.json", catalogue, "rules.json", rules, "observations.csv", observed)
}

// run runs a program whose folder is named on the command line.
func run(folder fs.FS, args ...string) (code int, out, problems string) {
	var stdout, stderr strings.Builder
	code = cli.Run(cli.Program{Name: "evaluate", OpenFolder: func(string) fs.FS { return folder }}, append(args, "FOLDER"), &stdout, &stderr)
	return code, stdout.String(), stderr.String()
}

// Shell scripts rely on the exit codes.
func TestExitCodes(t *testing.T) {
	if cli.OK != 0 || cli.Failed != 1 || cli.Misused != 2 {
		t.Error(cli.OK, cli.Failed, cli.Misused)
	}
}

func TestEvaluateFolder(t *testing.T) {
	code, out, problems := run(whole())
	if code != cli.OK || problems != "" || !strings.Contains(out, "25,0 %") || !strings.Contains(out, "31.12.2020") {
		t.Errorf("%d %s %s", code, out, problems)
	}
	// Only the strategy must be there.
	code, out, problems = run(city("strategy.json", strings.Replace(strategy, `"indicators": [{"id": "green"}]`, `"note": "x"`, 1)))
	if code != cli.OK || problems != "" || !strings.Contains(out, "1 von 1 Ziel ohne Kennzahl") || !strings.Contains(out, "2019") {
		t.Errorf("%d %s %s", code, out, problems)
	}
	// Observations in several files are one record.
	folder := whole()
	folder["observations-2022.csv"] = &fstest.MapFile{Data: []byte("indicator,period,value\ngreen,2022,10\n")}
	if _, out, _ = run(folder); !strings.Contains(out, "50,0 %") || !strings.Contains(out, "31.12.2022") {
		t.Error(out)
	}
}

func TestFlags(t *testing.T) {
	for _, c := range []struct {
		args string
		want string
	}{
		{"-as-of 2020-12-30", "Ohne gültigen Wert: Grün je"},
		{"-as-of 2020", "Stichtag 2020,"},
		{"-as-of 31.12.2020", "Stichtag 31.12.2020,"},
		{"-known-on 2021-03-30", "Ohne gültigen Wert: Grün je"},
		{"-known-on 2021-03-31", "Mit Wert, nicht bewertet:"}, // the target has no known date
		{"-lang en", "25% reached"},
		{"-format html", "<!DOCTYPE html>"},
		{"-chain -format html", "<!DOCTYPE html>"},
		{"-sdg -format html", "<!DOCTYPE html>"},
		{"-format json", `"score": "0.25"`},
		{"-format markdown", "**25,0 %**"},
		{"-explain Z1", "(9 − 8) / (12 − 8) = 0,25"},
		{"-explain green -lang en", "(9 − 8) / (12 − 8) = 0.25"},
		{"-explain Z1 -format json", `"formula"`},
		{"-explain Z1 -format markdown", "## Ziel: Mehr Grün"},
	} {
		code, out, problems := run(whole(), strings.Fields(c.args)...)
		if code != cli.OK || problems != "" || !strings.Contains(out, c.want) {
			t.Errorf("%s: %d %s %s", c.args, code, problems, out)
		}
	}
}

// Sections that are asked for are printed alone, in the order of the question.
func TestSections(t *testing.T) {
	var headings []string
	code, out, problems := run(whole(), "-format", "markdown", "-lang", "en", "-sections", "goals, summary")
	for _, line := range strings.Split(out, "\n") {
		if title, ok := strings.CutPrefix(line, "## "); ok {
			headings = append(headings, title)
		}
	}
	if d := cmp.Diff([]string{"Goals", "Summary"}, headings); code != cli.OK || problems != "" || d != "" {
		t.Errorf("%d %s %s", code, problems, d)
	}
}

// A faulty command line exits with 2, says why, and prints nothing else.
func TestMisuse(t *testing.T) {
	for _, args := range []string{
		"-as-of gestern", "-as-of 2023-02-30", "-known-on 31.12.2020x", "-lang fr", "-format pdf", "-explain none", "-explain Z1 -format pdf",
		"-no-such-flag", "-illustrate", "two", "-sections none", "-sections summary,,goals", "-explain Z1 -sections goals",
	} {
		code, out, problems := run(whole(), strings.Fields(args)...)
		if code != cli.Misused || out != "" || problems == "" {
			t.Errorf("%s: %d %q %q", args, code, out, problems)
		}
	}
	var stdout, stderr strings.Builder
	if code := cli.Run(cli.Program{Name: "evaluate"}, nil, &stdout, &stderr); code != cli.Misused || !strings.Contains(stderr.String(), "FOLDER") {
		t.Errorf("without a folder: %d %s", code, stderr.String())
	}
	stderr.Reset()
	if code := cli.Run(cli.Program{Name: "soest", Data: whole()}, []string{"folder"}, &stdout, &stderr); code != cli.Misused || stderr.Len() == 0 || stdout.Len() > 0 {
		t.Errorf("with a folder too many: %d %s", code, stderr.String())
	}
}

func TestHelp(t *testing.T) {
	var stdout, stderr strings.Builder
	code := cli.Run(cli.Program{Name: "soest", Data: whole(), Fictional: whole()}, []string{"-help"}, &stdout, &stderr)
	for _, flag := range []string{"-as-of", "-known-on", "-lang", "-format", "-explain", "-illustrate"} {
		if code != cli.OK || !strings.Contains(stderr.String(), flag) {
			t.Errorf("%d: %s is not explained:\n%s", code, flag, stderr.String())
		}
	}
}

// A faulty folder exits with 1 and names the problems of all its files at once,
// each with file and place.
func TestFaultyFolder(t *testing.T) {
	folder := city(
		"strategy.json", `{"formatVersion": 1, "id": "s", "title": "", "levels": ["Ziel"], "goals": [{"id": "Z1", "level": "Feld", "title": "x"}]}`,
		"indicators.json", `{"formatVersion": 1, "indicators": [{"id": "a", "title": "a", "direction": "sideways"}]}`,
		"rules.json", `{"formatVersion": 1, "default": {"aggregator": "sum"}}`,
		"observations.csv", "indicator;period;value\ngreen;2020;\n",
		"observations-2.csv", "indicator;period;value\ngreen;20xx;1\n",
	)
	code, out, problems := run(folder)
	if code != cli.Failed || out != "" {
		t.Errorf("%d %s", code, out)
	}
	for _, want := range []string{
		"strategy.json:1:", "[required]", "/goals/0/level", "[level]", "indicators.json:1:", "/indicators/0/direction", "[choice]",
		"rules.json:1:", "/default/aggregator", "observations.csv:2:", "[absence-unstated]", "observations-2.csv:2:", "[period]",
	} {
		if !strings.Contains(problems, want) {
			t.Errorf("the problems do not name %s:\n%s", want, problems)
		}
	}
	// What does not fit together is told as well.
	code, _, problems = run(city("strategy.json", strategy))
	if code != cli.Failed || !strings.Contains(problems, "/goals/0/indicators/0/id") {
		t.Errorf("%d %s", code, problems)
	}
	// No folder, and a folder without a strategy.
	if code, _, problems = run(os.DirFS(filepath.Join(t.TempDir(), "none"))); code != cli.Failed || problems == "" {
		t.Errorf("%d %s", code, problems)
	}
	// Periods of two kinds in one series.
	folder = whole()
	folder["observations.csv"] = &fstest.MapFile{Data: []byte(observations)}
	if code, _, problems = run(folder); code != cli.Failed || !strings.Contains(problems, "observations.csv:3:") {
		t.Errorf("%d %s", code, problems)
	}
}

// Problems are told in the language of the report.
func TestLanguageOfProblems(t *testing.T) {
	faulty := city("strategy.json", strings.Replace(strategy, `"title": "Mehr Grün"`, `"title": ""`, 1), "observations.csv", observed)
	for _, c := range []struct{ args, want string }{
		{"-as-of gestern", `-as-of: "gestern": ein Datum als`},
		{"-as-of gestern -lang de", `-as-of: "gestern": ein Datum als`},
		{"-as-of gestern -lang en", `-as-of: "gestern": write a date as`},
		{"-known-on gestern -lang en", `-known-on: "gestern": write a date as`},
		{"", "dem Ziel einen Titel geben [required]"},
		{"-lang en", "give the goal a title [required]"},
	} {
		if code, _, problems := run(faulty, strings.Fields(c.args)...); code == cli.OK || !strings.Contains(problems, c.want) {
			t.Errorf("%s: %d %s", c.args, code, problems)
		}
	}
}

func TestTold(t *testing.T) {
	p := zielkette.Problem{Code: "x", Message: zielkette.Text{DE: "falsch", EN: "wrong"}}
	for _, c := range []struct {
		err             error
		german, english string
	}{
		{p, "falsch [x]", "wrong [x]"},
		{zielkette.Problems{p, p}, "falsch [x]\nfalsch [x]", "wrong [x]\nwrong [x]"},
		{fmt.Errorf("-as-of: %w", p), "-as-of: falsch [x]", "-as-of: wrong [x]"},
		{fmt.Errorf("a: %w", errors.Join(zielkette.Problems{p}, fs.ErrNotExist, p)), "a: falsch [x]\nfile does not exist\nfalsch [x]", "a: wrong [x]\nfile does not exist\nwrong [x]"},
		{fs.ErrNotExist, "file does not exist", "file does not exist"},
		{hollow{}, "hollow", "hollow"},
	} {
		if got := cli.Told(c.err, zielkette.German); got != c.german {
			t.Errorf("%v: %q", c.err, got)
		}
		if got := cli.Told(c.err, zielkette.English); got != c.english || got != c.err.Error() {
			t.Errorf("%v: %q", c.err, got)
		}
	}
}

// hollow wraps nothing.
type hollow struct{}

func (hollow) Error() string { return "hollow" }
func (hollow) Unwrap() error { return nil }

func TestIllustrate(t *testing.T) {
	fictional := whole()
	fictional["strategy.json"] = &fstest.MapFile{Data: []byte(strings.Replace(strategy, `"id": "s"`, `"id": "s", "fictional": true`, 1))}
	p := cli.Program{Name: "soest", AsOf: "2020-12-31", Data: whole(), Fictional: fictional}
	for _, args := range [][]string{nil, {"-illustrate"}} {
		var out strings.Builder
		if code := cli.Run(p, args, &out, io.Discard); code != cli.OK || strings.Contains(out.String(), "FIKTIV") != (args != nil) {
			t.Errorf("%v: %d %s", args, code, out.String())
		}
	}
}

// A city with several strategies: -strategy takes one of them with its own date,
// -since tells what changed.
func TestStrategies(t *testing.T) {
	later := whole()
	later["strategy.json"] = &fstest.MapFile{Data: []byte(strings.NewReplacer(`"id": "s"`, `"id": "t"`, "Mehr Grün", "Viel mehr Grün", "1. Fassung", "2. Fassung").Replace(strategy))}
	p := cli.Program{Name: "soest", AsOf: "2020-12-30", Data: whole(), Strategy: "old", Others: []cli.Strategy{{Name: "new", AsOf: "2020-12-31", Data: later}}}
	for _, c := range []struct {
		args string
		code int
		want string
	}{
		{"", cli.OK, "30.12.2020"},
		{"-strategy old", cli.OK, "Ohne gültigen Wert"},
		{"-strategy new", cli.OK, "Viel mehr Grün"},
		{"-strategy new -format markdown", cli.OK, "31.12.2020"},
		{"-strategy new -as-of 2020-06-30", cli.OK, "30.06.2020"},
		{"-strategy new -since old", cli.OK, "Viel mehr Grün"},
		{"-strategy new -since old -lang en -format markdown", cli.OK, "Viel mehr Grün"},
		{"-strategy new -since old -format json", cli.OK, "Viel mehr Grün"},
		{"-strategy newer", cli.Misused, ""},
		{"-strategy new -since older", cli.Misused, ""},
		{"-strategy new -since old -format pdf", cli.Misused, ""},
	} {
		var out, problems strings.Builder
		code := cli.Run(p, strings.Fields(c.args), &out, &problems)
		if code != c.code || !strings.Contains(out.String(), c.want) || (code == cli.OK) == (problems.Len() > 0) || code != cli.OK && out.Len() > 0 {
			t.Errorf("%s: %d %s %s", c.args, code, problems.String(), out.String())
		}
	}
	p.Others[0].Data = city("strategy.json", "{}")
	var out, problems strings.Builder
	if code := cli.Run(p, []string{"-strategy", "old", "-since", "new"}, &out, &problems); code != cli.Failed || out.Len() > 0 || !strings.Contains(problems.String(), "strategy.json:1:1") {
		t.Errorf("%d %s", code, problems.String())
	}
	if code := cli.Run(p, []string{"-strategy", "old", "-since", "old"}, full{}, &problems); code != cli.Failed {
		t.Errorf("%d", code)
	}
}

// The Sustainable Development Goals that the codes of indicators name.
func TestSDGs(t *testing.T) {
	coded := whole()
	coded["indicators.json"] = &fstest.MapFile{Data: []byte(strings.Replace(catalogue, `"unit"`, `"codes": {"sdg": "11"}, "unit"`, 1))}
	for args, want := range map[string]string{
		"-sdg": "11 ", "-sdg -lang en": "no indicator carries this code", "-sdg -format markdown": "Bezug zu den 17 Zielen", "-sdg -format json": `"Z1"`,
	} {
		code, out, problems := run(coded, strings.Fields(args)...)
		if code != cli.OK || problems != "" || !strings.Contains(out, want) {
			t.Errorf("%s: %d %s %s", args, code, problems, out)
		}
	}
	if code, out, problems := run(coded, "-sdg", "-format", "pdf"); code != cli.Misused || out != "" || problems == "" {
		t.Errorf("%d %s %s", code, out, problems)
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("full") }

func TestWriterError(t *testing.T) {
	var problems strings.Builder
	if code := cli.Run(cli.Program{Name: "soest", Data: whole()}, nil, full{}, &problems); code != cli.Failed || problems.Len() == 0 {
		t.Errorf("%d %s", code, problems.String())
	}
}

// How a table was read is told beside the report, when asked.
func TestFiles(t *testing.T) {
	folder := whole()
	folder["observations-alt.csv"] = &fstest.MapFile{Data: []byte("kennzahl;zeitraum;wert\nanderes;2020;1.234,5\n")}
	code, stdout, stderr := run(folder, "-files")
	if code != cli.OK || stdout == "" || !strings.Contains(stderr, "observations-alt.csv: gelesen als: durch Semikolon getrennt, Dezimalkomma\n") {
		t.Errorf("%d %s", code, stderr)
	}
}
