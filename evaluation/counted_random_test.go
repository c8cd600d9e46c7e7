package evaluation_test

import (
	"fmt"
	"maps"
	"math/big"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/status"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/testkit"
)

// rules are what the random series must have exercised, each at least once, and kinds the
// kinds of period that must have been put together: Y H Q M S, P a span.
var (
	rules = []string{
		"a status rule reads totals", "against-direction", "average over a longer kind", "average over a span", "baseline from the record",
		"baseline summed from the record", "baseline-before-break", "before-baseline", "before-limit",
		"break behind the value", "break inside a total", "break of another kind of period", "by-author",
		"carried forward", "carried no further", "contradicting", "counted", "course ahead", "course behind",
		"course on", "decided on one day", "direction-only", "flow over a longer kind", "flow over a span so far",
		"flow over a span that is over", "forecast or other meaning passed over", "gap", "goal ahead",
		"goal behind", "goal on", "known-on hides the undated", "known-on hides what came later", "limit broken",
		"limit from a longer period", "limit of totals", "marked break between", "moved baseline", "moved target",
		"no observation", "no-baseline", "no-share-expected", "no-target", "not-in-force", "other definition",
		"overdue", "past a point", "path by days", "path by periods", "path in steps", "path of a total",
		"path without a value", "ratio of sums", "refused: no baseline", "refused: total from a baseline",
		"refused: total from two days", "relative target", "restated", "scored as a total in an area",
		"scored as a total known on a day", "scored as a total of shares", "scored as known on a day",
		"scored by periods of kind D", "scored by periods of kind H", "scored by periods of kind M",
		"scored by periods of kind P", "scored by periods of kind Q", "scored by periods of kind S",
		"scored by periods of kind Y", "scored corridor", "scored in an area", "scored limit", "scored reach",
		"scored with many digits", "share of the periods kept", "share-without-parts", "stated absent",
		"stated break between", "strict limit", "target-is-baseline", "too old", "total from 0",
		"total-from-baseline", "warned baseline-differs", "warned cumulative-fall", "warned flow-lengths",
		"warned total-meant", "withdrawn",
	}
	kinds = []string{
		"scored as a total: average of H against P", "scored as a total: average of H against Y",
		"scored as a total: average of M against H", "scored as a total: average of M against P",
		"scored as a total: average of M against Q", "scored as a total: average of M against Y",
		"scored as a total: average of P against P", "scored as a total: average of Q against H",
		"scored as a total: average of Q against P", "scored as a total: average of Q against Y",
		"scored as a total: average of S against P", "scored as a total: average of Y against P",
		"scored as a total: flow of H against P", "scored as a total: flow of H against Y",
		"scored as a total: flow of M against H", "scored as a total: flow of M against P",
		"scored as a total: flow of M against Q", "scored as a total: flow of M against Y",
		"scored as a total: flow of P against H", "scored as a total: flow of P against P",
		"scored as a total: flow of P against Y", "scored as a total: flow of Q against H",
		"scored as a total: flow of Q against P", "scored as a total: flow of Q against Y",
		"scored as a total: flow of S against P", "scored as a total: flow of Y against P",
	}
)

// chance makes random series with everything that decides what of them counts. Calm ones
// have hardly any gaps and no other definitions, sums are to be put together, wide ones
// have many digits.
type chance struct {
	*rand.Rand
	calm, sums, wide bool
}

// one in n.
func (d chance) one(n int) bool { return d.IntN(n) == 0 }

func pick[T any](d chance, list ...T) T { return list[d.IntN(len(list))] }

// number: mostly small and whole, so that values meet targets and baselines.
func (d chance) number() string {
	if d.wide && d.one(2) {
		return fmt.Sprintf("%d.%018d", d.Int64N(1e18), d.Int64N(1e18))
	}
	switch d.IntN(6) {
	case 0:
		return fmt.Sprintf("%d.%02d", d.IntN(40)-5, d.IntN(100))
	case 1:
		return fmt.Sprintf("%d.%d", d.IntN(40), d.IntN(10))
	case 2:
		return fmt.Sprint(d.IntN(500) - 100)
	}
	return fmt.Sprint(d.IntN(21))
}

func (d chance) other(than ...string) string {
	for {
		n := d.number()
		if !slices.ContainsFunc(than, func(s string) bool { return s != "" && fraction(s).Cmp(fraction(n)) == 0 }) {
			return n
		}
	}
}

// date near a day, in one of the precisions that papers have.
func (d chance) date(day int) when {
	s := aDay(day)
	switch d.IntN(4) {
	case 0:
		s = natural('M', day)
	case 1:
		s = natural('Y', day)
	}
	return when{s.text(), s.first, s.last}
}

// kindOfPeriod returns the first period of a random kind that starts about a year.
func (d chance) kindOfPeriod(year int) stretch {
	switch kind := pick(d, []byte("YYYHQQMMSPPD")...); kind {
	case 'P':
		return from('P', pick(d, 3, 6, 12, 18, 24, 36), year*12+d.IntN(12))
	case 'D':
		return aDay(firstOf(year*12) + d.IntN(365))
	case 'S':
		return from('S', 0, year*12+7)
	default:
		return from(kind, 0, year*12)
	}
}

func steps(s stretch, n int) stretch {
	if s.kind == 'D' {
		return aDay(s.first + n)
	}
	return from(s.kind, s.length, s.month+n*s.length)
}

// series fills the register of one area.
func (d chance) series(q *inquiry, first stretch, area string) {
	n := 3 + d.IntN(14)
	if first.kind == 'D' || first.kind == 'M' {
		n = 10 + d.IntN(60)
	}
	gaps := pick(d, 0, 12, 12, 40)
	plain := d.calm || d.one(3)
	if d.calm {
		gaps = pick(d, 0, 0, 0, 50)
	}
	for i := range n {
		s := steps(first, i)
		if gaps > 0 && d.one(gaps) || monthOf(s.last)/12 > 2027 {
			continue
		}
		for restated := range 3 {
			f := fact{area: area, of: s, value: d.number(), status: 'A'}
			if !d.one(8) && !plain || plain && d.one(2) {
				f.known = d.date(s.last + d.IntN(500) + restated*200)
			}
			switch {
			case !plain && d.one(2):
				f.status = pick(d, []byte("AAAABPEUIFDOMQ")...)
			case d.calm && d.one(8):
				f.status = pick(d, []byte("PEUI")...)
			case d.one(80):
				f.status = 'B'
			}
			if f.absent() {
				f.value = ""
			} else if (q.per != "") != d.one(60) {
				f.den = fmt.Sprint(1 + d.IntN(20))
			}
			switch {
			case q.definition != "" && d.one(3):
				f.definition = q.definition
			case d.calm:
			case d.one(12):
				f.definition = "v1"
			}
			twice := func(o fact) bool {
				return o.area == area && o.of.is(s) && o.definition == f.definition && o.known.text == f.known.text
			}
			if !slices.ContainsFunc(q.facts, twice) {
				q.facts = append(q.facts, f)
			}
			if !d.one(5) {
				break
			}
		}
	}
}

// topic makes an indicator with a target that the series can be held against.
func (d chance) topic(q *inquiry, own stretch) {
	q.time = pick(d, "", "stock", "flow", "flow", "flow", "average", "average", "cumulative")
	q.direction = pick(d, "", "", "", "", "", "up", "down")
	if d.sums {
		q.time = pick(d, "flow", "flow", "average")
	}
	if d.one(4) {
		q.definition = "v2"
	}
	if d.one(6) {
		q.per = pick(d, "1", "100")
	}
	q.maxAge, q.carry = -1, -1
	if d.one(6) {
		q.maxAge = d.IntN(48)
	}
	if d.one(4) {
		q.carry = d.IntN(30)
	}
	for d.one(5) {
		q.breaks = append(q.breaks, steps(d.kindOfPeriod(2014), d.IntN(8)))
	}
	q.path = pick(d, "", "", "linear", "step")
	if d.one(30) {
		q.withheld = "a reason"
	}
	q.shape = pick(d, "reach", "reach", "reach", "reach", "reach", "reach", "reach", "reach", "limit", "limit", "limit", "corridor", "direction", "")
	if q.shape != "reach" {
		q.path = ""
	}
	if q.shape == "limit" || q.shape == "direction" {
		q.direction = pick(d, "up", "down")
	}
	if q.shape == "" || q.shape == "direction" {
		if q.shape == "" {
			q.withheld = ""
		}
		return
	}
	for i := range 1 + d.IntN(3) {
		r := decision{}
		if d.sums && i > d.IntN(2) {
			break
		}
		if i > 0 || d.one(5) {
			r.decided = d.date(firstOf((2015+4*i)*12) + d.IntN(900))
		}
		if i > 0 && d.one(5) {
			r.decided = q.decisions[i-1].decided
		}
		if d.one(2) {
			r.known = d.date(firstOf((2015+4*i)*12) + d.IntN(1200))
		}
		r.withdrew = i > 0 && d.one(8)
		if !r.withdrew {
			switch q.shape {
			case "reach":
				d.reach(q, &r, own)
			case "limit":
				d.limit(&r, own)
			case "corridor":
				r.lower, r.upper = fmt.Sprint(d.IntN(10)), fmt.Sprint(10+d.IntN(10))
				if d.one(2) {
					r.tolerance = fmt.Sprint(1 + d.IntN(9))
				}
			}
		}
		q.decisions = append(q.decisions, r)
	}
}

func (d chance) limit(r *decision, own stretch) {
	at := steps(own, d.IntN(4))
	switch d.IntN(4) {
	case 0:
		at = natural('Y', at.first)
	case 1:
		at = natural(pick(d, []byte("HQM")...), at.first)
	case 2:
		at = from('P', 24, natural('Y', at.first).month)
	}
	for i := range 1 + d.IntN(3) {
		m := mark{of: steps(at, i*(1+d.IntN(3))), value: d.number()}
		if i == 0 && d.one(3) {
			m.of = stretch{}
		}
		if n := len(r.marks); n > 0 && m.of.first <= r.marks[n-1].of.first {
			break
		}
		r.marks = append(r.marks, m)
	}
	switch d.IntN(4) {
	case 0:
		r.keptSince = steps(natural('Y', own.first), d.IntN(3))
	case 1:
		r.strict = true
		r.marks[d.IntN(len(r.marks))].value = fmt.Sprint(d.IntN(21))
	case 2:
		r.tolerance = fmt.Sprint(1 + d.IntN(30))
	}
}

// reach makes points behind the baseline; the first call makes the baseline.
func (d chance) reach(q *inquiry, r *decision, own stretch) {
	kind := own // of the points
	switch d.IntN(8) {
	case 0, 1, 2:
		kind = natural('Y', own.first)
	case 3:
		kind = natural(pick(d, []byte("YHQMS")...), own.first)
	case 4, 5:
		kind = from('P', pick(d, 12, 24, 36, 60), natural('Y', own.first).month+pick(d, 0, 0, 12, 24, 7))
	}
	switch {
	case !d.sums:
	case own.length == 12 || d.one(3):
		kind = from('P', pick(d, 24, 36, 60), steps(own, 1+d.IntN(2)).month)
	case own.length < 6:
		kind = natural(pick(d, []byte("YYHQ")...), own.first)
	default:
		kind = natural('Y', own.first)
	}
	first := len(q.decisions) == 0
	overSpan := q.time == "flow" && kind.kind == 'P'
	alike := false
	span := kind.kind == 'P' && q.time == "flow" && !kind.alike(own)
	if first {
		o := origin{of: steps(pick(d, kind, kind, kind, own), -1+d.IntN(3)), value: d.number()}
		switch {
		case q.time == "flow" && kind.kind == 'P':
			o.value = pick(d, "0", "0.0", "0", "0", "0", "0", d.number())
			o.of = steps(natural('Y', kind.first), -1-d.IntN(2))
			if d.one(4) { // a span like that of the point
				o.of, o.value = steps(kind, -1), d.number()
				alike = true
			}
		case q.time == "flow" && kind.alike(own) && d.one(4):
			o.value, o.of = "0", steps(own, -1)
		case d.one(4):
			o.value, o.fromRecord = "", true
		}
		if d.one(20) {
			o.definition = pick(d, "v1", "v2")
		}
		if d.one(5) {
			o.known = d.date(firstOf(2016*12) + d.IntN(900))
		}
		if !overSpan || !d.one(2) {
			q.origins = append(q.origins, o)
			for d.one(4) && (!overSpan || !d.one(2)) {
				next := o
				next.of = steps(o.of, d.IntN(2))
				next.value, next.fromRecord = d.number(), false
				if d.one(4) {
					next.value, next.fromRecord = "", true
				}
				if next.decided = d.date(firstOf(2018*12) + d.IntN(1500)); len(q.origins) > 1 && d.one(2) {
					next.decided = q.origins[len(q.origins)-1].decided
				}
				if d.one(2) {
					next.known = d.date(next.decided.last + d.IntN(300))
				}
				q.origins = append(q.origins, next)
			}
		}
	}
	var b origin
	if len(q.origins) > 0 {
		b = q.origins[0]
	}
	at := kind
	n := 1 + d.IntN(3)
	if alike || d.one(3) {
		n = 1
	}
	for i := range n {
		at = steps(at, d.IntN(5))
		if span || kind.kind == 'P' && q.time == "flow" && d.one(2) {
			at = from('P', kind.length*(i+1), kind.month+pick(d, 0, 0, 0, 0, 0, 0, 0, 0, 1))
		} else if d.one(15) && q.time != "flow" {
			at = natural(pick(d, []byte("YQM")...), at.last)
		}
		m := mark{of: at, value: d.other(b.value)}
		if d.one(5) && len(q.origins) > 0 && !overSpan && (b.value == "" || fraction(b.value).Sign() != 0) {
			m.value, m.change = "", fmt.Sprint(pick(d, -100, -87, -50, 20, 33, 150))
		}
		last := b.of.last
		if k := len(r.marks); k > 0 {
			last = r.marks[k-1].of.last
		} else if b.of.kind == 0 {
			last = -1 << 30
		}
		for m.of.last <= last {
			if kind.kind == 'P' && q.time == "flow" {
				m.of = from('P', m.of.length+kind.length, kind.month)
			} else {
				m.of = steps(m.of, 1)
			}
		}
		at = m.of
		r.marks = append(r.marks, m)
	}
}

// city rolls an inquiry.
func roll(seed uint64) *inquiry {
	d := chance{Rand: rand.New(rand.NewPCG(seed, 11))}
	d.sums, d.wide = d.one(3), d.one(12)
	d.calm = d.one(2) || d.sums && d.one(2)
	q := &inquiry{hits: map[string]int{}}
	own := d.kindOfPeriod(2014 + d.IntN(4))
	for d.sums && (own.kind == 'D' || own.length > 12) {
		own = d.kindOfPeriod(2014 + d.IntN(4))
	}
	d.topic(q, own)
	d.series(q, own, "")
	if d.one(4) {
		d.series(q, own, "a")
		if !d.one(3) {
			q.area = "a"
		}
	}
	d.meet(q)
	q.asOf = firstOf((2016+d.IntN(10))*12+d.IntN(12)) - 1
	if n := len(q.facts); n > 0 && !d.one(4) {
		q.asOf = q.facts[n/3+d.IntN(n-n/3)].of.last + pick(d, 0, 0, 1, 31, 200, 500)
	}
	if d.one(2) {
		q.asOf += d.IntN(60)
	}
	if d.one(4) {
		q.known = d.date(q.asOf + pick(d, 0, 100, 400, 1000))
	}
	return q
}

// meet lets values lie on their bounds, and moved baselines on their targets, more often
// than chance has it.
func (d chance) meet(q *inquiry) {
	for i, r := range q.decisions {
		for k := range r.marks {
			if f := q.facts[d.IntN(len(q.facts))]; r.strict && f.value != "" && d.one(2) {
				q.decisions[i].marks[k].value = f.value
			}
		}
		if n := len(q.origins); q.shape == "reach" && n > 1 && len(r.marks) > 0 && !q.origins[n-1].fromRecord && d.one(3) {
			if last := r.marks[len(r.marks)-1]; last.value != "" {
				q.origins[n-1].value = last.value
			}
		}
	}
}

// The same as documents.

func (s stretch) period() (p zielkette.Period) {
	if s.kind != 0 {
		p = period(s.text())
	}
	return p
}

func (w when) date() (d zielkette.Date) {
	if !w.none() {
		d = date(w.text)
	}
	return d
}

func numeral(text string) (n zielkette.Number) {
	if text != "" {
		n = number(text)
	}
	return n
}

func span(months int) (s zielkette.Span) {
	if months >= 0 {
		s, _ = zielkette.NewSpan(months)
	}
	return s
}

func (q *inquiry) indicator() indicators.Indicator {
	ind := indicators.Indicator{
		ID: "i", Title: "I", Time: indicators.Time(q.time), Direction: indicators.Direction(q.direction), Definition: q.definition,
		Per: numeral(q.per), MaxAge: span(q.maxAge), Carry: span(q.carry),
	}
	for _, b := range q.breaks {
		ind.Breaks = append(ind.Breaks, indicators.Break{Period: b.period()})
	}
	slices.SortFunc(ind.Breaks, func(a, b indicators.Break) int { return a.Period.Compare(b.Period) })
	if q.shape == "" {
		return ind
	}
	t := indicators.Target{Shape: indicators.Shape(q.shape), Path: indicators.Path(q.path), Withheld: q.withheld}
	for i, o := range q.origins {
		b := indicators.Baseline{
			Period: o.of.period(), Value: numeral(o.value), FromRecord: o.fromRecord, Definition: o.definition,
			Decided: o.decided.date(), Known: o.known.date(),
		}
		if i == 0 {
			t.Baseline = b
		} else {
			t.BaselineRevisions = append(t.BaselineRevisions, b)
		}
	}
	for _, d := range q.decisions {
		r := indicators.Revision{
			Decided: d.decided.date(), Known: d.known.date(), Lower: numeral(d.lower), Upper: numeral(d.upper),
			Tolerance: numeral(d.tolerance), KeptSince: d.keptSince.period(), Strict: d.strict, Withdrawn: d.withdrew,
		}
		for _, m := range d.marks {
			r.Points = append(r.Points, indicators.Point{Period: m.of.period(), Value: numeral(m.value), Change: numeral(m.change)})
		}
		t.Revisions = append(t.Revisions, r)
	}
	ind.Targets = []indicators.Target{t}
	return ind
}

func (q *inquiry) observations(id string) (list []indicators.Observation) {
	for _, f := range q.facts {
		list = append(list, indicators.Observation{
			Indicator: id, Area: f.area, Period: f.of.period(), Value: numeral(f.value), Denominator: numeral(f.den),
			Status: indicators.Status(f.status), Definition: f.definition, Known: f.known.date(),
		})
	}
	return list
}

// pairOf puts indicators under one goal, the second in a goal beneath, each in the area
// that is asked about.
func pairOf(weights [2]int, list ...*inquiry) evaluation.City {
	city := evaluation.City{Strategy: goals.Strategy{
		ID: "s", Title: "S", Levels: []string{"Ziel", "Teilziel"}, Areas: []goals.Area{{ID: "a", Title: "A"}},
		Goals: []goals.Goal{{ID: "g", Level: "Ziel", Title: "G"}},
	}}
	top := &city.Strategy.Goals[0]
	for i, q := range list {
		ind := q.indicator()
		ind.ID = []string{"i", "j"}[i]
		city.Catalogue.Indicators = append(city.Catalogue.Indicators, ind)
		link := goals.Link{ID: ind.ID, Area: q.area}
		if i == 0 {
			link.Weight = zielkette.Int(int64(weights[0]))
			top.Indicators = []goals.Link{link}
		} else {
			top.Goals = []goals.Goal{{ID: "h", Level: "Teilziel", Title: "H", Weight: zielkette.Int(int64(weights[1])), Indicators: []goals.Link{link}}}
		}
	}
	return city
}

// verdictOf reads the same from a result.
func verdictOf(a evaluation.Assessment) verdict {
	v := verdict{
		State: a.State().String(), Reason: a.Reason().String(), Value: a.Value().String(), Attainment: a.Attainment().String(),
		Expected: a.Expected().String(), Planned: a.Planned().String(), OnTrack: a.OnTrack().String(), Course: string(a.Course()),
		Period: a.Period().String(), Overdue: a.Overdue(),
	}
	if o, ok := a.Observation(); ok {
		v.Status, v.Known = o.Status.String(), o.Known.String()
	}
	var parts, missing []string
	used, lacking := a.Parts()
	for _, o := range used {
		parts = append(parts, o.Period.String()+" "+o.Value.String())
	}
	for _, p := range lacking {
		missing = append(missing, p.String())
	}
	v.Parts, v.Missing = strings.Join(parts, ", "), strings.Join(missing, ", ")
	if target, ok := a.Target(); ok && target.Shape == indicators.LimitShape {
		if r, ok := a.Revision(); ok && !r.Withdrawn {
			k := a.Kept()
			var broken []string
			for _, p := range k.Broken {
				broken = append(broken, p.String())
			}
			v.Kept = fmt.Sprint(k.Kept, "/", k.Of, " ", strings.Join(broken, ", "))
		}
	}
	return v
}

// readable writes the periods of a verdict of the oracle as the library does.
func readable(text string) string {
	if text == "" {
		return ""
	}
	list := strings.Split(text, ", ")
	for i, s := range list {
		p, rest, _ := strings.Cut(s, " ")
		list[i] = strings.TrimSpace(period(p).String() + " " + rest)
	}
	return strings.Join(list, ", ")
}

// TestRandomSeries holds what counts of random series against the oracle, on every digit:
// the observation or the total, baseline, path, course and attainment, how often a limit
// was kept, what is warned of, and where a goal of two of them should be.
func TestRandomSeries(t *testing.T) {
	n, hits := max(1000, testkit.Cases(2500)), map[string]int{} // fewer do not meet every rule
	for seed := range uint64(n) {
		list := []*inquiry{roll(seed), roll(seed + 1<<40)}
		list[1].asOf, list[1].known = list[0].asOf, list[0].known
		list = slices.DeleteFunc(list, func(q *inquiry) bool {
			q.hits = hits
			refused := q.refused()
			if _, err := pairOf([2]int{1, 1}, q).Compile(); (err != nil) != refused {
				t.Fatalf("seed %d: refused %v, got %v\n%s", seed, refused, err, q.describe())
			}
			return refused
		})
		if len(list) == 0 {
			continue
		}
		weights := [2]int{1 + int(seed%7), 1 + int(seed%5)}
		model, err := pairOf(weights, list...).Compile()
		if err != nil {
			t.Fatal(err)
		}
		var observations []indicators.Observation
		for i, q := range list {
			observations = append(observations, q.observations([]string{"i", "j"}[i])...)
		}
		options := evaluation.Options{AsOf: date(aDay(list[0].asOf).text()), KnownOn: list[0].known.date()}
		result := evaluate(t, model, options, observations...)
		var members [2]member
		for i, q := range list {
			a, ok := result.Assessment([]string{"i", "j"}[i], "", q.area)
			if !ok {
				t.Fatalf("seed %d: not assessed", seed)
			}
			want := q.answer()
			members[i] = want.member(weights[i])
			want.Parts, want.Missing, want.Period = readable(want.Parts), readable(want.Missing), readable(want.Period)
			if k, broken, ok := strings.Cut(want.Kept, " "); ok {
				want.Kept = k + " " + readable(broken)
			}
			want.Warnings, want.History = q.warnings(), readable(q.history())
			got := verdictOf(a)
			got.Warnings, got.History = warningsOf(result, a.ID()), historyOf(a, result, q.area)
			if d := cmp.Diff(want, got, cmpopts.IgnoreUnexported(verdict{})); d != "" {
				t.Fatalf("seed %d, indicator %d, as of %s, known on %q: -want +got\n%s\n%s", seed, i, options.AsOf, options.KnownOn, d, q.describe())
			}
		}
		q := list[0]
		beneath, sub := q.goalOf(members[1])
		sub.weight = weights[1]
		top, _ := q.goalOf(members[0], sub)
		for id, want := range map[string]goalVerdict{"g": top, "h": beneath} {
			score, ok := result.Goal(id)
			got := goalVerdict{score.Attainment().String(), score.Expected().String(), string(score.Course())}
			if d := cmp.Diff(want, got); ok && d != "" {
				t.Fatalf("seed %d, goal %s: -want +got\n%s", seed, id, d)
			}
		}
	}
	must := rules
	if n == 10_000 {
		must = slices.Concat(rules, kinds) // some kinds are too rare for fewer series
	}
	for _, rule := range must {
		if hits[rule] == 0 {
			t.Errorf("no random series exercises the rule: %s", rule)
		}
	}
	var counts []string
	for _, rule := range slices.Sorted(maps.Keys(hits)) {
		counts = append(counts, fmt.Sprint(rule, " ", hits[rule]))
		if !slices.Contains(rules, rule) && !strings.HasPrefix(rule, "scored as a total: ") {
			t.Errorf("a rule that is not listed: %s", rule)
		}
	}
	t.Logf("%d pairs of series; how often each rule was exercised: %s", n, strings.Join(counts, "; "))
}

// historyOf writes the case that a status rule gets.
func historyOf(a evaluation.Assessment, result *evaluation.Result, area string) string {
	ind := a.Indicator()
	var target *indicators.Target
	if len(ind.Targets) > 0 {
		target = &ind.Targets[0]
	}
	c := status.CaseOf(result.Record().Series(a.ID(), area), &ind, target, result.Options().AsOf, result.Options().KnownOn)
	var list []string
	for _, p := range c.Series {
		text := p.Period.String() + " " + p.Value.Figure().String()
		if p.Break {
			text += "!"
		}
		list = append(list, text)
	}
	for _, d := range c.Demands {
		if d.Shape != indicators.ReachShape {
			break
		}
		for _, p := range d.Points {
			list = append(list, p.Period.String()+" demanded:"+zielkette.Round(ratOf(p.Value)).String())
		}
		list = append(list, strings.TrimSpace(d.Points[len(d.Points)-1].Period.String()+" "+string(d.Direction)))
	}
	return strings.Join(list, ", ")
}

func ratOf(n zielkette.Number) *big.Rat {
	r, _ := n.Rat()
	return r
}

// warningsOf returns the codes of the warnings of an indicator that the oracle knows.
func warningsOf(result *evaluation.Result, id string) string {
	var list []string
	for _, p := range result.Warnings() {
		of := p.Subject == id
		if p.Code == indicators.CodeLengths && !of { // of the catalogue
			index := strings.Split(p.Place.Pointer, "/")
			of = len(index) > 3 && index[3] == fmt.Sprint(strings.Index("ij", id))
		}
		switch p.Code {
		case indicators.CodeLengths, evaluation.CodeFall, evaluation.CodeTotalMeant, evaluation.CodeBaselineDiffers:
			if of && !slices.Contains(list, string(p.Code)) {
				list = append(list, string(p.Code))
			}
		}
	}
	slices.Sort(list)
	return strings.Join(list, " ")
}

// describe writes an inquiry for a person who looks for the fault.
func (q *inquiry) describe() string {
	var b strings.Builder
	fmt.Fprintf(&b, "area %q, time %q, direction %q, definition %q, per %q, maxAge %d, carry %d, shape %q, path %q, withheld %q\n", q.area, q.time, q.direction, q.definition, q.per, q.maxAge, q.carry, q.shape, q.path, q.withheld)
	for _, s := range q.breaks {
		fmt.Fprintln(&b, "break", s.text())
	}
	for _, o := range q.origins {
		fmt.Fprintln(&b, "baseline", o.of.text(), o.value, "fromRecord", o.fromRecord, "definition", o.definition, "decided", o.decided.text, "known", o.known.text)
	}
	for _, d := range q.decisions {
		fmt.Fprintln(&b, "revision decided", d.decided.text, "known", d.known.text, d.lower, d.upper, "tolerance", d.tolerance, "keptSince", d.keptSince.text(), "strict", d.strict, "withdrawn", d.withdrew)
		for _, m := range d.marks {
			fmt.Fprintln(&b, "  point", m.of.text(), m.value, m.change)
		}
	}
	for _, f := range q.facts {
		if f.area == q.area {
			fmt.Fprintln(&b, f.of.text(), f.value, f.den, string(f.status), f.definition, f.known.text)
		}
	}
	return b.String()
}
