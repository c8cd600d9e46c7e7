package status_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/status"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

// published is a progress score of the Canadian Indicator Framework as Statistics
// Canada publishes it, with its inputs (repository
// sdg-data-canada-odd-donnees/cif-data-donnees-cic, indicator_calculation_components.yml,
// Open Government Licence - Canada).
type published struct {
	id           string
	base, value  string
	from, to     int
	way          indicators.Direction
	limit        string
	target       string // "": none
	by           int
	class        string
	ratio, score string // ratio is the growth rate without a target
}

var canada = []published{
	{"1-1-1", "14.5", "10.2", 2015, 2023, indicators.Down, "", "7.25", 2030, "on-track", "0.9525901792032172", "2.5185563910306596"},
	{"1-2-1", "66.6", "71.4", 2016, 2023, indicators.Up, "100", "", 0, "acceleration-needed", "0.009991483690946268", "1.739752850099936"},
	{"1-3-1", "178.8", "171.9", 2015, 2024, indicators.Down, "", "", 0, "limited-progress", "0.004363225612730504", "-0.3183871936347482"},
	{"1-4-1", "69300", "74200", 2015, 2023, indicators.Up, "", "", 0, "acceleration-needed", "0.008576474514661259", "0.8941186286653147"},
	{"10-1-1", "0.314", "0.3", 2015, 2023, indicators.Down, "", "", 0, "acceleration-needed", "0.005685092259251845", "0.17127306481296123"},
	{"10-2-1", "3.8", "11.9", 2015, 2024, indicators.Down, "", "", 0, "deterioration", "-0.1352325064900486", "-5.0"},
	{"11-1-1", "26866", "36058", 2016, 2024, indicators.Down, "", "13433", 2028, "deterioration", "-0.6675781357974336", "-5.0"},
	{"11-2-1", "11.3", "11.6", 2018, 2022, indicators.Down, "", "", 0, "deterioration", "-0.006572095158251079", "-3.321511894781385"},
	{"11-3-1", "63", "74", 2005, 2020, indicators.Up, "", "85", 2030, "acceleration-needed", "0.8949392974311927", "2.106761907621266"},
	{"11-4-1", "75.3", "74.6", 2023, 2024, indicators.Up, "100", "", 0, "deterioration", "-0.009296148738379806", "-3.6620185922974757"},
	{"11-5-1", "19.3", "13.9", 2016, 2021, indicators.Up, "", "22", 2030, "deterioration", "-6.76154243963871", "-5.0"},
	{"11-6-1", "699", "683.4", 2014, 2022, indicators.Down, "", "490", 2030, "limited-progress", "0.12830416881599752", "-1.9653950197943832"},
	{"12-1-1", "0.37", "14.63", 2015, 2024, indicators.Up, "", "60", 2030, "on-track", "1.249622415033452", "4.640227948342444"},
	{"12-3-1", "257.635662113981", "245.710663873295", 2018, 2023, indicators.Up, "", "", 0, "deterioration", "-0.009433570825266968", "-3.679196353158371"},
	{"12-4-1", "0.83", "0.81", 2015, 2021, indicators.Down, "", "", 0, "limited-progress", "0.004056990276131822", "-0.4715048619340889"},
	{"13-3-1 bridges", "28.45", "41.03", 2016, 2022, indicators.Up, "100", "", 0, "on-track", "0.06292643403829179", "5.0"},
	{"13-3-1 roads", "40.06", "39.46", 2016, 2022, indicators.Up, "100", "", 0, "deterioration", "-0.0025119779636930684", "-2.8139972454616338"},
	{"14-1-1", "0.9", "14.7", 2015, 2023, indicators.Up, "", "30", 2030, "on-track", "1.5866947018068909", "5.0"},
	{"14-2-1", "68.5534591194968", "46.7336683417085", 2015, 2023, indicators.Up, "", "55", 2026, "deterioration", "-2.3587220377696703", "-5.0"},
	{"15-1-1", "79.82", "80.0", 2015, 2020, indicators.Up, "100", "", 0, "limited-progress", "0.0004506085041826591", "-2.1437311547039553"},
	{"15-2-1", "42", "40", 2019, 2024, indicators.Up, "", "60", 2026, "deterioration", "-0.18576295071190677", "-3.274018486731302"},
	{"15-4-1", "10.1", "13.7", 2015, 2023, indicators.Up, "", "30", 2030, "limited-progress", "0.5160064971944834", "-0.34995572813974585"},
	{"15-5-1", "70", "68", 2015, 2021, indicators.Down, "", "100", 2030, "target-achieved", "", "5.0"},
	{"16-1-1", "79", "79", 2021, 2022, indicators.Up, "100", "", 0, "limited-progress", "0.0", "-2.5"},
	{"16-6-1", "87.93", "77.78", 2015, 2023, indicators.Down, "", "", 0, "on-track", "0.015215151249107883", "2.6075756245539417"},
}

func near(t *testing.T, what string, got zielkette.Figure, want, tolerance string) {
	t.Helper()
	value, _ := got.Decimal()
	if got.IsZero() || value.Sub(decimal.RequireFromString(want)).Abs().GreaterThan(decimal.RequireFromString(tolerance)) {
		t.Errorf("%s = %s, published %s", what, got, want)
	}
}

func figure(text string) zielkette.Figure { return number(text).Figure() }

func TestStatCanPublished(t *testing.T) {
	for _, p := range canada {
		t.Run(p.id, func(t *testing.T) {
			rule := status.Spec{BaseYear: p.from}
			if p.limit != "" {
				rule.Limit = number(p.limit)
			}
			target := towards(p.way)
			if p.target != "" {
				target = byYear(p.way, p.by, p.target)
			}
			in := status.Case{
				Series:  series(fmt.Sprint(p.from), p.base, fmt.Sprint(p.to), p.value),
				Demands: []status.Demand{target},
			}
			got := rate(status.StatCan, rule, in)
			complete(t, got)
			if got.Class != p.class {
				t.Errorf("class %q, published %q", got.Class, p.class)
			}
			near(t, "score", got.Figure("score"), p.score, "0.0001") // the published slopes have four digits
			if p.target == "" {
				near(t, "score", got.Figure("score"), p.score, "0.000000000001") // none are rounded without a target
			} else {
				rule.Slopes = status.OpenSDGSlopes
				near(t, "score with the published slopes", rate(status.StatCan, rule, in).Figure("score"), p.score, "0.000000000001")
			}
			if p.ratio == "" {
				return
			}
			if ratio := got.Figure("ratio"); !ratio.IsZero() {
				near(t, "ratio", ratio, p.ratio, "0.000000000001")
				return
			}
			want := p.ratio
			if p.way == indicators.Down {
				want = decimal.RequireFromString(want).Neg().String()
			}
			near(t, "growth", got.Figure("observed"), want, "0.000000000001")
		})
	}
}

func TestStatCan(t *testing.T) {
	two := func(base, value string) []status.DataPoint { return series("2015", base, "2016", value) }
	limit := func(l string) status.Spec { return status.Spec{Limit: number(l)} }
	achieved, onTrack, accelerate, limited, worse := outcome{"target-achieved", 1, 0}, outcome{"on-track", 2, 0}, outcome{"acceleration-needed", 3, 0}, outcome{"limited-progress", 4, 0}, outcome{"deterioration", 5, 0}
	for _, c := range []struct {
		name   string
		rule   status.Spec
		series []status.DataPoint
		target status.Demand
		want   outcome
		score  string // "": none
	}{
		// the target year is next year, so that R is a plain quotient of changes
		{"ratio exactly 0.95", status.Spec{}, two("100", "119"), byYear(indicators.Up, 2016, "120"), onTrack, "2.5"},
		{"ratio just below 0.95", status.Spec{}, two("100", "118.999999999999999999"), byYear(indicators.Up, 2016, "120"), accelerate, "2.5"},
		{"ratio exactly 0.6", status.Spec{}, two("100", "112"), byYear(indicators.Up, 2016, "120"), accelerate, "0"},
		{"ratio just below 0.6", status.Spec{}, two("100", "111.999999999999999999"), byYear(indicators.Up, 2016, "120"), limited, "0"},
		{"ratio 0", status.Spec{}, two("100", "100"), byYear(indicators.Up, 2016, "120"), limited, "-2.5"},
		{"ratio below 0", status.Spec{}, two("100", "99.999999999999999999"), byYear(indicators.Up, 2016, "120"), worse, "-2.5"},
		{"ratio -0.6", status.Spec{}, two("100", "88"), byYear(indicators.Up, 2016, "120"), worse, "-5"},
		{"ratio -0.3", status.Spec{}, two("100", "94"), byYear(indicators.Up, 2016, "120"), worse, "-3.75"},
		{"ratio below -0.6", status.Spec{}, two("100", "50"), byYear(indicators.Up, 2016, "120"), worse, "-5"},
		{"beyond 1.3", status.Spec{}, two("100", "150"), byYear(indicators.Up, 2030, "200"), onTrack, "5"},
		{"reached", status.Spec{}, two("100", "200"), byYear(indicators.Up, 2030, "200"), achieved, "5"},
		{"reached by falling", status.Spec{}, two("100", "20"), byYear(indicators.Down, 2030, "20"), achieved, "5"},
		{"reached with one value", status.Spec{}, series("2020", "20"), byYear(indicators.Down, 2030, "20"), achieved, "5"},
		{"reached at zero", status.Spec{}, two("100", "0"), byYear(indicators.Down, 2030, "0"), achieved, "5"},
		{"kept every year, by 2030", status.Spec{}, series("2015", "100", "2030", "118"), everyYear(indicators.Up, "120"), accelerate, ""},
		{"year of the rule", status.Spec{TargetYear: 2016}, two("100", "119"), everyYear(indicators.Up, "120"), onTrack, "2.5"},
		{"target without a year, year of the rule", status.Spec{TargetYear: 2016}, two("100", "119"), byYear(indicators.Up, 0, "120"), onTrack, "2.5"},

		{"growth exactly 1.5 %", status.Spec{}, two("1000", "1015"), towards(indicators.Up), onTrack, "2.5"},
		{"growth just below 1.5 %", status.Spec{}, two("1000", "1014.999999999999999999"), towards(indicators.Up), accelerate, "2.5"},
		{"growth 0.5 %", status.Spec{}, two("1000", "1005"), towards(indicators.Up), accelerate, "0"},
		{"growth just below 0.5 %", status.Spec{}, two("1000", "1004.999999999999999999"), towards(indicators.Up), limited, "0"},
		{"growth 0.25 %", status.Spec{}, two("1000", "1002.5"), towards(indicators.Up), limited, "-1.25"},
		{"growth 1 %", status.Spec{}, two("1000", "1010"), towards(indicators.Up), accelerate, "1.25"},
		{"growth 1.75 %", status.Spec{}, two("1000", "1017.5"), towards(indicators.Up), onTrack, "3.75"},
		{"growth 2 %", status.Spec{}, two("1000", "1020"), towards(indicators.Up), onTrack, "5"},
		{"no growth", status.Spec{}, two("1000", "1000"), towards(indicators.Up), limited, "-2.5"},
		{"loss of 1 %", status.Spec{}, two("1000", "990"), towards(indicators.Up), worse, "-3.75"},
		{"loss of 2 %", status.Spec{}, two("1000", "980"), towards(indicators.Up), worse, "-5"},
		{"falling is better", status.Spec{}, two("1000", "985"), towards(indicators.Down), onTrack, "2.5"},
		{"1.5 % a year for four years, exactly", status.Spec{}, series("2015", "1000", "2019", "1061.363550625"), towards(indicators.Up), onTrack, "2.5"},

		// limits: C = 1 - 0.5^4.44 = 0.9539... at half the maximum, and at half as much again as the minimum
		{"on the limit, kept", limit("100"), two("100", "100"), towards(indicators.Up), onTrack, "5"},
		{"on the limit, lost", limit("100"), two("100", "99"), towards(indicators.Up), worse, "-3.75"},
		{"half of the maximum", limit("100"), two("50", "50.72"), towards(indicators.Up), onTrack, ""},
		{"without the limit too slow", status.Spec{}, two("50", "50.72"), towards(indicators.Up), accelerate, ""},
		{"near a minimum", limit("10"), two("15", "14.784"), towards(indicators.Down), onTrack, ""},
		{"far from a minimum", limit("10"), two("20", "19.71"), towards(indicators.Down), accelerate, ""},
		{"minimum of zero", limit("0"), two("20", "19.7"), towards(indicators.Down), onTrack, "2.5"},

		{"no value", status.Spec{}, nil, towards(indicators.Up), none(indicators.NoValue), ""},
		{"one value", status.Spec{}, series("2020", "1"), towards(indicators.Up), none(indicators.TooFewPoints), ""},
		{"all before the base year", status.Spec{}, series("2010", "1", "2014", "2"), towards(indicators.Up), none(indicators.NoBase), ""},
		{"no direction", status.Spec{}, two("1", "2"), status.Demand{Shape: indicators.DirectionShape}, none(indicators.NoDirection), ""},
		{"no demand", status.Spec{}, two("1", "2"), status.Demand{Shape: indicators.ReachShape, Direction: indicators.Up}, none(indicators.NoTarget), ""},
		{"base 0", status.Spec{}, two("0", "2"), towards(indicators.Up), none(indicators.NotPositive), ""},
		{"value 0", status.Spec{}, two("2", "0"), byYear(indicators.Up, 2030, "3"), none(indicators.NotPositive), ""},
		{"target 0", status.Spec{}, two("2", "1"), byYear(indicators.Down, 2030, "0"), none(indicators.NotPositive), ""},
		{"target is the base", status.Spec{}, two("2", "1"), byYear(indicators.Up, 2030, "2"), none(indicators.NoGrowthRequired), ""},
		{"target year is the base year", status.Spec{}, two("2", "3"), byYear(indicators.Up, 2015, "4"), none(indicators.NoTime), ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := rate(status.StatCan, c.rule, status.Case{Series: c.series, Demands: []status.Demand{c.target}})
			if diff := cmp.Diff(c.want, of(got)); diff != "" {
				t.Errorf("-want +got:\n%s\n%+v", diff, got.Figures)
			}
			complete(t, got)
			if c.score == "" {
				return
			}
			if score := got.Figure("score"); !score.Equal(figure(c.score)) {
				t.Errorf("score %s, want %s", score, c.score)
			}
		})
	}
	if got := rate(status.StatCan, status.Spec{}, status.Case{Series: two("1", "2")}); got.Reason != indicators.NoTarget {
		t.Errorf("without a target: %+v", got)
	}
}

// TestStartYear: Open SDG takes the first year of a period that spans two.
func TestStartYear(t *testing.T) {
	got := rate(status.StatCan, status.Spec{}, status.Case{
		Series: series("2014/15", "50", "2015/16", "100", "2016/17", "101.5"), Demands: []status.Demand{towards(indicators.Up)},
	})
	if base := got.Figure("base"); base.String() != "100" || got.Class != "on-track" {
		t.Errorf("base value %s, class %q; want that of 2015/16", base, got.Class)
	}
}

func TestEurostat(t *testing.T) {
	good, moderate := outcome{"significant-progress", 1, 0}, outcome{"moderate-progress", 2, 0}
	insufficient, away := outcome{"insufficient-progress", 3, 0}, outcome{"movement-away", 4, 0}
	aside, far := outcome{"moderate-movement-away", 3, 0}, outcome{"significant-movement-away", 4, 0}
	two := func(base, value string) []status.DataPoint { return series("2019", base, "2020", value) }
	for _, c := range []struct {
		name   string
		rule   status.Spec
		series []status.DataPoint
		target status.Demand
		want   outcome
	}{
		{"reached", status.Spec{}, two("100", "120"), byYear(indicators.Up, 2030, "120"), good},
		{"reached though falling back", status.Spec{}, two("200", "120"), byYear(indicators.Up, 2030, "120"), good},
		{"0.95", status.Spec{}, two("100", "119"), byYear(indicators.Up, 2020, "120"), good},
		{"just below 0.95", status.Spec{}, two("100", "118.9999999999"), byYear(indicators.Up, 2020, "120"), moderate},
		{"0.6", status.Spec{}, two("100", "112"), byYear(indicators.Up, 2020, "120"), moderate},
		{"just below 0.6", status.Spec{}, two("100", "111.9999999999"), byYear(indicators.Up, 2020, "120"), insufficient},
		{"0", status.Spec{}, two("100", "100"), byYear(indicators.Up, 2020, "120"), insufficient},
		{"below 0", status.Spec{}, two("100", "99.9999999999"), byYear(indicators.Up, 2020, "120"), away},
		{"year of the rule", status.Spec{TargetYear: 2020}, two("100", "112"), everyYear(indicators.Up, "120"), moderate},
		{"1 %", status.Spec{}, two("100", "101"), towards(indicators.Up), good},
		{"just below 1 %", status.Spec{}, two("100", "100.9999999999"), towards(indicators.Up), moderate},
		{"no change", status.Spec{}, two("100", "100"), towards(indicators.Down), moderate},
		{"-1 %", status.Spec{}, two("100", "99"), towards(indicators.Up), aside},
		{"just below -1 %", status.Spec{}, two("100", "98.9999999999"), towards(indicators.Up), far},
		{"falling is better", status.Spec{}, two("100", "99"), towards(indicators.Down), good},

		{"short term: five years back", status.Spec{}, series("2005", "1", "2015", "100", "2020", "100"), towards(indicators.Up), moderate},
		{"short term: first later year", status.Spec{}, series("2014", "1", "2016", "100", "2020", "100"), towards(indicators.Up), moderate},
		{"long term", status.Spec{Years: 15}, series("2005", "1", "2015", "100", "2020", "100"), towards(indicators.Up), good},
		{"base year", status.Spec{BaseYear: 2005}, series("2005", "1", "2015", "100", "2020", "100"), towards(indicators.Up), good},

		{"no value", status.Spec{}, nil, towards(indicators.Up), none(indicators.NoValue)},
		{"one value", status.Spec{}, series("2020", "1"), towards(indicators.Up), none(indicators.TooFewPoints)},
		{"target 0", status.Spec{}, two("2", "1"), byYear(indicators.Down, 2030, "0"), none(indicators.NotPositive)},
		{"no direction", status.Spec{}, two("2", "1"), status.Demand{Shape: indicators.DirectionShape}, none(indicators.NoDirection)},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := rate(status.Eurostat, c.rule, status.Case{Series: c.series, Demands: []status.Demand{c.target}})
			if diff := cmp.Diff(c.want, of(got)); diff != "" {
				t.Errorf("-want +got:\n%s\n%+v", diff, got.Figures)
			}
			complete(t, got)
			if got.Method != "eurostat" {
				t.Errorf("method %q", got.Method)
			}
		})
	}
}

func TestUNProgress(t *testing.T) {
	onTrack, fair, stagnation := outcome{"on-track", 1, 0}, outcome{"fair-progress", 2, 0}, outcome{"stagnation", 3, 0}
	two := func(base, value string) []status.DataPoint { return series("2015", base, "2020", value) }
	for _, c := range []struct {
		name   string
		rule   status.Spec
		series []status.DataPoint
		target status.Demand
		want   outcome
	}{
		{"reached", status.Spec{}, two("100", "120"), byYear(indicators.Up, 2030, "120"), onTrack},
		// 100 to 110 in five years is 100 * 1.1^3 = 133.1 in 2030
		{"ratio exactly 0.95", status.Spec{}, two("100", "110"), byYear(indicators.Up, 2030, "134.8421052631578947"), onTrack},
		{"ratio just below 0.95", status.Spec{}, two("100", "110"), byYear(indicators.Up, 2030, "134.8421052631578948"), fair},
		{"ratio exactly 0.10", status.Spec{}, two("100", "110"), byYear(indicators.Up, 2030, "431"), fair},
		{"ratio just below 0.10", status.Spec{}, two("100", "110"), byYear(indicators.Up, 2030, "431.000000000001"), stagnation},
		{"the wrong way", status.Spec{}, two("100", "90"), byYear(indicators.Up, 2030, "110"), stagnation},
		{"falling", status.Spec{}, two("100", "90"), byYear(indicators.Down, 2030, "72.9"), onTrack},
		{"target 0 can be approached", status.Spec{}, two("100", "50"), byYear(indicators.Down, 2030, "0"), fair},
		{"target year of the rule", status.Spec{TargetYear: 2025}, two("100", "110"), everyYear(indicators.Up, "121"), onTrack},
		{"year has passed", status.Spec{}, series("2015", "100", "2018", "120", "2020", "90"), byYear(indicators.Up, 2019, "120"), onTrack},
		{"year has passed, missed", status.Spec{}, series("2015", "100", "2018", "101", "2020", "119"), byYear(indicators.Up, 2018, "120"), stagnation},
		{"year has passed, and with it all but one value from 2015", status.Spec{}, series("2011", "100", "2015", "108", "2017", "90"), byYear(indicators.Up, 2016, "110"), onTrack},
		{"year has passed, one value left", status.Spec{}, series("2015", "108", "2017", "90"), byYear(indicators.Up, 2016, "110"), none(indicators.NoTime)},
		{"year passed before the base", status.Spec{}, two("100", "110"), byYear(indicators.Up, 2014, "120"), none(indicators.NoTime)},

		{"2 %", status.Spec{BaseYear: 2019}, series("2019", "100", "2020", "102"), towards(indicators.Up), onTrack},
		{"just below 2 %", status.Spec{BaseYear: 2019}, series("2019", "100", "2020", "101.9999999999"), towards(indicators.Up), fair},
		{"0.5 %", status.Spec{BaseYear: 2019}, series("2019", "100", "2020", "99.5"), towards(indicators.Down), fair},
		{"just below 0.5 %", status.Spec{BaseYear: 2019}, series("2019", "100", "2020", "99.5000000001"), towards(indicators.Down), stagnation},

		{"near 100", status.Spec{Near: number("1")}, two("90", "99"), byYear(indicators.Up, 2030, "100"), onTrack},
		{"near 0", status.Spec{Near: number("1")}, two("1.1", "1"), byYear(indicators.Down, 2030, "0"), onTrack},
		{"not near enough", status.Spec{Near: number("1")}, two("98.99", "98.99"), byYear(indicators.Up, 2030, "100"), stagnation},
		{"near another target", status.Spec{Near: number("1")}, two("49.5", "49.5"), byYear(indicators.Up, 2030, "50"), stagnation},

		{"base before 2015 where it must be", status.Spec{}, series("2012", "50", "2014", "100", "2020", "150"), towards(indicators.Up), onTrack},
		{"base before 2015 for a value of 2015", status.Spec{}, series("2014", "100", "2015", "103"), towards(indicators.Up), onTrack},
		{"base before 2015 only then", status.Spec{}, series("2014", "1", "2016", "100", "2020", "100"), towards(indicators.Up), stagnation},
		{"all before 2015", status.Spec{}, series("2012", "50", "2014", "100"), towards(indicators.Up), none(indicators.NoBase)},

		{"year has passed, one value by then", status.Spec{}, series("2015", "100", "2018", "110"), byYear(indicators.Up, 2016, "120"), none(indicators.NoTime)},
		{"without a target no year passes", status.Spec{}, series("2015", "100", "2030", "100", "2031", "200"), towards(indicators.Up), onTrack},

		{"one value", status.Spec{}, series("2020", "1"), towards(indicators.Up), none(indicators.TooFewPoints)},
		{"one value, with a target", status.Spec{}, series("2020", "1"), byYear(indicators.Up, 2030, "2"), none(indicators.TooFewPoints)},
		{"one value, in the target year", status.Spec{}, series("2020", "1"), byYear(indicators.Up, 2020, "2"), none(indicators.TooFewPoints)},
		{"base 0", status.Spec{}, two("0", "1"), byYear(indicators.Up, 2030, "5"), none(indicators.NotPositive)},
		{"target is the base", status.Spec{}, two("2", "1"), byYear(indicators.Up, 2030, "2"), none(indicators.NoGrowthRequired)},
		{"beyond all range", status.Spec{}, series("2019", "0.000000000000000001", "2020", "1000000000000000000"), byYear(indicators.Up, 9000, "9000000000000000000"), none(indicators.OutOfRange)},
		{"vanishing", status.Spec{}, series("2019", "1000000000000000000", "2020", "0.000000000000000001"), byYear(indicators.Down, 3000, "0"), onTrack},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := rate(status.UNProgress, c.rule, status.Case{Series: c.series, Demands: []status.Demand{c.target}})
			if diff := cmp.Diff(c.want, of(got)); diff != "" {
				t.Errorf("-want +got:\n%s\n%+v", diff, got.Figures)
			}
			complete(t, got)
			if got.Method != "un-progress" {
				t.Errorf("method %q", got.Method)
			}
		})
	}
	got := rate(status.UNProgress, status.Spec{}, status.Case{Series: two("100", "110"), Demands: []status.Demand{byYear(indicators.Up, 2030, "200")}})
	for id, want := range map[string]string{"projected": "133.1", "ratio": "0.331", "base-year": "2015", "observed": "0.019244876491"} {
		if value := got.Figure(id); value.String() != want {
			t.Errorf("%s = %s, want %s", id, value, want)
		}
	}
}
