package report_test

import (
	"fmt"
	"io"
	"testing"
	"time"

	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/report"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/sdg"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/goals/chain"
	"gitlab.opencode.de/zielkette/zielkette/goals/diagram"
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

// Where there is no strategy, no result or nothing to print, that is an answer.
func TestNothingToPrint(t *testing.T) {
	for _, format := range report.Formats {
		if err := report.Write(io.Discard, nil, format); err == nil {
			t.Errorf("%s: nothing is printed", format)
		}
		if err := report.Write(io.Discard, report.Of(nil, report.Options{}), format); err != nil {
			t.Errorf("%s: %v", format, err)
		}
	}
	if _, err := sdg.Cover(nil, nil); err != nil {
		t.Error(err)
	}
	if d := goals.Compare(nil, nil); len(d.Changes) != 0 {
		t.Error(d)
	}
	if gaps, err := chain.New(nil).Gaps(chain.GapOptions{}); err != nil || len(gaps) != 0 {
		t.Error(gaps, err)
	}
	if _, err := chain.Cascade(nil, chain.Demand{Goal: "g"}); err == nil {
		t.Error("a demand on no strategy")
	}
	for _, draw := range []func(io.Writer, *goals.Plan, diagram.Options) error{diagram.Mermaid, diagram.DOT} {
		if err := draw(io.Discard, nil, diagram.Options{}); err != nil {
			t.Error(err)
		}
	}
}
