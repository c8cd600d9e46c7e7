package evaluation

import (
	"fmt"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

// Ordinal: a rating by label, with a declared score for each label.
var ordinalShape = shape{
	score: func(h *held) (fixed, indicators.Reason) {
		for i := range h.target.Labels {
			if h.target.Labels[i].Label == h.label {
				score, _ := h.target.Labels[i].Score.Rat()
				return roundRat(score), 0
			}
		}
		return fixed{}, indicators.UnknownLabel
	},
	asks: func(h *held, language zielkette.Language) string {
		best := h.target.Labels[0]
		for _, l := range h.target.Labels {
			if l.Score.Compare(best.Score) > 0 {
				best = l
			}
		}
		return zielkette.Text{
			DE: "Einstufung, beste Stufe „" + best.Label + "“",
			EN: "rating, best “" + best.Label + "”",
		}.In(language)
	},
	formula: func(h *held, language zielkette.Language) string {
		return zielkette.Text{
			DE: fmt.Sprintf("Einstufung „%s“: %s", h.label, zielkette.German.Digits(h.attained.String())),
			EN: fmt.Sprintf("rated “%s”: %s", h.label, zielkette.English.Digits(h.attained.String())),
		}.In(language)
	},
}
