package evaluation_test

import (
	"cmp"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"time"
)

// This oracle says what counts of one series at two dates and how far its target is
// reached. It has a calendar, a register and fractions of its own, and looks everything
// up anew for every question: slow, and short enough to be read.

// stretch is a period of the oracle: its kind, how many months it has (0 of a day), the
// month it starts with, and its first and last day.
type stretch struct {
	kind          byte // Y H Q M D S, P a span; 0 is none
	length, month int
	first, last   int
}

func dayOf(year, month, day int) int {
	return int(time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

func firstOf(month int) int { return dayOf(month/12, month%12+1, 1) }

// monthOf returns the month of a day, counted from the year 0.
func monthOf(day int) int {
	t := time.Unix(int64(day)*86400, 0).UTC()
	return t.Year()*12 + int(t.Month()) - 1
}

var lengths = map[byte]int{'Y': 12, 'H': 6, 'Q': 3, 'M': 1, 'S': 12}

// from returns the period of a kind that starts with a month.
func from(kind byte, length, month int) stretch {
	if kind != 'P' {
		length = lengths[kind]
	}
	return stretch{kind: kind, length: length, month: month, first: firstOf(month), last: firstOf(month+length) - 1}
}

func aDay(day int) stretch { return stretch{kind: 'D', month: monthOf(day), first: day, last: day} }

func (s stretch) next() stretch {
	if s.kind == 'D' {
		return aDay(s.first + 1)
	}
	return from(s.kind, s.length, s.month+s.length)
}

func (s stretch) text() string {
	year, month := s.month/12, s.month%12+1
	switch s.kind {
	case 'Y':
		return fmt.Sprintf("%04d", year)
	case 'H':
		return fmt.Sprintf("%04d-H%d", year, month/6+1)
	case 'Q':
		return fmt.Sprintf("%04d-Q%d", year, (month-1)/3+1)
	case 'M':
		return fmt.Sprintf("%04d-%02d", year, month)
	case 'D':
		return time.Unix(int64(s.first)*86400, 0).UTC().Format(time.DateOnly)
	case 'S':
		return fmt.Sprintf("%04d/%02d", year, (year+1)%100)
	case 'P':
		return fmt.Sprintf("%04d-%02d/P%dM", year, month, s.length)
	}
	return ""
}

func (s stretch) is(o stretch) bool {
	return s.kind == o.kind && s.first == o.first && s.last == o.last
}

// alike: of one kind and, of spans, of one length.
func (s stretch) alike(o stretch) bool { return s.kind == o.kind && s.length == o.length }

// since: what holds from the first day of o holds for s. A long period is told apart by
// its end.
func (s stretch) since(o stretch) bool { return o.kind == 0 || s.first >= o.first || s.last > o.last }

// when is a date of the oracle, which may be imprecise.
type when struct {
	text        string
	first, last int
}

func (w when) none() bool { return w.text == "" }

// order of dates: by the last day, then by the first; none before all.
func (w when) order(o when) int {
	if w.none() || o.none() {
		return cmp.Compare(min(1, len(w.text)), min(1, len(o.text)))
	}
	return cmp.Or(cmp.Compare(w.last, o.last), cmp.Compare(w.first, o.first))
}

// fact is one line of the register.
type fact struct {
	area       string
	of         stretch
	value, den string // "" for none
	status     byte
	definition string
	known      when
}

func (f fact) scored() bool { return !strings.ContainsRune("FDOMQ", rune(f.status)) }
func (f fact) absent() bool { return strings.ContainsRune("OMQ", rune(f.status)) }

type mark struct { // a point
	of            stretch
	value, change string
}

type decision struct { // a revision
	decided, known   when
	marks            []mark
	lower, upper     string
	tolerance        string
	keptSince        stretch
	strict, withdrew bool
}

type origin struct { // a baseline
	of             stretch
	value          string
	fromRecord     bool
	definition     string
	decided, known when
}

// topic is an indicator with at most one target.
type topic struct {
	time, direction, definition string
	per                         string
	breaks                      []stretch
	maxAge, carry               int // months, -1 for none
	shape, withheld, path       string
	origins                     []origin
	decisions                   []decision
}

// inquiry is a question to the oracle. It counts how often each rule was applied.
type inquiry struct {
	topic
	area  string
	facts []fact
	asOf  int
	known when
	hits  map[string]int
}

func (q *inquiry) hit(rule string) { q.hits[rule]++ }

func (q *inquiry) hitIf(is bool, rule string) bool {
	if is {
		q.hit(rule)
	}
	return is
}

// public: it had become known by the known-on date. With one, what has no day is hidden.
func (q *inquiry) public(known when) bool {
	if q.known.none() {
		return true
	}
	if known.none() {
		q.hit("known-on hides the undated")
		return false
	}
	return !q.hitIf(known.last > q.known.last, "known-on hides what came later")
}

func fraction(text string) *big.Rat {
	r, ok := new(big.Rat).SetString(text)
	if !ok {
		panic(text)
	}
	return r
}

// printed rounds to 12 places, half away from zero, and writes no zeros at the end.
func printed(r *big.Rat) string {
	if r == nil {
		return ""
	}
	return trimmed(round12(r).FloatString(12))
}

func trimmed(digits string) string { return strings.TrimSuffix(strings.TrimRight(digits, "0"), ".") }

// asked: a fact of the area that has ended and is public.
func (q *inquiry) asked(f fact) bool {
	return f.area == q.area && f.of.last <= q.asOf && q.public(f.known)
}

// visible returns the facts that are asked for, of the definition and of others.
func (q *inquiry) visible() (mine, others []fact) {
	for _, f := range q.facts {
		switch {
		case !q.asked(f):
		case f.definition == "" || f.definition == q.definition:
			mine = append(mine, f)
		default:
			others = append(others, f)
		}
	}
	return mine, others
}

// entry is what the register says of one period.
type entry struct {
	fact
	is    string // "nothing", "value", "absent", "other", "contradicting"
	marks bool   // one of those known last marks a break
}

// at: what became known last decides about everything.
func (q *inquiry) at(s stretch) entry {
	var latest []fact
	for _, f := range q.facts {
		if !f.of.is(s) || !q.asked(f) || f.definition != "" && f.definition != q.definition {
			continue
		}
		if len(latest) == 0 {
			latest = []fact{f}
		} else {
			if order := f.known.order(latest[0].known); order > 0 {
				latest = []fact{f}
			} else if order == 0 {
				latest = append(latest, f)
			}
			q.hit("restated")
		}
	}
	if len(latest) == 0 {
		return entry{is: "nothing"}
	}
	// Of several spellings of one day, one says what counts, and two contradict each other.
	marks := slices.ContainsFunc(latest, func(f fact) bool { return f.status == 'B' })
	stating := slices.DeleteFunc(slices.Clone(latest), func(f fact) bool { return !f.scored() && !f.absent() })
	switch {
	case len(stating) > 1:
		q.hit("contradicting")
		return entry{is: "contradicting", marks: marks}
	case len(stating) == 0:
		q.hit("forecast or other meaning passed over")
		return entry{latest[0], "other", marks}
	case stating[0].absent():
		return entry{stating[0], "absent", marks}
	}
	return entry{stating[0], "value", marks}
}

// periods on record of the definition, the latest first.
func (q *inquiry) periods() (out []stretch) {
	mine, _ := q.visible()
	for _, f := range mine {
		if !slices.ContainsFunc(out, f.of.is) {
			out = append(out, f.of)
		}
	}
	slices.SortFunc(out, func(a, b stretch) int { return cmp.Or(b.last-a.last, b.first-a.first) })
	return out
}

// later returns the last day of the month that lies so many months behind that of a day,
// or the day of the month where the month is long enough.
func later(day, months int) int {
	t := time.Unix(int64(day)*86400, 0).UTC()
	m := t.Year()*12 + int(t.Month()) - 1 + months
	return min(firstOf(m)+t.Day()-1, firstOf(m+1)-1)
}

// brokenSince: the period lies before a break, and one of its length could have ended
// behind it.
func (q *inquiry) brokenSince(s stretch) bool {
	for _, b := range q.breaks {
		end := b.first
		if s.length > 0 {
			end = later(b.first, s.length) - 1
		}
		if !s.since(b) && (b.last <= q.asOf || end <= q.asOf) {
			return q.hitIf(true, "break behind the value")
		}
	}
	return false
}

// brokenBetween: a break lies behind the first period, up to the second.
func (q *inquiry) brokenBetween(a, b stretch) bool {
	for _, s := range q.breaks {
		if !a.since(s) && b.since(s) {
			q.hitIf(s.kind != a.kind, "break of another kind of period")
			return q.hitIf(true, "stated break between")
		}
	}
	for _, s := range q.periods() {
		if !a.since(s) && (s.last < b.last || s.last == b.last && s.first <= b.first) && q.at(s).marks {
			return q.hitIf(true, "marked break between")
		}
	}
	return false
}

func (q *inquiry) tooOld(s stretch) bool {
	return q.maxAge >= 0 && q.hitIf(later(s.last, q.maxAge) < q.asOf, "too old")
}

// counted: the observation of the latest period that counts.
func (q *inquiry) counted() (fact, string) {
	absent, other := false, false
	for _, s := range q.periods() {
		e := q.at(s)
		switch e.is {
		case "contradicting":
			return fact{}, "contradicting"
		case "other":
			other = true
			continue
		case "absent":
			absent = true
			if q.carry < 0 {
				return fact{}, q.reasonFor(absent, other)
			}
			continue
		}
		switch {
		case q.brokenSince(s):
			return fact{}, "before-break"
		case absent && later(s.last, q.carry) < q.asOf:
			q.hit("carried no further")
			return fact{}, "stated-absent"
		case q.tooOld(s):
			return fact{}, "too-old"
		}
		q.hitIf(absent, "carried forward")
		q.hit("counted")
		return e.fact, ""
	}
	return fact{}, q.reasonFor(absent, other)
}

func (q *inquiry) reasonFor(absent, other bool) string {
	_, others := q.visible()
	switch {
	case absent:
		q.hit("stated absent")
		return "stated-absent"
	case other || len(others) > 0:
		q.hit("other definition")
		return "other-definition"
	}
	q.hit("no observation")
	return "no-observation"
}

// total is what several facts come to together.
type total struct {
	whole   stretch
	parts   []fact
	missing []stretch
}

// totals: values of the period are put together to be held against the point.
func (q *inquiry) totals(part, point stretch) bool {
	return (q.time == "flow" || q.time == "average") && part.kind != 0 && point.kind != 0 && !part.alike(point) && point.length > part.length
}

// put puts together what is on record of a stretch of time.
func (q *inquiry) put(whole stretch, like stretch) (t total, reason string) {
	t.whole = whole
	var part stretch
	tiled := false
	if like.kind == 'D' {
		part = aDay(whole.first)
	} else {
		part = from(like.kind, like.length, whole.month)
		if phase := map[byte]int{'Y': 0, 'H': 0, 'Q': 0, 'M': 0, 'S': 7}; like.kind != 'P' && (whole.month-phase[like.kind])%like.length != 0 {
			return t, "no-observation" // none of this kind starts with the whole
		}
	}
	anything := false
	for ; part.last <= whole.last; part = part.next() {
		e := q.at(part)
		anything = anything || e.is != "nothing"
		if e.is == "value" {
			t.parts = append(t.parts, e.fact)
		} else {
			t.missing = append(t.missing, part)
		}
		tiled = part.last == whole.last
	}
	switch {
	case !anything:
		return t, "no-observation"
	case !tiled || len(t.missing) > 0:
		q.hit("gap")
		return t, "gap"
	case q.brokenBetween(t.parts[0].of, t.parts[len(t.parts)-1].of):
		q.hit("break inside a total")
		return t, "before-break"
	}
	return t, ""
}

// of returns the natural period of a kind that a day lies in.
func natural(kind byte, day int) stretch {
	m := monthOf(day)
	phase := 0
	if kind == 'S' {
		phase = 7
	}
	return from(kind, 0, m-(m-phase)%lengths[kind])
}

// together puts together what is held against a point of a longer kind.
func (q *inquiry) together(point stretch) (total, string) {
	periods := q.periods()
	var whole stretch
	switch {
	case point.kind == 'P' && q.time == "flow":
		// From the start of the span to the last on record within it.
		var last stretch
		for _, s := range periods {
			if last = s; s.last <= point.last {
				break
			}
		}
		switch {
		case periods[0].last >= point.last:
			whole = point
			q.hit("flow over a span that is over")
		case last.last < point.first:
			return total{}, "no-observation"
		default:
			end := monthOf(last.last+1) - 1 // the last whole month
			if end < point.month {
				return total{}, "no-observation"
			}
			whole = from('P', end-point.month+1, point.month)
			q.hit("flow over a span so far")
		}
	case point.kind == 'P':
		// A mean: the latest span of that length.
		end := monthOf(periods[0].last+1) - 1
		whole = from('P', point.length, end-point.length+1)
		q.hit("average over a span")
	default:
		for _, s := range periods { // the latest complete one of which anything is on record
			if w := natural(point.kind, s.last); w.last <= q.asOf {
				whole = w
				break
			}
		}
		if whole.kind == 0 {
			return total{}, "no-observation"
		}
		q.hit(q.time + " over a longer kind")
	}
	t, reason := q.put(whole, periods[0])
	switch {
	case reason != "":
	case q.brokenSince(t.parts[len(t.parts)-1].of):
		reason = "before-break"
	case q.tooOld(t.parts[len(t.parts)-1].of):
		reason = "too-old"
	}
	return t, reason
}

// amount is what facts come to: one as it stands, several as sum or mean.
func (q *inquiry) amount(facts []fact) (*big.Rat, string) {
	sum, all, dens := new(big.Rat), new(big.Rat), new(big.Rat)
	for _, f := range facts {
		switch {
		case q.per == "" && f.den != "":
			return nil, "no-share-expected"
		case q.per != "" && f.den == "":
			return nil, "share-without-parts"
		}
		days := big.NewRat(int64(f.of.last-f.of.first+1), 1)
		v := fraction(f.value)
		switch {
		case f.den != "":
			dens.Add(dens, fraction(f.den))
		case q.time == "average":
			v.Mul(v, days)
		}
		sum.Add(sum, v)
		all.Add(all, days)
	}
	switch {
	case q.per != "":
		q.hitIf(len(facts) > 1, "ratio of sums")
		return sum.Quo(sum.Mul(sum, fraction(q.per)), dens), ""
	case q.time == "average":
		return sum.Quo(sum, all), ""
	}
	return sum, ""
}

// numerators is what is shown of a total that is no share where one is asked for, or the
// reverse: the numbers put together as they are recorded, nothing where only some have a
// denominator.
func (q *inquiry) numerators(facts []fact) *big.Rat {
	raw := *q
	raw.per = ""
	plain := slices.Clone(facts)
	for i := range plain {
		if (plain[i].den == "") != (plain[0].den == "") {
			return nil
		}
	}
	if plain[0].den != "" {
		raw.time = "flow"
	}
	for i := range plain {
		plain[i].den = ""
	}
	sum, _ := raw.amount(plain)
	return sum
}

// latestDecided: of what was decided and public the one decided last, of one day the last on
// the list.
func latestDecided[T any](q *inquiry, list []T, dates func(int, T) (decided when, public bool)) *T {
	var best *T
	var day when
	for i := range list {
		decided, public := dates(i, list[i])
		if !public || !decided.none() && decided.last > q.asOf {
			continue
		}
		q.hitIf(best != nil && decided.last == day.last, "decided on one day")
		if best == nil || decided.none() && day.none() || !decided.none() && (day.none() || decided.last >= day.last) {
			best, day = &list[i], decided
		}
	}
	return best
}

// verdict is what is compared, as it is printed.
type verdict struct {
	State, Reason, Value, Attainment string
	Period, Status, Known            string // of the observation or the total
	Parts, Missing                   string
	Expected, Planned, OnTrack       string
	Course, Kept, Warnings, History  string
	Overdue                          bool
	way, bound                       *big.Rat // expected and actual attainment as a goal takes them
}

var courses = map[int]string{1: "ahead", 0: "on", -1: "behind"}

// held is what an inquiry holds against the target.
type heldUp struct {
	facts  []fact
	period stretch
	value  *big.Rat
	none   string // why there is no value although there are facts
}

func (q *inquiry) answer() (v verdict) {
	d := latestDecided(q, q.decisions, func(_ int, d decision) (when, bool) { return d.decided, q.public(d.known) })
	q.hitIf(len(q.decisions) > 1 && d != nil && d != &q.decisions[0], "moved target")
	var point stretch
	if d != nil && len(d.marks) > 0 {
		point = d.marks[len(d.marks)-1].of
		if q.shape == "limit" && point.kind == 'P' {
			point = stretch{}
		}
	}
	v.Overdue = q.shape == "reach" && point.kind != 0 && q.hitIf(point.last < q.asOf, "overdue")

	periods := q.periods()
	var part stretch
	if len(periods) > 0 {
		part = periods[0]
	}
	summed := q.totals(part, point)
	var h heldUp
	var reason string
	if summed {
		var t total
		t, reason = q.together(point)
		var parts, missing []string
		for _, f := range t.parts {
			parts = append(parts, f.of.text()+" "+f.value)
		}
		for _, s := range t.missing {
			missing = append(missing, s.text())
		}
		v.Parts, v.Missing = strings.Join(parts, ", "), strings.Join(missing, ", ")
		h.facts, h.period = t.parts, t.whole
	} else {
		var f fact
		f, reason = q.counted()
		h.facts, h.period = []fact{f}, f.of
	}
	if reason == "" {
		h.value, h.none = q.amount(h.facts)
		v.Value = printed(h.value)
		switch {
		case !summed && (q.per == "" || h.none != ""): // as it is recorded
			v.Value = trimmed(fraction(h.facts[0].value).FloatString(18))
		case h.none != "":
			v.Value = printed(q.numerators(h.facts))
		}
		v.Period = h.period.text()
		v.Status, v.Known = weakest(h.facts)
	} else {
		h = heldUp{}
	}

	// Where it starts, where it should be, and how far it is.
	var o *origin
	var b, target, expected *big.Rat
	overSpan := false
	if q.shape == "reach" && d != nil {
		o = latestDecided(q, q.origins, func(i int, o origin) (when, bool) {
			return o.decided, i == 0 && o.known.none() || q.public(o.known)
		})
		q.hitIf(o != nil && o != &q.origins[0], "moved baseline")
		overSpan = q.time == "flow" && point.kind == 'P' && (summed || reason != "" && (o == nil || !point.alike(o.of)))
		switch {
		case overSpan && (o == nil || !o.fromRecord && fraction(o.value).Sign() == 0):
			o, b = nil, new(big.Rat)
			q.hit("total from 0")
		case o == nil || overSpan:
		case o.fromRecord:
			b = q.fromRecord(o.of, part)
			q.hitIf(b != nil, "baseline from the record")
		default:
			b = fraction(o.value)
		}
		if !d.withdrew {
			target = q.demanded(d.marks[len(d.marks)-1], b)
			if b != nil {
				expected = q.expected(d, o, b, h, point)
			}
		}
	}
	v.Expected = printed(expected)
	if expected != nil && target.Cmp(b) != 0 {
		v.way = round12(new(big.Rat).Quo(new(big.Rat).Sub(expected, b), new(big.Rat).Sub(target, b)))
		v.Planned = printed(v.way)
	}
	if (q.shape == "limit" || q.shape == "corridor") && d != nil && !d.withdrew {
		v.Planned = "1"
	}
	if q.shape == "limit" && d != nil && !d.withdrew {
		kept, of, broken := q.kept(d, point, part)
		v.Kept = fmt.Sprint(kept, "/", of, " ", strings.Join(broken, ", "))
	}

	if reason != "" {
		v.State, v.Reason = "not-reported", reason
		return v
	}
	score, why := q.score(d, o, b, target, h, point, part, overSpan)
	if why != "" {
		q.hit(why)
		v.State, v.Reason = "withheld", why
		return v
	}
	v.State, v.Attainment = "scored", printed(score)
	v.bound = round12(score)
	if q.shape == "reach" {
		v.Course = courses[h.value.Cmp(expected)*target.Cmp(b)]
		if ahead := new(big.Rat).Sub(expected, b); ahead.Sign() != 0 {
			v.OnTrack = printed(new(big.Rat).Quo(new(big.Rat).Sub(h.value, b), ahead))
		}
	} else {
		v.Course = courses[round12(score).Cmp(one)]
	}
	q.hit("course " + v.Course)
	q.hit("scored " + q.shape)
	q.hit("scored by periods of kind " + string(part.kind))
	q.hitIf(summed, "scored as a total: "+q.time+" of "+string(part.kind)+" against "+string(point.kind))
	q.hitIf(q.area != "", "scored in an area")
	q.hitIf(!q.known.none(), "scored as known on a day")
	q.hitIf(summed && q.area != "", "scored as a total in an area")
	q.hitIf(summed && !q.known.none(), "scored as a total known on a day")
	q.hitIf(summed && q.per != "", "scored as a total of shares")
	q.hitIf(len(v.Value) > 20, "scored with many digits")
	return v
}

func weakest(facts []fact) (status, known string) {
	at := -1
	var latest when
	undated := false
	for _, f := range facts {
		if i := strings.IndexByte("ABPEIU", f.status); i > at {
			at = i
		}
		undated = undated || f.known.none()
		if f.known.order(latest) > 0 {
			latest = f.known
		}
	}
	if undated {
		latest = when{}
	}
	return "ABPEIU"[at : at+1], latest.text
}

// fromRecord: what the record holds for the period of the baseline, at the two dates.
func (q *inquiry) fromRecord(s, part stretch) *big.Rat {
	facts := []fact{}
	if q.totals(part, s) {
		t, reason := q.put(s, part)
		if reason != "" || s.last > q.asOf {
			return nil
		}
		q.hit("baseline summed from the record")
		facts = t.parts
	} else if e := q.at(s); e.is == "value" {
		facts = append(facts, e.fact)
	} else {
		return nil
	}
	n, _ := q.amount(facts)
	return n
}

// demanded: the value of a point, or the baseline changed by per cent.
func (q *inquiry) demanded(m mark, b *big.Rat) *big.Rat {
	switch {
	case m.change == "":
		return fraction(m.value)
	case b == nil:
		return nil
	}
	q.hit("relative target")
	c := fraction(m.change)
	return c.Mul(c.Add(c.Quo(c, big.NewRat(100, 1)), one), b)
}

// expected: where the path is at the end of the period. Periods of one kind are counted
// in months of their ends, which makes all of them equally long; others in days.
func (q *inquiry) expected(d *decision, o *origin, b *big.Rat, h heldUp, point stretch) *big.Rat {
	ofMonths := func(s stretch) int { return monthOf(s.last + 1) }
	position := ofMonths
	var start, now int
	if o == nil { // a total, from the start of its span
		start, now = point.month, monthOf(q.asOf+1)
		if h.value != nil || h.none != "" {
			now = ofMonths(h.period)
		}
		q.hit("path of a total")
	} else {
		alike := o.of.kind != 'D'
		for _, m := range d.marks {
			alike = alike && m.of.alike(o.of)
		}
		if h.period.kind != 0 {
			alike = alike && h.period.alike(o.of)
		}
		switch {
		case alike && h.period.kind != 0:
			start, now = ofMonths(o.of), ofMonths(h.period)
			q.hit("path by periods")
		case alike: // the latest complete period
			start, now = ofMonths(o.of), monthOf(q.asOf+1)
			if o.of.kind != 'P' {
				for (now-start)%o.of.length != 0 {
					now--
				}
			}
			q.hit("path without a value")
		default:
			position = func(s stretch) int { return s.last }
			start, now = o.of.last, q.asOf
			if h.period.kind != 0 {
				now = h.period.last
			}
			q.hit("path by days")
		}
	}
	at, value := start, b
	if now <= at {
		return b
	}
	for _, m := range d.marks {
		end, to := position(m.of), q.demanded(m, b)
		if end > now {
			if q.path == "step" {
				q.hit("path in steps")
				return value
			}
			way := new(big.Rat).Sub(to, value)
			way.Mul(way, big.NewRat(int64(now-at), int64(end-at)))
			return way.Add(way, value)
		}
		at, value = end, to
		q.hit("past a point")
	}
	return value
}

func (q *inquiry) score(d *decision, o *origin, b, target *big.Rat, h heldUp, point, part stretch, overSpan bool) (*big.Rat, string) {
	measures := q.shape == "reach" || q.shape == "limit" || q.shape == "corridor"
	switch {
	case q.shape == "":
		return nil, "no-target"
	case q.withheld != "":
		return nil, "by-author"
	case measures && d == nil:
		return nil, "not-in-force"
	case measures && d.withdrew:
		return nil, "withdrawn"
	case measures && h.none != "":
		return nil, h.none
	}
	sign := map[string]int{"up": 1, "down": -1}[q.direction]
	switch q.shape {
	case "direction":
		return nil, "direction-only"
	case "reach":
		switch {
		case overSpan && o != nil:
			return nil, "total-from-baseline"
		case b == nil:
			return nil, "no-baseline"
		}
		switch way := target.Cmp(b); {
		case way == 0:
			return nil, "target-is-baseline"
		case sign != 0 && way != sign:
			return nil, "against-direction"
		case o == nil:
		case h.period.last <= o.of.last:
			return nil, "before-baseline"
		case o.definition != "" && o.definition != q.definition, q.brokenBetween(o.of, h.period):
			return nil, "baseline-before-break"
		}
		n := new(big.Rat).Sub(h.value, b)
		return n.Quo(n, new(big.Rat).Sub(target, b)), ""
	case "corridor":
		return graded(h.value, fraction(d.lower), fraction(d.upper), d.tolerance), ""
	}
	if d.keptSince.kind != 0 {
		kept, of, _ := q.kept(d, point, part)
		if of == 0 {
			return nil, "before-limit"
		}
		q.hit("share of the periods kept")
		return big.NewRat(int64(kept), int64(of)), ""
	}
	bound := boundOf(d, h.period)
	if bound == nil {
		return nil, "before-limit"
	}
	if keeps(h.value, bound, sign, d.strict) {
		return one, ""
	}
	lower, upper := bound, bound
	if sign > 0 {
		upper = h.value
	} else {
		lower = h.value
	}
	if d.strict && h.value.Cmp(bound) == 0 {
		q.hit("strict limit")
		return new(big.Rat), ""
	}
	return graded(h.value, lower, upper, d.tolerance), ""
}

// graded: 1 inside, falling to 0 at the tolerance outside.
func graded(v, lower, upper *big.Rat, tolerance string) *big.Rat {
	outside := new(big.Rat)
	switch {
	case v.Cmp(lower) < 0:
		outside.Sub(lower, v)
	case v.Cmp(upper) > 0:
		outside.Sub(v, upper)
	default:
		return one
	}
	if tolerance == "" || outside.Cmp(fraction(tolerance)) >= 0 {
		return new(big.Rat)
	}
	return new(big.Rat).Sub(one, outside.Quo(outside, fraction(tolerance)))
}

func keeps(v, bound *big.Rat, sign int, strict bool) bool {
	order := v.Cmp(bound) * sign
	return order > 0 || order == 0 && !strict
}

// boundOf: the last that holds for the period, from the first day of its own.
func boundOf(d *decision, s stretch) (bound *big.Rat) {
	for _, m := range d.marks {
		if s.since(m.of) {
			bound = fraction(m.value)
		}
	}
	return bound
}

// kept: how often a limit was kept, in periods with a value for which a bound holds.
func (q *inquiry) kept(d *decision, point, part stretch) (kept, of int, broken []string) {
	sign := map[string]int{"up": 1, "down": -1}[q.direction]
	judge := func(s stretch, facts []fact) {
		v, none := q.amount(facts)
		bound := boundOf(d, s)
		if none != "" || bound == nil || d.keptSince.kind != 0 && !s.since(d.keptSince) {
			return
		}
		of++
		if keeps(v, bound, sign, d.strict) {
			kept++
		} else {
			broken = append(broken, s.text())
		}
	}
	periods := q.periods()
	slices.Reverse(periods)
	summed := q.totals(part, point)
	done := map[int]bool{}
	for _, s := range periods {
		if !summed {
			if e := q.at(s); e.is == "value" {
				judge(s, []fact{e.fact})
			}
			continue
		}
		w := natural(point.kind, s.last)
		if done[w.first] || w.last > q.asOf {
			continue
		}
		done[w.first] = true
		if t, reason := q.put(w, part); reason == "" {
			judge(w, t.parts)
			q.hit("limit of totals")
		}
	}
	if len(broken) > 0 {
		q.hit("limit broken")
	}
	if len(d.marks) > 0 && d.marks[0].of.kind != 0 && part.kind != 0 && part.length < d.marks[0].of.length {
		q.hit("limit from a longer period")
	}
	return kept, of, broken
}

// history is what rules of a status read: what was held against the target, period by
// period, "!" where the series broke before, and what is demanded.
func (q *inquiry) history() string {
	d := latestDecided(q, q.decisions, func(_ int, d decision) (when, bool) { return d.decided, q.public(d.known) })
	var point stretch
	switch demands := d != nil && !d.withdrew; {
	case q.shape == "direction" || q.shape == "" || !demands:
		point = from('Y', 0, 12)
	case q.shape == "reach" || q.shape == "limit":
		point = d.marks[len(d.marks)-1].of
		if q.shape == "limit" && point.kind == 'P' {
			point = stretch{}
		}
	}
	periods := q.periods()
	slices.Reverse(periods)
	var out []string
	if len(periods) > 0 {
		part := periods[len(periods)-1]
		summed := q.totals(part, point)
		var before stretch
		for _, s := range periods {
			facts, name := []fact{}, s
			end := monthOf(s.last + 1)
			switch {
			case !summed:
				if e := q.at(s); e.is == "value" {
					facts = []fact{e.fact}
				}
			case firstOf(end) != s.last+1:
			case point.kind == 'P' && q.time == "flow":
				if s.first >= point.first && s.last <= point.last {
					facts = q.whole(from('P', end-point.month, point.month), part)
				}
			case point.kind == 'P':
				name = from('P', point.length, end-point.length)
				facts = q.whole(name, part)
			case natural(point.kind, s.last).last == s.last:
				name = natural(point.kind, s.last)
				facts = q.whole(name, part)
			}
			if len(facts) == 0 {
				continue
			}
			value, none := q.amount(facts)
			if none != "" {
				continue
			}
			text := printed(value)
			if len(facts) == 1 && q.per == "" {
				text = trimmed(fraction(facts[0].value).FloatString(18))
			}
			if whole, _, _ := strings.Cut(strings.TrimPrefix(text, "-"), "."); len(whole) > 19 {
				continue // more digits than a number may have
			}
			q.hitIf(summed, "a status rule reads totals")
			mark := ""
			if before.kind != 0 && q.brokenBetween(before, facts[len(facts)-1].of) {
				mark = "!"
			}
			before = facts[len(facts)-1].of
			out = append(out, name.text()+" "+text+mark)
		}
	}
	if q.shape != "reach" || d == nil || d.withdrew {
		return strings.Join(out, ", ")
	}
	o := latestDecided(q, q.origins, func(i int, o origin) (when, bool) { return o.decided, i == 0 && o.known.none() || q.public(o.known) })
	var b *big.Rat
	switch {
	case o == nil && q.time == "flow" && point.kind == 'P':
		b = new(big.Rat)
	case o == nil:
	case o.fromRecord:
		var part stretch
		if len(periods) > 0 {
			part = periods[len(periods)-1]
		}
		b = q.fromRecord(o.of, part)
	default:
		b = fraction(o.value)
	}
	direction := q.direction
	for i, m := range d.marks {
		value := q.demanded(m, b)
		text := ""
		if value != nil {
			text = printed(value)
			if i == len(d.marks)-1 && b != nil {
				direction = map[bool]string{true: "down", false: "up"}[value.Cmp(b) < 0]
			}
		}
		out = append(out, m.of.text()+" demanded:"+text)
	}
	return strings.Join(append(out, point.text()+" "+direction), ", ")
}

// whole is what a stretch is put together of, nil where it is not whole.
func (q *inquiry) whole(s, part stretch) []fact {
	t, reason := q.put(s, part)
	if reason != "" {
		return nil
	}
	return t.parts
}

// isTotal: the decision asks for a total of a flow over a span.
func (q *inquiry) isTotal(d decision) bool {
	if q.time != "flow" || len(d.marks) == 0 {
		return false
	}
	last := d.marks[len(d.marks)-1].of
	alike := len(q.origins) > 0 && last.alike(q.origins[0].of)
	for _, m := range d.marks {
		alike = alike && last.alike(m.of)
	}
	return last.kind == 'P' && !alike
}

// refused: the target contradicts itself, whatever is on record. A total starts from 0 and
// at one day; all else needs a baseline.
func (q *inquiry) refused() bool {
	if q.shape != "reach" {
		return false
	}
	for _, d := range q.decisions {
		if d.withdrew {
			continue
		}
		if !q.isTotal(d) {
			if len(q.origins) == 0 && d.marks[len(d.marks)-1].change == "" {
				return q.hitIf(true, "refused: no baseline")
			}
			continue
		}
		for i, o := range q.origins {
			if i > 0 || o.fromRecord || fraction(o.value).Sign() != 0 {
				return q.hitIf(true, "refused: total from a baseline")
			}
		}
		for _, m := range d.marks {
			if m.of.kind != 'P' || m.of.first != d.marks[0].of.first || m.change != "" {
				return q.hitIf(true, "refused: total from two days")
			}
		}
	}
	return false
}

// warnings: what a reader is told of the target and the record, of the whole municipality
// and of the area that is measured.
func (q *inquiry) warnings() string {
	told := map[string]bool{}
	q.warn(told)
	if q.area != "" {
		whole := *q
		whole.area = ""
		whole.warn(told)
	}
	var list []string
	for code := range told {
		q.hit("warned " + code)
		list = append(list, code)
	}
	slices.Sort(list)
	return strings.Join(list, " ")
}

func (q *inquiry) warn(codes map[string]bool) {
	told := map[string]bool{}
	zero := func(value string) bool { return value != "" && fraction(value).Sign() == 0 }
	for _, d := range q.decisions {
		if q.shape != "reach" || q.time != "flow" || d.withdrew || q.isTotal(d) {
			continue
		}
		length := d.marks[len(d.marks)-1].of.length
		for _, m := range d.marks {
			told["flow-lengths"] = told["flow-lengths"] || m.of.length != length && m.value != "" && !zero(m.value)
		}
		for _, o := range q.origins {
			told["flow-lengths"] = told["flow-lengths"] || o.of.length != length && !zero(o.value)
		}
	}
	periods := q.periods()
	slices.Reverse(periods)
	if q.time == "cumulative" {
		var before entry
		for _, s := range periods {
			if e := q.at(s); e.is == "value" {
				fell := before.is != "" && before.den == "" && e.den == "" && fraction(e.value).Cmp(fraction(before.value)) < 0
				told["cumulative-fall"] = told["cumulative-fall"] || fell && !q.brokenBetween(before.of, s)
				before = e
			}
		}
	}
	d := latestDecided(q, q.decisions, func(_ int, d decision) (when, bool) { return d.decided, q.public(d.known) })
	if q.shape == "reach" && d != nil && !d.withdrew && len(periods) > 0 {
		point, part := d.marks[len(d.marks)-1].of, periods[len(periods)-1]
		told["flow-lengths"] = told["flow-lengths"] || q.time == "flow" && part.length > point.length
		o := latestDecided(q, q.origins, func(i int, o origin) (when, bool) { return o.decided, i == 0 && o.known.none() || q.public(o.known) })
		if o != nil && !o.fromRecord {
			b := fraction(o.value)
			if q.time == "flow" && len(d.marks) == 1 && b.Sign() == 0 {
				for _, s := range periods {
					if q.at(s).is == "value" {
						told["total-meant"] = s.alike(point) && (point.last > s.last || point.last == s.last && point.first > s.first)
						break
					}
				}
			}
			asked := *q
			asked.definition = cmp.Or(o.definition, q.definition)
			if on := asked.fromRecord(o.of, part); on != nil && (q.time != "flow" || point.kind != 'P' || b.Sign() != 0) {
				told["baseline-differs"] = on.Cmp(b) != 0
				if q.totals(part, o.of) || q.per != "" { // computed, and so rounded as stated
					_, places, _ := strings.Cut(o.value, ".")
					told["baseline-differs"] = roundTo(on, len(places)).Cmp(b) != 0
				}
			}
		}
	}
	for code, is := range told {
		if is {
			codes[code] = true
		}
	}
}

// roundTo rounds half away from zero.
func roundTo(r *big.Rat, places int) *big.Rat {
	text := new(big.Rat).Abs(r).FloatString(places) // FloatString rounds halves away from zero
	out := fraction(text)
	if r.Sign() < 0 {
		out.Neg(out)
	}
	return out
}

// goalVerdict is what is compared of a goal.
type goalVerdict struct{ Attainment, Expected, Course string }

// member is a part of a goal: its score, and what is expected of it, both bounded; nil
// for none.
type member struct {
	weight          int
	score, expected *big.Rat
	path            bool
}

// goalOf rolls up what is, and what is expected of the same parts; a part without a path
// counts as it is.
func (q *inquiry) goalOf(members ...member) (v goalVerdict, whole member) {
	score, expected, all := new(big.Rat), new(big.Rat), int64(0)
	for _, m := range members {
		if m.score == nil {
			continue
		}
		w := big.NewRat(int64(m.weight), 1)
		all += int64(m.weight)
		score.Add(score, new(big.Rat).Mul(w, m.score))
		if m.path {
			whole.path = true
			expected.Add(expected, new(big.Rat).Mul(w, m.expected))
		} else {
			expected.Add(expected, new(big.Rat).Mul(w, m.score))
		}
	}
	if all == 0 {
		return v, whole
	}
	whole.score = round12(score.Quo(score, big.NewRat(all, 1)))
	whole.expected = round12(expected.Quo(expected, big.NewRat(all, 1)))
	v.Attainment = printed(whole.score)
	if whole.path {
		v.Expected, v.Course = printed(whole.expected), courses[whole.score.Cmp(whole.expected)]
		q.hit("goal " + v.Course)
	}
	return v, whole
}

// member of a goal that bounds what enters it to 0 and 1.
func (v verdict) member(weight int) member {
	bounded := func(r *big.Rat) *big.Rat {
		if r != nil && r.Sign() < 0 {
			return new(big.Rat)
		}
		if r != nil && r.Cmp(one) > 0 {
			return one
		}
		return r
	}
	return member{weight, bounded(v.bound), bounded(v.way), v.way != nil}
}
