package cities

import (
	"fmt"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
)

// Reading is one figure of one city with all that decides whether it compares.
type Reading struct {
	City       string // its name
	Indicator  string // title, as printed
	Unit       string
	Definition string           // version of the definition; "" is not stated
	Period     zielkette.Period // none: the source does not say
	Value      zielkette.Number
	Status     indicators.Status // the zero value stands for normal
	Source     string
	Note       string
}

// Obstacle tells why two figures are not compared. The words are a public contract,
// like the codes of problems.
type Obstacle string

// The obstacles to a comparison.
const (
	OtherUnit          Obstacle = "unit"                // the units differ
	OtherDefinition    Obstacle = "definition"          // the versions of the definition differ
	UnstatedDefinition Obstacle = "definition-unstated" // a version of the definition is not stated
	OtherPeriod        Obstacle = "period"              // the periods, or kinds of period, differ
	Undated            Obstacle = "undated"             // a source does not say which period it means
	MethodBreak        Obstacle = "break"               // the series breaks between the two
	OtherStatus        Obstacle = "status"              // a forecast, or a value of a differing definition
	NoValue            Obstacle = "missing"             // there is no value for one of the periods
	NoNumber           Obstacle = "number"              // a rating, a share without its parts, or too many digits
	Ambiguous          Obstacle = "code-ambiguous"      // several indicators of the city carry the code
	OtherIndicator     Obstacle = "indicator"           // not the same indicator
	NoDenominator      Obstacle = "denominator"         // there is no denominator that fits, or it is 0
	OtherDenominator   Obstacle = "denominator-differs" // the denominators are not of one unit and definition
	OppositeDirection  Obstacle = "direction"           // the cities do not agree which way is better
)

// Refusal says which figures are not compared, and why.
type Refusal struct {
	Indicator string
	Cities    []string // the names; one, where a figure compares with nothing
	Obstacle  Obstacle
	Text      zielkette.Text
}

// Across checks whether the figures of two cities stand side by side: the same
// indicator, unit, definition and period, both counting. It returns every reason
// against it, nil when there is none.
func Across(a, b Reading) []Refusal {
	r := pair(a, b)
	if a.Period != b.Period && !a.Period.IsZero() && !b.Period.IsZero() {
		r.refuse(OtherPeriod, "verschiedene Zeiträume: %s und %s", "different periods: %s and %s",
			periodText(a, zielkette.German), periodText(b, zielkette.German), periodText(a, zielkette.English), periodText(b, zielkette.English))
	}
	return r.list
}

// Along checks whether two figures of one city stand in one series: the same
// indicator, unit and definition, the same kind of period, both counting. It
// returns every reason against it, nil when there is none. Breaks of the series
// show only in a record; see [Trend].
func Along(a, b Reading) []Refusal {
	r := pair(a, b)
	if a.Period.Kind() != b.Period.Kind() && !a.Period.IsZero() && !b.Period.IsZero() {
		r.refuse(OtherPeriod, "verschiedene Arten von Zeiträumen: %s und %s", "different kinds of period: %s and %s",
			a.Period.Kind().Text(zielkette.German), b.Period.Kind().Text(zielkette.German), a.Period.Kind().String(), b.Period.Kind().String())
	}
	return r.list
}

func periodText(r Reading, language zielkette.Language) string { return r.Period.Text(language) }

// figure is the value with its period, as it is printed.
func (r Reading) figure(language zielkette.Language) string {
	s := language.Digits(r.Value.String())
	switch {
	case s == "":
		return r.Period.Text(language)
	case r.Period.IsZero():
		return s
	}
	return s + ", " + r.Period.Text(language)
}

// refuser collects the reasons against a pair.
type refuser struct {
	indicator string
	cities    []string
	list      []Refusal
}

// refuse takes the arguments of the German text, then those of the English one.
func (r *refuser) refuse(obstacle Obstacle, de, en string, args ...any) {
	half := len(args) / 2
	r.list = append(r.list, Refusal{r.indicator, r.cities, obstacle, zielkette.Text{
		DE: fmt.Sprintf(de, args[:half]...), EN: fmt.Sprintf(en, args[half:]...),
	}})
}

// same doubles arguments that read the same in both languages.
func same(args ...any) []any { return append(args, args...) }

func pair(a, b Reading) *refuser {
	r := &refuser{indicator: a.Indicator, cities: []string{a.City, b.City}}
	if a.City == b.City {
		r.cities = []string{a.City}
	}
	if a.Indicator != b.Indicator {
		r.refuse(OtherIndicator, "verschiedene Kennzahlen: „%s“ und „%s“", "different indicators: “%s” and “%s”", same(a.Indicator, b.Indicator)...)
	}
	r.comparable(a, b)
	return r
}

// comparable checks all but indicator and period.
func (r *refuser) comparable(a, b Reading) {
	if a.Unit != b.Unit {
		r.refuse(OtherUnit, "verschiedene Einheiten: „%s“ und „%s“", "different units: “%s” and “%s”", same(a.Unit, b.Unit)...)
	}
	switch {
	case a.Definition == "" || b.Definition == "":
		r.refuse(UnstatedDefinition, "die Definition ist nicht überall angegeben: %s und %s", "the definition is not stated throughout: %s and %s",
			stated(a.Definition, "ohne Angabe"), stated(b.Definition, "ohne Angabe"), stated(a.Definition, "not stated"), stated(b.Definition, "not stated"))
	case a.Definition != b.Definition:
		r.refuse(OtherDefinition, "verschiedene Definitionen: „%s“ (%s) und „%s“ (%s)", "different definitions: “%s” (%s) and “%s” (%s)",
			a.Definition, a.figure(zielkette.German), b.Definition, b.figure(zielkette.German),
			a.Definition, a.figure(zielkette.English), b.Definition, b.figure(zielkette.English))
	}
	for _, x := range []Reading{a, b} {
		if x.Period.IsZero() {
			r.refuse(Undated, "die Quelle nennt für %s keinen Stichtag (%s)", "the source gives no date for %s (%s)",
				x.figure(zielkette.German), x.City, x.figure(zielkette.English), x.City)
		}
		if x.Status != 0 && !x.Status.Counts() {
			r.refuse(OtherStatus, "%s: der Wert ist nicht vergleichbar (%s)", "%s: the value does not compare (%s)",
				x.City, x.Status.Text(zielkette.German), x.City, x.Status.Text(zielkette.English))
		}
		if x.Value.IsZero() && (x.Status == 0 || x.Status.Counts()) {
			r.refuse(NoNumber, "%s: es liegt keine Zahl vor", "%s: there is no number", same(x.City)...)
		}
	}
}

func stated(s, none string) string {
	if s == "" {
		return none
	}
	return "„" + s + "“"
}
