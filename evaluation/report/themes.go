package report

import (
	"gitlab.opencode.de/zielkette/zielkette/goals"
)

// measuredTheme adds to the wording of a theme who answers for it, what is to be said of
// it, and how it stands where it has indicators.
func (r *Report) measuredTheme(wording Phrase, t *goals.Theme) Phrase {
	p := wording
	if s := r.themes[t.ID]; s != nil {
		p = p.And(Say(" · ")).And(r.reachedInWords(s))
		p[0].To = themeID(t.ID)
	}
	p = p.And(with(r.in(" · Zuständig: ", " · Responsible: "), quoted(t.Responsible)))
	return p.And(with(" · ", quoted(stop(r.note(t)))))
}

// reachedInWords is how far something is, where enough is known to say it, and how it
// stands.
func (r *Report) reachedInWords(s *standing) Phrase {
	words := r.inWords(s)
	if !r.spoken(s) {
		return words
	}
	reached := r.on.run(Run{Text: r.on.join(r.percent(s.score.Attainment(), r.places), r.in(" erreicht", " reached")), Strong: true})
	if len(words) == 0 {
		return reached
	}
	return r.on.and(reached, r.on.say(" · "), words)
}

// themePools are the tables from which the figures of the themes are formed. A theme
// enters no goal.
func (r *Report) themePools() []Block {
	var blocks []Block
	for _, t := range r.read().Themes {
		s := r.themes[t.ID]
		if s == nil {
			continue
		}
		if blocks == nil {
			blocks = append(blocks, Paragraph{Text: Say(r.in("Kennzahlen der Themen werden je Thema für sich zusammengefasst; in die Ziele gehen sie nicht ein.",
				"The indicators of themes are put together for each theme by itself; they enter no goal."))})
		}
		var rows []Row
		for _, p := range s.parts {
			rows = append(rows, r.indicatorRow(s, p))
		}
		blocks = append(blocks,
			Heading{ID: themeID(t.ID), Title: quoted(t.Kind + ": ").And(adopted(t.Title))},
			Paragraph{Text: r.reachedInWords(s)},
			r.partsTable(s, rows))
		if note := r.rollUp(s); len(note) > 0 {
			blocks = append(blocks, note)
		}
	}
	return blocks
}
