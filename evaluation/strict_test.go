package evaluation_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/status"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

// TestStrictLimit: a strict limit is not kept by its own value, and the explanation says
// so.
func TestStrictLimit(t *testing.T) {
	limit := func(direction indicators.Direction, strict bool) indicators.Indicator {
		r := revision("", "", "5")
		r.Strict = strict
		return but(with(indicators.Target{Shape: indicators.LimitShape, Revisions: []indicators.Revision{r}}), func(i *indicators.Indicator) { i.Direction = direction })
	}
	for _, c := range []struct {
		name      string
		direction indicators.Direction
		strict    bool
		value     string
		want      string
		asks      string
	}{
		{"at most", indicators.Down, false, "5", "1", "höchstens 5"},
		{"below, on it", indicators.Down, true, "5", "0", "unter 5"},
		{"below, under it", indicators.Down, true, "4.999999999999999999", "1", "unter 5"},
		{"below, over it", indicators.Down, true, "5.000000000000000001", "0", "unter 5"},
		{"at least", indicators.Up, false, "5", "1", "mindestens 5"},
		{"above, on it", indicators.Up, true, "5", "0", "über 5"},
		{"above, over it", indicators.Up, true, "5.1", "1", "über 5"},
	} {
		a := assess(t, limit(c.direction, c.strict), asOf("2020"), observe("2020 "+c.value)...)
		if diff := cmp.Diff(c.want, a.Attainment().String()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
		text := said(a.Explain(), zielkette.German)
		if !strings.Contains(text, c.asks) {
			t.Errorf("%s: the explanation does not say %q:\n%s", c.name, c.asks, text)
		}
		if onIt := strings.Contains(text, "liegt auf der Grenze, die nicht genügt: 0"); onIt != (c.strict && c.value == "5") {
			t.Errorf("%s:\n%s", c.name, text)
		}
	}
}

// TestStrictReach: a strict target to reach is printed as such, and its status asks for
// more than its value; the attainment is the same.
func TestStrictReach(t *testing.T) {
	for strict, want := range map[bool][2]string{false: {"sun", "10"}, true: {"thunderstorm", "unter 10"}} {
		r := revision("", "", "2030 10")
		r.Strict = strict
		ind := reaching(indicators.Baseline{Period: period("2015"), Value: number("20")}, r)
		m := modelOf(t, goals.Strategy{}, evaluation.Rules{EachIndicator: evaluation.IndicatorRule{Status: status.Spec{Method: status.Weather}}}, ind)
		a, ok := evaluate(t, m, asOf("2020"), observe("2017 10", "2018 10", "2019 10", "2020 10")...).Assessment("i", "", "")
		if !ok || a.Attainment().String() != "1" || a.Status().Class != want[0] {
			t.Errorf("strict %t: attainment %s, status %q", strict, a.Attainment(), a.Status().Class)
		}
		if text := said(a.Explain(), zielkette.German); !strings.Contains(text, want[1]+" (2030)") {
			t.Errorf("strict %t:\n%s", strict, text)
		}
	}
}
