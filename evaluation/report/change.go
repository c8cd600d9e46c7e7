package report

import (
	"io"
	"iter"
	"math/big"
	"slices"
	"strings"

	zielkette "gitlab.opencode.de/zielkette/zielkette"
	"gitlab.opencode.de/zielkette/zielkette/evaluation"
	"gitlab.opencode.de/zielkette/zielkette/evaluation/change"
	"gitlab.opencode.de/zielkette/zielkette/goals"
	"gitlab.opencode.de/zielkette/zielkette/indicators"
	"gitlab.opencode.de/zielkette/zielkette/internal/apportion"
	"gitlab.opencode.de/zielkette/zielkette/internal/round"
)

// Change is why two results differ, in the words of a report. [Change.Page] prints it, or
// a page of one's own takes some of its sections; [Change.JSON] writes it.
type Change struct {
	change    *change.Change
	then, now *Report
	places    int // of all percentages
}

// ChangeOf returns a change to be printed. Figures of goals of which too little is known in
// either result are not said, see [Options]. A nil change is one between results of
// nothing.
func ChangeOf(c *change.Change, options Options) *Change {
	if c == nil {
		c = &change.Change{}
	}
	out := &Change{change: c, then: Of(c.Then(), options), now: Of(c.Now(), options)}
	out.then.look()
	out.now.look()
	out.places = max(out.then.places, out.now.places)
	return out
}

// or returns the change, that of nothing for nil and the zero value.
func (c *Change) or() *Change {
	if c == nil || c.change == nil {
		return ChangeOf(nil, Options{})
	}
	return c
}

// begin returns the change, the later report and a section without blocks.
func (c *Change) begin(id, de, en string) (*Change, *Report, Section) {
	c = c.or()
	return c, c.now, Section{ID: id, Title: c.now.in(de, en)}
}

// Page returns the change as a page.
func (c *Change) Page() Page {
	c = c.or()
	r := c.now
	p := r.headed("")
	p.Under = r.in("Veränderung, Stichtag ", "Change, as of ") + dated(c.then, r.language) + r.in(" bis ", " to ") + dated(c.now, r.language)
	if banner, mark := c.then.banner(); p.Banner == "" {
		p.Banner, p.Mark = banner, mark
	}
	p.Sections = []Section{c.Summary(), c.Goals(), c.Indicators(), c.ByIndicator(), c.Statuses(), c.Targets(), c.Corrections(), c.Measures(), c.Method()}
	return p
}

// dated writes the dates of a result.
func dated(r *Report, language zielkette.Language) string {
	o := r.result.Options()
	text := o.AsOf.Text(language)
	if !o.KnownOn.IsZero() {
		text += zielkette.Text{DE: " (Kenntnisstand ", EN: " (as known on "}.In(language) + o.KnownOn.Text(language) + ")"
	}
	return text
}

// Summary says of the highest goals why they moved, with a picture of each.
func (c *Change) Summary() Section {
	c, _, s := c.begin("change", "Warum sich das Ergebnis verändert hat", "Why the result changed")
	for item := range c.change.Goals() {
		_, now := item.Scores()
		if now.IsZero() || now.Goal().Depth() > 0 {
			continue
		}
		s.Blocks = append(s.Blocks, Paragraph{Large: true, Text: c.sentence(item)})
		if d, ok := c.waterfall(item); ok {
			s.Blocks = append(s.Blocks, d)
		}
	}
	return s
}

// Goals says of every goal how it stood and stands, and why.
func (c *Change) Goals() Section {
	c, _, s := c.begin("change-goals", "Ziele", "Goals")
	s.Blocks = c.list(c.change.Goals())
	return s
}

// Indicators says of every indicator how it stood and stands, and why.
func (c *Change) Indicators() Section {
	c = c.or()
	r := c.now
	return Section{ID: "change-indicators", Title: r.in("Kennzahlen", "Indicators"), Blocks: c.list(func(yield func(change.Item) bool) {
		for item := range c.change.Indicators() {
			then, now := item.Assessments()
			if (c.then.byHandle[then] != nil || c.now.byHandle[now] != nil) && !yield(item) { // those of which a report speaks
				return
			}
		}
	})}
}

// list is a sentence for each item that changed, and the names of the others.
func (c *Change) list(items iter.Seq[change.Item]) []Block {
	var changed []Phrase
	var same []string
	for item := range items {
		if item.Before.State == item.After.State && item.Difference.Sign() == 0 {
			same = append(same, c.now.in("„", "“")+c.name(item)+c.now.in("“", "”")+" ("+c.brief(item)+")")
			continue
		}
		changed = append(changed, c.sentence(item))
	}
	var blocks []Block
	if changed != nil {
		blocks = append(blocks, List{Items: changed})
	}
	if same != nil {
		blocks = append(blocks, Note(Say(c.now.in("Unverändert: ", "Unchanged: ")).And(quoted(strings.Join(same, ", ")), Say("."))))
	}
	return blocks
}

// name is the title of an item, with target and area where an indicator has several.
func (c *Change) name(item change.Item) string {
	name := item.Title
	then, now := item.Assessments()
	a, r := now, c.now
	if now.IsZero() {
		a, r = then, c.then
	}
	if t, ok := a.Target(); ok && item.Target != "" && t.Title != "" {
		name += ", " + t.Title
	}
	if area, ok := r.plan.Area(item.Area); ok {
		name += ", " + area.Title
	}
	return name
}

// spoken reports whether a figure of an item is said on a side.
func (c *Change) spoken(item change.Item, side int) bool {
	then, now := item.Scores()
	score := [2]evaluation.Score{then, now}[side]
	switch {
	case item.Kind == change.Indicator:
		return [2]change.Standing{item.Before, item.After}[side].State == evaluation.Scored
	case score.IsZero():
		return false
	}
	return score.EnoughKnown(c.now.minimum)
}

// standing writes how an item stands on a side: its figure, or why there is none.
func (c *Change) standing(item change.Item, side int) string {
	r := c.now
	s := [2]change.Standing{item.Before, item.After}[side]
	switch {
	case s.IsZero():
		return r.in("nicht vorhanden", "not there")
	case s.State != evaluation.Scored:
		then, now := item.Reason(r.language)
		why := [2]string{then, now}[side]
		if why == "" || strings.EqualFold(why, s.State.Text(r.language)) {
			return s.State.Text(r.language)
		}
		return s.State.Text(r.language) + " (" + why + ")"
	case !c.spoken(item, side):
		then, now := item.Scores()
		return r.say("keine Aussage (Abdeckung %s)", "no statement (coverage %s)", r.percent([2]evaluation.Score{then, now}[side].Coverage(), 0))
	}
	return r.percent(s.Score, c.places)
}

// brief is how an item that did not change stands, without a reason.
func (c *Change) brief(item change.Item) string {
	if item.After.State != evaluation.Scored {
		return item.After.State.Text(c.now.language)
	}
	return c.standing(item, 1)
}

// sentence says of one item from where to where it moved, and by which causes.
func (c *Change) sentence(item change.Item) Phrase {
	r := c.now
	p := Say(map[change.Kind]string{change.Goal: r.in("Ziel „", "Goal “"), change.Indicator: r.in("Kennzahl „", "Indicator “")}[item.Kind])
	switch name := c.name(item); item.Kind {
	case change.Goal:
		p = p.And(adopted(name))
	default:
		p = p.And(quoted(name))
	}
	from, to := r.in("“: von ", "”: from "), r.in(" auf ", " to ")
	if !c.spoken(item, 0) || !c.spoken(item, 1) {
		from, to = r.in("“: vorher ", "”: before "), r.in(", jetzt ", ", now ")
	}
	p = p.And(Say(from+c.standing(item, 0)+to), Strong(c.standing(item, 1)))
	switch {
	case item.Effects != nil && c.spoken(item, 0) && c.spoken(item, 1):
		p = p.And(Say(", " + c.points(c.moved(item)) + r.in(" Punkte; Ursache: ", " points; cause: ") + c.causes(item)))
	case item.Effects != nil:
		p = p.And(Say(r.in("; Ursache: ", "; cause: ") + c.namesOf(c.acting(item))))
	case len(item.Beside) > 0:
		p = p.And(Say(r.in("; Ursache: ", "; cause: ")+change.Edition.Text(r.language)+", "+c.became(item)+": "), c.beside(item))
	default:
		p = p.And(Say(r.in("; Ursache: ", "; cause: ") + c.namesOf(c.change.Through(item))))
		if became := c.became(item); became != "" && (item.Before.IsZero() || item.After.IsZero()) {
			p = p.And(Say(", " + became))
		}
	}
	if item.Kind == change.Indicator {
		p = p.And(c.values(item))
	}
	return p.And(Say("."))
}

// values says which values were counted, where they are others.
func (c *Change) values(item change.Item) Phrase {
	r := c.now
	then, now := item.Assessments()
	a, b := c.then.counted(then), c.now.counted(now)
	if a == b || then.IsZero() || now.IsZero() {
		return nil
	}
	return Say(r.in("; gezählter Wert: ", "; value counted: ")).And(quoted(a), Say(r.in(", jetzt ", ", now ")), quoted(b))
}

// counted writes the value that counts, with its period.
func (r *Report) counted(a evaluation.Assessment) string {
	if m := r.byHandle[a]; m != nil {
		return r.value(m)
	}
	return "–"
}

// became says what became of a goal by the edition.
func (c *Change) became(item change.Item) string {
	var kinds []string
	for _, k := range item.Became {
		if k != goals.Kept {
			kinds = append(kinds, k.Text().In(c.now.language))
		}
	}
	return strings.Join(kinds, ", ")
}

// beside names the goals that a goal comes from or became.
func (c *Change) beside(item change.Item) Phrase {
	r := c.now
	p := either(item.After.IsZero(), Say(r.in("fortgeführt in ", "it goes on in ")), Say(r.in("hervorgegangen aus ", "it comes from ")))
	for i, o := range item.Beside {
		if i > 0 {
			p = p.And(Say(", "))
		}
		text := either(o.State == evaluation.Scored, r.percent(o.Score, c.places), o.State.Text(r.language))
		p = p.And(Say(r.in("„", "“")), adopted(o.Title), Say(r.in("“ (", "” (")+text+")"))
	}
	return p
}

// moved is the change of an item in units of the last printed place of a percentage, by
// the figures that are printed.
func (c *Change) moved(item change.Item) *big.Int {
	a, _ := item.Before.Score.Rat()
	b, _ := item.After.Score.Rat()
	return new(big.Int).Sub(round.Units(b, 2+c.places), round.Units(a, 2+c.places))
}

// points writes units of the last printed place with their sign.
func (c *Change) points(units *big.Int) string {
	text := zielkette.NewFigure(units, c.places).Text(c.now.language, c.places)
	if units.Sign() > 0 {
		return "+" + text
	}
	return text
}

// printed are the effects of an item in units of the last printed place, which sum to the
// printed change.
func (c *Change) printed(item change.Item) []*big.Int {
	parts, ids := make([]*big.Rat, len(item.Effects)), make([]string, len(item.Effects))
	for i, e := range item.Effects {
		parts[i], _ = e.Effect.Rat()
		ids[i] = string(e.Causes[0])
	}
	return shares(c.moved(item), parts, ids, 2+c.places)
}

// shares cuts parts to a whole number of units, which is that of their rounded sum.
func shares(whole *big.Int, parts []*big.Rat, ids []string, places int) []*big.Int {
	scale := new(big.Rat).SetInt(round.Pow10(places))
	out := make([]*big.Int, len(parts))
	total := new(big.Rat).SetInt(whole)
	for i, d := range apportion.To(total.Quo(total, scale), parts, ids, places) {
		out[i] = d.Shift(int32(places)).BigInt()
	}
	return out
}

// causes lists the causes that had an effect, each with it.
func (c *Change) causes(item change.Item) string {
	r := c.now
	units := c.printed(item)
	var parts []string
	for i, e := range item.Effects {
		if e.Effect.Sign() == 0 && units[i].Sign() == 0 {
			continue
		}
		text := c.namesOf(e.Causes) + " " + c.points(units[i])
		if len(e.Causes) > 1 {
			text += r.in(" (nicht zu trennen)", " (cannot be told apart)")
		}
		parts = append(parts, text)
	}
	if len(parts) == 0 {
		return r.in("keine", "none")
	}
	text := strings.Join(parts, ", ")
	if item.Orders > 0 && item.Orders < 720 {
		text += r.say(" (gemittelt über %d von 720 Reihenfolgen der Ursachen, in denen jeder Schritt einen Wert hat)",
			" (averaged over the %d of 720 orders of the causes in which every step has a score)", item.Orders)
	}
	return text
}

// acting are the causes that had an effect.
func (c *Change) acting(item change.Item) (out []change.Cause) {
	for _, e := range item.Effects {
		if e.Effect.Sign() != 0 {
			out = append(out, e.Causes...)
		}
	}
	return out
}

func (c *Change) namesOf(list []change.Cause) string {
	names := each(list, func(cause change.Cause) string { return cause.Text(c.now.language) })
	if len(names) == 0 {
		return c.now.in("keine", "none")
	}
	last := len(names) - 1
	if last == 0 {
		return names[0]
	}
	return strings.Join(names[:last], ", ") + c.now.in(" und ", " and ") + names[last]
}

// The plot of a waterfall in tenths of a unit: names to the left, bars to the right.
const (
	fallLeft, fallRight = 1720, 3330
	fallTop, fallStep   = 60, 190
)

// waterfall draws the way from one score to the other, cause by cause.
func (c *Change) waterfall(item change.Item) (d Drawing, ok bool) {
	r := c.now
	if item.Effects == nil || !c.spoken(item, 0) || !c.spoken(item, 1) {
		return d, false
	}
	units := c.printed(item)
	a, _ := item.Before.Score.Rat()
	b, _ := item.After.Score.Rat()
	then, now := round.Units(a, 2+c.places), round.Units(b, 2+c.places)
	type bar struct {
		name, text string
		from, to   *big.Int
		style      string
	}
	zero := new(big.Int)
	bars := []bar{{dated(c.then, r.language), r.percent(item.Before.Score, c.places), zero, then, "box"}}
	at := then
	for i, e := range item.Effects {
		if e.Effect.Sign() == 0 && units[i].Sign() == 0 {
			continue
		}
		next, style := new(big.Int).Add(at, units[i]), "head"
		if units[i].Sign() < 0 {
			style = "head-hinders"
		}
		bars = append(bars, bar{c.namesOf(e.Causes), c.points(units[i]), at, next, style})
		at = next
	}
	bars = append(bars, bar{dated(c.now, r.language), r.percent(item.After.Score, c.places), zero, now, "box"})
	low, high := new(big.Int), new(big.Int)
	for _, x := range bars {
		for _, n := range []*big.Int{x.from, x.to} {
			if n.Cmp(low) < 0 {
				low = n
			}
			if n.Cmp(high) > 0 {
				high = n
			}
		}
	}
	span := new(big.Int).Sub(high, low)
	if span.Sign() == 0 {
		span.SetInt64(1)
	}
	x := func(n *big.Int) int {
		part := new(big.Rat).SetFrac(new(big.Int).Sub(n, low), span)
		return fallLeft + whole(part.Mul(part, big.NewRat(fallRight-450-fallLeft, 1)))
	}
	_, now1 := item.Scores()
	d = Drawing{
		ID: "waterfall-" + ident(now1.Goal().ID()), Width: chartWidth, Height: (fallTop+fallStep*len(bars))/10 + 6,
		Title: r.in("Vom früheren zum späteren Wert, in Prozent und Punkten: ", "From the earlier to the later score, in per cent and points: ") + item.Title,
		Desc:  r.in("Wasserfall. ", "Waterfall. "),
		Table: Table{Columns: []Column{{Title: r.in("Schritt", "Step"), Width: 60}, {Title: r.in("Wert", "score"), Right: true, Width: 20}, {Title: r.in("Punkte", "points"), Right: true, Width: 20}}},
	}
	for i, one := range bars {
		y := fallTop + fallStep*i
		from, to := x(one.from), x(one.to)
		if from > to {
			from, to = to, from
		}
		to = max(to, from+10)
		name := one.name
		if i > 0 && i < len(bars)-1 {
			name = capital(name)
		}
		d.words("small", shorten(name, 28), "", 0, y+125)
		d.box(one.style, Dot{from, y + 20}, Dot{to, y + 150})
		d.words("small strong", one.text, "", to+50, y+125)
		if i < len(bars)-1 {
			d.add(Line, "grid", Dot{x(one.to), y + 150}, Dot{x(one.to), y + fallStep + 20})
		}
		d.Desc += name + ": " + one.text + ". "
		score, effect := cellOf(Say(one.text)), Cell{}
		if one.style != "box" {
			score, effect = effect, score
		}
		d.Table.add(Row{Cells: []Cell{cellOf(Say(name)), score, effect}})
	}
	if d.Desc = strings.TrimSpace(d.Desc); c.fictional() {
		d.words("fiction small", r.in("fiktiv", "fictional"), "", fallRight-500, 30)
	}
	return d, true
}

func (c *Change) fictional() bool { return c.then.fictional() || c.now.fictional() }

// shorten cuts a name to so many letters, between words where it can.
func shorten(name string, letters int) string {
	r := []rune(name)
	if len(r) <= letters {
		return name
	}
	cut := string(r[:letters-1])
	if space := strings.LastIndexByte(cut, ' '); space > 0 {
		cut = cut[:space+1]
	}
	return cut + "…"
}

// ByIndicator says which indicators moved the highest goals.
func (c *Change) ByIndicator() Section {
	c, r, s := c.begin("change-by-indicator", "Welche Kennzahl wie viel beiträgt", "What each indicator brings")
	for item := range c.change.Goals() {
		_, now := item.Scores()
		if item.Effects == nil || now.Goal().Depth() > 0 || !c.spoken(item, 0) || !c.spoken(item, 1) {
			continue
		}
		list := c.change.ByIndicator(item.ID)
		if len(list) == 0 {
			continue
		}
		slices.SortStableFunc(list, func(a, b change.Share) int { // what moved most first
			x, _ := a.Difference.Rat()
			y, _ := b.Difference.Rat()
			return y.Abs(y).Cmp(x.Abs(x))
		})
		before, after, ids := make([]*big.Rat, len(list)), make([]*big.Rat, len(list)), make([]string, len(list))
		for i, share := range list {
			before[i], after[i], ids[i] = new(big.Rat), new(big.Rat), share.ID+" "+share.Area
			if x, ok := share.Before.Rat(); ok {
				before[i] = x
			}
			if x, ok := share.After.Rat(); ok {
				after[i] = x
			}
		}
		a, _ := item.Before.Score.Rat()
		b, _ := item.After.Score.Rat()
		from, to := shares(round.Units(a, 2+c.places), before, ids, 2+c.places), shares(round.Units(b, 2+c.places), after, ids, 2+c.places)
		t := Table{
			Caption: r.say("Beiträge zum Ziel „%s“ in Prozentpunkten", "Contributions to the goal “%s” in percentage points", item.Title),
			Columns: []Column{
				{Title: r.in("Kennzahl", "Indicator"), Width: 46},
				{Title: dated(c.then, r.language), Right: true, Width: 18},
				{Title: dated(c.now, r.language), Right: true, Width: 18},
				{Title: r.in("Änderung", "change"), Right: true, Width: 18},
			},
		}
		row := func(name Phrase, from, to *big.Int) Row {
			figure := func(n *big.Int) Cell {
				return cellOf(Say(zielkette.NewFigure(n, c.places).Text(r.language, c.places)))
			}
			return Row{Cells: []Cell{cellOf(name), figure(from), figure(to), cellOf(Say(c.points(new(big.Int).Sub(to, from))))}}
		}
		for i, share := range list {
			name := share.Title
			if area, ok := r.plan.Area(share.Area); ok {
				name += ", " + area.Title
			}
			t.add(row(quoted(name), from[i], to[i]))
		}
		t.Foot = []Row{row(Say(r.in("zusammen", "together")), round.Units(a, 2+c.places), round.Units(b, 2+c.places))}
		s.Blocks = append(s.Blocks, t)
	}
	return s
}

// Statuses says where the status changed, and why.
func (c *Change) Statuses() Section {
	c, r, s := c.begin("change-status", "Wo sich der Status geändert hat", "Where the status changed")
	var items []Phrase
	label := func(class zielkette.Text) string {
		if class.IsZero() {
			return r.in("ohne Status", "no status")
		}
		return class.In(r.language)
	}
	for _, x := range c.change.StatusChanges() {
		if x.Item.Kind == change.Goal && (!c.spoken(x.Item, 0) || !c.spoken(x.Item, 1)) {
			continue
		}
		kind := map[change.Kind]string{change.Goal: r.in("Ziel „", "Goal “"), change.Indicator: r.in("Kennzahl „", "Indicator “")}[x.Item.Kind]
		text := r.in("“: von ", "”: from ") + label(x.Before.Label) + r.in(" auf ", " to ") + label(x.After.Label) + ", " + x.Why.Text(r.language)
		if acting := c.acting(x.Item); len(acting) > 0 && x.Why != change.ByRule {
			text += r.in("; Ursache: ", "; cause: ") + c.namesOf(acting)
		}
		items = append(items, Say(kind).And(quoted(c.name(x.Item)), Say(text+".")))
	}
	s.list(items)
	return s
}

// Targets says which targets moved, and by which decision.
func (c *Change) Targets() Section {
	c, r, s := c.begin("change-targets", "Geänderte Zielwerte", "Targets that moved")
	var items []Phrase
	for _, m := range c.change.Moves() {
		p := r.indicatorIn(m.Title, m.Area)
		p = p.And(Say(r.in("“", "”")))
		before := ": "
		if m.Demanded {
			p = p.And(Say(before+r.in("Zielwert von ", "target from ")), quoted(m.Before.Text.In(r.language)), Say(r.in(" auf ", " to ")), quoted(m.After.Text.In(r.language)), c.decided(m.After.Decision, m.After.Decided))
			before = "; "
		}
		if m.Baseline {
			p = p.And(Say(before+r.in("Ausgangswert von ", "baseline from ")+baseline(m.Before.From, r)+r.in(" auf ", " to ")+baseline(m.After.From, r)), c.decided(m.After.From.Decision, m.After.From.Decided))
			before = "; "
		}
		if m.Entry {
			p = p.And(Say(before + r.in("von der früheren auf eine andere Art zu messen oder zu bewerten, laut Katalog der Kennzahlen", "from the earlier to another way of measuring or scoring, by the catalogue of indicators")))
		}
		items = append(items, p.And(Say(".")))
	}
	s.list(items)
	return s
}

// indicatorIn begins a sentence with an indicator and its area.
func (r *Report) indicatorIn(title, area string) Phrase {
	if in, ok := r.plan.Area(area); ok {
		title += ", " + in.Title
	}
	return Say(r.in("Kennzahl „", "Indicator “")).And(quoted(title))
}

// decided says by which decision.
func (c *Change) decided(decision string, on zielkette.Date) Phrase {
	r := c.now
	p := Say(r.in(", beschlossen durch: ", ", decided by: "))
	switch {
	case decision != "":
		return p.And(quoted(decision))
	case !on.IsZero():
		return p.And(Say(r.in("Beschluss (", "decision (") + on.Text(r.language) + ")"))
	}
	return p.And(Say(r.in("kein Beschluss erfasst", "no decision on record")))
}

func baseline(b indicators.Baseline, r *Report) string {
	switch {
	case b.IsZero():
		return "–"
	case b.FromRecord:
		return r.in("dem erfassten Wert für ", "the value on record for ") + b.Period.Text(r.language)
	}
	return b.Value.Text(r.language, -1) + " (" + b.Period.Text(r.language) + ")"
}

// Corrections says which values of earlier periods are known otherwise now.
func (c *Change) Corrections() Section {
	c, r, s := c.begin("change-corrections", "Berichtigte und nachgemeldete Werte", "Values corrected or reported late")
	if !c.change.CorrectionsApart() {
		s.Blocks = []Block{Note(Say(r.in(
			"Beide Ergebnisse zählen alles, was heute erfasst ist. Seither berichtigte oder nachgemeldete Werte sind darum von neuen Daten nicht unterschieden; das verlangt einen Kenntnisstand für beide.",
			"Both results count all that is on record today. So values that were corrected or reported late since are not told apart from new data; that takes a known-on date for both.")))}
		return s
	}
	var items []Phrase
	for _, k := range c.change.Corrections() {
		p := r.indicatorIn(k.Title, k.Area)
		p = p.And(Say("“, "+k.Period.Text(r.language)+r.in(": von ", ": from ")), quoted(corrected(k.Before, k.Unit, r)), Say(r.in(" auf ", " to ")), quoted(corrected(k.After, k.Unit, r)), Say(", "+k.Kind.Text(r.language)))
		p = p.And(with(r.in(", bekannt seit ", ", known since "), Say(k.After.Known.Text(r.language))))
		p = p.And(with(r.in(", Quelle: ", ", source: "), quoted(k.After.Source)))
		items = append(items, p.And(Say(".")))
	}
	s.list(items)
	return s
}

// corrected writes an observation with its unit.
func corrected(o indicators.Observation, unit string, r *Report) string {
	switch {
	case o.Label != "":
		return o.Label
	case o.Value.IsZero():
		return r.in("keinem Wert", "no value")
	}
	if !o.Denominator.IsZero() {
		return o.Value.Text(r.language, -1) + " / " + o.Denominator.Text(r.language, -1)
	}
	return o.Value.Text(r.language, -1) + r.unit(unit)
}

// Measures says what became of the measures. They move no score.
func (c *Change) Measures() Section {
	c, r, s := c.begin("change-measures", "Maßnahmen", "Measures")
	list, err := c.change.Measures()
	if err != nil {
		s.Blocks = []Block{r.refused(err)}
		return s
	}
	var items []Phrase
	for _, m := range list {
		p := Say(r.in("Maßnahme „", "Measure “")).And(quoted(m.Title), Say(r.in("“: ", "”: ")+m.Kind.Text(r.language)))
		if m.Months > 0 {
			p = p.And(Say(r.say(" um %d Monate", " by %d months", m.Months)))
		}
		told := false
		for _, l := range m.Lost {
			if _, isGoal := c.then.plan.Goal(l.Node.ID); isGoal && !l.Before.IsZero() {
				p = p.And(Say(r.in("; ihr Anteil an der Wirkung auf das Ziel „", "; its part in the effect on the goal “")), adopted(l.Node.Title),
					Say(r.in("“ geht in der Wirkungskette von ", "” goes in the chain from ")+r.percent(l.Before, 0)+r.in(" auf ", " to ")+r.percent(l.After, 0)))
				told = true
			}
		}
		if !told && m.Kind != change.MeasureAdded {
			p = p.And(Say(r.in("; wie stark sie wirkt, ist nicht erfasst", "; how strong it is, is not on record")))
		}
		items = append(items, p.And(Say(".")))
	}
	s.list(items, Note(Say(r.in("Eine Maßnahme ändert keine Zielerreichung: Dafür gibt es keine Formel, nur gemessene Werte.", "A measure changes no score: no formula leads there, only measured values."))))
	return s
}

// Method says how the effects came about, with the scores of the mixed cases that those on
// the highest goals are averaged over.
func (c *Change) Method() Section {
	c = c.or()
	r := c.now
	s := Section{ID: "change-method", Title: r.in("Wie die Wirkungen berechnet sind", "How the effects are computed"), Blocks: []Block{Note(Say(r.in(
		"Sechs Ursachen werden einzeln umgestellt: Fassung, Gewichte, Regeln, Zielwerte, Berichtigungen und Nachträge, neue Daten. Die Wirkung einer Ursache ist die Änderung, die ihre Umstellung bringt, gemittelt über alle 720 Reihenfolgen (Shapley 1953; Das Gupta, US Census P23-186, 1993). Die gedruckten Wirkungen ergeben zusammen genau die gedruckte Änderung.",
		"Six causes are switched one by one: edition, weights, rules, targets, corrections and late values, new data. The effect of a cause is the change that switching it brings, averaged over all 720 orders (Shapley 1953; Das Gupta, US Census P23-186, 1993). The printed effects add up to the printed change exactly.")))}}
	for item := range c.change.Goals() {
		_, now := item.Scores()
		if item.Effects == nil || now.Goal().Depth() > 0 || !c.spoken(item, 0) || !c.spoken(item, 1) {
			continue
		}
		t := Table{
			Caption: r.say("Ziel „%s“ in den gemischten Fällen", "Goal “%s” in the mixed cases", item.Title),
			Columns: []Column{{Title: r.in("wie im späteren Ergebnis", "as in the later result"), Width: 70}, {Title: r.in("Zielerreichung", "score"), Right: true, Width: 30}},
		}
		for _, m := range c.change.Cases(item) {
			score := either(m.State == evaluation.Scored, r.language.Digits(m.Score.String()), m.State.Text(r.language))
			name := r.in("nichts", "nothing")
			if len(m.Now) > 0 {
				name = c.namesOf(m.Now)
			}
			t.add(row(name, score))
		}
		s.Blocks = append(s.Blocks, Fold{Summary: r.in("Zum Nachrechnen", "To recompute it"), Blocks: []Block{t}})
	}
	return s
}

type jsonDifference struct {
	Fictional bool           `json:"fictional"`
	Banner    string         `json:"banner,omitempty"`
	Then      jsonDates      `json:"then"`
	Now       jsonDates      `json:"now"`
	Apart     bool           `json:"correctionsApart"` // whether corrections are told apart from new data
	Change    *change.Change `json:"change"`
}

type jsonDates struct {
	Strategy string  `json:"strategy"`
	AsOf     string  `json:"asOf"`
	KnownOn  *string `json:"knownOn"`
}

// JSON writes the change as one JSON object, with the list of all goals and indicators as
// "change", see [change.Item.MarshalJSON].
func (c *Change) JSON(w io.Writer) error {
	c = c.or()
	if err := c.now.wrong; err != nil {
		return err
	}
	dates := func(r *Report) jsonDates {
		o := r.result.Options()
		return jsonDates{r.plan.ID(), o.AsOf.String(), some(o.KnownOn.String())}
	}
	banner, _ := bannerOf(c.fictional(), c.now.language)
	return encode(w, jsonDifference{c.fictional(), banner, dates(c.then), dates(c.now), c.change.CorrectionsApart(), c.change})
}
