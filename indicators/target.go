package indicators

import (
	"slices"
	"strconv"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/words"
)

// Shape is the form of a target. Each shape has its own formula of attainment.
type Shape string

// The shapes of targets. Points on the way belong to the shape "reach": they are the
// points of a revision before the last.
const (
	ReachShape      Shape = "reach"      // reach a value by a date; rising or falling
	CorridorShape   Shape = "corridor"   // stay between two bounds
	LimitShape      Shape = "limit"      // keep a minimum or maximum in every period
	DirectionShape  Shape = "direction"  // move the right way; never scored
	OrdinalShape    Shape = "ordinal"    // a rating by label, with a declared score per label
	MilestonesShape Shape = "milestones" // weights of the milestones done / all weights
)

// shape is what the documents of a shape look like. What is computed for it stands in
// a table of package evaluation.
type shape struct {
	needs    []string // parts that a target of this shape must have, by JSON name
	may      []string // further parts that it may have
	states   []string // parts that a revision of it may have; only where it needs revisions
	directed bool     // whether the indicator must state its direction
	check    func(k *checker, t *Target)
	revision func(k *checker, t *Target, r *Revision) // checks a revision that is not withdrawn; set where it needs revisions
}

var shapes = words.Set[Shape, shape]{
	{Word: ReachShape, Text: zielkette.Text{DE: "einen Wert erreichen", EN: "reach a value"}, Does: shape{
		needs: []string{"revisions"}, may: []string{"baseline", "baselineRevisions", "path"}, states: []string{"points", "strict"},
		check: (*checker).baseline, revision: (*checker).reach,
	}},
	{Word: CorridorShape, Text: zielkette.Text{DE: "in einem Korridor bleiben", EN: "stay within a corridor"}, Does: shape{
		needs: []string{"revisions"}, states: []string{"lower", "tolerance", "upper"},
		check: (*checker).nothing, revision: (*checker).corridor,
	}},
	{Word: LimitShape, Text: zielkette.Text{DE: "eine Grenze einhalten", EN: "keep a limit"}, Does: shape{
		needs: []string{"revisions"}, states: []string{"keptSince", "points", "strict", "tolerance"}, directed: true,
		check: (*checker).nothing, revision: (*checker).limit,
	}},
	{Word: DirectionShape, Text: zielkette.Text{DE: "sich in eine Richtung bewegen", EN: "move in a direction"}, Does: shape{
		directed: true, check: (*checker).nothing,
	}},
	{Word: OrdinalShape, Text: zielkette.Text{DE: "Einstufung", EN: "rating"}, Does: shape{
		needs: []string{"labels"}, check: (*checker).labels,
	}},
	{Word: MilestonesShape, Text: zielkette.Text{DE: "Meilensteine", EN: "milestones"}, Does: shape{
		needs: []string{"milestones"}, check: (*checker).milestones,
	}},
}

// Text returns the shape as it is printed in a report, "" for none.
func (s Shape) Text(language zielkette.Language) string { return shapes.Text(s).In(language) }

// targetParts are the parts of a target that only some shapes have, and what is asked
// for where a shape needs one.
var targetParts = []struct {
	name   string
	there  func(t *Target) bool
	demand zielkette.Text
}{
	{"baseline", func(t *Target) bool { return !t.Baseline.IsZero() }, zielkette.Text{
		DE: "den Ausgangswert und seinen Zeitraum angeben",
		EN: "state the baseline: its value and its period",
	}},
	{"baselineRevisions", func(t *Target) bool { return len(t.BaselineRevisions) > 0 }, zielkette.Text{}},
	{"labels", func(t *Target) bool { return len(t.Labels) > 0 }, zielkette.Text{
		DE: "ein Zielwert in Stufen legt für jede Stufe eine Punktzahl fest",
		EN: "an ordinal target declares the score of every label",
	}},
	{"milestones", func(t *Target) bool { return len(t.Milestones) > 0 }, zielkette.Text{
		DE: "die Meilensteine aufführen",
		EN: "list the milestones",
	}},
	{"path", func(t *Target) bool { return t.Path != "" }, zielkette.Text{}},
	{"revisions", func(t *Target) bool { return len(t.Revisions) > 0 }, zielkette.Text{
		DE: `unter "revisions" mindestens einen Stand angeben: was wann beschlossen wurde`,
		EN: "state at least one revision: what was decided, and when",
	}},
}

// revisionParts are the parts of a revision that only some shapes have.
var revisionParts = []struct {
	name  string
	there func(r *Revision) bool
}{
	{"keptSince", func(r *Revision) bool { return !r.KeptSince.IsZero() }},
	{"lower", func(r *Revision) bool { return !r.Lower.IsZero() }},
	{"points", func(r *Revision) bool { return len(r.Points) > 0 }},
	{"strict", func(r *Revision) bool { return r.Strict }},
	{"tolerance", func(r *Revision) bool { return !r.Tolerance.IsZero() }},
	{"upper", func(r *Revision) bool { return !r.Upper.IsZero() }},
}

// target checks the target that the checker stands at.
func (k *checker) target(t *Target) {
	row := shapes.Row(t.Shape)
	if row == nil {
		m := words.OneOf(shapes.Words()...)
		k.report("/shape", zielkette.CodeChoice, string(t.Shape), m.DE, m.EN)
		return
	}
	shape := &row.Does
	for i := range targetParts {
		part := &targetParts[i]
		needed := slices.Contains(shape.needs, part.name)
		switch there := part.there(t); {
		case needed && !there:
			k.report("/"+part.name, zielkette.CodeRequired, k.ind.ID, part.demand.DE, part.demand.EN)
		case there && !needed && !slices.Contains(shape.may, part.name):
			k.foreign(t.Shape, part.name)
		}
	}
	if shape.directed && k.ind.Direction == "" {
		k.list.At(k.indicatorAt()+"/direction", zielkette.CodeRequired, k.ind.ID,
			"ein Zielwert der Form \""+string(t.Shape)+"\" braucht die Richtung der Kennzahl: \"up\" oder \"down\"",
			"a target of the shape \""+string(t.Shape)+"\" needs the direction of the indicator: \"up\" or \"down\"")
	}
	shape.check(k, t)
	if shape.revision == nil {
		return
	}
	for i := range k.list.Each(len(t.Revisions)) {
		r := &t.Revisions[i]
		k.revisionAt = i
		for p := range revisionParts {
			switch part := &revisionParts[p]; {
			case !part.there(r):
			case r.Withdrawn:
				k.report("/"+part.name, CodeShape, part.name,
					"ein aufgegebener Zielwert nennt keine Werte mehr; diesen Teil entfernen",
					"a target that is given up states no values any more; remove this part")
			case !slices.Contains(shape.states, part.name):
				k.foreign(t.Shape, part.name)
			}
		}
		if !r.Withdrawn {
			shape.revision(k, t, r)
		}
	}
	k.revisionAt = none
}

// foreign reports a part that a shape does not have.
func (k *checker) foreign(shape Shape, part string) {
	k.report("/"+part, CodeShape, part,
		"ein Zielwert der Form \""+string(shape)+"\" hat keinen solchen Teil; ihn entfernen oder die Form berichtigen",
		"a target of the shape \""+string(shape)+"\" has no such part; remove it or correct the shape")
}

// nothing is the check of a shape that states nothing beside its revisions.
func (k *checker) nothing(*Target) {}

// pointAt returns where a point of the revision stands.
func pointAt(i int) string { return "/points/" + strconv.Itoa(i) }

// Target (Zielwert) is what the indicator should come to. A target that moves is
// one target with several revisions; two demands at once are two targets.
type Target struct {
	ID                string                `json:"id,omitzero"` // unique within the indicator; may be empty where there is only one
	Title             string                `json:"title,omitzero"`
	Shape             Shape                 `json:"shape"`
	Baseline          Baseline              `json:"baseline,omitzero"`          // reach only; may be left out of a total over a span, which starts from 0, and of a change in percent, which is then not scored
	BaselineRevisions []Baseline            `json:"baselineRevisions,omitzero"` // reach only: later statements of the baseline, in the order of the decisions
	Path              Path                  `json:"path,omitzero"`              // reach only
	Withheld          string                `json:"withheld,omitzero"`          // a reason not to score: shown, never scored
	Revisions         []Revision            `json:"revisions,omitzero"`         // what was decided, in the order of the decisions
	Labels            []Label               `json:"labels,omitzero"`            // ordinal only, best first or last
	Milestones        []zielkette.Milestone `json:"milestones,omitzero"`        // milestones only
}

// Baseline (Ausgangswert) is where a reach target starts from. It belongs to the
// target. A stated value does not move with a restatement in the record; one taken from
// the record does. A later statement is one of the revisions, see
// [Target.BaselineInForce].
type Baseline struct {
	Period     zielkette.Period `json:"period"`
	Value      zielkette.Number `json:"value,omitzero"`
	FromRecord bool             `json:"fromRecord,omitzero"` // in place of a value: what the record holds for the period, as counted at the dates of the evaluation
	Definition string           `json:"definition,omitzero"` // version of the definition; "" is the indicator's
	Decided    zielkette.Date   `json:"decided,omitzero"`    // when it was decided; none: it counts from the start
	Known      zielkette.Date   `json:"known,omitzero"`      // when it became public; none: known always, but as a revision hidden once a known-on date is given
	Decision   string           `json:"decision,omitzero"`   // the decision, as an auditor finds it
	Source     zielkette.Source `json:"source,omitzero"`
}

// IsZero reports whether there is no baseline.
func (b Baseline) IsZero() bool { return b == Baseline{} }

// Revision is one decision about a target. The first states it, later ones move
// it; none erases an earlier one. Which revision counts depends on the as-of and
// the known-on date of the evaluation.
type Revision struct {
	Decided   zielkette.Date   `json:"decided,omitzero"`   // when it was decided; none: it counts from the start
	Known     zielkette.Date   `json:"known,omitzero"`     // when it became public; none: hidden once a known-on date is given
	Decision  string           `json:"decision,omitzero"`  // the decision, as an auditor finds it: committee, paper, date
	Points    []Point          `json:"points,omitzero"`    // reach: at least one; limit: exactly the bounds by starting period
	Lower     zielkette.Number `json:"lower,omitzero"`     // corridor
	Upper     zielkette.Number `json:"upper,omitzero"`     // corridor
	Tolerance zielkette.Number `json:"tolerance,omitzero"` // corridor and limit: distance at which attainment reaches 0; none: at once
	KeptSince zielkette.Period `json:"keptSince,omitzero"` // limit: the attainment is the share of the periods from this one on in which it was kept
	Strict    bool             `json:"strict,omitzero"`    // reach and limit: more is demanded than the value itself, above it or below it
	Withdrawn bool             `json:"withdrawn,omitzero"` // the target was given up: from here on there is none
	Source    zielkette.Source `json:"source,omitzero"`
}

// Point is a value to come to by the end of a period (reach), or a bound to keep
// from a period on (limit). What is compared with a point depends on how the values of
// the indicator behave over time, see package evaluation.
type Point struct {
	Period zielkette.Period `json:"period,omitzero"`
	Value  zielkette.Number `json:"value,omitzero"`
	Change zielkette.Number `json:"change,omitzero"` // reach, in place of a value: percent of change against the baseline; "-87" leaves 13 % of it
}

// stated reports whether the point says what to come to.
func (p Point) stated() bool { return !p.Value.IsZero() || !p.Change.IsZero() }

// Label is a step of an ordinal rating with its declared score.
type Label struct {
	Label string           `json:"label"`
	Score zielkette.Number `json:"score"` // from 0 to 1
}
