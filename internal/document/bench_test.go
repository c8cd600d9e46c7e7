package document_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"testing"
	"time"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/document"
	"gitlab.opencode.de/zielkette/zielkette/internal/problems"
)

// strategy has 3,000 goals in three levels, each of the lowest with an indicator.
func strategy() goals.Strategy {
	s := goals.Strategy{
		FormatVersion: 1, ID: "musterstadt-2024", Title: "Strategie der Stadt Musterstadt",
		Levels: []string{"Handlungsfeld", "Strategisches Ziel", "Operatives Ziel"},
	}
	source := zielkette.Source{Title: "Beschluss des Rates vom 12.12.2023, Vorlage 2023/118", URL: "https://www.example.org/rat/2023/118", Date: zielkette.MustParseDate("2023-12-12")}
	for i := range 30 {
		field := goals.Goal{
			ID: fmt.Sprintf("HF%d", i+1), Level: s.Levels[0], Number: fmt.Sprint(i + 1), Title: fmt.Sprintf("Gutes Leben im Quartier %d", i+1),
			Weight: zielkette.Int(int64(i%3 + 1)), Source: source,
		}
		for j := range 9 {
			goal := goals.Goal{
				ID: fmt.Sprintf("%s.S%d", field.ID, j+1), Level: s.Levels[1], Number: fmt.Sprintf("%d.%d", i+1, j+1),
				Title:     fmt.Sprintf("Die Wege der Bürgerinnen und Bürger sind kurz und sicher (%d)", j+1),
				Statement: "Bis 2035 werden drei von vier Wegen zu Fuß, mit dem Rad oder mit Bus und Bahn zurückgelegt; niemand wird im Verkehr schwer verletzt.",
			}
			for k := range 10 {
				goal.Goals = append(goal.Goals, goals.Goal{
					ID: fmt.Sprintf("%s.%d", goal.ID, k+1), Level: s.Levels[2], Title: fmt.Sprintf("Ausbau der Fahrradstraßen im Bezirk %d", k+1),
					Weight: zielkette.MustParseNumber("1.5"), Responsible: "Amt für Verkehr",
					Indicators: []goals.Link{{ID: fmt.Sprintf("I%d-%d-%d", i, j, k), Weight: zielkette.Int(1)}},
				})
			}
			field.Goals = append(field.Goals, goal)
		}
		s.Goals = append(s.Goals, field)
	}
	return s
}

// catalogue has 2,730 indicators with two decisions on the target of each.
func catalogue() indicators.Catalogue {
	c := indicators.Catalogue{FormatVersion: 1, Title: "Kennzahlen der Stadt Musterstadt"}
	source := zielkette.Source{Title: "Statistisches Jahrbuch der Stadt Musterstadt", URL: "https://www.example.org/statistik", Date: zielkette.MustParseDate("2024-03-01")}
	for i := range 2730 {
		target := indicators.Target{
			Shape:    "reach",
			Baseline: indicators.Baseline{Period: zielkette.MustParsePeriod("2015"), Value: zielkette.MustParseNumber(fmt.Sprintf("%d.%02d", i%97, i%100))},
		}
		for _, year := range []string{"2018", "2023"} {
			target.Revisions = append(target.Revisions, indicators.Revision{
				Decided: zielkette.MustParseDate(year + "-06-21"), Known: zielkette.MustParseDate(year + "-07-01"), Decision: "Rat, Vorlage " + year + "/77",
				Points: []indicators.Point{
					{Period: zielkette.MustParsePeriod("2025"), Value: zielkette.MustParseNumber(fmt.Sprintf("%d.5", i%89))},
					{Period: zielkette.MustParsePeriod("2030"), Value: zielkette.MustParseNumber(fmt.Sprintf("%d", i%83))},
				},
			})
		}
		c.Indicators = append(c.Indicators, indicators.Indicator{
			ID: fmt.Sprintf("I%d-%d-%d", i/90, i/10%9, i%10), Title: fmt.Sprintf("Anteil des Umweltverbunds im Bezirk %d", i),
			Unit: "Prozent der Wege", Time: "stock", Direction: "up", Codes: map[string]string{"sdg": fmt.Sprint(i%17 + 1)},
			Targets: []indicators.Target{target}, MaxAge: zielkette.MustParseSpan("P5Y"), Source: source,
		})
	}
	return c
}

// BenchmarkDecode compares the reader with json.Unmarshal into the same structs. Of
// what it reports, ratio counts: there the two take turns, so that it holds on a busy
// machine, too.
func BenchmarkDecode(b *testing.B) {
	small := strategy()
	small.Goals = small.Goals[:1]
	small.Goals[0].Goals = small.Goals[0].Goals[:1]
	benchmarkDecode(b, "strategy", strategy())
	benchmarkDecode(b, "catalogue", catalogue())
	benchmarkDecode(b, "small", small)
}

func benchmarkDecode[D any](b *testing.B, name string, doc D) {
	indented, err := json.MarshalIndent(doc, "", "  ")
	if err != nil {
		b.Fatal(err)
	}
	var compact bytes.Buffer
	if err := json.Compact(&compact, indented); err != nil {
		b.Fatal(err)
	}
	ours := func(data []byte) {
		var got D
		var list problems.List
		if !document.Decode(data, &got, &list) || list.Failed() {
			b.Fatal(list.All())
		}
	}
	unmarshal := func(data []byte) {
		var got D
		if err := json.Unmarshal(data, &got); err != nil {
			b.Fatal(err)
		}
	}
	for _, reader := range []struct {
		name string
		read func([]byte)
	}{{"ours", ours}, {"unmarshal", unmarshal}} {
		b.Run(name+"/"+reader.name, func(b *testing.B) {
			b.SetBytes(int64(len(indented)))
			b.ReportAllocs()
			for b.Loop() {
				reader.read(indented)
			}
		})
	}
	b.Run(name+"/ratio", func(b *testing.B) { benchmarkRatio(b, indented, ours, unmarshal) })
	b.Run(name+"/ratio-compact", func(b *testing.B) { benchmarkRatio(b, compact.Bytes(), ours, unmarshal) })
}

func benchmarkRatio(b *testing.B, data []byte, ours, unmarshal func([]byte)) {
	var spent [2]time.Duration
	for b.Loop() {
		for i, read := range []func([]byte){ours, unmarshal} {
			start := time.Now() //nolint:forbidigo // a benchmark of two readers in one run
			read(data)
			spent[i] += time.Since(start) //nolint:forbidigo // as above
		}
	}
	b.ReportMetric(float64(spent[0])/float64(spent[1]), "ratio")
}

// BenchmarkLocate looks for many places in a document of 20 MB.
func BenchmarkLocate(b *testing.B) {
	c := catalogue()
	for range 3 {
		c.Indicators = append(c.Indicators, c.Indicators...)
	}
	data, err := json.MarshalIndent(c, "", "  ")
	if err != nil {
		b.Fatal(err)
	}
	for _, n := range []int{1, 100, 10_000} {
		b.Run(fmt.Sprintf("places=%d", n), func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			for b.Loop() {
				list := make(zielkette.Problems, n)
				for i := range list {
					list[i].Place.Pointer = fmt.Sprintf("/indicators/%d/targets/0/shape", len(c.Indicators)-1-i)
				}
				document.Locate(data, list)
				if list[n-1].Place.Line < 2 {
					b.Fatal(list[n-1])
				}
			}
		})
	}
}
