package report

import (
	"cmp"
	"fmt"
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/internal/module"
)

// milestone is a step of the process, or of a measure, as the report knows it.
type milestone struct {
	zielkette.Milestone
	id      string // within the report
	measure string // id, "" for the process
}

func (m milestone) anchor() string { return "step-" + ident(m.id) }

// milestones lists the steps of the process, then those of the measures. A step that
// has no id in the document is named by its place.
func (r *Report) milestones() []milestone { return r.stages.get(r.allMilestones) }

func (r *Report) allMilestones() (out []milestone) {
	o := r.result.Options()
	list := func(steps []zielkette.Milestone, measure, prefix string) {
		for i, m := range steps {
			if !m.Planned(o.AsOf, o.KnownOn) {
				continue
			}
			m.Note = r.note(m)
			out = append(out, milestone{m.AsKnown(o.KnownOn), cmp.Or(m.ID, prefix+itoa(i+1)), measure})
		}
	}
	list(r.read().Milestones, "", "M")
	for _, m := range r.measures() {
		list(m.Milestones, m.ID, m.ID+".")
	}
	return out
}

// ofProcess are the steps of the process itself, which come first.
func (r *Report) ofProcess() []milestone {
	all := r.milestones()
	n := 0
	for n < len(all) && all[n].measure == "" {
		n++
	}
	return all[:n:n]
}

// ofMeasures are the steps of the measures.
func (r *Report) ofMeasures() []milestone { return r.milestones()[len(r.ofProcess()):] }

// read is the document of the strategy, and measures are its measures; they are only read.
func (r *Report) read() *goals.Strategy { return r.plan.Read(module.Reader{}) }

func (r *Report) measures() []goals.Measure { return r.read().Measures }

// lateMeasures are the measures whose end has passed and of which nothing says that they
// are complete.
func (r *Report) lateMeasures() (out []goals.Measure) {
	for _, m := range r.measures() {
		if r.lateMeasure(m) {
			out = append(out, m)
		}
	}
	return out
}

// overdue are the steps whose date has passed and of which nothing says that they are
// done.
func (r *Report) overdue() []milestone {
	return r.late.get(func() (out []milestone) {
		on := r.result.Options().AsOf
		all := r.milestones()
		for i := range all {
			if all[i].State(on) == zielkette.MilestoneOverdue {
				out = append(out, all[i])
			}
		}
		return out
	})
}

// Process (Ablauf) is the process of the strategy itself: its steps with what was
// planned, what is evidenced, and how late it was; what recurs and when the strategy is
// evaluated next; who took part, what came out and what became of it; risks; and the
// strategies it is tied to.
func (r *Report) Process() Section {
	r, s := r.begin("process", "Ablauf des Verfahrens", "The process")
	if steps := r.ofProcess(); len(steps) > 0 {
		s.Blocks = append(s.Blocks, r.stepBlocks(steps)...)
	}
	for _, blocks := range [][]Block{r.recurring(), r.participated(), r.risky(), r.related()} {
		s.Blocks = append(s.Blocks, blocks...)
	}
	return s
}

// stepBlocks are the steps of the process and how many are done.
func (r *Report) stepBlocks(steps []milestone) (blocks []Block) {
	o := r.result.Options()
	if p, ok := zielkette.ProgressOf(r.read().Milestones, o.AsOf, o.KnownOn); ok {
		text := r.say("%s; gleich gezählt %s, über das Ergebnis sagt das nichts.", "%s; counted alike %s, which says nothing of the result.", r.steps(p), p.Share.Percent(r.language, 1))
		if p.Beside > 0 {
			text += " " + r.beside(p)
		}
		blocks = append(blocks, Paragraph{Text: Say(text)})
	}
	return append(append(blocks, r.stepTable(steps)), r.barLegend()...)
}

// beside says how many papers and meetings are not counted.
func (r *Report) beside(p zielkette.Progress) string {
	return r.number(p.Beside, "Vorlage oder Sitzung zählt nicht mit.", "Vorlagen und Sitzungen zählen nicht mit.", "paper or meeting does not count.", "papers and meetings do not count.")
}

// barLegend says what the bars of a time axis mean, and how long an imprecise date lasts.
func (r *Report) barLegend() []Block {
	blocks := []Block{Legend(r.in("Rahmen: geplant. Gefüllt: belegt. Schraffiert: nach dem Termin. Senkrechter Strich: Stichtag.",
		"Frame: planned. Filled: done, as recorded. Hatched: past its date. Vertical line: as-of date."))}
	for _, m := range r.milestones() {
		if d := m.Due; !d.IsZero() && !d.IsDay() {
			return append(blocks, Note(Say(r.say("Ungenaue Termine gelten als Zeitraum: „%s“ reicht bis %s, Verzug zählt ab dem Ende des Zeitraums.",
				"Imprecise dates hold as a span: “%s” lasts until %s, delay counts from the end of the span.", d.Text(r.language), d.Last().Text(r.language)))))
		}
	}
	return blocks
}

// axis is the time that the bars of a table cover, in days.
type axis struct{ from, to zielkette.Date }

func (r *Report) timeAxis(dates ...zielkette.Date) axis {
	a := axis{r.result.Options().AsOf, r.result.Options().AsOf}
	for _, d := range dates {
		if d.IsZero() {
			continue
		}
		if d.First().Compare(a.from.First()) < 0 {
			a.from = d
		}
		if d.Last().Compare(a.to.Last()) > 0 {
			a.to = d
		}
	}
	return a
}

// at is a day in thousandths of the axis.
func (a axis) at(d zielkette.Date) int {
	all := a.to.Last().Days(a.from.First())
	if all <= 0 {
		return 0
	}
	return min(max(d.Days(a.from.First())*1000/all, 0), 1000)
}

// bar draws what was planned from one date to another, what is done, and what is late.
func (r *Report) timeBar(a axis, start, end, done zielkette.Date, late bool) Bar {
	bar := Bar{}
	from := either(!start.IsZero(), start, end)
	today := a.at(r.result.Options().AsOf)
	if !end.IsZero() {
		bar = append(bar, stroke(Frame, a.at(from.First()), a.at(end.Last())))
	}
	switch {
	case !done.IsZero():
		begin := either(!start.IsZero(), start, done)
		if !end.IsZero() && done.Compare(end) > 0 && a.at(done.Last()) > a.at(end.Last()) {
			bar = append(bar, stroke(Filled, a.at(begin.First()), max(a.at(begin.First()), a.at(end.Last()))), stroke(Late, a.at(end.Last()), a.at(done.Last())))
		} else {
			bar = append(bar, stroke(Filled, a.at(begin.First()), a.at(done.Last())))
		}
	case late:
		bar = append(bar, stroke(Late, a.at(end.Last()), today))
	case !start.IsZero() && start.By(r.result.Options().AsOf):
		bar = append(bar, stroke(Filled, a.at(start.First()), today))
	}
	return append(bar, stroke(Plan, today, today))
}

// scale is what stands above the two ends of a time axis: years, or months of one year.
func (r *Report) scale(a axis) []string {
	from, to := a.from.First(), a.to.Last()
	if from.Year() != to.Year() {
		return []string{itoa(from.Year()), itoa(to.Year())}
	}
	return []string{fmt.Sprintf("%02d/%d", from.Month(), from.Year()), fmt.Sprintf("%02d/%d", to.Month(), to.Year())}
}

// stepTable is a table of steps with their time.
func (r *Report) stepTable(steps []milestone) Table {
	var dates []zielkette.Date
	for _, m := range steps {
		dates = append(dates, m.Due)
		if r.happened(m.Done) {
			dates = append(dates, m.Done)
		}
	}
	a := r.timeAxis(dates...)
	t := Table{Columns: []Column{
		{Title: r.in("Schritt", "Step"), Width: 50},
		{Title: r.in("Zeit", "Time"), Bars: true, Scale: r.scale(a)},
		{Title: r.in("Termin", "Due"), Width: 14},
		{Title: r.in("Erledigt", "Done"), Width: 14},
	}}
	for _, m := range steps {
		t.add(r.stepRow(m, a))
	}
	return t
}

func (r *Report) stepRow(m milestone, a axis) Row {
	on := r.result.Options().AsOf
	state := m.State(on)
	mark := map[zielkette.MilestoneState]Mark{zielkette.MilestoneDone: MarkFull, zielkette.MilestoneOverdue: MarkBehind, zielkette.MilestoneOpen: MarkEmpty, zielkette.MilestoneUndated: MarkEmpty}[state]
	done, finished := "–", zielkette.Date{}
	if r.happened(m.Done) {
		done, finished = m.Done.Text(r.language), m.Done
	} else if state == zielkette.MilestoneDone {
		mark, done = MarkHalf, r.in("Tag nicht belegt", "day not recorded")
	}
	late := either(state == zielkette.MilestoneDone, m.SlipText(on), m.OverdueText(on))
	said := Phrase{{Text: r.text(state.Text()), Mark: mark}}
	said = said.And(with(" · ", Say(r.text(late))))
	if m.Kind != zielkette.MatterStep {
		said = said.And(with(" · ", Say(r.text(m.Kind.Text()))))
	}
	said = said.And(with(" · ", quoted(m.Committee)))
	lines := []Phrase{quoted(m.Title), said}
	if about := r.about("", "", m.Note, m.Source); len(about) > 0 {
		lines = append(lines, about)
	}
	return Row{ID: m.anchor(), Cells: []Cell{{Lines: lines}, {Bar: r.timeBar(a, zielkette.Date{}, m.Due, finished, state == zielkette.MilestoneOverdue)}, cellOf(Say(cmp.Or(m.Due.Text(r.language), "–"))), cellOf(Say(done))}}
}

// Measures are what is done for the goals, with time and money.
func (r *Report) Measures() Section {
	r, s := r.begin("measures", "Maßnahmen und Geld", "Measures and money")
	measures := r.measures()
	if len(measures) == 0 {
		return s
	}
	money := r.money()
	if text := r.moneySoFar(money); text != "" {
		s.Blocks = append(s.Blocks, Paragraph{Text: Say(text)})
	}
	if frame := r.frameText(); len(frame) > 0 {
		s.Blocks = append(s.Blocks, Paragraph{Text: frame})
	}
	var dates []zielkette.Date
	dated, paid, leads := false, false, r.leads()
	for _, m := range measures {
		dates = append(dates, m.Start, m.End)
		dated = dated || !m.Start.IsZero() || !m.End.IsZero()
		paid = paid || len(m.Budget) > 0
	}
	if !dated && !paid {
		s.Blocks = append(s.Blocks, Paragraph{Text: quoted(strings.Join(r.countMeasures(), ", ")).And(Say(r.in(": genannt; Termine und Beträge sind nicht erfasst. Nicht erfasst heißt nicht, dass es sie nicht gibt.",
			": named; dates and amounts are not on record. That does not mean that there are none.")))})
		groups := r.measureGroups(measures)
		for _, g := range groups {
			if len(groups) > 1 {
				s.Blocks = append(s.Blocks, Heading{Title: g.title})
			}
			s.list(each(g.measures, func(m goals.Measure) Phrase { return r.measureLine(m, leads) }))
		}
	} else {
		a := r.timeAxis(dates...)
		t := Table{Columns: []Column{
			{Title: r.in("Maßnahme", "Measure"), Width: 36},
			{Title: r.in("Zeit", "Time"), Bars: true, Scale: r.scale(a)},
		}}
		if paid {
			t.Columns = append(t.Columns, r.euroColumns(14)...)
		} else {
			t.Columns = append(t.Columns, Column{Title: r.in("bis", "until"), Width: 18})
		}
		behind, groups := r.byMeasure(money), r.measureGroups(measures)
		for _, g := range groups {
			var rows []Row
			for _, m := range g.measures {
				row := r.measureRow(m, a, leads)
				if paid {
					row.Cells = append(row.Cells, r.euroCells(behind[m.ID])...)
				} else {
					row.Cells = append(row.Cells, cellOf(Say(cmp.Or(m.End.Text(r.language), "–"))))
				}
				rows = append(rows, row)
			}
			group := Group{Rows: rows}
			if len(groups) > 1 {
				group.Title = g.title
			}
			t.Groups = append(t.Groups, group)
		}
		if !paid {
			s.Blocks = append(s.Blocks, Paragraph{Text: Say(r.in("Beträge sind nicht erfasst.", "Amounts are not on record."))})
		}
		if paid {
			t.Foot = []Row{{Cells: append([]Cell{cellOf(Say(r.in("alle Maßnahmen", "all measures"))), {}}, r.euroCells(money.All())...)}}
		}
		s.Blocks = append(append(s.Blocks, t), r.barLegend()...)
	}
	if steps := r.ofMeasures(); len(steps) > 0 {
		s.Blocks = append(s.Blocks, Heading{Title: Say(r.in("Schritte der Maßnahmen", "Steps of the measures"))}, r.stepTable(steps))
	}
	if paid {
		s.Blocks = append(s.Blocks, r.moneyBlocks(money)...)
	}
	s.Blocks = append(s.Blocks, r.staff()...)
	return s
}

// measureGroup are measures that are printed together: those of a package, plain ones, and
// those that the city calls by another word.
type measureGroup struct {
	title    Phrase
	measures []goals.Measure
}

func (r *Report) measureGroups(measures []goals.Measure) []measureGroup {
	type key struct{ pack, kind string }
	at := map[key]int{}
	var out []measureGroup
	for _, m := range measures {
		k := key{m.Package, m.Kind}
		if m.Package != "" {
			k.kind = ""
		}
		i, ok := at[k]
		if !ok {
			i = len(out)
			at[k] = i
			out = append(out, measureGroup{})
		}
		out[i].measures = append(out[i].measures, m)
	}
	for k, i := range at {
		switch pack, ok := r.plan.Package(k.pack); {
		case ok:
			out[i].title = r.packageTitle(pack, out[i].measures)
		case k.kind != "":
			out[i].title = quoted(capital(r.plan.Plural(k.kind)))
		default:
			out[i].title = Say(r.in("Maßnahmen", "Measures"))
		}
	}
	return out
}

// packageTitle is a package with its time, owner and note.
func (r *Report) packageTitle(pack goals.Package, measures []goals.Measure) Phrase {
	var from, to zielkette.Date
	for _, m := range measures {
		if !m.Start.IsZero() && (from.IsZero() || m.Start.First().Compare(from.First()) < 0) {
			from = m.Start
		}
		if !m.End.IsZero() && m.End.Compare(to) > 0 {
			to = m.End
		}
	}
	title := Say(r.in("Paket ", "Package ")).And(quoted(pack.Title))
	switch {
	case !from.IsZero() && !to.IsZero():
		title = title.And(Say(", " + from.Text(r.language) + r.in(" bis ", " to ") + to.Text(r.language)))
	case !to.IsZero():
		title = title.And(Say(r.in(", bis ", ", to ") + to.Text(r.language)))
	}
	return title.And(with(". ", r.about(pack.Responsible, "", pack.Note, pack.Source)))
}

// under names the themes that something belongs to, each with its kind: the Fachkonzept it
// comes from, the Fachplanung that works it out.
func (r *Report) under(themes []string) Phrase {
	var parts []Phrase
	for _, id := range themes {
		if t, ok := r.plan.Theme(id); ok {
			parts = append(parts, quoted(t.Kind+" "+t.Title))
		}
	}
	return joined(parts, ", ")
}

// measureLine is a measure that has neither dates nor money.
func (r *Report) measureLine(m goals.Measure, leads map[string][]Phrase) Phrase {
	text := Phrase{{Text: m.Title, Quoted: true, Strong: true}}
	text = text.And(with(r.in(", zuständig ", ", responsible "), quoted(m.Responsible)))
	return text.And(with(", ", r.serves(m, leads)), with(". ", quoted(stop(r.note(m)))))
}

// inQuotes is a title within a sentence.
func (r *Report) inQuotes(title Phrase) Phrase {
	return Say(r.in("„", "“")).And(within(title), Say(r.in("“", "”")))
}

// leads are what each measure is to bring about, by its id.
func (r *Report) leads() map[string][]Phrase {
	out := map[string][]Phrase{}
	for _, e := range r.read().Effects {
		if e.Kind != goals.Influence && e.Sign != goals.Minus {
			out[e.From] = append(out[e.From], r.inQuotes(r.titled(e.To)))
		}
	}
	return out
}

// serves names the goals that a measure is there for, each with its share of the money
// where there are several, or else what it is to bring about; nil where there is neither.
func (r *Report) serves(m goals.Measure, leads map[string][]Phrase) Phrase {
	var parts []Phrase
	for _, s := range m.Serves {
		p := r.inQuotes(r.goalTitle(s.Goal))
		if !s.Share.IsZero() && len(m.Serves) > 1 {
			p = p.And(Say(" (" + r.percent(s.Share.Figure(), 0) + ")"))
		}
		parts = append(parts, p)
	}
	if parts == nil {
		parts = leads[m.ID]
	}
	if parts == nil {
		return nil
	}
	return Say(r.in("für ", "for ")).And(joined(parts, ", "))
}

// measureState says how a measure stands, when it was complete, and whether it is late.
func (r *Report) measureState(m goals.Measure) (said Phrase, done zielkette.Date, late bool) {
	on := r.result.Options().AsOf
	switch {
	case r.happened(m.Done):
		mark, text := MarkOn, r.in("abgeschlossen ", "complete ")+m.Done.Text(r.language)
		if !m.End.IsZero() {
			step := zielkette.Milestone{Due: m.End, Done: m.Done}
			if days, ok := step.Slip(); ok && days > 0 {
				mark = MarkBehind
			}
			if slip := r.text(step.SlipText(on)); slip != "" {
				text += ", " + slip
			}
		}
		return Phrase{{Text: text, Mark: mark}}, m.Done, false
	case r.lateMeasure(m):
		return Phrase{{Text: r.in("überfällig ", "overdue ") + r.text(m.Completion().AsKnown(r.knowable()).OverdueText(on)) + r.in(", Abschluss nicht belegt", ", completion not recorded"), Mark: MarkBehind}}.And(
			Say(r.in(" · Termin ", " · due ") + m.End.Text(r.language))), done, true
	case !m.End.IsZero():
		return Phrase{{Text: r.in("läuft bis ", "runs until ") + m.End.Text(r.language), Mark: MarkEmpty}}, done, false
	}
	return Say(r.in("ohne Termin", "no date set")), done, false
}

// lateMeasure reports whether the end of a measure has passed and nothing says that it is
// complete.
func (r *Report) lateMeasure(m goals.Measure) bool {
	return m.Completion().AsKnown(r.knowable()).State(r.result.Options().AsOf) == zielkette.MilestoneOverdue
}

// measureRow is a measure with its time, without its money.
func (r *Report) measureRow(m goals.Measure, a axis, leads map[string][]Phrase) Row {
	lines := []Phrase{Strong(m.Title)}
	lines[0][0].Quoted = true
	said, done, late := r.measureState(m)
	lines = append(lines, said)
	owner := r.in("keine Zuständigkeit erfasst", "no owner on record")
	about := Say(owner)
	if m.Responsible != "" {
		about = quoted(m.Responsible)
	}
	for _, id := range m.Areas {
		if area, ok := r.plan.Area(id); ok {
			about = about.And(Say(", "), quoted(area.Title))
		}
	}
	lines = append(lines, about)
	if under := r.under(m.Themes); len(under) > 0 {
		lines = append(lines, under)
	}
	if serves := r.serves(m, leads); len(serves) > 0 {
		lines = append(lines, serves)
	} else if r.plan.Len() > 0 {
		lines = append(lines, Say(r.in("dient keinem Ziel der Strategie", "serves no goal of the strategy")))
	}
	if note := r.note(m); note != "" {
		lines = append(lines, quoted(stop(note)))
	}
	if ref := r.cite(m.Source); len(ref) > 0 && m.Source != r.plan.Source() {
		lines[len(lines)-1] = lines[len(lines)-1].And(with(" ", ref))
	}
	return Row{ID: "measure-" + ident(m.ID), Cells: []Cell{{Lines: lines}, {Bar: r.timeBar(a, m.Start, m.End, done, late)}}}
}
