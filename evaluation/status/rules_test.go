package status_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/status"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/document"
	"gitlab.opencode.de/zielkette/zielkette/internal/problems"
	"gitlab.opencode.de/zielkette/zielkette/internal/testkit"
)

type fault struct {
	Code    zielkette.Code
	Pointer string
}

func faults(t *testing.T, err error) []fault {
	t.Helper()
	if err == nil {
		return nil
	}
	var list zielkette.Problems
	if !errors.As(err, &list) {
		t.Fatalf("%v is not a list of problems", err)
	}
	testkit.Told(t, err)
	var out []fault
	for _, p := range list {
		out = append(out, fault{p.Code, p.Place.Pointer})
	}
	return out
}

func traffic() []status.Class {
	return []status.Class{
		{ID: "green", Label: zielkette.Text{DE: "Grün", EN: "Green"}, From: number("0.9")},
		{ID: "yellow", Above: number("0.75")},
		{ID: "red", UpTo: number("0.75"), From: number("0")},
	}
}

func TestScales(t *testing.T) {
	falling := []status.Class{
		{ID: "good", UpTo: number("2")},
		{ID: "fair", Below: number("5")},
		{ID: "poor"},
	}
	for _, c := range []struct {
		name    string
		classes []status.Class
		in      status.Case
		want    outcome
	}{
		{"above", traffic(), status.Case{Value: number("0.91")}, outcome{"green", 1, 0}},
		{"on an inclusive bound", traffic(), status.Case{Value: number("0.900")}, outcome{"green", 1, 0}},
		{"just below it", traffic(), status.Case{Value: number("0.899999999999999999")}, outcome{"yellow", 2, 0}},
		{"on an exclusive bound", traffic(), status.Case{Value: number("0.75")}, outcome{"red", 3, 0}},
		{"just above it", traffic(), status.Case{Value: number("0.750000000000000001")}, outcome{"yellow", 2, 0}},
		{"in no class", traffic(), status.Case{Value: number("-0.1")}, none(indicators.NoClass)},
		{"no value", traffic(), status.Case{}, none(indicators.NoValue)},
		{"latest of the series", traffic(), status.Case{Series: series("2020", "1", "2021", "0.8", "2022", "")}, outcome{"yellow", 2, 0}},
		{"value before series", traffic(), status.Case{Value: number("1"), Series: series("2021", "0.8")}, outcome{"green", 1, 0}},
		{"falling, inclusive", falling, status.Case{Value: number("2")}, outcome{"good", 1, 0}},
		{"falling, exclusive", falling, status.Case{Value: number("5")}, outcome{"poor", 3, 0}},
		{"falling, below", falling, status.Case{Value: number("4.9")}, outcome{"fair", 2, 0}},
		{"zero is a value", falling, status.Case{Value: number("0")}, outcome{"good", 1, 0}},
	} {
		t.Run(c.name, func(t *testing.T) {
			rule, err := status.Spec{Method: status.Thresholds, Scales: []status.Scale{{Classes: c.classes}}}.Rule()
			if err != nil {
				t.Fatal(err)
			}
			got := rule.Rate(c.in)
			if diff := cmp.Diff(c.want, of(got)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			complete(t, got)
		})
	}
}

func TestScalesInTime(t *testing.T) {
	one := func(id string, from, to int) status.Scale {
		return status.Scale{FromYear: from, ToYear: to, Classes: []status.Class{{ID: id}}}
	}
	rule, err := status.Spec{Method: status.Thresholds, Scales: []status.Scale{one("old", 0, 2019), one("new", 2021, 2022), one("newest", 2023, 0)}}.Rule()
	if err != nil {
		t.Fatal(err)
	}
	for year, want := range map[int]outcome{
		2019: {"old", 1, 0}, 2020: none(indicators.NoScale), 2021: {"new", 1, 0}, 2022: {"new", 1, 0}, 2023: {"newest", 1, 0}, 2100: {"newest", 1, 0}, 0: {"old", 1, 0},
	} {
		if diff := cmp.Diff(want, of(rule.Rate(status.Case{Value: number("1"), Year: year}))); diff != "" {
			t.Errorf("%d (-want +got):\n%s", year, diff)
		}
	}
	if got := rule.Rate(status.Case{Series: series("2022", "1")}); got.Class != "new" {
		t.Errorf("year of the series: %q", got.Class)
	}
}

func TestScalesProblems(t *testing.T) {
	scale := func(classes ...status.Class) []status.Scale { return []status.Scale{{Classes: classes}} }
	for _, c := range []struct {
		name string
		in   []status.Scale
		want []fault
	}{
		{"nothing", nil, []fault{{zielkette.CodeRequired, "/classes"}}},
		{"no class", scale(), []fault{{zielkette.CodeRequired, "/scales/0/classes"}}},
		{"no id", scale(status.Class{}), []fault{{zielkette.CodeID, "/scales/0/classes/0/id"}}},
		{"id twice", scale(status.Class{ID: "a", From: number("1")}, status.Class{ID: "a"}), []fault{{zielkette.CodeDuplicateID, "/scales/0/classes/1/id"}}},
		{
			"two bounds on a side", scale(status.Class{ID: "a", From: number("1"), Above: number("1")}, status.Class{ID: "b", UpTo: number("0"), Below: number("0")}),
			[]fault{{status.CodeBounds, "/scales/0/classes/0/above"}, {status.CodeBounds, "/scales/0/classes/1/below"}},
		},
		{
			"empty", scale(status.Class{ID: "a", From: number("2"), UpTo: number("1")}, status.Class{ID: "b", Above: number("1"), UpTo: number("1")}, status.Class{ID: "c", From: number("3"), Below: number("3")}),
			[]fault{{status.CodeBounds, "/scales/0/classes/0"}, {status.CodeBounds, "/scales/0/classes/1"}, {status.CodeBounds, "/scales/0/classes/2"}},
		},
		{"a single value is fine", scale(status.Class{ID: "a", From: number("1"), UpTo: number("1")}), nil},
		{"after the rest", scale(status.Class{ID: "a"}, status.Class{ID: "b", From: number("1")}), []fault{{status.CodeUnreachable, "/scales/0/classes/1"}}},
		{"wrong order", scale(status.Class{ID: "a", From: number("1")}, status.Class{ID: "b", From: number("2")}), []fault{{status.CodeUnreachable, "/scales/0/classes/1"}}},
		{"same bound, open after closed", scale(status.Class{ID: "a", From: number("1")}, status.Class{ID: "b", Above: number("1")}), []fault{{status.CodeUnreachable, "/scales/0/classes/1"}}},
		{"same bound, closed after open", scale(status.Class{ID: "a", Above: number("1")}, status.Class{ID: "b", From: number("1")}), nil},
		{"same bound, both closed", scale(status.Class{ID: "a", From: number("1")}, status.Class{ID: "b", From: number("1")}), []fault{{status.CodeUnreachable, "/scales/0/classes/1"}}},
		{"same bound, both open", scale(status.Class{ID: "a", Above: number("1")}, status.Class{ID: "b", Above: number("1")}), []fault{{status.CodeUnreachable, "/scales/0/classes/1"}}},
		{"other side open", scale(status.Class{ID: "a", UpTo: number("1")}, status.Class{ID: "b", From: number("0")}), nil},
		{"years backwards", []status.Scale{{FromYear: 2021, ToYear: 2020, Classes: traffic()}}, []fault{{zielkette.CodeOrder, "/scales/0/toYear"}}},
		{"years twice", []status.Scale{{FromYear: 2020, Classes: traffic()}, {ToYear: 2020, Classes: traffic()}}, []fault{{zielkette.CodeOverlap, "/scales/1/fromYear"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			rule, err := status.Spec{Method: status.Thresholds, Scales: c.in}.Rule()
			if diff := cmp.Diff(c.want, faults(t, err)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			if err != nil && rule != nil {
				t.Error("there is a rule beside the problems")
			}
		})
	}
}

// TestScaleReason: the reason names the bounds that the value met, or that it met
// none.
func TestScaleReason(t *testing.T) {
	rule, err := status.Spec{Method: status.Thresholds, Classes: []status.Class{{ID: "good", From: number("0.5"), Below: number("2")}, {ID: "rest"}}}.Rule()
	if err != nil {
		t.Fatal(err)
	}
	for value, want := range map[string]zielkette.Text{
		"1.5": {DE: "Der Wert 1,5 ist mindestens 0,5 und unter 2.", EN: "The value 1.5 is at least 0.5 and below 2."},
		"2.5": {DE: "Der Wert 2,5 erreicht keine der Klassen davor.", EN: "The value 2.5 reaches none of the classes before."},
	} {
		if diff := cmp.Diff(want, rule.Rate(status.Case{Value: number(value)}).Why); diff != "" {
			t.Errorf("%s (-want +got):\n%s", value, diff)
		}
	}
}

// TestScalesAreImmutable: changing the argument afterwards changes nothing.
func TestScalesAreImmutable(t *testing.T) {
	classes := traffic()
	rule, err := status.Spec{Method: status.Thresholds, Classes: classes}.Rule()
	if err != nil {
		t.Fatal(err)
	}
	classes[0].ID = "changed"
	if got := rule.Rate(status.Case{Value: number("1")}); got.Class != "green" {
		t.Errorf("class %q", got.Class)
	}
}

func TestSDGIndex(t *testing.T) {
	up := status.Spec{Lower: number("0"), Optimum: number("200"), Green: number("180"), Red: number("100")}
	down := status.Spec{Lower: number("72.6"), Optimum: number("0"), Green: number("2"), Red: number("13")}
	own := up
	own.Yellow = number("150")
	green, yellow, orange, red := outcome{"green", 1, 0}, outcome{"yellow", 2, 0}, outcome{"orange", 3, 0}, outcome{"red", 4, 0}
	for _, c := range []struct {
		name  string
		rule  status.Spec
		value string
		want  outcome
		score string
	}{
		{"above the optimum", up, "250", green, "100"},
		{"on green", up, "180", green, "90"},
		{"below green", up, "179.9", yellow, "89.95"},
		{"on the middle", up, "140", yellow, "70"},
		{"below the middle", up, "139.9", orange, "69.95"},
		{"on red", up, "100", orange, "50"},
		{"below red", up, "99.9", red, "49.95"},
		{"below the lower bound", up, "-5", red, "0"},
		{"own yellow", own, "149", orange, "74.5"},
		{"less is better, green", down, "2", green, "97.245179063361"},
		{"less is better, yellow", down, "7.5", yellow, "89.669421487603"},
		{"less is better, orange", down, "13", orange, "82.093663911846"},
		{"less is better, red", down, "80", red, "0"},
		{"no value", up, "", none(indicators.NoValue), ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			in := status.Case{}
			if c.value != "" {
				in.Value = number(c.value)
			}
			got := rate(status.SDGIndex, c.rule, in)
			if diff := cmp.Diff(c.want, of(got)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			complete(t, got)
			if score := got.Figure("score"); score.String() != c.score {
				t.Errorf("score %s, want %s", score, c.score)
			}
		})
	}
}

func TestEnergyAward(t *testing.T) {
	gold, award, participant := outcome{"gold", 1, 0}, outcome{"award", 2, 0}, outcome{"participant", 3, 0}
	for _, c := range []struct {
		possible, value string
		want            outcome
	}{
		{"100", "78.9", gold},
		{"100", "75.000000000000000001", gold},
		{"100", "75", award},
		{"100", "63.4", award},
		{"100", "55.2", award},
		{"100", "50", participant},
		{"100", "0", participant},
		{"400", "300.1", gold},
		{"3", "1.5", participant},
		{"", "0.750000000001", gold},
		{"", "0.5", participant},
		{"100", "", none(indicators.NoValue)},
	} {
		var rule status.Spec
		var in status.Case
		if err := errors.Join(rule.Possible.UnmarshalText([]byte(c.possible)), in.Value.UnmarshalText([]byte(c.value))); err != nil {
			t.Fatal(err)
		}
		got := rate(status.EnergyAward, rule, in)
		if diff := cmp.Diff(c.want, of(got)); diff != "" {
			t.Errorf("%s of %s (-want +got):\n%s", c.value, c.possible, diff)
		}
		complete(t, got)
	}
}

func TestWorst(t *testing.T) {
	rated := func(rank int, class string) status.Rating { return status.Rating{Class: class, Rank: rank} }
	unrated := status.NoRating("m", indicators.NoValue)
	for _, c := range []struct {
		name string
		in   []status.Rating
		want outcome
	}{
		{"nothing", nil, none(indicators.NoTarget)},
		{"first of equals", []status.Rating{rated(2, "a"), rated(2, "b"), rated(1, "c")}, outcome{"a", 2, 0}},
		{"unrated first", []status.Rating{unrated, rated(1, "a")}, outcome{"a", 1, 0}},
		{"unrated last", []status.Rating{rated(1, "a"), unrated}, outcome{"a", 1, 0}},
		{"none rated", []status.Rating{unrated, status.NoRating("m", indicators.NoBase)}, none(indicators.NoValue)},
	} {
		if diff := cmp.Diff(c.want, of(status.WorstOf(c.in...))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

func TestSpec(t *testing.T) {
	colours := status.Spec{Method: "sdg-index", Lower: number("0"), Optimum: number("1"), Green: number("0.9"), Yellow: number("0.7"), Red: number("0.5")}
	up := []status.Demand{towards(indicators.Up)}
	growing := series("2015", "100", "2016", "102", "2017", "104", "2018", "106", "2019", "109")
	for _, c := range []struct {
		name   string
		in     status.Spec
		sample status.Case
		method string
		want   outcome
	}{
		{"classes", status.Spec{Method: "thresholds", Classes: traffic()}, status.Case{Value: number("1")}, "thresholds", outcome{"green", 1, 0}},
		{"scales", status.Spec{Method: "thresholds", Scales: []status.Scale{{ToYear: 2020, Classes: traffic()}}}, status.Case{Value: number("1"), Year: 2021}, "thresholds", none(indicators.NoScale)},
		{"weather", status.Spec{Method: "dns-weather", Window: status.SixPoints}, status.Case{Series: growing, Demands: up}, "dns-weather", sun},
		{"statcan", status.Spec{Method: "statcan", BaseYear: 2018, TargetYear: 2019, Limit: number("1000")}, status.Case{Series: growing, Demands: up}, "statcan", outcome{"on-track", 2, 0}},
		{"eurostat", status.Spec{Method: "eurostat", Years: 1, TargetYear: 2030}, status.Case{Series: growing, Demands: up}, "eurostat", outcome{"significant-progress", 1, 0}},
		{"eurostat, nothing stated", status.Spec{Method: "eurostat"}, status.Case{Series: growing, Demands: up}, "eurostat", outcome{"significant-progress", 1, 0}},
		{"un", status.Spec{Method: "un-progress", BaseYear: 2018, TargetYear: 2030, Near: number("1")}, status.Case{Series: growing, Demands: up}, "un-progress", outcome{"on-track", 1, 0}},
		{"sdg", colours, status.Case{Value: number("0.7")}, "sdg-index", outcome{"yellow", 2, 0}},
		{"award", status.Spec{Method: "energy-award", Possible: number("100")}, status.Case{Value: number("76")}, "energy-award", outcome{"gold", 1, 0}},
	} {
		t.Run(c.name, func(t *testing.T) {
			rule, err := c.in.Rule()
			if err != nil {
				t.Fatal(err)
			}
			got := rule.Rate(c.sample)
			if diff := cmp.Diff(c.want, of(got)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			if got.Method != c.method || c.in.IsZero() {
				t.Errorf("method %q, zero %t", got.Method, c.in.IsZero())
			}
		})
	}
	if !(status.Spec{}).IsZero() || (status.Spec{Years: 1}).IsZero() {
		t.Error("IsZero")
	}
}

func TestSpecProblems(t *testing.T) {
	one := number("1")
	for _, c := range []struct {
		name string
		in   status.Spec
		want []fault
	}{
		{"nothing", status.Spec{}, []fault{{zielkette.CodeChoice, "/method"}}},
		{"unknown", status.Spec{Method: "traffic", Classes: traffic()}, []fault{{zielkette.CodeChoice, "/method"}}},
		{"no classes", status.Spec{Method: "thresholds"}, []fault{{zielkette.CodeRequired, "/classes"}}},
		{"no scales", status.Spec{Method: "thresholds", Scales: []status.Scale{}}, []fault{{zielkette.CodeRequired, "/scales"}}},
		{"both", status.Spec{Method: "thresholds", Classes: traffic(), Scales: []status.Scale{{Classes: traffic()}}}, []fault{{status.CodeBounds, "/scales"}}},
		{"fault in a class", status.Spec{Method: "thresholds", Classes: []status.Class{{ID: "a"}, {ID: "b"}}}, []fault{{status.CodeUnreachable, "/classes/1"}}},
		{"fault in a scale", status.Spec{Method: "thresholds", Scales: []status.Scale{{}}}, []fault{{zielkette.CodeRequired, "/scales/0/classes"}}},
		{"window", status.Spec{Method: "dns-weather", Window: "five"}, []fault{{zielkette.CodeChoice, "/window"}}},
		{"years", status.Spec{Method: "eurostat", Years: -1}, []fault{{zielkette.CodeRange, "/years"}}},
		{"bounds", status.Spec{Method: "sdg-index", Lower: one}, []fault{{zielkette.CodeRequired, "/green"}, {zielkette.CodeRequired, "/optimum"}, {zielkette.CodeRequired, "/red"}}},
		{"equal bounds", status.Spec{Method: "sdg-index", Lower: one, Optimum: one, Green: one, Red: one}, []fault{{status.CodeBounds, ""}}},
		{"colours out of order", status.Spec{Method: "sdg-index", Lower: number("0"), Optimum: one, Green: number("0.2"), Red: number("0.8")}, []fault{{status.CodeBounds, ""}}},
		{"possible", status.Spec{Method: "energy-award", Possible: number("0")}, []fault{{zielkette.CodeRange, "/possible"}}},
		{
			"parameters of others",
			status.Spec{Method: "energy-award", Classes: traffic(), Scales: []status.Scale{}, Window: status.SixYears, BaseYear: 1, TargetYear: 1, Years: 1, Limit: one, Near: one, Lower: one, Optimum: one, Green: one, Yellow: one, Red: one},
			[]fault{
				{zielkette.CodeParameter, "/baseYear"},
				{zielkette.CodeParameter, "/classes"},
				{zielkette.CodeParameter, "/green"},
				{zielkette.CodeParameter, "/limit"},
				{zielkette.CodeParameter, "/lower"},
				{zielkette.CodeParameter, "/near"},
				{zielkette.CodeParameter, "/optimum"},
				{zielkette.CodeParameter, "/red"},
				{zielkette.CodeParameter, "/scales"},
				{zielkette.CodeParameter, "/targetYear"},
				{zielkette.CodeParameter, "/window"},
				{zielkette.CodeParameter, "/years"},
				{zielkette.CodeParameter, "/yellow"},
			},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			rule, err := c.in.Rule()
			if diff := cmp.Diff(c.want, faults(t, err)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			if rule != nil {
				t.Errorf("got rule %+v beside the problems", rule)
			}
		})
	}
}

// FuzzRules states that no series, demand or parameter makes a rule panic, that every
// result is complete, and that the order of the points changes nothing.
func FuzzRules(f *testing.F) {
	f.Add(int64(100), int64(110), int64(120), int64(90), uint8(3), int16(2015), int16(2030), int64(150))
	f.Add(int64(0), int64(-1), int64(1)<<62, int64(1), uint8(18), int16(-5), int16(9999), int64(0))
	f.Fuzz(func(t *testing.T, a, b, c, d int64, places uint8, base, year int16, goal int64) {
		var values []status.DataPoint
		for i, v := range []int64{a, b, c, d} {
			n, err := zielkette.NewNumber(v, int(places)%19)
			if err != nil {
				t.Fatal(err)
			}
			period, err := zielkette.NewYear(max(int(base), 0)%9990 + 2*i + 1)
			if err != nil {
				t.Fatal(err)
			}
			values = append(values, status.DataPoint{Period: period, Value: n, Break: i == 1 && goal%5 == 0})
		}
		demanded := indicators.Point{Value: zielkette.Int(goal)}
		if p, err := zielkette.NewYear(int(year)); err == nil {
			demanded.Period = p
		}
		for _, shape := range []indicators.Shape{indicators.ReachShape, indicators.LimitShape, indicators.DirectionShape} {
			for _, way := range []indicators.Direction{indicators.Up, indicators.Down} {
				in := status.Case{Series: values, Demands: []status.Demand{{Shape: shape, Direction: way, Points: []indicators.Point{demanded}, Strict: year%2 == 0}}}
				turned := in
				turned.Series = []status.DataPoint{values[3], values[1], values[0], values[2]}
				for _, spec := range []status.Spec{
					{Method: status.Weather, Bounds: []zielkette.Number{zielkette.Int(a), zielkette.Int(b)}},
					{Method: status.Weather, Window: status.SixYears},
					{Method: status.StatCan, BaseYear: int(base), Limit: zielkette.Int(goal), Slopes: status.OpenSDGSlopes},
					{Method: status.Eurostat},
					{Method: status.UNProgress, BaseYear: int(base), Near: zielkette.Int(1)},
					{Method: status.SDGIndex, Lower: zielkette.Int(a), Optimum: zielkette.Int(b), Green: zielkette.Int(c), Red: zielkette.Int(d)},
					{Method: status.EnergyAward, Possible: zielkette.Int(goal)},
				} {
					rule, err := spec.Rule()
					if err != nil {
						testkit.Told(t, err)
						continue
					}
					got := rule.Rate(in)
					complete(t, got)
					if diff := cmp.Diff(got, rule.Rate(turned)); diff != "" {
						t.Errorf("%s: the order of the points matters (-given +turned):\n%s", spec.Method, diff)
					}
				}
			}
		}
	})
}

// TestSpecDocument reads specs in the form in which cities write them.
func TestSpecDocument(t *testing.T) {
	for _, c := range []struct {
		text string
		want status.Spec
	}{
		{
			`{"method": "thresholds", "scales": [{"fromYear": 2025, "toYear": 2030, "classes": [{"id": "green", "label": {"de": "Grün", "en": "Green"}, "above": "0.9"}, {"id": "red", "upTo": "0.9"}]}]}`,
			status.Spec{Method: "thresholds", Scales: []status.Scale{{FromYear: 2025, ToYear: 2030, Classes: []status.Class{
				{ID: "green", Label: zielkette.Text{DE: "Grün", EN: "Green"}, Above: number("0.9")}, {ID: "red", UpTo: number("0.9")},
			}}}},
		},
		{`{"method": "dns-weather", "window": "six-years"}`, status.Spec{Method: "dns-weather", Window: status.SixYears}},
		{`{"method": "statcan", "baseYear": 2016, "limit": "100"}`, status.Spec{Method: "statcan", BaseYear: 2016, Limit: number("100")}},
	} {
		var got status.Spec
		var list problems.List
		if !document.Decode([]byte(c.text), &got, &list) || list.Failed() {
			t.Fatal(list.All())
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
		if _, err := got.Rule(); err != nil {
			t.Error(err)
		}
	}
}

// TestSpecText holds the words of every rule: what a report prints must name the
// parameters that were used, the standard ones too.
func TestSpecText(t *testing.T) {
	n := zielkette.MustParseNumber
	for _, c := range []struct {
		spec   status.Spec
		year   int
		of     status.Judged
		de, en string
	}{
		{status.Spec{}, 2024, status.OfValue, "", ""},
		{status.Spec{Method: "ampel-eigen"}, 2024, status.OfValue, "ampel-eigen", "ampel-eigen"},
		{
			status.Spec{Method: "thresholds", Classes: []status.Class{
				{ID: "green", Label: zielkette.Text{DE: "grün", EN: "green"}, From: n("0.75"), UpTo: n("1.5")}, {ID: "gelb", Above: n("0.4")}, {ID: "rot"},
			}},
			2024, status.OfValue,
			"Schwellenwerte – grün mindestens 0,75 und höchstens 1,5, gelb über 0,4, sonst rot",
			"Thresholds – green at least 0.75 and at most 1.5, gelb above 0.4, else rot",
		},
		{
			status.Spec{Method: "thresholds", Classes: []status.Class{{ID: "gut", From: n("0.75"), UpTo: n("1.5")}, {ID: "mittel", Above: n("0.4")}, {ID: "schlecht"}}},
			2024, status.OfAttainment,
			"Schwellenwerte – gut mindestens 75 % und höchstens 150 %, mittel über 40 %, sonst schlecht",
			"Thresholds – gut at least 75% and at most 150%, mittel above 40%, else schlecht",
		},
		{
			status.Spec{Method: "thresholds", Scales: []status.Scale{
				{ToYear: 2023, Classes: []status.Class{{ID: "alt"}}}, {FromYear: 2024, Classes: []status.Class{{ID: "neu", Below: n("3")}}},
			}}, 2024, status.OfValue, "Schwellenwerte – neu unter 3", "Thresholds – neu below 3",
		},
		{
			status.Spec{Method: "dns-weather"},
			2024, status.OfValue,
			"Wettersymbol der Deutschen Nachhaltigkeitsstrategie (Destatis, Methodik 2024) – Verlauf über die letzten sechs Werte, Verfehlung bis 5 % / 20 %, mindestens 4 Werte",
			"Weather symbol of the German Sustainable Development Strategy (Destatis, methodology 2024) – change over the last six values, miss up to 5% / 20%, at least 4 values",
		},
		{
			status.Spec{Method: "dns-weather", Window: status.SixYears, MinPoints: 5, Bounds: []zielkette.Number{n("0.1"), n("0.3")}},
			2024, status.OfValue,
			"Wettersymbol der Deutschen Nachhaltigkeitsstrategie (Destatis, Methodik 2024) – Verlauf über die letzten sechs Kalenderjahre, Verfehlung bis 10 % / 30 %, mindestens 5 Werte",
			"Weather symbol of the German Sustainable Development Strategy (Destatis, methodology 2024) – change over the last six calendar years, miss up to 10% / 30%, at least 5 values",
		},
		{
			status.Spec{Method: "statcan", Limit: n("100")},
			2024, status.OfValue,
			"Fortschrittsmaß von Statistics Canada (Open SDG) – Basisjahr 2015, ohne Zieljahr gilt 2030, Grenzen 0,95 / 0,6 / 0, ohne Zielwert 1,5 % / 0,5 % / 0 %, mindestens 2 Werte, natürliche Grenze 100, Punkte auf genauen Geraden",
			"Progress measure of Statistics Canada (Open SDG) – base year 2015, without a target year 2030 counts, bounds 0.95 / 0.6 / 0, without a target 1.5% / 0.5% / 0%, at least 2 values, natural limit 100, score on exact lines",
		},
		{
			status.Spec{Method: "eurostat"},
			2024, status.OfValue,
			"Bewertung der Entwicklung nach Eurostat (SDG-Monitoringbericht der EU) – Verlauf über 5 Jahre, ohne Zieljahr gilt 2030, Grenzen 0,95 / 0,6 / 0, ohne Zielwert 1 % / 0 % / −1 %, mindestens 2 Werte",
			"Eurostat assessment of indicator trends (EU SDG monitoring report) – trend of 5 years, without a target year 2030 counts, bounds 0.95 / 0.6 / 0, without a target 1% / 0% / −1%, at least 2 values",
		},
		{
			status.Spec{Method: "eurostat", BaseYear: 2012, TargetYear: 2035},
			2024, status.OfValue,
			"Bewertung der Entwicklung nach Eurostat (SDG-Monitoringbericht der EU) – Basisjahr 2012, ohne Zieljahr gilt 2035, Grenzen 0,95 / 0,6 / 0, ohne Zielwert 1 % / 0 % / −1 %, mindestens 2 Werte",
			"Eurostat assessment of indicator trends (EU SDG monitoring report) – base year 2012, without a target year 2035 counts, bounds 0.95 / 0.6 / 0, without a target 1% / 0% / −1%, at least 2 values",
		},
		{
			status.Spec{Method: "un-progress", Near: n("1")},
			2024, status.OfValue,
			"Fortschrittsbewertung der Vereinten Nationen (nach Eustat) – Basisjahr 2015, ohne Zieljahr gilt 2030, Grenzen 0,95 / 0,1, ohne Zielwert 2 % / 0,5 %, mindestens 2 Werte, als erreicht gilt ein Abstand bis 1",
			"United Nations progress assessment (as applied by Eustat) – base year 2015, without a target year 2030 counts, bounds 0.95 / 0.1, without a target 2% / 0.5%, at least 2 values, as reached counts a distance up to 1",
		},
		{
			status.Spec{Method: "sdg-index", Lower: n("0"), Optimum: n("100"), Green: n("80.5"), Red: n("40")},
			2024, status.OfValue,
			"Farbe nach dem Sustainable Development Report (SDSN) – grün ab 80,5, gelb ab 60,25, orange ab 40, 0 Punkte bei 0, 100 Punkte bei 100",
			"Dashboard colour of the Sustainable Development Report (SDSN) – green from 80.5, yellow from 60.25, orange from 40, 0 points at 0, 100 points at 100",
		},
		{
			status.Spec{Method: "energy-award", Possible: n("400")},
			2024, status.OfValue,
			"European Energy Award – Auszeichnung über 50 %, Gold über 75 % der möglichen Punkte, mögliche Punkte 400",
			"European Energy Award – award above 50%, gold above 75% of the points possible, points possible 400",
		},
	} {
		if d := cmp.Diff(zielkette.Text{DE: c.de, EN: c.en}, c.spec.Text(c.year, c.of)); d != "" {
			t.Error(d)
		}
	}
}
