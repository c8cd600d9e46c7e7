package evaluation

import (
	"encoding/json"
	"math/big"
	"slices"
	"unicode"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/status"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/module"
	"gitlab.opencode.de/zielkette/zielkette/internal/parallel"
	"gitlab.opencode.de/zielkette/zielkette/internal/round"
)

// Explanation (Herleitung) says where a figure comes from, step by step down to
// observation and source: enough to get the same last digit with a pocket
// calculator. It is plain data and shares nothing with the model; evaluation/report
// prints it.
type Explanation struct {
	ID        string            `json:"id"`
	Level     string            `json:"level,omitzero"`  // of a goal; of a theme its kind
	Number    string            `json:"number,omitzero"` // of a goal, as in the document
	Title     string            `json:"title"`
	Statement string            `json:"statement,omitzero"`
	State     State             `json:"state"`
	Reason    indicators.Reason `json:"reason,omitzero"`   // why there is no score
	Why       zielkette.Text    `json:"why,omitzero"`      // the reason in words
	Score     zielkette.Figure  `json:"score"`             // of a goal the roll-up, of an indicator the unbounded attainment
	Coverage  zielkette.Figure  `json:"coverage"`          // of a goal
	Range     Range             `json:"range,omitzero"`    // of a goal, what the unknown leaves open of its score
	Expected  zielkette.Figure  `json:"expected,omitzero"` // of a goal, the score if all stood where the paths expect it
	Status    status.Rating     `json:"status,omitzero"`   // zero without a status rule
	Judged    status.Judged     `json:"judged,omitzero"`   // what the status rule judges
	RollUp    *RollUp           `json:"rollUp,omitempty"`
	Measured  *Measured         `json:"measured,omitempty"`

	// PercentPlaces is how many digits after the point the score is printed with in
	// percent, so that it does not contradict its status.
	PercentPlaces int `json:"-"`
}

// RollUp explains the score of a goal.
type RollUp struct {
	Rule         Rule             `json:"rule"`         // as it applied, nothing left to defaults
	Weights      zielkette.Text   `json:"weights"`      // where the weights come from
	WeightAll    zielkette.Figure `json:"weightAll"`    // sum of the weights of the parts that apply
	WeightScored zielkette.Figure `json:"weightScored"` // sum of the weights of the scored parts
	Parts        []Step           `json:"parts"`
}

// Step is a part of a roll-up.
type Step struct {
	Weight       zielkette.Number `json:"weight"`
	Entered      zielkette.Figure `json:"entered"` // the score as it enters: of an indicator the bounded attainment
	Share        zielkette.Figure `json:"share"`
	Contribution zielkette.Figure `json:"contribution"`
	Assumed      bool             `json:"assumed,omitzero"` // the link to the indicator is ours, not the document's
	Note         string           `json:"note,omitzero"`
	Of           *Explanation     `json:"of"`
}

// Whole returns the explanation with an empty part for each that is missing, and without
// what lies deeper than goals can, for those who print it: an explanation made by hand may
// lack a part or contain itself.
func (e *Explanation) Whole(module.Reader) *Explanation { return e.whole(goals.MaxDepth + 1) }

func (e *Explanation) whole(depth int) *Explanation {
	if e == nil || depth < 0 {
		return new(Explanation)
	}
	if e.RollUp == nil {
		return e
	}
	out, up := *e, *e.RollUp
	up.Parts = slices.Clone(up.Parts)
	for i := range up.Parts {
		up.Parts[i].Of = up.Parts[i].Of.whole(depth - 1)
	}
	out.RollUp = &up
	return &out
}

// Measured explains the attainment of an indicator.
type Measured struct {
	Unit               string                   `json:"unit,omitzero"`
	Area               string                   `json:"area,omitzero"`
	Definition         string                   `json:"definition,omitzero"`
	Direction          indicators.Direction     `json:"direction,omitzero"` // which way is better
	MaxAge             zielkette.Span           `json:"maxAge,omitzero"`
	Observation        *indicators.Observation  `json:"observation,omitempty"` // with the source of the indicator where it has none of its own
	Latest             *indicators.Observation  `json:"latest,omitempty"`      // where no observation counts, the latest on record, which does not
	Parts              []indicators.Observation `json:"parts,omitempty"`       // where several observations come to the one together, each with its source
	Missing            []zielkette.Period       `json:"missing,omitempty"`     // the periods of which none counts, for want of which they do not
	Overdue            bool                     `json:"overdue,omitzero"`      // the last point of the target has passed, and none is ahead
	Kept               *Kept                    `json:"kept,omitempty"`        // of a limit, how often it was kept
	Target             string                   `json:"target,omitzero"`       // id of the target
	Shape              indicators.Shape         `json:"shape,omitzero"`
	Baseline           *indicators.Baseline     `json:"baseline,omitempty"`
	Revision           *indicators.Revision     `json:"revision,omitempty"` // of the target, the one that counted
	Asks               zielkette.Text           `json:"asks,omitzero"`      // what the target asks for
	Formula            zielkette.Text           `json:"formula,omitzero"`   // the calculation in figures
	Expected           zielkette.Figure         `json:"expected"`
	Path               zielkette.Text           `json:"path,omitzero"` // the calculation of the expected value
	ExpectedAttainment zielkette.Figure         `json:"expectedAttainment"`
	OnTrack            zielkette.Figure         `json:"onTrack"`
	Against            zielkette.Text           `json:"against,omitzero"` // the calculation of attainment / expected attainment
}

// Explain explains a goal, a theme or an indicator by its id. An indicator with several
// targets or areas is explained by the first; [Assessment.Explain] explains a
// certain one. It returns nil when none of them has the id.
// Cost: linear in what lies beneath.
func (r *Result) Explain(id string) *Explanation {
	if score, ok := r.Goal(id); ok {
		return score.Explain()
	}
	if score, ok := r.Theme(id); ok {
		return score.Explain()
	}
	for a := range r.Assessments() {
		if a.ID() == id {
			return a.Explain()
		}
	}
	return nil
}

// Explain explains the score of the goal or the theme.
func (s Score) Explain() *Explanation { return s.explain(s.in().model.plan.Len() >= manyGoals) }

// manyGoals is how many goals a strategy has for which it is worth explaining what lies
// beneath a goal side by side.
const manyGoals = 256

func (s Score) explain(sideBySide bool) *Explanation {
	goal := s.Goal()
	e := &Explanation{
		ID: goal.ID(), Level: goal.Level(), Number: goal.Number(), Title: goal.Title(), Statement: goal.Statement(),
		State: s.State(), Reason: s.Reason(), Why: s.why(), Score: s.Attainment(), Coverage: s.Coverage(), Expected: s.Expected(),
		Status: s.Status(), PercentPlaces: s.PercentPlaces(),
	}
	e.Range = s.Range()
	m := s.in().model
	if t := m.theme(s.i); t != nil {
		e.ID, e.Level, e.Title, e.Statement = t.ID, t.Kind, t.Title, t.Statement
	}
	if m.rules[m.goals[s.i].rule].judge != nil {
		e.Judged = status.OfAttainment
	}
	rolled := s.rolled(true)
	if rolled.Rule == nil {
		return e
	}
	parts := rolled.Parts
	up := &RollUp{Weights: rolled.Weights, WeightAll: rolled.WeightAll, WeightScored: rolled.WeightScored, Parts: make([]Step, len(parts))}
	m.rules[m.goals[s.i].rule].clone(&up.Rule)
	e.RollUp = up
	explain := func(_, from, to int) {
		for i := from; i < to; i++ {
			up.Parts[i] = parts[i].explain(s.result, sideBySide && len(parts) == 1)
		}
	}
	if sideBySide {
		parallel.Parts(len(parts), 1, explain)
	} else {
		explain(0, 0, len(parts))
	}
	return e
}

// Rolled is how a score is formed.
type Rolled struct {
	Rule         *Rule            // as it applied, of the model, and not to be changed; nil where nothing is beneath, and where the goal does not apply
	Weights      zielkette.Text   // as in [RollUp]
	WeightAll    zielkette.Figure // as in [RollUp]
	WeightScored zielkette.Figure // as in [RollUp]
	Parts        []Part           // without shares and contributions, which cost more
}

// Rolled returns how the score is formed without explaining what lies beneath, for the
// packages of this module.
func (s Score) Rolled(module.Reader) Rolled { return s.rolled(false) }

func (s Score) rolled(divided bool) (up Rolled) {
	m := s.in().model
	g := &m.goals[s.i]
	if g.first == g.end || s.State() == NotApplicable && s.Goal().NotApplicable() != "" {
		return up
	}
	rule := &m.rules[g.rule]
	up.Rule, up.Parts = &rule.Rule, s.in().parts(int(s.i), divided)
	var all, scored sum
	stated := 0
	parts := up.Parts
	for i := range parts {
		p := &parts[i]
		stated += flag(p.Goal.IsZero() && !p.Link.Weight.IsZero() || !p.Goal.IsZero() && !p.Goal.Weight().IsZero())
		if p.State != NotApplicable {
			all.add(p.Weight)
		}
		if p.State == Scored {
			scored.add(p.Weight)
		}
	}
	up.Weights = weightOrigin(rule.Weights, stated, len(parts))
	switch span := s.in().spanOf(s.i); {
	case s.in().weighed != nil && s.in().weighed[s.i]:
		up.Weights = otherWeights
	case span != nil:
		up.Weights = span.origin
	}
	up.WeightAll, up.WeightScored = all.figure(), scored.figure()
	return up
}

// explain explains a part of a roll-up.
func (p *Part) explain(r *Result, sideBySide bool) Step {
	step := Step{Weight: p.Weight, Entered: p.Score, Share: p.Share, Contribution: p.Contribution}
	if !p.Goal.IsZero() {
		step.Of = Score{r, int32(p.Goal.Position())}.explain(sideBySide)
		return step
	}
	look := &p.Indicator.result.looks[p.Indicator.i] // at which the range of the goal has looked
	step.Of, step.Assumed, step.Note = p.Indicator.explain(&look.held, look.along), p.Link.Assumed, p.Link.Note
	if p.State == NotApplicable {
		step.Of.State, step.Of.Reason, step.Of.Score, step.Of.Measured = NotApplicable, indicators.DeclaredSo, zielkette.Figure{}, nil
		step.Of.Why = both(p.Link.NotApplicable)
	}
	return step
}

// sum is an exact sum of numbers, which has at most 18 places. Those without places, as
// nearly all weights are, are summed as machine words.
type sum struct {
	small int64
	rest  *big.Rat
}

func (s *sum) add(n zielkette.Number) {
	if c, places, ok := n.Small(); ok && places == 0 && c >= 0 && c < 1<<30 && s.small < 1<<62 {
		s.small += c
		return
	}
	if s.rest == nil {
		s.rest = new(big.Rat)
	}
	r, _ := n.Rat()
	s.rest.Add(s.rest, r)
}

func (s *sum) figure() zielkette.Figure {
	if s.rest == nil {
		return zielkette.Int(s.small).Figure()
	}
	all := new(big.Rat).SetInt64(s.small)
	return zielkette.NewFigure(round.Units(all.Add(all, s.rest), zielkette.MaxPlaces), zielkette.MaxPlaces)
}

func weightOrigin(w Weighting, stated, parts int) zielkette.Text {
	switch {
	case parts == 1:
		return zielkette.Text{DE: "nur ein Teil, sein Gewicht spielt keine Rolle", EN: "a single part, its weight plays no role"}
	case w == Equal:
		return zielkette.Text{DE: "nach der Regel alle gleich", EN: "all equal by the rule"}
	case stated == 0:
		return zielkette.Text{DE: "keine angegeben, daher gleich angenommen (Annahme)", EN: "none stated, so taken as equal (assumption)"}
	case stated < parts:
		return zielkette.Text{DE: "wie in der Strategiedatei angegeben; wo keines steht, 1 (Annahme)", EN: "as stated in the strategy file; 1 where none is stated (assumption)"}
	}
	return zielkette.Text{DE: "wie in der Strategiedatei angegeben", EN: "as stated in the strategy file"}
}

// inBoth writes a text in either language.
func inBoth(write func(zielkette.Language) string) zielkette.Text {
	return zielkette.Text{DE: write(zielkette.German), EN: write(zielkette.English)}
}

// figured writes a calculation in either language. One without a word differs in the
// signs of its figures alone, and so need not be formed twice.
func figured(write func(zielkette.Language) string) zielkette.Text {
	german := write(zielkette.German)
	for _, r := range german {
		if unicode.IsLetter(r) {
			return zielkette.Text{DE: german, EN: write(zielkette.English)}
		}
	}
	var room [192]byte
	english := append(room[:0], german...)
	for i, c := range english {
		switch c {
		case ',':
			english[i] = '.'
		case '.':
			english[i] = ','
		}
	}
	return zielkette.Text{DE: german, EN: string(english)}
}

// Explain explains the assessment.
func (a Assessment) Explain() *Explanation {
	h := a.held()
	return a.explain(h, h.along())
}

// explain explains what is held, which it only reads.
func (a Assessment) explain(h *held, along along) *Explanation {
	m, ind := a.measured(), h.indicator
	type together struct { // one piece of memory, for a large strategy has thousands
		Explanation
		measured Measured
		observed indicators.Observation
	}
	all := new(together)
	e, x := &all.Explanation, &all.measured
	all.Explanation = Explanation{
		ID: ind.ID, Title: ind.Title, State: a.State(), Reason: a.Reason(), Score: h.attained,
		Status: a.Status(), Why: inBoth(a.ReasonText), PercentPlaces: a.PercentPlaces(),
	}
	if m.judge != nil {
		e.Judged = m.judge.of
	}
	*x = Measured{
		Unit: ind.Unit, Area: m.area, Definition: ind.Definition, Direction: ind.Direction, MaxAge: ind.MaxAge,
		Asks: inBoth(h.asks),
	}
	x.Expected, x.OnTrack = along.expected, along.onTrack
	if along.way.is {
		x.ExpectedAttainment = along.way.fixed.figure()
	}
	e.Measured = x
	if o, ok := a.Observation(); ok {
		all.observed = sourced(o, ind)
		x.Observation = &all.observed
	} else if a.State() == NotReported {
		x.Latest = a.latest()
	}
	if h.total != nil {
		x.Missing = slices.Clone(h.total.Missing)
		for _, o := range h.total.Parts {
			x.Parts = append(x.Parts, sourced(o, ind))
		}
	}
	if m.target == nil {
		return e
	}
	x.Target, x.Shape = m.target.ID, m.target.Shape
	x.Baseline = h.startsFrom()
	x.Overdue = h.overdue()
	if x.Shape == indicators.LimitShape {
		if kept := a.Kept(); kept.Of > 0 {
			x.Kept = &kept
		}
	}
	if h.revision != nil {
		r := h.resolved()
		x.Revision = &r
	}
	path := h.path()
	if path != nil && path.days > 0 {
		x.Path = inBoth(func(l zielkette.Language) string { return path.formula(x.Expected, l) })
	}
	if !x.OnTrack.IsZero() {
		x.Against = figured(func(l zielkette.Language) string { return h.against(path, x.OnTrack, l) })
	}
	if a.calculated() {
		x.Formula = figured(func(l zielkette.Language) string { return m.shape.formula(h, l) })
	}
	return e
}

// sourced returns an observation with the source of the indicator where it has none.
func sourced(o indicators.Observation, ind *indicators.Indicator) indicators.Observation {
	if o.Source == "" {
		o.Source = ind.Source.String()
	}
	return o
}

// Latest returns what was on record for the latest period at the dates of the evaluation,
// whether it counts or not: what a report prints as "zuletzt 139 (2018)" where the value is
// too old to count. Its source is that of the indicator where it has none of its own. ok is
// false when nothing was on record. Cost: linear in the series.
func (a Assessment) Latest() (o indicators.Observation, ok bool) {
	if a.IsZero() {
		return indicators.Observation{}, false
	}
	if latest := a.latest(); latest != nil {
		return *latest, true
	}
	return indicators.Observation{}, false
}

// latest is [Assessment.Latest], nil when nothing was.
func (a Assessment) latest() *indicators.Observation {
	m, options := a.measured(), a.in().options
	var last indicators.Observation
	for o := range a.in().recordOf(a.i).Series(m.id, m.area).Known(options.KnownOn) {
		if o.Period.End().By(options.AsOf) {
			last = o
		}
	}
	if last.Period.IsZero() {
		return nil
	}
	last = sourced(last, m.indicator)
	return &last
}

// MarshalJSON writes the explanation of the assessment, null for the zero handle.
func (a Assessment) MarshalJSON() ([]byte, error) {
	if a.IsZero() {
		return []byte("null"), nil
	}
	return json.Marshal(a.Explain())
}

// MarshalJSON writes the explanation of the score, null for the zero handle.
func (s Score) MarshalJSON() ([]byte, error) {
	if s.IsZero() {
		return []byte("null"), nil
	}
	return json.Marshal(s.Explain())
}
