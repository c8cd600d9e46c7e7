package report

import (
	"io"
	"math/big"
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/robustness"
	"gitlab.opencode.de/zielkette/zielkette/internal/apportion"
	"gitlab.opencode.de/zielkette/zielkette/internal/round"
)

// Robust is how sure the class of a goal is: under which part of all weightings it stays,
// and the nearest weights and values at which it changes. [Robust.Page] prints it, or a
// page of one's own takes its sections; [Robust.JSON] writes it.
type Robust struct {
	report   *Report
	found    robustness.Robustness
	estimate robustness.Estimate // where there is no formula; no samples where there is
}

// RobustOf returns the robustness of a goal by its id. Where its score is no mean, the
// shares of weightings are estimated from samples drawn as sampling says. ok is false
// where the strategy has no such goal. The error is that of [robustness.Sample].
func RobustOf(result *evaluation.Result, goal string, sampling robustness.Sampling, options Options) (robust *Robust, ok bool, err error) {
	score, ok := result.Goal(goal)
	if !ok {
		return nil, false, nil
	}
	out := &Robust{report: Of(result, options), found: robustness.Of(score)}
	if out.found.Reason == robustness.NoMean || len(sampling.Limits) > 0 && out.found.Reason == "" {
		if out.estimate, err = robustness.Sample(score, sampling); err != nil {
			return nil, true, err
		}
	}
	return out, true, nil
}

// or returns the robustness, that of nothing for nil and the zero value.
func (b *Robust) or() *Robust {
	if b == nil || b.report == nil {
		return &Robust{report: Of(nil, Options{}), found: robustness.Of(evaluation.Score{})}
	}
	return b
}

// Page returns the robustness as a page.
func (b *Robust) Page() Page {
	b = b.or()
	r := b.report
	p := r.headed(r.in("Wie sicher ist der Status?", "How sure is the status?"))
	p.Sections = []Section{b.Shares()}
	if _, unknown := r.unsaid(b.found.Score, nil); !unknown {
		p.Sections = append(p.Sections, b.Weights(), b.Values())
	}
	return p
}

// label is a class as it is printed.
func (r *Report) label(class string, label zielkette.Text) string {
	if class == "" {
		return r.in("ohne Status", "no status")
	}
	return r.in("„", "“") + label.In(r.language) + r.in("“", "”")
}

// Shares says under which part of all weightings the goal would be judged how.
func (b *Robust) Shares() Section {
	b = b.or()
	r, f := b.report, b.found
	r.look()
	s := Section{ID: "weightings", Title: r.in("Bei anderen Gewichten", "Under other weights")}
	name := r.calledGoal(f.Score)
	if block, unknown := r.unsaid(f.Score, name); unknown {
		s.Blocks = []Block{block}
		return s
	}
	now := r.percent(f.Score.Attainment(), r.places)
	shares, estimated := f.Shares, b.estimate.Samples > 0
	if estimated {
		shares = b.estimate.Units[0].Shares
	}
	if len(shares) == 0 {
		s.Blocks = []Block{Paragraph{Large: true, Text: Say(r.in("Zu ", "Of ")).And(name, Say(r.in(" gibt es keine Antwort: ", " there is no answer: ")+stop(capital(f.Reason.Text(r.language)))))}}
		return s
	}
	pool := robustness.PoolOf(f.Score)
	label := r.label(f.Class, f.Label)
	printed, kept := r.printedShares(shares), zielkette.Int(0).Figure()
	for i, c := range shares {
		if c.Class == f.Class {
			kept = printed[i]
		}
	}
	lead := name.And(Say(r.say(" steht bei %s und hat den Status %s. ", " stands at %s and has the status %s. ", now, label)))
	if estimated {
		lead = lead.And(Say(r.say("Geschätzt unter %s aller Gewichtungen %s bliebe es dabei.", "By estimate it would stay so under %s of all weightings of %s.", r.percent(kept, 1), r.parts(len(pool.Parts)))))
	} else {
		lead = lead.And(Say(r.say("Unter %s aller Gewichtungen %s bliebe es dabei.", "It would stay so under %s of all weightings of %s.", r.percent(kept, 1), r.parts(len(pool.Parts)))))
	}
	s.Blocks = append(s.Blocks, Paragraph{Large: true, Text: lead})
	t := Table{
		Caption: r.in("Anteil aller Gewichtungen der Teile von ", "Share of all weightings of the parts of ") + name.String(),
		Columns: []Column{{Title: r.in("Status", "Status"), Width: 36}, {Title: r.in("Anteil", "Share"), Bars: true, Scale: []string{"0", "100 %"}}, {Title: r.in("Anteil der Gewichtungen", "share of weightings"), Right: true, Width: 26}},
		Groups:  []Group{{}},
	}
	for i, c := range shares {
		lines := []Phrase{Say(r.label(c.Class, c.Label))}
		if c.Class == f.Class {
			lines = append(lines, Say(r.in("Status mit den Gewichten der Unterlagen", "status with the weights of the documents")))
		}
		text := r.percent(printed[i], 1)
		if estimated {
			text += " ± " + r.percent(c.Error, 2)
		}
		bar := Bar{stroke(Track, 0, 1000), stroke(Filled, 0, tenths(c.Share))}
		t.add(Row{Cells: []Cell{{Lines: lines}, {Bar: bar}, cellOf(Say(text))}})
	}
	s.Blocks = append(s.Blocks, t)
	switch {
	case estimated:
	case f.Ordered == "":
		s.Blocks = append(s.Blocks, Paragraph{Text: Say(r.say("Bleibt die Rangfolge der Gewichte (%s), so sind es %s der Gewichtungen in dieser Rangfolge, unter denen ", "Where the order of the weights stays (%s), it is under %s of the weightings in that order that ",
			strings.Join(f.Order, r.in(" vor ", " before ")), r.percent(f.KeptIn, 1))).And(name, Say(r.say(" den Status %s behielte.", " would keep the status %s.", label)))})
	default:
		s.Blocks = append(s.Blocks, Paragraph{Text: Say(r.in("Einen Anteil in der Rangfolge der Gewichte von ", "There is no share in the order of the weights of ")).And(name, Say(r.in(" gibt es nicht: ", ": ")+stop(f.Ordered.Text(r.language))))})
	}
	if estimated {
		s.Blocks = append(s.Blocks, Note(Say(r.say("Geschätzt aus %d Gewichtungen, alle gleich wahrscheinlich; Startwert %d, Generator %s; hinter ± der Standardfehler.", "Estimated from %d weightings, all equally probable; seed %d, generator %s; behind ± the standard error.", b.estimate.Samples, b.estimate.Seed, b.estimate.Generator))))
	}
	s.Blocks = append(s.Blocks, Note(Say(r.in("Verändert sind allein die Gewichte der Teile dieses Ziels, die bewertet sind und ein Gewicht haben. Ihre Werte, die Gewichte darunter, die Abdeckung und die Mindestwerte bleiben, wie sie sind. Keine Gewichtung ist wahrscheinlicher als eine andere; der Anteil ist keine Wahrscheinlichkeit.",
		"Only the weights of those parts of this goal are varied that are scored and have a weight. Their values, the weights beneath, the coverage and the floors stay as they are. No weighting is more probable than another; the share is no probability."))))
	if f.Outside {
		s.Blocks = append(s.Blocks, Note(name.And(Say(r.in(" liegt außerhalb der Grenzen seiner eigenen Regel, weil für einen Teil andere Grenzen gelten.", " lies outside the bounds of its own rule, because other bounds hold for one of its parts.")))))
	}
	return s
}

// unsaid is what stands in place of everything else of a goal of which too little is
// known; unknown is false where enough is.
func (r *Report) unsaid(s evaluation.Score, name Phrase) (block Block, unknown bool) {
	if s.Attainment().IsZero() || s.EnoughKnown(r.minimum) {
		return nil, false
	}
	return Paragraph{Large: true, Text: Say(r.in("Zu ", "Of ")).And(name, Say(r.say(" gibt es keine Aussage: Bewertet sind nur %s des Gewichts, möglich sind %s.", " nothing can be said: only %s of the weight is scored, and %s is possible.",
		r.percent(s.Coverage(), 1), s.Range().Text(r.language, 0))))}, true
}

// printedShares are shares at the scale at which they are printed, so that they sum to the
// whole.
func (r *Report) printedShares(shares []robustness.ClassShare) []zielkette.Figure {
	var parts []*big.Rat
	var ids []string
	for _, c := range shares {
		part, _ := c.Share.Rat()
		parts, ids = append(parts, part), append(ids, c.Class)
	}
	out := make([]zielkette.Figure, len(shares))
	for i, d := range apportion.Sum(parts, ids, 3) {
		n, _ := zielkette.NumberOf(d)
		out[i] = n.Figure()
	}
	return out
}

func (r *Report) parts(n int) string {
	if n == 1 {
		return r.in("seines einen bewerteten Teils", "its one scored part")
	}
	return r.say("seiner %d bewerteten Teile", "its %d scored parts", n)
}

// outward rounds a figure to a number of places away from where it came, so that what is
// printed lies where the class has changed; exact is whether it did not move.
func outward(f zielkette.Figure, places int, down bool) (rounded zielkette.Figure, exact bool) {
	x, ok := f.Rat()
	if !ok {
		return f, false
	}
	scale := new(big.Rat).SetInt(round.Pow10(places))
	scaled := new(big.Rat).Mul(x, scale)
	units, rest := new(big.Int).DivMod(scaled.Num(), scaled.Denom(), new(big.Int)) // down
	if rest.Sign() == 0 {
		return zielkette.NewFigure(units, places), true
	}
	if !down {
		units.Add(units, big.NewInt(1))
	}
	return zielkette.NewFigure(units, places), false
}

// side says on which side of a place the class has changed.
func (r *Report) side(reached, down bool, text string) string {
	switch {
	case reached && down:
		return r.in("höchstens ", "at most ") + text
	case reached:
		return r.in("mindestens ", "at least ") + text
	case down:
		return r.in("unter ", "below ") + text
	}
	return r.in("über ", "above ") + text
}

// Weights says at which weight of each part the judgement would change.
func (b *Robust) Weights() Section {
	b = b.or()
	r, f := b.report, b.found
	r.look()
	s := Section{ID: "weights-that-matter", Title: r.in("Welches Gewicht den Status änderte", "Which weight would change the status")}
	var items []Phrase
	name := r.calledGoal(f.Score)
	label := r.label(f.Class, f.Label)
	for _, w := range f.Weights {
		part := r.called(w.Title)
		now := r.percent(w.Now, 1)
		switch {
		case w.Reason == robustness.Never:
			items = append(items, Say(r.in("Kein Gewicht von ", "No weight of ")).And(part, Say(r.say(", jetzt %s, änderte den Status von ", ", now %s, would change the status of ", now)), name, Say(" ("+label+").")))
			continue
		case w.Reason != "":
			continue
		}
		share, exact := outward(w.Share, 3, w.Down)
		items = append(items, Say(r.in("Wöge ", "If ")).And(part, Say(r.say(" statt %s %s der bewerteten Teile, die übrigen im gleichen Verhältnis weniger oder mehr, so käme ", " weighed %[2]s instead of %[1]s of the scored parts, the others less or more in proportion, ", now, r.side(w.Reached || !exact, w.Down, r.percent(share, 1)))),
			name, Say(r.say(" von %s auf %s.", " would go from %s to %s.", label, r.label(w.To, w.Label)))))
	}
	s.list(items)
	return s
}

// Values says at which value of each indicator the judgement would change.
func (b *Robust) Values() Section {
	b = b.or()
	r, f := b.report, b.found
	r.look()
	s := Section{ID: "values-that-matter", Title: r.in("Welcher Wert den Status änderte", "Which value would change the status")}
	var items []Phrase
	name := r.calledGoal(f.Score)
	label := r.label(f.Class, f.Label)
	for _, v := range f.Values {
		indicator, now := r.calledIndicator(v.Indicator), r.standsAt(v.Indicator)
		switch {
		case v.Reason == robustness.Never:
			items = append(items, Say(r.in("Kein Wert von ", "No value of ")).And(indicator, Say(r.say(", jetzt %s, änderte allein den Status von ", ", now %s, would alone change the status of ", now)), name, Say(" ("+label+").")))
			continue
		case v.Reason != "":
			continue
		}
		items = append(items, Say(r.in("Hätte ", "If ")).And(indicator, Say(r.say(" statt %s %s, so käme ", " had %[2]s instead of %[1]s, ", now, b.place(v))), name, Say(r.say(" von %s auf %s.", " would go from %s to %s.", label, r.label(v.To, v.Label)))))
	}
	s.list(items, Note(Say(r.in("Verändert ist je Satz ein Wert allein; gesucht ist in beiden Richtungen, genannt der nähere. Alle anderen Werte, Gewichte und Regeln bleiben; Mindestwerte und Abdeckung bleiben außer Betracht.",
		"In each sentence one value alone is changed; both directions are searched and the nearer is told. All other values, weights and rules stay; floors and coverage are left out."))))
	return s
}

// place is the value at which the judgement changes.
func (b *Robust) place(v robustness.ValueFlip) string {
	r := b.report
	switch {
	case v.Rating != "":
		return r.in("„", "“") + v.Rating + r.in("“", "”")
	case v.Value.IsZero():
		attained, exact := outward(v.Attainment, 3, v.Down)
		return r.side(v.Reached || !exact, v.Down, r.percent(attained, 1)) + r.in(" der Meilensteine", " of the milestones")
	}
	down := v.Down
	if now := v.Indicator.Value(); !now.IsZero() && !now.Equal(v.Value) {
		down = v.Value.Compare(now) < 0
	} else if target, _, sign, _, ok := v.Indicator.Aim(); ok && target != nil && sign < 0 {
		down = !v.Down // the value moves against the attainment
	}
	places := min(placesOf(v.Indicator.Value()), 2) + 1
	value, exact := outward(v.Value, places, down)
	return r.side(v.Reached || !exact, down, value.Text(r.language, min(places, placesOf(value)))+r.unit(v.Indicator.Unit()))
}

type jsonRobust struct {
	jsonHead
	ID        string           `json:"id"`
	Title     string           `json:"title"`
	State     evaluation.State `json:"state"`
	Score     zielkette.Figure `json:"score"`
	Class     *string          `json:"class"`
	Varied    string           `json:"varied"`
	Reason    *string          `json:"reason"` // why there are no exact shares
	Shares    []jsonShare      `json:"shares"`
	Kept      zielkette.Figure `json:"kept"`
	Order     []string         `json:"order"` // titles of the parts, the heaviest first
	Unordered *string          `json:"unordered"`
	InOrder   zielkette.Figure `json:"keptInOrder"`
	Estimate  *jsonEstimate    `json:"estimate"`
	Outside   bool             `json:"outside"`
	Weights   []jsonFlip       `json:"weights"`
	Values    []jsonFlip       `json:"values"`
}

type jsonShare struct {
	Class *string          `json:"class"`
	Label string           `json:"label"`
	Share zielkette.Figure `json:"share"`
	Error zielkette.Figure `json:"error"`
}

type jsonEstimate struct {
	Seed      string           `json:"seed"`
	Generator string           `json:"generator"`
	Samples   int              `json:"samples"`
	Rejected  int              `json:"rejected"`
	Kept      zielkette.Figure `json:"kept"`
	Error     zielkette.Figure `json:"error"`
	Shares    []jsonShare      `json:"shares"`
}

type jsonFlip struct {
	ID         string           `json:"id"`
	Target     string           `json:"target,omitempty"`
	Area       string           `json:"area,omitempty"`
	Title      string           `json:"title"`
	Reason     *string          `json:"reason"` // why there is none
	Now        zielkette.Figure `json:"now"`    // the share of the weight, or the value
	At         zielkette.Figure `json:"at"`     // the share, or the value
	Attainment zielkette.Figure `json:"attainment"`
	Rating     string           `json:"rating,omitempty"`
	Unit       string           `json:"unit,omitempty"`
	To         *string          `json:"to"`
	Bound      zielkette.Number `json:"bound"`
	Reached    bool             `json:"reached"`
	Down       bool             `json:"down"`
}

// JSON writes the robustness as one JSON object.
func (b *Robust) JSON(w io.Writer) error {
	b = b.or()
	if err := b.report.wrong; err != nil {
		return err
	}
	r, f := b.report, b.found
	goal := f.Score.Goal()
	shares := func(list []robustness.ClassShare) []jsonShare {
		return each(list, func(c robustness.ClassShare) jsonShare {
			return jsonShare{some(c.Class), c.Label.In(r.language), c.Share, c.Error}
		})
	}
	j := jsonRobust{
		jsonHead: r.jsonHead(), ID: goal.ID(), Title: goal.Title(), State: f.Score.State(), Score: f.Score.Attainment(), Class: some(f.Class),
		Varied: r.in("Anteile: die Gewichte der bewerteten Teile des Ziels; Gewichte und Werte: je Eintrag eines allein", "shares: the weights of the scored parts of the goal; weights and values: in each entry one alone"),
		Reason: some(string(f.Reason)), Shares: shares(f.Shares), Kept: f.Kept, Order: append([]string{}, f.Order...), Unordered: some(string(f.Ordered)), InOrder: f.KeptIn,
		Outside: f.Outside, Weights: []jsonFlip{}, Values: []jsonFlip{},
	}
	if e := b.estimate; e.Samples > 0 {
		u := e.Units[0]
		j.Estimate = &jsonEstimate{new(big.Int).SetUint64(e.Seed).String(), e.Generator, e.Samples, e.Rejected, u.Kept, u.Error, shares(u.Shares)}
	}
	for _, v := range f.Weights {
		j.Weights = append(j.Weights, jsonFlip{ID: v.ID, Title: v.Title, Reason: some(string(v.Reason)), Now: v.Now, At: v.Share, To: some(v.To), Bound: v.Bound, Reached: v.Reached, Down: v.Down})
	}
	for _, v := range f.Values {
		a := v.Indicator
		j.Values = append(j.Values, jsonFlip{
			ID: a.ID(), Target: targetID(a), Area: a.Area(), Title: a.Title(), Reason: some(string(v.Reason)), Now: a.Value(), At: v.Value, Attainment: v.Attainment, Rating: v.Rating, Unit: a.Unit(),
			To: some(v.To), Bound: v.Bound, Reached: v.Reached, Down: v.Down,
		})
	}
	return encode(w, j)
}
