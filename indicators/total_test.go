package indicators_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/module"
)

func share(o indicators.Observation, denominator string) indicators.Observation {
	o.Denominator = zielkette.MustParseNumber(denominator)
	return o
}

func seriesOf(t *testing.T, list ...indicators.Observation) indicators.Series {
	t.Helper()
	record, err := indicators.NewRecord(list...)
	if err != nil {
		t.Fatal(err)
	}
	return record.Series("k", "")
}

// What the observations of a stretch of time come to together.
func TestTotal(t *testing.T) {
	quarters := func(values ...string) []indicators.Observation {
		var out []indicators.Observation
		for i, period := range []string{"2022-Q4", "2023-Q1", "2023-Q2", "2023-Q3", "2023-Q4"}[:len(values)] {
			if values[i] != "" {
				out = append(out, obs("k", period, values[i], ""))
			}
		}
		return out
	}
	broken := []indicators.Break{{Period: zielkette.MustParsePeriod("2023-Q3")}}
	for _, test := range []struct {
		name    string
		list    []indicators.Observation
		time    indicators.Time
		point   string
		query   indicators.Query // as of 2023-12-31 where nothing else is said
		period  string
		value   string
		missing string
		reason  indicators.Reason
	}{
		{"four quarters", quarters("1", "2", "3", "4", "5"), indicators.Flow, "2030", indicators.Query{}, "2023", "14", "", 0},
		{"the year has not ended", quarters("1", "2", "3"), indicators.Flow, "2030", indicators.Query{AsOf: zielkette.MustParseDate("2023-09-30")}, "2022", "", "2022-Q1 2022-Q2 2022-Q3", indicators.Gap},
		{"a quarter is missing", quarters("1", "2", "", "4", "5"), indicators.Flow, "2030", indicators.Query{}, "2023", "", "2023-Q2", indicators.Gap},
		{"a year without anything is passed over", append([]indicators.Observation{obs("k", "2021-H1", "1", ""), obs("k", "2021-H2", "2", "")}, obs("k", "2023-H1", "9", "")), indicators.Flow, "2030", indicators.Query{AsOf: zielkette.MustParseDate("2023-06-30")}, "2021", "3", "", 0},
		{"a year of which all is missing", []indicators.Observation{absent("k", "2023-H1", indicators.Missing), absent("k", "2023-H2", indicators.Missing)}, indicators.Flow, "2030", indicators.Query{}, "2023", "", "2023-H1 2023-H2", indicators.Gap},
		{"days of a month that runs are left", days("2023-01-01", "2023-03-10"), indicators.Flow, "2023/P1Y", indicators.Query{}, "2023/P2M", "59", "", 0},
		{"days of whole months make a mean", days("2023-01-01", "2023-03-10"), indicators.Average, "2020/P2M", indicators.Query{}, "2023/P2M", "1", "", 0},
		{"nothing on record", nil, indicators.Flow, "2030", indicators.Query{}, "", "", "", indicators.NoObservation},
		{"a break inside", quarters("1", "2", "3", "4", "5"), indicators.Flow, "2030", indicators.Query{Breaks: broken}, "2023", "", "", indicators.BeforeBreak},
		{"too old", quarters("1", "2", "3", "4", "5"), indicators.Flow, "2030", indicators.Query{AsOf: zielkette.MustParseDate("2024-12-31"), MaxAge: zielkette.MustParseSpan("P6M")}, "2023", "", "", indicators.TooOld},
		{"a span so far", []indicators.Observation{obs("k", "2021", "300", ""), obs("k", "2022", "300", ""), obs("k", "2023", "300", "")}, indicators.Flow, "2021/2025", indicators.Query{}, "2021/2023", "900", "", 0},
		{"a span that is over", []indicators.Observation{obs("k", "2019", "1", ""), obs("k", "2020", "2", ""), obs("k", "2021", "3", ""), obs("k", "2022", "4", "")}, indicators.Flow, "2019/2021", indicators.Query{}, "2019/2021", "6", "", 0},
		{"before the span", []indicators.Observation{obs("k", "2020", "300", "")}, indicators.Flow, "2021/2025", indicators.Query{}, "", "", "", indicators.NoObservation},
		{"a hole in the span", []indicators.Observation{obs("k", "2021", "300", ""), obs("k", "2023", "300", "")}, indicators.Flow, "2021/2025", indicators.Query{}, "2021/2023", "", "2022", indicators.Gap},
		// (31 x 1 + 28 x 2 + 31 x 4) / 90 days = 211/90
		{"a mean by days", []indicators.Observation{obs("k", "2023-01", "1", ""), obs("k", "2023-02", "2", ""), obs("k", "2023-03", "4", "")}, indicators.Average, "2030-Q1", indicators.Query{}, "2023-Q1", "2.344444444444", "", 0},
		{"the latest span of a mean", []indicators.Observation{obs("k", "2021", "1", ""), obs("k", "2022", "2", ""), obs("k", "2023", "6", "")}, indicators.Average, "2021/2023", indicators.Query{}, "2021/2023", "3", "", 0},
		{"shares", []indicators.Observation{share(obs("k", "2023-H1", "1", ""), "2"), share(obs("k", "2023-H2", "2", ""), "6")}, indicators.Average, "2030", indicators.Query{}, "2023", "3 of 8", "", 0},
		{"shares among counts", []indicators.Observation{share(obs("k", "2023-H1", "1", ""), "2"), obs("k", "2023-H2", "2", "")}, indicators.Flow, "2030", indicators.Query{}, "2023", "", "", 0},
		{"stated as missing", append(quarters("1", "2", "3", "4"), absent("k", "2023-Q4", indicators.Missing)), indicators.Flow, "2030", indicators.Query{}, "2023", "", "2023-Q4", indicators.Gap},
	} {
		t.Run(test.name, func(t *testing.T) {
			if test.query.AsOf.IsZero() {
				test.query.AsOf = zielkette.MustParseDate("2023-12-31")
			}
			total, reason := seriesOf(t, test.list...).Total(test.time, zielkette.MustParsePeriod(test.point), &test.query)
			var missing []string
			for _, p := range total.Missing {
				missing = append(missing, p.String())
			}
			value := ""
			if reason == 0 {
				value = total.Observation().Value.String()
				if d := total.Observation().Denominator; !d.IsZero() {
					value += " of " + d.String()
				}
			}
			got := []string{total.Period.String(), value, strings.Join(missing, " "), reason.String()}
			if d := cmp.Diff([]string{test.period, test.value, test.missing, test.reason.String()}, got); d != "" {
				t.Error(d)
			}
			if reason == 0 && total.Last < 0 {
				t.Error("a total without a last part")
			}
		})
	}
	if o := (indicators.Total{}).Observation(); o != (indicators.Observation{}) {
		t.Errorf("no parts come to %v", o)
	}
}

// days are observations of 1 for every day from one to another.
func days(from, to string) (out []indicators.Observation) {
	last := zielkette.MustParsePeriod(to)
	for p, ok := zielkette.MustParsePeriod(from), true; ok && p.Compare(last) <= 0; p, ok = p.Next() {
		out = append(out, obs("k", p.String(), "1", ""))
	}
	return out
}

// What Series.Total returns as time passes is what Series.Totalling yields where it is
// whole, whatever the kind of point.
func TestTotalling(t *testing.T) {
	list := days("2022-12-20", "2023-06-14")
	list[40].Status = indicators.BrokenSeries
	months := []indicators.Observation{
		obs("k", "2020-11", "1", ""), obs("k", "2020-12", "2", ""), obs("k", "2021-01", "3", ""), obs("k", "2021-02", "4", ""), obs("k", "2021-03", "5", ""),
		obs("k", "2021-05", "6", ""), obs("k", "2021-06", "7", ""), obs("k", "2021-07", "8", ""), obs("k", "2021-08", "9", ""), obs("k", "2021-09", "10", ""),
	}
	for _, observations := range [][]indicators.Observation{list, months} {
		series := seriesOf(t, observations...)
		for _, time := range []indicators.Time{indicators.Flow, indicators.Average} {
			for _, point := range []string{"2030", "2030-Q1", "2030-H1", "2020-12/P8M", "2023/P5M", "2030/P3M"} {
				p := zielkette.MustParsePeriod(point)
				want := map[string]string{}
				for o := range series.All() {
					q := indicators.Query{AsOf: o.Period.End()}
					if total, reason := series.Total(time, p, &q); reason == 0 {
						want[total.Period.String()] = total.Observation().Value.String()
					}
				}
				got := map[string]string{}
				for total := range series.Totalling(time, p, &indicators.Query{AsOf: zielkette.MustParseDate("2024")}) {
					got[total.Period.String()] = total.Observation().Value.String()
				}
				if d := cmp.Diff(want, got); d != "" {
					t.Errorf("%s against %s: %s", time, point, d)
				}
			}
		}
	}
}

// A total is as weak as its weakest part and was known when the last part was.
func TestTotalObservation(t *testing.T) {
	parts := []indicators.Observation{obs("k", "2022", "1", "2023-03"), obs("k", "2023", "2", "2024-03")}
	parts[0].Status, parts[0].Source, parts[1].Source = indicators.LowReliability, "a", "b"
	total, reason := seriesOf(t, parts...).Total(indicators.Flow, zielkette.MustParsePeriod("2022/P2Y"), &indicators.Query{AsOf: zielkette.MustParseDate("2023-12-31")})
	o := total.Observation()
	if reason != 0 || o.Status != indicators.LowReliability || o.Known.String() != "2024-03" || o.Source != "" || o.Value.String() != "3" {
		t.Errorf("%+v, %v", o, reason)
	}
	parts[1].Known = zielkette.Date{}
	total, _ = seriesOf(t, parts...).Total(indicators.Flow, zielkette.MustParsePeriod("2022/P2Y"), &indicators.Query{AsOf: zielkette.MustParseDate("2023-12-31")})
	if o := total.Observation(); !o.Known.IsZero() {
		t.Errorf("known on %v, though nobody knows when a part was", o.Known)
	}
}

func TestTotals(t *testing.T) {
	for _, test := range []struct {
		time        indicators.Time
		part, point string
		want        bool
	}{
		{indicators.Flow, "2023-Q1", "2030", true},
		{indicators.Flow, "2023", "2030", false},
		{indicators.Flow, "2023", "2021/2025", true},
		{indicators.Stock, "2023-Q1", "2030", false},
		{indicators.Average, "2023-01", "2030-Q1", true},
		{indicators.Flow, "2023", "2030-Q1", false},
	} {
		if got := test.time.Totals(zielkette.MustParsePeriod(test.part), zielkette.MustParsePeriod(test.point)); got != test.want {
			t.Errorf("%s of %s against %s: %v", test.time, test.part, test.point, got)
		}
	}
}

func TestCountedAt(t *testing.T) {
	forecast := obs("k", "2023", "9", "")
	forecast.Status = indicators.Forecast
	list := []indicators.Observation{
		obs("k", "2020", "1", "2021"), obs("k", "2020", "2", "2022"), absent("k", "2021", indicators.Missing),
		obs("k", "2022", "5", "2023"), of(obs("k", "2022", "6", "2023"), "v1"), forecast,
	}
	for _, test := range []struct {
		period, known, want string
		reason              indicators.Reason
	}{
		{"2020", "", "2", 0},
		{"2020", "2021-12-31", "1", 0},
		{"2019", "", "", indicators.NoObservation},
		{"2021", "", "", indicators.StatedAbsent},
		{"2022", "", "", indicators.Contradicting},
		{"2023", "", "", indicators.OtherDefinition},
		{"2024", "", "", indicators.NoObservation},
	} {
		q := indicators.Query{AsOf: zielkette.MustParseDate("2024-06-30"), Definition: "v1"}
		if test.known != "" {
			q.KnownOn = zielkette.MustParseDate(test.known)
		}
		entry, reason := seriesOf(t, list...).CountedAt(zielkette.MustParsePeriod(test.period), &q)
		if got := entry.Observation().Value.String(); got != test.want || reason != test.reason {
			t.Errorf("%s known on %s: %q, %v", test.period, test.known, got, reason)
		}
	}
}

// A definition that is not written is the current one: what then stands twice, or is of
// another kind of period, names both places.
func TestCheckRecord(t *testing.T) {
	set, err := indicators.Catalogue{Indicators: []indicators.Indicator{{ID: "k", Title: "k", Definition: "v1"}, {ID: "l", Title: "l"}}}.Compile()
	if err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		list []indicators.Observation
		want []string
	}{
		"nothing":         {nil, nil},
		"in order":        {[]indicators.Observation{obs("k", "2020", "1", ""), of(obs("k", "2021", "2", ""), "v1"), obs("l", "2020", "1", ""), of(obs("l", "2020", "2", ""), "v1")}, nil},
		"twice":           {[]indicators.Observation{obs("k", "2020", "10", ""), of(obs("k", "2020", "90", ""), "v1")}, []string{"duplicate /observations/1"}},
		"twice, reversed": {[]indicators.Observation{of(obs("k", "2020", "90", ""), "v1"), obs("k", "2020", "10", "")}, []string{"duplicate /observations/1"}},
		"restated":        {[]indicators.Observation{obs("k", "2020", "10", "2021"), of(obs("k", "2020", "90", "2022"), "v1")}, nil},
		"another version": {[]indicators.Observation{obs("k", "2020", "10", ""), of(obs("k", "2020", "90", ""), "v0")}, nil},
		"other periods":   {[]indicators.Observation{obs("k", "2020", "10", ""), of(obs("k", "2021-Q1", "90", ""), "v1")}, []string{"mixed-periods /observations/1"}},
	} {
		record, err := indicators.NewRecord(test.list...)
		if err != nil {
			t.Fatal(name, err)
		}
		var got []string
		for _, p := range set.CheckRecord(record) {
			got = append(got, string(p.Code)+" "+p.Place.Pointer)
			if !strings.Contains(p.Message.EN, "/observations/0") || !strings.Contains(p.Message.DE, "/observations/0") {
				t.Errorf("%s: %s does not name the other place", name, p.Message.EN)
			}
		}
		if d := cmp.Diff(test.want, got); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
	if found := set.CheckRecord(nil); found != nil {
		t.Error(found)
	}
}

func TestInForce(t *testing.T) {
	day := zielkette.MustParseDate
	target := indicators.Target{
		Baseline:          indicators.Baseline{Period: zielkette.MustParsePeriod("2015"), Value: zielkette.Int(1)},
		BaselineRevisions: []indicators.Baseline{{Value: zielkette.Int(2), Decided: day("2020"), Known: day("2020-06")}, {Value: zielkette.Int(3), Decided: day("2022"), Known: day("2023")}, {Value: zielkette.Int(4), Decided: day("2022-12-31"), Known: day("2023")}},
		Revisions:         []indicators.Revision{{Decision: "1"}, {Decision: "2", Decided: day("2020"), Known: day("2020-06")}, {Decision: "3", Decided: day("2022"), Known: day("2023")}, {Decision: "4", Decided: day("2022-12-31"), Known: day("2023")}},
	}
	for _, test := range []struct{ asOf, known, baseline, decision string }{
		{"2019-12-31", "", "1", "1"},
		{"2020-12-31", "", "2", "2"},
		{"2022-12-31", "", "4", "4"}, // of two decided on one day the last on the list
		{"2022-12-31", "2022-12-31", "2", "2"},
		{"2022-12-31", "2019-12-31", "1", ""},
	} {
		var known zielkette.Date
		if test.known != "" {
			known = day(test.known)
		}
		decision := ""
		if r := target.InForce(day(test.asOf), known); r != nil {
			decision = r.Decision
		}
		if b := target.BaselineInForce(day(test.asOf), known); b == nil || b.Value.String() != test.baseline || decision != test.decision {
			t.Errorf("as of %s, known on %s: %v, %q", test.asOf, test.known, b, decision)
		}
	}
	if b := (&indicators.Target{}).BaselineInForce(day("2020"), zielkette.Date{}); b != nil {
		t.Errorf("no baseline is %v", b)
	}
}

// What a target that behaves over time may not say.
func TestTargetsOfTotals(t *testing.T) {
	for name, test := range map[string]struct{ target, want string }{
		"a total from another start":  {`{"shape": "reach", "baseline": {"period": "2020", "value": "5"}, "revisions": [{"points": [{"period": "2021/2025", "value": "9"}]}]}`, "target-total /indicators/0/targets/0/revisions/0/points/0/period"},
		"spans with two starts":       {`{"shape": "reach", "revisions": [{"points": [{"period": "2021/2023", "value": "5"}, {"period": "2022/2025", "value": "9"}]}]}`, "target-total /indicators/0/targets/0/revisions/0/points/1/period"},
		"a change of a total":         {`{"shape": "reach", "revisions": [{"points": [{"period": "2021/2025", "change": "9"}]}]}`, "target-total /indicators/0/targets/0/revisions/0/points/0/change"},
		"a value and a change":        {`{"shape": "reach", "baseline": {"period": "2020", "value": "5"}, "revisions": [{"points": [{"period": "2025", "value": "9", "change": "9"}]}]}`, "target-shape /indicators/0/targets/0/revisions/0/points/0/change"},
		"no change at all":            {`{"shape": "reach", "baseline": {"period": "2020", "value": "5"}, "revisions": [{"points": [{"period": "2025", "change": "0"}]}]}`, "target-baseline /indicators/0/targets/0/revisions/0/points/0/change"},
		"a baseline of two origins":   {`{"shape": "reach", "baseline": {"period": "2020", "value": "5", "fromRecord": true}, "revisions": [{"points": [{"period": "2025", "value": "9"}]}]}`, "target-shape /indicators/0/targets/0/baseline/fromRecord"},
		"a limit that is a change":    {`{"shape": "limit", "revisions": [{"points": [{"change": "9"}]}]}`, "target-shape /indicators/0/targets/0/revisions/0/points/0/change"},
		"a baseline without a period": {`{"shape": "reach", "baseline": {"value": "5"}, "revisions": [{"points": [{"period": "2025", "value": "9"}]}]}`, "required /indicators/0/targets/0/baseline/period"},
	} {
		c, err := indicators.Read(strings.NewReader(`{"formatVersion": 1, "indicators": [{"id": "k", "title": "K", "time": "flow", "direction": "up", "targets": [`+test.target+`]}]}`), "")
		if err == nil {
			_, err = c.Compile()
		}
		var got []string
		for _, p := range zielkette.ProblemsOf(err).Errors() {
			got = append(got, string(p.Code)+" "+p.Place.Pointer)
		}
		if !strings.Contains(strings.Join(got, ", "), test.want) {
			t.Errorf("%s: %q, want %s", name, got, test.want)
		}
	}
}

// The packages of this module read a set without a copy; what it marshals as is the
// catalogue it was made of.
func TestSharedSet(t *testing.T) {
	set, err := indicators.Catalogue{Title: "T", Indicators: []indicators.Indicator{{ID: "k", Title: "K"}}}.Compile()
	if err != nil {
		t.Fatal(err)
	}
	if list := set.Shared(module.Reader{}); len(list) != 1 || set.Find(module.Reader{}, "k") != &list[0] || set.Find(module.Reader{}, "x") != nil {
		t.Errorf("%v", list)
	}
	if text, err := json.Marshal(set); err != nil || !strings.Contains(string(text), `"title":"T"`) {
		t.Errorf("%s, %v", text, err)
	}
}
