package evaluation

import (
	"fmt"
	"slices"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

// Milestones: the weights of those done by the date over the weights of all.
var milestonesShape = shape{
	alone:   true,
	planned: due,
	score: func(h *held) (fixed, indicators.Reason) {
		progress, _ := zielkette.ProgressOf(h.target.Milestones, h.AsOf, h.KnownOn)
		share, _ := progress.Share.Rat()
		return roundRat(share), 0
	},
	asks: func(h *held, language zielkette.Language) string {
		progress, _ := zielkette.ProgressOf(h.target.Milestones, h.AsOf, h.KnownOn)
		if progress.Of == 1 {
			return zielkette.Text{DE: "1 Meilenstein", EN: "1 milestone"}.In(language)
		}
		return fmt.Sprint(progress.Of, zielkette.Text{DE: " Meilensteine", EN: " milestones"}.In(language))
	},
	formula: func(h *held, language zielkette.Language) string {
		progress, _ := zielkette.ProgressOf(h.target.Milestones, h.AsOf, h.KnownOn)
		return fmt.Sprintf(zielkette.Text{
			DE: "%d von %d Meilensteinen erledigt, nach Gewicht %s / %s = %s",
			EN: "%d of %d milestones done, by weight %s / %s = %s",
		}.In(language), progress.Steps, progress.Of, progress.Done.Text(language, -1), progress.All.Text(language, -1),
			language.Digits(h.attained.String()))
	},
}

// due returns the share of the weight of the milestones that should be done: those whose
// date has come, and those that are done before.
func due(h *held) zielkette.Figure {
	steps := slices.Clone(h.target.Milestones)
	for i := range steps {
		if steps[i].Due.By(h.AsOf) {
			steps[i].Done = steps[i].Due
		}
	}
	progress, _ := zielkette.ProgressOf(steps, h.AsOf, zielkette.Date{})
	return progress.Share
}
