package robustness

import (
	"math/big"
	"slices"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
)

// classes are the classes of a goal along its score: regions between bounds, and the
// bounds themselves.
type classes struct {
	labels map[string]zielkette.Text
	cuts   []*big.Rat
	ids    []string // by region; of region 2k+1 the bound k, of region 2k the scores below it and above the one before
}

// classesOf returns the classes of a goal; ok is false where it has none that can be
// looked into.
func classesOf(score evaluation.Score) (c classes, ok bool) {
	bounds, ok := score.Bounds()
	if !ok {
		return c, false
	}
	slices.SortFunc(bounds, zielkette.Number.Compare)
	bounds = slices.CompactFunc(bounds, zielkette.Number.Equal)
	for _, b := range bounds {
		if r, ok := b.Rat(); ok {
			c.cuts = append(c.cuts, r)
		}
	}
	c.labels = map[string]zielkette.Text{}
	c.ids = make([]string, 2*len(c.cuts)+1)
	for i := range c.ids {
		within := figureOf(c.within(i)).Number()
		if i%2 == 1 { // as it stands, with more places than a score has
			within = bounds[i/2]
		}
		rating := score.Judged(within)
		c.ids[i] = rating.Class
		c.labels[rating.Class] = rating.Label
	}
	return c, true
}

// within returns a score of a region.
func (c *classes) within(region int) *big.Rat {
	k := region / 2
	switch {
	case region%2 == 1:
		return c.cuts[k]
	case len(c.cuts) == 0:
		return new(big.Rat)
	case k == 0:
		return new(big.Rat).Sub(c.cuts[0], big.NewRat(1, 1))
	case k == len(c.cuts):
		return new(big.Rat).Add(c.cuts[k-1], big.NewRat(1, 1))
	}
	sum := new(big.Rat).Add(c.cuts[k-1], c.cuts[k])
	return sum.Quo(sum, big.NewRat(2, 1))
}

// region returns the region of a score.
func (c *classes) region(score *big.Rat) int {
	k, found := slices.BinarySearchFunc(c.cuts, score, (*big.Rat).Cmp)
	return 2*k + boolean(found)
}

// at returns the class of a score.
func (c *classes) at(score *big.Rat) string { return c.ids[c.region(score)] }

// next returns the first region with another class, upwards or downwards; ok is false
// where there is none.
func (c *classes) next(region, step int) (next int, ok bool) {
	for next = region + step; next >= 0 && next < len(c.ids); next += step {
		if c.ids[next] != c.ids[region] {
			return next, true
		}
	}
	return 0, false
}

// edge returns the bound of a region on the side of another.
func (c *classes) edge(region, from int) *big.Rat {
	if region%2 == 0 && region > from {
		return c.cuts[region/2-1]
	}
	return c.cuts[region/2]
}
