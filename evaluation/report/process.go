package report

import (
	"cmp"
	"slices"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/goals"
)

// turns are what recurs, each as it stands at the dates of the report.
func (r *Report) turns() (list []goals.Recurring, turns []goals.Turns) {
	o := r.result.Options()
	list = r.plan.Recurring()
	return list, each(list, func(of goals.Recurring) goals.Turns { return of.At(o.AsOf, o.KnownOn) })
}

// recurring is what recurs: how often, when last and when next. When the strategy itself
// is evaluated next is said first.
func (r *Report) recurring() []Block {
	list, turns := r.turns()
	if len(list) == 0 {
		return nil
	}
	var blocks []Block
	t := Table{Columns: []Column{
		{Title: r.in("Was sich wiederholt", "What recurs"), Width: 34},
		{Title: r.in("wie oft", "how often"), Width: 22},
		{Title: r.in("zuletzt", "last"), Width: 22},
		{Title: r.in("nächstes", "next"), Width: 22},
	}, Groups: []Group{{}}}
	for i, of := range list {
		at := turns[i]
		lines := []Phrase{quoted(of.Title)}
		if at.Overdue > 0 {
			lines = append(lines, Phrase{{Text: r.number(at.Overdue, "Mal überfällig, nicht belegt", "Mal überfällig, nicht belegt", "turn overdue, not evidenced", "turns overdue, not evidenced"), Mark: MarkBehind}})
		}
		if about := r.about(of.Responsible, of.Committee, of.Note, of.Source); len(about) > 0 {
			lines = append(lines, about)
		}
		last, next := cmp.Or(at.Last.Text(r.language), "–"), cmp.Or(at.Next.Text(r.language), "–")
		if of.Evaluation && !at.Next.IsZero() {
			blocks = append(blocks, Paragraph{Text: Strong(r.in("Nächste Evaluierung: ", "Next evaluation: ")).And(Say(next+", "), quoted(stop(of.Title)))})
		}
		t.Groups[0].Rows = append(t.Groups[0].Rows, Row{Cells: []Cell{{Lines: lines}, {Lines: []Phrase{Say(r.every(of.Every))}}, {Lines: []Phrase{Say(last)}}, {Lines: []Phrase{Say(next)}}}})
	}
	return append(blocks, Heading{Title: Say(r.in("Was sich wiederholt", "What recurs"))}, t)
}

// every says how often something recurs.
func (r *Report) every(span zielkette.Span) string {
	switch span.Months() {
	case 12:
		return r.in("jährlich", "every year")
	case 1:
		return r.in("monatlich", "every month")
	}
	return r.in("alle ", "every ") + span.Text(r.language)
}

// about joins who is responsible, who deals with it, a note and a source.
func (r *Report) about(responsible, committee, note string, source zielkette.Source) Phrase {
	about := joined([]Phrase{with("", quoted(responsible)), with("", quoted(committee))}, " · ")
	about = joined([]Phrase{about, with("", quoted(stop(note)))}, ". ")
	if source != r.plan.Source() {
		about = about.And(with(" ", r.cite(source)))
	}
	return about
}

// seen reports whether something was known at the dates of the report; what has no day was
// from the start.
func (r *Report) seen(known zielkette.Date) bool {
	return known.IsZero() || r.happened(known)
}

// took is how others took part as far as the report may know it.
type took struct {
	goals.Participation
	come bool // it has taken place
}

func (r *Report) participation() []took {
	var out []took
	for _, p := range r.plan.Participation() {
		when := either(p.To.IsZero(), p.From, p.To)
		come := when.IsZero() || r.happened(when)
		if !come {
			p.People, p.Outcome, p.Became = 0, "", ""
		}
		if !r.seen(p.Known) {
			p.Became = ""
		}
		out = append(out, took{p, come})
	}
	return out
}

// participated is who took part, what came out of it and what became of that.
func (r *Report) participated() []Block {
	list := r.participation()
	if len(list) == 0 {
		return nil
	}
	t := Table{Columns: []Column{
		{Title: r.in("Beteiligung", "Participation"), Width: 44},
		{Title: r.in("was dabei herauskam", "what came out of it"), Width: 28},
		{Title: r.in("was daraus wurde", "what became of it"), Width: 28},
	}, Groups: []Group{{}}}
	for _, p := range list {
		title := quoted(p.Title)
		when := p.To
		if when.IsZero() {
			when = p.From
		}
		var said Phrase
		switch {
		case when.IsZero():
			said = Say(r.in("ohne Datum", "undated"))
		case p.To.IsZero():
			said = Say(r.in("ab ", "from ") + when.Text(r.language))
		case !p.From.IsZero() && p.From != when:
			said = Say(p.From.Text(r.language) + r.in(" bis ", " to ") + when.Text(r.language))
		default:
			said = Say(when.Text(r.language))
		}
		if !p.come {
			said = said.And(Say(r.in(", geplant", ", planned")))
		}
		lines := []Phrase{title, said}
		if p.Who != "" {
			who := quoted(p.Who)
			if p.People > 0 {
				who = who.And(Say(" (" + r.number(p.People, "Person", "Personen", "person", "people") + ")"))
			}
			lines = append(lines, who)
		}
		if ref := r.cite(p.Source); len(ref) > 0 && p.Source != r.plan.Source() {
			lines[len(lines)-1] = lines[len(lines)-1].And(with(" ", ref))
		}
		cell := func(text string) Cell {
			if text == "" {
				return Cell{Lines: []Phrase{Say(r.in("nicht erfasst", "not on record"))}}
			}
			return Cell{Lines: []Phrase{quoted(text)}}
		}
		row := Row{Cells: []Cell{{Lines: lines}, cell(p.Outcome), cell(p.Became)}}
		if !p.come {
			row.Cells[1], row.Cells[2] = Cell{Lines: []Phrase{Say("–")}}, Cell{Lines: []Phrase{Say("–")}}
		}
		t.Groups[0].Rows = append(t.Groups[0].Rows, row)
	}
	return []Block{Heading{Title: Say(r.in("Beteiligung", "Participation"))}, t}
}

// risks are the risks seen by the dates of the report.
func (r *Report) risks() []goals.Risk {
	var out []goals.Risk
	for _, risk := range r.plan.Risks() {
		if r.seen(risk.Known) {
			out = append(out, risk)
		}
	}
	return out
}

func (r *Report) risky() []Block {
	var items []Phrase
	for _, risk := range r.risks() {
		item := quoted(stop(risk.Title))
		if risk.Answer != "" {
			item = item.And(Say(r.in(" Antwort: ", " Answer: ")), quoted(stop(risk.Answer)))
		} else {
			item = item.And(Say(r.in(" Eine Antwort ist nicht erfasst.", " No answer is on record.")))
		}
		switch {
		case risk.Review.IsZero():
			item = item.And(Say(r.in(" Kein Tag der nächsten Prüfung erfasst.", " No date of review on record.")))
		case risk.Review.By(r.result.Options().AsOf):
			item = item.And(Say(" "), Phrase{{Text: r.say("Prüfung war fällig: %s.", "Review was due: %s.", risk.Review.Text(r.language)), Mark: MarkBehind}})
		default:
			item = item.And(Say(r.say(" Nächste Prüfung: %s.", " Next review: %s.", risk.Review.Text(r.language))))
		}
		item = item.And(with(" ", r.about(risk.Responsible, "", risk.Note, risk.Source)))
		items = append(items, item)
	}
	return headed(r.in("Risiken und Überprüfung", "Risks and reviews"), items)
}

// tied are the strategies that this one is tied to, as far as that could be known.
func (r *Report) tied() []goals.Related {
	return slices.DeleteFunc(r.plan.Related(), func(of goals.Related) bool { return !of.Holds(r.knowable()) })
}

// related are the strategies that this one is tied to.
func (r *Report) related() []Block {
	var items []Phrase
	for _, of := range r.tied() {
		item := quoted(of.Title)
		item = item.And(with(" (", quoted(of.Kind), ")"))
		if of.Note != "" {
			item = item.And(Say(":"))
		}
		item = item.And(with(" ", r.about("", "", of.Note, of.Source)))
		items = append(items, item)
	}
	return headed(r.in("Verknüpft mit", "Tied to"), items)
}

// headed is a list under a heading; nil where there is nothing to list.
func headed(title string, items []Phrase) []Block {
	if items == nil {
		return nil
	}
	return []Block{Heading{Title: Say(title)}, List{Items: items}}
}

// What recurs, took part, is a risk and is tied, in the JSON of a report.
type (
	jsonRecurring struct {
		Title       string         `json:"title"`
		Every       zielkette.Span `json:"every"`
		Evaluation  bool           `json:"evaluation,omitempty"`
		Done        int            `json:"done"`
		Last        *string        `json:"last"`
		Next        *string        `json:"next"`
		Overdue     int            `json:"overdue"`
		Responsible string         `json:"responsible,omitempty"`
		Committee   string         `json:"committee,omitempty"`
		Note        string         `json:"note,omitempty"`
		Source      string         `json:"source,omitempty"`
	}
	jsonParticipation struct {
		Title   string  `json:"title"`
		Who     string  `json:"who,omitempty"`
		People  int     `json:"people,omitempty"`
		From    *string `json:"from"`
		To      *string `json:"to"`
		Held    bool    `json:"held"` // it has taken place
		Outcome string  `json:"outcome,omitempty"`
		Became  string  `json:"became,omitempty"`
		Source  string  `json:"source,omitempty"`
	}
)

func (r *Report) jsonRecurring() (out []jsonRecurring) {
	list, turns := r.turns()
	for i, of := range list {
		out = append(out, jsonRecurring{
			of.Title, of.Every, of.Evaluation, turns[i].Done, some(turns[i].Last.String()), some(turns[i].Next.String()), turns[i].Overdue,
			of.Responsible, of.Committee, of.Note, of.Source.String(),
		})
	}
	return out
}

func (r *Report) jsonParticipation() (out []jsonParticipation) {
	for _, p := range r.participation() {
		out = append(out, jsonParticipation{p.Title, p.Who, p.People, some(p.From.String()), some(p.To.String()), p.come, p.Outcome, p.Became, p.Source.String()})
	}
	return out
}
