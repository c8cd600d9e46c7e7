package citytest

import (
	"encoding/csv"
	"io"
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/internal/document"
)

// First writes a first file of expectations from the figures of a result, for people who
// know the figures to check, correct and shorten: of every goal and theme score, coverage,
// range, state and status, of every indicator value, period, attainment, state and status,
// of every measure
// progress and what was planned and spent, of every milestone its state; shares in percent with one place, other
// figures with all digits up to six places. A figure that there is not is left out, but for
// a score and an attainment. The error is that of the writer. Cost: linear in the model.
func First(w io.Writer, result *evaluation.Result) error {
	out := csv.NewWriter(document.Output(w))
	out.Comma = ';'
	var err error
	line := func(cells ...string) {
		if err == nil {
			err = out.Write(cells)
		}
	}
	line(header...)
	options := result.Options()
	of := func(id string, s subject) {
		for _, row := range figures {
			a, ok := s.answer(row.Does, options)
			if !ok {
				continue
			}
			text := first(a, row.Does)
			if text == "" {
				if row.Word != OfScore && row.Word != OfAttainment {
					continue
				}
				text = "–"
			}
			line(id, options.AsOf.String(), options.KnownOn.String(), string(row.Word), text, "")
		}
	}
	in := directoryOf(result)
	// An id that means several things is written with its kind.
	named := func(kind, id string) string {
		if len(in.of(id)) > 1 {
			return kind + " " + id
		}
		return id
	}
	for _, s := range result.Goals() {
		of(named("goal", s.ID()), subject{score: &s})
	}
	for _, s := range result.Themes() {
		if s.State() != evaluation.Unmeasured {
			of(named("theme", s.ID()), subject{score: &s})
		}
	}
	for a := range result.Assessments() {
		id := a.ID()
		if ind := a.Indicator(); len(ind.Targets) > 1 {
			target, _ := a.Target()
			id += "/" + target.ID
		}
		if a.Area() != "" {
			id += "@" + a.Area()
		}
		of(named("indicator", id), subject{assessment: &a})
	}
	for _, m := range result.Model().Plan().Measures() {
		of(named("measure", m.ID), subject{measure: &m})
	}
	for id, m := range milestones(result.Model().Plan()) {
		if len(in.of(m.ID)) == 1 {
			id = m.ID // the shorter name does
		}
		of(named("milestone", id), subject{milestone: &m})
	}
	out.Flush()
	if err != nil {
		return err
	}
	return out.Error()
}

// firstPlaces is how many places a figure that is no share is written with at most.
const firstPlaces = 6

// first writes an answer as a person would.
func first(a answer, f figure) string {
	switch {
	case len(a.words) > 0:
		if text := a.words[0]; !strings.ContainsAny(text[:1], "=+-@\t\r") {
			return text
		}
		return "'" + a.words[0] // no formula for a spreadsheet
	case a.figure.IsZero():
		return ""
	case f.percent:
		return percent(a.figure, zielkette.German, 1)
	}
	text := a.figure.String()
	if _, after, ok := strings.Cut(text, "."); ok && len(after) > firstPlaces {
		text = a.figure.Fixed(firstPlaces)
	}
	return plain(text, zielkette.German)
}
