package status

import (
	"fmt"
	"slices"
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/problems"
)

// Spec is a built-in rule with its parameters as it stands in a document:
//
//	{"method": "thresholds", "classes": [{"id": "green", "from": "0.9"}, {"id": "red"}]}
//	{"method": "dns-weather", "window": "six-years"}
//
// The fields are those of the rules; each method takes only its own.
type Spec struct {
	Method     string           `json:"method"`              // thresholds, dns-weather, statcan, eurostat, un-progress, sdg-index, energy-award
	Classes    []Class          `json:"classes,omitzero"`    // thresholds: one scale for all years
	Scales     []Scale          `json:"scales,omitzero"`     // thresholds: a scale for each span of years
	Window     Window           `json:"window,omitzero"`     // dns-weather
	BaseYear   int              `json:"baseYear,omitzero"`   // statcan, eurostat, un-progress
	TargetYear int              `json:"targetYear,omitzero"` // statcan, eurostat, un-progress
	Years      int              `json:"years,omitzero"`      // eurostat
	Limit      zielkette.Number `json:"limit,omitzero"`      // statcan
	Near       zielkette.Number `json:"near,omitzero"`       // un-progress
	Lower      zielkette.Number `json:"lower,omitzero"`      // sdg-index
	Optimum    zielkette.Number `json:"optimum,omitzero"`    // sdg-index
	Green      zielkette.Number `json:"green,omitzero"`      // sdg-index
	Yellow     zielkette.Number `json:"yellow,omitzero"`     // sdg-index
	Red        zielkette.Number `json:"red,omitzero"`        // sdg-index
	Possible   zielkette.Number `json:"possible,omitzero"`   // energy-award
}

// parameters of the methods, by their JSON names.
var parameters = map[string][]string{
	thresholds.id:     {"classes", "scales"},
	weather.id:        {"window"},
	statCan.id:        {"baseYear", "targetYear", "limit"},
	eurostatTarget.id: {"baseYear", "targetYear", "years"},
	unProgress.id:     {"baseYear", "targetYear", "near"},
	sdgIndex.id:       {"lower", "optimum", "green", "yellow", "red"},
	energyAward.id:    {"possible"},
}

// IsZero reports whether no method and no parameter is stated.
func (s Spec) IsZero() bool { return s.Method == "" && len(s.given()) == 0 }

// BuiltIn reports whether the method is one of this package.
func (s Spec) BuiltIn() bool { return parameters[s.Method] != nil }

// given returns the names of the parameters that are stated.
func (s Spec) given() []string {
	var names []string
	for _, p := range [...]struct {
		name  string
		given bool
	}{
		{"classes", s.Classes != nil},
		{"scales", s.Scales != nil},
		{"window", s.Window != ""},
		{"baseYear", s.BaseYear != 0},
		{"targetYear", s.TargetYear != 0},
		{"years", s.Years != 0},
		{"limit", !s.Limit.IsZero()},
		{"near", !s.Near.IsZero()},
		{"lower", !s.Lower.IsZero()},
		{"optimum", !s.Optimum.IsZero()},
		{"green", !s.Green.IsZero()},
		{"yellow", !s.Yellow.IsZero()},
		{"red", !s.Red.IsZero()},
		{"possible", !s.Possible.IsZero()},
	} {
		if p.given {
			names = append(names, p.name)
		}
	}
	return names
}

// Rule returns the rule, checked. All problems come at once, each with a code of this
// package and a pointer into the spec: an unknown method, a parameter of another
// method, an unknown window, faulty classes ([NewScales]), bounds out of order.
func (s Spec) Rule() (Rule, error) {
	var list problems.List
	own, known := parameters[s.Method]
	if !known {
		list.At("/method", CodeMethod, s.Method,
			"eines von diesen verwenden: thresholds, dns-weather, statcan, eurostat, un-progress, sdg-index, energy-award; eine eigene Regel der Stadt wird in Rules.Methods eingetragen",
			"use one of: thresholds, dns-weather, statcan, eurostat, un-progress, sdg-index, energy-award; a rule of the city's own is registered in Rules.Methods")
	}
	for _, name := range s.given() {
		if known && !slices.Contains(own, name) {
			list.At("/"+name, CodeParameter, name,
				fmt.Sprintf("das Verfahren %s hat die Angaben %s, diese nicht", s.Method, strings.Join(own, ", ")),
				fmt.Sprintf("method %s takes %s, not this", s.Method, strings.Join(own, ", ")))
		}
	}
	rule := s.rule(&list)
	if err := list.All().Err(); err != nil {
		return nil, err
	}
	return rule, nil
}

func (s Spec) rule(list *problems.List) Rule {
	switch s.Method {
	case thresholds.id:
		switch {
		case s.Classes != nil && s.Scales != nil:
			list.At("/scales", CodeParameter, "scales",
				`"classes" oder "scales" angeben, nicht beides`,
				`state "classes" or "scales", not both`)
		case s.Scales != nil:
			return checkScales(s.Scales, "/scales", list)
		}
		checkClasses(s.Classes, "/classes", list)
		return Scales{[]Scale{{Classes: slices.Clone(s.Classes)}}}
	case weather.id:
		if s.Window != "" && s.Window != SixPoints && s.Window != SixYears {
			list.At("/window", CodeParameter, string(s.Window),
				`das Fenster ist "six-points" oder "six-years"`,
				`the window is "six-points" or "six-years"`)
		}
		return Weather{s.Window}
	case statCan.id:
		return StatCan{s.BaseYear, s.TargetYear, s.Limit}
	case eurostatTarget.id:
		if s.Years < 0 {
			list.At("/years", CodeParameter, fmt.Sprint(s.Years),
				"ein Trend hat mindestens 1 Jahr",
				"a trend has at least 1 year")
		}
		return Eurostat{s.Years, s.BaseYear, s.TargetYear}
	case unProgress.id:
		return UNProgress{s.BaseYear, s.TargetYear, s.Near}
	case sdgIndex.id:
		r := SDGIndex{s.Lower, s.Optimum, s.Green, s.Yellow, s.Red}
		if _, ok := score(zielkette.Int(0), s.Lower, s.Optimum); !ok || !r.ordered() {
			list.At("", CodeBounds, s.Method,
				"lower, optimum, green und red angeben, in der Reihenfolge vom Schlechteren zum Besseren: lower, red, green, optimum",
				"state lower, optimum, green and red, in the order from the worse to the better: lower, red, green, optimum")
		}
		return r
	case energyAward.id:
		if !s.Possible.IsZero() && s.Possible.Sign() <= 0 {
			list.At("/possible", CodeBounds, s.Possible.String(),
				"die möglichen Punkte liegen über 0",
				"the points possible are more than 0")
		}
		return EnergyAward{s.Possible}
	}
	return nil
}
