package chain

import (
	"cmp"
	"encoding/json"
	"maps"
	"math/bits"
	"slices"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/internal/cents"
)

// Amount is the money behind something, in euros to the cent. An amount that nobody
// states is no figure, not 0: a sum leaves it out, and the fields on what is missing
// count how often it did.
type Amount struct {
	Planned        zielkette.Figure `json:"planned"`
	PlannedMissing int              `json:"plannedMissing"` // budget lines that state no planned amount
	Actual         zielkette.Figure `json:"actual"`
	ActualMissing  int              `json:"actualMissing"` // budget lines that state no actual amount
	Measures       int              `json:"measures"`      // how many measures the money is of, each counted once
}

// Part is a part of the money of measures. [Money.Parts] gives what a goal gets of one
// budget line, [Money.Years] and [Money.Products] what it gets of all lines of a year
// or of a product; what these have in common is left empty there.
type Part struct {
	Measure Node             `json:"measure,omitzero"`
	Goal    Node             `json:"goal,omitzero"`
	Share   zielkette.Number `json:"share,omitzero"` // as stated; none where equal parts are assumed, see Of
	Of      int              `json:"of,omitzero"`    // among how many goals the measure divides
	Product string           `json:"product,omitzero"`
	Year    int              `json:"year,omitzero"`
	Amount
}

// amount adds up the money of measures.
type amount struct {
	planned, actual cents.Sum
	measures        int
}

func (a *amount) plus(b *amount) {
	a.planned.Plus(b.planned)
	a.actual.Plus(b.actual)
	a.measures += b.measures
}

// count is plus without the money.
func (a *amount) count(b *amount) {
	a.planned.Count(b.planned)
	a.actual.Count(b.actual)
	a.measures += b.measures
}

// public returns the sums as they are handed out.
func (a *amount) public() Amount {
	return Amount{a.planned.Figure(), int(a.planned.Missing), a.actual.Figure(), int(a.actual.Missing), a.measures}
}

// budget holds the lines and shares of all measures in flat arrays.
type budget struct {
	lines           []int32  // the lines of measure i are lines[i] to lines[i+1]-1
	planned, actual []int64  // cents of a line
	whole           []amount // of a measure
	weight          []int64  // of a share, by its label, in parts of den
	den             []int64  // of a measure
}

func flatten(measures []goals.Measure) budget {
	b := budget{lines: make([]int32, 1, len(measures)+1), whole: make([]amount, len(measures)), den: make([]int64, len(measures))}
	for i := range measures {
		m := &measures[i]
		b.whole[i].measures = 1
		for k := range m.Budget {
			b.planned = append(b.planned, b.whole[i].planned.Add(m.Budget[k].Planned))
			b.actual = append(b.actual, b.whole[i].actual.Add(m.Budget[k].Actual))
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

// sum returns the cents of all lines of a measure, which a plan keeps within an int64.
func (b *budget) sum(lines []int64, measure int32) (cents int64) {
	for _, line := range lines[b.lines[measure]:b.lines[measure+1]] {
		cents += line
	}
	return cents
}

// Money is the money of all measures, split among the goals they serve. It is
// immutable and safe for concurrent use.
type Money struct {
	chain         *Chain
	own, total    []amount // by goal
	all, unserved amount
}

// Money splits the budget of every measure among the goals it serves: each line
// by the stated shares, or equally where none are stated, to the cent, the cents
// left over going to the largest remainders and then to the smaller id. Cost:
// linear in lines, shares, and the goals above each share.
func (c *Chain) Money() *Money {
	c = c.or()
	m := &Money{chain: c, own: make([]amount, c.plan.Len()), total: make([]amount, c.plan.Len())}
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
			planned, actual = append(planned[:0], b.sum(b.planned, i)), append(actual[:0], b.sum(b.actual, i))
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
			own.planned.Cents(planned[at-from])
			own.actual.Cents(actual[at-from])
			for {
				total := &m.total[goal]
				total.planned.Cents(planned[at-from])
				total.actual.Cents(actual[at-from])
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

// or returns the money, that of an empty chain for nil and the zero value.
func (m *Money) or() *Money {
	if m == nil || m.chain == nil {
		return (*Chain)(nil).Money()
	}
	return m
}

// All returns the money of all measures.
func (m *Money) All() Amount { return m.or().all.public() }

// Unserved returns the money of the measures that serve no goal. It and the money
// of the goals at the top come to [Money.All].
func (m *Money) Unserved() Amount { return m.or().unserved.public() }

// Goal returns the money behind a goal and the goals beneath it, every measure
// counted once; ok is false for an unknown id.
func (m *Money) Goal(id string) (amount Amount, ok bool) { return m.of(m.or().total, id) }

// Own returns the money meant for a goal itself, without the goals beneath it.
func (m *Money) Own(id string) (amount Amount, ok bool) { return m.of(m.or().own, id) }

func (m *Money) of(list []amount, id string) (Amount, bool) {
	c := m.or().chain
	v, ok := c.index[id]
	if !ok || !c.isGoal(v) {
		return Amount{}, false
	}
	return list[v-c.goalsFrom].public(), true
}

// MarshalJSON returns the money of all measures, of those that serve no goal, and of
// every goal.
func (m *Money) MarshalJSON() ([]byte, error) {
	m = m.or()
	type goal struct {
		ID    string `json:"id"`
		Own   Amount `json:"own"`
		Total Amount `json:"total"` // with the goals beneath it
	}
	out := struct {
		All      Amount `json:"all"`
		Unserved Amount `json:"unserved"`
		Goals    []goal `json:"goals"`
	}{m.All(), m.Unserved(), make([]goal, len(m.own))}
	for i := range out.Goals {
		out.Goals[i] = goal{m.chain.plan.At(i).ID(), m.own[i].public(), m.total[i].public()}
	}
	return json.Marshal(out)
}

// Parts returns what a goal and the goals beneath it get of each budget line, by
// goal, measure and line; nil for an unknown id. The parts come to
// [Money.Goal] to the cent.
func (m *Money) Parts(id string) []Part {
	var out []Part
	m.each(id, func(p *part) {
		p.Amount = p.sum.public()
		out = append(out, p.Part)
	})
	return out
}

// part is a part of a budget line with its sums.
type part struct {
	Part
	sum amount
}

// each calls f with what a goal and the goals beneath it get of each budget line.
func (m *Money) each(id string, f func(*part)) {
	c := m.or().chain
	v, ok := c.index[id]
	if !ok || !c.isGoal(v) {
		return
	}
	split := splitter{chain: c}
	for first, last := c.subtree(v); first < last; first++ {
		for at, end := c.servedBy.Out(first); at < end; at++ {
			measure, k := c.servedBy.To(at), c.servedBy.Label(at)
			start, _ := c.serves.Out(measure)
			k -= start
			of := &c.measures[measure]
			split.of(measure)
			for i := range of.Budget {
				line := &of.Budget[i]
				p := part{Part: Part{
					Measure: c.node(measure), Goal: c.node(first),
					Share: of.Serves[k].Share, Of: len(of.Serves), Product: line.Product, Year: line.Year,
				}}
				p.sum.measures = 1
				p.sum.planned = share(line.Planned, &split, k)
				p.sum.actual = share(line.Actual, &split, k)
				f(&p)
			}
		}
	}
}

// share returns the part of an amount that a share gets, counted as the amount is.
func share(n zielkette.Number, split *splitter, k int32) cents.Sum {
	var whole, part cents.Sum
	part.Cents(split.cents(whole.Add(n))[k])
	part.Count(whole)
	return part
}

// Years returns the money behind a goal and the goals beneath it by year, in the
// order of the years; nil for an unknown id. The years come to [Money.Goal].
func (m *Money) Years(id string) []Part {
	return group(m, id, func(p *part) int { return p.Year }, func(year int) Part { return Part{Year: year} })
}

// Products returns the money behind a goal and the goals beneath it by product, in
// the order of their numbers; nil for an unknown id. The products come to
// [Money.Goal].
func (m *Money) Products(id string) []Part {
	return group(m, id, func(p *part) string { return p.Product }, func(product string) Part { return Part{Product: product} })
}

// group adds up the parts of a goal that have a key in common.
func group[K cmp.Ordered](m *Money, id string, key func(*part) K, build func(K) Part) []Part {
	type line struct {
		measure, product string
		year             int
	}
	type of struct {
		key     K
		measure string
	}
	amounts := map[K]*amount{}
	lines, measures := map[line]bool{}, map[of]bool{}
	m.each(id, func(p *part) {
		k := key(p)
		a := amounts[k]
		if a == nil {
			a = new(amount)
			amounts[k] = a
		}
		// A line that several goals share is one line, and its measure one measure.
		counted, met := line{p.Measure.ID, p.Product, p.Year}, of{k, p.Measure.ID}
		sum := p.sum
		if lines[counted] {
			sum.planned.Stated, sum.planned.Missing, sum.actual.Stated, sum.actual.Missing = 0, 0, 0, 0
		}
		if measures[met] {
			sum.measures = 0
		}
		lines[counted], measures[met] = true, true
		a.plus(&sum)
	})
	var out []Part
	for _, k := range slices.Sorted(maps.Keys(amounts)) {
		p := build(k)
		p.Amount = amounts[k].public()
		out = append(out, p)
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
