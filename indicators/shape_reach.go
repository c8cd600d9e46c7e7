package indicators

import (
	"strconv"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/words"
)

// Path is the way expected values run between the points of a reach target. "" is
// [Linear].
type Path string

// The paths between points.
const (
	Linear Path = "linear" // a straight line between the ends of the periods: in periods where baseline, value and points are of one kind, else in days
	Step   Path = "step"   // the last point's value holds until the next point
)

var paths = words.Set[Path, struct{}]{
	{Word: Linear, Text: zielkette.Text{DE: "gerade Linie", EN: "straight line"}},
	{Word: Step, Text: zielkette.Text{DE: "in Stufen", EN: "in steps"}},
}

// Text returns the path as it is printed in a report, "" where none is stated.
func (p Path) Text(language zielkette.Language) string { return paths.Text(p).In(language) }

// totals reports whether the target is a total over the span of its points: of a flow,
// and without a baseline and points of spans of the same length, as they may be on record.
func (t *Target) totals(time Time, r *Revision) bool {
	if time != Flow || len(r.Points) == 0 {
		return false
	}
	last := r.Points[len(r.Points)-1].Period
	alike := last.Alike(t.Baseline.Period)
	for _, p := range r.Points {
		alike = alike && last.Alike(p.Period)
	}
	return last.Kind() == zielkette.Months && !alike
}

// baseline checks where a reach target starts and how it runs.
func (k *checker) baseline(t *Target) {
	check(k, paths, "/path", t.Path)
	needed := len(t.Revisions) == 0
	for i := range t.Revisions {
		r := &t.Revisions[i]
		relative := len(r.Points) > 0 && !r.Points[len(r.Points)-1].Change.IsZero() // nothing is scored until the baseline is found
		needed = needed || !r.Withdrawn && !relative && !t.totals(k.ind.Time, r)
	}
	if !t.Baseline.IsZero() {
		k.oneBaseline("/baseline", &t.Baseline)
	} else if needed {
		k.report("/baseline", zielkette.CodeRequired, k.ind.ID,
			"den Ausgangswert und seinen Zeitraum angeben",
			"state the baseline: its value and its period")
	}
	for i := range k.list.Each(len(t.BaselineRevisions)) {
		k.oneBaseline("/baselineRevisions/"+strconv.Itoa(i), &t.BaselineRevisions[i])
	}
}

func (k *checker) oneBaseline(at string, b *Baseline) {
	if b.Period.IsZero() {
		k.report(at+"/period", zielkette.CodeRequired, k.ind.ID,
			"den Zeitraum des Ausgangswerts angeben",
			"state the period of the baseline")
	}
	switch {
	case b.Value.IsZero() && !b.FromRecord:
		k.report(at+"/value", zielkette.CodeRequired, k.ind.ID, "den Ausgangswert angeben", "state the value of the baseline")
	case !b.Value.IsZero() && b.FromRecord:
		k.report(at+"/fromRecord", CodeShape, b.Value.String(),
			"der Ausgangswert ist angegeben oder kommt aus den Messwerten, nicht beides; \"value\" oder \"fromRecord\" weglassen",
			"the baseline is stated or taken from the record, not both; leave out \"value\" or \"fromRecord\"")
	}
}

// reach checks the points of a revision: in order, behind the baseline, and not the
// baseline again.
func (k *checker) reach(t *Target, r *Revision) {
	if len(r.Points) == 0 {
		k.report("/points", zielkette.CodeRequired, k.ind.ID,
			"den zu erreichenden Wert und seinen Zeitraum angeben",
			"state the value to reach and its period")
		return
	}
	before := t.Baseline.Period
	for i := range k.list.Each(len(r.Points)) {
		p := r.Points[i]
		switch {
		case !p.Value.IsZero() && !p.Change.IsZero():
			k.report(pointAt(i)+"/change", CodeShape, p.Change.String(),
				"einen Wert angeben oder eine Änderung in Prozent, nicht beides",
				"state a value or a change in percent, not both")
		case !p.stated():
			k.report(pointAt(i)+"/value", zielkette.CodeRequired, k.ind.ID, "den zu erreichenden Wert angeben", "state the value to reach")
		}
		switch {
		case p.Period.IsZero():
			k.report(pointAt(i)+"/period", zielkette.CodeRequired, k.ind.ID,
				"angeben, bis wann der Wert erreicht werden soll",
				"state by when the value is to be reached")
		case !before.IsZero() && p.Period.End().Days(before.End()) <= 0:
			k.report(pointAt(i)+"/period", zielkette.CodeOrder, p.Period.String(),
				"Zielwerte liegen nach dem Ausgangswert und in zeitlicher Folge; dieser endet nicht nach "+before.String(),
				"points lie after the baseline and in order of time; this one does not end after "+before.String())
		default:
			before = p.Period
		}
	}
	last := r.Points[len(r.Points)-1]
	if t.totals(k.ind.Time, r) {
		k.total(t, r)
	} else if k.ind.Time == Flow {
		k.lengths(t, r)
	}
	where := pointAt(len(r.Points)-1) + "/value"
	var way int
	switch b := t.Baseline.Value; {
	case !last.Change.IsZero() && !b.IsZero():
		way, where = last.Change.Sign()*b.Sign(), pointAt(len(r.Points)-1)+"/change"
	case !last.Change.IsZero() && last.Change.Sign() == 0:
		where = pointAt(len(r.Points)-1) + "/change"
	case last.Value.IsZero() || b.IsZero():
		return
	default:
		way = last.Value.Compare(b)
	}
	asked := last.Value.String() + last.Change.String()
	if way == 0 {
		k.report(where, CodeBaseline, asked,
			`der Zielwert ist gleich dem Ausgangswert, ein Weg dorthin ist nicht zu messen; um einen Wert zu halten, die Form "limit" oder "corridor" verwenden`,
			`the target equals the baseline, so there is no way to measure; to keep a value, use the shape "limit" or "corridor"`)
	} else if d := k.ind.Direction.Sign(); d != 0 && d != way && t.Withheld == "" {
		k.list.Warn(k.pointer(where), CodeDirection, k.ind.ID, zielkette.Text{
			DE: "Der Zielwert " + asked + " liegt entgegen der angegebenen Richtung; der Wert wird gezeigt, aber nicht bewertet.",
			EN: "The target " + asked + " lies against the stated direction; the value is shown but not scored.",
		})
	}
}

// total checks a target that is a total over a span: all points are spans with one
// start, and the baseline is 0 or none.
func (k *checker) total(t *Target, r *Revision) {
	if !t.Baseline.Value.IsZero() && t.Baseline.Value.Sign() != 0 || t.Baseline.FromRecord || len(t.BaselineRevisions) > 0 {
		k.list.Add(zielkette.Problem{
			Code: CodeTotal, Place: zielkette.Place{Pointer: k.pointer(pointAt(len(r.Points)-1) + "/period")}, Subject: t.Baseline.Value.String(),
			Message: zielkette.Text{
				DE: "eine Summe über eine Zeitspanne beginnt bei 0: den Ausgangswert 0 angeben oder weglassen",
				EN: "a total over a span starts from 0: state the baseline 0, or leave it out",
			},
		})
	}
	start := r.Points[0].Period.Start()
	for i := range k.list.Each(len(r.Points)) {
		p := r.Points[i]
		if p.Period.Kind() != zielkette.Months || !p.Period.Start().Equal(start) {
			k.report(pointAt(i)+"/period", CodeTotal, p.Period.String(),
				"die Zeitspannen einer Summe beginnen am selben Tag",
				"the spans of a total start on the same day")
		}
		if !p.Change.IsZero() {
			k.report(pointAt(i)+"/change", CodeTotal, p.Change.String(),
				"eine Summe hat keinen Ausgangswert, gegenüber dem sie sich ändert; den Wert angeben",
				"a total has no baseline to change against; state its value")
		}
	}
}

// lengths warns where a flow is held against periods of other lengths: a quarter's sum
// is not where a year's starts from.
func (k *checker) lengths(t *Target, r *Revision) {
	last := r.Points[len(r.Points)-1].Period
	other := func(p zielkette.Period) bool { return !p.IsZero() && p.Length() != last.Length() }
	at := k.pointer(pointAt(len(r.Points)-1) + "/period")
	for _, p := range r.Points {
		if other(p.Period) && p.Value.Sign() != 0 {
			k.list.Warn(at, CodeLengths, last.String(), zielkette.Text{
				DE: "Die Werte der Kennzahl sind Summen ihres Zeitraums, ihre Zielwerte stehen aber für verschieden lange Zeiträume (" + p.Period.String() + ") und sind nicht vergleichbar.",
				EN: "The values of the indicator are sums of their period, but its points stand for periods of different length (" + p.Period.String() + ") and do not compare.",
			})
		}
	}
	for _, b := range append([]Baseline{t.Baseline}, t.BaselineRevisions...) {
		if other(b.Period) && (b.FromRecord || b.Value.Sign() != 0) {
			k.list.Warn(at, CodeLengths, last.String(), zielkette.Text{
				DE: "Die Werte der Kennzahl sind Summen ihres Zeitraums, der Ausgangswert steht aber für einen Zeitraum anderer Länge (" + b.Period.String() + ") und ist mit dem Zielwert nicht vergleichbar.",
				EN: "The values of the indicator are sums of their period, but the baseline stands for a period of another length (" + b.Period.String() + ") and does not compare with the target.",
			})
		}
	}
}
