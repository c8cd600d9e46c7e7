package report_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/fstest"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/folder"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/report"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/weighting"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/goals/diagram"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/indicators/tables"
	"gitlab.opencode.de/zielkette/zielkette/internal/testkit"
)

// BenchmarkScaling grows every kind of list in the formats, one at a time, and measures
// how the time of every step grows with it: reading and compiling, evaluating, explaining
// and warning, an overlay, the report and the chain in all formats, the diagram, the
// comparison with another edition, and writing the folder.
//
//	go test -run '^$' -bench Scaling -benchtime 1x ./evaluation/report
func BenchmarkScaling(b *testing.B) {
	for _, list := range lists {
		b.Run(list.name, func(b *testing.B) {
			for _, step := range steps {
				if step.name == list.product {
					continue
				}
				b.Run(step.name, func(b *testing.B) {
					testkit.Exponent(b, max(1, list.n/step.fewer), func(n int) func() {
						city := small()
						list.grow(&city, n)
						return step.prepare(b, city)
					})
				})
			}
		})
	}
}

// small is a city with one of everything.
func small() evaluation.City {
	text := func(id string) goals.Result { return goals.Result{ID: id, Title: id, Stage: "Output"} }
	record, err := indicators.NewRecord(value("i", "", "2020"))
	if err != nil {
		panic(err)
	}
	return evaluation.City{
		Strategy: goals.Strategy{
			ID: "s", Title: "S", Levels: []string{"A", "B"}, Vocabulary: goals.VocabularyPHINEO,
			Areas: []goals.Area{{ID: "area", Title: "Area"}}, Themes: []goals.Theme{{ID: "theme", Kind: "Thema", Title: "Theme"}},
			Goals:    []goals.Goal{{ID: "g", Level: "A", Title: "G", Themes: []string{"theme"}, Areas: []string{"area"}, Indicators: []goals.Link{{ID: "i"}}, Goals: []goals.Goal{{ID: "h", Level: "B", Title: "H"}}}},
			Measures: []goals.Measure{{ID: "m", Title: "M", Serves: []goals.Share{{Goal: "g"}}, Budget: []goals.BudgetLine{{Year: 2020, Planned: zielkette.Int(1)}}}},
			Results:  []goals.Result{text("r")},
			Effects:  []goals.Effect{effect("m", "r"), effect("r", "g")},
		},
		Catalogue: indicators.Catalogue{Indicators: []indicators.Indicator{indicator("i")}},
		Record:    record,
	}
}

func effect(from, to string) goals.Effect {
	return goals.Effect{From: from, To: to, Sign: goals.Plus, Evidence: goals.Assumed}
}

func indicator(id string) indicators.Indicator {
	return indicators.Indicator{ID: id, Title: id, Targets: []indicators.Target{{
		Shape: indicators.ReachShape, Baseline: indicators.Baseline{Period: zielkette.MustParsePeriod("2015"), Value: zielkette.Int(1)},
		Revisions: []indicators.Revision{{Points: []indicators.Point{{Period: zielkette.MustParsePeriod("2030"), Value: zielkette.Int(2)}}}},
	}}}
}

func value(indicator, area, period string) indicators.Observation {
	return indicators.Observation{Indicator: indicator, Area: area, Period: zielkette.MustParsePeriod(period), Value: zielkette.MustParseNumber("1.5")}
}

// dayAt is the period of a day, counted from one in the year 1.
func dayAt(i int) string { return fmt.Sprintf("%04d-%02d-%02d", 1+i/336, 1+i%336/28, 1+i%28) }

// repeat makes a list of n.
func repeat[T any](n int, one func(i int) T) []T {
	out := make([]T, n)
	for i := range out {
		out[i] = one(i)
	}
	return out
}

func name(prefix string, i int) string { return fmt.Sprintf("%s%d", prefix, i) }

func milestone(i int) zielkette.Milestone {
	return zielkette.Milestone{ID: name("s", i), Title: name("S", i), Due: zielkette.MustParseDate("2019")}
}

func recorded(observations []indicators.Observation) *indicators.Record {
	record, err := indicators.NewRecord(observations...)
	if err != nil {
		panic(err)
	}
	return record
}

// lists are the kinds of lists in the formats.
var lists = []struct {
	name string
	n    int
	grow func(c *evaluation.City, n int)

	product string // a step whose result is a product by nature; its bound is tested elsewhere
}{
	{"goals beneath one", 1000, func(c *evaluation.City, n int) {
		c.Strategy.Goals[0].Goals = repeat(n, func(i int) goals.Goal { return goals.Goal{ID: name("h", i), Level: "B", Title: name("H", i)} })
	}, ""},
	{"goals at the top", 1000, func(c *evaluation.City, n int) {
		c.Strategy.Goals = append(c.Strategy.Goals, repeat(n, func(i int) goals.Goal {
			return goals.Goal{ID: name("t", i), Level: "A", Title: name("T", i), Indicators: []goals.Link{{ID: "i"}}}
		})...)
	}, ""},
	{"levels", 1000, func(c *evaluation.City, n int) {
		c.Strategy.Levels = append(c.Strategy.Levels, repeat(n, func(i int) string { return name("L", i) })...)
	}, ""},
	{"links of a goal", 500, func(c *evaluation.City, n int) {
		c.Catalogue.Indicators = repeat(n, func(i int) indicators.Indicator { return indicator(name("i", i)) })
		c.Strategy.Goals[0].Indicators = repeat(n, func(i int) goals.Link { return goals.Link{ID: name("i", i)} })
		c.Record = recorded(repeat(n, func(i int) indicators.Observation { return value(name("i", i), "", "2020") }))
	}, ""},
	{"links in areas", 500, func(c *evaluation.City, n int) {
		c.Strategy.Areas = repeat(n, func(i int) goals.Area { return goals.Area{ID: name("a", i), Title: name("A", i)} })
		c.Strategy.Goals[0].Areas = nil
		c.Strategy.Goals[0].Indicators = repeat(n, func(i int) goals.Link { return goals.Link{ID: "i", Area: name("a", i)} })
		c.Record = recorded(repeat(n, func(i int) indicators.Observation { return value("i", name("a", i), "2020") }))
	}, ""},
	{"indicators that share areas", 500, func(c *evaluation.City, n int) {
		const shared = 50
		c.Strategy.Areas = repeat(shared, func(i int) goals.Area { return goals.Area{ID: name("a", i), Title: name("A", i)} })
		c.Strategy.Goals[0].Areas = nil
		c.Catalogue.Indicators = repeat(n/shared+1, func(i int) indicators.Indicator { return indicator(name("i", i)) })
		c.Strategy.Goals[0].Indicators = repeat(n, func(i int) goals.Link { return goals.Link{ID: name("i", i/shared), Area: name("a", i%shared)} })
		c.Record = recorded(repeat(n, func(i int) indicators.Observation { return value(name("i", i/shared), name("a", i%shared), "2020") }))
	}, ""},
	{"themes", 1000, func(c *evaluation.City, n int) {
		c.Strategy.Themes = append(c.Strategy.Themes, repeat(n, func(i int) goals.Theme { return goals.Theme{ID: name("t", i), Kind: "Thema", Title: name("T", i)} })...)
	}, ""},
	{"kinds of themes", 300, func(c *evaluation.City, n int) {
		c.Strategy.Themes = append(c.Strategy.Themes, repeat(n, func(i int) goals.Theme { return goals.Theme{ID: name("t", i), Kind: name("K", i), Title: name("T", i)} })...)
	}, ""},
	{"themes of a goal", 1000, func(c *evaluation.City, n int) {
		c.Strategy.Themes = repeat(n, func(i int) goals.Theme { return goals.Theme{ID: name("t", i), Kind: "Thema", Title: name("T", i)} })
		c.Strategy.Goals[0].Themes = repeat(n, func(i int) string { return name("t", i) })
	}, ""},
	{"areas", 1000, func(c *evaluation.City, n int) {
		c.Strategy.Areas = append(c.Strategy.Areas, repeat(n, func(i int) goals.Area { return goals.Area{ID: name("a", i), Title: name("A", i)} })...)
	}, ""},
	{"areas of a goal", 1000, func(c *evaluation.City, n int) {
		c.Strategy.Areas = repeat(n, func(i int) goals.Area { return goals.Area{ID: name("a", i), Title: name("A", i)} })
		c.Strategy.Goals[0].Areas = repeat(n, func(i int) string { return name("a", i) })
	}, ""},
	{"steps of the process", 1000, func(c *evaluation.City, n int) { c.Strategy.Milestones = repeat(n, milestone) }, ""},
	{"steps of a measure", 1000, func(c *evaluation.City, n int) { c.Strategy.Measures[0].Milestones = repeat(n, milestone) }, ""},
	{"steps of a target", 1000, func(c *evaluation.City, n int) {
		c.Catalogue.Indicators[0].Targets = []indicators.Target{{Shape: indicators.MilestonesShape, Milestones: repeat(n, milestone)}}
	}, ""},
	{"measures", 500, func(c *evaluation.City, n int) {
		c.Strategy.Measures = append(c.Strategy.Measures, repeat(n, func(i int) goals.Measure {
			return goals.Measure{ID: name("m", i), Title: name("M", i), Serves: []goals.Share{{Goal: "g"}}, Milestones: []zielkette.Milestone{milestone(i)}, Budget: []goals.BudgetLine{{Year: 2020, Planned: zielkette.Int(1)}}}
		})...)
	}, ""},
	{"budget of a measure", 1000, func(c *evaluation.City, n int) {
		c.Strategy.Measures[0].Budget = repeat(n, func(i int) goals.BudgetLine {
			return goals.BudgetLine{Product: name("p", i), Year: 2020, Planned: zielkette.Int(1)}
		})
	}, ""},
	{"goals a measure serves", 500, func(c *evaluation.City, n int) {
		c.Strategy.Goals[0].Goals = repeat(n, func(i int) goals.Goal { return goals.Goal{ID: name("h", i), Level: "B", Title: name("H", i)} })
		c.Strategy.Measures[0].Serves = repeat(n, func(i int) goals.Share { return goals.Share{Goal: name("h", i)} })
	}, ""},
	{"results and effects", 500, func(c *evaluation.City, n int) {
		c.Strategy.Results = append(c.Strategy.Results, repeat(n, func(i int) goals.Result { return goals.Result{ID: name("r", i), Title: name("R", i), Stage: "Output"} })...)
		for i := range n {
			c.Strategy.Effects = append(c.Strategy.Effects, effect("m", name("r", i)), effect(name("r", i), "g"))
		}
	}, ""},
	{"a chain of effects", 300, func(c *evaluation.City, n int) {
		c.Strategy.Results = append(c.Strategy.Results, repeat(n, func(i int) goals.Result { return goals.Result{ID: name("r", i), Title: name("R", i), Stage: "Output"} })...)
		for i := range n - 1 {
			c.Strategy.Effects = append(c.Strategy.Effects, effect(name("r", i), name("r", i+1)))
		}
	}, "chain"},
	{"conflicts", 500, func(c *evaluation.City, n int) {
		c.Strategy.Conflicts = repeat(n, func(i int) goals.Conflict {
			return goals.Conflict{Between: []string{"g", "h"}, Description: name("C", i)}
		})
	}, ""},
	{"treatments", 1000, func(c *evaluation.City, n int) {
		c.Strategy.Treatments = repeat(n, func(int) goals.Treatment { return goals.Treatment{Themes: []string{"theme"}, In: []string{"g"}} })
	}, ""},
	{"stages", 1000, func(c *evaluation.City, n int) {
		c.Strategy.Vocabulary = "own"
		c.Strategy.Stages = append([]goals.Stage{{Name: "Output", Meaning: goals.MeansService}}, repeat(n, func(i int) goals.Stage { return goals.Stage{Name: name("S", i), Meaning: goals.MeansSociety} })...)
	}, ""},
	{"replaced goals", 1000, func(c *evaluation.City, n int) {
		c.Strategy.Goals[0].Replaces = repeat(n, func(i int) goals.Ref { return goals.Ref{ID: name("g", i), Edition: "old"} })
	}, ""},
	{"indicators", 500, func(c *evaluation.City, n int) {
		c.Catalogue.Indicators = append(c.Catalogue.Indicators, repeat(n, func(i int) indicators.Indicator { return indicator(name("i", i)) })...)
		c.Record = recorded(repeat(n, func(i int) indicators.Observation { return value(name("i", i), "", "2020") }))
	}, ""},
	{"targets", 500, func(c *evaluation.City, n int) {
		one := c.Catalogue.Indicators[0].Targets[0]
		c.Catalogue.Indicators[0].Targets = repeat(n, func(i int) indicators.Target { t := one; t.ID = name("t", i); return t })
		c.Strategy.Goals[0].Indicators[0].Target = "t0"
	}, ""},
	{"revisions", 1000, func(c *evaluation.City, n int) {
		t := &c.Catalogue.Indicators[0].Targets[0]
		t.Revisions = repeat(n, func(i int) indicators.Revision {
			r := t.Revisions[0]
			r.Decided = zielkette.MustParseDate(dayAt(i))
			return r
		})
	}, ""},
	{"revisions of the baseline", 1000, func(c *evaluation.City, n int) {
		t := &c.Catalogue.Indicators[0].Targets[0]
		t.BaselineRevisions = repeat(n, func(i int) indicators.Baseline {
			return indicators.Baseline{Period: zielkette.MustParsePeriod("2015"), Value: zielkette.MustParseNumber("1.25"), Decided: zielkette.MustParseDate(dayAt(i))}
		})
	}, ""},
	{"points", 1000, func(c *evaluation.City, n int) {
		t := &c.Catalogue.Indicators[0].Targets[0]
		t.Baseline.Period = zielkette.MustParsePeriod("0001-01-01")
		t.Revisions[0].Points = repeat(n, func(i int) indicators.Point {
			return indicators.Point{Period: zielkette.MustParsePeriod(dayAt(i + 1)), Value: zielkette.Int(int64(i + 2))}
		})
		c.Record = recorded([]indicators.Observation{value("i", "", "2020-01-01")})
	}, ""},
	{"labels", 1000, func(c *evaluation.City, n int) {
		c.Catalogue.Indicators[0].Targets = []indicators.Target{{Shape: indicators.OrdinalShape, Labels: repeat(n, func(i int) indicators.Label {
			return indicators.Label{Label: name("l", i), Score: zielkette.MustParseNumber("0.5")}
		})}}
		o := indicators.Observation{Indicator: "i", Period: zielkette.MustParsePeriod("2020"), Label: "l0"}
		c.Record = recorded([]indicators.Observation{o})
	}, ""},
	{"breaks", 1000, func(c *evaluation.City, n int) {
		c.Catalogue.Indicators[0].Breaks = repeat(n, func(i int) indicators.Break { return indicators.Break{Period: zielkette.MustParsePeriod(dayAt(i))} })
		c.Record = recorded(repeat(n, func(i int) indicators.Observation { return value("i", "", dayAt(i)) }))
	}, ""},
	{"codes", 1000, func(c *evaluation.City, n int) {
		c.Catalogue.Indicators[0].Codes = map[string]string{}
		for i := range n {
			c.Catalogue.Indicators[0].Codes[name("c", i)] = "x"
		}
	}, ""},
	{"observations of a series", 2000, func(c *evaluation.City, n int) {
		c.Record = recorded(repeat(n, func(i int) indicators.Observation { return value("i", "", dayAt(i)) }))
	}, ""},
	{"a series under a limit", 2000, func(c *evaluation.City, n int) {
		c.Catalogue.Indicators[0].Direction = indicators.Up
		c.Catalogue.Indicators[0].Targets = []indicators.Target{{Shape: indicators.LimitShape, Revisions: []indicators.Revision{{Points: []indicators.Point{{Value: zielkette.Int(1)}}}}}}
		c.Record = recorded(repeat(n, func(i int) indicators.Observation { return value("i", "", dayAt(i)) }))
	}, ""},
	{"a series of a flow", 2000, func(c *evaluation.City, n int) {
		c.Catalogue.Indicators[0].Time = indicators.Flow
		c.Record = recorded(repeat(n, func(i int) indicators.Observation { return value("i", "", dayAt(i)) }))
	}, ""},
	{"a series with weather symbols", 2000, func(c *evaluation.City, n int) {
		c.Rules.EachIndicator.Status.Method = "dns-weather"
		c.Record = recorded(repeat(n, func(i int) indicators.Observation { return value("i", "", dayAt(i)) }))
	}, ""},
	{"restated values", 1000, func(c *evaluation.City, n int) {
		c.Record = recorded(repeat(n, func(i int) indicators.Observation {
			o := value("i", "", "2020")
			o.Known = zielkette.MustParseDate(dayAt(i))
			return o
		}))
	}, ""},
	{"observations in areas", 1000, func(c *evaluation.City, n int) {
		c.Record = recorded(repeat(n, func(i int) indicators.Observation { return value("i", name("a", i), "2020") }))
	}, ""},
	{"observations of unknown indicators", 1000, func(c *evaluation.City, n int) {
		c.Record = recorded(repeat(n, func(i int) indicators.Observation { return value(name("x", i), "", "2020") }))
	}, ""},
	{"rules of levels", 300, func(c *evaluation.City, n int) {
		c.Strategy.Levels = append(c.Strategy.Levels, repeat(n, func(i int) string { return name("L", i) })...)
		c.Rules.Levels = map[string]evaluation.Rule{}
		for i := range n {
			c.Rules.Levels[name("L", i)] = evaluation.Rule{Aggregator: evaluation.Median}
		}
	}, ""},
	{"days on which a limit is not kept", 2000, func(c *evaluation.City, n int) {
		c.Catalogue.Indicators[0].Direction = indicators.Down
		c.Catalogue.Indicators[0].Targets = []indicators.Target{{Shape: indicators.LimitShape, Revisions: []indicators.Revision{{Points: []indicators.Point{{Value: zielkette.Int(0)}}}}}}
		c.Record = recorded(repeat(n, func(i int) indicators.Observation { return value("i", "", dayAt(i)) }))
	}, ""},
	{"rules of goals", 300, func(c *evaluation.City, n int) {
		c.Strategy.Goals[0].Goals = repeat(n, func(i int) goals.Goal { return goals.Goal{ID: name("h", i), Level: "B", Title: name("H", i)} })
		c.Rules.Goals = map[string]evaluation.Rule{}
		for i := range n {
			c.Rules.Goals[name("h", i)] = evaluation.Rule{Aggregator: evaluation.Median}
		}
	}, ""},
	{"rules of indicators", 300, func(c *evaluation.City, n int) {
		c.Catalogue.Indicators = append(c.Catalogue.Indicators, repeat(n, func(i int) indicators.Indicator { return indicator(name("i", i)) })...)
		c.Rules.Indicators = map[string]evaluation.IndicatorRule{}
		for i := range n {
			c.Rules.Indicators[name("i", i)] = evaluation.IndicatorRule{}
		}
	}, ""},
	{"floors", 300, func(c *evaluation.City, n int) {
		c.Rules = lights()
		c.Rules.Default.Floors = repeat(n, func(int) evaluation.Floor {
			return evaluation.Floor{Part: "i", Below: zielkette.MustParseNumber("0.1"), AtMost: "r"}
		})
	}, ""},
	{"weightings over the years", 1000, func(c *evaluation.City, n int) {
		c.Rules.Weightings = map[string][]weighting.Spec{"g": repeat(n, func(i int) weighting.Spec {
			return weighting.Spec{Method: "equal", IDs: []string{"i", "h"}, FromYear: 1 + i, ToYear: 1 + i}
		})}
	}, ""},
	{"parts of a weighting", 200, func(c *evaluation.City, n int) {
		c.Strategy.Goals[0].Goals = repeat(n, func(i int) goals.Goal { return goals.Goal{ID: name("h", i), Level: "B", Title: name("H", i)} })
		ids := append([]string{"i"}, repeat(n, func(i int) string { return name("h", i) })...)
		c.Rules.Weightings = map[string][]weighting.Spec{"g": {{Method: "rank-order-centroid", IDs: ids}}}
	}, ""},
	{"long names", 1000, func(c *evaluation.City, n int) {
		long := strings.Repeat("x", 100*n)
		c.Strategy.Goals[0].Title, c.Catalogue.Indicators[0].Title, c.Strategy.Measures[0].Title = long, long, long
	}, ""},
	{"long names of words and signs", 300, func(c *evaluation.City, n int) {
		long := strings.Repeat("1. (a) *b*. <c> @d #2: www.e.de/f-g! \u200b\u00a0\u00ad", 4*n)
		c.Strategy.Goals[0].Title, c.Catalogue.Indicators[0].Title, c.Strategy.Measures[0].Title = long, long, long
	}, ""},
}

func lights() evaluation.Rules {
	var rules evaluation.Rules
	if err := json.Unmarshal([]byte(`{"formatVersion": 1, "default": {"status": {"method": "thresholds", "classes": [
		{"id": "g", "label": {"de": "grün", "en": "green"}, "from": "0.5"}, {"id": "r", "label": {"de": "rot", "en": "red"}}]}}}`), &rules); err != nil {
		panic(err)
	}
	return rules
}

// steps are what is done with a city. Each is prepared, so that only itself is measured.
var steps = []struct {
	name    string
	fewer   int // what takes long is measured with so many times fewer
	prepare func(b *testing.B, city evaluation.City) func()
}{
	{"read", 1, func(b *testing.B, city evaluation.City) func() {
		fsys := fstest.MapFS{}
		must(b, folder.Write(city, func(name string, data []byte) error {
			fsys[name] = &fstest.MapFile{Data: bytes.Clone(data)}
			return nil
		}))
		return func() {
			read, err := folder.Load(fsys)
			must(b, err)
			_, err = read.Compile()
			must(b, err)
		}
	}},
	{"evaluate", 1, func(b *testing.B, city evaluation.City) func() {
		model, err := city.Compile()
		must(b, err)
		return func() { result(b, model, city.Record) }
	}},
	{"tell", 2, func(b *testing.B, city evaluation.City) func() {
		model, err := city.Compile()
		must(b, err)
		return func() {
			r := result(b, model, city.Record)
			_ = r.Warnings()
			r.Rules()
			r.Assumptions()
			for _, score := range r.Goals() {
				_, _ = score.Range(), score.Course()
			}
			_ = report.Explanation(r, r.Explain("g"), report.Options{}).Page()
			for a := range r.Assessments() {
				_ = a.Explain()
			}
		}
	}},
	{"overlay", 1, func(b *testing.B, city evaluation.City) func() {
		model, err := city.Compile()
		must(b, err)
		r := result(b, model, city.Record)
		var list []indicators.Observation
		for s := range city.Record.AllSeries() {
			o := s.First().Observation()
			o.Known, o.Value = zielkette.Date{}, zielkette.MustParseNumber("1.75")
			if o.Label == "" {
				list = append(list, o)
			}
		}
		return func() {
			_, err := r.With(list...)
			must(b, err)
		}
	}},
	{"report", 5, func(b *testing.B, city evaluation.City) func() {
		model, err := city.Compile()
		must(b, err)
		r := result(b, model, city.Record)
		return func() { written(b, report.Of(r, report.Options{})) }
	}},
	{"chain", 5, func(b *testing.B, city evaluation.City) func() {
		model, err := city.Compile()
		must(b, err)
		r := result(b, model, city.Record)
		return func() {
			c, err := report.ChainOf(r, report.ChainOptions{Root: "g"})
			must(b, err)
			written(b, c)
		}
	}},
	{"diagram", 1, func(b *testing.B, city evaluation.City) func() {
		plan, err := city.Strategy.Compile()
		must(b, err)
		return func() {
			must(b, diagram.Mermaid(io.Discard, plan, diagram.Options{}))
			must(b, diagram.DOT(io.Discard, plan, diagram.Options{}))
		}
	}},
	{"compare", 1, func(b *testing.B, city evaluation.City) func() {
		newer := city.Strategy.Clone()
		newer.ID = "t"
		old, err := city.Strategy.Compile()
		must(b, err)
		plan, err := newer.Compile()
		must(b, err)
		return func() { goals.Compare(old, plan) }
	}},
	{"write", 1, func(b *testing.B, city evaluation.City) func() {
		return func() { must(b, folder.Write(city, func(string, []byte) error { return nil })) }
	}},
}

func must(b testing.TB, err error) {
	b.Helper()
	if err != nil {
		b.Fatalf("%.300v", err)
	}
}

func result(b testing.TB, model *evaluation.Model, record *indicators.Record) *evaluation.Result {
	b.Helper()
	r, err := model.Evaluate(record, evaluation.Options{AsOf: zielkette.MustParseDate("2020-12-31")})
	must(b, err)
	return r
}

func written(b *testing.B, p report.Printable) {
	b.Helper()
	for _, format := range report.Formats {
		must(b, report.Write(io.Discard, p, format))
	}
}

// BenchmarkScalingOfTables grows what a mapping and a table hold.
func BenchmarkScalingOfTables(b *testing.B) {
	rows := func(n int) string {
		var text strings.Builder
		text.WriteString("what;area;year;value\n")
		for i := range n {
			fmt.Fprintf(&text, "w%d;a%d;2020;1.5\n", i, i)
		}
		return text.String()
	}
	mapping := func(n int) tables.Mapping {
		m := tables.Mapping{FormatVersion: 1, Format: tables.Long, Period: "year", Value: "value", Area: "area", Separator: ";", Decimal: ".", Areas: map[string]string{}}
		for i := range n {
			m.Rows = append(m.Rows, tables.Selection{Indicator: name("i", i), Where: map[string]string{"what": name("w", i)}})
			m.Areas[name("a", i)] = name("a", i)
		}
		return m
	}
	const many = 4000 // beyond the 1,024 observations that every addition to a record may copy
	for _, list := range []struct {
		name    string
		n       int
		prepare func(b *testing.B, n int) func()
	}{
		{"selections times rows", 4000, func(b *testing.B, n int) func() {
			reader, err := mapping(n).Compile()
			must(b, err)
			text := rows(n)
			return func() {
				_, err := reader.Read(strings.NewReader(text), nil)
				must(b, err)
			}
		}},
		{"a mapping", 4000, func(b *testing.B, n int) func() {
			m := mapping(n)
			return func() {
				_, err := m.Compile()
				must(b, err)
			}
		}},
		{"columns of a wide table", 1000, func(b *testing.B, n int) func() {
			m, err := tables.Mapping{FormatVersion: 1, Format: tables.Wide, Separator: ";", Rows: []tables.Selection{{Indicator: "i", Where: map[string]string{"what": "w"}}}}.Compile()
			must(b, err)
			head, row := "what", "w"
			for i := range n {
				head, row = head+fmt.Sprintf(";%04d", 1000+i), row+";1"
			}
			return func() {
				_, err := m.Read(strings.NewReader(head+"\n"+row+"\n"), nil)
				must(b, err)
			}
		}},
		{"labels onto a record", 1000, func(b *testing.B, n int) func() {
			base := make([]indicators.Observation, n)
			var text strings.Builder
			text.WriteString("indicator;period;label\n")
			for i := range base {
				base[i] = indicators.Observation{Indicator: fmt.Sprint("i", i), Period: zielkette.MustParsePeriod("2020"), Label: "x"}
				fmt.Fprintf(&text, "i%d;2021;y\n", i)
			}
			record := recorded(base)
			return func() {
				_, err := tables.Read(strings.NewReader(text.String()), &tables.Options{Onto: record})
				must(b, err)
			}
		}},
		{"tables of a folder", many, func(b *testing.B, n int) func() {
			fsys := fstest.MapFS{"strategy.json": {Data: []byte(`{"formatVersion": 1, "id": "s", "title": "S"}`)}}
			for i := range n {
				fsys[fmt.Sprintf("observations-%06d.csv", i)] = &fstest.MapFile{Data: fmt.Appendf(nil, "indicator;period;value\ni%d;2020;1\n", i)}
			}
			return func() {
				_, err := folder.Load(fsys)
				must(b, err)
			}
		}},
		{"problems", 40_000, func(b *testing.B, n int) func() {
			text := "indicator;period;value\n" + strings.Repeat("i;2020;?\n", n)
			return func() {
				_, err := tables.Read(strings.NewReader(text), &tables.Options{Lax: true})
				must(b, err)
			}
		}},
		{"ambiguous numbers", 1000, func(b *testing.B, n int) func() {
			var text strings.Builder
			text.WriteString("indicator;period;value\n")
			for i := range n {
				fmt.Fprintf(&text, "i%d;2020;1.234\n", i)
			}
			text.WriteString("i;2020;5,5\n")
			return func() {
				_, err := tables.Read(strings.NewReader(text.String()), nil)
				must(b, err)
			}
		}},
		{"a record grown one by one", many, func(b *testing.B, n int) func() {
			return func() {
				var r *indicators.Record
				for i := range n {
					r, _ = r.With(value(fmt.Sprint("i", i), "", "2020"))
				}
			}
		}},
	} {
		b.Run(list.name, func(b *testing.B) {
			testkit.Exponent(b, list.n, func(n int) func() { return list.prepare(b, n) })
		})
	}
}
