package change

import (
	"slices"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/module"
)

var reader = module.Reader{}

// mixture puts the parts of two results together.
type mixture struct {
	*matching
	sides     [2]*evaluation.Result
	measured  [2][]evaluation.Assessment
	series    [2]map[seriesKey]indicators.Series
	merged    *indicators.Record               // series of the earlier result up to its as-of date, and of the later one after it
	found     [1 << count]*evaluation.Findings // of the measured of the edition, by the set of causes; weights and rules change none
	standings [1 << count]*evaluation.Standings
	pairs     map[int]int // assessments of the later result and their counterparts
	active    set         // the causes that change anything
}

type seriesKey struct{ indicator, area string }

// byFindings are the causes by which what is found of an indicator can differ.
const byFindings = ofEdition | ofTargets | ofRestated | ofData

// mix works out all mixed cases that differ.
func mix(then, now *evaluation.Result) *mixture {
	x := &mixture{matching: match(then.Model().Plan(), now.Model().Plan()), sides: [2]*evaluation.Result{then, now}}
	for side, r := range x.sides {
		x.measured[side] = r.Measured(reader)
		x.series[side] = make(map[seriesKey]indicators.Series, len(x.measured[side]))
		for _, a := range x.measured[side] {
			if k := (seriesKey{a.ID(), a.Area()}); x.series[side][k].Len() == 0 {
				x.series[side][k] = a.Series()
			}
		}
	}
	x.merge()
	x.find()
	x.rollUp()
	return x
}

// seriesOf returns the series of a result, on the record or laid over it.
func (x *mixture) seriesOf(side int, k seriesKey) indicators.Series {
	if s, ok := x.series[side][k]; ok {
		return s
	}
	return x.sides[side].Record().Series(k.indicator, k.area)
}

// oneRecord reports whether both results look at one record.
func (x *mixture) oneRecord() bool {
	return x.sides[0].Record() == x.sides[1].Record() && !x.sides[0].IsOverlay(reader) && !x.sides[1].IsOverlay(reader)
}

func (x *mixture) dates(side int) evaluation.Options { return x.sides[side].Options() }

// merge makes the series of the case in which the data are those of now and what was
// known of earlier periods is that of then.
func (x *mixture) merge() {
	then, now := x.dates(0), x.dates(1)
	if x.oneRecord() && then.KnownOn.Equal(now.KnownOn) {
		return // what stands of earlier periods is the same
	}
	b := indicators.NewBuilder()
	done := make(map[seriesKey]bool, len(x.measured[1]))
	for side := range x.sides {
		for _, a := range x.measured[side] {
			k := seriesKey{a.ID(), a.Area()}
			if done[k] {
				continue
			}
			done[k] = true
			early, late := x.seriesOf(0, k), x.seriesOf(1, k)
			if !alike(early, late) {
				continue
			}
			for o := range early.All() {
				if o.Period.End().By(then.AsOf) && indicators.KnownBy(o.Known, then.KnownOn) {
					b.Add(o, zielkette.Place{})
				}
			}
			for o := range late.All() {
				if !o.Period.End().By(then.AsOf) && indicators.KnownBy(o.Known, now.KnownOn) {
					b.Add(o, zielkette.Place{})
				}
			}
		}
	}
	x.merged, _ = b.Record() // each half was accepted before, and they have no period in common
}

// alike reports whether two series can stand in one: their periods are of one kind.
func alike(a, b indicators.Series) bool {
	if a.Len() == 0 || b.Len() == 0 {
		return true
	}
	return a.First().Period().Alike(b.First().Period())
}

// view is the series of an indicator in both results, and in the case in which the data
// are those of now and what was known of earlier periods is that of then.
type view struct {
	series [2]indicators.Series
	merged indicators.Series
	alike  bool
	fixed  int // the result whose series is in every mixed case, -1 for none
}

func (x *mixture) view(k seriesKey) view {
	v := view{series: [2]indicators.Series{x.seriesOf(0, k), x.seriesOf(1, k)}, fixed: -1}
	v.alike = alike(v.series[0], v.series[1])
	v.merged = x.merged.Series(k.indicator, k.area)
	return v
}

// counted returns the series of a mixed case, and the dates by which it counts.
func (x *mixture) counted(v *view, restated, data int) (indicators.Series, evaluation.Options) {
	if !v.alike {
		restated = data
	}
	asOf := x.dates(data).AsOf
	if restated == 0 && data == 1 && x.merged != nil {
		return v.merged, evaluation.Options{AsOf: asOf}
	}
	return v.series[restated], evaluation.Options{AsOf: asOf, KnownOn: x.dates(restated).KnownOn}
}

// seen reports whether an indicator was linked or observed in a result, at its dates.
func (x *mixture) seen(side int, k seriesKey, linked map[seriesKey]bool) bool {
	if linked[k] {
		return true
	}
	dates := x.dates(side)
	for o := range x.seriesOf(side, k).All() {
		if o.Period.End().By(dates.AsOf) && indicators.KnownBy(o.Known, dates.KnownOn) {
			return true
		}
	}
	return false
}

func (x *mixture) linked(side int) map[seriesKey]bool {
	out := make(map[seriesKey]bool, x.plans[side].Len())
	for node := range x.plans[side].Goals() {
		for _, l := range node.Indicators() {
			out[seriesKey{l.ID, l.Area}] = true
		}
	}
	return out
}

// counterpart returns the entry and the target of a side that stand in the place of those
// of the other; ok is false where there are none.
func (x *mixture) counterpart(side int, own *indicators.Indicator, target *indicators.Target) (*indicators.Indicator, *indicators.Target, bool) {
	ind := x.sides[side].Model().Set().Find(reader, own.ID)
	if ind == nil {
		return nil, nil, false
	}
	if target != nil {
		if t := ind.Target(target.ID); t != nil {
			return ind, t, true
		}
	}
	switch {
	case len(ind.Targets) == 0:
		return ind, nil, true
	case len(ind.Targets) == 1 && len(own.Targets) <= 1:
		return ind, &ind.Targets[0], true
	}
	return nil, nil, false
}

// find assesses every measured indicator of both editions in the mixed cases of targets,
// restated values and data, and notes which of these causes change anything.
func (x *mixture) find() {
	then, now := x.dates(0), x.dates(1)
	sameModel := x.sides[0].Model() == x.sides[1].Model()
	sameAsOf, sameKnown := then.AsOf.Equal(now.AsOf), then.KnownOn.Equal(now.KnownOn)
	idle := set(0) // causes that cannot change anything, which is known without looking
	if sameModel {
		idle |= ofEdition
		if sameAsOf && sameKnown {
			idle |= ofTargets
		}
	}
	if x.oneRecord() && sameKnown && sameModel {
		idle |= ofRestated
	}
	if x.oneRecord() && sameAsOf && sameModel {
		idle |= ofData
	}
	linked := [2]map[seriesKey]bool{x.linked(0), x.linked(1)}
	x.pairs = x.assessments()
	alone := make([]bool, len(x.measured[0])) // brings its own series into every case
	for c := range all + 1 {
		if c&^byFindings != 0 {
			continue
		}
		if c&idle != 0 {
			x.found[c] = x.found[c&^idle]
			continue
		}
		x.found[c] = evaluation.NewFindings(reader, x.sides[c.side(ofEdition)].Model())
	}
	for edition := range x.sides {
		if edition == 1 && idle&ofEdition != 0 {
			break
		}
		for i, a := range x.measured[edition] {
			k := seriesKey{a.ID(), a.Area()}
			v := x.view(k)
			if own := 1 - edition; !x.seen(own, k, linked[own]) {
				v.fixed = edition
			}
			if edition == 0 {
				alone[i] = v.fixed >= 0
			}
			_, ind, target, _ := a.Entry(reader)
			var held [2]evaluation.Held // by the side of the targets
			held[edition] = evaluation.Hold(reader, ind, target, x.dates(edition))
			if held[1-edition] = held[edition]; idle&ofTargets == 0 {
				if ind, target, ok := x.counterpart(1-edition, ind, target); ok {
					held[1-edition] = evaluation.Hold(reader, ind, target, x.dates(1-edition))
				}
			}
			then, same := x.pairs[i]
			if same = same && edition == 1 && v.fixed < 0 && !alone[then]; same {
				_, before, target, _ := x.measured[0][then].Entry(reader)
				ind, target, ok := x.counterpart(1, before, target)
				same = ok && ind == held[1].Indicator() && target == held[1].Target()
			}
			for c := range all + 1 {
				switch {
				case c&^byFindings != 0 || c&idle != 0 || c.side(ofEdition) != edition:
				case same: // each is the counterpart of the other, so that the edition changes nothing: a quarter of the time
					x.found[c].Set(i, x.found[c&^ofEdition].At(then))
				default:
					x.found[c].Set(i, x.finding(&held[c.side(ofTargets)], &v, c))
				}
			}
		}
	}
	for _, cause := range []set{ofTargets, ofRestated, ofData} {
		for c := range all + 1 {
			if c&^byFindings == 0 && c&cause != 0 && idle&cause == 0 && x.active&cause == 0 && !x.found[c].Same(x.found[c&^cause]) {
				x.active |= cause
			}
		}
	}
}

// finding assesses one measured indicator in a mixed case.
func (x *mixture) finding(h *evaluation.Held, v *view, c set) evaluation.Finding {
	restated, data := c.side(ofRestated), c.side(ofData)
	if v.fixed >= 0 {
		restated, data = v.fixed, v.fixed
	}
	if t := h.Target(); t != nil && t.Shape == indicators.MilestonesShape {
		by := evaluation.Options{AsOf: x.dates(data).AsOf}
		steps := evaluation.Hold(reader, h.Indicator(), x.steps(t, h.Indicator().ID, restated), by)
		return steps.Find(indicators.Series{}, by)
	}
	series, counts := x.counted(v, restated, data)
	return h.Find(series, counts)
}

// steps returns a target of milestones with what is known of them in a mixed case: of
// the time up to the earlier as-of date as one result knows it, of later steps as the
// later result does.
func (x *mixture) steps(t *indicators.Target, indicator string, restated int) *indicators.Target {
	lists := [2][]zielkette.Milestone{}
	for side := range x.sides {
		lists[side] = t.Milestones
		if ind := x.sides[side].Model().Set().Find(reader, indicator); ind != nil {
			if same := ind.Target(t.ID); same != nil && same.Shape == indicators.MilestonesShape {
				lists[side] = same.Milestones
			} else if len(ind.Targets) == 1 && ind.Targets[0].Shape == indicators.MilestonesShape {
				lists[side] = ind.Targets[0].Milestones
			}
		}
	}
	first := x.dates(0).AsOf
	done := func(side int, step *zielkette.Milestone, on zielkette.Date) bool {
		for _, m := range lists[side] {
			if m.ID == step.ID && (m.ID != "" || m.Title == step.Title) {
				return m.AsKnown(x.dates(side).KnownOn).State(on) == zielkette.MilestoneDone
			}
		}
		return step.AsKnown(x.dates(side).KnownOn).State(on) == zielkette.MilestoneDone
	}
	out := *t
	out.Milestones = slices.Clone(t.Milestones)
	for i := range out.Milestones {
		m := &out.Milestones[i]
		step := *m
		m.Done, m.Reported = zielkette.Date{}, zielkette.Date{}
		switch {
		case done(restated, &step, first):
			m.Done = first
		case done(1, &step, x.dates(1).AsOf) && !done(1, &step, first):
			m.Done = x.dates(1).AsOf
		}
	}
	return &out
}

// rollUp forms the goals of all mixed cases that differ.
func (x *mixture) rollUp() {
	if !x.sameStructure() {
		x.active |= ofEdition
	}
	var pools [2][]evaluation.Pool
	for side, r := range x.sides {
		pools[side] = make([]evaluation.Pool, x.plans[side].Len())
		for i := range pools[side] {
			pools[side][i] = r.Pool(reader, i)
		}
	}
	var mixed [2][4][]evaluation.Pool // by edition, and 1 for other weights, 2 for other rules
	for side := range x.sides {
		other := pools[1-side]
		for k := range mixed[side] {
			mixed[side][k] = slices.Clone(pools[side])
		}
		for i, own := range pools[side] {
			weights, ruled := x.weights(side, i, own, other), x.rule(side, i, own, other)
			if weights != nil {
				x.active |= ofWeights
				mixed[side][1][i].Weights, mixed[side][3][i].Weights = weights, weights
			}
			if !ruled.SameRule(own) {
				x.active |= ofRules
				mixed[side][2][i], mixed[side][3][i] = mixed[side][2][i].WithRule(ruled), mixed[side][3][i].WithRule(ruled)
			}
		}
	}
	var models [2][4]*evaluation.Model
	for c := range all + 1 {
		if c&^x.active != 0 {
			continue
		}
		edition, k := c.side(ofEdition), 0
		if c.side(ofWeights) != edition {
			k |= 1
		}
		if c.side(ofRules) != edition {
			k |= 2
		}
		if models[edition][k] == nil {
			models[edition][k] = x.sides[edition].Model().Recast(reader, func(goal int) evaluation.Pool { return mixed[edition][k][goal] })
		}
		x.standings[c] = models[edition][k].RollUp(reader, x.found[c&byFindings])
	}
}
