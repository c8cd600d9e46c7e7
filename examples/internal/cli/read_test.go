package cli_test

import (
	"io/fs"
	"strings"
	"testing"

	"gitlab.opencode.de/zielkette/zielkette/examples/internal/cli"
)

// runRead runs the program on files of one folder.
func runRead(folder fs.FS, args ...string) (code int, out, problems string) {
	var stdout, stderr strings.Builder
	code = cli.Run(cli.Program{Name: "evaluate", OpenFolder: func(string) fs.FS { return folder }}, args, &stdout, &stderr)
	return code, stdout.String(), stderr.String()
}

func TestRead(t *testing.T) {
	folder := city(
		"m.json", `{"formatVersion": 1, "format": "wide", "area": "Ort", "rows": [{"indicator": "a", "where": {"Was": "x"}}]}`,
		"bad.json", `{"formatVersion": 1, "format": "wide", "rowz": []}`,
		"good.csv", "Ort;Was;2021;2022\nmitte;x;1,5;.\nnord;y;1;2\nwest;x;-9999;0\n",
		"bad.csv", "Ort;Was;2021;2022\nmitte;x;1,5;viel\nnord;x;1.5;2\n",
		"tidy.csv", "indicator;period;value\na;2021;1,5\n",
	)
	for _, c := range []struct {
		args      string
		code      int
		out       string
		told, not []string
	}{
		{
			args: "-read m.json good.csv", out: "indicator;area;period;value;denominator;status;definition;known_on;source;note\na;mitte;2021;1.5;;A;;;;\na;mitte;2022;;;O;;;;\na;west;2021;-9999;;A;;;;\na;west;2022;0;;A;;;;\n",
			told: []string{"4 Messwerte aus 2 von 3 Zeilen", "Schreibweise: durch Semikolon getrennt, Dezimalkomma", `nicht gelesen: Zeilen, nach denen die Zuordnung nicht fragt: 1 (3:1 "nord; y; 1; 2")`, "good.csv:4:8: ", "[value-sentinel]"},
		},
		{args: "-lang en -read m.json good.csv", out: "indicator;", told: []string{"4 observations from 2 of 3 rows", "not read: rows that the mapping does not ask for: 1"}},
		{args: "-read m.json bad.csv", code: cli.Failed, told: []string{"2 von 2 Zeilen", "bad.csv:2:13: ", "bad.csv:3:8: ", "[number-text]", "[number-mixed]"}},
		{args: "-read bad.json good.csv", code: cli.Failed, told: []string{"bad.json:1:40", "rowz"}, not: []string{"Messwerte"}},
		{args: "-read none.json good.csv", code: cli.Failed, told: []string{"none.json"}},
		{args: "-read m.json none.csv", code: cli.Failed, told: []string{"none.csv"}},
		{args: "-read - tidy.csv", out: "indicator;area;period;value;denominator;status;definition;known_on;source;note\na;;2021;1.5;;A;;;;\n", told: []string{"1 Messwerte aus 1 von 1 Zeilen"}},
		{args: "-read - good.csv", code: cli.Failed, told: []string{"good.csv:1:1", "[table-header]"}},
		{args: "-read m.json", code: cli.Misused, told: []string{"-read MAPPING FILE"}},
		{args: "-read m.json a b", code: cli.Misused, told: []string{"-read MAPPING FILE"}},
	} {
		code, out, told := runRead(folder, strings.Fields(c.args)...)
		if code != c.code || !strings.HasPrefix(out, c.out) || code != cli.OK && out != "" {
			t.Errorf("%s: %d\n%s\n%s", c.args, code, out, told)
		}
		for _, want := range c.told {
			if !strings.Contains(told, want) {
				t.Errorf("%s: %q is not in\n%s", c.args, want, told)
			}
		}
		for _, not := range c.not {
			if strings.Contains(told, not) {
				t.Errorf("%s: %q is in\n%s", c.args, not, told)
			}
		}
	}
}
