package evaluation

import (
	"fmt"
	"io"
	"io/fs"
	"iter"
	"maps"
	"math"
	"math/big"
	"slices"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/status"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/weighting"
	"gitlab.opencode.de/zielkette/zielkette/internal/document"
	"gitlab.opencode.de/zielkette/zielkette/internal/problems"
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
	// and [Assessment.Status] for what they are given.
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

// Aggregator is the way scores are put together.
type Aggregator string

// The aggregators. W is the sum of the weights w of the scored parts, s a score.
// Parts without weight never decide.
const (
	Mean      Aggregator = "mean"      // arithmetic mean, sum(w s) / W
	Geometric Aggregator = "geometric" // exp(sum(w ln s) / W); any 0 gives 0, a negative score none
	Harmonic  Aggregator = "harmonic"  // W / sum(w / s); any 0 gives 0, a negative score none
	Minimum   Aggregator = "minimum"   // the smallest score
	Median    Aggregator = "median"    // the smallest s whose cumulated weight reaches W/2; at equality the mean with the next
)

// Weighting says where the weights come from.
type Weighting string

// The weightings.
const (
	Explicit Weighting = "explicit" // points as stated in the strategy; where a pool states none, equal weights are assumed
	Equal    Weighting = "equal"    // every part of a pool weighs the same, whatever is stated
)

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

	// CodeBeforeEdition warns of an as-of date before the term of the edition.
	CodeBeforeEdition zielkette.Code = "before-edition"

	// CodeUnknownIndicator warns of observations of an indicator that the
	// catalogue does not have.
	CodeUnknownIndicator zielkette.Code = "unknown-indicator"
)

// LoadRules reads the rules in the named file. The error is that of opening or reading
// the file. Where the text is no whole document, it is a [zielkette.Problems] with
// everything wrong that can be seen without a strategy, and the rules are what could
// be read.
func LoadRules(fsys fs.FS, name string) (Rules, error) {
	return document.OpenFile(fsys, name, originOf, problemsOf)
}

// ReadRules reads rules in JSON, at most 64 MiB of them. Errors are as for
// [LoadRules].
func ReadRules(r io.Reader) (Rules, error) {
	return document.Open(r, "", originOf, problemsOf)
}

func originOf(r *Rules) *zielkette.Origin { return &r.Origin }

func problemsOf(r Rules) zielkette.Problems {
	_, found := document.Inspect(r, r.Origin, checkRules)
	return found
}

// checkRules checks what can be checked without a strategy.
func checkRules(r Rules, list *problems.List) *Rules {
	if r.FormatVersion != 0 && r.FormatVersion != FormatVersion {
		list.At("/formatVersion", zielkette.CodeVersion, fmt.Sprint(r.FormatVersion),
			`gelesen wird die Formatversion 1; "formatVersion": 1 schreiben`,
			"this library reads format version 1; write \"formatVersion\": 1")
	}
	r.Default.check("/default", r.Methods, list)
	r.EachIndicator.check("/eachIndicator", r.Methods, list)
	for _, id := range slices.Sorted(maps.Keys(r.Indicators)) {
		r.Indicators[id].check("/indicators/"+document.Escape(id), r.Methods, list)
	}
	for _, name := range slices.Sorted(maps.Keys(r.Levels)) {
		r.Levels[name].check("/levels/"+document.Escape(name), r.Methods, list)
	}
	for _, id := range slices.Sorted(maps.Keys(r.Goals)) {
		r.Goals[id].check("/goals/"+document.Escape(id), r.Methods, list)
	}
	for _, id := range slices.Sorted(maps.Keys(r.Weightings)) {
		for k, spec := range r.Weightings[id] {
			_, err := spec.Weights()
			list.Join(fmt.Sprintf("/weightings/%s/%d", document.Escape(id), k), err)
		}
	}
	return &r
}

func (r IndicatorRule) check(at string, own map[string]status.Rule, list *problems.List) {
	checkStatus(at+"/status", r.Status, own, list)
	switch r.Of {
	case "", OfAttainment, OfOnTrack, OfValue:
	default:
		list.At(at+"/of", zielkette.CodeChoice, string(r.Of),
			`"attainment", "on-track" oder "value" schreiben`,
			`write "attainment", "on-track" or "value"`)
	}
}

// checkStatus checks a built-in status rule; others are known to [New] only.
func checkStatus(at string, spec status.Spec, own map[string]status.Rule, list *problems.List) {
	if _, ok := own[spec.Method]; !ok && spec.BuiltIn() {
		_, err := spec.Rule()
		list.Join(at, err)
	}
}

// usable returns the rules without bounds that cannot be applied, so that the rest of
// faulty rules can be checked further.
func (r Rules) usable() Rules {
	clean := func(r Rule) Rule {
		if len(r.Bounds) != 2 {
			r.Bounds = nil
		}
		return r
	}
	r.Default = clean(r.Default)
	r.Levels, r.Goals = maps.Clone(r.Levels), maps.Clone(r.Goals)
	for name, rule := range r.Levels {
		r.Levels[name] = clean(rule)
	}
	for id, rule := range r.Goals {
		r.Goals[id] = clean(rule)
	}
	return r
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

func (r Rule) check(at string, own map[string]status.Rule, list *problems.List) {
	switch r.Aggregator {
	case "", Mean, Geometric, Harmonic, Minimum, Median:
	default:
		list.At(at+"/aggregator", zielkette.CodeChoice, string(r.Aggregator),
			`"mean", "geometric", "harmonic", "minimum" oder "median" schreiben`,
			`write "mean", "geometric", "harmonic", "minimum" or "median"`)
	}
	switch r.Weights {
	case "", Explicit, Equal:
	default:
		list.At(at+"/weights", zielkette.CodeChoice, string(r.Weights), `"explicit" oder "equal" schreiben`, `write "explicit" or "equal"`)
	}
	if m := r.MinCoverage; !m.IsZero() && (m.Sign() < 0 || m.Compare(zielkette.Int(1)) > 0) {
		list.At(at+"/minCoverage", zielkette.CodeRange, m.String(),
			"eine Mindestabdeckung liegt zwischen 0 und 1",
			"a minimum coverage lies between 0 and 1")
	}
	switch b := r.Bounds; {
	case len(b) == 0:
	case len(b) != 2:
		list.At(at+"/bounds", zielkette.CodeRange, "",
			`zwei Grenzen schreiben, zum Beispiel ["0", "1"], oder null, wo es auf einer Seite keine gibt`,
			`write two bounds, for example ["0", "1"], or null for none on a side`)
	case !b[0].IsZero() && !b[1].IsZero() && b[0].Compare(b[1]) >= 0:
		list.At(at+"/bounds", zielkette.CodeRange, b[1].String(),
			"die obere Grenze liegt über der unteren",
			"the upper bound is above the lower one")
	}
	checkStatus(at+"/status", r.Status, own, list)
	for i, f := range r.Floors {
		if f.Below.IsZero() {
			list.At(fmt.Sprintf("%s/floors/%d/below", at, i), zielkette.CodeRange, f.Part,
				"die Zielerreichung angeben, unter der der Mindestwert greift",
				"state the score below which the floor is triggered")
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

// standard is what a zero Rules stands for.
var standard = Rule{
	Aggregator: Mean, Bounds: []zielkette.Number{zielkette.Int(0), zielkette.Int(1)},
	MinCoverage: zielkette.Int(0), Weights: Explicit,
}

// rule is a [Rule] made ready for arithmetic at 12 places. Inputs have up to 18
// places; a bound is rounded as every reported number is, a minimum coverage is
// compared as it stands.
type rule struct {
	Rule
	lower, upper int64 // bounds of the fast tier; the least and the largest int64 for none
	low, high    *fixed
	minCoverage  *big.Rat // nil for none
	judge        *judge   // nil: scores are not judged
	fast         bool     // the mean, with bounds of the fast tier
	scope        scope
	of           string // name of the level, or id of the goal
	statusAt     string // where its status stands in the document
	floorsAt     string // where its floors stand
}

// scope is what a rule is stated for.
type scope uint8

const (
	ofAll scope = iota
	ofLevel
	ofGoal
)

func (r Rule) ready() rule {
	r.Bounds = slices.Clone(r.Bounds)
	out := rule{Rule: r, lower: math.MinInt64, upper: math.MaxInt64, fast: r.Aggregator == Mean}
	if lower, ok := r.Bounds[0].Rat(); ok {
		f := roundRat(lower)
		out.low, out.lower, out.fast = &f, f.n, out.fast && f.wide == nil
	}
	if upper, ok := r.Bounds[1].Rat(); ok {
		f := roundRat(upper)
		// A score cut down to the mark of a wide number would be taken for one.
		out.high, out.upper, out.fast = &f, f.n, out.fast && f.wide == nil && f.n != isWide
	}
	if m, ok := r.MinCoverage.Rat(); ok && m.Sign() > 0 {
		out.minCoverage = m
	}
	return out
}

func (r *rule) bound(f fixed) fixed {
	if r.low != nil && f.cmp(*r.low) < 0 {
		return *r.low
	}
	if r.high != nil && f.cmp(*r.high) > 0 {
		return *r.high
	}
	return f
}
