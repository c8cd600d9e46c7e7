package chain

import (
	"math/big"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/cents"
)

// Change is what is done to a measure: cut altogether (the zero value), kept in
// part, or delayed.
type Change struct {
	Keep  zielkette.Number `json:"keep"`           // share of the measure that is kept, from 0 to 1; none is 0, or 1 where it is only delayed
	Delay zielkette.Span   `json:"delay,omitzero"` // how much later everything of it comes
}

// Lost is what a result or a goal loses.
type Lost struct {
	Node    Node             `json:"node"`
	Before  zielkette.Figure `json:"before"`           // the contribution of the measure as it was planned; none when no path has a strength on every link
	After   zielkette.Figure `json:"after"`            // the same after the change
	Lost    zielkette.Figure `json:"lost"`             // before minus after; negative where the measure hinders, so that the change is a gain
	First   zielkette.Date   `json:"first,omitzero"`   // when the first of the effect comes as planned; no date where none is
	Last    zielkette.Date   `json:"last,omitzero"`    // when the last of it comes as planned
	Later   zielkette.Date   `json:"later,omitzero"`   // when the last comes after the change
	Partial bool             `json:"partial,omitzero"` // some path has a link whose strength is not stated
}

// Loss is what a change of a measure costs, and where.
type Loss struct {
	Measure Node   `json:"measure"`
	Change  Change `json:"change"`
	View    View   `json:"view"`
	List    []Lost `json:"list"`  // results and goals that follow, in the order of the document
	Freed   []Part `json:"freed"` // planned money set free, by goal the measure serves; the parts come to All
	All     Amount `json:"all"`   // planned money set free
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
	c = c.or()
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
	after, err := c.flow(f, c.cone(v, &c.out))
	if err != nil {
		return Loss{}, err
	}
	out := Loss{Measure: c.node(v), Change: change, View: view}
	span := c.lags(v)
	for i, b := range before.List {
		a := after.List[i]
		a.units = rounded(new(big.Rat).Mul(keep, new(big.Rat).SetInt64(a.units)))
		lost := Lost{Node: b.Node(), Before: b.Value(), After: a.Value(), Partial: b.Partial}
		if b.known {
			lost.Lost = figure(b.units - a.units)
			lag := span[b.node]
			lost.First, lost.Last = f.of.arrival(lag)
			if keep.Sign() > 0 {
				_, lost.Later = f.of.arrival(lagRange{lag.least + f.delay, lag.most + f.delay})
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
func (t *timeline) arrival(lag lagRange) (first, last zielkette.Date) {
	if len(t.dates) > 0 {
		first = t.dates[0].AddMonths(lag.least)
		if !t.undated {
			last = t.dates[len(t.dates)-1].AddMonths(lag.most)
		}
	}
	return first, last
}

// free fills in the money set free.
func (c *Chain) free(out *Loss, measure int32, keep *big.Rat) {
	m := &c.measures[measure]
	parts := make([]amount, len(m.Serves))
	all := amount{measures: 1}
	split := splitter{chain: c}
	split.of(measure)
	for i := range m.Budget {
		var line cents.Sum
		cents := line.Add(m.Budget[i].Planned)
		cents -= rounded(new(big.Rat).Mul(keep, new(big.Rat).SetInt64(cents)))
		all.planned.Count(line)
		all.planned.Cents(cents)
		if len(parts) == 0 {
			continue
		}
		for k, part := range split.cents(cents) {
			parts[k].planned.Count(line)
			parts[k].planned.Cents(part)
		}
	}
	out.All = all.public()
	out.Freed = make([]Part, len(parts))
	for k := range parts {
		parts[k].measures = 1
		out.Freed[k] = Part{
			Measure: out.Measure, Goal: c.node(c.index[m.Serves[k].Goal]),
			Share: m.Serves[k].Share, Of: len(parts), Amount: parts[k].public(),
		}
	}
}
