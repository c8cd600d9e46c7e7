package report

import (
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/shopspring/decimal"
	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/layout"
)

// Options select how a report is printed. The zero value is German.
type Options struct {
	Language zielkette.Language
}

// dash stands where there is no number. It is never 0.
const dash = "–"

// view reads a result in the words of a report; all formats share it.
type view struct {
	result   *evaluation.Result
	plan     *goals.Plan
	language zielkette.Language
}

func viewOf(result *evaluation.Result, o Options) view {
	return view{result, result.Model().Plan(), o.Language}
}

func (v view) in(de, en string) string { return zielkette.Text{DE: de, EN: en}.In(v.language) }

// banner is the warning on top of everything that is invented, "" for real data.
func (v view) banner() string {
	if !v.plan.Fictional() && !v.result.Model().Set().Fictional() {
		return ""
	}
	return v.in("FIKTIVE DATEN: Diese Werte sind zur Veranschaulichung erfunden. Sie sagen nichts über die Stadt.",
		"FICTIONAL DATA: these values are invented for illustration. They say nothing about the city.")
}

// origin is the line that says whose strategy this is, and which edition.
func (v view) origin() string {
	var parts []string
	m := v.plan.Municipality()
	if m.Name != "" {
		name := m.Name
		if m.AGS != "" {
			name += " (AGS " + m.AGS + ")"
		}
		parts = append(parts, name)
	}
	e := v.plan.Edition()
	if e.Name != "" {
		parts = append(parts, e.Name)
	}
	if !e.From.IsZero() && !e.To.IsZero() {
		parts = append(parts, e.From.Text(v.language)+v.in(" bis ", " to ")+e.To.Text(v.language))
	}
	if !e.Adopted.IsZero() {
		parts = append(parts, v.in("beschlossen ", "adopted ")+e.Adopted.Text(v.language))
	}
	return strings.Join(parts, " · ")
}

// dates is the line that says from where the evaluation looks.
func (v view) dates() string {
	o := v.result.Options()
	known := v.in("ohne Einschränkung", "unrestricted")
	if !o.KnownOn.IsZero() {
		known = o.KnownOn.Text(v.language)
	}
	return fmt.Sprintf("%s %s · %s %s", v.in("Stand der Auswertung:", "Evaluated as of:"), o.AsOf.Text(v.language),
		v.in("Kenntnisstand:", "Known on:"), known)
}

// counts is the line that counts levels and kinds of theme.
func (v view) counts() string {
	count := func(list []goals.Count) string {
		var parts []string
		for _, c := range list {
			name := c.Name
			if c.Recorded != 1 {
				name = v.plan.Plural(name)
			}
			s := fmt.Sprintf("%d %s", c.Recorded, name)
			if c.IsDeclared && c.Declared != c.Recorded {
				s += fmt.Sprintf(v.in(" (laut Dokument %d)", " (the document says %d)"), c.Declared)
			}
			parts = append(parts, s)
		}
		return strings.Join(parts, ", ")
	}
	levels, themes := count(v.plan.Levels()), count(v.plan.ThemeKinds())
	if levels != "" && themes != "" {
		levels += ", "
	}
	return levels + themes
}

// label is the id, number and title of a goal.
func (v view) label(goal goals.Node) string {
	s := goal.ID() + " "
	if n := goal.Number(); n != "" && bare(n) != bare(goal.ID()) {
		if strings.Trim(n, "0123456789") == "" {
			n += "." // an ordinal number; "1.1" takes no full stop
		}
		s += n + " "
	}
	return s + goal.Title()
}

// bare is a number or an id without its punctuation, "A.1" as "A1", for both need
// not be printed. What stands between digits stays: "1.1" is not 11.
func bare(s string) string {
	var out []rune
	digit, between := false, false
	for _, r := range s {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			between = digit
			continue
		}
		if between && unicode.IsDigit(r) {
			out = append(out, '.')
		}
		out = append(out, r)
		digit, between = unicode.IsDigit(r), false
	}
	return string(out)
}

func (v view) score(s evaluation.Score) string {
	return s.Attainment().Percent(v.language, 1)
}

func (v view) coverage(s evaluation.Score) string {
	return s.Coverage().Percent(v.language, 1)
}

// state is the status where there is one, else the state.
func (v view) state(s evaluation.Score) string {
	if r := s.Status(); r.Rated() {
		return layout.Plain(r.Label.In(v.language))
	}
	return s.State().Text(v.language)
}

// stateHeading is the heading above [view.state].
func (v view) stateHeading() string {
	for _, score := range v.result.Goals() {
		if score.Status().Method != "" {
			return v.in("Status", "Status")
		}
	}
	return v.in("Zustand", "State")
}

// status is the judgement of an indicator in one line, "" without a status rule.
func (v view) status(a evaluation.Assessment) string {
	r := a.Status()
	switch {
	case r.Rated():
		return r.Label.In(v.language) + ", " + r.Title.In(v.language)
	case r.Method != "":
		return v.in("keine Bewertung: ", "no rating: ") + r.Why.In(v.language)
	}
	return ""
}

// attainment is the unbounded attainment of an indicator, or its state.
func (v view) attainment(a evaluation.Assessment) string {
	if value := a.Attainment(); !value.IsZero() {
		return value.Percent(v.language, 1)
	}
	// Why there is no number, in words.
	return a.State().Text(v.language) + ": " + a.ReasonText(v.language)
}

// key tells an assessment from others: the id of the indicator, of its target
// where it has several, and of the area where it is not the whole municipality.
func (v view) key(a evaluation.Assessment) string {
	key := a.ID()
	if t, _ := a.Target(); len(a.Indicator().Targets) > 1 {
		key += ", " + v.in("Zielwert ", "target ") + t.ID
	}
	if a.Area() != "" {
		key += ", " + a.Area()
	}
	return key
}

// value is the value of an indicator with its unit, period and status, or how many
// milestones are done.
func (v view) value(a evaluation.Assessment) string {
	if t, ok := a.Target(); ok && t.Shape == indicators.MilestonesShape {
		o := v.result.Options()
		return v.done(zielkette.ProgressOf(t.Milestones, o.AsOf, o.KnownOn))
	}
	o, ok := a.Observation()
	if !ok {
		return dash
	}
	value := a.ValueText()
	if d, isNumber := a.Value().Decimal(); isNumber && !o.Denominator.IsZero() {
		value = zielkette.FormatDecimal(d, min(sharePlaces, -int(d.Exponent()))) // all digits stand in JSON and in the explanation
	}
	s := v.figure(value, a.Unit()) + " (" + o.Period.Text(v.language)
	if o.Status != indicators.Normal {
		s += ", " + o.Status.Text(v.language)
	}
	return s + ")"
}

// done says how many of some milestones are done, and where they do not all weigh
// the same, by how much weight.
func (v view) done(p zielkette.Progress, _ bool) string {
	text := fmt.Sprintf(v.in("%d von %d Meilensteinen erledigt", "%d of %d milestones done"), p.Steps, p.Of)
	if steps := decimal.New(int64(p.Of), 0); !p.All.Equal(steps) {
		text += fmt.Sprintf(v.in(", nach Gewicht %s von %s", ", by weight %s of %s"), v.language.Number(p.Done, -1), v.language.Number(p.All, -1))
	}
	return text
}

// happened reports whether a date has come at the dates of the report.
func (v view) happened(d zielkette.Date) bool {
	o := v.result.Options()
	return d.By(o.AsOf) && (o.KnownOn.IsZero() || d.By(o.KnownOn))
}

// sharePlaces is how many places of a computed share a report prints.
const sharePlaces = 2

func (v view) figure(digits, unit string) string {
	s := v.language.Digits(digits)
	if unit != "" {
		s += " " + unit
	}
	return s
}

// source is where the value was taken from, else where the indicator was.
func (v view) source(a evaluation.Assessment) string {
	if o, ok := a.Observation(); ok && o.Source != "" {
		return o.Source
	}
	return a.Indicator().Source.String()
}

// sourceLabel says whose source it is: a source without a value is that of the
// indicator.
func (v view) sourceLabel(a evaluation.Assessment) string {
	if o, ok := a.Observation(); ok && o.Source != "" {
		return v.in("Quelle", "Source")
	}
	return v.in("Quelle der Kennzahl", "Source of the indicator")
}

func (v view) note(a evaluation.Assessment) string {
	o, _ := a.Observation()
	return o.Note
}

// expected is the value on the path, to the places of baseline, target and value;
// "" where there is no path.
func (v view) expected(a evaluation.Assessment) string {
	value, ok := a.Expected().Decimal()
	if !ok {
		return ""
	}
	t, _ := a.Target()
	r, _ := a.Revision()
	_, places := t.Baseline.Value.Unscaled()
	for _, p := range r.Points {
		_, n := p.Value.Unscaled()
		places = max(places, n)
	}
	if o, ok := a.Observation(); ok && o.Denominator.IsZero() {
		_, n := o.Value.Unscaled()
		places = max(places, n)
	}
	return v.language.Number(value, places)
}

// capital begins a heading with a capital letter: a plural such as
// "übergreifende Ziele" is written for the middle of a sentence.
func capital(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}

// legend says how to read the report.
func (v view) legend() []string {
	out := []string{v.in(
		dash+" heißt: kein Wert. Fehlende Daten zählen nie als 0. Die Abdeckung sagt, welcher Anteil des Gewichts bewertet ist; ein Wert mit geringer Abdeckung sagt wenig über das Ganze.",
		dash+" means: no value. Missing data never count as 0. Coverage says which share of the weight is scored; a score with little coverage says little about the whole.")}
	if v.plan.Len() > 0 {
		out = append(out, v.in(
			"In ein Ziel gehen Kennzahlen so begrenzt ein, wie die Rechenregeln es sagen; bei der Kennzahl selbst steht der unbegrenzte Wert. Prozentwerte sind gerundet, in der Mitte zur geraden Ziffer; alle Stellen stehen in der Herleitung.",
			"Indicators enter a goal bounded as the rules say; the indicator itself shows the unbounded value. Percentages are rounded, half away from zero; the explanations give all digits."))
	}
	return append(out, v.in(
		"Zustände: nicht berichtet = kein gültiger Messwert; nicht gewertet = Messwert vorhanden, aber ohne Wertung; nicht gemessen = keine Kennzahl darunter; entfällt = laut Verfasser nicht anwendbar; zu wenig Daten = Abdeckung unter der Mindestabdeckung.",
		"States: not reported = no valid observation; withheld = an observation, but no score; unmeasured = no indicator beneath; not applicable = declared so by the author; insufficient data = coverage below the minimum."))
}

// writer remembers the first error, so that printing reads like a list.
type writer struct {
	w   io.Writer
	err error
}

func (w *writer) print(parts ...string) {
	for _, s := range parts {
		if w.err == nil {
			_, w.err = io.WriteString(w.w, s)
		}
	}
}
