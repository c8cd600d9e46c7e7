package evaluation

import (
	"cmp"
	"slices"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

// Local (Gebietsblatt) is what a result knows of a part of the municipality: what is
// wanted, done and measured there. A part of a city has no score, for goals are those of
// the whole.
type Local struct {
	Area     goals.Area      // the zero Area for what lies outside all focus areas
	Parts    []goals.Area    // the areas that lie within it; of the outside, all that lie in no focus area
	Goals    []goals.Node    // that name it or a part of it themselves
	Measures []goals.Measure // that name it or a part of it; of the outside, also those that name no area
	Values   []LocalValue    // by indicator in the order of the catalogue, then by area
}

// LocalValue is the latest value of an indicator in an area.
type LocalValue struct {
	Indicator   string // id
	Title       string
	Unit        string
	Area        string                 // id
	Observation indicators.Observation // that counts, else the latest on record; its period is none where nothing is
	Value       zielkette.Figure       // none where it does not count, and for a label
	Reason      indicators.Reason      // why it does not count, the zero Reason where it does
	Whole       zielkette.Figure       // of the whole municipality for the same period, none where nothing counts
	Assessments []Assessment           // where goals or themes measure the indicator in this area
}

// Local returns what is known of an area; ok is false when the strategy has none of the
// id. Cost: as for [Result.Locals].
func (r *Result) Local(area string) (local Local, ok bool) {
	for _, l := range r.Locals() {
		if l.Area.ID == area && area != "" {
			return l, true
		}
	}
	return Local{}, false
}

// Locals returns what is known of every area, in the order of the document. Cost: linear
// in goals, measures, areas and the record.
func (r *Result) Locals() []Local {
	locals, _ := r.of().locals()
	return locals
}

// Outside returns what is known of the municipality outside all focus areas, so that no
// part of it is forgotten: the areas that lie in none, what was measured there, and the
// measures for them or for no area in particular. ok is false where the strategy names no
// focus area. Cost: as for [Result.Locals].
func (r *Result) Outside() (outside Local, ok bool) {
	r = r.of()
	if _, ok = r.model.plan.Outside(); !ok {
		return Local{}, false
	}
	_, outside = r.locals()
	return outside, true
}

// locals fills in all areas, and the outside, in one pass over everything.
func (r *Result) locals() (locals []Local, outside Local) {
	plan := r.model.plan
	areas := plan.Areas()
	if len(areas) == 0 {
		return nil, outside
	}
	locals = make([]Local, len(areas))
	at := make(map[string]int, len(areas))
	for i, a := range areas {
		at[a.ID], locals[i].Area = i, a
	}
	for i, a := range areas {
		if in, ok := at[a.Within]; ok {
			locals[in].Parts = append(locals[in].Parts, areas[i])
		}
	}
	beyond := map[string]bool{}
	if parts, ok := plan.Outside(); ok {
		outside.Parts = parts
		for _, a := range parts {
			beyond[a.ID] = true
		}
	}
	// list adds to all areas that ids lead to, to each once.
	turn, seen := 0, make([]int, len(areas)+1)
	list := func(ids []string, add func(*Local)) {
		turn++
		once := func(i int, l *Local) {
			if seen[i] != turn {
				seen[i] = turn
				add(l)
			}
		}
		for _, id := range ids {
			i, ok := at[id]
			if !ok {
				continue
			}
			once(i, &locals[i])
			if in, ok := at[areas[i].Within]; ok {
				once(in, &locals[in])
			}
			if beyond[id] {
				once(len(areas), &outside)
			}
		}
	}
	for node := range plan.Goals() {
		list(slices.Collect(node.Areas()), func(l *Local) { l.Goals = append(l.Goals, node) })
	}
	for _, m := range plan.Measures() {
		list(m.Areas, func(l *Local) { l.Measures = append(l.Measures, m) })
		if len(m.Areas) == 0 {
			outside.Measures = append(outside.Measures, m)
		}
	}
	for _, v := range r.localValues(at) {
		list([]string{v.Area}, func(l *Local) { l.Values = append(l.Values, v) })
	}
	return locals, outside
}

// localValues are the latest values in all areas, by indicator, then by area.
func (r *Result) localValues(at map[string]int) []LocalValue {
	m := r.model
	type key struct{ indicator, area string }
	series := map[key]indicators.Series{}
	for s := range r.record.AllSeries() {
		if _, known := at[s.Area()]; known && m.has(s.Indicator()) {
			series[key{s.Indicator(), s.Area()}] = s
		}
	}
	measuredBy := map[key][]Assessment{}
	for i := range m.measured {
		k := key{m.measured[i].id, m.measured[i].area}
		if k.area == "" {
			continue
		}
		measuredBy[k] = append(measuredBy[k], Assessment{r, int32(i)})
		series[k] = r.recordOf(int32(i)).Series(k.indicator, k.area) // an overlay may have added to it
	}
	var out []LocalValue
	for k, s := range series {
		v, ok := r.localValue(k.indicator, s)
		if v.Area, v.Assessments = k.area, measuredBy[k]; ok || v.Assessments != nil {
			out = append(out, v)
		}
	}
	slices.SortFunc(out, func(a, b LocalValue) int {
		return cmp.Or(cmp.Compare(m.byID[a.Indicator], m.byID[b.Indicator]), cmp.Compare(at[a.Area], at[b.Area]))
	})
	return out
}

// localValue is the latest value of a series at the dates of the evaluation; ok is false
// where nothing was on record yet.
func (r *Result) localValue(indicator string, series indicators.Series) (v LocalValue, ok bool) {
	first := r.model.byID[indicator]
	m := r.model.measured[first]
	m.target, m.shape = nil, nil
	v = LocalValue{Indicator: m.id, Title: m.indicator.Title, Unit: m.indicator.Unit}
	h, q := &held{Options: r.options, indicator: m.indicator}, r.options.question()
	if _, v.Reason = m.hold(h, series, &q); v.Reason == 0 {
		counts, _ := series.Counted(&q)
		v.Observation, v.Value = counts.Observation(), h.figure()
	} else {
		for o := range series.Known(r.options.KnownOn) {
			if o.Period.End().By(r.options.AsOf) {
				v.Observation = o
			}
		}
	}
	if v.Observation.Period.IsZero() {
		return v, false
	}
	whole, reason := recorded(m.indicator, v.Observation.Period, r.recordOf(int32(first)).Series(m.id, ""), &q)
	if reason == 0 {
		v.Whole = whole.rounded()
	}
	return v, true
}
