package goals

import (
	"fmt"
	"math"
	"math/big"
	"slices"
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/internal/graph"
	"gitlab.opencode.de/zielkette/zielkette/internal/round"
)

// Codes of the problems of measures, effects and conflicts.
const (
	CodeVocabulary zielkette.Code = "vocabulary"       // no vocabulary, or stages that do not fit one
	CodeStage      zielkette.Code = "stage"            // not a stage of the vocabulary
	CodeStageOrder zielkette.Code = "stage-order"      // a contribution that runs backwards
	CodeSelf       zielkette.Code = "effect-self"      // an effect of a thing on itself
	CodeDuplicate  zielkette.Code = "effect-duplicate" // the same effect twice
	CodeStrength   zielkette.Code = "effect-strength"  // a strength where there can be none
	CodeStrengths  zielkette.Code = "strengths-sum"    // strengths into one receiver above 1
	CodeCycle      zielkette.Code = "effect-cycle"     // contributions in a circle
	CodeShares     zielkette.Code = "shares"           // shares of a measure that are not 1 together
	CodeAmount     zielkette.Code = "amount"           // an amount that is not one of whole cents
	CodeEqual      zielkette.Code = "shares-assumed"   // warning: no shares stated, equal ones assumed
	CodeDangling   zielkette.Code = "dangling"         // warning: a result that no measure or no goal is tied to
)

// chain is what a plan holds beside its goals.
type chain struct {
	vocabulary Vocabulary
	measures   []Measure
	results    []Result
	effects    []Effect
	conflicts  []Conflict
	treatments []Treatment
	milestones []zielkette.Milestone
	measureAt  map[string]int32
	resultAt   map[string]int32
}

// Vocabulary returns the words for the stages of the chain; without results it
// may be the zero Vocabulary.
func (p *Plan) Vocabulary() Vocabulary { return copied(p.chain.vocabulary) }

// Measures returns copies of the measures in the order of the document.
func (p *Plan) Measures() []Measure { return clones(p.chain.measures) }

// Measure returns the measure of an id; ok is false when there is none.
func (p *Plan) Measure(id string) (measure Measure, ok bool) {
	i, ok := p.chain.measureAt[id]
	if !ok {
		return Measure{}, false
	}
	return copied(p.chain.measures[i]), true
}

// Results returns copies of the results in the order of the document.
func (p *Plan) Results() []Result { return clones(p.chain.results) }

// Result returns the result of an id; ok is false when there is none.
func (p *Plan) Result(id string) (result Result, ok bool) {
	i, ok := p.chain.resultAt[id]
	if !ok {
		return Result{}, false
	}
	return copied(p.chain.results[i]), true
}

// Effects returns a copy of the effects in the order of the document. The kind is
// always set.
func (p *Plan) Effects() []Effect { return slices.Clone(p.chain.effects) }

// Conflicts returns copies of the conflicts in the order of the document.
func (p *Plan) Conflicts() []Conflict { return clones(p.chain.conflicts) }

// Treatments returns copies of the treatments in the order of the document.
func (p *Plan) Treatments() []Treatment { return clones(p.chain.treatments) }

// Milestones returns the steps of the strategy's own process in the order of the
// document; those of a measure stand in the [Measure].
func (p *Plan) Milestones() []zielkette.Milestone { return slices.Clone(p.chain.milestones) }

// Cents returns an amount in whole cents. ok is false where there is no amount,
// or it does not come to whole cents, or is beyond what an int64 holds. Amounts
// of a compiled plan are in whole cents, and even their absolute values add up
// within an int64.
func Cents(amount zielkette.Number) (cents int64, ok bool) {
	if coef, places, small := amount.Small(); small && places <= 2 {
		for ; places < 2 && coef > -1<<59 && coef < 1<<59; places++ {
			coef *= 10
		}
		if places == 2 {
			return coef, true
		}
	}
	coef, places := amount.Unscaled()
	if coef == nil {
		return 0, false
	}
	coef.Mul(coef, big.NewInt(100))
	scale := round.Pow10(places)
	coef, rest := coef.QuoRem(coef, scale, new(big.Int))
	if rest.Sign() != 0 || !coef.IsInt64() {
		return 0, false
	}
	return coef.Int64(), true
}

// chain checks everything beside the goals, after them.
func (c *compiler) chain(s *Strategy) {
	k := &chainChecker{compiler: c, chain: &c.plan.chain}
	c.plan.chain = chain{
		measures: clones(s.Measures), results: clones(s.Results),
		effects: slices.Clone(s.Effects), conflicts: clones(s.Conflicts),
		treatments: clones(s.Treatments), milestones: slices.Clone(s.Milestones),
		measureAt: make(map[string]int32, len(s.Measures)), resultAt: make(map[string]int32, len(s.Results)),
	}
	k.words(s)
	k.milestones("/milestones", s.Milestones)
	for i := range s.Measures {
		k.measure(fmt.Sprintf("/measures/%d", i), &s.Measures[i])
		k.chain.measureAt[s.Measures[i].ID] = int32(i)
	}
	for i := range s.Results {
		k.result(fmt.Sprintf("/results/%d", i), &s.Results[i])
		k.chain.resultAt[s.Results[i].ID] = int32(i)
	}
	k.effects()
	for i := range s.Conflicts {
		k.conflict(fmt.Sprintf("/conflicts/%d", i), &s.Conflicts[i])
	}
	for i := range s.Treatments {
		k.treatment(fmt.Sprintf("/treatments/%d", i), &s.Treatments[i])
	}
}

type chainChecker struct {
	*compiler
	chain *chain
	money uint64 // absolute amounts so far, in cents
}

func (k *chainChecker) words(s *Strategy) {
	v := &k.chain.vocabulary
	switch s.Vocabulary {
	case VocabularyKGSt, VocabularyPHINEO:
		*v = KGSt()
		if s.Vocabulary == VocabularyPHINEO {
			*v = PHINEO()
		}
		if len(s.Stages) > 0 {
			k.list.At("/stages", CodeVocabulary, s.Vocabulary,
				"dieses Vokabular hat eigene Stufen; diese hier entfernen oder dem Vokabular einen anderen Namen geben",
				"this vocabulary has its own stages; remove these, or give your vocabulary another name")
		}
		return
	case "":
		if len(s.Results) > 0 || len(s.Stages) > 0 {
			k.list.At("/vocabulary", CodeVocabulary, s.ID,
				`das Vokabular der Stufen nennen: "kgst", "iooi-phineo" oder ein eigenes mit seinen Stufen`,
				`name the vocabulary of the stages: "kgst", "iooi-phineo", or one of your own with its stages`)
		}
	default:
		if len(s.Stages) == 0 {
			k.list.At("/stages", CodeVocabulary, s.Vocabulary,
				`die Stufen dieses Vokabulars mit ihrer Bedeutung aufführen; bekannt sind "kgst" und "iooi-phineo"`,
				`list the stages of this vocabulary with their meanings; "kgst" and "iooi-phineo" are known`)
		}
	}
	*v = Vocabulary{Name: s.Vocabulary, Stages: slices.Clone(s.Stages)}
	rank := 0
	seen := map[string]bool{}
	for i, stage := range s.Stages {
		at := fmt.Sprintf("/stages/%d", i)
		k.require(at+"/name", stage.Name, s.Vocabulary, "die Stufe benennen", "name the stage")
		if seen[stage.Name] {
			k.list.At(at+"/name", zielkette.CodeDuplicateID, stage.Name, "diese Stufe steht zweimal da", "this stage stands twice")
		}
		seen[stage.Name] = true
		switch r := stage.Meaning.Rank(); {
		case r == 0:
			k.list.At(at+"/meaning", zielkette.CodeChoice, string(stage.Meaning),
				`"service", "direct", "recipient" oder "society" schreiben`,
				`write "service", "direct", "recipient" or "society"`)
		case r < rank:
			k.list.At(at+"/meaning", CodeVocabulary, stage.Name,
				"Stufen stehen in der Reihenfolge der Kette: service, direct, recipient, society",
				"stages stand in the order of the chain: service, direct, recipient, society")
		default:
			rank = r
		}
	}
}

func (k *chainChecker) milestones(at string, list []zielkette.Milestone) {
	seen := map[string]bool{}
	positive := len(list) == 0
	for i, m := range list {
		at := fmt.Sprintf("%s/%d", at, i)
		if m.ID != "" {
			if err := zielkette.CheckID(m.ID); err != nil {
				k.list.Err(at+"/id", err)
			} else if seen[m.ID] {
				k.list.At(at+"/id", zielkette.CodeDuplicateID, m.ID,
					"ein anderer Meilenstein dieser Liste hat dieselbe Kennung",
					"another milestone of this list has the same id")
			}
			seen[m.ID] = true
		}
		k.require(at+"/title", m.Title, m.ID, "dem Meilenstein einen Titel geben", "give the milestone a title")
		if m.Weight.Sign() < 0 {
			k.list.At(at+"/weight", CodeWeight, m.Weight.String(), "ein Gewicht ist nicht negativ", "a weight is not negative")
		}
		positive = positive || m.Weight.IsZero() || m.Weight.Sign() != 0
	}
	if !positive {
		k.list.At(at, zielkette.CodeWeightsZero, "",
			"alle Gewichte dieser Meilensteine sind 0; mindestens eines liegt über 0",
			"all weights of these milestones are 0; at least one is above 0")
	}
}

func (k *chainChecker) measure(at string, m *Measure) {
	k.claim(at, m.ID)
	k.require(at+"/title", m.Title, m.ID, "der Maßnahme einen Titel geben", "give the measure a title")
	for _, end := range []struct {
		name string
		date zielkette.Date
	}{{"end", m.End}, {"done", m.Done}} {
		if !m.Start.IsZero() && !end.date.IsZero() && end.date.Days(m.Start.First()) < 0 {
			k.list.At(at+"/"+end.name, zielkette.CodeOrder, end.date.String(),
				"die Maßnahme endet, bevor sie beginnt",
				"the measure ends before it starts")
		}
	}
	k.resolve(at, "areas", m.Areas, k.areas, anArea)
	k.milestones(at+"/milestones", m.Milestones)
	k.budget(at+"/budget", m.Budget)
	k.shares(at+"/serves", m)
}

func (k *chainChecker) budget(at string, lines []BudgetLine) {
	type key struct {
		product string
		year    int
	}
	seen := make(map[key]bool, len(lines))
	for i, line := range lines {
		at := fmt.Sprintf("%s/%d", at, i)
		switch {
		case line.Year < 1 || line.Year > 9999:
			k.list.At(at+"/year", zielkette.CodeRange, fmt.Sprint(line.Year),
				"das Jahr mit vier Ziffern angeben",
				"state the year with four digits")
		case seen[key{line.Product, line.Year}]:
			k.list.At(at, zielkette.CodeDuplicateID, fmt.Sprintf("%s %d", line.Product, line.Year),
				"die Maßnahme nennt dieses Produkt und Jahr zweimal; die Zeilen zusammenzählen",
				"the measure has this product and year twice; add the lines up")
		}
		seen[key{line.Product, line.Year}] = true
		if line.Planned.IsZero() && line.Actual.IsZero() {
			k.list.At(at+"/planned", zielkette.CodeRequired, line.Product,
				`den geplanten ("planned") oder den tatsächlichen Betrag ("actual") angeben`,
				"state the planned or the actual amount")
		}
		k.amount(at+"/planned", line.Planned)
		k.amount(at+"/actual", line.Actual)
	}
}

func (k *chainChecker) amount(at string, n zielkette.Number) {
	if n.IsZero() {
		return
	}
	cents, ok := Cents(n)
	if !ok {
		k.list.At(at, CodeAmount, n.String(),
			"ein Betrag steht in Euro mit höchstens zwei Stellen nach dem Komma und liegt unter 92 Billiarden",
			"an amount is in euros with at most two digits after the point, and below 92 thousand million million")
		return
	}
	size := uint64(max(cents, -cents))
	if cents == math.MinInt64 || k.money+size > math.MaxInt64 {
		k.list.At(at, CodeAmount, n.String(),
			"alle Beträge einer Strategie bleiben zusammen unter 92 Billiarden Euro",
			"all amounts of a strategy together stay below 92 thousand million million euros")
		return
	}
	k.money += size
}

func (k *chainChecker) shares(at string, m *Measure) {
	one := big.NewRat(1, 1)
	sum, stated, sound := new(big.Rat), 0, true
	seen := make(map[string]bool, len(m.Serves))
	for i, s := range m.Serves {
		if _, ok := k.plan.index[s.Goal]; !ok && !k.unreadGoals() {
			k.list.At(fmt.Sprintf("%s/%d/goal", at, i), zielkette.CodeReference, s.Goal,
				"die Strategie hat kein Ziel mit dieser Kennung",
				"the strategy has no goal of this id")
		} else if seen[s.Goal] {
			k.list.At(fmt.Sprintf("%s/%d/goal", at, i), zielkette.CodeDuplicateID, s.Goal,
				"die Maßnahme dient diesem Ziel schon; die Anteile zusammenzählen",
				"the measure serves this goal already; add the shares up")
		}
		seen[s.Goal] = true
		share, ok := s.Share.Rat()
		if !ok {
			continue
		}
		stated++
		if share.Sign() <= 0 || share.Cmp(one) > 0 {
			sound = false
			k.list.At(fmt.Sprintf("%s/%d/share", at, i), zielkette.CodeRange, s.Share.String(),
				"ein Anteil liegt über 0 und ist höchstens 1",
				"a share is above 0 and at most 1")
		}
		sum.Add(sum, share)
	}
	switch {
	case len(m.Serves) == 0 || !sound:
	case stated == 0 && len(m.Serves) > 1 && len(m.Budget) > 0:
		k.list.Warn(at, CodeEqual, m.ID, zielkette.Text{
			DE: fmt.Sprintf("Die Anteile der %d Ziele am Geld der Maßnahme sind nicht angegeben; gleiche Anteile sind angenommen.", len(m.Serves)),
			EN: fmt.Sprintf("How the money of the measure divides among its %d goals is not stated; equal parts are assumed.", len(m.Serves)),
		})
	case stated > 0 && stated < len(m.Serves):
		k.list.At(at, CodeShares, m.ID,
			"den Anteil für jedes Ziel angeben, dem die Maßnahme dient, oder für keines",
			"state the share of every goal the measure serves, or of none")
	case stated > 0 && sum.Cmp(one) != 0:
		digits := strings.TrimRight(strings.TrimRight(sum.FloatString(zielkette.MaxPlaces), "0"), ".")
		k.list.At(at, CodeShares, m.ID,
			"die Anteile ergeben zusammen 1, hier sind es "+zielkette.German.Digits(digits),
			"the shares are 1 together, here they are "+digits)
	}
}

func (k *chainChecker) result(at string, r *Result) {
	k.claim(at, r.ID)
	k.require(at+"/title", r.Title, r.ID, "dem Ergebnis einen Titel geben", "give the result a title")
	if r.Stage == "" {
		k.list.At(at+"/stage", zielkette.CodeRequired, r.ID,
			"die Stufe des Ergebnisses angeben, mit den Wörtern des Vokabulars",
			"state the stage of the result, in the words of the vocabulary")
	} else if _, ok := k.chain.vocabulary.Stage(r.Stage); !ok && len(k.chain.vocabulary.Stages) > 0 {
		k.list.At(at+"/stage", CodeStage, r.Stage, "das Vokabular hat keine solche Stufe", "the vocabulary has no such stage")
	}
	k.pool(at, r.ID, r.Indicators, nil, false)
}

// unread reports whether an id that the sections should have may be missing only
// because they could not be read.
func unread[V any](k *chainChecker, section string, known map[string]V) bool {
	_, nameless := known[""]
	return nameless || len(known) == 0 && k.list.Touched(section)
}

func (k *chainChecker) unreadGoals() bool { return unread(k, "/goals", k.plan.index) }

func (k *chainChecker) unreadEnds() bool {
	return k.unreadGoals() || unread(k, "/measures", k.chain.measureAt) || unread(k, "/results", k.chain.resultAt)
}

// order numbers the things a chain consists of: measures, results, goals.
type order struct {
	chain *chain
	plan  *Plan
}

func (o order) len() int {
	return len(o.chain.measures) + len(o.chain.results) + len(o.plan.nodes)
}

// find returns the number of an id and how far along the chain it stands: 0 for
// a measure, 1 and more for the stages, one more than these for a goal.
func (o order) find(id string) (number int32, stage int, ok bool) {
	if i, ok := o.plan.index[id]; ok {
		return int32(len(o.chain.measures)+len(o.chain.results)) + i, len(o.chain.vocabulary.Stages) + 1, true
	}
	if i, ok := o.chain.measureAt[id]; ok {
		return i, 0, true
	}
	if i, ok := o.chain.resultAt[id]; ok {
		stage := slices.IndexFunc(o.chain.vocabulary.Stages, func(s Stage) bool { return s.Name == o.chain.results[i].Stage })
		return int32(len(o.chain.measures)) + i, stage + 1, true
	}
	return 0, 0, false
}

func (o order) id(number int32) string {
	i := int(number)
	if i < len(o.chain.measures) {
		return o.chain.measures[i].ID
	}
	if i -= len(o.chain.measures); i < len(o.chain.results) {
		return o.chain.results[i].ID
	}
	return o.plan.nodes[i-len(o.chain.results)].id
}

func (k *chainChecker) effects() {
	type key struct {
		from, to  int32
		influence bool
	}
	o := order{k.chain, k.plan}
	seen := make(map[key]int, len(k.chain.effects))
	sums := make([]strengthSum, o.len())
	var from, to, at []int32 // the contributions
	for i := range k.chain.effects {
		e := &k.chain.effects[i]
		if e.Kind == "" {
			e.Kind = Contribution
		}
		if !k.effect(i, e) {
			continue
		}
		f, fs, okFrom := o.find(e.From)
		t, ts, okTo := o.find(e.To)
		if !okFrom && !k.unreadEnds() {
			k.effectAt(i, "/from", zielkette.CodeReference, e.From,
				"die Strategie hat weder eine Maßnahme noch ein Ergebnis noch ein Ziel mit dieser Kennung",
				"the strategy has no measure, result or goal of this id")
		}
		if !okTo && !k.unreadEnds() {
			k.effectAt(i, "/to", zielkette.CodeReference, e.To,
				"die Strategie hat weder eine Maßnahme noch ein Ergebnis noch ein Ziel mit dieser Kennung",
				"the strategy has no measure, result or goal of this id")
		}
		switch {
		case !okFrom || !okTo:
			continue
		case f == t:
			k.effectAt(i, "", CodeSelf, e.From,
				"nichts wirkt auf sich selbst; diese Verbindung entfernen",
				"nothing has an effect on itself; remove this link")
			continue
		}
		id := key{f, t, e.Kind == Influence}
		if first, ok := seen[id]; ok {
			k.effectAt(i, "", CodeDuplicate, e.From+" → "+e.To,
				fmt.Sprintf("diese Wirkung steht schon bei /effects/%d; eine behalten", first),
				fmt.Sprintf("this effect stands already at /effects/%d; keep one", first))
			continue
		}
		seen[id] = i
		if e.Kind == Influence {
			continue
		}
		if fs > ts {
			k.effectAt(i, "", CodeStageOrder, e.From+" → "+e.To,
				"Beiträge führen von den Maßnahmen über die Stufen zu den Zielen; dieser führt zurück",
				"contributions run from measures over the stages to the goals; this one runs backwards")
			continue
		}
		if !e.Strength.IsZero() && sums[t].add(e.Strength) {
			k.effectAt(i, "/strength", CodeStrengths, e.To,
				"die Stärken aller Beiträge zu einem Empfänger sind zusammen höchstens 1; hier übersteigen sie 1",
				"the strengths of all contributions to one receiver are at most 1 together; here they pass 1")
		}
		from, to, at = append(from, f), append(to, t), append(at, int32(i))
	}
	g := graph.New(o.len(), from, to)
	cycles, links := cyclesOf(o, g)
	for i, cycle := range cycles {
		k.list.At(fmt.Sprintf("/effects/%d", at[links[i]]), CodeCycle, strings.Join(append(cycle.Witness, cycle.Witness[0]), " → "),
			fmt.Sprintf("Beiträge bilden keinen Kreis; %d sind hier miteinander verbunden. Eine Verbindung des Kreises entfernen oder sie als Einfluss führen", len(cycle.Members)),
			fmt.Sprintf("contributions do not form a circle; %d are tied together here. Remove a link of the circle, or make it an influence", len(cycle.Members)))
	}
	k.dangling(o, g)
}

// effect checks an effect by itself and reports whether its ends are worth
// looking at.
func (k *chainChecker) effect(i int, e *Effect) bool {
	if e.Sign != Plus && e.Sign != Minus {
		k.effectAt(i, "/sign", zielkette.CodeChoice, string(e.Sign), `"+" oder "-" schreiben`, `write "+" or "-"`)
	}
	if e.Evidence.Rank() == 0 {
		k.effectAt(i, "/evidence", zielkette.CodeChoice, string(e.Evidence),
			`"assumed", "expert", "study" oder "measured" schreiben`,
			`write "assumed", "expert", "study" or "measured"`)
	}
	if !e.Strength.IsZero() && (e.Strength.Sign() < 0 || e.Strength.Compare(zielkette.Int(1)) > 0) {
		k.effectAt(i, "/strength", zielkette.CodeRange, e.Strength.String(),
			"eine Stärke liegt zwischen 0 und 1",
			"a strength lies between 0 and 1")
	}
	if !e.Ordinal.IsZero() {
		ordinal, ok := Cents(e.Ordinal)
		if !ok || ordinal%100 != 0 || ordinal < 0 || ordinal > 300 {
			k.effectAt(i, "/ordinal", zielkette.CodeRange, e.Ordinal.String(),
				`eine Stufe ("ordinal") ist 0, 1, 2 oder 3`,
				"an ordinal is 0, 1, 2 or 3")
		}
		if !e.Strength.IsZero() {
			k.effectAt(i, "/ordinal", CodeStrength, e.From+" → "+e.To,
				`eine Wirkung hat eine Stärke ("strength") oder eine Stufe ("ordinal"), nicht beides`,
				"an effect has a strength or an ordinal, not both")
		}
	}
	switch {
	case e.Kind != Contribution && e.Kind != Influence:
		k.effectAt(i, "/kind", zielkette.CodeChoice, string(e.Kind),
			`"contribution" oder "influence" schreiben`,
			`write "contribution" or "influence"`)
		return false
	case e.Kind == Influence && !e.Strength.IsZero():
		k.effectAt(i, "/strength", CodeStrength, e.From+" → "+e.To,
			`ein Einfluss hat eine Stufe ("ordinal") von 0 bis 3; eine Stärke hat nur ein Beitrag`,
			"an influence is rated by an ordinal from 0 to 3; only a contribution has a strength")
	}
	return true
}

func (k *chainChecker) effectAt(i int, part string, code zielkette.Code, subject, de, en string) {
	k.list.At(fmt.Sprintf("/effects/%d%s", i, part), code, subject, de, en)
}

// strengthSum adds up strengths exactly, in units of 10^-18.
type strengthSum struct{ units int64 }

// add adds a strength and reports whether the sum passes 1 with it.
func (s *strengthSum) add(n zielkette.Number) bool {
	const one = 1_000_000_000_000_000_000
	coef, places, ok := n.Small()
	if !ok || coef < 0 {
		return false // outside 0..1, which is reported
	}
	for range zielkette.MaxPlaces - places {
		if coef > one/10 {
			return false
		}
		coef *= 10
	}
	if coef > one {
		return false
	}
	before := s.units
	s.units = min(s.units+coef, 2*one)
	return before <= one && s.units > one
}

func (k *chainChecker) dangling(o order, g *graph.Graph) {
	m, r := len(k.chain.measures), len(k.chain.results)
	if r == 0 {
		return
	}
	var measures, goals []int32
	for i := range int32(o.len()) {
		if int(i) < m {
			measures = append(measures, i)
		} else if int(i) >= m+r {
			goals = append(goals, i)
		}
	}
	done, wanted := g.Reach(measures...), g.Reverse().Reach(goals...)
	for i := range r {
		at, id := fmt.Sprintf("/results/%d", i), k.chain.results[i].ID
		if !done[m+i] {
			k.list.Warn(at, CodeDangling, id, zielkette.Text{DE: "Keine Maßnahme führt zu diesem Ergebnis.", EN: "No measure leads to this result."})
		}
		if !wanted[m+i] {
			k.list.Warn(at, CodeDangling, id, zielkette.Text{DE: "Dieses Ergebnis führt zu keinem Ziel.", EN: "This result leads to no goal."})
		}
	}
}

// Cycle is a group of measures, results and goals that contribute to each other
// in a circle, which a plan does not allow.
type Cycle struct {
	Members []string // ids: measures, results, goals, each in the order of the document
	Witness []string // ids along a shortest circle among them; the last contributes to the first
}

// Cycles returns the circles of contributions in the strategy, one for every
// group tied together (strongly connected component), nil when there are none.
// Effects with an unknown end are passed over. It serves editors that show what
// [Strategy.Compile] reports under [CodeCycle]. In a group of thousands the
// witness is the shortest circle found within a bounded search. Linear in the
// links otherwise.
func (s Strategy) Cycles() []Cycle {
	c := &compiler{plan: &Plan{index: map[string]int32{}}}
	walk(s.Goals, func(g *Goal, _ int) bool {
		c.plan.index[g.ID] = int32(len(c.plan.nodes))
		c.plan.nodes = append(c.plan.nodes, node{id: g.ID})
		return true
	})
	o := order{&chain{measures: s.Measures, results: s.Results, measureAt: map[string]int32{}, resultAt: map[string]int32{}}, c.plan}
	for i := range s.Measures {
		o.chain.measureAt[s.Measures[i].ID] = int32(i)
	}
	for i := range s.Results {
		o.chain.resultAt[s.Results[i].ID] = int32(i)
	}
	var from, to []int32
	for _, e := range s.Effects {
		f, _, okFrom := o.find(e.From)
		t, _, okTo := o.find(e.To)
		if okFrom && okTo && e.Kind != Influence {
			from, to = append(from, f), append(to, t)
		}
	}
	cycles, _ := cyclesOf(o, graph.New(o.len(), from, to))
	return cycles
}

// cyclesOf returns the cycles and, for each, the number of the first link of its
// witness.
func cyclesOf(o order, g *graph.Graph) (cycles []Cycle, links []int32) {
	names := func(numbers []int32) []string {
		ids := make([]string, len(numbers))
		for i, v := range numbers {
			ids[i] = o.id(v)
		}
		return ids
	}
	for _, component := range g.Cycles() {
		witness := g.ShortestCycle(component)
		first, last := g.Out(witness[0])
		for first < last-1 && g.To(first) != witness[1%len(witness)] {
			first++
		}
		cycles = append(cycles, Cycle{names(component), names(witness)})
		links = append(links, g.Label(first))
	}
	return cycles, links
}

func (k *chainChecker) conflict(at string, c *Conflict) {
	if len(c.Between) != 2 {
		k.list.At(at+"/between", zielkette.CodeRequired, fmt.Sprint(len(c.Between)),
			"ein Zielkonflikt besteht zwischen zwei Zielen; beide nennen",
			"a conflict is one between two goals; name both")
	} else if c.Between[0] == c.Between[1] {
		k.list.At(at+"/between", zielkette.CodeDuplicateID, c.Between[0],
			"ein Ziel steht nicht mit sich selbst im Konflikt; zwei Ziele nennen",
			"a goal is not in conflict with itself; name two")
	}
	for i, id := range c.Between {
		if _, ok := k.plan.index[id]; !ok && !k.unreadGoals() {
			k.list.At(fmt.Sprintf("%s/between/%d", at, i), zielkette.CodeReference, id,
				"die Strategie hat kein Ziel mit dieser Kennung",
				"the strategy has no goal of this id")
		}
	}
	k.require(at+"/description", c.Description, strings.Join(c.Between, ", "),
		"den Zielkonflikt beschreiben",
		"describe the conflict")
	k.resolve(at, "areas", c.Areas, k.areas, anArea)
}

func (k *chainChecker) treatment(at string, t *Treatment) {
	if len(t.Themes) == 0 {
		k.list.At(at+"/themes", zielkette.CodeRequired, "",
			"die Themen nennen, die bearbeitet werden",
			"name the themes that are worked on")
	}
	if len(t.In) == 0 {
		k.list.At(at+"/in", zielkette.CodeRequired, "",
			"die Ziele oder Themen nennen, in denen sie bearbeitet werden",
			"name the goals or themes in which they are worked on")
	}
	k.resolve(at, "themes", t.Themes, k.themes, aTheme)
	for i, id := range t.In {
		_, goal := k.plan.index[id]
		if _, theme := k.themes[id]; !goal && !theme && !k.unreadGoals() && k.missing("/themes", k.themes) {
			k.list.At(fmt.Sprintf("%s/in/%d", at, i), zielkette.CodeReference, id,
				"die Strategie hat weder ein Ziel noch ein Thema mit dieser Kennung",
				"the strategy has no goal or theme of this id")
		}
	}
}
