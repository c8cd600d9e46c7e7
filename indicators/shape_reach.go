package indicators

import (
	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/words"
)

// Path is the way expected values run between the points of a reach target. "" is
// [Linear].
type Path string

// The paths between points.
const (
	Linear Path = "linear" // a straight line in days between the ends of the periods
	Step   Path = "step"   // the last point's value holds until the next point
)

var paths = words.Set[Path, struct{}]{
	{Word: Linear, Text: zielkette.Text{DE: "gerade Linie", EN: "straight line"}},
	{Word: Step, Text: zielkette.Text{DE: "in Stufen", EN: "in steps"}},
}

// Text returns the path as it is printed in a report, "" where none is stated.
func (p Path) Text(language zielkette.Language) string { return paths.Text(p).In(language) }

// baseline checks where a reach target starts and how it runs.
func (k *checker) baseline(t *Target) {
	check(k, paths, "/path", t.Path)
	if t.Baseline.IsZero() {
		return // reported already
	}
	if t.Baseline.Period.IsZero() {
		k.report("/baseline/period", zielkette.CodeRequired, k.ind.ID,
			"den Zeitraum des Ausgangswerts angeben",
			"state the period of the baseline")
	}
	if t.Baseline.Value.IsZero() {
		k.report("/baseline/value", zielkette.CodeRequired, k.ind.ID, "den Ausgangswert angeben", "state the value of the baseline")
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
	for i, p := range r.Points {
		if p.Value.IsZero() {
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
	if last.Value.IsZero() || t.Baseline.Value.IsZero() {
		return
	}
	way := last.Value.Compare(t.Baseline.Value)
	where := pointAt(len(r.Points)-1) + "/value"
	if way == 0 {
		k.report(where, CodeBaseline, last.Value.String(),
			`der Zielwert ist gleich dem Ausgangswert, ein Weg dorthin ist nicht zu messen; um einen Wert zu halten, die Form "limit" oder "corridor" verwenden`,
			`the target equals the baseline, so there is no way to measure; to keep a value, use the shape "limit" or "corridor"`)
	} else if d := k.ind.Direction.Sign(); d != 0 && d != way && t.Withheld == "" {
		k.list.Warn(k.pointer(where), CodeDirection, k.ind.ID, zielkette.Text{
			DE: "Der Zielwert " + last.Value.String() + " liegt entgegen der angegebenen Richtung; der Wert wird gezeigt, aber nicht gewertet.",
			EN: "The target " + last.Value.String() + " lies against the stated direction; the value is shown but not scored.",
		})
	}
}
