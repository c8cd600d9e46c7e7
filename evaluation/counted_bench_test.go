package evaluation_test

import (
	"fmt"
	"testing"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/status"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

// BenchmarkLongSeries evaluates, explains and judges one indicator with a monthly series of
// n, 2n and 4n months: a flow against years, a flow and an average against a span of the
// whole length, and a limit of yearly sums. The cost is to grow in proportion to the months.
func BenchmarkLongSeries(b *testing.B) {
	for _, months := range []int{600, 1200, 2400} {
		first := from('M', 0, 1900*12)
		last := steps(first, months-1)
		var list []indicators.Observation
		for i := range months {
			list = append(list, indicators.Observation{Indicator: "i", Period: steps(first, i).period(), Value: zielkette.Int(int64(i % 17))})
		}
		all := from('P', months, first.month).period()
		reach := func(p zielkette.Period) indicators.Target {
			return indicators.Target{
				Shape: indicators.ReachShape, Baseline: indicators.Baseline{Period: period("1899"), Value: number("0")},
				Revisions: []indicators.Revision{{Points: []indicators.Point{{Period: p, Value: number("1000000")}}}},
			}
		}
		limit := indicators.Target{Shape: indicators.LimitShape, Revisions: []indicators.Revision{{Points: []indicators.Point{{Period: period("1900"), Value: number("90")}}}}}
		for _, c := range []struct {
			name   string
			time   indicators.Time
			target indicators.Target
		}{
			{"flow of years", indicators.Flow, reach(period("2300"))},
			{"flow over a span", indicators.Flow, reach(all)},
			{"average over a span", indicators.Average, reach(all)},
			{"limit of years", indicators.Flow, limit},
		} {
			ind := indicators.Indicator{ID: "i", Title: "I", Time: c.time, Direction: indicators.Up, Targets: []indicators.Target{c.target}}
			rules := evaluation.Rules{EachIndicator: evaluation.IndicatorRule{Status: status.Spec{Method: status.Weather}}}
			model := modelOf(b, goals.Strategy{}, rules, ind)
			record, err := indicators.NewRecord(list...)
			if err != nil {
				b.Fatal(err)
			}
			options := evaluation.Options{AsOf: date(aDay(last.last).text())}
			b.Run(fmt.Sprintf("%s/%d", c.name, months), func(b *testing.B) {
				for b.Loop() {
					result, err := model.Evaluate(record, options)
					if err != nil {
						b.Fatal(err)
					}
					a, _ := result.Assessment("i", "", "")
					if a.Explain().State != evaluation.Scored {
						b.Fatal(a.Reason())
					}
					a.Kept()
					a.Status()
				}
			})
		}
	}
}
