package evaluation

import (
	"errors"
	"iter"
	"slices"
	"sync"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

// Result is what an evaluation found out. It is immutable and safe for concurrent
// use, and keeps its model and its record alive.
type Result struct {
	evaluator

	looked   sync.Once // guards what follows, which is formed when it is first asked for
	looks    []look    // by index of Model.measured
	outlooks []outlook // by position of the goal

	tallying sync.Mutex       // guards what follows
	tallies  map[int32]*tally // of pools in which overlays have changed something, by position of the goal
}

// blank is the result that zero handles lead into: one goal and one indicator without
// anything. empty is what a zero Result stands for.
var (
	blank = &Result{evaluator: evaluator{
		model: &Model{
			plan: &goals.Plan{}, set: &indicators.Set{}, rules: []rule{standard.ready()}, goals: []goal{{parent: -1}},
			measured: []measured{{indicator: &indicators.Indicator{}}}, usedFrom: []int32{0, 0},
		},
		figures: figures{findings: []finding{{observation: -1}}, goals: []standing{{coverage: noCoverage}}},
		pools:   make([]goal, 1),
	}}
	empty = &Result{evaluator: evaluator{model: &Model{plan: &goals.Plan{}, set: &indicators.Set{}}}}
)

// of returns the result itself, or that of a zero Result.
func (r *Result) of() *Result {
	if r == nil || r.model == nil {
		return empty
	}
	return r
}

// MarshalJSON refuses: which parts of a result to write is the matter of a report. The
// error says so.
func (r *Result) MarshalJSON() ([]byte, error) {
	return nil, errors.New("evaluation: a Result is not written as JSON; use report.JSON, or marshal its Scores, Assessments or Explanations")
}

// Evaluate looks at the record from the given dates. A nil record holds no
// observations, which is no error: every indicator is then not reported. The
// error is a [zielkette.Problem] with the code [CodeAsOf] when the as-of date is
// missing, and with [zielkette.CodeRequired] for a nil model. Evaluate is a pure
// function: the same arguments give equal results. Cost: linear in the number of
// indicators and goals, plus the observations passed over in each series.
func (m *Model) Evaluate(record *indicators.Record, options Options) (*Result, error) {
	if m == nil || m.plan == nil {
		return nil, zielkette.Problem{Code: zielkette.CodeRequired, Message: zielkette.Text{
			DE: "es gibt kein Modell; eines mit City.Compile oder New bilden",
			EN: "there is no model; make one with City.Compile or New",
		}}
	}
	if options.AsOf.IsZero() {
		return nil, zielkette.Problem{Code: CodeAsOf, Message: zielkette.Text{
			DE: "ein Stichtag ist anzugeben",
			EN: "state the as-of date of the evaluation; the library has no clock",
		}}
	}
	r := &Result{evaluator: evaluator{model: m, record: record, options: options, figures: figures{
		findings: make([]finding, len(m.measured)),
		goals:    make([]standing, len(m.goals)),
	}}}
	r.weigh()
	r.choose()
	r.kernel()
	return r, nil
}

// choose finds what counts for every measured indicator. Model and record are both
// sorted by indicator and area, so one pass over both brings them together.
func (e *evaluator) choose() {
	query := e.options.question()
	cursor := e.record.Cursor()
	for _, i := range e.model.sorted {
		m := &e.model.measured[i]
		series := cursor.Seek(m.id, m.area)
		if !m.plainly(series, &query, &e.findings[i]) {
			e.settle(i, m.thoroughly(series, &query, e.options))
		}
	}
}

// Model returns the model that was evaluated.
func (r *Result) Model() *Model { return r.of().model }

// Record returns the record that was evaluated; of an overlay, the record beneath
// it.
func (r *Result) Record() *indicators.Record { return r.of().record }

// Options returns the dates of the evaluation.
func (r *Result) Options() Options { return r.of().options }

// Goals yields every goal in pre-order with its score.
func (r *Result) Goals() iter.Seq2[goals.Node, Score] {
	r = r.of()
	return func(yield func(goals.Node, Score) bool) {
		for node := range r.model.plan.Goals() {
			if !yield(node, Score{r, int32(node.Position())}) {
				return
			}
		}
	}
}

// Goal returns the score of the goal of an id; ok is false when there is none of
// that id.
func (r *Result) Goal(id string) (score Score, ok bool) {
	r = r.of()
	node, ok := r.model.plan.Goal(id)
	if !ok {
		return Score{}, false
	}
	return Score{r, int32(node.Position())}, true
}

// Themes yields every theme in the order of the document with its score: the roll-up of
// its own indicators alone, by the rule that holds where a goal and its level have none.
// A theme never enters a goal, whatever goals carry it; one without indicators is
// [Unmeasured].
func (r *Result) Themes() iter.Seq2[goals.Theme, Score] {
	r = r.of()
	return func(yield func(goals.Theme, Score) bool) {
		for i, theme := range r.model.plan.Themes() {
			if !yield(theme, Score{r, int32(r.model.plan.Len() + i)}) {
				return
			}
		}
	}
}

// Theme returns the score of the theme of an id; ok is false when there is none of
// that id. Cost: linear in the themes.
func (r *Result) Theme(id string) (score Score, ok bool) {
	r = r.of()
	i := slices.IndexFunc(r.model.themes, func(t goals.Theme) bool { return t.ID == id })
	if i < 0 {
		return Score{}, false
	}
	return Score{r, int32(r.model.plan.Len() + i)}, true
}

// Assessments yields every indicator with each of its targets, in the order of
// the catalogue and for the whole municipality, linked to a goal or not; then
// those that goals and themes measure in single areas. An indicator that they measure in
// single areas only does not stand for the whole municipality.
func (r *Result) Assessments() iter.Seq[Assessment] {
	r = r.of()
	return func(yield func(Assessment) bool) {
		for i := range r.model.measured {
			if !r.model.onlyAreas[r.model.measured[i].id] || r.model.measured[i].area != "" {
				if !yield(Assessment{r, int32(i)}) {
					return
				}
			}
		}
	}
}

// Assessment returns the assessment of an indicator against one of its targets in
// an area; the empty target is the first or none, the empty area the whole
// municipality. ok is false when the model has no such thing. Cost: a binary search, and
// linear in the targets of the indicator.
func (r *Result) Assessment(indicator, target, area string) (a Assessment, ok bool) {
	r = r.of()
	measured, sorted := r.model.measured, r.model.sorted
	from, _ := slices.BinarySearchFunc(sorted, indicator, func(i int32, id string) int { return measured[i].compare(id, area) })
	for _, i := range sorted[from:] {
		m := &measured[i]
		if m.compare(indicator, area) != 0 {
			break
		}
		if target == "" || m.target != nil && m.target.ID == target {
			return Assessment{r, i}, true
		}
	}
	return Assessment{}, false
}

// Score is the standing of a goal or a theme in a result: a small handle. The zero value belongs
// to no result and answers that there is nothing.
type Score struct {
	result *Result
	i      int32
}

// in returns the result that the handle leads into.
func (s Score) in() *Result {
	if s.result == nil {
		return blank
	}
	return s.result
}

// Assessment is one indicator held against one of its targets: a small handle
// into a result. The zero value belongs to no result and answers that there is nothing.
type Assessment struct {
	result *Result
	i      int32
}

// in returns the result that the handle leads into.
func (a Assessment) in() *Result {
	if a.result == nil {
		return blank
	}
	return a.result
}

// Result returns the result that the score belongs to, nil for the zero handle.
func (s Score) Result() *Result { return s.result }

// Result returns the result that the assessment belongs to, nil for the zero handle.
func (a Assessment) Result() *Result { return a.result }
