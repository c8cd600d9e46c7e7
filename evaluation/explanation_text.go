package evaluation

import (
	"fmt"
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/layout"
	"gitlab.opencode.de/zielkette/zielkette/internal/module"
)

// textWidth is the width of printed explanations in characters.
const textWidth = 100

// String returns the explanation in German, "" for nil.
func (e *Explanation) String() string { return e.Text(zielkette.German) }

// Text returns the explanation as an audit note of at most 100 columns, "" for
// nil. Parts without any data beneath are named in one line.
func (e *Explanation) Text(language zielkette.Language) string {
	if e == nil {
		return ""
	}
	p := &printer{language: language}
	p.explanation(e.Whole(module.Reader{}), "")
	return p.out.String()
}

type printer struct {
	out      strings.Builder
	language zielkette.Language
}

func (p *printer) in(de, en string) string { return zielkette.Text{DE: de, EN: en}.In(p.language) }

// line prints a label and a text, wrapped, unless the text is empty.
func (p *printer) line(indent string, label, text string) {
	if text != "" {
		p.out.WriteString(layout.Wrap(label+": "+text, textWidth, indent, indent+"    "))
	}
}

func (p *printer) figure(f zielkette.Figure) string {
	if f.IsZero() {
		return "–"
	}
	return p.language.Digits(f.String())
}

func (p *printer) explanation(e *Explanation, indent string) {
	head := e.ID
	if e.Level != "" {
		head += " · " + e.Level
		if e.Number != "" {
			head += " " + e.Number
		}
	}
	p.out.WriteString(layout.Wrap(head+" · "+e.Title, textWidth, indent, indent+"    "))
	indent += "  "
	p.line(indent, p.in("Endzustand", "Statement"), e.Statement)
	if e.State == Scored {
		percent := e.Score.Percent(p.language, e.PercentPlaces) // as in the report, so that it is found again
		if e.RollUp != nil {
			percent += "; " + p.in("Abdeckung ", "coverage ") + p.figure(e.Coverage)
		}
		p.line(indent, p.in("Zielerreichung", "Attainment"), fmt.Sprintf("%s (%s)", p.figure(e.Score), percent))
	} else {
		p.line(indent, p.in("Ergebnis", "Result"), e.State.Text(p.language)+": "+e.Why.In(p.language))
	}
	p.judgement(e, indent)
	if e.Measured != nil {
		p.measured(e.Measured, indent)
	}
	if e.RollUp != nil {
		p.rollUp(e, indent)
	}
}

func (p *printer) judgement(e *Explanation, indent string) {
	r := e.Status
	if r.Method == "" && !r.Rated() {
		return
	}
	class, why := p.in("keine Bewertung", "no rating"), r.Why.In(p.language)
	switch {
	case r.Rated() && why != "":
		class = r.Label.In(p.language) + ": " + why
	case r.Rated():
		class = r.Label.In(p.language)
	case why != "":
		class += " (" + strings.TrimSuffix(why, ".") + ")"
	}
	p.line(indent, p.in("Status", "Status"), class)
	p.line(indent+"  ", p.in("Statusregel", "Status rule"), r.Title.In(p.language))
	p.line(indent+"  ", p.in("Bewertet wird", "Judged is"), e.Judged.Text(p.language))
	var figures []string
	for _, f := range r.Figures {
		figures = append(figures, f.Label.In(p.language)+" "+p.figure(f.Value))
	}
	p.line(indent+"  ", p.in("Zwischenwerte", "Figures"), strings.Join(figures, "; "))
}

func (p *printer) measured(m *Measured, indent string) {
	p.line(indent, p.in("Gebiet", "Area"), m.Area)
	for _, o := range []struct {
		label string
		*indicators.Observation
	}{
		{p.in("Messwert", "Observation"), m.Observation},
		{p.in("Zuletzt erfasst, zählt nicht", "Latest on record, does not count"), m.Latest},
	} {
		if o.Observation != nil {
			p.line(indent, o.label, p.observed(*o.Observation, m))
			p.line(indent+"  ", p.in("Quelle", "Source"), o.Source)
			p.line(indent+"  ", p.in("Anmerkung", "Note"), o.Note)
		}
	}
	for _, o := range m.Parts {
		p.line(indent+"  ", p.in("davon", "of which"), p.observed(o, m))
		if m.Observation == nil || o.Source != m.Observation.Source {
			p.line(indent+"    ", p.in("Quelle", "Source"), o.Source)
		}
	}
	var missing []string
	for _, gap := range m.Missing {
		missing = append(missing, gap.Text(p.language))
	}
	p.line(indent, p.in("Es fehlen", "Missing"), strings.Join(missing, ", "))
	if b := m.Baseline; b != nil {
		p.line(indent, p.in("Ausgangswert", "Baseline"), p.observed(indicators.Observation{Period: b.Period, Value: b.Value, Definition: b.Definition}, m))
		p.line(indent+"  ", p.in("Quelle", "Source"), b.Source.String())
	}
	if asks := m.Asks.In(p.language); asks != "–" {
		p.line(indent, p.in("Zielwert", "Target"), asks)
	}
	if m.Overdue {
		p.line(indent+"  ", p.in("Frist", "Due"), p.in("verstrichen, ein späterer Zielwert ist nicht beschlossen", "passed, and no later target is decided"))
	}
	if k := m.Kept; k != nil {
		text := fmt.Sprintf(p.in("in %d von %d Zeiträumen", "in %d of %d periods"), k.Kept, k.Of)
		var broken []string
		for _, period := range k.Broken {
			broken = append(broken, period.Text(p.language))
		}
		if len(broken) > 0 {
			text += p.in(", nicht: ", ", not: ") + strings.Join(broken, ", ")
		}
		p.line(indent+"  ", p.in("Eingehalten", "Kept"), text)
	}
	if r := m.Revision; r != nil {
		decision := r.Decision
		if !r.Decided.IsZero() {
			decision = strings.TrimPrefix(decision+", "+p.in("beschlossen ", "decided ")+r.Decided.Text(p.language), ", ")
		}
		if !r.Known.IsZero() {
			decision = strings.TrimPrefix(decision+", "+p.in("bekannt seit ", "known since ")+r.Known.Text(p.language), ", ")
		}
		p.line(indent+"  ", p.in("Beschluss", "Decision"), decision)
		p.line(indent+"  ", p.in("Quelle", "Source"), r.Source.String())
	}
	p.line(indent, p.in("Rechnung", "Calculation"), m.Formula.In(p.language))
	if !m.Expected.IsZero() {
		s := p.figure(m.Expected)
		if path := m.Path.In(p.language); path != "" {
			s = path
		}
		p.line(indent, p.in("Auf dem Zielpfad erwartet", "Expected on the path"), s+unitOf(m))
		p.line(indent, p.in("Gegenüber dem Zielpfad", "Against the path"), m.Against.In(p.language))
	}
	p.line(indent, p.in("Definition", "Definition"), m.Definition)
	p.line(indent, p.in("Höchstalter", "Maximum age"), m.MaxAge.Text(p.language))
}

func unitOf(m *Measured) string {
	if m.Unit == "" {
		return ""
	}
	return " " + m.Unit
}

func (p *printer) observed(o indicators.Observation, m *Measured) string {
	s := p.language.Digits(o.Value.String()) + o.Label
	switch {
	case s == "":
		s = p.in("kein Wert", "no value")
	case o.Denominator.IsZero():
		s += unitOf(m)
	default:
		s += p.in(" von ", " of ") + p.language.Digits(o.Denominator.String())
	}
	s += ", " + o.Period.Text(p.language)
	if o.Status != 0 && o.Status != indicators.Normal {
		s += ", " + o.Status.Text(p.language)
	}
	if o.Definition != "" && o.Definition != m.Definition {
		s += p.in(", Definition ", ", definition ") + o.Definition
	}
	if !o.Known.IsZero() {
		s += ", " + p.in("bekannt seit ", "known since ") + o.Known.Text(p.language)
	}
	return s
}

func (p *printer) rollUp(e *Explanation, indent string) {
	up := e.RollUp
	p.line(indent, p.in("Regel", "Rule"), up.Rule.forming(p.language))
	p.line(indent, p.in("Gewichte", "Weights"), fmt.Sprintf("%s; %s %s, %s %s", up.Weights.In(p.language),
		p.in("Summe", "sum"), p.figure(up.WeightAll), p.in("davon bewertet", "of which scored"), p.figure(up.WeightScored)))
	if e.State == Scored {
		p.line(indent, p.in("Rechnung", "Calculation"), p.calculation(up)+" = "+p.figure(e.Score))
	}
	if c := e.Coverage; c.Sign() > 0 && !c.Equal(zielkette.Int(1).Figure()) {
		p.line(indent, p.in("Abdeckung", "Coverage"), p.covered(up)+" = "+p.figure(e.Coverage))
	}
	if r := e.Range; !r.Low.Equal(r.High) {
		p.line(indent, p.in("Spanne", "Range"), fmt.Sprintf(p.in("%s bis %s, je nachdem, wie das Unbekannte ausfällt", "%s to %s, whatever the unknown turns out to be"),
			p.figure(r.Low), p.figure(r.High)))
	}
	if !e.Expected.IsZero() {
		p.line(indent, p.in("Auf den Zielpfaden erwartet", "Expected on the paths"), p.figure(e.Expected))
	}
	var silent []string
	for _, s := range up.Parts {
		if s.Of.silent() {
			silent = append(silent, s.Of.ID)
			continue
		}
		head := fmt.Sprintf("%s %s", p.in("Gewicht", "weight"), p.language.Digits(s.Weight.String()))
		if !s.Contribution.IsZero() {
			head += fmt.Sprintf(", %s %s, %s %s, %s %s", p.in("geht ein mit", "enters with"), p.figure(s.Entered),
				p.in("Anteil", "share"), p.figure(s.Share), p.in("Beitrag", "contribution"), p.figure(s.Contribution))
		}
		if s.Assumed {
			head += p.in(", Zuordnung angenommen", ", link assumed")
		}
		p.out.WriteString(layout.Wrap(head, textWidth, indent+"• ", indent+"    "))
		p.line(indent+"  ", p.in("Anmerkung", "Note"), s.Note)
		p.explanation(s.Of, indent+"  ")
	}
	if len(silent) > 0 {
		p.line(indent, p.in("Ohne Messung", "Not measured"), strings.Join(silent, ", "))
	}
}

// calculation writes the roll-up in figures.
func (p *printer) calculation(up *RollUp) string {
	row := aggregators.Row(up.Rule.Aggregator)
	if row == nil { // of an explanation made by hand
		return "?"
	}
	a := row.Does
	var terms []string
	for _, s := range up.Parts {
		if s.Entered.IsZero() || s.Weight.Sign() == 0 {
			continue
		}
		if a.aboveZero && s.Entered.Sign() == 0 {
			return p.in("ein Teil ist 0, das Mittel damit", "one part is 0, and so the mean")
		}
		terms = append(terms, a.term(p.language.Digits(s.Weight.String()), p.figure(s.Entered), p.language))
	}
	return a.formula(terms, p.figure(up.WeightScored), p.language)
}

// covered writes the coverage in figures: the weights of what is scored, each times
// the coverage beneath, which is 1 for an indicator.
func (p *printer) covered(up *RollUp) string {
	var terms []string
	for _, s := range up.Parts {
		if s.Of.State != Scored || s.Weight.Sign() == 0 {
			continue
		}
		coverage := "1"
		if s.Of.RollUp != nil {
			coverage = p.figure(s.Of.Coverage)
		}
		terms = append(terms, p.language.Digits(s.Weight.String())+" × "+coverage)
	}
	return fmt.Sprintf("(%s) / %s", strings.Join(terms, " + "), p.figure(up.WeightAll))
}

// silent reports whether there is nothing to measure in the whole subtree.
func (e *Explanation) silent() bool {
	if e.Measured != nil || e.State == NotApplicable {
		return false
	}
	if e.RollUp != nil {
		for _, s := range e.RollUp.Parts {
			if !s.Of.silent() {
				return false
			}
		}
	}
	return true
}
