package indicators

import (
	"strconv"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
)

// labels checks the steps of a rating and their scores.
func (k *checker) labels(t *Target) {
	seen := map[string]bool{}
	for i := range k.list.Each(len(t.Labels)) {
		l := t.Labels[i]
		at := func(part string) string { return "/labels/" + strconv.Itoa(i) + part }
		switch {
		case l.Label == "":
			k.report(at("/label"), zielkette.CodeRequired, k.ind.ID, "die Stufe angeben", "state the label")
		case seen[l.Label]:
			k.report(at("/label"), zielkette.CodeDuplicateID, l.Label, "diese Stufe steht zweimal da", "this label stands twice")
		}
		seen[l.Label] = true
		switch {
		case l.Score.IsZero():
			k.report(at("/score"), zielkette.CodeRequired, k.ind.ID, "die Punktzahl der Stufe angeben", "state the score of the label")
		case l.Score.Sign() < 0 || l.Score.Compare(zielkette.Int(1)) > 0:
			k.report(at("/score"), zielkette.CodeRange, l.Score.String(),
				"die Punktzahl einer Stufe liegt zwischen 0 und 1",
				"the score of a label lies between 0 and 1")
		}
	}
}
