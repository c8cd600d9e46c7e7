package robustness

import (
	"math/big"
	"slices"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
)

// Pool is what weights are given to: the scored parts of a goal, or the differences of
// two options by part. [PoolOf] and [Between] make one, and a literal does for plain
// scores. A part without a score, and one whose weight is stated and not above 0, does
// not count.
type Pool struct {
	Aggregator evaluation.Aggregator // "" is the weighted mean
	Parts      []Part
}

// Part is a part of a pool.
type Part struct {
	ID     string           `json:"id"`
	Title  string           `json:"title"`
	Weight zielkette.Number `json:"weight"` // in any proportion; none where only shares of all weightings are asked for
	Score  zielkette.Figure `json:"score"`  // as it enters the roll-up
}

// PoolOf returns the scored parts of a goal that have a weight, with the weights of the
// documents.
func PoolOf(score evaluation.Score) Pool {
	p := Pool{Aggregator: score.Rule().Aggregator}
	for part := range score.Parts() {
		if part.State == evaluation.Scored && part.Weight.Sign() > 0 {
			p.Parts = append(p.Parts, Part{part.ID(), part.Title(), part.Weight, part.Score})
		}
	}
	return p
}

// Between returns the differences of two options, cities or dates by part: the score of
// a less that of b, with the weights of a. The first stays ahead of the second where the
// weighted mean of the differences is above 0. ok is false where a part is scored in one
// and not in the other, where their parts differ, and where either is no weighted mean:
// then [SampleUnits] compares them.
func Between(a, b evaluation.Score) (differences Pool, ok bool) {
	p, q := PoolOf(a), PoolOf(b)
	if len(p.Parts) == 0 || len(p.Parts) != len(q.Parts) || p.Aggregator != evaluation.Mean || q.Aggregator != evaluation.Mean {
		return Pool{}, false
	}
	for i := range p.Parts {
		x, okX := p.Parts[i].Score.Rat()
		y, okY := q.Parts[i].Score.Rat()
		if p.Parts[i].ID != q.Parts[i].ID || !okX || !okY {
			return Pool{}, false
		}
		p.Parts[i].Score = zielkette.Round(x.Sub(x, y))
	}
	return p, true
}

// Share returns the part of all weightings, from 0 to 1, under which the weighted mean of
// the scores is at least the bound, rounded once to [zielkette.Places] digits. There is
// none without parts or a bound, and for other aggregators than the mean, for which
// [Sample] gives an estimate. Cost: n^2/4 steps for n parts, 5 microseconds for 30
// (BenchmarkShare). Source: Varsi 1973 and Ali 1973, as the package says.
func (p Pool) Share(bound zielkette.Number) zielkette.Figure {
	return p.share(bound, identity(len(p.Parts)), false)
}

// ShareInOrder is [Pool.Share] of those weightings only in which the parts weigh in the
// given order, the first at least as much as the second and so on: positions in Parts,
// each once. There is none where the order is no such list. Instead of the scores it
// takes the means of the first k of them, which is what weights in that order are made
// of.
func (p Pool) ShareInOrder(order []int, bound zielkette.Number) zielkette.Figure {
	if !p.orders(order) {
		return zielkette.Figure{}
	}
	return p.share(bound, order, true)
}

func (p Pool) share(bound zielkette.Number, order []int, means bool) zielkette.Figure {
	if bound.IsZero() || !p.mean() {
		return zielkette.Figure{}
	}
	scores := make([]zielkette.Figure, 0, len(order))
	for _, i := range order {
		if p.Parts[i].counts() {
			scores = append(scores, p.Parts[i].Score)
		}
	}
	if terms, ok := termsOf(scores, bound, means); ok {
		return share(terms)
	}
	b, _ := bound.Rat()
	sum, numbers := new(big.Rat), make([]*big.Rat, len(scores))
	for k, score := range scores {
		s, _ := score.Rat()
		s.Sub(s, b)
		if numbers[k] = s; means {
			sum.Add(sum, s)
			numbers[k] = new(big.Rat).Quo(sum, big.NewRat(int64(k+1), 1))
		}
	}
	return wideShare(numbers)
}

// orders reports whether a list names every part once.
func (p Pool) orders(order []int) bool {
	seen := make([]bool, len(p.Parts))
	for _, i := range order {
		if i < 0 || i >= len(seen) || seen[i] {
			return false
		}
		seen[i] = true
	}
	return len(order) == len(p.Parts)
}

// counts reports whether a part is weighed.
func (p Part) counts() bool {
	return !p.Score.IsZero() && (p.Weight.IsZero() || p.Weight.Sign() > 0)
}

// mean reports whether the pool is a weighted mean of at least one part.
func (p Pool) mean() bool {
	return isMean(p.Aggregator) && slices.ContainsFunc(p.Parts, Part.counts)
}

// termsOf returns the scores less the bound as whole numbers of a common scale, or the
// means of the first of them; ok is false where they are too large for that.
func termsOf(scores []zielkette.Figure, bound zielkette.Number, means bool) (terms []term, ok bool) {
	b, places, ok := bound.Small()
	for _, s := range scores {
		_, more, small := s.Small()
		places, ok = max(places, more), ok && small
	}
	_, has, _ := bound.Small()
	b, fits := scaled(b, places-has)
	ok, sum := ok && fits, int64(0)
	terms = make([]term, len(scores))
	for k, s := range scores {
		n, has, _ := s.Small()
		n, fits := scaled(n, places-has)
		terms[k] = term{n - b, 1}
		if sum += n - b; means {
			terms[k] = term{sum, int64(k + 1)}
		}
		const limit = 1 << 61
		ok = ok && fits && sum < limit && sum > -limit
	}
	return terms, ok
}

// scaled returns n * 10^places; ok is false where it is too large to be added up.
func scaled(n int64, places int) (int64, bool) {
	const limit = 1 << 60
	for range places {
		if n > limit/10 || n < -limit/10 {
			return 0, false
		}
		n *= 10
	}
	return n, n <= limit && n >= -limit
}

func identity(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

// byWeight returns the order of the parts by their weights, the heaviest first; ok is
// false where two weigh the same, so that no order is stated.
func (p Pool) byWeight() (order []int, ok bool) {
	order = identity(len(p.Parts))
	slices.SortStableFunc(order, func(i, j int) int { return p.Parts[j].Weight.Compare(p.Parts[i].Weight) })
	for k := 1; k < len(order); k++ {
		if p.Parts[order[k-1]].Weight.Equal(p.Parts[order[k]].Weight) {
			return nil, false
		}
	}
	return order, true
}
