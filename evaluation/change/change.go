package change

import (
	"iter"
	"math/big"
	"math/bits"
	"slices"
	"sync"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/status"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/words"
)

// Codes of the problems this package reports.
const (
	// CodeDates refuses two results of which the later one looks from an earlier date.
	CodeDates zielkette.Code = "dates-reversed"

	// CodeKnownOn refuses a known-on date for one of two results alone.
	CodeKnownOn zielkette.Code = "known-on-alone"

	// CodeMunicipality refuses results of different municipalities.
	CodeMunicipality zielkette.Code = "other-municipality"
)

// Change is what became of the scores from one result to a later one, and why. It is
// immutable and safe for concurrent use, and keeps both results alive. Nil and the zero
// value are a change between results of nothing.
type Change struct {
	mix        *mixture
	goals      []Item
	indicators []Item
	at         map[string]int // of goals by id
}

// Kind tells what an item is.
type Kind string

// The kinds of item.
const (
	Goal      Kind = "goal"
	Indicator Kind = "indicator"
)

var kinds = words.Set[Kind, struct{}]{
	{Word: Goal, Text: zielkette.Text{DE: "Ziel", EN: "goal"}},
	{Word: Indicator, Text: zielkette.Text{DE: "Kennzahl", EN: "indicator"}},
}

// Text returns the kind as it is printed in a report, "" for another word.
func (k Kind) Text(language zielkette.Language) string { return kinds.Text(k).In(language) }

// Item is a goal, or an indicator held against one of its targets, then and now.
type Item struct {
	Kind   Kind
	ID     string
	Title  string
	Target string // id of the target of an indicator, "" where it has none or only one
	Area   string // of an indicator, "" for the whole municipality

	Before, After Standing
	Difference    zielkette.Figure // of the scores; none where either has none

	// Effects are those of the six causes, in their order, and sum to the difference.
	// Causes that cannot be told apart stand in one, at the place of the first. nil where
	// there is no difference.
	Effects []Effect

	// Orders is in how many of the 720 orders of the causes every step has a score, and
	// which the effects are averaged over. 0 where causes were joined, and without effects.
	Orders int

	// Became is what became of a goal: how it stands to the earlier edition, or of a goal
	// that is no longer there, to the later one. nil for an indicator.
	Became []goals.ChangeKind

	// Beside is what stands beside a goal that was split or merged, and has no before
	// or no after: what it comes from, or of a goal that is no longer there, what it
	// became.
	Beside []Other

	then, now             evaluation.Score
	thenAssess, nowAssess evaluation.Assessment
}

// Standing is how an item stands in one result. The zero value is that of a result that
// does not have it.
type Standing struct {
	State evaluation.State
	Score zielkette.Figure // none unless the state is scored; of an indicator unbounded
}

// IsZero reports whether the result does not have the item.
func (s Standing) IsZero() bool { return s.State == 0 }

// Effect is what a cause brought, or several that cannot be told apart, in the unit of
// scores, where 1 is 100 %.
type Effect struct {
	Causes []Cause // one, or those that were joined; shared by items, and not to be changed
	Effect zielkette.Figure
}

// Other is a goal of the other edition.
type Other struct {
	ID, Title string
	Standing
}

// Between compares a result with a later one of the same municipality. The later one may
// be of other documents, another record, or other dates; the same dates serve for a
// scenario.
//
// The error is a [zielkette.Problem]: [zielkette.CodeRequired] where a result is missing,
// [CodeDates] where a date of the later one lies before that of the earlier, [CodeKnownOn]
// where only one has a known-on date, [CodeMunicipality] where the strategies name the
// keys of different municipalities.
//
// Cost: at most 64 roll-ups and 16 times the assessment of all indicators, whatever
// differs; causes that change nothing cost nothing.
func Between(then, now *evaluation.Result) (*Change, error) {
	if err := check(then, now); err != nil {
		return nil, err
	}
	c := &Change{mix: mix(then, now), at: make(map[string]int, now.Model().Plan().Len())}
	var goals sync.WaitGroup // beside the indicators, with which they share nothing that is written
	goals.Go(c.compareGoals)
	c.compareIndicators()
	goals.Wait()
	return c, nil
}

func check(then, now *evaluation.Result) error {
	if then.Options().AsOf.IsZero() || now.Options().AsOf.IsZero() { // no evaluation lacks one
		return zielkette.Problem{Code: zielkette.CodeRequired, Message: zielkette.Text{
			DE: "zwei Ergebnisse angeben, das frühere zuerst",
			EN: "give two results, the earlier one first",
		}}
	}
	t, n := then.Options(), now.Options()
	if before(n.AsOf, t.AsOf) {
		return zielkette.Problem{Code: CodeDates, Subject: n.AsOf.String(), Message: zielkette.Text{
			DE: "der Stichtag des späteren Ergebnisses liegt vor dem des früheren; die Ergebnisse tauschen",
			EN: "the as-of date of the later result lies before that of the earlier; exchange the results",
		}}
	}
	if t.KnownOn.IsZero() != n.KnownOn.IsZero() {
		return zielkette.Problem{Code: CodeKnownOn, Subject: t.KnownOn.String() + n.KnownOn.String(), Message: zielkette.Text{
			DE: "einen Kenntnisstand für beide Ergebnisse angeben oder für keines",
			EN: "give a known-on date for both results or for neither",
		}}
	}
	if before(n.KnownOn, t.KnownOn) {
		return zielkette.Problem{Code: CodeDates, Subject: n.KnownOn.String(), Message: zielkette.Text{
			DE: "der Kenntnisstand des späteren Ergebnisses liegt vor dem des früheren",
			EN: "the known-on date of the later result lies before that of the earlier",
		}}
	}
	a, b := then.Model().Plan().Municipality().AGS, now.Model().Plan().Municipality().AGS
	if a != "" && b != "" && a != b {
		return zielkette.Problem{Code: CodeMunicipality, Subject: b, Message: zielkette.Text{
			DE: "die Ergebnisse gehören zu verschiedenen Kommunen; Kommunen vergleicht das Paket cities",
			EN: "the results belong to different municipalities; package cities compares these",
		}}
	}
	return nil
}

// before compares the last days of two dates.
func before(a, b zielkette.Date) bool { return !a.IsZero() && a.Last().Compare(b.Last()) < 0 }

// or returns the change, that between results of nothing for nil and the zero value.
func (c *Change) or() *Change {
	if c == nil || c.mix == nil {
		return &Change{mix: mix(nil, nil)}
	}
	return c
}

// Then returns the earlier result.
func (c *Change) Then() *evaluation.Result { return c.or().mix.sides[0] }

// Now returns the later result.
func (c *Change) Now() *evaluation.Result { return c.or().mix.sides[1] }

// Goals yields the goals of the later result in the order of its document, then those
// that only the earlier one has, in the order of its own.
func (c *Change) Goals() iter.Seq[Item] { return slices.Values(c.or().goals) }

// Indicators yields the indicators with their targets as [evaluation.Result.Assessments]
// does of the later result, then those that only the earlier one has.
func (c *Change) Indicators() iter.Seq[Item] { return slices.Values(c.or().indicators) }

// Goal returns the goal of an id: that of the later result, else that of the earlier. ok
// is false where neither has it.
func (c *Change) Goal(id string) (item Item, ok bool) {
	c = c.or()
	i, ok := c.at[id]
	if !ok {
		return Item{}, false
	}
	return c.goals[i], true
}

// CorrectionsApart reports whether values that were corrected or reported late are told
// apart from new ones: where both results have a known-on date, or records of their own.
// Else the effect of [Restated] is 0, as all that is on record counts in both.
func (c *Change) CorrectionsApart() bool {
	c = c.or()
	return !c.Now().Options().KnownOn.IsZero() || !c.mix.oneRecord()
}

func (c *Change) compareGoals() {
	x := c.mix
	known := averages{}
	c.goals = make([]Item, 0, x.plans[1].Len())
	for node, now := range x.sides[1].Goals() {
		item := Item{Kind: Goal, ID: node.ID(), Title: node.Title(), Became: x.became[node.Position()], now: now, After: standingOf(now)}
		if then, ok := x.single(1, node.Position()); ok {
			item.then = x.sides[0].ScoreAt(reader, then)
			item.Before = standingOf(item.then)
			known.explain(&item, x.active, c.goalValue(item.then, item.now))
		} else {
			item.Beside = x.beside(1, node)
		}
		c.at[item.ID] = len(c.goals)
		c.goals = append(c.goals, item)
	}
	for node, then := range x.sides[0].Goals() {
		if _, ok := x.single(0, node.Position()); ok {
			continue
		}
		if _, ok := c.at[node.ID()]; !ok {
			c.at[node.ID()] = len(c.goals)
		}
		c.goals = append(c.goals, Item{
			Kind: Goal, ID: node.ID(), Title: node.Title(), Became: x.gone[node.Position()], then: then, Before: standingOf(then), Beside: x.beside(0, node),
		})
	}
}

func standingOf(s evaluation.Score) Standing { return Standing{s.State(), s.Attainment()} }

// beside returns the counterparts of a goal that has several, or is one of several.
func (x *mixture) beside(side int, node goals.Node) []Other {
	var out []Other
	for _, o := range x.other[side][node.Position()] {
		other := x.plans[1-side].At(int(o))
		out = append(out, Other{other.ID(), other.Title(), standingOf(x.sides[1-side].ScoreAt(reader, int(o)))})
	}
	return out
}

// explain fills in difference and effects.
func (known averages) explain(item *Item, active set, value value) {
	if item.Before.State != evaluation.Scored || item.After.State != evaluation.Scored {
		return
	}
	var v values
	var s scored
	for m := range all + 1 {
		if m&^active == 0 {
			if n, wide, state := value(m); state == evaluation.Scored {
				s |= 1 << m
				v.put(m, n, wide)
			}
		}
	}
	a := known.of(s, active)
	if a.orders == 0 {
		return
	}
	item.Difference = zielkette.NewFigure(new(big.Int).Sub(v.at(active), v.at(0)), zielkette.Places)
	item.Effects, item.Orders = a.effects(&v, active), a.outOf(active)
}

func (c *Change) compareIndicators() {
	x := c.mix
	known, counterpart := averages{}, x.pairs
	c.indicators = make([]Item, 0, len(x.measured[1]))
	taken := make([]bool, len(x.measured[0]))
	for a := range x.sides[1].Assessments() {
		n, _, _, _ := a.Entry(reader)
		item := indicatorItem(a)
		item.nowAssess, item.After = a, Standing{a.State(), a.Attainment()}
		if t, ok := counterpart[n]; ok {
			taken[t] = true
			item.thenAssess = x.measured[0][t]
			item.Before = Standing{item.thenAssess.State(), item.thenAssess.Attainment()}
			known.explain(&item, x.active&byFindings, c.indicatorValue(item.thenAssess, a))
		}
		c.indicators = append(c.indicators, item)
	}
	for a := range x.sides[0].Assessments() {
		if t, _, _, _ := a.Entry(reader); !taken[t] {
			item := indicatorItem(a)
			item.thenAssess, item.Before = a, Standing{a.State(), a.Attainment()}
			c.indicators = append(c.indicators, item)
		}
	}
}

func indicatorItem(a evaluation.Assessment) Item {
	item := Item{Kind: Indicator, ID: a.ID(), Title: a.Title(), Area: a.Area()}
	if _, _, target, _ := a.Entry(reader); target != nil {
		item.Target = target.ID
	}
	return item
}

// assessments matches those of the later result with those of the earlier.
func (x *mixture) assessments() map[int]int {
	type key struct {
		seriesKey
		target *indicators.Target
	}
	then := make(map[key]int, len(x.measured[0]))
	for i, a := range x.measured[0] {
		_, _, target, _ := a.Entry(reader)
		then[key{seriesKey{a.ID(), a.Area()}, target}] = i
	}
	out := make(map[int]int, len(x.measured[1]))
	taken := make([]bool, len(x.measured[0]))
	for i, a := range x.measured[1] {
		_, ind, target, _ := a.Entry(reader)
		if _, target, ok := x.counterpart(0, ind, target); ok {
			if t, ok := then[key{seriesKey{a.ID(), a.Area()}, target}]; ok && !taken[t] {
				out[i], taken[t] = t, true
			}
		}
	}
	return out
}

// Case is a mixed case: the parts of some causes from the later result, the rest from the
// earlier.
type Case struct {
	Now []Cause // from the later result; none of them is the earlier result itself
	Standing
}

// Cases returns the mixed cases that the effects of an item of this change are averaged
// over, by the order of the causes, without causes that change it in none of them: with
// all of them at hand, anybody recomputes the effects. nil for an item without effects.
func (c *Change) Cases(item Item) []Case {
	c = c.or()
	if item.Effects == nil {
		return nil
	}
	active, value := c.mix.active, c.goalValue(item.then, item.now)
	if item.Kind == Indicator {
		active, value = active&byFindings, c.indicatorValue(item.thenAssess, item.nowAssess)
	}
	of := func(m set) Standing {
		n, wide, state := value(m)
		if state != evaluation.Scored {
			return Standing{State: state}
		}
		if wide == nil {
			wide = big.NewInt(n)
		}
		return Standing{state, zielkette.NewFigure(wide, zielkette.Places)}
	}
	acting := set(0)
	for m := range all + 1 {
		for i := range count {
			if c := set(1 << i); m&c != 0 && m&^active == 0 && !of(m).same(of(m&^c)) {
				acting |= c
			}
		}
	}
	var out []Case
	for m := range all + 1 {
		if m&^acting == 0 {
			out = append(out, Case{m.causes(), of(m)})
		}
	}
	return out
}

func (s Standing) same(t Standing) bool { return s.State == t.State && s.Score.Equal(t.Score) }

// value returns the score of a mixed case in units of 10^-12; it counts where the state
// is scored.
type value func(set) (n int64, wide *big.Int, state evaluation.State)

func (c *Change) goalValue(then, now evaluation.Score) value {
	at := [2]int{then.Goal().Position(), now.Goal().Position()}
	return func(s set) (int64, *big.Int, evaluation.State) {
		return c.mix.standings[s].Units(at[s.side(ofEdition)])
	}
}

func (c *Change) indicatorValue(then, now evaluation.Assessment) value {
	var at [2]int
	var declared [2]string
	at[0], _, _, declared[0] = then.Entry(reader)
	at[1], _, _, declared[1] = now.Entry(reader)
	return func(s set) (int64, *big.Int, evaluation.State) {
		side := s.side(ofEdition)
		if declared[side] != "" {
			return 0, nil, evaluation.NotApplicable
		}
		return c.mix.found[s&byFindings].At(at[side]).Units(reader)
	}
}

// Through returns the fewest causes that, switched alone, bring the state of the item now,
// of several the first in the order of the causes: the reason for a score that appears or
// disappears. What only one result has, comes and goes with the edition; nil where the
// state is the same.
func (c *Change) Through(item Item) []Cause {
	c = c.or()
	switch {
	case item.Before.State == item.After.State:
		return nil
	case item.Before.IsZero() || item.After.IsZero():
		return ofEdition.causes()
	}
	active, value := c.mix.active, c.goalValue(item.then, item.now)
	if item.Kind == Indicator {
		active, value = active&byFindings, c.indicatorValue(item.thenAssess, item.nowAssess)
	}
	for size := 1; size <= count; size++ {
		for m := range all + 1 {
			if m&^active == 0 && bits.OnesCount8(uint8(m)) == size {
				if _, _, state := value(m); state == item.After.State {
					return m.causes()
				}
			}
		}
	}
	return active.causes()
}

// Scores returns a goal in the earlier and in the later result, the zero handles where it
// is not in one and for an indicator.
func (i Item) Scores() (then, now evaluation.Score) { return i.then, i.now }

// Assessments returns an indicator in the earlier and in the later result, the zero
// handles where it is not in one and for a goal.
func (i Item) Assessments() (then, now evaluation.Assessment) { return i.thenAssess, i.nowAssess }

// Status returns the judgements of the item then and now.
func (i Item) Status() (then, now status.Rating) {
	if i.Kind == Indicator {
		return i.thenAssess.Status(), i.nowAssess.Status()
	}
	return i.then.Status(), i.now.Status()
}

// Reason returns why the item has no score then and now, as it is printed; "" where it
// has one or is not there.
func (i Item) Reason(language zielkette.Language) (then, now string) {
	if i.Kind == Indicator {
		return i.thenAssess.ReasonText(language), i.nowAssess.ReasonText(language)
	}
	return i.then.ReasonText(language), i.now.ReasonText(language)
}
