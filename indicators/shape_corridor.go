package indicators

import (
	zielkette "gitlab.opencode.de/zielkette/zielkette"
)

// corridor checks the bounds of a revision.
func (k *checker) corridor(_ *Target, r *Revision) {
	for _, part := range []struct {
		name  string
		value zielkette.Number
	}{{"lower", r.Lower}, {"upper", r.Upper}} {
		if part.value.IsZero() {
			k.report("/"+part.name, zielkette.CodeRequired, k.ind.ID,
				"ein Korridor hat eine untere und eine obere Grenze",
				"a corridor has a lower and an upper bound")
		}
	}
	if !r.Lower.IsZero() && !r.Upper.IsZero() && r.Lower.Compare(r.Upper) > 0 {
		k.report("/upper", zielkette.CodeOrder, r.Upper.String(),
			"die obere Grenze des Korridors liegt unter der unteren",
			"the upper bound of the corridor lies below the lower one")
	}
	k.tolerance(r)
}

// tolerance checks the distance at which attainment reaches 0.
func (k *checker) tolerance(r *Revision) {
	if !r.Tolerance.IsZero() && r.Tolerance.Sign() <= 0 {
		k.report("/tolerance", zielkette.CodeRange, r.Tolerance.String(),
			"eine Toleranz liegt über 0; wo es keine gibt, entfällt die Angabe",
			"a tolerance is above 0; leave it out where there is none")
	}
}
