package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gitlab.opencode.de/zielkette/zielkette/indicators/tables/spreadsheet"
)

func TestRun(t *testing.T) {
	dir := t.TempDir()
	put := func(name, text string) string {
		name = filepath.Join(dir, name)
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return name
	}
	mapping := put("m.json", `{"formatVersion": 1, "format": "long", "title": "Bericht", "area": "Ort", "period": "Tag", "value": "Wert", "decimal": ",", "rows": [{"indicator": "a"}]}`)
	strict := put("strict.json", `{"formatVersion": 1, "format": "long", "title": "Bericht", "area": "Ort", "period": "Tag", "value": "Wert", "decimal": ".", "rows": [{"indicator": "a"}]}`)
	ods, out := "../../testdata/libreoffice.ods", filepath.Join(dir, "report.xlsx")
	for _, c := range []struct {
		name string
		args []string
		code int
		out  string
		told []string
	}{
		{"a sheet", []string{"-read", mapping, ods}, 0, "indicator;area;period;value;", []string{"Tabellenblatt: Daten", "12 Messwerte aus 12 von 12 Zeilen", "verbundene Zellen: 2 (A1:D1, A5:A6)", "nicht gelesen wurden: 1 (Notizen)"}},
		{"in English", []string{"-lang", "en", "-read", mapping, ods}, 0, "indicator;", []string{"sheet: Daten", "merged cells: 2"}},
		{"faults", []string{"-read", strict, ods}, 1, "", []string{"Tabellenblatt: Daten", "libreoffice.ods:8:3: ", "libreoffice.ods:9:3: ", "[number-mixed]"}},
		{"another sheet", []string{"-sheet", "Notizen", "-read", mapping, ods}, 1, "", []string{"[mapping-unmatched]"}},
		{"no such sheet", []string{"-sheet", "x", "-read", mapping, ods}, 1, "", []string{`vorhanden: "Daten", "Notizen"`}},
		{"no tidy table", []string{"-read", "-", ods}, 1, "", []string{"[table-header]"}},
		{"no mapping", []string{"-read", put("bad.json", "{}"), ods}, 1, "", []string{"bad.json", "[required]"}},
		{"no file", []string{"-read", mapping, "none.ods"}, 1, "", []string{"none.ods"}},
		{"no spreadsheet", []string{"-read", mapping, mapping}, 1, "", []string{"[sheet-file]"}},
		{"a report", []string{"-as-of", "2023-12-31", "-write", out, "../../../../../examples/leipzig/data"}, 0, "", nil},
		{"no day", []string{"-as-of", "gestern", "-write", out, "../../../../../examples/leipzig/data"}, 1, "", []string{"gestern"}},
		{"no folder", []string{"-as-of", "2023", "-write", out, dir}, 1, "", []string{"strategy.json"}},
		{"nothing to do", []string{ods}, 2, "", []string{"usage"}},
		{"two things to do", []string{"-read", mapping, "-write", out, ods}, 2, "", []string{"usage"}},
		{"no language", []string{"-lang", "fr", "-read", mapping, ods}, 2, "", []string{"usage"}},
		{"no such flag", []string{"-x"}, 2, "", []string{"-x"}},
		{"help", []string{"-h"}, 0, "", []string{"-read"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var stdout, stderr strings.Builder
			if code := run(c.args, &stdout, &stderr); code != c.code || !strings.HasPrefix(stdout.String(), c.out) || c.out == "" && stdout.Len() > 0 {
				t.Errorf("%d\n%s\n%s", code, stdout.String(), stderr.String())
			}
			for _, want := range c.told {
				if !strings.Contains(stderr.String(), want) {
					t.Errorf("%q is not in\n%s", want, stderr.String())
				}
			}
		})
	}
	file, err := os.Open(out)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close() //nolint:errcheck // only read
	book, err := spreadsheet.Open(file, out)
	if err != nil || len(book.Sheets()) < 3 {
		t.Errorf("%v, %v", book, err)
	}
}
