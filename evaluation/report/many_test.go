package report_test

import (
	"fmt"
	"io"
	"testing"
	"time"

	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/report"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/testkit"
)

// An indicator of many targets is printed in a time that grows with their number, not
// with its square.
func TestManyTargets(t *testing.T) {
	ind := indicators.Indicator{ID: "a", Title: "A", Direction: indicators.Up}
	for i := range 5_000 {
		ind.Targets = append(ind.Targets, indicators.Target{ID: fmt.Sprint("t", i), Shape: indicators.DirectionShape})
	}
	model, err := evaluation.City{
		Strategy:  goals.Strategy{ID: "s", Title: "S", Levels: []string{"L"}},
		Catalogue: indicators.Catalogue{Indicators: []indicators.Indicator{ind}},
	}.Compile()
	if err != nil {
		t.Fatal(err)
	}
	result, err := model.Evaluate(nil, evaluation.Options{AsOf: date("2024")})
	if err != nil {
		t.Fatal(err)
	}
	for _, format := range report.Formats {
		testkit.InTime(t, 30*time.Second, func() {
			if err := report.Write(io.Discard, report.Of(result, report.Options{}), format); err != nil {
				t.Error(err)
			}
		})
	}
}
