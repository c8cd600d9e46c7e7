package evaluation

import (
	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

// Direction: the values are to move the right way. It is never scored.
var directionShape = shape{
	score: func(*held) (fixed, indicators.Reason) { return fixed{}, indicators.DirectionOnly },
	asks: func(h *held, language zielkette.Language) string {
		if h.indicator.Direction == indicators.Up {
			return zielkette.Text{DE: "steigend", EN: "rising"}.In(language)
		}
		return zielkette.Text{DE: "fallend", EN: "falling"}.In(language)
	},
	formula: func(*held, zielkette.Language) string { return "" },
}
