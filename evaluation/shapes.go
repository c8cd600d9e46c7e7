package evaluation

import (
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
