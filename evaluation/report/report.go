package report

import (
	"cmp"
	"fmt"
	"iter"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"unicode"
	"unicode/utf8"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/goals/chain"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/module"
	"gitlab.opencode.de/zielkette/zielkette/internal/parallel"
	"gitlab.opencode.de/zielkette/zielkette/internal/problems"
)

// Options select how a report is printed. The zero value is German. A language that is
// neither German nor English and a minimum outside its range are an error of everything
// that is printed so, with the codes [zielkette.CodeChoice] and [zielkette.CodeRange].
type Options struct {
	Language zielkette.Language
	// Minimum is the coverage, from 0 to 1, below which a report says nothing about a
	// goal whose rule states no minimum of its own: it prints "keine Aussage" and the
	// range. No number is 0.5.
	Minimum zielkette.Number
}

// check reports options that cannot be.
func (o Options) check() error {
	var list problems.List
	if _, ok := zielkette.ParseLanguage(string(o.Language)); !ok {
		list.At("/language", zielkette.CodeChoice, string(o.Language), `eine Sprache ist "de" oder "en"`, `a language is "de" or "en"`)
	}
	if o.Minimum.Sign() < 0 || o.Minimum.Compare(zielkette.Int(1)) > 0 {
		list.At("/minimum", zielkette.CodeRange, o.Minimum.String(), "die Mindestabdeckung liegt zwischen 0 und 1", "the least coverage lies between 0 and 1")
	}
	return list.All().Err()
}

// Report reads a result in the words of a report. Its methods give the sections, each
// of which can be used alone; [Report.Page] puts all of them together. It is immutable
// and safe for concurrent use. Cost: linear in goals, indicators and observations.
type Report struct {
	*reading
	on *paper // what it writes on
}

// reading is what a report has read of a result.
type reading struct {
	result     *evaluation.Result
	wrong      error // in the options
	plan       *goals.Plan
	language   zielkette.Language
	minimum    zielkette.Number
	places     int    // of percentages in tables: as many as no figure needs to contradict its class
	weights    string // where the weights of most goals and themes come from; "" where no two agree
	assumed    bool   // all links from goals and themes to indicators are, and there are several
	lowest     string // the level of all goals without goals beneath; "" where they are of several
	goals      map[string]*standing
	themes     map[string]*standing // those that have indicators
	links      map[evaluation.Assessment][]link
	measured   []*measurement
	conditions map[string]*measurement // by id, the context indicators that measure nothing else
	byHandle   map[evaluation.Assessment]*measurement
	sources    []zielkette.Source
	references map[[2]string]Phrase // to the sources, by title and address

	whole  bool // it prints a whole result
	looked sync.Once
	budget kept[*chain.Money]
	lacks  kept[found]
	stages kept[[]milestone]
	late   kept[[]milestone]
}

// Of returns the report of a result. Ask it for sections or for the whole page. It is
// safe for concurrent use. Cost: what the page rests on is explained when the first
// section is asked for; the JSON needs no explanations.
func Of(result *evaluation.Result, options Options) *Report {
	r := reads(&reading{result: result, plan: result.Model().Plan(), language: options.Language, minimum: options.Minimum, wrong: options.check(), whole: true})
	if r.minimum.IsZero() {
		r.minimum = zielkette.MustParseNumber("0.5")
	}
	return r
}

// reads is a report of what was read.
func reads(what *reading) *Report { return &Report{what, ownMemory} }

// look explains all that the sections print, once. A report of a single explanation or
// of several cities prints its own.
func (r *Report) look() {
	if r.whole {
		r.looked.Do(r.explainAll)
	}
}

func (r *Report) explainAll() {
	handles := slices.Collect(r.assessments())
	r.goals, r.themes = make(map[string]*standing, r.plan.Len()), map[string]*standing{}
	r.links, r.byHandle = make(map[evaluation.Assessment][]link, len(handles)), make(map[evaluation.Assessment]*measurement, len(handles))
	r.references = map[[2]string]Phrase{}
	for goal := range r.plan.Roots() {
		r.stand(goal)
	}
	for theme, score := range r.result.Themes() {
		if len(theme.Indicators) > 0 {
			s := r.enter(goals.Node{}, score)
			s.theme, r.themes[theme.ID] = true, s
		}
	}
	levels := map[string]bool{}
	for goal := range r.plan.Goals() {
		if leaf(goal) {
			r.lowest, levels[goal.Level()] = goal.Level(), true
		}
	}
	if len(levels) > 1 {
		r.lowest = ""
	}
	r.alike()
	r.places = 1
	for _, list := range []map[string]*standing{r.goals, r.themes} {
		for _, s := range list {
			r.places = max(r.places, s.score.PercentPlaces())
		}
	}
	r.conditions = map[string]*measurement{}
	for a := range r.result.Assessments() {
		if a.InContext(module.Reader{}) && a.Area() == "" && r.conditions[a.ID()] == nil {
			r.conditions[a.ID()] = r.measure(a)
		}
	}
	all := make([]measurement, len(handles))
	parallel.Parts(len(all), 256, func(_, from, to int) {
		for i := from; i < to; i++ {
			r.measureInto(&all[i], handles[i])
		}
	})
	r.measured = make([]*measurement, len(all))
	for i := range all {
		r.measured[i], r.byHandle[handles[i]] = &all[i], &all[i]
	}
	r.collect()
}

// alike finds out what holds for all goals and themes, so that it is said once.
func (r *Report) alike() {
	most, links := 1, 0
	weights := map[string]int{}
	r.assumed = true
	for _, list := range []map[string]*standing{r.goals, r.themes} {
		for _, s := range list {
			if len(s.parts) > 1 {
				weights[r.text(s.rolled.Weights)]++
			}
			for _, p := range s.parts {
				if p.goal == nil {
					links++
					r.assumed = r.assumed && p.assumed
				}
			}
		}
	}
	r.assumed = r.assumed && links > 1
	for text, n := range weights {
		if n > most || n == most && n > 1 && text < r.weights {
			r.weights, most = text, n
		}
	}
}

// or returns the report, that of nothing for nil and the zero value.
func (r *Report) or() *Report {
	if r == nil || r.reading == nil || r.plan == nil && !r.whole {
		return Of(nil, Options{})
	}
	return r
}

// assessments yields the indicators of which the report speaks: not those that are
// measured elsewhere, against another target or in areas, so that the whole municipality
// has nothing to say of them, and not those of the context, which have a section of their
// own.
func (r *Report) assessments() iter.Seq[evaluation.Assessment] {
	linked := sync.OnceValue(func() map[string]bool {
		out := map[string]bool{}
		for a := range r.result.Assessments() {
			if a.Linked(module.Reader{}) {
				out[a.ID()] = true
			}
		}
		return out
	})
	return func(yield func(evaluation.Assessment) bool) {
		for a := range r.result.Assessments() {
			if a.InContext(module.Reader{}) {
				continue
			}
			if a.Area() == "" && !a.Linked(module.Reader{}) && a.Reason() == indicators.NoObservation && linked()[a.ID()] {
				continue
			}
			if !yield(a) {
				return
			}
		}
	}
}

// begin returns the report, looked at, and a section of it without blocks.
func (r *Report) begin(id, de, en string) (*Report, Section) {
	r = r.or()
	r.look()
	return r, Section{ID: id, Title: r.in(de, en)}
}

// list adds a list, and what belongs to it, unless there is nothing to list.
func (s *Section) list(items []Phrase, more ...Block) {
	if len(items) > 0 {
		s.Blocks = append(append(s.Blocks, List{Items: items}), more...)
	}
}

// Page returns the whole report: the summary first, then what it rests on.
func (r *Report) Page() Page {
	r = r.or()
	p := r.Head()
	p.Sections = r.Sections()
	return p
}

// Sections returns all sections that have something to say, in the order in which the
// report prints them.
func (r *Report) Sections() []Section {
	r = r.or()
	r.look()
	makers := []func() Section{
		r.Summary, r.Legend, r.Goals, r.Overview, r.Indicators, r.Process, r.Measures, r.Conflicts, r.Themes,
		r.Areas, r.Context, r.Gaps, r.Origin, r.Assumptions, r.Rules, r.Remarks, r.Sources,
	}
	sections := make([]Section, len(makers))
	var next atomic.Int32
	cores := runtime.GOMAXPROCS(0)
	parallel.Parts(cores, 1, func(_, _, _ int) { // whoever has made one takes the next
		for i := next.Add(1) - 1; int(i) < len(makers); i = next.Add(1) - 1 {
			sections[i] = makers[i]()
		}
	})
	var out []Section
	for _, s := range sections {
		if len(s.Blocks) > 0 {
			out = append(out, s)
		}
	}
	return out
}

func (r *Report) in(de, en string) string { return zielkette.Text{DE: de, EN: en}.In(r.language) }

// say formats a sentence in the language of the report.
func (r *Report) say(de, en string, values ...any) string {
	return fmt.Sprintf(r.in(de, en), values...)
}

// text is a text of another package, with a no-break space before the sign of percent.
func (r *Report) text(t zielkette.Text) string {
	return strings.ReplaceAll(t.In(r.language), " %", "\u00a0%")
}

// adopted is a text in the wording of the documents, which are German.
func adopted(text string) Phrase {
	return Phrase{{Text: text, Adopted: true}}
}

// quoted is a text of the documents that nobody adopted: a note, a unit, a name.
func quoted(text string) Phrase { return Phrase{{Text: text, Quoted: true}} }

// with is a phrase with what leads to it and what ends it; nothing where it has no words.
func with(before string, p Phrase, end ...string) Phrase {
	if p.isBlank() {
		return nil
	}
	p = Say(before).And(p)
	for _, text := range end {
		p = append(p, Run{Text: text})
	}
	return p
}

// either is one of two values.
func either[T any](first bool, one, other T) T {
	if first {
		return one
	}
	return other
}

// Head returns the page without sections: title, edition, dates, scope, and on top
// whether the data are invented.
func (r *Report) Head() Page {
	r = r.or()
	r.look()
	p := Page{Title: r.plan.Title(), Over: r.plan.Municipality().Name, Language: r.language, wrong: r.wrong}
	kind := either(r.plan.Len() == 0, r.in("Bericht zum Verfahren", "Report on the process"), r.in("Umsetzungsbericht", "Progress report"))
	p.Under = kind + ", " + r.dates()
	p.Banner, p.Mark = r.banner()
	var strategy []string
	e := r.plan.Edition()
	if e.Name != "" {
		strategy = append(strategy, e.Name)
	}
	if !e.Adopted.IsZero() && !strings.Contains(e.Name, e.Adopted.Text(zielkette.German)) {
		strategy = append(strategy, r.in("beschlossen ", "adopted ")+e.Adopted.Text(r.language))
	}
	if !e.From.IsZero() && !e.To.IsZero() {
		from, to := e.From.Text(r.language), e.To.Text(r.language)
		if len(to) == len("2024") && len(from) > len(to) { // "Februar 2024 bis 2024" would sound like a slip
			to = r.in("Ende ", "the end of ") + to
		}
		strategy = append(strategy, r.in("Laufzeit ", "term ")+from+r.in(" bis ", " to ")+to)
	}
	edition := Say(strings.Join(strategy, ", ")).And(with(" ", r.cite(r.plan.Source())))
	if ags := r.plan.Municipality().AGS; ags != "" {
		p.Over += r.in(" (Gemeindeschlüssel ", " (municipality key ") + ags + ")"
	}
	p.Facts = []Fact{
		{r.in("Strategie", "Strategy"), edition},
		{r.in("Umfang", "Scope"), quoted(r.scope())},
	}
	if off, ok := r.result.OffTerm(module.Reader{}); ok {
		p.Facts = append(p.Facts, Fact{r.in("Zu beachten", "Note"), Say(off.Message.In(r.language))})
	}
	if r.language == zielkette.English {
		p.Facts = append(p.Facts, Fact{"Language", Say("goals, names and notes are quoted in German, as the city wrote them")})
	}
	return p
}

// dates are the as-of date and the known-on date of the report.
func (r *Report) dates() string {
	o := r.result.Options()
	known := r.in(", auch später Bekanntes zählt", ", what became known later counts too")
	if !o.KnownOn.IsZero() {
		known = r.in(", Kenntnisstand ", ", as known on ") + o.KnownOn.Text(r.language)
	}
	return r.in("Stichtag ", "as of ") + o.AsOf.Text(r.language) + known
}

// banner is the warning on top of everything that is invented, and the same in two
// words; "" for real data.
func (r *Report) banner() (banner, mark string) {
	return bannerOf(r.fictional(), r.language)
}

func (r *Report) fictional() bool {
	return r.plan.Fictional() || r.result.Model().Set().Fictional()
}

func bannerOf(fictional bool, language zielkette.Language) (banner, mark string) {
	if !fictional {
		return "", ""
	}
	return zielkette.Text{
			DE: "FIKTIVE DATEN: Diese Werte sind zur Veranschaulichung erfunden. Sie sagen nichts über die Stadt.",
			EN: "FICTIONAL DATA: these values are invented for illustration. They say nothing about the city.",
		}.In(language), zielkette.Text{
			DE: "FIKTIVE DATEN", EN: "FICTIONAL DATA",
		}.In(language)
}

// scope counts levels, kinds of theme, indicators and measures.
func (r *Report) scope() string {
	var parts []string
	for _, list := range [][]goals.Count{r.plan.Levels(), r.plan.ThemeKinds()} {
		if len(list) > 3 && len(parts) > 0 { // they stand in their own section
			themes := 0
			for _, c := range list {
				themes += c.Recorded
			}
			parts = append(parts, r.number(themes, "Thema", "Themen", "theme", "themes"))
			continue
		}
		for _, c := range list {
			s := r.count(c.Recorded, c.Name)
			if c.Recorded == 0 && !c.IsDeclared { // not recorded is not zero
				s = r.say("keine %s erfasst", "no %s on record", r.weak(r.plan.Plural(c.Name)))
			}
			if c.IsDeclared && c.Declared != c.Recorded {
				s += r.say(" (laut Dokument %d)", " (the document says %d)", c.Declared)
			}
			parts = append(parts, s)
		}
	}
	speaks, context := 0, map[string]bool{}
	for range r.assessments() {
		speaks++
	}
	for a := range r.result.Assessments() {
		if a.InContext(module.Reader{}) && a.Area() == "" {
			context[a.ID()] = true
		}
	}
	if speaks > 0 {
		parts = append(parts, r.number(speaks, "Kennzahl", "Kennzahlen", "indicator", "indicators"))
	}
	if n := len(context); n > 0 {
		parts = append(parts, r.number(n, "Kennzahl zur Lage", "Kennzahlen zur Lage", "indicator of the context", "indicators of the context"))
	}
	parts = append(parts, r.countMeasures()...)
	return strings.Join(parts, ", ")
}

// countMeasures counts the measures, and what is none but works like one by its own name.
func (r *Report) countMeasures() (parts []string) {
	n, kinds := map[string]int{}, []string{""}
	for _, m := range r.measures() {
		if n[m.Kind]++; n[m.Kind] == 1 && m.Kind != "" {
			kinds = append(kinds, m.Kind)
		}
	}
	for _, kind := range kinds {
		switch {
		case n[kind] == 0:
		case kind == "":
			parts = append(parts, r.number(n[kind], "Maßnahme", "Maßnahmen", "measure", "measures"))
		default:
			parts = append(parts, r.count(n[kind], kind))
		}
	}
	return parts
}

// count is a number with the name of a level.
func (r *Report) count(n int, level string) string {
	if n != 1 {
		level = r.plan.Plural(level)
	}
	return fmt.Sprintf("%d\u00a0%s", n, level)
}

// ofAll is "1 von 8 strategischen Zielen".
func (r *Report) ofAll(part string, n int, level string) string {
	name := either(n == 1, level, r.plan.Plural(level))
	name = r.dative(name, n)
	return fmt.Sprintf("%s\u00a0%s\u00a0%d%s%s", part, r.in("von", "of"), n, either(len(name) > len("Handlungsziele"), " ", "\u00a0"), name) // a long word does not fit beside its number in a narrow column
}

// dative puts a plural of a document into the dative: "strategischen Zielen".
func (r *Report) dative(name string, n int) string {
	if r.language == zielkette.English || n == 1 {
		return name
	}
	words := strings.Fields(r.weak(name))
	if last := len(words) - 1; last >= 0 && (strings.HasSuffix(words[last], "e") || strings.HasSuffix(words[last], "er") || strings.HasSuffix(words[last], "el")) {
		words[last] += "n"
	}
	return strings.Join(words, " ")
}

// weak is a German plural of a document as it stands behind "keine": "operativen Ziele".
func (r *Report) weak(name string) string {
	words := strings.Fields(name)
	for i := range len(words) - 1 {
		if r.language != zielkette.English && strings.HasSuffix(words[i], "e") {
			words[i] += "n"
		}
	}
	return strings.Join(words, " ")
}

// number is a number with a noun.
func (r *Report) number(n int, deOne, deMany, enOne, enMany string) string {
	if n == 1 {
		return "1\u00a0" + r.in(deOne, enOne)
	}
	return fmt.Sprintf("%d\u00a0%s", n, r.in(deMany, enMany))
}

// name is the title of a goal in the adopted wording, with the number it has in the
// document, and a link to where it stands.
func (r *Report) name(goal goals.Node) Phrase { return r.nameAt(goal, r.goals[goal.ID()]) }

// nameAt is the same for a goal as it stands.
func (r *Report) nameAt(goal goals.Node, s *standing) Phrase {
	at := goal
	if s != nil && r.bare(s) { // it stands in a list beneath the goal above
		at, _ = goal.Parent()
	}
	return r.on.run(Run{Text: r.official(goal.Number(), goal.Title()), To: r.goalID(at), Adopted: true})
}

// headOf is the name of a goal or a theme.
func (r *Report) headOf(s *standing) Phrase {
	if !s.theme {
		return r.nameAt(s.goal, s)
	}
	p := adopted(s.score.Title())
	p[0].To = themeID(s.score.ID())
	return p
}

// official is a title with the number that it has in the document.
func (r *Report) official(number, title string) string {
	switch {
	case number == "":
		return title
	case strings.Trim(number, "0123456789") == "":
		return r.on.join(number, ". ", title) // an ordinal number; "1.1" takes no full stop
	}
	return r.on.join(number, " ", title)
}

func (r *Report) goalID(goal goals.Node) string { return r.on.join("goal-", ident(goal.ID())) }

func themeID(id string) string { return "theme-" + ident(id) }

// capital begins a heading with a capital letter: a plural such as
// "übergreifende Ziele" is written for the middle of a sentence.
func capital(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}

// stop ends a sentence that has no end.
func stop(s string) string {
	s = strings.TrimSpace(s)
	if s == "" || strings.ContainsAny(s[len(s)-1:], ".!?:") || strings.HasSuffix(s, "“") {
		return s
	}
	return s + "."
}

// units are units that a document writes in short, as they read in a sentence.
var units = []struct{ short, de, en string }{
	{"Anzahl", "", ""},
	{"Anteil in Prozent", "%", "%"},
	{"Prozent", "%", "%"},
	{"t/(Einwohner·a)", "t je Einwohner und Jahr", "t per inhabitant and year"},
	{"t CO2eq/(Einwohner·a)", "t CO₂-Äquivalente je Einwohner und Jahr", "t of CO₂ equivalent per inhabitant and year"},
	{"t CO2eq/a", "t CO₂-Äquivalente im Jahr", "t of CO₂ equivalent a year"},
	{"t/Einwohner", "t je Einwohner", "t per inhabitant"},
}

// unit is a unit as it reads in a sentence, behind a no-break space.
func (r *Report) unit(unit string) string {
	for i := range units {
		u := &units[i]
		rest, ok := strings.CutPrefix(unit, u.short)
		if ok && rest == "" {
			unit = r.in(u.de, u.en)
			break
		}
		if ok && rest[0] == ' ' && u.de == "%" {
			unit = r.on.join("%", rest)
			break
		}
	}
	switch {
	case unit == "":
		return ""
	case r.language == zielkette.English && strings.HasPrefix(unit, "%"):
		return unit
	}
	if utf8.RuneCountInString(unit) > 10 && !strings.HasPrefix(unit, "%") { // a long word does not fit beside its number in a narrow column
		return r.on.join(" ", unit)
	}
	return r.on.join("\u00a0", unit)
}

// points is a unit for differences: percentage points where the unit is percent.
func (r *Report) points(unit string) string {
	if strings.HasPrefix(strings.TrimLeft(r.unit(unit), " \u00a0"), "%") {
		return r.in("\u00a0Prozentpunkte", "\u00a0percentage points")
	}
	return r.unit(unit)
}

// cite is the number of a source in square brackets, with a link; nothing for none.
func (r *Report) cite(s zielkette.Source) Phrase {
	return r.references[[2]string{s.Title, s.URL}]
}

// collect numbers the sources in the order in which the report speaks of them.
func (r *Report) collect() {
	at, cited := map[string]int{}, map[string]Phrase{} // by address, and by all of it
	add := func(s zielkette.Source) {
		key := [2]string{s.Title, s.URL}
		if key[0] == "" && key[1] == "" || r.references[key] != nil {
			return
		}
		said := s.String()
		if cited[said] == nil {
			n := at[s.URL]
			if n > 0 && s.URL != "" { // perhaps the same, once with and once without its licence
				if first := &r.sources[n-1]; strings.HasPrefix(first.Title, s.Title) || strings.HasPrefix(s.Title, first.Title) {
					first.Note = cmp.Or(first.Note, s.Note)
					first.Date = cmp.Or(first.Date, s.Date)
				} else {
					n = 0
				}
			}
			if n == 0 || s.URL == "" {
				r.sources = append(r.sources, s)
				n = len(r.sources)
				at[s.URL] = n
			}
			cited[said] = Phrase{{Text: "[" + itoa(n) + "]", To: "source-" + itoa(n)}}
		}
		r.references[key] = cited[said]
	}
	add(r.plan.Source())
	for goal := range r.plan.Goals() {
		add(goal.Source())
	}
	for _, m := range r.measured {
		add(m.source)
		add(m.Indicator.Source)
		if t, ok := m.target(); ok {
			add(t.Baseline.Source)
		}
		if revision := m.Revision(); revision != nil {
			add(revision.Source)
		}
	}
	step := func(m zielkette.Milestone) zielkette.Source { return m.Source }
	addAll(add, r.read().Milestones, step)
	addAll(add, r.plan.Packages(), func(p goals.Package) zielkette.Source { return p.Source })
	for _, m := range r.measures() {
		add(m.Source)
		addAll(add, m.Milestones, step)
	}
	addAll(add, r.plan.Recurring(), func(of goals.Recurring) zielkette.Source { return of.Source })
	addAll(add, r.plan.Demands(), func(of goals.Demand) zielkette.Source { return of.Source })
	addAll(add, r.plan.Participation(), func(p goals.Participation) zielkette.Source { return p.Source })
	addAll(add, r.risks(), func(of goals.Risk) zielkette.Source { return of.Source })
	addAll(add, r.tied(), func(of goals.Related) zielkette.Source { return of.Source })
	if frame, ok := r.frame(); ok {
		add(frame.Source)
	}
	addAll(add, r.read().Conflicts, func(c goals.Conflict) zielkette.Source { return c.Source })
	addAll(add, r.read().Themes, func(t goals.Theme) zielkette.Source { return t.Source })
	addAll(add, r.read().Areas, func(a goals.Area) zielkette.Source { return a.Source })
	for _, c := range r.plan.Context() {
		add(c.Source)
		for _, id := range c.Indicators {
			if m := r.conditions[id]; m != nil {
				add(m.source)
				add(m.Indicator.Source)
			}
		}
	}
}

func addAll[T any](add func(zielkette.Source), list []T, source func(T) zielkette.Source) {
	for _, of := range list {
		add(source(of))
	}
}

// sourceOf takes the address out of a source that an observation gives as one text.
func sourceOf(text string) zielkette.Source {
	title, rest, ok := strings.Cut(text, "http")
	if !ok || !strings.HasPrefix(rest, "://") && !strings.HasPrefix(rest, "s://") {
		return zielkette.Source{Title: text}
	}
	url, more, _ := strings.Cut("http"+rest, " ")
	if more != "" {
		return zielkette.Source{Title: text}
	}
	return zielkette.Source{Title: strings.TrimRight(title, " ,;"), URL: url}
}

// knowable is the last day of which the report can know.
func (r *Report) knowable() zielkette.Date {
	o := r.result.Options()
	if !o.KnownOn.IsZero() && o.KnownOn.By(o.AsOf) {
		return o.KnownOn
	}
	return o.AsOf
}

// note is a note as far as it could be written at the dates of the report.
func (r *Report) note(of interface {
	NoteAt(on, knownOn zielkette.Date) string
},
) string {
	o := r.result.Options()
	return of.NoteAt(o.AsOf, o.KnownOn)
}

// happened reports whether a date has come at the dates of the report.
func (r *Report) happened(d zielkette.Date) bool {
	o := r.result.Options()
	return d.By(o.AsOf) && indicators.KnownBy(d, o.KnownOn)
}
