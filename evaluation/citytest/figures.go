package citytest

import (
	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/internal/cents"
	"gitlab.opencode.de/zielkette/zielkette/internal/words"
)

// What is a figure that can be expected, of the closed list in the package documentation.
type What string

// The figures that can be expected.
const (
	OfScore      What = "score"
	OfCoverage   What = "coverage"
	OfLow        What = "low"
	OfHigh       What = "high"
	OfExpected   What = "expected"
	OfState      What = "state"
	OfStatus     What = "status"
	OfCourse     What = "course"
	OfValue      What = "value"
	OfPeriod     What = "period"
	OfAttainment What = "attainment"
	OfOnTrack    What = "on-track"
	OfPlanned    What = "planned"
	OfSpent      What = "spent"
	OfProgress   What = "progress"
)

// Text returns what the figure is called in a report.
func (w What) Text(language zielkette.Language) string { return figures.Text(w).In(language) }

// answer is what the city has: a figure, or a word and what else it is called.
type answer struct {
	figure zielkette.Figure
	words  []string // the first is the one that is printed; none: there is nothing
}

func number(f zielkette.Figure) answer { return answer{figure: f} }

func word(word string, others ...string) answer {
	if word == "" {
		return answer{}
	}
	return answer{words: append([]string{word}, others...)}
}

// figure tells how a figure is found, by the kind of what has the id; nil where that
// has no such figure.
type figure struct {
	number    bool // it is a number, and what is expected is read as one
	label     bool // or a word, where it is no number
	percent   bool // people write it in percent
	goal      func(evaluation.Score) answer
	indicator func(evaluation.Assessment) answer
	measure   func(goals.Measure, evaluation.Options) answer
	milestone func(zielkette.Milestone, evaluation.Options) answer
}

// figures is the one table of the figures that can be expected.
var figures = words.Set[What, figure]{
	{Word: OfScore, Text: zielkette.Text{DE: "Zielerreichung", EN: "score"}, Does: figure{
		number: true, percent: true, goal: func(s evaluation.Score) answer { return number(s.Attainment()) },
	}},
	{Word: OfCoverage, Text: zielkette.Text{DE: "Abdeckung", EN: "coverage"}, Does: figure{
		number: true, percent: true, goal: func(s evaluation.Score) answer { return number(s.Coverage()) },
	}},
	{Word: OfLow, Text: zielkette.Text{DE: "untere Grenze der Spanne", EN: "lower end of the range"}, Does: figure{
		number: true, percent: true, goal: func(s evaluation.Score) answer { return number(s.Range().Low) },
	}},
	{Word: OfHigh, Text: zielkette.Text{DE: "obere Grenze der Spanne", EN: "upper end of the range"}, Does: figure{
		number: true, percent: true, goal: func(s evaluation.Score) answer { return number(s.Range().High) },
	}},
	{Word: OfExpected, Text: zielkette.Text{DE: "Soll", EN: "expected"}, Does: figure{
		number:    true,
		goal:      func(s evaluation.Score) answer { return number(s.Expected()) },
		indicator: func(a evaluation.Assessment) answer { return number(a.Expected()) },
	}},
	{Word: OfState, Text: zielkette.Text{DE: "Zustand", EN: "state"}, Does: figure{
		goal:      func(s evaluation.Score) answer { return stateOf(s.State()) },
		indicator: func(a evaluation.Assessment) answer { return stateOf(a.State()) },
		milestone: func(m zielkette.Milestone, o evaluation.Options) answer {
			s := m.AsKnown(o.KnownOn).State(o.AsOf)
			return word(string(s), s.Text().DE, s.Text().EN)
		},
	}},
	{Word: OfStatus, Text: zielkette.Text{DE: "Status", EN: "status"}, Does: figure{
		goal: func(s evaluation.Score) answer {
			r := s.Status()
			return word(r.Class, r.Label.DE, r.Label.EN)
		},
		indicator: func(a evaluation.Assessment) answer {
			r := a.Status()
			return word(r.Class, r.Label.DE, r.Label.EN)
		},
	}},
	{Word: OfCourse, Text: zielkette.Text{DE: "Kurs", EN: "course"}, Does: figure{
		goal:      func(s evaluation.Score) answer { return courseOf(s.Course()) },
		indicator: func(a evaluation.Assessment) answer { return courseOf(a.Course()) },
	}},
	{Word: OfValue, Text: zielkette.Text{DE: "Wert", EN: "value"}, Does: figure{
		number: true, label: true,
		indicator: func(a evaluation.Assessment) answer {
			if o, _ := a.Observation(); o.Label != "" {
				return word(o.Label)
			}
			return number(a.Value())
		},
	}},
	{Word: OfPeriod, Text: zielkette.Text{DE: "Zeitraum", EN: "period"}, Does: figure{
		indicator: func(a evaluation.Assessment) answer {
			p := a.Period()
			return word(p.String(), p.Text(zielkette.German), p.Text(zielkette.English))
		},
	}},
	{Word: OfAttainment, Text: zielkette.Text{DE: "Zielerreichungsgrad", EN: "attainment"}, Does: figure{
		number: true, percent: true, indicator: func(a evaluation.Assessment) answer { return number(a.Attainment()) },
	}},
	{Word: OfOnTrack, Text: zielkette.Text{DE: "Verhältnis zum Soll", EN: "ratio to what is expected"}, Does: figure{
		number: true, indicator: func(a evaluation.Assessment) answer { return number(a.OnTrack()) },
	}},
	{Word: OfPlanned, Text: zielkette.Text{DE: "geplante Euro", EN: "euros planned"}, Does: figure{
		number: true, measure: func(m goals.Measure, o evaluation.Options) answer {
			planned, _ := money(m, o)
			return number(planned.Figure())
		},
	}},
	{Word: OfSpent, Text: zielkette.Text{DE: "ausgegebene Euro", EN: "euros spent"}, Does: figure{
		number: true, measure: func(m goals.Measure, o evaluation.Options) answer {
			_, spent := money(m, o)
			return number(spent.Figure())
		},
	}},
	{Word: OfProgress, Text: zielkette.Text{DE: "Umsetzungsstand", EN: "progress"}, Does: figure{
		number: true, percent: true, measure: func(m goals.Measure, o evaluation.Options) answer {
			if p, ok := zielkette.ProgressOf(m.Milestones, o.AsOf, o.KnownOn); ok {
				return number(p.Share)
			}
			return answer{}
		},
	}},
}

func stateOf(s evaluation.State) answer {
	return word(s.String(), s.Text(zielkette.German), s.Text(zielkette.English))
}

func courseOf(c evaluation.Course) answer {
	return word(string(c), c.Text(zielkette.German), c.Text(zielkette.English))
}

// money is what a measure was to cost and did cost, as known at the dates.
func money(m goals.Measure, o evaluation.Options) (planned, spent cents.Sum) {
	for _, line := range m.BudgetAt(o.AsOf, o.KnownOn) {
		planned.Add(line.Planned)
		spent.Add(line.Actual)
	}
	return planned, spent
}
