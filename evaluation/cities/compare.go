package cities

import (
	"cmp"
	"iter"
	"math/big"
	"slices"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/document"
	"gitlab.opencode.de/zielkette/zielkette/internal/round"
)

// CodeQuery is the code of the problem that a question cannot be asked.
const CodeQuery zielkette.Code = "comparison"

// Query asks for one indicator across cities.
type Query struct {
	Code Code // of the indicator in a shared catalogue
	// Period is what is compared; none: of every city the latest value that counts
	// by AsOf, which compare only where their periods are the same.
	Period  zielkette.Period
	AsOf    zielkette.Date // must be given without a period
	KnownOn zielkette.Date // none: everything counts
	// Unit and Definition are what is compared; where one is left out, it is that
	// of most cities, of the first of them at equality.
	Unit, Definition string
	// Denominator makes the values ones per head, per area, or per what it says.
	Denominator Denominator
	Note        zielkette.Text // what makes the comparison misleading
}

// Denominator (Bezugsgröße) is what values are divided by. The zero value is none.
type Denominator struct {
	Code   Code             // of the indicator to divide by: inhabitants, square kilometres
	Per    zielkette.Number // the result is per so many of them; none is 1
	Unit   string           // of the result, as printed: "je 1.000 Einwohner"
	MaxAge zielkette.Span   // how much earlier than the value's period its own may end; none: both end on the same day
}

// Comparison is one indicator of many cities side by side.
type Comparison struct {
	Query      Query
	Title      string // of the indicator, as the first compared city calls it
	Unit       string
	Definition string
	Period     zielkette.Period
	Fictional  bool // a compared city says of its indicators that they are invented
	// Entries are the compared cities: the best first where all agree which way is
	// better, else by name. With fewer than two there is no comparison, and none.
	Entries  []Entry
	Median   zielkette.Number
	Missing  []Missing // the cities without a value, by name
	Refusals []Refusal // the cities whose value does not compare, by name
	Caveats  []zielkette.Text
}

// Entry is a city in a comparison.
type Entry struct {
	Reading     Reading
	Denominator Reading          // what the value was divided by; its zero value where nothing was
	Value       zielkette.Number // compared: as recorded, or per denominator
	// Rank is 1 for the best, equal values sharing the better rank; 0 where no
	// direction is stated, or the cities do not agree on it.
	Rank int
	// Percentile is the share of the other cities that are worse, from 0 to 1; no
	// number without a rank.
	Percentile zielkette.Number
	ToBest     zielkette.Number // value minus that of the best; no number without a rank
	ToMedian   zielkette.Number // value minus the median
}

// Missing names a city without a value.
type Missing struct {
	City   string
	Reason zielkette.Text
}

// candidate is a city with a value, before it is known what most cities have.
type candidate struct {
	reading, denominator Reading
	value                zielkette.Number
	unit                 string // of the value
	direction            indicators.Direction
	fictional            bool
}

// Compare holds an indicator of the cities side by side. The cities are taken from
// the stream one after the other; only their figures are kept. The error is a
// [zielkette.Problem] with the code [CodeQuery] when the question names no code, or
// neither a period nor an as-of date. Cost: linear in the cities, their indicators
// and their series, and sorting the values.
func Compare(q Query, list iter.Seq[City]) (Comparison, error) {
	if q.Code.IsZero() || q.Period.IsZero() && q.AsOf.IsZero() {
		return Comparison{}, zielkette.Problem{Code: CodeQuery, Subject: q.Code.Value, Message: zielkette.Text{
			DE: "den Katalog und den Schlüssel der Kennzahl nennen, dazu einen Zeitraum oder einen Stichtag",
			EN: "name the catalogue and the code of the indicator, and a period or an as-of date",
		}}
	}
	if list == nil {
		return Comparison{}, document.Missing("iter.Seq[cities.City]")
	}
	c := &comparer{out: Comparison{Query: q, Period: q.Period, Unit: q.Unit, Definition: q.Definition}}
	for city := range list {
		c.take(city)
	}
	c.settle()
	return c.out, nil
}

type comparer struct {
	out        Comparison
	candidates []candidate
}

func (c *comparer) missing(city string, reason zielkette.Text) {
	c.out.Missing = append(c.out.Missing, Missing{city, reason})
}

// take reads the value of a city.
func (c *comparer) take(city City) {
	q := c.out.Query
	found := city.find(q.Code)
	switch len(found) {
	case 0:
		c.missing(city.Name, zielkette.Text{DE: "keine Kennzahl mit diesem Schlüssel", EN: "no indicator of this code"})
		return
	case 1:
	default:
		c.refuse(found[0].Title, city.Name, Ambiguous, "mehrere Kennzahlen tragen diesen Schlüssel", "several indicators carry this code")
		return
	}
	ind := found[0]
	reading, ok := c.read(city, ind, q.Definition)
	if !ok {
		return
	}
	k := candidate{reading: reading, value: reading.Value, unit: reading.Unit, direction: ind.Direction, fictional: city.Set.Fictional()}
	if !q.Denominator.Code.IsZero() {
		if k.denominator, ok = c.divide(city, &k); !ok {
			return
		}
	}
	c.candidates = append(c.candidates, k)
}

// read finds the figure of a city for the question, or says why there is none.
func (c *comparer) read(city City, ind *indicators.Indicator, definition string) (r Reading, ok bool) {
	q := c.out.Query
	if definition == "" {
		definition = ind.Definition
	}
	if q.Period.IsZero() {
		query := indicators.Query{
			AsOf: q.AsOf, KnownOn: q.KnownOn, Definition: definition, MaxAge: ind.MaxAge, Carry: ind.Carry, Breaks: ind.Breaks,
		}
		r, miss := city.latest(ind, &query)
		if miss != 0 {
			c.missing(city.Name, miss.Words())
		}
		return r, miss == 0
	}
	r, ok = city.at(ind, definition, q.Period, q.KnownOn)
	if ok && r.Status.IsAbsence() {
		c.missing(city.Name, indicators.StatedAbsent.Words())
		return r, false
	}
	if !ok {
		// What is on record for other periods is named, so that nobody takes it for
		// nothing at all.
		var other zielkette.Period
		for o := range city.Record.Series(ind.ID, "").Known(q.KnownOn) {
			if o.Status.Counts() {
				other = o.Period
			}
		}
		if other.IsZero() {
			c.missing(city.Name, indicators.NoObservation.Words())
			return r, false
		}
		c.refuse(ind.Title, city.Name, OtherPeriod,
			"kein Wert für "+q.Period.Text(zielkette.German)+", der jüngste ist von "+other.Text(zielkette.German),
			"no value for "+q.Period.Text(zielkette.English)+", the latest is of "+other.Text(zielkette.English))
	}
	return r, ok
}

// divide forms the value per denominator.
func (c *comparer) divide(city City, k *candidate) (r Reading, ok bool) {
	d := c.out.Query.Denominator
	refuse := func(de, en string) (Reading, bool) {
		c.refuse(k.reading.Indicator, city.Name, NoDenominator, "Bezugsgröße: "+de, "denominator: "+en)
		return Reading{}, false
	}
	found := city.find(d.Code)
	if len(found) != 1 {
		return refuse("nicht genau eine Kennzahl trägt diesen Schlüssel", "not exactly one indicator carries this code")
	}
	ind := found[0]
	end := k.reading.Period.End()
	query := indicators.Query{AsOf: end, KnownOn: c.out.Query.KnownOn, Definition: ind.Definition, Breaks: ind.Breaks}
	r, miss := city.latest(ind, &query)
	switch {
	case miss != 0:
		return refuse(miss.Words().DE, miss.Words().EN)
	case !end.By(r.Period.End().AddMonths(d.MaxAge.Months())):
		return refuse("der Wert ist von "+r.Period.Text(zielkette.German), "the value is of "+r.Period.Text(zielkette.English))
	}
	below, ok := r.Value.Rat()
	if !ok || below.Sign() == 0 {
		return refuse("keine Zahl, durch die geteilt werden kann", "no number to divide by")
	}
	value, ok := k.reading.Value.Rat()
	if !ok {
		return r, true // refused as no number
	}
	if per, ok := d.Per.Rat(); ok {
		value.Mul(value, per)
	}
	if k.value, ok = rounded(value.Quo(value, below)); !ok {
		return refuse("der Quotient hat zu viele Stellen", "the quotient has too many digits")
	}
	if d.Unit != "" {
		k.unit = d.Unit
	}
	return r, true
}

func (c *comparer) refuse(indicator, city string, obstacle Obstacle, de, en string) {
	c.out.Refusals = append(c.out.Refusals, Refusal{indicator, []string{city}, obstacle, zielkette.Text{DE: de, EN: en}})
}

// sameKind is what figures share that compare.
type sameKind struct {
	unit, definition, denominatorUnit, denominatorDefinition string
	period                                                   zielkette.Period
}

func (k *candidate) kind() sameKind {
	return sameKind{k.reading.Unit, k.reading.Definition, k.denominator.Unit, k.denominator.Definition, k.reading.Period}
}

// eligible reports whether a figure could be the yardstick for others.
func (c *comparer) eligible(k *candidate) bool {
	q := c.out.Query
	return (q.Unit == "" || q.Unit == k.reading.Unit) && (q.Definition == "" || q.Definition == k.reading.Definition) &&
		len(Across(k.reading, k.reading)) == 0 && (q.Denominator.Code.IsZero() || k.denominator.Definition != "")
}

// settle finds the yardstick, refuses what differs from it and ranks the rest.
func (c *comparer) settle() {
	counts := map[sameKind]int{}
	var yardstick *candidate
	for i := range c.candidates {
		if k := &c.candidates[i]; c.eligible(k) {
			counts[k.kind()]++
		}
	}
	for i := range c.candidates {
		if k := &c.candidates[i]; c.eligible(k) && (yardstick == nil || counts[k.kind()] > counts[yardstick.kind()]) {
			yardstick = k
		}
	}
	var compared []*candidate
	for i := range c.candidates {
		k := &c.candidates[i]
		if yardstick == nil {
			c.refuseAlone(k)
			continue
		}
		refusals := c.against(k, yardstick)
		if refusals == nil {
			compared = append(compared, k)
		}
		c.out.Refusals = append(c.out.Refusals, refusals...)
	}
	c.enter(compared)
	byName := func(a, b Refusal) int { return cmp.Compare(a.Cities[len(a.Cities)-1], b.Cities[len(b.Cities)-1]) }
	slices.SortStableFunc(c.out.Refusals, byName)
	slices.SortStableFunc(c.out.Missing, func(a, b Missing) int { return cmp.Compare(a.City, b.City) })
}

// refuseAlone says what is wrong with a figure where none could be the yardstick.
func (c *comparer) refuseAlone(k *candidate) {
	q := c.out.Query
	wanted := k.reading
	wanted.Unit, wanted.Definition = cmp.Or(q.Unit, wanted.Unit), cmp.Or(q.Definition, wanted.Definition)
	r := &refuser{indicator: k.reading.Indicator, cities: []string{k.reading.City}}
	r.comparable(wanted, k.reading)
	if !q.Denominator.Code.IsZero() && k.denominator.Definition == "" {
		r.refuse(UnstatedDefinition, "die Definition der Bezugsgröße ist nicht angegeben", "the definition of the denominator is not stated")
	}
	c.out.Refusals = append(c.out.Refusals, compact(r.list)...)
}

// against checks a figure against the yardstick.
func (c *comparer) against(k, yardstick *candidate) []Refusal {
	wanted := yardstick.reading
	wanted.Indicator = k.reading.Indicator // the code says that it is the same; every city has its own title
	refusals := Across(wanted, k.reading)
	d, w := k.denominator, yardstick.denominator
	switch {
	case c.out.Query.Denominator.Code.IsZero():
	case d.Unit != w.Unit || d.Definition != w.Definition:
		r := &refuser{indicator: k.reading.Indicator, cities: []string{yardstick.reading.City, k.reading.City}}
		r.refuse(OtherDenominator, "verschiedene Bezugsgrößen: „%s“ (%s) und „%s“ (%s)", "different denominators: “%s” (%s) and “%s” (%s)",
			same(w.Unit, stated(w.Definition, "–"), d.Unit, stated(d.Definition, "–"))...)
		refusals = append(refusals, r.list...)
	}
	return refusals
}

// compact drops a refusal that says the same as the one before, of a figure held
// against itself.
func compact(list []Refusal) []Refusal {
	return slices.CompactFunc(list, func(a, b Refusal) bool { return a.Obstacle == b.Obstacle && a.Text == b.Text })
}

// enter ranks the figures that compare.
func (c *comparer) enter(compared []*candidate) {
	if len(compared) == 1 {
		c.caveat("Mit "+compared[0].reading.City+" ist keine andere Stadt vergleichbar.", "No other city compares with "+compared[0].reading.City+".")
	}
	if len(compared) < 2 {
		return
	}
	first := compared[0]
	c.out.Title, c.out.Unit, c.out.Definition, c.out.Period = first.reading.Indicator, first.unit, first.reading.Definition, first.reading.Period
	sign := c.direction(compared)
	slices.SortStableFunc(compared, func(a, b *candidate) int {
		return cmp.Or(-sign*a.value.Compare(b.value), cmp.Compare(a.reading.City, b.reading.City))
	})
	c.out.Median = median(compared)
	best := compared[0].value
	for i, k := range compared {
		e := Entry{Reading: k.reading, Denominator: k.denominator, Value: k.value, ToMedian: minus(k.value, c.out.Median)}
		if sign != 0 {
			e.Rank = i + 1
			if i > 0 && k.value.Equal(compared[i-1].value) {
				e.Rank = c.out.Entries[i-1].Rank
			}
			e.ToBest = minus(k.value, best)
		}
		c.out.Entries = append(c.out.Entries, e)
		c.out.Fictional = c.out.Fictional || k.fictional
		if s := k.reading.Status; s != 0 && s != indicators.Normal {
			c.caveat(k.reading.City+": "+s.Text(zielkette.German), k.reading.City+": "+s.Text(zielkette.English))
		}
	}
	if sign == 0 {
		return
	}
	worse := 0 // cities behind, from the last rank up
	for i := len(c.out.Entries) - 1; i >= 0; i-- {
		if i < len(c.out.Entries)-1 && c.out.Entries[i].Rank != c.out.Entries[i+1].Rank {
			worse = len(c.out.Entries) - 1 - i
		}
		c.out.Entries[i].Percentile, _ = rounded(big.NewRat(int64(worse), int64(len(c.out.Entries)-1))) // between 0 and 1
	}
}

// direction is the sign of what is better where all cities that state one agree,
// else 0.
func (c *comparer) direction(compared []*candidate) int {
	sign := 0
	for _, k := range compared {
		switch s := k.direction.Sign(); {
		case s == 0:
		case sign == -s:
			c.caveat("Die Städte geben verschiedene Richtungen an; deshalb gibt es keine Rangfolge.", "The cities state different directions, so there is no ranking.")
			return 0
		default:
			sign = s
		}
	}
	return sign
}

func (c *comparer) caveat(de, en string) {
	c.out.Caveats = append(c.out.Caveats, zielkette.Text{DE: de, EN: en})
}

// median returns the middle value, of two middle ones their mean, rounded half away
// from zero.
func median(list []*candidate) zielkette.Number {
	values := make([]zielkette.Number, len(list))
	for i, k := range list {
		values[i] = k.value
	}
	slices.SortFunc(values, zielkette.Number.Compare)
	middle := len(values) / 2
	if len(values)%2 == 1 {
		return values[middle]
	}
	a, _ := values[middle-1].Rat()
	b, _ := values[middle].Rat()
	n, _ := rounded(a.Quo(a.Add(a, b), big.NewRat(2, 1))) // between the two
	return n
}

// minus returns a - b, no number where it has too many digits for one.
func minus(a, b zielkette.Number) zielkette.Number {
	x, _ := a.Rat()
	y, _ := b.Rat()
	return zielkette.NewFigure(round.Units(x.Sub(x, y), zielkette.MaxPlaces), zielkette.MaxPlaces).Number()
}
