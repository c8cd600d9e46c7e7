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

// Loss returns what is lost where if a measure is cut, kept in part or delayed. A
// delay loses nothing in the end; ask with a date in the view. Money is set free
// by the part that is not kept, each budget line rounded half to even to the cent
// and split as in [Chain.Money]; a delay sets none free. Errors are as for
// [Chain.To], besides [CodeRange] for a part outside 0..1. Cost as for
// [Chain.From].
func (c *Chain) Loss(measure string, change Change, view View) (Loss, error) {
	v, err := c.find(measure, Measure)
	if err != nil {
		return Loss{}, err
	}
	keep, ok := change.Keep.Rat()
	if !ok {
		keep = new(big.Rat)
		if !change.Delay.IsZero() {
			keep.SetInt64(1)
		}
	}
	if keep.Sign() < 0 || keep.Cmp(big.NewRat(1, 1)) > 0 {
		return Loss{}, fault(CodeRange, change.Keep.String(), "the part of a measure that is kept lies between 0 and 1")
	}
	before, err := c.From(measure, view)
	if err != nil {
		return Loss{}, err
	}
	m := &c.measures[v]
	late := *m
	if !change.Delay.IsZero() {
		late = delayed(m, change.Delay.Months())
	}
	after, err := c.flow(v, c.out, c.in, view, c.earliest(view, c.measures[v:v+1]), v)
	if err != nil {
		return Loss{}, err
	}
	_ = after
	out := Loss{Measure: c.node(v), Change: change, View: view}
	shifted, err := c.fromAs(v, &late, view)
	if err != nil {
		return Loss{}, err
	}
	first, last := lags(c, v)
	for i, b := range before.List {
		a := shifted.List[i]
		a.units = halfEven(new(big.Rat).Mul(keep, new(big.Rat).SetInt64(a.units)))
		lost := Lost{Node: b.Node, before: b, after: a, units: b.units - a.units, Partial: b.Partial}
		if w := c.index[b.Node.ID]; b.known {
			lost.First, lost.Last = arrival(m, first[w], last[w])
			_, lost.Later = arrival(&late, first[w], last[w])
		}
		out.List = append(out.List, lost)
	}
	c.free(&out, m, keep)
	return out, nil
}
