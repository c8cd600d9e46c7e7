package examples_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"io/fs"
	"os"
	"path"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/examples/internal/cli"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/indicators/tables"
	"gitlab.opencode.de/zielkette/zielkette/internal/testkit"
)

// program is an example program over the same files that it embeds, with the
// default date that stands in its source.
func program(t *testing.T, name string) cli.Program {
	t.Helper()
	source, err := os.ReadFile(name + "/main.go")
	if err != nil {
		t.Fatal(err)
	}
	p := cli.Program{Name: name, Data: os.DirFS(name + "/data"), OpenFolder: func(name string) fs.FS { return os.DirFS(name) }}
	if m := regexp.MustCompile(`AsOf: +"([0-9-]+)"`).FindSubmatch(source); m != nil {
		p.AsOf = string(m[1])
	}
	if name == "soest" {
		p.Strategy = "zukunftsprogramm"
		for _, other := range []string{"smart-city", "digitale-agenda"} {
			p.Others = append(p.Others, cli.Strategy{Name: other, AsOf: "2023-12-31", Data: os.DirFS(name + "/" + other)})
		}
	}
	if name == "evaluate" {
		p.Data = nil
	} else {
		p.Fictional = os.DirFS(name + "/data/fictional")
	}
	return p
}

// run runs a program and returns what it printed; it must end well.
func run(t *testing.T, name string, args ...string) string {
	t.Helper()
	var out, problems strings.Builder
	if code := cli.Run(program(t, name), args, &out, &problems); code != cli.OK || problems.Len() > 0 {
		t.Fatalf("%s %v: exit code %d\n%s", name, args, code, problems.String())
	}
	return out.String()
}

type document struct {
	Fictional bool
	Banner    string
	Strategy  struct{ ID, Title, Edition, Municipality string }
	AsOf      string  `json:"asOf"`
	KnownOn   *string `json:"knownOn"`
	Levels    []struct {
		Name     string
		Declared *int
		Recorded int
	}
	Goals []struct {
		ID, Level, State string
		Score, Coverage  *string
	}
	Indicators []figure
	Themes     []struct{ ID, Kind, Title, Edition string }
}

type figure struct {
	ID, State, Reason         string
	ReasonText                string `json:"reasonText"`
	Value, Period, Attainment *string
	Source                    string
	MaxAge                    string `json:"maxAge"`
}

func read(t *testing.T, name string, args ...string) (d document) {
	t.Helper()
	if err := json.Unmarshal([]byte(run(t, name, append([]string{"-format", "json"}, args...)...)), &d); err != nil {
		t.Fatal(err)
	}
	return d
}

// figureOf gives state, value, period and attainment of an indicator in short.
func (d document) figureOf(id string) string {
	for _, i := range d.Indicators {
		if i.ID == id {
			text := i.State
			for _, s := range []*string{i.Value, i.Period, i.Attainment} {
				if s == nil {
					text += " -"
				} else {
					text += " " + *s
				}
			}
			return text
		}
	}
	return "not there"
}

// The figures of the cities come out right in the default run.
func TestFigures(t *testing.T) {
	leipzig, soest := read(t, "leipzig"), read(t, "soest")
	for _, c := range []struct {
		of   document
		id   string
		want string
	}{
		{leipzig, "thg-je-ew", "scored 5.02 2021 0.306666666667"},
		{leipzig, "modal-split-rad", "scored 20 2023 0.302325581395"},
		{leipzig, "modal-split-miv", "scored 31 2023 0.846153846154"},
		{leipzig, "modal-split-oepnv", "scored 16 2023 -0.272727272727"},
		{leipzig, "modal-split-fuss", "withheld 33 2023 -"},
		{soest, "thg-je-ew", "scored 7.4 2020 -0.038461538462"},
	} {
		if got := c.of.figureOf(c.id); got != c.want {
			t.Errorf("%s %s: %s, want %s", c.of.Strategy.Municipality, c.id, got, c.want)
		}
	}
	for _, i := range leipzig.Indicators {
		if i.ID == "modal-split-fuss" && (i.Reason != "by-author" || i.ReasonText == "") {
			t.Errorf("walking is withheld without its reason: %+v", i)
		}
	}
	for _, d := range []document{leipzig, soest} {
		if d.Fictional || d.Banner != "" || d.AsOf == "" || d.KnownOn != nil {
			t.Errorf("the head of %s: %+v", d.Strategy.Title, d)
		}
		for _, i := range d.Indicators {
			if i.Source == "" {
				t.Errorf("%s, %s: no source", d.Strategy.Municipality, i.ID)
			}
			if i.Attainment != nil && i.MaxAge == "" {
				t.Errorf("%s, %s: scored without a stated maximum age", d.Strategy.Municipality, i.ID)
			}
		}
	}
}

// The structure of the strategies is recorded in full.
func TestStructure(t *testing.T) {
	counts := func(d document) map[string]int {
		out := map[string]int{}
		for _, l := range d.Levels {
			out[l.Name] = l.Recorded
			if l.Declared == nil || *l.Declared != l.Recorded {
				t.Errorf("%s: %s declared %v, recorded %d", d.Strategy.Title, l.Name, l.Declared, l.Recorded)
			}
		}
		for _, theme := range d.Themes {
			out[theme.Kind]++
		}
		return out
	}
	want := map[string]int{"Vision": 1, "Handlungsfeld": 3, "Strategisches Ziel": 8, "Handlungsziel": 54, "Übergreifendes Ziel": 9}
	if d := cmp.Diff(want, counts(read(t, "soest"))); d != "" {
		t.Error(d)
	}
	want = map[string]int{
		"Leitmotiv": 1, "Ziel": 4, "Handlungsschwerpunkt": 24, "Fachkonzept": 11, "Zentrales Querschnittsthema": 2,
		"Weiteres Querschnittsthema": 10, "Querschnittsthema": 6, "Umsetzungsinstrument": 5,
	}
	leipzig := read(t, "leipzig")
	if d := cmp.Diff(want, counts(leipzig)); d != "" {
		t.Error(d)
	}
	for _, theme := range leipzig.Themes {
		if strings.Contains(theme.Kind, "Querschnittsthema") && theme.Edition == "" {
			t.Errorf("%s does not say to which edition it belongs", theme.Title)
		}
	}
	under := map[string]int{}
	for _, g := range read(t, "soest").Goals {
		if g.Level == "Handlungsziel" {
			under[path.Base(strings.TrimSuffix(g.ID, path.Ext(g.ID)))]++
		}
	}
	if d := cmp.Diff(map[string]int{
		"HF1.SZ1": 9, "HF1.SZ2": 6, "HF2.SZ1": 5, "HF2.SZ2": 7, "HF2.SZ3": 11, "HF2.SZ4": 7, "HF3.SZ1": 6, "HF3.SZ2": 3,
	}, under); d != "" {
		t.Error(d)
	}
}

// The steps of the processes at two dates: Bergkamen moves on, and of the Digitale
// Agenda nothing is evidenced after 2019, so its steps are overdue for longer.
func TestProcesses(t *testing.T) {
	steps := func(name string, args ...string) map[string]string {
		var d struct {
			Milestones []struct {
				ID, State, Measure string
				Overdue            *int `json:"overdueDays"`
			}
		}
		if err := json.Unmarshal([]byte(run(t, name, append(args, "-format", "json")...)), &d); err != nil {
			t.Fatal(err)
		}
		out := map[string]string{}
		for _, m := range d.Milestones {
			if m.Measure != "" {
				continue
			}
			out[m.ID] = m.State
			if m.Overdue != nil {
				out[m.ID] += fmt.Sprint(" ", *m.Overdue)
			}
		}
		return out
	}
	for asOf, want := range map[string]map[string]string{
		"2019-04-30": {"M1": "done", "M2": "done", "M3": "done", "M4": "done", "M5": "done", "M6": "open", "M7": "open", "M8": "open"},
		"2024-04-01": {"M1": "done", "M2": "done", "M3": "done", "M4": "done", "M5": "done", "M6": "overdue 1798", "M7": "overdue 1767", "M8": "overdue 1645"},
		"2024-08-01": {"M1": "done", "M2": "done", "M3": "done", "M4": "done", "M5": "done", "M6": "overdue 1920", "M7": "overdue 1889", "M8": "overdue 1767"},
	} {
		if d := cmp.Diff(want, steps("soest", "-strategy", "digitale-agenda", "-as-of", asOf)); d != "" {
			t.Errorf("Digitale Agenda on %s: %s", asOf, d)
		}
	}
	for asOf, want := range map[string]map[string]string{
		"2024-04-01": {"B0": "done", "G1": "done", "B1": "open", "B2": "open", "B3": "open", "B4": "open", "B5": "undated", "G2": "open", "B6": "undated"}, // of B2a nobody knew in April
		"2024-08-01": {"B0": "done", "G1": "done", "B1": "done", "B2": "done", "B2a": "done", "B3": "done", "B4": "open", "B5": "undated", "G2": "open", "B6": "undated"},
	} {
		if d := cmp.Diff(want, steps("bergkamen", "-as-of", asOf)); d != "" {
			t.Errorf("Bergkamen on %s: %s", asOf, d)
		}
	}
}

// The sentences that the council of Soest adopted stand word for word in every medium
// that people read, and the page says no figure where too little is known.
func TestSoestAdopted(t *testing.T) {
	plan := planOf(t, os.DirFS("soest/data"))
	var sentences []string
	for goal := range plan.AtLevel("strategisches Ziel") {
		sentences = append(sentences, goal.Statement())
	}
	for goal := range plan.AtLevel("Strategisches Ziel") {
		sentences = append(sentences, goal.Statement())
	}
	for _, theme := range plan.Themes() {
		sentences = append(sentences, theme.Title)
	}
	if len(sentences) != 8+9 {
		t.Fatalf("%d sentences", len(sentences))
	}
	for _, format := range []string{"text", "markdown", "html"} {
		text := strings.Join(strings.Fields(html.UnescapeString(strings.NewReplacer("&lt;!-- --&gt;", "", "\\", "", "<!-- -->", "").Replace(run(t, "soest", "-format", format)))), " ")
		for _, s := range sentences {
			if !strings.Contains(text, strings.Join(strings.Fields(s), " ")) {
				t.Errorf("%s lacks %q", format, s)
			}
		}
		if !strings.Contains(text, "0 %") || !strings.Contains(text, "99 %") || !strings.Contains(text, "Keine Aussage.") {
			t.Errorf("%s does not say how little is known", format)
		}
	}
}

// The first screen answers the five questions.
func TestFirstScreen(t *testing.T) {
	for _, name := range []string{"soest", "leipzig"} {
		lines := strings.Split(run(t, name), "\n")
		screen := strings.Join(lines[:40], "\n")
		for _, want := range []string{"Wie weit?", "Im Rückstand", "Auf Kurs", "Unbekannt", "Zu entscheiden", "Zuständige für", "Gremium und Frist"} {
			if !strings.Contains(screen, want) {
				t.Errorf("%s: the first 40 lines lack %q:\n%s", name, want, screen)
			}
		}
	}
}

// People read titles: the ids of goals, indicators and definitions stand in no sentence,
// only at the end of a card and in the note that says that they are ours.
func TestNoIdsInSentences(t *testing.T) {
	for name, id := range map[string]*regexp.Regexp{
		"soest":   regexp.MustCompile(`HF[0-9]|[a-z]+-[a-z]+-ew|-genehmigt|eea-`),
		"leipzig": regexp.MustCompile(`\bZ[0-9]\b|\bLM\b|[a-z]+-[a-z]+-ew|modal-split-|„co2`),
	} {
		for _, line := range strings.Split(run(t, name), "\n") {
			if id.MatchString(line) && !strings.Contains(line, "Kennung") && !strings.Contains(line, "://") {
				t.Errorf("%s: %s", name, line)
			}
		}
	}
}

// What lacks for many goals is told by the goal above them, and for all of them at once.
func TestGapsAreShort(t *testing.T) {
	text := run(t, "soest", "-sections", "gaps")
	for _, want := range []string{"2. Wirtschaftsstandort: alle 7 Handlungsziele", "1. Soziales: 8\u00a0von\u00a09\u00a0Handlungszielen, nicht:", "alle 66 Ziele", "alle 14 Maßnahmen", "alle 5 Einrichtungen"} {
		if !strings.Contains(strings.Join(strings.Fields(strings.ReplaceAll(text, "\u00a0", " ")), " "), strings.ReplaceAll(want, "\u00a0", " ")) {
			t.Errorf("%q is not in\n%s", want, text)
		}
	}
	if n := strings.Count(text, "\n"); n > 90 {
		t.Errorf("%d lines", n)
	}
}

func TestSoestInText(t *testing.T) {
	text := run(t, "soest")
	for _, want := range []string{"6. Fassung", "31.12.2020", "3 Handlungsfelder", "8 strategische Ziele", "54 Handlungsziele", "9 übergreifende Ziele"} {
		if !strings.Contains(text, want) {
			t.Errorf("the report does not say %q", want)
		}
	}
	// Too little is known of the vision to say 0,0 %: that stands in brackets, to be recomputed.
	summary, _, _ := strings.Cut(text, "So ist der Bericht zu lesen")
	if strings.Contains(summary, "0,0\u00a0%") || strings.Contains(summary, "0,0 %") || !strings.Contains(summary, "zwischen 0 % und 99 %") && !strings.Contains(strings.Join(strings.Fields(summary), " "), "zwischen 0 % und 99 %") {
		t.Errorf("the summary says too much of the vision:\n%s", summary)
	}
}

// Before the first observation nothing is reported, which is no error and no 0.
func TestBeforeTheFirstObservation(t *testing.T) {
	for _, name := range []string{"soest", "leipzig"} {
		d := read(t, name, "-as-of", "1949-12-31")
		for _, i := range d.Indicators {
			if i.State != "not-reported" || i.Value != nil || i.Attainment != nil {
				t.Errorf("%s, %s: %s", name, i.ID, d.figureOf(i.ID))
			}
		}
		for _, g := range d.Goals {
			if g.State != "not-reported" && g.State != "unmeasured" || g.Score != nil {
				t.Errorf("%s, %s: %s", name, g.ID, g.State)
			}
		}
		if d.AsOf != "1949-12-31" {
			t.Error(d.AsOf)
		}
	}
}

// A known-on date hides what was published later: Leipzig's 2011 was 6.61 t of CO2
// before it was 6.40 t of greenhouse gas, and a value without a known date is
// hidden from every known-on date.
func TestKnownOn(t *testing.T) {
	for _, c := range []struct{ city, asOf, known, want string }{
		{"leipzig", "2011-12-31", "2022-12-31", "6.40 2011"},
		{"leipzig", "2011-12-31", "2015-12-31", "- -"}, // CO2 is another definition
		{"leipzig", "2023-12-31", "2022-02-28", "5.77 2018"},
		{"leipzig", "2023-12-31", "2022-10-31", "5.3 2020"}, // 5.02 of 2021 has no known date
		{"soest", "2020-12-31", "2021-01-31", "7.2 2015"},   // the value of 2020 stood in a paper of February 2021
		{"soest", "2020-12-31", "2021-02-28", "7.4 2020"},
	} {
		d := read(t, c.city, "-as-of", c.asOf, "-known-on", c.known)
		if got := d.figureOf("thg-je-ew"); !strings.Contains(got, " "+c.want) {
			t.Errorf("%+v: %s", c, got)
		}
		if d.KnownOn == nil || *d.KnownOn != c.known {
			t.Errorf("known_on: %v", d.KnownOn)
		}
	}
	record, err := tables.LoadAll(os.DirFS("leipzig/data"), "observations*.csv")
	if err != nil {
		t.Fatal(err)
	}
	year := zielkette.MustParsePeriod("2011")
	for known, want := range map[string]string{"2015-12-31": "6.61", "2022-12-31": "6.40"} {
		if o, _ := record.Series("thg-je-ew", "").Reading(year, zielkette.MustParseDate(known)); o.Value.String() != want {
			t.Errorf("2011 known on %s: %s, want %s", known, o.Value, want)
		}
	}
}

// What was said at a sitting stands in no report of an earlier day.
func TestNotesOfTheirDay(t *testing.T) {
	for day, want := range map[string]bool{"2024-03-01": false, "2024-03-31": true} {
		if got := strings.Contains(run(t, "bergkamen", "-as-of", day), "24.000 Euro"); got != want {
			t.Errorf("%s: said is %v", day, got)
		}
	}
}

// Every call prints something, in every format and language, the same each time;
// text in 100 columns, JSON as JSON, fictional data with a banner.
func TestEveryCall(t *testing.T) {
	calls := map[string][][]string{
		"soest": {{}, {"-illustrate"}, {"-explain", "HF2.SZ4"}}, "leipzig": {{}, {"-illustrate"}, {"-explain", "Z1.3"}},
		"evaluate": {{"soest/data"}, {"leipzig/data/fictional"}},
	}
	for name, list := range calls {
		for _, args := range list {
			for _, format := range []string{"text", "json", "markdown"} {
				for _, language := range []string{"de", "en"} {
					all := append([]string{"-format", format, "-lang", language}, args...)
					text := run(t, name, all...)
					if text == "" || text != run(t, name, all...) {
						t.Errorf("%s %v: nothing, or not the same again", name, all)
					}
					if format == "json" && !json.Valid([]byte(text)) {
						t.Errorf("%s %v: no JSON", name, all)
					}
					for line := range strings.Lines(text) {
						if n := utf8.RuneCountInString(strings.TrimSuffix(line, "\n")); format == "text" && n > 100 {
							t.Errorf("%s %v: %d columns: %s", name, all, n, line)
						}
					}
					invented := strings.Contains(strings.Join(args, " "), "illustrate") || strings.Contains(strings.Join(args, " "), "fictional")
					if got := strings.Contains(text, "FIKTIV") || strings.Contains(text, "FICTIONAL"); got != invented {
						t.Errorf("%s %v: banner %v", name, all, got)
					}
				}
			}
		}
	}
}

// The fictional set shows a full roll-up: every state but those of missing links.
func TestIllustration(t *testing.T) {
	for _, name := range []string{"soest", "leipzig"} {
		d := read(t, name, "-illustrate")
		if !d.Fictional || d.Banner == "" {
			t.Errorf("%s: no banner", name)
		}
		scored := 0
		for _, g := range d.Goals {
			if g.State == "scored" {
				scored++
			}
		}
		if d.Goals[0].State != "scored" || scored*2 < len(d.Goals) {
			t.Errorf("%s: %d of %d goals are scored, the first is %s", name, scored, len(d.Goals), d.Goals[0].State)
		}
	}
}

func TestExplanations(t *testing.T) {
	for name, id := range map[string]string{"soest": "HF2.SZ4", "leipzig": "Z1.3"} {
		for _, language := range []string{"de", "en"} {
			testkit.Golden(t, name+"-"+id+"."+language+".txt", run(t, name, "-explain", id, "-lang", language))
		}
		testkit.Golden(t, name+"-"+id+".json", run(t, name, "-explain", id, "-format", "json"))
	}
}

// folders are all folders of a city that the examples ship.
func folders(t *testing.T) map[string]fs.FS {
	t.Helper()
	out := map[string]fs.FS{}
	err := fs.WalkDir(os.DirFS("."), ".", func(name string, entry fs.DirEntry, err error) error {
		if err == nil && entry.IsDir() && entry.Name() == "testdata" {
			return fs.SkipDir
		}
		if err == nil && entry.Name() == "strategy.json" {
			out[path.Dir(name)] = os.DirFS(path.Dir(name))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(out) < 4 {
		t.Fatalf("only %d folders were found", len(out))
	}
	return out
}

// All that is shipped loads, fits together and can be evaluated; everything real
// names its source; every document is the same after it was written and read.
func TestShippedData(t *testing.T) {
	for name, folder := range folders(t) {
		result, err := cli.Evaluate(folder, evaluation.Options{AsOf: zielkette.MustParseDate("2024-12-31")})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for _, p := range result.Model().Warnings() {
			if p.Code != goals.CodeDeclared && p.Code != goals.CodeWeightGap {
				t.Errorf("%s: %v", name, p)
			}
			if p.Message.DE == "" || p.Message.EN == "" {
				t.Errorf("%s: a warning in one language: %v", name, p)
			}
		}
		plan, set := result.Model().Plan(), result.Model().Set()
		if strings.Contains(name, "fictional") != (plan.Fictional() || set.Fictional()) {
			t.Errorf("%s: fictional %v, %v", name, plan.Fictional(), set.Fictional())
		}
		for node := range plan.Goals() {
			for _, link := range node.Indicators() {
				if _, ok := set.Indicator(link.ID); !ok {
					t.Errorf("%s: %s is tied to %s, which is not there", name, node.ID(), link.ID)
				}
			}
		}
		if !plan.Fictional() {
			sourced(t, name, plan, set, result.Record())
		}
		roundTrip(t, name, folder)
	}
}

func sourced(t *testing.T, name string, plan *goals.Plan, set *indicators.Set, record *indicators.Record) {
	t.Helper()
	if plan.Source().IsZero() {
		t.Errorf("%s: the strategy has no source", name)
	}
	for ind := range set.All() {
		if ind.Source.IsZero() {
			t.Errorf("%s: %s has no source", name, ind.ID)
		}
		for _, target := range ind.Targets {
			if !target.Baseline.IsZero() && target.Baseline.Source.IsZero() {
				t.Errorf("%s: the baseline of %s has no source", name, ind.ID)
			}
			for _, r := range target.Revisions {
				if r.Source.IsZero() {
					t.Errorf("%s: a target of %s has no source", name, ind.ID)
				}
			}
		}
	}
	for o := range record.All() {
		if o.Source == "" {
			t.Errorf("%s: %s %s has no source", name, o.Indicator, o.Period)
		}
		if _, ok := set.Indicator(o.Indicator); !ok {
			t.Errorf("%s: %s is observed but not defined", name, o.Indicator)
		}
	}
}

// roundTrip writes what was read, and reads it again.
func roundTrip(t *testing.T, name string, folder fs.FS) {
	t.Helper()
	again(t, folder, name, "strategy.json", goals.Read, goals.Strategy{})
	if _, err := fs.Stat(folder, "indicators.json"); err == nil {
		again(t, folder, name, "indicators.json", indicators.Read, indicators.Catalogue{})
	}
	if _, err := fs.Stat(folder, "rules.json"); err == nil {
		again(t, folder, name, "rules.json", evaluation.ReadRules, evaluation.Rules{})
	}
}

func again[D, C any](t *testing.T, folder fs.FS, name, file string, compile func(io.Reader, string) (C, error), _ D) {
	t.Helper()
	data, err := fs.ReadFile(folder, file)
	if err != nil {
		t.Fatal(err)
	}
	var first, second D
	decode := func(data []byte, into *D) {
		decoder := json.NewDecoder(bytes.NewReader(data))
		decoder.DisallowUnknownFields()
		if err := decoder.Decode(into); err != nil {
			t.Fatalf("%s/%s: %v", name, file, err)
		}
	}
	decode(data, &first)
	written, err := json.Marshal(first)
	if err != nil {
		t.Fatalf("%s/%s: %v", name, file, err)
	}
	decode(written, &second)
	if d := cmp.Diff(first, second); d != "" {
		t.Errorf("%s/%s: %s", name, file, d)
	}
	if _, err := compile(bytes.NewReader(written), ""); err != nil {
		t.Errorf("%s/%s, written and read again: %v", name, file, err)
	}
}
