package cli

import (
	"errors"
	"flag"
	"fmt"

	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/report"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/robustness"
)

// questions are what can be asked of a result beside the report: what would change it,
// how sure it is, and where an indicator leads.
type questions struct {
	levers    *bool
	robust    *string
	seed      *uint64
	samples   *int
	indicator *string
	from      *int
}

func ask(flags *flag.FlagSet) questions {
	return questions{
		levers:    flags.Bool("levers", false, "tell what the first of the highest goals, or that of -goal, would gain if an indicator met its target, and what everything beneath weighs for it"),
		robust:    flags.String("robust", "", "tell how sure the judgement of this goal is under other weights, and which weights and values would change it"),
		seed:      flags.Uint64("seed", 1, "seed of the samples that -robust draws where there is no formula"),
		samples:   flags.Int("samples", 100_000, "how many samples -robust draws where there is no formula"),
		indicator: flags.String("outlook", "", "tell where the values of this indicator lead since the year of -from, and whether its target will be reached"),
		from:      flags.Int("from", 0, "the year since which -outlook counts"),
	}
}

// asked reports whether one of the questions was.
func (q questions) asked() bool { return *q.levers || *q.robust != "" || *q.indicator != "" }

// answer is what is printed.
func (q questions) answer(result *evaluation.Result, goal string, in report.Options) (report.Printable, error) {
	switch {
	case *q.levers:
		levers, ok := report.LeversOf(result, goal, in)
		if !ok {
			return nil, fmt.Errorf("-levers: no goal has the id %q", goal)
		}
		return levers, nil
	case *q.robust != "":
		robust, ok, err := report.RobustOf(result, *q.robust, robustness.Sampling{Seed: *q.seed, Samples: *q.samples}, in)
		if !ok {
			return nil, fmt.Errorf("-robust %q: no goal has this id", *q.robust)
		}
		return robust, err
	}
	if *q.from == 0 {
		return nil, errors.New("-outlook: state the year of the first value with -from; it is never chosen here")
	}
	outlook, ok := report.OutlookOf(result, *q.indicator, *q.from, in)
	if !ok {
		return nil, fmt.Errorf("-outlook %q: no indicator has this id", *q.indicator)
	}
	return outlook, nil
}
