package report

import (
	"cmp"
	"io"
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/module"
)

// Explanation returns an explanation to be printed, under the head of the report: a sheet
// of paper must say whose figures it explains, at which dates, and whether they are
// invented. It carries all digits, so that the same last digit comes out of a pocket
// calculator. Where there is nothing to explain, as [evaluation.Result.Explain] returns for
// an id that nothing has, printing it is an error with the code [zielkette.CodeReference].
func Explanation(result *evaluation.Result, e *evaluation.Explanation, options Options) Printable {
	r := reads(&reading{result: result, plan: result.Model().Plan(), language: options.Language, wrong: options.check()})
	if e == nil && r.wrong == nil {
		r.wrong = zielkette.Problem{Code: zielkette.CodeReference, Message: zielkette.Text{
			DE: "es gibt nichts zu erklären: kein Ziel, kein Thema und keine Kennzahl hat diese Kennung",
			EN: "there is nothing to explain: no goal, theme or indicator has this id",
		}}
	}
	return &explained{r, e.Whole(module.Reader{})}
}

type explained struct {
	*Report
	explanation *evaluation.Explanation
}

// Page returns the explanation as a page.
func (e *explained) Page() Page {
	p := e.Head()
	x := &explainer{r: e.Report, page: &p, explained: map[string]bool{}}
	x.section(e.explanation)
	return p
}

// explainer writes an explanation: one section for every goal and indicator, in the
// order in which they are formed from each other.
type explainer struct {
	r         *Report
	page      *Page
	explained map[string]bool // the ids of the sections
}

func (x *explainer) anchor(e *evaluation.Explanation) string {
	id := "explained-" + ident(e.ID)
	if m := e.Measured; m != nil {
		for _, part := range []string{m.Target, m.Area} {
			if part != "" {
				id += "-" + ident(part)
			}
		}
	}
	return id
}

func (x *explainer) section(e *evaluation.Explanation) {
	r := x.r
	title := x.r.official(e.Number, e.Title)
	if e.Level != "" {
		title = e.Level + ": " + title
	}
	if m := e.Measured; m != nil && m.Area != "" {
		title += " (" + r.nameOf(m.Area) + ")"
	}
	if m := e.Measured; m != nil && m.Target != "" {
		title += ", " + r.in("Zielwert ", "target ") + m.Target
	}
	s := Section{ID: x.anchor(e), Title: title}
	if x.explained[s.ID] {
		return
	}
	x.explained[s.ID] = true
	var facts Facts
	add := func(de, en string, value Phrase) { facts.add(r.in(de, en), value) }
	say := func(de, en, text string) { add(de, en, Say(text)) }
	add("Wortlaut", "Statement", adopted(e.Statement))
	if e.State == evaluation.Scored {
		text := e.Score.Text(r.language, -1) + " (" + r.percent(e.Score, max(1, e.PercentPlaces)) + ")" // as in the report, so that it is found again
		if e.RollUp != nil {
			text += r.in("; Abdeckung ", "; coverage ") + e.Coverage.Text(r.language, -1)
		}
		add("Zielerreichung", "Attainment", Strong(text))
	} else {
		say("Ergebnis", "Result", e.State.Text(r.language)+": "+e.Why.In(r.language))
	}
	if j := e.Status; j.Method != "" || j.Rated() {
		class := either(j.Rated(), j.Label.In(r.language), r.in("kein Status", "no status"))
		if reason := strings.TrimSuffix(j.Why.In(r.language), "."); reason != "" {
			class += ": " + reason
		}
		say("Status", "Status", class)
		say("Statusregel", "Status rule", j.Title.In(r.language))
		say("Maßgeblich", "What counts", e.Judged.Text(r.language))
		var figures []string
		for _, f := range j.Figures {
			value := f.Value.Text(r.language, -1)
			if strings.Contains(strings.ToLower(f.ID), "year") {
				value = f.Value.String() // a year has no thousands
			}
			figures = append(figures, f.Label.In(r.language)+" "+value)
		}
		say("Zwischenwerte", "Figures", strings.Join(figures, "; "))
	}
	if m := e.Measured; m != nil {
		x.measured(m, add)
	}
	if e.RollUp == nil {
		s.Blocks = []Block{facts}
		x.page.Sections = append(x.page.Sections, s)
		return
	}
	up := e.RollUp
	say("Regel", "Rule", up.Rule.Forming(module.Reader{}, r.language, false))
	say("Gewichte", "Weights", up.Weights.In(r.language)+r.in("; Summe ", "; sum ")+up.WeightAll.Text(r.language, -1)+r.in(", davon bewertet ", ", of which scored ")+up.WeightScored.Text(r.language, -1))
	if e.State == evaluation.Scored {
		terms := make([]term, len(up.Parts))
		for i, s := range up.Parts {
			terms[i] = term{s.Weight, s.Entered}
		}
		say("Rechnung", "Calculation", r.calculation(up.Rule.Aggregator, terms, up.WeightScored, -1, func(f zielkette.Figure) string { return f.Text(r.language, -1) })+" = "+e.Score.Text(r.language, -1))
	}
	if c := e.Coverage; c.Sign() > 0 && !c.Equal(zielkette.Int(1).Figure()) {
		say("Abdeckung", "Coverage", x.covered(up)+" = "+c.Text(r.language, -1))
	}
	if low, high := e.Range.Low, e.Range.High; !low.IsZero() && !high.IsZero() && !low.Equal(high) {
		say("Spanne", "Range", low.Text(r.language, -1)+r.in(" bis ", " to ")+high.Text(r.language, -1)+r.in(", je nachdem, wie das Unbekannte ausfällt", ", depending on how the unknown turns out"))
	}
	if !e.Expected.IsZero() {
		say("Auf den Zielpfaden erwartet", "Expected on the paths", e.Expected.Text(r.language, -1))
	}
	s.Blocks = append(s.Blocks, facts)
	t := Table{Columns: []Column{
		{Title: r.in("Teil", "Part"), Width: 40},
		{Title: r.in("Gewicht", "weight"), Right: true, Width: 11},
		{Title: r.in("geht ein mit", "enters with"), Right: true, Width: 18},
		{Title: r.in("Anteil", "share"), Right: true, Width: 13},
		{Title: r.in("Beitrag", "contribution"), Right: true, Width: 18},
	}}
	for _, part := range up.Parts {
		name := quoted(x.r.official(part.Of.Number, part.Of.Title))
		if part.Of.Level != "" {
			name[0].Adopted = true
		}
		if !silent(part.Of) {
			name[0].To = x.anchor(part.Of)
		}
		lines := []Phrase{name}
		if part.Of.State != evaluation.Scored {
			lines = append(lines, Say(part.Of.State.Text(r.language)))
		}
		if part.Assumed {
			lines = append(lines, Say(r.in("Zuordnung angenommen", "link assumed")))
		}
		if part.Note != "" {
			lines = append(lines, quoted(stop(part.Note)))
		}
		figure := func(f zielkette.Figure) Cell { return cellOf(Say(f.Text(r.language, -1))) }
		t.add(Row{Cells: []Cell{{Lines: lines}, cellOf(Say(part.Weight.Text(r.language, -1))), figure(part.Entered), figure(part.Share), figure(part.Contribution)}})
	}
	if e.State == evaluation.Scored {
		t.Foot = []Row{{Cells: []Cell{cellOf(Say(r.in("zusammen", "together"))), cellOf(Say(up.WeightScored.Text(r.language, -1))), {}, {}, cellOf(Say(e.Score.Text(r.language, -1)))}}}
	}
	s.Blocks = append(s.Blocks, t)
	x.page.Sections = append(x.page.Sections, s)
	for _, part := range up.Parts {
		if !silent(part.Of) {
			x.section(part.Of)
		}
	}
}

// measured are the facts of an indicator.
func (x *explainer) measured(m *evaluation.Measured, add func(de, en string, value Phrase)) {
	r := x.r
	say := func(de, en, text string) { add(de, en, Say(text)) }
	add("Raum", "Area", quoted(r.nameOf(m.Area)))
	value := func(de, en string, o *indicators.Observation) {
		if o == nil {
			return
		}
		text := r.observed(o, m.Unit, zielkette.Figure{})
		if o.Definition != "" && o.Definition != m.Definition {
			text += r.in(", Definition ", ", definition ") + o.Definition
		}
		if !o.Known.IsZero() {
			text += r.in(", bekannt seit ", ", known since ") + o.Known.Text(r.language)
		}
		say(de, en, text)
		add("Quelle", "Source", r.origin(sourceOf(o.Source)))
		add("Anmerkung", "Note", quoted(o.Note))
	}
	value("Messwert", "Observation", m.Observation)
	value("Zuletzt erfasst, zählt nicht", "Latest on record, does not count", m.Latest)
	for i := range m.Parts {
		value("Summand", "Part", &m.Parts[i])
	}
	say("Es fehlen", "Missing", r.lacking(m.Missing))
	if b := m.Baseline; b != nil {
		say("Ausgangswert", "Baseline", r.start(b, m.Unit))
		add("Quelle", "Source", r.origin(b.Source))
	}
	if asks := r.asks(m.Asks.In(r.language), m.Unit); asks != "–" {
		say("Zielwert", "Target", asks)
	}
	if d := m.Revision; d != nil {
		decision := d.Decision
		if !d.Decided.IsZero() {
			decision = strings.TrimPrefix(decision+r.in(", beschlossen ", ", decided ")+d.Decided.Text(r.language), ", ")
		}
		if !d.Known.IsZero() {
			decision = strings.TrimPrefix(decision+r.in(", bekannt seit ", ", known since ")+d.Known.Text(r.language), ", ")
		}
		add("Beschluss", "Decision", quoted(decision))
		add("Quelle", "Source", r.origin(d.Source))
	}
	if m.Overdue {
		say("Frist", "Due", r.overdueTarget(m.Revision))
	}
	if m.Kept != nil {
		say("Eingehalten", "Kept", r.keptIn(*m.Kept))
	}
	say("Rechnung", "Calculation", m.Formula.In(r.language))
	if !m.Expected.IsZero() {
		text := cmp.Or(m.Path.In(r.language), m.Expected.Text(r.language, -1))
		say("Auf dem Zielpfad erwartet", "Expected on the path", text+r.unit(m.Unit))
		say("Gegenüber dem Zielpfad", "Against the path", m.Against.In(r.language))
	}
	say("Definition", "Definition", m.Definition)
	say("Höchstalter", "Maximum age", m.MaxAge.Text(r.language))
}

// origin is a source in full: title, address and what is to be known of it.
func (r *Report) origin(s zielkette.Source) Phrase {
	p := quoted(s.Title)
	if s.URL != "" {
		if s.Title != "" {
			p = p.And(Say(", "))
		}
		p = p.And(Phrase{{Text: s.URL, To: s.URL}})
	}
	return p.And(with(". ", quoted(stop(s.Note))))
}

// covered writes the coverage in figures: the weights of what is scored, each times
// the coverage beneath, which is 1 for an indicator.
func (x *explainer) covered(up *evaluation.RollUp) string {
	r := x.r
	var terms []string
	for _, s := range up.Parts {
		if s.Of.State != evaluation.Scored || s.Weight.Sign() == 0 {
			continue
		}
		coverage := "1"
		if s.Of.RollUp != nil {
			coverage = s.Of.Coverage.Text(r.language, -1)
		}
		terms = append(terms, s.Weight.Text(r.language, -1)+" × "+coverage)
	}
	return "(" + strings.Join(terms, " + ") + ") / " + up.WeightAll.Text(r.language, -1)
}

// silent reports whether there is nothing to measure in the whole subtree.
func silent(e *evaluation.Explanation) bool {
	if e.Measured != nil || e.State == evaluation.NotApplicable {
		return false
	}
	if e.RollUp != nil {
		for _, s := range e.RollUp.Parts {
			if !silent(s.Of) {
				return false
			}
		}
	}
	return true
}

// JSON writes the explanation as one JSON object, beside the strategy and the dates.
func (e *explained) JSON(w io.Writer) error {
	if e.wrong != nil {
		return e.wrong
	}
	return encode(w, struct {
		jsonHead
		*evaluation.Explanation
	}{e.jsonHead(), e.explanation})
}
