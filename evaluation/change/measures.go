package change

import (
	"fmt"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/goals/chain"
	"gitlab.opencode.de/zielkette/zielkette/internal/words"
)

// MeasureChange is what became of a measure. It moves no score, as no formula leads from
// a measure to a value; what it stands for goes through the target-effect chain, where
// strengths are stated.
type MeasureChange struct {
	Kind      MeasureKind
	ID, Title string
	Months    int          // whole months by which a measure is later
	Lost      []chain.Lost // by results and goals that follow; without figures where strengths are not stated, nil for what was added
}

// MeasureKind tells what became of a measure.
type MeasureKind string

// What can become of a measure.
const (
	MeasureAdded   MeasureKind = "added"
	MeasureCut     MeasureKind = "cut"
	MeasureDelayed MeasureKind = "delayed" // it is planned to be complete later by whole months
)

var measureKinds = words.Set[MeasureKind, struct{}]{
	{Word: MeasureAdded, Text: zielkette.Text{DE: "neu", EN: "added"}},
	{Word: MeasureCut, Text: zielkette.Text{DE: "gestrichen", EN: "cut"}},
	{Word: MeasureDelayed, Text: zielkette.Text{DE: "verschoben", EN: "delayed"}},
}

// Text returns the kind as it is printed in a report, "" for another word.
func (k MeasureKind) Text(language zielkette.Language) string {
	return measureKinds.Text(k).In(language)
}

// Measures returns the measures that were delayed or added, in the order of the later
// document, then those that were cut, in that of the earlier. They are matched by id, and
// across editions by id and title. Of a measure cut it tells what is lost in the end, of
// one delayed what is lost at the later as-of date. nil where nothing changed. The error
// is that of [chain.Chain.Loss].
func (c *Change) Measures() ([]MeasureChange, error) {
	c = c.or()
	then, now := c.mix.plans[0], c.mix.plans[1]
	links := chain.New(then)
	same := func(a, b goals.Measure) bool { return then.ID() == now.ID() || a.Title == b.Title }
	var out []MeasureChange
	for _, m := range now.Measures() {
		old, ok := then.Measure(m.ID)
		if !ok || !same(old, m) {
			out = append(out, MeasureChange{Kind: MeasureAdded, ID: m.ID, Title: m.Title})
			continue
		}
		months := later(old.End, m.End)
		if months <= 0 {
			continue
		}
		delay, err := zielkette.ParseSpan(fmt.Sprintf("P%dM", months))
		if err != nil {
			return nil, err
		}
		loss, err := links.Loss(m.ID, chain.Change{Delay: delay}, chain.View{On: c.mix.dates(1).AsOf})
		if err != nil {
			return nil, err
		}
		out = append(out, MeasureChange{MeasureDelayed, m.ID, m.Title, months, loss.List})
	}
	for _, m := range then.Measures() {
		if other, ok := now.Measure(m.ID); ok && same(m, other) {
			continue
		}
		loss, err := links.Loss(m.ID, chain.Change{}, chain.View{})
		if err != nil {
			return nil, err
		}
		out = append(out, MeasureChange{MeasureCut, m.ID, m.Title, 0, loss.List})
	}
	return out, nil
}

// later returns the whole months from one date to a later one, 0 where either is none.
func later(from, to zielkette.Date) int {
	if from.IsZero() || to.IsZero() {
		return 0
	}
	a, b := from.Last(), to.Last()
	return (b.Year()-a.Year())*12 + b.Month() - a.Month()
}
