package evaluation

import (
	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/words"
)

// shapes is the one table of the forms of targets. What is scored, what a target asks
// for and how that is explained all come from it. The words themselves belong to the
// catalogue.
var shapes = words.Set[indicators.Shape, *shape]{
	{Word: indicators.ReachShape, Does: &reachShape},
	{Word: indicators.CorridorShape, Does: &corridorShape},
	{Word: indicators.LimitShape, Does: &limitShape},
	{Word: indicators.DirectionShape, Does: &directionShape},
	{Word: indicators.OrdinalShape, Does: &ordinalShape},
	{Word: indicators.MilestonesShape, Does: &milestonesShape},
}

// asks says what the target asks for in one line: a dash where no revision is in force,
// nothing without a target.
func (h *held) asks(language zielkette.Language) string {
	switch {
	case h.shape == nil:
		return ""
	case h.shape.measures && (h.revision == nil || h.revision.Withdrawn):
		return "–"
	}
	return h.shape.asks(h, language)
}
