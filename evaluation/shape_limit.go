package evaluation

import (
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

// Limit: a minimum or a maximum is to be kept in every period.
var limitShape = shape{
	measures: true,
	score: func(h *held) (fixed, indicators.Reason) {
		lower, upper := h.bounds()
		if lower == nil && upper == nil {
			return fixed{}, indicators.BeforeLimit
		}
		return h.within(lower, upper), 0
	},
	asks: func(h *held, language zielkette.Language) string {
		side, from := zielkette.Text{DE: "höchstens ", EN: "at most "}, zielkette.Text{DE: " ab ", EN: " from "}
		switch up := h.indicator.Direction == indicators.Up; {
		case h.revision.Strict:
			side = beyond(up)
		case up:
			side = zielkette.Text{DE: "mindestens ", EN: "at least "}
		}
		points := make([]string, len(h.revision.Points))
		for i, p := range h.revision.Points {
			points[i] = side.In(language) + digits(p.Value, language) + h.unit()
			if !p.Period.IsZero() {
				points[i] += from.In(language) + p.Period.Text(language)
			}
		}
		return strings.Join(points, ", ") + h.tolerance(language)
	},
	formula: func(h *held, language zielkette.Language) string {
		lower, upper := h.bounds()
		return h.howFarOutside(lower, upper, language)
	},
}

// beyond says that a strict target demands more than the value that follows.
func beyond(up bool) zielkette.Text {
	if up {
		return zielkette.Text{DE: "über ", EN: "above "}
	}
	return zielkette.Text{DE: "unter ", EN: "below "}
}

// bounds returns the bound that holds for the period of the observation, as the lower
// or the upper one; both are nil before the first.
func (h *held) bounds() (lower, upper *zielkette.Number) {
	points := h.revision.Points
	for i := len(points) - 1; i >= 0; i-- {
		if !h.period.Since(points[i].Period) {
			continue
		}
		if h.indicator.Direction == indicators.Up {
			return &points[i].Value, nil
		}
		return nil, &points[i].Value
	}
	return nil, nil
}
