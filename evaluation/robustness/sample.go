package robustness

import (
	"fmt"
	"iter"
	"math/big"
	"math/bits"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/internal/problems"
	"gitlab.opencode.de/zielkette/zielkette/internal/real"
)

// Sampling is how weightings are drawn. The same sampling of the same figures gives the
// same estimate, byte for byte, on any machine and with any number of workers.
type Sampling struct {
	Seed    uint64
	Samples int            // how many weightings, from 1 to [MaxSamples]; 0 is 100,000
	Limits  map[int]Limits // of shares of the weight, by position of the part among those that are scored; nil: none
	Workers int            // how many blocks are drawn at a time; 0, as less than 0, is one for each processor
}

// Limits bound the share of the weight of a part, from 0 to 1; no number is no bound.
type Limits struct{ Least, Most zielkette.Number }

// MaxSamples is the largest number of weightings that can be drawn.
const MaxSamples = 100_000_000

// Generator names the generator of the random numbers, as an estimate prints it: the
// source PCG-DXSM of the Go library math/rand/v2, a new one for every block of 1,000
// samples, seeded by the seed and the number of the block. The weights are the gaps
// between sorted whole numbers, so that all weightings are equally probable.
const Generator = "PCG-DXSM (math/rand/v2), one per block of 1000 samples, seeded by seed and block number"

const (
	perBlock   = 1000
	ordinarily = 100_000

	// A sample outside the limits is drawn again, so often at most. Where limits leave a
	// thousandth of all weightings, one sample of 500 million needs as many.
	maxTries = 20_000

	// fineness of a share: the weights of a pool sum to 10^12 times this.
	fineness = 1 << 12
	allUnits = 1_000_000_000_000 * fineness
)

// Estimate is what samples of weightings tell, with all it takes to draw them again.
type Estimate struct {
	Seed      uint64         `json:"seed,string"`
	Generator string         `json:"generator"`
	Samples   int            `json:"samples"`
	Rejected  int            `json:"rejected"` // drawn besides, and outside the limits
	Units     []UnitEstimate `json:"units"`    // one for each result; of a pool one
}

// UnitEstimate is what samples tell of one goal of one result.
type UnitEstimate struct {
	Shares  []ClassShare     `json:"shares"`  // of the samples, by class, the best first, each with its standard error
	Kept    zielkette.Figure `json:"kept"`    // the share of the class that the goal has
	Error   zielkette.Figure `json:"error"`   // its standard error, sqrt(p (1-p) / samples)
	Leads   zielkette.Figure `json:"leads"`   // the share of the samples in which no other result has a higher score
	Lowest  zielkette.Figure `json:"lowest"`  // the lowest score of all samples
	Highest zielkette.Figure `json:"highest"` // the highest
	None    int              `json:"none"`    // samples without a score, as coverage fell below the minimum
}

// counts are those of one unit.
type counts struct {
	regions         []int
	leads, none     int
	lowest, highest int64
	some            bool
}

func (c *counts) note(score int64, region int) {
	if !c.some || score < c.lowest {
		c.lowest = score
	}
	if !c.some || score > c.highest {
		c.highest = score
	}
	c.some = true
	c.regions[region]++
}

func (c *counts) add(d *counts) {
	for i, n := range d.regions {
		c.regions[i] += n
	}
	c.leads, c.none = c.leads+d.leads, c.none+d.none
	if d.some {
		if !c.some || d.lowest < c.lowest {
			c.lowest = d.lowest
		}
		if !c.some || d.highest > c.highest {
			c.highest = d.highest
		}
		c.some = true
	}
}

// grid is the regions of classes for whole units of 10^-12.
type grid struct {
	*classes
	cuts  []int64 // cut off
	exact []bool  // the cut is one of the units
}

func gridOf(c *classes) grid {
	g := grid{classes: c}
	for _, cut := range c.cuts {
		units := new(big.Int).Mul(cut.Num(), big.NewInt(1_000_000_000_000))
		quotient, rest := new(big.Int).DivMod(units, cut.Denom(), new(big.Int))
		if !quotient.IsInt64() { // no score lies there
			quotient.SetInt64(int64(cut.Sign()) * (1<<63 - 1))
		}
		g.cuts, g.exact = append(g.cuts, quotient.Int64()), append(g.exact, rest.Sign() == 0)
	}
	return g
}

func (g *grid) region(score int64) int {
	for k, cut := range g.cuts {
		switch {
		case score < cut || score == cut && !g.exact[k]:
			return 2 * k
		case score == cut:
			return 2*k + 1
		}
	}
	return 2 * len(g.cuts)
}

// Sample estimates the shares of all weightings of the parts of a goal under which it has
// its classes: for aggregators that have no formula, and under limits of single weights.
// As in [Pool.Share] only the goal's own scored parts are weighed, and their scores, the
// coverage and floors stay. The error is a [zielkette.Problem]: a goal without a score or
// without classes, a number of samples out of range, limits that contradict each other or
// leave less than a thousandth of the weightings. Cost: with the mean of 5 parts 0.2
// microseconds a sample, with the geometric mean some 2.
func Sample(score evaluation.Score, sampling Sampling) (Estimate, error) {
	pool := PoolOf(score)
	own, ok := score.Attainment().Rat()
	c, judged := classesOf(score)
	switch {
	case !ok:
		return Estimate{}, refused(NoScore)
	case !judged:
		return Estimate{}, refused(unjudged(score))
	}
	return pool.sample(&c, c.at(own), sampling)
}

// Sample estimates the part of all weightings under which what the pool's aggregator
// makes of the scores is at least the bound, within limits of single weights: the class
// "reached" of the one unit of the estimate, beside "missed". The error is as for the
// function [Sample], and has the code [zielkette.CodeChoice] for a word that is no
// aggregator.
func (p Pool) Sample(bound zielkette.Number, sampling Sampling) (Estimate, error) {
	cut, ok := bound.Rat()
	if !ok || !slices.ContainsFunc(p.Parts, Part.counts) {
		return Estimate{}, refused(NoScore)
	}
	return p.sample(&classes{cuts: []*big.Rat{cut}, ids: []string{"missed", "reached", "reached"}, labels: sides}, "reached", sampling)
}

// sides are those of a bound.
var sides = map[string]zielkette.Text{
	"reached": {DE: "erreicht", EN: "reached"}, "missed": {DE: "verfehlt", EN: "missed"},
}

func (p Pool) sample(c *classes, own string, sampling Sampling) (Estimate, error) {
	var scores []zielkette.Figure
	for _, part := range p.Parts {
		if part.counts() {
			scores = append(scores, part.Score)
		}
	}
	draw, err := newDraw(len(scores), sampling.Limits)
	if err != nil {
		return Estimate{}, err
	}
	aggregator := p.Aggregator
	if aggregator == "" {
		aggregator = evaluation.Mean
	}
	if aggregator.Scorer() == nil {
		return Estimate{}, zielkette.Problem{Code: zielkette.CodeChoice, Subject: problems.Clip(string(aggregator)), Message: zielkette.Text{
			DE: "so lassen sich Werte nicht zusammenfassen; einen Aggregator des Pakets evaluation angeben",
			EN: "scores cannot be put together in this way; give an aggregator of package evaluation",
		}}
	}
	g := gridOf(c)
	return sampling.estimate([]grid{g}, []string{own}, func() func(*rand.PCG, []counts) (int, bool) {
		scorer, d := aggregator.Scorer(scores...), draw.clone()
		return func(source *rand.PCG, units []counts) (rejected int, ok bool) {
			weights, rejected, ok := d.next(source)
			if !ok {
				return rejected, false
			}
			if n, ok := scorer.Score(weights); ok {
				units[0].note(n, g.region(n))
				units[0].leads++
			} else {
				units[0].none++
			}
			return rejected, true
		}
	})
}

// SampleUnits estimates the same for one goal in many results of one model, such as
// cities or options, under the same weights: the weights of the goal and of all goals
// beneath it are drawn, and everything is rolled up again, coverage included. Leads then
// tells how often each of them has the highest score. Limits are not taken here. The
// error is as for [Sample] and [evaluation.NewWeigher]. Cost: 100,000 weightings of 51
// results of 61 nodes take 2 seconds on two processors (BenchmarkSampleUnits).
func SampleUnits(goal string, sampling Sampling, results ...*evaluation.Result) (Estimate, error) {
	weigher, err := evaluation.NewWeigher(results...)
	if err != nil {
		return Estimate{}, err
	}
	var grids []grid
	var own []string
	for _, r := range results {
		score, ok := r.Goal(goal)
		if !ok {
			return Estimate{}, zielkette.Problem{Code: zielkette.CodeReference, Subject: problems.Clip(goal), Message: zielkette.Text{
				DE: "die Strategie hat kein Ziel mit dieser Kennung", EN: "the strategy has no goal of this id",
			}}
		}
		c, judged := classesOf(score)
		if !judged {
			c = classes{ids: []string{""}, labels: map[string]zielkette.Text{}}
		}
		class := ""
		if now, ok := score.Attainment().Rat(); ok {
			class = c.at(now)
		}
		grids, own = append(grids, gridOf(&c)), append(own, class)
	}
	if len(sampling.Limits) > 0 {
		return Estimate{}, zielkette.Problem{Code: zielkette.CodeParameter, Message: zielkette.Text{
			DE: "Grenzen einzelner Gewichte gelten für ein Ziel; hier werden die Gewichte vieler Ziele gezogen",
			EN: "limits of single weights hold for one goal; here the weights of many goals are drawn",
		}}
	}
	node, _ := results[0].Model().Plan().Goal(goal)
	var varied []goals.Node
	var sizes []int
	for g := range beneath(node) {
		if n := len(g.Indicators()) + len(slices.Collect(g.Children())); n > 1 {
			varied, sizes = append(varied, g), append(sizes, n)
		}
	}
	run := func() func(*rand.PCG, []counts) (int, bool) {
		w := weigher.Clone()
		scores := make([]evaluation.Score, 0, len(results))
		for _, r := range w.Results() {
			s, _ := r.Goal(goal)
			scores = append(scores, s)
		}
		draws := make([]*draw, len(varied))
		for i, n := range sizes {
			draws[i], _ = newDraw(n, nil)
		}
		found := make([]int64, len(scores))
		has := make([]bool, len(scores))
		return func(source *rand.PCG, units []counts) (rejected int, ok bool) {
			for i, g := range varied {
				weights, _, _ := draws[i].next(source)
				if err := w.SetAt(g, weights); err != nil {
					return 0, false
				}
			}
			w.Run()
			best, some := int64(0), false
			for i, s := range scores {
				found[i], _, has[i] = s.Attainment().Small()
				if has[i] && (!some || found[i] > best) {
					best, some = found[i], true
				}
			}
			for i := range scores {
				if !has[i] {
					units[i].none++
					continue
				}
				units[i].note(found[i], grids[i].region(found[i]))
				units[i].leads += boolean(found[i] == best)
			}
			return 0, true
		}
	}
	return sampling.estimate(grids, own, run)
}

// beneath yields a goal and all goals beneath it.
func beneath(node goals.Node) iter.Seq[goals.Node] {
	return func(yield func(goals.Node) bool) { walk(node, yield) }
}

func walk(node goals.Node, yield func(goals.Node) bool) bool {
	if !yield(node) {
		return false
	}
	for child := range node.Children() {
		if !walk(child, yield) {
			return false
		}
	}
	return true
}

func refused(why Reason) error {
	return zielkette.Problem{Code: zielkette.CodeParameter, Subject: string(why), Message: reasons.Text(why)}
}

// estimate draws the samples in blocks, each with a generator of its own, so that it is
// the same whoever draws which block.
func (s Sampling) estimate(grids []grid, own []string, run func() func(*rand.PCG, []counts) (rejected int, ok bool)) (Estimate, error) {
	if s.Samples == 0 {
		s.Samples = ordinarily
	}
	if s.Samples < 1 || s.Samples > MaxSamples {
		return Estimate{}, zielkette.Problem{Code: zielkette.CodeRange, Subject: fmt.Sprint(s.Samples), Message: zielkette.Text{
			DE: fmt.Sprintf("zwischen 1 und %d Gewichtungen ziehen", MaxSamples), EN: fmt.Sprintf("draw between 1 and %d weightings", MaxSamples),
		}}
	}
	if s.Workers <= 0 {
		s.Workers = runtime.GOMAXPROCS(0)
	}
	blocks := (s.Samples + perBlock - 1) / perBlock
	fresh := func() []counts {
		units := make([]counts, len(grids))
		for i := range units {
			units[i].regions = make([]int, len(grids[i].ids))
		}
		return units
	}
	all := fresh()
	rejected, failed := 0, false
	var lock sync.Mutex
	var running sync.WaitGroup
	next := make(chan int)
	for range min(s.Workers, blocks) {
		running.Go(func() {
			sample, units, outside, bad := run(), fresh(), 0, false
			for block := range next {
				source := rand.NewPCG(s.Seed, uint64(block))
				for range min(perBlock, s.Samples-block*perBlock) {
					n, ok := sample(source, units)
					if outside += n; !ok {
						bad = true
						break
					}
				}
			}
			lock.Lock()
			defer lock.Unlock()
			for i := range all {
				all[i].add(&units[i])
			}
			rejected, failed = rejected+outside, failed || bad
		})
	}
	for block := range blocks {
		next <- block
	}
	close(next)
	running.Wait()
	if failed {
		return Estimate{}, badLimits("die Grenzen lassen weniger als ein Tausendstel aller Gewichtungen zu", "the limits leave less than a thousandth of all weightings")
	}
	e := Estimate{Seed: s.Seed, Generator: Generator, Samples: s.Samples, Rejected: rejected}
	for i := range all {
		e.Units = append(e.Units, all[i].estimate(&grids[i], own[i], s.Samples))
	}
	return e, nil
}

func badLimits(de, en string) error {
	return zielkette.Problem{Code: zielkette.CodeRange, Subject: "limits", Message: zielkette.Text{DE: de, EN: en}}
}

func (c *counts) estimate(g *grid, own string, samples int) UnitEstimate {
	u := UnitEstimate{None: c.none, Leads: figureOf(big.NewRat(int64(c.leads), int64(samples)))}
	if c.some {
		u.Lowest, u.Highest = figureOf(big.NewRat(c.lowest, 1_000_000_000_000)), figureOf(big.NewRat(c.highest, 1_000_000_000_000))
	}
	sums := map[string]int{}
	for region, n := range c.regions {
		sums[g.ids[region]] += n
	}
	for _, id := range slices.Backward(g.ids) {
		if slices.ContainsFunc(u.Shares, func(s ClassShare) bool { return s.Class == id }) {
			continue
		}
		n := int64(sums[id])
		share := ClassShare{Class: id, Label: g.labels[id], Share: figureOf(big.NewRat(n, int64(samples))), Error: standardError(n, int64(samples))}
		if id == own {
			u.Kept, u.Error = share.Share, share.Error
		}
		u.Shares = append(u.Shares, share)
	}
	return u
}

// standardError returns sqrt(p (1-p) / N) of n of N samples.
func standardError(n, of int64) zielkette.Figure {
	square := new(big.Rat).Mul(big.NewRat(n, of), big.NewRat(of-n, of))
	square.Quo(square, big.NewRat(of, 1))
	return zielkette.NewFigure(real.Decide(func(c *real.Context) *big.Int {
		return c.Rat(square).Sqrt().Units(zielkette.Places)
	}), zielkette.Places)
}

// draw draws weightings: uniform on the simplex by the gaps between sorted whole numbers.
type draw struct {
	least, most []int64 // of the weights
	rest        uint64  // what is left beside the least weights
	limited     bool
	cuts        []uint64
	weights     []int64
}

// newDraw returns a draw of n weights within limits.
func newDraw(n int, limits map[int]Limits) (*draw, error) {
	d := &draw{least: make([]int64, n), most: make([]int64, n), weights: make([]int64, n), cuts: make([]uint64, max(n-1, 0)), limited: len(limits) > 0}
	left, room := int64(allUnits), int64(0)
	for i := range n {
		d.most[i] = allUnits
		l := limits[i]
		least, most := limitUnits(l.Least, 0), limitUnits(l.Most, allUnits)
		if least < 0 || most > allUnits || least > most {
			return nil, badLimits("die Grenzen eines Gewichts liegen zwischen 0 und 1, die obere nicht unter der unteren", "the limits of a weight lie between 0 and 1, the upper not below the lower")
		}
		d.least[i], d.most[i] = least, most
		left -= least
		room += min(most, allUnits-room)
	}
	for i := range limits {
		if i < 0 || i >= n {
			return nil, badLimits(fmt.Sprintf("es gibt %d gewichtete Teile", n), fmt.Sprintf("there are %d parts to weigh", n))
		}
	}
	if left < 0 || room < allUnits {
		return nil, badLimits("keine Gewichtung hält alle Grenzen ein", "no weighting keeps to all limits")
	}
	d.rest = uint64(left)
	return d, nil
}

// limitUnits returns a limit in units of a weight, out of range where it is.
func limitUnits(n zielkette.Number, none int64) int64 {
	r, ok := n.Rat()
	if !ok {
		return none
	}
	r.Mul(r, big.NewRat(allUnits, 1))
	q := new(big.Int).Quo(r.Num(), r.Denom())
	if !q.IsInt64() {
		return -1
	}
	return q.Int64()
}

func (d *draw) clone() *draw {
	c := *d
	c.weights, c.cuts = slices.Clone(d.weights), slices.Clone(d.cuts)
	return &c
}

// next returns the next weighting, valid until the one after it, and how many were drawn
// that are outside the limits; ok is false where these leave too little.
func (d *draw) next(source *rand.PCG) (weights []int64, rejected int, ok bool) {
	for {
		for i := range d.cuts {
			d.cuts[i], _ = bits.Mul64(source.Uint64(), d.rest+1)
		}
		sort(d.cuts)
		before := uint64(0)
		for i := range d.weights {
			cut := d.rest
			if i < len(d.cuts) {
				cut = d.cuts[i]
			}
			d.weights[i] = d.least[i] + int64(cut-before)
			before = cut
		}
		if !d.limited || d.within() {
			return d.weights, rejected, true
		}
		if rejected++; rejected > maxTries {
			return nil, rejected, false
		}
	}
}

func (d *draw) within() bool {
	for i, w := range d.weights {
		if w > d.most[i] {
			return false
		}
	}
	return true
}

// sort sorts few numbers, which is what pools have.
func sort(numbers []uint64) {
	if len(numbers) > 30 {
		slices.Sort(numbers)
		return
	}
	for i := 1; i < len(numbers); i++ {
		for k := i; k > 0 && numbers[k-1] > numbers[k]; k-- {
			numbers[k-1], numbers[k] = numbers[k], numbers[k-1]
		}
	}
}
