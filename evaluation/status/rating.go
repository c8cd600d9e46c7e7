package status

import (
	"math/big"
	"slices"

	"github.com/shopspring/decimal"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/real"
	"gitlab.opencode.de/zielkette/zielkette/internal/round"
)

// Places is the number of digits after the point to which figures are rounded.
const Places = 12

// Rating is a judgement, or the reason why there is none. The zero value is no
// rating. A rule of a city's own fills in the same fields.
type Rating struct {
	Method  string         // id of the rule: "dns-weather"
	Title   zielkette.Text // name of the rule as it is printed, with body and year
	Class   string         // id of the class: "sun"; "" when there is no rating
	Label   zielkette.Text // name of the class as it is printed
	Rank    int            // 1 is the best class, higher is worse; 0 when there is no rating
	Cause   Cause          // why there is no rating; "" when there is one
	Reason  zielkette.Text // the criterion met, or why there is no rating
	Figures []Figure       // what was computed on the way, in the order of the calculation

	// CappedBy is the id of the part that lies so low that a floor keeps the class
	// down; "" where none does. Reason then says so.
	CappedBy string
}

// Figure is a number that led to a rating, so that the rating can be recomputed.
type Figure struct {
	ID    string          // stable id within the rule: "slope"
	Label zielkette.Text  // as it is printed
	Value decimal.Decimal // rounded half away from zero to 12 places
}

// Rated reports whether there is a rating.
func (r Rating) Rated() bool { return r.Class != "" }

// Figure returns a figure by its id; ok is false when the rating has none of that
// id, because the rule does not compute it or did not come so far.
func (r Rating) Figure(id string) (value decimal.Decimal, ok bool) {
	for _, f := range r.Figures {
		if f.ID == id {
			return f.Value, true
		}
	}
	return decimal.Decimal{}, false
}

// Worst returns the rating with the highest rank, the first of several. Cases that
// could not be rated do not count; when none could, it is the first of them.
// Without any rating the result has the cause [NoTarget].
func Worst(ratings ...Rating) Rating {
	if len(ratings) == 0 {
		return NoRating("", NoTarget)
	}
	worst := ratings[0]
	for _, r := range ratings[1:] {
		if r.Rated() && r.Rank > worst.Rank {
			worst = r
		}
	}
	return worst
}

// Cause tells programs why there is no rating. Causes are stable ids.
type Cause string

// The causes of the built-in rules. A city's own rule may use them or its own.
const (
	NoValue          Cause = "no-value"           // there is no value
	NoTarget         Cause = "no-target"          // there is no target, or none yet
	NoYear           Cause = "no-year"            // the target states no year to reach it by
	NoDirection      Cause = "no-direction"       // it is not stated which way is better
	TooFewPoints     Cause = "too-few-points"     // fewer yearly values than the rule asks for
	NoBase           Cause = "no-base"            // no value in the base year or later
	NotPositive      Cause = "not-positive"       // a growth rate needs values above 0
	NoGrowthRequired Cause = "no-growth-required" // the target is the base value, so that there is nothing to compare with
	NoTime           Cause = "no-time"            // the target year does not come after the base year
	OutOfRange       Cause = "out-of-range"       // a figure is too large to be computed
	NoClass          Cause = "no-class"           // no class covers the value
	NoScale          Cause = "no-scale"           // no scale is valid in the year
	NoBounds         Cause = "no-bounds"          // the bounds of the rule are missing, equal or contradict each other
	BelowGoalpost    Cause = "below-goalpost"     // a value lies below the minimum of the index
)

var causes = map[Cause]zielkette.Text{
	NoValue:          {DE: "Es liegt kein Wert vor.", EN: "There is no value."},
	NoTarget:         {DE: "Es gibt kein Ziel, das in diesem Jahr gilt.", EN: "There is no target that holds in this year."},
	NoYear:           {DE: "Das Ziel nennt kein Jahr, bis zu dem es erreicht sein soll.", EN: "The target states no year by which to reach it."},
	NoDirection:      {DE: "Es ist nicht festgelegt, welche Richtung gewünscht ist.", EN: "It is not stated which direction is wanted."},
	TooFewPoints:     {DE: "Es liegen zu wenige vergleichbare Jahreswerte vor.", EN: "There are too few comparable yearly values."},
	NoBase:           {DE: "Es gibt keinen Wert im Basisjahr oder danach.", EN: "There is no value in the base year or later."},
	NotPositive:      {DE: "Eine Wachstumsrate lässt sich nur aus Werten über 0 bilden.", EN: "A growth rate can only be formed from values above 0."},
	NoGrowthRequired: {DE: "Der Zielwert ist gleich dem Ausgangswert; es gibt keine erforderliche Veränderung zum Vergleich.", EN: "The target equals the base value; there is no required change to compare with."},
	NoTime:           {DE: "Das Zieljahr liegt nicht nach dem Basisjahr.", EN: "The target year does not come after the base year."},
	OutOfRange:       {DE: "Ein Zwischenergebnis ist zu groß für die Berechnung.", EN: "An intermediate result is too large to be computed."},
	NoClass:          {DE: "Keine Klasse deckt den Wert ab.", EN: "No class covers the value."},
	NoScale:          {DE: "Für das Jahr sind keine Schwellen festgelegt.", EN: "No thresholds are stated for the year."},
	NoBounds:         {DE: "Die Grenzwerte der Regel fehlen oder widersprechen einander.", EN: "The bounds of the rule are missing or contradict each other."},
	BelowGoalpost:    {DE: "Ein Wert liegt unter dem Mindestwert des Index.", EN: "A value lies below the minimum of the index."},
}

// Text returns the cause as a sentence; for a cause that is not of this package,
// the id itself.
func (c Cause) Text(language zielkette.Language) string {
	if t, ok := causes[c]; ok {
		return t.In(language)
	}
	return string(c)
}

// NoRating returns a rating without a class. The reason is that of the cause; a
// rule with a cause of its own sets the reason afterwards.
func NoRating(method string, cause Cause) Rating {
	return Rating{Method: method, Cause: cause, Reason: causes[cause]}
}

// method is the fixed part of the ratings of a built-in rule.
type method struct {
	id      string
	title   zielkette.Text
	classes []class // best first
}

type class struct {
	id     string
	label  zielkette.Text
	reason zielkette.Text
}

// rate returns a rating of the class with the given rank, counted from 1.
func (m method) rate(rank int, figures ...Figure) Rating {
	c := m.classes[rank-1]
	return Rating{
		Method: m.id, Title: m.title, Class: c.id, Label: c.label, Rank: rank, Reason: c.reason, Figures: slices.Clip(figures),
	}
}

func (m method) none(cause Cause, figures ...Figure) Rating {
	r := NoRating(m.id, cause)
	r.Title, r.Figures = m.title, slices.Clip(figures)
	return r
}

// exact rounds a fraction to a figure.
func exact(id, de, en string, value *big.Rat) Figure {
	return Figure{id, zielkette.Text{DE: de, EN: en}, round.Rat(value, Places)}
}

// computed rounds an irrational value to a figure.
func computed(id, de, en string, value *big.Float) Figure {
	return Figure{id, zielkette.Text{DE: de, EN: en}, real.RoundFloat(value, Places)}
}

// count makes a figure of a year or a count.
func count(id, de, en string, n int) Figure {
	return Figure{id, zielkette.Text{DE: de, EN: en}, decimal.New(int64(n), 0)}
}
