package status

import (
	"fmt"
	"slices"
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/problems"
	"gitlab.opencode.de/zielkette/zielkette/internal/years"
)

// Thresholds (Schwellenwerte, Ampel) is the method of classes with bounds, each inclusive
// or exclusive, for all years or for spans of years.
//
// It reads Value, or the latest value of Series where Value is none, and Year, or the
// latest year of Series. A value falls in the first class that takes it, and one that no
// class takes gets no rating. Figures: value.
const Thresholds = "thresholds"

// MaxClasses is the number of classes a scale may have, and of scales a rule may.
const MaxClasses = 100

// Class is a class of a [Scale]. It has at most one lower and at most one upper
// bound, each included (From, UpTo) or not (Above, Below). Without bounds it takes
// what the classes before it left.
type Class struct {
	ID    string           `json:"id"`
	Label zielkette.Text   `json:"label,omitzero"` // as it is printed; none: the id
	From  zielkette.Number `json:"from,omitzero"`  // mindestens: at least this much
	Above zielkette.Number `json:"above,omitzero"` // über: more than this
	UpTo  zielkette.Number `json:"upTo,omitzero"`  // höchstens: at most this much
	Below zielkette.Number `json:"below,omitzero"` // unter: less than this
}

// Scale is classes in order, the best first, with the years they hold for, both
// included; 0 leaves the span open on that side. A value falls in the first class
// that takes it.
type Scale struct {
	FromYear int     `json:"fromYear,omitzero"`
	ToYear   int     `json:"toYear,omitzero"`
	Classes  []Class `json:"classes"`
}

// span returns the years for which the scale holds.
func (s Scale) span() years.Span { return years.Span{From: s.FromYear, To: s.ToYear} }

var thresholds = method{id: Thresholds, title: zielkette.Text{DE: "Schwellenwerte", EN: "Thresholds"}}

// newScales checks the classes or the scales. Faults are: no scale or no class, an id
// that is none or stands twice in a scale, two lower or two upper bounds, bounds that no
// value can meet, a class that an earlier one of the scale covers, years that two scales
// claim.
func newScales(s Spec, list *problems.List) func(Case) Rating {
	s = s.clone()
	switch {
	case s.Classes != nil && s.Scales != nil:
		list.At("/scales", CodeBounds, "scales",
			`"classes" oder "scales" angeben, nicht beides`,
			`state "classes" or "scales", not both`)
	case s.Scales != nil:
		checkScales(s.Scales, list)
	default:
		checkClasses(s.Classes, "/classes", list)
		s.Scales = []Scale{{Classes: s.Classes}}
	}
	return func(c Case) Rating { return rateByScale(s.Scales, c) }
}

// maxLabel is how many bytes the name of a class may have.
const maxLabel = 1000

func checkScales(scales []Scale, list *problems.List) {
	if len(scales) == 0 {
		list.At("/scales", zielkette.CodeRequired, "", "mindestens eine Skala mit ihren Klassen angeben", "state at least one scale with its classes")
		return
	}
	if len(scales) > MaxClasses {
		list.At("/scales", zielkette.CodeTooMany, fmt.Sprint(len(scales)), "eine Regel hat höchstens 100 Skalen", "a rule has at most 100 scales")
		return
	}
	spans := make([]years.Span, len(scales))
	for i, s := range scales {
		spans[i] = s.span()
		checkClasses(s.Classes, fmt.Sprintf("/scales/%d/classes", i), list)
	}
	years.CheckAll("/scales", spans, list)
}

func checkClasses(classes []Class, at string, list *problems.List) {
	if len(classes) > MaxClasses {
		list.At(at, zielkette.CodeTooMany, fmt.Sprint(len(classes)), "eine Skala hat höchstens 100 Klassen", "a scale has at most 100 classes")
		return
	}
	if len(classes) == 0 {
		list.At(at, zielkette.CodeRequired, "", "mindestens eine Klasse angeben", "state at least one class")
	}
	for i, c := range classes {
		pointer := fmt.Sprintf("%s/%d", at, i)
		if err := zielkette.CheckID(c.ID); err != nil {
			list.Err(pointer+"/id", err)
		}
		if max(len(c.Label.DE), len(c.Label.EN)) > maxLabel {
			list.At(pointer+"/label", zielkette.CodeTooLong, c.Label.DE,
				"der Name einer Klasse steht bei allem, was in sie fällt, und hat höchstens 1000 Bytes",
				"the name of a class stands with all that falls into it, and has at most 1000 bytes")
		}
		switch lower, upper := c.lower(), c.upper(); {
		case !c.From.IsZero() && !c.Above.IsZero():
			list.At(pointer+"/above", CodeBounds, c.ID,
				`"from" oder "above" angeben, nicht beides`,
				`state "from" or "above", not both`)
		case !c.UpTo.IsZero() && !c.Below.IsZero():
			list.At(pointer+"/below", CodeBounds, c.ID,
				`"upTo" oder "below" angeben, nicht beides`,
				`state "upTo" or "below", not both`)
		case !lower.value.IsZero() && !upper.value.IsZero() &&
			(lower.value.Compare(upper.value) > 0 || lower.value.Equal(upper.value) && (lower.open || upper.open)):
			list.At(pointer, CodeBounds, c.ID,
				"zwischen den Grenzen dieser Klasse liegt kein Wert",
				"no value lies between the bounds of this class")
		}
		for _, b := range classes[:i] {
			if b.ID == c.ID {
				list.At(pointer+"/id", zielkette.CodeDuplicateID, c.ID,
					"zwei Klassen einer Skala haben verschiedene Kennungen",
					"two classes of a scale have different ids")
			} else if b.covers(c) {
				list.At(pointer, CodeUnreachable, c.ID,
					fmt.Sprintf("die Klasse %q steht vor dieser und nimmt ihr alle Werte; die Klassen von der besten zur schlechtesten ordnen, die strengste Grenze zuerst", b.ID),
					fmt.Sprintf("class %q stands before this one and takes all its values; order the classes from best to worst, the strictest bound first", b.ID))
			}
		}
	}
}

// limit is one bound of a class.
type limit struct {
	value zielkette.Number
	open  bool // the bound itself is outside
}

func (c Class) lower() limit { return limitOf(c.From, c.Above) }
func (c Class) upper() limit { return limitOf(c.UpTo, c.Below) }

func limitOf(closed, open zielkette.Number) limit {
	if closed.IsZero() {
		return limit{open, true}
	}
	return limit{closed, false}
}

// takes reports whether a value lies within the bounds.
func (c Class) takes(v zielkette.Number) bool {
	return c.lower().admits(v, 1) && c.upper().admits(v, -1)
}

// admits reports whether v lies inside of the bound, seen in the direction of sign.
func (l limit) admits(v zielkette.Number, sign int) bool {
	order := v.Compare(l.value) * sign
	return l.value.IsZero() || order > 0 || order == 0 && !l.open
}

// covers reports whether every value of the other class lies in c.
func (c Class) covers(other Class) bool {
	return c.lower().looser(other.lower(), 1) && c.upper().looser(other.upper(), -1)
}

func (l limit) looser(m limit, sign int) bool {
	switch {
	case l.value.IsZero():
		return true
	case m.value.IsZero():
		return false
	}
	order := m.value.Compare(l.value) * sign
	return order > 0 || order == 0 && (!l.open || m.open)
}

// rateByScale returns the first class of the scale valid in the year that takes the
// value.
func rateByScale(scales []Scale, c Case) Rating {
	value, year := c.value(), c.year()
	exactly, ok := value.Rat()
	if !ok {
		return thresholds.none(indicators.NoValue)
	}
	figures := []NamedFigure{exact("value", "Wert", "value", exactly)}
	for _, scale := range scales {
		if !scale.span().Holds(year) {
			continue
		}
		for i, class := range scale.Classes {
			if class.takes(value) {
				return class.rating(i+1, value, figures)
			}
		}
		return thresholds.none(indicators.NoClass, figures...)
	}
	return thresholds.none(indicators.NoScale, figures...)
}

func (c Class) rating(rank int, value zielkette.Number, figures []NamedFigure) Rating {
	r := Rating{Method: thresholds.id, Title: thresholds.title, Class: c.ID, Label: c.label(), Rank: rank, Figures: figures}
	r.Why = zielkette.Text{DE: "Der Wert " + german(value) + " erreicht keine der Klassen davor.", EN: "The value " + english(value) + " reaches none of the classes before."}
	if bounds := c.bounds(false); !bounds.IsZero() {
		r.Why = zielkette.Text{
			DE: "Der Wert " + german(value) + " ist " + bounds.DE + ".",
			EN: "The value " + english(value) + " is " + bounds.EN + ".",
		}
	}
	return r
}

// ClassesIn returns the classes of thresholds that hold in a year, 0 being any year, the
// best first and each with the label it is printed with. nil where there are none.
func (s Spec) ClassesIn(year int) []Class {
	classes := s.Classes
	for _, scale := range s.Scales {
		if year == 0 || scale.span().Holds(year) {
			classes = scale.Classes
			break
		}
	}
	classes = slices.Clone(classes)
	for i := range classes {
		classes[i].Label = classes[i].label()
	}
	return classes
}

// scalesCuts are the bounds of the classes that hold in a year.
func scalesCuts(s Spec, year int) []zielkette.Number {
	var cuts []zielkette.Number
	for _, c := range s.ClassesIn(year) {
		for _, b := range [...]zielkette.Number{c.From, c.Above, c.UpTo, c.Below} {
			if !b.IsZero() {
				cuts = append(cuts, b)
			}
		}
	}
	return cuts
}

// scalesWords lists the classes with their bounds.
func scalesWords(s Spec, year int, w *sentence) {
	for _, c := range s.ClassesIn(year) {
		if bounds := c.bounds(w.percent); bounds.IsZero() {
			w.say("sonst "+c.Label.DE, "else "+c.Label.EN)
		} else {
			w.say(c.Label.DE+" "+bounds.DE, c.Label.EN+" "+bounds.EN)
		}
	}
}

// label returns the name of the class as it is printed.
func (c Class) label() zielkette.Text {
	if c.Label.IsZero() {
		return zielkette.Text{DE: c.ID, EN: c.ID}
	}
	return c.Label
}

// bounds returns the bounds of the class in words, none for a class without.
func (c Class) bounds(percent bool) zielkette.Text {
	written := func(n zielkette.Number, l zielkette.Language) string {
		if percent {
			return n.Percent(l, -1)
		}
		return l.Digits(n.String())
	}
	var de, en []string
	for _, b := range [...]struct {
		bound  zielkette.Number
		de, en string
	}{{c.From, "mindestens", "at least"}, {c.Above, "über", "above"}, {c.UpTo, "höchstens", "at most"}, {c.Below, "unter", "below"}} {
		if !b.bound.IsZero() {
			de = append(de, b.de+" "+written(b.bound, zielkette.German))
			en = append(en, b.en+" "+written(b.bound, zielkette.English))
		}
	}
	return zielkette.Text{DE: strings.Join(de, " und "), EN: strings.Join(en, " and ")}
}
