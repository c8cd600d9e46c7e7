package indicators

import (
	zielkette "gitlab.opencode.de/zielkette/zielkette"
)

// limit checks the bounds of a revision, which stand in the order in which they start to
// hold.
func (k *checker) limit(_ *Target, r *Revision) {
	k.tolerance(r)
	if r.Strict && !r.Tolerance.IsZero() {
		k.report("/tolerance", CodeShape, k.ind.ID,
			"eine strenge Grenze hat keine Toleranz; \"strict\" oder \"tolerance\" weglassen",
			"a strict limit has no tolerance; leave out \"strict\" or \"tolerance\"")
	}
	if !r.KeptSince.IsZero() && !r.Tolerance.IsZero() {
		k.report("/tolerance", CodeShape, k.ind.ID,
			"bewertet wird der Anteil der Zeiträume, in denen die Grenze eingehalten wurde; \"keptSince\" oder \"tolerance\" weglassen",
			"what is scored is the share of the periods in which the bound was kept; leave out \"keptSince\" or \"tolerance\"")
	}
	if len(r.Points) == 0 {
		k.report("/points", zielkette.CodeRequired, k.ind.ID, "die Grenze angeben, die einzuhalten ist", "state the bound to keep")
	}
	var before zielkette.Period
	for i := range k.list.Each(len(r.Points)) {
		p := r.Points[i]
		if p.Value.IsZero() {
			k.report(pointAt(i)+"/value", zielkette.CodeRequired, k.ind.ID, "die Grenze angeben, die einzuhalten ist", "state the bound to keep")
		}
		k.noChange(i, p)
		if i > 0 && p.Period.Start().Compare(before.Start()) <= 0 {
			k.report(pointAt(i)+"/period", zielkette.CodeOrder, p.Period.String(),
				"Grenzen stehen in der Reihenfolge der Zeiträume, ab denen sie gelten",
				"bounds stand in the order of the periods from which they hold")
			continue
		}
		before = p.Period
	}
}

// noChange reports a bound that is stated as a change, for there is no baseline.
func (k *checker) noChange(i int, p Point) {
	if !p.Change.IsZero() {
		k.report(pointAt(i)+"/change", CodeShape, p.Change.String(),
			"eine Grenze hat keinen Ausgangswert, gegenüber dem sie sich ändert; den Wert angeben",
			"a bound has no baseline to change against; state its value")
	}
}
