package evaluation

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/status"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/round"
)

// Explanation (Herleitung) says where a figure comes from, step by step down to
// observation and source: enough to get the same last digit with a pocket
// calculator. It is plain data; [Explanation.Text] prints it.
type Explanation struct {
	ID        string            `json:"id"`
	Level     string            `json:"level,omitzero"`  // of a goal
	Number    string            `json:"number,omitzero"` // of a goal, as in the document
	Title     string            `json:"title"`
	Statement string            `json:"statement,omitzero"`
	State     State             `json:"state"`
	Reason    indicators.Reason `json:"reason,omitzero"`  // why there is no score
	Why       zielkette.Text    `json:"why,omitzero"`     // the reason in words
	Score     zielkette.Figure  `json:"score"`            // of a goal the roll-up, of an indicator the unbounded attainment
	Coverage  zielkette.Figure  `json:"coverage"`         // of a goal
	Status    *Judgement        `json:"status,omitempty"` // nil without a status rule
	RollUp    *RollUp           `json:"rollUp,omitempty"`
	Measured  *MeasuredAgainst  `json:"measured,omitempty"`
}

// Judgement explains a status.
type Judgement struct {
	Method  string            `json:"method"`         // id of the rule
	Rule    zielkette.Text    `json:"rule"`           // its name
	Class   string            `json:"class,omitzero"` // "" when there is no rating
	Label   zielkette.Text    `json:"label,omitzero"`
	Reason  zielkette.Text    `json:"reason,omitzero"` // the criterion met, or why there is no rating
	Figures []JudgementFigure `json:"figures,omitempty"`
}

// JudgementFigure is a number that led to a status.
type JudgementFigure struct {
	ID    string           `json:"id"`
	Label zielkette.Text   `json:"label"`
	Value zielkette.Figure `json:"value"`
}

// judgement returns a rating as it is explained, nil without a rule.
func judgement(r status.Rating) *Judgement {
	if r.Method == "" && !r.Rated() {
		return nil
	}
	j := &Judgement{Method: r.Method, Rule: r.Title, Class: r.Class, Label: r.Label, Reason: r.Reason}
	for _, f := range r.Figures {
		j.Figures = append(j.Figures, JudgementFigure{f.ID, f.Label, figureOfDecimal(f.Value)})
	}
	return j
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

// MeasuredAgainst explains the attainment of an indicator.
type MeasuredAgainst struct {
	Unit        string               `json:"unit,omitzero"`
	Area        string               `json:"area,omitzero"`
	Definition  string               `json:"definition,omitzero"`
	Direction   indicators.Direction `json:"direction,omitzero"` // which way is better
	MaxAge      zielkette.Span       `json:"maxAge,omitzero"`
	Observation *Observed            `json:"observation,omitempty"`
	Latest      *Observed            `json:"latest,omitempty"` // where no observation counts, the latest on record, which does not
	Target      string               `json:"target,omitzero"`  // id of the target
	Shape       indicators.Shape     `json:"shape,omitzero"`
	Baseline    *Observed            `json:"baseline,omitempty"`
	Revision    *Decided             `json:"revision,omitempty"`
	Formula     zielkette.Text       `json:"formula,omitzero"` // the calculation in figures
	Expected    zielkette.Figure     `json:"expected"`
	Path        zielkette.Text       `json:"path,omitzero"` // the calculation of the expected value
	ExpectedWay zielkette.Figure     `json:"expectedAttainment"`
	OnTrack     zielkette.Figure     `json:"onTrack"`
	Against     zielkette.Text       `json:"against,omitzero"` // the calculation of attainment / expected attainment
}

// Observed is a value with its origin.
type Observed struct {
	Period      zielkette.Period  `json:"period"`
	Value       string            `json:"value"` // digits as recorded, or the label of a rating; "" where it is on record as missing
	Denominator zielkette.Number  `json:"denominator,omitzero"`
	Definition  string            `json:"definition,omitzero"` // where it is another than that of the indicator
	Status      indicators.Status `json:"status,omitzero"`
	Known       zielkette.Date    `json:"known,omitzero"`
	Source      string            `json:"source,omitzero"`
	Note        string            `json:"note,omitzero"`
}

// Decided is the revision of a target that counted.
type Decided struct {
	Decided   zielkette.Date     `json:"decided,omitzero"`
	Known     zielkette.Date     `json:"known,omitzero"`
	Decision  string             `json:"decision,omitzero"`
	Points    []indicators.Point `json:"points,omitzero"`
	Lower     zielkette.Number   `json:"lower,omitzero"`     // of a corridor
	Upper     zielkette.Number   `json:"upper,omitzero"`     // of a corridor
	Tolerance zielkette.Number   `json:"tolerance,omitzero"` // of a corridor or a limit
	Source    string             `json:"source,omitzero"`
}

// Explain explains a goal or an indicator by its id. An indicator with several
// targets or areas is explained by the first; [Assessment.Explain] explains a
// certain one. It returns nil when neither a goal nor an indicator has the id.
// Cost: linear in what lies beneath.
func (r *Result) Explain(id string) *Explanation {
	if score, ok := r.Goal(id); ok {
		return score.Explain()
	}
	if a, ok := r.Assessment(id, "", ""); ok {
		return a.Explain()
	}
	return nil
}

// Explain explains the score of the goal.
func (s Score) Explain() *Explanation {
	goal := s.Goal()
	e := &Explanation{
		ID: goal.ID(), Level: goal.Level(), Number: goal.Number(), Title: goal.Title(), Statement: goal.Statement(),
		State: s.State(), Reason: s.Reason(), Why: s.why(), Score: s.Attainment(), Coverage: s.Coverage(),
		Status: judgement(s.Status()),
	}
	m := s.result.model
	g := &m.goals[s.i]
	if g.first == g.end || s.State() == NotApplicable && goal.NotApplicable() != "" {
		return e
	}
	rule := m.rules[g.rule]
	up := &RollUp{Rule: rule.Rule}
	up.Rule.Bounds = slices.Clone(up.Rule.Bounds)
	all, scored, stated := new(big.Rat), new(big.Rat), 0
	for p := range s.Parts() {
		step := Step{Weight: p.Weight, Entered: p.Score, Share: p.Share, Contribution: p.Contribution}
		if p.Goal.IsZero() {
			step.Of, step.Assumed, step.Note = p.Indicator.Explain(), p.Link.Assumed, p.Link.Note
			if p.State == NotApplicable {
				step.Of.State, step.Of.Reason, step.Of.Score, step.Of.Measured = NotApplicable, indicators.DeclaredSo, zielkette.Figure{}, nil
				step.Of.Why = zielkette.Text{DE: p.Link.NotApplicable, EN: p.Link.NotApplicable}
			}
			stated += flag(!p.Link.Weight.IsZero())
		} else {
			sub, _ := s.result.Goal(p.Goal.ID())
			step.Of = sub.Explain()
			stated += flag(!p.Goal.Weight().IsZero())
		}
		w, _ := p.Weight.Rat()
		if p.State != NotApplicable {
			all.Add(all, w)
		}
		if p.State == Scored {
			scored.Add(scored, w)
		}
		up.Parts = append(up.Parts, step)
	}
	up.Weights = weightOrigin(rule.Weights, stated, len(up.Parts))
	if span := s.result.spanOf(s.i); span != nil {
		up.Weights = span.origin
	}
	up.WeightAll, up.WeightScored = exactFigure(all), exactFigure(scored)
	e.RollUp = up
	return e
}

// exactFigure returns a sum of weights, which has at most 18 places.
func exactFigure(r *big.Rat) zielkette.Figure {
	return zielkette.NewFigure(round.Units(r, zielkette.MaxPlaces), zielkette.MaxPlaces)
}

func flag(b bool) int {
	if b {
		return 1
	}
	return 0
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
		return zielkette.Text{DE: "wie im Dokument angegeben; wo keines steht, 1 (Annahme)", EN: "as stated in the document; 1 where none is stated (assumption)"}
	}
	return zielkette.Text{DE: "wie im Dokument angegeben", EN: "as stated in the document"}
}

func (s Score) why() zielkette.Text {
	if s.Reason() == indicators.DeclaredSo {
		why := s.Goal().NotApplicable()
		return zielkette.Text{DE: why, EN: why}
	}
	return s.Reason().Words()
}

// Explain explains the assessment.
func (a Assessment) Explain() *Explanation {
	m := a.measured()
	ind := m.indicator
	e := &Explanation{
		ID: ind.ID, Title: ind.Title, State: a.State(), Reason: a.Reason(), Score: a.Attainment(),
		Status: judgement(a.Status()),
		Why:    zielkette.Text{DE: a.ReasonText(zielkette.German), EN: a.ReasonText(zielkette.English)},
	}
	x := &MeasuredAgainst{
		Unit: ind.Unit, Area: m.area, Definition: ind.Definition, Direction: ind.Direction, MaxAge: ind.MaxAge,
		Expected: a.Expected(), ExpectedWay: a.ExpectedAttainment(), OnTrack: a.OnTrack(),
	}
	if path := a.path(); path != nil && path.days > 0 {
		x.Path = zielkette.Text{DE: path.formula(x.Expected, zielkette.German), EN: path.formula(x.Expected, zielkette.English)}
	}
	e.Measured = x
	if o, ok := a.Observation(); ok {
		x.Observation = observed(o, ind)
	} else if a.State() == NotReported {
		x.Latest = a.latest()
	}
	if m.target == nil {
		return e
	}
	t := m.target
	x.Target, x.Shape = t.ID, t.Shape
	if b := t.Baseline; !b.IsZero() {
		x.Baseline = &Observed{Period: b.Period, Value: b.Value.String(), Source: b.Source.String(), Note: b.Source.Note}
	}
	if r, ok := a.Revision(); ok {
		x.Revision = &Decided{Decided: r.Decided, Known: r.Known, Decision: r.Decision, Points: r.Points, Lower: r.Lower, Upper: r.Upper, Tolerance: r.Tolerance, Source: r.Source.String()}
	}
	if !x.OnTrack.IsZero() {
		x.Against = zielkette.Text{DE: a.againstPath(zielkette.German), EN: a.againstPath(zielkette.English)}
	}
	if a.State() == Scored {
		x.Formula = zielkette.Text{DE: a.formula(zielkette.German), EN: a.formula(zielkette.English)}
	}
	return e
}

func observed(o indicators.Observation, ind *indicators.Indicator) *Observed {
	out := &Observed{
		Period: o.Period, Value: o.Value.String() + o.Label, Denominator: o.Denominator, Status: o.Status,
		Known: o.Known, Source: o.Source, Note: o.Note,
	}
	if o.Definition != ind.Definition {
		out.Definition = o.Definition
	}
	if o.Source == "" {
		out.Source = ind.Source.String()
	}
	return out
}

// latest returns what was on record for the latest period at the dates of the
// evaluation, whether it counts or not; nil when nothing was.
func (a Assessment) latest() (out *Observed) {
	m, options := a.measured(), a.result.options
	for o := range a.result.recordOf(a.i).Series(m.id, m.area).Known(options.KnownOn) {
		if o.Period.End().By(options.AsOf) {
			out = observed(o, m.indicator)
		}
	}
	return out
}

// formula writes the calculation of a scored assessment in figures.
func (a Assessment) formula(language zielkette.Language) string {
	m := a.measured()
	t := m.target
	number := func(n zielkette.Number) string { return language.Digits(n.String()) }
	result := language.Digits(a.Attainment().String())
	if t.Shape == indicators.MilestonesShape {
		progress, _ := zielkette.ProgressOf(t.Milestones, a.result.options.AsOf, a.result.options.KnownOn)
		return fmt.Sprintf(zielkette.Text{
			DE: "%d von %d Meilensteinen erledigt, nach Gewicht %s / %s = %s",
			EN: "%d of %d milestones done, by weight %s / %s = %s",
		}.In(language), progress.Steps, len(t.Milestones), language.Number(progress.Done, -1), language.Number(progress.All, -1), result)
	}
	o, _ := a.Observation()
	v := a.operandOf(language)
	r, _ := a.Revision()
	switch t.Shape {
	case indicators.ReachShape:
		b, target := number(t.Baseline.Value), number(r.Points[len(r.Points)-1].Value)
		return fmt.Sprintf("(%s − %s) / (%s − %s) = %s", v, operand(b), target, operand(b), result)
	case indicators.CorridorShape:
		return a.against(v, &r.Lower, &r.Upper, r.Tolerance, language)
	case indicators.LimitShape:
		bound := limitFor(r.Points, o.Period)
		if m.indicator.Direction == indicators.Up {
			return a.against(v, bound, nil, r.Tolerance, language)
		}
		return a.against(v, nil, bound, r.Tolerance, language)
	}
	return zielkette.Text{
		DE: fmt.Sprintf("Einstufung „%s“: %s", o.Label, result),
		EN: fmt.Sprintf("rated %q: %s", o.Label, result),
	}.In(language)
}

// against writes how a value stands against bounds, of which one may be nil, with
// the calculation where it lies outside.
func (a Assessment) against(v string, lower, upper *zielkette.Number, tolerance zielkette.Number, language zielkette.Language) string {
	o, _ := a.Observation()
	f, _ := counted(a.measured().indicator, o.Value, o.Denominator)
	in := func(de, en string) string { return zielkette.Text{DE: de, EN: en}.In(language) }
	number := func(n zielkette.Number) string { return language.Digits(n.String()) }
	var distance, side string
	switch below, above := outside(f.exact(), lower, upper); {
	case below:
		distance = fmt.Sprintf("(%s − %s)", number(*lower), operand(v))
		side = fmt.Sprintf(in("%s liegt unter der Grenze %s", "%s lies below the bound %s"), v, number(*lower))
	case above:
		distance = fmt.Sprintf("(%s − %s)", v, operand(number(*upper)))
		side = fmt.Sprintf(in("%s liegt über der Grenze %s", "%s lies above the bound %s"), v, number(*upper))
	default:
		return fmt.Sprintf(in("%s hält die Vorgabe ein: 1", "%s keeps to the bounds: 1"), v)
	}
	switch {
	case tolerance.IsZero():
		return side + in(", ohne Toleranz: 0", ", without tolerance: 0")
	case a.Attainment().Sign() == 0:
		return side + in(fmt.Sprintf(" um mindestens die Toleranz %s: 0", number(tolerance)), fmt.Sprintf(" by at least the tolerance %s: 0", number(tolerance)))
	}
	return fmt.Sprintf("%s: 1 − %s / %s = %s", side, distance, number(tolerance), language.Digits(a.Attainment().String()))
}

// formula writes the calculation of the expected value.
func (e *expectation) formula(expected zielkette.Figure, language zielkette.Language) string {
	number := func(n zielkette.Number) string { return language.Digits(n.String()) }
	from := number(e.from.Value)
	return fmt.Sprintf("%s + (%s − %s) × %d / %d %s = %s", from, number(e.to.Value), operand(from), e.passed, e.days,
		zielkette.Text{DE: "Tage", EN: "days"}.In(language), language.Digits(expected.String()))
}

// againstPath writes attainment / expected attainment in the figures both are made
// of, so that the quotient comes out to the last digit: the way from baseline to
// target cancels out.
func (a Assessment) againstPath(language zielkette.Language) string {
	number := func(n zielkette.Number) string { return language.Digits(n.String()) }
	b := operand(number(a.measured().target.Baseline.Value))
	e := a.path()
	from := number(e.from.Value)
	if e.days > 0 {
		from += fmt.Sprintf(" + (%s − %s) × %d / %d", number(e.to.Value), operand(from), e.passed, e.days)
	}
	return fmt.Sprintf("(%s − %s) / (%s − %s) = %s", a.operandOf(language), b, from, b, language.Digits(a.OnTrack().String()))
}

// operandOf writes the value that counts, of a share as its calculation.
func (a Assessment) operandOf(language zielkette.Language) string {
	number := func(n zielkette.Number) string { return language.Digits(n.String()) }
	o, _ := a.Observation()
	if o.Denominator.IsZero() {
		return number(o.Value)
	}
	return fmt.Sprintf("%s × %s / %s", number(o.Value), number(a.measured().indicator.Per), number(o.Denominator))
}

// operand puts a negative number that follows a sign in brackets.
func operand(digits string) string {
	if strings.HasPrefix(digits, "-") {
		return "(" + digits + ")"
	}
	return digits
}
