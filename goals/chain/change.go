package chain

import (
	"math/big"

	"github.com/shopspring/decimal"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/goals"
)

// Change is what is done to a measure: cut altogether (the zero value), kept in
// part, or delayed.
type Change struct {
	Keep  zielkette.Number // share of the measure that is kept, from 0 to 1; none is 0, or 1 where it is only delayed
	Delay zielkette.Span   // how much later everything of it comes
}

// Lost is what a result or a goal loses.
type Lost struct {
	Node          Node
	before, after Contribution
	units         int64
	First, Last   zielkette.Date // when the first and the last of the effect come as planned; no date where none is
	Later         zielkette.Date // when the last comes after the change
	Partial       bool           // some path has a link whose strength is not stated
}

// Before returns the contribution of the measure as it was planned; ok is false
// when no path has a strength on every link.
func (l Lost) Before() (value decimal.Decimal, ok bool) { return l.before.Value() }

// After returns the contribution after the change.
func (l Lost) After() (value decimal.Decimal, ok bool) { return l.after.Value() }

// Lost returns Before - After. It is negative where the measure hinders: there
// the change is a gain.
func (l Lost) Lost() (value decimal.Decimal, ok bool) {
	if !l.before.known {
		return decimal.Decimal{}, false
	}
	return figure(l.units), true
}

// Freed is the planned money that a change sets free, of what was meant for a
// goal itself.
type Freed struct {
	Goal    Node
	Planned Sum
}

// Loss is what a change of a measure costs, and where.
type Loss struct {
	Measure Node
	Change  Change
	View    View
	List    []Lost  // results and goals that follow, in the order of the document
	Freed   []Freed // by goal the measure serves; they come to All
	All     Sum     // planned money set free
}

// kept returns the part of the measure that is kept.
func (c Change) kept() *big.Rat {
	keep, ok := c.Keep.Rat()
	if !ok {
		keep = new(big.Rat)
		if !c.Delay.IsZero() {
			keep.SetInt64(1)
		}
	}
	return keep
}

// Loss returns what is lost where if a measure is cut, kept in part or delayed. A
// delay loses nothing in the end; ask with a date in the view. Money is set free
// by what is left of each budget line beside the part kept, which is rounded to the cent, half away from zero, and split as in [Chain.Money]; a delay sets none free. Errors are as for
// [Chain.To], besides [zielkette.CodeRange] for a part outside 0..1. Cost as for
// [Chain.From].
func (c *Chain) Loss(measure string, change Change, view View) (Loss, error) {
	v, err := c.find(measure, Measure)
	if err != nil {
		return Loss{}, err
	}
	keep := change.kept()
	if keep.Sign() < 0 || keep.Cmp(big.NewRat(1, 1)) > 0 {
		return Loss{}, fault(zielkette.CodeRange, change.Keep.String(),
			"der Teil einer Maßnahme, der erhalten bleibt, liegt zwischen 0 und 1",
			"the part of a measure that is kept lies between 0 and 1")
	}
	before, err := c.From(measure, view)
	if err != nil {
		return Loss{}, err
	}
	f := c.down(v, view)
	f.delay = change.Delay.Months()
	after, err := c.flow(f)
	if err != nil {
		return Loss{}, err
	}
	out := Loss{Measure: c.node(v), Change: change, View: view}
	span := c.lags(v)
	for i, b := range before.List {
		a := after.List[i]
		a.units = rounded(new(big.Rat).Mul(keep, new(big.Rat).SetInt64(a.units)))
		lost := Lost{Node: b.Node(), Partial: b.Partial, before: b, after: a, units: b.units - a.units}
		if b.known {
			lag := span[b.node]
			lost.First, lost.Last = arrival(f.of, view, lag)
			if keep.Sign() > 0 {
				_, lost.Later = arrival(f.of, view, lagRange{lag.least + f.delay, lag.most + f.delay})
			}
		}
		out.List = append(out.List, lost)
	}
	c.free(&out, v, keep)
	return out, nil
}

// lagRange is the shortest and the longest time to a node, in months.
type lagRange struct{ least, most int }

// lags returns how long it takes from a node to all that follow from it, over
// links with a strength.
func (c *Chain) lags(root int32) map[int32]lagRange {
	cone := c.cone(root, &c.out)
	out := map[int32]lagRange{root: {}}
	for i := 1; i < cone.size; i++ {
		v := cone.node(i)
		for at, last := c.in.Out(v); at < last; at++ {
			before, ok := out[c.in.To(at)]
			if !ok || c.in.kind[at]&stated == 0 {
				continue
			}
			lag := int(c.in.lag[at])
			next := lagRange{before.least + lag, before.most + lag}
			if known, ok := out[v]; ok {
				next = lagRange{min(known.least, next.least), max(known.most, next.most)}
			}
			out[v] = next
		}
	}
	return out
}

// arrival returns when the first and the last of a measure arrive; the last is
// not known while a step has no date.
func arrival(m *goals.Measure, view View, lag lagRange) (first, last zielkette.Date) {
	undated := false
	for _, s := range steps(m, view.Actual) {
		switch {
		case s.weight.Sign() == 0:
		case s.date.IsZero():
			undated = true
		default:
			if first.IsZero() || s.date.Compare(first) < 0 {
				first = s.date
			}
			if s.date.Compare(last) > 0 {
				last = s.date
			}
		}
	}
	if undated {
		last = zielkette.Date{}
	}
	return first.AddMonths(lag.least), last.AddMonths(lag.most)
}

// free fills in the money set free.
func (c *Chain) free(out *Loss, measure int32, keep *big.Rat) {
	m := &c.measures[measure]
	out.Freed = make([]Freed, len(m.Serves))
	split := splitter{chain: c}
	split.of(measure)
	for k, s := range m.Serves {
		out.Freed[k].Goal = c.node(c.index[s.Goal])
	}
	for _, line := range m.Budget {
		var freed Sum
		if cents := freed.add(line.Planned); freed.stated > 0 {
			freed.cents -= rounded(new(big.Rat).Mul(keep, new(big.Rat).SetInt64(cents)))
		}
		out.All.plus(freed)
		if len(m.Serves) == 0 {
			continue
		}
		for k, part := range split.cents(freed.cents) {
			out.Freed[k].Planned.plus(Sum{part, freed.stated, freed.missing})
		}
	}
}
