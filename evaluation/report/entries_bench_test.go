package report_test

import (
	"bytes"
	"fmt"
	"io"
	"testing"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/change"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/cities"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/outlook"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/report"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/robustness"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/indicators/tables"
)

// entry is a public function with the largest input that is tried on it.
type entry struct {
	name    string
	n       int
	prepare func(b testing.TB, n int) (bytes, elements int, call func())
}

// broad is a city of one goal with n indicators, each with a value.
func broad(n int) evaluation.City {
	city := small()
	city.Rules = lights()
	city.Strategy.Goals[0].Goals = nil
	city.Catalogue.Indicators = repeat(n, func(i int) indicators.Indicator { return indicator(name("i", i)) })
	city.Strategy.Goals[0].Indicators = repeat(n, func(i int) goals.Link { return goals.Link{ID: name("i", i)} })
	city.Record = recorded(repeat(n, func(i int) indicators.Observation { return value(name("i", i), "", "2020") }))
	return city
}

// evaluated compiles and evaluates a city, and says how large its files are.
func evaluated(b testing.TB, city evaluation.City) (r *evaluation.Result, size, count int) {
	b.Helper()
	model, err := city.Compile()
	must(b, err)
	_, size = files(b, city)
	return result(b, model, city.Record), size, elements(city)
}

// moved are the values of a city a year later, each another one.
func moved(city evaluation.City) evaluation.City {
	var list []indicators.Observation
	for o := range city.Record.All() {
		o.Value, o.Known = zielkette.MustParseNumber("1.75"), zielkette.MustParseDate("2020-06")
		list = append(list, o)
	}
	record, err := city.Record.With(list...)
	if err != nil {
		panic(err)
	}
	city.Record = record
	return city
}

func rootOf(b testing.TB, r *evaluation.Result) evaluation.Score {
	b.Helper()
	score, ok := r.Goal("g")
	if !ok {
		b.Fatal("there is no such goal")
	}
	return score
}

var entries = []entry{
	{"With: days of one series", 50_000, func(b testing.TB, n int) (int, int, func()) {
		r, size, count := evaluated(b, small())
		list := repeat(n, func(i int) indicators.Observation { return value("i", "", dayAt(i)) })
		for i := range list {
			list[i].Area = "area"
		}
		var table bytes.Buffer
		must(b, tables.WriteTidy(&table, recorded(list)))
		return size + table.Len(), count + n, func() { _, err := r.With(list...); must(b, err) }
	}},
	{"With: every indicator", 10_000, func(b testing.TB, n int) (int, int, func()) {
		city := broad(n)
		r, size, count := evaluated(b, city)
		list := repeat(n, func(i int) indicators.Observation { return value(name("i", i), "", "2019") })
		var table bytes.Buffer
		must(b, tables.WriteTidy(&table, recorded(list)))
		return size + table.Len(), count + n, func() { _, err := r.With(list...); must(b, err) }
	}},
	{"With: one overlay upon the other", 3_000, func(b testing.TB, n int) (int, int, func()) {
		r, size, count := evaluated(b, small())
		list := repeat(n, func(i int) indicators.Observation { return value("i", "", fmt.Sprint(2021+i)) })
		var table bytes.Buffer
		must(b, tables.WriteTidy(&table, recorded(list)))
		return size + table.Len(), count + n, func() {
			of := r
			for _, o := range list {
				var err error
				of, err = of.With(o)
				must(b, err)
			}
		}
	}},
	{"With: an overlay for every indicator, all kept", 3_000, func(b testing.TB, n int) (int, int, func()) {
		city := broad(n)
		city.Strategy.Goals = repeat(n, func(i int) goals.Goal {
			return goals.Goal{ID: name("g", i), Level: "A", Title: "G", Indicators: []goals.Link{{ID: name("i", i)}}}
		})
		city.Strategy.Measures, city.Strategy.Results, city.Strategy.Effects = nil, nil, nil
		r, size, count := evaluated(b, city)
		return size, count, func() {
			kept := []*evaluation.Result{r}
			for i := range n {
				over, err := kept[i].With(value(name("i", i), "", "2019"))
				must(b, err)
				kept = append(kept, over)
			}
		}
	}},
	{"Editions: partial ones of a large one", 8, func(_ testing.TB, n int) (int, int, func()) {
		list := []goals.Strategy{{ID: "e0", Title: "E", Levels: []string{"Z"}, Goals: repeat(30_000, func(i int) goals.Goal { return goals.Goal{ID: name("g", i), Level: "Z", Title: name("G", i)} })}}
		for i := 1; i <= n; i++ {
			list = append(list, goals.Strategy{ID: name("e", i), Title: "E", Edition: goals.Edition{Amends: name("e", i-1), Partial: true}, Goals: []goals.Goal{{ID: name("n", i), Level: "Z", Title: "N"}}})
		}
		return 30_000 * 60, (n + 1) * 30_000, func() { _, _ = goals.Editions(list...) }
	}},
	{"Editions: far more than may be", 5_000, func(_ testing.TB, n int) (int, int, func()) {
		list := []goals.Strategy{{ID: "e0", Title: "E", Levels: []string{"Z"}, Goals: repeat(n, func(i int) goals.Goal { return goals.Goal{ID: name("g", i), Level: "Z", Title: name("G", i)} })}}
		for i := 1; i <= n; i++ {
			list = append(list, goals.Strategy{ID: name("e", i), Title: "E", Edition: goals.Edition{Amends: name("e", i-1), Partial: true}, Goals: []goals.Goal{{ID: name("n", i), Level: "Z", Title: "N"}}})
		}
		return 200 * n, 1 << 18, func() { _, _ = goals.Editions(list...) }
	}},
	{"Compare and Proposals: every goal reworded", 20_000, func(b testing.TB, n int) (int, int, func()) {
		of := func(id, word string) *goals.Plan {
			plan, err := goals.Strategy{ID: id, Title: "E", Levels: []string{"Z"}, Goals: repeat(n, func(i int) goals.Goal {
				return goals.Goal{ID: fmt.Sprint(id, i), Level: "Z", Title: fmt.Sprintf("%s %d of a goal of the city", word, i)}
			})}.Compile()
			must(b, err)
			return plan
		}
		older, newer := of("a", "wording"), of("b", "words")
		return 2 * 80 * n, 2 * n, func() { _ = goals.Compare(older, newer).Proposals(50) }
	}},
	{"change.Between: every value moved", 5_000, func(b testing.TB, n int) (int, int, func()) {
		city := broad(n)
		then, size, count := evaluated(b, city)
		now, size2, count2 := evaluated(b, moved(city))
		return size + size2, count + count2, func() { _, err := change.Between(then, now); must(b, err) }
	}},
	{"ChangeOf as HTML", 2_000, func(b testing.TB, n int) (int, int, func()) {
		city := broad(n)
		then, size, count := evaluated(b, city)
		now, size2, count2 := evaluated(b, moved(city))
		c, err := change.Between(then, now)
		must(b, err)
		return size + size2, count + count2, func() { must(b, report.Write(io.Discard, report.ChangeOf(c, report.Options{}), "html")) }
	}},
	{"change.Chain: a hundred years", 100, func(b testing.TB, n int) (int, int, func()) {
		city := broad(200)
		model, err := city.Compile()
		must(b, err)
		_, size := files(b, city)
		var list []*evaluation.Result
		for i := range n {
			r, err := model.Evaluate(city.Record, evaluation.Options{AsOf: zielkette.MustParseDate(fmt.Sprintf("%d-12-31", 2020+i))})
			must(b, err)
			list = append(list, r)
		}
		return size * n, elements(city) * n, func() { _, err := change.Chain(list...); must(b, err) }
	}},
	{"robustness.Of: parts of a goal", 4_000, func(b testing.TB, n int) (int, int, func()) {
		r, size, count := evaluated(b, broad(n))
		score := rootOf(b, r)
		return size, count, func() { _ = robustness.Of(score) }
	}},
	{"robustness.Levers and Weights", 20_000, func(b testing.TB, n int) (int, int, func()) {
		r, size, count := evaluated(b, broad(n))
		score := rootOf(b, r)
		return size, count, func() { _, _ = robustness.Levers(score), robustness.Weights(score) }
	}},
	{"robustness.Levers: as many parts of a median as are tried", robustness.MaxTried, func(b testing.TB, n int) (int, int, func()) {
		city := broad(n)
		city.Rules.Default.Aggregator = evaluation.Median
		r, size, count := evaluated(b, city)
		score := rootOf(b, r)
		return size, count, func() { _ = robustness.Levers(score) }
	}},
	{"robustness.Weights: a harmonic mean", 4_000, func(b testing.TB, n int) (int, int, func()) {
		city := broad(n)
		city.Rules.Default.Aggregator = evaluation.Harmonic
		city.Record = recorded(repeat(n, func(i int) indicators.Observation {
			o := value(name("i", i), "", "2020")
			o.Value = zielkette.MustParseNumber(fmt.Sprintf("1.%06d", 7919*i%1_000_003))
			return o
		}))
		r, size, count := evaluated(b, city)
		score := rootOf(b, r)
		return size, count, func() { _ = robustness.Weights(score) }
	}},
	{"robustness.Sample: 1,000 parts, 10,000 samples", 1_000, func(b testing.TB, n int) (int, int, func()) {
		r, size, count := evaluated(b, broad(n))
		score := rootOf(b, r)
		return size, count, func() { _, err := robustness.Sample(score, robustness.Sampling{Samples: 10_000}); must(b, err) }
	}},
	{"RobustOf as HTML", 2_000, func(b testing.TB, n int) (int, int, func()) {
		r, size, count := evaluated(b, broad(n))
		return size, count, func() {
			p, _, err := report.RobustOf(r, "g", robustness.Sampling{Samples: 1_000}, report.Options{})
			must(b, err)
			must(b, report.Write(io.Discard, p, "html"))
		}
	}},
	{"LeversOf as HTML", 2_000, func(b testing.TB, n int) (int, int, func()) {
		r, size, count := evaluated(b, broad(n))
		return size, count, func() {
			p, _ := report.LeversOf(r, "g", report.Options{})
			must(b, report.Write(io.Discard, p, "html"))
		}
	}},
	{"outlook.Of: days of one series", 100_000, func(b testing.TB, n int) (int, int, func()) {
		city := small()
		city.Record = recorded(repeat(n, func(i int) indicators.Observation { return value("i", "", dayAt(i)) }))
		r, size, count := evaluated(b, city)
		a, ok := r.Assessment("i", "", "")
		if !ok {
			b.Fatal("there is no such indicator")
		}
		return size, count, func() { _ = outlook.Of(a, 1) }
	}},
	{"Explanation of a goal as HTML", 4_000, func(b testing.TB, n int) (int, int, func()) {
		r, size, count := evaluated(b, broad(n))
		return size, count, func() {
			must(b, report.Write(io.Discard, report.Explanation(r, r.Explain("g"), report.Options{}), "html"))
		}
	}},
	{"cities.Compare", 20_000, func(b testing.TB, n int) (int, int, func()) {
		city := small()
		city.Catalogue.Indicators[0].Codes = map[string]string{"x": "y"}
		set, err := city.Catalogue.Compile()
		must(b, err)
		_, size := files(b, city)
		return n * size, n * elements(city), func() {
			_, _ = cities.Compare(cities.Query{Code: cities.Code{Catalogue: "x", Value: "y"}, Period: zielkette.MustParsePeriod("2020")}, func(yield func(cities.City) bool) {
				for i := range n {
					if !yield(cities.City{Name: name("c", i), Set: set, Record: city.Record}) {
						return
					}
				}
			})
		}
	}},
}

// BenchmarkHostileEntries measures public functions beyond reading and writing with the
// largest input tried on each: its bytes, the time, and the memory at one time for each byte
// and as a share of 12 times the bytes and 1 KiB for each element.
//
//	go test -run '^$' -bench HostileEntries -benchtime 1x ./evaluation/report
func BenchmarkHostileEntries(b *testing.B) {
	for _, e := range entries {
		b.Run(e.name, func(b *testing.B) {
			size, count, call := e.prepare(b, e.n)
			judge(b, size, count, 0, call)
		})
	}
}
