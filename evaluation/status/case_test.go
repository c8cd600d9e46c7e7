package status_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/status"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

// observed is an observation of the indicator "i" with the given period and value.
func observed(period, value string) indicators.Observation {
	return indicators.Observation{Indicator: "i", Period: zielkette.MustParsePeriod(period), Value: number(value)}
}

// recorded makes a series of observations of the indicator "i".
func recorded(t *testing.T, list ...indicators.Observation) indicators.Series {
	t.Helper()
	record, err := indicators.NewRecord(list...)
	if err != nil {
		t.Fatal(err)
	}
	return record.Series("i", "")
}

func date(text string) zielkette.Date { return zielkette.MustParseDate(text) }

// reaching is a target from a baseline of 10 in 2015.
func reaching(revisions ...indicators.Revision) *indicators.Target {
	return &indicators.Target{
		Shape: indicators.ReachShape, Revisions: revisions,
		Baseline: indicators.Baseline{Period: zielkette.MustParsePeriod("2015"), Value: number("10")},
	}
}

// The weather symbols of a whole record: one rule, and a loop over its series. The
// values are invented.
func ExampleCaseOf() {
	record, err := indicators.NewRecord(
		observed("2018", "27"), observed("2020", "29"), observed("2021", "30"), observed("2023", "33"),
	)
	if err != nil {
		fmt.Println(err)
		return
	}
	catalogue := indicators.Catalogue{Indicators: []indicators.Indicator{{
		ID: "i", Title: "Radverkehrsanteil", Targets: []indicators.Target{{
			Shape:     indicators.ReachShape,
			Baseline:  indicators.Baseline{Period: zielkette.MustParsePeriod("2018"), Value: number("27")},
			Revisions: []indicators.Revision{{Points: points("2030", "40")}},
		}},
	}}}
	rule, err := status.Spec{Method: status.Weather}.Rule()
	if err != nil {
		fmt.Println(err)
		return
	}
	for series := range record.AllSeries() {
		indicator := catalogue.Indicator(series.Indicator())
		for _, asOf := range []string{"2021-12-31", "2024-12-31"} {
			c := status.CaseOf(series, indicator, indicator.Target(""), zielkette.MustParseDate(asOf), zielkette.Date{})
			rating := rule.Rate(c)
			fmt.Println(asOf, indicator.Title, rating.Class, rating.Why.DE)
		}
	}
	// Output:
	// 2021-12-31 Radverkehrsanteil  zu wenige vergleichbare Jahreswerte
	// 2024-12-31 Radverkehrsanteil sun Bei Fortsetzung der Entwicklung würde der Zielwert erreicht oder um weniger als 5 % der Differenz zwischen Zielwert und aktuellem Wert verfehlt.
}

func TestCaseOf(t *testing.T) {
	known := func(o indicators.Observation, on string) indicators.Observation { o.Known = date(on); return o }
	of := func(o indicators.Observation, definition string) indicators.Observation {
		o.Definition = definition
		return o
	}
	share := func(period, value, denominator string) indicators.Observation {
		o := observed(period, value)
		o.Denominator = number(denominator)
		return o
	}
	broken := func(o indicators.Observation) indicators.Observation { o.Status = indicators.BrokenSeries; return o }
	at := func(period, value string) status.DataPoint {
		p := status.DataPoint{Period: zielkette.MustParsePeriod(period)}
		if value != "" {
			p.Value = number(value)
		}
		return p
	}
	afterBreak := func(p status.DataPoint) status.DataPoint { p.Break = true; return p }
	for _, c := range []struct {
		name          string
		list          []indicators.Observation
		indicator     indicators.Indicator
		target        *indicators.Target
		asOf, knownOn string
		want          status.Case
	}{
		{"nothing", nil, indicators.Indicator{}, nil, "2024", "", status.Case{Year: 2024}},
		{
			"without an as-of date everything on record counts",
			[]indicators.Observation{observed("2020", "1"), observed("2022", "2")},
			indicators.Indicator{},
			nil, "", "",
			status.Case{Year: 2022, Series: []status.DataPoint{at("2020", "1"), at("2022", "2")}},
		},
		{
			"periods that have not ended are not there yet",
			[]indicators.Observation{observed("2020", "1"), observed("2021", "2")},
			indicators.Indicator{},
			nil, "2021-06-30", "",
			status.Case{Year: 2021, Series: []status.DataPoint{at("2020", "1")}},
		},
		{
			"what became known later is hidden",
			[]indicators.Observation{known(observed("2020", "1"), "2021-03-01"), known(observed("2020", "3"), "2022-03-01"), observed("2021", "2")},
			indicators.Indicator{},
			nil, "2024", "2021-12-31",
			status.Case{Year: 2024, Series: []status.DataPoint{at("2020", "1")}},
		},
		{
			"another version of the definition",
			[]indicators.Observation{of(observed("2020", "1"), "old"), observed("2021", "2"), of(observed("2022", "3"), "new")},
			indicators.Indicator{Definition: "new"},
			nil, "2024", "",
			status.Case{Year: 2024, Series: []status.DataPoint{at("2021", "2"), at("2022", "3")}},
		},
		{
			"shares",
			[]indicators.Observation{share("2020", "1", "3"), observed("2021", "2")},
			indicators.Indicator{Per: number("100")},
			nil, "2024", "",
			status.Case{Year: 2024, Series: []status.DataPoint{at("2020", "33.333333333333")}},
		},
		{
			"parts where no share is meant",
			[]indicators.Observation{share("2020", "1", "3"), observed("2021", "2")},
			indicators.Indicator{},
			nil, "2024", "",
			status.Case{Year: 2024, Series: []status.DataPoint{at("2021", "2")}},
		},
		{
			"breaks",
			[]indicators.Observation{observed("2018", "1"), broken(observed("2019", "2")), observed("2020", "3"), observed("2021", "4")},
			indicators.Indicator{Breaks: []indicators.Break{{Period: zielkette.MustParsePeriod("2021")}}},
			nil, "2024", "",
			status.Case{Year: 2024, Series: []status.DataPoint{at("2018", "1"), afterBreak(at("2019", "2")), at("2020", "3"), afterBreak(at("2021", "4"))}},
		},
		{
			"reach upwards, the revision that was decided by then",
			nil,
			indicators.Indicator{},
			reaching(
				indicators.Revision{Decided: date("2018"), Points: points("2030", "50")}, indicators.Revision{Decided: date("2025"), Points: points("2040", "60")},
			), "2024", "",
			status.Case{Year: 2024, Demands: []status.Demand{{Shape: indicators.ReachShape, Direction: indicators.Up, Points: points("2030", "50")}}},
		},
		{
			"reach downwards, whatever the way there",
			nil,
			indicators.Indicator{},
			reaching(indicators.Revision{Points: points("2020", "12", "2030", "2")}), "2024", "",
			status.Case{Year: 2024, Demands: []status.Demand{{Shape: indicators.ReachShape, Direction: indicators.Down, Points: points("2020", "12", "2030", "2")}}},
		},
		{
			"without a baseline the direction of the indicator",
			nil,
			indicators.Indicator{Direction: indicators.Down},
			&indicators.Target{Shape: indicators.ReachShape, Revisions: []indicators.Revision{{Points: points("2030", "2")}}}, "2024", "",
			status.Case{Year: 2024, Demands: []status.Demand{{Shape: indicators.ReachShape, Direction: indicators.Down, Points: points("2030", "2")}}},
		},
		{
			"from the baseline in force",
			[]indicators.Observation{observed("2016", "70")},
			indicators.Indicator{},
			&indicators.Target{
				Shape: indicators.ReachShape, Baseline: indicators.Baseline{Period: zielkette.MustParsePeriod("2015"), Value: number("10")},
				BaselineRevisions: []indicators.Baseline{{Period: zielkette.MustParsePeriod("2016"), FromRecord: true, Decided: date("2018")}},
				Revisions:         []indicators.Revision{{Points: points("2030", "50")}},
			}, "2024", "",
			status.Case{
				Year: 2024, Series: []status.DataPoint{at("2016", "70")},
				Demands: []status.Demand{{Shape: indicators.ReachShape, Direction: indicators.Down, Points: points("2030", "50")}},
			},
		},
		{
			"a change in percent",
			nil,
			indicators.Indicator{},
			reaching(indicators.Revision{Points: []indicators.Point{{Period: zielkette.MustParsePeriod("2030"), Change: number("-87")}}}), "2024", "",
			status.Case{Year: 2024, Demands: []status.Demand{{Shape: indicators.ReachShape, Direction: indicators.Down, Points: points("2030", "1.3")}}},
		},
		{
			"a total over a span starts from 0",
			nil,
			indicators.Indicator{Time: indicators.Flow},
			&indicators.Target{Shape: indicators.ReachShape, Revisions: []indicators.Revision{{Points: points("2021/2025", "1500")}}}, "2024", "",
			status.Case{Year: 2024, Demands: []status.Demand{{Shape: indicators.ReachShape, Direction: indicators.Up, Points: points("2021/2025", "1500")}}},
		},
		{
			"given up",
			nil,
			indicators.Indicator{},
			reaching(indicators.Revision{Decided: date("2018"), Points: points("2030", "50")}, indicators.Revision{Decided: date("2020"), Withdrawn: true}), "2024", "",
			status.Case{Year: 2024},
		},
		{
			"limit",
			nil,
			indicators.Indicator{Direction: indicators.Down},
			&indicators.Target{Shape: indicators.LimitShape, Revisions: []indicators.Revision{{Points: points("2020", "5"), Strict: true}}}, "2024", "",
			status.Case{Year: 2024, Demands: []status.Demand{{Shape: indicators.LimitShape, Direction: indicators.Down, Points: points("2020", "5"), Strict: true}}},
		},
		{
			"corridor",
			nil,
			indicators.Indicator{},
			&indicators.Target{Shape: indicators.CorridorShape, Revisions: []indicators.Revision{{Lower: number("1"), Upper: number("2")}}}, "2024", "",
			status.Case{Year: 2024, Demands: []status.Demand{
				{Shape: indicators.LimitShape, Direction: indicators.Up, Points: points("", "1")},
				{Shape: indicators.LimitShape, Direction: indicators.Down, Points: points("", "2")},
			}},
		},
		{
			"direction",
			nil,
			indicators.Indicator{Direction: indicators.Up},
			&indicators.Target{Shape: indicators.DirectionShape}, "2024", "",
			status.Case{Year: 2024, Demands: []status.Demand{towards(indicators.Up)}},
		},
		{"milestones demand nothing of a series", nil, indicators.Indicator{}, &indicators.Target{Shape: indicators.MilestonesShape}, "2024", "", status.Case{Year: 2024}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var asOf, knownOn zielkette.Date
			if c.asOf != "" {
				asOf = date(c.asOf)
			}
			if c.knownOn != "" {
				knownOn = date(c.knownOn)
			}
			got := status.CaseOf(recorded(t, c.list...), &c.indicator, c.target, asOf, knownOn)
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
	if diff := cmp.Diff(status.Case{}, status.CaseOf(indicators.Series{}, nil, nil, zielkette.Date{}, zielkette.Date{})); diff != "" {
		t.Errorf("of nothing (-want +got):\n%s", diff)
	}
}

// TestYearAskedAbout: a rating of an earlier year is that of the series as it was then,
// by every method, whatever came later.
func TestYearAskedAbout(t *testing.T) {
	all := series("2014/15", "9", "2015", "10", "2016", "11", "2017", "13", "2018", "12", "2019", "15", "2020-Q2", "17", "2021", "16", "2022", "30")
	for _, spec := range []status.Spec{
		{Method: status.Thresholds, Classes: traffic()},
		{Method: status.Weather},
		{Method: status.Weather, Window: status.SixYears},
		{Method: status.StatCan},
		{Method: status.Eurostat},
		{Method: status.UNProgress},
		{Method: status.SDGIndex, Lower: number("0"), Optimum: number("20"), Green: number("16"), Red: number("10")},
		{Method: status.EnergyAward, Possible: number("20")},
	} {
		rule, err := spec.Rule()
		if err != nil {
			t.Fatal(err)
		}
		for year := 2013; year <= 2024; year++ {
			var then []status.DataPoint
			for _, p := range all {
				if p.Period.Year() <= year {
					then = append(then, p)
				}
			}
			demands := []status.Demand{byYear(indicators.Up, 2030, "40")}
			want := rule.Rate(status.Case{Series: then, Demands: demands})
			if got := rule.Rate(status.Case{Series: all, Demands: demands, Year: year}); cmp.Diff(want, got) != "" {
				t.Errorf("%s in %d (-then +now):\n%s", spec.Method, year, cmp.Diff(want, got))
			}
		}
	}
}

// TestMinPoints: fewer yearly values than a rule asks for give no rating, and no rule can
// ask for less than the method needs.
func TestMinPoints(t *testing.T) {
	growing := line("10", "11", "12", "13", "14")
	for _, c := range []struct {
		method string
		points int
		want   indicators.Reason
	}{
		{status.Weather, 5, 0},
		{status.Weather, 6, indicators.TooFewPoints},
		{status.StatCan, 5, 0},
		{status.StatCan, 6, indicators.TooFewPoints},
		{status.Eurostat, 5, 0},
		{status.Eurostat, 6, indicators.TooFewPoints},
		{status.UNProgress, 5, 0},
		{status.UNProgress, 6, indicators.TooFewPoints},
	} {
		got := rate(c.method, status.Spec{MinPoints: c.points}, status.Case{Series: growing, Demands: []status.Demand{towards(indicators.Up)}})
		if got.Reason != c.want || got.Rated() != (c.want == 0) {
			t.Errorf("%s asking for %d: %q, %q", c.method, c.points, got.Class, got.Reason)
		}
		complete(t, got)
	}
	for method, least := range map[string]int{status.Weather: 4, status.StatCan: 2, status.Eurostat: 2, status.UNProgress: 2} {
		for n, want := range map[int][]fault{least: nil, least - 1: {{zielkette.CodeRange, "/minPoints"}}, -1: {{zielkette.CodeRange, "/minPoints"}}, 101: {{zielkette.CodeRange, "/minPoints"}}} {
			if _, err := (status.Spec{Method: method, MinPoints: n}).Rule(); cmp.Diff(want, faults(t, err)) != "" {
				t.Errorf("%s asking for %d: %v", method, n, err)
			}
		}
	}
}

// TestStrict: a strict target is not met by its value, as indicators 10.2 and 12.4 of the
// Deutsche Nachhaltigkeitsstrategie ask.
func TestStrict(t *testing.T) {
	strict := func(d status.Demand) status.Demand { d.Strict = true; return d }
	rising, falling := line("5", "6", "7", "8", "9", "10"), line("15", "14", "13", "12", "11", "10")
	for _, c := range []struct {
		name   string
		method string
		series []status.DataPoint
		demand status.Demand
		want   string
	}{
		{"kept at least", status.Weather, rising, everyYear(indicators.Up, "10"), "sun"},
		{"kept above", status.Weather, rising, strict(everyYear(indicators.Up, "10")), "cloud"},
		{"kept above, clearly", status.Weather, rising, strict(everyYear(indicators.Up, "9.9")), "sun"},
		{"kept at most", status.Weather, rising, everyYear(indicators.Down, "10"), "sun-and-cloud"},
		{"kept below", status.Weather, rising, strict(everyYear(indicators.Down, "10")), "thunderstorm"},
		{"come to it and rising: it will be passed", status.Weather, rising, strict(byYear(indicators.Up, 2030, "10")), "sun"},
		{"come to it and falling back", status.Weather, falling, strict(byYear(indicators.Up, 2030, "10")), "thunderstorm"},
		{"not yet there", status.Weather, rising, strict(byYear(indicators.Up, 2030, "22.5")), "sun-and-cloud"},
		{"reached", status.StatCan, rising, byYear(indicators.Up, 2030, "10"), "target-achieved"},
		{"not reached", status.StatCan, rising, strict(byYear(indicators.Up, 2030, "10")), "on-track"},
		{"reached, Eurostat", status.Eurostat, rising, byYear(indicators.Up, 2030, "10"), "significant-progress"},
		{"not reached, Eurostat", status.Eurostat, line("20", "19", "18", "17", "16", "10"), strict(byYear(indicators.Up, 2030, "10")), "movement-away"},
	} {
		got := rate(c.method, status.Spec{}, status.Case{Series: c.series, Demands: []status.Demand{c.demand}})
		if got.Class != c.want {
			t.Errorf("%s: %q, want %q (%+v)", c.name, got.Class, c.want, got.Figures)
		}
		complete(t, got)
	}
}

// TestOwnBounds: a city may state the bounds, and the criterion that is printed names
// them; the published ones stand where none are stated.
func TestOwnBounds(t *testing.T) {
	list := func(texts ...string) []zielkette.Number {
		var out []zielkette.Number
		for _, text := range texts {
			out = append(out, number(text))
		}
		return out
	}
	rising := line("5", "6", "7", "8", "9", "10") // 20 in 2030
	two := series("2019", "100", "2020", "101")
	for _, c := range []struct {
		method string
		spec   status.Spec
		in     status.Case
		want   string
		why    string
	}{
		{status.Weather, status.Spec{Bounds: list("0.1", "0.3")}, status.Case{Series: rising, Demands: []status.Demand{byYear(indicators.Up, 2030, "21")}}, "sun", "If the development continued, the target would be reached or missed by less than 10 % of the difference between target and current value."},
		{status.Weather, status.Spec{Bounds: list("0.05", "0.095")}, status.Case{Series: rising, Demands: []status.Demand{byYear(indicators.Up, 2030, "22.5")}}, "cloud", "The development goes in the desired direction, but if it continued the target would be missed by more than 9.5 % of the difference between target and current value."},
		{status.StatCan, status.Spec{BaseYear: 2019, TrendBounds: list("0.01", "0.005", "0")}, status.Case{Series: two, Demands: []status.Demand{towards(indicators.Up)}}, "on-track", "The development is fast enough."},
		{status.StatCan, status.Spec{BaseYear: 2019, Bounds: list("0.5", "0.4", "0.1")}, status.Case{Series: two, Demands: []status.Demand{byYear(indicators.Up, 2020, "102")}}, "on-track", "The development is fast enough."},
		{status.Eurostat, status.Spec{TrendBounds: list("0.02", "0.01", "-0.005")}, status.Case{Series: two, Demands: []status.Demand{towards(indicators.Down)}}, "significant-movement-away", "The value deteriorates by more than 0.5 % a year."},
		{status.UNProgress, status.Spec{BaseYear: 2019, TrendBounds: list("0.02", "0.015")}, status.Case{Series: two, Demands: []status.Demand{towards(indicators.Up)}}, "stagnation", "There is no progress to speak of, or a regression."},
		{status.EnergyAward, status.Spec{Bounds: list("0.8", "0.6")}, status.Case{Value: number("0.78")}, "award", "More than 60 % of the points possible are reached."},
	} {
		got := rate(c.method, c.spec, c.in)
		if got.Class != c.want || got.Why.EN != c.why {
			t.Errorf("%s: %q, want %q: %s", c.method, got.Class, c.want, got.Why.EN)
		}
		complete(t, got)
	}
	for _, c := range []struct {
		name string
		spec status.Spec
		want []fault
	}{
		{"too few", status.Spec{Method: status.Weather, Bounds: list("0.1")}, []fault{{status.CodeBounds, "/bounds"}}},
		{"too many", status.Spec{Method: status.UNProgress, Bounds: list("0.9", "0.5", "0.1")}, []fault{{status.CodeBounds, "/bounds"}}},
		{"none at all", status.Spec{Method: status.Eurostat, Bounds: list()}, nil},
		{"an empty list", status.Spec{Method: status.Eurostat, Bounds: []zielkette.Number{}}, []fault{{status.CodeBounds, "/bounds"}}},
		{"a gap", status.Spec{Method: status.Eurostat, Bounds: []zielkette.Number{number("0.9"), {}, number("0")}}, []fault{{zielkette.CodeRequired, "/bounds/1"}}},
		{"out of order", status.Spec{Method: status.EnergyAward, Bounds: list("0.5", "0.75")}, []fault{{status.CodeBounds, "/bounds/1"}}},
		{"equal", status.Spec{Method: status.Weather, Bounds: list("0.1", "0.1")}, []fault{{status.CodeBounds, "/bounds/1"}}},
		{"a miss below 0", status.Spec{Method: status.Weather, Bounds: list("-0.1", "0.1")}, []fault{{status.CodeBounds, "/bounds/0"}}},
		{"no trend", status.Spec{Method: status.Weather, TrendBounds: list("1")}, []fault{{zielkette.CodeParameter, "/trendBounds"}}},
	} {
		if _, err := c.spec.Rule(); cmp.Diff(c.want, faults(t, err)) != "" {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

// TestLimitFromAPeriod: a limit holds for every period that begins with it or later, also
// a shorter one inside it.
func TestLimitFromAPeriod(t *testing.T) {
	limit := status.Demand{Shape: indicators.LimitShape, Direction: indicators.Down, Points: points("2020", "5")}
	for period, want := range map[string]string{"2020-Q1": "thunderstorm", "2019/20": "", "2020/21": "thunderstorm", "2020": "thunderstorm"} {
		got := rate(status.Weather, status.Spec{}, status.Case{
			Series:  append(series("2010", "1", "2012", "2", "2014", "3"), series(period, "50")...),
			Demands: []status.Demand{limit},
		})
		if got.Class != want {
			t.Errorf("a limit from 2020 and a value of %s: %q %q, want %q", period, got.Class, got.Reason, want)
		}
	}
}

// TestPeriodsOfSeveralYears: a school year counts for its last year, with StatCan for its
// first, and growth is taken over the years between.
func TestPeriodsOfSeveralYears(t *testing.T) {
	in := status.Case{Series: series("2015/16", "100", "2017/18", "121"), Demands: []status.Demand{towards(indicators.Up)}}
	for method, want := range map[string][3]string{
		status.StatCan:    {"2015", "2017", "0.1"},
		status.UNProgress: {"2016", "2018", "0.1"},
		status.Eurostat:   {"2016", "2018", "0.1"},
	} {
		got := rate(method, status.Spec{}, in)
		figures := [3]string{got.Figure("base-year").String(), got.Figure("year").String(), got.Figure("observed").String()}
		if figures != want {
			t.Errorf("%s: %v, want %v", method, figures, want)
		}
	}
	terms := status.Case{
		Series:  series("2013/2015", "100", "2016/2018", "109", "2019/2021", "118", "2022/2024", "127"),
		Demands: []status.Demand{byYear(indicators.Up, 2030, "145")},
	}
	got := rate(status.Weather, status.Spec{}, terms)
	figures := [4]string{got.Class, got.Figure("slope").String(), got.Figure("projected").String(), got.Figure("points").String()}
	if want := [4]string{"sun", "3", "145", "4"}; figures != want {
		t.Errorf("spans of three years: %v, want %v", figures, want)
	}
	if got := rate(status.StatCan, status.Spec{}, terms); got.Figure("base-year").String() != "2016" || got.Figure("year").String() != "2022" {
		t.Errorf("spans of three years by their first: %v", got.Figures)
	}
}

// The direction of a demand is that from the baseline to the last point, up where they are
// the same; a change of an unknown baseline demands no value.
func TestDirectionOfADemand(t *testing.T) {
	series := recorded(t, observed("2019", "5"), observed("2020", "6"))
	change := []indicators.Point{{Period: zielkette.MustParsePeriod("2030"), Change: number("-50")}}
	for name, test := range map[string]struct {
		baseline indicators.Baseline
		points   []indicators.Point
		want     indicators.Direction
		value    string
	}{
		"up":                             {indicators.Baseline{Value: number("5")}, points("2030", "6"), indicators.Up, "6"},
		"down":                           {indicators.Baseline{Value: number("5")}, points("2030", "4"), indicators.Down, "4"},
		"no way":                         {indicators.Baseline{Value: number("5")}, points("2030", "5"), indicators.Up, "5"},
		"a change of what is on record":  {indicators.Baseline{Period: zielkette.MustParsePeriod("2019"), FromRecord: true}, change, indicators.Down, "2.5"},
		"a change of what is not":        {indicators.Baseline{Period: zielkette.MustParsePeriod("2015"), FromRecord: true}, change, indicators.Down, ""},
		"a value beyond what is unknown": {indicators.Baseline{Period: zielkette.MustParsePeriod("2015"), FromRecord: true}, points("2030", "9"), indicators.Down, "9"},
	} {
		target := indicators.Target{Shape: indicators.ReachShape, Baseline: test.baseline, Revisions: []indicators.Revision{{Points: test.points}}}
		got := status.CaseOf(series, &indicators.Indicator{Direction: indicators.Down}, &target, zielkette.Date{}, zielkette.Date{})
		if len(got.Demands) != 1 || got.Demands[0].Direction != test.want || got.Demands[0].Points[0].Value.String() != test.value {
			t.Errorf("%s: %+v", name, got.Demands)
		}
	}
}
