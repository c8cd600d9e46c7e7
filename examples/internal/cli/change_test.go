package cli_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gitlab.opencode.de/zielkette/zielkette/examples/internal/cli"
)

// -against tells what changed since a date or a folder, in every format; the known-on
// dates of both reports are given or neither.
func TestAgainst(t *testing.T) {
	folder := whole()
	folder["observations.csv"].Data = []byte("indicator;period;value;known_on\ngreen;2020;9;2021-03\ngreen;2020;9,4;2022-03\ngreen;2022;10;2023-03\n")
	folder["indicators.json"].Data = []byte(strings.Replace(catalogue, `"revisions": [{`, `"revisions": [{"known": "2015", `, 1))
	for _, c := range []struct {
		args, want string
		code       int
	}{
		{"-as-of 2022-12-31 -against 2020-12-31", "Ziel „Mehr Grün“: von 35,0 % auf 50,0 %, +15,0 Punkte; Ursache: neue Daten +15,0.", cli.OK},
		{"-as-of 2022-12-31 -against 2020-12-31 -lang en", "Goal “Mehr Grün”: from 35.0% to 50.0%, +15.0 points; cause: new data +15.0.", cli.OK},
		{"-as-of 2022-12-31 -against 2020-12-31 -known-on 2023-12-31 -known-then 2021-12-31", "Berichtigungen und Nachträge +5,0, neue Daten +20,0", cli.OK},
		{"-as-of 2022-12-31 -against 2020-12-31 -format markdown", "## Warum sich das Ergebnis verändert hat", cli.OK},
		{"-as-of 2022-12-31 -against 2020-12-31 -format html", "<polygon", cli.OK},
		{"-as-of 2022-12-31 -against 2020-12-31 -known-on 2023-12-31", "[known-on-alone]", cli.Misused},
		{"-as-of 2022-12-31 -against 2020-12-31 -known-then 2021-12-31", "[known-on-alone]", cli.Misused},
		{"-as-of 2020-12-31 -against 2022-12-31", "[dates-reversed]", cli.Misused},
		{"-as-of 2022-12-31 -against soon", "-against", cli.Misused},
		{"-as-of 2022-12-31 -known-then 2021-12-31", "-known-then", cli.Misused},
	} {
		code, out, problems := run(folder, strings.Fields(c.args)...)
		text := strings.Join(strings.Fields(out+problems), " ")
		if code != c.code || !strings.Contains(strings.ReplaceAll(text, "\u00a0", " "), c.want) {
			t.Errorf("%s: %d %s", c.args, code, text)
		}
	}
	_, out, _ := run(folder, "-as-of", "2022-12-31", "-against", "2020-12-31", "-format", "json")
	var document struct {
		Change []struct {
			ID, Kind      string
			Before, After struct{ State, Score *string }
			Causes        []struct{ Cause, Effect *string }
		}
	}
	if err := json.Unmarshal([]byte(out), &document); err != nil {
		t.Fatal(err)
	}
	if len(document.Change) != 2 || document.Change[0].ID != "Z1" || len(document.Change[0].Causes) != 6 || *document.Change[0].Causes[5].Effect != "0.15" {
		t.Errorf("%s", out)
	}
}

// -against-folder reads the earlier documents from a folder of their own.
func TestAgainstFolder(t *testing.T) {
	earlier := t.TempDir()
	for name, file := range whole() {
		if err := os.WriteFile(filepath.Join(earlier, name), file.Data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var out, problems strings.Builder
	later := whole()
	later["indicators.json"].Data = []byte(strings.Replace(catalogue, `"value": "12"`, `"value": "10"`, 1))
	p := cli.Program{Name: "musterstadt", AsOf: "2020-12-31", Data: later}
	if code := cli.Run(p, []string{"-against-folder", earlier}, &out, &problems); code != cli.OK {
		t.Fatal(code, problems.String())
	}
	want := "Ziel „Mehr Grün“: von 25,0 % auf 50,0 %, +25,0 Punkte; Ursache: andere Zielwerte +25,0."
	if text := strings.ReplaceAll(strings.Join(strings.Fields(out.String()), " "), "\u00a0", " "); !strings.Contains(text, want) {
		t.Error(text)
	}
	if code := cli.Run(p, []string{"-against-folder", filepath.Join(earlier, "nowhere")}, &out, &problems); code != cli.Failed {
		t.Errorf("a folder that is not there: %d %s", code, problems.String())
	}
}
