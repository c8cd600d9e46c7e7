package status_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/status"
)

// published is a progress score of the Canadian Indicator Framework as Statistics
// Canada publishes it, with its inputs (repository
// sdg-data-canada-odd-donnees/cif-data-donnees-cic, indicator_calculation_components.yml,
// Open Government Licence - Canada).
type published struct {
	id           string
	base, value  string
	from, to     int
	way          status.Way
	limit        string
	target       string // "": none
	by           int
	class        string
	ratio, score string // ratio is the growth rate without a target
}

var canada = []published{
	{"1-1-1", "14.5", "10.2", 2015, 2023, status.Down, "", "7.25", 2030, "on-track", "0.9525901792032172", "2.5185563910306596"},
	{"1-2-1", "66.6", "71.4", 2016, 2023, status.Up, "100", "", 0, "acceleration-needed", "0.009991483690946268", "1.739752850099936"},
	{"1-3-1", "178.8", "171.9", 2015, 2024, status.Down, "", "", 0, "limited-progress", "0.004363225612730504", "-0.3183871936347482"},
	{"1-4-1", "69300", "74200", 2015, 2023, status.Up, "", "", 0, "acceleration-needed", "0.008576474514661259", "0.8941186286653147"},
	{"10-1-1", "0.314", "0.3", 2015, 2023, status.Down, "", "", 0, "acceleration-needed", "0.005685092259251845", "0.17127306481296123"},
	{"10-2-1", "3.8", "11.9", 2015, 2024, status.Down, "", "", 0, "deterioration", "-0.1352325064900486", "-5.0"},
	{"11-1-1", "26866", "36058", 2016, 2024, status.Down, "", "13433", 2028, "deterioration", "-0.6675781357974336", "-5.0"},
	{"11-2-1", "11.3", "11.6", 2018, 2022, status.Down, "", "", 0, "deterioration", "-0.006572095158251079", "-3.321511894781385"},
	{"11-3-1", "63", "74", 2005, 2020, status.Up, "", "85", 2030, "acceleration-needed", "0.8949392974311927", "2.106761907621266"},
	{"11-4-1", "75.3", "74.6", 2023, 2024, status.Up, "100", "", 0, "deterioration", "-0.009296148738379806", "-3.6620185922974757"},
	{"11-5-1", "19.3", "13.9", 2016, 2021, status.Up, "", "22", 2030, "deterioration", "-6.76154243963871", "-5.0"},
	{"11-6-1", "699", "683.4", 2014, 2022, status.Down, "", "490", 2030, "limited-progress", "0.12830416881599752", "-1.9653950197943832"},
	{"12-1-1", "0.37", "14.63", 2015, 2024, status.Up, "", "60", 2030, "on-track", "1.249622415033452", "4.640227948342444"},
	{"12-3-1", "257.635662113981", "245.710663873295", 2018, 2023, status.Up, "", "", 0, "deterioration", "-0.009433570825266968", "-3.679196353158371"},
	{"12-4-1", "0.83", "0.81", 2015, 2021, status.Down, "", "", 0, "limited-progress", "0.004056990276131822", "-0.4715048619340889"},
	{"13-3-1 bridges", "28.45", "41.03", 2016, 2022, status.Up, "100", "", 0, "on-track", "0.06292643403829179", "5.0"},
	{"13-3-1 roads", "40.06", "39.46", 2016, 2022, status.Up, "100", "", 0, "deterioration", "-0.0025119779636930684", "-2.8139972454616338"},
	{"14-1-1", "0.9", "14.7", 2015, 2023, status.Up, "", "30", 2030, "on-track", "1.5866947018068909", "5.0"},
	{"14-2-1", "68.5534591194968", "46.7336683417085", 2015, 2023, status.Up, "", "55", 2026, "deterioration", "-2.3587220377696703", "-5.0"},
	{"15-1-1", "79.82", "80.0", 2015, 2020, status.Up, "100", "", 0, "limited-progress", "0.0004506085041826591", "-2.1437311547039553"},
	{"15-2-1", "42", "40", 2019, 2024, status.Up, "", "60", 2026, "deterioration", "-0.18576295071190677", "-3.274018486731302"},
	{"15-4-1", "10.1", "13.7", 2015, 2023, status.Up, "", "30", 2030, "limited-progress", "0.5160064971944834", "-0.34995572813974585"},
	{"15-5-1", "70", "68", 2015, 2021, status.Down, "", "100", 2030, "target-achieved", "", "5.0"},
	{"16-1-1", "79", "79", 2021, 2022, status.Up, "100", "", 0, "limited-progress", "0.0", "-2.5"},
	{"16-6-1", "87.93", "77.78", 2015, 2023, status.Down, "", "", 0, "on-track", "0.015215151249107883", "2.6075756245539417"},
}

func near(t *testing.T, what string, got decimal.Decimal, want, tolerance string) {
	t.Helper()
	if got.Sub(decimal.RequireFromString(want)).Abs().GreaterThan(decimal.RequireFromString(tolerance)) {
		t.Errorf("%s = %s, published %s", what, got, want)
	}
}

func TestStatCanPublished(t *testing.T) {
	for _, p := range canada {
		t.Run(p.id, func(t *testing.T) {
			rule := status.StatCan{BaseYear: p.from}
			if p.limit != "" {
				rule.Limit = number(p.limit)
			}
			target := towards(p.way)
			if p.target != "" {
				target = byYear(p.way, p.by, p.target)
			}
			got := rule.Rate(status.Case{
				Series:  series(fmt.Sprint(p.from), p.base, fmt.Sprint(p.to), p.value),
				Targets: []status.Target{target},
			})
			complete(t, got)
			if got.Class != p.class {
				t.Errorf("class %q, published %q", got.Class, p.class)
			}
			score, _ := got.Figure("score")
			near(t, "score", score, p.score, "0.0001") // the published slopes have four digits
			if p.target == "" {
				near(t, "score", score, p.score, "0.000000000001") // none are rounded without a target
			}
			if p.ratio == "" {
				return
			}
			if ratio, ok := got.Figure("ratio"); ok {
				near(t, "ratio", ratio, p.ratio, "0.000000000001")
				return
			}
			observed, _ := got.Figure("observed")
			if p.way == status.Down {
				observed = observed.Neg()
			}
			near(t, "growth", observed, p.ratio, "0.000000000001")
		})
	}
}

func TestStatCan(t *testing.T) {
	two := func(base, value string) []status.Point { return series("2015", base, "2016", value) }
	limit := func(l string) status.StatCan { return status.StatCan{Limit: number(l)} }
	achieved, onTrack, accelerate, limited, worse := outcome{"target-achieved", 1, ""}, outcome{"on-track", 2, ""}, outcome{"acceleration-needed", 3, ""}, outcome{"limited-progress", 4, ""}, outcome{"deterioration", 5, ""}
	for _, c := range []struct {
		name   string
		rule   status.StatCan
		series []status.Point
		target status.Target
		want   outcome
		score  string // "": none
	}{
		// the target year is next year, so that R is a plain quotient of changes
		{"ratio exactly 0.95", status.StatCan{}, two("100", "119"), byYear(status.Up, 2016, "120"), onTrack, "2.5"},
		{"ratio just below 0.95", status.StatCan{}, two("100", "118.999999999999999999"), byYear(status.Up, 2016, "120"), accelerate, "2.5"},
		{"ratio exactly 0.6", status.StatCan{}, two("100", "112"), byYear(status.Up, 2016, "120"), accelerate, "0"},
		{"ratio just below 0.6", status.StatCan{}, two("100", "111.999999999999999999"), byYear(status.Up, 2016, "120"), limited, "0"},
		{"ratio 0", status.StatCan{}, two("100", "100"), byYear(status.Up, 2016, "120"), limited, "-2.5"},
		{"ratio below 0", status.StatCan{}, two("100", "99.999999999999999999"), byYear(status.Up, 2016, "120"), worse, "-2.5"},
		{"ratio -0.6", status.StatCan{}, two("100", "88"), byYear(status.Up, 2016, "120"), worse, "-5"},
		{"ratio -0.3", status.StatCan{}, two("100", "94"), byYear(status.Up, 2016, "120"), worse, "-3.75"},
		{"ratio below -0.6", status.StatCan{}, two("100", "50"), byYear(status.Up, 2016, "120"), worse, "-5"},
		{"beyond 1.3", status.StatCan{}, two("100", "150"), byYear(status.Up, 2030, "200"), onTrack, "5"},
		{"reached", status.StatCan{}, two("100", "200"), byYear(status.Up, 2030, "200"), achieved, "5"},
		{"reached by falling", status.StatCan{}, two("100", "20"), byYear(status.Down, 2030, "20"), achieved, "5"},
		{"reached with one value", status.StatCan{}, series("2020", "20"), byYear(status.Down, 2030, "20"), achieved, "5"},
		{"reached at zero", status.StatCan{}, two("100", "0"), byYear(status.Down, 2030, "0"), achieved, "5"},
		{"kept every year, by 2030", status.StatCan{}, series("2015", "100", "2030", "118"), everyYear(status.Up, "120"), accelerate, ""},
		{"year of the rule", status.StatCan{TargetYear: 2016}, two("100", "119"), everyYear(status.Up, "120"), onTrack, "2.5"},
		{"target without a year, year of the rule", status.StatCan{TargetYear: 2016}, two("100", "119"), byYear(status.Up, 0, "120"), onTrack, "2.5"},

		{"growth exactly 1.5 %", status.StatCan{}, two("1000", "1015"), towards(status.Up), onTrack, "2.5"},
		{"growth just below 1.5 %", status.StatCan{}, two("1000", "1014.999999999999999999"), towards(status.Up), accelerate, "2.5"},
		{"growth 0.5 %", status.StatCan{}, two("1000", "1005"), towards(status.Up), accelerate, "0"},
		{"growth just below 0.5 %", status.StatCan{}, two("1000", "1004.999999999999999999"), towards(status.Up), limited, "0"},
		{"growth 0.25 %", status.StatCan{}, two("1000", "1002.5"), towards(status.Up), limited, "-1.25"},
		{"growth 1 %", status.StatCan{}, two("1000", "1010"), towards(status.Up), accelerate, "1.25"},
		{"growth 1.75 %", status.StatCan{}, two("1000", "1017.5"), towards(status.Up), onTrack, "3.75"},
		{"growth 2 %", status.StatCan{}, two("1000", "1020"), towards(status.Up), onTrack, "5"},
		{"no growth", status.StatCan{}, two("1000", "1000"), towards(status.Up), limited, "-2.5"},
		{"loss of 1 %", status.StatCan{}, two("1000", "990"), towards(status.Up), worse, "-3.75"},
		{"loss of 2 %", status.StatCan{}, two("1000", "980"), towards(status.Up), worse, "-5"},
		{"falling is better", status.StatCan{}, two("1000", "985"), towards(status.Down), onTrack, "2.5"},
		{"1.5 % a year for four years, exactly", status.StatCan{}, series("2015", "1000", "2019", "1061.363550625"), towards(status.Up), onTrack, "2.5"},

		// limits: C = 1 - 0.5^4.44 = 0.9539... at half the maximum, and at half as much again as the minimum
		{"on the limit, kept", limit("100"), two("100", "100"), towards(status.Up), onTrack, "5"},
		{"on the limit, lost", limit("100"), two("100", "99"), towards(status.Up), worse, "-3.75"},
		{"half of the maximum", limit("100"), two("50", "50.72"), towards(status.Up), onTrack, ""},
		{"without the limit too slow", status.StatCan{}, two("50", "50.72"), towards(status.Up), accelerate, ""},
		{"near a minimum", limit("10"), two("15", "14.784"), towards(status.Down), onTrack, ""},
		{"far from a minimum", limit("10"), two("20", "19.71"), towards(status.Down), accelerate, ""},
		{"minimum of zero", limit("0"), two("20", "19.7"), towards(status.Down), onTrack, "2.5"},

		{"no value", status.StatCan{}, nil, towards(status.Up), none(status.NoValue), ""},
		{"one value", status.StatCan{}, series("2020", "1"), towards(status.Up), none(status.TooFewPoints), ""},
		{"all before the base year", status.StatCan{}, series("2010", "1", "2014", "2"), towards(status.Up), none(status.NoBase), ""},
		{"no direction", status.StatCan{}, two("1", "2"), status.Target{Kind: status.Direction}, none(status.NoDirection), ""},
		{"no demand", status.StatCan{}, two("1", "2"), status.Target{Kind: status.ByYear, Way: status.Up}, none(status.NoTarget), ""},
		{"base 0", status.StatCan{}, two("0", "2"), towards(status.Up), none(status.NotPositive), ""},
		{"value 0", status.StatCan{}, two("2", "0"), byYear(status.Up, 2030, "3"), none(status.NotPositive), ""},
		{"target 0", status.StatCan{}, two("2", "1"), byYear(status.Down, 2030, "0"), none(status.NotPositive), ""},
		{"target is the base", status.StatCan{}, two("2", "1"), byYear(status.Up, 2030, "2"), none(status.NoGrowthRequired), ""},
		{"target year is the base year", status.StatCan{}, two("2", "3"), byYear(status.Up, 2015, "4"), none(status.NoTime), ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := c.rule.Rate(status.Case{Series: c.series, Targets: []status.Target{c.target}})
			if diff := cmp.Diff(c.want, of(got)); diff != "" {
				t.Errorf("-want +got:\n%s\n%+v", diff, got.Figures)
			}
			complete(t, got)
			if c.score == "" {
				return
			}
			if score, ok := got.Figure("score"); !ok || !score.Equal(decimal.RequireFromString(c.score)) {
				t.Errorf("score %s, want %s", score, c.score)
			}
		})
	}
	if got := (status.StatCan{}).Rate(status.Case{Series: two("1", "2")}); got.Cause != status.NoTarget {
		t.Errorf("without a target: %+v", got)
	}
}

// TestStartYear: Open SDG takes the first year of a period that spans two.
func TestStartYear(t *testing.T) {
	got := status.StatCan{}.Rate(status.Case{
		Series: series("2014/15", "50", "2015/16", "100", "2016/17", "101.5"), Targets: []status.Target{towards(status.Up)},
	})
	if base, _ := got.Figure("base"); !base.Equal(decimal.New(100, 0)) || got.Class != "on-track" {
		t.Errorf("base value %s, class %q; want that of 2015/16", base, got.Class)
	}
}

func TestMeanProgress(t *testing.T) {
	rate := func(value string, target status.Target) status.Rating {
		return status.StatCan{}.Rate(status.Case{Series: series("2015", "1000", "2016", value), Targets: []status.Target{target}})
	}
	up := towards(status.Up)
	unrated := status.StatCan{}.Rate(status.Case{Targets: []status.Target{up}})
	for _, c := range []struct {
		name    string
		ratings []status.Rating
		want    outcome
		score   string
	}{
		{"nothing", nil, none(status.NoValue), ""},
		{"nothing rated", []status.Rating{unrated}, none(status.NoValue), ""},
		{"another rule does not count", []status.Rating{status.EnergyAward{}.Rate(status.Case{Value: number("1")})}, none(status.NoValue), ""},
		{"unrated is left out", []status.Rating{unrated, rate("1015", up)}, outcome{"on-track", 2, ""}, "2.5"},
		{"mean on a boundary", []status.Rating{rate("1020", up), rate("980", up)}, outcome{"acceleration-needed", 3, ""}, "0"},
		{"limited", []status.Rating{rate("1000", up)}, outcome{"limited-progress", 4, ""}, "-2.5"},
		{"deterioration", []status.Rating{rate("1000", up), rate("980", up)}, outcome{"deterioration", 5, ""}, "-3.75"},
		{"all achieved", []status.Rating{rate("1020", byYear(status.Up, 2030, "1000")), rate("1020", byYear(status.Up, 2030, "1020"))}, outcome{"target-achieved", 1, ""}, "5"},
		{"not all achieved", []status.Rating{rate("1020", byYear(status.Up, 2030, "1000")), rate("1020", up)}, outcome{"on-track", 2, ""}, "5"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := status.MeanProgress(c.ratings...)
			if diff := cmp.Diff(c.want, of(got)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			complete(t, got)
			if score, ok := got.Figure("score"); ok != (c.score != "") || ok && !score.Equal(decimal.RequireFromString(c.score)) {
				t.Errorf("score %s, want %s", score, c.score)
			}
		})
	}
}

func TestEurostat(t *testing.T) {
	good, moderate := outcome{"significant-progress", 1, ""}, outcome{"moderate-progress", 2, ""}
	insufficient, away := outcome{"insufficient-progress", 3, ""}, outcome{"movement-away", 4, ""}
	aside, far := outcome{"moderate-movement-away", 3, ""}, outcome{"significant-movement-away", 4, ""}
	two := func(base, value string) []status.Point { return series("2019", base, "2020", value) }
	for _, c := range []struct {
		name   string
		rule   status.Eurostat
		series []status.Point
		target status.Target
		want   outcome
	}{
		{"reached", status.Eurostat{}, two("100", "120"), byYear(status.Up, 2030, "120"), good},
		{"reached though falling back", status.Eurostat{}, two("200", "120"), byYear(status.Up, 2030, "120"), good},
		{"0.95", status.Eurostat{}, two("100", "119"), byYear(status.Up, 2020, "120"), good},
		{"just below 0.95", status.Eurostat{}, two("100", "118.9999999999"), byYear(status.Up, 2020, "120"), moderate},
		{"0.6", status.Eurostat{}, two("100", "112"), byYear(status.Up, 2020, "120"), moderate},
		{"just below 0.6", status.Eurostat{}, two("100", "111.9999999999"), byYear(status.Up, 2020, "120"), insufficient},
		{"0", status.Eurostat{}, two("100", "100"), byYear(status.Up, 2020, "120"), insufficient},
		{"below 0", status.Eurostat{}, two("100", "99.9999999999"), byYear(status.Up, 2020, "120"), away},
		{"year of the rule", status.Eurostat{TargetYear: 2020}, two("100", "112"), everyYear(status.Up, "120"), moderate},
		{"1 %", status.Eurostat{}, two("100", "101"), towards(status.Up), good},
		{"just below 1 %", status.Eurostat{}, two("100", "100.9999999999"), towards(status.Up), moderate},
		{"no change", status.Eurostat{}, two("100", "100"), towards(status.Down), moderate},
		{"-1 %", status.Eurostat{}, two("100", "99"), towards(status.Up), aside},
		{"just below -1 %", status.Eurostat{}, two("100", "98.9999999999"), towards(status.Up), far},
		{"falling is better", status.Eurostat{}, two("100", "99"), towards(status.Down), good},

		{"short term: five years back", status.Eurostat{}, series("2005", "1", "2015", "100", "2020", "100"), towards(status.Up), moderate},
		{"short term: first later year", status.Eurostat{}, series("2014", "1", "2016", "100", "2020", "100"), towards(status.Up), moderate},
		{"long term", status.Eurostat{Years: 15}, series("2005", "1", "2015", "100", "2020", "100"), towards(status.Up), good},
		{"base year", status.Eurostat{Years: 1, BaseYear: 2005}, series("2005", "1", "2015", "100", "2020", "100"), towards(status.Up), good},

		{"no value", status.Eurostat{}, nil, towards(status.Up), none(status.NoValue)},
		{"one value", status.Eurostat{}, series("2020", "1"), towards(status.Up), none(status.TooFewPoints)},
		{"target 0", status.Eurostat{}, two("2", "1"), byYear(status.Down, 2030, "0"), none(status.NotPositive)},
		{"no direction", status.Eurostat{}, two("2", "1"), status.Target{Kind: status.Direction}, none(status.NoDirection)},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := c.rule.Rate(status.Case{Series: c.series, Targets: []status.Target{c.target}})
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
	onTrack, fair, stagnation := outcome{"on-track", 1, ""}, outcome{"fair-progress", 2, ""}, outcome{"stagnation", 3, ""}
	two := func(base, value string) []status.Point { return series("2015", base, "2020", value) }
	for _, c := range []struct {
		name   string
		rule   status.UNProgress
		series []status.Point
		target status.Target
		want   outcome
	}{
		{"reached", status.UNProgress{}, two("100", "120"), byYear(status.Up, 2030, "120"), onTrack},
		// 100 to 110 in five years is 100 * 1.1^3 = 133.1 in 2030
		{"ratio exactly 0.95", status.UNProgress{}, two("100", "110"), byYear(status.Up, 2030, "134.8421052631578947"), onTrack},
		{"ratio just below 0.95", status.UNProgress{}, two("100", "110"), byYear(status.Up, 2030, "134.8421052631578948"), fair},
		{"ratio exactly 0.10", status.UNProgress{}, two("100", "110"), byYear(status.Up, 2030, "431"), fair},
		{"ratio just below 0.10", status.UNProgress{}, two("100", "110"), byYear(status.Up, 2030, "431.000000000001"), stagnation},
		{"the wrong way", status.UNProgress{}, two("100", "90"), byYear(status.Up, 2030, "110"), stagnation},
		{"falling", status.UNProgress{}, two("100", "90"), byYear(status.Down, 2030, "72.9"), onTrack},
		{"target 0 can be approached", status.UNProgress{}, two("100", "50"), byYear(status.Down, 2030, "0"), fair},
		{"target year of the rule", status.UNProgress{TargetYear: 2025}, two("100", "110"), everyYear(status.Up, "121"), onTrack},
		{"year has passed", status.UNProgress{}, series("2015", "100", "2018", "120", "2020", "90"), byYear(status.Up, 2019, "120"), onTrack},
		{"year has passed, missed", status.UNProgress{}, series("2015", "100", "2018", "101", "2020", "119"), byYear(status.Up, 2018, "120"), stagnation},
		{"year has passed, and with it all but one value from 2015", status.UNProgress{}, series("2011", "100", "2015", "108", "2017", "90"), byYear(status.Up, 2016, "110"), onTrack},
		{"year has passed, one value left", status.UNProgress{}, series("2015", "108", "2017", "90"), byYear(status.Up, 2016, "110"), none(status.NoTime)},
		{"year passed before the base", status.UNProgress{}, two("100", "110"), byYear(status.Up, 2014, "120"), none(status.NoTime)},

		{"2 %", status.UNProgress{BaseYear: 2019}, series("2019", "100", "2020", "102"), towards(status.Up), onTrack},
		{"just below 2 %", status.UNProgress{BaseYear: 2019}, series("2019", "100", "2020", "101.9999999999"), towards(status.Up), fair},
		{"0.5 %", status.UNProgress{BaseYear: 2019}, series("2019", "100", "2020", "99.5"), towards(status.Down), fair},
		{"just below 0.5 %", status.UNProgress{BaseYear: 2019}, series("2019", "100", "2020", "99.5000000001"), towards(status.Down), stagnation},

		{"near 100", status.UNProgress{Near: number("1")}, two("90", "99"), byYear(status.Up, 2030, "100"), onTrack},
		{"near 0", status.UNProgress{Near: number("1")}, two("1.1", "1"), byYear(status.Down, 2030, "0"), onTrack},
		{"not near enough", status.UNProgress{Near: number("1")}, two("98.99", "98.99"), byYear(status.Up, 2030, "100"), stagnation},
		{"near another target", status.UNProgress{Near: number("1")}, two("49.5", "49.5"), byYear(status.Up, 2030, "50"), stagnation},

		{"base before 2015 where it must be", status.UNProgress{}, series("2012", "50", "2014", "100", "2020", "150"), towards(status.Up), onTrack},
		{"base before 2015 for a value of 2015", status.UNProgress{}, series("2014", "100", "2015", "103"), towards(status.Up), onTrack},
		{"base before 2015 only then", status.UNProgress{}, series("2014", "1", "2016", "100", "2020", "100"), towards(status.Up), stagnation},
		{"all before 2015", status.UNProgress{}, series("2012", "50", "2014", "100"), towards(status.Up), none(status.NoBase)},

		{"year has passed, one value by then", status.UNProgress{}, series("2015", "100", "2018", "110"), byYear(status.Up, 2016, "120"), none(status.NoTime)},
		{"without a target no year passes", status.UNProgress{}, series("2015", "100", "2030", "100", "2031", "200"), towards(status.Up), onTrack},

		{"one value", status.UNProgress{}, series("2020", "1"), towards(status.Up), none(status.TooFewPoints)},
		{"one value, with a target", status.UNProgress{}, series("2020", "1"), byYear(status.Up, 2030, "2"), none(status.TooFewPoints)},
		{"one value, in the target year", status.UNProgress{}, series("2020", "1"), byYear(status.Up, 2020, "2"), none(status.TooFewPoints)},
		{"base 0", status.UNProgress{}, two("0", "1"), byYear(status.Up, 2030, "5"), none(status.NotPositive)},
		{"target is the base", status.UNProgress{}, two("2", "1"), byYear(status.Up, 2030, "2"), none(status.NoGrowthRequired)},
		{"beyond all range", status.UNProgress{}, series("2019", "0.000000000000000001", "2020", "1000000000000000000"), byYear(status.Up, 9000, "9000000000000000000"), none(status.OutOfRange)},
		{"beyond the exponential", status.UNProgress{}, series("2019", "0.000000000000000001", "2020", "1000000000000000000"), byYear(status.Up, 1<<30, "9000000000000000000"), none(status.OutOfRange)},
		{"vanishing", status.UNProgress{}, series("2019", "1000000000000000000", "2020", "0.000000000000000001"), byYear(status.Down, 3000, "0"), onTrack},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := c.rule.Rate(status.Case{Series: c.series, Targets: []status.Target{c.target}})
			if diff := cmp.Diff(c.want, of(got)); diff != "" {
				t.Errorf("-want +got:\n%s\n%+v", diff, got.Figures)
			}
			complete(t, got)
			if got.Method != "un-progress" {
				t.Errorf("method %q", got.Method)
			}
		})
	}
	got := status.UNProgress{}.Rate(status.Case{Series: two("100", "110"), Targets: []status.Target{byYear(status.Up, 2030, "200")}})
	for id, want := range map[string]string{"projected": "133.1", "ratio": "0.331", "base-year": "2015", "observed": "0.019244876491"} {
		if value, _ := got.Figure(id); zielkette.FormatDecimal(value, -1) != want {
			t.Errorf("%s = %s, want %s", id, value, want)
		}
	}
}
