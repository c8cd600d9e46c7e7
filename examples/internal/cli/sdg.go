package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/cities"
	"gitlab.opencode.de/zielkette/zielkette/internal/layout"
)

// printSDGs prints which of the 17 Sustainable Development Goals the strategy
// touches.
func printSDGs(out io.Writer, result *evaluation.Result, format string, language zielkette.Language) error {
	model := result.Model()
	coverage, err := cities.SDGs(model.Plan(), model.Set())
	if err != nil {
		return err
	}
	in := func(de, en string) string { return zielkette.Text{DE: de, EN: en}.In(language) }
	euros := func(m cities.Money) string {
		v, _ := m.Value()
		return language.Number(v, 2)
	}
	fictional := model.Plan().Fictional() || model.Set().Fictional()
	var b strings.Builder
	title := in("Ziele für nachhaltige Entwicklung: ", "Sustainable Development Goals: ") + model.Plan().Title()
	switch format {
	case "json":
		return sdgJSON(out, coverage, fictional, language)
	case "text":
		b.WriteString(layout.Wrap(title, 100, "", ""))
	case "markdown":
		b.WriteString("# " + title + "\n")
	default:
		return badFormat(format)
	}
	if fictional {
		b.WriteString("\n" + in("FIKTIVE DATEN: Diese Werte sind zur Veranschaulichung erfunden. Sie sagen nichts über die Stadt.", "FICTIONAL DATA: these values are invented for illustration. They say nothing about the city.") + "\n")
	}
	b.WriteString("\n")
	for _, s := range coverage.SDGs {
		line := fmt.Sprintf("%d %s: ", s.Number, s.Title.In(language))
		if s.Touched() {
			line += in("gemessen bei ", "measured at ") + strings.Join(s.Goals, ", ")
			if len(s.Measures) > 0 {
				line += in("; Maßnahmen ", "; measures ") + strings.Join(s.Measures, ", ")
			}
			if _, ok := s.Money.Value(); ok {
				line += in("; geplant ", "; planned ") + euros(s.Money) + in(" Euro", " euros")
			}
		} else {
			line += in("keine Kennzahl mit dieser Zuordnung erfasst", "no indicator of this goal is on record")
		}
		if r := s.Remark().In(language); r != "" {
			line += ". " + r
		}
		if format == "markdown" {
			b.WriteString("- " + line + "\n")
			continue
		}
		b.WriteString(layout.Wrap(line, 100, "• ", "  "))
	}
	closing := in("Zu den Maßnahmen sind keine Beträge erfasst.", "No amounts of the measures are on record.")
	if _, ok := coverage.All.Value(); ok {
		closing = fmt.Sprintf(
			in("Geplant insgesamt %s Euro, davon ohne Bezug zu einem dieser Ziele %s Euro; unter mehreren Zielen zugleich stehen %s Euro.",
				"Planned in all %s euros, of which %s euros for none of these goals; %s euros stand under several goals at once."),
			euros(coverage.All), euros(coverage.Untied), euros(coverage.Overlap))
	}
	b.WriteString("\n" + layout.Wrap(closing, 100, "", ""))
	_, err = io.WriteString(out, b.String())
	return err
}

func sdgJSON(out io.Writer, coverage cities.SDGCoverage, fictional bool, language zielkette.Language) error {
	type item struct {
		Number    int      `json:"number"`
		Title     string   `json:"title"`
		Catalogue []string `json:"catalogue"`
		Goals     []string `json:"goals"`
		Measures  []string `json:"measures"`
		Planned   *string  `json:"planned"`
		Remark    string   `json:"remark,omitempty"`
	}
	euros := func(m cities.Money) *string {
		v, ok := m.Value()
		if !ok {
			return nil
		}
		s := zielkette.FormatDecimal(v, 2)
		return &s
	}
	list := func(ids []string) []string { return append([]string{}, ids...) }
	doc := struct {
		Fictional bool    `json:"fictional"`
		SDGs      []item  `json:"sdgs"`
		Planned   *string `json:"planned"`
		Untied    *string `json:"untied"`
		Overlap   *string `json:"overlap"`
	}{fictional, []item{}, euros(coverage.All), euros(coverage.Untied), euros(coverage.Overlap)}
	for _, s := range coverage.SDGs {
		doc.SDGs = append(doc.SDGs, item{
			s.Number, s.Title.In(language), list(s.Entries), list(s.Goals), list(s.Measures), euros(s.Money), s.Remark().In(language),
		})
	}
	e := json.NewEncoder(out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(doc)
}
