package evaluation

import (
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"math"
	"math/big"
	"reflect"
	"slices"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/status"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/weighting"
	"gitlab.opencode.de/zielkette/zielkette/internal/document"
	"gitlab.opencode.de/zielkette/zielkette/internal/problems"
	"gitlab.opencode.de/zielkette/zielkette/internal/years"
)

// RuleSet is rules that were checked, with their status rules made and their weights
// computed: what [New] needs of them. Many municipalities can share one. It is made
// by [Rules.Compile], immutable and safe for concurrent use; nil stands for the zero
// Rules.
type RuleSet struct {
	rules      Rules // without bounds that cannot be applied
	judges     map[string]*judge
	weightings map[string][]weighed // by id of the goal
	warnings   zielkette.Problems
}

// weighed is a weighting of a goal with its weights.
type weighed struct {
	at      string // its place in the document
	spec    weighting.Spec
	weights weighting.Weights
}

// Compile checks the rules and makes them ready to be applied. The error is a
// [zielkette.Problems] with everything wrong that can be seen without a strategy.
// Cost: linear in the size of the rules; a weighting by pairs (AHP) is cubic in its
// parts.
func (r Rules) Compile() (*RuleSet, error) {
	set, found := r.Inspect()
	if err := found.Err(); err != nil {
		return nil, err
	}
	return set, nil
}

// Inspect is [Rules.Compile] for rules that may be faulty: it returns everything wrong
// or worth knowing, and the rules as far as they could be made ready, nil where they
// could not be read to their end.
func (r Rules) Inspect() (*RuleSet, zielkette.Problems) {
	set, found := document.Inspect(r, r.Origin, compileRules)
	if set != nil {
		set.warnings = found.Warnings()
	}
	return set, found
}

// Rules returns a copy of the document that was compiled.
func (s *RuleSet) Rules() Rules {
	if s == nil {
		return Rules{}
	}
	return s.rules.Clone()
}

// Warnings returns what is worth knowing of the rules, nil when nothing.
func (s *RuleSet) Warnings() zielkette.Problems {
	if s == nil {
		return nil
	}
	return slices.Clone(s.warnings)
}

// MarshalJSON writes the document that was compiled.
func (s *RuleSet) MarshalJSON() ([]byte, error) { return json.Marshal(s.Rules()) }

// compileRules checks what can be checked without a strategy.
func compileRules(r Rules, list *problems.List) *RuleSet {
	set := lookAt(r.Clone(), list) // nothing made of it is the caller's
	if set != nil && list.Failed() {
		set.rules.mend()
	}
	return set
}

// lookAt is compileRules without a copy of the document, for its problems alone.
func lookAt(r Rules, list *problems.List) *RuleSet {
	if r.FormatVersion != 0 && r.FormatVersion != FormatVersion {
		list.At("/formatVersion", zielkette.CodeVersion, fmt.Sprint(r.FormatVersion),
			`gelesen wird die Formatversion 1; "formatVersion": 1 schreiben`,
			"this library reads format version 1; write \"formatVersion\": 1")
	}
	set := &RuleSet{rules: r, judges: map[string]*judge{}, weightings: map[string][]weighed{}}
	for _, name := range slices.Sorted(maps.Keys(r.Methods)) {
		if document.IsNil(r.Methods[name]) {
			list.At("/methods/"+document.Escape(name), zielkette.CodeRequired, name,
				"zu diesem Namen ist in Rules.Methods kein Verfahren eingetragen (nil)",
				"Rules.Methods has no method under this name (nil)")
		}
	}
	for at, rule := range r.stated() {
		if list.Stop() {
			break
		}
		rule.check(at, list)
		if j := set.judge(at+"/status", rule.Status, list); j != nil && j.of == status.OfSeries {
			list.At(at+"/status/method", zielkette.CodeChoice, rule.Status.Method,
				"diese Statusregel braucht eine Zeitreihe, und Ziele haben keine; sie für Kennzahlen angeben, für Ziele Schwellenwerte",
				"this status rule needs a series, and goals have none; state it for indicators, and thresholds for goals")
		}
	}
	for at, rule := range r.statedForIndicators() {
		if list.Stop() {
			break
		}
		judged.Check(list, at+"/of", rule.Of)
		j := set.judge(at+"/status", rule.Status, list)
		if j == nil {
			continue
		}
		if j.of == status.OfSeries && rule.Of != "" {
			list.At(at+"/of", zielkette.CodeParameter, string(rule.Of),
				"diesem Verfahren ist der Verlauf der Werte maßgeblich und keine einzelne Zahl; die Angabe entfernen",
				"for this method the values over time count and no single figure; remove this")
		} else if rule.Of != "" {
			j.of = rule.Of
		}
	}
	for _, id := range slices.Sorted(maps.Keys(r.Weightings)) {
		var spans []years.Span
		for k := range list.Each(len(r.Weightings[id])) {
			spec := r.Weightings[id][k]
			spans = append(spans, years.Span{From: spec.FromYear, To: spec.ToYear})
			at := fmt.Sprintf("/weightings/%s/%d", document.Escape(id), k)
			w, err := spec.Weights()
			list.Join(at, err)
			for _, p := range w.Warnings {
				p.Place.Pointer = at + p.Place.Pointer
				list.Add(p)
			}
			if err == nil {
				set.weightings[id] = append(set.weightings[id], weighed{at, spec, w})
			}
		}
		years.CheckAll("/weightings/"+document.Escape(id), spans, list)
	}
	if list.Full() {
		return nil // what was not looked at any more may be anything
	}
	return set
}

// check checks a rule but for its status.
func (r Rule) check(at string, list *problems.List) {
	aggregators.Check(list, at+"/aggregator", r.Aggregator)
	weightings.Check(list, at+"/weights", r.Weights)
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
	for i := range list.Each(len(r.Floors)) {
		f := r.Floors[i]
		if f.Below.IsZero() {
			list.At(fmt.Sprintf("%s/floors/%d/below", at, i), zielkette.CodeRange, f.Part,
				"die Zielerreichung angeben, unter der der Mindestwert greift",
				"state the score below which the floor is triggered")
		}
	}
}

// mend takes out bounds that cannot be applied, so that the rest of faulty rules can be
// checked further.
func (r *Rules) mend() {
	faulty := func(r Rule) bool { return len(r.Bounds) != 0 && len(r.Bounds) != 2 }
	if faulty(r.Default) {
		r.Default.Bounds = nil
	}
	for _, rules := range []map[string]Rule{r.Levels, r.Goals} {
		for name, rule := range rules {
			if faulty(rule) {
				rule.Bounds = nil
				rules[name] = rule
			}
		}
	}
}

// judge makes a rule of its document, nil where none is stated. Own methods go before
// the built-in ones.
func (s *RuleSet) judge(at string, spec status.Spec, list *problems.List) *judge {
	if spec.IsZero() {
		return nil
	}
	j := &judge{spec: spec, of: spec.Judges()}
	s.judges[at] = j
	if j.rule, j.own = s.rules.Methods[spec.Method]; j.own {
		j.of = status.OfAttainment
		if !reflect.DeepEqual(spec, status.Spec{Method: spec.Method}) {
			list.At(at, zielkette.CodeParameter, spec.Method,
				"ein eigenes Verfahren der Stadt erhält aus dem Dokument keine Angaben; diese entfernen",
				"a method of a city's own takes no parameters from a document; remove them")
		}
		return j
	}
	var err error
	j.rule, err = spec.Rule()
	list.Join(at, err)
	return j
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
	minCoverage  int64 // the least coverage that is enough, at 12 places; 0 for none
	aggregate    *aggregator
	judge        *judge // nil: scores are not judged
	fast         bool   // the mean, with bounds of the fast tier
	unjudged     bool   // it states neither a status nor floors
	scope        scope
	of           string // name of the level, or id of the goal
	byGoals      bool   // a goal is put together by it
	byThemes     bool   // a theme that has indicators is
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

// used reports whether anything is put together by the rule.
func (r *rule) used() bool { return r.byGoals || r.byThemes }

func (r Rule) ready() rule {
	r.Bounds = slices.Clone(r.Bounds)
	out := rule{Rule: r, lower: math.MinInt64, upper: math.MaxInt64, fast: r.Aggregator == Mean, unjudged: len(r.Floors) == 0 && r.Status.IsZero()}
	if row := aggregators.Row(r.Aggregator); row != nil {
		out.aggregate = &row.Does
	}
	if lower, ok := r.Bounds[0].Rat(); ok {
		f := roundRat(lower)
		out.low, out.lower, out.fast = &f, f.n, out.fast && f.wide == nil
	}
	if upper, ok := r.Bounds[1].Rat(); ok {
		f := roundRat(upper)
		// The smallest int64 marks a number that does not fit. An upper bound of just
		// that value would make bounded scores look like such numbers, so it takes the
		// general tier.
		out.high, out.upper, out.fast = &f, f.n, out.fast && f.wide == nil && f.n != isWide
	}
	if m, ok := r.MinCoverage.Rat(); ok && m.Sign() > 0 { // at most 1
		least := m.Mul(m, new(big.Rat).SetInt(bigUnit))
		whole, rest := new(big.Int).QuoRem(least.Num(), least.Denom(), new(big.Int))
		out.minCoverage = whole.Int64() + int64(rest.Sign())
	}
	return out
}

// clone fills in a copy that shares no list. Most rules of goals have none but the two
// bounds.
func (r *rule) clone(out *Rule) {
	if *out = r.Rule; r.unjudged {
		out.Bounds = slices.Clone(r.Bounds)
	} else {
		*out = document.Clone(r.Rule)
	}
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

// LoadRules reads the rules in the named file. The error is that of opening or reading
// the file. Where the text is no whole document, it is a [zielkette.Problems] with
// everything wrong that can be seen without a strategy, and the rules are what could
// be read.
func LoadRules(fsys fs.FS, name string) (Rules, error) {
	return document.OpenFile(fsys, name, originOf, lookAt)
}

// ReadRules reads rules in JSON, at most 64 MiB of them. The name is what problems call the
// text, as the file that it came from or the field of a form; "" for none. Errors are as for [LoadRules].
func ReadRules(r io.Reader, name string) (Rules, error) {
	return document.Open(r, name, originOf, lookAt)
}

func originOf(r *Rules) *zielkette.Origin { return &r.Origin }
