package indicators_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

// Leipzig's figure for 2011 was reported as 6.61 t of CO2 in 2015 and as 6.40 t of
// greenhouse gas in 2022. Both stay on record; which one is read depends on the
// day one asks about.
func Example() {
	year := zielkette.MustParsePeriod("2011")
	record, err := indicators.NewRecord(
		indicators.Observation{
			Indicator: "thg-je-ew", Period: year, Value: zielkette.MustParseNumber("6.61"),
			Definition: "co2-2011", Known: zielkette.MustParseDate("2015-08"), Source: "Presse",
		},
		indicators.Observation{
			Indicator: "thg-je-ew", Period: year, Value: zielkette.MustParseNumber("6.40"),
			Definition: "thg", Known: zielkette.MustParseDate("2022-02"), Source: "Presse",
		},
	)
	if err != nil {
		fmt.Println(err)
		return
	}
	series := record.Series("thg-je-ew", "")
	for _, knownOn := range []string{"2014-12-31", "2016-01-01", "2024-12-31"} {
		o, ok := series.Reading(year, zielkette.MustParseDate(knownOn))
		if !ok {
			fmt.Println(knownOn, "keine Angabe")
			continue
		}
		fmt.Println(knownOn, o.Value, o.Definition)
	}
	// Output:
	// 2014-12-31 keine Angabe
	// 2016-01-01 6.61 co2-2011
	// 2024-12-31 6.40 thg
}

func ExampleLoad() {
	catalogue, err := indicators.Load(os.DirFS("testdata/good"), "shapes.json")
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, ind := range catalogue.Indicators {
		for _, target := range ind.Targets {
			fmt.Println(ind.ID, target.ID, target.Shape)
		}
	}
	// Output:
	// thg-je-ew eksp-2030 reach
	// schulden  corridor
	// neue-wohnungen  limit
	// pv  direction
	// baukultur  ordinal
	// modellregion  milestones
	// radanteil a reach
	// radanteil b limit
	// fussanteil  reach
}

// A faulty catalogue gives all its problems at once.
func ExampleRead() {
	catalogue, err := indicators.Read(strings.NewReader(`{
  "formatVersion": 1, "indicators": [
    {"id": "thg-je-ew", "title": "Treibhausgase je Einwohner", "direction": "fallend",
      "targets": [{"shape": "reach", "baseline": {"period": "2015", "value": "7.2"},
        "revisions": [{"points": [{"period": "2035", "value": "7.20"}]}]}]}]
}`), "")
	if err == nil {
		_, err = catalogue.Compile()
	}
	var problems zielkette.Problems
	if errors.As(err, &problems) {
		for _, p := range problems {
			fmt.Printf("line %d, column %d: %s\n", p.Place.Line, p.Place.Column, p.Code)
		}
	}
	// Output:
	// line 3, column 77: choice
	// line 5, column 63: target-baseline
}

// A what-if edits a copy of the document; the document itself and what was compiled
// of it stay as they are.
func ExampleCatalogue_Clone() {
	catalogue, err := indicators.Load(os.DirFS("testdata/good"), "shapes.json")
	if err != nil {
		fmt.Println(err)
		return
	}
	whatIf := catalogue.Clone()
	points := whatIf.Indicator("radanteil").Target("a").Revisions[0].Points
	points[len(points)-1].Value = zielkette.Int(25)
	fmt.Println(catalogue.Indicator("radanteil").Target("a").Revisions[0].Points[0].Value, points[0].Value)
	// Output: 23 25
}

// Soest moved climate neutrality from 2035 to 2030: a second revision of the same
// target, which leaves the first on record.
func ExampleCatalogue_Compile() {
	set, err := indicators.Catalogue{Indicators: []indicators.Indicator{{
		ID: "thg-je-ew", Title: "Treibhausgase je Einwohner", Unit: "t/Einwohner", Direction: indicators.Down,
		Targets: []indicators.Target{{
			Shape:    indicators.ReachShape,
			Baseline: indicators.Baseline{Period: zielkette.MustParsePeriod("2015"), Value: zielkette.MustParseNumber("7.2")},
			Revisions: []indicators.Revision{
				{Decided: zielkette.MustParseDate("2019"), Points: []indicators.Point{{Period: zielkette.MustParsePeriod("2035"), Value: zielkette.Int(2)}}},
				{Decided: zielkette.MustParseDate("2021-04-28"), Decision: "Masterplan Klimapakt, Ratsbeschluss", Points: []indicators.Point{{Period: zielkette.MustParsePeriod("2030"), Value: zielkette.Int(2)}}},
			},
		}},
	}}}.Compile()
	if err != nil {
		fmt.Println(err)
		return
	}
	ind, _ := set.Indicator("thg-je-ew")
	for _, r := range ind.Targets[0].Revisions {
		fmt.Println("decided", r.Decided, "- to reach", r.Points[0].Value, "by", r.Points[0].Period)
	}
	// Output:
	// decided 2019 - to reach 2 by 2035
	// decided 2021-04-28 - to reach 2 by 2030
}

// A record grows; the one before stays as it was.
func ExampleRecord_With() {
	old, _ := indicators.NewRecord(indicators.Observation{Indicator: "einwohner", Period: zielkette.MustParsePeriod("2022"), Value: zielkette.Int(624676)})
	longer, err := old.With(indicators.Observation{Indicator: "einwohner", Period: zielkette.MustParsePeriod("2023"), Value: zielkette.Int(628718)})
	fmt.Println(old.Len(), longer.Len(), err)

	_, err = longer.With(indicators.Observation{Indicator: "einwohner", Period: zielkette.MustParsePeriod("2023"), Value: zielkette.Int(628719)})
	fmt.Println(errors.Is(err, zielkette.Problem{Code: indicators.CodeDuplicate})) // a restated value has a later known date
	// Output:
	// 1 2 <nil>
	// true
}

// A value that turns out to be wrong is withdrawn by a further observation of its
// period: it is missing, as from the day that becomes known. What was on record before
// stays readable.
func ExampleRecord_With_withdrawn() {
	year := zielkette.MustParsePeriod("2023")
	record, _ := indicators.NewRecord(indicators.Observation{
		Indicator: "radanteil", Period: year, Value: zielkette.Int(31), Known: zielkette.MustParseDate("2024-03-01"),
	})
	record, err := record.With(indicators.Observation{
		Indicator: "radanteil", Period: year, Status: indicators.Missing, Known: zielkette.MustParseDate("2024-06-15"),
		Note: "Zählstelle defekt, Wert zurückgezogen",
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, day := range []string{"2024-04-30", "2024-06-30"} {
		o, _ := record.Series("radanteil", "").Reading(year, zielkette.MustParseDate(day))
		fmt.Println(day, o.Status.Text(zielkette.German), o.Value)
	}
	// Output:
	// 2024-04-30 normal 31
	// 2024-06-30 nicht berichtet
}

// Two records are put together. An observation that both have is a problem that says
// where each of them was read.
func ExampleRecord_Merge() {
	read := func(file string, value int64) *indicators.Record {
		b := indicators.NewBuilder()
		b.Add(indicators.Observation{
			Indicator: "radanteil", Period: zielkette.MustParsePeriod("2023"), Value: zielkette.Int(value),
		}, zielkette.Place{File: file, Line: 2})
		record, _ := b.Record()
		return record
	}
	city := read("stadt.csv", 20)
	fmt.Println(city.Place(0))
	_, err := city.Merge(read("umfrage.csv", 21))
	fmt.Println(errors.Is(err, zielkette.Problem{Code: indicators.CodeDuplicate}))
	for _, p := range zielkette.ProblemsOf(err) {
		fmt.Println(p.Place)
	}
	// Output:
	// stadt.csv:2:1
	// true
	// umfrage.csv:2:1
}

// Absence is stated, with its reason; an empty value alone is refused.
func ExampleNewRecord() {
	year := zielkette.MustParsePeriod("2022")
	record, err := indicators.NewRecord(
		indicators.Observation{Indicator: "a", Period: year, Value: zielkette.Int(0)},
		indicators.Observation{Indicator: "b", Period: year, Status: indicators.Missing},
	)
	if err != nil {
		fmt.Println(err)
		return
	}
	for o := range record.All() {
		if value, ok := o.Value.Decimal(); ok {
			fmt.Println(o.Indicator, value)
		} else {
			fmt.Println(o.Indicator, o.Status.Text(zielkette.German))
		}
	}
	_, err = indicators.NewRecord(indicators.Observation{Indicator: "c", Period: year})
	fmt.Println(errors.Is(err, zielkette.Problem{Code: indicators.CodeAbsence}))
	// Output:
	// a 0
	// b nicht berichtet
	// true
}

// A reader of files adds row by row and keeps the good ones when asked to.
func ExampleBuilder() {
	b := indicators.NewBuilder()
	for line, value := range []string{"624676", "", "628718"} {
		o := indicators.Observation{Indicator: "einwohner", Period: zielkette.MustParsePeriod(fmt.Sprint(2021 + line))}
		if value != "" {
			o.Value = zielkette.MustParseNumber(value)
		}
		b.Add(o, zielkette.Place{File: "einwohner.csv", Line: line + 2, Column: 1})
	}
	record, problems := b.Lax()
	fmt.Println(record.Len(), "observations")
	for _, p := range problems {
		fmt.Println(p.Place, p.Code)
	}
	// Output:
	// 2 observations
	// einwohner.csv:3:1 absence-unstated
}

// Which observation counts depends on the dates of the evaluation and on the
// version of the definition.
func ExampleSeries_Counted() {
	record, _ := indicators.NewRecord(
		indicators.Observation{Indicator: "radanteil", Period: zielkette.MustParsePeriod("2018"), Value: zielkette.MustParseNumber("18.7")},
		indicators.Observation{Indicator: "radanteil", Period: zielkette.MustParsePeriod("2023"), Value: zielkette.MustParseNumber("20")},
	)
	for _, asOf := range []string{"2017-12-31", "2022-12-31", "2024-12-31", "2030-12-31"} {
		entry, reason := record.Series("radanteil", "").Counted(&indicators.Query{
			AsOf: zielkette.MustParseDate(asOf), MaxAge: zielkette.MustParseSpan("P5Y"),
		})
		switch reason {
		case 0:
			fmt.Println(asOf, entry.Observation().Value)
		case indicators.NoObservation:
			fmt.Println(asOf, "nothing yet")
		case indicators.TooOld:
			fmt.Println(asOf, "too old")
		}
	}
	// Output:
	// 2017-12-31 nothing yet
	// 2022-12-31 18.7
	// 2024-12-31 20
	// 2030-12-31 too old
}

// Many series are found in one pass when they are asked for in order.
func ExampleRecord_Cursor() {
	record, _ := indicators.NewRecord(
		indicators.Observation{Indicator: "einwohner", Period: zielkette.MustParsePeriod("2023"), Value: zielkette.Int(628718)},
		indicators.Observation{Indicator: "arbeitslose", Period: zielkette.MustParsePeriod("2023"), Status: indicators.Missing},
	)
	cursor := record.Cursor()
	for _, id := range []string{"arbeitslose", "betten", "einwohner"} {
		fmt.Println(id, cursor.Seek(id, "").Len())
	}
	// Output:
	// arbeitslose 1
	// betten 0
	// einwohner 1
}

func ExampleParseStatus() {
	s, err := indicators.ParseStatus("U")
	fmt.Println(s.Text(zielkette.German), s.Counts(), err)
	// Output: eingeschränkt aussagefähig true <nil>
}

func ExampleSchema() {
	var schema struct{ Title string }
	fmt.Println(json.NewDecoder(bytes.NewReader(indicators.Schema())).Decode(&schema), schema.Title)
	// Output: <nil> Catalogue of indicators (Kennzahlenkatalog)
}
