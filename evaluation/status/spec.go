package status

import (
	"encoding/json"
	"fmt"
	"math/big"
	"reflect"
	"slices"
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/problems"
	"gitlab.opencode.de/zielkette/zielkette/internal/words"
)

// Spec is a rule as it stands in a document: a method with its parameters.
//
//	{"method": "thresholds", "classes": [{"id": "green", "from": "0.9"}, {"id": "red"}]}
//	{"method": "dns-weather", "window": "six-years", "minPoints": 5}
//
// Each method takes only its own parameters; what is left out stands for the published
// default. [Spec.Rule] checks it and makes the rule.
type Spec struct {
	Method      string             `json:"method"`               // [Thresholds], [Weather], [StatCan], [Eurostat], [UNProgress], [SDGIndex], [EnergyAward]
	Classes     []Class            `json:"classes,omitzero"`     // thresholds: one scale for all years, the best class first
	Scales      []Scale            `json:"scales,omitzero"`      // thresholds: a scale for each span of years
	Window      Window             `json:"window,omitzero"`      // dns-weather
	MinPoints   int                `json:"minPoints,omitzero"`   // methods that judge a series: fewer yearly values give no rating; 0 is the least, 4 for dns-weather, 2 for the others
	Bounds      []zielkette.Number `json:"bounds,omitzero"`      // dns-weather, statcan, eurostat, un-progress, energy-award: bounds between the classes, the best class first
	TrendBounds []zielkette.Number `json:"trendBounds,omitzero"` // statcan, eurostat, un-progress: the same for growth rates where there is no target
	BaseYear    int                `json:"baseYear,omitzero"`    // statcan, eurostat, un-progress: year from which growth is taken
	TargetYear  int                `json:"targetYear,omitzero"`  // statcan, eurostat, un-progress: year of a target that states none; 0 is 2030
	Years       int                `json:"years,omitzero"`       // eurostat: length of the trend in place of a base year; 0 is 5
	Limit       zielkette.Number   `json:"limit,omitzero"`       // statcan: what the indicator cannot pass
	Slopes      Slopes             `json:"slopes,omitzero"`      // statcan: how the score is drawn
	Near        zielkette.Number   `json:"near,omitzero"`        // un-progress: a value this close to a target of 0 or 100 counts as reached
	Lower       zielkette.Number   `json:"lower,omitzero"`       // sdg-index: score 0
	Optimum     zielkette.Number   `json:"optimum,omitzero"`     // sdg-index: score 100
	Green       zielkette.Number   `json:"green,omitzero"`       // sdg-index: green from here on
	Yellow      zielkette.Number   `json:"yellow,omitzero"`      // sdg-index: yellow from here on; none: the middle between green and red
	Red         zielkette.Number   `json:"red,omitzero"`         // sdg-index: orange from here on; beyond, red
	Possible    zielkette.Number   `json:"possible,omitzero"`    // energy-award: points possible; none is 1, for a value that is a share
}

// Codes of the problems that only this package reports.
const (
	CodeBounds      zielkette.Code = "status-bounds"      // bounds that contradict each other or stand out of order
	CodeUnreachable zielkette.Code = "status-unreachable" // a class whose values an earlier class takes
)

// IsZero reports whether no method and no parameter is stated.
func (s Spec) IsZero() bool { return reflect.ValueOf(s).IsZero() }

// Judges returns what the method judges of an indicator where nothing else is stated; ""
// for a method that is not built in, which gets the series and the figure.
func (s Spec) Judges() Judged {
	if row := methods.Row(s.Method); row != nil {
		return row.Does.judges
	}
	return ""
}

// Cuts returns the bounds between the classes that the method gives to a figure in a
// year, 0 being any year, in no order; the bounds of [SDGIndex] are rounded to
// [zielkette.Places] digits. ok is false for a method that judges a series, and for one
// that is not built in.
func (s Spec) Cuts(year int) (bounds []zielkette.Number, ok bool) {
	row := methods.Row(s.Method)
	if row == nil || row.Does.cuts == nil {
		return nil, false
	}
	return row.Does.cuts(s, year), true
}

// titleOf returns the title of a built-in method, none for others.
func titleOf(method string) zielkette.Text { return methods.Text(method) }

// given returns the names of the parameters that are stated.
func (s Spec) given() []string {
	var names []string
	v := reflect.ValueOf(s)
	for i := range v.NumField() {
		name, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
		if name != "method" && !v.Field(i).IsZero() {
			names = append(names, name)
		}
	}
	return names
}

// Rule returns the rule, checked. The error is a [zielkette.Problems] with everything
// wrong at once, each with a pointer into the spec: an unknown method, a parameter of
// another method, an unknown word, numbers out of their range or order, faulty classes.
// The rule is immutable, safe for concurrent use, and marshals as its spec.
func (s Spec) Rule() (Rule, error) {
	var list problems.List
	known := methods.Row(s.Method)
	if known == nil {
		oneOf := words.OneOf(methods.Words()...)
		list.At("/method", zielkette.CodeChoice, s.Method,
			oneOf.DE+"; eine eigene Regel der Stadt wird in Rules.Methods eingetragen",
			oneOf.EN+"; a rule of the city's own is registered in Rules.Methods")
		return nil, list.All()
	}
	m := known.Does
	for _, name := range s.given() {
		if !slices.Contains(m.takes, name) {
			list.At("/"+name, zielkette.CodeParameter, name,
				fmt.Sprintf("das Verfahren %s hat die Angaben %s, diese nicht", s.Method, strings.Join(m.takes, ", ")),
				fmt.Sprintf("method %s takes %s, not this", s.Method, strings.Join(m.takes, ", ")))
		}
	}
	full := s
	full.Bounds = boundsOf("/bounds", s.Bounds, m.bounds, m.falling, &list)
	full.TrendBounds = boundsOf("/trendBounds", s.TrendBounds, m.trend, m.falling, &list)
	checkYear("/baseYear", s.BaseYear, &list)
	checkYear("/targetYear", s.TargetYear, &list)
	rate := m.rule(full, &list)
	if err := list.All().Err(); err != nil {
		return nil, err
	}
	return &rule{s.clone(), rate}, nil
}

// rule is a checked rule of a built-in method.
type rule struct {
	spec Spec
	rate func(Case) Rating
}

func (r *rule) Rate(c Case) Rating { return r.rate(c) }

// MarshalJSON writes the spec that the rule was made of.
func (r *rule) MarshalJSON() ([]byte, error) { return json.Marshal(r.spec) }

// clone returns a spec that shares no list with s.
func (s Spec) clone() Spec {
	s.Bounds, s.TrendBounds = slices.Clone(s.Bounds), slices.Clone(s.TrendBounds)
	s.Classes, s.Scales = slices.Clone(s.Classes), slices.Clone(s.Scales)
	for i := range s.Scales {
		s.Scales[i].Classes = slices.Clone(s.Scales[i].Classes)
	}
	return s
}

// boundsOf returns the bounds that are stated, or the published ones.
func boundsOf(at string, stated []zielkette.Number, published []string, falling bool, list *problems.List) []zielkette.Number {
	if stated == nil {
		out := make([]zielkette.Number, len(published))
		for i, text := range published {
			out[i] = zielkette.MustParseNumber(text)
		}
		return out
	}
	if len(published) == 0 {
		return stated // of a method without any, which is reported already
	}
	if len(stated) != len(published) {
		list.At(at, CodeBounds, fmt.Sprint(len(stated)),
			fmt.Sprintf("dieses Verfahren hat %d Grenzen, die der besten Klasse zuerst; veröffentlicht sind %s", len(published), strings.Join(published, ", ")),
			fmt.Sprintf("this method has %d bounds, that of the best class first; the published ones are %s", len(published), strings.Join(published, ", ")))
		return stated
	}
	sign := -1
	if falling {
		sign = 1
	}
	for i, b := range stated {
		switch pointer := fmt.Sprintf("%s/%d", at, i); {
		case b.IsZero():
			list.At(pointer, zielkette.CodeRequired, "", "eine Zahl angeben", "state a number")
		case i > 0 && !stated[i-1].IsZero() && stated[i-1].Compare(b) != sign:
			list.At(pointer, CodeBounds, b.String(),
				"die Grenzen von der besten zur schlechtesten Klasse ordnen, in der Reihenfolge der veröffentlichten: "+strings.Join(published, ", "),
				"put the bounds in order from the best class to the worst, as the published ones stand: "+strings.Join(published, ", "))
		}
	}
	return stated
}

func checkYear(at string, year int, list *problems.List) {
	if year < 0 || year > 9999 {
		list.At(at, zielkette.CodeRange, fmt.Sprint(year),
			"ein Jahr liegt zwischen 1 und 9999",
			"a year lies between 1 and 9999")
	}
}

// least checks the minimum of yearly values and returns it, at least the given one.
func (s Spec) least(least int, list *problems.List) int {
	switch {
	case s.MinPoints == 0:
		return least
	case s.MinPoints < least || s.MinPoints > maxPoints:
		list.At("/minPoints", zielkette.CodeRange, fmt.Sprint(s.MinPoints),
			fmt.Sprintf("mindestens %d und höchstens %d Werte verlangen", least, maxPoints),
			fmt.Sprintf("ask for at least %d and at most %d values", least, maxPoints))
	}
	return s.MinPoints
}

// maxPoints is the largest number of yearly values that a rule may ask for.
const maxPoints = 100

// rats returns numbers as fractions, 0 for none.
func rats(numbers []zielkette.Number) []*big.Rat {
	out := make([]*big.Rat, len(numbers))
	for i, n := range numbers {
		if out[i], _ = n.Rat(); out[i] == nil {
			out[i] = new(big.Rat)
		}
	}
	return out
}
