package indicators_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

// TestStrict: targets to reach and limits may be strict; a strict limit has no tolerance,
// and a corridor has two bounds that are kept by their own values.
func TestStrict(t *testing.T) {
	n := zielkette.MustParseNumber
	point := []indicators.Point{{Period: zielkette.MustParsePeriod("2030"), Value: n("5")}}
	for _, c := range []struct {
		name   string
		target indicators.Target
		want   []string
	}{
		{"reach", indicators.Target{
			Shape: indicators.ReachShape, Baseline: indicators.Baseline{Period: zielkette.MustParsePeriod("2020"), Value: n("9")},
			Revisions: []indicators.Revision{{Points: point, Strict: true}},
		}, nil},
		{"limit", indicators.Target{Shape: indicators.LimitShape, Revisions: []indicators.Revision{{Points: point, Strict: true}}}, nil},
		{"limit with tolerance", indicators.Target{Shape: indicators.LimitShape, Revisions: []indicators.Revision{{Points: point, Strict: true, Tolerance: n("1")}}}, []string{"/indicators/0/targets/0/revisions/0/tolerance"}},
		{"corridor", indicators.Target{Shape: indicators.CorridorShape, Revisions: []indicators.Revision{{Lower: n("1"), Upper: n("2"), Strict: true}}}, []string{"/indicators/0/targets/0/revisions/0/strict"}},
	} {
		_, err := indicators.Catalogue{Indicators: []indicators.Indicator{{
			ID: "i", Title: "I", Direction: indicators.Down, Targets: []indicators.Target{c.target},
		}}}.Compile()
		var found zielkette.Problems
		errors.As(err, &found)
		var got []string
		for _, p := range found {
			got = append(got, p.Place.Pointer)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s\n%v", c.name, diff, err)
		}
	}
}
