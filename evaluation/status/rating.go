package status

import (
	"math/big"
	"slices"
	"strconv"
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/real"
	"gitlab.opencode.de/zielkette/zielkette/internal/round"
)

// Rule judges a case. Rate has to be pure: the same case gives the same rating.
// It returns a rating without a class, made by [NoRating], where it cannot judge.
type Rule interface {
	// Rate returns the rating of a case.
	Rate(c Case) Rating
}

// RuleFunc makes a rule of a function.
type RuleFunc func(c Case) Rating

// Rate calls f. Where f is nil there is no rating.
func (f RuleFunc) Rate(c Case) Rating {
	if f == nil {
		return NoRating("", indicators.NoValue)
	}
	return f(c)
}

// Rating is a judgement, or the reason why there is none. The zero value is no
// rating. A rule of a city's own fills in the same fields.
type Rating struct {
	Method  string            `json:"method"`           // name of the method: "dns-weather"
	Title   zielkette.Text    `json:"title"`            // name of the method as it is printed, with body and year
	Class   string            `json:"class,omitzero"`   // id of the class: "sun"; "" when there is no rating
	Label   zielkette.Text    `json:"label,omitzero"`   // name of the class as it is printed
	Rank    int               `json:"rank,omitzero"`    // 1 is the best class, higher is worse; 0 when there is no rating
	Reason  indicators.Reason `json:"reason,omitzero"`  // why there is no rating; no reason when there is one
	Why     zielkette.Text    `json:"why,omitzero"`     // the criterion met, or why there is no rating
	Figures []NamedFigure     `json:"figures,omitzero"` // what was computed on the way, in the order of the calculation

	// CappedBy is the id of the part that lies so low that a floor keeps the class
	// down; "" where none does. Why then says so.
	CappedBy string `json:"cappedBy,omitzero"`
}

// NamedFigure is a figure that led to a rating, so that the rating can be recomputed.
type NamedFigure struct {
	ID    string           `json:"id"`    // stable within the method: "slope"
	Label zielkette.Text   `json:"label"` // as it is printed
	Value zielkette.Figure `json:"value"`
}

// Rated reports whether there is a rating.
func (r Rating) Rated() bool { return r.Class != "" }

// Figure returns a figure by its id. There is none where the rule does not compute it,
// or did not come so far.
func (r Rating) Figure(id string) zielkette.Figure {
	for _, f := range r.Figures {
		if f.ID == id {
			return f.Value
		}
	}
	return zielkette.Figure{}
}

// worstOf returns the rating with the highest rank, the first of several. Cases that
// could not be rated do not count; when none could, it is the first of them.
// Without any rating the result has the reason [indicators.NoTarget].
func worstOf(ratings ...Rating) Rating {
	if len(ratings) == 0 {
		return Rating{Reason: indicators.NoTarget, Why: indicators.NoTarget.Words()}
	}
	worst := ratings[0]
	for _, r := range ratings[1:] {
		if r.Rated() && r.Rank > worst.Rank {
			worst = r
		}
	}
	return worst
}

// NoRating returns a rating without a class by the method of that name, with its title
// where it is built in. Why is the reason in words; a rule that knows more says so
// afterwards.
func NoRating(method string, reason indicators.Reason) Rating {
	return Rating{Method: method, Title: titleOf(method), Reason: reason, Why: reason.Words()}
}

// method is the fixed part of the ratings of a built-in method.
type method struct {
	id      string
	title   zielkette.Text
	classes []class // best first
}

// class is a class of a method. {0}, {1} and so on in its reason stand for the bounds in
// percent.
type class struct {
	id     string
	label  zielkette.Text
	reason zielkette.Text
}

// rate returns a rating of the class with the given rank, counted from 1.
func (m method) rate(rank int, figures ...NamedFigure) Rating {
	c := m.classes[rank-1]
	return Rating{
		Method: m.id, Title: m.title, Class: c.id, Label: c.label, Rank: rank, Why: c.reason, Figures: slices.Clip(figures),
	}
}

func (m method) none(reason indicators.Reason, figures ...NamedFigure) Rating {
	return Rating{Method: m.id, Title: m.title, Reason: reason, Why: reason.Words(), Figures: slices.Clip(figures)}
}

// with returns the method with its bounds in the reasons.
func (m method) with(bounds []zielkette.Number) method {
	m.classes = slices.Clone(m.classes)
	for i := range m.classes {
		m.classes[i].reason = filled(m.classes[i].reason, bounds)
	}
	return m
}

// filled puts bounds into a sentence, in percent and without their sign.
func filled(sentence zielkette.Text, bounds []zielkette.Number) zielkette.Text {
	for i, b := range bounds {
		if b.IsZero() {
			continue // which is reported
		}
		coefficient, places := b.Unscaled()
		coefficient.Mul(coefficient.Abs(coefficient), big.NewInt(100))
		percent, mark := zielkette.NewFigure(coefficient, places), "{"+strconv.Itoa(i)+"}"
		sentence.DE = strings.ReplaceAll(sentence.DE, mark, percent.Text(zielkette.German, -1))
		sentence.EN = strings.ReplaceAll(sentence.EN, mark, percent.Text(zielkette.English, -1))
	}
	return sentence
}

// stated makes a figure of a number, rounded where it has more digits.
func stated(id, de, en string, n zielkette.Number) NamedFigure {
	if _, places, small := n.Small(); small && places <= zielkette.Places {
		return NamedFigure{id, zielkette.Text{DE: de, EN: en}, n.Figure()}
	}
	coefficient, places := n.Unscaled()
	return quotient(id, de, en, coefficient, big.NewInt(1), places)
}

// quotient makes a figure of numerator/denominator in units of 10^-places; the
// denominator is not 0.
func quotient(id, de, en string, numerator, denominator *big.Int, places int) NamedFigure {
	if places > zielkette.Places {
		denominator = new(big.Int).Mul(denominator, round.Pow10(places-zielkette.Places))
	} else {
		numerator = new(big.Int).Mul(numerator, round.Pow10(zielkette.Places-places))
	}
	return NamedFigure{id, zielkette.Text{DE: de, EN: en}, zielkette.NewFigure(round.Quo(numerator, denominator), zielkette.Places)}
}

// exact rounds a fraction to a figure.
func exact(id, de, en string, value *big.Rat) NamedFigure {
	return NamedFigure{id, zielkette.Text{DE: de, EN: en}, zielkette.Round(value)}
}

// computed rounds an irrational value to a figure.
func computed(id, de, en string, value real.Value) NamedFigure {
	return NamedFigure{id, zielkette.Text{DE: de, EN: en}, zielkette.NewFigure(value.Units(zielkette.Places), zielkette.Places)}
}

// count makes a figure of a year or a count.
func count(id, de, en string, n int) NamedFigure {
	return NamedFigure{id, zielkette.Text{DE: de, EN: en}, zielkette.Int(int64(n)).Figure()}
}
