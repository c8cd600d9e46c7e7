package indicators

import (
	"encoding/json"
	"maps"
	"slices"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
)

// FormatVersion is the version of the JSON format that this package reads.
const FormatVersion = 1

// Catalogue (Kennzahlenkatalog) is the document that defines indicators. It is
// plain data: write it as a Go literal or as JSON, then [Catalogue.Compile] it.
type Catalogue struct {
	FormatVersion int         `json:"formatVersion"` // 1; required in a file, may be 0 in a literal
	Title         string      `json:"title,omitzero"`
	Fictional     bool        `json:"fictional,omitzero"` // invented for illustration; reports say so in every format
	Indicators    []Indicator `json:"indicators"`

	Origin zielkette.Origin `json:"-"` // where the document was read; gives the problems of Compile their file and line
}

// Clone returns a deep copy, which may be edited without changing c.
func (c Catalogue) Clone() Catalogue {
	c.Indicators = slices.Clone(c.Indicators)
	for i := range c.Indicators {
		c.Indicators[i] = c.Indicators[i].clone()
	}
	return c
}

// Indicator returns the indicator of the id in the document, for reading and editing;
// nil where there is none. Cost: linear in the number of indicators.
func (c *Catalogue) Indicator(id string) *Indicator {
	for i := range c.Indicators {
		if c.Indicators[i].ID == id {
			return &c.Indicators[i]
		}
	}
	return nil
}

// MarshalJSON returns the document as [Load] reads it. It states the format version,
// also where the literal does not.
func (c Catalogue) MarshalJSON() ([]byte, error) {
	type document Catalogue // without this method
	d := document(c)
	if d.FormatVersion == 0 {
		d.FormatVersion = FormatVersion
	}
	if d.Indicators == nil {
		d.Indicators = []Indicator{}
	}
	return json.Marshal(d)
}

// Indicator (Kennzahl, Indikator) defines what is measured, not the values.
type Indicator struct {
	ID         string            `json:"id"`
	Title      string            `json:"title"`
	Unit       string            `json:"unit,omitzero"`       // as printed: "t/Einwohner", "Prozent der Wege"
	Definition string            `json:"definition,omitzero"` // version of the definition; observations of another version do not count
	Time       Time              `json:"time,omitzero"`       // stock, flow or cumulative; "" is not stated
	Direction  Direction         `json:"direction,omitzero"`  // which way is better; "" is not stated
	Per        zielkette.Number  `json:"per,omitzero"`        // a share: value counts as value / denominator * per, e.g. "100" for percent
	Codes      map[string]string `json:"codes,omitzero"`      // codes in shared catalogues: "sdg": "13"
	Targets    []Target          `json:"targets,omitzero"`
	Breaks     []Break           `json:"breaks,omitzero"`       // breaks in the series that the observations do not mark themselves
	MaxAge     zielkette.Span    `json:"maxAge,omitzero"`       // an older value counts as not reported; none is no limit
	Carry      zielkette.Span    `json:"carryForward,omitzero"` // how long a value stands in for a later one stated as missing; none is not at all
	Note       string            `json:"note,omitzero"`
	Source     zielkette.Source  `json:"source,omitzero"`
}

// Target returns the target of the id in the indicator, for reading and editing; nil
// where there is none. The id of an only target may be empty.
func (ind *Indicator) Target(id string) *Target {
	for i := range ind.Targets {
		if ind.Targets[i].ID == id {
			return &ind.Targets[i]
		}
	}
	return nil
}

// clone returns a deep copy.
func (ind Indicator) clone() Indicator {
	ind.Codes = maps.Clone(ind.Codes)
	ind.Breaks = slices.Clone(ind.Breaks)
	ind.Targets = slices.Clone(ind.Targets)
	for i := range ind.Targets {
		t := &ind.Targets[i]
		t.Labels = slices.Clone(t.Labels)
		t.Milestones = slices.Clone(t.Milestones)
		t.Revisions = slices.Clone(t.Revisions)
		for j := range t.Revisions {
			t.Revisions[j].Points = slices.Clone(t.Revisions[j].Points)
		}
	}
	return ind
}

// Time tells how values of successive periods relate.
type Time string

// The kinds of indicator by time.
const (
	Stock      Time = "stock"      // Bestand at the end of the period; periods do not add up
	Flow       Time = "flow"       // what happened in the period; periods add up
	Cumulative Time = "cumulative" // counted up since a start; the last value is the sum
)

// Direction tells which way an indicator should move.
type Direction string

// The directions of improvement.
const (
	Up   Direction = "up"   // more is better
	Down Direction = "down" // less is better
)

// Sign returns +1 for [Up], -1 for [Down] and 0 when no direction is stated.
func (d Direction) Sign() int {
	switch d {
	case Up:
		return 1
	case Down:
		return -1
	}
	return 0
}

// Break (Bruch in der Zeitreihe) says that values from the period on do not
// compare with values before it.
type Break struct {
	Period zielkette.Period `json:"period"`
	Reason string           `json:"reason,omitzero"`
}

// Shape is the form of a target. Each shape has its own formula of attainment.
type Shape string

// The shapes of targets. "reach" is also the shape of a path: intermediate
// points are the points of a revision before the last.
const (
	ReachShape      Shape = "reach"      // reach a value by a date; rising or falling
	CorridorShape   Shape = "corridor"   // stay between two bounds
	LimitShape      Shape = "limit"      // keep a minimum or maximum in every period
	DirectionShape  Shape = "direction"  // move the right way; never scored
	OrdinalShape    Shape = "ordinal"    // a rating by label, with a declared score per label
	MilestonesShape Shape = "milestones" // weights of the milestones done / all weights
)

// Path is the way expected values run between the points of a reach target.
type Path string

// The paths between points. The zero value is [Linear].
const (
	Linear Path = "linear" // a straight line in days between the ends of the periods
	Step   Path = "step"   // the last point's value holds until the next point
)

// Target (Zielwert) is what the indicator should come to. A target that moves is
// one target with several revisions; two demands at once are two targets.
type Target struct {
	ID         string                `json:"id,omitzero"` // unique within the indicator; may be empty where there is only one
	Title      string                `json:"title,omitzero"`
	Shape      Shape                 `json:"shape"`
	Baseline   Baseline              `json:"baseline,omitzero"`   // reach only
	Path       Path                  `json:"path,omitzero"`       // reach only
	Withheld   string                `json:"withheld,omitzero"`   // a reason not to score: shown, never scored
	Revisions  []Revision            `json:"revisions,omitzero"`  // what was decided, in the order of the decisions
	Labels     []Label               `json:"labels,omitzero"`     // ordinal only, best first or last
	Milestones []zielkette.Milestone `json:"milestones,omitzero"` // milestones only
}

// Baseline (Ausgangswert) is where a reach target starts from. It belongs to the
// target, not to the series: a later restatement does not move it.
type Baseline struct {
	Period     zielkette.Period `json:"period"`
	Value      zielkette.Number `json:"value"`
	Definition string           `json:"definition,omitzero"` // version of the definition; "" is the indicator's
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
	Withdrawn bool             `json:"withdrawn,omitzero"` // the target was given up: from here on there is none
	Source    zielkette.Source `json:"source,omitzero"`
}

// Point is a value to come to by the end of a period (reach), or a bound to keep
// from a period on (limit).
type Point struct {
	Period zielkette.Period `json:"period,omitzero"`
	Value  zielkette.Number `json:"value"`
}

// Label is a step of an ordinal rating with its declared score.
type Label struct {
	Label string           `json:"label"`
	Score zielkette.Number `json:"score"` // from 0 to 1
}
