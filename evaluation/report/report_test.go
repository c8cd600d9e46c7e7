package report_test

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/report"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/status"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/testkit"
)

var (
	number = zielkette.MustParseNumber
	period = zielkette.MustParsePeriod
	date   = zielkette.MustParseDate
)

var languages = []zielkette.Language{zielkette.German, zielkette.English}

// city is a small strategy with every shape of target, every state, and hostile
// texts where a document can put them.
type city struct {
	strategy  goals.Strategy
	catalogue indicators.Catalogue
	rules     evaluation.Rules
	record    []indicators.Observation
	options   evaluation.Options
}

func musterstadt() *city {
	reach := func(baseline, target string) indicators.Target {
		return indicators.Target{
			Shape: indicators.ReachShape, Baseline: indicators.Baseline{Period: period("2015"), Value: number(baseline)},
			Revisions: []indicators.Revision{{Decided: date("2016"), Known: date("2016"), Points: []indicators.Point{{Period: period("2030"), Value: number(target)}}}},
		}
	}
	withheld, withdrawn := reach("27.3", "24"), reach("1", "2")
	withheld.Withheld = "Der Planwert liegt unter dem Ausgangswert."
	withdrawn.Revisions = append(withdrawn.Revisions, indicators.Revision{Decided: date("2018"), Withdrawn: true})
	shaped := func(shape indicators.Shape, r ...indicators.Revision) indicators.Target {
		return indicators.Target{Shape: shape, Revisions: r}
	}
	bound := func(text string) indicators.Revision {
		return indicators.Revision{Points: []indicators.Point{{Period: period("2018"), Value: number(text)}}}
	}
	c := &city{
		strategy: goals.Strategy{
			ID: "muster-2030", Title: "Musterstadt 2030", Municipality: goals.Municipality{Name: "Musterstadt", AGS: "01234567"},
			Edition:     goals.Edition{Name: "2. Fassung", From: date("2016"), To: date("2030"), Adopted: date("2016-03-10")},
			Source:      zielkette.Source{Title: "Strategie Musterstadt 2030", URL: "https://example.org/a/rather/long/address/that/does/not/fit/into/one/line/of/a/report/of/one/hundred/columns.pdf"},
			Levels:      []string{"Vision", "Handlungsfeld", "Ziel"},
			Plurals:     map[string]string{"Handlungsfeld": "Handlungsfelder", "Ziel": "Ziele"},
			Declared:    map[string]int{"Handlungsfeld": 5, "Ziel": 2},
			Assumptions: []string{"Die Kennzahlen sind dem Haushalt entnommen."},
			Themes:      []goals.Theme{{ID: "Q1", Kind: "Querschnittsthema", Title: "Teilhabe", Responsible: "Sozialamt", Note: "Gilt für alle Ämter", Indicators: []goals.Link{{ID: "debt"}, {ID: "walk"}}}, {ID: "Q2", Kind: "Querschnittsthema", Title: "Digitales", Edition: "Vorlage 2016"}},
			Areas: []goals.Area{
				{ID: "altstadt", Kind: "Schwerpunktraum", Title: "Altstadt", Focus: true, Contact: "Bezirksamt", Potential: "Mehr Läden", Neighbours: []string{"hafen"}, Note: "Grenzen sind nicht festgelegt"},
				{ID: "hafen", Title: "Hafen"},
				{ID: "markt", Kind: "Ortsteil", Title: "Markt", Within: "altstadt"},
				{ID: "insel", Title: "Insel", Focus: true},
			},
			Context: []goals.Context{{Title: "sozial", Indicators: []string{"free", "gas"}, Note: "Ohne Wertung"}},
			Conflicts: []goals.Conflict{
				{Between: []string{"HF1", "HF4"}, Description: "Ein Zwist", Resolution: "Gelöst", Resolved: date("2021-03-01"), Areas: []string{"altstadt"}},
				{Between: []string{"HF4", "HF1"}, Description: "Ein alter Zwist", Resolution: "Gelöst", Resolved: date("2019-03"), Committee: "Rat"},
				{
					Between: []string{"HF1", "HF2", "HF4"}, Description: "Alle brauchen denselben Platz", Committee: "Rat der Stadt", Due: date("2020-10-31"), Responsible: "Planungsamt",
					Options: []goals.Option{{Title: "Teilen", Note: "kostet Zeit"}, {Title: "Verzichten"}},
				},
				{Description: "Wer zahlt?", Due: date("2021-06")},
			},
			Goals: []goals.Goal{{ID: "V", Level: "Vision", Title: "Eine lebenswerte Stadt", Goals: []goals.Goal{
				{ID: "HF1", Level: "Handlungsfeld", Number: "1", Title: "Klima und Luft", Indicators: []goals.Link{{ID: "gas", Assumed: true}, {ID: "no2"}, {ID: "zero"}}},
				{ID: "HF2", Level: "Handlungsfeld", Number: "2", Title: "Verkehr", Indicators: []goals.Link{{ID: "walk"}, {ID: "gone", Area: "altstadt"}}, Goals: []goals.Goal{
					{ID: "HF2.1", Level: "Ziel", Number: "1", Title: "Busse und Bahnen fahren überall dort, wo Menschen wohnen, und so oft, dass niemand mehr auf einen Fahrplan schauen muss"},
				}},
				{ID: "HF3", Level: "Handlungsfeld", Number: "3", Title: "Hafen", NotApplicable: "Es gibt keinen Hafen."},
				{ID: "HF4", Level: "Handlungsfeld", Number: "4", Title: "Haushalt", Indicators: []goals.Link{{ID: "debt"}, {ID: "rating"}, {ID: "steps"}, {ID: "gone"}}},
			}}},
		},
		catalogue: indicators.Catalogue{Indicators: []indicators.Indicator{
			{ID: "gas", Title: "Treibhausgase je Einwohner", Unit: "t", Targets: []indicators.Target{reach("7.2", "2")}, MaxAge: zielkette.MustParseSpan("P5Y"), Source: zielkette.Source{Title: "Umweltamt"}},
			{ID: "no2", Title: "Stickstoffdioxid", Unit: "µg/m³", Direction: indicators.Down, Targets: []indicators.Target{shaped(indicators.LimitShape, bound("40"))}},
			{ID: "zero", Title: "Gemessene Null", Unit: "Stück", Targets: []indicators.Target{reach("0", "10")}},
			{ID: "walk", Title: "Wege zu Fuß", Unit: "%", Targets: []indicators.Target{withheld}},
			{ID: "gone", Title: "Nie gemessen", Unit: "%", Targets: []indicators.Target{reach("0", "5")}},
			{ID: "debt", Title: "Verschuldungsgrad", Unit: "%", Targets: []indicators.Target{shaped(indicators.CorridorShape, indicators.Revision{Lower: number("10"), Upper: number("20"), Tolerance: number("5")})}},
			{ID: "rating", Title: "Zustand der Brücken", Targets: []indicators.Target{{Shape: indicators.OrdinalShape, Labels: []indicators.Label{{Label: "gut", Score: number("1")}, {Label: "schlecht", Score: number("0")}}}}},
			{ID: "steps", Title: "Modellregion", Targets: []indicators.Target{{Shape: indicators.MilestonesShape, Milestones: []zielkette.Milestone{{Title: "a", Done: date("2018")}, {Title: "b"}}}}},
			{ID: "green", Title: "Grün je Einwohner", Unit: "m²", Direction: indicators.Up, Targets: []indicators.Target{shaped(indicators.LimitShape, indicators.Revision{Points: []indicators.Point{{Value: number("9")}}})}},
			{ID: "up", Title: "Einwohner", Direction: indicators.Up, Targets: []indicators.Target{{Shape: indicators.DirectionShape}}},
			{ID: "down", Title: "Leerstand", Direction: indicators.Down, Targets: []indicators.Target{{Shape: indicators.DirectionShape}}},
			{ID: "lost", Title: "Aufgegeben", Targets: []indicators.Target{withdrawn}},
			{ID: "free", Title: "Ohne Zielwert", Unit: "Stück"},
			{ID: "share", Title: "Erneuerbare Wärme", Unit: "%", Per: number("100"), Targets: []indicators.Target{reach("10", "80")}},
		}},
		record: []indicators.Observation{
			{Indicator: "gas", Period: period("2019"), Value: number("6.2"), Status: indicators.Provisional, Known: date("2021-02"), Source: "Energiebilanz 2019", Note: "vorläufig bis zur nächsten Bilanz"},
			{Indicator: "no2", Period: period("2020"), Value: number("38")},
			{Indicator: "no2", Area: "markt", Period: period("2020"), Value: number("44")},
			{Indicator: "no2", Area: "hafen", Period: period("2019"), Value: number("31.5")},
			{Indicator: "zero", Period: period("2020"), Value: number("0")},
			{Indicator: "walk", Period: period("2018"), Value: number("33")},
			{Indicator: "debt", Period: period("2020"), Value: number("22.5")},
			{Indicator: "rating", Period: period("2020"), Label: "gut"},
			{Indicator: "green", Period: period("2020"), Value: number("8")},
			{Indicator: "up", Period: period("2020"), Value: number("50000")},
			{Indicator: "lost", Period: period("2020"), Value: number("2")},
			{Indicator: "free", Period: period("2015"), Value: number("12")},
			{Indicator: "free", Period: period("2020"), Value: number("17")},
			{Indicator: "share", Period: period("2020"), Value: number("45"), Denominator: number("93")},
		},
		options: evaluation.Options{AsOf: date("2020-12-31")},
	}
	return c
}

// spoil puts a hostile text wherever a document can put a text.
func (c *city) spoil(hostile string) *city {
	s := &c.strategy
	s.Title, s.Municipality.Name, s.Edition.Name, s.Source.Title, s.Assumptions = hostile, hostile, hostile, hostile, []string{hostile}
	s.Levels[1] = "Feld" + hostile
	s.Plurals = map[string]string{s.Levels[1]: hostile, "Thema" + hostile: "Themen" + hostile}
	s.Declared = map[string]int{s.Levels[1]: 9}
	for i := range s.Themes {
		s.Themes[i].Kind, s.Themes[i].Title, s.Themes[i].Edition = "Thema"+hostile, hostile, hostile
		s.Themes[i].Responsible, s.Themes[i].Note = hostile, hostile
	}
	for i := range s.Areas {
		a := &s.Areas[i]
		a.Kind, a.Title, a.Contact, a.Potential, a.Note = hostile, hostile, hostile, hostile, hostile
	}
	for i := range s.Context {
		s.Context[i].Title, s.Context[i].Note = hostile, hostile
	}
	for i := range s.Conflicts {
		x := &s.Conflicts[i]
		x.Description, x.Committee, x.Responsible, x.Source.Title = hostile, hostile, hostile, hostile
		if x.Resolution != "" {
			x.Resolution = hostile
		}
		for k := range x.Options {
			x.Options[k] = goals.Option{Title: fmt.Sprint(k, hostile), Note: hostile}
		}
	}
	var walk func(list []goals.Goal)
	walk = func(list []goals.Goal) {
		for i := range list {
			list[i].Title, list[i].Number, list[i].Statement = hostile+strings.Repeat("x", 300), hostile, hostile
			if list[i].Level != "Vision" && list[i].Level != "Ziel" {
				list[i].Level = s.Levels[1]
			}
			if list[i].NotApplicable != "" {
				list[i].NotApplicable = hostile
			}
			walk(list[i].Goals)
		}
	}
	walk(s.Goals)
	recorded := strings.Map(func(r rune) rune { // a record takes no control characters
		if unicode.IsControl(r) && !strings.ContainsRune("\t\r\n", r) {
			return -1
		}
		return r
	}, hostile)
	for i := range c.catalogue.Indicators {
		ind := &c.catalogue.Indicators[i]
		ind.Title, ind.Unit, ind.Source.Title = hostile, hostile, hostile
		for k := range ind.Targets {
			if ind.Targets[k].Withheld != "" {
				ind.Targets[k].Withheld = hostile
			}
			for l := range ind.Targets[k].Labels {
				ind.Targets[k].Labels[l].Label += recorded
			}
		}
	}
	for i := range c.record {
		c.record[i].Source, c.record[i].Note = recorded, recorded
		if c.record[i].Label != "" {
			c.record[i].Label += recorded
		}
	}
	c.rules.Default.Status = status.Spec{Method: "thresholds", Classes: []status.Class{{ID: "any", Label: zielkette.Text{DE: hostile, EN: hostile}}}}
	c.rules.Indicators = map[string]evaluation.IndicatorRule{"gas": {Status: c.rules.Default.Status}}
	return c
}

func (c *city) evaluate(t testing.TB) *evaluation.Result {
	t.Helper()
	record, err := indicators.NewRecord(c.record...)
	if err != nil {
		t.Fatal(err)
	}
	model, err := evaluation.City{Strategy: c.strategy, Catalogue: c.catalogue, Rules: c.rules}.Compile()
	if err != nil {
		t.Fatal(err)
	}
	result, err := model.Evaluate(record, c.options)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

func printed(t testing.TB, format string, result *evaluation.Result, l zielkette.Language) string {
	t.Helper()
	var out strings.Builder
	if err := report.Write(&out, report.Of(result, report.Options{Language: l}), format); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func judged() *city {
	c := musterstadt()
	c.rules.Default.Status = status.Spec{Method: "thresholds", Classes: []status.Class{
		{ID: "green", Label: zielkette.Text{DE: "grün", EN: "green"}, From: number("0.75")},
		{ID: "yellow", Label: zielkette.Text{DE: "gelb", EN: "yellow"}, From: number("0.5")},
		{ID: "red", Label: zielkette.Text{DE: "rot", EN: "red"}},
	}}
	return c
}

// The report in every format and language.
func TestGoldens(t *testing.T) {
	for name, c := range map[string]*city{"plain": musterstadt(), "judged": judged()} {
		result := c.evaluate(t)
		for _, l := range languages {
			for _, format := range report.Formats {
				testkit.Golden(t, fmt.Sprintf("%s.%s.%s", name, l, format), printed(t, format, result, l))
			}
		}
	}
}

// hostile are texts that would be markup, break a line, or move a cursor.
var hostile = []string{
	"Zeile\nzwei\r\ndrei\u2028vier\u2029fünf\vsechs", "\x1b[31mrot\x1b[0m \u009b31m \x00 \x07", "\u202etxet\u202c \u2066x\u2069 \u200fx", "\u200bnull\u200d\u2060\ufeffbreit",
	"\ufeff=1+1", "\u00a0=1+1", "=1+1", "http://example.org/x?a=1&b=2 www.example.org post@example.org", "@all !1 #1 $1 %1 ~1 &1 :smile:",
	"- Liste", "+ Liste", "* Liste", "1. Liste", "1) Liste", "---", "***", "===", "# Titel", "> Zitat", "```\nCode", "~~~", "    Code", "\tCode", "| a | b |", "`Code` **fett** _kursiv_ ~~weg~~",
	"[x](http://x) ![x](http://x) [x]: http://x", "<script>alert(1)</script>", "</script></style></title></svg><img src=x onerror=alert(1)>", "<!-- -->", "]]>", `" onload="x' y=z`, "&lt;b&gt; &amp;amp;", "{{x}} ${x} $x$ \\(x\\)", "\xff\xfe",
}

var (
	tags      = regexp.MustCompile(`<[^>]*>`)
	ours      = regexp.MustCompile(`^</?(!DOCTYPE html|html|head|meta|title|style|body|svg|defs|pattern|line|symbol|path|circle|use|aside|p|header|div|h[1-6]|dl|dt|dd|nav|ul|ol|li|a|main|section|article|table|caption|colgroup|col|thead|tbody|tfoot|tr|th|td|span|strong|details|summary|figure|desc|rect|polyline|polygon|text)( [a-zA-Z0-9-]+(="[^"<>]*")?)*/?>$`)
	handlers  = regexp.MustCompile(`(?i) (on[a-z]+|style|src)=`)
	autolinks = regexp.MustCompile(`(?i)https?://|www\.|[a-z0-9]@[a-z]|@all|(^|\s)[!#&~%$]1`)
	escaped   = regexp.MustCompile(`\\[[:punct:]]|<!-- -->|&(lt|gt|amp);`)
)

// Nothing that a document or a city says becomes markup, in any medium: whether it
// stands in a document or in a block of a page.
func TestHostileTexts(t *testing.T) {
	for _, text := range hostile {
		pages := map[string]report.Page{"blocks": everywhere(text)}
		if utf8.ValidString(text) && !strings.ContainsRune(text, 0) {
			pages["documents"] = report.Of(musterstadt().spoil("Ein "+text).evaluate(t), report.Options{}).Page()
			then, now := laterCity()
			pages["a change"] = report.ChangeOf(between(t, then.spoil("Einst "+text).evaluate(t), now.spoil("Nun "+text).evaluate(t)), report.Options{}).Page()
		}
		for where, page := range pages {
			for format, write := range map[string]func(*strings.Builder) error{
				"text": func(b *strings.Builder) error { return page.Text(b, 80) }, "markdown": func(b *strings.Builder) error { return page.Markdown(b) },
				"html": func(b *strings.Builder) error { return page.HTML(b) },
			} {
				var out strings.Builder
				if err := write(&out); err != nil {
					t.Fatal(err)
				}
				for _, fault := range map[string]func(string) []string{"text": inText, "markdown": inMarkdown, "html": inHTML}[format](out.String()) {
					t.Errorf("%q in %s as %s: %s", text, where, format, fault)
				}
			}
		}
	}
}

// control reports characters that no medium may carry.
func control(line string) (faults []string) {
	for _, r := range line {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) && r != '\u00ad' || r == '\u2028' || r == '\u2029' {
			faults = append(faults, fmt.Sprintf("%U", r))
		}
	}
	if !utf8.ValidString(line) {
		faults = append(faults, "not UTF-8")
	}
	return faults
}

func inText(out string) (faults []string) {
	for line := range strings.Lines(out) {
		line = strings.TrimSuffix(line, "\n")
		faults = append(faults, control(line)...)
		if utf8.RuneCountInString(line) > 80 {
			faults = append(faults, "too long: "+line)
		}
	}
	return faults
}

// inMarkdown looks for signs of CommonMark and of code hosts that are not escaped.
func inMarkdown(out string) (faults []string) {
	for line := range strings.Lines(out) {
		line = strings.TrimSuffix(line, "\n")
		faults = append(faults, control(line)...)
		bare := escaped.ReplaceAllString(line, "\u00b7") // a middle dot stands for what is escaped
		rest := regexp.MustCompile(`^(#{1,4} |- |[0-9]+\. |> )?`).ReplaceAllString(bare, "")
		rest = regexp.MustCompile(`\[[^\[\]]*\]\(<https?:[^>]*>\)`).ReplaceAllString(rest, "")
		if strings.HasPrefix(bare, "|") {
			if strings.Count(bare, "|") < 3 {
				faults = append(faults, "a broken table: "+line)
			}
			rest = strings.TrimSpace(strings.ReplaceAll(strings.ReplaceAll(strings.ReplaceAll(rest, "---:", ""), "---", ""), "|", ""))
		}
		if i := strings.IndexAny(strings.ReplaceAll(rest, "**", ""), "`*_<>|~[$^"); i >= 0 {
			faults = append(faults, "a bare sign: "+line)
		}
		if regexp.MustCompile(`^\s*([-+=] ?|#|>|[0-9]+[.)] |    )`).MatchString(rest) {
			faults = append(faults, "markup at the start: "+line)
		}
		if autolinks.MatchString(rest) {
			faults = append(faults, "a link or a mention: "+line)
		}
	}
	return faults
}

// inHTML looks for tags and attributes that are not ours.
func inHTML(out string) (faults []string) {
	_, body, _ := strings.Cut(out, "</style>")
	for _, part := range []string{out[:strings.Index(out, "<style>")], body} {
		for _, tag := range tags.FindAllString(part, -1) {
			if !ours.MatchString(tag) || handlers.MatchString(tag) {
				faults = append(faults, "a tag: "+tag)
			}
		}
		text := tags.ReplaceAllString(part, "")
		if strings.ContainsAny(text, "<>") {
			faults = append(faults, "a bare angle bracket")
		}
	}
	if n := strings.Count(out, "</style>"); n != 1 {
		faults = append(faults, "the style sheet ends early")
	}
	for line := range strings.Lines(out) {
		faults = append(faults, control(strings.TrimSuffix(line, "\n"))...)
	}
	return append(faults, astray(body)...)
}

var (
	given  = regexp.MustCompile(` id="([^"]*)"`)
	led    = regexp.MustCompile(` href="#([^"]*)"`)
	called = regexp.MustCompile(` aria-labelledby="([^"]*)"`)
)

// astray reports ids that are given twice, and links and names that lead to none.
func astray(body string) (faults []string) {
	ids := map[string]int{}
	for _, m := range given.FindAllStringSubmatch(body, -1) {
		if ids[m[1]]++; ids[m[1]] > 1 {
			faults = append(faults, "an id given twice: "+m[1])
		}
	}
	for _, m := range led.FindAllStringSubmatch(body, -1) {
		if ids[m[1]] == 0 {
			faults = append(faults, "a link that leads nowhere: "+m[1])
		}
	}
	for _, m := range called.FindAllStringSubmatch(body, -1) {
		for _, id := range strings.Fields(m[1]) {
			if ids[id] == 0 {
				faults = append(faults, "a name that is nowhere: "+id)
			}
		}
	}
	return faults
}

// everywhere is a page with a text in every place that takes one.
func everywhere(text string) report.Page {
	p := report.Say(text)
	table := report.Table{
		Caption: text, Columns: []report.Column{{Title: text}, {Title: text, Bars: true, Scale: []string{text}}, {Title: text}},
		Groups: []report.Group{{Title: p, Rows: []report.Row{{ID: text, Cells: []report.Cell{{Lines: []report.Phrase{p, p}}, {Bar: report.Bar{{Kind: 99, From: -5, To: 5000}, {Kind: report.Span, From: 1, To: 1}}}, {Lines: []report.Phrase{p}}}}}}},
		Foot:   []report.Row{{Cells: []report.Cell{{Lines: []report.Phrase{p}}}}},
	}
	run := report.Phrase{{Text: text, Strong: true, Adopted: true, Quoted: true, To: text, Mark: report.MarkRed}}
	return report.Page{
		Title: text, Over: text, Under: text, Banner: text, Mark: text, Facts: []report.Fact{{Label: text, Value: p}},
		Sections: []report.Section{{ID: text, Title: text, Blocks: []report.Block{
			report.Heading{ID: text, Title: p},
			report.Heading{Title: p, Minor: true},
			report.Paragraph{Text: p},
			report.Paragraph{Text: run, Large: true},
			report.Note(p),
			report.List{Items: []report.Phrase{p, run}},
			report.List{Numbered: true, Items: []report.Phrase{p}},
			report.Facts{{Label: text, Value: p}},
			report.Entry{Label: text, Hint: text, Blocks: []report.Block{report.Paragraph{Text: p}}},
			report.Card{ID: text, Title: p, Blocks: []report.Block{report.Note(p)}},
			report.Fold{Summary: text, Blocks: []report.Block{report.Note(p)}},
			table,
			report.Drawing{ID: text, Title: text, Desc: text, Width: 10, Height: 10, Table: table, Shapes: []report.Shape{
				{Kind: report.Words, Style: text, Text: text, Anchor: text, At: []report.Dot{{X: 1, Y: -12}}}, {Kind: report.Line}, {Kind: report.ShapeKind(text), At: []report.Dot{{X: 1, Y: 1}}},
			}},
		}}, {}},
	}
}

// Only http and https become links; everything in an address that could end it is
// encoded.
func TestLinks(t *testing.T) {
	for url, want := range map[string]string{
		"https://example.org/a": "https://example.org/a", "javascript:alert(1)": "", "data:text/html,x": "", "//example.org": "", "https://example.org/a b\"><x>": "https://example.org/a%20b%22%3E%3Cx%3E", "http://": "",
	} {
		page := report.Page{Sections: []report.Section{{Blocks: []report.Block{report.Paragraph{Text: report.Phrase{{Text: "x", To: url}}}}}}}
		var web, markdown strings.Builder
		if err := errors.Join(page.HTML(&web), page.Markdown(&markdown)); err != nil {
			t.Fatal(err)
		}
		if got := strings.Contains(web.String(), `<a href="`+want+`"`); got != (want != "") {
			t.Errorf("%s: %v in HTML", url, got)
		}
		if got := strings.Contains(markdown.String(), "[x](<"+want+">)"); got != (want != "") {
			t.Errorf("%s: %v in Markdown: %s", url, got, markdown.String())
		}
	}
}

// Where little is known, no figure stands beside the goal, only the words and the
// range; the calculation is marked as no statement.
func TestLittleKnown(t *testing.T) {
	result := musterstadt().evaluate(t)
	for minimum, want := range map[string][2]string{
		"0.9":  {"Keine Aussage.", "53 % erreicht"},
		"0.58": {"53 % erreicht", "Keine Aussage."},
	} {
		var out strings.Builder
		if err := report.Of(result, report.Options{Minimum: number(minimum)}).Page().Text(&out, 100); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(out.String(), want[0]) || strings.Contains(out.String(), want[1]) {
			t.Errorf("from a coverage of %s: %s", minimum, out.String())
		}
	}
}

// Invented data say so on top of every medium.
func TestBanner(t *testing.T) {
	c := musterstadt()
	for _, format := range report.Formats {
		if out := printed(t, format, c.evaluate(t), zielkette.German); strings.Contains(out, "FIKTIV") {
			t.Errorf("real data as %s are called fictional", format)
		}
	}
	c.catalogue.Fictional = true
	for _, format := range report.Formats {
		if out := printed(t, format, c.evaluate(t), zielkette.English); !strings.Contains(out, "FICTIONAL DATA") {
			t.Errorf("invented data as %s are not called so", format)
		}
	}
}

// A page of one's own drops sections and keeps the rest.
func TestWithout(t *testing.T) {
	page := report.Of(musterstadt().evaluate(t), report.Options{}).Page()
	less := page.Without("areas", "themes", "unheard-of")
	if page.Section("areas") == nil || less.Section("areas") != nil || less.Section("themes") != nil || len(less.Sections) != len(page.Sections)-2 {
		t.Error(len(page.Sections), len(less.Sections))
	}
}

// Whichever sections are left out, no link leads nowhere. A link has one section it stands
// in and one it leads to, so that all pairs of sections, and all without a pair, are all
// there is to try.
func TestLinksOfAnExcerpt(t *testing.T) {
	for name, result := range map[string]*evaluation.Result{"Musterstadt": musterstadt().evaluate(t), "Leipzig": shipped(t, "leipzig/data/fictional", "2023")} {
		page := report.Of(result, report.Options{}).Page()
		try := func(p report.Page) {
			var out strings.Builder
			if err := p.HTML(&out); err != nil {
				t.Fatal(err)
			}
			for _, fault := range astray(out.String()) {
				t.Errorf("%s, %d sections: %s", name, len(p.Sections), fault)
			}
		}
		for i, a := range page.Sections {
			for _, b := range page.Sections[:i+1] {
				try(page.Without(a.ID, b.ID))
				pair := page
				pair.Sections = []report.Section{b, a} // of the same section twice, one carries the ids
				try(pair)
			}
		}
	}
}

// Text keeps within its width, whatever it is.
func TestWidth(t *testing.T) {
	page := report.Of(judged().evaluate(t), report.Options{}).Page()
	for _, width := range []int{80, 100, 120} {
		var out strings.Builder
		if err := page.Text(&out, width); err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(out.String()) {
			if n := utf8.RuneCountInString(strings.TrimSuffix(line, "\n")); n > width {
				t.Errorf("%d columns of %d: %s", n, width, line)
			}
		}
	}
}

// The same report gives the same bytes.
func TestSameBytes(t *testing.T) {
	for _, format := range report.Formats {
		if printed(t, format, judged().evaluate(t), zielkette.German) != printed(t, format, judged().evaluate(t), "") {
			t.Errorf("%s differs", format)
		}
	}
}

var errNoRoom = errors.New("no room")

type noRoom struct{}

func (noRoom) Write([]byte) (int, error) { return 0, errNoRoom }

func TestWriterErrors(t *testing.T) {
	result := musterstadt().evaluate(t)
	for _, format := range report.Formats {
		if err := report.Write(noRoom{}, report.Of(result, report.Options{}), format); !errors.Is(err, errNoRoom) {
			t.Errorf("%s: %v", format, err)
		}
	}
	if err := report.Write(noRoom{}, report.Of(result, report.Options{}), "pdf"); err == nil || errors.Is(err, errNoRoom) {
		t.Error(err)
	}
}
