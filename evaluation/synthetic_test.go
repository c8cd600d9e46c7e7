package evaluation_test

import (
	"fmt"
	"iter"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

// The numbers of the synthetic country: as many municipalities as Germany has,
// with 300 goals each (1 + 7 + 42 + 250).
const (
	municipalities = 10_800
	leaves         = 250
)

// dice are the numbers of one municipality, the same in every run.
type dice uint64

func (d *dice) next(limit int) int64 {
	*d = *d*6364136223846793005 + 1442695040888963407
	return int64(*d>>33) % int64(limit)
}

func hundredths(n int64) zielkette.Number {
	v, err := zielkette.NewNumber(n, 2)
	if err != nil {
		panic(err)
	}
	return v
}

// synthetic is a municipality with documents of its own: goals and weights,
// indicators with baselines and targets, observations of which some are missing.
func synthetic(n int) (*evaluation.Model, *indicators.Record, error) {
	d := dice(n + 1)
	var catalogue indicators.Catalogue
	builder := indicators.NewBuilder()
	leaf := 0
	var grow func(id string, level int) goals.Goal
	levels := []string{"Vision", "Handlungsfeld", "Strategisches Ziel", "Handlungsziel"}
	grow = func(id string, level int) goals.Goal {
		g := goals.Goal{ID: id, Level: levels[level], Title: "Ziel " + id, Weight: zielkette.Int(1 + d.next(5))}
		if level == len(levels)-1 {
			k := fmt.Sprint("k", leaf)
			leaf++
			baseline := 1000 + d.next(9000)
			target := baseline + 100 + d.next(5000)
			catalogue.Indicators = append(catalogue.Indicators, indicators.Indicator{
				ID: k, Title: "Kennzahl " + k, Unit: "Prozent", Definition: "1",
				Targets: []indicators.Target{{
					Shape: indicators.ReachShape, Baseline: indicators.Baseline{Period: zielkette.MustParsePeriod("2015"), Value: hundredths(baseline)},
					Revisions: []indicators.Revision{{Points: []indicators.Point{{Period: zielkette.MustParsePeriod("2030"), Value: hundredths(target)}}}},
				}},
			})
			o := indicators.Observation{Indicator: k, Period: zielkette.MustParsePeriod("2023"), Value: hundredths(baseline + d.next(6000) - 500)}
			if d.next(20) == 0 {
				o.Value, o.Status = zielkette.Number{}, indicators.Missing
			}
			builder.Add(o, zielkette.Place{})
			g.Indicators = []goals.Link{{ID: k}}
			return g
		}
		children := []int{7, 6, leaves / 42}[level]
		if level == 2 && leaf < 40*(leaves/42+1)-1 {
			children++ // 40 of the 42 have one more
		}
		for i := range children {
			g.Goals = append(g.Goals, grow(fmt.Sprint(id, ".", i), level+1))
		}
		return g
	}
	plan, err := goals.Strategy{
		ID: fmt.Sprint("m", n), Title: "Strategie", Levels: levels, Goals: []goals.Goal{grow("V", 0)},
	}.Compile()
	if err != nil {
		return nil, nil, err
	}
	set, err := catalogue.Compile()
	if err != nil {
		return nil, nil, err
	}
	record, err := builder.Record()
	if err != nil {
		return nil, nil, err
	}
	model, err := evaluation.New(plan, set, nil)
	return model, record, err
}

// country yields the first municipalities of the synthetic country.
func country(count int) iter.Seq[evaluation.Municipality] {
	return func(yield func(evaluation.Municipality) bool) {
		for n := range count {
			m := evaluation.Municipality{ID: fmt.Sprintf("%08d", n), Open: func() (*evaluation.Model, *indicators.Record, error) { return synthetic(n) }}
			if !yield(m) {
				return
			}
		}
	}
}

// digest is everything a result says of the goals, in one text.
func digest(id string, r *evaluation.Result) string {
	out := []byte(id)
	for goal, score := range r.Goals() {
		out = fmt.Append(out, " ", goal.ID(), " ", score.State() == evaluation.Scored, score.Attainment(), score.Coverage())
	}
	return string(out)
}
