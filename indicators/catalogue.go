package indicators

import (
	"maps"
	"slices"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/document"
	"gitlab.opencode.de/zielkette/zielkette/internal/words"
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
	var lists copies
	for i := range c.Indicators {
		c.Indicators[i] = lists.of(&c.Indicators[i])
	}
	return c
}

// Indicator returns the indicator of the id in the document, for reading and editing;
// nil where there is none. Cost: linear in the number of indicators.
func (c *Catalogue) Indicator(id string) *Indicator {
	if c == nil {
		return nil
	}
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
	type fields Catalogue // without this method
	d := fields(c)
	if d.FormatVersion == 0 {
		d.FormatVersion = FormatVersion
	}
	if d.Indicators == nil {
		d.Indicators = []Indicator{}
	}
	return document.Marshal(d)
}

// Indicator (Kennzahl, Indikator) defines what is measured, not the values.
type Indicator struct {
	ID         string            `json:"id"`
	Title      string            `json:"title"`
	Unit       string            `json:"unit,omitzero"`       // as printed: "t/Einwohner", "Prozent der Wege"
	Definition string            `json:"definition,omitzero"` // version of the definition, best in words, for a comparison prints it; observations of another version do not count
	Time       Time              `json:"time,omitzero"`       // stock, flow, cumulative or average; "" is not stated, and as stock
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
	if ind == nil {
		return nil
	}
	for i := range ind.Targets {
		if ind.Targets[i].ID == id {
			return &ind.Targets[i]
		}
	}
	return nil
}

// clone returns a deep copy.
func (ind *Indicator) clone() Indicator { return new(copies).of(ind) }

// copies makes deep copies of indicators.
type copies struct {
	targets   document.Lists[Target]
	revisions document.Lists[Revision]
	points    document.Lists[Point]
}

func (c *copies) of(original *Indicator) Indicator {
	ind := *original
	ind.Codes = maps.Clone(ind.Codes)
	ind.Breaks = slices.Clone(ind.Breaks)
	ind.Targets = c.targets.Copy(ind.Targets)
	for i := range ind.Targets {
		t := &ind.Targets[i]
		t.Labels = slices.Clone(t.Labels)
		t.Milestones = slices.Clone(t.Milestones)
		t.BaselineRevisions = slices.Clone(t.BaselineRevisions)
		t.Revisions = c.revisions.Copy(t.Revisions)
		for j := range t.Revisions {
			t.Revisions[j].Points = c.points.Copy(t.Revisions[j].Points)
		}
	}
	return ind
}

// Time (Zeitverhalten) tells how values of successive periods relate. "" is not
// stated.
type Time string

// The kinds of indicator by time.
const (
	Stock      Time = "stock"      // what is there at the end of the period; periods do not add up
	Flow       Time = "flow"       // what happened in the period; periods add up
	Cumulative Time = "cumulative" // counted up since a start; the last value is the sum
	Average    Time = "average"    // the mean over the period; the mean of several is weighted by their days
)

var times = words.Set[Time, struct{}]{
	{Word: Stock, Text: zielkette.Text{DE: "Bestand", EN: "stock"}},
	{Word: Flow, Text: zielkette.Text{DE: "Summe des Zeitraums", EN: "sum of the period"}},
	{Word: Cumulative, Text: zielkette.Text{DE: "seit Beginn aufgelaufen", EN: "counted up since the start"}},
	{Word: Average, Text: zielkette.Text{DE: "Mittel des Zeitraums", EN: "mean of the period"}},
}

// Text returns the kind as it is printed in a report, "" where none is stated.
func (t Time) Text(language zielkette.Language) string { return times.Text(t).In(language) }

// Direction (Richtung) tells which way an indicator should move. "" is not stated.
type Direction string

// The directions of improvement.
const (
	Up   Direction = "up"   // more is better
	Down Direction = "down" // less is better
)

// directions give the sign of each.
var directions = words.Set[Direction, int]{
	{Word: Up, Text: zielkette.Text{DE: "steigend", EN: "rising"}, Does: 1},
	{Word: Down, Text: zielkette.Text{DE: "fallend", EN: "falling"}, Does: -1},
}

// Sign returns +1 for [Up], -1 for [Down] and 0 when no direction is stated.
func (d Direction) Sign() int {
	if row := directions.Row(d); row != nil {
		return row.Does
	}
	return 0
}

// Text returns the direction as it is printed in a report, "" where none is stated.
func (d Direction) Text(language zielkette.Language) string { return directions.Text(d).In(language) }

// Break (Bruch in der Zeitreihe) says that values from the period on do not
// compare with values before it.
type Break struct {
	Period zielkette.Period `json:"period"`
	Reason string           `json:"reason,omitzero"`
}
