package report_test

import (
	"errors"
	"io"
	"os"
	"strings"
	"testing"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/cities"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/folder"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/report"
)

// shipped evaluates a city that comes with the library.
func shipped(t testing.TB, name, asOf string) *evaluation.Result {
	t.Helper()
	return inFolder(t, "../../examples/"+name, asOf)
}

// inFolder evaluates the city of a folder.
func inFolder(t testing.TB, dir, asOf string) *evaluation.Result {
	t.Helper()
	city, err := folder.Load(os.DirFS(dir))
	if err != nil {
		t.Fatal(err)
	}
	model, err := city.Compile()
	if err != nil {
		t.Fatal(err)
	}
	result, err := model.Evaluate(city.Record, evaluation.Options{AsOf: date(asOf)})
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// Everything that comes with the library prints in every medium and language without
// a fault of form.
func TestShipped(t *testing.T) {
	for name, asOf := range map[string]string{
		"leipzig/data": "2023", "leipzig/data/fictional": "2023", "soest/data": "2020", "soest/data/fictional": "2020", "bergkamen/data": "2024", "evaluate/haan": "2024", "soest/smart-city": "2023",
	} {
		result := shipped(t, name, asOf)
		for _, l := range languages {
			o := report.Options{Language: l}
			links, err := report.ChainOf(result, report.ChainOptions{Options: o})
			if err != nil {
				t.Fatal(err)
			}
			sdgs, err := report.SDGsOf(result, o)
			if err != nil {
				t.Fatal(err)
			}
			earlier, err := result.Model().Evaluate(result.Record(), evaluation.Options{AsOf: result.Options().AsOf.AddMonths(-24)})
			if err != nil {
				t.Fatal(err)
			}
			prints := map[string]report.Printable{
				"report": report.Of(result, o), "chain": links, "sdg": sdgs, "change": report.ChangeOf(between(t, earlier, result), o),
			}
			for goal := range result.Model().Plan().Roots() {
				prints["explanation"] = report.Explanation(result, result.Explain(goal.ID()), o)
				break
			}
			for kind, p := range prints {
				for format, faults := range map[string]func(string) []string{"text": inText, "markdown": inMarkdown, "html": inHTML} {
					var out strings.Builder
					if err := report.Write(&out, p, format); err != nil {
						t.Fatal(err)
					}
					for _, fault := range faults(out.String()) {
						t.Errorf("%s, %s in %s as %s: %s", name, kind, l, format, fault)
					}
				}
			}
		}
	}
}

// What is asked for by an id that nothing has is refused.
func TestChainRoot(t *testing.T) {
	result := shipped(t, "leipzig/data/fictional", "2023")
	if _, err := report.ChainOf(result, report.ChainOptions{Root: "nowhere"}); !errors.Is(err, report.ErrRoot) {
		t.Error(err)
	}
	links, err := report.ChainOf(result, report.ChainOptions{Root: "F-park", Losses: 1})
	if err != nil {
		t.Fatal(err)
	}
	if page := links.Page(); page.Section("contributions") == nil {
		t.Error("what the measure contributes is missing")
	}
}

// A comparison prints ranks only where there are any, and says what hinders the rest.
func TestCities(t *testing.T) {
	c := report.Cities{
		AsOf: date("2020"), KnownOn: date("2021"),
		Comparisons: []cities.Comparison{
			{Title: "Bäume", Unit: "Bäume", Period: period("2020"), Fictional: true, Median: number("2"), Entries: []cities.Entry{
				{Reading: cities.Reading{City: "A"}, Value: number("3"), Rank: 1, Percentile: number("1"), ToMedian: number("1")}, {Reading: cities.Reading{City: "B"}, Value: number("1"), Rank: 2, Percentile: number("0"), ToMedian: number("-1")},
			}, Missing: []cities.Missing{{City: "C", Reason: zielkette.Text{DE: "kein Wert", EN: "no value"}}}, Caveats: []zielkette.Text{{DE: "Vorsicht", EN: "caution"}}},
			{Title: "Ohne Rang", Period: period("2020"), Entries: []cities.Entry{{Reading: cities.Reading{City: "A", Source: "Amt, https://example.org/a"}}}, Query: cities.Query{Note: zielkette.Text{DE: "ungleich", EN: "unlike"}}},
		},
		Trends:   []cities.Change{{From: cities.Reading{City: "A", Indicator: "Wege", Period: period("2019"), Value: number("1")}, To: cities.Reading{Period: period("2020"), Value: number("2")}, Difference: number("1")}},
		Refusals: []cities.Refusal{{Indicator: "Wege", Cities: []string{"A", "B"}, Text: zielkette.Text{DE: "andere Einheit", EN: "another unit"}}},
	}
	for format, wants := range map[string][]string{
		"text": {"Kenntnisstand 2021", "FIKTIVE DATEN", "+1", "100 %", "Ohne Wert: C (kein Wert).", "Vorsicht: ungleich", "A, Wege: 1 (2019) → 2 (2020), Änderung +1.", "Wege, A und B: andere Einheit."},
		"html": {`<a href="https://example.org/a"`}, "json": {`"rank": 1`, `"rank": null`},
	} {
		var out strings.Builder
		if err := report.Write(&out, c, format); err != nil {
			t.Fatal(err)
		}
		for _, want := range wants {
			if !strings.Contains(strings.Join(strings.Fields(out.String()), " "), want) {
				t.Errorf("%s lacks %q:\n%s", format, want, out.String())
			}
		}
	}
}

// BenchmarkShipped measures what each medium costs for the cities that come with the
// library.
func BenchmarkShipped(b *testing.B) {
	for _, city := range [][2]string{{"soest/data", "2020"}, {"leipzig/data", "2023"}, {"soest/smart-city", "2023"}, {"evaluate/haan", "2024"}, {"bergkamen/data", "2024"}} {
		result := shipped(b, city[0], city[1])
		for _, format := range report.Formats {
			b.Run(city[0]+"/"+format, func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					must(b, report.Write(io.Discard, report.Of(result, report.Options{}), format))
				}
			})
		}
	}
}
