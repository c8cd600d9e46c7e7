package status_test

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/status"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

func byYear(way indicators.Direction, year int, value string) status.Demand {
	return status.Demand{Shape: indicators.ReachShape, Direction: way, Points: points(yearText(year), value)}
}

func everyYear(way indicators.Direction, value string) status.Demand {
	return status.Demand{Shape: indicators.LimitShape, Direction: way, Points: points("", value)}
}

// yearText writes a year as a period, "" for none.
func yearText(year int) string {
	if year == 0 {
		return ""
	}
	return fmt.Sprintf("%04d", year)
}

func towards(way indicators.Direction) status.Demand {
	return status.Demand{Shape: indicators.DirectionShape, Direction: way}
}

// line is a series of whole years with the given values, the last one in 2020.
func line(values ...string) []status.DataPoint {
	var pairs []string
	for i, v := range values {
		pairs = append(pairs, fmt.Sprint(2021-len(values)+i), v)
	}
	return series(pairs...)
}

// outcome is what a test compares of a rating: never the texts.
type outcome struct {
	Class  string
	Rank   int
	Reason indicators.Reason
}

func of(r status.Rating) outcome { return outcome{r.Class, r.Rank, r.Reason} }

// complete fails where a rating lacks what a report prints.
func complete(t *testing.T, r status.Rating) {
	t.Helper()
	if r.Method == "" || r.Why.DE == "" || r.Why.EN == "" || r.Title.DE == "" || r.Title.EN == "" {
		t.Errorf("rating without method, title or reason: %+v", r)
	}
	if r.Rated() != (r.Rank > 0) || r.Rated() != (r.Reason == 0) || r.Rated() && (r.Label.DE == "" || r.Label.EN == "") {
		t.Errorf("rating contradicts itself: %+v", r)
	}
	for _, f := range r.Figures {
		if f.ID == "" || f.Label.DE == "" || f.Label.EN == "" || f.Value.IsZero() {
			t.Errorf("figure without id or label: %+v", f)
		}
	}
}

var (
	sun     = outcome{"sun", 1, 0}
	partly  = outcome{"sun-and-cloud", 2, 0}
	cloud   = outcome{"cloud", 3, 0}
	thunder = outcome{"thunderstorm", 4, 0}
)

func none(cause indicators.Reason) outcome { return outcome{Reason: cause} }

func TestWeather(t *testing.T) {
	// Rising by 1 a year to 10 in 2020. To 2030 it comes to 20.
	rising := line("5", "6", "7", "8", "9", "10")
	falling := line("15", "14", "13", "12", "11", "10")
	for _, c := range []struct {
		name    string
		series  []status.DataPoint
		targets []status.Demand
		window  status.Window
		want    outcome
	}{
		// a value by a year; the miss is (T - 20) / (T - 10)
		{"beyond the target", rising, []status.Demand{byYear(indicators.Up, 2030, "19")}, "", sun},
		{"exactly the target", rising, []status.Demand{byYear(indicators.Up, 2030, "20")}, "", sun},
		{"miss just below 5 %", rising, []status.Demand{byYear(indicators.Up, 2030, "20.5263157894736842")}, "", sun}, // 20 + 10/19 cut off
		{"miss just above 5 %", rising, []status.Demand{byYear(indicators.Up, 2030, "20.5263157894736843")}, "", partly},
		{"miss of exactly 5 %", line("5.25", "6.2", "7.15", "8.1", "9.05", "10"), []status.Demand{byYear(indicators.Up, 2030, "20")}, "", partly},
		{"miss of exactly 20 %", rising, []status.Demand{byYear(indicators.Up, 2030, "22.5")}, "", partly},
		{"miss just above 20 %", rising, []status.Demand{byYear(indicators.Up, 2030, "22.500000000000000001")}, "", cloud},
		{"far too slow", rising, []status.Demand{byYear(indicators.Up, 2030, "1000")}, "", cloud},
		{"standing still", line("10", "1", "2", "3", "4", "10"), []status.Demand{byYear(indicators.Up, 2030, "20")}, "", thunder},
		{"moving away", falling, []status.Demand{byYear(indicators.Up, 2030, "20")}, "", thunder},
		{"falling target", falling, []status.Demand{byYear(indicators.Down, 2030, "0")}, "", sun},
		{"falling target, 20 %", falling, []status.Demand{byYear(indicators.Down, 2030, "-2.5")}, "", partly},
		{"falling target, too slow", falling, []status.Demand{byYear(indicators.Down, 2030, "-3")}, "", cloud},
		{"falling target, rising value", rising, []status.Demand{byYear(indicators.Down, 2030, "0")}, "", thunder},

		// reached, or the year has come: kept every year
		{"reached and improving", rising, []status.Demand{byYear(indicators.Up, 2030, "10")}, "", sun},
		{"reached and standing still", line("10", "1", "1", "10"), []status.Demand{byYear(indicators.Up, 2030, "9")}, "", sun},
		{"reached and deteriorating", falling, []status.Demand{byYear(indicators.Up, 2030, "10")}, "", partly},
		{"year has come, missed, improving", rising, []status.Demand{byYear(indicators.Up, 2020, "11")}, "", cloud},
		{"year has passed, missed, deteriorating", falling, []status.Demand{byYear(indicators.Up, 2019, "11")}, "", thunder},
		{"year before, not yet", rising, []status.Demand{byYear(indicators.Up, 2021, "11")}, "", sun},

		// kept every year
		{"kept, improving", rising, []status.Demand{everyYear(indicators.Up, "9")}, "", sun},
		{"kept on the limit, no change", line("10", "12", "12", "10"), []status.Demand{everyYear(indicators.Down, "10")}, "", sun},
		{"kept, deteriorating", rising, []status.Demand{everyYear(indicators.Down, "10")}, "", partly},
		{"not kept, improving", falling, []status.Demand{everyYear(indicators.Down, "9")}, "", cloud},
		{"not kept, no change", line("10", "12", "12", "10"), []status.Demand{everyYear(indicators.Down, "9")}, "", thunder},
		{"not kept, deteriorating", rising, []status.Demand{everyYear(indicators.Down, "9")}, "", thunder},

		// direction only
		{"both right", rising, []status.Demand{towards(indicators.Up)}, "", sun},
		{"average right, last wrong", line("1", "2", "6", "5"), []status.Demand{towards(indicators.Up)}, "", partly},
		{"average right, last unchanged", line("1", "2", "5", "5"), []status.Demand{towards(indicators.Up)}, "", partly},
		{"average wrong, last right", line("6", "2", "4", "5"), []status.Demand{towards(indicators.Up)}, "", cloud},
		{"average zero, last right", line("5", "2", "4", "5"), []status.Demand{towards(indicators.Up)}, "", cloud},
		{"both wrong", falling, []status.Demand{towards(indicators.Up)}, "", thunder},
		{"both zero", line("5", "2", "5", "5"), []status.Demand{towards(indicators.Up)}, "", thunder},
		{"down, both right", falling, []status.Demand{towards(indicators.Down)}, "", sun},

		// intervals: the weakest demand
		{"interval, up", rising, []status.Demand{{Shape: indicators.ReachShape, Direction: indicators.Up, Points: points("2030", "30", "2030", "20")}}, "", sun},
		{"interval, up, other order", rising, []status.Demand{{Shape: indicators.ReachShape, Direction: indicators.Up, Points: points("2030", "20", "2030", "30")}}, "", sun},
		{"interval, down", falling, []status.Demand{{Shape: indicators.ReachShape, Direction: indicators.Down, Points: points("2030", "-5", "2030", "0")}}, "", sun},
		{"interval with one end", falling, []status.Demand{{Shape: indicators.ReachShape, Direction: indicators.Down, Points: points("2030", "0")}}, "", sun},

		// several years: the nearest that has not passed
		{"nearest year", rising, []status.Demand{{Shape: indicators.ReachShape, Direction: indicators.Up, Points: points("2050", "1000", "2030", "20", "2019", "500")}}, "", sun},
		{"nearest year, after one that has passed", rising, []status.Demand{{Shape: indicators.ReachShape, Direction: indicators.Up, Points: points("2019", "500", "2030", "20")}}, "", sun},
		{"this year, after one that has passed", rising, []status.Demand{{Shape: indicators.ReachShape, Direction: indicators.Up, Points: points("2019", "1", "2020", "11")}}, "", cloud},
		{"this year, before a later one", rising, []status.Demand{{Shape: indicators.ReachShape, Direction: indicators.Up, Points: points("2020", "11", "2030", "20")}}, "", cloud},
		{"this year is the nearest", rising, []status.Demand{{Shape: indicators.ReachShape, Direction: indicators.Up, Points: points("2030", "20", "2020", "11")}}, "", cloud},
		{"all years have passed: the last", rising, []status.Demand{{Shape: indicators.ReachShape, Direction: indicators.Up, Points: points("2015", "1", "2019", "11", "2010", "1")}}, "", cloud},
		{"limit in force", rising, []status.Demand{{Shape: indicators.LimitShape, Direction: indicators.Up, Points: points("2021", "99", "2018", "10", "2000", "50")}}, "", sun},
		{"limit in force since this year", rising, []status.Demand{{Shape: indicators.LimitShape, Direction: indicators.Up, Points: points("2020", "99", "2018", "10")}}, "", cloud},
		{"limit not yet in force", rising, []status.Demand{{Shape: indicators.LimitShape, Direction: indicators.Up, Points: points("2021", "9")}}, "", none(indicators.NoTarget)},

		// several targets: the worst
		{"two targets", rising, []status.Demand{byYear(indicators.Up, 2030, "20"), everyYear(indicators.Down, "9"), towards(indicators.Up)}, "", thunder},
		{"one of two cannot be rated", rising, []status.Demand{{Shape: indicators.ReachShape, Direction: indicators.Up}, byYear(indicators.Up, 2030, "22.5")}, "", partly},

		// windows and gaps
		{"only the last six points", line("0", "0", "9", "8", "8", "8", "8", "10"), []status.Demand{towards(indicators.Up)}, "", sun},
		{"seventh point would turn it", line("11", "9", "8", "8", "8", "8", "10"), []status.Demand{towards(indicators.Up)}, "", sun},
		{"gap: change per calendar year", series("2010", "0", "2012", "2", "2014", "4", "2020", "10"), []status.Demand{byYear(indicators.Up, 2030, "20")}, "", sun},
		{"six years hold six points", line("11", "9", "8", "8", "8", "8", "10"), []status.Demand{towards(indicators.Up)}, status.SixYears, sun},
		{"six years hold too few", series("2012", "0", "2013", "1", "2014", "2", "2016", "4", "2018", "6", "2020", "10"), []status.Demand{towards(indicators.Up)}, status.SixYears, none(indicators.TooFewPoints)},
		{"six years hold four", series("2013", "99", "2015", "3", "2016", "4", "2018", "6", "2020", "10"), []status.Demand{towards(indicators.Up)}, status.SixYears, sun},
		{"six points reach further back", series("2013", "99", "2015", "3", "2016", "4", "2018", "6", "2020", "10"), []status.Demand{towards(indicators.Up)}, status.SixPoints, cloud},
		{"four points", line("1", "2", "3", "4"), []status.Demand{towards(indicators.Up)}, "", sun},
		{"three points", line("1", "2", "3"), []status.Demand{towards(indicators.Up)}, "", none(indicators.TooFewPoints)},
		{"missing values do not count", line("1", "", "3", "4"), []status.Demand{towards(indicators.Up)}, "", none(indicators.TooFewPoints)},
		{"any order", series("2020", "10", "2017", "7", "2019", "9", "2018", "8"), []status.Demand{towards(indicators.Up)}, "", sun},
		{"last of a year", series("2017", "7", "2018-06", "99", "2018-12", "8", "2019", "9", "2020-Q1", "0", "2020-Q4", "10"), []status.Demand{towards(indicators.Up)}, "", sun},
		{"later entry for a period", series("2017", "7", "2018", "8", "2019", "9", "2020", "1", "2020", "10"), []status.Demand{towards(indicators.Up)}, "", sun},

		// not rated
		{"no values", nil, []status.Demand{towards(indicators.Up)}, "", none(indicators.NoValue)},
		{"values without period", []status.DataPoint{{Value: number("1")}}, []status.Demand{towards(indicators.Up)}, "", none(indicators.NoValue)},
		{"no target", rising, nil, "", none(indicators.NoTarget)},
		{"no direction", rising, []status.Demand{{Shape: indicators.DirectionShape}}, "", none(indicators.NoDirection)},
		{"no kind", rising, []status.Demand{{Direction: indicators.Up, Points: points("", "1")}}, "", none(indicators.NoTarget)},
		{"no demand", rising, []status.Demand{{Shape: indicators.ReachShape, Direction: indicators.Up}}, "", none(indicators.NoTarget)},
		{"demand without a value", rising, []status.Demand{{Shape: indicators.ReachShape, Direction: indicators.Up, Points: points("2030", "")}}, "", none(indicators.NoTarget)},
		{"demand without a year", rising, []status.Demand{byYear(indicators.Up, 0, "20")}, "", none(indicators.NoYear)},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := rate(status.Weather, status.Spec{Window: c.window}, status.Case{Series: c.series, Demands: c.targets})
			if diff := cmp.Diff(c.want, of(got)); diff != "" {
				t.Errorf("-want +got:\n%s\n%+v", diff, got.Figures)
			}
			complete(t, got)
			if got.Method != "dns-weather" {
				t.Errorf("method %q", got.Method)
			}
		})
	}
}

func TestWeatherFigures(t *testing.T) {
	got := rate(status.Weather, status.Spec{}, status.Case{
		Series:  series("2010", "7", "2013", "6", "2014", "6.5", "2017", "6"),
		Demands: []status.Demand{byYear(indicators.Down, 2030, "2")},
	})
	want := map[string]string{
		"points": "4", "value": "6", "slope": "-0.142857142857", "target": "2", "target-year": "2030",
		"projected": "4.142857142857", "miss": "0.535714285714",
	}
	for _, f := range got.Figures {
		if diff := cmp.Diff(want[f.ID], f.Value.String()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", f.ID, diff)
		}
		delete(want, f.ID)
	}
	if len(want) > 0 {
		t.Errorf("figures missing: %v", want)
	}
	if !got.Figure("score").IsZero() {
		t.Error("a weather symbol has no score")
	}
	// In the year of the target there is nothing left to continue.
	got = rate(status.Weather, status.Spec{}, status.Case{
		Series:  series("2010", "7", "2013", "6", "2014", "6.5", "2017", "6"),
		Demands: []status.Demand{byYear(indicators.Down, 2017, "2")},
	})
	if miss := got.Figure("miss"); !miss.IsZero() || got.Class != "cloud" {
		t.Errorf("in the year of the target: %s, missed by %s", got.Class, miss)
	}
}

func TestBreak(t *testing.T) {
	points := series("2013", "99", "2014", "98", "2015", "", "2016", "6", "2017", "7", "2018", "8", "2019", "9", "2020", "10")
	for _, c := range []struct {
		at   []int // indices of the points that mark a break
		want outcome
	}{
		{nil, cloud},      // the window starts with the 98 of 2014
		{[]int{0}, cloud}, // nothing lies before the first point
		{[]int{2}, sun},   // marked at a missing value
		{[]int{3}, sun},
		{[]int{0, 3}, sun}, // the last break counts
		{[]int{5}, none(indicators.TooFewPoints)},
		{[]int{4, 6}, none(indicators.TooFewPoints)},
	} {
		marked := append([]status.DataPoint(nil), points...)
		for _, i := range c.at {
			marked[i].Break = true
		}
		before := append([]status.DataPoint(nil), marked...)
		got := rate(status.Weather, status.Spec{}, status.Case{Series: marked, Demands: []status.Demand{towards(indicators.Up)}})
		if diff := cmp.Diff(c.want, of(got)); diff != "" {
			t.Errorf("break at %v (-want +got):\n%s", c.at, diff)
		}
		if diff := cmp.Diff(before, marked); diff != "" {
			t.Errorf("rating changed the series (-before +after):\n%s", diff)
		}
	}
	// Two entries for the period of the break, the mark on the one without a value: the
	// other lies behind the break all the same.
	twice := series("2016", "1", "2017", "3", "2017", "", "2018", "4", "2019", "5", "2020", "6")
	twice[2].Break = true
	got := rate(status.Weather, status.Spec{}, status.Case{Series: twice, Demands: []status.Demand{towards(indicators.Up)}})
	if count := got.Figure("points"); count.String() != "4" {
		t.Errorf("%s points behind the break, want 4", count)
	}
}

// symbolOf is the rule once more, written down from the methodology for a series
// without gaps in its years, in exact fractions.
func symbolOf(values []*big.Rat, target *big.Rat, years int64, sign int) string {
	n := len(values)
	last := values[n-1]
	d := new(big.Rat).Sub(last, values[0])
	d.Quo(d, big.NewRat(int64(n-1), 1))
	right := d.Sign()*sign > 0
	if last.Cmp(target)*sign >= 0 {
		if d.Sign()*sign >= 0 {
			return "sun"
		}
		return "sun-and-cloud"
	}
	projected := new(big.Rat).Add(last, new(big.Rat).Mul(d, big.NewRat(years, 1)))
	short := new(big.Rat).Sub(target, projected)
	distance := new(big.Rat).Sub(target, last)
	percent := short.Mul(short.Quo(short, distance), big.NewRat(100, 1))
	switch {
	case percent.Cmp(big.NewRat(5, 1)) < 0:
		return "sun"
	case percent.Cmp(big.NewRat(20, 1)) <= 0:
		return "sun-and-cloud"
	case right:
		return "cloud"
	}
	return "thunderstorm"
}

// TestWeatherOracle compares with the second implementation, and checks that mirroring
// values, target and direction, scaling them, and the order of the points change
// nothing.
func TestWeatherOracle(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 1))
	seen := map[string]int{}
	for range 3000 {
		n := random.IntN(3) + 4
		sign, way, other := 1, indicators.Up, indicators.Down
		if random.IntN(2) == 0 {
			sign, way, other = -1, indicators.Down, indicators.Up
		}
		years := int64(random.IntN(12) + 1)
		values := make([]*big.Rat, n)
		points, mirrored, scaled := make([]status.DataPoint, n), make([]status.DataPoint, n), make([]status.DataPoint, n)
		for i := range n {
			v := random.Int64N(40) - 10
			values[i] = big.NewRat(v, 1)
			period, err := zielkette.NewYear(2021 - n + i)
			if err != nil {
				t.Fatal(err)
			}
			points[i] = status.DataPoint{Period: period, Value: zielkette.Int(v)}
			mirrored[i] = status.DataPoint{Period: period, Value: zielkette.Int(-v)}
			scaled[i] = status.DataPoint{Period: period, Value: zielkette.Int(v * 1000)}
		}
		random.Shuffle(n, func(i, j int) { scaled[i], scaled[j] = scaled[j], scaled[i] })
		target := random.Int64N(60) - 20
		want := symbolOf(values, big.NewRat(target, 1), years, sign)
		seen[want]++
		year := 2020 + int(years)
		for name, got := range map[string]status.Rating{
			"plain":    rate(status.Weather, status.Spec{}, status.Case{Series: points, Demands: []status.Demand{byYear(way, year, fmt.Sprint(target))}}),
			"mirrored": rate(status.Weather, status.Spec{}, status.Case{Series: mirrored, Demands: []status.Demand{byYear(other, year, fmt.Sprint(-target))}}),
			"scaled":   rate(status.Weather, status.Spec{}, status.Case{Series: scaled, Demands: []status.Demand{byYear(way, year, fmt.Sprint(target*1000))}}),
		} {
			if got.Class != want {
				t.Fatalf("%s: %v towards %d by %d is %q, want %q", name, values, target, year, got.Class, want)
			}
		}
	}
	if len(seen) != 4 {
		t.Errorf("only these symbols came up: %v", seen)
	}
}
