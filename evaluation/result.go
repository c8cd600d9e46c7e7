package evaluation

import (
	"iter"
	"slices"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

// Result is what an evaluation found out. It is immutable and safe for concurrent
// use, and keeps its model and its record alive.
type Result struct {
	evaluator
}

// evaluator is an evaluation under way and, once done, what it found.
type evaluator struct {
	figures
	model   *Model
	record  *indicators.Record
	options Options
	items   []item // with the weights that hold at the as-of date
	pools   []goal
}

// Evaluate looks at the record from the given dates. A nil record holds no
// observations, which is no error: every indicator is then not reported. The
// error is a [zielkette.Problem] with the code [CodeAsOf] when the as-of date is
// missing. Evaluate is a pure function; the same arguments give equal results.
// Cost: linear in the number of indicators and goals, plus the observations
// passed over in each series.
func (m *Model) Evaluate(record *indicators.Record, options Options) (*Result, error) {
	if options.AsOf.IsZero() {
		return nil, zielkette.Problem{Code: CodeAsOf, Message: zielkette.Text{
			DE: "ein Stichtag ist anzugeben",
			EN: "state the as-of date of the evaluation; the library has no clock",
		}}
	}
	r := &Result{evaluator{model: m, record: record, options: options, figures: figures{
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
			e.settle(i, m.thoroughly(series, &query))
		}
	}
}

// Model returns the model that was evaluated.
func (r *Result) Model() *Model { return r.model }

// Record returns the record that was evaluated; of an overlay, the record beneath
// it.
func (r *Result) Record() *indicators.Record { return r.record }

// Options returns the dates of the evaluation.
func (r *Result) Options() Options { return r.options }

// Goals yields every goal in pre-order with its score.
func (r *Result) Goals() iter.Seq2[goals.Node, Score] {
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
	node, ok := r.model.plan.Goal(id)
	if !ok {
		return Score{}, false
	}
	return Score{r, int32(node.Position())}, true
}

// Assessments yields every indicator with each of its targets, in the order of
// the catalogue and for the whole municipality, linked to a goal or not; then
// those that goals measure in single areas. An indicator that goals measure in single
// areas only does not stand for the whole municipality.
func (r *Result) Assessments() iter.Seq[Assessment] {
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
// municipality. ok is false when the model has no such thing.
func (r *Result) Assessment(indicator, target, area string) (a Assessment, ok bool) {
	for i := range r.model.measured {
		m := &r.model.measured[i]
		if m.indicator.ID == indicator && m.area == area && (target == "" || m.target != nil && m.target.ID == target) {
			return Assessment{r, int32(i)}, true
		}
	}
	return Assessment{}, false
}

// Score is the standing of a goal in a result: a small handle. The zero value
// belongs to no result and must not be asked.
type Score struct {
	result *Result
	i      int32
}

func (s Score) standing() standing { return s.result.standing(s.i) }

// Goal returns the goal.
func (s Score) Goal() goals.Node { return s.result.model.plan.At(int(s.i)) }

// State tells what can be said of the goal.
func (s Score) State() State { return s.standing().state }

// Reason tells why there is no score, the zero Reason when there is one.
func (s Score) Reason() indicators.Reason { return s.standing().reason }

// Attainment (Zielerreichungsgrad) returns the score: the weighted mean of what
// lies beneath and has data, rounded once to [zielkette.Places] digits, half away from zero.
// There is none in any state but [Scored].
func (s Score) Attainment() zielkette.Figure {
	if s.standing().state != Scored {
		return zielkette.Figure{}
	}
	return s.result.score(s.i).figure()
}

// Coverage (Abdeckung) returns the share of the weight beneath that is scored,
// from 0 to 1, rounded as scores are. There is none where nothing beneath could have
// data: no parts, or none that apply.
func (s Score) Coverage() zielkette.Figure {
	if s.standing().coverage == noCoverage {
		return zielkette.Figure{}
	}
	return fixed{n: s.standing().coverage}.figure()
}

// Parts yields what the score is formed from, in the order of the document:
// the indicators of the goal, then the goals directly beneath.
func (s Score) Parts() iter.Seq[Part] {
	return func(yield func(Part) bool) {
		for _, p := range s.result.parts(int(s.i)) {
			if !yield(p) {
				return
			}
		}
	}
}

// ReasonText returns the reason why there is no score as it is printed, in the
// author's own words where the author declares that the goal does not apply; ""
// when there is a score.
func (s Score) ReasonText(language zielkette.Language) string { return s.why().In(language) }

// Part is one indicator or goal in the pool of a goal; [Part.ID] and [Part.Title]
// serve for both.
type Part struct {
	Goal         goals.Node // the goal beneath; its zero value for an indicator
	Link         goals.Link // the link to the indicator; its zero value for a goal
	Indicator    Assessment // of the linked indicator
	State        State
	Weight       zielkette.Number // as it counts: by a method, or as stated, or 1
	Score        zielkette.Figure // as it enters the roll-up: of an indicator the bounded attainment
	Coverage     zielkette.Figure
	Share        zielkette.Figure // of the weight that is scored, from 0 to 1; none while the part is not scored
	Contribution zielkette.Figure // to the score of the goal; the contributions sum to it exactly
}

// ID returns the id of the goal or the indicator.
func (p Part) ID() string {
	if p.Goal.IsZero() {
		return p.Link.ID
	}
	return p.Goal.ID()
}

// Title returns the title of the goal or the indicator.
func (p Part) Title() string {
	if p.Goal.IsZero() {
		return p.Indicator.Title()
	}
	return p.Goal.Title()
}

func (r *Result) parts(i int) []Part {
	m := r.model
	g := &r.pools[i]
	rule := &m.rules[g.rule]
	span := r.spanOf(int32(i))
	node := m.plan.At(i)
	links := node.Indicators()
	parts := make([]Part, 0, g.end-g.first)
	entered := make([]fixed, g.end-g.first)
	children := slices.Collect(node.Children())
	for k := range int(g.end - g.first) {
		it := &r.items[int(g.first)+k]
		score, coverage, state := r.look(it, rule)
		p := Part{State: state, Weight: zielkette.Int(1)}
		var stated zielkette.Number
		if it.ref >= 0 {
			p.Link, p.Indicator = links[k], Assessment{r, it.ref}
			stated = p.Link.Weight
		} else {
			p.Goal = children[k-len(links)]
			stated = p.Goal.Weight()
		}
		switch {
		case span != nil:
			p.Weight = span.weights[k]
		case !stated.IsZero() && rule.Weights != Equal:
			p.Weight = stated
		}
		if state == Scored {
			p.Score, p.Coverage, entered[k] = score.figure(), fixed{n: coverage}.figure(), score
		}
		parts = append(parts, p)
	}
	if r.standing(int32(i)).state == Scored {
		r.apportion(g, rule.aggregate, parts, entered, r.score(int32(i)))
	}
	return parts
}
