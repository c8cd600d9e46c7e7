package evaluation

import (
	"fmt"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

// Milestones: the weights of those done by the date over the weights of all.
var milestonesShape = shape{
	alone: true,
	score: func(h *held) (fixed, indicators.Reason) {
		progress, _ := zielkette.ProgressOf(h.target.Milestones, h.AsOf, h.KnownOn)
		share, _ := progress.Share.Rat()
		return roundRat(share), 0
	},
	asks: func(h *held, language zielkette.Language) string {
		if len(h.target.Milestones) == 1 {
			return zielkette.Text{DE: "1 Meilenstein", EN: "1 milestone"}.In(language)
		}
		return fmt.Sprint(len(h.target.Milestones), zielkette.Text{DE: " Meilensteine", EN: " milestones"}.In(language))
	},
	formula: func(h *held, language zielkette.Language) string {
		progress, _ := zielkette.ProgressOf(h.target.Milestones, h.AsOf, h.KnownOn)
		return fmt.Sprintf(zielkette.Text{
			DE: "%d von %d Meilensteinen erledigt, nach Gewicht %s / %s = %s",
			EN: "%d of %d milestones done, by weight %s / %s = %s",
		}.In(language), progress.Steps, len(h.target.Milestones), progress.Done.Text(language, -1), progress.All.Text(language, -1),
			language.Digits(h.attained.String()))
	},
}
