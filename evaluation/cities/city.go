package cities

import (
	"math/big"
	"slices"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/module"
)

// City is what a comparison knows of a municipality: its indicators and what it
// has on record. A city without a set has no indicators.
type City struct {
	Name   string
	Set    *indicators.Set
	Record *indicators.Record
}

// Code names an indicator in a shared catalogue: an indicator whose Codes say
// "sdg-kommunen": "kinderarmut" is the same in every city. The number of a
// Sustainable Development Goal is no such code: many indicators share it.
type Code struct{ Catalogue, Value string }

// IsZero reports whether no indicator is named.
func (c Code) IsZero() bool { return c.Catalogue == "" || c.Value == "" }

// find returns the indicators of the city that carry the code.
func (c City) find(code Code) []*indicators.Indicator {
	var out []*indicators.Indicator
	if c.Set == nil {
		return nil
	}
	all := c.Set.Shared(module.Reader{})
	for i := range all {
		if all[i].Codes[code.Catalogue] == code.Value {
			out = append(out, &all[i])
		}
	}
	return out
}

// reading makes an observation a reading.
func (c City) reading(ind *indicators.Indicator, o indicators.Observation) Reading {
	r := Reading{
		City: c.Name, Indicator: ind.Title, Unit: ind.Unit, Definition: o.Definition, Period: o.Period,
		Status: o.Status, Source: o.Source, Note: o.Note, Value: figure(ind, o),
	}
	if r.Definition == "" {
		r.Definition = ind.Definition
	}
	return r
}

// figure is the number an observation counts with, none where it has none: of a
// share the numerator times "per" over the denominator.
func figure(ind *indicators.Indicator, o indicators.Observation) zielkette.Number {
	if ind.Per.IsZero() && o.Denominator.IsZero() {
		return o.Value
	}
	v, okV := o.Value.Rat()
	d, okD := o.Denominator.Rat()
	per, okP := ind.Per.Rat()
	if !okV || !okD || !okP || d.Sign() == 0 {
		return zielkette.Number{}
	}
	n, _ := rounded(v.Quo(v.Mul(v, per), d))
	return n
}

// rounded returns a fraction rounded half away from zero to 12 places, without trailing
// zeros; ok is false where it has too many digits for a number.
func rounded(r *big.Rat) (n zielkette.Number, ok bool) {
	n = zielkette.Round(r).Number()
	return n, !n.IsZero()
}

// at returns what is on record for a period at the known-on date: of the wanted
// version of the definition where there is one, else what became known last.
func (c City) at(ind *indicators.Indicator, definition string, period zielkette.Period, knownOn zielkette.Date) (r Reading, ok bool) {
	fits := func(o indicators.Observation) bool {
		return o.Definition == definition || o.Definition == "" && ind.Definition == definition
	}
	var best indicators.Observation
	for o := range c.Record.Series(ind.ID, "").All() {
		if o.Period == period && indicators.KnownBy(o.Known, knownOn) && (!ok || fits(o) || !fits(best)) {
			best, ok = o, true
		}
	}
	if !ok {
		return Reading{}, false
	}
	return c.reading(ind, best), true
}

// Read returns what a city has on record of an indicator, named by its id, for a
// period at the known-on date (none: everything): of the wanted version of the
// definition where there is one, else what became known last. ok is false when
// there is nothing; a value stated as missing has no Value. Cost: linear in the
// series.
func Read(c City, id, definition string, period zielkette.Period, knownOn zielkette.Date) (r Reading, ok bool) {
	if c.Set == nil {
		return Reading{}, false
	}
	ind := c.Set.Find(module.Reader{}, id)
	if ind == nil {
		return Reading{}, false
	}
	return c.at(ind, definition, period, knownOn)
}

// latest returns the latest value that counts for the whole city at the dates.
func (c City) latest(ind *indicators.Indicator, q *indicators.Query) (r Reading, miss indicators.Reason) {
	counts, miss := c.Record.Series(ind.ID, "").Counted(q)
	if miss != 0 {
		return Reading{}, miss
	}
	return c.reading(ind, counts.Observation()), 0
}

// Change is what became of an indicator of one city from one period to another.
type Change struct {
	From, To Reading
	// Difference is To minus From; no number where Refusals say why.
	Difference zielkette.Number
	Refusals   []Refusal
}

// Trend holds two periods of an indicator of one city, named by its id, side by
// side, as on record at the known-on date (none: everything). Of the values of a
// period that of the indicator's own definition goes before others. Where the two
// do not belong to one series there is no difference, and the refusals say why:
// another definition, a break between them, a status that does not count, no value
// in one of the periods. ok is false when the city has no indicator of this id.
// Cost: linear in the series.
func Trend(c City, id string, from, to zielkette.Period, knownOn zielkette.Date) (change Change, ok bool) {
	if c.Set == nil {
		return Change{}, false
	}
	ind := c.Set.Find(module.Reader{}, id)
	if ind == nil {
		return Change{}, false
	}
	r := &refuser{indicator: ind.Title, cities: []string{c.Name}}
	var found [2]bool
	change.From, found[0] = c.at(ind, ind.Definition, from, knownOn)
	change.To, found[1] = c.at(ind, ind.Definition, to, knownOn)
	for i, p := range []zielkette.Period{from, to} {
		if !found[i] {
			r.refuse(NoValue, "für %s liegt kein Wert vor", "there is no value for %s", p.Text(zielkette.German), p.Text(zielkette.English))
		}
	}
	if found[0] && found[1] {
		r.list = append(r.list, Along(change.From, change.To)...)
	}
	first, last := from, to
	if first.Compare(last) > 0 {
		first, last = last, first
	}
	query := &indicators.Query{Breaks: ind.Breaks, KnownOn: knownOn, Definition: ind.Definition}
	if c.Record.Series(id, "").BreakBetween(first, last, query) {
		i := slices.IndexFunc(ind.Breaks, func(b indicators.Break) bool { return b.Period.Compare(first) > 0 && b.Period.Compare(last) <= 0 })
		why := ""
		if i >= 0 && ind.Breaks[i].Reason != "" {
			why = " (" + ind.Breaks[i].Reason + ")"
		}
		r.refuse(MethodBreak, "zwischen %s und %s liegt ein Bruch der Zeitreihe%s", "a break in the series lies between %s and %s%s",
			first.Text(zielkette.German), last.Text(zielkette.German), why, first.Text(zielkette.English), last.Text(zielkette.English), why)
	}
	if len(r.list) == 0 {
		if change.Difference = minus(change.To.Value, change.From.Value); change.Difference.IsZero() {
			r.refuse(NoNumber, "die Differenz hat zu viele Stellen", "the difference has too many digits")
		}
	}
	change.Refusals = r.list
	return change, true
}
