package change

import (
	"bytes"
	"encoding/json"
	"reflect"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/status"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/words"
)

// Correction is a value of a period ended by the earlier as-of date that is known
// otherwise now.
type Correction struct {
	Kind          CorrectionKind
	ID, Title     string // of the indicator
	Unit, Area    string
	Period        zielkette.Period
	Before, After indicators.Observation // as counted then and now; zero where none was
}

// CorrectionKind tells how a value is known otherwise.
type CorrectionKind string

// The kinds of correction.
const (
	Late      CorrectionKind = "late"      // there was none then
	Corrected CorrectionKind = "corrected" // it was another one
	Taken     CorrectionKind = "taken"     // there is none now
)

var correctionKinds = words.Set[CorrectionKind, struct{}]{
	{Word: Late, Text: zielkette.Text{DE: "nachgemeldet", EN: "reported late"}},
	{Word: Corrected, Text: zielkette.Text{DE: "berichtigt", EN: "corrected"}},
	{Word: Taken, Text: zielkette.Text{DE: "zurückgezogen", EN: "withdrawn"}},
}

// Text returns the kind as it is printed in a report, "" for another word.
func (k CorrectionKind) Text(language zielkette.Language) string {
	return correctionKinds.Text(k).In(language)
}

// Corrections returns the values that became known late or were restated, with both
// values: of the indicators of both catalogues, by indicator, area and period. Compared
// is what counts for each period ended by the earlier as-of date, by the version of the
// definition of each catalogue. nil where there are none. Cost: linear in the records.
func (c *Change) Corrections() []Correction {
	c = c.or()
	if !c.CorrectionsApart() {
		return nil
	}
	x := c.mix
	var out []Correction
	done := map[seriesKey]bool{}
	for side := range 2 {
		for _, a := range x.measured[1-side] {
			k := seriesKey{a.ID(), a.Area()}
			if done[k] {
				continue
			}
			done[k] = true
			out = append(out, x.corrections(a, k)...)
		}
	}
	return out
}

func (x *mixture) corrections(a evaluation.Assessment, k seriesKey) []Correction {
	var values [2]map[zielkette.Period]indicators.Observation
	var periods []zielkette.Period
	for side := range x.sides {
		values[side] = map[zielkette.Period]indicators.Observation{}
		dates := evaluation.Options{AsOf: x.dates(0).AsOf, KnownOn: x.dates(side).KnownOn}
		q := indicators.Query{AsOf: dates.AsOf, KnownOn: dates.KnownOn}
		ind := x.sides[side].Model().Set().Find(reader, k.indicator)
		if ind == nil {
			return nil
		}
		q.Definition = ind.Definition
		for o := range x.seriesOf(side, k).Counting(&q) {
			if _, ok := values[0][o.Period]; !ok {
				if _, ok := values[side][o.Period]; !ok {
					periods = append(periods, o.Period)
				}
			}
			values[side][o.Period] = o
		}
	}
	var out []Correction
	for _, p := range periods {
		before, was := values[0][p]
		after, is := values[1][p]
		item := Correction{ID: k.indicator, Title: a.Title(), Unit: a.Unit(), Area: k.area, Period: p, Before: before, After: after}
		switch {
		case !was:
			item.Kind = Late
		case !is:
			item.Kind = Taken
		case !before.Value.Equal(after.Value) || !before.Denominator.Equal(after.Denominator) || before.Label != after.Label:
			item.Kind = Corrected
		default:
			continue
		}
		out = append(out, item)
	}
	return out
}

// Move is a target that moved: another revision of it counts, or another baseline, or the
// entry of the catalogue says otherwise how it is measured.
type Move struct {
	ID, Title     string // of the indicator
	Target, Area  string
	Before, After Demand
	Demanded      bool // another revision of the target asks for something else
	Baseline      bool // the baseline is another one
	Entry         bool // shape, direction, definition, time behaviour or another part of the entry is another one
}

// Demand is what a target asked for in one result, and by which decision.
type Demand struct {
	Text     zielkette.Text // as it is printed; a dash where no revision counted
	From     indicators.Baseline
	Decision string // of the revision of the target, as an auditor finds it; "" where the document names none; that of the baseline stands in it
	Decided  zielkette.Date
	Source   zielkette.Source
}

// Moves returns the targets that moved, in the order of [Change.Indicators]. nil where
// none did. Indicators that only one result has are not among them.
func (c *Change) Moves() []Move {
	c = c.or()
	var out []Move
	for _, item := range c.indicators {
		if item.thenAssess.IsZero() || item.nowAssess.IsZero() {
			continue
		}
		m := Move{ID: item.ID, Title: item.Title, Target: item.Target, Area: item.Area}
		var was, is indicators.Revision
		m.Before, was = demand(item.thenAssess, c.mix.dates(0))
		m.After, is = demand(item.nowAssess, c.mix.dates(1))
		m.Demanded = !sameDemand(was, is)
		m.Baseline = !reflect.DeepEqual(figures(m.Before.From), figures(m.After.From))
		m.Entry = !reflect.DeepEqual(measuredBy(item.thenAssess), measuredBy(item.nowAssess))
		if m.Demanded || m.Baseline || m.Entry {
			out = append(out, m)
		}
	}
	return out
}

func demand(a evaluation.Assessment, dates evaluation.Options) (Demand, indicators.Revision) {
	d := Demand{Text: zielkette.Text{DE: a.TargetText(zielkette.German), EN: a.TargetText(zielkette.English)}}
	_, _, target, _ := a.Entry(reader)
	if target == nil {
		return d, indicators.Revision{}
	}
	if b := target.BaselineInForce(dates.AsOf, dates.KnownOn); b != nil {
		d.From = *b
	}
	r := target.InForce(dates.AsOf, dates.KnownOn)
	if r == nil {
		return d, indicators.Revision{}
	}
	d.Decision, d.Decided, d.Source = r.Decision, r.Decided, r.Source
	return d, *r
}

// sameDemand reports whether two revisions ask for the same, whoever decided them.
func sameDemand(a, b indicators.Revision) bool {
	for _, r := range []*indicators.Revision{&a, &b} {
		r.Decided, r.Known, r.Decision, r.Source = zielkette.Date{}, zielkette.Date{}, "", zielkette.Source{}
	}
	return sameJSON(a, b)
}

// figures returns what a baseline says, without who decided it.
func figures(b indicators.Baseline) [4]string {
	from := ""
	if b.FromRecord {
		from = "record"
	}
	return [4]string{b.Period.String(), b.Value.String(), from, b.Definition}
}

// measuredBy returns the parts of an entry that decide how a value is measured against a
// target, without the revisions.
func measuredBy(a evaluation.Assessment) []any {
	_, i, target, _ := a.Entry(reader)
	out := []any{i.Definition, i.Time, i.Direction, i.Per.String(), i.MaxAge.String(), i.Carry.String()}
	for _, b := range i.Breaks {
		out = append(out, b.Period.String())
	}
	if t := target; t != nil {
		out = append(out, t.Shape, t.Withheld, t.Path)
		for _, l := range t.Labels {
			out = append(out, l.Label, l.Score.String())
		}
		for _, m := range t.Milestones {
			out = append(out, m.ID, m.Title, m.Weighs().String())
		}
	}
	return out
}

// StatusChange is an item whose judgement changed.
type StatusChange struct {
	Item          Item
	Before, After status.Rating
	Why           StatusCause
}

// StatusCause tells why a judgement changed.
type StatusCause string

// The causes of a change of status.
const (
	ByScore StatusCause = "score" // what is judged moved; the rule of then says the same
	ByRule  StatusCause = "rule"  // the rule is another one; by that of then it would have stayed
	ByBoth  StatusCause = "both"  // either
	ByFloor StatusCause = "floor" // a floor caps it in one of the results
	ByState StatusCause = "state" // there is something to judge in one of the results only
)

var statusCauses = words.Set[StatusCause, struct{}]{
	{Word: ByScore, Text: zielkette.Text{DE: "weil sich der maßgebliche Wert geändert hat", EN: "because the figure that counts moved"}},
	{Word: ByRule, Text: zielkette.Text{DE: "weil eine andere Statusregel gilt", EN: "because another status rule holds"}},
	{Word: ByBoth, Text: zielkette.Text{DE: "weil sich der maßgebliche Wert und die Statusregel geändert haben", EN: "because the figure that counts moved and the status rule changed"}},
	{Word: ByFloor, Text: zielkette.Text{DE: "weil ein Mindestwert ihn begrenzt oder nicht mehr begrenzt", EN: "because a floor caps it or no longer does"}},
	{Word: ByState, Text: zielkette.Text{DE: "weil es nur in einem der Ergebnisse etwas zu beurteilen gibt", EN: "because there is something to judge in one of the results only"}},
}

// Text returns the cause as it is printed in a report, "" for another word.
func (c StatusCause) Text(language zielkette.Language) string {
	return statusCauses.Text(c).In(language)
}

// StatusChanges returns the goals, then the indicators, whose judgement changed, and why.
// What is in one result only is not among them. nil where none changed. Cost: that of
// judging everything twice.
func (c *Change) StatusChanges() []StatusChange {
	c = c.or()
	var out []StatusChange
	for _, list := range [][]Item{c.goals, c.indicators} {
		for _, item := range list {
			if item.Before.IsZero() || item.After.IsZero() {
				continue
			}
			before, after := item.Status()
			if before.Class == after.Class && before.Label == after.Label {
				continue
			}
			out = append(out, StatusChange{item, before, after, whyStatus(item, before, after)})
		}
	}
	return out
}

func whyStatus(item Item, before, after status.Rating) StatusCause {
	switch {
	case !before.Rated() || !after.Rated():
		return ByState
	case before.CappedBy != "" || after.CappedBy != "":
		return ByFloor
	case item.Kind == Goal:
		switch byOld := item.now.JudgedAs(reader, item.then); byOld.Class {
		case after.Class:
			return ByScore
		case before.Class:
			return ByRule
		}
		return ByBoth
	case before.Method == after.Method && before.Title == after.Title:
		return ByScore
	}
	return ByBoth
}

func sameJSON(a, b indicators.Revision) bool {
	x, err1 := json.Marshal(a)
	y, err2 := json.Marshal(b)
	return err1 == nil && err2 == nil && bytes.Equal(x, y)
}
