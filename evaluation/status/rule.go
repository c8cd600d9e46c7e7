package status

import zielkette "gitlab.opencode.de/zielkette/zielkette"

// Rule judges a case. Rate has to be pure: the same case gives the same rating.
// It returns a rating without a class, made by [NoRating], where it cannot judge.
type Rule interface {
	// Rate returns the rating of a case.
	Rate(c Case) Rating
}

// RuleFunc makes a rule of a function.
type RuleFunc func(c Case) Rating

// Rate calls f.
func (f RuleFunc) Rate(c Case) Rating { return f(c) }

// Case is what is judged. Each rule says which fields it reads; the others may be
// left empty.
type Case struct {
	Value    zielkette.Number // the figure to judge: a score, an attainment, points, or the value that counts
	Coverage zielkette.Number // of a goal, the share of the weight beneath that is scored; the built-in rules do not read it
	Series   []Point          // the values over time, in any order
	Targets  []Target         // demands at once; the worst rating counts
	Year     int              // the year judged, for rules that hold for a span of years; 0: the latest year of the series
}

// value returns the figure to judge, or the latest of the series where none is given.
func (c Case) value() zielkette.Number {
	if c.Value.IsZero() {
		if points := yearly(c.Series, endYear); len(points) > 0 {
			return points[len(points)-1].number
		}
	}
	return c.Value
}

// year returns the year judged, 0 when nothing tells it.
func (c Case) year() int {
	if c.Year == 0 {
		if points := yearly(c.Series, endYear); len(points) > 0 {
			return points[len(points)-1].year
		}
	}
	return c.Year
}

// worst rates every target and returns the worst.
func (c Case) worst(m method, rate func(Target) Rating) Rating {
	if len(c.Targets) == 0 {
		return m.none(NoTarget)
	}
	ratings := make([]Rating, len(c.Targets))
	for i, t := range c.Targets {
		ratings[i] = rate(t)
	}
	return Worst(ratings...)
}
