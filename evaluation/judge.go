package evaluation

import (
	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/status"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/words"
)

// judged is the one table of the figures of an indicator that a document can name for a
// rule to judge. Where there is no such figure, the reason says why.
var judged = words.Set[status.Judged, func(h *held) (zielkette.Figure, indicators.Reason)]{
	{Word: status.OfAttainment, Does: func(h *held) (zielkette.Figure, indicators.Reason) {
		return h.attained, missing(h.attained)
	}},
	{Word: status.OfOnTrack, Does: (*held).onTrack},
	{Word: status.OfValue, Does: func(h *held) (zielkette.Figure, indicators.Reason) {
		return h.figure(), missing(h.figure())
	}},
}

func missing(f zielkette.Figure) indicators.Reason {
	if f.IsZero() {
		return indicators.NoValue
	}
	return 0
}

// judge is a status rule ready to be applied.
type judge struct {
	spec status.Spec
	rule status.Rule
	of   status.Judged // what it judges; a rule of a city's own gets the series as well
	own  bool
}

// rate applies the rule and fills in what a rule of a city's own may leave out, so
// that its ratings are printed like the built-in ones.
func (j *judge) rate(c status.Case) status.Rating { return j.named(j.rule.Rate(c)) }

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
func (j *judge) unrated(reason indicators.Reason, why zielkette.Text) status.Rating {
	r := j.named(status.NoRating(j.spec.Method, reason))
	if !why.IsZero() {
		r.Why = why
	}
	return r
}

// words returns the status rule in words, with the bounds in the unit of what it judges.
// A rule of a city's own is only asked about cases, so all that is known of it is its name.
func (j *judge) words(year int, of status.Judged) zielkette.Text {
	if j.own {
		return zielkette.Text{DE: j.spec.Method, EN: j.spec.Method}
	}
	return j.spec.Text(year, of)
}

// wordsWithFigure returns the status rule of an indicator in words, with the figure
// that it judges.
func (j *judge) wordsWithFigure(year int) zielkette.Text {
	text := j.words(year, j.of)
	if j.of == status.OfSeries {
		return text
	}
	return zielkette.Text{
		DE: text.DE + "; maßgeblich: " + j.of.Text(zielkette.German),
		EN: text.EN + "; what counts: " + j.of.Text(zielkette.English),
	}
}

// class returns a class of the thresholds that hold in a year, and its rank, the best
// being 1; 0 where there is none of that id.
func (j *judge) class(id string, year int) (class status.Class, rank int) {
	if j == nil {
		return class, 0
	}
	for i, c := range j.spec.ClassesIn(year) {
		if c.ID == id {
			return c, i + 1
		}
	}
	return class, 0
}
