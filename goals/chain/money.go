package chain

import (
	"cmp"
	"math/bits"
	"slices"

	"github.com/shopspring/decimal"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/internal/cents"
)

// Sum is an amount of money with what is not known of it.
type Sum struct {
	cents   int64
	stated  int32
	missing int32
}

// Value returns the amount in euros at two places; ok is false when no budget
// line states it, which is not an amount of 0.
func (s Sum) Value() (euros decimal.Decimal, ok bool) {
	if s.stated == 0 {
		return decimal.Decimal{}, false
	}
	return decimal.New(s.cents, -2), true
}

// Missing returns how many budget lines do not state the amount; the value leaves
// them out.
func (s Sum) Missing() int { return int(s.missing) }

// add adds an amount and returns it in cents, 0 where it is not stated.
func (s *Sum) add(n zielkette.Number) int64 {
	amount, ok := cents.Of(n)
	if !ok {
		s.missing++
		return 0
	}
	s.cents += amount
	s.stated++
	return amount
}

// Amount is the money behind something.
type Amount struct {
	Planned, Actual Sum
	Measures        int // how many measures the money is of, each counted once
}

// Part is what a goal gets of one budget line of a measure.
type Part struct {
	Measure, Goal   Node
	Share           zielkette.Number // as stated; none where equal parts are assumed, see Of
	Of              int              // among how many goals the measure divides
	Product         string
	Year            int
	Planned, Actual Sum
}

// budget holds the lines and shares of all measures in flat arrays.
type budget struct {
	lines           []int32  // the lines of measure i are lines[i] to lines[i+1]-1
	planned, actual []int64  // cents of a line
	whole           []Amount // of a measure
	weight          []int64  // of a share, by its label, in parts of den
	den             []int64  // of a measure
}

func flatten(measures []goals.Measure) budget {
	b := budget{lines: make([]int32, 1, len(measures)+1), whole: make([]Amount, len(measures)), den: make([]int64, len(measures))}
	for i := range measures {
		m := &measures[i]
		b.whole[i].Measures = 1
		for _, line := range m.Budget {
			b.planned = append(b.planned, b.whole[i].Planned.add(line.Planned))
			b.actual = append(b.actual, b.whole[i].Actual.add(line.Actual))
		}
		b.lines = append(b.lines, int32(len(b.planned)))
		b.den[i] = int64(len(m.Serves))
		for _, s := range m.Serves {
			weight := int64(1)
			if coef, places, ok := s.Share.Small(); ok {
				b.den[i] = one
				for weight = coef; places < zielkette.MaxPlaces; places++ {
					weight *= 10
				}
			}
			b.weight = append(b.weight, weight)
		}
	}
	return b
}

// Money is the money of all measures, split among the goals they serve. It is
// immutable and safe for concurrent use.
type Money struct {
	chain         *Chain
	own, total    []Amount // by goal
	all, unserved Amount
}

// Money splits the budget of every measure among the goals it serves: each line
// by the stated shares, or equally where none are stated, to the cent, the cents
// left over going to the largest remainders and then to the smaller id. Cost:
// linear in lines, shares, and the goals above each share.
func (c *Chain) Money() *Money {
	m := &Money{chain: c, own: make([]Amount, c.plan.Len()), total: make([]Amount, c.plan.Len())}
	b := &c.budget
	met := make([]int32, c.plan.Len()) // the last measure counted at a goal, from 1
	split := splitter{chain: c}
	var planned, actual []int64 // of a share, all lines together
	for i := range int32(len(c.measures)) {
		whole := &b.whole[i]
		m.all.plus(whole)
		from, to := c.serves.Out(i)
		switch to - from {
		case 0:
			m.unserved.plus(whole)
		case 1:
			planned, actual = append(planned[:0], whole.Planned.cents), append(actual[:0], whole.Actual.cents)
		default:
			planned, actual = append(planned[:0], make([]int64, to-from)...), append(actual[:0], make([]int64, to-from)...)
			split.of(i)
			for line := b.lines[i]; line < b.lines[i+1]; line++ {
				for k, cents := range split.cents(b.planned[line]) {
					planned[k] += cents
				}
				for k, cents := range split.cents(b.actual[line]) {
					actual[k] += cents
				}
			}
		}
		for at := from; at < to; at++ {
			goal := c.serves.To(at) - c.goalsFrom
			own := &m.own[goal]
			own.count(whole)
			own.Planned.cents += planned[at-from]
			own.Actual.cents += actual[at-from]
			for {
				total := &m.total[goal]
				total.Planned.cents += planned[at-from]
				total.Actual.cents += actual[at-from]
				if met[goal] != i+1 {
					met[goal] = i + 1
					total.count(whole)
				}
				above := c.parent[goal]
				if above < 0 {
					break
				}
				goal = above - c.goalsFrom
			}
		}
	}
	return m
}

func (s *Sum) plus(t Sum) {
	s.cents += t.cents
	s.stated += t.stated
	s.missing += t.missing
}

func (a *Amount) plus(b *Amount) {
	a.Planned.plus(b.Planned)
	a.Actual.plus(b.Actual)
	a.Measures += b.Measures
}

// count is plus without the money.
func (a *Amount) count(b *Amount) {
	a.Planned.stated += b.Planned.stated
	a.Planned.missing += b.Planned.missing
	a.Actual.stated += b.Actual.stated
	a.Actual.missing += b.Actual.missing
	a.Measures += b.Measures
}

// All returns the money of all measures.
func (m *Money) All() Amount { return m.all }

// Unserved returns the money of the measures that serve no goal. It and the money
// of the goals at the top come to [Money.All].
func (m *Money) Unserved() Amount { return m.unserved }

// Goal returns the money behind a goal and the goals beneath it, every measure
// counted once; ok is false for an unknown id.
func (m *Money) Goal(id string) (amount Amount, ok bool) { return m.amount(m.total, id) }

// Own returns the money meant for a goal itself, without the goals beneath it.
func (m *Money) Own(id string) (amount Amount, ok bool) { return m.amount(m.own, id) }

func (m *Money) amount(of []Amount, id string) (Amount, bool) {
	v, ok := m.chain.index[id]
	if !ok || !m.chain.isGoal(v) {
		return Amount{}, false
	}
	return of[v-m.chain.goalsFrom], true
}

// Parts returns what a goal and the goals beneath it get of each budget line, by
// goal, measure and line; nil for an unknown id. The parts come to
// [Money.Goal] to the cent.
func (m *Money) Parts(id string) []Part {
	c := m.chain
	v, ok := c.index[id]
	if !ok || !c.isGoal(v) {
		return nil
	}
	var out []Part
	for first, last := c.subtree(v); first < last; first++ {
		for at, end := c.servedBy.Out(first); at < end; at++ {
			out = m.parts(out, c.servedBy.To(at), first, c.servedBy.Label(at))
		}
	}
	return out
}

// parts appends what a goal gets of the lines of a measure by its share at a
// position.
func (m *Money) parts(out []Part, measure, goal, share int32) []Part {
	c := m.chain
	first, _ := c.serves.Out(measure)
	k := share - first
	serves := c.measures[measure].Serves
	split := splitter{chain: c}
	split.of(measure)
	for _, line := range c.measures[measure].Budget {
		p := Part{
			Measure: c.node(measure), Goal: c.node(goal),
			Share: serves[k].Share, Of: len(serves), Product: line.Product, Year: line.Year,
		}
		p.Planned.cents = split.cents(p.Planned.add(line.Planned))[k]
		p.Actual.cents = split.cents(p.Actual.add(line.Actual))[k]
		out = append(out, p)
	}
	return out
}

// Year is the money of a year.
type Year struct {
	Year int
	Amount
}

// Product is the money of a product of the budget.
type Product struct {
	Product string
	Amount
}

// Years returns the money behind a goal and the goals beneath it by year, in the
// order of the years; nil for an unknown id. The years come to [Money.Goal].
func (m *Money) Years(id string) []Year {
	return group(m.Parts(id), func(p Part) int { return p.Year }, func(year int, a Amount) Year { return Year{year, a} })
}

// Products returns the money behind a goal and the goals beneath it by product, in
// the order of their numbers; nil for an unknown id. The products come to
// [Money.Goal].
func (m *Money) Products(id string) []Product {
	return group(m.Parts(id), func(p Part) string { return p.Product }, func(product string, a Amount) Product { return Product{product, a} })
}

func group[K cmp.Ordered, T any](parts []Part, key func(Part) K, build func(K, Amount) T) []T {
	type line struct {
		measure, product string
		year             int
	}
	amounts := map[K]*Amount{}
	lines := map[line]bool{}
	type of struct {
		key     K
		measure string
	}
	measures := map[of]bool{}
	var keys []K
	for _, p := range parts {
		k := key(p)
		a := amounts[k]
		if a == nil {
			a = new(Amount)
			amounts[k] = a
			keys = append(keys, k)
		}
		a.Planned.cents += p.Planned.cents
		a.Actual.cents += p.Actual.cents
		id := line{p.Measure.ID, p.Product, p.Year}
		if !lines[id] {
			lines[id] = true
			a.count(&Amount{Planned: p.Planned, Actual: p.Actual})
		}
		if !measures[of{k, p.Measure.ID}] {
			measures[of{k, p.Measure.ID}] = true
			a.Measures++
		}
	}
	slices.Sort(keys)
	out := []T(nil)
	for _, k := range keys {
		out = append(out, build(k, *amounts[k]))
	}
	return out
}

// splitter divides amounts among the goals of one measure.
type splitter struct {
	chain   *Chain
	first   int32   // label of the first share
	weights []int64 // parts of den
	den     int64
	parts   []int64
	rests   []uint64
	order   []int
}

// of makes the splitter ready for a measure that serves a goal.
func (s *splitter) of(measure int32) {
	first, last := s.chain.serves.Out(measure)
	n := int(last - first)
	s.first, s.weights, s.den = first, s.chain.budget.weight[first:last], s.chain.budget.den[measure]
	s.parts, s.rests = slices.Grow(s.parts[:0], n)[:n], slices.Grow(s.rests[:0], n)[:n]
}

// cents returns the parts of an amount. The slice is reused.
func (s *splitter) cents(cents int64) []int64 {
	if len(s.weights) == 1 {
		s.parts[0] = cents
		return s.parts
	}
	missing := cents
	for i, w := range s.weights {
		high, low := bits.Mul64(size(cents), uint64(w))
		quotient, rest := bits.Div64(high, low, uint64(s.den))
		part := int64(quotient)
		if cents < 0 {
			if part = -part; rest > 0 {
				part, rest = part-1, uint64(s.den)-rest
			}
		}
		s.parts[i], s.rests[i] = part, rest
		missing -= part
	}
	if missing > 0 {
		s.order = s.order[:0]
		for i := range s.parts {
			s.order = append(s.order, i)
		}
		slices.SortFunc(s.order, func(i, j int) int {
			if c := cmp.Compare(s.rests[j], s.rests[i]); c != 0 {
				return c
			}
			c := s.chain
			return cmp.Compare(c.id(c.serves.To(s.first+int32(i))), c.id(c.serves.To(s.first+int32(j))))
		})
		for _, i := range s.order[:missing] {
			s.parts[i]++
		}
	}
	return s.parts
}
