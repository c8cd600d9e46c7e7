package report

import (
	"cmp"
	"io"
	"math/big"
	"slices"
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/robustness"
)

// Levers is what would move a goal: what it would gain if an indicator met its target, and
// what everything beneath weighs for it. [Levers.Page] prints it, or a page of one's own
// takes its sections; [Levers.JSON] writes it.
type Levers struct {
	report  *Report
	score   evaluation.Score
	levers  []robustness.Lever
	weights []robustness.Weight
}

// LeversOf returns the levers of a goal by its id; "" is the first of the highest goals.
// ok is false where the strategy has no such goal.
func LeversOf(result *evaluation.Result, goal string, options Options) (levers *Levers, ok bool) {
	score, ok := goalOf(result, goal)
	if !ok {
		return nil, false
	}
	return &Levers{Of(result, options), score, robustness.Levers(score), robustness.Weights(score)}, true
}

// goalOf returns the score of a goal, or of the first of the highest goals.
func goalOf(result *evaluation.Result, id string) (score evaluation.Score, ok bool) {
	if id == "" {
		for root := range result.Model().Plan().Roots() {
			id = root.ID()
			break
		}
	}
	return result.Goal(id)
}

// or returns the levers, those of nothing for nil and the zero value.
func (l *Levers) or() *Levers {
	if l == nil || l.report == nil {
		return &Levers{report: Of(nil, Options{})}
	}
	return l
}

// Page returns the levers as a page.
func (l *Levers) Page() Page {
	l = l.or()
	r := l.report
	p := r.headed(r.in("Hebel", "Levers"))
	p.Sections = []Section{l.Gains(), l.Weights()}
	return p
}

// headed is the head of a page of another kind than a report, on which the sources have no
// section.
func (r *Report) headed(kind string) Page {
	p := r.Head()
	for i, fact := range p.Facts {
		p.Facts[i].Value = slices.DeleteFunc(fact.Value, func(run Run) bool { return strings.HasPrefix(run.To, "source-") })
	}
	o := r.result.Options()
	p.Under = kind + r.in(", Stichtag ", ", as of ") + o.AsOf.Text(r.language)
	if !o.KnownOn.IsZero() {
		p.Under += r.in(", Kenntnisstand ", ", as known on ") + o.KnownOn.Text(r.language)
	}
	return p
}

// called is a name in quotation marks, in the wording of the documents.
func (r *Report) called(name string) Phrase {
	return Say(r.in("„", "“")).And(adopted(name), Say(r.in("“", "”")))
}

func (r *Report) calledGoal(s evaluation.Score) Phrase {
	return r.called(r.official(s.Goal().Number(), s.Goal().Title()))
}

// calledIndicator is the title of an indicator, with target and area where it has several.
func (r *Report) calledIndicator(a evaluation.Assessment) Phrase {
	if m, ok := r.byHandle[a]; ok {
		return r.called(r.title(m))
	}
	return r.called(a.Title())
}

// Gains says of every indicator beneath the goal what it would bring if it met its
// target, the most first.
func (l *Levers) Gains() Section {
	l = l.or()
	r, s := l.report.begin("levers", "Was die Zielerreichung heben würde", "What would raise the score")
	if l.score.IsZero() {
		return s
	}
	name := r.calledGoal(l.score)
	if l.score.Attainment().IsZero() {
		s.Blocks = []Block{Paragraph{Large: true, Text: name.And(Say(r.in(" hat keine Zielerreichung, die sich heben ließe: ", " has no score that could be raised: ") + stop(l.score.ReasonText(r.language))))}}
		return s
	}
	if block, unknown := r.unsaid(l.score, name); unknown {
		s.Blocks = []Block{block}
		return s
	}
	levers := slices.Clone(l.levers)
	slices.SortStableFunc(levers, func(a, b robustness.Lever) int { return b.Gain.Compare(a.Gain) })
	places := r.places
	now := r.percent(l.score.Attainment(), places)
	t := Table{
		Caption: r.in("Gewinn, wenn allein diese Kennzahl ihren Zielwert erreicht", "Gain if this indicator alone meets its target"),
		Columns: []Column{
			{Title: r.in("Kennzahl", "Indicator"), Width: 30},
			{Title: r.in("nötig", "needed"), Width: 20},
			{Title: r.in("Gewinn", "Gain"), Bars: true, Scale: []string{"0", ""}},
			{Title: r.in("Gewinn in Punkten", "gain in points"), Right: true, Width: 22},
			{Title: r.in("wirksames Gewicht", "effective weight"), Right: true, Width: 16},
		},
	}
	largest := new(big.Rat)
	if len(levers) > 0 {
		if g, ok := levers[0].Gain.Rat(); ok {
			largest = g
		}
	}
	var sentences []Phrase
	for _, lever := range levers {
		needed := l.needed(lever)
		gain := zielkette.Figure{}
		bar := Bar{stroke(Track, 0, 1000)}
		if g, ok := lever.Gain.Rat(); ok {
			gain = zielkette.Round(new(big.Rat).Mul(g, big.NewRat(100, 1)))
			if largest.Sign() > 0 {
				bar = append(bar, stroke(Filled, 0, whole(new(big.Rat).Mul(new(big.Rat).Quo(g, largest), big.NewRat(1000, 1)))))
			}
		}
		lines := []Phrase{r.calledIndicator(lever.Indicator)}
		if lever.NotReported {
			lines = append(lines, Phrase{{Text: r.in("ohne gültigen Wert", "no valid value"), Mark: MarkUnknown}})
		}
		t.add(Row{Cells: []Cell{
			{Lines: lines}, cellOf(Say(needed)), {Bar: bar}, cellOf(Say(gain.Text(r.language, places))), cellOf(Say(r.percent(lever.Effective, 1))),
		}})
		sentences = append(sentences, l.sentence(lever, needed, name, now, places))
	}
	if len(levers) == 0 {
		s.Blocks = []Block{Paragraph{Large: true, Text: Say(r.in("Unter ", "Beneath ")).And(name, Say(r.in(" steht keine Kennzahl mit einem Zielwert.", " there is no indicator with a target.")))}}
		return s
	}
	s.Blocks = []Block{
		Paragraph{Large: true, Text: sentences[0]},
		t,
		Fold{Summary: r.in("Jede Kennzahl in einem Satz", "Each indicator in a sentence"), Blocks: []Block{List{Items: sentences}}},
		Note(Say(r.in("Verändert ist je Zeile eine Kennzahl allein. Alle anderen Werte, die Gewichte, die Regeln und die Mindestwerte bleiben, wie sie sind; wie eine Kennzahl ihren Zielwert erreichte, sagt die Rechnung nicht. Das wirksame Gewicht ist das Produkt der Anteile auf dem Weg zum Ziel; wo kein Mittel gebildet wird, die Steigung an den gedruckten Zahlen.",
			"In each row one indicator alone is changed. All other values, the weights, the rules and the floors stay as they are; how an indicator would meet its target, the calculation does not say. The effective weight is the product of the shares on the way to the goal; where no mean is formed, it is the slope at the printed figures."))),
	}
	return s
}

// needed is what an indicator would have to come to.
func (l *Levers) needed(lever robustness.Lever) string {
	r := l.report
	switch {
	case lever.Rating != "":
		return r.in("Einstufung „", "rating “") + lever.Rating + r.in("“", "”")
	case lever.Value.IsZero():
		return lever.Indicator.TargetText(r.language)
	}
	text := lever.Value.Text(r.language, -1) + r.unit(lever.Indicator.Unit())
	if !lever.Exactly {
		return r.in("jenseits von ", "beyond ") + text
	}
	return text
}

// sentence says what would happen with one indicator.
func (l *Levers) sentence(lever robustness.Lever, needed string, goal Phrase, now string, places int) Phrase {
	r := l.report
	now = r.in(" von ", " from ") + now
	name, from := r.calledIndicator(lever.Indicator), r.standsAt(lever.Indicator)
	if lever.Reason != "" {
		return Say(r.in("Was ", "What ")).And(name, Say(r.say(" mit dem Ziel (%s) brächte, lässt sich nicht sagen: ", " would bring with its target (%s) met, nobody can tell: ", needed)+stop(lever.Reason.Text(r.language))))
	}
	var head Phrase
	switch {
	case lever.NotReported:
		head = Say(r.in("Wäre ", "If ")).And(name, Say(r.say(" berichtet und erreichte das Ziel (%s), ", " were reported and met its target (%s), ", needed)))
	default:
		head = Say(r.in("Erreichte ", "If ")).And(name, Say(r.say(" statt %s das Ziel (%s), ", " met its target (%[2]s) instead of %[1]s, ", from, needed)))
	}
	why := either(lever.Effective.IsZero(), ".", r.say(", weil die Kennzahl dafür %s zählt.", ", because the indicator counts %s of it.", r.percent(lever.Effective, 1)))
	verb := map[bool]zielkette.Text{
		true:  {DE: "stiege", EN: " would rise"},
		false: {DE: "bliebe", EN: " would stay"},
	}[lever.Gain.Sign() > 0]
	change := now + r.in(" auf ", " to ") + r.percent(lever.Then, places)
	if lever.Gain.Sign() == 0 {
		change = r.in(" bei ", " at ") + r.percent(l.score.Attainment(), places)
	}
	if r.language == zielkette.English {
		return head.And(goal, Say(verb.EN+change+why))
	}
	return head.And(Say(verb.DE+" "), goal, Say(change+why))
}

// standsAt is the value of an indicator with its period, a word where it has none.
func (r *Report) standsAt(a evaluation.Assessment) string {
	o, ok := a.Observation()
	switch {
	case !ok && a.State() == evaluation.Scored:
		return r.percent(a.Attainment(), 1) + r.in(" der Meilensteine", " of the milestones")
	case !ok:
		return a.State().Text(r.language)
	}
	text := r.in("„", "“") + o.Label + r.in("“", "”")
	if o.Label == "" {
		places := -1
		if !o.Denominator.IsZero() {
			places = min(2, placesOf(a.Value())) // a quotient, which can have no end
		}
		text = a.Value().Text(r.language, places) + r.unit(a.Unit())
	}
	return text + " (" + o.Period.Text(r.language) + ")"
}

// Weights says what everything beneath the goal weighs for it.
func (l *Levers) Weights() Section {
	l = l.or()
	r, s := l.report.begin("effective-weights", "Was am Ende wie viel zählt", "What counts how much in the end")
	if len(l.weights) == 0 {
		return s
	}
	t := Table{
		Caption: r.in("Wirksame Gewichte für ", "Effective weights for ") + r.calledGoal(l.score).String(),
		Columns: []Column{{Title: r.in("Ziel oder Kennzahl", "Goal or indicator"), Width: 52}, {Title: r.in("Anteil", "Share"), Bars: true, Scale: []string{"0", "100 %"}}, {Title: r.in("wirksames Gewicht", "effective weight"), Right: true, Width: 18}},
	}
	goals, indicators := Group{Title: Say(r.in("Ziele", "Goals"))}, Group{Title: Say(r.in("Kennzahlen", "Indicators"))}
	for _, w := range l.weights {
		name, into := r.calledIndicator(w.Indicator), &indicators
		if !w.Goal.IsZero() {
			name, into = r.called(r.official(w.Goal.Number(), w.Goal.Title())), &goals
		}
		bar := Bar{stroke(Track, 0, 1000), stroke(Filled, 0, tenths(w.Effective))}
		into.Rows = append(into.Rows, Row{Cells: []Cell{cellOf(name), {Bar: bar}, cellOf(Say(r.percent(w.Effective, 1)))}})
	}
	for _, g := range []*Group{&goals, &indicators} {
		if len(g.Rows) > 0 {
			slices.SortStableFunc(g.Rows, func(a, b Row) int { return cmp.Compare(b.Cells[1].Bar[1].To, a.Cells[1].Bar[1].To) })
			t.Groups = append(t.Groups, *g)
		}
	}
	s.Blocks = []Block{t}
	return s
}

type jsonLevers struct {
	jsonHead
	ID      string           `json:"id"`
	Title   string           `json:"title"`
	State   evaluation.State `json:"state"`
	Score   zielkette.Figure `json:"score"`
	Varied  string           `json:"varied"`
	Levers  []jsonLever      `json:"levers"`
	Weights []jsonWeight     `json:"weights"`
}

type jsonLever struct {
	ID          string           `json:"id"`
	Target      string           `json:"target,omitempty"`
	Area        string           `json:"area,omitempty"`
	Title       string           `json:"title"`
	Gain        zielkette.Figure `json:"gain"`
	Reason      string           `json:"reason,omitempty"` // why there is no gain
	Then        zielkette.Figure `json:"then"`             // the score of the goal
	Value       zielkette.Figure `json:"value"`
	Rating      string           `json:"rating,omitempty"`
	Exactly     bool             `json:"exactly"`
	Unit        string           `json:"unit"`
	NotReported bool             `json:"notReported"`
	Effective   zielkette.Figure `json:"effective"`
}

type jsonWeight struct {
	ID        string           `json:"id"`
	Kind      string           `json:"kind"` // goal or indicator
	Target    string           `json:"target,omitempty"`
	Area      string           `json:"area,omitempty"`
	Title     string           `json:"title"`
	Effective zielkette.Figure `json:"effective"`
}

// targetID returns the id of the target that an indicator is held against.
func targetID(a evaluation.Assessment) string {
	t, _ := a.Target()
	return t.ID
}

// JSON writes the levers as one JSON object.
func (l *Levers) JSON(w io.Writer) error {
	l = l.or()
	if err := l.report.wrong; err != nil {
		return err
	}
	r := l.report
	j := jsonLevers{
		r.jsonHead(), l.score.Goal().ID(), l.score.Goal().Title(), l.score.State(), l.score.Attainment(),
		r.in("je Eintrag eine Kennzahl allein; alles andere bleibt", "in each entry one indicator alone; all else stays"),
		[]jsonLever{},
		[]jsonWeight{},
	}
	for _, v := range l.levers {
		a := v.Indicator
		j.Levers = append(j.Levers, jsonLever{a.ID(), targetID(a), a.Area(), a.Title(), v.Gain, string(v.Reason), v.Then, v.Value, v.Rating, v.Exactly, a.Unit(), v.NotReported, v.Effective})
	}
	for _, v := range l.weights {
		kind := either(v.Goal.IsZero(), "indicator", "goal")
		j.Weights = append(j.Weights, jsonWeight{v.ID(), kind, targetID(v.Indicator), v.Indicator.Area(), v.Title(), v.Effective})
	}
	return encode(w, j)
}
