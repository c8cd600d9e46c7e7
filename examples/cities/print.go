package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/cities"
	"gitlab.opencode.de/zielkette/zielkette/internal/layout"
)

const width = 100

func (r *report) in(de, en string) string { return zielkette.Text{DE: de, EN: en}.In(r.language) }

// number writes a number for readers, with the given digits after the point, or as
// it stands on record.
func (r *report) number(n zielkette.Number, places int) string {
	d, ok := n.Decimal()
	if !ok {
		return "–"
	}
	if places < 0 {
		return r.language.Digits(n.String())
	}
	return r.language.Number(d, places)
}

func (r *report) percent(n zielkette.Number) string {
	d, ok := n.Decimal()
	if !ok {
		return "–"
	}
	return r.language.Percent(d, 0)
}

func (r *report) banner(c cities.Comparison) string {
	if !c.Fictional {
		return ""
	}
	return r.in("FIKTIVE DATEN: Städte und Werte sind erfunden.", "FICTIONAL DATA: cities and values are invented.")
}

func (r *report) heading(c cities.Comparison) string {
	s := c.Title + " " + c.Period.Text(r.language)
	if c.Unit != "" {
		s += ", " + c.Unit
	}
	return s
}

// remarks is what is to be said beside a comparison.
func (r *report) remarks(c cities.Comparison) []string {
	var out []string
	if !c.Query.Note.IsZero() {
		out = append(out, r.in("Vorsicht: ", "Caution: ")+c.Query.Note.In(r.language))
	}
	for _, m := range c.Missing {
		out = append(out, r.in("Ohne Wert: ", "No value: ")+m.City+" ("+m.Reason.In(r.language)+")")
	}
	for _, t := range c.Caveats {
		out = append(out, t.In(r.language))
	}
	return out
}

func (r *report) trend(t cities.Change) string {
	return fmt.Sprintf("%s, %s: %s (%s) → %s (%s), %s %s %s", t.From.City, t.From.Indicator,
		r.number(t.From.Value, -1), t.From.Period.Text(r.language), r.number(t.To.Value, -1), t.To.Period.Text(r.language),
		r.in("Änderung", "change"), r.number(t.Difference, -1), t.From.Unit)
}

func (r *report) refusal(f cities.Refusal) string {
	return fmt.Sprintf("%s, %s: %s", f.Indicator, strings.Join(f.Cities, r.in(" und ", " and ")), f.Text.In(r.language))
}

func (r *report) title() string {
	return r.in("Städtevergleich: was die Quellen erlauben", "Cities compared: what the sources allow")
}

func (r *report) dates() string {
	s := r.in("Stand: ", "As of: ") + r.asOf.Text(r.language)
	if !r.knownOn.IsZero() {
		s += r.in(" · Kenntnisstand: ", " · known on: ") + r.knownOn.Text(r.language)
	}
	return s
}

func (r *report) text(out *strings.Builder) {
	line := func(s, first, rest string) { out.WriteString(layout.Wrap(s, width, first, rest)) }
	head := func(s string) {
		out.WriteString("\n" + layout.Wrap(s, width, "", "") + strings.Repeat("─", min(width, layout.Width(s))) + "\n")
	}
	line(r.title(), "", "")
	line(r.dates(), "", "")
	for _, c := range r.comparisons {
		head(r.heading(c))
		if b := r.banner(c); b != "" {
			out.WriteString(strings.Repeat("!", width) + "\n" + b + "\n" + strings.Repeat("!", width) + "\n")
		}
		out.WriteString(layout.Right(r.in("Rang", "rank"), 4) + "  " + layout.Left(r.in("Stadt", "city"), 30) + layout.Right(r.in("Wert", "value"), 12) +
			layout.Right(r.in("zum besten", "to best"), 14) + layout.Right(r.in("zum Median", "to median"), 14) + layout.Right(r.in("besser als", "better than"), 14) + "\n")
		for _, e := range c.Entries {
			out.WriteString(layout.Right(fmt.Sprint(e.Rank), 4) + "  " + layout.Left(e.Reading.City, 30) + layout.Right(r.number(e.Value, 2), 12) +
				layout.Right(r.number(e.ToBest, 2), 14) + layout.Right(r.number(e.ToMedian, 2), 14) + layout.Right(r.percent(e.Percentile), 14) + "\n")
		}
		line(r.in("Median: ", "Median: ")+r.number(c.Median, 2), "      ", "      ")
		for _, s := range r.remarks(c) {
			line(s, "• ", "  ")
		}
		for _, e := range c.Entries {
			if !c.Fictional {
				line(r.in("Quelle ", "Source ")+e.Reading.City+": "+e.Reading.Source, "  ", "    ")
			}
		}
	}
	head(r.in("Entwicklung", "Development"))
	for _, t := range r.trends {
		line(r.trend(t), "• ", "  ")
	}
	head(r.in("Nicht verglichen", "Not compared"))
	for _, f := range r.refusals {
		line(r.refusal(f)+" ["+string(f.Reason)+"]", "• ", "  ")
	}
}

// escape keeps the texts of the documents from becoming markup.
var escape = strings.NewReplacer("\\", "\\\\", "|", "\\|", "*", "\\*", "_", "\\_", "<", "&lt;", ">", "&gt;", "[", "\\[", "`", "\\`").Replace

func (r *report) markdown(out *strings.Builder) {
	write := func(parts ...string) {
		for _, p := range parts {
			out.WriteString(p)
		}
	}
	write("# ", r.title(), "\n\n", r.dates(), "\n")
	for _, c := range r.comparisons {
		write("\n## ", escape(r.heading(c)), "\n\n")
		if b := r.banner(c); b != "" {
			write("> **", b, "**\n\n")
		}
		write("| ", r.in("Rang | Stadt | Wert | zum besten | zum Median | besser als", "Rank | City | Value | to best | to median | better than"), " |\n")
		write("| ---: | --- | ---: | ---: | ---: | ---: |\n")
		for _, e := range c.Entries {
			write("| ", fmt.Sprint(e.Rank), " | ", escape(e.Reading.City), " | ", r.number(e.Value, 2), " | ", r.number(e.ToBest, 2), " | ",
				r.number(e.ToMedian, 2), " | ", r.percent(e.Percentile), " |\n")
		}
		write("\n", r.in("Median: ", "Median: "), r.number(c.Median, 2), "\n\n")
		for _, s := range r.remarks(c) {
			write("- ", escape(s), "\n")
		}
	}
	write("\n## ", r.in("Entwicklung", "Development"), "\n\n")
	for _, t := range r.trends {
		write("- ", escape(r.trend(t)), "\n")
	}
	write("\n## ", r.in("Nicht verglichen", "Not compared"), "\n\n")
	for _, f := range r.refusals {
		write("- ", escape(r.refusal(f)), " (`", string(f.Reason), "`)\n")
	}
}

type jsonComparison struct {
	Indicator  string           `json:"indicator"`
	Code       string           `json:"code"`
	Unit       string           `json:"unit"`
	Definition string           `json:"definition"`
	Period     string           `json:"period"`
	Fictional  bool             `json:"fictional"`
	Cities     []jsonEntry      `json:"cities"`
	Median     zielkette.Number `json:"median"`
	Missing    []jsonMissing    `json:"missing"`
	Note       string           `json:"note"`
	Caveats    []string         `json:"caveats"`
}

type jsonEntry struct {
	City        string           `json:"city"`
	Rank        *int             `json:"rank"`
	Value       zielkette.Number `json:"value"`
	Recorded    zielkette.Number `json:"recorded"`
	Denominator zielkette.Number `json:"denominator"`
	Percentile  zielkette.Number `json:"percentile"`
	ToBest      zielkette.Number `json:"toBest"`
	ToMedian    zielkette.Number `json:"toMedian"`
	Status      string           `json:"status"`
	Source      string           `json:"source"`
}

type jsonMissing struct {
	City   string `json:"city"`
	Reason string `json:"reason"`
}

type jsonTrend struct {
	Indicator  string           `json:"indicator"`
	City       string           `json:"city"`
	From       string           `json:"from"`
	To         string           `json:"to"`
	FromValue  zielkette.Number `json:"fromValue"`
	ToValue    zielkette.Number `json:"toValue"`
	Difference zielkette.Number `json:"difference"`
	Unit       string           `json:"unit"`
}

type jsonRefusal struct {
	Indicator string        `json:"indicator"`
	Cities    []string      `json:"cities"`
	Reason    cities.Reason `json:"reason"`
	Text      string        `json:"text"`
}

func (r *report) json(out io.Writer) error {
	known := r.knownOn.String()
	doc := struct {
		AsOf        string           `json:"asOf"`
		KnownOn     *string          `json:"knownOn"`
		Comparisons []jsonComparison `json:"comparisons"`
		Trends      []jsonTrend      `json:"trends"`
		Refusals    []jsonRefusal    `json:"refusals"`
	}{r.asOf.String(), &known, []jsonComparison{}, []jsonTrend{}, []jsonRefusal{}}
	if known == "" {
		doc.KnownOn = nil
	}
	for _, c := range r.comparisons {
		j := jsonComparison{
			Indicator: c.Title, Code: c.Query.Code.Catalogue + ":" + c.Query.Code.Value, Unit: c.Unit, Definition: c.Definition, Period: c.Period.String(),
			Fictional: c.Fictional, Cities: []jsonEntry{}, Median: c.Median, Missing: []jsonMissing{}, Note: c.Query.Note.In(r.language), Caveats: []string{},
		}
		for _, e := range c.Entries {
			entry := jsonEntry{
				City: e.Reading.City, Value: e.Value, Recorded: e.Reading.Value, Denominator: e.Denominator.Value,
				Percentile: e.Percentile, ToBest: e.ToBest, ToMedian: e.ToMedian, Status: e.Reading.Status.String(), Source: e.Reading.Source,
			}
			if e.Rank > 0 {
				entry.Rank = &e.Rank
			}
			j.Cities = append(j.Cities, entry)
		}
		for _, m := range c.Missing {
			j.Missing = append(j.Missing, jsonMissing{m.City, m.Reason.In(r.language)})
		}
		for _, t := range c.Caveats {
			j.Caveats = append(j.Caveats, t.In(r.language))
		}
		doc.Comparisons = append(doc.Comparisons, j)
	}
	for _, t := range r.trends {
		doc.Trends = append(doc.Trends, jsonTrend{
			t.From.Indicator, t.From.City, t.From.Period.String(), t.To.Period.String(), t.From.Value, t.To.Value, t.Difference, t.From.Unit,
		})
	}
	for _, f := range r.refusals {
		doc.Refusals = append(doc.Refusals, jsonRefusal{f.Indicator, f.Cities, f.Reason, f.Text.In(r.language)})
	}
	e := json.NewEncoder(out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(doc)
}
