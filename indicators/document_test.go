package indicators_test

import (
	"encoding/json"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/testkit"
)

// shipped yields the catalogues that come with the module, by their names.
func shipped(t *testing.T) map[string]indicators.Catalogue {
	t.Helper()
	root := os.DirFS("..")
	out := map[string]indicators.Catalogue{}
	err := fs.WalkDir(root, ".", func(name string, entry fs.DirEntry, err error) error {
		wanted := entry.Name() == "indicators.json" || entry.Name() == "sdg-kommunen.json" || strings.HasPrefix(name, "indicators/testdata/good/")
		if err != nil || entry.IsDir() || !wanted {
			return err
		}
		out[name], err = indicators.Load(root, name)
		return err
	})
	if err != nil || len(out) < 8 {
		t.Fatalf("%d catalogues, %v", len(out), err)
	}
	return out
}

// What is written as JSON is read again to the same, from the document and from the
// set that was compiled of it.
func TestRoundTrip(t *testing.T) {
	for name, catalogue := range shipped(t) {
		set, err := catalogue.Compile()
		if err != nil {
			t.Fatal(err)
		}
		catalogue.FormatVersion = 0 // as in a literal
		for _, document := range []any{catalogue, &catalogue, set} {
			text, err := json.Marshal(document)
			if err != nil {
				t.Fatal(err)
			}
			again, err := indicators.Read(strings.NewReader(string(text)), "")
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			want := catalogue.Clone()
			want.FormatVersion = 1
			if d := cmp.Diff(want, again); d != "" {
				t.Errorf("%s as %T: %s", name, document, d)
			}
		}
	}
	for _, empty := range []any{indicators.Catalogue{}, &indicators.Set{}} {
		if text, err := json.Marshal(empty); err != nil || string(text) != `{"formatVersion":1,"indicators":[]}` {
			t.Errorf("%T: %s, %v", empty, text, err)
		}
	}
}

// A clone shares nothing with the document, and find-by-id leads into the document.
func TestEditing(t *testing.T) {
	catalogue, err := indicators.Load(os.DirFS("testdata/good"), "shapes.json")
	if err != nil {
		t.Fatal(err)
	}
	before, err := json.Marshal(catalogue)
	if err != nil {
		t.Fatal(err)
	}
	edited := catalogue.Clone()
	target := edited.Indicator("radanteil").Target("a")
	target.Revisions[0].Points[0].Value = zielkette.Int(25)
	edited.Indicator("thg-je-ew").Codes["sdg"] = "7"
	edited.Indicator("baukultur").Targets[0].Labels[0].Label = "x"
	edited.Indicator("modellregion").Targets[0].Milestones[0].Title = "x"
	if after, _ := json.Marshal(catalogue); string(after) != string(before) {
		t.Error("editing a clone changes the document")
	}
	if _, err := edited.Compile(); err != nil {
		t.Error(err)
	}
	if after, _ := json.Marshal(edited); string(after) == string(before) {
		t.Error("editing changes nothing")
	}
	if catalogue.Indicator("none") != nil || catalogue.Indicator("radanteil").Target("none") != nil {
		t.Error("found what is not there")
	}
}

// What a program reads of a status in a database is what it stored.
func TestStatusInDatabase(t *testing.T) {
	for status, want := range map[indicators.Status]any{0: nil, indicators.Normal: "A", indicators.Provisional: "P"} {
		stored, err := status.Value()
		if stored != want || err != nil {
			t.Errorf("%q is stored as %#v, %v", status, stored, err)
		}
		read := indicators.Forecast
		if err := read.Scan(stored); err != nil || read != status {
			t.Errorf("%#v is read as %q, %v", stored, read, err)
		}
	}
	var s indicators.Status
	if err := s.Scan([]byte("U")); err != nil || s != indicators.LowReliability {
		t.Errorf("%q, %v", s, err)
	}
	if code := codeOf(t, s.Scan(int64(80))); code != zielkette.CodeColumn {
		t.Errorf("a number is read as a status: %q", code)
	}
	if code := codeOf(t, s.Scan("80")); code != indicators.CodeStatus {
		t.Errorf("a number is read as a status: %q", code)
	}
}

// A record, a series and an entry are written as their observations.
func TestRecordAsJSON(t *testing.T) {
	record, err := indicators.NewRecord(
		indicators.Observation{
			Indicator: "thg", Area: "mitte", Period: zielkette.MustParsePeriod("2023"), Value: zielkette.MustParseNumber("6.40"),
			Status: indicators.Provisional, Definition: "v2", Known: zielkette.MustParseDate("2024-05"), Source: "Bilanz", Note: "vorab",
		},
		indicators.Observation{Indicator: "quote", Period: zielkette.MustParsePeriod("2022/23"), Value: zielkette.Int(3), Denominator: zielkette.Int(8)},
		indicators.Observation{Indicator: "rad", Period: zielkette.MustParsePeriod("2023-Q1"), Label: "gut"},
		indicators.Observation{Indicator: "rad", Period: zielkette.MustParsePeriod("2023-Q2"), Status: indicators.Missing},
	)
	if err != nil {
		t.Fatal(err)
	}
	const first = `{"indicator":"thg","area":"mitte","period":"2023","value":"6.40","status":"P","definition":"v2","known":"2024-05","source":"Bilanz","note":"vorab"}`
	entry, _ := record.Series("thg", "mitte").Counted(&indicators.Query{AsOf: zielkette.MustParseDate("2025"), Definition: "v2"})
	for want, value := range map[string]any{
		first: entry, "[" + first + "]": record.Series("thg", "mitte"), "null": indicators.Entry{}, "[]": &indicators.Record{},
	} {
		if text, err := json.Marshal(value); err != nil || string(text) != want {
			t.Errorf("%T: %s, %v, want %s", value, text, err, want)
		}
	}
	text, err := json.Marshal(record)
	if err != nil {
		t.Fatal(err)
	}
	var observations []indicators.Observation
	if err := json.Unmarshal(text, &observations); err != nil {
		t.Fatal(err)
	}
	again, err := indicators.NewRecord(observations...)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(slices.Collect(record.All()), slices.Collect(again.All())); d != "" {
		t.Error(d)
	}
}

// An entry that is none answers with nothing.
func TestNoEntry(t *testing.T) {
	var none indicators.Entry
	if _, _, ok := none.Small(); ok || none.Position() != -1 || !none.Period().IsZero() ||
		none.Observation() != (indicators.Observation{}) {
		t.Error("something of nothing")
	}
}

// A clone, a set and what a set hands out share nothing with each other.
func TestNothingIsShared(t *testing.T) {
	for name, catalogue := range shipped(t) {
		set, err := catalogue.Compile()
		if err != nil {
			t.Fatal(err)
		}
		if len(catalogue.Indicators) == 0 {
			t.Fatal(name)
		}
		testkit.Apart(t, catalogue, catalogue.Clone())
		testkit.Apart(t, catalogue, set)
		testkit.Apart(t, set, slices.Collect(set.All()))
		for _, ind := range catalogue.Indicators {
			handed, _ := set.Indicator(ind.ID)
			testkit.Apart(t, set, handed)
		}
	}
}

// What could be understood of a faulty catalogue can be asked for by id.
func TestInspectFaulty(t *testing.T) {
	set, found := indicators.Catalogue{Indicators: []indicators.Indicator{
		{ID: "a", Title: "A"}, {ID: "a", Title: "again"}, {ID: "b", Title: "B"}, {ID: "a", Title: "and again"}, {ID: "c", Title: "C"},
	}}.Inspect()
	var got []string
	for _, p := range found {
		got = append(got, p.Place.Pointer+" "+string(p.Code))
	}
	if d := cmp.Diff([]string{"/indicators/1/id duplicate-id", "/indicators/3/id duplicate-id"}, got); d != "" {
		t.Error(d)
	}
	for id, want := range map[string]string{"a": "A", "b": "B", "c": "C"} {
		if ind, ok := set.Indicator(id); !ok || ind.Title != want {
			t.Errorf("%s: %q", id, ind.Title)
		}
	}
}
