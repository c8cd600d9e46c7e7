package evaluation

import (
	"math/big"
	"strconv"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/apportion"
)

// Kernel returns a function that repeats the arithmetic of an evaluation and
// nothing else: what counts has been chosen before. The numerators, denominators,
// weights and references it works on come with it, for baselines that are to run
// over the same arrays.
func Kernel(m *Model, record *indicators.Record, o Options) (run func() *Result, arrays Arrays) {
	r, _ := m.Evaluate(record, o)
	for i, f := range r.findings {
		p := &m.measured[i].reach
		v, places, _ := record.At(int(f.observation)).Value.Small()
		scaled, _ := rescale(v, int(p.places)-places)
		arrays.Num = append(arrays.Num, float64(scaled-p.from))
		arrays.Den = append(arrays.Den, float64(p.to-p.from))
	}
	for i := range m.goals {
		arrays.First = append(arrays.First, m.goals[i].first)
		arrays.End = append(arrays.End, m.goals[i].end)
	}
	for i := range m.items {
		arrays.Weight = append(arrays.Weight, float64(m.items[i].weight))
		arrays.Ref = append(arrays.Ref, m.items[i].ref)
	}
	type fraction struct{ num, den int64 }
	fractions := make([]fraction, len(arrays.Num))
	for i := range fractions {
		fractions[i] = fraction{int64(arrays.Num[i]), int64(arrays.Den[i])}
	}
	return func() *Result {
		for i, f := range fractions {
			r.findings[i].attained, _ = ratio(f.num, f.den)
		}
		r.kernel()
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

// Aggregated returns what an aggregator makes of scores, in units of 10^-12, and what
// each brings, apportioned.
func Aggregated(word Aggregator, weights, scores []*big.Int, ids []string) (score *big.Int, brought []*big.Int, ok bool) {
	parts := make([]weighted, len(scores))
	for i, s := range scores {
		parts[i] = weighted{weights[i], fixedOf(s)}
	}
	a := aggregators.Row(word).Does
	f, ok := a.aggregate(positive(parts))
	if !ok {
		return nil, nil, false
	}
	numerators, denominator := a.contribute(parts, f)
	return f.big(), apportion.Units(f.big(), numerators, denominator, ids), true
}

// The words of the closed sets, in the order of their tables.
var (
	AggregatorWords = aggregators.Words
	WeightingWords  = weightings.Words
	JudgedWords     = judged.Words
	ShapeWords      = shapes.Words
	CourseWords     = courses.Words
)

// Incomplete lists what is missing in the tables of closed sets.
func Incomplete() (missing []string) {
	need := func(what string, there bool) {
		if !there {
			missing = append(missing, what+" is missing")
		}
	}
	both := func(what string, text zielkette.Text) {
		need(what+" in both languages", text.DE != "" && text.EN != "")
	}
	for s := Scored; s < endOfStates; s++ {
		need("the id of state "+strconv.Itoa(int(s)), s.String() != "")
		both("state "+s.String(), s.Words())
	}
	for _, row := range aggregators {
		both(string(row.Word), row.Text)
		a := row.Does
		need(string(row.Word)+": a function", a.score != nil && a.contributions != nil && a.term != nil && a.formula != nil && a.unrounded != nil && a.slopes != nil && (a.atZero != nil) == a.aboveZero)
	}
	for _, row := range weightings {
		both(string(row.Word), row.Text)
	}
	for _, row := range courses {
		both(string(row.Word), row.Text)
	}
	for _, row := range judged {
		need(string(row.Word)+": its figure", row.Does != nil)
		both(string(row.Word), zielkette.Text{DE: row.Word.Text(zielkette.German), EN: row.Word.Text(zielkette.English)})
	}
	for _, row := range shapes {
		need(string(row.Word)+": a function", row.Does.score != nil && row.Does.asks != nil && row.Does.formula != nil)
	}
	return missing
}

// Small returns 1 where whole numbers sufficed for the glance, else 0.
func (g *Glance) Small() int {
	_, ok := g.held.alongSmall()
	return flag(ok)
}

// Layers returns how many lists of changes are looked through in a result.
func Layers(r *Result) (n int) {
	for c := r.changes; c != nil; c = c.beneath {
		n++
	}
	return n
}
