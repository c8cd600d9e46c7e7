package report

import (
	"fmt"
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/internal/cents"
	"gitlab.opencode.de/zielkette/zielkette/internal/layout"
)

type jsonMeasure struct {
	ID          string   `json:"id"`
	Title       string   `json:"title"`
	Responsible string   `json:"responsible,omitempty"`
	Start       *string  `json:"start"`
	End         *string  `json:"end"`
	Done        *string  `json:"done"`
	Attainment  *string  `json:"attainment"` // of its milestones
	Goals       []string `json:"goals"`
	Planned     *string  `json:"planned"` // euros
	Actual      *string  `json:"actual"`
	Note        string   `json:"note,omitempty"`
	Source      string   `json:"source,omitempty"`
}

type jsonMilestone struct {
	ID        string                   `json:"id"`
	Measure   string                   `json:"measure,omitempty"`
	Title     string                   `json:"title"`
	Due       *string                  `json:"due"`
	Done      *string                  `json:"done"`
	Reported  *string                  `json:"reported"`
	State     zielkette.MilestoneState `json:"state"`
	StateText string                   `json:"stateText"`
	SlipDays  *int                     `json:"slipDays"` // whole days, where both dates are days
	Overdue   *int                     `json:"overdueDays"`
	Slip      string                   `json:"slip"`
	Committee string                   `json:"committee,omitempty"`
	Note      string                   `json:"note,omitempty"`
	Source    string                   `json:"source,omitempty"`
}

// milestone is a step of the process, or of a measure, at the date of the report.
type milestone struct {
	zielkette.Milestone
	id      string // within the report
	measure string // id, "" for the process
}

// milestones lists the steps of the process, then those of the measures. A step
// that has no id in the document is named by its place.
func (v view) milestones() []milestone {
	var out []milestone
	list := func(steps []zielkette.Milestone, measure, prefix string) {
		for i, m := range steps {
			id := m.ID
			if id == "" {
				id = fmt.Sprintf("%s%d", prefix, i+1)
			}
			out = append(out, milestone{m.AsKnown(v.result.Options().KnownOn), id, measure})
		}
	}
	list(v.plan.Milestones(), "", "M")
	for _, m := range v.plan.Measures() {
		list(m.Milestones, m.ID, m.ID+".")
	}
	return out
}

func (v view) jsonMilestones() []jsonMilestone {
	out := []jsonMilestone{}
	on := v.result.Options().AsOf
	for _, m := range v.milestones() {
		state := m.State(on)
		j := jsonMilestone{
			ID: m.id, Measure: m.measure, Title: m.Title, Due: some(m.Due.String()), State: state, StateText: state.Text().In(v.language),
			Slip: m.SlipText(on).In(v.language), Committee: m.Committee, Note: m.Note, Source: m.Source.String(),
		}
		if m.Done.By(on) { // what is done later is not known at the date of the report
			j.Done = some(m.Done.String())
		}
		if m.Reported.By(on) {
			j.Reported = some(m.Reported.String())
		}
		if days, ok := m.Slip(); ok && j.Done != nil && m.Due.IsDay() && m.Done.IsDay() {
			j.SlipDays = &days
		}
		if days, ok := m.Overdue(on); ok {
			j.Overdue = &days
		}
		out = append(out, j)
	}
	return out
}

func (v view) jsonMeasures() []jsonMeasure {
	out := []jsonMeasure{}
	on := v.result.Options().AsOf
	for _, m := range v.plan.Measures() {
		j := jsonMeasure{
			ID: m.ID, Title: m.Title, Responsible: m.Responsible, Start: some(m.Start.String()), End: some(m.End.String()),
			Goals: []string{}, Note: m.Note, Source: m.Source.String(),
		}
		if v.happened(m.Done) {
			j.Done = some(m.Done.String())
		}
		if progress, ok := zielkette.ProgressOf(m.Milestones, on, v.result.Options().KnownOn); ok {
			j.Attainment = some(zielkette.FormatDecimal(progress.Share, -1))
		}
		for _, s := range m.Serves {
			j.Goals = append(j.Goals, s.Goal)
		}
		planned, actual := amounts(m)
		j.Planned, j.Actual = euros(planned), euros(actual)
		out = append(out, j)
	}
	return out
}

// amounts adds up the amounts of a measure.
func amounts(m goals.Measure) (planned, actual cents.Sum) {
	for i := range m.Budget {
		planned.Add(m.Budget[i].Planned)
		actual.Add(m.Budget[i].Actual)
	}
	return planned, actual
}

// euros returns a sum with its cents, nil where no amount is stated.
func euros(sum cents.Sum) *string {
	amount, ok := sum.Figure().Decimal()
	if !ok {
		return nil
	}
	s := zielkette.FormatDecimal(amount, 2)
	return &s
}

// date is a date as it is printed, a dash for none.
func (v view) date(d zielkette.Date) string {
	if d.IsZero() {
		return dash
	}
	return d.Text(v.language)
}

// noGoals is what stands in place of the goals where none is on record.
func (v view) noGoals() string {
	return v.in("Ziele sind nicht erfasst.", "No goals are on record.")
}

// process says how far the steps of the strategy's own process are, "" where it
// has none.
func (v view) process() string {
	o := v.result.Options()
	progress, ok := zielkette.ProgressOf(v.plan.Milestones(), o.AsOf, o.KnownOn)
	if !ok {
		return ""
	}
	return v.in("Umsetzungsstand: ", "Progress: ") + v.language.Percent(progress.Share, 1) + " (" + v.done(progress, true) + ")"
}

// step says in one line when a step was due and done, how it stands and how late
// it was.
func (v view) step(m milestone) string {
	on := v.result.Options().AsOf
	s := v.in("Termin ", "due ") + v.date(m.Due)
	if m.Due.IsZero() {
		s = v.in("ohne Termin", "no date set")
	}
	state := m.State(on)
	switch {
	case m.Done.By(on):
		s += " · " + state.Text().In(v.language) + " " + v.date(m.Done)
	case state == zielkette.MilestoneDone:
		s += " · " + state.Text().In(v.language) + v.in(", Tag nicht belegt", ", day not evidenced")
	case state != zielkette.MilestoneUndated:
		s += " · " + state.Text().In(v.language)
	}
	late := m.OverdueText(on)
	if state == zielkette.MilestoneDone {
		late = m.SlipText(on)
	}
	if late := late.In(v.language); late != "" {
		s += " · " + late
	}
	if m.Committee != "" {
		s += " · " + m.Committee
	}
	return s
}

// span is the time of a measure with its owner and its money, "" where nothing is
// stated.
func (v view) span(m goals.Measure) string {
	var parts []string
	if !m.Start.IsZero() || !m.End.IsZero() {
		parts = append(parts, v.date(m.Start)+v.in(" bis ", " to ")+v.date(m.End))
	} else {
		parts = append(parts, v.in("ohne Termin", "no date set"))
	}
	if v.happened(m.Done) {
		parts = append(parts, v.in("abgeschlossen ", "complete ")+v.date(m.Done))
	}
	planned, actual := amounts(m)
	for _, money := range []struct {
		label string
		sum   cents.Sum
	}{{v.in("geplant ", "planned "), planned}, {v.in("ausgegeben ", "spent "), actual}} {
		if amount, ok := money.sum.Figure().Decimal(); ok {
			parts = append(parts, money.label+v.language.Amount(amount)+" EUR")
		}
	}
	if progress, ok := zielkette.ProgressOf(m.Milestones, v.result.Options().AsOf, v.result.Options().KnownOn); ok {
		parts = append(parts, v.in("Meilensteine ", "milestones ")+v.language.Percent(progress.Share, 1))
	}
	if m.Responsible != "" {
		parts = append(parts, m.Responsible)
	}
	return strings.Join(parts, " · ")
}

func (v view) textProcess(w *writer) {
	steps := v.milestones()
	if len(v.plan.Milestones()) > 0 {
		v.heading(w, v.in("Meilensteine", "Milestones"))
		if s := v.process(); s != "" {
			w.print(s, "\n")
		}
		v.textSteps(w, steps, "")
	}
	measures := v.plan.Measures()
	if len(measures) > 0 {
		v.heading(w, v.in("Maßnahmen", "Measures"))
	}
	for _, m := range measures {
		w.print(layout.Wrap(m.ID+" "+m.Title, width, "", "    "), layout.Wrap(v.span(m), width, "  ", "    "))
		if m.Note != "" {
			w.print(layout.Wrap(m.Note, width, "  ", "    "))
		}
		v.textSteps(w, steps, m.ID)
	}
}

func (v view) textSteps(w *writer, steps []milestone, measure string) {
	for _, m := range steps {
		if m.measure != measure {
			continue
		}
		w.print(layout.Wrap(m.id+" "+m.Title, width, "• ", "  "), layout.Wrap(v.step(m), width, "  ", "    "))
		if m.Note != "" {
			w.print(layout.Wrap(v.in("Anmerkung: ", "Note: ")+m.Note, width, "  ", "    "))
		}
		if s := m.Source.String(); s != "" && m.Source != v.plan.Source() {
			w.print(layout.Wrap(v.in("Quelle: ", "Source: ")+s, width, "  ", "    "))
		}
	}
}

func (v view) markdownProcess(w *writer) {
	steps := v.milestones()
	if len(v.plan.Milestones()) > 0 {
		w.print("\n## ", v.in("Meilensteine", "Milestones"), "\n\n")
		if s := v.process(); s != "" {
			w.print(escape(s), "\n\n")
		}
		v.markdownSteps(w, steps, func(m milestone) bool { return m.measure == "" })
	}
	if measures := v.plan.Measures(); len(measures) > 0 {
		w.print("\n## ", v.in("Maßnahmen", "Measures"), "\n\n")
		for _, m := range measures {
			w.print("- ", escape(m.ID+" "+m.Title), ": ", escape(v.span(m)), "\n")
			if m.Note != "" {
				w.print("  ", escape(m.Note), "\n")
			}
		}
		if len(steps) > len(v.plan.Milestones()) {
			w.print("\n### ", v.in("Meilensteine der Maßnahmen", "Milestones of the measures"), "\n\n")
			v.markdownSteps(w, steps, func(m milestone) bool { return m.measure != "" })
		}
	}
}

func (v view) markdownSteps(w *writer, steps []milestone, which func(milestone) bool) {
	table(w, "llllll", v.in("Meilenstein", "Milestone"), v.in("Termin", "Due"), v.in("Erledigt", "Done"), v.in("Zustand", "State"),
		v.in("Verzug", "Slip"), v.in("Gremium", "Committee"))
	on := v.result.Options().AsOf
	for _, m := range steps {
		if !which(m) {
			continue
		}
		done := dash
		if m.Done.By(on) {
			done = v.date(m.Done)
		}
		row(w, escape(m.id+" "+m.Title), v.date(m.Due), done, m.State(on).Text().In(v.language), m.SlipText(on).In(v.language), escape(m.Committee))
	}
}
