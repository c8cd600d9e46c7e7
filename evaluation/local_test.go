package evaluation_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

// districts is a city with a focus area that a district lies in, and one outside.
func districts() evaluation.City {
	seen := func(id, area, year, value, known string) indicators.Observation {
		return indicators.Observation{Indicator: id, Area: area, Period: period(year), Value: number(value), Known: date(known)}
	}
	record, err := indicators.NewRecord(
		seen("people", "", "2020", "1000", "2021-02"), seen("people", "", "2021", "1010", "2022-02"),
		seen("people", "mitte", "2020", "300", "2021-02"), seen("people", "mitte", "2021", "310", "2022-02"), seen("people", "mitte", "2021", "320", "2023-05"),
		seen("people", "rand", "2021", "90", "2022-02"), seen("people", "rand", "2023", "99", "2024-02"),
		seen("trees", "nord", "2012", "40", "2013"))
	must(err)
	return evaluation.City{
		Strategy: goals.Strategy{
			ID: "s", Title: "S", Levels: []string{"Ziel"},
			Areas: []goals.Area{
				{ID: "osten", Title: "Osten", Focus: true, Contact: "Stadtteilbüro", Neighbours: []string{"rand"}},
				{ID: "nord", Title: "Nord", Focus: true},
				{ID: "mitte", Title: "Mitte", Within: "osten"},
				{ID: "rand", Title: "Rand"},
				{ID: "leer", Title: "Leer"},
			},
			Goals: []goals.Goal{
				{ID: "a", Level: "Ziel", Title: "A", Areas: []string{"mitte", "osten"}, Indicators: []goals.Link{{ID: "shops", Area: "osten"}}},
				{ID: "b", Level: "Ziel", Title: "B", Areas: []string{"leer"}},
				{ID: "c", Level: "Ziel", Title: "C"},
			},
			Measures: []goals.Measure{
				{ID: "m", Title: "M", Areas: []string{"mitte", "rand", "osten"}}, {ID: "n", Title: "N"}, {ID: "o", Title: "O", Areas: []string{"nord"}},
			},
		},
		Catalogue: indicators.Catalogue{Indicators: []indicators.Indicator{
			{ID: "trees", Title: "Bäume", MaxAge: zielkette.MustParseSpan("P5Y")},
			{ID: "shops", Title: "Läden"},
			{ID: "people", Title: "Einwohner"},
		}},
		Record: record,
	}
}

// onSheet writes what is known of an area in one line.
func onSheet(l evaluation.Local) string {
	var out []string
	for _, a := range l.Parts {
		out = append(out, "+"+a.ID)
	}
	for _, g := range l.Goals {
		out = append(out, "goal "+g.ID())
	}
	for _, m := range l.Measures {
		out = append(out, "measure "+m.ID)
	}
	for _, v := range l.Values {
		text := fmt.Sprintf("%s@%s %s (%s) of %s", v.Indicator, v.Area, v.Value, v.Observation.Period, v.Whole)
		if v.Reason != 0 {
			text += fmt.Sprint(" ", v.Observation.Value, " ", v.Reason)
		}
		if n := len(v.Assessments); n > 0 {
			text += fmt.Sprint(" measured ", n, " ", v.Assessments[0].State())
		}
		out = append(out, text)
	}
	return strings.Join(out, "; ")
}

func TestLocals(t *testing.T) {
	model, err := districts().Compile()
	must(err)
	record := districts().Record
	for _, test := range []struct {
		name    string
		options evaluation.Options
		with    []indicators.Observation
		want    map[string]string
	}{
		{"at the end", asOf("2023-12-31"), nil, map[string]string{
			"osten": "+mitte; goal a; measure m; shops@osten  () of   no-observation measured 1 not-reported; people@mitte 320 (2021) of 1010",
			"nord":  "measure o; trees@nord  (2012) of  40 too-old",
			"mitte": "goal a; measure m; people@mitte 320 (2021) of 1010",
			"rand":  "measure m; people@rand 99 (2023) of ",
			"leer":  "goal b",
			"":      "+rand; +leer; goal b; measure m; measure n; people@rand 99 (2023) of ",
		}},
		{"as known before", evaluation.Options{AsOf: date("2023-12-31"), KnownOn: date("2022-12-31")}, nil, map[string]string{
			"mitte": "goal a; measure m; people@mitte 310 (2021) of 1010",
			"rand":  "measure m; people@rand 90 (2021) of 1010",
		}},
		{"what if", asOf("2023-12-31"), []indicators.Observation{{Indicator: "shops", Area: "osten", Period: period("2022"), Value: number("7")}}, map[string]string{
			"osten": "+mitte; goal a; measure m; shops@osten 7 (2022) of  measured 1 withheld; people@mitte 320 (2021) of 1010",
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			result, err := model.Evaluate(record, test.options)
			must(err)
			if test.with != nil {
				result, err = result.With(test.with...)
				must(err)
			}
			got := map[string]string{}
			for id := range test.want {
				l, ok := result.Local(id)
				if id == "" {
					l, ok = result.Outside()
				}
				if !ok {
					t.Errorf("%q is not found", id)
				}
				got[id] = onSheet(l)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
	result, err := model.Evaluate(record, asOf("2023"))
	must(err)
	if n := len(result.Locals()); n != 5 {
		t.Error(n)
	}
	if _, ok := result.Local("x"); ok {
		t.Error("an area of another city")
	}
	city := districts()
	for i := range city.Strategy.Areas {
		city.Strategy.Areas[i].Focus = false
	}
	model, err = city.Compile()
	must(err)
	result, err = model.Evaluate(record, asOf("2023"))
	must(err)
	if l, ok := result.Outside(); ok {
		t.Errorf("outside of nothing: %+v", l)
	}
}

// A focus area has its values, goals and measures, those of its districts included, and no
// score. What lies outside all focus areas is not forgotten.
func ExampleResult_Locals() {
	city := districts()
	model, err := city.Compile()
	must(err)
	result, err := model.Evaluate(city.Record, evaluation.Options{AsOf: zielkette.MustParseDate("2023-12-31")})
	must(err)
	show := func(title string, l evaluation.Local) {
		fmt.Println(title, len(l.Measures), "measures")
		for _, v := range l.Values {
			if !v.Value.IsZero() {
				fmt.Println(" ", v.Title, v.Area, v.Value, "of", v.Whole.Text("en", 0))
			}
		}
	}
	for _, l := range result.Locals() {
		if l.Area.Focus {
			show(l.Area.Title+" ("+l.Area.Contact+")", l)
		}
	}
	outside, _ := result.Outside()
	show("outside", outside)
	// Output:
	// Osten (Stadtteilbüro) 1 measures
	//   Einwohner mitte 320 of 1,010
	// Nord () 1 measures
	// outside 2 measures
	//   Einwohner rand 99 of –
}

// What is too old to count is named, and does not count.
func ExampleAssessment_Latest() {
	city := districts()
	city.Catalogue.Indicators[0].Targets = nil
	record, err := indicators.NewRecord(indicators.Observation{Indicator: "trees", Period: zielkette.MustParsePeriod("2015"), Value: zielkette.Int(139)})
	must(err)
	model, err := city.Compile()
	must(err)
	result, err := model.Evaluate(record, evaluation.Options{AsOf: zielkette.MustParseDate("2023-12-31")})
	must(err)
	trees, _ := result.Assessment("trees", "", "")
	if o, ok := trees.Latest(); ok {
		fmt.Println(trees.Printed("en"), trees.ReasonText("en"), "- last", o.Value, o.Period)
	}
	// Output: – the latest value is older than the maximum age - last 139 2015
}
