package tables_test

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"gitlab.opencode.de/zielkette/zielkette/indicators/tables"
)

// TestPublicTables reads small tables in the layouts of public portals, each by a
// mapping that somebody can write who knows the documentation alone.
func TestPublicTables(t *testing.T) {
	for name, want := range map[string][]string{
		"eurostat.tsv":          {"recycling  2019  O", "recycling  2020  Q", "recycling  2021 43.8 E", "recycling  2022 41.8 E | 41.8 ep"},
		"inkar.csv":             {"alq 05974 2020 5.9 A", "alq 05974 2021 5.37 A", "dichte 05974 2021 1234.5 A", "alq 05354 2020 7.8 A", "alq 05354 2021 7.4 A", "dichte 05354 2021 1650.25 A"},
		"ldb_nrw.csv":           {"einwohner 05974040 2022-12-31 47514 A", "einwohner 05974 2022-12-31 301878 A"},
		"oecd.csv":              {"abfall  2021 53748000 A", "abfall  2022 51045000 E"},
		"regionalstatistik.csv": {"einwohner  2021-12-31 301878 A", "einwohner  2022-12-31 306000 A"},
		"worldbank.csv":         {"co2  1960  O", "co2  2020 7.25631247891026 A", "co2  2021 7.9 A", "co2  2022  O", "co2  2023  O"},
	} {
		t.Run(name, func(t *testing.T) {
			base, _, _ := strings.Cut(name, ".")
			r, err := tables.LoadMapping(os.DirFS("testdata/public"), base+".mapping.json")
			if err != nil {
				t.Fatal(err)
			}
			file, err := os.Open("testdata/public/" + name)
			if err != nil {
				t.Fatal(err)
			}
			defer file.Close() //nolint:errcheck // only read
			got, err := r.Read(file, nil)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, full(got)); diff != "" {
				t.Error(diff)
			}
			accounted(t, got)
		})
	}
}

// What a mapping of a public table lacks at a first try is told.
func TestPublicTablesAtFirst(t *testing.T) {
	for _, c := range []struct{ name, without, code, told string }{
		{"oecd.csv", `"factor": "1000",`, "mapping-attribute", `"factor"`},
		{"worldbank.csv", `"headerLine": 5,`, "table-header", `"headerLine"`},
		{"inkar.csv", `"headerRows": 2,`, "table-header", `"headerRows"`},
		{"eurostat.tsv", `"vocabulary": "eurostat",`, "number-text", `":"`},
	} {
		base, _, _ := strings.Cut(c.name, ".")
		text, err := os.ReadFile("testdata/public/" + base + ".mapping.json")
		if err != nil {
			t.Fatal(err)
		}
		less := strings.Replace(string(text), c.without, "", 1)
		if less == string(text) {
			t.Errorf("%s: the mapping does not say %s", c.name, c.without)
		}
		r, err := tables.ReadMapping(strings.NewReader(less), "")
		if err != nil {
			t.Fatal(err)
		}
		file, err := os.Open("testdata/public/" + c.name)
		if err != nil {
			t.Fatal(err)
		}
		_, err = r.Read(file, nil)
		if ps := problemsOf(t, err); string(ps[0].Code) != c.code || !strings.Contains(err.Error(), c.told) {
			t.Errorf("%s without %s: %v", c.name, c.without, err)
		}
		if err := file.Close(); err != nil {
			t.Error(err)
		}
	}
}
