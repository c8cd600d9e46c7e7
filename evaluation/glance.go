package evaluation

import (
	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/module"
)

// Glance is what a report prints of an indicator in one line. Definition and target
// belong to the model and must not be changed.
type Glance struct {
	Indicator   *indicators.Indicator
	Target      *indicators.Target     // nil for none
	Observation indicators.Observation // that counted; its period is none where none did
	Value       zielkette.Figure       // as of [Assessment.Value]
	Attainment  zielkette.Figure
	Expected    zielkette.Figure // as of [Assessment.Expected]
	Way         zielkette.Figure // as of [Assessment.ExpectedAttainment]
	OnTrack     zielkette.Figure // as of [Assessment.OnTrack]
	Course      Course
	held        *held
	of          Assessment
}

// ValueText returns what [Assessment.ValueText] returns.
func (g *Glance) ValueText() string { return valueText(g.or().Observation, g.or().Value) }

// Baseline returns the one in force, with the value that the record has where it is taken
// from there, also while no target is in force; the zero one for none and for a total,
// which starts from 0.
func (g *Glance) Baseline() (b indicators.Baseline) {
	h := g.or().held
	switch {
	case h.baseline != nil && h.baseline.FromRecord:
		return *h.startsFrom()
	case h.baseline != nil:
		return *h.baseline
	case h.revision == nil && h.target != nil:
		if stated := h.target.BaselineInForce(h.AsOf, h.KnownOn); stated != nil {
			return *stated
		}
	}
	return b
}

// Kept returns what [Assessment.Kept] returns.
func (g *Glance) Kept() Kept { g = g.or(); return g.of.keeps(g.held) }

// Overdue returns what [Assessment.Overdue] returns.
func (g *Glance) Overdue() bool { return g.or().held.overdue() }

// Missing returns the periods for want of which there is no total.
func (g *Glance) Missing() []zielkette.Period {
	g = g.or()
	if g.held.total == nil {
		return nil
	}
	return g.held.total.Missing
}

// Revision returns the revision of the target in force, which belongs to the model and
// must not be changed; nil for none. Changes in percent stand in it as stated.
func (g *Glance) Revision() *indicators.Revision { return g.or().held.revision }

// Planned returns what [Assessment.Planned] returns.
func (g *Glance) Planned() zielkette.Figure { return g.or().held.planned() }

// Formula returns [Measured.Formula] in a language, "" without a score and for an assumed
// one.
func (g *Glance) Formula(language zielkette.Language) string {
	if g = g.or(); !g.of.calculated() {
		return ""
	}
	return g.held.shape.formula(g.held, language)
}

// Path returns [Measured.Path] in a language, "" for none.
func (g *Glance) Path(language zielkette.Language) string {
	g = g.or()
	if path := g.held.path(); path != nil && path.days > 0 {
		return path.formula(g.Expected, language)
	}
	return ""
}

// Asks returns what [Assessment.TargetText] returns.
func (g *Glance) Asks(language zielkette.Language) string { return g.or().held.asks(language) }

// Glance looks at the indicator once, for the packages of this module: each method of
// the handle that tells one of these figures looks anew. Cost: linear in the model for
// the first of a result that is asked, together with [Score.Range].
func (a Assessment) Glance(module.Reader) Glance {
	if a.IsZero() {
		h := a.held()
		return Glance{Indicator: h.indicator, Attainment: h.attained, Value: h.figure(), held: h, of: a}
	}
	a.result.looked.Do(a.result.lookOut)
	w := &a.result.looks[a.i]
	h := &w.held
	g := Glance{
		Indicator: h.indicator, Target: h.target, Value: h.figure(), Attainment: h.attained,
		Expected: w.along.expected, OnTrack: w.along.onTrack, Course: w.along.course, held: h, of: a,
	}
	if w.along.way.is {
		g.Way = w.along.way.fixed.figure()
	}
	switch at := a.finding().observation; {
	case at < 0:
	case h.total != nil:
		g.Observation = h.total.Observation()
	default:
		g.Observation = a.in().recordOf(a.i).At(int(at))
	}
	return g
}

// Linked reports whether a goal is measured by the indicator with this target and area,
// for the packages of this module.
func (a Assessment) Linked(module.Reader) bool {
	return len(a.in().model.uses(a.i)) > 0
}

// or returns the glance, one at nothing for nil and the zero value.
func (g *Glance) or() *Glance {
	switch {
	case g == nil:
		return &Glance{held: new(held)}
	case g.held == nil:
		out := *g
		out.held = new(held)
		return &out
	}
	return g
}
