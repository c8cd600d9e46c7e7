package indicators

import (
	"slices"
	"strconv"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/words"
)

// milestones checks the steps of a target and their weights.
func (k *checker) milestones(t *Target) {
	if len(t.Milestones) == 0 {
		return // reported already
	}
	seen := map[string]bool{}
	positive, weighed := false, true
	for i := range k.list.Each(len(t.Milestones)) {
		m := t.Milestones[i]
		at := func(part string) string { return "/milestones/" + strconv.Itoa(i) + part }
		if m.ID != "" {
			if err := zielkette.CheckID(m.ID); err != nil {
				k.list.Err(k.pointer(at("/id")), err)
			} else if seen[m.ID] {
				k.report(at("/id"), zielkette.CodeDuplicateID, m.ID,
					"ein anderer Meilenstein dieses Zielwerts hat dieselbe Kennung",
					"another milestone of this target has the same id")
			}
			seen[m.ID] = true
		}
		if m.Title == "" {
			k.report(at("/title"), zielkette.CodeRequired, k.ind.ID, "dem Meilenstein einen Titel geben", "give the milestone a title")
		}
		if m.Kind != "" && !slices.Contains(zielkette.MilestoneKinds(), m.Kind) {
			var kinds []string
			for _, kind := range zielkette.MilestoneKinds() {
				kinds = append(kinds, string(kind))
			}
			message := words.OneOf(kinds...)
			k.report(at("/kind"), zielkette.CodeChoice, string(m.Kind), message.DE, message.EN)
		}
		switch {
		case m.Weighs().Sign() > 0:
			positive = true
		case m.Weight.Sign() < 0:
			weighed = false
			k.report(at("/weight"), zielkette.CodeRange, m.Weight.String(), "ein Gewicht ist nicht negativ", "a weight is not negative")
		}
	}
	if !positive && weighed {
		k.report("/milestones", zielkette.CodeRange, k.ind.ID,
			"mindestens ein Meilenstein hat ein Gewicht über 0",
			"at least one milestone has a weight above 0")
	}
}
