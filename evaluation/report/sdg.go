package report

import (
	"io"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/sdg"
)

// SDGs is which of the 17 Sustainable Development Goals of the United Nations a
// strategy touches, as data. [SDGs.Page] prints it; [SDGs.JSON] writes it.
type SDGs struct {
	Coverage sdg.Coverage
	report   *Report
}

// SDGsOf reads a strategy by the codes of its indicators. The error is that of
// [sdg.Cover].
func SDGsOf(result *evaluation.Result, options Options) (*SDGs, error) {
	model := result.Model()
	coverage, err := sdg.Cover(model.Plan(), model.Set())
	if err != nil {
		return nil, err
	}
	return &SDGs{coverage, Of(result, options)}, nil
}

// or returns the goals with a report, and nothing for nil.
func (s *SDGs) or() *SDGs {
	if s == nil {
		s = new(SDGs)
	}
	return &SDGs{s.Coverage, s.report.or()}
}

// Page returns the goals as a page.
func (s *SDGs) Page() Page {
	s = s.or()
	r := s.report
	p := r.headed(r.in("Bezug zu den 17 Zielen für nachhaltige Entwicklung", "Relation to the 17 Sustainable Development Goals"))
	t := Table{Columns: []Column{
		{Title: r.in("Ziel der Vereinten Nationen", "Goal of the United Nations"), Width: 34},
		{Title: r.in("gemessen bei", "measured at"), Width: 44},
		{Title: r.in("geplant, Euro", "planned, euros"), Right: true, Width: 22},
	}}
	touched := 0
	for _, g := range s.Coverage.Goals {
		lines := []Phrase{Say(r.in("keine Kennzahl trägt diese Zuordnung", "no indicator carries this code"))}
		money := "–"
		if g.Touched() {
			touched++
			lines = nil
			for _, id := range g.Goals {
				lines = append(lines, r.goalTitle(id))
			}
			if len(g.Measures) > 0 {
				lines = append(lines, Say(r.number(len(g.Measures), "Maßnahme", "Maßnahmen", "measure", "measures")))
			}
			money = r.sum(g.Money.Value())
		}
		name := []Phrase{Say(itoa(g.Number) + " " + g.Title.In(r.language))}
		if remark := g.Remark().In(r.language); remark != "" {
			name = append(name, Say(remark))
		}
		t.add(Row{Cells: []Cell{{Lines: name}, {Lines: lines}, cellOf(Say(money))}})
	}
	closing := r.in("Zu den Maßnahmen sind keine Beträge erfasst.", "No amounts of the measures are on record.")
	if all := s.Coverage.All.Value(); !all.IsZero() {
		closing = r.say("Geplant insgesamt %s Euro, davon ohne Bezug zu einem dieser Ziele %s Euro; unter mehreren Zielen zugleich stehen %s Euro.",
			"Planned in all %s euros, of which %s euros for none of these goals; %s euros stand under several goals at once.",
			r.sum(all), r.sum(s.Coverage.Untied.Value()), r.sum(s.Coverage.Overlap.Value()))
	}
	p.Sections = []Section{{ID: "sdgs", Title: r.in("Die 17 Ziele", "The 17 goals"), Blocks: []Block{
		Paragraph{Large: true, Text: Strong(r.say("%d von 17 Zielen", "%d of 17 goals", touched)).And(Say(r.in(" sind über Kennzahlen verbunden.", " are tied by indicators.")))},
		Paragraph{Text: Say(r.in("Gezählt wird, welche Kennzahlen eine Zuordnung tragen. Fehlt sie, heißt das nicht, dass die Stadt nichts dafür tut.", "What counts is which indicators carry a code. Where none does, that does not mean that the city does nothing."))},
		t, Note(Say(closing)),
	}}}
	if items := each(s.Coverage.Problems, func(of zielkette.Problem) Phrase { return Say(of.Text(r.language)) }); len(items) > 0 {
		p.Sections = append(p.Sections, Section{ID: "remarks", Title: r.in("Hinweise", "Notes"), Blocks: []Block{List{Items: items}}})
	}
	return p
}

// JSON writes the goals as one JSON object.
func (s *SDGs) JSON(w io.Writer) error {
	s = s.or()
	if err := s.report.wrong; err != nil {
		return err
	}
	r := s.report
	list := func(ids []string) []string { return append([]string{}, ids...) }
	document := jsonSDGs{r.fictional(), strategyJSON(r.plan), []jsonSDG{}, s.Coverage.All.Value(), s.Coverage.Untied.Value(), s.Coverage.Overlap.Value()}
	for _, g := range s.Coverage.Goals {
		document.SDGs = append(document.SDGs, jsonSDG{
			g.Number, g.Title.In(r.language), list(g.Entries), list(g.Goals), list(g.Measures), g.Money.Value(), g.Remark().In(r.language),
		})
	}
	return encode(w, document)
}

type jsonSDGs struct {
	Fictional bool             `json:"fictional"`
	Strategy  jsonStrategy     `json:"strategy"`
	SDGs      []jsonSDG        `json:"sdgs"`
	Planned   zielkette.Figure `json:"planned"` // euros
	Untied    zielkette.Figure `json:"untied"`
	Overlap   zielkette.Figure `json:"overlap"`
}

type jsonSDG struct {
	Number    int              `json:"number"`
	Title     string           `json:"title"`
	Catalogue []string         `json:"catalogue"`
	Goals     []string         `json:"goals"`
	Measures  []string         `json:"measures"`
	Planned   zielkette.Figure `json:"planned"`
	Remark    string           `json:"remark,omitempty"`
}
