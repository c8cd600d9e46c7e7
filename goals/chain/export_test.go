package chain

import (
	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/goals"
)

// The closed sets of the package, for the tests that walk them.
var (
	Kinds    = kinds
	GapKinds = gapKinds
	Roles    = roles
	Verdicts = verdicts
	Cells    = cells
	Ties     = ties
)

// MaxWork is how many nodes [Chain.Reality] looks at.
const MaxWork = maxWork

// Ends returns both ends of every link of a chain, contributions and shares, for
// a plain pass over the same graph.
func Ends(c *Chain) (from, to []int32) {
	for v := range int32(c.len()) {
		for at, last := c.out.Out(v); at < last; at++ {
			from, to = append(from, v), append(to, c.out.To(at))
		}
		for at, last := c.serves.Out(v); at < last; at++ {
			from, to = append(from, v), append(to, c.serves.To(at))
		}
	}
	return from, to
}

// Len returns the number of measures, results and goals.
func Len(c *Chain) int { return c.len() }

// Links returns the number of contributions and of shares of measures.
func Links(c *Chain) int { return c.out.Links() + c.serves.Links() }

// Progress returns which share of a measure is complete in a view.
func Progress(m goals.Measure, view View) (share zielkette.Figure, undated bool) {
	t := timelineOf(&m, view.Actual)
	done, undated := t.complete(view, 0)
	return zielkette.Round(done), undated
}
