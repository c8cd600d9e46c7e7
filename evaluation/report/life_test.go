package report_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"maps"
	"math/big"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/change"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/folder"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/report"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/round"
	"gitlab.opencode.de/zielkette/zielkette/internal/testkit"
)

// Twenty years of a city, event by event: values, restatements, late reports,
// withdrawals, breaks, moved targets and baselines, new weights, editions in part and in
// whole, goals that are split and merged, measures that are cut and delayed, money that is
// booked and corrected. A naive model keeps every version of everything and computes each
// figure anew with fractions. After each event the figures of both agree; a report of any
// earlier pair of dates prints the same bytes as then; what changed sums up; documents
// come back from their files as they were; JSON is as its schema says.
//
// A life that fails is cut down to the few events that make it fail, which are told.

const (
	lifeSteps  = 500 // events of a life
	lifeLevel  = "Ziel"
	firstLived = 2001
	lastLived  = firstLived + 19
)

func TestTwentyYears(t *testing.T) {
	lives := testkit.Cases(20) // 10,000 events
	if lives < 20 {
		lives = 1
	}
	happened := map[string]int{}
	for seed := range uint64(lives) {
		story := make([]event, lifeSteps)
		rng := rand.New(rand.NewPCG(seed, 42)) //nolint:gosec // a test that can be run again
		for i := range story {
			story[i] = event{days: 1 + rng.IntN(28), kind: rng.IntN(len(eventKinds)), seed: rng.Uint64()}
		}
		told, err := live(story)
		if err != nil {
			short := shrink(story)
			told, err = live(short)
			t.Fatalf("life %d: %v\n%s", seed, err, strings.Join(told, "\n"))
		}
		for _, line := range told {
			happened[strings.Fields(line)[1]]++
		}
	}
	for _, kind := range eventKinds {
		if happened[kind.name] == 0 {
			t.Errorf("nothing was %s", kind.name)
		}
	}
	t.Log(happened)
}

// event is one event of a life, which does nothing where it cannot happen, so that any
// part of a story is a story.
type event struct {
	days, kind int
	seed       uint64
}

// shrink cuts a story that fails down, part by part, while it goes on failing.
func shrink(story []event) []event {
	for size := len(story) / 2; size > 0; {
		cut := false
		for at := 0; at+size <= len(story); {
			shorter := slices.Delete(slices.Clone(story), at, at+size)
			if at+size < len(story) { // the days pass all the same
				for _, e := range story[at : at+size] {
					shorter[at].days += e.days
				}
			}
			if _, err := live(shorter); err != nil {
				story, cut = shorter, true
			} else {
				at += size
			}
		}
		if !cut || size > len(story) {
			size /= 2
		}
	}
	return story
}

// city is a city that lives.
type lived struct {
	rng    *rand.Rand
	day    time.Time
	city   evaluation.City // its documents as of today, and the record
	then   []edition       // the documents as they were last before something undated changed
	naive  ledger
	prints []printout
	said   string // what the event did
	before *evaluation.Result
}

// edition is the documents of a time, the record being that of today.
type edition struct{ city evaluation.City }

// printout is a report as it was printed once.
type printout struct {
	options evaluation.Options
	edition int // of lived.then, or the number of those for the documents of today
	sum     uint64
	text    bool
	bytes   string // kept for the newest, to tell what differs
}

// ledger keeps every version of everything, and computes with fractions.
type ledger struct {
	observations []indicators.Observation
	targets      map[string][]dated // of each indicator, in the order of the decisions
	baselines    map[string][]dated
	money        []booked
}

type dated struct {
	day   zielkette.Date
	value zielkette.Number
}

type booked struct {
	measure         string
	year            int
	known           zielkette.Date
	planned, actual zielkette.Number
}

var eventKinds = []struct {
	name string
	do   func(l *lived) bool
}{
	{"observed", (*lived).observe},
	{"observed", (*lived).observe},
	{"observed", (*lived).observe},
	{"restated", (*lived).restate},
	{"reported-late", (*lived).reportLate},
	{"withdrawn", (*lived).withdraw},
	{"broken", (*lived).breakSeries},
	{"target-moved", (*lived).moveTarget},
	{"baseline-moved", (*lived).moveBaseline},
	{"reweighed", (*lived).reweigh},
	{"amended", (*lived).amend},
	{"replaced", (*lived).replace},
	{"split", (*lived).split},
	{"merged", (*lived).merge},
	{"measure-begun", (*lived).begin},
	{"measure-delayed", (*lived).delay},
	{"measure-cut", (*lived).cut},
	{"booked", (*lived).book},
	{"booked", (*lived).book},
	{"corrected", (*lived).correct},
	{"milestone-done", (*lived).finish},
}

func (l *lived) today() zielkette.Date { return zielkette.DateOf(l.day) }

// born is a city on its first day.
func born() *lived {
	l := &lived{day: time.Date(firstLived, 1, 1, 0, 0, 0, 0, time.UTC), naive: ledger{targets: map[string][]dated{}, baselines: map[string][]dated{}}}
	var fields []goals.Goal
	for f := range 3 {
		field := goals.Goal{ID: fmt.Sprintf("F%d", f), Level: "Feld", Title: fmt.Sprintf("Feld %d", f), Weight: zielkette.Int(1)}
		for g := range 3 {
			goal := goals.Goal{ID: fmt.Sprintf("Z%d%d", f, g), Level: lifeLevel, Title: "Ziel", Weight: zielkette.Int(int64(1 + g))}
			for k := range 1 + g%2 {
				id := fmt.Sprintf("k%d%d%d", f, g, k)
				goal.Indicators = append(goal.Indicators, goals.Link{ID: id})
				b, to := dated{value: zielkette.Int(int64(10 + 7*f + g))}, dated{zielkette.MustParseDate("2000-12-01"), zielkette.Int(int64(80 - 5*g - k))}
				l.naive.baselines[id], l.naive.targets[id] = []dated{b}, []dated{to}
				l.city.Catalogue.Indicators = append(l.city.Catalogue.Indicators, indicators.Indicator{ID: id, Title: "Kennzahl " + id, Unit: "Punkte", Targets: []indicators.Target{{
					Shape: indicators.ReachShape, Path: indicators.Linear, Baseline: indicators.Baseline{Period: zielkette.MustParsePeriod("2000"), Value: b.value},
					Revisions: []indicators.Revision{{Decided: to.day, Known: to.day, Points: []indicators.Point{{Period: zielkette.MustParsePeriod("2030"), Value: to.value}}}},
				}}})
			}
			field.Goals = append(field.Goals, goal)
		}
		fields = append(fields, field)
	}
	l.city.Strategy = goals.Strategy{
		ID: "s0", Title: "Musterstadt", Levels: []string{"Leitbild", "Feld", lifeLevel}, Edition: goals.Edition{Name: "Fassung 0", From: zielkette.MustParseDate("2001-01-01")},
		Goals:      []goals.Goal{{ID: "V", Level: "Leitbild", Title: "Leitbild", Goals: fields}},
		Measures:   []goals.Measure{{ID: "M0", Title: "Maßnahme", End: zielkette.MustParseDate("2010"), Serves: []goals.Share{{Goal: "Z00"}}, Milestones: []zielkette.Milestone{{ID: "S0", Title: "Schritt", Due: zielkette.MustParseDate("2003-06")}}}},
		Milestones: []zielkette.Milestone{{ID: "S", Title: "Beschluss", Due: zielkette.MustParseDate("2002")}},
	}
	return l
}

// live lives a story, tells what happened, and returns what went wrong.
func live(story []event) (told []string, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v", p)
		}
	}()
	l := born()
	for i, e := range story {
		l.day = l.day.AddDate(0, 0, e.days)
		l.rng = rand.New(rand.NewPCG(e.seed, 7)) //nolint:gosec // a test that can be run again
		kind := eventKinds[e.kind]
		if !kind.do(l) {
			continue
		}
		told = append(told, fmt.Sprintf("%s %s %s", l.today(), kind.name, l.said))
		if err := l.check(i); err != nil {
			return told, fmt.Errorf("after event %d, on %s: %w", i, l.today(), err)
		}
	}
	return told, nil
}

// undated keeps the documents before a change that has no date of its own.
func (l *lived) undated() {
	l.then = append(l.then, edition{l.city.Clone()})
	l.city = l.city.Clone()
}

func (l *lived) indicator() *indicators.Indicator {
	return &l.city.Catalogue.Indicators[l.rng.IntN(len(l.city.Catalogue.Indicators))]
}

func (l *lived) number(from, to int) zielkette.Number {
	n, err := zielkette.ParseNumber(fmt.Sprintf("%d.%d", from+l.rng.IntN(to-from), l.rng.IntN(10)))
	if err != nil {
		panic(err)
	}
	return n
}

// add puts an observation on record.
func (l *lived) add(o indicators.Observation) bool {
	o.Known, o.Source = l.today(), "Amt für Statistik"
	for _, p := range l.naive.observations {
		if p.Indicator == o.Indicator && p.Period == o.Period && p.Known.Equal(o.Known) {
			return false // two values of one day contradict each other
		}
	}
	record, err := l.city.Record.With(o)
	if err != nil {
		panic(err)
	}
	l.city.Record, l.naive.observations = record, append(l.naive.observations, o)
	l.said = fmt.Sprintf("%s %s: %s %s", o.Indicator, o.Period, o.Value, o.Status)
	return true
}

// observed returns the years of an indicator that something is on record for.
func (l *lived) observed(id string) (years []int) {
	for _, o := range l.naive.observations {
		if o.Indicator == id && !slices.Contains(years, o.Period.Start().Year()) {
			years = append(years, o.Period.Start().Year())
		}
	}
	slices.Sort(years)
	return years
}

func yearly(year int) zielkette.Period { return zielkette.MustParsePeriod(fmt.Sprint(year)) }

func (l *lived) next(status indicators.Status) bool {
	id, year := l.indicator().ID, l.day.Year()-1
	if years := l.observed(id); slices.Contains(years, year) || year < firstLived {
		return false
	}
	return l.add(indicators.Observation{Indicator: id, Period: yearly(year), Value: l.number(-20, 120), Status: status})
}

func (l *lived) observe() bool     { return l.next(indicators.Normal) }
func (l *lived) breakSeries() bool { return l.rng.IntN(3) == 0 && l.next(indicators.BrokenSeries) }

func (l *lived) again(status indicators.Status) bool {
	id := l.indicator().ID
	years := l.observed(id)
	if len(years) == 0 {
		return false
	}
	o := indicators.Observation{Indicator: id, Period: yearly(years[l.rng.IntN(len(years))]), Status: status}
	if !status.IsAbsence() {
		o.Value = l.number(-20, 120)
	}
	return l.add(o)
}

func (l *lived) restate() bool  { return l.again(indicators.Normal) }
func (l *lived) withdraw() bool { return l.again(indicators.Missing) }

func (l *lived) reportLate() bool {
	id := l.indicator().ID
	years := l.observed(id)
	for year := firstLived; len(years) > 0 && year < years[len(years)-1]; year++ {
		if !slices.Contains(years, year) {
			return l.add(indicators.Observation{Indicator: id, Period: yearly(year), Value: l.number(-20, 120)})
		}
	}
	return false
}

func (l *lived) moveTarget() bool {
	ind := l.indicator()
	t := &ind.Targets[0]
	if last := t.Revisions[len(t.Revisions)-1]; last.Decided.Compare(l.today()) >= 0 {
		return false
	}
	value := l.number(60, 100)
	t.Revisions = append(t.Revisions, indicators.Revision{Decided: l.today(), Known: l.today(), Decision: "Rat", Points: []indicators.Point{{Period: yearly(2030), Value: value}}})
	l.naive.targets[ind.ID] = append(l.naive.targets[ind.ID], dated{l.today(), value})
	l.said = ind.ID + " to " + value.String()
	return true
}

func (l *lived) moveBaseline() bool {
	ind := l.indicator()
	t := &ind.Targets[0]
	if n := len(t.BaselineRevisions); n > 0 && t.BaselineRevisions[n-1].Decided.Compare(l.today()) >= 0 {
		return false
	}
	value := l.number(0, 40)
	t.BaselineRevisions = append(t.BaselineRevisions, indicators.Baseline{Period: yearly(2000), Value: value, Decided: l.today(), Known: l.today()})
	l.naive.baselines[ind.ID] = append(l.naive.baselines[ind.ID], dated{l.today(), value})
	l.said = ind.ID + " to " + value.String()
	return true
}

// goal returns a goal of the lowest level and the field that it stands in.
func (l *lived) goal() (field *goals.Goal, at int) {
	fields := l.city.Strategy.Goals[0].Goals
	field = &fields[l.rng.IntN(len(fields))]
	if len(field.Goals) == 0 {
		return field, -1
	}
	return field, l.rng.IntN(len(field.Goals))
}

func (l *lived) reweigh() bool {
	l.undated()
	field, at := l.goal()
	if at < 0 {
		return false
	}
	field.Goals[at].Weight = zielkette.Int(int64(1 + l.rng.IntN(9)))
	l.said = field.Goals[at].ID + " " + field.Goals[at].Weight.String()
	return true
}

// edit makes the strategy a new edition that follows the present one.
func (l *lived) edit() (earlier string) {
	l.undated()
	s := &l.city.Strategy
	earlier = s.ID
	s.ID = fmt.Sprintf("s%d", len(l.then))
	s.Edition = goals.Edition{Name: "Fassung " + s.ID, Adopted: l.today(), From: l.today(), Amends: earlier}
	l.said = s.ID
	return earlier
}

func (l *lived) amend() bool {
	field, at := l.goal()
	if at < 0 {
		return false
	}
	goal := field.Goals[at]
	base := l.city.Strategy
	l.edit()
	goal.Title += "!"
	part := goals.Strategy{ID: l.city.Strategy.ID, Title: base.Title, Levels: base.Levels, Edition: l.city.Strategy.Edition, Goals: []goals.Goal{goal}}
	part.Edition.Partial = true
	amended, err := goals.Amend(base, part)
	if err != nil {
		panic(err)
	}
	l.city.Strategy = amended
	l.said += " " + goal.ID
	return true
}

func (l *lived) replace() bool {
	earlier := l.edit()
	var succeed func(list []goals.Goal)
	succeed = func(list []goals.Goal) {
		for i := range list {
			list[i].Replaces = []goals.Ref{{ID: list[i].ID, Edition: earlier}}
			succeed(list[i].Goals)
		}
	}
	succeed(l.city.Strategy.Goals)
	return true
}

func (l *lived) split() bool {
	field, at := l.goal()
	if at < 0 || len(field.Goals[at].Indicators) < 2 {
		return false
	}
	id := field.ID
	earlier := l.edit()
	field = l.city.Strategy.Goal(id)
	old := field.Goals[at]
	a, b := old, old
	a.ID, b.ID = old.ID+"a", old.ID+"b"
	a.Indicators, b.Indicators = slices.Clone(old.Indicators[:1]), slices.Clone(old.Indicators[1:])
	a.Replaces, b.Replaces = []goals.Ref{{ID: old.ID, Edition: earlier}}, []goals.Ref{{ID: old.ID, Edition: earlier}}
	field.Goals = append(slices.Delete(slices.Clone(field.Goals), at, at+1), a, b)
	l.unserve(old.ID, a.ID)
	l.said += " " + old.ID
	return true
}

func (l *lived) merge() bool {
	field, _ := l.goal()
	if len(field.Goals) < 2 {
		return false
	}
	id := field.ID
	earlier := l.edit()
	field = l.city.Strategy.Goal(id)
	a, b := field.Goals[0], field.Goals[1]
	one := goals.Goal{
		ID: a.ID + "+", Level: lifeLevel, Title: "Zusammen", Weight: a.Weight, Indicators: slices.Concat(a.Indicators, b.Indicators),
		Replaces: []goals.Ref{{ID: a.ID, Edition: earlier}, {ID: b.ID, Edition: earlier}},
	}
	if len(one.ID) > 40 {
		one.ID = "Z" + l.city.Strategy.ID
	}
	field.Goals = append([]goals.Goal{one}, field.Goals[2:]...)
	l.unserve(a.ID, one.ID)
	l.unserve(b.ID, one.ID)
	l.said += " " + a.ID + " " + b.ID
	return true
}

// unserve lets measures serve what a goal has become.
func (l *lived) unserve(goal, now string) {
	for i := range l.city.Strategy.Measures {
		m := &l.city.Strategy.Measures[i]
		for k := range m.Serves {
			if m.Serves[k].Goal == goal {
				m.Serves[k].Goal = now
			}
		}
		m.Serves = slices.CompactFunc(m.Serves, func(a, b goals.Share) bool { return a.Goal == b.Goal })
	}
}

func (l *lived) measure() *goals.Measure {
	if list := l.city.Strategy.Measures; len(list) > 0 {
		return &list[l.rng.IntN(len(list))]
	}
	return nil
}

func (l *lived) begin() bool {
	field, at := l.goal()
	if at < 0 || len(l.city.Strategy.Measures) > 12 {
		return false
	}
	goal := field.Goals[at].ID
	l.undated()
	m := goals.Measure{
		ID: fmt.Sprintf("M%d", len(l.then)), Title: "Maßnahme", Start: l.today(), End: zielkette.DateOf(l.day.AddDate(2, 0, 0)), Serves: []goals.Share{{Goal: goal}},
		Milestones: []zielkette.Milestone{{Title: "Entwurf", Due: zielkette.DateOf(l.day.AddDate(1, 0, 0))}},
	}
	l.city.Strategy.Measures, l.said = append(l.city.Strategy.Measures, m), m.ID
	return true
}

func (l *lived) delay() bool {
	l.undated()
	m := l.measure()
	if m == nil {
		return false
	}
	m.End = zielkette.DateOf(l.day.AddDate(1, 0, 0))
	l.said = m.ID
	return true
}

func (l *lived) cut() bool {
	m := l.measure()
	if m == nil {
		return false
	}
	id := m.ID
	l.undated()
	l.city.Strategy.Measures = slices.DeleteFunc(l.city.Strategy.Measures, func(m goals.Measure) bool { return m.ID == id })
	l.naive.money = slices.DeleteFunc(slices.Clone(l.naive.money), func(b booked) bool { return b.measure == id })
	l.said = id
	return true
}

// enter books money of a measure, known today; of one day and year there is one entry.
func (l *lived) enter(m *goals.Measure, year int, planned, actual zielkette.Number) bool {
	b := booked{m.ID, year, l.today(), planned, actual}
	for _, other := range l.naive.money {
		if other.measure == b.measure && other.year == b.year && other.known.Equal(b.known) {
			return false
		}
	}
	m.Budget = append(m.Budget, goals.BudgetLine{Product: "1.1", Year: year, Planned: planned, Actual: actual, Known: b.known})
	l.naive.money = append(l.naive.money, b)
	l.said = fmt.Sprintf("%s %d: %s %s", m.ID, year, planned, actual)
	return true
}

func (l *lived) euros() zielkette.Number {
	n, err := zielkette.ParseNumber(fmt.Sprintf("%d.%02d", l.rng.IntN(1_000_000), l.rng.IntN(100)))
	if err != nil {
		panic(err)
	}
	return n
}

func (l *lived) book() bool {
	m := l.measure()
	if m == nil {
		return false
	}
	var actual zielkette.Number
	if l.rng.IntN(2) == 0 {
		actual = l.euros()
	}
	return l.enter(m, l.day.Year()-1+l.rng.IntN(3), l.euros(), actual)
}

func (l *lived) correct() bool {
	if len(l.naive.money) == 0 {
		return false
	}
	b := l.naive.money[l.rng.IntN(len(l.naive.money))]
	return l.enter(l.city.Strategy.Measure(b.measure), b.year, zielkette.Number{}, l.euros())
}

func (l *lived) finish() bool {
	list := l.city.Strategy.Milestones
	if m := l.measure(); m != nil && l.rng.IntN(3) > 0 {
		list = m.Milestones
	}
	for i := range list {
		if list[i].Done.IsZero() {
			list[i].Done = l.today()
			l.said = list[i].Title
			return true
		}
	}
	return false
}

// check holds the city of today against the naive model, an earlier report against what
// was printed, and more, the dearer checks now and then.
func (l *lived) check(step int) error {
	on := evaluation.Options{AsOf: l.today(), KnownOn: l.today()}
	model, err := l.city.Compile()
	if err != nil {
		return err
	}
	now, err := model.Evaluate(l.city.Record, on)
	if err != nil {
		return err
	}
	early := evaluation.Options{AsOf: zielkette.DateOf(l.day.AddDate(0, 0, -l.rng.IntN(900))), KnownOn: zielkette.DateOf(l.day.AddDate(0, 0, -l.rng.IntN(900)))}
	past, err := model.Evaluate(l.city.Record, early)
	if err != nil {
		return err
	}
	for _, r := range []*evaluation.Result{now, past} {
		if err := l.naive.agrees(r); err != nil {
			return fmt.Errorf("as of %s, known on %s: %w", r.Options().AsOf, r.Options().KnownOn, err)
		}
	}
	if step%3 == 0 { // printing is the dearest
		for _, r := range []*evaluation.Result{now, past} {
			if err := l.print(r, step%30 == 0); err != nil {
				return err
			}
		}
	}
	if err := l.printAgain(); err != nil {
		return err
	}
	if step%5 == 0 {
		if err := l.sums(now); err != nil {
			return err
		}
	}
	if step%25 == 0 {
		return l.comesBack(now)
	}
	return nil
}

// print keeps what a report says.
func (l *lived) print(r *evaluation.Result, text bool) error {
	out, err := l.printing(r, text)
	if err != nil {
		return err
	}
	l.prints = append(l.prints, printout{r.Options(), len(l.then), sumOf(out), text, out})
	if n := len(l.prints); n > 40 {
		l.prints[n-41].bytes = ""
	}
	return nil
}

func (l *lived) printing(r *evaluation.Result, text bool) (string, error) {
	var out strings.Builder
	of := report.Of(r, report.Options{})
	if text {
		return out.String(), errors.Join(of.Page().Text(&out, report.TextWidth), of.Page().HTML(&out))
	}
	err := of.JSON(&out)
	return out.String(), err
}

func sumOf(text string) uint64 {
	h := fnv.New64a()
	h.Write([]byte(text)) //nolint:gosec // never fails
	return h.Sum64()
}

// printAgain prints an earlier report again, from the documents of its time and all that
// is on record today.
func (l *lived) printAgain() error {
	if len(l.prints) == 0 {
		return nil
	}
	p := l.prints[l.rng.IntN(len(l.prints))]
	city := l.city
	if p.edition < len(l.then) {
		city = l.then[p.edition].city
	}
	model, err := city.Compile()
	if err != nil {
		return err
	}
	r, err := model.Evaluate(l.city.Record, p.options)
	if err != nil {
		return err
	}
	out, err := l.printing(r, p.text)
	if err != nil || sumOf(out) == p.sum {
		return err
	}
	return fmt.Errorf("the report as of %s, known on %s, is not what it was%s", p.options.AsOf, p.options.KnownOn, difference(p.bytes, out))
}

// difference tells the first line that differs.
func difference(then, now string) string {
	a, b := strings.Split(then, "\n"), strings.Split(now, "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] && then != "" {
			return fmt.Sprintf(": line %d was\n%s\nand is\n%s", i+1, a[i], b[i])
		}
	}
	return ""
}

// sums holds the causes of every change since the last look against the change.
func (l *lived) sums(now *evaluation.Result) error {
	before := l.before
	l.before = now
	if before == nil {
		return nil
	}
	c, err := change.Between(before, now)
	if err != nil {
		return err
	}
	for item := range c.Goals() {
		if item.Difference.IsZero() || item.Effects == nil {
			continue
		}
		sum := new(big.Rat)
		for _, e := range item.Effects {
			effect, _ := e.Effect.Rat()
			sum.Add(sum, effect)
		}
		if all, _ := item.Difference.Rat(); sum.Cmp(all) != 0 {
			return fmt.Errorf("%s: the causes sum to %s, the change is %s", item.ID, sum.FloatString(12), item.Difference)
		}
	}
	return nil
}

// comesBack writes the city to files and reads it again, and holds its JSON against the
// schema.
func (l *lived) comesBack(now *evaluation.Result) error {
	files := fstest.MapFS{}
	err := folder.Write(l.city, func(name string, data []byte) error {
		files[name] = &fstest.MapFile{Data: bytes.Clone(data)}
		return nil
	})
	if err != nil {
		return err
	}
	again, err := folder.Load(files)
	if err != nil {
		return err
	}
	model, err := again.Compile()
	if err != nil {
		return err
	}
	r, err := model.Evaluate(again.Record, now.Options())
	if err != nil {
		return err
	}
	a, errA := l.printing(now, false)
	b, errB := l.printing(r, false)
	if err := errors.Join(errA, errB); err != nil {
		return err
	}
	if a != b {
		return fmt.Errorf("read from its files, the city prints something else%s", difference(a, b))
	}
	var schema node
	var document any
	if err := errors.Join(json.Unmarshal(report.Schema("report"), &schema), json.Unmarshal([]byte(a), &document)); err != nil {
		return err
	}
	return schema.allows("", document, schema.Defs)
}

// allows reports whether a document is as the schema says.
func (n *node) allows(at string, document any, defs map[string]*node) error {
	if n.Ref != "" {
		n = defs[strings.TrimPrefix(n.Ref, "#/$defs/")]
	}
	kind := ""
	switch document.(type) {
	case nil:
		kind = "null"
	case string:
		kind = "string"
	case bool:
		kind = "boolean"
	case float64:
		kind = "integer"
	case []any:
		kind = "array"
	case map[string]any:
		kind = "object"
	}
	allowed := []any{n.Type}
	if several, ok := n.Type.([]any); ok {
		allowed = several
	}
	if n.Type != nil && !slices.Contains(allowed, any(kind)) {
		return fmt.Errorf("%s is %s, the schema says %v", at, kind, n.Type)
	}
	switch document := document.(type) {
	case []any:
		for i, element := range document {
			if err := n.Items.allows(fmt.Sprintf("%s/%d", at, i), element, defs); err != nil {
				return err
			}
		}
	case map[string]any:
		for _, name := range n.Required {
			if _, ok := document[name]; !ok {
				return fmt.Errorf("%s lacks %q", at, name)
			}
		}
		for _, name := range slices.Sorted(maps.Keys(document)) {
			inner := n.Properties[name]
			if inner == nil {
				if n.More == false {
					return fmt.Errorf("%s has %q, which the schema does not know", at, name)
				}
				continue
			}
			if err := inner.allows(at+"/"+name, document[name], defs); err != nil {
				return err
			}
		}
	}
	return nil
}

// agrees holds every score, coverage and sum of money against the naive model.
func (n *ledger) agrees(r *evaluation.Result) error {
	o := r.Options()
	scores, coverages := make([]*big.Rat, r.Model().Plan().Len()), make([]*big.Rat, r.Model().Plan().Len())
	for node := range r.Model().Plan().PostOrder() {
		score, coverage := n.roll(node, scores, coverages, o)
		scores[node.Position()], coverages[node.Position()] = score, coverage
		is, _ := r.Goal(node.ID())
		if !same(is.Attainment(), score) || !same(is.Coverage(), coverage) {
			return fmt.Errorf("%s: score %s and coverage %s, the naive model has %s and %s", node.ID(), is.Attainment(), is.Coverage(), told(score), told(coverage))
		}
	}
	for _, m := range r.Model().Plan().Measures() {
		planned, actual := n.spent(m.ID, o)
		var p, a *big.Rat
		for _, line := range m.BudgetAt(o.AsOf, o.KnownOn) {
			p, a = plus(p, line.Planned), plus(a, line.Actual)
		}
		if told(p) != told(planned) || told(a) != told(actual) {
			return fmt.Errorf("%s: planned %s and spent %s, the naive model has %s and %s", m.ID, told(p), told(a), told(planned), told(actual))
		}
	}
	return nil
}

func told(r *big.Rat) string {
	if r == nil {
		return "none"
	}
	return r.FloatString(12)
}

func same(f zielkette.Figure, r *big.Rat) bool {
	is, ok := f.Rat()
	return ok == (r != nil) && (r == nil || is.Cmp(r) == 0)
}

func plus(sum *big.Rat, n zielkette.Number) *big.Rat {
	r, ok := n.Rat()
	if !ok {
		return sum
	}
	if sum == nil {
		sum = new(big.Rat)
	}
	return new(big.Rat).Add(sum, r)
}

// rounded is the rounding contract: 12 places, half away from zero.
func rounded(r *big.Rat) *big.Rat {
	return new(big.Rat).SetFrac(round.Units(r, 12), round.Pow10(12))
}

// roll is the roll-up of methods: the weighted mean of what is scored, each figure rounded
// once.
func (n *ledger) roll(node goals.Node, scores, coverages []*big.Rat, o evaluation.Options) (score, coverage *big.Rat) {
	sum, scored, known, all := new(big.Rat), new(big.Rat), new(big.Rat), new(big.Rat)
	add := func(weight int64, score, coverage *big.Rat) {
		w := big.NewRat(weight, 1)
		all.Add(all, w)
		if score != nil {
			sum.Add(sum, new(big.Rat).Mul(w, score))
			scored.Add(scored, w)
			known.Add(known, new(big.Rat).Mul(w, coverage))
		}
	}
	for _, link := range node.Indicators() {
		attained := n.attained(link.ID, o)
		if attained != nil { // bounded
			if attained.Sign() < 0 {
				attained = new(big.Rat)
			}
			if one := big.NewRat(1, 1); attained.Cmp(one) > 0 {
				attained = one
			}
		}
		add(1, attained, big.NewRat(1, 1))
	}
	for child := range node.Children() {
		weight := int64(1)
		if w, ok := child.Weight().Rat(); ok {
			weight = w.Num().Int64()
		}
		add(weight, scores[child.Position()], coverages[child.Position()])
	}
	if all.Sign() == 0 {
		return nil, nil
	}
	coverage = rounded(known.Quo(known, all))
	if scored.Sign() == 0 {
		return nil, coverage
	}
	return rounded(sum.Quo(sum, scored)), coverage
}

// attained is (v - b) / (T - b) of what was on record and decided at the two dates.
func (n *ledger) attained(id string, o evaluation.Options) *big.Rat {
	counts := map[int]indicators.Observation{} // by year, that which became known last
	for _, ob := range n.observations {
		year := ob.Period.Start().Year()
		if ob.Indicator == id && ob.Known.By(o.KnownOn) && ob.Period.End().By(o.AsOf) {
			if before, ok := counts[year]; !ok || before.Known.Compare(ob.Known) < 0 {
				counts[year] = ob
			}
		}
	}
	if len(counts) == 0 {
		return nil
	}
	years := slices.Sorted(maps.Keys(counts))
	last := counts[years[len(years)-1]]
	if last.Value.IsZero() {
		return nil // withdrawn
	}
	for _, ob := range counts {
		if ob.Status == indicators.BrokenSeries {
			return nil // the baseline lies before the break
		}
	}
	v, _ := last.Value.Rat()
	b, t := inForce(n.baselines[id], o), inForce(n.targets[id], o)
	if t == nil {
		return nil
	}
	way := new(big.Rat).Sub(t, b)
	return rounded(new(big.Rat).Quo(new(big.Rat).Sub(v, b), way))
}

// inForce is the last of what was decided by the as-of date and known by the known-on
// date; what has no date holds from the start.
func inForce(list []dated, o evaluation.Options) (value *big.Rat) {
	for _, d := range list {
		if d.day.IsZero() || d.day.By(o.AsOf) && d.day.By(o.KnownOn) {
			value, _ = d.value.Rat()
		}
	}
	return value
}

// spent is the money of a measure: of each year the plan and the spending that became
// known last of what holds.
func (n *ledger) spent(measure string, o evaluation.Options) (planned, actual *big.Rat) {
	type entry struct{ planned, actual booked }
	of := map[int]entry{}
	for _, b := range n.money {
		if b.measure != measure || !b.known.By(o.KnownOn) {
			continue
		}
		e := of[b.year]
		soon := b.known.By(o.AsOf)
		if soon && !b.planned.IsZero() && (e.planned.planned.IsZero() || e.planned.known.Compare(b.known) <= 0) {
			e.planned = b
		}
		if (soon || b.year < o.AsOf.Year() || b.year == o.AsOf.Year() && yearly(b.year).End().By(o.AsOf)) && !b.actual.IsZero() && (e.actual.actual.IsZero() || e.actual.known.Compare(b.known) <= 0) {
			e.actual = b
		}
		of[b.year] = e
	}
	for _, e := range of {
		planned, actual = plus(planned, e.planned.planned), plus(actual, e.actual.actual)
	}
	return planned, actual
}
