package chain

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
	for v := range int32(c.Len()) {
		for at, last := c.out.Out(v); at < last; at++ {
			from, to = append(from, v), append(to, c.out.To(at))
		}
		for at, last := c.serves.Out(v); at < last; at++ {
			from, to = append(from, v), append(to, c.serves.To(at))
		}
	}
	return from, to
}
