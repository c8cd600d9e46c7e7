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
	"gitlab.opencode.de/zielkette/zielkette/internal/years"
)

// Amount is the money behind something, in euros to the cent. An amount that nobody
// states is no figure, not 0: a sum leaves it out, and the fields on what is missing
// count how often it did.
type Amount struct {
	Planned        zielkette.Figure `json:"planned"`        // in all years
	PlannedToDate  zielkette.Figure `json:"plannedToDate"`  // of that, in the years up to that of the as-of date; none without one
	PlannedMissing int              `json:"plannedMissing"` // budget lines that state no planned amount
	Actual         zielkette.Figure `json:"actual"`
	ActualMissing  int              `json:"actualMissing"` // budget lines that state no actual amount though their year is over, or there is no as-of date
	Measures       int              `json:"measures"`      // how many measures the money is of, each counted once
}

// Part is a part of the money of measures. [Money.Parts] gives what a goal gets of one
// budget line, [Money.Years], [Money.Products], [Money.Funds] and [Money.Uses] what it
// gets of all lines of a year, a product, a source of funds or a use; what these do not
// have in common is left empty there.
type Part struct {
	Measure Node             `json:"measure,omitzero"`
	Goal    Node             `json:"goal,omitzero"`
	Share   zielkette.Number `json:"share,omitzero"` // as stated; none where equal parts are assumed, see Of
	Of      int              `json:"of,omitzero"`    // among how many goals the measure divides
	Product string           `json:"product,omitzero"`
	Year    int              `json:"year,omitzero"`
	Funds   goals.Funds      `json:"funds,omitzero"`
	Use     goals.Use        `json:"use,omitzero"`
	Amount
}

// amount adds up the money of measures.
type amount struct {
	planned, due, actual cents.Sum // due is what is planned to date
	measures             int
}

func (a *amount) plus(b *amount) {
	a.planned.Plus(b.planned)
	a.due.Plus(b.due)
	a.actual.Plus(b.actual)
	a.measures += b.measures
}

// count is plus without the money.
func (a *amount) count(b *amount) {
	a.planned.Count(b.planned)
	a.due.Count(b.due)
	a.actual.Count(b.actual)
	a.measures += b.measures
}

// public returns the sums as they are handed out.
func (a *amount) public() Amount {
	return Amount{a.planned.Figure(), a.due.Figure(), int(a.planned.Missing), a.actual.Figure(), int(a.actual.Missing), a.measures}
}

// budget holds the lines and shares of all measures in flat arrays.
type budget struct {
	lines                []int32  // the lines of measure i are lines[i] to lines[i+1]-1
	planned, due, actual []int64  // cents of a line; due is empty without an as-of date
	whole                []amount // of a measure
	weight               []int64  // of a share, by its label, in parts of den
	den                  []int64  // of a measure
}

// flatten lays out the lines of measures as they are looked at on a date.
func flatten(measures []goals.Measure, asOf zielkette.Date) budget {
	b := budget{lines: make([]int32, 1, len(measures)+1), whole: make([]amount, len(measures)), den: make([]int64, len(measures))}
	for i := range measures {
		m := &measures[i]
		b.whole[i].measures = 1
		for k := range m.Budget {
			line := &m.Budget[k]
			planned := b.whole[i].plan(line, asOf)
			b.planned = append(b.planned, planned)
			if !asOf.IsZero() {
				b.due = append(b.due, either(due(line, asOf), planned, 0))
			}
			b.actual = append(b.actual, b.whole[i].spend(line, asOf))
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

func either[T any](first bool, a, b T) T {
	if first {
		return a
	}
	return b
}

// due reports whether a line is planned for a year up to that of a date.
func due(line *goals.BudgetLine, asOf zielkette.Date) bool {
	return !asOf.IsZero() && line.Year <= asOf.Last().Year()
}

// plan adds what a line plans and returns it in cents.
func (a *amount) plan(line *goals.BudgetLine, asOf zielkette.Date) int64 {
	if due(line, asOf) {
		a.due.Add(line.Planned)
	}
	return a.planned.Add(line.Planned)
}

// spend adds what was spent of a line and returns it in cents. Nothing is missing where
// the year goes on after the as-of date.
func (a *amount) spend(line *goals.BudgetLine, asOf zielkette.Date) int64 {
	if line.Actual.IsZero() && !asOf.IsZero() && !years.Over(line.Year, asOf) {
		return 0
	}
	return a.actual.Add(line.Actual)
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

// Money splits the budget of every measure among the goals it serves, as it stood and was
// known at the dates of the chain, see [At]: each line by the stated shares, or equally
// where none are stated, to the cent, the cents left over going to the largest
// remainders and then to the smaller id. Cost: linear in lines, shares, and the goals
// above each share.
func (c *Chain) Money() *Money {
	c = c.or()
	m := &Money{chain: c, own: make([]amount, c.plan.Len()), total: make([]amount, c.plan.Len())}
	b := &c.budget
	met := make([]int32, c.plan.Len()) // the last measure counted at a goal, from 1
	split := splitter{chain: c}
	of := [...][]int64{b.planned, b.actual, b.due} // of a line
	var parts [len(of)][]int64                     // of a share, all lines together
	for i := range int32(len(c.measures)) {
		whole := &b.whole[i]
		m.all.plus(whole)
		from, to := c.serves.Out(i)
		for side := range of {
			parts[side] = append(parts[side][:0], make([]int64, to-from)...)
		}
		switch to - from {
		case 0:
			m.unserved.plus(whole)
		case 1:
			for side, lines := range of {
				if lines != nil {
					parts[side][0] = b.sum(lines, i)
				}
			}
		default:
			split.of(i)
			for side, lines := range of {
				if lines == nil {
					continue
				}
				for line := b.lines[i]; line < b.lines[i+1]; line++ {
					for k, cents := range split.cents(lines[line]) {
						parts[side][k] += cents
					}
				}
			}
		}
		for at := from; at < to; at++ {
			goal := c.serves.To(at) - c.goalsFrom
			m.own[goal].count(whole)
			m.own[goal].cents(&parts, at-from)
			for {
				total := &m.total[goal]
				total.cents(&parts, at-from)
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

// cents adds what a share gets: planned, actual, planned to date.
func (a *amount) cents(parts *[3][]int64, share int32) {
	a.planned.Cents(parts[0][share])
	a.actual.Cents(parts[1][share])
	a.due.Cents(parts[2][share])
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

// Measure returns the money of a measure, all its lines together; ok is false for an id
// that is no measure and for a measure without a budget.
func (m *Money) Measure(id string) (amount Amount, ok bool) {
	c := m.or().chain
	v, ok := c.index[id]
	if !ok || !c.isMeasure(v) || len(c.measures[v].Budget) == 0 {
		return Amount{}, false
	}
	return c.budget.whole[v].public(), true
}

func (m *Money) of(list []amount, id string) (Amount, bool) {
	c := m.or().chain
	v, ok := c.index[id]
	if !ok || !c.isGoal(v) {
		return Amount{}, false
	}
	return list[v-c.goalsFrom].public(), true
}

// MarshalJSON returns the money of all measures, also by year, product, funds and use, of
// those that serve no goal, and of every goal.
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
		Years    []Part `json:"years"`
		Products []Part `json:"products"`
		Funds    []Part `json:"funds"`
		Uses     []Part `json:"uses"`
	}{m.All(), m.Unserved(), make([]goal, len(m.own)), m.Years(""), m.Products(""), m.Funds(""), m.Uses("")}
	for i := range out.Goals {
		out.Goals[i] = goal{m.chain.plan.At(i).ID(), m.own[i].public(), m.total[i].public()}
	}
	return json.Marshal(out)
}

// Parts returns what a goal and the goals beneath it get of each budget line, by
// goal, measure and line; nil for an unknown id. The parts come to
// [Money.Goal] to the cent. The id "" asks for the lines of all measures, those that
// serve no goal included, not divided among goals; they come to [Money.All].
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

// each calls f with what a goal and the goals beneath it get of each budget line. The part
// is f's for the time of the call.
func (m *Money) each(id string, f func(*part)) {
	c := m.or().chain
	var p part // of one line after the other, in the same memory
	of := func(measure int32, line *goals.BudgetLine) {
		p = part{Part: Part{Measure: c.node(measure), Product: line.Product, Year: line.Year, Funds: line.Funds, Use: line.Use}}
		p.sum.measures = 1
	}
	if id == "" {
		for measure := range c.measures {
			for i := range c.measures[measure].Budget {
				line := &c.measures[measure].Budget[i]
				of(int32(measure), line)
				p.sum.plan(line, c.asOf)
				p.sum.spend(line, c.asOf)
				f(&p)
			}
		}
		return
	}
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
			serves := c.measures[measure].Serves
			split.of(measure)
			for i := range c.measures[measure].Budget {
				line := &c.measures[measure].Budget[i]
				of(measure, line)
				p.Goal, p.Share, p.Of = c.node(first), serves[k].Share, len(serves)
				var whole amount
				planned := split.cents(whole.plan(line, c.asOf))[k]
				p.sum.planned.Cents(planned)
				if due(line, c.asOf) {
					p.sum.due.Cents(planned)
				}
				p.sum.actual.Cents(split.cents(whole.spend(line, c.asOf))[k])
				p.sum.count(&whole)
				f(&p)
			}
		}
	}
}

// Years returns the money behind a goal and the goals beneath it by year, in the
// order of the years; nil for an unknown id, all measures for "". The years come to
// [Money.Goal].
func (m *Money) Years(id string) []Part {
	return group(m, id, func(p *part) int { return p.Year }, func(year int) Part { return Part{Year: year} })
}

// Products returns the money behind a goal and the goals beneath it by product, in
// the order of their numbers; nil for an unknown id, all measures for "". The products
// come to [Money.Goal].
func (m *Money) Products(id string) []Part {
	return group(m, id, func(p *part) string { return p.Product }, func(product string) Part { return Part{Product: product} })
}

// Funds returns the money behind a goal and the goals beneath it by whose money it is,
// what is not stated first, then in alphabetical order of the words; nil for an unknown
// id, all measures for "". The parts come to [Money.Goal].
func (m *Money) Funds(id string) []Part {
	return group(m, id, func(p *part) goals.Funds { return p.Funds }, func(funds goals.Funds) Part { return Part{Funds: funds} })
}

// Uses returns the money behind a goal and the goals beneath it by its use, in the same
// way as [Money.Funds].
func (m *Money) Uses(id string) []Part {
	return group(m, id, func(p *part) goals.Use { return p.Use }, func(use goals.Use) Part { return Part{Use: use} })
}

// group adds up the parts of a goal that have a key in common.
func group[K cmp.Ordered](m *Money, id string, key func(*part) K, build func(K) Part) []Part {
	type line struct {
		measure, product string
		year             int
		funds            goals.Funds
		use              goals.Use
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
		counted, met := line{p.Measure.ID, p.Product, p.Year, p.Funds, p.Use}, of{k, p.Measure.ID}
		sum := p.sum
		if lines[counted] {
			for _, s := range []*cents.Sum{&sum.planned, &sum.due, &sum.actual} {
				s.Stated, s.Missing = 0, 0
			}
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
