package chain

import (
	"cmp"
	"math/bits"
	"slices"

	"github.com/shopspring/decimal"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/goals"
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

func (s *Sum) add(n zielkette.Number) {
	if cents, ok := goals.Cents(n); ok {
		s.cents += cents
		s.stated++
	} else {
		s.missing++
	}
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

// Money is the money of all measures, split among the goals they serve. It is
// immutable and safe for concurrent use.
type Money struct {
	chain         *Chain
	lines         []int32 // the lines of measure i are lines[i] to lines[i+1]-1
	planned       []int64 // of part k of line l: at the number of the share, see part
	actual        []int64
	first         []int32 // first part of a share, by its label
	own, total    []Amount
	all, unserved Amount
}

// Money splits the budget of every measure among the goals it serves: each line
// by the stated shares, or equally where none are stated, to the cent, the cents
// left over going to the largest remainders and then to the smaller id. Cost:
// linear in lines, shares, and the goals above each share.
func (c *Chain) Money() *Money {
	m := &Money{
		chain: c, first: make([]int32, c.serves.Links()),
		own: make([]Amount, c.plan.Len()), total: make([]Amount, c.plan.Len()),
	}
	met := make([]int32, c.plan.Len()) // the last measure counted at a goal, from 1
	var splitter splitter
	label := int32(0)
	for i := range c.measures {
		measure := &c.measures[i]
		var whole Amount
		for _, line := range measure.Budget {
			whole.Planned.add(line.Planned)
			whole.Actual.add(line.Actual)
		}
		whole.Measures = 1
		m.all.plus(whole)
		if len(measure.Serves) == 0 {
			m.unserved.plus(whole)
			continue
		}
		splitter.of(measure.Serves)
		lines := len(measure.Budget)
		base := int32(len(m.planned))
		m.planned = append(m.planned, make([]int64, lines*len(measure.Serves))...)
		m.actual = append(m.actual, make([]int64, lines*len(measure.Serves))...)
		for l, line := range measure.Budget {
			for k, cents := range splitter.split(line.Planned) {
				m.planned[int(base)+k*lines+l] = cents
			}
			for k, cents := range splitter.split(line.Actual) {
				m.actual[int(base)+k*lines+l] = cents
			}
		}
		for k, s := range measure.Serves {
			at := base + int32(k*lines)
			m.first[label] = at
			label++
			goal := c.index[s.Goal] - c.goalsFrom
			part := whole
			part.Planned.cents, part.Actual.cents = 0, 0
			for l := range lines {
				part.Planned.cents += m.planned[int(at)+l]
				part.Actual.cents += m.actual[int(at)+l]
			}
			m.own[goal].plus(part)
			for g := goal; ; g = c.parent[g] - c.goalsFrom {
				m.total[g].Planned.cents += part.Planned.cents
				m.total[g].Actual.cents += part.Actual.cents
				if met[g] != int32(i)+1 {
					met[g] = int32(i) + 1
					m.total[g].count(whole)
				}
				if c.parent[g] < 0 {
					break
				}
			}
		}
	}
	return m
}

// plus adds an amount; count only how much of it is stated and missing.
func (a *Amount) plus(b Amount) {
	a.Planned.cents += b.Planned.cents
	a.Actual.cents += b.Actual.cents
	a.count(b)
}

func (a *Amount) count(b Amount) {
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

func (m *Money) parts(out []Part, measure, goal, label int32) []Part {
	c := m.chain
	serves := c.measures[measure].Serves
	for l, line := range c.measures[measure].Budget {
		p := Part{
			Measure: c.node(measure), Goal: c.node(goal),
			Share: serves[c.shareOf[label]].Share, Of: len(serves), Product: line.Product, Year: line.Year,
		}
		p.Planned.add(line.Planned)
		p.Actual.add(line.Actual)
		p.Planned.cents, p.Actual.cents = m.planned[int(m.first[label])+l], m.actual[int(m.first[label])+l]
		out = append(out, p)
	}
	return out
}

// Year is the money of a year, Product that of a product of the budget.
type (
	Year struct {
		Year int
		Amount
	}
	Product struct {
		Product string
		Amount
	}
)

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
			a.count(Amount{Planned: p.Planned, Actual: p.Actual})
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
	weights []int64 // parts of den
	den     int64
	ids     []string
	parts   []int64
	rests   []uint64
	order   []int
}

func (s *splitter) of(shares []goals.Share) {
	n := len(shares)
	s.weights, s.ids, s.den = s.weights[:0], s.ids[:0], int64(n)
	s.parts, s.rests, s.order = slices.Grow(s.parts[:0], n)[:n], slices.Grow(s.rests[:0], n)[:n], s.order[:0]
	for i, share := range shares {
		s.ids, s.order = append(s.ids, share.Goal), append(s.order, i)
		weight := int64(1)
		if coef, places, ok := share.Share.Small(); ok {
			s.den = one
			for weight = coef; places < zielkette.MaxPlaces; places++ {
				weight *= 10
			}
		}
		s.weights = append(s.weights, weight)
	}
}

// split returns the parts in cents, nil without an amount. The slice is reused.
func (s *splitter) split(n zielkette.Number) []int64 {
	cents, ok := goals.Cents(n)
	if !ok {
		return nil
	}
	return s.cents(cents)
}

func (s *splitter) cents(cents int64) []int64 {
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
		slices.SortFunc(s.order, func(i, j int) int {
			return cmp.Or(cmp.Compare(s.rests[j], s.rests[i]), cmp.Compare(s.ids[i], s.ids[j]))
		})
		for _, i := range s.order[:missing] {
			s.parts[i]++
		}
	}
	return s.parts
}
