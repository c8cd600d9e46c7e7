package status

import (
	"fmt"
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/round"
)

// Text returns the rule in words, as it stands in a report: its name and the
// parameters it works with, also those that a document leaves out; of thresholds
// the classes that hold in the year, 0 being any year. A method that is not built
// in is named by its id. The zero Spec gives no text.
func (s Spec) Text(year int) zielkette.Text {
	var w words
	title := zielkette.Text{DE: s.Method, EN: s.Method}
	switch s.Method {
	case thresholds.id:
		title = thresholds.title
		for _, c := range s.classes(year) {
			label, bounds := c.label(), c.bounds()
			if bounds.IsZero() {
				w.say("sonst "+label.DE, "else "+label.EN)
			} else {
				w.say(label.DE+" "+bounds.DE, label.EN+" "+bounds.EN)
			}
		}
	case weather.id:
		title = weather.title
		if s.Window == SixYears {
			w.say("Verlauf über die letzten sechs Kalenderjahre", "change over the last six calendar years")
		} else {
			w.say("Verlauf über die letzten sechs Werte", "change over the last six values")
		}
	case statCan.id:
		title = statCan.title
		w.years(s, agendaStart)
		w.number("natürliche Grenze", "natural limit", s.Limit)
	case eurostatTarget.id:
		title = eurostatTitle
		if s.BaseYear == 0 {
			n := or(s.Years, shortTrend)
			unit := zielkette.Text{DE: "Jahre", EN: "years"}
			if n == 1 {
				unit = zielkette.Text{DE: "Jahr", EN: "year"}
			}
			w.say(fmt.Sprintf("Verlauf über %d %s", n, unit.DE), fmt.Sprintf("trend of %d %s", n, unit.EN))
		}
		w.years(s, 0)
	case unProgress.id:
		title = unProgress.title
		w.years(s, agendaStart)
		w.number("als erreicht gilt ein Abstand bis", "as reached counts a distance up to", s.Near)
	case sdgIndex.id:
		title = sdgIndex.title
		w.number("grün ab", "green from", s.Green)
		w.number("gelb ab", "yellow from", s.yellow())
		w.number("orange ab", "orange from", s.Red)
		w.number("0 Punkte bei", "0 points at", s.Lower)
		w.number("100 Punkte bei", "100 points at", s.Optimum)
	case energyAward.id:
		title = energyAward.title
		w.say("Auszeichnung über 50 %, Gold über 75 % der möglichen Punkte", "award above 50%, gold above 75% of the points possible")
		w.number("mögliche Punkte", "points possible", s.Possible)
	}
	return w.after(title)
}

// yellow returns the bound of the SDG index from which it is yellow, stated or not.
func (s Spec) yellow() zielkette.Number {
	if s.Yellow.IsZero() && !s.Green.IsZero() && !s.Red.IsZero() {
		d := round.Rat(SDGIndex{s.Lower, s.Optimum, s.Green, s.Yellow, s.Red}.yellow(), Places)
		if n, err := zielkette.ParseNumber(zielkette.FormatDecimal(d, -1)); err == nil {
			return n
		}
	}
	return s.Yellow
}

// words are the parts of a sentence in both languages.
type words struct{ de, en []string }

func (w *words) say(de, en string) { w.de, w.en = append(w.de, de), append(w.en, en) }

func (w *words) number(de, en string, n zielkette.Number) {
	if !n.IsZero() {
		w.say(de+" "+german(n), en+" "+n.String())
	}
}

// years says from which year a growth rate is taken and to which it leads.
func (w *words) years(s Spec, standard int) {
	if base := or(s.BaseYear, standard); base != 0 {
		w.say(fmt.Sprintf("Basisjahr %d", base), fmt.Sprintf("base year %d", base))
	}
	end := or(s.TargetYear, agendaEnd)
	w.say(fmt.Sprintf("ohne Zieljahr gilt %d", end), fmt.Sprintf("without a target year %d counts", end))
}

func (w *words) after(title zielkette.Text) zielkette.Text {
	if len(w.de) == 0 {
		return title
	}
	return zielkette.Text{DE: title.DE + " – " + strings.Join(w.de, ", "), EN: title.EN + " – " + strings.Join(w.en, ", ")}
}

// classes returns those of the thresholds that hold in a year.
func (s Spec) classes(year int) []Class {
	for _, scale := range s.Scales {
		if year == 0 || scale.holds(year) {
			return scale.Classes
		}
	}
	return s.Classes
}

// label returns the name of the class as it is printed.
func (c Class) label() zielkette.Text {
	if c.Label.IsZero() {
		return zielkette.Text{DE: c.ID, EN: c.ID}
	}
	return c.Label
}

// bounds returns the bounds of the class in words, none for a class without.
func (c Class) bounds() zielkette.Text {
	var de, en []string
	for _, b := range [...]struct {
		bound  zielkette.Number
		de, en string
	}{{c.From, "mindestens", "at least"}, {c.Above, "über", "above"}, {c.UpTo, "höchstens", "at most"}, {c.Below, "unter", "below"}} {
		if !b.bound.IsZero() {
			de = append(de, b.de+" "+german(b.bound))
			en = append(en, b.en+" "+b.bound.String())
		}
	}
	return zielkette.Text{DE: strings.Join(de, " und "), EN: strings.Join(en, " and ")}
}

// german writes a number with a decimal comma.
func german(n zielkette.Number) string { return zielkette.German.Digits(n.String()) }
