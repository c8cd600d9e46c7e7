package status_test

import (
	"fmt"
	"testing"
	"time"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/status"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

// BenchmarkCaseOf makes and rates the case of a daily series with a break on every tenth
// day, half of them stated by the indicator: its cost is to grow in proportion to the
// days, n, 2n and 4n.
func BenchmarkCaseOf(b *testing.B) {
	for _, days := range []int{2000, 4000, 8000} {
		b.Run(fmt.Sprint(days), func(b *testing.B) {
			var list []indicators.Observation
			indicator := indicators.Indicator{ID: "i", Title: "I"}
			day := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)
			for i := range days {
				period := zielkette.MustParsePeriod(day.AddDate(0, 0, i).Format(time.DateOnly))
				o := indicators.Observation{Indicator: "i", Period: period, Value: zielkette.Int(int64(i))}
				switch i % 20 {
				case 0:
					o.Status = indicators.BrokenSeries
				case 10:
					indicator.Breaks = append(indicator.Breaks, indicators.Break{Period: period})
				}
				list = append(list, o)
			}
			record, err := indicators.NewRecord(list...)
			if err != nil {
				b.Fatal(err)
			}
			rule, err := status.Spec{Method: status.Weather}.Rule()
			if err != nil {
				b.Fatal(err)
			}
			series := record.Series("i", "")
			for b.Loop() {
				c := status.CaseOf(series, &indicator, nil, zielkette.Date{}, zielkette.Date{})
				c.Demands = []status.Demand{towards(indicators.Up)}
				if len(c.Series) != days {
					b.Fatal(len(c.Series))
				}
				rule.Rate(c)
			}
		})
	}
}
