package status

import (
	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/problems"
	"gitlab.opencode.de/zielkette/zielkette/internal/real"
	"gitlab.opencode.de/zielkette/zielkette/internal/words"
)

// row is what the table says of a method besides its name and its title.
type row struct {
	judges Judged   // what it judges of an indicator where the document does not say
	takes  []string // the parameters it has, by their JSON names

	// bounds between its classes, and between those without a target, as published.
	bounds, trend []string

	// falling tells that each bound lies below the one before it.
	falling bool

	// rule makes the rule. The bounds are in order, and where the document states none
	// they are those of the table; all else is checked here.
	rule func(s Spec, list *problems.List) func(Case) Rating

	// cuts returns the bounds between the classes of a figure in a year, 0 being any
	// year, in no order; nil for methods that judge a series.
	cuts func(s Spec, year int) []zielkette.Number

	// words says with which parameters the rule works, also those left out.
	words func(s Spec, year int, w *sentence)
}

// methods is the one table of the methods. What a document may write, what is checked,
// printed and computed, and what an indicator is judged by all come from it. A method is
// added by a constant with its documentation, a line here, and its name in the schema of
// the rules.
var methods = words.Set[string, row]{
	{Word: Thresholds, Text: thresholds.title, Does: row{
		judges: OfAttainment, takes: []string{"classes", "scales"},
		rule: newScales, cuts: scalesCuts, words: scalesWords,
	}},
	{Word: Weather, Text: weather.title, Does: row{
		judges: OfSeries, takes: []string{"window", "minPoints", "bounds"},
		bounds: []string{"0.05", "0.20"},
		rule:   newWeather, words: weatherWords,
	}},
	{Word: StatCan, Text: statCan.title, Does: row{
		judges: OfSeries, takes: []string{"baseYear", "targetYear", "minPoints", "bounds", "trendBounds", "limit", "slopes"},
		bounds: []string{"0.95", "0.60", "0"}, trend: []string{"0.015", "0.005", "0"}, falling: true,
		rule: newStatCan, words: statCanWords,
	}},
	{Word: Eurostat, Text: eurostatTarget.title, Does: row{
		judges: OfSeries, takes: []string{"years", "baseYear", "targetYear", "minPoints", "bounds", "trendBounds"},
		bounds: []string{"0.95", "0.60", "0"}, trend: []string{"0.01", "0", "-0.01"}, falling: true,
		rule: newEurostat, words: eurostatWords,
	}},
	{Word: UNProgress, Text: unProgress.title, Does: row{
		judges: OfSeries, takes: []string{"baseYear", "targetYear", "minPoints", "bounds", "trendBounds", "near"},
		bounds: []string{"0.95", "0.10"}, trend: []string{"0.02", "0.005"}, falling: true,
		rule: newUNProgress, words: unProgressWords,
	}},
	{Word: SDGIndex, Text: sdgIndex.title, Does: row{
		judges: OfValue, takes: []string{"lower", "optimum", "green", "yellow", "red"},
		rule: newSDGIndex, cuts: sdgIndexCuts, words: sdgIndexWords,
	}},
	{Word: EnergyAward, Text: energyAward.title, Does: row{
		judges: OfValue, takes: []string{"possible", "bounds"},
		bounds: awardBounds, falling: true,
		rule: newEnergyAward, cuts: energyAwardCuts, words: energyAwardWords,
	}},
}

// Judged says what a method judges of an indicator.
type Judged string

// What a method can judge. A method that judges a series judges nothing else; the others
// judge the figure that a document names for an indicator, or the default of the method.
const (
	OfSeries     Judged = "series"     // the values over time against the target
	OfAttainment Judged = "attainment" // the attainment, which is also the score of a goal
	OfOnTrack    Judged = "on-track"   // the attainment divided by what the path to the target expects by now
	OfValue      Judged = "value"      // the value that counts
)

var judged = words.Set[Judged, struct{}]{
	{Word: OfSeries, Text: zielkette.Text{DE: "Verlauf der Werte", EN: "values over time"}},
	{Word: OfAttainment, Text: zielkette.Text{DE: "Zielerreichung", EN: "attainment"}},
	{Word: OfOnTrack, Text: zielkette.Text{DE: "Zielerreichung gemessen am Zielpfad", EN: "attainment against the path"}},
	{Word: OfValue, Text: zielkette.Text{DE: "Wert", EN: "value"}},
}

// Text returns what is judged as a report prints it, nothing for an unknown word.
func (j Judged) Text(language zielkette.Language) string { return judged.Text(j).In(language) }

// Window selects the values from which [Weather] takes the average change.
type Window string

// The windows. The zero value stands for [SixPoints].
const (
	SixPoints Window = "six-points" // the last six values, however far apart
	SixYears  Window = "six-years"  // the values of the last six calendar years
)

// windows tell which values of a series lie within the window.
var windows = words.Set[Window, func([]reading) []reading]{
	{Word: SixPoints, Text: zielkette.Text{DE: "Verlauf über die letzten sechs Werte", EN: "change over the last six values"}, Does: func(points []reading) []reading {
		return points[max(0, len(points)-6):]
	}},
	{Word: SixYears, Text: zielkette.Text{DE: "Verlauf über die letzten sechs Kalenderjahre", EN: "change over the last six calendar years"}, Does: func(points []reading) []reading {
		last := points[len(points)-1].year
		for points[0].year <= last-6 {
			points = points[1:]
		}
		return points
	}},
}

// Slopes tells how [StatCan] draws the lines of its score with a target.
type Slopes string

// The slopes. The zero value stands for [ExactSlopes].
const (
	ExactSlopes   Slopes = "exact"    // straight lines from corner to corner
	OpenSDGSlopes Slopes = "open-sdg" // the same with the four digits that Open SDG computes with, 4.1667 x - 2.5 and 7.1429 x - 4.2857
)

var slopes = words.Set[Slopes, func(c *real.Context, ratio real.Value) real.Value]{
	{Word: ExactSlopes, Text: zielkette.Text{DE: "Punkte auf genauen Geraden", EN: "score on exact lines"}, Does: exactScore},
	{Word: OpenSDGSlopes, Text: zielkette.Text{DE: "Punkte mit den gerundeten Steigungen von Open SDG", EN: "score with the rounded slopes of Open SDG"}, Does: roundedScore},
}
