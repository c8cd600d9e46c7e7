package report_test

import (
	"encoding/json"
	"errors"
	"io"
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

// formats are the ways to print a report.
var formats = map[string]func(io.Writer, *evaluation.Result, report.Options) error{
	"txt": report.Text, "md": report.Markdown, "json": report.JSON,
}

var languages = []zielkette.Language{zielkette.German, zielkette.English}

// hostile is what no title should be, and what a title may be all the same.
const hostile = "<script>alert(1)</script> | Zeile\nzwei \x1b[31mrot\x1b[0m `code` **fett** [x](http://x) \u202Etxet \u2028Ende\x00"

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
			Themes:      []goals.Theme{{ID: "Q1", Kind: "Querschnittsthema", Title: "Teilhabe"}, {ID: "Q2", Kind: "Querschnittsthema", Title: "Digitales", Edition: "Vorlage 2016"}},
			Areas:       []goals.Area{{ID: "altstadt", Kind: "Schwerpunktraum", Title: "Altstadt"}, {ID: "hafen", Title: "Hafen"}},
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
			{Indicator: "zero", Period: period("2020"), Value: number("0")},
			{Indicator: "walk", Period: period("2018"), Value: number("33")},
			{Indicator: "debt", Period: period("2020"), Value: number("22.5")},
			{Indicator: "rating", Period: period("2020"), Label: "gut"},
			{Indicator: "green", Period: period("2020"), Value: number("8")},
			{Indicator: "up", Period: period("2020"), Value: number("50000")},
			{Indicator: "lost", Period: period("2020"), Value: number("2")},
			{Indicator: "free", Period: period("2020"), Value: number("17")},
			{Indicator: "share", Period: period("2020"), Value: number("45"), Denominator: number("93")},
		},
		options: evaluation.Options{AsOf: date("2020-12-31")},
	}
	return c
}

// spoil puts hostile texts wherever a document can put a text.
func (c *city) spoil() *city {
	s := &c.strategy
	s.Title, s.Municipality.Name, s.Edition.Name, s.Source.Title, s.Assumptions = hostile, hostile, hostile, hostile, []string{hostile}
	s.Levels[1] = "Feld" + hostile
	s.Plurals = map[string]string{s.Levels[1]: hostile, "Thema" + hostile: "Themen" + hostile}
	s.Declared = map[string]int{s.Levels[1]: 9}
	for i := range s.Themes {
		s.Themes[i].Kind, s.Themes[i].Title, s.Themes[i].Edition = "Thema"+hostile, hostile, hostile
	}
	for i := range s.Areas {
		s.Areas[i].Kind, s.Areas[i].Title = hostile, hostile
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
	for i := range c.catalogue.Indicators {
		ind := &c.catalogue.Indicators[i]
		ind.Title, ind.Unit, ind.Source.Title = hostile, hostile, hostile
		for k := range ind.Targets {
			if ind.Targets[k].Withheld != "" {
				ind.Targets[k].Withheld = hostile
			}
			for l := range ind.Targets[k].Labels {
				ind.Targets[k].Labels[l].Label += hostile
			}
		}
	}
	for i := range c.record {
		c.record[i].Source, c.record[i].Note = hostile, hostile
		if c.record[i].Label != "" {
			c.record[i].Label += hostile
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
	if err := formats[format](&out, result, report.Options{Language: l}); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestGoldens(t *testing.T) {
	judged := musterstadt()
	judged.rules.Default.Status = status.Spec{Method: "thresholds", Classes: []status.Class{
		{ID: "green", Label: zielkette.Text{DE: "grün", EN: "green"}, From: number("0.75")},
		{ID: "yellow", Label: zielkette.Text{DE: "gelb", EN: "yellow"}, From: number("0.5")},
		{ID: "red", Label: zielkette.Text{DE: "rot", EN: "red"}},
	}}
	judged.rules.Indicators = map[string]evaluation.IndicatorRule{
		"gas": {Status: judged.rules.Default.Status}, "gone": {Status: judged.rules.Default.Status}, "up": {Status: status.Spec{Method: "dns-weather"}},
	}
	judged.options.KnownOn = date("2021")
	for i := range judged.record {
		judged.record[i].Known = date("2020")
	}
	for name, c := range map[string]*city{"plain": musterstadt(), "hostile": musterstadt().spoil(), "judged": judged} {
		result := c.evaluate(t)
		for format := range formats {
			for _, l := range languages {
				testkit.Golden(t, name+"."+string(l)+"."+format, printed(t, format, result, l))
			}
		}
	}
}

// Text is legible in 100 columns, whatever the titles say, and holds no character
// that moves the cursor or turns the reading around.
func TestTextIsLegible(t *testing.T) {
	for _, c := range []*city{musterstadt(), musterstadt().spoil()} {
		for _, l := range languages {
			text := printed(t, "txt", c.evaluate(t), l)
			for line := range strings.Lines(text) {
				line = strings.TrimSuffix(line, "\n")
				if n := utf8.RuneCountInString(line); n > 100 {
					t.Errorf("%d columns: %s", n, line)
				}
				if line != strings.TrimRight(line, " ") {
					t.Errorf("blanks at the end: %q", line)
				}
			}
			tame(t, text)
		}
	}
}

func tame(t *testing.T, text string) {
	t.Helper()
	for i, r := range text {
		if unicode.IsControl(r) && r != '\n' || r == '\u2028' || unicode.Is(unicode.Bidi_Control, r) {
			t.Fatalf("the character %U is printed: %q", r, text[max(0, i-40):i+10])
		}
	}
}

// In Markdown no title becomes markup and no row of a table loses a cell.
func TestMarkdownIsTame(t *testing.T) {
	for _, l := range languages {
		text := printed(t, "md", musterstadt().spoil().evaluate(t), l)
		tame(t, text)
		if strings.Contains(text, "<script") || regexp.MustCompile("[^\\\\](\\[x\\]\\(|`code|\\*\\*fett)").MatchString(text) {
			t.Error("a title became markup")
		}
		cells := 0
		for line := range strings.Lines(text) {
			if !strings.HasPrefix(line, "|") {
				cells = 0
				continue
			}
			n := len(regexp.MustCompile(`(^|[^\\])\|`).FindAllString(line, -1))
			if cells > 0 && n != cells {
				t.Errorf("%d cells, the heading has %d: %s", n, cells, line)
			}
			cells = n
		}
	}
}

// Missing is a dash in print and null in JSON; a measured 0 is 0 in both.
func TestMissingIsNotZero(t *testing.T) {
	result := musterstadt().evaluate(t)
	for _, l := range languages {
		var doc struct {
			Goals []struct {
				ID, State       string
				Score, Coverage *string
			}
			Indicators []struct {
				ID, State                   string
				Value, Attainment, Expected *string
			}
		}
		if err := json.Unmarshal([]byte(printed(t, "json", result, l)), &doc); err != nil {
			t.Fatal(err)
		}
		for _, g := range doc.Goals {
			if (g.State == "scored") != (g.Score != nil) {
				t.Errorf("goal %s is %s with the score %v", g.ID, g.State, g.Score)
			}
		}
		zeros := 0
		for _, i := range doc.Indicators {
			if (i.State == "scored") != (i.Attainment != nil) || i.State == "not-reported" && i.Value != nil {
				t.Errorf("indicator %s is %s", i.ID, i.State)
			}
			if i.Attainment != nil && *i.Attainment == "0" {
				zeros++
			}
		}
		if zeros != 2 { // "zero" at its baseline, "green" below its bound
			t.Errorf("%d attainments of 0", zeros)
		}
		for _, line := range strings.Split(printed(t, "txt", result, l), "\n") {
			if strings.Contains(line, "HF2.1") || strings.Contains(line, "HF3") {
				if regexp.MustCompile(`\b0[,.]0`).MatchString(line) {
					t.Errorf("nothing is measured, and printed is %s", line)
				}
			}
		}
	}
	// Nothing on record at all.
	empty := musterstadt()
	empty.record = nil
	result = empty.evaluate(t)
	for format, zeros := range map[string][]string{
		"txt": {"Zielerreichung: 0", "Wert: 0"}, "md": {"| 0 ", "| 0,0 % | 0,0 % |"}, "json": {`"score": "0"`, `"attainment": "0"`, `"value": "0"`},
	} {
		text := printed(t, format, result, zielkette.German)
		for _, zero := range zeros {
			if strings.Contains(text, zero) {
				t.Errorf("%s: nothing is on record, and printed is %s", format, zero)
			}
		}
	}
}

// What is invented says so in every format and language, whether the strategy or
// the catalogue says it; what is real does not.
func TestBanner(t *testing.T) {
	for _, c := range []struct {
		strategy, catalogue bool
	}{{false, false}, {true, false}, {false, true}, {true, true}} {
		m := musterstadt()
		m.strategy.Fictional, m.catalogue.Fictional = c.strategy, c.catalogue
		result := m.evaluate(t)
		for format := range formats {
			for l, word := range map[zielkette.Language]string{zielkette.German: "FIKTIV", zielkette.English: "FICTIONAL"} {
				text := printed(t, format, result, l)
				head := text[:min(len(text), 500)]
				if got := strings.Contains(head, word); got != (c.strategy || c.catalogue) {
					t.Errorf("%s, %s, %+v: banner %v", format, l, c, got)
				}
			}
		}
	}
}

// The JSON has the promised keys, in both languages, with lists where there is
// nothing, and numbers as text.
func TestJSONKeys(t *testing.T) {
	keys := []string{"strategy", "asOf", "knownOn", "assumptions", "levels", "goals", "indicators", "themes", "areas", "measures", "milestones", "warnings"}
	bare := &city{strategy: goals.Strategy{ID: "s", Title: "s"}, options: evaluation.Options{AsOf: date("2020")}}
	for _, c := range []*city{musterstadt(), bare} {
		var doc map[string]any
		decoder := json.NewDecoder(strings.NewReader(printed(t, "json", c.evaluate(t), zielkette.English)))
		if err := decoder.Decode(&doc); err != nil {
			t.Fatal(err)
		}
		for _, key := range keys {
			value, ok := doc[key]
			if !ok {
				t.Errorf("there is no %s", key)
			}
			if value == nil && key != "knownOn" {
				t.Errorf("%s is null", key)
			}
		}
		var walk func(at string, value any)
		walk = func(at string, value any) {
			switch v := value.(type) {
			case map[string]any:
				for key, inner := range v {
					walk(at+"/"+key, inner)
				}
			case []any:
				for _, inner := range v {
					walk(at, inner)
				}
			case float64:
				if at != "/levels/recorded" && at != "/levels/declared" {
					t.Errorf("%s is a number: %v", at, v)
				}
			}
		}
		walk("", doc)
	}
}

// The empty language is German.
func TestDefaultLanguage(t *testing.T) {
	result := musterstadt().evaluate(t)
	for format := range formats {
		if printed(t, format, result, "") != printed(t, format, result, zielkette.German) {
			t.Error(format)
		}
	}
}

// The same result prints the same bytes.
func TestSameBytes(t *testing.T) {
	for format := range formats {
		first := printed(t, format, musterstadt().evaluate(t), zielkette.German)
		if again := printed(t, format, musterstadt().evaluate(t), zielkette.German); first != again {
			t.Error(format)
		}
	}
}

var errFull = errors.New("full")

// full takes some bytes and then no more.
type full struct{ room int }

func (f *full) Write(b []byte) (int, error) {
	if f.room -= len(b); f.room < 0 {
		return 0, errFull
	}
	return len(b), nil
}

// The error of the writer comes back, wherever it strikes.
func TestWriterErrors(t *testing.T) {
	result := musterstadt().evaluate(t)
	for name, format := range formats {
		for _, room := range []int{0, 1, 100, 1000, 3000} {
			if err := format(&full{room}, result, report.Options{}); !errors.Is(err, errFull) {
				t.Errorf("%s with room for %d bytes: %v", name, room, err)
			}
		}
	}
}
