package indicators_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

// The revision decided last counts, wherever it stands on the list; of those decided on
// one day the last on the list.
func TestInForceWhateverTheOrder(t *testing.T) {
	day := zielkette.MustParseDate
	for _, tt := range []struct {
		decided []string // of the revisions, in the order of the list; "" is no date
		asOf    string
		want    int
	}{
		{[]string{"2016", "2019"}, "2020", 1},
		{[]string{"2019", "2016"}, "2020", 0},
		{[]string{"2019", "2016"}, "2018", 1},
		{[]string{"2019", ""}, "2020", 0},
		{[]string{"2019", "2016", "2019-12-31"}, "2020", 2},
		{[]string{"2019", "2019-11"}, "2020", 0}, // an imprecise date counts from its last day
		{[]string{"2021"}, "2020", -1},
	} {
		var target indicators.Target
		for i, text := range tt.decided {
			r := indicators.Revision{Decision: string(rune('a' + i))}
			b := indicators.Baseline{Decision: r.Decision, Value: zielkette.Int(1)}
			if text != "" {
				r.Decided, b.Decided = day(text), day(text)
			}
			target.Revisions, target.BaselineRevisions = append(target.Revisions, r), append(target.BaselineRevisions, b)
		}
		want := ""
		if tt.want >= 0 {
			want = target.Revisions[tt.want].Decision
		}
		got := [2]string{}
		if r := target.InForce(day(tt.asOf), zielkette.Date{}); r != nil {
			got[0] = r.Decision
		}
		if b := target.BaselineInForce(day(tt.asOf), zielkette.Date{}); b != nil {
			got[1] = b.Decision
		}
		if d := cmp.Diff([2]string{want, want}, got); d != "" {
			t.Errorf("%v as of %s: %s", tt.decided, tt.asOf, d)
		}
	}
}
