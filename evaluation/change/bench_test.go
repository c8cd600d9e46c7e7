package change_test

import (
	"fmt"
	"testing"
	"time"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/change"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

// large is a city of about n goals, ten to a pool, each lowest one with an indicator, and
// what became of it by all six causes.
func large(n int) (then, now *evaluation.Result) {
	var c evaluation.City
	b := indicators.NewBuilder()
	count := 0
	var grow func(level int) goals.Goal
	grow = func(level int) goals.Goal {
		count++
		id := fmt.Sprintf("g%06d", count)
		g := goals.Goal{ID: id, Level: levels[0], Title: id, Weight: zielkette.Int(int64(1 + count%5))}
		if level < 4 {
			g.Level = fmt.Sprint("L", level)
			for range 10 {
				if count < n {
					g.Goals = append(g.Goals, grow(level+1))
				}
			}
		}
		if len(g.Goals) == 0 {
			k := "k" + id
			c.Catalogue.Indicators = append(c.Catalogue.Indicators, indicators.Indicator{ID: k, Title: k, Targets: []indicators.Target{{
				Shape: indicators.ReachShape, Baseline: indicators.Baseline{Period: year(2014), Value: number(int64(1000+count%77), 2)},
				Revisions: []indicators.Revision{{Known: day(2014, "01-01"), Points: []indicators.Point{{Period: year(2030), Value: number(int64(2500-count%91), 2)}}}},
			}}})
			for y := 2016; y <= 2022; y++ {
				o := indicators.Observation{Indicator: k, Period: year(y), Known: day(y+1, "03-01"), Value: number(int64(1100+100*(y-2015)+count%53), 2)}
				b.Add(o, zielkette.Place{})
				if y == 2020 {
					o.Known, o.Value = day(2022, "03-01"), number(int64(1500+count%31), 2)
					b.Add(o, zielkette.Place{})
				}
			}
			g.Indicators = []goals.Link{{ID: k}}
		}
		g.Level = fmt.Sprint("L", level)
		return g
	}
	c.Strategy = goals.Strategy{ID: "e1", Title: "bench", Levels: []string{"L0", "L1", "L2", "L3", "L4"}}
	c.Strategy.Goals = []goals.Goal{grow(0)}
	c.Record = must(b.Record())
	later := c.Clone()
	later.Strategy.ID = "e2"
	k := 0
	each(later.Strategy.Goals, func(g *goals.Goal) {
		g.Weight = zielkette.Int(int64(1 + k%7))
		if k++; k%50 == 0 && len(g.Indicators) > 0 {
			g.NotApplicable = "entfällt"
		}
	})
	later.Rules.Default.Bounds = []zielkette.Number{zielkette.Int(0), number(5, 1)}
	for i := range later.Catalogue.Indicators {
		later.Catalogue.Indicators[i].Targets[0].Revisions[0].Points[0].Value = number(int64(2400-i%57), 2)
	}
	result := func(c evaluation.City, y int) *evaluation.Result {
		return must(must(c.Compile()).Evaluate(c.Record, evaluation.Options{AsOf: day(y, "12-31"), KnownOn: day(y+1, "06-30")}))
	}
	return result(c, 2020), result(later, 2022)
}

// The change of six causes over 10,000 goals against a plain evaluation of the same city:
// the ratio is printed.
func BenchmarkBetween(b *testing.B) {
	then, now := large(10_000)
	c := must(change.Between(then, now))
	var root change.Item
	for item := range c.Goals() {
		root = item
		break
	}
	for _, e := range root.Effects {
		if len(e.Causes) != 1 || e.Effect.Sign() == 0 {
			b.Fatalf("%v changes nothing", e)
		}
	}
	var plain time.Duration
	b.Run("plain evaluation", func(b *testing.B) {
		for b.Loop() {
			must(now.Model().Evaluate(now.Record(), now.Options()))
		}
		plain = b.Elapsed() / time.Duration(b.N)
	})
	b.Run("change of six causes", func(b *testing.B) {
		for b.Loop() {
			must(change.Between(then, now))
		}
		if plain > 0 {
			b.ReportMetric(float64(b.Elapsed())/float64(b.N)/float64(plain), "evaluations")
		}
	})
}
