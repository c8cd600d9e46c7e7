package evaluation

import "gitlab.opencode.de/zielkette/zielkette/indicators"

// Kernel returns a function that repeats the arithmetic of an evaluation and
// nothing else: what counts has been chosen before. The numerators, denominators,
// weights and references it works on come with it, for baselines that are to run
// over the same arrays.
func Kernel(m *Model, record *indicators.Record, o Options) (run func() *Result, arrays Arrays) {
	r := &Result{evaluator{model: m, record: record, options: o, figures: figures{
		findings: make([]finding, len(m.measured)),
		attained: make([]int64, len(m.measured)),
		goals:    make([]standing, len(m.goals)),
	}}}
	r.weigh()
	fractions := r.choose()
	for _, f := range fractions {
		arrays.Num = append(arrays.Num, float64(f.num))
		arrays.Den = append(arrays.Den, float64(f.den))
	}
	for i := range m.goals {
		arrays.First = append(arrays.First, m.goals[i].first)
		arrays.End = append(arrays.End, m.goals[i].end)
	}
	for i := range m.items {
		arrays.Weight = append(arrays.Weight, float64(m.items[i].weight))
		arrays.Ref = append(arrays.Ref, m.items[i].ref)
	}
	return func() *Result {
		r.kernel(fractions)
		return r
	}, arrays
}

// Arrays are those of the kernel, as floats.
type Arrays struct {
	Num, Den   []float64 // by measured indicator
	First, End []int32   // by goal
	Weight     []float64 // by item
	Ref        []int32
}
