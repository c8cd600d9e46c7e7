package status

import (
	"fmt"
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
)

// Text returns the rule in words, as it stands in a report: its name and the
// parameters it works with, also those that a document leaves out; of thresholds
// the classes that hold in the year, 0 being any year. Their bounds are written in
// percent where an attainment is judged, and otherwise as they are stated. A method that
// is not built in is named by its id. The zero Spec gives no text.
func (s Spec) Text(year int, of Judged) zielkette.Text {
	known := methods.Row(s.Method)
	if known == nil {
		return zielkette.Text{DE: s.Method, EN: s.Method}
	}
	if s.Bounds == nil {
		s.Bounds = boundsOf("", nil, known.Does.bounds, known.Does.falling, nil)
	}
	if s.TrendBounds == nil {
		s.TrendBounds = boundsOf("", nil, known.Does.trend, known.Does.falling, nil)
	}
	w := sentence{percent: of == OfAttainment || of == OfOnTrack}
	known.Does.words(s, year, &w)
	return w.after(known.Text)
}

// sentence has the parts of a sentence in both languages.
type sentence struct {
	de, en  []string
	percent bool // whether what is judged is written in percent
}

func (w *sentence) say(de, en string) { w.de, w.en = append(w.de, de), append(w.en, en) }

func (w *sentence) text(t zielkette.Text) { w.say(t.DE, t.EN) }

func (w *sentence) number(de, en string, n zielkette.Number) {
	if !n.IsZero() {
		w.say(de+" "+german(n), en+" "+english(n))
	}
}

// numbers says a list of numbers, shares one of percentages.
func (w *sentence) numbers(de, en string, list []zielkette.Number) {
	w.list(de, en, list, func(n zielkette.Number, l zielkette.Language) string { return n.Figure().Text(l, -1) })
}

func (w *sentence) shares(de, en string, list []zielkette.Number) {
	w.list(de, en, list, func(n zielkette.Number, l zielkette.Language) string { return n.Figure().Percent(l, -1) })
}

func (w *sentence) list(de, en string, list []zielkette.Number, written func(zielkette.Number, zielkette.Language) string) {
	german, english := make([]string, len(list)), make([]string, len(list))
	for i, n := range list {
		german[i], english[i] = written(n, zielkette.German), written(n, zielkette.English)
	}
	w.say(de+" "+strings.Join(german, " / "), en+" "+strings.Join(english, " / "))
}

// points says how many yearly values are needed.
func (w *sentence) points(s Spec, least int) {
	n := or(s.MinPoints, least)
	w.say(fmt.Sprintf("mindestens %d Werte", n), fmt.Sprintf("at least %d values", n))
}

// growth says from which year a growth rate is taken, to which it leads, and the bounds.
func (w *sentence) growth(s Spec, standard int) {
	if base := or(s.BaseYear, standard); base != 0 {
		w.say(fmt.Sprintf("Basisjahr %d", base), fmt.Sprintf("base year %d", base))
	}
	end := or(s.TargetYear, agendaEnd)
	w.say(fmt.Sprintf("ohne Zieljahr gilt %d", end), fmt.Sprintf("without a target year %d counts", end))
	w.numbers("Grenzen", "bounds", s.Bounds)
	w.shares("ohne Zielwert", "without a target", s.TrendBounds)
	w.points(s, twoPoints)
}

func (w *sentence) after(title zielkette.Text) zielkette.Text {
	if len(w.de) == 0 {
		return title
	}
	return zielkette.Text{DE: title.DE + " – " + strings.Join(w.de, ", "), EN: title.EN + " – " + strings.Join(w.en, ", ")}
}

// german writes a number with a decimal comma.
func german(n zielkette.Number) string { return zielkette.German.Digits(n.String()) }

// english writes a number with a decimal point.
func english(n zielkette.Number) string { return zielkette.English.Digits(n.String()) }
