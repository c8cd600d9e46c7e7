package goals

import (
	"slices"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
)

// Result (Leistung, Wirkung) is a link of the chain between a measure and a goal:
// an output, an outcome, an impact (OECD DAC, Glossary of Key Terms in Evaluation
// and Results Based Management, 2002). Its stage is a word of the strategy's
// vocabulary, see [Vocabulary].
type Result struct {
	ID          string           `json:"id"`
	Stage       string           `json:"stage"`
	Title       string           `json:"title"`
	Responsible string           `json:"responsible,omitzero"`
	Themes      []string         `json:"themes,omitzero"` // ids: the Fachkonzept that states it, the Fachplanung that works it out
	Indicators  []Link           `json:"indicators,omitzero"`
	Note        string           `json:"note,omitzero"`
	Source      zielkette.Source `json:"source,omitzero"`
}

func (r *Result) unshare() {
	r.Themes, r.Indicators = slices.Clone(r.Themes), slices.Clone(r.Indicators)
}

// Results returns copies of the results in the order of the document.
func (p *Plan) Results() []Result { return clones(p.document().Results) }

// Result returns a copy of the result of an id; ok is false when there is none.
func (p *Plan) Result(id string) (result Result, ok bool) {
	i, ok := p.find(id, aResult)
	if !ok {
		return Result{}, false
	}
	return copied(p.document().Results[i]), true
}

func (c *compiler) result(i int, r *Result) {
	here := at(aResult, i)
	c.claim(here, r.ID)
	c.require(here.at("title"), r.Title, r.ID, "dem Ergebnis einen Titel geben", "give the result a title")
	if r.Stage == "" {
		c.fail(here.at("stage"), zielkette.CodeRequired, r.ID,
			"die Stufe des Ergebnisses angeben, mit den Wörtern des Vokabulars",
			"state the stage of the result, in the words of the vocabulary")
	} else if _, ok := c.stages[r.Stage]; !ok && len(c.stages) > 0 {
		c.fail(here.at("stage"), CodeStage, r.Stage, "das Vokabular hat keine solche Stufe", "the vocabulary has no such stage")
	}
	c.references(here, "themes", r.Themes, noTheme, aTheme)
	c.pool(here, r.ID, r.Indicators, nil)
}
