package status

import (
	"fmt"
	"slices"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/problems"
)

// Codes of the problems found in the parameters of rules.
const (
	CodeMethod      zielkette.Code = "status-method"      // no rule has this name
	CodeParameter   zielkette.Code = "status-parameter"   // the parameter does not belong to the method, or its value is not known
	CodeEmpty       zielkette.Code = "status-empty"       // thresholds without a scale or a class
	CodeDuplicate   zielkette.Code = "status-duplicate"   // two classes with the same id
	CodeBounds      zielkette.Code = "status-bounds"      // bounds that contradict each other
	CodeUnreachable zielkette.Code = "status-unreachable" // a class whose values an earlier class takes
	CodeYears       zielkette.Code = "status-years"       // spans of years that overlap or end before they start
	CodeSize        zielkette.Code = "status-size"        // more classes or scales than a rule may have
)

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

func (s Scale) holds(year int) bool {
	return year >= s.FromYear && (s.ToYear == 0 || year <= s.ToYear)
}

// Scales is the rule of thresholds (Schwellenwerte, Ampel). It reads Value, or the
// latest value of Series where Value is none, and Year, or the latest year of Series.
// Make it with [NewScales]; the zero value rates nothing. It is immutable.
type Scales struct{ scales []Scale }

var thresholds = method{id: "thresholds", title: zielkette.Text{DE: "Schwellenwerte", EN: "Thresholds"}}

// NewScales checks scales and makes a rule of them. Problems point into the list of
// scales, /0/classes/1/from: no scale or no class, an id that is none or stands twice
// in a scale, two lower or two upper bounds, bounds that no value can meet, a class
// that an earlier one of the scale covers, years that two scales claim. Values that
// no class takes are allowed and get no rating.
func NewScales(scales ...Scale) (Scales, error) {
	var list problems.List
	compiled := checkScales(scales, "", &list)
	return compiled, list.All().Err()
}

func checkScales(scales []Scale, at string, list *problems.List) Scales {
	if len(scales) == 0 {
		list.At(at, CodeEmpty, "", "mindestens eine Skala mit ihren Klassen angeben", "state at least one scale with its classes")
		return Scales{}
	}
	if len(scales) > MaxClasses {
		list.At(at, CodeSize, fmt.Sprint(len(scales)), "eine Regel hat höchstens 100 Skalen", "a rule has at most 100 scales")
		return Scales{}
	}
	out := make([]Scale, len(scales))
	for i, s := range scales {
		pointer := fmt.Sprintf("%s/%d", at, i)
		checkYears(s, scales[:i], pointer, list)
		checkClasses(s.Classes, pointer+"/classes", list)
		out[i] = s
		out[i].Classes = slices.Clone(s.Classes)
	}
	if list.Failed() {
		return Scales{}
	}
	return Scales{out}
}

func checkYears(s Scale, before []Scale, pointer string, list *problems.List) {
	years := fmt.Sprintf("%d-%d", s.FromYear, s.ToYear)
	if s.ToYear != 0 && s.ToYear < s.FromYear {
		list.At(pointer+"/toYear", CodeYears, years,
			"das letzte Jahr liegt vor dem ersten",
			"the last year lies before the first")
		return
	}
	for _, b := range before {
		if (s.ToYear == 0 || b.FromYear <= s.ToYear) && (b.ToYear == 0 || s.FromYear <= b.ToYear) {
			list.At(pointer+"/fromYear", CodeYears, years,
				"in diesen Jahren gilt schon eine andere Skala; die eine enden lassen, bevor die andere beginnt",
				"another scale holds in these years already; let one end before the other starts")
		}
	}
}

func checkClasses(classes []Class, at string, list *problems.List) {
	if len(classes) > MaxClasses {
		list.At(at, CodeSize, fmt.Sprint(len(classes)), "eine Skala hat höchstens 100 Klassen", "a scale has at most 100 classes")
		return
	}
	if len(classes) == 0 {
		list.At(at, CodeEmpty, "", "mindestens eine Klasse angeben", "state at least one class")
	}
	for i, c := range classes {
		pointer := fmt.Sprintf("%s/%d", at, i)
		if err := zielkette.CheckID(c.ID); err != nil {
			list.Err(pointer+"/id", err)
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
				list.At(pointer+"/id", CodeDuplicate, c.ID,
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

// Rate returns the first class of the scale valid in the year that takes the value.
// Figures: value.
func (s Scales) Rate(c Case) Rating {
	value, year := c.value(), c.year()
	exactly, ok := value.Rat()
	if !ok {
		return thresholds.none(NoValue)
	}
	figures := []Figure{exact("value", "Wert", "value", exactly)}
	for _, scale := range s.scales {
		if !scale.holds(year) {
			continue
		}
		for i, class := range scale.Classes {
			if class.takes(value) {
				return class.rating(i+1, value, figures)
			}
		}
		return thresholds.none(NoClass, figures...)
	}
	return thresholds.none(NoScale, figures...)
}

func (c Class) rating(rank int, value zielkette.Number, figures []Figure) Rating {
	r := Rating{Method: thresholds.id, Title: thresholds.title, Class: c.ID, Label: c.label(), Rank: rank, Figures: figures}
	r.Reason = zielkette.Text{DE: "Der Wert " + german(value) + " erreicht keine der Klassen davor.", EN: "The value " + value.String() + " reaches none of the classes before."}
	if bounds := c.bounds(); !bounds.IsZero() {
		r.Reason = zielkette.Text{
			DE: "Der Wert " + german(value) + " ist " + bounds.DE + ".",
			EN: "The value " + value.String() + " is " + bounds.EN + ".",
		}
	}
	return r
}
