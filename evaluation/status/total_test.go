package status_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/status"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

// TestTotals: rules read what is held against the target. A flow recorded by parts of a
// year counts for the years that are complete, against a span from its start on, an average
// as the mean, and a stock as it stands.
func TestTotals(t *testing.T) {
	quarters := func(year int, values ...int) []indicators.Observation {
		var out []indicators.Observation
		for i, v := range values {
			out = append(out, observed(fmt.Sprintf("%d-Q%d", year, i+1), fmt.Sprint(v)))
		}
		return out
	}
	join := func(lists ...[]indicators.Observation) []indicators.Observation {
		var out []indicators.Observation
		for _, l := range lists {
			out = append(out, l...)
		}
		return out
	}
	broken := func(list []indicators.Observation, at int) []indicators.Observation {
		list[at].Status = indicators.BrokenSeries
		return list
	}
	limit := func(period string) *indicators.Target {
		return &indicators.Target{Shape: indicators.LimitShape, Revisions: []indicators.Revision{{Points: points(period, "5")}}}
	}
	point := func(period, value string, broken bool) status.DataPoint {
		return status.DataPoint{Period: zielkette.MustParsePeriod(period), Value: number(value), Break: broken}
	}
	reach := func(period string) *indicators.Target {
		return &indicators.Target{Shape: indicators.ReachShape, Revisions: []indicators.Revision{{Points: points(period, "1500")}}}
	}
	corridor := &indicators.Target{Shape: indicators.CorridorShape, Revisions: []indicators.Revision{{Lower: number("1"), Upper: number("2")}}}
	flow := indicators.Indicator{Time: indicators.Flow, Direction: indicators.Down}
	average := indicators.Indicator{Time: indicators.Average}
	shares := flow
	shares.Per = number("100")
	days := func(year int, value string) []indicators.Observation {
		var out []indicators.Observation
		for d := time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC); d.Year() == year; d = d.AddDate(0, 0, 1) {
			out = append(out, observed(d.Format(time.DateOnly), value))
		}
		return out
	}
	for _, c := range []struct {
		name      string
		indicator indicators.Indicator
		target    *indicators.Target
		list      []indicators.Observation
		want      []status.DataPoint
	}{
		{"complete years", flow, limit("2020"), join(quarters(2020, 1, 2, 3, 4), quarters(2021, 2, 2, 2, 2)), []status.DataPoint{point("2020", "10", false), point("2021", "8", false)}},
		{"without a target", flow, nil, quarters(2020, 1, 2, 3, 4), []status.DataPoint{point("2020", "10", false)}},
		{"a direction only", flow, &indicators.Target{Shape: indicators.DirectionShape}, quarters(2020, 1, 2, 3, 4), []status.DataPoint{point("2020", "10", false)}},
		{"a limit from a span on, which holds for each value", flow, limit("2020/2025"), quarters(2020, 1, 2), []status.DataPoint{point("2020-Q1", "1", false), point("2020-Q2", "2", false)}},
		{"a year that runs", flow, nil, join(quarters(2020, 1, 2, 3, 4), quarters(2021, 2, 2)), []status.DataPoint{point("2020", "10", false)}},
		{"a part is missing", flow, nil, join(quarters(2020, 1, 2, 3), quarters(2021, 2, 2, 2, 2)), []status.DataPoint{point("2021", "8", false)}},
		{"a break between years", flow, nil, join(quarters(2020, 1, 2, 3, 4), broken(quarters(2021, 2, 2, 2, 2), 0)), []status.DataPoint{point("2020", "10", false), point("2021", "8", true)}},
		{"a break inside a year", flow, nil, join(quarters(2020, 1, 2, 3, 4), broken(quarters(2021, 2, 2, 2, 2), 1), quarters(2022, 1, 1, 1, 1)), []status.DataPoint{point("2020", "10", false), point("2022", "4", true)}},
		{"a break in an incomplete year", flow, nil, join(quarters(2020, 1, 2, 3, 4), broken(quarters(2021, 2, 2), 0), quarters(2022, 1, 1, 1, 1)), []status.DataPoint{point("2020", "10", false), point("2022", "4", true)}},
		{"a target for quarters", flow, limit("2020-Q1"), quarters(2020, 1, 2), []status.DataPoint{point("2020-Q1", "1", false), point("2020-Q2", "2", false)}},
		{"a corridor, which is for each value", flow, corridor, quarters(2020, 1, 2), []status.DataPoint{point("2020-Q1", "1", false), point("2020-Q2", "2", false)}},
		{"a target for half-years", flow, reach("2030-H1"), quarters(2020, 1, 2, 3, 4), []status.DataPoint{point("2020-H1", "3", false), point("2020-H2", "7", false)}},
		{
			"a total over a span", flow, reach("2021/2025"),
			[]indicators.Observation{observed("2020", "9"), observed("2021", "300"), observed("2022", "310"), observed("2023", "290")},
			[]status.DataPoint{point("2021", "300", false), point("2022", "610", false), point("2023", "900", false)},
		},
		{
			"a total over a span with a gap", flow, reach("2021/2025"),
			[]indicators.Observation{observed("2021", "300"), observed("2023", "290")},
			[]status.DataPoint{point("2021", "300", false)},
		},
		// 2020-H1 has 182 days, 2020-H2 184: (182 x 1 + 184 x 2) / 366
		{"an average by days", average, nil, []indicators.Observation{observed("2020-H1", "1"), observed("2020-H2", "2")}, []status.DataPoint{point("2020", "1.502732240437", false)}},
		{
			"the means of three years", average, reach("2020/2022"),
			[]indicators.Observation{observed("2017", "1"), observed("2018", "2"), observed("2019", "3"), broken([]indicators.Observation{observed("2020", "1")}, 0)[0], observed("2021", "1"), observed("2022", "4")},
			[]status.DataPoint{point("2017/2019", "2", false), point("2020/2022", "1.999087591241", true)},
		},
		{"years add up to nothing more", flow, nil, []indicators.Observation{observed("2020", "7")}, []status.DataPoint{point("2020", "7", false)}},
		{"a stock", indicators.Indicator{Time: indicators.Stock}, nil, quarters(2020, 1, 2), []status.DataPoint{point("2020-Q1", "1", false), point("2020-Q2", "2", false)}},
		{"days of a leap year", flow, nil, days(2020, "0.5"), []status.DataPoint{point("2020", "183", false)}},
		{"days of a year without one", flow, nil, days(2021, "1")[1:], nil},
		{"days of 1900", flow, nil, days(1900, "1"), []status.DataPoint{point("1900", "365", false)}},
		{
			"half-years of a share", shares, nil,
			[]indicators.Observation{
				{Indicator: "i", Period: zielkette.MustParsePeriod("2020-H1"), Value: number("1"), Denominator: number("2")},
				{Indicator: "i", Period: zielkette.MustParsePeriod("2020-H2"), Value: number("1"), Denominator: number("4")},
			},
			[]status.DataPoint{point("2020", "33.333333333333", false)},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := status.CaseOf(recorded(t, c.list...), &c.indicator, c.target, zielkette.Date{}, zielkette.Date{})
			if diff := cmp.Diff(c.want, got.Series); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}
