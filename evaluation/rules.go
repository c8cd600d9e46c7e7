package evaluation

import (
	"encoding/json"
	"iter"
	"maps"
	"slices"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/status"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/weighting"
	"gitlab.opencode.de/zielkette/zielkette/internal/document"
	"gitlab.opencode.de/zielkette/zielkette/internal/words"
)

// FormatVersion is the version of the JSON format of [Rules].
const FormatVersion = 1

// Rules is the document that states how scores are formed. The zero value is
// complete: arithmetic mean, weights as stated in the strategy, attainments
// bounded to 0..1, no minimum coverage. A rule for a goal goes before the rule
// for its level, that before the default, field by field; floors come with the
// status they stand with.
type Rules struct {
	FormatVersion int                      `json:"formatVersion"` // 1; required in a file, may be 0 in a literal
	Default       Rule                     `json:"default,omitzero"`
	Levels        map[string]Rule          `json:"levels,omitzero"`        // by name of the level
	Goals         map[string]Rule          `json:"goals,omitzero"`         // by id of the goal
	EachIndicator IndicatorRule            `json:"eachIndicator,omitzero"` // of every indicator without a rule of its own
	Indicators    map[string]IndicatorRule `json:"indicators,omitzero"`    // by id of the indicator; an empty one judges nothing

	// Weightings gives the parts of a goal weights by a method, by id of the goal.
	// Several entries hold for several spans of years, of which that of the as-of
	// date counts; in other years the weights of the strategy hold. The ids are
	// those of the indicators and goals in the pool of the goal, each once.
	Weightings map[string][]weighting.Spec `json:"weightings,omitzero"`

	// Methods are status rules of a city's own, by the name under which the
	// documents call them. They go before the built-in ones. See [Score.Status]
	// and [Assessment.Status] for what they are given. None is nil, nor a nil pointer or
	// function: that is a problem at /methods with the name.
	Methods map[string]status.Rule `json:"-"`

	Origin zielkette.Origin `json:"-"` // where the document was read; gives its problems their file and line
}

// Rule states how the score of a goal is formed from what lies beneath. Fields
// left out are inherited.
type Rule struct {
	Aggregator  Aggregator         `json:"aggregator,omitzero"`
	Bounds      []zielkette.Number `json:"bounds,omitzero"`      // two numbers to which attainments of indicators are bounded; null is unbounded on that side
	MinCoverage zielkette.Number   `json:"minCoverage,omitzero"` // from 0 to 1; below it the goal is insufficient
	Weights     Weighting          `json:"weights,omitzero"`
	Status      status.Spec        `json:"status,omitzero"` // how the score is judged; none: it is not
	Floors      []Floor            `json:"floors,omitzero"` // caps on the status while a part lies low; not inherited by a rule that states a status
}

// IndicatorRule states how an indicator is judged.
type IndicatorRule struct {
	Status status.Spec   `json:"status,omitzero"`
	Of     status.Judged `json:"of,omitzero"` // attainment, on-track or value; left out, the method decides
}

// Floor (Mindestwert) limits the class of a goal by its parts: where a part is scored
// below the floor, the class of the goal is at most the named one.
// A part that is not scored never triggers a floor. Of several parts the lowest is
// named. Floors belong to the thresholds they stand with: a rule that states a status
// inherits none.
type Floor struct {
	Part   string           `json:"part,omitzero"` // id of the goal or indicator in the pool, directly beneath; "" is every part
	Below  zielkette.Number `json:"below"`         // triggered by a score below
	AtMost string           `json:"atMost"`        // id of a class of the thresholds by which the goal is judged
}

// Weighting says where the weights come from.
type Weighting string

// The weightings.
const (
	Explicit Weighting = "explicit" // points as stated in the strategy; where a pool states none, equal weights are assumed
	Equal    Weighting = "equal"    // every part of a pool weighs the same, whatever is stated
)

var weightings = words.Set[Weighting, struct{}]{
	{Word: Explicit, Text: zielkette.Text{
		DE: "Gewichte wie in der Strategiedatei angegeben, wo keine stehen, gleich",
		EN: "weights as stated in the strategy file, equal where none are",
	}},
	{Word: Equal, Text: zielkette.Text{DE: "alle Gewichte gleich", EN: "all weights equal"}},
}

// Codes of the problems this package reports.
const (
	CodeTarget zielkette.Code = "target-ambiguous" // a link that does not say which of several targets it means
	CodeAsOf   zielkette.Code = "as-of"            // an evaluation without its date

	// CodeOutside warns of a bound that no score of a goal can reach, most often a
	// percentage where a share is meant.
	CodeOutside zielkette.Code = "outside"

	// CodeUndated warns of what a known-on date hides because nobody recorded when
	// it became known.
	CodeUndated zielkette.Code = "undated"

	// CodeBaselineDiffers warns of a stated baseline that is not what the record holds
	// for its period.
	CodeBaselineDiffers zielkette.Code = "baseline-differs"

	// CodeFall warns of a figure that is counted up since a start, and falls.
	CodeFall zielkette.Code = "cumulative-fall"

	// CodeTotalMeant warns of a flow of which a single period is held against a target
	// that looks like a total.
	CodeTotalMeant zielkette.Code = "total-meant"

	// CodeBeforeEdition warns of an as-of date before the term of the edition.
	CodeBeforeEdition zielkette.Code = "before-edition"

	// CodeAfterEdition warns of an as-of date after the term of the edition, or after the
	// day on which a later edition took its place.
	CodeAfterEdition zielkette.Code = "after-edition"

	// CodeUnknownIndicator warns of observations of an indicator that the
	// catalogue does not have.
	CodeUnknownIndicator zielkette.Code = "unknown-indicator"

	// CodeUnknownArea warns of observations for an area that the strategy does not
	// have.
	CodeUnknownArea zielkette.Code = "unknown-area"
)

// Clone returns a deep copy. The methods of a city's own are shared.
func (r Rules) Clone() Rules { return document.Clone(r) }

// MarshalJSON writes the document; a format version of 0, as in a literal, is written
// as 1, so that the text can be read again.
func (r Rules) MarshalJSON() ([]byte, error) {
	type plain Rules
	if r.FormatVersion == 0 {
		r.FormatVersion = FormatVersion
	}
	return json.Marshal(plain(r))
}

// stated yields every rule of the document with its place.
func (r Rules) stated() iter.Seq2[string, Rule] {
	return func(yield func(string, Rule) bool) {
		if !yield("/default", r.Default) {
			return
		}
		for _, name := range slices.Sorted(maps.Keys(r.Levels)) {
			if !yield("/levels/"+document.Escape(name), r.Levels[name]) {
				return
			}
		}
		for _, id := range slices.Sorted(maps.Keys(r.Goals)) {
			if !yield("/goals/"+document.Escape(id), r.Goals[id]) {
				return
			}
		}
	}
}

// over returns r with its gaps filled from below.
func (r Rule) over(below Rule) Rule {
	if r.Aggregator == "" {
		r.Aggregator = below.Aggregator
	}
	if len(r.Bounds) == 0 {
		r.Bounds = below.Bounds
	}
	if r.MinCoverage.IsZero() {
		r.MinCoverage = below.MinCoverage
	}
	if r.Weights == "" {
		r.Weights = below.Weights
	}
	if r.Status.IsZero() {
		r.Status = below.Status
		if len(r.Floors) == 0 {
			r.Floors = below.Floors
		}
	}
	return r
}

// statedForIndicators yields every rule for indicators with its place.
func (r Rules) statedForIndicators() iter.Seq2[string, IndicatorRule] {
	return func(yield func(string, IndicatorRule) bool) {
		if !yield("/eachIndicator", r.EachIndicator) {
			return
		}
		for _, id := range slices.Sorted(maps.Keys(r.Indicators)) {
			if !yield("/indicators/"+document.Escape(id), r.Indicators[id]) {
				return
			}
		}
	}
}
