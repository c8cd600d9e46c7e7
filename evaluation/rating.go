package evaluation

import (
	"fmt"
	"slices"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/status"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/words"
)

// rate applies the rule and fills in what a rule of a city's own may leave out, so
// that its ratings are printed like the built-in ones.
func (j *judge) rate(c status.Case) status.Rating {
	return j.named(j.rule.Rate(c))
}

func (j *judge) named(r status.Rating) status.Rating {
	if r.Method == "" {
		r.Method = j.spec.Method
	}
	if r.Title.IsZero() {
		r.Title = zielkette.Text{DE: r.Method, EN: r.Method}
	}
	if r.Label.IsZero() {
		r.Label = zielkette.Text{DE: r.Class, EN: r.Class}
	}
	return r
}

// unrated is the rating where there is nothing to judge; the rule is not asked.
func (j *judge) unrated(cause status.Cause, reason zielkette.Text) status.Rating {
	r := status.NoRating(j.spec.Method, cause)
	if !j.own {
		r.Title = j.rule.Rate(status.Case{}).Title
	}
	r = j.named(r)
	if !reason.IsZero() {
		r.Reason = reason
	}
	return r
}

// class is a class with its rank within its scale.
type class struct {
	status.Class
	rank int
}

// classOf finds a class of thresholds by its id, in the scale valid in the year, with
// the label it is printed with.
func classOf(spec status.Spec, id string, year int) (class, bool) {
	scales := spec.Scales
	if len(spec.Classes) > 0 {
		scales = []status.Scale{{Classes: spec.Classes}}
	}
	for _, s := range scales {
		if year < s.FromYear || s.ToYear != 0 && year > s.ToYear {
			continue
		}
		for i, c := range s.Classes {
			if c.ID == id {
				if c.Label.IsZero() {
					c.Label = zielkette.Text{DE: c.ID, EN: c.ID}
				}
				return class{c, i + 1}, true
			}
		}
	}
	return class{}, false
}

// Status (Ampel, Wettersymbol) returns the judgement of the goal's score by the
// status rule of the goal, its level or the default: a rating, or the reason why
// there is none. Rules get the score as Value, its coverage and the year of the
// as-of date; a goal has no series. A goal without a score is not judged. Without a
// rule it is the zero Rating.
func (s Score) Status() status.Rating {
	m := s.result.model
	j := m.rules[m.goals[s.i].rule].judge
	switch {
	case j == nil:
		return status.Rating{}
	case s.State() != Scored:
		return j.unrated(status.NoValue, zielkette.Text{DE: s.State().Text(zielkette.German), EN: s.State().Text(zielkette.English)})
	}
	value := s.Attainment().Number()
	if value.IsZero() { // more digits than a rule can be given
		return j.unrated(status.OutOfRange, zielkette.Text{})
	}
	return s.capped(j.rate(status.Case{Value: value, Coverage: s.Coverage().Number(), Year: s.result.options.AsOf.Year()}))
}

// capped applies the floors of the goal to its rating.
func (s Score) capped(rating status.Rating) status.Rating {
	m := s.result.model
	r := &m.rules[m.goals[s.i].rule]
	if !rating.Rated() || len(r.Floors) == 0 {
		return rating
	}
	var lowest *Part // of the scored parts
	byID := map[string]*Part{}
	for p := range s.Parts() {
		if p.Score.IsZero() {
			continue
		}
		if lowest == nil || p.Score.Compare(lowest.Score) < 0 {
			lowest = &p
		}
		if same := byID[p.ID()]; same == nil || p.Score.Compare(same.Score) < 0 { // an indicator may be measured twice
			byID[p.ID()] = &p
		}
	}
	for _, f := range r.Floors {
		p := lowest
		if f.Part != "" {
			p = byID[f.Part]
		}
		limit, ok := classOf(r.Status, f.AtMost, s.result.options.AsOf.Year())
		if !ok || p == nil || p.Score.Compare(f.Below.Figure()) >= 0 || rating.Rank >= limit.rank {
			continue
		}
		rating.Class, rating.Rank, rating.Label, rating.CappedBy = limit.ID, limit.rank, limit.Label, p.ID()
		rating.Reason = zielkette.Text{
			DE: fmt.Sprintf("begrenzt, weil %s mit %s unter dem Mindestwert %s liegt", p.ID(),
				zielkette.German.Digits(p.Score.String()), zielkette.German.Digits(f.Below.String())),
			EN: fmt.Sprintf("capped, because %s with %s lies below the floor %s", p.ID(), p.Score, f.Below),
		}
	}
	return rating
}

// Status returns the judgement of the indicator by its status rule: a rating, or
// the reason why there is none. The target becomes demands of a rule by its shape:
// reach is a value by a year, to be reached upwards where the last point lies above
// the baseline; a limit is kept every year; a corridor is two limits kept every
// year, of which the worse judgement counts; a direction is a direction. Other
// shapes have no demands.
//
// Rules that read a series get what was on record at the dates of the evaluation,
// of the indicator's version of the definition, and the target; rules that read one
// value get the attainment unless the rules say otherwise; a rule of a city's own
// gets both. An indicator with nothing to judge is not judged. Without a rule it is
// the zero Rating.
func (a Assessment) Status() status.Rating {
	j := a.measured().judge
	if j == nil {
		return status.Rating{}
	}
	c := status.Case{Series: a.points(), Targets: a.demands(), Year: a.result.options.AsOf.Year()}
	c.Value = judgedFigures.Row(j.of).Does(a).Number()
	onlyValue := slices.Contains(valueMethods, j.spec.Method) && !j.own
	if c.Value.IsZero() && (onlyValue || len(c.Series) == 0) {
		return j.unrated(status.NoValue, zielkette.Text{})
	}
	return j.rate(c)
}

// points returns the series as status rules read it.
func (a Assessment) points() []status.Point {
	m := a.measured()
	query := a.result.options.question()
	m.ask(&query, m.indicator.Breaks)
	series := a.result.recordOf(a.i).Series(m.id, m.area)
	var out []status.Point
	var before zielkette.Period
	for o := range series.Counting(&query) {
		f, reason := counted(m.indicator, o.Value, o.Denominator)
		if reason != 0 || o.Value.IsZero() {
			continue
		}
		value := f.number
		if f.rat != nil {
			value = zielkette.Round(f.rat).Number()
		}
		out = append(out, status.Point{
			Period: o.Period, Value: value,
			Break: !before.IsZero() && series.BreakBetween(before, o.Period, &query),
		})
		before = o.Period
	}
	return out
}

// demands returns the target as status rules read it.
func (a Assessment) demands() []status.Target {
	t := a.measured().target
	if t == nil {
		return nil
	}
	way := status.Up
	if a.measured().indicator.Direction == indicators.Down {
		way = status.Down
	}
	if t.Shape == indicators.DirectionShape {
		return []status.Target{{Kind: status.Direction, Way: way}}
	}
	r, ok := a.Revision()
	if !ok || r.Withdrawn {
		return nil
	}
	switch t.Shape {
	case indicators.CorridorShape:
		return []status.Target{
			{Kind: status.EveryYear, Way: status.Up, Demands: []status.Demand{{Value: r.Lower}}},
			{Kind: status.EveryYear, Way: status.Down, Demands: []status.Demand{{Value: r.Upper}}},
		}
	case indicators.LimitShape:
		return []status.Target{{Kind: status.EveryYear, Way: way, Demands: demandsOf(r.Points)}}
	case indicators.ReachShape:
		way = status.Up
		if r.Points[len(r.Points)-1].Value.Compare(t.Baseline.Value) < 0 {
			way = status.Down
		}
		return []status.Target{{Kind: status.ByYear, Way: way, Demands: demandsOf(r.Points)}}
	}
	return nil
}

func demandsOf(points []indicators.Point) []status.Demand {
	out := make([]status.Demand, len(points))
	for i, p := range points {
		out[i] = status.Demand{Year: p.Period.Year(), Value: p.Value}
	}
	return out
}

// judgedFigures are the figures of an indicator that a status rule can judge.
var judgedFigures = words.Set[Judged, func(Assessment) zielkette.Figure]{
	{Word: OfAttainment, Text: zielkette.Text{DE: "Zielerreichung", EN: "attainment"}, Does: Assessment.Attainment},
	{Word: OfOnTrack, Text: zielkette.Text{DE: "Zielerreichung gemessen am Zielpfad", EN: "attainment against the path"}, Does: Assessment.OnTrack},
	{Word: OfValue, Text: zielkette.Text{DE: "Wert", EN: "value"}, Does: Assessment.Value},
}
