package citytest

import (
	"io/fs"
	"iter"
	"math/big"
	"slices"
	"strings"
	"testing"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/folder"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/report"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/internal/round"
)

// Codes of the problems of this package.
const (
	CodeColumn    zielkette.Code = "expected-column"    // a column is unknown or missing, or a row has a cell too many
	CodeUnknown   zielkette.Code = "expected-unknown"   // nothing has the id, or what has it has no such figure
	CodeAmbiguous zielkette.Code = "expected-ambiguous" // several things have the id and the figure
)

// Outcome is what came of an expectation.
type Outcome struct {
	Expectation
	Holds bool
	Got   string // what the city has, written as what is expected; a dash for none

	// Problem says why nothing could be looked up; nil where something was.
	Problem error

	result *evaluation.Result
	found  subject
}

// Check holds the documents of a city against the expectations beside them. The error is
// that of [Load], of [folder.Load] or of compiling, everything wrong in all files; a line
// that does not hold is none. Outcomes stand in the order of the file. Cost: an
// evaluation for each pair of dates.
func Check(fsys fs.FS) ([]Outcome, error) {
	list, errList := Load(fsys)
	city, errCity := folder.Load(fsys)
	var model *evaluation.Model
	if errCity == nil {
		model, errCity = city.Compile()
	}
	if errList != nil || errCity != nil {
		for _, err := range []error{errList, errCity} {
			if err != nil && zielkette.ProblemsOf(err) == nil {
				return nil, err
			}
		}
		return nil, append(slices.Clone(zielkette.ProblemsOf(errList)), zielkette.ProblemsOf(errCity)...)
	}
	return hold(list, model, city)
}

// hold evaluates once for each pair of dates, so that one result is in memory at a time.
func hold(list []Expectation, model *evaluation.Model, city folder.Folder) ([]Outcome, error) {
	at := map[evaluation.Options][]int{}
	var dates []evaluation.Options
	for i, e := range list {
		if at[e.Options] == nil {
			dates = append(dates, e.Options)
		}
		at[e.Options] = append(at[e.Options], i)
	}
	out := make([]Outcome, len(list))
	for _, options := range dates {
		result, err := model.Evaluate(city.Record, options)
		if err != nil {
			return nil, err
		}
		keep, in := false, directoryOf(result)
		for _, i := range at[options] {
			out[i] = list[i].hold(in)
			keep = keep || !out[i].Holds
		}
		if !keep { // only what does not hold is explained
			for _, i := range at[options] {
				out[i].result, out[i].found = nil, subject{}
			}
		}
	}
	return out, nil
}

// Run makes a subtest of each expectation beside the documents of a city. One that does
// not hold fails with what is expected, what the city has, and where its figure comes
// from. Documents that cannot be read or compiled, and a folder without expectations,
// fail the test itself.
func Run(t *testing.T, fsys fs.FS) {
	t.Helper()
	outcomes, err := Check(fsys)
	if err != nil {
		t.Fatal(err)
	}
	if len(outcomes) == 0 {
		t.Fatalf("%s: no figure is expected", File)
	}
	for _, o := range outcomes {
		t.Run(o.ID+" "+string(o.What)+" "+o.Options.AsOf.String(), func(t *testing.T) {
			if !o.Holds {
				t.Error(o.Text(zielkette.English) + "\n" + o.Why(zielkette.English))
			}
		})
	}
}

// Text says in one line what is expected and what the city has, with the place in the
// file and the note of the line.
func (o Outcome) Text(language zielkette.Language) string {
	if o.Problem != nil {
		if p := zielkette.ProblemsOf(o.Problem); p != nil {
			return p.Text(language)
		}
		return o.Problem.Error()
	}
	in := func(de, en string) string { return zielkette.Text{DE: de, EN: en}.In(language) }
	text := o.Place.String() + ": " + o.ID + ", " + o.What.Text(language) + in(" zum ", " on ") + o.Options.AsOf.Text(language)
	if !o.Options.KnownOn.IsZero() {
		text += in(", Kenntnisstand ", ", as known on ") + o.Options.KnownOn.Text(language)
	}
	text += in(": erwartet ", ": expected ") + o.Expected + in(", errechnet ", ", computed ") + o.Got
	if o.Note != "" {
		text += " (" + o.Note + ")"
	}
	return text
}

// Why says where the figure of the city comes from, as [report.Explanation] does; "" for
// an expectation that holds, for one that nothing was found for, and for a measure.
func (o Outcome) Why(language zielkette.Language) string {
	if o.Holds || o.result == nil {
		return ""
	}
	var e *evaluation.Explanation
	switch {
	case o.found.score != nil:
		e = o.found.score.Explain()
	case o.found.assessment != nil:
		e = o.found.assessment.Explain()
	}
	if e == nil {
		return ""
	}
	var out strings.Builder
	if err := report.Write(&out, report.Explanation(o.result, e, report.Options{Language: language}), "text"); err != nil {
		return ""
	}
	return out.String()
}

// subject is what has an id.
type subject struct {
	score      *evaluation.Score
	assessment *evaluation.Assessment
	measure    *goals.Measure
	milestone  *zielkette.Milestone
}

// answer is what the subject has of a figure; ok is false where it has no such figure.
func (s subject) answer(f figure, options evaluation.Options) (a answer, ok bool) {
	switch {
	case s.score != nil && f.goal != nil:
		return f.goal(*s.score), true
	case s.assessment != nil && f.indicator != nil:
		return f.indicator(*s.assessment), true
	case s.measure != nil && f.measure != nil:
		return f.measure(*s.measure, options), true
	case s.milestone != nil && f.milestone != nil:
		return f.milestone(*s.milestone, options), true
	}
	return answer{}, false
}

// kinds are the words that may stand before an id.
var kinds = map[string]string{
	"goal": "goal", "ziel": "goal", "theme": "theme", "thema": "theme",
	"indicator": "indicator", "kennzahl": "indicator", "measure": "measure", "maßnahme": "measure",
	"milestone": "milestone", "meilenstein": "milestone",
}

// directory finds what has an id in a result.
type directory struct {
	result      *evaluation.Result
	assessments map[string]evaluation.Assessment
	milestones  map[string][]zielkette.Milestone // the id of one is unique only among those of its measure
}

func directoryOf(result *evaluation.Result) directory {
	d := directory{result, map[string]evaluation.Assessment{}, map[string][]zielkette.Milestone{}}
	for a := range result.Assessments() {
		area := ""
		if a.Area() != "" {
			area = "@" + a.Area()
		}
		if target, ok := a.Target(); ok && target.ID != "" {
			d.assessments[a.ID()+"/"+target.ID+area] = a
		}
		if _, there := d.assessments[a.ID()+area]; !there { // without a target, the first
			d.assessments[a.ID()+area] = a
		}
	}
	for id, m := range milestones(result.Model().Plan()) {
		d.milestones[m.ID] = append(d.milestones[m.ID], m)
		if id != m.ID {
			d.milestones[id] = append(d.milestones[id], m)
		}
	}
	return d
}

// milestones are those of the strategy and of its measures that have an id, each with the
// name that is its own: of a measure's milestone "measure/milestone".
func milestones(plan *goals.Plan) iter.Seq2[string, zielkette.Milestone] {
	return func(yield func(string, zielkette.Milestone) bool) {
		for _, m := range plan.Milestones() {
			if m.ID != "" && !yield(m.ID, m) {
				return
			}
		}
		for _, measure := range plan.Measures() {
			for _, m := range measure.Milestones {
				if m.ID != "" && !yield(measure.ID+"/"+m.ID, m) {
					return
				}
			}
		}
	}
}

// of returns everything that an id may mean.
func (d directory) of(id string) (out []subject) {
	kind := ""
	if before, after, ok := strings.Cut(id, " "); ok {
		if kind = kinds[strings.ToLower(before)]; kind == "" {
			return nil
		}
		id = strings.TrimSpace(after)
	}
	is := func(k string) bool { return kind == "" || kind == k }
	if s, ok := d.result.Goal(id); ok && is("goal") {
		out = append(out, subject{score: &s})
	}
	if s, ok := d.result.Theme(id); ok && is("theme") {
		out = append(out, subject{score: &s})
	}
	if m, ok := d.result.Model().Plan().Measure(id); ok && is("measure") {
		out = append(out, subject{measure: &m})
	}
	for _, m := range d.milestones[id] {
		if is("milestone") {
			out = append(out, subject{milestone: &m})
		}
	}
	if a, ok := d.assessments[id]; ok && is("indicator") {
		out = append(out, subject{assessment: &a})
	}
	return out
}

// hold holds the expectation against a result of its dates.
func (e Expectation) hold(in directory) Outcome {
	o := Outcome{Expectation: e, result: in.result}
	f := figures.Row(e.What).Does
	found := 0
	var is answer
	for _, s := range in.of(e.ID) {
		if a, ok := s.answer(f, e.Options); ok {
			is, o.found = a, s
			found++
		}
	}
	if found != 1 {
		p := fault(CodeUnknown, e.ID, "nichts mit dieser Kennung hat diese Angabe: "+string(e.What)+"; Kennung und Angabe prüfen",
			"nothing of this id has this figure: "+string(e.What)+"; check the id and the figure")
		if found > 1 {
			p = fault(CodeAmbiguous, e.ID, `mehreres hat diese Kennung; "goal", "theme", "indicator", "measure" oder "milestone" davorschreiben, vor den Schritt einer Maßnahme deren Kennung und "/"`,
				`several things have this id; write "goal", "theme", "indicator", "measure" or "milestone" before it, before the step of a measure its id and "/"`)
		}
		p.Place = e.Place
		o.Problem = zielkette.Problems{p}
		return o
	}
	o.Holds, o.Got = e.compare(is)
	return o
}

// compare reports whether the answer is what is expected, and writes it like that.
func (e Expectation) compare(is answer) (holds bool, got string) {
	switch {
	case is.figure.IsZero() && len(is.words) == 0:
		return e.none, "–"
	case len(is.words) > 0:
		same := func(w string) bool {
			return strings.EqualFold(strings.TrimSpace(w), strings.TrimPrefix(e.Expected, "'"))
		}
		return slices.ContainsFunc(is.words, same), is.words[0]
	case e.none || e.number == nil:
		return false, is.figure.String()
	}
	value, _ := is.figure.Rat()
	return round.Units(value, e.places).Cmp(round.Units(e.number, e.places)) == 0, e.written(is.figure)
}

// written writes a figure with the places and the sign of what is expected.
func (e Expectation) written(f zielkette.Figure) string {
	language := zielkette.English
	if strings.Contains(e.Expected, ",") {
		language = zielkette.German
	}
	if strings.HasSuffix(e.Expected, "%") {
		return percent(f, language, max(e.places-2, 0))
	}
	return plain(f.Fixed(e.places), language)
}

// percent writes a share in percent without a sign between thousands, so that it can be
// read back.
func percent(f zielkette.Figure, language zielkette.Language, places int) string {
	share, _ := f.Rat()
	units := round.Units(share.Mul(share, big.NewRat(100, 1)), places)
	return plain(zielkette.NewFigure(units, places).Fixed(places), language) + " %"
}

// plain writes digits so that they can be read back: without a sign between thousands.
func plain(digits string, language zielkette.Language) string {
	if language != zielkette.English {
		digits = strings.Replace(digits, ".", ",", 1)
	}
	return strings.Replace(digits, "-", "−", 1)
}
