package evaluation

import (
	"fmt"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/status"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/document"
	"gitlab.opencode.de/zielkette/zielkette/internal/round"
)

// Status (Ampel, Wettersymbol) returns the judgement of the goal's score by the
// status rule of the goal, its level or the default: a rating, or the reason why
// there is none. Rules get the score as Value, its coverage and the year of the
// as-of date; a goal has no series. A goal without a score is not judged. Without a
// rule it is the zero Rating.
func (s Score) Status() status.Rating {
	m := s.in().model
	j := m.rules[m.goals[s.i].rule].judge
	switch {
	case j == nil:
		return status.Rating{}
	case s.State() != Scored:
		return j.unrated(indicators.NoValue, s.State().Words())
	}
	value := s.Attainment().Number()
	if value.IsZero() { // more digits than a rule can be given
		return j.unrated(indicators.OutOfRange, zielkette.Text{})
	}
	return s.capped(s.judged(value))
}

// judged returns the judgement of a score by the rule of the goal, before floors.
func (s Score) judged(score zielkette.Number) status.Rating {
	m := s.in().model
	return m.rules[m.goals[s.i].rule].judge.rate(status.Case{Value: score, Coverage: s.Coverage().Number(), Year: s.in().options.AsOf.Year()})
}

// capped applies the floors of the goal to its rating.
func (s Score) capped(rating status.Rating) status.Rating {
	m := s.in().model
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
		limit, rank := r.judge.class(f.AtMost, s.in().options.AsOf.Year())
		if rank == 0 || p == nil || p.Score.Compare(f.Below.Figure()) >= 0 || rating.Rank >= rank {
			continue
		}
		rating.Class, rating.Rank, rating.Label, rating.CappedBy = limit.ID, rank, limit.Label, p.ID()
		name, places := m.cited(p.ID()), sidePlaces(p.Score, f.Below)
		why := func(l zielkette.Language, text, name string) string {
			return fmt.Sprintf(text, name, p.Score.Percent(l, places), f.Below.Percent(l, -1))
		}
		rating.Why = zielkette.Text{
			DE: why(zielkette.German, "begrenzt, weil %s mit %s unter dem Mindestwert %s liegt", name.DE),
			EN: why(zielkette.English, "capped, because %s with %s lies below the floor %s", name.EN),
		}
	}
	return rating
}

// sidePlaces returns the places in percent with which a figure stays on its side of a
// bound. The bound itself belongs to the upper side.
func sidePlaces(f zielkette.Figure, bound zielkette.Number) int {
	return percentPlaces(f, func(rounded zielkette.Number) string {
		if rounded.Compare(bound) < 0 {
			return "below"
		}
		return ""
	})
}

func percentPlaces(f zielkette.Figure, class func(zielkette.Number) string) int {
	return placesFor(f, 1, 2, class)
}

// placesFor returns the least number of places with which a rounded figure has the
// class of the exact one.
func placesFor(f zielkette.Figure, least, shift int, class func(zielkette.Number) string) int {
	exact, ok := f.Rat()
	if !ok {
		return least
	}
	want := class(f.Number())
	places := least
	for places+shift < zielkette.Places && class(zielkette.NewFigure(round.Units(exact, places+shift), places+shift).Number()) != want {
		places++
	}
	return places
}

// Status returns the judgement of the indicator by its status rule: a rating, or
// the reason why there is none. The rule gets the series and the demands of the target
// as [status.CaseOf] makes them.
//
// Rules that read a series judge that; rules that read one value get the attainment
// unless the rules say otherwise; a rule of a city's own gets both. An indicator with
// nothing to judge is not judged. Without a rule it is the zero Rating.
func (a Assessment) Status() status.Rating {
	m := a.measured()
	j := m.judge
	if j == nil {
		return status.Rating{}
	}
	c := a.judgedCase()
	reason := indicators.NoValue
	if row := judged.Row(j.of); row != nil {
		var value zielkette.Figure
		value, reason = row.Does(a.held())
		c.Value = value.Number()
	}
	if c.Value.IsZero() && (j.of != status.OfSeries && !j.own || len(c.Series) == 0) {
		return j.unrated(reason, zielkette.Text{})
	}
	return j.rate(c)
}

// judgedCase returns the series and the demands of the target as rules get them; a
// method that judges one figure reads neither.
func (a Assessment) judgedCase() status.Case {
	m, o := a.measured(), a.in().options
	if m.judge.of != status.OfSeries && !m.judge.own {
		return status.Case{Year: o.AsOf.Year()}
	}
	return status.CaseOf(a.in().recordOf(a.i).Series(m.id, m.area), m.indicator, m.target, o.AsOf, o.KnownOn)
}

// Rule returns a copy of the rule that holds for the goal, with everything that it
// inherits filled in. The zero handle has the rule that holds where none is stated.
func (s Score) Rule() Rule {
	m := s.in().model
	return document.Clone(m.rules[m.goals[s.i].rule].Rule)
}

// Bounds returns the bounds between the classes by which the score of the goal is
// judged at the as-of date, in no order; ok is false where the goal is not judged, and
// where it is by a rule of the city's own, which is only asked about scores.
func (s Score) Bounds() (bounds []zielkette.Number, ok bool) {
	m := s.in().model
	j := m.rules[m.goals[s.i].rule].judge
	if j == nil || j.own {
		return nil, false
	}
	return j.spec.Cuts(s.in().options.AsOf.Year())
}

// Judged returns the judgement that the goal would have with another score, at the same
// coverage, and before floors are looked at: the zero Rating where the goal is not
// judged and for no score.
func (s Score) Judged(score zielkette.Number) status.Rating {
	m := s.in().model
	if score.IsZero() || m.rules[m.goals[s.i].rule].judge == nil {
		return status.Rating{}
	}
	return s.judged(score)
}
