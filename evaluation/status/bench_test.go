package status_test

import (
	"testing"

	"gitlab.opencode.de/zielkette/zielkette/evaluation/status"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

// BenchmarkRate rates one series of nine yearly values by the methods for series.
func BenchmarkRate(b *testing.B) {
	values := series("2015", "7.81", "2016", "7.64", "2017", "7.70", "2018", "7.33", "2019", "7.28", "2020", "6.95", "2021", "7.02", "2022", "6.71", "2023", "6.64")
	reach := status.Demand{Shape: indicators.ReachShape, Direction: indicators.Down, Points: points("2030", "4.5")}
	limit := status.Demand{Shape: indicators.LimitShape, Direction: indicators.Down, Points: points("", "7")}
	down := status.Demand{Shape: indicators.DirectionShape, Direction: indicators.Down}
	up := status.Demand{Shape: indicators.DirectionShape, Direction: indicators.Up}
	for _, c := range []struct {
		name   string
		spec   status.Spec
		demand status.Demand
	}{
		{"statcan/target", status.Spec{Method: status.StatCan}, reach},
		{"statcan/trend", status.Spec{Method: status.StatCan}, down},
		{"statcan/limit", status.Spec{Method: status.StatCan, Limit: number("0.5")}, down},
		{"eurostat/target", status.Spec{Method: status.Eurostat}, reach},
		{"eurostat/trend", status.Spec{Method: status.Eurostat}, up},
		{"un/target", status.Spec{Method: status.UNProgress}, reach},
		{"weather/year", status.Spec{Method: status.Weather}, reach},
		{"weather/every", status.Spec{Method: status.Weather}, limit},
		{"weather/trend", status.Spec{Method: status.Weather}, down},
	} {
		b.Run(c.name, func(b *testing.B) {
			rule, err := c.spec.Rule()
			if err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			input := status.Case{Series: values, Demands: []status.Demand{c.demand}}
			for b.Loop() {
				if r := rule.Rate(input); !r.Rated() {
					b.Fatal(r)
				}
			}
		})
	}
}
